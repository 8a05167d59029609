//! A classification within each level of another one: shares of each level as stacked columns, their course, and counts.

use crate::audit::Audit;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Quantity};
use crate::study::Study;

use super::axis::Axis;
use super::bar::is_bound;
use super::colour::{self, INK};
use super::drawing::Chart;
use super::labels::Labels;
use super::page::{Page, sentences};
use super::scene::{Scene, Side};
use super::style::{BODY, EDGE, SMALL, STRONG};
use super::tally::{Cell, Tally};
use super::title::{groups, is_ordered};

const PLOT: i32 = 260;
const COLUMN: i32 = 78;
/// A total is set apart from the columns that it is of.
const APART: i32 = 26;
/// The widest that names of levels beside the columns become.
const LEGEND: i32 = 190;
/// Fewer columns are read from bars, more levels cannot be told apart by colour.
const FEWEST_COLUMNS: usize = 3;
const MOST_COLUMNS: usize = 14;
const MOST_LEVELS: usize = colour::GROUPS.len();

/// One classification of a table by the levels of another.
#[derive(Clone)]
pub(super) struct Crosstab {
    name: String,
    /// What the table prints above its levels, or else its name.
    title: String,
    levels: Vec<String>,
    columns: Vec<Column>,
    /// Whether the columns have an order, as years have.
    is_ordered: bool,
}

#[derive(Clone)]
struct Column {
    label: String,
    is_margin: bool,
    cells: Vec<Cell>,
    /// Each level's part of the column in percent.
    parts: Vec<Rational>,
    /// How many respondents the column has, as a claim.
    total: Option<usize>,
}

impl Crosstab {
    /// The classifications of a table by one other, each of which has all its figures printed.
    pub fn all(study: &Study, table: usize) -> Vec<Self> {
        let Some(tally) = Tally::of(study, table) else { return Vec::new() };
        tally.dimensions().into_iter().filter_map(|dimension| Self::of(study, table, &tally, dimension)).collect()
    }

    fn of(study: &Study, table: usize, tally: &Tally, dimension: Dimension) -> Option<Self> {
        let names = study.names();
        let rows: Vec<_> = tally.rows.iter().filter(|row| row.dimension == Some(dimension)).collect();
        let is_plain = |event: &Event| event.bindings().len() == 1;
        let made =
            |event: &Event| event.level(dimension).is_some_and(|level| !names.made_of(dimension, level).is_empty());
        if !(2..=MOST_LEVELS).contains(&rows.len()) || rows.iter().any(|row| !is_plain(&row.event) || made(&row.event))
        {
            return None;
        }
        let one: Vec<Dimension> =
            tally.columns.iter().flat_map(|column| column.event.bindings()).map(|b| b.0).collect();
        let levels = tally.columns.iter().filter(|column| is_plain(&column.event)).count();
        let is_other = one.iter().all(|other| *other == one[0]) && tally.columns.len() <= levels + 1;
        if !is_other || !(FEWEST_COLUMNS..=MOST_COLUMNS).contains(&levels) {
            return None;
        }
        let column = |(at, column): (usize, &super::tally::Column)| {
            let cells: Option<Vec<Cell>> = rows.iter().map(|row| row.cells[at]).collect();
            let cells = cells?;
            let bound = tally.common.bindings().iter().fold(column.event.clone(), |event, b| event.with(b.0, b.1));
            let total = total(study, table, Quantity::count(bound));
            let is_margin = column.event.bindings().is_empty();
            Some(Column { label: column.label.clone(), is_margin, parts: parts(study, &cells)?, cells, total })
        };
        let columns: Vec<Column> = tally.columns.iter().enumerate().map(column).collect::<Option<_>>()?;
        let is_ordered =
            is_ordered(columns.iter().filter(|column| !column.is_margin).map(|column| column.label.as_str()));
        let levels = rows.iter().map(|row| row.label.clone()).collect();
        let name = names.name(dimension).to_owned();
        let heading = rows.first().and_then(|row| row.heading.clone());
        let title = match heading {
            Some(heading) => heading,
            None => Labels::of(study, table)?.classification(dimension),
        };
        Some(Self { name, title, levels, columns, is_ordered })
    }

    /// `Networks (2011 to 2017)`.
    fn what(&self) -> String {
        let columns = self.columns.iter().filter(|column| !column.is_margin);
        format!("{}{}", self.title, groups(columns.map(|column| column.label.as_str())))
    }

    fn has_counts(&self) -> bool {
        self.columns.iter().all(|column| column.cells.iter().all(|cell| cell.count.is_some()))
    }
}

/// The claim that states a count: that of the table if there is one.
fn total(study: &Study, table: usize, count: Quantity) -> Option<usize> {
    let claims = || study.claims().iter().enumerate().filter(|(_, claim)| claim.quantity == count);
    claims().find(|(_, claim)| claim.table == Some(table)).or_else(|| claims().next()).map(|(at, _)| at)
}

/// The parts of a column that cells have, of their counts if all are printed, else of their percentages if these add up to
/// about 100: a column of others is not whole, and is not drawn as if it were.
fn parts(study: &Study, cells: &[Cell]) -> Option<Vec<Rational>> {
    let figure = |claim: usize| &study.claims()[claim].figure;
    // Of a bound such as `<1` nobody knows the part.
    if cells.iter().flat_map(|cell| cell.claims()).any(|claim| is_bound(figure(claim))) {
        return None;
    }
    let number = |claim: Option<usize>| Some(figure(claim?).number().clone());
    let counts: Option<Vec<Rational>> = cells.iter().map(|cell| number(cell.count)).collect();
    let shares = cells.iter().map(|cell| number(cell.share)).collect::<Option<Vec<_>>>();
    let sum = |all: &[Rational]| all.iter().fold(Rational::zero(), |sum, one| &sum + one);
    let hundred = Rational::whole(100);
    let is_whole = |shares: &Vec<Rational>| (&sum(shares) - &hundred).abs() <= Rational::whole(1);
    let of = counts.filter(|_| shares.as_ref().is_none_or(is_whole)).or(shares.filter(is_whole))?;
    let total =
        Some(sum(&of)).filter(|total| *total > Rational::zero() && of.iter().all(|part| !part.is_negative()))?;
    of.iter().map(|part| (part * &hundred).divided_by(&total)).collect()
}

/// The charts of the classifications of a table by the levels of another one: stacked shares with the numbers that they
/// are of, and, where the levels have an order such as years, the course of the shares and the counts themselves.
///
/// A classification is drawn where a figure is printed for each level in each column and the levels are all.
pub fn shares(audit: &Audit, table: usize) -> Vec<Chart> {
    let crosstabs = Crosstab::all(audit.study(), table);
    let charts = |crosstab: &Crosstab| {
        let ordered = crosstab.is_ordered;
        let trend = ordered.then(|| trend(crosstab, audit, table)).flatten();
        let counts = (ordered && crosstab.has_counts()).then(|| counts(crosstab, audit, table)).flatten();
        [stacked(crosstab, audit, table), trend, counts].into_iter().flatten().collect::<Vec<_>>()
    };
    crosstabs.iter().flat_map(charts).collect()
}

/// A page with room for the columns, an axis to their left and names to their right.
struct Plot<'a> {
    page: Page<'a>,
    left: i32,
    top: i32,
}

impl<'a> Plot<'a> {
    fn new(crosstab: &Crosstab, audit: &'a Audit, table: usize, what: &str) -> Self {
        let left = EDGE + 52;
        let names = STRONG.widest(crosstab.levels.iter().map(String::as_str)).min(LEGEND - 24) + 24;
        let width = left + COLUMN * crosstab.columns.len() as i32 + APART + names + EDGE;
        let page = Page::new(audit, table, width, &format!("{what} {}", crosstab.what()), "");
        let top = page.y + 24;
        Self { page, left, top }
    }

    fn bottom(&self) -> i32 {
        self.top + PLOT
    }

    /// The middle of a column.
    fn x(&self, at: usize, column: &Column) -> i32 {
        let apart = if column.is_margin { APART } else { 0 };
        self.left + COLUMN * at as i32 + COLUMN / 2 + apart
    }

    fn right(&self, crosstab: &Crosstab) -> i32 {
        let last = crosstab.columns.len().saturating_sub(1);
        crosstab.columns.last().map_or(self.left, |column| self.x(last, column) + COLUMN / 2)
    }

    fn axis(&self, high: &Rational) -> Option<Axis> {
        Axis::around(&Rational::zero(), high, (self.bottom(), self.top))
    }

    /// Names the columns below, and goes on below them.
    fn name_columns(&mut self, crosstab: &Crosstab) {
        let mut most = 0;
        let bottom = self.bottom();
        for (at, column) in crosstab.columns.iter().enumerate() {
            let x = self.x(at, column);
            let lines = BODY.wrap(&column.label, COLUMN - 8);
            self.page.scene.lines((x, bottom + 18), Side::Middle, BODY, &lines, INK);
            most = most.max(lines.len() as i32);
        }
        self.page.y = bottom + 18 + most * BODY.line() + 4;
    }

    /// Names beside the last column, at the heights given, moved apart where they would overlap.
    fn name_levels(&mut self, x: i32, crosstab: &Crosstab, heights: &[i32], mark: fn(&mut Scene, usize, (i32, i32))) {
        let lines: Vec<Vec<String>> = crosstab.levels.iter().map(|level| STRONG.wrap(level, LEGEND - 24)).collect();
        let mut order: Vec<usize> = (0..heights.len()).collect();
        order.sort_by_key(|at| heights[*at]);
        let total: i32 = lines.iter().map(|lines| STRONG.line() * lines.len() as i32).sum();
        let mut y = self.top - 12;
        for (before, at) in order.iter().enumerate() {
            let height = STRONG.line() * lines[*at].len() as i32;
            let left: i32 = order[before..].iter().map(|at| STRONG.line() * lines[*at].len() as i32).sum();
            let lowest = self.bottom().max(self.top + total) - left + STRONG.line();
            y = (heights[*at] + 4 - height / 2 + STRONG.line() / 2).min(lowest).max(y);
            mark(&mut self.page.scene, *at, (x + 13, y - 4));
            self.page.scene.lines((x + 24, y), Side::Right, STRONG, &lines[*at], INK);
            y += height;
        }
        self.page.y = self.page.y.max(y);
    }
}

fn stacked(crosstab: &Crosstab, audit: &Audit, table: usize) -> Option<Chart> {
    let mut plot = Plot::new(crosstab, audit, table, "shares by");
    let axis = plot.axis(&Rational::whole(100))?;
    let (left, right) = (plot.left, plot.right(crosstab));
    axis.beside(&mut plot.page.scene, left, right, "%");
    let mut heights = Vec::new();
    for (at, column) in crosstab.columns.iter().enumerate() {
        let x = plot.x(at, column);
        heights = stack(&mut plot.page, &axis, x, column, &column.parts);
        if let Some(total) = column.total {
            let text = format!("n = {}", plot.page.claim(total).figure.text());
            let end = x + SMALL.width(&text) / 2;
            plot.page.scene.text((x, plot.top - 6), Side::Middle, SMALL, &text, INK);
            plot.page.mark_briefly(&[total], (end + 8, plot.top - 6));
        }
    }
    plot.name_columns(crosstab);
    plot.name_levels(right, crosstab, &heights, square);
    let description = describe(audit, crosstab);
    Some(plot.page.finish(&format!("{} shares", crosstab.name), &description, crosstab.figures()))
}

/// Draws a column of parts above each other, and returns the middle of each.
fn stack(page: &mut Page, axis: &Axis, x: i32, column: &Column, parts: &[Rational]) -> Vec<i32> {
    let mut below = Rational::zero();
    let mut middles = Vec::new();
    for (level, (part, cell)) in parts.iter().zip(&column.cells).enumerate() {
        let above = &below + part;
        let (top, bottom) = (axis.at(&above), axis.at(&below));
        let fill = colour::group(level);
        page.scene.area((x - COLUMN / 2 + 5, top + 1), (x + COLUMN / 2 - 5, bottom), fill);
        middles.push((top + bottom) / 2);
        if let Some(claim) = cell.share.or(cell.count) {
            let text = part_label(page.claim(claim).figure.text().trim(), *cell, column);
            let (y, has_room) = ((top + bottom) / 2 + 4, bottom - top >= 15);
            if has_room {
                page.scene.text((x, y), Side::Middle, SMALL, &text, colour::on(fill));
            }
            let beside = if has_room { x + SMALL.width(&text) / 2 + 8 } else { x - 4 };
            badge(page, &cell.claims().collect::<Vec<_>>(), (beside, y));
        }
        below = above;
    }
    middles
}

/// The figure of a part; a number among percentages says that it is one.
fn part_label(figure: &str, cell: Cell, column: &Column) -> String {
    let is_among_shares = cell.share.is_none() && column.cells.iter().any(|cell| cell.share.is_some());
    if is_among_shares { format!("n = {figure}") } else { figure.to_owned() }
}

/// A mark on a coloured ground, of figures that may be wrong.
fn badge(page: &mut Page, claims: &[usize], (x, y): (i32, i32)) {
    // Nothing is drawn where it has no width.
    page.scene.area((x - 7, y - 11), (x - 7 + page.brief_width(claims), y + 3), colour::PAPER);
    page.mark_briefly(claims, (x, y));
}

fn counts(crosstab: &Crosstab, audit: &Audit, table: usize) -> Option<Chart> {
    let crosstab = crosstab.without_margin().only_counts();
    let mut plot = Plot::new(&crosstab, audit, table, &format!("numbers of {} by", audit.study().units()));
    let number = |cell: &Cell| cell.count.map(|claim| audit.study().claims()[claim].figure.number().clone());
    let numbers = |column: &Column| -> Vec<Rational> { column.cells.iter().filter_map(number).collect() };
    let sum = |column: &Column| numbers(column).iter().fold(Rational::zero(), |sum, one| &sum + one);
    let axis = plot.axis(&crosstab.columns.iter().map(sum).max()?)?;
    let (left, right) = (plot.left, plot.right(&crosstab));
    axis.beside(&mut plot.page.scene, left, right, "");
    let mut heights = Vec::new();
    for (at, column) in crosstab.columns.iter().enumerate() {
        let x = plot.x(at, column);
        heights = stack(&mut plot.page, &axis, x, column, &numbers(column));
        let text = column.total.map(|total| plot.page.claim(total).figure.text()).unwrap_or_default();
        let y = axis.at(&sum(column)) - 6;
        plot.page.scene.text((x, y), Side::Middle, STRONG, text, INK);
        plot.page.mark_briefly(column.total.as_slice(), (x + STRONG.width(text) / 2 + 8, y));
    }
    plot.name_columns(&crosstab);
    plot.name_levels(right, &crosstab, &heights, square);
    let description = describe(audit, &crosstab);
    Some(plot.page.finish(&format!("{} counts", crosstab.name), &description, crosstab.figures()))
}

impl Crosstab {
    /// The figures of its cells.
    fn cells(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().flat_map(|column| &column.cells).flat_map(|cell| cell.claims())
    }

    /// Those of its cells and of how many respondents each column has.
    fn figures(&self) -> impl Iterator<Item = usize> {
        self.cells().chain(self.columns.iter().filter_map(|column| column.total))
    }

    fn without_margin(&self) -> Self {
        let columns = self.columns.iter().filter(|column| !column.is_margin).cloned().collect();
        Self { columns, ..self.clone() }
    }

    fn only_counts(mut self) -> Self {
        self.columns.iter_mut().flat_map(|column| &mut column.cells).for_each(|cell| cell.share = None);
        self
    }
}

fn trend(crosstab: &Crosstab, audit: &Audit, table: usize) -> Option<Chart> {
    let course = crosstab.without_margin();
    let mut plot = Plot::new(&course, audit, table, "the course of the shares by");
    let shares = |level: usize| course.columns.iter().map(move |column| &column.parts[level]);
    let high = (0..course.levels.len()).flat_map(shares).max()?.clone();
    let axis = plot.axis(&high)?;
    let (left, right) = (plot.left, plot.right(&course));
    axis.beside(&mut plot.page.scene, left, right, "%");
    let mut heights = Vec::new();
    for level in 0..course.levels.len() {
        let at = |(at, column): (usize, &Column)| (plot.x(at, column), axis.at(&column.parts[level]));
        let points: Vec<_> = course.columns.iter().enumerate().map(at).collect();
        plot.page.scene.path(points.clone(), 2, colour::group(level));
        points.iter().for_each(|point| shape(&mut plot.page.scene, level, *point));
        heights.push(points.last()?.1);
        for (column, (x, y)) in course.columns.iter().zip(&points) {
            plot.page.mark_briefly(&column.cells[level].claims().collect::<Vec<_>>(), (x + 12, y - 4));
        }
    }
    plot.name_columns(&course);
    plot.name_levels(right - 20, &course, &heights, shape);
    let description = describe(audit, &course);
    Some(plot.page.finish(&format!("{} trend", crosstab.name), &description, course.cells()))
}

/// A level's colour alone.
fn square(scene: &mut Scene, level: usize, (x, y): (i32, i32)) {
    scene.area((x - 5, y - 6), (x + 5, y + 4), colour::group(level));
}

/// The points of a level: its colour and a shape of its own.
pub(super) fn shape(scene: &mut Scene, level: usize, (x, y): (i32, i32)) {
    let fill = colour::group(level);
    match level % 4 {
        0 => scene.dot((x, y), 5, fill),
        1 => scene.area((x - 5, y - 5), (x + 5, y + 5), fill),
        2 => scene.diamond((x, y), 6, fill),
        _ => scene.ring((x, y), 5, fill),
    }
}

fn describe(audit: &Audit, crosstab: &Crosstab) -> String {
    let cell = |(cell, level): (&Cell, &String)| format!("{level} {}", cell.text(audit.study()));
    let column = |column: &Column| {
        let cells: Vec<_> = column.cells.iter().zip(&crosstab.levels).map(cell).collect();
        format!("{}: {}", column.label, cells.join(", "))
    };
    sentences(crosstab.columns.iter().map(column))
}
