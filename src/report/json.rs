//! The audit as JSON. Its shape is a promise: keys are added, never renamed or removed.

mod shape;

use indexmap::IndexMap;
use serde::Serialize;

use crate::audit::{Audit, Finding};
use crate::detectability::{Coverage, Detectability, Detected};
use crate::diagnosis::{Change, Evidence, Explanation, LimitReached, Repair, Suspect};
use crate::inference::contingency::Test;
use crate::number::Rational;
use crate::relation::{Kind, Outcome, Verdict};
use crate::report::json::shape::{
    Changed, Covered, Document, Evaluated, Evident, Found, Hypothesised, Joint, Passing, Placed, Relations, Repaired,
    Sensitivity, Stale, Suspected, Tested, TextClaim, Unchecked, Undecided, Unread,
};
use crate::study::{Claim, Study};

/// The audit as one JSON object on one line.
///
/// A `label` says where a figure stands by the labels of the paper (see [`Study::reference`]), a `cell` by file, line and field,
/// both counted from 1; of a figure in the manifest, by line and column. An `id` is the same in every run.
///
/// | key | what |
/// |---|---|
/// | `study`, `title` | the name of its folder, the title of the paper |
/// | `tables`, `figures`, `comparative_claims`, `ignored` | how many tables and figures there are, comparative claims of the text, and cells that the manifest excludes |
/// | `relations` | how many are `consistent`, `inconsistent`, `undecided` |
/// | `kinds` | the same for each kind of relation |
/// | `findings` | each finding, see below |
/// | `outcomes` | every relation: its `id`, `kind`, `label`, `cells` and `verdict`; where there are several usual computations, that which explains it as `computation`; of a comparative claim its `strength` (`contradicted`, `direction agrees; difference not significant`, `supported` or `direction agrees; not tested`) and the `tests`, the one that decides first, each with `name`, `statistic`, `df` (0 of an exact test) and `p` |
/// | `stale` | the `finding` and `printed` figures of acknowledgements that are no longer found |
/// | `undecided` | the `id`, `label` and `reason` of each relation that cannot be decided |
/// | `unchecked` | the `cell`, `label`, `printed` figure and `quantity` of each figure to which no decided relation refers |
/// | `text claims` | each claim of the text: `cell`, `label`, `section`, `says`, `printed`, `quantity`, and the `values` that it stands for |
/// | `sensitivity` | how many single-digit `errors` there are and how many of them would be `detected`, and in how many `figures` that is `always`, `partly` or `never` so, and how many were `not_tried` because the search limit was reached, if any; the same for each of the `tables` and for the figures in the `manifest`; the `cells` in which some would not be, each with `cell`, `label`, `printed`, `errors`, `detected`, whether one unit of the last digit would be (`to_last_place`), and the smallest error that is `undetected` |
/// | `joint_consistency` | of how many `decided` checks so many are `satisfied` at once by exact values, with the `corrected` cells; the `id`s of those that were `not_decided_together` |
/// | `limit` | the search limit that the joint analysis reached; null where it is complete |
/// | `unread` | what is not read, labels that end in a number and what looks like a test in the text: `printed` and `reason` |
///
/// Each of the `findings` has
///
/// | key | what |
/// |---|---|
/// | `id`, `kind`, `label` | its relation's `id` and kind, and the label of the figure that it is about |
/// | `cells`, `printed` | where its figures stand, and what is printed there |
/// | `reported`, `recomputed`, `message` | what is reported against what follows, and both in a sentence |
/// | `related_failures` | the `id`s of other relations that fail because of the same figures |
/// | `explanations`, `hypotheses` | possible explanations as sentences; the same with the `hypothesis` by name, its `cells` and `text` |
/// | `suspects` | the figures that may be wrong, the likeliest first: `cell`, `label`, `printed`, `standing` (`necessary` or `possible`), and what the others leave for it, `implied` |
/// | `repairs` | the smallest corrections, the likeliest first: `changes` of `cell`, `label`, `printed`, `values` and, if one is likeliest, the `figure`; whether it is shown to be `feasible` |
/// | `remarks` | sentences: whether a decision changes, and what other usual computations give |
/// | `evidence` | `relation`, `cell`, `label`, whether it `supports` the figure, `text` |
/// | `severity` | `last-digit`, `figure` or `claim` |
/// | `limit` | the search limit that was reached, if any |
/// | `acknowledged`, `note` | whether the manifest lists it, and with what note |
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let json: serde_json::Value = serde_json::from_str(&retally::report::json(&study.audit())).unwrap();
/// assert_eq!(json["relations"]["inconsistent"], 5);
/// assert_eq!(json["findings"][0]["cells"][0], "table3.csv:6:4");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn json(audit: &Audit) -> String {
    // Strings, numbers and lists of them are always representable.
    serde_json::to_string(&document(audit)).unwrap_or_default()
}

impl Relations {
    fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Consistent => self.consistent += 1,
            Verdict::Inconsistent => self.inconsistent += 1,
            Verdict::Undecided(_) => self.undecided += 1,
        }
    }
}

pub(super) fn document<'a>(audit: &'a Audit<'a>) -> impl Serialize + 'a {
    let study = audit.study();
    let mut relations = Relations::default();
    let mut kinds: IndexMap<_, Relations> = Kind::all().map(|kind| (kind.name(), Relations::default())).collect();
    for outcome in audit.outcomes() {
        relations.count(&outcome.verdict);
        kinds.entry(outcome.relation.kind.name()).or_default().count(&outcome.verdict);
    }
    Document {
        study: study.name(),
        title: study.title(),
        tables: study.printed_tables(),
        figures: study.claims().len() - audit.comparative_claims().count(),
        comparative_claims: audit.comparative_claims().count(),
        ignored: study.ignored(),
        unread: study.unread().iter().map(|unread| Unread { printed: &unread.text, reason: &unread.reason }).collect(),
        relations,
        kinds,
        outcomes: audit.outcomes().iter().map(|outcome| evaluated(study, outcome)).collect(),
        findings: audit.findings().iter().map(|finding| found(study, finding)).collect(),
        stale: audit.stale().map(|stale| Stale { finding: &stale.finding, printed: &stale.printed }).collect(),
        undecided: undecided(audit),
        unchecked: audit.unchecked().map(|claim| unchecked(study, claim)).collect(),
        text_claims: study.claims().iter().filter_map(|claim| text_claim(study, claim)).collect(),
        sensitivity: sensitivity(study, &audit.detectability()),
        joint_consistency: joint(audit),
        limit: audit.limit().map(LimitReached::name),
    }
}

fn joint<'a>(audit: &'a Audit) -> Joint<'a> {
    let together = audit.together();
    let name = |at: &usize| audit.outcomes()[*at].relation.name.as_str();
    Joint {
        satisfied: together.shown(),
        decided: together.decided,
        corrected: cells(audit.study(), &together.changed),
        not_decided_together: together.unshown.iter().map(name).collect(),
    }
}

fn found<'a>(study: &'a Study, finding: &'a Finding) -> Found<'a> {
    let about = finding.stated.or(finding.claims.first().copied());
    let suspect = |known: &'a Suspect| Suspected {
        place: placed(study, &study.claims()[known.claim]),
        standing: known.standing.name(),
        implied: &known.implied,
    };
    Found {
        id: &finding.id,
        kind: finding.kind.name(),
        label: about.map(|claim| study.reference(&study.claims()[claim])).unwrap_or_default(),
        cells: cells(study, &finding.claims),
        printed: &finding.printed,
        reported: &finding.reported,
        recomputed: &finding.recomputed,
        message: &finding.message,
        related_failures: &finding.consequences,
        explanations: finding.explanations.iter().map(|explanation| explanation.text.as_str()).collect(),
        hypotheses: finding.explanations.iter().map(|known| hypothesis(study, known)).collect(),
        suspects: finding.suspects.iter().map(suspect).collect(),
        repairs: finding.repairs.iter().map(|known| repair(study, known)).collect(),
        remarks: &finding.remarks,
        evidence: finding.evidence.iter().map(|known| evidence(study, known)).collect(),
        severity: finding.severity.name(),
        limit: finding.limit.map(LimitReached::name),
        acknowledged: finding.acknowledged.is_some(),
        note: finding.acknowledged.map(|known| study.acknowledged()[known].note.as_str()),
    }
}

fn placed<'a>(study: &'a Study, claim: &'a Claim) -> Placed<'a> {
    Placed { cell: study.location(claim), label: study.reference(claim), printed: claim.figure.text() }
}

fn cells(study: &Study, claims: &[usize]) -> Vec<String> {
    claims.iter().map(|claim| study.location(&study.claims()[*claim])).collect()
}

fn hypothesis<'a>(study: &Study, known: &'a Explanation) -> Hypothesised<'a> {
    Hypothesised { hypothesis: known.hypothesis.name(), cells: cells(study, &known.claims), text: &known.text }
}

fn repair<'a>(study: &'a Study, known: &'a Repair) -> Repaired<'a> {
    let change = |change: &'a Change| Changed {
        place: placed(study, &study.claims()[change.claim]),
        values: change.values.to_string(),
        figure: change.figure.as_deref(),
    };
    Repaired { changes: known.changes.iter().map(change).collect(), feasible: known.is_shown }
}

fn evidence<'a>(study: &Study, known: &'a Evidence) -> Evident<'a> {
    let claim = &study.claims()[known.claim];
    Evident {
        relation: &known.relation,
        cell: study.location(claim),
        label: study.reference(claim),
        supports: known.supports,
        text: &known.text,
    }
}

fn evaluated<'a>(study: &'a Study, outcome: &'a Outcome) -> Evaluated<'a> {
    let claims = outcome.relation.claims();
    Evaluated {
        id: &outcome.relation.name,
        kind: outcome.relation.kind.name(),
        label: claims.first().map(|claim| study.reference(&study.claims()[*claim])).unwrap_or_default(),
        cells: cells(study, &claims),
        verdict: outcome.verdict.name(),
        computation: outcome.by,
        strength: outcome.support.as_ref().map(|support| support.strength.name()),
        tests: outcome.support.iter().flat_map(|support| &support.tests).map(tested).collect(),
    }
}

fn tested(test: &Test) -> Tested {
    let p = test.p.least().map_or(f64::NAN, Rational::to_f64);
    Tested { name: test.name, statistic: test.statistic.to_f64(), df: test.df, p }
}

fn text_claim<'a>(study: &'a Study, claim: &'a Claim) -> Option<TextClaim<'a>> {
    let text_claim = &study.text_claims()[claim.text_claim?];
    Some(TextClaim {
        cell: study.location(claim),
        label: study.reference(claim),
        section: &text_claim.section,
        says: text_claim.says.as_deref(),
        printed: claim.figure.text(),
        quantity: study.names().quantity(&claim.quantity),
        values: claim.values.to_string(),
    })
}

fn undecided<'a>(audit: &'a Audit<'a>) -> Vec<Undecided<'a>> {
    let names = audit.study().names();
    let outcomes = audit.outcomes().iter();
    let reasons = outcomes.filter_map(|outcome| match &outcome.verdict {
        Verdict::Undecided(unknown) => Some((outcome, unknown.reason(names))),
        _ => None,
    });
    let label = |outcome: &Outcome| {
        let first = outcome.relation.claims().first().map(|claim| &audit.study().claims()[*claim]);
        first.map(|claim| audit.study().reference(claim)).unwrap_or_default()
    };
    reasons.map(|(outcome, reason)| Undecided { id: &outcome.relation.name, label: label(outcome), reason }).collect()
}

fn unchecked<'a>(study: &'a Study, claim: &'a Claim) -> Unchecked<'a> {
    Unchecked { place: placed(study, claim), quantity: study.names().quantity(&claim.quantity) }
}

fn sensitivity<'a>(study: &'a Study, detectability: &Detectability) -> Sensitivity<'a> {
    let tables = study.tables().iter().zip(&detectability.tables);
    let cells = study.claims().iter().zip(&detectability.figures);
    Sensitivity {
        overall: covered(&detectability.overall()),
        tables: tables.map(|(table, coverage)| (table.name.as_str(), covered(coverage))).collect(),
        manifest: covered(&detectability.manifest),
        cells: cells
            .filter(|(_, figure)| figure.detected < figure.changes)
            .map(|(claim, figure)| passing(study, claim, figure))
            .collect(),
    }
}

fn covered(coverage: &Coverage) -> Covered {
    let Coverage { figures, always, partly, never, changes, detected, untried } = *coverage;
    Covered { errors: changes, detected, figures, always, partly, never, not_tried: (untried > 0).then_some(untried) }
}

fn passing<'a>(study: &'a Study, claim: &'a Claim, figure: &Detected) -> Passing<'a> {
    Passing {
        place: placed(study, claim),
        errors: figure.changes,
        detected: figure.detected,
        to_last_place: figure.to_last_place,
        undetected: figure.missed.as_ref().map(ToString::to_string),
    }
}
