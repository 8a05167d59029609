//! Figures that are the same as those of a neighbouring cell, where they should not be.

use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::lines::{in_cell, lines};
use crate::diagnosis::rounded::rounded;
use crate::diagnosis::solver::system::System;
use crate::study::Claim;

/// The cell that a figure, or all of its cell, may be copied from.
pub(super) fn original(system: &System, claim: usize) -> Option<usize> {
    let own = &system.study.claims()[claim];
    // A text has no rows and columns.
    own.table?;
    let digits: HashSet<char> = own.figure.text().chars().filter(char::is_ascii_digit).collect();
    // One digit, or the same one several times, is the same by chance too often; what misses by a unit was rounded otherwise.
    if digits.len() < 2 || misses(system, claim).any(|nearly| nearly) {
        return None;
    }
    let lines = lines(system, claim);
    if lines.iter().any(|line| is_all_the_same(system, line)) {
        return None;
    }
    let mut others = [system.in_column(claim), system.in_row(claim)].concat();
    others.retain(|other| is_same(own, &system.study.claims()[*other]));
    others.sort_unstable();
    others.into_iter().find(|other| is_copy(system, (claim, &lines), *other))
}

/// The relations that state a figure and do not hold, each with whether it misses by no more than one unit of the last digit.
fn misses(system: &System, claim: usize) -> impl Iterator<Item = bool> {
    let figure = &system.study.claims()[claim].figure;
    let states = move |relation: usize| {
        let stated = system.relation(relation).stated.claims();
        stated.first().is_some_and(|stated| system.one(*stated) == claim)
    };
    let broken = system.relations_of[claim].iter().copied().filter(|relation| system.is_broken(*relation));
    broken.filter(move |relation| states(*relation)).map(move |relation| {
        let rounded = rounded(system, relation).filter(|rounded| rounded.claim == claim);
        rounded.is_some_and(|rounded| (&rounded.value - figure.number()).abs() <= figure.unit())
    })
}

/// Whether all relations that state a figure hold, or nearly.
fn holds_or_nearly(system: &System, claim: usize) -> bool {
    misses(system, claim).all(|nearly| nearly)
}

/// Whether all relations of a figure hold that do not tie another one as well.
fn all_hold_apart(system: &System, claim: usize, from: usize) -> bool {
    let broken = system.relations_of[claim].iter().filter(|relation| system.is_broken(**relation));
    broken.map(|relation| &system.claims_of[*relation]).all(|claims| claims.contains(&from))
}

/// Whether three or more figures of a line are all the same.
fn is_all_the_same(system: &System, line: &[usize]) -> bool {
    let figure = |claim: &usize| &system.study.claims()[*claim].figure;
    line.len() > 2 && line.windows(2).all(|pair| figure(&pair[0]) == figure(&pair[1]))
}

/// Whether another figure of the row, or of the column, is the same.
fn is_same(own: &Claim, other: &Claim) -> bool {
    let in_line = (own.place.field == other.place.field) != (own.place.line == other.place.line);
    in_line
        && own.place.source == other.place.source
        && own.quantity.statistic == other.quantity.statistic
        && own.figure == other.figure
}

fn is_copy(system: &System, (claim, lines): (usize, &[Vec<usize>]), other: usize) -> bool {
    let claims = system.study.claims();
    let cells = (in_cell(system, claim), in_cell(system, other));
    let text = |cell: &[usize]| cell.iter().map(|claim| claims[*claim].figure.text()).collect::<Vec<_>>();
    let is_whole_cell = cells.0.len() > 1 && text(&cells.0) == text(&cells.1);
    let is_whole = is_whole_cell && !holds_or_nearly(system, claim) && holds_or_nearly(system, other);
    // Next to it: among all of the same statistic, or among the totals.
    let beside = |pair: &[usize]| pair == [claim, other] || pair == [other, claim];
    let is_next = lines.iter().any(|line| line.windows(2).any(beside));
    is_whole || is_next && all_hold_apart(system, other, claim)
}
