//! Arithmetic over claims as it is written, with the figures as printed.

use std::fmt::Write;

use crate::number::{Figure, Rational};
use crate::quantity::Statistic;
use crate::relation::expression::{Expression, Order};
use crate::study::Study;

impl Expression {
    /// The arithmetic with the figures as printed: `100 × 37 / 141`, `48 − 4`.
    pub fn write(&self, study: &Study) -> String {
        match self {
            Self::Claim(claim) => written(&study.claims()[*claim].figure),
            Self::Constant(value) => value.to_string(),
            Self::Between(low, high) => format!("({} to {})", signed(low), signed(high)),
            Self::Linear(terms) => write_terms(terms, study),
            Self::Percent(part, base) => format!("100 × {} / {}", part.write_factor(study), base.write_factor(study)),
            Self::Product(one, other) => format!("{} × {}", one.write_factor(study), other.write_factor(study)),
            Self::Quotient(value, by) => format!("{} / {}", value.write_factor(study), by.write_factor(study)),
            Self::Common(values) => {
                values.iter().map(|value| value.write_factor(study)).collect::<Vec<_>>().join(" = ")
            }
            Self::Order(_, values) if values.len() == 1 => values[0].write(study),
            Self::Order(order, values) => {
                let values: Vec<_> = values.iter().map(|value| value.write(study)).collect();
                format!("{} of {}", order.name(), listed(&values))
            }
            Self::Counts(of) => of.write(study),
            Self::Spread(of) => of.write(study),
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
            Self::Estimate(of) => of.write(study),
            Self::Fourfold(of) => of.write(study),
            Self::ShareLimit(of) => of.write(study),
            Self::Rank(of) => of.write(study),
            Self::Possible(of, _) => of.write(study),
            Self::Unrecomputed(_) => "another test".to_owned(),
            Self::Either(of) => of.first().map(|first| first.1.write(study)).unwrap_or_default(),
        }
    }

    /// The same, in brackets where it has several terms.
    pub(crate) fn write_factor(&self, study: &Study) -> String {
        match self {
            Self::Linear(terms) if terms.len() > 1 => format!("({})", self.write(study)),
            Self::Slope(_) => format!("({})", self.write(study)),
            _ => self.write(study),
        }
    }
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Self::Least => "the least",
            Self::Greatest => "the greatest",
            Self::Between => "the range",
        }
    }
}

/// `2`, `2 and 3`, `2, 3 and 4`.
pub(super) fn listed(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A figure as it stands in a formula: as printed, but a sign that stands for none as the number zero.
fn written(figure: &Figure) -> String {
    if figure.is_glyph() { "0".to_owned() } else { figure.to_string() }
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
