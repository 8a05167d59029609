//! What many findings have in common, in one line each: a reader wants to hear of a habit once.

use indexmap::IndexMap;

use crate::audit::finding::Finding;
use crate::diagnosis::Hypothesis;
use crate::quantity::Statistic;
use crate::relation::Kind;
use crate::study::Study;

/// How many findings must have something in common.
const FEWEST: usize = 3;

/// How many columns must want the same other number of respondents.
const FEWEST_COLUMNS: usize = 2;

/// `8 of 9 findings about percentages: rounded twice`; `14 relations do not hold with 479 respondents: all do with 301`.
pub(super) fn in_common(findings: &[Finding], study: &Study) -> Vec<String> {
    let mut common = errors(findings);
    common.extend(numbers(findings, study));
    common
}

/// The errors that more than half of the findings of a kind may be.
fn errors(findings: &[Finding]) -> Vec<String> {
    let mut times: IndexMap<(Kind, Hypothesis), usize> = IndexMap::new();
    for finding in findings {
        for explanation in &finding.explanations {
            *times.entry((finding.kind, explanation.hypothesis)).or_default() += 1;
        }
    }
    let all = |kind: Kind| findings.iter().filter(|finding| finding.kind == kind).count();
    let line = |((kind, hypothesis), times): ((Kind, Hypothesis), usize)| {
        let (what, all) = (habit(hypothesis)?, all(kind));
        let is_most = times >= FEWEST && 2 * times > all;
        is_most.then(|| format!("{times} of {all} findings of the kind {kind}: perhaps {what}"))
    };
    times.into_iter().filter_map(line).collect()
}

/// What may be done to many figures in the same way.
fn habit(hypothesis: Hypothesis) -> Option<&'static str> {
    Some(match hypothesis {
        Hypothesis::Truncated => "cut off instead of rounded",
        Hypothesis::RoundedTwice => "rounded twice",
        Hypothesis::HalfDown => "ties rounded down",
        Hypothesis::Adjusted => "adjusted so that the digits add up to a total",
        Hypothesis::OtherDirection => "of another base",
        Hypothesis::OffByOne => "off by one",
        _ => return None,
    })
}

/// Numbers of respondents that are printed in several places, and should be the same other number in each.
fn numbers(findings: &[Finding], study: &Study) -> Vec<String> {
    let mut wanted: IndexMap<(String, String), (usize, usize)> = IndexMap::new();
    for finding in findings {
        let Some([change]) = finding.repairs.first().map(|repair| repair.changes.as_slice()) else { continue };
        let claim = &study.claims()[change.claim];
        let Some(number) = change.figure.clone().filter(|_| claim.quantity.statistic == Statistic::Count) else {
            continue;
        };
        let (columns, relations) = wanted.entry((claim.figure.to_string(), number)).or_default();
        *columns += 1;
        *relations += 1 + finding.consequences.len();
    }
    let several = wanted.into_iter().filter(|(_, (columns, _))| *columns >= FEWEST_COLUMNS);
    let line = |((printed, number), (_, relations)): ((String, String), (usize, usize))| {
        format!("{relations} relations do not hold with n = {printed}: all of them do with {number}")
    };
    several.map(line).collect()
}
