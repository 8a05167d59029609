//! One variable: what is decided must be right on wide, open and odd questions too.

use proptest::prelude::*;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se, UpperQuartile, Variance};
use retally::sample::{Divisor, Existence, Limit, Sample, Scale, Summary};
use retally::{Interval, Rational, Statistic};

use crate::every_sample::{closed, exists, has, multisets, sample};

pub fn printed(summary: Summary, figures: &[(Statistic, &str)]) -> Summary {
    figures.iter().fold(summary, |summary, (statistic, text)| summary.printed(*statistic, text).unwrap())
}

pub fn whole(value: i64) -> Rational {
    Rational::whole(value.into())
}

/// −997 and 1003 have a mean of 3 and a standard deviation above 1,000.
#[test]
fn a_lower_end_of_the_spread_leaves_room_on_open_scales() {
    let open = [
        (Scale::whole(), true),
        (Scale::whole().from(Some(whole(0))), false),
        (Scale::whole().to(Some(whole(5))), false),
        (Scale::steps(Rational::unit(2)), true),
    ];
    for (scale, is_open_on_both_sides) in open {
        for (statistic, text) in [(Sd, ">1000"), (Se, "> 300"), (Variance, ">= 1000000"), (Sd, "≥ 1")] {
            for n in [2, 3, 7, 50] {
                let summary = printed(Summary::of(n).scale(scale.clone()), &[(statistic, text)]);
                assert_eq!(exists(&summary), Some(true), "{summary:?}");
                let with_mean = printed(summary, &[(Mean, "3")]);
                if is_open_on_both_sides {
                    assert_eq!(exists(&with_mean), Some(true), "{with_mean:?}");
                }
            }
        }
    }
    // From zero up the mean of two values is at least a root of two of their standard deviation.
    let from_zero = Summary::of(2).scale(Scale::whole().from(Some(whole(0))));
    assert_eq!(exists(&printed(from_zero, &[(Mean, "3"), (Sd, ">1000")])), Some(false));
}

#[test]
fn samples_without_end_are_told_so() {
    let from_zero = || Scale::whole().from(Some(whole(0)));
    let count = |summary: Summary| summary.samples().map(|samples| samples.count().to_string());
    for (scale, figures) in [
        (from_zero(), vec![(Sd, "1.0")]),
        (from_zero(), vec![(Mean, "> 2")]),
        (from_zero(), vec![(Min, "≥ 1")]),
        (from_zero(), vec![(Median, "3")]),
        (from_zero(), vec![(Mean, "> 2"), (Sd, "1.0")]),
        (Scale::whole(), vec![(Max, "≤ 2")]),
        (Scale::whole(), vec![(Max, "≤ 2"), (Sd, "1.0")]),
        (Scale::whole(), vec![(Mean, "3")]),
        (Scale::whole(), vec![(Min, "1"), (Mode, "2")]),
        (Scale::whole(), vec![]),
    ] {
        let summary = printed(Summary::of(3).scale(scale), &figures);
        assert_eq!(count(summary.clone()), Err(Limit::Unbounded), "{summary:?}");
        assert_eq!(summary.bands(), Err(Limit::Unbounded), "{summary:?}");
    }
    for (scale, figures) in [
        (from_zero(), vec![(Mean, "2")]),
        (from_zero(), vec![(Mean, "< 2")]),
        (from_zero(), vec![(Sd, "1.0"), (Median, "3")]),
        (from_zero(), vec![(Sd, "1.0"), (Min, "< 3")]),
        (Scale::whole(), vec![(Min, "1"), (Max, "3")]),
        (Scale::whole(), vec![(Mean, "3"), (Sd, "< 2")]),
        (Scale::whole(), vec![(Min, "1"), (Mean, "≤ 3")]),
        // Nothing has these, however open the scale is.
        (Scale::whole(), vec![(Mean, "1"), (Min, "2")]),
    ] {
        let summary = printed(Summary::of(3).scale(scale), &figures);
        assert!(count(summary.clone()).is_ok(), "{summary:?}");
        assert!(summary.bands().is_ok(), "{summary:?}");
    }
}

#[test]
fn nobody_is_no_reason_to_panic() {
    for scale in [Scale::whole(), Scale::between(1, 5), Scale::continuous()] {
        let nobody = Summary::of(0).scale(scale.clone());
        assert_eq!(nobody.samples().unwrap().count(), whole(1));
        assert_eq!(nobody.samples().unwrap().iter().collect::<Vec<_>>(), [Ok(Sample::default())]);
        assert_eq!(nobody.samples().unwrap().draw(1, 2).unwrap(), vec![Sample::default(); 2]);
        assert_eq!(nobody.samples().unwrap().frequencies(), Ok(Vec::new()));
        for summary in [nobody.clone(), printed(nobody, &[(Mean, "3"), (Median, "2"), (Mode, "1"), (Sd, "1")])] {
            assert_eq!(summary.bands(), Ok(Vec::new()));
            assert_eq!(summary.another(&Sample::default(), 1), None);
            let some = u8::from(matches!(summary.decide(), Existence::Consistent(_)));
            assert_eq!(summary.samples().unwrap().count(), whole(some.into()));
        }
    }
}

/// No usual definition puts the lower quartile of 1 and 5 above their middle.
#[test]
fn a_quartile_of_two_is_one_thing_to_all() {
    let of = |quartile: &str| {
        printed(Summary::of(2).scale(Scale::between(1, 5)), &[(LowerQuartile, quartile), (Median, "3")])
    };
    for (quartile, expected) in [("4.5", false), ("3.7", false), ("1", true), ("2", true), ("3", true)] {
        let summary = of(quartile);
        assert_eq!(exists(&summary), Some(expected), "{quartile}");
        assert_eq!(summary.samples().unwrap().count() > whole(0), expected, "{quartile}");
        assert_eq!(summary.admits(&sample(&[1, 5])), expected, "{quartile}");
    }
}

/// 1.3 ± 0.9 of nine answers exists with divisor n alone.
#[test]
fn an_unstated_divisor_is_either_wherever_it_is_asked_for() {
    let answers = || printed(Summary::of(9).scale(Scale::between(1, 5)), &[(Mean, "1.3"), (Sd, "0.9")]);
    let of = |divisor| answers().divisor(divisor).samples().unwrap().count();
    assert_eq!(of(Divisor::OneLess), whole(0));
    assert!(of(Divisor::All) > whole(0));
    assert_eq!(of(Divisor::Unstated), of(Divisor::All));
}

#[test]
fn even_numbers_with_a_median_on_wide_scales_are_decided() {
    let of = |n, high, figures: &[_]| exists(&printed(Summary::of(n).scale(Scale::between(0, high)), figures));
    assert_eq!(of(4, 1_000_000, &[(Median, "250000")]), Some(true));
    assert_eq!(of(4, 1_000_000, &[(Median, "250000"), (Mean, "250000"), (Sd, "100000")]), Some(true));
    assert_eq!(of(4, 1_000_000, &[(Median, "250000"), (Mean, "700000")]), Some(false));
    let incomes = |mean, sd, median| of(50, 1_000_000, &[(Mean, mean), (Sd, sd), (Median, median)]);
    assert_eq!(incomes("41250", "15300", "38500"), Some(true));
    assert_eq!(incomes("41250", "15300", "78500"), Some(false)); // further than a standard deviation from the mean
    let open = printed(Summary::of(50).scale(Scale::whole()), &[(Mean, "41250"), (Sd, "15300"), (Median, "38500")]);
    assert_eq!(exists(&open), Some(true));
}

#[test]
fn many_values_with_hardly_any_spread_are_decided() {
    let of = |n, mean, sd| exists(&printed(Summary::of(n).scale(Scale::between(1, 5)), &[(Mean, mean), (Sd, sd)]));
    for n in [1_000_000, 1_000_000_000, 1_000_000_000_000] {
        assert_eq!(of(n, "1.00", "0.00"), Some(true), "{n}");
        assert_eq!(of(n, "5.00", "0.00"), Some(true), "{n}");
        assert_eq!(of(n, "1.50", "0.00"), Some(false), "{n}");
        assert_eq!(of(n, "1.00", "0.50"), Some(false), "{n}");
        assert_eq!(of(n, "3.00", "2.00"), Some(true), "{n}");
    }
}

#[test]
fn what_is_off_the_scale_is_so_for_any_number() {
    let of = |figures: &[_]| printed(Summary::of_some().scale(Scale::between(1, 5)), figures).decide();
    for figures in [[(Mean, "5.6")], [(Mean, "0.4")], [(Median, "5.7")], [(Sd, "3.1")], [(Variance, "9.1")]] {
        assert!(matches!(of(&figures), Existence::Inconsistent(_)), "{figures:?}: {:?}", of(&figures));
    }
    // Two answers of 1 and 5.
    assert!(matches!(of(&[(Sd, "2.83")]), Existence::Consistent(_)));
    assert!(matches!(of(&[(Mean, "4.9")]), Existence::Consistent(_)));
}

#[test]
fn stated_frequencies_are_conditions() {
    // Forty of a hundred said 7.
    let answers = printed(Summary::of(100).scale(Scale::between(1, 7)), &[(Mean, "5.0"), (Sd, "2.0")]);
    let forty = answers.clone().frequency(whole(7), "40").unwrap();
    let Existence::Consistent(found) = forty.decide() else { panic!("{:?}", forty.decide()) };
    assert_eq!(found.frequency(&whole(7)), 40);
    assert!(forty.admits(&found));
    let never = |value| answers.clone().frequency(whole(value), "0").unwrap();
    assert_eq!(exists(&never(5)), Some(true));
    let most = answers.clone().frequency(whole(7), "≥ 90").unwrap();
    assert_eq!(exists(&most), Some(false));
    assert_eq!(exists(&answers.clone().frequency(whole(8), "1").unwrap()), Some(false));
    assert_eq!(exists(&answers.frequency(whole(8), "0").unwrap()), Some(true));
    let bands = forty.bands().unwrap();
    let sevens = bands.iter().find(|band| band.value == whole(7)).unwrap();
    assert_eq!((sevens.least, sevens.most), (40, 40));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Whatever is stated of frequencies, all answers are those of trying everything.
    #[test]
    fn frequencies_are_those_of_brute_force(
        n in 1usize..=6,
        high in 1i64..=4,
        seed in any::<usize>(),
        stated in prop::collection::vec(any::<bool>(), 5),
        wanted in prop::collection::vec((0i64..=4, 0u64..=3, 0u64..=3), 1..=3),
        unstated in any::<bool>(),
    ) {
        let all = multisets(n, high);
        let own = &all[seed % all.len()];
        let whole_mean = Rational::new(own.iter().sum::<i64>().into(), n as i128).unwrap();
        let sd = ["0", "0.5", "1", "1.5", "2"][seed % 5];
        let median = Rational::new((own[(n - 1) / 2] + own[n / 2]).into(), 2).unwrap();
        let figures = [
            (Mean, closed(&retally::Rounding::HalfUp.print(&whole_mean, 1))),
            (Sd, closed(sd)),
            (Median, Interval::point(median)),
            (Max, Interval::point(whole(own[n - 1]))),
            (UpperQuartile, Interval::point(whole(own[n - 1 - n / 4]))),
        ];
        let figures: Vec<_> = figures.into_iter().zip(&stated).filter(|(_, stated)| **stated).map(|(own, _)| own).collect();
        let divisors = if unstated { vec![Divisor::OneLess, Divisor::All] } else { vec![Divisor::OneLess] };
        let divisor = if unstated { Divisor::Unstated } else { Divisor::OneLess };
        let mut summary = Summary::of(n as u64).scale(Scale::between(0, high)).divisor(divisor);
        for (statistic, values) in &figures {
            summary = summary.with(*statistic, values.clone());
        }
        let between = |least: u64, most: u64| Interval::closed(Rational::from(least), Rational::from(most.max(least)));
        for (value, least, most) in &wanted {
            summary = summary.with_frequency(whole(*value), between(*least, *most));
        }
        let times = |values: &Vec<i64>, value: i64| values.iter().filter(|own| **own == value).count() as u64;
        let is_so_often = |values: &Vec<i64>| {
            wanted.iter().all(|(value, least, most)| (*least..=*most.max(least)).contains(&times(values, *value)))
        };
        let fits = |values: &&Vec<i64>| is_so_often(values) && divisors.iter().any(|divisor| {
            figures.iter().all(|(statistic, stated)| has(values, *statistic, stated, *divisor))
        });
        let expected: Vec<_> = all.iter().filter(fits).collect();
        prop_assert_eq!(exists(&summary), Some(!expected.is_empty()), "{:?}", &summary);
        let samples = summary.samples().unwrap();
        prop_assert_eq!(samples.count(), whole(expected.len() as i64), "{:?}", &summary);
        prop_assert_eq!(samples.iter().count(), expected.len());
        for drawn in samples.draw(seed as u64, 3).unwrap() {
            prop_assert!(summary.admits(&drawn), "{:?} {:?}", &summary, &drawn);
        }
        for frequencies in samples.frequencies().unwrap() {
            for (often, samples) in frequencies.samples.iter().enumerate() {
                let own = |values: &&&Vec<i64>| {
                    values.iter().filter(|value| whole(**value) == frequencies.value).count() == often
                };
                prop_assert_eq!(samples, &whole(expected.iter().filter(own).count() as i64));
            }
        }
        let bands = summary.bands().unwrap();
        prop_assert_eq!(bands.is_empty(), expected.is_empty());
        for band in &bands {
            let value = band.value.to_i128().unwrap() as i64;
            let all = || expected.iter().map(|values| times(values, value));
            prop_assert_eq!((Some(band.least), Some(band.most)), (all().min(), all().max()), "{:?} {:?}", &summary, band);
        }
        if let Existence::Consistent(found) = summary.decide() {
            prop_assert!(summary.another(&found, 3).is_some_and(|other| summary.admits(&other)));
        }
    }

    /// An end that is left out of a figure or of the scale makes no difference to how a question is decided.
    #[test]
    fn open_ends_are_decided_as_wide_ones(
        n in 2u64..=5,
        sd in 0i64..=40,
        mean in prop::option::of(-5i64..=5),
        low in prop::option::of(-6i64..=0),
        median in prop::option::of(-3i64..=3),
        max in prop::option::of(0i64..=4),
    ) {
        let figures = |scale: Scale| {
            let summary = Summary::of(n).scale(scale).divisor(Divisor::OneLess);
            let summary = summary.with(Sd, Interval::at_least(whole(sd)));
            let some = [(Mean, mean), (Median, median)].into_iter().filter_map(|(own, value)| Some((own, value?)));
            let summary = some.fold(summary, |all, (own, value)| all.with(own, Interval::point(whole(value))));
            max.map_or(summary.clone(), |max| summary.with(Max, Interval::at_most(whole(max))))
        };
        let open = exists(&figures(Scale::whole().from(low.map(whole))));
        let wide = exists(&figures(Scale::whole().from(low.map(whole).or(Some(whole(-2_000)))).to(Some(whole(2_000)))));
        prop_assert!(open.is_some(), "{:?}", figures(Scale::whole().from(low.map(whole))));
        prop_assert_eq!(open, wide, "{:?}", figures(Scale::whole().from(low.map(whole))));
    }

    /// Of an even number the median is decided as if each pair of middle values had been tried.
    #[test]
    fn medians_of_even_numbers_are_those_of_brute_force(
        pairs in 1usize..=2,
        mean in 0i64..=120,
        sd in 0i64..=80,
        median in 0i64..=24,
    ) {
        let n = 2 * pairs;
        let ratio = |value: i64, by: i64| Rational::new(value.into(), by.into()).unwrap();
        let figures = [
            (Mean, closed(&retally::Rounding::HalfUp.print(&ratio(mean, 10), 1))),
            (Sd, closed(&retally::Rounding::HalfUp.print(&ratio(sd, 10), 1))),
            (Median, Interval::point(ratio(median, 2))),
        ];
        let summary = Summary::of(n as u64).scale(Scale::between(0, 12)).divisor(Divisor::OneLess);
        let summary = figures.iter().fold(summary, |all, (own, values)| all.with(*own, values.clone()));
        let fits = |values: &Vec<i64>| figures.iter().all(|(own, stated)| has(values, *own, stated, Divisor::OneLess));
        prop_assert_eq!(exists(&summary), Some(multisets(n, 12).iter().any(fits)), "{:?}", &summary);
    }
}

/// The standard deviation of 1 and 5 is 2 or 2.83, that of 2 and 4 is 1 or 1.41.
#[test]
fn granularity_takes_either_divisor_where_none_is_stated() {
    use retally::granularity::{Answers, moments, sd_limits};
    let answers = |divisor| Answers { divisor, scale: Some((1, 5)), ..Answers::of(2) };
    let judge = |sd: &str, divisor| moments(&closed("3.00"), &closed(sd), &answers(divisor)).name();
    for (sd, one_less, all, either) in [
        ("1.00", "inconsistent", "consistent", "consistent"),
        ("2.83", "consistent", "inconsistent", "consistent"),
        ("2.50", "inconsistent", "inconsistent", "inconsistent"),
    ] {
        let of = [Divisor::OneLess, Divisor::All, Divisor::Unstated].map(|divisor| judge(sd, divisor));
        assert_eq!(of, [one_less, all, either], "{sd}");
    }
    let limits = sd_limits(&closed("3.5"), &answers(Divisor::Unstated)).unwrap().unwrap();
    assert_eq!((limits.least, limits.greatest), (Rational::new(1, 4).unwrap(), Some(Rational::new(9, 2).unwrap())));
}
