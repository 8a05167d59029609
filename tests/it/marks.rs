//! Charts mark all figures alike that may be wrong by a finding.

use std::collections::{BTreeMap, BTreeSet};

use retally::chart::{Chart, charts};
use retally::{Audit, Event};
use roxmltree::{Document, Node};

use crate::seen::{all_studies, bare, suspects};

/// What marks and notes are drawn in.
const FINDING: &str = "#C35600";

/// So many findings have letters.
const LETTERED: usize = 8;

/// The letters of notes and of marks in a drawing, each as often as it is there: `a`, `a,b`, `a 26.2`.
fn letters(svg: &str) -> BTreeMap<char, usize> {
    let document = Document::parse(svg).unwrap();
    let is_note = |node: &Node| node.has_tag_name("text") && node.attribute("fill") == Some(FINDING);
    let mut letters = BTreeMap::new();
    for node in document.descendants().filter(is_note) {
        let first = node.text().unwrap().trim().split(' ').next().unwrap();
        let all: Vec<&str> = first.split(',').collect();
        if all.iter().all(|one| one.len() == 1 && one.chars().all(|letter| letter.is_ascii_lowercase())) {
            all.iter().for_each(|one| *letters.entry(one.chars().next().unwrap()).or_default() += 1);
        }
    }
    letters
}

/// How many triangles are in a drawing: full ones are polygons, hollow ones are lines that come back.
fn triangles(svg: &str) -> usize {
    let document = Document::parse(svg).unwrap();
    let is_mark = |node: &Node| match node.tag_name().name() {
        "polygon" => node.attribute("fill") == Some(FINDING),
        "polyline" => {
            node.attribute("stroke") == Some(FINDING)
                && node.attribute("points").unwrap().split_whitespace().count() == 5
        }
        _ => false,
    };
    document.descendants().filter(is_mark).count()
}

/// The figures of a chart by which a finding is marked in it: of a classification one mark stands for the number and the percentage
/// of the same respondents.
fn marked(audit: &Audit, chart: &Chart, finding: usize) -> BTreeSet<(Event, usize)> {
    let finding = &audit.findings()[finding];
    let doubted =
        if finding.suspects.is_empty() { finding.claims.iter().copied().collect() } else { suspects(finding) };
    let is_brief = ["-shares", "-trend", "-counts"].iter().any(|kind| chart.name().ends_with(kind));
    let unit = |claim: usize| (audit.study().claims()[claim].quantity.event.clone(), if is_brief { 0 } else { claim });
    chart.figures().filter(|claim| doubted.contains(claim)).map(unit).collect()
}

/// Checks the marks and the letters of a chart, and returns of how many figures each finding is that has letters in it.
fn marks_are_fair(audit: &Audit, chart: &Chart) -> Vec<usize> {
    let name = format!("{} {}", audit.study().name(), chart.name());
    assert!(chart.figures().next().is_some(), "{name} draws no figure");
    let marked: Vec<_> = (0..audit.findings().len()).map(|finding| marked(audit, chart, finding)).collect();
    let all: BTreeSet<_> = marked.iter().flatten().collect();
    let found = marked.iter().filter(|own| !own.is_empty()).count();
    // A note has a mark as well, and so has the line that counts the others; the raster explains its marks.
    let notes = found.min(LETTERED) + usize::from(found > LETTERED);
    let explained = usize::from(chart.name().ends_with("granularity") && found > 0);
    assert_eq!(triangles(chart.svg()), all.len() + notes + explained, "{name}");
    // Behind the marks of these two there is no room for letters.
    if ["recomputed", "granularity"].iter().any(|kind| chart.name().ends_with(kind)) {
        return Vec::new();
    }
    let description = bare(chart.description());
    let note = |(at, own): (usize, &BTreeSet<_>)| {
        Some((description.find(&bare(&audit.findings()[at].message))?, own.len())).filter(|note| note.1 > 0)
    };
    let mut notes: Vec<_> = marked.iter().enumerate().filter_map(note).collect();
    notes.sort_unstable();
    let notes: Vec<usize> = notes.into_iter().map(|note| note.1).collect();
    let times: Vec<usize> = letters(chart.svg()).into_values().map(|times| times - 1).collect();
    assert_eq!(times, notes, "{name}");
    notes
}

/// Each chart of a study says by its title what is seen, and none as another does.
fn titles_tell_apart(study: &str, charts: &[Chart]) {
    let titles: BTreeSet<&str> = charts.iter().map(Chart::title).collect();
    assert_eq!(titles.len(), charts.len(), "{study}: {titles:?}");
    for title in titles {
        let (table, what) = title.split_once(": ").unwrap();
        assert!(!table.is_empty() && what.len() > 10, "{title}");
    }
}

#[test]
fn no_chart_of_any_study_marks_one_suspect_of_several() {
    let (mut kinds, mut several) = (BTreeSet::new(), 0);
    for study in all_studies() {
        let audit = study.audit();
        let charts = charts(&audit);
        titles_tell_apart(study.name(), &charts);
        for chart in &charts {
            let notes = marks_are_fair(&audit, chart);
            several += notes.iter().filter(|figures| **figures > 1).count();
            kinds.extend((!notes.is_empty()).then(|| chart.name().rsplit('-').next().unwrap().to_owned()));
        }
    }
    let expected = ["data", "descriptives", "frequencies", "items", "means", "shares", "sides", "trend"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(several > 10, "{several}");
}
