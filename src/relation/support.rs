//! Support: how far counts support a comparative claim.

use std::fmt;

use crate::inference::contingency::{Correction, Group, Test, chi_square, equal_counts, fisher, least_expected, trend};
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::{Slope, Unknown};
use crate::study::Claim;

/// How far counts support a comparative claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// The direction is the opposite, or there is no difference.
    Contradicted,
    /// The direction agrees, but the difference is not significant: the p value is above the significance level.
    InDirectionOnly,
    /// The direction agrees, and the difference is significant.
    Supported,
    /// The direction agrees, and no test can be made; none is made of means.
    Untested,
}

impl Strength {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::InDirectionOnly => "direction agrees; difference not significant",
            Self::Supported => "supported",
            Self::Untested => "direction agrees; not tested",
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A comparative claim, tested on the counts behind it.
///
/// The first test decides. Of two groups that is the chi-square test without continuity correction, or Fisher's exact test
/// where fewer than five are expected in some cell (Cochran 1954); of more groups in their order the Cochran–Armitage test;
/// where numbers are compared and not percentages, the test that they are equal.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let audit = study.audit();
/// let support: Vec<_> = audit.outcomes().iter().filter_map(|outcome| outcome.support.as_ref()).collect();
/// assert!(support.iter().any(|support| support.strength == retally::relation::Strength::Supported));
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// How far they support it.
    pub strength: Strength,
    /// The tests, the one that decides first; none where no test can be made.
    pub tests: Vec<Test>,
}

impl Support {
    /// Tests what is known to go the way that is stated, or not.
    pub(crate) fn of(slope: &Slope, holds: bool, claims: &[Claim]) -> Self {
        let tests = groups(slope, claims).map(|groups| tests(&groups, slope.is_of_share())).unwrap_or_default();
        let p = tests.first().map(|test| &test.p);
        let below = p.and_then(|p| p.greatest()).is_some_and(|p| *p <= slope.alpha);
        let above = p.and_then(|p| p.least()).is_some_and(|p| *p > slope.alpha);
        let strength = match (holds, below, above) {
            (false, ..) => Strength::Contradicted,
            (true, true, _) => Strength::Supported,
            (true, _, true) => Strength::InDirectionOnly,
            _ => Strength::Untested,
        };
        Self { strength, tests }
    }

    /// The tests in words.
    pub fn tested(&self) -> String {
        self.tests.iter().map(Test::to_string).collect::<Vec<_>>().join("; ")
    }
}

/// The counts, where they are whole numbers and exactly known; nothing where means are compared.
fn groups(slope: &Slope, claims: &[Claim]) -> Option<Vec<Group>> {
    if slope.claims().iter().any(|at| claims[*at].quantity.statistic == Statistic::Mean) {
        return None;
    }
    let count = |expression: &crate::relation::Expression| -> Result<Option<u64>, Unknown> {
        let value = expression.evaluate(claims)?;
        Ok(value.single().and_then(Rational::to_i128).and_then(|count| u64::try_from(count).ok()))
    };
    let group = |point: &crate::relation::Point| {
        let part = count(&point.part).ok()??;
        let whole = point.whole.as_ref().map_or(Some(part), |whole| count(whole).ok()?)?;
        Some(Group { score: point.score.clone(), part, whole })
    };
    slope.points.iter().map(group).collect()
}

fn tests(groups: &[Group], of_share: bool) -> Vec<Test> {
    match groups {
        [low, high] if of_share => of_two(low, high),
        _ if of_share => trend(groups).into_iter().collect(),
        _ => {
            let counts: Vec<_> = groups.iter().map(|group| (group.score.clone(), group.part)).collect();
            equal_counts(&counts).into_iter().collect()
        }
    }
}

fn of_two(low: &Group, high: &Group) -> Vec<Test> {
    const FEWEST: i128 = 5;
    let row = |group: &Group| Some([group.part, group.whole.checked_sub(group.part)?]);
    let (Some(low), Some(high)) = (row(low), row(high)) else { return Vec::new() };
    let (table, rows) = ([high, low], [high.to_vec(), low.to_vec()]);
    let uncorrected = chi_square(&rows, Correction::None);
    let corrected = chi_square(&rows, Correction::Continuity);
    let exact = fisher(&table);
    let few = least_expected(&table).is_none_or(|expected| expected < Rational::whole(FEWEST));
    let tests = if few { [exact, uncorrected, corrected] } else { [uncorrected, corrected, exact] };
    tests.into_iter().flatten().collect()
}
