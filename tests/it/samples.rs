//! One variable: whether data exist, against grids of known answers and brute force.

use std::ops::Bound;
use std::path::Path;

use proptest::prelude::*;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se, UpperQuartile, Variance};
use retally::sample::{Divisor, Existence, Limit, Reason, Sample, Scale, Summary};
use retally::{Figure, Interval, Rational, Rounding, Statistic};
use serde::Deserialize;
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
    Rounding::Unstated.interval(&figure).closure()
}

/// A mean and a standard deviation on a scale.
#[derive(Deserialize)]
struct Cell {
    mean: String,
    sd: String,
    n: u64,
    #[serde(default)]
    items: Option<u64>,
    scale_min: i64,
    scale_max: i64,
    #[serde(alias = "attainable", alias = "exact_attainable", default)]
    exists: String,
}

impl Cell {
    fn summary(&self) -> Summary {
        let scale = Scale::between(self.scale_min, self.scale_max).items(self.items.unwrap_or(1));
        let summary = Summary::of(self.n).scale(scale).divisor(Divisor::OneLess);
        summary.with(Mean, closed(&self.mean)).with(Sd, closed(&self.sd))
    }
}

/// The verdict, after a look at the witness.
fn exists(summary: &Summary) -> Option<bool> {
    match summary.decide() {
        Existence::Consistent(sample) => {
            assert!(summary.admits(&sample), "{summary:?}\n{sample:?}");
            Some(true)
        }
        Existence::Inconsistent(_) => Some(false),
        Existence::Undecided(_) => None,
    }
}

#[test]
fn every_cell_of_small_grids_is_decided() {
    for grid in ["1-5_n9", "1-5_n15", "1-7_n12", "0-10_n8"] {
        for cell in oracle::<Cell>(&format!("attainable_grid_{grid}_1dp.csv")) {
            assert_eq!(exists(&cell.summary()), Some(cell.exists == "1"), "{grid}: {} ± {}", cell.mean, cell.sd);
        }
    }
}

#[test]
fn random_tuples_are_decided_as_exhaustive_search_decided_them() {
    let known = oracle::<Cell>("random_tuples_exact.csv").into_iter().filter(|cell| !cell.exists.is_empty());
    let mut decided = 0;
    for cell in known {
        let expected = cell.exists == "possible";
        let label = format!("{} ± {}, n = {}, {:?} items", cell.mean, cell.sd, cell.n, cell.items);
        assert_eq!(exists(&cell.summary()), Some(expected), "{label}");
        decided += 1;
    }
    assert!(decided > 2_000, "{decided}");
}

#[test]
fn no_summary_of_a_real_sample_is_called_inconsistent() {
    for cell in oracle::<Cell>("real_sample_summaries.csv") {
        assert_eq!(exists(&cell.summary()), Some(true), "{} ± {}, n = {}", cell.mean, cell.sd, cell.n);
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
    match statistic {
        Mean => stated.contains(&ratio(sum, total)),
        Variance => stated.contains(&variance),
        Sd => stated.squared().contains(&variance),
        Se => stated.squared().contains(&variance.divided_by(&whole(total)).unwrap()),
        Median => stated.contains(&ratio(values[(n - 1) / 2] + values[n / 2], 2)),
        Min => stated.contains(&whole(values[0])),
        Max => stated.contains(&whole(values[n - 1])),
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

const ALL: [Statistic; 10] = [Mean, Sd, Variance, Se, Median, Mode, Min, Max, LowerQuartile, UpperQuartile];

/// A number of so many hundredths as printed with that many decimals.
fn printed(hundredths: i64, decimals: u32) -> Interval {
    let value = Rational::new(hundredths.into(), 100).unwrap();
    let figure: Figure = Rounding::HalfUp.print(&value, decimals).parse().unwrap();
    Rounding::Unstated.interval(&figure)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    /// Whatever is stated of few values on a short scale, the verdict is that of trying them all.
    #[test]
    fn verdicts_are_those_of_brute_force(
        n in 1usize..=6,
        high in 1i64..=4,
        stated in prop::collection::vec((0usize..10, 0i64..=450, 0u32..=2), 1..=4),
        divisor in prop::sample::select(vec![Divisor::OneLess, Divisor::All]),
    ) {
        let mut summary = Summary::of(n as u64).scale(Scale::between(0, high)).divisor(divisor);
        let mut figures: Vec<_> = stated.iter().map(|(at, value, decimals)| (ALL[*at], printed(*value, *decimals))).collect();
        figures.sort_by_key(|figure| figure.0);
        figures.dedup_by_key(|figure| figure.0);
        for (statistic, values) in &figures {
            summary = summary.with(*statistic, values.clone());
        }
        let fits = |values: &&Vec<i64>| figures.iter().all(|(statistic, stated)| has(values, *statistic, stated, divisor));
        let in_order = |lower: &(Statistic, Interval), higher: &(Statistic, Interval)| {
            let quartiles = [LowerQuartile, Median, UpperQuartile];
            let place = |figure: &(Statistic, Interval)| quartiles.iter().position(|statistic| *statistic == figure.0);
            place(lower).zip(place(higher)).is_none_or(|(lower, higher)| lower >= higher)
                || lower.1.intersects(&higher.1.and_below())
        };
        let in_order = figures.iter().all(|one| figures.iter().all(|other| in_order(one, other)));
        let expected = in_order && multisets(n, high).iter().any(|values| fits(&values));
        prop_assert_eq!(exists(&summary), Some(expected), "{:?}", summary);
    }

    /// What real values are summarised as is consistent, whichever statistics are printed.
    #[test]
    fn summaries_of_samples_are_consistent(
        mut values in prop::collection::vec(-20i64..=80, 1..=40),
        printed in prop::collection::vec(any::<bool>(), 6),
        decimals in 0u32..=3,
    ) {
        values.sort_unstable();
        let n = values.len() as u64;
        let sum: i64 = values.iter().sum();
        let whole = |value: i64| Rational::whole(value.into());
        let median = Rational::new((values[(values.len() - 1) / 2] + values[values.len() / 2]).into(), 2).unwrap();
        let mean = Rational::new(sum.into(), n.into()).unwrap();
        let own = [(Mean, mean), (Median, median), (Min, whole(values[0])), (Max, whole(values[values.len() - 1]))];
        let mut summary = Summary::of(n).scale(Scale::whole());
        for ((statistic, value), _) in own.iter().zip(&printed).filter(|(_, printed)| **printed) {
            let text = Rounding::HalfEven.print(value, decimals);
            summary = summary.printed(*statistic, &text).unwrap();
        }
        if printed[4] {
            let squares: i64 = values.iter().map(|value| value * value).sum();
            let variance = Rational::new((squares * n as i64 - sum * sum).into(), (n * (n - 1).max(1)).into()).unwrap();
            summary = summary.printed(Variance, &Rounding::HalfUp.print(&variance, decimals)).unwrap();
        }
        prop_assert_ne!(exists(&summary), Some(false), "{:?}", summary);
        prop_assert_eq!(exists(&summary), Some(true), "undecided: {:?}", summary);
    }
}
