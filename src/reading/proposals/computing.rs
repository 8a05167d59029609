//! Computed columns and rows: numbers that follow from others beside them, as the numbers themselves show.
//!
//! A column that is the difference, the sum, the mean or the ratio of two others in nearly all rows is computed from them; no label says
//! so as surely. Where something else is read of a table, a formula ties at least one column, or row, that is not. In cells of
//! several numbers the first is the one that may be computed. Each of these [formulas](crate::reading::found::formula) is held
//! against all rows, and is read if enough speaks for it beyond what it costs to have tried so many. A row in which it does not
//! hold is found only where nothing usual explains it.
//!
//! Formulas grow with the number of columns times the square of how far apart they may stand, and what they cost with the rows. That every table is
//! searched takes an eighth of the processor time in which 222 papers are read and audited.

use crate::number::Rational;
use crate::reading::found::computed::{Computed, Found};
use crate::reading::found::estimates::Estimates;
use crate::reading::found::formula::{Change, Formula, Lines};
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::summary::Summary;
use crate::reading::layout::evidence::{ENOUGH, LEAD};
use crate::reading::layout::printed::{Number, Printed};
use crate::reading::layout::texts::{bare, tidy};
use crate::reading::layout::words::{says_change, says_mean, says_total};
use crate::reading::proposals::propose::{is_written, markers};
use crate::study::Numbers;

/// No table with more fields is searched.
const MOST_FIELDS: usize = 120;

/// The computed columns of a sheet, or else its computed rows.
pub(in crate::reading) fn computed(reading: &SheetReading) -> Option<Computed> {
    let frame = &reading.frame;
    if frame.is_paired() {
        return None;
    }
    let markers = markers(reading);
    let (rows, columns) = (0..frame.rows.len(), 0..frame.width());
    let notations: Vec<&'static str> = columns.clone().map(|column| notation(reading, column)).collect();
    let number = |row: usize, column: usize| number(reading, row, column, notations[column], &markers);
    let by_rows: Vec<Vec<Option<Number>>> =
        rows.map(|row| columns.clone().map(|column| number(row, column)).collect()).collect();
    let by_columns: Vec<Vec<Option<Number>>> =
        columns.map(|column| by_rows.iter().map(|row| row[column]).collect()).collect();
    let tried = [(by_rows, false), (by_columns, true)];
    tried.iter().find_map(|(numbers, is_of_rows)| of_lines(reading, numbers, *is_of_rows, &markers))
}

/// The text of a cell, as it is written.
pub(in crate::reading) fn cell(reading: &SheetReading, row: usize, column: usize) -> String {
    let frame = &reading.frame;
    tidy(frame.printed(frame.rows[row].at, column))
}

/// How most cells of a column are written, of which the first number is the one that may be computed.
pub(in crate::reading) fn notation(reading: &SheetReading, column: usize) -> &'static str {
    let cells = || reading.frame.rows.iter().map(|row| row.cells[column].pattern.as_str());
    let of = |is: fn(&str) -> bool| cells().filter(|pattern| is(pattern)).count();
    let (single, bracket, spread) =
        (of(|cell| cell == "#"), of(|cell| cell.starts_with("#(#")), of(|cell| cell.starts_with("#±#")));
    match single.max(bracket).max(spread) {
        most if most == single => VALUE,
        most if most == bracket => "value (ignore)",
        _ => "value ± ignore",
    }
}

/// A cell that is a number and nothing else.
pub(in crate::reading) const VALUE: &str = "value";

/// The number of a cell that is written as the others of its column.
pub(in crate::reading) fn number(
    reading: &SheetReading,
    row: usize,
    column: usize,
    notation: &str,
    markers: &str,
) -> Option<Number> {
    let (text, decimal) = (cell(reading, row, column), reading.frame.decimal);
    if notation == VALUE {
        return value(&text, decimal, markers);
    }
    let first = reading.frame.rows[row].cells[column].numbers.first().copied();
    first.filter(|number| number.is_exact && is_written(notation, &text, decimal))
}

/// The number that is a whole cell.
fn value(text: &str, decimal: char, markers: &str) -> Option<Number> {
    let mut numbers = Numbers::with_decimal(decimal);
    markers.clone_into(&mut numbers.markers);
    Number::of(&numbers.read(text).ok()?).filter(|number| number.is_exact)
}

fn of_lines(
    reading: &SheetReading,
    numbers: &[Vec<Option<Number>>],
    is_of_rows: bool,
    markers: &str,
) -> Option<Computed> {
    let lines = Lines::of(numbers)?;
    let labels = Labels { reading, is_of_rows };
    let is_field = |field: &usize| lines.filled(*field) >= 3 && !(is_of_rows && labels.field(*field).is_empty());
    let fields: Vec<usize> = (0..numbers.first()?.len()).filter(is_field).collect();
    if fields.len() < 2 || fields.len() > MOST_FIELDS {
        return None;
    }
    let is_new: Vec<bool> = (0..numbers.first()?.len()).map(|field| labels.is_new(field)).collect();
    let scale = labels.scale(numbers.first()?.len());
    let mut found = search(&lines, &fields, &is_new);
    found.retain(|found| !labels.is_of_curve(&found.formula, scale.as_ref()));
    let bits = found.iter().map(|found| found.bits).sum();
    let mut computed = Computed {
        is_of_rows,
        formulas: Vec::new(),
        lines: Vec::new(),
        left: Vec::new(),
        markers: markers.to_owned(),
        bits,
        without: bits,
        cells: (0, 0),
    };
    for Found { formula, bits } in found {
        let astray: Vec<usize> =
            (0..numbers.len()).filter(|line| lines.holds(*line, &formula) == Some(false)).collect();
        let doubts = astray.iter().map(|line| (*line, labels.doubt(&lines, *line, &formula, &astray)));
        let (left, remaining): (Vec<_>, Vec<_>) = doubts.partition(|(_, doubt)| doubt.is_some());
        computed.left.extend(left.into_iter().filter_map(|(line, doubt)| Some((line, doubt?))));
        if !remaining.is_empty() {
            computed.without = computed.without.min(bits);
        }
        computed.formulas.push(Found { formula, bits });
    }
    computed.left.sort_unstable();
    computed.left.dedup_by_key(|left| left.0);
    let is_tied = |line: &usize| computed.formulas.iter().any(|found| lines.holds(*line, &found.formula).is_some());
    let is_left = |line: &usize| computed.left.iter().any(|left| left.0 == *line);
    computed.lines = (0..numbers.len()).filter(|line| is_tied(line) && !is_left(line)).collect();
    let tied = computed.fields();
    let filled = |line: &usize| tied.iter().filter(|field| numbers[*line][**field].is_some()).count();
    computed.cells = ((0..numbers.len()).map(|line| filled(&line)).sum(), computed.lines.iter().map(filled).sum());
    (!computed.formulas.is_empty() && computed.bits >= reading.enough).then_some(computed)
}

/// The formulas for which enough speaks, of each set of fields the best.
fn search(lines: &Lines, fields: &[usize], is_new: &[bool]) -> Vec<Found> {
    let weighed = lines.search(fields, is_new).into_iter().map(|(formula, bits)| Found { formula, bits });
    let mut found: Vec<Found> = weighed.filter(|found| found.bits >= ENOUGH).collect();
    // Of ways to say the same, the result stands behind what it is computed from.
    let is_last = |formula: &Formula| formula.fields()[1..].iter().all(|field| *field < formula.fields()[0]);
    let rank = |found: &Found| found.bits + if is_last(&found.formula) { LEAD } else { 0 };
    found.sort_by_key(|found| std::cmp::Reverse(rank(found)));
    let mut chosen: Vec<Found> = Vec::new();
    for one in found {
        let fields = |found: &Found| {
            let mut fields = found.formula.fields();
            fields.sort_unstable();
            fields
        };
        if !chosen.iter().any(|other| fields(other) == fields(&one)) {
            chosen.push(one);
        }
    }
    chosen
}

/// What lines and fields are called.
struct Labels<'a> {
    reading: &'a SheetReading<'a>,
    is_of_rows: bool,
}

impl Labels<'_> {
    fn row(&self, row: usize) -> String {
        self.reading.frame.rows[row].label.clone()
    }

    fn column(&self, column: usize) -> String {
        self.reading.frame.header(column).join(" ")
    }

    fn line(&self, line: usize) -> String {
        if self.is_of_rows { self.column(line) } else { self.row(line) }
    }

    fn field(&self, field: usize) -> String {
        if self.is_of_rows { self.row(field) } else { self.column(field) }
    }

    /// The numbers that so many fields are called by, such as years or ages, as a line of their own.
    fn scale(&self, fields: usize) -> Option<Lines> {
        let decimal = self.reading.frame.decimal;
        let first = |field| Printed::read(&bare(&self.field(field), decimal), decimal).numbers.first().copied();
        let mut scale = Lines::of(&[(0..fields).map(first).collect()])?;
        scale.fields[0].iter_mut().flatten().for_each(|number| number.1 = 0);
        Some(scale)
    }

    /// Whether numbers that lie on a curve follow a formula anyway: what the fields are called by follows it as well (a life expectancy at 25 is about
    /// the mean of those at 20 and at 30), or what is a mean stands in the middle.
    fn is_of_curve(&self, formula: &Formula, scale: Option<&Lines>) -> bool {
        let is_in_the_middle = |whole: usize, parts: &[usize]| {
            !says_mean(&self.field(whole)) && parts.iter().sum::<usize>() == whole * parts.len()
        };
        scale.is_some_and(|scale| scale.holds(0, formula) == Some(true))
            || matches!(formula, Formula::Mean { whole, parts } if is_in_the_middle(*whole, parts))
    }

    /// Whether nothing else is read of a field.
    fn is_new(&self, field: usize) -> bool {
        let reading = self.reading;
        let is_of_summary = |of: &Summary| if self.is_of_rows { of.has_row(field) } else { of.has_column(field) };
        let of_estimate =
            |one: &Estimates| if self.is_of_rows { one.rows.contains(&field) } else { one.has_column(field) };
        let is_counted = match self.is_of_rows {
            true => reading.entries.iter().any(|entry| entry.all_rows().contains(&field)),
            false => reading.tallies.iter().any(|tally| tally.columns.contains(&field)),
        };
        !is_counted
            && !reading.summary.as_ref().is_some_and(is_of_summary)
            && !reading.estimates.iter().any(of_estimate)
    }

    /// Whether numbers of a formula may be means of those who were measured each time: labels or the caption speak of means, or they have a spread
    /// beside them, by the greatest of which the formula is off at most.
    fn is_of_means(&self, lines: &Lines, line: usize, formula: &Formula) -> bool {
        let frame = &self.reading.frame;
        let spread = |field: usize| {
            let (row, column) = if self.is_of_rows { (field, line) } else { (line, field) };
            let is_counted = self.reading.tallies.iter().any(|tally| tally.columns.contains(&column));
            let spread = frame.rows[row].cells[column].numbers.get(1).filter(|_| !is_counted)?;
            Rational::new(spread.digits.into(), 10_i128.pow(spread.decimals))
        };
        let fields = formula.fields();
        let spread = fields.iter().filter_map(|field| spread(*field)).max();
        says_mean(&frame.sheet.caption)
            || fields.iter().any(|field| says_mean(&self.field(*field)))
            || spread.is_some_and(|spread| lines.off(line, formula).is_none_or(|off| off <= spread))
    }

    /// What usual computation explains that a formula does not hold in a line.
    fn doubt(&self, lines: &Lines, line: usize, formula: &Formula, astray: &[usize]) -> Option<String> {
        let label = self.line(line);
        let are_together = astray.windows(2).any(|pair| pair[0] + 1 == pair[1]);
        let is_change = || formula.fields().iter().any(|field| says_change(&self.field(*field)));
        let is_above = lines.is_above(line, formula);
        let reason = match formula {
            _ if says_total(&label) || says_mean(&label) => "it is of all lines, and may be computed otherwise",
            Formula::Mean { .. } => "the mean may be weighted",
            _ if self.is_of_means(lines, line, formula) => {
                "its numbers may be means of those who were measured each time"
            }
            _ if lines.nearly_holds(line, formula) => "it may be rounded otherwise",
            _ if are_together => "several lines next to each other are computed otherwise",
            Formula::Sum { .. } if is_above && !is_change() => "the total may count others that are not printed",
            Formula::Hundred { .. } if is_above => "others may not be printed",
            Formula::Ratio { as_change: Change::None, .. } if is_above => "it may be of fewer",
            _ => return None,
        };
        Some(reason.to_owned())
    }
}
