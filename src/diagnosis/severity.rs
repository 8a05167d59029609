//! How much depends on a finding.

/// How much depends on a finding, from little to much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// One figure is one unit of its last printed digit away from what the others say it should be.
    LastDigit,
    /// A figure is farther away than that, or it is not known which one is wrong.
    #[default]
    Figure,
    /// A figure of the text is involved, or one on whose side of a threshold a decision rests: a p value at 0.05.
    Claim,
}

impl Severity {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::LastDigit => "last-digit",
            Self::Figure => "figure",
            Self::Claim => "claim",
        }
    }
}
