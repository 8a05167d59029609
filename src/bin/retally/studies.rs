//! The studies that a command is about.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::{Audit, Study};

use crate::papers::{self, Opened};

use crate::output::{Failure, Output};
use crate::progress::Progress;

#[derive(Args)]
pub struct Folders {
    /// Folders with a study.toml, or papers as they are, also a folder of them, whose CSV files are one paper, or - for standard
    /// input; none: the current folder
    #[arg(value_name = "DIR|PAPER")]
    folders: Vec<PathBuf>,
    /// What the paper on the standard input is called in what is printed of it
    #[cfg(feature = "documents")]
    #[arg(long, value_name = "NAME", default_value = "standard input")]
    name: String,
}

impl Folders {
    /// Each study, read when it is asked for.
    pub fn open(&self) -> impl Iterator<Item = Result<Study, Failure>> {
        self.read().map(|opened| opened.and_then(Opened::into_study))
    }

    /// The same, with what was read of papers. A paper of which no table is read has no study.
    pub fn read(&self) -> impl Iterator<Item = Result<Opened, Failure>> {
        self.paths().into_iter().map(|path| self.open_one(&path?))
    }

    fn open_one(&self, path: &Path) -> Result<Opened, Failure> {
        #[cfg(feature = "documents")]
        if papers::is_input(path) {
            return papers::input(&self.name);
        }
        papers::open(path)
    }

    /// The folders of studies and the papers.
    pub fn paths(&self) -> Vec<Result<PathBuf, Failure>> {
        match self.folders.is_empty() {
            true => papers::here(),
            false => self.folders.iter().flat_map(|path| papers::within(path)).collect(),
        }
    }

    /// As they were named.
    pub fn named(&self) -> &[PathBuf] {
        &self.folders
    }

    /// All studies that can be read, and the exit status when some cannot.
    pub fn open_all(&self, output: &Output) -> (Vec<Study>, u8) {
        let mut status = 0;
        let studies = self.open().filter_map(|study| match study {
            Ok(study) => Some(study),
            Err(error) => {
                status = output.fail(&error);
                None
            }
        });
        (studies.collect(), status)
    }
}

/// The audits of studies, with a bar if there are many.
pub fn audits<'a>(studies: &'a [Study], output: &Output) -> Vec<Audit<'a>> {
    let mut progress = Progress::new("studies", studies.len(), output.quiet);
    let audit = |(done, study): (usize, &'a Study)| {
        progress.reach(done);
        study.audit()
    };
    studies.iter().enumerate().map(audit).collect()
}

/// 0 if the findings are exactly those that the study acknowledges, or 1.
pub fn status(audit: &Audit) -> u8 {
    u8::from(!audit.is_as_acknowledged())
}
