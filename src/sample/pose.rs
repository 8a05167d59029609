//! From printed statistics to the question in whole numbers.

use crate::number::Interval;
use crate::quantity::Statistic;
use crate::sample::case::{Range, Segment, Spread};
use crate::sample::lattice::{LARGEST_SUM, Lattice, Stop, small};
use crate::sample::places::Places;
use crate::sample::question::{Choice, Question};
use crate::sample::summary::{Divisor, Summary};
use crate::sample::verdict::Reason;

impl Lattice {
    /// The question under a divisor, whatever is stated of frequencies.
    pub fn posed(&self, summary: &Summary, divisor: Divisor) -> Result<Question, Stop> {
        self.with_spread(summary, self.spread(summary, divisor)?)
    }

    /// The question under a divisor.
    pub fn question(&self, summary: &Summary, divisor: Divisor) -> Result<Question, Stop> {
        let question = self.posed(summary, divisor)?;
        Ok(self
            .frequencies(summary)?
            .into_iter()
            .fold(question, |all, (value, times)| all.with_frequency(value, times)))
    }

    /// The questions under all divisors that may have been used, no two with a sample in common, with frequencies told of
    /// values and not of places.
    pub fn questions(&self, summary: &Summary) -> Result<Vec<Question>, Stop> {
        let frequencies = self.frequencies(summary)?;
        let question = |spread| Ok(Question { frequencies: frequencies.clone(), ..self.with_spread(summary, spread)? });
        let mut spreads: Vec<Spread> = Vec::new();
        for divisor in summary.divisor.candidates() {
            let own = self.spread(summary, *divisor)?;
            let apart = spreads
                .iter()
                .fold(vec![own], |apart, known| apart.into_iter().flat_map(|own| own.without(known)).collect());
            spreads.extend(apart);
        }
        let questions: Vec<_> = spreads.into_iter().map(question).collect();
        match questions.iter().any(Result::is_ok) || questions.iter().any(is_limited) {
            true => questions.into_iter().filter(|question| question.is_ok() || is_limited(question)).collect(),
            false => questions.into_iter().take(1).collect(),
        }
    }

    fn with_spread(&self, summary: &Summary, spread: Spread) -> Result<Question, Stop> {
        let sums = self.stated_sums(summary)?;
        let mut bounds = self.bounds(summary)?;
        let is_endless = self.is_endless(summary, &bounds, &spread)?;
        let frequent = self.frequencies(summary)?.into_iter().map(|frequency| frequency.0).collect::<Vec<_>>();
        self.add_outermost(&mut bounds, &spread, sums, &frequent)?;
        let (lattice, n, places) = (self.clone(), self.n, Places::of(self.n, bounds));
        let question =
            Question { lattice, n, places, spread, sums, is_endless, frequencies: Vec::new(), choices: Vec::new() };
        let choices = match summary.values(Statistic::Median).filter(|_| n % 2 == 0) {
            Some(median) => vec![self.middle(&question, median)?],
            None => Vec::new(),
        };
        Ok(Question { choices, ..question })
    }

    /// The choice of the lower of the two middle values.
    fn middle(&self, question: &Question, median: &Interval) -> Result<(Choice, Range), Stop> {
        let half = self.unit.halved();
        let doubled = median.minus(&Interval::point(self.origin.clone()));
        let least = doubled.first_multiple(&half).map_or(Ok(-LARGEST_SUM), |least| small(&least))?;
        let most = doubled.last_multiple(&half).map_or(Ok(LARGEST_SUM), |most| small(&most))?;
        if least > most {
            return Err(Stop::Impossible(Reason::OffScale(Statistic::Median)));
        }
        let lower = self.n / 2;
        let (lowest, highest) = ends_at(&question.places.segments(self)?, lower);
        let range = Range { least: lowest, most: highest.min(most.div_euclid(2)) };
        match range.is_empty() {
            true => Err(Stop::Impossible(Reason::Tried)),
            false => Ok((Choice::Middle { lower, sums: Range { least, most } }, range)),
        }
    }
}

fn is_limited<T>(question: &Result<T, Stop>) -> bool {
    matches!(question, Err(Stop::Limited(_)))
}

/// The ends of the segment in which a place lies.
fn ends_at(segments: &[Segment], place: i128) -> (i128, i128) {
    let mut behind = 0;
    for segment in segments {
        behind += segment.count;
        if place <= behind {
            return (segment.low, segment.high);
        }
    }
    (0, 0)
}
