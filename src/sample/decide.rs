//! Whether data exist: filters first, then a construction, then the exact search.

use crate::number::{Interval, Random, Rational};
use crate::quantity::Statistic;
use crate::sample::case::{Case, Histogram, Range};
use crate::sample::construct::construct;
use crate::sample::count;
use crate::sample::draw;
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::layout::layouts_of;
use crate::sample::mode;
use crate::sample::question::Question;
use crate::sample::real;
use crate::sample::rooms::{Nearest, Room, Rooms};
use crate::sample::search::{Found, search};
use crate::sample::summary::{Divisor, Sample, Summary};
use crate::sample::verdict::{Existence, Limit, Reason};
use crate::sample::work::Work;

/// How much of the work each way of deciding may take.
#[derive(Debug)]
pub(super) struct Effort {
    /// The most steps to construct data, over all sums and cases.
    construct: u64,
    /// The most steps of random moves towards a mode.
    mode: u64,
    /// The most possibilities that the exact search looks at.
    nodes: u64,
    /// The most additions that are spent on counting all samples where nothing else decides.
    additions: usize,
    /// Whether data are looked for to show that there are some: where the step of the scale is not known, and with the
    /// mode, which else need only be a possible value.
    witness: bool,
}

/// What a verdict is worth.
const FULL: Effort =
    Effort { construct: 1_500_000, mode: 1_500_000, nodes: 200_000, additions: 50_000_000, witness: true };

/// What one of the questions is worth of which figures are to blame.
const SOME: Effort = Effort { construct: 100_000, mode: 100_000, nodes: 50_000, additions: 5_000_000, witness: true };

/// What one of very many questions is worth.
const QUICK: Effort = Effort { construct: 20_000, mode: 0, nodes: 1_000, additions: 0, witness: false };

/// What one of the questions is worth that bound how often a value can occur, or one number of respondents of many.
pub(super) const SHORT: Effort = Effort { construct: 20_000, mode: 20_000, nodes: 2_000, additions: 0, witness: true };

/// The most steps to construct data where the scale has no known step: they are found at once or hardly ever.
const FEW_STEPS: u64 = 50_000;

/// The most cases that are kept for the exact search.
const MOST_CASES: usize = 5_000;

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

/// A sample that a question is asked for, whatever its mode is.
pub(super) fn sample_of(question: &Question, work: &mut Work) -> Found {
    let mut attempt = Attempt::with(&SHORT, work);
    match attempt.construct(question, None).or_else(|| attempt.search(question, None)) {
        Some(sample) => Found::Sample(sample),
        None if attempt.cut_off || attempt.work.is_over() => Found::CutOff,
        None => Found::Nothing,
    }
}

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
        for n in some_numbers() {
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

/// What was learnt while samples were looked for.
struct Attempt<'w> {
    effort: &'static Effort,
    work: &'w mut Work,
    /// What is left for random moves.
    moves: u64,
    nearest: Nearest,
    /// Why some places have no value at all.
    disorder: Option<Reason>,
    /// The cases of which some sum leaves room for the spread, though nothing has been found there.
    open: Vec<Case>,
    /// Whether there are any.
    is_open: bool,
    /// Whether anything was left untried.
    cut_off: bool,
    /// Whether data were found but for the mode.
    without_mode: bool,
    /// Whether all samples were counted.
    counted: bool,
}

impl<'w> Attempt<'w> {
    fn with(effort: &'static Effort, work: &'w mut Work) -> Self {
        Self {
            effort,
            work,
            moves: effort.mode,
            nearest: Nearest::default(),
            disorder: None,
            open: Vec::new(),
            is_open: false,
            cut_off: false,
            without_mode: false,
            counted: false,
        }
    }

    /// Looks for data in every way there is, the quickest first.
    fn run(&mut self, question: &Question, mode: Option<Range>) -> Option<Histogram> {
        if let Some(found) = self.construct(question, mode) {
            return Some(found);
        }
        if !question.lattice.exact {
            return None;
        }
        if let Some(found) = (!self.cut_off).then(|| self.search(question, mode)).flatten() {
            return Some(found);
        }
        (self.cut_off || self.without_mode).then(|| self.count(mode)).flatten()
    }

    /// Why nothing was found.
    fn verdict(&self, lattice: &Lattice, divisor: Divisor) -> Existence {
        match () {
            () if !lattice.exact => Existence::Undecided(Limit::NoStep),
            () if self.counted => Existence::Inconsistent(self.reason(lattice, divisor)),
            () if self.work.is_over() => Existence::Undecided(Limit::Work),
            () if self.cut_off => Existence::Undecided(Limit::Search),
            () if self.without_mode => Existence::Undecided(Limit::Mode),
            () => Existence::Inconsistent(self.reason(lattice, divisor)),
        }
    }

    /// Halves what is to be chosen as long as something is left for it, and in each case moves pairs of values apart.
    fn construct(&mut self, question: &Question, mode: Option<Range>) -> Option<Histogram> {
        let most = if question.lattice.exact { self.effort.construct } else { self.effort.construct.min(FEW_STEPS) };
        let mut own = Work::new(most.min(self.work.left()));
        let given = own.left();
        let found = self.halve(question, mode, &mut own);
        self.work.spend(given - own.left());
        self.cut_off |= own.is_over();
        found
    }

    fn halve(&mut self, question: &Question, mode: Option<Range>, work: &mut Work) -> Option<Histogram> {
        let mut left = vec![question.root()];
        while let Some(node) = left.pop() {
            if !work.spend(question.cost()) {
                return None;
            }
            let case = match question.case(&node) {
                Ok(case) => case,
                Err(Stop::Impossible(reason)) => {
                    self.disorder.get_or_insert(reason);
                    continue;
                }
                Err(Stop::Limited(_)) => {
                    self.cut_off = true;
                    continue;
                }
            };
            if Question::is_leaf(&node) {
                if let Some(found) = self.each_room(&case, mode, work) {
                    return Some(found);
                }
            } else if Question::is_small(&node) {
                left.extend(question.halves(&node, None));
            } else if let Some(near) = self.first_room(&case, work) {
                let is_found = near.as_ref().is_some_and(|near| question.holds(near) && has_mode(near, mode));
                if is_found {
                    return near;
                }
                left.extend(question.halves(&node, near.as_ref()));
            }
        }
        None
    }

    /// A sample of one of the sums, if any leaves room; none in it where it could not be constructed.
    fn first_room(&mut self, case: &Case, work: &mut Work) -> Option<Option<Histogram>> {
        let mut rooms = Rooms::of(case);
        let room = rooms.next(work);
        self.nearest.add(rooms.nearest.too_small, rooms.nearest.too_large);
        let Room { sum, squares } = room?;
        work.spend(2 * case.segments.len() as u64);
        Some(construct(&case.segments, sum, squares))
    }

    /// Tries each sum that leaves room.
    fn each_room(&mut self, case: &Case, mode: Option<Range>, work: &mut Work) -> Option<Histogram> {
        let mut rooms = Rooms::of(case);
        let mut is_open = false;
        while let Some(Room { sum, squares }) = rooms.next(work) {
            is_open = true;
            work.spend(2 * case.segments.len() as u64);
            let built = construct(&case.segments, sum, squares);
            if let Some(found) = built.and_then(|built| self.with_mode(case, built, mode, work)) {
                return Some(found);
            }
        }
        self.nearest.add(rooms.nearest.too_small, rooms.nearest.too_large);
        self.is_open |= is_open;
        if is_open && self.open.len() < MOST_CASES {
            self.open.push(case.clone());
        } else if is_open {
            self.cut_off = true;
        }
        None
    }

    /// Tries everything in the cases that are open.
    fn search(&mut self, question: &Question, mode: Option<Range>) -> Option<Histogram> {
        let mut nodes = self.effort.nodes;
        let open = std::mem::take(&mut self.open);
        let found = open.iter().find_map(|case| self.search_case(case, mode, &mut nodes));
        self.open = open;
        found.filter(|found| question.holds(found))
    }

    fn search_case(&mut self, case: &Case, mode: Option<Range>, nodes: &mut u64) -> Option<Histogram> {
        let cost = 2 * case.segments.len() as u64 + 6;
        let mut rooms = Rooms::of(case);
        while let Some(Room { sum, squares }) = rooms.next(self.work) {
            let given = (*nodes).min(self.work.left() / cost);
            let mut left = given;
            let found = search(&case.segments, sum, squares, &mut left);
            *nodes -= given - left;
            self.work.spend(cost * (given - left));
            match found {
                Found::Nothing => {}
                Found::CutOff => self.cut_off = true,
                Found::Sample(sample) => {
                    let mut own = Work::new(self.work.left());
                    let found = self.with_mode(case, sample, mode, &mut own);
                    *self.work = own;
                    self.without_mode |= found.is_none();
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        self.cut_off |= self.work.is_over();
        None
    }

    /// Counts all samples of the open cases, if that is little work, and draws one if there are any.
    fn count(&mut self, mode: Option<Range>) -> Option<Histogram> {
        let sums = |case: &Case| case.sums.most - case.sums.least + 1;
        let layouts = |case: &Case| sums(case).saturating_mul(mode.map_or(1, |_| case.spread.n));
        let is_complete = self.open.len() < MOST_CASES && !self.work.is_over();
        let size = self.open.iter().map(layouts).fold(0, i128::saturating_add);
        if !is_complete || self.effort.additions == 0 || size > MOST_SUMS {
            return None;
        }
        let mut additions = 0usize;
        for case in std::mem::take(&mut self.open) {
            for layout in layouts_of(&case, mode, self.work).ok()? {
                additions = additions.saturating_add(layout.work());
                if additions > self.effort.additions || !self.work.spend_additions(layout.work()) {
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
    fn with_mode(&mut self, case: &Case, sample: Histogram, mode: Option<Range>, work: &mut Work) -> Option<Histogram> {
        let Some(mode) = mode else { return Some(sample) };
        let mut own = Work::new(self.moves.min(work.left()));
        let given = own.left();
        let found = mode::adjust(case, sample, mode, &mut own);
        self.moves -= given - own.left();
        work.spend(given - own.left());
        self.without_mode |= found.is_none();
        found
    }

    fn reason(&self, lattice: &Lattice, divisor: Divisor) -> Reason {
        if self.without_mode {
            return Reason::Mode;
        }
        let variance = |spread: i128| lattice.variance(spread, divisor);
        match (self.is_open, self.nearest.too_small, self.nearest.too_large) {
            (false, None, Some(above)) => Reason::SdAtLeast(variance(above)),
            (false, Some(below), None) => Reason::SdAtMost(variance(below)),
            (false, Some(below), Some(above)) => Reason::Squares { below: variance(below), above: variance(above) },
            (false, None, None) => self.disorder.clone().unwrap_or(Reason::Tried),
            _ => Reason::Tried,
        }
    }
}

/// With more sums than this over all cases they are not counted.
const MOST_SUMS: i128 = 100_000;

fn has_mode(sample: &Histogram, mode: Option<Range>) -> bool {
    mode.is_none_or(|mode| mode::is_mode(sample, mode))
}
