//! How often each value can occur: its least and its greatest frequency in all samples that print as reported.
//!
//! Nothing is counted. That a sample has a value k times at least is a question of existence, with k places of the sorted
//! sample fixed at the value; that it has it k times at most another, with all places but k below or above it. Both stay
//! true as the sample is asked for less, so that bisection finds the ends.

use crate::number::Rational;
use crate::sample::case::{Case, Histogram, Range, Segment};
use crate::sample::decide::sample_of;
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::mode;
use crate::sample::search::Found;
use crate::sample::summary::{Sample, Summary};
use crate::sample::verdict::{Existence, Limit};

/// With more respondents than this the ranks of a value are not gone through.
const MOST_RESPONDENTS: u64 = 1_000;

/// More values than this are not asked about.
const MOST_VALUES: i128 = 500;

/// Between which frequencies a value lies, over all samples with the same statistics.
///
/// No sample lies outside, whatever was cut off on the way. An end is *met* where a sample that has the value just so often
/// was found; then it is exact. Where a mode is stated an end may be passed by, as only the value's own frequency is
/// held against that of the mode when samples are ruled out.
///
/// ```
/// use retally::Statistic::{Mean, Sd};
/// use retally::sample::{Scale, Summary};
///
/// let answers = Summary::of(6).scale(Scale::between(1, 4)).printed(Mean, "2.5")?.printed(Sd, "0.8")?;
/// let threes = &answers.bands().unwrap()[2]; // of 2 2 2 2 3 4 and 1 2 3 3 3 3
/// assert_eq!((threes.value.to_string(), threes.least, threes.most), ("3".to_owned(), 1, 4));
/// assert!(threes.least_is_met && threes.most_is_met);
/// # Ok::<(), retally::FigureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The value.
    pub value: Rational,
    /// No sample has it less often.
    pub least: u64,
    /// No sample has it more often.
    pub most: u64,
    /// Whether some sample has it just so often as `least`.
    pub least_is_met: bool,
    /// Whether some sample has it just so often as `most`.
    pub most_is_met: bool,
}

impl Summary {
    /// For each value that places of the sorted sample leave room for, ascending, how often it can occur; nothing where no
    /// data have these statistics. It takes milliseconds for a hundred respondents, where
    /// [`frequencies`](crate::sample::Samples::frequencies) counts for minutes.
    ///
    /// # Errors
    ///
    /// The [`Limit`] that was reached: n or the step is not known, nothing bounds the values, there are over 1,000 respondents
    /// or 500 values, or it was not decided whether there are data at all.
    pub fn bands(&self) -> Result<Vec<Band>, Limit> {
        let n = self.n.ok_or(Limit::NoCount)?;
        if n > MOST_RESPONDENTS {
            return Err(Limit::Size);
        }
        let known = match self.decide() {
            Existence::Consistent(sample) => sample,
            Existence::Inconsistent(_) => return Ok(Vec::new()),
            Existence::Undecided(limit) => return Err(limit),
        };
        let posed = Posed::of(self, n)?;
        let Some(values) = posed.values() else { return Ok(Vec::new()) };
        if values.most - values.least >= MOST_VALUES {
            return Err(Limit::Breadth);
        }
        Ok((values.least..=values.most).map(|step| posed.band(step, &known)).collect())
    }

    /// Another sample with these statistics, reached from `sample` by 20,000 random moves of single values and of pairs, as SPRITE
    /// makes them (Heathers, Anaya, van der Zee & Brown 2018, doi:10.7287/peerj.preprints.26968v1). The same seed reaches
    /// the same one. Nothing where `sample` does not have the statistics, or the limits of [`bands`](Self::bands) are met.
    ///
    /// ```
    /// use retally::Statistic::{Mean, Sd};
    /// use retally::sample::{Existence, Scale, Summary};
    ///
    /// let answers = Summary::of(50).scale(Scale::between(1, 7)).printed(Mean, "3.5")?.printed(Sd, "1.5")?;
    /// let Existence::Consistent(found) = answers.decide() else { panic!("there are such data") };
    /// let other = answers.another(&found, 1).unwrap();
    /// assert!(other != found && answers.admits(&other));
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    pub fn another(&self, sample: &Sample, seed: u64) -> Option<Sample> {
        let n = self.n.filter(|n| *n <= MOST_RESPONDENTS && *n == sample.n())?;
        let posed = Posed::of(self, n).ok()?;
        let steps = sample.frequencies().map(|(value, times)| Some((posed.lattice.step(value)?, i128::from(times))));
        let steps: Histogram = steps.collect::<Option<_>>()?;
        let moved = posed.cases.iter().find_map(|case| mode::wander(case, &steps, posed.mode, seed))?;
        Some(posed.lattice.sample(&moved)).filter(|moved| self.admits(moved))
    }
}

/// The question that a summary poses, in whole numbers.
struct Posed<'a> {
    summary: &'a Summary,
    n: i128,
    lattice: Lattice,
    /// Under any divisor that the standard deviation may have.
    cases: Vec<Case>,
    /// The most frequent value, where it is one.
    mode: Option<i128>,
}

/// A sample of a case, or why there is none.
enum Answer {
    Found(Case, Histogram),
    Nothing,
    Open,
}

impl<'a> Posed<'a> {
    fn of(summary: &'a Summary, n: u64) -> Result<Self, Limit> {
        if !summary.scale.is_granular() {
            return Err(Limit::NoStep);
        }
        if !summary.is_bounded() {
            return Err(Limit::Unbounded);
        }
        let limit = |stop| match stop {
            Stop::Limited(limit) => limit,
            Stop::Impossible(_) => Limit::Search,
        };
        let lattice = Lattice::of(summary, n).map_err(limit)?;
        let mut cases = Vec::new();
        for divisor in summary.divisor.candidates() {
            match lattice.cases(summary, *divisor) {
                Ok(own) => cases.extend(own),
                Err(Stop::Impossible(_)) => {}
                Err(Stop::Limited(limit)) => return Err(limit),
            }
        }
        cases.dedup();
        let mode = lattice.mode(summary).map_err(limit)?.filter(|mode| mode.least == mode.most);
        Ok(Self { summary, n: n.into(), lattice, cases, mode: mode.map(|mode| mode.least) })
    }

    /// From the least value of any case to the greatest.
    fn values(&self) -> Option<Range> {
        let segments = || self.cases.iter().flat_map(|case| &case.segments);
        let least = segments().map(|segment| segment.low).min()?;
        Some(Range { least, most: segments().map(|segment| segment.high).max()? })
    }

    fn band(&self, step: i128, known: &Sample) -> Band {
        let value = self.lattice.value(step);
        let times = i128::from(known.frequency(&value));
        let below = known.frequencies().filter(|(other, _)| **other < value).map(|(_, times)| i128::from(times)).sum();
        let (least, least_is_met) = self.least(step, times, below);
        let (most, most_is_met) = self.most(step, times);
        let count = |times: i128| u64::try_from(times).unwrap_or(0);
        Band { value, least: count(least), most: count(most), least_is_met, most_is_met }
    }

    /// The greatest frequency that is not ruled out, and whether a sample has it.
    fn most(&self, step: i128, known: i128) -> (i128, bool) {
        let room = |case: &Case| case.segments.iter().filter(|segment| holds(segment, step)).map(|s| s.count).sum();
        let (mut low, mut high) = (known, self.cases.iter().map(room).max().unwrap_or(0));
        let mut last = None;
        while low < high {
            let middle = low + (high - low + 1) / 2;
            match self.at_least(step, middle) {
                Answer::Nothing => high = middle - 1,
                Answer::Open => (low, last) = (middle, None),
                Answer::Found(case, sample) => {
                    low = middle.max(times(&sample, step));
                    last = Some((case, sample));
                }
            }
        }
        (low, low == known || last.is_some_and(|(case, sample)| self.is_met(step, low, case, sample)))
    }

    /// The least frequency that is not ruled out, and whether a sample has it.
    fn least(&self, step: i128, known: i128, below: i128) -> (i128, bool) {
        let cells = self.values().map_or(1, |values| values.most - values.least + 1);
        // The most frequent of a few values occurs so often at least.
        let fewest = if self.mode == Some(step) { (self.n + cells - 1) / cells } else { 0 };
        let (mut low, mut high) = (fewest.min(known), known);
        let mut last = None;
        while low < high {
            let middle = low + (high - low) / 2;
            match self.at_most(step, middle, below) {
                Answer::Nothing => low = middle + 1,
                Answer::Open => (high, last) = (middle, None),
                Answer::Found(case, sample) => {
                    high = middle.min(times(&sample, step)).max(low);
                    last = Some((case, sample));
                }
            }
        }
        (high, high == known || last.is_some_and(|(case, sample)| self.is_met(step, high, case, sample)))
    }

    /// Whether some sample has the value so often at least, and the mode no less often.
    fn at_least(&self, step: i128, times: i128) -> Answer {
        let other = self.mode.filter(|mode| *mode != step);
        let narrowed = self.cases.iter().flat_map(|case| {
            let fixed = with_fixed(&case.segments, step, times).into_iter();
            let fixed = fixed.flat_map(move |segments| match other {
                Some(mode) => with_fixed(&segments, mode, times),
                None => vec![segments],
            });
            fixed.map(|segments| Case { segments, ..case.clone() })
        });
        first(narrowed)
    }

    /// Whether some sample has the value so often at most. `below` is a guess at how many values are less.
    fn at_most(&self, step: i128, times: i128, below: i128) -> Answer {
        let mut starts: Vec<i128> = (0..=self.n - times).collect();
        starts.sort_by_key(|start| (start - below).abs());
        let narrowed = self.cases.iter().flat_map(|case| {
            let apart = |start: &i128| apart(&case.segments, step, (*start, start + times));
            starts.iter().filter_map(apart).map(|segments| Case { segments, ..case.clone() })
        });
        first(narrowed)
    }

    /// Whether the sample, or one near it, has the value just so often and all that is stated.
    fn is_met(&self, step: i128, wanted: i128, case: Case, sample: Histogram) -> bool {
        let adjusted = match self.mode {
            Some(mode) => mode::adjust(&case, sample, Range { least: mode, most: mode }),
            None => Some(sample),
        };
        let fits =
            |sample: &Histogram| times(sample, step) == wanted && self.summary.admits(&self.lattice.sample(sample));
        adjusted.as_ref().is_some_and(fits)
    }
}

fn holds(segment: &Segment, step: i128) -> bool {
    (segment.low..=segment.high).contains(&step)
}

fn times(sample: &Histogram, step: i128) -> i128 {
    sample.get(&step).copied().unwrap_or(0)
}

/// The first sample of any of the cases.
fn first(cases: impl Iterator<Item = Case>) -> Answer {
    let mut open = false;
    for case in cases {
        match sample_of(&case) {
            Found::Sample(sample) => return Answer::Found(case, sample),
            Found::Nothing => {}
            Found::CutOff => open = true,
        }
    }
    if open { Answer::Open } else { Answer::Nothing }
}

/// The places with `times` neighbours fixed at a value, in each way that differs: which of the places that may have it are
/// fixed matters only as these have different ends.
fn with_fixed(segments: &[Segment], step: i128, times: i128) -> Vec<Vec<Segment>> {
    let room: i128 = segments.iter().filter(|segment| holds(segment, step)).map(|segment| segment.count).sum();
    let fixed = Segment { count: times, low: step, high: step };
    let mut all: Vec<Vec<Segment>> = Vec::new();
    for start in 0..=room - times {
        let mut place = 0;
        let left = segments.iter().map(|segment| {
            if !holds(segment, step) {
                return *segment;
            }
            let from = place;
            place += segment.count;
            let taken = (place.min(start + times) - from.max(start)).max(0);
            Segment { count: segment.count - taken, ..*segment }
        });
        let next: Vec<Segment> = left.chain([fixed]).filter(|segment| segment.count > 0).collect();
        if all.last() != Some(&next) {
            all.push(next);
        }
    }
    all
}

/// The places with those up to the first one below a value and those beyond the second above it; nothing where some place
/// has no value left.
fn apart(segments: &[Segment], step: i128, (first, second): (i128, i128)) -> Option<Vec<Segment>> {
    let mut all = Vec::with_capacity(segments.len() + 2);
    let mut from = 0;
    for segment in segments {
        let to = from + segment.count;
        let parts = [
            Segment { count: to.min(first) - from, high: segment.high.min(step - 1), ..*segment },
            Segment { count: to.min(second) - from.max(first), ..*segment },
            Segment { count: to - from.max(second), low: segment.low.max(step + 1), ..*segment },
        ];
        for part in parts.into_iter().filter(|part| part.count > 0) {
            if part.low > part.high {
                return None;
            }
            all.push(part);
        }
        from = to;
    }
    Some(all)
}
