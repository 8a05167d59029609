//! Rates with their intervals: a dot and whiskers.

use crate::number::Rational;

use super::axis::Axis;
use super::colour::{BLUE, INK, QUIET};
use super::drawing::{Chart, Drawn};
use super::page::sentences;
use super::scene::{Scene, Side};
use super::sheet::{Sheet, title_lines};
use super::style::{BODY, EDGE, SMALL, TITLE};
use super::text::{clean, slug};

const WIDTH: i32 = 640;
const LABELS: i32 = 250;
const GAP: i32 = 14;
const ROW: i32 = 22;

/// A rate with the ends of its interval, and how many of how many it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// What it is of.
    pub label: String,
    /// How many.
    pub part: u64,
    /// Of how many.
    pub of: u64,
    /// The ends of its interval, as shares.
    pub interval: (f64, f64),
}

/// Rates that belong to no study, each as a dot between the ends of its interval, on a scale of percent that begins at zero.
///
/// ```
/// use retally::chart::{self, Rate};
///
/// let share = Rate { label: "share".to_owned(), part: 23, of: 76, interval: (0.211, 0.413) };
/// let chart = chart::rates("Papers in which some do not hold", &[share]);
/// assert!(chart.svg().contains("23 of 76"));
/// assert_eq!(chart.description(), "share: 23 of 76, 30.3 %, between 21.1 % and 41.3 %.");
/// ```
pub fn rates(title: &str, rates: &[Rate]) -> Chart {
    let mut scene = Scene::default();
    let top = EDGE + 24 + TITLE.line() * title_lines(title, WIDTH).len() as i32;
    let bottom = draw(&mut scene, top, rates);
    let description = sentences(rates.iter().map(spoken));
    let name = Some(slug(title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "rates".to_owned());
    let sheet = Sheet::new(scene, (WIDTH as u32, (bottom + EDGE) as u32), title);
    Chart::new(name, title, description, Drawn::default(), sheet)
}

fn spoken(rate: &Rate) -> String {
    let (low, high) = rate.interval;
    let Rate { label, part, of, .. } = rate;
    let label = clean(label);
    format!(
        "{label}: {part} of {of}, {:.1} %, between {:.1} % and {:.1} %",
        100.0 * rate.share(),
        100.0 * low,
        100.0 * high
    )
}

impl Rate {
    fn share(&self) -> f64 {
        self.part as f64 / self.of.max(1) as f64
    }

    fn note(&self) -> String {
        format!("{} of {}", self.part, self.of)
    }
}

/// In percent, as exactly as a drawing shows it.
fn percent(share: f64) -> Rational {
    Rational::whole((share.clamp(0.0, 1.0) * 10_000.0).round() as i128)
        .divided_by(&Rational::whole(100))
        .unwrap_or_else(Rational::zero)
}

fn draw(scene: &mut Scene, top: i32, rates: &[Rate]) -> i32 {
    let labels: Vec<Vec<String>> = rates.iter().map(|rate| BODY.wrap(&clean(&rate.label), LABELS)).collect();
    let left = EDGE + BODY.widest(labels.iter().flatten().map(String::as_str)).clamp(0, LABELS) + 2 * GAP;
    let notes: Vec<String> = rates.iter().map(Rate::note).collect();
    let right = WIDTH - EDGE - GAP - SMALL.widest(notes.iter().map(String::as_str)).clamp(0, LABELS);
    let highest = rates.iter().map(|rate| rate.interval.1).fold(0.01, f64::max);
    let Some(axis) = Axis::around(&Rational::zero(), &percent(highest), (left, right)) else { return top };
    let height: i32 = labels.iter().map(|lines| height_of(lines)).sum();
    axis.below(scene, top - 16, top + height - 12);
    let mut y = top;
    for ((rate, lines), note) in rates.iter().zip(&labels).zip(&notes) {
        scene.lines((left - GAP, y), Side::Left, BODY, lines, INK);
        let (low, high) = (axis.at(&percent(rate.interval.0)), axis.at(&percent(rate.interval.1)));
        scene.line((low, y - 4), (high, y - 4), 2, BLUE);
        [low, high].iter().for_each(|x| scene.line((*x, y - 8), (*x, y), 2, BLUE));
        scene.dot((axis.at(&percent(rate.share())), y - 4), 5, BLUE);
        scene.text((right + GAP, y), Side::Right, SMALL, note, QUIET);
        y += height_of(lines);
    }
    let y = y + 18;
    scene.text((right, y), Side::Left, SMALL, "%", QUIET);
    y
}

fn height_of(lines: &[String]) -> i32 {
    ROW + BODY.line() * (lines.len() as i32 - 1).max(0)
}
