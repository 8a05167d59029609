//! What is wrong with a study is said in one line, with file, line and field; nothing panics.

use std::path::Path;

use proptest::prelude::*;
use retally::{Figure, Study};

use crate::support::{flagship_files, study_of, try_table};

const KEYS: &str = "stub = 'f'\nheader = 'statistic'";

/// The error of a study with one table.
fn error(rest: &str, keys: &str, csv: &str) -> String {
    match try_table(rest, keys, csv) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn csv_files() {
    for (what, csv, expected) in [
        ("empty", "", "t.csv:1:1: the file is empty; the first row of a table is its header"),
        (
            "a row too short",
            "f,n,%\na,1\n",
            "t.csv:2:2: this row has 2 fields, the header has 3; quote a label that contains a comma",
        ),
        (
            "a row too long",
            "f,n\na,1,2,3\n",
            "t.csv:2:3: this row has 4 fields, the header has 2; quote a label that contains a comma",
        ),
        (
            "no figure",
            "f,n\na,12O\n",
            "t.csv:2:2: `12O` is not a figure: `O` stands where a digit is expected; perhaps `120`",
        ),
        (
            "a header twice",
            "f,n,%,n\na,1,2,3\n",
            "t.csv:1:4: the header `n` stands above field 2 already; columns under one label are named by their place with `at = { \"column 4\" = { group = \"…\" } }`; several under one label are read with `cells = \"n | %\"`",
        ),
        (
            "no statistic",
            "f,n,Averge\na,1,2\n",
            "t.csv:1:3: `Averge` is not a known statistic; did you mean `average`?",
        ),
        (
            "a statistic in another language",
            "f,n,Promedio\na,1,2\n",
            "t.csv:1:3: `Promedio` is not a known statistic; declare it, as in `[statistics] mean = \"Promedio\"`",
        ),
        (
            "a statistic with its unit",
            "f,n,Median (years)\na,1,2\n",
            "t.csv:1:3: `Median (years)` is not a known statistic; declare it, as in `[statistics] median = \"Median (years)\"`",
        ),
        ("a quote left open", "f,n\n\"a,1\n", "t.csv:2:1: a quote is opened here and never closed"),
        ("text behind a quote", "f,n\n\"a\"b,1\n", "t.csv:2:3: text stands behind the closing quote of a field"),
        ("only a header", "f,n\n", "study.toml:6:8: 1 header rows are declared, but the table has 1 rows in all"),
        ("only a stub", "f\na\n", "study.toml:6:8: 1 stub columns are declared, but the table has 1 columns in all"),
        (
            "a margin of nothing",
            "f,n\nTotal,1\n",
            "t.csv:2:1: `Total` is a margin, but the table has no levels that it would be the total of; if it is a level like any other, say `margins = []`",
        ),
        (
            "a statistic of nothing",
            "f,mean\na,1\n",
            "t.csv:2:2: this cell binds the statistic `mean`, but no variable that it is of; declare the label under `[variables]`, or say `bind = { outcome = \"…\" }`",
        ),
    ] {
        assert_eq!(error("", KEYS, csv), expected, "{what}");
    }
}

#[test]
fn bindings() {
    let twice = "stub = ['f', 'f']\nheader = 'statistic'";
    assert_eq!(error("", twice, ",,n\na,b,1\n"), "t.csv:2:3: this cell binds `f` twice, to `a` and to `b`");
    let statistic = "stub = ['f', 'statistic']\nheader = 'statistic'";
    assert_eq!(error("", statistic, ",,n\na,%,1\n"), "t.csv:2:3: this cell binds a statistic twice, `%` and `n`");
    let level = "stub = 'level'\nheader = 'statistic'";
    assert_eq!(
        error("", level, ",n\nyes,1\n"),
        "t.csv:2:2: this cell binds the level `yes`, but no variable that it is a level of; a row that stands under no \
         heading is declared under `[variables]`, or as a level of its own under `[levels.NAME]`"
    );
    let variable = "stub = 'variable'\nheader = 'arm'";
    assert_eq!(
        error("", variable, ",A\nage,1\n"),
        "t.csv:2:2: this cell binds the variable `age`, but no statistic of it"
    );
}

#[test]
fn a_stub_column_too_many() {
    let keys = "stub = ['variable', 'level']\nheader = 'statistic'";
    assert_eq!(
        error("", keys, "Characteristic,N,%\nMales,289,59.71\n"),
        "t.csv:1:2: `N` names a statistic, but stands above a stub column; are fewer columns the stub?"
    );
}

#[test]
fn names() {
    let csv = "f,n\na,1\nb,2\n";
    for (rest, keys, expected) in [
        (
            "",
            "stub = 'f'\nheader = 'statistic'\nshare-of = 'g'",
            "study.toml:8:12: no dimension is called `g`; expected `f`, `all` or `answered`",
        ),
        (
            "",
            "stub = 'fruit'\nheader = 'statistic'\nshare-of = 'fruits'",
            "study.toml:8:12: no dimension is called `fruits`; did you mean `fruit`?",
        ),
        (
            "",
            "stub = 'fruit'\nheader = 'statistic'\npartition = 'friut'",
            "study.toml:8:13: no stub or header of this table binds levels of `friut`; did you mean `fruit`?",
        ),
        (
            "[levels.fruits]\nx = 'a'",
            "stub = 'fruit'\nheader = 'statistic'",
            "study.toml:3:1: no table binds levels of `fruits`; did you mean `fruit`?",
        ),
        (
            "[levels.friut]\na = []",
            "stub = 'fruit'\nheader = 'statistic'",
            "study.toml:3:1: no table binds levels of `friut`; did you mean `fruit`?",
        ),
        (
            "[levels.fruit]\nApple = 'aa'",
            "stub = 'fruit'\nheader = 'statistic'",
            "study.toml:4:9: no table prints the label `aa`; write it as the CSV file has it",
        ),
        (
            "[levels.fruit]\nx = 'a'\ny = 'a'",
            "stub = 'fruit'\nheader = 'statistic'",
            "study.toml:5:5: `a` is the level `x` of `fruit` already, which is declared at 4:5; each level is declared once, with labels of its own",
        ),
        (
            "[levels]\nfruit = ['a', 'b', 'a']",
            "stub = 'fruit'\nheader = 'statistic'",
            "study.toml:4:20: `a` is the level `a` of `fruit` already, which is declared at 4:10; each level is declared once, with labels of its own",
        ),
        (
            "[[identity]]
equation = 'fruit = friut + 1'",
            "stub = 'fruit'
header = 'statistic'",
            "study.toml:4:12: no variable is called `friut`; did you mean `fruit`?",
        ),
        ("[[identity]]\nequation = 'f - 1'", KEYS, "study.toml:4:12: `f - 1` has no `=`; write it like `a = b - c`"),
        (
            "[[identity]]\nequation = 'f = 2 x'",
            KEYS,
            "study.toml:4:12: in `f = 2 x`, `x` stands where an operator or the end is expected; write it like `a = b - 2 * c`; a name that is not one word stands in braces: `{a b}`",
        ),
        ("[[identity]]\nequation = 'f = 3'", KEYS, "study.toml:4:12: `f = 3` ties fewer than two variables"),
        (
            "[[identity]]\nequation = 'f = 99999999999999999999 * f'",
            KEYS,
            "study.toml:4:12: `f = 99999999999999999999 * f` has a factor that is too large or not whole; write it with whole numbers, like `2 * a = b + c`",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = 'one'",
            KEYS,
            "study.toml:5:13: invalid type: string \"one\", expected a whole number, or two in a list: `[low, high]`",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = [-1, 0, 1]",
            KEYS,
            "study.toml:5:13: invalid length 3, expected a whole number, or two in a list: `[low, high]`",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = [-1, 0.5]",
            KEYS,
            "study.toml:5:18: invalid type: floating point `0.5`, expected i64",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = [1, -1]",
            KEYS,
            "study.toml:5:13: an allowance from 1 to -1, expected the lower number first",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = -1",
            KEYS,
            "study.toml:5:13: an allowance from 1 to -1, expected the lower number first",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowance = 9223372036854775807",
            KEYS,
            "study.toml:5:13: an allowance from -9223372036854775807 to 9223372036854775807, expected at most 1000000000 each way",
        ),
        (
            "[[identity]]\nequation = 'f = g'\nallowances = 1",
            KEYS,
            "study.toml:5:1: unknown field `allowances`; did you mean `allowance`?",
        ),
        ("[variables]\nage = {step = 0}", KEYS, "study.toml:4:7: `age`: a step of 0, expected one above zero"),
        (
            "[variables]\nage = {step = 'one'}",
            KEYS,
            "study.toml:4:7: `age`: `one` is not a figure: `o` stands where a digit is expected; perhaps `0ne`",
        ),
        (
            "[variables]\nage = {items = 2.5, step = 1}",
            KEYS,
            "study.toml:4:16: invalid type: floating point `2.5`, expected a whole number, or a figure as printed in quotes",
        ),
        (
            "[variables]\nage = {items = 0, step = 1}",
            KEYS,
            "study.toml:4:7: `age`: 0 items, expected a whole number above zero",
        ),
        ("[variables]\nage = {low = 7, high = 1}", KEYS, "study.toml:4:7: `age`: `low` is 7, above `high`, which is 1"),
        ("alpha = '<.05'", KEYS, "study.toml:3:9: `<.05` is no significance level; expected one such as `\".05\"`"),
        ("alpha = 5", KEYS, "study.toml:3:9: `5` is no significance level; expected one such as `\".05\"`"),
        (
            "[[text]]\nfile = 'x.txt'\nprinted = 't(28) = 2.20, p = .03'",
            KEYS,
            "study.toml:3:1: a `[[text]]` has either a `file` or what is `printed`, and not both",
        ),
        ("[[text]]", KEYS, "study.toml:3:1: a `[[text]]` has either a `file` or what is `printed`"),
        (
            "[[text]]\nprinted = 'It was slower.'",
            KEYS,
            "study.toml:4:11: no test with a p value, no estimate with an interval, no number with its percentage, no parts of a whole and no mean on a scale is reported in this text; what is read looks like `t(28) = 2.20, p = .03`, `OR 1.50 (95% CI 1.10–2.05; p = .01)` or `37 of 141 (26.2%)`",
        ),
        (
            "[statistics]\nxyzzy = 'M'",
            KEYS,
            "study.toml:4:9: `xyzzy` is not a known statistic; expected one such as `n`, `%`, `mean`, `sd`, `median` or `p`",
        ),
        ("[statistics]\nmeen = 'M'", KEYS, "study.toml:4:8: `meen` is not a known statistic; did you mean `mean`?"),
        (
            "[statistics]\nmean = 'Promedoi'",
            KEYS,
            "study.toml:4:8: no table prints the label `Promedoi`; write it as the CSV file has it",
        ),
        (
            "[levels.f]\na = {of = ['b']}\nb = {of = ['a']}",
            KEYS,
            "study.toml:4:5: `a` is made of itself, or of levels nested more than 5 deep",
        ),
        ("numbers = {decimal = '5'}", KEYS, "study.toml:5:8: '5' cannot be a decimal sign; `.` and `,` can"),
        ("size = 'many'", KEYS, "study.toml:3:8: `many` is not a figure: `m` stands where a digit is expected"),
    ] {
        assert_eq!(error(rest, keys, csv), expected);
    }
}

#[test]
fn manifests() {
    let read = |manifest: &str| match Study::from_files("s", [("study.toml", manifest)]) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    };
    for (manifest, expected) in [
        ("", "study.toml:1:1: missing field `study`"),
        ("[study", "study.toml:1:7: unclosed table, expected `]`"),
        ("[study]", "study.toml:1:1: missing field `title`"),
        ("[study]\ntitle = 3", "study.toml:2:9: invalid type: integer `3`, expected a string"),
        ("[study]\ntitle = 'T'\nsise = 3", "study.toml:3:1: unknown field `sise`; did you mean `size`?"),
        (
            "[study]\ntitle = 'T'\nsize = 1.5",
            "study.toml:3:8: invalid type: floating point `1.5`, expected a whole number, or a figure as printed in quotes",
        ),
        (
            "[study]\ntitle = 'T'\nrounding = 'half-upp'",
            "study.toml:3:12: unknown variant `half-upp`; did you mean `half-up`?",
        ),
        (
            "[study]\ntitle = 'T'\n[[table]]\nfile = 'x.csv'\nstub = 'a'\nheader = 'b'",
            "study.toml:4:8: x.csv: is not among the study's files",
        ),
        (
            "[study]\ntitle = 'T'\n[[table]]\nfile = '../x.csv'\nstub = 'a'\nheader = 'b'",
            "study.toml:4:8: `../x.csv` is not the name of a file beside study.toml",
        ),
        (
            "[study]\ntitle = 'T'\n[[table]]\nfile = 'x.csv'\nstub = 3\nheader = 'b'",
            "study.toml:5:8: invalid type: integer `3`, expected a string or a list of strings",
        ),
        (
            "[study]\ntitle = 'T'\n[[acknowledged]]\nfinding = 'x'\nprinted = '1'",
            "study.toml:3:1: missing field `note`",
        ),
    ] {
        assert_eq!(read(manifest), expected);
    }
}

#[test]
fn files() {
    let missing = Study::open(Path::new("data").join("nowhere")).unwrap_err().to_string();
    assert!(missing.starts_with("data/nowhere/study.toml: cannot be read: "), "{missing}");

    let not_text = Study::from_files("s", [("study.toml", b"[study]\ntitle = '\xff'".as_slice())]).unwrap_err();
    assert_eq!(not_text.to_string(), "study.toml:2:10: not UTF-8 text from here on; save the file as UTF-8");
}

#[test]
fn byte_order_marks_and_line_ends_make_no_difference() {
    let plain = flagship_files();
    let altered: Vec<_> =
        plain.iter().map(|(name, text)| (name.clone(), format!("\u{feff}{}", text.replace('\n', "\r\n")))).collect();
    let (plain, altered) = (study_of(&plain).unwrap(), study_of(&altered).unwrap());
    assert!(retally::report::json(&plain.audit()) == retally::report::json(&altered.audit()));
}

#[test]
fn figures_of_forty_digits_are_exact() {
    let large = "1234567890123456789012345678901234567890";
    let study = try_table("", KEYS, &format!("f,n\na,{large}\nb,1\nTotal,{large}\n")).unwrap();
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 1);
    assert_eq!(audit.findings()[0].recomputed, "1234567890123456789012345678901234567891");
    let figure = "9".repeat(101);
    assert_eq!(
        error("", KEYS, &format!("f,n\na,{figure}\n")),
        "t.csv:2:2: a figure of 101 digits is too long: at most 100 are read"
    );
}

#[test]
fn a_quoted_cell_is_found_where_it_stands() {
    let study = try_table("", KEYS, "f,n\n\"a, or\n\"\"b\"\"\",1\nc,\"2\"\n").unwrap();
    let places: Vec<_> = study.claims().iter().map(|claim| study.location(claim)).collect();
    assert_eq!(places, ["t.csv:3:2", "t.csv:4:2"]);
    let claim = &study.claims()[1];
    assert_eq!(&study.sources()[1].text()[claim.place.span.clone()], "2");
}

proptest! {
    #[test]
    fn any_bytes_as_csv_are_read_or_refused(csv in prop::collection::vec(any::<u8>(), 0..200)) {
        let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'";
        let _ = Study::from_files("s", [("study.toml", manifest.as_bytes().to_vec()), ("t.csv", csv)]).map(|study| study.audit().to_string());
    }

    #[test]
    fn any_text_like_csv_is_read_or_refused(csv in "[a,n%1\"\r\n Total.-]{0,80}") {
        let keys = "stub = 'f'\nheader = 'statistic'";
        for csv in [csv.clone(), format!("f,n\n{csv}"), format!("f,n,%\na,{csv}\nTotal,3,100")] {
            if let Ok(study) = try_table("", keys, &csv) {
                for claim in study.claims() {
                    let text = &study.sources()[claim.place.source].text()[claim.place.span.clone()];
                    prop_assert_eq!(text.trim(), claim.figure.text());
                }
                prop_assert!(!study.audit().to_string().is_empty());
            }
        }
    }

    #[test]
    fn any_text_as_manifest_is_read_or_refused(text in any::<String>(), line in "[a-z\\[\\]{}='\", 0-9.\n-]{0,60}") {
        for manifest in [text.clone(), line.clone(), format!("[study]\ntitle = 'T'\n{line}"), format!("[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\n{line}")] {
            let _ = Study::from_files("s", [("study.toml", manifest.as_str()), ("t.csv", "f,n\na,1\n")]);
        }
    }

    #[test]
    fn any_text_as_figure_is_read_or_refused(text in any::<String>()) {
        if let Ok(figure) = text.parse::<Figure>() {
            prop_assert_eq!(figure.to_string(), text);
        }
    }
}
