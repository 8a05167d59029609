//! A respondent more: whether all figures match with somebody whom the file does not have.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::factor::{Answers, BLANK};
use crate::microdata::tally::{Frequencies, UNKNOWN};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::respondents::hypothesis::Hypothesis;
use crate::respondents::people::People;
use crate::respondents::recount::{Lens, Parts, Recount};
use crate::sample::Distribution;
use crate::study::starred;

/// How many combinations of levels are looked at.
const MOST_NODES: usize = 200_000;

/// How many respondents are found before the others are not looked for.
const MOST_FOUND: usize = 200;

/// How many values of a variable are tried.
const MOST_VALUES: i128 = 2_000;

/// What came of it.
#[derive(Default)]
pub(super) struct WithOneMore {
    pub hypothesis: Option<Hypothesis>,
    pub is_complete: bool,
}

/// Looks for a respondent with whom all targets match, and all that matches goes on to.
pub(super) fn with_one_more(recount: &mut Recount, holds: &[bool], targets: &[usize]) -> WithOneMore {
    let mut claims = Vec::new();
    for (claim, holds) in holds.iter().enumerate() {
        let is_target = targets.contains(&claim);
        let watched = *holds || is_target;
        if let Some(parts) = watched.then(|| recount.parts(claim, &Lens::default())).flatten() {
            let asked = &recount.people.asked[claim];
            let last = asked.event.iter().chain(asked.base.iter().flatten()).map(|answer| answer.0 + 1).max();
            claims.push(Watched { claim, is_target, last: last.unwrap_or(0), parts });
        }
    }
    claims.sort_by_key(|watched| watched.last);
    // Of shares and means alone nobody can say that somebody is missing: with one more of any answers some match.
    let is_counted = |watched: &Watched| watched.is_target && matches!(watched.parts, Parts::Count(_));
    if !claims.iter().any(is_counted) {
        return WithOneMore { hypothesis: None, is_complete: true };
    }
    let mut search =
        Search { recount, claims, codes: Vec::new(), known: HashMap::default(), nodes: 0, found: Vec::new() };
    if search.is_possible(0) {
        search.assign();
    }
    let is_complete = search.nodes < MOST_NODES && search.found.len() < MOST_FOUND;
    let hypothesis = search.hypothesis(targets);
    WithOneMore { hypothesis, is_complete }
}

/// A claim with what it is recomputed from.
struct Watched {
    claim: usize,
    is_target: bool,
    /// How many factors must be known for it.
    last: usize,
    parts: Parts,
}

/// Somebody, as far as he is known: a code of each factor, and of variables between what their values lie.
struct Person {
    codes: Vec<u16>,
    values: Vec<(usize, Vec<Rational>)>,
}

struct Search<'r, 'a> {
    recount: &'r Recount<'a>,
    claims: Vec<Watched>,
    codes: Vec<u16>,
    /// Whether a claim holds with one more in its event, or in its base.
    known: HashMap<(usize, bool, bool), bool>,
    nodes: usize,
    found: Vec<Person>,
}

impl<'a> Search<'_, 'a> {
    fn people(&self) -> &'a People<'a> {
        self.recount.people
    }

    /// Goes through the codes of the next factor.
    fn assign(&mut self) {
        let depth = self.codes.len();
        let Some(factor) = self.people().factors.all().get(depth) else {
            if let Some(values) = self.values() {
                self.found.push(Person { codes: self.codes.clone(), values });
            }
            return;
        };
        for code in BLANK..factor.size {
            self.nodes += 1;
            if self.nodes >= MOST_NODES || self.found.len() >= MOST_FOUND {
                return;
            }
            self.codes.push(code);
            if self.is_possible(depth + 1) {
                self.assign();
            }
            self.codes.pop();
        }
    }

    fn is_in(&self, answers: &Answers) -> bool {
        answers.iter().all(|(factor, codes)| {
            let counts_as =
                self.codes.get(*factor).and_then(|code| self.people().counts_as[*factor].get(usize::from(*code)));
            counts_as.is_some_and(|code| codes.contains(code))
        })
    }

    /// Whether the claims whose last factor has just been assigned hold with him, or are not about him.
    fn is_possible(&mut self, assigned: usize) -> bool {
        // They are sorted by it.
        let begin = |last: usize| self.claims.partition_point(|watched| watched.last < last);
        for at in begin(assigned)..begin(assigned + 1) {
            let (claim, is_target) = (self.claims[at].claim, self.claims[at].is_target);
            let asked = &self.people().asked[claim];
            let in_event = self.is_in(&asked.event);
            let in_base = asked.base.as_ref().is_some_and(|base| self.is_in(base));
            let is_about = in_event || in_base;
            let is_of_values = matches!(self.claims[at].parts, Parts::Values(_));
            if is_target && !is_about || is_about && !is_of_values && !self.holds_with(at, in_event, in_base) {
                return false;
            }
        }
        true
    }

    fn holds_with(&mut self, at: usize, in_event: bool, in_base: bool) -> bool {
        if let Some(known) = self.known.get(&(at, in_event, in_base)) {
            return *known;
        }
        let watched = &self.claims[at];
        let (event, base) = (u64::from(in_event), u64::from(in_base));
        let holds = match &watched.parts {
            Parts::Count(count) => self.recount.judged(watched.claim, &Parts::Count(count + event)).holds,
            Parts::Share(count, of) => {
                self.recount.judged(watched.claim, &Parts::Share(count + event, of + base)).holds
            }
            // Nobody knows what he would weigh.
            _ => !watched.is_target,
        };
        self.known.insert((at, in_event, in_base), holds);
        holds
    }

    /// For each variable with claims about him the values that he may have; nothing where there are none.
    fn values(&self) -> Option<Vec<(usize, Vec<Rational>)>> {
        let mut values = Vec::new();
        for value in 0..self.people().values.len() {
            let is_about = |watched: &&Watched| {
                let asked = &self.people().asked[watched.claim];
                asked.value == Some(value) && self.is_in(&asked.event)
            };
            let claims: Vec<(&Watched, &Frequencies)> = self
                .claims
                .iter()
                .filter(is_about)
                .filter_map(|watched| match &watched.parts {
                    Parts::Values(frequencies) => Some((watched, frequencies)),
                    _ => None,
                })
                .collect();
            let may_be = |units: &i128| claims.iter().all(|(watched, own)| self.holds_with_value(watched, own, *units));
            let is_target = claims.iter().any(|(watched, _)| watched.is_target);
            let Some((_, frequencies)) = claims.first() else { continue };
            let found: Vec<_> = self.tried(&claims).into_iter().filter(may_be).collect();
            if found.is_empty() && is_target {
                return None;
            }
            // Where nothing asks for a value of his, he may have none.
            if is_target {
                values.push((value, found.iter().map(|units| frequencies.value(*units)).collect()));
            }
        }
        Some(values)
    }

    fn holds_with_value(&self, watched: &Watched, frequencies: &Frequencies, units: i128) -> bool {
        self.recount.judged(watched.claim, &Parts::Values(with(frequencies.clone(), units))).holds
    }

    /// The values that are tried: those with which the means can be as printed, else those that others have.
    fn tried(&self, claims: &[(&Watched, &Frequencies)]) -> Vec<i128> {
        let ranges =
            claims.iter().filter(|(watched, _)| self.people().asked[watched.claim].statistic == Statistic::Mean);
        let range = ranges.filter_map(|(watched, own)| self.range(watched.claim, own));
        let range = range.reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)));
        match range {
            Some((least, most)) if most.saturating_sub(least) < MOST_VALUES => (least..=most).collect(),
            _ => {
                let distinct = claims.first().map_or(&[][..], |(_, own)| &own.distinct);
                let is_within = |value: &&i128| range.is_none_or(|(least, most)| (least..=most).contains(*value));
                distinct.iter().filter(is_within).take(MOST_VALUES as usize).copied().collect()
            }
        }
    }

    /// Between what a value lies with which a mean is one of those that the printed figure stands for.
    fn range(&self, claim: usize, frequencies: &Frequencies) -> Option<(i128, i128)> {
        let values: &Interval = &self.people().study.claims()[claim].values;
        let (sum, _) = frequencies.sums();
        let n = Rational::from(frequencies.n() + 1);
        let units = |mean: &Rational| (&(mean * &n) - &sum).divided_by(&frequencies.unit);
        let least = units(values.least()?)?.ceil().to_i128()?;
        let most = units(values.greatest()?)?.floor().to_i128()?;
        Some((least, most))
    }

    fn hypothesis(&self, targets: &[usize]) -> Option<Hypothesis> {
        let first = self.found.first()?;
        let names = self.people().study.names();
        let of_factor = |(at, factor): (usize, &crate::microdata::factor::Factor)| {
            let mut codes: Vec<u16> = self.found.iter().map(|person| person.codes[at]).collect();
            codes.sort_unstable();
            codes.dedup();
            let called = |code: &u16| match usize::from(*code).checked_sub(1).map(|leaf| factor.leaves.get(leaf)) {
                None => "no answer".to_owned(),
                Some(Some(level)) => {
                    let dimension = factor.dimension;
                    let printed = names.printed_level(dimension, *level);
                    starred(printed.unwrap_or_else(|| names.level_name(dimension, *level)))
                }
                Some(None) => "an answer that is no level".to_owned(),
            };
            let codes: Vec<String> = codes.iter().map(called).collect();
            format!("{}: {}", names.variable_label(factor.dimension), codes.join(" or "))
        };
        let of_value = |(value, found): &(usize, Vec<Rational>)| {
            let (Some(least), Some(most)) = (found.first(), found.last()) else { return String::new() };
            let label = names.variable_label(self.people().values[*value].variable);
            if least == most { format!("{label}: {least}") } else { format!("{label}: {least} to {most}") }
        };
        // That all have the only level there is says nothing of him.
        let says_more = |(_, factor): &(usize, &crate::microdata::factor::Factor)| {
            factor.member.is_some() || factor.leaves.len() > 1
        };
        let factors = self.people().factors.all().iter().enumerate().filter(says_more).map(of_factor);
        let known: Vec<String> = factors.chain(first.values.iter().map(of_value)).collect();
        Some(Hypothesis {
            kind: "one row more",
            text: "one respondent more counts, whom the file does not have".to_owned(),
            detail: Some(format!("one respondent more counts, whom the file does not have ({})", known.join("; "))),
            respondents: 1,
            mends: targets.to_vec(),
        })
    }
}

/// Frequencies with one value more.
fn with(mut frequencies: Frequencies, units: i128) -> Frequencies {
    let place = frequencies.distinct.partition_point(|value| *value < units);
    if frequencies.distinct.get(place) != Some(&units) {
        let mut distinct = frequencies.distinct.to_vec();
        distinct.insert(place, units);
        frequencies.distinct = distinct.into();
        frequencies.times.insert(place + 1, 0);
    }
    if let Some(times) = frequencies.times.get_mut(place + 1) {
        *times += 1;
    }
    frequencies
}

const _: () = assert!(UNKNOWN == 0, "the first of the times is of those of whom nothing is known");
