//! What may explain that figures do not match.

/// Something that would explain why figures do not match: with it, each of those that it concerns matches, and none that
/// matched does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypothesis {
    /// Of which kind it is: `exchanged`, `recoded`, `missing counted`, `counted as missing`, `cut point`, `base`, `filter`,
    /// `weight`, `repeated rows`, `part of the file`, `one row less`, `one row more`, `one row changed`, `merged`, `two at once`.
    pub kind: &'static str,
    /// What is supposed. It has nothing of the data in it but numbers of respondents.
    pub text: String,
    /// The same with rows and values of the data, where that says more.
    pub detail: Option<String>,
    /// How many respondents count otherwise.
    pub respondents: u64,
    /// The claims that match with it, as indices into [`Study::claims`](crate::Study::claims).
    pub mends: Vec<usize>,
}
