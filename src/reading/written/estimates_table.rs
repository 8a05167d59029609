//! Estimates written as a table of a study.

use crate::reading::found::estimates::{Estimates, Part};
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::texts::{one_line, tidy};
use crate::reading::proposals::propose::is_written;
use crate::reading::written::labels::{labels, list, ordinal, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::write::called;

/// A table for an estimate of a sheet, the `number`th.
pub(in crate::reading) fn write(
    reading: &SheetReading,
    estimates: &Estimates,
    number: usize,
    names: &Names,
    file: &str,
) -> String {
    let frame = &reading.frame;
    let labels = labels(reading);
    let column = |at: usize| format!("\"column {}\"", frame.written_stub() + at + 1);
    let level = estimates.level.as_deref();
    let test = if estimates.is_wald { ", test = \"Wald\"" } else { "" };
    let read = |(at, part): &(usize, Part)| {
        let test = if *part == Part::P { "" } else { test };
        let event = format!("{}-estimate = \"{number}\"", names.sheet);
        format!("{} = {{ {event}, cells = {}{test} }}", column(*at), quoted(&part.notation(level)))
    };
    let is_read = |at: &usize| estimates.columns.iter().any(|(column, _)| column == at);
    let others = (0..frame.width()).filter(|at| !is_read(at));
    // What labels of other columns state is of others.
    let left = others.map(|at| {
        let event = format!("{}-estimate = \"column {}\"", names.sheet, at + 1);
        format!("{} = {{ {event}, ignore = \"of something else\" }}", column(at))
    });
    // No other table is of the same.
    let variable = |row: usize| format!("{} ({} {number}, {row})", one_line(&frame.rows[row].label), names.sheet);
    let rows = estimates
        .rows
        .iter()
        .map(|row| format!("\"row {}\" = {{ variable = {} }}", frame.line(*row), quoted(&variable(*row))));
    let places: Vec<String> = rows.chain(estimates.columns.iter().map(read)).chain(left).collect();
    let lines: Vec<String> = std::iter::once(1)
        .chain(estimates.rows.iter().map(|row| frame.line(*row)))
        .map(|line| line.to_string())
        .collect();
    let head = |estimates: &Estimates| {
        let first = estimates.columns.first().and_then(|(at, _)| labels.get(*at));
        first.map(|label| one_line(label)).unwrap_or_default()
    };
    let alike = reading.estimates.iter().take(number - 1).filter(|other| head(other) == head(estimates)).count();
    let again = if alike == 0 { String::new() } else { format!(", the {}", ordinal(alike + 1)) };
    let name = format!("{}, {}{again}", called(frame, &names.sheet), head(estimates));
    let stub = if frame.is_paired() { "[\"ignore\", \"ignore\"]" } else { "\"ignore\"" };
    let decimal = frame.decimal;
    format!(
        "\n[[table]]  # {} bits\nfile = {}\nname = {}\nrows = {}\nstub = {stub}\nheader = \"ignore\"\nat = {{ {} }}\n\
         numbers = {{ decimal = \"{decimal}\", blank = {} }}\n",
        estimates.bits,
        quoted(file),
        quoted(&name),
        quoted(&lines.join(", ")),
        places.join(", "),
        list(blanks(reading, estimates)),
    )
}

/// What stands in cells that are not as the others.
fn blanks(reading: &SheetReading, estimates: &Estimates) -> Vec<String> {
    let frame = &reading.frame;
    let mut found: Vec<String> = Vec::new();
    for row in &estimates.rows {
        for (at, part) in &estimates.columns {
            let text = tidy(frame.printed(frame.rows[*row].at, *at));
            let notation = part.notation(estimates.level.as_deref());
            if !is_written(&notation, &text, frame.decimal) && !found.contains(&quoted(&text)) {
                found.push(quoted(&text));
            }
        }
    }
    found
}
