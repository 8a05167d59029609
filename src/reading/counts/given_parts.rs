//! Parts of which a manifest says whom their levels are, or what their percentages are shares of.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::given::{Coverage, Of};
use crate::reading::tallies::base::{Base, block_bits};
use crate::reading::tallies::block::Block;

impl SheetReading<'_> {
    /// Reads a block as a manifest says; whether it says anything that the rest of the table does not.
    pub(in crate::reading) fn read_given(&mut self, block: &Block) -> bool {
        if block.within.is_some() {
            return false;
        }
        let frame = &self.frame;
        let is_of_block = |row: usize| frame.base_of_row(row) == Some(&Of::Block);
        match block.coverage(frame) {
            _ if self.base != Base::Answered && block.all_rows().any(is_of_block) => {
                self.read_whole(block, Base::Answered)
            }
            Some(Coverage::Overlap) => self.read_apart(block),
            Some(coverage) if block.total.is_none() => {
                let is_of_column = block.rows.clone().any(|row| frame.base_of_row(row) == Some(&Of::Column));
                let may_be_of_block = coverage == Coverage::Partial && !is_of_column;
                match self.base {
                    Base::Answered if may_be_of_block => self.read_whole(block, Base::Answered),
                    Base::Column if may_be_of_block && self.follow_from_block(block) => {
                        self.read_whole(block, Base::Answered);
                    }
                    Base::Answered | Base::Column | Base::Sums => self.read_whole(block, Base::Column),
                    base => self.read_whole(block, base),
                }
            }
            _ if block.all_rows().any(|row| self.base_given(row).is_some_and(|base| base != self.base)) => {
                self.read_apart(block);
            }
            _ => return false,
        }
        true
    }

    /// The base that a manifest says a row to have by itself.
    fn base_given(&self, row: usize) -> Option<Base> {
        Some(match self.frame.base_of_row(row)? {
            Of::Column => Base::Column,
            Of::Row => Base::Row,
            Of::Block => Base::Answered,
            Of::Those(_) => Base::Within,
        })
    }

    /// Reads each row by itself; none of those whom another row counts.
    fn read_apart(&mut self, block: &Block) {
        let of_all = if self.base == Base::Answered { Base::Column } else { self.base };
        for row in block.all_rows() {
            match self.base_given(row).unwrap_or(of_all) {
                Base::Within => self.leave(row, "the row that counts those of whom it is some is not read"),
                base => self.read_row_of(block, row, base),
            }
        }
    }

    /// Reads the rows of a block as the levels of one part.
    fn read_whole(&mut self, block: &Block, base: Base) {
        let rows = block.rows.clone();
        let is_written = matches!(base, Base::Column | Base::Answered | Base::Row)
            || base == Base::Own && self.tallies.iter().all(|tally| tally.bases.is_none());
        let untold = || format!("whom its levels are cannot be said beside {}", base.named());
        if let Some(reason) = self.nameless(&rows).or_else(|| (!is_written).then(untold)) {
            return rows.for_each(|row| self.leave(row, reason.clone()));
        }
        let is_partial = block.coverage(&self.frame) == Some(Coverage::Partial);
        // Who answered says nothing of what percentages are shares of.
        let is_of_others = |row: usize| base == Base::Column && self.column_row(row).is_err();
        if is_partial && rows.clone().any(is_of_others) {
            return self.read_apart(block);
        }
        let entry = Entry { is_partial, divides: true, ..Entry::of(block, rows.clone(), base, 0) };
        let bits = match base {
            Base::Answered => block_bits(&self.tallies, block),
            _ => rows.map(|row| self.row_bits(row, &entry)).sum::<Bits>(),
        };
        self.add(Entry { bits, ..entry });
    }

    /// Reads the rows that a manifest says to be some of those whom another row counts.
    pub(in crate::reading) fn read_within_given(&mut self) {
        for row in 0..self.frame.rows.len() {
            let Some(Of::Those(name)) = self.frame.base_of_row(row) else { continue };
            let within = self.frame.row_called(name).filter(|of| *of != row && self.part_of(*of).is_some());
            let Some(within) = within.filter(|_| self.pairs(row).any(|(_, pair)| pair.is_some())) else { continue };
            self.unread.retain(|unread| unread.rows != (row..row + 1));
            let block = Block { heading: self.heading_of(row), rows: row..row + 1, total: None, within: None };
            let entry = Entry { within: Some(within), ..Entry::of(&block, row..row + 1, Base::Within, 0) };
            let bits = self.row_bits(row, &entry);
            self.add(Entry { bits, ..entry });
        }
    }

    /// Lists the rows that a manifest says to be totals and that are read as none.
    pub(in crate::reading) fn leave_totals_given(&mut self) {
        for row in 0..self.frame.rows.len() {
            let is_total = self.frame.is_margin_row(row) == Some(true);
            let is_read = self.entries.iter().any(|entry| entry.all_rows().contains(&row));
            let is_listed = self.unread.iter().any(|unread| unread.rows.contains(&row));
            if is_total && !is_read && !is_listed {
                self.leave(row, "the manifest says that it is a total, but no two rows beside it are its parts");
            }
        }
    }
}
