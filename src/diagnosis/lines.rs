//! Which cells stand beside each other: in one cell, one row, one column.

use crate::diagnosis::solver::system::System;
use crate::study::{Claim, Place};

/// The figures of the same statistic in the column and in the row of a claim; where it is a total, the totals among them too.
pub(super) fn lines(system: &System, claim: usize) -> Vec<Vec<usize>> {
    let claims = system.study.claims();
    let own = &claims[claim];
    let same = |other: &Claim| other.table == own.table && other.quantity.statistic == own.quantity.statistic;
    let line = |is_on: &dyn Fn(&Claim) -> bool| {
        let is_of = |other: &usize| same(&claims[*other]) && is_on(&claims[*other]);
        system.beside(claim).iter().copied().filter(is_of).collect::<Vec<usize>>()
    };
    let in_column = |other: &Claim| other.place.field == own.place.field;
    let in_row = |other: &Claim| other.place.line == own.place.line;
    let is_like = |other: &Claim| other.margin_of == own.margin_of;
    let mut lines = vec![line(&in_column), line(&in_row)];
    lines.push(line(&|other| in_column(other) && is_like(other)));
    lines.push(line(&|other| in_row(other) && is_like(other)));
    lines.dedup();
    lines
}

/// All figures of a claim's cell.
pub(super) fn in_cell(system: &System, claim: usize) -> Vec<usize> {
    let cell = |place: &Place| (place.source, place.line, place.field);
    let claims = system.study.claims();
    let is_other = |other: &Claim| cell(&other.place) != cell(&claims[claim].place);
    // They follow each other.
    let first = claims[..claim].iter().rposition(is_other).map_or(0, |before| before + 1);
    let end = claims[claim..].iter().position(is_other).map_or(claims.len(), |behind| claim + behind);
    (first..end).collect()
}
