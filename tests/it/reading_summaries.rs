//! Summary statistics of papers are read as far as the relations between them hold.

use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("table.csv", csv.as_bytes()).unwrap().read()
}

/// What is reported in each finding.
fn reported(reading: &Reading) -> Vec<String> {
    let audit = reading.audit();
    let findings = audit.iter().flat_map(|audit| audit.findings());
    findings.map(|finding| finding.reported.clone()).collect()
}

/// How many relations of each of these kinds hold.
fn holding<const N: usize>(reading: &Reading, kinds: [&str; N]) -> [usize; N] {
    let audit = reading.audit().unwrap();
    let holds = |kind: &str| {
        let outcomes = audit.outcomes().iter().filter(|outcome| outcome.relation.kind.name() == kind);
        outcomes.filter(|outcome| outcome.verdict == retally::Verdict::Consistent).count()
    };
    kinds.map(holds)
}

/// How many cells of summary statistics there are, and how many of them are read; of counts none.
fn cells(reading: &Reading) -> (usize, usize) {
    let how = reading.tables()[0].how.as_ref().unwrap();
    if how.notation == "summary statistics" { how.cells } else { how.statistics }
}

fn reason(reading: &Reading, label: &str) -> String {
    let unread = reading.tables()[0].unread.iter().find(|unread| unread.labels.iter().any(|one| one == label));
    unread.map(|unread| unread.reason.clone()).unwrap_or_default()
}

/// Izcara Palacios & Andrade Rubio 2018, Table 1.
const COLUMNS: &str = "\
,Average,Mode,Median,Min,Max,Standard deviation
Age,36.9,35,37,21,48,5.2
Number of years involved in human smuggling,9.6,7,9,4,21,4.0
Years of schooling,5.6,6,6,0,17,3.4
Age when started working as migrant smugglers,27.4,29,28,15,45,5.4
";

#[test]
fn statistics_in_columns_are_read_by_their_order() {
    let reading = read(COLUMNS);
    assert_eq!(cells(&reading), (24, 24));
    assert_eq!(holding(&reading, ["existence"]), [4]);
    assert_eq!(reported(&reading), [""; 0]);
    assert!(reading.tables()[0].to_string().contains("summary statistics of its rows and columns"));
}

#[test]
fn a_mean_beyond_its_extremes_is_found_where_enough_others_are_not() {
    let rows: String = (1..12).map(|at| format!("Trait {at},{at}1.5,{at}0.2,{at}3.8\n")).collect();
    let table = format!("Trait,Mean,Min,Max\n{rows}Yield,17.3,10.1,15.4\n");
    let reading = read(&table);
    assert_eq!(reported(&reading), ["17.3"]);
    let audit = reading.audit().unwrap();
    assert!(reading.evidence(&audit.findings()[0]).unwrap() >= 20);
    // Of few rows too little says what the columns are.
    let few = "Trait,Mean,Min,Max\nHeight,11.5,10.2,13.8\nWeight,21.5,20.2,23.8\nYield,17.3,10.1,15.4\n";
    assert!(!read(few).tables()[0].is_read());
    // A range of what should be is none of what is.
    assert!(!read(&table.replace("Min,Max", "Normal min,Normal max")).tables()[0].is_read());
}

#[test]
fn statistics_in_rows_are_read() {
    let csv = "\
,Macrophages,Lymphocytes,Neutrophils,Eosinophils
Mean (%),76.0,16.8,4.3,2.7
Median (%),75.5,15.4,4.0,2.0
S.D.,9.1,8.6,2.0,2.1
Minimum (%),54.7,1,0.3,0.3
Maximum (%),95.7,37.3,8,8.0
";
    let reading = read(csv);
    assert_eq!((cells(&reading), holding(&reading, ["existence"])), ((20, 20), [4]));
    // No twenty values between 54.7 and 95.7 have a standard deviation of 91.
    assert_eq!(reported(&read(&csv.replace("9.1,8.6", "9.1,86"))), [""; 0], "too little speaks for the others");
}

#[test]
fn what_follows_from_others_confirms_them() {
    let rows: String = [(26.6, 3.58, 15.2, 34.8, 13.5), (73.1, 3.08, 63.4, 83.2, 4.2), (23.2, 5.47, 13.6, 38.5, 23.6)]
        .iter()
        .chain(&[(24.1, 3.15, 14.4, 34.0, 13.1), (32.4, 2.07, 26.5, 35.4, 6.4), (28.8, 5.71, 18.3, 40.0, 19.8)])
        .enumerate()
        .map(|(at, (mean, sd, min, max, cv))| format!("Trait {at},{mean} ± {sd}a,{min},{max},{cv}\n"))
        .collect();
    let csv = format!("Trait,Mean ± SD,Min,Max,CV\n{rows}");
    let reading = read(&csv);
    assert_eq!((cells(&reading), holding(&reading, ["existence", "ratio"])), ((24, 24), [6, 6]));
    assert_eq!(reported(&read(&csv.replace("23.6", "32.6"))), ["32.6"]);
    // Upside down in every row it is no coefficient of variation.
    let inverted =
        csv.replace(",13.5", ",743").replace(",4.2", ",2373").replace(",23.6", ",424").replace(",6.4", ",1565");
    let reading = read(&inverted.replace(",13.1", ",765").replace(",19.8", ",504"));
    assert_eq!((cells(&reading), reported(&reading)), ((24, 18), vec![]));
}

#[test]
fn statistics_are_named_in_several_languages() {
    for (mean, min, max) in [
        ("Media ± DE", "Mín", "Máx"),
        ("Média (DP)", "Mínimo", "Máximo"),
        ("Moyenne (ET)", "Minimum", "Maximum"),
        ("Mittelwert ± Standardabweichung", "Min", "Max"),
    ] {
        let cell = |mean: f64| if mean < 50.0 { format!("{mean:.1} ± 2.1") } else { format!("{mean:.1} ± 4.2") };
        let rows: String =
            (2..9).map(|at| format!("{at} m;{};{at}0.1;{at}9.8\n", cell(f64::from(at) * 10.0 + 4.0))).collect();
        let csv = format!("Rasgo;{mean};{min};{max}\n{rows}").replace(';', "|");
        let csv = if mean.contains('(') { csv.replace(" ± 2.1", " (2.1)").replace(" ± 4.2", " (4.2)") } else { csv };
        let lines: Vec<String> = csv.lines().map(|line| format!("|{line}|")).collect();
        let table = format!("Table 1. Traits\n\n{}\n|---|---|---|---|\n{}\n", lines[0], lines[1..].join("\n"));
        let reading = Paper::from_bytes("paper.md", table.as_bytes()).unwrap().read();
        assert_eq!((cells(&reading), reported(&reading)), ((21, 21), vec![]), "{mean}");
    }
}

/// Means among counts, with a total column: Manly et al. 2022, JAMA Neurology 79(12), Table 1.
const BASELINE: &str = "\
Characteristic,Total sample,Robust norms sample,Not in robust norms sample
Total,3496 (100),1787 (100),1709 (100)
\"Age, mean (SD), y\",76.4 (7.6),73.9 (6.3),79 (7.9)
Female,2095 (60),1074 (60),1021 (60)
Male,1401 (40),713 (40),688 (40)
Race and ethnicity,,,
Black,551 (16),265 (15),286 (17)
Hispanic,382 (11),178 (10),204 (12)
White,2484 (71),1300 (73),1184 (69)
Other,79 (2),44 (2),35 (2)
\"Years of education, mean (SD)\",12.7 (3.2),13.3 (2.8),12 (3.4)
\"MMSE score, 0-30, mean (SD)\",26.6 (3.9),27.9 (2.1),25.1 (4.8)
";

#[test]
fn means_among_counts_pool_to_their_total() {
    let reading = read(BASELINE);
    assert_eq!((cells(&reading), holding(&reading, ["pooled"])), ((9, 9), [6]));
    assert_eq!(reported(&reading), [""; 0]);
    assert_eq!(reason(&reading, "Age, mean (SD), y"), "");
}

#[test]
fn a_total_beyond_its_groups_is_found() {
    // 80.4 lies beyond 73.9 and 79, whoever answered.
    assert_eq!(reported(&read(&BASELINE.replace("76.4 (7.6)", "80.4 (7.6)"))), ["80.4"]);
}

#[test]
fn a_total_that_others_than_all_explain_is_not_found() {
    // Of those who answered; not weighted with the numbers; the median of all.
    for total in ["75.9 (7.5)", "76.9 (7.6)", "74.2 (6.6)", "78.8 (7.8)"] {
        let reading = read(&BASELINE.replace("76.4 (7.6)", total));
        assert_eq!((cells(&reading).1, reported(&reading)), (9, vec![]), "{total}");
    }
}

#[test]
fn standard_errors_called_standard_deviations_are_not_held_against_each_other() {
    let csv = BASELINE
        .replace("76.4 (7.6),73.9 (6.3),79 (7.9)", "76.4 (0.13),73.9 (0.15),79 (0.19)")
        .replace("12.7 (3.2),13.3 (2.8),12 (3.4)", "12.7 (0.05),13.3 (0.07),12 (0.08)")
        .replace("26.6 (3.9),27.9 (2.1),25.1 (4.8)", "26.6 (0.07),27.9 (0.05),25.1 (0.12)");
    let reading = read(&csv);
    assert_eq!(reported(&reading), [""; 0]);
    assert!(reason(&reading, "Age, mean (SD), y").contains("standard deviations"), "{:?}", reading.tables()[0].unread);
}

#[test]
fn a_total_that_only_its_label_makes_one_may_be_of_others() {
    let csv = "\
,All (N = 300),A (n = 150),B (n = 150)
\"Age, mean (SD)\",61.2 (9.1),55.1 (9.8),56.3 (9.4)
\"BMI, mean (SD)\",27.0 (4.1),26.3 (4.0),25.2 (4.3)
\"Height, mean (SD)\",171.0 (8.9),170.4 (9.1),169.8 (8.8)
";
    assert_eq!(reported(&read(csv)), [""; 0]);
}

#[test]
fn medians_lie_within_their_quartiles_and_ranges() {
    let row = |name: &str, cells: &str| format!("\"{name}\",{cells}\n");
    let csv = "Characteristic,Open,Closed\n".to_owned()
        + &row("Age, years, median (IQR)", "66 (59–75),69 (62–77)")
        + &row("BMI, median [range]", "26 [19–41],27 [18–39]")
        + &row("Stay, median (min, max)", "\"5 (4, 21)\",\"3 (2, 17)\"")
        + &row("Nodes, mean (min–max)", "17.2 (12–22),12.1 (8–18)");
    let reading = read(&csv);
    assert_eq!((cells(&reading), holding(&reading, ["existence"])), ((8, 8), [8]));
    let wrong = csv + &row("Size, median (IQR)", "36 (25–50),53 (27–40)");
    assert_eq!(reported(&read(&wrong)), ["53"]);
    // A confidence interval is tied to nothing.
    assert!(!read("t,A,B\n\"BMI, mean (95% CI)\",30.3 (29.0–31.6),27.1 (26.0–28.2)\n").tables()[0].is_read());
}

#[test]
fn the_least_of_all_is_the_least_of_the_groups() {
    let csv = BASELINE
        .replace(
            "Age, mean (SD), y\",76.4 (7.6),73.9 (6.3),79 (7.9)",
            "Age, median (range)\",76 (65–104),73 (65–99),79 (66–104)",
        )
        .replace(
            "Years of education, mean (SD)\",12.7 (3.2),13.3 (2.8),12 (3.4)",
            "School, median (range)\",12 (0–17),13 (3–17),12 (0–17)",
        );
    let reading = read(&csv);
    assert_eq!((reported(&reading), holding(&reading, ["extremes"])), (vec![], [6]));
    assert_eq!(reported(&read(&csv.replace("76 (65–104)", "76 (65–101)"))), ["101"]);
}

#[test]
fn counts_are_read_among_more_rows_of_statistics() {
    let csv = "\
,Total (n = 300),Women (n = 150),Men (n = 150),p
Smoker,61 (20.3),31 (20.7),30 (20.0),0.9
Diabetes,45 (15.0),20 (13.3),25 (16.7),0.4
Asthma,33 (11.0),21 (14.0),12 (8.0),0.1
Age (years),,,,
Mean ± SD,61.2 ± 9.6,60.1 ± 9.8,62.3 ± 9.4,0.05
Median (range),62 (31-88),60 (31-85),63 (35-88),0.04
BMI,,,,
Mean ± SD,27.0 ± 4.1,26.8 ± 4.0,27.2 ± 4.3,0.4
Median (range),26 (18-44),26 (18-44),27 (19-41),0.3
";
    let reading = read(csv);
    assert_eq!((cells(&reading), reported(&reading)), ((12, 12), vec![]));
    assert_eq!(holding(&reading, ["share", "pooled", "existence", "extremes"]), [9, 4, 6, 6]);
}

/// Means of levels beside their counts: three of the blocks of Oh, Ju, Lee & Park 2019, IJERPH 16(2), Table 1, for two groups.
const LEVELS: &str = "\
,Current Flusher,,,,Never Flusher,,,
,n,%,Mean,SD,n,%,Mean,SD
Sex,,,,,,,,
Male,725,47.17,8.254,5.341,1460,50.33,10.556,5.401
Female,812,52.83,7.234,5.474,1441,49.67,10.372,6.139
Major,,,,,,,,
Humanities and Social Sciences,734,47.76,7.691,5.496,1356,46.74,10.321,5.78
Engineering/Natural Sciences,624,40.6,7.825,5.372,1199,41.33,10.52,5.685
Liberal Arts,179,11.65,7.43,5.412,346,11.93,10.838,6.089
Smoking Status,,,,,,,,
Current Smoker,323,21.01,9.498,5.365,703,24.23,12.376,5.667
Past Smoker,86,5.6,10.721,6.001,118,4.07,12.534,5.724
Non-Smoker,1128,73.39,6.975,5.211,2080,71.7,9.701,5.642
Total,1537,100,7.715,5.434,2901,100,10.465,5.779
";

#[test]
fn means_of_levels_pool_to_the_row_of_all() {
    let reading = read(LEVELS);
    assert_eq!((cells(&reading), holding(&reading, ["pooled"])), ((36, 36), [12]));
    assert_eq!(reported(&reading), [""; 0]);
    assert_eq!(reported(&read(&LEVELS.replace("8.254", "8.524"))), ["8.524"]);
}

#[test]
fn means_of_levels_that_are_of_others_than_all_are_not_read() {
    // In each block some have no score, so that no weights are known.
    let reading = read(&LEVELS.replace("7.715,5.434", "7.745,5.434").replace("10.465,5.779", "10.485,5.779"));
    assert_eq!((cells(&reading), reported(&reading)), ((0, 0), vec![]));
}

/// Groups with their numbers, and all of them.
const GROUPS: &str = "Group,n,mean,sd\na,54,12.41,3.62\nb,61,14.13,4.11\nc,48,11.92,3.05\nTotal,163,12.91,3.77\n";

#[test]
fn means_of_groups_pool_to_the_row_of_all_with_their_numbers() {
    let reading = read(GROUPS);
    assert_eq!((cells(&reading), holding(&reading, ["total", "pooled"])), ((12, 12), [1, 2]));
    assert!(reading.tables()[0].unread.is_empty(), "{:?}", reading.tables()[0].unread);
    // Of a table that small nothing says which figure is wrong, or whether some had no value.
    for wrong in ["Total,163,12.97,3.77", "Total,163,12.91,0.30", "Total,170,12.91,3.77", "Total,163,15.20,3.77"] {
        let reading = read(&GROUPS.replace("Total,163,12.91,3.77", wrong));
        assert_eq!((reading.tables()[0].is_read(), reported(&reading)), (false, vec![]), "{wrong}");
    }
}

#[test]
fn counts_alone_are_no_statistics() {
    let csv = LEVELS.lines().map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{},{}\n", cells[0], cells[1], cells[2], cells[5])
    });
    let reading = read(&csv.collect::<String>());
    assert!(!reading.tables()[0].to_string().contains("summary"), "{}", reading.tables()[0]);
}

#[test]
fn numbers_of_values_beside_standard_errors_confirm_them() {
    let row = |name: &str, n: u32, mean: &str, sd: &str, se: &str| format!("{name},{n},{mean},{sd},{se}\n");
    let csv = "Group,n,Mean,SD,SE\n".to_owned()
        + &row("a", 25, "12.41", "3.62", "0.72")
        + &row("b", 30, "14.13", "4.11", "0.75")
        + &row("c", 28, "11.92", "3.05", "0.58")
        + &row("d", 31, "13.37", "5.21", "0.94")
        + &row("e", 27, "12.88", "4.47", "0.86");
    let reading = read(&csv);
    assert_eq!((reported(&reading), holding(&reading, ["ratio"])), (vec![], [5]));
    // Standard deviations that are called errors follow from nothing.
    let reading = read(
        "Group,n,Mean,SD,SE\na,25,12.41,3.62,3.61\nb,30,14.13,4.11,4.12\nc,28,11.92,3.05,3.04\nd,31,13.37,5.21,5.20\n",
    );
    assert!(!reading.tables()[0].is_read());
}
