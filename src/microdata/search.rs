//! Values that meet all goals at once, sought by small random changes.
//!
//! Late acceptance: a change stays if it makes things no worse than they are, or than they were some changes ago. It needs
//! no temperature, and so no fractions. Source: Burke & Bykov, The late acceptance hill-climbing heuristic, European
//! Journal of Operational Research 258(1), 2017, doi:10.1016/j.ejor.2016.07.012.

use crate::microdata::block::Block;
use crate::microdata::group::Group;
use crate::number::Random;

/// The values of a block of variables for each respondent, with the groups they belong to.
pub(super) struct Values<'a> {
    pub block: &'a Block,
    /// For each variable its values, row by row.
    pub values: Vec<Vec<i64>>,
    /// For each variable and row the least and the greatest value.
    domains: Vec<Vec<(i64, i64)>>,
    pub groups: Vec<Group>,
    /// For each variable and row the groups they are in.
    groups_of: Vec<Vec<Vec<u32>>>,
    landmarks: Vec<Vec<i64>>,
    /// For each variable those that follow from it, and how much they change with it.
    followers: Vec<Vec<(usize, i64)>>,
    /// The sum of all groups' penalties.
    pub penalty: i64,
}

/// A change of a value: which variable, of whom, by how much.
#[derive(Clone, Copy)]
struct Change {
    variable: usize,
    row: usize,
    by: i64,
}

/// With how many changes ago a change is compared.
const MEMORY: usize = 200;

/// How many changes are tried before the search gives up, besides some for each respondent.
const PATIENCE: usize = 300_000;
const PATIENCE_FOR_EACH: usize = 100;

/// After how many changes the caller hears of it.
const REPORTED: usize = 4_096;

impl<'a> Values<'a> {
    /// Takes values to begin with; those that follow from others are computed.
    pub fn new(
        block: &'a Block,
        mut values: Vec<Vec<i64>>,
        domains: Vec<Vec<(i64, i64)>>,
        mut groups: Vec<Group>,
    ) -> Self {
        let rows = values.first().map_or(0, Vec::len);
        for derived in &block.derived {
            values[derived.variable] = (0..rows).map(|row| derived.value(&values, row)).collect();
        }
        let mut groups_of = vec![vec![Vec::new(); rows]; values.len()];
        for (at, group) in (0u32..).zip(&mut groups) {
            group.fill(&values[group.variable]);
            for row in &group.rows {
                groups_of[group.variable][*row].push(at);
            }
        }
        let followers = |place: usize| {
            let factors = block.derived.iter().map(|derived| (derived.variable, derived.factor(place)));
            factors.filter(|follower| follower.1 != 0).collect()
        };
        let landmarks =
            groups.iter().map(|group| group.landmarks(block.variables[group.variable].scale.grain)).collect();
        let penalty = groups.iter().map(|group| group.penalty).sum();
        let followers = (0..values.len()).map(followers).collect();
        Self { block, values, domains, groups, groups_of, landmarks, followers, penalty }
    }

    /// Changes values until all goals are met, or patience ends; then those that came nearest are restored.
    pub fn search(&mut self, random: &mut Random, tell: &mut dyn FnMut(usize, usize)) {
        let rows = self.values.first().map_or(0, Vec::len);
        let patience = PATIENCE + PATIENCE_FOR_EACH * rows;
        let mut memory = [self.penalty; MEMORY];
        let mut least = self.penalty;
        let mut since_least: Vec<Change> = Vec::new();
        for step in 0..patience {
            if self.penalty == 0 {
                return;
            }
            if step % REPORTED == 0 {
                tell(step, patience);
            }
            let Some(changes) = self.propose(random) else { continue };
            let before = self.penalty;
            let made = changes.iter().flatten().take_while(|change| self.make(**change)).count();
            let complete = made == changes.iter().flatten().count();
            let remembered = &mut memory[step % MEMORY];
            if !complete || self.penalty > before.max(*remembered) {
                changes.iter().flatten().take(made).for_each(|change| self.apply(change.back()));
            } else {
                since_least.extend(changes.iter().flatten());
            }
            *remembered = (*remembered).min(self.penalty);
            if self.penalty < least {
                least = self.penalty;
                since_least.clear();
            }
        }
        for change in since_least.into_iter().rev() {
            self.apply(change.back());
        }
    }

    /// A change of somebody in a group whose goals are not met; or two that leave the group's sum as it is.
    fn propose(&self, random: &mut Random) -> Option<[Option<Change>; 2]> {
        let group = self.unmet(random)?;
        let Group { variable, rows, .. } = &self.groups[group];
        let row = random.one_of(rows)?;
        let (free, factor) = self.lever(*variable, random)?;
        let grain = self.block.variables[free].scale.grain;
        let own = self.values[*variable][row];
        match random.below(4) {
            0 => {
                let landmark = random.one_of(&self.landmarks[group])?;
                let by = (landmark - own) / factor / grain * grain;
                Some([Some(Change { variable: free, row, by }), None])
            }
            1 => {
                let (other, by) = (random.one_of(rows)?, self.stride(free, row, random));
                let back = Change { variable: free, row: other, by: -by };
                (other != row).then_some([Some(Change { variable: free, row, by }), Some(back)])
            }
            _ => Some([Some(Change { variable: free, row, by: self.stride(free, row, random) }), None]),
        }
    }

    /// A random group among those whose goals are not met.
    fn unmet(&self, random: &mut Random) -> Option<usize> {
        let start = random.below(self.groups.len());
        let around = (start..self.groups.len()).chain(0..start);
        around.into_iter().find(|group| self.groups[*group].penalty > 0)
    }

    /// The variable by which another one is moved, itself unless it follows from others; and how much it moves it.
    fn lever(&self, variable: usize, random: &mut Random) -> Option<(usize, i64)> {
        match self.block.derived.iter().find(|derived| derived.variable == variable) {
            Some(derived) => random.one_of(&derived.terms).map(|(factor, place)| (place, factor)),
            None => Some((variable, 1)),
        }
    }

    /// A step up or down, small ones as likely as large ones.
    fn stride(&self, variable: usize, row: usize, random: &mut Random) -> i64 {
        let grain = self.block.variables[variable].scale.grain;
        let (low, high) = self.domains[variable][row];
        let bits = (64 - ((high - low) / grain).leading_zeros()).max(1) as usize;
        let order = random.below(bits);
        let size = (1i64 << order) + random.below(1usize.checked_shl(order as u32).unwrap_or(usize::MAX)) as i64;
        let size = size.min(((high - low) / grain).max(1));
        if random.below(2) == 0 { size * grain } else { -size * grain }
    }

    /// Makes a change, if it takes no value out of its domain.
    fn make(&mut self, change: Change) -> bool {
        let Change { variable, row, by } = change;
        let stays = |variable: usize, by: i64| {
            let (low, high) = self.domains[variable][row];
            let outside = |value: i64| (low - value).max(value - high).max(0);
            let value = self.values[variable][row];
            let new = outside(value + by);
            new == 0 || new < outside(value)
        };
        let allowed = by != 0
            && stays(variable, by)
            && self.followers[variable].iter().all(|(follower, factor)| stays(*follower, by.saturating_mul(*factor)));
        if allowed {
            self.apply(change);
        }
        allowed
    }

    fn apply(&mut self, change: Change) {
        let Change { variable, row, by } = change;
        self.shift(variable, row, by);
        for at in 0..self.followers[variable].len() {
            let (follower, factor) = self.followers[variable][at];
            self.shift(follower, row, by * factor);
        }
    }

    fn shift(&mut self, variable: usize, row: usize, by: i64) {
        let old = self.values[variable][row];
        self.values[variable][row] = old + by;
        for group in &self.groups_of[variable][row] {
            let group = &mut self.groups[*group as usize];
            let before = group.penalty;
            group.change(old, old + by);
            self.penalty += group.penalty - before;
        }
    }
}

impl Change {
    fn back(self) -> Self {
        Self { by: -self.by, ..self }
    }
}
