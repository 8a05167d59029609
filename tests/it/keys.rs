//! Each key of the manifest changes what is derived or told, or is refused with the form that would work.

use std::collections::BTreeSet;

use retally::report::{Colour, text};
use retally::{Error, Study};

/// A study with one of its lines, and without it.
struct Example {
    /// The table of the manifest and its key.
    key: &'static str,
    manifest: &'static str,
    /// What `KEY` in the manifest stands for, and what in its place where the key is not written.
    with: &'static str,
    without: &'static str,
    csv: &'static str,
}

/// Whether only the page and the list of findings say it, and no figure or relation.
const TOLD: [&str; 15] = [
    "study.title",
    "study.authors",
    "study.source",
    "study.doi",
    "study.unit",
    "study.units",
    "study.alpha",
    "table.title",
    "claim.where",
    "claim.says",
    "statement.where",
    "statement.says",
    "variable.unit",
    "acknowledged.note",
    "acknowledged.source",
];

const BLOCKS: &str = "f,n,%\na,3,37.5\nb,5,62.5\nTotal,9,100\n";
const ARMS: &str = ",A (n = 5),B (n = 4)\nSex,,\nMen,2 (40),1 (25)\nWomen,3 (60),2 (50)\nAge,31.5,\n";
const SPREAD: &str = "v,n,Mean,SD,Min,Max\nAge,5,31.6,9.6,20,45\n";
const MEANS: &str = "v,n,Mean,SD,Min,Max\nAge,5,31.52,4.1,20,45\n";

fn example(key: &'static str, manifest: &'static str, with: &'static str, csv: &'static str) -> Example {
    Example { key, manifest, with, without: "", csv }
}

fn examples() -> Vec<Example> {
    let simple = "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
    let table = "[study]\ntitle = 'T'\nsize = 9\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nKEY\n";
    let arms = "[study]\ntitle = 'T'\nsize = 9\n[variables]\nage = 'Age'\n[[table]]\nfile = 't.csv'\nstub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = ['n (%)', 'mean']\nKEY\n";
    let claim = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n[[claim]]\nKEY\n";
    let means = "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let levels = "[study]\ntitle = 'T'\n[levels.f]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
    let known =
        "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n[[acknowledged]]\nKEY\n";
    let numbers =
        "[study]\ntitle = 'T'\n[study.numbers]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
    let tests = "[study]\ntitle = 'T'\n[[claim]]\nwhere = 'x'\nfigure = 3\n[[text]]\nKEY\n";
    let tied =
        "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n[[identity]]\nKEY\n";
    let pairs = ",2001,2002\na,3,9\nb,5,1\nTotal,8,10\n";
    let crossed = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'year'\n[[statement]]\nKEY\n";
    let swap = |example: Example, without: &'static str| Example { without, ..example };
    vec![
        swap(
            example(
                "study.title",
                "[study]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n",
                "title = 'T'",
                BLOCKS,
            ),
            "title = 'U'",
        ),
        example("study.authors", simple, "authors = 'A'", BLOCKS),
        example("study.source", simple, "source = 'A'", BLOCKS),
        example("study.doi", simple, "doi = '10.1000/1'", BLOCKS),
        example("study.unit", simple, "unit = 'child'", BLOCKS),
        example("study.units", simple, "unit = 'child'\nunits = 'children'", BLOCKS),
        example("study.size", simple, "size = 8", BLOCKS),
        example("study.rounding", simple, "rounding = 'truncation'", "f,n,%\na,1,66\nb,2,33\nTotal,3,100\n"),
        example(
            "study.alpha",
            "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'year'\n[[statement]]\nwhere = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}\n",
            "alpha = '.9'",
            pairs,
        ),
        swap(example("study.numbers", simple, "numbers = {decimal = ','}", "f,n,%\na,3,\"37,5\"\nb,5,62\n"), ""),
        example("study.partition", simple, "size = 9\npartition = 'f'", "f,n\na,3\nb,5\n"),
        example("study.partial", simple, "size = 9\npartial = 'f'", "f,n\na,3\nb,5\n"),
        example("numbers.decimal", numbers, "decimal = ','", "f,n,%\na,3,\"37,5\"\nb,5,62\n"),
        example("numbers.markers", numbers, "markers = 'a'", "f,n\na,3a\nb,5\n"),
        example("numbers.blank", numbers, "blank = 'none'", "f,n\na,none\nb,5\n"),
        example("numbers.zero", numbers, "zero = '-'", "f,n\na,-\nb,5\nTotal,5\n"),
        example(
            "table.file",
            "[study]\ntitle = 'T'\n[[table]]\nKEY\nstub = 'f'\nheader = 'statistic'\n",
            "file = 't.csv'",
            BLOCKS,
        ),
        example(
            "table.stub",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nKEY\nheader = 'statistic'\n",
            "stub = 'f'",
            BLOCKS,
        ),
        example(
            "table.header",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nKEY\n",
            "header = 'statistic'",
            BLOCKS,
        ),
        example("table.name", table, "name = 'sales'", BLOCKS),
        example("table.table", table, "table = 'Table 5'", BLOCKS),
        example("table.title", table, "title = 'Sales'", BLOCKS),
        example("table.rows", table, "rows = '1-3'", BLOCKS),
        example(
            "table.headings",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'level'\nheader = 'arm'\ncells = ['n (%)', 'mean']\nKEY\n",
            "headings = 'variable'",
            ",A (n = 5)\nSex,\nMen,2 (40)\n",
        ),
        example("table.bind", table, "bind = {year = '2001'}", BLOCKS),
        example("table.share-of", arms, "share-of = 'arm'", ARMS),
        example("table.bases", arms, "bases = {Sex = 'arm'}", ARMS),
        example(
            "table.cells",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "cells = '%'",
            ",A\na,3\nb,5\n",
        ),
        example(
            "table.cells-of",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "cells-of = {b = '%'}",
            ",A\na,3\nb,5\n",
        ),
        example(
            "table.lists",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "lists = '/'",
            ",A\na/b,3/4\n",
        ),
        example("table.labels", table, "labels = {b = {g = 'c'}}", BLOCKS),
        example("table.at", table, "at = {'row 3' = {g = 'c'}}", BLOCKS),
        example("table.numbers", table, "numbers = {zero = '-'}", "f,n\na,-\nb,5\nTotal,5\n"),
        example("table.decimals", table, "decimals = {'%' = 2}", BLOCKS),
        example("table.weighted", table, "weighted = true", BLOCKS),
        example("table.partition", arms, "partition = 'level'", ARMS),
        example("table.partial", arms, "partial = 'level'", ARMS),
        swap(example("table.overlap", arms, "partition = 'level'\noverlap = 'Sex'", ARMS), "partition = 'level'"),
        example("table.margins", table, "margins = 'b'", BLOCKS),
        example("table.ignore", table, "ignore = 'b'", BLOCKS),
        example("table.rounding", table, "rounding = 'truncation'", "f,n,%\na,1,66\nb,2,33\nTotal,3,100\n"),
        example("table.trust", table, "trust = 1", BLOCKS),
        swap(example("claim.where", claim, "where = 'Results'\nfigure = 8", BLOCKS), "where = 'Methods'\nfigure = 8"),
        swap(
            example("claim.says", claim, "where = 'R'\nfigure = 8\nsays = 'they are eight'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(example("claim.figure", claim, "where = 'R'\nfigure = 8", BLOCKS), "where = 'R'\nwords = 'nine'"),
        swap(
            example("claim.words", claim, "where = 'R'\nfigure = 8\nwords = 'nine'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.statistic", claim, "where = 'R'\nfigure = 8\nstatistic = '%'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.variable", claim, "where = 'R'\nfigure = 2\nstatistic = 'levels'\nvariable = 'f'", BLOCKS),
            "where = 'R'\nfigure = 2\nstatistic = 'levels'",
        ),
        swap(
            example("claim.event", claim, "where = 'R'\nfigure = 8\nevent = {f = 'b'}", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.base", claim, "where = 'R'\nfigure = 8\nstatistic = '%'\nbase = {f = 'b'}", BLOCKS),
            "where = 'R'\nfigure = 8\nstatistic = '%'",
        ),
        swap(example("claim.trust", claim, "where = 'R'\nfigure = 8\ntrust = 1", BLOCKS), "where = 'R'\nfigure = 8"),
        swap(
            example(
                "statement.where",
                crossed,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                pairs,
            ),
            "where = 'S'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.says",
                crossed,
                "where = 'R'\nsays = 'x'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.direction",
                crossed,
                "where = 'R'\ndirection = 'less'\nevent = {f = 'a'}\nover = 'year'",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.statistic",
                crossed,
                "where = 'R'\ndirection = 'more'\nstatistic = 'n'\nevent = {f = 'a'}\nover = 'year'",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.event",
                crossed,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'b'}\nover = 'year'",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.over",
                crossed,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}",
        ),
        swap(
            example(
                "statement.base",
                crossed,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2001'}\nthan = {year = '2002'}",
        ),
        swap(
            example(
                "statement.than",
                crossed,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}",
                pairs,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}",
        ),
        swap(
            example(
                "statement.variable",
                "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nbind = {outcome = 'x'}\n[[statement]]\nKEY\n",
                "where = 'R'\ndirection = 'more'\nstatistic = 'mean'\nvariable = 'x'\nbase = {f = 'a'}\nthan = {f = 'b'}",
                "f,Mean\na,3.1\nb,5.2\n",
            ),
            "where = 'R'\ndirection = 'more'\nstatistic = 'mean'\nbase = {f = 'a'}\nthan = {f = 'b'}",
        ),
        example("text.printed", tests, "printed = 't(28) = 2.20, p = .03'", BLOCKS),
        swap(
            example("text.file", tests, "file = 't.csv'", "t(28) = 2.20, p = .03\n"),
            "printed = 't(28) = 2.20, p = .04'",
        ),
        swap(
            example("identity.equation", tied, "equation = 'Old = Age'", "v,Mean\nAge,31.5\nLag,2.5\nOld,28.5\n"),
            "equation = 'Old = Lag'",
        ),
        swap(
            example(
                "identity.allowance",
                tied,
                "equation = 'Old = Age - Lag'\nallowance = 1",
                "v,Mean\nAge,31.5\nLag,2.5\nOld,28.5\n",
            ),
            "equation = 'Old = Age - Lag'",
        ),
        swap(
            example(
                "acknowledged.finding",
                known,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over g'\nprinted = ['9', '3', '5']\nnote = 'x'",
        ),
        swap(
            example(
                "acknowledged.printed",
                known,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '4', '5']\nnote = 'x'",
        ),
        swap(
            example(
                "acknowledged.note",
                known,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'y'",
        ),
        swap(
            example(
                "acknowledged.source",
                known,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'\nsource = 'them'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
        ),
        swap(example("variable.printed", means, "[variables]\nage = {printed = 'Age'}", MEANS), ""),
        swap(example("variable.unit", means, "[variables]\nAge = {unit = 'years'}", MEANS), ""),
        swap(example("variable.step", means, "[variables]\nAge = {step = 1}", MEANS), ""),
        swap(
            example("variable.items", means, "[variables]\nAge = {step = 1, items = 2}", MEANS),
            "[variables]\nAge = {step = 1}",
        ),
        swap(example("variable.low", means, "[variables]\nAge = {low = 25}", SPREAD), ""),
        swap(example("variable.high", means, "[variables]\nAge = {high = 40}", SPREAD), ""),
        swap(example("level.printed", levels, "x = {printed = 'a'}", BLOCKS), "a = {}"),
        swap(example("level.of", levels, "b = {of = ['a']}", "f,n\na,3\nb,5\n"), "b = {}"),
        swap(example("level.size", levels, "a = {size = 4}", BLOCKS), "a = {}"),
        swap(example("label", means, "[labels]\nMean = {statistic = 'median'}", MEANS), ""),
        swap(example("statistic", means, "[statistics]\nmean = 'Moyenne'", "v,Moyenne\nAge,3.1\n"), ""),
    ]
}

fn read(example: &Example, key: &str) -> Result<Study, Error> {
    let manifest = example.manifest.replace("KEY", key);
    Study::from_files("s", [("study.toml", manifest.as_str()), ("t.csv", example.csv)])
}

/// What is derived: every claim with the values that it may stand for, every relation with its verdict, every finding.
fn derived(study: &Study) -> Vec<String> {
    let audit = study.audit();
    let claims = study.claims().iter().map(|claim| {
        format!("{} {} {:?} {}", study.names().quantity(&claim.quantity), claim.figure, claim.values, claim.weighted)
    });
    let outcomes = audit.outcomes().iter().map(|outcome| format!("{} {:?}", outcome.relation.name, outcome.verdict));
    let findings = audit.findings().iter().map(|finding| format!("{} {}", finding.id, finding.acknowledged.is_some()));
    claims.chain(outcomes).chain(findings).collect()
}

#[test]
fn each_key_changes_what_is_derived_or_is_told() {
    for example in examples() {
        let with = read(&example, example.with).unwrap_or_else(|error| panic!("{}: {error}", example.key));
        let Ok(without) = read(&example, example.without) else { continue };
        // Trust orders repairs of equally many figures, and nothing else.
        if example.key.ends_with(".trust") {
            continue;
        }
        if TOLD.contains(&example.key) {
            let told = |study: &Study| {
                let audit = study.audit();
                [
                    text(&audit, Colour::Never),
                    retally::report::json(&audit),
                    retally::report::page(&audit),
                    format!("{:?}", study.acknowledged()),
                ]
            };
            assert!(told(&with) != told(&without), "{}", example.key);
        } else {
            assert!(derived(&with) != derived(&without), "{}", example.key);
        }
    }
}

/// The keys that an error lists where one is not known.
fn known_keys(manifest: &str) -> BTreeSet<String> {
    let files = [("study.toml", manifest), ("t.csv", "f,n\na,3\n")];
    let error = Study::from_files("s", files).unwrap_err().to_string();
    assert!(error.contains("unknown field `nokey`, expected"), "{error}");
    let listed = error.split("expected").nth(1).unwrap().split(';').next().unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn no_key_is_left_out() {
    let study = "[study]\ntitle = 'T'\n";
    let told: BTreeSet<String> = examples().iter().map(|example| example.key.to_owned()).collect();
    for (name, manifest) in [
        ("study", format!("{study}nokey = 1")),
        ("numbers", format!("{study}numbers = {{nokey = 1}}")),
        ("table", format!("{study}[[table]]\nnokey = 1")),
        ("claim", format!("{study}[[claim]]\nnokey = 1")),
        ("statement", format!("{study}[[statement]]\nnokey = 1")),
        ("text", format!("{study}[[text]]\nnokey = 1")),
        ("identity", format!("{study}[[identity]]\nnokey = 1")),
        ("acknowledged", format!("{study}[[acknowledged]]\nnokey = 1")),
        ("variable", format!("{study}[variables]\nx = {{nokey = 1}}")),
        ("level", format!("{study}[levels.x]\ny = {{nokey = 1}}")),
    ] {
        // Those of papers are shown in `corrected.rs`.
        for key in known_keys(&manifest).into_iter().filter(|key| key != "paper") {
            assert!(told.contains(&format!("{name}.{key}")), "no example of `{key}` of `{name}`");
        }
    }
    let tables = known_keys(&format!("nokey = 1\n{study}"));
    let all = [
        "study",
        "variables",
        "levels",
        "labels",
        "statistics",
        "weights",
        "identity",
        "table",
        "claim",
        "statement",
        "text",
        "acknowledged",
        "skip",
    ];
    assert_eq!(tables, all.map(str::to_owned).into());
}
