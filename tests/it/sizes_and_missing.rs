//! Of how many respondents a table is: sizes in labels, those who did not answer, bases, partitions and levels that overlap.

use retally::Study;

use crate::support::{broken, holding, study_of, table, try_table, undecided};

pub fn nothing() -> Vec<String> {
    Vec::new()
}

/// The quantities that a study prints, each with its figure.
pub fn read(study: &Study) -> Vec<String> {
    let claim = |claim: &retally::Claim| format!("{} {}", study.names().quantity(&claim.quantity), claim.figure);
    study.claims().iter().map(claim).collect()
}

pub fn error(rest: &str, keys: &str, csv: &str) -> String {
    try_table(rest, keys, csv).err().map_or("no error".to_owned(), |error| error.to_string())
}

pub const BLOCKS: &str =
    "stub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = 'n (%)'\nshare-of = 'arm'\npartition = 'level'";

#[test]
fn sizes_as_journals_print_them() {
    for size in ["(n 301)", "n: 301", "[N = 301]", "N=301 (100%)", "(n = 301; 100%)", "n = 301", "(N 301)", "(n: 301)"]
    {
        let csv = format!(",Cases {size}\nSex,\nMen,204 (67.8)\nWomen,97 (32.2)\n");
        let study = table("", BLOCKS, &csv);
        assert_eq!(broken(&study), nothing(), "{size}");
        assert_eq!(holding(&study).len(), 4, "{size}");
        assert_eq!(broken(&table("", BLOCKS, &csv.replace("301", "479"))).len(), 3, "{size}");
    }
    let large = table("", BLOCKS, ",\"Cases (n=1,301)\"\nSex,\nMen,204 (15.7)\nWomen,\"1,097 (84.3)\"\n");
    assert_eq!(holding(&large).len(), 4);
}

#[test]
fn a_number_in_brackets_is_a_size_below_a_header_that_says_so() {
    let keys = BLOCKS.replace("header = 'arm'", "header = ['ignore', 'arm']");
    let study = table("", &keys, ",Arm (n)\n,Cases (301)\nSex,\nMen,204 (67.8)\nWomen,97 (32.2)\n");
    assert_eq!(holding(&study).len(), 4);
    let beside = table("", BLOCKS, "Group (n),Cases (301)\nSex,\nMen,204 (67.8)\nWomen,97 (32.2)\n");
    assert_eq!(holding(&beside).len(), 4);
    let rows = table(
        "",
        "stub = 'arm'\nheader = 'statistic'\nbind = {outcome = 'x'}",
        "Arm (n),Mean\nA (40),2.5\nB (38),2.6\n",
    );
    assert!(read(&rows).contains(&"n of arm=B 38".to_owned()));
    let cell = table("", "stub = 'statistic'\nheader = 'arm'", ",A,B,Total\nn,(40),(38),(78)\n");
    assert_eq!(holding(&cell).len(), 1);
    assert_eq!(undecided(&cell), nothing());
}

#[test]
fn a_number_of_a_label_that_is_not_read_is_listed() {
    let study = table("", "stub = 'arm'\nheader = 'year'", ",2001,2002\nA (40),1,2\nB,3,4\n");
    let unread: Vec<_> = study.unread().iter().map(|unread| (unread.text.as_str(), unread.place.line)).collect();
    assert_eq!(unread, [("A (40)", 2)]);
    assert!(study.audit().to_string().contains("not read:\n  t.csv:2:1  A (40): "));
    let size = "[levels.arm]\na = { printed = 'A (40)', size = 40 }";
    assert!(table(size, "stub = 'arm'\nheader = 'year'", ",2001,2002\nA (40),1,2\nB,3,4\n").unread().is_empty());
}

#[test]
fn a_missing_row_is_no_answer() {
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'risk'\ncells = 'n (%)'\ncells-of = {Missing = 'n'}\nshare-of = [['answered', 'risk']]\npartial = 'level'";
    let csv = ",High (n = 77)\nGroup,\nA,60 (79)\nB,8 (11)\nC,5 (7)\nD,3 (4)\nMissing,1\n";
    let study = table("", keys, csv);
    assert_eq!(broken(&study), nothing());
    assert_eq!(undecided(&study), nothing());
    assert!(holding(&study).contains(&"t::total::risk=High over Group".to_owned()));
    assert_eq!(broken(&table("", keys, &csv.replace("Missing,1", "Missing,2"))).len(), 1);
    let keys = &keys.replace("Missing =", "'Missing' =");
    for word in ["Unknown", "Not stated", "No answer", "Missing data", "Unknown/missing"] {
        let study = table("", &keys.replace("Missing", word), &csv.replace("Missing", word));
        assert_eq!(broken(&study), nothing(), "{word}");
    }
    // With a percentage of its own, which is of all.
    let own =
        table("", &keys.replace("cells-of = {'Missing' = 'n'}\n", ""), &csv.replace("Missing,1", "Missing,1 (1.3)"));
    assert_eq!(broken(&own), nothing());
    assert_eq!(undecided(&own), nothing());
    // Those who answered may be all but those who are missing.
    let one = table("", keys, ",High (n = 77)\nGroup,\nA,60 (79)\nMissing,1\n");
    assert_eq!(broken(&one), nothing());
    assert_eq!(undecided(&one), nothing());
    let printed = "[levels.level]\nmissing = 'Not ascertained'";
    let declared = keys.replace("Missing", "Not ascertained");
    assert_eq!(broken(&table(printed, &declared, &csv.replace("Missing", "Not ascertained"))), nothing());
}

#[test]
fn bases_and_what_is_ignored_may_be_called_by_a_variables_name() {
    let csv = ",Town (n = 87),\n,n,%\nWhere did you look? *,,\nFront,34,39\nList,37,34\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = ['group', 'statistic']\nshare-of = [['answered', 'group']]\noverlap = 'where'\n";
    let variables = "[variables]\nwhere = 'Where did you look? *'";
    let study = table(variables, &format!("{keys}bases = {{where = 'group'}}"), csv);
    assert_eq!(broken(&study), ["t::share::where=List of group=Town"]);
    let ignored = table(
        variables,
        "stub = 'level'\nheadings = 'variable'\nheader = ['group', 'statistic']\nignore = 'where'",
        csv,
    );
    assert_eq!(ignored.ignored(), 4);
}

#[test]
fn those_who_answered_of_a_classification() {
    let csv = "Sex,n (%)\nWomen,72 (56.25 %)\nMen,56 (43.75 %)\n";
    let keys = "stub = 'sex'\nheader = 'statistic'\ncells = 'n (%)'\nshare-of = 'answered'\n";
    let study = table("size = 140", &format!("{keys}partial = 'sex'"), csv);
    assert_eq!((broken(&study), undecided(&study)), (nothing(), nothing()));
    let of_study = table("size = 140\npartial = 'sex'", keys, csv);
    assert_eq!((broken(&of_study), undecided(&of_study)), (nothing(), nothing()));
    assert_eq!(
        error("size = 140", keys, csv),
        "study.toml:9:12: `answered` says of no classification that it is known; say of which, as in `share-of = \"sex=answered\"`, or declare it with `partial = \"sex\"`"
    );
}

#[test]
fn a_partition_holds_wherever_the_counts_stand() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'season'\nheader = 'statistic'\nbind = {outcome = 'date'}\nmargins = 'Both'\npartition = 'season'\n\
        [[claim]]\nwhere = 'note'\nfigure = 201\nevent = {season = 'Spring'}\n[[claim]]\nwhere = 'note'\nfigure = 197\nevent = {season = 'Autumn'}\n[[claim]]\nwhere = 'note'\nfigure = 397\n";
    let csv = "Season,Mean,SD\nSpring,104.33,6.42\nAutumn,70.99,4.15\nBoth,87.83,17.55\n";
    let study = study_of(&[("study.toml".into(), manifest.into()), ("t.csv".into(), csv.into())]).unwrap();
    assert_eq!(broken(&study), ["note::total::all over season"]);
    assert_eq!(holding(&study).len(), 2);
}

#[test]
fn a_level_that_is_not_printed_exists() {
    let keys = "stub = 'therapy'\nheader = 'statistic'\nshare-of = 'therapy=answered'\npartial = 'therapy'";
    for levels in ["[levels.therapy]\nyes = 'Therapy (yes)'\nno = {}", "[levels.therapy]\nyes = 'Therapy (yes)'", ""] {
        let study = table(&format!("size = 292\n{levels}"), keys, "Variable,n,%\nTherapy (yes),48,18.0\n");
        assert_eq!(broken(&study), nothing(), "{levels}");
    }
    let whole = "[levels.therapy]\nyes = 'Yes'\nno = 'No'";
    let study = table(&format!("size = 292\n{whole}"), keys, "Variable,n,%\nYes,48,18.0\nNo,219,82.0\n");
    assert_eq!((broken(&study), undecided(&study)), (nothing(), nothing()));
    // A partition of which a level is declared and not printed is not complete.
    let keys = "stub = 'therapy'\nheader = 'statistic'\npartition = 'therapy'";
    let study = table("size = 9\n[levels.therapy]\na = 'A'\nb = 'B'\nnone = {}", keys, "V,n\nA,2\nB,3\n");
    assert_eq!(broken(&study), nothing());
    assert_eq!(broken(&table("size = 9", keys, "V,n\nA,2\nB,3\n")), ["t::total::all over therapy"]);
}

#[test]
fn the_number_of_values_is_that_of_those_who_answered() {
    let labels = "[labels]\n'Known of' = {statistic = 'n'}\n'With it' = {statistic = 'n', level = 'with'}\nPercent = {statistic = '%', level = 'with'}";
    let keys = "stub = 'variable'\nheader = [['statistic']]\nshare-of = 'answered'";
    let study = table(labels, keys, ",With it,Known of,Percent\nStroke,42,67,62.7\nFall,21,68,31.9\n");
    assert_eq!(broken(&study), ["t::share::Fall=with of Fall=answered"]);
    assert_eq!(undecided(&study), nothing());
}

#[test]
fn a_share_counts_those_of_its_base() {
    let manifest = "[study]\ntitle = 'T'\n[labels]\nBoth = {before = 'yes', after = 'yes'}\n'Only before' = {before = 'yes', after = 'no'}\n'Only after' = {before = 'no', after = 'yes'}\nNeither = {before = 'no', after = 'no'}\n\
        [[table]]\nfile = 't.csv'\nstub = [['before', 'after']]\nheader = 'statistic'\npartition = ['before', 'after']\n\
        [[claim]]\nwhere = 'Results'\nfigure = '90.3'\nstatistic = '%'\nevent = {after = 'yes'}\nbase = {before = 'yes'}\n";
    let csv = "Working,n\nBoth,167\nOnly before,18\nOnly after,27\nNeither,104\n";
    let of =
        |manifest: &str| study_of(&[("study.toml".into(), manifest.into()), ("t.csv".into(), csv.into())]).unwrap();
    let study = of(manifest);
    assert_eq!(broken(&study), nothing());
    let repeated = of(&manifest.replace("event = {after = 'yes'}", "event = {after = 'yes', before = 'yes'}"));
    assert_eq!(read(&study), read(&repeated));
}

#[test]
fn levels_overlap_for_all_variables_at_once() {
    let csv = ",n\nA,\nx,3\ny,4\nB,\nx,2\ny,3\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\n";
    assert_eq!(broken(&table("size = 5", &format!("{keys}overlap = 'level'"), csv)), nothing());
    let some = table("size = 5", &format!("{keys}overlap = 'level'\npartition = 'B'"), csv);
    assert!(holding(&some).contains(&"t::total::all over B".to_owned()));
    let both = error("size = 5", &format!("{keys}overlap = 'level'\npartition = 'level'"), csv);
    assert!(both.contains("these levels are said to overlap, and to be a `partition` or `partial` as well"), "{both}");
}
