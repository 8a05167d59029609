//! How much something rises from group to group: of two groups, their difference.

use crate::number::{Interval, Rational};
use crate::relation::expression::{Expression, Point, Slope};
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::study::{Claim, Study};

impl Slope {
    /// The slope of the straight line that is fitted to the groups by least squares, each with the weight of its number of
    /// respondents, in percentage points (or respondents) a step of the scores. Of two groups it is their difference.
    pub fn rise(&self, claims: &[Claim]) -> Result<Interval, Unknown> {
        self.rise_with(Values::printed(claims))
    }

    /// The same where the claims have other values than those that their figures stand for.
    pub(super) fn rise_with(&self, values: Values) -> Result<Interval, Unknown> {
        let one = Interval::point(Rational::whole(1));
        let whole = |point: &Point| point.whole.as_ref().map_or(Ok(one.clone()), |whole| whole.evaluate_with(values));
        let parts = self.points.iter().map(|point| point.part.evaluate_with(values)).collect::<Result<Vec<_>, _>>()?;
        let wholes = self.points.iter().map(whole).collect::<Result<Vec<_>, _>>()?;
        let percent = if self.is_of_share() { Rational::whole(100) } else { Rational::whole(1) };
        if let ([low, high], [of_low, of_high]) = (&parts[..], &wholes[..]) {
            let rise = high.share_of(of_high).zip(low.share_of(of_low)).map(|(high, low)| high.minus(&low));
            return Ok(rise.ok_or(Unknown::ZeroBase)?.scaled(&percent));
        }
        let weights: Option<Vec<&Rational>> = wholes.iter().map(Interval::single).collect();
        let weights = weights.ok_or(Unknown::Rough)?;
        let sum = |value: &dyn Fn(&Rational, &Rational) -> Rational| {
            let values = self.points.iter().zip(&weights).map(|(point, weight)| value(&point.score, weight));
            values.fold(Rational::zero(), |sum, value| &sum + &value)
        };
        let middle = sum(&|score, weight| score * weight).divided_by(&sum(&|_, weight| weight.clone()));
        let middle = middle.ok_or(Unknown::ZeroBase)?;
        let spread = sum(&|score, weight| &(&(score - &middle) * &(score - &middle)) * weight);
        let factor = percent.divided_by(&spread).ok_or(Unknown::ZeroBase)?;
        let terms = self.points.iter().zip(&parts).map(|(point, part)| part.scaled(&(&point.score - &middle)));
        let off = terms.fold(Interval::point(Rational::zero()), |sum, term| sum.plus(&term));
        Ok(off.scaled(&factor))
    }

    /// Whether percentages are compared, and not numbers.
    pub fn is_of_share(&self) -> bool {
        self.points.iter().any(|point| point.whole.is_some())
    }

    pub(crate) fn claims(&self) -> Vec<usize> {
        let both =
            |point: &Point| [point.part.claims(), point.whole.iter().flat_map(Expression::claims).collect()].concat();
        self.points.iter().flat_map(both).collect()
    }

    /// `100 × 43 / 80 − 100 × 27 / 61`; `the slope of 23 / 28, 36 / 46, 8 / 36`.
    pub(super) fn write(&self, study: &Study) -> String {
        let share = |point: &Point| match &point.whole {
            Some(whole) => format!("{} / {}", point.part.write_factor(study), whole.write_factor(study)),
            None => point.part.write_factor(study),
        };
        match &self.points[..] {
            [low, high] if self.is_of_share() => format!("100 × {} − 100 × {}", share(high), share(low)),
            [low, high] => format!("{} − {}", share(high), share(low)),
            points => format!("the slope of {}", points.iter().map(share).collect::<Vec<_>>().join(", ")),
        }
    }
}
