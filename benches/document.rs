//! What reading a document costs, beside the bare XML parser on the same bytes: a JATS paper of 120 kB with ten tables.
//!
//! `cargo bench --bench document --no-default-features --features documents`. A folder of papers in `PAPERS` is read as well.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use retally::document::Document;
use roxmltree::ParsingOptions;

fn main() {
    divan::main();
}

/// A paper as publishers write it: every cell with its attributes, markers, notes and text around the tables.
fn paper() -> String {
    let cell =
        |at: usize| format!("<td align=\"left\" rowspan=\"1\" colspan=\"1\">{at} ({}.5)<sup>a</sup></td>", at % 90);
    let row = |at: usize| {
        let cells: String = (0..6).map(|column| cell(7 * at + column)).collect();
        format!("<tr><td align=\"left\" rowspan=\"1\" colspan=\"1\">&#x2003;Level {at}</td>{cells}</tr>\n")
    };
    let rows: String = (0..15).map(row).collect();
    let text = "<p>Of 40 patients, 7 (17.5%) left <xref ref-type=\"bibr\" rid=\"B1\">[1]</xref> (<italic>p</italic> &lt; 0.05).</p>\n".repeat(45);
    let section = format!(
        "<sec><title>Results</title>\n{text}<table-wrap id=\"t\"><label>Table 1</label><caption><p>Means.</p></caption><table><thead><tr><th>Level</th>\
         <th colspan=\"6\">n (%)</th></tr></thead><tbody>{rows}</tbody></table><table-wrap-foot><fn><label>a</label><p>Of all.</p></fn></table-wrap-foot></table-wrap></sec>\n"
    );
    format!("<?xml version=\"1.0\"?>\n<!DOCTYPE article>\n<article><body>{}</body></article>", section.repeat(10))
}

/// The bare parser, as documents use it.
fn parse(text: &str) -> usize {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options).map_or(0, |tree| tree.descendants().count())
}

#[divan::bench]
fn bare_parser(bencher: Bencher<'_, '_>) {
    let paper = paper();
    bencher.counter(BytesCount::of_str(&paper)).bench_local(|| parse(black_box(&paper)));
}

#[divan::bench]
fn document(bencher: Bencher<'_, '_>) {
    let paper = paper();
    bencher
        .counter(BytesCount::of_str(&paper))
        .bench_local(|| Document::from_bytes("paper.xml", black_box(paper.as_bytes())));
}

/// The papers of the folder that `PAPERS` names, if it does.
fn papers() -> Vec<String> {
    let folder = std::env::var_os("PAPERS").and_then(|folder| std::fs::read_dir(folder).ok());
    let files = folder.into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn papers_bare_parser(bencher: Bencher<'_, '_>) {
    let papers = papers();
    let bytes: usize = papers.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| papers.iter().map(|paper| parse(black_box(paper))).sum::<usize>());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn papers_document(bencher: Bencher<'_, '_>) {
    let papers = papers();
    let bytes: usize = papers.iter().map(String::len).sum();
    let read = |paper: &String| {
        Document::from_bytes("paper.xml", black_box(paper.as_bytes())).map_or(0, |document| document.sheets.len())
    };
    bencher.counter(BytesCount::new(bytes)).bench_local(|| papers.iter().map(read).sum::<usize>());
}
