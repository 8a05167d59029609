//! A file of real respondents as it is read: columns of texts, each distinct text once.

use std::hash::{DefaultHasher, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv::ByteRecord;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::error::Error;
use crate::file;
use crate::microdata::as_named;

/// The most bytes of a data file.
const MOST_BYTES: usize = u32::MAX as usize;

/// The most columns.
const MOST_COLUMNS: usize = 100_000;

/// Real respondents, a row each, in those columns that a study asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Data {
    pub file: String,
    pub rows: usize,
    pub columns: Vec<Column>,
    /// The names of all columns of the file.
    pub names: Vec<String>,
    /// Whether a row is the same as one before it, in all columns of the file.
    pub repeats: Vec<bool>,
}

/// A column: each distinct text once, and which one each row has.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub name: String,
    pub texts: Vec<String>,
    pub codes: Vec<u32>,
}

impl Data {
    /// Reads a CSV file, whose fields may be separated by commas, semicolons or tabs, as its first line shows.
    pub fn open(path: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Self, Error> {
        let name = path.display().to_string();
        Self::read(&name, file::open(path, &name, MOST_BYTES)?, wanted)
    }

    /// The same of any bytes.
    pub fn read(name: &str, bytes: impl Read, wanted: &dyn Fn(&str) -> bool) -> Result<Self, Error> {
        let mut bytes = BufReader::with_capacity(1 << 18, bytes.take(MOST_BYTES as u64));
        let unreadable = |error: std::io::Error| Error::new(name, format!("cannot be read: {error}"));
        let beginning = bytes.fill_buf().map_err(unreadable)?;
        if let Some((what, help)) = no_csv(beginning) {
            return Err(Error::new(name, format!("it is {what}, and not a CSV file")).help(help));
        }
        let separator = separator(beginning);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        let names = header(name, reader.byte_headers().map_err(|error| damaged(name, &error))?)?;
        let read: Vec<usize> = (0..names.len()).filter(|at| wanted(&names[*at])).collect();
        let mut columns: Vec<Interner> = read.iter().map(|at| Interner::new(&names[*at])).collect();
        let (mut record, mut hashes) = (ByteRecord::new(), Vec::new());
        while reader.read_byte_record(&mut record).map_err(|error| damaged(name, &error))? {
            for (column, at) in columns.iter_mut().zip(&read) {
                let text = record.get(*at).unwrap_or_default();
                column.push(text).ok_or_else(|| {
                    let line = record.position().map_or(1, |position| position.line() as usize);
                    Error::new(name, NO_UTF_8).at(line, at + 1).help(AS_UTF_8)
                })?;
            }
            hashes.push(hash(&record));
        }
        if hashes.is_empty() {
            let message = "it has the names of columns, and no row below them";
            return Err(Error::new(name, message).at(1, 1).help("each row is a respondent"));
        }
        let columns = columns.into_iter().map(|interner| interner.column).collect();
        Ok(Self { file: name.to_owned(), rows: hashes.len(), columns, names, repeats: repeats(&hashes) })
    }

    /// The same of columns that are there already.
    #[cfg(feature = "frames")]
    pub fn of_columns(file: &str, rows: usize, columns: Vec<Column>, names: Vec<String>) -> Self {
        let hash = |row: usize| {
            let mut hasher = DefaultHasher::new();
            columns.iter().filter_map(|column| column.codes.get(row)).for_each(|code| hasher.write_u32(*code));
            hasher.finish()
        };
        let repeats = repeats(&(0..rows).map(hash).collect::<Vec<_>>());
        Self { file: file.to_owned(), rows, columns, names, repeats }
    }

    /// The column of the first of these names that one has, whatever their case.
    pub fn find(&self, names: &[String]) -> Option<usize> {
        let is = |name: &String| self.columns.iter().position(|column| column.name == *name);
        let is_like =
            |name: &String| self.columns.iter().position(|column| column.name.to_lowercase() == name.to_lowercase());
        names.iter().find_map(is).or_else(|| names.iter().find_map(is_like))
    }
}

/// A column while it is read.
#[derive(Default)]
pub(super) struct Interner {
    pub column: Column,
    known: HashMap<Box<[u8]>, u32>,
}

impl Interner {
    pub fn new(name: &str) -> Self {
        Self { column: Column { name: name.to_owned(), ..Column::default() }, known: HashMap::default() }
    }

    /// Adds a row. Nothing where it is no text.
    pub fn push(&mut self, bytes: &[u8]) -> Option<()> {
        let code = match self.known.get(bytes) {
            Some(code) => *code,
            None => self.learn(bytes)?,
        };
        self.column.codes.push(code);
        Some(())
    }

    fn learn(&mut self, bytes: &[u8]) -> Option<u32> {
        let code = self.column.texts.len() as u32;
        self.column.texts.push(as_named(std::str::from_utf8(bytes).ok()?.trim()).to_owned());
        self.known.insert(bytes.into(), code);
        Some(code)
    }
}

/// The names of the columns, of which no two are the same.
fn header(file: &str, record: &ByteRecord) -> Result<Vec<String>, Error> {
    if let Some(at) = record.iter().position(|field| std::str::from_utf8(field).is_err()) {
        return Err(Error::new(file, NO_UTF_8).at(1, at + 1).help(AS_UTF_8));
    }
    let text = |field: &[u8]| as_named(String::from_utf8_lossy(field).trim()).to_owned();
    let names: Vec<String> = record.iter().map(text).collect();
    if names.is_empty() || names.len() > MOST_COLUMNS {
        let help = "the first line of a data file has the names of its columns";
        return Err(Error::new(file, format!("it has {} columns", names.len())).at(1, 1).help(help));
    }
    let mut seen = HashSet::default();
    match names.iter().position(|name| !name.is_empty() && !seen.insert(name)) {
        None => Ok(names),
        Some(at) => Err(Error::new(file, "another column is called the same").at(1, at + 1)),
    }
}

/// What is said of other text.
const NO_UTF_8: &str = "not UTF-8 text; perhaps Latin-1 or Windows-1252";
const AS_UTF_8: &str = "save the file as UTF-8, which Excel calls `CSV UTF-8`";

/// What a file is that begins so, if it is no CSV file, and what to do.
fn no_csv(beginning: &[u8]) -> Option<(&'static str, &'static str)> {
    const WORKBOOK: &str = "save the sheet of respondents as `CSV UTF-8`";
    const OTHERS: &str = "export it as a CSV file in UTF-8, one row for each respondent";
    let kinds: [(&[u8], _, _); 8] = [
        (b"\xff\xfe", "UTF-16 text", AS_UTF_8),
        (b"\xfe\xff", "UTF-16 text", AS_UTF_8),
        (b"PK\x03\x04", "a workbook such as .xlsx or .ods, or another archive", WORKBOOK),
        (b"\xd0\xcf\x11\xe0", "a workbook of an older Excel (.xls)", WORKBOOK),
        (b"$FL", "a file of SPSS (.sav)", OTHERS),
        (b"<stata_dta>", "a file of Stata (.dta)", OTHERS),
        (b"PAR1", "a Parquet file", OTHERS),
        (b"%PDF", "a PDF", OTHERS),
    ];
    let found =
        kinds.into_iter().find(|(bytes, _, _)| beginning.starts_with(bytes)).map(|(_, what, help)| (what, help));
    // Text of two bytes a letter without its mark.
    found.or_else(|| beginning.iter().take(64).any(|byte| *byte == 0).then_some(("UTF-16 text, or no text", AS_UTF_8)))
}

/// The separator that the first line has most of.
fn separator(beginning: &[u8]) -> u8 {
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut quoted = false;
    let mut times = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    for byte in line {
        quoted ^= *byte == b'"';
        times.iter_mut().filter(|(sign, _)| sign == byte && !quoted).for_each(|sign| sign.1 += 1);
    }
    // Of equally many the first.
    times.iter().rev().max_by_key(|sign| sign.1).map_or(b',', |sign| sign.0)
}

/// What is wrong with a file, without what stands in it.
fn damaged(file: &str, error: &csv::Error) -> Error {
    let line = |position: &Option<csv::Position>| position.as_ref().map_or(1, |position| position.line() as usize);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let message = format!("this row has {len} fields, the header has {expected_len}");
            Error::new(file, message).at(line(pos), 1).help("quote a text that contains the separator")
        }
        csv::ErrorKind::Io(error) => Error::new(file, format!("cannot be read: {error}")),
        _ => Error::new(file, "it is no CSV file"),
    }
}

fn hash(record: &ByteRecord) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(record.as_slice());
    (0..record.len()).filter_map(|at| record.range(at)).for_each(|range| hasher.write_u32(range.end as u32));
    hasher.finish()
}

/// Whether each row is the same as one before it.
fn repeats(hashes: &[u64]) -> Vec<bool> {
    let mut seen = HashSet::default();
    hashes.iter().map(|hash| !seen.insert(*hash)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Data {
        Data::read("d.csv", text.as_bytes(), &|_| true).unwrap()
    }

    fn texts(data: &Data, column: usize) -> Vec<&str> {
        let column = &data.columns[column];
        column.codes.iter().map(|code| column.texts[*code as usize].as_str()).collect()
    }

    #[test]
    fn separators_quotes_and_apostrophes_are_read() {
        for text in ["a,b\n1,x\n,\"y,z\"\n", "a;b\n1;x\n;y,z\n", "\u{feff}a\tb\r\n1\tx\r\n\ty,z\r\n"] {
            let data = read(text);
            assert_eq!((data.rows, data.names.as_slice()), (2, ["a".to_owned(), "b".to_owned()].as_slice()), "{text}");
            assert_eq!((texts(&data, 0), texts(&data, 1)), (vec!["1", ""], vec!["x", "y,z"]), "{text}");
        }
        assert_eq!(texts(&read("a\n'=1\n''x\n'tis\n-3\n"), 0), ["=1", "'x", "'tis", "-3"]);
    }

    #[test]
    fn a_row_of_one_column_without_an_answer_is_a_row() {
        assert_eq!(texts(&read("a\nx\n\"\"\ny\n"), 0), ["x", "", "y"]);
    }

    #[test]
    fn rows_that_repeat_another_are_known() {
        assert_eq!(read("a,b\n1,23\n12,3\n1,23\n").repeats, [false, false, true]);
    }

    #[test]
    fn what_is_wrong_is_told_without_what_stands_there() {
        let error = |text: &[u8]| Data::read("d.csv", text, &|_| true).unwrap_err().to_string();
        assert_eq!(
            error(b"a,b\n1,secret,3\n"),
            "d.csv:2:1: this row has 3 fields, the header has 2; quote a text that contains the separator"
        );
        let latin =
            "not UTF-8 text; perhaps Latin-1 or Windows-1252; save the file as UTF-8, which Excel calls `CSV UTF-8`";
        assert_eq!(error(b"a,b\n1,\xff\n"), format!("d.csv:2:2: {latin}"));
        assert_eq!(error(b"a,Gr\xf6\xdfe\n1,2\n"), format!("d.csv:1:2: {latin}"));
        for utf_16 in [&b"\xff\xfea\0\n\0"[..], b"\xfe\xff\0a\0\n", b"a\0,\0b\0\n\0"] {
            assert!(error(utf_16).starts_with("d.csv: it is UTF-16 text"), "{}", error(utf_16));
        }
        assert!(
            error(b"PK\x03\x04rest")
                .contains("a workbook such as .xlsx or .ods, or another archive, and not a CSV file; save")
        );
        let alone = "d.csv:1:1: it has the names of columns, and no row below them; each row is a respondent";
        assert_eq!((error(b"a,b\n").as_str(), error(b"a,b").as_str()), (alone, alone));
        assert_eq!(error(b"a,a\n"), "d.csv:1:2: another column is called the same");
        assert!(error(b"").starts_with("d.csv:1:1: it has 0 columns"));
    }
}
