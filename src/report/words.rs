//! Words that several reports share.

use crate::audit::{Audit, Tally};
use crate::detectability::Coverage;
use crate::diagnosis::Together;
use crate::relation::{Comparison, Expression, Kind, Outcome};
use crate::report::view::has_manifest;
use crate::study::Study;

/// What every report that people read says of its findings.
pub(crate) const NO_ACCUSATION: &str = "A finding is not an accusation: a misprint, an unusual rounding, a missing answer \
                                        and an error in the transcription look alike.";

/// The form of a verb that goes with so many.
pub(crate) fn verb(number: usize, one: &'static str, several: &'static str) -> &'static str {
    if number == 1 { one } else { several }
}

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

/// `4 tables, 138 figures, 4 comparative claims, 145 relations`.
pub(crate) fn extent(audit: &Audit) -> String {
    let (tables, comparative) = (audit.study().printed_tables(), audit.comparative_claims().count());
    let figures = audit.study().claims().len() - comparative;
    let mut extent = vec![count(tables, "table"), count(figures, "figure")];
    extent.extend((comparative > 0).then(|| count(comparative, "comparative claim")));
    extent.push(count(audit.tally().relations(), "relation"));
    extent.join(", ")
}

/// `145 hold, 5 do not hold, 1 is undecided`.
pub(crate) fn verdicts(audit: &Audit) -> String {
    let Tally { consistent, inconsistent, undecided } = audit.tally();
    let (hold, fail) = (verb(consistent, "holds", "hold"), verb(inconsistent, "does not hold", "do not hold"));
    format!("{consistent} {hold}, {inconsistent} {fail}, {undecided} {} undecided", verb(undecided, "is", "are"))
}

/// An acknowledgement of what is no longer found.
pub(crate) const STALE: &str = "stale (acknowledged, no longer found)";

/// `all 5 findings are known: the manifest lists them`, `2 findings: 1 new, 1 known; 1 stale (acknowledged, no longer found)`.
pub(crate) fn findings(audit: &Audit) -> String {
    let (all, new, stale) = (audit.findings().len(), new(audit), audit.stale().count());
    let findings = match (all, all - new) {
        (0, _) => "no findings".to_owned(),
        (1, 0) => "1 finding, which is new".to_owned(),
        (1, _) => "1 finding, which is known: the manifest lists it".to_owned(),
        (all, 0) => format!("{all} findings, all of them new"),
        (all, known) if all == known => format!("all {all} findings are known: the manifest lists them"),
        (all, known) => format!("{all} findings: {new} new, {known} known"),
    };
    if stale == 0 { findings } else { format!("{findings}; {stale} {STALE}") }
}

/// The share of errors that the relations would detect: `94 % of single-digit errors would be detected (all of them in 117 of 136
/// figures)`.
pub(crate) fn sensitivity(all: &Coverage) -> Option<String> {
    let untried = match all.untried {
        0 => String::new(),
        untried => format!("; search limit reached: {} not tried", count(untried, "figure")),
    };
    let Some(percent) = all.percent() else { return untried.strip_prefix("; ").map(str::to_owned) };
    let (always, figures) = (all.always, count(all.figures, "figure"));
    let never = if all.never > 0 { format!(", none in {}", all.never) } else { String::new() };
    Some(format!(
        "{percent} % of single-digit errors would be detected (all of them in {always} of {figures}{never}){untried}"
    ))
}

/// How far all figures are jointly consistent: `with 5 figures corrected, 147 of 150 checks can hold at once (the other 3 were not
/// decided together)`.
pub(crate) fn joint_consistency(together: &Together) -> Option<String> {
    let (shown, decided) = (together.shown(), together.decided);
    let checks = match (shown, decided) {
        (0, _) => return None,
        (1, 1) => "the one check can hold".to_owned(),
        (shown, decided) if shown == decided => format!("all {decided} checks can hold at once"),
        (shown, decided) => format!("{shown} of {decided} checks can hold at once"),
    };
    let corrected = match together.changed.len() {
        0 => String::new(),
        corrected => format!("with {} corrected, ", count(corrected, "figure")),
    };
    let open = match decided - shown {
        0 => "",
        1 => " (the other was not decided together with them)",
        others => &format!(" (the other {others} were not decided together)"),
    };
    Some(format!("{corrected}{checks}{open}"))
}

/// What was not read of a paper: `2 tables`, `2 tables and 14 rows or columns`.
pub(crate) fn omitted(study: &Study) -> String {
    let (tables, parts): (Vec<_>, Vec<_>) = study.omitted().iter().partition(|left| left.labels.is_empty());
    let rows: usize = parts.iter().map(|left| left.labels.len()).sum();
    let rows = (rows > 0).then(|| format!("{rows} {}", verb(rows, "row or column", "rows or columns")));
    let tables = (!tables.is_empty()).then(|| count(tables.len(), "table"));
    tables.into_iter().chain(rows).collect::<Vec<_>>().join(" and ")
}

/// What a reader of many findings does with them.
pub(crate) fn how_to_acknowledge(study: &Study) -> &'static str {
    match has_manifest(study) {
        true => "to acknowledge findings: `retally audit FOLDER --acknowledge` prints their entries for study.toml",
        false => {
            "to acknowledge findings: `retally read PAPER --out FOLDER` writes the study, whose study.toml lists what is known"
        }
    }
}

/// That the search through all figures together was cut off, and where.
pub(crate) fn cut_off(audit: &Audit) -> Option<String> {
    audit.limit().map(|limit| format!("Joint consistency not fully searched: search limit reached ({limit})"))
}

/// How many findings are not acknowledged.
pub(crate) fn new(audit: &Audit) -> usize {
    audit.findings().iter().filter(|finding| finding.acknowledged.is_none()).count()
}

/// What a relation is about, for people: its figure, where that stands, or the first of several.
pub(crate) fn subject(outcome: &Outcome, study: &Study) -> String {
    let first = outcome.relation.claims().first().map(|claim| &study.claims()[*claim]);
    first.map_or_else(String::new, |claim| format!("{}, {}", study.reference(claim), claim.figure))
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

/// What may stand in a part of an address as it is (RFC 3986, section 2.3), and the other bytes as `%20`.
pub(crate) fn percent_encoded(part: &str) -> String {
    let encode = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    part.bytes().map(encode).collect()
}
