//! Computed columns and rows written as a table of a study.

use std::fmt::Write;

use crate::reading::computed::Computed;
use crate::reading::computing::{cell, value};
use crate::reading::labels::{labels, list, one_line, ordinal, quoted};
use crate::reading::names::Names;
use crate::reading::sheet::SheetReading;
use crate::reading::write::called;

/// The table, and the equations between its numbers.
pub(super) fn table(reading: &SheetReading, computed: &Computed, names: &Names, file: &str) -> String {
    let frame = &reading.frame;
    let [rows, columns] = computed.rows_and_columns();
    let columns_called = labels(reading);
    let called_columns: Vec<String> = columns.iter().map(|column| plain(&columns_called[*column])).collect();
    let called_rows = distinct(rows.iter().map(|row| plain(&one_line(&frame.rows[*row].label))));
    let name = called(&frame.sheet.label, &names.sheet);
    let line = format!("{}-line", names.sheet);
    let (of_rows, of_columns) =
        if computed.is_of_rows { ("variable", line.as_str()) } else { (line.as_str(), "variable") };
    let at_rows = rows.iter().zip(&called_rows);
    let at_rows =
        at_rows.map(|(row, label)| format!("\"row {}\" = {{ {of_rows} = {} }}", frame.line(*row), quoted(label)));
    let at_columns = columns.iter().zip(&called_columns).map(|(column, label)| {
        format!("\"column {}\" = {{ {of_columns} = {} }}", frame.written_stub() + column + 1, quoted(label))
    });
    let ignored = columns_called.iter().enumerate().filter(|(at, label)| !label.is_empty() && !columns.contains(at));
    let lines: Vec<String> = rows.iter().map(|row| frame.line(*row).to_string()).collect();
    let mut blanks: Vec<String> = Vec::new();
    for (row, column) in rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column))) {
        let text = cell(reading, row, column);
        if value(&text, frame.decimal, &computed.markers).is_none() && !blanks.contains(&quoted(&text)) {
            blanks.push(quoted(&text));
        }
    }
    let mut out = format!("\n[[table]]  # {} bits\n", computed.bits);
    let keys = [
        ("file", quoted(file)),
        ("name", quoted(&name)),
        ("rows", quoted(&format!("1, {}", lines.join(", ")))),
        ("stub", quoted(of_rows)),
        ("header", quoted(of_columns)),
        ("cells", quoted("value")),
        ("at", format!("{{ {} }}", at_rows.chain(at_columns).collect::<Vec<_>>().join(", "))),
        ("ignore", list(ignored.map(|(_, label)| quoted(label)).collect())),
        (
            "numbers",
            format!(
                "{{ decimal = \"{}\", markers = {}, blank = {} }}",
                frame.decimal,
                quoted(&computed.markers),
                list(blanks)
            ),
        ),
    ];
    for (key, value) in keys.iter().filter(|(_, value)| value != "[]") {
        let _ = writeln!(out, "{key} = {value}");
    }
    let (fields, called) = if computed.is_of_rows { (&rows, &called_rows) } else { (&columns, &called_columns) };
    let name_of = |field: usize| {
        let at = fields.iter().position(|other| *other == field).unwrap_or(0);
        format!("{{{}}}", called[at])
    };
    for found in &computed.formulas {
        let equation = quoted(&found.formula.write(&name_of));
        let _ =
            writeln!(out, "\n[[computed]]  # {} bits\ntable = {}\nequation = {equation}", found.bits, quoted(&name));
    }
    out
}

/// A label as a name in an equation.
fn plain(label: &str) -> String {
    let label = label.replace('{', "(").replace('}', ")");
    if label.is_empty() { "(no label)".to_owned() } else { label }
}

/// Labels of which no two are alike.
fn distinct(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for label in labels {
        let mut name = label.clone();
        let mut times = 2;
        while found.contains(&name) {
            name = format!("{label}, the {}", ordinal(times));
            times += 1;
        }
        found.push(name);
    }
    found
}
