//! Rows that count those who did not answer, beside a number that may count them or not.

use crate::support::{broken, holding, table, undecided};

const KEYS: &str = "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\ncells-of = {Missing = 'n'}\nshare-of = 'answered'\npartial = 'level'";
const CSV: &str =
    "x,n (%)\nGroup (n = 76),\nA,60 (78.9)\nB,16 (21.1)\nMissing,1\nSex (n = 77),\nM,40 (51.9)\nF,37 (48.1)\n";

fn broken_of(csv: &str) -> Vec<String> {
    broken(&table("size = 77", KEYS, csv))
}

#[test]
fn a_number_above_a_missing_row_counts_those_who_answered_or_all() {
    for (number, holds) in [(76, true), (77, true), (75, false), (78, false)] {
        let study = table("size = 77", KEYS, &CSV.replace("n = 76", &format!("n = {number}")));
        assert_eq!(broken(&study).is_empty(), holds, "{number}");
        assert_eq!(undecided(&study), Vec::<String>::new(), "{number}");
    }
}

#[test]
fn what_the_figures_show_of_the_missing_is_not_left_open() {
    let all = "t::total::all over Group";
    assert!(holding(&table("size = 77", KEYS, CSV)).contains(&all.to_owned()));
    assert_eq!(broken_of(&CSV.replace("Missing,1", "Missing,2")), [all]);
    let share = "t::share::Group=A of Group=answered";
    assert!(broken_of(&CSV.replace("78.9", "77.9")).contains(&share.to_owned()));
    // Of all 77 the percentages may be of those who answered, or of all.
    let of_all = CSV.replace("n = 76", "n = 77");
    assert_eq!(broken_of(&of_all.replace("78.9", "77.9").replace("21.1", "20.8")), Vec::<String>::new());
    assert_eq!(broken_of(&of_all.replace("78.9", "76.9")), [share]);
}

#[test]
fn a_level_of_unknown_answers_may_be_one_of_those_who_answered() {
    let csv = "x,n (%)\nGroup (n = 200),\nA,100 (50.0)\nB,80 (40.0)\nUnknown,20 (10.0)\n";
    let keys = KEYS.replace("cells-of = {Missing = 'n'}\n", "");
    let study = table("size = 250", &keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(
        broken(&table("size = 250", &keys, &csv.replace("(10.0)", "(12.0)"))),
        ["t::share::Group=Unknown of all"]
    );
}

#[test]
fn a_mean_is_of_all_but_those_of_whom_it_is_missing() {
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = 'n'\ncells-of = {'Mean (SD)' = 'mean (SD)'}\npartial = 'level'";
    let of = |csv: &str| broken(&table("[variables]\nage = {printed = 'Age', step = 1}", keys, csv));
    // 1,087 of 27 is 40.259, and of 30 no sum of whole years gives 40.26.
    let csv = "x,A (n = 30)\nAge,\nMean (SD),40.26 (3.1)\nMissing,3\n";
    assert_eq!(of(csv), Vec::<String>::new());
    assert_eq!(of(&csv.replace("40.26", "40.27")), ["t::existence::age of arm=A"]);
}
