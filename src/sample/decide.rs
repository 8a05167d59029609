//! Whether data exist: filters first, then a construction, then the exact search.

use crate::number::Random;
use crate::quantity::Statistic;
use crate::sample::case::{Case, Histogram, Range};
use crate::sample::construct::construct;
use crate::sample::count;
use crate::sample::draw;
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::layout::layouts_of;
use crate::sample::limits;
use crate::sample::mode;
use crate::sample::real;
use crate::sample::search::{Found, search};
use crate::sample::summary::{Divisor, Sample, Summary};
use crate::sample::verdict::{Existence, Limit, Reason};

/// How much is done before a question is left undecided.
#[derive(Debug)]
struct Effort {
    /// The most sums that are tried.
    sums: usize,
    /// The most possibilities that the exact search looks at, for all sums together.
    nodes: u64,
    /// The most additions that are spent on counting all samples where nothing else decides.
    work: usize,
    /// Whether data are looked for to show that there are some: where the step of the scale is not known, and with the
    /// mode, which else need only be a possible value.
    witness: bool,
}

/// What a verdict is worth.
const FULL: Effort = Effort { sums: 100_000, nodes: 200_000, work: 50_000_000, witness: true };

/// What one of the questions is worth of which figures are to blame.
const SOME: Effort = Effort { sums: 2_000, nodes: 50_000, work: 5_000_000, witness: true };

/// What one of very many questions is worth.
const QUICK: Effort = Effort { sums: 1_000, nodes: 1_000, work: 0, witness: false };

/// What one of the questions is worth that bound how often a value can occur.
const SHORT: Effort = Effort { sums: 1_000, nodes: 2_000, work: 0, witness: true };

/// How many sums are tried where the scale has no known step: data are found at once or hardly ever.
const FEW_SUMS: usize = 100;

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
        decide(self, &FULL)
    }

    /// Whether some work shows that no data have these statistics.
    pub(crate) fn is_refuted_in_time(&self) -> bool {
        matches!(decide(self, &SOME), Existence::Inconsistent(_))
    }

    /// Whether little work shows data that have these statistics.
    pub(crate) fn is_shown(&self) -> bool {
        matches!(decide(self, &QUICK), Existence::Consistent(_))
    }

    /// Whether no data have these statistics, however many they are of.
    pub(crate) fn is_refuted_whatever_n(&self) -> bool {
        let divisor = self.divisor.candidates()[0];
        let is_judged = self.statistics().all(is_of_a_sample);
        is_judged && some_numbers().all(|n| at_once(self, n, divisor).is_some_and(|reason| is_of_any_n(&reason)))
    }

    /// Whether little work shows that no data have these statistics.
    pub(crate) fn is_refuted(&self) -> bool {
        matches!(decide(self, &QUICK), Existence::Inconsistent(_))
    }
}

/// A sample of a case, whatever its mode is.
pub(super) fn sample_of(case: &Case) -> Found {
    let mut attempt = Attempt::with(&SHORT);
    match attempt.construct(case, None, true).or_else(|| attempt.search(case, None)) {
        Some(sample) => Found::Sample(sample),
        None if attempt.cut_off => Found::CutOff,
        None => Found::Nothing,
    }
}

fn decide(summary: &Summary, effort: &'static Effort) -> Existence {
    if let Some(other) = summary.statistics().find(|statistic| !is_of_a_sample(*statistic)) {
        return Existence::Undecided(Limit::Statistic(other));
    }
    if let Some((twice, _)) = summary.figures.iter().find(|figure| figure.1.is_empty()) {
        return Existence::Inconsistent(Reason::Twice(*twice));
    }
    let Some(n) = summary.n else { return decide_for_some_n(summary, effort) };
    if n == 0 {
        let stated = summary.statistics().next().is_some();
        return if stated { Existence::Inconsistent(Reason::Nobody) } else { Existence::Consistent(Sample::default()) };
    }
    let first = summary.divisor.candidates()[0];
    let verdict = with_divisor(summary, n, first, effort);
    match summary.divisor.candidates() {
        [_, second] if has_spread(summary) => better(verdict, || with_divisor(summary, n, *second, effort)),
        _ => verdict,
    }
}

/// Any number of respondents will do. What contradicts itself at every number that is tried for a reason that has nothing
/// to do with the number is impossible.
fn decide_for_some_n(summary: &Summary, effort: &'static Effort) -> Existence {
    let mut reasons = Vec::new();
    for n in some_numbers() {
        match decide(&Summary { n: Some(n), ..summary.clone() }, effort) {
            Existence::Inconsistent(reason) => reasons.push(reason),
            Existence::Undecided(_) => {}
            consistent => return consistent,
        }
    }
    let all = reasons.len() == some_numbers().count() && reasons.iter().all(is_of_any_n);
    match reasons.pop().filter(|_| all) {
        Some(reason) => Existence::Inconsistent(reason),
        None => Existence::Undecided(Limit::NoCount),
    }
}

/// Numbers of respondents, small and large.
fn some_numbers() -> impl Iterator<Item = u64> {
    NUMBERS.chain((7..30).map(|power| 1 << power))
}

/// Whether something is impossible for a reason that has nothing to do with the number of respondents.
fn is_of_any_n(reason: &Reason) -> bool {
    matches!(reason, Reason::Order { .. } | Reason::OffScale(_) | Reason::Mean { .. } | Reason::Negative(_))
}

/// Why something is impossible, where that is seen without looking for data.
fn at_once(summary: &Summary, n: u64, divisor: Divisor) -> Option<Reason> {
    let on_lattice = || match Lattice::of(summary, n).and_then(|lattice| lattice.cases(summary, divisor)) {
        Err(Stop::Impossible(reason)) => Some(reason).filter(|_| summary.scale.unit().is_some()),
        _ => None,
    };
    real::impossible(summary, n, divisor).or_else(on_lattice)
}

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

fn with_divisor(summary: &Summary, n: u64, divisor: Divisor, effort: &'static Effort) -> Existence {
    if let Some(reason) = real::impossible(summary, n, divisor) {
        return Existence::Inconsistent(reason);
    }
    let question = Lattice::of(summary, n)
        .and_then(|lattice| Ok((lattice.cases(summary, divisor)?, lattice.mode(summary)?, lattice)));
    let (cases, mode, lattice) = match question {
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
    let mut attempt = Attempt::with(effort);
    let found = cases.iter().find_map(|case| attempt.construct(case, mode, lattice.exact));
    let found = found.or_else(|| {
        let exact = lattice.exact && !attempt.cut_off;
        exact.then(|| cases.iter().find_map(|case| attempt.search(case, mode))).flatten()
    });
    let found = found.or_else(|| {
        let open = lattice.exact && (attempt.cut_off || attempt.without_mode);
        open.then(|| attempt.count(&cases, mode)).flatten()
    });
    match found {
        Some(histogram) => Existence::Consistent(lattice.sample(&histogram)),
        None if !lattice.exact => Existence::Undecided(Limit::NoStep),
        None if attempt.cut_off => Existence::Undecided(Limit::Search),
        None if attempt.without_mode && !attempt.counted => Existence::Undecided(Limit::Mode),
        None => Existence::Inconsistent(attempt.reason(&lattice, divisor)),
    }
}

/// What was learnt while samples were looked for.
struct Attempt {
    effort: &'static Effort,
    /// The least spread that is possible but too large, and the greatest that is too small.
    too_large: Option<i128>,
    too_small: Option<i128>,
    /// Whether some sum leaves room for the spread, though nothing has been found there.
    has_room: bool,
    /// Whether anything was left untried.
    cut_off: bool,
    /// Whether data were found but for the mode.
    without_mode: bool,
    /// Whether all samples were counted.
    counted: bool,
    nodes: u64,
}

impl Attempt {
    fn with(effort: &'static Effort) -> Self {
        Self {
            effort,
            too_large: None,
            too_small: None,
            has_room: false,
            cut_off: false,
            without_mode: false,
            counted: false,
            nodes: 0,
        }
    }

    /// Tries each sum, those in the middle first, by moving pairs of values apart.
    fn construct(&mut self, case: &Case, mode: Option<Range>, exact: bool) -> Option<Histogram> {
        let most = if exact { self.effort.sums } else { FEW_SUMS };
        let mut tried = 0;
        for sum in from_the_middle(case.sums) {
            tried += 1;
            if tried > most {
                self.cut_off = true;
                break;
            }
            let Some(squares) = self.room(case, sum) else { continue };
            self.has_room = true;
            let built = construct(&case.segments, sum, squares).and_then(|built| self.with_mode(case, built, mode));
            if built.is_some() {
                return built;
            }
        }
        None
    }

    /// Tries everything.
    fn search(&mut self, case: &Case, mode: Option<Range>) -> Option<Histogram> {
        for sum in from_the_middle(case.sums) {
            let Some(squares) = self.room(case, sum) else { continue };
            let mut left = self.effort.nodes.saturating_sub(self.nodes);
            let before = left;
            let found = search(&case.segments, sum, squares, &mut left);
            self.nodes += before - left;
            match found {
                Found::Nothing => {}
                Found::CutOff => self.cut_off = true,
                Found::Sample(sample) => match self.with_mode(case, sample, mode) {
                    None => self.without_mode = true,
                    found => return found,
                },
            }
        }
        None
    }

    /// Counts all samples, if that is little work, and draws one if there are any.
    fn count(&mut self, cases: &[Case], mode: Option<Range>) -> Option<Histogram> {
        let mut work = 0usize;
        let layouts = |case: &Case| (case.sums.most - case.sums.least + 1) * mode.map_or(1, |_| case.spread.n);
        if cases.iter().map(layouts).fold(0, i128::saturating_add) > self.effort.sums as i128 {
            return None;
        }
        for case in cases {
            for layout in layouts_of(case, mode).ok()? {
                work = work.saturating_add(layout.work());
                if work > self.effort.work {
                    return None;
                }
                let count = count::count(&layout).ok()?;
                if count != dashu_int::UBig::ZERO {
                    return draw::draw(&layout, &count, &mut Random::new(0), 1).ok()?.pop();
                }
            }
        }
        self.cut_off = false;
        self.counted = true;
        None
    }

    /// The same sample, or another of the case, in which the mode is what it should be.
    fn with_mode(&mut self, case: &Case, sample: Histogram, mode: Option<Range>) -> Option<Histogram> {
        let Some(mode) = mode else { return Some(sample) };
        let found = mode::adjust(case, sample, mode);
        self.without_mode |= found.is_none();
        found
    }

    /// The sums of squares that both the spread and the places leave, if there are any.
    fn room(&mut self, case: &Case, sum: i128) -> Option<Range> {
        let possible = limits::squares(&case.segments, sum)?;
        let stated = case.spread.squares(sum);
        let squares = stated.intersection(possible).as_odd_as(sum);
        if !squares.is_empty() {
            return Some(squares);
        }
        let spread = |squares: i128| case.spread.n * squares - sum * sum;
        let below = Range { most: possible.most.min(stated.least - 1), ..possible }.as_odd_as(sum);
        let above = Range { least: possible.least.max(stated.most.saturating_add(1)), ..possible }.as_odd_as(sum);
        if !below.is_empty() {
            self.too_small = self.too_small.max(Some(spread(below.most)));
        }
        if !above.is_empty() {
            let least = spread(above.least);
            self.too_large = Some(self.too_large.map_or(least, |known| known.min(least)));
        }
        None
    }

    fn reason(&self, lattice: &Lattice, divisor: Divisor) -> Reason {
        if self.without_mode {
            return Reason::Mode;
        }
        let variance = |spread: i128| lattice.variance(spread, divisor);
        match (self.has_room, self.too_small, self.too_large) {
            (false, None, Some(above)) => Reason::SdAtLeast(variance(above)),
            (false, Some(below), None) => Reason::SdAtMost(variance(below)),
            (false, Some(below), Some(above)) => Reason::Squares { below: variance(below), above: variance(above) },
            _ => Reason::Tried,
        }
    }
}

/// The whole numbers of a range, those in the middle first.
fn from_the_middle(range: Range) -> impl Iterator<Item = i128> {
    let middle = range.least + (range.most - range.least) / 2;
    let away = (0..=range.most - middle).flat_map(move |by| [middle + by, middle - by - 1]);
    away.filter(move |value| range.contains(*value))
}
