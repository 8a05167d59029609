//! Studies of data in Rust are the same as those of files.

use proptest::prelude::*;
use retally::builder::{Builder, Table, Variable};
use retally::{Error, Study};

use crate::support::{other_studies, own_studies};

fn read(name: &str, files: &[(String, String)]) -> Result<Study, Error> {
    Study::from_files(name, files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// What a study says: its claims, and what must hold between them.
fn said(study: &Study) -> (Vec<String>, Vec<String>) {
    let claim = |claim: &retally::Claim| format!("{:?} {:?} {:?}", claim.figure, claim.quantity, claim.values);
    let relation = |relation: retally::Relation| format!("{} {:?}", relation.name, relation.recomputed);
    (study.claims().iter().map(claim).collect(), study.relations().into_iter().map(relation).collect())
}

#[test]
fn every_study_can_be_built() {
    for study in own_studies().into_iter().chain(other_studies()) {
        let files = study.to_files();
        let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let built = Builder::from_files(study.name(), texts).unwrap().build().unwrap();
        assert!(said(&study) == said(&built), "{}", study.name());
        assert_eq!(study.acknowledged(), built.acknowledged());
        assert_eq!(study.name(), built.name());
    }
}

fn fruit() -> Table {
    Table::new([["Fruit", "n", "%"], ["Apple", "3", "37.5"], ["Pear", "5", "62.5"]]).stub("fruit").header("statistic")
}

#[test]
fn what_is_wrong_is_said_in_the_same_words() {
    let error = |builder: Builder| builder.build().err().map(|error| error.to_string()).unwrap_or_default();
    let study = Builder::new("T");
    for (builder, expected) in [
        (
            study.clone(),
            "study.toml:1:1: there is no `[[table]]` and no `[[claim]]`; a table is declared with its CSV file, `stub` and `header`, a figure in the text with `where` and `figure`",
        ),
        (
            study.clone().table(fruit().share_of("friut")),
            "study.toml:7:12: no dimension is called `friut`; did you mean `fruit`?",
        ),
        (study.clone().table(fruit().key("sub", "x")), "study.toml:7:1: unknown field `sub`"),
        (
            study.clone().table(fruit()).size("many"),
            "study.toml:3:8: `many` is not a figure: `m` stands where a digit is expected",
        ),
        (
            study.clone().table(Table::new([vec!["f", "n"], vec!["a"]]).stub("f").header("statistic")),
            "table1.csv:2:1: this row has 1 fields, the header has 2; quote a label that contains a comma",
        ),
        (
            study.clone().table(Table::new([vec!["f", "n"], vec![], vec!["a", "1"]]).stub("f").header("statistic")),
            "table1.csv:2:1: this row has 1 fields",
        ),
        (
            study.clone().table(Table::of_file("x.csv").stub("f").header("n")),
            "study.toml:5:8: x.csv: is not among the study's files",
        ),
        (
            study.clone().table(fruit().file("a.csv")).table(Table::new([["b"]]).file("a.csv")),
            "a.csv: two different files have this name",
        ),
    ] {
        let found = error(builder);
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
}

#[test]
fn figures_may_be_numbers_where_they_are_whole() {
    let variable = Variable::default().printed("Age").step(1).low(0).high("120");
    let table = Table::new([["", "Mean"], ["Age", "36.9"]]).stub("variable").header("statistic").decimals("mean", 2);
    let study = Builder::new("T").size(usize::MAX).variable("age", variable).table(table).build().unwrap();
    assert_eq!(study.claims()[0].figure.to_string(), usize::MAX.to_string());
    assert_eq!(study.claims()[1].figure.decimals(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_study_that_is_written_and_read_again_is_the_same(
        title in any::<String>(),
        labels in prop::collection::hash_set("[a-zé\"',\\\\ ]{0,5}[a-z]", 2..5),
        counts in prop::collection::vec(0u32..200, 5),
        total in 0u32..600,
    ) {
        let rows = labels.iter().zip(&counts).map(|(label, count)| vec![label.clone(), count.to_string()]);
        let header = vec!["Fruit".to_owned(), "n".to_owned()];
        let rows = [header].into_iter().chain(rows).chain([vec!["Total".to_owned(), total.to_string()]]);
        let table = Table::new(rows).stub("fruit").header("statistic");
        let builder = Builder::new(&title).size(total).table(table.comment(&title));
        let study = match builder.build() {
            Ok(study) => study,
            // Labels that differ in quotes alone are one.
            Err(error) => return Err(TestCaseError::reject(error.to_string())),
        };
        for files in [builder.to_files(), study.to_files()] {
            let again = read(study.name(), &files).unwrap();
            prop_assert_eq!(retally::report::json(&again.audit()), retally::report::json(&study.audit()));
        }
        prop_assert_eq!(study.title(), title);
    }
}
