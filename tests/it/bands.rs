//! How often each value can occur, against every sample there is.

use proptest::prelude::*;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd};
use retally::sample::{Band, Divisor, Existence, Limit, Scale, Summary};
use retally::{Interval, Rational, Statistic};

use crate::every_sample::{has, multisets};

/// How often each value occurs at least and at most, told from a list of all samples.
fn listed(n: usize, high: i64, figures: &[(Statistic, Interval)], divisor: Divisor) -> Vec<(u64, u64)> {
    let divisors = if divisor == Divisor::Unstated { vec![Divisor::OneLess, Divisor::All] } else { vec![divisor] };
    let fits =
        |values: &Vec<i64>, divisor| figures.iter().all(|(statistic, stated)| has(values, *statistic, stated, divisor));
    let samples = multisets(n, high).into_iter().filter(|values| divisors.iter().any(|divisor| fits(values, *divisor)));
    let samples: Vec<_> = samples.collect();
    let times = |sample: &Vec<i64>, value| sample.iter().filter(|other| **other == value).count() as u64;
    let ends = |value| {
        let all = || samples.iter().map(|sample| times(sample, value));
        Some((all().min()?, all().max()?))
    };
    (0..=high).filter_map(ends).collect()
}

fn of(bands: &[Band], value: i64) -> Band {
    let none = Band { value: Rational::whole(value.into()), least: 0, most: 0, least_is_met: true, most_is_met: true };
    bands.iter().find(|band| band.value == none.value).cloned().unwrap_or(none)
}

/// Printed values of some sample, with a mode or without.
fn stated(values: &[i64], wanted: &[bool], decimals: u32) -> Vec<(Statistic, Interval)> {
    let n = values.len() as i64;
    let whole = |value: i64| Rational::whole(value.into());
    let mean = Rational::new(values.iter().sum::<i64>().into(), n.into()).unwrap();
    let squares: i64 = values.iter().map(|value| value * value).sum();
    let sum: i64 = values.iter().sum();
    let variance = Rational::new((n * squares - sum * sum).into(), (n * (n - 1)).max(1).into()).unwrap();
    let sd = Interval::closed(Rational::zero(), whole(9));
    let near = (1..900).map(|sd| Rational::new(sd.into(), 100).unwrap()).find(|sd| (sd * sd) >= variance);
    let sd = near.map_or(sd, |sd| crate::every_sample::closed(&retally::Rounding::HalfUp.print(&sd, decimals)));
    let times = |value: &i64| values.iter().filter(|other| *other == value).count();
    let mode = *values.iter().max_by_key(|value| times(value)).unwrap();
    let median = Rational::new((values[(values.len() - 1) / 2] + values[values.len() / 2]).into(), 2).unwrap();
    let all = [
        (Mean, crate::every_sample::closed(&retally::Rounding::HalfUp.print(&mean, decimals))),
        (Sd, sd),
        (Median, Interval::point(median)),
        (Min, Interval::point(whole(values[0]))),
        (Max, Interval::point(whole(values[values.len() - 1]))),
        (LowerQuartile, Interval::point(whole(values[values.len() / 4]))),
        (Mode, Interval::point(whole(mode))),
    ];
    all.into_iter().zip(wanted).filter(|(_, wanted)| **wanted).map(|(figure, _)| figure).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// No sample lies outside a band; without a mode, and where an end is met, the ends are those of all samples.
    #[test]
    fn bands_are_those_of_all_samples(
        mut values in prop::collection::vec(0_i64..=5, 1..=8),
        wanted in prop::collection::vec(any::<bool>(), 7),
        decimals in 0_u32..=1,
        divisor in prop::sample::select(vec![Divisor::OneLess, Divisor::All, Divisor::Unstated]),
    ) {
        values.sort_unstable();
        let figures = stated(&values, &wanted, decimals);
        let mut summary = Summary::of(values.len() as u64).scale(Scale::between(0, 5)).divisor(divisor);
        for (statistic, interval) in &figures {
            summary = summary.with(*statistic, interval.clone());
        }
        let listed = listed(values.len(), 5, &figures, divisor);
        let bands = summary.bands().unwrap();
        prop_assert_eq!(bands.is_empty(), listed.is_empty(), "{:?}", &summary);
        for (value, (least, most)) in listed.iter().enumerate() {
            let band = of(&bands, value as i64);
            prop_assert!(band.least <= *least && *most <= band.most, "{:?} {:?} {:?}", &summary, &band, (least, most));
            prop_assert!(!band.least_is_met || band.least == *least, "{:?} {:?} {:?}", &summary, &band, least);
            prop_assert!(!band.most_is_met || band.most == *most, "{:?} {:?} {:?}", &summary, &band, most);
            if !wanted[6] {
                prop_assert!(band.least_is_met && band.most_is_met, "{:?} {:?} {:?}", &summary, &band, (least, most));
            }
        }
    }

    /// Whatever random moves lead to has the statistics, and the seed decides what that is.
    #[test]
    fn another_sample_has_the_same_statistics(
        mut values in prop::collection::vec(0_i64..=5, 2..=30),
        wanted in prop::collection::vec(any::<bool>(), 7),
        seed in any::<u64>(),
    ) {
        values.sort_unstable();
        let mut summary = Summary::of(values.len() as u64).scale(Scale::between(0, 5));
        for (statistic, interval) in stated(&values, &wanted, 1) {
            summary = summary.with(statistic, interval);
        }
        let Existence::Consistent(sample) = summary.decide() else { return Ok(()) };
        let other = summary.another(&sample, seed);
        prop_assert!(other.as_ref().is_some_and(|other| summary.admits(other)), "{:?} {:?}", &summary, &other);
        prop_assert_eq!(other, summary.another(&sample, seed));
    }
}

#[test]
fn the_extremes_the_median_and_the_mode_of_a_published_age_occur() {
    let ages = Summary::of(141).scale(Scale::whole());
    let printed = [(Mean, "36.9"), (Sd, "5.2"), (Median, "37"), (Mode, "35"), (Min, "21"), (Max, "48")];
    let ages = printed.iter().fold(ages, |ages, (statistic, text)| ages.printed(*statistic, text).unwrap());
    let bands = ages.bands().unwrap();
    assert_eq!(bands.len(), 28);
    for value in [21, 35, 37, 48] {
        assert!(of(&bands, value).least > 0, "{value}");
    }
    // 28 values: the most frequent of 141 occurs six times at least.
    assert!(of(&bands, 35).least >= 6);
    assert!(bands.iter().all(|band| band.most <= of(&bands, 35).most));
}

#[test]
fn what_cannot_be_told_names_its_limit() {
    let mean = |summary: Summary| summary.printed(Mean, "3.5").unwrap();
    assert_eq!(mean(Summary::of_some().scale(Scale::between(1, 7))).bands(), Err(Limit::NoCount));
    assert_eq!(mean(Summary::of(10)).bands(), Err(Limit::NoStep));
    assert_eq!(mean(Summary::of(10).scale(Scale::whole())).bands(), Err(Limit::Unbounded));
    assert_eq!(mean(Summary::of(1_001).scale(Scale::between(1, 7))).bands(), Err(Limit::Size));
    assert_eq!(mean(Summary::of(10).scale(Scale::between(1, 1_000))).bands(), Err(Limit::Breadth));
    assert_eq!(mean(Summary::of(10).scale(Scale::between(5, 7))).bands(), Ok(Vec::new()));
    assert_eq!(mean(Summary::of(10).scale(Scale::between(5, 7))).another(&retally::sample::Sample::default(), 1), None);
}
