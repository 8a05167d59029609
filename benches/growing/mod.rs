//! Studies that grow in one way each.

use std::fmt::Write;

use crate::synthetic;

/// The files of a study.
type Files = Vec<(String, String)>;

/// A way to grow.
pub struct Kind {
    pub name: &'static str,
    pub says: &'static str,
    /// The least size that is measured.
    pub least: usize,
    pub files: fn(usize) -> Files,
}

pub const KINDS: [Kind; 10] = [
    Kind { name: "tables", says: "tables", least: 60, files: synthetic::files },
    Kind { name: "shared", says: "tables of one dimension", least: 60, files: shared },
    Kind { name: "cells", says: "rows of 50 cells", least: 20, files: cells },
    Kind { name: "levels", says: "levels with percentages", least: 250, files: levels },
    Kind { name: "parts", says: "parts of one total", least: 250, files: parts },
    Kind { name: "terms", says: "terms of one identity", least: 10, files: terms },
    Kind { name: "claims", says: "claims of the text", least: 500, files: claims },
    Kind { name: "tests", says: "tests of the text", least: 500, files: tests },
    Kind { name: "failing-tests", says: "tests that fail", least: 60, files: failing_tests },
    Kind { name: "errors", says: "tables with an error each", least: 20, files: errors },
];

const ONE_TABLE: &str = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'k'\nheader = 'statistic'\n";

fn study(manifest: &str, file: &str, text: String) -> Files {
    vec![("study.toml".to_owned(), manifest.to_owned()), (file.to_owned(), text)]
}

/// A line for each number.
fn lines(numbers: usize, line: impl Fn(usize) -> String) -> String {
    (0..numbers).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "{}", line(number));
        text
    })
}

/// Tables that all divide the same respondents in the same way.
fn shared(size: usize) -> Files {
    let mut files = synthetic::files(size);
    for (_, text) in files.iter_mut().filter(|file| file.0 == "study.toml") {
        *text = (0..size).rev().fold(text.clone(), |text, table| text.replace(&format!("'group{table}'"), "'group'"));
    }
    files
}

fn cells(size: usize) -> Files {
    let head: String = (0..50).map(|column| format!(",c{column}")).collect();
    let row = |name: &str, each: usize| format!("{name}{},{}\n", format!(",{each}").repeat(50), 50 * each);
    let rows: String = (0..size).map(|at| row(&format!("r{at}"), 1 + at % 7)).collect();
    let all = (0..size).map(|at| 1 + at % 7).sum();
    let manifest =
        "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'k'\nheader = 'c'\nbind = { statistic = 'n' }\n";
    study(manifest, "t.csv", format!("k{head},Total\n{rows}{}", row("Total", all)))
}

fn levels(size: usize) -> Files {
    let rows = lines(size, |at| format!("l{at},1,{:.3}", 100.0 / size as f64));
    study(ONE_TABLE, "t.csv", format!("k,n,%\n{rows}Total,{size},100\n"))
}

fn parts(size: usize) -> Files {
    study(ONE_TABLE, "t.csv", format!("k,n\n{}Total,{size}\n", lines(size, |at| format!("l{at},1"))))
}

/// One identity between means that does not hold.
fn terms(size: usize) -> Files {
    let variables = lines(size, |at| format!("v{at} = {{ printed = 'V{at}', step = 1 }}"));
    let sum = (1..size).map(|at| format!("v{at}")).collect::<Vec<_>>().join(" + ");
    let manifest = format!(
        "[study]\ntitle = 'T'\n[variables]\n{variables}[[identity]]\nequation = 'v0 = {sum}'\n\
         [[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n"
    );
    let rows = lines(size, |at| format!("V{at},{at}.1,1.2,0,{}", 2 * at + 3));
    study(&manifest, "t.csv", format!("v,Mean,SD,Min,Max\n{rows}"))
}

fn claims(size: usize) -> Files {
    let claims = lines(size, |at| {
        format!("[[claim]]\nwhere = 'w{at}'\nfigure = '37.5'\nstatistic = '%'\nevent = {{ k = 'a' }}")
    });
    study(&format!("{ONE_TABLE}{claims}"), "t.csv", "k,n\na,3\nb,5\nTotal,8\n".to_owned())
}

const TEXT: &str = "[study]\ntitle = 'T'\n[[text]]\nfile = 'p.txt'\n";

fn tests(size: usize) -> Files {
    study(TEXT, "p.txt", lines(size, |_| "It was so, t(28) = 2.20, p = .04.".to_owned()))
}

fn failing_tests(size: usize) -> Files {
    study(TEXT, "p.txt", lines(size, |_| "It was so, t(28) = 2.20, p = .09.".to_owned()))
}

/// One count of each table is off.
fn errors(size: usize) -> Files {
    let mut files = synthetic::files(size);
    files.iter_mut().for_each(|(_, text)| *text = text.replace("g3,n,3,3,", "g3,n,3,8,"));
    files
}
