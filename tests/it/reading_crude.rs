//! Unadjusted estimates that are read with the counts from which they follow.

use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("paper.csv", csv.as_bytes()).unwrap().read()
}

fn findings(reading: &Reading) -> Vec<String> {
    let audit = reading.audit();
    audit.iter().flat_map(|audit| audit.findings()).map(|finding| finding.message.clone()).collect()
}

fn how(reading: &Reading) -> String {
    reading.tables()[0].to_string()
}

/// How many relations between estimates and counts hold.
fn holding(reading: &Reading) -> usize {
    let crude = retally::Kind::all().find(|kind| kind.name() == "crude").unwrap();
    let audit = reading.audit().unwrap();
    audit.of_kind(crude).filter(|outcome| outcome.verdict == retally::Verdict::Consistent).count()
}

/// Four factors of those who are ill and those who are not.
const LEVELS: &str = "Factor,Ill,Well,OR (95% CI),Adjusted OR (95% CI)
Age,,,,
7-9,104,88,1,1
10-12,171,80,\"1.81 (1.23, 2.66)\",\"1.70 (1.14, 2.54)\"
Sex,,,,
Male,103,101,1.00 (reference),1
Female,172,67,\"2.52 (1.70, 3.73)\",\"2.61 (1.74, 3.90)\"
Salt,,,,
No,194,99,\"1.67 (1.12, 2.49)\",\"1.60 (1.06, 2.41)\"
Yes,81,69,1,1
Water,,,,
Tap,140,99,1,1
Well,60,29,\"1.46 (0.88, 2.44)\",\"1.38 (0.82, 2.32)\"
River,75,40,\"1.33 (0.84, 2.10)\",\"1.22 (0.76, 1.96)\"
Residence,,,,
Rural,151,102,Ref,Ref
Town,80,41,\"1.32 (0.84, 2.07)\",\"1.20 (0.75, 1.92)\"
City,44,25,\"1.19 (0.69, 2.06)\",\"1.02 (0.58, 1.80)\"
";

#[test]
fn ratios_of_levels_follow_from_counts() {
    let reading = read(LEVELS);
    assert!(
        how(&reading).contains("14 estimates, with their intervals and p values, 7 of them with their counts"),
        "{}",
        how(&reading)
    );
    assert_eq!((findings(&reading), holding(&reading)), (Vec::new(), 7));
    let manifest = &reading.files()[0].1;
    assert!(manifest.contains("cells = \"OR (ignore)\", between = "), "{manifest}");
}

#[test]
fn a_ratio_that_its_counts_do_not_give_is_found() {
    let message = "Table 1, OR (95% CI), Town, *City*: OR = 3.19 reported, but OR of 44 and 25 against 151 and 102 is 1.188…, i.e. 1.19";
    assert_eq!(findings(&read(&LEVELS.replace("1.19 (0.69, 2.06)", "3.19 (1.69, 6.02)"))), [message]);
    // A digit of a count.
    assert_eq!(findings(&read(&LEVELS.replace("80,41", "30,41"))).len(), 1);
}

#[test]
fn what_may_be_adjusted_or_of_others_is_left_alone() {
    for (from, to) in [
        ("1.19 (0.69, 2.06)", "1.25 (0.72, 2.17)"), // about as large
        ("Rural,151,102", "Rural,102,151"),         // both levels are compared with something else
        ("Ref,Ref", "\"1.1 (0.9, 1.4)\",Ref"),      // nothing is
    ] {
        let reading = read(&LEVELS.replace(from, to));
        assert_eq!(findings(&reading), Vec::<String>::new(), "{from}");
        assert!(how(&reading).contains(" of them with their counts"), "{from}: {}", how(&reading));
    }
    let near = read(&LEVELS.replace("1.19 (0.69, 2.06)", "1.25 (0.72, 2.17)"));
    let unread = &near.tables()[0].unread;
    assert!(unread.iter().any(|left| left.labels == ["City"] && left.reason.contains("may be adjusted")), "{unread:?}");
}

#[test]
fn adjusted_estimates_are_held_against_themselves_alone() {
    let adjusted = LEVELS.replace(",OR (95% CI),Adjusted OR (95% CI)", ",Adjusted OR (95% CI),Model 2 OR (95% CI)");
    assert!(!how(&read(&adjusted)).contains("with their counts"));
    // Those that are about as large as the unadjusted ones, and are not called adjusted, follow from nothing.
    let model = [
        ("1.81 (1.23, 2.66)", "1.70 (1.14, 2.54)"),
        ("2.52 (1.70, 3.73)", "2.61 (1.74, 3.90)"),
        ("1.67 (1.12, 2.49)", "1.60 (1.06, 2.41)"),
        ("1.46 (0.88, 2.44)", "1.38 (0.82, 2.32)"),
        ("1.33 (0.84, 2.10)", "1.22 (0.76, 1.96)"),
        ("1.32 (0.84, 2.07)", "1.20 (0.75, 1.92)"),
        ("1.19 (0.69, 2.06)", "1.02 (0.58, 1.80)"),
    ];
    let reading = read(&model.iter().fold(LEVELS.to_owned(), |csv, (from, to)| csv.replace(from, to)));
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert!(!how(&reading).contains("with their counts"), "{}", how(&reading));
}

/// Traits of two groups of which percentages tell how many they are.
const TRAITS: &str = "Trait,Cases (n = 57),Controls (n = 59),OR (95% CI)
Owns a bicycle,22 (38.6),26 (44.1),0.80 (0.38–1.67)
Has electricity,35 (61.4),41 (69.5),0.70 (0.32–1.51)
Used pesticides,30 (52.6),14 (23.7),3.57 (1.61–7.90)
Used herbicides,49 (86.0),40 (67.8),2.91 (1.15–7.34)
Cultivates fish,36 (63.2),32 (54.2),1.45 (0.69–3.04)
Metal can,18 (31.6),9 (15.3),2.56 (1.04–6.33)
Pond,18 (31.6),19 (32.2),0.97 (0.44–2.12)
";

#[test]
fn ratios_of_traits_follow_from_those_who_have_and_have_not() {
    let reading = read(TRAITS);
    assert!(how(&reading).contains("7 estimates, 7 of them with their counts"), "{}", how(&reading));
    assert_eq!((findings(&reading), holding(&reading)), (Vec::new(), 7));
    let wrong = read(&TRAITS.replace("2.56 (1.04–6.33)", "5.26 (2.14–12.93)"));
    assert_eq!(findings(&wrong).len(), 1, "{:?}", findings(&wrong));
}

#[test]
fn risk_ratios_of_events_and_numbers_are_those_of_the_columns() {
    let csv = "Outcome,Drug,Placebo,RR (95% CI)
Death,12/198,23/202,0.53 (0.27–1.04)
Stroke,31/197,52/202,0.61 (0.41–0.91)
Bleeding,44/198,25/201,1.79 (1.14–2.80)
Admission,88/198,121/200,0.73 (0.60–0.89)
Fever,61/190,47/199,1.36 (0.98–1.88)
";
    let reading = read(csv);
    assert!(how(&reading).contains("5 estimates, with their intervals and p values, 5 of them"), "{}", how(&reading));
    assert_eq!((findings(&reading), holding(&reading)), (Vec::new(), 5));
    // Of each level, those who are ill are of all in it.
    let csv = "Dose,Cases/all,OR (95% CI)
None,472/1350,1.00
Low,1092/2982,1.07 (0.94–1.23)
Middle,1078/2826,1.15 (1.00–1.31)
High,1369/2996,1.57 (1.37–1.79)
Highest,1069/2096,1.94 (1.68–2.23)
";
    let reading = read(csv);
    assert!(how(&reading).contains("4 of them with their counts"), "{}", how(&reading));
    assert_eq!((findings(&reading), holding(&reading)), (Vec::new(), 4));
}

#[test]
fn risk_differences_may_be_in_percent() {
    let csv = "Outcome,Drug (n = 412),Placebo (n = 416),Risk difference (95% CI)
Acute,351 (85.2),314 (75.5),9.7 (4.3 to 15.1)
Delayed,327 (79.4),281 (67.5),11.8 (5.9 to 17.7)
Overall,309 (75.0),251 (60.3),14.7 (8.4 to 21.0)
Night,199 (48.3),249 (59.9),-11.6 (-18.3 to -4.8)
Day,281 (68.2),333 (80.0),-11.8 (-17.8 to -5.9)
Week,311 (75.5),251 (60.3),15.1 (8.9 to 21.4)
";
    let reading = read(csv);
    assert!(how(&reading).contains("6 of them with their counts"), "{}", how(&reading));
    assert_eq!((findings(&reading), holding(&reading)), (Vec::new(), 6));
}
