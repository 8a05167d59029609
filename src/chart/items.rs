//! A battery of items: how many gave each answer to each statement, and of how many no answer is printed.

use indexmap::IndexMap;

use crate::audit::{Audit, Finding};
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Quantity};
use crate::study::{Claim, Study};

use super::axis::Axis;
use super::bar::is_bound;
use super::colour::{self, FINDING, GREY, INK, PAPER};
use super::drawing::Chart;
use super::labels::Labels;
use super::page::{Page, sentences};
use super::scene::Side;
use super::style::{EDGE, SMALL, STRONG};

const WIDTH: i32 = 760;

struct Item {
    label: String,
    answers: Vec<(String, usize)>,
}

/// A bar for each item of a battery, divided into the answers to it, with those of whom no answer is printed.
///
/// It is drawn of tables whose every row counts the levels of a dimension of its own, beside each other.
pub fn items(audit: &Audit, table: usize) -> Option<Chart> {
    let study = audit.study();
    let items = items_of(study, table)?;
    let everybody = study.claims().iter().position(|claim| claim.quantity == Quantity::count(Event::everybody()));
    let sums = items.iter().map(|item| sum(study, item));
    let total = everybody.map(|claim| study.claims()[claim].figure.number().clone());
    let high = sums.chain(total.clone()).max()?;
    let axis = Axis::around(&Rational::zero(), &high, (EDGE, WIDTH - EDGE - 20))?;
    let what = match items.as_slice() {
        [_] => format!("answers of {}", study.units()),
        all => format!("answers of {} to {} questions", study.units(), all.len()),
    };
    let mut page = Page::new(audit, table, WIDTH, &what, "Each bar is divided into the answers");
    for item in &items {
        draw(&mut page, item, total.as_ref(), &axis);
    }
    let (from, to) = (page.y, page.y + 6);
    axis.below(&mut page.scene, from, to);
    page.y += 36;
    let answers = |item: &Item| {
        item.answers
            .iter()
            .map(|(label, claim)| format!("{label} {}", study.claims()[*claim].figure))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let missing = |item: &Item| {
        missing(study, item, total.as_ref()).map_or_else(String::new, |left| format!(", {left} not printed"))
    };
    let description = sentences(items.iter().map(|item| format!("{}: {}{}", item.label, answers(item), missing(item))));
    let figures = items.iter().flat_map(|item| item.answers.iter().map(|answer| answer.1));
    Some(page.finish("items", &description, figures))
}

/// The items of a table, if all its rows are items.
fn items_of(study: &Study, table: usize) -> Option<Vec<Item>> {
    let labels = Labels::of(study, table)?;
    let claims: Vec<(usize, &Claim)> = labels.claims().filter(|(_, claim)| claim.quantity.variable.is_none()).collect();
    let is_count =
        |claim: &Claim| claim.quantity == Quantity::count(claim.quantity.event.clone()) && !is_bound(&claim.figure);
    let mut items: IndexMap<Dimension, (usize, Item)> = IndexMap::new();
    for (at, claim) in claims {
        let [(dimension, level)] = claim.quantity.event.bindings() else { return None };
        let row = labels.row(claim).filter(|_| is_count(claim))?;
        let new = || (row, Item { label: labels.of_row(&claim.quantity.event, row), answers: Vec::new() });
        let (first, item) = items.entry(*dimension).or_insert_with(new);
        if *first != row {
            return None;
        }
        item.answers.push((labels.level(*dimension, *level), at));
    }
    let items: Vec<Item> = items.into_values().map(|(_, item)| item).collect();
    let all = items.iter().all(|item| (2..=colour::GROUPS.len()).contains(&item.answers.len()));
    (!items.is_empty() && all).then_some(items)
}

fn sum(study: &Study, item: &Item) -> Rational {
    let numbers = item.answers.iter().map(|(_, claim)| study.claims()[*claim].figure.number());
    numbers.fold(Rational::zero(), |sum, number| &sum + number)
}

/// Of how many no answer to the item is printed.
fn missing(study: &Study, item: &Item, total: Option<&Rational>) -> Option<Rational> {
    total.map(|total| total - &sum(study, item)).filter(|left| *left > Rational::zero())
}

fn draw(page: &mut Page, item: &Item, total: Option<&Rational>, axis: &Axis) {
    page.paragraph(&item.label, STRONG, INK);
    let (top, bottom) = (page.y - 8, page.y + 10);
    let mut before = Rational::zero();
    let mut key = EDGE;
    let mut y = bottom + 16;
    for (at, (label, claim)) in item.answers.iter().enumerate() {
        let number = page.claim(*claim).figure.number();
        let after = &before + number;
        page.scene.area((axis.at(&before), top), (axis.at(&after), bottom), colour::group(at));
        let lines = SMALL.wrap(&format!("{label} {}", page.claim(*claim).figure), WIDTH - 2 * EDGE - 60);
        let (text, mark) = (SMALL.widest(lines.iter().map(String::as_str)), page.mark_width(*claim));
        let width = text + mark + 33;
        (key, y) = place(key, y, width);
        page.scene.area((key, y - 10), (key + 10, y), colour::group(at));
        page.scene.lines((key + 15, y), Side::Right, SMALL, &lines, INK);
        page.mark(*claim, (key + 15 + text, y));
        y += SMALL.line() * (lines.len() as i32 - 1);
        key += width;
        before = after;
    }
    if let Some(left) = missing(page.audit.study(), item, total) {
        let (from, to) = (axis.at(&before), axis.at(&(&before + &left)));
        gap(page, from, to.max(from + 4), (top, bottom));
        let text = format!("{left} not printed");
        (key, y) = place(key, y, SMALL.width(&text) + 25);
        gap(page, key, key + 10, (y - 10, y));
        page.scene.text((key + 15, y), Side::Right, SMALL, &text, INK);
        key += 15 + SMALL.width(&text) + 10;
    }
    if let Some((at, text)) = finding(page, item) {
        let text = format!("{}: {text}", page.letter(at));
        (key, y) = place(key, y, SMALL.width(&text) + 4);
        page.scene.text((key, y), Side::Right, SMALL, &text, FINDING);
    }
    page.y = y + 32;
}

/// Where something so wide is written: on the same line, or on the next one.
fn place(x: i32, y: i32, width: i32) -> (i32, i32) {
    let fits = x == EDGE || x + width <= WIDTH - EDGE + 18;
    if fits { (x, y) } else { (EDGE, y + SMALL.line() + 2) }
}

/// What was found of the answers to an item taken together.
fn finding(page: &Page, item: &Item) -> Option<(usize, String)> {
    let holds = |finding: &Finding| item.answers.iter().all(|(_, claim)| finding.claims.contains(claim));
    let (at, finding) = page.audit.findings().iter().enumerate().find(|(_, finding)| holds(finding))?;
    Some((at, format!("{} instead of {}", finding.recomputed, finding.reported)))
}

/// An empty stretch, hatched so that it is not taken for an answer.
fn gap(page: &mut Page, left: i32, right: i32, (top, bottom): (i32, i32)) {
    page.scene.area((left, top), (right, bottom), PAPER);
    page.scene.frame((left, top), (right, bottom), GREY);
    for x in (left..right).step_by(4) {
        let rise = (right - x).min(bottom - top);
        page.scene.line((x, bottom), (x + rise, bottom - rise), 1, GREY);
    }
}
