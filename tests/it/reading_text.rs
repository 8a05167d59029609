//! The running text of papers: tests, estimates and shares in sentences, and what a text need not state.

use retally::Verdict;
use retally::inference::{Agreement, scan_shares};
use retally::reading::{Paper, Reading};

fn read(markdown: &str) -> Reading {
    Paper::from_bytes("paper.md", markdown.as_bytes()).unwrap().read()
}

fn found(reading: &Reading) -> Vec<String> {
    reading.audit().unwrap().findings().iter().map(|finding| finding.message.clone()).collect()
}

/// The reasons why relations are undecided.
fn undecided(text: &str) -> Vec<String> {
    let reading = read(text);
    let audit = reading.audit().unwrap();
    assert!(audit.findings().is_empty(), "{:?}", found(&reading));
    let reason = |verdict: &Verdict| match verdict {
        Verdict::Undecided(reason) => Some(reason.reason(audit.study().names())),
        _ => None,
    };
    audit.outcomes().iter().filter_map(|outcome| reason(&outcome.verdict)).collect()
}

const PAPER: &str = "# A paper

## Results

Of all, 37 of 141 interviewees (26.3%) agreed.
The others did not.

### Tests

They were slower, t(28) = 2.20, p = .09.
";

#[test]
fn sentences_are_found_under_their_heading_and_in_their_place() {
    let reading = read(PAPER);
    assert_eq!(reading.text().to_string(), "Text: 1 test, 1 share");
    assert_eq!(
        found(&reading),
        [
            "Text, *Results*: 26.3 % reported, but 37 of 141 is 26.24…, i.e. 26.2 %",
            "Text, *Results › Tests*: p = .09 reported, but p of t(28) = 2.20 is 0.035… to 0.036…"
        ]
    );
    let audit = reading.audit().unwrap();
    let places: Vec<&str> = audit
        .findings()
        .iter()
        .filter_map(|finding| audit.claims_of(finding).find_map(|claim| reading.place(claim)))
        .collect();
    assert_eq!(places, ["paper.md:5:1", "paper.md:10:1"]);
    // It is written as a file of the study, which finds the same.
    let files = reading.files().iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    let study = retally::Study::from_files("paper", files).unwrap();
    assert_eq!(study.audit().findings().len(), 2);
}

#[test]
fn shares_are_read_as_they_are_written() {
    let read = |text: &str| -> Vec<[String; 3]> {
        let shares = scan_shares(text);
        shares.iter().map(|share| [&share.count, &share.base, &share.percentage].map(|one| one.0.to_string())).collect()
    };
    for text in [
        "37 of 141 (26.2%)",
        "37/141 (26.2%)",
        "37 out of 141 interviewees (26.2%)",
        "37 of the 141 interviewees who answered [26.2%]",
        "26.2% (37/141)",
        "26.2% (n = 37 of 141)",
        "26.2% (37 of 141 interviewees)",
        "(37/141, in all; 37/141 (26.2%))",
        "37 de los 141 (26,2%)".replace(',', ".").as_str(),
    ] {
        assert_eq!(read(text), [["37", "141", "26.2"]], "{text}");
    }
    assert_eq!(read("37 de los 141 (26,2%)"), [["37", "141", "26,2"]]);
    assert_eq!(read("1,224 of 3,100 (39.5%)"), [["1,224", "3,100", "39.5"]]);
    for text in [
        "grade 3/4 neutropenia (26%)",
        "HSV-1/2 (26%)",
        "12/2015 (50%) of 3/4/2015 (12%)",
        "37/141 (26.2–28.1%)",
        "26.2% (95% CI 20/30)",
        "141 of 37 (26.2%)",
        "37 of 141 men and 12 women (26.2%)",
        "weighted, 37 of 141 (30.1%)",
        "Kaplan–Meier survival was 30.1% (37/141)",
        "it fell to 45 from 60 (25%)",
        "37.5 of 141 (26.2%)",
        "1.37/141 (26.2%)",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn a_share_follows_or_not() {
    let agreement = |text: &str| scan_shares(text)[0].check();
    assert_eq!(agreement("37/141 (26.2%)"), Agreement::Consistent);
    assert_eq!(agreement("1/8 (12.5%)".replace("1/8", "10/80").as_str()), Agreement::Consistent);
    // A tie may go either way.
    assert_eq!(agreement("10/80 (12%)"), Agreement::Consistent);
    assert_eq!(agreement("10/80 (13%)"), Agreement::Consistent);
    assert_eq!(agreement("10/80 (14%)"), Agreement::Inconsistent);
    assert_eq!(agreement("0 of 0 (14%)"), Agreement::Undecided);
}

#[test]
fn what_a_text_need_not_state_is_undecided() {
    let one_tailed = "it is that of a one-tailed test, which the text does not state";
    assert_eq!(undecided("It was slower, t(28) = 2.20, p = .018."), [one_tailed]);
    let exact = "it may be that of an exact test, of which the text speaks";
    assert_eq!(undecided("By the Mann–Whitney test they differ, U = 1, Z = -2.064, p = 0.033."), [exact]);
    let continuity = "it is larger, as with a correction for continuity or of an exact test";
    assert_eq!(undecided("They did not differ, χ2(1) = 1.344, p = 0.271."), [continuity]);
    let sphericity = "it is larger, as with degrees of freedom that are corrected for sphericity";
    assert_eq!(undecided("They differed over time, F(4, 40) = 4.81, p = 0.03."), [sphericity]);
    assert_eq!(undecided("They did not differ, t(4) = -1.7, p = 0.20."), ["a zero may be appended to it"]);
    // None of these makes it so.
    for text in [
        "It was slower, t(28) = 2.20, p = .012.",
        "They differ, Z = -2.064, p = 0.033.",
        "They did not differ, χ2(1) = 1.344, p = 0.171.",
        "They differed over time, F(4, 40) = 4.81, p = 0.08.",
        "They did not differ, t(4) = -1.7, p = 0.30.",
    ] {
        assert_eq!(found(&read(text)).len(), 1, "{text}");
    }
}
