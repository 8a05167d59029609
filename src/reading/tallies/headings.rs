//! Headings that state how many respondents the rows below them are of.

use std::ops::Range;

use crate::reading::layout::evidence::{Bits, LEAD};
use crate::reading::layout::frame::Frame;
use crate::reading::tallies::block::{Block, is_heading};
use crate::reading::tallies::sizes::{Size, stated};
use crate::reading::tallies::tally::Tally;

/// What must speak for a number that a heading states.
const BACKED: Bits = 9;

/// Rows whose percentages are shares of the number that a heading states.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Stated {
    pub rows: Range<usize>,
    pub number: i64,
    pub bits: Bits,
}

/// The blocks of which more speaks for the number in their heading, or in one above that, than for the size of the column. Of several
/// columns a heading counts all together.
pub(in crate::reading) fn stated_blocks(
    frame: &Frame,
    tallies: &[Tally],
    blocks: &[Block],
    sizes: &[Result<Size, String>],
) -> Vec<Stated> {
    let [tally] = tallies else { return Vec::new() };
    let of_block = |block: &Block| {
        let number = of_heading(frame, tallies, block)?;
        let bits = |number: i64| block.all_rows().filter_map(|row| Some(tally.pairs[row]?.bits(number))).sum::<Bits>();
        let size = sizes[0].as_ref().map_or(0, |size| bits(size.number));
        let found = Stated { rows: block.span(), number, bits: bits(number) };
        (found.bits >= BACKED && found.bits > size + LEAD).then_some(found)
    };
    blocks.iter().filter_map(of_block).collect()
}

/// The sizes of columns beside what headings state. Those whom a heading counts are no more than all, where that is stated; where it
/// only follows from the other rows, it is no number of all.
pub(in crate::reading) fn reconcile(stated: &mut Vec<Stated>, sizes: &mut [Result<Size, String>]) {
    for found in sizes {
        let Ok(size) = *found else { continue };
        if size.origin.is_stated() {
            stated.retain(|stated| stated.number <= size.number);
        } else if stated.iter().any(|stated| stated.number > size.number) {
            *found = Err(format!("headings count more than the {} that other rows are of", size.number));
        }
    }
}

/// The number that the nearest heading states, of the block or above it.
fn of_heading(frame: &Frame, tallies: &[Tally], block: &Block) -> Option<i64> {
    let above = &frame.rows[..block.rows.start];
    let headings = above.iter().rev().filter(|row| is_heading(row, tallies));
    headings.filter_map(|row| stated(&row.label, frame.decimal).first().copied()).find(|number| *number > 0)
}

/// The columns without the rows of these blocks.
pub(in crate::reading) fn others(tallies: &[Tally], stated: &[Stated]) -> Vec<Tally> {
    let left = |mut tally: Tally| {
        stated.iter().flat_map(|stated| stated.rows.clone()).for_each(|row| tally.pairs[row] = None);
        tally
    };
    tallies.iter().cloned().map(left).collect()
}
