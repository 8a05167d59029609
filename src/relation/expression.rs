//! Arithmetic over claims: how a quantity is recomputed, as data. What it evaluates to is in `evaluation`, how it is
//! written by `arithmetic`.

use crate::inference::proportion::Method;
use crate::inference::variance::Averages;
use crate::inference::{Association, Tails};
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::sample::Scale;

/// How a value is computed from claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The value behind a claim, an index into [`Study::claims`](crate::Study::claims).
    Claim(usize),
    /// A number that needs no claim.
    Constant(Rational),
    /// Any number from the first to the second, both included.
    Between(Rational, Rational),
    /// The sum of terms, each times its factor.
    Linear(Vec<(Rational, Expression)>),
    /// The first as a percentage of the second.
    Percent(Box<Expression>, Box<Expression>),
    /// The product of two.
    Product(Box<Expression>, Box<Expression>),
    /// The quotient of two, the second of which is above zero.
    Quotient(Box<Expression>, Box<Expression>),
    /// A value that all have in common: they are the same quantity. Of rounded figures the ends do not count: a value
    /// there would have been rounded up in one place and down in the other.
    Common(Vec<Expression>),
    /// The least or the greatest of several, or whatever lies between them.
    Order(Order, Vec<Expression>),
    /// Whole numbers that print as percentages.
    Counts(Box<CountsOf>),
    /// The standard deviation of a whole, of whose parts the numbers are not known.
    Spread(Box<SpreadOf>),
    /// The square.
    Square(Box<Expression>),
    /// The square root.
    Root(Box<Expression>),
    /// How much something rises from group to group.
    Slope(Box<Slope>),
    /// Data of one variable that have all of these statistics.
    Sample(Box<SampleOf>),
    /// F of groups, or the square of Welch's t.
    Variance(Box<VarianceOf>),
    /// A test of counts in rows and columns.
    Crosstab(Box<CrosstabOf>),
    /// A p value.
    Tail(Box<TailOf>),
    /// What the interval or the standard error of an estimate says of its other figures.
    Estimate(Box<EstimateOf>),
    /// An unadjusted estimate of two groups, or a limit of its Wald interval.
    Fourfold(Box<FourfoldOf>),
    /// A limit of the interval of a percentage.
    ShareLimit(Box<ShareLimitOf>),
    /// The rank of a value among others.
    Rank(Box<RankOf>),
    /// Whichever of these explains what is printed, with what each is called: the paper does not say which was computed.
    Either(Vec<(&'static str, Expression)>),
    /// What may have been computed, as far as that is bounded: that it explains what is printed leaves it undecided, for this reason.
    Possible(Box<Expression>, &'static str),
    /// What cannot be recomputed, and may explain what is printed all the same: a test that was perhaps used.
    Unrecomputed(&'static str),
}

/// The statistics that data of one variable must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleOf {
    /// How many values there are, where that is printed.
    pub n: Option<Expression>,
    /// Each statistic with its claim.
    pub figures: Vec<(Statistic, usize)>,
    /// The values that are possible.
    pub scale: Scale,
}

/// A place among several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The least of them.
    Least,
    /// The greatest of them.
    Greatest,
    /// Any value from the least to the greatest.
    Between,
}

/// Percentages of numbers that are not all printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountsOf {
    /// What they are percentages of.
    pub bases: Vec<BaseOf>,
    /// How many the bases are together, where they are the parts of a whole.
    pub together: Option<Expression>,
}

/// What some figures are percentages of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseOf {
    /// How many they are, or at most.
    pub most: Expression,
    /// How many they are at least, where only bounds are known.
    pub least: Option<Expression>,
    /// Whether their number itself is known.
    pub is_known: bool,
    /// The percentages.
    pub shares: Vec<ShareOf>,
    /// Which of them, as places among these, are of all of the base together.
    pub divisions: Vec<Vec<usize>>,
}

/// A percentage, with the number that it is of, where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareOf {
    /// The claim of the percentage.
    pub claim: usize,
    /// The number.
    pub part: Option<Expression>,
}

/// The mean of a whole, and the means and standard deviations of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadOf {
    /// The claim of the mean of the whole.
    pub mean: usize,
    /// The claims of the means of its parts.
    pub means: Vec<usize>,
    /// The claims of their standard deviations.
    pub sds: Vec<usize>,
}

/// Groups in their order, with what is counted in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slope {
    /// The groups.
    pub points: Vec<Point>,
    /// The significance level of the study.
    pub alpha: Rational,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it stands among the others: a year, or its place.
    pub score: Rational,
    /// How many have the property.
    pub part: Expression,
    /// How many there are, where the percentages are compared and not the numbers.
    pub whole: Option<Expression>,
}

/// The numbers, means and standard deviations of groups that a test compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VarianceOf {
    /// The groups, in the order of their levels.
    pub groups: Vec<GroupOf>,
    /// How they are compared.
    pub design: Design,
}

/// The claims about one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOf {
    /// How many respondents.
    pub n: Expression,
    /// The claim of their mean.
    pub mean: usize,
    /// The claim of their standard deviation.
    pub sd: usize,
}

/// How groups are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Design {
    /// F of an effect of factors with so many levels each.
    Factorial {
        /// How many levels each factor has.
        levels: Vec<usize>,
        /// Which factors are in the effect.
        effect: Vec<bool>,
        /// How means are averaged over the other factors.
        averages: Averages,
    },
    /// The square of Welch's t of two groups.
    Welch,
    /// The degrees of freedom of Welch's t.
    WelchDf,
    /// The square of the paired t of the same respondents at two times.
    Paired,
}

/// Counts in rows and columns, and what is reported of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrosstabOf {
    /// The counts, row by row.
    pub rows: Vec<Vec<Expression>>,
    /// What is computed.
    pub measure: Measure,
}

/// What is computed of a table of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The statistic of a test.
    Statistic(Association),
    /// Its p value.
    P(Association),
}

/// A p value, read from the distribution of a statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TailOf {
    /// The statistic.
    pub statistic: Expression,
    /// Which it is: its distribution.
    pub test: Statistic,
    /// Its degrees of freedom, those between groups first.
    pub df: Vec<Expression>,
    /// Which tails count.
    pub tails: Tails,
}

/// The figures of an estimate, and which of the others is recomputed from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstimateOf {
    /// What is estimated.
    pub of: Statistic,
    /// The claim of the estimate; the middle of its interval, where it is not printed.
    pub value: Option<usize>,
    /// The claims that say how precise it is.
    pub precision: PrecisionOf,
    /// What is recomputed.
    pub sought: Sought,
}

/// The claims that say how precise an estimate is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrecisionOf {
    /// Its lower and its upper limit.
    Limits(usize, usize),
    /// Its standard error.
    Error(usize),
}

/// Two groups, each with how many had the event and how many had not, and what is recomputed of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FourfoldOf {
    /// The counts, group by group.
    pub counts: [[Expression; 2]; 2],
    /// An odds ratio, a risk ratio or a risk difference.
    pub of: Statistic,
    /// Which figure of it.
    pub sought: FourfoldSought,
}

/// What is recomputed of two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FourfoldSought {
    /// The estimate.
    Estimate,
    /// The conditional odds ratio, as Fisher's exact test has it.
    Conditional,
    /// A limit of Wald's interval of a level.
    Limit(Statistic, Rational),
}

/// How many of how many a percentage is, and which limit of its interval, in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLimitOf {
    /// The number, unless the limit is computed from the percentage.
    pub part: Option<Expression>,
    /// The percentage.
    pub share: Expression,
    /// The number of all.
    pub all: Expression,
    /// How often such intervals hold what they are of.
    pub level: Rational,
    /// The lower or the upper limit.
    pub limit: Statistic,
    /// How it is computed.
    pub method: Method,
}

/// A value, and the others among which it has its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankOf {
    /// The claim of the value.
    pub of: usize,
    /// Those of the others.
    pub among: Vec<usize>,
    /// The least value is the first.
    pub is_ascending: bool,
}

/// What is recomputed of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The estimate of a Wald interval.
    Middle,
    /// The standard error of a Wald interval.
    Error,
    /// That of an interval of any t.
    ErrorOfFew,
    /// Wald's p value.
    P,
    /// That of any t.
    POfFew,
    /// That of a score, likelihood ratio or exact test.
    POfOthers,
    /// Half of Wald's.
    OneSided,
    /// The ratio that a coefficient is the logarithm of.
    Ratio,
}

impl Expression {
    /// The sum of claims.
    pub(crate) fn sum(claims: impl IntoIterator<Item = Expression>) -> Self {
        Self::Linear(claims.into_iter().map(|claim| (Rational::whole(1), claim)).collect())
    }

    /// The groups that are compared in it, if any are.
    pub fn slope(&self) -> Option<&Slope> {
        match self {
            Self::Slope(slope) => Some(slope),
            Self::Square(value) => value.slope(),
            _ => None,
        }
    }

    /// Whether it is one number where all claims have one value, but for what is reported as a range; else it is a range that is known
    /// to hold the number.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::Claim(_) | Self::Constant(_) | Self::Between(..) | Self::Unrecomputed(_) => true,
            Self::Linear(terms) => terms.iter().all(|(_, term)| term.is_exact()),
            Self::Percent(one, other) | Self::Product(one, other) | Self::Quotient(one, other) => {
                one.is_exact() && other.is_exact()
            }
            Self::Common(all) | Self::Order(_, all) => all.iter().all(Self::is_exact),
            Self::Square(value) => value.is_exact(),
            Self::Slope(slope) => {
                slope.points.iter().all(|point| point.part.is_exact() && point.whole.iter().all(Self::is_exact))
            }
            Self::Either(usual) => usual.iter().all(|(_, one)| one.is_exact()),
            Self::Counts(_)
            | Self::Spread(_)
            | Self::Root(_)
            | Self::Sample(_)
            | Self::Variance(_)
            | Self::Crosstab(_)
            | Self::Tail(_)
            | Self::Estimate(_)
            | Self::Fourfold(_)
            | Self::ShareLimit(_)
            | Self::Rank(_)
            | Self::Possible(..) => false,
        }
    }

    /// The claims in it, in the order in which they are written.
    pub fn claims(&self) -> Vec<usize> {
        match self {
            Self::Claim(claim) => vec![*claim],
            Self::Constant(_) | Self::Between(..) | Self::Unrecomputed(_) => Vec::new(),
            Self::Linear(terms) => terms.iter().flat_map(|(_, term)| term.claims()).collect(),
            Self::Percent(one, other) | Self::Product(one, other) | Self::Quotient(one, other) => {
                [one.claims(), other.claims()].concat()
            }
            Self::Common(values) | Self::Order(_, values) => values.iter().flat_map(Expression::claims).collect(),
            Self::Counts(of) => of.claims(),
            Self::Spread(of) => of.claims(),
            Self::Square(value) | Self::Root(value) | Self::Possible(value, _) => value.claims(),
            Self::Slope(slope) => slope.claims(),
            Self::Sample(sample) => {
                let figures = sample.figures.iter().map(|figure| figure.1);
                figures.chain(sample.n.iter().flat_map(Expression::claims)).collect()
            }
            Self::Variance(of) => of.claims(),
            Self::Crosstab(of) => of.rows.iter().flatten().flat_map(Expression::claims).collect(),
            Self::Tail(of) => of.claims(),
            Self::Estimate(of) => of.claims(),
            Self::Fourfold(of) => of.counts.iter().flatten().flat_map(Expression::claims).collect(),
            Self::ShareLimit(of) => of.claims(),
            Self::Rank(of) => of.claims(),
            Self::Either(of) => of.first().map(|first| first.1.claims()).unwrap_or_default(),
        }
    }
}
