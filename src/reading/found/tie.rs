//! Which fields of a table are tried together, when formulas between them are looked for.

use smallvec::SmallVec;

/// The fields that a formula ties: three more often than not.
pub(in crate::reading) type Fields = SmallVec<[usize; 4]>;

/// How far apart fields may stand that a formula ties, unless it ties all between them.
pub(in crate::reading) const REACH: usize = 8;

/// Fields that are tried together.
pub(in crate::reading) enum Tie<'f> {
    /// The first may follow from the two others.
    Three([usize; 3]),
    /// The whole may be the sum or the mean of all in a row beside it.
    Row { whole: usize, parts: &'f [usize] },
    /// All in a row may come to a hundred.
    Hundred(&'f [usize]),
}

impl Tie<'_> {
    fn has(&self, is: impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Three(fields) => fields.iter().any(|field| is(*field)),
            Self::Row { whole, parts } => is(*whole) || parts.iter().any(|field| is(*field)),
            Self::Hundred(parts) => parts.iter().any(|field| is(*field)),
        }
    }
}

/// Goes through all that is tried between so many fields: of each with two others within reach, and with all in a row. What ties no field
/// of which nothing else is read, as `is_new` says it of each, is none of it.
pub(in crate::reading) fn each_tie<'f>(fields: &'f [usize], is_new: &[bool], each: &mut impl FnMut(Tie<'f>)) {
    let mut each = |tie: Tie<'f>| {
        if tie.has(|field| is_new[field]) {
            each(tie);
        }
    };
    for (at, result) in fields.iter().copied().enumerate() {
        let near: Fields =
            fields.iter().copied().filter(|other| *other != result && result.abs_diff(*other) <= REACH).collect();
        for (place, one) in near.iter().copied().enumerate() {
            near[place + 1..].iter().for_each(|other| each(Tie::Three([result, one, *other])));
        }
        // All in a row before it, or behind it.
        for length in 3..fields.len() {
            let before = at.checked_sub(length).map(|start| start..at);
            let behind = (at + length < fields.len()).then(|| at + 1..at + 1 + length);
            let rows = before.into_iter().chain(behind).map(|parts| &fields[parts]);
            rows.for_each(|parts| each(Tie::Row { whole: result, parts }));
        }
        (2..=fields.len() - at).for_each(|length| each(Tie::Hundred(&fields[at..at + length])));
    }
}
