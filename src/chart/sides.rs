//! Bars to two sides: what those of one level were counted in to the left, those of the other to the right.

use indexmap::{IndexMap, IndexSet};

use crate::audit::Audit;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level};

use super::axis::Axis;
use super::bar;
use super::colour::{BLUE, INK, ORANGE, QUIET, RULE};
use super::drawing::Chart;
use super::labels::Labels;
use super::page::{Page, sentences};
use super::scene::Side;
use super::style::{BODY, EDGE, SMALL, STRONG};
use super::tally::{Cell, Row, Tally};
use super::title::listed;

/// How far bars reach to each side, and the room for figures and labels there.
const REACH: i32 = 250;
const HALF: i32 = REACH + 150;
const AXIS: i32 = EDGE + HALF;

/// A row of the chart: a label with a cell on one side or on both.
struct Pair {
    dimension: Dimension,
    label: String,
    cells: [Option<Cell>; 2],
}

/// Bars of the counts or percentages of two levels to the left and the right of one line.
///
/// It is drawn of tables whose rows stand within the two levels of some dimension, each of which may have its own rows.
/// The label of a row that only one side has stands on the other side of the line.
pub fn sides(audit: &Audit, table: usize) -> Option<Chart> {
    let tally = Tally::of(audit.study(), table)?;
    let (by, levels) = two_levels(&tally)?;
    let pairs = pairs(&tally, by, levels);
    let shares = tally.has_shares();
    let high = pairs.iter().flat_map(|pair| pair.cells).flatten().filter_map(|cell| cell.bar(shares));
    let high = high.map(|claim| audit.study().claims()[claim].figure.number().clone()).max()?;
    let what = what(audit, table, &pairs, shares)?;
    let hint = bar::hint(audit, pairs.iter().flat_map(|pair| pair.cells).flatten().filter_map(|cell| cell.bar(shares)));
    let how = format!("Bars with the figures as printed{hint}");
    let mut page = Page::new(audit, table, 2 * (EDGE + HALF), &what, &how);
    let axes = [-1, 1].map(|side| Axis::around(&Rational::zero(), &high, (AXIS, AXIS + side * REACH)));
    let [Some(left), Some(right)] = axes else { return None };
    headers(&mut page, &tally, by, levels);
    let mut last = None;
    for pair in &pairs {
        page.y += if last.is_some_and(|last| last != pair.dimension) { 12 } else { 0 };
        last = Some(pair.dimension);
        draw(&mut page, pair, shares, [&left, &right]);
    }
    totals(&mut page, &tally);
    scale(&mut page, [&left, &right], if shares { "%" } else { "" });
    let describe = |pair: &Pair| {
        let cells = pair.cells.iter().flatten().map(|cell| cell.text(audit.study())).collect::<Vec<_>>();
        format!("{}: {}", pair.label, cells.join(" and "))
    };
    let description = sentences(pairs.iter().map(describe));
    let cells = pairs.iter().flat_map(|pair| pair.cells).chain(apart(&tally, by, levels)).flatten();
    Some(page.finish("sides", &description, cells.flat_map(Cell::claims)))
}

/// `percentages of respondents by argument and network, on two sides`.
fn what(audit: &Audit, table: usize, pairs: &[Pair], shares: bool) -> Option<String> {
    let labels = Labels::of(audit.study(), table)?;
    let dimensions: IndexSet<Dimension> = pairs.iter().map(|pair| pair.dimension).collect();
    let by: Vec<String> = dimensions.into_iter().map(|dimension| labels.classification(dimension)).collect();
    let by = listed(by.iter().map(String::as_str));
    let what = if shares { "percentages" } else { "counts" };
    Some(format!("{what} of {} by {by}, on two sides", audit.study().units()))
}

/// The dimension with two levels within which rows stand, if there is one and the table has a single column of figures.
fn two_levels(tally: &Tally) -> Option<(Dimension, [Level; 2])> {
    if tally.columns.len() != 1 {
        return None;
    }
    let mut levels: IndexMap<Dimension, Vec<Level>> = IndexMap::new();
    for row in tally.rows.iter().filter(|row| row.event.bindings().len() > 1) {
        for (dimension, level) in row.event.bindings().iter().filter(|binding| row.dimension != Some(binding.0)) {
            let known = levels.entry(*dimension).or_default();
            if !known.contains(level) {
                known.push(*level);
            }
        }
    }
    let (by, levels) = levels.into_iter().find(|(_, levels)| levels.len() == 2)?;
    let is_within = |row: &&Row| row.event.level(by).is_some() && row.dimension != Some(by);
    let within = tally.rows.iter().filter(is_within).count();
    (2 * within > tally.rows.len()).then_some((by, levels.try_into().ok()?))
}

fn pairs(tally: &Tally, by: Dimension, levels: [Level; 2]) -> Vec<Pair> {
    let mut pairs: IndexMap<(Dimension, Event), Pair> = IndexMap::new();
    for row in &tally.rows {
        let Some(side) = levels.iter().position(|level| row.event.level(by) == Some(*level)) else { continue };
        let Some(dimension) = row.dimension.filter(|dimension| *dimension != by) else { continue };
        let new = || Pair { dimension, label: row.label.clone(), cells: [None, None] };
        let pair = pairs.entry((dimension, row.event.without(by))).or_insert_with(new);
        pair.cells[side] = row.cells.first().copied().flatten();
    }
    // The classifications one after the other, the rows of the first side before those of the second.
    let mut pairs: Vec<Pair> = pairs.into_values().collect();
    let order = tally.dimensions();
    pairs.sort_by_key(|pair| order.iter().position(|dimension| *dimension == pair.dimension));
    pairs
}

/// The figures of each of the two levels, and of everybody, which have no bars.
fn apart(tally: &Tally, by: Dimension, levels: [Level; 2]) -> impl Iterator<Item = Option<Cell>> + '_ {
    let is_level = move |event: &Event| levels.iter().any(|level| *event == Event::everybody().with(by, *level));
    let rows = tally.rows.iter().filter(move |row| row.event.bindings().is_empty() || is_level(&row.event));
    rows.map(|row| row.cells.first().copied().flatten())
}

/// The two levels, each with its own figures.
fn headers(page: &mut Page, tally: &Tally, by: Dimension, levels: [Level; 2]) {
    let mut lowest = page.y;
    for (level, (x, side)) in levels.iter().zip([(AXIS - 14, Side::Left), (AXIS + 14, Side::Right)]) {
        let event = Event::everybody().with(by, *level);
        let own = tally.rows.iter().find(|row| row.event == event);
        let heading =
            tally.rows.iter().find(|row| row.event.level(by) == Some(*level)).and_then(|row| row.heading.clone());
        let label = own
            .map(|row| row.label.clone())
            .or(heading)
            .unwrap_or_else(|| super::text::clean(page.audit.study().names().level_name(by, *level)));
        let cell = own.and_then(|row| row.cells.first().copied().flatten());
        let mut lines = STRONG.wrap(&label, HALF - 60);
        lines.extend(cell.map(|cell| cell.text(page.audit.study())));
        page.scene.lines((x, page.y), side, STRONG, &lines, INK);
        let last = page.y + STRONG.line() * (lines.len() as i32 - 1);
        mark_heading(page, cell, (x, last), side);
        lowest = lowest.max(page.y + STRONG.line() * lines.len() as i32);
    }
    page.y = lowest + 10;
}

/// Marks the figures below a heading, on the side where there is room.
fn mark_heading(page: &mut Page, cell: Option<Cell>, (x, y): (i32, i32), side: Side) {
    let Some(cell) = cell else { return };
    let (claims, text) = (cell.claims().collect::<Vec<_>>(), STRONG.width(&cell.text(page.audit.study())));
    let marks: i32 = claims.iter().map(|claim| page.mark_width(*claim)).sum();
    let start = if side == Side::Left { x - text - marks - 4 } else { x + text };
    claims.iter().fold(start, |end, claim| page.mark(*claim, (end, y)));
}

fn draw(page: &mut Page, pair: &Pair, shares: bool, axes: [&Axis; 2]) {
    let on_both = pair.cells.iter().all(Option::is_some);
    let (width, at) = match (on_both, pair.cells[0].is_some()) {
        (true, _) => (HALF, (AXIS, Side::Middle)),
        (false, true) => (HALF - 20, (AXIS + 10, Side::Right)),
        (false, false) => (HALF - 20, (AXIS - 10, Side::Left)),
    };
    let lines = BODY.wrap(&pair.label, width);
    page.scene.lines((at.0, page.y), at.1, BODY, &lines, INK);
    let height = BODY.line() * lines.len() as i32;
    let y = if on_both { page.y + height + 2 } else { page.y + (height - BODY.line()) / 2 };
    for (side, cell) in pair.cells.iter().enumerate() {
        if let Some(cell) = cell {
            one_side(page, *cell, side, y, shares, axes[side]);
        }
    }
    let below = if on_both { y + BODY.line() } else { page.y + height };
    let top = if on_both { y - 12 } else { page.y - 12 };
    page.scene.line((AXIS, top), (AXIS, below - 10), 1, QUIET);
    page.y = below + 5;
}

fn one_side(page: &mut Page, cell: Cell, side: usize, y: i32, shares: bool, axis: &Axis) {
    let claim = cell.bar(shares);
    let x = claim.map_or(AXIS, |claim| {
        let figure = &page.claim(claim).figure;
        bar::draw(&mut page.scene, figure, (AXIS, axis.at(figure.number())), y, [BLUE, ORANGE][side])
    });
    let text = cell.text(page.audit.study());
    let marks: i32 = cell.claims().map(|claim| page.mark_width(claim)).sum();
    let start = if side == 0 { x - 5 - SMALL.width(&text) - marks } else { x + 5 };
    page.scene.text((start, y), Side::Right, SMALL, &text, INK);
    let mut end = start + SMALL.width(&text);
    for claim in cell.claims() {
        end = page.mark(claim, (end, y));
    }
}

/// Writes the figures of everybody below the line.
fn totals(page: &mut Page, tally: &Tally) {
    for row in tally.rows.iter().filter(|row| row.event.bindings().is_empty()) {
        let Some(cell) = row.cells.first().copied().flatten() else { continue };
        page.y += 10;
        let text = format!("{} {}", row.label, cell.text(page.audit.study()));
        page.scene.text((AXIS, page.y), Side::Middle, STRONG, &text, INK);
        let mut end = AXIS + STRONG.width(&text) / 2;
        for claim in cell.claims() {
            end = page.mark(claim, (end, page.y));
        }
        page.y += 14;
    }
}

fn scale(page: &mut Page, axes: [&Axis; 2], unit: &str) {
    page.scene.line((AXIS - REACH, page.y), (AXIS + REACH, page.y), 1, RULE);
    let y = page.y;
    axes[0].far_end(&mut page.scene, y, unit);
    axes[1].ends(&mut page.scene, y, unit);
    page.y += 40;
}
