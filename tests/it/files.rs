//! Files that are read and written: only regular ones, only within their folder, whole or not at all, none of somebody else's.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use retally::{Study, transcription};

use crate::support::{FLAGSHIP, flagship_folder};

const MANIFEST: &str = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";

const CSV: &str = "f,n\na,3\nb,4\nTotal,7\n";

fn retally(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_retally")).args(arguments).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The names in a folder and below, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        match entry.path().is_dir() {
            true => names.extend(self::names(&entry.path()).into_iter().map(|below| format!("{name}/{below}"))),
            false => names.push(name),
        }
    }
    names.sort();
    names
}

fn study(folder: &Path, csv: &[u8]) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("study.toml"), MANIFEST).unwrap();
    fs::write(folder.join("t.csv"), csv).unwrap();
}

#[cfg(unix)]
#[test]
fn only_regular_files_within_the_folder_are_read() {
    let all = tempfile::tempdir().unwrap();
    let folder = all.path().join("study");
    study(&folder, CSV.as_bytes());
    let (csv, outside) = (folder.join("t.csv"), all.path().join("secret.csv"));
    fs::write(&outside, CSV).unwrap();
    let linked = |to: &Path| {
        fs::remove_file(&csv).unwrap();
        std::os::unix::fs::symlink(to, &csv).unwrap();
        Study::open(&folder).map(|_| ()).map_err(|error| error.to_string())
    };
    assert!(linked(Path::new("/dev/zero")).unwrap_err().contains("leads out of the folder"));
    assert!(linked(&outside).unwrap_err().contains("leads out of the folder"));
    fs::write(folder.join("real.txt"), CSV).unwrap();
    assert_eq!(linked(Path::new("real.txt")), Ok(()));
    fs::remove_file(&csv).unwrap();
    assert!(Command::new("mkfifo").arg(&csv).status().unwrap().success());
    assert!(Study::open(&folder).unwrap_err().to_string().contains("no regular file"));
    assert!(transcription::read(&csv).unwrap_err().to_string().contains("no regular file"));
    assert!(transcription::read("/dev/zero").unwrap_err().to_string().contains("no regular file"));
    // A folder by another name is the same folder.
    fs::remove_file(&csv).unwrap();
    fs::write(&csv, CSV).unwrap();
    std::os::unix::fs::symlink(&folder, all.path().join("other")).unwrap();
    assert!(Study::open(all.path().join("other")).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    study(folder.path(), CSV.as_bytes());
    fs::File::create(folder.path().join("t.csv")).unwrap().set_len((64 << 20) + 1).unwrap();
    let error = Study::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("study.toml:4:8: t.csv: the file is larger than 67108864 bytes"), "{error}");
}

#[cfg(all(unix, feature = "documents"))]
#[test]
fn papers_are_read_of_their_own_folder() {
    let all = tempfile::tempdir().unwrap();
    let folder = all.path().join("study");
    fs::create_dir(&folder).unwrap();
    let table = "<table><tr><th>Fruit</th><th>n</th></tr><tr><td>Apple</td><td>3</td></tr></table>";
    fs::write(all.path().join("secret.html"), table).unwrap();
    std::os::unix::fs::symlink(all.path().join("secret.html"), folder.join("paper.html")).unwrap();
    std::os::unix::fs::symlink(all.path().join("secret.html"), folder.join("table.csv")).unwrap();
    let tables = retally::document::Document::open(&folder).unwrap_err().to_string();
    assert!(tables.ends_with("table.csv: it leads out of the folder; copy the file into the folder"), "{tables}");
    fs::remove_file(folder.join("table.csv")).unwrap();
    let folder_of_papers = retally(&["audit", path(&folder)]);
    assert_eq!(folder_of_papers.status.code(), Some(2));
    assert!(err(&folder_of_papers).contains("paper.html: it leads out of the folder"), "{}", err(&folder_of_papers));
    for (paper, told) in [("paper.html", "leads out of the folder"), ("../secret.html", "is not the name of a file")] {
        fs::write(folder.join("study.toml"), format!("[study]\ntitle = 'T'\npaper = '{paper}'\n")).unwrap();
        let error = err(&retally(&["audit", path(&folder)]));
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let to = tempfile::tempdir().unwrap();
    let (page, other) = (to.path().join(FLAGSHIP).join("report.html"), to.path().join(FLAGSHIP).join("mine.txt"));
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::write(&page, "mine").unwrap();
    fs::write(&other, "mine").unwrap();
    let report =
        |more: &[&str]| retally(&[&["report", path(&flagship_folder()), "--out", path(to.path())], more].concat());
    let refused = report(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        err(&refused).contains("report.html: it was there, and retally did not write it; `--force`"),
        "{}",
        err(&refused)
    );
    assert_eq!(fs::read_to_string(&page).unwrap(), "mine");
    assert_eq!(report(&["--force"]).status.code(), Some(0));
    // What it wrote itself it writes again, and it leaves nothing beside it.
    for _ in 0..2 {
        assert_eq!(report(&[]).status.code(), Some(0));
        assert!(fs::read_to_string(&page).unwrap().starts_with("<!DOCTYPE html>"));
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
        let names = names(to.path());
        assert_eq!(names, [".retally", &format!("{FLAGSHIP}/mine.txt"), &format!("{FLAGSHIP}/report.html")]);
    }
}

/// Two runs at once: what is there afterwards is of one of them, the respondents and what is said of them.
#[test]
fn runs_into_one_folder_are_never_mixed() {
    let all = tempfile::tempdir().unwrap();
    let (from, to) = (all.path().join("study"), all.path().join("out"));
    study(&from, b"f,n\na,300\nb,400\nTotal,700\n");
    let run = |seed: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retally"));
        command.args(["reproduce", "--quiet", path(&from), "--seed", seed, "--out", path(&to)]);
        command.spawn().unwrap()
    };
    let written =
        || ["microdata.csv", "microdata.txt"].map(|file| fs::read_to_string(to.join("study").join(file)).unwrap());
    let alone = ["1", "2"].map(|seed| {
        assert!(run(seed).wait().unwrap().success());
        written()
    });
    assert!(alone[0][0] != alone[1][0] && alone[0][1] != alone[1][1]);
    for _ in 0..5 {
        let mut both = [run("1"), run("2")];
        both.iter_mut().for_each(|child| assert!(child.wait().unwrap().success()));
        assert!(alone.contains(&written()));
    }
}

/// Files, each with its text.
type Texts = Vec<(String, String)>;

/// The files in a folder and below but those that only retally looks at, each with its text.
fn texts(folder: &Path) -> Texts {
    let own = names(folder).into_iter().filter(|name| !name.contains(".retally"));
    own.map(|name| (name.clone(), fs::read_to_string(folder.join(&name)).unwrap())).collect()
}

/// Kills runs at twenty moments, and gives what is there after each, and at last when it comes to its end.
fn killed(arguments: &[&str], to: &Path) -> (Vec<Texts>, Texts) {
    let start = || Command::new(env!("CARGO_BIN_EXE_retally")).args(arguments).spawn().unwrap();
    let began = std::time::Instant::now();
    assert!(start().wait().unwrap().success(), "{arguments:?}");
    let (time, whole) = (began.elapsed(), texts(to));
    fs::remove_dir_all(to).unwrap();
    let after = |part: u32| {
        let mut child = start();
        std::thread::sleep(time * part / 20);
        let _ = child.kill();
        child.wait().unwrap();
        let left = texts(to);
        // What is read is read into a new folder only.
        if arguments[0] == "read" {
            let _ = fs::remove_dir_all(to);
        }
        left
    };
    let left = (0..20).map(after).collect();
    assert!(start().wait().unwrap().success(), "{arguments:?} after it was killed");
    assert_eq!(texts(to), whole);
    (left, whole)
}

/// A run of any command that is killed at any moment leaves files that are whole, or none.
#[test]
fn a_run_that_is_killed_leaves_nothing_half_written() {
    let all = tempfile::tempdir().unwrap();
    let from = all.path().join("study");
    fs::create_dir(&from).unwrap();
    let table = |at: usize| format!("[[table]]\nfile = 't{at}.csv'\nstub = 'f{at}'\nheader = 'statistic'\n");
    let tables: String = (0..30).map(table).collect();
    fs::write(from.join("study.toml"), format!("[study]\ntitle = 'T'\n{tables}")).unwrap();
    (0..30).for_each(|at| fs::write(from.join(format!("t{at}.csv")), CSV).unwrap());
    for command in ["charts", "report", "reproduce"] {
        let to = all.path().join(command);
        let (left, whole) = killed(&[command, "--quiet", path(&from), "--out", path(&to)], &to);
        for file in left.iter().flatten() {
            assert!(whole.contains(file), "{command}: {}", file.0);
        }
    }
}

/// What is read is a folder with all of its tables and their manifest, or none.
#[cfg(feature = "documents")]
#[test]
fn what_is_read_is_whole_or_not_there() {
    let all = tempfile::tempdir().unwrap();
    let (paper, to) = (all.path().join("paper.html"), all.path().join("out"));
    let row = |name: &str, n: usize| format!("<tr><td>{name}</td><td>{n}</td><td>{:.1}</td></tr>", n as f64 / 1.41);
    let rows: String =
        [("a", 23), ("b", 37), ("c", 47), ("d", 34), ("Total", 141)].map(|(name, n)| row(name, n)).concat();
    let table = format!("<table><tr><th>Fruit</th><th>n</th><th>%</th></tr>{rows}</table>");
    fs::write(&paper, table.repeat(20)).unwrap();
    let (left, whole) = killed(&["read", "--quiet", path(&paper), "--out", path(&to)], &to);
    assert_eq!(whole.len(), 21);
    assert!(left.iter().all(|left| left.is_empty() || *left == whole));
    assert_eq!(names(all.path()).len(), 1 + 1 + whole.len(), "{:?}", names(all.path()));
}

#[test]
fn no_study_takes_the_place_of_the_index_or_of_a_device() {
    let mut folders = retally::report::Folders::default();
    let mut named = |name: &str| {
        let files = [("study.toml", MANIFEST), ("t.csv", CSV)];
        folders.of(&Study::from_files(name, files).unwrap())
    };
    for name in ["index.html", "INDEX.html", "con", "Aux", "nul.txt", "COM1", "lpt9.a"] {
        assert!(named(name).starts_with("study-"), "{name}");
    }
    for name in ["console", "index", "com10", "auxiliary"] {
        assert_eq!(named(name), name);
    }
    assert_eq!((named("../..").as_str(), named(".retally").as_str()), ("-", "retally"));
    assert!(named(&"ä".repeat(500)).len() < 255);
}

#[cfg(feature = "png")]
#[test]
fn an_image_that_is_too_large_is_told_and_the_others_are_made() {
    let (folder, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let rows: String = (0..6_000).map(|row| format!("l{row},1\n")).collect();
    let small = "[[table]]\nfile = 'u.csv'\nstub = 'g'\nheader = 'statistic'\n";
    fs::write(folder.path().join("study.toml"), format!("{MANIFEST}{small}")).unwrap();
    fs::write(folder.path().join("t.csv"), format!("f,n\n{rows}")).unwrap();
    fs::write(folder.path().join("u.csv"), "g,n\na,3\nb,4\n").unwrap();
    let output = retally(&["charts", path(folder.path()), "--png", "--out", path(to.path())]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("t-frequencies.png: an image of"), "{}", err(&output));
    let images: Vec<_> = names(to.path()).into_iter().filter(|name| name.ends_with(".png")).collect();
    assert!(matches!(images.as_slice(), [one] if one.ends_with("/u-frequencies.png")), "{images:?}");
}
