//! What must not matter: what labels are called, and in which order rows, columns and tables stand.

use proptest::prelude::*;
use retally::Study;

use crate::support::study_of;

/// A level with its count in each arm.
type Level = (String, Vec<u32>);

/// A table of blocks: for each variable, for each level, the count and the percentage of each arm.
#[derive(Clone, Debug)]
struct Blocks {
    arms: Vec<String>,
    variables: Vec<(String, Vec<Level>)>,
    missing: bool,
    /// By how much one percentage is off.
    error: u32,
}

impl Blocks {
    fn sizes(&self) -> Vec<u32> {
        let first = &self.variables[0].1;
        (0..self.arms.len()).map(|arm| first.iter().map(|(_, cells)| cells[arm]).sum()).collect()
    }

    fn csv(&self) -> String {
        let arms: Vec<_> = self.arms.iter().zip(self.sizes()).map(|(arm, n)| format!("{arm} (n = {n})")).collect();
        let mut csv = format!("Characteristic,{}\n", arms.join(","));
        for (variable, levels) in &self.variables {
            csv += &format!("{variable}{}\n", ",".repeat(self.arms.len()));
            let is_asked = |level: &str| !self.missing || level != "Missing";
            let bases: Vec<u32> = (0..self.arms.len())
                .map(|arm| levels.iter().filter(|(level, _)| is_asked(level)).map(|(_, cells)| cells[arm]).sum())
                .collect();
            for (level, cells) in levels {
                let base = |arm: usize| if is_asked(level) { bases[arm] } else { self.sizes()[arm] };
                let error = |n: u32| if n == 7 { self.error } else { 0 };
                let share = |arm: usize, n: u32| (200 * n + base(arm)) / (2 * base(arm)).max(1) + error(n);
                let cells: Vec<_> =
                    cells.iter().enumerate().map(|(arm, n)| format!("{n} ({})", share(arm, *n))).collect();
                csv += &format!("{level},{}\n", cells.join(","));
            }
        }
        csv
    }
}

const KEYS: &str = "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = 'n (%)'\n";

fn study(tables: &[&Blocks]) -> Study {
    let mut files = Vec::new();
    let mut manifest = "[study]\ntitle = 'T'\n".to_owned();
    for blocks in tables {
        let name = format!("t{}.csv", blocks.arms.len());
        let coverage = if blocks.missing {
            "partial = 'level'\nshare-of = [['answered', 'arm']]"
        } else {
            "partition = 'level'\nshare-of = 'arm'"
        };
        manifest += &format!("[[table]]\nfile = '{name}'\n{KEYS}{coverage}\n");
        files.push((name, blocks.csv()));
    }
    files.push(("study.toml".to_owned(), manifest));
    study_of(&files).unwrap()
}

/// The kind, the verdict and the figures of each relation, whatever its name.
fn verdicts(study: &Study) -> Vec<String> {
    let audit = study.audit();
    let figure = |claim: &usize| study.claims()[*claim].figure.to_string();
    let outcome = |outcome: &retally::Outcome| {
        let mut figures: Vec<_> = outcome.relation.claims().iter().map(figure).collect();
        figures.sort();
        format!("{} {:?} {figures:?}", outcome.relation.kind.name(), outcome.verdict)
    };
    let mut all: Vec<_> = audit.outcomes().iter().map(outcome).collect();
    all.sort();
    all
}

/// A number of respondents divided at two places.
fn parts(size: u32, (one, other): (u32, u32)) -> [u32; 3] {
    let (low, high) = (one.min(other).min(size - 2), one.max(other).min(size - 1));
    [1 + low, high - low, size - 1 - high]
}

fn blocks() -> impl Strategy<Value = Blocks> {
    let cuts = |arms: usize| prop::collection::vec((0u32..30, 0u32..30), arms);
    let variables = move |arms: usize| prop::collection::vec(cuts(arms), 1..4);
    (1usize..4, any::<bool>(), 0u32..2).prop_flat_map(move |(arms, missing, error)| {
        variables(arms).prop_map(move |variables| {
            let level = |cuts: &[(u32, u32)], at: usize| {
                let name = if missing && at == 2 { "Missing".to_owned() } else { format!("level {at}") };
                (name, cuts.iter().zip(30..).map(|(cuts, size)| parts(size, *cuts)[at]).collect())
            };
            let variable = |(at, cuts): (usize, &Vec<(u32, u32)>)| {
                (format!("variable {at}"), (0..3).map(|at| level(cuts, at)).collect())
            };
            let variables = variables.iter().enumerate().map(variable).collect();
            Blocks { arms: (0..arms).map(|arm| format!("arm {arm}")).collect(), variables, missing, error }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_labels_are_called_changes_no_verdict(blocks in blocks(), word in "[A-Z][a-z]{4,9}") {
        let renamed = Blocks {
            arms: blocks.arms.iter().map(|arm| arm.replace("arm", &word)).collect(),
            variables: blocks.variables.iter().map(|(variable, levels)| {
                let levels = levels.iter().map(|(level, cells)| (level.replace("level", &format!("{word} of")), cells.clone()));
                (variable.replace("variable", &format!("Old {word}")), levels.collect())
            }).collect(),
            ..blocks.clone()
        };
        prop_assert_eq!(verdicts(&study(&[&blocks])), verdicts(&study(&[&renamed])));
    }

    #[test]
    fn the_order_of_rows_and_columns_changes_no_verdict(blocks in blocks(), shift in 1usize..3) {
        let mut turned = blocks.clone();
        turned.arms.rotate_left(shift % blocks.arms.len());
        for (_, levels) in &mut turned.variables {
            for (_, cells) in levels.iter_mut() {
                cells.rotate_left(shift % blocks.arms.len());
            }
            let count = levels.len();
            levels.rotate_left(shift % count);
        }
        prop_assert_eq!(verdicts(&study(&[&blocks])), verdicts(&study(&[&turned])));
    }

    #[test]
    fn the_order_of_tables_changes_no_verdict(one in blocks(), other in blocks()) {
        prop_assume!(one.arms.len() != other.arms.len());
        let apart = Blocks {
            arms: other.arms.iter().map(|arm| format!("other {arm}")).collect(),
            ..other.clone()
        };
        prop_assert_eq!(verdicts(&study(&[&one, &apart])), verdicts(&study(&[&apart, &one])));
    }
}
