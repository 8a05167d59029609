//! Marks: what an audit makes of each printed figure, and of each cell.

use rustc_hash::FxHashMap as HashMap;

use crate::audit::Audit;
use crate::audit::finding::Finding;
use crate::relation::Verdict;
use crate::study::{Cell, Place};

/// What an audit makes of a printed figure. The later one is the worse one.
///
/// A figure that some decided relation ties is not called undecided because of another relation: it has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Every relation of it that can be decided holds, and there is one.
    Consistent,
    /// No relation has it.
    Unchecked,
    /// No relation that it is in can be decided.
    Undecided,
    /// A finding is about another figure, which is recomputed from this one.
    Involved,
    /// A finding is about another figure, but it may be this one that is wrong.
    Suspect,
    /// A finding that the manifest acknowledges is about it.
    Acknowledged,
    /// A finding is about it.
    Inconsistent,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Consistent,
        Self::Unchecked,
        Self::Undecided,
        Self::Involved,
        Self::Suspect,
        Self::Acknowledged,
        Self::Inconsistent,
    ];

    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Unchecked => "not checked",
            Self::Undecided => "undecided",
            Self::Involved => "involved",
            Self::Suspect => "suspect",
            Self::Acknowledged => "acknowledged",
            Self::Inconsistent => "inconsistent",
        }
    }

    /// What it says of a figure.
    pub fn says(self) -> &'static str {
        match self {
            Self::Consistent => "it agrees with the figures related to it",
            Self::Unchecked => "no related figure is reported",
            Self::Undecided => "the checks on it cannot be decided",
            Self::Involved => "it enters the recomputation of a figure that is inconsistent",
            Self::Suspect => "it may be the wrong figure in a finding about another",
            Self::Acknowledged => "a known finding is about it: the manifest lists it",
            Self::Inconsistent => "a new finding is about it",
        }
    }
}

/// The marks of all figures of a study.
///
/// ```
/// use retally::{Mark, Marks, studies};
///
/// let study = studies::find("izcara-andrade-2018").unwrap().study()?;
/// let audit = study.audit();
/// let marks = Marks::of(&audit);
/// let table3 = &study.tables()[2];
/// let row = &table3.grid.rows()[5]; // Simple networks, 37, 26.3
/// assert_eq!(marks.of_cell(table3.source, &row[3]), Some(Mark::Acknowledged));
/// assert_eq!(marks.of_cell(table3.source, &row[2]), Some(Mark::Involved));
/// assert_eq!(marks.of_cell(table3.source, &row[1]), None); // a label
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Marks {
    figures: Vec<Mark>,
    cells: HashMap<(usize, usize, usize), Vec<usize>>,
}

impl Marks {
    /// Marks every figure of the audit's study.
    pub fn of(audit: &Audit) -> Self {
        let mut figures = vec![Mark::Unchecked; audit.study().claims().len()];
        for outcome in audit.outcomes() {
            for claim in outcome.relation.claims() {
                figures[claim] = with(figures[claim], &outcome.verdict);
            }
        }
        for finding in audit.findings() {
            for suspect in &finding.suspects {
                figures[suspect.claim] = figures[suspect.claim].max(Mark::Suspect);
            }
            for claim in about(finding) {
                figures[claim] = figures[claim].max(of_finding(finding));
            }
        }
        let mut cells: HashMap<_, Vec<usize>> = HashMap::default();
        for (at, claim) in audit.study().claims().iter().enumerate() {
            cells.entry((claim.place.source, claim.place.line, claim.place.field)).or_default().push(at);
        }
        Self { figures, cells }
    }

    /// That of a figure, an index into [`Study::claims`](crate::Study::claims).
    pub fn of_figure(&self, claim: usize) -> Mark {
        self.figures.get(claim).copied().unwrap_or(Mark::Unchecked)
    }

    /// The figures that a cell of a source prints, as indices into [`Study::claims`](crate::Study::claims).
    pub fn figures_of(&self, source: usize, cell: &Cell) -> &[usize] {
        self.cells.get(&(source, cell.line, cell.field)).map_or(&[], Vec::as_slice)
    }

    /// The first of the figures that are printed at a place, the same cell or the same spot of the manifest.
    pub(crate) fn first_at(&self, place: &Place) -> Option<usize> {
        self.cells.get(&(place.source, place.line, place.field)).and_then(|claims| claims.first().copied())
    }

    /// The worst of those of the figures in a cell, if there are any.
    pub fn of_cell(&self, source: usize, cell: &Cell) -> Option<Mark> {
        self.figures_of(source, cell).iter().map(|claim| self.of_figure(*claim)).max()
    }
}

/// The figures that a finding is about: the one stated, or all where they add up to a constant.
pub(crate) fn about(finding: &Finding) -> impl Iterator<Item = usize> {
    finding.claims.iter().copied().filter(|claim| finding.stated.is_none_or(|stated| stated == *claim))
}

fn of_finding(finding: &Finding) -> Mark {
    if finding.acknowledged.is_some() { Mark::Acknowledged } else { Mark::Inconsistent }
}

/// A figure's mark when one more of its relations is known.
fn with(mark: Mark, verdict: &Verdict) -> Mark {
    match (mark, verdict) {
        (_, Verdict::Inconsistent) | (Mark::Involved, _) => Mark::Involved,
        (_, Verdict::Consistent) | (Mark::Consistent, _) => Mark::Consistent,
        (_, Verdict::Undecided(_)) => Mark::Undecided,
    }
}
