//! Tables that stand below each other in one: where the header is printed again another one begins.

use crate::document::Sheet;

/// The tables that a sheet stacks; itself, where it has one header.
pub(in crate::reading) fn stacked(sheet: Sheet) -> Vec<Sheet> {
    let starts: Vec<usize> =
        std::iter::once(0).chain((1..sheet.rows()).filter(|row| begins_again(&sheet, *row))).collect();
    if starts.len() < 2 {
        return vec![sheet];
    }
    let ends = starts.iter().skip(1).copied().chain([sheet.rows()]);
    let part = |(at, (start, end)): (usize, (usize, usize))| {
        let mut part = sheet.part(start..end);
        if at > 0 {
            part.label = format!("{}, part {}", sheet.label, at + 1);
        }
        part
    };
    starts.iter().copied().zip(ends).enumerate().map(part).collect()
}

/// No header has more rows.
const MOST_HEADERS: usize = 4;

/// Whether the header begins in a row again: the row prints the first row again, or a later row of the header is printed below it, with
/// other words above the same columns.
fn begins_again(sheet: &Sheet, row: usize) -> bool {
    let later = (1..MOST_HEADERS).take_while(|of| row + of < sheet.rows() && is_header(sheet, *of - 1));
    let is_header_here =
        |of: usize| (0..of).all(|above| is_header(sheet, row + above) && !repeats(sheet, row + above, 0));
    // A table of words has no header that could be told from its rows.
    let is_last = |of: usize| is_header(sheet, of) && !is_header(sheet, of + 1) && !is_header(sheet, row - 1);
    repeats(sheet, row, 0) || { later }.any(|of| is_last(of) && is_header_here(of) && repeats(sheet, row + of, of))
}

/// Whether nothing behind the first column of a row is a figure, and something is in words.
fn is_header(sheet: &Sheet, row: usize) -> bool {
    let texts = || (1..sheet.columns()).map(|column| sheet.text(row, column).trim());
    texts().all(|text| !text.starts_with(|sign: char| sign.is_ascii_digit()))
        && texts().any(|text| text.chars().any(char::is_alphabetic))
}

/// Whether a row prints a row of the header again, in which at least two columns behind the first have different words above them.
fn repeats(sheet: &Sheet, row: usize, header: usize) -> bool {
    let text = |row: usize, column: usize| sheet.text(row, column).trim();
    let has_words = |text: &&str| text.chars().any(char::is_alphabetic);
    let mut words: Vec<&str> = (1..sheet.columns()).map(|column| text(header, column)).filter(has_words).collect();
    words.sort_unstable();
    words.dedup();
    words.len() > 1 && (1..sheet.columns()).all(|column| text(row, column) == text(header, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn parts(csv: &str) -> Vec<(String, usize)> {
        let sheets = Document::from_bytes("t.csv", csv.as_bytes()).unwrap().sheets;
        sheets.into_iter().flat_map(stacked).map(|sheet| (sheet.label.clone(), sheet.rows())).collect()
    }

    #[test]
    fn a_header_that_is_printed_again_begins_a_table() {
        let found = parts("Girls,North,South\nTall,3,4\nShort,5,6\nBoys,North,South\nTall,1,2\n");
        assert_eq!(found, [("t".to_owned(), 3), ("t, part 2".to_owned(), 2)]);
    }

    #[test]
    fn a_header_of_two_rows_may_have_other_words_above() {
        let found = parts(",Old diet,Old diet,p\n,Q1,Q2,p\nMen,3,4,.5\n,New diet,New diet,p\n,Q1,Q2,p\nMen,1,2,.6\n");
        assert_eq!(found, [("t".to_owned(), 3), ("t, part 2".to_owned(), 3)]);
        assert_eq!(parts(",A,B\n,Q1,Q2\nMen,3,4\nWomen,5,6\n,Q1,Q2\nMen,1,2\n").len(), 1);
    }

    #[test]
    fn figures_that_are_printed_again_are_no_header() {
        assert_eq!(parts("Year,2011,2012\nTall,3,4\nYear,2011,2012\nShort,1,2\n").len(), 1);
        assert_eq!(parts("Girls,n,n\nTall,3,4\nBoys,n,n\nTall,1,2\n").len(), 1);
    }
}
