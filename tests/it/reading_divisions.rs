//! Rows that divide all respondents, as their percentages show where their counts do not: which figures are then wrong, and which are of others.

use proptest::prelude::*;
use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("table.csv", csv.as_bytes()).unwrap().read()
}

/// What is reported in each finding.
fn reported(reading: &Reading) -> Vec<String> {
    let Some(audit) = reading.audit() else { return Vec::new() };
    audit.findings().iter().map(|finding| finding.reported.clone()).collect()
}

fn reasons(reading: &Reading) -> Vec<String> {
    let unread = reading.tables()[0].unread.iter();
    unread.map(|unread| format!("{}: {}", unread.labels.join(", "), unread.reason)).collect()
}

/// Women of a survey, with another block of five rows.
fn women(block: [(i64, &str); 5]) -> String {
    let before = "Characteristics,Frequency,Percentage\nAge,,\n15–24,126,33.3\n25–34,208,55.0\n35–49,44,11.6\nResidence,,\nRural,66,17.5\n\
                  Urban,312,82.5\nEducation,,\nNone,22,5.8\nPrimary,129,34.1\nCollege,227,60.1\nWork,,\nClerk,99,26.2\nTrader,54,14.3\n\
                  Home,200,52.9\nOther,25,6.6\nBlock,,\n";
    let rows = block.iter().zip('a'..).map(|((count, share), label)| format!("{label},{count},{share}\n"));
    before.to_owned() + &rows.collect::<String>()
}

#[test]
fn percentages_that_come_to_a_hundred_are_of_all() {
    // 88, 64 and 41 are printed as 78, 54 and 30, from Table 1 of a study of iodized salt (10.1186/s13104-018-3829-0).
    let wrong = read(&women([(144, "38.1"), (78, "23.3"), (54, "16.9"), (30, "10.8"), (41, "10.8")]));
    assert_eq!(reported(&wrong), ["78", "54", "30"]);
    let audit = wrong.audit().unwrap();
    let failing = audit.outcomes().iter().filter(|one| one.verdict == retally::Verdict::Inconsistent);
    assert_eq!(failing.filter(|one| one.relation.kind.name() == "total").count(), 1);
    let right = read(&women([(144, "38.1"), (88, "23.3"), (64, "16.9"), (41, "10.8"), (41, "10.8")]));
    assert_eq!((reported(&right), reasons(&right)), (vec![], vec![]));
}

#[test]
fn percentages_that_come_to_a_hundred_are_of_what_their_counts_come_to() {
    // From the same table: no number gives all three, so that nobody can say of how many they are. They come to a hundred and to 347.
    let wrong = read(&women([(85, "25.1"), (74, "22.3"), (188, "52.6"), (0, "0.0"), (0, "0.0")]));
    let audit = wrong.audit().unwrap();
    let messages: Vec<&str> = audit.findings().iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.iter().any(|message| message.contains("85 of (85 + 74 + 188")), "{messages:?}");
    assert!(messages.iter().all(|message| !message.contains("378")), "{messages:?}");
}

#[test]
fn percentages_that_another_number_explains_are_left_alone() {
    // Those who answered, all right; and two wrong ones of these that come to a hundred as well.
    assert_eq!(
        reported(&read(&women([(144, "41.5"), (78, "22.5"), (54, "15.6"), (30, "8.6"), (41, "11.8")]))),
        [""; 0]
    );
    assert_eq!(
        reported(&read(&women([(144, "41.5"), (78, "22.5"), (54, "16.6"), (30, "7.6"), (41, "11.8")]))),
        ["16.6", "7.6"]
    );
    // Several answers of one woman, each question of its own number.
    assert_eq!(
        reported(&read(&women([(144, "38.9"), (78, "23.3"), (54, "16.9"), (30, "10.8"), (41, "11.0")]))),
        [""; 0]
    );
    // One did not answer: what is rounded to whole numbers comes to a hundred all the same.
    let csv = "Answer,\"Women, n = 218\",\"Men, n = 428\"\nAge,,\nYoung,83 (38%),170 (40%)\nOld,135 (62%),258 (60%)\nHome,,\nTown,61 (28%),102 (24%)\n\
               Village,157 (72%),326 (76%)\nAnimals,,\nNo,108 (50%),152 (36%)\nYes,109 (50%),276 (64%)\n";
    assert_eq!(reported(&read(csv)), [""; 0]);
}

/// Each table is right; its last block is of others than the respondents of its columns.
#[test]
fn blocks_of_others_are_left_alone() {
    let before = "Characteristic,Total (n = 300),Cases (n = 120),Controls (n = 180)\nSex,,,\nMale,140 (46.7),50 (41.7),90 (50.0)\n\
                  Female,160 (53.3),70 (58.3),90 (50.0)\nSmoking,,,\nNever,170 (56.7),60 (50.0),110 (61.1)\nEver,130 (43.3),60 (50.0),70 (38.9)\n";
    for block in [
        // Shares of the row.
        "\"Region, row %\",,,\nNorth,80 (26.7),30 (37.5),50 (62.5)\nSouth,220 (73.3),90 (40.9),130 (59.1)\n",
        "Region,,,\nNorth,80 (100),30 (37.5),50 (62.5)\nSouth,220 (100),90 (40.9),130 (59.1)\n",
        // Weighted.
        "Region (weighted %),,,\nNorth,80 (29.0),30 (22.0),50 (33.1)\nSouth,220 (71.0),90 (78.0),130 (66.9)\n",
        "Region,,,\nNorth,80 (29.0),30 (22.0),50 (33.1)\nSouth,220 (71.0),90 (78.0),130 (66.9)\n",
        // Of lesions.
        "Site,,,\nUpper,200 (40.0),80 (42.1),120 (38.7)\nLower,300 (60.0),110 (57.9),190 (61.3)\n",
    ] {
        assert_eq!(reported(&read(&format!("{before}{block}"))), [""; 0], "{block}");
    }
    let wrong =
        format!("{before}Region,,,\nNorth,80 (26.7),30 (25.0),50 (27.8)\nSouth,220 (73.3),90 (57.0),130 (72.2)\n");
    assert_eq!(reported(&read(&wrong)), ["57.0"]);
    // Answers of 43, lesions in 350, numbers that differ from block to block.
    for csv in [
        "Characteristic,Group A (n = 43)\nReasons,\nCost,28 (24)\nDistance,10 (9)\nFear,21 (18)\nNo time,18 (16)\nNot needed,9 (8)\nSide effects,30 (26)\n",
        "Characteristic,Control (n = 350)\nSex,\nMale,180 (51.4)\nFemale,170 (48.6)\nLocation of lesions,\nUpper,110/480 (22.9)\n\
         Middle,190/480 (39.6)\nLower,100/480 (20.8)\nOther,80/480 (16.7)\n",
        "Variable,n,%\nSex,,\nMale,296,88.6\nFemale,38,11.4\nResidence,,\nUrban,160,48.2\nRural,172,51.8\n",
        "Characteristic,Intervention (n = 61),Control (n = 57)\nResidence,,\nUrban,53 (87),46 (81)\nRural,6 (10),9 (16)\nEducation,,\n\
         Primary,25 (42),32 (58)\nSecondary,17 (29),7 (13)\nTertiary,17 (29),16 (29)\n",
    ] {
        assert_eq!(reported(&read(csv)), [""; 0], "{csv}");
    }
}

#[test]
fn rows_that_are_all_of_a_column_are_of_no_more() {
    // 86 and 88 are 22.7 and 23.2 % of 379 as well, but 126 of 379 is 33.2 %.
    let wrong = women([(126, "33.3"), (28, "7.4"), (86, "22.7"), (88, "23.2"), (50, "13.2")]);
    assert_eq!(reported(&read(&wrong)), ["22.7", "23.2"]);
    // All of them are of 379.
    assert_eq!(reported(&read(&wrong.replace("a,126,33.3", "a,126,33.2"))), [""; 0]);
}

#[test]
fn a_count_may_be_far_off_in_a_table_of_counts_that_are_not_rounded() {
    // 5 of 378 is 1.3 %; that 5 is rounded would explain it, but nothing else of the table is near its share only.
    let one = women([(144, "38.1"), (88, "23.3"), (64, "16.9"), (77, "20.4"), (5, "1.4")]);
    assert_eq!(reported(&read(&one)), ["1.4"]);
}

/// Women in five cities, from Table 15 of a study of lead (10.3390/ijerph15040740).
const CITIES: &str = "\
Grade,L (n = 88),U (n = 30),X (n = 101),Y (n = 59),Sum (n = 278)
Lead,,,,,
1,30 (34.1),6 (20.0),30 (29.7),21 (35.6),87 (31.3)
2,6 (6.8),3 (10.0),11 (10.9),4 (6.8),24 (8.6)
3,16 (18.2),0 (0.0),4 (4.0),7 (11.9),27 (9.7)
Sum,52 (59.1),9 (30.0),45 (44.6),32 (54.2),138 (49.6)
None,36 (40.9),21 (70.0),56 (55.4),27 (45.8),140 (50.4)
";

#[test]
fn the_count_that_a_percentage_says_makes_both_sums_hold() {
    assert_eq!(reported(&read(CITIES)), [""; 0]);
    let wrong = read(&CITIES.replace("27 (45.8)", "21 (45.8)"));
    let audit = wrong.audit().unwrap();
    let [finding] = audit.findings() else { panic!("{:?}", reported(&wrong)) };
    assert!(finding.message.contains("21 reported, but the other figures imply 27"), "{}", finding.message);
    // The row across and the column down are among what does not hold.
    let failing = audit.outcomes().iter().filter(|one| one.verdict == retally::Verdict::Inconsistent);
    assert_eq!(failing.map(|one| one.relation.kind.name()).collect::<Vec<_>>(), ["share", "total", "total"]);
    // A count that its percentage confirms may leave some out.
    assert_eq!(reported(&read(&CITIES.replace("27 (45.8)", "21 (35.6)"))), [""; 0]);
}

/// Groups with and without a treatment.
const GROUPS: &str = "\
Characteristic,\"Drug, n = 420\",\"No drug, n = 98\",\"Both, n = 518\"
Men,345 (82.1%),73 (74.5%),418 (80.7%)
Smokers,177 (42.1%),42 (42.9%),219 (42.3%)
Tested,226 (53.8%),49 (50.0%),275 (53.1%)
Spread,237 (56.4%),74 (75.5%),311 (60.0%)
";

#[test]
fn cells_in_each_other_s_place_are_left_alone() {
    assert_eq!(reported(&read(GROUPS)), [""; 0]);
    // In the second period of a crossover trial they would be right.
    let exchanged = GROUPS.replace("237 (56.4%),74 (75.5%)", "74 (75.5%),237 (56.4%)");
    assert_eq!(reported(&read(&exchanged)), [""; 0]);
    // 74 of 98 who answered, and nothing in the place of the other.
    assert_eq!(reported(&read(&GROUPS.replace("237 (56.4%),74 (75.5%)", "74 (75.5%),74 (75.5%)"))), [""; 0]);
}

/// Pupils of three rounds, each cell with how many were asked.
const ROUNDS: &str = "\
Dishes,First n/N (%),Second n/N (%),Third n/N (%)
Before,,,
One,103/112 (92.0),98/312 (31.4),96/106 (90.6)
More,9/112 (8.0),214/312 (68.6),10/106 (9.4)
Foods,,,
Dates,1/112 (0.9),187/312 (59.9),2/106 (1.9)
Fruit,16/112 (14.3),62/312 (19.9),25/106 (23.6)
Tea,13/112 (11.6),11/312 (3.5),3/106 (2.8)
";

#[test]
fn rows_may_come_to_the_number_in_each_cell() {
    let reading = read(ROUNDS);
    assert_eq!(reported(&reading), [""; 0]);
    let totals = |reading: &Reading| {
        let audit = reading.audit().unwrap();
        let totals = audit.outcomes().iter().filter(|one| one.relation.kind.name() == "total");
        totals.map(|one| one.verdict == retally::Verdict::Consistent).collect::<Vec<_>>()
    };
    assert_eq!(totals(&reading), [true; 3]);
    // 31.6 and 68.4 are of 313, and come to a hundred.
    let wrong = read(&ROUNDS.replace("98/312 (31.4)", "99/312 (31.6)").replace("214/312 (68.6)", "214/312 (68.4)"));
    assert_eq!(totals(&wrong).iter().filter(|holds| !**holds).count(), 1);
    // Foods are no division, and neither are answers of which one has two.
    assert_eq!(totals(&read(&ROUNDS.replace("98/312 (31.4)", "99/312 (31.7)"))), [false; 0]);
}

proptest! {
    /// Whoever answered: what is computed from respondents is never found wrong.
    #[test]
    fn those_who_answered_are_never_found_wrong(counts in prop::array::uniform5(1_i64..70), of_all: bool) {
        let base = if of_all { 378 } else { counts.iter().sum() };
        let shares = counts.map(|count| {
            let tenths = (2_000 * count + base) / (2 * base);
            format!("{}.{}", tenths / 10, tenths % 10)
        });
        let block = [0, 1, 2, 3, 4].map(|at| (counts[at], shares[at].as_str()));
        prop_assert_eq!(reported(&read(&women(block))), vec![""; 0]);
    }
}
