//! # Granularity
//!
//! **What it checks.** Percentages of one base whose numbers are not printed come from whole numbers together: some number of
//! respondents, no more than there can be, has all of them. Where they are of levels that divide the base, these numbers
//! add up to it; where the bases divide a whole that is printed, so do theirs. A percentage alone is held against its base by
//! [`share`](super::share).
//!
//! **Why it matters.** In tables that print percentages alone no other error would be detected.
//!
//! **When it is undecided.** When there may be so many respondents that any percentages would do, or more than are tried.
//!
//! **Source.** Brown & Heathers 2017, *The GRIM test*, doi:10.1177/1948550616673876: a mean of whole numbers is one of few
//! fractions, and a percentage is the mean of zeros and hundreds.
//!
//! **Example.** Of `32` in two groups, `60` and `40` % of one, `20` and `80` % of the other: both are then 5, 10, 15 … or 30, and
//! no two of these are 32.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap as HashMap, FxHashSet as HashSet};

use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::{BaseOf, CountsOf, Expression, ShareOf};
use crate::relation::index::{Completeness, Index};
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "granularity", says: "percentages of one base come from whole numbers", hint: None, derive };

/// The percentages of each base in each table.
type Groups = IndexMap<(Event, Option<usize>), Vec<usize>, FxBuildHasher>;

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let (groups, divisions) = (groups(index), divisions(index));
    let mut seen = HashSet::default();
    for ((base, table), shares) in &groups {
        let Some(of_base) = base_of(index, base, *table, shares, &divisions) else { continue };
        if may_fail_together(&of_base) {
            let about = format!("shares of {}", index.study.names().event(base));
            drafts.push(draft(about, CountsOf { bases: vec![of_base], together: None }));
        }
        for (dimension, level) in base.bindings().iter().filter(|binding| binding.1 != Level::ANSWERED) {
            let whole = base.without(*dimension);
            if seen.insert((whole.clone(), *dimension, *table)) {
                drafts.extend(of_whole(index, (&groups, &divisions), &whole, (*dimension, *level), *table));
            }
        }
    }
}

/// All percentages that follow from numbers, by their base and table.
fn groups(index: &Index) -> Groups {
    let mut groups = Groups::default();
    for (at, claim) in index.claims().filter(|(_, claim)| claim.quantity.statistic == Statistic::Share) {
        let quantity = index.quantity(at);
        let Some(base) = quantity.base.as_ref().filter(|base| **base != quantity.event && !claim.weighted) else {
            continue;
        };
        groups.entry((base.clone(), claim.table)).or_default().push(at);
    }
    groups
}

/// The percentages of each base in each table that divide all of it.
type Divisions<'i> = HashMap<(&'i Event, Option<usize>), Vec<&'i [usize]>>;

fn divisions<'i>(index: &'i Index) -> Divisions<'i> {
    let mut divisions = Divisions::default();
    for whole in index.wholes(Statistic::Share).filter(|whole| whole.completeness == Completeness::Complete) {
        let base = &whole.quantity.event;
        if let (true, Some(first)) = (whole.quantity.base.as_ref() == Some(base), whole.parts.first()) {
            let table = index.study.claims()[*first].table;
            divisions.entry((base, table)).or_default().push(&whole.parts);
        }
    }
    divisions
}

/// A base with its percentages; nothing if nobody says how many it may be at most.
fn base_of(
    index: &Index,
    base: &Event,
    table: Option<usize>,
    claims: &[usize],
    divisions: &Divisions,
) -> Option<BaseOf> {
    let part = |claim: usize| index.count(&index.quantity(claim).event, table).ok();
    let shares: Vec<ShareOf> = claims.iter().map(|claim| ShareOf { claim: *claim, part: part(*claim) }).collect();
    let places: HashMap<usize, usize> = claims.iter().enumerate().map(|(place, claim)| (*claim, place)).collect();
    let place = |part: &usize| places.get(part).copied();
    let divisions = divisions.get(&(base, table)).into_iter().flatten();
    let divisions = divisions.filter_map(|parts| parts.iter().map(place).collect()).collect();
    Some(BaseOf { divisions, ..bounds(index, base, table)?.with(shares) })
}

/// Whether the percentages say more together than each by itself, and not all numbers are printed.
fn may_fail_together(base: &BaseOf) -> bool {
    let is_open = base.shares.iter().any(|share| share.part.is_none());
    is_open && base.shares.len() > 1 && (!base.is_known || !base.divisions.is_empty())
}

/// The parts of a whole that is printed, if the number of one is not.
fn of_whole(
    index: &Index,
    (groups, divisions): (&Groups, &Divisions),
    whole: &Event,
    (dimension, level): (Dimension, Level),
    table: Option<usize>,
) -> Option<Draft> {
    let together = index.find(&Quantity::count(whole.clone()), table)?;
    let levels = index.divisions_along(whole, dimension).find(|levels| levels.contains(&level))?;
    let base = |level: &Level| {
        let event = whole.with(dimension, *level);
        let shares = groups.get(&(event.clone(), table)).map_or(&[][..], Vec::as_slice);
        base_of(index, &event, table, shares, divisions).filter(|base| base.is_known || !base.shares.is_empty())
    };
    let bases: Vec<BaseOf> = levels.iter().map(base).collect::<Option<_>>()?;
    if bases.iter().all(|base| base.is_known) {
        return None;
    }
    let names = index.study.names();
    let about = format!("shares of {} over {}", names.event(whole), names.name(dimension));
    Some(draft(about, CountsOf { bases, together: Some(Expression::Claim(together)) }))
}

fn draft(about: String, of: CountsOf) -> Draft {
    let first = of.bases.iter().flat_map(|base| &base.shares).map(|share| share.claim).next();
    Draft {
        about,
        stated: first.map_or_else(|| Expression::Linear(Vec::new()), Expression::Claim),
        comparison: Comparison::Exists,
        recomputed: Ok(Expression::Counts(Box::new(of))),
    }
}

/// A percentage by itself, of a base that is known or bounded.
pub(super) fn alone(
    index: &Index,
    claim: usize,
    part: Option<Expression>,
    base: &Event,
    near: Option<usize>,
) -> Option<Expression> {
    let bases = vec![bounds(index, base, near)?.with(vec![ShareOf { claim, part }])];
    Some(Expression::Counts(Box::new(CountsOf { bases, together: None })))
}

impl BaseOf {
    fn with(self, shares: Vec<ShareOf>) -> Self {
        Self { shares, ..self }
    }
}

/// How many respondents an event has, or at most and at least.
fn bounds(index: &Index, event: &Event, near: Option<usize>) -> Option<BaseOf> {
    let of = |most, least, is_known| BaseOf { most, least, is_known, shares: Vec::new(), divisions: Vec::new() };
    if let Ok(known) = index.count(event, near) {
        return Some(of(known, None, true));
    }
    Some(of(index.most(event, near)?, index.least(event, near), false))
}
