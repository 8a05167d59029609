//! Figures that are the same as those of a neighbouring cell, where they should not be.

use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::lines::{in_cell, lines};
use crate::diagnosis::rounded::rounded;
use crate::diagnosis::solver::system::System;
use crate::study::Claim;

/// The cell that a figure, or all of its cell, may be copied from.
pub(super) fn original(system: &System, claim: usize) -> Option<usize> {
    system.beside(claim).iter().copied().find(|other| is_copy(system, claim, *other))
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

/// Whether a figure stands next to another in its row or column: among all of the same statistic, or among the totals.
fn is_next(system: &System, claim: usize, other: usize) -> bool {
    let beside = |pair: &[usize]| pair == [claim, other] || pair == [other, claim];
    lines(system, claim).iter().any(|line| line.windows(2).any(beside))
}

/// Whether three or more figures of a line are all the same.
fn is_all_the_same(system: &System, line: &[usize]) -> bool {
    let figure = |claim: &usize| &system.study.claims()[*claim].figure;
    line.len() > 2 && line.windows(2).all(|pair| figure(&pair[0]) == figure(&pair[1]))
}

fn is_copy(system: &System, claim: usize, other: usize) -> bool {
    let claims = system.study.claims();
    let (own, source) = (&claims[claim], &claims[other]);
    // A file of several tables is read once for each, and a cell is no copy of itself.
    let in_line = (own.place.field == source.place.field) != (own.place.line == source.place.line);
    let file = |claim: &Claim| system.study.sources()[claim.place.source].name();
    let same =
        file(own) == file(source) && own.quantity.statistic == source.quantity.statistic && own.figure == source.figure;
    let digits: HashSet<char> = own.figure.text().chars().filter(char::is_ascii_digit).collect();
    // One digit, or the same one several times, is the same by chance too often; what misses by a unit was rounded otherwise.
    if claim == other || !same || !in_line || digits.len() < 2 || misses(system, claim).any(|nearly| nearly) {
        return false;
    }
    if lines(system, claim).iter().any(|line| is_all_the_same(system, line)) {
        return false;
    }
    let cells = (in_cell(system, claim), in_cell(system, other));
    let text = |cell: &[usize]| cell.iter().map(|claim| claims[*claim].figure.text()).collect::<Vec<_>>();
    let is_whole_cell = cells.0.len() > 1 && text(&cells.0) == text(&cells.1);
    let is_whole = is_whole_cell && !holds_or_nearly(system, claim) && holds_or_nearly(system, other);
    is_whole || is_next(system, claim, other) && all_hold_apart(system, other, claim)
}
