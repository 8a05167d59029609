//! One variable: whether data exist, against grids of known answers and brute force.

use std::ops::Bound;
use std::path::Path;

use proptest::prelude::*;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se, UpperQuartile, Variance};
use retally::sample::{Divisor, Existence, Sample, Scale, Summary};
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
    Rounding::Unstated.interval(&figure)
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

/// A published or computed number of samples.
#[derive(Deserialize)]
struct Counted {
    mean: String,
    sd: String,
    n: u64,
    scale_min: i64,
    scale_max: i64,
    #[serde(alias = "rounding_error_mean")]
    mean_tol: String,
    #[serde(alias = "rounding_error_sd")]
    sd_tol: String,
    #[serde(default)]
    published_or_run_count: String,
    #[serde(default)]
    exact_count: String,
    #[serde(default)]
    exact_closed: String,
    #[serde(default)]
    exact_half_open_up: String,
    #[serde(default)]
    exact_open: String,
}

fn decimal(text: &str) -> Rational {
    text.parse::<Figure>().unwrap().number().clone()
}

impl Counted {
    /// Within the tolerances, with their lower and upper ends or without.
    fn count(&self, lower: bool, upper: bool) -> String {
        let end = |value: Rational, included| if included { Bound::Included(value) } else { Bound::Excluded(value) };
        let around = |value: &str, by: &str| {
            let (value, by) = (decimal(value), decimal(by));
            Interval::new(end(&value - &by, lower), end(&value + &by, upper))
        };
        let summary = Summary::of(self.n).scale(Scale::between(self.scale_min, self.scale_max));
        let summary = summary.with(Mean, around(&self.mean, &self.mean_tol)).with(Sd, around(&self.sd, &self.sd_tol));
        summary.divisor(Divisor::OneLess).samples().unwrap().count().to_string()
    }
}

#[test]
fn published_numbers_of_samples_are_met() {
    for case in oracle::<Counted>("closure_counts.csv") {
        let label = format!("{} ± {}, n = {}, {} to {}", case.mean, case.sd, case.n, case.scale_min, case.scale_max);
        assert_eq!(case.count(true, true), case.exact_count, "{label}");
        if !case.published_or_run_count.is_empty() {
            assert_eq!(case.published_or_run_count, case.exact_count, "{label}");
        }
    }
}

#[test]
fn random_cases_are_counted_with_open_half_open_and_closed_ends() {
    for case in oracle::<Counted>("closure_random.csv") {
        let label = format!("{} ± {}, n = {}, {} to {}", case.mean, case.sd, case.n, case.scale_min, case.scale_max);
        for (lower, upper, expected) in [
            (true, true, &case.exact_closed),
            (true, false, &case.exact_half_open_up),
            (false, false, &case.exact_open),
        ] {
            assert_eq!(&case.count(lower, upper), expected, "{label} {lower} {upper}");
        }
    }
}

/// One sample of a small case.
#[derive(Deserialize)]
struct Listed {
    case: u32,
    mean: String,
    sd: String,
    n: u64,
    scale_min: i64,
    scale_max: i64,
    f1: Option<u64>,
    f2: Option<u64>,
    f3: Option<u64>,
    f4: Option<u64>,
    f5: Option<u64>,
    f6: Option<u64>,
    f7: Option<u64>,
}

#[test]
fn small_cases_are_listed_completely() {
    let rows = oracle::<Listed>("closure_listings_small.csv");
    for case in rows.iter().map(|row| row.case).collect::<std::collections::BTreeSet<_>>() {
        let rows: Vec<_> = rows.iter().filter(|row| row.case == case).collect();
        let cell = rows[0];
        let summary = Summary::of(cell.n).scale(Scale::between(cell.scale_min, cell.scale_max));
        // They were listed with tolerances of 0.05 and 0.01, as the lists themselves show.
        let tolerance = |text: &str| if text.ends_with("50") { decimal("0.01") } else { decimal("0.05") };
        let around =
            |text: &str| Interval::closed(&decimal(text) - &tolerance(text), &decimal(text) + &tolerance(text));
        let summary = summary.with(Mean, around(&cell.mean)).with(Sd, around(&cell.sd)).divisor(Divisor::OneLess);
        let expected = rows.iter().map(|row| {
            let times = [row.f1, row.f2, row.f3, row.f4, row.f5, row.f6, row.f7];
            let values = (cell.scale_min..).zip(times).filter_map(|(value, times)| Some((value, times?)));
            Sample::new(values.map(|(value, times)| (Rational::whole(value.into()), times)))
        });
        let mut expected: Vec<Sample> = expected.collect();
        let samples = summary.samples().unwrap();
        let mut listed: Vec<Sample> = samples.iter().collect::<Result<_, _>>().unwrap();
        let key = |sample: &Sample| format!("{sample:?}");
        expected.sort_by_key(key);
        listed.sort_by_key(key);
        assert_eq!(listed, expected, "case {case}");
        assert_eq!(samples.count(), Rational::whole(expected.len() as i128));
    }
}

pub fn sample(values: &[i64]) -> Sample {
    Sample::new(values.iter().map(|value| (Rational::whole((*value).into()), 1)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    /// Counts, lists, frequencies and draws are those of trying everything.
    #[test]
    fn samples_are_those_of_brute_force(
        n in 1usize..=7,
        low in -3i64..=1,
        width in 1i64..=4,
        decimals in 0u32..=2,
        stated in prop::collection::vec(any::<bool>(), 7),
        seed in any::<u64>(),
    ) {
        let all: Vec<Vec<i64>> =
            multisets(n, width).into_iter().map(|values| values.iter().map(|value| value + low).collect()).collect();
        let own = &all[seed as usize % all.len()];
        let mut summary = Summary::of(n as u64).scale(Scale::between(low, low + width)).divisor(Divisor::OneLess);
        let count = n as i64;
        let sum: i64 = own.iter().sum();
        let squares: i64 = own.iter().map(|value| value * value).sum();
        let ratio = |value: i64, by: i64| Rational::new(value.into(), by.into()).unwrap();
        let mode = *own.iter().max_by_key(|value| own.iter().filter(|other| other == value).count()).unwrap();
        let figures = [
            (Mean, ratio(sum, count)),
            (Variance, ratio(count * squares - sum * sum, count * (count - 1).max(1))),
            (Median, ratio(own[(n - 1) / 2] + own[n / 2], 2)),
            (Mode, ratio(mode, 1)),
            (Min, ratio(own[0], 1)),
            (Max, ratio(own[n - 1], 1)),
            (LowerQuartile, ratio(own[(n / 4).max(1) - 1], 1)),
        ];
        let mut printed = Vec::new();
        for ((statistic, value), _) in figures.iter().zip(&stated).filter(|(_, stated)| **stated) {
            let decimals = if [Mean, Variance, Median].contains(statistic) { decimals } else { 0 };
            let figure: Figure = Rounding::HalfUp.print(value, decimals).parse().unwrap();
            let values = match statistic {
                Mean | Variance | Median => Rounding::Unstated.interval(&figure),
                _ => Interval::point(value.clone()),
            };
            printed.push((*statistic, values.clone()));
            summary = summary.with(*statistic, values);
        }
        let fits = |values: &&Vec<i64>| {
            printed.iter().all(|(statistic, stated)| has(values, *statistic, stated, Divisor::OneLess))
        };
        let expected: Vec<_> = all.iter().filter(fits).collect();
        let samples = summary.samples().unwrap();
        prop_assert_eq!(samples.count(), Rational::whole(expected.len() as i128), "{:?}", &summary);
        prop_assert_eq!(exists(&summary), Some(true));

        let key = |sample: &Sample| format!("{sample:?}");
        let mut listed: Vec<_> = samples.iter().collect::<Result<_, _>>().unwrap();
        listed.sort_by_key(key);
        let mut wanted: Vec<_> = expected.iter().map(|values| sample(values)).collect();
        wanted.sort_by_key(key);
        prop_assert_eq!(listed, wanted);

        for frequencies in samples.frequencies().unwrap() {
            let times = |values: &&&Vec<i64>, times: usize| {
                let own = values.iter().filter(|value| Rational::whole((**value).into()) == frequencies.value);
                own.count() == times
            };
            for (often, samples) in frequencies.samples.iter().enumerate() {
                let known = expected.iter().filter(|values| times(values, often)).count();
                prop_assert_eq!(samples, &Rational::whole(known as i128), "{:?} {} times", &frequencies.value, often);
            }
        }
        for drawn in samples.draw(seed, 5).unwrap() {
            prop_assert!(summary.admits(&drawn) && drawn.n() == n as u64, "{:?}", drawn);
        }
    }
}

#[test]
fn each_sample_is_drawn_as_often_as_any_other() {
    let summary = Summary::of(20).scale(Scale::between(1, 5)).printed(Mean, "2.9").unwrap().printed(Sd, "1.3").unwrap();
    let samples = summary.samples().unwrap();
    let all: Vec<_> = samples.iter().collect();
    const EACH: usize = 100;
    let drawn = samples.draw(7, EACH * all.len()).unwrap();
    let mut times = std::collections::HashMap::new();
    drawn.iter().for_each(|sample| *times.entry(format!("{sample:?}")).or_insert(0) += 1);
    assert_eq!(times.len(), all.len());
    // The sum of squared deviations over the expectation is a chi-square with one degree of freedom less than there are
    // samples: beyond five standard deviations of it, the draw is not fair.
    let deviations: i64 = times.values().map(|times| (times - EACH as i64) * (times - EACH as i64)).sum();
    let freedom = (all.len() - 1) as f64;
    let chi_square = deviations as f64 / EACH as f64;
    assert!((chi_square - freedom).abs() < 5.0 * (2.0 * freedom).sqrt(), "{chi_square} of {freedom}");
    assert_eq!(samples.draw(7, 3).unwrap(), samples.draw(7, 3).unwrap());
    assert_ne!(samples.draw(7, 3).unwrap(), samples.draw(8, 3).unwrap());
}

#[test]
fn counts_are_those_of_the_crate_that_lists() {
    // The last of them are its own published cases; at n = 2 and where a value lies at a very end its floats differ.
    for (mean, sd, n, low, high) in
        [(3.0, 1.0, 12, 1, 5), (2.5, 0.75, 20, 1, 4), (3.5, 1.5, 24, 1, 7), (4.7, 2.2, 20, 1, 7)]
    {
        let listed = closure_core::dfs_parallel(mean, sd, n, low, high, 0.01, 0.01);
        let around = |value: f64| {
            let value = decimal(&format!("{value:.2}"));
            Interval::closed(&value - &decimal("0.01"), &value + &decimal("0.01"))
        };
        let summary = Summary::of(n as u64).scale(Scale::between(low.into(), high.into())).divisor(Divisor::OneLess);
        let samples = summary.with(Mean, around(mean)).with(Sd, around(sd)).samples().unwrap();
        assert_eq!(samples.count(), Rational::whole(listed.len() as i128), "{mean} ± {sd}");
        let own = |sample: &Sample| {
            let values = sample.frequencies().flat_map(|(value, times)| vec![value.to_string(); times as usize]);
            values.collect::<Vec<_>>()
        };
        let mut ours: Vec<_> = samples.iter().map(|sample| own(&sample.unwrap())).collect();
        let theirs = listed.iter().map(|values| values.iter().map(|value: &i32| value.to_string()).collect::<Vec<_>>());
        let mut theirs: Vec<_> = theirs.collect();
        theirs.iter_mut().for_each(|values| values.sort_by_key(|value| value.parse::<i32>().unwrap()));
        ours.sort();
        theirs.sort();
        assert_eq!(ours, theirs);
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

/// Published and computed numbers of samples for a mean and a variance with tolerances.
#[derive(Deserialize)]
struct OfVariance {
    scale_min: i64,
    scale_max: i64,
    n: u64,
    mean: String,
    mean_precision: String,
    variance: String,
    variance_precision: String,
    published_count: String,
    exact_count: String,
}

#[test]
fn samples_of_a_mean_and_a_variance_are_counted() {
    for case in oracle::<OfVariance>("corvids_counts.csv") {
        let around = |value: &str, by: &str| {
            let (value, by) = (decimal(value), decimal(by));
            Interval::closed(&value - &by, &value + &by)
        };
        let summary =
            Summary::of(case.n).scale(Scale::between(case.scale_min, case.scale_max)).divisor(Divisor::OneLess);
        let summary = summary.with(Mean, around(&case.mean, &case.mean_precision));
        let summary = summary.with(Variance, around(&case.variance, &case.variance_precision));
        let count = summary.samples().unwrap().count().to_string();
        assert_eq!(count, case.exact_count, "{} ± {}", case.mean, case.variance);
        assert!(case.published_count.is_empty() || case.published_count == count);
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
