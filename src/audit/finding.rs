//! Findings: what does not hold, in words that a reader can check.

use crate::audit::remark::remarks;
use crate::diagnosis::{Evidence, Explanation, LimitReached, Repair, RootCause, Severity, Suspect};
use crate::number::{Interval, Rational};
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::{Comparison, Expression, Kind, Outcome, SampleOf};
use crate::sample::{Existence, Reason};
use crate::study::{Claim, Malformed, Names, Study};

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
    /// The figure among them that is held against the others; none where they add up to a constant such as 100 %, or where
    /// sums are held against each other.
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
    /// What is printed in these other relations besides: an [acknowledgement](Study::acknowledged) names it behind
    /// [`printed`](Self::printed), and covers none that it does not name.
    pub related: Vec<String>,
    /// The figures that may be wrong, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// The smallest repairs, all of them unless a [limit](Self::limit) was reached, the likeliest first.
    pub repairs: Vec<Repair>,
    /// What would make its figures right, as far as the tables tell; the best first.
    pub explanations: Vec<Explanation>,
    /// What else is to be said of it: whether a decision is another, and what other usual computations give.
    pub remarks: Vec<String>,
    /// What else is printed about its figures, for them and against them.
    pub evidence: Vec<Evidence>,
    /// How much depends on it.
    pub severity: Severity,
    /// The bound on the search that was reached: then not all suspects and repairs are known.
    pub limit: Option<LimitReached>,
    /// The manifest's [acknowledgement](Study::acknowledged) of it, as an index.
    pub acknowledged: Option<usize>,
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

/// The relation that a cause is told by.
pub(super) fn headline(outcomes: &[Outcome], cause: &RootCause) -> Option<usize> {
    let suspect = cause.suspects.first().map(|suspect| suspect.claim);
    let states = |relation: &&usize| outcomes[**relation].relation.stated.claims().first().copied() == suspect;
    cause.relations.iter().find(|relation| suspect.is_some() && states(relation)).or(cause.relations.first()).copied()
}

pub(super) fn of_cause(outcomes: &[Outcome], cause: RootCause, study: &Study) -> Option<Finding> {
    let told = match headline(outcomes, &cause) {
        Some(relation) if cause.given.is_empty() => finding(&outcomes[relation], study)?,
        Some(relation) => given(&outcomes[relation], &cause, study)?,
        None => together(&cause, study)?,
    };
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
    let reported = stated.figure.to_string();
    Some(Finding {
        id: format!("{}::{kind}::{what}", study.table_name(stated)),
        message: format!(
            "{what} is {reported}, but together with {} that leaves {}, though each relation holds by itself",
            shortened(printed[1..].join(", ")),
            suspect.implied
        ),
        recomputed: suspect.implied.clone(),
        stated: Some(suspect.claim),
        ..Finding::about(kind, claims, printed, reported)
    })
}

impl Finding {
    /// A finding of which nothing is told yet but its figures.
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
    let about = claims.first().map(|claim| study.names().event(&study.claims()[*claim].quantity.event));
    let kind = Kind::notation();
    Finding {
        id: format!("{table}::{kind}::{}", about.unwrap_or_default()),
        stated: claims.first().copied(),
        recomputed: cell.notation.clone(),
        message: format!("the cell `{text}` is not of the notation `{}`", cell.notation),
        ..Finding::about(kind, claims, vec![text.to_owned()], text.to_owned())
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
    claims.sort_by_key(|claim| study.claims()[*claim].is_of_manifest());
    let printed = claims.iter().map(|claim| study.claims()[*claim].figure.to_string()).collect();
    Some(Finding {
        id: relation.name.clone(),
        stated: one_stated(outcome),
        message: message(outcome, expression, &reported, &recomputed, study),
        recomputed,
        remarks: remarks(outcome, study),
        ..Finding::about(relation.kind, claims, printed, reported)
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
    claims.sort_by_key(|claim| study.claims()[*claim].is_of_manifest());
    let what = stated.map_or_else(String::new, |stated| study.names().quantity(&study.claims()[stated].quantity));
    let reported = stated.map_or_else(String::new, printed);
    let all = claims.iter().map(|claim| printed(*claim)).collect();
    Finding {
        id: outcome.relation.name.clone(),
        message: format!("{what} is {reported}, but {reason} ({})", given.join(", ")),
        recomputed: reason.leaves(),
        stated,
        ..Finding::about(outcome.relation.kind, claims, all, reported)
    }
}

/// `26.24…`, `at most 44`, `[27.2, 27.4]`.
fn recomputed(outcome: &Outcome, study: &Study) -> Option<String> {
    if let Ok(Expression::Common(others)) = &outcome.relation.recomputed
        && let [Expression::Claim(other)] = others.as_slice()
    {
        return Some(study.claims()[*other].figure.to_string());
    }
    let values = outcome.recomputed.as_ref()?;
    let decimals = stated(outcome, study).map_or(0, |claim| claim.figure.decimals());
    let places = decimals as usize + 1;
    Some(match outcome.relation.comparison {
        Comparison::AtMost => format!("at most {:.places$}", values.and_below().greatest()?),
        Comparison::AtLeast => format!("at least {:.places$}", values.and_above().least()?),
        Comparison::Equal | Comparison::Touching | Comparison::Exists => told_apart(values, places),
    })
}

/// Values with so many decimals at least, and as many as tell the ends apart.
pub(crate) fn told_apart(values: &Interval, places: usize) -> String {
    let is_enough = |places: &usize| values.single().is_some() || ends_differ(values, *places);
    let places = (places..places + 6).find(is_enough).unwrap_or(places);
    format!("{values:.places$}")
}

fn ends_differ(values: &Interval, places: usize) -> bool {
    let shown = |end: Option<&Rational>| end.map(|end| format!("{end:.places$}"));
    shown(values.least()) != shown(values.greatest())
}

fn message(outcome: &Outcome, expression: &Expression, reported: &str, recomputed: &str, study: &Study) -> String {
    let what = what(outcome, study);
    let arithmetic = shortened(expression.write(study));
    let follows = match expression {
        Expression::Constant(_) => format!("can only be {recomputed}"),
        Expression::Common(_) => format!("elsewhere {arithmetic}"),
        Expression::Claim(_) => recomputed.to_owned(),
        _ if arithmetic == recomputed => arithmetic,
        _ => format!("{arithmetic} is {recomputed}"),
    };
    let prints = printed(outcome, study).map(|digits| format!(", which prints as {digits}")).unwrap_or_default();
    match stated(outcome, study) {
        Some(claim) if claim.quantity.statistic.is_direction() => {
            // In a sentence a number below zero has a proper minus.
            format!("{}, but {}", said(claim, study.names()), follows.replace('-', "−"))
        }
        _ => format!("{what} is {reported}, but {follows}{prints}"),
    }
}

/// What is said of a direction: `b as % of year=2011 is said to be more than that of year=2012`,
/// `n of all is said to have increased over year`.
fn said(claim: &Claim, names: &Names) -> String {
    let Quantity { event, base, than, variable, .. } = &claim.quantity;
    let what = names.quantity(&match (variable, than, base) {
        (Some(variable), Some(_), _) => Quantity::of(Statistic::Mean, *variable, event.clone()),
        (_, _, Some(base)) => Quantity::share(event.clone(), base.clone()),
        _ => Quantity::count(event.clone()),
    });
    let word = claim.figure.to_string();
    let how = match word.as_str() {
        "differ" => "to differ".to_owned(),
        past if past.ends_with("ed") => format!("to have {past}"),
        word => format!("to be {word}"),
    };
    let link = if claim.says_different() { "from" } else { "than" };
    match (variable, than) {
        (Some(over), None) => format!("{what} is said {how} over {}", names.name(*over)),
        _ => {
            let other = names.event(than.as_deref().unwrap_or(&Event::everybody()));
            format!("{what} is said {how} {link} that of {other}")
        }
    }
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

/// What is stated. A sum is of those who have in common what all of its parts have.
fn what(outcome: &Outcome, study: &Study) -> String {
    let claims = outcome.relation.stated.claims();
    let mut quantities = claims.iter().map(|claim| &study.claims()[*claim].quantity);
    let Some(mut whole) = quantities.next().cloned() else { return "the whole".to_owned() };
    for part in quantities {
        whole.event = whole.event.only(|dimension| part.event.level(dimension) == whole.event.level(dimension));
    }
    study.names().quantity(&whole)
}

/// The claim that is stated, unless it is a constant or a sum.
fn stated<'a>(outcome: &Outcome, study: &'a Study) -> Option<&'a Claim> {
    one_stated(outcome).map(|claim| &study.claims()[claim])
}

fn one_stated(outcome: &Outcome) -> Option<usize> {
    match outcome.relation.stated.claims().as_slice() {
        [claim] => Some(*claim),
        _ => None,
    }
}
