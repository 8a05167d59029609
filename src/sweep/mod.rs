//! Sweeps: many papers, read and audited one after the other, with a line of each.
//!
//! ```
//! use retally::sweep::{Limits, Papers, Summary, sweep};
//!
//! let folder = tempfile::tempdir()?;
//! let table = ",Treatment (n = 140),Control (n = 138)\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\nSmoker,31 (22.1),27 (16.9)\n";
//! for paper in ["a", "b"] {
//!     std::fs::create_dir(folder.path().join(paper))?;
//!     std::fs::write(folder.path().join(paper).join("table.csv"), table)?;
//! }
//! let mut summary = Summary::default();
//! for line in sweep(Papers::of([folder.path()]), 2, &Limits::default()) {
//!     assert_eq!(line.findings.len(), 1);
//!     summary.add(&line);
//! }
//! assert_eq!((summary.all.papers, summary.all.findings), (2, 2));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Lines come in the order of the papers, whatever the threads are done with first, and memory does not grow with the number of papers:
//! sixteen for each thread are begun at most. Whatever a paper is, it has a line, and no paper ends the sweep: what cannot be read
//! or reaches a [limit](Limits) has an [error](Line::error). A thread cannot be stopped: one that reaches the limit of time goes on beside
//! the others until it ends by itself, which the limits of [documents](crate::document::Limits) and
//! [diagnoses](crate::diagnosis::Limits) make it do. The command `retally sweep` reads in processes, which can be ended.

mod archive;
mod articles;
mod ending;
mod examine;
#[cfg(feature = "frames")]
pub mod frames;
mod guard;
mod limits;
mod line;
mod order;
mod papers;
mod seen;
mod source;
mod summary;

pub use ending::is_readable_name;
pub use examine::examine;
pub use limits::Limits;
pub use line::{Failed, Found, Line, Suspected, Table, Verdicts};
pub use order::{InOrder, in_order};
pub use papers::{Papers, Shard, bytes_of};
pub use seen::Seen;
pub use source::{Content, Source};
pub(crate) use summary::highest;
pub use summary::{Group, Summary};

/// Reads and audits papers on so many threads. See the [module](crate::sweep).
pub fn sweep(papers: impl Iterator<Item = Source> + Send + 'static, threads: usize, limits: &Limits) -> InOrder<Line> {
    in_order(papers, threads, || {
        let mut guard = guard::Guard::of(limits);
        move |source| guard.examine(source)
    })
}
