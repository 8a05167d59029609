//! One variable: every question ends, whatever it is asked of.

use retally::Rational;
use retally::Statistic::{LowerQuartile, Max, Mean, Median, Min, Mode, Sd, Se};
use retally::sample::{Divisor, Limit, Limits, Scale, Summary};

use crate::every_sample::{closed, exists};
use crate::exactly::{printed, whole};

/// What took minutes ends, within steps that take a second.
#[test]
fn every_question_ends() {
    let step = |text: &str| Scale::steps(text.parse::<retally::Figure>().unwrap().number().clone());
    let decided = |summary: Summary| exists(&summary);
    assert_eq!(
        decided(printed(Summary::of(30).scale(Scale::whole()), &[(Mean, "10.1"), (Sd, "2.3"), (Median, "17")])),
        Some(false)
    );
    assert_eq!(
        decided(printed(Summary::of(141).scale(Scale::whole()), &[(Mean, "36.9"), (Sd, "5.2"), (Median, "57")])),
        Some(false)
    );
    for (summary, figures) in [
        (Summary::of(6).scale(step("0.0000001")), vec![(Sd, "9.1"), (Min, "26"), (Mode, "27.2")]),
        (Summary::of_some().scale(Scale::whole()), vec![(Sd, "10.2"), (Median, "27"), (Se, "0.1")]),
        (Summary::of_some().scale(step("0.1")), vec![(Mean, "27.1"), (Median, "20.2"), (Sd, "10.2"), (Se, "0.1")]),
        (Summary::of_some(), vec![(Mean, "23"), (Mode, "25.4"), (Median, "20"), (Se, "440619")]),
        (Summary::of_some(), vec![(Sd, "668614"), (LowerQuartile, "13"), (Mode, "592042")]),
        (
            Summary::of_some().scale(step("0.1")),
            vec![(Sd, "10"), (Max, "7.28"), (Median, "16"), (LowerQuartile, "390158")],
        ),
        (Summary::of(1_000), vec![(Mean, "5"), (Sd, "2"), (Median, "4"), (Mode, "17")]),
        (Summary::of(1_000).scale(step("0.001")), vec![(Mean, "5"), (Sd, "2"), (Median, "4"), (Mode, "17")]),
    ] {
        let summary = printed(summary, &figures);
        let verdict = exists(&summary);
        assert!(verdict != Some(false) || verdict == exists(&summary), "{summary:?}");
    }
}

#[test]
fn counting_ends_with_the_limit_that_was_reached() {
    let mean = |high| printed(Summary::of(3).scale(Scale::between(0, high)), &[(Mean, "500.0")]);
    assert!(mean(1_000).samples().is_ok());
    assert_eq!(mean(100_000).samples().map(|samples| samples.count()), Ok(whole(188_251)));
    let limit = |summary: Summary| summary.samples().map(|samples| samples.count()).unwrap_err();
    assert!(matches!(limit(mean(1_000_000)), Limit::Work | Limit::Memory));
    let many = printed(Summary::of(700).scale(Scale::between(1, 7)), &[(Mean, "3.5"), (Sd, "1.5")]);
    assert!(matches!(limit(many), Limit::Work | Limit::Memory));
    let small = printed(Summary::of(100).scale(Scale::between(1, 7)), &[(Mean, "3.5"), (Sd, "1.5")]);
    assert!(small.samples().is_ok());
    assert_eq!(limit(small.clone().within(Limits { bytes: 1_000, ..Limits::default() })), Limit::Memory);
    assert_eq!(limit(small.within(Limits { steps: 1_000, ..Limits::default() })), Limit::Work);
}

#[test]
fn bands_end_with_ends_that_are_not_met() {
    let wide =
        printed(Summary::of(1_000).scale(Scale::between(0, 400)), &[(Mean, "200.0"), (Sd, "50.0"), (Mode, "180")]);
    let hasty = wide.within(Limits { steps: 200_000, ..Limits::default() });
    match hasty.bands() {
        Ok(bands) => assert!(bands.iter().any(|band| !band.least_is_met || !band.most_is_met)),
        Err(limit) => assert!(matches!(limit, Limit::Work | Limit::Mode | Limit::Search), "{limit}"),
    }
}

/// Of a million values or more, sums are not tried one by one.
#[test]
fn grimmer_of_a_million_is_decided() {
    use retally::granularity::{Answers, Judgement, moments};
    let judge =
        |n, mean: &str, sd: &str, scale| moments(&closed(mean), &closed(sd), &Answers { scale, ..Answers::of(n) });
    for n in [1_000_000, 5_000_000, 1_000_000_000, u64::MAX / 4] {
        for (mean, sd, scale, expected) in [
            ("3.50", "1.50", None, "consistent"),
            ("3.00", "0.00", None, "consistent"),
            ("3.50", "0.30", None, "inconsistent"),
            ("3.50", "0.50", None, "consistent"),
            ("3.50", "1.50", Some((1, 5)), "consistent"),
            ("3.00", "2.00", Some((1, 5)), "consistent"),
            ("3.00", "2.10", Some((1, 5)), "inconsistent"),
            ("1.00", "0.00", Some((1, 5)), "consistent"),
            ("1.00", "0.50", Some((1, 5)), "inconsistent"),
        ] {
            let judgement = judge(n, mean, sd, scale);
            assert_eq!(judgement.name(), expected, "{n}: {mean} ± {sd} {scale:?} {judgement:?}");
        }
    }
    // The first of the sums that pass, found without those before it.
    let Judgement::Consistent(sum) = judge(1_000_000, "3.00", "0.00", None) else { panic!() };
    assert!(sum <= Rational::whole(3_000_000));
    assert!(sum > Rational::whole(2_999_970));
}

#[test]
fn a_list_of_samples_ends_with_the_limit_of_work() {
    let wide = Summary::of(80).scale(Scale::between(1, 7)).divisor(Divisor::OneLess);
    let wide = printed(wide, &[(Mean, "3.50"), (Sd, "1.50")]);
    assert!(wide.samples().unwrap().iter().take(50).all(|sample| wide.admits(&sample.unwrap())));
    // Those with the least value fewest times are looked at first, and none of these has it as its mode.
    let wide = printed(wide, &[(Mode, "1")]);
    let within = |steps: u64| wide.clone().within(Limits { steps, ..Limits::default() }).samples();
    let enough_to_count = (0..40).find_map(|power| within(1 << power).ok()).unwrap();
    assert_eq!(enough_to_count.iter().collect::<Vec<_>>(), [Err(Limit::Work)]);
}

/// A limit that is reached is told by every report, of the search and of sensitivity.
#[test]
fn every_report_says_that_a_limit_was_reached() {
    use retally::diagnosis::Limits as Search;
    use retally::report::{Colour, json, junit, markdown, page, sarif, text};
    let study = crate::support::table("", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,3,30\nb,4,60\nTotal,8,100\n");
    let audits = [study.audit_within(&Search { work: 0, ..Search::default() })];
    let audit = &audits[0];
    assert_eq!(audit.limit().map(|limit| limit.name()), Some("work"));
    let detectability = audit.detectability();
    assert!(detectability.figures.iter().all(|figure| !figure.is_tried));
    assert_eq!((detectability.overall().untried, detectability.overall().percent()), (6, None));
    for report in [text(audit, Colour::Never), markdown(audit), page(audit)] {
        assert!(report.contains("search limit reached: 6 figures not tried"), "{report}");
        assert!(report.contains("not fully searched: search limit reached"), "{report}");
    }
    let value = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let json = value(json(audit));
    assert_eq!((&json["limit"], &json["sensitivity"]["not_tried"]), (&"work".into(), &6.into()));
    assert_eq!(value(sarif(&audits))["runs"][0]["properties"]["limit"], "work");
    assert!(junit(&audits).contains("not fully searched: search limit reached"));
    let whole = study.audit();
    assert!(whole.limit().is_none() && !text(&whole, Colour::Never).contains("limit"));
}

/// What grows in one way takes no more than in proportion: a column is tried whole, however long it is.
#[test]
fn every_figure_of_a_long_column_is_tried() {
    let rows: String = (0..1_500).map(|row| format!("l{row},1\n")).collect();
    let study = crate::support::table("", "stub = 'f'\nheader = 'statistic'", &format!("f,n\n{rows}Total,1500\n"));
    let coverage = study.audit().detectability().overall();
    assert_eq!((coverage.untried, coverage.figures, coverage.always), (0, 1_501, 1_501));
}
