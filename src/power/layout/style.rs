//! How generated tables are printed.

use crate::number::{Random, Rational, Rounding};
use crate::quantity::Statistic;
use crate::sample::{Divisor, Sample};

/// How a paper prints its numbers.
pub(super) struct Style {
    pub rounding: Rounding,
    /// Of percentages.
    pub decimals: u32,
    /// Of means and standard deviations.
    pub of_means: u32,
}

/// A table with its entry in the manifest.
pub(super) struct Printed {
    pub file: &'static str,
    pub csv: String,
    pub entry: String,
}

impl Style {
    pub fn random(random: &mut Random) -> Self {
        Self {
            rounding: random.one_of(&[Rounding::HalfUp, Rounding::HalfEven]).unwrap_or_default(),
            decimals: random.below(3) as u32,
            of_means: 1 + random.below(2) as u32,
        }
    }

    /// So many as a percentage of so many; blank of nobody.
    pub fn percent(&self, part: usize, base: usize) -> String {
        let share = Rational::new(100 * part as i128, base as i128);
        share.map(|share| self.rounding.print(&share, self.decimals)).unwrap_or_default()
    }

    /// A statistic, those that are values as they are; blank where it is not defined.
    pub fn statistic(&self, sample: &Sample, statistic: Statistic) -> String {
        let decimals = match statistic {
            Statistic::Count | Statistic::Min | Statistic::Max | Statistic::Mode => 0,
            Statistic::Median => 1,
            _ => self.of_means,
        };
        let measure = sample.statistic(statistic, Divisor::OneLess);
        measure.map(|measure| measure.print(self.rounding, decimals)).unwrap_or_default()
    }
}
