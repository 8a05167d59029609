//! One chart by name, with another title, width and theme; and charts without a study.

use retally::chart::{self, Theme, charts};
use roxmltree::Document;

use crate::support::flagship;

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text().map(|text| text.trim().to_owned()))
        .collect()
}

#[test]
fn a_chart_is_found_by_the_name_of_its_table_or_its_own() {
    let study = flagship();
    let audit = study.audit();
    for chart in charts(&audit) {
        assert_eq!(chart::of(&audit, chart.name()).unwrap(), chart);
        let table = &study.tables()[chart.table().unwrap()].name;
        assert_eq!(chart::of(&audit, table).unwrap().table(), chart.table());
    }
    assert!(chart::of(&audit, "").is_err());
}

#[test]
fn what_is_set_back_is_as_it_was() {
    let study = flagship();
    let audit = study.audit();
    for chart in charts(&audit) {
        let (title, width) = (chart.title().to_owned(), chart.size().0);
        let long = chart.clone().titled(&"A title of several words ".repeat(20)).themed(Theme::Dark).wide(99);
        assert_eq!(long.size().0, 99);
        let again = long.titled(&title).themed(Theme::Light).wide(width);
        assert!(again.svg() == chart.svg(), "{}", chart.name());
        assert_eq!(again.size(), chart.size());
    }
}

#[test]
fn a_longer_title_pushes_the_rest_down_and_nothing_else() {
    let study = flagship();
    let chart = chart::of(&study.audit(), "table4").unwrap();
    let longer = chart.clone().titled(&"word ".repeat(80));
    assert!(longer.size().1 > chart.size().1 && longer.size().0 == chart.size().0);
    assert_eq!(
        Document::parse(longer.svg()).unwrap().root_element().attribute("aria-label").unwrap().trim(),
        "word ".repeat(80).trim()
    );
    let lines =
        |chart: &chart::Chart| texts(chart.svg()).into_iter().filter(|text| !text.contains("word")).collect::<Vec<_>>();
    let title_lines = |chart: &chart::Chart| texts(chart.svg()).len() - lines(&longer).len();
    assert!(title_lines(&longer) > 1);
    assert!(texts(chart.svg()).ends_with(&lines(&longer)));
}

#[test]
fn themes_differ_in_colours_alone() {
    let study = flagship();
    for chart in charts(&study.audit()) {
        let dark = chart.clone().themed(Theme::Dark);
        assert!(dark.svg().contains("#15171B") && !dark.svg().contains("fill=\"#FFFFFF\" stroke=\"none\"/>\n<text"));
        assert_ne!(dark.svg(), chart.svg());
        assert_eq!(texts(dark.svg()), texts(chart.svg()));
        assert_eq!(dark.size(), chart.size());
    }
}

#[test]
fn numbers_without_a_study_are_drawn_as_they_are_printed() {
    let chart =
        chart::bars("<b>Fruit</b> & more", [("Apples", "37.5%"), ("Pears\u{7}", "-62"), ("Nothing", "0")]).unwrap();
    assert_eq!((chart.name(), chart.table()), ("b-fruit-b-more", None));
    let texts = texts(chart.svg());
    for text in ["Apples", "37.5%", "-62", "0"] {
        assert!(texts.iter().any(|drawn| drawn == text), "{text}: {texts:?}");
    }
    assert_eq!(
        chart,
        chart::bars("<b>Fruit</b> & more", [("Apples", "37.5%"), ("Pears\u{7}", "-62"), ("Nothing", "0")]).unwrap()
    );
    let empty: [(&str, &str); 0] = [];
    Document::parse(chart::bars("", empty).unwrap().svg()).unwrap();
    Document::parse(chart::bars("Zeros", [("a", 0), ("b", 0)]).unwrap().svg()).unwrap();
    assert!(chart::bars("T", [("a", "many")]).unwrap_err().to_string().starts_with("`many` is not a figure"));
    #[cfg(feature = "png")]
    {
        assert!(chart.clone().wide(100).png(1.0).unwrap().starts_with(b"\x89PNG"));
        assert!(chart.wide(u32::MAX).png(1.0).is_err());
    }
}
