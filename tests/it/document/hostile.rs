use std::io::Read;

use proptest::prelude::*;
use retally::document::{Document, Limits};

use super::packed::archive;

fn refused(name: &str, bytes: &[u8]) -> String {
    Document::from_bytes(name, bytes).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_read_is_refused_with_what_can() {
    let pdf = refused("p.pdf", b"%PDF-1.7\n");
    assert_eq!(
        pdf,
        "p.pdf: a PDF has no tables, only letters on a page; use the XML or HTML of the article, as PubMed Central and most journals have it, or copy each table to CSV"
    );
    for (bytes, expected) in [
        (
            b"".as_slice(),
            "the file is empty; what can be read is JATS XML, HTML, DOCX, XLSX, ODS, CSV, TSV, Markdown and plain text",
        ),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "save it as .docx or .xlsx"),
        (b"{\\rtf1", "save it as .docx"),
        (b"a,b\n1,\x002\n", "f:2:3: a NUL character: this is no text"),
        (b"\xFF\xFEa", "it is no valid UTF-16LE; save it as UTF-8"),
        (b"PK\x03\x04garbage", "the archive cannot be unpacked"),
        (b"<?xml version='1.0'?><svg/>", "XML whose first element is `svg` is of no kind that is known"),
        (b"<?xml version='1.0'?>\n<article><body></article>", "f:2:16: it is no well-formed XML"),
        (
            b"<?xml version='1.0'?><article><p>&nosuch;</p></article>",
            "it is no well-formed XML: unknown entity reference",
        ),
    ] {
        let message = refused("f", bytes);
        assert!(message.contains(expected), "{message}");
    }
    assert!(refused("a.zip", &archive(&[("x", "y")])).contains("an archive of no kind that is known"));
    let odt = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]);
    assert!(refused("a.odt", &odt).contains("save it as .docx"));
}

#[test]
fn only_regular_files_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Document::open(folder.path()).unwrap_err().message().contains("there is no CSV or TSV file in it"));
    assert!(Document::open(folder.path().join("none.csv")).unwrap_err().message().contains("cannot be read"));
    #[cfg(unix)]
    assert!(Document::open("/dev/zero").unwrap_err().message().contains("no regular file"));
    let file = folder.path().join("t.csv");
    std::fs::write(&file, "a,b\n1,2\n").unwrap();
    assert_eq!(Document::open(&file).unwrap().sheets[0].to_csv(), "a,b\n1,2\n");
}

#[test]
fn limits_hold() {
    let limits = Limits::default();
    // A file that is too large is refused before it is read, one without end after as much.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.xml");
    std::fs::File::create(&file).unwrap().set_len(1 << 30).unwrap();
    assert_eq!(Document::open(&file).unwrap_err().message(), "the file is larger than 67108864 bytes");
    assert_eq!(
        Document::read("-", std::io::repeat(b'a')).unwrap_err().message(),
        "the file is larger than 67108864 bytes"
    );
    assert_eq!(Document::read("-", b"a,b\n1,2".as_slice().take(3)).unwrap().sheets.len(), 0);

    let small = Limits { nodes: 1000, unpacked: 100_000, cells: 1000, ..limits };
    let refused = |name: &str, bytes: &[u8]| Document::from_bytes_within(name, bytes, &small).unwrap_err().to_string();
    let many = format!("<article>{}</article>", "<p/>".repeat(1001));
    assert!(refused("p.xml", many.as_bytes()).contains("more than 1000 elements"));
    assert!(refused("p.html", format!("<html>{}", "<p>".repeat(1001)).as_bytes()).contains("more than 1000 elements"));
    let wide = format!("<article><table>{}</table></article>", "<tr><td colspan='1000'>1</td></tr>".repeat(2));
    assert!(refused("p.xml", wide.as_bytes()).contains("more than 1000 places"));
    assert!(refused("t.csv", ",".repeat(2000).as_bytes()).contains("more than 1000 places"));
    assert!(
        refused("t.md", format!("{}\n{}\n", "|a".repeat(2000), "|-".repeat(2000)).as_bytes())
            .contains("more than 1000 places")
    );
    // What an archive unpacks to, whatever it declares.
    let bomb = archive(&[("word/document.xml", &format!("<d>{}</d>", " ".repeat(200_000)))]);
    assert!(bomb.len() < 2000 && refused("p.docx", &bomb).contains("unpacks to too much"));
    let far = "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='a'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='a' Target='s.xml'/></Relationships>";
    let parts = [("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations), ("xl/s.xml", far)];
    assert!(refused("b.xlsx", &archive(&parts)).contains("more than 1000 places"));
}

#[test]
fn bombs_of_entities_and_of_depth() {
    let entities: String =
        (1..12).map(|at| format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE article [<!ENTITY a0 'ha'>{entities}]><article><p>&a11;</p></article>");
    assert!(refused("p.xml", laughs.as_bytes()).contains("well-formed"));
    let quadratic = format!(
        "<!DOCTYPE article [<!ENTITY a '{}'>]><article><p>{}</p></article>",
        "x".repeat(100_000),
        "&a;".repeat(10_000)
    );
    assert!(refused("p.xml", quadratic.as_bytes()).contains("entities may expand"));
    for (open, close) in [("<p>", "</p>"), ("<sec>", "</sec>"), ("<list><list-item>", "</list-item></list>")] {
        let deep = format!("<article>{}{}</article>", open.repeat(100_000), close.repeat(100_000));
        assert!(refused("p.xml", deep.as_bytes()).contains("nested more than 200 deep"), "{open}");
    }
    for open in ["<div>", "<table><tr><td>", "<b>", "<ul><li>"] {
        let message = refused("p.html", format!("<html>{}", open.repeat(50_000)).as_bytes());
        assert!(message.contains("nested more than 200 deep"), "{message}");
    }
    // What is as deep as allowed is walked through.
    let deep = format!("<article><body>{}x{}</body></article>", "<sec>".repeat(190), "</sec>".repeat(190));
    assert!(Document::from_bytes("p.xml", deep.as_bytes()).is_ok());
    assert!(Document::from_bytes("p.html", format!("<html>{}x", "<div>".repeat(190)).as_bytes()).is_ok());
    assert!(Document::from_bytes("p.html", format!("<html>{}x", "<i><p>".repeat(20_000)).as_bytes()).is_ok());
    assert!(Document::from_bytes("p.md", "> ".repeat(50_000).as_bytes()).is_ok());
}

#[test]
fn what_takes_parsers_long_is_refused() {
    let attributes: String = (0..200_000).map(|at| format!(" a{at}=''")).collect();
    assert!(
        refused("p.xml", format!("<article><p{attributes}/></article>").as_bytes()).contains("too many attributes")
    );
    assert!(refused("p.html", format!("<html><p{attributes}>").as_bytes()).contains("too many attributes"));
    assert!(
        refused("p.html", format!("<html><p x = '>'{}>", attributes.replace("=''", "")).as_bytes())
            .contains("too many attributes")
    );
    let namespaces: String = (0..60_000).map(|at| format!("<p xmlns:a='{at}'/>")).collect();
    assert!(refused("p.xml", format!("<article>{namespaces}</article>").as_bytes()).contains("too many attributes"));
    // What is nested is walked through once.
    let figures = format!(
        "<article><body>{}{}</body></article>",
        "<fig><caption><p>".repeat(60),
        "</p></caption></fig>".repeat(60)
    );
    assert!(Document::from_bytes("p.xml", figures.as_bytes()).is_ok());
    let boxes = format!("<d>{}{}</d>", "<p><txbxContent>".repeat(90), "</txbxContent></p>".repeat(90));
    assert!(Document::from_bytes("p.docx", &archive(&[("word/document.xml", &boxes)])).is_ok());
    let frames = format!("<html>{}<table><tr><td>1<td>2</table>", "<div>Table 1. C".repeat(150));
    assert_eq!(Document::from_bytes("p.html", frames.as_bytes()).unwrap().sheets.len(), 1);
    let rows = "<document-content><spreadsheet><table><table-row number-rows-repeated='16000000'><covered-table-cell><p>x</p></covered-table-cell></table-row></table></spreadsheet></document-content>";
    let ods = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", rows)]);
    assert!(refused("b.ods", &ods).contains("places for cells"));
}

const JATS: &str = "<!DOCTYPE article><article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front><body><sec><title>R</title>\
    <p>Of 40 (<italic>n</italic>)<sup>2</sup>.<table-wrap><label>Table 1</label><caption><p>C</p></caption><table><thead><tr><th rowspan='2'>A</th><th colspan='2'>B</th></tr><tr><th>n</th>\
    <th>%</th></tr></thead><tbody><tr><td>&#x2003;x<sup>a</sup></td><td>1<break/>2</td><td><bold>5</bold></td></tr></tbody></table><table-wrap-foot><fn><label>a</label><p>*N; **M</p></fn>\
    </table-wrap-foot></table-wrap></p></sec></body></article>";
const HTML: &str = "<!doctype html><body><h1>T</h1><figure><figcaption>Table 1. C</figcaption><table><tr><th rowspan=2>A<td colspan=3>1<sup>a</sup><tr><td>2</table><p><sup>a</sup>N</figure>\
    <table role=none><tr><td><table><tr><td>x<td>y</table></table><p>Text<b>b<i>c</b>d</i>";
const MARKDOWN: &str = "# T\n\nTable 1. C\n\n| a | b<sup>*</sup> |\n|---|---|\n| **x** | 1<br>2 |\n\n* N\n\n> text\n";
const CSV: &str = "a;\"b\"\"c\";d\r\n1,5;2;\n\"x\ny\";;\n";

fn document() -> impl Strategy<Value = (usize, Vec<u8>)> {
    prop::sample::select(vec![JATS, HTML, MARKDOWN, CSV]).prop_map(|text| (text.len(), text.as_bytes().to_vec()))
}

/// What a document is changed to at some place.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "",
        "<",
        ">",
        "</td>",
        "<table>",
        "<tr>",
        "<td rowspan='0' colspan='999999999999'>",
        "<td rowspan='65535'>",
        "&",
        "&#0;",
        "\"",
        "|",
        "\n",
        ";",
        "\u{a0}",
        "İ",
        "<sup>",
        "</p>",
        "<b>",
        "<math>",
        "*",
        "†",
        "<!--",
        "]]>",
        "\u{2003}",
        "<svg><p>",
        "<template>",
    ];
    prop_oneof![4 => prop::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..4)]
}

/// Reads a document in every way; places in the grid are as the cells say.
fn read(name: &str, bytes: &[u8]) {
    let Ok(document) = Document::from_bytes(name, bytes) else { return };
    for sheet in &document.sheets {
        let _ = (sheet.to_string(), sheet.to_csv());
        for cell in sheet.cells() {
            assert_eq!(sheet.cell(cell.row, cell.column), Some(cell));
            assert!(cell.row + cell.rows <= sheet.rows() && cell.column + cell.columns <= sheet.columns());
            assert_eq!(sheet.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1), Some(cell));
        }
        assert!(sheet.head_rows <= sheet.rows());
        let groups: usize = sheet.groups.iter().map(|group| group.len()).sum();
        assert_eq!(groups + sheet.head_rows, sheet.rows());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_documents((length, bytes) in document(), changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, pieces()), 0..5), name in prop::sample::select(vec!["x", "x.html", "x.md", "x.csv"])) {
        let mut bytes = bytes;
        for (place, removed, piece) in changes {
            let start = place.index(length).min(bytes.len());
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, piece);
        }
        read(name, &bytes);
    }

    #[test]
    fn changed_archives(place in any::<prop::sample::Index>(), piece in pieces(), byte in any::<(prop::sample::Index, u8)>()) {
        let word = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Table 1. C</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
        let mut changed = word.as_bytes().to_vec();
        changed.splice(place.index(word.len())..place.index(word.len()), piece);
        let mut bytes = archive(&[("word/document.xml", &String::from_utf8_lossy(&changed))]);
        read("p.docx", &bytes);
        let at = byte.0.index(bytes.len());
        bytes[at] = byte.1;
        read("p.docx", &bytes);
    }
}
