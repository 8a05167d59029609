//! What sentences report of tests, estimates, shares and parts of a whole.
//!
//! What is read is the style of the American Psychological Association and what journals and extraction make of it. A text is
//! cut into tokens (`token`), a number is read whole or not at all (`number`), and tables of forms (`form`) say how a
//! statistic, its degrees of freedom and its p value may be written; `report` puts them together and `reading` decides what a
//! comma means. A number with its percentage is a `pair`; a `share` has its base as well, `parts` and `sizes` come to their whole.
//! What looks like one of them and is not read is listed with the reason.

mod around;
mod estimate;
mod form;
mod mean;
mod number;
mod pair;
mod parts;
mod reading;
mod report;
mod share;
mod sizes;
mod token;

use std::cell::LazyCell;
use std::ops::Range;

use crate::inference::prose::around::Around;
pub(crate) use crate::inference::prose::around::{speaks_of_adjustment, speaks_of_resampling, speaks_of_weights};
#[cfg(feature = "documents")]
pub(crate) use crate::inference::prose::around::{
    speaks_of_imputation, speaks_of_other_intervals, speaks_of_other_tests, speaks_of_rounded_counts,
};
use crate::inference::prose::estimate::estimate;
use crate::inference::prose::form::{Forms, PValue};
use crate::inference::prose::mean::mean;
use crate::inference::prose::parts::{ADJUSTED, adjusted};
pub use crate::inference::prose::reading::Unread;
use crate::inference::prose::reading::{BROKEN, OF_ANOTHER, OF_SEVERAL, Reason};
use crate::inference::prose::report::report;
use crate::inference::prose::share::share;
use crate::inference::prose::sizes::sizes;
use crate::inference::prose::token::{Token, tokens};
use crate::inference::reported::Reported;
use crate::inference::reported_estimate::ReportedEstimate;
use crate::inference::reported_mean::ReportedMean;
use crate::inference::reported_parts::ReportedParts;
use crate::inference::reported_share::ReportedShare;
use crate::number::Rational;

/// What a text reports of tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The tests with a p value, in the order in which they stand.
    pub tests: Vec<Reported>,
    /// The numbers with their percentage of a base, in the order in which they stand.
    pub shares: Vec<ReportedShare>,
    /// The numbers that divide a whole, by sentence.
    pub parts: Vec<ReportedParts>,
    /// The means of scales that their sentence states.
    pub means: Vec<ReportedMean>,
    /// The estimates with an interval or a standard error, in the order in which they stand.
    pub estimates: Vec<ReportedEstimate>,
    /// What looks like a test or a p value and is not read.
    pub unread: Vec<Unread>,
}

/// Every test that a text reports with a p value, in the order in which they stand.
///
/// ```
/// use retally::Statistic;
/// use retally::inference::scan;
///
/// let text = "A trend, χ²(1, N = 90) = 3.84, p = .05,\nand r(33)\u{a0}=\n−.22, p\u{2009}>\u{2009}.05.";
/// let found = scan(text);
/// assert_eq!(found[0].test, Statistic::ChiSquare);
/// assert_eq!(found[0].df.len(), 1);
/// assert_eq!((found[1].line, found[1].column), (2, 5));
/// assert_eq!(found[1].statistic.0.to_string(), "−.22");
/// ```
pub fn scan(text: &str) -> Vec<Reported> {
    scan_all(text).tests
}

/// The same with what is not read: p values without a test before them, and tests with a number that is broken or degrees of
/// freedom that they cannot have.
///
/// ```
/// use retally::inference::scan_all;
/// let found = scan_all("They differed, t(28) = 2.20, p = .036, and z = 1 1 .25, p = .806; all others p < .05.");
/// assert_eq!((found.tests.len(), found.unread.len()), (1, 2));
/// assert_eq!(found.unread[0].reason, "a number cannot be read whole");
/// ```
pub fn scan_all(text: &str) -> Scan {
    let (forms, tokens) = (Forms::all(), tokens(text));
    let mut scan = Scan { estimates: estimates(text, forms, &tokens), ..Scan::default() };
    scan.shares = shares(text, &tokens, &mut scan.unread);
    scan.means = means(text, &tokens, &mut scan.unread);
    parts(text, &tokens, &mut scan);
    let (mut around, mut at) = (Around::default(), 0);
    while at < tokens.len() {
        let start = tokens[at].bytes.start;
        let whole = |end: usize| start..tokens[end - 1].bytes.end;
        at = match report(forms, &tokens, at) {
            Some((Ok(report), end)) => {
                scan.tests.push(around.reported(text, report, whole(end)));
                end
            }
            Some((Err(reason), end)) => {
                scan.unread.push(around.unread(text, reason, whole(end)));
                end
            }
            None => match lonely_p(forms, &tokens, at) {
                Some((reason, end)) => {
                    let bytes = whole(end);
                    let is_of_estimate = |estimate: &ReportedEstimate| estimate.bytes.contains(&bytes.start);
                    if !scan.estimates.iter().any(is_of_estimate) {
                        scan.unread.push(around.unread(text, reason, bytes));
                    }
                    end
                }
                None => at + 1,
            },
        };
    }
    scan.unread.sort_by_key(|unread| unread.bytes.start);
    scan
}

/// Every number of a base that a text reports with its percentage: `37 of 141 patients (26.2%)`, `37/141 (26.2%)`, `26.2% (37/141)`.
///
/// What is no share of the base though it looks like one is left out: of two single digits with a slash between them, which may be grades or
/// types, of a month and a year, and in a paragraph that speaks of weights or of estimated curves.
///
/// ```
/// use retally::inference::scan_shares;
///
/// let found = scan_shares("Of these 1,224 of 3,100 (39.5%) had grade 3/4 (26%); weaker ones 12,5% (5 de los 40).");
/// assert_eq!(found.len(), 2);
/// assert_eq!(found[0].base.0.to_string(), "3,100");
/// assert_eq!((found[1].percentage.0.to_string(), found[1].column), ("12,5".to_owned(), 66));
/// ```
pub fn scan_shares(text: &str) -> Vec<ReportedShare> {
    shares(text, &tokens(text), &mut Vec::new())
}

fn shares(text: &str, tokens: &[Token], unread: &mut Vec<Unread>) -> Vec<ReportedShare> {
    let is_weighted = LazyCell::new(|| speaks_of_weights(text));
    let (mut reports, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let share = share(tokens, at);
        let end = share.as_ref().map_or(at + 1, |(_, end)| *end);
        let bytes = tokens[at].bytes.start..tokens[end - 1].bytes.end;
        reports.extend(share.and_then(|(report, _)| Some((bytes, report.ok()?))));
        at = end;
    }
    let following = reports.iter().map(|(_, report)| report).filter(|report| report.follows());
    let known: Vec<Rational> = following.map(|report| report.base.0.number().clone()).collect();
    let (mut found, mut around) = (Vec::new(), Around::default());
    for (bytes, report) in reports {
        let is_known = || known.contains(report.base.0.number());
        if report.may_be_none() || around.speaks_of_estimates(text, bytes.start) {
        } else if report.may_be_of_another(|| *is_weighted, is_known) {
            unread.push(around.unread(text, OF_ANOTHER, bytes));
        } else {
            found.push(around.reported_share(text, report, bytes));
        }
    }
    let adjusted = adjusted(&found);
    let is_adjusted = |at: &usize| adjusted.iter().any(|run| run.contains(at));
    let (adjusted, kept): (Vec<_>, Vec<_>) = found.into_iter().enumerate().partition(|(at, _)| is_adjusted(at));
    unread.extend(adjusted.into_iter().map(|(_, ReportedShare { bytes, line, column, .. })| Unread {
        bytes,
        line,
        column,
        reason: ADJUSTED,
    }));
    kept.into_iter().map(|(_, share)| share).collect()
}

/// Adds the numbers that divide a whole, with percentages or without.
fn parts(text: &str, tokens: &[Token], scan: &mut Scan) {
    let taken: Vec<Range<usize>> = scan.shares.iter().map(|share| share.bytes.clone()).collect();
    let mut found = parts::parts(tokens, &taken);
    let mut at = 0;
    while at < tokens.len() {
        let sizes = sizes(tokens, at);
        let end = sizes.as_ref().map_or(at + 1, |(_, end)| *end);
        found.extend(sizes.map(|(report, end)| (tokens[at].bytes.start..tokens[end - 1].bytes.end, Ok(report))));
        at = end;
    }
    if found.is_empty() || speaks_of_weights(text) {
        return;
    }
    found.sort_by_key(|(bytes, _)| bytes.start);
    let mut around = Around::default();
    for (bytes, report) in found {
        if around.speaks_of_estimates(text, bytes.start) {
            continue;
        }
        match report {
            Ok(report) => scan.parts.push(around.reported_parts(text, report, bytes)),
            Err(reason) => scan.unread.push(around.unread(text, reason, bytes)),
        }
    }
}

/// Every estimate that a text reports with an interval or a standard error. What is said of a test beside it is a test as well.
///
/// ```
/// use retally::Statistic;
/// use retally::inference::scan_estimates;
///
/// let found = scan_estimates("Smokers had it more often (aOR 1.50, 95% CI 1.10–2.05; p = .01), HR = 0.72, IC 95% [0.55; 0.94].");
/// assert_eq!([found[0].of, found[1].of], [Statistic::OddsRatio, Statistic::HazardRatio]);
/// assert_eq!(found[0].p.as_ref().unwrap().0.to_string(), ".01");
/// assert_eq!(found[1].limits.as_ref().unwrap()[1].0.to_string(), "0.94");
/// assert_eq!(found[1].level, retally::Rational::new(95, 100));
/// ```
pub fn scan_estimates(text: &str) -> Vec<ReportedEstimate> {
    estimates(text, Forms::all(), &tokens(text))
}

fn estimates(text: &str, forms: &Forms, tokens: &[Token]) -> Vec<ReportedEstimate> {
    let (mut found, mut around, mut at) = (Vec::new(), Around::default(), 0);
    while at < tokens.len() {
        at = match estimate(forms, tokens, at) {
            Some((Ok(report), end)) => {
                let bytes = tokens[at].bytes.start..tokens[end - 1].bytes.end;
                found.push(around.reported_estimate(text, report, bytes));
                end
            }
            Some((Err(_), end)) => end,
            None => at + 1,
        };
    }
    found
}

fn means(text: &str, tokens: &[Token], unread: &mut Vec<Unread>) -> Vec<ReportedMean> {
    let (mut found, mut around, mut at) = (Vec::new(), Around::default(), 0);
    while at < tokens.len() {
        at = match mean(tokens, at) {
            Some((report, end)) => {
                let bytes = tokens[at].bytes.start..tokens[end - 1].bytes.end;
                match report.map(|report| around.reported_mean(text, report, bytes.clone())) {
                    Ok(mean) if mean.is_possible() => found.push(mean),
                    Ok(_) => unread.push(around.unread(text, OF_SEVERAL, bytes)),
                    Err(reason) => unread.push(around.unread(text, reason, bytes)),
                }
                end
            }
            None => at + 1,
        };
    }
    found
}

/// A p value that belongs to no test that was read: why, and the token behind it. A P above one is something else.
fn lonely_p(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Reason, usize)> {
    let PValue { value, end, .. } = forms.p_value(tokens, at)?;
    let Ok(value) = value else { return Some((BROKEN, end)) };
    let figure = value.and_then(|(sign, written)| written.figure('.', sign).or_else(|| written.figure(',', sign)));
    let is_other = figure.is_some_and(|figure| *figure.number() > Rational::whole(1));
    (!is_other).then_some(("no test statistic is read before this p value", end))
}
