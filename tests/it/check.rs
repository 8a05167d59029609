//! One figure at a time.

use proptest::prelude::*;
use retally::check::{self, Check};
use retally::{FigureError, Rational, Rounding, Verdict};

fn is_consistent(check: Result<Check, FigureError>) -> bool {
    let check = check.unwrap();
    let verdict = check.verdict.name();
    assert!(check.to_string().starts_with(&format!("{} is {verdict}: ", check.reported)), "{check}");
    assert_ne!(verdict, "undecided", "{check}");
    check.verdict == Verdict::Consistent
}

fn ratio(part: i128, whole: i128) -> Rational {
    Rational::new(part, whole).unwrap()
}

/// One unit of the last digit more.
fn one_more(figure: &str) -> String {
    let decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let figure: retally::Figure = figure.parse().unwrap();
    (figure.number() + &figure.unit()).to_decimal(decimals).unwrap()
}

proptest! {
    #[test]
    fn a_percentage_is_right_as_it_rounds_and_wrong_one_unit_off(part in 0u32..2000, more in 1u32..2000, decimals in 0u32..4) {
        let whole = part + more;
        let printed = Rounding::HalfUp.print(&ratio(100 * i128::from(part), whole.into()), decimals);
        prop_assert!(is_consistent(check::percentage(part, whole, &printed)));
        prop_assert!(is_consistent(check::grim_percentage(&printed, whole)));
        // Half-up rounds a tie upwards already.
        prop_assert!(!is_consistent(check::percentage(part, whole, one_more(&printed))));
    }

    #[test]
    fn a_mean_of_whole_numbers_passes(sum in 0u32..5000, n in 1u32..400, decimals in 0u32..4) {
        let mean = Rounding::HalfEven.print(&ratio(sum.into(), n.into()), decimals);
        prop_assert!(is_consistent(check::grim(&mean, n)));
    }

    #[test]
    fn grim_is_what_trying_all_sums_says(hundredths in 0u32..1000, n in 1u32..60) {
        let mean = ratio(hundredths.into(), 100).to_decimal(2).unwrap();
        let values = Rounding::Unstated.interval(&mean.parse().unwrap());
        let tried = (0..=11 * n).any(|sum| values.contains(&ratio(sum.into(), n.into())));
        prop_assert_eq!(is_consistent(check::grim(&mean, n)), tried);
    }

    #[test]
    fn whole_numbers_add_up_to_their_total_alone(parts in prop::collection::vec(0u32..100_000, 0..8), off in 1u32..50) {
        let total: u32 = parts.iter().sum();
        prop_assert!(is_consistent(check::total(&parts, total)));
        prop_assert!(!is_consistent(check::total(&parts, total + off)));
    }

    #[test]
    fn shares_of_a_whole_add_up(parts in prop::collection::vec(1u32..300, 1..8), decimals in 0u32..3) {
        let total: u32 = parts.iter().sum();
        let share = |part: &u32| Rounding::HalfUp.print(&ratio(100 * i128::from(*part), total.into()), decimals);
        let printed: Vec<String> = parts.iter().map(share).collect();
        prop_assert!(is_consistent(check::percentages(&printed)));
    }

    #[test]
    fn a_pooled_mean_is_that_of_all(groups in prop::collection::vec((1u32..200, 0u32..1000), 1..5)) {
        let n: u32 = groups.iter().map(|group| group.0).sum();
        // Means in tenths are exact in print.
        let sum: u32 = groups.iter().map(|(n, tenths)| n * tenths).sum();
        let printed: Vec<(u32, String)> = groups.iter().map(|(n, tenths)| (*n, ratio((*tenths).into(), 10).to_decimal(1).unwrap())).collect();
        let mean = Rounding::HalfUp.print(&ratio(sum.into(), i128::from(n) * 10), 1);
        prop_assert!(is_consistent(check::pooled_mean(printed.clone(), &mean)));
        prop_assert!(!is_consistent(check::pooled_mean(printed, one_more(&one_more(&mean)))));
    }

    #[test]
    fn any_text_is_an_error_or_has_a_verdict(one in ".{0,8}", other in "[0-9.,<% -]{0,6}", third in "[0-9]{0,3}") {
        for check in [
            check::percentage(&one, &other, &third), check::percentage(&third, &other, &one), check::grim(&other, &third),
            check::grim_percentage(&other, &third), check::grimmer(&other, &one, &third), check::total([&one, &other], &third),
            check::percentages([&other, &third]), check::pooled_mean([(&third, &other)], &one), check::p_of_t(&other, &third, ".05"),
            check::p_of_f(&other, &third, 3, ".05"), check::p_of_r(&other, 20, &third), check::p_of_z(&other, &third),
        ] {
            let text = match check {
                Ok(check) => check.to_string(),
                Err(error) => format!("{error:?}"),
            };
            prop_assert!(text.contains(" is "), "{text}");
        }
    }
}

#[test]
fn what_cannot_be_decided_says_why() {
    for (check, expected) in [
        (check::grim("5.19", "about 28"), "5.19 is undecided: n is not a whole number that is known exactly"),
        (check::grim("5.19", 0), "5.19 is undecided: n is 0"),
        (check::grimmer("5.19", "1.2", 1), "1.2 is undecided: the SD of one respondent is not defined"),
        (check::percentage(1, "<5", "20"), "20 is undecided: the base is, or may be, zero"),
    ] {
        assert_eq!(check.unwrap().to_string(), expected);
    }
    assert!(matches!(check::p_of_t("2.2", 0, ".03").unwrap().verdict, Verdict::Undecided(_)));
}

#[test]
fn a_sum_by_chance_of_a_hundred_is_no_percentage() {
    assert_eq!(check::grim("3.57", 28).unwrap().to_string(), "3.57 is consistent: 100 / 28 is 3.571…, i.e. 3.57");
}

#[test]
fn errors_are_printed_as_they_are_told() {
    let error = check::percentage(1, "2O", "5").unwrap_err();
    assert_eq!(format!("{error:?}"), "`2O` is not a figure: `O` stands where a digit is expected; perhaps `20`");
    let returned: Box<dyn std::error::Error> = error.into();
    assert!(format!("{returned:?}").starts_with("`2O` is not a figure"));
}
