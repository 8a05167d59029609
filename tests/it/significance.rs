//! p values beside counts and means: of what they are, and that they leave everything else as it was.

use proptest::prelude::*;
use retally::relation::Unknown;
use retally::{Outcome, Study, Verdict};

use crate::support::{broken, holding, named, table, undecided};

const ARMS: &str = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = 'arm'\npartition = 'level'";
const BETWEEN: &str = "[labels]\np = { statistic = 'p', between = 'arm' }\n";

/// The verdicts on p values, in the order of the cells, as letters: c, i, u.
fn verdicts(study: &Study) -> String {
    let of_p = study.relations().into_iter().filter(|relation| relation.kind.name() == "p-value");
    of_p.map(|relation| Outcome::of(relation, study.claims()).verdict.name().chars().next().unwrap()).collect()
}

fn findings(study: &Study) -> usize {
    study.audit().findings().len()
}

#[test]
fn p_of_a_heading_is_of_its_block() {
    let csv = |p: &str| {
        format!(
            "Characteristic,Arm A (n = 30),Arm B (n = 30),p\nSex,,,{p}\nMen,12 (40.0),18 (60.0),\nWomen,18 (60.0),12 (40.0),\n"
        )
    };
    for rest in ["[variables]\nsex = 'Sex'\n", "", &format!("{BETWEEN}[variables]\nsex = 'Sex'\n"), BETWEEN] {
        for (p, wanted) in [("0.45", "i"), ("0.12", "c"), ("0.20", "c"), ("NS", "c"), ("<.001", "i"), (">.05", "c")] {
            let study = table(rest, ARMS, &csv(p));
            assert_eq!(verdicts(&study), wanted, "{p} with {rest}");
            assert_eq!(findings(&study), usize::from(wanted == "i"), "{p}");
        }
    }
}

#[test]
fn p_beside_the_first_level_is_of_the_block() {
    let csv = |p: &str| {
        format!(
            "Characteristic,Arm A (n = 30),Arm B (n = 30),p\nSex,,,\nMen,12 (40.0),18 (60.0),{p}\nWomen,18 (60.0),12 (40.0),\n"
        )
    };
    for rest in ["", BETWEEN] {
        assert_eq!(broken(&table(rest, ARMS, &csv("0.45"))).len(), 1);
        assert_eq!(verdicts(&table(rest, ARMS, &csv("0.12"))), "c");
        let three = "C,Arm A (n = 30),Arm B (n = 30),p\nAge,,,\nYoung,12 (40.0),18 (60.0),#\nOld,10 (33.3),2 (6.7),\nOldest,8 (26.7),10 (33.3),\n";
        // Chi-square of the block .0341; young against all others .1213, without the last level .0111.
        for (p, wanted) in [("0.034", "c"), ("0.121", "c"), ("0.011", "c"), ("0.5", "i")] {
            assert_eq!(verdicts(&table(rest, ARMS, &three.replace('#', p))), wanted, "{p}");
        }
    }
}

#[test]
fn p_of_a_trait_is_against_those_without_it() {
    let keys = "stub = 'variable'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = 'arm'\nbind = { level = 'yes' }";
    let csv = "Characteristic,Arm A (n = 30),Arm B (n = 30),p\nDiabetes,12 (40.0),18 (60.0),0.45\nStroke,2 (6.7),9 (30.0),0.042\n";
    for rest in ["[levels]\nlevel = ['yes', 'no']\n", &format!("{BETWEEN}[levels]\nlevel = ['yes', 'no']\n")] {
        let study = table(rest, keys, csv);
        assert_eq!(verdicts(&study), "ic");
        assert_eq!(findings(&study), 1);
    }
}

#[test]
fn p_of_each_level_is_against_all_others() {
    let csv = ",Answered (n = 1352),Did not (n = 1719),p\nGroup,,,\nGroup A,876 (64.8),\"1,256 (73.1)\",<0.001\n\
               Group B,300 (22.2),290 (16.9),<0.001\nGroup C,176 (13.0),173 (10.1),0.63\n";
    for rest in ["", BETWEEN] {
        let study = table(rest, ARMS, csv);
        assert_eq!(verdicts(&study), "cci");
        assert_eq!(findings(&study), 1);
    }
}

#[test]
fn the_exact_test_is_of_any_table() {
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'";
    let csv = ",Cases (n = 147),Controls (n = 1218),p\nStatus,,,0.147\nGood,48,470,\nAverage,86,680,\nPoor,13,68,\n";
    let study = table(&format!("{BETWEEN}[variables]\nstatus = 'Status'\n"), keys, csv);
    assert_eq!((verdicts(&study).as_str(), findings(&study)), ("c", 0));
    let audit = study.audit();
    let p = audit.outcomes().iter().find(|outcome| outcome.relation.kind.name() == "p-value").unwrap();
    assert_eq!(p.by, Some("Fisher's exact test"));
    let named = "[labels]\np = { statistic = 'p', test = 'chi-square' }\n[variables]\nstatus = 'Status'\n";
    assert_eq!(verdicts(&table(named, keys, csv)), "i", "the manifest says that it is chi-square");
}

#[test]
fn not_significant_is_a_claim() {
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'";
    let csv = |said: &str, b: &str| format!(",Arm A (n = 67),Arm B (n = 68),p\nStroke,,,{said}\nYes,42,{b}\n");
    for said in ["NS", "ns", "n.s.", "N.S."] {
        let no = |yes: u32| format!("{yes},\nNo,25,{},", 68 - yes);
        assert_eq!(verdicts(&table(BETWEEN, keys, &csv(said, &no(20)))), "i", "{said}");
        assert_eq!(verdicts(&table(BETWEEN, keys, &csv(said, &no(40)))), "c", "{said}");
    }
}

#[test]
fn a_blank_above_p_repeats_nothing() {
    let keys = "stub = ['variable', 'level']\nheader = ['arm', 'statistic']\nshare-of = 'arm'\npartition = 'level'";
    let csv = ",,Arm A,,Arm B,,\n,,n,%,n,%,P-value\nSex,Men,12,40.0,18,60.0,0.45\n,Women,18,60.0,12,40.0,\n";
    for rest in ["", "[labels]\n'P-value' = { statistic = 'p', between = 'arm' }\n"] {
        let study = table(rest, keys, csv);
        assert_eq!((verdicts(&study).as_str(), findings(&study)), ("i", 1), "{rest}");
    }
    // Where each group has a p value of its own, the blank repeats the group.
    let csv = ",,Arm A,,Arm B,\n,,n,p,n,p\nSex,Men,12,0.45,18,0.2\n,Women,18,,12,\n";
    let study = table("", &keys.replace("share-of = 'arm'\n", ""), csv);
    let arms = study.claims().iter().filter(|claim| claim.quantity.statistic == retally::Statistic::P);
    assert!(arms.map(|claim| claim.quantity.event.bindings().len()).all(|bindings| bindings == 2));
}

#[test]
fn a_p_value_by_any_name_is_no_level() {
    for label in ["p", "P", "p-value", "P-value", "P value", "P values", "p-values", "Sig.", "P-value*"] {
        let csv =
            format!(",Men,Women,{label}\nTendency,,,\nYes,245 (74.0),595 (75.4),0.623\nNo,86 (26.0),194 (24.6),\n");
        let study = table("", &ARMS.replace("arm", "sex"), &csv);
        assert_eq!((verdicts(&study).as_str(), findings(&study)), ("c", 0), "{label}: {}", study.audit());
    }
}

#[test]
fn a_p_value_leaves_headings_and_partitions_as_they_are() {
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\n\
                share-of = [['answered', 'arm']]\npartition = 'level'\npartial = ['Sex']";
    let csv = ",Cases (n = 147),Controls (n = 1218),p\nSex,,,<0.001\nWomen,104 (70.7),611 (50.2),\nMen,43 (29.3),606 (49.8),\n";
    let study = table(BETWEEN, keys, csv);
    assert_eq!((verdicts(&study).as_str(), findings(&study)), ("c", 0));
    let keys =
        "stub = 'sex'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = 'sex'\npartition = ['sex', 'arm']";
    let csv = "Group,Arm A,Arm B,P\nMen,12 (40.0),18 (60.0),0.2\nWomen,18 (69.2),9 (30.8),\n";
    let study = table("[labels]\nP = { statistic = 'p', between = 'arm' }\n", keys, csv);
    let failing = broken(&study);
    assert_eq!(failing.len(), 3, "both shares and p: {failing:?}");
}

#[test]
fn tests_that_print_the_same_p_are_two() {
    let texts = |sentences: &[&str]| {
        let texts: String = sentences.iter().map(|said| format!("[[text]]\nprinted = '{said}'\n")).collect();
        Study::from_files("t", [("study.toml", format!("[study]\ntitle = 'T'\n{texts}"))]).unwrap()
    };
    for sentences in [
        ["The first model was better, F(3, 130) = 3.47, p = 0.02.", "So was the second, F(3, 233) = 3.34, p = 0.02."],
        ["One, t(28) = 5.00, p < .001.", "Other, t(30) = 6.10, p < .001."],
        ["One, r(30) = .70, p < .001.", "Other, z = 4.10, p < .001."],
    ] {
        let study = texts(&sentences);
        assert_eq!((verdicts(&study).as_str(), findings(&study)), ("cc", 0), "{sentences:?}");
    }
}

#[test]
fn means_may_be_compared_by_tests_that_are_not_recomputed() {
    let keys = "stub = 'variable'\nheader = [['arm', 'statistic']]\ncells = 'mean (sd)'";
    let csv = |p: &str| format!(",A (n = 62),B (n = 20),p\nage,44.16 (18.99),46.08 (14.46),{p}\n");
    let label = |rest: &str| format!("[labels]\np = {{ statistic = 'p', between = 'arm'{rest} }}\n");
    // Pooled .681, Welch's .637.
    for (p, rest, wanted) in [
        ("0.68", "", "c"),
        ("0.64", "", "c"),
        ("0.03", "", "u"),
        ("0.03", ", test = 't'", "i"),
        ("0.64", ", test = 'ANOVA'", "i"),
        ("0.64", ", test = 'Welch'", "c"),
        ("0.68", ", test = 'Welch'", "i"),
        ("0.03", ", test = 'Mann-Whitney'", "u"),
    ] {
        assert_eq!(verdicts(&table(&label(rest), keys, &csv(p))), wanted, "{p} {rest}");
    }
    assert_eq!(verdicts(&table("", keys, &csv("0.68"))), "c", "nobody need say what is compared");
    let study = table("", keys, &csv("0.03"));
    let audit = study.audit();
    let outcome = audit.outcomes().iter().find(|outcome| outcome.relation.kind.name() == "p-value").unwrap();
    let Verdict::Undecided(Unknown::Test(reason)) = &outcome.verdict else { panic!("{outcome:?}") };
    assert!(reason.contains("ranks or of pairs"), "{reason}");
}

#[test]
fn an_unknown_test_is_an_error() {
    let error = crate::support::try_table(
        "[labels]\np = { statistic = 'p', test = 'Fischer' }\n",
        ARMS,
        ",A,B,p\nSex,,,\nM,1,2,1\n",
    );
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`Fischer` is not a known test") && error.contains("Fisher"), "{error}");
}

/// Rows of counts in two or three columns, as a block.
fn blocks() -> impl Strategy<Value = Vec<Vec<u32>>> {
    (2_usize..4, 2_usize..4)
        .prop_flat_map(|(columns, rows)| prop::collection::vec(prop::collection::vec(0_u32..9, columns), rows))
}

fn block(rows: &[Vec<u32>], p: Option<&str>, declared: bool) -> Study {
    let columns = rows[0].len();
    let names = ["A", "B", "C"];
    let total = |column: usize| rows.iter().map(|row| row[column]).sum::<u32>().max(1);
    let head: String = (0..columns).map(|column| format!(",{} (n = {})", names[column], total(column))).collect();
    let cells = |row: &Vec<u32>| -> String {
        let cell = |(column, count): (usize, &u32)| {
            format!(",{count} ({:.1})", f64::from(*count) * 100.0 / f64::from(total(column)))
        };
        row.iter().enumerate().map(cell).collect()
    };
    let (label, blank) = if p.is_some() { (",p", ",") } else { ("", "") };
    let heading = format!("Block{}{}\n", ",".repeat(columns), p.map_or(String::new(), |p| format!(",{p}")));
    let body: String = rows.iter().enumerate().map(|(at, row)| format!("L{at}{}{blank}\n", cells(row))).collect();
    let rest = if declared { BETWEEN } else { "" };
    table(rest, ARMS, &format!("x{head}{label}\n{heading}{body}"))
}

/// All relations but those about p, with their verdicts.
fn others(study: &Study) -> Vec<(String, &'static str)> {
    let others = study.relations().into_iter().filter(|relation| relation.kind.name() != "p-value");
    others.map(|relation| (relation.name.clone(), Outcome::of(relation, study.claims()).verdict.name())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A column of p values removes and weakens nothing.
    #[test]
    fn a_p_value_leaves_all_else_as_it_was(rows in blocks(), wrong in 0_u32..3, declared: bool, p in "0\\.[0-9]{2}") {
        let mut rows = rows;
        rows[0][0] += wrong;
        let (without, with) = (block(&rows, None, false), block(&rows, Some(&p), declared));
        prop_assert_eq!(others(&without), others(&with));
    }

    /// The order of rows and columns changes no verdict on p of a whole block by tests that do not look at the order.
    #[test]
    fn order_makes_no_difference(rows in blocks(), p in "0\\.[0-9]{2}") {
        let rest = |test: &str| format!("[labels]\np = {{ statistic = 'p', between = 'arm', test = '{test}' }}\n");
        let study = |rows: &[Vec<u32>], test: &str| {
            let columns = rows[0].len();
            let head: String = ["A", "B", "C"][..columns].iter().map(|name| format!(",{name}")).collect();
            let body: String = rows.iter().enumerate().map(|(at, row)| {
                format!("L{at}{},\n", row.iter().map(|count| format!(",{count}")).collect::<String>())
            }).collect();
            table(&rest(test), "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'",
                &format!("x{head},p\nBlock{},{p}\n{body}", ",".repeat(columns)))
        };
        let turned: Vec<Vec<u32>> = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let mut shifted = rows.clone();
        let middle = shifted.len() - 1;
        shifted[..middle].reverse();
        for test in ["chi-square", "exact"] {
            let own = verdicts(&study(&rows, test));
            prop_assert_eq!(&own, &verdicts(&study(&turned, test)));
            prop_assert_eq!(&own, &verdicts(&study(&shifted, test)));
        }
    }
}

#[test]
fn a_text_lists_what_is_not_read() {
    let of = |text: &str| {
        Study::from_files("t", [("study.toml", "[study]\ntitle = 'T'\n[[text]]\nfile = 'a.txt'\n"), ("a.txt", text)])
    };
    let study =
        of("They differed, t(28) = 2.20, p = .036.\nThe last was alike, z = 1 1 .25, p = .806; all others p < .05.")
            .unwrap();
    let unread: Vec<_> = study.unread().iter().map(|unread| (unread.place.line, unread.text.as_str())).collect();
    assert_eq!(unread, [(2, "z = 1 1 .25, p = .806"), (2, "p < .05")]);
    assert!(
        retally::report::text(&study.audit(), retally::report::Colour::Never)
            .contains("not read:\n  a.txt:2:21  z = 1 1 .25, p = .806: a number cannot be read whole\n  a.txt:2:"),
        "{}",
        study.audit()
    );
    let error = of("z = 1 1 .25, p = .806").unwrap_err().to_string();
    assert!(error.contains("a number cannot be read whole"), "{error}");
    assert_eq!((holding(&study).len(), undecided(&study).len()), (1, 0));
    assert_eq!(named(&study.audit(), |verdict| *verdict == Verdict::Inconsistent), Vec::<String>::new());
}

#[test]
fn columns_are_bound_by_their_place() {
    let csv = ",mean,SD,mean,SD,F\nAppeal,5.87,2.08,6.66,1.59,6.49\nTaste,6.83,1.60,7.31,1.19,9.34\n";
    let keys = "stub = 'variable'\nheader = 'statistic'\nat = { 'columns 2-3' = { name = 'A' }, 'columns 4-5' = { name = 'B' } }";
    let rest = "[levels.name]\nA = { size = 56 }\nB = { size = 84 }\n";
    let study = table(rest, keys, csv);
    assert_eq!((holding(&study).len(), broken(&study)), (1, vec!["t::effect::F Taste".to_owned()]));
    let without =
        crate::support::try_table(rest, "stub = 'variable'\nheader = 'statistic'", csv).unwrap_err().to_string();
    assert!(without.contains("`at = { \"column 4\" = "), "{without}");
    let keys = keys.replace("2-3", "3-2");
    assert!(
        crate::support::try_table(rest, &keys, csv)
            .unwrap_err()
            .to_string()
            .contains("`columns 3-2` is no place in the table")
    );
}

#[test]
fn p_values_beside_some_levels_divide_nobody() {
    let csv = "Characteristic,Arm A (n = 59),Arm B (n = 39),p\nSiblings,,,\nNone,33 (56),23 (59),\nOne,20 (34),12 (31),0.823\n\
               More,6 (10),4 (10),1.000\n";
    for rest in ["", BETWEEN] {
        let study = table(rest, ARMS, csv);
        assert_eq!(findings(&study), 0, "{}", study.audit());
        assert_eq!(verdicts(&study), "cc");
    }
}
