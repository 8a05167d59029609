//! What counting will take, before it is begun: from the sizes of the tables that it fills.

use crate::sample::layout::Layout;
use crate::sample::summary::Summary;
use crate::sample::verdict::Limit;
use crate::sample::work::Work;

/// What it takes to count the samples of a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// As many steps as [limits](crate::sample::Limits::steps) are in. A million take about a tenth of a second.
    pub steps: u64,
    /// How many bytes its tables take at a time.
    pub bytes: usize,
}

impl Summary {
    /// What [`samples`](Self::samples) will take, also where that is more than it [may](Self::within): nothing is counted for it. It ends within the
    /// same limit of steps.
    ///
    /// ```
    /// use retally::Statistic::{Mean, Sd};
    /// use retally::sample::{Limit, Limits, Scale, Summary};
    ///
    /// let answers = Summary::of(400).scale(Scale::between(1, 7)).printed(Mean, "3.5")?.printed(Sd, "1.5")?;
    /// let forecast = answers.forecast().unwrap();
    /// assert!(forecast.steps > Limits::default().steps, "so that it is not counted");
    /// assert_eq!(answers.samples().unwrap_err(), Limit::Work);
    /// assert!((100 << 20..2 << 30).contains(&forecast.bytes), "{forecast:?}");
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`samples`](Self::samples), but for the work and the memory of the counting itself.
    pub fn forecast(&self) -> Result<Forecast, Limit> {
        let laid_out = self.laid_out(&mut Work::new(self.limits.steps))?;
        let layouts = laid_out.map(|laid_out| laid_out.layouts).unwrap_or_default();
        let steps = layouts.iter().map(Layout::steps).fold(0, u64::saturating_add);
        let bytes = layouts.iter().map(|layout| layout.bytes().unwrap_or(usize::MAX)).max().unwrap_or(0);
        Ok(Forecast { steps, bytes })
    }
}
