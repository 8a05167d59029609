//! One answer of one respondent: whether all figures match if it were another.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::factor::{Answers, BLANK};
use crate::microdata::tally::UNKNOWN;
use crate::respondents::candidates::OfFactor;
use crate::respondents::hypothesis::Hypothesis;
use crate::respondents::people::People;
use crate::respondents::recount::{Lens, Parts, Recount};

/// How many answers are tried, each held against the first claim that does not match.
const MOST_STEPS: u64 = 100_000_000;

/// No more rows are listed.
const MOST_LISTED: usize = 10;

/// What came of it.
pub(super) struct WithOneChanged {
    pub hypotheses: Vec<Hypothesis>,
    pub is_complete: bool,
}

/// An answer in place of another one.
type Change = (usize, u16, u16);

/// Looks for single rows of which another answer makes all targets match, while all that matches goes on to.
pub(super) fn with_one_changed(recount: &mut Recount, holds: &[bool], targets: &[usize]) -> WithOneChanged {
    let mut claims = Vec::new();
    for claim in targets.iter().copied().chain((0..holds.len()).filter(|claim| holds[*claim])) {
        if let Some(parts) = recount.parts(claim, &Lens::default()) {
            let is_weighted = recount.weights(claim, &Lens::default()).is_some();
            claims.push(Watched { claim, is_target: !holds[claim], is_weighted, parts, known: HashMap::default() });
        }
    }
    let people = recount.people;
    let (mut found, mut steps): (Vec<(Change, Vec<usize>)>, u64) = (Vec::new(), 0);
    let factors: Vec<usize> =
        (0..people.factors.all().len()).filter(|factor| is_in_all(people, targets, *factor)).collect();
    for row in (0..people.rows).filter(|row| people.is_included(*row)) {
        for factor in factors.iter().copied() {
            let own = people.counts_as[factor][usize::from(people.columns[factor][row])];
            for other in (BLANK..people.factors.all()[factor].size).filter(|other| *other != own) {
                steps += 1;
                if !claims.iter_mut().all(|watched| watched.holds_with(recount, row, (factor, own, other), &mut steps))
                {
                    continue;
                }
                match found.iter_mut().find(|(change, _)| *change == (factor, own, other)) {
                    Some((_, rows)) => rows.push(row),
                    None => found.push(((factor, own, other), vec![row])),
                }
            }
        }
        if steps > MOST_STEPS {
            let hypotheses = hypotheses(people, &found, targets);
            return WithOneChanged { hypotheses, is_complete: row + 1 == people.rows };
        }
    }
    WithOneChanged { hypotheses: hypotheses(people, &found, targets), is_complete: true }
}

/// Whether each of these claims asks for a factor: else no other answer of that mends it.
fn is_in_all(people: &People, claims: &[usize], factor: usize) -> bool {
    claims.iter().all(|claim| {
        let asked = &people.asked[*claim];
        asked.event.iter().chain(asked.base.iter().flatten()).any(|answer| answer.0 == factor)
    })
}

/// A claim with what it is recomputed from.
struct Watched {
    claim: usize,
    is_target: bool,
    is_weighted: bool,
    parts: Parts,
    /// Whether it holds with so many more in its event and in its base, and with a value more or less.
    known: HashMap<(i64, i64, u32), bool>,
}

impl Watched {
    /// Whether the figure holds if a row has another answer; a target must change by it.
    fn holds_with(&mut self, recount: &Recount, row: usize, change: Change, steps: &mut u64) -> bool {
        let people = recount.people;
        let asked = &people.asked[self.claim];
        let more = |answers: &Answers| {
            i64::from(is_in(people, answers, row, Some(change))) - i64::from(is_in(people, answers, row, None))
        };
        let (event, base) = (more(&asked.event), asked.base.as_ref().map_or(0, more));
        let code = asked.value.map_or(UNKNOWN, |value| people.values[value].codes[row]);
        if event == 0 && base == 0 || asked.value.is_some() && code == UNKNOWN {
            return !self.is_target;
        }
        // What is weighted may change by any weight.
        if self.is_weighted {
            return false;
        }
        if let Some(known) = self.known.get(&(event, base, code)) {
            return *known;
        }
        *steps += asked.value.map_or(1, |value| people.values[value].distinct.len() as u64);
        let holds = self.changed(event, base, code).is_some_and(|parts| recount.judged(self.claim, &parts).holds);
        self.known.insert((event, base, code), holds);
        holds
    }

    fn changed(&self, event: i64, base: i64, code: u32) -> Option<Parts> {
        Some(match &self.parts {
            Parts::Count(count) => Parts::Count(count.checked_add_signed(event)?),
            Parts::Share(count, of) => Parts::Share(count.checked_add_signed(event)?, of.checked_add_signed(base)?),
            Parts::Values(frequencies) => {
                let mut frequencies = frequencies.clone();
                let times = frequencies.times.get_mut(code as usize)?;
                *times = times.checked_add_signed(event)?;
                Parts::Values(frequencies)
            }
            Parts::Weighted(..) => return None,
        })
    }
}

/// Whether a row is one of an event, as it is or with another answer.
fn is_in(people: &People, answers: &Answers, row: usize, change: Option<Change>) -> bool {
    answers.iter().all(|(factor, codes)| {
        let own = || people.counts_as[*factor][usize::from(people.columns[*factor][row])];
        let code = change.filter(|change| change.0 == *factor).map_or_else(own, |change| change.2);
        codes.contains(&code)
    })
}

fn hypotheses(people: &People, found: &[(Change, Vec<usize>)], targets: &[usize]) -> Vec<Hypothesis> {
    let hypothesis = |((column, own, other), rows): &(Change, Vec<usize>)| {
        let factor = OfFactor { people, column: *column, factor: &people.factors.all()[*column] };
        let (label, own, other) = (factor.label(), factor.code(*own), factor.code(*other));
        let listed: Vec<String> = rows.iter().take(MOST_LISTED).map(|row| (row + 1).to_string()).collect();
        let more = rows.len().saturating_sub(MOST_LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let whom = match rows.len() {
            1 => format!("the respondent in row {}", listed[0]),
            _ => format!("the respondent in one of the rows {}{more}", listed.join(", ")),
        };
        let counts = format!("with {own} for {label} counts as {other}");
        Hypothesis {
            kind: "one row changed",
            text: format!("one respondent {counts}"),
            detail: Some(format!("{whom} {counts}")),
            respondents: 1,
            mends: targets.to_vec(),
        }
    };
    found.iter().map(hypothesis).collect()
}
