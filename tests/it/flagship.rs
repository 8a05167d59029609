//! The flagship: what it must find, exactly, and that a changed digit is detected by the relations it breaks.

use retally::{Verdict, studies};

use crate::support::{FLAGSHIP, flagship, flagship_files, study_of};

#[test]
fn finds_exactly_the_five() {
    let study = flagship();
    let audit = study.audit();
    let found: Vec<_> = audit
        .findings()
        .iter()
        .map(|finding| (finding.id.as_str(), finding.printed.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        found,
        [
            ("table3::share::network=Simple, stance=could of all", vec!["26.3", "37", "141"]),
            ("table4::share::network=Complex of year=2015", vec!["66.6", "6", "9"]),
            ("table4::share::year=2013 of all", vec!["25.6", "36", "141"]),
            ("table2::total::all over heard_rumours", vec!["0", "140", "141"]),
            ("table1::identity::max age_started by age_started = age - years_involved", vec!["45", "48", "4"]),
        ]
    );
    let recomputed: Vec<_> = audit.findings().iter().map(|finding| finding.recomputed.as_str()).collect();
    assert_eq!(recomputed, ["26.24…", "66.66…", "25.53…", "140", "at most 44"]);
    assert!(audit.is_as_acknowledged());
    assert_eq!(audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Consistent).count(), 145);
}

/// Told in completed years, ages and durations may be one off: then nobody need have started too late.
#[test]
fn an_allowance_of_a_year_makes_the_ages_consistent() {
    let name = "table1::identity::max age_started by age_started = age - years_involved";
    for (allowance, expected, arithmetic) in [
        ("", Verdict::Inconsistent, "48 − 4"),
        ("allowance = [-1, 0]", Verdict::Inconsistent, "48 − 4 + (−1 to 0)"),
        ("allowance = [-1, 1]", Verdict::Consistent, "48 − 4 + (−1 to 1)"),
        ("allowance = 1", Verdict::Consistent, "48 − 4 + (−1 to 1)"),
    ] {
        let mut files = flagship_files();
        let manifest = &mut files.iter_mut().find(|file| file.0 == "study.toml").unwrap().1;
        *manifest =
            manifest.replace("age - years_involved\"\n\n[lev", &format!("age - years_involved\"\n{allowance}\n\n[lev"));
        let study = study_of(&files).unwrap();
        let audit = study.audit();
        let outcome = audit.outcomes().iter().find(|outcome| outcome.relation.name == name).unwrap();
        assert_eq!(outcome.verdict, expected, "{allowance}");
        assert_eq!(outcome.relation.recomputed.as_ref().unwrap().write(&study), arithmetic);
        assert_eq!(audit.outcomes().len(), 151);
        assert_eq!(audit.findings().len(), if expected == Verdict::Consistent { 4 } else { 5 });
    }
}

#[test]
fn derives_what_ties_two_tables() {
    let study = flagship();
    let relations = study.relations();
    let tied = relations.iter().find(|relation| relation.name == "table3+table4::total::network=Simple over stance");
    let tied = tied.expect("Table 3's simple networks are Table 4's");
    assert_eq!(tied.recomputed.as_ref().unwrap().write(&study), "37 + 43");
    assert_eq!(tied.stated.write(&study), "80");
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = flagship().relations().into_iter().map(|relation| relation.name).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn the_embedded_study_is_the_one_on_disk() {
    let embedded = studies::find(FLAGSHIP).unwrap();
    let on_disk = flagship_files();
    assert_eq!(embedded.files.len(), on_disk.len());
    for ((name, bytes), (file, text)) in embedded.files.iter().zip(&on_disk) {
        assert_eq!((*name, *bytes), (file.as_str(), text.as_bytes()));
    }
}

/// Each digit of each cell is replaced by the next. What breaks must tie the changed cell, and what tied it not at all
/// must stay as it was, unless the digit turned a base into nobody.
#[test]
fn a_changed_digit_breaks_only_relations_of_its_cell() {
    let files = flagship_files();
    let before = flagship();
    let audit = before.audit();
    for (at, claim) in before.claims().iter().enumerate().filter(|(_, claim)| claim.table.is_some()) {
        let source = &before.sources()[claim.place.source];
        let digits = claim.place.span.clone().filter(|&byte| source.text().as_bytes()[byte].is_ascii_digit());
        for byte in digits {
            let old = source.text().as_bytes()[byte];
            let new = if old == b'9' { b'0' } else { old + 1 };
            let mut changed = files.clone();
            let text = &mut changed.iter_mut().find(|file| file.0 == source.name()).unwrap().1;
            text.replace_range(byte..=byte, std::str::from_utf8(&[new]).unwrap());
            let study = study_of(&changed).unwrap();
            let after = study.audit();
            for (was, is) in audit.outcomes().iter().zip(after.outcomes()) {
                assert_eq!(was.relation.name, is.relation.name);
                // With a base of nobody there is nothing left to add up.
                let nobody = study.claims()[at].figure.number().is_zero() && is.relation.kind.name() == "share-total";
                let open = nobody && matches!(is.verdict, Verdict::Undecided(_));
                assert!(
                    was.verdict == is.verdict || open || is.relation.claims().contains(&at),
                    "{}",
                    is.relation.name
                );
            }
        }
    }
}

/// Every count of the crosstabs stands in a percentage and in a sum: a wrong one cannot go unnoticed.
#[test]
fn every_changed_count_is_found() {
    let files = flagship_files();
    let before = flagship();
    let counts =
        |claim: &&retally::Claim| claim.quantity.statistic == retally::Statistic::Count && claim.table.is_some();
    for claim in before.claims().iter().filter(counts) {
        let source = &before.sources()[claim.place.source];
        let more = claim.figure.number() + &retally::Rational::whole(1);
        let mut changed = files.clone();
        let text = &mut changed.iter_mut().find(|file| file.0 == source.name()).unwrap().1;
        text.replace_range(claim.place.span.clone(), &more.to_string());
        let after = study_of(&changed).unwrap();
        assert!(!after.audit().is_as_acknowledged(), "{} at {}", claim.figure, before.location(claim));
    }
}

#[test]
fn an_acknowledgement_is_tied_to_what_is_printed() {
    let mut files = flagship_files();
    let table3 = &mut files.iter_mut().find(|file| file.0 == "table3.csv").unwrap().1;
    *table3 = table3.replace("37,26.3", "37,26.4");
    let study = study_of(&files).unwrap();
    let audit = study.audit();
    let new = audit.findings().iter().filter(|finding| finding.acknowledged.is_none());
    assert!(new.clone().count() > 0);
    assert!(new.clone().all(|finding| finding.printed.contains(&"26.4".to_owned())));
    let stale: Vec<_> = audit.stale().map(|stale| stale.printed.join(" ")).collect();
    assert_eq!(stale, ["26.3 37 141"]);

    let table3 = &mut files.iter_mut().find(|file| file.0 == "table3.csv").unwrap().1;
    *table3 = table3.replace("37,26.4", "37,26.2");
    let study = study_of(&files).unwrap();
    let audit = study.audit();
    assert!(audit.findings().iter().all(|finding| finding.acknowledged.is_some()));
    assert!(!audit.is_as_acknowledged(), "an acknowledgement of what is no longer found is stale");
}
