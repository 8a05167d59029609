//! What tables are beside rows and columns: several in one, one of another, parts of a row, columns of several groups.

use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("paper.csv", csv.as_bytes()).unwrap().read()
}

fn found(reading: &Reading) -> Vec<String> {
    reading.audit().unwrap().findings().iter().map(|finding| finding.message.clone()).collect()
}

/// How many relations of a kind are derived.
fn relations(reading: &Reading, kind: &str) -> usize {
    reading.audit().unwrap().outcomes().iter().filter(|outcome| outcome.relation.kind.name() == kind).count()
}

/// Girls and boys below each other, under a header that is printed twice.
const STACKED: &str = "Girls,North (n = 140),South (n = 138)
Walks,77 (55.0),80 (58.0)
Rides,43 (30.7),38 (27.5)
Is driven,20 (14.3),20 (14.5)
Boys,North (n = 140),South (n = 138)
Walks,63 (45.0),58 (42.0)
Rides,44 (31.4),47 (34.1)
Is driven,33 (23.6),33 (23.9)
";

#[test]
fn a_header_that_is_printed_again_begins_another_table() {
    let reading = read(STACKED);
    let labels: Vec<&str> = reading.tables().iter().map(|table| table.label.as_str()).collect();
    assert_eq!(labels, ["paper", "paper, part 2"]);
    assert!(reading.tables().iter().all(|table| table.how.as_ref().unwrap().cells == (6, 6)));
    assert!(found(&reading).is_empty());
    let wrong = read(&STACKED.replace("34.1", "31.4"));
    assert_eq!(found(&wrong), ["Table 2, *Rides*, *South*: 31.4 % reported, but 47 of 138 is 34.05…, i.e. 34.1 %"]);
    // It points into the table as it is.
    let audit = wrong.audit().unwrap();
    let place = audit.claims_of(&audit.findings()[0]).find_map(|claim| wrong.place(claim)).unwrap();
    assert!(place.starts_with("paper.csv:7:"), "{place}");
}

/// A table of a paper in English, and the same in Spanish.
const TWICE: [&str; 2] = [
    "Characteristic,Women (n = 211),Men (n = 187)
Age
18 to 39,83 (39.3),61 (32.6)
40 to 59,74 (35.1),79 (42.2)
60 or more,54 (25.6),47 (25.1)
Habits
Smokes,57 (27.0),71 (38.0)
Takes part,119 (56.4),92 (49.2)
",
    "Característica,Mujeres (n = 211),Varones (n = 187)
Edad
18 a 39,83 (39.3),61 (32.6)
40 a 59,74 (35.1),79 (42.2)
60 o más,54 (25.6),47 (25.1)
Costumbres
Fuma,57 (27.0),71 (38.0)
Participa,119 (56.4),92 (49.2)
",
];

fn read_both(second: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("english.csv"), TWICE[0]).unwrap();
    std::fs::write(folder.path().join("spanish.csv"), second).unwrap();
    Paper::open(folder.path()).unwrap().read()
}

#[test]
fn a_table_that_is_printed_twice_is_compared() {
    let reading = read_both(TWICE[1]);
    // Counts and percentages of both columns in five rows, and the numbers of their respondents.
    assert_eq!(relations(&reading, "agreement"), 2 * 2 * 5 + 2);
    assert!(found(&reading).is_empty());
    // 58 of 211 is 27.5 %: nothing in the second table is wrong by itself.
    let other = TWICE[1].replace("57 (27.0)", "58 (27.5)");
    let alone = read(&other);
    assert!(found(&alone).is_empty());
    let found = found(&read_both(&other));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|message| message.contains("57") || message.contains("27.0")), "{found:?}");
}

#[test]
fn tables_of_other_people_are_not_compared() {
    let other =
        TWICE[1].replace("83 (39.3)", "80 (37.9)").replace("74 (35.1)", "77 (36.5)").replace("57 (27.0)", "50 (23.7)");
    let other = other.replace("119 (56.4)", "99 (46.9)");
    assert_eq!(relations(&read_both(&other), "agreement"), 2 * relations(&read(TWICE[0]), "agreement"));
}

/// Those who know of it are asked more.
const NESTED: &str = "Question,Women (n = 211),Men (n = 187)
Knows of it,119 (56.4),93 (49.7)
Of these
Heard of it at school,57 (47.9),31 (33.3)
Heard of it at home,43 (36.1),40 (43.0)
Heard of it elsewhere,19 (16.0),22 (23.7)
Habits
Takes part,83 (39.3),61 (32.6)
Smokes,57 (27.0),71 (38.0)
Works,71 (33.6),47 (25.1)
";

#[test]
fn percentages_may_be_shares_of_another_row() {
    let reading = read(NESTED);
    let how = reading.tables()[0].how.as_ref().unwrap();
    assert_eq!(how.cells, (14, 14));
    assert!(found(&reading).is_empty());
    // They are all of it.
    assert_eq!(relations(&reading, "total"), 2);
    let wrong = read(&NESTED.replace("57 (47.9)", "57 (49.9)"));
    let message =
        "Table 1, Of these, *Heard of it at school*, *Women*: 49.9 % reported, but 57 of 119 is 47.89…, i.e. 47.9 %";
    assert_eq!(found(&wrong), [message]);
    assert!(wrong.evidence(&wrong.audit().unwrap().findings()[0]).unwrap() >= 20);
    // Of fewer who answered: nothing is wrong.
    assert!(found(&read(&NESTED.replace("57 (47.9)", "57 (48.7)"))).is_empty());
}

/// Grades, those who have one, and those who have none.
const SUBTOTAL: &str = "Symptoms,North (n = 209),South (n = 208),East (n = 117)
Grade 1,64 (30.6),66 (31.7),38 (32.5)
Grade 2,14 (6.7),22 (10.6),12 (10.3)
Grade 3,35 (16.7),5 (2.4),13 (11.1)
Total,113 (54.1),93 (44.7),63 (53.8)
None,96 (45.9),115 (55.3),54 (46.2)
";

#[test]
fn a_subtotal_is_a_level_beside_others() {
    let reading = read(SUBTOTAL);
    assert_eq!(reading.tables()[0].how.as_ref().unwrap().cells, (15, 15));
    // The grades come to the subtotal, and that with the others to all.
    assert_eq!(relations(&reading, "total"), 6);
    assert!(found(&reading).is_empty());
    let wrong = read(&SUBTOTAL.replace("14 (6.7)", "14 (7.6)"));
    assert_eq!(found(&wrong), ["Table 1, *Grade 2*, *North*: 7.6 % reported, but 14 of 209 is 6.69…, i.e. 6.7 %"]);
}

/// Two groups, each with and without, and both together.
const UNION: &str = "Characteristic,All with (n = 647),All without (n = 318),Naive with (n = 420),Naive without (n = 98),Others with (n = 227),Others without (n = 220)
Male,499 (77.1),206 (64.8),345 (82.1),73 (74.5),154 (67.8),133 (60.5)
Smokes,265 (41.0),107 (33.6),177 (42.1),42 (42.9),88 (38.8),65 (29.5)
Works,363 (56.1),118 (37.1),262 (62.4),50 (51.0),101 (44.5),68 (30.9)
Lives alone,202 (31.2),91 (28.6),134 (31.9),23 (23.5),68 (30.0),68 (30.9)
";

#[test]
fn columns_may_count_some_of_the_others_together() {
    let reading = read(UNION);
    // Two of each row.
    assert_eq!(relations(&reading, "total"), 8);
    assert!(found(&reading).is_empty());
    let manifest = &reading.files()[0].1;
    assert!(
        manifest.contains("\"All with\" = { printed = \"All with\", of = [\"Naive with\", \"Others with\"] }"),
        "{manifest}"
    );
}

/// Statements that all respondents answer.
const QUESTIONS: &str = "Statement,Agree,Disagree,Do not know
It is useful,77 (55.0),43 (30.7),20 (14.3)
It is safe,63 (45.0),44 (31.4),33 (23.6)
It is cheap,31 (22.1),97 (69.3),12 (8.6)
It is known,114 (81.4),21 (15.0),5 (3.6)
";

#[test]
fn rows_that_come_to_one_number_are_questions_to_all() {
    let reading = read(QUESTIONS);
    let how = reading.tables()[0].to_string();
    assert_eq!(how, "paper: n (%) of all, whom each row counts; 4 rows; 12 of 12 cells; 116 bits");
    assert!(found(&reading).is_empty());
    let [count, percentage] =
        ["79 (69.3)", "97 (63.9)"].map(|wrong| found(&read(&QUESTIONS.replace("97 (69.3)", wrong))));
    let message = "Table 1, It is cheap, *Disagree*: 79 reported, but the other figures imply 97 (69.3 % reported, but 79 of 140 is 56.42…, i.e. 56.4 %)";
    assert_eq!(count, [message]);
    assert_eq!(percentage, ["Table 1, It is cheap, *Disagree*: 63.9 % reported, but 97 of 140 is 69.28…, i.e. 69.3 %"]);
}

#[test]
fn some_may_not_have_answered_a_question() {
    let fewer = read(&QUESTIONS.replace("12 (8.6)", "11 (7.9)"));
    assert!(found(&fewer).is_empty());
    let reasons: Vec<&str> = fewer.tables()[0].unread.iter().map(|unread| unread.reason.as_str()).collect();
    assert_eq!(reasons, ["its counts come to 139, not to 140"]);
    // Shares of those who answered.
    let answered =
        read(&QUESTIONS.replace("97 (69.3),12 (8.6)", "97 (73.5),4 (3.0)").replace("31 (22.1)", "31 (23.5)"));
    assert!(found(&answered).is_empty());
}
