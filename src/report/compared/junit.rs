//! Comparisons as JUnit XML, which CI systems show as tests.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::microdata::Reproduction;
use crate::report::compared::text::differing;
use crate::report::compared::view::{Compared, Disclosure, figures, hypothesis, reason};
use crate::respondents::Comparison;
use crate::visible::visible;

/// A suite for each study, a test for each figure, its table as its class. A figure that differs fails, and so does one that cannot match if
/// no acknowledged finding shows why; one that is not compared is skipped. What would explain the differences is the suite's output.
pub(super) fn junit(comparisons: &[Comparison], shown: Disclosure) -> String {
    let mut report = Report::new("retally");
    report.add_test_suites(comparisons.iter().map(|comparison| suite(comparison, shown)));
    // Text is always representable.
    report.to_string().unwrap_or_default()
}

fn suite(comparison: &Comparison, shown: Disclosure) -> TestSuite {
    let mut suite = TestSuite::new(visible(comparison.study().name()));
    suite.add_test_cases(figures(comparison, shown).map(|figure| case(comparison, &figure)));
    let supposed = comparison.explained().hypotheses.iter().map(|one| hypothesis(comparison, one, shown));
    let supposed = supposed.collect::<Vec<_>>().join("\n");
    if !supposed.is_empty() {
        suite.set_system_out(visible(&supposed));
    }
    suite
}

fn case(comparison: &Comparison, figure: &Compared) -> TestCase {
    let study = comparison.study();
    let is_known = |finding: usize| comparison.audit().findings()[finding].acknowledged.is_some();
    let status = match figure.status {
        Reproduction::AsPrinted => TestCaseStatus::success(),
        Reproduction::Refuted(finding) if is_known(finding) => TestCaseStatus::success(),
        Reproduction::NotSought(why) => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(visible(&reason(comparison, why)));
            skipped
        }
        _ => {
            let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
            failure.set_message(visible(&differing(comparison, figure))).set_type("differs");
            failure
        }
    };
    let name = format!("{} {}", study.location(figure.claim), study.reference(figure.claim));
    let mut case = TestCase::new(visible(&name), status);
    case.set_classname(visible(study.table_name(figure.claim)));
    case
}
