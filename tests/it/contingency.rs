//! Tests of counts against independent programs, and what must hold of them whatever the counts.

use proptest::prelude::*;
use retally::inference::contingency::{
    Correction, Group, MOST_EXACT, Test, chi_square, equal_counts, fisher, least_expected, trend,
};
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
