//! Equations that hold for every respondent, between the statistics of variables.

use proptest::prelude::*;
use retally::{Rational, Rounding};

use crate::support::{broken, table, undecided};

const TIED: &str =
    "[variables]\na = {step = 1}\nb = {step = 1}\nc = {step = 1}\n[[identity]]\nequation = 'c = a - 2 * b + 1'";

#[test]
fn identity_ties_means_and_extremes() {
    let of = |c: &str| {
        let csv = format!("v,mean,min,max\na,10.0,5,20\nb,3.0,1,6\nc,{c}\n");
        broken(&table(TIED, "stub = 'variable'\nheader = 'statistic'", &csv))
    };
    assert_eq!(of("5.0,-6,19"), Vec::<String>::new());
    assert_eq!(of("5.3,-6,19"), ["t::identity::mean c by c = a - 2 * b + 1"]);
    assert_eq!(of("5.0,-7,19"), ["t::identity::min c by c = a - 2 * b + 1"]);
    assert_eq!(of("5.0,-6,20"), ["t::identity::max c by c = a - 2 * b + 1"]);
}

#[test]
fn identity_within_an_allowance() {
    // The second variable is twice b: what is allowed is halved for it, and has the other sign.
    let of = |allowance: &str, a: &str, b: &str, c: &str| {
        let csv = format!("v,mean,min,max\na,{a}\nb,{b}\nc,{c}\n");
        let broken = broken(&table(&format!("{TIED}\n{allowance}"), "stub = 'variable'\nheader = 'statistic'", &csv));
        broken.iter().map(|name| name.trim_end_matches(" by c = a - 2 * b + 1")[13..].to_owned()).collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    let (a, b) = ("10.0,5,20", "3.0,1,6");
    // c is from -6 to 19, its mean from 4.85 to 5.15.
    assert_eq!(of("allowance = [-2, 1]", a, b, "2.9,-8,20"), none);
    assert_eq!(of("allowance = [-2, 1]", a, b, "2.7,-9,21"), ["mean c", "min c", "max c"]);
    assert_eq!(of("allowance = [-2, 1]", a, b, "6.2,-8,20"), none);
    assert_eq!(of("allowance = [-2, 1]", a, b, "6.3,-8,20"), ["mean c"]);
    assert_eq!(of("allowance = [0, 1]", a, b, "6.1,-6,20"), none);
    assert_eq!(of("allowance = [0, 1]", a, b, "4.7,-7,20"), ["mean c", "min c"]);
    assert_eq!(of("allowance = 1", a, b, "4.0,-7,20"), of("allowance = [-1, 1]", a, b, "4.0,-7,20"));
    // An allowance that leaves a single number is a constant.
    assert_eq!(of("allowance = [2, 2]", a, b, "7.0,-4,21"), none);
    assert_eq!(of("allowance = [2, 2]", a, b, "5.0,-5,22"), ["mean c", "min c", "max c"]);
    // b is at most (20 + 1 + 6) / 2 = 13.5 by the equation, and half of what is allowed more or less.
    assert_eq!(of("", a, "3.0,1,14", "5.0,-6,19"), ["max b"]);
    assert_eq!(of("allowance = [-1, 0]", a, "3.0,1,14", "5.0,-6,19"), ["max b"]);
    assert_eq!(of("allowance = [0, 1]", a, "3.0,1,14", "5.0,-6,19"), none);
}

#[test]
fn an_allowance_stands_in_the_arithmetic() {
    let rest = format!("{TIED}\nallowance = [-1, 0]");
    let study =
        table(&rest, "stub = 'variable'\nheader = 'statistic'", "v,sd,max,min\na,1.5,20,2\nb,1.0,6,1\nc,5.4,21,\n");
    let messages: Vec<_> = study.audit().findings().iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(
        messages,
        [
            "Table *t*: the SD of *c* is 5.4, but at most 4.35… is possible (1.5 + 2 × 1.0 + √(0.5))",
            "Table *t*: the maximum of *c* is 21, but at most 19 is possible (20 + 1 − 2 × 1 + (−1 to 0))"
        ]
    );
}

#[test]
fn identity_ties_standard_deviations() {
    let of = |equation: &str, a: &str, b: &str, c: &str| {
        let rest = format!("[[identity]]\nequation = '{equation}'");
        broken(&table(&rest, "stub = 'variable'\nheader = 'statistic'", &format!("v,sd\na,{a}\nb,{b}\nc,{c}\n")))
    };
    let none = Vec::<String>::new();
    // The ends of what 5.2, 4.0 and 9.3 stand for meet: 5.25 + 4.05 is above 9.25.
    assert_eq!(of("c = a - b", "5.2", "4.0", "9.3"), none);
    assert_eq!(of("c = a - b", "5.2", "4.0", "9.4"), ["t::identity::sd c by c = a - b"]);
    assert_eq!(of("c = a - b", "5.2", "4.0", "1.1"), none);
    assert_eq!(of("c = a - b", "5.2", "4.0", "1.0"), ["t::identity::sd a by c = a - b"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "2.0", "5.3"), ["t::identity::sd c by c = a + 2 * b + 7"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "2.0", "5.2"), none);
    // b is (c - a) / 2: its deviation at most (2.05 + 1.05) / 2.
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "1.7", "2.0"), ["t::identity::sd b by c = a + 2 * b + 7"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "1.6", "2.0"), none);
    // Two of 10 and 12 have 1.41, and so two that are one less and one more than 11 and 11.
    let allowed = "c = a - b'\nallowance = 1\n#'";
    assert_eq!(of(allowed, "0.00", "0.00", "1.41"), none);
    assert_eq!(of(allowed, "0.00", "0.00", "1.43"), ["t::identity::sd c by c = a - b"]);
}

proptest! {
    /// Whatever respondents are within the allowance, nothing is held against their statistics.
    #[test]
    fn no_identity_is_broken_by_respondents_who_keep_it(
        rows in prop::collection::vec((18i64..60, 1i64..18, 0i64..=3), 2..9),
        low in -3i64..=3,
    ) {
        let columns: [Vec<i64>; 3] = [
            rows.iter().map(|row| row.0).collect(),
            rows.iter().map(|row| row.1).collect(),
            rows.iter().map(|row| row.0 - 2 * row.1 + 1 + low + row.2).collect(),
        ];
        let mut csv = "v,mean,sd,min,max\n".to_owned();
        for (name, values) in ["a", "b", "c"].iter().zip(&columns) {
            let n = values.len() as i128;
            let (sum, squares) = values.iter().fold((0, 0), |sums, value| (sums.0 + i128::from(*value), sums.1 + i128::from(value * value)));
            let mean = Rounding::HalfUp.print(&Rational::new(sum, n).unwrap(), 1);
            let variance = Rational::new(n * squares - sum * sum, n * (n - 1)).unwrap();
            let sd = retally::sample::Measure::RootOf(variance).print(Rounding::HalfUp, 1);
            csv += &format!("{name},{mean},{sd},{},{}\n", values.iter().min().unwrap(), values.iter().max().unwrap());
        }
        let study = table(&format!("{TIED}\nallowance = [{low}, {}]", low + 3), "stub = 'variable'\nheader = 'statistic'", &csv);
        prop_assert_eq!(broken(&study), Vec::<String>::new(), "{}", csv);
    }
}

#[test]
fn identity_is_undecided_where_a_part_is_missing() {
    let study = table(TIED, "stub = 'variable'\nheader = 'statistic'", "v,mean,min\na,10.0,\nc,5.0,\nb,,1\n");
    let by = "by c = a - 2 * b + 1";
    assert_eq!(undecided(&study), [format!("t::identity::mean c {by}"), format!("t::identity::min b {by}")]);
}
