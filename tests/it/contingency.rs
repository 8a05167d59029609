//! Tests of counts against independent programs, and what must hold of them whatever the counts.

use proptest::prelude::*;
use retally::inference::Association;
use retally::inference::contingency::{
    Correction, Group, MOST_EXACT, Test, chi_square, equal_counts, fisher, least_expected, trend,
};
use retally::inference::exact::{MOST_STEPS, exact};
use retally::{Interval, Rational};

use crate::oracle::cases;

fn rows(text: &str) -> Vec<Vec<u64>> {
    let row = |row: &str| row.split(' ').map(|count| count.parse().unwrap()).collect();
    text.split(';').map(row).collect()
}

fn two_by_two(rows: &[Vec<u64>]) -> [[u64; 2]; 2] {
    [[rows[0][0], rows[0][1]], [rows[1][0], rows[1][1]]]
}

/// The test that a row of the file names.
fn test(name: &str, rows: &[Vec<u64>]) -> Option<Test> {
    let score = |row: &[u64]| Rational::from(row[0]);
    match name {
        "chi-square" => chi_square(rows, Correction::None),
        "chi-square with continuity correction" => chi_square(rows, Correction::Continuity),
        "Fisher's exact test" => fisher(&two_by_two(rows)),
        "chi-square of equal counts" => equal_counts(&rows.iter().map(|row| (score(row), row[1])).collect::<Vec<_>>()),
        _ => {
            let group = |row: &Vec<u64>| Group { score: score(row), part: row[1], whole: row[2] };
            trend(&rows.iter().map(group).collect::<Vec<_>>())
        }
    }
}

/// Whether a value agrees with the digits of the file, which are 18.
fn prints_as(values: &Interval, text: &str) -> bool {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let power: i32 = exponent.parse().unwrap();
    let scale =
        if power < 0 { Rational::unit(power.unsigned_abs()) } else { Rational::whole(10i128.pow(power as u32)) };
    let number = mantissa.parse::<retally::Figure>().unwrap().number() * &scale;
    let off = &number * &Rational::unit(16);
    Interval::closed(&number - &off, &number + &off).intersects(values)
}

#[test]
fn tests_are_those_of_others() {
    let mut names = std::collections::BTreeMap::<String, usize>::new();
    for case in cases("contingency.csv") {
        let name = case.text("test");
        let test = test(name, &rows(case.text("table"))).unwrap_or_else(|| panic!("{}", case.row()));
        assert_eq!(test.name, name);
        assert_eq!(test.df.to_string(), case.text("df"));
        assert!(prints_as(&Interval::point(test.statistic.clone()), case.text("statistic")), "{}", case.row());
        assert!(prints_as(&test.p, case.text("p")), "{}: {:.20}", case.row(), test.p);
        *names.entry(name.to_owned()).or_default() += 1;
    }
    assert_eq!(names.len(), 5);
    assert!(names.values().all(|times| *times >= 10), "{names:?}");
}

/// R's documents: `prop.test` of smokers in four groups, `fisher.test` of Fisher's tea and of his criminal twins.
#[test]
fn tests_are_those_of_rs_examples() {
    let smokers: Vec<_> = [(83, 86), (90, 93), (129, 136), (70, 82)].map(|(r, n)| vec![r, n - r]).into();
    let test = chi_square(&smokers, Correction::None).unwrap();
    assert_eq!((format!("{:.4}", test.statistic).as_str(), test.df), ("12.6004…", 3));
    assert_eq!(format!("{:.6}", test.p.least().unwrap()), "0.005585…");
    assert_eq!(format!("{:.4}", fisher(&[[3, 1], [1, 3]]).unwrap().p), "0.4857…");
    assert_eq!(format!("{:.7}", fisher(&[[2, 10], [15, 3]]).unwrap().p), "0.0005367…");
}

#[test]
fn what_cannot_be_tested_is_not() {
    assert!(chi_square(&[vec![0, 0], vec![1, 2]], Correction::None).is_none());
    assert!(chi_square(&[vec![1, 2]], Correction::None).is_none());
    assert!(chi_square(&[], Correction::None).is_none());
    assert!(chi_square(&[vec![1, 2], vec![1]], Correction::None).is_none());
    assert!(fisher(&[[0, 0], [0, 0]]).is_none());
    assert!(fisher(&[[u64::MAX, 1], [1, 1]]).is_none());
    assert!(fisher(&[[MOST_EXACT, 1], [0, 0]]).is_none());
    assert!(fisher(&[[MOST_EXACT / 4; 2]; 2]).is_some());
    assert!(equal_counts(&[]).is_none());
    assert!(equal_counts(&[(Rational::zero(), 1), (Rational::zero(), 2)]).is_none());
    let group = |part, whole| Group { score: Rational::from(part), part, whole };
    assert!(trend(&[]).is_none());
    assert!(trend(&[group(2, 1), group(3, 4)]).is_none());
    assert!(trend(&[group(0, 5), group(0, 4)]).is_none());
    assert!(least_expected(&[[0, 0], [0, 0]]).is_none());
}

proptest! {
    #[test]
    fn no_counts_panic(a: u64, b: u64, c: u64, d: u64) {
        let _ = (fisher(&[[a, b], [c, d]]), least_expected(&[[a, b], [c, d]]));
        let _ = equal_counts(&[(Rational::zero(), a), (Rational::whole(1), b)]);
        let _ = chi_square(&[vec![a, b], vec![c, d]], Correction::Continuity);
    }

    /// A trend over two groups is the difference of two proportions, whatever the scores.
    #[test]
    fn two_groups_are_one_test(a in 0u64..50, b in 0u64..50, c in 0u64..50, d in 0u64..50, step in 1i128..9) {
        let groups = [(0, a, a + b), (step, c, c + d)]
            .map(|(score, part, whole)| Group { score: Rational::whole(score), part, whole });
        let of_trend = trend(&groups).map(|test| (test.statistic, test.p));
        let of_table = chi_square(&[vec![a, b], vec![c, d]], Correction::None).map(|test| (test.statistic, test.p));
        prop_assert_eq!(of_trend, of_table);
    }

    #[test]
    fn corrections_and_swaps(a in 0u64..40, b in 0u64..40, c in 0u64..40, d in 0u64..40) {
        let plain = chi_square(&[vec![a, b], vec![c, d]], Correction::None);
        let corrected = chi_square(&[vec![a, b], vec![c, d]], Correction::Continuity);
        if let (Some(plain), Some(corrected)) = (&plain, &corrected) {
            prop_assert!(corrected.statistic <= plain.statistic);
        }
        let turned = chi_square(&[vec![a, c], vec![b, d]], Correction::None);
        prop_assert_eq!(plain.map(|test| test.statistic), turned.map(|test| test.statistic));
        let p = |table| fisher(&table).map(|test| test.p);
        prop_assert_eq!(p([[a, b], [c, d]]), p([[d, c], [b, a]]));
        if let Some(p) = p([[a, b], [c, d]]) {
            prop_assert!(p.single().is_some_and(|p| *p > Rational::zero() && *p <= Rational::whole(1)));
        }
    }
}

/// Fisher's exact test of any table, by listing all tables with the same margins.
fn by_listing(table: &[Vec<u64>]) -> Rational {
    let columns: Vec<u64> = (0..table[0].len()).map(|at| table.iter().map(|row| row[at]).sum()).collect();
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let factorial = |n: u64| (1..=n).fold(Rational::whole(1), |product, k| product.scaled(k as i64));
    let rarity = |table: &[Vec<u64>]| {
        table.iter().flatten().fold(Rational::whole(1), |product, count| &product * &factorial(*count))
    };
    let own = rarity(table);
    let (mut rare, mut all) = (Rational::zero(), Rational::zero());
    list(&rows, &columns, &mut Vec::new(), &mut |other| {
        let weight = Rational::whole(1).divided_by(&rarity(other)).unwrap();
        all = &all + &weight;
        if rarity(other) >= own {
            rare = &rare + &weight;
        }
    });
    rare.divided_by(&all).unwrap()
}

fn list(rows: &[u64], left: &[u64], above: &mut Vec<Vec<u64>>, see: &mut dyn FnMut(&[Vec<u64>])) {
    let Some((row, below)) = rows.split_first() else { return see(above) };
    let mut cells = vec![Vec::new()];
    for room in left {
        let longer = |cells: Vec<u64>| (0..=*room).map(move |cell| [&cells[..], &[cell]].concat());
        cells = cells.into_iter().flat_map(longer).filter(|cells| cells.iter().sum::<u64>() <= *row).collect();
    }
    for cells in cells.into_iter().filter(|cells| cells.iter().sum::<u64>() == *row) {
        let left: Vec<u64> = left.iter().zip(&cells).map(|(left, cell)| left - cell).collect();
        above.push(cells);
        list(below, &left, above, see);
        above.pop();
    }
}

fn small_tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
    (2_usize..4, 2_usize..4)
        .prop_flat_map(|(rows, columns)| prop::collection::vec(prop::collection::vec(0_u64..4, columns), rows))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_exact_test_is_that_of_all_tables(table in small_tables()) {
        let found = exact(&table, MOST_STEPS).map(|test| test.p.single().unwrap().clone());
        let is_empty = table.iter().flatten().all(|count| *count == 0);
        prop_assert_eq!(found, (!is_empty).then(|| by_listing(&table)));
    }

    /// Permuting rows or columns, or turning the table, changes no test that does not look at their order.
    #[test]
    fn order_makes_no_difference(table in small_tables()) {
        let mirrored: Vec<Vec<u64>> = table.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        let mut shifted = table.clone();
        shifted.rotate_left(1);
        let turned: Vec<Vec<u64>> = (0..table[0].len()).map(|at| table.iter().map(|row| row[at]).collect()).collect();
        for test in [Association::Pearson, Association::Exact] {
            let p = test.of(&table).map(|test| test.1);
            for other in [&mirrored, &shifted, &turned] {
                prop_assert_eq!(&p, &test.of(other).map(|test| test.1), "{}", test.name());
            }
        }
        let ranks = |table: &Vec<Vec<u64>>| Association::Ranks.of(table).map(|test| test.0);
        prop_assert_eq!(ranks(&table), ranks(&mirrored));
    }
}

/// Published exact tests: R's `fisher.test` documents Job satisfaction (Agresti 2002, p. 57), tea tasting and convictions;
/// Freeman–Halton examples of others.
#[test]
fn exact_tests_are_those_of_others() {
    for case in cases("exact.csv") {
        let table = rows(case.text("table"));
        let p = exact(&table, 40_000_000).unwrap_or_else(|| panic!("{}", case.row())).p;
        let printed: retally::Figure = case.text("p").parse().unwrap();
        assert!(retally::Rounding::Unstated.interval(&printed).intersects(&p), "{}: {p:.8}", case.row());
    }
}

/// R: `chisq.test(x)`, `prop.trend.test`, `kruskal.test` and `wilcox.test` of the same counts.
#[test]
fn associations_are_those_of_others() {
    let twelve = [vec![12, 18], vec![18, 12]];
    let p = |test: Association, table: &[Vec<u64>]| format!("{:.4}", test.of(table).unwrap().1.least().unwrap());
    assert_eq!(p(Association::Linear, &twelve), "0.1244…"); // (N − 1) / N × 2.4 = 2.36
    assert_eq!(p(Association::Unpooled, &twelve), "0.1138…"); // z = .2 / √(2 × .24 / 30)
    let smokers: Vec<_> = [(83, 86), (90, 93), (129, 136), (70, 82)].map(|(r, n)| vec![r, n - r]).into();
    assert_eq!(format!("{:.4}", Association::Trend.of(&smokers).unwrap().0.single().unwrap()), "8.2249…");
    assert!(Association::Pearson.of(&[vec![1, 2], vec![0, 0]]).is_none());
    let with_empty = [vec![12, 0, 18], vec![18, 0, 12], vec![0, 0, 0]];
    assert_eq!(Association::Pearson.of(&with_empty), Association::Pearson.of(&twelve));
}
