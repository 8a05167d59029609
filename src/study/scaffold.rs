//! A first manifest for tables that nobody has described yet.
//!
//! It recognises the obvious and marks everything that it guessed, so that nobody starts from an empty file.
//!
//! ```
//! let csv = "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n";
//! let manifest = retally::scaffold::manifest([("sales.csv", csv)])?;
//! assert!(manifest.contains("header = \"statistic\""));
//! let study = retally::Study::from_files("shop", [("study.toml", manifest.as_str()), ("sales.csv", csv)])?;
//! assert!(study.audit().findings().is_empty());
//! # Ok::<(), retally::Error>(())
//! ```

use std::fmt::Write;

use indexmap::IndexSet;

use crate::error::Error;
use crate::quantity::Statistic;
use crate::study::{Cell, Grid, Notation, Numbers, Source, split_label, tidy};

/// Notations in the order in which they are tried.
const NOTATIONS: [&str; 6] = ["n/N (%)", "mean ± SD", "median (IQR)", "n (%)", "% (n)", "n %"];

/// Those of them whose rows are variables.
const OF_VARIABLES: [&str; 2] = ["mean ± SD", "median (IQR)"];

/// Labels, besides `Total`, that are margins more often than not.
const MARGINS: [&str; 5] = ["All", "Sum", "Overall", "Both", "Both sexes"];

/// A manifest for CSV files, each given by its name and its text.
pub fn manifest<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, Error> {
    let mut text = "# Written by retally from the tables alone. What it guessed is marked: look at each guess.\n\n\
                    [study]\ntitle = \"\"                      # the paper's title\n\
                    # size = 100                    # how many respondents there are, as printed\n"
        .to_owned();
    let (mut variables, mut alone) = (IndexSet::new(), IndexSet::new());
    for (name, csv) in files {
        let grid = Grid::read(&Source::new(name, csv.as_bytes().to_vec())?)?;
        let guess = Guess::of(&grid);
        // Writing to a string cannot fail.
        let _ = write_table(&mut text, name, &guess);
        variables.extend(guess.variables);
        alone.extend(guess.alone);
    }
    let _ = write_labels(&mut text, "variables", &variables, "rows of means or medians");
    let _ = write_labels(&mut text, "levels.other", &alone, "rows under no heading; a name of its own for each");
    Ok(text)
}

/// What is guessed of a table.
struct Guess {
    stub: Vec<String>,
    header: Vec<String>,
    has_headings: bool,
    cells: Vec<&'static str>,
    has_shares: bool,
    /// The labels of rows of means.
    variables: Vec<String>,
    /// The labels of other rows above the first heading.
    alone: Vec<String>,
    margins: Vec<String>,
    decimal_comma: bool,
    blanks: Vec<String>,
}

impl Guess {
    fn of(grid: &Grid) -> Self {
        let decimal_comma = has_decimal_commas(grid);
        let numbers = Numbers::with_decimal(if decimal_comma { ',' } else { '.' });
        let header_rows = header_rows(grid, &numbers);
        let body = &grid.rows()[header_rows..];
        let stub_columns = stub_columns(body, &numbers);
        let has_headings = body.iter().filter(|row| is_heading(row, stub_columns, &numbers)).count() > 0;
        let figures = || body.iter().flat_map(|row| &row[stub_columns..]).filter(|cell| !numbers.is_blank(&cell.text));
        let (cells, rest) = notations(figures(), &numbers);
        let blanks =
            rest.iter().map(|cell| tidy(&cell.text)).filter(|text| !text.chars().any(|sign| sign.is_ascii_digit()));
        let mut blanks: Vec<String> = blanks.collect();
        blanks.sort();
        blanks.dedup();
        let header: Vec<_> =
            grid.rows()[..header_rows].iter().map(|row| header_key(&row[stub_columns..], &numbers)).collect();
        let header = numbered(header);
        let in_columns = header.iter().any(|key| key == "\"statistic\"");
        let body_of_one = if stub_columns == 1 { body } else { &[] };
        let (of_variables, others): (Vec<_>, Vec<_>) =
            body_of_one.iter().partition(|row| is_of_variable(&row[1..], &numbers));
        let variables = row_labels(&of_variables);
        let above = others.iter().position(|row| is_heading(row, stub_columns, &numbers)).unwrap_or(0);
        let alone = row_labels(&others[..above]);
        let stub: Vec<_> = (0..stub_columns)
            .map(|at| stub_key(body, at, stub_columns, has_headings, in_columns))
            .map(|key| if alone.is_empty() { key } else { format!("[{key}, \"other\"]") })
            .map(|key| if variables.is_empty() || has_headings { key } else { format!("[{key}, \"variable\"]") })
            .collect();
        let labels = || {
            grid.rows().iter().enumerate().flat_map(|(at, row)| {
                row.iter()
                    .enumerate()
                    .filter(move |(column, _)| at < header_rows || *column < stub_columns)
                    .map(|(_, cell)| tidy(&cell.text))
            })
        };
        let mut margins: Vec<String> = labels().filter(|label| MARGINS.contains(&label.as_str())).collect();
        margins.dedup();
        let percent = labels().any(|label| Statistic::from_label(&label) == Some(Statistic::Share));
        let has_shares = percent || cells.iter().any(|notation| notation.contains('%'));
        Self { stub, header, has_headings, cells, has_shares, variables, alone, margins, decimal_comma, blanks }
    }
}

/// Whether figures have their decimals behind a comma: some do, and none behind a point.
fn has_decimal_commas(grid: &Grid) -> bool {
    let cells = || grid.rows().iter().skip(1).flat_map(|row| row.iter().skip(1)).map(|cell| &cell.text);
    let has = |sign: char| {
        cells().any(|text| {
            let mut parts = text.split(sign);
            let ends_in_digit = parts.next().is_some_and(|part| part.ends_with(|last: char| last.is_ascii_digit()));
            let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).count();
            ends_in_digit && parts.any(|part| matches!(digits(part), 1 | 2))
        })
    };
    has(',') && !has('.')
}

/// The first row, and those below it that hold labels or the numbers of respondents that labels state.
fn header_rows(grid: &Grid, numbers: &Numbers) -> usize {
    let is_header = |row: &&Vec<Cell>| {
        let cells = || row.iter().skip(1).filter(|cell| !cell.text.trim().is_empty());
        let is_label = |cell: &Cell| {
            let states_number = split_label(&cell.text, numbers).number.is_some();
            states_number || numbers.measure(cell.text.trim()).is_none() && !numbers.is_blank(&cell.text)
        };
        row[0].text.trim().is_empty() && cells().count() > 0 && cells().all(is_label)
    };
    let below = grid.rows().iter().skip(1).take_while(is_header).count();
    (1 + below).min(grid.rows().len() - 1).max(1)
}

/// The first columns in which no figure stands beside a label, one at least.
fn stub_columns(body: &[Vec<Cell>], numbers: &Numbers) -> usize {
    let width = body.first().map_or(1, Vec::len);
    let is_stub = |column: &usize| {
        let labels = body.iter().filter(|row| !row[*column].text.trim().is_empty());
        labels.clone().count() > 0 && labels.clone().all(|row| numbers.measure(row[*column].text.trim()).is_none())
    };
    let more = (1..width.saturating_sub(1)).take_while(is_stub).count();
    1 + more
}

fn is_heading(row: &[Cell], stub_columns: usize, numbers: &Numbers) -> bool {
    !row[0].text.trim().is_empty() && row[stub_columns..].iter().all(|cell| numbers.is_blank(&cell.text))
}

fn is_of_variable(cells: &[Cell], numbers: &Numbers) -> bool {
    let notations: Vec<_> = OF_VARIABLES.iter().filter_map(|text| Notation::parse(text).ok()).collect();
    cells.iter().any(|cell| notations.iter().any(|notation| notation.read(0, &cell.text, numbers).is_whole))
}

/// The labels of rows that are no totals.
fn row_labels(rows: &[&Vec<Cell>]) -> Vec<String> {
    let is_margin = |label: &String| label == "Total" || MARGINS.contains(&label.as_str());
    let labels = rows.iter().map(|row| tidy(&row[0].text));
    labels.filter(|label| !label.is_empty() && !is_margin(label)).collect()
}

/// The notations that the cells of several figures have, and the cells that have none of them and are no figure.
fn notations<'a>(cells: impl Iterator<Item = &'a Cell>, numbers: &Numbers) -> (Vec<&'static str>, Vec<&'a Cell>) {
    let known: Vec<_> = NOTATIONS.iter().filter_map(|text| Some((*text, Notation::parse(text).ok()?))).collect();
    let (mut used, mut rest) = (Vec::new(), Vec::new());
    for cell in cells.filter(|cell| numbers.read(&cell.text).is_err()) {
        let fitting = known.iter().find(|(text, notation)| {
            let reading = notation.read(0, &cell.text, numbers);
            let in_percent =
                |at: usize| reading.figures.get(at).is_some_and(|(_, span)| cell.text[span.clone()].ends_with('%'));
            reading.is_whole && !(*text == "n (%)" && in_percent(0))
        });
        match fitting {
            Some((text, _)) if used.contains(text) => {}
            Some((text, _)) => used.push(*text),
            None => rest.push(cell),
        }
    }
    used.sort_by_key(|text| NOTATIONS.iter().position(|known| known == text));
    (used, rest)
}

/// Several keys of columns get numbers.
fn numbered(keys: Vec<String>) -> Vec<String> {
    let several = keys.iter().filter(|key| key.contains("\"column\"")).count() > 1;
    let number = |(at, key): (usize, String)| {
        if several { key.replace("\"column\"", &format!("\"column{}\"", at + 1)) } else { key }
    };
    keys.into_iter().enumerate().map(number).collect()
}

/// `"statistic"`, `"column"`, or both where only some labels are statistics.
fn header_key(labels: &[Cell], numbers: &Numbers) -> String {
    let labels: Vec<_> =
        labels.iter().map(|cell| split_label(&cell.text, numbers).label).filter(|label| !label.is_empty()).collect();
    let statistics = labels.iter().filter(|label| Statistic::from_label(label).is_some()).count();
    match statistics {
        0 if labels.is_empty() => "\"ignore\"".to_owned(),
        0 => "\"column\"".to_owned(),
        all if all == labels.len() => "\"statistic\"".to_owned(),
        _ => "[\"column\", \"statistic\"]".to_owned(),
    }
}

fn stub_key(body: &[Vec<Cell>], at: usize, columns: usize, has_headings: bool, statistics_in_columns: bool) -> String {
    let labels: Vec<_> = body.iter().map(|row| tidy(&row[at].text)).filter(|label| !label.is_empty()).collect();
    let is_statistic = !labels.is_empty() && labels.iter().all(|label| Statistic::from_label(label).is_some());
    let has_total = labels.iter().any(|label| label.eq_ignore_ascii_case("Total"));
    match (is_statistic, has_headings && columns == 1) {
        (true, _) => "\"statistic\"".to_owned(),
        (_, true) => "\"level\"".to_owned(),
        _ if statistics_in_columns && !has_total && columns == 1 => "\"variable\"".to_owned(),
        _ if columns == 1 => "\"row\"".to_owned(),
        _ => format!("\"row{}\"", at + 1),
    }
}

fn write_table(text: &mut String, name: &str, guess: &Guess) -> std::fmt::Result {
    writeln!(text, "\n[[table]]\nfile = {}", toml::Value::from(name))?;
    let mut key = |line: String, why: &str| writeln!(text, "{line:<40}# guess: {why}");
    key(format!("stub = {}", list(&guess.stub)), "what the labels of the first columns are; give them names")?;
    if guess.has_headings {
        key("headings = \"variable\"".to_owned(), "rows without figures name what the rows below are levels of")?;
    }
    key(format!("header = {}", list(&guess.header)), "what the labels above are; give them names")?;
    if !guess.cells.is_empty() {
        let quoted: Vec<_> = guess.cells.iter().map(|notation| format!("\"{notation}\"")).collect();
        key(format!("cells = {}", list(&quoted)), "how a cell holds several figures")?;
    }
    if !guess.margins.is_empty() {
        let quoted: Vec<_> = guess.margins.iter().map(|label| toml::Value::from(label.as_str()).to_string()).collect();
        key(format!("margins = [{}]", quoted.join(", ")), "these labels are totals")?;
    }
    if guess.has_headings {
        key("partition = \"level\"".to_owned(), "in each block everybody is counted; else `partial` or `overlap`")?;
    }
    if guess.has_shares {
        let mut columns = guess.header.iter().filter_map(|key| key.split('"').find(|name| name.starts_with("column")));
        key(format!("share-of = \"{}\"", columns.next_back().unwrap_or("all")), "the base of percentages")?;
    }
    if guess.decimal_comma {
        key("numbers = { decimal = \",\" }".to_owned(), "decimals stand behind a comma")?;
    } else if !guess.blanks.is_empty() {
        let quoted: Vec<_> = guess.blanks.iter().map(|blank| toml::Value::from(blank.as_str()).to_string()).collect();
        key(format!("numbers = {{ blank = [{}] }}", quoted.join(", ")), "cells with this hold no figure; else `zero`")?;
    }
    Ok(())
}

/// A part of the manifest that declares labels, each by itself.
fn write_labels(text: &mut String, part: &str, labels: &IndexSet<String>, why: &str) -> std::fmt::Result {
    if labels.is_empty() {
        return Ok(());
    }
    let names: toml::Table = labels.iter().map(|label| (label.clone(), label.as_str().into())).collect();
    write!(text, "\n{:<40}# guess: {why}\n{names}", format!("[{part}]"))
}

fn list(items: &[String]) -> String {
    match items {
        [one] if !one.starts_with('[') => one.clone(),
        _ => format!("[{}]", items.join(", ")),
    }
}
