//! How often each value can occur: its least and its greatest frequency in all samples that print as reported.
//!
//! Nothing is counted. That a sample has a value k times at least, or k times at most, is a question of existence with one
//! stated frequency more. Both stay true as the sample is asked for less, so that bisection finds the ends. All of these
//! questions have so much work together: an end at which it was used up is not met.

use crate::number::Rational;
use crate::sample::attempt::sample_of;
use crate::sample::case::{Histogram, Range};
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::mode;
use crate::sample::question::Question;
use crate::sample::search::Found;
use crate::sample::summary::{Sample, Summary};
use crate::sample::verdict::{Existence, Limit};
use crate::sample::work::Work;

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
        if n == 0 {
            return Ok(Vec::new());
        }
        if !self.scale.is_granular() {
            return Err(Limit::NoStep);
        }
        let known = match self.decide() {
            Existence::Consistent(sample) => sample,
            Existence::Inconsistent(_) => return Ok(Vec::new()),
            Existence::Undecided(limit) => return Err(limit),
        };
        let mut posed = Posed::of(self, n)?;
        let Some(values) = posed.values() else { return Ok(Vec::new()) };
        if values.most - values.least >= MOST_VALUES {
            return Err(Limit::Breadth);
        }
        Ok((values.least..=values.most).map(|step| posed.band(step, &known, values)).collect())
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
        let n = self.n.filter(|n| *n > 0 && *n <= MOST_RESPONDENTS && *n == sample.n())?;
        let posed = Posed::of(self, n).ok()?;
        let steps = sample.frequencies().map(|(value, times)| Some((posed.lattice.step(value)?, i128::from(times))));
        let steps: Histogram = steps.collect::<Option<_>>()?;
        let cases = posed.questions.iter().filter_map(|question| question.case(&question.node_of(&steps)).ok());
        let moved = cases.into_iter().find_map(|case| mode::wander(&case, &steps, posed.mode, seed))?;
        Some(posed.lattice.sample(&moved)).filter(|moved| self.admits(moved))
    }
}

/// The question that a summary poses, in whole numbers.
struct Posed<'a> {
    summary: &'a Summary,
    n: i128,
    lattice: Lattice,
    /// Under each divisor that the standard deviation may have.
    questions: Vec<Question>,
    /// The most frequent value, where it is one.
    mode: Option<i128>,
    work: Work,
}

/// A sample that was asked for, or why there is none.
enum Answer {
    Found(usize, Histogram),
    Nothing,
    Open,
}

impl<'a> Posed<'a> {
    fn of(summary: &'a Summary, n: u64) -> Result<Self, Limit> {
        if !summary.scale.is_granular() {
            return Err(Limit::NoStep);
        }
        let limit = |stop| match stop {
            Stop::Limited(limit) => limit,
            Stop::Impossible(_) => Limit::Search,
        };
        let lattice = Lattice::of(summary, n).map_err(limit)?;
        let mut questions = Vec::new();
        for divisor in summary.divisor.candidates() {
            match lattice.question(summary, *divisor) {
                Ok(question) if question.is_endless => return Err(Limit::Unbounded),
                Ok(question) => questions.push(question),
                Err(Stop::Impossible(_)) => {}
                Err(Stop::Limited(limit)) => return Err(limit),
            }
        }
        questions.dedup_by_key(|question| question.spread);
        let mode = lattice.mode(summary).map_err(limit)?.filter(|mode| mode.least == mode.most);
        let work = Work::new(summary.limits.steps);
        Ok(Self { summary, n: n.into(), lattice, questions, mode: mode.map(|mode| mode.least), work })
    }

    /// From the least value under any divisor to the greatest.
    fn values(&self) -> Option<Range> {
        let cases = self.questions.iter().filter_map(|question| question.case(&question.root()).ok());
        let ends = cases.filter_map(|case| Some((case.segments.first()?.low, case.segments.last()?.high)));
        let ends = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        ends.map(|(least, most)| Range { least, most })
    }

    fn band(&mut self, step: i128, known: &Sample, values: Range) -> Band {
        let value = self.lattice.value(step);
        let times = i128::from(known.frequency(&value));
        let (least, least_is_met) = self.least(step, times, values);
        let (most, most_is_met) = self.most(step, times);
        let count = |times: i128| u64::try_from(times).unwrap_or(0);
        Band { value, least: count(least), most: count(most), least_is_met, most_is_met }
    }

    /// The greatest frequency that is not ruled out, and whether a sample has it.
    fn most(&mut self, step: i128, known: i128) -> (i128, bool) {
        let (mut low, mut high) = (known, self.n);
        let mut last = None;
        while low < high {
            let middle = low + (high - low + 1) / 2;
            match self.at_least(step, middle) {
                Answer::Nothing => high = middle - 1,
                Answer::Open => (low, last) = (middle, None),
                Answer::Found(question, sample) => {
                    low = middle.max(times(&sample, step));
                    last = Some((question, sample));
                }
            }
        }
        (low, low == known || last.is_some_and(|(question, sample)| self.is_met(step, low, question, sample)))
    }

    /// The least frequency that is not ruled out, and whether a sample has it.
    fn least(&mut self, step: i128, known: i128, values: Range) -> (i128, bool) {
        let cells = values.most - values.least + 1;
        // The most frequent of a few values occurs so often at least.
        let fewest = if self.mode == Some(step) { (self.n + cells - 1) / cells } else { 0 };
        let (mut low, mut high) = (fewest.min(known), known);
        let mut last = None;
        while low < high {
            let middle = low + (high - low) / 2;
            match self.first(&[(step, Range { least: 0, most: middle })]) {
                Answer::Nothing => low = middle + 1,
                Answer::Open => (high, last) = (middle, None),
                Answer::Found(question, sample) => {
                    high = middle.min(times(&sample, step)).max(low);
                    last = Some((question, sample));
                }
            }
        }
        (high, high == known || last.is_some_and(|(question, sample)| self.is_met(step, high, question, sample)))
    }

    /// Whether some sample has the value so often at least, and the mode no less often.
    fn at_least(&mut self, step: i128, times: i128) -> Answer {
        let so_often = |value: i128| (value, Range { least: times, most: self.n });
        let mode = self.mode.filter(|mode| *mode != step);
        let wanted: Vec<_> = mode.into_iter().chain([step]).map(so_often).collect();
        self.first(&wanted)
    }

    /// The first sample under any divisor in which values occur so often as well.
    fn first(&mut self, wanted: &[(i128, Range)]) -> Answer {
        let mut is_open = false;
        for (at, question) in self.questions.iter().enumerate() {
            let narrowed =
                wanted.iter().fold(question.clone(), |all, (value, times)| all.with_frequency(*value, *times));
            match sample_of(&narrowed, &mut self.work) {
                Found::Sample(sample) => return Answer::Found(at, sample),
                Found::Nothing => {}
                Found::CutOff => is_open = true,
            }
        }
        if is_open { Answer::Open } else { Answer::Nothing }
    }

    /// Whether the sample, or one near it, has the value just so often and all that is stated.
    fn is_met(&mut self, step: i128, wanted: i128, question: usize, sample: Histogram) -> bool {
        let question = &self.questions[question];
        let Ok(case) = question.case(&question.node_of(&sample)) else { return false };
        let adjusted = match self.mode {
            Some(mode) => mode::adjust(&case, sample, Range { least: mode, most: mode }, &mut self.work),
            None => Some(sample),
        };
        let fits =
            |sample: &Histogram| times(sample, step) == wanted && self.summary.admits(&self.lattice.sample(sample));
        adjusted.as_ref().is_some_and(fits)
    }
}

fn times(sample: &Histogram, step: i128) -> i128 {
    sample.get(&step).copied().unwrap_or(0)
}
