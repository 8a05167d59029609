//! What a test compares: the counts that stand beside it, as tables of rows and columns.
//!
//! A p value in the row of a heading, or of a variable, is of the block below it. In the row of a level it is of that level
//! against all others, against the first or the last of them, or, as first of its block, of the block; papers seldom say which. A row of a trait whose absence is not
//! printed is a level against all others as well: those are the rest of each column. All of these are tried.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::inference::Association;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::{CrosstabOf, Expression, Measure};
use crate::relation::index::{Index, is_count};
use crate::relation::other_tests::{PAIRS, may_be_pairs};
use crate::relation::unknown::Unknown;
use crate::study::Claim;

/// A table of counts that a test may be of.
pub(super) struct Counts {
    /// Which it is; nothing where it is the first that is thought of.
    pub name: Option<&'static str>,
    /// Of what its columns are the levels.
    pub columns: Dimension,
    pub rows: Vec<Vec<Expression>>,
}

const OTHERS: &str = "its level against all others";
const ONE: &str = "its level against the first or the last";
const REST: &str = "its level against the rest of each column";
const BLOCK: &str = "all levels";
const BUT_LAST: &str = "all levels but the last";
const PAIR: &str = "two of the columns";

type Binding = (Dimension, Level);

/// The counts of each table, by the respondents that they are of with one dimension left open, and the p values.
pub(super) struct Beside<'a> {
    index: &'a Index<'a>,
    levels: HashMap<(Option<usize>, Event), Vec<Binding>>,
    tests: HashSet<(Option<usize>, Event)>,
}

impl<'a> Beside<'a> {
    pub fn of(index: &'a Index<'a>) -> Self {
        let claims = index.study.claims();
        let counts = claims.iter().filter(|claim| is_count(claim) && claim.text_claim.is_none());
        let counted = counts.map(|claim| (claim.table, &claim.quantity.event));
        let blank = index.study.blanks().iter().map(|(table, event)| (Some(*table), event));
        let mut levels: HashMap<_, Vec<_>> = HashMap::default();
        for (table, event) in counted.chain(blank) {
            for (dimension, level) in event.bindings() {
                let beside: &mut Vec<_> = levels.entry((table, event.without(*dimension))).or_default();
                beside.push((*dimension, *level));
            }
        }
        let tests = claims.iter().filter(|claim| claim.quantity.statistic == Statistic::P);
        let tests = tests.map(|claim| (claim.table, own(claim))).collect();
        Self { index, levels, tests }
    }

    /// The tables of counts that a claim may be a test of; nothing where no counts stand beside it.
    pub fn counts(&self, claim: &Claim) -> Option<Result<Vec<Counts>, Unknown>> {
        let (own, declared) = (own(claim), compared(claim));
        match (claim.quantity.variable, declared.as_slice()) {
            (Some(rows), [columns]) => self.of_block(claim, &own, rows, Some(*columns)),
            (None, [rows, columns]) => {
                Some(self.block(claim, &own, *rows, *columns).map(|rows| vec![first(rows, *columns)]))
            }
            (Some(rows), []) => self.of_block(claim, &own, rows, None),
            (None, [columns]) => self.of_levels(claim, &own, Some(*columns)),
            (None, []) => self.of_levels(claim, &own, None),
            _ => None,
        }
    }

    /// The counts of a variable's levels, if there are any.
    fn of_block(
        &self,
        claim: &Claim,
        own: &Event,
        rows: Dimension,
        columns: Option<Dimension>,
    ) -> Option<Result<Vec<Counts>, Unknown>> {
        let levels = self.index.study.names().levels(rows);
        let across = |level: Level| self.across(claim, &own.with(rows, level), rows);
        let beside: Vec<Dimension> = levels.flat_map(across).collect();
        let columns = match columns {
            Some(columns) => beside.contains(&columns).then_some(Ok(columns))?,
            None => only(&beside)?,
        };
        let of_columns = |columns| Ok(alternatives(self.block(claim, own, rows, columns)?, columns, claim));
        Some(columns.and_then(of_columns))
    }

    /// The counts of the level in whose row a test stands, and of the others.
    fn of_levels(
        &self,
        claim: &Claim,
        own: &Event,
        columns: Option<Dimension>,
    ) -> Option<Result<Vec<Counts>, Unknown>> {
        let beside: Vec<Dimension> =
            own.bindings().iter().flat_map(|(rows, _)| self.across(claim, own, *rows)).collect();
        let columns = match columns {
            Some(columns) if beside.contains(&columns) => columns,
            Some(_) => return Some(Err(Unknown::Test("no counts of what it compares stand beside it"))),
            None => match only(&beside)? {
                Ok(columns) => columns,
                Err(unknown) => return Some(Err(unknown)),
            },
        };
        let mut found = Vec::new();
        for (rows, level) in own.bindings().iter().filter(|(rows, level)| *rows != columns && !level.is_several()) {
            match self.of_level(claim, own, (*rows, *level), columns) {
                Ok(counts) => found.extend(counts),
                Err(unknown) => return Some(Err(unknown)),
            }
        }
        let unknown = Unknown::Test("no counts of those of another level stand beside it");
        Some(if found.is_empty() { Err(unknown) } else { Ok(found) })
    }

    fn of_level(
        &self,
        claim: &Claim,
        own: &Event,
        (rows, level): (Dimension, Level),
        columns: Dimension,
    ) -> Result<Vec<Counts>, Unknown> {
        let around = own.without(rows);
        let of_columns = self.levels(claim, own, columns);
        let its = of_columns.iter().map(|column| self.count(claim, own.with(columns, *column)));
        let its = its.collect::<Result<Vec<_>, _>>()?;
        let is_beside = |other: &Level| self.levels(claim, &around.with(rows, *other), columns).len() > 1;
        let others: Vec<Level> = self.names_of(rows).filter(|other| *other != level && is_beside(other)).collect();
        let mut found = Vec::new();
        if !others.is_empty() {
            let block = self.block(claim, &around, rows, columns)?;
            let several = || (others.len() > 1).then_some(&block);
            let against_others = several().map(|block| against_others(block, columns, &its));
            let against_one: Vec<Counts> = several().map_or_else(Vec::new, |block| against_one(block, columns, &its));
            let blocks = alternatives(block, columns, claim).into_iter();
            let blocks = blocks.map(|counts| Counts { name: counts.name.or(Some(BLOCK)), ..counts });
            // Where the other levels have tests of their own, it is not of the block.
            let has_own = |other: &Level| self.tests.contains(&(claim.table, around.with(rows, *other)));
            let is_of_block = others.len() == 1 || !others.iter().any(has_own);
            found.extend(blocks.filter(|_| is_of_block).chain(against_others).chain(against_one));
        }
        found.extend(self.rest(claim, &around, (rows, columns), &of_columns, &its));
        if let Some(first) = found.first_mut() {
            first.name = None;
        }
        Ok(found)
    }

    /// A level against those of each column who have another: the column's number, or that of those who answered, less its own.
    fn rest(
        &self,
        claim: &Claim,
        around: &Event,
        (rows, columns): (Dimension, Dimension),
        of_columns: &[Level],
        its: &[Expression],
    ) -> Vec<Counts> {
        let answered = around.with(rows, Level::ANSWERED);
        let wholes = |event: &Event| {
            let whole = |column: &Level| self.index.count(&event.with(columns, *column), claim.table).ok();
            of_columns.iter().map(whole).collect::<Option<Vec<_>>>()
        };
        let minus = |(whole, own): (Expression, &Expression)| {
            Expression::Linear(vec![(Rational::whole(1), whole), (Rational::whole(-1), own.clone())])
        };
        let known = [&answered, around].into_iter().filter_map(wholes);
        let rests = known.map(|wholes| wholes.into_iter().zip(its).map(minus).collect());
        rests.map(|rest| Counts { name: Some(REST), columns, rows: vec![its.to_vec(), rest] }).collect()
    }

    /// The tests of pairs of those tables whose columns may be the same respondents at several times.
    pub fn of_pairs(&self, claim: &Claim, counts: &[Counts]) -> Vec<(&'static str, Expression)> {
        let paired = counts.iter().filter(|counts| self.may_be_pairs(claim, counts));
        let test = |counts: &Counts| {
            let of = CrosstabOf { rows: counts.rows.clone(), measure: Measure::P(Association::McNemar) };
            let is_fourfold = Association::McNemar.is_of(counts.rows.len(), counts.rows.first().map_or(0, Vec::len));
            match is_fourfold {
                true => Expression::Possible(Box::new(Expression::Crosstab(Box::new(of))), PAIRS),
                false => Expression::Unrecomputed(PAIRS),
            }
        };
        paired.map(test).map(|test| (Association::McNemar.name(), test)).collect()
    }

    /// Whether the columns may be the same respondents.
    fn may_be_pairs(&self, claim: &Claim, counts: &Counts) -> bool {
        let columns = counts.rows.first().map_or(0, Vec::len);
        let of_column = |column: usize| counts.rows.iter().filter_map(move |row| row.get(column).cloned());
        let sizes: Vec<Expression> = (0..columns).map(|column| Expression::sum(of_column(column))).collect();
        may_be_pairs(self.index, claim, &own(claim), counts.columns, &sizes)
    }

    /// The counts of each level of one dimension and each of another; columns of which nothing is printed are left out.
    fn block(
        &self,
        claim: &Claim,
        own: &Event,
        rows: Dimension,
        columns: Dimension,
    ) -> Result<Vec<Vec<Expression>>, Unknown> {
        let is_beside = |row: &Level| !self.levels(claim, &own.with(rows, *row), columns).is_empty();
        let of_rows: Vec<Level> = self.names_of(rows).filter(is_beside).collect();
        let of_columns: Vec<Level> = self
            .names_of(columns)
            .filter(|column| {
                of_rows.iter().any(|row| self.find(claim, own.with(rows, *row).with(columns, *column)).is_some())
            })
            .collect();
        if of_rows.len() < 2 || of_columns.len() < 2 {
            return Err(Unknown::Test("no counts of what it compares stand beside it"));
        }
        let count = |row: Level, column: &Level| self.count(claim, own.with(rows, row).with(columns, *column));
        let row = |row: &Level| of_columns.iter().map(|column| count(*row, column)).collect();
        of_rows.iter().map(row).collect()
    }

    /// The levels of a dimension, without subtotals.
    fn names_of(&self, dimension: Dimension) -> impl Iterator<Item = Level> + '_ {
        let names = self.index.study.names();
        names.levels(dimension).filter(move |level| names.made_of(dimension, *level).is_empty())
    }

    /// The levels of a dimension that stand beside each other for an event.
    fn levels(&self, claim: &Claim, event: &Event, dimension: Dimension) -> Vec<Level> {
        let beside = self.levels.get(&(claim.table, event.clone())).into_iter().flatten();
        let beside: HashSet<Level> = beside.filter(|beside| beside.0 == dimension).map(|beside| beside.1).collect();
        self.names_of(dimension).filter(|level| beside.contains(level)).collect()
    }

    /// The dimensions of which two levels or more stand beside each other for an event.
    fn across(&self, claim: &Claim, event: &Event, but: Dimension) -> Vec<Dimension> {
        let beside = self.levels.get(&(claim.table, event.clone())).into_iter().flatten();
        let mut dimensions: Vec<Dimension> =
            beside.map(|beside| beside.0).filter(|dimension| *dimension != but).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        dimensions.retain(|dimension| self.levels(claim, event, *dimension).len() > 1);
        dimensions
    }

    fn find(&self, claim: &Claim, event: Event) -> Option<usize> {
        self.index.find(&Quantity::count(event), claim.table)
    }

    fn count(&self, claim: &Claim, event: Event) -> Result<Expression, Unknown> {
        self.index.known(Quantity::count(event), claim.table)
    }
}

/// A row of a block against the sum of all others.
fn against_others(block: &[Vec<Expression>], columns: Dimension, its: &[Expression]) -> Counts {
    let others = || block.iter().filter(|row| row.as_slice() != its);
    let sum = |column: usize| Expression::sum(others().filter_map(|row| row.get(column).cloned()));
    Counts { name: Some(OTHERS), columns, rows: vec![its.to_vec(), (0..its.len()).map(sum).collect()] }
}

/// A row of a block against its first or its last, to which the others may be compared.
fn against_one(block: &[Vec<Expression>], columns: Dimension, its: &[Expression]) -> Vec<Counts> {
    let others = [block.first(), block.last()].into_iter().flatten().filter(|row| row.as_slice() != its);
    others.map(|row| Counts { name: Some(ONE), columns, rows: vec![its.to_vec(), row.clone()] }).collect()
}

/// Who a test is about, whatever it compares.
pub(super) fn own(claim: &Claim) -> Event {
    let event = &claim.quantity.event;
    event.only(|dimension| event.level(dimension) != Some(Level::COMPARED))
}

/// The dimensions that a test compares, as the table says.
pub(super) fn compared(claim: &Claim) -> Vec<Dimension> {
    let bindings = claim.quantity.event.bindings().iter();
    bindings.filter(|binding| binding.1 == Level::COMPARED).map(|binding| binding.0).collect()
}

/// The only dimension, if there is any.
fn only(dimensions: &[Dimension]) -> Option<Result<Dimension, Unknown>> {
    let first = *dimensions.first()?;
    let is_only = dimensions.iter().all(|dimension| *dimension == first);
    Some(if is_only {
        Ok(first)
    } else {
        Err(Unknown::Test("the label does not say which of several dimensions it compares (`between`)"))
    })
}

fn first(rows: Vec<Vec<Expression>>, columns: Dimension) -> Counts {
    Counts { name: None, columns, rows }
}

/// The table, without its last row, which may be of those who did not answer, and, where nobody says what is compared, of each
/// two of its columns.
fn alternatives(rows: Vec<Vec<Expression>>, dimension: Dimension, claim: &Claim) -> Vec<Counts> {
    const FEW: std::ops::RangeInclusive<usize> = 3..=5;
    let mut pairs = Vec::new();
    let columns = rows.first().map_or(0, Vec::len);
    if FEW.contains(&columns) && compared(claim).is_empty() {
        for (one, other) in (0..columns).flat_map(|one| (one + 1..columns).map(move |other| (one, other))) {
            let pair = rows.iter().map(|row| vec![row[one].clone(), row[other].clone()]).collect();
            pairs.push(Counts { name: Some(PAIR), columns: dimension, rows: pair });
        }
    }
    let but_last = (rows.len() > 2).then(|| first(rows[..rows.len() - 1].to_vec(), dimension));
    let but_last = but_last.map(|counts| Counts { name: Some(BUT_LAST), ..counts });
    [first(rows, dimension)].into_iter().chain(but_last).chain(pairs).collect()
}
