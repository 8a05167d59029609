//! Reports: an audit as text and pages for people, and in formats that programs read. They return strings and touch no
//! file.

mod comparative;
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
mod tested;
mod text;
mod view;
mod visible;
mod words;

pub use folders::Folders;
pub use format::Format;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use page::{Page, index, page, pages};
#[cfg(feature = "documents")]
pub use paper::json_of_paper;
#[cfg(feature = "documents")]
pub use read::{explain, places, read};
pub use sarif::sarif;
pub use sentences::sentences;
pub use text::{Colour, finding, text};
