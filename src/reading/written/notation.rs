//! How the cells of a table are written, as the manifest says it: their notation, and the signs in place of figures.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::texts::tidy;
use crate::reading::tallies::tally::{Notation, Pair};
use crate::reading::written::labels::quoted;

/// What stands in cells that hold no count and percentage, or in those of which sums say that they are zero.
pub(in crate::reading) fn signs(reading: &SheetReading, entry: &Entry, is_zero: bool) -> Vec<String> {
    let frame = &reading.frame;
    let mut found = Vec::new();
    for row in entry.all_rows() {
        let is_alone = reading.is_alone(row);
        for (at, tally) in reading.tallies.iter().enumerate() {
            let is_count = tally.pairs[row].is_some() || is_alone && reading.counted(at, row).is_some();
            let cells =
                frame.rows[row].lines().flat_map(|line| tally.columns.clone().map(move |column| (line, column)));
            for (line, column) in cells {
                let text = quoted(&tidy(frame.printed(line, column)));
                let is_sign = !text.contains(|sign: char| sign.is_numeric() && sign != '0');
                let is_it =
                    if is_zero { is_count && is_sign && tally.pairs[row] == Some(Pair::NONE) } else { !is_count };
                if is_it && !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

/// The notation, with the brackets that the table uses.
pub(in crate::reading) fn notation(reading: &SheetReading) -> String {
    let tally = &reading.tallies[0];
    let frame = &reading.frame;
    let text = |column: usize| {
        let row = tally.pairs.iter().position(Option::is_some).unwrap_or(0);
        frame.printed(frame.rows[row].at, column)
    };
    let first = text(tally.columns.start);
    let written = tally.notation.written();
    match tally.notation {
        Notation::CountBesidePercentage if text(tally.columns.end - 1).starts_with('(') => "n | (%)".to_owned(),
        Notation::PercentageBesideCount if first.starts_with('(') => "(%) | n".to_owned(),
        _ if first.contains('[') => written.replace('(', "[").replace(')', "]"),
        _ => written.to_owned(),
    }
}
