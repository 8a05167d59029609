//! A study held against its data.

use std::io::Read;
use std::path::Path;

use crate::audit::Audit;
use crate::error::Error;
use crate::microdata::recount::statuses;
use crate::microdata::{NotSought, Recomputed, Reproduction};
use crate::respondents::coding::Absent;
use crate::respondents::data::Data;
use crate::respondents::explain::{Explained, explain};
use crate::respondents::lookup;
use crate::respondents::people::{Claimed, People, Strangers};
use crate::respondents::recount::{Lens, Outcome, Recount};
use crate::study::Study;

/// A study held against the data that it reports.
#[derive(Debug)]
pub struct Comparison<'a> {
    audit: Audit<'a>,
    file: String,
    rows: usize,
    included: usize,
    recomputed: Vec<Recomputed>,
    details: Vec<Detail>,
    explained: Explained,
    strangers: Vec<Strangers>,
    absent: Vec<Absent>,
}

/// What else is known of a recomputed figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// The usual computation by which it matches, if not the first: the standard deviation divided by n, another definition of
    /// quartiles.
    pub by: Option<&'static str>,
    /// How many respondents it is of; of the least or the greatest value those who have it.
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

    pub(super) fn of(study: &'a Study, data: &Data) -> Result<Self, Error> {
        let people = People::of(study, data)?;
        let audit = study.audit();
        let mut recount = Recount::new(&people);
        let outcomes: Vec<Option<Outcome>> =
            (0..study.claims().len()).map(|claim| recount.outcome(claim, &Lens::default())).collect();
        let too_large = |(asked, outcome): (&Claimed, &Option<Outcome>)| {
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
        // Where it lies is nobody else's business.
        let file = Path::new(&data.file).file_name().map_or(data.file.as_str().into(), |name| name.to_string_lossy());
        let (file, rows, included) = (file.into_owned(), data.rows, people.included());
        Ok(Self {
            audit,
            file,
            rows,
            included,
            recomputed,
            details,
            explained,
            strangers: people.strangers,
            absent: people.absent,
        })
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.audit.study()
    }

    /// Its audit.
    pub fn audit(&self) -> &Audit<'a> {
        &self.audit
    }

    /// The name of the data file, without its folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many respondents it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many of these the filter of the manifest keeps: all, where there is none.
    pub fn included(&self) -> usize {
        self.included
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

    /// The dimensions of which some answers are no level.
    pub fn strangers(&self) -> &[Strangers] {
        &self.strangers
    }

    /// The texts that the manifest says to be levels, and that no respondent has.
    pub fn absent(&self) -> &[Absent] {
        &self.absent
    }

    /// Whether all figures that are compared match but those of findings that the manifest acknowledges, and one is at least.
    pub fn is_as_acknowledged(&self) -> bool {
        let is_compared = |figure: &Recomputed| !matches!(figure.status, Reproduction::NotSought(_));
        if !self.recomputed.is_empty() && !self.recomputed.iter().any(is_compared) {
            return false;
        }
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
