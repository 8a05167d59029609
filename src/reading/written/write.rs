//! A reading written as a study: the tables as CSV files, and the manifest that says what was read.

use std::ops::Range;

use crate::document::words;
use crate::reading::found::sheet::{Entry, SheetReading, Together};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Coverage;
use crate::reading::layout::texts::{bare, one_line, tidy};
use crate::reading::tallies::base::Base;
use crate::reading::written::labels::{labels_of_counts, list, ordinal, quoted};
use crate::reading::written::names::Names;
use crate::reading::written::notation::{notation, signs};
use crate::reading::written::stated::{Sized, sizes};
use crate::reading::written::tests_of_counts;
use crate::study::tidy_label;

/// A sheet as the files of a study.
pub(in crate::reading) struct Written {
    pub csv: String,
    /// The `[[table]]` entries, one for each of the reading's.
    pub tables: String,
    /// The lines of these that state numbers of respondents.
    pub sizes: Vec<Sized>,
}

/// Writes the counts of a sheet under these names.
pub(in crate::reading) fn write(reading: &SheetReading, names: &Names, file: &str) -> Written {
    let writer = Writer { reading, labels: labels_of_counts(reading), names, file };
    let mut tables: String = (0..reading.entries.len()).map(|at| writer.table(at)).collect();
    let sizes = sizes(&mut tables, reading, &writer.labels, names);
    tables.push_str(&names.levels());
    Written { csv: csv(reading, &writer.labels), tables, sizes }
}

/// A sheet with the names that it has in the study.
struct Writer<'a> {
    reading: &'a SheetReading<'a>,
    /// The labels of its columns behind the stub.
    labels: Vec<String>,
    names: &'a Names,
    file: &'a str,
}

/// The sheet as a CSV file, a line for each row.
pub(in crate::reading) fn csv(reading: &SheetReading, labels: &[String]) -> String {
    let frame = &reading.frame;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = (0..frame.written_stub()).map(|_| String::new()).chain(labels.iter().cloned());
    // Writing to memory does not fail.
    let _ = writer.write_record(head);
    for (place, row) in frame.rows.iter().enumerate() {
        // What a label states of those who were asked is no number of those whom it names.
        let is_asked = reading.entries.iter().any(|entry| entry.asked.is_some() && entry.rows.contains(&place));
        // Nor is what a heading states that of its first level, in whose row its p value is written.
        let is_asked = is_asked || tests_of_counts::is_heading(reading, place);
        let label = if is_asked { bare(&one_line(&row.label), frame.decimal) } else { one_line(&row.label) };
        let names = [vec![label, "n".to_owned()], vec![String::new(), "%".to_owned()]];
        for (at, mut names) in row.lines().zip(names) {
            names.truncate(frame.written_stub());
            let cells = (0..frame.width()).map(|column| tidy(frame.printed(at, column)));
            let _ = writer.write_record(names.into_iter().chain(cells));
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

impl Writer<'_> {
    /// The `[[table]]` of a part.
    fn table(&self, at: usize) -> String {
        let entry = &self.reading.entries[at];
        let (dimension, event) = (self.names.parts[at].clone(), self.event(at));
        let group = self.group(at);
        let (is_paired, decimal) = (self.reading.frame.is_paired(), self.reading.frame.decimal);
        // A row that is a question by itself names none of its levels.
        let is_question = matches!(entry.base, Base::Known(_) | Base::Each(_));
        let (stub, group) =
            if is_question { (quoted("ignore"), dimension.clone()) } else { (quoted(&dimension), group) };
        let [mut blank, zero] = [false, true].map(|is_zero| signs(self.reading, entry, is_zero));
        blank.extend(tests_of_counts::blanks(self.reading, at, entry));
        blank.sort();
        blank.dedup();
        let [blank, zero] = [blank, zero].map(list);
        let zero = if zero == "[]" { String::new() } else { format!(", zero = {zero}") };
        let keys = [
            ("file", quoted(self.file)),
            ("name", quoted(&self.name(at))),
            ("rows", quoted(&self.rows(at))),
            ("stub", if is_paired { format!("[{stub}, \"statistic\"]") } else { stub }),
            ("header", quoted(&group)),
            ("bind", format!("{{ {event} = \"respondents\" }}")),
            ("labels", tests_of_counts::meanings(self.reading, at, &self.labels, &dimension, self.names)),
            ("at", self.within(entry, &dimension)),
            ("cells", if is_paired { String::new() } else { quoted(&self.notation(entry)) }),
            ("cells-of", self.cells_of(entry)),
            ("share-of", self.share_of(entry, &event, &dimension, &group)),
            ("bases", self.bases(entry, &event, &dimension, &group)),
            ("margins", list(self.margins(entry))),
            ("ignore", list(self.ignored(at))),
            ("rounding", entry.adjusted.map_or(String::new(), |adjusted| quoted(adjusted.written()))),
            ("numbers", format!("{{ decimal = \"{decimal}\", blank = {blank}{zero} }}")),
        ];
        let written = keys.iter().filter(|(key, value)| !value.is_empty() && (*key != "ignore" || value != "[]"));
        let written = written.map(|(key, value)| format!("{key} = {value}\n")).collect::<String>();
        format!("\n[[table]]  # {} bits\n{written}{}", entry.bits, self.coverage(entry, &dimension, &group))
    }

    /// Whom a part counts: the respondents of its table, or others where its total is its own, or what it counts is something else.
    fn event(&self, at: usize) -> String {
        match self.reading.entries[at].base {
            Base::Total | Base::Sums | Base::Block => format!("{}-all", self.names.parts[at]),
            _ => self.names.respondents.clone(),
        }
    }

    /// What its rows are, where they are some of a level of another part: what stands above a column is of all of them.
    fn within(&self, entry: &Entry, dimension: &str) -> String {
        let frame = &self.reading.frame;
        let Some((within, part)) = entry.within.and_then(|row| Some((row, self.reading.part_of(row)?))) else {
            return String::new();
        };
        // Levels that others count together are some of these by themselves.
        if self.names.parts[part] == dimension {
            return String::new();
        }
        let level = |row: usize, of: &str| {
            quoted(self.names.level(of, &bare(&one_line(&frame.rows[row].label), frame.decimal)))
        };
        let places = entry.rows.clone().flat_map(|row| {
            let lines = frame.line(row)..frame.line(row + 1);
            let (of, own) = (&self.names.parts[part], level(row, dimension));
            let whole = level(within, of);
            lines.map(move |line| format!("\"row {line}\" = {{ {dimension} = {own}, {of} = {whole} }}"))
        });
        format!("{{ {} }}", places.collect::<Vec<_>>().join(", "))
    }

    /// How the cells of a part are written: as those of the table, or as counts alone.
    fn notation(&self, entry: &Entry) -> String {
        let is_alone = entry.rows.clone().all(|row| self.reading.is_alone(row));
        match self.reading.tallies[0].notation {
            _ if !is_alone => notation(self.reading),
            printed if printed.width() == 2 => notation(self.reading),
            _ => "n".to_owned(),
        }
    }

    /// Into whom its columns divide these.
    fn group(&self, at: usize) -> String {
        match self.reading.entries[at].base {
            Base::Total | Base::Sums | Base::Block => format!("{}-group", self.event(at)),
            _ => self.names.group.clone(),
        }
    }

    /// The lines of the CSV file that a part takes, the header first.
    fn rows(&self, at: usize) -> String {
        let entry = &self.reading.entries[at];
        let frame = &self.reading.frame;
        let lines = |rows: Range<usize>| format!("{}-{}", frame.line(rows.start), frame.line(rows.end) - 1);
        let mut parts = vec![entry.rows.clone()];
        parts.extend(entry.total.map(|total| total..total + 1));
        let own: Vec<usize> = entry.all_rows();
        let tests = tests_of_counts::of_part(self.reading, at).map(|(_, test)| test.row);
        parts.extend(tests.filter(|row| !own.contains(row)).map(|row| row..row + 1));
        parts.sort_by_key(|rows| rows.start);
        parts.dedup();
        let lines: Vec<String> = parts.into_iter().map(lines).collect();
        format!("1, {}", lines.join(", "))
    }

    /// What messages call a part: the table, and the heading or the label of the row. A number behind it where several are called so.
    fn name(&self, at: usize) -> String {
        let entries = &self.reading.entries;
        let label_of = |row: usize| tidy_label(&self.reading.frame.rows[row].label);
        let is_divided = |heading: usize| entries.iter().any(|entry| entry.heading == Some(heading) && entry.divides);
        let called_by = |at: usize| match &entries[at] {
            // A row below those that a heading divides is none of them.
            Entry { divides: false, heading, rows, .. } => {
                label_of(heading.filter(|heading| !is_divided(*heading)).unwrap_or(rows.start))
            }
            entry => entry.heading.map(label_of).unwrap_or_default(),
        };
        let label = called_by(at);
        let before = (0..at).filter(|other| called_by(*other) == label).count();
        let number = if before == 0 { String::new() } else { format!(", the {}", ordinal(before + 1)) };
        let label = if label.is_empty() { label } else { format!(", {label}") };
        format!("{}{label}{number}", called(&self.reading.frame, &self.names.sheet))
    }

    /// Who the levels of the rows, or of the columns, are together.
    fn coverage(&self, entry: &Entry, stub: &str, group: &str) -> String {
        let of_rows = match entry.base {
            Base::Heading(_) | Base::Own if entry.divides => Some(("partial", stub)),
            Base::Answered | Base::Unknown => Some(("partial", stub)),
            _ if entry.is_partial => Some(("partial", stub)),
            _ if entry.asked.is_some() || entry.is_wide => Some(("partial", stub)),
            Base::Own if entry.own.is_some() => Some(("overlap", group)),
            _ if entry.total.is_some() => None,
            Base::Known(_) | Base::Each(_) => Some(("partition", group)),
            Base::Row if self.reading.total_of(entry).is_none() && !self.reading.leaves_out(entry) => {
                Some(("partition", group))
            }
            _ if entry.divides => Some(("partition", stub)),
            _ => None,
        };
        // What counts levels together is everybody if these are.
        let is_together = |together: &Together| self.reading.entries[together.part].rows == entry.rows;
        let of_rows = of_rows.filter(|(_, key)| *key != stub || !self.reading.together.iter().any(is_together));
        let of_columns = self.reading.partial_of(entry).map(|_| ("partial", group));
        let is_said = entry.base == Base::Row
            && self.reading.frame.coverage_of(entry.heading, entry.rows.clone()) == Some(Coverage::Partition);
        let said = is_said.then_some(("partition", stub));
        let of_kind = |kind: &str| {
            let found = of_rows.into_iter().chain(of_columns).chain(said).filter(|(of, _)| *of == kind);
            let keys: Vec<String> = found.map(|(_, key)| quoted(key)).collect();
            match keys.as_slice() {
                [] => String::new(),
                [key] => format!("{kind} = {key}\n"),
                _ => format!("{kind} = {}\n", list(keys)),
            }
        };
        ["partition", "partial", "overlap"].map(of_kind).concat()
    }

    /// What the percentages of a part are shares of.
    fn share_of(&self, entry: &Entry, event: &str, stub: &str, group: &str) -> String {
        let column = format!("[\"{event}\", \"{group}\"]");
        let row = format!("[\"{event}\", \"{stub}\"]");
        let has_share =
            |row: usize| self.reading.pairs(row).any(|(_, pair)| pair.is_some_and(|pair| pair.percentage.is_some()));
        if !entry.all_rows().into_iter().any(has_share) {
            return String::new();
        }
        match entry.base {
            Base::Row if self.reading.is_all_of_rows() => format!("[{row}]"),
            Base::Row => format!("[{row}, \"{event}\"]"),
            Base::Own if entry.own.is_some() => format!("[{row}]"),
            Base::Within => {
                let within = entry.within.and_then(|row| Some((row, self.reading.part_of(row)?)));
                let part = within.map(|(row, part)| (row, self.names.parts[part].as_str()));
                let part = part.map_or(String::new(), |(row, part)| match part == stub {
                    true => format!(
                        "{part}={}",
                        bare(&one_line(&self.reading.frame.rows[row].label), self.reading.frame.decimal)
                    ),
                    false => part.to_owned(),
                });
                format!("[[\"{event}\", \"{part}\", \"{group}\"]]")
            }
            Base::Answered | Base::Own | Base::Heading(_) | Base::Unknown => {
                format!("[[\"{stub}=answered\", \"{event}\", \"{group}\"]]")
            }
            Base::Sums | Base::Known(_) => String::new(),
            Base::Each(_) => format!("[\"{event}\"]"),
            _ if entry.total_of_all => format!("[{column}, \"{event}\"]"),
            _ => format!("[{column}]"),
        }
    }

    /// What the percentages of single columns are shares of: those of which a label states it, or those of unknown size.
    fn bases(&self, entry: &Entry, event: &str, stub: &str, group: &str) -> String {
        let (reading, answered) = (self.reading, format!("\"{stub}=answered\", \"{event}\""));
        let asked = entry.asked.filter(|_| entry.base != Base::Unknown).map(|(at, _)| (at, format!("[[{answered}]]")));
        let is_unknown = |at: &usize| entry.is_wide && reading.sizes[*at].is_none();
        let unknown = (0..reading.tallies.len()).filter(is_unknown);
        let unknown = unknown.map(|at| (at, format!("[[{answered}, \"{group}\"]]")));
        let bases: Vec<String> = asked
            .into_iter()
            .chain(unknown)
            .map(|(at, base)| {
                let label = bare(&self.labels[reading.tallies[at].columns.start], reading.frame.decimal);
                format!("{} = {base}", quoted(&label))
            })
            .collect();
        if bases.is_empty() { String::new() } else { format!("{{ {} }}", bases.join(", ")) }
    }

    /// The notation of the column that prints what percentages are shares of.
    fn cells_of(&self, entry: &Entry) -> String {
        let own = entry.own.filter(|_| !self.reading.frame.is_paired());
        let label = own.map(|column| quoted(&bare(&self.labels[column], self.reading.frame.decimal)));
        label.map(|label| format!("{{ {label} = \"n\" }}")).unwrap_or_default()
    }

    /// The labels of the total column and of the total row.
    fn margins(&self, entry: &Entry) -> Vec<String> {
        let frame = &self.reading.frame;
        let column = self
            .reading
            .column_of_all(entry)
            .map(|total| self.labels[self.reading.tallies[total].columns.start].clone());
        let row = entry.total.map(|total| one_line(&frame.rows[total].label));
        let own = entry.own.map(|column| self.labels[column].clone());
        let labels = column.into_iter().chain(row).chain(own);
        let mut labels: Vec<String> = labels.map(|label| quoted(&bare(&label, frame.decimal))).collect();
        labels.dedup();
        labels
    }

    /// The columns that are not read in a part.
    fn ignored(&self, at: usize) -> Vec<String> {
        let entry = &self.reading.entries[at];
        let is_of_tests = |column: usize| tests_of_counts::of_part(self.reading, at).any(|(of, _)| of == column);
        let is_read = |column: usize| {
            let mut tallies = self.reading.tallies.iter().enumerate();
            entry.own == Some(column)
                || is_of_tests(column)
                || tallies.any(|(at, tally)| tally.columns.contains(&column) && self.reading.is_known(at, entry))
        };
        let labels = self.labels.iter().enumerate().filter(|(column, label)| !label.is_empty() && !is_read(*column));
        labels.map(|(_, label)| quoted(label)).collect()
    }
}

/// What a table is called: as a manifest or the paper calls it, if that is a table's name.
pub(in crate::reading) fn called(frame: &Frame, sheet: &str) -> String {
    if let Some(name) = &frame.given.name {
        return name.clone();
    }
    let label = words(&frame.sheet.label);
    let is_name = label.to_lowercase().starts_with("tab");
    if is_name { label } else { format!("Table {}", sheet.trim_start_matches('t')) }
}
