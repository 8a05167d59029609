//! Claims: a figure, what it stands for, and where.

use std::ops::Bound;

use crate::inference::NamedTest;
use crate::number::{Figure, Interval, Qualifier, Rational, Rounding};
use crate::quantity::{Dimension, Quantity, Statistic};
use crate::study::caption::Captions;
use crate::study::names::Names;
use crate::study::source::Place;
use crate::study::weights::Weight;

/// A printed figure with the quantity it claims to be. It is the same thing whether it stands in a cell, in a
/// sentence or in the manifest.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is printed.
    pub figure: Figure,
    /// What it claims to be.
    pub quantity: Quantity,
    /// Where it is printed.
    pub place: Place,
    /// The table it stands in, if any, as an index into [`Study::tables`](crate::Study::tables).
    pub table: Option<usize>,
    /// The text claim of the text it stands in, if any, as an index into [`Study::text_claims`](crate::Study::text_claims).
    pub text_claim: Option<usize>,
    /// The convention by which it was rounded.
    pub rounding: Rounding,
    /// Every exact value that it may stand for.
    pub values: Interval,
    /// The test that a p value is of, if the manifest names it.
    pub test: Option<NamedTest>,
    /// Of a limit of an interval: how often such intervals hold what they are of, as 95/100, where that is printed.
    pub level: Option<Rational>,
    /// Whether it is a weighted percentage, which does not follow from the counts.
    pub weighted: bool,
    /// The labels of its row and column.
    pub(crate) captions: Captions,
    /// How far it is trusted, beside other figures.
    pub(crate) trust: Weight,
    /// Whether its variable is not known of everybody, so that it says nothing of how many it is of.
    pub(crate) partly_known: bool,
    /// The dimensions over which it is printed as a margin: its levels stand beside it.
    pub(crate) margin_of: Vec<Dimension>,
    /// The dimensions whose levels are declared to be, together, everybody; or, where marked, those who answered.
    pub(crate) part_of: Vec<(Dimension, bool)>,
}

impl Claim {
    /// Whether it says of something only that it is different.
    pub(crate) fn says_different(&self) -> bool {
        self.quantity.statistic.is_direction() && self.figure.qualifier() == Qualifier::Exactly
    }

    /// Whether it is the manifest's own, and neither of a table nor of the text.
    pub(crate) fn is_of_manifest(&self) -> bool {
        self.table.is_none() && self.text_claim.is_none()
    }

    /// The dimensions over which it is printed as a margin: their levels stand beside it.
    pub fn margin_of(&self) -> &[Dimension] {
        &self.margin_of
    }

    pub(crate) fn new(figure: Figure, quantity: Quantity, place: Place, rounding: Rounding, names: &Names) -> Self {
        let values = values(&figure, &quantity, rounding, names);
        Self {
            figure,
            quantity,
            place,
            table: None,
            text_claim: None,
            rounding,
            values,
            test: None,
            level: None,
            weighted: false,
            captions: Captions::default(),
            trust: Weight::TRUST,
            partly_known: false,
            margin_of: Vec::new(),
            part_of: Vec::new(),
        }
    }

    /// The same with another figure printed.
    pub(crate) fn with_figure(&self, figure: Figure, names: &Names) -> Self {
        let values = values(&figure, &self.quantity, self.rounding, names);
        Self { figure, values, ..self.clone() }
    }
}

impl Claim {
    /// Every exact value that another figure in its place would stand for.
    pub(crate) fn values_of(&self, figure: &Figure, names: &Names) -> Interval {
        values(figure, &self.quantity, self.rounding, names)
    }
}

/// A count is no rounded number, nor is an extreme or a mode of a variable whose values are known to be as coarse as
/// the figure; everything else stands for what rounds to it.
fn values(figure: &Figure, quantity: &Quantity, rounding: Rounding, names: &Names) -> Interval {
    let is_exact = match quantity.statistic {
        Statistic::Count => true,
        Statistic::Df | Statistic::DfBetween => figure.decimals() == 0,
        statistic if statistic.is_a_value() => {
            let unit = quantity.variable.and_then(|variable| names.scale(variable).unit());
            unit.is_some_and(|unit| shows_all(figure, &unit))
        }
        _ => false,
    };
    match figure.qualifier() {
        Qualifier::Exactly if is_exact => Interval::point(figure.number().clone()),
        Qualifier::Exactly => rounding.interval(figure),
        _ => within_domain(rounding.interval(figure), quantity.statistic),
    }
}

/// What a qualified figure admits of what its statistic can be at all: `<5` respondents are none to four.
pub(crate) fn within_domain(values: Interval, statistic: Statistic) -> Interval {
    let zero = Bound::Included(Rational::zero());
    let reaches_below = values.low() == Bound::Unbounded || values.least().is_some_and(Rational::is_negative);
    let within = Interval::new(zero, values.high().cloned());
    if statistic.is_never_negative() && reaches_below && !within.is_empty() { within } else { values }
}

/// Whether the figure has as many digits as a multiple of `unit` can have.
fn shows_all(figure: &Figure, unit: &Rational) -> bool {
    figure.number().is_multiple_of(unit) && unit.is_multiple_of(&figure.unit())
}
