use super::packed::archive;
use super::{at, rows};
use retally::document::{Document, Format};

const BOOK: &str = "<workbook xmlns:r='r'><sheets><sheet name='Table 1' sheetId='7' r:id='rId2'/><sheet name='Old' sheetId='8' state='hidden' r:id='rId3'/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id='rId2' Target='worksheets/one.xml'/><Relationship Id='rId3' Target='/xl/worksheets/two.xml'/></Relationships>";
const STRINGS: &str = "<sst><si><t>Age</t></si><si><r><t>5.8</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>a</t></r></si><si><r><rPr><b/></rPr><t>All</t></r></si>\
                       <si><t xml:space='preserve'>  Men</t><rPh><t>no</t></rPh></si><si><t>two\nlines</t></si></sst>";
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0'/><numFmt numFmtId='165' formatCode='0.##'/></numFmts><fonts><font/><font><b/><i/></font></fonts>\
                      <cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='164' fontId='0'/><xf numFmtId='10' fontId='1'/><xf numFmtId='165'/><xf numFmtId='14'/>\
                      <xf numFmtId='0'><alignment indent='1'/></xf></cellXfs></styleSheet>";

fn workbook(one: &str) -> Document {
    let one = format!("<worksheet><sheetData>{one}</worksheet>");
    let parts = [
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/one.xml", one.as_str()),
        ("xl/worksheets/two.xml", "<worksheet><sheetData/></worksheet>"),
    ];
    Document::from_bytes("book.xlsx", &archive(&parts)).unwrap()
}

#[test]
fn numbers_as_shown_and_texts_with_styles() {
    let document = workbook(
        "<row r='3'><c r='B3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c><c r='E3' t='s'><v>2</v></c><c r='F3' t='s'><v>4</v></c></row>\
         <row r='5'><c r='B5' t='s' s='5'><v>3</v></c><c r='C5' s='1'><v>50</v></c><c r='D5' s='2'><v>0.26300000000000001</v></c><c r='E5'><v>0.10000000000000001</v></c>\
         <c r='F5' s='3'><v>2.5</v></c></row><row r='6'><c r='B6' t='inlineStr'><is><t>in</t></is></c><c r='C6' t='b'><v>1</v></c><c r='D6' t='str'><v>f</v></c>\
         <c r='E6' s='4'><v>43831</v></c><c r='F6' t='s'><v>99</v></c></row></sheetData>",
    );
    assert_eq!(document.format, Format::Xlsx);
    let sheet = &document.sheets[0];
    assert_eq!((sheet.label.as_str(), sheet.hidden, document.sheets[1].hidden), ("Table 1", false, true));
    assert_eq!(
        rows(sheet),
        ["Age|5.8^a|~|All|two\nlines", "~|~|~|~|~", "Men|50.0|26.30%|0.1|2.5", "in|TRUE|f|2020-01-01|"]
    );
    assert_eq!(
        (0..5).map(|column| at(sheet, 2, column).decimals_known).collect::<Vec<_>>(),
        [true, true, true, false, false]
    );
    assert!(at(sheet, 0, 3).bold && at(sheet, 2, 2).bold && at(sheet, 2, 2).italic);
    assert_eq!((at(sheet, 2, 0).indent, at(sheet, 2, 0).place.to_string()), (5, "book.xlsx:Table 1!B5".to_owned()));
}

#[test]
fn merged_cells_span() {
    let document = workbook(
        "<row><c t='inlineStr'><is><t>A</t></is></c><c t='inlineStr'><is><t>B</t></is></c><c/></row><row><c/><c><v>1</v></c><c><v>2</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='Z9:XFD1048576'/><mergeCell ref='x'/></mergeCells>",
    );
    assert_eq!(rows(&document.sheets[0]), ["A|B|.", ".|1|2"]);
}

const SPACES: &str = "xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:fo='f' xmlns:number='n'";

#[test]
fn spreadsheets_of_opendocument() {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles><number:number-style style:name='N1'><number:number number:decimal-places='1'/></number:number-style>\
         <style:style style:name='ce1' style:data-style-name='N1'><style:text-properties fo:font-weight='bold'/></style:style>\
         <style:style style:name='ta2'><style:table-properties table:display='false'/></style:style><style:style style:name='T1'><style:text-properties style:text-position='super 58%'/>\
         </style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name='Sheet1'><table:table-column table:number-columns-repeated='1'/>\
         <table:table-column table:default-cell-style-name='ce1'/><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='1'>\
         <text:p>Head<text:span text:style-name='T1'>a</text:span></text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>\
         <table:table-row><table:table-cell><text:p><text:s text:c='2'/>x</text:p><text:p>y</text:p></table:table-cell><table:table-cell office:value-type='float'><text:p>50.0</text:p></table:table-cell>\
         <table:table-cell office:value-type='float' table:number-columns-repeated='2'><text:p>7</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16000'/></table:table-row>\
         <table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>\
         <table:table table:name='Old' table:style-name='ta2'/></office:spreadsheet></office:body></office:document-content>"
    );
    let bytes = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]);
    let document = Document::from_bytes("book.ods", &bytes).unwrap();
    assert_eq!(document.format, Format::Ods);
    let sheet = &document.sheets[0];
    assert_eq!(rows(sheet), ["Head^a|.|~|~", "x\ny|50.0|7|7"]);
    assert_eq!(
        (1..3).map(|column| (at(sheet, 1, column).decimals_known, at(sheet, 1, column).bold)).collect::<Vec<_>>(),
        [(true, true), (false, false)]
    );
    assert_eq!(
        (at(sheet, 1, 0).indent, at(sheet, 1, 3).place.to_string(), document.sheets[1].hidden),
        (2, "book.ods:Sheet1!D2".to_owned(), true)
    );
}
