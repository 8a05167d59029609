//! What stands beside a table must not matter to it: another column, a claim that repeats it, another order of tables, an
//! acknowledgement that was made before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use retally::{Audit, Outcome, Study, Verdict};

use crate::laws::{Crosstab, KEYS, crosstab, study, told, verdicts, weakened};
use crate::support::{files_of, study_of};

const CELLS: &str = "stub = 'group'\nheader = [['year', 'statistic']]\ncells = 'n (%)'\nshare-of = ['year', 'all']\n";

/// The table with a count and its percentage in each cell, and whatever columns stand beside them.
fn beside(table: &Crosstab, columns: &[(&str, &str)]) -> String {
    let years = (0..table.years.len()).map(|year| format!(",{}", table.years[year]));
    let new = columns.iter().map(|column| format!(",{}", column.0));
    let mut csv = format!("{}\n", years.chain(new).collect::<String>());
    for (group, name) in table.groups.iter().enumerate() {
        let cell = |year: usize| format!(",{} ({})", table.counts[group][year], table.shares[group][year]);
        let new = columns.iter().map(|column| format!(",{}", if group == 0 { column.1 } else { "" }));
        csv += &format!("{name}{}\n", (0..table.years.len()).map(cell).chain(new).collect::<String>());
    }
    csv
}

/// Of each finding, what is printed in all its relations.
fn acknowledged(study: &Study) -> String {
    let audit = study.audit();
    let entry = |finding: &retally::Finding| {
        let printed: Vec<String> = finding.printed.iter().chain(&finding.related).cloned().collect();
        format!("[[acknowledged]]\nfinding = {:?}\nprinted = {printed:?}\nnote = 'so'\n", finding.id)
    };
    audit.findings().iter().map(entry).collect()
}

/// The figures of all relations that do not hold because of a finding.
fn claims_of(audit: &Audit, finding: &retally::Finding) -> Vec<usize> {
    let is_of = |outcome: &&Outcome| {
        outcome.relation.name == finding.id || finding.consequences.contains(&outcome.relation.name)
    };
    audit.outcomes().iter().filter(is_of).flat_map(|outcome| outcome.relation.claims()).collect()
}

/// Of each finding, all that does not hold because of it, and which figures may be wrong: by which relation it is told may depend on
/// the order in which tables are.
fn causes(audit: &Audit) -> BTreeSet<(BTreeSet<String>, BTreeSet<String>)> {
    let of = |finding: &retally::Finding| {
        let suspects: Vec<usize> = finding.suspects.iter().map(|suspect| suspect.claim).collect();
        (told(audit.study(), &claims_of(audit, finding)), told(audit.study(), &suspects))
    };
    audit.findings().iter().map(of).collect()
}

/// The figures of findings about more than one table.
fn across_tables(audit: &Audit) -> BTreeSet<String> {
    let study = audit.study();
    let tables = |claims: &[usize]| claims.iter().map(|claim| study.claims()[*claim].table).collect::<BTreeSet<_>>();
    let all =
        audit.findings().iter().map(|finding| claims_of(audit, finding)).filter(|claims| tables(claims).len() > 1);
    all.flat_map(|claims| told(study, &claims)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_column_beside_weakens_nothing(table in crosstab(), with in 0usize..5) {
        let before = study("", &[(CELLS, beside(&table, &[]))]);
        let test = |bound: &str, printed: &str| {
            let labels = format!("[labels]\n'New' = {{ {bound} }}\n");
            study(&labels, &[(CELLS, beside(&table, &[("New", printed)]))])
        };
        let after = match with {
            0 => test("statistic = 'p', between = 'year'", "0.04"),
            1 => test("statistic = 'p'", "<0.001"),
            2 => test("statistic = 'chi2', between = 'year'", "12.5"),
            3 => study("", &[(&format!("{CELLS}ignore = 'New'\n"), beside(&table, &[("New", "some text")]))]),
            _ => {
                let others = "stub = 'group'\nheader = ['sex']\n";
                study("", &[(CELLS, beside(&table, &[])), (others, "g,Men,Women\na,3,4\nb,5,6\n".to_owned())])
            }
        };
        prop_assert_eq!(weakened(&before.audit(), &after.audit()), Vec::<String>::new());
    }

    #[test]
    fn a_claim_that_repeats_a_figure_changes_no_other_verdict(table in crosstab(), group in 0usize..4, year in 0usize..5) {
        let level = |dimension: &str, label: &str| match label {
            "Total" => String::new(),
            label => format!("{dimension} = '{label}'"),
        };
        let event = [level("group", &table.groups[group]), level("year", &table.years[year])];
        let event: Vec<String> = event.into_iter().filter(|level| !level.is_empty()).collect();
        let claim = format!(
            "[[claim]]\nwhere = 'Text'\nfigure = '{}'\nevent = {{ {} }}\n", table.counts[group][year], event.join(", ")
        );
        let (before, after) = (study("", &[(KEYS, table.whole())]), study(&claim, &[(KEYS, table.whole())]));
        let (before, after) = (before.audit(), after.audit());
        prop_assert_eq!(weakened(&before, &after), Vec::<String>::new());
        let new: Vec<_> = verdicts(&after).difference(&verdicts(&before)).cloned().collect();
        prop_assert!(new.iter().all(|one| one.0 == "agreement" && one.1 == "consistent"), "{:?}", new);
        prop_assert_eq!(before.findings().len(), after.findings().len());
    }

    #[test]
    fn a_table_in_two_parts_has_the_same_findings(table in crosstab(), cut in 1usize..3, by_year in any::<bool>()) {
        let rest = "partition = ['group', 'year']";
        let (groups, years): (Vec<usize>, Vec<usize>) = ((0..4).collect(), (0..5).collect());
        let both = ["n", "%"];
        let parts = match by_year {
            true => [table.rows(&groups, &years[..cut], &both), table.rows(&groups, &years[cut..], &both)],
            false => [table.rows(&groups[..cut], &years, &both), table.rows(&groups[cut..], &years, &both)],
        };
        let whole = study(rest, &[(KEYS, table.whole())]);
        let parts = study(rest, &parts.map(|part| (KEYS, part)));
        let (whole, parts) = (whole.audit(), parts.audit());
        // What is found in both parts together may be told otherwise where each part is a table of its own.
        let across = across_tables(&parts);
        let of_one = |audit: &Audit| -> BTreeSet<_> {
            causes(audit).into_iter().filter(|cause| cause.0.is_disjoint(&across)).collect()
        };
        prop_assert_eq!(of_one(&whole), of_one(&parts));
        let told = |audit: &Audit| -> BTreeSet<String> { causes(audit).into_iter().flat_map(|cause| cause.0).collect() };
        prop_assert_eq!(told(&whole), told(&parts));
    }

    #[test]
    fn an_acknowledgement_covers_no_figure_that_changes_later(table in crosstab(), group in 0usize..4, year in 0usize..5, by in 1i64..9) {
        let known = acknowledged(&study("", &[(KEYS, table.whole())]));
        let mut later = table.clone();
        let count: i64 = later.counts[group][year].parse().unwrap();
        later.counts[group][year] = (count + by).to_string();
        let study = study(&known, &[(KEYS, later.whole())]);
        let audit = study.audit();
        let is_changed = |claim: &usize| study.claims()[*claim].figure.text() == later.counts[group][year];
        let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
        for outcome in broken.filter(|outcome| outcome.relation.claims().iter().any(is_changed)) {
            let name = &outcome.relation.name;
            let tells = |finding: &&retally::Finding| finding.id == *name || finding.consequences.contains(name);
            let finding = audit.findings().iter().find(tells);
            let covered = finding.filter(|finding| finding.acknowledged.is_some());
            // What it names is printed as it was.
            let printed = |finding: &retally::Finding| {
                let all = finding.printed.iter().chain(&finding.related).cloned().collect::<Vec<_>>();
                known.contains(&format!("printed = {all:?}"))
            };
            prop_assert!(covered.is_none_or(printed), "{}", name);
        }
    }
}

/// The folders of all studies that there are.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inside = |folder: &str| std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = inside("data").chain(inside("tests/studies")).collect();
    all.retain(|folder| folder.join("study.toml").exists());
    all.sort();
    all
}

/// What each relation ties and its verdict, without any search for causes.
fn decided(study: &Study) -> BTreeSet<(String, &'static str, BTreeSet<String>)> {
    let outcomes = study.relations().into_iter().map(|relation| Outcome::of(relation, study.claims()));
    let of = |outcome: Outcome| {
        let claims = outcome.relation.claims();
        (outcome.relation.kind.name().to_owned(), outcome.verdict.name(), told(study, &claims))
    };
    outcomes.map(of).collect()
}

/// A manifest whose tables stand in the opposite order.
fn turned(manifest: &str) -> String {
    let mut manifest: toml::Table = manifest.parse().unwrap();
    if let Some(toml::Value::Array(tables)) = manifest.get_mut("table") {
        tables.reverse();
    }
    toml::to_string(&manifest).unwrap()
}

#[test]
fn the_order_of_the_tables_of_papers_changes_no_verdict() {
    for folder in folders() {
        let files = files_of(&folder);
        let mut other = files.clone();
        other.iter_mut().filter(|file| file.0 == "study.toml").for_each(|file| file.1 = turned(&file.1));
        let (one, other) = (study_of(&files).unwrap(), study_of(&other).unwrap());
        let (one, other) = (decided(&one), decided(&other));
        let differ: Vec<_> = one.symmetric_difference(&other).collect();
        assert!(differ.is_empty(), "{}: {differ:#?}", folder.display());
    }
}
