//! The respondents that were found, as the search has them.

use crate::audit::Audit;
use crate::microdata::counts::Weight;
use crate::microdata::factor::Answers;
use crate::microdata::numbers::{self, Numbers};
use crate::microdata::plan::Plan;
use crate::microdata::respondents::Respondents;
use crate::microdata::{Progress, counts, recount};
use crate::number::Random;
use crate::sample::Measure;
use crate::study::Study;

/// Respondents with what they were sought for.
#[derive(Clone, Debug)]
pub(super) struct Witness<'a> {
    pub(super) study: &'a Study,
    pub(super) plan: Plan,
    pub(super) respondents: Respondents,
    pub(super) numbers: Vec<Numbers>,
}

impl<'a> Witness<'a> {
    /// Seeks them.
    pub(super) fn of(study: &'a Study, audit: &Audit, seed: u64, tell: &mut dyn FnMut(Progress)) -> Self {
        let mut plan = Plan::of(study, audit);
        let mut random = Random::new(seed);
        let respondents = respondents(&plan, &mut random);
        let (numbers, left) = numbers::find(study, &plan, &respondents, &mut random, tell);
        for (claim, why) in left {
            plan.left[claim] = Some(why);
        }
        Self { study, plan, respondents, numbers }
    }

    /// What each claim's quantity is of as many respondents, drawn from these with replacement.
    pub(super) fn resampled(&self, draw: &mut dyn FnMut(usize) -> usize) -> Vec<Option<Measure>> {
        let total = self.respondents.total;
        let complete = self.plan.tallies.iter().filter(|tally| tally.weight == Weight::Complete);
        let incomplete: Vec<&Answers> = complete.map(|tally| &tally.event).collect();
        let is_complete = |row: &usize| !incomplete.iter().any(|event| self.respondents.is_in(event, *row));
        let answering: Vec<usize> = (0..total).filter(is_complete).collect();
        let rows: Vec<usize> = (0..total).filter_map(|_| answering.get(draw(answering.len())).copied()).collect();
        let numbers: Vec<Numbers> = self.numbers.iter().map(|numbers| numbers.picked(&rows)).collect();
        recount::values(self.study, &self.plan, &self.respondents.picked(&rows), &numbers)
    }
}

/// Respondents with the classifications that the plan asks for; where none can be found, blank ones.
fn respondents(plan: &Plan, random: &mut Random) -> Respondents {
    match counts::find(&plan.factors, &plan.cliques, &plan.tallies, plan.total) {
        Some(counts) => Respondents::of(&counts, &plan.cliques, &plan.factors, random),
        None => Respondents::blank(plan.total.unwrap_or(0) as usize, &plan.factors),
    }
}
