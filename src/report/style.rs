//! How a text is set: for a terminal, or for no one in particular.

/// Whether a text carries colours for a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escape sequences.
    Ansi,
}

/// How a text is set. A [`Colour`] alone is a style without a width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether it has colours.
    pub colour: Colour,
    /// How many columns the rows of excerpts may take, if that is known.
    pub width: Option<usize>,
}

impl From<Colour> for Style {
    fn from(colour: Colour) -> Self {
        Self { colour, width: None }
    }
}
