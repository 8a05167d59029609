//! Unadjusted estimates and their counts written as tables of a study, one for each comparison.

use std::fmt::Write;

use crate::document::words;
use crate::reading::found::crude::{Comparison, Crude};
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::texts::{one_line, tidy};
use crate::reading::proposals::propose::is_written;
use crate::reading::written::labels::{labels, list, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::write::called;

/// The tables of the `number`th estimate of a sheet, and the numbers of respondents of its columns.
pub(in crate::reading) fn write(
    reading: &SheetReading,
    crude: &Crude,
    number: usize,
    names: &Names,
    file: &str,
) -> String {
    let prefix = format!("{}-crude-{number}", names.sheet);
    let tables = crude.comparisons.iter().enumerate();
    let tables =
        tables.map(|(at, comparison)| Writer { reading, crude, prefix: &prefix, at, comparison }.table(names, file));
    let mut out: String = tables.collect();
    let place = quoted(&words(&reading.frame.sheet.label));
    for (size, level) in crude.sizes.iter().flatten().zip(COLUMNS) {
        let _ =
            writeln!(out, "\n[[claim]]\nwhere = {place}\nfigure = \"{size}\"\nevent = {{ {prefix} = \"{level}\" }}");
    }
    out
}

/// What the columns of counts are called.
const COLUMNS: [&str; 2] = ["first column", "second column"];

struct Writer<'a> {
    reading: &'a SheetReading<'a>,
    crude: &'a Crude,
    prefix: &'a str,
    at: usize,
    comparison: &'a Comparison,
}

impl Writer<'_> {
    fn table(&self, names: &Names, file: &str) -> String {
        let Self { reading, crude, prefix, at, .. } = self;
        let frame = &reading.frame;
        let rows: Vec<usize> = self.rows();
        let lines = rows.iter().map(|row| frame.line(*row).to_string());
        let lines: Vec<String> = std::iter::once("1".to_owned()).chain(lines).collect();
        let head = labels(reading).get(crude.column).map(|label| one_line(label)).unwrap_or_default();
        let label = |row: &usize| one_line(&frame.rows[*row].label);
        let first = self.comparison.rows.first().map(label).unwrap_or_default();
        let name = format!("{}, {head}, {first}", called(frame, &names.sheet));
        let factor = format!("{prefix}-{}", at + 1);
        let has_all = crude.counts.iter().any(|(_, cells)| cells.has_all());
        let base = match (has_all, self.comparison.reference) {
            (false, _) => String::new(),
            (true, Some(_)) => format!("share-of = [[\"{factor}\"]]\n"),
            (true, None) => format!("share-of = [[\"{factor}=answered\", \"{prefix}\"]]\n"),
        };
        format!(
            "\n[[table]]  # {} bits\nfile = {}\nname = {}\nrows = {}\nstub = \"ignore\"\nheader = \"ignore\"\nat = {{ {} }}\n{base}\
             numbers = {{ decimal = \"{}\", blank = {} }}\n",
            crude.bits,
            quoted(file),
            quoted(&name),
            quoted(&lines.join(", ")),
            self.places(&rows, &factor).join(", "),
            frame.decimal,
            list(self.blanks(&rows)),
        )
    }

    fn rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.comparison.rows.iter().copied().chain(self.comparison.reference).collect();
        rows.sort_unstable();
        rows
    }

    fn places(&self, rows: &[usize], factor: &str) -> Vec<String> {
        let Self { reading, crude, prefix, .. } = self;
        let frame = &reading.frame;
        let column = |at: usize| format!("\"column {}\"", frame.written_stub() + at + 1);
        let row = |row: &usize| {
            let label = quoted(&format!("{} ({})", one_line(&frame.rows[*row].label), frame.line(*row)));
            format!("\"row {}\" = {{ {factor} = {label} }}", frame.line(*row))
        };
        let counts = crude.counts.iter().zip(COLUMNS).map(|((at, cells), level)| {
            format!("{} = {{ {prefix} = \"{level}\", cells = \"{}\" }}", column(*at), cells.notation())
        });
        let estimate =
            format!("{} = {{ cells = \"{}\", between = \"{prefix}\" }}", column(crude.column), self.crude.notation());
        let is_read = |at: &usize| *at == crude.column || crude.counts.iter().any(|(other, _)| other == at);
        let others = (0..frame.width()).filter(|at| !is_read(at));
        let others = others.map(|at| format!("{} = {{ ignore = \"of something else\" }}", column(at)));
        rows.iter().map(row).chain(counts).chain([estimate]).chain(others).collect()
    }

    /// What stands in cells that are not as the others: that of the level with which others are compared.
    fn blanks(&self, rows: &[usize]) -> Vec<String> {
        let (frame, notation) = (&self.reading.frame, self.crude.notation());
        let texts = rows.iter().map(|row| tidy(frame.printed(frame.rows[*row].at, self.crude.column)));
        let mut blanks: Vec<String> =
            texts.filter(|text| !is_written(&notation, text, frame.decimal)).map(|text| quoted(&text)).collect();
        blanks.sort_unstable();
        blanks.dedup();
        blanks
    }
}
