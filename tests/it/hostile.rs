//! Studies that nobody would write, through everything that is made of a study: nothing panics, nothing hangs.

use proptest::prelude::*;
use retally::report::{self, Colour};
use retally::{Study, chart, inference};

const CSV: &str = "f,A n,A %,B n,B %,p\na,3,33.3,4,40,.9\nb,6,66.7,6,60,\nTotal,9,100,10,100,\n";

/// A study of one table with whatever `rest` says besides.
fn study(csv: &str, rest: &str) -> Option<Study> {
    let manifest = format!(
        "[study]\ntitle = 'T'\n[labels]\n'A n' = {{g = 'A', statistic = 'n'}}\n'A %' = {{g = 'A', statistic = '%'}}\n\
         'B n' = {{g = 'B', statistic = 'n'}}\n'B %' = {{g = 'B', statistic = '%'}}\n\
         [[table]]\nfile = 't.csv'\nstub = 'f'\nheader = [['g', 'statistic']]\nshare-of = 'g'\n{rest}\n"
    );
    Study::from_files("hostile", [("study.toml", manifest.as_str()), ("t.csv", csv)]).ok()
}

/// Everything that is made of a study.
fn through_every_path(study: &Study) {
    let audit = study.audit();
    let _ = (report::text(&audit, Colour::Never), report::json(&audit), report::markdown(&audit));
    let _ = (report::page(&audit), chart::charts(&audit), audit.detectability(), study.reproduce(1));
    let audits = [audit];
    let _ = (report::junit(&audits), report::sarif(&audits));
}

/// What may stand for a figure: usual, too large, too small, none at all.
fn figures() -> impl Strategy<Value = String> {
    let extreme =
        ["0", "-1", "100", "1e308", "half", "three-fold", "99999999999999999999999999999999999999.5", "", "<0"];
    prop_oneof![prop::sample::select(extreme.to_vec()).prop_map(str::to_owned), "[0-9<.,-]{1,5}"]
}

fn events() -> impl Strategy<Value = String> {
    let events =
        ["{}", "{f = 'a'}", "{g = 'A'}", "{f = 'a', g = 'B'}", "{f = ['a', 'b']}", "{f = []}", "{f = 'c'}", "{h = 1}"];
    prop::sample::select(events.to_vec()).prop_map(str::to_owned)
}

fn statistics() -> impl Strategy<Value = &'static str> {
    let statistics = ["'n'", "'%'", "'p'", "'times'", "'levels'", "['min', 'max']", "'mean'", "'F'", "[]"];
    prop::sample::select(statistics.to_vec())
}

fn directions() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["more", "less", "different", "increasing", "declining", "sideways", ""])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn claims(figure in figures(), statistic in statistics(), event in events(), base in events()) {
        let rest = format!("[[claim]]\nwhere = 'w'\nfigure = '{figure}'\nstatistic = {statistic}\nevent = {event}\nbase = {base}");
        study(CSV, &rest).iter().for_each(through_every_path);
        let words = rest.replace("figure", "words");
        study(CSV, &words).iter().for_each(through_every_path);
    }

    #[test]
    fn statements(direction in directions(), event in events(), base in events(), than in events(), over in "[fgh]") {
        let said = format!("[[statement]]\nwhere = 'w'\ndirection = '{direction}'\nevent = {event}\n");
        for rest in [format!("{said}base = {base}\nthan = {than}"), format!("{said}over = '{over}'"), format!("{said}base = {base}")] {
            study(CSV, &rest).iter().for_each(through_every_path);
        }
    }

    #[test]
    fn cells(cells in prop::collection::vec(figures(), 10)) {
        let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
        let (first, second) = quoted.split_at(5);
        let csv = format!("f,A n,A %,B n,B %,p\na,{}\nb,{}\nTotal,9,100,10,100,\n", first.join(","), second.join(","));
        study(&csv, "").iter().for_each(through_every_path);
    }

    #[test]
    fn tests_in_texts(symbol in "[tFrzQχ]", df in figures(), more in figures(), value in figures(), p in figures()) {
        let text = format!("It was, {symbol}({df}, {more}) = {value}, p = {p}, and {symbol}({df}) = {value}, p < {p}.");
        for test in inference::scan(&text) {
            let _ = test.check(&inference::Criteria::default());
        }
        study(CSV, &format!("[[text]]\nprinted = '{text}'")).iter().for_each(through_every_path);
    }

    #[test]
    fn any_text_is_scanned(text in any::<String>()) {
        for test in inference::scan(&text) {
            let _ = test.check(&inference::Criteria::default());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Tables of which nothing holds, percentages and margins included: the search for culprits ends, with its limit or without.
    #[test]
    fn numbers_without_meaning_are_audited(counts in prop::collection::vec(0u32..100, 42), tenths in prop::collection::vec(0u32..1000, 42)) {
        let mut csv = ",,2011,2012,2013,2014,2015,Total\n".to_owned();
        for (row, group) in ["g1", "g2", "g3", "g4", "g5", "g6", "Total"].into_iter().enumerate() {
            let of_row = |all: &[u32]| all[6 * row..6 * row + 6].to_vec();
            let numbers: String = of_row(&counts).iter().map(|n| format!(",{n}")).collect();
            let shares: String = of_row(&tenths).iter().map(|n| format!(",{}.{}", n / 10, n % 10)).collect();
            csv += &format!("{group},n{numbers}\n,%{shares}\n");
        }
        let manifest = "[study]\ntitle = 'T'\nsize = 105\n[[table]]\nfile = 't.csv'\nstub = ['group', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n";
        let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv.as_str())]).unwrap();
        let audit = study.audit();
        prop_assert!(!audit.findings().is_empty());
        prop_assert!(audit.together().shown() <= audit.outcomes().len());
    }
}
