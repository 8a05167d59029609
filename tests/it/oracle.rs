//! Cases with known answers, of `tests/oracle`.

use std::ops::Bound;
use std::path::Path;

use retally::{Figure, Interval, Rational, Rounding};

/// A row of a file, by the names of its columns.
pub struct Case(csv::StringRecord, csv::StringRecord);

impl Case {
    pub fn text(&self, column: &str) -> &str {
        let at = self.0.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
        &self.1[at]
    }

    pub fn whole<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        let text = self.text(column);
        (!text.is_empty()).then(|| text.parse().unwrap_or_else(|_| panic!("{column} is {text}")))
    }

    /// What a figure stands for under the convention that the row names.
    pub fn values(&self, column: &str) -> Interval {
        values(self.text(column), self.text("rounding"))
    }

    /// The whole row, for messages.
    pub fn row(&self) -> String {
        self.1.iter().collect::<Vec<_>>().join(",")
    }
}

pub fn cases(file: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    reader.records().map(|record| Case(header.clone(), record.unwrap())).collect()
}

/// What a figure stands for under a convention of the oracle, most of which [`Rounding`] has not.
pub fn values(text: &str, convention: &str) -> Interval {
    let figure: Figure = text.parse().unwrap();
    let (number, unit) = (figure.number().clone(), figure.unit());
    let of = |rounding: Rounding| rounding.interval(&figure);
    let ends = |interval: Interval| (interval.least().unwrap().clone(), interval.greatest().unwrap().clone());
    match convention {
        "up_or_down" => of(Rounding::HalfUp).closure(),
        "up" => {
            let (low, high) = ends(of(Rounding::HalfUp));
            Interval::new(Bound::Included(low), Bound::Excluded(high))
        }
        "down" => {
            let (low, high) = ends(of(Rounding::HalfUp));
            Interval::new(Bound::Excluded(low), Bound::Included(high))
        }
        "half_away" => of(Rounding::HalfUp),
        "even" => of(Rounding::HalfEven),
        "ceiling" => of(Rounding::Ceiling),
        "floor" => of(Rounding::Floor),
        "trunc" => of(Rounding::Truncation),
        "anti_trunc" if number.is_zero() => Interval::point(number),
        "anti_trunc" if number.is_negative() => of(Rounding::Floor),
        "anti_trunc" => of(Rounding::Ceiling),
        "ceiling_or_floor" => Interval::new(Bound::Excluded(&number - &unit), Bound::Excluded(&number + &unit)),
        other => panic!("no convention {other}"),
    }
}

/// `7/3` or `2`.
pub fn fraction(text: &str) -> Rational {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    Rational::new(numerator.parse().unwrap(), denominator.parse().unwrap()).unwrap()
}
