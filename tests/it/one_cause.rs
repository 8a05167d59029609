//! One cause is one finding, and only what mends everything is called wrong. The figures are of published tables.

use retally::diagnosis::{Hypothesis, Standing};
use retally::{Audit, Finding, Study};

use crate::support::{study_of, table, try_table};

/// The suspects of a finding as printed, each with what the others imply.
fn suspects<'a>(study: &'a Study, finding: &'a Finding) -> Vec<(&'a str, &'a str)> {
    let suspect = |known: &'a retally::Suspect| (study.claims()[known.claim].figure.text(), known.implied.as_str());
    finding.suspects.iter().map(suspect).collect()
}

fn hypotheses(finding: &Finding) -> Vec<Hypothesis> {
    finding.explanations.iter().map(|known| known.hypothesis).collect()
}

/// The finding whose first figure is printed so.
#[track_caller]
fn about<'a>(audit: &'a Audit, printed: &str) -> &'a Finding {
    let found = audit.findings().iter().find(|finding| finding.printed[0] == printed);
    found.unwrap_or_else(|| panic!("{printed}: {audit}"))
}

/// The manifest of groups whose statistics stand under these labels.
fn arms(labels: &str, a: u32, b: u32) -> String {
    let label = |name: &str, binding: &str| {
        if labels.contains(name) { format!("'{name}' = {{{binding}}}\n") } else { String::new() }
    };
    let all = [
        label("A mean", "arm = 'A', statistic = 'mean'"),
        label("B mean", "arm = 'B', statistic = 'mean'"),
        label("A SD", "arm = 'A', statistic = 'sd'"),
        label("B SD", "arm = 'B', statistic = 'sd'"),
        if labels.ends_with('t') { label("t", "statistic = 't'") } else { label("F", "statistic = 'F'") },
    ];
    format!("[labels]\n{}[levels.arm]\nA = {{size = {a}}}\nB = {{size = {b}}}", all.concat())
}

const BY_ARM: &str = "stub = 'variable'\nheader = [['arm', 'statistic']]";

const TWO_ROWS: &str = ",A mean,SD,B mean,SD,F\nEaten,8.5,6.1,14.7,8.4,8.99\nEstimated,8.2,6.9,9.8,9.2,5.46\nHungry,4.9,2.3,5.3,2.4,0.37\n";

fn acknowledging(entries: &[(&str, &[&str])], rest: &str, csv: &str) -> Study {
    let entry = |(id, printed): &(&str, &[&str])| {
        format!("[[acknowledged]]\nfinding = '{id}'\nprinted = {printed:?}\nnote = 'known'\n")
    };
    table(rest, &format!("{BY_ARM}\n{}", entries.iter().map(entry).collect::<String>()), csv)
}

#[test]
fn an_acknowledged_row_hides_no_other() {
    let eaten: (&str, &[&str]) = ("t::effect::F Eaten", &["8.99", "8.5", "6.1", "14.7", "8.4", "27", "27"]);
    let study = acknowledging(&[eaten], &arms("A mean,B mean,F", 27, 27), TWO_ROWS);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    assert_eq!(about(&audit, "8.99").acknowledged, Some(0));
    assert_eq!(about(&audit, "5.46").acknowledged, None);
    assert!(!audit.is_as_acknowledged());
    // Nor after its figures have changed, nor what comes later.
    let study = acknowledging(&[eaten], &arms("A mean,B mean,F", 27, 27), &TWO_ROWS.replace("14.7", "14.8"));
    let audit = study.audit();
    assert!(audit.findings().iter().all(|finding| finding.acknowledged.is_none()), "{audit}");
    assert_eq!(audit.stale().count(), 1);
}

/// Six percentages of 305 that are of 301; two of them, and the base, are acknowledged.
#[test]
fn what_joins_an_acknowledged_finding_is_a_new_one() {
    let keys = "stub = 'f'\nheader = 'statistic'";
    let rows = "f,n,%\na,97,32.2\nb,31,10.3\nc,124,41.2\n";
    let known = |csv: &str, printed: &str| {
        let entry =
            format!("[[acknowledged]]\nfinding = 't::share::f=a of all'\nprinted = [{printed}]\nnote = 'known'\n");
        table("size = 305", &format!("{keys}\n{entry}"), csv)
    };
    let study = table("size = 305", keys, rows);
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding)[0], Hypothesis::OtherNumber);
    let all: Vec<String> = finding.printed.iter().chain(&finding.related).map(|text| format!("'{text}'")).collect();
    assert!(known(rows, &all.join(", ")).audit().is_as_acknowledged(), "{}", known(rows, &all.join(", ")).audit());
    let more = known(&format!("{rows}d,49,16.3\n"), &all.join(", "));
    let audit = more.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    let new: Vec<&Finding> = audit.findings().iter().filter(|finding| finding.acknowledged.is_none()).collect();
    assert!(new.len() == 1 && new[0].id.contains("f=d"), "{audit}");
    let named_twice = known(rows, &format!("{}, '7'", all.join(", ")));
    assert_eq!(named_twice.audit().stale().count(), 1);
}

#[test]
fn an_exchange_is_seen_beside_another_failure() {
    let csv = ",Arm (n = 30)\nMen,13 (56.7)\nWomen,17 (43.3)\nLeft,16 (53.3)\nRight,14 (46.6)\n";
    let rest = "[levels.sex]\nmen = 'Men'\nwomen = 'Women'\n[levels.side]\nleft = 'Left'\nright = 'Right'";
    let keys =
        "stub = [['sex', 'side']]\nheader = 'arm'\ncells = 'n (%)'\nshare-of = 'arm'\npartition = ['sex', 'side']";
    let study = table(rest, keys, csv);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    let exchanged = about(&audit, "56.7");
    assert_eq!(hypotheses(exchanged), [Hypothesis::Swapped; 2], "either the counts or the percentages");
    assert_eq!(exchanged.repairs.len(), 2);
    assert_eq!(suspects(&study, exchanged).len(), 4);
    let cut = about(&audit, "46.6");
    assert_eq!(suspects(&study, cut), [("46.6", "46.7")]);
    assert_eq!(hypotheses(cut)[0], Hypothesis::Truncated);
}

const BLOCKS: &str =
    "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = 'n (%)'\nshare-of = 'arm'\npartition = 'level'";

#[test]
fn a_habit_is_seen_beside_a_misprint() {
    let csv = ",Arm A (n = 29),Arm B (n = 30)\nSex,,\nMen,14 (48.27),13 (43.33)\nWomen,15 (51.72),17 (56.66)\n\
               Side,,\nLeft,16 (55.15),16 (53.33)\nRight,13 (44.82),14 (46.66)\n";
    let study = table("", BLOCKS, csv);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    let habit = about(&audit, "48.27");
    assert_eq!(hypotheses(habit), [Hypothesis::Truncated]);
    assert_eq!(suspects(&study, habit).len(), 4);
    assert_eq!(suspects(&study, about(&audit, "55.15")), [("55.15", "55.17")]);
    // As many misprints as that are no habit beside misprints.
    let no_habit = csv.replace("56.66", "56.63").replace("46.66", "46.63");
    assert_eq!(table("", BLOCKS, &no_habit).audit().findings().len(), 5);
}

#[test]
fn whole_percentages_with_a_zero_appended_are_one_habit() {
    let csv = ",Country A,,Country B,\n,n,%,n,%\nOpen,5,\"5,0\",9,\"7,0\"\nOpen with a fee,30,\"30,0\",17,\"14,0\"\n\
               Subscription,64,\"65,0\",96,\"79,0\"\nTotal,99,100,122,100\n";
    let keys = "stub = 'access'\nheader = ['country', 'statistic']\nshare-of = 'country'";
    let study = table("[study.numbers]\ndecimal = ','", keys, csv);
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding), [Hypothesis::Padded]);
    assert_eq!(finding.explanations[0].claims.len(), 6);
    assert_eq!(suspects(&study, finding)[0], ("5,0", "5,1"), "in the table's own notation");
    // One that has a decimal that is not zero is enough to see that they are not.
    let study = table("[study.numbers]\ndecimal = ','", keys, &csv.replace("79,0", "78,7"));
    assert!(study.audit().findings().iter().all(|finding| hypotheses(finding) != [Hypothesis::Padded]));
}

#[test]
fn a_wrong_size_is_one_cause_though_a_percentage_is_off_by_itself() {
    let csv = ",Fourth quarter (n = 479)\nSex,\nMen,204 (67.8)\nWomen,97 (32.2)\nSmoking,\nNever,225 (74.7)\n\
               Current,71 (23.6)\nFormer,5 (1.7)\nEducation,\nLow,49 (16.3)\nMiddle,86 (28.6)\nHigh,166 (55.1)\n";
    let study = table("", BLOCKS, csv);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    let size = about(&audit, "479");
    assert_eq!(suspects(&study, size), [("479", "301")]);
    assert_eq!(size.consequences.len(), 9);
    let own = about(&audit, "74.7");
    assert_eq!(suspects(&study, own), [("74.7", "74.8")]);
    assert!(own.message.contains("225 of 301"), "{}", own.message);
    assert!(own.evidence.iter().all(|known| study.claims()[known.claim].figure.text() != "479"));
    assert_eq!(table("", BLOCKS, &csv.replace("74.7", "74.8")).audit().findings().len(), 1);
}

#[test]
fn failures_of_different_rows_are_not_blamed_on_the_group_size() {
    let csv = ",A mean,SD,B mean,SD,F\nAppeal,5.87,2.08,6.66,1.59,6.49\nTaste,6.83,1.60,7.31,1.19,3.94\n\
               Texture,4.47,1.97,6.83,1.68,1.36\nCalories,302,132,366,250,3.32\n";
    let study = table(&arms("A mean,B mean,F", 56, 84), BY_ARM, csv);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2, "{audit}");
    for (finding, first) in [(about(&audit, "1.36"), "1.36"), (about(&audit, "3.32"), "3.32")] {
        let printed: Vec<&str> = suspects(&study, finding).iter().map(|known| known.0).collect();
        assert_eq!(printed[0], first);
        assert!(!printed.contains(&"56") && !printed.contains(&"84"), "{printed:?}");
    }
}

/// Means of whole numbers, of one number of respondents.
fn means(n: u32, means: &[&str]) -> Study {
    let rows = (0..).zip(means).map(|(row, mean)| format!("Item {row},{mean}\n"));
    let variables = (0..means.len()).map(|row| format!("v{row} = {{printed = 'Item {row}', step = 1}}\n"));
    let csv = format!(",A (n = {n})\n{}", rows.collect::<String>());
    table(
        &format!("[variables]\n{}", variables.collect::<String>()),
        "stub = 'variable'\nheader = 'arm'\ncells = 'mean'",
        &csv,
    )
}

#[test]
fn means_that_some_number_fits_by_chance_are_not_blamed_on_it() {
    // 48 would do for each, and so would many other numbers: one in four for two means.
    let study = means(28, &["3.15", "5.19", "2.50"]);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2);
    for (finding, mean) in audit.findings().iter().zip(["3.15", "5.19"]) {
        assert_eq!(suspects(&study, finding)[0].0, mean);
        assert!(finding.suspects.iter().all(|suspect| study.claims()[suspect.claim].figure.text() != "28"));
    }
    // One mean alone says nothing of what is wrong.
    let one = means(28, &["3.14", "5.19", "2.50"]);
    assert_eq!(one.audit().findings()[0].suspects.len(), 2);
}

#[test]
fn a_number_that_no_other_could_replace_by_chance_is_the_one_cause() {
    // All are means of 25, and six means of just any numbers are so of 24 to 27 once in 4,000 times.
    let study = means(26, &["2.32", "3.80", "2.16", "1.96", "4.64", "3.40"]);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 1);
    assert_eq!(suspects(&study, &audit.findings()[0])[0].0, "26");
}

#[test]
fn the_statistic_that_is_recomputed_comes_first() {
    let study = table(
        &arms("A mean,A SD,B mean,B SD,t", 39, 38),
        BY_ARM,
        ",A mean,A SD,B mean,B SD,t\nRatio,0.9,0.1,0.9,0.1,8.79\n",
    );
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(suspects(&study, finding)[0], ("8.79", "at most 8.77"));
    assert!(!hypotheses(finding).contains(&Hypothesis::Copied), "two groups may have the same mean");
}

const ANSWERED: &str = "stub = 'level'\nheadings = 'variable'\nheader = ['group', 'statistic']\n\
                        share-of = [['answered', 'group']]\npartition = 'level'\npartial = ['Age']";

#[test]
fn a_block_that_is_one_too_many_has_no_culprit() {
    let csv = ",Town (n = 87),\n,n,%\nSex,,\nMen,42,48\nWomen,45,52\nAge,,\n18–29,31,35\n30–39,24,27\n40–49,15,17\n50–59,13,15\n60+,5,6\n";
    let study = table("", ANSWERED, csv);
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding), [Hypothesis::OwnSum]);
    assert!(finding.explanations[0].text.contains("follow from 31 + 24 + 15 + 13 + 5 = 88"));
    assert!(finding.suspects.iter().all(|suspect| suspect.standing == Standing::Possible), "{audit}");
}

/// 27 + 10 + 8 = 45 of 47 answered, 20 + 22 = 42 of 47 as well; all 47 have a sex.
#[test]
fn blocks_of_those_who_answered_are_told_to_be_so() {
    let csv = ",A (n = 47),B (n = 50)\nSex,,\nMen,20 (42.6),25 (50.0)\nWomen,27 (57.4),25 (50.0)\n\
               School,,\nLow,27 (60.0),20 (41.7)\nMiddle,10 (22.2),18 (37.5)\nHigh,8 (17.8),10 (20.8)\n";
    let study = table("", BLOCKS, csv);
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding), [Hypothesis::OwnSum]);
    let text = &finding.explanations[0].text;
    assert!(
        text.starts_with("2 did not answer: 60.0, 22.2 and 17.8 follow from 27 + 10 + 8 = 45; say `partial`"),
        "{text}"
    );
    let partial = table("", &format!("{BLOCKS}\npartial = 'School'"), csv);
    assert!(partial.audit().findings().len() <= 1);
}

#[test]
fn two_percentages_of_one_other_base_are_one_finding() {
    let csv = "Disease,n (%)\nHypertension,\nYes,79 (60.8)\nNo,50 (38.5)\nFalls,\nYes,54 (41.2)\nNo,77 (58.8)\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\ncells = 'n (%)'\npartial = 'Hypertension'\npartition = 'level'";
    let study = table("size = 131", keys, csv);
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding), [Hypothesis::OtherNumber]);
    assert!(finding.explanations[0].text.contains("of 130, and not of the 131"));
    // Percentages that ask for different numbers are misprints.
    let apart = table("size = 131", keys, &csv.replace("38.5", "37.5"));
    assert!(apart.audit().findings().iter().all(|finding| !hypotheses(finding).contains(&Hypothesis::OtherNumber)));
}

#[test]
fn claims_of_the_text_may_be_of_another_base() {
    let rest = "[labels]\nBoth = {before = 'yes', after = 'yes'}\n'Only before' = {before = 'yes', after = 'no'}\n\
                'Only after' = {before = 'no', after = 'yes'}\nNeither = {before = 'no', after = 'no'}";
    let claim = |figure: &str, after: &str, base: &str| {
        format!(
            "[[claim]]\nwhere = 'Abstract'\nfigure = '{figure}'\nstatistic = '%'\nevent = {{before = '{base}', after = '{after}'}}\nbase = {{before = '{base}'}}\n"
        )
    };
    let study = |second: &str| {
        let claims = claim("53", "yes", "yes") + &claim(second, "yes", "no");
        let keys =
            format!("stub = [['before', 'after']]\nheader = 'statistic'\npartition = ['before', 'after']\n{claims}");
        table(rest, &keys, "Working,n\nBoth,167\nOnly before,18\nOnly after,27\nNeither,104\nTotal,316\n")
    };
    let one = study("9");
    let audit = one.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    assert_eq!(hypotheses(finding)[0], Hypothesis::OtherBase);
    assert_eq!(suspects(&one, finding), [("53", "90"), ("9", "21")]);
    assert_eq!(study("11").audit().findings().len(), 2);
}

#[test]
fn what_is_undecided_is_listed_once() {
    let keys =
        "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\nshare-of = 'answered'\noverlap = 'Reasons'";
    let study = try_table("", keys, "Reason,n,%\nReasons,,\nPrice,62,73\nTaste,22,26\n").unwrap();
    let audit = study.audit();
    assert_eq!((audit.tally().undecided, audit.unchecked().count()), (2, 0));
    let text = audit.to_string();
    assert_eq!(text.matches("n of known *Reasons* is not reported").count(), 1, "{text}");
}

#[test]
fn separate_values_are_not_a_range() {
    let rest = "[labels]\np = {statistic = 'p', between = 'arm'}\n[variables]\nstroke = 'Stroke'";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = [['arm', 'statistic']]\npartition = 'level'";
    let study = table(rest, keys, ",Arm A (n = 140),Arm B (n = 140),p\nStroke,,,0.85\nYes,98,96,\nNo,42,44,\n");
    let audit = study.audit();
    let [finding] = audit.findings() else { panic!("{audit}") };
    let implied = suspects(&study, finding)[0].1;
    assert!(
        implied.starts_with("0.80 (without correction") && implied.contains(") or 0.90 (with the correction"),
        "{implied}"
    );
}

#[test]
fn what_many_findings_have_in_common_is_told_once() {
    // 22.848 is 22.85 is 22.9, three times; one is not.
    let csv = "f,n,%\na,69,22.9\nb,31,10.2\nc,50,16.6\n";
    let study = |table_of: &str| table("size = 302", "stub = 'f'\nheader = 'statistic'", table_of);
    assert!(study(csv).audit().in_common().is_empty());
    let cut = "f,n,%\na,200,66.2\nb,8,2.6\nc,40,13.2\nd,60,19.8\ne,2,0.7\nf,100,33.2\n";
    let study = study(cut);
    let audit = study.audit();
    assert_eq!(audit.findings().len() >= 3, !audit.in_common().is_empty(), "{audit}");
}

#[test]
fn figures_that_can_only_be_wrong_together_are_one_finding() {
    // 64 cannot be more than 58, nor 123 more than 117; with one of them alone mended 59 and 64 would not be 123.
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 's.csv'\nstub = 'group'\nheader = ['variable', 'statistic']\nmargins = 'All'\n[[table]]\nfile = 'b.csv'\nstub = 'group'\nheader = [['belief', 'statistic']]\nmargins = 'Total'\npartition = 'belief'\n";
    let scores = ",Score,,\nGroup,Mean,SE,N\nGroup A,3.59,0.09,59\nGroup B,3.29,0.10,64\nAll,3.44,0.07,123\n";
    let beliefs = "Group,No,Yes,Total\nGroup A,9,50,59\nGroup B,8,50,58\nTotal,17,100,117\n";
    let files = [("study.toml", manifest), ("s.csv", scores), ("b.csv", beliefs)];
    let study = study_of(&files.map(|(name, text)| (name.to_owned(), text.to_owned()))).unwrap();
    let audit = study.audit();
    let [only] = audit.findings() else { panic!("{audit}") };
    assert_eq!(suspects(&study, only), [("64", "at most 58"), ("123", "at most 117")]);
    assert_eq!(only.repairs.len(), 1);
    assert_eq!(only.repairs[0].changes.len(), 2);
}

#[test]
fn a_test_of_wrong_counts_that_no_other_count_mends_is_a_finding_of_its_own() {
    let labels = "[labels]\nP = { statistic = 'p', between = 'arm' }";
    let keys =
        "stub = 'sex'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = 'sex'\npartition = ['sex', 'arm']";
    let study = table(labels, keys, "Group,Arm A,Arm B,P\nMen,12 (40.0),18 (60.0),0.2\nWomen,18 (69.2),9 (30.8),\n");
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 2);
    assert_eq!(suspects(&study, about(&audit, "69.2")), [("9", "8")]);
    assert_eq!(suspects(&study, about(&audit, "0.2"))[0].0, "0.2");
    // With 0.029 the test is that of 8 women, and one figure is the cause of all.
    let one = table(labels, keys, "Group,Arm A,Arm B,P\nMen,12 (40.0),18 (60.0),0.029\nWomen,18 (69.2),9 (30.8),\n");
    assert_eq!(one.audit().findings().len(), 1);
}
