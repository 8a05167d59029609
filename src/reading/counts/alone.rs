//! Columns of percentages without counts: they are of the number that their label states, if they could be printed of so many.

use crate::reading::layout::evidence::{Bits, ENOUGH};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::printed::Number;
use crate::reading::layout::words::says_percentage;
use crate::reading::tallies::sizes::of_column;
use crate::reading::tallies::tally::{Notation, Pair, Tally};

/// The columns of percentages of so many as their labels state, each with the whole number nearest to it; none, where too little speaks for them.
pub(in crate::reading) fn percentages(frame: &Frame) -> Vec<Tally> {
    let found: Vec<(Tally, i64)> = (0..frame.width()).filter_map(|column| at_column(frame, column)).collect();
    let bits: Bits = found.iter().map(|(tally, size)| tally.bits(*size)).sum();
    if bits < ENOUGH { Vec::new() } else { found.into_iter().map(|(tally, _)| tally).collect() }
}

fn at_column(frame: &Frame, column: usize) -> Option<(Tally, i64)> {
    let size = of_column(frame, column).filter(|size| *size > 0)?;
    let cells = || frame.rows.iter().map(|row| &row.cells[column]).filter(|cell| cell.is_figures());
    let signs = cells().filter(|cell| cell.numbers[0].has_percent_sign).count();
    let is_said = frame.header(column).iter().any(|label| says_percentage(label)) || signs * 2 > cells().count();
    let pair = |number: Number| number.is_percentage().then(|| Pair::nearest(number, size));
    let pairs: Vec<Option<Pair>> = frame.rows.iter().map(|row| row.cells[column].single().and_then(pair)).collect();
    let is_most = pairs.iter().flatten().count() * 2 > cells().count();
    let tally = Tally { columns: column..column + 1, notation: Notation::Percentage, pairs, bases: None };
    (is_said && is_most).then_some((tally, size))
}
