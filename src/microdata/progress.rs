//! How far a search has come.

/// How far the search for values has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which block of variables is sought, counted from zero.
    pub block: usize,
    /// How many there are.
    pub blocks: usize,
    /// How many changes of it were tried.
    pub done: usize,
    /// After how many the search gives up.
    pub of: usize,
}
