//! Which figures may be wrong, and what they could be.

use crate::number::Interval;

/// A figure whose change alone, or with others, makes a finding's figures possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The figure, as an index into [`Study::claims`](crate::Study::claims).
    pub claim: usize,
    /// Whether it must be wrong, or only may be.
    pub standing: Standing,
    /// What everything else that is reported implies for it: "34 is inconsistent; the other figures imply 41 to 43".
    pub implied_range: Interval,
    /// The same in words: `41 to 43`, `at most 44`, `26.2`.
    pub implied: String,
}

/// How sure it is that a figure is wrong, if as few figures as possible are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is in every smallest repair: it is wrong, or more figures are than need be.
    Necessary,
    /// It is in some smallest repair.
    Possible,
}

impl Standing {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Necessary => "necessary",
            Self::Possible => "possible",
        }
    }
}

/// As few changes as make the figures possible together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Each figure that changes.
    pub changes: Vec<Change>,
    /// Whether all relations of these figures can hold at once, as exact values show: then the repair is possible.
    /// Otherwise it is one that was not refuted.
    pub is_shown: bool,
}

/// What a figure could be, if all others that a repair does not change are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The figure, as an index into [`Study::claims`](crate::Study::claims).
    pub claim: usize,
    /// The values it could have.
    pub values: Interval,
    /// Its digits, where only one figure fits or one is likelier than all others.
    pub figure: Option<String>,
}
