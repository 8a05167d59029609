//! The figures recomputed from respondents, and which of the printed ones they reproduce.

use rustc_hash::FxHashMap as HashMap;

use crate::audit::Audit;
use crate::microdata::numbers::Numbers;
use crate::microdata::plan::Plan;
use crate::microdata::reproduction::{NotSought, Recomputed, Reproduction};
use crate::microdata::respondents::Respondents;
use crate::microdata::tally::{Asked, Groups, Values};
use crate::number::Rational;
use crate::quantity::{Event, Quantity, Statistic};
use crate::sample::{Divisor, Measure, measure};
use crate::study::Study;

/// Recomputes every claim, and tells what has become of the printed figures.
pub(super) fn recount(
    study: &Study,
    audit: &Audit,
    plan: &Plan,
    respondents: &Respondents,
    numbers: &[Numbers],
) -> Vec<Recomputed> {
    let values = values(study, plan, respondents, numbers);
    let printed = printed(study, &values);
    statuses(audit, values, &printed, &plan.left, Reproduction::NotReached)
}

/// Recomputes every claim but those that are left.
pub(super) fn values(
    study: &Study,
    plan: &Plan,
    respondents: &Respondents,
    numbers: &[Numbers],
) -> Vec<Option<Measure>> {
    let values: Vec<Values> = numbers.iter().map(Numbers::counted).collect();
    let mut tally = Tally { study, plan, groups: Groups::new(respondents.total, respondents.codes(), &values) };
    let values = (0..study.claims().len()).map(|claim| match plan.left[claim] {
        None => tally.value(&plan.quantities[claim]),
        Some(_) => None,
    });
    values.collect()
}

/// Whether each claim's figure is one that prints as it is printed.
pub(crate) fn printed(study: &Study, values: &[Option<Measure>]) -> Vec<bool> {
    let is_printed = |(value, claim): (&Option<Measure>, &crate::study::Claim)| {
        value.as_ref().is_some_and(|value| value.is_in(&claim.values))
    };
    values.iter().zip(study.claims()).map(is_printed).collect()
}

/// Compares what is recomputed with what is printed; what does not match has missed it in this way, where no finding shows that it
/// must.
pub(crate) fn statuses(
    audit: &Audit,
    values: Vec<Option<Measure>>,
    printed: &[bool],
    left: &[Option<NotSought>],
    missed: Reproduction,
) -> Vec<Recomputed> {
    let refuted = repeated(audit.study(), refuted(audit, printed));
    let status = |claim: usize| match (left[claim], printed[claim], refuted[claim]) {
        (Some(why), ..) => Reproduction::NotSought(why),
        (None, true, _) => Reproduction::AsPrinted,
        (None, false, Some(finding)) => Reproduction::Refuted(finding),
        (None, false, None) => missed,
    };
    values.into_iter().enumerate().map(|(claim, value)| Recomputed { value, status: status(claim) }).collect()
}

/// For each claim the first finding that shows it to be impossible: it is the one held against the others, or all others
/// match as reported.
fn refuted(audit: &Audit, printed: &[bool]) -> Vec<Option<usize>> {
    let mut refuted = vec![None; printed.len()];
    for (at, finding) in audit.findings().iter().enumerate() {
        let of = |name: &String| audit.outcomes().iter().find(|outcome| outcome.relation.name == *name);
        let own = (finding.stated, finding.claims.clone());
        let consequences = finding
            .consequences
            .iter()
            .filter_map(of)
            .map(|outcome| (outcome.relation.stated.claims().first().copied(), outcome.relation.claims()));
        for (stated, claims) in std::iter::once(own).chain(consequences) {
            for claim in &claims {
                let others_hold = claims.iter().all(|other| other == claim || printed[*other]);
                if stated == Some(*claim) || others_hold {
                    refuted[*claim] = refuted[*claim].or(Some(at));
                }
            }
        }
    }
    refuted
}

/// What the text repeats of a figure that is refuted is refuted with it.
fn repeated(study: &Study, refuted: Vec<Option<usize>>) -> Vec<Option<usize>> {
    let mut known: HashMap<&Quantity, usize> = HashMap::default();
    for (claim, finding) in study.claims().iter().zip(&refuted) {
        known.extend(finding.map(|finding| (&claim.quantity, finding)));
    }
    let repeat = |(claim, finding): (&crate::study::Claim, &Option<usize>)| {
        let of_figure = || known.get(&claim.quantity).copied().filter(|_| claim.text_claim.is_some());
        finding.or_else(of_figure)
    };
    study.claims().iter().zip(&refuted).map(repeat).collect()
}

/// Respondents, to be counted by what events ask of them.
struct Tally<'a> {
    study: &'a Study,
    plan: &'a Plan,
    groups: Groups<'a>,
}

impl Tally<'_> {
    /// What the respondents of an event have.
    fn asked(&self, event: &Event) -> Option<Asked> {
        let mut asked = Asked::default();
        for (factor, codes) in self.plan.factors.answers(event, self.study.names())? {
            asked.and(factor, codes, usize::from(self.plan.factors.all()[factor].size));
        }
        Some(asked)
    }

    fn count(&mut self, event: &Event) -> Option<u64> {
        self.asked(event)?.count(&mut self.groups)
    }

    fn value(&mut self, quantity: &Quantity) -> Option<Measure> {
        match (quantity.statistic, &quantity.base) {
            (Statistic::Count, _) => Some(Measure::Exactly(Rational::from(self.count(&quantity.event)?))),
            (Statistic::Share, Some(base)) => share(self.count(&quantity.event)?, self.count(base)?),
            (statistic, _) => {
                let value =
                    self.groups.values().iter().position(|values| Some(values.variable) == quantity.variable)?;
                let frequencies = self.asked(&quantity.event)?.frequencies(&mut self.groups, value)?;
                measure(&frequencies, statistic, Divisor::Unstated)
            }
        }
    }
}

/// So many as a percentage of so many.
pub(crate) fn share(count: u64, base: u64) -> Option<Measure> {
    Rational::from(count).scaled(100).divided_by(&Rational::from(base)).map(Measure::Exactly)
}
