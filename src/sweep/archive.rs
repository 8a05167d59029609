//! The papers in an archive, one after the other.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tar::PaxExtensions;
use zip::ZipArchive;

use crate::file::{self, MOST_BYTES};
use crate::sweep::ending::{Archive, is_hidden, is_paper, is_table};
use crate::sweep::seen::{Counting, Seen};
use crate::sweep::source::{Content, Source};

/// The most bytes of a member's name.
const LONGEST_NAME: u64 = 1 << 16;

/// Gives each paper of an archive until nobody wants more, and whether somebody does. Where the archive is damaged its own name is given
/// last, with what is wrong.
pub(super) fn members(path: &Path, kind: Archive, seen: &Seen, give: &mut dyn FnMut(Source) -> bool) -> bool {
    let name = path.display().to_string();
    let mut members = Members { archive: &name, seen, give };
    let done = match (File::open(path), kind) {
        (Err(error), _) => Err(error),
        (Ok(file), Archive::Zip) => members.of_zip(file),
        (Ok(file), Archive::Tar) => members.of_tar(BufReader::new(Counting { reader: file, seen })),
        (Ok(file), Archive::PackedTar) => {
            members.of_tar(MultiGzDecoder::new(BufReader::new(Counting { reader: file, seen })))
        }
    };
    done.unwrap_or_else(|error| give(Source::unreadable(&name, format!("the archive cannot be read: {error}"))))
}

struct Members<'a> {
    archive: &'a str,
    seen: &'a Seen,
    give: &'a mut dyn FnMut(Source) -> bool,
}

impl Members<'_> {
    fn of_zip(&mut self, file: File) -> io::Result<bool> {
        self.seen.add_bytes(file.metadata()?.len());
        let mut archive = ZipArchive::new(BufReader::new(file))?;
        for at in 0..archive.len() {
            let goes_on = match archive.by_index(at) {
                Ok(member) if member.is_file() => {
                    let name = String::from_utf8_lossy(member.name_raw()).into_owned();
                    self.give(&name, member)
                }
                Ok(_) => true,
                Err(error) => (self.give)(Source::unreadable(&format!("{}!{}", self.archive, at + 1), error)),
            };
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Long names stand in members of their own, which the crate would read whatever their size.
    fn of_tar(&mut self, reader: impl Read) -> io::Result<bool> {
        let mut long = None;
        for member in tar::Archive::new(reader).entries()?.raw(true) {
            let mut member = member?;
            let kind = member.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut bytes = Vec::new();
                member.take(LONGEST_NAME).read_to_end(&mut bytes)?;
                let name = if kind.is_gnu_longname() { Some(bytes) } else { pax_name(&bytes) };
                long = name.or(long);
                continue;
            }
            let name = long.take().unwrap_or_else(|| member.path_bytes().into_owned());
            let name = String::from_utf8_lossy(&name).trim_end_matches('\0').to_owned();
            let size = member.header().entry_size()?;
            if kind.is_file() && !self.give(&name, Whole { member: &mut member, left: size }) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Gives a member if it is a paper.
    fn give(&mut self, member: &str, reader: impl Read) -> bool {
        if is_hidden(member) || !is_paper(member) && !is_table(member) {
            self.seen.leave_out();
            return true;
        }
        let name = format!("{}!{member}", self.archive);
        let content = match file::bytes(&name, reader, MOST_BYTES) {
            Ok(bytes) => Content::Bytes(bytes),
            Err(error) => Content::Unreadable(error.message().to_owned()),
        };
        (self.give)(Source { name, content })
    }
}

/// A member of which all is there: the end of a file that was cut is the end of its last member to the crate.
struct Whole<R> {
    member: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.member.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        let is_cut = read == 0 && self.left > 0 && !buffer.is_empty();
        if is_cut { Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in it")) } else { Ok(read) }
    }
}

/// The name that an extension gives the next member.
fn pax_name(bytes: &[u8]) -> Option<Vec<u8>> {
    let extensions = PaxExtensions::new(bytes);
    extensions.flatten().find(|known| known.key_bytes() == b"path").map(|known| known.value_bytes().to_vec())
}
