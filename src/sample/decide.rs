//! Whether data exist: filters first, then a construction, then the exact search.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::sample::attempt::Attempt;
use crate::sample::effort::{Effort, FULL, QUICK, SHORT, SOME};
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::real;
use crate::sample::summary::{Divisor, Sample, Summary};
use crate::sample::verdict::{Existence, Limit, Reason};
use crate::sample::work::Work;

/// The numbers of respondents that are tried where none is known.
const NUMBERS: std::ops::RangeInclusive<u64> = 1..=60;

/// The statistics that a sample has by itself.
const OF_A_SAMPLE: [Statistic; 10] = [
    Statistic::Mean,
    Statistic::Sd,
    Statistic::Variance,
    Statistic::Se,
    Statistic::Median,
    Statistic::Mode,
    Statistic::Min,
    Statistic::Max,
    Statistic::LowerQuartile,
    Statistic::UpperQuartile,
];

/// Whether `statistic` is one that a summary can be decided with.
pub(crate) fn is_of_a_sample(statistic: Statistic) -> bool {
    OF_A_SAMPLE.contains(&statistic)
}

impl Summary {
    /// Whether any data have these statistics.
    pub fn decide(&self) -> Existence {
        decide(self, &FULL, &mut Work::new(self.limits.steps))
    }

    /// Whether some work shows that no data have these statistics.
    pub(crate) fn is_refuted_within(&self, work: &mut Work) -> bool {
        self.n_may_matter(work) && matches!(decide(self, &SOME, work), Existence::Inconsistent(_))
    }

    /// The same of a question that stands alone.
    pub(crate) fn is_refuted_in_time(&self) -> bool {
        self.is_refuted_within(&mut Work::new(self.limits.steps.min(SOME_STEPS)))
    }

    /// Whether little work shows data that have these statistics.
    pub(crate) fn is_shown(&self) -> bool {
        matches!(decide(self, &QUICK, &mut Work::new(self.limits.steps.min(SOME_STEPS))), Existence::Consistent(_))
    }

    /// Whether no data have these statistics, however many they are of.
    pub(crate) fn is_refuted_whatever_n(&self) -> bool {
        let is_judged = self.statistics().all(is_of_a_sample);
        is_judged && whatever_n(self, &mut Work::new(self.limits.steps.min(SOME_STEPS))).is_some()
    }

    /// Whether little work shows that no data have these statistics.
    pub(crate) fn is_refuted(&self) -> bool {
        let mut work = Work::new(self.limits.steps.min(SOME_STEPS));
        self.n_may_matter(&mut work) && matches!(decide(self, &QUICK, &mut work), Existence::Inconsistent(_))
    }

    /// Not where the number of respondents is unknown and nothing is impossible whatever it is: then nothing is refuted.
    fn n_may_matter(&self, work: &mut Work) -> bool {
        self.n.is_some() || self.figures.iter().any(|figure| figure.1.is_empty()) || whatever_n(self, work).is_some()
    }
}

/// What one of the questions may cost that are asked by the way.
pub(crate) const SOME_STEPS: u64 = 1_000_000;

fn decide(summary: &Summary, effort: &'static Effort, work: &mut Work) -> Existence {
    if let Some(other) = summary.statistics().find(|statistic| !is_of_a_sample(*statistic)) {
        return Existence::Undecided(Limit::Statistic(other));
    }
    if let Some((twice, _)) = summary.figures.iter().find(|figure| figure.1.is_empty()) {
        return Existence::Inconsistent(Reason::Twice(*twice));
    }
    let Some(n) = summary.n else { return decide_for_some_n(summary, effort, work) };
    decide_for(summary, n, effort, work)
}

/// The verdict on so many respondents.
fn decide_for(summary: &Summary, n: u64, effort: &'static Effort, work: &mut Work) -> Existence {
    if n == 0 {
        return of_nobody(summary);
    }
    let first = summary.divisor.candidates()[0];
    let verdict = with_divisor(summary, n, first, effort, work);
    match summary.divisor.candidates() {
        [_, second] if has_spread(summary) => better(verdict, || with_divisor(summary, n, *second, effort, work)),
        _ => verdict,
    }
}

fn of_nobody(summary: &Summary) -> Existence {
    let never = |frequency: &&(Rational, Interval)| !frequency.1.contains(&Rational::zero());
    match summary.frequencies.iter().find(never) {
        _ if !summary.figures.is_empty() => Existence::Inconsistent(Reason::Nobody),
        Some((value, _)) => Existence::Inconsistent(Reason::Frequency(value.clone())),
        None => Existence::Consistent(Sample::default()),
    }
}

/// Any number of respondents will do. What contradicts itself at every number that is tried for a reason that has nothing
/// to do with the number is impossible.
fn decide_for_some_n(summary: &Summary, effort: &'static Effort, work: &mut Work) -> Existence {
    if let Some(reason) = whatever_n(summary, work) {
        return Existence::Inconsistent(reason);
    }
    for effort in [&SHORT, effort] {
        for n in implied_numbers(summary).chain(some_numbers()) {
            if let consistent @ Existence::Consistent(_) = decide_for(summary, n, effort, work) {
                return consistent;
            }
            if work.is_over() {
                return Existence::Undecided(Limit::Work);
            }
        }
    }
    Existence::Undecided(Limit::NoCount)
}

/// The numbers that a standard deviation and its error imply, some of the smallest.
fn implied_numbers(summary: &Summary) -> impl Iterator<Item = u64> {
    const MOST: usize = 20;
    let squared = |statistic| summary.values(statistic).map(Interval::squared);
    let variance = summary.values(Statistic::Variance).cloned().or_else(|| squared(Statistic::Sd));
    let numbers = variance.zip(squared(Statistic::Se)).and_then(|(variance, error)| variance.over(&error));
    let whole = |end: Option<Rational>| end?.to_i128().and_then(|end| u64::try_from(end).ok());
    let least = numbers.as_ref().and_then(|numbers| whole(Some(numbers.least()?.ceil())));
    let most = numbers.as_ref().and_then(|numbers| whole(Some(numbers.greatest()?.floor())));
    least.zip(most).map(|(least, most)| least.max(1)..=most).into_iter().flatten().take(MOST)
}

/// Numbers of respondents, small and large.
fn some_numbers() -> impl Iterator<Item = u64> {
    NUMBERS.chain((7..30).map(|power| 1 << power))
}

/// Why something is impossible whatever the number of respondents is, as far as that is seen without looking for data.
fn whatever_n(summary: &Summary, work: &mut Work) -> Option<Reason> {
    if let Some(reason) = real::impossible_for_any_n(summary) {
        return Some(reason);
    }
    let divisors = if has_spread(summary) { summary.divisor.candidates() } else { &[Divisor::OneLess] };
    let mut reasons = some_numbers().flat_map(|n| divisors.iter().map(move |divisor| (n, *divisor)));
    let mut last = None;
    let all = reasons.all(|(n, divisor)| {
        last = at_once(summary, n, divisor, work).filter(is_of_any_n);
        last.is_some()
    });
    last.filter(|_| all)
}

/// Whether something is impossible for a reason that has nothing to do with the number of respondents.
fn is_of_any_n(reason: &Reason) -> bool {
    matches!(reason, Reason::Order { .. } | Reason::OffScale(_) | Reason::Mean { .. } | Reason::Negative(_))
}

/// Why something is impossible, where that is seen without looking for data.
fn at_once(summary: &Summary, n: u64, divisor: Divisor, work: &mut Work) -> Option<Reason> {
    if !work.spend(STEPS_OF_A_QUESTION) {
        return None;
    }
    if let Some(reason) = real::impossible(summary, n, divisor) {
        return Some(reason);
    }
    summary.scale.unit()?;
    match Lattice::of(summary, n).and_then(|lattice| lattice.question(summary, divisor)) {
        Err(Stop::Impossible(reason)) => Some(reason),
        Err(Stop::Limited(_)) => None,
        Ok(question) => work.share(STEPS_OF_DISORDER, |work| question.disorder(work)),
    }
}

/// What it costs to turn a summary into whole numbers.
const STEPS_OF_A_QUESTION: u64 = 200;

/// What it may cost to see that places are in no order.
const STEPS_OF_DISORDER: u64 = 2_000;

/// The first verdict, unless the other is nearer to consistent.
fn better(first: Existence, other: impl FnOnce() -> Existence) -> Existence {
    match first {
        Existence::Consistent(_) => first,
        Existence::Undecided(_) => match other() {
            consistent @ Existence::Consistent(_) => consistent,
            _ => first,
        },
        Existence::Inconsistent(_) => match other() {
            Existence::Inconsistent(_) => first,
            other => other,
        },
    }
}

fn has_spread(summary: &Summary) -> bool {
    [Statistic::Sd, Statistic::Variance, Statistic::Se].iter().any(|statistic| summary.values(*statistic).is_some())
}

fn with_divisor(summary: &Summary, n: u64, divisor: Divisor, effort: &'static Effort, work: &mut Work) -> Existence {
    if let Some(reason) = real::impossible(summary, n, divisor) {
        return Existence::Inconsistent(reason);
    }
    if !work.spend(STEPS_OF_A_QUESTION) {
        return Existence::Undecided(Limit::Work);
    }
    let question = Lattice::of(summary, n)
        .and_then(|lattice| Ok((lattice.question(summary, divisor)?, lattice.mode(summary)?, lattice)));
    let (question, mode, lattice) = match question {
        Ok(question) => question,
        // On a lattice that is only part of what is possible, nothing is impossible.
        Err(Stop::Impossible(reason)) if summary.scale.unit().is_some() => return Existence::Inconsistent(reason),
        Err(Stop::Impossible(_)) => return Existence::Undecided(Limit::NoStep),
        Err(Stop::Limited(limit)) => return Existence::Undecided(limit),
    };
    if !lattice.exact && !effort.witness {
        return Existence::Undecided(Limit::NoStep);
    }
    let mode = mode.filter(|_| effort.witness);
    let mut attempt = Attempt::with(effort, work);
    match attempt.run(&question, mode) {
        Some(histogram) => Existence::Consistent(lattice.sample(&histogram)),
        None => attempt.verdict(&lattice, divisor),
    }
}
