//! Printed against recomputed: how far each rounded figure is from what it is recomputed as.

use crate::audit::Audit;
use crate::microdata::{Recomputed, Reproduction};
use crate::number::Rational;
use crate::relation::{self, Expression, Outcome, Verdict};
use crate::respondents::{Comparison, Detail};
use crate::study::Claim;

use super::axis::Axis;
use super::bar::is_bound;
use super::colour::{BLUE, FINDING, INK, PALE, QUIET, SKY};
use super::drawing::Chart;
use super::page::{Page, sentences};
use super::scene::Side;
use super::style::{EDGE, SMALL};

const WIDTH: i32 = 760;
/// One point alone says no more than the table does.
const FEWEST: usize = 2;
/// Distances beyond this many units are drawn behind a break of the axis, with what they are.
const FARTHEST: i128 = 3;
/// Two points lie beside each other if they are so many pixels apart.
const APART: i32 = 10;
/// The room at each end for what lies beyond the axis.
const BEYOND: i32 = 40;
const STEP: i32 = 10;

/// A rounded figure with its distance from what it is recomputed as, in units of its last digit.
struct Point {
    claim: usize,
    distance: Rational,
    holds: bool,
    about: String,
    recomputed: String,
    /// What is said behind it, where it does not hold and no finding is about it.
    otherwise: &'static str,
}

impl Point {
    /// Whether it lies beyond the axis.
    fn is_far(&self) -> bool {
        self.distance.abs() > Rational::whole(FARTHEST)
    }
}

/// Every rounded figure of a table that is recomputed as a single value, at its distance from that value, where there are several.
///
/// The unit is one in the last digit printed, so that the figures that rounding explains lie within half a unit: the band.
/// Points that would cover each other are stacked. What lies farther out than three units stands beyond a break of the axis.
pub fn recomputed(audit: &Audit, table: usize) -> Option<Chart> {
    drawn(audit, table, points(audit, table), "recomputed")
}

/// Every figure of a table at its distance from what real respondents have, where there are several; without figures of fewer of
/// them than so many.
///
/// ```
/// use retally::chart;
/// use retally::respondents::Comparison;
///
/// let study = retally::studies::ALL[0].study()?;
/// let microdata = study.reproduce(1);
/// let comparison = Comparison::read(&study, "microdata.csv", microdata.csv().as_bytes())?;
/// let chart = chart::compared(&comparison, 3, 0).unwrap();
/// assert_eq!(chart.name(), "table4-data");
/// assert!(chart.svg().contains("66.6 printed, 66.666… recomputed"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn compared(comparison: &Comparison, table: usize, least: u64) -> Option<Chart> {
    let claims = comparison.study().claims().iter().zip(comparison.recomputed()).zip(comparison.details());
    let is_shown = |detail: &Detail| !(1..least).contains(&detail.respondents);
    let own = claims.enumerate().filter(|(_, ((claim, _), detail))| claim.table == Some(table) && is_shown(detail));
    let point = |(at, ((claim, figure), _)): (usize, ((&Claim, &Recomputed), _))| {
        let value = figure.value.as_ref().filter(|_| !is_bound(&claim.figure))?.near();
        let holds = figure.status == Reproduction::AsPrinted;
        of_claim(comparison.audit(), at, &value, holds, "")
    };
    drawn(comparison.audit(), table, own.filter_map(point).collect(), "data")
}

fn drawn(audit: &Audit, table: usize, mut points: Vec<Point>, name: &str) -> Option<Chart> {
    if points.len() < FEWEST {
        return None;
    }
    points.sort_by(|one, other| one.distance.cmp(&other.distance).then(one.claim.cmp(&other.claim)));
    let mut page =
        Page::new(audit, table, WIDTH, &what(&points), "How far each figure is from what it is recomputed as");
    page.y += 12;
    let most = points
        .iter()
        .map(|point| point.distance.abs().ceil())
        .max()?
        .min(Rational::whole(FARTHEST))
        .max(Rational::whole(1));
    let axis = Axis::around(&-&most, &most, (EDGE + 30 + BEYOND, WIDTH - EDGE - 30 - BEYOND))?;
    let places = places(&points, &axis);
    let height = places.iter().map(|place| place.1).max()? * STEP + 24;
    let labels = labelled(&page, &points, &places);
    let rows = labels.len() as i32;
    let top = page.y;
    let base = top + rows * 18 + height;
    band(&mut page, &axis, top, base);
    axis.below(&mut page.scene, top, base);
    breaks(&mut page, &points, base);
    for (point, (x, level)) in points.iter().zip(&places) {
        let y = base - 9 - level * STEP;
        match (page.findings_about(&[point.claim]).as_slice(), point.holds) {
            ([], true) => page.scene.dot((*x, y), 4, BLUE),
            ([], false) => page.scene.ring((*x, y), 4, FINDING),
            (about, _) => drop(page.triangle(about, (*x, y))),
        }
    }
    for (row, at) in labels.iter().enumerate() {
        label(&mut page, &points[*at], places[*at], (top + 12 + row as i32 * 18, base));
    }
    let hints = [
        (EDGE + 30, Side::Right, "← printed is lower"),
        (WIDTH / 2, Side::Middle, "units of the last digit printed"),
        (WIDTH - EDGE - 30, Side::Left, "printed is higher →"),
    ];
    for (x, side, hint) in hints {
        page.scene.text((x, base + 32), side, SMALL, hint, QUIET);
    }
    page.y = base + 52;
    let description = describe(&points);
    Some(page.finish(name, &description, points.iter().map(|point| point.claim)))
}

/// How many figures rounding explains, in a sentence.
fn what(points: &[Point]) -> String {
    let holds = points.iter().filter(|point| point.holds).count();
    match points.len() {
        all if holds == all => format!("all {all} figures that can be recomputed match as reported"),
        all => format!(
            "{holds} of {all} figures that can be recomputed {} as reported",
            if holds == 1 { "matches" } else { "match" }
        ),
    }
}

fn points(audit: &Audit, table: usize) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for outcome in audit.outcomes() {
        if let Some(point) = point(audit, table, outcome) {
            match points.iter_mut().find(|known| known.claim == point.claim) {
                Some(known) if known.holds && !point.holds => *known = point,
                Some(_) => {}
                None => points.push(point),
            }
        }
    }
    points
}

fn point(audit: &Audit, table: usize, outcome: &Outcome) -> Option<Point> {
    let Expression::Claim(at) = outcome.relation.stated else { return None };
    let claim = &audit.study().claims()[at];
    let is_rounded = claim.table == Some(table) && claim.values.single().is_none() && !is_bound(&claim.figure);
    let is_equal = matches!(outcome.relation.comparison, relation::Comparison::Equal | relation::Comparison::Touching);
    let value = outcome.recomputed.as_ref().filter(|_| is_rounded && is_equal)?.single()?;
    let holds = outcome.verdict == Verdict::Consistent;
    of_claim(audit, at, value, holds, ": another figure may be wrong")
}

/// A claim at its distance from a value.
fn of_claim(audit: &Audit, at: usize, value: &Rational, holds: bool, otherwise: &'static str) -> Option<Point> {
    let claim = &audit.study().claims()[at];
    let distance = (claim.figure.number() - value).divided_by(&claim.figure.unit())?;
    Some(Point {
        claim: at,
        distance,
        holds,
        about: super::text::clean(&audit.study().reference(claim).replace('*', "")),
        recomputed: format!("{} printed, {:.2$} recomputed", claim.figure, value, claim.figure.decimals() as usize + 2),
        otherwise,
    })
}

/// Where each point is drawn: across, and on which level above the axis.
fn places(points: &[Point], axis: &Axis) -> Vec<(i32, i32)> {
    let mut places: Vec<(i32, i32)> = Vec::with_capacity(points.len());
    let mut ends: Vec<i32> = Vec::new();
    for point in points {
        let x = match point.is_far() {
            true if point.distance.is_negative() => EDGE + 20,
            true => WIDTH - EDGE - 20,
            false => axis.at(&point.distance),
        };
        let level = ends.iter().position(|end| x - end >= APART).unwrap_or(ends.len());
        if level == ends.len() {
            ends.push(x);
        }
        ends[level] = x;
        places.push((x, level as i32));
    }
    places
}

/// The points that are written about: so many of those that do not hold or may be wrong.
fn labelled(page: &Page, points: &[Point], places: &[(i32, i32)]) -> Vec<usize> {
    let is_marked = |point: &Point| !point.holds || !page.findings_about(&[point.claim]).is_empty();
    let mut all: Vec<usize> = (0..points.len()).filter(|at| is_marked(&points[*at])).collect();
    all.sort_by_key(|at| places[*at]);
    all.truncate(MOST_LABELS);
    all
}

const MOST_LABELS: usize = 12;

fn band(page: &mut Page, axis: &Axis, top: i32, base: i32) {
    let half = Rational::whole(1).halved();
    let (left, right) = (axis.at(&-&half), axis.at(&half));
    page.scene.area((left, top), (right, base), PALE);
    page.scene.line((left, top), (left, base), 1, SKY);
    page.scene.line((right, top), (right, base), 1, SKY);
    page.scene.text(((left + right) / 2, top - 5), Side::Middle, SMALL, "within rounding", QUIET);
}

/// What a point is, on a line of its own above all points, with a line down to it.
fn label(page: &mut Page, point: &Point, (x, level): (i32, i32), (y, base): (i32, i32)) {
    let far = match point.is_far() {
        true => format!(", {:.1} units", point.distance).replace('-', "−"),
        false => String::new(),
    };
    let about = page.findings_about(&[point.claim]);
    let letters = page.letters(&about);
    let other = if about.is_empty() { point.otherwise } else { "" };
    let colon = if letters.is_empty() { "" } else { ": " };
    let text = format!("{letters}{colon}{}{far}{other}", point.recomputed);
    let width = SMALL.width(&text);
    let start = (x - width / 2).min(WIDTH - EDGE - width).max(EDGE);
    page.scene.line((x, y + 4), (x, base - 16 - level * STEP), 1, FINDING);
    page.scene.area((start - 3, y - 12), (start + width + 3, y + 4), super::colour::PAPER);
    page.scene.text((start, y), Side::Right, SMALL, &text, INK);
}

/// Where points lie beyond the axis, two strokes that break it, and what stands there.
fn breaks(page: &mut Page, points: &[Point], base: i32) {
    let ends = [(true, EDGE + 20, EDGE + 34), (false, WIDTH - EDGE - 20, WIDTH - EDGE - 34)];
    for (lower, outer, x) in ends {
        if points.iter().any(|point| point.is_far() && point.distance.is_negative() == lower) {
            page.scene.line((outer - 12, base), (outer + 12, base), 1, QUIET);
            for at in [x - 3, x + 3] {
                page.scene.line((at - 3, base + 6), (at + 3, base - 6), 1, QUIET);
            }
            page.scene.text((outer, base + 14), Side::Middle, SMALL, "beyond", QUIET);
        }
    }
}

fn describe(points: &[Point]) -> String {
    let outside: Vec<&Point> = points.iter().filter(|point| !point.holds).collect();
    let all = format!(
        "{} of {} figures are within rounding of what they are recomputed as",
        points.len() - outside.len(),
        points.len()
    );
    sentences(std::iter::once(all).chain(outside.iter().map(|point| format!("{}: {}", point.about, point.recomputed))))
}
