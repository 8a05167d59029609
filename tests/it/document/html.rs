use super::{at, notes, paragraphs, read, rows};
use retally::document::Format;

#[test]
fn the_page_of_an_article() {
    let document = read(
        "page.html",
        "<!DOCTYPE html><html><head><title>T | Journal</title><meta name='citation_title' content='A study'><meta name='citation_author' content='Lee, Ann'>\
         <meta name='citation_doi' content='10.1/x'><meta name='citation_journal_title' content='J'><meta name='citation_publication_date' content='2020/05/01'>\
         <link rel='license' href='https://l.org/by'></head><body><nav>Menu <table><tr><td>1</td><td>2</td></tr></table></nav><h1>A study</h1><section><h2>Abstract</h2>\
         <p>Of 40,<sup><a href='#r1'>1</a></sup> 7 left.</p></section><h2>Results</h2><h3>Main</h3><div>Loose <b>text</b> 10<sup>5</sup><p>Para.</p>tail</div>\
         <script>var x = '<table>';</script><h2>References</h2><ol><li>Lee 2019</li></ol></body></html>",
    );
    assert_eq!(document.format, Format::Html);
    let about = &document.about;
    assert_eq!((about.title.as_str(), about.authors[0].as_str(), about.year), ("A study", "Ann Lee", Some(2020)));
    assert_eq!(
        (about.doi.as_deref(), about.journal.as_deref(), about.licence.as_deref()),
        (Some("10.1/x"), Some("J"), Some("https://l.org/by"))
    );
    let main = "Results > Main".to_owned();
    let expected = [
        ("Abstract".to_owned(), "Of 40, 7 left."),
        (main.clone(), "Loose text 10⁵"),
        (main.clone(), "Para."),
        (main, "tail"),
    ];
    assert_eq!(paragraphs(&document), expected);
    assert!(document.sheets.is_empty() && document.pictures.is_empty());
    assert_eq!(document.omissions[0].what, "the list of references");
}

#[test]
fn captions_and_notes_of_frames() {
    let table = "<table><thead><tr><th>A</th><th>n<sup>a</sup></th></tr></thead><tbody><tr><td style='padding-left: 16px'>x</td><td>1<a href='#fn2'>b</a></td></tr></tbody></table>";
    let frames = [
        // As in PubMed Central.
        format!(
            "<section class='tw'><h3>Table 1.</h3><div class='caption'><p>Sex &amp; age.</p></div><div>{table}</div><div><a href='t'>Open in a new tab</a></div><div class='fn'><p><sup>a</sup>First.</p><p><sup>b</sup>Second.</p></div></section>"
        ),
        format!(
            "<figure><figcaption><b>Table 1</b> Sex &amp; age.</figcaption><div>{table}</div><p><sup>a</sup>First. <sup>b</sup>Second.</p></figure>"
        ),
        format!(
            "<p>Text.</p><p>Table 1. Sex &amp; age.</p>{table}<p><sup>a</sup>First.</p><p><sup>b</sup>Second.</p><p>Table 1 shows more.</p>{}",
            "<p>Long text.</p>".repeat(1000)
        ),
        format!(
            "{}<p><sup>a</sup>First.</p><p><sup>b</sup>Second.</p>",
            table.replace("<thead>", "<caption>Table 1: Sex &amp; age.</caption><thead>")
        ),
    ];
    for frame in frames {
        let document = read(
            "p.html",
            &format!("<html><body><h1>T</h1><h2>Results</h2><div><p>Before.</p>{frame}</div></body></html>"),
        );
        let [sheet] = document.sheets.as_slice() else { panic!("{frame}") };
        assert_eq!((sheet.label.as_str(), sheet.caption.as_str()), ("Table 1", "Sex & age."), "{frame}");
        assert_eq!(rows(sheet), ["A|n^a", "x|1^b"], "{frame}");
        assert_eq!(notes(sheet), [("a", "First."), ("b", "Second.")], "{frame}");
        assert_eq!((at(sheet, 1, 0).indent, sheet.section.as_slice()), (2, ["Results".to_owned()].as_slice()));
        assert_eq!(paragraphs(&document)[0].1, "Before.");
        assert!(
            !document
                .sections
                .iter()
                .flat_map(|section| &section.paragraphs)
                .any(|paragraph| paragraph.text.contains("First"))
        );
    }
}

#[test]
fn tables_that_only_arrange_are_read_through() {
    let document = read(
        "p.html",
        "<table role='presentation'><tr><td>Left</td><td><table><tr><td>a</td><td>1</td></tr></table></td></tr></table><table><tr><td><p>Single</p></td></tr></table>\
         <table><tr><th>Outer</th><td>2<table><tr><td>in</td><td>3</td></tr></table></td></tr></table>",
    );
    assert_eq!(
        document.sheets.iter().map(|sheet| rows(sheet).join(" / ")).collect::<Vec<_>>(),
        ["a|1", "Outer|2", "in|3"]
    );
    assert_eq!(paragraphs(&document).iter().map(|paragraph| paragraph.1).collect::<Vec<_>>(), ["Left", "Single"]);
}

#[test]
fn pictures_of_tables() {
    let document = read(
        "p.html",
        "<h1>T</h1><figure><figcaption>Table 1. Seen.</figcaption><img src='t1.png'></figure><figure><figcaption>Figure 1. A curve.</figcaption><img src='f1.png'></figure>\
         <figure><figcaption>Table 2. Elsewhere.</figcaption><a href='/tables/2'>Full size table</a></figure><div><p>Table 3. Both.</p><img src='t3.png'></div>\
         <div><p>Table 3. Both.</p><table><tr><td>1</td><td>2</td></tr></table></div>",
    );
    let pictures: Vec<_> =
        document.pictures.iter().map(|picture| (picture.label.as_str(), picture.file.as_str())).collect();
    assert_eq!(pictures, [("Table 1", "t1.png"), ("Table 2", "/tables/2")]);
    assert_eq!(document.sheets[0].label, "Table 3");
}

#[test]
fn broken_pages_are_read_as_browsers_do_with_places() {
    let document = read("p.htm", "<p>one<p>two &lt;3&nbsp;%\n<table><tr><td>a<td>b<tr><td colspan=2>c</table>");
    assert_eq!(rows(&document.sheets[0]), ["a|b", "c|."]);
    assert_eq!(at(&document.sheets[0], 0, 1).place.to_string(), "p.htm:2:17");
    assert_eq!(at(&document.sheets[0], 1, 0).place.to_string(), "p.htm:2:26");
    assert_eq!(paragraphs(&document).iter().map(|paragraph| paragraph.1).collect::<Vec<_>>(), ["one", "two <3\u{a0}%"]);
    // What stands between rows is moved out.
    let document = read("p.htm", "<table><p>moved<tr><td>a</td><td>b</td></tr></table>");
    assert_eq!((rows(&document.sheets[0])[0].as_str(), paragraphs(&document)[0].1), ("a|b", "moved"));
}
