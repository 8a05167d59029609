//! Respondents of whom every figure is known, and files of any bytes.

use proptest::prelude::*;

use super::*;

#[test]
fn the_flagships_own_respondents_match_all_that_they_were_said_to() {
    let study = flagship();
    for seed in 0..5 {
        let microdata = Microdata::reproduce(&study, seed);
        let comparison = compare(&study, &microdata.csv());
        assert_eq!(comparison.recomputed(), microdata.recomputed(), "seed {seed}");
        assert_eq!(comparison.rows(), 141);
        assert!(comparison.is_as_acknowledged());
        assert!(comparison.explained().hypotheses.is_empty() && comparison.strangers().is_empty());
    }
}

/// What was found of other studies is recomputed from its text as well.
#[test]
fn respondents_of_other_studies_match_all_that_they_were_said_to() {
    // Those of few figures: the search for the others takes long.
    for study in crate::support::other_studies().iter().filter(|study| study.claims().len() < 120) {
        let microdata = Microdata::reproduce(study, 1);
        let comparison = compare(study, &microdata.csv());
        for ((claim, own), other) in study.claims().iter().zip(microdata.recomputed()).zip(comparison.recomputed()) {
            if own.status == Reproduction::AsPrinted {
                assert_eq!(other.status, own.status, "{}: {}", study.name(), study.reference(claim));
            }
        }
    }
}

#[cfg(feature = "frames")]
#[test]
fn a_frame_says_the_same_as_its_text() {
    let study = flagship();
    let microdata = Microdata::reproduce(&study, 3);
    let frame = retally::microdata::recompute::frame(&microdata).unwrap();
    let comparison = study.compare(&frame).unwrap();
    assert_eq!(comparison.recomputed(), retally::microdata::recompute::recompute(&microdata).unwrap());
}

#[test]
fn a_survey_matches_what_was_tallied_by_other_means() {
    let study = survey();
    let comparison = compare(&study, &csv(&people()));
    let text = compared(Format::Text, &[comparison], Disclosure::default());
    assert!(text.contains("34 figures: 34 match as reported, 0 differ"), "{text}");
    assert!(text.contains("data.csv: 400 respondents, 380 of whom the filter keeps"), "{text}");
}

/// A study that a file of few signs may be of: a filter, cut points, a weight, levels that other columns tell.
fn small() -> Study {
    let manifest = "[study]\ntitle = 'T'\nsize = 3\n[data]\nweight = 'c'\nfilter = { c = '>= 1' }\n[data.columns]\n\
        f = { column = 'a', levels = { x = '< 2', y = '>= 2' } }\ng = { levels = { p = { a = 1 }, q = { b = ['1', 'x'] } } }\n\
        [[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nweighted = true\n\
        [[table]]\nfile = 'u.csv'\nstub = 'g'\nheader = 'statistic'\noverlap = 'g'\n\
        [[table]]\nfile = 'v.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let files = [
        ("study.toml", manifest),
        ("t.csv", "f,n,%\nx,1,33.3\ny,2,66.7\n"),
        ("u.csv", "g,n\np,2\nq,2\n"),
        ("v.csv", ",n,Mean,SD,Median,q1,Mode\nb,3,1.3,0.6,1,1,1\n"),
    ];
    Study::from_files("small", files).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let study = small();
        let _ = Comparison::read(&study, "d.csv", bytes.as_slice());
    }

    /// Whatever the data are, each format can be written, and what is tabulated matches.
    #[test]
    fn whatever_the_data_are_what_is_tabulated_matches(
        rows in prop::collection::vec((0u8..4, prop::sample::select(vec!["", "0", "1", "2.5", "NA", "-3"]), 0u8..4), 1..12),
    ) {
        let study = small();
        let lines: String = rows.iter().map(|(a, b, c)| format!("{a},{b},{c}\n")).collect();
        let data = format!("a,b,c\n{lines}");
        for format in Format::ALL {
            compared(format, &[compare(&study, &data)], Disclosure { rows: true, least: 2 });
        }
        let comparison = compare(&study, &data);
        let defined = comparison.recomputed().iter().all(|figure| figure.value.is_some());
        let is_share = |claim: &&retally::Claim| claim.quantity.statistic == retally::Statistic::Share;
        let mut shares = study.claims().iter().zip(comparison.recomputed()).filter(|(claim, _)| is_share(claim));
        // Of nobody no percentage is left that `weighted` would be about.
        if !shares.any(|(_, figure)| figure.value.is_some()) {
            return Ok(());
        }
        let tables = tabulated(&comparison, Disclosure::default());
        let mut files: Vec<(&str, &str)> = tables.iter().map(|table| (table.file.as_str(), table.csv.as_str())).collect();
        files.push(("study.toml", study.sources()[0].text()));
        let again = Study::from_files("small", files).unwrap_or_else(|error| panic!("{error}"));
        let differ = compare(&again, &data);
        let is_size = |claim: &retally::Claim| claim.place.source == 0;
        for (claim, figure) in again.claims().iter().zip(differ.recomputed()).filter(|(claim, _)| defined && !is_size(claim)) {
            prop_assert_eq!(figure.status, Reproduction::AsPrinted, "{}: {}", again.reference(claim), claim.figure);
        }
    }
}
