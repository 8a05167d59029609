//! What the command is about: a folder, the current one, a paper, standard input.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{FLAGSHIP, flagship_folder};

const PAPER: &str = "Characteristic,Treatment (n = 140),Control (n = 138)\nSex,,\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\n\
                     Smoker,31 (22.1),27 (16.9)\n";

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retally"));
    command.args(arguments).current_dir(folder);
    command
}

/// The status, and what is printed on both streams.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&command(folder, arguments).output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn with_input(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = command(Path::new("."), arguments);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    told(&child.wait_with_output().unwrap())
}

#[test]
fn without_a_folder_it_is_the_current_one() {
    let (status, out, err) = run(&flagship_folder(), &["audit"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("Terrorism and Human Smuggling"));
    let folder = tempfile::tempdir().unwrap();
    let (status, _, err) = run(folder.path(), &["audit"]);
    assert_eq!(status, 2);
    assert!(err.contains("no study.toml and no paper in this folder") && err.contains(FLAGSHIP), "{err}");
    let (status, out, _) = run(folder.path(), &["audit", FLAGSHIP]);
    assert!(status == 0 && out.contains("Terrorism and Human Smuggling"));
    std::fs::write(folder.path().join("paper.csv"), PAPER).unwrap();
    let (status, out, err) = run(folder.path(), &["audit"]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(out.contains(" --> paper.csv:5:18\n"), "{out}");
}

#[test]
fn paths_have_their_folder_and_studies_a_blank_line_between_them() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one", "two"] {
        let study = folder.path().join(name);
        std::fs::create_dir(&study).unwrap();
        let manifest =
            format!("[study]\ntitle = '{name}'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n");
        std::fs::write(study.join("study.toml"), manifest).unwrap();
        std::fs::write(study.join("t.csv"), "f,n\na,3\nb,4\nTotal,8\n").unwrap();
    }
    let (_, out, _) = run(folder.path(), &["audit", "one", "two"]);
    assert!(out.contains(" --> one/t.csv:2:3\n") && out.contains(" --> two/t.csv:2:3\n"), "{out}");
    assert!(out.contains("\n\ntwo\n"), "{out}");
    // How to acknowledge is said once for each study, and the entries are those of its manifest.
    assert!(!out.contains("[[acknowledged]]"));
    let (status, entries, _) = run(folder.path(), &["audit", "one", "--acknowledge"]);
    assert!(status == 1 && entries.contains("[[acknowledged]]\nfinding = \"t::total::all over f\"\n"), "{entries}");
    let manifest = folder.path().join("one/study.toml");
    let known = std::fs::read_to_string(&manifest).unwrap() + &entries;
    std::fs::write(&manifest, known).unwrap();
    assert_eq!(run(folder.path(), &["audit", "one"]).0, 0);
}

#[test]
fn a_dash_is_standard_input() {
    let (status, out, err) = with_input(&["audit", "-"], PAPER);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(out.contains(" --> standard input:5:18\n"), "{out}");
    let to = tempfile::tempdir().unwrap();
    let folder = to.path().join("study");
    assert_eq!(with_input(&["read", "-", "--out", folder.to_str().unwrap()], PAPER).0, 0);
    assert!(folder.join("study.toml").is_file());
    let one = to.path().join("one.csv");
    std::fs::write(&one, PAPER).unwrap();
    assert_eq!(with_input(&["compare", one.to_str().unwrap(), "-"], PAPER).0, 0);
}

#[test]
fn a_paper_does_in_place_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("paper.csv"), PAPER).unwrap();
    for (name, status) in [("report", 1), ("charts", 0), ("reproduce", 0)] {
        let (done, out, err) = run(folder.path(), &[name, "paper.csv", "--out", "out"]);
        assert_eq!((done, err.as_str()), (status, ""), "{name}: {out}");
    }
}

#[cfg(feature = "png")]
#[test]
fn a_scale_is_said_with_an_equals_sign() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, err) = run(folder.path(), &["charts", FLAGSHIP, "--png", "2"]);
    assert_eq!((status, err.as_str()), (2, "error: `--png` takes its scale behind an equals sign: --png=2\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn lines_are_as_wide_as_the_terminal() {
    // From its own folder, since a path is never broken and would be as wide as where the project stands.
    let line = format!("stty rows 24 cols 60; {} audit", env!("CARGO_BIN_EXE_retally"));
    let mut terminal = Command::new("script");
    terminal.current_dir(flagship_folder());
    terminal.args(["--quiet", "--return", "--command", &line, "/dev/null"]).env("NO_COLOR", "1");
    let (_, out, _) = told(&terminal.stdin(Stdio::null()).output().unwrap());
    let is_text = |line: &&str| !line.contains("--> ");
    let widest = out.lines().filter(is_text).max_by_key(|line| line.trim_end().chars().count()).unwrap();
    assert!(widest.trim_end().chars().count() <= 60, "{widest}");
    assert!(out.contains("Joint consistency: with 5 figures corrected, 147"), "{out}");
}

/// What a beginner does wrong, and what is said of it.
#[test]
fn what_beginners_do_wrong_says_what_helps() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n";
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let studies = [
        ("typo", manifest.replace("stub", "stubb"), csv.to_owned()),
        ("figure", manifest.to_owned(), csv.replace("Apple,3", "Apple,three or so")),
    ];
    for (name, manifest, csv) in studies {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("study.toml"), manifest).unwrap();
        std::fs::write(folder.path().join(name).join("t.csv"), csv).unwrap();
    }
    for name in ["empty", "tables"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("tables/t.csv"), csv).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "hello\n").unwrap();
    let tried = [
        "audit nowhere",
        "audit empty",
        "audit notes.txt",
        "audit typo",
        "audit typo/study.toml",
        "audit figure",
        "audit tables",
        "report tables",
        "report figure --date today",
    ];
    let mut all = String::new();
    for line in tried {
        let (status, out, err) = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
        all += &format!("$ retally {line}\n{out}{err}({status})\n\n");
    }
    insta::assert_snapshot!(all);
}
