//! # Crude
//!
//! **What it checks.** An unadjusted odds ratio, risk ratio or risk difference follows from the counts of two groups, and the limits of
//! its Wald interval as well: those of Woolf for the odds ratio, of Katz for the risk ratio. The groups are the level in whose row it stands, and
//! the level that it is compared with: the only one of its dimension without such an estimate, or with 1 (of a difference 0) in its
//! place. Which of two levels of the outcome is the event is not known, so that both are tried.
//!
//! **Why it matters.** Counts and crude estimates stand side by side in the tables of epidemiology, made by different programs at different
//! times.
//!
//! **When it is undecided.** When a count is zero or not reported, or it is not known which level it is compared with. Limits that are not
//! Wald's may be those of an exact or a score interval, and an odds ratio between 1 and that of the counts may be conditional, as that
//! of Fisher's exact test is; `test = "Wald"` says that they are not.
//!
//! **Source.** Woolf (1955), doi:10.1111/j.1469-1809.1955.tb01348.x; Katz, Baptista, Azen & Pike (1978), doi:10.2307/2530610.
//!
//! **Example.** `172` of 239 girls and `103` of 204 boys have an odds ratio of 2.52, and not of `3.52`.

use crate::inference::NamedTest;
use crate::number::{Qualifier, Rational};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::compared::compared;
use crate::relation::expression::{Expression, FourfoldOf, Order};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "crude", says: "an unadjusted ratio or difference follows from its counts", hint: None, derive };

const NO_REFERENCE: Unknown = Unknown::Test("it is not known which level it is compared with");

const CONDITIONAL: &str = "the counts do not give it, but a conditional odds ratio, as of an exact test, is nearer to 1 as well; name \
                           the test with `test = \"Wald\"` if it is none";

const ANOTHER: &str = "it is not the limit of a Wald interval, but the interval may be exact or a score interval; name the test with \
                       `test = \"Wald\"` if it is neither";

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims().filter(|(_, claim)| is_of_counts(claim.quantity.statistic)) {
        let [outcome] = compared(claim)[..] else { continue };
        let counts = counts(index, claim, outcome);
        let about =
            |statistic: Statistic| index.study.names().quantity(&Quantity { statistic, ..claim.quantity.clone() });
        drafts.push(Draft {
            about: about(claim.quantity.statistic),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: counts.clone().map(|counts| estimate(claim, &counts)),
        });
        for (limit, stated) in limits(index, claim) {
            let Some(level) = index.study.claims()[stated].level.clone() else { continue };
            drafts.push(Draft {
                about: about(limit),
                stated: Expression::Claim(stated),
                comparison: Comparison::Equal,
                recomputed: counts.clone().map(|counts| limited(claim, &counts, limit, &level)),
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

/// The counts of the level of an estimate and of the one that it is compared with, by the two levels of the outcome.
fn counts(index: &Index, claim: &Claim, outcome: Dimension) -> Result<Counts, Unknown> {
    let own = claim.quantity.event.without(outcome);
    let levels: Vec<Level> = index.study.names().levels(outcome).collect();
    let [one, other] = levels[..] else { return Err(Unknown::Test("its outcome has not two levels")) };
    let of = |event: &Event| -> Result<[Expression; 2], Unknown> {
        Ok([
            index.count(&event.with(outcome, one), claim.table)?,
            index.count(&event.with(outcome, other), claim.table)?,
        ])
    };
    let groups = own.bindings().iter().filter(|(_, level)| !level.is_several());
    let mut found =
        groups.filter_map(|(rows, level)| Some(own.with(*rows, reference(index, claim, *rows, *level, &of)?)));
    let reference = found.next().filter(|_| found.next().is_none()).ok_or(NO_REFERENCE)?;
    Ok([of(&own)?, of(&reference)?])
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

/// The estimate with either level of the outcome as the event; conditional ones are nearer to no effect.
fn estimate(claim: &Claim, counts: &Counts) -> Expression {
    let [one, other] = both(claim, counts, None);
    let mut usual = vec![("of the counts", one.clone()), ("of the other outcome", other.clone())];
    if claim.quantity.statistic == Statistic::OddsRatio && claim.test != Some(NamedTest::Wald) {
        for ratio in [one, other] {
            let between = Expression::Order(Order::Between, vec![Expression::Constant(Rational::whole(1)), ratio]);
            usual.push(("a conditional odds ratio", Expression::Possible(Box::new(between), CONDITIONAL)));
        }
    }
    Expression::Either(usual)
}

fn limited(claim: &Claim, counts: &Counts, limit: Statistic, level: &Rational) -> Expression {
    let [one, other] = both(claim, counts, Some((limit, level.clone())));
    let mut usual = vec![("of the counts", one), ("of the other outcome", other)];
    if claim.test != Some(NamedTest::Wald) {
        usual.push(("another interval", Expression::Unrecomputed(ANOTHER)));
    }
    Expression::Either(usual)
}

fn both(claim: &Claim, [group, reference]: &Counts, limit: Option<(Statistic, Rational)>) -> [Expression; 2] {
    let swapped = |[one, other]: &[Expression; 2]| [other.clone(), one.clone()];
    let of = |counts: Counts| {
        Expression::Fourfold(Box::new(FourfoldOf { counts, of: claim.quantity.statistic, limit: limit.clone() }))
    };
    [of([group.clone(), reference.clone()]), of([swapped(group), swapped(reference)])]
}
