//! Quantities: what a figure claims to be.

mod vocabulary;

use std::borrow::Cow;
use std::fmt;

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
    /// A coefficient of a regression of standardised variables.
    Beta,
    /// The share of the variance that a model explains.
    RSquared,
    /// The same, adjusted for the number of predictors.
    AdjustedRSquared,
    /// By how much predictors raise it.
    RSquaredChange,
    /// F of that change.
    FChange,
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

impl Statistic {
    /// Whether it is a statistic of a variable, and not of the respondents themselves.
    pub fn needs_variable(self) -> bool {
        !matches!(self, Self::Count | Self::Share | Self::Times | Self::Difference | Self::Trend) && !self.is_of_test()
    }

    /// Whether only sentences report it, and no table.
    pub(crate) fn is_only_in_text(self) -> bool {
        matches!(self, Self::Times | Self::Levels) || self.is_direction()
    }

    /// Whether it is what a sentence says of several figures by words such as "more" and "growing".
    pub fn is_direction(self) -> bool {
        matches!(self, Self::Difference | Self::Trend)
    }

    /// Whether it belongs to a test or to an estimate: its statistic, its degrees of freedom, its p value, its interval.
    pub fn is_of_test(self) -> bool {
        let is_beside = matches!(self, Self::Df | Self::DfBetween | Self::P);
        self.is_test() || self.is_of_estimate() || self.is_of_fit() || is_beside
    }

    /// Whether it says how well a model fits, or is a standardised coefficient of it.
    pub fn is_of_fit(self) -> bool {
        let is_of_model = matches!(self, Self::RSquared | Self::AdjustedRSquared | Self::Beta);
        is_of_model || matches!(self, Self::RSquaredChange | Self::FChange)
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

    /// Whether it may be of any of several tests: a p value, or a statistic of a test or a standard error of which nothing is said.
    pub(crate) fn is_of_some_test(&self) -> bool {
        let nothing = self.variable.is_none() && self.event.bindings().is_empty();
        let is_of_model = self.statistic == Statistic::P || self.statistic.is_of_estimate();
        is_of_model || nothing && (self.statistic.is_of_test() || self.statistic == Statistic::Se)
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
