//! Statistics of variables: averages with their spread, one line for each group of respondents.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::audit::Audit;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Statistic};
use crate::study::{Claim, Study};

use super::axis::Axis;
use super::colour::{self, BLUE, Colour, GREEN, GREY, INK, ORANGE, QUIET, SKY};
use super::drawing::Chart;
use super::labels::Labels;
use super::page::{Page, sentences};
use super::scene::{Scene, Side};
use super::style::{BODY, EDGE, SMALL, STRONG};
use super::tally::{across, common, printed};
use super::title::{groups, listed};

const LABELS: i32 = 250;
/// How long the axis is, at least and at most, and how wide a chart becomes before the axis is no longer shortened.
const PLOT: (i32, i32) = (260, 430);
const WIDEST: i32 = 900;
const ROW: i32 = 22;

/// The statistics of a variable for some respondents.
struct Line {
    label: String,
    /// Which of the groups beside each other it is of.
    group: usize,
    figures: Vec<(Statistic, usize)>,
}

/// Lines with one label, of one variable.
struct Block {
    variable: Dimension,
    label: String,
    lines: Vec<Line>,
}

/// The statistics of the variables of a table: the range, the middle half, mean ± SD, median and mode, each with its own
/// shape. Variables of the same unit and size share an axis.
pub fn descriptives(audit: &Audit, table: usize) -> Option<Chart> {
    averages(audit, table, "descriptives", |statistic| !is_of_means(statistic))
}

/// The means of the variables of a table, or of the groups in it, with a whisker of one standard deviation to each side.
pub fn means(audit: &Audit, table: usize) -> Option<Chart> {
    averages(audit, table, "means", |_| true).filter(|_| descriptives(audit, table).is_none())
}

fn is_of_means(statistic: Statistic) -> bool {
    matches!(statistic, Statistic::Mean | Statistic::Sd | Statistic::Se | Statistic::Variance)
}

fn is_drawn(statistic: Statistic) -> bool {
    is_average(statistic)
        || matches!(statistic, Statistic::Sd)
        || RANGE.contains(&statistic)
        || QUARTILES.contains(&statistic)
}

fn is_average(statistic: Statistic) -> bool {
    matches!(statistic, Statistic::Mean | Statistic::Median | Statistic::Mode)
}

const RANGE: [Statistic; 2] = [Statistic::Min, Statistic::Max];
const QUARTILES: [Statistic; 2] = [Statistic::LowerQuartile, Statistic::UpperQuartile];

fn averages(audit: &Audit, table: usize, kind: &str, wanted: fn(Statistic) -> bool) -> Option<Chart> {
    let study = audit.study();
    let blocks = blocks(study, table);
    let has = |wanted: fn(Statistic) -> bool| {
        blocks.iter().flat_map(|block| &block.lines).any(|line| line.figures.iter().any(|figure| wanted(figure.0)))
    };
    if !has(is_average) || !has(wanted) {
        return None;
    }
    let texts = |line: &Line| text(study, &line.figures);
    let figures = blocks.iter().flat_map(|block| &block.lines);
    let probe = Page::new(audit, table, 0, "", "");
    let room = |line: &Line| {
        SMALL.width(&texts(line)) + line.figures.iter().map(|figure| probe.mark_width(figure.1)).sum::<i32>()
    };
    let room = figures.map(room).max()? + 16;
    let plot = (WIDEST - 2 * EDGE - LABELS - room).clamp(PLOT.0, PLOT.1);
    let width = EDGE + LABELS + plot + room + EDGE;
    let mut page = Page::new(audit, table, width, &what(&blocks), "");
    key(&mut page, &blocks);
    for panel in panels(study, &blocks) {
        draw_panel(&mut page, panel, plot);
    }
    let line = |block: &Block, line: &Line| {
        [block.label.as_str(), line.label.as_str()].join(" ").trim().to_owned() + ": " + &spoken(study, line)
    };
    let description = sentences(blocks.iter().flat_map(|block| block.lines.iter().map(move |one| line(block, one))));
    let figures = blocks.iter().flat_map(|block| &block.lines).flat_map(|line| &line.figures);
    Some(page.finish(kind, &description, figures.map(|figure| figure.1)))
}

/// The statistics of a table, those of one row together.
fn blocks(study: &Study, table: usize) -> Vec<Block> {
    let Some(labels) = Labels::of(study, table) else { return Vec::new() };
    let is_one = |claim: &Claim| claim.quantity.variable.is_some() && is_drawn(claim.quantity.statistic);
    let claims: Vec<(usize, &Claim)> = labels.claims().filter(|(_, claim)| is_one(claim)).collect();
    let Some(common) = common(claims.iter().map(|(_, claim)| &claim.quantity.event)) else { return Vec::new() };
    let across = across(&claims, &labels);
    let mut groups: Vec<Event> = Vec::new();
    let mut blocks: IndexMap<(Dimension, Event), Block> = IndexMap::new();
    for (at, claim) in claims {
        let Some(variable) = claim.quantity.variable else { continue };
        let own = claim.quantity.event.only(|dimension| common.level(dimension).is_none());
        let (column, row) = (own.only(|d| across.contains(&d)), own.only(|d| !across.contains(&d)));
        let group = groups.iter().position(|group| *group == column).unwrap_or_else(|| {
            groups.push(column.clone());
            groups.len() - 1
        });
        let new = || Block { variable, label: label(study, &labels, claim, variable, &row), lines: Vec::new() };
        let block = blocks.entry((variable, row.clone())).or_insert_with(new);
        let at_line = block.lines.iter().position(|line| line.group == group).unwrap_or_else(|| {
            let label = if across.is_empty() { String::new() } else { labels.of_column(&column) };
            block.lines.push(Line { label, group, figures: Vec::new() });
            block.lines.len() - 1
        });
        block.lines[at_line].figures.push((claim.quantity.statistic, at));
    }
    // A spread without an average says nothing that could be drawn.
    blocks
        .into_values()
        .filter(|block| block.lines.iter().any(|line| line.figures.iter().any(|f| is_average(f.0))))
        .collect()
}

/// What the stub prints for a row; the name of the variable where that is no row's label.
fn label(study: &Study, labels: &Labels, claim: &Claim, variable: Dimension, row: &Event) -> String {
    let at = labels.row(claim).unwrap_or(0);
    if !row.bindings().is_empty() {
        let heading = labels.heading(row, at).map(|heading| format!("{heading}: ")).unwrap_or_default();
        return heading + &labels.of_row(row, at);
    }
    labels.variable(variable, at).unwrap_or_else(|| super::text::clean(study.names().name(variable)))
}

fn find(line: &Line, statistic: Statistic) -> Option<usize> {
    line.figures.iter().find(|figure| figure.0 == statistic).map(|figure| figure.1)
}

/// One standard deviation to each side of the mean, as far as the variable goes: to its least and greatest value as printed, or
/// to the ends of its scale.
fn spread(study: &Study, line: &Line, variable: Dimension) -> Option<(Rational, Rational)> {
    let number = |statistic| find(line, statistic).map(|claim| study.claims()[claim].figure.number().clone());
    let (mean, sd) = (number(Statistic::Mean)?, number(Statistic::Sd)?);
    let range = study.names().scale(variable).range();
    let least = number(Statistic::Min).or_else(|| range.least().cloned()).filter(|least| *least <= mean);
    let most = number(Statistic::Max).or_else(|| range.greatest().cloned()).filter(|most| *most >= mean);
    let (low, high) = (&mean - &sd, &mean + &sd);
    Some((least.map_or(low.clone(), |least| low.max(least)), most.map_or(high.clone(), |most| high.min(most))))
}

/// The ends of what is drawn of a line.
fn extent(study: &Study, line: &Line, variable: Dimension) -> Option<(Rational, Rational)> {
    let single = line.figures.iter().filter(|figure| figure.0 != Statistic::Sd);
    let mut values: Vec<Rational> = single.map(|figure| study.claims()[figure.1].figure.number().clone()).collect();
    values.extend(spread(study, line, variable).into_iter().flat_map(|(low, high)| [low, high]));
    Some((values.iter().min()?.clone(), values.iter().max()?.clone()))
}

fn extent_of(study: &Study, blocks: &[Block]) -> Option<(Rational, Rational)> {
    let lines = blocks.iter().flat_map(|block| block.lines.iter().map(|line| (line, block.variable)));
    let extents = lines.filter_map(|(line, variable)| extent(study, line, variable));
    extents.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

/// Variables that share an axis: neighbours of the same unit, none of which would be less than a fifth of it.
fn panels<'a>(study: &Study, blocks: &'a [Block]) -> Vec<&'a [Block]> {
    let mut panels = Vec::new();
    let mut start = 0;
    for end in 1..=blocks.len() {
        let share = blocks.get(end).is_some_and(|_| fit(study, &blocks[start..=end]));
        if !share {
            panels.push(&blocks[start..end]);
            start = end;
        }
    }
    panels
}

fn fit(study: &Study, blocks: &[Block]) -> bool {
    let unit = |block: &Block| study.names().unit(block.variable);
    let same = blocks.iter().all(|block| block.variable == blocks[0].variable);
    let units = blocks.iter().all(|block| unit(block) == unit(&blocks[0]));
    let Some((low, high)) = extent_of(study, blocks) else { return true };
    let is_wide = |block: &Block| {
        let own = extent_of(study, std::slice::from_ref(block));
        own.is_none_or(|(least, most)| (&most - &least).scaled(5) >= &high - &low)
    };
    same || units && blocks.iter().all(is_wide)
}

/// `means ± SD and ranges of Age and Years of schooling (men and women)`.
fn what(blocks: &[Block]) -> String {
    let lines = || blocks.iter().flat_map(|block| &block.lines);
    let has = |statistic| lines().any(|line| find(line, statistic).is_some());
    let parts = [
        (has(Statistic::Mean) && !has(Statistic::Sd), "means"),
        (has(Statistic::Mean) && has(Statistic::Sd), "means ± SD"),
        (has(Statistic::Median), "medians"),
        (has(Statistic::LowerQuartile), "quartiles"),
        (has(Statistic::Mode), "modes"),
        (RANGE.into_iter().any(has), "ranges"),
    ];
    let parts: Vec<&str> = parts.iter().filter(|part| part.0).map(|part| part.1).collect();
    let parts = match parts.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        all => all.join(""),
    };
    let labels: BTreeSet<(usize, &str)> = lines().map(|line| (line.group, line.label.as_str())).collect();
    let groups = groups(labels.into_iter().map(|label| label.1).filter(|label| !label.is_empty()));
    format!("{parts} of {}{groups}", listed(blocks.iter().map(|block| block.label.as_str())))
}

/// How a shape is drawn at a point.
type Draw = fn(&mut Scene, (i32, i32));

/// The shapes, each drawn beside its name.
fn key(page: &mut Page, blocks: &[Block]) {
    let has = |statistic| blocks.iter().flat_map(|block| &block.lines).any(|line| find(line, statistic).is_some());
    let marks: [(bool, &str, Draw); 6] = [
        (RANGE.into_iter().any(has), "range", |scene, (x, y)| range(scene, (x - 9, x + 9), y)),
        (QUARTILES.into_iter().all(has), "quartiles", |scene, (x, y)| scene.area((x - 9, y - 6), (x + 9, y + 6), SKY)),
        (has(Statistic::Sd) && has(Statistic::Mean), "mean ± SD", |scene, (x, y)| {
            whisker(scene, (x - 9, x + 9), y, BLUE)
        }),
        (has(Statistic::Mean), "mean", |scene, at| scene.dot(at, 5, BLUE)),
        (has(Statistic::Median), "median", median),
        (has(Statistic::Mode), "mode", mode),
    ];
    let mut x = EDGE;
    for (_, name, draw) in marks.iter().filter(|mark| mark.0) {
        draw(&mut page.scene, (x + 10, page.y - 4));
        page.scene.text((x + 26, page.y), Side::Right, SMALL, name, QUIET);
        x += 26 + SMALL.width(name) + 22;
    }
    page.y += 26;
}

fn range(scene: &mut Scene, (left, right): (i32, i32), y: i32) {
    scene.line((left, y), (right, y), 1, QUIET);
    for x in [left, right] {
        scene.line((x, y - 5), (x, y + 5), 1, QUIET);
    }
}

fn whisker(scene: &mut Scene, (left, right): (i32, i32), y: i32, colour: Colour) {
    scene.area((left, y - 2), (right, y + 2), colour);
}

fn median(scene: &mut Scene, (x, y): (i32, i32)) {
    scene.line((x, y - 8), (x, y + 8), 3, ORANGE);
}

fn mode(scene: &mut Scene, at: (i32, i32)) {
    scene.diamond(at, 6, GREEN);
    scene.diamond(at, 3, colour::PAPER);
}

fn draw_panel(page: &mut Page, blocks: &[Block], plot: i32) {
    let study = page.audit.study();
    let Some((low, high)) = extent_of(study, blocks) else { return };
    let left = EDGE + LABELS;
    let high = if high > low { high } else { &low + &Rational::whole(1) };
    // A scale that nearly reaches zero begins there.
    let low = if !low.is_negative() && low.scaled(2) <= high { Rational::zero() } else { low };
    let Some(axis) = Axis::around(&low, &high, (left, left + plot)) else { return };
    let top = page.y;
    let mut rows: Vec<(i32, &Line, Dimension)> = Vec::new();
    for block in blocks {
        rows.extend(label_block(page, block).into_iter().map(|(y, line)| (y, line, block.variable)));
    }
    axis.below(&mut page.scene, top - 10, page.y);
    for (y, line, variable) in rows {
        draw_line(page, line, variable, &axis, y);
        figures(page, line, (left + plot + 16, y));
    }
    if let Some(unit) = blocks.first().and_then(|block| study.names().unit(block.variable)) {
        page.scene.text((left + plot + 16, page.y + 14), Side::Right, SMALL, unit, QUIET);
    }
    page.y += 44;
}

/// Writes the labels of a block, and returns the height of each of its lines.
fn label_block<'a>(page: &mut Page, block: &'a Block) -> Vec<(i32, &'a Line)> {
    let font = if block.lines.len() > 1 { STRONG } else { BODY };
    let lines = font.wrap(&block.label, LABELS - 20);
    page.scene.lines((EDGE, page.y + 4), Side::Right, font, &lines, INK);
    let height = font.line() * lines.len() as i32;
    let alone = block.lines.len() == 1;
    let mut rows = Vec::new();
    let start = if alone { page.y + (height - font.line()) / 2 } else { page.y + height };
    let mut y = start;
    for line in &block.lines {
        let label = BODY.wrap(&line.label, LABELS - 40);
        if !alone {
            page.scene.lines((EDGE + LABELS - 16, y + 4), Side::Left, SMALL, &label, QUIET);
        }
        rows.push((y + (SMALL.line() * (label.len() as i32 - 1)) / 2, line));
        y += ROW.max(BODY.line() * label.len() as i32 + 4);
    }
    page.y = y.max(page.y + height) + 8;
    rows
}

fn draw_line(page: &mut Page, line: &Line, variable: Dimension, axis: &Axis, y: i32) {
    let fill = if line.group == 0 { BLUE } else { colour::group(line.group) };
    let number = |statistic| find(line, statistic).map(|claim| page.claim(claim).figure.number().clone());
    let at = |value: Option<Rational>| value.map(|value| axis.at(&value));
    let spread = spread(page.audit.study(), line, variable).map(|(low, high)| (axis.at(&low), axis.at(&high)));
    let ends = RANGE.map(|statistic| at(number(statistic)));
    let quartiles = QUARTILES.map(|statistic| at(number(statistic)));
    let [mean, middle, most] =
        [Statistic::Mean, Statistic::Median, Statistic::Mode].map(|statistic| at(number(statistic)));
    let scene = &mut page.scene;
    if let [Some(low), Some(high)] = ends {
        range(scene, (low, high), y);
    } else {
        ends.into_iter().flatten().for_each(|x| scene.line((x, y - 5), (x, y + 5), 2, GREY));
    }
    if let [Some(low), Some(high)] = quartiles {
        scene.area((low, y - 6), (high, y + 6), SKY);
    }
    spread.into_iter().for_each(|ends| whisker(scene, ends, y, fill));
    most.into_iter().for_each(|x| mode(scene, (x, y + 9)));
    mean.into_iter().for_each(|x| super::crosstab::shape(scene, line.group, (x, y)));
    middle.into_iter().for_each(|x| median(scene, (x, y)));
}

/// Writes the figures beside a line, with the marks of what was found.
fn figures(page: &mut Page, line: &Line, (x, y): (i32, i32)) {
    let text = text(page.audit.study(), &line.figures);
    page.scene.text((x, y + 4), Side::Right, SMALL, &text, INK);
    let mut end = x + SMALL.width(&text);
    for (_, claim) in &line.figures {
        end = page.mark(*claim, (end, y + 4));
    }
}

/// `36.9 ± 5.2, 21–48`: the figures as they are usually written.
pub(super) fn text(study: &Study, figures: &[(Statistic, usize)]) -> String {
    let find = |wanted| figures.iter().find(|(statistic, _)| *statistic == wanted);
    let figure = |statistic| find(statistic).map(|(_, claim)| printed(study, *claim));
    let pair = |[low, high]: [Statistic; 2]| Some(format!("{} to {}", figure(low)?, figure(high)?));
    let mean = match (figure(Statistic::Mean), figure(Statistic::Sd)) {
        (Some(mean), Some(sd)) => Some(format!("{mean} ± {sd}")),
        (mean, _) => mean,
    };
    let middle = figure(Statistic::Median).map(|median| match pair(QUARTILES) {
        Some(quartiles) => format!("{median} ({quartiles})"),
        None => median,
    });
    let most = figure(Statistic::Mode).map(|mode| format!("mode {mode}"));
    // Beside a mean the median is named.
    let middle = if mean.is_some() { middle.map(|middle| format!("median {middle}")) } else { middle };
    [mean, middle, most, pair(RANGE)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn spoken(study: &Study, line: &Line) -> String {
    let figure = |(statistic, claim): &(Statistic, usize)| format!("{statistic} {}", printed(study, *claim));
    line.figures.iter().map(figure).collect::<Vec<_>>().join(", ")
}
