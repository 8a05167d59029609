//! The figures recomputed from respondents, and which of the printed ones they reproduce.

use rustc_hash::FxHashMap as HashMap;

use crate::audit::Audit;
use crate::microdata::numbers::Numbers;
use crate::microdata::plan::Plan;
use crate::microdata::reproduction::{NotSought, Recomputed, Reproduction};
use crate::microdata::respondents::Respondents;
use crate::number::Rational;
use crate::quantity::{Event, Quantity, Statistic};
use crate::sample::{Divisor, Measure, Sample};
use crate::study::Study;

/// Recomputes every claim, and tells what has become of the printed figures.
pub(super) fn recount(
    study: &Study,
    audit: &Audit,
    plan: &Plan,
    respondents: &Respondents,
    numbers: &[Numbers],
) -> Vec<Recomputed> {
    statuses(study, audit, values(study, plan, respondents, numbers), &plan.left)
}

/// Recomputes every claim but those that are left.
pub(super) fn values(
    study: &Study,
    plan: &Plan,
    respondents: &Respondents,
    numbers: &[Numbers],
) -> Vec<Option<Measure>> {
    let mut tally = Tally { study, plan, respondents, numbers, rows: HashMap::default() };
    let values = (0..study.claims().len()).map(|claim| match plan.left[claim] {
        None => tally.value(&plan.quantities[claim]),
        Some(_) => None,
    });
    values.collect()
}

/// Compares what is recomputed with what is printed.
pub(super) fn statuses(
    study: &Study,
    audit: &Audit,
    values: Vec<Option<Measure>>,
    left: &[Option<NotSought>],
) -> Vec<Recomputed> {
    let is_printed = |(value, claim): (&Option<Measure>, &crate::study::Claim)| {
        value.as_ref().is_some_and(|value| value.is_in(&claim.values))
    };
    let printed: Vec<bool> = values.iter().zip(study.claims()).map(is_printed).collect();
    let refuted = repeated(study, refuted(audit, &printed));
    let status = |claim: usize| match (left[claim], printed[claim], refuted[claim]) {
        (Some(why), ..) => Reproduction::NotSought(why),
        (None, true, _) => Reproduction::AsPrinted,
        (None, false, Some(finding)) => Reproduction::Refuted(finding),
        (None, false, None) => Reproduction::NotReached,
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

/// Respondents, to be counted.
struct Tally<'a> {
    study: &'a Study,
    plan: &'a Plan,
    respondents: &'a Respondents,
    numbers: &'a [Numbers],
    rows: HashMap<Event, Vec<u32>>,
}

impl Tally<'_> {
    /// The respondents of an event.
    fn of_event(&mut self, event: &Event) -> Option<&[u32]> {
        if !self.rows.contains_key(event) {
            let answers = self.plan.factors.answers(event, self.study.names())?;
            let rows = self.respondents.of_event(&answers).into_iter().map(|row| row as u32).collect();
            self.rows.insert(event.clone(), rows);
        }
        self.rows.get(event).map(Vec::as_slice)
    }

    fn value(&mut self, quantity: &Quantity) -> Option<Measure> {
        let count = self.of_event(&quantity.event)?.len() as u64;
        match (quantity.statistic, &quantity.base) {
            (Statistic::Count, _) => Some(Measure::Exactly(Rational::from(count))),
            (Statistic::Share, Some(base)) => share(count, self.of_event(base)?.len() as u64),
            (statistic, _) => self.frequencies(quantity)?.statistic(statistic, Divisor::Unstated),
        }
    }

    fn frequencies(&mut self, quantity: &Quantity) -> Option<Sample> {
        let numbers = self.numbers.iter().find(|numbers| Some(numbers.variable) == quantity.variable)?;
        let mut times: std::collections::BTreeMap<i64, u64> = std::collections::BTreeMap::new();
        for row in self.of_event(&quantity.event)? {
            if let Some(value) = numbers.values[*row as usize] {
                *times.entry(value).or_default() += 1;
            }
        }
        Some(Sample::new(times.into_iter().map(|(value, times)| (numbers.scale.unit.scaled(value), times))))
    }
}

/// So many as a percentage of so many.
pub(crate) fn share(count: u64, base: u64) -> Option<Measure> {
    Rational::from(count).scaled(100).divided_by(&Rational::from(base)).map(Measure::Exactly)
}
