//! Columns that count the respondents of others together, such as `All` beside `Women` and `Men` in each of two groups.

use crate::reading::found::sheet::{SheetReading, Union};
use crate::reading::layout::evidence::{Bits, ENOUGH, bits_of_sum, log2};
use crate::reading::tallies::base::Base;

/// No more columns are searched, in each of which the sums of two and of three others are tried.
const MOST_COLUMNS: usize = 16;

/// The unions that the counts show; none, where one column counts all others together.
pub(in crate::reading) fn unions(reading: &SheetReading) -> Vec<Union> {
    let columns = reading.tallies.len();
    let is_grouped = reading.entries.iter().any(|entry| !matches!(entry.base, Base::Total | Base::Sums | Base::Block));
    if reading.total.is_some() || !is_grouped || !(3..=MOST_COLUMNS).contains(&columns) {
        return Vec::new();
    }
    let sets = sets(columns);
    let cost = log2((sets.len() * columns) as i64);
    let tried = (0..columns).flat_map(|whole| sets.iter().map(move |parts| (whole, parts)));
    let tried = tried.filter(|(whole, parts)| !parts.contains(whole));
    let mut found: Vec<(Bits, Union)> = tried
        .filter_map(|(whole, parts)| Some((bits(reading, whole, parts)?, Union { whole, parts: parts.clone() })))
        .filter(|(bits, _)| bits - cost >= ENOUGH)
        .collect();
    found.sort_by_key(|(bits, union)| (-bits, union.whole));
    let mut chosen: Vec<Union> = Vec::new();
    for (_, union) in found {
        let is_tied = |other: &Union| {
            other.whole == union.whole || other.parts.contains(&union.whole) || union.parts.contains(&other.whole)
        };
        if !chosen.iter().any(is_tied) {
            chosen.push(union);
        }
    }
    chosen
}

/// The sets of two and of three columns.
fn sets(columns: usize) -> Vec<Vec<usize>> {
    let pairs = (0..columns).flat_map(|one| (one + 1..columns).map(move |other| vec![one, other]));
    let pairs: Vec<Vec<usize>> = pairs.collect();
    let third = |pair: &Vec<usize>| {
        let pair = pair.clone();
        (pair[1] + 1..columns).map(move |third| [pair.clone(), vec![third]].concat())
    };
    let threes: Vec<Vec<usize>> = pairs.iter().flat_map(third).collect();
    [pairs, threes].concat()
}

/// What the sums say that hold; nothing, where one is missed in a row that is read.
fn bits(reading: &SheetReading, whole: usize, parts: &[usize]) -> Option<Bits> {
    let size = |at: usize| Some(reading.sizes[at].as_ref()?.number);
    let of_sizes = size(whole).zip(parts.iter().map(|at| size(*at)).sum::<Option<i64>>());
    let count = |at: usize, row: usize| Some(reading.tallies[at].pairs[row]?.count);
    let of_row = |row: usize| count(whole, row).zip(parts.iter().map(|at| count(*at, row)).sum::<Option<i64>>());
    let rows = reading.entries.iter().flat_map(|entry| entry.all_rows());
    let sums: Vec<(i64, i64)> = rows.filter_map(of_row).chain(of_sizes).collect();
    let holds = sums.iter().all(|(total, sum)| total == sum);
    holds.then(|| sums.iter().map(|(total, _)| bits_of_sum(*total)).sum())
}
