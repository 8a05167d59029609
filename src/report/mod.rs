//! Reports: an audit as text for people and as JSON for programs. They return strings and touch no file.

mod json;
mod sentences;
mod text;

pub use json::json;
pub use sentences::sentences;
pub use text::{Colour, finding, text};
