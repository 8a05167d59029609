//! Computed columns and rows written as a table of a study.

use std::fmt::Write;

use crate::reading::found::computed::Computed;
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::texts::{bare, one_line};
use crate::reading::proposals::computing::{VALUE, cell, notation, number as value_of};
use crate::reading::written::labels::{labels, list, ordinal, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::write::called;

/// The table, and the equations between its numbers: the first of its sheet, or the `number`th running sum or rank.
pub(in crate::reading) fn table(
    reading: &SheetReading,
    computed: &Computed,
    number: usize,
    names: &Names,
    file: &str,
) -> String {
    let frame = &reading.frame;
    let [rows, columns] = computed.rows_and_columns();
    let columns_called = labels(reading);
    let own = |column: &usize| match columns_called[*column].is_empty() {
        true => one_line(&frame.header(*column).join(", ")),
        false => columns_called[*column].clone(),
    };
    let called_columns = distinct(columns.iter().map(|column| plain(&own(column), frame.decimal)));
    let called_rows = distinct(rows.iter().map(|row| plain(&one_line(&frame.rows[*row].label), frame.decimal)));
    let of_number = if number == 0 { String::new() } else { format!(", computed, the {}", ordinal(number)) };
    let name = format!("{}{of_number}", called(frame, &names.sheet));
    let line = if number == 0 { format!("{}-line", names.sheet) } else { format!("{}-line-{number}", names.sheet) };
    let (of_rows, of_columns) =
        if computed.is_of_rows { ("variable", line.as_str()) } else { (line.as_str(), "variable") };
    let at_rows = rows.iter().zip(&called_rows);
    let at_rows =
        at_rows.map(|(row, label)| format!("\"row {}\" = {{ {of_rows} = {} }}", frame.line(*row), quoted(label)));
    let at_columns = columns.iter().zip(&called_columns).map(|(column, label)| {
        let place = format!("\"column {}\"", frame.written_stub() + column + 1);
        let cells = match notation(reading, *column) {
            VALUE => String::new(),
            several => format!(", cells = \"{several}\""),
        };
        format!("{place} = {{ {of_columns} = {}{cells} }}", quoted(label))
    });
    let others = (0..frame.width()).filter(|column| !columns.contains(column));
    let others = others.map(|column| {
        format!("\"column {}\" = {{ ignore = \"of something else\" }}", frame.written_stub() + column + 1)
    });
    let lines: Vec<String> = rows.iter().map(|row| frame.line(*row).to_string()).collect();
    let mut blanks: Vec<String> = Vec::new();
    for (row, column) in rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column))) {
        let blank = quoted(&cell(reading, row, column));
        let value = value_of(reading, row, column, notation(reading, column), &computed.markers);
        if value.is_none() && !blanks.contains(&blank) {
            blanks.push(blank);
        }
    }
    let mut out = format!("\n[[table]]  # {} bits\n", computed.bits);
    let keys = [
        ("file", quoted(file)),
        ("name", quoted(&name)),
        ("rows", quoted(&format!("1, {}", lines.join(", ")))),
        ("stub", quoted(of_rows)),
        ("header", quoted(of_columns)),
        (
            "cells",
            if columns.iter().any(|column| notation(reading, *column) == VALUE) {
                quoted(VALUE)
            } else {
                String::new()
            },
        ),
        ("margins", "[]".to_owned()),
        ("at", format!("{{ {} }}", at_rows.chain(at_columns).chain(others).collect::<Vec<_>>().join(", "))),
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
    for (key, value) in keys.iter().filter(|(_, value)| !value.is_empty()) {
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

/// A label as a name in an equation: without the number that it states, as a study has it.
fn plain(label: &str, decimal: char) -> String {
    let label = bare(label, decimal).replace('{', "(").replace('}', ")");
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
