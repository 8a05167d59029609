//! The names of tests, where a paper says which it computed.

use crate::inference::association::Association;

/// Which test gave a p value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedTest {
    /// Pearson's chi-square, with or without the correction for continuity.
    ChiSquare,
    /// Fisher's exact test.
    Exact,
    /// The likelihood ratio.
    LikelihoodRatio,
    /// A trend of proportions, or linear-by-linear association.
    Trend,
    /// Student's t, pooled.
    T,
    /// Welch's t.
    Welch,
    /// Analysis of variance.
    Variance,
    /// Ranks: Wilcoxon, Mann & Whitney, Kruskal & Wallis.
    Ranks,
    /// A test of pairs: McNemar, the paired t, Wilcoxon's signed ranks. Only bounds of it are recomputed.
    Paired,
    /// Wald's: an estimate over its standard error.
    Wald,
}

const NAMES: [(NamedTest, &[&str]); 10] = [
    (NamedTest::ChiSquare, &["chi-square", "chi2", "χ²", "Pearson", "Yates"]),
    (NamedTest::Exact, &["exact", "Fisher", "Fisher's exact"]),
    (NamedTest::LikelihoodRatio, &["likelihood ratio", "G"]),
    (NamedTest::Trend, &["trend", "Cochran-Armitage", "linear-by-linear"]),
    (NamedTest::T, &["t", "Student"]),
    (NamedTest::Welch, &["Welch"]),
    (NamedTest::Variance, &["F", "ANOVA"]),
    (NamedTest::Ranks, &["ranks", "Mann-Whitney", "Wilcoxon", "Kruskal-Wallis"]),
    (NamedTest::Paired, &["paired", "McNemar", "signed ranks"]),
    (NamedTest::Wald, &["Wald"]),
];

impl NamedTest {
    /// The test of this name, whatever its case.
    ///
    /// ```
    /// use retally::inference::NamedTest;
    /// assert_eq!(NamedTest::from_name("mann-whitney"), Some(NamedTest::Ranks));
    /// assert_eq!(NamedTest::from_name("bootstrap"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().replace('–', "-").to_lowercase();
        NAMES.iter().find(|(_, names)| names.iter().any(|known| known.to_lowercase() == name)).map(|entry| entry.0)
    }

    /// All names that are known.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().flat_map(|(_, names)| names.iter().copied())
    }

    /// Whether a test of counts is one of this name.
    pub(crate) fn includes(self, test: Association) -> bool {
        match self {
            Self::ChiSquare => matches!(test, Association::Pearson | Association::Corrected),
            Self::Exact => test == Association::Exact,
            Self::LikelihoodRatio => test == Association::LikelihoodRatio,
            Self::Trend => matches!(test, Association::Trend | Association::Linear),
            Self::Ranks => matches!(test, Association::Ranks | Association::CorrectedRanks),
            Self::Paired => test == Association::McNemar,
            Self::T | Self::Welch | Self::Variance | Self::Wald => false,
        }
    }
}
