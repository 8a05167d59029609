//! The question in whole numbers: values counted in steps, their sum, their sum of squares.

/// Neighbouring places of the sorted sample, at each of which the value lies between the same two.
///
/// Whether data exist does not depend on their order: if each place has a value between its ends, and the ends ascend, the
/// sorted values lie between them as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub count: i128,
    pub low: i128,
    pub high: i128,
}

/// What n times the sum of squares exceeds the squared sum by: n² times the variance, which does not depend on where the
/// steps are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    pub n: i128,
    pub least: i128,
    /// None where no figure bounds it.
    pub most: Option<i128>,
}

impl Spread {
    /// Without another: what lies below that, and what lies above.
    pub fn without(self, other: &Self) -> Vec<Self> {
        if other.most.is_some_and(|most| most < other.least) {
            return vec![self];
        }
        let below = Self { most: Some(self.most.map_or(other.least - 1, |most| most.min(other.least - 1))), ..self };
        let above = other.most.map(|most| Self { least: self.least.max(most + 1), ..self });
        let is_some = |spread: &Self| spread.most.is_none_or(|most| spread.least <= most);
        [Some(below), above].into_iter().flatten().filter(is_some).collect()
    }

    /// Whether values with this sum and this sum of squares have it.
    pub fn holds(&self, sum: i128, squares: i128) -> bool {
        let spread = self.n * squares - sum * sum;
        self.least <= spread && self.most.is_none_or(|most| spread <= most)
    }

    /// The sums of squares that values with this sum may have. Each is as odd as the sum, as every number is as odd as
    /// its square.
    pub fn squares(&self, sum: i128) -> Range {
        let square = sum * sum;
        let least = -((-(self.least + square)).div_euclid(self.n));
        let most = self.most.map_or(UNBOUNDED, |most| (most + square).div_euclid(self.n));
        Range { least, most }.as_odd_as(sum)
    }
}

/// Above every sum of squares that can occur, and small enough to be added to.
const UNBOUNDED: i128 = i128::MAX >> 2;

/// Whole numbers from one to another; none where the first is above the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub least: i128,
    pub most: i128,
}

impl Range {
    pub fn is_empty(self) -> bool {
        self.least > self.most
    }

    pub fn contains(self, value: i128) -> bool {
        self.least <= value && value <= self.most
    }

    pub fn intersection(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.min(other.most) }
    }

    /// Without ends that are odd where `sum` is even, or even where it is odd.
    pub fn as_odd_as(self, sum: i128) -> Self {
        let differs = |end: i128| (end ^ sum) & 1;
        Self { least: self.least + differs(self.least), most: self.most - differs(self.most) }
    }
}

/// One case of the question: values for places, with a sum and a spread in these ranges.
///
/// A median of an even number of values makes several cases, as does the frequency of the mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    /// Ascending.
    pub segments: Vec<Segment>,
    pub sums: Range,
    pub spread: Spread,
    /// How often some values occur.
    pub frequencies: Vec<(i128, Range)>,
}

/// A value's frequencies, by value.
pub(super) type Histogram = std::collections::BTreeMap<i128, i128>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_holds_the_sums_of_squares_that_it_leaves() {
        for most in [None, Some(30), Some(46)] {
            let spread = Spread { n: 3, least: 12, most };
            for (sum, squares) in (-6..=6).flat_map(|sum: i128| (0..40).map(move |squares| (sum, squares))) {
                // Sums of squares that are not as odd as the sum do not occur.
                if (sum ^ squares) & 1 == 0 {
                    assert_eq!(spread.squares(sum).contains(squares), spread.holds(sum, squares), "{sum} {squares}");
                }
            }
        }
    }
}
