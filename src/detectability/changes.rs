//! The changes of a figure that are tried.

use crate::number::{Figure, Rational};

/// The figure with each digit in turn replaced by each of the nine others.
pub(super) fn of_a_digit(figure: &Figure) -> Vec<Figure> {
    let digits = figure.digits();
    let mut changes = Vec::with_capacity(9 * digits.len());
    for (place, own) in digits.char_indices() {
        for digit in ('0'..='9').filter(|digit| *digit != own) {
            let changed = format!("{}{digit}{}", &digits[..place], &digits[place + 1..]);
            changes.extend(figure.with_digits(&changed));
        }
    }
    changes
}

/// The figure with one unit less, and with one more, in its last place; of zero, with one more.
pub(super) fn of_the_last_place(figure: &Figure) -> Vec<Figure> {
    let digits = figure.digits();
    let moved = |by: i128| {
        let moved = &Rational::from_digits(false, &digits, 0)? + &Rational::whole(by);
        let moved = moved.to_decimal(0).filter(|_| !moved.is_negative())?;
        figure.with_digits(&format!("{moved:0>width$}", width = digits.len()))
    };
    [-1, 1].into_iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(changes: Vec<Figure>) -> Vec<String> {
        changes.iter().map(Figure::to_string).collect()
    }

    #[test]
    fn each_digit_becomes_all_others() {
        let changes = texts(of_a_digit(&"0.5%".parse().unwrap()));
        assert_eq!(changes.len(), 18);
        assert_eq!(changes[0], "1.5%");
        assert_eq!(changes[9], "0.0%");
        assert!(of_a_digit(&Figure::zero("–")).is_empty());
    }

    #[test]
    fn the_last_place_carries() {
        let moved = |text: &str| texts(of_the_last_place(&text.parse().unwrap()));
        assert_eq!(moved("99.9"), ["99.8", "100.0"]);
        assert_eq!(moved("1,000"), ["0,999", "1,001"]);
        assert_eq!(moved("0"), ["1"]);
        assert_eq!(moved("-0.10"), ["-0.09", "-0.11"]);
    }
}
