//! # Effect
//!
//! **What it checks.** A t or an F lies among the values that the means, standard deviations and numbers of respondents
//! beside it allow, whatever the values that were rounded to these. Which test was computed is seldom reported: a t may be
//! Student's or Welch's, and an F of several factors may average means by sums of squares of type III, unweighted, or
//! weighted with their numbers. It is a finding only if none of them explains it. A t has whichever sign it is printed with.
//! What a test of the same respondents at two times may explain is undecided (see `other_tests`).
//!
//! **Why it matters.** Test statistics are copied from the output of one run into tables of another. Of 81 in three papers
//! 45 are not possible with the means beside them, by any usual computation.
//!
//! **When it is undecided.** When a mean, a standard deviation or the number of a group is not reported; when the table has
//! means by several dimensions and the label does not say which of them are compared (`between`); when all standard deviations
//! may be zero.
//!
//! **Source.** Student 1908, Fisher 1925, Welch 1947; Yates 1934 for several factors. Critics recompute F from summaries since
//! van der Zee, Anaya & Brown 2017, doi:10.1186/s40795-017-0167-x. See [`variance`](crate::inference::variance).
//!
//! **Example.** `44.16 ± 18.99` of 62 and `46.08 ± 14.46` of 60 give an F of 0.39; `0.42` is not possible.

use crate::inference::NamedTest;
use crate::inference::variance::Averages;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::compared::own;
use crate::relation::expression::{Design, Expression, GroupOf, VarianceOf};
use crate::relation::index::Index;
use crate::relation::other_tests::{NAMED, OTHERS, PAIRS, may_be_pairs, speaks_of_others};
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule = Rule {
    name: "effect",
    says: "t and F follow from means, standard deviations and numbers",
    hint: Some("if it compares other groups than those beside it, say which with `between`"),
    derive,
};

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let is_of_means = |claim: &Claim| matches!(claim.quantity.statistic, Statistic::T | Statistic::F);
    let spoken_of: Vec<bool> = (0..index.study.tables().len()).map(|table| speaks_of_others(index, table)).collect();
    let claims = index.study.claims().iter().enumerate();
    for (at, claim) in claims.filter(|(_, claim)| is_of_means(claim) && claim.quantity.variable.is_some()) {
        drafts.push(Draft {
            about: index.study.names().quantity(&claim.quantity),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: statistic(index, claim, claim.quantity.statistic).map(|of| {
                let is_spoken_of = claim.table.and_then(|table| spoken_of.get(table)).is_some_and(|spoken| *spoken);
                or_another(index, claim, signed(of, claim), is_spoken_of)
            }),
        });
    }
}

/// A t or an F, or another that cannot be excluded.
fn or_another(index: &Index, claim: &Claim, of: Expression, is_spoken_of: bool) -> Expression {
    let another = match claim.test {
        None if is_spoken_of => Some(Expression::Unrecomputed(OTHERS)),
        None | Some(NamedTest::Paired) => of_pairs(index, claim),
        Some(_) => None,
    };
    let usual = if let Expression::Either(usual) = of { usual } else { vec![("analysis of variance", of)] };
    let usual = usual.into_iter().filter(|_| claim.test != Some(NamedTest::Paired));
    let mut usual: Vec<_> = usual.chain(another.map(|another| ("test of pairs", another))).collect();
    match usual.len() {
        0 => Expression::Unrecomputed(NAMED),
        1 => usual.swap_remove(0).1,
        _ => Expression::Either(usual),
    }
}

/// The paired t of two groups that may be the same respondents; of more what is not recomputed.
fn of_pairs(index: &Index, claim: &Claim) -> Option<Expression> {
    let groups = groups(index, claim).ok().filter(|groups| may_be_of_pairs(index, claim, groups))?;
    let members = groups.events.iter().map(|event| group(index, claim, event)).collect::<Result<Vec<_>, _>>().ok()?;
    if members.len() != 2 {
        return Some(Expression::Unrecomputed(PAIRS));
    }
    let squared = Expression::Variance(Box::new(VarianceOf { groups: members, design: Design::Paired }));
    let of = if claim.quantity.statistic == Statistic::T { Expression::Root(Box::new(squared)) } else { squared };
    Some(Expression::Possible(Box::new(signed(of, claim)), PAIRS))
}

/// Whether the groups that a test compares may be the same respondents.
fn may_be_of_pairs(index: &Index, claim: &Claim, groups: &Groups) -> bool {
    let sizes = groups.events.iter().map(|event| count(index, claim, event)).collect::<Result<Vec<_>, _>>();
    let around = own(claim);
    let is_compared = |at: usize| groups.effect.get(at).is_none_or(|is_in| *is_in);
    let mut factors = groups.factors.iter().enumerate().filter(|(at, _)| is_compared(*at));
    sizes.is_ok_and(|sizes| factors.any(|(_, factor)| may_be_pairs(index, claim, &around, *factor, &sizes)))
}

/// The degrees of freedom of a test of pairs, where the groups may be the same respondents: those of one factor only.
pub(super) fn paired_degrees(index: &Index, claim: &Claim, statistic: Statistic) -> Option<Vec<Expression>> {
    let groups = groups(index, claim).ok()?;
    let is_paired = groups.levels.len() == 1 && may_be_of_pairs(index, claim, &groups);
    let n = count(index, claim, groups.events.first().filter(|_| is_paired)?).ok()?;
    let between = Rational::from(groups.events.len() as u64 - 1);
    let within = Expression::Linear(vec![(between.clone(), n), (-&between, Expression::Constant(Rational::whole(1)))]);
    let between = Expression::Constant(between);
    Some(if statistic == Statistic::F { vec![between, within] } else { vec![within] })
}

/// A t or an F of the groups that a claim about a test is about.
pub(super) fn statistic(index: &Index, claim: &Claim, statistic: Statistic) -> Result<Expression, Unknown> {
    let groups = groups(index, claim)?;
    let members = groups.events.iter().map(|event| group(index, claim, event)).collect::<Result<Vec<_>, _>>()?;
    let of = |design: Design| Expression::Variance(Box::new(VarianceOf { groups: members.clone(), design }));
    let factorial =
        |averages| Design::Factorial { levels: groups.levels.clone(), effect: groups.effect.clone(), averages };
    match (statistic, members.len()) {
        (Statistic::T, 2) => {
            let root = |design| Expression::Root(Box::new(of(design)));
            let student = root(factorial(Averages::TypeThree));
            Ok(Expression::Either(vec![("Student's t", student), ("Welch's t", root(Design::Welch))]))
        }
        (Statistic::T, _) => Err(Unknown::Test("a t compares two groups, and there are others beside it")),
        _ if groups.levels.len() == 1 => Ok(of(factorial(Averages::TypeThree))),
        _ => {
            let is_of_all = groups.effect.iter().all(|is_in| *is_in);
            let usual = Averages::ALL.into_iter().filter(|averages| !is_of_all || *averages != Averages::Weighted);
            Ok(Expression::Either(usual.map(|averages| (averages.name(), of(factorial(averages)))).collect()))
        }
    }
}

/// The square of Welch's t of two groups, as an F, and its degrees of freedom; nothing of more groups.
pub(super) fn welch(index: &Index, claim: &Claim) -> Result<Option<(Expression, Vec<Expression>)>, Unknown> {
    let groups = groups(index, claim)?;
    let members = groups.events.iter().map(|event| group(index, claim, event)).collect::<Result<Vec<_>, _>>()?;
    let of = |design| Expression::Variance(Box::new(VarianceOf { groups: members.clone(), design }));
    let df = vec![Expression::Constant(Rational::whole(1)), of(Design::WelchDf)];
    Ok((members.len() == 2).then(|| (of(Design::Welch), df)))
}

/// The degrees of freedom of such a test: between groups, if it is an F, and within.
pub(super) fn degrees(index: &Index, claim: &Claim, statistic: Statistic) -> Result<Vec<Expression>, Unknown> {
    let groups = groups(index, claim)?;
    let n = groups.events.iter().map(|event| count(index, claim, event)).collect::<Result<Vec<_>, _>>()?;
    let ones = Expression::Constant(Rational::from(n.len() as u64));
    let all = n.into_iter().map(|n| (Rational::whole(1), n));
    let within = Expression::Linear(all.chain([(Rational::whole(-1), ones)]).collect());
    let of_effect = groups.levels.iter().zip(&groups.effect).filter(|(_, is_in)| **is_in).map(|(levels, _)| levels - 1);
    let between = Expression::Constant(Rational::from(of_effect.product::<usize>() as u64));
    Ok(if statistic == Statistic::F { vec![between, within] } else { vec![within] })
}

/// A t that is printed without its sign, or of the other difference, is the same t.
fn signed(recomputed: Expression, claim: &Claim) -> Expression {
    let turn = |of: Expression| Expression::Linear(vec![(Rational::whole(-1), of)]);
    match recomputed {
        other if !claim.figure.number().is_negative() => other,
        Expression::Either(tests) => {
            Expression::Either(tests.into_iter().map(|(name, test)| (name, turn(test))).collect())
        }
        root @ Expression::Root(_) => turn(root),
        other => other,
    }
}

/// The groups that a test compares, in the order of the levels of its factors.
struct Groups {
    events: Vec<Event>,
    factors: Vec<Dimension>,
    levels: Vec<usize>,
    effect: Vec<bool>,
}

/// The groups whose means stand beside a test: all of them, or where the test says what it compares, each combination of
/// the dimensions that tell them apart.
fn groups(index: &Index, claim: &Claim) -> Result<Groups, Unknown> {
    let is_compared = |dimension| claim.quantity.event.level(dimension) == Some(Level::COMPARED);
    let own = claim.quantity.event.only(|dimension| !is_compared(dimension));
    let events = means_within(index, claim, &own);
    let mut factors: Vec<Dimension> =
        events.iter().flat_map(|event| event.bindings()).map(|binding| binding.0).collect();
    factors.retain(|dimension| own.level(*dimension).is_none());
    factors.sort_unstable();
    factors.dedup();
    if events.len() < 2 {
        return Err(Unknown::Test("no means of two groups or more stand beside it"));
    }
    if own == claim.quantity.event {
        let is_wider = |event: &Event| events.iter().any(|other| other != event && holds(other, event));
        let events: Vec<Event> = events.iter().filter(|event| !is_wider(event)).cloned().collect();
        return Ok(Groups { levels: vec![events.len()], effect: vec![true], events, factors });
    }
    let effect: Vec<bool> = factors.iter().map(|factor| is_compared(*factor)).collect();
    if claim
        .quantity
        .event
        .bindings()
        .iter()
        .any(|(compared, level)| *level == Level::COMPARED && !factors.contains(compared))
    {
        return Err(Unknown::Test("no means by what it compares stand beside it"));
    }
    let levels: Vec<Vec<Level>> = factors.iter().map(|factor| levels(&events, *factor)).collect();
    let combinations = levels.iter().zip(&factors).fold(vec![own], |events, (levels, factor)| {
        events.iter().flat_map(|event| levels.iter().map(|level| event.with(*factor, *level))).collect()
    });
    Ok(Groups { events: combinations, levels: levels.iter().map(Vec::len).collect(), effect, factors })
}

/// The respondents within an event of whom a mean of the test's variable is printed in its table.
fn means_within(index: &Index, claim: &Claim, own: &Event) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for other in index.study.claims() {
        let quantity = &other.quantity;
        let is_beside = quantity.statistic == Statistic::Mean
            && quantity.variable == claim.quantity.variable
            && other.table == claim.table
            && other.text_claim.is_none();
        if is_beside && quantity.event != *own && holds(&quantity.event, own) && !events.contains(&quantity.event) {
            events.push(quantity.event.clone());
        }
    }
    events
}

/// Whether an event binds all that another one does.
fn holds(event: &Event, other: &Event) -> bool {
    other.bindings().iter().all(|(dimension, level)| event.level(*dimension) == Some(*level))
}

/// The levels of a dimension, in the order in which means are printed for them.
fn levels(events: &[Event], dimension: Dimension) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for level in events.iter().filter_map(|event| event.level(dimension)) {
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}

fn group(index: &Index, claim: &Claim, event: &Event) -> Result<GroupOf, Unknown> {
    let known = |statistic| {
        let quantity = Quantity { statistic, event: event.clone(), ..claim.quantity.clone() };
        index.find(&quantity, claim.table).ok_or(Unknown::NotPrinted(quantity))
    };
    Ok(GroupOf { n: count(index, claim, event)?, mean: known(Statistic::Mean)?, sd: known(Statistic::Sd)? })
}

/// How many respondents a group has: of whom the variable is known, where that is printed, else all.
fn count(index: &Index, claim: &Claim, event: &Event) -> Result<Expression, Unknown> {
    index.count_of_values(claim, event, claim.partly_known)
}
