//! Which rows and columns of a sheet hold summary statistics, as their labels say and as cells are written.

use crate::number::{Figure, Rational};
use crate::quantity::Statistic;
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::summary::{Column, Line, Summary};
use crate::reading::layout::printed::without_letters;
use crate::reading::layout::roles::{Role, named, notations, says_statistics};
use crate::reading::layout::row::Row;
use crate::reading::layout::texts::one_line;
use crate::reading::layout::words::says_total;
use crate::reading::proposals::tests_of_means::{said, tests};
use crate::reading::tallies::tally::Notation as Counts;
use crate::study::{Notation, Numbers, Slot, split_label};

/// What the labels of a sheet propose.
pub(in crate::reading) fn propose(reading: &SheetReading) -> Summary {
    let (sheet, tests) = (Proposing::of(reading), tests(&reading.frame));
    let is_free = |at: &usize| !tests.iter().any(|(test, _)| test == at);
    let mut columns: Vec<Headed> =
        (0..reading.frame.width()).filter(is_free).filter_map(|at| sheet.column(at)).collect();
    join(&mut columns);
    if !tests.is_empty() && reading.tallies.is_empty() {
        sheet.take_as_means(&mut columns);
    }
    let plain: Vec<usize> = columns.iter().filter(|column| column.roles.is_none()).map(|column| column.at).collect();
    let mut lines: Vec<Line> = sheet.lines().into_iter().filter_map(|line| sheet.line(line, &plain)).collect();
    let bare: Vec<usize> = lines.iter().filter(|line| line.cells.is_none()).map(|line| line.row).collect();
    let mut columns: Vec<Column> = columns.into_iter().filter_map(|column| sheet.written(column, &bare)).collect();
    take_first(&mut columns);
    let is_held = |line: &Line, column: &Column| sheet.holds(line, column);
    lines.retain(|line| columns.iter().any(|column| is_held(line, column)));
    columns.retain(|column| lines.iter().any(|line| is_held(line, column)));
    let total = sheet.total(&columns);
    let mut summary = Summary { lines, columns, tests, total, markers: sheet.markers, ..Summary::default() };
    summary.tidy();
    summary.cells = (held(reading, &summary), 0);
    summary
}

/// How many cells of a summary are written as its labels say.
pub(in crate::reading) fn held(reading: &SheetReading, summary: &Summary) -> usize {
    let sheet = Proposing { markers: summary.markers.clone(), reading };
    let of_line = |line: &Line| summary.columns.iter().filter(|column| sheet.holds(line, column)).count();
    let mut totals: Vec<usize> = summary.blocks.iter().map(|levels| levels.total).collect();
    totals.dedup();
    let totals = totals.into_iter().map(|row| Line { row, variable: String::new(), cells: None });
    summary.lines.iter().map(of_line).sum::<usize>() + totals.map(|line| of_line(&line)).sum::<usize>()
}

/// A sheet of which the labels propose something.
pub(in crate::reading) struct Proposing<'a> {
    pub reading: &'a SheetReading<'a>,
    pub markers: String,
}

/// A column with the statistics that its labels name, and whom it is of.
struct Headed {
    at: usize,
    roles: Option<Vec<Role>>,
    group: String,
}

/// A row with what its label names.
struct Labelled {
    row: usize,
    variable: String,
    roles: Vec<Role>,
}

impl<'a> Proposing<'a> {
    pub fn of(reading: &'a SheetReading<'a>) -> Self {
        Self { markers: markers(reading), reading }
    }

    /// The columns whose labels name statistics, as the cells of these rows are written.
    pub fn statistics(&self, rows: &[usize]) -> Vec<Column> {
        let columns = (0..self.reading.frame.width()).filter_map(|at| self.column(at));
        let mut columns: Vec<Headed> = columns.filter(|column| column.roles.is_some()).collect();
        join(&mut columns);
        columns.into_iter().filter_map(|column| self.written(column, rows)).collect()
    }
}

impl Proposing<'_> {
    /// A column that may hold statistics, with those that its labels name and whom it is of; those of tests are none.
    fn column(&self, at: usize) -> Option<Headed> {
        let header = self.header(at);
        let is_test = |label: &String| Statistic::from_name(label).is_some_and(Statistic::is_of_test);
        if header.iter().any(is_test) {
            return None;
        }
        let tallies = &self.reading.tallies;
        let is_tally = tallies.iter().any(|tally| tally.columns.start == at);
        let is_said = self.reading.frame.cells_of_column(at).is_some();
        let names = header.iter().rposition(|label| says_statistics(&named(label)));
        let Some(at_label) = names.filter(|_| !is_tally) else {
            let group = if is_said { header.join(", ") } else { String::new() };
            return (is_tally || is_said || tallies.is_empty()).then_some(Headed { at, roles: None, group });
        };
        let named = named(&header[at_label]);
        let others = header.iter().enumerate().filter(|(place, _)| *place != at_label || !named.is_only);
        let group: Vec<&str> = others.map(|(_, label)| label.as_str()).filter(|label| !label.is_empty()).collect();
        Some(Headed { at, roles: Some(named.roles), group: group.join(", ") })
    }

    fn bare(&self, label: &str) -> String {
        split_label(label, &Numbers::with_decimal(self.reading.frame.decimal)).label
    }

    /// Takes columns whose labels name groups and no statistics for their means with standard deviations, where their cells are written so.
    fn take_as_means(&self, columns: &mut [Headed]) {
        let said = said(&self.reading.frame);
        // `M` beside `SD` is a mean; elsewhere it may be anything.
        for at in 1..columns.len() {
            let (before, next) = columns.split_at_mut(at);
            let (column, next) = (&mut before[at - 1], &next[0]);
            let header = self.header(column.at);
            let is_mean = header.last().is_some_and(|label| label == "M") && next.at == column.at + 1;
            if is_mean && matches!(next.roles.as_deref(), Some([Role::Sd | Role::Se])) {
                (column.roles, column.group) = (Some(vec![Role::Mean]), header[..header.len() - 1].join(", "));
            }
        }
        for column in columns.iter_mut().filter(|column| column.roles.is_none()) {
            let mut cells = self.reading.frame.rows.iter().map(|row| row.cells[column.at].pattern.as_str());
            if cells.any(|pattern| pattern.starts_with("#±#") || pattern.starts_with("#(#)")) {
                column.roles = Some(said.clone());
                column.group = self.header(column.at).join(", ");
            }
        }
    }

    /// The labels above a column, without the numbers that they state.
    fn header(&self, at: usize) -> Vec<String> {
        self.reading.frame.header(at).into_iter().map(|label| self.bare(label)).collect()
    }

    /// The rows with figures, each with the variable that it is of and the statistics that its label names.
    fn lines(&self) -> Vec<Labelled> {
        let (mut lines, mut known): (Vec<Labelled>, Vec<String>) = (Vec::new(), Vec::new());
        let (mut heading, mut current) = (String::new(), None::<(String, Vec<Role>)>);
        for (row, content) in self.reading.frame.rows.iter().enumerate() {
            let named = named(&self.bare(&content.label));
            if let Some(above) = above(content) {
                (heading, current) = (above, None);
            }
            if !content.label.is_empty() && content.cells.iter().all(|cell| cell.numbers.is_empty()) {
                (heading, current) = (content.label.clone(), None);
                continue;
            }
            if !named.is_only {
                current = None;
                let roles = if named.roles.len() > 1 { named.roles } else { Vec::new() };
                lines.push(Labelled { row, variable: new(&self.bare(&self.labels(content)), &mut known), roles });
                continue;
            }
            // A statistic that was named before begins another variable.
            let goes_on = current.as_ref().is_some_and(|(_, used)| named.roles.iter().all(|role| !used.contains(role)));
            if !goes_on {
                current = Some((new(&heading, &mut known), Vec::new()));
            }
            if let Some((variable, used)) = &mut current {
                used.extend(&named.roles);
                lines.push(Labelled { row, variable: variable.clone(), roles: named.roles });
            }
        }
        lines
    }

    /// What all columns of the stub say of a row.
    fn labels(&self, row: &Row) -> String {
        let sheet = self.reading.frame.sheet;
        let mut labels: Vec<&str> =
            (0..self.reading.frame.stub).map(|column| sheet.text(row.at, column).trim()).collect();
        labels.retain(|label| !label.is_empty());
        labels.dedup();
        labels.join(", ")
    }

    /// A line, with how the cells of these columns are written; nothing where its label names statistics that they do not hold.
    fn line(&self, line: Labelled, columns: &[usize]) -> Option<Line> {
        let Labelled { row, variable, roles } = line;
        if let Some(cells) = self.reading.frame.cells_of_row(row) {
            let is_of_counts = Counts::ALL.iter().any(|counts| counts.written() == cells);
            return (!is_of_counts).then(|| Line { row, variable, cells: Some(cells.to_owned()) });
        }
        if self.reading.frame.rows[row].below.is_some() || self.reading.frame.rows[row].label.is_empty() {
            return None;
        }
        if roles.is_empty() {
            return Some(Line { row, variable, cells: None });
        }
        let cells = columns.iter().map(|column| self.text(row, *column)).collect::<Vec<_>>();
        Some(Line { row, variable, cells: Some(self.notation(&roles, &cells)?) })
    }

    /// A column, with how the cells of these rows are written where its label says it.
    fn written(&self, column: Headed, rows: &[usize]) -> Option<Column> {
        let Headed { at, roles, group } = column;
        if let Some(cells) = self.reading.frame.cells_of_column(at) {
            return Some(Column { at, group, cells: Some(cells.to_owned()), tally: None });
        }
        let Some(roles) = roles else { return Some(Column { at, group, cells: None, tally: None }) };
        let cells = rows.iter().map(|row| self.text(*row, at)).collect::<Vec<_>>();
        Some(Column { at, group, cells: Some(self.notation(&roles, &cells)?), tally: None })
    }

    /// The notation with these statistics that fits most cells.
    fn notation(&self, roles: &[Role], cells: &[&str]) -> Option<String> {
        let fitting = |notation: &String| cells.iter().filter(|text| self.fits(notation, text)).count();
        let all = notations(roles).into_iter().rev().map(|notation| (fitting(&notation), notation));
        all.filter(|(fitting, _)| *fitting > 0).max_by_key(|(fitting, _)| *fitting).map(|(_, notation)| notation)
    }

    fn holds(&self, line: &Line, column: &Column) -> bool {
        let cells = line.cells.as_deref().or(column.cells.as_deref());
        cells.is_some_and(|cells| self.fits(cells, self.text(line.row, column.at)))
    }

    fn text(&self, row: usize, column: usize) -> &str {
        let frame = &self.reading.frame;
        frame.printed(frame.rows[row].at, column).trim()
    }

    fn fits(&self, notation: &str, text: &str) -> bool {
        fits(notation, text, self.reading.frame.decimal, &self.markers)
    }

    /// The column of all groups together: the one whose counts are the sums of all others, or else what is called so.
    fn total(&self, columns: &[Column]) -> Option<usize> {
        if let Some(total) = self.reading.total {
            let is_read = |start: usize| columns.iter().any(|column| column.at == start && column.cells.is_none());
            let is_whole = self.reading.tallies.iter().all(|tally| is_read(tally.columns.start));
            return is_whole.then(|| self.reading.tallies[total].columns.start);
        }
        let (groups, of_all): (Vec<&Column>, Vec<&Column>) =
            columns.iter().filter(|column| column.cells.is_some()).partition(|column| !self.is_total(column));
        if let Some(first) = of_all.first() {
            let is_one = of_all.iter().all(|column| column.group == first.group);
            return (is_one && groups.iter().any(|column| column.group != groups[0].group)).then_some(first.at);
        }
        let is_total = |column: &&Column| self.reading.frame.says_total_of_column(column.at);
        let mut totals = columns.iter().filter(|column| column.cells.is_none()).filter(is_total);
        let found = totals.next().filter(|_| totals.next().is_none())?;
        (columns.len() > 2).then_some(found.at)
    }

    /// Whether a column is of a group that is called a total.
    fn is_total(&self, column: &Column) -> bool {
        let said = || says_total(&column.group);
        self.reading.frame.is_margin_column(column.at).unwrap_or_else(said)
    }
}

/// Gives columns without a group that of the column at their left, where spans are not marked: up to a statistic that it has.
fn join(columns: &mut [Headed]) {
    let (mut group, mut used, mut last) = (String::new(), Vec::new(), None);
    for column in columns {
        let Some(roles) = &column.roles else { continue };
        let goes_on =
            last.is_some_and(|last: usize| last + 1 == column.at) && !roles.iter().any(|role| used.contains(role));
        if !column.group.is_empty() || !goes_on {
            (group, used) = (column.group.clone(), Vec::new());
        }
        used.extend(roles.iter().copied());
        (column.group, last) = (group.clone(), Some(column.at));
    }
}

/// Of columns of one group and one statistic only the first is read.
fn take_first(columns: &mut Vec<Column>) {
    let mut seen: Vec<(String, Option<String>)> = Vec::new();
    columns.retain(|column| {
        let key = (column.group.clone(), column.cells.clone());
        let is_new = column.cells.is_none() || !seen.contains(&key);
        seen.push(key);
        is_new
    });
}

/// Whether a cell is wholly of a notation, whatever its figures are.
pub(in crate::reading) fn is_written(notation: &str, text: &str, decimal: char) -> bool {
    let parsed = Notation::parse(notation);
    parsed.is_ok_and(|notation| notation.read(0, text, &Numbers::with_decimal(decimal)).is_whole)
}

/// Whether a cell is wholly of a notation: no percentage, no spread below zero and no interval that ends before it begins.
pub(in crate::reading) fn fits(notation: &str, text: &str, decimal: char, markers: &str) -> bool {
    let mut numbers = Numbers::with_decimal(decimal);
    markers.clone_into(&mut numbers.markers);
    let Ok(notation) = Notation::parse(notation) else { return false };
    let read = notation.read(0, text, &numbers);
    let figure =
        |(slot, span): &(Slot, std::ops::Range<usize>)| Some((*slot, Figure::read(&text[span.clone()], decimal).ok()?));
    let Some(figures) = read.figures.iter().map(figure).collect::<Option<Vec<_>>>() else { return false };
    let value = |wanted: Statistic| {
        figures.iter().find(|(slot, _)| *slot == Slot::Of(wanted)).map(|(_, figure)| figure.number())
    };
    let ascends = |low, high| value(low).zip(value(high)).is_none_or(|(low, high)| low <= high);
    let is_possible = |wanted: Statistic| value(wanted).is_none_or(|value| !value.is_negative());
    read.is_whole
        && !text.contains('%')
        && [Statistic::Sd, Statistic::Se, Statistic::Count].into_iter().all(is_possible)
        && value(Statistic::Count).is_none_or(Rational::is_whole)
        && ascends(Statistic::Min, Statistic::Max)
        && ascends(Statistic::LowerQuartile, Statistic::UpperQuartile)
}

/// What stands in the stub before the label of a row.
fn above(row: &Row) -> Option<String> {
    let (_, before) = row.stub.split_last()?;
    let before: Vec<&str> = before.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
    (!before.is_empty() && row.stub.last().is_some_and(|last| !last.is_empty())).then(|| before.join(", "))
}

/// A name that no variable has yet.
fn new(label: &str, known: &mut Vec<String>) -> String {
    let label = one_line(label);
    let label = if label.is_empty() { "values".to_owned() } else { label };
    let mut name = label.clone();
    let mut times = 2;
    while known.contains(&name) {
        name = format!("{label} #{times}");
        times += 1;
    }
    known.push(name.clone());
    name
}

/// The letters that stand directly behind figures in several cells: they refer to notes.
pub(in crate::reading) fn markers(reading: &SheetReading) -> String {
    let texts = reading.frame.sheet.cells().iter().map(|cell| cell.text.trim());
    let letters = texts.map(|text| &text[without_letters(text).len()..]).filter(|letters| !letters.is_empty());
    let all: Vec<&str> = letters.collect();
    let mut found: Vec<char> = if all.len() > 1 { all.concat().chars().collect() } else { Vec::new() };
    found.sort_unstable();
    found.dedup();
    found.into_iter().collect()
}
