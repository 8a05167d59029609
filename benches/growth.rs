//! How what an audit costs grows: with tables, cells, levels, parts, terms, claims, tests and errors.
//!
//! `cargo bench --bench growth`, or `-- parts errors` for some of them. Each study is read, audited and reported as text, at three
//! sizes, each four times the one before. The exponent is how the last time stands to the one before: 1 is linear. Below it stands
//! the longest audit of the first study of the crate with one digit of its tables changed, each in turn: `-- digits`.

mod growing;
mod synthetic;

use std::time::Instant;

use growing::{KINDS, Kind};
use retally::report::{Colour, text};
use retally::{Study, studies};

/// How often each time is taken; the least counts.
const TIMES: usize = 3;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("{:<24}{:>10}{:>10}{:>10}{:>10}{:>10}", "", "size", "seconds", "seconds", "seconds", "exponent");
    for kind in KINDS.iter().filter(|kind| wanted.is_empty() || wanted.iter().any(|name| name == kind.name)) {
        println!("{}", line(kind));
    }
    if wanted.is_empty() || wanted.iter().any(|name| name == "digits") {
        println!("{}", digits());
    }
}

/// The longest of the audits with one digit changed.
fn digits() -> String {
    let files = studies::ALL[0].files;
    let tables = (0..files.len()).filter(|at| files[*at].0.ends_with(".csv"));
    let all = tables.flat_map(|table| changes(files[table].1).map(move |(place, digit)| (table, place, digit)));
    let timed =
        |(table, place, digit)| Some((seconds_with(table, place, digit)?, files[table].0, place, char::from(digit)));
    let all: Vec<(f64, &str, usize, char)> = all.filter_map(timed).collect();
    let longest = all.iter().max_by(|one, other| one.0.total_cmp(&other.0));
    format!("one of {} digits changed, the longest (seconds, file, byte, digit): {longest:.3?}", all.len())
}

/// Each place of a digit, with each other digit.
fn changes(text: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let places = text.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
    places.flat_map(|(place, digit)| (b'0'..=b'9').filter(move |other| other != digit).map(move |other| (place, other)))
}

/// How long an audit takes with one digit changed, if the study can be read.
fn seconds_with(table: usize, place: usize, digit: u8) -> Option<f64> {
    let mut files: Vec<(&str, Vec<u8>)> =
        studies::ALL[0].files.iter().map(|(name, text)| (*name, text.to_vec())).collect();
    files[table].1[place] = digit;
    let study = Study::from_files("digits", files).ok()?;
    let start = Instant::now();
    audited(&study);
    Some(start.elapsed().as_secs_f64())
}

/// A kind of study with its least size, a time for each size, the exponent, and whether a limit was reached.
fn line(kind: &Kind) -> String {
    let sizes = [kind.least, 4 * kind.least, 16 * kind.least];
    let measured = sizes.map(|size| measured(&(kind.files)(size)));
    let [_, (before, _), (last, is_cut_off)] = &measured;
    let exponent = (last / before).log2() / 2.0;
    let times: String = measured.iter().map(|(seconds, _)| format!("{seconds:>10.3}")).collect();
    let limit = if *is_cut_off { "  (limit reached)" } else { "" };
    format!("{:<24}{:>10}{times}{exponent:>10.2}{limit}", kind.says, kind.least)
}

/// The least of several times, in seconds, and whether the search came to its end.
fn measured(files: &[(String, String)]) -> (f64, bool) {
    let runs = (0..TIMES).map(|_| {
        let start = Instant::now();
        let is_cut_off = audited(&synthetic::read(files));
        (start.elapsed().as_secs_f64(), is_cut_off)
    });
    runs.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((0.0, false))
}

/// Whether an audit, all of whose text is written, reached a limit.
fn audited(study: &Study) -> bool {
    let audit = study.audit();
    let text = text(&audit, Colour::Never);
    audit.limit().is_some() || text.contains("search limit reached")
}
