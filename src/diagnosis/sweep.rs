//! How many intervals hold each of many numbers, in one sweep over both.

use std::ops::Bound;

use crate::number::{Interval, Rational};

/// For each number, which are ascending, how many of these intervals it lies in.
pub(super) fn held_by(intervals: &[Interval], numbers: &[Rational]) -> Vec<usize> {
    let (mut begin, mut end) = (vec![0; numbers.len() + 1], vec![0; numbers.len() + 1]);
    for values in intervals {
        let is_below = |number: &Rational| match values.low() {
            Bound::Included(least) => number < least,
            Bound::Excluded(least) => number <= least,
            Bound::Unbounded => false,
        };
        let from = numbers.partition_point(is_below);
        let behind = from + numbers[from..].partition_point(|number| values.contains(number));
        begin[from] += 1;
        end[behind] += 1;
    }
    let sum = |open: &mut usize, (begin, end): (usize, usize)| {
        *open = *open + begin - end;
        Some(*open)
    };
    begin.into_iter().zip(end).take(numbers.len()).scan(0, sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_belong_to_an_interval_or_not() {
        let whole = Rational::whole;
        let half_open = Interval::new(Bound::Included(whole(1)), Bound::Excluded(whole(3)));
        let open = Interval::new(Bound::Excluded(whole(1)), Bound::Unbounded);
        let numbers: Vec<Rational> = (0..5).map(whole).collect();
        let empty = Interval::closed(whole(9), whole(9));
        assert_eq!(held_by(&[half_open, open, empty, Interval::everything()], &numbers), [1, 2, 3, 2, 2]);
    }
}
