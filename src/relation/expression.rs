//! Arithmetic over claims: how a quantity is recomputed, as data that can be evaluated exactly and written out.

use std::fmt::Write;

use crate::figure::Qualifier;
use crate::interval::Interval;
use crate::quantity::{Event, Quantity, Statistic};
use crate::rational::Rational;
use crate::relation::slope::Slope;
use crate::relation::testing::{CrosstabOf, TailOf, VarianceOf};
use crate::relation::values::Values;
use crate::sample::{Limit, Scale, Summary};
use crate::study::{Claim, Names, Study};

/// How a value is computed from claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The value behind a claim, an index into [`Study::claims`].
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
    /// Whichever of these explains what is printed, with what each is called: the paper does not say which was computed.
    Either(Vec<(&'static str, Expression)>),
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

impl SampleOf {
    /// The question whether such data exist.
    pub fn summary(&self, claims: &[Claim]) -> Summary {
        self.summary_with(Values::printed(claims))
    }

    /// The same where the claims have other values than those that their figures stand for.
    pub(crate) fn summary_with(&self, values: Values) -> Summary {
        let n = self.n.as_ref().and_then(|n| n.evaluate_with(values).ok());
        let n = n.and_then(|n| n.single().and_then(Rational::to_i128)).and_then(|n| u64::try_from(n).ok());
        let summary = n.map_or_else(Summary::of_some, Summary::of).scale(self.scale.clone());
        self.figures.iter().fold(summary, |summary, (statistic, claim)| summary.with(*statistic, values.of(*claim)))
    }
}

/// Why a value cannot be recomputed, and the relation stays undecided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A quantity that would be needed is printed nowhere, nor does it follow from others.
    NotPrinted(Quantity),
    /// The base of a percentage is zero, or may be.
    ZeroBase,
    /// What a square root is taken of can only be negative.
    NegativeRoot,
    /// It is a weighted percentage, and weights are not printed.
    Weighted,
    /// Counts that would have to be known exactly are told only roughly.
    Rough,
    /// Whether data exist was not decided within this limit.
    Limit(Limit),
    /// A test cannot be computed, for this reason.
    Test(&'static str),
}

impl Unknown {
    /// The reason in words.
    pub fn reason(&self, names: &Names) -> String {
        match self {
            Self::NotPrinted(quantity) if *quantity == Quantity::count(Event::everybody()) => {
                "n of all is printed nowhere; say `size`, or `partition` where levels are everybody".to_owned()
            }
            Self::NotPrinted(quantity) => format!("{} is printed nowhere", names.quantity(quantity)),
            Self::ZeroBase => "what is divided by is, or may be, zero".to_owned(),
            Self::Rough => "the counts of the groups are told only roughly".to_owned(),
            Self::Weighted => "the percentage is weighted, and the weights are not printed".to_owned(),
            Self::Limit(limit) => limit.to_string(),
            Self::Test(reason) => (*reason).to_owned(),
            Self::NegativeRoot => "a square root would be of a negative number".to_owned(),
        }
    }
}

impl Expression {
    /// The sum of claims.
    pub(crate) fn sum(claims: impl IntoIterator<Item = Expression>) -> Self {
        Self::Linear(claims.into_iter().map(|claim| (Rational::whole(1), claim)).collect())
    }

    /// Every value that it can have, given what the claims' figures can stand for.
    pub fn evaluate(&self, claims: &[Claim]) -> Result<Interval, Unknown> {
        self.evaluate_with(Values::printed(claims))
    }

    /// The same where the claims have other values than those that their figures stand for.
    pub(crate) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        match self {
            Self::Claim(claim) => Ok(values.of(*claim)),
            Self::Constant(value) => Ok(Interval::point(value.clone())),
            Self::Between(low, high) => Ok(Interval::closed(low.clone(), high.clone())),
            Self::Linear(terms) => terms.iter().try_fold(Interval::point(Rational::zero()), |sum, (factor, term)| {
                Ok(sum.plus(&term.evaluate_with(values)?.scaled(factor)))
            }),
            Self::Percent(part, base) => {
                let share =
                    part.evaluate_with(values)?.share_of(&base.evaluate_with(values)?).ok_or(Unknown::ZeroBase)?;
                Ok(share.scaled(&Rational::whole(100)))
            }
            Self::Product(one, other) => Ok(one.evaluate_with(values)?.times(&other.evaluate_with(values)?)),
            Self::Quotient(value, by) => {
                value.evaluate_with(values)?.over(&by.evaluate_with(values)?).ok_or(Unknown::ZeroBase)
            }
            Self::Common(all) => all.iter().try_fold(Interval::everything(), |common, value| {
                let is_rounded = |claim: &usize| values.claims[*claim].figure.qualifier() == Qualifier::Exactly;
                let values_of = value.evaluate_with(values)?;
                let ends_count = !value.claims().iter().all(is_rounded);
                Ok(common.intersection(&if ends_count { values_of } else { values_of.interior() }))
            }),
            Self::Square(value) => Ok(value.evaluate_with(values)?.squared()),
            Self::Root(value) => value.evaluate_with(values)?.root().ok_or(Unknown::NegativeRoot),
            Self::Slope(slope) => slope.rise_with(values),
            Self::Sample(_) => Ok(Interval::everything()),
            Self::Variance(of) => of.evaluate_with(values),
            Self::Crosstab(of) => of.evaluate_with(values),
            Self::Tail(of) => of.evaluate_with(values),
            Self::Either(of) => {
                of.first().map_or_else(|| Ok(Interval::everything()), |first| first.1.evaluate_with(values))
            }
        }
    }

    /// The groups that are compared in it, if any are.
    pub fn slope(&self) -> Option<&Slope> {
        match self {
            Self::Slope(slope) => Some(slope),
            Self::Square(value) => value.slope(),
            _ => None,
        }
    }

    /// Whether it is one number where all claims have one value, but for what is told as a range; else it is a range that is known
    /// to hold the number.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::Claim(_) | Self::Constant(_) | Self::Between(..) => true,
            Self::Linear(terms) => terms.iter().all(|(_, term)| term.is_exact()),
            Self::Percent(one, other) | Self::Product(one, other) | Self::Quotient(one, other) => {
                one.is_exact() && other.is_exact()
            }
            Self::Common(all) => all.iter().all(Self::is_exact),
            Self::Square(value) => value.is_exact(),
            Self::Slope(slope) => {
                slope.points.iter().all(|point| point.part.is_exact() && point.whole.iter().all(Self::is_exact))
            }
            Self::Either(usual) => usual.iter().all(|(_, one)| one.is_exact()),
            Self::Root(_) | Self::Sample(_) | Self::Variance(_) | Self::Crosstab(_) | Self::Tail(_) => false,
        }
    }

    /// The claims in it, in the order in which they are written.
    pub fn claims(&self) -> Vec<usize> {
        match self {
            Self::Claim(claim) => vec![*claim],
            Self::Constant(_) | Self::Between(..) => Vec::new(),
            Self::Linear(terms) => terms.iter().flat_map(|(_, term)| term.claims()).collect(),
            Self::Percent(one, other) | Self::Product(one, other) | Self::Quotient(one, other) => {
                [one.claims(), other.claims()].concat()
            }
            Self::Common(values) => values.iter().flat_map(Expression::claims).collect(),
            Self::Square(value) | Self::Root(value) => value.claims(),
            Self::Slope(slope) => slope.claims(),
            Self::Sample(sample) => {
                let figures = sample.figures.iter().map(|figure| figure.1);
                figures.chain(sample.n.iter().flat_map(Expression::claims)).collect()
            }
            Self::Variance(of) => of.claims(),
            Self::Crosstab(of) => of.rows.concat(),
            Self::Tail(of) => of.claims(),
            Self::Either(of) => of.first().map(|first| first.1.claims()).unwrap_or_default(),
        }
    }

    /// The arithmetic with the figures as printed: `100 × 37 / 141`, `48 − 4`.
    pub fn write(&self, study: &Study) -> String {
        match self {
            Self::Claim(claim) => study.claims()[*claim].figure.to_string(),
            Self::Constant(value) => value.to_string(),
            Self::Between(low, high) => format!("({} to {})", signed(low), signed(high)),
            Self::Linear(terms) => write_terms(terms, study),
            Self::Percent(part, base) => format!("100 × {} / {}", part.write_factor(study), base.write_factor(study)),
            Self::Product(one, other) => format!("{} × {}", one.write_factor(study), other.write_factor(study)),
            Self::Quotient(value, by) => format!("{} / {}", value.write_factor(study), by.write_factor(study)),
            Self::Common(values) => {
                values.iter().map(|value| value.write_factor(study)).collect::<Vec<_>>().join(" = ")
            }
            Self::Square(value) => format!("{}²", value.write_factor(study)),
            Self::Root(value) => format!("√({})", value.write(study)),
            Self::Slope(slope) => slope.write(study),
            Self::Sample(sample) => {
                let figure =
                    |(statistic, claim): &(Statistic, usize)| format!("{statistic} {}", study.claims()[*claim].figure);
                let n = sample.n.iter().map(|n| format!("n {}", n.write(study)));
                n.chain(sample.figures.iter().map(figure)).collect::<Vec<_>>().join(", ")
            }
            Self::Variance(of) => of.write(study),
            Self::Crosstab(of) => of.write(study),
            Self::Tail(of) => of.write(study),
            Self::Either(of) => of.first().map(|first| first.1.write(study)).unwrap_or_default(),
        }
    }

    /// The same, in brackets where it has several terms.
    pub(super) fn write_factor(&self, study: &Study) -> String {
        match self {
            Self::Linear(terms) if terms.len() > 1 => format!("({})", self.write(study)),
            Self::Slope(_) => format!("({})", self.write(study)),
            _ => self.write(study),
        }
    }
}

fn write_terms(terms: &[(Rational, Expression)], study: &Study) -> String {
    let mut text = String::new();
    let (ranges, terms): (Vec<_>, Vec<_>) = terms.iter().partition(|(_, term)| matches!(term, Expression::Between(..)));
    let (taken, added): (Vec<_>, Vec<_>) = terms.into_iter().partition(|(factor, _)| factor.is_negative());
    for (factor, term) in added.into_iter().chain(taken).chain(ranges) {
        match (text.is_empty(), factor.is_negative()) {
            (true, true) => text.push('−'),
            (true, false) => {}
            (false, true) => text.push_str(" − "),
            (false, false) => text.push_str(" + "),
        }
        let factor = factor.abs();
        if factor != Rational::whole(1) {
            let _ = write!(text, "{factor} × ");
        }
        text.push_str(&term.write_factor(study));
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// A number with the sign of subtraction before it where it is negative.
fn signed(number: &Rational) -> String {
    let sign = if number.is_negative() { "−" } else { "" };
    format!("{sign}{}", number.abs())
}

/// A variable, with the respondents where they are not all.
pub(super) fn of(variable: &str, event: &str) -> String {
    if event == "all" { variable.to_owned() } else { format!("{variable} of {event}") }
}
