//! What words say of a number, and what it is a number of.

/// What is said of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wording {
    /// The number itself, as far as its rounding goes.
    Exactly,
    /// About, around, some.
    About,
    /// Near, close to.
    Near,
    /// Almost, nearly, just under.
    Almost,
    /// Just over, slightly more than.
    JustOver,
    /// At least.
    AtLeast,
    /// More than, over.
    Above,
    /// Less than, under.
    Below,
    /// At most, up to.
    AtMost,
    /// Between two numbers.
    Between,
}

/// What a number in words is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Anything.
    Number,
    /// Of a hundred: "10 percent".
    Percent,
    /// Of one: "a third".
    Share,
    /// Times something: "six-fold".
    Times,
}
