//! What else is printed about a figure: for it or against it.

/// A relation that speaks for a figure or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The relation's [name](crate::Relation::name).
    pub relation: String,
    /// The figure, as an index into [`Study::claims`](crate::Study::claims).
    pub claim: usize,
    /// Whether the relation speaks for the figure, or against it.
    pub supports: bool,
    /// The arithmetic in words: `37 + 34 = 71`.
    pub text: String,
}
