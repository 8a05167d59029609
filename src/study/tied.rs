//! The entries of a manifest that tie variables by equations.

use serde::Deserialize;
use toml::Spanned;

use crate::study::value::Allowance;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct IdentityEntry {
    /// What holds for each respondent: `age_started = age - years_involved`.
    pub equation: Spanned<String>,
    /// By how much its left side may differ from its right side, if they are not equal: `[-1, 0]`.
    pub allowance: Option<Allowance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ComputedEntry {
    /// What is computed, and from what: `change = after - before`.
    pub equation: Spanned<String>,
    /// The table in which it is, by its name, if not in all that print them.
    pub table: Option<Spanned<String>>,
}
