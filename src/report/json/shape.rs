//! The shape of the JSON: what its keys hold. What they mean is said at [`json`](super::json).

use indexmap::IndexMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub study: &'a str,
    pub title: &'a str,
    pub tables: usize,
    pub figures: usize,
    pub comparative_claims: usize,
    pub ignored: usize,
    pub unread: Vec<Unread<'a>>,
    pub relations: Relations,
    pub kinds: IndexMap<&'static str, Relations>,
    pub findings: Vec<Found<'a>>,
    pub outcomes: Vec<Evaluated<'a>>,
    pub stale: Vec<Stale<'a>>,
    pub undecided: Vec<Undecided<'a>>,
    pub unchecked: Vec<Unchecked<'a>>,
    pub text_claims: Vec<TextClaim<'a>>,
    pub sensitivity: Sensitivity<'a>,
    pub joint_consistency: Joint<'a>,
    pub limit: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Joint<'a> {
    pub satisfied: usize,
    pub decided: usize,
    pub corrected: Vec<String>,
    pub not_decided_together: Vec<&'a str>,
}

#[derive(Serialize, Default)]
pub(super) struct Relations {
    pub consistent: usize,
    pub inconsistent: usize,
    pub undecided: usize,
}

#[derive(Serialize)]
pub(super) struct Found<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub label: String,
    pub cells: Vec<String>,
    pub printed: &'a [String],
    pub reported: &'a str,
    pub recomputed: &'a str,
    pub message: &'a str,
    pub related_failures: &'a [String],
    pub explanations: Vec<&'a str>,
    pub hypotheses: Vec<Hypothesised<'a>>,
    pub suspects: Vec<Suspected<'a>>,
    pub repairs: Vec<Repaired<'a>>,
    pub remarks: &'a [String],
    pub evidence: Vec<Evident<'a>>,
    pub severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<&'static str>,
    pub acknowledged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Hypothesised<'a> {
    pub hypothesis: &'static str,
    pub cells: Vec<String>,
    pub text: &'a str,
}

/// Where a figure stands, and how it is printed.
#[derive(Serialize)]
pub(super) struct Placed<'a> {
    pub cell: String,
    pub label: String,
    pub printed: &'a str,
}

#[derive(Serialize)]
pub(super) struct Suspected<'a> {
    #[serde(flatten)]
    pub place: Placed<'a>,
    pub standing: &'static str,
    pub implied: &'a str,
}

#[derive(Serialize)]
pub(super) struct Repaired<'a> {
    pub changes: Vec<Changed<'a>>,
    pub feasible: bool,
}

#[derive(Serialize)]
pub(super) struct Changed<'a> {
    #[serde(flatten)]
    pub place: Placed<'a>,
    pub values: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Evident<'a> {
    pub relation: &'a str,
    pub cell: String,
    pub label: String,
    pub supports: bool,
    pub text: &'a str,
}

#[derive(Serialize)]
pub(super) struct Evaluated<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub label: String,
    pub cells: Vec<String>,
    pub verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Tested>,
}

#[derive(Serialize)]
pub(super) struct Tested {
    pub name: &'static str,
    pub statistic: f64,
    pub df: u64,
    pub p: f64,
}

#[derive(Serialize)]
pub(super) struct TextClaim<'a> {
    pub cell: String,
    pub label: String,
    pub section: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<&'a str>,
    pub printed: &'a str,
    pub quantity: String,
    pub values: String,
}

/// What looks like a test in the text and is not read.
#[derive(Serialize)]
pub(super) struct Unread<'a> {
    pub printed: &'a str,
    pub reason: &'a str,
}

#[derive(Serialize)]
pub(super) struct Stale<'a> {
    pub finding: &'a str,
    pub printed: &'a [String],
}

#[derive(Serialize)]
pub(super) struct Undecided<'a> {
    pub id: &'a str,
    pub label: String,
    pub reason: String,
}

#[derive(Serialize)]
pub(super) struct Unchecked<'a> {
    #[serde(flatten)]
    pub place: Placed<'a>,
    pub quantity: String,
}

#[derive(Serialize)]
pub(super) struct Sensitivity<'a> {
    #[serde(flatten)]
    pub overall: Covered,
    pub tables: IndexMap<&'a str, Covered>,
    pub manifest: Covered,
    pub cells: Vec<Passing<'a>>,
}

#[derive(Serialize)]
pub(super) struct Covered {
    pub errors: usize,
    pub detected: usize,
    pub figures: usize,
    pub always: usize,
    pub partly: usize,
    pub never: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_tried: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Passing<'a> {
    #[serde(flatten)]
    pub place: Placed<'a>,
    pub errors: usize,
    pub detected: usize,
    pub to_last_place: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undetected: Option<String>,
}
