//! How a sheet is read, step by step.

use crate::document::Sheet;
use crate::reading::base::{choose, weigh};
use crate::reading::block::blocks;
use crate::reading::evidence::Bits;
use crate::reading::frame::Frame;
use crate::reading::sheet::SheetReading;
use crate::reading::sizes::{self, Size};
use crate::reading::tally::{Notation, Tally, tallies};
use crate::reading::totals::{total_column, with_totals};

/// Reads a sheet, if `enough` speaks for it; or says why it is not read. The other tables of its paper are of so many respondents as are `known`, each.
pub(super) fn read<'a>(sheet: &'a Sheet, enough: Bits, known: &[i64]) -> Result<SheetReading<'a>, String> {
    let frame = Frame::of(sheet).ok_or("it has no figures beside labels")?;
    let tallies = tallies(&frame);
    if tallies.is_empty() {
        return Err("no column has counts".to_owned());
    }
    if says_means(sheet) {
        return Err("its notes speak of means, so that its counts may be rounded".to_owned());
    }
    let caption = sizes::stated(&sheet.caption, frame.decimal);
    let blocks = with_totals(&frame, &tallies, blocks(&frame, &tallies));
    let sizes = tallies.iter().map(|tally| sizes::size(&frame, tally, &blocks, &caption));
    let found: Vec<Result<Size, String>> = sizes.collect();
    let candidates = weigh(&frame, &tallies, &found, &blocks, known);
    let (base, bits) = choose(&candidates);
    if bits < enough {
        return Err(refusal(&tallies, found, bits, enough));
    }
    let sizes: Vec<Option<Size>> = found.into_iter().map(Result::ok).collect();
    let (total, entries, unread) = (total_column(&frame, &tallies, &sizes), Vec::new(), Vec::new());
    let (whole, summary) = (0, None);
    let mut reading =
        SheetReading { frame, tallies, sizes, total, entries, unread, base, candidates, bits, whole, enough, summary };
    reading.whole = blocks.iter().map(|block| reading.whole_bits(block)).sum();
    blocks.iter().for_each(|block| reading.read_block(block));
    Ok(reading)
}

/// Why too little speaks for any reading.
fn refusal(tallies: &[Tally], sizes: Vec<Result<Size, String>>, bits: Bits, enough: Bits) -> String {
    if tallies[0].notation == Notation::Count {
        return format!(
            "no column has counts with percentages, and too few counts are sums ({bits} bits, {enough} are needed)"
        );
    }
    let reason = sizes.into_iter().find_map(Result::err);
    let reason = reason.unwrap_or_else(|| "too few figures say what it is".to_owned());
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
