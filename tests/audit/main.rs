//! `cargo test` as an audit: every relation of every study under `data/` and
//! `tests/studies/` is a test of its own, named after the tables
//! it ties, its kind and what it is about. `cargo test table4` runs those of every table 4.
//!
//! A test passes when its relation holds, or when the manifest acknowledges that it does not. An acknowledgement of
//! something that is no longer found fails. What cannot be evaluated is ignored.

#![allow(missing_docs, clippy::expect_used)]

use std::path::Path;
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};
use retally::report::{Colour, finding};
use retally::{Audit, Error, Finding, MANIFEST, Relation, Study, Verdict};

/// A study with its audit, made when the first test runs and not when tests are listed.
struct Case {
    study: Study,
    relations: Vec<Relation>,
    audit: OnceLock<Audit<'static>>,
}

impl Case {
    fn audit(&'static self) -> &'static Audit<'static> {
        self.audit.get_or_init(|| self.study.audit())
    }
}

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = ["data", "tests/studies"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("the folders of studies are there"))
        .map(|entry| entry.expect("its entries can be listed").path())
        .filter(|folder| folder.join(MANIFEST).is_file())
        .collect();
    folders.sort();
    let trials = folders.iter().flat_map(|folder| trials(folder)).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials(folder: &Path) -> Vec<Trial> {
    match Study::open(folder) {
        Ok(study) => study_trials(study),
        Err(error) => vec![unreadable(folder, error)],
    }
}

fn unreadable(folder: &Path, error: Error) -> Trial {
    Trial::test(format!("{}::can be read", folder.display()), move || Err(Failed::from(error.to_string())))
}

fn study_trials(study: Study) -> Vec<Trial> {
    let relations = study.relations();
    // The tests outlive this function, and the process ends with them.
    let case: &'static Case = Box::leak(Box::new(Case { study, relations, audit: OnceLock::new() }));
    let name = case.study.name();
    let relation = |(at, relation): (usize, &'static Relation)| {
        let trial = Trial::test(format!("{name}::{}", relation.name), move || holds(case, at));
        trial.with_ignored_flag(relation.recomputed.is_err())
    };
    let stale =
        case.study.acknowledged().iter().map(|known| {
            Trial::test(format!("{name}::acknowledged::{}", known.finding), move || still_found(case, known))
        });
    let notation = Trial::test(format!("{name}::notation"), move || notations_are_kept(case));
    case.relations.iter().enumerate().map(relation).chain(stale).chain([notation]).collect()
}

fn holds(case: &'static Case, at: usize) -> Result<(), Failed> {
    let outcome = &case.audit().outcomes()[at];
    if outcome.verdict != Verdict::Inconsistent {
        return Ok(());
    }
    let name = &outcome.relation.name;
    let tells = |found: &&Finding| found.id == *name || found.consequences.contains(name);
    let found = case.audit().findings().iter().find(tells);
    let found = found.expect("what is inconsistent is a finding");
    is_acknowledged(case, found)
}

fn is_acknowledged(case: &Case, found: &Finding) -> Result<(), Failed> {
    match found.acknowledged {
        Some(_) => Ok(()),
        None => Err(Failed::from(finding(&case.study, found, Colour::Never))),
    }
}

/// Cells that are not of their notation are findings without a relation.
fn notations_are_kept(case: &'static Case) -> Result<(), Failed> {
    let mut found = case.audit().findings().iter().filter(|found| found.kind.name() == "notation");
    found.try_for_each(|found| is_acknowledged(case, found))
}

fn still_found(case: &'static Case, known: &retally::Acknowledgement) -> Result<(), Failed> {
    match case.audit().stale().any(|stale| stale == known) {
        true => Err(Failed::from(format!("no longer found with the figures {}", known.printed.join(", ")))),
        false => Ok(()),
    }
}
