//! `retally audit --watch`: audits again when a file changes, and prints only what is different then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use retally::report;

use crate::output::{FAILED, Failure, Output};
use crate::papers::{Opened, is_input};
use crate::studies::{Folders, status};

/// How long between two looks at the files. A file that is being written is waited for until it is the same at two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// What says that a file has changed: its size and when it was written.
type Files = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// What an audit found: each finding's sentence with its report, and what cannot be read.
#[derive(Default, PartialEq, Eq)]
struct Found {
    findings: BTreeMap<String, String>,
    errors: Vec<String>,
    /// How many figures were read, and in how many relations they stand: with less read, less is found.
    figures: usize,
    relations: usize,
    status: u8,
}

/// How the first audit is printed.
type Print<'p> = &'p dyn Fn(&Opened) -> Result<u8, Failure>;

/// Prints an audit, waits for changes, and prints what they change, until it has audited so many times; without an end if nothing is
/// said.
pub fn watch(folders: &Folders, times: Option<usize>, print: Print, output: &Output) -> Result<u8, Failure> {
    if folders.named().iter().any(|path| is_input(path)) {
        return Err(Failure::new("standard input cannot be watched; name files or folders"));
    }
    let mut files = files(folders);
    let mut last = found(folders, Some(print), output)?;
    for error in &last.errors {
        output.fail(&Failure::new(error));
    }
    for audited in 1usize.. {
        if times.is_some_and(|times| audited >= times) {
            break;
        }
        let changed = wait(folders, &mut files);
        let now = found(folders, None, output)?;
        output.print(&differences(&changed, &last, &now))?;
        last = now;
    }
    Ok(last.status)
}

/// Waits until files have changed, and says which.
fn wait(folders: &Folders, known: &mut Files) -> Vec<PathBuf> {
    loop {
        std::thread::sleep(PAUSE);
        let seen = files(folders);
        if seen == *known {
            continue;
        }
        std::thread::sleep(PAUSE);
        // Whoever is still writing is waited for.
        if files(folders) == seen {
            let is_new = |path: &&PathBuf| known.get(*path) != seen.get(*path);
            let gone = known.keys().filter(|path| !seen.contains_key(*path));
            let changed = seen.keys().filter(is_new).chain(gone).cloned().collect();
            *known = seen;
            return changed;
        }
    }
}

/// The files that are read: those that are named, and those in folders that are named.
fn files(folders: &Folders) -> Files {
    let paths = folders.paths().into_iter().filter_map(Result::ok);
    let within = |path: PathBuf| match std::fs::read_dir(&path) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(|path| is_read(path)).collect(),
        Err(_) => vec![path],
    };
    let state = |path: PathBuf| {
        let metadata = path.metadata().ok()?;
        Some((path, (metadata.len(), metadata.modified().ok())))
    };
    paths.flat_map(within).filter_map(state).collect()
}

/// Whether a file of a folder may be read: editors leave others beside it.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.is_file() && !name.starts_with(['.', '~', '#']) && !name.ends_with('~')
}

fn found(folders: &Folders, print: Option<Print>, output: &Output) -> Result<Found, Failure> {
    let mut found = Found::default();
    for opened in folders.read() {
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => {
                found.errors.push(error.to_string());
                found.status = FAILED;
                continue;
            }
        };
        print.map(|print| print(&opened)).transpose()?;
        let Some(study) = opened.study() else { continue };
        let audit = study.audit();
        found.status = found.status.max(status(&audit));
        found.figures += study.claims().len();
        found.relations += audit.outcomes().len();
        for finding in audit.findings().iter().filter(|finding| finding.acknowledged.is_none()) {
            found.findings.insert(finding.message.clone(), report::finding(study, finding, output.style()));
        }
    }
    Ok(found)
}

/// What is different from the audit before.
fn differences(changed: &[PathBuf], last: &Found, now: &Found) -> String {
    let names: Vec<String> = changed.iter().map(|path| path.display().to_string()).collect();
    let mut text = format!("\n{} changed: ", names.join(", "));
    let new: Vec<&String> =
        now.findings.iter().filter(|found| !last.findings.contains_key(found.0)).map(|found| found.1).collect();
    let gone: Vec<&String> = last.findings.keys().filter(|message| !now.findings.contains_key(*message)).collect();
    let is_extent = (now.figures, now.relations) == (last.figures, last.relations);
    let is_same = new.is_empty() && gone.is_empty() && now.errors == last.errors && is_extent;
    text += &match (now.errors.len(), now.findings.len()) {
        (0, findings) => {
            format!("{findings} {} not acknowledged", if findings == 1 { "finding is" } else { "findings are" })
        }
        _ => "it cannot be read".to_owned(),
    };
    text += if is_same { ", as before\n" } else { "\n" };
    now.errors
        .iter()
        .filter(|error| !last.errors.contains(error))
        .for_each(|error| text += &format!("error: {error}\n"));
    if now.errors.is_empty() && !is_extent {
        let extent = |found: &Found| format!("{} figures in {} relations", found.figures, found.relations);
        text += &format!("{} are read now, {} before\n", extent(now), extent(last));
    }
    // Of what cannot be read nothing is known.
    if now.errors.is_empty() {
        gone.iter().for_each(|message| text += &format!("no longer found: {message}\n"));
    }
    new.iter().for_each(|report| text += &format!("\n{}\n", report.trim_end()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(messages: &[&str], errors: &[&str]) -> Found {
        let findings = messages.iter().map(|message| ((*message).to_owned(), format!("report of {message}"))).collect();
        Found { findings, errors: errors.iter().map(|error| (*error).to_owned()).collect(), ..Found::default() }
    }

    #[test]
    fn only_what_is_different_is_printed() {
        let changed = [PathBuf::from("draft.md")];
        let text = |last, now| differences(&changed, &last, &now);
        assert_eq!(
            text(found(&["a", "b"], &[]), found(&["b", "c"], &[])),
            "\ndraft.md changed: 2 findings are not acknowledged\nno longer found: a\n\nreport of c\n"
        );
        assert_eq!(
            text(found(&["a"], &[]), found(&["a"], &[])),
            "\ndraft.md changed: 1 finding is not acknowledged, as before\n"
        );
        assert_eq!(text(found(&["a"], &[]), found(&[], &["x"])), "\ndraft.md changed: it cannot be read\nerror: x\n");
        let less = Found { figures: 3, relations: 2, ..Found::default() };
        assert_eq!(
            text(Found::default(), less),
            "\ndraft.md changed: 0 findings are not acknowledged\n3 figures in 2 relations are read now, 0 figures in 0 relations before\n"
        );
    }

    #[test]
    fn what_editors_leave_is_not_read() {
        for name in [".x.swp", "~$draft.docx", "draft.md~", "#draft#"] {
            assert!(!is_read(Path::new(name)), "{name}");
        }
    }
}
