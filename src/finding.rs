//! Findings: what does not hold, in words that a reader can check.

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::{Evidence, Explanation, LimitReached, Repair, Severity, Suspect};
use crate::interval::Interval;
use crate::outcome::{Outcome, Verdict};
use crate::quantity::Statistic;
use crate::rational::Rational;
use crate::relation::{Comparison, Expression, Kind, SampleOf};
use crate::sample::{Existence, Reason};
use crate::study::{Acknowledgement, Claim, Malformed, Study};

/// Figures that cannot all be right.
///
/// It is a statement about what is printed, not about how it came to be: misprints, rounding by an unusual rule,
/// a base or a missing answer that the table does not tell, and our own transcription are all possible causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the relation that does not hold; the same in every run.
    pub id: String,
    /// The kind of relation.
    pub kind: Kind,
    /// The figures involved, as indices into [`Study::claims`]: the one stated first, those of the manifest last.
    pub claims: Vec<usize>,
    /// The figure among them that is held against the others; none where they add up to a constant such as 100 %.
    pub stated: Option<usize>,
    /// What is printed in all places involved: their figures, or the whole cell where that is malformed.
    pub printed: Vec<String>,
    /// What is printed.
    pub reported: String,
    /// What it is recomputed as.
    pub recomputed: String,
    /// What is printed against what is recomputed, with the arithmetic.
    pub message: String,
    /// The names of other relations that do not hold for the same cause.
    pub consequences: Vec<String>,
    /// The figures that may be wrong, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// The smallest repairs, all of them unless a [limit](Self::limit) was reached, the likeliest first.
    pub repairs: Vec<Repair>,
    /// What would make its figures right, as far as the tables tell; the best first.
    pub explanations: Vec<Explanation>,
    /// What else is printed about its figures, for them and against them.
    pub evidence: Vec<Evidence>,
    /// How much depends on it.
    pub severity: Severity,
    /// The bound on the search that was reached: then not all suspects and repairs are known.
    pub limit: Option<LimitReached>,
    /// The manifest's [acknowledgement](Study::acknowledged) of it, as an index.
    pub acknowledged: Option<usize>,
}

/// The findings that outcomes amount to.
///
/// A relation that does not hold is a finding, unless a figure in it is found already by a relation of which it is the
/// figure stated: then the two have one cause, and the other relation is told among the finding's
/// [consequences](Finding::consequences).
pub(crate) fn findings(outcomes: &[Outcome], study: &Study) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut found: HashMap<usize, usize> = HashMap::default();
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent) {
        let Some(new) = finding(outcome, study) else { continue };
        let causes = new.claims.iter().filter(|claim| Some(**claim) != new.stated).filter_map(|claim| found.get(claim));
        let cause = causes.copied().filter(|cause| findings[*cause].kind < new.kind).min();
        match cause {
            Some(cause) => findings[cause].consequences.push(new.id),
            None => {
                new.stated.map(|stated| found.entry(stated).or_insert(findings.len()));
                findings.push(new);
            }
        }
    }
    findings.extend(study.malformed().iter().map(|cell| malformed(cell, study)));
    for finding in &mut findings {
        let same = |known: &Acknowledgement| known.finding == finding.id && known.printed == finding.printed;
        finding.acknowledged = study.acknowledged().iter().position(same);
    }
    findings
}

/// A cell that is not written as the manifest says.
fn malformed(cell: &Malformed, study: &Study) -> Finding {
    let (table, text) = (&study.tables()[cell.table].name, cell.text.trim());
    let in_cell = |claim: &Claim| (claim.place.source, claim.place.line, claim.place.field);
    let here = (cell.place.source, cell.place.line, cell.place.field);
    let claims: Vec<_> = (0..study.claims().len()).filter(|claim| in_cell(&study.claims()[*claim]) == here).collect();
    let about = claims.first().map(|claim| study.names().event(&study.claims()[*claim].quantity.event));
    let kind = Kind::notation();
    Finding {
        id: format!("{table}::{kind}::{}", about.unwrap_or_default()),
        kind,
        stated: claims.first().copied(),
        claims,
        printed: vec![text.to_owned()],
        reported: text.to_owned(),
        recomputed: cell.notation.clone(),
        message: format!("the cell `{text}` is not of the notation `{}`", cell.notation),
        consequences: Vec::new(),
        suspects: Vec::new(),
        repairs: Vec::new(),
        explanations: Vec::new(),
        evidence: Vec::new(),
        severity: Severity::default(),
        limit: None,
        acknowledged: None,
    }
}

fn finding(outcome: &Outcome, study: &Study) -> Option<Finding> {
    let relation = &outcome.relation;
    let expression = relation.recomputed.as_ref().ok()?;
    if let Expression::Sample(sample) = expression {
        return Some(impossible(outcome, sample, study));
    }
    let reported = relation.stated.write(study);
    let recomputed = recomputed(outcome, study)?;
    let mut claims = relation.claims();
    claims.sort_by_key(|claim| study.claims()[*claim].table.is_none());
    let printed = claims.iter().map(|claim| study.claims()[*claim].figure.to_string()).collect();
    Some(Finding {
        id: relation.name.clone(),
        kind: relation.kind,
        claims,
        stated: relation.stated.claims().first().copied(),
        printed,
        message: message(outcome, expression, &reported, &recomputed, study),
        reported,
        recomputed,
        consequences: Vec::new(),
        suspects: Vec::new(),
        repairs: Vec::new(),
        explanations: Vec::new(),
        evidence: Vec::new(),
        severity: Severity::default(),
        limit: None,
        acknowledged: None,
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
    let others = figures.iter().skip(1).map(|(statistic, claim)| format!("{statistic} {}", printed(*claim)));
    let given: Vec<_> = n.into_iter().chain(others).collect();
    let mut claims: Vec<usize> = figures.iter().map(|figure| figure.1).collect();
    let stated = claims.first().copied();
    claims.extend(sample.n.iter().flat_map(Expression::claims));
    claims.sort_by_key(|claim| study.claims()[*claim].table.is_none());
    let what = stated.map_or_else(String::new, |stated| study.names().quantity(&study.claims()[stated].quantity));
    let reported = stated.map_or_else(String::new, printed);
    Finding {
        id: outcome.relation.name.clone(),
        kind: outcome.relation.kind,
        printed: claims.iter().map(|claim| printed(*claim)).collect(),
        message: format!("{what} is {reported}, but {reason} ({})", given.join(", ")),
        recomputed: reason.leaves(),
        claims,
        stated,
        reported,
        consequences: Vec::new(),
        suspects: Vec::new(),
        repairs: Vec::new(),
        explanations: Vec::new(),
        evidence: Vec::new(),
        severity: Severity::default(),
        limit: None,
        acknowledged: None,
    }
}

/// `26.24…`, `at most 44`, `[27.2, 27.4]`.
fn recomputed(outcome: &Outcome, study: &Study) -> Option<String> {
    let values = outcome.recomputed.as_ref()?;
    let decimals = stated(outcome, study).map_or(0, |claim| claim.figure.decimals());
    let places = decimals as usize + 1;
    Some(match outcome.relation.comparison {
        Comparison::AtMost => format!("at most {:.places$}", values.and_below().greatest()?),
        Comparison::AtLeast => format!("at least {:.places$}", values.and_above().least()?),
        Comparison::Equal | Comparison::Touching | Comparison::Exists => {
            // As many digits as tell the ends apart.
            let told_apart = |places: &usize| values.single().is_some() || ends_differ(values, *places);
            let places = (places..places + 6).find(told_apart).unwrap_or(places);
            format!("{values:.places$}")
        }
    })
}

fn ends_differ(values: &Interval, places: usize) -> bool {
    let shown = |end: Option<&Rational>| end.map(|end| format!("{end:.places$}"));
    shown(values.least()) != shown(values.greatest())
}

fn message(outcome: &Outcome, expression: &Expression, reported: &str, recomputed: &str, study: &Study) -> String {
    let names = study.names();
    let what = stated(outcome, study).map_or_else(|| "the whole".to_owned(), |claim| names.quantity(&claim.quantity));
    let arithmetic = shortened(expression.write(study));
    let follows = match expression {
        Expression::Constant(_) => format!("can only be {recomputed}"),
        Expression::Common(_) => format!("elsewhere {arithmetic}"),
        Expression::Claim(_) => recomputed.to_owned(),
        _ if arithmetic == recomputed => arithmetic,
        _ => format!("{arithmetic} is {recomputed}"),
    };
    let prints = printed(outcome, study).map(|digits| format!(", which prints as {digits}")).unwrap_or_default();
    format!("{what} is {reported}, but {follows}{prints}")
}

/// Arithmetic that a reader can take in; all of its figures are among the finding's.
fn shortened(arithmetic: String) -> String {
    const MOST: usize = 160;
    match arithmetic.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", &arithmetic[..end]),
        None => arithmetic,
    }
}

/// The digits as which the recomputed value would print, where what is stated is a rounded figure.
fn printed(outcome: &Outcome, study: &Study) -> Option<String> {
    let claim = stated(outcome, study).filter(|claim| claim.quantity.statistic != Statistic::Count)?;
    let value = outcome.recomputed.as_ref()?.single()?;
    let digits = claim.rounding.print(value, claim.figure.decimals());
    (outcome.relation.comparison == Comparison::Equal && digits != value.to_string()).then_some(digits)
}

/// The claim that is stated, unless it is a constant.
fn stated<'a>(outcome: &Outcome, study: &'a Study) -> Option<&'a Claim> {
    outcome.relation.stated.claims().first().map(|claim| &study.claims()[*claim])
}
