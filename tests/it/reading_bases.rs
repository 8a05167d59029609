//! What percentages are shares of: their row, a number beside them, a number that a label states.

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

/// What percentages are of, and how many cells there are and are read.
fn how(reading: &Reading) -> (&'static str, (usize, usize)) {
    let how = reading.tables()[0].how.as_ref().unwrap();
    (how.base, how.cells)
}

fn reasons(reading: &Reading) -> Vec<String> {
    let unread = reading.tables()[0].unread.iter();
    unread.map(|unread| format!("{}: {}", unread.labels.join(", "), unread.reason)).collect()
}

/// Shares of rows, with a total of each row.
const ROWS: &str = "\
Group,Yes n (%),No n (%),Total n (%)
A,20 (50.0),20 (50.0),40 (100)
B,11 (36.7),19 (63.3),30 (100)
C,21 (70.0),9 (30.0),30 (100)
D,7 (17.9),32 (82.1),39 (100)
E,23 (46.9),26 (53.1),49 (100)
Total,82 (43.6),106 (56.4),188 (100)
";

#[test]
fn shares_of_rows_are_read() {
    assert_eq!(how(&read(ROWS)), ("its row", (18, 18)));
    assert_eq!(reported(&read(ROWS)), [""; 0]);
    assert_eq!(reported(&read(&ROWS.replace("17.9", "19.7"))), ["19.7"]);
    // Without totals one percentage of two follows from the other, and says nothing.
    let columns = |row: &str| row.rsplit_once(',').unwrap().0.to_owned() + "\n";
    let alone: String = ROWS.lines().take(4).map(columns).collect();
    assert!(how(&read(&alone)).1 == (6, 6), "{}", read(&alone).tables()[0]);
    let fewer: String = ROWS.lines().take(3).map(columns).collect();
    assert_eq!(
        read(&fewer).tables()[0].to_string(),
        "table: not read: too few of its percentages are of its row (18 bits, 20 are needed)"
    );
}

#[test]
fn beside_shares_of_rows_those_of_the_total_are_of_all() {
    let csv = "Group,Total n (%),Yes n (%),No n (%)\nSex,,,\nMen,40 (28.8),20 (50.0),20 (50.0)\nWomen,99 (71.2),39 (39.4),60 (60.6)\nAge,,,\nYoung,30 (21.6),11 (36.7),19 (63.3)\nMiddle,30 (21.6),21 (70.0),9 (30.0)\nOld,79 (56.8),27 (34.2),52 (65.8)\n";
    assert_eq!(how(&read(csv)), ("its row", (15, 15)));
    assert_eq!(reported(&read(csv)), [""; 0]);
    assert_eq!(reported(&read(&csv.replace("39.4", "34.9"))), ["34.9"]);
}

#[test]
fn counts_and_shares_of_rows_in_columns_of_their_own_are_read() {
    let csv = "Group,Yes n,%,No n,%\nA,20,50.0,20,50.0\nB,11,36.7,19,63.3\nC,21,70.0,9,30.0\nD,7,17.9,32,82.1\n";
    assert_eq!(how(&read(csv)), ("its row", (8, 8)));
    assert_eq!(reported(&read(csv)), [""; 0]);
    // Of others each row comes to a hundred as well.
    let others = [("50.0,20,50.0", "54.0,20,46.0"), ("36.7,19,63.3", "31.6,19,68.4"), ("70.0,9,30.0", "77.7,9,22.3")];
    let other = read(&others.iter().fold(csv.to_owned(), |csv, (own, other)| csv.replace(own, other)));
    let reason = "what may be percentages of its counts follows from no base, and too few counts are sums (0 bits, 20 are needed)";
    assert_eq!(other.tables()[0].to_string(), format!("table: not read: {reason}"));
}

#[test]
fn labels_state_how_many_rows_are_of() {
    // Two columns of three: the levels that are left out are none of the row's sum.
    let csv = "Arm,Low n (%),Middle n (%)\nPatient (n = 51),8 (15.7),29 (56.9)\nControl (n = 53),19 (35.8),15 (28.3)\n";
    assert_eq!(how(&read(csv)), ("its row", (4, 4)));
    assert_eq!(reported(&read(csv)), [""; 0]);
}

/// Villages with the number of those who were examined.
const BESIDE: &str = "\
Village,Examined,Positive,%,Heavy,%
A,120,37,30.8,11,9.2
B,141,52,36.9,17,12.1
C,98,21,21.4,8,8.2
D,133,60,45.1,19,14.3
Total,492,170,34.6,55,11.2
";

#[test]
fn shares_of_a_number_in_another_column_are_read() {
    assert_eq!(how(&read(BESIDE)), ("the N beside it", (10, 10)));
    assert_eq!(reported(&read(BESIDE)), [""; 0]);
    // 52 of 137, who answered.
    assert_eq!(reported(&read(&BESIDE.replace("36.9", "38.0"))), [""; 0]);
    // None of fewer would be less.
    let wrong = read(&BESIDE.replace("36.9", "33.9"));
    assert_eq!(reported(&wrong), ["33.9"]);
    let audit = wrong.audit().unwrap();
    assert!(wrong.evidence(&audit.findings()[0]).unwrap() >= 20);
    // Nor is one of another number of the row found wrong: 17 of 52.
    let chained = read(&BESIDE.replace("12.1", "32.7"));
    assert_eq!(reported(&chained), [""; 0]);
    assert!(reasons(&chained).iter().any(|reason| reason.starts_with("B: its percentages are of another base")));
    // Where the counts come to it, it is the total of the row.
    let csv = "Group,Yes,No,Asked\na,30 (60.0),20 (40.0),50\nb,14 (43.8),18 (56.3),32\nc,9 (23.1),30 (76.9),39\nd,25 (41.7),35 (58.3),60\n";
    assert_eq!(how(&read(csv)), ("its row", (8, 8)));
    assert_eq!((reported(&read(csv)), reasons(&read(csv))), (vec![], vec![]));
    // In one cell, with decimals that say which is which.
    let csv = "Village,N,Positive\nA,120,37 (30.8)\nB,141,52 (36.9)\nC,98,21 (21.4)\nD,133,60 (45.1)\n";
    assert_eq!(how(&read(csv)), ("the N beside it", (4, 4)));
}

#[test]
fn a_column_that_is_off_by_little_in_many_rows_is_none_of_plain_percentages() {
    // Rates of about a hundred, as printed beside events of 102 respondents.
    let rates = "Event,\"Patients, n = 102\"\n".to_owned()
        + "a,34 (33.4)\nb,51 (50.0)\nc,17 (16.7)\nd,25 (24.4)\ne,40 (39.1)\nf,61 (59.8)\ng,12 (11.7)\nh,70 (68.5)\n";
    let reading = read(&rates);
    assert_eq!(reported(&reading), [""; 0]);
    // One such among as many is one that is wrong.
    let plain = rates.replace("24.4", "24.5").replace("39.1", "39.2").replace("11.7", "11.8").replace("68.5", "68.6");
    assert_eq!(reported(&read(&plain)), ["33.4"]);
}

#[test]
fn blocks_of_which_each_is_a_sum_are_read_whatever_the_others_come_to() {
    // Two collections of texts, from Table 2 of a study of pride in blogs and news (PMC8170025).
    let csv = "Genre,\"China, n\",%,\"America, n\",%\nBlogs,,,,\nIndividual,547,36.6,660,45.1\nRelational,532,35.6,444,30.3\nNational,64,4.3,158,10.8\nGeneral,350,23.4,203,13.9\nNews,,,,\nPersonal,402,25.7,668,49.1\nFamily,657,42.0,430,31.6\nCountry,414,26.5,117,8.6\nOther,92,5.9,145,10.7\n";
    assert_eq!(how(&read(csv)), ("its block", (16, 16)));
    assert_eq!(reported(&read(csv)), [""; 0]);
}

#[test]
fn a_table_of_which_no_row_is_read_is_not_read() {
    let csv = "Line,A,B,C\nMean of five,20 (50.0),10 (25.0),10 (25.0)\nMean of six,11 (36.7),10 (33.3),9 (30.0)\n";
    assert_eq!(read(csv).tables()[0].to_string(), "table: not read: its label speaks of means or medians");
}

#[test]
fn headings_state_how_many_the_rows_below_them_are_of() {
    let csv = "Answer,\"n (%), N = 655\"\nSmoking status (N = 612),\nNever,340 (55.6)\nFormer,129 (21.1)\nNow,143 (23.4)\nSymptoms (n = 320),\nCough,121 (37.8)\nFever,77 (24.1)\nRash,14 (4.4)\nPain,201 (62.8)\nFatigue,188 (58.8)\nSex,\nMen,320 (48.9)\nWomen,335 (51.1)\n";
    let reading = read(csv);
    assert_eq!(how(&reading), ("its column", (10, 10)));
    let of = |reading: &Reading| -> Vec<&str> {
        reading.tables()[0].how.as_ref().unwrap().parts.iter().map(|part| part.base).collect()
    };
    assert!(of(&reading).contains(&"those whom its heading counts"), "{:?}", of(&reading));
    assert_eq!(reported(&reading), [""; 0]);
    // 121 of fewer than 320 would be more; 14 of 300 is 4.7.
    assert_eq!(reported(&read(&csv.replace("37.8", "33.8"))), ["33.8"]);
    assert_eq!(reported(&read(&csv.replace("14 (4.4)", "14 (4.7)"))), [""; 0]);
    // Where the levels are all, so are their percentages.
    assert_eq!(reported(&read(&csv.replace("21.1", "22.1"))), ["22.1"]);
    // A number that the figures do not confirm decides nothing.
    let unconfirmed = csv.replace("(n = 320)", "(n = 300)").replace("(N = 612)", "(N = 611)");
    assert_eq!(reported(&read(&unconfirmed)), [""; 0]);
}

#[test]
fn a_total_of_one_column_that_others_do_not_come_to_says_why_it_is_not_read() {
    let csv = "Fruit,n,%\nApple,30,29.1\nPear,40,38.8\nPlum,21,20.4\nFig,10,9.7\nTotal,103,100\n";
    let reading = read(csv);
    assert_eq!(reported(&reading), [""; 0]);
    let reason =
        "Total: it is called a total, but the counts above it come to 101, not to 103: some may not be printed";
    assert_eq!(reasons(&reading), [reason]);
    let audit = reading.audit().unwrap();
    assert!(audit.outcomes().iter().all(|outcome| outcome.relation.kind.name() != "total"));
    let twice = read(&csv.replace("30,29.1", "34,33.0"));
    assert!(
        reasons(&twice)[0].ends_with("come to 105, not to 103: some may be counted twice"),
        "{:?}",
        reasons(&twice)
    );
    assert_eq!(reported(&twice), [""; 0]);
    // What its percentage tells to be wrong is found without the total.
    let whole = "Fruit,n,%\nApple,30,29.7\nPear,40,39.6\nPlum,12,20.8\nFig,10,9.9\nTotal,101,100\n";
    assert_eq!(reported(&read(whole)), ["20.8"]);
}

#[test]
fn percentages_without_counts_say_that_nothing_confirms_them() {
    let csv = "Answer,\"Men, %\",\"Women, %\"\nYes,31.5,40.2\nNo,68.5,59.8\n";
    let reason = "its percentages stand without counts, and nothing confirms what they are shares of";
    assert_eq!(read(csv).tables()[0].to_string(), format!("table: not read: {reason}"));
}

/// Percentages of few respondents, whose numbers are not printed.
const ALONE: &str = "\
Answer,\"Men (n = 31), %\",\"Women (n = 38), %\"
Age,,
Young,32.3,28.9
Middle,41.9,47.4
Old,25.8,23.7
Habits,,
Smoker,22.6,18.4
Married,61.3,65.8
Rural,12.9,10.5
";

#[test]
fn percentages_without_counts_are_read_of_few() {
    assert_eq!(how(&read(ALONE)), ("its column", (12, 12)));
    assert_eq!(reported(&read(ALONE)), [""; 0]);
    let audit = read(ALONE);
    let kinds = audit.audit().unwrap();
    let of = |kind: &str| kinds.outcomes().iter().filter(|outcome| outcome.relation.kind.name() == kind).count();
    assert_eq!((of("share"), of("share-total")), (12, 2));
    // No number of at most 31 is 42.0 %.
    assert_eq!(reported(&read(&ALONE.replace("41.9", "42.0"))), ["42.0"]);
    // Too little speaks for a row by itself.
    let alone = read(&ALONE.replace("61.3", "63.1"));
    assert_eq!(
        (reported(&alone), reasons(&alone)),
        (vec![], vec!["Married: its percentages follow from no base that is known".to_owned()])
    );
    // 18 of 29 is 62.1 %: two may not have answered.
    let fewer = read(&ALONE.replace("61.3", "62.1"));
    assert_eq!(reported(&fewer), [""; 0]);
    assert!(reasons(&fewer).contains(&"Married: percentages without counts may be of those who answered".to_owned()));
    // Of many respondents any percentage is some number.
    let many = ALONE.replace("n = 31", "n = 931").replace("n = 38", "n = 1038");
    assert!(read(&many).tables()[0].to_string().contains("nothing confirms"), "{}", read(&many).tables()[0]);
    // Nor are those of something else read.
    let other = ALONE.replace("32.3", "33.5").replace("41.9", "43.1").replace("22.6", "21.3").replace("28.9", "27.1");
    assert!(!read(&other.replace("47.4", "46.6").replace("18.4", "19.7")).tables()[0].is_read());
}

/// A count of so many as a percentage with one decimal, half up.
fn percent(count: u32, size: u32) -> String {
    let scaled = (2000 * count + size) / (2 * size).max(1);
    format!("{}.{}", scaled / 10, scaled % 10)
}

fn cell(count: u32, size: u32) -> String {
    format!("{count} ({})", percent(count, size))
}

/// Shares of rows, beside totals with shares of all or of themselves.
fn by_rows(rows: &[Vec<u32>], is_of_all: bool) -> String {
    let sum = |row: &Vec<u32>| row.iter().sum::<u32>();
    let all: u32 = rows.iter().map(sum).sum();
    let head: Vec<String> = (0..rows[0].len()).map(|at| format!("answer {at}")).collect();
    let line = |(at, row): (usize, &Vec<u32>)| {
        let size = sum(row);
        let cells: Vec<String> = row.iter().map(|count| cell(*count, size)).collect();
        format!("group {at},{},{}\n", cell(size, if is_of_all { all } else { size }), cells.join(","))
    };
    format!("Group,Total,{}\n", head.join(",")) + &rows.iter().enumerate().map(line).collect::<String>()
}

/// How many were positive of those examined, twice.
fn beside(rows: &[(u32, u32, u32)]) -> String {
    let line = |(at, (size, one, other)): (usize, &(u32, u32, u32))| {
        let (one, other) = (one % (size + 1), other % (size + 1));
        format!("village {at},{size},{},{}\n", cell(one, *size), cell(other, *size))
    };
    "Village,Examined,Positive n (%),Heavy n (%)\n".to_owned() + &rows.iter().enumerate().map(line).collect::<String>()
}

/// Blocks of which some did not answer, with their number in the heading.
fn under_headings(blocks: &[Vec<u32>]) -> String {
    let block = |(at, counts): (usize, &Vec<u32>)| {
        let size: u32 = counts.iter().sum();
        let line = |(level, count): (usize, &u32)| format!("level {at}.{level},{}\n", cell(*count, size));
        format!("question {at} (n = {size}),\n") + &counts.iter().enumerate().map(line).collect::<String>()
    };
    "Question,n (%)\n".to_owned() + &blocks.iter().enumerate().map(block).collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Nothing is found in tables without errors.
    #[test]
    fn nothing_is_found_in_clean_tables_of_any_base(
        rows in (2usize..7, 2usize..5).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(1u32..150, columns), rows)
        }),
        sizes in prop::collection::vec((1u32..400, any::<u32>(), any::<u32>()), 2..9),
        is_of_all in any::<bool>(),
    ) {
        for csv in [by_rows(&rows, is_of_all), beside(&sizes), under_headings(&rows)] {
            if let Some(audit) = read(&csv).audit() {
                prop_assert!(audit.findings().is_empty(), "{csv}\n{audit}");
            }
        }
    }

    /// Where one count is wrong, whatever is found names it or a figure of its row.
    #[test]
    fn what_is_found_is_where_the_error_is(
        sizes in prop::collection::vec((20u32..400, any::<u32>(), any::<u32>()), 4..9),
        wrong in 0usize..4,
        by in 1u32..20,
    ) {
        let csv = beside(&sizes);
        let line = csv.lines().nth(wrong + 1).unwrap().to_owned();
        let (head, last) = line.rsplit_once(',').unwrap();
        let (count, share) = last.split_once(' ').unwrap();
        let off = format!("{head},{} {share}", count.parse::<u32>().unwrap() + by);
        let reading = read(&csv.replace(&line, &off));
        for finding in reading.audit().iter().flat_map(|audit| audit.findings()) {
            prop_assert!(finding.message.contains(&format!("village {wrong}")), "{off}\n{finding:?}");
        }
    }
}

/// Columns of a row of sizes; the last block counts arms of trials, of which some have several.
const ARMS: &str = "\
Characteristic,All,RCT,Other
Number of trials,118,101,17
Size,,,
Small,39 (33),29 (29),10 (59)
Middle,58 (49),54 (53),4 (24)
Large,21 (18),18 (18),3 (18)
Age,,,
Adults,115 (97),98 (97),17 (100)
Children,3 (3),3 (3),0 (0)
Health,,,
Healthy,79 (67),67 (66),12 (71)
Obese,19 (16),18 (18),1 (6)
Diabetic,18 (15),15 (15),3 (18)
Controls,,,
Refined,98 (74),86 (75),12 (67)
Usual,4 (3),3 (3),1 (6)
Other,21 (16),17 (15),4 (22)
None,10 (8),9 (8),1 (6)
";

#[test]
fn a_block_that_counts_more_than_there_are_has_a_base_of_its_own() {
    assert_eq!(how(&read(ARMS)), ("its column", (36, 36)));
    assert_eq!(reported(&read(ARMS)), [""; 0]);
    assert_eq!(reported(&read(&ARMS.replace("86 (75)", "86 (57)"))), ["57"]);
    // Beside sizes in the labels of columns it is left alone.
    let stated = ARMS.replace("All,RCT,Other", "All (n = 118),RCT (n = 101),Other (n = 17)");
    assert_eq!(how(&read(&stated)).1, (36, 24), "{:?}", reasons(&read(&stated)));
    // Several answers of each, as shares of all, are no block.
    let answers = ARMS.replace("98 (74),86 (75),12 (67)", "98 (83),86 (85),12 (71)");
    let answers = answers.replace("21 (16),17 (15),4 (22)", "21 (18),17 (17),4 (24)");
    assert_eq!(reported(&read(&answers)), [""; 0]);
}

#[test]
fn a_block_of_those_who_answered_is_read_with_a_misprint() {
    let csv = "\
Characteristic,All (n = 489) n (%),Q1 (n = 122) n (%),Q2 (n = 367) n (%)
Sex,,,
Boy,249 (50.92),65 (53.28),184 (50.14)
Girl,240 (49.08),57 (46.72),183 (49.86)
Health,,,
Healthy,300 (61.35),80 (65.57),220 (59.95)
Obese,37 (7.57),15 (12.30),22 (5.99)
School,,,
Primary,101 (20.74),39 (32.50),62 (16.89)
Junior,224 (46.00),59 (49.17),165 (44.96)
Middle,84 (17.25),17 (14.17),67 (18.26)
Higher,78 (16.02),5 (4.17),73 (19.89)
";
    assert_eq!(how(&read(csv)), ("its column", (24, 24)));
    assert_eq!(reported(&read(csv)), [""; 0]);
    assert_eq!(reported(&read(&csv.replace("44.96", "44.69"))), ["44.69"]);
    // What follows from the size of the column may be of that.
    let other = read(&csv.replace("49.17", "48.36"));
    assert_eq!(reported(&other), [""; 0]);
    assert_eq!(how(&other).1, (24, 12), "{:?}", reasons(&other));
}
