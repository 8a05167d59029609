//! Papers that are right: what their header, their notes and their running text say is heard, and none of their figures is found.

use retally::reading::{Paper, Reading};

use crate::right_tables::{found_in_text, read, reported};

fn paper(html: &str) -> Reading {
    Paper::from_bytes("paper.html", html.as_bytes()).unwrap().read()
}

fn found(html: &str) -> Vec<String> {
    let reading = paper(html);
    let audit = reading.audit();
    audit.iter().flat_map(|audit| audit.findings()).map(|finding| finding.message.clone()).collect()
}

/// A table with these rows of a header and of a body, cells parted by `|`.
fn table(head: &str, rows: &[&str]) -> String {
    let cells = |row: &&str| format!("<tr><td>{}</td></tr>", row.replace('|', "</td><td>"));
    format!(
        "<table><caption>Table 1. All</caption><thead>{head}</thead><tbody>{}</tbody></table>",
        rows.iter().map(cells).collect::<String>()
    )
}

#[test]
fn of_numbers_above_each_other_the_lowest_is_that_of_a_column() {
    let rows = [
        "Urban, n (%)|127 (53.6)|153 (50.5)",
        "Rural, n (%)|110 (46.4)|150 (49.5)",
        "Diabetes, n (%)|31 (13.1)|47 (15.5)",
    ];
    for of_all in ["Participants (n=540)", "Participants, N=540", "Participants [n = 540]"] {
        let head = format!(
            "<tr><th rowspan=2>Characteristic</th><th colspan=2>{of_all}</th></tr><tr><th>Group A (n=237)</th><th>Group B (n=303)</th></tr>"
        );
        assert_eq!(found(&table(&head, &rows)), [""; 0]);
        let wrong = rows.map(|row| row.replace("150 (49.5)", "150 (45.9)"));
        assert_eq!(found(&table(&head, &wrong.each_ref().map(String::as_str))).len(), 1, "{of_all}");
    }
}

#[test]
fn groups_are_not_held_against_each_other_where_each_row_has_a_number_of_its_own() {
    let head = "<tr><th rowspan=2>Antibiotic</th><th colspan=2>E. coli (n=29)</th><th colspan=2>S. aureus (n=30)</th></tr>\
                <tr><th>Tested</th><th>Resistant, n (%)</th><th>Tested</th><th>Resistant, n (%)</th></tr>";
    let rows = [
        "Ceftriaxone|17|7 (41.2)|18|9 (50.0)",
        "Amikacin|18|13 (72.2)|29|22 (75.9)",
        "Gentamicin|28|19 (67.9)|19|9 (47.4)",
    ];
    assert_eq!(found(&table(head, &rows)), [""; 0]);
    let audit = paper(&table(head, &rows)).audit().map(|audit| audit.tally().consistent);
    assert_eq!(audit, Some(20), "each is of the number beside it");
}

#[test]
fn what_looks_like_a_share_behind_a_slash_is_one_where_another_has_its_base() {
    for label in [
        "HPV types 52/58 (12.3%) were common.",
        "They took sacubitril/valsartan 49/51 mg (35.0%) or 97/103 mg (25.0%), or insulin 30/70 (45.1%).",
        "Scores above 45/60 (12.5%) were rare.",
        "These 12 of 50 hospitals (61.2%) treated most patients.",
    ] {
        assert_eq!(found_in_text(label), [""; 0], "{label}");
    }
    assert_eq!(found_in_text("Smokers were 30/60 (50.0%), and drinkers 45/60 (57.0%)."), ["57.0"]);
    assert_eq!(found_in_text("Drinkers were 59.2% (277/368)."), ["59.2"]);
    assert_eq!(found_in_text("Drinkers were 45 of 60 patients (57.0%)."), ["57.0"]);
}

#[test]
fn what_methods_say_of_resampling_is_heard_everywhere() {
    let test = "Groups differed, t(25) = 2.65, p = .009, b = −0.09, 95% CI [−0.20, 0.02], p = .281.";
    assert_eq!(found_in_text(test).len(), 2);
    for methods in [
        "p values are those of permutation tests.",
        "We computed percentile bootstrap intervals.",
        "Monte Carlo p values are reported.",
    ] {
        assert_eq!(found_in_text(&format!("{methods}\n\n{test}")), [""; 0], "{methods}");
    }
}

#[test]
fn intervals_that_are_cut_or_of_differences_in_percent_need_not_have_their_middle() {
    let rows = [
        "1 year|95.0 (88.2–100.0)|97.2 (93.4–100.0)",
        "2 years|81.3 (73.0–89.6)|85.4 (77.2–93.6)",
        "3 years|64.0 (53.2–74.8)|71.9 (61.1–82.7)",
        "4 years|44.4 (33.1–55.7)|58.2 (46.0–70.4)",
        "5 years|9.0 (0.0–19.8)|19.9 (14.2–25.6)",
    ];
    let head = "<tr><th>Time</th><th>Drug, survival, % (95% CI)</th><th>Placebo, survival, % (95% CI)</th></tr>";
    assert_eq!(found(&table(head, &rows)), [""; 0]);
    let rows = [
        "A|−30.5 (−38.4 to −22.6)",
        "B|−10.0 (−18.1 to −1.9)",
        "C|5.2 (−3.0 to 13.4)",
        "D|12.5 (4.1 to 20.9)",
        "E|−31.1 (−38.7 to −22.9)",
    ];
    assert_eq!(found(&table("<tr><th>Trait</th><th>Difference, % (95% CI)</th></tr>", &rows)), [""; 0]);
}

#[test]
fn a_standard_error_of_a_difference_is_no_difference() {
    let head = "<tr><th>Scale</th><th>t</th><th>df</th><th>Sig. (2-tailed)</th><th>Mean difference</th><th>Std. error difference</th>\
                <th>95% CI Lower</th><th>95% CI Upper</th></tr>";
    let rows = [
        "Mood|−1.36|79|0.178|−0.85|0.62|−2.09|0.39",
        "Pain|2.25|79|0.027|1.40|0.62|0.16|2.64",
        "Sleep|0.50|79|0.618|0.31|0.62|−0.92|1.54",
    ];
    let reading = paper(&table(head, &rows));
    assert_eq!(found(&table(head, &rows)), [""; 0]);
    assert!(
        reading.files()[0].1.contains("{ statistic = \"se\"") || reading.files()[0].1.contains("\"se\""),
        "{}",
        reading.files()[0].1
    );
}

#[test]
fn imputed_counts_counts_rounded_to_multiples_and_voters_are_left_alone() {
    for right in [
        // The percentages are means over imputations as well.
        "\"Table 1. Characteristics after multiple imputation\",,\nCharacteristic,A (n = 658),B (n = 193)\nAge,,\n18–39,218 (33.1),63 (32.5)\n40–59,223 (33.9),65 (33.7)\n\
         60 and older,217 (33.0),65 (33.9)\nSmoking,,\nNever,220 (33.5),64 (33.0)\nFormer,221 (33.6),66 (34.0)\nNow,217 (32.9),64 (33.0)\n",
        // Sums of weights are no numbers of respondents.
        "Characteristic,Treated (n = 238),Control (n = 330),\"Treated, weighted (n = 548.6)\"\nMale sex,109 (45.8),138 (41.8),235 (42.9)\n\
         Diabetes,60 (25.2),84 (25.5),134 (24.5)\nSmoker,31 (13.0),52 (15.8),80 (14.6)\n",
        // To the nearest 5.
        "Age,Males,Females,Persons\n0–14,3120,2755,5875\n15–24,1945,6070,8015\n25–44,3670,4820,8490\n45–64,2545,1960,4500\n65+,1990,1435,3425\nTotal,13265,17035,30300\n",
        // Voters are more than votes: their percentage is the turnout.
        "Party,Votes,%\nA,305028,11.97\nB,940138,36.89\nC,503627,19.76\nD,218037,8.56\nOthers,581548,22.82\nTotal valid votes,2548378,100.00\n\
         Invalid votes,1341,0.05\nTotal votes cast,2549719,100\nRegistered voters/turnout,3588710,71.05\n",
    ] {
        assert_eq!(reported(right), [""; 0], "{right}");
        let is_read = read(right).tables()[0].how.is_ok();
        assert_eq!(is_read, !right.contains("imputation"), "{right}");
    }
}

#[test]
fn what_is_not_read_in_a_paragraph_without_anything_else_is_listed() {
    let text = "We found 37 of 141 patients (26.2%).\n\nThe rest took 30/70 (45.1%) of it.";
    let reading = Paper::from_bytes("paper.txt", text.as_bytes()).unwrap().read();
    let audit = reading.audit().unwrap();
    assert!(retally::report::text(&audit, retally::report::Colour::Never).contains("30/70 (45.1%"), "it is listed");
}

#[test]
fn a_header_of_two_rows_is_one_where_only_the_first_can_be_marked() {
    let text = "| Variable | All (n=311) | By group (n=311) | By group (n=311) |\n|---|---|---|---|\n| Variable | All (n=311) | Group A (n=100) | Group B (n=211) |\n\
                | Residence | | | |\n| Urban | 190 (61.1) | 58 (58.0) | 132 (62.6) |\n| Rural | 121 (38.9) | 42 (42.0) | 79 (37.4) |\n";
    let reading = Paper::from_bytes("paper.md", text.as_bytes()).unwrap().read();
    assert!(reading.tables()[0].to_string().contains("6 of 6 cells"), "{}", reading.tables()[0]);
    assert!(reading.audit().unwrap().findings().is_empty());
}

/// Two tables of one paper, with the same groups.
fn two(head: &str, first: &[&str], second: &[&str]) -> String {
    let of =
        |number: usize, rows: &[&str]| table(head, rows).replace("Table 1. All", &format!("Table {number}. Of all"));
    of(1, first) + &of(2, second)
}

const COUNTS: [&str; 4] = [
    "Men, n (%)|34 (26.6)|119 (62.3)|153 (48.0)",
    "Smokers, n (%)|42 (32.8)|86 (45.0)|128 (40.1)",
    "Diabetes, n (%)|67 (52.3)|114 (59.7)|181 (56.7)",
    "Asthma, n (%)|21 (16.4)|35 (18.3)|56 (17.6)",
];

#[test]
fn what_is_measured_again_is_not_held_against_what_was_before() {
    let head = "<tr><th></th><th>Arm A (n=128)</th><th>Arm B (n=191)</th><th>Total (n=319)</th></tr>";
    let with = |rows: &[&'static str]| [COUNTS.as_slice(), rows].concat();
    let before = with(&[
        "Weight, mean (SD)|77.6 (10.9)|81.3 (9.7)|79.8 (10.3)",
        "Age, mean (SD)|47.1 (11.2)|49.9 (12.4)|48.8 (12.0)",
    ]);
    let after = with(&[
        "Weight, mean (SD)|75.0 (9.2)|72.4 (11.1)|73.4 (10.4)",
        "Age, mean (SD)|47.1 (11.2)|49.9 (12.4)|48.8 (12.0)",
    ]);
    assert_eq!(found(&two(head, &before, &after)), [""; 0]);
    // Of a variable with most figures as before, one that differs is found.
    let wrong = with(&[
        "Weight, mean (SD)|75.0 (9.2)|72.4 (11.1)|73.4 (10.4)",
        "Age, mean (SD)|47.1 (11.2)|49.9 (14.2)|48.8 (12.0)",
    ]);
    let wrong = found(&two(head, &before, &wrong));
    assert!(wrong.iter().any(|one| one.contains("SD 12.4 reported") && one.contains("14.2")), "{wrong:?}");
}

#[test]
fn groups_as_large_that_are_called_otherwise_are_others() {
    let rows = |means: &'static str| {
        [
            "Male|12 (50.0)|12 (50.0)|12 (50.0)",
            "Obese|6 (25.0)|6 (25.0)|6 (25.0)",
            "Old|8 (33.3)|8 (33.3)|8 (33.3)",
            means,
        ]
    };
    let head =
        |of: [&str; 3]| format!("<tr><th></th>{}</tr>", of.map(|group| format!("<th>{group} (n=24)</th>")).concat());
    let by_dose = table(&head(["Low", "Middle", "High"]), &rows("Weight, mean (SD)|25.0 (2.0)|26.0 (2.0)|27.0 (2.0)"));
    let by_diet =
        table(&head(["Chow", "Fat", "Ketogenic"]), &rows("Weight, mean (SD)|24.2 (1.7)|27.4 (1.7)|26.4 (1.7)"));
    assert_eq!(found(&(by_dose + &by_diet.replace("Table 1", "Table 2"))), [""; 0]);
}

#[test]
fn a_number_of_percent_is_part_of_the_name_of_a_group() {
    let rows =
        ["Headache|14 (11.4)|4 (3.2)", "Nausea|2 (1.6)|5 (4.0)", "Dizziness|4 (3.3)|2 (1.6)", "Rash|1 (0.8)|3 (2.4)"];
    for name in ["NTG 0.4%", "Lidocaine 2 %", "10% glucose", ""] {
        let head = format!(
            "<tr><th></th><th>{name}</th><th>Placebo</th></tr><tr><th>n (%)</th><th>(n = 123)</th><th>(n = 124)</th></tr>"
        );
        let html = table(&head, &rows);
        assert_eq!(found(&html), [""; 0], "{name}");
        let how = paper(&html).tables()[0].to_string();
        assert!(how.contains("8 of 8 cells"), "{name}: {how}");
    }
}

#[test]
fn percentages_that_are_cut_off_are_said_to_be() {
    let cut = "Reason,Group I (n = 106),Group II (n = 190)
Cost,44 (41.5),61 (32.1)
Distance,24 (22.6),82 (43.1)
Fear,30 (28.3),17 (8.9)
Age,33 (31.1),20 (10.5)
Other,55 (51.8),38 (20.0)
";
    assert_eq!(reported(cut), [""; 0]);
    let how = read(cut).tables()[0].to_string();
    assert!(how.contains("2 with percentages cut off instead of rounded"), "{how}");
    assert!(read(cut).files()[0].1.contains("rounding = \"truncation\""));
    // Where others are rounded up these are misprints, and what is neither rounded nor cut off is one as well.
    for (right, wrong, number) in [("44 (41.5)", "45 (42.5)", 2), ("30 (28.3)", "30 (23.8)", 1)] {
        assert_eq!(reported(&cut.replace(right, wrong)).len(), number, "{wrong}");
    }
}

#[test]
fn rows_of_which_some_are_not_printed_are_left() {
    // Shares of 3,643, of whom 14 have another level.
    let table = "Stint,1,2,3,4,5,6
A,35 (0.96),1667 (45.76),7 (0.19),1916 (52.59),3 (0.08),1 (0.03)
B,40 (4.00),460 (46.00),120 (12.00),300 (30.00),50 (5.00),30 (3.00)
C,11 (1.10),489 (48.90),200 (20.00),250 (25.00),25 (2.50),25 (2.50)
";
    assert_eq!(reported(table), [""; 0]);
    // One by itself is wrong.
    assert_eq!(reported(&table.replace("489 (48.90)", "489 (49.80)")).len(), 1);
    let unread = read(table).tables()[0].unread.clone();
    assert!(
        unread.iter().any(|left| left.reason.starts_with("its percentages follow from 3643, not from 3629")),
        "{unread:?}"
    );
}

#[test]
fn a_label_tells_counts_from_percentages_where_a_figure_is_wrong() {
    // In whole percentages of few: 14 (30) is 30 % of 46, and about 14 % of 217.
    let table = "Characteristic,Placebo (N = 46),Treated (N = 49)
Male,32 (70),34 (69)
White,43 (93),43 (88)
Stage IIIa,14 (30),19 (39)
Stage IIIb,32 (70),30 (61)
Node 1,9 (20),8 (16)
Node 2,19 (41),27 (55)
Node 3,18 (39),14 (29)
Smoker,16 (34),14 (29)
";
    let how = read(table).tables()[0].to_string();
    assert!(how.contains(": n (%) of its column; 7 rows; 14 of 16 cells"), "{how}");
}

#[test]
fn means_beside_counts_do_not_speak_against_them() {
    let table = "Variable,Stable (n=1497),Rising (n=1421)
\"Age, y\",29.1 (4.8),28.8 (4.5)
\"Males, n (%)\",276 (18.4),1177 (82.8)
BMI,20.5 (2.1),23.4 (2.3)
SBP,110.2 (10.2),117.7 (10.3)
DBP,70.1 (8.0),73.5 (7.6)
\"Smoker, n (%)\",81 (5.4),306 (21.5)
";
    let how = read(table).tables()[0].to_string();
    assert!(how.contains("n (%) of its column; 2 rows; 4 of 4 cells"), "{how}");
}

#[test]
fn counts_that_a_caption_says_to_be_rounded_are_no_misprints() {
    let table = "Age group,Persons (%)
0-14,11595 (20.86)
15-24,13985 (25.17)
25-44,8255 (14.86)
45-64,6255 (11.25)
65+,15475 (27.85)
Total,55565 (100.00)
";
    let of = |caption: &str| reported(&format!("Table 1. Population{caption}\n\n{table}")).len();
    assert_eq!((of(" (counts rounded to the nearest 5)"), of(", randomly rounded to base 3")), (0, 0));
    assert_eq!(of(""), 2);
}

#[test]
fn a_row_without_its_first_cell_is_left() {
    let rows = [
        "Sex|Female|21 (63.6)|23 (57.5)",
        "Sex|Male|8 (24.2)|13 (32.5)",
        "Missing|4 (12.1)|4 (10.0)|",
        "Smoker|Yes|7 (21.2)|9 (22.5)",
    ];
    let html = table("<tr><th>Variable</th><th></th><th>Group A (n = 33)</th><th>Group B (n = 40)</th></tr>", &rows);
    assert_eq!(found(&html), [""; 0]);
}
