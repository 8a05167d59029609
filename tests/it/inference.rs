//! Distributions and reported tests, against values from elsewhere.

use proptest::prelude::*;
use retally::inference::Distribution;
use retally::inference::variance::{Averages, Group, factorial, one_way, welch};
use retally::{Figure, Interval, Rational, Rounding};

use crate::oracle::{Case, cases};

fn number(text: &str) -> Rational {
    text.parse::<Figure>().unwrap().number().clone()
}

/// `1.25e-30`, exactly.
fn scientific(text: &str) -> Rational {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap();
    let power = Rational::unit(exponent.unsigned_abs());
    let digits = number(digits);
    if exponent < 0 { &digits * &power } else { digits.divided_by(&power).unwrap() }
}

fn distribution(case: &Case) -> Distribution {
    let df = |column| number(case.text(column));
    match case.text("distribution") {
        "z" => Distribution::Normal,
        "t" => Distribution::T(df("df1")),
        "F" => Distribution::F(df("df1"), df("df2")),
        "chi2" => Distribution::ChiSquare(df("df1")),
        "r" => Distribution::Correlation(df("df1")),
        other => panic!("no distribution {other}"),
    }
}

#[test]
fn tails_hold_the_values_that_fifty_digits_give() {
    let cases = cases("tails.csv");
    assert!(cases.len() > 350);
    for case in &cases {
        let tail = distribution(case).tail(&number(case.text("statistic"))).unwrap();
        let exact = scientific(case.text("tail"));
        assert!(tail.contains(&exact), "{}: {:?} to {:?}", case.row(), tail.least(), tail.greatest());
        let (low, high) = (tail.least().unwrap(), tail.greatest().unwrap());
        let width = (high - low).divided_by(&exact).unwrap().to_f64();
        let off = (&(high + low).halved() - &exact).divided_by(&exact).unwrap().to_f64().abs();
        let deep = exact < Rational::unit(288);
        assert!(deep || width < 1e-9, "{}: wide by {width} of it", case.row());
        assert!(deep || off < width / 7.0 + f64::EPSILON, "{}: off by {off} of {width}", case.row());
    }
}

fn values(text: &str) -> Interval {
    Rounding::Unstated.interval(&text.parse::<Figure>().unwrap())
}

fn group(n: u64, mean: &str, sd: &str) -> Group {
    Group { n, mean: values(mean), sd: values(sd) }
}

#[test]
fn f_of_two_groups_is_that_of_an_independent_script() {
    let cases = cases("f_from_summary.csv");
    assert_eq!(cases.len(), 30);
    for case in &cases {
        let group = |at: u8| {
            let of = |what: &str| format!("{what}{at}");
            group(case.whole(&of("n")).unwrap(), case.text(&of("m")), case.text(&of("sd")))
        };
        let f = one_way(&[group(1), group(2)]).unwrap();
        for (end, column) in [(f.least().unwrap(), "F_min"), (f.greatest().unwrap(), "F_max")] {
            let off = (end - &number(case.text(column))).abs();
            assert!(off <= Rational::unit(4).halved(), "{}: {f}", case.row());
        }
        let fits = f.intersects(&values(case.text("F_reported")));
        assert_eq!(fits, case.text("verdict_by_rounding_interval") == "consistent", "{}: {f}", case.row());
    }
}

/// F the textbook way, in floating point.
fn plain_f(groups: &[(u64, f64, f64)]) -> f64 {
    let all: f64 = groups.iter().map(|group| group.0 as f64).sum();
    let mean = groups.iter().map(|(n, mean, _)| *n as f64 * mean).sum::<f64>() / all;
    let between: f64 = groups.iter().map(|(n, m, _)| *n as f64 * (m - mean).powi(2)).sum();
    let within: f64 = groups.iter().map(|(n, _, sd)| (*n as f64 - 1.0) * sd * sd).sum();
    let k = groups.len() as f64;
    between / (k - 1.0) / (within / (all - k))
}

fn summaries(groups: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(u64, i32, i32)>> {
    prop::collection::vec((2_u64..60, 100..400_i32, 50..250_i32), groups)
}

fn printed((n, mean, sd): &(u64, i32, i32)) -> Group {
    let text = |hundredths: &i32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    group(*n, &text(mean), &text(sd))
}

/// A value between the ends of what is printed as so many hundredths.
fn within(hundredths: i32, part: f64) -> f64 {
    (f64::from(hundredths) - 0.5 + part) / 100.0
}

proptest! {
    #[test]
    fn f_of_any_values_that_print_so_lies_in_the_interval(
        summaries in summaries(2..6),
        parts in prop::collection::vec((0.0..1.0, 0.0..1.0), 6),
        ends in prop::collection::vec((prop::bool::ANY, prop::bool::ANY), 6),
    ) {
        let groups: Vec<Group> = summaries.iter().map(printed).collect();
        let f = one_way(&groups).unwrap();
        let (low, high) = (f.least().unwrap().to_f64(), f.greatest().unwrap().to_f64());
        let end = |end: bool| if end { 1.0 } else { 0.0 };
        let inner: Vec<_> = summaries.iter().zip(&parts).map(|((n, m, s), (a, b))| (*n, within(*m, *a), within(*s, *b))).collect();
        let corner: Vec<_> = summaries.iter().zip(&ends).map(|((n, m, s), (a, b))| (*n, within(*m, end(*a)), within(*s, end(*b)))).collect();
        for some in [plain_f(&inner), plain_f(&corner)] {
            prop_assert!((1.0 - 1e-9) * low - 1e-9 <= some && some <= (1.0 + 1e-9) * high + 1e-9, "{some} not in {f}");
        }
    }

    #[test]
    fn the_ends_of_f_are_reached(summaries in summaries(2..5)) {
        let groups: Vec<Group> = summaries.iter().map(printed).collect();
        let f = one_way(&groups).unwrap();
        // The greatest is that of a corner of the means with the least standard deviations.
        let corners = (0..1_u32 << summaries.len()).map(|corner| {
            let at = |i: usize| f64::from(corner >> i & 1);
            let groups: Vec<_> = summaries.iter().enumerate().map(|(i, (n, m, s))| (*n, within(*m, at(i)), within(*s, 0.0))).collect();
            plain_f(&groups)
        });
        let greatest = corners.fold(0.0, f64::max);
        prop_assert!((f.greatest().unwrap().to_f64() - greatest).abs() <= 1e-9 * greatest.max(1.0));
        // The least is where all means are drawn towards some common mean as far as they can be.
        let drawn = |to: f64| {
            let groups: Vec<_> = summaries.iter().map(|(n, m, s)| (*n, to.clamp(within(*m, 0.0), within(*m, 1.0)), within(*s, 1.0))).collect();
            plain_f(&groups)
        };
        let least = (0..=20_000).map(|step| drawn(1.0 + f64::from(step) / 6_666.0)).fold(f64::INFINITY, f64::min);
        prop_assert!(f.least().unwrap().to_f64() <= least + 1e-12);
        prop_assert!(least - f.least().unwrap().to_f64() <= 1e-5 * (1.0 + least), "{least} and {f}");
    }

    #[test]
    fn welch_is_student_where_groups_are_alike(n in 2_u64..50, a in 100..400_i32, b in 100..400_i32, sd in 50..250_i32) {
        let (one, other) = (printed(&(n, a, sd)), printed(&(n, b, sd)));
        prop_assert_eq!(welch(&one, &other), one_way(&[one.clone(), other.clone()]));
    }

    #[test]
    fn averages_make_no_difference_where_groups_are_as_large(means in prop::collection::vec(100..400_i32, 6), n in 2_u64..30) {
        let groups: Vec<Group> = means.iter().map(|mean| printed(&(n, *mean, 150))).collect();
        for effect in [[true, false], [false, true]] {
            let of = |averages| factorial(&groups, &[2, 3], &effect, averages).unwrap();
            prop_assert_eq!(of(Averages::TypeThree), of(Averages::Unweighted));
            prop_assert_eq!(of(Averages::TypeThree), of(Averages::Weighted));
        }
    }
}

#[test]
fn effects_of_two_factors_are_those_of_a_linear_model() {
    // Exact means and standard deviations; F of the sums of squares of linear models, each fitted to such data by least
    // squares with and without the effect.
    let exact = |n, mean, sd| Group {
        n,
        mean: Interval::point(Rational::whole(mean)),
        sd: Interval::point(Rational::whole(sd)),
    };
    let groups = [exact(10, 5, 2), exact(20, 7, 3), exact(30, 4, 2), exact(12, 6, 2), exact(8, 3, 1), exact(25, 8, 3)];
    let of = |effect: [bool; 2], averages| {
        factorial(&groups, &[2, 3], &effect, averages).unwrap().single().unwrap().to_f64()
    };
    let expected = [
        ([true, false], Averages::TypeThree, 0.3887180158),
        ([false, true], Averages::TypeThree, 1.4112166119),
        ([true, true], Averages::TypeThree, 21.7672375544),
        ([true, false], Averages::Weighted, 8.5917191283),
        ([false, true], Averages::Weighted, 0.1215980630),
        ([true, false], Averages::Unweighted, 0.3887180158),
        ([false, true], Averages::Unweighted, 1.1661540475),
        ([true, true], Averages::Unweighted, 19.0471827760),
    ];
    for (effect, averages, f) in expected {
        assert!((of(effect, averages) - f).abs() < 1e-9, "{effect:?} {averages:?}: {} and {f}", of(effect, averages));
    }
}
