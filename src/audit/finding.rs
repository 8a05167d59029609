//! Findings: what does not hold, in words that a reader can check.

use std::collections::HashSet;

use crate::audit::culprit::Culprit;
use crate::audit::emphasis::plain;
use crate::audit::message::{self, message, recomputed, reported, shortened};
use crate::audit::remark::remarks;
use crate::diagnosis::{ANYTHING, Evidence, Explanation, LimitReached, NOTHING, Repair, RootCause, Severity, Suspect};
use crate::relation::{Expression, Kind, Outcome, SampleOf};
use crate::sample::{Existence, Reason};
use crate::study::{Claim, Malformed, Study, symbol, with_sign_of};

/// Figures that cannot all be right.
///
/// It is a statement about what is printed, not about how it came to be: misprints, rounding by an unusual rule,
/// a base or a missing answer that the table does not state, and our own transcription are all possible causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the relation that does not hold; the same in every run.
    pub id: String,
    /// The kind of relation.
    pub kind: Kind,
    /// The figures involved, as indices into [`Study::claims`]: the one stated first, those of the manifest last.
    pub claims: Vec<usize>,
    /// The figure among them that is held against the others, or the only one that may be wrong; none where they add up to a constant such as 100 %, or where
    /// sums are held against each other.
    pub stated: Option<usize>,
    /// What is printed in all places involved: their figures, or the whole cell where that is malformed.
    pub printed: Vec<String>,
    /// What is reported.
    pub reported: String,
    /// What it is recomputed as.
    pub recomputed: String,
    /// What is reported against what is recomputed, with the arithmetic, in one sentence: where by table, row and column as printed,
    /// labels between asterisks.
    pub message: String,
    /// The names of related failures: other relations that do not hold because of the same figures.
    pub consequences: Vec<String>,
    /// What is printed in these other relations besides: an [acknowledgement](Study::acknowledged) names it behind
    /// [`printed`](Self::printed), and covers none that it does not name.
    pub related: Vec<String>,
    /// The figures that may be wrong, the likeliest first, as indices; with their cells and labels they are the
    /// [culprits](Self::culprits).
    pub suspects: Vec<Suspect>,
    pub(super) culprits: Vec<Culprit>,
    /// The smallest repairs, all of them unless a [limit](Self::limit) was reached, the likeliest first.
    pub repairs: Vec<Repair>,
    /// What would make its figures right, as far as the tables tell; the best first.
    pub explanations: Vec<Explanation>,
    /// Remarks: whether a decision changes, and what other usual computations give.
    pub remarks: Vec<String>,
    /// What other figures say about its figures, for them and against them.
    pub evidence: Vec<Evidence>,
    /// How much depends on it.
    pub severity: Severity,
    /// The bound on the search that was reached: then not all suspects and repairs are known.
    pub limit: Option<LimitReached>,
    /// The manifest's [acknowledgement](Study::acknowledged) of it, as an index.
    pub acknowledged: Option<usize>,
}

impl Finding {
    /// Whether its sentence has this in it, such as a figure or a label, with or without asterisks around labels; or its name.
    ///
    /// ```
    /// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
    /// let audit = study.audit();
    /// let found: Vec<_> = audit.findings().iter().filter(|finding| finding.mentions("Complex, 2015")).collect();
    /// assert_eq!(found[0].reported, "66.6");
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn mentions(&self, text: &str) -> bool {
        self.message.contains(text) || plain(&self.message).contains(text) || self.id.contains(text)
    }
}

/// What is printed in the relations of a cause besides the first, each figure once.
fn related(outcomes: &[Outcome], cause: &RootCause, told: &Finding, study: &Study) -> Vec<String> {
    let mut seen: Vec<usize> = told.claims.clone();
    let mut related = Vec::new();
    for claim in cause.relations.iter().flat_map(|relation| outcomes[*relation].relation.claims()) {
        if !seen.contains(&claim) {
            seen.push(claim);
            related.push(study.claims()[claim].figure.to_string());
        }
    }
    related
}

/// The relation that a cause is reported by: the first that states its likeliest suspect. Of several of its kind it is the one with the
/// fewest figures, whatever the order of rows and columns.
pub(super) fn headline(outcomes: &[Outcome], cause: &RootCause) -> Option<usize> {
    let suspect = cause.suspects.first().map(|suspect| suspect.claim);
    let of = |relation: usize| &outcomes[relation].relation;
    let states = |relation: &usize| suspect.is_some() && of(*relation).stated.claims().first().copied() == suspect;
    let Some(first) = cause.relations.iter().copied().find(states) else { return cause.relations.first().copied() };
    let alike =
        cause.relations.iter().copied().filter(|relation| states(relation) && of(*relation).kind == of(first).kind);
    alike.min_by_key(|relation| of(*relation).claims().len())
}

pub(super) fn of_cause(outcomes: &[Outcome], cause: RootCause, study: &Study) -> Option<Finding> {
    let told = match headline(outcomes, &cause) {
        Some(relation) if cause.given.is_empty() => finding(&outcomes[relation], study)?,
        Some(relation) => given(&outcomes[relation], &cause, study)?,
        None => together(&cause, study)?,
    };
    let told = about_suspect(told, &cause.suspects, study);
    let others = cause.relations.iter().map(|relation| &outcomes[*relation].relation.name);
    Some(Finding {
        consequences: others.filter(|name| **name != told.id).cloned().collect(),
        related: related(outcomes, &cause, &told, study),
        suspects: cause.suspects,
        repairs: cause.repairs,
        explanations: cause.explanations,
        evidence: cause.evidence,
        severity: cause.severity,
        limit: cause.limit,
        ..told
    })
}

/// A finding whose only suspect is another figure than the one that is held against the others is about the suspect.
fn about_suspect(told: Finding, suspects: &[Suspect], study: &Study) -> Finding {
    let ([suspect], Some(stated)) = (suspects, told.stated) else { return told };
    let (claim, other) = (&study.claims()[suspect.claim], &study.claims()[stated]);
    let is_said = [ANYTHING, NOTHING].contains(&suspect.implied.as_str());
    if claim.quantity == other.quantity || is_said || !told.claims.contains(&suspect.claim) {
        return told;
    }
    let (place, implied) = (study.place_of(claim), with_sign_of([&claim.figure], &suspect.implied));
    // What follows is about the same row more often than not.
    let others =
        told.message.strip_prefix(&format!("{}: ", study.place_of(other))).filter(|_| study.place_of(other) == place);
    let others = others.unwrap_or(&told.message);
    Finding {
        message: format!("{place}: {} reported, but the other figures imply {implied} ({others})", reported(claim)),
        stated: Some(suspect.claim),
        reported: claim.figure.to_string(),
        recomputed: suspect.implied.clone(),
        ..told
    }
}

/// A relation that does not hold either once other figures are what they should be, as it is then.
fn given(outcome: &Outcome, cause: &RootCause, study: &Study) -> Option<Finding> {
    let mut claims = study.claims().to_vec();
    for (claim, figure) in &cause.given {
        claims[*claim] = claims[*claim].with_figure(figure.clone(), study.names());
    }
    let outcome = Outcome::of(outcome.relation.clone(), &claims);
    let told = finding(&outcome, &study.with_claims(claims))?;
    let of_study = |claim: &usize| study.claims()[*claim].figure.to_string();
    let own = cause.given.iter().filter(|(claim, _)| told.claims.contains(claim));
    let taken =
        own.map(|(claim, figure)| format!("{} is taken as {figure}, which has a finding of its own", of_study(claim)));
    let remarks = told.remarks.iter().cloned().chain(taken).collect();
    Some(Finding { printed: told.claims.iter().map(of_study).collect(), remarks, ..told })
}

/// Figures that cannot hold together, though each relation between them holds.
fn together(cause: &RootCause, study: &Study) -> Option<Finding> {
    let suspect = cause.suspects.first()?;
    let stated = &study.claims()[suspect.claim];
    let mut claims = cause.conflict.clone();
    claims.sort_by_key(|claim| (*claim != suspect.claim, study.claims()[*claim].table.is_none()));
    let printed: Vec<String> = claims.iter().map(|claim| study.claims()[*claim].figure.to_string()).collect();
    let what = study.names().quantity(&stated.quantity);
    let kind = Kind::system();
    Some(Finding {
        id: format!("{}::{kind}::{what}", study.table_name(stated)),
        message: format!(
            "{}: {} reported, but {} together imply {}, although each check holds by itself",
            study.place_of(stated),
            reported(stated),
            shortened(printed[1..].join(", ")),
            with_sign_of([&stated.figure], &suspect.implied),
        ),
        recomputed: suspect.implied.clone(),
        stated: Some(suspect.claim),
        ..Finding::about(kind, claims, printed, stated.figure.to_string())
    })
}

impl Finding {
    /// The figures that may be wrong, the likeliest first, each with its cell, its labels and what it could be.
    pub fn culprits(&self) -> &[Culprit] {
        &self.culprits
    }
}

impl Finding {
    /// A finding of which nothing is known yet but its figures.
    fn about(kind: Kind, claims: Vec<usize>, printed: Vec<String>, reported: String) -> Self {
        Self {
            id: String::new(),
            kind,
            claims,
            stated: None,
            printed,
            reported,
            recomputed: String::new(),
            message: String::new(),
            consequences: Vec::new(),
            related: Vec::new(),
            suspects: Vec::new(),
            culprits: Vec::new(),
            remarks: Vec::new(),
            repairs: Vec::new(),
            explanations: Vec::new(),
            evidence: Vec::new(),
            severity: Severity::default(),
            limit: None,
            acknowledged: None,
        }
    }
}

/// A cell that is not written as the manifest says.
pub(super) fn malformed(cell: &Malformed, study: &Study) -> Finding {
    let (table, text) = (&study.tables()[cell.table].name, cell.text.trim());
    let in_cell = |claim: &Claim| (claim.place.source, claim.place.line, claim.place.field);
    let here = (cell.place.source, cell.place.line, cell.place.field);
    let claims: Vec<_> = (0..study.claims().len()).filter(|claim| in_cell(&study.claims()[*claim]) == here).collect();
    let first = claims.first().map(|claim| &study.claims()[*claim]);
    let about = first.map(|claim| study.names().event(&claim.quantity.event));
    let place = first.map_or_else(|| study.table_label(cell.table), |claim| study.place_of(claim));
    let kind = Kind::notation();
    Finding {
        id: format!("{table}::{kind}::{}", about.unwrap_or_default()),
        stated: claims.first().copied(),
        recomputed: cell.notation.clone(),
        message: format!("{place}: the cell `{text}` does not match its notation `{}`", cell.notation),
        ..Finding::about(kind, claims, vec![text.to_owned()], text.to_owned())
    }
}

fn finding(outcome: &Outcome, study: &Study) -> Option<Finding> {
    let relation = &outcome.relation;
    let expression = relation.recomputed.as_ref().ok()?;
    if let Expression::Sample(sample) = expression {
        return Some(impossible(outcome, sample, study));
    }
    let recomputed = recomputed(outcome, study)?;
    let mut claims = relation.claims();
    if let Expression::Counts(_) = expression {
        let mut seen = HashSet::new();
        claims.retain(|claim| seen.insert(*claim));
    }
    claims.sort_by_key(|claim| study.claims()[*claim].is_of_manifest());
    let printed = claims.iter().map(|claim| study.claims()[*claim].figure.to_string()).collect();
    Some(Finding {
        id: relation.name.clone(),
        stated: message::one_stated(outcome),
        message: message(outcome, expression, &recomputed, study),
        recomputed,
        remarks: remarks(outcome, study),
        ..Finding::about(relation.kind, claims, printed, relation.stated.write(study))
    })
}

/// Statistics of a variable that no data have together: as few of them as say so.
fn impossible(outcome: &Outcome, sample: &SampleOf, study: &Study) -> Finding {
    let summary = sample.summary(study.claims());
    let conflict = summary.conflict();
    let reason = match summary.only(&conflict).decide() {
        Existence::Inconsistent(reason) => reason,
        _ => Reason::Tried,
    };
    let figures = sample.figures.iter().filter(|(statistic, _)| conflict.contains(statistic));
    let mut figures: Vec<_> = figures.copied().collect();
    // The figure that the reason is about comes first.
    figures.sort_by_key(|(statistic, _)| !reason.is_about(*statistic));
    let printed = |claim: usize| study.claims()[claim].figure.to_string();
    let n = sample.n.as_ref().map(|n| format!("{} values", n.write(study)));
    let others = figures.iter().skip(1).map(|(statistic, claim)| format!("{} {}", symbol(*statistic), printed(*claim)));
    let given: Vec<_> = n.into_iter().chain(others).collect();
    let mut claims: Vec<usize> = figures.iter().map(|figure| figure.1).collect();
    let stated = claims.first().copied();
    claims.extend(sample.n.iter().flat_map(Expression::claims));
    claims.sort_by_key(|claim| study.claims()[*claim].is_of_manifest());
    let all = claims.iter().map(|claim| printed(*claim)).collect();
    Finding {
        id: outcome.relation.name.clone(),
        message: message::impossible(stated.map(|claim| &study.claims()[claim]), &reason, sample, &given, study),
        recomputed: reason.leaves(),
        stated,
        ..Finding::about(outcome.relation.kind, claims, all, stated.map_or_else(String::new, printed))
    }
}
