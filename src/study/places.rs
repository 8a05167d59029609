//! What a manifest says of rows and columns by their place, where labels do not tell them apart.

use std::ops::RangeInclusive;

use toml::Spanned;

use crate::error::Error;
use crate::study::declaration::{Context, meanings};
use crate::study::grid::Grid;
use crate::study::layout::{Axis, Layout, Placed};
use crate::study::manifest::{Bindings, TableEntry};
use crate::study::notation::Notation;
use crate::study::value::{OneOrMany, offset};

/// What helps where a place is not understood.
const AS_WRITTEN: &str =
    "write places as `\"row 5\"`, `\"rows 5-6, 9\"` or `\"columns 2-3\"`, counted from 1 as a spreadsheet does";

/// The key under which a place has a notation of its own, and the one under which it says why it is not read.
const NOTATION: &str = "cells";
const IGNORED: &str = "ignore";

/// Reads what a table says of places. `grid` is its whole file.
pub(crate) fn read(
    entry: &TableEntry,
    grid: &Grid,
    layout: &Layout,
    context: &mut Context,
) -> Result<Vec<Placed>, Error> {
    let placed = entry.at.iter().map(|(place, bindings)| one(place, bindings, grid, layout, context));
    placed.collect()
}

fn one(
    place: &str,
    bindings: &Spanned<Bindings>,
    grid: &Grid,
    layout: &Layout,
    context: &mut Context,
) -> Result<Placed, Error> {
    let error = |context: &Context, message: String| context.manifest.error(offset(bindings), message);
    let unknown = |context: &Context| error(context, format!("`{place}` is no place in the table")).help(AS_WRITTEN);
    let (axis, ranges) = ranges(place).ok_or_else(|| unknown(context))?;
    let at = places(axis, ranges, grid, layout).ok_or_else(|| unknown(context))?;
    let special = |key: &str| bindings.get_ref().get(key).and_then(|OneOrMany(values)| values.first());
    let notation = special(NOTATION).map(|text| Notation::parse(text)).transpose();
    let notation = notation.map_err(|problem| error(context, problem))?;
    let others = bindings.get_ref().iter().filter(|(key, _)| *key != NOTATION && *key != IGNORED);
    let mut bound = Vec::new();
    for (key, levels) in others {
        bound.extend(meanings(key, &levels.0, bindings, layout, context)?);
    }
    Ok(Placed { at, axis, meanings: bound, notation, is_ignored: special(IGNORED).is_some() })
}

/// `rows 5-6, 9` as rows and their numbers.
fn ranges(place: &str) -> Option<(Axis, Vec<RangeInclusive<usize>>)> {
    let (word, numbers) = place.trim().split_once(' ')?;
    let axis = match word {
        "row" | "rows" => Axis::Row,
        "column" | "columns" => Axis::Column,
        _ => return None,
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let range = |range: &str| {
        let (first, last) = range.split_once(['-', '–']).unwrap_or((range, range));
        Some(number(first)?..=number(last)?)
    };
    Some((axis, numbers.split(',').map(range).collect::<Option<_>>()?))
}

/// The lines of rows below the header, the fields of columns behind the stub; nothing where some are elsewhere.
fn places(axis: Axis, ranges: Vec<RangeInclusive<usize>>, grid: &Grid, layout: &Layout) -> Option<Vec<usize>> {
    let (first, last) = match axis {
        Axis::Row => (1, grid.rows().len()),
        Axis::Column => (layout.stub.len() + 1, grid.width()),
    };
    let is_within =
        |range: &RangeInclusive<usize>| !range.is_empty() && *range.start() >= first && *range.end() <= last;
    if !ranges.iter().all(is_within) {
        return None;
    }
    let numbers = ranges.into_iter().flatten();
    Some(match axis {
        Axis::Row => numbers.map(|row| grid.rows()[row - 1][0].line).collect(),
        Axis::Column => numbers.collect(),
    })
}
