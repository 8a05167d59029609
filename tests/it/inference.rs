//! Distributions and reported tests, against values from elsewhere.

use proptest::prelude::*;
use retally::inference::variance::{Averages, Group, factorial, one_way, welch};
use retally::inference::{Agreement, Criteria, Distribution, scan};
use retally::{Figure, Interval, Rational, Rounding};

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

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

proptest! {
    /// A second opinion, where it is known to be precise: to ten digits.
    #[test]
    fn a_library_finds_the_same_tails(statistic in 1i64..4_000, between in 1i64..40, within in 1i64..2_000) {
        let value = Rational::whole(statistic.into()).divided_by(&Rational::whole(100)).unwrap();
        let (x, one, two) = (statistic as f64 / 100.0, between as f64, within as f64);
        let df = |df: i64| Rational::whole(df.into());
        let two_tailed = |upper: f64| 2.0 * upper;
        let opinions = [
            (Distribution::Normal, two_tailed(Normal::new(0.0, 1.0).unwrap().sf(x))),
            (Distribution::T(df(within)), two_tailed(StudentsT::new(0.0, 1.0, two).unwrap().sf(x))),
            (Distribution::F(df(between), df(within)), FisherSnedecor::new(one, two).unwrap().sf(x)),
            (Distribution::ChiSquare(df(between)), ChiSquared::new(one).unwrap().sf(x)),
        ];
        for (distribution, second) in opinions {
            let tail = distribution.tail(&value).unwrap();
            let ours = (tail.least().unwrap() + tail.greatest().unwrap()).halved().to_f64();
            let told = format!("{distribution:?} of {x}: {ours} and {second}");
            prop_assert!(approx::relative_eq!(ours, second, max_relative = 1e-9, epsilon = 1e-14), "{}", told);
        }
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

/// Cases of statcheck that come out otherwise here, with the reason.
const OTHERWISE: [(&str, &str); 1] =
    [("t,28,,=,22.20,=,.000", "a p value below .0005 prints as .000; statcheck has it that none may be printed so")];

#[test]
fn reported_tests_come_out_as_in_statcheck() {
    let cases = cases("statcheck_cases.csv");
    assert_eq!(cases.len(), 37);
    let mut told = false;
    for case in &cases {
        let text = |column| case.text(column);
        let df = [text("df1"), text("df2")].into_iter().filter(|df| !df.is_empty()).collect::<Vec<_>>().join(", ");
        let df = if df.is_empty() { df } else { format!("({df})") };
        let p = if text("p_comparison") == "ns" {
            "ns".to_owned()
        } else {
            format!("p {} {}", text("p_comparison"), text("p_reported"))
        };
        let options = text("non_default_arguments");
        // Of the two cases with the option, the text of the second speaks of a one-tailed test.
        let says_so = options == "OneTailedTxt = TRUE" && std::mem::replace(&mut told, true);
        let tail = if says_so { " (one-tailed)" } else { "" };
        let report = format!("{}{df} {} {}, {p}{tail}", text("statistic"), text("comparison"), text("value"));
        let [reported] = &scan(&report)[..] else { panic!("{report}: {:?}", scan(&report)) };
        let alpha = options.split_once("alpha = ").map(|(_, alpha)| number(alpha));
        let criteria = Criteria {
            alpha: alpha.unwrap_or(Criteria::default().alpha),
            at_alpha: !options.contains("pEqualAlphaSig = FALSE"),
            one_tailed: options.contains("OneTailedTests = TRUE"),
        };
        let checked = reported.check(&criteria);
        let found = match text("output") {
            "error" => checked.agreement == Agreement::Inconsistent,
            _ => checked.decision_flips,
        };
        let otherwise = OTHERWISE.iter().any(|(known, _)| case.row().contains(known));
        assert_eq!(found != otherwise, text("expected") == "true", "{report}: {checked:?}");
    }
}

#[test]
fn reports_are_found_however_they_are_printed() {
    for (text, test, df, statistic, p) in [
        ("t(28) = 2.20, p = .03", "t", "28", "2.20", ".03"),
        ("F(2, 56) = 4.12, p < .05", "F", "2 56", "4.12", "<.05"),
        ("F(1,\n34.5)=4.12; p<.05", "F", "1 34.5", "4.12", "<.05"),
        ("F(1,\n34.5)=4.12,\np<.05", "F", "1 34.5", "4.12", "<.05"),
        ("χ2(1, N = 90) = 3.84, p = .05", "chi-square", "1", "3.84", ".05"),
        ("χ²\u{2009}(1)\u{a0}=\u{202f}3.84, P\u{a0}≤ .05", "chi-square", "1", "3.84", "≤.05"),
        ("r(33) = -.22, ns", "r", "33", "−.22", "ns"),
        ("r(33) = − .22, p > .05", "r", "33", "−.22", ">.05"),
        ("z = 2.1, p = .04", "z", "", "2.1", ".04"),
        ("Q(12) = 20.5, p = n.s.", "Q", "12", "20.5", "ns"),
        ("t[28] < 1, n.s.", "t", "28", "<1", "ns"),
        ("t(df = 28) = 2.2, d = 0.8, p = .036", "t", "28", "2.2", ".036"),
        ("about (28) = 2.20, p = .03", "", "", "", ""),
        ("t(28) = 2.20. The map p = .03", "", "", "", ""),
        ("t(28) 2.20, p = .03", "", "", "", ""),
        ("F(2) = 4.12, p < .05", "", "", "", ""),
    ] {
        let found = scan(text);
        let shown = found.first().map(|test| {
            let df: Vec<_> = test.df.iter().map(|df| df.0.to_string()).collect();
            let p = test.p.as_ref().map_or("ns".to_owned(), ToString::to_string);
            (test.test.name().to_owned(), df.join(" "), test.statistic.0.to_string(), p)
        });
        let expected = (!test.is_empty()).then(|| [test, df, statistic, p].map(str::to_owned));
        assert_eq!(shown.map(|(a, b, c, d)| [a, b, c, d]), expected, "{text}");
        assert!(
            found.iter().all(|test| text.get(test.bytes.clone()).is_some() && text.get(test.p_at.clone()).is_some())
        );
    }
}

#[test]
fn one_tailed_is_an_explanation_unless_the_text_says_so() {
    let check = |text: &str| scan(text)[0].check(&Criteria::default());
    let silent = check("It was slower, t(28) = 2.20, p = .018.");
    assert_eq!((silent.agreement, silent.fits_one_tailed), (Agreement::Inconsistent, true));
    let told = check("A one-sided test: t(28) = 2.20, p = .018.");
    assert_eq!((told.agreement, told.fits_one_tailed), (Agreement::Consistent, false));
    let elsewhere = check("It was slower, t(28) = 2.20, p = .018.\n\nA one-sided test was made.");
    assert_eq!(elsewhere.agreement, Agreement::Inconsistent);
    assert_eq!(check("F(1, 28) = 4.84, p = .018, one-tailed").agreement, Agreement::Inconsistent);
    assert_eq!(check("t(0) = 2.20, p = .018").agreement, Agreement::Undecided);
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[tFrzQχ²p()=<>,.;0-9 −\\-ns\n\u{2009}]{0,60}") {
        for test in scan(&text) {
            prop_assert!(text.get(test.bytes.clone()).is_some());
            test.check(&Criteria::default());
        }
    }
}
