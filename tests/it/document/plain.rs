use super::{at, notes, paragraphs, read, rows};
use retally::document::{Document, Format};

#[test]
fn values_by_any_delimiter() {
    for (text, expected) in [
        ("a,b\n1,\"x, \"\"y\"\"\"\n", vec!["a|b", "1|x, \"y\""]),
        ("a;b\r\n1,5;2,5\r\n", vec!["a|b", "1,5|2,5"]),
        ("a\tb\n1,5\t2;5", vec!["a|b", "1,5|2;5"]),
        ("a,b\n\n,2,3\n", vec!["a|b|~", "|~|~", "|2|3"]),
        ("a\n1\n", vec!["a", "1"]),
        ("a,b\n1,\"open\nend", vec!["a|b", "1|open\nend"]),
        ("a,b\n1,", vec!["a|b", "1|"]),
    ] {
        let document = read("folder/t.csv", text);
        assert_eq!(
            (document.format, rows(&document.sheets[0])),
            (Format::Csv, expected.into_iter().map(str::to_owned).collect()),
            "{text}"
        );
    }
    let document = read("folder/table1.csv", "Sex,n\n  Mën,7\n,8\n");
    let sheet = &document.sheets[0];
    assert_eq!((sheet.label.as_str(), sheet.head_rows, at(sheet, 1, 0).indent), ("table1", 0, 2));
    assert_eq!(
        (at(sheet, 1, 1).place.to_string(), at(sheet, 2, 0).place.to_string()),
        ("folder/table1.csv:2:7".to_owned(), "folder/table1.csv:3:1".to_owned())
    );
}

#[test]
fn encodings() {
    let utf16: Vec<u8> = "é,µ\n1,2".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = b"\xE9,\xB5\n1,2".to_vec();
    for bytes in [[b"\xFF\xFE".to_vec(), utf16].concat(), latin, "\u{feff}é,µ\n1,2".as_bytes().to_vec()] {
        let document = Document::from_bytes("t.csv", &bytes).unwrap();
        assert_eq!(rows(&document.sheets[0]), ["é|µ", "1|2"]);
        assert_eq!(at(&document.sheets[0], 0, 0).place.to_string(), "t.csv:1:1");
    }
    let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><article><body><p>\xE9</p></body></article>";
    assert_eq!(paragraphs(&Document::from_bytes("p.xml", xml).unwrap())[0].1, "é");
    let html = b"<html><head><meta charset=windows-1252></head><body><p>\xE9</p></body></html>";
    assert_eq!(paragraphs(&Document::from_bytes("p", html).unwrap())[0].1, "é");
}

#[test]
fn markdown() {
    let document = read(
        "p.md",
        "# A study\n\n## Results\n\nOf 40, **7** (10<sup>5</sup>) left.\n\nTable 1. Sex\n\n| | n<sup>a</sup> | % |\n|---|--:|---|\n| **Men** | 7<br>8 | 1\\|2 |\n| &nbsp;&nbsp;x | *p* |\n\n\
         <sup>a</sup> First.\n\n### Sub\n\n- one\n- two\n\n## Next\n\nEnd.\n\n<table><tr><td>1</td></tr></table>\n",
    );
    assert_eq!((document.format, document.about.title.as_str()), (Format::Markdown, "A study"));
    let sheet = &document.sheets[0];
    assert_eq!(rows(sheet), ["|n^a|%", "Men|7\n8|1|2", "x|p|"]);
    assert_eq!(
        (sheet.label.as_str(), sheet.caption.as_str(), sheet.head_rows, notes(sheet)),
        ("Table 1", "Sex", 1, vec![("a", "First.")])
    );
    assert!(at(sheet, 1, 0).bold && at(sheet, 2, 1).italic && at(sheet, 0, 1).is_header);
    assert_eq!((at(sheet, 2, 0).indent, at(sheet, 1, 1).place.to_string()), (2, "p.md:11:12".to_owned()));
    let expected =
        [("Results", "Of 40, 7 (10⁵) left."), ("Results > Sub", "one"), ("Results > Sub", "two"), ("Next", "End.")];
    assert_eq!(paragraphs(&document), expected.map(|(section, text)| (section.to_owned(), text)));
    assert_eq!(document.omissions.len(), 1);
}

#[test]
fn content_tells_the_format() {
    let format = |name: &str, text: &str| read(name, text).format;
    assert_eq!(format("x", "<?xml version='1.0'?>\n<!-- <html> --><article/>"), Format::Jats);
    assert_eq!(format("x.xml", "<!doctype HTML><title>T</title>"), Format::Html);
    assert_eq!(format("x", "<?xml version='1.0'?><html xmlns='x'><body/></html>"), Format::Html);
    assert_eq!(format("x", "<!DOCTYPE article [<!ENTITY a 'b'>]><article/>"), Format::Jats);
    assert_eq!(format("x", "a,b\n1,2\n3,4\n"), Format::Csv);
    assert_eq!(format("x.txt", "| a | b |\n|---|---|\n| 1, | 2, |"), Format::Markdown);
    assert_eq!(format("-", "Just a sentence, and another one.\n\nAnd more."), Format::Markdown);
    assert_eq!(format("x.csv", "<1,2\n3,4"), Format::Csv);
}
