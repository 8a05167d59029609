//! Estimates as arithmetic over claims: what follows from an interval or a standard error.

use crate::inference::conditional::odds_ratio;
use crate::inference::fourfold::Fourfold;
use crate::inference::wald::{Estimate, Limits, Precision};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::relation::expression::{EstimateOf, Expression, FourfoldOf, FourfoldSought, Order, PrecisionOf, Sought};
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::study::{Study, symbol};

/// Why p does not follow from an interval without its level.
pub(super) const NO_LEVEL: Unknown = Unknown::Test("the level of the interval is not reported");

const NOTHING: Unknown = Unknown::Test("its limits are in the wrong order, or have no bound");

impl EstimateOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let precision = match self.precision {
            PrecisionOf::Error(error) => Precision::Error(values.of(error)),
            PrecisionOf::Limits(low, high) => {
                let level = values.claims[low].level.clone();
                Precision::Limits(Limits { low: values.of(low), high: values.of(high), level })
            }
        };
        let estimate = Estimate { of: self.of, value: self.value.map(|value| values.of(value)), precision };
        let limits = || match &estimate.precision {
            Precision::Limits(limits) => Some(limits),
            Precision::Error(_) => None,
        };
        let found = match self.sought {
            Sought::Middle => limits().map(|limits| limits.middle(self.of)),
            Sought::Error => limits().and_then(|limits| limits.error(self.of)),
            Sought::ErrorOfFew => limits().and_then(|limits| limits.error_of_few(self.of)),
            Sought::P => estimate.p(),
            Sought::POfFew => estimate.p_of_few(),
            Sought::POfOthers => estimate.p_of_others(),
            Sought::OneSided => estimate.p().map(|p| p.scaled(&Rational::whole(1).halved())),
            Sought::Ratio => estimate.value.as_ref().map(Interval::exponential),
        };
        let is_without_level = || limits().is_some_and(|limits| limits.level.is_none());
        found.ok_or_else(|| if is_without_level() { NO_LEVEL } else { NOTHING })
    }

    pub(super) fn claims(&self) -> Vec<usize> {
        let precision = match self.precision {
            PrecisionOf::Limits(low, high) => vec![low, high],
            PrecisionOf::Error(error) => vec![error],
        };
        match self.sought {
            Sought::Middle | Sought::Error | Sought::ErrorOfFew => precision,
            Sought::Ratio => self.value.into_iter().collect(),
            _ => self.value.into_iter().chain(precision).collect(),
        }
    }

    /// `p of OR 1.50 (1.10 to 2.05)`.
    pub(super) fn write(&self, study: &Study) -> String {
        let figure = |claim: usize| study.claims()[claim].figure.text();
        let precision = match self.precision {
            PrecisionOf::Limits(low, high) => format!("{} to {}", figure(low), figure(high)),
            PrecisionOf::Error(error) => format!("SE {}", figure(error)),
        };
        let value = self.value.map(|value| format!("{} {} ", symbol(self.of), figure(value))).unwrap_or_default();
        match self.sought {
            Sought::Middle => format!("the middle of {precision}"),
            Sought::Error | Sought::ErrorOfFew => format!("SE of {value}({precision})"),
            Sought::P | Sought::POfFew | Sought::POfOthers => format!("p of {value}({precision})"),
            Sought::OneSided => format!("one-sided p of {value}({precision})"),
            Sought::Ratio => format!("e^{}", self.value.map(figure).unwrap_or_default()),
        }
    }
}

impl Expression {
    /// `its interval is 1.10 to 2.05`, where an estimate is outside of it.
    pub(crate) fn outside_of(&self, stated: &Interval, study: &Study) -> Option<String> {
        let of = match self {
            Self::Either(usual) => return usual.first()?.1.outside_of(stated, study),
            Self::Estimate(of) if of.sought == Sought::Middle => of,
            _ => return None,
        };
        let PrecisionOf::Limits(low, high) = of.precision else { return None };
        let limits = [low, high].map(|limit| &study.claims()[limit]);
        let is_outside = !limits[0].values.hull(&limits[1].values).intersects(stated);
        is_outside.then(|| format!("its interval is {} to {}", limits[0].figure.text(), limits[1].figure.text()))
    }
}

impl FourfoldOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let count = |count: &Expression| {
            let count = count.evaluate_with(values)?.single().and_then(Rational::to_i128);
            count.and_then(|count| u64::try_from(count).ok()).ok_or(Unknown::Test("a count is not known exactly"))
        };
        let [[a, b], [c, d]] = &self.counts;
        let fourfold = Fourfold([[count(a)?, count(b)?], [count(c)?, count(d)?]]);
        let found = match &self.sought {
            FourfoldSought::Estimate => fourfold.estimate(self.of).map(Interval::point),
            FourfoldSought::Conditional => odds_ratio(&fourfold),
            FourfoldSought::Limit(limit, level) => fourfold
                .limits(self.of, level)
                .map(|[low, high]| if *limit == Statistic::LowerLimit { low } else { high }),
        };
        found.ok_or(Unknown::Test("a group is empty, or a count is zero"))
    }

    /// `OR of 43 and 37 against 27 and 34`.
    pub(super) fn write(&self, study: &Study) -> String {
        let [one, other] =
            self.counts.each_ref().map(|[with, without]| format!("{} and {}", with.write(study), without.write(study)));
        let sought = match &self.sought {
            FourfoldSought::Estimate => String::new(),
            FourfoldSought::Conditional => "conditional ".to_owned(),
            FourfoldSought::Limit(limit, _) => format!("{limit} of the "),
        };
        format!("{sought}{} of {one} against {other}", symbol(self.of))
    }
}

/// What may explain a standard error beside an interval.
pub(crate) fn error_of_interval(of: Statistic, value: Option<usize>, limits: (usize, usize)) -> Expression {
    let sought = |sought| estimate(of, value, PrecisionOf::Limits(limits.0, limits.1), sought);
    Expression::Either(vec![
        ("a normal quantile", sought(Sought::Error)),
        ("few degrees of freedom", possible(sought(Sought::ErrorOfFew), FEW)),
    ])
}

/// What may explain an estimate beside its interval; only Wald's, if it is that.
pub(crate) fn middle_of_interval(of: Statistic, limits: (usize, usize), is_wald: bool) -> Expression {
    let middle = estimate(of, None, PrecisionOf::Limits(limits.0, limits.1), Sought::Middle);
    if is_wald {
        return middle;
    }
    let within = Expression::Order(Order::Between, vec![Expression::Claim(limits.0), Expression::Claim(limits.1)]);
    Expression::Either(vec![("a Wald interval", middle), ("another interval", possible(within, ANOTHER_INTERVAL))])
}

/// What may explain a p value beside an estimate with its interval or its standard error; only Wald's, if that is what it is.
pub(crate) fn p_of_estimate(of: Statistic, value: Option<usize>, precision: &PrecisionOf, is_wald: bool) -> Expression {
    let sought = |sought| estimate(of, value, precision.clone(), sought);
    let mut usual =
        vec![("Wald's test", sought(Sought::P)), ("few degrees of freedom", possible(sought(Sought::POfFew), FEW))];
    if !is_wald {
        usual.push(("one-sided", possible(sought(Sought::OneSided), ONE_SIDED)));
        usual.push((
            "another test",
            match of {
                Statistic::MeanDifference => Expression::Unrecomputed(RANKS),
                _ => possible(sought(Sought::POfOthers), ANOTHER_TEST),
            },
        ));
    }
    Expression::Either(usual)
}

/// The ratio of which a coefficient is the logarithm.
pub(crate) fn ratio_of_coefficient(coefficient: usize) -> Expression {
    estimate(Statistic::Coefficient, Some(coefficient), PrecisionOf::Error(coefficient), Sought::Ratio)
}

/// A coefficient over its standard error; some print it without its sign.
pub(crate) fn statistic_of(at: usize, error: usize) -> Expression {
    let [at, error] = [at, error].map(|claim| Box::new(Expression::Claim(claim)));
    let quotient = Expression::Quotient(at, error);
    let negated = Expression::Linear(vec![(Rational::whole(-1), quotient.clone())]);
    Expression::Either(vec![("with its sign", quotient), ("without its sign", negated)])
}

fn estimate(of: Statistic, value: Option<usize>, precision: PrecisionOf, sought: Sought) -> Expression {
    Expression::Estimate(Box::new(EstimateOf { of, value, precision, sought }))
}

fn possible(expression: Expression, reason: &'static str) -> Expression {
    Expression::Possible(Box::new(expression), reason)
}

const FEW: &str =
    "no normal quantile gives it, but that of a t with few degrees of freedom does, which are not reported";

const ANOTHER_INTERVAL: &str = "the estimate is in its interval, but not in the middle, as that of a Wald interval is; the interval may be \
                                exact, a score or a profile likelihood interval, of a bootstrap or a posterior";

const ONE_SIDED: &str = "it is half of what the interval gives, as a one-sided p is";

const ANOTHER_TEST: &str = "Wald's test does not give it, but a likelihood ratio, score, chi-square or exact test may; name the test \
                            with `test = \"Wald\"` if it is that";

const RANKS: &str = "Wald's test does not give it, but a test of ranks or of pairs may have been used; name the test with `test = \
                     \"Wald\"` if it is neither";
