//! GRIM, GRIMMER, DEBIT and the limits of the SD against cases with known answers and against all samples of small n.

use std::collections::BTreeSet;

use proptest::prelude::*;
use retally::granularity::{
    Answers, Inapplicable, Judgement, Sums, debit, grim, grim_percent, grimmer, moments, sd_limits,
};
use retally::sample::Divisor;
use retally::{Figure, Interval, Rational, Rounding};

use crate::oracle::{cases, fraction, values};

fn figure(text: &str) -> Figure {
    text.parse().unwrap()
}

fn scale(case: &crate::oracle::Case) -> Option<(i64, i64)> {
    Some((case.whole("scale_min")?, case.whole("scale_max")?))
}

#[test]
fn rounding_preimages() {
    for case in cases("rounding_preimages.csv") {
        let end = |at: &str, included: &str| match case.text(included) {
            "1" => std::ops::Bound::Included(fraction(case.text(at))),
            _ => std::ops::Bound::Excluded(fraction(case.text(at))),
        };
        let expected =
            Interval::new(end("lower_rational", "lower_inclusive"), end("upper_rational", "upper_inclusive"));
        assert_eq!(case.values("printed"), expected, "{}", case.row());
    }
}

#[test]
fn grim_cases() {
    for case in cases("grim_cases.csv") {
        let (n, items) = (case.whole("n").unwrap(), case.whole("items").unwrap());
        let sums = match case.text("percent") {
            "1" => Sums::of_percentage(&case.values("mean"), n, items).unwrap(),
            _ => Sums::of_mean(&case.values("mean"), n, items).unwrap(),
        };
        let verdict = if sums.is_empty() { "inconsistent" } else { "consistent" };
        assert_eq!(verdict, case.text("expected_exact"), "{}", case.row());
    }
}

#[test]
fn grim_achievable_means() {
    for case in cases("grim_achievable_means.csv") {
        let mean = values(case.text("mean"), "up_or_down");
        let sums = Sums::of_mean(&mean, case.whole("n").unwrap(), case.whole("items").unwrap()).unwrap();
        let whole = |column: &str| Rational::whole(case.whole(column).unwrap());
        assert_eq!(sums.first(), Some(&whole("sum_lower")), "{}", case.row());
        assert_eq!(sums.last(), Some(&whole("sum_upper")), "{}", case.row());
        assert_eq!(sums.count(), case.whole("count"), "{}", case.row());
        assert_eq!(sums.neighbours().is_none(), sums.count() != Some(0));
    }
}

#[test]
fn grimmer_cases() {
    for case in cases("grimmer_cases.csv") {
        let answers = Answers { items: case.whole("items").unwrap(), ..Answers::of(case.whole("n").unwrap()) };
        let judge = |answers| moments(&case.values("mean"), &case.values("sd"), &answers).name();
        assert_eq!(judge(answers), case.text("exact_with_min_floor"), "{}", case.row());
        if let Some(scale) = scale(&case) {
            let judged = judge(Answers { scale: Some(scale), ..answers });
            assert_eq!(judged, case.text("exact_with_floor_and_scale"), "{}", case.row());
        }
    }
}

#[test]
fn no_real_sample_is_inconsistent() {
    for case in cases("real_sample_summaries.csv") {
        let (n, items) = (case.whole("n").unwrap(), case.whole("items").unwrap());
        let (mean, sd) = (figure(case.text("mean")), figure(case.text("sd")));
        assert_eq!(grim(&mean, n, items, Rounding::Unstated).name(), "consistent", "{}", case.row());
        let answers = Answers { items, scale: scale(&case), ..Answers::of(n) };
        let printed = |figure: &Figure| Rounding::Unstated.interval(figure);
        let judged = moments(&printed(&mean), &printed(&sd), &answers);
        assert_eq!(judged.name(), "consistent", "{}: {judged:?}", case.row());
    }
}

#[test]
fn random_tuples() {
    for case in cases("random_tuples_exact.csv") {
        let (n, items) = (case.whole("n").unwrap(), case.whole("items").unwrap());
        let (mean, sd) = (values(case.text("mean"), "up_or_down"), values(case.text("sd"), "up_or_down"));
        let answers = Answers { items, ..Answers::of(n) };
        let is = |judged: Judgement, column: &str| {
            let expected = if case.text(column) == "1" { "consistent" } else { "inconsistent" };
            assert_eq!(judged.name(), expected, "{column}: {}", case.row());
        };
        assert_eq!(Sums::of_mean(&mean, n, items).unwrap().is_empty(), case.text("exact_grim") == "0");
        is(moments(&mean, &sd, &answers), "exact_grimmer_floor");
        is(moments(&mean, &sd, &Answers { scale: scale(&case), ..answers }), "exact_grimmer_floor_scale");
    }
}

#[test]
fn debit_cases() {
    let binary = Some((0, 1));
    for case in cases("debit_cases.csv") {
        let n = case.whole("n").unwrap();
        let closed = |column: &str| values(case.text(column), "up_or_down");
        let judged = moments(&closed("mean"), &closed("sd"), &Answers { scale: binary, ..Answers::of(n) });
        assert_eq!(judged.name(), case.text("exact_debit"), "{}", case.row());
        // What closed ends refuse, narrower ones refuse as well.
        let unstated = debit(&figure(case.text("mean")), &figure(case.text("sd")), n, Rounding::Unstated);
        assert!(judged.name() == "consistent" || unstated.name() == "inconsistent", "{}", case.row());
    }
}

#[test]
fn sd_limits_of_an_exact_mean() {
    for case in cases("sd_limits.csv") {
        let (n, items) = (case.whole("n").unwrap(), case.whole("items").unwrap());
        let mean = case.text("mean");
        let mean = if mean.contains('/') { fraction(mean) } else { figure(mean).number().clone() };
        let answers = Answers { items, scale: scale(&case), ..Answers::of(n) };
        let limits = sd_limits(&Interval::point(mean), &answers).unwrap().unwrap();
        let printed = |column: &str| Rounding::HalfUp.interval(&figure(case.text(column))).squared();
        assert!(printed("min_sd_exact").contains(&limits.least), "{}: {limits:?}", case.row());
        assert!(printed("max_sd_exact").contains(limits.greatest.as_ref().unwrap()), "{}: {limits:?}", case.row());
    }
}

/// On a grid of all means and SDs with one decimal, GRIMMER on a scale refuses nothing that exists.
#[test]
fn grimmer_on_grids() {
    for grid in ["0-10_n8", "1-5_n9", "1-5_n15", "1-7_n12"] {
        for case in cases(&format!("attainable_grid_{grid}_1dp.csv")) {
            let closed = |column: &str| values(case.text(column), "up_or_down");
            let answers = Answers { scale: scale(&case), ..Answers::of(case.whole("n").unwrap()) };
            let judged = moments(&closed("mean"), &closed("sd"), &answers);
            assert_eq!(judged.name() == "consistent", case.text("grimmer_floor_scale") == "1", "{}", case.row());
        }
    }
}

#[test]
fn where_others_go_wrong() {
    let judge = |mean: &str, sd: &str, n, items| grimmer(&figure(mean), &figure(sd), n, items, Rounding::Unstated);
    // Nobody, one respondent, no item: not judged, and said so.
    assert_eq!(judge("1.0", "0.5", 0, 1), Judgement::Undecided(Inapplicable::Nobody));
    assert_eq!(judge("1.0", "0.0", 1, 1), Judgement::Undecided(Inapplicable::OneRespondent));
    assert_eq!(judge("1.0", "0.5", 2, 0), Judgement::Undecided(Inapplicable::NoItem));
    assert_eq!(grim(&figure("3"), 1, 1, Rounding::Unstated).name(), "consistent");
    assert_eq!(grim(&figure("3.5"), 1, 1, Rounding::Unstated).name(), "inconsistent");
    // The population SD of one respondent is 0.
    let one = Answers { divisor: Divisor::All, ..Answers::of(1) };
    let printed = |text: &str| Rounding::Unstated.interval(&figure(text));
    assert_eq!(moments(&printed("3"), &printed("0.00"), &one).name(), "consistent");
    assert_eq!(moments(&printed("3"), &printed("0.10"), &one).name(), "inconsistent");
    // Two respondents: 1 and 2 have 0.7071…
    assert_eq!(judge("1.5", "0.71", 2, 1).name(), "consistent");
    assert_eq!(judge("1.5", "0.70", 2, 1).name(), "inconsistent");
    // SD 0.00: all answers alike, or of several items all sums alike; and negative ones never.
    assert_eq!(judge("3.00", "0.00", 20, 1).name(), "consistent");
    assert_eq!(judge("3.05", "0.00", 20, 1).name(), "inconsistent");
    assert_eq!(judge("2.67", "0.00", 20, 3).name(), "consistent");
    assert_eq!(judge("3.00", "-0.50", 20, 1).name(), "inconsistent");
    // What a qualifier leaves open.
    assert_eq!(judge("<3", "<1", 20, 1).name(), "consistent");
    assert_eq!(judge("3.0", ">1000", 20, 1).name(), "consistent");
    // Means at the ends of the scale.
    let on_scale = |mean: &str, sd: &str| {
        let answers = Answers { scale: Some((1, 5)), ..Answers::of(20) };
        moments(&printed(mean), &printed(sd), &answers).name()
    };
    assert_eq!(on_scale("1.00", "0.00"), "consistent");
    assert_eq!(on_scale("1.00", "0.22"), "inconsistent");
    assert_eq!(on_scale("5.00", "0.00"), "consistent");
    assert_eq!(on_scale("1.05", "0.22"), "consistent");
    assert_eq!(on_scale("0.95", "0.22"), "inconsistent");
}

#[test]
fn reasons_are_sentences() {
    let judge = |mean: &str, sd: &str, n, scale| {
        let printed = |text: &str| Rounding::HalfUp.interval(&figure(text));
        match moments(&printed(mean), &printed(sd), &Answers { scale, ..Answers::of(n) }) {
            Judgement::Inconsistent(reason) => reason.to_string(),
            other => panic!("{other:?}"),
        }
    };
    let scale = Some((1, 5));
    assert_eq!(
        judge("3.45", "1.20", 7, None),
        "no whole number divided by 7 lies in [3.445, 3.455): 24 / 7 is 3.4285…, 25 / 7 is 3.5714…"
    );
    assert_eq!(judge("1.30", "0.11", 10, None), "whole answers that add up to 13 have an SD of at least 0.4830…");
    assert_eq!(
        judge("3.00", "2.08", 20, scale),
        "answers on the scale that add up to 60 have an SD of at most 2.0519…"
    );
    assert_eq!(judge("5.50", "0.50", 20, scale), "the answers add up to 110, but the scale allows 20 to 100");
    assert_eq!(
        judge("3.44", "2.47", 18, None),
        "the answers add up to 62 and their squares to 317: one is even, one odd"
    );
    assert_eq!(
        judge("2.00", "1.05", 3, None),
        "the answers add up to 6 and their squares to a number in [14.184…, 14.226…), none whole"
    );
    let percent = grim_percent(&figure("26.3"), 141, 1, Rounding::Unstated);
    let Judgement::Inconsistent(reason) = percent else { panic!("{percent:?}") };
    assert_eq!(
        reason.to_string(),
        "no percentage of 141 lies in [26.25, 26.35]: 37 of 141 is 26.2411… %, 38 of 141 is 26.9503… %"
    );
}

#[test]
fn huge_numbers_are_judged() {
    let huge = "123456789012345678901234567890.5";
    assert_eq!(grim(&figure(huge), 2, 1, Rounding::Unstated).name(), "consistent");
    assert_eq!(grim(&figure(huge), 3, 1, Rounding::Unstated).name(), "inconsistent");
    assert_eq!(grim(&figure("0.5"), u64::MAX, u64::MAX, Rounding::Unstated).name(), "consistent");
    // Half of them at least would have to be 0, half 1.
    assert_eq!(grimmer(&figure("0.5"), &figure("0.0"), u64::MAX, 1, Rounding::Floor).name(), "inconsistent");
    // Many sums, and squares that hardly any of them has.
    let sd = figure("1.50000000000000000000000001");
    let judged = grimmer(&figure("3.50"), &sd, 1_000_000_000, 1, Rounding::Floor);
    assert_eq!(judged, Judgement::Undecided(Inapplicable::TooManySums));
}

/// The sums and sums of squares of all samples of n answers.
fn all_samples(n: u64, min: i64, max: i64) -> BTreeSet<(i64, i64)> {
    let one = |sums: BTreeSet<(i64, i64)>| {
        sums.iter().flat_map(|(s, q)| (min..=max).map(move |x| (s + x, q + x * x))).collect::<BTreeSet<_>>()
    };
    (0..n).fold(BTreeSet::from([(0, 0)]), |sums, _| one(sums))
}

pub const ALL: [Rounding; 8] = [
    Rounding::Unstated,
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Truncation,
    Rounding::Floor,
    Rounding::Ceiling,
    Rounding::Controlled,
];

proptest! {
    /// What any sample has is never inconsistent, and zeros and ones are judged as they exist.
    #[test]
    fn against_all_samples(
        n in 2u64..7, mean in 0i128..400, sd in 0i128..300, decimals in 0u32..3, at in 0usize..ALL.len(), binary: bool,
    ) {
        let (min, max) = if binary { (0, 1) } else { (-1, 3) };
        let text = |digits: i128| Rounding::HalfUp.print(&Rational::new(digits, 100).unwrap(), decimals);
        let (mean, sd) = (text(mean - 100), text(sd));
        let printed = |text: &str| ALL[at].interval(&figure(text));
        let whole = |value: i64| Rational::whole(value.into());
        let fits = |(s, q): &(i64, i64)| {
            let n = Rational::from(n);
            let mean_of = whole(*s).divided_by(&n).unwrap();
            let deviations = &whole(*q) - &(&whole(*s) * &mean_of);
            let variance = deviations.divided_by(&(&n - &whole(1))).unwrap();
            let sd = printed(&sd).intersection(&Interval::at_least(whole(0)));
            printed(&mean).contains(&mean_of) && sd.squared().contains(&variance)
        };
        let samples = all_samples(n, min, max);
        let exists = samples.iter().any(fits);
        let answers = Answers { scale: Some((min, max)), ..Answers::of(n) };
        let judged = moments(&printed(&mean), &printed(&sd), &answers).name();
        prop_assert!(!exists || judged == "consistent", "{} {} {}", mean, sd, n);
        prop_assert!(!exists || moments(&printed(&mean), &printed(&sd), &Answers::of(n)).name() == "consistent");
        if binary {
            prop_assert_eq!(exists, judged == "consistent");
        }
    }

    #[test]
    fn limits_are_those_of_all_samples(n in 2u64..7, min in -3i64..2, width in 0i64..5, at in 0usize..40) {
        let samples = all_samples(n, min, min + width);
        let sums: BTreeSet<i64> = samples.iter().map(|sample| sample.0).collect();
        let sum = sums.iter().nth(at % sums.len()).unwrap();
        let squares: Vec<i64> = samples.iter().filter(|sample| sample.0 == *sum).map(|sample| sample.1).collect();
        let mean = Rational::new((*sum).into(), n.into()).unwrap();
        let answers = Answers { scale: Some((min, min + width)), ..Answers::of(n) };
        let limits = sd_limits(&Interval::point(mean), &answers).unwrap().unwrap();
        let variance = |q: &i64| {
            let n = i128::from(n);
            Rational::new(n * i128::from(*q) - i128::from(sum * sum), n * (n - 1)).unwrap()
        };
        prop_assert_eq!(limits.least, variance(squares.iter().min().unwrap()));
        prop_assert_eq!(limits.greatest.unwrap(), variance(squares.iter().max().unwrap()));
    }

    #[test]
    fn several_items_are_one_item_stretched(sum in 0i128..300, items in 1u64..5, n in 1u64..30, decimals in 0u32..4) {
        let answers = i128::from(n * items);
        let mean = Rounding::HalfEven.print(&Rational::new(sum, answers).unwrap(), decimals);
        prop_assert_eq!(grim(&figure(&mean), n, items, Rounding::Unstated).name(), "consistent");
        let stretched = Rounding::HalfEven.interval(&figure(&mean)).scaled(&Rational::from(items));
        prop_assert!(!Sums::of_mean(&stretched, n, 1).unwrap().is_empty());
    }
}
