//! Anchors: what parts of a page are called in links.

use std::fmt::Write;

use crate::audit::Finding;
use crate::relation::Kind;
use crate::study::{Claim, Study};

/// The anchor of a finding. Those that no relation is behind may be called the same, and have their number as well.
pub(super) fn finding(finding: &Finding, number: usize) -> String {
    let anchor = format!("finding-{}", encoded(&finding.id));
    let is_of_relation = finding.kind != Kind::notation() && finding.kind != Kind::system();
    if is_of_relation { anchor } else { format!("{anchor}~{number}") }
}

/// The anchor of a relation in the list of all.
pub(super) fn relation(name: &str) -> String {
    format!("relation-{}", encoded(name))
}

/// The anchor of a table.
pub(super) fn table(at: usize) -> String {
    format!("table-{}", at + 1)
}

/// The anchor of a printed table that is read in parts, of which this is the first.
pub(super) fn parts(first: usize) -> String {
    format!("parts-{}", first + 1)
}

/// The anchor of the place at which a figure is printed. Several tables may print the same cell of a file, and each has its
/// own.
pub(super) fn place(study: &Study, claim: &Claim) -> String {
    let place = &claim.place;
    let printed_in = cell_of(study, claim).map_or_else(|| format!("text-{}", place.source), table);
    format!("{printed_in}:{}:{}", place.line, place.field)
}

/// The table in a cell of which a figure is printed. A figure of the manifest may belong to a table and stand in none.
pub(super) fn cell_of(study: &Study, claim: &Claim) -> Option<usize> {
    claim.table.filter(|table| study.tables()[*table].source == claim.place.source)
}

/// Text as part of an `id` and of an address: white space is not allowed in one, and other signs not in the other. Two texts
/// never become one.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            ' ' => encoded.push('_'),
            ':' | '.' | '-' | '=' | ',' | '+' => encoded.push(sign),
            _ if sign.is_ascii_alphanumeric() => encoded.push(sign),
            // Writing to a string cannot fail.
            _ => drop(write!(encoded, "~{:x}~", u32::from(sign))),
        }
    }
    encoded
}
