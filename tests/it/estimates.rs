//! Estimates with their intervals, standard errors and p values: against independent values, published ones, all usual tests of
//! counts, and in manifests and sentences.

use retally::inference::fourfold::Fourfold;
use retally::inference::wald::{Estimate, Limits, Precision};
use retally::inference::{Agreement, Association, Criteria, scan_all, scan_estimates};
use retally::{Interval, Rational, Statistic, Verdict, check};

use crate::oracle::{Case, cases};
use crate::support::{broken, holding, table, undecided};

fn statistic(case: &Case) -> Statistic {
    Statistic::from_label(case.text("of")).unwrap()
}

fn point(text: &str) -> Interval {
    Interval::point(text.parse::<retally::Figure>().unwrap().number().clone())
}

/// Whether an interval holds a number, and nothing that differs from it by much.
fn is_at(interval: &Interval, value: f64) -> bool {
    let ends = [interval.least(), interval.greatest()].map(|end| end.map(Rational::to_f64));
    let [Some(least), Some(greatest)] = ends else { return false };
    let slack = value.abs() * 1e-15;
    least <= value + slack && value - slack <= greatest && greatest - least <= 1e-9 * value.abs().max(1e-9)
}

#[test]
fn what_follows_from_limits_holds_independent_values() {
    for case in cases("estimates.csv") {
        let of = statistic(&case);
        let level = point(case.text("level")).scaled(&Rational::new(1, 100).unwrap()).single().cloned();
        let limits = Limits { low: point(case.text("low")), high: point(case.text("high")), level };
        let value = |column: &str| case.whole::<f64>(column).unwrap();
        assert!(is_at(&limits.middle(of), value("middle")), "{}", case.row());
        assert!(is_at(&limits.error(of).unwrap(), value("se")), "{}", case.row());
        let value_of = Some(point(case.text("estimate")));
        let estimate = Estimate { of, value: value_of, precision: Precision::Limits(limits) };
        assert!(is_at(&estimate.z().unwrap(), value("z")), "{}", case.row());
        assert!(is_at(&estimate.p().unwrap(), value("p")), "{}", case.row());
    }
}

#[test]
fn what_follows_from_four_counts_holds_independent_values() {
    for case in cases("fourfold.csv") {
        let count = |column: &str| case.whole::<u64>(column).unwrap();
        let counts = [[count("a"), count("b")], [count("c"), count("d")]];
        let value = |column: &str| case.whole::<f64>(column).unwrap();
        let (fourfold, of) = (Fourfold(counts), statistic(&case));
        assert!(is_at(&Interval::point(fourfold.estimate(of).unwrap()), value("estimate")), "{}", case.row());
        let [low, high] = fourfold.limits(of, &Rational::new(95, 100).unwrap()).unwrap();
        assert!(is_at(&low, value("low")) && is_at(&high, value("high")), "{}", case.row());
        let shown = |value: f64| format!("{value:.3}");
        let estimate = check::estimate_of_counts(of, counts, shown(value("estimate"))).unwrap();
        assert_eq!(estimate.verdict, Verdict::Consistent, "{estimate}");
        let limits = check::limits_of_counts(of, counts, 95, [shown(value("low")), shown(value("high"))]).unwrap();
        assert!(limits.iter().all(|limit| limit.verdict == Verdict::Consistent), "{}", case.row());
    }
}

#[test]
fn conditional_odds_ratios_hold_independent_values() {
    for case in cases("conditional.csv") {
        let count = |column: &str| case.whole::<u64>(column).unwrap();
        let fourfold = Fourfold([[count("a"), count("b")], [count("c"), count("d")]]);
        let ratio = retally::inference::conditional::odds_ratio(&fourfold).unwrap();
        assert!(is_at(&ratio, case.whole("ratio").unwrap()), "{}: {ratio:.12}", case.row());
    }
    // Of great counts it is that of the odds, but for next to nothing; of some that are too great, or zero, there is none.
    let great = Fourfold([[40_000_000, 50_000_000], [30_000_000, 45_000_000]]);
    let great = retally::inference::conditional::odds_ratio(&great).unwrap();
    assert!(
        great.least().unwrap().to_f64() > 1.199_999 && great.greatest().unwrap().to_f64() < 1.200_001,
        "{great:.9}"
    );
    assert!(retally::inference::conditional::odds_ratio(&Fourfold([[u64::MAX, 5], [3, 1]])).is_none());
    assert!(retally::inference::conditional::odds_ratio(&Fourfold([[0, 5], [3, 1]])).is_none());
}

#[test]
fn published_estimates_have_the_verdicts_of_an_independent_program() {
    let cases = cases("published_estimates.csv");
    assert!(cases.len() > 200);
    for case in cases {
        let (of, limits) = (statistic(&case), [case.text("low"), case.text("high")]);
        let verdict = check::interval(of, case.text("estimate"), limits).unwrap().verdict;
        let expected = match case.text("middle") {
            "middle" => "consistent",
            "within" => "undecided",
            _ => "inconsistent",
        };
        assert_eq!(verdict.name(), expected, "{}", case.row());
        if case.text("p").is_empty() {
            continue;
        }
        let p = check::p_of_interval(of, case.text("estimate"), limits, 95, case.text("p")).unwrap();
        // Those that Wald's test does not give are of a t with the degrees of freedom of their papers.
        let expected = match case.text("by") {
            "Wald" => "consistent",
            "none" => "inconsistent",
            _ => "undecided",
        };
        assert_eq!(p.verdict.name(), expected, "{}: {p}", case.row());
    }
}

#[test]
fn no_usual_test_of_counts_is_beyond_the_bounds() {
    const USUAL: [Association; 4] =
        [Association::Pearson, Association::Corrected, Association::LikelihoodRatio, Association::Exact];
    let sizes = [1, 2, 3, 5, 8, 13, 40, 300];
    let mut tried = 0;
    for [a, b, c, d] in (0..8_usize.pow(4)).map(|at| [0, 1, 2, 3].map(|place| sizes[at / 8_usize.pow(place) % 8])) {
        let counts = [vec![a, b], vec![c, d]];
        if a * d == b * c {
            continue;
        }
        for of in [Statistic::OddsRatio, Statistic::RiskRatio, Statistic::RiskDifference] {
            let fourfold = Fourfold([[a, b], [c, d]]);
            let error = Interval::point(fourfold.variance(of).unwrap()).root().unwrap();
            let value = Some(Interval::point(fourfold.estimate(of).unwrap()));
            let estimate = Estimate { of, value, precision: Precision::Error(error) };
            let bounds = estimate.p_of_others().unwrap();
            for test in USUAL {
                let (_, p) = test.of(&counts).unwrap();
                assert!(bounds.intersects(&p), "{of} of {counts:?}: {test:?} {p:.4} beyond {bounds:.4}");
                tried += 1;
            }
        }
    }
    assert!(tried > 40_000, "{tried}");
}

#[test]
fn a_t_with_few_degrees_of_freedom_explains_p_in_one_direction() {
    let of = |limits: [&str; 2], p: &str| {
        check::p_of_interval(Statistic::Coefficient, "1.00", limits, 95, p).unwrap().verdict.name()
    };
    // Leaving out zero: p is greater than that of the normal distribution, and never above .05.
    assert_eq!([of(["0.50", "1.50"], "0.0001"), of(["0.50", "1.50"], "0.01")], ["consistent", "undecided"]);
    assert_eq!(of(["0.50", "1.50"], "0.30"), "inconsistent");
    // Holding it: p is less, and never below .05.
    assert_eq!([of(["-1.00", "3.00"], "0.33"), of(["-1.00", "3.00"], "0.30")], ["consistent", "undecided"]);
    assert_eq!(of(["-1.00", "3.00"], "0.01"), "inconsistent");
}

#[test]
fn what_is_not_known_is_undecided() {
    let name = |check: check::Check| check.verdict.name();
    let p = |of, level: &str| check::p_of_interval(of, "1.50", ["1.10", "2.05"], level, ".9").unwrap();
    assert_eq!(name(p(Statistic::OddsRatio, "95")), "inconsistent");
    assert_eq!(
        p(Statistic::OddsRatio, "100").to_string(),
        ".9 is undecided: the level of the interval is not reported"
    );
    // Of means ranks may have been compared.
    assert_eq!(name(p(Statistic::MeanDifference, "95")), "undecided");
    // A limit of 0.0 has no logarithm.
    assert_eq!(name(check::interval(Statistic::OddsRatio, "0.3", ["0.0", "1.9"]).unwrap()), "consistent");
    assert_eq!(name(check::interval(Statistic::OddsRatio, "0.4", ["0.0", "0.2"]).unwrap()), "inconsistent");
    let reversed = check::p_of_interval(Statistic::OddsRatio, "1.5", ["2.05", "1.10"], 95, ".2").unwrap();
    assert_eq!(name(reversed), "undecided");
}

#[test]
fn a_table_of_estimates_is_declared_by_its_notation() {
    let declared = |estimate: &str, p: &str| {
        table(
            "",
            "stub = 'variable'\nheader = 'ignore'\nat = { 'column 2' = { cells = 'OR (95% CI)' }, 'column 3' = { statistic = 'p' } }",
            &format!("Factor,Adjusted OR (95% CI),P value\nSmoker,{estimate},{p}\n"),
        )
    };
    let study = declared("1.50 (1.10–2.05)", "0.01");
    assert_eq!((broken(&study), undecided(&study)), (Vec::new(), Vec::new()));
    assert_eq!(holding(&study), ["t::estimate::OR Smoker", "t::estimate::p Smoker"]);
    let study = declared("1.50 (1.10–2.05)", "0.20");
    assert_eq!(broken(&study), ["t::estimate::p Smoker"]);
    let audit = study.audit();
    let finding = &audit.findings()[0];
    assert_eq!(
        finding.message,
        "Table *t*, *Smoker*: p = 0.20 reported, but p of OR 1.50 (1.10 to 2.05) is 0.009… to 0.012…"
    );
    let study = declared("1.60 (1.10–2.05)", "0.003");
    assert_eq!((broken(&study), undecided(&study)), (Vec::new(), vec!["t::estimate::OR Smoker".to_owned()]));
    let study = declared("2.50 (1.10–2.05)", "0.01");
    assert_eq!(broken(&study)[0], "t::estimate::OR Smoker");
    // Nobody says how often such an interval holds what it is of.
    let study = table(
        "",
        "stub = 'variable'\nheader = 'ignore'\nat = { 'column 2' = { cells = 'OR (CI)' }, 'column 3' = { statistic = 'p' } }",
        "Factor,OR,p\nSmoker,1.50 (1.10–2.05),0.20\n",
    );
    assert_eq!(undecided(&study), ["t::estimate::p Smoker"]);
}

#[test]
fn wald_named_leaves_no_other_explanation() {
    let of = |test: &str, estimate: &str, p: &str| {
        let at = format!(
            "at = {{ 'column 2' = {{ cells = 'b'{test} }}, 'column 3' = {{ cells = '(95% CI)'{test} }}, 'column 4' = {{ statistic = 'p'{test} }} }}"
        );
        let csv = format!("Factor,b,CI,p\nAge,{estimate},\"(0.10, 0.50)\",{p}\n");
        let study = table("", &format!("stub = 'variable'\nheader = 'ignore'\n{at}"), &csv);
        (broken(&study).len(), undecided(&study).len())
    };
    assert_eq!(of("", "0.30", "0.003"), (0, 0));
    assert_eq!(of("", "0.33", "0.005"), (0, 2));
    assert_eq!(of(", test = 'Wald'", "0.33", "0.005").0, 1);
}

#[test]
fn a_coefficient_is_tied_to_its_error_its_test_and_its_ratio() {
    let of = |row: &str| {
        let at = "at = { 'column 2' = { statistic = 'b' }, 'column 3' = { statistic = 'se' }, 'column 4' = { statistic = 'z' }, \
                  'column 5' = { statistic = 'p' }, 'column 6' = { statistic = 'OR' }, 'column 7' = { cells = '95% CI' } }";
        let csv = format!("Factor,B,SE,z,p,OR,95% CI\nIlliterate,{row}\n");
        table("", &format!("stub = 'variable'\nheader = 'ignore'\n{at}"), &csv)
    };
    let study = of("0.909,0.382,2.38,0.017,2.482,1.17–5.25");
    assert_eq!((broken(&study), undecided(&study)), (Vec::new(), Vec::new()));
    assert_eq!(holding(&study).len(), 6, "{:?}", holding(&study));
    let is_broken = |row: &str, name: &str| broken(&of(row)).iter().any(|broken| broken == name);
    assert!(is_broken("0.909,0.382,2.83,0.017,2.482,1.17–5.25", "t::estimate::z Illiterate"));
    assert!(is_broken("0.909,0.382,2.38,0.017,2.842,1.17–5.25", "t::estimate::OR Illiterate #2"));
}

#[test]
fn estimates_are_read_in_sentences() {
    for (text, of, figures, level, p) in [
        ("OR 1.50 (95% CI 1.10–2.05; p = .01)", Statistic::OddsRatio, ["1.50", "1.10", "2.05"], Some(95), Some(".01")),
        (
            "HR = 0.72, 95% CI [0.55, 0.94], P < 0.001",
            Statistic::HazardRatio,
            ["0.72", "0.55", "0.94"],
            Some(95),
            Some("<0.001"),
        ),
        ("aOR: 1.5 (90 % CI: 1.1 to 2.0)", Statistic::OddsRatio, ["1.5", "1.1", "2.0"], Some(90), None),
        (
            "an adjusted odds ratio of 2.1 (95% confidence interval 1.3-3.4)",
            Statistic::OddsRatio,
            ["2.1", "1.3", "3.4"],
            Some(95),
            None,
        ),
        (
            "OR 1,50 (IC 95% 1,10–2,05; p = 0,01)",
            Statistic::OddsRatio,
            ["1,50", "1,10", "2,05"],
            Some(95),
            Some("0,01"),
        ),
        ("OR = 1,50; IC 95% [1,10; 2,05]", Statistic::OddsRatio, ["1,50", "1,10", "2,05"], Some(95), None),
        (
            "β = −0.21 (95% CI −0.40, −0.02), p = .03",
            Statistic::Coefficient,
            ["−0.21", "−0.40", "−0.02"],
            Some(95),
            Some(".03"),
        ),
        ("b = 0.30, 95% CI [0.10,0.50]", Statistic::Coefficient, ["0.30", "0.10", "0.50"], Some(95), None),
        ("mean difference 3.9 (95% CI -0.5 to 8.3)", Statistic::MeanDifference, ["3.9", "-0.5", "8.3"], Some(95), None),
        ("relative risk (RR) 0.30 (0.10–0.90)", Statistic::RiskRatio, ["0.30", "0.10", "0.90"], None, None),
    ] {
        let found = scan_estimates(text);
        assert_eq!(found.len(), 1, "{text}");
        let [low, high] = found[0].limits.as_ref().unwrap();
        assert_eq!(found[0].of, of, "{text}");
        let shown = |figure: &retally::Figure| figure.to_string().replace('-', "−");
        assert_eq!(
            [shown(&found[0].value.0), shown(&low.0), shown(&high.0)],
            figures.map(|f| f.replace('-', "−")),
            "{text}"
        );
        assert_eq!(found[0].level, level.and_then(|level| Rational::new(level, 100)), "{text}");
        assert_eq!(found[0].p.as_ref().map(|p| p.0.to_string()).as_deref(), p, "{text}");
        assert_eq!(found[0].check(&Criteria::default()).estimate, Agreement::Consistent, "{text}");
    }
    let with_error = scan_estimates("The slope was b = 0.909, SE = 0.382, z = 2.38, p = .017.");
    assert_eq!(with_error[0].se.as_ref().unwrap().0.to_string(), "0.382");
    assert_eq!(with_error[0].check(&Criteria::default()).p, Agreement::Consistent);
    for text in [
        "OR and AND are words (1.1–2.0).",
        "The OR was closed.",
        "n = 30 (25–35)",
        "b = 3 apples",
        "HR (beats) 72 (12)",
    ] {
        assert_eq!(scan_estimates(text), [], "{text}");
    }
    // What is a test stays one.
    let scan = scan_all("b = 0.909, SE = 0.382, t(28) = 2.20, p = .036; OR 1.5 (95% CI 1.1–2.0; p = .01).");
    assert_eq!((scan.tests.len(), scan.estimates.len(), scan.unread.len()), (1, 2, 0));
}

#[test]
fn estimates_of_a_text_are_claims() {
    let of = |printed: &str| {
        let manifest = format!("[study]\ntitle = 't'\n[[text]]\nprinted = '{printed}'\n");
        retally::Study::from_files("t", [("study.toml", manifest)]).unwrap()
    };
    let study = of("It was OR 1.50 (95% CI 1.10–2.05; p = .20).");
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 1);
    assert_eq!(audit.findings()[0].reported, ".20");
    assert_eq!(of("It was OR 1.50 (95% CI 1.10–2.05; p = .01).").audit().findings().len(), 0);
}

/// Boys and girls with and without goiter, and an estimate beside the girls.
fn crude(estimate: &str, at: &str) -> retally::Study {
    let csv =
        format!("Characteristic,Goiter,No goiter,OR (95% CI)\nSex,,,\nMale,103,101,1.00\nFemale,172,67,{estimate}\n");
    let manifest = format!(
        "stub = 'level'\nheadings = 'variable'\nheader = 'goiter'\nmargins = 'OR (95% CI)'\n\
         at = {{ 'column 4' = {{ cells = 'OR (95% CI)', between = 'goiter'{at} }} }}\nnumbers = {{ blank = ['1.00'] }}"
    );
    table("", &manifest, &csv)
}

#[test]
fn an_unadjusted_ratio_follows_from_its_counts() {
    let of = |study: &retally::Study| {
        let is_crude = |name: &&String| name.contains("::crude::");
        [broken(study), undecided(study), holding(study)].map(|names| names.iter().filter(is_crude).count())
    };
    assert_eq!(of(&crude("2.52 (1.70–3.73)", "")), [0, 0, 3]);
    // As many odds of none.
    assert_eq!(of(&crude("0.40 (0.27–0.59)", "")), [0, 0, 3]);
    // As Fisher's exact test has it, and an interval that may be exact.
    assert_eq!(of(&crude("2.51 (1.68–3.79)", "")), [0, 2, 1]);
    assert_eq!(of(&crude("2.47 (1.68–3.79)", "")), [1, 2, 0]);
    assert_eq!(of(&crude("2.51 (1.68–3.79)", ", test = 'Wald'")), [3, 0, 0]);
    assert_eq!(of(&crude("3.52 (1.71–7.25)", ""))[0], 1);
}
