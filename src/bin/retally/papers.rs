//! Papers as they are, among the studies that a command is about.

use std::path::{Path, PathBuf};

use retally::{Error, MANIFEST, Study};

/// The endings of files that are papers.
const ENDINGS: [&str; 11] = ["xml", "nxml", "html", "htm", "docx", "xlsx", "ods", "csv", "tsv", "md", "markdown"];

/// A study's folder, or a paper; of a folder without a manifest the papers in it, in the order of their names.
pub fn within(path: &Path) -> Vec<PathBuf> {
    let is_paper = |file: &PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        file.is_file() && ENDINGS.contains(&ending.as_str())
    };
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut papers: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_paper).collect();
    papers.sort();
    if papers.is_empty() || path.join(MANIFEST).is_file() { vec![path.to_owned()] } else { papers }
}

/// A study; of a paper also how each of its tables was read. `-` is standard input.
pub fn open(path: &Path) -> Result<(String, Option<Study>), Error> {
    if !path.is_file() && path != Path::new("-") {
        return Ok((String::new(), Some(Study::open(path)?)));
    }
    read(path)
}

#[cfg(feature = "documents")]
fn read(path: &Path) -> Result<(String, Option<Study>), Error> {
    use retally::reading::Paper;
    let is_input = path == Path::new("-");
    let paper =
        if is_input { Paper::from_reader("standard input", std::io::stdin().lock())? } else { Paper::open(path)? };
    let reading = paper.read();
    let told = retally::report::read(&reading);
    Ok((told, reading.into_study()))
}

#[cfg(not(feature = "documents"))]
fn read(path: &Path) -> Result<(String, Option<Study>), Error> {
    Ok((String::new(), Some(Study::open(path)?)))
}
