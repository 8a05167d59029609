//! The studies that come with the crate, to be audited without a file.
//!
//! The build script embeds `data/`, so that a program that depends on retally can audit its studies without a file.
//!
//! ```
//! let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
//! assert_eq!(study.tables().len(), 4);
//! assert_eq!(study.audit().findings().len(), 5);
//! # Ok::<(), retally::Error>(())
//! ```

use std::path::Path;

use crate::error::Error;
use crate::study::Study;

include!(concat!(env!("OUT_DIR"), "/studies.rs"));

/// A study that comes with the crate: the files of its folder.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// The name of its folder.
    pub name: &'static str,
    /// Its files, each with its name.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Embedded {
    /// Reads it.
    pub fn study(&self) -> Result<Study, Error> {
        Study::from_files(self.name, self.files.iter().copied())
    }
}

/// The studies in these folders, each as it is read; where none is named, those that come with the crate.
///
/// ```
/// let none: [&str; 0] = [];
/// assert!(retally::studies::open(&none).all(|study| study.is_ok()));
/// let one = retally::studies::open(&["no/such/folder"]).next().unwrap();
/// assert!(one.unwrap_err().to_string().starts_with("no/such/folder/study.toml: cannot be read"));
/// ```
pub fn open<P: AsRef<Path>>(folders: &[P]) -> impl Iterator<Item = Result<Study, Error>> {
    let embedded = ALL.iter().filter(|_| folders.is_empty()).map(Embedded::study);
    embedded.chain(folders.iter().map(Study::open))
}

/// The study of that name.
pub fn find(name: &str) -> Option<&'static Embedded> {
    ALL.iter().find(|study| study.name == name)
}
