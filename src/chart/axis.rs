//! Axes: from values to pixels, with round numbers beside them.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::number::Rational;

use super::colour::{QUIET, RULE};
use super::scene::{Scene, Side};
use super::text::Font;

pub(super) const TICKS: Font = Font::regular(11);

/// A range of values along a range of pixels.
pub(super) struct Axis {
    range: RangedCoordf64,
    pixels: (i32, i32),
    ticks: Vec<(Rational, String)>,
}

impl Axis {
    /// An axis that begins and ends at round numbers at or beyond `low` and `high`. Nothing where these are too large or
    /// too close to each other to be told apart in a drawing.
    pub fn around(low: &Rational, high: &Rational, pixels: (i32, i32)) -> Option<Self> {
        Self::spaced(low, high, pixels, 70)
    }

    /// The same from below to above, where numbers may stand closer to each other.
    pub fn upright(low: &Rational, high: &Rational, pixels: (i32, i32)) -> Option<Self> {
        Self::spaced(low, high, pixels, 30)
    }

    fn spaced(low: &Rational, high: &Rational, pixels: (i32, i32), apart: i32) -> Option<Self> {
        let most = Rational::whole(i128::from((pixels.1 - pixels.0).abs() / apart).max(2));
        let is_drawn = |value: &Rational| value.abs() <= Rational::whole(1_000_000_000_000);
        if high <= low || !is_drawn(low) || !is_drawn(high) {
            return None;
        }
        let (step, decimals) = steps().find(|(step, _)| (high - low) <= (step * &most))?;
        let first = low.divided_by(&step)?.floor().to_i128()?;
        let last = high.divided_by(&step)?.ceil().to_i128()?;
        let tick = |at: i128| {
            let value = &Rational::whole(at) * &step;
            let label = value.to_decimal(decimals)?.replace('-', "−");
            Some((value, label))
        };
        let ticks: Vec<_> = (first..=last).filter_map(tick).collect();
        let (first, last) = (ticks.first()?.0.to_f64(), ticks.last()?.0.to_f64());
        Some(Self { range: RangedCoordf64::from(first..last), pixels, ticks })
    }

    /// The pixel of a value; at the end of the axis where it is beyond it.
    pub fn at(&self, value: &Rational) -> i32 {
        let range = self.range.range();
        self.range.map(&value.to_f64().clamp(range.start, range.end), self.pixels)
    }

    /// Draws upright rules at round numbers, from `top` to `bottom`, with the numbers below them.
    pub fn below(&self, scene: &mut Scene, top: i32, bottom: i32) {
        for (value, label) in &self.ticks {
            let x = self.at(value);
            scene.line((x, top), (x, bottom), 1, RULE);
            scene.text((x, bottom + 14), Side::Middle, TICKS, label, QUIET);
        }
    }

    /// Writes the numbers below a line, without rules.
    pub fn numbers(&self, scene: &mut Scene, bottom: i32) {
        self.ticks.iter().for_each(|tick| self.end(scene, bottom, "", tick));
    }

    /// Draws level rules at round numbers, from `left` to `right`, with the numbers and their unit to their left.
    pub fn beside(&self, scene: &mut Scene, left: i32, right: i32, unit: &str) {
        for (value, label) in &self.ticks {
            let y = self.at(value);
            scene.line((left, y), (right, y), 1, RULE);
            scene.text((left - 6, y + 4), Side::Left, TICKS, &format!("{label}{unit}"), QUIET);
        }
    }

    /// Writes the numbers at both ends alone, with their unit.
    pub fn ends(&self, scene: &mut Scene, bottom: i32, unit: &str) {
        self.ticks.first().into_iter().for_each(|tick| self.end(scene, bottom, unit, tick));
        self.far_end(scene, bottom, unit);
    }

    /// Writes the last number alone.
    pub fn far_end(&self, scene: &mut Scene, bottom: i32, unit: &str) {
        self.ticks.last().into_iter().for_each(|tick| self.end(scene, bottom, unit, tick));
    }

    fn end(&self, scene: &mut Scene, bottom: i32, unit: &str, (value, label): &(Rational, String)) {
        let x = self.at(value);
        scene.line((x, bottom), (x, bottom + 4), 1, QUIET);
        scene.text((x, bottom + 16), Side::Middle, TICKS, &format!("{label}{unit}"), QUIET);
    }
}

/// Round distances, from small to large, each with the decimals it has.
fn steps() -> impl Iterator<Item = (Rational, u32)> {
    let small =
        (1..=9).rev().flat_map(|decimals| [1, 2, 5].map(|digit| (Rational::unit(decimals).scaled(digit), decimals)));
    let large = (0..13).flat_map(|zeros| [1, 2, 5].map(|digit| (Rational::whole(10_i128.pow(zeros) * digit), 0)));
    small.chain(large)
}
