//! Bars of numbers that belong to no study.

use crate::check::Printed;
use crate::number::{Figure, FigureError, Rational};

use super::axis::Axis;
use super::bar;
use super::colour::{BLUE, INK, RULE};
use super::drawing::{Chart, Drawn};
use super::page::sentences;
use super::scene::{Scene, Side};
use super::sheet::{Sheet, title_lines};
use super::style::{BODY, EDGE, SMALL, TITLE};
use super::text::{clean, slug};

const WIDTH: i32 = 640;
const LABELS: i32 = 250;
const GAP: i32 = 18;

/// Bars of plain numbers, without a study: each with its label and the figure as printed.
///
/// ```
/// use retally::chart::{self, Theme};
///
/// let fruit = chart::bars("Fruit sold", [("Apples", "37.5%"), ("Pears", "62.5%")])?;
/// let svg = fruit.themed(Theme::Dark).wide(480).svg().to_owned();
/// assert!(svg.starts_with("<svg ") && svg.contains("62.5%") && svg.contains("width=\"480\""));
/// # Ok::<(), retally::FigureError>(())
/// ```
///
/// # Errors
///
/// Where a text is no figure.
pub fn bars<L: AsRef<str>, P: Printed>(
    title: &str,
    rows: impl IntoIterator<Item = (L, P)>,
) -> Result<Chart, FigureError> {
    let row = |(label, figure): (L, P)| Ok((clean(label.as_ref()), figure.figure()?));
    let rows: Vec<(String, Figure)> = rows.into_iter().map(row).collect::<Result<_, _>>()?;
    let mut scene = Scene::default();
    let top = EDGE + 24 + TITLE.line() * title_lines(title, WIDTH).len() as i32;
    let bottom = draw(&mut scene, top, &rows);
    let description = sentences(rows.iter().map(|(label, figure)| format!("{label}: {figure}")));
    let name = Some(slug(title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "bars".to_owned());
    let sheet = Sheet::new(scene, (WIDTH as u32, (bottom + EDGE) as u32), title);
    Ok(Chart::new(name, title, description, Drawn::default(), sheet))
}

/// Draws the rows below each other from a height on, and returns where they end.
fn draw(scene: &mut Scene, top: i32, rows: &[(String, Figure)]) -> i32 {
    let labels = EDGE + BODY.widest(rows.iter().map(|row| row.0.as_str())).clamp(0, LABELS) + GAP;
    let figures = SMALL.widest(rows.iter().map(|row| row.1.text())).clamp(0, LABELS);
    let axis = axis(rows, (labels, WIDTH - EDGE - GAP - figures));
    let mut y = top;
    for (label, figure) in rows {
        let lines = BODY.wrap(label, LABELS);
        scene.lines((labels - 10, y), Side::Left, BODY, &lines, INK);
        let ends = axis.as_ref().map(|axis| (axis.at(&Rational::zero()), axis.at(figure.number())));
        let (zero, end) = ends.unwrap_or((labels, labels));
        let end = bar::draw(scene, figure, (zero, end), y, BLUE);
        scene.text((zero.max(end) + 4, y), Side::Right, SMALL, figure.text(), INK);
        y += BODY.line() * lines.len().max(1) as i32 + 5;
    }
    if let Some(axis) = axis {
        let zero = axis.at(&Rational::zero());
        scene.line((zero, top - 14), (zero, y - 12), 1, RULE);
        axis.ends(scene, y - 8, "");
        y += 16;
    }
    y
}

/// A scale from zero to the greatest number, or from the least one that is below zero; nothing where all are zero.
fn axis(rows: &[(String, Figure)], pixels: (i32, i32)) -> Option<Axis> {
    let zero = Rational::zero();
    let numbers = || rows.iter().map(|row| row.1.number()).chain([&zero]);
    Axis::around(numbers().min()?, numbers().max()?, pixels)
}
