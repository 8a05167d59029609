//! Each kind of relation where it holds, where it fails and where it cannot be decided. Identities and tests stand in
//! `identities.rs` and `reported_tests.rs`.

use retally::Verdict;

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
    assert_eq!(holding(&table("size = 9", keys, csv)), ["t::part::f=a within all", "t::part::f=b within all"]);
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
    let expected = ["t::share::sex=Female of all", "t::share::all of all", "t::part::sex=Female within all"];
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
