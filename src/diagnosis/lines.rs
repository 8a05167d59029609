//! Which cells stand beside each other: in one cell, one row, one column.

use crate::diagnosis::solver::system::System;
use crate::study::{Claim, Place};

/// The figures of the same statistic in the column and in the row of a claim; where it is a total, the totals among them too.
pub(super) fn lines(system: &System, claim: usize) -> Vec<Vec<usize>> {
    let claims = system.study.claims();
    let own = &claims[claim];
    let is_same = |other: &&usize| claims[**other].quantity.statistic == own.quantity.statistic;
    let same = |line: &[usize]| line.iter().filter(is_same).copied().collect::<Vec<usize>>();
    let like = |line: &Vec<usize>| {
        let is_like = |other: &&usize| claims[**other].margin_of == own.margin_of;
        line.iter().filter(is_like).copied().collect::<Vec<usize>>()
    };
    let mut lines = vec![same(system.in_column(claim)), same(system.in_row(claim))];
    lines.extend([like(&lines[0]), like(&lines[1])]);
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
