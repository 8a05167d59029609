//! The raster of GRIM: which means whole answers can have, for each number of respondents.

use crate::audit::Audit;
use crate::granularity::Sums;
use crate::number::Rational;
use crate::quantity::{Quantity, Statistic};
use crate::relation::Expression;
use crate::study::Claim;

use super::colour::{BLUE, FINDING, INK, QUIET, SKY};
use super::drawing::Chart;
use super::page::{Page, sentences};
use super::scene::{Scene, Side};
use super::style::{EDGE, SMALL, STRONG};
use super::text::clean;

/// With more decimals a raster would have more columns than can be drawn.
const DECIMALS: [u32; 2] = [1, 2];
/// The rows beyond the numbers of respondents that are printed.
const AROUND: u64 = 3;
const MOST_ROWS: u64 = 80;

/// A mean of whole answers with the number of respondents that it is of.
struct Mean {
    claim: usize,
    n: u64,
    /// Its decimals as a number: 16 for 44.16.
    part: u64,
    possible: bool,
}

/// A raster of the decimals that a mean of whole answers can have, for each number of respondents around those of the
/// table's means, which are marked in it: the test GRIM (Brown & Heathers 2017, doi:10.1177/1948550616673876) as a picture.
///
/// It is drawn where variables with whole values have means of one or two decimals and some of these decimals are
/// impossible. Where means have different numbers of decimals, there is a raster for those that most have.
pub fn granularity(audit: &Audit, table: usize) -> Option<Chart> {
    let all = DECIMALS.map(|decimals| (decimals, means(audit, table, decimals)));
    let (decimals, means) = all.into_iter().max_by_key(|(_, means)| means.len())?;
    let (least, most) = (means.iter().map(|mean| mean.n).min()?, means.iter().map(|mean| mean.n).max()?);
    let (first, last) = (least.saturating_sub(AROUND).max(1), most.saturating_add(AROUND));
    let columns = 10_u64.pow(decimals);
    if least >= columns || last - first >= MOST_ROWS {
        return None;
    }
    let cell = if decimals == 1 { 40 } else { 8 };
    let left = EDGE + 60;
    let width = left + cell * columns as i32 + 200;
    let what = "which means of whole answers are possible";
    let how = "The decimals that such a mean can have, for each number of respondents";
    let mut page = Page::new(audit, table, width, what, how);
    key(&mut page, &means);
    let raster = Raster { decimals, columns, first, left, top: page.y, cell };
    (first..=last).for_each(|n| raster.row(&mut page, n));
    means.iter().for_each(|mean| raster.mark(&mut page, mean));
    page.y = raster.y(last + 1) + 14;
    raster.scale(&mut page);
    name_marked(&mut page, &means, (left + cell * columns as i32 + 10, raster.top), first);
    page.y += 26;
    let description = sentences(means.iter().map(|mean| describe(audit, mean)));
    Some(page.finish("granularity", &description, means.iter().map(|mean| mean.claim)))
}

/// Where the cells of the raster stand: a row for each number of respondents, a column for each decimal.
struct Raster {
    decimals: u32,
    columns: u64,
    first: u64,
    left: i32,
    top: i32,
    cell: i32,
}

impl Raster {
    fn y(&self, n: u64) -> i32 {
        self.top + (n - self.first) as i32 * 14
    }

    /// The left end of the cell of a decimal.
    fn x(&self, part: u64) -> i32 {
        self.left + part as i32 * self.cell
    }

    /// The decimals that are possible with so many respondents.
    fn row(&self, page: &mut Page, n: u64) {
        let y = self.y(n);
        page.scene.text((self.left - 8, y + 10), Side::Left, SMALL, &n.to_string(), QUIET);
        for part in (0..self.columns).filter(|part| is_possible(*part, n, self.decimals)) {
            let x = self.x(part);
            page.scene.area((x, y), (x + self.cell - 1, y + 13), SKY);
        }
    }

    fn mark(&self, page: &mut Page, mean: &Mean) {
        let at = (self.x(mean.part) + self.cell / 2, self.y(mean.n) + 6);
        match (page.findings_about(&[mean.claim]).as_slice(), mean.possible) {
            ([], true) => page.scene.dot(at, 4, BLUE),
            ([], false) => page.scene.ring(at, 4, FINDING),
            (about, _) => drop(page.triangle(about, at)),
        }
    }

    /// The decimals below the raster.
    fn scale(&self, page: &mut Page) {
        for part in (0..self.columns).step_by(if self.decimals == 1 { 1 } else { 10 }) {
            let text = format!(".{part:0width$}", width = self.decimals as usize);
            page.scene.text((self.x(part) + self.cell / 2, page.y), Side::Middle, SMALL, &text, QUIET);
        }
        page.scene.text((self.left - 46, page.y), Side::Right, STRONG, "n", INK);
    }
}

/// A mean in a sentence, and whether it is possible.
fn describe(audit: &Audit, mean: &Mean) -> String {
    let study = audit.study();
    let claim = &study.claims()[mean.claim];
    let what = if mean.possible { "is possible" } else { "is not possible" };
    format!("{} {} of {} {what}", clean(&study.names().quantity(&claim.quantity)), claim.figure, mean.n)
}

/// The means of a table with so many decimals whose number of respondents is known.
fn means(audit: &Audit, table: usize, decimals: u32) -> Vec<Mean> {
    let claims = audit.study().claims().iter().enumerate();
    let here = claims.filter(|(_, claim)| claim.table == Some(table) && claim.quantity.statistic == Statistic::Mean);
    here.filter(|(_, claim)| claim.figure.decimals() == decimals)
        .filter_map(|(at, claim)| mean(audit, at, claim))
        .collect()
}

fn mean(audit: &Audit, at: usize, claim: &Claim) -> Option<Mean> {
    let study = audit.study();
    let scale = study.names().scale(claim.quantity.variable?);
    let whole = Rational::whole(1);
    scale.unit().filter(|unit| *unit == whole)?;
    let n = respondents(audit, at, claim)?;
    let shift = Rational::whole(10_i128.pow(claim.figure.decimals()));
    let number = &claim.figure.number().abs() * &shift;
    let part = number.to_i128()?.checked_rem(shift.to_i128()?)?;
    let sums = Sums::of_mean(&claim.values, n, 1).ok()?;
    Some(Mean { claim: at, n, part: u64::try_from(part).ok()?, possible: !sums.is_empty() })
}

/// How many respondents a mean is of: as the relation has it that asks whether data exist, or as printed.
fn respondents(audit: &Audit, at: usize, claim: &Claim) -> Option<u64> {
    let study = audit.study();
    let of_sample = audit.outcomes().iter().find_map(|outcome| match &outcome.relation.recomputed {
        Ok(Expression::Sample(sample)) if sample.figures.iter().any(|figure| figure.1 == at) => sample.n.as_ref(),
        _ => None,
    });
    let values = match of_sample {
        Some(n) => n.evaluate(study.claims()).ok()?,
        None => {
            let count = Quantity::count(claim.quantity.event.clone());
            study.claims().iter().find(|other| other.quantity == count)?.values.clone()
        }
    };
    u64::try_from(values.single()?.to_i128()?).ok().filter(|n| *n > 0)
}

fn is_possible(part: u64, n: u64, decimals: u32) -> bool {
    let text = format!("1.{part:0width$}", width = decimals as usize);
    let figure = text.parse::<crate::number::Figure>();
    figure.is_ok_and(|figure| {
        let values = crate::number::Rounding::Unstated.interval(&figure);
        Sums::of_mean(&values, n, 1).is_ok_and(|sums| !sums.is_empty())
    })
}

/// What the cells mean, and the marks that are in the raster.
fn key(page: &mut Page, means: &[Mean]) {
    let about = |mean: &Mean| page.findings_about(&[mean.claim]);
    let doubted: Vec<usize> = means.iter().flat_map(about).collect();
    let is_new = doubted.iter().any(|at| page.audit.findings()[*at].acknowledged.is_none());
    let plain: Vec<bool> = means.iter().filter(|mean| about(mean).is_empty()).map(|mean| mean.possible).collect();
    let mut x = EDGE;
    let mut entry = |page: &mut Page, draw: &dyn Fn(&mut Scene, i32, i32), text: &str| {
        draw(&mut page.scene, x + 6, page.y - 4);
        page.scene.text((x + 18, page.y), Side::Right, SMALL, text, QUIET);
        x += 18 + SMALL.width(text) + 20;
    };
    entry(page, &|scene, x, y| scene.area((x - 6, y - 7), (x + 6, y + 6), SKY), "possible");
    entry(page, &|scene, x, y| scene.frame((x - 6, y - 7), (x + 6, y + 6), QUIET), "impossible");
    if plain.contains(&true) {
        entry(page, &|scene, x, y| scene.dot((x, y), 4, BLUE), "printed mean");
    }
    if plain.contains(&false) {
        entry(page, &|scene, x, y| scene.ring((x, y), 4, FINDING), "printed mean that is not possible with this n");
    }
    if !doubted.is_empty() {
        let triangle = |scene: &mut Scene, x, y| scene.triangle((x, y), 5, is_new, FINDING);
        entry(page, &triangle, "printed mean that may be wrong");
    }
    page.y += 20;
}

/// Writes the means that are not possible or may be wrong at the right of their rows, with the letters of their notes.
fn name_marked(page: &mut Page, means: &[Mean], (x, top): (i32, i32), first: u64) {
    let mut free = top;
    let is_marked = |mean: &&Mean| !mean.possible || !page.findings_about(&[mean.claim]).is_empty();
    let mut all: Vec<&Mean> = means.iter().filter(is_marked).collect();
    all.sort_by_key(|mean| (mean.n, mean.part));
    for same in all.chunk_by(|one, next| one.n == next.n) {
        let figures: Vec<String> = same.iter().map(|mean| named(page, mean)).collect();
        let lines = SMALL.wrap(&figures.join(", "), 160);
        let y = (top + (same[0].n - first) as i32 * 14 + 10).max(free);
        page.scene.lines((x, y), Side::Right, SMALL, &lines, FINDING);
        free = y + SMALL.line() * lines.len() as i32;
    }
    page.y = page.y.max(free);
}

/// `6.62 (a)`: a mean with the letters of its notes.
fn named(page: &mut Page, mean: &Mean) -> String {
    let about = page.findings_about(&[mean.claim]);
    let letters = page.letters(&about);
    let figure = &page.claim(mean.claim).figure;
    if letters.is_empty() { figure.to_string() } else { format!("{figure} ({letters})") }
}
