//! Marks and findings in a word, a sign or a number: small parts that the others are made of.

use maud::{Markup, html};

use crate::audit::emphasis::parts;
use crate::audit::{Finding, Mark, of_finding};
use crate::report::page::anchor;
use crate::report::view::weight;

/// A sentence with its labels emphasised; no line ends between a number and its percent sign.
pub(in crate::report) fn emphasised(sentence: &str) -> Markup {
    let joined = |part: &str| part.replace(" %", "\u{a0}%");
    html! { @for (is_label, part) in parts(sentence) { @if is_label { em { (part) } } @else { (joined(part)) } } }
}

/// The number of a finding, which leads to its card.
pub(super) fn number(at: usize, finding: &Finding) -> Markup {
    let number = at + 1;
    html! { a.no href={ "#" (anchor::finding(finding, number)) } aria-label={ "Finding " (number) } { (number) } }
}

/// What depends on a finding.
pub(super) fn badge(finding: &Finding) -> Markup {
    html! { span.badge.(class(of_finding(finding))) { (weight(finding.severity)) } }
}

/// The class of style of a mark.
pub(super) fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Consistent => "is-consistent",
        Mark::Unchecked => "is-unchecked",
        Mark::Undecided => "is-undecided",
        Mark::Involved => "is-involved",
        Mark::Suspect => "is-suspect",
        Mark::Acknowledged => "is-acknowledged",
        Mark::Inconsistent => "is-inconsistent",
    }
}

/// A mark as a sign, for those who do not see its colour.
pub(super) fn glyph(mark: Mark) -> Markup {
    let sign = match mark {
        Mark::Consistent => "✓",
        Mark::Unchecked => "–",
        Mark::Undecided => "?",
        Mark::Involved => "○",
        Mark::Suspect => "◉",
        Mark::Acknowledged => "✎",
        Mark::Inconsistent => "✗",
    };
    html! { span.glyph aria-hidden="true" { (sign) } }
}
