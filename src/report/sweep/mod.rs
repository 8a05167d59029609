//! What the lines of a sweep come to, for people and programs.

mod csv;
mod text;

pub(super) use text::{disagreement, extent, percent};

pub use csv::summary_csv;
pub use text::summary_text;
