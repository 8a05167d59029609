//! What statistics are called: in manifests and outputs, and by the labels of tables.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::quantity::Statistic;

/// Each statistic with its name in manifests and outputs, and what tables print for it.
const VOCABULARY: [(Statistic, &str, &[&str]); 40] = [
    (Statistic::Count, "n", &["no.", "nº", "number", "count", "frequency", "freq"]),
    (Statistic::Share, "%", &["percent", "percentage", "per cent", "(%)", "share"]),
    (Statistic::Mean, "mean", &["average", "m"]),
    (Statistic::Sd, "sd", &["s.d", "standard deviation", "std", "std dev", "std. dev"]),
    (Statistic::Variance, "variance", &["var"]),
    (Statistic::Se, "se", &["s.e", "sem", "standard error"]),
    (Statistic::Median, "median", &["mdn"]),
    (Statistic::Mode, "mode", &[]),
    (Statistic::Min, "min", &["minimum"]),
    (Statistic::Max, "max", &["maximum"]),
    (Statistic::LowerQuartile, "q1", &["lower quartile", "first quartile"]),
    (Statistic::UpperQuartile, "q3", &["upper quartile", "third quartile"]),
    (Statistic::Cv, "cv", &["coefficient of variation", "cv (%)", "cv%"]),
    (Statistic::T, "t", &["t-value", "t value", "t statistic"]),
    (Statistic::F, "F", &["f-value", "f value", "f statistic"]),
    (
        Statistic::ChiSquare,
        "chi-square",
        &["χ²", "χ2", "χ^{2}", "chi2", "chi²", "chi square", "chi-squared", "x²", "x2"],
    ),
    (Statistic::R, "r", &["pearson's r", "correlation"]),
    (Statistic::Z, "z", &["z-value", "z value"]),
    (Statistic::Q, "Q", &["cochran's q"]),
    (Statistic::Df, "df", &["d.f", "df2", "df within", "degrees of freedom"]),
    (Statistic::DfBetween, "df1", &["df between"]),
    (Statistic::P, "p", &["p-value", "p value", "pvalue", "p-values", "p values", "sig", "significance"]),
    (Statistic::Value, "value", &[]),
    (Statistic::OddsRatio, "OR", &["odds ratio", "aor", "adjusted odds ratio", "crude odds ratio"]),
    (Statistic::RiskRatio, "RR", &["risk ratio", "relative risk", "rate ratio", "prevalence ratio", "irr", "arr"]),
    (Statistic::HazardRatio, "HR", &["hazard ratio", "ahr", "adjusted hazard ratio"]),
    (Statistic::RiskDifference, "risk difference", &["rd"]),
    (Statistic::MeanDifference, "mean difference", &["md", "difference in means"]),
    (Statistic::Coefficient, "b", &["β", "beta", "coefficient", "coef", "regression coefficient", "estimate"]),
    (
        Statistic::Beta,
        "standardised beta",
        &["standardized beta", "std. beta", "standardised coefficient", "standardized coefficient"],
    ),
    (Statistic::RSquared, "R2", &["r²", "r^{2}", "r-squared", "r squared", "r square", "multiple r-squared"]),
    (
        Statistic::AdjustedRSquared,
        "adjusted R2",
        &["adjusted r²", "adj. r²", "adj r²", "adj. r2", "adj r2", "adjusted r-squared", "adjusted r square"],
    ),
    (
        Statistic::RSquaredChange,
        "R2 change",
        &["r² change", "δr²", "δr2", "∆r²", "∆r2", "r square change", "r-squared change"],
    ),
    (Statistic::FChange, "F change", &["δf", "∆f"]),
    (Statistic::LowerLimit, "lower limit", &["lower", "ll", "lcl"]),
    (Statistic::UpperLimit, "upper limit", &["upper", "ul", "ucl"]),
    (Statistic::Times, "times", &[]),
    (Statistic::Levels, "levels", &[]),
    (Statistic::Difference, "difference", &[]),
    (Statistic::Trend, "trend", &[]),
];

/// The statistics that tables print, and not only sentences.
fn printed() -> impl Iterator<Item = &'static (Statistic, &'static str, &'static [&'static str])> {
    VOCABULARY.iter().filter(|entry| !entry.0.is_only_in_text())
}

/// The names and labels of statistics in small letters, each with the first that has it.
static LABELS: LazyLock<FxHashMap<String, Statistic>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    // What is a value by itself only a manifest says.
    for (statistic, name, labels) in printed().filter(|entry| entry.0 != Statistic::Value) {
        for label in std::iter::once(*name).chain(labels.iter().copied()) {
            known.entry(label.to_lowercase()).or_insert(*statistic);
        }
    }
    known
});

impl Statistic {
    /// The statistic that a table means by `label`, whatever its case and final full stop.
    ///
    /// ```
    /// use retally::Statistic;
    /// assert_eq!(Statistic::from_label("Std. Dev."), Some(Statistic::Sd));
    /// assert_eq!(Statistic::from_label("N"), Some(Statistic::Count));
    /// assert_eq!(Statistic::from_label("No."), Some(Statistic::Count));
    /// assert_eq!(Statistic::from_label("No"), None);
    /// assert_eq!(Statistic::from_label("Percentage (%)"), Some(Statistic::Share));
    /// assert_eq!(Statistic::from_label("Percent %"), Some(Statistic::Share));
    /// assert_eq!(Statistic::from_label("n (N)"), None); // a notation
    /// assert_eq!(Statistic::from_label("Networks"), None);
    /// ```
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim();
        Self::labelled(&label.to_lowercase()).or_else(|| Self::with_abbreviation(label))
    }

    fn labelled(label: &str) -> Option<Self> {
        LABELS.get(label).or_else(|| LABELS.get(label.trim_end_matches('.'))).copied()
    }

    /// A name beside its own abbreviation: `Percentage (%)`, `Percent %`, `No. n`, `SD (SD)`. One and the same letter in
    /// two cases, `n (N)`, is a notation.
    fn with_abbreviation(label: &str) -> Option<Self> {
        let parts = match label.strip_suffix(')') {
            Some(open) => open.rsplit_once('('),
            None => label.rsplit_once([' ', ',']),
        };
        let (name, short) = parts.map(|(name, short)| (name.trim().trim_end_matches(','), short.trim()))?;
        let [named, abbreviated] = [name, short].map(|label| Self::labelled(&label.to_lowercase()));
        let is_notation = name != short && name.to_lowercase() == short.to_lowercase();
        named.filter(|_| named == abbreviated && !is_notation)
    }

    /// The statistic that a label names where it may be a level just as well: no letter, as F for women, and no word that is
    /// an answer, as `No` or `Average`.
    pub(crate) fn from_name(label: &str) -> Option<Self> {
        const ANSWERS: [&str; 12] =
            ["no.", "m", "average", "share", "std", "var", "count", "number", "lower", "upper", "beta", "estimate"];
        let label = label.trim().to_lowercase();
        let is_answer = |answer: &str| label == answer || label == answer.trim_end_matches('.');
        let found = Self::from_label(&label).filter(|_| !ANSWERS.iter().any(|answer| is_answer(answer)));
        let is_letters = |statistic: &Self| statistic.is_test() || statistic.is_of_estimate() || statistic.is_of_fit();
        found.filter(|statistic| !is_letters(statistic) || label.contains('χ') || label.chars().count() > 3)
    }

    /// Its name in manifests and outputs.
    pub fn name(self) -> &'static str {
        VOCABULARY.iter().find(|entry| entry.0 == self).map_or("", |entry| entry.1)
    }

    /// The names of all statistics, and what tables print for them.
    pub(crate) fn labels() -> impl Iterator<Item = &'static str> {
        printed().flat_map(|(_, name, labels)| std::iter::once(*name).chain(labels.iter().copied()))
    }

    /// The statistic that a `[[claim]]` names.
    pub(crate) fn of_claim(name: &str) -> Option<Self> {
        let in_text = [Self::Times, Self::Levels].into_iter().find(|statistic| statistic.name() == name.trim());
        in_text.or_else(|| Self::from_label(name))
    }
}
