//! Marks: what an audit makes of each printed figure, and of each cell.

use indexmap::IndexSet;
use rustc_hash::FxHashMap as HashMap;

use crate::audit::Audit;
use crate::audit::finding::Finding;
use crate::diagnosis::Standing;
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
    /// It is one of several figures of a new finding that may be wrong: none of them is singled out.
    Suspect,
    /// It may be wrong as well, by a finding that the manifest acknowledges.
    Acknowledged,
    /// It alone can be what is wrong in a new finding.
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
            Self::Acknowledged => "known finding",
            Self::Inconsistent => "inconsistent",
        }
    }

    /// What it says of a figure.
    pub fn says(self) -> &'static str {
        match self {
            Self::Consistent => "it agrees with the figures related to it",
            Self::Unchecked => "no related figure is reported",
            Self::Undecided => "the checks on it cannot be decided",
            Self::Involved => "it enters a check that does not hold, but another figure is in doubt",
            Self::Suspect => "it is one of several figures of a new finding, at least one of which is wrong",
            Self::Acknowledged => {
                "it may be wrong, alone or as one of several, by a finding that the audit's manifest lists"
            }
            Self::Inconsistent => "it alone can be what is wrong in a new finding",
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
            for claim in in_doubt(finding) {
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

/// The figures of a finding that may be wrong, each once: all are marked alike. Where it suspects none, those that it is about.
pub(crate) fn in_doubt(finding: &Finding) -> IndexSet<usize> {
    let suspects = finding.suspects.iter().map(|suspect| suspect.claim);
    if finding.suspects.is_empty() { finding.claims.iter().copied().collect() } else { suspects.collect() }
}

/// Whether one figure alone can be what is wrong.
pub(crate) fn is_singled_out(finding: &Finding) -> bool {
    match finding.suspects.as_slice() {
        [] => finding.claims.len() == 1,
        [only] => only.standing == Standing::Necessary,
        _ => false,
    }
}

/// The mark of all figures of a finding that may be wrong.
pub(crate) fn of_finding(finding: &Finding) -> Mark {
    match (finding.acknowledged, is_singled_out(finding)) {
        (Some(_), _) => Mark::Acknowledged,
        (None, true) => Mark::Inconsistent,
        (None, false) => Mark::Suspect,
    }
}

/// A figure's mark when one more of its relations is known.
fn with(mark: Mark, verdict: &Verdict) -> Mark {
    match (mark, verdict) {
        (_, Verdict::Inconsistent) | (Mark::Involved, _) => Mark::Involved,
        (_, Verdict::Consistent) | (Mark::Consistent, _) => Mark::Consistent,
        (_, Verdict::Undecided(_)) => Mark::Undecided,
    }
}
