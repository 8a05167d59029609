//! The command as it is run in a shell.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{FLAGSHIP, flagship_folder};

fn retally(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retally"));
    command.args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder with a study whose total is off.
fn with_a_finding() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
    std::fs::write(folder.path().join("study.toml"), manifest).unwrap();
    std::fs::write(folder.path().join("t.csv"), "f,n\na,3\nb,4\nTotal,8\n").unwrap();
    folder
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn help_tells_what_there_is() {
    let mut all = out(&retally(&["--help"]));
    let sweeps = if cfg!(feature = "documents") { &["sweep", "summary"][..] } else { &[] };
    for command in
        ["audit", "report", "charts", "reproduce", "tabulate", "samples", "compare", "completions"].iter().chain(sweeps)
    {
        let help = out(&retally(&[command, "--help"]));
        assert!(help.contains("Example"), "{command}");
        all += &format!("\n--- {command}\n{help}");
    }
    // Charts are told of PNG only where it is built in.
    if cfg!(feature = "png") {
        insta::assert_snapshot!(all);
    }
}

#[test]
fn an_audit_says_with_its_status_whether_all_is_acknowledged() {
    let folder = with_a_finding();
    let known = retally(&["audit", path(&flagship_folder())]);
    assert_eq!(status(&known), 0);
    assert!(out(&known).contains("relations: "));
    let new = retally(&["audit", path(folder.path())]);
    assert_eq!(status(&new), 1);
    assert!(out(&new).contains("Table *t*, *Total*: 8 reported, but 3 + 4 is 7"));
    assert!(!out(&new).contains('\u{1b}'), "no colours where nobody looks");
}

/// What a command prints on a terminal, with `NO_COLOR` set to this.
#[cfg(target_os = "linux")]
fn on_a_terminal(arguments: &str, no_colour: Option<&str>) -> String {
    let line = format!("{} {arguments}", env!("CARGO_BIN_EXE_retally"));
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]).env_remove("NO_COLOR");
    out(&command.envs(no_colour.map(|value| ("NO_COLOR", value))).stdin(Stdio::null()).output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_colours_unless_they_are_not_wanted() {
    let folder = with_a_finding();
    let audit = format!("audit {}", path(folder.path()));
    for (no_colour, is_coloured) in [(None, true), (Some(""), true), (Some("1"), false), (Some("0"), false)] {
        let text = on_a_terminal(&audit, no_colour);
        assert!(text.contains("Table *t*, *Total*: 8 reported, but 3 + 4 is 7"), "{text}");
        assert_eq!(text.contains('\u{1b}'), is_coloured, "NO_COLOR {no_colour:?}: {text}");
    }
    // What programs read has none.
    assert!(!on_a_terminal(&format!("{audit} --format json"), None).contains('\u{1b}'));
}

#[test]
fn one_finding_is_printed_by_what_is_in_its_sentence() {
    let printed = retally(&["audit", "izcara-andrade-2018", "--finding", "26.3 %"]);
    assert_eq!((status(&printed), out(&printed).matches("acknowledged[").count()), (0, 1));
    assert!(out(&printed).contains("37 of 141 is 26.24…, i.e. 26.2 %"), "{}", out(&printed));
    let new = with_a_finding();
    assert_eq!(status(&retally(&["audit", path(new.path()), "--finding", "Total"])), 1);
    let none = retally(&["audit", "izcara-andrade-2018", "--finding", "99.9"]);
    assert_eq!((status(&none), err(&none).as_str()), (2, "error: no finding has `99.9` in its sentence\n"));
}

#[test]
fn every_format_can_be_asked_for() {
    for format in retally::report::Format::ALL {
        let output = retally(&["audit", path(&flagship_folder()), "--format", format.name()]);
        assert_eq!((status(&output), err(&output)), (0, String::new()));
        assert!(out(&output).ends_with('\n'));
    }
    let wrong = retally(&["audit", "--format", "sariff"]);
    assert_eq!(status(&wrong), 2);
    assert!(err(&wrong).contains("'sarif'"), "{}", err(&wrong));
}

#[test]
fn quiet_leaves_only_the_status_and_errors() {
    let folder = with_a_finding();
    let output = retally(&["audit", "--quiet", path(folder.path())]);
    assert_eq!((status(&output), out(&output), err(&output)), (1, String::new(), String::new()));
    let missing = retally(&["--quiet", "audit", "/no/such/folder"]);
    assert_eq!((status(&missing), out(&missing)), (2, String::new()));
    assert!(err(&missing).contains("/no/such/folder"));
}

#[test]
fn a_report_is_pages_and_their_paths() {
    let (one, to) = (with_a_finding(), tempfile::tempdir().unwrap());
    let output = retally(&["report", path(&flagship_folder()), path(one.path()), "--out", path(to.path())]);
    assert_eq!((status(&output), err(&output)), (1, String::new()));
    let paths: Vec<_> = out(&output).lines().map(str::to_owned).collect();
    assert_eq!(paths.len(), 3);
    assert!(paths[0].ends_with(&format!("{FLAGSHIP}/report.html")) && paths[2].ends_with("index.html"), "{paths:?}");
    assert!(paths.iter().all(|path| std::fs::read_to_string(path).unwrap().starts_with("<!DOCTYPE html>")));
}

#[test]
fn charts_are_files() {
    let to = tempfile::tempdir().unwrap();
    let output = retally(&["charts", path(&flagship_folder()), "--out", path(to.path())]);
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    for path in out(&output).lines() {
        assert!(path.ends_with(".svg") && std::fs::read_to_string(path).unwrap().starts_with("<svg"), "{path}");
    }
}

#[test]
fn respondents_are_written_and_called_synthetic() {
    let to = tempfile::tempdir().unwrap();
    let output = retally(&["reproduce", path(&flagship_folder()), "--out", path(to.path())]);
    // Figures that no respondents are sought for are told, and are no failure.
    assert!(out(&output).contains("0 were not reached, 10 were not sought"), "{}", out(&output));
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    let folder = to.path().join(FLAGSHIP);
    assert_eq!(std::fs::read_to_string(folder.join("microdata.csv")).unwrap().lines().count(), 142);
    assert!(std::fs::read_to_string(folder.join("microdata.txt")).unwrap().contains("Synthetic"));
    assert!(out(&output).contains("26.3 › 26.2 [1]"));
}

#[test]
fn transcriptions_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one.csv", "other.csv"].map(|name| folder.path().join(name));
    std::fs::write(&one, "f,n\na,3\n").unwrap();
    std::fs::write(&other, "f,n\na,8\n").unwrap();
    let differ = retally(&["compare", path(&one), path(&other)]);
    assert_eq!(status(&differ), 1);
    assert!(out(&differ).ends_with("1 cell differs\n"), "{}", out(&differ));
    assert_eq!(status(&retally(&["compare", path(&one), path(&one)])), 0);
    assert_eq!(status(&retally(&["compare", path(&one)])), 2);
}

/// A folder with a paper.
#[cfg(feature = "documents")]
fn with_a_paper() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let csv = "Characteristic,Treatment (n = 140),Control (n = 138)\nSex,,\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\n\
               Smoker,31 (22.1),27 (16.9)\nDrinker,31 (22.1),27 (20.8)\n";
    std::fs::write(folder.path().join("paper.csv"), csv).unwrap();
    folder
}

#[cfg(feature = "documents")]
#[test]
fn how_a_table_was_read_is_explained() {
    let folder = with_a_paper();
    let paper = folder.path().join("paper.csv");
    let explained = retally(&["audit", path(&paper), "--explain", "1"]);
    assert_eq!((status(&explained), err(&explained)), (0, String::new()));
    insta::assert_snapshot!(out(&explained), @r"
    paper: n (%) of its column; 3 rows; 6 of 8 cells; 44 bits
          44 bits  n (%) of its column
           0 bits  n (%) of the N beside it
         -40 bits  n (%) of its block
         -40 bits  n (%) of its row
      read: Female: of its column; 18 bits
      read: Male: of its column; 18 bits
      read: Smoker: of its column; 4 bits
      not read: its percentages are of another base: Drinker (such as 130 of 138)
    ");
    let unknown = retally(&["audit", path(&paper), "--explain", "Table 9"]);
    assert_eq!(status(&unknown), 2);
    assert!(err(&unknown).contains("no table is called `Table 9`"), "{}", err(&unknown));
    assert_eq!(status(&retally(&["audit", path(&flagship_folder()), "--explain", "1"])), 2);
    let json = retally(&["audit", path(&paper), "--explain", "1", "--format", "json"]);
    assert_eq!((status(&json), out(&json)), (2, String::new()));
    assert!(err(&json).contains("cannot be used with"), "{}", err(&json));
}

#[cfg(feature = "documents")]
#[test]
fn a_table_is_called_by_the_words_of_its_label() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper.xml");
    let table = |label: &str| {
        format!("<table-wrap><label>{label}</label><table><tr><td>Gene</td><td>1</td></tr></table></table-wrap>")
    };
    let tables = ["TABLE&#xa0;1.", "Table&#x2009;2", ""].map(table).concat();
    std::fs::write(&paper, format!("<article><body>{tables}</body></article>")).unwrap();
    for name in ["Table 1", "table\u{a0} 1", "Table 2", "3"] {
        let explained = retally(&["audit", path(&paper), "--explain", name]);
        assert_eq!((status(&explained), err(&explained)), (0, String::new()), "{name}");
    }
    let unknown = err(&retally(&["audit", path(&paper), "--explain", "Table 4"]));
    assert!(unknown.ends_with("it has TABLE 1, Table 2, 3; a number is the place among them\n"), "{unknown}");
    std::fs::write(&paper, "<article><body><p>None.</p></body></article>").unwrap();
    let manifest = "[study]\ntitle = 'T'\npaper = 'paper.xml'\n[skip]\n'Table 1' = 'x'\n";
    std::fs::write(folder.path().join("study.toml"), manifest).unwrap();
    for of in [&paper, folder.path()] {
        let none = err(&retally(&["audit", path(of), "--explain", "Table 1"]));
        assert!(none.contains("there is no table in it"), "{none}");
    }
}

/// What is written is there for a person to correct.
#[cfg(feature = "documents")]
#[test]
fn a_study_is_written_where_nothing_is_lost() {
    let folder = with_a_paper();
    let (paper, to) = (folder.path().join("paper.csv"), folder.path().join("study"));
    let read = |paper: &Path, to: &Path| retally(&["read", path(paper), "--out", path(to)]);
    assert_eq!(status(&read(&paper, &to)), 0);
    assert_eq!(status(&retally(&["audit", path(&to)])), 1);
    let manifest = to.join("study.toml");
    std::fs::write(&manifest, "corrected").unwrap();
    let again = read(&paper, &to);
    assert_eq!((status(&again), out(&again)), (2, String::new()));
    assert!(err(&again).contains("there is something in it already"), "{}", err(&again));
    assert_eq!(std::fs::read_to_string(manifest).unwrap(), "corrected");

    let (nothing, to) = (folder.path().join("nothing.csv"), folder.path().join("other"));
    std::fs::write(&nothing, "Gene,Primer\nactA,ACGT\nactB,TTGA\n").unwrap();
    let unread = read(&nothing, &to);
    assert_eq!(status(&unread), 2);
    assert!(out(&unread).contains("not read: ") && err(&unread).contains("no table of it is read"), "{}", err(&unread));
    assert!(!to.exists());
}

#[cfg(feature = "documents")]
#[test]
fn json_of_a_paper_says_how_it_was_read() {
    let folder = with_a_paper();
    let output = retally(&["audit", path(&folder.path().join("paper.csv")), "--format", "json"]);
    assert_eq!(status(&output), 1);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let (table, finding) = (&json["reading"]["tables"][0], &json["reading"]["findings"][0]);
    assert_eq!(
        (&json["paper"], &table["read"], &table["how"]["base"]),
        (&"paper".into(), &true.into(), &"its column".into())
    );
    assert_eq!(table["unread"][0]["labels"][0], "Drinker");
    assert_eq!(finding["id"], json["findings"][0]["id"]);
    assert!(finding["places"][0].as_str().unwrap().ends_with("paper.csv:5:18"));
    assert!(finding["bits"].as_i64().unwrap() >= 20 && table["candidates"][0]["bits"].as_i64().unwrap() >= 20);
    let nothing = folder.path().join("nothing.csv");
    std::fs::write(&nothing, "Gene,Primer\nactA,ACGT\nactB,TTGA\n").unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&out(&retally(&["audit", path(&nothing), "--format", "json"]))).unwrap();
    assert_eq!(json["reading"]["tables"][0]["read"], false);
    assert!(json["reading"]["tables"][0]["reason"].is_string() && json["findings"].is_null());
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = retally(&["completions", shell]);
        assert_eq!(status(&output), 0);
        assert!(out(&output).contains("reproduce"), "{shell}");
    }
}

/// Whatever is wrong with a folder, the status is 2, the file is named, nothing panics, and the other studies are audited.
#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let broken = |name: &str, csv: &[u8]| {
        let study = folder.path().join(name);
        std::fs::create_dir(&study).unwrap();
        let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
        std::fs::write(study.join("study.toml"), manifest).unwrap();
        std::fs::write(study.join("t.csv"), csv).unwrap();
        study
    };
    let missing = folder.path().join("missing");
    let cases = [
        (missing, "missing"),
        (file, "file"),
        (broken("bytes", b"f,n\na,\xff\n"), "t.csv:2:3: not UTF-8"),
        (broken("empty", b""), "t.csv:1:1: the file is empty"),
    ];
    for (case, told) in &cases {
        for command in ["audit", "report", "charts", "reproduce"] {
            let to = folder.path().join("out");
            let mut arguments = vec![command, path(case)];
            if matches!(command, "report" | "charts" | "reproduce") {
                arguments.extend(["--out", path(&to)]);
            }
            let output = retally(&arguments);
            assert_eq!(status(&output), 2, "{command} {case:?}: {}", err(&output));
            assert!(err(&output).starts_with("error: ") && err(&output).contains(told), "{}", err(&output));
        }
    }
    let both = retally(&["audit", path(&cases[0].0), path(&flagship_folder())]);
    assert_eq!(status(&both), 2);
    assert!(out(&both).contains("5 do not hold"));
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    for command in ["report", "charts", "reproduce"] {
        let output = retally(&[command, path(&flagship_folder()), "--out", path(&file)]);
        assert_eq!(status(&output), 2, "{command}");
        assert!(err(&output).contains("file"), "{}", err(&output));
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_retally"))
        .args(["audit", "--format", "sarif", path(&flagship_folder())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}
