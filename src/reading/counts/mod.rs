//! Counts: which rows divide the respondents, which percentages are of whom, and what else is usual and therefore no misprint. A file
//! for each such rule; [`read`](read::read) is their order.

pub(super) mod adjusted;
pub(super) mod alone;
pub(super) mod asked;
pub(super) mod columns;
pub(super) mod cut_off;
pub(super) mod doubt;
pub(super) mod doubt_of_column;
pub(super) mod given_parts;
pub(super) mod hundred;
pub(super) mod labelled;
pub(super) mod near;
pub(super) mod nested;
pub(super) mod of_others;
pub(super) mod own;
pub(super) mod partial;
pub(super) mod parts;
pub(super) mod printed_bases;
pub(super) mod questions;
pub(super) mod read;
pub(super) mod rough;
pub(super) mod stated;
pub(super) mod together;
pub(super) mod unions;
