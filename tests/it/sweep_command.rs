//! `retally sweep` as it is run in a shell.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::sweep::{mirror, paper};

fn retally(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_retally")).args(arguments).output().unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of papers that differ.
fn papers(many: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..many {
        fs::write(folder.path().join(format!("{at:03}.xml")), paper(&"One".repeat(1 + at % 40))).unwrap();
    }
    folder
}

/// The bytes of a sweep over a folder.
fn swept(folder: &Path, out: &Path, more: &[&str]) -> Vec<u8> {
    let output = retally(&[&["sweep", path(folder), "--out", path(out), "--quiet"], more].concat());
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    fs::read(out).unwrap()
}

#[test]
fn a_sweep_writes_a_line_of_each_paper_and_a_summary() {
    let (folder, to) = (mirror(), tempfile::tempdir().unwrap());
    let out = to.path().join("sweep.jsonl");
    let output = retally(&["sweep", path(folder.path()), "--out", path(&out), "--threads", "3"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(text.starts_with("14 papers (4 not read), 11 tables of which 11 are read"), "{text}");
    assert!(err(&output).contains("note: 4 files of other kinds"), "{}", err(&output));
    let lines = fs::read_to_string(&out).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 14);
    assert!(lines.iter().all(|line| line.get("milliseconds").is_none()), "no clock is in it");
    assert!(fs::read_to_string(to.path().join("sweep.summary.html")).unwrap().starts_with("<!DOCTYPE html>"));
    assert!(fs::read_to_string(to.path().join("sweep.summary.csv")).unwrap().starts_with("by,name,papers"));
    // The library says the same.
    let library =
        retally::sweep::sweep(retally::sweep::Papers::of([folder.path()]), 1, &retally::sweep::Limits::default());
    let library = library.map(|line| retally::sweep::Line { milliseconds: None, ..line }.to_json() + "\n");
    assert_eq!(library.collect::<String>(), fs::read_to_string(&out).unwrap());
    // Several files are summed up together.
    let all = to.path().join("all");
    let summed = retally(&["summary", path(&out), path(&out), "--out", path(&all)]);
    assert!(String::from_utf8(summed.stdout).unwrap().starts_with("28 papers (8 not read)"));
    assert!(all.join("summary.html").is_file() && all.join("summary.csv").is_file());
    let timed = swept(folder.path(), &to.path().join("timed.jsonl"), &["--time"]);
    assert_eq!(String::from_utf8(timed).unwrap().matches("\"milliseconds\":").count(), 14);
}

#[test]
fn a_sweep_that_was_cut_anywhere_goes_on_to_the_same_bytes() {
    let (folder, to) = (papers(8), tempfile::tempdir().unwrap());
    let out = to.path().join("sweep.jsonl");
    let whole = swept(folder.path(), &out, &[]);
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for cut in [0, 1, first, first + 1, whole.len() / 2, whole.len() - 1, whole.len()] {
        fs::write(&out, &whole[..cut]).unwrap();
        assert_eq!(swept(folder.path(), &out, &["--resume"]), whole, "cut at {cut}");
    }
}

#[cfg(unix)]
#[test]
fn a_sweep_that_was_killed_goes_on_to_the_same_bytes() {
    let (folder, to) = (papers(60), tempfile::tempdir().unwrap());
    let whole = swept(folder.path(), &to.path().join("whole.jsonl"), &[]);
    let out = to.path().join("killed.jsonl");
    let arguments = ["sweep", path(folder.path()), "--out", path(&out), "--quiet"];
    let mut begun = Command::new(env!("CARGO_BIN_EXE_retally")).args(arguments).spawn().unwrap();
    // A number of lines, whatever the speed of the machine is.
    while fs::metadata(&out).map_or(0, |known| known.len()) < whole.len() as u64 / 4 {
        std::thread::sleep(Duration::from_millis(1));
    }
    begun.kill().unwrap();
    begun.wait().unwrap();
    let left = fs::read(&out).unwrap();
    assert!(left.len() < whole.len() && whole.starts_with(&left), "{} of {}", left.len(), whole.len());
    assert_eq!(swept(folder.path(), &out, &["--resume"]), whole);
}

#[test]
fn what_is_there_is_not_lost_and_goes_on_only_with_the_same_papers() {
    let (folder, to) = (papers(3), tempfile::tempdir().unwrap());
    let out = to.path().join("sweep.jsonl");
    let whole = swept(folder.path(), &out, &[]);
    let fails = |arguments: &[&str], with: &str| {
        let output = retally(&[&["sweep", path(folder.path()), "--out", path(&out)], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains(with), "{}", err(&output));
        assert_eq!(fs::read(&out).unwrap(), whole, "nothing is changed");
    };
    fails(&[], "there is something in it; `--resume` goes on where it ends");
    fs::rename(folder.path().join("001.xml"), folder.path().join("001b.xml")).unwrap();
    fails(&["--resume"], "sweep.jsonl:2: it is of ");
    fs::remove_file(folder.path().join("001b.xml")).unwrap();
    fs::remove_file(folder.path().join("002.xml")).unwrap();
    fails(&["--resume"], "but there are fewer papers now");
    fs::write(folder.path().join("000.xml"), paper("Another")).unwrap();
    fails(&["--resume"], "000.xml is not what it was when this line was written");
    fails(&["--resume", "--shard", "4/3"], "the third of 64 parts");
    assert!(swept(folder.path(), &out, &["--force"]).len() < whole.len());
    fs::write(&out, "{}\n").unwrap();
    let other = retally(&["sweep", path(folder.path()), "--out", path(&out), "--resume"]);
    assert!(err(&other).contains("it is no line of a sweep: missing field `paper`"), "{}", err(&other));
}

#[test]
fn a_list_names_papers_also_on_the_standard_input() {
    let (folder, to) = (papers(3), tempfile::tempdir().unwrap());
    let paths = |names: &[&str]| {
        names.iter().map(|name| format!("{}\n", folder.path().join(name).display())).collect::<String>()
    };
    let list = to.path().join("list.txt");
    fs::write(&list, paths(&["002.xml", "000.xml", "nowhere.xml"])).unwrap();
    let of_list = String::from_utf8(swept(&list, &to.path().join("a.jsonl"), &[])).unwrap();
    let named: Vec<bool> =
        of_list.lines().zip(["002.xml", "000.xml", "nowhere.xml"]).map(|(line, name)| line.contains(name)).collect();
    assert_eq!(named, [true; 3]);
    assert!(of_list.lines().last().unwrap().contains("cannot be read"), "{of_list}");
    let out = to.path().join("b.jsonl");
    let mut sweep = Command::new(env!("CARGO_BIN_EXE_retally"));
    let mut sweep = sweep.args(["sweep", "-", "--out", path(&out), "-q"]).stdin(Stdio::piped()).spawn().unwrap();
    sweep.stdin.take().unwrap().write_all(fs::read(&list).unwrap().as_slice()).unwrap();
    assert!(sweep.wait().unwrap().success());
    assert_eq!(fs::read_to_string(&out).unwrap(), of_list);
}

/// A table whose reading takes more than any test waits for.
fn long() -> String {
    let row = |at: usize| {
        format!(
            "Level {at},{}\n",
            (0..30).map(|of| ((at * 31 + of * 17) % 97).to_string()).collect::<Vec<_>>().join(",")
        )
    };
    let head = (0..30).map(|of| format!("Group {of}")).collect::<Vec<_>>().join(",");
    format!(",{head}\n{}", (0..20_000).map(row).collect::<String>())
}

#[test]
fn a_paper_beyond_the_limits_has_a_line_and_the_others_are_read() {
    let (folder, to) = (papers(2), tempfile::tempdir().unwrap());
    fs::create_dir(folder.path().join("001a")).unwrap();
    fs::write(folder.path().join("001a/long.csv"), long()).unwrap();
    fs::write(folder.path().join("002.xml"), paper("Two")).unwrap();
    let out = to.path().join("sweep.jsonl");
    for (limit, why) in [
        (["--seconds", "1"], "it takes longer than 1 s"),
        (["--megabytes", "64"], "it takes more than 64 MB of memory"),
    ] {
        if !cfg!(target_os = "linux") && limit[0] == "--megabytes" {
            continue;
        }
        let lines = String::from_utf8(swept(folder.path(), &out, &[&limit[..], &["--force"]].concat())).unwrap();
        // A quick machine may get as far as the limit of cells.
        let ends = |line: &str| line.contains(why) || line.contains("places for cells");
        let failed: Vec<bool> = lines.lines().map(ends).collect();
        assert_eq!(failed, [false, false, true, false], "{lines}");
    }
}
