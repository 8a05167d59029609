//! What must hold for all inputs: rounding and its inverse, interval arithmetic, and that real data is never accused.

use std::collections::BTreeSet;

use proptest::prelude::*;
use retally::{Audit, Figure, Interval, Rational, Rounding, Study, Verdict};

use crate::support::{FLAGSHIP, broken, flagship_files, own_studies, study_of, table};

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

/// A crosstab, cell by cell, to be turned, split and added to.
#[derive(Clone, Debug)]
pub(crate) struct Crosstab {
    pub(crate) groups: Vec<String>,
    pub(crate) years: Vec<String>,
    /// Of each group, then of all: the number of each year, then of all.
    pub(crate) counts: Vec<Vec<String>>,
    pub(crate) shares: Vec<Vec<String>>,
}

pub(crate) const KEYS: &str = "stub = ['group', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n";

impl Crosstab {
    /// Of respondents, and with one figure off.
    fn of(people: &[(usize, usize)], off: (usize, usize, bool), by: i128) -> Self {
        let count = |group: usize, year: usize| {
            let fits = |person: &&(usize, usize)| (group == 3 || person.0 == group) && (year == 4 || person.1 == year);
            people.iter().filter(fits).count() as i128
        };
        let share = |group: usize, year: usize| {
            let base = if group == 3 { count(3, 4) } else { count(3, year) };
            let share = Rational::new(100 * count(group, year), base);
            share.map_or_else(String::new, |share| Rounding::HalfUp.print(&share, 1))
        };
        let grid = |cell: &dyn Fn(usize, usize) -> String| -> Vec<Vec<String>> {
            (0..4).map(|group| (0..5).map(|year| cell(group, year)).collect()).collect()
        };
        let mut table = Self {
            groups: ["a", "b", "c", "Total"].map(str::to_owned).to_vec(),
            years: ["2011", "2012", "2013", "2014", "Total"].map(str::to_owned).to_vec(),
            counts: grid(&|group, year| count(group, year).to_string()),
            shares: grid(&share),
        };
        let (group, year, in_counts) = off;
        let cell = if in_counts { &mut table.counts[group][year] } else { &mut table.shares[group][year] };
        if let Ok(figure) = cell.parse::<Figure>() {
            let moved = figure.number() + &figure.unit().scaled(by as i64);
            *cell = moved.abs().to_decimal(figure.decimals()).unwrap();
        }
        table
    }

    /// The rows of some groups, for some years.
    pub(crate) fn rows(&self, groups: &[usize], years: &[usize], statistics: &[&str]) -> String {
        let line = |cells: &[String]| years.iter().map(|year| format!(",{}", cells[*year])).collect::<String>();
        let mut csv = format!(",{}\n", line(&self.years));
        for group in groups {
            for statistic in statistics {
                let cells = if *statistic == "n" { &self.counts[*group] } else { &self.shares[*group] };
                csv += &format!("{},{statistic}{}\n", self.groups[*group], line(cells));
            }
        }
        csv
    }

    pub(crate) fn whole(&self) -> String {
        self.rows(&[0, 1, 2, 3], &[0, 1, 2, 3, 4], &["n", "%"])
    }
}

pub(crate) fn crosstab() -> impl Strategy<Value = Crosstab> {
    let people = prop::collection::vec((0usize..3, 0usize..4), 20..90);
    let off = (0usize..4, 0usize..5, any::<bool>());
    let by = prop::sample::select(vec![-7i128, -1, 0, 1, 9, 30]);
    (people, off, by).prop_map(|(people, off, by)| Crosstab::of(&people, off, by))
}

pub(crate) fn study(rest: &str, tables: &[(&str, String)]) -> Study {
    let mut files = vec![("study.toml".to_owned(), format!("[study]\ntitle = 'T'\n{rest}"))];
    for (at, (keys, csv)) in tables.iter().enumerate() {
        files[0].1 += &format!("\n[[table]]\nfile = 't{at}.csv'\n{keys}");
        files.push((format!("t{at}.csv"), csv.clone()));
    }
    study_of(&files).unwrap_or_else(|error| panic!("{error}"))
}

/// A figure and what it claims to be, wherever it stands.
pub(crate) fn told(study: &Study, claims: &[usize]) -> BTreeSet<String> {
    let told = |claim: &usize| {
        let claim = &study.claims()[*claim];
        format!("{} is {}", study.names().quantity(&claim.quantity), claim.figure)
    };
    claims.iter().map(told).collect()
}

/// What each relation ties, and its verdict.
pub(crate) fn verdicts(audit: &Audit) -> BTreeSet<(String, &'static str, BTreeSet<String>)> {
    let outcomes = audit.outcomes().iter();
    let kind = |outcome: &retally::Outcome| outcome.relation.kind.name().to_owned();
    outcomes
        .map(|outcome| (kind(outcome), outcome.verdict.name(), told(audit.study(), &outcome.relation.claims())))
        .collect()
}

/// What each finding is about, and which figures may be wrong.
fn found(audit: &Audit) -> BTreeSet<(String, BTreeSet<String>, BTreeSet<String>)> {
    let suspects =
        |finding: &retally::Finding| finding.suspects.iter().map(|suspect| suspect.claim).collect::<Vec<_>>();
    let of = |finding: &retally::Finding| {
        let (about, suspects) = (told(audit.study(), &finding.claims), told(audit.study(), &suspects(finding)));
        (finding.kind.name().to_owned(), about, suspects)
    };
    audit.findings().iter().map(of).collect()
}

/// What was decided of some figures and no longer is, or no longer so, once others are printed besides.
pub(crate) fn weakened(before: &Audit, after: &Audit) -> Vec<String> {
    let decided =
        |audit: &Audit| -> BTreeSet<_> { verdicts(audit).into_iter().filter(|one| one.1 != "undecided").collect() };
    let after = decided(after);
    decided(before).into_iter().filter(|one| !after.contains(one)).map(|one| format!("{one:?}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_rows_and_columns_changes_no_verdict(
        table in crosstab(),
        groups in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
        years in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(),
        turned in any::<bool>(),
    ) {
        let one = study("", &[(KEYS, table.whole())]);
        let statistics = if turned { ["%", "n"] } else { ["n", "%"] };
        let other = study("", &[(KEYS, table.rows(&groups, &years, &statistics))]);
        prop_assert_eq!(verdicts(&one.audit()), verdicts(&other.audit()));
        prop_assert_eq!(found(&one.audit()), found(&other.audit()));
    }

    #[test]
    fn other_labels_change_no_verdict(table in crosstab()) {
        let mut other = table.clone();
        for label in other.groups.iter_mut().chain(&mut other.years).filter(|label| *label != "Total") {
            *label = format!("Some {label} or other");
        }
        let (one, other) = (study("", &[(KEYS, table.whole())]), study("", &[(KEYS, other.whole())]));
        let marks = |study: &Study| {
            let audit = study.audit();
            let outcomes = audit.outcomes().iter().map(|outcome| {
                let claims: BTreeSet<usize> = outcome.relation.claims().into_iter().collect();
                (outcome.relation.kind.name(), outcome.verdict.name(), claims)
            });
            let findings = audit.findings().iter().map(|finding| (finding.claims.clone(), finding.suspects.len()));
            (outcomes.collect::<BTreeSet<_>>(), findings.collect::<Vec<_>>())
        };
        prop_assert_eq!(marks(&one), marks(&other));
    }

    #[test]
    fn a_table_in_two_parts_is_the_same_table(table in crosstab(), cut in 1usize..3, by_year in any::<bool>()) {
        let rest = "partition = ['group', 'year']";
        let (groups, years): (Vec<usize>, Vec<usize>) = ((0..4).collect(), (0..5).collect());
        let whole = study(rest, &[(KEYS, table.whole())]);
        let both = ["n", "%"];
        let parts = match by_year {
            true => [table.rows(&groups, &years[..cut], &both), table.rows(&groups, &years[cut..], &both)],
            false => [table.rows(&groups[..cut], &years, &both), table.rows(&groups[cut..], &years, &both)],
        };
        let [one, other] = parts;
        let parts = study(rest, &[(KEYS, one), (KEYS, other)]);
        prop_assert_eq!(verdicts(&whole.audit()), verdicts(&parts.audit()));
    }

    #[test]
    fn what_is_added_weakens_nothing(table in crosstab(), with in 0usize..5) {
        let before = study("", &[(KEYS, table.whole())]);
        let second = || ("stub = 'variable'\nheader = 'statistic'", "v,mean,sd\nage,30.2,4.1\n".to_owned());
        let after = match with {
            0 => {
                let keys = format!("{KEYS}bind = {{outcome = 'age'}}\n");
                study("", &[(&*keys, table.whole() + "Total,mean,30,31,32,33,31.5\n")])
            }
            1 => study("", &[(KEYS, table.whole()), second()]),
            2 => study("", &[second(), (KEYS, table.whole())]),
            3 => study("[[text]]\nprinted = 't(28) = 2.20, p = .04'\n", &[(KEYS, table.whole())]),
            _ => study("[[claim]]\nwhere = 'Abstract'\nfigure = 12\nevent = {group = 'a', year = '2011'}\n", &[(KEYS, table.whole())]),
        };
        prop_assert_eq!(weakened(&before.audit(), &after.audit()), Vec::<String>::new());
    }
}

/// The studies that come with the crate, and a few changes of their figures.
#[test]
fn what_is_added_to_papers_weakens_nothing() {
    let text = "\n[[text]]\nprinted = 't(28) = 2.20, p = .04'\n";
    let files = flagship_files();
    let before = study_of(&files).unwrap();
    let mut more = files.clone();
    more.iter_mut().filter(|file| file.0 == "study.toml").for_each(|file| file.1 += text);
    let after = study_of(&more).unwrap();
    assert_eq!(weakened(&before.audit(), &after.audit()), Vec::<String>::new(), "{FLAGSHIP} with a test");
}

#[test]
fn an_acknowledgement_hides_no_other_finding() {
    for study in own_studies() {
        let audit = study.audit();
        let known: Vec<_> = study.acknowledged().iter().map(|known| (&known.finding, &known.printed)).collect();
        for finding in audit.findings().iter().filter(|finding| finding.acknowledged.is_some()) {
            assert!(known.contains(&(&finding.id, &finding.printed)), "{}", finding.id);
        }
        let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
        for outcome in broken {
            let tells = |finding: &&retally::Finding| {
                finding.id == outcome.relation.name || finding.consequences.contains(&outcome.relation.name)
            };
            assert_eq!(audit.findings().iter().filter(tells).count(), 1, "{}", outcome.relation.name);
        }
    }
}
