//! Papers are read as they are: what the figures confirm is read, what they leave open is not.

use proptest::prelude::*;
use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("table.csv", csv.as_bytes()).unwrap().read()
}

/// What is reported in each finding.
fn reported(reading: &Reading) -> Vec<String> {
    let audit = reading.audit().unwrap();
    audit.findings().iter().map(|finding| finding.reported.clone()).collect()
}

const ARMS: &str = "\
Characteristic,Drug (n = 140),Control (n = 138),p
Sex,,,0.6
Female,77 (55.0),80 (58.0),
Male,63 (45.0),58 (42.0),
Education,,,0.2
School,30 (21.4),41 (29.7),
College,60 (42.9),57 (41.3),
University,50 (35.7),40 (29.0),
\"Age, years\",41.2 ± 9.8,43.0 ± 10.1,0.4
Smoker,31 (22.1),27 (19.6),0.6
";

#[test]
fn counts_with_percentages_of_their_columns_are_read() {
    let reading = read(ARMS);
    let how = reading.tables()[0].how.as_ref().unwrap();
    assert_eq!((how.notation, how.base, how.cells), ("n (%)", "its column", (12, 12)));
    assert_eq!(reported(&reading), [""; 0]);
    let unread: Vec<_> = reading.tables()[0].unread.iter().flat_map(|unread| &unread.labels).collect();
    // p values of headings, and means.
    assert_eq!(unread, ["Education", "Age, years"]);
}

#[test]
fn a_percentage_that_no_base_explains_is_found_with_what_it_rests_on() {
    // Fewer respondents would make 27 a greater share, not a smaller one.
    let reading = read(&ARMS.replace("27 (19.6)", "27 (16.9)"));
    assert_eq!(reported(&reading), ["16.9"]);
    let audit = reading.audit().unwrap();
    assert!(reading.evidence(&audit.findings()[0]).unwrap() >= 90);
    let place = reading.place(&audit.study().claims()[audit.findings()[0].claims[0]]).unwrap();
    assert_eq!(place.to_string(), "table.csv:10:18");
}

#[test]
fn a_row_that_another_base_explains_is_not_read() {
    // 27 of 130: eight may not have answered.
    let reading = read(&ARMS.replace("27 (19.6)", "27 (20.8)"));
    assert_eq!(reported(&reading), [""; 0]);
    let unread = &reading.tables()[0].unread;
    assert!(
        unread.iter().any(|unread| unread.labels == ["Smoker"] && unread.reason.contains("another base")),
        "{unread:?}"
    );
}

#[test]
fn in_rows_that_divide_the_respondents_every_percentage_is_held_against_them() {
    assert_eq!(reported(&read(&ARMS.replace("57 (41.3)", "57 (43.1)"))), ["43.1"]);
}

#[test]
fn blocks_of_those_who_answered_are_read_by_their_own_sums() {
    let csv =
        ARMS.replace("30 (21.4)", "20 (15.4)").replace("60 (42.9)", "60 (46.2)").replace("50 (35.7)", "50 (38.5)");
    assert_eq!(reported(&read(&csv)), [""; 0]);
}

#[test]
fn percentages_of_their_rows_are_read() {
    let csv = "Group,Yes,No,Total\na,30 (60.0),20 (40.0),50\nb,14 (43.8),18 (56.3),32\nc,9 (23.1),30 (76.9),39\nd,25 (41.7),35 (58.3),60\n";
    let reading = read(csv);
    assert_eq!(reading.tables()[0].how.as_ref().unwrap().base, "its row");
    assert_eq!(reported(&reading), [""; 0]);
    assert_eq!(reported(&read(&csv.replace("9 (23.1)", "9 (21.3)"))), ["21.3"]);
}

#[test]
fn two_columns_of_bare_numbers_are_no_counts_with_percentages() {
    let csv = "Marker,Alleles,Unique\nA,10,5\nB,20,10\nC,40,20\nD,60,30\nE,80,40\n";
    assert!(!read(csv).tables()[0].is_read());
    let said = "Answer,n,%\nyes,77,55.0\nno,50,35.7\nunsure,13,9.3\nTotal,140,100.0\n";
    assert!(read(said).tables()[0].is_read());
    assert!(!read(&said.replace(",n,%", ",Alleles,Unique")).tables()[0].is_read());
}

#[test]
fn tables_without_counts_say_why_they_are_not_read() {
    let reading = read("Gene,Primer\nactA,ACGTTGCA\nactB,TTGACCAA\n");
    assert!(reading.tables()[0].to_string().contains("not read: "));
    assert!(reading.study().is_none());
}

#[test]
fn what_was_read_is_a_study_that_audits_alike() {
    let reading = read(&ARMS.replace("27 (19.6)", "27 (16.9)").replace("57 (41.3)", "57 (43.1)"));
    let files = reading.files().iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    let study = retally::Study::from_files("again", files).unwrap();
    assert_eq!(study.audit().findings().len(), reading.audit().unwrap().findings().len());
    assert!(reading.files()[0].1.contains(" bits"));
}

/// A table of respondents who are known: counts and percentages by two groups, rounded half up.
fn printed(groups: &[Vec<u32>], decimals: u32) -> String {
    let sizes: Vec<u32> = groups.iter().map(|counts| counts.iter().sum()).collect();
    let mut csv = format!("Level,A (n = {}),B (n = {})\nAge group,,\n", sizes[0], sizes[1]);
    for (level, counts) in groups[0].iter().zip(&groups[1]).enumerate() {
        let cell = |count: u32, size: u32| {
            let unit = 10_u64.pow(decimals);
            let scaled = (200 * unit * u64::from(count) / u64::from(size)).div_ceil(2);
            format!("{count} ({}.{:0width$})", scaled / unit, scaled % unit, width = decimals as usize)
        };
        csv += &format!("level {level},{},{}\n", cell(*counts.0, sizes[0]), cell(*counts.1, sizes[1]));
    }
    csv
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Nothing is found in tables without errors.
    #[test]
    fn nothing_is_found_in_clean_tables(
        groups in (2usize..7).prop_flat_map(|levels| prop::collection::vec(prop::collection::vec(1u32..200, levels), 2)),
        decimals in 1u32..3,
    ) {
        let reading = read(&printed(&groups, decimals));
        if let Some(audit) = reading.audit() {
            prop_assert!(audit.findings().is_empty(), "{}", audit);
        }
    }

    /// No table makes the reading panic, or a study that cannot be opened.
    #[test]
    fn any_table_is_read_or_not(csv in "([a-z0-9 .,()%±/-]{0,12},){0,4}\n(([0-9]{1,3} ?[(][0-9]{1,2}[.]?[0-9]?[)]|[a-z]{0,5}|[0-9]{0,4}),){1,5}\n{0,6}") {
        if let Ok(paper) = Paper::from_bytes("any.csv", csv.as_bytes()) {
            let reading = paper.read();
            prop_assert!(reading.tables().iter().all(|table| !table.to_string().contains("cannot be written")), "{csv}");
        }
    }
}
