use super::packed::archive;
use super::{at, notes, paragraphs, rows};
use retally::document::{Document, Format};

const SPACE: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'";

fn word(body: &str) -> Document {
    let styles = format!(
        "<w:styles {SPACE}><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>\
         <w:style w:styleId='Kopf'><w:name w:val='Table head'/><w:pPr><w:ind w:left='240'/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"
    );
    let core = "<c:coreProperties xmlns:c='c' xmlns:dc='d'><dc:creator>Ann Lee; Bo Ek</dc:creator></c:coreProperties>";
    let body = format!("<w:document {SPACE}><w:body>{body}</w:body></w:document>");
    Document::from_bytes(
        "paper.docx",
        &archive(&[("word/document.xml", &body), ("word/styles.xml", &styles), ("docProps/core.xml", core)]),
    )
    .unwrap()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

#[test]
fn headings_captions_and_notes() {
    let raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>a</w:t></w:r>";
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", &p("A")),
        cell("", &p("n")),
        cell("", &p("x")),
        cell("", &format!("<w:p><w:r><w:t>1</w:t></w:r>{raised}</w:p>"))
    );
    let note = format!("<w:p>{raised}<w:r><w:t xml:space='preserve'> First.</w:t></w:r></w:p>");
    let document = word(
        &[
            styled("Titel", "A study"),
            styled("berschrift1", "Results"),
            p("Tabelle 1 zeigt mehr."),
            p("Tabelle 1. Alter"),
            table.clone(),
            note,
            p("Text."),
            table,
            p("Table 2: Below"),
            p("End."),
        ]
        .concat(),
    );
    assert_eq!(
        (document.format, document.about.title.as_str(), document.about.authors.len()),
        (Format::Docx, "A study", 2)
    );
    let [first, second] = document.sheets.as_slice() else { panic!() };
    assert_eq!(
        (first.label.as_str(), first.caption.as_str(), first.section.as_slice()),
        ("Tabelle 1", "Alter", ["Results".to_owned()].as_slice())
    );
    assert_eq!((rows(first), notes(first)), (vec!["A|n".to_owned(), "x|1^a".to_owned()], vec![("a", "First.")]));
    assert_eq!((first.head_rows, format!("{:?}", first.groups)), (1, "[1..2]".to_owned()));
    assert_eq!((second.label.as_str(), second.caption.as_str()), ("Table 2", "Below"));
    assert_eq!(
        paragraphs(&document).iter().map(|paragraph| paragraph.1).collect::<Vec<_>>(),
        ["Tabelle 1 zeigt mehr.", "Text.", "End."]
    );
    assert_eq!(document.sections[0].paragraphs[1].place.to_string(), "paper.docx: paragraph 6");
}

#[test]
fn spans_merges_and_nested_tables() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &p("in")), cell("", &p("3")));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", &p("A")),
        cell("<w:gridSpan w:val='2'/>", &p("B")),
        cell("<w:vMerge/>", &p("hidden")),
        cell("", &p("n")),
        cell("", &p("%")),
        cell("", &p("1")),
        cell("", &p("2")),
        cell("<w:vMerge/>", &p("starts")),
        cell("", &inner),
        cell("", &(p("4") + &p("5")))
    );
    let document = word(&table);
    assert_eq!(
        document.sheets.iter().map(|sheet| rows(sheet).join(" / ")).collect::<Vec<_>>(),
        ["A|B|. / .|n|% / ~|1|2 / starts||4\n5", "in|3"]
    );
    assert_eq!(at(&document.sheets[0], 1, 2).place.to_string(), "paper.docx: table 1, row 2, column 3");
    assert_eq!(at(&document.sheets[1], 0, 1).place.to_string(), "paper.docx: table 2, row 1, column 2");
}

#[test]
fn runs() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    let raised = "<w:vertAlign w:val='superscript'/>";
    let cells = [
        format!("<w:p>{}{}</w:p>", run("<w:b/>", "All "), run("<w:b w:val='true'/>", "n")),
        format!("<w:p>{}{}</w:p>", run("<w:b/>", "a"), run("<w:b w:val='0'/>", "b")),
        format!("<w:p><w:pPr><w:pStyle w:val='Kopf'/></w:pPr>{}</w:p>", run("", "styled")),
        format!("<w:p><w:pPr><w:ind w:left='480' w:hanging='240'/></w:pPr>{}</w:p>", run("", "moved")),
        format!("<w:p>{}</w:p>", run("", "  spaced")),
        format!("<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins></w:p>", run("", "1"), run("", "2").replace("w:t", "w:delText"), run("", "3")),
        format!("<w:p>{}{}{}{}</w:p>", run("", "5.8"), run(raised, "a"), run(raised, ","), run(raised, "b")),
        format!("<w:p>{}{}</w:p>", run("", "10"), run(raised, "5")),
        format!("<w:p>{}<w:r><w:br/></w:r>{}<w:r><w:sym w:char='F0B1'/></w:r>{}</w:p>", run("", "1"), run("", "2"), run("<w:vanish/>", "no")),
        "<w:p><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>".to_owned(),
    ];
    let document = word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.map(|content| cell("", &content)).concat()));
    let sheet = &document.sheets[0];
    assert_eq!(rows(sheet), ["All n|ab|styled|moved|spaced|13|5.8^a,b|10⁵|1\n2±|x²"]);
    assert_eq!(
        (0..5).map(|column| (at(sheet, 0, column).bold, at(sheet, 0, column).indent)).collect::<Vec<_>>(),
        [(true, 0), (false, 0), (true, 2), (false, 2), (false, 2)]
    );
}
