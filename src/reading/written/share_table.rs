//! Percentages with intervals written as a table of a study.

use crate::document::words;
use crate::reading::found::estimates::Estimates;
use crate::reading::found::shares::All;
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::texts::{one_line, tidy};
use crate::reading::proposals::propose::is_written;
use crate::reading::written::labels::{labels, list, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::write::called;

/// The table of the `number`th estimate of a sheet, with the number of all where a label states it.
pub(in crate::reading) fn write(
    reading: &SheetReading,
    one: &Estimates,
    number: usize,
    names: &Names,
    file: &str,
) -> String {
    let Some(shares) = &one.shares else { return String::new() };
    let frame = &reading.frame;
    let key = format!("{}-interval-{number}", names.sheet);
    let column = |at: usize| format!("\"column {}\"", frame.written_stub() + at + 1);
    let of_rows = one.rows.iter().map(|row| {
        let label = quoted(&format!("{} ({})", one_line(&frame.rows[*row].label), frame.line(*row)));
        format!("\"row {}\" = {{ {key} = {label} }}", frame.line(*row))
    });
    // Of numbers of all in each row, those that are counted are some.
    let event = match shares.all {
        All::Column(_) => format!("{key}-counted = \"counted\", "),
        All::Stated(_) => String::new(),
    };
    let of_estimate = one.columns.iter().map(|(at, part)| {
        format!("{} = {{ {event}cells = {} }}", column(*at), quoted(&part.notation(one.level.as_deref())))
    });
    let of_count = shares
        .count
        .iter()
        .map(|(at, cells)| format!("{} = {{ {event}cells = \"{}\" }}", column(*at), cells.notation()));
    let all = if let All::Column(all) = shares.all { Some(all) } else { None };
    let of_all = all.iter().map(|at| format!("{} = {{ cells = \"n\" }}", column(*at)));
    let is_read = |at: &usize| {
        all == Some(*at)
            || one.columns.iter().any(|(other, _)| other == at)
            || shares.count.is_some_and(|(other, _)| other == *at)
    };
    let others = (0..frame.width()).filter(|at| !is_read(at));
    let others = others.map(|at| format!("{} = {{ ignore = \"of something else\" }}", column(at)));
    let places: Vec<String> = of_rows.chain(of_estimate).chain(of_count).chain(of_all).chain(others).collect();
    let lines = one.rows.iter().map(|row| frame.line(*row).to_string());
    let lines: Vec<String> = std::iter::once("1".to_owned()).chain(lines).collect();
    let head = one.columns.last().and_then(|(at, _)| labels(reading).get(*at).map(|label| one_line(label)));
    let name = format!("{}, {}", called(frame, &names.sheet), head.unwrap_or_default());
    let (base, size) = match shares.all {
        All::Column(_) => (format!("share-of = [[\"{key}\"]]\n"), String::new()),
        All::Stated(number) => {
            let whom = format!("{key}-all = \"respondents\"");
            let place = quoted(&words(&frame.sheet.label));
            (
                format!("bind = {{ {whom} }}\n"),
                format!("\n[[claim]]\nwhere = {place}\nfigure = \"{number}\"\nevent = {{ {whom} }}\n"),
            )
        }
    };
    let weighted = if shares.count.is_none() { "weighted = true\n" } else { "" };
    format!(
        "\n[[table]]  # {} bits\nfile = {}\nname = {}\nrows = {}\nstub = \"ignore\"\nheader = \"ignore\"\n{base}{weighted}at = {{ {} }}\n\
         numbers = {{ decimal = \"{}\", blank = {} }}\n{size}",
        one.bits,
        quoted(file),
        quoted(&name),
        quoted(&lines.join(", ")),
        places.join(", "),
        frame.decimal,
        list(blanks(reading, one, all)),
    )
}

/// What stands in cells of numbers that are none.
fn blanks(reading: &SheetReading, one: &Estimates, all: Option<usize>) -> Vec<String> {
    let frame = &reading.frame;
    let count = one.shares.iter().filter_map(|shares| shares.count).map(|(at, cells)| (at, cells.notation()));
    let columns: Vec<(usize, &str)> = count.chain(all.map(|at| (at, "n"))).collect();
    let cells = one.rows.iter().flat_map(|row| columns.iter().map(move |(at, notation)| (*row, *at, *notation)));
    let mut blanks: Vec<String> = cells
        .map(|(row, at, notation)| (tidy(frame.printed(frame.rows[row].at, at)), notation))
        .filter(|(text, notation)| !is_written(notation, text, frame.decimal))
        .map(|(text, _)| quoted(&text))
        .collect();
    blanks.sort_unstable();
    blanks.dedup();
    blanks
}
