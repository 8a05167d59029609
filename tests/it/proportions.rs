//! Intervals of percentages: against independent values, one at a time, and in manifests.

use retally::inference::proportion::{Method, limits};
use retally::reading::{Paper, Reading};
use retally::{Rational, Study, Verdict, check};

use crate::oracle::cases;
use crate::support::{broken, holding, table, undecided};

#[test]
fn limits_hold_independent_values() {
    for case in cases("proportions.csv") {
        let method = Method::ALL.into_iter().find(|method| method.name() == case.text("method")).unwrap();
        let (events, all) = (case.whole("events").unwrap(), case.whole("all").unwrap());
        let level = Rational::new(case.whole("level").unwrap(), 100).unwrap();
        let found = limits(method, events, all, &level).unwrap();
        for (limit, value) in found.iter().zip([case.whole::<f64>("low").unwrap(), case.whole::<f64>("high").unwrap()])
        {
            let [least, greatest] = [limit.least(), limit.greatest()].map(|end| end.unwrap().to_f64());
            assert!(least - 1e-15 <= value && value <= greatest + 1e-15, "{}: {limit:.12}", case.row());
            assert!(greatest - least < 1e-8, "{}: {limit:.12}", case.row());
        }
    }
    let level = Rational::new(95, 100).unwrap();
    assert!(
        Method::ALL
            .into_iter()
            .all(|method| limits(method, 1, 0, &level).is_none() && limits(method, 3, 2, &level).is_none())
    );
}

#[test]
fn what_one_of_the_methods_gives_is_consistent() {
    // Newcombe (1998), Table I: 15 of 148.
    for printed in
        [["5.3", "15.0"], ["6.2", "16.0"], ["6.0", "16.4"], ["5.8", "16.2"], ["6.1", "16.2"], ["6.0", "15.8"]]
    {
        let verdicts = check::limits_of_share(15, 148, 95, printed).unwrap().map(|limit| limit.verdict);
        assert_eq!(verdicts, [Verdict::Consistent, Verdict::Consistent], "{printed:?}");
    }
    let of = |printed| check::limits_of_share(15, 148, 95, printed).unwrap().map(|limit| limit.verdict.name());
    assert_eq!(of(["4.1", "18.8"]), ["undecided", "undecided"]);
    assert_eq!(of(["10.3", "10.0"]), ["inconsistent", "inconsistent"]);
    // Wald's lower limit of 1 of 29 is below zero, or cut off there.
    for printed in [["-3.2", "10.1"], ["0.0", "10.1"], ["0", "10.1"]] {
        let verdicts = check::limits_of_share(1, 29, 95, printed).unwrap().map(|limit| limit.verdict);
        assert_eq!(verdicts, [Verdict::Consistent, Verdict::Consistent], "{printed:?}");
    }
}

/// Children with anaemia: Mujica-Coopman et al. (2018), doi:10.3390/nu11010098, Table 1 has the first two rows.
fn surveyed(percent: &str, interval: &str) -> Study {
    let csv = format!("Study,N,n,%,95% CI\nJamaica,272,131,48.20,42.26–54.14\nMexico,595,154,{percent},{interval}\n");
    let at = "'column 2' = { cells = 'n' }, 'column 3' = { illness = 'anaemia', cells = 'n' }, \
              'column 4' = { illness = 'anaemia', cells = '%' }, 'column 5' = { illness = 'anaemia', cells = '95% CI' }";
    table("", &format!("stub = 'study'\nheader = 'ignore'\nshare-of = 'study'\nat = {{ {at} }}"), &csv)
}

#[test]
fn a_table_of_percentages_with_intervals_is_declared_by_its_notation() {
    let of = |study: &Study| {
        let is_interval = |name: &&String| name.contains("::share-interval::");
        [broken(study), undecided(study), holding(study)].map(|names| names.iter().filter(is_interval).count())
    };
    // Those of Jamaica are Wald's of 48.20 %.
    assert_eq!(of(&surveyed("25.88", "22.36–29.40")), [0, 0, 4]);
    assert_eq!(of(&surveyed("25.88", "20.10–32.30")), [0, 2, 2]);
    let wrong = surveyed("25.88", "26.36–29.40");
    assert_eq!(of(&wrong), [1, 0, 3]);
    let audit = wrong.audit();
    let messages = audit.findings().iter().map(|finding| finding.message.clone()).collect::<Vec<_>>();
    assert_eq!(
        messages[1],
        "Table *t*, *Mexico*: lower limit = 26.36 reported, but the lower limit of 154 of 595 is 22.363…"
    );
}

fn read(csv: &str) -> Reading {
    Paper::from_bytes("paper.csv", csv.as_bytes()).unwrap().read()
}

fn findings(reading: &Reading) -> Vec<String> {
    let audit = reading.audit();
    audit.iter().flat_map(|audit| audit.findings()).map(|finding| finding.reported.clone()).collect()
}

/// How many limits follow.
fn limits_that_follow(reading: &Reading) -> usize {
    let kind = retally::Kind::all().find(|kind| kind.name() == "share-interval").unwrap();
    let audit = reading.audit().unwrap();
    audit.of_kind(kind).filter(|outcome| outcome.verdict == Verdict::Consistent).count()
}

/// Intervals of Clopper & Pearson, and Wilson's.
const REGIONS: &str = "Region,Tested,Ill,Prevalence (%),95% CI
North,240,31,12.9,8.9–17.8
South,198,54,27.3,21.2–34.0
East,305,12,3.9,2.0–6.8
West,87,40,46.0,35.2–57.0
Centre,412,101,24.5,20.4–29.0
";
const SYMPTOMS: &str = "Symptom,n,% (95% CI) of N = 412
Fever,301,\"73.1 (68.6, 77.1)\"
Cough,212,\"51.5 (46.6, 56.2)\"
Rash,44,\"10.7 (8.1, 14.0)\"
Pain,130,\"31.6 (27.3, 36.2)\"
Vertigo,9,\"2.2 (1.2, 4.1)\"
";

#[test]
fn percentages_with_intervals_are_read_beside_their_numbers() {
    for csv in [REGIONS, SYMPTOMS] {
        let reading = read(csv);
        assert_eq!((findings(&reading), limits_that_follow(&reading)), (Vec::new(), 10), "{}", reading.tables()[0]);
        assert!(reading.tables()[0].to_string().contains("5 estimates"), "{}", reading.tables()[0]);
    }
    // Those of a sample that is drawn in clusters are wider, and follow from nothing.
    let wider = REGIONS.replace("–", ".0–1");
    assert!(!read(&wider).tables()[0].to_string().contains("estimates"), "{}", read(&wider).tables()[0]);
}

#[test]
fn a_percentage_outside_of_its_interval_is_found() {
    assert_eq!(findings(&read(&REGIONS.replace("12.9,8.9–17.8", "12.9,19.0–27.8"))), ["19.0"]);
    // Another method may give a limit on its side.
    assert_eq!(findings(&read(&REGIONS.replace("12.9,8.9–17.8", "12.9,7.0–19.8"))), Vec::<String>::new());
}
