//! Each kind of relation where it holds, where it fails and where it cannot be decided.

use proptest::prelude::*;
use retally::{Rational, Rounding, Verdict};

use crate::support::{broken, holding, study_of, table, try_table, undecided};

const CROSSTAB: &str = "stub = ['sex', 'statistic']\nheader = 'arm'\nshare-of = ['arm', 'all']";

fn crosstab(csv: &str) -> retally::Study {
    table("size = 30", CROSSTAB, csv)
}

#[test]
fn share_holds_fails_and_stays_open() {
    let with = |share: &str| {
        format!("sex,,A,B,Total\nF,n,2,10,12\n,%,{share},50.0,40\nM,n,8,10,18\n,%,80,50,60\nTotal,n,10,20,30\n")
    };
    assert_eq!(broken(&crosstab(&with("20.0"))), Vec::<String>::new());
    assert_eq!(broken(&crosstab(&with("20.1"))), ["t::share::sex=F of arm=A"]);
    // Nobody prints how many women are in arm A, and without a total nothing tells.
    let open = table("", CROSSTAB, "sex,,A,B\nF,%,20,50\n");
    assert_eq!(undecided(&open), ["t::share::sex=F of arm=A", "t::share::sex=F of arm=B"]);
    assert_eq!(undecided(&crosstab("sex,,A\nF,n,0\n,%,0\nTotal,n,0\n")), ["t::share::sex=F of arm=A"]);
}

#[test]
fn share_takes_counts_from_sums() {
    // The base of B is not reported, but it is 10 + 10.
    let study = table(
        "size = 30",
        &format!("{CROSSTAB}\npartition = 'sex'"),
        "sex,,A,B\nF,n,2,10\n,%,20,50\nM,n,8,10\n,%,80,51\n",
    );
    assert_eq!(broken(&study), ["t::share::sex=M of arm=B"]);
    assert_eq!(undecided(&study), Vec::<String>::new());
}

#[test]
fn share_rounds_as_the_manifest_says() {
    let sixth = |rounding: &str, printed: &str| {
        let csv = format!("f,n,%\na,1,{printed}\nTotal,16,100\n");
        broken(&table(rounding, "stub = 'f'\nheader = 'statistic'", &csv)).is_empty()
    };
    // 1 of 16 is 6.25 exactly.
    assert!(sixth("", "6.2") && sixth("", "6.3") && sixth("", "6.25") && !sixth("", "6.4"));
    assert!(!sixth("rounding = 'half-up'", "6.2") && sixth("rounding = 'half-up'", "6.3"));
    assert!(sixth("rounding = 'half-even'", "6.2") && !sixth("rounding = 'half-even'", "6.3"));
    assert!(
        sixth("rounding = 'ceiling'", "7")
            && !sixth("rounding = 'floor'", "7")
            && sixth("rounding = 'truncation'", "6")
    );
}

#[test]
fn total_holds_and_fails() {
    let of = |total: &str| table("", "stub = 'f'\nheader = 'statistic'", &format!("f,n\na,3\nb,4\nTotal,{total}\n"));
    assert_eq!(holding(&of("7")), ["t::total::all over f"]);
    assert_eq!(broken(&of("8")), ["t::total::all over f"]);
}

#[test]
fn total_needs_a_margin_or_a_partition() {
    let keys = "stub = 'f'\nheader = 'statistic'";
    let csv = "f,n\na,3\nb,4\n";
    assert_eq!(holding(&table("size = 9", keys, csv)), ["t::total::f=a within all", "t::total::f=b within all"]);
    assert_eq!(broken(&table("size = 9", &format!("{keys}\npartition = 'f'"), csv)), ["t::total::all over f"]);
}

/// Sex adds up to 71, age to `20 + OLD`; nobody prints how many there are.
fn two_divisions(manifest: &str, keys: &str, old: u32) -> retally::Study {
    let csv = format!("Group,n\nSex,\nmen,37\nwomen,34\nAge,\nyoung,20\nold,{old}\n");
    table(manifest, &format!("stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\n{keys}"), &csv)
}

#[test]
fn two_divisions_of_the_same_people_add_up_to_one_number() {
    let over_age = ["t::total::all over Age"];
    assert_eq!(holding(&two_divisions("", "partition = 'level'", 51)), over_age);
    let inconsistent = two_divisions("", "partition = 'level'", 52);
    assert_eq!(broken(&inconsistent), over_age);
    let audit = inconsistent.audit();
    assert_eq!(audit.findings()[0].message, "Table *t*: 37 + 34 is 71, but 20 + 52 is 72");
    assert_eq!((audit.findings()[0].stated, audit.findings()[0].suspects.len()), (None, 4));
    // Where the number is printed, each is compared with it, and not with the other as well.
    let printed = two_divisions("size = 71", "partition = 'level'", 52);
    assert_eq!(
        (holding(&printed), broken(&printed)),
        (vec!["t::total::all over Sex".to_owned()], over_age.map(str::to_owned).to_vec())
    );
    // Without a word that they are everybody, nothing is known.
    assert_eq!(two_divisions("", "", 52).relations().len(), 0);
}

#[test]
fn a_division_of_those_who_answered_is_at_most_another() {
    let partial = "partition = 'level'\npartial = 'Age'";
    for answered in [50, 51] {
        assert_eq!(holding(&two_divisions("", partial, answered)), ["t::total::all over Age"]);
    }
    assert_eq!(broken(&two_divisions("", partial, 52)), ["t::total::all over Age"]);
    // Of two such divisions none says how many there are, and of several answers nothing does.
    assert_eq!(two_divisions("", "partial = 'level'", 52).relations().len(), 0);
    assert_eq!(two_divisions("", "partition = 'level'\noverlap = 'Age'", 52).relations().len(), 0);
}

#[test]
fn one_level_beside_a_total_is_no_partition() {
    let study = table("", "stub = 'sex'\nheader = 'statistic'", "sex,n,%\nFemale,12,40\nTotal,30,100\n");
    let expected = ["t::share::sex=Female of all", "t::share::all of all", "t::total::sex=Female within all"];
    assert_eq!(holding(&study), expected);
}

#[test]
fn a_level_named_total_is_one_if_the_manifest_says_so() {
    let keys = "stub = 'brand'\nheader = 'statistic'\nmargins = []";
    assert_eq!(table("", keys, "brand,n\nShell,3\nTotal,4\n").relations().len(), 0);
    let declared = table(
        "[levels.brand]\nTotalEnergies = 'Total'",
        "stub = 'brand'\nheader = 'statistic'",
        "brand,n\nShell,3\nTotal,4\n",
    );
    assert_eq!(declared.relations().len(), 0);
}

#[test]
fn share_total_misses_by_half_units_only() {
    let of = |shares: &str| {
        let csv = format!("f,%\n{shares}\nTotal,100\n");
        broken(&table("size = 3000", "stub = 'f'\nheader = 'statistic'", &csv))
    };
    assert_eq!(of("a,33.3\nb,33.3\nc,33.3"), Vec::<String>::new());
    assert_eq!(of("a,33.3\nb,33.3\nc,33.2"), ["t::share-total::all of all over f"]);
}

#[test]
fn agreement_is_about_values_not_digits() {
    let of = |ages: &[&str]| {
        let tables = (0..ages.len())
            .map(|at| format!("[[table]]\nfile = 't{at}.csv'\nstub = 'variable'\nheader = 'statistic'\n"));
        let manifest = format!("[study]\ntitle = 'T'\n{}", tables.collect::<String>());
        let mut files = vec![("study.toml".to_owned(), manifest)];
        files.extend(ages.iter().enumerate().map(|(at, age)| (format!("t{at}.csv"), format!("v,mean\nage,{age}\n"))));
        broken(&study_of(&files).unwrap())
    };
    assert_eq!(of(&["30", "30.4"]), Vec::<String>::new());
    assert_eq!(of(&["30", "30.6"]), ["t0+t1::agreement::mean age"]);
    // Each agrees with the first, but not with each other.
    assert_eq!(of(&["57", "56.6", "57.4"]), ["t0+t1+t2::agreement::mean age"]);
}

#[test]
fn data_must_exist_for_the_statistics_of_a_variable() {
    let of = |variables: &str, header: &str, figures: &str| {
        let csv = format!("v,{header}\nage,{figures}\n");
        let study = table(variables, "stub = 'variable'\nheader = 'statistic'", &csv);
        study.audit().findings().iter().map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    const WHOLE: &str = "[variables]\nage = {step = 1}";
    // Of any number of respondents, on any scale.
    for variables in [WHOLE, ""] {
        assert_eq!(of(variables, "mean,min,max", "40.0,20,40"), Vec::<String>::new());
        assert_eq!(
            of(variables, "median,min,max", "42,20,40"),
            ["Table *t*, *age*: median 42 reported, but the median is at least 41.5, while the maximum is at most 40 (maximum 40)"].map(
                |message| if variables.is_empty() {
                    message.replace("most 40 ", "most 40.5 ")
                } else {
                    message.to_owned()
                }
            )
        );
    }
    let sized = "size = 28\n[variables]\nage = {step = 1, low = 0, high = 10}";
    assert_eq!(of(sized, "mean", "5.21"), Vec::<String>::new());
    assert_eq!(
        of(sized, "mean,sd", "5.19,2.0"),
        [
            "Table *t*, *age*: mean 5.19 reported, but it fails GRIM: no sum of whole values gives this mean; the nearest means are 5.1785… and 5.2142… (28 values)"
        ]
    );
    assert_eq!(
        of(sized, "mean,sd,median", "5.21,5.3,5"),
        ["Table *t*, *age*: SD 5.3 reported, but the standard deviation is at most 5.0917… (28 values)"]
    );
    let items = "size = 28\n[variables]\nage = {step = 1, items = 3}";
    assert_eq!(of(items, "mean", "5.19"), Vec::<String>::new()); // 436 / 84
}

#[test]
fn existence_is_undecided_where_it_is_not_known_how_many_there_are() {
    let study = table(
        "[variables]\nage = {step = 1}",
        "stub = 'variable'\nheader = 'statistic'",
        "v,mean,sd\nage,5.00001,0.0000\n",
    );
    let audit = study.audit();
    let undecided = audit.outcomes().iter().find(|outcome| matches!(outcome.verdict, Verdict::Undecided(_))).unwrap();
    let Verdict::Undecided(unknown) = &undecided.verdict else { unreachable!() };
    assert_eq!(unknown.reason(study.names()), "n is not known, and none of those that were tried fits");
}

const TIED: &str =
    "[variables]\na = {step = 1}\nb = {step = 1}\nc = {step = 1}\n[[identity]]\nequation = 'c = a - 2 * b + 1'";

#[test]
fn identity_ties_means_and_extremes() {
    let of = |c: &str| {
        let csv = format!("v,mean,min,max\na,10.0,5,20\nb,3.0,1,6\nc,{c}\n");
        broken(&table(TIED, "stub = 'variable'\nheader = 'statistic'", &csv))
    };
    assert_eq!(of("5.0,-6,19"), Vec::<String>::new());
    assert_eq!(of("5.3,-6,19"), ["t::identity::mean c by c = a - 2 * b + 1"]);
    assert_eq!(of("5.0,-7,19"), ["t::identity::min c by c = a - 2 * b + 1"]);
    assert_eq!(of("5.0,-6,20"), ["t::identity::max c by c = a - 2 * b + 1"]);
}

#[test]
fn identity_within_an_allowance() {
    // The second variable is twice b: what is allowed is halved for it, and has the other sign.
    let of = |allowance: &str, a: &str, b: &str, c: &str| {
        let csv = format!("v,mean,min,max\na,{a}\nb,{b}\nc,{c}\n");
        let broken = broken(&table(&format!("{TIED}\n{allowance}"), "stub = 'variable'\nheader = 'statistic'", &csv));
        broken.iter().map(|name| name.trim_end_matches(" by c = a - 2 * b + 1")[13..].to_owned()).collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    let (a, b) = ("10.0,5,20", "3.0,1,6");
    // c is from -6 to 19, its mean from 4.85 to 5.15.
    assert_eq!(of("allowance = [-2, 1]", a, b, "2.9,-8,20"), none);
    assert_eq!(of("allowance = [-2, 1]", a, b, "2.7,-9,21"), ["mean c", "min c", "max c"]);
    assert_eq!(of("allowance = [-2, 1]", a, b, "6.2,-8,20"), none);
    assert_eq!(of("allowance = [-2, 1]", a, b, "6.3,-8,20"), ["mean c"]);
    assert_eq!(of("allowance = [0, 1]", a, b, "6.1,-6,20"), none);
    assert_eq!(of("allowance = [0, 1]", a, b, "4.7,-7,20"), ["mean c", "min c"]);
    assert_eq!(of("allowance = 1", a, b, "4.0,-7,20"), of("allowance = [-1, 1]", a, b, "4.0,-7,20"));
    // An allowance that leaves a single number is a constant.
    assert_eq!(of("allowance = [2, 2]", a, b, "7.0,-4,21"), none);
    assert_eq!(of("allowance = [2, 2]", a, b, "5.0,-5,22"), ["mean c", "min c", "max c"]);
    // b is at most (20 + 1 + 6) / 2 = 13.5 by the equation, and half of what is allowed more or less.
    assert_eq!(of("", a, "3.0,1,14", "5.0,-6,19"), ["max b"]);
    assert_eq!(of("allowance = [-1, 0]", a, "3.0,1,14", "5.0,-6,19"), ["max b"]);
    assert_eq!(of("allowance = [0, 1]", a, "3.0,1,14", "5.0,-6,19"), none);
}

#[test]
fn an_allowance_stands_in_the_arithmetic() {
    let rest = format!("{TIED}\nallowance = [-1, 0]");
    let study =
        table(&rest, "stub = 'variable'\nheader = 'statistic'", "v,sd,max,min\na,1.5,20,2\nb,1.0,6,1\nc,5.4,21,\n");
    let messages: Vec<_> = study.audit().findings().iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(
        messages,
        [
            "Table *t*: the SD of *c* is 5.4, but at most 4.35… is possible (1.5 + 2 × 1.0 + √(0.5))",
            "Table *t*: the maximum of *c* is 21, but at most 19 is possible (20 + 1 − 2 × 1 + (−1 to 0))"
        ]
    );
}

#[test]
fn identity_ties_standard_deviations() {
    let of = |equation: &str, a: &str, b: &str, c: &str| {
        let rest = format!("[[identity]]\nequation = '{equation}'");
        broken(&table(&rest, "stub = 'variable'\nheader = 'statistic'", &format!("v,sd\na,{a}\nb,{b}\nc,{c}\n")))
    };
    let none = Vec::<String>::new();
    // The ends of what 5.2, 4.0 and 9.3 stand for meet: 5.25 + 4.05 is above 9.25.
    assert_eq!(of("c = a - b", "5.2", "4.0", "9.3"), none);
    assert_eq!(of("c = a - b", "5.2", "4.0", "9.4"), ["t::identity::sd c by c = a - b"]);
    assert_eq!(of("c = a - b", "5.2", "4.0", "1.1"), none);
    assert_eq!(of("c = a - b", "5.2", "4.0", "1.0"), ["t::identity::sd a by c = a - b"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "2.0", "5.3"), ["t::identity::sd c by c = a + 2 * b + 7"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "2.0", "5.2"), none);
    // b is (c - a) / 2: its deviation at most (2.05 + 1.05) / 2.
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "1.7", "2.0"), ["t::identity::sd b by c = a + 2 * b + 7"]);
    assert_eq!(of("c = a + 2 * b + 7", "1.0", "1.6", "2.0"), none);
    // Two of 10 and 12 have 1.41, and so two that are one less and one more than 11 and 11.
    let allowed = "c = a - b'\nallowance = 1\n#'";
    assert_eq!(of(allowed, "0.00", "0.00", "1.41"), none);
    assert_eq!(of(allowed, "0.00", "0.00", "1.43"), ["t::identity::sd c by c = a - b"]);
}

proptest! {
    /// Whatever respondents are within the allowance, nothing is held against their statistics.
    #[test]
    fn no_identity_is_broken_by_respondents_who_keep_it(
        rows in prop::collection::vec((18i64..60, 1i64..18, 0i64..=3), 2..9),
        low in -3i64..=3,
    ) {
        let columns: [Vec<i64>; 3] = [
            rows.iter().map(|row| row.0).collect(),
            rows.iter().map(|row| row.1).collect(),
            rows.iter().map(|row| row.0 - 2 * row.1 + 1 + low + row.2).collect(),
        ];
        let mut csv = "v,mean,sd,min,max\n".to_owned();
        for (name, values) in ["a", "b", "c"].iter().zip(&columns) {
            let n = values.len() as i128;
            let (sum, squares) = values.iter().fold((0, 0), |sums, value| (sums.0 + i128::from(*value), sums.1 + i128::from(value * value)));
            let mean = Rounding::HalfUp.print(&Rational::new(sum, n).unwrap(), 1);
            let variance = Rational::new(n * squares - sum * sum, n * (n - 1)).unwrap();
            let sd = retally::sample::Measure::RootOf(variance).print(Rounding::HalfUp, 1);
            csv += &format!("{name},{mean},{sd},{},{}\n", values.iter().min().unwrap(), values.iter().max().unwrap());
        }
        let study = table(&format!("{TIED}\nallowance = [{low}, {}]", low + 3), "stub = 'variable'\nheader = 'statistic'", &csv);
        prop_assert_eq!(broken(&study), Vec::<String>::new(), "{}", csv);
    }
}

#[test]
fn identity_is_undecided_where_a_part_is_missing() {
    let study = table(TIED, "stub = 'variable'\nheader = 'statistic'", "v,mean,min\na,10.0,\nc,5.0,\nb,,1\n");
    let by = "by c = a - 2 * b + 1";
    assert_eq!(undecided(&study), [format!("t::identity::mean c {by}"), format!("t::identity::min b {by}")]);
}

#[test]
fn extremes_without_a_step_may_be_rounded() {
    let of = |step: &str| {
        let rest = format!(
            "[variables]\na = {{{step}}}\nb = {{{step}}}\nc = {{{step}}}\n[[identity]]\nequation = 'c = a - b'"
        );
        broken(&table(&rest, "stub = 'variable'\nheader = 'statistic'", "v,min,max\na,21,48\nb,4,21\nc,15,45\n"))
    };
    assert_eq!(of("step = 1"), ["t::identity::max c by c = a - b"]);
    assert_eq!(of(""), Vec::<String>::new());
}

#[test]
fn domain_lists_what_cannot_be() {
    let of = |n: &str, share: &str| {
        broken(&table("", "stub = 'f'\nheader = 'statistic'", &format!("f,n,%\na,{n},{share}\n")))
    };
    assert_eq!(of("3", "50"), Vec::<String>::new());
    assert_eq!(of("-3", "50"), ["t::domain::n of f=a"]);
    assert_eq!(of("2.5", "50"), ["t::domain::n of f=a"]);
    assert_eq!(of("3", "100.6"), ["t::domain::f=a as % of all"]);
    assert_eq!(of("3", "-1"), ["t::domain::f=a as % of all"]);
}

#[test]
fn qualified_figures_stand_for_what_they_admit() {
    let of = |share: &str| {
        let csv = format!("f,n,%\na,1,{share}\nTotal,300,100\n");
        broken(&table("", "stub = 'f'\nheader = 'statistic'", &csv))
    };
    assert_eq!(of("<1"), Vec::<String>::new());
    assert_eq!(of(">1"), ["t::share::f=a of all"]);
}

#[test]
fn several_header_rows_and_spans() {
    let csv = ",2011,,2012,,Total,\n,n,%,n,%,n,%\nYes,1,50,3,75,4,66.7\nNo,1,50,1,25,2,33.3\nTotal,2,100,4,100,6,100\n";
    let study = table("", "stub = 'answer'\nheader = ['year', 'statistic']\nshare-of = 'year'", csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(study.claims().len(), 18);
    assert!(holding(&study).contains(&"t::total::answer=Yes over year".to_owned()));
    assert!(holding(&study).contains(&"t::share::answer=Yes of year=2012".to_owned()));
}

#[test]
fn blank_cells_are_no_claims() {
    let study = try_table("", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,3,\nb, ,\n").unwrap();
    assert_eq!(study.claims().len(), 1);
    assert_eq!(study.audit().unchecked().count(), 1);
}

/// Tables that real respondents can produce, each once called inconsistent.
#[test]
fn innocent_tables() {
    for (what, rest, keys, csv) in [
        (
            "each item has its own total",
            "",
            "stub = 'variable'\nheader = 'level'",
            "item,Yes,No,Total\nQ1,100,40,140\nQ2,90,48,138\n",
        ),
        ("a level that is not printed", "", "stub = 'f'\nheader = 'statistic'", "f,n\na,10\nb,12\nc,\nTotal,25\n"),
        (
            "several answers",
            "",
            "stub = 'f'\nheader = 'statistic'\noverlap = 'f'",
            "f,n,%\nCost,60,60\nTime,70,70\nTotal,100,100\n",
        ),
        ("none of more than 100", "", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,0,0\nb,>100,100\nTotal,>100,100\n"),
        ("a last row without a label", "", "stub = 'f'\nheader = 'statistic'", "f,n\na,3\nb,4\n,7\n"),
        (
            "women only",
            "size = 100",
            "stub = 'f'\nheader = 'statistic'\nbind = {sex = 'women'}",
            "f,n,%\na,12,30\nb,28,70\nTotal,40,100\n",
        ),
        (
            "subtotals",
            "[levels.f]\nab = {printed = 'Subtotal', of = ['a', 'b']}",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,3\nb,4\nSubtotal,7\nc,5\nTotal,12\n",
        ),
        (
            "those who answered",
            "size = 10",
            "stub = 'variable'\nheader = ['level', 'statistic']\npartial = 'level'\nshare-of = 'answered'",
            "v,Yes,,No,\n,n,%,n,%\nQ1,6,75,2,25\nQ2,5,50,5,50\n",
        ),
    ] {
        let study = try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(broken(&study), Vec::<String>::new(), "{what}");
    }
}

/// Tables that no respondents can produce, each once let pass.
#[test]
fn impossible_tables() {
    for (what, rest, keys, csv, expected) in [
        (
            "fewer than five of twenty",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,<5\nb,30\nTotal,20\n",
            vec!["t::total::all over f"],
        ),
        (
            "none of more than none",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n,%\na,0,50\nTotal,>0,100\n",
            vec!["t::share::f=a of all"],
        ),
        (
            "a part above its whole",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\nFemale,45\nTotal,30\n",
            vec!["t::total::f=Female within all"],
        ),
        (
            "more answers than respondents",
            "size = 9",
            "stub = 'variable'\nheader = 'level'\npartial = 'level'",
            "v,Yes,No\nQ1,6,4\n",
            vec!["t::total::all over Q1"],
        ),
        (
            "a subtotal",
            "[levels.f]\nab = {printed = 'Subtotal', of = ['a', 'b']}",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,3\nb,4\nSubtotal,8\nc,5\nTotal,13\n",
            vec!["t::total::all over f #2", "t::total::f=ab over f"],
        ),
    ] {
        let study = try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(broken(&study), expected, "{what}");
    }
}

#[test]
fn a_share_of_itself_checks_nothing() {
    let study = table("", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,3,\nTotal,31,100\n");
    assert_eq!(study.audit().unchecked().filter(|claim| claim.figure.text() == "31").count(), 0, "3 is within 31");
    let study = table("", "stub = 'f'\nheader = 'statistic'\noverlap = 'f'", "f,n,%\na,,\nTotal,31,100\n");
    assert_eq!(study.audit().unchecked().filter(|claim| claim.figure.text() == "31").count(), 1);
}

#[test]
fn pooled_means_and_standard_deviations() {
    // 1, 2, 3 and 5, 7: means 2 and 6, standard deviations 1 and √2; together 3.6 and 2.4083…
    let of = |mean: &str, sd: &str| {
        let csv = format!("g,n,mean,sd\na,3,2.00,1.00\nb,2,6.00,1.41\nTotal,5,{mean},{sd}\n");
        broken(&table("", "stub = 'g'\nheader = 'statistic'\nbind = {outcome = 'score'}", &csv))
    };
    assert_eq!(of("3.60", "2.41"), Vec::<String>::new());
    assert_eq!(of("3.62", "2.41"), ["t::pooled::mean score over g"]);
    assert_eq!(of("3.60", "2.43"), ["t::pooled::sd score over g"]);
}

#[test]
fn ratios_follow_from_sd() {
    let of = |cv: &str, se: &str| {
        let csv = format!("v,n,mean,sd,cv,se\na,16,2.0,1.0,{cv},{se}\n");
        broken(&table("", "stub = 'variable'\nheader = 'statistic'", &csv))
    };
    assert_eq!(of("50", "0.25"), Vec::<String>::new());
    assert_eq!(of("200", "0.25"), ["t::ratio::cv a"]);
    assert_eq!(of("50", "0.5"), ["t::ratio::se a"]);
}

#[test]
fn cells_of_several_figures() {
    let csv = "v,A (n = 10),B (n = 20),Total,p\nSex,,,,0.4\nF,4 (40%),5 (25%),9 (30%),\nM,6 (60%),15 (75%),21 (70%),\n\"Age, years\",30.1 ± 4.2,31.0 ± 4.4,30.7 ± 4.3,0.6\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\ncells = ['n (%)', 'mean ± SD']\nshare-of = 'arm'\npartition = 'level'";
    let study = table("size = 30\n[variables]\nage = {printed = 'Age, years'}\nsex = 'Sex'", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(undecided(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&"t::total::arm=A over sex".to_owned()), "4 + 6 is the 10 of the header");
    assert!(holding(&study).contains(&"t::share::sex=F of arm=B".to_owned()));
    assert_eq!(study.claims().len(), 1 + 2 + 1 + 12 + 6 + 1);
}

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
    let two = text("t(28) = 2.20, p = .04, and t(9) = 2.20, p = .03");
    assert_eq!((holding(&two).len(), broken(&two)), (1, vec!["text::p-value::t(9) = 2.20, p = .03".to_owned()]));
}

#[test]
fn a_finding_says_whether_the_decision_is_another() {
    let remarks = |study: &str, printed: &str| {
        let manifest = format!("[study]\ntitle = 's'\n{study}\n[[text]]\nprinted = '{printed}'\n");
        let study = retally::Study::from_files("s", [("study.toml", manifest)]).unwrap();
        study.audit().findings().iter().flat_map(|finding| finding.remarks.clone()).collect::<Vec<_>>()
    };
    assert_eq!(remarks("", "t(28) = 1.20, p = .03"), ["significant at 0.05 as reported, but not as recomputed"]);
    assert_eq!(remarks("", "t(28) = 2.20, ns"), ["not significant at 0.05 as reported, but significant as recomputed"]);
    assert_eq!(remarks("alpha = '0.01'", "t(28) = 2.20, p = .03"), Vec::<String>::new());
    assert_eq!(
        remarks("", "t(28) = 2.20, p = .018"),
        ["it would be consistent if the test were one-tailed, which is not stated"]
    );
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
    assert!(error.starts_with("study.toml:4:8: no test with a p value is reported in this text"), "{error}");
    for (entry, problem) in [("", "either a `file` or what is `printed`"), ("fle = 'x'", "did you mean `file`?")] {
        let manifest = format!("[study]\ntitle = 's'\n[[text]]\n{entry}\n");
        let error = retally::Study::from_files("s", [("study.toml", manifest)]).unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
    }
}
