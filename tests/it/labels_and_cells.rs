//! What a manifest says of labels and cells is understood, or refused with the form that would work.

use retally::Study;

use crate::sizes_and_missing::{BLOCKS, error, nothing, read};
use crate::support::{broken, holding, table, undecided};

#[test]
fn markers_stand_behind_a_space_as_well() {
    for numbers in ["numbers = {markers = '*'}", ""] {
        let study = table("", &format!("stub = 'f'\nheader = 'statistic'\n{numbers}"), "f,n\na,3 *\nb,5\nTotal,8\n");
        assert_eq!(holding(&study).len(), 1, "{numbers}");
    }
    let letter = table("", "stub = 'f'\nheader = 'statistic'\nnumbers = {markers = 'a'}", "f,n\na,3 a\nb,5\nTotal,8\n");
    assert_eq!(holding(&letter).len(), 1);
}

#[test]
fn the_notation_of_a_row_comes_before_its_header() {
    let csv = ",Cases (n = 453),,Controls (n = 9),\n,n,%,n,%\nAge,54.82,9.63,50.1,9.0\nSex,,,,\nMen,253,55.8,4,44.4\nWomen,200,44.2,5,55.6\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = ['group', 'statistic']\ncells-of = {Age = 'mean | SD'}\nshare-of = 'group'\npartition = 'level'";
    let study = table("[variables]\nage = 'Age'", keys, csv);
    assert_eq!(broken(&study), nothing());
    for quantity in ["mean age of group=Cases 54.82", "sd age of group=Cases 9.63", "sd age of group=Controls 9.0"] {
        assert!(read(&study).contains(&quantity.to_owned()), "{quantity}");
    }
}

#[test]
fn a_statistic_may_be_named_twice_in_its_label_or_in_the_cell() {
    let of = |header: &str| {
        table("", "stub = 'f'\nheader = 'statistic'\npartition = 'f'", &format!("f,{header}\na,3,37.5\nb,5,62.5\n"))
    };
    for header in ["Frequency,Percent %", "No. n,% percent", "\"Number, n\",\"Percentage, %\"", "n (n),% (%)"] {
        let study = of(header);
        assert!(study.malformed().is_empty(), "{header}");
        assert_eq!(holding(&study).len(), 3, "{header}");
    }
    for cell in ["75.6 (SD 8.0)", "75.6 (SD = 8.0)", "Mean 75.6 (SD: 8.0)", "M = 75.6 (8.0)"] {
        let study = table("", "stub = 'variable'\nheader = 'arm'\ncells = 'mean (SD)'", &format!(",A\nAge,{cell}\n"));
        assert_eq!(read(&study), ["mean Age of arm=A 75.6", "sd Age of arm=A 8.0"], "{cell}");
        assert!(study.malformed().is_empty(), "{cell}");
    }
    let other = table("", "stub = 'variable'\nheader = 'arm'\ncells = 'mean (SD)'", ",A\nAge,75.6 (SE 8.0)\n");
    assert_eq!(other.malformed().len(), 1);
    let single = table("", "stub = 'variable'\nheader = 'statistic'", ",Mean,SD\nAge,75.6,(SD 8.0)\n");
    assert_eq!(read(&single), ["mean Age 75.6", "sd Age 8.0"]);
}

#[test]
fn p_is_p_however_it_is_spelled() {
    for label in ["p", "P", "p-value", "P value", "P values", "Sig.", "P-value*"] {
        let csv =
            format!(",Men,Women,{label}\nTendency,,,\nYes,245 (74.0),595 (75.4),0.623\nNo,86 (26.0),194 (24.6),\n");
        let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['sex', 'statistic']]\ncells = 'n (%)'\nshare-of = 'sex'\npartition = 'level'";
        assert_eq!(broken(&table("", keys, &csv)), nothing(), "{label}");
    }
    // Words that are answers just as well are levels under a list of keys.
    let csv = ",A\nRating,\nAverage,3\nNo,4\n";
    let study = table("", "stub = [['level', 'statistic']]\nheadings = 'variable'\nheader = 'arm'", csv);
    assert_eq!(read(&study), ["n of Rating=Average, arm=A 3", "n of Rating=No, arm=A 4"]);
}

#[test]
fn an_open_end_is_at_least_its_number() {
    let keys = "stub = 'variable'\nheader = 'group'\ncells = 'min–max'";
    let study = table("", keys, ",A (n = 256)\nYears of school,0–13+\n");
    assert!(study.malformed().is_empty());
    assert_eq!(study.claims()[2].figure.qualifier(), retally::Qualifier::AtLeast);
    let words = table("", keys, ",A (n = 256)\nYears of school,0–65 and over\n");
    assert_eq!(words.claims()[2].figure.qualifier(), retally::Qualifier::AtLeast);
}

#[test]
fn a_blank_names_a_row_or_column_without_any_label() {
    let csv = "Code,Answer,n,Weighted,\n1,Yes,30,1530.5,75%\n2,No,10,510.5,25%\nNot asked,,60,3110.0,\n";
    let study = table(
        "size = 100",
        "stub = ['answer', 'ignore']\nheader = 'statistic'\npartition = 'answer'\nignore = ['Weighted', '']",
        csv,
    );
    assert_eq!(broken(&study), nothing());
    assert_eq!(holding(&study).len(), 1);
    assert_eq!(study.ignored(), 5);
}

#[test]
fn rows_of_statistics_under_the_name_of_a_variable() {
    let csv = ",A (n = 20),B (n = 20)\nAge,,\nMean (SD),56.0 (2.0),55.4 (9.1)\n\"Median (min, max)\",\"55 (29, 79)\",\"54 (31, 77)\"\nHeight,,\nMean (SD),170.2 (8.1),171.1 (9.0)\n\"Median (min, max)\",\"170 (155, 184)\",\"171 (150, 190)\"\n";
    let variables = "[variables]\nage = {printed = 'Age', step = 1}\nheight = {printed = 'Height', step = 1}";
    for stub in ["[['level', 'statistic']]", "'level'"] {
        let study = table(variables, &format!("stub = {stub}\nheadings = 'variable'\nheader = 'arm'"), csv);
        assert_eq!(broken(&study), ["t::existence::age of arm=A"]);
        assert_eq!(holding(&study).len(), 3);
    }
    let ranges = ",A (n = 20)\nAge,\nMean (range),56 (29–79)\nRange (years),29–79\nFollow-up,\nRange (years),1–9\n";
    let study = table(
        "",
        "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells-of = {'Range (years)' = 'min–max'}",
        ranges,
    );
    assert!(read(&study).contains(&"max Follow-up of arm=A 9".to_owned()));
    // A label with words of its own is no statistic of the heading above it.
    let other = error(
        "",
        "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = 'n'\ncells-of = {'Weight, mean (SD)' = 'mean (SD)'}",
        ",A\nSex,\nMen,3\n\"Weight, mean (SD)\",70 (9)\n",
    );
    assert!(other.contains("but no variable that it is of"), "{other}");
}

#[test]
fn one_variable_over_two_lines() {
    let csv = ",A (n = 20)\nWeight,\n(kg),70.1 (8.0)\n";
    let study =
        table("", "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells-of = {'(kg)' = 'mean (SD)'}", csv);
    assert!(read(&study).contains(&"mean Weight of arm=A 70.1".to_owned()), "{:?}", read(&study));
}

#[test]
fn cells_list_the_levels_of_their_row() {
    let csv = "Should it be sold? (yes/no/unsure),Country (n = 42),,p\n,n,%,\nFlour,36/0/6,86/0/14,\nMilk,33/2/7,79/5/16,.04\n";
    let keys =
        "stub = 'variable'\nheader = ['group', 'statistic']\nshare-of = 'group'\nignore = 'p'\npartition = 'level'\n";
    for lists in ["'/'", "{'/' = ['yes', 'no', 'unsure']}"] {
        let study = table("", &format!("{keys}lists = {lists}"), csv);
        assert_eq!(broken(&study), ["t::share::Milk=unsure of group=Country"], "{lists}");
        assert!(holding(&study).contains(&"t::total::group=Country over Milk".to_owned()), "{lists}");
    }
    let none = error("", "stub = 'variable'\nheader = 'arm'\nlists = '/'", ",A\nFlour,36\n");
    assert!(none.contains("no row has lists that go with a label; "), "{none}");
    let cell = error("", "stub = 'variable'\nheader = 'arm'\nbind = {level = 'yes'}", ",A\nFlour,36/0/6\n");
    assert!(cell.contains("lists = { \"/\" = [\"yes\", \"no\"] }"), "{cell}");
    let notation = error("", "stub = 'variable'\nheader = 'arm'\ncells = 'yes/no/unsure'", ",A\nFlour,36/0/6\n");
    assert!(notation.contains("`lists = { \"/\" = [\"yes\", \"no\", \"unsure\"] }`"), "{notation}");
}

#[test]
fn rows_and_columns_are_told_apart_by_their_place() {
    let csv = ",mean,SD,mean,SD,F\nAppeal,5.87,2.08,6.66,1.59,6.49\nTaste,6.83,1.60,7.31,1.19,9.34\n";
    let keys = "stub = 'variable'\nheader = 'statistic'\n";
    let levels = "[levels.name]\nA = {size = 56}\nB = {size = 84}\n";
    let at = "at = {'columns 2-3' = {name = 'A'}, 'columns 4, 5' = {name = 'B'}}";
    let study = table(levels, &format!("{keys}{at}"), csv);
    assert_eq!(broken(&study), ["t::effect::F Taste"]);
    assert_eq!(holding(&study), ["t::effect::F Appeal"]);
    assert!(error(levels, keys, csv).ends_with("are named by their place with `at = { \"column 4\" = { group = \"…\" } }`; several under one label are read with `cells = \"n | %\"`"));
    for place in ["column 9", "column 1", "row 0", "rows 3-2", "field 2", "columns two"] {
        let wrong = error(levels, &format!("{keys}at = {{'{place}' = {{name = 'A'}}}}"), csv);
        assert!(wrong.contains(&format!("`{place}` is no place in the table; write places as `\"row 5\"`")), "{wrong}");
    }
    let rows = ",A\nAge,56.0\nRange (years),29–79\nHeight,170.2\nRange (years),155–184\n";
    let keys = "stub = 'variable'\nheader = 'arm'\ncells = 'mean'\ncells-of = {'Range (years)' = 'min–max'}\nat = {'row 3' = {variable = 'Age'}, 'row 5' = {variable = 'Height'}}";
    assert!(read(&table("", keys, rows)).contains(&"min Height of arm=A 155".to_owned()));
    let other = "stub = 'variable'\nheader = 'arm'\ncells = 'mean'\nat = {'row 3' = {variable = 'Age', cells = 'min–max'}, 'rows 4-5' = {ignore = 'of another year'}}";
    let study = table("", other, rows);
    assert_eq!(read(&study), ["mean Age of arm=A 56.0", "min Age of arm=A 29", "max Age of arm=A 79"]);
    assert_eq!(study.ignored(), 2);
}

#[test]
fn headings_stand_in_the_column_of_levels() {
    let csv = "Trial,,Arm A,Arm B\nFirst,Stroke,,\n,Yes,42,40\n,No,25,28\n,Fall,,\n,Yes,20,21\n,No,48,47\nSecond,,,\n,Stroke,,\n,Yes,1,2\n,No,3,2\n";
    let study = table("", "stub = ['trial', 'level']\nheadings = 'variable'\nheader = 'arm'\npartition = 'level'", csv);
    assert_eq!(broken(&study), ["t::total::arm=Arm A, trial=First over Fall"]);
    assert!(read(&study).contains(&"n of Stroke=No, arm=Arm B, trial=Second 2".to_owned()));
    // Text in another stub column leaves the heading as it is.
    let units = ",Unit,A (n = 5)\nSex,,\nMen,persons,2\nWomen,persons,3\n";
    let study =
        table("", "stub = ['level', 'ignore']\nheadings = 'variable'\nheader = 'arm'\npartition = 'level'", units);
    assert_eq!(holding(&study).len(), 1);
    // The long form: a variable and a level in two columns.
    let long = "Variable,Level,A (n = 5)\nSex,Men,2\n,Women,3\nAge,,41.2 ± 9.8\n";
    let study = table(
        "",
        "stub = ['variable', 'level']\nheader = 'arm'\ncells = ['n', 'mean ± SD']\npartition = 'level'",
        long,
    );
    assert_eq!(read(&study).len(), 5);
    assert_eq!(broken(&study), nothing());
}

#[test]
fn a_blank_above_a_test_repeats_no_group() {
    let csv = ",,Arm A,,Arm B,,\n,,n,%,n,%,P-value\nSex,Men,12,40.0,18,60.0,0.45\n,Women,18,60.0,12,40.0,\n";
    let keys = "stub = ['variable', 'level']\nheader = ['arm', 'statistic']\nshare-of = 'arm'\npartition = 'level'";
    for labels in ["", "[labels]\n'P-value' = {statistic = 'p', between = 'arm'}"] {
        let study = table(labels, keys, csv);
        let p = read(&study).into_iter().find(|claim| claim.ends_with("0.45")).unwrap();
        assert!(!p.contains("Arm B"), "{p}");
    }
    let each = ",,Arm A,,,Arm B,,\n,,n,%,p,n,%,p\nSex,Men,12,40.0,.1,18,60.0,.2\n,Women,18,60.0,,12,40.0,\n";
    assert!(read(&table("", keys, each)).contains(&"p of Sex=Men, arm=Arm B .2".to_owned()));
}

#[test]
fn a_word_that_is_refused_is_not_suggested() {
    let csv = ",A\nWomen,104\nMen,43\n";
    let of = |partition: &str| {
        error("", &format!("stub = 'variable'\nheader = 'arm'\ncells = 'n'\npartition = '{partition}'"), csv)
    };
    assert!(of("variable").contains("`variable` is the key of labels that have no levels; "), "{}", of("variable"));
    assert!(!of("variable").contains("did you mean"));
    assert!(of("arn").ends_with("did you mean `arm`?"));
}

#[test]
fn a_declared_variable_is_the_heading_of_its_statistics() {
    let csv = ",A (n = 20)\n\"Age, years\",\nMean (range),56 (29–79)\nSex,\nMen,9 (45.0)\nWomen,11 (55.0)\n";
    for stub in ["[['level', 'statistic']]", "'level'"] {
        for cells_of in ["", "cells-of = {'Mean (range)' = 'mean (min–max)'}"] {
            let keys = format!(
                "stub = {stub}\nheadings = 'variable'\nheader = 'arm'\ncells = 'n (%)'\nshare-of = 'arm'\npartition = 'level'\n{cells_of}"
            );
            let study = table("[variables]\nage = {printed = 'Age, years', step = 1}", &keys, csv);
            assert_eq!((broken(&study), undecided(&study)), (nothing(), nothing()));
            assert!(read(&study).contains(&"max age of arm=A 79".to_owned()));
        }
    }
}

#[test]
fn a_figure_behind_a_line_break_stands_in_its_own_line() {
    let csv = "Group,\"High\n(n = 77)\",\"Low\n(n = 81)\"\nSex,,\nWomen,33 (44),46 (57)\nMen,44 (57),35 (43)\n";
    let study = table("", &BLOCKS.replace("arm", "risk"), csv);
    let lines: Vec<_> = study.claims().iter().map(|claim| study.location(claim)).collect();
    assert_eq!(lines[..3], ["t.csv:1:2", "t.csv:2:3", "t.csv:5:2"]);
    let text = study.audit().to_string();
    assert!(text.contains("--> t.csv:5:11") && text.contains("\n5 | Women"), "{text}");
}

#[test]
fn a_sign_for_none_is_zero_in_a_sum() {
    let study = table(
        "size = 131\n[study.numbers]\nzero = '-'",
        "stub = 'impaired'\nheader = 'family'\nmargins = 'All'\npartition = ['impaired', 'family']",
        ",All,A,B\nYes,119,106,13\nNo,11,12,-\n",
    );
    assert!(
        study.audit().findings()[0].message.contains("the row sums to 12 (12 + 0), but the total is 11"),
        "{}",
        study.audit()
    );
}

#[test]
fn a_heading_with_a_p_value_stays_a_heading() {
    let csv = ",Cases (n = 147),Controls (n = 1218),p\nSex,,,<0.001\nWomen,104 (70.7),611 (50.2),\nMen,43 (29.3),606 (49.8),\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = [['answered', 'arm']]\npartition = 'level'\npartial = ['Sex']";
    for labels in ["[labels]\np = {statistic = 'p', between = 'arm'}", ""] {
        let study = table(labels, keys, csv);
        assert_eq!(broken(&study), nothing());
        assert!(holding(&study).len() >= 8);
    }
}

#[test]
fn a_table_has_labels_of_its_own() {
    let manifest = "[study]\ntitle = 'T'\n[labels]\nAll = {arm = 'both'}\n\
        [[table]]\nfile = 'a.csv'\nstub = 'f'\nheader = 'arm'\nlabels = {All = {arm = 'A'}}\n\
        [[table]]\nfile = 'b.csv'\nstub = 'f'\nheader = 'arm'\n";
    let csv = "f,All\nx,1\n";
    let files = [("study.toml", manifest), ("a.csv", csv), ("b.csv", csv)];
    let study = Study::from_files("s", files).unwrap();
    assert_eq!(read(&study), ["n of arm=A, f=x 1", "n of arm=both, f=x 1"]);
    assert_eq!(
        error("", "stub = 'f'\nheader = 'arm'\nlabels = {Al = {arm = 'A'}}", csv),
        "study.toml:8:16: the table does not print the label `Al`; did you mean `All`?"
    );
}

#[test]
fn what_says_nothing_is_refused() {
    let csv = "f,n,%\na,3,37.5\nb,5,62.5\nTotal,8,100\n";
    let keys = "stub = 'f'\nheader = 'statistic'\n";
    for (more, expected) in [
        ("cells = 'n (%)'", "no cell is read by `cells`"),
        ("cells-of = {n = 'n'}", "no cell beside or under `n` is read as `n`"),
        ("bases = {n = 'all'}", "no percentage stands beside or under `n`"),
        ("decimals = {mean = 2}", "the table has no figure of the statistic `mean`"),
        ("lists = '/'", "no row has lists that go with a label"),
        ("ignore = '37.5'", "the table does not print the label `37.5`"),
        ("labels = {b = {ignore = 'x'}}", "`ignore` is no key that a label binds something by"),
        ("margins = ['Totals']", "the table does not print the label `Totals`"),
    ] {
        let found = error("", &format!("{keys}{more}"), csv);
        assert!(found.contains(expected), "{more}: {found}");
    }
    let counts = error("", &format!("{keys}share-of = 'all'"), "f,n\na,3\n");
    assert!(counts.contains("the table has no percentages that would be shares of it"), "{counts}");
    let weighted = error("", &format!("{keys}weighted = true"), "f,n\na,3\n");
    assert!(weighted.contains("the table has no percentages that would be weighted"), "{weighted}");
    let other =
        error("[variables]\nage = 'Age'", "stub = 'variable'\nheader = 'statistic'\npartial = 'age'", ",Mean\nAge,3\n");
    assert_eq!(other, "no error");
}

#[test]
fn errors_name_their_line() {
    let empty = Study::from_files("s", [("study.toml", "[study]\ntitle = 'T'\n")]).unwrap_err();
    assert!(empty.to_string().starts_with("study.toml:1:1: there is no `[[table]]`"));
    let twice = Study::from_files("s", [("study.toml", "[study]\ntitle = 'T'"), ("study.toml", "")]).unwrap_err();
    assert_eq!(twice.to_string(), "study.toml: is given twice among the study's files");
    // Lines that end with a carriage return alone, some of them.
    let mixed = error("", "stub = 'f'\nheader = 'statistic'", "f,n\ra,3\nb,x\r");
    assert!(mixed.starts_with("t.csv:3:2: "), "{mixed}");
}
