//! Columns of tests beside means: a t or an F that compares the groups of the other columns, and its p value.
//!
//! Where a t or an F stands beside groups of known size, cells such as `28.6 ± 6.3` or `28.6 (6.3)` are tried as means with standard
//! deviations though no label says so: the figures confirm it, as each t then follows from its row.

use crate::quantity::Statistic;
use crate::reading::layout::estimate_words::{is_p, test};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::roles::{Role, named};

/// The columns of a t or an F, of its degrees of freedom and its p values; none, where there is neither a t nor an F.
pub(in crate::reading) fn tests(frame: &Frame) -> Vec<(usize, Statistic)> {
    let of = |at: usize| {
        let label = frame.header(at).last().copied()?;
        let found = test(label).filter(|of| matches!(of, Statistic::T | Statistic::F));
        let is_df = || matches!(label.to_lowercase().replace('.', "").as_str(), "df" | "gl" | "ddl" | "fg");
        let found = found.or_else(|| is_p(label).then_some(Statistic::P));
        Some((at, found.or_else(|| is_df().then_some(Statistic::Df))?))
    };
    let mut found: Vec<(usize, Statistic)> = (0..frame.width()).filter_map(of).collect();
    let kinds = |of: Statistic| found.iter().filter(|(_, known)| *known == of).count();
    // Of several nobody knows which compares what.
    let is_one = kinds(Statistic::T) + kinds(Statistic::F) == 1 && kinds(Statistic::P) < 2 && kinds(Statistic::Df) < 2;
    // Of an F it is not said which of the two they are.
    let has_df = kinds(Statistic::T) == 1;
    found.retain(|(_, of)| is_one && (has_df || *of != Statistic::Df));
    found
}

/// What cells without labels of their own hold, as the caption or the notes say it, or else as such cells most often do.
pub(in crate::reading) fn said(frame: &Frame) -> Vec<Role> {
    let sheet = frame.sheet;
    let texts = std::iter::once(sheet.caption.as_str()).chain(sheet.notes.iter().map(|note| note.text.as_str()));
    let of_text = |text: &str| {
        let roles = named(text).roles;
        let pair = |other: Role| roles.windows(2).any(|pair| pair == [Role::Mean, other]);
        [Role::Se, Role::Sd].into_iter().find(|other| pair(*other))
    };
    let spread = texts.filter_map(of_text).next().unwrap_or(Role::Sd);
    vec![Role::Mean, spread]
}
