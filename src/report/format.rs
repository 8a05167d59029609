//! The forms that reports have on one stream.

use std::fmt;

use crate::audit::Audit;
use crate::report::{Style, json, junit, markdown, sarif, text};

/// The form of a report that goes to one stream. Pages, which are several files, are made by
/// [`pages`](crate::report::pages).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Text,
    /// For programs: one object a line for each study.
    Json,
    /// For reviews, issues and emails.
    Markdown,
    /// For CI: relations as tests.
    Junit,
    /// For code hosts: findings beside the lines of the files.
    Sarif,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Json, Self::Markdown, Self::Junit, Self::Sarif];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
        }
    }

    /// The format of that name.
    ///
    /// ```
    /// use retally::report::Format;
    /// assert_eq!(Format::named("sarif"), Some(Format::Sarif));
    /// assert_eq!(Format::named("SARIF"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether several audits are one document, and not one after the other.
    pub fn is_one_document(self) -> bool {
        matches!(self, Self::Junit | Self::Sarif)
    }

    /// Audits in this format, ending with a line break; of those that people read a blank line between two.
    ///
    /// ```
    /// use retally::report::{Colour, Format};
    /// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
    /// for format in Format::ALL {
    ///     let report = format.report(&[study.audit()], Colour::Never);
    ///     assert!(report.contains("26.3") || format == Format::Junit, "{format}");
    /// }
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn report(self, audits: &[Audit], style: impl Into<Style>) -> String {
        let style = style.into();
        match self {
            Self::Text => audits.iter().map(|audit| text(audit, style)).collect::<Vec<_>>().join("\n"),
            Self::Json => audits.iter().map(|audit| json(audit) + "\n").collect(),
            Self::Markdown => audits.iter().map(markdown).collect::<Vec<_>>().join("\n"),
            Self::Junit => junit(audits),
            Self::Sarif => sarif(audits) + "\n",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
