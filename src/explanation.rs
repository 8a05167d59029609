//! Explanations: what would make a finding's figures right.
//!
//! So far one: another base. Where percentages of a row, or of a block with one base, do not follow from the base that the
//! manifest declares, but all of them follow from another one that the table has, that is said. Often it is the manifest that
//! has to be mended.

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::{Explanation, Hypothesis};
use crate::finding::Finding;
use crate::quantity::{Dimension, Event};
use crate::relation::{Comparison, Expression, Index};
use crate::study::Claim;

/// The fewest percentages that another base must explain: one alone may fit by chance.
const FEWEST: usize = 2;

/// The most classifications among which other bases are looked for.
const MOST_DIMENSIONS: usize = 6;

/// Percentages that should have bases of one kind.
#[derive(PartialEq, Eq, Hash)]
enum Group<'a> {
    /// A row, as its file and line.
    Row(usize, usize),
    /// All of one table with the same base.
    Block(Option<usize>, &'a Event),
}

/// Adds to each finding about a percentage the other base that explains its whole row or block, if there is one.
pub(crate) fn explain(index: &Index, findings: &mut [Finding]) {
    let claims = index.study.claims();
    let percentage =
        |finding: &Finding| finding.stated.filter(|_| finding.kind.name() == "share").map(|at| &claims[at]);
    let mut groups: HashMap<Group, Vec<&Claim>> = HashMap::default();
    for group in findings.iter().filter_map(percentage).flat_map(keys) {
        groups.entry(group).or_default();
    }
    if groups.is_empty() {
        return;
    }
    for claim in claims {
        for group in keys(claim) {
            groups.entry(group).and_modify(|members| members.push(claim));
        }
    }
    let explained: HashMap<&Group, Option<Explanation>> =
        groups.iter().map(|(group, members)| (group, explanation(index, group, members))).collect();
    for finding in findings.iter_mut() {
        let groups = percentage(finding).into_iter().flat_map(keys);
        finding.explanations = groups.filter_map(|group| explained.get(&group).cloned().flatten()).collect();
    }
}

/// What is said of a group that follows from another base.
fn explanation(index: &Index, group: &Group, members: &[&Claim]) -> Option<Explanation> {
    let base = other_base(index, members)?;
    let place = if matches!(group, Group::Row(..)) { "row" } else { "block" };
    let text = format!("all {} percentages of this {place} follow from another base: {base}", members.len());
    Some(Explanation { hypothesis: Hypothesis::OtherBase, claims: Vec::new(), text })
}

/// The groups that a claim is of, if it is a percentage.
fn keys(claim: &Claim) -> impl Iterator<Item = Group<'_>> {
    let groups = |base| [Group::Row(claim.place.source, claim.place.line), Group::Block(claim.table, base)];
    claim.quantity.base.as_ref().filter(|_| !claim.weighted).map(groups).into_iter().flatten()
}

/// The classifications that another base of all the percentages keeps, in words.
fn other_base(index: &Index, claims: &[&Claim]) -> Option<String> {
    let mut dimensions: Vec<Dimension> = Vec::new();
    for claim in claims {
        let bindings =
            claim.quantity.event.bindings().iter().chain(claim.quantity.base.iter().flat_map(Event::bindings));
        dimensions.extend(bindings.map(|binding| binding.0));
    }
    dimensions.sort_unstable();
    dimensions.dedup();
    if claims.len() < FEWEST || dimensions.len() > MOST_DIMENSIONS {
        return None;
    }
    let subsets = 0u32..1 << dimensions.len();
    let kept = subsets.map(|subset| -> Vec<Dimension> {
        dimensions.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, dimension)| *dimension).collect()
    });
    let mut fitting = kept.filter(|kept| claims.iter().all(|claim| follows(index, claim, kept)));
    let kept = fitting.next()?;
    let names: Vec<_> = kept.iter().map(|dimension| format!("`{}`", index.study.names().name(*dimension))).collect();
    Some(if names.is_empty() { "`all`".to_owned() } else { names.join(" and ") })
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
