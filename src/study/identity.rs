//! Identities: equations between variables that hold for every respondent, exactly or within an allowance.

use std::fmt;
use std::ops::RangeInclusive;

use crate::error::Error;
use crate::number::Rational;
use crate::quantity::Dimension;
use crate::study::equation::sides;
use crate::study::names::Names;
use crate::study::source::Source;
use crate::study::tied::IdentityEntry;
use crate::study::value::offset;

/// A linear equation that holds respondent by respondent, such as `age_started = age - years_involved`.
///
/// It is kept with everything on one side: the terms and the constant add up to zero, or to a number that is allowed.
/// Ages and durations are reported in completed years, so that the difference of two may be one off:
///
/// ```
/// let study = retally::Study::from_files("smugglers", [
///     ("study.toml", "
///         [study]
///         title = 'Ages'
///         [[identity]]
///         equation = 'started = age - years'
///         allowance = [-1, 0]
///         [[table]]
///         file = 'ages.csv'
///         stub = 'variable'
///         header = 'statistic'
///     "),
///     ("ages.csv", ",Mean\nage,36.9\nyears,9.6\nstarted,26.8\n"),
/// ])?;
/// assert_eq!(study.identities()[0].allowance, -1..=0);
/// assert!(study.audit().findings().is_empty()); // 36.9 less 9.6, and up to one year less
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The equation as the manifest writes it.
    pub equation: String,
    /// Each variable with its factor, which is not zero; the first is the one that the equation defines.
    pub terms: Vec<(i64, Dimension)>,
    /// What is added to the terms.
    pub constant: i64,
    /// What terms and constant may add up to, which is by how much the left side of the equation may differ from the
    /// right side: 0 alone unless the manifest grants more.
    pub allowance: RangeInclusive<i64>,
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.equation)
    }
}

/// Reads a linear equation of variables.
pub(crate) fn read(entry: &IdentityEntry, source: &Source, names: &Names) -> Result<Identity, Error> {
    let equation = entry.equation.get_ref();
    let error = |message: String| source.error(offset(&entry.equation), message);
    let (left, right) = sides(equation, names, &error)?;
    let allowance = entry.allowance.as_ref().map_or(0..=0, |allowance| allowance.0.clone());
    let mut identity = Identity { equation: equation.clone(), terms: Vec::new(), constant: 0, allowance };
    for (side, sign) in [(left, 1), (right, -1)] {
        let terms = side.terms().ok_or_else(|| {
            error(format!("`{equation}` is not linear"))
                .help("of respondents, only sums are tied; what a table computes otherwise is `[[computed]]`")
        })?;
        for (factor, variable) in terms {
            let factor = whole(&factor.scaled(sign)).ok_or_else(|| {
                error(format!("`{equation}` has a factor that is too large or not whole"))
                    .help("write it with whole numbers, like `2 * a = b + c`")
            })?;
            identity.add(factor, variable);
        }
    }
    identity.terms.retain(|(factor, _)| *factor != 0);
    match identity.terms.len() {
        0 | 1 => Err(error(format!("`{equation}` ties fewer than two variables"))),
        _ => Ok(identity),
    }
}

impl Identity {
    fn add(&mut self, factor: i64, variable: Option<Dimension>) {
        // Factors are too small, and an equation too short, to overflow.
        match variable {
            None => self.constant = self.constant.saturating_add(factor),
            Some(variable) => match self.terms.iter_mut().find(|term| term.1 == variable) {
                Some(term) => term.0 = term.0.saturating_add(factor),
                None => self.terms.push((factor, variable)),
            },
        }
    }
}

/// A factor as a whole number of no more than a thousand million.
fn whole(factor: &Rational) -> Option<i64> {
    const LARGEST: i128 = 1_000_000_000;
    let whole = factor.to_i128().filter(|whole| whole.abs() <= LARGEST)?;
    i64::try_from(whole).ok()
}
