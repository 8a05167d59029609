//! Statements of a direction: more, less, increasing, declining, different.

use retally::relation::Strength;
use retally::{Study, Verdict};

use crate::prose::{TABLE, text, try_text};

/// What is said, with how far the counts support it.
fn said(keys: &str) -> (Verdict, Option<Strength>) {
    let study = text(&format!("[[statement]]\nwhere = 'Text'\n{keys}"));
    let audit = study.audit();
    let (_, outcome) = audit.comparative_claims().next().unwrap();
    (outcome.verdict.clone(), outcome.support.as_ref().map(|support| support.strength))
}

#[test]
fn directions_hold_fail_and_stay_open() {
    let supported = (Verdict::Consistent, Some(Strength::Supported));
    let only = (Verdict::Consistent, Some(Strength::InDirectionOnly));
    let contradicted = (Verdict::Inconsistent, Some(Strength::Contradicted));
    let simple = "event = { network = 'Simple' }";
    assert_eq!(said(&format!("direction = 'declining'\nover = 'year'\n{simple}")), supported);
    assert_eq!(said(&format!("direction = 'growing'\nover = 'year'\n{simple}")), contradicted);
    let years = |base: i32, than: i32| format!("base = {{ year = {base} }}\nthan = {{ year = {than} }}\n{simple}");
    assert_eq!(said(&format!("direction = 'more likely'\n{}", years(2011, 2013))), supported);
    assert_eq!(said(&format!("direction = 'more'\n{}", years(2011, 2012))), only);
    assert_eq!(said(&format!("direction = 'less'\n{}", years(2011, 2012))), contradicted);
    assert_eq!(said(&format!("direction = 'different'\n{}", years(2011, 2012))), only);
    let totals = "statistic = 'n'\nbase = { year = 2011 }\nthan = { year = 2012 }";
    assert_eq!(said(&format!("direction = 'different'\n{totals}")), contradicted, "10 and 10");
    assert_eq!(
        said("direction = 'more'\nstatistic = 'n'\nbase = { network = 'Simple' }\nthan = { network = 'Complex' }"),
        only
    );
    let open = said(
        "direction = 'more'\nevent = { arm = 'A' }\nbase = { year = 2011 }\nthan = { year = 2012 }\n[levels]\narm = ['A']",
    );
    assert!(matches!(open, (Verdict::Undecided(_), None)));
    // The significance level is the study's: p is .121.
    assert_eq!(said(&format!("direction = 'more'\n{}\n", years(2011, 2012))).1, Some(Strength::InDirectionOnly));
    let manifest = format!(
        "[study]\ntitle = 'T'\nalpha = '.2'\n[[table]]\nfile = 't.csv'\nstub = ['network', 'statistic']\nheader = 'year'\n[[statement]]\nwhere = 'Text'\ndirection = 'more'\n{}",
        years(2011, 2012)
    );
    let study = Study::from_files("t", [("study.toml", manifest.as_str()), ("t.csv", TABLE)]).unwrap();
    let audit = study.audit();
    let support = audit.comparative_claims().next().unwrap().1.support.clone().unwrap();
    // Fewer than five are expected among the complex networks: Fisher's exact test decides, and its p is .303.
    assert_eq!(support.tests[0].name, "Fisher's exact test");
    assert_eq!(support.strength, Strength::InDirectionOnly);
}

#[test]
fn what_goes_the_other_way_is_told_in_a_sentence() {
    let told = |keys: &str| {
        let study = text(&format!("[[statement]]\nwhere = 'Text'\n{keys}"));
        study.audit().findings()[0].message.clone()
    };
    let simple = "event = { network = 'Simple' }";
    assert_eq!(
        told(&format!("direction = 'increased'\nover = 'year'\n{simple}")),
        "Text: *increased* is stated (*Simple* as % of all, trend over *year*), but the slope of 9 / 10, 6 / 10, 1 / 10 is −40"
    );
    assert_eq!(
        told(&format!("direction = 'less likely'\nbase = {{ year = 2011 }}\nthan = {{ year = 2013 }}\n{simple}")),
        "Text: *less likely* is stated (*Simple* as % of *2011*, compared with *2013*), but 100 × 9 / 10 − 100 × 1 / 10 is 80"
    );
    let same = told("direction = 'differ'\nstatistic = 'n'\nbase = { year = 2011 }\nthan = { year = 2012 }");
    assert_eq!(same, "Text: *differ* is stated (n of *2011*, compared with *2012*), but (10 − 10)² is 0");
}

/// The flagship's statements, with the numbers that R gives: `prop.trend.test`, `chisq.test`, `fisher.test`.
#[test]
fn the_flagships_directions() {
    let study = crate::support::flagship();
    let audit = study.audit();
    let told: Vec<_> = audit
        .comparative_claims()
        .map(|(claim, outcome)| {
            let support = outcome.support.as_ref().unwrap();
            (claim.figure.text().to_owned(), support.strength, format!("{:.3}", support.tests[0].statistic))
        })
        .collect();
    let only = |word: &str| (word.to_owned(), Strength::InDirectionOnly, "1.246…".to_owned());
    let supported = |word: &str| (word.to_owned(), Strength::Supported, "18.037…".to_owned());
    assert_eq!(
        told,
        [
            supported("declining"),
            supported("growing"),
            only("more likely"),
            only("more likely"),
            only("different"),
            only("more likely"),
            only("more likely"),
        ]
    );
    let p: Vec<_> = audit.comparative_claims().nth(2).unwrap().1.support.clone().unwrap().tests;
    let p: Vec<_> = p.iter().map(|test| test.p_value()).collect();
    assert_eq!(p, ["p = 0.264…", "p = 0.343…", "p = 0.309…"]);
}

#[test]
fn what_is_wrong_with_a_statement_is_told_where_it_stands() {
    for (text, expected) in [
        ("direction = 'growin'\nover = 'year'", "study.toml:9:13: `growin` is no direction; did you mean `growing`?"),
        (
            "direction = 'growing'",
            "study.toml:9:13: `growing` than whom, or over what?; say `than = …` for another group, or `over = …` for levels in their order",
        ),
        (
            "direction = 'growing'\nover = 'yera'",
            "study.toml:10:8: no dimension is called `yera`; did you mean `year`?",
        ),
        (
            "direction = 'more'\nthan = { year = 2011 }\nover = 'year'",
            "study.toml:11:8: a statement is of one group `than` another, or `over` levels in order, and not both",
        ),
        (
            "direction = 'differ'\nover = 'year'",
            "study.toml:9:13: `differ` says no direction over `year`; say between which groups: `base = …`, `than = …`",
        ),
        ("direction = 'more'\nthan = {}", "study.toml:10:8: the two groups are the same; say the first as `base`"),
        (
            "direction = 'more'\nstatistic = 'mean'\nthan = { year = 2011 }",
            "study.toml:10:13: the statistic `mean` is of a variable; say which: `variable = …`",
        ),
        (
            "direction = 'more'\nstatistic = 'sd'\nthan = { year = 2011 }",
            "study.toml:10:13: `sd` is not compared by statements; `%`, `n` and `mean` are",
        ),
        (
            "direction = 'more'\nstatistic = 'n'\nvariable = 'year'\nthan = { year = 2011 }",
            "study.toml:10:13: a variable has no `n`; its means are compared: `statistic = \"mean\"`",
        ),
        (
            "direction = 'growing'\nvariable = 'network'\nover = 'year'",
            "study.toml:11:8: means are compared of two groups, and not from level to level; say between which groups: `base = …`, `than = …`",
        ),
        (
            "direction = 'growing'\nstatistic = '%'\nover = 'year'",
            "study.toml:10:13: a group is always 100 % of itself; say with `event` whose share of it is meant, or compare numbers: `statistic = \"n\"`",
        ),
    ] {
        let error = try_text(&format!("[[statement]]\nwhere = 'Text'\n{text}")).map(|_| "no error".to_owned());
        assert_eq!(error.unwrap_or_else(|error| error.to_string()), expected, "{text}");
    }
    let alpha = Study::from_files(
        "t",
        [("study.toml", "[study]\ntitle = 'T'\nalpha = '1.5'\n[[claim]]\nwhere = 'x'\nfigure = 1\n")],
    );
    let expected = "study.toml:3:9: `1.5` is no significance level; expected one such as `\".05\"`";
    assert_eq!(alpha.unwrap_err().to_string(), expected);
}

#[test]
fn means_are_compared_in_their_direction_alone() {
    let statement = |direction: &str, base: &str, than: &str| {
        let statement = format!("[[statement]]\nwhere = 'Text'\ndirection = '{direction}'\nvariable = 'score'\n");
        let rest = format!("{statement}base = {{ sex = '{base}' }}\nthan = {{ sex = '{than}' }}");
        let keys = "stub = 'sex'\nheader = 'statistic'\nbind = { outcome = 'score' }";
        let study =
            crate::support::table(&rest, keys, ",n,mean,sd\nMen,30,4.26,1.20\nWomen,32,4.25,1.31\nOther,9,4.3,1\n");
        let audit = study.audit();
        let (claim, outcome) = audit.comparative_claims().next().unwrap();
        let strength = outcome.support.as_ref().map(|support| support.strength);
        (study.names().quantity(&claim.quantity), (outcome.verdict.clone(), strength))
    };
    let (what, more) = statement("higher", "Men", "Women");
    assert_eq!(what, "mean score of sex=Men above that of sex=Women");
    assert_eq!(more, (Verdict::Consistent, Some(Strength::Untested)));
    assert_eq!(statement("lower", "Men", "Women").1, (Verdict::Inconsistent, Some(Strength::Contradicted)));
    assert_eq!(statement("different", "Men", "Women").1.0, Verdict::Consistent);
    // 4.26 and 4.3 may be 4.255 and 4.25: what is printed contradicts neither.
    assert_eq!(statement("higher", "Men", "Other").1.0, Verdict::Consistent);
    assert_eq!(statement("lower", "Men", "Other").1.0, Verdict::Consistent);
    assert!(matches!(statement("higher", "Men", "answered").1.0, Verdict::Undecided(_)));
}
