//! Everything that a manifest can say can be built, and what is built is read as it was given.

use std::collections::BTreeSet;

use proptest::prelude::*;
use toml::Value as Toml;

use super::write::Keys;
use super::*;
use crate::study::grid::Grid;

/// The keys that a manifest may have in the place where this one has the unknown key `zz`.
fn known(manifest: &str) -> BTreeSet<String> {
    let source = Source::new(MANIFEST, manifest.into()).unwrap();
    let error = manifest::read(&source).err().unwrap();
    let message = error.message().to_owned();
    assert!(message.starts_with("unknown field `zz`, expected "), "{manifest}: {message}");
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn assert_complete(setters: &[&str], manifest: &str) {
    let setters: BTreeSet<String> = setters.iter().map(ToString::to_string).collect();
    assert_eq!(setters, known(manifest), "setters, and the keys of {manifest}");
}

#[test]
fn every_key_of_a_manifest_has_a_setter() {
    let study = "[study]\ntitle = 'T'\n";
    assert_complete(Builder::KEYS, "[study]\ntitle = 'T'\nzz = 1");
    assert_complete(Numbers::KEYS, "[study]\ntitle = 'T'\nnumbers = { zz = 1 }");
    assert_complete(Variable::KEYS, &format!("{study}[variables]\na = {{ zz = 1 }}"));
    assert_complete(Level::KEYS, &format!("{study}[levels.a]\nb = {{ zz = 1 }}"));
    assert_complete(Identity::KEYS, &format!("{study}[[identity]]\nzz = 1"));
    assert_complete(Computed::KEYS, &format!("{study}[[computed]]\nzz = 1"));
    assert_complete(Data::KEYS, &format!("{study}[data]\nzz = 1"));
    assert_complete(Column::KEYS, &format!("{study}[data.columns]\na = {{ zz = 1 }}"));
    assert_complete(Table::KEYS, &format!("{study}[[table]]\nzz = 1"));
    assert_complete(Claim::KEYS, &format!("{study}[[claim]]\nzz = 1"));
    assert_complete(Statement::KEYS, &format!("{study}[[statement]]\nzz = 1"));
    assert_complete(Text::KEYS, &format!("{study}[[text]]\nzz = 1"));
    assert_complete(Acknowledged::KEYS, &format!("{study}[[acknowledged]]\nzz = 1"));
}

#[test]
fn every_section_of_a_manifest_has_a_method() {
    let builder = Builder::new("T")
        .variable("v", "V")
        .level("d", "l", "L")
        .label("x", [("d", "l")])
        .statistic("mean", "Promedio")
        .weight("copied", 3)
        .identity(Identity::new("a = b"))
        .computed(Computed::new("a = b"))
        .data(Data::default().column("v", "w"))
        .table(Table::new([["a"]]))
        .claim(Claim::new("Text", 3))
        .statement(Statement::new("Text", "more"))
        .text(Text::quoted("t(28) = 2.20"))
        .acknowledge(Acknowledged::new("x", "1", "known"))
        .skip("Table 2", "a list of names");
    let written: toml::Table = toml::from_str(&builder.manifest()).unwrap();
    assert_eq!(written.keys().cloned().collect::<BTreeSet<_>>(), known("zz = 1\n[study]\ntitle = 'T'"));
}

/// Any text, often one of those that have to be escaped.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\"\\\\,'\n\r\t #=\u{feff}{}\\[\\]é\u{7f}\u{1}-]{0,6}"]
}

fn value() -> impl Strategy<Value = Toml> {
    let one = prop_oneof![
        text().prop_map(Toml::String),
        any::<i64>().prop_map(Toml::Integer),
        any::<bool>().prop_map(Toml::Boolean)
    ];
    one.prop_recursive(3, 16, 4, |inner| {
        let table = prop::collection::vec((text(), inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Toml::Array),
            table.prop_map(|pairs| Toml::Table(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_what_was_set(pairs in prop::collection::vec((text(), value()), 0..5), comment in text()) {
        let keys: toml::Table = pairs.into_iter().collect();
        let section = Keys { keys: keys.clone(), comment: vec![comment], content: None };
        let read: toml::Table = toml::from_str(&section.write("[study]")).unwrap();
        prop_assert_eq!(&read["study"], &Toml::Table(keys));
    }

    #[test]
    fn cells_are_read_as_they_were_given(width in 1usize..4, cells in prop::collection::vec(text(), 1..16)) {
        let rows: Vec<&[String]> = cells.chunks_exact(width).collect();
        prop_assume!(!rows.is_empty());
        assert_read_as_given(&rows);
    }
}

fn assert_read_as_given(rows: &[&[String]]) {
    let csv = Table::new(rows.iter().copied()).0.content.unwrap();
    let grid = Grid::read(&Source::new("t.csv", csv.into_bytes()).unwrap()).unwrap();
    let read: Vec<Vec<&str>> =
        grid.rows().iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(read, rows);
}

#[test]
fn a_return_alone_is_read_as_it_was_given() {
    assert_read_as_given(&[&["\r".to_owned()]]);
}
