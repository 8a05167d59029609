//! Where figures are printed: in the files of a study, or in the paper that these were written from.

use std::ops::Range;
#[cfg(feature = "documents")]
use std::sync::Arc;

use rustc_hash::FxHashSet;

#[cfg(feature = "documents")]
use crate::study::original::Original;
use crate::study::original::{Row, Spot};
use crate::study::source::{Location, Place, Source};
use crate::study::{Claim, Study};

impl Study {
    /// Where a claim is printed, as `file:line:field`; of a paper that was read as it is, where in the paper:
    /// `paper.xml:812:14`, `book.xlsx:Sheet1!B7`.
    pub fn location(&self, claim: &Claim) -> String {
        let own = || Location(&self.sources[claim.place.source], &claim.place).to_string();
        self.spot(claim).map_or_else(own, |spot| spot.place.clone())
    }

    /// Where a figure stands in the paper that was read as it is; nothing where a manifest declares it.
    pub(crate) fn spot(&self, claim: &Claim) -> Option<&Spot> {
        self.sources()[claim.place.source]
            .original
            .as_ref()?
            .spot((claim.place.line, claim.place.field), claim.figure.text())
    }

    /// The row of the paper that prints a figure, its number among the rows, and the bytes of it that do.
    pub(crate) fn row_of(&self, claim: &Claim) -> Option<(&Row, usize, Range<usize>)> {
        let original = self.sources()[claim.place.source].original.as_ref()?;
        let cell = self.tables().get(claim.table?)?.grid.at(&claim.place);
        let offset = cell.and_then(|cell| claim.place.span.start.checked_sub(cell.span.start));
        let (at, span) = original.span(self.spot(claim)?, claim.figure.text(), offset)?;
        Some((original.rows.get(at)?, at, span))
    }

    /// Whether some of it was read of a paper as it is, without a manifest.
    pub(crate) fn is_read(&self) -> bool {
        self.sources().iter().any(|source| source.original.is_some())
    }

    /// How many tables were printed: parts of one that are read by themselves are one.
    pub(crate) fn printed_tables(&self) -> usize {
        let names = self.tables().iter().map(|table| &self.sources()[table.source]);
        let read: FxHashSet<&str> = names.clone().filter(|file| file.original.is_some()).map(Source::name).collect();
        read.len() + names.filter(|file| file.original.is_none()).count()
    }

    /// The tables as they were printed: those that are parts of one, which stand behind each other, together.
    pub(crate) fn printed_parts(&self) -> Vec<Range<usize>> {
        let source = |table: usize| &self.sources()[self.tables()[table].source];
        let is_next =
            |last: usize, table: usize| source(table).original.is_some() && source(last).name() == source(table).name();
        let mut parts: Vec<Range<usize>> = Vec::new();
        for table in 0..self.tables().len() {
            match parts.last_mut().filter(|last| is_next(last.start, table)) {
                Some(last) => last.end = table + 1,
                None => parts.push(table..table + 1),
            }
        }
        parts
    }

    /// Says what stands behind a file, and what speaks for the reading of each table of it.
    #[cfg(feature = "documents")]
    pub(crate) fn set_original(&mut self, file: &str, original: &Arc<Original>, bits: &[i64]) {
        let own = self.sources.iter_mut().filter(|source| source.name() == file);
        for (at, source) in own.enumerate() {
            source.original = Some(Arc::clone(original));
            source.bits = bits.get(at).copied();
        }
    }

    /// What speaks for how the table was read that a figure stands in, in bits; nothing where a manifest declares it.
    pub(crate) fn bits(&self, claim: &Claim) -> Option<i64> {
        self.sources()[self.tables().get(claim.table?)?.source].bits
    }

    /// Whether a manifest says something of how the table was read that a figure stands in.
    pub(crate) fn is_corrected(&self, claim: &Claim) -> bool {
        let original = self.sources()[claim.place.source].original.as_ref();
        original.is_some_and(|original| original.is_corrected)
    }

    /// A place as people at a terminal need it: in the paper, or with the folder of the study.
    pub(crate) fn path_of(&self, place: &Place, figure: &str) -> String {
        let source = &self.sources()[place.source];
        let spot = source.original.as_ref().and_then(|original| original.spot((place.line, place.field), figure));
        spot.map_or_else(|| self.in_folder(&Location(source, place).to_string()), |spot| spot.place.clone())
    }

    /// The path of a file of it.
    pub(crate) fn in_folder(&self, file: &str) -> String {
        self.folder().map_or_else(|| file.to_owned(), |folder| folder.join(file).display().to_string())
    }
}
