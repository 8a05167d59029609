//! What may have happened to many figures: conventions of a paper, cells that moved; and a percentage of the other margin.

use proptest::prelude::*;
use retally::diagnosis::Hypothesis;
use retally::{Rational, Rounding, Study};

use crate::support::table;

const GROUPS: &str = "stub = 'f'\nheader = 'statistic'";

/// What was found, each with the kinds of its explanations.
fn found(study: &Study) -> Vec<Vec<Hypothesis>> {
    let told = |finding: &retally::Finding| finding.explanations.iter().map(|told| told.hypothesis).collect();
    study.audit().findings().iter().map(told).collect()
}

/// A paper whose tables are counts with a percentage each of a total, without the total's own.
fn paper(rounding: &str, tables: &[&[(u32, &str, u32)]]) -> Study {
    let manifest = |at: usize| format!("[[table]]\nfile = 't{at}.csv'\nstub = 'f{at}'\nheader = 'statistic'\n");
    let entries: String = (0..tables.len()).map(manifest).collect();
    let csv = |rows: &&[(u32, &str, u32)]| {
        let row = |(at, (n, share, _)): (usize, &(u32, &str, u32))| format!("g{at},{n},{share}\n");
        let total = rows[0].2;
        format!("f,n,%\n{}Total,{total},\n", rows.iter().enumerate().map(row).collect::<String>())
    };
    let mut files = vec![("study.toml".to_owned(), format!("[study]\ntitle = 'T'\n{rounding}\n{entries}"))];
    files.extend(tables.iter().enumerate().map(|(at, rows)| (format!("t{at}.csv"), csv(rows))));
    crate::support::study_of(&files).unwrap()
}

const CUT: [(u32, &str, u32); 3] = [(4, "22.2", 18), (10, "55.5", 18), (4, "22.2", 18)];
const CUT_TWICE: [(u32, &str, u32); 3] = [(5, "27.7", 18), (5, "27.7", 18), (8, "44.4", 18)];
const ROUNDED: [(u32, &str, u32); 3] = [(5, "27.8", 18), (5, "27.8", 18), (8, "44.4", 18)];

#[test]
fn a_convention_of_all_tables_is_one_finding_of_the_paper() {
    let study = paper("", &[&CUT, &CUT_TWICE]);
    assert_eq!(found(&study), [[Hypothesis::Truncated]]);
    let audit = study.audit();
    let told = &audit.findings()[0].explanations[0];
    assert_eq!(told.text, "in all tables further digits are cut off instead of rounded");
    assert_eq!(told.claims.len(), 3);
    // Where another table rounds, it is no convention, and too few figures of the one table show it.
    assert_eq!(found(&paper("", &[&CUT_TWICE, &ROUNDED])), vec![vec![Hypothesis::Truncated]; 2]);
}

#[test]
fn a_convention_of_one_table_is_its_own() {
    let rounded = [(10, "33.3", 30), (15, "50.0", 30), (5, "16.7", 30)];
    let cut = |third: &'static str| [(20, "66.6", 30), (5, "16.6", 30), (2, third, 30), (3, "10.0", 30)];
    let study = paper("", &[&cut("6.6"), &rounded]);
    assert_eq!(found(&study), [[Hypothesis::Truncated]]);
    assert_eq!(study.audit().findings()[0].explanations[0].text, "in t0 further digits are cut off instead of rounded");
    assert_eq!(found(&paper("", &[&cut("6.7"), &rounded])).len(), 2);
}

#[test]
fn ties_and_figures_that_are_rounded_twice_may_be_a_convention() {
    // 2, 6 and 10 of 32 are 6.25, 18.75 and 31.25; 3 are 9.375.
    let ties = |last: &'static str| [(2, "6.2", 32), (6, "18.7", 32), (10, last, 32), (3, "9.4", 32), (11, "34.4", 32)];
    let down = paper("rounding = 'half-up'", &[&ties("31.2")]);
    assert_eq!(found(&down), [[Hypothesis::HalfDown]]);
    let each = found(&paper("rounding = 'half-up'", &[&ties("31.3")]));
    assert!(each.len() == 2 && each.iter().all(|explained| explained.contains(&Hypothesis::HalfDown)), "{each:?}");
    assert!(found(&paper("", &[&ties("31.2")])).is_empty());
    // 69 of 302 is 22.848, which is 22.85 and then 22.9.
    let twice = [(69, "22.9", 302), (69, "22.9", 302), (69, "22.9", 302), (45, "14.9", 302), (50, "16.6", 302)];
    assert_eq!(found(&paper("", &[&twice])), [[Hypothesis::RoundedTwice]]);
    let mixed = [(69, "22.9", 302), (69, "22.8", 302), (69, "22.9", 302), (69, "22.9", 302), (26, "8.6", 302)];
    assert_eq!(found(&paper("", &[&mixed])).len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A table that is rounded as it should be keeps no other convention, and one that cuts off is one finding or none.
    #[test]
    fn conventions_are_told_of_tables_that_keep_them(counts in prop::collection::vec(1u32..60, 3..7)) {
        let total: u32 = counts.iter().sum();
        let study = |rounding: Rounding| {
            let share = |n: u32| rounding.print(&Rational::new((100 * n).into(), total.into()).unwrap(), 1);
            let rows: String = counts.iter().enumerate().map(|(at, n)| format!("g{at},{n},{}\n", share(*n))).collect();
            table("", GROUPS, &format!("f,n,%\n{rows}Total,{total},\n"))
        };
        prop_assert!(study(Rounding::HalfUp).audit().findings().is_empty());
        let cut = study(Rounding::Truncation);
        let broken = crate::support::broken(&cut).iter().filter(|name| name.contains("::share::")).count();
        prop_assert!(broken < 3 || found(&cut) == [[Hypothesis::Truncated]], "{}", cut.audit());
    }
}

#[test]
fn a_percentage_of_the_other_margin() {
    let study = |share: &str| {
        let csv = format!(
            ",,X,Y,Total\na,n,12,34,46\n,%,{share},61.8,46.0\nb,n,33,21,54\n,%,73.3,38.2,54.0\nTotal,n,45,55,100\n,%,45.0,55.0,100\n"
        );
        table("", "stub = ['sex', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']", &csv)
    };
    // 12 of the 45 of its column are 26.7; of the 46 of its row, 26.1.
    assert_eq!(found(&study("26.1")), [[Hypothesis::OtherDirection]]);
    assert_eq!(study("26.1").audit().findings()[0].explanations[0].text, "26.1 follows from another base: `sex`");
    assert!(!found(&study("26.2")).concat().contains(&Hypothesis::OtherDirection));
}

#[test]
fn a_number_and_its_percentage_change_places_wherever_they_stand() {
    let csv = |n: &str, share: &str| format!("f,n,%\na,{n},{share}\nb,30,69.8\nTotal,43,100.0\n");
    let in_table = |n: &str, share: &str| table("", GROUPS, &csv(n, share));
    assert_eq!(found(&in_table("30.2", "13")), [[Hypothesis::Exchanged]]);
    assert_eq!(
        in_table("30.2", "13").audit().findings()[0].explanations[0].text,
        "30.2 and 13 may have been interchanged"
    );
    assert!(!found(&in_table("30.2", "14")).concat().contains(&Hypothesis::Exchanged));
    let in_text = |n: &str, share: &str| {
        let claim = |figure: &str, statistic: &str| {
            format!(
                "[[claim]]\nwhere = 'Text'\nfigure = '{figure}'\nstatistic = '{statistic}'\nevent = {{ f = 'a' }}\n"
            )
        };
        table(&format!("{}{}", claim(n, "n"), claim(share, "%")), GROUPS, &csv("13", "30.2"))
    };
    assert_eq!(found(&in_text("30.2", "13")), [[Hypothesis::Exchanged]]);
    assert!(!found(&in_text("30.2", "12")).concat().contains(&Hypothesis::Exchanged));
}

#[test]
fn all_totals_of_a_row_may_be_one_place_too_far() {
    let study = |totals: &str| {
        let keys = "stub = ['f', 'statistic']\nheader = 'year'";
        let csv = format!(
            ",,A,B,C,D,E,F,G,H,Total\nx,n,1,2,3,4,5,6,7,8,36\ny,n,2,4,6,8,10,12,14,16,72\nTotal,n,{totals},108\n"
        );
        table("", keys, &csv)
    };
    assert!(found(&study("3,6,9,12,15,18,21,24")).is_empty());
    assert_eq!(found(&study("24,3,6,9,12,15,18,21")), [[Hypothesis::Rotated]]);
    assert_eq!(found(&study("6,9,12,15,18,21,24,3")), [[Hypothesis::Rotated]]);
    assert!(!found(&study("24,3,6,9,12,15,18,20")).concat().contains(&Hypothesis::Rotated));
}

/// A cell that repeats one of another table in the same file; and a total that two tables read is no copy of itself.
#[test]
fn a_whole_cell_may_be_copied() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studies/rift-valley-fever");
    let study = Study::open(folder).unwrap();
    let audit = study.audit();
    let told = audit.findings().iter().flat_map(|finding| &finding.explanations);
    let copies: Vec<&str> =
        told.filter(|told| told.hypothesis == Hypothesis::Copied).map(|told| told.text.as_str()).collect();
    assert_eq!(copies, ["40 may be copied from Table 3-animals, *Bleeding*, *Butchers n (% of Butchers)*"]);
}
