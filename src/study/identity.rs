//! Identities: equations between variables that hold for every respondent, exactly or within an allowance.

use std::fmt;
use std::ops::RangeInclusive;

use crate::error::Error;
use crate::quantity::Dimension;
use crate::study::manifest::IdentityEntry;
use crate::study::names::Names;
use crate::study::source::Source;
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

/// Reads an equation whose variables all have names.
pub(crate) fn read(entry: &IdentityEntry, source: &Source, names: &Names) -> Result<Identity, Error> {
    let equation = entry.equation.get_ref();
    let error = |message: String| source.error(offset(&entry.equation), message);
    let (left, right) = equation
        .split_once('=')
        .ok_or_else(|| error(format!("`{equation}` has no `=`")).help("write it like `a = b - c`"))?;
    let allowance = entry.allowance.as_ref().map_or(0..=0, |allowance| allowance.0.clone());
    let mut identity = Identity { equation: equation.clone(), terms: Vec::new(), constant: 0, allowance };
    for (side, sign) in [(left, 1), (right, -1)] {
        for term in terms(side) {
            let (factor, name) = factor(&term).ok_or_else(|| {
                error(format!("`{}` is no term of an equation", term.text))
                    .help("expected `name`, `2 * name` or a whole number")
            })?;
            identity.add(factor * sign, name, names, &error)?;
        }
    }
    identity.terms.retain(|(factor, _)| *factor != 0);
    match identity.terms.len() {
        0 | 1 => Err(error(format!("`{equation}` ties fewer than two variables"))),
        _ => Ok(identity),
    }
}

impl Identity {
    fn add(
        &mut self,
        factor: i64,
        name: Option<&str>,
        names: &Names,
        error: &dyn Fn(String) -> Error,
    ) -> Result<(), Error> {
        let too_large = || error("a factor of the equation is too large".to_owned());
        let Some(name) = name else {
            self.constant = self.constant.checked_add(factor).ok_or_else(too_large)?;
            return Ok(());
        };
        let known = || names.dimensions().map(|dimension| names.name(dimension));
        let variable =
            names.find(name).ok_or_else(|| error(format!("no variable is called `{name}`")).nearest(name, known()))?;
        match self.terms.iter_mut().find(|term| term.1 == variable) {
            Some(term) => term.0 = term.0.checked_add(factor).ok_or_else(too_large)?,
            None => self.terms.push((factor, variable)),
        }
        Ok(())
    }
}

struct Term<'a> {
    sign: i64,
    text: &'a str,
}

/// The terms of one side, split before each sign.
fn terms(side: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    let mut rest = side.trim();
    loop {
        let sign = if rest.starts_with(['-', '−']) { -1 } else { 1 };
        rest = rest.strip_prefix(['-', '−', '+']).unwrap_or(rest);
        let end = rest.find(['-', '−', '+']).unwrap_or(rest.len());
        terms.push(Term { sign, text: rest[..end].trim() });
        rest = &rest[end..];
        if rest.is_empty() {
            return terms;
        }
    }
}

/// A term's factor and its variable's name, if it has one.
fn factor<'a>(term: &Term<'a>) -> Option<(i64, Option<&'a str>)> {
    const LARGEST: i64 = 1_000_000_000;
    let number = |text: &str| text.trim().parse::<i64>().ok().filter(|number| *number <= LARGEST);
    let name = |text: &'a str| {
        let text = text.trim();
        let plain = text.chars().all(|character| character.is_alphanumeric() || character == '_');
        (plain && !text.is_empty()).then_some(text)
    };
    let (factor, name) = match term.text.split_once('*') {
        Some((factor, variable)) => (number(factor)?, Some(name(variable)?)),
        None => match number(term.text) {
            Some(constant) => (constant, None),
            None => (1, Some(name(term.text)?)),
        },
    };
    Some((factor * term.sign, name))
}
