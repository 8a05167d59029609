//! The pages as browsers and readers of screens see them.

use std::collections::HashSet;

use retally::report::{index, page, pages};
use retally::{Audit, Study};

use crate::html::Html;
use crate::seen::{cells_are_numbered, counts_agree, scrolling_regions_have_names};
use crate::support::{HOSTILE, flagship, hostile, other_studies, own_studies, table, tests_in_the_text};

fn parsed(audit: &Audit) -> Html {
    let html = Html::parse(&page(audit));
    assert_eq!(html.errors, [""; 0], "{}", audit.study().name());
    html
}

/// What holds for the page of any study.
fn is_sound(study: &Study) {
    let audit = study.audit();
    let html = parsed(&audit);
    anchors_exist(&html);
    each_finding_is_an_anchor(&html, &audit);
    headings_are_in_order(&html);
    tables_have_scopes(&html);
    nothing_is_loaded(&html);
    tables_are_as_printed(&html, &audit);
    every_relation_is_listed(&html, &audit);
    cells_are_numbered(&html, &audit);
    scrolling_regions_have_names(&html);
    counts_agree(&html, &audit);
}

fn anchors(html: &Html) -> HashSet<&str> {
    let ids: Vec<_> = html.everything().filter_map(|element| html.attribute(element, "id")).collect();
    let unique: HashSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id is there twice");
    assert!(ids.iter().all(|id| !id.is_empty() && !id.contains(char::is_whitespace)));
    unique
}

fn anchors_exist(html: &Html) {
    let ids = anchors(html);
    for link in html.all("a").filter_map(|link| html.attribute(link, "href")) {
        let target = link.strip_prefix('#');
        assert!(target.map_or(link.starts_with("https://doi.org/"), |target| ids.contains(target)), "{link}");
    }
    let named = ["aria-labelledby", "for"].map(|name| html.everything().filter_map(move |at| html.attribute(at, name)));
    assert!(named.into_iter().flatten().all(|id| ids.contains(id)));
}

fn each_finding_is_an_anchor(html: &Html, audit: &Audit) {
    let cards: Vec<_> = html.all("article").collect();
    assert_eq!(cards.len(), audit.findings().len());
    let linked: HashSet<_> = html.all("a").filter_map(|link| html.attribute(link, "href")).collect();
    for finding in audit.findings() {
        let told = |card: &&usize| {
            without_asterisks(&html.text(**card)).contains(&without_asterisks(&shown(&finding.message)))
        };
        let card = *cards.iter().find(told).unwrap_or_else(|| panic!("{}", finding.message));
        let id = html.attribute(card, "id").unwrap();
        assert!(id.starts_with("finding-") && linked.contains(format!("#{id}").as_str()), "{id}");
        // And back, to each of its figures and suspects.
        let places =
            html.within(card).into_iter().filter(|link| html.attribute(*link, "class") == Some("place")).count();
        let suspects = finding.suspects.iter().map(|suspect| &suspect.claim);
        assert_eq!(places, finding.claims.iter().chain(suspects).collect::<HashSet<_>>().len());
    }
}

fn headings_are_in_order(html: &Html) {
    let level = |name: &str| name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok());
    let levels: Vec<_> = html.everything().filter_map(|element| level(html.name(element))).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

fn tables_have_scopes(html: &Html) {
    assert!(html.all("th").all(|label| html.attribute(label, "scope").is_some()));
    for table in html.all("table").filter(|table| html.attribute(*table, "class") != Some("list")) {
        assert!(html.within(table).iter().any(|part| html.name(*part) == "caption"));
    }
    assert_eq!(html.attribute(html.all("html").next().unwrap(), "lang"), Some("en"));
    assert!(html.all("svg").all(|chart| html.attribute(chart, "role") == Some("img")));
    assert!(html.all("svg").all(|chart| html.attribute(chart, "aria-label").is_some_and(|label| !label.is_empty())));
}

/// No file, no network, no handler; one script, which is ours.
fn nothing_is_loaded(html: &Html) {
    const LOADING: [&str; 9] = ["img", "link", "iframe", "object", "embed", "video", "audio", "base", "image"];
    for element in html.everything() {
        assert!(!LOADING.contains(&html.name(element)), "{}", html.name(element));
        for (name, value) in html.attributes(element) {
            assert!(!name.starts_with("on") && name != "src" && name != "srcset" && name != "action", "{name}");
            assert!(!value.contains("url(") && !value.trim_start().starts_with("javascript:"), "{value}");
        }
    }
    assert_eq!(html.all("script").count(), 1);
    let style = html.text(html.all("style").next().unwrap());
    assert!(!style.contains("url(") && !style.contains("@import"));
}

/// Every cell of every table, in its order; and where figures stand, their mark in words or their sign.
fn tables_are_as_printed(html: &Html, audit: &Audit) {
    let facsimiles: Vec<_> = html.all("table").filter(|at| html.attribute(*at, "class") == Some("facsimile")).collect();
    assert_eq!(facsimiles.len(), audit.study().tables().len());
    for (facsimile, table) in facsimiles.into_iter().zip(audit.study().tables()) {
        let rows = html.within(facsimile).into_iter().filter(|part| html.name(*part) == "tr");
        let rows: Vec<_> = rows.collect();
        assert_eq!(rows.len(), table.grid.rows().len());
        for (row, cells) in rows.into_iter().zip(table.grid.rows()) {
            let shown_cells = html.within(row).into_iter().filter(|part| matches!(html.name(*part), "td" | "th"));
            let span = |cell: usize| html.attribute(cell, "colspan").map_or(1, |span| span.parse().unwrap());
            let widths: usize = shown_cells.clone().map(span).sum();
            assert_eq!(widths, cells.len());
            let text: String = shown_cells.map(|cell| html.text(cell)).collect();
            let mut rest = text.as_str();
            for cell in cells {
                let printed = shown(&cell.text);
                let at = rest.find(&printed).unwrap_or_else(|| panic!("{printed:?} is not in {text:?}"));
                rest = &rest[at + printed.len()..];
            }
        }
    }
}

fn every_relation_is_listed(html: &Html, audit: &Audit) {
    let rows = html.all("tr").filter(|row| html.attribute(*row, "data-verdict").is_some());
    assert_eq!(rows.count(), audit.outcomes().len());
}

/// As a page shows text from files: with signs for characters that are none.
/// Labels are emphasised in pages, and stand between asterisks elsewhere.
fn without_asterisks(text: &str) -> String {
    text.replace('*', "")
}

fn shown(text: &str) -> String {
    // A space at which no line ends is read as any other.
    let text =
        text.replace('\u{a0}', " ").replace('\0', "␀").replace('\u{1b}', "␛").replace('\u{1}', "␁").replace('\r', "␍");
    text.replace('\u{202e}', "⟨U+202E⟩").replace('\u{ffff}', "⟨U+FFFF⟩")
}

#[test]
fn every_study_has_a_sound_page() {
    other_studies().iter().for_each(is_sound);
    own_studies().iter().for_each(is_sound);
}

#[test]
fn what_is_hostile_is_shown_and_never_run() {
    let study = hostile();
    is_sound(&study);
    let audit = study.audit();
    let text = parsed(&audit).text(0);
    for label in HOSTILE {
        assert!(text.contains(&shown(label)), "{label:?}");
    }
    assert!(!page(&audit).contains(|sign: char| sign.is_control() && sign != '\n'));
    let index = Html::parse(&index(&[(&audit, "a b/<i>.html")]));
    assert_eq!(index.errors, [""; 0]);
    assert!(index.all("a").any(|link| index.attribute(link, "href") == Some("a%20b/%3Ci%3E.html")));
}

#[test]
fn it_tells_first_what_matters() {
    let study = flagship();
    let audit = study.audit();
    let html = parsed(&audit);
    let text = html.text(html.all("main").next().unwrap());
    let tally = audit.tally();
    let verdicts = format!("{} hold", tally.consistent);
    let order = [
        "Terrorism and Human Smuggling",
        "5 findings: 2 concern a figure, 3 only a last digit",
        "the row sums to 140 (0 + 140), but N is 141",
        "26.3 % reported, but 37 of 141",
        "All are known: the manifest of this audit lists each with a note.",
        "Checked: 4 tables, 161 figures",
        &verdicts,
        "How much an error would have been noticed: 94 %",
        "Not checked: 1 relation undecided",
        "Relations by kind",
        "Characteristics of the Interviewees",
    ];
    let at: Vec<_> = order.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}"))).collect();
    assert!(at.is_sorted(), "{at:?}");
    assert!(
        text.contains(
            "Izcara Palacios & Andrade Rubio. Terrorism and Human Smuggling in the U.S. Southwestern Border. "
        )
    );
    assert!(text.contains(&format!("Re-tallied with retally {}.", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn figures_in_the_text_have_their_own_section() {
    let html = parsed(&flagship().audit());
    let section = html.all("section").find(|section| html.attribute(*section, "id") == Some("text")).unwrap();
    assert!(html.text(section).contains("141") && html.text(section).contains("study.toml:6:8"));
}

/// 43 is printed as 34, which its row, its column and its share tell: it is not the figure that the finding is told at.
const SHOP: &str = "Fruit,2023,2024,Total\nApple,34,20,63\nPear,9,14,23\nTotal,52,34,86\n";

fn shop() -> Study {
    table("", "stub = 'fruit'\nheader = 'year'\nbind = {statistic = 'n'}", SHOP)
}

/// The cell of a table that prints a figure.
fn cell_with(html: &Html, figure: &str) -> usize {
    let meaning = format!("{figure}: ");
    html.all("td").find(|cell| html.attribute(*cell, "title").is_some_and(|title| title.starts_with(&meaning))).unwrap()
}

#[test]
fn a_card_tells_the_whole_diagnosis() {
    let study = flagship();
    let audit = study.audit();
    let html = parsed(&audit);
    for (card, finding) in
        html.all("article").collect::<Vec<_>>().into_iter().map(|card| (card, html.text(card))).filter_map(
            |(card, text)| {
                audit
                    .findings()
                    .iter()
                    .find(|finding| text.contains(&without_asterisks(&finding.message)))
                    .map(|finding| (card, finding))
            },
        )
    {
        let text = html.text(card);
        for told in finding.explanations.iter().map(|known| known.to_string()).chain(finding.remarks.iter().cloned()) {
            assert!(text.contains(&told), "{told}");
        }
        for evidence in finding.evidence.iter().filter(|evidence| evidence.supports) {
            assert!(text.contains(&evidence.text), "{}", evidence.text);
        }
        for suspect in &finding.suspects {
            assert!(text.contains(study.claims()[suspect.claim].figure.text()));
        }
        let limit = finding.limit.map(|limit| limit.to_string()).unwrap_or_default();
        assert!(text.contains(&limit) && !text.contains("anything"), "{text}");
    }
    let first = html.text(html.all("article").next().unwrap());
    assert!(
        first.contains("at most 44") && first.contains("figure a figure differs by more than its last digit"),
        "{first}"
    );
}

#[test]
fn a_suspect_has_a_mark_and_what_the_other_figures_imply() {
    let study = table("size = 9", "stub = 'f'\nheader = 'statistic'\npartition = 'f'", "f,n\na,3\nb,5\n");
    let audit = study.audit();
    let html = parsed(&audit);
    let suspect = cell_with(&html, "3");
    assert_eq!(html.attribute(suspect, "class").map(|class| class.contains("is-suspect")), Some(true), "{audit}");
    assert!(html.attribute(suspect, "title").unwrap().contains("(finding 1): the other figures imply 4"));
    assert!(html.text(suspect).contains("suspect"));
}

#[test]
fn a_page_says_which_errors_would_be_detected() {
    let study = table("", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,300,38\nb,500,62\nTotal,800,100\n");
    let audit = study.audit();
    let html = parsed(&audit);
    let (all, text) = (audit.detectability().overall(), html.text(0));
    assert!(text.contains(&format!("{} % of single-digit errors would be detected", all.percent().unwrap())));
    let (certain, open) = (cell_with(&html, "300"), cell_with(&html, "38"));
    assert_eq!(html.attribute(certain, "style"), None);
    assert!(html.attribute(open, "style").unwrap().starts_with("--passing:"));
    assert!(html.attribute(open, "title").unwrap().contains("would not be detected, nor would 37"));
    assert_eq!(html.all("input").filter(|input| html.attribute(*input, "type") == Some("checkbox")).count(), 1);
    // Where all would be detected there is nothing to show.
    assert!(!page(&shop().audit()).contains("type=\"checkbox\""));
}

#[test]
fn what_the_text_says_stands_with_its_tests() {
    let study = flagship();
    let audit = study.audit();
    let html = parsed(&audit);
    let section = html.all("section").find(|section| html.attribute(*section, "id") == Some("text")).unwrap();
    let text = html.text(section);
    assert!(audit.comparative_claims().count() > 0);
    for (claim, outcome) in audit.comparative_claims() {
        let support = outcome.support.as_ref().unwrap();
        assert!(text.contains(support.strength.name()) && text.contains(&support.tested()), "{}", support.tested());
        assert!(text.contains(&study.location(claim)));
    }
    for text_claim in study.text_claims() {
        assert!(text.contains(&text_claim.section) && text_claim.says.as_ref().is_none_or(|says| text.contains(says)));
    }
}

#[test]
fn of_many_findings_those_that_are_alike_stand_together() {
    let pizza = other_studies().into_iter().find(|study| study.name() == "wansink-pizza").unwrap();
    let audit = pizza.audit();
    let html = parsed(&audit);
    let summary = html.all("section").next().unwrap();
    let within = |class: &str| {
        let parts = html.within(summary).into_iter();
        parts.filter(|part| html.attribute(*part, "class") == Some(class)).collect::<Vec<_>>()
    };
    let is_item = |part: &usize| html.name(*part) == "li";
    let lists = within("findings");
    // The first list has eight groups at most, and each finding is once in one of the lists.
    let own = html.within(lists[0]).into_iter().filter(is_item).count();
    let inner: usize = within("alike").iter().flat_map(|part| html.within(*part)).filter(is_item).count();
    assert!(own < audit.findings().len() && inner > 0);
    let numbers = html.within(summary).into_iter().filter(|part| html.attribute(*part, "class") == Some("no"));
    assert_eq!(numbers.count(), audit.findings().len());
    assert!(html.text(within("more")[0]).contains("more findings"));
}

#[test]
fn a_test_of_the_text_is_one_row() {
    let study = tests_in_the_text();
    is_sound(&study);
    let audit = study.audit();
    let html = parsed(&audit);
    let is_of_tests = |table: &usize| html.text(*table).starts_with("Tests reported in the text");
    let rows = html.within(html.all("table").find(is_of_tests).unwrap());
    let rows: Vec<_> = rows.into_iter().filter(|part| html.name(*part) == "tr").skip(1).collect();
    assert_eq!(rows.len(), 3);
    let printed = ["t(28) = 2.20, p = .03", "F(1, 56) = 4.12, ns", "t(40) = 3.11, p = .003"];
    for ((row, printed), verdict) in rows.iter().zip(printed).zip(["inconsistent", "inconsistent", "consistent"]) {
        let text = html.text(*row);
        assert!(text.contains(printed) && text.contains(verdict) && text.contains("p is 0"), "{text}");
    }
    // Its figures are not told again one by one.
    let others =
        html.all("table").find(|table| html.text(*table).contains("igures in the text or the manifest")).unwrap();
    let heads = html.within(others).into_iter().filter(|part| html.attribute(*part, "scope") == Some("row"));
    assert_eq!(heads.count(), 1);
}

#[test]
fn labels_span_the_columns_they_stand_above() {
    let csv = ",A,,B,\n,n,%,n,%\na,1,50,2,20\nb,1,50,8,80\n";
    let study = table("", "stub = 'f'\nheader = ['arm', 'statistic']", csv);
    let html = parsed(&study.audit());
    let spans: Vec<_> = html.all("th").filter_map(|label| html.attribute(label, "colspan")).collect();
    assert_eq!(spans, ["2", "2"]);
    let grouped = html.all("th").filter(|label| html.attribute(*label, "scope") == Some("colgroup"));
    assert_eq!(grouped.map(|label| html.text(label)).collect::<Vec<_>>(), ["A", "B"]);
}

#[test]
fn several_studies_get_folders_of_their_own_and_an_index() {
    let studies = other_studies();
    let audits: Vec<_> = studies.iter().map(Study::audit).collect();
    let pages = pages(&audits);
    let paths: HashSet<_> = pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!((pages.len(), paths.len()), (audits.len() + 1, audits.len() + 1));
    let index = Html::parse(&pages.last().unwrap().html);
    assert_eq!(index.errors, [""; 0]);
    headings_are_in_order(&index);
    tables_have_scopes(&index);
    nothing_is_loaded(&index);
    let links: Vec<_> = index.all("a").filter_map(|link| index.attribute(link, "href")).collect();
    assert!(links.iter().filter(|link| !link.starts_with('#')).all(|link| paths.contains(link)), "{links:?}");
    assert_eq!(links.len(), audits.len() + 1);
}

#[test]
fn the_same_bytes_every_time() {
    let study = flagship();
    assert_eq!(page(&study.audit()), page(&study.audit()));
}
