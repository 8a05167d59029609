//! Estimates with their intervals, standard errors and p values, one figure at a time.

use crate::check::{Check, Printed, because};
use crate::inference::conditional::odds_ratio;
use crate::inference::fourfold::Fourfold;
use crate::number::{Figure, FigureError, Interval, Qualifier, Rational, Rounding};
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::{
    Expression, Kind, Outcome, PrecisionOf, Relation, Unknown, Verdict, error_of_interval, limit_of_share,
    middle_of_interval, p_of_estimate, ratio_of_coefficient as ratio_of, statistic_of,
};
use crate::study::Study;

/// Whether an estimate lies in its interval, and in the middle of it.
///
/// The middle is the geometric one of ratios, that on Fisher's scale of correlations (`r`), and else the arithmetic one. An estimate that is
/// in its interval and not in the middle is undecided: the interval may be exact, of a profile likelihood, a bootstrap or a posterior.
///
/// ```
/// use retally::{Statistic, check};
/// let judged = |estimate, limits| check::interval(Statistic::OddsRatio, estimate, limits).map(|check| check.verdict.name());
/// assert_eq!(judged("1.50", ["1.10", "2.05"])?, "consistent");
/// assert_eq!(judged("1.60", ["1.10", "2.05"])?, "undecided");
/// assert_eq!(judged("1.05", ["1.10", "2.05"])?, "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn interval<P: Printed>(of: Statistic, estimate: impl Printed, limits: [P; 2]) -> Result<Check, FigureError> {
    let limits = both(&limits, None)?;
    Ok(recompute((estimate.figure()?, of), limits, middle_of_interval(of, (1, 2), false)))
}

/// Whether a p value is that of an estimate with its interval of a level, in percent (Altman & Bland 2011, doi:10.1136/bmj.d2304).
///
/// It is consistent if Wald's test gives it for some values that print so, and undecided if another usual test may: a t with few degrees of
/// freedom, a one-sided one, or, within the bounds told at [`wald`](crate::inference::wald), a score, likelihood ratio or exact test.
///
/// ```
/// use retally::{Statistic, check};
/// let judged = |p| check::p_of_interval(Statistic::OddsRatio, "1.50", ["1.10", "2.05"], 95, p);
/// assert_eq!(judged(".01")?.verdict.name(), "consistent");
/// assert_eq!(judged(".02")?.verdict.name(), "undecided");
/// let check = judged(".20")?;
/// assert!(check.to_string().starts_with(".20 is inconsistent: p of OR 1.50 (1.10 to 2.05) is 0.009… to 0.012…"), "{check}");
/// # Ok::<(), retally::FigureError>(())
/// ```
///
/// Two examples of Altman & Bland (2011, doi:10.1136/bmj.d2090): 17 percentage points more recovered, and a relative risk of 0.30.
///
/// ```
/// # use retally::{Statistic, check};
/// let of = check::p_of_interval(Statistic::RiskDifference, "17", ["1.4", "32.6"], 95, "0.032")?;
/// assert_eq!(of.verdict.name(), "consistent");
/// let of = check::p_of_interval(Statistic::RiskRatio, "0.30", ["0.10", "0.90"], 95, "0.034")?;
/// assert_eq!(of.verdict.name(), "consistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_interval<P: Printed>(
    of: Statistic,
    estimate: impl Printed,
    limits: [P; 2],
    level: impl Printed,
    p: impl Printed,
) -> Result<Check, FigureError> {
    let limits = both(&limits, share(&level.figure()?))?;
    let expression = p_of_estimate(of, Some(1), &PrecisionOf::Limits(2, 3), false);
    let figures = std::iter::once((estimate.figure()?, of, None)).chain(limits);
    Ok(recompute((p.figure()?, Statistic::P), figures, expression))
}

/// Whether a p value is that of an estimate over its standard error, which is that of its logarithm for a ratio. Up to that of a t with one
/// degree of freedom it is undecided.
///
/// ```
/// use retally::{Statistic, check};
/// assert_eq!(check::p_of_error(Statistic::Coefficient, "0.909", "0.382", "0.017")?.verdict.name(), "consistent");
/// assert_eq!(check::p_of_error(Statistic::Coefficient, "0.909", "0.382", "0.30")?.verdict.name(), "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_error(
    of: Statistic,
    estimate: impl Printed,
    se: impl Printed,
    p: impl Printed,
) -> Result<Check, FigureError> {
    let figures = [(estimate.figure()?, of, None), (se.figure()?, Statistic::Se, None)];
    let expression = p_of_estimate(of, Some(1), &PrecisionOf::Error(2), false);
    Ok(recompute((p.figure()?, Statistic::P), figures, expression))
}

/// Whether a standard error is that of an interval of a level, in percent (Altman & Bland 2011, doi:10.1136/bmj.d2090); of a ratio, that of
/// its logarithm. A smaller one is undecided, as few degrees of freedom make the interval wider; a greater one is inconsistent.
///
/// ```
/// use retally::{Statistic, check};
/// let judged = |se| check::se_of_interval(Statistic::Coefficient, ["0.04", "3.27"], 95, se).map(|check| check.verdict.name());
/// assert_eq!([judged("0.82")?, judged("0.75")?, judged("0.90")?], ["consistent", "undecided", "inconsistent"]);
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn se_of_interval<P: Printed>(
    of: Statistic,
    limits: [P; 2],
    level: impl Printed,
    se: impl Printed,
) -> Result<Check, FigureError> {
    let limits = both(&limits, share(&level.figure()?))?;
    Ok(recompute((se.figure()?, Statistic::Se), limits, error_of_interval(of, None, (1, 2))))
}

/// Whether a t or a z is a coefficient over its standard error, with or without its sign.
///
/// ```
/// use retally::check;
/// assert_eq!(check::statistic_of_coefficient("0.909", "0.382", "2.38")?.verdict.name(), "consistent");
/// assert_eq!(check::statistic_of_coefficient("-0.909", "0.382", "2.39")?.verdict.name(), "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn statistic_of_coefficient(
    coefficient: impl Printed,
    se: impl Printed,
    statistic: impl Printed,
) -> Result<Check, FigureError> {
    let figures = [(coefficient.figure()?, Statistic::Coefficient, None), (se.figure()?, Statistic::Se, None)];
    Ok(recompute((statistic.figure()?, Statistic::Z), figures, statistic_of(1, 2)))
}

/// Whether a ratio is e to the power of its coefficient.
///
/// ```
/// use retally::check;
/// assert_eq!(check::ratio_of_coefficient("0.909", "2.482")?.verdict.name(), "consistent");
/// assert_eq!(check::ratio_of_coefficient("0.909", "2.428")?.verdict.name(), "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn ratio_of_coefficient(coefficient: impl Printed, ratio: impl Printed) -> Result<Check, FigureError> {
    let figures = [(coefficient.figure()?, Statistic::Coefficient, None)];
    Ok(recompute((ratio.figure()?, Statistic::OddsRatio), figures, ratio_of(1)))
}

/// Whether an odds ratio, a risk ratio or a risk difference is that of two groups, each with how many had the event and how many had not.
///
/// It is that of the counts and not adjusted for anything. An odds ratio may also be the
/// [conditional](crate::inference::conditional) one of Fisher's exact test, nearer to 1.
///
/// ```
/// use retally::{Statistic, check};
/// let of = |estimate| check::estimate_of_counts(Statistic::OddsRatio, [[647, 2], [622, 27]], estimate);
/// assert_eq!([of("14.04")?.verdict.name(), of("14.02")?.verdict.name()], ["consistent"; 2]); // the second as R's fisher.test has it
/// assert_eq!(of("14.4")?.to_string(), "14.4 is inconsistent: OR of 647 and 2 against 622 and 27 is 14.04…, i.e. 14.0");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn estimate_of_counts(of: Statistic, counts: [[u64; 2]; 2], estimate: impl Printed) -> Result<Check, FigureError> {
    let figure = estimate.figure()?;
    let fourfold = Fourfold(counts);
    let Some(exact) = fourfold.estimate(of).map(Interval::point) else { return Ok(undecided(&figure, NO_ESTIMATE)) };
    let is_of = |ratio: &Interval| Rounding::Unstated.interval(&figure).intersects(ratio);
    let conditional = (of == Statistic::OddsRatio && !is_of(&exact)).then(|| odds_ratio(&fourfold)).flatten();
    let written = written(of, counts);
    Ok(match conditional.filter(is_of) {
        Some(conditional) => judged(&figure, format!("conditional {written}"), conditional, None),
        None => judged(&figure, written, exact, None),
    })
}

/// Whether the limits of an interval of a level, in percent, are those of Wald: of Woolf for an odds ratio, of Katz for a risk ratio. What
/// is not is undecided, as the interval may be exact or another, unless the estimate lies outside of it.
///
/// ```
/// use retally::{Statistic, check};
/// let of = |limits| check::limits_of_counts(Statistic::OddsRatio, [[43, 37], [27, 34]], 95, limits);
/// let verdicts = |checks: [check::Check; 2]| checks.map(|check| check.verdict.name());
/// assert_eq!(verdicts(of(["0.75", "2.86"])?), ["consistent", "consistent"]);
/// assert_eq!(verdicts(of(["0.71", "1.40"])?), ["undecided", "inconsistent"]); // it is 1.46…
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn limits_of_counts<P: Printed>(
    of: Statistic,
    counts: [[u64; 2]; 2],
    level: impl Printed,
    limits: [P; 2],
) -> Result<[Check; 2], FigureError> {
    let figures = [limits[0].figure()?, limits[1].figure()?];
    let level = share(&level.figure()?);
    let fourfold = Fourfold(counts);
    let known = fourfold.estimate(of).zip(level.and_then(|level| fourfold.limits(of, &level)));
    let Some((estimate, [low, high])) = known else {
        return Ok(figures.map(|figure| undecided(&figure, NO_ESTIMATE)));
    };
    let judge = |figure: &Figure, limit: Interval, side: Interval, name: &str| {
        let is_on_its_side = Rounding::Unstated.interval(figure).intersects(&side);
        let explained = is_on_its_side.then_some(ANOTHER_INTERVAL);
        judged(figure, format!("the {name} limit of {}", written(of, counts)), limit, explained)
    };
    let [lower, upper] = &figures;
    Ok([
        judge(lower, low, Interval::at_most(estimate.clone()), "lower"),
        judge(upper, high, Interval::at_least(estimate), "upper"),
    ])
}

/// Whether the limits of an interval of a level, in percent, are those of the percentage that so many are of all, by one of the usual
/// [methods](crate::inference::proportion): Wald, Wilson, Clopper–Pearson, Agresti–Coull or Jeffreys (Newcombe 1998,
/// doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E; Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286). A limit on its
/// side of the percentage that none of them gives is undecided, as samples may be weighted or drawn in clusters.
///
/// ```
/// use retally::check;
/// let of = |limits| check::limits_of_share(131, 272, 95, limits).map(|limits| limits.map(|limit| limit.verdict.name()));
/// assert_eq!(of(["42.2", "54.1"])?, ["consistent", "consistent"]);
/// assert_eq!(of(["40.0", "47.3"])?, ["undecided", "inconsistent"]); // it is 48.2 %
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn limits_of_share<P: Printed>(
    part: impl Printed,
    all: impl Printed,
    level: impl Printed,
    limits: [P; 2],
) -> Result<[Check; 2], FigureError> {
    let counts = [(part.figure()?, Statistic::Count, None), (all.figure()?, Statistic::Count, None)];
    let level = share(&level.figure()?);
    let (part, all) = (Expression::Claim(1), Expression::Claim(2));
    let judged = |stated: Figure, limit: Statistic| {
        let percent = Expression::Percent(Box::new(part.clone()), Box::new(all.clone()));
        let all = level.clone().map(|level| (all.clone(), level));
        recompute((stated, limit), counts.clone(), limit_of_share(Some(&part), all.as_ref(), &percent, limit))
    };
    let [low, high] = [limits[0].figure()?, limits[1].figure()?];
    Ok([judged(low, Statistic::LowerLimit), judged(high, Statistic::UpperLimit)])
}

const NO_ESTIMATE: &str = "a group is empty, a count is zero, or the level is none";
const ANOTHER_INTERVAL: &str =
    "it is not that of a Wald interval, but the interval may be an exact or a score interval";

fn written(of: Statistic, [[a, b], [c, d]]: [[u64; 2]; 2]) -> String {
    format!("{of} of {a} and {b} against {c} and {d}")
}

fn undecided(figure: &Figure, reason: &'static str) -> Check {
    let verdict = Verdict::Undecided(Unknown::Test(reason));
    let (reported, because) = (figure.to_string(), reason.to_owned());
    Check { verdict, reported, arithmetic: String::new(), recomputed: None, because }
}

/// A figure against what it is recomputed as, and what else may explain it.
fn judged(figure: &Figure, arithmetic: String, recomputed: Interval, explained: Option<&'static str>) -> Check {
    let holds = Rounding::Unstated.interval(figure).intersects(&recomputed);
    let verdict = match explained {
        _ if holds => Verdict::Consistent,
        Some(reason) => Verdict::Undecided(Unknown::Test(reason)),
        None => Verdict::Inconsistent,
    };
    let because = match explained {
        Some(reason) if !holds => reason.to_owned(),
        _ => because(&arithmetic, &recomputed, figure),
    };
    Check { verdict, reported: figure.to_string(), arithmetic, recomputed: Some(recomputed), because }
}

/// Holds a figure against what may explain it: others, which are claims 1, 2, … of the expression.
fn recompute(
    stated: (Figure, Statistic),
    figures: impl IntoIterator<Item = (Figure, Statistic, Option<Rational>)>,
    expression: Expression,
) -> Check {
    let figures: Vec<_> = std::iter::once((stated.0, stated.1, None)).chain(figures).collect();
    let quantity = |statistic| Quantity { statistic, ..Quantity::count(Event::everybody()) };
    let study = Study::of_estimate(figures.into_iter().map(|(figure, of, level)| (figure, quantity(of), level)));
    let arithmetic = expression.write(&study);
    let relation = Relation::of(Kind::estimate(), Expression::Claim(0), expression);
    let claims = study.claims();
    let Outcome { verdict, recomputed, .. } = Outcome::of(relation, claims);
    let stated = &claims[0].figure;
    let because = match (&verdict, &recomputed) {
        (Verdict::Undecided(unknown), _) => unknown.reason(study.names()),
        (_, Some(values)) => because(&arithmetic, values, stated),
        (_, None) => String::new(),
    };
    Check { verdict, reported: stated.to_string(), arithmetic, recomputed, because }
}

/// A level in percent.
fn share(level: &Figure) -> Option<Rational> {
    let is_level = |share: &Rational| *share > Rational::zero() && *share < Rational::whole(1);
    let share = level.number().divided_by(&Rational::whole(100)).filter(is_level);
    share.filter(|_| level.qualifier() == Qualifier::Exactly)
}

/// Both limits of an interval.
fn both<P: Printed>(
    [low, high]: &[P; 2],
    level: Option<Rational>,
) -> Result<[(Figure, Statistic, Option<Rational>); 2], FigureError> {
    Ok([(low.figure()?, Statistic::LowerLimit, level.clone()), (high.figure()?, Statistic::UpperLimit, level)])
}
