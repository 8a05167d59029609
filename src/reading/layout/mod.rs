//! What stands in a sheet before it means anything: header and stub, rows with their labels, what each cell prints, which words
//! are said, and the bits that evidence is counted in.

pub(super) mod estimate_words;
pub(super) mod evidence;
pub(super) mod frame;
pub(super) mod given;
pub(super) mod paired;
pub(super) mod printed;
pub(super) mod roles;
pub(super) mod row;
pub(super) mod spoken;
pub(super) mod stacked;
pub(super) mod texts;
pub(super) mod words;
