//! What is known of a whole from its parts, and of percentages without their numbers, where it holds, fails and stays open.

use proptest::prelude::*;
use retally::{Rational, Rounding, Study};

use crate::support::{broken, holding, table, undecided};

fn kinds(study: &Study, kind: &str) -> usize {
    study.relations().iter().filter(|relation| relation.kind.name() == kind).count()
}

/// Percentages of arms of 30 and 26, without their numbers.
fn arms(csv: &str) -> Study {
    let rest = "[levels.arm]\nt = {printed = 'T', size = 30}\np = {printed = 'P', size = 26}";
    table(rest, "stub = 'variable'\nheader = 'arm'\nbind = {level = 'yes'}\ncells = '%'\nshare-of = 'arm'", csv)
}

#[test]
fn a_percentage_without_its_number_is_a_whole_number_of_its_base() {
    let study = arms("v,T,P\nDiary,92.9,50\nFree,37,45.8\nNegative,28,42.3\n");
    let of = |name: &str| format!("t::share::{name}");
    assert_eq!(broken(&study), [of("Diary=yes of arm=t"), of("Free=yes of arm=p"), of("Negative=yes of arm=t")]);
    assert_eq!(holding(&study).len(), 3);
    let audit = study.audit();
    assert_eq!(audit.findings().len(), 3, "the arm is what they have in common, and no explanation");
    assert_eq!(
        audit.findings()[0].message,
        "Table *t*, *Diary*, *T*: 92.9 % reported, but 27 of 30 is 90.0 and 28 of 30 is 93.3"
    );
    // Of so many that any percentage would do nothing is said.
    let rest = "[levels.arm]\nt = {printed = 'T', size = 3000}\np = {printed = 'P', size = 26}";
    let keys = "stub = 'variable'\nheader = 'arm'\nbind = {level = 'yes'}\ncells = '%'\nshare-of = 'arm'";
    assert_eq!(undecided(&table(rest, keys, "v,T,P\nDiary,92.9,50\n")), [of("Diary=yes of arm=t")]);
    assert_eq!(undecided(&table(rest, &format!("{keys}\nweighted = true"), "v,T,P\nD,92.9,45.8\n")).len(), 2);
}

#[test]
fn a_base_that_is_not_printed_is_bounded() {
    let of = |percent: &str| {
        let csv = format!("Variable,n,%\nYes,48,{percent}\n");
        let keys = "stub = 'therapy'\nheader = 'statistic'\nshare-of = 'therapy=answered'";
        table("size = 292\n[levels.therapy]\nyes = 'Yes'", keys, &csv)
    };
    assert_eq!(broken(&of("18.0")), Vec::<String>::new());
    // 48 of 292 are 16.4 %.
    assert_eq!(broken(&of("16.4")), Vec::<String>::new());
    assert_eq!(broken(&of("16.3")), ["t::share::therapy=yes of therapy=answered"]);
    assert_eq!(of("16.3").audit().findings()[0].recomputed, "16.4 to 100.0");
    let open = table(
        "[levels.therapy]\nyes = 'Yes'",
        "stub = 'therapy'\nheader = 'statistic'\nshare-of = 'therapy=answered'",
        "Variable,n,%\nYes,48,10.0\n",
    );
    assert_eq!(undecided(&open), ["t::share::therapy=yes of therapy=answered"]);
}

/// The men and women of two groups in percent of their group; how many are in a group is not printed.
fn groups(size: &str, shares: [&str; 4]) -> Study {
    let [a, b, c, d] = shares;
    let keys = "stub = 'sex'\nheader = 'arm'\ncells = '%'\nshare-of = 'arm'\npartition = ['sex', 'arm']";
    table(&format!("size = {size}"), keys, &format!("sex,A,B\nF,{a},{b}\nM,{c},{d}\n"))
}

#[test]
fn granularity_holds_fails_and_stays_open() {
    let both = "t::granularity::shares of all over arm";
    assert_eq!(broken(&groups("32", ["60", "20", "40", "80"])), [both]);
    assert_eq!(broken(&groups("35", ["60", "20", "40", "80"])), Vec::<String>::new());
    // One third and two thirds are of 3, 6, 9 …, and of no number that is known.
    let study = groups("32", ["33.3", "20.0", "66.7", "80.0"]);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&both.to_owned()), "3 × 4 + 20 is 32");
    assert_eq!(broken(&groups("31", ["33.3", "50.0", "66.7", "50.0"])), Vec::<String>::new());
    // Of at most 12 no number has 14.3 and 20.0 %.
    assert!(
        broken(&groups("12", ["14.3", "50", "20.0", "50"])).contains(&"t::granularity::shares of arm=A".to_owned())
    );
    assert!(undecided(&groups("90000", ["60", "20", "40", "80"])).contains(&both.to_owned()));
}

const RANGES: &str = "stub = 'variable'\nheader = 'group'\ncells = 'median (min–max)'";

#[test]
fn extremes_hold_fail_and_stay_open() {
    let of = |all: &str| format!("v,Total (n = 9),A (n = 4),B (n = 5)\nRooms,{all},5 (2–7),6 (3–8)\n");
    assert_eq!(broken(&table("", RANGES, &of("5 (2–8)"))), Vec::<String>::new());
    for (all, what) in [("5 (1–8)", "min"), ("5 (3–8)", "min"), ("5 (2–7)", "max"), ("8 (2–8)", "median")] {
        assert_eq!(broken(&table("", RANGES, &of(all))), [format!("t::extremes::{what} Rooms over group")]);
    }
    let study = table("", RANGES, &of("5 (1–8)"));
    assert_eq!(
        study.audit().findings()[0].message,
        "Table *t*, *Rooms*, *Total*: minimum 1 reported, but the least of 2 and 3 is 2"
    );
    // Where some may be in neither group, the whole may go beyond both, and neither goes beyond the whole.
    let partial = |all: &str| table("", &format!("{RANGES}\npartial = 'group'"), &of(all));
    assert_eq!(broken(&partial("9 (1–9)")), Vec::<String>::new());
    assert_eq!(broken(&partial("5 (3–8)")), ["t::extremes::min Rooms over group"]);
    // So it is where nobody says that the groups are all.
    let open = |all: &str| {
        let csv = format!("v,Total,A\nRooms,{all},5 (2–7)\n");
        table("", RANGES, &csv)
    };
    assert_eq!(broken(&open("9 (1–9)")), Vec::<String>::new());
    assert_eq!(broken(&open("5 (3–7)")), ["t::extremes::min Rooms of group=A within all"]);
    // A part of which nothing is printed leaves nothing to compare.
    let unprinted = table("", RANGES, "v,Total (n = 9),A (n = 4),B (n = 5)\nRooms,5 (1–8),5 (2–7),\n");
    assert_eq!((broken(&unprinted), kinds(&unprinted, "extremes")), (Vec::new(), 2));
}

#[test]
fn quartiles_are_bounded_by_medians() {
    let of = |all: &str| {
        let keys = "stub = 'variable'\nheader = 'group'\ncells = 'median (q1–q3)'\npartition = 'group'";
        table("", keys, &format!("v,Total,A,B\nRooms,{all},5 (4–7),6 (3–8)\n"))
    };
    assert_eq!(broken(&of("5.5 (2–9)")), Vec::<String>::new());
    assert_eq!(broken(&of("6 (6.8–9)")).last().unwrap(), "t::extremes::q1 Rooms over group");
}

#[test]
fn pooled_is_bounded_where_nobody_says_how_many() {
    let seasons = |mean: &str, sd: &str| {
        let keys =
            "stub = 'season'\nheader = 'statistic'\nbind = {outcome = 'day'}\nmargins = 'Both'\npartition = 'season'";
        table("", keys, &format!("Season,Mean,SD\nS,103.85,10.96\nA,71.00,6.89\nBoth,{mean},{sd}\n"))
    };
    assert_eq!(broken(&seasons("87.43", "18.8")), Vec::<String>::new());
    assert_eq!(broken(&seasons("87.43", "9.15")), ["t::pooled::sd day over season"]);
    assert_eq!(broken(&seasons("87.43", "29.15")), ["t::pooled::sd day over season"]);
    assert_eq!(broken(&seasons("104.00", "11.0")), ["t::pooled::mean day over season"]);
    let keys =
        "stub = 'season'\nheader = 'statistic'\nbind = {outcome = 'day'}\nmargins = 'Both'\npartition = 'season'";
    let open = table("", keys, "Season,Mean,SD\nS,,10.96\nA,71.00,6.89\nBoth,87.43,9.15\n");
    assert_eq!(undecided(&open), ["t::pooled::sd day over season"]);
}

#[test]
fn the_number_of_a_variable_is_that_of_those_who_answered() {
    let of = |known: &str, share: &str| {
        let rest = "[labels]\nKnown = {statistic = 'n'}\nWith = {statistic = 'n', level = 'with'}\n\
                    Percent = {statistic = '%', level = 'with'}";
        let keys = "stub = 'variable'\nheader = [['statistic']]\nshare-of = 'answered'";
        table(&format!("size = 70\n{rest}"), keys, &format!("v,With,Known,Percent\nFall,21,{known},{share}\n"))
    };
    assert_eq!(broken(&of("68", "30.9")), Vec::<String>::new());
    assert_eq!(broken(&of("68", "31.9")), ["t::share::Fall=with of Fall=answered"]);
    assert_eq!(broken(&of("71", "29.6")), ["t::part::Fall=answered within all"]);
}

#[test]
fn cells_without_margins_add_up() {
    let of = |last: &str, coverage: &str| {
        let csv = format!(",Before,After,\n,,Low,High\nAll (N = 25),Low,3,4\n,High,8,{last}\n");
        table("", &format!("stub = ['group', 'before']\nheader = ['ignore', 'after']\n{coverage}"), &csv)
    };
    let both = "partition = ['before', 'after']";
    assert_eq!(broken(&of("10", both)), Vec::<String>::new());
    assert_eq!(broken(&of("11", both)), ["t::total::group=All over before and after"]);
    let partly = "partition = 'before'\npartial = 'after'";
    assert_eq!(broken(&of("9", partly)), Vec::<String>::new());
    assert_eq!(broken(&of("11", partly)), ["t::total::group=All over before and after"]);
    // Nothing says that these are all.
    assert_eq!((broken(&of("1", "")), kinds(&of("1", ""), "total")), (Vec::new(), 0));
}

#[test]
fn a_share_counts_those_of_its_base() {
    let manifest = |percent: &str| {
        format!(
            "[study]\ntitle = 'T'\n[labels]\nBoth = {{b = 'yes', a = 'yes'}}\nBefore = {{b = 'yes', a = 'no'}}\n\
             After = {{b = 'no', a = 'yes'}}\n[[table]]\nfile = 't.csv'\nstub = [['b', 'a']]\nheader = 'statistic'\n\
             partition = ['b', 'a']\n[[claim]]\nwhere = 'Results'\nfigure = '{percent}'\nstatistic = '%'\n\
             event = {{a = 'yes'}}\nbase = {{b = 'yes'}}\n"
        )
    };
    let of = |percent: &str| {
        let csv = "w,n\nBoth,167\nBefore,18\nAfter,27\n";
        Study::from_files("s", [("study.toml", manifest(percent).as_str()), ("t.csv", csv)]).unwrap()
    };
    assert_eq!(broken(&of("90.3")), Vec::<String>::new());
    assert_eq!(broken(&of("86.1")), ["Results+t::share::a=yes of b=yes"]);
}

#[test]
fn what_is_missing_is_no_answer() {
    let of = |missing: &str, share: &str| {
        let csv = format!(",High (n = 77)\nGroup,\nA,60 (79)\nB,16 ({share})\n{missing}\n");
        let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'risk'\ncells = 'n (%)'\n\
                    share-of = [['answered', 'risk']]\npartial = 'level'";
        let label = missing.split(',').next().unwrap_or_default();
        table("", &format!("{keys}\ncells-of = {{ '{label}' = 'n' }}"), &csv)
    };
    assert_eq!(broken(&of("Missing,1", "21")), Vec::<String>::new());
    assert_eq!(broken(&of("Missing,1", "22")).first().unwrap(), "t::share::Group=B of Group=answered, risk=High");
    assert_eq!(broken(&of("Not stated,2", "21")), ["t::total::risk=High over Group"]);
    // Any other answer is one, and then 60 are 78 % of 77.
    assert!(!broken(&of("C,1", "21")).is_empty());
}

#[test]
fn a_level_that_is_declared_exists() {
    let of = |levels: &str| {
        let keys = "stub = 'therapy'\nheader = 'statistic'\npartial = 'therapy'\nshare-of = 'therapy=answered'";
        table(&format!("size = 292\n[levels.therapy]\n{levels}"), keys, "Variable,n,%\nYes,48,18.0\n")
    };
    assert_eq!(broken(&of("yes = 'Yes'\nno = {}")), Vec::<String>::new());
    assert_eq!(broken(&of("yes = 'Yes'")), Vec::<String>::new(), "one of two is printed");
}

#[test]
fn what_a_table_says_of_its_levels_holds_wherever_numbers_are_printed() {
    let of = |all: &str| {
        let csv = "Season,Mean,SD\nS,104.33,6.42\nA,70.99,4.15\nBoth,87.83,17.55\n";
        let manifest = format!(
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'season'\nheader = 'statistic'\n\
             bind = {{outcome = 'day'}}\nmargins = 'Both'\npartition = 'season'\n\
             [[claim]]\nwhere = 'note'\nfigure = 201\nevent = {{season = 'S'}}\n\
             [[claim]]\nwhere = 'note'\nfigure = 197\nevent = {{season = 'A'}}\n\
             [[claim]]\nwhere = 'note'\nfigure = {all}\n"
        );
        Study::from_files("s", [("study.toml", manifest.as_str()), ("t.csv", csv)]).unwrap()
    };
    assert_eq!(broken(&of("398")), Vec::<String>::new());
    assert_eq!(broken(&of("397")), ["note::total::all over season"]);
    assert_eq!(kinds(&of("398"), "pooled"), 2);
}

/// The lower, the middle or the upper of the two middle values, in halves.
fn median(sorted: &[i64], convention: usize) -> i64 {
    let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    [2 * low, low + high, 2 * high][convention]
}

fn half(twice: i64) -> String {
    Rounding::HalfUp.print(&Rational::new(twice.into(), 2).unwrap(), 1)
}

proptest! {
    /// A percentage alone is refuted if and only if no whole number prints so.
    #[test]
    fn percentages_alone_are_refuted_as_by_trying_all(n in 1i128..80, tenths in 0i128..=1000, decimals in 0u32..2) {
        let percent = Rounding::HalfUp.print(&Rational::new(tenths, 10).unwrap(), decimals);
        let figure: retally::Figure = percent.parse().unwrap();
        let values = Rounding::Unstated.interval(&figure);
        let exists = (0..=n).any(|k| values.contains(&Rational::new(100 * k, n).unwrap()));
        let rest = format!("[levels.arm]\nt = {{printed = 'T', size = {n}}}");
        let keys = "stub = 'variable'\nheader = 'arm'\nbind = {level = 'yes'}\ncells = '%'\nshare-of = 'arm'";
        let study = table(&rest, keys, &format!("v,T\nDiary,{percent}\n"));
        prop_assert_eq!(broken(&study).is_empty(), exists);
    }

    /// The percentages of real groups, without any numbers but that of all, are never found.
    #[test]
    fn percentages_of_real_groups_are_never_found(
        groups in prop::collection::vec(prop::collection::vec(0usize..3, 1..25), 2..4), decimals in 0u32..2,
    ) {
        let size: usize = groups.iter().map(Vec::len).sum();
        let header: String = (0..groups.len()).map(|group| format!(",g{group}")).collect();
        let mut csv = format!("answer{header}\n");
        for answer in 0..3 {
            let share = |group: &Vec<usize>| {
                let count = group.iter().filter(|given| **given == answer).count();
                let share = Rational::new(100 * count as i128, group.len() as i128).unwrap();
                format!(",{}", Rounding::HalfUp.print(&share, decimals))
            };
            csv += &format!("a{answer}{}\n", groups.iter().map(share).collect::<String>());
        }
        let keys = "stub = 'answer'\nheader = 'group'\ncells = '%'\nshare-of = 'group'\npartition = ['answer', 'group']";
        let study = table(&format!("size = {size}"), keys, &csv);
        prop_assert_eq!(kinds(&study, "granularity"), 1 + groups.len());
        prop_assert_eq!(broken(&study), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Extremes, medians by any convention, means and standard deviations of real groups whose numbers are not printed.
    #[test]
    fn averages_of_real_groups_are_never_found(
        groups in prop::collection::vec(prop::collection::vec(0i64..30, 2..9), 2..5), convention in 0usize..3, less in 0usize..2,
    ) {
        let (mut averages, mut ranges) = ("g,mean,sd\n".to_owned(), "g,median,min,max\n".to_owned());
        let all: Vec<i64> = groups.concat();
        let names = (0..groups.len()).map(|group| format!("g{group}")).chain(["Total".to_owned()]);
        for (name, scores) in names.zip(groups.iter().chain([&all])) {
            let mut scores = scores.clone();
            scores.sort_unstable();
            let n = scores.len() as f64;
            let mean = scores.iter().sum::<i64>() as f64 / n;
            let squares: f64 = scores.iter().map(|score| (*score as f64 - mean).powi(2)).sum();
            let sd = (squares / (n - less as f64)).sqrt();
            let exact = Rational::new(scores.iter().sum::<i64>().into(), scores.len() as i128).unwrap();
            averages += &format!("{name},{},{sd:.2}\n", Rounding::HalfUp.print(&exact, 2));
            ranges += &format!("{name},{},{},{}\n", half(median(&scores, convention)), scores[0], scores[scores.len() - 1]);
        }
        let one = |outcome: &str, csv: &str| {
            let keys = format!("stub = 'g'\nheader = 'statistic'\nbind = {{outcome = '{outcome}'}}\npartition = 'g'");
            table("", &keys, csv)
        };
        let (averages, ranges) = (one("score", &averages), one("rank", &ranges));
        prop_assert_eq!((kinds(&averages, "pooled"), kinds(&ranges, "extremes")), (2, 3));
        prop_assert_eq!([broken(&averages), broken(&ranges)].concat(), Vec::<String>::new());
    }
}
