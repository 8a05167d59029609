//! # Crude
//!
//! **What it checks.** An unadjusted odds ratio, risk ratio or risk difference follows from the counts of two groups, and the limits of
//! its Wald interval as well: those of Woolf for the odds ratio, of Katz for the risk ratio. The groups are the level in whose row it stands, and
//! the level that it is compared with: the only one of its dimension without such an estimate, or with 1 (of a difference 0) in its
//! place. Which of two levels of the outcome is the event is not known, so that both are tried. Where it is the only level of its dimension
//! that is counted, it is the event, and the columns are the groups: the others of each are the rest of those who answered, or of the column.
//!
//! **Why it matters.** Counts and crude estimates stand side by side in the tables of epidemiology, made by different programs at different
//! times.
//!
//! An odds ratio may also be the conditional one of Fisher's exact test, which is nearer to 1; `test = "Wald"` says that it is not.
//!
//! **When it is undecided.** When a count is zero or not reported, or it is not known which level it is compared with. Limits that are not
//! Wald's may be those of an exact or a score interval; `test = "Wald"` says that they are not.
//!
//! **Source.** Fisher (1935), doi:10.2307/2342435; Woolf (1955), doi:10.1111/j.1469-1809.1955.tb01348.x; Katz, Baptista, Azen & Pike (1978), doi:10.2307/2530610.
//!
//! **Example.** `172` of 239 girls and `103` of 204 boys have an odds ratio of 2.52, and not of `3.52`.

use crate::inference::NamedTest;
use crate::number::{Qualifier, Rational};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::compared::compared;
use crate::relation::expression::{Expression, FourfoldOf, FourfoldSought};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "crude", says: "an unadjusted ratio or difference follows from its counts", hint: None, derive };

const NO_REFERENCE: Unknown = Unknown::Test("it is not known which level it is compared with");

const ANOTHER: &str = "it is not the limit of a Wald interval, but the interval may be exact or a score interval; name the test with \
                       `test = \"Wald\"` if it is neither";

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims().filter(|(_, claim)| is_of_counts(claim.quantity.statistic)) {
        let [outcome] = compared(claim)[..] else { continue };
        let groups = groups(index, claim, outcome);
        let about =
            |statistic: Statistic| index.study.names().quantity(&Quantity { statistic, ..claim.quantity.clone() });
        drafts.push(Draft {
            about: about(claim.quantity.statistic),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: groups.clone().map(|groups| estimate(claim, &groups)),
        });
        for (limit, stated) in limits(index, claim) {
            let Some(level) = index.study.claims()[stated].level.clone() else { continue };
            drafts.push(Draft {
                about: about(limit),
                stated: Expression::Claim(stated),
                comparison: Comparison::Equal,
                recomputed: groups.clone().map(|groups| limited(claim, &groups, limit, &level)),
            });
        }
    }
}

fn is_of_counts(statistic: Statistic) -> bool {
    matches!(statistic, Statistic::OddsRatio | Statistic::RiskRatio | Statistic::RiskDifference)
}

/// The limits that stand beside an estimate, of the same.
fn limits(index: &Index, claim: &Claim) -> impl Iterator<Item = (Statistic, usize)> {
    let of = move |statistic| {
        let found = beside(index, claim, &Quantity { statistic, ..claim.quantity.clone() })?;
        Some((statistic, found))
    };
    [Statistic::LowerLimit, Statistic::UpperLimit].into_iter().filter_map(of).collect::<Vec<_>>().into_iter()
}

/// What a table prints of a quantity beside a claim.
fn beside(index: &Index, claim: &Claim, quantity: &Quantity) -> Option<usize> {
    index.find(quantity, claim.table).filter(|at| index.study.claims()[*at].table == claim.table)
}

type Counts = [[Expression; 2]; 2];

/// Two groups by the two levels of the outcome: the level of an estimate and the one that it is compared with, or the columns.
#[derive(Clone)]
struct Groups {
    counts: Counts,
    /// The groups are the columns, of which either may be compared with the other.
    are_columns: bool,
}

fn groups(index: &Index, claim: &Claim, outcome: Dimension) -> Result<Groups, Unknown> {
    let own = claim.quantity.event.without(outcome);
    let levels: Vec<Level> = index.study.names().levels(outcome).collect();
    let of = |event: &Event| of_levels(index, claim, event, outcome, &levels);
    let bound: Vec<_> = own.bindings().iter().filter(|(_, level)| !level.is_several()).collect();
    let mut found =
        bound.iter().filter_map(|(rows, level)| Some(own.with(*rows, reference(index, claim, *rows, *level, &of)?)));
    match (found.next(), found.next(), bound.as_slice()) {
        (Some(reference), None, _) => Ok(Groups { counts: [of(&own)?, of(&reference)?], are_columns: false }),
        (None, None, [(rows, _)]) => {
            let [[one, other], [rest, of_other]] = [of(&own)?, rest(index, claim, *rows, &levels, outcome)?];
            Ok(Groups { counts: [[one, rest], [other, of_other]], are_columns: true })
        }
        _ => Err(NO_REFERENCE),
    }
}

/// How many of an event have each level of the outcome; of one that stands alone, all others of the event have the other.
fn of_levels(
    index: &Index,
    claim: &Claim,
    event: &Event,
    outcome: Dimension,
    levels: &[Level],
) -> Result<[Expression; 2], Unknown> {
    let count = |level: Level| index.count(&event.with(outcome, level), claim.table);
    match *levels {
        [one, other] => Ok([count(one)?, count(other)?]),
        [one] => Ok([count(one)?, less(index.count(event, claim.table)?, count(one)?)]),
        _ => Err(Unknown::Test("its outcome has not two levels")),
    }
}

/// How many of each column have not the level of an estimate that is the only one of its dimension.
fn rest(
    index: &Index,
    claim: &Claim,
    rows: Dimension,
    columns: &[Level],
    outcome: Dimension,
) -> Result<[Expression; 2], Unknown> {
    let own = claim.quantity.event.without(outcome);
    let (&[one, other], 1) = (columns, index.study.names().levels(rows).count()) else { return Err(NO_REFERENCE) };
    let of = |column: Level| {
        let count = |event: Event| index.count(&event.with(outcome, column), claim.table);
        let all = count(own.with(rows, Level::ANSWERED)).or_else(|_| count(own.without(rows)))?;
        Ok(less(all, count(own.clone())?))
    };
    Ok([of(one)?, of(other)?])
}

fn less(all: Expression, part: Expression) -> Expression {
    Expression::Linear(vec![(Rational::whole(1), all), (Rational::whole(-1), part)])
}

/// The level of a dimension that others are compared with: the only one with counts and without an estimate, or with that of no effect.
fn reference(
    index: &Index,
    claim: &Claim,
    rows: Dimension,
    own: Level,
    of: &dyn Fn(&Event) -> Result<[Expression; 2], Unknown>,
) -> Option<Level> {
    let none = if claim.quantity.statistic.is_ratio() { Rational::whole(1) } else { Rational::zero() };
    let event = |level: Level| claim.quantity.event.with(rows, level);
    let has_effect = |level: &Level| {
        let quantity = Quantity { event: event(*level), ..claim.quantity.clone() };
        let stated = beside(index, claim, &quantity).map(|at| &index.study.claims()[at].figure);
        stated.is_some_and(|figure| *figure.number() != none || figure.qualifier() != Qualifier::Exactly)
    };
    let outcomes = compared(claim);
    let counted =
        |level: &Level| of(&outcomes.iter().fold(event(*level), |event, outcome| event.without(*outcome))).is_ok();
    let others = index.study.names().levels(rows).filter(|level| *level != own);
    let mut found = others.filter(|level| !has_effect(level) && counted(level));
    found.next().filter(|_| found.next().is_none())
}

/// The estimate with either level of the outcome as the event, and as an exact test has it.
fn estimate(claim: &Claim, groups: &Groups) -> Expression {
    let mut usual = all(claim, groups, &FourfoldSought::Estimate);
    if claim.quantity.statistic == Statistic::OddsRatio && claim.test != Some(NamedTest::Wald) {
        let conditional = all(claim, groups, &FourfoldSought::Conditional).into_iter();
        usual.extend(conditional.map(|(_, ratio)| ("a conditional odds ratio", ratio)));
    }
    Expression::Either(usual)
}

fn limited(claim: &Claim, groups: &Groups, limit: Statistic, level: &Rational) -> Expression {
    let mut usual = all(claim, groups, &FourfoldSought::Limit(limit, level.clone()));
    if claim.test != Some(NamedTest::Wald) {
        usual.push(("another interval", Expression::Unrecomputed(ANOTHER)));
    }
    Expression::Either(usual)
}

/// All that an estimate, or a limit of it, may be: with either level of the outcome as the event, with either column compared with the
/// other, and of a difference in percent as well.
fn all(claim: &Claim, groups: &Groups, sought: &FourfoldSought) -> Vec<(&'static str, Expression)> {
    let of = claim.quantity.statistic;
    let [group, reference] = &groups.counts;
    let swapped = |[one, other]: &[Expression; 2]| [other.clone(), one.clone()];
    let with = |counts: Counts| Expression::Fourfold(Box::new(FourfoldOf { counts, of, sought: sought.clone() }));
    let mut found = vec![
        ("of the counts", with([group.clone(), reference.clone()])),
        ("of the other outcome", with([swapped(group), swapped(reference)])),
    ];
    if groups.are_columns && of != Statistic::OddsRatio {
        found.push(("of the other column", with([reference.clone(), group.clone()])));
        found.push(("of the other column and outcome", with([swapped(reference), swapped(group)])));
    }
    if of == Statistic::RiskDifference {
        let in_percent =
            |(name, one): &(_, Expression)| (*name, Expression::Linear(vec![(Rational::whole(100), one.clone())]));
        found.extend(found.iter().map(in_percent).collect::<Vec<_>>());
    }
    found
}
