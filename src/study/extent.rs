//! What of a study its manifest says: all, or what stands beside the tables of a paper that are read.

use std::path::Path;

use toml::Spanned;

use crate::error::Error;
use crate::study::manifest::{Manifest, TableEntry};
use crate::study::source::Source;
use crate::study::value::offset;

/// What of a study its manifest says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent<'a> {
    All,
    /// Tables of this paper are read as well.
    #[cfg_attr(not(feature = "documents"), expect(dead_code))]
    BesideWhatIsReadOf(&'a str),
}

impl Extent<'_> {
    /// Whether a file is the paper that is read.
    pub fn is_of(self, file: &str) -> bool {
        matches!(self, Self::BesideWhatIsReadOf(paper) if paper == file)
    }
}

/// A manifest says something; and nothing is left out in silence where it leaves the rest of a paper to be read.
pub(crate) fn check_extent(entries: &Manifest, manifest: &Source, extent: Extent) -> Result<(), Error> {
    let (of_study, of_tables) = (entries.study.paper.as_ref(), &entries.corrections);
    let mut papers = of_study.into_iter().chain(of_tables.iter().filter_map(|entry| entry.paper.as_ref()));
    papers.try_for_each(|paper| plain_file_name(paper, manifest))?;
    let read = of_study.map(offset).or_else(|| of_tables.first().map(TableEntry::at));
    match (read, entries.skip.values().next()) {
        (Some(at), _) if extent == Extent::All => Err(manifest
            .error(at, "the tables of this paper are to be read, which a study by itself does not")
            .help(WHAT_READS)),
        (_, Some(skipped)) if of_study.is_none() => {
            Err(manifest.error(offset(skipped), "tables are left out of a paper, but `[study]` names no `paper`"))
        }
        (None, _) => check_not_empty(entries, manifest),
        _ => Ok(()),
    }
}

/// What reads the tables of a paper that a manifest does not declare.
const WHAT_READS: &str = "open it with `retally audit`, or in Rust with `reading::Paper::corrected`";

fn check_not_empty(entries: &Manifest, manifest: &Source) -> Result<(), Error> {
    let is_empty = entries.tables.is_empty() && entries.texts.is_empty();
    if !is_empty || !entries.claims.is_empty() || !entries.statements.is_empty() {
        return Ok(());
    }
    Err(manifest.error(0, "there is no `[[table]]` and no `[[claim]]`").help(
        "a table is declared with its CSV file, `stub` and `header`, a figure in the text with `where` and `figure`",
    ))
}

/// A file of the study's own folder, not one elsewhere.
pub(crate) fn plain_file_name(file: &Spanned<String>, manifest: &Source) -> Result<(), Error> {
    let name = file.get_ref();
    match Path::new(name).file_name().is_some_and(|last| last == name.as_str()) {
        true => Ok(()),
        false => {
            Err(manifest.error(offset(file), format!("`{name}` is not the name of a file beside {}", manifest.name())))
        }
    }
}
