//! What is known of the text around a place: its line, and what its paragraph speaks of.

use std::ops::Range;

use crate::inference::prose::estimate::EstimateReport;
use crate::inference::prose::mean::MeanReport;
use crate::inference::prose::parts::PartsReport;
use crate::inference::prose::reading::{Reason, Unread};
use crate::inference::prose::report::Report;
use crate::inference::prose::share::ShareReport;
use crate::inference::reported::Reported;
use crate::inference::reported_estimate::ReportedEstimate;
use crate::inference::reported_mean::ReportedMean;
use crate::inference::reported_parts::{ReportedPart, ReportedParts};
use crate::inference::reported_share::ReportedShare;

/// What is known of the text up to a place, so that no part of it is read again for each test.
#[derive(Default)]
pub(super) struct Around {
    at: usize,
    lines: usize,
    column: usize,
    paragraph: Range<usize>,
    one_tailed: bool,
    corrected: bool,
    estimated: Option<bool>,
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
            self.corrected = speaks_of_correction(&text[self.paragraph.clone()]);
            self.estimated = None;
        }
    }

    /// Whether percentages in the paragraph of a place may be weighted, adjusted, or of a curve that is estimated.
    pub fn speaks_of_estimates(&mut self, text: &str, at: usize) -> bool {
        self.reach(text, at);
        *self.estimated.get_or_insert_with(|| speaks_of_estimates(&text[self.paragraph.clone()]))
    }

    pub fn reported(&mut self, text: &str, report: Report, bytes: Range<usize>) -> Reported {
        self.reach(text, bytes.start);
        let Report { test, df, statistic, p, p_at } = report;
        let (line, column) = (self.lines + 1, self.column + 1);
        let (one_tailed, corrected) = (self.one_tailed, self.corrected);
        Reported { test, df, statistic, p, p_at, one_tailed, corrected, bytes, line, column }
    }

    pub fn reported_share(&mut self, text: &str, report: ShareReport, bytes: Range<usize>) -> ReportedShare {
        self.reach(text, bytes.start);
        let ShareReport { count, base, percentage, .. } = report;
        ReportedShare { count, base, percentage, bytes, line: self.lines + 1, column: self.column + 1 }
    }

    pub fn reported_parts(&mut self, text: &str, report: PartsReport, bytes: Range<usize>) -> ReportedParts {
        self.reach(text, bytes.start);
        let parts = report.parts.into_iter().map(|(count, percentage)| ReportedPart { count, percentage });
        ReportedParts {
            whole: report.whole,
            parts: parts.collect(),
            bytes,
            line: self.lines + 1,
            column: self.column + 1,
        }
    }

    pub fn reported_mean(&mut self, text: &str, report: MeanReport, bytes: Range<usize>) -> ReportedMean {
        self.reach(text, bytes.start);
        let MeanReport { mean, sd, n, ends, items } = report;
        ReportedMean { mean, sd, n, ends, items, bytes, line: self.lines + 1, column: self.column + 1 }
    }

    pub fn reported_estimate(&mut self, text: &str, report: EstimateReport, bytes: Range<usize>) -> ReportedEstimate {
        self.reach(text, bytes.start);
        let EstimateReport { of, value, limits, level, se, statistic, p } = report;
        let (line, column) = (self.lines + 1, self.column + 1);
        let (one_tailed, corrected) = (self.one_tailed, self.corrected);
        ReportedEstimate { of, value, limits, level, se, statistic, p, one_tailed, corrected, bytes, line, column }
    }

    pub fn unread(&mut self, text: &str, reason: Reason, bytes: Range<usize>) -> Unread {
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
    const SAID: [&str; 24] = [
        "weighted",
        "weighting",
        "weights",
        "survival",
        "kaplan",
        "actuarial",
        "standardized",
        "standardised",
        "adjusted",
        "adjustment",
        "cumulative",
        "estimated",
        "imputed",
        "pooled",
        "meta analytic",
        "meta analysis",
        "random effects",
        "corrected",
        "correction",
        "posterior",
        "efficacy",
        "event free",
        "sampling design",
        "accuracy",
    ];
    speaks_of(text, &SAID)
}

/// Whether percentages of a text whose base stands apart from them may be weighted.
pub(crate) fn speaks_of_weights(text: &str) -> bool {
    const SAID: [&str; 19] = [
        "weighted",
        "iptw",
        "weighting",
        "weights",
        "sampling design",
        "ponderado",
        "ponderados",
        "ponderada",
        "ponderadas",
        "ponderar",
        "ponderación",
        "pondéré",
        "pondérés",
        "pondérée",
        "pondérées",
        "pondération",
        "gewichtet",
        "gewichtete",
        "gewichtung",
    ];
    speaks_of(text, &SAID)
}

/// Whether tests of means may be of other values than those whose means are printed, or of pairs.
#[cfg(feature = "documents")]
pub(crate) fn speaks_of_other_tests(text: &str) -> bool {
    const SAID: [&str; 23] = [
        "transformed",
        "transformation",
        "transformations",
        "logarithmic",
        "ancova",
        "mancova",
        "analysis of covariance",
        "covariate",
        "covariates",
        "controlling",
        "controlled for",
        "adjusted for",
        "adjusting for",
        "paired",
        "matched",
        "repeated measures",
        "mixed model",
        "mixed models",
        "mixed effects",
        "estimating equations",
        "robust",
        "imputation",
        "weighted",
    ];
    speaks_of(text, &SAID)
}

/// Whether counts may be means of several imputations.
#[cfg(feature = "documents")]
pub(crate) fn speaks_of_imputation(text: &str) -> bool {
    speaks_of(
        text,
        &["imputed", "imputation", "imputations", "imputado", "imputados", "imputación", "imputée", "imputiert"],
    )
}

/// Whether counts may be rounded to multiples of a number, as offices of statistics round them.
#[cfg(feature = "documents")]
pub(crate) fn speaks_of_rounded_counts(text: &str) -> bool {
    const TO: [&str; 18] = [
        "nearest 3",
        "nearest 5",
        "nearest 10",
        "nearest 20",
        "nearest 50",
        "nearest 100",
        "nearest 500",
        "nearest 1000",
        "nearest 1,000",
        "nearest five",
        "nearest ten",
        "nearest hundred",
        "nearest thousand",
        "nearest multiple",
        "to multiples of",
        "to a multiple of",
        "to base 3",
        "to base 5",
    ];
    let text = text.to_lowercase();
    let is_random = text.contains("randomly rounded") || text.contains("random rounding");
    is_random || text.contains("round") && TO.iter().any(|to| text.contains(to))
}

/// Whether p values and intervals may be those of a resampling.
pub(crate) fn speaks_of_resampling(text: &str) -> bool {
    const SAID: [&str; 14] = [
        "bootstrap",
        "bootstraps",
        "bootstrapped",
        "bootstrapping",
        "permutation",
        "permutations",
        "permuted",
        "resampling",
        "resampled",
        "monte carlo",
        "randomization test",
        "randomization tests",
        "randomisation test",
        "randomisation tests",
    ];
    speaks_of(text, &SAID)
}

/// Whether p values and intervals may be others than those that follow from estimates and standard errors.
#[cfg(feature = "documents")]
pub(crate) fn speaks_of_other_intervals(text: &str) -> bool {
    speaks_of_resampling(text) || speaks_of(text, &["robust", "sandwich", "bayesian", "posterior", "credible"])
}

fn speaks_of_one_tail(text: &str) -> bool {
    const SAID: [&str; 6] = ["one tailed", "one sided", "1 tailed", "1 sided", "one tail", "directional"];
    speaks_of(text, &SAID)
}

/// Whether p values may be adjusted for several comparisons: then they are larger.
pub(crate) fn speaks_of_adjustment(text: &str) -> bool {
    const SAID: [&str; 19] = [
        "bonferroni",
        "bonf",
        "holm",
        "tukey",
        "sidak",
        "šidák",
        "scheffe",
        "scheffé",
        "hochberg",
        "fdr",
        "false discovery",
        "multiple comparisons",
        "multiple testing",
        "post hoc",
        "posthoc",
        "games howell",
        "dunn",
        "dunnett",
        "newman keuls",
    ];
    speaks_of(text, &SAID)
}

/// Whether p values may be corrected for several comparisons, or be those of a resampling.
fn speaks_of_correction(text: &str) -> bool {
    const SAID: [&str; 9] = [
        "corrected",
        "correction",
        "comparisons",
        "permutation",
        "permutations",
        "bootstrap",
        "bootstrapped",
        "bootstrapping",
        "adjusted p",
    ];
    speaks_of_adjustment(text) || speaks_of(text, &SAID)
}

fn speaks_of(text: &str, said: &[&str]) -> bool {
    let lower = text.to_lowercase();
    // Most texts have none of the words.
    if !said.iter().any(|phrase| phrase.split(' ').all(|word| lower.contains(word))) {
        return false;
    }
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let text = format!(" {} ", words.join(" "));
    said.iter().any(|word| text.contains(&format!(" {word} ")))
}
