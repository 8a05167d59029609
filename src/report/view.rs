//! What a finding says besides its message, as data: every report writes the same sections, each in its own form.

use indexmap::{IndexMap, IndexSet};

use crate::audit::Finding;
use crate::diagnosis::Severity;
use crate::report::sentences;
use crate::study::Study;
use crate::visible::is_hidden;

/// Whether a section tells of the finding or of what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something known of it.
    Note,
    /// Something that can be done.
    Help,
}

/// Some lines under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub tone: Tone,
    /// Where the lines do not speak for themselves.
    pub title: Option<&'static str>,
    pub lines: Vec<String>,
    /// Whether the lines are to be copied as they are.
    pub is_code: bool,
}

impl Section {
    fn note(title: Option<&'static str>, lines: impl IntoIterator<Item = String>) -> Self {
        Self { tone: Tone::Note, title, lines: lines.into_iter().collect(), is_code: false }
    }

    fn help(line: &str) -> Self {
        Self { tone: Tone::Help, ..Self::note(None, [line.to_owned()]) }
    }

    /// As one paragraph: the lines behind the title.
    pub fn paragraph(&self) -> String {
        let between = if self.is_code { "\n" } else { "; " };
        let lines = self.lines.join(between);
        match self.title {
            Some(title) if self.is_code => format!("{title}:\n{lines}"),
            Some(title) => format!("{title}: {lines}"),
            None => lines,
        }
    }
}

/// All that is known of a finding and can be done about it, in the order of the reports.
pub(crate) fn sections(study: &Study, finding: &Finding) -> Vec<Section> {
    known(study, finding).into_iter().chain(acknowledging(study, finding)).collect()
}

/// The same without how to acknowledge it.
pub(crate) fn known(study: &Study, finding: &Finding) -> Vec<Section> {
    let diagnosis = sentences(study, finding).into_iter().map(|sentence| Section::note(None, [sentence]));
    diagnosis.chain(circumstances(study, finding)).collect()
}

/// The same without the diagnosis.
pub(crate) fn circumstances(study: &Study, finding: &Finding) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(finding.remarks.iter().map(|remark| Section::note(None, [remark.clone()])));
    if !finding.consequences.is_empty() {
        let consequences = finding.consequences.iter().map(|name| consequence(study, finding, name));
        sections.push(Section::note(Some("related failures"), consequences));
    }
    sections.extend(read(study, finding));
    match finding.acknowledged {
        Some(known) => sections.push(Section::note(None, [study.acknowledged()[known].note.clone()])),
        None => sections.extend(finding.kind.hint().map(Section::help)),
    }
    sections
}

/// What a finding in a paper that was read as it is rests on: what speaks for the reading, and numbers that no cell prints. Where its
/// suspects stand, if that is in several cells.
fn read(study: &Study, finding: &Finding) -> Vec<Section> {
    let claims = || finding.claims.iter().map(|claim| &study.claims()[*claim]);
    let Some(bits) = claims().filter_map(|claim| study.bits(claim)).min() else { return Vec::new() };
    let unprinted = claims().filter_map(|claim| {
        let reason = study.spot(claim)?.printed.as_ref().err()?;
        Some(format!("{} {}: {reason}", claim.figure, study.units()))
    });
    let suspects = finding.suspects.iter().map(|suspect| &study.claims()[suspect.claim]);
    let mut places: IndexMap<String, Vec<&str>> = IndexMap::new();
    for claim in suspects {
        places.entry(study.location(claim)).or_default().push(claim.figure.text());
    }
    let several = places.len() > 1;
    let places = places.into_iter().map(|(place, figures)| format!("{} at {place}", figures.join(" and ")));
    let places = several.then(|| Section::note(Some("the figures that may be wrong stand"), places));
    let how = match claims().any(|claim| study.is_corrected(claim)) {
        false => "the table is read without a manifest",
        true => "the manifest says some of how the table is read",
    };
    let reading = match bits {
        0.. => format!("{how}; {bits} bits speak for how it is read"),
        _ => format!("{how}; its figures speak against that, by {} bits", -bits),
    };
    let lines = unprinted.chain([reading]).map(|line| Section::note(None, [line]));
    places.into_iter().chain(lines).collect()
}

/// How to acknowledge a finding: its entry in the manifest, or how a paper gets one.
pub(crate) fn acknowledging(study: &Study, finding: &Finding) -> Option<Section> {
    if finding.acknowledged.is_some() {
        return None;
    }
    if !has_manifest(study) {
        return Some(Section::help(WITHOUT_MANIFEST));
    }
    let title = Some("to acknowledge it, add to the manifest");
    Some(Section { tone: Tone::Help, title, lines: entry(finding).lines().map(str::to_owned).collect(), is_code: true })
}

/// How to acknowledge what is found in a paper.
pub(crate) const WITHOUT_MANIFEST: &str =
    "to acknowledge it, write the study with `retally read PAPER --out FOLDER`, whose study.toml lists what is known";

/// Whether somebody wrote the manifest of a study.
pub(crate) fn has_manifest(study: &Study) -> bool {
    !study.is_read() || study.folder().is_some()
}

/// The figures that a finding is about, and those that it suspects besides, each once.
pub(crate) fn figures(finding: &Finding) -> IndexSet<usize> {
    let suspects = finding.suspects.iter().map(|suspect| suspect.claim);
    finding.claims.iter().copied().chain(suspects).collect()
}

/// A relation that does not hold either, with its arithmetic where a suspect is in it.
fn consequence(study: &Study, finding: &Finding, name: &str) -> String {
    match finding.evidence.iter().find(|evidence| !evidence.supports && evidence.relation == name) {
        Some(evidence) => format!("{} ({})", study.reference(&study.claims()[evidence.claim]), evidence.text),
        None => name.to_owned(),
    }
}

/// How much depends on a finding, and what that means.
pub(crate) fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::LastDigit => ("last digit", "one figure differs by one unit in its last digit"),
        Severity::Figure => {
            ("figure", "a figure differs by more than its last digit, or there is no unique correction")
        }
        Severity::Claim => ("claim", "a figure of the text is inconsistent, or one on which a decision rests"),
    }
}

/// What a finding weighs, in the words of a heading.
pub(crate) fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::LastDigit => "last digit",
        Severity::Figure => "figure",
        Severity::Claim => "claim or decision",
    }
}

/// What a finding is called besides its kind.
pub(crate) fn status(finding: &Finding) -> &'static str {
    if finding.acknowledged.is_some() { "acknowledged" } else { "finding" }
}

/// A relation and its figures as printed: it stays the same until what is printed does not.
pub(crate) fn fingerprint(relation: &str, printed: &[String]) -> String {
    format!("{relation} [{}]", printed.join(", "))
}

/// The entry of the manifest that acknowledges a finding.
pub(crate) fn entry(finding: &Finding) -> String {
    let printed =
        finding.printed.iter().chain(&finding.related).map(|text| toml_string(text)).collect::<Vec<_>>().join(", ");
    let id = toml_string(&finding.id);
    format!("[[acknowledged]]\nfinding = {id}\nprinted = [{printed}]\nnote = \"why it is so\"")
}

/// A string of TOML on one line, in which nothing steers a terminal: what JSON escapes TOML escapes alike.
fn toml_string(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    let escape = |sign: char| match u32::from(sign) {
        _ if !is_hidden(sign) => sign.to_string(),
        code if code <= 0xffff => format!("\\u{code:04X}"),
        code => format!("\\U{code:08X}"),
    };
    json.chars().map(escape).collect()
}
