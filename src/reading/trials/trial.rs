//! Trials: a summary as a study, with the relations between its figures.

use std::collections::BTreeSet;

use crate::number::Interval;
use crate::quantity::Statistic;
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::summary::Summary;
use crate::reading::layout::evidence::Bits;
use crate::reading::trials::relations::bits;
use crate::reading::written::names::Names;
use crate::reading::written::summary_table::write_all;
use crate::relation::{Outcome, Verdict};
use crate::study::{Claim, MANIFEST, Study};

/// A relation between figures of a summary, evaluated.
pub(in crate::reading) struct Tried {
    pub kind: &'static str,
    pub holds: bool,
    /// What it says for the reading that it holds.
    pub bits: Bits,
    /// The variables and the columns that it ties.
    pub variables: BTreeSet<String>,
    pub columns: BTreeSet<usize>,
    /// The statistic that is stated.
    pub stated: &'static str,
    /// Whether it is of levels that divide the respondents.
    pub is_of_levels: bool,
    /// Whether it ties a number of values.
    pub counts: bool,
    /// Whether what is stated is farther from nothing than what is recomputed: a larger t, a p less than half as large.
    pub is_extreme: bool,
}

impl Tried {
    /// Whether another relation is of the same kind, and of the same statistic; of the same variable where it pools groups.
    pub fn is_alike(&self, other: &Self) -> bool {
        match self.kind {
            kind if kind != other.kind => false,
            "existence" => true,
            POOLED => self.is_of_levels || self.variables == other.variables,
            _ => self.stated == other.stated,
        }
    }
}

/// The relations that a sheet has with this summary; nothing where it cannot be written as a study.
pub(in crate::reading) fn trial(reading: &mut SheetReading, summary: &Summary) -> Option<Vec<Tried>> {
    reading.summary = Some(summary.clone());
    let written = write_all(reading, &Names::own(1, Some(reading)), "table.csv");
    let manifest = format!("[study]\ntitle = \"trial\"\n{}", written.tables);
    let files = [(MANIFEST, manifest.into_bytes()), ("table.csv", written.csv.into_bytes())];
    let study = Study::from_files("trial", files).ok()?;
    let first = study.tables().len().checked_sub(summary.tables())?;
    let relations = study
        .relations()
        .into_iter()
        .filter(|relation| relation.claims().iter().any(|claim| study.claims()[*claim].table >= Some(first)));
    let outcomes = relations.map(|relation| Outcome::of(relation, study.claims()));
    let decided = outcomes.filter(|outcome| !matches!(outcome.verdict, Verdict::Undecided(_)));
    let stub = reading.frame.written_stub() + 1;
    let mut found: Vec<Tried> = decided.map(|outcome| tried(&outcome, &study, summary, first, stub)).collect();
    let has = |kind: &str| found.iter().any(|one| one.kind == kind);
    if has("effect") {
        found.extend(contradictions(&study, first, JOINT));
    } else if found.iter().all(|one| one.holds) && has(POOLED) {
        found.extend(contradictions(&study, first, POOLED));
    }
    Some(found)
}

/// How relations are called that tie what groups have to what all have together.
pub(in crate::reading) const POOLED: &str = "pooled";

/// How figures are called that contradict each other together.
const JOINT: &str = "system";

/// Whether figures of a study cannot hold together, though each of its relations holds by itself.
pub(in crate::reading) fn is_contradictory(study: &Study) -> bool {
    study.audit().findings().iter().any(|finding| finding.kind.name() == JOINT)
}

/// What cannot hold together, though each relation holds by itself: means and standard deviations of others than are counted.
fn contradictions(study: &Study, first: usize, kind: &'static str) -> Vec<Tried> {
    let audit = study.audit();
    let joint = audit.findings().iter().filter(|finding| kind == POOLED || finding.kind.name() == JOINT);
    let suspected = joint.map(|finding| finding.suspects.iter().map(|suspect| suspect.claim));
    let contradiction = |variables: BTreeSet<String>| Tried {
        kind,
        holds: false,
        bits: 0,
        variables,
        columns: BTreeSet::new(),
        stated: "",
        is_of_levels: false,
        counts: false,
        is_extreme: false,
    };
    let variables = suspected.map(|claims| {
        let of_table = claims.map(|claim| &study.claims()[claim]).filter(|claim| claim.table >= Some(first));
        let variables = of_table.filter_map(|claim| claim.quantity.variable);
        variables.map(|variable| study.names().name(variable).to_owned()).collect::<BTreeSet<String>>()
    });
    variables.filter(|variables| !variables.is_empty()).map(contradiction).collect()
}

fn tried(outcome: &Outcome, study: &Study, summary: &Summary, first: usize, stub: usize) -> Tried {
    let claims = outcome.relation.claims();
    let of_table = || claims.iter().map(|claim| &study.claims()[*claim]).filter(|claim| claim.table >= Some(first));
    let variable = |claim: &Claim| match summary.blocks.get(claim.table? - first) {
        Some(levels) => Some(levels.variable()),
        None => claim.quantity.variable.map(|variable| study.names().name(variable).to_owned()),
    };
    let column = |claim: &Claim| claim.place.field.checked_sub(stub);
    // That counts come to a total says nothing of what the other figures are, unless it is that of their groups.
    let is_of_counts = outcome.relation.kind.name() == "total" && summary.blocks.is_empty();
    Tried {
        kind: outcome.relation.kind.name(),
        holds: outcome.verdict == Verdict::Consistent,
        bits: if is_of_counts { 0 } else { bits(outcome, study.claims()) },
        variables: of_table().filter_map(variable).collect(),
        columns: of_table().filter_map(column).collect(),
        stated: of_table().next().map_or("", |claim| claim.quantity.statistic.name()),
        is_of_levels: !summary.blocks.is_empty(),
        is_extreme: is_extreme(outcome, study.claims()),
        counts: of_table()
            .any(|claim| claim.quantity.statistic == Statistic::Count && claim.quantity.variable.is_some()),
    }
}

/// Whether a t or an F is larger than the recomputed one, whatever its sign, or a p value smaller.
fn is_extreme(outcome: &Outcome, claims: &[Claim]) -> bool {
    let stated = outcome.relation.stated.claims().first().map(|at| &claims[*at]);
    let Some((stated, recomputed)) = stated.zip(outcome.recomputed.as_ref()) else { return false };
    let size = |values: &Interval| {
        let ends = values.least().zip(values.greatest())?;
        let (least, most) = (ends.0.abs().min(ends.1.abs()), ends.0.abs().max(ends.1.abs()));
        Some((least, most))
    };
    let Some((printed, other)) = size(&stated.values).zip(size(recomputed)) else { return false };
    // A one-sided p is half of it.
    let is_smaller = || &printed.1 + &printed.1 < other.0;
    if stated.quantity.statistic == Statistic::P { is_smaller() } else { printed.0 > other.1 }
}
