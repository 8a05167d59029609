//! Generated tables read back without their manifests: what is found in them falsely, which relations are lost, and how many
//! errors are found all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use indexmap::IndexMap;
use retally::reading::Paper;
use retally::{Audit, Claim, Verdict};

use super::clean::Files;
use super::misprint::{Misprint, Page};
use super::random::Random;
use super::{Options, happen, layout, trial};

/// Row, column, and which figure of the cell.
type Figure = (usize, usize, usize);

/// What becomes of tables that are read back, by their layouts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadBack {
    pub seed: u64,
    pub layouts: IndexMap<String, Score>,
    /// What was found in tables without an error.
    pub false_findings: Vec<String>,
}

/// What becomes of the tables of a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub tables: usize,
    /// How many of them are read, at least in part.
    pub read: usize,
    /// How many relations the manifest's reading has within each of them.
    pub relations: usize,
    /// How many of these tie figures that a relation without the manifest ties as well.
    pub kept: usize,
    /// How many errors were put in one of them.
    pub errors: usize,
    /// In how many of them something is found with the manifest.
    pub found: usize,
    /// In how many of them something is found without.
    pub found_back: usize,
}

impl Score {
    fn numbers(&self) -> [usize; 7] {
        [self.tables, self.read, self.relations, self.kept, self.errors, self.found, self.found_back]
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            tables: self.tables + other.tables,
            read: self.read + other.read,
            relations: self.relations + other.relations,
            kept: self.kept + other.kept,
            errors: self.errors + other.errors,
            found: self.found + other.found,
            found_back: self.found_back + other.found_back,
        }
    }
}

impl ReadBack {
    /// Prints tables of random respondents in every layout, and reads each back; then the same with an error in one of them.
    pub fn measure(options: &Options, tell: &mut dyn FnMut(usize)) -> Self {
        let mut random = Random::new(options.seed);
        let mut read_back = Self { seed: options.seed, ..Self::default() };
        while read_back.overall().tables < options.tables {
            read_back.try_files(&layout::study(&mut random), &mut random);
            tell(read_back.overall().tables);
        }
        read_back
    }

    pub fn overall(&self) -> Score {
        self.layouts.values().fold(Score::default(), Score::plus)
    }

    fn try_files(&mut self, files: &Files, random: &mut Random) {
        let Ok(clean) = files.read("generated") else { return };
        let audit = clean.audit();
        for table in clean.tables() {
            let source = &clean.sources()[table.source];
            let score = self.layouts.entry(source.stem().to_owned()).or_default();
            score.tables += 1;
            let wanted = within(&audit, table.source);
            score.relations += wanted.len();
            let (derived, findings) = derived(source.name(), source.text());
            score.read += usize::from(!derived.is_empty());
            score.kept += wanted.iter().filter(|cells| derived.iter().any(|other| cells.is_subset(other))).count();
            self.false_findings.extend(findings);
        }
        self.try_error(files, &Page { study: &clean, audit: &audit }, random);
    }

    /// One error of a random kind in one table.
    fn try_error(&mut self, files: &Files, page: &Page, random: &mut Random) {
        let kinds: Vec<Misprint> = Misprint::all().collect();
        let Some(edits) = random.one_of(&kinds).and_then(|misprint| happen(misprint, page, random)) else { return };
        let Some(study) = trial::changed(files, page.study, &edits) else { return };
        let sources: BTreeSet<usize> = edits.iter().map(|edit| page.study.claims()[edit.claim].place.source).collect();
        let (Some(source), 1) = (sources.first(), sources.len()) else { return };
        let source = &study.sources()[*source];
        let Some(score) = self.layouts.get_mut(source.stem()) else { return };
        score.errors += 1;
        score.found += usize::from(!study.audit().findings().is_empty());
        score.found_back += usize::from(!derived(source.name(), source.text()).1.is_empty());
    }
}

/// The figures of each decided relation within one table.
fn within(audit: &Audit, source: usize) -> Vec<BTreeSet<Figure>> {
    let claims = audit.study().claims();
    let is_elsewhere = |claim: &usize| ![0, source].contains(&claims[*claim].place.source);
    let cell = |claim: &Claim| (claim.place.source == source).then(|| (claim.place.line - 1, claim.place.field - 1));
    let places = places(claims, cell);
    let decided = audit.outcomes().iter().filter(|outcome| !matches!(outcome.verdict, Verdict::Undecided(_)));
    let tied = decided.map(|outcome| outcome.relation.claims()).filter(|tied| !tied.iter().any(is_elsewhere));
    let figures = tied.map(|tied| tied.iter().filter_map(|claim| places.get(claim).copied()).collect());
    figures.filter(|figures: &BTreeSet<Figure>| figures.len() > 1).collect()
}

/// The same of a table without a manifest, and what is found in it.
fn derived(name: &str, csv: &str) -> (Vec<BTreeSet<Figure>>, Vec<String>) {
    let Ok(paper) = Paper::from_bytes(name, csv.as_bytes()) else { return Default::default() };
    let reading = paper.read();
    let Some(audit) = reading.audit() else { return Default::default() };
    let cell = |claim: &Claim| {
        let place = reading.place(claim)?;
        let mut cells = paper.document().sheets.iter().flat_map(|sheet| sheet.cells());
        cells.find(|cell| cell.place.to_string() == place).map(|cell| (cell.row, cell.column))
    };
    let places = places(audit.study().claims(), cell);
    let figures = |tied: Vec<usize>| tied.iter().filter_map(|claim| places.get(claim).copied()).collect();
    let decided = audit.outcomes().iter().filter(|outcome| !matches!(outcome.verdict, Verdict::Undecided(_)));
    let derived = decided.map(|outcome| figures(outcome.relation.claims())).collect();
    (derived, audit.findings().iter().map(|finding| format!("{name}: {}", finding.message)).collect())
}

/// The places of claims, by the cells that they stand in. A header that several parts of a table repeat is one place.
fn places(claims: &[Claim], cell: impl Fn(&Claim) -> Option<(usize, usize)>) -> BTreeMap<usize, Figure> {
    let mut in_cell: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    let cells: Vec<_> = claims.iter().map(|claim| Some((cell(claim)?, claim.place.span.start))).collect();
    cells.iter().flatten().for_each(|(cell, start)| {
        in_cell.entry(*cell).or_default().insert(*start);
    });
    let figure = |(claim, (cell, start)): (usize, ((usize, usize), usize))| {
        (claim, (cell.0, cell.1, in_cell[&cell].range(..start).count()))
    };
    cells.into_iter().enumerate().filter_map(|(claim, found)| Some((claim, found?))).map(figure).collect()
}

/// The heads of the columns, in two lines.
const HEADS: [(&str, &str); 7] = [
    ("", "tables"),
    ("", "read"),
    ("", "relations"),
    ("", "kept"),
    ("", "errors"),
    ("found with", "manifest"),
    ("", "without"),
];

impl fmt::Display for ReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |name: &str, cells: [String; 7]| {
            let cells: String = cells.iter().map(|cell| format!("{cell:>11}")).collect();
            format!("{name:<13}{cells}").trim_end().to_owned()
        };
        writeln!(f, "{}", row("", HEADS.map(|head| head.0.to_owned())))?;
        writeln!(f, "{}", row("layout", HEADS.map(|head| head.1.to_owned())))?;
        let overall = self.overall();
        let layouts = self.layouts.iter().map(|(name, score)| (name.as_str(), score)).chain([("all", &overall)]);
        for (name, score) in layouts {
            writeln!(f, "{}", row(name, score.numbers().map(|number| number.to_string())))?;
        }
        let (tables, wrong) = (overall.tables, self.false_findings.len());
        writeln!(
            f,
            "\n{tables} clean tables read back without a manifest: {wrong} false findings; seed {}",
            self.seed
        )?;
        self.false_findings.iter().try_for_each(|wrong| writeln!(f, "  {wrong}"))
    }
}
