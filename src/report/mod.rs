//! Reports: an audit as text and pages for people, and in formats that programs read. They return strings and touch no
//! file.

mod acknowledgements;
mod comparative;
mod compared;
mod excerpt;
mod folders;
mod format;
#[cfg(feature = "frames")]
pub mod frames;
mod json;
mod junit;
mod markdown;
mod page;
#[cfg(feature = "documents")]
mod paper;
#[cfg(feature = "documents")]
mod read;
mod sarif;
mod sentences;
mod style;
#[cfg(feature = "documents")]
mod sweep;
mod tabulated;
mod tested;
mod text;
mod view;
mod words;

pub use crate::visible::{line as on_one_line, printable};
pub use acknowledgements::acknowledgements;
pub use compared::{Disclosure, compared, compared_page};
pub use folders::Folders;
pub use format::Format;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
#[cfg(feature = "documents")]
pub use page::summary_page;
pub use page::{Page, dated_pages, index, page, pages};
#[cfg(feature = "documents")]
pub use paper::json_of_paper;
#[cfg(feature = "documents")]
pub use read::{explain, read};
pub use sarif::sarif;
pub use sentences::sentences;
pub use style::{Colour, Style};
#[cfg(feature = "documents")]
pub use sweep::{summary_csv, summary_text};
pub use tabulated::{Tabulated, tabulated};
pub use text::{finding, text};
