//! Which errors would be detected, against audits of the changed files.

use retally::detectability::Detected;
use retally::{Study, Verdict};

use crate::support::{flagship, study_of, table};

/// The files of a study as they were read.
fn files(study: &Study) -> Vec<(String, String)> {
    study.sources().iter().map(|source| (source.name().to_owned(), source.text().to_owned())).collect()
}

/// The relations that do not hold, with the figures that they tie.
fn broken(study: &Study) -> Vec<(String, Vec<usize>)> {
    let audit = study.audit();
    let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
    broken.map(|outcome| (outcome.relation.name.clone(), outcome.relation.claims())).collect()
}

/// How many changes of one digit there are in a claim, and how many of them a whole audit of the changed files detects.
fn by_auditing_again(study: &Study, claim: usize) -> (usize, usize) {
    let (before, place) = (broken(study), &study.claims()[claim].place);
    let (mut changes, mut detected) = (0, 0);
    for at in place.span.clone() {
        let mut files = files(study);
        let text = &mut files[place.source].1;
        let Some(own) = text[at..].chars().next().filter(char::is_ascii_digit) else { continue };
        for digit in ('0'..='9').filter(|digit| *digit != own) {
            let mut files = files.clone();
            files[place.source].1.replace_range(at..=at, &digit.to_string());
            // A number in the manifest must not begin with a zero, but what is quoted may.
            files[0].1 = files[0].1.replace("size = 041", "size = '041'");
            let changed = broken(&study_of(&files).unwrap());
            changes += 1;
            let is_new = |(name, claims): &(String, Vec<usize>)| {
                claims.contains(&claim) || !before.iter().any(|known| known.0 == *name)
            };
            detected += usize::from(changed.iter().any(is_new));
        }
    }
    (changes, detected)
}

fn assert_as_by_auditing_again(study: &Study) {
    let audit = study.audit();
    let figures = audit.detectability().figures;
    // Whether data exist takes whole audits long.
    let has_samples =
        |claim: &usize| study.claims()[*claim].quantity.statistic.needs_variable() && study.claims().len() > 50;
    for (claim, figure) in figures.iter().enumerate().filter(|(claim, _)| !has_samples(claim)) {
        let expected = by_auditing_again(study, claim);
        assert_eq!((figure.changes, figure.detected), expected, "{}", study.location(&study.claims()[claim]));
    }
}

#[test]
fn it_is_what_audits_of_the_changed_files_notice() {
    assert_as_by_auditing_again(&flagship());
}

#[test]
fn where_nobody_becomes_somebody_the_relations_are_others() {
    let keys = "stub = ['network', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']";
    // Nobody in 2017: what is printed as percentages of them is compared with nothing, until there is somebody.
    let csv = ",,2016,2017,Total\nA,n,3,0,3\n,%,75,0,75\nB,n,1,0,1\n,%,25,0,25\nTotal,n,4,0,4\n,%,100,0,100\n";
    let keys_of_groups = "stub = 'g'\nheader = 'statistic'\nbind = {outcome = 'score'}";
    // Nobody in c, and so no mean; and one in d, whose mean is not printed.
    let means = "g,n,mean\na,3,2.00\nb,3,4.00\nc,0,\nTotal,6,3.00\n";
    let missing = "g,n,mean\na,3,2.00\nb,3,4.00\nd,1,\nTotal,7,3.20\n";
    assert_as_by_auditing_again(&table("", keys, csv));
    assert_as_by_auditing_again(&table("", keys_of_groups, means));
    assert_as_by_auditing_again(&table("", keys_of_groups, missing));
}

#[test]
fn an_error_in_what_nothing_ties_is_never_detected() {
    let study = table("size = 900", "stub = 'f'\nheader = 'statistic'", "f,%\na,30\nb,70\n");
    let detectability = study.audit().detectability();
    assert_eq!((detectability.overall().never, detectability.manifest.never), (3, 1));
    let text = study.audit().to_string();
    assert!(
        text.contains(
            "Sensitivity: 0 % of single-digit errors would be detected (all of them in 0 of 3 figures, none in 3)"
        ),
        "{text}"
    );
}

#[test]
fn the_smallest_change_that_passes_is_told() {
    let csv = "f,n,%\na,1000,33\nb,2000,67\nTotal,3000,100\n";
    let study = table("", "stub = 'f'\nheader = 'statistic'", csv);
    let figures = study.audit().detectability().figures;
    let told = |at: usize| {
        let Detected { detected, to_last_place, missed, .. } = &figures[at];
        (*detected, *to_last_place, missed.as_ref().map(ToString::to_string))
    };
    assert_eq!(told(0), (36, true, None));
    assert_eq!(told(1), (18, true, None));
    // Of whole percentages alone, one may be off by a rounding.
    let keys = "stub = 'f'\nheader = 'statistic'\npartition = 'f'";
    let figures = table("", keys, "f,%\na,33\nb,33\nc,34\n").audit().detectability().figures;
    assert_eq!(figures[0].missed.as_ref().map(ToString::to_string).as_deref(), Some("32"));
    assert_eq!((figures[0].detected, figures[0].changes, figures[0].to_last_place), (16, 18, false));
}
