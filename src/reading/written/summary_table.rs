//! Summary statistics written as a table of a study.

use crate::reading::found::sheet::SheetReading;
use crate::reading::found::summary::{Column, Levels, Line, Summary};
use crate::reading::layout::texts::{bare, one_line, tidy};
use crate::reading::layout::words::says_total;
use crate::reading::proposals::propose::fits;
use crate::reading::written::computed_table;
use crate::reading::written::crude_table;
use crate::reading::written::estimates_table;
use crate::reading::written::labels::{labels, list, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::share_table;
use crate::reading::written::write::{Written, called, write};

/// Writes all that was read of a sheet, under these names.
pub(in crate::reading) fn write_all(reading: &SheetReading, names: &Names, file: &str) -> Written {
    let mut written = write(reading, names, file);
    if let Some(summary) = &reading.summary {
        let writer = Writer { reading, summary, labels: labels(reading), names, file };
        written.tables.push_str(&writer.tables());
    }
    for (at, estimates) in reading.estimates.iter().enumerate() {
        let write = if estimates.shares.is_some() { share_table::write } else { estimates_table::write };
        written.tables.push_str(&write(reading, estimates, at + 1, names, file));
        let crude = estimates.crude.iter().map(|crude| crude_table::write(reading, crude, at + 1, names, file));
        written.tables.extend(crude);
    }
    if let Some(computed) = &reading.computed {
        written.tables.push_str(&computed_table::table(reading, computed, 0, names, file));
    }
    for (at, sequence) in reading.sequences.iter().enumerate() {
        written.tables.push_str(&computed_table::table(reading, sequence, at + 1, names, file));
    }
    written
}

struct Writer<'a> {
    reading: &'a SheetReading<'a>,
    summary: &'a Summary,
    labels: Vec<String>,
    names: &'a Names,
    file: &'a str,
}

impl Writer<'_> {
    fn tables(&self) -> String {
        let blocks = self.summary.blocks.iter().enumerate();
        let blocks: String = blocks.map(|(at, levels)| self.levels(at, levels)).collect();
        if blocks.is_empty() { self.table() } else { blocks }
    }

    fn table(&self) -> String {
        let (summary, respondents) = (self.summary, &self.names.respondents);
        let stub = if self.reading.frame.is_paired() { "[\"ignore\", \"ignore\"]" } else { "\"variable\"" };
        let partial = summary.partial.iter().map(|variable| quoted(&self.variable(variable))).collect();
        let rows: Vec<usize> = summary.lines.iter().map(|line| line.row).collect();
        self.written(&[
            ("name", quoted(&format!("{}, statistics", self.called()))),
            ("rows", quoted(&self.rows(&rows))),
            ("stub", stub.to_owned()),
            ("header", quoted(&self.dimension())),
            ("bind", format!("{{ {respondents} = \"respondents\" }}")),
            ("at", format!("{{ {} }}", self.places().join(", "))),
            ("margins", list(self.margins())),
            ("partition", summary.total.map(|_| quoted(&self.dimension())).unwrap_or_default()),
            ("partial", list(partial)),
            ("ignore", list(self.ignored(|_| true))),
            ("numbers", self.numbers(&rows)),
        ])
    }

    /// The means of levels, whom another table of the study counts.
    fn levels(&self, at: usize, levels: &Levels) -> String {
        let Self { summary, reading, names, .. } = self;
        let lines = summary.lines.iter().filter(|line| line.variable == levels.variable());
        let rows: Vec<usize> = lines.map(|line| line.row).chain([levels.total]).collect();
        let stub = match levels.entry {
            Some(entry) => names.parts[entry].clone(),
            None => format!("{}-row-{}", names.sheet, levels.key + 1),
        };
        let stub = quoted(&stub);
        let columns = summary.columns.iter().filter_map(|column| self.column(column)).chain(self.counts());
        // Who stands in a block without a part that counts them is counted by it alone.
        let whom =
            if levels.entry.is_some() { "respondents".to_owned() } else { format!("respondents {}", levels.key + 1) };
        let total = bare(&one_line(&reading.frame.rows[levels.total].label), reading.frame.decimal);
        let margins = std::iter::once(quoted(&total)).chain(self.margins());
        let others = self.ignored(|at| !reading.tallies.iter().any(|tally| tally.columns.contains(&at)));
        self.written(&[
            ("name", quoted(&format!("{}, means, part {}", self.called(), at + 1))),
            ("rows", quoted(&self.rows(&rows))),
            ("stub", if reading.frame.is_paired() { format!("[{stub}, \"ignore\"]") } else { stub }),
            ("header", quoted(&self.dimension())),
            (
                "bind",
                format!("{{ {} = {}, outcome = \"outcome of {}\" }}", names.respondents, quoted(&whom), names.sheet),
            ),
            ("at", format!("{{ {} }}", columns.collect::<Vec<_>>().join(", "))),
            ("margins", list(margins.collect())),
            ("ignore", list(others)),
            ("numbers", self.numbers(&rows)),
        ])
    }

    fn written(&self, keys: &[(&str, String)]) -> String {
        let is_told =
            |(key, value): &&(&str, String)| !matches!((*key, value.as_str()), (_, "") | ("partial" | "ignore", "[]"));
        let written = keys.iter().filter(is_told).map(|(key, value)| format!("{key} = {value}\n"));
        format!(
            "\n[[table]]  # {} bits\nfile = {}\n{}",
            self.summary.bits,
            quoted(self.file),
            written.collect::<String>()
        )
    }

    fn called(&self) -> String {
        called(&self.reading.frame, &self.names.sheet)
    }

    fn numbers(&self, rows: &[usize]) -> String {
        let (decimal, markers) = (self.reading.frame.decimal, quoted(&self.summary.markers));
        format!("{{ decimal = \"{decimal}\", markers = {markers}, blank = {} }}", list(self.blanks(rows)))
    }

    /// The lines of the CSV file, the header first.
    fn rows(&self, rows: &[usize]) -> String {
        let lines = rows.iter().map(|row| self.reading.frame.line(*row).to_string());
        std::iter::once("1".to_owned()).chain(lines).collect::<Vec<_>>().join(", ")
    }

    /// The key of the columns: the groups of the counts beside them, or groups of their own; none, where all are of one group.
    fn dimension(&self) -> String {
        let columns = &self.summary.columns;
        match columns.iter().any(|column| column.cells.is_some() && column.tally.is_none()) {
            false => self.names.group.clone(),
            true if columns.iter().all(|column| column.cells.is_some() && column.group.is_empty()) => {
                "ignore".to_owned()
            }
            true => format!("{}-part", self.names.sheet),
        }
    }

    /// What rows and columns are, by their place.
    fn places(&self) -> Vec<String> {
        let rows = self.summary.lines.iter().map(|line| self.row(line));
        let columns = self.summary.columns.iter().filter_map(|column| self.column(column));
        rows.chain(columns).chain(self.tests()).chain(self.shares()).collect()
    }

    /// The columns of tests.
    fn tests(&self) -> impl Iterator<Item = String> {
        let place = |at: usize| self.reading.frame.written_stub() + at + 1;
        self.summary.tests.iter().map(move |(at, of)| format!("\"column {}\" = {{ statistic = \"{of}\" }}", place(*at)))
    }

    /// The columns that belong to the one before them, which have no label of their own, are not read.
    fn shares(&self) -> impl Iterator<Item = String> {
        let blank = self.labels.iter().enumerate().filter(|(_, label)| label.is_empty());
        blank.map(|(at, _)| self.left_out(at))
    }

    /// The columns of counts are not read. Their labels, which name groups, cannot be left out by themselves.
    fn counts(&self) -> impl Iterator<Item = String> {
        self.reading.tallies.iter().flat_map(|tally| tally.columns.clone()).map(|at| self.left_out(at))
    }

    fn left_out(&self, at: usize) -> String {
        format!("\"column {}\" = {{ ignore = \"of counts\" }}", self.reading.frame.written_stub() + at + 1)
    }

    fn row(&self, line: &Line) -> String {
        let cells = line.cells.as_ref().map(|cells| format!(", cells = {}", quoted(cells))).unwrap_or_default();
        let at = self.reading.frame.line(line.row);
        format!("\"row {at}\" = {{ variable = {}{cells} }}", quoted(&self.variable(&line.variable)))
    }

    /// What a variable is called: with its table, where another one of the same people has another one of this name.
    fn variable(&self, name: &str) -> String {
        if self.names.others.contains(name) { format!("{name} ({})", self.called()) } else { name.to_owned() }
    }

    fn column(&self, column: &Column) -> Option<String> {
        let cells = quoted(column.cells.as_ref()?);
        let at = self.reading.frame.written_stub() + column.at + 1;
        let group = self.group(column).map(|(dimension, group)| format!("{dimension} = {}, ", quoted(&group)));
        Some(format!("\"column {at}\" = {{ {}cells = {cells} }}", group.unwrap_or_default()))
    }

    /// Whom a column is of: the group that a tally counts, or one of its own.
    fn group(&self, column: &Column) -> Option<(String, String)> {
        let reading = self.reading;
        if let Some(tally) = column.tally {
            let group = bare(&self.labels[reading.tallies[tally].columns.start], reading.frame.decimal);
            return (reading.total != Some(tally)).then(|| (self.names.group.clone(), group));
        }
        let dimension = self.dimension();
        let group = if column.group.is_empty() { "all" } else { &column.group };
        (dimension != "ignore" && !self.is_margin(column)).then(|| (dimension, group.to_owned()))
    }

    /// Whether a column is of all groups together.
    fn is_margin(&self, column: &Column) -> bool {
        if let Some(tally) = column.tally {
            return self.reading.total == Some(tally);
        }
        let groups = |column: &Column| self.summary.columns.iter().filter(|other| other.group != column.group).count();
        self.summary.total == Some(column.at)
            || self.summary.total.is_some() && column.cells.is_some() && says_total(&column.group) && groups(column) > 1
    }

    /// The labels of the columns of all groups together: those of tests are of all as well.
    fn margins(&self) -> Vec<String> {
        let columns = self.summary.columns.iter().filter(|column| self.is_margin(column)).map(|column| column.at);
        let all = columns.chain(self.summary.tests.iter().map(|(at, _)| *at));
        all.map(|at| quoted(&bare(&self.labels[at], self.reading.frame.decimal))).collect()
    }

    /// The labels of columns like these that are not read.
    fn ignored(&self, is_such: impl Fn(usize) -> bool) -> Vec<String> {
        let labels = self.labels.iter().enumerate();
        let left = labels.filter(|(at, label)| !label.is_empty() && !self.summary.has_column(*at) && is_such(*at));
        left.map(|(_, label)| quoted(label)).collect()
    }

    /// What stands in cells that are not as the others.
    fn blanks(&self, rows: &[usize]) -> Vec<String> {
        let frame = &self.reading.frame;
        let mut found = Vec::new();
        for (row, column) in rows.iter().flat_map(|row| self.summary.columns.iter().map(move |column| (*row, column))) {
            let text = tidy(frame.printed(frame.rows[row].at, column.at));
            let line = self.summary.lines.iter().find(|line| line.row == row);
            let cells = line.map_or(column.cells.as_deref(), |line| self.summary.cells(line, column));
            let is_read = cells.is_some_and(|cells| fits(cells, &text, frame.decimal, &self.summary.markers));
            if !is_read && !found.contains(&quoted(&text)) {
                found.push(quoted(&text));
            }
        }
        found
    }
}
