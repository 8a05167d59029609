//! What the lines of a sweep come to, for people and programs.

mod csv;
mod page;
mod text;

pub use csv::summary_csv;
pub use page::summary_page;
pub use text::summary_text;
