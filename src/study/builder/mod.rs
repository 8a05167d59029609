//! A study from data in Rust, without a file.
//!
//! A [`Builder`] is a manifest that is filled key by key, with the cells of its tables beside it. It can say everything that a
//! `study.toml` can, under the same names, since that is what it becomes: [`Builder::build`] reads what
//! [`Builder::to_files`] writes. So what each key means is in the [guide](crate::guide), what is wrong is an
//! [`Error`] in the same words, with the line of the manifest that would be written, and nothing but the calls differs.
//!
//! ```
//! use retally::Study;
//! use retally::builder::Table;
//!
//! let table = Table::new([
//!     ["Networks", "", "2016", "2017", "Total"],
//!     ["Simple", "n", "3", "0", "3"],
//!     ["", "%", "75.0", "0", "37.5"],
//!     ["Complex", "n", "1", "4", "5"],
//!     ["", "%", "25.0", "100", "62.6"],
//!     ["Total", "n", "4", "4", "8"],
//! ]);
//! let table = table.stub(["network", "statistic"]).header("year").share_of(["year", "all"]);
//! let study = Study::builder("Human smuggling networks").size(8).table(table).build()?;
//!
//! let audit = study.audit();
//! assert_eq!(audit.findings().len(), 1);
//! assert_eq!(audit.findings()[0].reported, "62.6"); // 5 of 8 is 62.5
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! The manifest can be looked at, with comments where a program has something to say of what it wrote:
//!
//! ```
//! use retally::builder::{Builder, Claim, Table, Variable};
//!
//! let ages = Table::new([["", "Mean", "SD"], ["Age, years", "36.9", "5.2"]]).stub("variable").header("statistic");
//! let builder = Builder::new("Ages")
//!     .size(141)
//!     .variable("age", Variable::default().printed("Age, years").step(1))
//!     .table(ages.comment("read from page 3"))
//!     .claim(Claim::new("Results", "36.9").statistic("mean").variable("age"));
//! assert_eq!(builder.manifest(), r#"[study]
//! title = "Ages"
//! size = 141
//!
//! [variables]
//! age = { printed = "Age, years", step = 1 }
//!
//! ## read from page 3
//! [[table]]
//! stub = "variable"
//! header = "statistic"
//! file = "table1.csv"
//!
//! [[claim]]
//! where = "Results"
//! figure = "36.9"
//! statistic = "mean"
//! variable = "age"
//! "#);
//! assert_eq!(builder.build()?.audit().findings().len(), 0);
//! # Ok::<(), retally::Error>(())
//! ```

mod construct;
mod entry;
#[cfg(test)]
mod tests;
mod value;
mod write;

use toml::Value as Toml;

use crate::error::Error;
use crate::study::manifest;
use crate::study::source::Source;
use crate::study::{MANIFEST, Study};
use write::Keys;

pub use entry::{
    Acknowledged, Claim, Column, Computed, Data, Identity, Level, Numbers, Statement, Table, Text, Variable,
};
pub use value::Value;

/// A study that is being written down: see the [module](self).
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    name: String,
    /// The sections that there is one of, `[study]` first.
    sections: Vec<(String, Keys)>,
    /// The entries of lists, `[[table]]` and others, in their order.
    entries: Vec<(String, Keys)>,
    /// Files, each with its name, in the order in which they were given.
    files: Vec<(String, String)>,
}

impl Study {
    /// Begins a study of data in Rust: [`Builder::new`].
    pub fn builder(title: &str) -> Builder {
        Builder::new(title)
    }

    /// The files that it was read from, each with its name: the manifest, then those of tables and texts. Read again by
    /// [`Study::from_files`] they are the same study.
    ///
    /// ```
    /// use retally::Study;
    ///
    /// let study = retally::studies::ALL[0].study()?;
    /// let files = study.to_files();
    /// let again = Study::from_files(study.name(), files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    /// assert_eq!(again.audit().to_string(), study.audit().to_string());
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn to_files(&self) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = Vec::new();
        for source in self.sources() {
            if files.iter().all(|file| file.0 != source.name()) {
                files.push((source.name().to_owned(), source.text().to_owned()));
            }
        }
        files
    }
}

impl Builder {
    /// A study of a paper with this title.
    pub fn new(title: &str) -> Self {
        let builder = Self { name: "study".to_owned(), sections: Vec::new(), entries: Vec::new(), files: Vec::new() };
        builder.key("title", title)
    }

    /// The manifest and the other files of a study that is written down already, to be changed or continued. Comments in the
    /// manifest are not kept.
    ///
    /// ```
    /// use retally::builder::{Acknowledged, Builder};
    ///
    /// let study = retally::studies::ALL[0].study()?;
    /// let files = study.to_files();
    /// let builder = Builder::from_files(study.name(), files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    /// let again = builder.acknowledge(Acknowledged::new("table9::share::x", ["1"], "no such finding")).build()?;
    /// assert_eq!(again.audit().findings().len(), study.audit().findings().len());
    /// assert_eq!(again.audit().stale().count(), 1);
    /// # Ok::<(), retally::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where there is no manifest, or it has keys or values that no manifest has. What does not fit its tables is an error when it is
    /// [built](Self::build).
    pub fn from_files<'a>(name: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        let files: Vec<(String, String)> = files.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        let (manifest, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.0 == MANIFEST);
        let text = manifest.into_iter().next().map(|file| file.1);
        let text = text.ok_or_else(|| Error::new(MANIFEST, "is not among the study's files"))?;
        let source = Source::new(MANIFEST, text.into_bytes())?;
        manifest::read(&source)?;
        let keys: toml::Table =
            toml::from_str(source.text()).map_err(|error| source.error(0, error.message().to_owned()))?;
        let mut builder = Self { name: name.to_owned(), sections: Vec::new(), entries: Vec::new(), files };
        for (heading, value) in keys {
            match value {
                Toml::Array(all) => {
                    all.into_iter().for_each(|entry| builder.entries.push((heading.clone(), keys_of(entry))))
                }
                one => builder.sections.push((heading, keys_of(one))),
            }
        }
        Ok(builder)
    }

    /// What the study is called, as if that were the name of its folder: `study` unless said otherwise.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// A variable, by the name that equations use: a label that tables print for it, a list of such labels, or a [`Variable`].
    #[must_use]
    pub fn variable(self, name: &str, variable: impl Into<Value>) -> Self {
        self.set("variables", name, variable)
    }

    /// A level of a dimension, by the name that outputs use: a label that tables print for it, a list of such labels, or a
    /// [`Level`].
    #[must_use]
    pub fn level(mut self, dimension: &str, level: &str, printed: impl Into<Value>) -> Self {
        self.section("levels").set_in(dimension, level, printed.into().0);
        self
    }

    /// The names of a dimension's levels, where they are what is printed.
    #[must_use]
    pub fn levels(self, dimension: &str, names: impl Into<Value>) -> Self {
        self.set("levels", dimension, names)
    }

    /// What a label is that stands for several keys at once.
    ///
    /// ```
    /// use retally::builder::Builder;
    ///
    /// let builder = Builder::new("Prices").label("$4 mean", [("price", "$4"), ("statistic", "mean")]);
    /// assert!(builder.manifest().contains(r#""$4 mean" = { price = "$4", statistic = "mean" }"#));
    /// ```
    #[must_use]
    pub fn label<'a, V: Into<Value>>(mut self, label: &str, keys: impl IntoIterator<Item = (&'a str, V)>) -> Self {
        keys.into_iter().for_each(|(key, value)| self.section("labels").set_in(label, key, value.into().0));
        self
    }

    /// The labels of a statistic that are not recognised by themselves: `statistic("mean", "Promedio")`.
    #[must_use]
    pub fn statistic(self, statistic: &str, labels: impl Into<Value>) -> Self {
        self.set("statistics", statistic, labels)
    }

    /// How unlikely an error is that may have happened to a figure, from 1 to 100.
    #[must_use]
    pub fn weight(self, error: &str, weight: impl Into<Value>) -> Self {
        self.set("weights", error, weight)
    }

    /// What holds for each respondent.
    #[must_use]
    pub fn identity(self, identity: Identity) -> Self {
        self.entry("identity", identity.0)
    }

    /// What tables compute from numbers beside it.
    #[must_use]
    pub fn computed(self, computed: Computed) -> Self {
        self.entry("computed", computed.0)
    }

    /// What the columns of a file of real respondents are called, and how they are coded.
    ///
    /// ```
    /// use retally::builder::{Builder, Column, Data};
    ///
    /// let age = Column::default().column("alter").level("young", "< 30").level("old", ">= 30");
    /// let builder = Builder::new("Ages").data(Data::default().column("age", age).filter("wave", 2).missing("NA"));
    /// assert!(builder.manifest().contains(r#"columns = { age = { column = "alter", levels = { young = "< 30", old = ">= 30" } } }"#));
    /// ```
    #[must_use]
    pub fn data(mut self, data: Data) -> Self {
        *self.section("data") = data.0;
        self
    }

    /// A table of the paper that is not to be read, by its label or its number, with the reason.
    #[must_use]
    pub fn skip(self, table: &str, reason: &str) -> Self {
        self.set("skip", table, reason)
    }

    /// A file that is not given with the entry that names it: the paper that tables are taken from.
    #[must_use]
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }

    /// A table, behind those before it. Its file is `table1.csv`, `table2.csv` and so on where it has no name and is of no
    /// paper.
    #[must_use]
    pub fn table(self, mut table: Table) -> Self {
        if !["file", "paper", "table"].iter().any(|key| table.0.keys.contains_key(*key)) {
            let tables = self.entries.iter().filter(|(heading, _)| heading == "table").count();
            table = table.file(format!("table{}.csv", tables + 1));
        }
        self.entry("table", table.0)
    }

    /// A figure in the text.
    #[must_use]
    pub fn claim(self, claim: Claim) -> Self {
        self.entry("claim", claim.0)
    }

    /// What the text says of a direction.
    #[must_use]
    pub fn statement(self, statement: Statement) -> Self {
        self.entry("statement", statement.0)
    }

    /// A text that reports tests.
    #[must_use]
    pub fn text(self, text: Text) -> Self {
        self.entry("text", text.0)
    }

    /// A finding that is known.
    #[must_use]
    pub fn acknowledge(self, acknowledged: Acknowledged) -> Self {
        self.entry("acknowledged", acknowledged.0)
    }

    /// Sets a key of `[study]` by its name in the manifest.
    #[must_use]
    pub fn key(self, key: &str, value: impl Into<Value>) -> Self {
        self.set("study", key, value)
    }

    /// A comment above the whole manifest.
    #[must_use]
    pub fn comment(mut self, text: &str) -> Self {
        self.section("study").comment.push(text.to_owned());
        self
    }

    fn set(mut self, section: &str, key: &str, value: impl Into<Value>) -> Self {
        self.section(section).set(key, value.into().0);
        self
    }

    fn section(&mut self, heading: &str) -> &mut Keys {
        let known = self.sections.iter().position(|section| section.0 == heading);
        let at = known.unwrap_or(self.sections.len());
        if known.is_none() {
            self.sections.push((heading.to_owned(), Keys::default()));
        }
        &mut self.sections[at].1
    }

    fn entry(mut self, heading: &str, mut keys: Keys) -> Self {
        if let (Some(content), Some(Toml::String(file))) = (keys.content.take(), keys.keys.get("file")) {
            self.files.push((file.clone(), content));
        }
        self.entries.push((heading.to_owned(), keys));
        self
    }

    /// The manifest as text.
    pub fn manifest(&self) -> String {
        let sections = self.sections.iter().map(|(heading, keys)| keys.write(&format!("[{heading}]")));
        let entries = self.entries.iter().map(|(heading, keys)| keys.write(&format!("[[{heading}]]")));
        sections.chain(entries).collect::<Vec<_>>().join("\n")
    }

    /// The manifest and the other files, each with its name, as a folder would hold them.
    pub fn to_files(&self) -> Vec<(String, String)> {
        let manifest = (MANIFEST.to_owned(), self.manifest());
        [manifest].into_iter().chain(self.files.iter().cloned()).collect()
    }

    /// The study.
    ///
    /// # Errors
    ///
    /// Those of [`Study::from_files`], of the files that would be [written](Self::to_files); and where two files have one
    /// name.
    pub fn build(&self) -> Result<Study, Error> {
        let files = self.to_files();
        for (at, (name, text)) in files.iter().enumerate() {
            if files[..at].iter().any(|other| other.0 == *name && other.1 != *text) {
                return Err(Error::new(name, "two different files have this name"));
            }
        }
        Study::from_files(&self.name, files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }
}

fn keys_of(value: Toml) -> Keys {
    match value {
        Toml::Table(keys) => Keys { keys, ..Keys::default() },
        _ => Keys::default(),
    }
}
