//! `study.toml` as it is written. What each key means is said here; what follows from it, in the modules beside.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::error::{Error, nearest};
use crate::number::Rounding;
use crate::study::data::DataEntry;
pub(crate) use crate::study::levels::{LevelEntries, LevelEntry};
use crate::study::numbers::Numbers;
use crate::study::source::Source;
use crate::study::tied::{ComputedEntry, IdentityEntry};
use crate::study::value::{Lists, OneOrMany, Printed, offset};
use crate::study::weights::{Weight, Weights};

/// The whole manifest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Manifest {
    pub study: StudyEntry,
    /// What the respondents were asked or measured for, by the name that equations use.
    #[serde(default)]
    pub variables: IndexMap<String, Spanned<VariableEntry>>,
    /// The printed labels of each dimension's levels, by the name that outputs use.
    #[serde(default)]
    pub levels: IndexMap<String, Spanned<LevelEntries>>,
    /// Labels that bind several keys at once: `"$4 mean" = { price = "$4", statistic = "mean" }`; of a test,
    /// what it compares: `"F price x pieces" = { statistic = "F", between = ["price", "pieces"] }`.
    #[serde(default)]
    pub labels: Labels,
    /// Labels of statistics that are not recognised by themselves: `mean = "Promedio"`.
    #[serde(default)]
    pub statistics: IndexMap<String, Spanned<OneOrMany<String>>>,
    /// How unlikely each kind of error is that may have happened to a figure.
    #[serde(default)]
    pub weights: Weights,
    #[serde(default, rename = "identity")]
    pub identities: Vec<IdentityEntry>,
    #[serde(default)]
    pub computed: Vec<ComputedEntry>,
    #[serde(default, rename = "table")]
    pub tables: Vec<TableEntry>,
    /// The tables of a paper that do not say their stub and header: they are read, but for what is said.
    #[serde(skip)]
    pub corrections: Vec<TableEntry>,
    /// The figures in the text.
    #[serde(default, rename = "claim")]
    pub claims: Vec<ClaimEntry>,
    /// What the text says of the direction of several figures.
    #[serde(default, rename = "statement")]
    pub statements: Vec<StatementEntry>,
    /// The texts that report tests.
    #[serde(default, rename = "text")]
    pub texts: Vec<Spanned<TextEntry>>,
    #[serde(default)]
    pub acknowledged: Vec<AcknowledgedEntry>,
    /// The tables of the paper that are not to be read, each with the reason.
    #[serde(default)]
    pub skip: IndexMap<String, Spanned<String>>,
    /// What the columns of a file of real respondents are called.
    #[serde(default)]
    pub data: DataEntry,
}

/// What a label, or a place, binds by each of its keys.
pub(crate) type Bindings = IndexMap<String, OneOrMany<String>>;

/// Labels that bind several keys.
pub(crate) type Labels = IndexMap<String, Spanned<Bindings>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StudyEntry {
    pub title: String,
    pub authors: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    pub doi: Option<String>,
    /// The paper beside the manifest: those of its tables that no entry is of are read as their figures say.
    pub paper: Option<Spanned<String>>,
    /// What is counted: `respondent` unless said otherwise.
    pub unit: Option<String>,
    /// Several of it, if not as `unit` with an s: `people`.
    pub units: Option<String>,
    /// How many there are, as printed.
    pub size: Option<Spanned<Printed>>,
    #[serde(default)]
    pub rounding: Rounding,
    /// The significance level, .05 unless said otherwise.
    pub alpha: Option<Spanned<Printed>>,
    /// How numbers are printed.
    #[serde(default)]
    pub numbers: Numbers,
    /// The dimensions whose levels, in whichever tables, are everybody.
    pub partition: Option<Spanned<OneOrMany<String>>>,
    /// The dimensions whose levels, in whichever tables, are those of whom it is known.
    pub partial: Option<Spanned<OneOrMany<String>>>,
}

#[derive(Default)]
pub(crate) struct VariableEntry {
    /// The labels that tables print for it, if not its name.
    pub printed: Option<OneOrMany<String>>,
    pub unit: Option<String>,
    /// What its values are multiples of: 1 for whole years.
    pub step: Option<Printed>,
    /// How many items each of its values is the mean of.
    pub items: Option<Printed>,
    /// The least and the greatest value that are possible.
    pub low: Option<Printed>,
    pub high: Option<Printed>,
}

impl<'de> Deserialize<'de> for VariableEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            printed: Option<OneOrMany<String>>,
            unit: Option<String>,
            step: Option<Printed>,
            items: Option<Printed>,
            low: Option<Printed>,
            high: Option<Printed>,
        }
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = VariableEntry;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a label, a list of labels, or `{ printed = …, unit = …, step = … }`")
            }
            fn visit_str<E>(self, label: &str) -> Result<VariableEntry, E> {
                Ok(VariableEntry { printed: Some(OneOrMany(vec![label.to_owned()])), ..VariableEntry::default() })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<VariableEntry, A::Error> {
                let printed = Some(OneOrMany(Vec::deserialize(SeqAccessDeserializer::new(list))?));
                Ok(VariableEntry { printed, ..VariableEntry::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<VariableEntry, A::Error> {
                let full = Full::deserialize(MapAccessDeserializer::new(map))?;
                let Full { printed, unit, step, items, low, high } = full;
                Ok(VariableEntry { printed, unit, step, items, low, high })
            }
        }
        deserializer.deserialize_any(Entry)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableEntry {
    /// The CSV file beside the manifest.
    pub file: Option<Spanned<String>>,
    /// Or a paper beside it that has the table.
    pub paper: Option<Spanned<String>>,
    /// Which table of the paper it is, by its label or its number.
    pub table: Option<Spanned<String>>,
    /// What outputs call the table, if not as its file.
    pub name: Option<String>,
    /// The rows of the file that are the table, header first, such as `"1, 13-21"`, where one file holds several.
    pub rows: Option<Spanned<String>>,
    pub title: Option<String>,
    /// What the labels of each of the first columns bind; a list within the list where one column has several.
    #[serde(default = "unsaid")]
    pub stub: Spanned<Keys>,
    /// What the labels of each header row bind.
    #[serde(default = "unsaid")]
    pub header: Spanned<Keys>,
    /// Of a table that is read: how many header rows and stub columns it has.
    pub header_rows: Option<Spanned<usize>>,
    pub stub_columns: Option<Spanned<usize>>,
    /// Of a table that is read: what its columns, and the rows under a heading, are called.
    #[serde(default)]
    pub names: IndexMap<String, Spanned<String>>,
    /// What all cells of the table bind besides.
    #[serde(default)]
    pub bind: IndexMap<String, Spanned<String>>,
    /// The dimensions that a printed percentage keeps of its event to get its base; `all` keeps none. Of several
    /// bases the first counts that is not the event itself.
    pub share_of: Option<Spanned<OneOrMany<OneOrMany<String>>>>,
    /// What the label of a row without figures binds for the rows below it.
    pub headings: Option<Spanned<OneOrMany<String>>>,
    /// How a cell holds several figures: `n (%)`; of several notations the first that fits.
    pub cells: Option<Spanned<OneOrMany<String>>>,
    /// The sign between the items of lists, where a label is a list and the cells beside it are lists as long; or the sign
    /// with the levels that the cells list.
    pub lists: Option<Spanned<Lists>>,
    /// Labels that bind several keys, in this table only.
    #[serde(default)]
    pub labels: Labels,
    /// What rows and columns bind by their place: `"columns 2-3" = { group = "A" }`.
    #[serde(default)]
    pub at: Labels,
    /// Other notations for the cells of certain rows or columns, by label.
    #[serde(default)]
    pub cells_of: IndexMap<String, Spanned<String>>,
    /// How its numbers are printed, if not as the study's.
    pub numbers: Option<Numbers>,
    /// The decimals that figures of a statistic have although zeros at their end are not printed.
    #[serde(default)]
    pub decimals: IndexMap<String, Spanned<u32>>,
    /// Other bases for the percentages of certain rows or columns, by label.
    #[serde(default)]
    pub bases: IndexMap<String, Spanned<OneOrMany<OneOrMany<String>>>>,
    /// Whether percentages are weighted: then they add up, but do not follow from the counts.
    pub weighted: Option<Spanned<bool>>,
    /// The dimensions whose levels, printed without a total, are everybody.
    pub partition: Option<Spanned<OneOrMany<String>>>,
    /// The dimensions whose levels are those who answered, fewer than everybody or as many.
    pub partial: Option<Spanned<OneOrMany<String>>>,
    /// Variables whose levels overlap, as with several answers, whatever `partition` and `partial` say.
    pub overlap: Option<Spanned<OneOrMany<String>>>,
    /// The labels of margins, `Total` unless said otherwise.
    pub margins: Option<Spanned<OneOrMany<String>>>,
    /// The labels of rows and columns that are not read.
    pub ignore: Option<Spanned<OneOrMany<String>>>,
    pub rounding: Option<Rounding>,
    /// How far its figures are trusted.
    pub trust: Option<Weight>,
}

/// What the labels of columns, or of rows, bind: one key each, or several.
pub(crate) type Keys = OneOrMany<OneOrMany<String>>;

/// The keys of a table that does not say them, as none that is written is.
fn unsaid() -> Spanned<Keys> {
    Spanned::new(0..0, OneOrMany(Vec::new()))
}

impl TableEntry {
    /// Where the manifest says what it is of.
    pub fn at(&self) -> usize {
        let told = self.file.as_ref().or(self.table.as_ref()).or(self.paper.as_ref());
        told.map_or_else(|| offset(&self.stub).max(offset(&self.header)), offset)
    }

    /// Whether its percentages are weighted.
    pub fn is_weighted(&self) -> bool {
        self.weighted.as_ref().is_some_and(|weighted| *weighted.get_ref())
    }
}

/// The respondents of an event, by the levels that they have; of each dimension one, or any of several.
pub(crate) type EventEntry = IndexMap<String, Spanned<OneOrMany<Printed>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ClaimEntry {
    /// The section of the text in which it stands.
    #[serde(rename = "where")]
    pub section: Spanned<String>,
    /// What is said, in the encoder's own words.
    pub says: Option<String>,
    /// The figure as printed, or in words.
    pub figure: Option<Spanned<Printed>>,
    /// The same in words, where both are printed: "more than one third" beside 35.5.
    pub words: Option<Spanned<String>>,
    /// The statistic, `n` unless said otherwise; of a range two.
    pub statistic: Option<Spanned<OneOrMany<String>>>,
    pub variable: Option<Spanned<String>>,
    /// The respondents, everybody unless said otherwise.
    #[serde(default)]
    pub event: EventEntry,
    /// Whom a percentage is a share of, everybody unless said otherwise.
    pub base: Option<Spanned<EventEntry>>,
    /// How far it is trusted.
    pub trust: Option<Weight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextEntry {
    /// A file beside the manifest, in which every test that is reported is read.
    pub file: Option<Spanned<String>>,
    /// Or a sentence that reports tests: `t(28) = 2.20, p = .03`.
    pub printed: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatementEntry {
    /// The section of the text in which it stands.
    #[serde(rename = "where")]
    pub section: String,
    /// What is said, in the encoder's own words.
    pub says: Option<String>,
    /// `more`, `less`, `increasing`, `decreasing`, `different`.
    pub direction: Spanned<String>,
    /// Whose percentages are compared, `%`, or numbers, `n`, or means, `mean`.
    pub statistic: Option<Spanned<String>>,
    /// Of which variable the means are.
    pub variable: Option<Spanned<String>>,
    /// The respondents whose percentage or number it is.
    #[serde(default)]
    pub event: EventEntry,
    /// Whom they are a share of; where groups are compared, the first of them.
    pub base: Option<Spanned<EventEntry>>,
    /// The other group.
    pub than: Option<Spanned<EventEntry>>,
    /// The dimension over whose levels it grows or declines.
    pub over: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AcknowledgedEntry {
    /// The finding's identity.
    pub finding: Spanned<String>,
    /// Its figures as printed; others than these are a new finding.
    pub printed: OneOrMany<String>,
    pub note: String,
    pub source: Option<String>,
}

/// Reads the text of a manifest.
pub(crate) fn read(source: &Source) -> Result<Manifest, Error> {
    toml::from_str(source.text()).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let located = |message: &str| source.error(error.span().map_or(0, |span| span.start), message);
        match message.as_str() {
            "invalid type: map, expected a sequence" => {
                located(&message).help("write the heading with double brackets, as `[[table]]`")
            }
            _ => suggest_field(&located, &message),
        }
    })
}

/// The name nearest to an unknown key, taken from the message that lists the known ones: all of them only where none is like it.
fn suggest_field(located: &dyn Fn(&str) -> Error, message: &str) -> Error {
    let names: Vec<_> = message.split('`').skip(1).step_by(2).collect();
    match (names.split_first(), message.split_once(", expected ")) {
        (Some((found, known)), Some((unknown, _)))
            if message.starts_with("unknown ") && nearest(found, known.iter().copied()).is_some() =>
        {
            located(unknown).nearest(found, known.iter().copied())
        }
        _ => located(message),
    }
}
