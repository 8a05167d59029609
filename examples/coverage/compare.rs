//! Compares the relations that are derived from a study with a list of those that its tables should obey, made by an
//! independent script from the same tables.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use retally::{Audit, Study, Verdict};
use serde::Deserialize;

/// Kinds of relations that are listed, but are not of this stage: growth, and bases that nobody states.
const LATER: [&str; 3] = ["growth-consistency", "base-inference", "kind"];

/// A relation as listed: `cells` are `table[row,column]#k`, counted from 0, the k-th figure of the cell.
#[derive(Deserialize)]
struct Listed {
    id: String,
    kind: String,
    cells: String,
    agrees: String,
}

/// A figure's place: table, row, column, and which figure of the cell.
pub type Figure = (String, usize, usize, usize);

/// What was compared for one study.
#[derive(Default)]
pub struct Coverage {
    pub study: String,
    /// Listed relations of this stage.
    pub listed: usize,
    /// Listed relations of later stages.
    pub later: usize,
    /// Listed relations whose figures no derived relation ties.
    pub missing: Vec<String>,
    /// Listed disagreements.
    pub disagreements: usize,
    /// Listed disagreements that are not found.
    pub not_found: Vec<String>,
    /// Findings whose figures no listed disagreement ties.
    pub unlisted: Vec<String>,
}

/// Why something is not covered, not found or not listed.
#[derive(Deserialize)]
pub struct Exception {
    study: String,
    /// What the lines that it explains begin with or hold.
    matches: Vec<String>,
    pub reason: String,
}

#[derive(Deserialize)]
struct Exceptions {
    exception: Vec<Exception>,
}

/// The exceptions that somebody has looked at.
pub fn exceptions(root: &Path) -> Result<Vec<Exception>, Box<dyn Error>> {
    let text = std::fs::read_to_string(root.join("tests/expected/exceptions.toml"))?;
    Ok(toml::from_str::<Exceptions>(&text)?.exception)
}

/// The reason for a line of the comparison, if one is written.
pub fn reason<'a>(exceptions: &'a [Exception], study: &str, line: &str) -> Option<&'a str> {
    let explains = |exception: &&Exception| {
        exception.study == study && exception.matches.iter().any(|part| line.contains(part.as_str()))
    };
    exceptions.iter().find(explains).map(|exception| exception.reason.as_str())
}

impl Coverage {
    pub fn covered(&self) -> usize {
        self.listed - self.missing.len()
    }

    pub fn found(&self) -> usize {
        self.disagreements - self.not_found.len()
    }
}

/// What is derived of a study: the figures that each decided relation ties, and whether it is broken; the figures of each finding.
#[derive(Default)]
pub struct Derived {
    relations: Vec<(BTreeSet<Figure>, bool)>,
    findings: Vec<(String, BTreeSet<Figure>)>,
    /// Table, row and column of the cells that cannot be read, which are findings of their own.
    malformed: BTreeSet<(String, usize, usize)>,
}

impl Derived {
    /// Adds what an audit says of figures at these places.
    pub fn add(&mut self, audit: &Audit, places: &BTreeMap<usize, Figure>) {
        let figures = |claims: &[usize]| -> BTreeSet<Figure> {
            claims.iter().filter_map(|claim| places.get(claim).cloned()).collect()
        };
        let decided = audit.outcomes().iter().filter(|outcome| !matches!(outcome.verdict, Verdict::Undecided(_)));
        self.relations.extend(
            decided.map(|outcome| (figures(&outcome.relation.claims()), outcome.verdict == Verdict::Inconsistent)),
        );
        let findings = audit.findings().iter().filter(|finding| finding.kind.name() != "notation");
        self.findings.extend(findings.map(|finding| (finding.id.clone(), figures(&finding.claims))));
    }

    fn of(study: &Study) -> Result<Self, Box<dyn Error>> {
        let mut derived = Self::default();
        derived.add(&study.audit(), &places(study)?);
        derived.malformed = study
            .malformed()
            .iter()
            .filter_map(|cell| {
                let source = study.tables()[cell.table].source;
                let row = row(study, source, cell.place.line)?;
                Some((study.sources()[source].stem().to_owned(), row, cell.place.field - 1))
            })
            .collect();
        Ok(derived)
    }

    fn is_malformed(&self, cells: &BTreeSet<Figure>) -> bool {
        cells.iter().any(|(table, row, column, _)| self.malformed.contains(&(table.clone(), *row, *column)))
    }
}

/// The studies that have a list, in the order of their names.
pub fn compare_all(root: &Path) -> Result<Vec<Coverage>, Box<dyn Error>> {
    compare_each(root, |folder| Derived::of(&Study::open(folder)?))
}

/// The same of what is derived of each folder in this way.
pub fn compare_each(
    root: &Path,
    derive: impl Fn(&Path) -> Result<Derived, Box<dyn Error>>,
) -> Result<Vec<Coverage>, Box<dyn Error>> {
    let mut lists: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(root.join("tests/expected"))? {
        lists.push(entry?.path());
    }
    lists.retain(|list| list.extension().is_some_and(|ending| ending == "csv"));
    lists.sort();
    let compared = lists.iter().map(|list| {
        let name = list.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let derived = derive(&root.join("tests/studies").join(&name))?;
        compare(name, list, &derived)
    });
    compared.collect()
}

fn compare(name: String, list: &Path, derived: &Derived) -> Result<Coverage, Box<dyn Error>> {
    let mut coverage = Coverage { study: name, ..Coverage::default() };
    let mut known: Vec<BTreeSet<Figure>> = Vec::new();
    for listed in csv::Reader::from_path(list)?.deserialize() {
        let listed: Listed = listed?;
        let cells = cells(&listed.cells)?;
        if LATER.contains(&listed.kind.as_str()) {
            coverage.later += 1;
            continue;
        }
        let ties = |figures: &BTreeSet<Figure>| cells.is_subset(figures);
        // An order of several figures is one of each with the next.
        let neighbours = listed.kind == "order" && neighbours_are_tied(&listed.cells, &derived.relations)?;
        let what = || format!("{} {} {}", listed.id, listed.kind, listed.cells);
        let malformed = derived.is_malformed(&cells);
        coverage.listed += 1;
        if !derived.relations.iter().any(|(figures, _)| ties(figures)) && !malformed && !neighbours {
            coverage.missing.push(what());
        }
        if listed.agrees == "NO" {
            coverage.disagreements += 1;
            if !derived.relations.iter().any(|(figures, broken)| *broken && ties(figures)) && !malformed {
                coverage.not_found.push(what());
            }
            known.push(cells);
        }
    }
    let is_listed = |figures: &BTreeSet<Figure>| known.iter().any(|cells| cells.is_subset(figures));
    let unlisted = derived.findings.iter().filter(|(_, figures)| !is_listed(figures));
    coverage.unlisted = unlisted.map(|(id, _)| id.clone()).collect();
    Ok(coverage)
}

/// Whether each figure of an ordered list is compared with the next.
fn neighbours_are_tied(listed: &str, derived: &[(BTreeSet<Figure>, bool)]) -> Result<bool, Box<dyn Error>> {
    let figures: Vec<Figure> = ordered_cells(listed)?;
    let tied = |pair: &[Figure]| derived.iter().any(|(figures, _)| pair.iter().all(|figure| figures.contains(figure)));
    Ok(figures.windows(2).all(tied))
}

/// `table1[4,1]#0 ; table1[5,1]#0 ; -> table1[46,1]#0`.
fn cells(text: &str) -> Result<BTreeSet<Figure>, Box<dyn Error>> {
    Ok(ordered_cells(text)?.into_iter().collect())
}

fn ordered_cells(text: &str) -> Result<Vec<Figure>, Box<dyn Error>> {
    let parts = text.split(';').map(|part| part.trim().trim_start_matches("->").trim()).filter(|part| !part.is_empty());
    // Some lists name a constant, such as the number of respondents in the caption.
    let parts = parts.filter(|part| part.contains('['));
    parts.map(|part| cell(part).ok_or_else(|| format!("`{part}` is no cell").into())).collect()
}

fn cell(text: &str) -> Option<Figure> {
    let (table, rest) = text.split_once('[')?;
    let (row, rest) = rest.split_once(',')?;
    let (column, which) = rest.split_once("]#")?;
    Some((table.to_owned(), row.parse().ok()?, column.parse().ok()?, which.parse().ok()?))
}

/// The place of each claim that stands in a table, as the lists write it.
pub fn places(study: &Study) -> Result<BTreeMap<usize, Figure>, Box<dyn Error>> {
    let mut in_cell: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, claim) in study.claims().iter().enumerate().filter(|(_, claim)| claim.table.is_some()) {
        let place = &claim.place;
        in_cell.entry((place.source, place.line, place.field)).or_default().push(at);
    }
    let mut places = BTreeMap::new();
    for ((source, line, field), mut claims) in in_cell {
        claims.sort_by_key(|claim| study.claims()[*claim].place.span.start);
        let table = study.sources()[source].stem().to_owned();
        let row = row(study, source, line).ok_or("a claim stands in no row")?;
        for (which, claim) in claims.into_iter().enumerate() {
            places.insert(claim, (table.clone(), row, field - 1, which));
        }
    }
    Ok(places)
}

/// The row of the file, counted from 0, that a line belongs to.
fn row(study: &Study, source: usize, line: usize) -> Option<usize> {
    let text = study.sources()[source].text();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    // The position of a record is before the line end of the record before it.
    let start = |position: &csv::Position| {
        let rest = &text[position.byte() as usize..];
        let offset = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        1 + text[..offset].matches('\n').count()
    };
    let starts: Vec<usize> = reader.records().flatten().filter_map(|record| record.position().map(start)).collect();
    starts.iter().rposition(|start| *start <= line)
}
