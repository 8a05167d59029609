//! What the lines of a sweep come to.

use std::collections::BTreeMap;

use crate::sweep::line::{Line, Table, Verdicts};

/// With more reasons or journals than this the others are counted together: memory does not grow with the number of papers.
const MOST_NAMES: usize = 100_000;

/// What is counted together beyond.
pub const OTHERS: &str = "(others)";

/// How a journal or a year is called that is not known.
pub const UNKNOWN: &str = "(unknown)";

/// What the lines of a sweep come to: all together, by journal, year and kind of relation; what was not read, and why; and what
/// the findings rest on. Memory grows with the number of journals, not of papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All papers.
    pub all: Group,
    /// Those of each journal.
    pub journals: BTreeMap<String, Group>,
    /// Those of each year.
    pub years: BTreeMap<String, Group>,
    /// Those that have relations of each kind, with these relations.
    pub kinds: BTreeMap<String, Group>,
    /// How many findings in tables rest on so many bits, by the lowest of a range that is twice as wide as the one before: 20 to 39, 40 to 79.
    pub bits: BTreeMap<i64, u64>,
    /// How many tables were not read, by reason.
    pub tables_not_read: BTreeMap<String, u64>,
    /// How many papers were not read, by reason.
    pub papers_not_read: BTreeMap<String, u64>,
}

/// What some papers come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Papers.
    pub papers: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// Their tables.
    pub tables: u64,
    /// The tables of which some was read.
    pub tables_read: u64,
    /// Their relations.
    pub relations: Verdicts,
    /// Papers with a relation that is decided.
    pub decided: u64,
    /// Papers with a relation that does not hold.
    pub disagreeing: u64,
    /// What was found in them.
    pub findings: u64,
}

impl Group {
    fn add(&mut self, line: &Line, relations: Verdicts, findings: usize) {
        self.papers += 1;
        self.failed += u64::from(line.error.is_some());
        self.tables += line.tables.len() as u64;
        self.tables_read += line.tables.iter().filter(|table| table.read.is_some()).count() as u64;
        self.relations.consistent += relations.consistent;
        self.relations.inconsistent += relations.inconsistent;
        self.relations.undecided += relations.undecided;
        self.decided += u64::from(relations.decided() > 0);
        self.disagreeing += u64::from(relations.inconsistent > 0);
        self.findings += findings as u64;
    }

    /// The share of papers with a relation that does not hold, among those with one that is decided; with the ends of its interval at
    /// 95 %, by Wilson's score (Wilson 1927, doi:10.1080/01621459.1927.10502953; recommended by Brown, Cai & DasGupta 2001,
    /// doi:10.1214/ss/1009213286). None where nothing is decided.
    ///
    /// ```
    /// let group = retally::sweep::Group { decided: 20, disagreeing: 1, ..Default::default() };
    /// let (rate, low, high) = group.rate().unwrap();
    /// assert_eq!(format!("{rate:.3} {low:.3} {high:.3}"), "0.050 0.009 0.236");
    /// ```
    pub fn rate(&self) -> Option<(f64, f64, f64)> {
        // The 97.5th percentile of the standard normal distribution.
        const Z: f64 = 1.959_963_984_540_054;
        let (n, rate) = (self.decided as f64, self.disagreeing as f64 / self.decided as f64);
        let middle = rate + Z * Z / (2.0 * n);
        let half = Z * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
        let over = 1.0 + Z * Z / n;
        let ends = (((middle - half) / over).max(0.0), ((middle + half) / over).min(1.0));
        (self.decided > 0).then_some((rate, ends.0, ends.1))
    }
}

impl Summary {
    /// Adds a line.
    pub fn add(&mut self, line: &Line) {
        self.all.add(line, line.relations, line.findings.len());
        let year = line.year.map_or_else(|| UNKNOWN.to_owned(), |year| year.to_string());
        of(&mut self.years, &year).add(line, line.relations, line.findings.len());
        let journal = line.journal.as_deref().unwrap_or(UNKNOWN);
        of(&mut self.journals, journal).add(line, line.relations, line.findings.len());
        for (kind, relations) in &line.kinds {
            let findings = line.findings.iter().filter(|finding| finding.kind == *kind).count();
            of(&mut self.kinds, kind).add(line, *relations, findings);
        }
        for bits in line.findings.iter().filter_map(|finding| finding.bits) {
            *self.bits.entry(lowest(bits)).or_default() += 1;
        }
        for reason in line.tables.iter().filter_map(|table: &Table| table.reason.as_deref()) {
            *of(&mut self.tables_not_read, &cause(reason)) += 1;
        }
        if let Some(failed) = &line.error {
            *of(&mut self.papers_not_read, &cause(&failed.message)) += 1;
        }
    }
}

/// The lowest number of the range that bits are in; of less than 20 it is zero.
fn lowest(bits: i64) -> i64 {
    if bits < 20 { 0 } else { 20 << (bits / 20).ilog2() }
}

/// The last number of the range that begins there.
pub(crate) fn highest(lowest: i64) -> i64 {
    lowest.max(10) * 2 - 1
}

/// The entry of a name, as long as there is room for another one.
fn of<'m, T: Default>(names: &'m mut BTreeMap<String, T>, name: &str) -> &'m mut T {
    let is_full = names.len() >= MOST_NAMES && !names.contains_key(name);
    names.entry(if is_full { OTHERS } else { name }.to_owned()).or_default()
}

/// What reasons have in common: without numbers, examples and what stands in brackets.
fn cause(reason: &str) -> String {
    let reason = reason.split([':', '(']).next().unwrap_or_default();
    let reason = reason.split(", such as ").next().unwrap_or_default().trim();
    let mut cause = String::with_capacity(reason.len());
    for sign in reason.chars() {
        match sign {
            '0'..='9' if cause.ends_with('…') => {}
            '0'..='9' => cause.push('…'),
            sign => cause.push(sign),
        }
    }
    cause
}

#[cfg(test)]
mod tests {
    use super::cause;

    #[test]
    fn reasons_that_differ_in_numbers_are_one() {
        assert_eq!(cause("too few counts are sums (12 bits, 20 are needed)"), "too few counts are sums");
        assert_eq!(cause("its percentages follow from 412, such as 7 of 9"), "its percentages follow from …");
    }
}
