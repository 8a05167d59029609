//! What has become of a printed figure.

use crate::quantity::Dimension;
use crate::sample::Measure;

/// A claim, recomputed from respondents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recomputed {
    /// What is recomputed; nothing where it is not defined, as the mean of nobody, or was not sought.
    pub value: Option<Measure>,
    /// What has become of the printed figure.
    pub status: Reproduction,
}

/// What has become of a printed figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reproduction {
    /// The respondents' figure is one that prints so.
    AsPrinted,
    /// It is not, and the audit shows that no respondents have all figures of a finding: this is an index into
    /// [`Audit::findings`](crate::Audit::findings).
    Refuted(usize),
    /// It is not: the search did not reach it. That says nothing of the figure.
    NotReached,
    /// Real respondents have another figure.
    Differs,
    /// No respondents were sought for it.
    NotSought(NotSought),
}

/// Why no respondents were sought for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSought {
    /// It is the p value of a test.
    Test,
    /// It is a number that is no statistic of respondents.
    Value,
    /// It says how several figures stand to each other.
    Several,
    /// It is a weighted percentage, and weights are not printed.
    Weighted,
    /// Several answers of one respondent are added up in it.
    Overlap,
    /// It is of more classifications at once than are counted together.
    TooManyCells,
    /// It is of more respondents than are drawn.
    TooManyRespondents,
    /// Its digits are too many to be reckoned with.
    TooLarge,
    /// An identity ties its variable to others so that none follows from the others in whole steps.
    Identity,
    /// The data file has no column of this dimension.
    NoColumn(Dimension),
}

impl NotSought {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Test => "the p value of a test",
            Self::Value => "no statistic of respondents",
            Self::Several => "is about several figures at once, as a test or a comparison is",
            Self::Weighted => "weighted, and the weights are not printed",
            Self::Overlap => "several answers of one respondent are added up",
            Self::TooManyCells => "of more classifications at once than are counted together",
            Self::TooManyRespondents => "of more respondents than are drawn",
            Self::TooLarge => "has too many digits to be reckoned with",
            Self::Identity => "of a variable that follows from others, but not in whole steps",
            Self::NoColumn(_) => "no column",
        }
    }
}
