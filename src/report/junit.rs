//! Audits as JUnit XML, which CI systems show as tests.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use rustc_hash::FxHashMap as HashMap;

use crate::audit::{Audit, Finding};
use crate::relation::{Kind, Outcome, Support, Verdict};
use crate::report::style::Colour;
use crate::report::text::finding;
use crate::report::words::{self, STALE};
use crate::study::Acknowledgement;
use crate::visible::visible;

/// The class of the tests that acknowledged findings are still found.
const ACKNOWLEDGED: &str = "acknowledged";

/// Audits as [JUnit XML](https://github.com/testmoapp/junitxml): a suite for each study, a test for each relation, the
/// kind of relation as its class.
///
/// A relation fails if it belongs to a finding that the manifest does not acknowledge. With an acknowledged finding it
/// passes, and the note is its output. It is skipped where it is undecided. An acknowledgement of what is no longer found is
/// a test that fails.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let xml = retally::report::junit(&[study.audit()]);
/// assert!(xml.contains(r#"<testsuite name="izcara-andrade-2018" tests="#));
/// assert!(!xml.contains("<failure")); // all findings are known
/// # Ok::<(), retally::Error>(())
/// ```
pub fn junit(audits: &[Audit]) -> String {
    let mut report = Report::new("retally");
    report.add_test_suites(audits.iter().map(suite));
    // Text is always representable.
    report.to_string().unwrap_or_default()
}

fn suite(audit: &Audit) -> TestSuite {
    let findings = Findings::of(audit);
    let mut suite = TestSuite::new(visible(audit.study().name()));
    suite.add_test_cases(audit.outcomes().iter().map(|outcome| relation(&findings, outcome)));
    let notation = audit.findings().iter().filter(|finding| finding.kind == Kind::notation());
    suite.add_test_cases(notation.map(|finding| case(&finding.id, finding.kind.name(), findings.status(finding))));
    suite.add_test_cases(audit.stale().map(stale));
    if let Some(cut_off) = words::cut_off(audit) {
        suite.set_system_out(cut_off);
    }
    suite
}

/// The findings of an audit, by the names of the relations that they tell of.
struct Findings<'a> {
    audit: &'a Audit<'a>,
    by_relation: HashMap<&'a str, &'a Finding>,
}

impl<'a> Findings<'a> {
    fn of(audit: &'a Audit<'a>) -> Self {
        let mut by_relation = HashMap::default();
        for finding in audit.findings() {
            by_relation.insert(finding.id.as_str(), finding);
            by_relation.extend(finding.consequences.iter().map(|also| (also.as_str(), finding)));
        }
        Self { audit, by_relation }
    }

    /// Failure, or the note with which it passes.
    fn status(&self, found: &Finding) -> Result<Option<String>, TestCaseStatus> {
        let study = self.audit.study();
        if let Some(known) = found.acknowledged {
            return Ok(Some(study.acknowledged()[known].note.clone()));
        }
        let mut failure = failure(&found.message, found.kind.name());
        failure.set_description(visible(&finding(study, found, Colour::Never)));
        Err(failure)
    }
}

fn failure(message: &str, kind: &str) -> TestCaseStatus {
    let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
    failure.set_message(visible(message)).set_type(kind);
    failure
}

fn relation(findings: &Findings, outcome: &Outcome) -> TestCase {
    let relation = &outcome.relation;
    let status = match &outcome.verdict {
        Verdict::Consistent => Ok(explained(outcome)),
        Verdict::Undecided(unknown) => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(visible(&unknown.reason(findings.audit.study().names())));
            Err(skipped)
        }
        Verdict::Inconsistent => match findings.by_relation.get(relation.name.as_str()) {
            Some(finding) => findings.status(finding),
            None => Err(failure("inconsistent", relation.kind.name())),
        },
    };
    case(&relation.name, relation.kind.name(), status)
}

/// How a comparative claim fares, or by which of the usual computations it holds.
fn explained(outcome: &Outcome) -> Option<String> {
    let tested = |support: &Support| match support.tests.is_empty() {
        true => support.strength.to_string(),
        false => format!("{}: {}", support.strength, support.tested()),
    };
    outcome.support.as_ref().map(tested).or(outcome.by.map(|by| format!("by {by}")))
}

fn case(name: &str, class: &str, status: Result<Option<String>, TestCaseStatus>) -> TestCase {
    let (note, status) = match status {
        Ok(note) => (note, TestCaseStatus::success()),
        Err(status) => (None, status),
    };
    let mut case = TestCase::new(visible(name), status);
    case.set_classname(class);
    if let Some(note) = note {
        case.set_system_out(visible(&note));
    }
    case
}

fn stale(stale: &Acknowledgement) -> TestCase {
    let message = format!("{STALE}: {}", stale.printed.join(", "));
    case(&stale.finding, ACKNOWLEDGED, Err(failure(&message, "stale")))
}
