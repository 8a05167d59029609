//! Totals that are no plain sums: columns that count more, signs for zero, rows that count levels together, totals of several blocks.

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

fn manifest(reading: &Reading) -> &str {
    &reading.files()[0].1
}

/// Of 11 of all it is not known whether they are women or men.
const PARTIAL: &str = "Characteristic,Women (n = 218),Men (n = 428),Total (n = 657)
Age
Young,14 (6.4),50 (11.7),66 (10.0)
Middle,135 (61.9),258 (60.3),397 (60.4)
Old,69 (31.7),120 (28.0),194 (29.5)
Habits
Smokes,61 (28.0),102 (23.8),167 (25.4)
Walks,144 (66.1),293 (68.5),442 (67.3)
Rides,92 (42.2),130 (30.4),228 (34.7)
Owns,109 (50.0),276 (64.5),392 (59.7)
Works,142 (65.1),359 (83.9),510 (77.6)
Sleeps,108 (49.5),152 (35.5),264 (40.2)
";

#[test]
fn a_total_column_may_count_more_than_the_columns_beside_it() {
    let reading = read(PARTIAL);
    assert!(found(&reading).is_empty());
    assert!(manifest(&reading).contains("margins = [\"Total\"]\n"), "{}", manifest(&reading));
    assert!(manifest(&reading).contains("partial = \"t1-group\""), "{}", manifest(&reading));
    // The three ages in each column; each row and the numbers of respondents across them.
    assert!(relations(&reading, "total") >= 3 + 9, "{}", relations(&reading, "total"));
    // 92 and 130 are 222.
    let wrong = read(&PARTIAL.replace("228 (34.7)", "182 (27.7)"));
    let message = "Table 1, Habits, the third, *Rides*: the row sums to 222 (92 + 130), but the total is only 182";
    assert!(found(&wrong).iter().any(|one| one.starts_with(message)), "{:?}", found(&wrong));
    let audit = wrong.audit().unwrap();
    assert!(audit.findings().iter().all(|finding| wrong.evidence(finding).unwrap() >= 20));
}

#[test]
fn what_a_total_exceeds_or_misses_by_little_is_not_found() {
    // One more than all, as where counts are rounded.
    assert!(found(&read(&PARTIAL.replace("510 (77.6)", "500 (76.1)"))).is_empty());
    // More of a row may be of neither.
    assert!(found(&read(&PARTIAL.replace("264 (40.2)", "290 (44.1)"))).is_empty());
}

#[test]
fn columns_of_others_are_no_total() {
    // Those of a third group in place of all.
    let other = PARTIAL.replace("Total", "Others");
    assert!(!manifest(&read(&other)).contains("partial = \"t1-group\""));
}

/// `N.D.` stands for none.
const SIGNS: &str = "Grade,North (n = 88),South (n = 101),East (n = 59),All (n = 248)
First,30 (34.1),30 (29.7),21 (35.6),81 (32.7)
Second,16 (18.2),N.D.,4 (6.8),20 (8.1)
Third,6 (6.8),11 (10.9),N.D.,17 (6.9)
Fourth,N.D.,N.D.,2 (3.4),2 (0.8)
None,36 (40.9),60 (59.4),32 (54.2),128 (51.6)
Walks,41 (46.6),52 (51.5),31 (52.5),124 (50.0)
";

#[test]
fn a_sign_is_zero_where_all_sums_hold_without_it() {
    let reading = read(SIGNS);
    assert!(manifest(&reading).contains("zero = [\"N.D.\"]"), "{}", manifest(&reading));
    assert_eq!(reading.tables()[0].how.as_ref().unwrap().cells, (24, 24));
    assert!(found(&reading).is_empty());
    let dashes = read(&SIGNS.replace("N.D.", "–"));
    assert!(manifest(&dashes).contains("zero = [\"–\"]"), "{}", manifest(&dashes));
    // 16 and 4 are 20, so that 5 are missing.
    let unknown = SIGNS.replace("20 (8.1)", "25 (10.1)").replace("60 (59.4)", "55 (54.5)");
    let unknown = read(&unknown.replace("128 (51.6)", "123 (49.6)"));
    assert!(!manifest(&unknown).contains("zero = "), "{}", manifest(&unknown));
    assert!(found(&unknown).is_empty());
    // The sums hold, but for a figure among those that a zero completes.
    let wrong = read(&SIGNS.replace("16 (18.2)", "16 (12.8)"));
    assert_eq!(found(&wrong), ["Table 1, *Second*, *North*: 12.8 % reported, but 16 of 88 is 18.18…, i.e. 18.2 %"]);
}

#[test]
fn a_sign_that_takes_part_in_no_sum_is_not_read() {
    let alone = "Habit,North (n = 88),South (n = 101),East (n = 59)
Walks,41 (46.6),52 (51.5),31 (52.5)
Rides,22 (25.0),18 (17.8),N.D.
Sleeps,30 (34.1),30 (29.7),21 (35.6)
";
    let reading = read(alone);
    assert!(!manifest(&reading).contains("zero = "), "{}", manifest(&reading));
    assert_eq!(reading.tables()[0].how.as_ref().unwrap().cells, (8, 8));
}

/// Stages, some of them together, and the same people by sex.
const STAGES: &str = "Stage,Lung (n = 1671),Colon (n = 1202),Renal (n = 348)
Stage 1,195 (11.7),149 (12.4),121 (34.8)
Stage 2,90 (5.4),366 (30.4),40 (11.5)
Stage 3,434 (26.0),291 (24.2),52 (14.9)
Stage 4,636 (38.1),238 (19.8),98 (28.2)
Not known,316 (18.9),158 (13.1),37 (10.6)
Early,285 (21.0),515 (49.3),161 (51.8)
Late,1070 (79.0),529 (50.7),150 (48.2)
All staged,1355,1044,311
Men,963 (57.6),607 (50.5),221 (63.5)
Women,708 (42.4),595 (49.5),127 (36.5)
";

#[test]
fn rows_may_count_several_levels_together() {
    let reading = read(STAGES);
    assert!(found(&reading).is_empty());
    let manifest_of = manifest(&reading);
    assert!(
        manifest_of.contains("\"Early\" = { printed = \"Early\", of = [\"Stage 1\", \"Stage 2\"] }"),
        "{manifest_of}"
    );
    assert!(manifest_of.contains("\"All staged\" = { printed = \"All staged\", of = [\"Early\", \"Late\"] }"));
    // All by stage and by sex, early, late and both: five in each column.
    assert_eq!(relations(&reading, "total"), 15);
    let wrong = read(&STAGES.replace("195 (11.7)", "195 (17.1)"));
    assert_eq!(found(&wrong), ["Table 1, *Stage 1*, *Lung*: 17.1 % reported, but 195 of 1671 is 11.66…, i.e. 11.7 %"]);
    // Of fewer who are staged: nothing is wrong.
    assert!(found(&read(&STAGES.replace("161 (51.8)", "161 (58.1)"))).is_empty());
    // Levels of others than the stages beside them are by themselves.
    let others = read(&STAGES.replace("285 (21.0)", "286 (21.1)").replace("1070 (79.0)", "1069 (78.9)"));
    assert!(!manifest(&others).contains("\"Early\" = {"), "{}", manifest(&others));
    assert!(found(&others).is_empty());
}

/// How many were asked, of all; two of the three columns are those whom a row counts.
const ASKED: &str = "Sign,Total (% of all),Farmers,Herders
Knows of any,451 (68.6),251 (66.9),200 (70.9)
Signs that are known
Fever (respondents = 451),191 (42.4),105 (41.8),86 (43.0)
Bleeding (respondents = 444),394 (88.7),221 (88.0),173 (86.5)
Vomiting (respondents = 452),183 (40.5),90 (35.9),93 (46.5)
Cough (respondents = 440),106 (24.1),61 (24.3),45 (22.5)
";

#[test]
fn a_label_states_how_many_were_asked_in_one_of_several_columns() {
    let reading = read(ASKED);
    assert!(found(&reading).is_empty(), "{:?}", found(&reading));
    assert!(manifest(&reading).contains("figure = \"444\""), "{}", manifest(&reading));
    assert!(manifest(&reading).contains("=answered\""), "{}", manifest(&reading));
    // Fewer may have answered, but not more.
    assert!(found(&read(&ASKED.replace("183 (40.5)", "183 (45.0)"))).is_empty());
    let wrong = read(&ASKED.replace("183 (40.5)", "183 (35.0)"));
    let message = "Table 1, Signs that are known, *Vomiting*, *Total (% of all)*: 35.0 % reported, but 183 of 452 is 40.48…, i.e. 40.5 %";
    assert_eq!(found(&wrong), [message]);
}

/// Blocks, each with the same row first.
const BLOCKS: &str = ",2017
All ages
Both sexes,2857108
Males,1470345
Females,1386763
Young
Both sexes,437639
Males,211201
Females,226438
Old
Both sexes,483031
Males,246373
Females,236658
";

#[test]
fn what_is_called_alike_in_several_blocks_is_a_total_in_all() {
    let reading = read(BLOCKS);
    assert_eq!(relations(&reading, "total"), 3);
    assert!(found(&reading).is_empty());
    // One block by itself says too little, and so do several of which one is another sum.
    let other = Paper::from_bytes("paper.csv", BLOCKS.replace("246373", "246573").as_bytes()).unwrap().read();
    assert!(other.study().is_none_or(|study| study.audit().findings().is_empty()));
}
