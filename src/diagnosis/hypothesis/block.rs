//! Blocks of percentages that follow from a number of their own: from their own sum, where some did not answer or are counted
//! twice, or from another one that none of the tables prints.
//!
//! That several percentages of one block are each misprinted is far less likely than that all are of one base.

use indexmap::IndexMap;
use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::{MultiCell, mended};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::groups::{Block as Key, block};
use crate::diagnosis::solver::system::System;
use crate::number::{Interval, Rational};
use crate::quantity::{Dimension, Statistic};
use crate::relation::{Comparison, Expression, Index};

/// The fewest percentages that must follow from another base.
const FEWEST: usize = 2;

/// How far from the printed base another number is looked for.
const FARTHEST: i128 = 500;

/// The columns of a block that are reported one by one.
const MOST_COLUMNS: usize = 2;

/// A percentage: by which relation it follows, and from which count.
#[derive(Clone, Copy)]
struct Share<'a> {
    claim: usize,
    relation: usize,
    count: &'a Expression,
    base: &'a Expression,
}

/// Percentages of one base and one classification in a table.
struct Block<'a> {
    shares: Vec<Share<'a>>,
    /// The sums that should come to the base, and do not.
    totals: Vec<usize>,
}

/// Blocks of which no percentage follows as declared, but all do from the sum of their own counts, or from one other number.
pub(super) fn own_base(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let mut sums: IndexMap<(Option<usize>, Vec<Dimension>), Vec<MultiCell>> = IndexMap::new();
    let mut found = Vec::new();
    for ((table, _, dimensions), block) in blocks(system, open) {
        match own_sum(system, &block) {
            Some(sum) if !mends_as_base(system, &block, &sum) => {
                sums.entry((table, dimensions)).or_default().push(of_own_sum(system, &block, &sum));
            }
            Some(_) => {}
            None => found.extend(of_other_number(system, &block)),
        }
    }
    found.extend(sums.into_values().map(joined));
    found
}

/// The same of a single cause: that some did not answer, where that is all there is to it.
pub(super) fn own_sum_of_cause(system: &System, cause: &RootCause) -> Option<Explanation> {
    let blocks = blocks(system, &cause.relations);
    if blocks.len() > 1 {
        return None;
    }
    let explained = blocks.into_values().find_map(|block| {
        let sum = own_sum(system, &block)?;
        let is_short = base(system, &block)? > sum;
        is_short.then(|| of_own_sum(system, &block, &sum).explanation)
    });
    explained.filter(|_| cause.explanations.iter().all(|known| known.hypothesis != Hypothesis::OwnSum))
}

/// The blocks that have several open percentages, or whose sum is open.
fn blocks<'a>(system: &System<'a>, open: &[usize]) -> IndexMap<Key<'a>, Block<'a>> {
    let mut first: IndexMap<Key, usize> = IndexMap::new();
    for claim in open.iter().flat_map(|relation| percentages(system, *relation)) {
        first.extend(block(&system.study.claims()[claim]).map(|key| (key, claim)));
    }
    let with_shares = |(key, claim)| {
        let shares = shares(system, claim);
        let totals = totals(system, &shares, open);
        (key, Block { shares, totals })
    };
    let mut blocks: IndexMap<Key, Block> = first.into_iter().map(with_shares).collect();
    let is_open = |relation: usize| open.binary_search(&relation).is_ok();
    blocks.retain(|_, block| {
        let failing = block.shares.iter().filter(|share| is_open(share.relation)).count();
        block.shares.len() >= FEWEST && (failing >= FEWEST || !block.totals.is_empty())
    });
    blocks
}

/// The percentages that a relation is about: the one that it states, or those of the parts of a sum.
fn percentages(system: &System, relation: usize) -> Vec<usize> {
    if let Some(share) = share(system, relation) {
        return vec![share.claim];
    }
    let part = parts(system, relation).and_then(|parts| parts.first().copied());
    part.map_or_else(Vec::new, |part| system.companions(part).to_vec())
}

/// All percentages of a block, in the order of their relations.
fn shares<'a>(system: &System<'a>, claim: usize) -> Vec<Share<'a>> {
    let claims = system.in_block(claim);
    let relations = |claim: usize| system.relations_of[claim].iter().map(move |relation| (*relation, claim));
    let mut relations: Vec<(usize, usize)> = claims.iter().copied().flat_map(relations).collect();
    relations.sort_unstable();
    system.take(relations.len());
    let of_claim = |(relation, claim)| share(system, relation).filter(|share| share.claim == claim);
    relations.into_iter().filter_map(of_claim).collect()
}

fn share<'a>(system: &System<'a>, relation: usize) -> Option<Share<'a>> {
    let known = system.relation(relation);
    let (Ok(Expression::Percent(count, base)), "share") = (&known.recomputed, known.kind.name()) else { return None };
    Some(Share { claim: *known.stated.claims().first()?, relation, count, base })
}

/// The parts of a sum of counts that states a total.
fn parts(system: &System, relation: usize) -> Option<Vec<usize>> {
    let known = system.relation(relation);
    let (Ok(Expression::Linear(terms)), Expression::Claim(total)) = (&known.recomputed, &known.stated) else {
        return None;
    };
    let is_count = |claim: &usize| system.study.claims()[*claim].quantity.statistic == Statistic::Count;
    let part = |(factor, term): &(Rational, Expression)| match term {
        Expression::Claim(claim) if *factor == Rational::whole(1) && is_count(claim) => Some(*claim),
        _ => None,
    };
    terms.iter().map(part).collect::<Option<Vec<usize>>>().filter(|_| is_count(total))
}

/// The open sums of exactly the counts of some percentages.
fn totals(system: &System, shares: &[Share], open: &[usize]) -> Vec<usize> {
    let counts: HashSet<usize> =
        shares.iter().flat_map(|share| share.count.claims()).map(|claim| system.one(claim)).collect();
    let is_total = |relation: &usize| {
        let parts = parts(system, *relation).unwrap_or_default();
        parts.into_iter().map(|claim| system.one(claim)).collect::<HashSet<usize>>() == counts
    };
    let of_first = counts.iter().min().into_iter().flat_map(|count| &system.relations_of[*count]).copied();
    of_first.filter(|relation| open.binary_search(relation).is_ok()).filter(is_total).collect()
}

/// The number that the percentages should be of.
fn base(system: &System, block: &Block) -> Option<Rational> {
    match block.totals.first() {
        Some(total) => system.outcomes[*total].stated.single().cloned(),
        None => block.shares.first()?.base.evaluate(system.study.claims()).ok()?.single().cloned(),
    }
}

/// Whether a percentage follows from another base.
fn follows(system: &System, share: &Share, base: &Rational) -> bool {
    let percent = Expression::Percent(Box::new(share.count.clone()), Box::new(Expression::Constant(base.clone())));
    let percent = percent.evaluate(system.study.claims());
    percent.is_ok_and(|percent| Comparison::Equal.admits(&system.study.claims()[share.claim].values, &percent))
}

/// The sum of a block's counts, if all of its percentages follow from it and not from the base that is declared.
fn own_sum(system: &System, block: &Block) -> Option<Rational> {
    let count = |share: &Share| match share.count {
        Expression::Claim(claim) => system.study.claims()[*claim].values.single().cloned(),
        _ => None,
    };
    let counts: Vec<Rational> = block.shares.iter().map(count).collect::<Option<_>>()?;
    let sum = counts.iter().fold(Rational::zero(), |sum, count| &sum + count);
    let declared = base(system, block)?;
    let all_follow = block.shares.iter().all(|share| follows(system, share, &sum));
    let declared_holds = block.shares.iter().all(|share| follows(system, share, &declared));
    (sum != declared && !sum.is_zero() && all_follow && !declared_holds).then_some(sum)
}

/// Whether all that ties the printed base holds if it is that sum: then it is the base that is wrong.
fn mends_as_base(system: &System, block: &Block, sum: &Rational) -> bool {
    let printed = block.totals.first().and_then(|total| system.relation(*total).stated.claims().first().copied());
    let of_shares = || match block.shares.first().map(|share| share.base) {
        Some(Expression::Claim(base)) => Some(*base),
        _ => None,
    };
    let base = printed.or_else(of_shares);
    base.is_some_and(|base| mended(system, &[(base, Interval::point(sum.clone()))]).is_some())
}

/// The relations of a block that do not hold.
fn broken(system: &System, block: &Block) -> Vec<usize> {
    let shares = block.shares.iter().map(|share| share.relation);
    let mut all: Vec<usize> = shares.filter(|at| system.is_broken(*at)).chain(block.totals.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// `60.0, 22.2 and 17.8`.
fn listed(texts: &[String]) -> String {
    match texts {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        all => all.concat(),
    }
}

fn of_own_sum(system: &System, block: &Block, sum: &Rational) -> MultiCell {
    let claims = system.study.claims();
    let printed: Vec<String> = block.shares.iter().map(|share| claims[share.claim].figure.to_string()).collect();
    let counts: Vec<String> = block.shares.iter().map(|share| share.count.write(system.study)).collect();
    let follow = format!("{} follow from {} = {sum}", listed(&printed), counts.join(" + "));
    let declared = base(system, block).unwrap_or_else(Rational::zero);
    let text = match &declared - sum {
        missing if missing.is_negative() => {
            format!("somebody is counted twice, or these are other respondents than the {declared}: {follow}")
        }
        missing => format!("{missing} did not answer: {follow}; say `partial`"),
    };
    let claims = block.shares.iter().flat_map(|share| share.count.claims().into_iter().chain([share.claim])).collect();
    let explanation = Explanation { hypothesis: Hypothesis::OwnSum, claims, text };
    MultiCell { mended: broken(system, block), changes: Vec::new(), explanation }
}

/// The columns of a block as one.
fn joined(columns: Vec<MultiCell>) -> MultiCell {
    let more = columns.len().saturating_sub(MOST_COLUMNS);
    let texts = columns.iter().take(MOST_COLUMNS).map(|column| column.explanation.text.clone());
    let texts: Vec<String> = texts.chain((more > 0).then(|| format!("and so in {more} more columns"))).collect();
    let mut mended: Vec<usize> = columns.iter().flat_map(|column| column.mended.clone()).collect();
    mended.sort_unstable();
    mended.dedup();
    let claims = columns.into_iter().flat_map(|column| column.explanation.claims).collect();
    let explanation = Explanation { hypothesis: Hypothesis::OwnSum, claims, text: texts.join("; ") };
    MultiCell { mended, changes: Vec::new(), explanation }
}

/// The numbers that a percentage may be of.
fn bases(system: &System, share: &Share) -> Option<Interval> {
    let count = share.count.evaluate(system.study.claims()).ok()?;
    count.scaled(&Rational::whole(100)).over(&system.study.claims()[share.claim].values)
}

/// Percentages of a block that are all of one number and of no other near the printed base.
fn of_other_number(system: &System, block: &Block) -> Option<MultiCell> {
    let printed = base(system, block)?.to_i128()?;
    let least = block.shares.iter().filter_map(|share| {
        share.count.evaluate(system.study.claims()).ok()?.least().and_then(|count| count.ceil().to_i128())
    });
    let from = least.max()?.max(printed.saturating_sub(FARTHEST)).max(1);
    let failing: Vec<&Share> = block.shares.iter().filter(|share| system.is_broken(share.relation)).collect();
    if failing.len() < FEWEST {
        return None;
    }
    let near = Interval::closed(Rational::whole(from), Rational::whole(printed.saturating_add(FARTHEST)));
    let bases = failing.iter().try_fold(near, |near, share| Some(near.intersection(&bases(system, share)?)))?;
    let one = Rational::whole(1);
    let (first, last) = (bases.first_multiple(&one)?, bases.last_multiple(&one)?);
    let number = first.to_i128().filter(|_| first == last)?;
    let base = Rational::whole(number);
    if !block.shares.iter().all(|share| follows(system, share, &base)) {
        return None;
    }
    let claims = system.study.claims();
    let printed: Vec<String> = failing.iter().map(|share| claims[share.claim].figure.to_string()).collect();
    let of = block.shares.first()?.base.write(system.study);
    let text = format!("{} are percentages of {number}, and not of the {of} that is printed", listed(&printed));
    let explanation = Explanation {
        hypothesis: Hypothesis::OtherNumber,
        claims: failing.iter().map(|share| share.claim).collect(),
        text,
    };
    let right = |share: &&Share| Some((share.claim, system.outcomes[share.relation].recomputed.clone()?));
    let changes = failing.iter().filter_map(right).collect();
    let mut mended: Vec<usize> = failing.iter().map(|share| share.relation).collect();
    mended.sort_unstable();
    Some(MultiCell { mended, changes, explanation })
}
