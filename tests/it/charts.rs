//! Charts: what they show, that nothing in them covers anything else, and that they are the same everywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use retally::Study;
use retally::chart::{self, Chart, charts};
use roxmltree::{Document, Node};
use ttf_parser::Face;

use crate::support::{flagship, table};

/// The folders of all studies that the repository has.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = ["data", "tests/studies"].map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut folders: Vec<_> =
        all.into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}

fn find<'a>(charts: &'a [Chart], name: &str) -> &'a Chart {
    charts.iter().find(|chart| chart.name() == name).unwrap_or_else(|| panic!("no {name} among {:?}", names(charts)))
}

fn names(charts: &[Chart]) -> Vec<&str> {
    charts.iter().map(Chart::name).collect()
}

/// The texts of a drawing, as they are read.
fn texts(chart: &Chart) -> Vec<String> {
    let document = Document::parse(chart.svg()).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|node| node.text().unwrap().trim().to_owned()).collect()
}

/// A text with the rectangle that its letters take, as measured by another reader of the font than the crate's.
#[derive(Debug)]
struct TextBox {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl TextBox {
    fn of(node: Node) -> Self {
        let number = |name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
        let text = node.text().unwrap().trim().to_owned();
        let (x, size) = (number("x"), number("font-size"));
        let width = width(&text, size, node.attribute("font-weight") == Some("bold"));
        let left = match node.attribute("text-anchor").unwrap() {
            "start" => x,
            "middle" => x - width / 2.0,
            "end" => x - width,
            other => panic!("{other}"),
        };
        assert_eq!(node.attribute("dy"), Some("0.76em"));
        let base = number("y") + 0.76 * size;
        // The height of capitals and the depth of descenders in Arimo.
        Self { text, left, right: left + width, top: base - 0.72 * size, bottom: base + 0.21 * size }
    }

    /// Whether they cover each other by more than a hairline.
    fn covers(&self, other: &Self) -> bool {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across > 0.5 && down > 0.5
    }
}

fn width(text: &str, size: f64, bold: bool) -> f64 {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/chart/arimo");
    let data = fs::read(fonts.join(if bold { "Arimo-Bold.ttf" } else { "Arimo-Regular.ttf" })).unwrap();
    let face = Face::parse(&data, 0).unwrap();
    let advance = |letter| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
    let units: f64 = text.chars().map(|letter| advance(letter).map_or(f64::from(face.units_per_em()), f64::from)).sum();
    units * size / f64::from(face.units_per_em())
}

/// Asserts that a drawing is well-formed, has nothing from elsewhere, and that no text leaves it or covers another.
fn assert_readable(chart: &Chart, of: &str) {
    let document = Document::parse(chart.svg()).unwrap_or_else(|error| panic!("{of} {}: {error}", chart.name()));
    let root = document.root_element();
    let (wide, high) = (f64::from(chart.size().0), f64::from(chart.size().1));
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {wide} {high}").as_str()));
    assert_eq!(root.attribute("role"), Some("img"));
    for node in document.descendants().filter(Node::is_element) {
        let known = ["svg", "title", "desc", "rect", "line", "circle", "polyline", "polygon", "text"];
        assert!(known.contains(&node.tag_name().name()), "{of} {}: {node:?}", chart.name());
        let foreign = |name: &str| name == "id" || name.starts_with("on") || name.ends_with("href");
        assert!(!node.attributes().any(|attribute| foreign(attribute.name())));
    }
    let boxes: Vec<TextBox> =
        document.descendants().filter(|node| node.has_tag_name("text")).map(TextBox::of).collect();
    for (at, one) in boxes.iter().enumerate() {
        let inside = one.left >= 0.0 && one.top >= 0.0 && one.right <= wide && one.bottom <= high;
        assert!(inside, "{of} {}: {one:?} leaves {wide} × {high}", chart.name());
        for other in &boxes[at + 1..] {
            assert!(
                !one.covers(other),
                "{of} {}: `{}` covers `{}`: {one:?} {other:?}",
                chart.name(),
                one.text,
                other.text
            );
        }
    }
    for node in document.descendants().filter(Node::is_element) {
        for name in ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy"] {
            let Some(value) = node.attribute(name).map(|value| value.parse::<f64>().unwrap()) else { continue };
            let most = if name.contains('x') { wide } else { high };
            assert!((0.0..=most).contains(&value), "{of} {}: {node:?} is outside", chart.name());
        }
    }
}

#[test]
fn no_text_of_any_study_leaves_its_chart_or_covers_another() {
    for folder in folders() {
        let study = Study::open(&folder).unwrap();
        let audit = study.audit();
        let charts = charts(&audit);
        // The figures of a study without a table stand in its text, of which nothing is drawn.
        assert_eq!(charts.is_empty(), study.tables().is_empty(), "{}", study.name());
        for chart in &charts {
            assert_readable(chart, study.name());
            assert!(chart.description().len() > 40 && !chart.title().is_empty(), "{}: {}", study.name(), chart.name());
        }
        let unique: BTreeSet<_> = names(&charts).into_iter().collect();
        assert_eq!(unique.len(), charts.len(), "{}", study.name());
        let tables: Vec<_> = charts.iter().map(Chart::table).collect();
        assert!(tables.is_sorted(), "{}", study.name());
    }
}

#[test]
fn tables_are_drawn_as_what_they_are() {
    let study = flagship();
    let audit = study.audit();
    let charts = charts(&audit);
    let expected = [
        "table1-descriptives",
        "table1-possible-data",
        "table2-items",
        "table3-sides",
        "table3-recomputed",
        "table4-frequencies",
        "table4-network-shares",
        "table4-network-trend",
        "table4-network-counts",
        "table4-recomputed",
    ];
    assert_eq!(names(&charts), expected);
}

#[test]
fn every_chart_is_a_function_of_its_own() {
    let study = flagship();
    let audit = study.audit();
    let all = charts(&audit);
    let own = |chart: Option<Chart>, name: &str| assert_eq!(chart.as_ref(), Some(find(&all, name)));
    own(chart::descriptives(&audit, 0), "table1-descriptives");
    own(chart::possible(&audit, 0), "table1-possible-data");
    own(chart::items(&audit, 1), "table2-items");
    own(chart::sides(&audit, 2), "table3-sides");
    own(chart::frequencies(&audit, 3), "table4-frequencies");
    own(chart::recomputed(&audit, 3), "table4-recomputed");
    assert_eq!(
        names(&chart::shares(&audit, 3)),
        ["table4-network-shares", "table4-network-trend", "table4-network-counts"]
    );
    assert_eq!(chart::means(&audit, 0), None);
    // With 141 respondents every decimal is possible: a raster would show nothing.
    assert_eq!(chart::granularity(&audit, 0), None);
    let none = [
        chart::items(&audit, 4),
        chart::sides(&audit, 4),
        chart::possible(&audit, 9),
        chart::recomputed(&audit, usize::MAX),
    ];
    assert!(none.iter().all(Option::is_none));
}

#[test]
fn what_is_found_is_marked_with_what_it_is_recomputed_as() {
    let study = flagship();
    let audit = study.audit();
    let charts = charts(&audit);
    let shows = |name: &str, text: &str| {
        let texts = texts(find(&charts, name));
        assert!(texts.iter().any(|shown| shown.contains(text)), "{name} does not show {text}: {texts:?}");
    };
    shows("table3-sides", "26.24…");
    shows("table4-frequencies", "25.53…");
    // One of three may be wrong: none is told what it should be.
    assert!(!texts(find(&charts, "table1-descriptives")).iter().any(|text| text.ends_with("at most 44")));
    shows("table1-descriptives", "at least one of 48, 4 and 45 is wrong");
    shows("table2-items", "1 not printed");
    shows("table2-items", "140 instead of 141");
    shows("table4-recomputed", "66.6 printed, 66.666… recomputed");
    shows("table4-network-shares", "Known finding: Table 4, Complex, 2015: 66.6 % reported");
    assert!(find(&charts, "table3-sides").description().contains("Simple networks: 37 (26.3%) and 43 (30.5%)."));
    assert!(find(&charts, "table4-recomputed").description().contains("22 of 24 figures are within rounding"));
}

#[test]
fn findings_that_nobody_acknowledged_are_told_apart_by_shape() {
    let csv = "Fruit,n,%\nApple,3,37.4\nPear,5,62.5\nTotal,8,100\n";
    let study = table("size = 8", "stub = 'fruit'\nheader = 'statistic'", csv);
    let charts_of = |study: &Study| charts(&study.audit());
    let new = charts_of(&study);
    let drawing = find(&new, "t-frequencies");
    assert!(drawing.svg().contains("<polygon") && texts(drawing).iter().any(|text| text.starts_with("Finding: ")));
    let known = "size = 8\n[[acknowledged]]\nfinding = 't::share::fruit=Apple of all'\nprinted = ['37.4', '3', '8']\nnote = 'seen'";
    let known = charts_of(&table(known, "stub = 'fruit'\nheader = 'statistic'", csv));
    let drawing = find(&known, "t-frequencies");
    assert!(
        !drawing.svg().contains("<polygon") && texts(drawing).iter().any(|text| text.starts_with("Known finding: "))
    );
}

#[test]
fn what_is_not_printed_is_said_to_be_so() {
    let csv = "Fruit,2011,2012\nApple,3,\nPear,5,4\n";
    let study = table("size = 12", "stub = 'fruit'\nheader = 'year'\nnumbers = { blank = '' }", csv);
    let charts = charts(&study.audit());
    let shown = texts(find(&charts, "t-frequencies"));
    assert!(shown.contains(&"not printed".to_owned()), "{shown:?}");
}

#[test]
fn a_number_among_percentages_is_said_to_be_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studies/ramadan-pupils");
    let study = Study::open(folder).unwrap();
    let charts = charts(&study.audit());
    let texts = texts(find(&charts, "table5-variety-before-shares"));
    // The cell `241 (71.1)` has no percentage that could be read, and no other part is told as a number.
    assert_eq!(texts.iter().filter(|text| text.starts_with("n = ")).collect::<Vec<_>>(), ["n = 241"]);
    assert!(texts.contains(&"28.9".to_owned()));
}

#[test]
fn many_levels_only_make_a_chart_higher() {
    let rows: String = (1..=60).map(|level| format!("Level number {level} of many,{level}\n")).collect();
    let study = table("", "stub = 'kind'\nheader = 'statistic'", &format!("Kind,n\n{rows}"));
    let charts = charts(&study.audit());
    let drawing = find(&charts, "t-frequencies");
    assert_readable(drawing, "many");
    assert!(drawing.size().1 > 60 * 16);
    assert_eq!(texts(drawing).iter().filter(|text| text.starts_with("Level number")).count(), 60);
}

#[test]
fn hostile_labels_are_text() {
    let labels = [
        "<script>alert(1)</script>",
        "]]>",
        "&amp;",
        "\u{1}\u{7}",
        "a\u{202E}b",
        "\u{FFFE}",
        "漢字 العربية 😀",
        "' onload='x",
    ];
    let rows: String = labels.iter().map(|label| format!("\"{label}x\",1\n")).collect();
    let manifest = "title = \"<b>T</b>\"\nstub = 'kind'\nheader = 'statistic'";
    let study = table("authors = '<i>A</i> & B'", manifest, &format!("Kind,n\n{rows}"));
    let charts = charts(&study.audit());
    let drawing = find(&charts, "t-frequencies");
    assert_readable(drawing, "hostile");
    let shown = texts(drawing);
    for text in ["<script>alert(1)</script>x", "]]>x", "&amp;x", "\u{FFFD}\u{FFFD}x", "a\u{FFFD}bx", "' onload='xx"] {
        assert!(shown.iter().any(|shown| shown == text), "{text:?} is not among {shown:?}");
    }
    assert!(drawing.title().contains("<b>T</b>") && !drawing.svg().contains("<b>"));
    assert!(shown.iter().any(|text| text.contains("<i>A</i> & B")));
}

#[test]
fn numbers_without_end_make_no_chart_or_a_readable_one() {
    for number in ["0", "999999999999999999999999999999", "-5", "0.000000000000000000001", "<1"] {
        let csv = format!("Kind,n,mean\na,{number},{number}\nb,1,{number}\n");
        let Ok(study) =
            crate::support::try_table("", "stub = 'kind'\nheader = 'statistic'\nbind = { variable = 'x' }", &csv)
        else {
            continue;
        };
        charts(&study.audit()).iter().for_each(|chart| assert_readable(chart, number));
    }
}

#[test]
fn granularity_shows_the_means_that_no_whole_answers_have() {
    // Brown & Heathers 2017: 5.19 of 28 whole answers is impossible.
    let keys = "stub = 'variable'\nheader = 'statistic'";
    let study =
        table("size = 28\n[variables]\nx = { step = 1 }\ny = { step = 1 }", keys, "Item,mean\nx,5.19\ny,5.18\n");
    let drawing = chart::granularity(&study.audit(), 0).unwrap();
    assert_readable(&drawing, "grim");
    assert!(drawing.description().contains("mean x 5.19 of 28 is not possible."));
    assert!(drawing.description().contains("mean y 5.18 of 28 is possible."));
    // 28 answers have 28 possible decimals, 29 have 29, …: as many cells as there are, for n from 25 to 31.
    let document = Document::parse(drawing.svg()).unwrap();
    let cells = document
        .descendants()
        .filter(|node| node.attribute("width") == Some("7") && node.attribute("height") == Some("13"));
    assert_eq!(cells.count(), (25..=31).map(possible_decimals).sum::<usize>());
}

/// How many of .00 to .99 some k / n rounds to, a tie either way.
fn possible_decimals(n: u64) -> usize {
    let near = |part: u64, k: u64| (100 * k).abs_diff(part * n) * 2 <= n;
    (0..100).filter(|part| (0..=n).any(|k| near(*part, k) || near(part + 100, k + n))).count()
}

#[test]
fn possible_data_have_a_band_for_each_value_and_one_sample() {
    let keys = "stub = 'variable'\nheader = 'statistic'";
    let csv = "Item,n,mean,sd,min,max\nx,20,3.5,1.5,1,7\n";
    let study = table("size = 20\n[variables]\nx = { step = 1, unit = 'points' }", keys, csv);
    let drawing = chart::possible(&study.audit(), 0).unwrap();
    assert_readable(&drawing, "possible");
    assert!(drawing.description().contains("every sample has 1, 7"), "{}", drawing.description());
    let shown = texts(&drawing);
    assert!(shown.contains(&"n = 20, 3.5 ± 1.5, 1 to 7".to_owned()), "{shown:?}");
    // Seven bands with both ends; the dots of the sample, and one of each in the key.
    let count =
        |name: &str| Document::parse(drawing.svg()).unwrap().descendants().filter(|n| n.has_tag_name(name)).count();
    assert!((3..=8).contains(&count("circle")), "{}", count("circle"));
    assert_eq!(drawing, chart::possible(&study.audit(), 0).unwrap());
    // Of a mean and a standard deviation alone, or of values without a step, nearly any data would do.
    let without = |manifest: &str, csv: &str| chart::possible(&table(manifest, keys, csv).audit(), 0);
    assert_eq!(without("size = 20\n[variables]\nx = { step = 1 }", "Item,mean,sd\nx,3.5,1.5\n"), None);
    assert_eq!(without("size = 20", csv), None);
}

#[test]
#[cfg(feature = "png")]
fn images_are_as_large_as_asked_for_and_the_same_twice() {
    let study = table("size = 3", "stub = 'kind'\nheader = 'statistic'", "Kind,n\na 漢 → −,1\nb,2\n");
    let charts = charts(&study.audit());
    let drawing = find(&charts, "t-frequencies");
    let image = drawing.png(2.0).unwrap();
    assert_eq!(image, drawing.png(2.0).unwrap());
    let number = |at: usize| u32::from_be_bytes(image[at..at + 4].try_into().unwrap());
    assert_eq!(&image[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!((number(16), number(20)), (2 * drawing.size().0, 2 * drawing.size().1));
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e6] {
        let error = drawing.png(scale).unwrap_err().to_string();
        assert!(error.contains("cannot be drawn"), "{error}");
    }
}

#[test]
fn the_gallery_is_what_the_crate_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gallery");
    let update = "to update it: cargo run --example charts -- --no-png --out examples/gallery";
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    for embedded in retally::studies::ALL {
        let study = embedded.study().unwrap();
        let drawn = charts(&study.audit());
        let kept = fs::read_dir(folder.join(study.name())).into_iter().flatten();
        let kept: BTreeSet<String> = kept.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let expected: BTreeSet<String> = drawn.iter().map(|chart| format!("{}.svg", chart.name())).collect();
        assert_eq!(kept, expected, "{update}");
        for chart in &drawn {
            let file = format!("{}/{}.svg", study.name(), chart.name());
            assert!(fs::read_to_string(folder.join(&file)).unwrap() == chart.svg(), "{file} has changed; {update}");
            assert!(readme.contains(&file), "the gallery's README does not show {file}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever labels and figures a table has, its charts can be read.
    #[test]
    fn any_labels_and_figures_can_be_read(
        labels in proptest::collection::btree_set("[A-Za-zÀ-ž0-9<>&%±漢 ]{1,60}", 2..7),
        years in 1_usize..6,
        numbers in proptest::collection::vec(0_u32..3000, 36),
    ) {
        let header: String = (0..years).map(|year| format!(",{}", 2010 + year)).collect();
        let mut numbers = numbers.iter();
        let mut row = |label: &String| {
            let cells: String = (0..years).map(|_| format!(",{}", numbers.next().unwrap())).collect();
            format!("\"L{}\"{cells}\n", label.trim())
        };
        let rows: String = labels.iter().map(&mut row).collect();
        let Ok(study) = crate::support::try_table("", "stub = 'kind'\nheader = 'year'", &format!("Kind{header}\n{rows}")) else { return Ok(()) };
        charts(&study.audit()).iter().for_each(|chart| assert_readable(chart, "any"));
    }
}
