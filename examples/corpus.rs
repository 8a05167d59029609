//! Judges a CSV file of printed means and standard deviations of any length, row by row:
//! `cargo run --release --example corpus -- INPUT.csv OUTPUT.csv [--mean COLUMN --sd COLUMN --n COLUMN --items COLUMN]`.
//!
//! The output has all columns of the input and, behind them, the verdict and the reason of each test: GRIM; GRIMMER
//! where there is a column of standard deviations; and with `--min` and `--max`, whether any sample on the scale
//! exists. A summary is printed. The exit status is 0 whatever the verdicts are, and 2 when a file cannot be read or
//! written.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use retally::Rounding;
use retally::corpus::{Columns, Printed, Samples, Whole, exact, grim, grim_percent, grimmer};
use retally::frames::polars::prelude::{Column, DataFrame, PolarsResult};

/// So many rows are in memory at a time.
const ROWS: usize = 100_000;

type Failure = Box<dyn std::error::Error>;

/// Judge each row of a CSV file by the granularity of its mean and standard deviation.
#[derive(Parser)]
struct Arguments {
    /// A CSV file with a header, every number as printed
    input: PathBuf,
    /// Where the rows go with their verdicts
    output: PathBuf,
    /// The column of means
    #[arg(long, default_value = "mean")]
    mean: String,
    /// The column of standard deviations, if there is one
    #[arg(long, default_value = "sd")]
    sd: String,
    /// The column of numbers of respondents
    #[arg(long, default_value = "n")]
    n: String,
    /// How many items are averaged for each respondent: a column or a number
    #[arg(long, default_value = "1")]
    items: String,
    /// The least answer: a column or a number
    #[arg(long, requires = "max")]
    min: Option<String>,
    /// The greatest answer: a column or a number
    #[arg(long, requires = "min")]
    max: Option<String>,
    /// The means are percentages; only GRIM is made
    #[arg(long)]
    percent: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(tally) => {
            print(&tally);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// How many rows have each verdict, and each reason, of each test.
type Tally = BTreeMap<(String, String, String), usize>;

fn run(arguments: &Arguments) -> Result<Tally, Failure> {
    let file = File::open(&arguments.input).map_err(|error| format!("{}: {error}", arguments.input.display()))?;
    let bar = progress(file.metadata()?.len());
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers()?.clone();
    if let Some(taken) = header.iter().find(|name| ["grim", "grimmer", "exact"].contains(name)) {
        return Err(format!("the input has a column `{taken}` already").into());
    }
    let columns = columns(arguments, &header);
    let mut writer = csv::Writer::from_path(&arguments.output)?;
    let (mut samples, mut tally, mut written_header) = (Samples::default(), Tally::new(), false);
    loop {
        let rows = reader.records().take(ROWS).collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() && written_header {
            break;
        }
        let judged = judge(&frame(&header, &rows)?, arguments, &columns, &mut samples)?;
        if !written_header {
            writer.write_record(judged.get_column_names().iter().map(|name| name.as_str()))?;
            written_header = true;
        }
        write(&judged, header.len(), &rows, &mut writer, &mut tally)?;
        bar.set_position(reader.position().byte());
    }
    writer.flush()?;
    bar.finish_and_clear();
    Ok(tally)
}

/// A bar on stderr, which indicatif hides where stderr is no terminal.
fn progress(bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left");
    ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn columns(arguments: &Arguments, header: &csv::StringRecord) -> Columns {
    // A number is a number unless a column is called so.
    let whole = |text: &str| match text.parse() {
        Ok(number) if !header.iter().any(|name| name == text) => Whole::Constant(number),
        _ => Whole::Column(text.to_owned()),
    };
    Columns {
        mean: Printed::Text(arguments.mean.clone()),
        sd: Printed::Text(arguments.sd.clone()),
        n: Whole::Column(arguments.n.clone()),
        items: whole(&arguments.items),
        min: whole(arguments.min.as_deref().unwrap_or_default()),
        max: whole(arguments.max.as_deref().unwrap_or_default()),
    }
}

fn frame(header: &csv::StringRecord, rows: &[csv::StringRecord]) -> PolarsResult<DataFrame> {
    let column = |at: usize| {
        let texts: Vec<&str> = rows.iter().map(|row| &row[at]).collect();
        Column::new(header[at].into(), texts)
    };
    DataFrame::new(rows.len(), (0..header.len()).map(column).collect())
}

/// The frame with the verdicts of all tests that its columns allow.
fn judge(
    frame: &DataFrame,
    arguments: &Arguments,
    columns: &Columns,
    samples: &mut Samples,
) -> PolarsResult<DataFrame> {
    if arguments.percent {
        return grim_percent(frame, columns, Rounding::Unstated);
    }
    let mut judged = grim(frame, columns, Rounding::Unstated)?;
    if frame.column(&arguments.sd).is_ok() {
        judged = grimmer(&judged, columns, Rounding::Unstated)?;
    }
    if arguments.min.is_some() {
        judged = exact(&judged, columns, Rounding::Unstated, samples)?;
    }
    Ok(judged)
}

/// Writes the rows with what stands in the columns behind the first `width`, and counts it.
fn write(
    judged: &DataFrame,
    width: usize,
    rows: &[csv::StringRecord],
    writer: &mut csv::Writer<File>,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let added = judged.columns().get(width..).unwrap_or_default();
    let texts = added.iter().map(|column| column.str()).collect::<PolarsResult<Vec<_>>>()?;
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = texts.iter().map(|column| column.get(at).unwrap_or_default()).collect();
        writer.write_record(row.iter().chain(cells.iter().copied()))?;
        for (column, cells) in added.chunks(2).zip(cells.chunks(2)) {
            let [verdict, reason] = cells else { continue };
            let key = (column[0].name().to_string(), (*verdict).to_owned(), (*reason).to_owned());
            *tally.entry(key).or_default() += 1;
        }
    }
    Ok(())
}

fn print(tally: &Tally) {
    for ((test, verdict, reason), rows) in tally {
        let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        println!("{test:8} {rows:>10} {verdict}{because}");
    }
}
