//! Every sample of few whole numbers, and known answers in files: what samples are compared with.

use std::path::Path;

use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se, UpperQuartile, Variance};
use retally::sample::{Divisor, Existence, Sample, Summary};
use retally::{Figure, Interval, Rational, Rounding, Statistic};
use serde::de::DeserializeOwned;

/// The rows of a file of known answers.
pub fn oracle<Row: DeserializeOwned>(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// All values that a figure may stand for with both ends.
pub fn closed(text: &str) -> Interval {
    let figure: Figure = text.parse().unwrap();
    Rounding::Unstated.interval(&figure)
}

/// The verdict, after a look at the witness.
pub fn exists(summary: &Summary) -> Option<bool> {
    match summary.decide() {
        Existence::Consistent(sample) => {
            assert!(summary.admits(&sample), "{summary:?}\n{sample:?}");
            Some(true)
        }
        Existence::Inconsistent(_) => Some(false),
        Existence::Undecided(_) => None,
    }
}

/// Every multiset of `n` whole numbers from 0 to `high`, ascending.
pub fn multisets(n: usize, high: i64) -> Vec<Vec<i64>> {
    let mut all = vec![Vec::new()];
    for _ in 0..n {
        let longer = |values: &Vec<i64>| {
            let from = values.last().copied().unwrap_or(0);
            (from..=high).map(|value| [values.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Whether ascending whole numbers have a statistic, told from its definition.
pub fn has(values: &[i64], statistic: Statistic, stated: &Interval, divisor: Divisor) -> bool {
    let n = values.len();
    let whole = |value: i64| Rational::whole(value.into());
    let ratio = |value: i64, by: i64| Rational::new(value.into(), by.into()).unwrap();
    let total = values.len() as i64;
    let sum: i64 = values.iter().sum();
    let squares: i64 = values.iter().map(|value| value * value).sum();
    let over = if divisor == Divisor::All { total } else { (total - 1).max(1) };
    let variance = ratio(total * squares - sum * sum, total * over);
    let within = |from: usize, to: usize| stated.intersects(&Interval::closed(whole(values[from]), whole(values[to])));
    let (first, last) = ((n / 4).max(1) - 1, n.div_ceil(4).max((n + 6) / 4).min(n) - 1);
    let middle = ratio(values[(n - 1) / 2] + values[n / 2], 2);
    match statistic {
        Mean => stated.contains(&ratio(sum, total)),
        Variance => stated.contains(&variance),
        Sd => stated.squared().contains(&variance),
        Se => stated.squared().contains(&variance.divided_by(&whole(total)).unwrap()),
        Median => stated.contains(&middle),
        Min => stated.contains(&whole(values[0])),
        Max => stated.contains(&whole(values[n - 1])),
        // Between two neighbouring values; of two values no lower quartile is above their middle, no upper one below.
        LowerQuartile if n == 2 => stated.intersects(&Interval::closed(whole(values[0]), middle)),
        UpperQuartile if n == 2 => stated.intersects(&Interval::closed(middle, whole(values[1]))),
        LowerQuartile => within(first, last),
        UpperQuartile => within(n - 1 - last, n - 1 - first),
        Mode => {
            let times = |value: &i64| values.iter().filter(|other| *other == value).count();
            let most = values.iter().map(times).max().unwrap();
            values.iter().any(|value| times(value) == most && stated.contains(&whole(*value)))
        }
        _ => unreachable!(),
    }
}

pub fn decimal(text: &str) -> Rational {
    text.parse::<Figure>().unwrap().number().clone()
}

pub fn sample(values: &[i64]) -> Sample {
    Sample::new(values.iter().map(|value| (Rational::whole((*value).into()), 1)))
}
