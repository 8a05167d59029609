//! What the data may have looked like: how often each value can have occurred, in all samples that print as reported.

use crate::audit::Audit;
use crate::number::Rational;
use crate::relation::{Expression, Outcome, SampleOf};
use crate::sample::{Band, Existence, Limit, Sample};

use super::averages::text;
use super::axis::Axis;
use super::colour::{BLUE, INK, QUIET, SKY};
use super::drawing::Chart;
use super::labels::Labels;
use super::page::{Page, sentences};
use super::scene::{Scene, Side};
use super::style::{EDGE, SMALL, STRONG};
use super::text::clean;
use super::title::listed;

const WIDTH: i32 = 780;
const LEFT: i32 = EDGE + 40;
const RIGHT: i32 = WIDTH - EDGE - 60;
const PANEL: i32 = 130;
/// More values than these are no longer drawn one by one.
const MOST_VALUES: usize = 120;
/// More variables than these are too many to look at.
const MOST_PANELS: usize = 12;
/// With fewer statistics than these nearly any data would do.
const FEWEST_STATISTICS: usize = 3;
/// What the sample that is shown is drawn from.
const SEED: u64 = 1;

/// What is known of the data of one variable.
struct Panel {
    label: String,
    unit: String,
    figures: String,
    /// None where it was not decided how often each value can occur.
    bands: Result<Vec<Band>, Limit>,
    one: Sample,
    claims: Vec<usize>,
}

/// For each variable of a table whose statistics some data have: how often each value can occur, over all samples with these
/// statistics, and one such sample.
///
/// The ends are decided, not drawn: see [`Summary::bands`](crate::sample::Summary::bands). A line closes the end of a band that
/// some sample is known to reach; beyond an end without a line there is no sample either. The sample is one of very many, and
/// nobody's data. A variable takes part whose values have a step and of which three statistics at least are printed.
pub fn possible(audit: &Audit, table: usize) -> Option<Chart> {
    let asked: Vec<_> = audit.outcomes().iter().filter_map(|outcome| asked(audit, table, outcome)).collect();
    if asked.is_empty() || asked.len() > MOST_PANELS {
        return None;
    }
    let panels: Vec<Panel> = asked.into_iter().filter_map(|(of, found)| panel(audit, table, of, found)).collect();
    if panels.is_empty() {
        return None;
    }
    let variables = listed(panels.iter().map(|panel| panel.label.as_str()));
    let how = format!("How many {} can have each value, in all samples that print as reported", audit.study().units());
    let mut page = Page::new(audit, table, WIDTH, &format!("what the data of {variables} may have looked like"), &how);
    key(&mut page, &panels);
    panels.iter().for_each(|panel| draw(&mut page, panel));
    let description = sentences(panels.iter().map(describe));
    let figures = panels.iter().flat_map(|panel| panel.claims.iter().copied());
    Some(page.finish("possible data", &description, figures))
}

/// A question of a table whether data exist, with data.
fn asked<'a>(audit: &Audit<'a>, table: usize, outcome: &'a Outcome) -> Option<(&'a SampleOf, &'a Sample)> {
    let Ok(Expression::Sample(of)) = &outcome.relation.recomputed else { return None };
    let Some(Existence::Consistent(found)) = &outcome.existence else { return None };
    let is_here = of.figures.iter().all(|figure| audit.study().claims()[figure.1].table == Some(table));
    let is_told = of.figures.len() >= FEWEST_STATISTICS && of.scale.is_granular() && found.n() > 1;
    (is_here && is_told).then_some((of.as_ref(), found))
}

fn panel(audit: &Audit, table: usize, of: &SampleOf, found: &Sample) -> Option<Panel> {
    let study = audit.study();
    let summary = of.summary(study.claims());
    let bands = summary.bands();
    let one = summary.another(found, SEED).unwrap_or_else(|| found.clone());
    let values = bands.as_ref().map_or_else(|_| one.frequencies().count(), Vec::len);
    if values > MOST_VALUES {
        return None;
    }
    let claim = &study.claims()[of.figures.first()?.1];
    let variable = claim.quantity.variable?;
    let labels = Labels::of(study, table)?;
    let named = labels.row(claim).and_then(|row| labels.variable(variable, row));
    let event = study.names().event(&claim.quantity.event);
    let among = if event == "all" { String::new() } else { format!(", {event}") };
    Some(Panel {
        label: named.unwrap_or_else(|| clean(study.names().name(variable))) + &clean(&among),
        unit: study.names().unit(variable).unwrap_or_default().to_owned(),
        figures: format!("n = {}, {}", one.n(), text(study, &of.figures)),
        bands,
        one,
        claims: of.figures.iter().map(|figure| figure.1).collect(),
    })
}

/// How a band and a sample are drawn, and what an open end means where there is one.
fn key(page: &mut Page, panels: &[Panel]) {
    let bands = || panels.iter().flat_map(|panel| panel.bands.iter().flatten());
    let open = bands().any(|band| !band.least_is_met || !band.most_is_met);
    let mut x = EDGE;
    let mut entry = |page: &mut Page, draw: fn(&mut Scene, i32, i32), text: &str| {
        draw(&mut page.scene, x + 6, page.y - 4);
        page.scene.text((x + 18, page.y), Side::Right, SMALL, text, QUIET);
        x += 18 + SMALL.width(text) + 20;
    };
    entry(page, |scene, x, y| scene.dot((x, y), 3, BLUE), "one such sample");
    if bands().next().is_some() {
        entry(
            page,
            |scene, x, y| bar(scene, (x - 4, x + 4), (y - 6, y + 6), [true; 2]),
            "as often as a sample can have it",
        );
    }
    if open {
        entry(
            page,
            |scene, x, y| bar(scene, (x - 4, x + 4), (y - 6, y + 6), [false; 2]),
            "outer bound, possibly not attained",
        );
    }
    page.y += 24;
}

/// A band from top to bottom, with a line at each end that is met: the least frequency below, the greatest above.
fn bar(scene: &mut Scene, (left, right): (i32, i32), (top, bottom): (i32, i32), [least, most]: [bool; 2]) {
    scene.area((left, top), (right, bottom), SKY);
    for y in [(most, top), (least, bottom)].into_iter().filter(|end| end.0).map(|end| end.1) {
        scene.line((left, y), (right, y), 2, BLUE);
    }
}

fn draw(page: &mut Page, panel: &Panel) {
    page.paragraph(&panel.label, STRONG, INK);
    page.paragraph(&panel.figures, SMALL, QUIET);
    mark(page, panel);
    if let Err(limit) = &panel.bands {
        page.paragraph(
            &format!("One sample alone: how often each value can occur was not decided: {limit}"),
            SMALL,
            QUIET,
        );
    }
    let (top, bottom) = (page.y, page.y + PANEL);
    let Some((across, up, half)) = axes(panel, top, bottom) else { return };
    up.beside(&mut page.scene, LEFT, RIGHT, "");
    for band in panel.bands.iter().flatten().filter(|band| band.most > 0) {
        let x = across.at(&band.value);
        let ends = [band.most, band.least].map(|times| up.at(&Rational::from(times)));
        bar(&mut page.scene, (x - half, x + half), (ends[0], ends[1]), [band.least_is_met, band.most_is_met]);
    }
    page.scene.line((LEFT, bottom), (RIGHT, bottom), 1, QUIET);
    for (value, times) in panel.one.frequencies() {
        page.scene.dot((across.at(value), up.at(&Rational::from(times))), 3, BLUE);
    }
    across.numbers(&mut page.scene, bottom);
    page.scene.text((RIGHT + 12, bottom + 16), Side::Right, SMALL, &panel.unit, QUIET);
    page.y = bottom + 50;
}

/// Marks the figures of a panel that may be wrong, in the order in which they are written, behind these or on the next line.
fn mark(page: &mut Page, panel: &Panel) {
    let marks: i32 = panel.claims.iter().map(|claim| page.mark_width(*claim)).sum();
    let end = EDGE + SMALL.width(&clean(&panel.figures));
    let fits = marks == 0 || end + marks < WIDTH - EDGE;
    let start = if fits { (end, page.y - SMALL.line()) } else { (EDGE, page.y) };
    panel.claims.iter().fold(start.0, |x, claim| page.mark(*claim, (x, start.1)));
    page.y += if fits { 0 } else { SMALL.line() };
}

/// The values from left to right, the frequencies from below, and half the width of a band.
fn axes(panel: &Panel, top: i32, bottom: i32) -> Option<(Axis, Axis, i32)> {
    let bands = || panel.bands.iter().flatten();
    let values = || panel.one.frequencies().map(|(value, _)| value).chain(bands().map(|band| &band.value));
    let (low, high) = (values().min()?, values().max()?);
    let most = panel.one.frequencies().map(|one| one.1).chain(bands().map(|band| band.most)).max()?;
    let wide = if high > low { high.clone() } else { low + &Rational::whole(1) };
    let across = Axis::around(low, &wide, (LEFT + 12, RIGHT - 12))?;
    let up = Axis::upright(&Rational::zero(), &Rational::from(most.max(1)), (bottom, top))?;
    let count = bands().count().max(2) as i32;
    let half = (across.at(&wide) - across.at(low)) / (count - 1) * 2 / 5;
    Some((across, up, half.clamp(1, 9)))
}

fn times(number: u64) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

/// `Age: 35 occurs between 6 and 65 times, …`: the value that can be most frequent, and those that occur in every sample.
fn describe(panel: &Panel) -> String {
    let Ok(bands) = &panel.bands else { return format!("{}: one sample of {}", panel.label, panel.one.n()) };
    let always: Vec<String> = bands.iter().filter(|band| band.least > 0).map(|band| band.value.to_string()).collect();
    let always = match always.as_slice() {
        [] => "no value occurs in every sample".to_owned(),
        values => format!("every sample has {}", values.join(", ")),
    };
    let peak = bands.iter().max_by_key(|band| (band.most, std::cmp::Reverse(band.value.clone())));
    let peak =
        peak.map(|band| format!("; {} occurs at most {}, no other value more often", band.value, times(band.most)));
    format!("{}: {always}{}", panel.label, peak.unwrap_or_default())
}
