//! Rows that are questions to all respondents: their counts come to one number, of which their percentages are shares.

use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::{Bits, bits_of_sum};
use crate::reading::tallies::tally::Pair;

impl SheetReading<'_> {
    /// A row that comes to all, or of which one figure is wrong; where some may not have answered, or some more than once, it is not read.
    pub fn question_row(&self, row: usize, number: i64) -> Result<Bits, String> {
        let pairs = self.pairs(row).map(|(_, pair)| pair).collect::<Option<Vec<Pair>>>();
        let pairs = pairs.ok_or("some of its counts are not printed")?;
        let sum: i64 = pairs.iter().map(|pair| pair.count).sum();
        let astray = pairs.iter().filter(|pair| !pair.follows_from(number)).count();
        let bits: Bits = pairs.iter().map(|pair| pair.bits(number)).sum();
        if sum == number && astray * 2 <= pairs.len() {
            return Ok(bits + bits_of_sum(number));
        }
        let is_of_sum = pairs.iter().all(|pair| pair.follows_from(sum));
        let is_one_wrong = astray == 1 && pairs.len() > 2 && !is_of_sum;
        is_one_wrong.then_some(bits).ok_or_else(|| format!("its counts come to {sum}, not to {number}"))
    }
}
