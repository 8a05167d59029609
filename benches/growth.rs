//! How what an audit costs grows: with tables, cells, levels, parts, terms, claims, tests and errors.
//!
//! `cargo bench --bench growth`, or `-- parts errors` for some of them. Each study is read, audited and reported as text, at three
//! sizes, each four times the one before. The exponent is how the last time stands to the one before: 1 is linear.

mod growing;
mod synthetic;

use std::time::Instant;

use growing::{KINDS, Kind};
use retally::Study;
use retally::report::{Colour, text};

/// How often each time is taken; the least counts.
const TIMES: usize = 3;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("{:<24}{:>10}{:>10}{:>10}{:>10}{:>10}", "", "size", "seconds", "seconds", "seconds", "exponent");
    for kind in KINDS.iter().filter(|kind| wanted.is_empty() || wanted.iter().any(|name| name == kind.name)) {
        println!("{}", line(kind));
    }
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
