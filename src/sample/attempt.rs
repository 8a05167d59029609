//! Data looked for in every way there is, with what is learnt on the way.

use crate::number::Random;
use crate::sample::case::{Case, Histogram, Range};
use crate::sample::construct::construct;
use crate::sample::count;
use crate::sample::draw;
use crate::sample::effort::{Effort, SHORT};
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::layout::layouts_of;
use crate::sample::mode;
use crate::sample::question::Question;
use crate::sample::rooms::{Nearest, Room, Rooms};
use crate::sample::search::{Found, search};
use crate::sample::summary::Divisor;
use crate::sample::verdict::{Existence, Limit, Reason};
use crate::sample::work::Work;

/// The most steps to construct data where the scale has no known step: they are found at once or hardly ever.
const FEW_STEPS: u64 = 50_000;

/// The most cases that are kept for the exact search.
const MOST_CASES: usize = 5_000;

/// A sample that a question is asked for, whatever its mode is.
pub(super) fn sample_of(question: &Question, work: &mut Work) -> Found {
    let mut attempt = Attempt::with(&SHORT, work);
    match attempt.construct(question, None).or_else(|| attempt.search(question, None)) {
        Some(sample) => Found::Sample(sample),
        None if attempt.cut_off || attempt.work.is_over() => Found::CutOff,
        None => Found::Nothing,
    }
}

/// What was learnt while samples were looked for.
pub(super) struct Attempt<'w> {
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
    pub fn with(effort: &'static Effort, work: &'w mut Work) -> Self {
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
    pub fn run(&mut self, question: &Question, mode: Option<Range>) -> Option<Histogram> {
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
    pub fn verdict(&self, lattice: &Lattice, divisor: Divisor) -> Existence {
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
