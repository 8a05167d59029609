//! What was read of a table, for people and programs.

use std::fmt;

use crate::document::{Place, Sheet, words};
use crate::reading::found::computed::{Computed, Found};
use crate::reading::found::crude::Crude;
use crate::reading::found::estimates::Estimates;
use crate::reading::found::sheet::{Adjusted, Entry, SheetReading};
use crate::reading::found::summary::{Line, Summary};
use crate::reading::tallies::base::Base;
use crate::reading::unheeded::unheeded;
use crate::study::tidy_label;

/// What was read of a table of a paper, or why it was not. [`Display`](fmt::Display) is one line.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// What it is called: `Table 1`.
    pub label: String,
    /// Where it begins.
    pub place: Place,
    /// How it was read.
    pub how: Result<How, String>,
    /// What most of its percentages may be shares of, each with what speaks for it, the best first.
    pub candidates: Vec<Candidate>,
    /// The rows and columns with figures that were not read, with the reason.
    pub unread: Vec<Unread>,
}

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct How {
    /// How its cells are written: `n (%)`.
    pub notation: &'static str,
    /// What most of its percentages are shares of.
    pub base: &'static str,
    /// The blocks and rows that are read by themselves, in the order of the written manifest.
    pub parts: Vec<Part>,
    /// How many cells hold figures of this notation, and how many of these are read.
    pub cells: (usize, usize),
    /// How many cells beside these hold summary statistics, and how many of these are read.
    pub statistics: (usize, usize),
    /// How many estimates are read with their intervals or standard errors.
    pub estimates: usize,
    /// How many of these are read with the counts that they follow from.
    pub crude: usize,
    /// How many p values are read with the counts that they are of.
    pub p_values: usize,
    /// How many numbers beside these stand in columns or rows that are computed from others, and how many of these are read.
    pub computed: (usize, usize),
    /// What speaks for it, in bits.
    pub bits: i64,
}

/// Rows of a table that are read alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Their labels.
    pub labels: Vec<String>,
    /// What their percentages are shares of.
    pub base: &'static str,
    /// Whether they divide the respondents of each column.
    pub divides: bool,
    /// Whether their percentages are rounded up or down, so that they come to exactly 100.
    pub is_adjusted: bool,
    /// Whether its percentages are cut off instead of rounded.
    pub is_cut_off: bool,
    /// What speaks for it, in bits.
    pub bits: i64,
    /// What speaks for the reading of the table without the rows of this part that do not agree with it.
    pub without: i64,
}

/// A reading of a table that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it says: `n (%) of its column`.
    pub what: String,
    /// What speaks for it, in bits.
    pub bits: i64,
}

/// Rows, or columns, of a table that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Their labels.
    pub labels: Vec<String>,
    /// Why not.
    pub reason: String,
}

impl TableReading {
    /// Whether some of it was read.
    pub fn is_read(&self) -> bool {
        self.how.is_ok()
    }

    pub(super) fn refused(sheet: &Sheet, reason: String) -> Self {
        Self {
            label: words(&sheet.label),
            place: sheet.place.clone(),
            how: Err(reason),
            candidates: vec![],
            unread: vec![],
        }
    }

    /// What people see of a reading.
    pub(super) fn of(reading: &SheetReading) -> Self {
        let sheet = reading.frame.sheet;
        let is_left = |rows: &std::ops::Range<usize>| {
            !reading.summary.as_ref().is_some_and(|summary| rows.clone().all(|row| summary.has_row(row)))
        };
        let unread = reading.unread.iter().filter(|left| is_left(&left.rows));
        let unread =
            unread.map(|left| Unread { labels: labels(reading, left.rows.clone()), reason: left.reason.clone() });
        let unread = unread.chain(reading.computed.iter().flat_map(|computed| uncomputed(reading, computed)));
        let unread = unread.chain(other_p_values(reading));
        let unread =
            unread.chain(other_tests(reading)).chain(unread_columns(reading)).chain(columns_of_unknown_size(reading));
        let unheeded = unheeded(reading).map(|(labels, reason)| Unread { labels, reason: reason.to_owned() });
        let unread = unread.chain(unheeded).collect();
        Self {
            label: words(&sheet.label),
            place: sheet.place.clone(),
            how: Ok(How::of(reading)),
            candidates: candidates(reading),
            unread,
        }
    }
}

fn labels(reading: &SheetReading, rows: std::ops::Range<usize>) -> Vec<String> {
    reading.frame.rows[rows].iter().map(|row| tidy_label(&row.label)).collect()
}

/// The labels above a column.
fn label_above(reading: &SheetReading, column: usize) -> String {
    tidy_label(&reading.frame.header(column).join(", "))
}

/// The columns of tests that seldom follow from the means beside them.
fn other_tests(reading: &SheetReading) -> Option<Unread> {
    let left = &reading.summary.as_ref()?.other_tests;
    let reason = "they seldom follow from the means beside them, as another test".to_owned();
    let labels: Vec<String> = left.iter().map(|column| label_above(reading, *column)).collect();
    (!labels.is_empty()).then_some(Unread { labels, reason })
}

/// The rows whose p values are left alone.
fn other_p_values<'r>(reading: &'r SheetReading) -> impl Iterator<Item = Unread> + 'r {
    let of_row =
        |(row, reason): &(usize, String)| Unread { labels: labels(reading, *row..row + 1), reason: reason.clone() };
    reading.tests.iter().flat_map(move |tests| tests.left.iter().map(of_row))
}

/// The columns with figures that are no counts.
fn unread_columns(reading: &SheetReading) -> Option<Unread> {
    let frame = &reading.frame;
    let is_summary = |column: usize| {
        let is_told = |summary: &Summary| summary.has_column(column) || summary.other_tests.contains(&column);
        reading.summary.as_ref().is_some_and(is_told)
    };
    let is_computed = |column: usize| reading.all_computed().any(|computed| computed.has_column(column));
    let is_read = |column: usize| {
        let is_own = reading.entries.iter().any(|entry| entry.own == Some(column));
        is_own
            || is_summary(column)
            || is_computed(column)
            || reading.estimates.iter().any(|estimates| estimates.has_column(column))
            || reading.tallies.iter().any(|tally| tally.columns.contains(&column))
            || reading.tests.iter().any(|tests| tests.column == column)
    };
    let has_figures = |column: usize| frame.rows.iter().any(|row| row.cells[column].is_figures());
    let columns = (0..frame.width()).filter(|column| !is_read(*column) && has_figures(*column));
    let labels: Vec<String> = columns.map(|column| label_above(reading, column)).collect();
    let reason = if reading.tallies.is_empty() { "nothing ties their columns" } else { "their columns have no counts" };
    (!labels.is_empty()).then(|| Unread { labels, reason: reason.to_owned() })
}

/// The rows with figures that are left out beside computed columns, or that nothing ties to others.
fn uncomputed(reading: &SheetReading, computed: &Computed) -> Vec<Unread> {
    let left = computed.left.iter().map(|(line, reason)| Unread {
        labels: if computed.is_of_rows { vec![label_above(reading, *line)] } else { labels(reading, *line..line + 1) },
        reason: reason.clone(),
    });
    let is_alone = reading.entries.is_empty() && reading.summary.is_none() && reading.estimates.is_empty();
    let is_told = |row: usize| !computed.is_of_rows && computed.left.iter().any(|left| left.0 == row);
    let has_figures = |row: usize| reading.frame.rows[row].cells.iter().any(|cell| cell.is_figures());
    let others =
        (0..reading.frame.rows.len()).filter(|row| !computed.has_row(*row) && !is_told(*row) && has_figures(*row));
    let others: Vec<String> = others.flat_map(|row| labels(reading, row..row + 1)).collect();
    let untied = (is_alone && !others.is_empty())
        .then(|| Unread { labels: others, reason: "nothing ties its figures to others".to_owned() });
    left.chain(untied).collect()
}

/// The columns of counts of which it is not known, in some part, how many respondents they are of.
fn columns_of_unknown_size(reading: &SheetReading) -> Option<Unread> {
    let is_left = |at: usize| {
        let pairs = reading.tallies[at].pairs.iter().enumerate().filter(|(_, pair)| pair.is_some());
        let of_row = |row: usize| reading.entries.iter().filter(move |entry| entry.all_rows().contains(&row));
        let is_known = |row: usize| of_row(row).any(|entry| reading.is_known(at, entry));
        pairs.map(|(row, _)| row).any(|row| of_row(row).next().is_some() && !is_known(row))
    };
    let left = reading.tallies.iter().enumerate().filter(|(at, _)| is_left(*at));
    let labels: Vec<String> = left.map(|(_, tally)| label_above(reading, tally.columns.start)).collect();
    let reason = "how many their percentages are shares of is not known".to_owned();
    (!labels.is_empty()).then_some(Unread { labels, reason })
}

impl How {
    fn of(reading: &SheetReading) -> Self {
        let pairs = |row: usize| reading.pairs(row).filter(|(_, pair)| pair.is_some()).count();
        let known = |entry: &Entry, row: usize| {
            reading.pairs(row).filter(|(at, pair)| pair.is_some() && reading.is_known(*at, entry)).count()
        };
        let of_entry = |entry: &Entry| entry.all_rows().into_iter().map(|row| known(entry, row)).sum::<usize>();
        let read = reading.entries.iter().map(of_entry).sum();
        let statistics = reading.summary.as_ref();
        let parts = reading.entries.iter().map(|entry| part(reading, entry));
        let all_cells =
            |of: fn(&(usize, usize)) -> usize| reading.all_computed().map(|computed| of(&computed.cells)).sum();
        let how = Self {
            notation: reading.tallies.first().map_or("", |tally| tally.notation.written()),
            base: reading.base.named(),
            parts: parts
                .chain(statistics.into_iter().flat_map(|summary| parts_of_statistics(reading, summary)))
                .chain(reading.estimates.iter().map(|estimates| part_of_estimates(reading, estimates)))
                .collect(),
            cells: ((0..reading.frame.rows.len()).map(pairs).sum(), read),
            statistics: statistics.map_or((0, 0), |summary| summary.cells),
            estimates: reading.estimates.iter().map(|estimates| estimates.rows.len()).sum(),
            crude: reading.estimates.iter().filter_map(|estimates| estimates.crude.as_ref()).map(Crude::rows).sum(),
            p_values: reading.tests.iter().map(|tests| tests.tests.len()).sum(),
            computed: (all_cells(|cells| cells.0), all_cells(|cells| cells.1)),
            bits: reading.bits,
        };
        let has_others = !reading.tallies.is_empty() || statistics.is_some();
        let is_alone = !has_others && reading.estimates.is_empty();
        if let Some(Computed { is_of_rows, .. }) = reading.all_computed().next().filter(|_| is_alone) {
            let is_of_rows = *is_of_rows;
            let bits = reading.all_computed().map(|computed| computed.bits).sum();
            let all =
                |of: fn(&(usize, usize)) -> usize| reading.all_computed().map(|computed| of(&computed.cells)).sum();
            let cells = (all(|cells| cells.0), all(|cells| cells.1));
            let base = if is_of_rows { "rows computed from others" } else { "columns computed from others" };
            let labels = |found: &Found| {
                found.formula.fields().first().map(|field| match is_of_rows {
                    true => tidy_label(&reading.frame.rows[*field].label),
                    false => label_above(reading, *field),
                })
            };
            let computed = reading.all_computed().flat_map(|computed| &computed.formulas);
            let part = |found: &Found| Part {
                labels: labels(found).into_iter().collect(),
                base,
                divides: false,
                is_adjusted: false,
                is_cut_off: false,
                bits: found.bits,
                without: found.bits,
            };
            return Self {
                notation: NUMBERS,
                base,
                bits,
                cells,
                parts: computed.map(part).collect(),
                computed: (0, 0),
                ..how
            };
        }
        if let Some(first) = reading.estimates.first().filter(|_| !has_others) {
            return Self { notation: ESTIMATES, base: TIED_TO, bits: first.bits, ..how };
        }
        match statistics.filter(|_| reading.tallies.is_empty()) {
            Some(Summary { bits, cells, .. }) => {
                Self { notation: STATISTICS, base: TIED, bits: *bits, cells: *cells, statistics: (0, 0), ..how }
            }
            None => how,
        }
    }
}

/// What is read of tables without counts, and what ties it.
const STATISTICS: &str = "summary statistics";
const TIED: &str = "its rows and columns";

/// How the cells of computed columns and rows are written.
const NUMBERS: &str = "numbers";
/// What is read of tables of estimates, and what ties them.
const ESTIMATES: &str = "estimates";
const TIED_TO: &str = "their intervals and p values";

fn part_of_estimates(reading: &SheetReading, estimates: &Estimates) -> Part {
    let labels = estimates.rows.iter().map(|row| tidy_label(&reading.frame.rows[*row].label)).collect();
    Part {
        labels,
        base: ESTIMATES,
        divides: false,
        is_adjusted: false,
        is_cut_off: false,
        bits: estimates.bits,
        without: estimates.without,
    }
}

/// A part for each table that it is written as.
fn parts_of_statistics(reading: &SheetReading, summary: &Summary) -> Vec<Part> {
    let is_of = |line: &Line, table: usize| summary.blocks.get(table).is_none_or(|of| line.variable == of.variable());
    let of_table = |table: usize| {
        let lines = summary.lines.iter().filter(|line| is_of(line, table));
        let labels = lines.map(|line| reading.frame.rows[line.row].label.clone()).collect();
        Part {
            labels,
            base: STATISTICS,
            divides: false,
            is_adjusted: false,
            is_cut_off: false,
            bits: summary.bits,
            without: summary.without,
        }
    };
    (0..summary.tables()).map(of_table).collect()
}

fn part(reading: &SheetReading, entry: &Entry) -> Part {
    let Entry { base, divides, bits, without, adjusted, .. } = *entry;
    let is_cut_off = adjusted.is_some_and(Adjusted::is_cut_off);
    let (labels, is_adjusted) = (labels(reading, entry.rows.clone()), adjusted.is_some() && !is_cut_off);
    Part { labels, base: base.named(), divides, is_adjusted, is_cut_off, bits, without }
}

fn candidates(reading: &SheetReading) -> Vec<Candidate> {
    let notation = reading.tallies.first().map_or("", |tally| tally.notation.written());
    let what = |base: Base| format!("{notation} of {}", base.named());
    let mut found: Vec<Candidate> =
        reading.candidates.iter().map(|(base, bits)| Candidate { what: what(*base), bits: *bits }).collect();
    found.sort_by_key(|candidate| -candidate.bits);
    found
}

impl fmt::Display for TableReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = if self.label.is_empty() { "A table" } else { &self.label };
        match &self.how {
            Ok(how) => write!(f, "{label}: {how}"),
            Err(reason) => write!(f, "{label}: not read: {reason}"),
        }
    }
}

/// `n (%) of its column; 6 blocks, 2 of those who answered; 23 of 32 cells; 130 bits`.
impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { notation, base, parts, cells: (all, read), statistics, estimates, crude, p_values, computed, bits } =
            self;
        let number = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
        let counted = parts.iter().filter(|part| ![STATISTICS, ESTIMATES].contains(&part.base));
        let (blocks, rows): (Vec<&Part>, Vec<&Part>) = counted.partition(|part| part.labels.len() > 1);
        let answered = blocks.iter().filter(|part| part.base == Base::Answered.named()).count();
        let of_those = match answered {
            0 => String::new(),
            answered if answered == blocks.len() => " of those who answered".to_owned(),
            answered => format!(", {answered} of those who answered"),
        };
        let of_counts = if *crude == 0 { String::new() } else { format!(", {crude} of them with their counts") };
        let of_others =
            if computed.1 == 0 { String::new() } else { format!("; {}", number(computed.1, "computed number")) };
        if *notation == ESTIMATES {
            return write!(f, "{}, with {base}{of_counts}{of_others}; {bits} bits", number(*estimates, "estimate"));
        }
        write!(f, "{notation} of {base}")?;
        match (blocks.len(), rows.len()) {
            (0, 0) => {}
            (0, rows) => write!(f, "; {}", number(rows, "row"))?,
            (blocks, 0) => write!(f, "; {}{of_those}", number(blocks, "block"))?,
            (blocks, rows) => write!(f, "; {}{of_those}; {}", number(blocks, "block"), number(rows, "other row"))?,
        }
        if let adjusted @ 1.. = parts.iter().filter(|part| part.is_adjusted).count() {
            write!(f, ", {adjusted} adjusted to come to 100")?;
        }
        if let cut_off @ 1.. = parts.iter().filter(|part| part.is_cut_off).count() {
            write!(f, ", {cut_off} with percentages cut off instead of rounded")?;
        }
        write!(f, "; {read} of {all} cells")?;
        if let (all @ 1.., read) = statistics {
            write!(f, "; {read} of {all} of summary statistics")?;
        }
        if let p_values @ 1.. = *p_values {
            write!(f, "; {}", number(p_values, "p value"))?;
        }
        if let estimates @ 1.. = *estimates {
            write!(f, "; {}{of_counts}", number(estimates, "estimate"))?;
        }
        write!(f, "{of_others}; {bits} bits")
    }
}
