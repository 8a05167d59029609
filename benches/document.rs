//! What reading a document costs, beside the bare XML parser.
fn main() {}
