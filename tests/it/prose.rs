//! Sentences: figures in the text, and words for numbers.

use proptest::prelude::*;
use retally::phrase::Phrase;
use retally::{Error, Rational, Study};

use crate::support::{broken, holding, undecided};

pub const TABLE: &str = "network,,2011,2012,2013,Total\nSimple,n,9,6,1,16\nComplex,n,1,4,9,14\nTotal,n,10,10,10,30\n";

/// A study of one crosstab with this in its text.
pub fn try_text(text: &str) -> Result<Study, Error> {
    let table = "[[table]]\nfile = 't.csv'\nstub = ['network', 'statistic']\nheader = 'year'\n";
    let manifest = format!("[study]\ntitle = 'T'\n{table}{text}\n");
    Study::from_files("test", [("study.toml", manifest.as_str()), ("t.csv", TABLE)])
}

pub fn text(text: &str) -> Study {
    try_text(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The relations of the text, and whether they hold.
fn of_text(study: &Study) -> (Vec<String>, Vec<String>, Vec<String>) {
    let own = |names: Vec<String>| names.into_iter().filter(|name| name.contains("Text")).collect();
    (own(holding(study)), own(broken(study)), own(undecided(study)))
}

fn claim(keys: &str) -> Study {
    text(&format!("[[claim]]\nwhere = 'Text'\n{keys}"))
}

#[test]
fn a_figure_of_the_text_is_held_against_the_table() {
    let simple = "event = { network = 'Simple' }";
    let name = "Text+t::agreement::n of network=Simple".to_owned();
    assert_eq!(of_text(&claim(&format!("figure = '16'\n{simple}"))), (vec![name.clone()], vec![], vec![]));
    assert_eq!(of_text(&claim(&format!("figure = 17\n{simple}"))), (vec![], vec![name], vec![]));
    // A quantity that no table prints is recomputed.
    let share = |figure: &str| of_text(&claim(&format!("figure = '{figure}'\nstatistic = '%'\n{simple}")));
    let name = "Text+t::share::network=Simple of all".to_owned();
    assert_eq!(share("53.3"), (vec![name.clone()], vec![], vec![]));
    assert_eq!(share("53.4"), (vec![], vec![name], vec![]));
    // One that no table prints is held against what is known of it.
    let open = claim("figure = '3'\nevent = { network = 'Simple', arm = 'A' }\n[levels]\narm = ['A']");
    assert_eq!(open.audit().unchecked().count(), 0, "it is within the simple networks at least");
    let alone = |figure: &str| {
        of_text(&claim(&format!(
            "figure = '{figure}'\nstatistic = '%'\nevent = {{ arm = 'A' }}\n[levels]\narm = ['A']"
        )))
    };
    assert_eq!(alone("30").0, ["Text+t::share::arm=A of all"]);
    assert_eq!(alone("31").1, ["Text+t::share::arm=A of all"], "9 of 30 are 30 %, 10 are 33 %");
}

#[test]
fn words_are_held_against_the_figure_beside_them_and_the_table() {
    let words = |figure: &str, words: &str| {
        let keys = format!("figure = '{figure}'\nwords = '{words}'\nstatistic = '%'\nevent = {{ network = 'Simple' }}");
        of_text(&claim(&keys)).1
    };
    assert_eq!(words("53.3", "more than half"), Vec::<String>::new());
    assert_eq!(words("53.3", "half"), Vec::<String>::new());
    assert_eq!(words("53.3", "less than half"), ["Text::agreement::network=Simple as % of all (less than half)"]);
    assert_eq!(words("53.3", "two thirds"), ["Text::agreement::network=Simple as % of all (two thirds)"]);
    let alone = |words: &str| of_text(&claim(&format!("words = '{words}'\nevent = {{ network = 'Complex' }}"))).1;
    assert_eq!(alone("fourteen"), Vec::<String>::new());
    assert_eq!(alone("more than a dozen"), Vec::<String>::new());
    assert_eq!(alone("up to fourteen"), Vec::<String>::new(), "an end of words counts");
    assert_eq!(alone("at least fourteen"), Vec::<String>::new());
    assert_eq!(alone("more than fourteen"), ["Text+t::agreement::n of network=Complex (more than fourteen)"]);
    assert_eq!(alone("almost fourteen"), ["Text+t::agreement::n of network=Complex (almost fourteen)"]);
}

#[test]
fn levels_that_exclude_each_other_are_counted_together() {
    let of = |figure: &str| claim(&format!("figure = '{figure}'\nevent = {{ year = [2011, '2012'] }}"));
    let name = "Text+t::total::year=2011 or 2012 over year".to_owned();
    assert!(of_text(&of("20")).0.contains(&name));
    assert_eq!(of_text(&of("21")).1, [name]);
    let share = claim("figure = '66.7'\nstatistic = '%'\nevent = { year = ['2012', '2011'] }");
    assert!(of_text(&share).0.contains(&"Text+t::share::year=2011 or 2012 of all".to_owned()));
    // Nothing says that no one has two of these levels.
    let overlapping = "figure = 'five'\nevent = { arm = ['A', 'B'] }\n[levels]\narm = ['A', 'B']\n";
    let each =
        |level: &str, n: u32| format!("[[claim]]\nwhere = 'Text'\nfigure = {n}\nevent = {{ arm = '{level}' }}\n");
    let study = claim(&format!("{overlapping}{}{}", each("A", 3), each("B", 4)));
    assert_eq!(of_text(&study).1, Vec::<String>::new());
    let study = Study::from_files(
        "t",
        [(
            "study.toml",
            format!(
                "[study]\ntitle = 'T'\npartition = 'arm'\n[[claim]]\nwhere = 'Text'\n{overlapping}{}{}",
                each("A", 3),
                each("B", 4)
            ),
        )],
    )
    .unwrap();
    assert_eq!(broken(&study), ["Text::total::arm=A or B over arm"]);
    assert_eq!(study.names().levels(study.names().find("arm").unwrap()).count(), 2, "a set is no level of its own");
}

#[test]
fn a_range_of_two_statistics_is_two_figures() {
    let csv = ",Min,Max\nage,21,48\n";
    let study = |figure: &str| {
        let manifest = format!(
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n[[claim]]\nwhere = 'Text'\nfigure = '{figure}'\nstatistic = ['min', 'max']\nvariable = 'age'\n"
        );
        Study::from_files("t", [("study.toml", manifest.as_str()), ("t.csv", csv)])
    };
    assert_eq!(broken(&study("21 to 48").unwrap()), Vec::<String>::new());
    assert_eq!(broken(&study("between 21 and 49").unwrap()), ["Text+t::agreement::max age"]);
    let error = study("48").unwrap_err().to_string();
    assert_eq!(error, "study.toml:9:10: `48` is no range; two statistics need one, as `21 to 48`");
}

#[test]
fn levels_hold_fail_and_stay_open() {
    let of = |figure: &str, rest: &str| claim(&format!("words = '{figure}'\nstatistic = 'levels'\n{rest}"));
    assert_eq!(of_text(&of("three", "variable = 'year'")).0, ["Text::levels::year"]);
    assert_eq!(of_text(&of("four", "variable = 'year'")).1, ["Text::levels::year"]);
    assert_eq!(
        of_text(&of("three", "variable = 'age'\n[variables]\nage = { unit = 'years' }")).2,
        ["Text::levels::age"]
    );
}

#[test]
fn times_are_quotients_of_counts() {
    let of = |words: &str| {
        claim(&format!(
            "words = '{words}'\nstatistic = 'times'\nevent = {{ network = 'Simple' }}\nbase = {{ year = 2013 }}"
        ))
    };
    assert_eq!(of_text(&of("10 to 90 percent more")).0, ["Text+t::share::network=Simple times year=2013"]);
    assert_eq!(of_text(&of("three times")).1, ["Text+t::share::network=Simple times year=2013"]);
}

#[test]
fn every_document_is_audited_as_its_manifest_says() {
    let found: Vec<_> = retally::studies::ALL
        .iter()
        .map(|embedded| {
            let study = embedded.study().unwrap();
            let audit = study.audit();
            assert!(audit.is_as_acknowledged(), "{audit}");
            (embedded.name, audit.findings().len(), audit.tally().consistent)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("izcara-andrade-2018", 5, 145),
            ("smugglers-online-2025", 0, 3),
            ("subjects-of-concern-2024", 1, 3),
            ("watchlist-encounters-2025", 1, 7),
        ]
    );
}

#[test]
fn what_is_wrong_with_a_claim_is_told_where_it_stands() {
    for (text, expected) in [
        ("figure = 'sevn'", "study.toml:9:10: `sevn` is no number that is understood; perhaps `seven`"),
        (
            "figure = 'umpteen'",
            "study.toml:9:10: `umpteen` is no number that is understood; expected digits, or words such as `seven`, `more than a third`, `one in ten`",
        ),
        ("says = 'nothing'", "study.toml:8:9: the claim in `Text` has neither a `figure` nor `words`"),
        (
            "figure = 3\nevent = { netwrk = 'Simple' }",
            "study.toml:10:20: no dimension is called `netwrk`; did you mean `network`?",
        ),
        (
            "figure = 3\nevent = { network = 'Simpel' }",
            "study.toml:10:21: `network` has no level `Simpel`; did you mean `Simple`?",
        ),
        (
            "figure = 3\nevent = { network = 'Other' }",
            "study.toml:10:21: `network` has no level `Other`; expected `Simple` or `Complex`",
        ),
        (
            "figure = 3\nevent = { network = ['Simple', 'Simple'] }",
            "study.toml:10:21: `Simple` of `network` is listed twice; each level is counted once",
        ),
        ("figure = 3\nevent = { network = [] }", "study.toml:10:21: a list of no levels"),
        ("figure = 3\nstatistic = 'meen'", "study.toml:10:13: `meen` is not a known statistic; did you mean `mean`?"),
        (
            "figure = 3\nstatistic = 'mean'",
            "study.toml:10:13: the statistic `mean` is of a variable; say which: `variable = …`",
        ),
        (
            "figure = 3\nstatistic = 'mean'\nvariable = 'yaer'",
            "study.toml:11:12: no dimension is called `yaer`; did you mean `year`?",
        ),
        (
            "figure = 3\nbase = { year = 2011 }",
            "study.toml:10:8: a base is of a percentage, not of the statistic `n`; say `statistic = \"%\"`",
        ),
        ("figure = 'half'", "study.toml:9:10: `half` is a share, but the statistic is `n`; say `statistic = \"%\"`"),
        (
            "figure = 'twice'",
            "study.toml:9:10: `twice` is so many times something, but the statistic is `n`; say `statistic = \"times\"`",
        ),
        ("figure = 3\nevnt = {}", "study.toml:10:1: unknown field `evnt`; did you mean `event`?"),
    ] {
        let error = try_text(&format!("[[claim]]\nwhere = 'Text'\n{text}")).map(|_| "no error".to_owned());
        assert_eq!(error.unwrap_or_else(|error| error.to_string()), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_phrase_panics(text: String) {
        let _ = text.parse::<Phrase>().map(|phrase| phrase.values());
    }

    #[test]
    fn no_words_panic(words in prop::collection::vec(prop::sample::select(vec![
        "more than", "almost", "between", "and", "to", "one", "half", "third", "two", "million", "hundred", "in", "of",
        "every", "7,000", "0", "21", "-", "percent", "more", "times", "-fold", "a", "dozen", "or more", "1/0", "99999999999999999999999999999999999999999",
    ]), 0..8)) {
        let text = words.join(" ");
        if let Ok(phrase) = text.parse::<Phrase>() {
            prop_assert!(!phrase.values().is_empty() || phrase.values() == phrase.values(), "{text}");
            prop_assert_eq!(phrase.text(), text.trim());
        }
    }

    /// Whatever is said of a number, a wording that says less admits what one that says more admits.
    #[test]
    fn wordings_are_ordered(number in 1u32..100_000) {
        let values = |words: &str| format!("{words} {number}").parse::<Phrase>().unwrap().values();
        let plain: Phrase = number.to_string().parse().unwrap();
        for (narrow, wide) in [("more than", "at least"), ("less than", "at most"), ("just over", "over"), ("almost", "under")] {
            for value in [Rational::from(u64::from(number)), Rational::new(i128::from(number) * 19, 20).unwrap(), Rational::new(i128::from(number) * 21, 20).unwrap()] {
                prop_assert!(!values(narrow).contains(&value) || values(wide).contains(&value), "{narrow} {number}: {value:?}");
            }
        }
        prop_assert!(values("about").contains(plain.number()) && values("near").contains(plain.number()));
        prop_assert!(!values("almost").contains(plain.number()) && !values("over").contains(plain.number()));
        prop_assert_eq!(values("at least").intersection(&values("at most")).single().cloned(), Some(plain.number().clone()));
    }
}
