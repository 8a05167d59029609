//! Quantities: what a figure claims to be.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A property that respondents have: a variable such as age, or a classification such as the year.
///
/// An index into the study's [`Names`](crate::Names), which knows what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension(pub(crate) u32);

/// A value of a [`Dimension`], or a set of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub(crate) u32);

impl Level {
    /// Any level at all: those of whom it is known, where some did not answer.
    pub const ANSWERED: Self = Self(u32::MAX);

    /// Each level beside each other: what a test compares.
    pub const COMPARED: Self = Self(u32::MAX - 1);

    /// Whether it stands for several levels of a dimension, and is none itself.
    pub(crate) fn is_several(self) -> bool {
        matches!(self, Self::ANSWERED | Self::COMPARED)
    }
}

/// The respondents that have all of some levels: `network = Simple` and `year = 2011`. No binding at all is everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event(SmallVec<[(Dimension, Level); 4]>);

impl Event {
    /// Everybody.
    pub fn everybody() -> Self {
        Self::default()
    }

    /// The bindings, in the order of their dimensions.
    pub fn bindings(&self) -> &[(Dimension, Level)] {
        &self.0
    }

    /// The level that `dimension` is bound to.
    pub fn level(&self, dimension: Dimension) -> Option<Level> {
        self.0.iter().find(|binding| binding.0 == dimension).map(|binding| binding.1)
    }

    /// Those of them that have `level` as well. A level bound before is replaced.
    pub fn with(&self, dimension: Dimension, level: Level) -> Self {
        let mut bindings = self.0.clone();
        match bindings.binary_search_by_key(&dimension, |binding| binding.0) {
            Ok(at) => bindings[at].1 = level,
            Err(at) => bindings.insert(at, (dimension, level)),
        }
        Self(bindings)
    }

    /// The same with `dimension` left open.
    pub fn without(&self, dimension: Dimension) -> Self {
        self.only(|other| other != dimension)
    }

    /// The same with only those dimensions bound that `keep` wants.
    pub fn only(&self, keep: impl Fn(Dimension) -> bool) -> Self {
        Self(self.0.iter().copied().filter(|binding| keep(binding.0)).collect())
    }

    /// Those of them that are in another event as well; a level bound already is kept.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let open = other.0.iter().filter(|binding| self.level(binding.0).is_none());
        open.fold(self.clone(), |event, (dimension, level)| event.with(*dimension, *level))
    }

    /// Whether each dimension that another event binds is bound.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        other.0.iter().all(|binding| self.level(binding.0).is_some())
    }

    /// Every event that leaves some of the bindings open, from everybody to this one itself.
    pub(crate) fn widenings(&self) -> impl Iterator<Item = Event> + '_ {
        (0u32..1 << self.0.len()).map(|kept| {
            let bindings = self.0.iter().enumerate();
            Self(bindings.filter(|(at, _)| kept >> at & 1 == 1).map(|(_, binding)| *binding).collect())
        })
    }
}

/// What is reported of the respondents of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statistic {
    /// How many they are.
    Count,
    /// Their percentage of a base.
    Share,
    /// Arithmetic mean of a variable.
    Mean,
    /// Standard deviation.
    Sd,
    /// Variance.
    Variance,
    /// Standard error of the mean.
    Se,
    /// Median.
    Median,
    /// Mode: the most frequent value.
    Mode,
    /// Least value.
    Min,
    /// Greatest value.
    Max,
    /// First quartile.
    LowerQuartile,
    /// Third quartile.
    UpperQuartile,
    /// Coefficient of variation: the standard deviation in percent of the mean.
    Cv,
    /// Student's t, or Welch's.
    T,
    /// F of an analysis of variance.
    F,
    /// Chi-square.
    ChiSquare,
    /// A correlation coefficient.
    R,
    /// A standard normal test statistic.
    Z,
    /// Q of a meta-analysis.
    Q,
    /// Degrees of freedom; of F, those within groups.
    Df,
    /// Degrees of freedom between groups, of F.
    DfBetween,
    /// A p value, of whichever test.
    P,
    /// A number that is no statistic of respondents: one that was measured, or computed from others beside it.
    Value,
    /// An odds ratio.
    OddsRatio,
    /// A risk ratio, or that of rates or prevalences.
    RiskRatio,
    /// A hazard ratio.
    HazardRatio,
    /// A difference of risks.
    RiskDifference,
    /// A difference of means.
    MeanDifference,
    /// A coefficient of a regression.
    Coefficient,
    /// The lower limit of the interval of an estimate.
    LowerLimit,
    /// The upper limit of it.
    UpperLimit,
    /// How many times as many they are as those of a base.
    Times,
    /// How many levels a dimension has.
    Levels,
    /// By how much a percentage, or a number, of one group is above that of another.
    Difference,
    /// By how much a percentage, or a number, rises from one level to the next: the slope of the line fitted to them.
    Trend,
}

/// Each statistic with its name in manifests and outputs, and what tables print for it.
const VOCABULARY: [(Statistic, &str, &[&str]); 35] = [
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
        let is_letters = |statistic: &Self| statistic.is_test() || statistic.is_of_estimate();
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

    /// Whether it is a statistic of a variable, and not of the respondents themselves.
    pub fn needs_variable(self) -> bool {
        !matches!(self, Self::Count | Self::Share | Self::Times | Self::Difference | Self::Trend) && !self.is_of_test()
    }

    /// Whether only sentences report it, and no table.
    pub(crate) fn is_only_in_text(self) -> bool {
        matches!(self, Self::Times | Self::Levels) || self.is_direction()
    }

    /// The statistic that a `[[claim]]` names.
    pub(crate) fn of_claim(name: &str) -> Option<Self> {
        let in_text = [Self::Times, Self::Levels].into_iter().find(|statistic| statistic.name() == name.trim());
        in_text.or_else(|| Self::from_label(name))
    }

    /// Whether it is what a sentence says of several figures by words such as "more" and "growing".
    pub fn is_direction(self) -> bool {
        matches!(self, Self::Difference | Self::Trend)
    }

    /// Whether it belongs to a test or to an estimate: its statistic, its degrees of freedom, its p value, its interval.
    pub fn is_of_test(self) -> bool {
        self.is_test() || self.is_of_estimate() || matches!(self, Self::Df | Self::DfBetween | Self::P)
    }

    /// Whether it is an estimate of a model, or a limit of its interval.
    pub fn is_of_estimate(self) -> bool {
        let is_difference = matches!(self, Self::RiskDifference | Self::MeanDifference | Self::Coefficient);
        self.is_ratio() || is_difference || matches!(self, Self::LowerLimit | Self::UpperLimit)
    }

    /// Whether it is a ratio of odds, risks or hazards, which is 1 where there is no effect.
    pub fn is_ratio(self) -> bool {
        matches!(self, Self::OddsRatio | Self::RiskRatio | Self::HazardRatio)
    }

    /// Whether a p value is read from its distribution.
    pub fn is_test(self) -> bool {
        matches!(self, Self::T | Self::F | Self::ChiSquare | Self::R | Self::Z | Self::Q)
    }

    /// Whether it is zero or more, whatever the data.
    pub(crate) fn is_never_negative(self) -> bool {
        let is_spread = matches!(self, Self::Sd | Self::Variance | Self::Se);
        let is_number = matches!(self, Self::Count | Self::Share | Self::Times | Self::Levels);
        is_spread || is_number || self.is_ratio() || matches!(self, Self::F | Self::ChiSquare | Self::Q | Self::P)
    }

    /// Whether it is always one of the values that the respondents gave, and so as exact as they are.
    pub(crate) fn is_a_value(self) -> bool {
        matches!(self, Self::Min | Self::Max | Self::Mode)
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a figure claims to be: a statistic of an event, of a variable where it has one, as a share of a base
/// where it is one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// What is reported.
    pub statistic: Statistic,
    /// Of which variable, for statistics that have one.
    pub variable: Option<Dimension>,
    /// Of which respondents.
    pub event: Event,
    /// For a share, the respondents it is a share of.
    pub base: Option<Event>,
    /// For a difference, the group that the base is compared with; of numbers and means, the respondents whose number or mean is.
    pub than: Option<Box<Event>>,
}

impl Quantity {
    /// The number of respondents of an event.
    pub fn count(event: Event) -> Self {
        Self { statistic: Statistic::Count, variable: None, event, base: None, than: None }
    }

    /// The same under the one name that it has: those of whom a variable is known are those who answered, and who is counted
    /// in percent of a base belongs to it.
    pub(crate) fn canonical(&self) -> Cow<'_, Self> {
        match (self.statistic, self.variable, &self.base) {
            (Statistic::Count, Some(variable), _) => {
                Cow::Owned(Self::count(self.event.with(variable, Level::ANSWERED)))
            }
            (Statistic::Share, _, Some(base)) if !self.event.is_within(base) => {
                Cow::Owned(Self::share(self.event.and(base), base.clone()))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// Whether it may be of any of several tests: a p value, or a statistic of a test of which nothing is said.
    pub(crate) fn is_of_some_test(&self) -> bool {
        let nothing = self.variable.is_none() && self.event.bindings().is_empty();
        let is_of_model = self.statistic == Statistic::P || self.statistic.is_of_estimate();
        is_of_model || self.statistic.is_of_test() && nothing
    }

    /// An event's percentage of a base.
    pub fn share(event: Event, base: Event) -> Self {
        Self { statistic: Statistic::Share, variable: None, event, base: Some(base), than: None }
    }

    /// A statistic of a variable.
    pub fn of(statistic: Statistic, variable: Dimension, event: Event) -> Self {
        Self { statistic, variable: Some(variable), event, base: None, than: None }
    }
}
