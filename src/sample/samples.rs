//! All samples that print as reported.

use std::collections::BTreeMap;

use dashu_int::UBig;

use crate::number::{Random, Rational};
use crate::sample::case::{Case, Range};
use crate::sample::count;
use crate::sample::draw;
use crate::sample::frequencies::{self, Frequencies};
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::layout::{Layout, layouts_of};
use crate::sample::list::List;
use crate::sample::mode::is_mode;
use crate::sample::summary::{Sample, Summary};
use crate::sample::verdict::{Existence, Limit};
use crate::sample::work::{Limits, Work};

/// All samples that have the statistics of a [`Summary`], counted without being listed.
///
/// ```
/// use retally::Statistic::{Mean, Sd};
/// use retally::sample::{Divisor, Scale, Summary};
///
/// let answers = Summary::of(130).scale(Scale::between(1, 5)).divisor(Divisor::OneLess);
/// let answers = answers.printed(Mean, "2.7")?.printed(Sd, "1.9")?;
/// assert_eq!(answers.samples().unwrap().count().to_string(), "5359");
/// # Ok::<(), retally::FigureError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Samples {
    lattice: Option<Lattice>,
    cases: Vec<Case>,
    mode: Option<Range>,
    /// Cases without a sample in common, each with how many it has.
    layouts: Vec<(Layout, UBig)>,
    /// Whether the sample of nobody is one.
    nobody: bool,
    limits: Limits,
}

/// The most cases that a median between two values is counted in.
const MOST_CASES: usize = 20_000;

impl Summary {
    /// All samples that have these statistics. Where the divisor of the standard deviation is not stated, either may have been
    /// used, as in [`decide`](Self::decide).
    ///
    /// # Errors
    ///
    /// The [`Limit`] that keeps them from being counted: n or the step is not known, nothing bounds the values, or the
    /// tables would take more work or memory than [they may](Self::within).
    pub fn samples(&self) -> Result<Samples, Limit> {
        self.samples_reporting(&mut |_, _| {})
    }

    /// The same, with a report of how much of the [forecast](Self::forecast) is done: the steps so far, and all of them. Of a printed mode
    /// each frequency that it may have is counted by itself, and reported; else most summaries are counted at once.
    ///
    /// ```
    /// use retally::Statistic::{Mean, Mode, Sd};
    /// use retally::sample::{Scale, Summary};
    ///
    /// let answers = Summary::of(30).scale(Scale::between(1, 5)).printed(Mean, "2.7")?.printed(Sd, "1.2")?.printed(Mode, "3")?;
    /// let mut reports = Vec::new();
    /// answers.samples_reporting(&mut |done, all| reports.push((done, all))).unwrap();
    /// let all = answers.forecast().unwrap().steps;
    /// assert!(reports.len() > 10 && reports.last() == Some(&(all, all)));
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`samples`](Self::samples).
    pub fn samples_reporting(&self, report: &mut dyn FnMut(u64, u64)) -> Result<Samples, Limit> {
        let mut work = Work::new(self.limits.steps);
        let Some(laid_out) = self.laid_out(&mut work)? else {
            let nobody = self.n == Some(0) && matches!(self.decide(), Existence::Consistent(_));
            let (cases, layouts) = (Vec::new(), Vec::new());
            return Ok(Samples { lattice: None, cases, mode: None, layouts, nobody, limits: self.limits });
        };
        let LaidOut { lattice, cases, mode, layouts } = laid_out;
        let all: u64 = layouts.iter().map(Layout::steps).fold(0, u64::saturating_add);
        let (mut counted, mut done) = (Vec::new(), 0);
        for layout in layouts {
            let count = count_within(&layout, &self.limits, &mut work)?;
            done += layout.steps();
            report(done, all);
            counted.push((layout, count));
        }
        counted.retain(|layout| layout.1 != UBig::ZERO);
        Ok(Samples { lattice: Some(lattice), cases, mode, layouts: counted, nobody: false, limits: self.limits })
    }

    /// How the samples are to be counted; nothing, where there are none, or that of nobody.
    pub(super) fn laid_out(&self, work: &mut Work) -> Result<Option<LaidOut>, Limit> {
        let n = self.n.ok_or(Limit::NoCount)?;
        if n == 0 {
            return Ok(None);
        }
        if self.scale.unit().is_none() {
            return Err(Limit::NoStep);
        }
        let posed =
            Lattice::of(self, n).and_then(|lattice| Ok((lattice.questions(self)?, lattice.mode(self)?, lattice)));
        let (questions, mode, lattice) = match posed {
            Ok(posed) => posed,
            Err(Stop::Limited(limit)) => return Err(limit),
            Err(Stop::Impossible(_)) => return Ok(None),
        };
        if questions.iter().any(|question| question.is_endless) {
            return self.are_endless().map(|()| None);
        }
        let mut cases = Vec::new();
        for question in &questions {
            cases.extend(question.cases(MOST_CASES, work)?);
        }
        let mut layouts = Vec::new();
        for case in &cases {
            layouts.extend(layouts_of(case, mode, work)?);
        }
        Ok(Some(LaidOut { lattice, cases, mode, layouts }))
    }

    /// An error where there is no end of samples; none where there are no samples at all.
    pub(super) fn are_endless(&self) -> Result<(), Limit> {
        match self.decide() {
            Existence::Inconsistent(_) => Ok(()),
            Existence::Consistent(_) => Err(Limit::Unbounded),
            Existence::Undecided(limit) => Err(limit),
        }
    }
}

/// How samples are to be counted.
pub(super) struct LaidOut {
    lattice: Lattice,
    cases: Vec<Case>,
    mode: Option<Range>,
    pub layouts: Vec<Layout>,
}

/// How many samples a layout has, if they may be counted.
fn count_within(layout: &Layout, limits: &Limits, work: &mut Work) -> Result<UBig, Limit> {
    layout.bytes().filter(|bytes| *bytes <= limits.bytes).ok_or(Limit::Memory)?;
    if !work.spend_additions(layout.work()) {
        return Err(Limit::Work);
    }
    count::count(layout)
}

impl Samples {
    /// How many there are: a whole number of any size.
    pub fn count(&self) -> Rational {
        Rational::from_big(self.total())
    }

    fn total(&self) -> UBig {
        self.layouts.iter().fold(UBig::from(u8::from(self.nobody)), |sum, layout| sum + &layout.1)
    }

    /// So many of them, drawn at random: each sample is as likely as any other each time. The same seed draws the same
    /// ones. Nothing if there are none.
    ///
    /// ```
    /// use retally::Statistic::{Mean, Sd};
    /// use retally::sample::{Divisor, Scale, Summary};
    ///
    /// let answers = Summary::of(80).scale(Scale::between(1, 7)).divisor(Divisor::OneLess);
    /// let answers = answers.printed(Mean, "3.50")?.printed(Sd, "1.50")?;
    /// let samples = answers.samples().unwrap();
    /// assert_eq!(samples.count().to_string(), "13675");
    /// let drawn = samples.draw(2018, 3).unwrap();
    /// assert!(drawn.iter().all(|sample| answers.admits(sample)));
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Summary::samples`].
    pub fn draw(&self, seed: u64, how_many: usize) -> Result<Vec<Sample>, Limit> {
        if self.nobody {
            return Ok(vec![Sample::default(); how_many]);
        }
        let mut random = Random::new(seed);
        let mut work = Work::new(self.limits.steps);
        let total = self.total();
        let Some(lattice) = self.lattice.as_ref().filter(|_| total != UBig::ZERO) else { return Ok(Vec::new()) };
        // Which case each is of; then all of one case at once.
        let ranks: Vec<UBig> = (0..how_many).map(|_| random.below_big(&total)).collect();
        let mut samples = vec![Sample::default(); how_many];
        let mut behind = UBig::ZERO;
        for (layout, count) in &self.layouts {
            let next = &behind + count;
            let here: Vec<usize> = (0..how_many).filter(|at| behind <= ranks[*at] && ranks[*at] < next).collect();
            if !here.is_empty() {
                if !work.spend_additions(draw::work(layout, here.len())) {
                    return Err(Limit::Work);
                }
                let drawn = draw::draw(layout, count, &mut random, here.len())?;
                here.iter().zip(&drawn).for_each(|(at, histogram)| samples[*at] = lattice.sample(histogram));
            }
            behind = next;
        }
        Ok(samples)
    }

    /// For each value that may occur, ascending, how many samples have it how often.
    ///
    /// # Errors
    ///
    /// As for [`Summary::samples`].
    pub fn frequencies(&self) -> Result<Vec<Frequencies>, Limit> {
        let Some(lattice) = &self.lattice else { return Ok(Vec::new()) };
        let mut all: BTreeMap<i128, Vec<UBig>> = BTreeMap::new();
        let mut work = Work::new(self.limits.steps);
        for (layout, _) in &self.layouts {
            if !work.spend_additions(frequencies::work(layout)) {
                return Err(Limit::Work);
            }
            for (value, samples) in frequencies::frequencies(layout)? {
                let known = all.entry(value).or_default();
                known.resize(known.len().max(samples.len()), UBig::ZERO);
                known.iter_mut().zip(samples).for_each(|(sum, samples)| *sum += samples);
            }
        }
        let total = self.total();
        let finish = |(value, mut samples): (i128, Vec<UBig>)| {
            // A case in which the value cannot occur at all does not list it.
            let counted = samples.iter().fold(UBig::ZERO, |sum, samples| sum + samples);
            if samples.is_empty() {
                samples.push(UBig::ZERO);
            }
            samples[0] += &total - counted;
            Frequencies { value: lattice.value(value), samples: samples.into_iter().map(Rational::from_big).collect() }
        };
        Ok(all.into_iter().map(finish).collect())
    }

    /// All of them, one after the other, in a fixed order. There may be more than anybody can wait for: see
    /// [`count`](Self::count).
    ///
    /// # Errors
    ///
    /// [`Limit::Work`], as the last item, where the next one is not found within the work that [one question](Limits) may take.
    pub fn iter(&self) -> impl Iterator<Item = Result<Sample, Limit>> {
        let nobody = self.nobody.then(|| Ok(Sample::default()));
        let mut lists: Vec<List> = self.cases.iter().rev().map(List::of).collect();
        let listed = std::iter::from_fn(move || {
            let next = self.next(&mut lists, &mut Work::new(self.limits.steps));
            if matches!(next, Some(Err(_))) {
                lists.clear();
            }
            next
        });
        listed.chain(nobody)
    }

    /// The next sample with the mode, of the first list that has one; lists that have no more are taken away.
    fn next(&self, lists: &mut Vec<List>, work: &mut Work) -> Option<Result<Sample, Limit>> {
        while let Some(list) = lists.last_mut() {
            match list.next_within(work) {
                None => drop(lists.pop()),
                Some(Err(limit)) => return Some(Err(limit)),
                Some(Ok(histogram)) if self.mode.is_none_or(|mode| is_mode(&histogram, mode)) => {
                    return Some(Ok(self.lattice.as_ref()?.sample(&histogram)));
                }
                Some(Ok(_)) => {}
            }
        }
        None
    }
}
