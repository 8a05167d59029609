//! One variable: whether data exist, against grids of known answers and brute force.

use proptest::prelude::*;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se, UpperQuartile, Variance};
use retally::sample::{Divisor, Scale, Summary};
use retally::{Figure, Interval, Rational, Rounding, Statistic};
use serde::Deserialize;

use crate::every_sample::{closed, decimal, exists, has, multisets, oracle};

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
        let expected = cell.exists == "1";
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
        let expected = multisets(n, high).iter().any(|values| fits(&values));
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

/// Any figure, also absurd ones.
fn figure() -> impl Strategy<Value = String> {
    let digits = prop_oneof![Just(1usize), Just(2), Just(3), Just(10), Just(19), Just(39), Just(80)];
    let qualifier = prop_oneof![4 => Just(""), 1 => Just("<"), 1 => Just(">"), 1 => Just("about "), 1 => Just("-")];
    (qualifier, digits, 0usize..12, any::<u64>()).prop_map(|(qualifier, digits, decimals, seed)| {
        let text: String = seed.to_string().chars().cycle().take(digits).collect();
        if decimals == 0 {
            format!("{qualifier}{text}")
        } else {
            format!("{qualifier}{text}.{:0>decimals$}", seed % 1_000)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    /// Whatever is stated, there is a verdict, and a witness has what is stated.
    #[test]
    fn nothing_is_too_absurd_to_be_judged(
        n in prop_oneof![Just(None), (0u64..5).prop_map(Some), (0u64..2_000).prop_map(Some), any::<u64>().prop_map(Some)],
        figures in prop::collection::vec((0usize..10, figure()), 0..5),
        step in prop_oneof![Just("1"), Just("0.01"), Just("1000000000000"), Just("0.000000000000000000001")],
        items in prop_oneof![Just(1u64), Just(3), Just(u64::MAX)],
        bounds in prop_oneof![Just(None), (-5i64..5, 0i64..20).prop_map(Some), (any::<i64>(), any::<i64>()).prop_map(Some)],
        continuous in any::<bool>(),
    ) {
        let scale = if continuous { Scale::continuous() } else { Scale::steps(decimal(step)).items(items) };
        let whole = |value: i64| Rational::whole(value.into());
        let scale = bounds.map_or(scale.clone(), |(low, width)| scale.bounds(whole(low), whole(low.saturating_add(width))));
        let mut summary = n.map_or_else(Summary::of_some, Summary::of).scale(scale);
        for (at, text) in &figures {
            summary = summary.printed(ALL[*at], text).unwrap();
        }
        exists(&summary);
    }
}

/// A case of a search that tries blindly.
#[derive(Deserialize)]
struct Sprite {
    n: u64,
    mean: String,
    sd: String,
    scale_min: i64,
    scale_max: i64,
    items: u64,
    solution_expected_by_source: String,
    exact_grimmer_floor_scale: String,
}

#[test]
fn what_blind_search_finds_exists() {
    for case in oracle::<Sprite>("sprite_cases.csv") {
        let scale = Scale::between(case.scale_min, case.scale_max).items(case.items);
        let summary = Summary::of(case.n).scale(scale).divisor(Divisor::OneLess);
        let summary = summary.with(Mean, closed(&case.mean)).with(Sd, closed(&case.sd));
        let expected = case.exact_grimmer_floor_scale == "consistent";
        let label = format!("{} ± {}, n = {}, {}", case.mean, case.sd, case.n, case.solution_expected_by_source);
        assert_eq!(exists(&summary), Some(expected), "{label}");
    }
}

/// The median of an odd number of values is one of them (as a checklist of the medical sciences has it).
#[test]
fn medians_lie_on_the_scale_or_halfway() {
    let of = |n: u64, items: u64, median: &str| {
        let value = Interval::point(decimal(median));
        exists(&Summary::of(n).scale(Scale::whole().items(items)).with(Median, value))
    };
    assert_eq!(of(153, 1, "0.5"), Some(false));
    assert_eq!(of(153, 2, "0.5"), Some(true));
    assert_eq!(of(152, 1, "0.5"), Some(true));
    assert_eq!(of(152, 1, "0.25"), Some(false));
}

#[test]
fn a_median_with_one_end_bounds_both_middle_values() {
    let of = |text: &str| {
        let summary =
            Summary::of(2).scale(Scale::between(0, 10)).printed(Mean, "3").unwrap().printed(Median, text).unwrap();
        exists(&summary)
    };
    assert_eq!(of("> 2"), Some(true));
    assert_eq!(of("> 4"), Some(false));
    assert_eq!(of("< 2"), Some(false));
}

#[test]
fn many_values_are_judged_by_bounds() {
    let of = |mean: &str, sd: &str| exists(&answers(10_000_000, mean, sd, 1, 5));
    assert_eq!(of("3.5", "1.5"), Some(true));
    assert_eq!(of("3.5", "2.5"), Some(false));
    assert_eq!(of("5.6", "0.1"), Some(false));
}

fn answers(n: u64, mean: &str, sd: &str, low: i64, high: i64) -> Summary {
    let summary = Summary::of(n).scale(Scale::between(low, high)).divisor(Divisor::OneLess);
    summary.printed(Mean, mean).unwrap().printed(Sd, sd).unwrap()
}

/// 20.78 and 0.89 are the standard deviation and the standard error of 539 to 551 values.
#[test]
fn a_standard_error_says_how_many_values_there_are() {
    let of = |sd: &str, se: &str| {
        let figures = [(Mean, "130.77"), (Sd, sd), (Se, se), (Min, "66"), (Max, "190.33")];
        figures.into_iter().fold(Summary::of_some(), |summary, (of, text)| summary.printed(of, text).unwrap())
    };
    assert_eq!(exists(&of("20.78", "0.89")), Some(true));
    // What is beyond the extremes with two values is so with any number.
    assert_eq!(exists(&of("90.78", "0.89")), Some(false));
    assert_eq!(exists(&of("20.78", "90.1")), Some(false));
}
