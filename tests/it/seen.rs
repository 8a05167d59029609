//! What people see of findings: nobody is accused, everything can be read, and what is counted in two places agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use retally::chart::charts;
use retally::report::{dated_pages, index, page};
use retally::{Audit, Finding, Mark, Marks, Study};
use roxmltree::Document;

use crate::html::Html;
use crate::support::{files_of, flagship, flagship_folder, other_studies, own_studies, study_of, table};

pub fn all_studies() -> Vec<Study> {
    own_studies().into_iter().chain(other_studies()).collect()
}

/// The figures of a finding that may be wrong.
pub fn suspects(finding: &Finding) -> BTreeSet<usize> {
    finding.suspects.iter().map(|suspect| suspect.claim).collect()
}

pub fn bare(text: &str) -> String {
    text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn tables_mark_all_suspects_of_a_finding_alike() {
    for study in all_studies() {
        let audit = study.audit();
        let marks = Marks::of(&audit);
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        audit.findings().iter().flat_map(suspects).for_each(|claim| *times.entry(claim).or_default() += 1);
        for finding in audit.findings() {
            let own: BTreeSet<usize> = suspects(finding).into_iter().filter(|claim| times[claim] == 1).collect();
            let shown: BTreeSet<_> = own.iter().map(|claim| marks.of_figure(*claim).name()).collect();
            assert!(shown.len() <= 1, "{}: {}: {shown:?}", study.name(), finding.message);
            let is_accused = own.iter().any(|claim| marks.of_figure(*claim) == Mark::Inconsistent);
            assert!(!is_accused || suspects(finding).len() == 1, "{}: {}", study.name(), finding.message);
        }
    }
}

/// Every cell of a figure that may be wrong has the number of its finding, and no other cell has.
pub fn cells_are_numbered(html: &Html, audit: &Audit) {
    let study = audit.study();
    let cards: Vec<(String, String)> = html
        .all("article")
        .map(|card| (html.attribute(card, "id").unwrap().to_owned(), bare(&html.text(card))))
        .collect();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in html.everything().filter(|at| matches!(html.name(*at), "td" | "th")) {
        let links = html.within(cell).into_iter().filter(|part| html.attribute(*part, "class") == Some("no"));
        links.filter_map(|link| html.attribute(link, "href")).for_each(|link| *numbers.entry(link).or_default() += 1);
    }
    for finding in audit.findings() {
        let card = cards.iter().find(|card| card.1.contains(&bare(&finding.message))).unwrap();
        let places: BTreeSet<_> = suspects(finding)
            .into_iter()
            .map(|claim| &study.claims()[claim])
            // A test in the text is one row, with one number for all of its figures.
            .filter(|claim| claim.text_claim.is_none())
            .map(|claim| &claim.place)
            .map(|place| (place.source, place.line, place.field))
            .collect();
        let numbered = numbers.get(format!("#{}", card.0).as_str()).copied().unwrap_or_default();
        assert!(numbered >= places.len(), "{}: {}", study.name(), finding.message);
    }
}

#[test]
fn a_bound_is_an_outline_and_a_deviation_ends_where_the_variable_does() {
    let study = table("size = 8", "stub = 'fruit'\nheader = 'statistic'", "Fruit,%\nApple,<1\nPear,62.5\n");
    let all = charts(&study.audit());
    let bars = all.iter().find(|chart| chart.name() == "t-frequencies").unwrap();
    let outlines =
        bars.svg().lines().filter(|line| line.starts_with("<rect") && line.contains("fill=\"none\"")).count();
    assert_eq!(outlines, 1, "{}", bars.svg());
    assert!(bars.description().contains("an outline is a bound"));
    let keys = "stub = 'variable'\nheader = 'statistic'";
    let ends = |csv: &str| {
        let study = table("size = 9", keys, csv);
        charts(&study.audit())
            .into_iter()
            .find(|chart| chart.name().ends_with("descriptives"))
            .unwrap()
            .svg()
            .to_owned()
    };
    assert_ne!(ends("Item,mean,sd,min,max\nx,2,5,0,20\n"), ends("Item,mean,sd,min,max\nx,2,2,0,20\n"));
    let whiskers = |svg: &str| {
        let document = Document::parse(svg).unwrap();
        let bar = document.descendants().rfind(|n| n.has_tag_name("rect") && n.attribute("height") == Some("4"));
        bar.unwrap().attribute("x").unwrap().to_owned()
    };
    // Two and five below the mean are both beyond the least value, which is zero.
    assert_eq!(
        whiskers(&ends("Item,mean,sd,min,max\nx,2,5,0,20\n")),
        whiskers(&ends("Item,mean,sd,min,max\nx,2,2,0,20\n"))
    );
}

#[test]
fn no_letter_of_any_chart_is_missing() {
    for study in all_studies() {
        for chart in charts(&study.audit()) {
            // Only what a paper prints may be missing, and then a browser finds another font: nothing of ours is.
            let is_printed = |letter: &char| study.sources().iter().any(|source| source.text().contains(*letter));
            assert!(chart.missing_letters().iter().all(is_printed), "{} {}", study.name(), chart.name());
        }
    }
    let study = table("size = 3", "stub = 'kind'\nheader = 'statistic'", "Kind,n\na 漢,1\nb,2\n");
    assert_eq!(charts(&study.audit())[0].missing_letters(), BTreeSet::from(['漢']));
}

/// The colours of the style, by their names: of the light page, and with those that are others on the dark one.
fn colours() -> [BTreeMap<String, [f64; 3]>; 2] {
    let style = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/page/style.css")).unwrap();
    let (light, rest) = style.split_once("@media (prefers-color-scheme: dark)").unwrap();
    let dark = rest.split_once("* {").unwrap().0;
    let read = |part: &str| {
        let declarations = part.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
        let channel = |digits: &str, at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        let colour = |digits: &str| [0, 2, 4].map(|at| channel(digits, at));
        declarations.map(|(name, digits)| (name.to_owned(), colour(digits))).collect::<BTreeMap<_, _>>()
    };
    let (light, dark) = (read(light), read(dark));
    [light.clone(), light.into_iter().chain(dark).collect()]
}

/// As WCAG 2.2 has it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear =
        |channel: f64| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
    let light = |[red, green, blue]: [f64; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn small_text_of_pages_has_contrast() {
    for colours in colours() {
        let on = |text: &str, ground: &str| {
            let contrast = contrast(colours[text], colours[ground]);
            assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2}");
        };
        for text in ["ink", "quiet", "link"] {
            on(text, "paper");
            on(text, "shade");
            on(text, "chart");
        }
        for mark in ["consistent", "involved", "acknowledged", "inconsistent", "suspect", "undecided"] {
            on(&format!("{mark}-ink"), mark);
            on(&format!("{mark}-ink"), "paper");
            on("ink", mark);
        }
        on("unchecked-ink", "paper");
        on("paper", "ink");
    }
}

#[test]
fn charts_have_contrast_in_both_themes() {
    let ground = |svg: &str| svg.split("fill=\"").nth(1).unwrap()[1..7].to_owned();
    let colour =
        |digits: &str| [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0);
    for study in own_studies() {
        for chart in charts(&study.audit()) {
            for chart in [chart.clone(), chart.themed(retally::chart::Theme::Dark)] {
                let document = Document::parse(chart.svg()).unwrap();
                let paper = colour(&ground(chart.svg()));
                for text in document.descendants().filter(|node| node.has_tag_name("text")) {
                    let fill = &text.attribute("fill").unwrap()[1..];
                    // Black and white on colours have a test of their own, in the module.
                    if !["1F1F1F", "FEFEFE"].contains(&fill) {
                        assert!(contrast(colour(fill), paper) >= 4.5, "{}: {fill}", chart.name());
                    }
                }
                for path in
                    document.descendants().filter(|node| node.has_tag_name("polyline") || node.has_tag_name("line"))
                {
                    let stroke = &path.attribute("stroke").unwrap()[1..];
                    // Rules behind a drawing are there to be overlooked.
                    if !["D8D8D8", "41444B"].contains(&stroke) {
                        assert!(contrast(colour(stroke), paper) >= 3.0, "{}: {stroke}", chart.name());
                    }
                }
            }
        }
    }
}

/// What scrolls can be reached by keys, and readers of screens say what it is.
pub fn scrolling_regions_have_names(html: &Html) {
    let scrolls = |at: &usize| {
        html.attribute(*at, "class")
            .is_some_and(|class| class.split(' ').any(|one| one == "scroll" || one == "drawing"))
    };
    for region in html.everything().filter(scrolls) {
        assert_eq!((html.attribute(region, "role"), html.attribute(region, "tabindex")), (Some("region"), Some("0")));
        assert!(html.attribute(region, "aria-label").is_some_and(|label| !label.is_empty()));
    }
}

/// A page and the list of pages count alike.
pub fn counts_agree(html: &Html, audit: &Audit) {
    let list = Html::parse(&index(&[(audit, "x/report.html")]));
    let row = list.within(list.all("tbody").next().unwrap());
    let cells: Vec<String> = row.into_iter().filter(|at| list.name(*at) == "td").map(|at| list.text(at)).collect();
    let [findings, _, fail, hold, undecided, relations, _] = cells.as_slice() else { panic!("{cells:?}") };
    let text = bare(&html.text(html.all("main").next().unwrap()));
    let is_told = |number: &str, one: &str, several: &str| {
        number == "0" || text.contains(&format!("{number} {}", if number == "1" { one } else { several }))
    };
    assert!(is_told(hold, "holds", "hold") && is_told(fail, "does not hold", "do not hold"), "{cells:?}");
    assert!(is_told(undecided, "relation undecided", "relations undecided"), "{cells:?}");
    assert!(is_told(findings, "finding", "findings") && is_told(relations, "relation", "relations"), "{cells:?}");
}

#[test]
fn a_page_says_what_it_was_made_from_and_is_dated_only_if_asked() {
    let study = flagship();
    let audits = [study.audit()];
    let dated = &dated_pages(&audits, Some("2026-11-30"))[0].html;
    assert!(dated.contains("<time datetime=\"2026-11-30\">2026-11-30</time>") && !page(&audits[0]).contains("<time"));
    let files = files_of(&flagship_folder());
    assert_eq!(study.inputs().len(), files.len());
    for input in study.inputs() {
        assert!(input.sha256.len() == 64 && dated.contains(&input.sha256), "{}", input.name);
    }
    // The same files in memory have the same digests, others have others.
    assert_eq!(study_of(&files).unwrap().inputs(), study.inputs());
    let changed: Vec<_> = files.iter().map(|(name, text)| (name.clone(), text.replace("36.9", "36.8"))).collect();
    let changed = study_of(&changed).unwrap();
    let differ = |name: &str| {
        changed.inputs().iter().find(|input| input.name == name)
            != study.inputs().iter().find(|input| input.name == name)
    };
    assert!(differ("table1.csv") && !differ("table3.csv"));
    assert!(page(&audits[0]).contains("How to cite the paper") && page(&audits[0]).contains("How to cite this audit"));
}

/// A paper without a manifest, which lies deep.
#[cfg(feature = "documents")]
pub fn a_paper() -> Study {
    let csv = "Characteristic,Treatment (n = 140),Control (n = 138)\nSex,,\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\n\
               Smoker,31 (22.1),27 (16.9)\nScore,3.1 (2.2),4.0 (1.0)\n";
    let name = format!("{}/paper.csv", "folder".repeat(20));
    retally::reading::Paper::from_bytes(&name, csv.as_bytes()).unwrap().read().into_study().unwrap()
}

#[cfg(feature = "documents")]
#[test]
fn a_paper_without_a_manifest_says_what_was_not_read() {
    let study = a_paper();
    let audit = study.audit();
    let html = Html::parse(&page(&audit));
    let text = bare(&html.text(html.all("main").next().unwrap()));
    assert!(text.contains("1 finding, which concerns a figure"), "{text}");
    assert!(text.contains("1 row or column not read") && text.contains("Score"), "{text}");
    assert!(!text.contains("auditor") && !text.contains("the manifest of this audit"), "{text}");
    assert_eq!(study.inputs().iter().map(|input| input.name.as_str()).collect::<Vec<_>>(), ["paper.csv"]);
}
