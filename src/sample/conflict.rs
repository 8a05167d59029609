//! As few statistics as contradict each other.

use crate::quantity::Statistic;
use crate::sample::summary::Summary;
use crate::sample::verdict::Existence;

impl Summary {
    /// Statistics of these that no data have together, though little work does not refute them if any one of them is left
    /// out. None where there are data, or where it is undecided whether there are.
    ///
    /// ```
    /// use retally::Statistic::{Max, Mean, Median, Min, Sd};
    /// use retally::sample::{Scale, Summary};
    /// let schooling = Summary::of(141).scale(Scale::whole()).printed(Mean, "5.6")?.printed(Sd, "9.4")?;
    /// let schooling = schooling.printed(Median, "6")?.printed(Min, "0")?.printed(Max, "17")?;
    /// assert_eq!(schooling.conflict(), [Sd, Min, Max]); // whatever the mean and the median are
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    pub fn conflict(&self) -> Vec<Statistic> {
        if !matches!(self.decide(), Existence::Inconsistent(_)) {
            return Vec::new();
        }
        let mut core = self.clone();
        // The statistics that say least are tried first, so that those that say most stay.
        for statistic in LEAST_TELLING_FIRST {
            let fewer = core.clone().without(statistic);
            if fewer.figures.len() < core.figures.len() && fewer.is_refuted_in_time() {
                core = fewer;
            }
        }
        core.statistics().collect()
    }
}

/// The order in which statistics are left out of a conflict, as far as it remains one.
const LEAST_TELLING_FIRST: [Statistic; 10] = [
    Statistic::Mode,
    Statistic::LowerQuartile,
    Statistic::UpperQuartile,
    Statistic::Median,
    Statistic::Se,
    Statistic::Variance,
    Statistic::Max,
    Statistic::Min,
    Statistic::Sd,
    Statistic::Mean,
];
