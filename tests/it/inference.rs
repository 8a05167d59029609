//! Distributions and reported tests, against values from elsewhere.

use retally::inference::Distribution;
use retally::{Figure, Rational};

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
