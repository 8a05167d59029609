//! The tests over frames are those on figures, row by row, and existence is that of all samples.

use std::collections::BTreeSet;

use proptest::prelude::*;
use retally::corpus::{Columns, Printed, Samples, Whole, debit, exact, grim, grim_percent, grimmer};
use retally::frames::polars::prelude::*;
use retally::granularity::{self, Answers, Judgement};
use retally::{Figure, Interval, Rational, Rounding};

use crate::granularity::ALL;
use crate::oracle::{Case, cases};

/// A printed summary, as text.
#[derive(Clone, Debug)]
struct Row {
    mean: String,
    sd: String,
    n: i64,
    items: i64,
    scale: (i64, i64),
}

fn frame(rows: &[Row]) -> DataFrame {
    let of = |get: fn(&Row) -> &str| rows.iter().map(get).collect::<Vec<_>>();
    let whole = |get: fn(&Row) -> i64| rows.iter().map(get).collect::<Vec<_>>();
    df!(
        "mean" => of(|row| &row.mean), "sd" => of(|row| &row.sd), "n" => whole(|row| row.n),
        "items" => whole(|row| row.items), "min" => whole(|row| row.scale.0), "max" => whole(|row| row.scale.1)
    )
    .unwrap()
}

fn columns() -> Columns {
    Columns { items: Whole::Column("items".to_owned()), ..Columns::default() }
}

fn texts(frame: &DataFrame, name: &str) -> Vec<Option<String>> {
    frame.column(name).unwrap().str().unwrap().iter().map(|text| text.map(str::to_owned)).collect()
}

/// What a test on figures says, in the words of the frames.
fn judged(row: &Row, judge: impl Fn(&Figure, &Figure, u64, u64) -> Judgement) -> String {
    let (Ok(n), Ok(items)) = (u64::try_from(row.n), u64::try_from(row.items)) else { return "undecided".to_owned() };
    match (row.mean.parse(), row.sd.parse()) {
        (Ok(mean), Ok(sd)) => judge(&mean, &sd, n, items).name().to_owned(),
        _ => "undecided".to_owned(),
    }
}

fn verdicts(frame: DataFrame, name: &str) -> Vec<String> {
    texts(&frame, name).into_iter().flatten().collect()
}

/// Every test on every row says what the test on figures says.
fn same_as_on_figures(rows: &[Row], rounding: Rounding) {
    let (frame, columns) = (frame(rows), columns());
    // GRIM reads no SD.
    let without_sd = |row: &Row| Row { sd: "1".to_owned(), ..row.clone() };
    let compare = |test: &str, found: Vec<String>, judge: &dyn Fn(&Figure, &Figure, u64, u64) -> Judgement| {
        for (row, found) in rows.iter().zip(found) {
            let row = if test == "grimmer" { row.clone() } else { without_sd(row) };
            assert_eq!(found, judged(&row, judge), "{test} {rounding}: {row:?}");
        }
    };
    compare("grim", verdicts(grim(&frame, &columns, rounding).unwrap(), "grim"), &|mean, _, n, items| {
        granularity::grim(mean, n, items, rounding)
    });
    compare("%", verdicts(grim_percent(&frame, &columns, rounding).unwrap(), "grim"), &|mean, _, n, items| {
        granularity::grim_percent(mean, n, items, rounding)
    });
    compare("grimmer", verdicts(grimmer(&frame, &columns, rounding).unwrap(), "grimmer"), &|mean, sd, n, items| {
        granularity::grimmer(mean, sd, n, items, rounding)
    });
    let ones: Vec<Row> = rows.iter().map(|row| Row { items: 1, ..row.clone() }).collect();
    let found = verdicts(debit(&frame, &columns, rounding).unwrap(), "debit");
    for (row, found) in ones.iter().zip(found) {
        let expected = judged(row, |mean, sd, n, _| granularity::debit(mean, sd, n, rounding));
        assert_eq!(found, expected, "debit {rounding}: {row:?}");
    }
    // No table of samples at all: what is left is GRIMMER on the scale.
    let necessary = exact(&frame, &columns, rounding, &mut Samples::with_limit(0)).unwrap();
    for (row, found) in rows.iter().zip(verdicts(necessary, "exact")) {
        let (min, max) = row.scale;
        let expected = judged(row, |mean, sd, n, items| {
            let answers = Answers { items, scale: Some((min, max)), ..Answers::of(n) };
            granularity::moments(&rounding.interval(mean), &rounding.interval(sd), &answers)
        });
        let expected = if min > max || expected == "consistent" { "undecided" } else { &expected };
        assert_eq!(found, expected, "on scale {rounding}: {row:?}");
    }
}

fn row_of(case: &Case) -> Row {
    let scale = |column: &str, or| case.whole(column).unwrap_or(or);
    Row {
        mean: case.text("mean").to_owned(),
        sd: case.text("sd").to_owned(),
        n: case.whole("n").unwrap(),
        items: case.whole("items").unwrap(),
        scale: (scale("scale_min", 0), scale("scale_max", 10)),
    }
}

#[test]
fn every_row_of_the_cases_as_on_figures() {
    for rounding in ALL {
        // All of the cases under two conventions, a part of the many under the others.
        let step = if matches!(rounding, Rounding::Unstated | Rounding::HalfUp) { 1 } else { 7 };
        let files = ["grimmer_cases.csv", "real_sample_summaries.csv", "random_tuples_exact.csv"];
        let rows: Vec<Row> =
            files.iter().flat_map(|file| cases(file)).step_by(step).map(|case| row_of(&case)).collect();
        same_as_on_figures(&rows, rounding);
        let with = |case: &Case, sd: &str, items| Row {
            mean: case.text("mean").to_owned(),
            sd: sd.to_owned(),
            n: case.whole("n").unwrap(),
            items,
            scale: (0, 10),
        };
        let means: Vec<Row> =
            cases("grim_cases.csv").iter().map(|case| with(case, "1.0", case.whole("items").unwrap())).collect();
        same_as_on_figures(&means, rounding);
        let binary: Vec<Row> = cases("debit_cases.csv").iter().map(|case| with(case, case.text("sd"), 1)).collect();
        same_as_on_figures(&binary, rounding);
    }
}

fn printed(number: BoxedStrategy<i64>) -> impl Strategy<Value = String> {
    (number, 0u32..4).prop_map(|(digits, decimals)| {
        let unit = 10i128.pow(decimals);
        Rational::new(digits.into(), unit).unwrap().to_decimal(decimals).unwrap()
    })
}

prop_compose! {
    /// Summaries of small samples, of large ones, with long digits, negative and senseless ones.
    fn any_row()(
        mean in prop_oneof![
            8 => printed((-300i64..3000).boxed()),
            1 => printed(any::<i64>().boxed()),
            1 => prop::sample::select(vec!["", "n.s.", "<3", "1,024", "0.1234567890123456789", " 3.5", "-0.00", "2."])
                .prop_map(str::to_owned),
        ],
        sd in prop_oneof![
            8 => printed((-5i64..800).boxed()),
            1 => printed(any::<i64>().boxed()),
            1 => prop::sample::select(vec!["", "x", ">1", "0.000", "1.23456789012345"]).prop_map(str::to_owned),
        ],
        n in prop_oneof![50 => 0i64..60, 10 => 60i64..2000, 1 => any::<i64>()],
        items in prop_oneof![8 => 0i64..5, 1 => any::<i64>()],
        scale in prop_oneof![8 => (-3i64..3, 0i64..9), 1 => (any::<i64>(), -5i64..5)],
    ) -> Row {
        Row { mean, sd, n, items, scale: (scale.0, scale.0.saturating_add(scale.1)) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn any_rows_as_on_figures(rows in prop::collection::vec(any_row(), 1..30)) {
        for rounding in ALL {
            same_as_on_figures(&rows, rounding);
        }
    }

    /// Digits and decimals, constant or each their own, say the same as text.
    #[test]
    fn digits_as_text(means in prop::collection::vec((-300i64..3000, 0i64..4, 0i64..60), 1..50), decimals in 0i64..6) {
        let text = |digits: i64, decimals: i64| {
            let decimals = decimals as u32;
            Rational::new(digits.into(), 10i128.pow(decimals)).unwrap().to_decimal(decimals).unwrap()
        };
        let frame = df!(
            "each" => means.iter().map(|(digits, decimals, _)| text(*digits, *decimals)).collect::<Vec<_>>(),
            "same" => means.iter().map(|(digits, ..)| text(*digits, decimals)).collect::<Vec<_>>(),
            "digits" => means.iter().map(|mean| mean.0).collect::<Vec<_>>(),
            "decimals" => means.iter().map(|mean| mean.1 as i32).collect::<Vec<_>>(),
            "n" => means.iter().map(|mean| mean.2).collect::<Vec<_>>()
        ).unwrap();
        let grim = |mean: Printed| {
            let columns = Columns { mean, ..Columns::default() };
            verdicts(grim(&frame, &columns, Rounding::Unstated).unwrap(), "grim")
        };
        let digits = |decimals: Whole| Printed::Digits("digits".to_owned(), decimals);
        let each = grim(digits(Whole::Column("decimals".to_owned())));
        prop_assert_eq!(each, grim(Printed::Text("each".to_owned())));
        let same = grim(digits(Whole::Constant(decimals)));
        prop_assert_eq!(same, grim(Printed::Text("same".to_owned())));
    }

    /// Existence is that of all samples, one by one.
    #[test]
    fn existence_is_that_of_all_samples(
        n in 2i64..7, items in 1i64..3, min in -2i64..2, width in 0i64..4, mean in -300i64..600, sd in 0i64..300,
        decimals in 0u32..3,
    ) {
        let text = |digits: i64| Rounding::HalfUp.print(&Rational::new(digits.into(), 100).unwrap(), decimals);
        let row = Row { mean: text(mean), sd: text(sd), n, items, scale: (min, min + width) };
        let samples = all_sums(n, items * min, items * (min + width));
        for rounding in ALL {
            let found = exact(&frame(std::slice::from_ref(&row)), &columns(), rounding, &mut Samples::default()).unwrap();
            let expected = if exists(&row, &samples, rounding) { "consistent" } else { "inconsistent" };
            prop_assert_eq!(&verdicts(found, "exact")[0], expected, "{}: {:?}", rounding, &row);
        }
    }
}

/// The sums and sums of squares of all samples of n whole numbers.
fn all_sums(n: i64, min: i64, max: i64) -> BTreeSet<(i64, i64)> {
    (0..n).fold(BTreeSet::from([(0, 0)]), |sums, _| {
        sums.iter().flat_map(|(s, q)| (min..=max).map(move |x| (s + x, q + x * x))).collect()
    })
}

fn exists(row: &Row, samples: &BTreeSet<(i64, i64)>, rounding: Rounding) -> bool {
    let printed = |text: &str| rounding.interval(&text.parse::<Figure>().unwrap());
    let (mean, sd) = (printed(&row.mean), printed(&row.sd).intersection(&Interval::at_least(Rational::zero())));
    let variance = sd.squared();
    samples.iter().any(|(s, q)| {
        let whole = |value: i64| i128::from(value);
        let mean_of = Rational::new(whole(*s), whole(row.n * row.items)).unwrap();
        let deviations = whole(row.n * q - s * s);
        let of = Rational::new(deviations, whole(row.n * (row.n - 1) * row.items * row.items)).unwrap();
        !sd.is_empty() && mean.contains(&mean_of) && variance.contains(&of)
    })
}

/// The oracle's ends are both closed. What has no sample then has none under any convention for ties, and what has one
/// has one under half-up or half-down, unless the mean ends in a tie that goes one way and the SD in one that goes the
/// other.
fn against_closed_ends(cases: &[Case], expected: &str, row_of: fn(&Case) -> Row) -> Vec<String> {
    let rows: Vec<Row> = cases.iter().map(row_of).collect();
    let mut samples = Samples::with_limit(256 << 20);
    let mut of = |rounding| verdicts(exact(&frame(&rows), &columns(), rounding, &mut samples).unwrap(), "exact");
    let (unstated, up, down) = (of(Rounding::Unstated), of(Rounding::HalfUp), of(Rounding::HalfDown));
    let mut differing = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        match case.text(expected) {
            "0" => assert!([&unstated, &up, &down].iter().all(|found| found[at] == "inconsistent"), "{}", case.row()),
            "1" if up[at] != "consistent" && down[at] != "consistent" => differing.push(case.row()),
            _ => {}
        }
        assert!(up[at] != "consistent" || unstated[at] == "consistent");
    }
    differing
}

fn row_of_grid(case: &Case) -> Row {
    Row {
        mean: case.text("mean").to_owned(),
        sd: case.text("sd").to_owned(),
        n: case.whole("n").unwrap(),
        items: 1,
        scale: (case.whole("scale_min").unwrap(), case.whole("scale_max").unwrap()),
    }
}

#[test]
fn grids_of_all_means_and_sds() {
    for grid in ["0-10_n8", "1-5_n9", "1-5_n15", "1-7_n12"] {
        let differing =
            against_closed_ends(&cases(&format!("attainable_grid_{grid}_1dp.csv")), "attainable", row_of_grid);
        assert_eq!(differing, Vec::<String>::new(), "{grid}");
    }
}

#[test]
fn random_tuples() {
    let differing = against_closed_ends(&cases("random_tuples_exact.csv"), "exact_attainable", row_of);
    assert_eq!(differing, Vec::<String>::new());
}

/// How many of the tuples that pass GRIMMER have no sample: the numbers in the documentation of [`retally::corpus`].
#[test]
fn what_passes_grimmer_may_have_no_sample() {
    let cases = cases("random_tuples_exact.csv");
    let count = |passes: &str, exists: &str| {
        let wanted = |case: &&Case| case.text(passes) == "1" && case.text("exact_attainable") == exists;
        cases.iter().filter(wanted).count()
    };
    assert_eq!((count("exact_grimmer", "1"), count("exact_grimmer", "0")), (730, 400));
    assert_eq!((count("exact_grimmer_floor_scale", "1"), count("exact_grimmer_floor_scale", "0")), (730, 13));
    // All of them, also those that the oracle leaves open, under the usual convention.
    let rows: Vec<Row> = cases.iter().map(row_of).collect();
    let (frame, columns) = (frame(&rows), columns());
    let passes = verdicts(grimmer(&frame, &columns, Rounding::Unstated).unwrap(), "grimmer");
    let mut samples = Samples::with_limit(256 << 20);
    let exists = verdicts(exact(&frame, &columns, Rounding::Unstated, &mut samples).unwrap(), "exact");
    let both = |verdict: &str| passes.iter().zip(&exists).filter(|(p, e)| *p == "consistent" && *e == verdict).count();
    assert_eq!((both("consistent"), both("inconsistent"), both("undecided")), (3144, 1102, 0));
}

#[test]
fn real_samples_exist() {
    let rows: Vec<Row> = cases("real_sample_summaries.csv").iter().map(row_of).collect();
    let mut samples = Samples::with_limit(4 << 20);
    let found = verdicts(exact(&frame(&rows), &columns(), Rounding::Unstated, &mut samples).unwrap(), "exact");
    let accused = found.iter().zip(&rows).filter(|(verdict, _)| *verdict == "inconsistent").map(|(_, row)| row);
    assert_eq!(accused.count(), 0);
    // Where n times the width of the scale, in items, is more than about 1,000.
    assert_eq!(found.iter().filter(|verdict| *verdict == "undecided").count(), 2042);
}

#[test]
fn reasons_stand_beside_the_rows() {
    let frame = df!(
        "mean" => [Some("5.19"), None, Some(" "), Some("n.s."), Some("3.0"), Some("3.0"), Some("3.0"), Some("3.0")],
        "sd" => [Some("1.0"), Some("1.0"), Some("1.0"), Some("1.0"), None, Some("x"), Some("1.0"), Some("1.0")],
        "n" => [Some("28"), Some("28"), Some("28"), Some("28"), Some("28"), Some("28"), Some("2.5"), None],
        "k" => [0, 1, 1, 1, 1, 1, 1, 1]
    )
    .unwrap();
    let columns = Columns { items: Whole::Column("k".to_owned()), ..Columns::default() };
    let reasons = |frame: DataFrame, name: &str| {
        texts(&frame, name).into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    assert_eq!(
        reasons(grimmer(&frame, &columns, Rounding::Unstated).unwrap(), "grimmer_reason"),
        [
            "the number of items is 0",
            "the mean is missing",
            "the mean is missing",
            "the mean is not a number",
            "the SD is missing",
            "the SD is not a number",
            "n is not a whole number of respondents",
            "n is missing",
        ]
    );
    let no_scale = Columns { min: Whole::Constant(5), max: Whole::Constant(1), ..Columns::default() };
    let judged = exact(&frame, &no_scale, Rounding::Unstated, &mut Samples::default()).unwrap();
    assert_eq!(reasons(judged, "exact_reason")[0], "the scale ends before it begins");
    let other = Columns { n: Whole::Column("N".to_owned()), ..Columns::default() };
    assert!(grim(&frame, &other, Rounding::Unstated).unwrap_err().to_string().contains('N'));
    let number = Columns { mean: Printed::Text("k".to_owned()), ..Columns::default() };
    let error = grim(&frame, &number, Rounding::Unstated).unwrap_err().to_string();
    assert!(error.contains("text as printed is expected"), "{error}");
}

#[test]
fn large_frames_of_many_chunks() {
    let rows: Vec<Row> = cases("real_sample_summaries.csv").iter().map(row_of).collect();
    let mut many = frame(&rows);
    for _ in 0..2 {
        many.vstack_mut(&frame(&rows)).unwrap();
    }
    let judged = grimmer(&many, &columns(), Rounding::Unstated).unwrap();
    assert_eq!(judged.height(), 3 * rows.len());
    assert!(verdicts(judged, "grimmer").iter().all(|verdict| verdict == "consistent"));
}
