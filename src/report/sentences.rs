//! A diagnosis in sentences: which figure, why, and what confirms the others.

use std::ops::Bound;

use crate::audit::Finding;
use crate::diagnosis::{ANYTHING, Change, Explanation, NOTHING, Repair, Standing, Suspect};
use crate::number::{Figure, Interval, Rational};
use crate::study::{Claim, Study, with_sign_of};

/// How many suspects are named, how many explanations and repairs are listed.
const MOST: usize = 6;
const MOST_EXPLANATIONS: usize = 2;
const MOST_REPAIRS: usize = 4;

/// Which figures may be wrong and what the others imply for them; possible explanations; what confirms the others; the smallest
/// corrections; whether the diagnosis is complete.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let sentences = retally::report::sentences(&study, &study.audit().findings()[0]);
/// assert_eq!(sentences[0], "26.3 is inconsistent; the other figures imply 26.2");
/// assert_eq!(sentences[1], "perhaps 26.3 is adjusted, so that the printed 26.3 + 24.1 comes to exactly 50.4");
/// assert_eq!(sentences[2], "37 is confirmed by 37 + 34 = 71 and by 37 + 43 = 80");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn sentences(study: &Study, finding: &Finding) -> Vec<String> {
    let explanations = finding.explanations.iter().take(MOST_EXPLANATIONS).map(|known| explanation(study, known));
    let repairs = repairs(study, finding);
    let repairs = (!repairs.is_empty()).then(|| format!("smallest corrections: {}", repairs.join("; or ")));
    let suspects = suspects(study, finding).into_iter();
    suspects.chain(explanations).chain(confirmed(study, finding)).chain(repairs).chain(limit(finding)).collect()
}

/// What may have happened, with numbers written as the figures are.
fn explanation(study: &Study, known: &Explanation) -> String {
    let figures = known.claims.iter().map(|claim| &study.claims()[*claim].figure);
    let text = with_sign_of(figures, &known.text);
    if text.contains(" may ") { text } else { format!("perhaps {text}") }
}

/// Why not all suspects and repairs may be known.
pub(super) fn limit(finding: &Finding) -> Option<String> {
    finding.limit.map(|limit| format!("diagnosis incomplete: search limit reached ({limit})"))
}

/// Whether it is known that the likeliest repair is possible.
pub(super) fn shown(finding: &Finding) -> Option<String> {
    let repair = finding.repairs.first().filter(|repair| repair.is_shown)?;
    let (figures, their) = if repair.changes.len() == 1 { ("this figure", "its") } else { ("these figures", "their") };
    Some(format!("with {figures} corrected, all {their} checks can hold at once"))
}

/// What the other figures imply for a suspect, where they say anything of it.
pub(super) fn implied(study: &Study, suspect: &Suspect) -> Option<String> {
    let claim = &study.claims()[suspect.claim];
    let says_nothing = suspect.implied_range.is_empty() || claim.quantity.statistic.is_direction();
    let says = !says_nothing
        && ![ANYTHING, NOTHING].contains(&suspect.implied.as_str())
        && says_something(claim, &suspect.implied_range);
    says.then(|| with_sign_of([&claim.figure], &suspect.implied))
}

/// Whether it is less than everything that such a statistic can be.
fn says_something(claim: &Claim, values: &Interval) -> bool {
    let is_least = |low: &Rational| claim.quantity.statistic.is_never_negative() && *low <= Rational::zero();
    values.greatest().is_some() || values.least().is_some_and(|low| !is_least(low))
}

/// Whether all suspects change together, so that each of them is wrong.
pub(super) fn are_all_off(finding: &Finding) -> bool {
    let [repair] = finding.repairs.as_slice() else { return false };
    finding.suspects.len() > 1 && repair.changes.len() == finding.suspects.len()
}

/// Whether one figure alone must be wrong.
pub(super) fn is_one_off(finding: &Finding) -> bool {
    matches!(finding.suspects.as_slice(), [only] if only.standing == Standing::Necessary)
}

fn suspects(study: &Study, finding: &Finding) -> Option<String> {
    let printed = |suspect: &Suspect| study.claims()[suspect.claim].figure.to_string();
    let named = |suspect: &Suspect| match implied(study, suspect) {
        Some(implied) => format!("{} (the other figures imply {implied})", printed(suspect)),
        None => printed(suspect),
    };
    match finding.suspects.as_slice() {
        [] => None,
        [only] if is_one_off(finding) => Some(match implied(study, only) {
            Some(implied) => format!("{} is inconsistent; the other figures imply {implied}", printed(only)),
            None => format!("{} is inconsistent", printed(only)),
        }),
        [only] => Some(format!("{} may be wrong", named(only))),
        all => {
            let named: Vec<String> = all.iter().take(MOST).map(named).collect();
            let more = all.len().checked_sub(MOST).filter(|more| *more > 0);
            let named: Vec<String> = named.into_iter().chain(more.map(|more| format!("{more} more"))).collect();
            Some(match are_all_off(finding) {
                true => format!("all of these are wrong: {}", join(&named, " and ")),
                false => format!("at least one of these is wrong: {}", join(&named, " or ")),
            })
        }
    }
}

/// `37 is confirmed by 37 + 34 = 71 and by 37 + 43 = 80`.
pub(super) fn confirmed(study: &Study, finding: &Finding) -> Vec<String> {
    let mut claims: Vec<usize> = finding.evidence.iter().filter(|one| one.supports).map(|one| one.claim).collect();
    claims.dedup();
    let sentence = |claim: usize| {
        let own = finding.evidence.iter().filter(|one| one.supports && one.claim == claim);
        let mut by: Vec<String> = own.map(|one| format!("by {}", one.text)).collect();
        by.dedup();
        format!("{} is confirmed {}", study.claims()[claim].figure, join(&by, " and "))
    };
    claims.into_iter().map(sentence).collect()
}

/// The smallest repairs that can be printed, where they change several figures and the suspects do not say it all.
pub(super) fn repairs(study: &Study, finding: &Finding) -> Vec<String> {
    let is_told = are_all_off(finding) || finding.repairs.iter().all(|repair| repair.changes.len() == 1);
    if is_told {
        return Vec::new();
    }
    let printable: Vec<String> = finding.repairs.iter().filter_map(|repair| changes(study, repair)).collect();
    let more = printable.len().saturating_sub(MOST_REPAIRS);
    let more = (more > 0).then(|| format!("{more} more corrections of as many figures"));
    printable.into_iter().take(MOST_REPAIRS).chain(more).collect()
}

/// `506 → 507 to 509, 33% → 42 and 12`; nothing where no figure prints what one of them would have to be.
fn changes(study: &Study, repair: &Repair) -> Option<String> {
    let change = |change: &Change| {
        let claim = &study.claims()[change.claim];
        Some(match left(claim, change)? {
            Left::Figures(left) => format!("{} → {}", claim.figure, with_sign_of([&claim.figure], &left)),
            Left::Anything => claim.figure.to_string(),
        })
    };
    Some(join(&repair.changes.iter().map(change).collect::<Option<Vec<_>>>()?, " and "))
}

/// What a figure could be.
enum Left {
    Figures(String),
    Anything,
}

/// The only or likeliest figure, or the values that are left; nothing where none of them can be printed.
fn left(claim: &Claim, change: &Change) -> Option<Left> {
    let is_figure = |text: &&String| text.parse::<Figure>().is_ok() && change.values.single().is_some();
    let places = claim.figure.decimals() as usize;
    let write = |value: &Rational| format!("{value:.places$}");
    let values = printable(claim, &change.values);
    Some(Left::Figures(match (change.figure.as_ref().filter(is_figure), values.least(), values.greatest()) {
        _ if !says_something(claim, &change.values) => return Some(Left::Anything),
        _ if values.is_empty() => return None,
        (Some(figure), ..) => figure.clone(),
        (None, Some(least), Some(most)) if write(least) == write(most) => write(least),
        (None, Some(least), Some(most)) => format!("{} to {}", write(least), write(most)),
        (None, Some(least), None) => format!("at least {}", write(least)),
        (None, None, Some(most)) => format!("at most {}", write(most)),
        (None, None, None) => return Some(Left::Anything),
    }))
}

/// Of the values of a figure that is no rounded number those that it can print: counts are whole.
fn printable(claim: &Claim, values: &Interval) -> Interval {
    if claim.values.single().is_none() {
        return values.clone();
    }
    let unit = claim.figure.unit();
    let end = |times: Option<Rational>| times.map_or(Bound::Unbounded, |times| Bound::Included(&times * &unit));
    Interval::new(end(values.first_multiple(&unit)), end(values.last_multiple(&unit)))
}

/// `a`, `a and b`, `a, b and c`.
fn join(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., end] => format!("{}{last}{end}", others.join(", ")),
    }
}
