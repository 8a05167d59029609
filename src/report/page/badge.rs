//! Marks and findings in a word, a sign or a number: small parts that the others are made of.

use maud::{Markup, html};

use crate::audit::emphasis::parts;
use crate::audit::{Finding, Mark};
use crate::report::page::anchor;
use crate::report::view::status;

/// A sentence with its labels emphasised.
pub(super) fn emphasised(sentence: &str) -> Markup {
    html! { @for (is_label, part) in parts(sentence) { @if is_label { em { (part) } } @else { (part) } } }
}

/// A finding's number, which leads to its card.
pub(super) fn number(at: usize, finding: &Finding) -> Markup {
    html! { a.no href={ "#" (anchor::finding(finding, at)) } aria-label={ "Finding " (at) } { (at) } }
}

/// Whether it is acknowledged.
pub(super) fn badge(finding: &Finding) -> Markup {
    html! { span.badge.(class(mark(finding))) { (status(finding)) } }
}

/// A finding as a mark.
pub(super) fn mark(finding: &Finding) -> Mark {
    if finding.acknowledged.is_some() { Mark::Acknowledged } else { Mark::Inconsistent }
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
