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
