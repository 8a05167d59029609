//! What is found in a paper that is read as it is points into the paper, in every output.

use std::fmt::Write;

use retally::reading::{Paper, Reading};
use retally::report::{self, Colour};

use crate::document::packed::archive;

/// Rows of cells; the percentage of the smokers in the control group is off.
const ROWS: [[&str; 3]; 8] = [
    ["Characteristic", "Drug (n = 140)", "Control (n = 138)"],
    ["Sex", "", ""],
    ["Female", "77 (55.0)", "80 (58.0)"],
    ["Male", "63 (45.0)", "58 (42.0)"],
    ["Education", "", ""],
    ["School", "80 (57.1)", "81 (58.7)"],
    ["University", "60 (42.9)", "57 (41.3)"],
    ["Smoker,", "31 (22.1)", "27 (16.9)"],
];

fn csv() -> String {
    let line =
        |row: &[&str; 3]| row.map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell.to_owned() });
    ROWS.iter().map(|row| line(row).join(",") + "\n").collect()
}

fn html() -> String {
    let row = |row: &[&str; 3]| format!("<tr><td>{}</td></tr>\n", row.join("</td><td>"));
    format!("<table><caption>Table 3. Who smokes</caption>\n{}</table>", ROWS.iter().map(row).collect::<String>())
}

fn markdown() -> String {
    let mut rows = ROWS.iter().map(|row| format!("| {} |\n", row.join(" | ")));
    let head = rows.next().unwrap();
    format!("Table 3: Who smokes\n\n{head}|---|---|---|\n{}", rows.collect::<String>())
}

fn workbook() -> Vec<u8> {
    let mut cells = String::new();
    for (at, row) in (1..).zip(ROWS) {
        let _ = write!(cells, "<row r='{at}'>");
        for (column, text) in ["A", "B", "C"].into_iter().zip(row) {
            let _ = write!(cells, "<c r='{column}{at}' t='inlineStr'><is><t>{text}</t></is></c>");
        }
        cells += "</row>";
    }
    archive(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Target='worksheets/one.xml'/></Relationships>",
        ),
        ("xl/worksheets/one.xml", &format!("<worksheet><sheetData>{cells}</sheetData></worksheet>")),
    ])
}

fn word() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |row: &[&str; 3]| format!("<w:tr>{}</w:tr>", row.map(cell).concat());
    let rows: String = ROWS.iter().map(row).collect();
    archive(&[(
        "word/document.xml",
        &format!("<w:document xmlns:w='w'><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"),
    )])
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    Paper::from_bytes(name, bytes).unwrap().read()
}

/// Every format, with the place of the figure that is off.
fn papers() -> Vec<(Reading, &'static str)> {
    vec![
        (read("a/paper.csv", csv().as_bytes()), "a/paper.csv:8:21"),
        (read("paper.html", html().as_bytes()), "paper.html:9:39"),
        (read("paper.md", markdown().as_bytes()), "paper.md:11:24"),
        (read("book.xlsx", &workbook()), "book.xlsx:S!C8"),
        (read("paper.docx", &word()), "paper.docx: table 1, row 8, column 3"),
    ]
}

#[test]
fn the_file_and_the_cell_are_named_in_every_output() {
    for (reading, place) in papers() {
        let audit = reading.audit().unwrap();
        let [finding] = audit.findings() else { panic!("{place}: {:?}", audit.findings()) };
        assert_eq!(finding.culprits()[0].location, place);
        let text = report::text(&audit, Colour::Never);
        assert!(text.contains(&format!(" --> {place}\n")), "{text}");
        let outputs = [
            text,
            report::text(&audit, Colour::Ansi),
            report::json_of_paper(&reading, Some(&audit)),
            report::markdown(&audit),
            report::page(&audit),
            report::sarif(std::slice::from_ref(&audit)),
            report::junit(std::slice::from_ref(&audit)),
        ];
        for output in outputs {
            assert!(output.contains(place), "{place}: {output}");
            // The files that are read in its stead are nobody's.
            assert!(!output.contains("table-1.csv") && !output.contains("study.toml:"), "{place}: {output}");
        }
    }
}

#[test]
fn the_row_is_shown_as_the_paper_has_it() {
    let reading = read("paper.html", html().as_bytes());
    insta::assert_snapshot!(report::text(&reading.audit().unwrap(), Colour::Never), @r"
    paper.html

    1 table, 26 figures, 22 relations: 21 hold, 1 does not hold, 0 are undecided
      share           9 of 10    a percentage follows from its counts
      total           4 of 4     counts add up to their total, or to less where some did not answer
      part            2 of 2     a part is no more than its whole
      share-total     4 of 4     percentages add up to their total
      agreement       2 of 2     repeated values agree
      Sensitivity: 100 % of single-digit errors would be detected (all of them in 26 of 26 figures)
      Joint consistency: with 1 figure corrected, all 22 checks can hold at once

    1 finding, which is new

    finding[share]: Table 3, Smoker, *Control*: 16.9 % reported, but 27 of 138 is 19.56…, i.e. 19.6 %
     --> paper.html:9:39
      |
    9 | Smoker, | 31 (22.1) | 27 (16.9)
      |                       --  ^^^^ recomputed: 19.56…
      |                       |
      |                       Table 3, Smoker, *Control*, n
      |
     ::: paper.html:2:51
      |
    2 | Characteristic | Drug (n = 140) | Control (n = 138)
      |                                                --- Table 3, Smoker, *Control*, n
      |
      = note: 16.9 is inconsistent; the other figures imply 19.6
      = note: perhaps 16.9 is 19.6 with two digits exchanged
      = note: 138 is confirmed by 80 + 58 = 138, by 81 + 57 = 138 and by 100 × 80 / 138 ≈ 58.0
      = note: the table is read without a manifest; 72 bits speak for how it is read

    to acknowledge findings: `retally read PAPER --out FOLDER` writes the study, whose study.toml lists what is known
    ");
}

#[test]
fn sarif_is_about_the_paper() {
    for (reading, place) in papers() {
        let audit = [reading.audit().unwrap()];
        let sarif: serde_json::Value = serde_json::from_str(&report::sarif(&audit)).unwrap();
        let result = &sarif["runs"][0]["results"][0];
        let location = &result["locations"][0];
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], place);
        let file = place.split(':').next().unwrap();
        let all = result["relatedLocations"].as_array().unwrap().iter().chain([location]);
        for one in all {
            assert_eq!(one["physicalLocation"]["artifactLocation"]["uri"], file);
        }
        let lines: Vec<&str> = place.split(':').skip(1).collect();
        let region = &location["physicalLocation"]["region"];
        match lines.as_slice() {
            [line, column] => assert_eq!(
                (region["startLine"].to_string().as_str(), region["startColumn"].to_string().as_str()),
                (*line, *column)
            ),
            _ => assert!(region.is_null(), "{place}"),
        }
    }
}

#[test]
fn all_suspects_are_shown_where_they_stand() {
    let csv = "Answer,n,%\nyes,77,55.0\nno,50,35.7\nunsure,13,9.3\nrefused,10,7.1\nTotal,152,100\n";
    let reading = read(
        "paper.csv",
        csv.replace("77,55.0\nno,50,35.7", "75,49.3\nno,54,35.5").replace("13,9.3", "13,8.6").as_bytes(),
    );
    let Some(audit) = reading.audit() else { return };
    for finding in audit.findings() {
        let text = report::finding(audit.study(), finding, Colour::Never);
        for suspect in &finding.suspects {
            let claim = &audit.study().claims()[suspect.claim];
            let line = audit.study().location(claim).split(':').nth(1).unwrap().to_owned();
            assert!(text.contains(&format!("\n{line} | ")), "{text}");
        }
    }
}

/// Parts of a table are no tables, and a paper has no manifest to add anything to.
#[test]
fn a_summary_counts_the_tables_of_the_paper_and_says_how_to_acknowledge() {
    let reading = read("paper.md", format!("{0}\n{0}", markdown()).as_bytes());
    let audit = reading.audit().unwrap();
    assert!(audit.study().tables().len() > 2);
    let text = report::text(&audit, Colour::Never);
    assert!(text.contains("\n2 tables, "), "{text}");
    let json: serde_json::Value = serde_json::from_str(&report::json(&audit)).unwrap();
    assert_eq!(json["tables"], 2);
    for output in [text, report::markdown(&audit), report::page(&audit), report::junit(&[reading.audit().unwrap()])] {
        assert!(!output.contains("add to the manifest"), "{output}");
        assert!(output.contains("retally read PAPER --out FOLDER"), "{output}");
    }
}
