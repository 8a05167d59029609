//! What a finding says besides its message, as data: every report writes the same sections, each in its own form.

use crate::audit::Finding;
use crate::diagnosis::Severity;
use crate::report::sentences;
use crate::study::Study;

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
    let known = sentences(study, finding).into_iter().map(|sentence| Section::note(None, [sentence]));
    known.chain(circumstances(study, finding)).collect()
}

/// The same without the diagnosis.
pub(crate) fn circumstances(study: &Study, finding: &Finding) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(finding.remarks.iter().map(|remark| Section::note(None, [remark.clone()])));
    if !finding.consequences.is_empty() {
        let consequences = finding.consequences.iter().map(|name| consequence(study, finding, name));
        sections.push(Section::note(Some("related failures"), consequences));
    }
    match finding.acknowledged {
        Some(known) => sections.push(Section::note(None, [study.acknowledged()[known].note.clone()])),
        None => {
            sections.extend(finding.kind.hint().map(Section::help));
            let title = Some("to acknowledge it, add to the manifest");
            let entry = entry(finding).lines().map(str::to_owned).collect();
            sections.push(Section { tone: Tone::Help, title, lines: entry, is_code: true });
        }
    }
    sections
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

/// What a finding is called besides its kind.
pub(crate) fn status(finding: &Finding) -> &'static str {
    if finding.acknowledged.is_some() { "acknowledged" } else { "finding" }
}

/// A relation and its figures as printed: it stays the same until what is printed does not.
pub(crate) fn fingerprint(relation: &str, printed: &[String]) -> String {
    format!("{relation} [{}]", printed.join(", "))
}

/// The entry of the manifest that acknowledges a finding.
fn entry(finding: &Finding) -> String {
    let printed =
        finding.printed.iter().chain(&finding.related).map(|text| toml_string(text)).collect::<Vec<_>>().join(", ");
    let id = toml_string(&finding.id);
    format!("[[acknowledged]]\nfinding = {id}\nprinted = [{printed}]\nnote = \"why it is so\"")
}

fn toml_string(text: &str) -> String {
    toml::Value::from(text).to_string()
}
