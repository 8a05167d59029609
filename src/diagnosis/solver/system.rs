//! All relations of a study as one system: each claim a value that is to be found, each figure a range that it should be in.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Index;
use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::limits::{LimitReached, changing};
use crate::diagnosis::solver::groups::{Groups, block, variables};
use crate::number::{Interval, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::relation::{Expression, Outcome, Relation, SampleOf, Unknown, Values, Verdict};
use crate::sample::{SOME_STEPS, Work};
use crate::study::{Claim, Study};

/// What part of the steps of one cause may be spent on what is tied in one circle.
const PART: usize = 4;

/// So many steps of a search for data count as one figure.
const SAMPLE_STEPS: usize = 8;

/// How often each figure of a study may be looked at, whatever the limit is: without that nothing is seen of it.
const LOOKS: usize = 16;

/// Which figures are taken to be right; each list is ascending.
#[derive(Clone, Copy)]
pub(in crate::diagnosis) enum Held<'h> {
    /// All but these.
    AllBut(&'h [usize]),
    /// These only.
    Only(&'h [usize]),
}

impl Held<'_> {
    pub fn contains(self, claim: usize) -> bool {
        match self {
            Self::AllBut(released) => released.binary_search(&claim).is_err(),
            Self::Only(held) => held.binary_search(&claim).is_ok(),
        }
    }
}

/// The relations of each claim, kept once for all that are one variable.
pub(in crate::diagnosis) struct RelationsOf {
    relations: Vec<Vec<usize>>,
    /// The claim that stands for each claim.
    one_of: Vec<usize>,
    /// How many claims each stands for.
    stands_for: Vec<usize>,
}

impl Index<usize> for RelationsOf {
    type Output = Vec<usize>;

    fn index(&self, claim: usize) -> &Vec<usize> {
        &self.relations[self.one_of[claim]]
    }
}

/// How often figures have each number of decimals.
type Times = Rc<BTreeMap<u32, usize>>;

/// A relation of data, whether their printed number is held, and which of their statistics are.
type Asked = (usize, bool, Vec<Statistic>);

/// The relations of a study, and which of them do not hold by themselves.
///
/// Claims that print the same quantity with the same values, in two tables or in a table and in the text, are one variable:
/// whatever happened to it happened before it was printed. The first of them stands for all.
pub(in crate::diagnosis) struct System<'a> {
    pub study: &'a Study,
    pub outcomes: &'a [Outcome],
    /// The claims of each relation, each variable once.
    pub claims_of: Vec<Vec<usize>>,
    /// The relations of each claim and of those that it is one variable with, but those that are undecided.
    pub relations_of: RelationsOf,
    /// The claims of each table, and those of none.
    of_table: HashMap<Option<usize>, Vec<usize>>,
    /// The claims of the same respondents in each table, once they are looked for.
    of_respondents: OnceCell<Groups>,
    /// The claims of each row and of each column of a table, once they are looked for.
    rows: OnceCell<Groups>,
    columns: OnceCell<Groups>,
    /// The percentages of each base and classification in a table, once they are looked for.
    blocks: OnceCell<Groups>,
    /// How many figures may still be looked at.
    work: Cell<usize>,
    /// How often figures of a statistic have each number of decimals in a table.
    decimals: RefCell<HashMap<(Option<usize>, Statistic), Times>>,
    /// Whether each claim is held whatever else is released.
    is_trusted: Vec<bool>,
    /// Whether data may exist with only these figures of a relation, of the printed number of respondents or of any.
    existence: RefCell<HashMap<Asked, bool>>,
}

impl<'a> System<'a> {
    pub fn of(study: &'a Study, outcomes: &'a [Outcome]) -> Self {
        let one_of = variables(study.claims());
        let mut relations = vec![Vec::new(); study.claims().len()];
        let mut stands_for = vec![0; study.claims().len()];
        one_of.iter().for_each(|one| stands_for[*one] += 1);
        let mut claims_of = Vec::with_capacity(outcomes.len());
        for (at, outcome) in outcomes.iter().enumerate() {
            let mut claims: Vec<usize> = outcome.relation.claims().into_iter().map(|claim| one_of[claim]).collect();
            claims.sort_unstable();
            claims.dedup();
            if !matches!(outcome.verdict, Verdict::Undecided(_)) {
                claims.iter().for_each(|claim| relations[*claim].push(at));
            }
            claims_of.push(claims);
        }
        let relations_of = RelationsOf { relations, one_of, stands_for };
        let mut of_table: HashMap<_, Vec<usize>> = HashMap::default();
        for (at, claim) in study.claims().iter().enumerate() {
            of_table.entry(claim.table).or_default().push(at);
        }
        let (work, existence) = (Cell::new(usize::MAX), RefCell::default());
        Self {
            study,
            outcomes,
            claims_of,
            relations_of,
            of_table,
            of_respondents: OnceCell::new(),
            rows: OnceCell::new(),
            columns: OnceCell::new(),
            blocks: OnceCell::new(),
            work,
            is_trusted: vec![false; study.claims().len()],
            existence,
            decimals: RefCell::default(),
        }
    }

    /// Holds some claims whatever else is released.
    pub fn trust(&mut self, claims: &[usize]) {
        claims.iter().for_each(|claim| self.is_trusted[*claim] = true);
    }

    /// Whether a claim is held whatever else is released.
    pub fn is_trusted(&self, claim: usize) -> bool {
        self.is_trusted[claim]
    }

    /// The same, of which only so many figures are looked at, over and over; but a few times at each in any case.
    pub fn within(self, work: usize) -> Self {
        let figures: usize = self.claims_of.iter().map(Vec::len).sum();
        self.work.set(if work == 0 { 0 } else { work.max(LOOKS.saturating_mul(figures)) });
        self
    }

    /// Whether a relation may still be looked at; then that is done.
    pub fn spend(&self, relation: usize) -> bool {
        self.spending(|work| {
            let left = work.checked_sub(1 + self.relation(relation).effort(self.claims_of[relation].len()));
            *work = left.unwrap_or(0);
            left.is_some()
        })
    }

    /// So many figures were looked at, whether there was work left for it or not.
    pub fn take(&self, figures: usize) {
        self.work.set(self.work.get().saturating_sub(figures));
    }

    /// What comes of something for which figures are looked at.
    pub fn spending<T>(&self, search: impl FnOnce(&mut usize) -> T) -> T {
        let mut work = self.work.get();
        let found = search(&mut work);
        self.work.set(work);
        found
    }

    /// What comes of linear arithmetic that may take a part of the steps of one cause.
    pub fn spending_part<T>(&self, steps: usize, search: impl FnOnce(&mut usize) -> T) -> T {
        self.spending(|work| changing(steps / PART, work, search))
    }

    /// The claims of a table, or those of none.
    pub fn of_table(&self, table: Option<usize>) -> &[usize] {
        self.of_table.get(&table).map_or(&[], Vec::as_slice)
    }

    /// How often the figures of a statistic have each number of decimals in a table, or in the text.
    pub fn decimals_of(&self, table: Option<usize>, statistic: Statistic) -> Times {
        let count = || {
            let mut times = BTreeMap::new();
            let claims = self.of_table(table).iter().map(|claim| &self.study.claims()[*claim]);
            let is_like = |claim: &&Claim| {
                claim.quantity.statistic == statistic && claim.figure.qualifier() == Qualifier::Exactly
            };
            for claim in claims.filter(is_like) {
                *times.entry(claim.figure.decimals()).or_default() += 1;
            }
            Rc::new(times)
        };
        self.decimals.borrow_mut().entry((table, statistic)).or_insert_with(count).clone()
    }

    /// With how many decimals figures of a claim's kind are printed: as many as most figures of the same statistic in its table,
    /// or in the text.
    pub fn usual_decimals(&self, claim: usize) -> u32 {
        let own = &self.study.claims()[claim];
        let decimals = own.figure.decimals();
        let times = self.decimals_of(own.table, own.quantity.statistic);
        times.iter().max_by_key(|(known, times)| (**times, **known == decimals)).map_or(decimals, |most| *most.0)
    }

    /// What is printed of the same respondents, or their variable, in the table of a claim.
    pub fn companions(&self, claim: usize) -> &[usize] {
        let key = |claim: &'a Claim| (claim.table, &claim.quantity.event, claim.quantity.variable);
        self.of_respondents.get_or_init(|| Groups::by(self.study.claims(), key)).with(claim)
    }

    /// What is printed in the row of a claim.
    pub fn in_row(&self, claim: usize) -> &[usize] {
        let key = |claim: &Claim| (claim.table, claim.place.line);
        self.rows.get_or_init(|| Groups::by(self.study.claims(), key)).with(claim)
    }

    /// What is printed in the column of a claim.
    pub fn in_column(&self, claim: usize) -> &[usize] {
        let key = |claim: &Claim| (claim.table, claim.place.field);
        self.columns.get_or_init(|| Groups::by(self.study.claims(), key)).with(claim)
    }

    /// The percentages of the same base and classification in the table of a claim, if it is one.
    pub fn in_block(&self, claim: usize) -> &[usize] {
        self.blocks.get_or_init(|| Groups::by(self.study.claims(), block)).with(claim)
    }

    /// The limit for the study as a whole, if it is reached.
    pub fn spent(&self) -> Option<LimitReached> {
        (self.work.get() == 0).then_some(LimitReached::Work)
    }

    /// The claim that stands for a claim and all that are one variable with it.
    pub fn one(&self, claim: usize) -> usize {
        self.relations_of.one_of[claim]
    }

    /// Whether the figure of a claim is taken to be right.
    pub fn is_held(&self, held: Held, claim: usize) -> bool {
        let claim = self.one(claim);
        self.is_trusted(claim) || held.contains(claim)
    }

    /// How often the variable of a claim is printed besides.
    pub fn repeats(&self, claim: usize) -> usize {
        self.relations_of.stands_for[self.one(claim)] - 1
    }

    pub fn relation(&self, at: usize) -> &'a Relation {
        &self.outcomes[at].relation
    }

    /// Whether a relation does not hold with the figures as printed.
    pub fn is_broken(&self, at: usize) -> bool {
        self.outcomes[at].verdict == Verdict::Inconsistent
    }

    /// Whether a relation asks for data that have some statistics.
    pub fn is_of_data(&self, at: usize) -> bool {
        matches!(self.relation(at).recomputed, Ok(Expression::Sample(_)))
    }

    /// The relations that do not hold by themselves.
    pub fn broken(&self) -> Vec<usize> {
        (0..self.outcomes.len()).filter(|at| self.is_broken(*at)).collect()
    }

    /// What a claim may be: what its figure stands for, ends included, or whatever its statistic can be.
    pub fn start(&self, claim: usize, held: bool) -> Interval {
        match held {
            true => self.study.claims()[claim].values.closure(),
            false => any_value(self.study.claims()[claim].quantity.statistic),
        }
    }

    /// Whether a claim's figure stands for one value only.
    pub fn has_one_value(&self, claim: usize) -> bool {
        let values = &self.study.claims()[claim].values;
        values.least().is_some_and(|least| values.greatest() == Some(least))
    }

    /// The same values without those that its statistic cannot have: counts are whole numbers.
    pub fn possible(&self, claim: usize, values: Interval) -> Interval {
        let is_whole = || values.single().is_some_and(Rational::is_whole);
        if self.study.claims()[claim].quantity.statistic != Statistic::Count || is_whole() {
            return values;
        }
        let one = Rational::whole(1);
        let end = |number: Option<Rational>| number.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Included);
        Interval::new(end(values.first_multiple(&one)), end(values.last_multiple(&one)))
    }

    /// Whether a relation can hold with the figures that are held, as far as that is seen without the others.
    pub fn may_hold(&self, at: usize, held: Held) -> bool {
        if !self.is_broken(at) {
            return true;
        }
        if self.claims_of[at].iter().all(|claim| self.is_held(held, *claim)) {
            return false;
        }
        match &self.relation(at).recomputed {
            Ok(Expression::Sample(sample)) => self.data_may_exist(at, sample, held),
            Ok(Expression::Counts(counts)) => {
                let values = |claim: usize| match self.is_held(held, claim) {
                    true => self.study.claims()[claim].values.clone(),
                    false => any_value(self.study.claims()[claim].quantity.statistic),
                };
                counts.are_possible(Values::others(self.study.claims(), &values)) != Ok(false)
            }
            _ => true,
        }
    }

    /// Whether some data may have the figures that are held: whether no great work refutes it. Of an unknown number of
    /// respondents that is so unless it is impossible whatever the number.
    fn data_may_exist(&self, at: usize, sample: &SampleOf, held: Held) -> bool {
        let is_held = |claim: usize| self.is_held(held, claim);
        let n_is_held = sample.n.iter().flat_map(Expression::claims).all(is_held);
        let figures = sample.figures.iter().filter(|figure| is_held(figure.1));
        let key = (at, n_is_held, figures.map(|figure| figure.0).collect::<Vec<_>>());
        if let Some(known) = self.existence.borrow().get(&key) {
            return *known;
        }
        let summary = sample.summary(self.study.claims()).only(&key.2);
        let exists = if n_is_held { !summary.is_refuted_in_time() } else { !summary.is_refuted_whatever_n() };
        self.existence.borrow_mut().insert(key, exists);
        exists
    }

    /// Whether what a relation is recomputed as is defined for its figures: nothing follows from what may be divided by zero.
    pub fn is_defined(&self, at: usize) -> bool {
        !matches!(self.outcomes[at].verdict, Verdict::Undecided(Unknown::ZeroBase | Unknown::NegativeRoot))
    }

    /// Whether a relation is decided, and holds, where some variables have other values.
    pub fn is_met_with(&self, at: usize, values: &dyn Fn(usize) -> Interval) -> bool {
        let relation = self.relation(at);
        let of_variable = |claim: usize| values(self.one(claim));
        let others = Values::others(self.study.claims(), &of_variable);
        match &relation.recomputed {
            Ok(Expression::Either(usual)) => usual.iter().any(|(_, one)| meets(relation, one, others)),
            Ok(Expression::Sample(_)) | Err(_) => self.holds_with(at, values),
            Ok(recomputed) => meets(relation, recomputed, others),
        }
    }

    /// Whether a relation holds, or is undecided, where some variables have other values.
    pub fn holds_with(&self, at: usize, values: &dyn Fn(usize) -> Interval) -> bool {
        self.holds_within(at, values, &mut Work::new(SOME_STEPS))
    }

    /// The same as one of many questions, which have so much work together.
    pub fn holds_within(&self, at: usize, values: &dyn Fn(usize) -> Interval, work: &mut Work) -> bool {
        let relation = self.relation(at);
        let of_variable = |claim: usize| values(self.one(claim));
        let values = Values::others(self.study.claims(), &of_variable);
        match &relation.recomputed {
            Err(_) => true,
            Ok(Expression::Sample(sample)) => {
                let before = work.left();
                let is_refuted = sample.summary_with(values).is_refuted_within(work);
                self.take((before - work.left()) as usize / SAMPLE_STEPS);
                !is_refuted
            }
            Ok(Expression::Counts(counts)) => counts.are_possible(values) != Ok(false),
            Ok(Expression::Either(usual)) => usual.iter().any(|(_, one)| admits(relation, one, values)),
            Ok(recomputed) => admits(relation, recomputed, values),
        }
    }
}

/// Whether what is stated and what is recomputed can be compared, and meet.
fn meets(relation: &Relation, recomputed: &Expression, values: Values) -> bool {
    recomputed.evaluate_with(values).is_ok() && admits(relation, recomputed, values)
}

/// Whether what is stated and what is recomputed can meet, or cannot be compared.
fn admits(relation: &Relation, recomputed: &Expression, values: Values) -> bool {
    match (relation.stated.evaluate_with(values), recomputed.evaluate_with(values)) {
        (Ok(stated), Ok(recomputed)) => relation.comparison.admits(&stated, &recomputed),
        _ => true,
    }
}

/// Whatever a statistic can be.
pub(in crate::diagnosis) fn any_value(statistic: Statistic) -> Interval {
    match statistic {
        Statistic::Share => Interval::closed(Rational::zero(), Rational::whole(100)),
        Statistic::P => Interval::closed(Rational::zero(), Rational::whole(1)),
        statistic if statistic.is_never_negative() => Interval::at_least(Rational::zero()),
        _ => Interval::everything(),
    }
}
