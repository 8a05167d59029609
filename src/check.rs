//! One figure at a time: is this percentage right, this mean, this total, this p value?
//!
//! Figures are strings, as printed: `"26.30"` says more than 26.3. Whole numbers may be numbers. What is no figure is an
//! error that says so; whatever is one gets a verdict, with the arithmetic behind it.
//!
//! ```
//! use retally::{Verdict, check};
//!
//! let check = check::percentage(37, 141, "26.3")?;
//! assert_eq!(check.verdict, Verdict::Inconsistent);
//! assert_eq!(check.to_string(), "26.3 is inconsistent: 100 × 37 / 141 is 26.24…, i.e. 26.2");
//! assert_eq!(check::percentage(37, 141, "26.2")?.verdict, Verdict::Consistent);
//!
//! let error = check::percentage(37, "14l", "26.3").unwrap_err();
//! assert_eq!(error.to_string(), "`14l` is not a figure: `l` stands where a digit is expected; perhaps `141`");
//! # Ok::<(), retally::FigureError>(())
//! ```
//!
//! A figure stands for every value that prints so when it is rounded to the nearest, ties either way
//! ([`Rounding::Unstated`]). These are the relations that an audit derives, evaluated on figures that stand alone: a
//! [`Study`] knows more of a figure, and which of several is wrong. For other conventions, scales and
//! several items see [`granularity`]; for all statistics of a variable together see
//! [`sample`](crate::sample); for tests in running text see [`inference::scan`](crate::inference::scan).

mod estimate;
mod fit;

use std::fmt;

use crate::audit::value;
use crate::granularity::{self, Judgement};
use crate::inference::Tails;
use crate::number::{Figure, FigureError, Interval, Qualifier, Rational, Rounding};
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::{Comparison, Expression, TailOf, Unknown, Verdict};
use crate::study::Study;
pub use estimate::{
    estimate_of_counts, interval, limits_of_counts, limits_of_share, p_of_error, p_of_interval, ratio_of_coefficient,
    se_of_interval, statistic_of_coefficient,
};
pub use fit::{adjusted_r_squared, f_of_r_squared, f_of_r_squared_change};

/// What comes of checking a figure. [`Display`](fmt::Display) is one line, the arithmetic with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether the figure can be right.
    pub verdict: Verdict,
    /// The figure as printed.
    pub reported: String,
    /// How it is recomputed, with the figures as printed: `100 × 37 / 141`. Empty where nothing is.
    pub arithmetic: String,
    /// Every value that it is recomputed as.
    pub recomputed: Option<Interval>,
    because: String,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}: {}", self.reported, self.verdict.name(), self.because)
    }
}

/// What can be read as a figure: a string, a whole number, or a [`Figure`].
///
/// Not a floating-point number: it does not know how many decimals were printed.
pub trait Printed {
    /// The figure.
    ///
    /// # Errors
    ///
    /// Where the text is none.
    fn figure(&self) -> Result<Figure, FigureError>;
}

impl Printed for Figure {
    fn figure(&self) -> Result<Figure, FigureError> {
        Ok(self.clone())
    }
}

impl<T: Printed + ?Sized> Printed for &T {
    fn figure(&self) -> Result<Figure, FigureError> {
        (**self).figure()
    }
}

/// What is written as the figure it is.
macro_rules! written {
    ($($kind:ty)*) => {$(
        impl Printed for $kind {
            fn figure(&self) -> Result<Figure, FigureError> {
                self.to_string().parse()
            }
        }
    )*};
}

written! { str String u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

/// Whether a percentage is that of a part of a whole: 100 · part / whole.
///
/// The numbers are exact, the percentage is rounded. Undecided where the whole is zero.
///
/// ```
/// use retally::check;
/// assert_eq!(check::percentage(1, 3, "33.3%")?.verdict.name(), "consistent");
/// assert_eq!(check::percentage("1,000", "3,000", "33.4")?.verdict.name(), "inconsistent");
/// assert_eq!(check::percentage(0, 0, 0)?.to_string(), "0 is undecided: the base is, or may be, zero");
/// # Ok::<(), retally::FigureError>(())
/// ```
///
/// # Errors
///
/// Where one of the three is no figure; so with all functions here.
pub fn percentage(part: impl Printed, whole: impl Printed, percentage: impl Printed) -> Result<Check, FigureError> {
    let figures = [(part.figure()?, Statistic::Count), (whole.figure()?, Statistic::Count)];
    let share = Expression::Percent(Box::new(Expression::Claim(1)), Box::new(Expression::Claim(2)));
    Ok(compare((percentage.figure()?, Statistic::Share), figures, Comparison::Equal, share))
}

/// Whether a percentage is that of any whole number of n respondents: GRIM for percentages, where the part is not printed.
///
/// ```
/// let check = retally::check::grim_percentage("26.3", 141)?;
/// assert_eq!(
///     check.to_string(),
///     "26.3 is inconsistent: no percentage of 141 lies in [26.25, 26.35]: 37 of 141 is 26.2411… %, 38 of 141 is 26.9503… %"
/// );
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn grim_percentage(percentage: impl Printed, n: impl Printed) -> Result<Check, FigureError> {
    let percentage = percentage.figure()?;
    let judge = |n| granularity::grim_percent(&percentage, n, 1, Rounding::Unstated);
    Ok(granular(&percentage, &n.figure()?, 100, judge))
}

/// Whether a mean is one of n whole numbers: GRIM (Brown & Heathers 2017, doi:10.1177/1948550616673876).
///
/// ```
/// use retally::check;
/// assert_eq!(
///     check::grim("5.19", 28)?.to_string(),
///     "5.19 is inconsistent: no whole number divided by 28 lies in [5.185, 5.195]: 145 / 28 is 5.1785…, 146 / 28 is 5.2142…"
/// );
/// assert_eq!(check::grim("5.18", 28)?.to_string(), "5.18 is consistent: 145 / 28 is 5.178…, i.e. 5.18");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn grim(mean: impl Printed, n: impl Printed) -> Result<Check, FigureError> {
    let mean = mean.figure()?;
    let judge = |n| granularity::grim(&mean, n, 1, Rounding::Unstated);
    Ok(granular(&mean, &n.figure()?, 1, judge))
}

/// Whether a standard deviation can stand beside the mean of n whole numbers: GRIMMER (Anaya 2016,
/// doi:10.7287/peerj.preprints.2400v1; Allard 2018), with the divisor n − 1. It is necessary, not sufficient:
/// [`Summary`](crate::sample::Summary) decides whether such data exist.
///
/// ```
/// let check = retally::check::grimmer("3.44", "2.47", 18)?;
/// assert!(check.to_string().starts_with("2.47 is inconsistent: "), "{check}");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn grimmer(mean: impl Printed, sd: impl Printed, n: impl Printed) -> Result<Check, FigureError> {
    let (mean, sd) = (mean.figure()?, sd.figure()?);
    let judge = |n| granularity::grimmer(&mean, &sd, n, 1, Rounding::Unstated);
    let check = granular(&sd, &n.figure()?, 1, judge);
    let because = match check.verdict {
        Verdict::Consistent => "some sum of squares gives it beside the mean".to_owned(),
        _ => check.because,
    };
    Ok(Check { because, arithmetic: String::new(), recomputed: None, ..check })
}

/// Whether numbers add up to their total.
///
/// Whole numbers are exact. Where any of the figures has decimals all are taken as rounded, and then the total may be off
/// by half a unit for each of them.
///
/// ```
/// use retally::check;
/// assert_eq!(check::total([37, 34, 70], 142)?.to_string(), "142 is inconsistent: 37 + 34 + 70 is 141");
/// assert_eq!(check::total(["1.4", "2.4"], "3.9")?.verdict.name(), "consistent"); // 1.44 and 2.44
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn total<P: Printed>(parts: impl IntoIterator<Item = P>, total: impl Printed) -> Result<Check, FigureError> {
    let parts = figures(parts)?;
    let total = total.figure()?;
    let is_whole = parts.iter().chain([&total]).all(|figure| figure.decimals() == 0);
    let statistic = if is_whole { Statistic::Count } else { Statistic::Share };
    let sum = sum(1..=parts.len());
    Ok(compare((total, statistic), parts.into_iter().map(|part| (part, statistic)), Comparison::Touching, sum))
}

/// Whether the percentages of a whole divided into parts add up to 100, within what rounding each of them allows (Mosteller,
/// Youtz & Zahn 1967, Demography 4(2): 850–858).
///
/// ```
/// use retally::check;
/// assert_eq!(check::percentages(["33.3", "33.3", "33.3"])?.verdict.name(), "consistent"); // 33.33… each
/// assert_eq!(
///     check::percentages(["35.5", "50.4", "15.1"])?.to_string(),
///     "100 is inconsistent: 35.5 + 50.4 + 15.1 is 100.8… to 101.1…"
/// );
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn percentages<P: Printed>(parts: impl IntoIterator<Item = P>) -> Result<Check, FigureError> {
    let parts = figures(parts)?;
    let sum = sum(1..=parts.len());
    let whole = (100.figure()?, Statistic::Count);
    Ok(compare(whole, parts.into_iter().map(|part| (part, Statistic::Share)), Comparison::Touching, sum))
}

/// Whether a mean is that of all groups together, each with its n and its mean: Σ n·mean / Σ n.
///
/// ```
/// use retally::check;
/// let check = check::pooled_mean([(20, "3.50"), (30, "4.00")], "3.90")?;
/// assert_eq!(
///     check.to_string(),
///     "3.90 is inconsistent: (20 × 3.50 + 30 × 4.00) / (20 + 30) is 3.795 to 3.805"
/// );
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn pooled_mean<N: Printed, M: Printed>(
    groups: impl IntoIterator<Item = (N, M)>,
    mean: impl Printed,
) -> Result<Check, FigureError> {
    let mut figures = Vec::new();
    for (n, mean) in groups {
        figures.extend([(n.figure()?, Statistic::Count), (mean.figure()?, Statistic::Mean)]);
    }
    let claim = |at| Box::new(Expression::Claim(at));
    let counts = (1..=figures.len()).step_by(2);
    let sums = counts.clone().map(|count| Expression::Product(claim(count), claim(count + 1)));
    let pooled = Expression::Quotient(Box::new(Expression::sum(sums)), Box::new(sum(counts)));
    Ok(compare((mean.figure()?, Statistic::Mean), figures, Comparison::Equal, pooled))
}

/// Whether a two-tailed p value is that of Student's t with its degrees of freedom.
///
/// ```
/// use retally::check;
/// let check = check::p_of_t("2.20", 28, ".03")?;
/// assert!(check.to_string().starts_with(".03 is inconsistent: p of t(28) = 2.20 is 0.035"), "{check}");
/// assert_eq!(check::p_of_t("2.20", 28, "< .05")?.verdict.name(), "consistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_t(t: impl Printed, df: impl Printed, p: impl Printed) -> Result<Check, FigureError> {
    p_of(Statistic::T, t.figure()?, [df.figure()?].into(), p.figure()?)
}

/// Whether a p value is that of F with its degrees of freedom between and within groups.
///
/// ```
/// assert_eq!(retally::check::p_of_f("4.12", 2, 56, ".021")?.verdict.name(), "consistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_f(
    f: impl Printed,
    between: impl Printed,
    within: impl Printed,
    p: impl Printed,
) -> Result<Check, FigureError> {
    p_of(Statistic::F, f.figure()?, [between.figure()?, within.figure()?].into(), p.figure()?)
}

/// Whether a p value is that of chi-square with its degrees of freedom.
///
/// ```
/// assert_eq!(retally::check::p_of_chi_square("3.84", 1, ".050")?.verdict.name(), "consistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_chi_square(statistic: impl Printed, df: impl Printed, p: impl Printed) -> Result<Check, FigureError> {
    p_of(Statistic::ChiSquare, statistic.figure()?, [df.figure()?].into(), p.figure()?)
}

/// Whether a two-tailed p value is that of Pearson's r with its degrees of freedom, two fewer than there are pairs.
///
/// ```
/// assert_eq!(retally::check::p_of_r(".50", 18, ".2")?.verdict.name(), "inconsistent"); // .025
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_r(r: impl Printed, df: impl Printed, p: impl Printed) -> Result<Check, FigureError> {
    p_of(Statistic::R, r.figure()?, [df.figure()?].into(), p.figure()?)
}

/// Whether a two-tailed p value is that of a standard normal z.
///
/// ```
/// assert_eq!(retally::check::p_of_z("-1.96", ".050")?.verdict.name(), "consistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn p_of_z(z: impl Printed, p: impl Printed) -> Result<Check, FigureError> {
    p_of(Statistic::Z, z.figure()?, Vec::new(), p.figure()?)
}

fn p_of(test: Statistic, statistic: Figure, df: Vec<Figure>, p: Figure) -> Result<Check, FigureError> {
    let degrees = (2..2 + df.len()).map(Expression::Claim).collect();
    let tail = TailOf { statistic: Expression::Claim(1), test, df: degrees, tails: Tails::Both };
    let figures = [(statistic, test)].into_iter().chain(df.into_iter().map(|df| (df, Statistic::Df)));
    Ok(compare((p, Statistic::P), figures, Comparison::Equal, Expression::Tail(Box::new(tail))))
}

fn figures<P: Printed>(all: impl IntoIterator<Item = P>) -> Result<Vec<Figure>, FigureError> {
    all.into_iter().map(|one| one.figure()).collect()
}

fn sum(claims: impl Iterator<Item = usize>) -> Expression {
    Expression::sum(claims.map(Expression::Claim))
}

/// Holds a figure against what is recomputed from others, which are claims 1, 2, … of the expression.
fn compare(
    stated: (Figure, Statistic),
    figures: impl IntoIterator<Item = (Figure, Statistic)>,
    comparison: Comparison,
    expression: Expression,
) -> Check {
    let quantity = |statistic| Quantity { statistic, ..Quantity::count(Event::everybody()) };
    let all = [stated].into_iter().chain(figures);
    let study = Study::of_figures(all.map(|(figure, statistic)| (figure, quantity(statistic))));
    let claims = study.claims();
    let (reported, arithmetic) = (claims[0].figure.to_string(), expression.write(&study));
    match expression.evaluate(claims) {
        Err(unknown) => {
            let because = unknown.reason(study.names());
            Check { verdict: Verdict::Undecided(unknown), reported, arithmetic, recomputed: None, because }
        }
        Ok(values) => {
            let holds = comparison.admits(&claims[0].values, &values);
            let verdict = if holds { Verdict::Consistent } else { Verdict::Inconsistent };
            let because = because(&arithmetic, &values, &claims[0].figure);
            Check { verdict, reported, arithmetic, recomputed: Some(values), because }
        }
    }
}

/// `100 × 37 / 141 is 26.24…, i.e. 26.2`.
fn because(arithmetic: &str, values: &Interval, stated: &Figure) -> String {
    let shown = value(values, stated.decimals() as usize + 1);
    let value = values.single().filter(|_| stated.qualifier() == Qualifier::Exactly);
    let digits = value.map(|value| (Rounding::Unstated.print(value, stated.decimals()), value.to_string()));
    match digits.filter(|(digits, exact)| digits != exact) {
        Some((digits, _)) => format!("{arithmetic} is {shown}, i.e. {digits}"),
        None => format!("{arithmetic} is {shown}"),
    }
}

/// A test of granularity of n respondents, whose number it needs exactly. What is consistent is `factor` times a sum by n.
fn granular(stated: &Figure, n: &Figure, factor: i64, judge: impl Fn(u64) -> Judgement) -> Check {
    let exact = Some(n.number()).filter(|_| n.qualifier() == Qualifier::Exactly).and_then(Rational::to_i128);
    let judgement = exact.and_then(|n| u64::try_from(n).ok()).map(judge);
    let check = |verdict, because| {
        let reported = stated.to_string();
        Check { verdict, reported, arithmetic: String::new(), recomputed: None, because }
    };
    let undecided = |reason: &'static str| check(Verdict::Undecided(Unknown::Test(reason)), reason.to_owned());
    match judgement {
        None => undecided("n is not a whole number that is known exactly"),
        Some(Judgement::Undecided(inapplicable)) => undecided(inapplicable.reason()),
        Some(Judgement::Inconsistent(reason)) => check(Verdict::Inconsistent, reason.to_string()),
        Some(Judgement::Consistent(sum)) => {
            let arithmetic = if factor == 1 { format!("{sum} / {n}") } else { format!("{factor} × {sum} / {n}") };
            let recomputed = sum.scaled(factor).divided_by(n.number()).map(Interval::point);
            let because = recomputed.as_ref().map(|values| because(&arithmetic, values, stated)).unwrap_or_default();
            Check { arithmetic, recomputed, ..check(Verdict::Consistent, because) }
        }
    }
}
