//! Percentages of another base: one that the table has, another number, or the other margin.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::{MultiCell, mended_in_part};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::diagnosis::sweep::held_by;
use crate::number::{Interval, Rational};
use crate::quantity::{Dimension, Event as Respondents, Statistic};
use crate::relation::{Comparison, Expression, Index, Relation};
use crate::study::Claim;

/// The fewest percentages that another base must explain: one alone may fit by chance.
const FEWEST: usize = 2;

/// How many relations another base must mend for each one that does not hold with it either: that is then wrong by itself.
const FOR_EACH_LEFT: usize = 3;

/// The most classifications among which other bases are looked for.
const MOST_DIMENSIONS: usize = 6;

/// How far from the printed base another number is looked for.
const FARTHEST: i128 = 500;

/// Percentages that should have bases of one kind.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Group<'a> {
    /// A row, as its file and line.
    Row(usize, usize),
    /// All of one table with the same base.
    Block(Option<usize>, &'a Respondents),
}

/// The relations of percentages that do not follow from their base, with the claims stated.
fn open_shares(system: &System, open: &[usize]) -> Vec<(usize, usize)> {
    let share = |relation: &usize| {
        let is_share = system.relation(*relation).kind.name() == "share";
        Some((*relation, *system.relation(*relation).stated.claims().first().filter(|_| is_share)?))
    };
    open.iter().filter_map(share).collect()
}

/// Rows and blocks in which percentages do not follow from the base that is declared, but all follow from another one that the
/// table has.
pub(super) fn other_base(system: &System, index: &Index, open: &[usize]) -> Vec<MultiCell> {
    let claims = system.study.claims();
    let shares = open_shares(system, open);
    let mut seen = HashSet::default();
    let groups = shares.iter().flat_map(|share| keys(&claims[share.1]));
    let groups: Vec<Group> = groups.filter(|group| seen.insert(group.clone())).collect();
    let mut members: HashMap<&Group, Vec<usize>> = groups.iter().map(|group| (group, Vec::new())).collect();
    for (at, claim) in claims.iter().enumerate().filter(|_| !groups.is_empty()) {
        for group in keys(claim) {
            if let Some(members) = members.get_mut(&group) {
                members.push(at);
            }
        }
    }
    groups.iter().filter_map(|group| other_base_of(system, index, group, &members[group], &shares)).collect()
}

fn other_base_of(
    system: &System,
    index: &Index,
    group: &Group,
    members: &[usize],
    shares: &[(usize, usize)],
) -> Option<MultiCell> {
    let base = another(index, members)?;
    let place = if matches!(group, Group::Row(..)) { "row" } else { "block" };
    let text = format!("all {} percentages of this {place} follow from another base: {base}", members.len());
    let mended: Vec<(usize, usize)> = shares.iter().copied().filter(|share| members.contains(&share.1)).collect();
    Some(MultiCell {
        changes: recomputed(system, &mended),
        mended: mended.iter().map(|share| share.0).collect(),
        explanation: Explanation { hypothesis: Hypothesis::OtherBase, claims: members.to_vec(), text },
    })
}

/// Percentages in the text that do not follow from the bases that are stated, but all from one other.
pub(super) fn other_base_of_text(system: &System, index: &Index, open: &[usize]) -> Vec<MultiCell> {
    let is_of_text = |share: &(usize, usize)| system.study.claims()[share.1].table.is_none();
    let shares: Vec<(usize, usize)> = open_shares(system, open).into_iter().filter(is_of_text).collect();
    let claims: Vec<&Claim> = shares.iter().map(|share| &system.study.claims()[share.1]).collect();
    let dimensions = dimensions(&claims);
    if shares.len() < FEWEST || dimensions.len() > MOST_DIMENSIONS {
        return Vec::new();
    }
    let following = |kept: &Vec<Dimension>| {
        let follows = |share: &&(usize, usize)| follows(index, &system.study.claims()[share.1], kept);
        shares.iter().filter(follows).copied().collect::<Vec<_>>()
    };
    let by_base = subsets(&dimensions).map(|kept| (following(&kept), kept));
    let best = by_base.filter(|(own, _)| own.len() >= FEWEST).min_by_key(|(own, _)| std::cmp::Reverse(own.len()));
    best.map(|(own, kept)| of_text(system, index, &kept, &own)).into_iter().collect()
}

fn of_text(system: &System, index: &Index, kept: &[Dimension], shares: &[(usize, usize)]) -> MultiCell {
    let claims: Vec<usize> = shares.iter().map(|share| share.1).collect();
    let printed: Vec<String> = claims.iter().map(|claim| system.study.claims()[*claim].figure.to_string()).collect();
    let base = named(index, kept);
    let text = format!("{} follow from another base than the one that is stated: {base}", printed.join(" and "));
    let mut mended: Vec<usize> = shares.iter().map(|share| share.0).collect();
    mended.sort_unstable();
    let explanation = Explanation { hypothesis: Hypothesis::OtherBase, claims, text };
    MultiCell { changes: recomputed(system, shares), mended, explanation }
}

/// What percentages should be if their counts and the declared base are right.
fn recomputed(system: &System, shares: &[(usize, usize)]) -> Vec<(usize, Interval)> {
    let right = |share: &(usize, usize)| Some((share.1, system.outcomes[share.0].recomputed.clone()?));
    shares.iter().filter_map(right).collect()
}

/// The groups that a claim is of, if it is a percentage.
fn keys(claim: &Claim) -> impl Iterator<Item = Group<'_>> {
    let groups = |base| [Group::Row(claim.place.source, claim.place.line), Group::Block(claim.table, base)];
    claim.quantity.base.as_ref().filter(|_| !claim.weighted).map(groups).into_iter().flatten()
}

/// The classifications that another base of all the percentages keeps, in words.
fn another(index: &Index, members: &[usize]) -> Option<String> {
    let claims: Vec<&Claim> = members.iter().map(|claim| &index.study.claims()[*claim]).collect();
    let dimensions = dimensions(&claims);
    if claims.len() < FEWEST || dimensions.len() > MOST_DIMENSIONS {
        return None;
    }
    let kept = subsets(&dimensions).find(|kept| claims.iter().all(|claim| follows(index, claim, kept)))?;
    Some(named(index, &kept))
}

/// The classifications of some percentages and their bases.
fn dimensions(claims: &[&Claim]) -> Vec<Dimension> {
    let mut dimensions: Vec<Dimension> = Vec::new();
    for claim in claims {
        let bindings =
            claim.quantity.event.bindings().iter().chain(claim.quantity.base.iter().flat_map(Respondents::bindings));
        dimensions.extend(bindings.map(|binding| binding.0));
    }
    dimensions.sort_unstable();
    dimensions.dedup();
    dimensions
}

fn subsets(dimensions: &[Dimension]) -> impl Iterator<Item = Vec<Dimension>> {
    (0u32..1 << dimensions.len()).map(|subset| {
        let kept = dimensions.iter().enumerate().filter(move |(at, _)| subset >> at & 1 == 1);
        kept.map(|(_, dimension)| *dimension).collect()
    })
}

fn named(index: &Index, kept: &[Dimension]) -> String {
    let names: Vec<_> = kept.iter().map(|dimension| format!("`{}`", index.study.names().name(*dimension))).collect();
    if names.is_empty() { "`all`".to_owned() } else { names.join(" and ") }
}

/// Whether a percentage follows from the base that keeps only these classifications of its event.
fn follows(index: &Index, claim: &Claim, kept: &[Dimension]) -> bool {
    let event = &claim.quantity.event;
    let base = event.only(|dimension| kept.contains(&dimension));
    let counts = index.count(event, claim.table).and_then(|count| Ok((count, index.count(&base, claim.table)?)));
    let Ok((count, of)) = counts else { return false };
    let percent = Expression::Percent(Box::new(count), Box::new(of)).evaluate(index.study.claims());
    base != *event && percent.is_ok_and(|percent| Comparison::Equal.admits(&claim.values, &percent))
}

/// Percentages of one printed base that several do not follow from, while more of them, and all that held, follow from
/// another number near it.
pub(super) fn other_number(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let shares = open_shares(system, open);
    let mut bases: Vec<usize> = shares.iter().filter_map(|share| printed_base(system, share.0)).collect();
    bases.sort_unstable();
    bases.dedup();
    bases.into_iter().filter_map(|base| number(system, base, &shares)).collect()
}

/// The claim that a percentage's base is, where it is printed.
fn printed_base(system: &System, relation: usize) -> Option<usize> {
    match &system.relation(relation).recomputed {
        Ok(Expression::Percent(_, base)) => match base.as_ref() {
            Expression::Claim(base) => Some(system.one(*base)),
            _ => None,
        },
        _ => None,
    }
}

fn number(system: &System, base: usize, shares: &[(usize, usize)]) -> Option<MultiCell> {
    let printed = system.study.claims()[base].values.single()?.to_i128()?;
    let of_base = |relation: &usize| printed_base(system, *relation) == Some(base);
    let all: Vec<usize> = system.relations_of[base].iter().copied().filter(of_base).collect();
    let (broken, holding): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|relation| system.is_broken(*relation));
    let share = |relation: &usize| shares.binary_search_by_key(relation, |share| share.0).ok().map(|at| shares[at]);
    let open: Vec<(usize, usize)> = broken.iter().filter_map(share).collect();
    if open.len() < FEWEST {
        return None;
    }
    let far = FARTHEST.min(printed);
    let numbers: Vec<i128> = (1.max(printed - far)..=printed.saturating_add(far)).collect();
    let most_explained = most_explained(system, &open, &numbers);
    let fits = |number: i128| {
        let value = Interval::point(Rational::whole(number));
        let values = |claim: usize| match claim == base {
            true => value.clone(),
            false => system.study.claims()[claim].values.clone(),
        };
        let holds = |relation: usize| system.spend(relation) && system.holds_with(relation, &values);
        let explained = open.iter().copied().filter(|share| holds(share.0));
        let explained: Vec<(usize, usize)> = explained.collect();
        let all_hold = explained.len() >= FEWEST && holding.iter().all(|relation| holds(*relation));
        all_hold.then_some((number, explained))
    };
    let mut near: Vec<usize> = (0..numbers.len()).filter(|at| numbers[*at] != printed).collect();
    near.sort_by_key(|at| (numbers[*at].abs_diff(printed), numbers[*at]));
    let mut best: Option<(i128, Vec<(usize, usize)>)> = None;
    for at in near {
        let known = best.as_ref().map_or(FEWEST - 1, |known| known.1.len());
        let found = (most_explained[at] > known).then(|| fits(numbers[at])).flatten();
        best = found.filter(|found| found.1.len() > known).or(best);
    }
    let (number, explained) = best?;
    let text = format!(
        "{} percentages are of {number}, and not of the {} that is printed",
        explained.len() + holding.len(),
        system.study.claims()[base].figure
    );
    let claims = explained.iter().map(|share| share.1).chain([base]).collect();
    // Where everything else that ties the base wants the same number, it is the base that is wrong.
    let changes = vec![(base, Interval::point(Rational::whole(number)))];
    let is_clear =
        |(all, left): &(Vec<usize>, Vec<usize>)| all.len() >= explained.len().max(FOR_EACH_LEFT * left.len());
    let all = mended_in_part(system, &changes).filter(is_clear).map(|(all, _)| all);
    let shares = || (explained.iter().map(|share| share.0).collect(), recomputed(system, &explained));
    let (mended, changes) = all.map_or_else(shares, |all| (all, changes));
    Some(MultiCell { changes, mended, explanation: Explanation { hypothesis: Hypothesis::OtherNumber, claims, text } })
}

/// How many of these percentages, at most, follow from each of some numbers, which are ascending.
fn most_explained(system: &System, open: &[(usize, usize)], numbers: &[i128]) -> Vec<usize> {
    let bases = |(relation, share): &(usize, usize)| {
        system.take(system.claims_of[*relation].len());
        let Relation {
            stated: Expression::Claim(_),
            comparison: Comparison::Equal,
            recomputed: Ok(Expression::Percent(count, _)),
            ..
        } = system.relation(*relation)
        else {
            return None;
        };
        let count = count.evaluate(system.study.claims()).ok()?;
        count.scaled(&Rational::whole(100)).over(&system.study.claims()[*share].values)
    };
    let bases = open.iter().map(|share| bases(share).map_or_else(Interval::everything, |bases| bases.closure()));
    held_by(&bases.collect::<Vec<_>>(), &numbers.iter().copied().map(Rational::whole).collect::<Vec<_>>())
}

/// The claim that a relation states, if that is a percentage that is recomputed.
fn printed_share(system: &System, relation: usize) -> Option<usize> {
    let stated = system.relation(relation).stated.claims();
    stated.first().map(|claim| system.one(*claim)).filter(|_| system.relation(relation).kind.name() == "share")
}

/// A percentage that is of another margin than the one that is declared.
pub(super) fn other_direction(system: &System, index: &Index, cause: &RootCause) -> Option<Explanation> {
    let stated = cause.suspects.first()?.claim;
    let is_share = |relation: &&usize| printed_share(system, **relation) == Some(stated);
    cause.relations.iter().find(is_share)?;
    if !cause.relations.iter().all(|relation| system.claims_of[*relation].contains(&stated)) {
        return None;
    }
    let claim = &system.study.claims()[stated];
    if claim.quantity.statistic != Statistic::Share || claim.figure.decimals() == 0 {
        return None;
    }
    let dimensions = dimensions(&[claim]);
    let few = dimensions.len() <= MOST_DIMENSIONS;
    let kept = subsets(&dimensions).filter(|_| few).find(|kept| follows(index, claim, kept))?;
    let text = format!("{} follows from another base: {}", claim.figure, named(index, &kept));
    Some(Explanation { hypothesis: Hypothesis::OtherDirection, claims: vec![stated], text })
}
