//! A drawing as data: marks at pixels, in the order in which they are drawn.

use std::collections::BTreeSet;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::colour::{Colour, PAPER, Theme};
use super::text::{FAMILIES, Font, clean};

/// A place in pixels from the upper left corner.
pub(super) type Point = (i32, i32);

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
    Middle,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Line(Vec<Point>, u32),
    Area(Point, Point),
    Frame(Point, Point),
    Polygon(Vec<Point>),
    Dot(Point, u32),
    Ring(Point, u32),
    Text(Point, Side, Font, String),
}

/// Marks, each with its colour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scene {
    marks: Vec<(Mark, Colour)>,
}

impl Scene {
    pub fn line(&mut self, from: Point, to: Point, width: u32, colour: Colour) {
        self.path(vec![from, to], width, colour);
    }

    pub fn path(&mut self, points: Vec<Point>, width: u32, colour: Colour) {
        self.marks.push((Mark::Line(points, width), colour));
    }

    /// A filled rectangle; nothing where it has no width or no height.
    pub fn area(&mut self, from: Point, to: Point, colour: Colour) {
        if from.0 < to.0 && from.1 < to.1 {
            self.marks.push((Mark::Area(from, to), colour));
        }
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, from: Point, to: Point, colour: Colour) {
        self.marks.push((Mark::Frame(from, to), colour));
    }

    pub fn dot(&mut self, at: Point, radius: u32, colour: Colour) {
        self.marks.push((Mark::Dot(at, radius), colour));
    }

    pub fn ring(&mut self, at: Point, radius: u32, colour: Colour) {
        self.marks.push((Mark::Dot(at, radius), PAPER));
        self.marks.push((Mark::Ring(at, radius), colour));
    }

    pub fn diamond(&mut self, (x, y): Point, radius: i32, colour: Colour) {
        let corners = vec![(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)];
        self.marks.push((Mark::Polygon(corners), colour));
    }

    /// A triangle with its point above: full, or its outline alone.
    pub fn triangle(&mut self, (x, y): Point, radius: i32, full: bool, colour: Colour) {
        let corners = vec![(x - radius, y + radius), (x, y - radius), (x + radius, y + radius)];
        if full {
            self.marks.push((Mark::Polygon(corners), colour));
        } else {
            let closed = corners.iter().chain(&corners[..2]).copied().collect();
            self.path(closed, 2, colour);
        }
    }

    /// A line of text on its base line.
    pub fn text(&mut self, at: Point, side: Side, font: Font, text: &str, colour: Colour) {
        let text = clean(text);
        if !text.is_empty() {
            self.marks.push((Mark::Text(at, side, font, text), colour));
        }
    }

    /// Lines of text below each other, the first on a base line.
    pub fn lines(&mut self, (x, y): Point, side: Side, font: Font, lines: &[String], colour: Colour) {
        for (line, y) in lines.iter().zip((y..).step_by(font.line().max(1) as usize)) {
            self.text((x, y), side, font, line, colour);
        }
    }

    /// The same marks, all of them so much lower, above those of this scene.
    pub fn below(mut self, other: &Self, y: i32) -> Self {
        self.marks.extend(other.marks.iter().map(|(mark, colour)| (mark.lowered(y), *colour)));
        self
    }

    /// The letters that the fonts of the crate lack.
    pub fn missing(&self) -> BTreeSet<char> {
        let texts = self.marks.iter().filter_map(|(mark, _)| match mark {
            Mark::Text(_, _, font, text) => Some((*font, text)),
            _ => None,
        });
        texts.flat_map(|(font, text)| text.chars().filter(move |letter| !font.has(*letter))).collect()
    }

    /// The elements of an SVG drawing of that size, within its root element.
    pub fn draw(&self, size: (u32, u32), theme: Theme) -> String {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            // Drawing into a text can only fail where memory ends.
            let _ = area.fill(&PAPER.of(theme));
            for (mark, colour) in &self.marks {
                let _ = mark.draw(colour.of(theme), &area);
            }
            let _ = area.present();
        }
        svg
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

impl Mark {
    /// The same so much lower.
    fn lowered(&self, by: i32) -> Self {
        let low = |(x, y): Point| (x, y + by);
        match self {
            Self::Line(points, width) => Self::Line(points.iter().copied().map(low).collect(), *width),
            Self::Area(from, to) => Self::Area(low(*from), low(*to)),
            Self::Frame(from, to) => Self::Frame(low(*from), low(*to)),
            Self::Polygon(corners) => Self::Polygon(corners.iter().copied().map(low).collect()),
            Self::Dot(at, radius) => Self::Dot(low(*at), *radius),
            Self::Ring(at, radius) => Self::Ring(low(*at), *radius),
            Self::Text(at, side, font, text) => Self::Text(low(*at), *side, *font, text.clone()),
        }
    }

    fn draw(&self, colour: RGBColor, area: &Area) -> Drawn {
        match self {
            Self::Line(points, width) => area.draw(&PathElement::new(points.clone(), colour.stroke_width(*width))),
            Self::Area(from, to) => area.draw(&Rectangle::new([*from, *to], colour.filled())),
            Self::Frame(from, to) => area.draw(&Rectangle::new([*from, *to], colour.stroke_width(1))),
            Self::Polygon(corners) => area.draw(&Polygon::new(corners.clone(), colour.filled())),
            Self::Dot(at, radius) => area.draw(&Circle::new(*at, *radius, colour.filled())),
            Self::Ring(at, radius) => area.draw(&Circle::new(*at, *radius, colour.stroke_width(2))),
            Self::Text(at, side, font, text) => {
                area.draw(&Text::new(text.as_str(), lifted(*at, *font), style(*side, *font, colour)))
            }
        }
    }
}

/// The backend hangs a text from its top, which is 0.76 of its size above the base line.
fn lifted((x, y): Point, font: Font) -> Point {
    (x, y - font.size * 76 / 100)
}

fn style(side: Side, font: Font, colour: RGBColor) -> TextStyle<'static> {
    let across = match side {
        Side::Right => HPos::Left,
        Side::Left => HPos::Right,
        Side::Middle => HPos::Center,
    };
    let weight = if font.bold { FontStyle::Bold } else { FontStyle::Normal };
    // The backend divides the size by as much.
    let size = f64::from(font.size) * 1.24;
    FontDesc::new(FontFamily::Name(FAMILIES), size, weight).color(&colour).pos(Pos::new(across, VPos::Top))
}
