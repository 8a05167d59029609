//! Small studies written in place.

use std::path::{Path, PathBuf};

use retally::{Audit, Error, Study, Verdict};

pub const FLAGSHIP: &str = "izcara-andrade-2018";

pub fn flagship_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(FLAGSHIP)
}

pub fn flagship() -> Study {
    Study::open(flagship_folder()).unwrap()
}

/// The flagship's files, to be changed.
pub fn flagship_files() -> Vec<(String, String)> {
    files_of(&flagship_folder())
}

/// The files of a study that are text.
pub fn files_of(folder: &Path) -> Vec<(String, String)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let file = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Some((name, std::fs::read_to_string(path).ok()?))
    };
    let mut files: Vec<_> = paths.filter_map(file).collect();
    files.sort();
    files
}

pub fn study_of(files: &[(String, String)]) -> Result<Study, Error> {
    Study::from_files("test", files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// A study of one table, `t.csv`, whose manifest has `keys` in its `[[table]]` and `rest` before it.
pub fn try_table(rest: &str, keys: &str, csv: &str) -> Result<Study, Error> {
    let manifest = format!("[study]\ntitle = 'T'\n{rest}\n[[table]]\nfile = 't.csv'\n{keys}\n");
    Study::from_files("test", [("study.toml", manifest.as_str()), ("t.csv", csv)])
}

/// A study whose text reports tests, in a sentence that is quoted and in a file; one of three holds.
pub fn tests_in_the_text() -> Study {
    let manifest = "[study]\ntitle = 'T'\n[[text]]\nprinted = 'Slower, t(28) = 2.20, p = .03, but exact, F(1, 56) = 4.12, ns.'\n\
                    [[text]]\nfile = 'paper.txt'\n[[claim]]\nwhere = 'Results'\nfigure = 86\n";
    let paper = "They recalled fewer,\nt(40) = 3.11, p = .003.\n";
    Study::from_files("tests", [("study.toml", manifest), ("paper.txt", paper)]).unwrap()
}

pub fn table(rest: &str, keys: &str, csv: &str) -> Study {
    try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{error}"))
}

/// The names of the relations with a verdict, without the table's name.
pub fn named(audit: &Audit, verdict: fn(&Verdict) -> bool) -> Vec<String> {
    let outcomes = audit.outcomes().iter().filter(|outcome| verdict(&outcome.verdict));
    outcomes.map(|outcome| outcome.relation.name.clone()).collect()
}

pub fn broken(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| *verdict == Verdict::Inconsistent)
}

pub fn undecided(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| matches!(verdict, Verdict::Undecided(_)))
}

pub fn holding(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| *verdict == Verdict::Consistent)
}

/// The studies of other papers.
pub fn other_studies() -> Vec<Study> {
    studies_in("tests/studies")
}

/// The studies that come with the crate.
pub fn own_studies() -> Vec<Study> {
    studies_in("data")
}

fn studies_in(folder: &str) -> Vec<Study> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().filter(|folder| folder.is_dir()).map(|folder| Study::open(folder).unwrap()).collect()
}

/// A study with all that files can hold which is markup, or no text at all, somewhere; with findings, an acknowledged and a
/// stale one, undecided relations and figures that nothing bears on.
pub fn hostile() -> Study {
    let labels = HOSTILE.map(|label| format!("\"{}\"", label.replace('"', "\"\"")));
    let rows = labels.iter().enumerate().map(|(at, label)| format!("{label},{at},1.0\n")).collect::<String>();
    let csv = format!("{},n,%\n{rows}Total,1,100\n", labels[0]);
    let toml = |text: &str| toml::Value::from(text).to_string();
    let evil = toml(&HOSTILE.join(" "));
    let manifest = format!(
        "[study]\ntitle = {evil}\nauthors = {evil}\nsource = {evil}\ndoi = {evil}\nunit = {evil}\n\
         [[table]]\nfile = 'a b<i>.csv'\nname = {evil}\ntitle = {evil}\nstub = {evil}\nheader = 'statistic'\n\
         [[table]]\nfile = 'u.csv'\nstub = 'kind'\nheader = 'statistic'\n\
         [[table]]\nfile = 'v.csv'\nstub = 'other'\nheader = 'statistic'\n\
         [[acknowledged]]\nfinding = {evil}\nprinted = [{evil}]\nnote = {evil}\n\
         [[acknowledged]]\nfinding = 'u::total::all over kind'\nprinted = ['8', '3', '4']\nnote = {evil}\n"
    );
    let (second, third) = ("K,n\na,3\nb,4\nTotal,8\n", "V,%\nx,30\ny,70\n");
    let files = [("study.toml", manifest.as_str()), ("a b<i>.csv", csv.as_str()), ("u.csv", second), ("v.csv", third)];
    Study::from_files("<b>&\u{1}", files).unwrap_or_else(|error| panic!("{error}"))
}

/// Labels that mean something to one format or another.
pub const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"]]>",
    "&amp;",
    "a|b",
    "*bold*",
    "_lean_",
    "`code`",
    "line\nbreak",
    "nul\0",
    "esc\u{1b}[31m",
    "rtl\u{202e}override",
    "no\u{ffff}character",
    "' onmouseover='x",
    "--> ![x](javascript:1)",
];
