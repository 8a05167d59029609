//! Words that several reports share.

use rustc_hash::FxHashSet;

use crate::audit::{Audit, Tally};
use crate::detectability::Coverage;
use crate::diagnosis::Together;
use crate::relation::{Comparison, Expression, Kind, Outcome};
use crate::study::Study;

/// What every report that people read says of its findings.
pub(crate) const NO_ACCUSATION: &str = "A finding is not an accusation: a misprint, an unusual rounding, a missing answer \
                                        and a slip in the transcription look alike.";

/// `1 table`, `2 tables`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

/// Who wrote the paper and where it was published.
pub(crate) fn imprint(study: &Study) -> Option<String> {
    let parts: Vec<_> = [study.authors(), study.published(), study.doi()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `4 tables, 138 figures, 4 statements, 145 relations`.
pub(crate) fn extent(audit: &Audit) -> String {
    let (tables, statements) = (audit.study().tables().len(), audit.statements().count());
    let figures = audit.study().claims().len() - statements;
    let mut extent = vec![count(tables, "table"), count(figures, "figure")];
    extent.extend((statements > 0).then(|| count(statements, "statement")));
    extent.push(count(audit.tally().relations(), "relation"));
    extent.join(", ")
}

/// `89 hold, 5 do not, 0 are undecided`.
pub(crate) fn verdicts(audit: &Audit) -> String {
    let Tally { consistent, inconsistent, undecided } = audit.tally();
    let verb = |number: usize, one: &'static str, several: &'static str| if number == 1 { one } else { several };
    let (hold, fail) = (verb(consistent, "holds", "hold"), verb(inconsistent, "does", "do"));
    format!("{consistent} {hold}, {inconsistent} {fail} not, {undecided} {} undecided", verb(undecided, "is", "are"))
}

/// `5 findings: 0 new, 5 acknowledged; 0 acknowledged but no longer found`.
pub(crate) fn findings(audit: &Audit) -> String {
    let findings = count(audit.findings().len(), "finding");
    let (new, stale) = (new(audit), audit.stale().count());
    let acknowledged = audit.findings().len() - new;
    format!("{findings}: {new} new, {acknowledged} acknowledged; {stale} acknowledged but no longer found")
}

/// What the relations that hold are worth: `a wrong digit would be noticed in 90 % of cases: …`.
pub(crate) fn detectability(all: &Coverage) -> Option<String> {
    let (percent, always, figures) = (all.percent()?, all.always, count(all.figures, "figure"));
    let never = if all.never > 0 { format!(", in {} never", all.never) } else { String::new() };
    Some(format!("a wrong digit would be noticed in {percent} % of cases: in {always} of {figures} always{never}"))
}

/// How far all figures can hold together: `exact values were found with which 147 of 150 relations hold at once, 5 figures changed`.
pub(crate) fn together(together: &Together) -> Option<String> {
    let relations = match (together.shown(), together.decided) {
        (0, _) => return None,
        (1, 1) => "the relation holds".to_owned(),
        (shown, decided) if shown == decided => format!("all {decided} relations hold at once"),
        (1, decided) => format!("1 of {decided} relations holds"),
        (shown, decided) => format!("{shown} of {decided} relations hold at once"),
    };
    let changed = match together.changed.len() {
        0 => String::new(),
        changed => format!(", {} changed", count(changed, "figure")),
    };
    Some(format!("exact values were found with which {relations}{changed}"))
}

/// How many findings are not acknowledged.
pub(crate) fn new(audit: &Audit) -> usize {
    audit.findings().iter().filter(|finding| finding.acknowledged.is_none()).count()
}

/// A relation with its figures as printed: `26.3 = 100 × 37 / 141`, `45 ≤ 48 − 4`.
pub(crate) fn arithmetic(outcome: &Outcome, study: &Study) -> String {
    let relation = &outcome.relation;
    let stated = relation.stated.write(study);
    let recomputed = relation.recomputed.as_ref().map_or_else(|_| "?".to_owned(), |known| known.write(study));
    let recomputed = outcome.by.map_or(recomputed.clone(), |by| format!("{recomputed}, by {by}"));
    match (relation.comparison, &relation.recomputed) {
        (Comparison::Exists, _) | (_, Ok(Expression::Sample(_))) => recomputed,
        (Comparison::Equal | Comparison::Touching, _) => format!("{stated} = {recomputed}"),
        (Comparison::AtMost, _) => format!("{stated} ≤ {recomputed}"),
        (Comparison::AtLeast, _) => format!("{stated} ≥ {recomputed}"),
    }
}

/// Each kind of relation that there is any of, with its verdicts.
pub(crate) fn kinds(audit: &Audit) -> impl Iterator<Item = (Kind, Tally)> {
    let mut kinds: Vec<_> = Kind::all().map(|kind| (kind, Tally::default())).collect();
    for outcome in audit.outcomes() {
        kinds
            .iter_mut()
            .filter(|known| known.0 == outcome.relation.kind)
            .for_each(|known| known.1.add(&outcome.verdict));
    }
    kinds.into_iter().filter(|(_, tally)| tally.relations() > 0)
}

/// Figures, each of them once.
pub(crate) fn once(claims: &[usize]) -> impl Iterator<Item = usize> {
    let mut seen = FxHashSet::default();
    claims.iter().copied().filter(move |claim| seen.insert(*claim))
}

/// What may stand in a part of an address as it is (RFC 3986, section 2.3), and the other bytes as `%20`.
pub(crate) fn percent_encoded(part: &str) -> String {
    let encode = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    part.bytes().map(encode).collect()
}
