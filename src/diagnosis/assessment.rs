//! How much depends on what is wrong with one of some suspects.

use crate::diagnosis::implied::only_figure;
use crate::diagnosis::severity::Severity;
use crate::diagnosis::solver::system::System;
use crate::diagnosis::suspect::Suspect;
use crate::number::{Figure, Rational};
use crate::quantity::Statistic;

/// The p value at which most decisions are taken.
const THRESHOLD: (i128, i128) = (5, 100);

/// How much depends on what is wrong with one of some suspects.
pub(super) fn severity(system: &System, suspects: &[Suspect]) -> Severity {
    let in_text = |claim: usize| system.study.claims()[claim].text_claim.is_some() && suspects.len() == 1;
    if suspects.iter().any(|suspect| in_text(suspect.claim) || crosses(system, suspect)) {
        return Severity::Claim;
    }
    match suspects {
        [] => Severity::Figure,
        all if all.iter().all(|suspect| is_last_digit(system, suspect)) => Severity::LastDigit,
        _ => Severity::Figure,
    }
}

/// Whether a p value is on the one side of the threshold as printed and on the other as implied.
fn crosses(system: &System, suspect: &Suspect) -> bool {
    let known = &system.study.claims()[suspect.claim];
    let Some(threshold) = Rational::new(THRESHOLD.0, THRESHOLD.1) else { return false };
    let below = |value: Option<&Rational>| value.map(|value| *value < threshold);
    let (least, most) = (below(suspect.implied_range.least()), below(suspect.implied_range.greatest()));
    known.quantity.statistic == Statistic::P && least == most && least != below(Some(known.figure.number()))
}

/// Whether a rounded figure is one unit away from the only figure that is left for it.
fn is_last_digit(system: &System, suspect: &Suspect) -> bool {
    let known = &system.study.claims()[suspect.claim];
    let only = only_figure(system, suspect.claim, &suspect.implied_range);
    let Some(Ok(left)) = only.map(|only| only.parse::<Figure>()) else { return false };
    known.values.single().is_none() && (left.number() - known.figure.number()).abs() == known.figure.unit()
}
