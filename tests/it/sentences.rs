//! Tests in sentences: the numbers that are read, the p values that follow, and the verdicts.

use proptest::prelude::*;
use retally::inference::{Agreement, Criteria, Reported, Unread, scan_all};
use retally::{Figure, Rational};

use crate::oracle::cases;

fn rational(text: &str) -> Rational {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap();
    let digits: Figure = digits.parse().unwrap();
    let power = Rational::unit(exponent.unsigned_abs());
    if exponent < 0 { digits.number() * &power } else { digits.number().divided_by(&power).unwrap() }
}

/// A number of the collection with the unit of its last digit.
fn printed(text: &str) -> (Rational, Rational) {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let figure: Figure = digits.parse().unwrap();
    (rational(text), &figure.unit() * &rational(&format!("1e{exponent}")))
}

/// `.0358 to .0366`, each end rounded as it is written.
fn check_interval(test: &Reported, interval: &str, sentence: &str) {
    let checked = test.check(&Criteria::default());
    let p = checked.p.unwrap();
    let (low, high) = interval.split_once(" to ").unwrap_or((interval, interval));
    for (end, written) in [(p.least().unwrap(), low), (p.greatest().unwrap(), high)] {
        let (number, unit) = printed(written);
        assert!((end - &number).abs() <= unit, "{sentence}: {p:.8} is not {interval}");
    }
}

/// `t = 2.20, df 28, p = .036, one-tailed; p is .0358 to .0366: consistent`.
fn check_test(test: &Reported, right: &str, sentence: &str) {
    let (printed, result) = right.split_once("; p is ").unwrap();
    let (interval, verdict) = result.split_once(": ").unwrap();
    let mut parts = printed.split(", ");
    let number = |figure: &Figure| figure.number().clone();
    let (name, value) = parts.next().unwrap().split_once(' ').unwrap();
    assert_eq!(test.test.name(), name, "{sentence}");
    assert_eq!(number(&test.statistic.0), rational(value.trim_start_matches("= ")), "{sentence}");
    let df: Vec<Rational> = test.df.iter().map(|df| number(&df.0)).collect();
    let wanted = parts.next().unwrap();
    let wanted: Vec<Rational> = match wanted.strip_prefix("df ") {
        Some(numbers) => numbers.split(" and ").map(rational).collect(),
        None => Vec::new(),
    };
    assert_eq!(df, wanted, "{sentence}");
    match (parts.next().unwrap(), &test.p) {
        ("not significant", p) => assert_eq!(*p, None, "{sentence}"),
        (written, p) => {
            let (sign, wanted) = written.strip_prefix("p ").unwrap().split_once(' ').unwrap();
            let p = p.as_ref().unwrap();
            assert_eq!(number(p), rational(wanted), "{sentence}");
            assert_eq!(p.text().starts_with(['<', '>']), sign != "=", "{sentence}");
        }
    }
    check_interval(test, interval, sentence);
    let agreement = test.check(&Criteria::default()).agreement;
    assert_eq!(agreement == Agreement::Consistent, verdict.starts_with("consistent"), "{sentence}: {agreement:?}");
    assert_ne!(agreement, Agreement::Undecided, "{sentence}");
}

#[test]
fn sentences_are_read_right() {
    let cases = cases("sentences.csv");
    assert_eq!(cases.len(), 94);
    for case in &cases {
        let (sentence, right) = (case.text("sentence"), case.text("right"));
        let found = scan_all(sentence);
        if right.starts_with("not a test") {
            assert!(found.tests.is_empty(), "{sentence}: {:?}", found.tests);
            assert_eq!(found.unread.is_empty(), right.contains("page") || right.contains("variable"), "{sentence}");
            continue;
        }
        let wanted: Vec<&str> = right.split(" | ").collect();
        assert_eq!(found.tests.len(), wanted.len(), "{sentence}: {found:?}");
        assert!(found.unread.is_empty(), "{sentence}: {:?}", found.unread);
        for (test, right) in found.tests.iter().zip(wanted) {
            check_test(test, right, sentence);
        }
    }
}

/// What is read of a sentence: statistic, degrees of freedom and p, as printed; or why it is not read.
fn shown(sentence: &str) -> Vec<String> {
    let found = scan_all(sentence);
    let test = |test: &Reported| {
        let df: Vec<_> = test.df.iter().map(|df| df.0.number().to_string()).collect();
        let p = test.p.as_ref().map_or("ns".to_owned(), |p| p.text().to_owned());
        format!("{}({}) {} {p}", test.test, df.join(" "), test.statistic.0.number())
    };
    let unread = |unread: &Unread| format!("unread {}", &sentence[unread.bytes.clone()]);
    found.tests.iter().map(test).chain(found.unread.iter().map(unread)).collect()
}

#[test]
fn other_ways_of_writing_are_read_or_listed() {
    for (sentence, wanted) in [
        ("F(1,28) = 4,84, p = ,036", &["F(1 28) 4.84 ,036"][..]),
        ("F(1,234) = 4.84, p = .029", &["F(1 234) 4.84 .029"]),
        ("t(57,9) = 1,79, p = ,079", &["t(57.9) 1.79 ,079"]),
        ("t(28) = 2,200, p = .03", &["t(28) 2200 .03"]),
        ("t(28) = 2,200, p = ,03", &["t(28) 2.2 ,03"]),
        ("t(28) = 2,200, ns", &["unread t(28) = 2,200, ns"]),
        ("χ²(1) = 1 016.78, p < 2.2 × 10⁻⁴", &["chi-square(1) 1016.78 <2.2 × 10⁻⁴"]),
        ("χ²(1) = 16.78, p = 4.2×10^{-5}", &["chi-square(1) 16.78 4.2×10^{-5}"]),
        ("χ²(1) = 16.78, p < 10−4", &["unread χ²(1) = 16.78, p < 10"]),
        ("F1(1, 38) = 5.20, p = .028; F2(1, 20) = 4.90, p = .04", &["F(1 38) 5.2 .028", "F(1 20) 4.9 .04"]),
        ("t1 = 2.20, p = .036", &["unread t1 = 2.20, p = .036"]),
        ("r = .70, p < .001", &["unread r = .70, p < .001"]),
        ("t(28) = 2.20, F(1, 28) = 4.84, p = .036", &["F(1 28) 4.84 .036"]),
        ("t(28) = 2.20, r = .38, p = .036", &["t(28) 2.2 .036"]),
        ("t(28) = 2.20, Bonferroni-corrected p = .11", &["unread t(28) = 2.20, Bonferroni-corrected p = .11"]),
        ("t(28) = 2.20, pBonf = .11", &["unread t(28) = 2.20, pBonf = .11"]),
        ("t(28) = 2.20–3.10, p = .03", &["unread t(28) = 2.20–3.10, p = .03"]),
        ("t(28) = 2.20, p = .03–.05", &["unread t(28) = 2.20, p = .03"]),
        ("t(28) = 2.20, p = 0. 036", &["unread t(28) = 2.20, p = 0"]),
        ("t(28) = 2.20, η 2 p = .15, p = .036", &["t(28) 2.2 .036"]),
        ("F = 4.84, df = 1, 28, p = .036", &["F(1 28) 4.84 .036"]),
        ("t(28) = 2.20 (d = 0.8), p = .036", &["t(28) 2.2 .036"]),
        ("t(28) = 2.20, p (two-tailed) = .036", &["t(28) 2.2 .036"]),
        ("t(28) = 2.20, p = < .05", &["t(28) 2.2 <.05"]),
        ("t(28) = 2.20, p = 3%", &["unread t(28) = 2.20, p = 3"]),
        ("t(28) = 2.20. Others had p = .03.", &["unread p = .03"]),
        ("t(28) = 2.20; age did not matter, p = .5.", &["unread p = .5"]),
        ("All had p < .001.", &["unread p < .001"]),
        ("t(28) = 2.20\n\np = .03", &["unread p = .03"]),
        ("A map = .03 and a step p. 3", &[]),
    ] {
        assert_eq!(shown(sentence), wanted, "{sentence}");
    }
}

fn digits() -> impl Strategy<Value = String> {
    "[1-9][0-9]{0,2}(\\.[0-9]{1,3})?"
}

proptest! {
    /// Whatever stands in a text, bytes are of the text, and nothing is read twice.
    #[test]
    fn no_text_is_too_odd(text in "[tFrzQχ²p()\\[\\]=<>,.;0-9 e×^−\\-ns\n\u{2009}\u{ad}]{0,80}") {
        let found = scan_all(&text);
        let mut ranges: Vec<_> = found.tests.iter().map(|test| test.bytes.clone()).collect();
        ranges.extend(found.unread.iter().map(|unread| unread.bytes.clone()));
        ranges.sort_by_key(|range| range.start);
        prop_assert!(ranges.iter().all(|range| text.get(range.clone()).is_some()));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for test in &found.tests {
            prop_assert!(text.get(test.p_at.clone()).is_some() && text.get(test.statistic.1.clone()).is_some());
            let _ = test.check(&Criteria::default());
        }
    }

    /// A number is read whole or not at all: the digits of each are all the digits that stand where it is said to.
    #[test]
    fn numbers_are_whole(text in "(t\\([0-9 ,.]{1,7}\\)|F\\([0-9 ,;]{1,9}\\)|z) = [0-9 ,.−e×^-]{1,9}, p [<=] [0-9 ,.e^−]{1,9}") {
        // Digits apart from a number with decimals, behind a comma, a point or the Portuguese for "and", are another number's.
        let begins_another = |end: &&str| {
            let behind = |at: usize| text[at + end.len()..].trim_start().starts_with(|sign: char| sign.is_ascii_digit());
            text.match_indices(*end).any(|(at, _)| behind(at))
        };
        prop_assume!(![", ", ". ", " e "].iter().any(begins_another));
        let only_digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        for test in scan_all(&text).tests {
            let all = test.df.iter().map(|df| &df.0).chain([&test.statistic.0]).chain(test.p.as_ref());
            let read: String = all.map(|figure| only_digits(figure.text())).collect();
            prop_assert_eq!(read, only_digits(&text), "{}", text);
        }
    }

    /// How a test is set makes no difference.
    #[test]
    fn printing_makes_no_difference(
        statistic in digits(), df in 1_u32..5000, p in "0?\\.[0-9]{2,3}",
        way in prop::sample::select(vec![
            "t(@) = #, p = %", "t (@) = # , p = % .", "T[@]=#; P=%", "t(@) = # (p = %)", "t(df = @) = #, p-value = %",
            "t = #, df = @, p = %", "(t = #, d.f. = @, and P value = %)", "t(@)\u{2009}=\u{a0}#, d = 0.8, p\u{a0}=\u{a0}%",
        ]),
    ) {
        let text = way.replace('@', &df.to_string()).replace('#', &statistic).replace('%', &p);
        let found = scan_all(&text);
        prop_assert_eq!(found.tests.len(), 1, "{}", text);
        let test = &found.tests[0];
        prop_assert_eq!(test.df[0].0.number(), &Rational::from(u64::from(df)));
        prop_assert_eq!(test.statistic.0.text(), statistic);
        prop_assert_eq!(test.p.as_ref().unwrap().text(), p);
    }

    /// The same numbers with a decimal comma are the same test.
    #[test]
    fn a_decimal_comma_is_a_decimal_sign(statistic in "[1-9]\\.[0-9]{2}", df in 1_u32..500, p in "\\.[0-9]{2,3}") {
        let point = format!("t({df}) = {statistic}, p = {p}");
        let (one, other) = (scan_all(&point).tests, scan_all(&point.replace('.', ",")).tests);
        prop_assert_eq!(one[0].check(&Criteria::default()), other[0].check(&Criteria::default()));
    }
}

#[test]
fn decimals_that_are_set_apart_are_not_lost() {
    for text in [
        "z = 2, 10, p = .04",
        "z = 2. 10, p = .04",
        "z = 2.10, p = 0. 04",
        "z = 2.10, p = 0, 04",
        "z = 2.10, p < 0, 001",
    ] {
        let found = scan_all(text);
        assert!(found.tests.is_empty() && !found.unread.is_empty(), "{text}: {:?}", found.tests);
    }
    assert_eq!(scan_all("z = 2.10, p = .036, 12 of them").tests.len(), 1);
}
