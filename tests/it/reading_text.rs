//! The running text of papers: tests, estimates and shares in sentences, and what a text need not state.

use retally::Verdict;
use retally::inference::{Agreement, scan_all, scan_shares};
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

/// The shares of a text as `count of base: percentage`.
fn shares(text: &str) -> Vec<String> {
    let told = |share: &retally::inference::ReportedShare| {
        format!("{} of {}: {}", share.count.0, share.base.0, share.percentage.0)
    };
    scan_shares(text).iter().map(told).collect()
}

#[test]
fn the_base_of_a_share_may_stand_behind_it_or_begin_the_sentence() {
    for text in [
        "37 (26.2%) of the 141 interviewees agreed.",
        "37 interviewees (26.2%) out of 141 agreed.",
        "37 (26.2%) interviewees of all 141 agreed.",
        "26.2% (n = 37) of the 141 agreed.",
        "They agreed. Of the 141 interviewees, 37 (26.2%) agreed.",
        "Of 141 well-known ones who answered, only 37 of them (26.2%) agreed.",
        "Among these 141, 37 (26.2%) agreed.",
    ] {
        assert_eq!(shares(text), ["37 of 141: 26.2"], "{text}");
    }
    for text in [
        // A dose, and bases that may be others'.
        "37 (26.2%) of 141 interviewees",
        "Of the 141 interviewees, 37 men and 12 women (26.2%) agreed.",
        "Of the 141 interviewees, after 20 had left, 37 (26.2%) agreed.",
        "Of the 141 interviewees, after many had left, 37 (26.2%) agreed.",
        "Four of the 141 schools, 37 (26.2%) agreed.",
        // Weighted percentages stand first.
        "Of the 141 participants, 26.3% (n = 37) agreed.",
        "Of the 141 interviewees, 37 (26.3%) agreed.\n\nPercentages are weighted.",
    ] {
        assert_eq!(shares(text), Vec::<String>::new(), "{text}");
    }
    // Whom the percentage is of is said only where the base follows at once.
    let unread = |text: &str| scan_all(text).unread.iter().map(|unread| unread.reason).collect::<Vec<_>>();
    for text in [
        "Of the 141 interviewees, 37 (26.3%) agreed.",
        "Of the 141 interviewees, 37 (30.8%) of those tested were positive.",
        "37 (26.3%) of the 141 mg group",
    ] {
        assert_eq!(shares(text), Vec::<String>::new(), "{text}");
        assert!(unread(text)[0].starts_with("the percentage does not follow"), "{text}");
    }
    assert_eq!(found(&read("37 (26.3%) of the 141 interviewees agreed.")).len(), 1);
}

#[test]
fn parts_of_a_whole_are_read_where_the_figures_show_it() {
    let parts = |text: &str| read(text).text().parts;
    for (text, number) in [
        ("In all 24 (8.0%) were resistant, 35 (11.7%) partially, and 241 (80.3%) not.", 3),
        ("There were 301: 43 (14.29%) here, 229 (76.08%) there and 29 (9.63%) nowhere.", 3),
        ("We saw 80 men (56.7%) and 61 women (43.3%), 141 in all.", 2),
        ("Most came by car (n = 26; 78.8%), some by bus (4, 12.1%), few on foot (n = 3; 9.1%).", 0),
        ("Most came by car (n = 26; 78.8%), some by bus (n = 4; 12.1%), few on foot (n = 3; 9.1%).", 3),
        // Two percentages without their base could follow by accident, and these are of two bases.
        ("We saw 80 men (56.7%) and 61 women (43.3%).", 0),
        ("We saw 20 (20.4%) of them here and 30 (54.5%) there.", 0),
    ] {
        let reading = read(text);
        assert_eq!(reading.text().parts, number, "{text}");
        if number > 0 {
            assert_eq!(found(&reading), [""; 0], "{text}");
        }
    }
    // Weighted ones may be anything.
    assert_eq!(parts("In all 24 (8.0%), 35 (11.7%) and 241 (80.3%).\n\nPercentages are weighted."), 0);
}

#[test]
fn a_part_that_does_not_follow_is_found_where_nothing_else_explains_it() {
    assert_eq!(
        found(&read("Of subtype A there were 39 (12.7%), of B 107 (34.7%), of C 105 (34.0%), and of D 57 (18.5%).")),
        ["Text: 34.0 % reported, but 105 of (39 + 107 + 105 + 57) is 34.09…, i.e. 34.1 %"]
    );
    // A wrong number may as well be of others, some of whom did not answer.
    assert_eq!(
        read("In all 308 there were 39 (12.7%), 107 (34.7%), 150 (34.1%), and 57 (18.5%) of each.").text().parts,
        0
    );
    // All are of 33, but some gave two answers.
    let text =
        "They fed corn (n = 9, 27%), hay (n = 7; 21%), rice (n = 7; 21%), leaves (n = 6; 18%) or all (n = 5; 15%).";
    assert!(read(text).text().is_empty());
    // Adjusted by the largest remainders, 16 of 33 are 49 %.
    let text = "Camps were small (n = 16; 49%), medium (n = 10; 30%) and large (n = 7; 21%).";
    let unread = scan_all(text).unread;
    assert!(unread[0].reason.contains("adjusted to come to 100"), "{unread:?}");
    assert_eq!(found(&read(&format!("{text}\n\nOf all, 37 of 141 (26.2%) agreed."))), [""; 0]);
}

#[test]
fn sizes_come_to_their_whole_where_the_words_say_so() {
    let parts = |text: &str| read(text).text().parts;
    for text in [
        "There were 141 interviews (80 simple and 61 complex).",
        "We held 141 interviews: 80 simple, 61 complex.",
        "We saw 1,918 people, 996 men and 922 women.",
        "We saw 81 patients [40 healthy ones, 30 others, and 11 unknown].",
    ] {
        let reading = read(text);
        assert_eq!(found(&reading), [""; 0], "{text}");
        assert!(reading.text().parts > 1, "{text}");
    }
    for text in [
        // Others may be left out, or counted twice.
        "There were 141 interviews (80 simple and 60 complex).",
        "There were 141 interviews (80 simple and 62 complex).",
        "We followed 141 patients (after 12 months and 24 months).",
        "We saw 141 people (36% men, 64% women).",
    ] {
        assert_eq!(parts(text), 0, "{text}");
    }
    // A label, an age, a group: what does not come to the number may be of anything.
    for text in [
        "We saw 1,918 people (996 men and 932 women).",
        "Patients with type 2 diabetes (12 men and 10 women) were included.",
        "The mean age was 20 years (12 men and 10 women).",
        "We enrolled 60 couples (60 men and 60 women).",
    ] {
        assert_eq!(parts(text), 0, "{text}");
    }
}

#[test]
fn means_are_held_against_the_scale_that_their_sentence_states() {
    for text in [
        "Trust, a single item on a scale from 1 to 7, was low (M = 4.61, SD = 1.64, n = 41).",
        "Trust was rated from 1 to 7 (n = 41, M = 4.61, SD = 1.64).",
        "Trust (1 = never, 4 = sometimes, 7 = always) was low (M = 4.61; SD = 1.64; N = 41).",
        "Trust, a mean of two items on a 1–7 scale, was low, M = 4.67 (SD = 1.64, n = 41).",
        "Pain, marked on a visual analogue scale of 0 to 10, was low (mean = 4.60, standard deviation = 1.64; n = 41).",
    ] {
        let reading = read(text);
        assert_eq!(reading.text().means, 1, "{text}");
        assert_eq!(found(&reading), [""; 0], "{text}");
    }
    // 4.60 is no mean of 41 whole numbers, and a standard deviation of answers between 1 and 7 is at most some 3.04; but a sum may be what is meant.
    for text in [
        "Trust, a single item on a scale from 1 to 7, was low (M = 4.60, SD = 1.64, n = 41).",
        "Trust was rated on a scale from 1 to 7 (M = 4.60, SD = 3.64, n = 41).",
        "We summed six items rated from 0 to 3 (mean = 9.39, SD = 2.92, N = 59).",
    ] {
        assert_eq!(read(text).text().means, 0, "{text}");
        let unread = &scan_all(text).unread[0];
        assert!(unread.reason.starts_with("no answers on the scale have this mean"), "{text}: {unread:?}");
    }
    for text in [
        // Of how many items is not said, nor how answers are coded; ages are on no scale.
        "Trust was rated on a 7-point scale (M = 4.60, SD = 1.64, n = 41).",
        "They (age M = 21.3, SD = 2.1, n = 41) were young.",
        "Trust was rated from 1 to 7 (M = 4.60, SD = 1.64).",
        "Trust was rated from 1 to 7 (M = 4.60, SD = 1.64, n = 41), age was not (M = 21.3, SD = 2.1, n = 41).",
        "Trust was rated from 1 to 7, doubt from 0 to 4 (M = 4.60, SD = 1.64, n = 41).",
    ] {
        assert_eq!(read(text).text().means, 0, "{text}");
    }
}

#[test]
fn plain_text_is_read_as_it_is() {
    let text = "Results\n\nThey were slower, t(28) = 2.20, p = .09, than expected; *p* < .05, was said.\nOf all, 37 of 141, so to say, (26.2%) agreed.\n";
    let reading = Paper::from_bytes("paper.txt", text.as_bytes()).unwrap().read();
    assert_eq!(reading.text().to_string(), "Text: 1 test");
    assert_eq!(found(&reading).len(), 1);
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A count with its percentage of a base, rounded half up.
fn told(count: u64, base: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let rounded = (2 * 100 * unit * count + base) / (2 * base);
    let (whole, rest) = (rounded / unit, rounded % unit);
    let digits = if decimals == 0 { String::new() } else { format!(".{rest:0width$}", width = decimals as usize) };
    format!("{count} ({whole}{digits}%)")
}

#[test]
fn in_sentences_of_known_bases_nothing_is_found() {
    let mut random = Random(7);
    let (mut read, mut text) = (0, String::new());
    for _ in 0..10_000 {
        let base = 10 + random.below(600);
        // Some did not answer; some lists are of all, some of those who answered, and leave others out or not.
        let answered = base - random.below(4) * random.below(base / 10 + 1);
        let (of, decimals) = (if random.below(2) == 0 { base } else { answered }, random.below(3) as u32);
        let mut left = answered;
        let mut parts = Vec::new();
        for _ in 0..2 + random.below(5) {
            let count = random.below(left + 1);
            // Some are of those whom the part before counts.
            let of = match (random.below(8), parts.last()) {
                (0, Some((before, _))) if *before >= count && *before > 0 => *before,
                _ => of,
            };
            parts.push((count, of));
            left -= if of == base || of == answered { count } else { 0 };
        }
        if random.below(2) == 0 {
            parts.push((left, of));
        }
        let parts: Vec<String> = parts.into_iter().map(|(count, of)| told(count, of, decimals)).collect();
        text = format!("We asked {base} people. Of these, {} were so and so.", parts.join(", "));
        let found = scan_all(&text);
        assert!(found.parts.iter().all(|parts| parts.check() == Agreement::Consistent), "{text}");
        assert!(found.shares.iter().all(|share| share.check() == Agreement::Consistent), "{text}");
        read += found.parts.len();
    }
    assert!(read > 1000, "{read} of 10,000 are read, such as {text}");
}

#[test]
fn scores_labels_complements_and_weighted_shares_are_left_alone() {
    for text in [
        "Titres of 1/40 (45%), 1/80 (30%) and 1/160 (25%) were found.",
        "Visual acuity was 6/12 (45%) or 20/200 (30%).",
        "Scores of 3 out of 5 (45%) were more frequent than 4 out of 5 (30%).",
        "Patients who met 2 of 4 criteria (45%) outnumbered those with 3 of 4 (30%).",
        "Nearly 7 of 10 (68.4%) agreed.",
        "Accuracy was 90.0% (1 of 10 wrong).",
        "It was right in 90.0% (141 of 1410 wrong).",
        "After weighting, 239 of 343 (68.4%) agreed.",
        "Los porcentajes son ponderados: 239 de 343 (68,4%).",
        "The pooled prevalence was 73.2% (239/343).",
    ] {
        assert_eq!(shares(text), Vec::<String>::new(), "{text}");
    }
    // Adjusted by the largest remainders, each with its base.
    let adjusted = "There were 2 of 543 (0.4%) in A, 533 of 543 (98.1%) in B and 8 of 543 (1.5%) in C.";
    assert_eq!(shares(adjusted), Vec::<String>::new());
    assert!(scan_all(adjusted).unread[0].reason.contains("adjusted to come to 100"));
    assert_eq!(found(&read(&adjusted.replace("98.1%", "98.2%"))), [""; 0]);
    assert_eq!(found(&read(&adjusted.replace("98.1%", "98.3%"))).len(), 1);
    // Among so few a last digit is one, and among many any other number.
    assert_eq!(found(&read("In all 2 of 3 (66%) agreed.")).len(), 1);
    assert_eq!(found(&read("In all 8 of 104 (13%) agreed.")).len(), 1);
}

#[test]
fn p_values_may_be_corrected_where_the_paragraph_says_so() {
    let reason =
        "it may be corrected for several comparisons or be that of a resampling, of which the paragraph speaks";
    assert_eq!(undecided("They were slower, t(28) = 2.20, p = .072 (Bonferroni-corrected)."), [reason]);
    assert_eq!(undecided("By permutation, t(28) = 2.20, p = .011."), [reason]);
    assert_eq!(found(&read("They were slower, t(28) = 2.20, p = .072.")).len(), 1);
}

#[test]
fn p_values_for_something_else_are_not_those_of_what_stands_before_them() {
    for text in [
        "They were slower, t(28) = 2.20, P<0.001 for the trend.",
        "They were slower, t(28) = 2.20, and a second analysis gave p = .30.",
        "χ²(1) = 3.90, p = .024 (one-sided).",
        "They were related, r(42) = .31, p = .046.",
        "In 2019 of 3430 (68.4%) cases were mild.",
        "It helped (OR 1.50 (95% CI 1.10–2.05, I2 = 40%, p = 0.30)).",
        "It helped, OR 1.50 (95% CI 1.10–2.05), with heterogeneity (p = 0.30).",
        "It helped, HR 0.80 (95% CI 0.60–1.07; p = 0.001 for noninferiority).",
    ] {
        let reading = read(text);
        assert!(reading.audit().is_none_or(|audit| audit.findings().is_empty()), "{text}");
    }
}

#[test]
fn sentences_that_are_not_read_are_listed_where_no_other_is() {
    let paper = "# Results\n\nThere was a difference (p = 0.03).\n\n| A | Men (n = 50) | Women (n = 40) |\n|---|---|---|\n\
                 | Smoker | 10 (20.0) | 12 (30.0) |\n| Asthma | 5 (10.0) | 7 (17.5) |\n| Diabetes | 9 (18.0) | 6 (15.0) |\n";
    let reading = retally::reading::Paper::from_bytes("paper.md", paper.as_bytes()).unwrap().read();
    let study = reading.study().unwrap();
    assert_eq!(study.unread().iter().map(|unread| unread.text.as_str()).collect::<Vec<_>>(), ["p = 0.03"]);
}
