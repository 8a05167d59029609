//! How far the papers of a sweep are gone through.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How far the papers are gone through.
#[derive(Debug, Default)]
pub struct Seen {
    bytes: AtomicU64,
    left_out: AtomicU64,
}

impl Seen {
    /// How many bytes of files, as they are packed, were gone through.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    /// How many files of other kinds, hidden ones and links were passed by.
    pub fn left_out(&self) -> u64 {
        self.left_out.load(Relaxed)
    }

    pub(super) fn add_bytes(&self, more: u64) {
        self.bytes.fetch_add(more, Relaxed);
    }

    pub(super) fn leave_out(&self) {
        self.left_out.fetch_add(1, Relaxed);
    }
}

/// Counts what is read.
pub(super) struct Counting<'s, R> {
    pub reader: R,
    pub seen: &'s Seen,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.seen.add_bytes(read as u64);
        Ok(read)
    }
}
