//! Whatever a file holds, the way from its bytes over the reading and the audit to the page ends, and nothing panics.

use proptest::prelude::*;
use retally::Study;
use retally::reading::{Options, Paper};
use retally::report::{Colour, explain, json_of_paper, page, read, text};

/// The whole way: what cannot be read is an error, and what is written of a reading is that reading.
fn go(name: &str, bytes: &[u8], enough: i64) {
    let Ok(paper) = Paper::from_bytes(name, bytes) else { return };
    let reading = paper.read_with(&Options { enough });
    let audit = reading.audit();
    let told: usize = reading.tables().iter().map(|table| explain(table).len()).sum();
    assert!(told >= reading.tables().len() && !read(&reading).is_empty());
    let json = json_of_paper(&reading, audit.as_ref());
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    let Some(audit) = audit else { return };
    let _ = (text(&audit, Colour::Never), page(&audit));
    let files = reading.files().iter().map(|(name, text)| (name.as_str(), text.as_str()));
    assert_eq!(Study::from_files("again", files).unwrap().audit().findings().len(), audit.findings().len());
}

/// Cells that papers may have, and some that they should not.
fn cell() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "–",
        "NA",
        "0 (0)",
        "(",
        "12 (",
        "1e9 (10)",
        "99999999999999999999 (50.0)",
        "12 (34.5%)",
        "1,234 (5.6)",
        "3/0 (0.0)",
        "−5 (2.0)",
        "\u{202e}12 (34)",
        "\u{0}",
        "&amp; <b>",
        "]]>",
        "\"'",
        "½ (50)",
        "12\n(34)",
        "a\tb",
        "10 (100.0001)",
        "[[table]]",
    ];
    prop_oneof![
        4 => (0u32..60, 0u32..1000).prop_map(|(count, tenths)| format!("{count} ({}.{})", tenths / 10, tenths % 10)),
        4 => (1u32..60).prop_map(|count| format!("{count} ({:.1})", f64::from(count) / 0.6)),
        2 => proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,8}",
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let label = prop_oneof![4 => "[A-Z][a-z]{0,6}", 1 => cell()];
    let row = (label, prop::collection::vec(cell(), 2)).prop_map(|(label, cells)| [vec![label], cells].concat());
    prop::collection::vec(row, 1..12)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The rows as a table of JATS or HTML, of Markdown, or as CSV.
fn written(rows: &[Vec<String>], format: usize, sizes: bool) -> (&'static str, String) {
    let head = if sizes { ["", "A (n = 60)", "B (n = 60)"] } else { ["", "A", "B"] };
    let lines = |open: &str, between: &str, close: &str, cell: &dyn Fn(&str) -> String| {
        let line = |cells: Vec<String>| format!("{open}{}{close}\n", cells.join(between));
        let body = rows.iter().map(|row| line(row.iter().map(|text| cell(text)).collect()));
        std::iter::once(line(head.iter().map(|text| (*text).to_owned()).collect())).chain(body).collect::<Vec<_>>()
    };
    let marked = || lines("<tr><td>", "</td><td>", "</td></tr>", &escaped).concat();
    match format {
        0 => (
            "p.xml",
            format!(
                "<article><body><table-wrap><label>Table 1</label><table>{}</table></table-wrap></body></article>",
                marked()
            ),
        ),
        1 => ("p.html", format!("<!doctype html><table><caption>Table 1</caption>{}</table>", marked())),
        2 => {
            let mut lines = lines("| ", " | ", " |", &|text| text.replace(['\n', '|'], " "));
            lines.insert(1, "|---|---|---|\n".to_owned());
            ("p.md", lines.concat())
        }
        _ => ("p.csv", lines("\"", "\",\"", "\"", &|text| text.replace('"', "\"\"")).concat()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn papers_of_any_cells(rows in rows(), format in 0usize..4, sizes: bool, enough in -50i64..60) {
        let (name, paper) = written(&rows, format, sizes);
        go(name, paper.as_bytes(), enough);
    }

    #[test]
    fn papers_that_are_damaged(rows in rows(), format in 0usize..4, at: prop::sample::Index, to in prop::collection::vec(any::<u8>(), 0..6), length in 0usize..20) {
        let (name, paper) = written(&rows, format, true);
        let mut bytes = paper.into_bytes();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, to);
        go(name, &bytes, 0);
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300), name in proptest::sample::select(vec!["p.xml", "p.html", "p.csv", "p.md", "p.docx", ""])) {
        go(name, &bytes, 0);
    }
}
