//! Tests of pairs: what the same respondents may have answered twice is not refuted as if they were two groups.

use retally::Rational;
use retally::inference::{Association, Distribution};

use crate::support::{broken, holding, table, undecided};

/// Hours of sleep that ten patients gained with each of two drugs (Student 1908, *Biometrika* 6, 1–25): the paired t is 4.06 with 9
/// degrees of freedom, that of two groups would be 1.86.
fn sleep(sizes: [u32; 2], t: &str, p: &str, keys: &str, label: &str) -> retally::Study {
    let [one, other] = sizes;
    let csv = format!(
        ",After hyoscyamine (n = {one}),After hyoscine (n = {other}),t,p\nSleep gained,0.75 ± 1.79,2.33 ± 2.00,{t},{p}\n"
    );
    let labels = format!(
        "[labels]\nt = {{ statistic = 't', between = 'drug'{label} }}\np = {{ statistic = 'p', between = 'drug' }}"
    );
    let keys = format!("stub = 'variable'\nheader = [['drug', 'statistic']]\ncells = 'mean ± SD'\n{keys}");
    table(&labels, &keys, &csv)
}

const T: &str = "t::effect::t Sleep gained of drug=compared";
const P: &str = "t::p-value::p Sleep gained of drug=compared";

#[test]
fn a_t_of_equally_large_groups_may_be_of_pairs() {
    let study = sleep([10, 10], "4.06", "0.003", "", "");
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(undecided(&study), [T]);
    // Nine degrees of freedom, not 18, give the p value.
    assert!(holding(&study).contains(&P.to_owned()));
}

#[test]
fn a_t_of_groups_that_cannot_be_pairs_is_of_two_groups() {
    for study in [
        sleep([10, 11], "4.06", "0.003", "", ""),
        sleep([10, 10], "4.06", "0.003", "partition = 'drug'", ""),
        sleep([10, 10], "4.06", "0.003", "", ", test = 'Student'"),
    ] {
        assert!(broken(&study).contains(&T.to_owned()));
    }
    assert_eq!(broken(&sleep([10, 10], "1.86", "0.08", "partition = 'drug'", "")), Vec::<String>::new());
}

#[test]
fn a_test_that_is_named_as_one_of_pairs_is_not_recomputed_as_one_of_groups() {
    let study = sleep([10, 10], "1.86", "0.003", "", ", test = 'paired'");
    assert_eq!(undecided(&study), [T]);
    // t(9) = 1.86 has a p of 0.096.
    assert_eq!(broken(&study), [P]);
}

#[test]
fn a_paired_t_has_bounds() {
    // √10 · 1.58 / (1.79 + 2.00) is 1.32, and no correlation gives less.
    assert_eq!(undecided(&sleep([10, 10], "1.33", "0.22", "", "")), [T]);
    assert!(broken(&sleep([10, 10], "1.30", "0.23", "", "")).contains(&T.to_owned()));
    // √10 · 1.58 / (2.00 − 1.79) is 23.8, and none gives more.
    assert_eq!(undecided(&sleep([10, 10], "23", "<0.001", "", "")), [T]);
    assert!(broken(&sleep([10, 10], "27", "<0.001", "", "")).contains(&T.to_owned()));
}

/// Of 1,600 respondents 944 approved in a first survey and 880 of the same in a second (Agresti 2013, *Categorical Data Analysis*,
/// section 11.1): 150 changed their mind one way and 86 the other, which McNemar's test gives a p below 0.001. Of two
/// groups it would be 0.02.
fn approval(keys: &str) -> retally::Study {
    let csv = ",First (n = 1600),Second (n = 1600),p\nPrime minister,,,<0.001\nApprove,944,880,\nDisapprove,656,720,\n";
    let labels = "[labels]\np = { statistic = 'p', between = 'survey' }";
    let keys =
        format!("stub = 'level'\nheadings = 'variable'\nheader = [['survey', 'statistic']]\ncells = 'n'\n{keys}");
    table(labels, &keys, csv)
}

#[test]
fn counts_of_equally_many_may_be_of_the_same_respondents() {
    const ID: &str = "t::p-value::p Prime minister of survey=compared";
    assert_eq!(broken(&approval("partition = 'level'")), Vec::<String>::new());
    assert_eq!(undecided(&approval("partition = 'level'")), [ID]);
    assert_eq!(broken(&approval("partition = ['level', 'survey']")), [ID]);
}

#[test]
fn the_p_value_of_mcnemars_test_has_bounds() {
    const ID: &str = "t::p-value::p Smoker of arm=compared";
    let study = |p: &str| {
        let csv = format!(",Before (n = 100),After (n = 100),p\nSmoker,,,{p}\nYes,50,52,\nNo,50,48,\n");
        let labels = "[labels]\np = { statistic = 'p', between = 'arm' }";
        let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'";
        table(labels, keys, &csv)
    };
    // Two to 98 of them changed: χ² is 2 at most.
    assert_eq!(broken(&study("<.001")), [ID]);
    assert_eq!(undecided(&study("0.50")), [ID]);
}

#[test]
fn an_f_of_equally_large_groups_may_be_of_repeated_measures() {
    let study = |sizes: [u32; 3]| {
        let [a, b, c] = sizes;
        let csv = format!(",T1 (n = {a}),T2 (n = {b}),T3 (n = {c}),F\nScore,10.0 (5.0),11.0 (5.0),12.0 (5.0),14.6\n");
        let labels = "[labels]\nF = { statistic = 'F', between = 'time' }";
        table(labels, "stub = 'variable'\nheader = [['time', 'statistic']]\ncells = 'mean (SD)'", &csv)
    };
    assert_eq!(undecided(&study([20, 20, 20])), ["t::effect::F Score of time=compared"]);
    assert_eq!(broken(&study([20, 20, 19])), ["t::effect::F Score of time=compared"]);
}

/// Two-tailed p of so many heads of so many tosses.
fn binomial(heads: u64, tosses: u64) -> Rational {
    let fewer = heads.min(tosses - heads);
    let mut ways = Rational::whole(1);
    let mut sum = ways.clone();
    for at in 0..fewer {
        ways = (&ways * &Rational::from(tosses - at)).divided_by(&Rational::from(at + 1)).unwrap();
        sum = &sum + &ways;
    }
    let two = Rational::whole(2);
    let p = (0..tosses).fold(sum.scaled(2), |p, _| p.divided_by(&two).unwrap());
    p.min(Rational::whole(1))
}

/// However many changed, McNemar's test has a p value within the bounds: exact, and with each correction.
#[test]
fn no_change_of_answers_is_outside_the_bounds_of_mcnemars_test() {
    for n in [1, 2, 5, 12, 25, 40] {
        for (first, second) in (0..=n).flat_map(|first| (0..=n).map(move |second| (first, second))) {
            let table = [vec![first, second], vec![n - first, n - second]];
            let Some((_, bounds)) = Association::McNemar.of(&table) else { continue };
            for both in (first + second).saturating_sub(n)..=first.min(second) {
                let (gone, come) = (first - both, second - both);
                let changed = Rational::from(gone + come);
                assert!(bounds.contains(&binomial(gone, gone + come)), "{n} {first} {second} {both} {bounds}");
                for less in [0, 1] {
                    let off = Rational::from(gone.abs_diff(come).saturating_sub(less));
                    let Some(chi) = (&off * &off).divided_by(&changed) else { continue };
                    let p = Distribution::ChiSquare(Rational::whole(1)).tail(&chi).unwrap();
                    assert!(
                        bounds.contains(p.least().unwrap()) && bounds.contains(p.greatest().unwrap())
                            || p.intersects(&bounds)
                    );
                }
            }
        }
    }
}

#[test]
fn arms_of_equally_many_are_no_pairs() {
    let csv = ",Arm A (n = 140),Arm B (n = 140),p\nStroke,,,0.85\nYes,98,96,\nNo,42,44,\n";
    let labels = "[labels]\np = { statistic = 'p', between = 'arm' }";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'";
    assert_eq!(broken(&table(labels, keys, csv)), ["t::p-value::p Stroke of arm=compared"]);
}
