//! What the data may have looked like: how often each value can have occurred, in all samples that print as reported.

use std::collections::BTreeMap;

use crate::audit::Audit;
use crate::outcome::Outcome;
use crate::rational::Rational;
use crate::relation::{Expression, SampleOf};
use crate::sample::{Existence, Sample};

use super::Chart;
use super::axis::Axis;
use super::colour::{BLUE, GREY, INK, QUIET, SKY};
use super::page::{BODY, EDGE, Page, SMALL, STRONG, sentences};
use super::scene::Side;
use super::text::clean;

const WIDTH: i32 = 780;
const PANEL: i32 = 110;
/// How many samples are drawn, and how many of them on each side a band leaves out: 5 % in all.
const DRAWN: usize = 200;
const OUT: usize = 5;
const SEED: u64 = 1;
/// More values than these are no longer drawn one by one.
const MOST_VALUES: usize = 160;

/// Samples of one variable: one of them, and how often each value occurs in the others.
struct Panel {
    label: String,
    unit: String,
    one: BTreeMap<Rational, u64>,
    /// The band of frequencies of each value; empty where samples could not be counted.
    band: BTreeMap<Rational, (u64, u64)>,
    /// How the band was reached, or why there is none.
    told: String,
}

/// For each variable of a table whose statistics some data have: how often each value occurs in the middle 95 % of 200
/// samples, which are drawn so that each sample with these statistics is as likely as any other, and one sample.
///
/// This is not among [`charts`](super::charts): counting and drawing samples of a hundred respondents takes minutes. Where they
/// cannot be counted within the limits of [`Summary::samples`](crate::sample::Summary::samples) the chart shows one sample
/// alone, and says why. The same study gives the same chart.
pub fn possible(audit: &Audit, table: usize) -> Option<Chart> {
    let panels: Vec<Panel> = audit.outcomes().iter().filter_map(|outcome| panel(audit, table, outcome)).collect();
    if panels.is_empty() {
        return None;
    }
    let caption =
        format!("What the data may have looked like: how often each value occurs (unit: {})", audit.study().unit());
    let mut page = Page::new(audit, table, WIDTH, &caption);
    key(&mut page, panels.iter().any(|panel| !panel.band.is_empty()));
    for panel in &panels {
        draw(&mut page, panel);
    }
    let description = sentences(panels.iter().map(|panel| format!("{}: {}", panel.label, panel.told)));
    Some(page.finish("possible data", &description))
}

fn panel(audit: &Audit, table: usize, outcome: &Outcome) -> Option<Panel> {
    let study = audit.study();
    let Ok(Expression::Sample(of)) = &outcome.relation.recomputed else { return None };
    let Some(Existence::Consistent(found)) = &outcome.existence else { return None };
    let quantity = &study.claims()[of.figures.first()?.1].quantity;
    let is_here = of.figures.iter().all(|figure| study.claims()[figure.1].table == Some(table));
    if !is_here || !of.scale.is_granular() || found.n() == 0 {
        return None;
    }
    let (band, one, told) = drawn(audit, of, found);
    let values = one.keys().chain(band.keys()).collect::<std::collections::BTreeSet<_>>().len();
    let variable = quantity.variable?;
    let event = study.names().event(&quantity.event);
    let of = if event == "all" { String::new() } else { format!(", {event}") };
    let label = clean(&format!("{}{of}", study.names().name(variable)));
    let unit = study.names().unit(variable).unwrap_or_default().to_owned();
    (values <= MOST_VALUES).then_some(Panel { label, unit, one, band, told })
}

type Band = BTreeMap<Rational, (u64, u64)>;

/// The band of frequencies and one sample; without a band where samples cannot be counted.
fn drawn(audit: &Audit, of: &SampleOf, found: &Sample) -> (Band, BTreeMap<Rational, u64>, String) {
    let summary = of.summary(audit.study().claims());
    let all = summary.samples().and_then(|samples| Ok((samples.count(), samples.draw(SEED, DRAWN)?)));
    match all {
        Ok((count, samples)) if samples.len() == DRAWN => {
            let told = format!("{} samples have these statistics, of which {DRAWN} were drawn", approximately(&count));
            (band(&samples), frequencies(&samples[0]), told)
        }
        Ok(_) => (Band::new(), frequencies(found), "one sample, found by search".to_owned()),
        Err(limit) => {
            (Band::new(), frequencies(found), format!("one sample, found by search; not all were counted: {limit}"))
        }
    }
}

fn frequencies(sample: &Sample) -> BTreeMap<Rational, u64> {
    sample.frequencies().map(|(value, frequency)| (value.clone(), frequency)).collect()
}

/// Between which frequencies each value lies in all but the outermost samples.
fn band(samples: &[Sample]) -> Band {
    let mut all: BTreeMap<Rational, Vec<u64>> = BTreeMap::new();
    for sample in samples {
        for (value, frequency) in sample.frequencies() {
            all.entry(value.clone()).or_default().push(frequency);
        }
    }
    let ends = |mut found: Vec<u64>| {
        found.resize(samples.len(), 0);
        found.sort_unstable();
        (found[OUT.min(found.len() - 1)], found[found.len().saturating_sub(OUT + 1)])
    };
    all.into_iter().map(|(value, found)| (value, ends(found))).collect()
}

/// A count in full, or as a power of ten that it exceeds.
fn approximately(count: &Rational) -> String {
    let digits = count.to_string();
    if digits.len() <= 9 { digits } else { format!("over 10^{}", digits.len() - 1) }
}

fn key(page: &mut Page, has_band: bool) {
    let y = page.y;
    page.scene.dot((EDGE + 6, y - 4), 3, BLUE);
    page.scene.text((EDGE + 16, y), Side::Right, SMALL, "one sample", QUIET);
    if has_band {
        page.scene.area((EDGE + 100, y - 10), (EDGE + 112, y + 2), SKY);
        let text = format!("the middle 95 % of {DRAWN} samples, each as likely as any other");
        page.scene.text((EDGE + 118, y), Side::Right, SMALL, &text, QUIET);
    }
    page.y += 26;
}

fn draw(page: &mut Page, panel: &Panel) {
    let values = panel.one.keys().chain(panel.band.keys());
    let (Some(low), Some(high)) = (values.clone().min(), values.max()) else { return };
    let most = panel.one.values().chain(panel.band.values().map(|ends| &ends.1)).max().copied().unwrap_or(1);
    page.paragraph(&panel.label, STRONG, INK);
    page.paragraph(&panel.told, SMALL, QUIET);
    let left = EDGE + 40;
    let (top, bottom) = (page.y, page.y + PANEL);
    let high = if high > low { high.clone() } else { low + &Rational::whole(1) };
    let across = Axis::around(low, &high, (left + 10, WIDTH - EDGE - 60));
    let up = Axis::around(&Rational::zero(), &Rational::from(most.max(1)), (bottom, top));
    let (Some(across), Some(up)) = (across, up) else { return };
    up.beside(&mut page.scene, left, WIDTH - EDGE - 50, "");
    across.numbers(&mut page.scene, bottom);
    for (value, (least, most)) in &panel.band {
        let x = across.at(value);
        let (high, low) = (up.at(&Rational::from(*most)), up.at(&Rational::from(*least)));
        page.scene.area((x - 3, high - 1), (x + 3, low + 1), SKY);
    }
    for (value, frequency) in &panel.one {
        page.scene.dot((across.at(value), up.at(&Rational::from(*frequency))), 3, BLUE);
    }
    page.scene.line((left, bottom), (WIDTH - EDGE - 50, bottom), 1, GREY);
    page.scene.text((WIDTH - EDGE - 42, bottom + 4), Side::Right, BODY, &panel.unit, QUIET);
    page.y = bottom + 48;
}
