//! A paper of an article's size: prose of which one paragraph in twenty reports a share, as the 222 papers have a handful each, and three tables.

use std::fmt::Write;

const ARMS: [u64; 3] = [412, 398, 810];

/// A table of blocks of counts with their percentages, one of those misprinted.
fn table(number: u64) -> String {
    let cell = |text: &str| format!("<td align=\"left\" rowspan=\"1\" colspan=\"1\">{text}</td>");
    let mut rows = String::new();
    for block in 0..6 {
        let _ = writeln!(rows, "<tr>{}{}</tr>", cell(&format!("Question {block}")), cell("").repeat(ARMS.len()));
        let mut left = ARMS;
        for level in 0..4 {
            let cells = left.iter_mut().zip(ARMS).map(|(left, arm)| {
                let count = if level == 3 { *left } else { *left * (2 + (block + level + number) % 4) / 7 };
                *left -= count;
                let tenths = (2000 * count / arm).div_ceil(2) + u64::from((block, level, arm) == (2, 1, 412)) * 20;
                cell(&format!("{count} ({}.{})", tenths / 10, tenths % 10))
            });
            let cells: String = cells.collect();
            let _ = writeln!(rows, "<tr>{}{cells}</tr>", cell(&format!("&#x2003;Answer {level}")));
        }
    }
    let arms: String = ARMS.iter().map(|arm| format!("<th>Group {arm} (n = {arm})</th>")).collect();
    format!(
        "<table-wrap id=\"t{number}\"><label>Table {number}</label><caption><p>Answers, n (%)</p></caption><table><thead><tr><th>Item</th>\
         {arms}</tr></thead><tbody>{rows}</tbody></table></table-wrap>\n"
    )
}

/// JATS of 120 kB with three tables, each with an error, as journals write it.
pub fn paper() -> String {
    let text = "<p>Of 412 respondents, 227 (55.1%) agreed <xref ref-type=\"bibr\" rid=\"B1\">[1]</xref> (<italic>p</italic> &lt; 0.05).</p>\n";
    let prose = "<p>Nobody had asked them before, and few of those who answered had heard of it elsewhere <xref ref-type=\"bibr\" rid=\"B2\">[2]</xref>.</p>\n";
    let text = format!("{text}{}", prose.repeat(19));
    let tables: String = (1..=3).map(table).collect();
    let around = text.repeat((120_000 - tables.len()) / text.len());
    format!(
        "<?xml version=\"1.0\"?>\n<article><body><sec><title>Results</title>\n{around}{tables}</sec></body></article>"
    )
}
