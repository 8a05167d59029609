//! Which figure is wrong: suspects, repairs and what may have happened, held against brute force and against papers.

use std::collections::BTreeSet;

use proptest::prelude::*;
use retally::diagnosis::{Hypothesis, LimitReached, Limits, Severity, Standing};
use retally::{Finding, Study, Verdict};

use crate::support::{flagship, table};

const COUNTS: &str = "stub = 'f'\nheader = 'g'\nbind = {statistic = 'n'}";

/// What is printed of the suspects of a finding, and what is left for each.
fn suspects(study: &Study, finding: &Finding) -> Vec<(String, String)> {
    let told = |suspect: &retally::Suspect| (study.claims()[suspect.claim].figure.to_string(), suspect.implied.clone());
    finding.suspects.iter().map(told).collect()
}

fn hypotheses(finding: &Finding) -> Vec<Hypothesis> {
    finding.explanations.iter().map(|explanation| explanation.hypothesis).collect()
}

#[track_caller]
fn is_explained(study: &Study, expected: Hypothesis) {
    let audit = study.audit();
    let all: Vec<_> = audit.findings().iter().map(hypotheses).collect();
    assert!(all.iter().flatten().any(|hypothesis| *hypothesis == expected), "{all:?}\n{audit}");
}

#[track_caller]
fn is_not_explained(study: &Study, near_miss: Hypothesis) {
    let audit = study.audit();
    assert!(!audit.findings().is_empty());
    let all: Vec<_> = audit.findings().iter().map(hypotheses).collect();
    assert!(all.iter().flatten().all(|hypothesis| *hypothesis != near_miss), "{all:?}\n{audit}");
}

#[test]
fn the_flagship_names_the_culprits() {
    let study = flagship();
    let audit = study.audit();
    let found: Vec<_> = audit.findings().iter().map(|finding| suspects(&study, finding)).collect();
    let pair = |printed: &str, left: &str| (printed.to_owned(), left.to_owned());
    assert_eq!(found[0], [pair("26.3", "26.2")]);
    assert_eq!(found[1], [pair("66.6", "66.7")]);
    assert_eq!(found[2], [pair("25.6", "25.5")]);
    // 140 comes first: the text says once more that none had heard of it.
    assert_eq!(found[3], [pair("140", "141"), pair("0", "1")]);
    let mut ages = found[4].clone();
    ages.sort();
    assert_eq!(ages, [pair("4", "at most 3"), pair("45", "at most 44"), pair("48", "at least 49")]);

    let why: Vec<_> = audit.findings()[..4].iter().map(|finding| hypotheses(finding)[0]).collect();
    assert_eq!(why, [Hypothesis::Adjusted, Hypothesis::Truncated, Hypothesis::Adjusted, Hypothesis::OffByOne]);
    // Each of the three may have one digit mistyped: none is told.
    assert!(hypotheses(&audit.findings()[4]).is_empty());
    let standing = |finding: &Finding| finding.suspects.iter().map(|suspect| suspect.standing).collect::<Vec<_>>();
    assert_eq!(standing(&audit.findings()[0]), [Standing::Necessary]);
    assert_eq!(standing(&audit.findings()[4]), [Standing::Possible; 3]);
    assert!(audit.findings()[4].repairs.iter().all(|repair| repair.changes.len() == 1));
    let severities: Vec<_> = audit.findings().iter().map(|finding| finding.severity).collect();
    assert_eq!(severities[..3], [Severity::LastDigit; 3]);
    assert_eq!(severities[3..], [Severity::Figure; 2]);

    let confirmed: Vec<&str> = audit.findings()[0].evidence.iter().map(|evidence| evidence.text.as_str()).collect();
    assert!(confirmed.starts_with(&["37 + 34 = 71", "37 + 43 = 80"]), "{confirmed:?}");
    let of_141 = audit.findings()[3].evidence.iter().filter(|evidence| evidence.supports);
    assert!(of_141.clone().count() > 0 && of_141.clone().all(|one| study.claims()[one.claim].figure.text() == "141"));
}

#[test]
fn a_limit_that_is_reached_is_told() {
    let study = flagship();
    let hasty = study.audit_within(&Limits { steps: 0, ..Limits::default() });
    assert!(hasty.findings().iter().all(|finding| finding.limit.is_some()));
    assert!(hasty.to_string().contains("diagnosis incomplete: search limit reached"));
    let one = study.audit_within(&Limits { repairs: 1, ..Limits::default() });
    let of_ages = &one.findings()[4];
    assert_eq!((of_ages.repairs.len(), of_ages.limit.is_some()), (1, true));
    assert_eq!(of_ages.suspects[0].standing, Standing::Possible);
}

/// Each relation holds: 30 % of 10 to 20 are fewer than the four that another table counts at least.
#[test]
fn a_system_may_fail_though_each_relation_holds() {
    let csv = "f,n,%\na,3,33.3\nb,<7,66.6\nTotal,9,100\n";
    let study = table("rounding = 'half-up'", "stub = 'f'\nheader = 'statistic'", csv);
    let audit = study.audit();
    assert!(audit.outcomes().iter().all(|outcome| outcome.verdict == retally::Verdict::Consistent), "{audit}");
    assert_eq!(audit.findings().len(), 1, "{audit}");
    let found = &audit.findings()[0];
    assert_eq!(found.kind.name(), "system");
    assert!(found.claims.len() > 2 && !found.suspects.is_empty());
    let right = table("rounding = 'half-up'", "stub = 'f'\nheader = 'statistic'", &csv.replace("66.6", "66.7"));
    assert!(right.audit().findings().is_empty());
}

/// A table of counts with its margins.
fn margins(cells: &[[i64; 3]; 2], change: Option<(usize, i64)>) -> Vec<i64> {
    let sums: Vec<i64> = cells.iter().map(|row| row.iter().sum()).collect();
    let mut numbers = Vec::new();
    for (row, sum) in cells.iter().zip(&sums) {
        numbers.extend(row);
        numbers.push(*sum);
    }
    numbers.extend((0..3).map(|column| cells[0][column] + cells[1][column]));
    numbers.push(sums.iter().sum());
    if let Some((at, by)) = change {
        numbers[at] += by;
    }
    numbers
}

fn crosstab(numbers: &[i64]) -> String {
    let mut csv = "f,x,y,z,Total\n".to_owned();
    for (name, row) in ["a", "b", "Total"].iter().zip(numbers.chunks(4)) {
        csv += &format!("{name},{},{},{},{}\n", row[0], row[1], row[2], row[3]);
    }
    csv
}

/// Whether some numbers that are not negative put in the places of `free` make all sums right.
fn can_be_right(numbers: &[i64], free: &[usize], most: i64) -> bool {
    match free.split_first() {
        None => {
            let row = |at: usize| numbers[4 * at] + numbers[4 * at + 1] + numbers[4 * at + 2] == numbers[4 * at + 3];
            let column = |at: usize| numbers[at] + numbers[4 + at] == numbers[8 + at];
            (0..3).all(row) && (0..4).all(column)
        }
        Some((first, rest)) => (0..=most).any(|value| {
            let mut tried = numbers.to_vec();
            tried[*first] = value;
            can_be_right(&tried, rest, most)
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Of a table with two wrong numbers, the figures in some smallest repair are those that brute force finds.
    #[test]
    fn smallest_repairs_are_those_of_brute_force(
        cells in prop::array::uniform2(prop::array::uniform3(1i64..9)),
        first in (0usize..12, 1i64..4),
        second in (0usize..12, 1i64..4),
    ) {
        let mut numbers = margins(&cells, Some(first));
        numbers[second.0] += second.1;
        let study = table("", COUNTS, &crosstab(&numbers));
        let audit = study.audit();
        let single: Vec<Vec<usize>> = (0..12).map(|at| vec![at]).collect();
        let pairs: Vec<Vec<usize>> = (0..12).flat_map(|one| (0..one).map(move |other| vec![other, one])).collect();
        let sets = [vec![Vec::new()], single, pairs];
        let smallest = sets.iter().find_map(|sets| {
            let right: Vec<&Vec<usize>> = sets.iter().filter(|free| can_be_right(&numbers, free, 60)).collect();
            (!right.is_empty()).then_some(right)
        });
        let expected: BTreeSet<usize> = smallest.into_iter().flatten().flatten().copied().collect();
        let claims: Vec<usize> = (0..study.claims().len()).filter(|at| study.claims()[*at].table.is_some()).collect();
        let changes = audit.findings().iter().flat_map(|finding| &finding.repairs).flat_map(|repair| &repair.changes);
        let found: BTreeSet<usize> =
            changes.map(|change| claims.iter().position(|claim| *claim == change.claim).unwrap()).collect();
        prop_assert_eq!(found, expected, "{}\n{}", crosstab(&numbers), audit);
        prop_assert!(audit.findings().iter().flat_map(|finding| &finding.repairs).all(|repair| repair.is_shown), "{}", audit);
    }

    /// Any one wrong number is found, is a suspect, and the others leave it what it was.
    #[test]
    fn a_single_wrong_number_is_named(
        cells in prop::array::uniform2(prop::array::uniform3(1i64..40)),
        change in (0usize..12, 1i64..30),
    ) {
        let study = table("", COUNTS, &crosstab(&margins(&cells, Some(change))));
        let audit = study.audit();
        prop_assert_eq!(audit.findings().len(), 1, "{}", audit);
        let right = margins(&cells, None)[change.0].to_string();
        let named = suspects(&study, &audit.findings()[0]);
        prop_assert_eq!(named, vec![((margins(&cells, Some(change))[change.0]).to_string(), right)]);
    }
}

const GROUPS: &str = "stub = 'f'\nheader = 'statistic'";

/// Counts with percentages of their total.
fn shares(rows: &[(&str, &str)], total: &str) -> Study {
    let rows: String = rows.iter().enumerate().map(|(at, (n, share))| format!("g{at},{n},{share}\n")).collect();
    table("", GROUPS, &format!("f,n,%\n{rows}Total,{total},100\n"))
}

#[test]
fn cut_off() {
    is_explained(&shares(&[("2", "66.6"), ("1", "33.3")], "3"), Hypothesis::Truncated);
    is_not_explained(&shares(&[("2", "66.5"), ("1", "33.3")], "3"), Hypothesis::Truncated);
}

#[test]
fn rounded_twice() {
    // 31 of 126 is 24.603…; 22.848 to 22.85 to 22.9 is 69 of 302.
    is_explained(&shares(&[("69", "22.9"), ("233", "77.2")], "302"), Hypothesis::RoundedTwice);
    is_not_explained(&shares(&[("69", "22.7"), ("233", "77.2")], "302"), Hypothesis::RoundedTwice);
}

#[test]
fn half_down() {
    let study = |share: &str| {
        let csv = format!("f,n,%\na,1,{share}\nb,15,93.8\nTotal,16,100\n");
        table("rounding = 'half-up'", GROUPS, &csv)
    };
    is_explained(&study("6.2"), Hypothesis::HalfDown);
    is_not_explained(&study("6.1"), Hypothesis::HalfDown);
}

#[test]
fn adjusted_to_a_hundred() {
    is_explained(&shares(&[("1", "33.3"), ("1", "33.3"), ("1", "33.4")], "3"), Hypothesis::Adjusted);
    is_not_explained(&shares(&[("1", "33.3"), ("1", "33.3"), ("1", "33.5")], "3"), Hypothesis::Adjusted);
}

#[test]
fn one_missing() {
    let sum = |total: &str| table("", GROUPS, &format!("f,n\na,12\nb,30\nTotal,{total}\n"));
    is_explained(&sum("43"), Hypothesis::OffByOne);
    is_not_explained(&sum("45"), Hypothesis::OffByOne);
}

#[test]
fn slips_of_the_hand() {
    let column =
        |number: &str| table("", COUNTS, &format!("f,x,y,Total\na,{number},20,63\nb,9,1,10\nTotal,52,21,73\n"));
    is_explained(&column("34"), Hypothesis::Transposed);
    is_explained(&column("4"), Hypothesis::Dropped);
    is_explained(&column("433"), Hypothesis::Doubled);
    is_explained(&column("48"), Hypothesis::Mistyped);
    is_not_explained(&column("35"), Hypothesis::Transposed);
    is_not_explained(&column("79"), Hypothesis::Mistyped);
    let point = |share: &str| shares(&[("23", share), ("77", "77.0")], "100");
    is_explained(&point("2.30"), Hypothesis::PointMoved);
    is_not_explained(&point("2.40"), Hypothesis::PointMoved);
}

#[test]
fn swapped_cells_are_one_finding() {
    let study =
        |a: &str, b: &str| table("", COUNTS, &format!("f,x,y,Total\na,{a},20,63\nb,{b},14,23\nTotal,52,34,86\n"));
    is_explained(&study("9", "43"), Hypothesis::Swapped);
    assert_eq!(study("9", "43").audit().findings().len(), 1);
    assert_eq!(study("9", "43").audit().findings()[0].consequences.len(), 1);
    is_not_explained(&study("9", "44"), Hypothesis::Swapped);
}

#[test]
fn rotated_cells_are_one_finding() {
    let study = |totals: [i64; 3]| {
        let [a, b, c] = totals;
        table("", COUNTS, &format!("f,x,y,Total\na,1,2,{a}\nb,10,20,{b}\nc,5,6,{c}\nTotal,16,28,44\n"))
    };
    is_explained(&study([30, 11, 3]), Hypothesis::Rotated);
    assert_eq!(study([30, 11, 3]).audit().findings().len(), 1);
    is_not_explained(&study([30, 11, 4]), Hypothesis::Rotated);
}

#[test]
fn an_inverted_column_is_one_finding() {
    let csv = |one: &str, other: &str| {
        table(
            "",
            "stub = 'f'\nheader = 'statistic'\nbind = {outcome = 'dose'}",
            &format!("f,n,mean,sd,cv\na,9,2.20,3.96,{one}\nb,9,5.80,15.93,{other}\n"),
        )
    };
    is_explained(&csv("55.56", "36.41"), Hypothesis::Inverted);
    assert_eq!(csv("55.56", "36.41").audit().findings().len(), 1);
    is_not_explained(&csv("55.56", "39.41"), Hypothesis::Inverted);
}

#[test]
fn percentages_of_another_number_are_one_finding() {
    let rows = |last: &str| {
        table("size = 305", "stub = 'f'\nheader = 'statistic'", &format!("f,n,%\na,97,31.7\nb,31,10.1\nc,24,{last}\n"))
    };
    is_explained(&rows("7.8"), Hypothesis::OtherNumber);
    assert_eq!(rows("7.8").audit().findings().len(), 1);
    is_not_explained(&table("size = 305", GROUPS, "f,n,%\na,97,31.7\nb,31,10.2\nc,24,7.9\n"), Hypothesis::OtherNumber);
}

#[test]
fn counts_rounded_to_five_are_one_finding() {
    let csv = |a: &str| format!("f,x,y,Total\na,{a},20,65\nb,10,15,30\nTotal,50,35,90\n");
    is_explained(&table("", COUNTS, &csv("40")), Hypothesis::RoundedCounts);
    assert_eq!(table("", COUNTS, &csv("40")).audit().findings().len(), 1);
    is_not_explained(&table("", COUNTS, &csv("41")), Hypothesis::RoundedCounts);
}

#[test]
fn a_table_that_cuts_off_throughout_is_told_once() {
    let study = |last: &str| shares(&[("2", "22.2"), ("5", "55.5"), ("1", "11.1"), ("1", last)], "9");
    // One that is rounded is enough to see that it is no convention.
    let cut = shares(&[("5", "27.7"), ("5", "27.7"), ("5", "27.7"), ("3", "16.6")], "18");
    is_explained(&cut, Hypothesis::Truncated);
    let of_shares =
        |study: &Study| study.audit().findings().iter().filter(|found| found.kind.name() == "share").count();
    assert_eq!(of_shares(&cut), 1);
    assert_eq!(of_shares(&shares(&[("5", "27.7"), ("5", "27.7"), ("5", "27.7"), ("3", "16.7")], "18")), 3);
    assert_eq!(of_shares(&study("11.1")), 1);
}

#[test]
fn copied_and_exchanged() {
    let copied = |share: &str| shares(&[("23", "23.0"), ("38", share), ("39", "39.0")], "100");
    is_explained(&copied("23.0"), Hypothesis::Copied);
    is_not_explained(&copied("24.0"), Hypothesis::Copied);
    let exchanged = |n: &str, share: &str| table("", GROUPS, &format!("f,n,%\na,{n},{share}\nb,30,60\nTotal,50,100\n"));
    is_explained(&exchanged("40", "20"), Hypothesis::Exchanged);
    is_not_explained(&exchanged("40", "21"), Hypothesis::Exchanged);
}

/// Nine of thirty percentages of one number are off, each for a reason of its own: the number is none of the suspects, and the
/// findings are nine. Where all but a few follow from another number it is the number.
#[test]
fn failures_that_have_a_number_in_common_are_told_apart() {
    let row = |at: i64, off: i64| {
        let tenths = (10 * at * 1000 + 378) / (2 * 378) + off;
        format!("g{at},{},{}.{}\n", 5 * at, tenths / 10, tenths % 10)
    };
    let study = |size: i64, is_off: fn(i64) -> bool| {
        let rows: String = (1..=30).map(|at| row(at, if is_off(at) { 7 } else { 0 })).collect();
        table(&format!("size = {size}"), GROUPS, &format!("f,n,%\n{rows}"))
    };
    let some = study(378, |at| at % 3 == 1 && at < 27);
    let audit = some.audit();
    assert_eq!(audit.findings().len(), 9, "{audit}");
    for finding in audit.findings() {
        let printed: Vec<String> = suspects(&some, finding).into_iter().map(|suspect| suspect.0).collect();
        assert!(
            !printed.contains(&"378".to_owned()) && finding.repairs.iter().all(|repair| repair.is_shown),
            "{audit}"
        );
    }
    let all = study(387, |_| false);
    let audit = all.audit();
    let [found] = audit.findings() else { panic!("{audit}") };
    assert_eq!(suspects(&all, found), [("387".to_owned(), "378".to_owned())], "{audit}");
}

/// Tables of counts with margins in which no number has any meaning.
fn meaningless(tables: usize) -> Study {
    let mut manifest = "[study]\ntitle = 'T'\n".to_owned();
    let mut files = Vec::new();
    for table in 0..tables {
        manifest += &format!(
            "[[table]]\nfile = 't{table}.csv'\nstub = 'g{table}'\nheader = 'h{table}'\nbind = {{statistic = 'n'}}\n"
        );
        let mut csv = "x,1,2,3,4,5,Total\n".to_owned();
        for (row, label) in ["a", "b", "c", "d", "e", "Total"].into_iter().enumerate() {
            let cells: String =
                (0..6).map(|cell| format!(",{}", (37 * row + 53 * cell + 11 * table + row * cell * 29) % 97)).collect();
            csv += &format!("{label}{cells}\n");
        }
        files.push((format!("t{table}.csv"), csv));
    }
    files.push(("study.toml".to_owned(), manifest));
    Study::from_files("meaningless", files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap()
}

#[test]
fn a_study_of_which_nothing_holds_ends_at_its_limit_and_every_relation_is_told() {
    let study = meaningless(12);
    let audit = study.audit_within(&Limits { work: 20_000, ..Limits::default() });
    assert_eq!(audit.limit(), Some(LimitReached::Work));
    assert!(audit.findings().iter().any(|finding| finding.limit == Some(LimitReached::Work)));
    let told = audit.findings().iter().flat_map(|finding| finding.consequences.iter().chain([&finding.id]));
    let mut told: Vec<&String> = told.collect();
    told.sort_unstable();
    let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
    let mut broken: Vec<&String> = broken.map(|outcome| &outcome.relation.name).collect();
    broken.sort_unstable();
    assert!(broken.len() > 100);
    assert_eq!(told, broken);
    assert_eq!(audit.findings(), study.audit_within(&Limits { work: 20_000, ..Limits::default() }).findings());
}
