//! How a sheet is read, step by step.

use crate::document::Sheet;
use crate::reading::counts::asked::asked;
use crate::reading::counts::columns::{has_shares, tallies};
use crate::reading::counts::nested::with_subtotals;
use crate::reading::counts::together::together;
use crate::reading::counts::unions::unions;
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::{Given, Of};
use crate::reading::tallies::base::{Base, choose, weigh};
use crate::reading::tallies::block::{Block, blocks};
use crate::reading::tallies::headings::{others, reconcile, stated_blocks};
use crate::reading::tallies::sizes::{self, Origin, Size};
use crate::reading::tallies::tally::{Notation, Tally};
use crate::reading::tallies::totals::{total_column, with_totals};
use crate::reading::tallies::zeros::with_zeros;

/// Reads a sheet, if `enough` speaks for it; or says why it is not read. The other tables of its paper are of so many respondents as are `known`, each.
pub(in crate::reading) fn read<'a>(
    sheet: &'a Sheet,
    given: &'a Given,
    enough: Bits,
    known: &[i64],
) -> Result<SheetReading<'a>, String> {
    let frame = Frame::of(sheet, given).ok_or("it has no figures beside labels")?;
    let tallies = with_zeros(&frame, tallies(&frame)?);
    if says_means(sheet) {
        return Err("its notes speak of means, so that its counts may be rounded".to_owned());
    }
    let caption = sizes::stated(&sheet.caption, frame.decimal);
    let blocks = with_totals(&frame, &tallies, blocks(&frame, &tallies));
    let sizes_of = |tallies: &[Tally]| -> Vec<Result<Size, String>> {
        tallies.iter().map(|tally| sizes::size(&frame, tally, &blocks, &caption)).collect()
    };
    let mut stated = stated_blocks(&frame, &tallies, &blocks, &sizes_of(&tallies));
    let mut found = sizes_of(&others(&tallies, &stated));
    let asked = asked(&frame, &tallies, &blocks, &found);
    if let Some(asked) = &asked {
        found = sizes_of(&asked.others(others(&tallies, &stated)));
    }
    reconcile(&mut stated, &mut found);
    let headings: Bits = stated.iter().map(|stated| stated.bits).chain(asked.iter().map(|asked| asked.bits)).sum();
    let candidates = weigh(&frame, &tallies, &found, &blocks, known, headings);
    let candidates = as_given(given, &tallies, candidates)?;
    let (base, bits) = choose(&candidates);
    if bits < enough && given.base.is_none() {
        return Err(refusal(&frame, &tallies, found, base, bits, enough));
    }
    let sizes: Vec<Option<Size>> = found.into_iter().map(Result::ok).collect();
    let (total, entries, unread) = (total_column(&frame, &tallies, &sizes), Vec::new(), Vec::new());
    let bare = SheetReading::bare(frame, enough);
    let mut reading =
        SheetReading { tallies, sizes, total, entries, stated, asked, unread, base, candidates, bits, ..bare };
    // A block that shows a size says nothing more by coming to it.
    let shown = reading.sizes.iter().flatten().filter(|size| size.origin == Origin::Sum).count() as Bits;
    reading.whole = blocks.iter().map(|block| reading.whole_bits(block)).sum::<Bits>() - shown;
    read_blocks(&mut reading, blocks);
    let reason = reading.unread.first().map_or("it has no rows of counts", |left| &left.reason).to_owned();
    if reading.entries.is_empty() { Err(reason) } else { Ok(reading) }
}

/// The candidates that do not contradict what a manifest says of all percentages.
fn as_given(given: &Given, tallies: &[Tally], candidates: Vec<(Base, Bits)>) -> Result<Vec<(Base, Bits)>, String> {
    let (base, named) = match given.base {
        Some(Of::Column) => (Base::Column, "column"),
        Some(Of::Row) => (Base::Row, "row"),
        Some(Of::Block) => (Base::Answered, "block"),
        Some(Of::Those(_)) | None => return Ok(candidates),
    };
    let is_single = base == Base::Row && tallies.len() < 2;
    let has = if is_single { "it has one column of counts" } else { "it has none beside counts" };
    let refusal = format!("the manifest says that its percentages are shares of their {named}, but {has}");
    let found: Vec<(Base, Bits)> = candidates.into_iter().filter(|(other, _)| *other == base).collect();
    if is_single || found.is_empty() { Err(refusal) } else { Ok(found) }
}

/// Reads the blocks: those that divide all respondents, the parts of their levels, and rows of some of those whom another row counts.
fn read_blocks(reading: &mut SheetReading, blocks: Vec<Block>) {
    let blocks = match reading.base {
        Base::Column => with_subtotals(blocks, &reading.tallies, &reading.sizes),
        _ => blocks,
    };
    let (inner, outer): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(|block| block.within.is_some());
    outer.iter().chain(&inner).for_each(|block| reading.read_block(block));
    reading.read_within_given();
    reading.leave_totals_given();
    reading.read_hundreds(&outer);
    reading.read_nested();
    reading.read_asked();
    reading.entries.sort_by_key(|entry| entry.rows.start);
    reading.mark_cut_off();
    reading.unions = unions(reading);
    reading.read_partial_total();
    reading.together = together(reading);
}

/// Why too little speaks for any reading.
fn refusal(
    frame: &Frame,
    tallies: &[Tally],
    sizes: Vec<Result<Size, String>>,
    base: Base,
    bits: Bits,
    enough: Bits,
) -> String {
    if tallies[0].notation == Notation::Count {
        let shares = if has_shares(frame) {
            "what may be percentages of its counts follows from no base"
        } else {
            "no column has counts with percentages"
        };
        return format!("{shares}, and too few counts are sums ({bits} bits, {enough} are needed)");
    }
    let reason = sizes.into_iter().find_map(Result::err).filter(|_| base == Base::Column);
    let reason = reason.unwrap_or_else(|| format!("too few of its percentages are of {}", base.named()));
    format!("{reason} ({bits} bits, {enough} are needed)")
}

/// Whether the notes or the caption say that what looks like counts are means.
fn says_means(sheet: &Sheet) -> bool {
    let mut texts = sheet.notes.iter().map(|note| note.text.as_str()).chain([sheet.caption.as_str()]);
    texts.any(|text| {
        let text = text.to_lowercase();
        ["mean of", "means of", "average of", "averages of", "replicates"].iter().any(|words| text.contains(words))
    })
}
