//! Means as they are reported in a sentence that says their scale: `on a scale from 1 to 7 (M = 4.61, SD = 1.64, n = 41)`.

use std::ops::Range;

use crate::number::{Figure, Rational, Rounding};
use crate::quantity::Statistic;
use crate::sample::{Scale, Summary};

/// A mean with its standard deviation and the number of respondents, on a scale whose ends the sentence states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedMean {
    /// The mean, with its bytes in the text.
    pub mean: (Figure, Range<usize>),
    /// The standard deviation.
    pub sd: (Figure, Range<usize>),
    /// How many respondents there are.
    pub n: (Figure, Range<usize>),
    /// The ends of the scale.
    pub ends: [i64; 2],
    /// How many items the sentence says that answers are the mean of.
    pub items: Option<u64>,
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
}

impl ReportedMean {
    /// The values that answers can have: whole numbers, or means of so many, where the sentence says of how many items they are; any
    /// numbers between the ends where not, so that only what no answers can have is refuted.
    ///
    /// ```
    /// use retally::inference::scan_all;
    /// use retally::sample::Scale;
    ///
    /// let said = "Trust, a single item from 1 (never) to 7 on a scale from 1 to 7, was low (M = 4.61, SD = 1.64, n = 41).";
    /// let means = scan_all(said).means;
    /// assert_eq!(means[0].n.0.to_string(), "41");
    /// assert_eq!(means[0].scale(), Scale::between(1, 7));
    /// ```
    pub fn scale(&self) -> Scale {
        let [low, high] = self.ends;
        match self.items {
            Some(items) => Scale::between(low, high).items(items),
            None => Scale::continuous().bounds(Rational::whole(low.into()), Rational::whole(high.into())),
        }
    }

    /// Whether some answers may have the mean and the standard deviation.
    ///
    /// GRIM: Brown & Heathers 2017, doi:10.1177/1948550616673876.
    pub fn is_possible(&self) -> bool {
        let n = self.n.0.number().to_i128().and_then(|n| u64::try_from(n).ok());
        let values = |figure: &Figure| Rounding::Unstated.interval(figure);
        let summary = n.map_or_else(Summary::of_some, Summary::of).scale(self.scale());
        let summary = summary.with(Statistic::Mean, values(&self.mean.0)).with(Statistic::Sd, values(&self.sd.0));
        !summary.is_refuted_in_time()
    }
}
