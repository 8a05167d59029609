//! What one label says of all cells of its row or column.

use std::ops::Range;

use crate::inference::NamedTest;
use crate::number::Figure;
use crate::quantity::{Dimension, Level, Statistic};
use crate::study::grid::Cell;
use crate::study::notation::Notation;

/// What the labels of a stub column or of a header row bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A statistic.
    Statistic,
    /// A variable: the row is about it.
    Variable,
    /// A level of the variable that the same cell's other labels name.
    Level,
    /// A level of this dimension.
    Of(Dimension),
    /// The variable that means and the like are of, where the rows or columns are levels of others.
    Outcome,
    /// Nothing: the labels are numbers of rows and the like.
    Ignored,
}

/// What one label says of all cells of its row or column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Meaning {
    /// Nothing is printed, nothing is bound.
    Nothing,
    Statistic(Statistic),
    /// Which test a p value is of.
    Test(NamedTest),
    Variable(Dimension),
    Outcome(Dimension),
    /// A level of a variable that is not known yet.
    Answer(String),
    Member(Dimension, Level),
    /// A total over what these keys would bind.
    Margin(Vec<Key>),
    /// All of these.
    Several(Vec<Meaning>),
}

impl Meaning {
    /// What it says, one thing at a time.
    pub fn each(&self) -> &[Meaning] {
        match self {
            Self::Several(meanings) => meanings,
            meaning => std::slice::from_ref(meaning),
        }
    }

    /// Whether it names a statistic of a test, or its p value.
    pub fn is_of_test(&self) -> bool {
        self.each().iter().any(|meaning| matches!(meaning, Self::Statistic(statistic) if statistic.is_of_test()))
    }

    /// Whether it compares the levels of a dimension of which `other` is one.
    pub fn compares(&self, other: &Self) -> bool {
        let is_compared = |dimension| self.each().contains(&Self::Member(dimension, Level::COMPARED));
        other.each().iter().any(|other| matches!(other, Self::Member(dimension, _) if is_compared(*dimension)))
    }

    /// The same with all that `other` says, which comes before what it said of the same keys.
    pub fn overridden(&self, other: &[Meaning]) -> Self {
        let is_said = |meaning: &&Meaning| other.iter().any(|other| other.is_of_key_of(meaning));
        let kept = self.each().iter().filter(|meaning| !is_said(meaning) && **meaning != Self::Nothing);
        Self::Several(kept.chain(other).cloned().collect())
    }

    fn is_of_key_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Member(one, _), Self::Member(other, _)) => one == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A label of the stub or the header.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    pub cell: &'a Cell,
    pub meaning: Meaning,
    /// The number of respondents that it states, and where in the cell's text.
    pub number: Option<(Figure, Range<usize>)>,
    /// The notation that it is itself, as `Mean ± SD`, or that the manifest gives for its place.
    pub notation: Option<Notation>,
    /// Whether the manifest says that the cells under or beside it are not read.
    pub is_ignored: bool,
}

impl<'a> Label<'a> {
    /// A label that states no number.
    pub fn new(cell: &'a Cell, meaning: Meaning) -> Self {
        Self { cell, meaning, number: None, notation: None, is_ignored: false }
    }

    /// A label that says nothing.
    pub fn nothing(cell: &'a Cell) -> Self {
        Self::new(cell, Meaning::Nothing)
    }

    pub fn is_blank(&self) -> bool {
        self.cell.text.trim().is_empty()
    }

    /// A label that is a statistic only belongs to the one on its left that binds a statistic and more.
    pub fn continuing(self, left: Option<&Meaning>) -> Self {
        let (Meaning::Statistic(_), Some(Meaning::Several(left))) = (&self.meaning, left) else { return self };
        let others = left.iter().filter(|meaning| !matches!(meaning, Meaning::Statistic(_)));
        let meaning = Meaning::Several(others.cloned().chain([self.meaning.clone()]).collect());
        Self { meaning, ..self }
    }

    /// The same label for a cell that it spans or is repeated for: its number is stated once.
    pub fn repeated(&self) -> Self {
        Self { number: None, ..self.clone() }
    }
}
