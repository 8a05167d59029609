//! Tables of means and standard deviations with a t or an F beside them, read as they are: each follows from its row, or is left or found.

use crate::right_tables::{read, reported};

/// Two groups of 50 and 40 (Student's t), made with numbers of a normal distribution.
const T: &str = "Variable,Men (n=50),Women (n=40),t,p\nHope,14.37 ± 4.53,10.92 ± 4.84,3.483,<0.001\nAnxiety,38.10 ± 6.97,40.48 ± 6.45,−1.660,0.100\n\
                 Sleep,28.92 ± 7.90,34.65 ± 11.72,−2.763,0.007\nBMI,29.78 ± 4.61,30.65 ± 4.79,−0.871,0.386\n\
                 Age,19.53 ± 2.07,20.39 ± 3.12,−1.575,0.119\n";

/// Three groups of 57, 74 and 25.
const F: &str = "Scale,Low (n=57),Medium (n=74),High (n=25),\"F(2, 153)\",p\nOptimism,37.40 (5.56),33.00 (6.00),37.84 (5.15),12.30,<0.001\n\
                 Esteem,32.89 (7.42),31.93 (6.39),35.88 (6.98),3.08,0.049\nStress,11.35 (7.24),14.26 (6.47),9.84 (8.24),4.82,0.009\n\
                 Hope,11.25 (6.58),11.77 (7.24),11.24 (6.12),0.12,0.891\n";

#[test]
fn a_t_or_an_f_confirms_that_cells_are_means_and_standard_deviations() {
    for (csv, cells) in [(T, "10 of 10 cells"), (F, "12 of 12 cells")] {
        let how = read(csv).tables()[0].to_string();
        assert!(how.contains("summary statistics") && how.contains(cells), "{how}");
        assert_eq!(reported(csv), [""; 0]);
        assert!(read(csv).files()[0].1.contains("statistic = "), "it is written as it is read");
    }
}

#[test]
fn means_and_standard_deviations_in_columns_of_their_own_are_read_with_their_test() {
    let html = format!(
        "<table><caption>Table 1. Scores</caption><thead><tr><th rowspan=2>Scale</th><th colspan=2>Men (n=53)</th><th colspan=2>Women (n=115)</th>\
         <th rowspan=2>t</th><th rowspan=2>df</th><th rowspan=2>p</th></tr><tr><th>M</th><th>SD</th><th>M</th><th>SD</th></tr></thead><tbody>{}</tbody></table>",
        [
            "Esteem|20.77|3.59|18.97|3.37|3.15|166|0.002",
            "Resilience|11.28|3.75|10.01|4.80|1.70|166|0.091",
            "Depression|28.49|4.70|28.96|4.80|−0.60|166|0.552",
            "Optimism|21.49|2.89|20.49|2.80|2.14|166|0.034"
        ]
        .map(|row| format!("<tr><td>{}</td></tr>", row.replace('|', "</td><td>")))
        .concat()
    );
    let paper = retally::reading::Paper::from_bytes("paper.html", html.as_bytes()).unwrap().read();
    let audit = paper.audit().unwrap();
    let of = |name: &str| audit.outcomes().iter().filter(|one| one.relation.kind.name() == name).count();
    assert_eq!((of("effect"), of("p-value"), audit.findings().len()), (4, 4, 0), "{}", paper.tables()[0]);
}

#[test]
fn a_misprinted_t_is_found_where_its_p_value_is_of_another() {
    // 3.483 printed for 2.763 is found; and so is a p value that is less than half of what its t gives.
    let wrong = T.replace("−2.763", "−3.763");
    let found = reported(&wrong);
    assert!(found.len() == 1 && found[0].contains("3.763"), "{found:?}");
    assert_eq!(reported(&T.replace("0.386", "0.036")).len(), 1);
}

#[test]
fn what_another_test_may_explain_is_left_with_the_reason() {
    for (right, why) in [
        // Fewer were measured: t is smaller, and p larger.
        (T.replace("−1.660,0.100", "−1.512,0.135"), "Anxiety"),
        // Of logarithms: p follows from a t that does not follow from the means.
        (T.replace("−0.871,0.386", "−1.871,0.065"), "BMI"),
        // One-sided.
        (T.replace("0.119", "0.059"), "Age"),
    ] {
        assert_eq!(reported(&right), [""; 0], "{right}");
        let left = format!("{:?}", read(&right).tables()[0].unread);
        assert!(left.contains(why), "{left}");
    }
}

#[test]
fn a_column_that_seldom_follows_is_another_test() {
    // Tests of ranks beside means.
    let csv = T.replace("<0.001", "0.013").replace("0.100", "0.181").replace("0.007", "0.017");
    let reading = read(&csv);
    let table = &reading.tables()[0];
    assert_eq!(reported(&csv), [""; 0]);
    assert!(
        format!("{:?}", table.unread).contains("they seldom follow from the means beside them"),
        "{:?}",
        table.unread
    );
}
