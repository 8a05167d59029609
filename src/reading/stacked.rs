//! Tables that stand below each other in one: where the header is printed again another one begins.

use crate::document::Sheet;

/// The tables that a sheet stacks; itself, where it has one header.
pub(super) fn stacked(sheet: Sheet) -> Vec<Sheet> {
    let starts: Vec<usize> =
        std::iter::once(0).chain((1..sheet.rows()).filter(|row| repeats_header(&sheet, *row))).collect();
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

/// Whether a row prints the first row again, in which at least two columns behind the first have different words above them.
fn repeats_header(sheet: &Sheet, row: usize) -> bool {
    let text = |row: usize, column: usize| sheet.text(row, column).trim();
    let has_words = |text: &&str| text.chars().any(char::is_alphabetic);
    let mut words: Vec<&str> = (1..sheet.columns()).map(|column| text(0, column)).filter(has_words).collect();
    words.sort_unstable();
    words.dedup();
    words.len() > 1 && (1..sheet.columns()).all(|column| text(row, column) == text(0, column))
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
    fn figures_that_are_printed_again_are_no_header() {
        assert_eq!(parts("Year,2011,2012\nTall,3,4\nYear,2011,2012\nShort,1,2\n").len(), 1);
        assert_eq!(parts("Girls,n,n\nTall,3,4\nBoys,n,n\nTall,1,2\n").len(), 1);
    }
}
