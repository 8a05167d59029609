//! R², F and the coefficients of regressions: against what R prints of its own data, one at a time, and in manifests.

use retally::{Study, Verdict, check};

use crate::oracle::cases;
use crate::support::{broken, holding, table, undecided};

/// A figure with its last digits exchanged or changed: not what follows.
fn wrong(figure: &str) -> String {
    let (rest, last) = figure.split_at(figure.len() - 2);
    let digits: Vec<u8> =
        last.bytes().map(|digit| if digit == b'.' { digit } else { b'0' + (digit - b'0' + 4) % 10 }).collect();
    format!("{rest}{}", String::from_utf8(digits).unwrap())
}

#[test]
fn what_r_prints_of_its_data_is_consistent_and_other_digits_are_not() {
    for case in cases("fits.csv") {
        let text = |column: &str| case.text(column).to_owned();
        let f = |f: &str| check::f_of_r_squared(text("r2"), text("df1"), text("df2"), f).unwrap();
        assert_eq!(f(case.text("f")).verdict, Verdict::Consistent, "{}: {}", case.row(), f(case.text("f")));
        let adjusted =
            |adjusted: &str| check::adjusted_r_squared(text("r2"), text("n"), text("df1"), adjusted).unwrap();
        assert_eq!(adjusted(case.text("adjusted")).verdict, Verdict::Consistent, "{}", case.row());
        let exact = adjusted(&wrong(case.text("adjusted")));
        assert_eq!(exact.verdict, Verdict::Inconsistent, "{}: {exact}", case.row());
        // What is recomputed holds the values of an independent program.
        for (check, column) in [(f(case.text("f")), "exact_f"), (adjusted(case.text("adjusted")), "exact_adjusted")] {
            let Some(value) = case.whole::<f64>(column) else { continue };
            let of = check.recomputed.unwrap();
            let [least, greatest] = [of.least(), of.greatest()].map(|end| end.unwrap().to_f64());
            assert!((least..=greatest).contains(&value), "{}: {of:.6}", case.row());
        }
    }
}

#[test]
fn coefficients_over_their_errors_are_what_r_prints() {
    let cases = cases("fit_coefficients.csv");
    assert!(cases.len() > 30);
    for case in cases {
        let check = check::statistic_of_coefficient(case.text("b"), case.text("se"), case.text("t")).unwrap();
        assert_eq!(check.verdict, Verdict::Consistent, "{}: {check}", case.row());
    }
}

/// The models of `summary(lm(…))` of R's `mtcars`.
fn models(row: &str, named: &str) -> Study {
    let csv = format!("Model,n,R2,Adjusted R2,F,df1,df2\nweight,32,0.7528,0.7446,91.38,1,30\nboth,32,{row},2,29\n");
    let manifest =
        format!("stub = 'model'\nheader = 'statistic'\nat = {{ 'column 5' = {{ statistic = 'F'{named} }} }}");
    table("", &manifest, &csv)
}

#[test]
fn the_figures_of_a_model_agree() {
    let study = models("0.8268,0.8148,69.21", "");
    assert_eq!((broken(&study).len(), undecided(&study).len(), holding(&study).len()), (0, 0, 4), "{}", study.audit());
    // A robust F may be another.
    let study = models("0.8268,0.8148,96.21", "");
    assert_eq!((broken(&study).len(), undecided(&study).len()), (0, 1), "{}", study.audit());
    let study = models("0.8268,0.8148,96.21", ", test = 'F'");
    assert_eq!(broken(&study), ["t::fit::F of model=both"]);
    let message = "Table *t*, *both*: F = 96.21 reported, but 0.8268 / (1 − 0.8268) × 29 / 2 is 69.194… to 69.242…";
    assert_eq!(study.audit().findings()[0].message, message);
    let study = models("0.8268,0.8418,69.21", "");
    assert_eq!(broken(&study), ["t::fit::adjusted R2 of model=both"]);
    // By another formula.
    let study = models("0.8268,0.8210,69.21", "");
    assert_eq!((broken(&study).len(), undecided(&study).len()), (0, 1), "{}", study.audit());
}

#[test]
fn a_change_has_its_own_degrees_of_freedom() {
    let of = |change: &str| {
        let csv = format!(
            "Step,n,R,R2,Adjusted R2,R2 change,F change,df1,df2\nboth,32,0.909,0.827,0.815,0.074,{change},1,29\n"
        );
        let at = "at = { 'column 7' = { statistic = 'F change', test = 'F' } }";
        table("", &format!("stub = 'step'\nheader = 'statistic'\n{at}"), &csv)
    };
    let study = of("12.38");
    assert_eq!((broken(&study).len(), holding(&study).len()), (0, 3), "{}", study.audit());
    assert_eq!(broken(&of("18.23")), ["t::fit::F change of step=both"]);
}

#[test]
fn one_predictor_ties_t_to_f_and_its_coefficient_to_r() {
    let of = |row: &str| {
        let csv = format!("Predictor,t,F,df1,standardised beta,r\nspeed,{row}\n");
        table("", "stub = 'variable'\nheader = 'statistic'\nat = { 'column 6' = { statistic = 'r' } }", &csv)
    };
    let fit = |study: &Study, names: fn(&Study) -> Vec<String>| {
        names(study).into_iter().filter(|name| name.contains("::fit::")).collect::<Vec<_>>()
    };
    let study = of("9.464,89.57,1,0.807,0.81");
    assert_eq!((fit(&study, broken).len(), fit(&study, holding).len()), (0, 2), "{}", study.audit());
    assert_eq!(fit(&of("9.464,87.59,1,0.807,0.81"), broken).len(), 1);
    assert_eq!(fit(&of("9.464,89.57,1,0.708,0.81"), broken).len(), 1);
    assert_eq!(fit(&of("9.464,89.57,2,0.708,0.81"), broken).len(), 0);
}

#[test]
fn walds_chi_square_is_the_square_of_a_coefficient_over_its_error() {
    let of = |wald: &str, named: &str| {
        let csv = format!("Factor,B,SE,Wald\nIlliterate,0.909,0.382,{wald}\n");
        let at = format!(
            "'column 2' = {{ statistic = 'b' }}, 'column 3' = {{ statistic = 'se' }}, 'column 4' = {{ statistic = 'chi-square'{named} }}"
        );
        let study = table("", &format!("stub = 'variable'\nheader = 'ignore'\nat = {{ {at} }}"), &csv);
        [broken(&study), undecided(&study), holding(&study)]
            .map(|names| names.iter().filter(|name| name.contains("::fit::")).count())
    };
    assert_eq!([of("5.66", ""), of("6.56", ""), of("6.56", ", test = 'Wald'")], [[0, 0, 1], [0, 1, 0], [1, 0, 0]]);
}
