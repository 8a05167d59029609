//! What people read: every kind of relation and of error in words, pinned; and the words that are not used.

use std::fmt::Write;
use std::path::Path;

use retally::report::{Colour, sentences, text};
use retally::{Study, Verdict};

use crate::support::{study_of, table, tests_in_the_text};

const FIGURES: &str = "stub = 'f'\nheader = 'statistic'";
const CROSSTAB: &str = "stub = ['sex', 'statistic']\nheader = 'arm'\nshare-of = ['arm', 'all']";
const VARIABLES: &str = "stub = 'variable'\nheader = 'statistic'";
const AGES: &str = "[variables]\nage = { printed = 'Age (years)', step = 1 }\n\
                    started = { printed = 'Age when started', step = 1 }\nyears = { printed = 'Years in service', step = 1 }\n\
                    [[identity]]\nequation = 'started = age - years'";

/// A crosstab in which one cell is as given.
fn crosstab(share: &str, count: &str) -> Study {
    let csv = format!(
        "Sex,,Arm A,Arm B,Total\nWomen,n,2,10,12\n,%,{share},50.0,40\nMen,n,8,{count},18\n,%,80,50,60\nTotal,n,10,20,30\n"
    );
    table("size = 30", CROSSTAB, &csv)
}

/// A table of the arms in years, with a sentence about it.
fn sentence(entry: &str) -> Study {
    let csv = "network,,2011,2012,2013,Total\nSimple,n,19,16,11,46\nComplex,n,11,14,19,44\nTotal,n,30,30,30,90\n";
    let claim = format!("[levels.kind]\nsimple = 'Simple'\ncomplex = 'Complex'\n{entry}");
    table(&claim, "stub = ['kind', 'statistic']\nheader = 'year'", csv)
}

fn claim(keys: &str) -> Study {
    sentence(&format!("[[claim]]\nwhere = 'Abstract'\n{keys}"))
}

fn statement(keys: &str) -> Study {
    sentence(&format!("[[statement]]\nwhere = 'Discussion'\n{keys}"))
}

/// Two tables that print the same mean.
fn repeated(one: &str, other: &str) -> Study {
    let entry = |at| format!("[[table]]\nfile = 'table{at}.csv'\nstub = 'variable'\nheader = 'statistic'\n");
    let csv = |mean| format!("v,mean\nAge,{mean}\n");
    let files = [
        ("study.toml", format!("[study]\ntitle = 'T'\n{}{}", entry(2), entry(3))),
        ("table2.csv", csv(one)),
        ("table3.csv", csv(other)),
    ];
    study_of(&files.map(|(name, text)| (name.to_owned(), text))).unwrap()
}

/// Means and standard deviations of two groups, with a test.
fn groups(test: &str, printed: &str, sd: &str) -> Study {
    let rest = format!(
        "[labels]\n'A mean' = {{ arm = 'A', statistic = 'mean' }}\n'A sd' = {{ arm = 'A', statistic = 'sd' }}\n\
         'B mean' = {{ arm = 'B', statistic = 'mean' }}\n'B sd' = {{ arm = 'B', statistic = 'sd' }}\n{test} = {{ statistic = '{test}' }}\n"
    );
    let csv =
        format!("variable,A mean (n = 62),A sd,B mean (n = 60),B sd,{test}\nage,44.16,{sd},46.08,14.46,{printed}\n");
    table(&rest, "stub = 'variable'\nheader = [['arm', 'statistic']]", &csv)
}

/// Counts of two groups, with a test.
fn crossed(statistic: &str, printed: &str, last: &str) -> Study {
    let rest = format!("[labels]\ntest = {{ statistic = '{statistic}', between = ['sex', 'arm'] }}");
    let keys = "stub = 'sex'\nheader = [['arm', 'statistic']]\nmargins = 'all'";
    table(&rest, keys, &format!("sex,A,B,test\nF,43,37,\nM,27,{last},\nall,,,{printed}\n"))
}

/// An odds ratio with its interval and its p value.
fn ratio(estimate: &str, p: &str) -> Study {
    let at = "at = { 'column 2' = { cells = 'OR (95% CI)' }, 'column 3' = { statistic = 'p' } }";
    let csv = format!("Factor,OR (95% CI),p\nSmoker,{estimate},{p}\n");
    table("", &format!("stub = 'variable'\nheader = 'ignore'\n{at}"), &csv)
}

/// Boys and girls with and without goiter, and an odds ratio beside the girls.
fn crude(estimate: &str) -> Study {
    let csv = format!("Characteristic,Goiter,No goiter,OR\nSex,,,\nMale,103,101,1.00\nFemale,172,67,{estimate}\n");
    let table_of = "stub = 'level'\nheadings = 'variable'\nheader = 'goiter'\nmargins = 'OR'\n\
                    at = { 'column 4' = { cells = 'OR (95% CI)', between = 'goiter' } }\nnumbers = { blank = ['1.00'] }";
    table("", table_of, &csv)
}

/// A percentage with its interval.
fn prevalence(interval: &str) -> Study {
    let csv = format!("Study,N,n,%,95% CI\nMexico,595,154,25.88,{interval}\n");
    let at = "'column 2' = { cells = 'n' }, 'column 3' = { state = 'ill', cells = 'n' }, \
              'column 4' = { state = 'ill', cells = '%' }, 'column 5' = { state = 'ill', cells = '95% CI' }";
    table("", &format!("stub = 'study'\nheader = 'ignore'\nshare-of = 'study'\nat = {{ {at} }}"), &csv)
}

/// A model of two predictors.
fn regression(f: &str, adjusted: &str, named: &str) -> Study {
    let csv = format!("Model,n,R2,Adjusted R2,F,df1,df2\nBoth,32,0.8268,{adjusted},{f},2,29\n");
    let at = format!("at = {{ 'column 5' = {{ statistic = 'F'{named} }} }}");
    table("", &format!("stub = 'model'\nheader = 'statistic'\n{at}"), &csv)
}

/// Each kind of relation where it fails, in each of its forms, and where it is undecided.
fn relations() -> Vec<(&'static str, Study)> {
    let sized = "size = 28\n[variables]\nscore = { printed = 'Score', step = 1, low = 0, high = 10 }";
    let pooled = |mean: &str, sd: &str| {
        let csv = format!("g,n,mean,sd\nOne,3,2.00,1.00\nTwo,2,6.00,1.41\nTotal,5,{mean},{sd}\n");
        table("", "stub = 'g'\nheader = 'statistic'\nbind = {outcome = 'score'}", &csv)
    };
    let comma = "stub = 'f'\nheader = 'statistic'\nnumbers = { decimal = ',' }";
    vec![
        ("share", crosstab("20.4", "10")),
        ("share, decimal comma", table("", comma, "f,n,%\nRural,37,\"26,3\"\nTotal,141,100\n")),
        ("share, with its sign", table("", FIGURES, "f,n,%\nRural,37,26.3%\nTotal,141,100%\n")),
        ("share of a heading", table("", "stub = ['view', 'kind']\nheader = 'statistic'", SAME_LABELS)),
        ("share, undecided", table("", CROSSTAB, "sex,,Arm A,Arm B\nWomen,%,20,50\n")),
        ("share, base of zero", table("size = 0", FIGURES, "f,n,%\nRural,0,0\nTotal,0,0\n")),
        ("total of a column", table("", FIGURES, "f,n\nRural,3\nUrban,4\nTotal,8\n")),
        (
            "total of a row",
            table(
                "size = 141",
                "stub = 'variable'\nheader = 'level'\npartition = 'level'",
                "v,Yes,No\nHeard of it,0,140\n",
            ),
        ),
        ("total of a row beside its margin", crosstab("20", "11")),
        (
            "total, at most",
            table("size = 9", "stub = 'variable'\nheader = 'level'\npartial = 'level'", "v,Yes,No\nAsked,6,4\n"),
        ),
        ("total, a part above it", table("", FIGURES, "f,n\nRural,45\nTotal,30\n")),
        (
            "total, two divisions",
            table("", "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\npartition = 'level'", DIVISIONS),
        ),
        (
            "granularity",
            table(
                "size = 32",
                "stub = 'answer'\nheader = 'group'\ncells = '%'\nshare-of = 'group'\npartition = ['answer', 'group']",
                ",A,B\nYes,60,20\nNo,40,80\n",
            ),
        ),
        (
            "extremes",
            table(
                "",
                "stub = 'variable'\nheader = 'group'\ncells = 'median (min–max)'",
                "v,Total (n = 9),A (n = 4),B (n = 5)\nRooms,5 (1–8),5 (2–7),6 (3–8)\n",
            ),
        ),
        ("share-total", table("", FIGURES, "f,%\nOne,33.3\nTwo,33.3\nThree,33.2\nTotal,100\n")),
        ("agreement between tables", repeated("2.18", "2.19")),
        ("agreement with the text", claim("figure = 17\nevent = { kind = 'simple' }")),
        (
            "agreement of words",
            claim("figure = '51.1'\nwords = 'two thirds'\nstatistic = '%'\nevent = { kind = 'simple' }"),
        ),
        ("existence, mean", table(sized, VARIABLES, "v,mean\nScore,5.19\n")),
        ("existence, SD", table(sized, VARIABLES, "v,mean,sd\nScore,5.21,5.3\n")),
        (
            "existence, order",
            table(
                AGES,
                VARIABLES,
                "v,median,min,max\nAge (years),42,20,40\nAge when started,30,15,38\nYears in service,9,1,12\n",
            ),
        ),
        (
            "identity, bound",
            table(AGES, VARIABLES, "v,min,max\nAge (years),21,48\nAge when started,15,45\nYears in service,4,21\n"),
        ),
        (
            "identity, mean",
            table(AGES, VARIABLES, "v,mean\nAge (years),36.9\nAge when started,27.9\nYears in service,9.6\n"),
        ),
        (
            "identity, undecided",
            table(AGES, VARIABLES, "v,mean,sd\nAge (years),36.9,5.1\nAge when started,27.9,\nYears in service,,2.1\n"),
        ),
        (
            "computed",
            table(
                "[[computed]]\nequation = '{Loss (%)} = 100 - 100 * Infested / Healthy'",
                "stub = 'line'\nheader = 'variable'\ncells = 'value'",
                ",Healthy,Infested,Loss (%)\nA,15.5,5.2,66.4\nB,16.1,12.0,35.5\n",
            ),
        ),
        (
            "computed, undecided",
            table(
                "[[computed]]\nequation = 'Gain = After - Before'",
                "stub = 'line'\nheader = 'variable'\ncells = 'value'\nnumbers = { blank = '' }",
                ",Before,After,Gain\nA,15.5,18.2,2.7\nB,16.1,,3.4\n",
            ),
        ),
        ("pooled", pooled("3.62", "2.43")),
        ("ratio", table("", VARIABLES, "v,n,mean,sd,cv,se\nAge,16,2.0,1.0,200,0.5\n")),
        ("effect", groups("F", "0.42", "18.99")),
        ("effect, several computations", groups("t", "0.65", "18.99")),
        ("effect, undecided", groups("F", "0.42", "")),
        ("independence", crossed("chi-square", "2.1", "34")),
        ("independence, undecided", crossed("chi-square", "2.1", "")),
        ("p-value of counts", crossed("p", ".20", "34")),
        ("p-value of sentences", tests_in_the_text()),
        ("estimate outside of its interval", ratio("2.50 (1.10–2.05)", "")),
        ("estimate and p value", ratio("1.50 (1.10–2.05)", "0.20")),
        ("estimate, undecided", ratio("1.60 (1.10–2.05)", "0.02")),
        ("crude", crude("3.52 (1.70–3.73)")),
        ("crude, undecided", crude("2.51 (1.68–3.79)")),
        ("share interval", prevalence("22.36–25.40")),
        ("share interval, undecided", prevalence("20.10–32.30")),
        ("fit", regression("96.21", "0.8148", ", test = 'F'")),
        ("fit, undecided", regression("96.21", "0.8210", "")),
        ("levels", claim("words = 'four'\nstatistic = 'levels'\nvariable = 'year'")),
        (
            "direction of shares",
            statement(
                "says = 'the simple ones were the minority of 2011'\ndirection = 'less likely'\nevent = { kind = 'simple' }\nbase = { year = '2011' }\nthan = { year = '2013' }",
            ),
        ),
        ("direction over years", statement("direction = 'increasing'\nevent = { kind = 'simple' }\nover = 'year'")),
        (
            "direction, supported or not",
            statement("direction = 'declining'\nevent = { kind = 'simple' }\nover = 'year'"),
        ),
        ("domain", table("", FIGURES, "f,n,%\nRural,2.5,100.6\nUrban,-3,-1\n")),
        (
            "notation",
            table(
                "",
                "stub = 'f'\nheader = 'arm'\ncells = ['n/N (%)', 'n (%)']\nshare-of = 'arm'",
                "f,Arm A\nRural,4/10 (40)\nUrban,6/10 (60\n",
            ),
        ),
        ("unchecked", claim("figure = 3\nevent = { agents = 'now' }\n[levels]\nagents = ['now']")),
    ]
}

const SAME_LABELS: &str = "View,Kind,n,%\nFor,Simple,37,26.3\n,Complex,34,24.1\n,Total,71,50.4\nAgainst,Simple,43,26.3\n,Complex,27,19.1\n,Total,70,49.6\nTotal,,141,100\n";
const DIVISIONS: &str = "Group,n\nSex,\nmen,37\nwomen,34\nAge,\nyoung,20\nold,52\n";

/// Errors of each type that an explanation can name.
fn errors() -> Vec<(&'static str, Study)> {
    let shares = |rows: &str| table("", FIGURES, &format!("f,n,%\n{rows}"));
    vec![
        ("adjusted", shares("a,1,33.4\nb,1,33.3\nc,1,33.3\nTotal,3,100\n")),
        ("truncated", shares("a,2,66.6\nb,1,33.3\nTotal,3,100\n")),
        ("digits transposed", shares("a,12,21\nb,88,88\nTotal,100,100\n")),
        ("a digit dropped", shares("a,120,12.0\nb,88,8\nc,792,79.2\nTotal,1000,100\n")),
        ("decimal point moved", shares("a,12,1.2\nb,88,88.0\nTotal,100,100\n")),
        ("n off by one", shares("a,12,12\nb,87,88\nTotal,100,100\n")),
        ("two cells swapped", shares("a,12,30.0\nb,30,12.0\nc,58,58.0\nTotal,100,100\n")),
        ("count and percentage exchanged", shares("a,30.2,13\nb,30,69.8\nTotal,43,100.0\n")),
    ]
}

/// All that an audit says of a study in sentences, one a line.
fn said(study: &Study) -> String {
    let audit = study.audit();
    let mut said = String::new();
    for finding in audit.findings() {
        writeln!(said, "  {}", finding.message).unwrap();
        for sentence in sentences(study, finding).iter().chain(&finding.remarks) {
            writeln!(said, "    {sentence}").unwrap();
        }
    }
    let text = text(&audit, Colour::Never);
    for list in ["comparative claims", "tests reported", "undecided", "not checked"] {
        let lines = text.lines().skip_while(|line| !line.starts_with(list)).take_while(|line| !line.is_empty());
        lines.for_each(|line| writeln!(said, "  {line}").unwrap());
    }
    said
}

fn listed(studies: &[(&str, Study)]) -> String {
    studies.iter().map(|(what, study)| format!("{what}\n{}\n", said(study))).collect()
}

#[test]
fn every_kind_of_relation_in_words() {
    let studies = relations();
    for kind in retally::Kind::all().filter(|kind| kind.name() != "system") {
        let fails = |study: &Study| study.audit().findings().iter().any(|finding| finding.kind == kind);
        assert!(studies.iter().any(|(_, study)| fails(study)), "{kind} fails nowhere");
    }
    let is_undecided =
        |study: &Study| study.audit().outcomes().iter().any(|outcome| matches!(outcome.verdict, Verdict::Undecided(_)));
    assert!(studies.iter().filter(|(what, _)| what.ends_with("undecided")).all(|(_, study)| is_undecided(study)));
    let kinds: String = retally::Kind::all().map(|kind| format!("{kind}: {}\n", kind.says())).collect();
    insta::assert_snapshot!(format!("{kinds}\n{}", listed(&studies)));
}

#[test]
fn every_kind_of_error_in_words() {
    insta::assert_snapshot!(listed(&errors()));
}

/// No headline has a key of a manifest in it: what it names is printed, or in words.
#[test]
fn headlines_have_no_keys() {
    let own = crate::support::own_studies();
    for study in own.iter().chain(&crate::support::other_studies()) {
        let names = study.names();
        let bindings = names.dimensions().flat_map(|dimension| {
            names
                .levels(dimension)
                .map(move |level| format!("{}={}", names.name(dimension), names.level_name(dimension, level)))
        });
        let bindings: Vec<String> = bindings.collect();
        for finding in study.audit().findings() {
            assert!(!bindings.iter().any(|binding| finding.message.contains(binding)), "{}", finding.message);
        }
    }
}

/// Phrases that were once used and read like a translation.
const AVOIDED: [&str; 34] = [
    "what is printed twice",
    "some data have all",
    "what holds for each respondent",
    "as many levels are told",
    "what is said to be more",
    "exact values were found",
    "Can it all be true",
    "What that is worth",
    "wrong digit would",
    "the one that is off",
    "may be off",
    "the rest implies",
    "the rest does not say",
    "which prints as",
    "but elsewhere",
    "acknowledged but no longer found",
    "Every finding is acknowledged",
    "said of directions",
    "bear it out",
    "in direction only",
    "printed nowhere",
    "bears on it",
    "come out as printed",
    "comes out as",
    "for the same cause",
    "search for the culprit",
    "no sum of whole steps",
    "unseen",
    "undone",
    "is told",
    "is said to",
    "would be noticed",
    "what that is worth",
    "no sample is outside",
];

#[test]
fn avoided_phrases_do_not_return() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshots = std::fs::read_dir(root.join("tests/it/snapshots")).unwrap().map(|entry| entry.unwrap().path());
    let documents = ["README.md", "CHANGELOG.md", "src/guide.md", "src/tour.md", "examples/gallery/FINDINGS.md"]
        .map(|name| root.join(name));
    let studies = std::fs::read_dir(root.join("examples/gallery")).unwrap().map(|entry| entry.unwrap().path());
    let charts = studies.filter(|path| path.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap());
    for path in snapshots.chain(documents).chain(charts.map(|entry| entry.unwrap().path())) {
        // Wherever lines break.
        let text = std::fs::read_to_string(&path).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let found: Vec<_> = AVOIDED.iter().filter(|phrase| text.contains(**phrase)).collect();
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}
