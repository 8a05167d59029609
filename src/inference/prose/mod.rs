//! Reported tests found in plain text.
//!
//! What is read is the style of the American Psychological Association and what journals and extraction make of it. A text is
//! cut into tokens (`token`), a number is read whole or not at all (`number`), and tables of forms (`form`) say how a
//! statistic, its degrees of freedom and its p value may be written; `report` puts them together and `reading` decides what a
//! comma means. What looks like a test and is not read is listed with the reason.

mod estimate;
mod form;
mod number;
mod reading;
mod report;
mod share;
mod token;

use std::ops::Range;

use crate::inference::prose::estimate::{EstimateReport, estimate};
use crate::inference::prose::form::{Forms, PValue};
use crate::inference::prose::reading::BROKEN;
use crate::inference::prose::reading::Reason;
use crate::inference::prose::report::{Report, report};
use crate::inference::prose::share::{ShareReport, share};
use crate::inference::prose::token::{Token, tokens};
use crate::inference::reported::Reported;
use crate::inference::reported_estimate::ReportedEstimate;
use crate::inference::reported_share::ReportedShare;
use crate::number::Rational;

/// What a text reports of tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The tests with a p value, in the order in which they stand.
    pub tests: Vec<Reported>,
    /// The numbers with their percentage of a base, in the order in which they stand.
    pub shares: Vec<ReportedShare>,
    /// The estimates with an interval or a standard error, in the order in which they stand.
    pub estimates: Vec<ReportedEstimate>,
    /// What looks like a test or a p value and is not read.
    pub unread: Vec<Unread>,
}

/// What looks like a test and is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
    /// Why it is not read.
    pub reason: &'static str,
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
    let (forms, tokens) = (Forms::new(), tokens(text));
    let (estimates, shares) = (estimates(text, &forms, &tokens), scan_shares(text));
    let mut scan = Scan { estimates, shares, ..Scan::default() };
    let (mut around, mut at) = (Around::default(), 0);
    while at < tokens.len() {
        let start = tokens[at].bytes.start;
        let whole = |end: usize| start..tokens[end - 1].bytes.end;
        at = match report(&forms, &tokens, at) {
            Some((Ok(report), end)) => {
                scan.tests.push(around.reported(text, report, whole(end)));
                end
            }
            Some((Err(reason), end)) => {
                scan.unread.push(around.unread(text, reason, whole(end)));
                end
            }
            None => match lonely_p(&forms, &tokens, at) {
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
    let tokens = tokens(text);
    let (mut found, mut around, mut at) = (Vec::new(), Around::default(), 0);
    while at < tokens.len() {
        at = match share(&tokens, at) {
            Some((Ok(report), end)) => {
                let bytes = tokens[at].bytes.start..tokens[end - 1].bytes.end;
                if !report.may_be_none() && !speaks_of_estimates(&text[paragraph(text, bytes.start)]) {
                    found.push(around.reported_share(text, report, bytes));
                }
                end
            }
            Some((Err(_), end)) => end,
            None => at + 1,
        };
    }
    found
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
    estimates(text, &Forms::new(), &tokens(text))
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

/// A p value that belongs to no test that was read: why, and the token behind it. A P above one is something else.
fn lonely_p(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Reason, usize)> {
    let PValue { value, end, .. } = forms.p_value(tokens, at)?;
    let Ok(value) = value else { return Some((BROKEN, end)) };
    let figure = value.and_then(|(sign, written)| written.figure('.', sign).or_else(|| written.figure(',', sign)));
    let is_other = figure.is_some_and(|figure| *figure.number() > Rational::whole(1));
    (!is_other).then_some(("no test statistic is read before this p value", end))
}

/// What is known of the text up to a place, so that no part of it is read again for each test.
#[derive(Default)]
struct Around {
    at: usize,
    lines: usize,
    column: usize,
    paragraph: Range<usize>,
    one_tailed: bool,
}

impl Around {
    /// Goes on to a later place.
    fn reach(&mut self, text: &str, at: usize) {
        for sign in text[self.at..at].chars() {
            let is_end = sign == '\n';
            self.lines += usize::from(is_end);
            self.column = if is_end { 0 } else { self.column + 1 };
        }
        self.at = at;
        if !self.paragraph.contains(&at) {
            self.paragraph = paragraph(text, at);
            self.one_tailed = speaks_of_one_tail(&text[self.paragraph.clone()]);
        }
    }

    fn reported(&mut self, text: &str, report: Report, bytes: Range<usize>) -> Reported {
        self.reach(text, bytes.start);
        let Report { test, df, statistic, p, p_at } = report;
        let (line, column, one_tailed) = (self.lines + 1, self.column + 1, self.one_tailed);
        Reported { test, df, statistic, p, p_at, one_tailed, bytes, line, column }
    }

    fn reported_share(&mut self, text: &str, report: ShareReport, bytes: Range<usize>) -> ReportedShare {
        self.reach(text, bytes.start);
        let ShareReport { count, base, percentage, .. } = report;
        ReportedShare { count, base, percentage, bytes, line: self.lines + 1, column: self.column + 1 }
    }

    fn reported_estimate(&mut self, text: &str, report: EstimateReport, bytes: Range<usize>) -> ReportedEstimate {
        self.reach(text, bytes.start);
        let EstimateReport { of, value, limits, level, se, statistic, p } = report;
        let (line, column, one_tailed) = (self.lines + 1, self.column + 1, self.one_tailed);
        ReportedEstimate { of, value, limits, level, se, statistic, p, one_tailed, bytes, line, column }
    }

    fn unread(&mut self, text: &str, reason: Reason, bytes: Range<usize>) -> Unread {
        self.reach(text, bytes.start);
        Unread { bytes, line: self.lines + 1, column: self.column + 1, reason }
    }
}

/// The text between two empty lines.
fn paragraph(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind("\n\n").map_or(0, |end| end + 2);
    let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
    start..end
}

/// Whether percentages may be weighted, adjusted, or of a curve that is estimated.
fn speaks_of_estimates(text: &str) -> bool {
    const SAID: [&str; 10] = [
        "weighted",
        "survival",
        "kaplan",
        "actuarial",
        "standardized",
        "standardised",
        "adjusted",
        "cumulative",
        "estimated",
        "imputed",
    ];
    speaks_of(text, &SAID)
}

fn speaks_of_one_tail(text: &str) -> bool {
    const SAID: [&str; 6] = ["one tailed", "one sided", "1 tailed", "1 sided", "one tail", "directional"];
    speaks_of(text, &SAID)
}

fn speaks_of(text: &str, said: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let text = format!(" {} ", words.join(" "));
    said.iter().any(|word| text.contains(&format!(" {word} ")))
}
