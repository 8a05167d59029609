//! Formulas that do not hold in a line, and would if its numbers were printed otherwise.

use crate::reading::found::formula::{Formula, Lines, meet};

/// Numbers that counts are often rounded to multiples of.
const MULTIPLES: [i128; 6] = [1_000, 500, 100, 50, 10, 5];

/// So many numbers that are all multiples are not so by accident.
const NOT_BY_ACCIDENT: usize = 8;

impl Lines {
    /// Whether it would hold if a number were rounded otherwise, had fewer decimals than its last zeros say, or were in thousands.
    pub fn nearly_holds(&self, line: usize, formula: &Formula) -> bool {
        let is_near = self.sides(line, formula).is_some_and(|[one, other]| {
            let width = (one.1 - one.0) + (other.1 - other.0);
            meet([(one.0 - width, one.1 + width), other])
        });
        let shorter = |field: usize| {
            let (value, mut half) = self.fields[line][field]?;
            while half < self.one / 2 && value % (20 * half) == 0 {
                half *= 10;
            }
            Some((value, half))
        };
        let in_thousands = |at: usize| {
            let number = |field: usize| {
                let (value, half) = self.fields[line][field]?;
                Some(if field == at { (1_000 * value, 1_000 * half) } else { (value, half) })
            };
            self.fields[line][at].is_some_and(|(_, half)| 2_000 * half == self.one)
                && self.sides_with(formula, &number).is_some_and(meet)
        };
        is_near
            || self.holds_of_multiples(line, formula)
            || self.sides_with(formula, &shorter).is_some_and(meet)
            || formula.fields().into_iter().any(in_thousands)
    }

    /// Whether all numbers of the formula's fields are multiples of a number, and it would hold in a line if they were rounded to that.
    fn holds_of_multiples(&self, line: usize, formula: &Formula) -> bool {
        let fields = formula.fields();
        let numbers = || self.fields.iter().flat_map(|line| fields.iter().filter_map(|field| line[*field]));
        let is_common = |of: &&i128| numbers().all(|(value, _)| value % (**of * self.one) == 0);
        let common = MULTIPLES.iter().find(is_common).filter(|_| numbers().count() >= NOT_BY_ACCIDENT);
        common.is_some_and(|of| {
            let rounded = |field: usize| self.fields[line][field].map(|(value, _)| (value, of * self.one / 2));
            self.sides_with(formula, &rounded).is_some_and(meet)
        })
    }
}
