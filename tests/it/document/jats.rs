use super::{at, notes, paragraphs, read, rows};
use retally::document::{Document, Format, Sheet};

fn article(body: &str) -> Document {
    let mml = "xmlns:mml='http://www.w3.org/1998/Math/MathML' xmlns:xlink='http://www.w3.org/1999/xlink'";
    read("paper.xml", &format!("<article {mml}><body>{body}</body></article>"))
}

/// The table with these rows.
fn table(inner: &str) -> Sheet {
    framed(&format!("<table>{inner}</table>"))
}

/// The table in a frame with more in it.
fn framed(inner: &str) -> Sheet {
    let mut document = article(&format!("<table-wrap>{inner}</table-wrap>"));
    assert_eq!(document.sheets.len(), 1);
    document.sheets.remove(0)
}

#[test]
fn front_matter() {
    let document = read(
        "p.nxml",
        "<?xml version='1.0'?><!DOCTYPE article PUBLIC '-//NLM//DTD JATS//EN' 'JATS.dtd'>\
         <article xmlns:xlink='http://www.w3.org/1999/xlink'><front><journal-meta><journal-title-group><journal-title>J. of T\
         </journal-title></journal-title-group></journal-meta><article-meta><article-id pub-id-type='pmid'>1</article-id>\
         <article-id pub-id-type='doi'>10.1/x</article-id><title-group><article-title>A <italic>b</italic> study<xref ref-type='fn'>*</xref>\
         </article-title></title-group><contrib-group><contrib contrib-type='author'><name><surname>Lee</surname><given-names>Ann B</given-names>\
         </name><xref ref-type='aff'><sup>1</sup></xref></contrib><contrib contrib-type='editor'><name><surname>No</surname></name></contrib>\
         <contrib><collab>The Group</collab></contrib></contrib-group><pub-date pub-type='pmc-release'><year>2001</year></pub-date>\
         <pub-date pub-type='collection'><year>2020</year></pub-date><pub-date pub-type='epub'><year>2019</year></pub-date>\
         <permissions><license xlink:href='https://l.org/by'><license-p>Free.</license-p></license></permissions>\
         <abstract><sec><title>Aims</title><p>To count.</p></sec></abstract><abstract><p>Short.</p></abstract></article-meta></front></article>",
    );
    assert_eq!(document.format, Format::Jats);
    let about = &document.about;
    assert_eq!((about.title.as_str(), about.authors.join("; ").as_str()), ("A b study", "Ann B Lee; The Group"));
    assert_eq!(
        (about.doi.as_deref(), about.journal.as_deref(), about.year),
        (Some("10.1/x"), Some("J. of T"), Some(2019))
    );
    assert_eq!(about.licence.as_deref(), Some("https://l.org/by"));
    assert_eq!(paragraphs(&document), [("Abstract > Aims".to_owned(), "To count."), ("Abstract".to_owned(), "Short.")]);
}

#[test]
fn several_header_rows_and_groups() {
    let sheet = table(
        "<thead><tr><th rowspan='2'>A</th><th colspan='2'>B</th></tr><tr><th>n</th><th>%</th></tr></thead>\
         <tbody><tr><td>x</td><td>1</td><td>50</td></tr></tbody><tfoot><tr><td>all</td><td>2</td><td/></tr></tfoot>\
         <tbody><tr><td>y</td><td>1</td><td>50</td></tr></tbody>",
    );
    assert_eq!(rows(&sheet), ["A|B|.", ".|n|%", "x|1|50", "y|1|50", "all|2|"]);
    assert_eq!((sheet.head_rows, sheet.groups.as_slice()), (2, [2..3, 3..4, 4..5].as_slice()));
    assert!(sheet.is_head(1) && !sheet.is_head(2) && at(&sheet, 1, 1).is_header && !at(&sheet, 2, 0).is_header);
    assert_eq!((at(&sheet, 1, 0).text.as_str(), at(&sheet, 0, 2).columns), ("A", 2));
    assert_eq!(sheet.to_csv(), "A,B,\n,n,%\nx,1,50\ny,1,50\nall,2,\n");
}

#[test]
fn labels_at_the_top_are_the_header_without_thead() {
    let sheet = table("<tr><th>A</th><th>n</th></tr><tr><th>x</th><td>1</td></tr>");
    assert_eq!((sheet.head_rows, format!("{:?}", sheet.groups)), (1, "[1..2]".to_owned()));
    assert_eq!(table("<tr><td>A</td></tr><tr><td>1</td></tr>").head_rows, 0);
}

#[test]
fn spans_end_with_their_group_and_their_table() {
    // Past the last row, past the last column, past the header.
    let sheet = table(
        "<thead><tr><th rowspan='3'>A</th><th>n</th></tr></thead><tbody><tr><td rowspan='9'>x</td><td>1</td></tr><tr><td>2</td></tr>\
         <tr><td colspan='40'>all</td></tr></tbody>",
    );
    assert_eq!(rows(&sheet), ["A|n", "x|1", ".|2", ".|all"]);
    assert_eq!((at(&sheet, 1, 0).rows, at(&sheet, 3, 1).columns), (3, 1));
    // None, too many, or no number at all.
    let sheet = table(
        "<tr><td rowspan='0'>x</td><td colspan='0'>1</td></tr><tr><td colspan='99999999999999999999'>2</td></tr><tr><td rowspan='-1'>3</td></tr>",
    );
    assert_eq!(rows(&sheet), ["x|1", ".|2", ".|3"]);
    // Rows of different lengths, and none at all.
    assert_eq!(rows(&table("<tr><td>a</td></tr><tr/><tr><td/><td>b</td></tr>")), ["a|~", "~|~", "|b"]);
    assert_eq!(rows(&table("")), Vec::<String>::new());
}

#[test]
fn indentation_and_styles() {
    let sheet = table(
        "<tr><td>Sex</td></tr><tr><td>&#x2003;Male</td></tr><tr><td>&#160;&#160;&#160;Female</td></tr><tr><td style='padding-left:2em'>x</td></tr>\
         <tr><td>  two</td></tr><tr><td>\n  none\n</td></tr><tr><td><list><list-item><p>item</p></list-item></list></td></tr><tr><td>&#160;</td></tr>",
    );
    let indents: Vec<_> = sheet.cells().iter().map(|cell| (cell.text.as_str(), cell.indent)).collect();
    assert_eq!(
        indents,
        [("Sex", 0), ("Male", 2), ("Female", 3), ("x", 4), ("two", 2), ("none", 0), ("item", 2), ("", 0)]
    );
    let sheet = table(
        "<tr><td><bold>All</bold> <bold><italic>n</italic></bold></td><td><bold>a</bold>b</td><td><italic>p</italic></td></tr>",
    );
    let styles: Vec<_> = sheet.cells().iter().map(|cell| (cell.bold, cell.italic)).collect();
    assert_eq!(styles, [(true, false), (false, false), (false, true)]);
}

#[test]
fn markers_are_no_text_and_powers_are() {
    let sheet = framed(
        "<table><tr><td>12.0<xref ref-type='table-fn' rid='f1'><sup>a</sup></xref></td><td>5.8<sup>b,c</sup></td><td>7<sup>*</sup></td><td>10<sup>5</sup></td>\
         <td>kg/m<sup>2</sup></td><td>1<sup>st</sup></td><td>9<sup>2</sup></td><td>L<sup>\u{2212}1</sup></td><td>H<sub>2</sub>O</td><td>R\n<sup>2</sup></td>\
         <td>x<sup>1/2</sup></td><td>n<xref ref-type='table-fn'>d</xref></td><td>Lee [<xref ref-type='bibr'>3</xref>]</td><td>Lee<sup><xref ref-type='bibr'>3</xref></sup></td></tr></table>\
         <table-wrap-foot><fn id='f1'><label>a</label><p>First.</p></fn><fn><p><sup>2</sup>Second.</p></fn></table-wrap-foot>",
    );
    assert_eq!(rows(&sheet), ["12.0^a|5.8^b,c|7^*|10⁵|kg/m²|1st|9^2|L⁻¹|H2O|R²|x^1/2|n^d|Lee [3]|Lee^3"]);
    assert_eq!(notes(&sheet), [("a", "First."), ("2", "Second.")]);
}

#[test]
fn notes_in_one_paragraph_are_told_apart() {
    let notes_of = |foot: &str| {
        let sheet = framed(&format!("<table/><table-wrap-foot>{foot}</table-wrap-foot>"));
        notes(&sheet).iter().map(|note| format!("{}={}", note.0, note.1)).collect::<Vec<_>>()
    };
    assert_eq!(
        notes_of("<p>*p &lt; 0.05; **p &lt; 0.01, ***p &lt; 0.001.</p>"),
        ["*=p < 0.05;", "**=p < 0.01,", "***=p < 0.001."]
    );
    assert_eq!(
        notes_of("<fn><p><sup>a</sup> Mean of 10<sup>3</sup>. <sup>b</sup>kg/m<sup>2</sup></p></fn>"),
        ["a=Mean of 10³.", "b=kg/m²"]
    );
    assert_eq!(notes_of("<fn symbol='†'><p>Alone.</p><p>More.</p></fn>"), ["†=Alone.", "=More."]);
    assert_eq!(
        notes_of("<attrib>Source: us.</attrib><p>AI * : an asterisk.</p>"),
        ["=Source: us.", "=AI * : an asterisk."]
    );
    assert_eq!(notes_of("<fn-group><fn><label>1)</label><p>One.</p></fn></fn-group>"), ["1=One."]);
}

#[test]
fn entities_formulas_and_line_breaks() {
    let document = read(
        "p.xml",
        "<!DOCTYPE article PUBLIC '-//NLM//DTD//EN' 'a.dtd'><article xmlns:mml='m'><body><p>&alpha;&nbsp;&lt; &#x3b2; &amp; &apos;</p><table-wrap><table>\
         <tr><td>a<break/>b</td><td><p>c</p><p>d</p></td><td><inline-formula><alternatives><tex-math>\\begin{document}$no$\\end{document}</tex-math>\
         <mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup><mml:mo>=</mml:mo><mml:mfrac><mml:mn>1</mml:mn><mml:mrow><mml:mi>n</mml:mi>\
         <mml:mo>+</mml:mo><mml:mn>1</mml:mn></mml:mrow></mml:mfrac></mml:math></alternatives></inline-formula></td>\
         <td><tex-math>\\begin{document}$$\\pm$$\\end{document}</tex-math></td></tr></table></table-wrap></body></article>",
    );
    assert_eq!(paragraphs(&document)[0].1, "α\u{a0}< β & '");
    assert_eq!(rows(&document.sheets[0]), ["a\nb|c\nd|x² = 1/(n+1)|\\pm"]);
}

#[test]
fn tables_are_found_wherever_they_stand() {
    let wrap =
        |label: &str| format!("<table-wrap><label>{label}</label><table><tr><td>1</td></tr></table></table-wrap>");
    let document = read(
        "p.xml",
        &format!(
            "<article><body><sec><title>Results</title><p>Before{}after.</p><boxed-text><sec><title>Box</title>{}</sec></boxed-text>\
             <supplementary-material><caption><title>S</title></caption>{}</supplementary-material></sec><p><array><tr><td>2</td></tr></array></p></body>\
             <floats-group>{}</floats-group><back><app-group><app><title>Appendix</title>{}</app></app-group><ref-list><title>References</title>\
             <ref><mixed-citation>No</mixed-citation></ref></ref-list></back><sub-article article-type='reply'><body>{}</body></sub-article></article>",
            wrap("Table 1."),
            wrap("Table 2"),
            wrap("Table S1"),
            wrap("Table 3"),
            wrap("Table A1"),
            wrap("Table R1")
        ),
    );
    let found: Vec<_> = document.sheets.iter().map(|sheet| (sheet.label.as_str(), sheet.section.join(" > "))).collect();
    let expected = [
        ("Table 1", "Results"),
        ("Table 2", "Results > Box"),
        ("Table S1", "Results > S"),
        ("", ""),
        ("Table 3", ""),
        ("Table A1", "Appendix"),
    ];
    assert_eq!(found, expected.map(|(label, section)| (label, section.to_owned())));
    assert_eq!(paragraphs(&document), [("Results".to_owned(), "Beforeafter.")]);
    assert_eq!(document.omissions.len(), 1);
    assert!(document.omissions[0].what.contains("reply"));
}

#[test]
fn frames_groups_and_pictures() {
    let document = article(
        "<table-wrap-group><label>Table 1</label><caption><title>Both.</title></caption><table-wrap><label>(a)</label><caption><p>One.</p></caption>\
         <table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table></table-wrap></table-wrap-group>\
         <table-wrap><label>Table 2</label><caption><title>Seen.</title><p>More.</p></caption><graphic xmlns:xlink='x' xlink:href='t2.gif'/></table-wrap>\
         <table-wrap><label>Table 3</label><alternatives><graphic/><table><tr><td>3</td></tr></table></alternatives></table-wrap>\
         <fig><label>Fig 1</label><caption><p>A curve.</p></caption><graphic/></fig><fig><label>Table 4</label><graphic/></fig>",
    );
    let sheets: Vec<_> = document
        .sheets
        .iter()
        .map(|sheet| format!("{}: {} {}", sheet.label, sheet.caption.replace('\n', " / "), rows(sheet)[0]))
        .collect();
    assert_eq!(sheets, ["Table 1 (a): Both. / One. 1", "Table 1 (a): Both. / One. 2", "Table 3:  3"]);
    let pictures: Vec<_> = document
        .pictures
        .iter()
        .map(|picture| (picture.label.as_str(), picture.caption.as_str(), picture.file.as_str()))
        .collect();
    assert_eq!(pictures, [("Table 2", "Seen.\nMore.", "t2.gif"), ("Table 4", "", "")]);
    assert_eq!(paragraphs(&document), [(String::new(), "A curve.")]);
}

#[test]
fn text_by_section_with_places() {
    let document = article(
        "<sec><title>1. Methods</title>\n<p>Of 40 patients,<sup><xref ref-type='bibr'>1</xref>,<xref ref-type='bibr'>2</xref></sup> 7 (17.5%) left\
         <xref ref-type='bibr'><sup>3</sup></xref>.<xref ref-type='fn'>a</xref></p><sec><title>Sub</title><p>S <xref ref-type='bibr'>[4]</xref>.</p>\n\
         <list><list-item><p>One</p></list-item><list-item><p>Two</p></list-item></list></sec><p>Last\n words.</p><disp-formula>x<label>(1)</label></disp-formula></sec>",
    );
    let sub = "1. Methods > Sub".to_owned();
    let main = "1. Methods".to_owned();
    let expected = [
        (main.clone(), "Of 40 patients, 7 (17.5%) left."),
        (sub.clone(), "S [4]."),
        (sub.clone(), "One"),
        (sub, "Two"),
        (main.clone(), "Last words."),
        (main, "x"),
    ];
    assert_eq!(paragraphs(&document), expected);
    assert_eq!(document.sections[0].paragraphs[0].place.to_string(), "paper.xml:2:1");
    let sheet = framed("<table>\n<tr><td>a</td><td>é</td><td>b</td></tr></table>");
    assert_eq!(at(&sheet, 0, 2).place.to_string(), "paper.xml:2:25");
}

#[test]
fn a_table_is_shown_as_an_aligned_grid() {
    let sheet = framed(
        "<label>Table 1</label><caption><title>Sex.</title></caption><table><thead><tr><th/><th colspan='2'>All</th></tr></thead><tbody><tr><td>Sex</td></tr><tr>\
         <td>&#x2003;Men</td><td>12<sup>a</sup></td><td>50</td></tr></tbody></table><table-wrap-foot><fn><label>a</label><p>Of 24.</p></fn></table-wrap-foot>",
    );
    let expected = "Table 1. Sex.\n      | All  |\n------+------+---\nSex   |      |\n  Men | 12^a | 50\na Of 24.\n";
    assert_eq!(sheet.to_string(), expected);
}
