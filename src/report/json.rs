//! The audit as JSON. Its shape is a promise: keys are added, never renamed or removed.

use indexmap::IndexMap;
use serde::Serialize;

use crate::audit::Audit;
use crate::detectability::{Coverage, Detectability, Noticed};
use crate::finding::Finding;
use crate::outcome::{Outcome, Verdict};
use crate::relation::Kind;
use crate::study::{Claim, Study};

/// The audit as one JSON object on one line.
///
/// | key | what |
/// |---|---|
/// | `study`, `title` | the name of its folder, the title of the paper |
/// | `tables`, `figures`, `ignored` | how many tables and figures there are, and cells that the manifest says are not read |
/// | `relations` | how many are `consistent`, `inconsistent`, `undecided` |
/// | `kinds` | the same for each kind of relation |
/// | `findings` | each with `id` (the same in every run), `kind`, `cells` (`file:line:field`, counted from 1; of a figure in the manifest, line and column), `printed` (the figures of these cells), `reported`, `recomputed`, `message`, `consequences` (the `id`s of other relations that fail for the same cause), `explanations` (sentences: what would make the figures right), `acknowledged` (true or false) and, if so, `note` |
/// | `outcomes` | every relation: its `id`, `kind`, `cells` and `verdict` |
/// | `stale` | the `finding` and `printed` of acknowledgements that are no longer found |
/// | `undecided` | the `id` of each relation that cannot be evaluated, with the `reason` |
/// | `detectability` | how many changes of one digit there are and how many of them would be noticed: `changes`, `noticed`, and in how many `figures` that is `always`, `partly` or `never` so; the same for each of the `tables` and for the figures in the `manifest`; `partly` and `never` noticed `cells`, each with `cell`, `printed`, `changes`, `noticed`, whether it is so `to_last_place`, and what is the smallest change `missed` |
/// | `unchecked` | the `cell`, `printed` figure and `quantity` of each figure that nothing bears on |
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

#[derive(Serialize)]
struct Document<'a> {
    study: &'a str,
    title: &'a str,
    tables: usize,
    figures: usize,
    ignored: usize,
    relations: Relations,
    kinds: IndexMap<&'static str, Relations>,
    findings: Vec<Found<'a>>,
    outcomes: Vec<Evaluated<'a>>,
    stale: Vec<Stale<'a>>,
    undecided: Vec<Undecided<'a>>,
    unchecked: Vec<Unchecked<'a>>,
    detectability: Detectable<'a>,
}

#[derive(Serialize, Default)]
struct Relations {
    consistent: usize,
    inconsistent: usize,
    undecided: usize,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    kind: &'static str,
    cells: Vec<String>,
    printed: &'a [String],
    reported: &'a str,
    recomputed: &'a str,
    message: &'a str,
    consequences: &'a [String],
    explanations: Vec<&'a str>,
    acknowledged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Evaluated<'a> {
    id: &'a str,
    kind: &'static str,
    cells: Vec<String>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Stale<'a> {
    finding: &'a str,
    printed: &'a [String],
}

#[derive(Serialize)]
struct Undecided<'a> {
    id: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct Unchecked<'a> {
    cell: String,
    printed: &'a str,
    quantity: String,
}

#[derive(Serialize)]
struct Detectable<'a> {
    #[serde(flatten)]
    overall: Covered,
    tables: IndexMap<&'a str, Covered>,
    manifest: Covered,
    cells: Vec<Passing<'a>>,
}

#[derive(Serialize)]
struct Covered {
    changes: usize,
    noticed: usize,
    figures: usize,
    always: usize,
    partly: usize,
    never: usize,
}

#[derive(Serialize)]
struct Passing<'a> {
    cell: String,
    printed: &'a str,
    changes: usize,
    noticed: usize,
    to_last_place: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed: Option<String>,
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

fn document<'a>(audit: &'a Audit<'a>) -> Document<'a> {
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
        tables: study.tables().len(),
        figures: study.claims().len(),
        ignored: study.ignored(),
        relations,
        kinds,
        outcomes: audit.outcomes().iter().map(|outcome| evaluated(study, outcome)).collect(),
        findings: audit.findings().iter().map(|finding| found(study, finding)).collect(),
        stale: audit.stale().map(|stale| Stale { finding: &stale.finding, printed: &stale.printed }).collect(),
        undecided: undecided(audit),
        unchecked: audit.unchecked().map(|claim| unchecked(study, claim)).collect(),
        detectability: detectable(study, &audit.detectability()),
    }
}

fn found<'a>(study: &'a Study, finding: &'a Finding) -> Found<'a> {
    Found {
        id: &finding.id,
        kind: finding.kind.name(),
        cells: finding.claims.iter().map(|claim| study.location(&study.claims()[*claim])).collect(),
        printed: &finding.printed,
        reported: &finding.reported,
        recomputed: &finding.recomputed,
        message: &finding.message,
        consequences: &finding.consequences,
        explanations: finding.explanations.iter().map(|explanation| explanation.text.as_str()).collect(),
        acknowledged: finding.acknowledged.is_some(),
        note: finding.acknowledged.map(|known| study.acknowledged()[known].note.as_str()),
    }
}

fn evaluated<'a>(study: &'a Study, outcome: &'a Outcome) -> Evaluated<'a> {
    let claims = outcome.relation.claims();
    Evaluated {
        id: &outcome.relation.name,
        kind: outcome.relation.kind.name(),
        cells: claims.into_iter().map(|claim| study.location(&study.claims()[claim])).collect(),
        verdict: outcome.verdict.name(),
    }
}

fn undecided<'a>(audit: &'a Audit<'a>) -> Vec<Undecided<'a>> {
    let names = audit.study().names();
    let outcomes = audit.outcomes().iter();
    let reasons = outcomes.filter_map(|outcome| match &outcome.verdict {
        Verdict::Undecided(unknown) => Some((outcome, unknown.reason(names))),
        _ => None,
    });
    reasons.map(|(outcome, reason)| Undecided { id: &outcome.relation.name, reason }).collect()
}

fn unchecked<'a>(study: &'a Study, claim: &'a Claim) -> Unchecked<'a> {
    let quantity = study.names().quantity(&claim.quantity);
    Unchecked { cell: study.location(claim), printed: claim.figure.text(), quantity }
}

fn detectable<'a>(study: &'a Study, detectability: &Detectability) -> Detectable<'a> {
    let tables = study.tables().iter().zip(&detectability.tables);
    let cells = study.claims().iter().zip(&detectability.figures);
    Detectable {
        overall: covered(&detectability.overall()),
        tables: tables.map(|(table, coverage)| (table.name.as_str(), covered(coverage))).collect(),
        manifest: covered(&detectability.manifest),
        cells: cells
            .filter(|(_, figure)| figure.noticed < figure.changes)
            .map(|(claim, figure)| passing(study, claim, figure))
            .collect(),
    }
}

fn covered(coverage: &Coverage) -> Covered {
    let Coverage { figures, always, partly, never, changes, noticed } = *coverage;
    Covered { changes, noticed, figures, always, partly, never }
}

fn passing<'a>(study: &'a Study, claim: &'a Claim, figure: &Noticed) -> Passing<'a> {
    Passing {
        cell: study.location(claim),
        printed: claim.figure.text(),
        changes: figure.changes,
        noticed: figure.noticed,
        to_last_place: figure.to_last_place,
        missed: figure.missed.as_ref().map(ToString::to_string),
    }
}
