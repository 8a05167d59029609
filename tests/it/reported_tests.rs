//! Tests that tables and texts report: effects, chi-square and p values.

use crate::support::{broken, holding, table, try_table, undecided};

/// Ages of two groups, as in Just, Sigirci & Wansink 2014, with the numbers in the labels.
fn ages(test: &str, printed: &str) -> retally::Study {
    let csv =
        format!("variable,A mean (n = 62),A sd,B mean (n = 60),B sd,{test}\nage,44.16,18.99,46.08,14.46,{printed}\n");
    let rest = format!(
        "[labels]\n'A mean' = {{ arm = 'A', statistic = 'mean' }}\n'A sd' = {{ arm = 'A', statistic = 'sd' }}\n\
         'B mean' = {{ arm = 'B', statistic = 'mean' }}\n'B sd' = {{ arm = 'B', statistic = 'sd' }}\n\
         {test} = {{ statistic = '{test}' }}\n"
    );
    table(&rest, "stub = 'variable'\nheader = [['arm', 'statistic']]", &csv)
}

#[test]
fn effect_holds_fails_and_stays_open() {
    assert_eq!(broken(&ages("F", "0.39")), Vec::<String>::new());
    assert_eq!(broken(&ages("F", "0.42")), ["t::effect::F age"]);
    // Student's t is 0.62 to 0.63; its sign is that of whichever difference.
    assert_eq!(broken(&ages("t", "0.63")), Vec::<String>::new());
    assert_eq!(broken(&ages("t", "-0.63")), Vec::<String>::new());
    assert_eq!(broken(&ages("t", "0.65")), ["t::effect::t age"]);
    let open = table(
        "[labels]\n'A' = { arm = 'A', statistic = 'mean' }\n'B' = { arm = 'B', statistic = 'mean' }\n'F' = { statistic = 'F' }",
        "stub = 'variable'\nheader = [['arm', 'statistic']]",
        "variable,A,B,F\nage,44.16,46.08,0.42\n",
    );
    assert_eq!(undecided(&open), ["t::effect::F age"]);
}

#[test]
fn a_t_is_that_of_whichever_test_explains_it() {
    let study = ages("t", "0.63");
    let audit = study.audit();
    let by = |kind: &str| audit.outcomes().iter().find(|outcome| outcome.relation.kind.name() == kind).unwrap().by;
    assert_eq!(by("effect"), Some("Student's t"));
    let study = ages("t", "0.65");
    let audit = study.audit();
    let remarks = &audit.findings()[0].remarks;
    assert_eq!(*remarks, ["no usual computation gives it: Student's t: 0.623… to 0.630…; Welch's t: 0.626… to 0.633…"]);
}

#[test]
fn a_label_says_what_an_f_compares() {
    let of = |between: &str| {
        let csv = "v,F\nx,1\n";
        let rest = format!("[labels]\n'F' = {{ statistic = 'F', between = '{between}' }}");
        try_table(&rest, "stub = 'variable'\nheader = 'statistic'", csv).map(|_| ()).map_err(|error| error.to_string())
    };
    assert!(of("sex").unwrap_err().contains("no table prints anything by `sex`"), "{:?}", of("sex"));
}

/// Of each sex, how many thought one thing and how many another; chi-square in the first row.
fn crossed(statistic: &str, printed: &str, last: &str) -> retally::Study {
    let csv = format!("sex,A,B,test\nF,43,37,\nM,27,{last},\nall,,,{printed}\n");
    table(
        &format!("[labels]\ntest = {{ statistic = '{statistic}', between = ['sex', 'arm'] }}"),
        "stub = 'sex'\nheader = [['arm', 'statistic']]\nmargins = 'all'",
        &csv,
    )
}

#[test]
fn independence_holds_fails_and_stays_open() {
    let name = "t::independence::chi-square of arm=compared, sex=compared";
    // 1.2462 without correction, 0.8956 with it.
    for printed in ["1.25", "0.90"] {
        assert!(holding(&crossed("chi-square", printed, "34")).contains(&name.to_owned()), "{printed}");
    }
    assert_eq!(broken(&crossed("chi-square", "2.1", "34")), [name]);
    assert_eq!(undecided(&crossed("chi-square", "2.1", "")), [name]);
    // So is a p value of which nobody says the statistic: .264, .344 with the correction, .309 by Fisher.
    let p = "t::p-value::p of arm=compared, sex=compared";
    for printed in [".26", ".34", ".31"] {
        assert!(holding(&crossed("p", printed, "34")).contains(&p.to_owned()), "{printed}");
    }
    assert_eq!(broken(&crossed("p", ".20", "34")), [p]);
}

#[test]
fn p_value_holds_fails_and_stays_open() {
    let text = |printed: &str| {
        retally::Study::from_files(
            "s",
            [("study.toml", format!("[study]\ntitle = 's'\n[[text]]\nprinted = '{printed}'\n"))],
        )
        .unwrap()
    };
    assert_eq!(broken(&text("t(28) = 2.20, p = .04")), Vec::<String>::new());
    assert_eq!(broken(&text("t(28) = 2.20, p = .03")), ["text::p-value::t(28) = 2.20, p = .03"]);
    assert_eq!(undecided(&text("t(0) = 2.20, p = .03")), ["text::p-value::t(0) = 2.20, p = .03"]);
    // Two tests with the same statistic are two.
    let two = text("t(28) = 2.20, p = .04, and t(9) = 2.20, p = .01");
    assert_eq!((holding(&two).len(), broken(&two)), (1, vec!["text::p-value::t(9) = 2.20, p = .01".to_owned()]));
}

#[test]
fn a_finding_says_whether_the_decision_is_another() {
    let remarks = |study: &str, printed: &str| {
        let manifest = format!("[study]\ntitle = 's'\n{study}\n[[text]]\nprinted = '{printed}'\n");
        let study = retally::Study::from_files("s", [("study.toml", manifest)]).unwrap();
        study.audit().findings().iter().flat_map(|finding| finding.remarks.clone()).collect::<Vec<_>>()
    };
    let usual = |two: &str, one: &str| {
        let rounded = format!("of rounded degrees of freedom: {two}");
        format!("no usual computation gives it: two-tailed: {two}; one-tailed: {one}; {rounded}")
    };
    assert_eq!(
        remarks("", "t(28) = 1.20, p = .03"),
        [
            usual("0.238… to 0.242…", "0.119… to 0.121…").as_str(),
            "significant at 0.05 as reported, but not as recomputed"
        ]
    );
    assert_eq!(
        remarks("", "t(28) = 2.20, ns"),
        [
            usual("0.035… to 0.036…", "0.017… to 0.018…").as_str(),
            "not significant at 0.05 as reported, but significant as recomputed"
        ]
    );
    assert_eq!(remarks("alpha = '0.01'", "t(28) = 2.20, p = .03"), [usual("0.035… to 0.036…", "0.017… to 0.018…")]);
    // One tail explains it, though the text does not state it.
    assert!(remarks("", "t(28) = 2.20, p = .018").is_empty());
}

#[test]
fn texts_are_read_from_files_with_their_places() {
    let manifest = "[study]\ntitle = 's'\n[[text]]\nfile = 'paper.txt'\n";
    let open = |text: &str| retally::Study::from_files("s", [("study.toml", manifest), ("paper.txt", text)]);
    let study = open("It was slower,\n t(28) = 2.20, p = .03.\n").unwrap();
    let audit = study.audit();
    let finding = &audit.findings()[0];
    assert_eq!(study.location(&study.claims()[finding.stated.unwrap()]), "paper.txt:2:20");
    assert_eq!(finding.message, "Text, *paper.txt*: p = .03 reported, but p of t(28) = 2.20 is 0.035… to 0.036…");
    let error = open("Nothing was found.").unwrap_err().to_string();
    assert!(error.starts_with("study.toml:4:8: no test with a p value, no estimate"), "{error}");
    for (entry, problem) in [("", "either a `file` or what is `printed`"), ("fle = 'x'", "did you mean `file`?")] {
        let manifest = format!("[study]\ntitle = 's'\n[[text]]\n{entry}\n");
        let error = retally::Study::from_files("s", [("study.toml", manifest)]).unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
    }
}
