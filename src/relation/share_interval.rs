//! # Share interval
//!
//! **What it checks.** A percentage lies in its interval, whose limits follow from the count and the number of all by one of the usual methods:
//! Wald's, Wilson's with or without a correction for continuity, that of Clopper & Pearson, of Agresti & Coull, or Jeffreys'. Wald's may be cut
//! off at 0 and 100, and computed from the percentage as printed.
//!
//! **Why it matters.** Prevalences with their intervals are what surveys report, and are often computed apart from their counts.
//!
//! **When it is undecided.** When none of these methods gives a limit that is on its side of the percentage: samples that are weighted or drawn in
//! clusters have wider intervals, and others are bootstrapped. When the count or the number of all is not reported, only the side is
//! decided.
//!
//! **Source.** Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E; Brown, Cai & DasGupta (2001),
//! doi:10.1214/ss/1009213286. See [`proportion`](crate::inference::proportion).
//!
//! **Example.** `131` of 272 are 48.2 %, with a 95 % interval of `42.2–54.1` by Wald's method; `52.2–54.1` does not hold them.

use crate::inference::proportion::{Method, limits, wald_limits};
use crate::number::{Interval, Rational};
use crate::quantity::{Quantity, Statistic};
use crate::relation::expression::{Expression, Order, ShareLimitOf};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, Study};

pub(super) const RULE: Rule = Rule {
    name: "share-interval",
    says: "a percentage is in its interval, which follows from its counts",
    hint: None,
    derive,
};

const ANOTHER: &str = "the limit is on its side of the percentage, but no usual method gives it from the counts; the sample may be weighted or \
                       drawn in clusters, or the interval bootstrapped";

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let is_share = |claim: &Claim| claim.quantity.statistic == Statistic::Share && claim.table.is_some();
    for (at, claim) in index.claims().filter(|(_, claim)| is_share(claim)) {
        for limit in [Statistic::LowerLimit, Statistic::UpperLimit] {
            let Some(stated) = beside(index, claim, limit) else { continue };
            drafts.push(Draft {
                about: format!("{limit} {}", index.study.names().quantity(&claim.quantity)),
                stated: Expression::Claim(stated),
                comparison: Comparison::Equal,
                recomputed: Ok(limited(index, at, limit, stated)),
            });
        }
    }
}

/// The limit that a table prints of a percentage, where no other estimate of the same has it.
fn beside(index: &Index, claim: &Claim, limit: Statistic) -> Option<usize> {
    let find = |statistic| {
        let quantity = Quantity { statistic, base: None, ..claim.quantity.clone() };
        index.find(&quantity, claim.table).filter(|at| index.study.claims()[*at].table == claim.table)
    };
    const ESTIMATES: [Statistic; 8] = [
        Statistic::OddsRatio,
        Statistic::RiskRatio,
        Statistic::HazardRatio,
        Statistic::RiskDifference,
        Statistic::MeanDifference,
        Statistic::Coefficient,
        Statistic::Mean,
        Statistic::R,
    ];
    find(limit).filter(|_| ESTIMATES.into_iter().all(|estimate| find(estimate).is_none()))
}

/// What may explain the limit that a table prints of a percentage; of one that is weighted, not what follows from its count.
fn limited(index: &Index, share: usize, limit: Statistic, stated: usize) -> Expression {
    let claim = &index.study.claims()[share];
    let part = index.count(&claim.quantity.event, claim.table).ok().filter(|_| !claim.weighted);
    let all = claim.quantity.base.as_ref().and_then(|base| index.count(base, claim.table).ok());
    let all = all.zip(index.study.claims()[stated].level.clone());
    limit_of_share(part.as_ref(), all.as_ref(), &Expression::Claim(share), limit)
}

/// What may explain a limit of the interval of a percentage: of a count, and of a number of all with a level, where these are known.
pub(crate) fn limit_of_share(
    part: Option<&Expression>,
    all: Option<&(Expression, Rational)>,
    share: &Expression,
    limit: Statistic,
) -> Expression {
    let of = |method: Method, part: Option<&Expression>, (all, level): &(Expression, Rational)| {
        let (part, share, all, level) = (part.cloned(), share.clone(), all.clone(), level.clone());
        Expression::ShareLimit(Box::new(ShareLimitOf { part, share, all, level, limit, method }))
    };
    let of_count = part.zip(all).into_iter();
    let of_count =
        of_count.flat_map(|(part, all)| Method::ALL.map(|method| (method.name(), of(method, Some(part), all))));
    let of_share = all.map(|all| ("Wald, of the percentage as printed", of(Method::Wald, None, all)));
    let end = Expression::Constant(Rational::whole(if limit == Statistic::LowerLimit { 0 } else { 100 }));
    let side = Expression::Order(Order::Between, vec![end, share.clone()]);
    let another = ("another interval", Expression::Possible(Box::new(side), ANOTHER));
    Expression::Either(of_count.chain(of_share).chain([another]).collect())
}

impl ShareLimitOf {
    pub(super) fn claims(&self) -> Vec<usize> {
        let part = self.part.as_ref().unwrap_or(&self.share);
        [part.claims(), self.all.claims()].concat()
    }

    /// The limit in percent; Wald's also where it is cut off.
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let count = |count: &Expression| {
            let count = count.evaluate_with(values)?.single().and_then(Rational::to_i128);
            count.and_then(|count| u64::try_from(count).ok()).ok_or(Unknown::Test("a count is not known exactly"))
        };
        let (all, hundredth) = (count(&self.all)?, Rational::unit(2));
        let found = match &self.part {
            Some(part) => limits(self.method, count(part)?, all, &self.level),
            None => wald_limits(&self.share.evaluate_with(values)?.scaled(&hundredth), all, &self.level),
        };
        let [low, high] = found.ok_or(Unknown::Test("there is nobody, or the level of the interval is none"))?;
        let limit = if self.limit == Statistic::LowerLimit { low } else { high };
        let possible = Interval::closed(Rational::zero(), Rational::whole(1));
        let cut = match self.limit {
            _ if limit.intersects(&possible) => limit,
            Statistic::LowerLimit => limit.hull(&Interval::point(Rational::zero())),
            _ => limit.hull(&Interval::point(Rational::whole(1))),
        };
        Ok(cut.scaled(&Rational::whole(100)))
    }

    /// `the lower limit of 131 of 272`.
    pub(super) fn write(&self, study: &Study) -> String {
        let part = self
            .part
            .as_ref()
            .map_or_else(|| format!("{} %", self.share.write(study)), |part| part.write_factor(study));
        format!("the {} of {part} of {}", self.limit, self.all.write_factor(study))
    }
}
