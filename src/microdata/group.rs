//! The values of a group of respondents, kept so that a change of one of them costs the same in any group.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::goal::{Goal, Range};

/// The respondents of an event of whom a variable is known, and what is asked of their values.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The variable, as the place it has among those of its block.
    pub variable: usize,
    pub rows: Vec<usize>,
    pub goals: Vec<Goal>,
    /// How far all goals are missed. At zero they are met.
    pub penalty: i64,
    sum: i128,
    squares: i128,
    /// For each goal that is a rank, how many values are at most its limit.
    ranks: Vec<i128>,
    frequencies: Option<Frequencies>,
}

/// How often each value occurs, where the mode matters.
#[derive(Clone, Debug, Default)]
struct Frequencies {
    of_value: HashMap<i64, usize>,
    /// How many values occur so often.
    values_with: Vec<usize>,
    greatest: usize,
}

/// What it costs to miss a goal by one row, in parts of a digit: an extreme is worth a deviation that is off for a while.
const ROW: i64 = 32_768;
const PARTS: i128 = 1_024;

/// The most that a single goal costs.
const MOST: i128 = 1 << 40;

impl Group {
    pub fn new(variable: usize, rows: Vec<usize>, goals: Vec<Goal>) -> Self {
        let frequencies = goals.iter().any(|goal| matches!(goal, Goal::Mode(_))).then(Frequencies::default);
        let ranks = vec![0; goals.len()];
        Self { variable, rows, goals, penalty: 0, sum: 0, squares: 0, ranks, frequencies }
    }

    /// Takes in the values that the group begins with.
    pub fn fill(&mut self, values: &[i64]) {
        for row in std::mem::take(&mut self.rows) {
            self.count(values[row], 1);
            self.rows.push(row);
        }
        self.penalty = self.penalties().sum();
    }

    /// One value of the group becomes another.
    pub fn change(&mut self, old: i64, new: i64) {
        self.count(old, -1);
        self.count(new, 1);
        self.penalty = self.penalties().sum();
    }

    /// Adds a value, or takes it away. The values are at most 2^40 and the respondents 2^18, so that no sum of squares
    /// exceeds 2^98.
    fn count(&mut self, value: i64, times: i128) {
        let wide = i128::from(value);
        self.sum += times * wide;
        self.squares += times * wide * wide;
        for (goal, rank) in self.goals.iter().zip(&mut self.ranks) {
            if matches!(goal, Goal::Rank { limit, .. } if value <= *limit) {
                *rank += times;
            }
        }
        if let Some(frequencies) = &mut self.frequencies {
            frequencies.count(value, times > 0);
        }
    }

    /// How far each goal is missed.
    pub fn penalties(&self) -> impl Iterator<Item = i64> + '_ {
        self.goals.iter().zip(&self.ranks).map(|(goal, rank)| match goal {
            Goal::Sum(range) => parts(*range, self.sum),
            Goal::Spread(range) => parts(*range, self.spread()),
            Goal::Variation(range, decimals) => self.variation(*range, *decimals),
            Goal::Rank { at_most, .. } => ROW * at_most.distance(*rank).min(MOST) as i64,
            Goal::Mode(value) => ROW * self.frequencies.as_ref().map_or(0, |known| known.short_of_mode(*value)),
        })
    }

    /// n Q − S²: below 2^117, by the bounds on values and respondents.
    fn spread(&self) -> i128 {
        self.rows.len() as i128 * self.squares - self.sum * self.sum
    }

    /// How far the coefficient of variation is off. Its square is 100² n (n Q − S²) / ((n − 1) S²).
    fn variation(&self, range: Range, decimals: u32) -> i64 {
        let n = self.rows.len() as i128;
        let bound = |end: i128| {
            // What n Q − S² would have to be: end² (n − 1) S² / (100² 10^(2 decimals) n).
            let scale = 10i128.checked_pow(2 * decimals + 4)?.checked_mul(n)?;
            let product = end.checked_mul(end)?.checked_mul(self.sum.checked_mul(self.sum)?)?.checked_mul(n - 1)?;
            product.checked_div(scale)
        };
        match (bound(range.low), bound(range.high)) {
            (Some(low), Some(high)) => parts(Range { low, high }, self.spread()),
            _ => ROW,
        }
    }

    /// The values that matter to its goals, and those next to them.
    pub fn landmarks(&self, grain: i64) -> Vec<i64> {
        let mut landmarks = Vec::new();
        for goal in &self.goals {
            match goal {
                Goal::Rank { limit, .. } => {
                    let aligned = limit.div_euclid(grain) * grain;
                    landmarks.extend([aligned, aligned + grain]);
                }
                Goal::Mode(value) => landmarks.push(*value),
                _ => {}
            }
        }
        landmarks
    }
}

/// How far a number is outside a range, in parts of a digit, begun ones counted.
fn parts(range: Range, number: i128) -> i64 {
    let distance = range.distance(number);
    if distance == 0 { 0 } else { 1 + (distance.min(i128::MAX / PARTS) * PARTS / range.digit()).min(MOST) as i64 }
}

impl Frequencies {
    fn count(&mut self, value: i64, more: bool) {
        let times = self.of_value.entry(value).or_default();
        let before = *times;
        *times = if more { before + 1 } else { before.saturating_sub(1) };
        let after = *times;
        let most = before.max(after);
        if self.values_with.len() <= most {
            self.values_with.resize(most + 1, 0);
        }
        self.values_with[before] = self.values_with[before].saturating_sub(1);
        self.values_with[after] += 1;
        self.greatest = self.greatest.max(after);
        while self.greatest > 0 && self.values_with[self.greatest] == 0 {
            self.greatest -= 1;
        }
    }

    /// How many more times a value would have to occur to be the only one that occurs most often.
    fn short_of_mode(&self, value: i64) -> i64 {
        let own = self.of_value.get(&value).copied().unwrap_or(0);
        let alone = self.values_with.get(self.greatest).is_some_and(|values| *values == 1);
        if own == self.greatest && alone && own > 0 { 0 } else { (self.greatest - own) as i64 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_would_be_counted_anew() {
        let range = Range { low: 3, high: 5 };
        let goals = vec![Goal::Sum(range), Goal::Spread(range), Goal::Rank { limit: 2, at_most: range }, Goal::Mode(2)];
        let mut values = vec![1, 2, 2, 7, 5, 5];
        let mut group = Group::new(0, (0..values.len()).collect(), goals.clone());
        group.fill(&values);
        for (row, new) in [(0, 2), (3, 5), (1, 9), (5, -4), (0, 1), (2, 5)] {
            group.change(values[row], new);
            values[row] = new;
            let mut anew = Group::new(0, (0..values.len()).collect(), goals.clone());
            anew.fill(&values);
            assert_eq!(group.penalty, anew.penalty, "{values:?}");
            assert_eq!(group.spread(), anew.spread());
        }
    }
}
