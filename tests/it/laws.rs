//! What must hold for all inputs: rounding and its inverse, interval arithmetic, and that real data is never accused.

use proptest::prelude::*;
use retally::{Figure, Interval, Rational, Rounding, Study};

use crate::support::{broken, table};

const CONVENTIONS: [Rounding; 6] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Truncation,
    Rounding::Floor,
    Rounding::Ceiling,
];

fn rational() -> impl Strategy<Value = Rational> {
    // Small denominators make ties frequent.
    (-4000i128..4000, prop::sample::select(vec![1, 2, 3, 4, 7, 8, 10, 16, 20, 40, 80, 100, 125, 141]))
        .prop_map(|(numerator, denominator)| Rational::new(numerator, denominator).unwrap())
}

proptest! {
    #[test]
    fn a_value_lies_in_the_interval_of_what_it_prints_as_and_in_no_other(value in rational(), decimals in 0u32..3) {
        for rounding in CONVENTIONS {
            let printed: Figure = rounding.print(&value, decimals).parse().unwrap();
            prop_assert!(rounding.interval(&printed).contains(&value), "{rounding}: {value} as {printed}");
            for steps in [-1, 1] {
                let other = printed.number() + &Rational::unit(decimals).scaled(steps);
                let other: Figure = other.to_decimal(decimals).unwrap().parse().unwrap();
                let admits = rounding.interval(&other).contains(&value);
                // Truncation sends both sides of zero to zero.
                prop_assert!(!admits, "{rounding}: {value} as {printed}, but also as {other}");
            }
        }
    }

    #[test]
    fn unstated_admits_what_any_rounding_to_the_nearest_admits(value in rational(), figure in rational()) {
        let figure: Figure = Rounding::HalfUp.print(&figure, 1).parse().unwrap();
        let admits = |rounding: Rounding| rounding.interval(&figure).contains(&value);
        let nearest = [Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown];
        prop_assert_eq!(admits(Rounding::Unstated), nearest.into_iter().any(admits));
    }

    #[test]
    fn sums_and_differences_of_members_are_members(a in rational(), b in rational(), c in rational(), d in rational()) {
        let interval = |a: &Rational, b: &Rational| Interval::closed(a.min(b).clone(), a.max(b).clone());
        let (one, other) = (interval(&a, &b), interval(&c, &d));
        prop_assert!(one.plus(&other).contains(&(&a + &d)));
        prop_assert!(one.minus(&other).contains(&(&b - &c)));
        prop_assert!(one.hull(&other).contains(&c));
        if let Some(shares) = one.share_of(&other) {
            prop_assert!(shares.contains(&a.divided_by(&d).unwrap()));
        }
    }

    /// Any respondents, tabulated and rounded: the tables obey every relation.
    #[test]
    fn what_real_respondents_answered_is_never_found(
        people in prop::collection::vec((0usize..3, 0usize..4, 18i64..60, 0i64..20), 1..60),
        decimals in 0u32..3,
        rounding in prop::sample::select(vec![Rounding::HalfUp, Rounding::HalfEven]),
    ) {
        let study = tabulate(&people, decimals, rounding);
        prop_assert_eq!(broken(&study), Vec::<String>::new());
        prop_assert!(study.audit().findings().is_empty(), "each relation holds, and all together");
    }
}

proptest! {
    /// Any scores of any groups: the pooled mean and standard deviation follow from those of the groups.
    #[test]
    fn real_groups_pool(groups in prop::collection::vec(prop::collection::vec(0i32..30, 2..20), 2..6), decimals in 0usize..4) {
        let mut csv = "g,n,mean,sd\n".to_owned();
        let all: Vec<i32> = groups.iter().flatten().copied().collect();
        let names = (0..groups.len()).map(|group| format!("g{group}")).chain(["Total".to_owned()]);
        for (name, scores) in names.zip(groups.iter().chain([&all])) {
            let n = scores.len() as f64;
            let mean = scores.iter().sum::<i32>() as f64 / n;
            let squares: f64 = scores.iter().map(|score| (f64::from(*score) - mean).powi(2)).sum();
            let exact = Rational::new(scores.iter().sum::<i32>().into(), scores.len() as i128).unwrap();
            let mean = Rounding::HalfUp.print(&exact, decimals as u32);
            csv += &format!("{name},{},{mean},{:.decimals$}\n", scores.len(), (squares / (n - 1.0)).sqrt());
        }
        let study = table("", "stub = 'g'\nheader = 'statistic'\nbind = {outcome = 'score'}", &csv);
        prop_assert_eq!(study.relations().iter().filter(|relation| relation.kind.name() == "pooled").count(), 2);
        prop_assert_eq!(broken(&study), Vec::<String>::new());
    }

    #[test]
    fn products_and_quotients_of_members_are_members(a in rational(), b in rational(), c in rational(), d in rational()) {
        let interval = |a: &Rational, b: &Rational| Interval::closed(a.min(b).clone(), a.max(b).clone());
        let (one, other) = (interval(&a, &b), interval(&c, &d));
        prop_assert!(one.times(&other).contains(&(&a * &d)));
        prop_assert!(one.times(&other).contains(&(&b * &c)));
        prop_assert!(one.squared().contains(&(&a * &a)));
        if let Some(quotients) = one.over(&other) {
            prop_assert!(quotients.contains(&b.divided_by(&c).unwrap()));
            prop_assert!(quotients.contains(&a.divided_by(&d).unwrap()));
        }
        if let Some(roots) = one.squared().root() {
            prop_assert!(roots.contains(&a.abs()) && roots.contains(&b.abs()));
        }
        prop_assert_eq!(one.intersects(&other), !one.intersection(&other).is_empty());
    }
}

/// A crosstab with both margins and column percentages, and the ages in a table of their own.
fn tabulate(people: &[(usize, usize, i64, i64)], decimals: u32, rounding: Rounding) -> Study {
    let (groups, years) = (["a", "b", "c"], ["2011", "2012", "2013", "2014"]);
    let count = |group: Option<usize>, year: Option<usize>| {
        let wanted = |person: &&(usize, usize, i64, i64)| {
            group.is_none_or(|group| person.0 == group) && year.is_none_or(|year| person.1 == year)
        };
        people.iter().filter(wanted).count() as i128
    };
    let percent = |part: i128, base: i128| match Rational::new(100 * part, base) {
        Some(share) => rounding.print(&share, decimals),
        None => String::new(),
    };
    let columns: Vec<Option<usize>> = (0..4).map(Some).chain([None]).collect();
    let mut crosstab = format!(",,{},Total\n", years.join(","));
    for group in (0..3).map(Some).chain([None]) {
        let label = group.map_or("Total", |group| groups[group]);
        let counts: Vec<_> = columns.iter().map(|year| count(group, *year).to_string()).collect();
        let base = |year: Option<usize>| count(None, if group.is_some() { year } else { None });
        let shares: Vec<_> = columns.iter().map(|year| percent(count(group, *year), base(*year))).collect();
        crosstab.push_str(&format!("{label},n,{}\n,%,{}\n", counts.join(","), shares.join(",")));
    }
    let mut ages = "v,mean,min,max\n".to_owned();
    type Of = fn(&(usize, usize, i64, i64)) -> i64;
    let variables: [(&str, Of); 3] = [("age", |p| p.2), ("years", |p| p.3), ("started", |p| p.2 - p.3)];
    for (name, of) in variables {
        let values: Vec<i64> = people.iter().map(of).collect();
        let mean = Rational::new(values.iter().sum::<i64>().into(), values.len() as i128).unwrap();
        let (min, max) = (values.iter().min().unwrap(), values.iter().max().unwrap());
        ages.push_str(&format!("{name},{},{min},{max}\n", rounding.print(&mean, decimals)));
    }
    let manifest = format!(
        "[study]\ntitle = 'T'\nsize = {}\n[variables]\nage = {{step = 1}}\nyears = {{step = 1}}\nstarted = {{step = 1}}\n\
         [[identity]]\nequation = 'started = age - years'\n\
         [[table]]\nfile = 'crosstab.csv'\nstub = ['group', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n\
         [[table]]\nfile = 'ages.csv'\nstub = 'variable'\nheader = 'statistic'\n",
        people.len()
    );
    let files = [("study.toml", manifest), ("crosstab.csv", crosstab), ("ages.csv", ages)];
    Study::from_files("s", files).unwrap_or_else(|error| panic!("{error}"))
}
