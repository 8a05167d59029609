//! Tables that are right: their percentages are computed by what is usual, and none of them is found.

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use retally::reading::{Paper, Reading};

pub fn read(csv: &str) -> Reading {
    Paper::from_bytes("table.csv", csv.as_bytes()).unwrap().read()
}

pub fn reported(csv: &str) -> Vec<String> {
    let reading = read(csv);
    let Some(audit) = reading.audit() else { return Vec::new() };
    audit.findings().iter().map(|finding| finding.message.clone()).collect()
}

/// How the percentages of a block are computed, and what is said of that.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Usual {
    /// Of all.
    All,
    /// Of those who answered, whose number may stand in the heading.
    Answered,
    AnsweredInCells,
    AnsweredInLabel,
    /// The same, with those who did not answer as the last level, in percent of all.
    Missing,
    /// Of the row.
    Row,
    /// Adjusted by the largest remainders (Hamilton's method) to come to exactly 100.
    Adjusted,
}

const USUAL: [Usual; 7] = [
    Usual::All,
    Usual::Answered,
    Usual::AnsweredInCells,
    Usual::AnsweredInLabel,
    Usual::Missing,
    Usual::Row,
    Usual::Adjusted,
];

/// A block of a table: how its percentages are computed, how many each column has of each level, and how many did not answer.
type Block = (Usual, Vec<Vec<u64>>, Vec<u64>);

/// A table with its columns' numbers of respondents, or without.
#[derive(Clone, Debug)]
struct Table {
    decimals: u32,
    says_sizes: bool,
    blocks: Vec<Block>,
}

/// Rounded to the nearest, ties up.
fn rounded(count: u64, base: u64, decimals: u32) -> u64 {
    (2 * 100 * 10_u64.pow(decimals) * count + base) / (2 * base)
}

fn printed(digits: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    match decimals {
        0 => digits.to_string(),
        _ => format!("{}.{:0width$}", digits / unit, digits % unit, width = decimals as usize),
    }
}

/// Percentages that come to exactly 100: rounded down, and the largest remainders up.
fn adjusted(counts: &[u64], decimals: u32) -> Vec<u64> {
    let (whole, base) = (100 * 10_u64.pow(decimals), counts.iter().sum::<u64>());
    let mut digits: Vec<u64> = counts.iter().map(|count| whole * count / base).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((whole * counts[*at]) % base));
    let left = usize::try_from(whole - digits.iter().sum::<u64>()).unwrap();
    order.into_iter().take(left).for_each(|at| digits[at] += 1);
    digits
}

impl Table {
    fn csv(&self) -> String {
        let columns = self.blocks[0].2.len();
        let size = |column: usize| self.blocks[0].1[column].iter().sum::<u64>() + self.blocks[0].2[column];
        let above = |column: usize| match self.says_sizes {
            true => format!(",\"Group {column}, n (%) (n = {})\"", size(column)),
            false => format!(",\"Group {column}, n (%)\""),
        };
        let mut csv = format!("Characteristic{}\n", (0..columns).map(above).collect::<String>());
        for (at, (usual, counts, missing)) in self.blocks.iter().enumerate() {
            let answered: Vec<u64> = counts.iter().map(|levels| levels.iter().sum()).collect();
            let cells = match usual {
                Usual::AnsweredInCells => answered.iter().map(|number| format!(",n = {number}")).collect(),
                _ => ",".repeat(columns),
            };
            let label = match usual {
                Usual::AnsweredInLabel if columns == 1 => format!("Variable {at} (n = {})", answered[0]),
                _ => format!("Variable {at}"),
            };
            csv.push_str(&format!("{label}{cells}\n"));
            for level in 0..counts[0].len() {
                let of_row: u64 = counts.iter().map(|levels| levels[level]).sum();
                csv.push_str(&format!("  Level {at}-{level}"));
                for column in 0..columns {
                    let count = counts[column][level];
                    let digits = match usual {
                        Usual::All => rounded(count, size(column), self.decimals),
                        Usual::Row => rounded(count, of_row.max(1), self.decimals),
                        Usual::Adjusted => adjusted(&counts[column], self.decimals)[level],
                        _ => rounded(count, answered[column], self.decimals),
                    };
                    csv.push_str(&format!(",{count} ({})", printed(digits, self.decimals)));
                }
                csv.push('\n');
            }
            if *usual == Usual::Missing {
                let cell = |column: usize| {
                    let digits = rounded(missing[column], size(column), self.decimals);
                    format!(",{} ({})", missing[column], printed(digits, self.decimals))
                };
                csv.push_str(&format!("  Missing{}\n", (0..columns).map(cell).collect::<String>()));
            }
        }
        csv
    }
}

/// Respondents of some columns, divided by some variables.
fn table() -> impl Strategy<Value = Table> {
    let shape = (prop::collection::vec(20..900_u64, 1..4), 0..3_u32, any::<bool>(), 2..5_usize);
    shape.prop_flat_map(|(sizes, decimals, says_sizes, blocks)| {
        let block = (prop::sample::select(USUAL.to_vec()), 2..6_usize, 0..12_u64, any::<u64>());
        prop::collection::vec(block, blocks).prop_map(move |drawn| {
            let blocks =
                drawn.into_iter().map(|(usual, levels, percent, seed)| divided(&sizes, usual, levels, percent, seed));
            Table { decimals, says_sizes, blocks: blocks.collect() }
        })
    })
}

/// The respondents of each column, divided into so many levels; of those who may have left it out, some percent did.
fn divided(sizes: &[u64], usual: Usual, levels: usize, percent: u64, seed: u64) -> Block {
    let mut state = seed | 1;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let weights: Vec<u64> = (0..levels).map(|_| 1 + draw(9)).collect();
    let all: u64 = weights.iter().sum();
    let of_column = |size: &u64| {
        let left = if matches!(usual, Usual::Row | Usual::Adjusted) { 0 } else { size * percent / 100 };
        let mut counts = vec![0; levels];
        for _ in 0..size - left {
            let mut at = draw(all);
            let level = weights.iter().position(|weight| at.checked_sub(*weight).map(|less| at = less).is_none());
            counts[level.unwrap_or(0)] += 1;
        }
        (counts, left)
    };
    let (counts, missing) = sizes.iter().map(of_column).unzip();
    (usual, counts, missing)
}

/// Each run draws the same tables; `RETALLY_TABLES=20000` draws more of them.
#[test]
fn what_is_usual_is_not_found() {
    let cases = std::env::var("RETALLY_TABLES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(600);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let right = runner.run(&table(), |table| {
        let csv = table.csv();
        prop_assert_eq!(reported(&csv), Vec::<String>::new(), "{}", csv);
        Ok(())
    });
    assert!(right.is_ok(), "{}", right.unwrap_err());
}

/// What is reported in each finding of a text.
pub fn found_in_text(text: &str) -> Vec<String> {
    let reading = Paper::from_bytes("paper.txt", text.as_bytes()).unwrap().read();
    let Some(audit) = reading.audit() else { return Vec::new() };
    audit.findings().iter().map(|finding| finding.reported.clone()).collect()
}

#[test]
fn numbers_near_a_percentage_explain_it() {
    let wrong = "Characteristic,Cases (n = 160),Controls (n = 220)\nSex,,\nMale,80 (50.0),99 (45.0)\nFemale,80 (50.0),121 (55.0)\n\
                 Age,,\nYoung,40 (25.0),66 (30.0)\nOld,120 (75.0),154 (70.0)\nSmoker,41 (25.6),68 (33.9)\n";
    assert_eq!(reported(wrong).len(), 1);
    // Those whom a row counts, a label or the corner names, and those who answered.
    for right in [
        wrong.replace("Smoker,", "Examined,,200\nSmoker,").replace("33.9", "34.0"),
        wrong.replace("Smoker,", "Smoker (of 158 and 201),").replace("33.9", "33.8"),
        wrong.replace("Characteristic,", "Characteristic (N = 201),").replace("33.9", "33.8"),
        wrong.replace("Smoker,", "Smoking,n = 160,n = 201\nSmoker,").replace("33.9", "33.8"),
    ] {
        assert_eq!(reported(&right), [""; 0], "{right}");
    }
}

#[test]
fn headings_with_numbers_of_respondents_are_no_header() {
    let csv = "Variable,Cases (n = 91),Controls (n = 672)\nStage,(n = 91),(n = 668)\nI,55 (60.4),425 (63.6)\nII,36 (39.6),243 (36.4)\n\
               Alcohol,n = 89,n = 668\nYes,39 (43.8),361 (54.0)\nNo,50 (56.2),307 (46.0)\n";
    assert_eq!(reported(csv), [""; 0]);
    assert!(read(csv).tables()[0].to_string().contains("8 of 8 cells"), "{}", read(csv).tables()[0]);
}

#[test]
fn what_is_rounded_or_counts_something_else_is_left_alone() {
    for right in [
        // All counts are multiples of 5.
        "Characteristic,Cases (n = 2535),Controls (n = 505)\nSmoking,,\nNever,210 (8),160 (32)\nFormer,375 (15),170 (33)\nNow,1950 (77),175 (35)\n\
         Parity,,\n0,370 (15),170 (34)\n1,1150 (45),135 (27)\n2,90 (4),130 (26)\n3,925 (36),70 (14)\n",
        // Valid and all answers of a table of frequencies.
        ",Frequency,Valid Percent\nPublic,310,58.6\nPrivate,156,29.5\nNone,63,11.9\nTotal,529,100.0\nSystem,48,\nTotal,577,\n",
        // Costs.
        "Item,Mean cost (€),%\nDrugs,7141,30.4\nNursing,3414,14.5\nSurgery,547,2.3\nImaging,1569,6.7\nLaboratory,6351,27.1\nTransport,1031,4.4\n\
         Other,3410,14.5\nTotal,23463,100.0\n",
        // Some decreased.
        "Region,2010,2020,Change,Growth (%)\nA,4378,3572,-806,-18.4\nB,7811,11022,3211,41.1\nC,564,550,-14,-2.5\nD,690,1007,317,45.9\n\
         Total,13443,16151,2708,20.1\n",
        // All of them and some of whom the group is not known.
        "Variable,All (n = 250),Frail (n = 148),Robust (n = 101)\n\"Age, median (IQR)\",51.0 (42.0–62.0),54.0 (43.0–64.0),49.0 (37.0–59.0)\n\
         \"Weight, median (IQR)\",76.0 (68.0–86.0),76.5 (69.0–86.3),73.0 (65.0–85.0)\n\
         \"Glucose, median (IQR)\",5.4 (4.6–6.7),5.2 (4.4–6.3),5.9 (5.3–7.3)\n\"Cancer, n (%)\",74 (29.6),37 (25.0),36 (35.6)\n\
         \"Stroke, n (%)\",138 (55.2),84 (56.8),54 (53.5)\n\"Smoking, n (%)\",108 (43.2),69 (46.6),38 (37.6)\n",
        // The interval is that of B.
        "Predictor,B (SE),β,p,95% CI\nEducation,0.49 (0.10),0.26,<.001,0.29 to 0.68\nStress,0.01 (0.03),0.01,.800,-0.06 to 0.07\n\
         Income,-0.25 (0.04),-0.36,<.001,-0.32 to -0.18\nAnxiety,-0.08 (0.05),-0.08,.135,-0.18 to 0.02\nSleep,-0.16 (0.06),-0.15,.006,-0.27 to -0.05\n\
         Sex,0.07 (0.04),0.09,.091,-0.01 to 0.14\nSupport,-0.44 (0.07),-0.35,<.001,-0.57 to -0.31\nAge,-0.23 (0.04),-0.32,<.001,-0.31 to -0.16\n",
        // And that of the coefficient.
        "Factor,OR,β,95% CI for β,p\nA,0.43,-0.83,\"-1.21, -0.46\",0.002\nB,0.47,-0.76,\"-0.99, -0.53\",<0.001\nC,1.24,0.22,\"-0.11, 0.55\",0.482\n\
         D,0.53,-0.64,\"-1.07, -0.21\",0.057\nE,1.29,0.25,\"-0.52, 1.02\",0.557\nF,2.23,0.80,\"0.37, 1.23\",0.002\nG,1.62,0.48,\"-0.02, 0.98\",0.089\n",
    ] {
        assert_eq!(reported(right), [""; 0], "{right}");
    }
}

#[test]
fn percentages_adjusted_to_a_hundred_are_said_to_be() {
    let csv = "Characteristic,n (%)\nSex,\nMale,30 (40.5)\nFemale,44 (59.5)\nAge,\nYoung,37 (50.0)\nOld,37 (50.0)\n\
               Insurance,\nPublic,56 (75.7)\nNone,13 (17.6)\nPrivate,5 (6.7)\n";
    let how = "table: n (%) of its column; 3 blocks, 1 adjusted to come to 100; 7 of 7 cells; 48 bits";
    assert_eq!((read(csv).tables()[0].to_string().as_str(), reported(csv)), (how, Vec::new()));
    assert!(read(csv).files()[0].1.contains("rounding = \"controlled\""));
    // These come to 99.9.
    assert_eq!(reported(&csv.replace("n (%)", "n (%) (n = 74)").replace("6.7", "6.6")).len(), 1);
}

#[test]
fn a_caption_above_and_notes_below_the_lines_of_a_table_are_no_rows() {
    let csv = "\"Table 2. Answers (n = 74)\",,\nAnswer,n,%\nYes,30,40.5\nNo,44,59.5\nNone of these,0,0.0\nOften,12,16.2\n\
               \"* Some answers, of all\",,\n";
    let reading = read(csv);
    let sheet = &Paper::from_bytes("table.csv", csv.as_bytes()).unwrap();
    let sheet = &sheet.document().sheets[0];
    assert_eq!((sheet.label.as_str(), sheet.caption.as_str()), ("Table 2", "Answers (n = 74)"));
    assert_eq!((sheet.notes.len(), sheet.notes[0].text.as_str()), (1, "Some answers, of all"));
    assert!(reading.tables()[0].to_string().starts_with("Table 2: n | % of its column"), "{}", reading.tables()[0]);
}

#[test]
fn what_sentences_say_otherwise_is_not_found() {
    for right in [
        "Stress predicted sleep, b = 0.58, SE = 0.20, p = .004. Age predicted sleep, b = 0.77, SE = 0.49, p = .116.",
        "Fewer than 45% (223 of 506) agreed, almost 24% (35/148) of men did, over 39% (258/654) of all, and >60% (623 of 1025) of others.",
        "Más del 60% (623 de 1025) eran mujeres.",
        "Groups differed, t(9) = −1.69, p = .123.",
        "The interaction was tested, F(4, 108) = 1.246, p = 0.297.",
        "Groups differed (U = 23, z = −1.40, p = 0.18).",
        "Games–Howell tests followed, t(23) = 3.46, p = .006.",
        "P values were Bonferroni-corrected.\n\nThe risk was lower (OR 0.90; 95% CI 0.68 to 1.19; p = 0.924), t(42) = −2.84, p = .021.",
    ] {
        assert_eq!(found_in_text(right), [""; 0], "{right}");
    }
    for (wrong, figure) in [
        ("Groups differed, t(42) = −2.84, p = .021.", "p = .021"),
        ("P values were Bonferroni-corrected.\n\nGroups differed, t(42) = −2.84, p = .0007.", "p = .0007"),
        ("The risk was lower (OR 0.90; 95% CI 0.68 to 1.19; p = 0.924).", "p = 0.924"),
        ("Of all, 45% (223 of 506) agreed.", "45 %"),
    ] {
        assert_eq!(found_in_text(wrong).len(), 1, "{wrong} {figure}");
    }
}
