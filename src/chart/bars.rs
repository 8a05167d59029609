//! Bars of counts or percentages: the rows and columns of the table, with what is printed beside each bar.

use crate::audit::Audit;
use crate::number::Rational;

use super::axis::Axis;
use super::bar;
use super::colour::{BLUE, INK, QUIET, RULE};
use super::drawing::Chart;
use super::page::Page;
use super::scene::Side;
use super::style::{BODY, EDGE, SMALL, STRONG};
use super::tally::{Cell, Column, Row, Tally};

/// The widest that a chart becomes before its columns go on below.
const WIDEST: i32 = 900;
/// How long bars are, at least and at most.
const TRACK: (i32, i32) = (64, 300);
const GAP: i32 = 18;
const LABELS: i32 = 250;

/// Bars of the counts or percentages of a table, groups beside each other: whatever classifications it has.
///
/// Percentages are drawn where most cells have one, else counts; each column has the same scale. Totals are written and
/// have no bar, and what is not reported says so.
pub fn frequencies(audit: &Audit, table: usize) -> Option<Chart> {
    let tally = Tally::of(audit.study(), table)?;
    let shares = tally.has_shares();
    let high = greatest(audit, &tally, shares)?;
    let labels = label_width(&tally);
    let probe = Page::new(audit, table, 0, "", "");
    // All columns are as wide as the widest, so that those below stand under those above.
    let figures = (0..tally.columns.len()).map(|column| figures_width(&probe, &tally, column)).max()?;
    let (room, count) = (WIDEST - 2 * EDGE - labels, tally.columns.len() as i32);
    let most = (room / (figures + TRACK.0 + GAP)).max(1);
    let rows = (count + most - 1) / most;
    let across = (count + rows - 1) / rows;
    let track = (room / across - figures - GAP).clamp(TRACK.0, TRACK.1);
    let columns: Vec<usize> = (0..tally.columns.len()).collect();
    let width = across * (figures + track + GAP) + labels + 2 * EDGE;
    let mut page = Page::new(audit, table, width, &tally.what(audit.study(), shares), &how(audit, &tally, shares));
    for band in columns.chunks(across as usize) {
        let grid = Grid { tally: &tally, shares, labels, track, figures, high: &high };
        grid.draw(&mut page, band);
    }
    let description = description(audit, &tally);
    Some(page.finish("frequencies", &description, tally.cells().flat_map(Cell::claims)))
}

fn how(audit: &Audit, tally: &Tally, shares: bool) -> String {
    let hint = bar::hint(audit, tally.cells().filter_map(|cell| cell.bar(shares)));
    format!("Bars with the figures as printed{hint}")
}

/// The greatest figure that has a bar.
fn greatest(audit: &Audit, tally: &Tally, shares: bool) -> Option<Rational> {
    let rows = tally.rows.iter().filter(|row| row.dimension.is_some());
    let claims = rows.flat_map(|row| row.cells.iter().flatten()).filter_map(|cell| cell.bar(shares));
    claims
        .map(|claim| audit.study().claims()[claim].figure.number().clone())
        .max()
        .filter(|high| *high > Rational::zero())
}

fn label_width(tally: &Tally) -> i32 {
    let rows = tally.rows.iter().map(|row| row.label.as_str());
    BODY.widest(rows).clamp(60, LABELS) + GAP
}

fn figures_width(page: &Page, tally: &Tally, column: usize) -> i32 {
    let width = |cell: Cell| {
        let marks: i32 = cell.claims().map(|claim| page.mark_width(claim)).sum();
        SMALL.width(&cell.text(page.audit.study())) + 6 + marks
    };
    let cells = tally.rows.iter().filter_map(|row| row.cells.get(column).copied().flatten());
    cells.map(width).max().unwrap_or(0).max(SMALL.width(NOT_PRINTED) + 6)
}

const NOT_PRINTED: &str = "not printed";

/// Some columns of a table with all its rows.
struct Grid<'a> {
    tally: &'a Tally,
    shares: bool,
    labels: i32,
    track: i32,
    figures: i32,
    high: &'a Rational,
}

impl Grid<'_> {
    fn draw(&self, page: &mut Page, band: &[usize]) {
        let lefts = self.lefts(band);
        if self.tally.columns.len() > 1 {
            self.headers(page, band, &lefts);
        }
        let mut heading = None;
        for block in
            self.tally.rows.chunk_by(|one, next| one.dimension == next.dimension && one.heading == next.heading)
        {
            let own = block.first().and_then(|row| row.heading.as_deref());
            if let Some(own) = own.filter(|own| heading != Some(*own)) {
                page.y += 4;
                page.paragraph(own, STRONG, INK);
                page.y += 5;
            }
            heading = own;
            let top = page.y;
            block.iter().for_each(|row| self.row(page, row, band, &lefts));
            lefts.iter().for_each(|left| page.scene.line((*left, top - 14), (*left, page.y - 12), 1, QUIET));
            page.y += 8;
        }
        self.scale(page, &lefts);
        page.y += 36;
    }

    fn lefts(&self, band: &[usize]) -> Vec<i32> {
        let start = EDGE + self.labels;
        (0..band.len() as i32).map(|at| start + at * (self.figures + self.track + GAP)).collect()
    }

    fn headers(&self, page: &mut Page, band: &[usize], lefts: &[i32]) {
        let wrapped = |column: &usize| {
            let Column { label, .. } = &self.tally.columns[*column];
            STRONG.wrap(label, self.figures + self.track)
        };
        let headers: Vec<Vec<String>> = band.iter().map(wrapped).collect();
        for (lines, left) in headers.iter().zip(lefts) {
            page.scene.lines((*left, page.y), Side::Right, STRONG, lines, INK);
        }
        let most = headers.iter().map(Vec::len).max().unwrap_or(0) as i32;
        page.y += most * STRONG.line() + 6;
    }

    fn row(&self, page: &mut Page, row: &Row, band: &[usize], lefts: &[i32]) {
        let lines = BODY.wrap(&row.label, self.labels - GAP);
        let height = BODY.line() * lines.len() as i32;
        let font = if row.dimension.is_none() { STRONG } else { BODY };
        page.scene.lines((EDGE + self.labels - 10, page.y), Side::Left, font, &lines, INK);
        let middle = page.y + (height - BODY.line()) / 2;
        for (column, left) in band.iter().zip(lefts) {
            match row.cells.get(*column).copied().flatten() {
                Some(cell) => self.cell(page, cell, row.dimension.is_some(), (*left, middle)),
                None => page.scene.text((left + 4, middle), Side::Right, SMALL, NOT_PRINTED, QUIET),
            }
        }
        page.y += height + 5;
    }

    fn cell(&self, page: &mut Page, cell: Cell, has_bar: bool, (left, y): (i32, i32)) {
        let bar = cell.bar(self.shares).filter(|_| has_bar);
        let mut x = left;
        if let (Some(claim), Some(axis)) = (bar, self.axis(left)) {
            let figure = &page.claim(claim).figure;
            x = bar::draw(&mut page.scene, figure, (left, axis.at(figure.number())), y, BLUE);
        }
        let text = cell.text(page.audit.study());
        page.scene.text((x + 4, y), Side::Right, SMALL, &text, INK);
        let mut end = x + 4 + SMALL.width(&text);
        for claim in cell.claims() {
            end = page.mark(claim, (end, y));
        }
    }

    fn axis(&self, left: i32) -> Option<Axis> {
        Axis::around(&Rational::zero(), self.high, (left, left + self.track))
    }

    /// The ends of each column's scale.
    fn scale(&self, page: &mut Page, lefts: &[i32]) {
        let y = page.y - 14;
        for left in lefts {
            let Some(axis) = self.axis(*left) else { continue };
            page.scene.line((*left, y), (left + self.track, y), 1, RULE);
            axis.ends(&mut page.scene, y, if self.shares { "%" } else { "" });
        }
    }
}

/// What is printed, in a sentence for each row.
fn description(audit: &Audit, tally: &Tally) -> String {
    let row = |row: &Row| {
        let cells = row.cells.iter().zip(&tally.columns).filter_map(|(cell, column)| Some((cell.as_ref()?, column)));
        let cells = cells.map(|(cell, column)| match tally.columns.len() {
            1 => cell.text(audit.study()),
            _ => format!("{} {}", column.label, cell.text(audit.study())),
        });
        format!("{}: {}", row.label, cells.collect::<Vec<_>>().join("; "))
    };
    super::page::sentences(tally.rows.iter().map(row))
}
