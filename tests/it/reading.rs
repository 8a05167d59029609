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
    // Means, and a column of p values.
    assert_eq!(unread, ["Age, years", "p"]);
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

#[test]
fn the_four_tables_of_the_flagship_in_a_folder_give_their_four_findings_without_a_manifest() {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=4 {
        let file = format!("table{number}.csv");
        let from = format!("{}/data/izcara-andrade-2018/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(from, folder.path().join(file)).unwrap();
    }
    let reading = Paper::open(folder.path()).unwrap().read();
    assert_eq!(reported(&reading), ["26.3", "66.6", "25.6", "141"]);
    let audit = reading.audit().unwrap();
    let mut bits = audit.findings().iter().map(|finding| reading.evidence(finding).unwrap());
    assert!(bits.all(|bits| bits >= 20));
}

#[test]
fn a_folder_without_tables_is_no_paper() {
    let folder = tempfile::tempdir().unwrap();
    let error = Paper::open(folder.path()).unwrap_err().to_string();
    assert!(error.ends_with("there is no CSV or TSV file in it"), "{error}");
}

#[test]
fn percentages_in_rows_below_their_counts_are_read() {
    let csv = "Answer,,Men,Women,Total\nYes,n,31,40,71\n,%,44.3,57.1,50.7\nNo,n,24,22,46\n,%,34.3,31.4,32.9\nUnsure,n,15,8,23\n,%,21.4,11.4,16.4\nTotal,n,70,70,140\n,%,50.0,50.0,100\n";
    let reading = read(csv);
    let how = reading.tables()[0].how.as_ref().unwrap();
    assert_eq!((how.notation, how.base, how.cells), ("n above %", "its column", (12, 12)));
    assert_eq!(reported(&reading), [""; 0]);
    assert_eq!(reported(&read(&csv.replace("57.1", "51.7"))), ["51.7"]);
    // The same under headings, without a second column of labels.
    let csv = "Answer,Men,Women,Total\nYes,,,\nn,31,40,71\n%,44.3,57.1,50.7\nNo,,,\nn,24,22,46\n%,34.3,31.4,32.9\nUnsure,,,\nn,15,8,23\n%,21.4,11.4,16.4\nTotal,,,\nn,70,70,140\n%,100,100,100\n";
    assert_eq!(reported(&read(csv)), [""; 0]);
    let reading = read(&csv.replace("34.3", "43.3"));
    assert_eq!(reported(&reading), ["43.3"]);
    let audit = reading.audit().unwrap();
    let place = audit.claims_of(&audit.findings()[0]).find_map(|claim| reading.place(claim)).unwrap();
    assert_eq!(place.to_string(), "table.csv:7:3");
}

/// Animals slaughtered by month in 2013 and 2014, from Table 4 of a study of abattoirs in Zambia (2019, doi:10.1186/s12917-019-1777-0). The months
/// of 2014 come to 11,120; printed is 10,220.
const MONTHS: &str = "\
Month,2013,2014
Jan,1126,1158
Feb,987,536
Mar,726,714
Apr,903,703
May,1034,689
Jun,418,623
July,960,658
Aug,927,774
Sept,873,889
Oct,916,1034
Nov,973,1168
Dec,1349,2174
Total,\"11,192\",\"11,120\"
";

#[test]
fn totals_of_counts_are_read_where_enough_of_them_hold() {
    let read_as = |csv: &str| read(csv).tables()[0].to_string();
    // Two sums of five digits say too little.
    assert!(read_as(MONTHS).contains("not read"), "{}", read_as(MONTHS));
    let wide = |total: &str| {
        let cells = |row: &str| row.split(',').skip(1).collect::<Vec<_>>().join(",");
        let rows = MONTHS.lines().skip(1).take(12).map(|row| format!("{row},{0},{0}\n", cells(row)));
        let totals = "11192,11120,11192,11120,11192";
        format!("Month,a,b,c,d,e,f\n{}Total,{totals},{total}\n", rows.collect::<String>())
    };
    assert_eq!(reported(&read(&wide("11120"))), [""; 0]);
    assert_eq!(reported(&read(&wide("10220"))), ["10220"]);
    // What is not called a total may be anything.
    assert!(read_as(&wide("10220").replace("Total", "Peak")).contains("not read"));
}

#[test]
fn counts_of_other_things_than_the_label_counts_are_not_read() {
    let csv = "Event,Drug (n = 40),Control (n = 38),All (n = 78)\nnausea,131,120,251\npain,244,210,454\nrash,73,91,164\nTotal,448,421,869\n";
    assert_eq!(
        reported(&read(&csv.replace(" (n = 40)", "").replace(" (n = 38)", "").replace(" (n = 78)", ""))),
        [""; 0]
    );
    assert!(read(csv).audit().is_none_or(|audit| audit.findings().is_empty()));
}

/// Tables without an error, each of which was called wrong once.
#[test]
fn nothing_is_found_where_a_usual_computation_explains_the_figures() {
    for (why, csv) in [
        (
            "percentages of all, with totals",
            ",Low,Middle,Total\nFemale,12 (7),22 (12),61 (34)\nMale,32 (18),33 (18),120 (66)\nUrban,9 (5),42 (23),92 (51)\nRural,35 (19),13 (7),89 (49)\nTotal,44 (24),55 (30),181 (100)\n",
        ),
        (
            "counts and percentages that are alike, of about a hundred",
            ",\"Low, n (%)\",\"Middle, n (%)\",\"High, n (%)\",\"Total, n (%)\"\nFemale,21 (81),43 (86),8 (31),72 (71)\nMale,5 (19),7 (14),18 (69),30 (29)\nPrimary,12 (46),4 (8),10 (38),26 (25)\nUrban,3 (12),26 (52),21 (81),50 (49)\nRural,23 (88),24 (48),5 (19),52 (51)\nTotal,26 (100),50 (100),26 (100),102 (100)\n",
        ),
        (
            "one column of all, the other of its row",
            "Ward,Patients (%),Men (%)\nWard 1,20 (5.4),7 (35.0)\nWard 2,127 (34.5),92 (72.4)\nWard 3,206 (56.0),97 (47.1)\nWard 4,15 (4.1),9 (60.0)\nTotal,368 (100.0),205 (55.7)\n",
        ),
        (
            "thousands, each rounded",
            "Year,Men,Women,Other,Total\n2001,7840,7358,50,15248\n2002,5646,4420,8622,18688\n2003,4038,242,2308,6587\n2004,8764,8457,3967,21188\n",
        ),
        (
            "means and standard deviations that look like counts and percentages",
            "Characteristic,Treatment (n = 365),Control (n = 163)\n\"Age, years\",46 (13),45 (15)\nFemale,80 (22),84 (52)\nMale,285 (78),79 (48)\n",
        ),
        (
            "percentages of rows, in rows of their own",
            ",,year A,year B,year C,year D,Total\nregion A,n,26,25,22,32,105\n,%,25,24,21,30,27\nregion B,n,23,21,23,21,88\n,%,26,24,26,24,22\nregion C,n,17,27,16,16,76\n,%,22,36,21,21,19\nregion D,n,14,13,17,18,62\n,%,23,21,27,29,16\nregion E,n,15,13,15,19,62\n,%,24,21,24,31,16\nTotal,n,95,99,93,106,393\n,%,24,25,24,27,100\n",
        ),
        (
            "areas",
            "Land use,1990 (ha),1990 (%),2020 (ha),2020 (%)\nForest,942,13.2,89,1.3\nCropland,1172,16.4,1053,14.8\nGrassland,2762,38.8,3443,48.3\nWater,240,3.4,1029,14.4\nUrban,1240,17.4,516,7.2\nBare,770,10.8,996,14.0\n",
        ),
        (
            "causes of death, of the deaths",
            "Variable,Patients (N = 149)\nMale,101 (67.8)\nDiabetes,145 (97.3)\nHypertension,47 (31.5)\nSmoker,122 (81.9)\nDead,52 (34.9)\nCardiac,11 (26.9)\nSepsis,21 (40.4)\nOther,17 (32.7)\n",
        ),
    ] {
        let reading = read(csv);
        if let Some(audit) = reading.audit() {
            assert!(audit.findings().is_empty(), "{why}: {audit}");
        }
    }
}

#[test]
fn a_row_of_means_is_not_taken_for_counts() {
    let csv = "Characteristic,Local n,%,Foreign n,%,Total n,%\n\"Age (median, SD)\",33.5,10.7,36.5,12.7,35,11.8\nMale,10,47.6,9,39.1,19,43.2\nFemale,11,52.4,14,60.9,25,56.8\nSmoker,6,28.6,8,34.8,14,31.8\n";
    let reading = read(csv);
    assert!(
        reading.tables()[0].unread.iter().any(|unread| unread.labels == ["Age (median, SD)"]),
        "{:?}",
        reading.tables()[0]
    );
    assert_eq!(reported(&reading), [""; 0]);
}

#[test]
fn cells_of_two_lines_are_read_and_have_their_place() {
    let csv = "Stage,A (n = 140),B (n = 138)\nI,\"30\n21%\",\"41\n30%\"\nII,\"60\n43%\",\"57\n41%\"\nIII,\"50\n36%\",\"40\n25%\"\n";
    let reading = read(csv);
    assert_eq!(reading.tables()[0].how.as_ref().unwrap().notation, "n %");
    assert_eq!(reported(&reading), ["25%"]);
    let audit = reading.audit().unwrap();
    let place = audit.claims_of(&audit.findings()[0]).find_map(|claim| reading.place(claim)).unwrap();
    assert_eq!(place.to_string(), "table.csv:9:6");
}

/// A crosstab of respondents who are known, with totals.
fn crosstab(rows: &[Vec<u32>], is_paired: bool) -> String {
    let columns = rows[0].len();
    let sum = |column: usize| rows.iter().map(|row| row[column]).sum::<u32>();
    let sizes: Vec<u32> = (0..columns).map(sum).collect();
    let all: u32 = sizes.iter().sum();
    let share = |count: u32, size: u32| {
        // Half up; an empty group has no shares.
        let scaled = (2000 * count + size) / (2 * size).max(1);
        format!("{}.{}", scaled / 10, scaled % 10)
    };
    let line = |label: &str, counts: &[u32]| {
        let total: u32 = counts.iter().sum();
        let cells = |of: &dyn Fn(u32, u32) -> String| {
            let cells = counts.iter().zip(&sizes).map(|(count, size)| of(*count, *size)).collect::<Vec<_>>().join(",");
            format!("{cells},{}", of(total, all))
        };
        let counts = cells(&|count, _| count.to_string());
        if is_paired { format!("{label},n,{counts}\n,%,{}\n", cells(&share)) } else { format!("{label},{counts}\n") }
    };
    let names = (0..columns).map(|column| format!("group {column}")).collect::<Vec<_>>().join(",");
    let head = if is_paired { format!(",,{names},Total\n") } else { format!(",{names},Total\n") };
    let body = rows.iter().enumerate().map(|(at, row)| line(&format!("level {at}"), row)).collect::<String>();
    head + &body + &line("Total", &sizes)
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

    /// Nor in crosstabs with totals; and where one total is wrong, whatever is found names it.
    #[test]
    fn totals_are_found_wrong_where_they_are(
        rows in (2usize..6, 2usize..6).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(1u32..400, columns), rows)
        }),
        is_paired in any::<bool>(),
        wrong in 0usize..6,
    ) {
        let clean = crosstab(&rows, is_paired);
        if let Some(audit) = read(&clean).audit() {
            prop_assert!(audit.findings().is_empty(), "{clean}\n{audit}");
        }
        let column = wrong % rows[0].len();
        let total: u32 = rows.iter().map(|row| row[column]).sum();
        let (before, last) = clean.rsplit_once("\nTotal,").unwrap();
        let mut cells: Vec<String> = last.split(',').map(str::to_owned).collect();
        cells[column + usize::from(is_paired)] = (total + 90).to_string();
        let csv = format!("{before}\nTotal,{}", cells.join(","));
        let reading = read(&csv);
        if let Some(audit) = reading.audit() {
            for finding in audit.findings() {
                let figures: Vec<&str> = audit.claims_of(finding).map(|claim| claim.figure.text()).collect();
                prop_assert!(figures.contains(&(total + 90).to_string().as_str()), "{csv}\n{finding:?}");
            }
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
