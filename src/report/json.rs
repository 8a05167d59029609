//! The audit as JSON. Its shape is a promise: keys are added, never renamed or removed.

use indexmap::IndexMap;
use serde::Serialize;

use crate::audit::{Audit, Finding};
use crate::detectability::{Coverage, Detectability, Noticed};
use crate::diagnosis::{Change, Evidence, Explanation, LimitReached, Repair, Suspect};
use crate::inference::contingency::Test;
use crate::number::Rational;
use crate::relation::{Kind, Outcome, Verdict};
use crate::study::{Claim, Study};

/// The audit as one JSON object on one line.
///
/// | key | what |
/// |---|---|
/// | `study`, `title` | the name of its folder, the title of the paper |
/// | `tables`, `figures`, `statements`, `ignored` | how many tables and figures there are, directions that the text tells, and cells that the manifest says are not read |
/// | `relations` | how many are `consistent`, `inconsistent`, `undecided` |
/// | `kinds` | the same for each kind of relation |
/// | `findings` | each with `id` (the same in every run), `kind`, `cells` (`file:line:field`, counted from 1; of a figure in the manifest, line and column), `printed` (the figures of these cells), `reported`, `recomputed`, `message`, `consequences` (the `id`s of other relations that fail for the same cause), `explanations` (sentences: what would make the figures right), `hypotheses` (the same with the `hypothesis` by name and its `cells`), `suspects` (the likeliest first: `cell`, `printed`, `standing` as `necessary` or `possible`, `implied` by the rest), `repairs` (the likeliest first: lists of `cell`, `printed`, `values` and, if one is likeliest, the `figure`), `evidence` (`relation`, `cell`, whether it `supports` the figure, `text`), `severity` (`last-digit`, `figure` or `statement`), `limit` (the bound on the search that was reached, if any), `acknowledged` (true or false) and, if so, `note` |
/// | `outcomes` | every relation: its `id`, `kind`, `cells` and `verdict`; where there are several usual computations, that which explains it as `by`; of a direction that the text tells, its `strength` (`contradicted`, `in direction only`, `supported` or `in direction, untested`) and the `tests`, the one that decides first, each with `name`, `statistic`, `df` (0 of an exact test) and `p` |
/// | `stale` | the `finding` and `printed` of acknowledgements that are no longer found |
/// | `undecided` | the `id` of each relation that cannot be evaluated, with the `reason` |
/// | `text` | what stands in the text: `cell` (line and column of the manifest), `section`, `says`, `printed`, `quantity`, and the `values` that it stands for |
/// | `detectability` | how many changes of one digit there are and how many of them would be noticed: `changes`, `noticed`, and in how many `figures` that is `always`, `partly` or `never` so; the same for each of the `tables` and for the figures in the `manifest`; `partly` and `never` noticed `cells`, each with `cell`, `printed`, `changes`, `noticed`, whether it is so `to_last_place`, and what is the smallest change `missed` |
/// | `limit` | the bound at which the search through the system as a whole stopped; null where it came to its end |
/// | `unread` | what looks like a test in the text and is not read: `printed` and `reason` |
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
    statements: usize,
    ignored: usize,
    unread: Vec<Unread<'a>>,
    relations: Relations,
    kinds: IndexMap<&'static str, Relations>,
    findings: Vec<Found<'a>>,
    outcomes: Vec<Evaluated<'a>>,
    stale: Vec<Stale<'a>>,
    undecided: Vec<Undecided<'a>>,
    unchecked: Vec<Unchecked<'a>>,
    text: Vec<Told<'a>>,
    detectability: Detectable<'a>,
    together: Joint<'a>,
    limit: Option<&'static str>,
}

#[derive(Serialize)]
struct Joint<'a> {
    shown: usize,
    decided: usize,
    changed: Vec<String>,
    unshown: Vec<&'a str>,
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
    hypotheses: Vec<Hypothesised<'a>>,
    suspects: Vec<Suspected<'a>>,
    repairs: Vec<Repaired<'a>>,
    remarks: &'a [String],
    evidence: Vec<Spoken<'a>>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
    acknowledged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Hypothesised<'a> {
    hypothesis: &'static str,
    cells: Vec<String>,
    text: &'a str,
}

#[derive(Serialize)]
struct Suspected<'a> {
    cell: String,
    printed: &'a str,
    standing: &'static str,
    implied: &'a str,
}

#[derive(Serialize)]
struct Repaired<'a> {
    changes: Vec<Changed<'a>>,
    shown: bool,
}

#[derive(Serialize)]
struct Changed<'a> {
    cell: String,
    printed: &'a str,
    values: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<&'a str>,
}

#[derive(Serialize)]
struct Spoken<'a> {
    relation: &'a str,
    cell: String,
    supports: bool,
    text: &'a str,
}

#[derive(Serialize)]
struct Evaluated<'a> {
    id: &'a str,
    kind: &'static str,
    cells: Vec<String>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<Tested>,
}

#[derive(Serialize)]
struct Tested {
    name: &'static str,
    statistic: f64,
    df: u64,
    p: f64,
}

#[derive(Serialize)]
struct Told<'a> {
    cell: String,
    section: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'a str>,
    printed: &'a str,
    quantity: String,
    values: String,
}

#[derive(Serialize)]
struct Unread<'a> {
    printed: &'a str,
    reason: &'static str,
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
        figures: study.claims().len() - audit.statements().count(),
        statements: audit.statements().count(),
        ignored: study.ignored(),
        unread: study.unread().iter().map(|unread| Unread { printed: &unread.text, reason: unread.reason }).collect(),
        relations,
        kinds,
        outcomes: audit.outcomes().iter().map(|outcome| evaluated(study, outcome)).collect(),
        findings: audit.findings().iter().map(|finding| found(study, finding)).collect(),
        stale: audit.stale().map(|stale| Stale { finding: &stale.finding, printed: &stale.printed }).collect(),
        undecided: undecided(audit),
        unchecked: audit.unchecked().map(|claim| unchecked(study, claim)).collect(),
        text: study.claims().iter().filter_map(|claim| told(study, claim)).collect(),
        detectability: detectable(study, &audit.detectability()),
        together: joint(audit),
        limit: audit.limit().map(LimitReached::name),
    }
}

fn joint<'a>(audit: &'a Audit) -> Joint<'a> {
    let together = audit.together();
    let cell = |claim: &usize| audit.study().location(&audit.study().claims()[*claim]);
    let name = |at: &usize| audit.outcomes()[*at].relation.name.as_str();
    Joint {
        shown: together.shown(),
        decided: together.decided,
        changed: together.changed.iter().map(cell).collect(),
        unshown: together.unshown.iter().map(name).collect(),
    }
}

fn found<'a>(study: &'a Study, finding: &'a Finding) -> Found<'a> {
    let cell = |claim: usize| study.location(&study.claims()[claim]);
    let printed = |claim: usize| study.claims()[claim].figure.text();
    let hypothesis = |known: &'a Explanation| Hypothesised {
        hypothesis: known.hypothesis.name(),
        cells: known.claims.iter().map(|claim| cell(*claim)).collect(),
        text: &known.text,
    };
    let suspect = |known: &'a Suspect| Suspected {
        cell: cell(known.claim),
        printed: printed(known.claim),
        standing: known.standing.name(),
        implied: &known.leaves,
    };
    let change = |known: &'a Change| Changed {
        cell: cell(known.claim),
        printed: printed(known.claim),
        values: known.values.to_string(),
        figure: known.figure.as_deref(),
    };
    let repair =
        |known: &'a Repair| Repaired { changes: known.changes.iter().map(change).collect(), shown: known.is_shown };
    let told = |known: &'a Evidence| Spoken {
        relation: &known.relation,
        cell: cell(known.claim),
        supports: known.supports,
        text: &known.text,
    };
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
        hypotheses: finding.explanations.iter().map(hypothesis).collect(),
        suspects: finding.suspects.iter().map(suspect).collect(),
        repairs: finding.repairs.iter().map(repair).collect(),
        remarks: &finding.remarks,
        evidence: finding.evidence.iter().map(told).collect(),
        severity: finding.severity.name(),
        limit: finding.limit.map(LimitReached::name),
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
        by: outcome.by,
        strength: outcome.support.as_ref().map(|support| support.strength.name()),
        tests: outcome.support.iter().flat_map(|support| &support.tests).map(tested).collect(),
    }
}

fn tested(test: &Test) -> Tested {
    let p = test.p.least().map_or(f64::NAN, Rational::to_f64);
    Tested { name: test.name, statistic: test.statistic.to_f64(), df: test.df, p }
}

fn told<'a>(study: &'a Study, claim: &'a Claim) -> Option<Told<'a>> {
    let passage = &study.passages()[claim.passage?];
    Some(Told {
        cell: study.location(claim),
        section: &passage.section,
        says: passage.says.as_deref(),
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
