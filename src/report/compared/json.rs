//! A comparison as JSON. Its shape is a promise: keys are added, never renamed or removed.

use serde::Serialize;

use crate::microdata::Reproduction;
use crate::report::compared::view::{Compared, Disclosure, figures, reason, remarks};
use crate::respondents::Comparison;

#[derive(Serialize)]
struct Document<'c> {
    study: &'c str,
    title: &'c str,
    data: &'c str,
    respondents: usize,
    included: usize,
    figures: Counts,
    compared: Vec<Figure<'c>>,
    hypotheses: Vec<Supposed<'c>>,
    not_tried: &'c [String],
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct Counts {
    matching: usize,
    differing: usize,
    impossible: usize,
    not_compared: usize,
}

#[derive(Serialize)]
struct Figure<'c> {
    cell: String,
    label: String,
    printed: &'c str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    recomputed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Serialize)]
struct Supposed<'c> {
    kind: &'static str,
    text: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    respondents: Option<u64>,
    mends: Vec<String>,
}

/// The comparison as one JSON object on one line. `cell` and `label` say where a figure stands, `recomputed` how it would be printed, `value`
/// the number itself; `status` is `matching`, `differing`, `impossible` (with the `finding` that shows it) or `not compared` (with the
/// `reason`).
pub(super) fn json(comparison: &Comparison, shown: Disclosure) -> String {
    let count = |status| comparison.count(status);
    let study = comparison.study();
    let explained = comparison.explained();
    let document = Document {
        study: study.name(),
        title: study.title(),
        data: comparison.file(),
        respondents: comparison.rows(),
        included: comparison.included(),
        figures: Counts {
            matching: count(|status| *status == Reproduction::AsPrinted),
            differing: count(|status| *status == Reproduction::Differs),
            impossible: count(|status| matches!(status, Reproduction::Refuted(_))),
            not_compared: count(|status| matches!(status, Reproduction::NotSought(_))),
        },
        compared: figures(comparison, shown).map(|figure| compared(comparison, figure)).collect(),
        hypotheses: explained
            .hypotheses
            .iter()
            .map(|one| Supposed {
                kind: one.kind,
                text: &one.text,
                detail: one.detail.as_deref().filter(|_| shown.rows),
                respondents: (one.respondents <= 1 || one.respondents >= shown.least).then_some(one.respondents),
                mends: one.mends.iter().map(|claim| study.location(&study.claims()[*claim])).collect(),
            })
            .collect(),
        not_tried: &explained.not_tried,
        remarks: remarks(comparison, shown),
    };
    // Strings, numbers and lists of them are always representable.
    serde_json::to_string(&document).unwrap_or_default() + "\n"
}

fn compared<'c>(comparison: &'c Comparison, figure: Compared<'c>) -> Figure<'c> {
    let study = comparison.study();
    let findings = comparison.audit().findings();
    let (status, finding, why) = match figure.status {
        Reproduction::AsPrinted => ("matching", None, None),
        Reproduction::Refuted(finding) => {
            ("impossible", findings.get(finding).map(|finding| finding.id.as_str()), None)
        }
        Reproduction::NotSought(why) => ("not compared", None, Some(reason(comparison, why))),
        Reproduction::Differs | Reproduction::NotReached => ("differing", None, None),
    };
    Figure {
        cell: study.location(figure.claim),
        label: study.reference(figure.claim),
        printed: figure.claim.figure.text(),
        status,
        recomputed: figure.recomputed,
        value: figure.exact,
        difference: figure.difference.filter(|_| status != "matching"),
        by: figure.by,
        finding,
        reason: why,
    }
}
