//! Tables of estimates that are read without a manifest.

use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("paper.csv", csv.as_bytes()).unwrap().read()
}

fn findings(reading: &Reading) -> Vec<String> {
    let audit = reading.audit();
    audit.iter().flat_map(|audit| audit.findings()).map(|finding| finding.reported.clone()).collect()
}

fn how(reading: &Reading) -> String {
    reading.tables()[0].to_string()
}

const RATIOS: &str = "Factor,Crude OR (95% CI),P value
Smoker,1.62 (1.21–2.17),0.001
Rural,1.08 (0.84–1.39),0.55
Married,0.74 (0.55–0.99),0.045
Illiterate,2.31 (1.70–3.14),<0.001
Obese,1.93 (1.40–2.66),<0.001
Employed,1.19 (0.69–2.04),0.53
";

#[test]
fn ratios_with_intervals_and_p_values_are_read() {
    let reading = read(RATIOS);
    assert!(how(&reading).starts_with("paper: 6 estimates, with their intervals and p values; "), "{}", how(&reading));
    assert_eq!(findings(&reading), Vec::<String>::new());
    let audit = reading.audit().unwrap();
    assert_eq!((audit.tally().consistent, audit.tally().undecided), (12, 0), "{audit}");
}

#[test]
fn an_estimate_outside_its_interval_is_found() {
    assert_eq!(findings(&read(&RATIOS.replace("1.19 (0.69–2.04)", "2.19 (0.69–2.04)"))), ["2.19"]);
}

#[test]
fn an_estimate_off_the_middle_is_found_only_beside_intervals_as_wide() {
    let with = |row: &str| findings(&read(&format!("{RATIOS}Diabetic,{row},0.001\n")));
    assert_eq!(with("1.43 (1.05–1.55)"), ["1.43"]);
    // Of exact intervals the widest are the least symmetric.
    assert_eq!(with("6.10 (1.20–52.1)"), Vec::<String>::new());
    // Half a unit may be a likelihood that is not quite normal.
    assert_eq!(with("1.30 (1.05–1.59)"), Vec::<String>::new());
}

#[test]
fn a_p_value_on_the_other_side_is_found() {
    assert_eq!(findings(&read(&RATIOS.replace("0.55\n", "0.001\n"))), ["0.001"]);
    assert_eq!(findings(&read(&RATIOS.replace("<0.001\nObese", "0.85\nObese"))), ["0.85"]);
    // A likelihood ratio test may give it.
    assert_eq!(findings(&read(&RATIOS.replace("0.045", "0.052"))), Vec::<String>::new());
}

#[test]
fn p_values_of_something_else_are_not_read_with_estimates() {
    let others = ["0.12", "0.03", "0.71", "0.44", "0.26", "0.005"];
    let rows = RATIOS.lines().skip(1).zip(others).map(|(row, p)| format!("{},{p}\n", row.rsplit_once(',').unwrap().0));
    let reading = read(&format!("Factor,Crude OR (95% CI),P value\n{}", rows.collect::<String>()));
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert!(how(&reading).starts_with("paper: 6 estimates"), "{}", how(&reading));
    assert_eq!(reading.audit().unwrap().tally().consistent, 6);
}

#[test]
fn the_p_value_of_a_factor_is_of_none_of_its_levels() {
    let csv = "Factor,Crude OR (95% CI),P value
Smoker,1.62 (1.21–2.17),0.001
Rural,1.08 (0.84–1.39),0.55
Married,0.74 (0.55–0.99),0.045
Obese,1.93 (1.40–2.66),<0.001
Age 30–39,1.08 (0.84–1.39),0.0003
Age 40–49,1.19 (0.69–2.04),
Age 50–59,2.31 (1.70–3.14),
";
    let reading = read(csv);
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert_eq!(reading.audit().unwrap().tally().consistent, 4 + 4 + 3);
}

#[test]
fn a_difference_among_ratios_is_left_alone() {
    let row = "Height,2.60 (1.20–4.00),0.0003\n";
    assert_eq!(findings(&read(&format!("{RATIOS}{row}"))), Vec::<String>::new());
}

#[test]
fn coefficients_with_errors_and_limits_in_columns_are_read() {
    let csv = "Parameter,Estimate,SE,Lower 95% CI,Upper 95% CI,p-value
Intervention Group,0.17,0.52,−0.85,1.19,0.749
Male household head,1.66,0.82,0.04,3.27,0.045
Age,−0.42,0.11,−0.64,−0.20,<0.001
Size,0.31,0.20,−0.08,0.70,0.121
";
    let reading = read(csv);
    assert!(how(&reading).starts_with("paper: 4 estimates, "), "{}", how(&reading));
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert_eq!(findings(&read(&csv.replace("0.11,−0.64", "0.31,−0.64")))[0], "0.31");
}

#[test]
fn estimates_with_the_limits_of_others_are_not_read() {
    // Each limit belongs to the estimate so many rows further down.
    let rows: Vec<(&str, &str)> = RATIOS.lines().skip(1).map(|row| row.split_once(',').unwrap()).collect();
    let parts: Vec<(&str, &str)> =
        rows.iter().map(|(_, cells)| cells.split(',').next().unwrap().split_once(" (").unwrap()).collect();
    for shift in 1..parts.len() {
        let row = |at: usize| format!("{},{} ({}\n", rows[at].0, parts[at].0, parts[(at + shift) % parts.len()].1);
        let csv = format!("Factor,Crude OR (95% CI)\n{}", (0..parts.len()).map(row).collect::<String>());
        assert_eq!(findings(&read(&csv)), Vec::<String>::new(), "{csv}");
    }
}

#[test]
fn what_is_read_is_the_study_that_it_is_written_as() {
    let reading = read(RATIOS);
    let files = reading.files().iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    let study = retally::Study::from_files("paper", files).unwrap();
    assert_eq!(study.audit().tally().consistent, 12);
}
