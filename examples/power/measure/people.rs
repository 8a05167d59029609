//! Respondents who were never asked: random classifications and values.

use std::collections::BTreeMap;

use retally::Rational;
use retally::sample::Sample;

use super::random::Random;

/// Respondents, a column for each classification and variable.
pub(super) struct People {
    pub size: usize,
    pub groups: Vec<Group>,
    pub numbers: Vec<Number>,
}

/// A classification.
pub(super) struct Group {
    /// What it is called, in the manifest and in print.
    pub name: &'static str,
    /// How many levels it has; each of them has somebody.
    pub levels: usize,
    /// The level of each respondent.
    pub of: Vec<usize>,
}

/// A variable with whole values.
pub(super) struct Number {
    /// What it is called, in the manifest and in print.
    pub name: &'static str,
    /// The value of each respondent.
    pub of: Vec<i64>,
}

/// The classifications that respondents may have.
const GROUPS: [&str; 3] = ["region", "year", "school"];

/// The variables, with the least value and the greatest.
const NUMBERS: [(&str, i64, i64); 4] = [("age", 18, 79), ("children", 0, 9), ("score", 1, 7), ("visits", 0, 40)];

impl People {
    /// From twenty to four hundred of them.
    pub fn random(random: &mut Random) -> Self {
        let most = random.one_of(&[80, 400]).unwrap_or(80);
        let size = 20 + random.below(most - 19);
        let groups = GROUPS.iter().map(|name| Group::random(name, size, random)).collect();
        let numbers =
            NUMBERS.iter().map(|(name, low, high)| Number::random(name, *low..=*high, size, random)).collect();
        Self { size, groups, numbers }
    }

    /// How many are at a level of each of these classifications; at any where none is given.
    pub fn count(&self, levels: &[(usize, Option<usize>)]) -> usize {
        let is_at = |row: usize, (group, level): &(usize, Option<usize>)| {
            level.is_none_or(|level| self.groups[*group].of[row] == level)
        };
        (0..self.size).filter(|row| levels.iter().all(|level| is_at(*row, level))).count()
    }

    /// The values of a variable, of all or of those at a level of a classification.
    pub fn values(&self, number: usize, at: Option<(usize, usize)>) -> Sample {
        let mut times: BTreeMap<i64, u64> = BTreeMap::new();
        for (row, value) in self.numbers[number].of.iter().enumerate() {
            if at.is_none_or(|(group, level)| self.groups[group].of[row] == level) {
                *times.entry(*value).or_default() += 1;
            }
        }
        Sample::new(times.into_iter().map(|(value, times)| (Rational::whole(value.into()), times)))
    }
}

impl Group {
    fn random(name: &'static str, size: usize, random: &mut Random) -> Self {
        let levels = 2 + random.below(4);
        let weights: Vec<usize> = (0..levels).map(|_| 1 + random.below(8)).collect();
        let all: usize = weights.iter().sum();
        let mut drawn = || {
            let mut left = random.below(all);
            weights.iter().position(|weight| left.checked_sub(*weight).map(|rest| left = rest).is_none())
        };
        let of = (0..size).map(|row| if row < levels { row } else { drawn().unwrap_or(0) }).collect();
        Self { name, levels, of }
    }

    /// What a level is called.
    pub fn level(&self, level: usize) -> String {
        format!("{} {}", self.name, ["A", "B", "C", "D", "E"].get(level).unwrap_or(&"F"))
    }
}

impl Number {
    /// The mean of a few even draws, so that some values are more frequent than others.
    fn random(name: &'static str, range: std::ops::RangeInclusive<i64>, size: usize, random: &mut Random) -> Self {
        let (low, width) = (*range.start(), (range.end() - range.start() + 1) as usize);
        let draws = 1 + random.below(3);
        let of =
            (0..size).map(|_| low + ((0..draws).map(|_| random.below(width)).sum::<usize>() / draws) as i64).collect();
        Self { name, of }
    }
}
