//! A study: the tables of a paper as a list of claims.

mod axes;
mod bases;
mod binding;
pub mod builder;
mod caption;
mod captions;
mod cells;
mod checks;
mod claim;
mod computed;
mod condition;
mod correction;
mod coverage;
mod data;
mod declaration;
mod declared;
mod direction;
pub mod embedded;
mod equation;
mod extent;
mod grid;
mod identity;
mod interval;
mod label;
mod layout;
mod levels;
mod lists;
mod manifest;
mod mapped;
mod mapping;
mod meaning;
mod missing;
mod names;
mod notation;
mod numbers;
mod open;
mod original;
mod paper;
mod places;
mod reference;
mod source;
mod spots;
mod table;
mod text;
mod text_claim;
mod tied;
pub mod transcription;
mod unread;
mod value;
mod vocabulary;
mod weights;

pub(crate) use caption::starred;
pub use cells::Malformed;
pub use claim::Claim;
pub use computed::Computed;
pub(crate) use condition::Test;

#[cfg(feature = "documents")]
pub(crate) use correction::Said;
pub(crate) use direction::join;
pub use equation::{Formula, Function};
pub use grid::{Cell, Grid};
pub use identity::Identity;
#[cfg(feature = "documents")]
pub(crate) use interval::{level as interval_level, says_interval};
pub(crate) use label::split as split_label;
pub(crate) use mapping::{Clause, Coded, Mapped, Mapping, Named};
pub use names::Names;
#[cfg(feature = "documents")]
pub(crate) use names::tidy_label;
pub(crate) use names::within;
#[cfg(feature = "documents")]
pub(crate) use notation::{Notation, Slot};
#[cfg(feature = "documents")]
pub(crate) use numbers::MARKERS;
pub(crate) use numbers::{Numbers, unmarked};
pub(crate) use original::Spot;
#[cfg(feature = "documents")]
pub(crate) use original::{Original, Row};
#[cfg(feature = "documents")]
pub(crate) use paper::Rest;
pub(crate) use reference::{symbol, with_sign_of};
pub use source::{Place, Source};
pub use table::Table;
#[cfg(feature = "documents")]
pub(crate) use text::speaks_of_exact;
pub use text_claim::TextClaim;
pub(crate) use unread::Omitted;
pub use unread::Unread;
#[cfg(feature = "documents")]
pub(crate) use value::offset;
pub(crate) use weights::{Weight, Weights};

use std::path::{Path, PathBuf};

use crate::file::Input;
use crate::number::{Figure, Rational, Rounding};
use crate::quantity::{Dimension, Event, Quantity};

/// The name of the file that describes a study.
pub const MANIFEST: &str = "study.toml";

/// A paper's tables, read: every printed figure with the quantity it claims to be.
///
/// ```
/// let study = retally::Study::from_files("shop", [
///     ("study.toml", "
///         [study]
///         title = 'A shop'
///         size = 8
///         [[table]]
///         file = 'sales.csv'
///         stub = 'fruit'
///         header = 'statistic'
///     "),
///     ("sales.csv", "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n"),
/// ])?;
/// assert_eq!(study.claims().len(), 7); // six cells and the size
/// assert!(study.audit().findings().is_empty());
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Study {
    name: String,
    folder: Option<PathBuf>,
    title: String,
    authors: Option<String>,
    published: Option<String>,
    doi: Option<String>,
    unit: String,
    units: Option<String>,
    rounding: Rounding,
    alpha: Rational,
    weights: Weights,
    names: Names,
    sources: Vec<Source>,
    tables: Vec<Table>,
    claims: Vec<Claim>,
    text_claims: Vec<TextClaim>,
    blanks: Vec<(usize, Event)>,
    ignored: usize,
    malformed: Vec<Malformed>,
    inputs: Vec<Input>,
    unread: Vec<Unread>,
    omitted: Vec<Omitted>,
    covered: Vec<(Dimension, bool)>,
    identities: Vec<Identity>,
    computed: Vec<Computed>,
    acknowledged: Vec<Acknowledgement>,
    mapping: Mapping,
}

/// A finding that the manifest lists, because somebody has looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The finding's [id](crate::Finding::id).
    pub finding: String,
    /// The figures it is about, as printed.
    pub printed: Vec<String>,
    /// What is known of it.
    pub note: String,
    /// Who says so.
    pub source: Option<String>,
}

impl Study {
    /// The folder's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder that it was opened from, as it was given.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The paper's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who wrote the paper.
    pub fn authors(&self) -> Option<&str> {
        self.authors.as_deref()
    }

    /// Where it was published.
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// Its digital object identifier.
    pub fn doi(&self) -> Option<&str> {
        self.doi.as_deref()
    }

    /// What is counted, in the singular: a respondent, unless the manifest says otherwise.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Several of what is counted: `respondents`, `people`.
    ///
    /// ```
    /// let units = |rest: &str| {
    ///     let manifest = format!("[study]\ntitle = 'T'\n{rest}\n[[claim]]\nwhere = 'Text'\nfigure = 3\n");
    ///     retally::Study::from_files("t", [("study.toml", manifest)]).unwrap().units()
    /// };
    /// assert_eq!(units(""), "respondents");
    /// assert_eq!(units("unit = 'city'"), "cities");
    /// assert_eq!(units("unit = 'person'\nunits = 'people'"), "people");
    /// ```
    pub fn units(&self) -> String {
        let unit = &self.unit;
        let ends = |ending: &str| unit.ends_with(ending);
        let vowel = ["ay", "ey", "oy", "uy"].iter().any(|ending| ends(ending));
        match (&self.units, unit.strip_suffix('y')) {
            (Some(units), _) => units.clone(),
            (None, Some(stem)) if !vowel => format!("{stem}ies"),
            _ if ["s", "x", "ch", "sh"].iter().any(|ending| ends(ending)) => format!("{unit}es"),
            _ => format!("{unit}s"),
        }
    }

    /// The significance level that tests are held against.
    pub fn alpha(&self) -> &Rational {
        &self.alpha
    }

    /// How unlikely each error is that may have happened to a figure.
    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// What its dimensions and levels are called.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The files it was read from: the manifest, then one for each table.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Its tables, in the manifest's order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Every printed figure: the manifest's own, those of the tables in the order of the cells, and those of the text.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The text claims of the text that print figures, in the manifest's order.
    pub fn text_claims(&self) -> &[TextClaim] {
        &self.text_claims
    }

    /// The same study with other figures in place of the printed ones.
    pub(crate) fn with_claims(&self, claims: Vec<Claim>) -> Self {
        Self { claims, ..self.clone() }
    }

    /// Figures that stand alone, in no table and no text.
    pub(crate) fn of_figures(figures: impl IntoIterator<Item = (Figure, Quantity)>) -> Self {
        let study = Self::empty("", "");
        let place = || Place { source: 0, span: 0..0, line: 1, field: 1 };
        let claim = |(figure, quantity)| Claim::new(figure, quantity, place(), study.rounding, &study.names);
        let claims = figures.into_iter().map(claim).collect();
        Self { claims, ..study }
    }

    /// The same of an estimate, with the level of its limits.
    pub(crate) fn of_estimate(figures: impl IntoIterator<Item = (Figure, Quantity, Option<Rational>)>) -> Self {
        let (figures, levels): (Vec<_>, Vec<_>) =
            figures.into_iter().map(|(figure, quantity, level)| ((figure, quantity), level)).unzip();
        let mut study = Self::of_figures(figures);
        study.claims.iter_mut().zip(levels).for_each(|(claim, level)| claim.level = level);
        study
    }

    /// A study that prints nothing.
    fn empty(name: &str, title: &str) -> Self {
        Self {
            name: name.to_owned(),
            folder: None,
            title: title.to_owned(),
            authors: None,
            published: None,
            doi: None,
            unit: "respondent".to_owned(),
            units: None,
            rounding: Rounding::Unstated,
            alpha: Rational::unit(2).scaled(5),
            weights: Weights::default(),
            names: Names::default(),
            sources: Vec::new(),
            tables: Vec::new(),
            claims: Vec::new(),
            text_claims: Vec::new(),
            blanks: Vec::new(),
            ignored: 0,
            malformed: Vec::new(),
            inputs: Vec::new(),
            unread: Vec::new(),
            omitted: Vec::new(),
            covered: Vec::new(),
            identities: Vec::new(),
            computed: Vec::new(),
            acknowledged: Vec::new(),
            mapping: Mapping::default(),
        }
    }

    /// The cells that are not written as the manifest says, though figures were read in them.
    pub fn malformed(&self) -> &[Malformed] {
        &self.malformed
    }

    /// What is printed and is not read, with the reason: numbers in labels that no key of the manifest reads, and what looks
    /// like a test in the texts.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// The files that were read, each once: the manifest and what it names, or the paper. None of a study that was built in Rust.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What was not read of the paper, where it was read as it is.
    pub(crate) fn omitted(&self) -> &[Omitted] {
        &self.omitted
    }

    /// Says which files were read of a paper.
    #[cfg(feature = "documents")]
    pub(crate) fn set_inputs(&mut self, inputs: Vec<Input>) {
        self.inputs = inputs;
    }

    /// Says what was not read of the paper.
    #[cfg(feature = "documents")]
    pub(crate) fn set_omitted(&mut self, omitted: Vec<Omitted>) {
        self.omitted = omitted;
    }

    /// The respondents of whom nothing is printed though a table has a cell for them.
    pub(crate) fn blanks(&self) -> &[(usize, Event)] {
        &self.blanks
    }

    /// The dimensions whose levels, in whichever tables, are everybody; or, where marked, those of whom it is known.
    pub(crate) fn covered(&self) -> &[(Dimension, bool)] {
        &self.covered
    }

    /// How many printed cells are not read, because the manifest says so.
    pub fn ignored(&self) -> usize {
        self.ignored
    }

    /// The equations that hold for every respondent.
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// The numbers that tables compute from others beside them.
    pub fn computed(&self) -> &[Computed] {
        &self.computed
    }

    /// How respondents of a data file become those of the study.
    pub(crate) fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The findings that the manifest lists.
    pub fn acknowledged(&self) -> &[Acknowledgement] {
        &self.acknowledged
    }

    /// The name of the table, or of the section of the text, in which a claim is printed; `study` for the manifest's own.
    pub fn table_name(&self, claim: &Claim) -> &str {
        match (claim.table, claim.text_claim) {
            (Some(table), _) => &self.tables[table].name,
            (None, Some(text_claim)) => &self.text_claims[text_claim].section,
            (None, None) => "study",
        }
    }
}
