//! Real respondents: do the tables follow from the data?
//!
//! Reviewers see what is printed; authors, and the data editors of journals, have the data as well. Every printed figure is
//! recomputed from them, by the same counting, and told in the same words, as from [synthetic ones](crate::microdata).
//!
//! ```
//! use retally::microdata::Reproduction;
//! use retally::respondents::Comparison;
//!
//! let study = retally::Study::from_files("shop", [
//!     ("study.toml", "
//!         [study]
//!         title = 'A shop'
//!         [data.columns]
//!         fruit = { column = 'bought', levels = { Apple = 1, Pear = 2 } }
//!         [[table]]
//!         file = 'fruit.csv'
//!         stub = 'fruit'
//!         header = 'statistic'
//!     "),
//!     ("fruit.csv", "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n"),
//! ])?;
//! let data = "bought\n1\n1\n1\n2\n2\n2\n2\n2\n";
//! let comparison = Comparison::read(&study, "data.csv", data.as_bytes())?;
//! assert!(comparison.recomputed().iter().all(|figure| figure.status == Reproduction::AsPrinted));
//!
//! // One answer was lost: nobody can say so of the table alone.
//! let data = "bought\n1\n1\n1\n2\n2\n2\n2\n";
//! let comparison = Comparison::read(&study, "data.csv", data.as_bytes())?;
//! assert_eq!(comparison.count(|status| *status == Reproduction::Differs), 4);
//! let named = comparison.explained().hypotheses.iter().map(|hypothesis| hypothesis.kind);
//! assert_eq!(named.collect::<Vec<_>>(), ["one row more"]);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # How it is done
//!
//! 1. The file is read as texts, each distinct text of a column once (`data`). What the manifest says under `[data]`, or else the
//!    names of columns and levels, makes codes of them (`lookup`, `coding`, `filter`, `weight`): of each dimension which level a
//!    respondent has, and of each variable which value, exactly as it is written.
//! 2. Each combination of codes is counted once for all claims that ask for it, and claims are sums over these counts (`people`,
//!    `recount`). Nothing is rounded; the printed figure's rounding decides whether it matches. Standard deviations match by n − 1
//!    or by n, quartiles by any of the usual definitions.
//! 3. What may have been done before the figures were computed is another meaning of the same codes, and needs no counting again
//!    (`candidates`): levels exchanged or counted as others, missing answers counted, values counted as missing, cut points, bases,
//!    filters, weights, rows that repeat others, an older file. Beside these each single row is left out (`rows`), and one is added that the
//!    file does not have (`missing_row`). What mends all that it concerns and breaks nothing is named (`explain`).
//!
//! A hypothesis is no finding of a fault: it says with what the figures would match.
//!
//! # Privacy
//!
//! Nothing leaves the machine. Reports have recomputed figures and numbers of respondents; rows and values of the data stand
//! in [`Hypothesis::detail`] alone, which is shown only if asked for.

mod candidates;
mod coding;
mod data;
mod explain;
mod filter;
mod hypothesis;
mod lookup;
mod missing_row;
mod people;
mod recount;
mod rows;
mod value;
mod weight;

use std::io::Read;
use std::path::Path;

pub use explain::Explained;
pub use hypothesis::Hypothesis;

use crate::audit::Audit;
use crate::error::Error;
use crate::microdata::recount::statuses;
use crate::microdata::{NotSought, Recomputed, Reproduction};
use crate::respondents::data::Data;
use crate::respondents::explain::explain;
use crate::respondents::people::People;
use crate::respondents::recount::{Lens, Outcome, Recount};
use crate::study::Study;

/// A study held against the data that it reports.
#[derive(Debug)]
pub struct Comparison<'a> {
    audit: Audit<'a>,
    file: String,
    rows: usize,
    recomputed: Vec<Recomputed>,
    details: Vec<Detail>,
    explained: Explained,
    remarks: Vec<String>,
}

/// What else is known of a recomputed figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// The usual computation by which it matches, if not the first: the standard deviation divided by n, another definition of
    /// quartiles.
    pub by: Option<&'static str>,
    /// How many respondents it is of.
    pub respondents: u64,
}

impl<'a> Comparison<'a> {
    /// Recomputes every figure of a study from a CSV file, a row for each respondent, its columns named in the first line.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, has no column that the manifest names, or has something in a column of numbers that is no
    /// number. Errors say where, and not what stands there.
    pub fn open(study: &'a Study, path: impl AsRef<Path>) -> Result<Self, Error> {
        let is_wanted = wanted(study);
        Self::of(study, &Data::open(path.as_ref(), &is_wanted)?)
    }

    /// The same of any bytes.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn read(study: &'a Study, name: &str, bytes: impl Read) -> Result<Self, Error> {
        let is_wanted = wanted(study);
        Self::of(study, &Data::read(name, bytes, &is_wanted)?)
    }

    fn of(study: &'a Study, data: &Data) -> Result<Self, Error> {
        let people = People::of(study, data)?;
        let audit = study.audit();
        let mut recount = Recount::new(&people);
        let outcomes: Vec<Option<Outcome>> =
            (0..study.claims().len()).map(|claim| recount.outcome(claim, &Lens::default())).collect();
        let too_large = |(asked, outcome): (&people::Claimed, &Option<Outcome>)| {
            asked.left.or(outcome.is_none().then_some(NotSought::TooManyCells))
        };
        let left: Vec<_> = people.asked.iter().zip(&outcomes).map(too_large).collect();
        let holds: Vec<bool> = outcomes.iter().map(|outcome| outcome.as_ref().is_some_and(|one| one.holds)).collect();
        let detail = |outcome: &Option<Outcome>| {
            outcome.as_ref().map(|one| Detail { by: one.by, respondents: one.n }).unwrap_or_default()
        };
        let details = outcomes.iter().map(detail).collect();
        let values = outcomes.into_iter().map(|outcome| outcome.and_then(|one| one.value)).collect();
        let recomputed = statuses(&audit, values, &holds, &left, Reproduction::Differs);
        let differs = |at: &usize| recomputed[*at].status == Reproduction::Differs;
        let targets: Vec<usize> = (0..recomputed.len()).filter(differs).collect();
        let explained = explain(&mut recount, &holds, &targets);
        let remarks = remarks(&people);
        Ok(Self { audit, file: data.file.clone(), rows: data.rows, recomputed, details, explained, remarks })
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.audit.study()
    }

    /// Its audit.
    pub fn audit(&self) -> &Audit<'a> {
        &self.audit
    }

    /// The name of the data file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many respondents it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Each claim of the study, in their order, recomputed from the data.
    pub fn recomputed(&self) -> &[Recomputed] {
        &self.recomputed
    }

    /// What else is known of each of them.
    pub fn details(&self) -> &[Detail] {
        &self.details
    }

    /// How many figures are so.
    pub fn count(&self, status: fn(&Reproduction) -> bool) -> usize {
        self.recomputed.iter().filter(|figure| status(&figure.status)).count()
    }

    /// What would explain that figures do not match.
    pub fn explained(&self) -> &Explained {
        &self.explained
    }

    /// What was met while the data were coded: answers that are no level.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Whether all figures match but those of findings that the manifest acknowledges.
    pub fn is_as_acknowledged(&self) -> bool {
        let is_known = |finding: usize| self.audit.findings()[finding].acknowledged.is_some();
        self.recomputed.iter().all(|figure| match figure.status {
            Reproduction::Refuted(finding) => is_known(finding),
            Reproduction::Differs => false,
            _ => true,
        })
    }
}

fn wanted(study: &Study) -> impl Fn(&str) -> bool {
    let (wanted, is_weighted) = (lookup::wanted(study), study.claims().iter().any(|claim| claim.weighted));
    move |name: &str| is_weighted || wanted.contains(&name.to_lowercase())
}

fn remarks(people: &People) -> Vec<String> {
    let names = people.study.names();
    let remark = |(dimension, times): &(crate::quantity::Dimension, u64)| {
        let levels: Vec<_> = names.levels(*dimension).map(|level| names.level_name(*dimension, level)).collect();
        let answers = if *times == 1 { "1 answer is".to_owned() } else { format!("{times} answers are") };
        format!("{answers} no level of {}, which has {}", names.variable_label(*dimension), levels.join(", "))
    };
    people.strangers.iter().map(remark).collect()
}
