//! Parts whose figures are of others than the respondents of their columns, as they themselves show.
//!
//! Answers, lesions and events are more than there are people; percentages of a row, weighted ones and those of another base agree with each
//! other and not with the column. None of that is a misprint.

use crate::inference::{speaks_of_imputation, speaks_of_rounded_counts, speaks_of_weights};
use crate::reading::counts::columns::said;
use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::tallies::base::Base;
use crate::reading::tallies::sizes;
use crate::reading::tallies::tally::Pair;

impl SheetReading<'_> {
    /// Why the figures of a part are of others, if they are.
    pub(in crate::reading) fn doubt_of_others(&self, entry: &Entry) -> Option<String> {
        let rows = entry.all_rows();
        let astray: Vec<usize> = rows.iter().copied().filter(|row| self.astray(*row, entry) > 0).collect();
        let reason = match () {
            () if entry.base == Base::Own && self.is_of_more(&rows) => "it is of more than there are respondents",
            () if astray.is_empty() && entry.base == Base::Answered && self.comes_to_more(entry) => {
                "its counts come to more than there are respondents: they may be answers, or events"
            }
            () if astray.is_empty() => return None,
            () if self.speaks_of_weights(entry) => "the table speaks of weights",
            () if self.frame.texts().any(speaks_of_imputation) => {
                "the table speaks of imputation: its counts may be means"
            }
            () if self.frame.texts().any(speaks_of_rounded_counts) => "the table says that its counts are rounded",
            () if astray.iter().all(|row| self.is_of_row(*row)) => "its percentages are shares of their rows",
            () if entry.base == Base::Answered && self.follows_from_columns(&rows) => {
                "its percentages are shares of their columns, others are of those who answered"
            }
            () if entry.rows.len() > 1 && self.follows_nowhere(entry) => {
                "no percentage of one of its columns follows, as where these are of others"
            }
            () => return None,
        };
        Some(reason.to_owned())
    }

    /// How many respondents a column is of, as its label says or as its figures do.
    fn size_of(&self, at: usize) -> Option<i64> {
        let found = || self.sizes[at].as_ref().map(|size| size.number);
        sizes::of_label(&self.frame, &self.tallies[at]).or_else(found)
    }

    fn is_of_more(&self, rows: &[usize]) -> bool {
        let is_more = |(at, pair): (usize, Option<Pair>)| {
            let base = pair.and_then(|pair| pair.base);
            base.zip(sizes::of_label(&self.frame, &self.tallies[at])).is_some_and(|(base, size)| base > size)
        };
        rows.iter().any(|row| self.pairs(*row).any(is_more))
    }

    /// Where each block is of its own base, what one of them comes to says nothing of the others.
    fn comes_to_more(&self, entry: &Entry) -> bool {
        let stated = |at: usize| sizes::of_label(&self.frame, &self.tallies[at]);
        let size = |at: usize| if self.base == Base::Column { self.size_of(at) } else { stated(at) };
        (0..self.tallies.len()).any(|at| {
            let sum = self.base_of(at, entry.rows.start, entry);
            sum.zip(size(at)).is_some_and(|(sum, size)| sum > size)
        })
    }

    fn speaks_of_weights(&self, entry: &Entry) -> bool {
        let labelled = entry.heading.into_iter().chain(entry.all_rows());
        let labels = labelled.map(|row| self.frame.rows[row].label.as_str());
        labels.chain(self.frame.texts()).any(speaks_of_weights)
    }

    /// Whether all percentages of a row, but that of a total column, are shares of what its counts come to.
    fn is_of_row(&self, row: usize) -> bool {
        let all = self.tallies.first().map_or(Vec::new(), |first| said(&self.frame, first.notation));
        let total = self.total.map(|total| self.tallies[total].columns.start);
        let pairs = || all.iter().filter(|tally| Some(tally.columns.start) != total).map(|tally| tally.pairs[row]);
        let Some(sum) = pairs().map(|pair| Some(pair?.count)).sum::<Option<i64>>() else { return false };
        pairs().count() > 1 && pairs().flatten().all(|pair| pair.percentage.is_some() && pair.follows_from(sum))
    }

    fn follows_from_columns(&self, rows: &[usize]) -> bool {
        let follows = |(at, pair): (usize, Option<Pair>)| {
            pair.zip(self.size_of(at)).is_some_and(|(pair, size)| pair.follows_from(size))
        };
        rows.iter().all(|row| self.pairs(*row).all(follows))
    }

    /// Whether no percentage of a column is the share that it should be, of several.
    fn follows_nowhere(&self, entry: &Entry) -> bool {
        (0..self.tallies.len()).any(|at| {
            let pair = |row: usize| Some((self.tallies[at].pairs[row]?, self.base_of(at, row, entry)?));
            let mut known = entry.rows.clone().filter_map(pair).filter(|(pair, _)| pair.percentage.is_some());
            known.clone().count() > 1 && known.all(|(pair, base)| !pair.follows_from(base))
        })
    }
}
