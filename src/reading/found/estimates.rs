//! Which columns of a sheet hold estimates with their intervals and p values, as labels say and as cells are written.

use crate::document::Sheet;
use crate::quantity::Statistic;
use crate::reading::found::crude::Crude;
use crate::reading::found::shares::{All, Shares};
use crate::reading::layout::estimate_words::{is_error, is_p, limit, measure, says_otherwise, test};
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::frame::Frame;
use crate::reading::layout::printed::Printed;
use crate::study::says_interval;

/// Columns of one estimate, and the rows in which it stands.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Estimates {
    /// What each column is, by its place behind the stub.
    pub columns: Vec<(usize, Part)>,
    /// The rows of the frame.
    pub rows: Vec<usize>,
    /// The level of the intervals, as it is written.
    pub level: Option<String>,
    /// The intervals are Wald's, as their figures confirm.
    pub is_wald: bool,
    /// Those that follow from counts beside them.
    pub crude: Option<Crude>,
    /// Of what they are, where they are percentages.
    pub shares: Option<Shares>,
    /// What speaks for it.
    pub bits: Bits,
    /// What speaks for it without the rows that do not agree with it.
    pub without: Bits,
}

impl Estimates {
    /// Whether a column is read with them: an estimate, what stands beside it, or the counts that it follows from.
    pub fn has_column(&self, column: usize) -> bool {
        let counts =
            self.crude.iter().flat_map(|crude| &crude.counts).chain(self.shares.iter().flat_map(|of| &of.count));
        let mut columns = self.columns.iter().map(|(at, _)| *at).chain(counts.map(|(at, _)| *at));
        columns.any(|at| at == column) || self.shares.as_ref().is_some_and(|shares| shares.all == All::Column(column))
    }
}

/// What a column holds of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Part {
    Estimate(Statistic),
    /// The estimate with its limits behind it.
    Whole(Statistic),
    /// Both limits, in brackets or not.
    Limits {
        in_brackets: bool,
    },
    Low,
    High,
    Error,
    Test(Statistic),
    P,
}

impl Part {
    /// Whether one estimate cannot have both. A coefficient may stand beside the ratio that it is the logarithm of.
    fn excludes(self, other: Self) -> bool {
        let is_coefficient = |part: Self| part == Self::Estimate(Statistic::Coefficient);
        match (self, other) {
            (Self::Estimate(_) | Self::Whole(_), Self::Estimate(_) | Self::Whole(_)) => {
                is_coefficient(self) == is_coefficient(other)
            }
            (Self::Whole(_), Self::Limits { .. } | Self::Low | Self::High) => true,
            (one, other) => std::mem::discriminant(&one) == std::mem::discriminant(&other),
        }
    }

    /// How a manifest writes the cells.
    pub fn notation(self, level: Option<&str>) -> String {
        let level = level.map(|level| format!("{level}% ")).unwrap_or_default();
        match self {
            Self::Estimate(of) | Self::Test(of) => of.name().to_owned(),
            Self::Whole(of) => format!("{of} ({level}CI)"),
            Self::Limits { in_brackets: true } => format!("({level}CI)"),
            Self::Limits { in_brackets: false } => format!("{level}CI"),
            Self::Low => format!("{level}lower limit"),
            Self::High => format!("{level}upper limit"),
            Self::Error => "se".to_owned(),
            Self::P => "p".to_owned(),
        }
    }

    /// Whether a cell is written so.
    pub fn fits(self, cell: &Printed) -> bool {
        let pattern = cell.pattern.trim_end_matches(['*', 'w']);
        match self {
            Self::Whole(_) => matches!(pattern, "#(#-#)" | "#(#,#)" | "#(#w#)"),
            Self::Limits { in_brackets: true } => matches!(pattern, "(#-#)" | "(#,#)" | "(#w#)"),
            Self::Limits { in_brackets: false } => matches!(pattern, "#-#" | "#,#" | "#w#"),
            Self::P => matches!(pattern, "#" | "(#)" | "=#"),
            _ => matches!(pattern, "#" | "(#)"),
        }
    }
}

/// No more estimates of a sheet are tried: each is evaluated by itself.
const MOST: usize = 40;

/// The estimates that the labels of a sheet propose.
pub(in crate::reading) fn propose(frame: &Frame) -> Vec<Estimates> {
    let said = Said::of(frame.sheet);
    let mut found: Vec<Vec<(usize, Part)>> = Vec::new();
    for at in 0..frame.width() {
        let before = found.last().map(Vec::as_slice).unwrap_or_default();
        let Some(part) = part(frame, at, &said, before).filter(|_| !is_standardised(frame, at)) else {
            continue;
        };
        match found.last_mut() {
            Some(group) if !group.iter().any(|(_, other)| part.excludes(*other)) => group.push((at, part)),
            _ => found.push(vec![(at, part)]),
        }
    }
    found.iter_mut().for_each(|columns| without_ratios(frame, columns));
    let groups = found.into_iter().flat_map(|columns| with_rows(frame, columns, &said));
    groups.filter(|group| !group.rows.is_empty()).take(MOST).collect()
}

/// Whether a column of β stands beside one of B: the interval is that of B, and β is standardised.
fn is_standardised(frame: &Frame, at: usize) -> bool {
    let label = |at: usize| frame.header(at).last().map(|label| label.to_lowercase()).unwrap_or_default();
    let is_beta = |label: &str| {
        let is_said = label.contains("std") || label.contains("standardi") && !label.contains("unstandardi");
        is_said || matches!(label, "β" | "ß" | "beta")
    };
    let is_plain = |label: &str| {
        label.split(|sign: char| !sign.is_alphanumeric()).next() == Some("b") || label.contains("unstandardi")
    };
    is_beta(&label(at)) && (0..frame.width()).any(|other| is_plain(&label(other)))
}

/// Takes ratios out of columns of which the limits are said to be those of the coefficient beside them.
fn without_ratios(frame: &Frame, columns: &mut Vec<(usize, Part)>) {
    let is_coefficient = |part: &Part| *part == Part::Estimate(Statistic::Coefficient);
    let is_limit = |part: &Part| matches!(part, Part::Limits { .. } | Part::Low | Part::High);
    let of_coefficient =
        |at: usize| frame.header(at).last().and_then(|label| measure(label)) == Some(Statistic::Coefficient);
    let is_said = columns.iter().any(|(at, part)| is_limit(part) && of_coefficient(*at));
    if is_said && columns.iter().any(|(_, part)| is_coefficient(part)) {
        columns.retain(|(_, part)| !matches!(part, Part::Estimate(_)) || is_coefficient(part));
    }
}

/// What caption, notes and labels say together.
struct Said {
    measure: Option<Statistic>,
    interval: bool,
    level: Option<String>,
}

impl Said {
    fn of(sheet: &Sheet) -> Self {
        let header = (0..sheet.rows()).flat_map(|row| (0..sheet.columns()).map(move |column| sheet.text(row, column)));
        let notes = sheet.notes.iter().map(|note| note.text.as_str());
        let texts: Vec<&str> = std::iter::once(sheet.caption.as_str()).chain(header).chain(notes).collect();
        Self {
            measure: measure(&sheet.caption),
            interval: texts.iter().any(|text| says_interval(text)),
            level: only(texts.iter().filter_map(|text| level(text))),
        }
    }
}

/// What all are, if they are one.
pub(in crate::reading) fn only(mut all: impl Iterator<Item = String>) -> Option<String> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// A level beside the name of an interval: `95` of `95% CI`.
pub(in crate::reading) fn level(text: &str) -> Option<String> {
    let level = crate::study::interval_level(text)?;
    let percent = level.scaled(100);
    (0..3).find_map(|decimals| percent.to_decimal(decimals))
}

/// What a column is, behind those of the estimate before it.
fn part(frame: &Frame, at: usize, said: &Said, before: &[(usize, Part)]) -> Option<Part> {
    let header = frame.header(at);
    let (own, all) = (header.last().copied().unwrap_or_default(), header.join(", "));
    if says_otherwise(&all) {
        return None;
    }
    let is = |part: Part| is_of_most(frame, at, part).then_some(part);
    if is_p(own) || is_p(&all) {
        return is(Part::P);
    }
    if is_error(own) {
        return is(Part::Error);
    }
    let of = measure(own).or_else(|| measure(&all)).or(said.measure);
    if let Some(whole) = of.filter(|_| said.interval).and_then(|of| is(Part::Whole(of))) {
        return Some(whole);
    }
    if let Some(of) = test(own).filter(|of| *of != Statistic::F) {
        return is(Part::Test(of));
    }
    let is_behind_estimate = before.iter().any(|(_, part)| matches!(part, Part::Estimate(_)));
    let limit = limit(own);
    if says_interval(own) || limit.is_some() && said.interval {
        let both = [true, false].into_iter().find_map(|in_brackets| is(Part::Limits { in_brackets }));
        let is_second = before.iter().any(|(_, part)| *part == Part::Low);
        let is_high = limit.map_or(is_second, |limit| limit == Statistic::UpperLimit);
        return both.or_else(|| is(if is_high { Part::High } else { Part::Low })).filter(|_| is_behind_estimate);
    }
    is(Part::Estimate(measure(own)?))
}

/// Whether most cells of a column are written so. The groups that others are compared with have 0 or 1 and no interval, and do not count.
fn is_of_most(frame: &Frame, at: usize, part: Part) -> bool {
    let cells = || frame.rows.iter().map(|row| &row.cells[at]);
    let is_reference =
        |cell: &&Printed| cell.single().is_some_and(|one| [0, 10_i64.pow(one.decimals.min(9))].contains(&one.digits));
    let fitting = cells().filter(|cell| part.fits(cell)).count();
    let printed = cells().filter(|cell| cell.is_figures() && !is_reference(cell)).count();
    fitting > 0 && fitting * 2 >= printed
}

/// The rows of an estimate; apart from them those that print no p of their own, where p is of several rows.
fn with_rows(frame: &Frame, columns: Vec<(usize, Part)>, said: &Said) -> Vec<Estimates> {
    let labels = columns.iter().flat_map(|(at, _)| frame.header(*at));
    let own = only(labels.filter_map(level));
    let group = |columns: Vec<(usize, Part)>, rows: Vec<usize>| {
        let level = own.clone().or_else(|| said.level.clone());
        Estimates { columns, rows, level, is_wald: false, crude: None, shares: None, bits: 0, without: 0 }
    };
    let fits = |row: usize, (at, part): &(usize, Part)| part.fits(&frame.rows[row].cells[*at]);
    let without: Vec<(usize, Part)> = columns.iter().copied().filter(|(_, part)| *part != Part::P).collect();
    let is_tied = |columns: &[(usize, Part)]| {
        let has = |is: fn(Part) -> bool| columns.iter().any(|(_, part)| is(*part));
        let has_limits = has(|part| matches!(part, Part::Limits { .. }))
            || has(|part| part == Part::Low) && has(|part| part == Part::High);
        has(|part| matches!(part, Part::Whole(_)))
            || has(|part| matches!(part, Part::Estimate(_))) && (has_limits || has(|part| part == Part::Error))
    };
    if !is_tied(&columns) {
        return Vec::new();
    }
    let all = 0..frame.rows.len();
    let rows: Vec<usize> = all.filter(|row| without.iter().all(|part| fits(*row, part))).collect();
    let is_mean =
        |(_, part): &(usize, Part)| matches!(part, Part::Estimate(Statistic::Mean) | Part::Whole(Statistic::Mean));
    let has_null = !columns.iter().any(is_mean);
    let columns = if has_null { columns } else { without.clone() };
    let Some(p) = columns.iter().find(|(_, part)| *part == Part::P) else {
        return vec![group(columns, rows)];
    };
    // What stands beside the first or the last of several rows is of all of them.
    let has_p = |row: &usize| fits(*row, p);
    let is_without = |row: usize| rows.contains(&row) && !has_p(&row);
    let is_of_several = |row: &usize| is_without(row + 1) || row.checked_sub(1).is_some_and(is_without);
    let (own, others): (Vec<usize>, Vec<usize>) = rows.iter().partition(|row| has_p(row) && !is_of_several(row));
    vec![group(columns.clone(), own), group(without, others)]
}
