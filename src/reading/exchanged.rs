//! Rows in which two cells stand in each other's place: each percentage follows from the size of the other's column, and not from its own.
//!
//! One of two sizes is the greater, so that the cell of fewer is a share of more respondents than there are, whoever answered.

use crate::reading::evidence::{Bits, log2};
use crate::reading::sheet::SheetReading;
use crate::reading::tally::Pair;

/// What must speak for an exchange.
const ENOUGH: Bits = 9;

impl SheetReading<'_> {
    /// Whether two cells of a row are exchanged, and the others are where they belong.
    pub fn is_exchanged(&self, row: usize) -> bool {
        let sized = |(at, pair): (usize, Option<Pair>)| {
            let size = self.sizes[at].as_ref().filter(|size| size.origin.is_stated())?;
            Some((pair?, size.number))
        };
        let known: Vec<(Pair, i64)> = self.pairs(row).filter_map(sized).collect();
        let astray: Vec<&(Pair, i64)> = known.iter().filter(|(pair, size)| !pair.follows_from(*size)).collect();
        let &[(one, size), (other, other_size)] = astray.as_slice() else { return false };
        let tried = known.len() * (known.len() - 1) / 2;
        let bits = one.bits(*other_size) + other.bits(*size) - log2(tried as i64);
        let is_possible = one.count <= *other_size && other.count <= *size;
        one.follows_from(*other_size) && other.follows_from(*size) && is_possible && bits >= ENOUGH
    }
}
