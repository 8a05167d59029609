//! What stands before a number and says how it is meant: `<`, `at least`, `about`.

/// What stands before a number and says how it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Nothing, or `=`: the number itself, as far as its rounding goes.
    Exactly,
    /// `<`: below the number.
    Below,
    /// `≤`: the number or less.
    AtMost,
    /// `>`: above the number.
    Above,
    /// `≥`: the number or more.
    AtLeast,
    /// `≈`, "about": within one unit of the last digit that is not zero, so "about 400" is 300 to 500.
    About,
}

/// How each qualifier may be written; what is longer stands before what it begins with.
const QUALIFIERS: [(&str, Qualifier); 17] = [
    ("<=", Qualifier::AtMost),
    (">=", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("≥", Qualifier::AtLeast),
    ("<", Qualifier::Below),
    (">", Qualifier::Above),
    ("=", Qualifier::Exactly),
    ("≈", Qualifier::About),
    ("~", Qualifier::About),
    ("about", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
    ("less than", Qualifier::Below),
    ("under", Qualifier::Below),
    ("more than", Qualifier::Above),
    ("over", Qualifier::Above),
    ("some", Qualifier::About),
];

/// The qualifier that a text begins with, and the rest.
pub(super) fn split_qualifier(text: &str) -> (Qualifier, &str) {
    let written = QUALIFIERS.iter().find_map(|&(sign, qualifier)| {
        let head = text.get(..sign.len()).filter(|head| head.eq_ignore_ascii_case(sign))?;
        let rest = &text[head.len()..];
        let is_word = sign.ends_with(|last: char| last.is_ascii_alphabetic());
        (!is_word || rest.starts_with(char::is_whitespace)).then(|| (qualifier, rest.trim_start()))
    });
    written.unwrap_or((Qualifier::Exactly, text))
}
