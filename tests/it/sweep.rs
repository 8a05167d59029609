//! Many papers, one line each.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use retally::report::{summary_csv, summary_page, summary_text};
use retally::sweep::{
    Content, Failed, Found, Limits, Line, Papers, Shard, Source, Summary, Table, Verdicts, bytes_of, in_order, sweep,
};

/// A table of which one percentage is off.
pub const TABLE: &str = ",Treated (n = 140),Others (n = 138)\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\nSmoker,31 (22.1),27 (16.9)\n";

/// A paper with that table.
pub fn paper(title: &str) -> String {
    let rows: String =
        TABLE.lines().map(|row| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>"))).collect();
    format!(
        "<article><front><journal-meta><journal-title>Journal {}</journal-title></journal-meta><article-meta><title-group>\
         <article-title>{title}</article-title></title-group></article-meta></front><body><table-wrap><label>Table 1</label><table>{rows}</table></table-wrap></body></article>",
        title.len() % 3
    )
}

pub fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// An archive of the old form of tar, which anybody can write by hand.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, content) in members {
        member(&mut tar, name, content, b'0');
    }
    tar.extend([0; 1024]);
    tar
}

fn member(tar: &mut Vec<u8>, name: &str, content: &[u8], kind: u8) {
    if name.len() > 100 {
        member(tar, "././@LongLink", format!("{name}\0").as_bytes(), b'L');
    }
    let mut header = [0; 512];
    let name = &name.as_bytes()[..name.len().min(100)];
    header[..name.len()].copy_from_slice(name);
    header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    header[156] = kind;
    header[257..263].copy_from_slice(b"ustar ");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    tar.extend(header);
    tar.extend_from_slice(content);
    tar.extend(vec![0; content.len().next_multiple_of(512) - content.len()]);
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A folder of everything that papers may be in.
pub fn mirror() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    let (one, other) = (paper("One"), paper("Another"));
    let long = format!("{}/long.nxml", "folder/".repeat(20));
    write("a.xml", one.as_bytes());
    write("a.pdf", b"%PDF-1.4");
    write(".hidden.xml", one.as_bytes());
    write("b/packed.xml.gz", &packed(other.as_bytes()));
    write("b/damaged.xml", b"<article><body>");
    write("b/table-1.csv", TABLE.as_bytes());
    write("b/table-2.csv", TABLE.as_bytes());
    write(
        "c.zip",
        &zip(&[("in/one.xml", one.as_bytes()), ("in/figure.jpg", b"\xFF\xD8\xFF"), ("table.csv", TABLE.as_bytes())]),
    );
    write("d.tar.gz", &packed(&tar(&[("one.nxml", one.as_bytes()), (&long, other.as_bytes()), ("._one.nxml", b"")])));
    let cut = tar(&[("one.nxml", one.as_bytes()), ("other.nxml", other.as_bytes())]);
    write("e.tar", &cut[..cut.len() - 1600]);
    let all = format!("<?xml version=\"1.0\"?>\n<articles>\n{one}\n{other}\n</articles>");
    write("g.xml.gz", &packed(all.as_bytes()));
    write("f/study.toml", b"[study]\ntitle = 'T'\n");
    folder
}

fn names(folder: &Path, shard: Shard) -> Vec<String> {
    let papers = Papers::of_shard([folder.to_owned()].into_iter(), shard);
    papers.map(|paper| paper.name.strip_prefix(folder.to_str().unwrap()).unwrap().to_owned()).collect()
}

#[test]
fn papers_are_found_in_files_folders_and_archives() {
    let folder = mirror();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link.xml")).unwrap();
    let long = format!("/d.tar.gz!{}/long.nxml", "folder/".repeat(20));
    let expected = [
        "/a.xml",
        "/b",
        "/b/damaged.xml",
        "/b/packed.xml.gz",
        "/c.zip!in/one.xml",
        "/c.zip!table.csv",
        "/d.tar.gz!one.nxml",
        &long,
        "/e.tar!one.nxml",
        "/e.tar!other.nxml",
        "/e.tar",
        "/f",
        "/g.xml.gz!1",
        "/g.xml.gz!2",
    ];
    assert_eq!(names(folder.path(), Shard::ALL), expected);
    let papers = Papers::of([folder.path()]);
    let seen = papers.seen();
    let cut = papers.filter(|paper| matches!(paper.content, Content::Unreadable(_))).count();
    assert_eq!(cut, 3, "the member that is cut, its archive, and the folder of a study");
    // The PDF, the hidden file, the picture, the hidden member, the link.
    assert_eq!(seen.left_out(), if cfg!(unix) { 5 } else { 4 });
    assert_eq!(seen.bytes(), bytes_of([folder.path().to_owned()].into_iter(), Shard::ALL));
}

/// Whatever bytes an archive has, it comes to its end.
#[test]
fn archives_that_are_damaged_anywhere_end() {
    let folder = tempfile::tempdir().unwrap();
    let members: [(&str, &[u8]); 2] = [("one.md", b"| a | n |\n|---|---|\n| b | 7 |\n"), ("two.md", b"| a | n |\n")];
    let mut random = 1u64;
    let mut below = |bound: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % bound
    };
    for (name, whole) in [("a.zip", zip(&members)), ("a.tar", tar(&members)), ("a.tgz", packed(&tar(&members)))] {
        for _ in 0..300 {
            let mut bytes = whole.clone();
            (0..1 + below(4)).for_each(|_| {
                let at = below(bytes.len());
                bytes[at] = below(256) as u8;
            });
            bytes.truncate(1 + below(2 * bytes.len()));
            fs::write(folder.path().join(name), &bytes).unwrap();
            assert!(Papers::of([folder.path().join(name)]).count() < 10);
        }
    }
}

#[test]
fn shards_have_each_paper_once() {
    let folder = mirror();
    let mut all: Vec<String> = (1..=3).flat_map(|at| names(folder.path(), Shard::new(at, 3).unwrap())).collect();
    all.sort();
    let mut expected = names(folder.path(), Shard::ALL);
    expected.sort();
    assert_eq!(all, expected);
}

#[test]
fn each_paper_has_a_line_and_none_ends_the_sweep() {
    let folder = mirror();
    let lines: Vec<Line> = sweep(Papers::of([folder.path()]), 3, &Limits::default()).collect();
    let seen: Vec<_> = lines.iter().map(|line| (line.findings.len(), line.error.is_some())).collect();
    let (found, failed) = ((1, false), (0, true));
    let two_tables = (2, false);
    assert_eq!(
        seen,
        [found, two_tables, failed, found, found, found, found, found, found, failed, failed, failed, found, found]
    );
    // What is damaged is told by its bytes as well; two broken archives and a study have none.
    assert_eq!(lines.iter().filter(|line| line.sha256.is_empty()).count(), 3);
    assert_eq!(lines[0].title, "One");
    assert_eq!((lines[0].journal.as_deref(), lines[3].journal.as_deref()), (Some("Journal 0"), Some("Journal 1")));
    let finding = &lines[4].findings[0];
    assert!(finding.places[0].contains("c.zip!in/one.xml:1:"), "{finding:?}");
    assert_eq!((finding.kind.as_str(), finding.reported.as_str()), ("share", "16.9"));
    assert!(finding.bits.unwrap() >= 20 && finding.suspects[0].implied == "19.6", "{finding:?}");
    for line in lines {
        assert_eq!(Line::from_json(&line.to_json()).unwrap(), line);
        assert!(!line.to_json().contains('\n'));
    }
}

#[test]
fn a_paper_that_takes_too_long_has_a_line_that_says_so() {
    let limits = Limits { time: Duration::ZERO, ..Limits::default() };
    let papers = (0..5).map(|at| Source { name: at.to_string(), content: Content::Bytes(paper("One").into_bytes()) });
    let lines: Vec<Line> = sweep(papers, 2, &limits).collect();
    let errors: Vec<_> = lines.iter().map(|line| line.error.as_ref().unwrap().message.as_str()).collect();
    assert_eq!(errors, ["limit reached: it takes longer than 0 s"; 5]);
}

#[test]
fn results_keep_the_order_of_the_work_and_few_things_are_begun_ahead() {
    let (begun, ahead) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&begun);
    let things = (0..2_000usize).inspect(move |_| {
        counter.fetch_add(1, SeqCst);
    });
    let slow = |thing: usize| {
        std::thread::sleep(Duration::from_micros((thing * 7919 % 13) as u64 * 10));
        thing
    };
    for (at, thing) in in_order(things, 4, || slow).enumerate() {
        assert_eq!(at, thing);
        ahead.fetch_max(begun.load(SeqCst) - at, SeqCst);
    }
    assert!(ahead.load(SeqCst) <= 4 * 16 + 1, "{ahead:?}");
    assert_eq!(in_order(0..1_000_000_000u64, 2, || |thing: u64| thing).take(3).collect::<Vec<_>>(), [0, 1, 2]);
}

/// Lines of which something is known of everything that a summary tells.
fn lines() -> Vec<Line> {
    let verdicts = |consistent, inconsistent| Verdicts { consistent, inconsistent, undecided: 1 };
    let line = |at: usize| {
        let wrong = u64::from(at.is_multiple_of(4));
        let found = Found { kind: "share".to_owned(), bits: Some(20 + 7 * at as i64), ..Found::default() };
        let table = |reason: Option<&str>| Table {
            read: reason.is_none().then(|| "n (%) | its column".to_owned()),
            reason: reason.map(str::to_owned),
            ..Table::default()
        };
        Line {
            journal: (!at.is_multiple_of(5)).then(|| format!("Annals of {}, \"{}\"", at % 3, at % 2)),
            year: Some(2015 + at as u16 % 3),
            tables: vec![table(None), table(Some("no column has counts (3 bits, 20 are needed)"))],
            relations: verdicts(10, wrong),
            kinds: [("share".to_owned(), verdicts(4, wrong)), ("total".to_owned(), verdicts(6, 0))].into(),
            findings: vec![found; wrong as usize],
            ..Line::failed(&unreadable(at), Failed::of("the file is empty")).filter_error(at == 7)
        }
    };
    (0..20).map(line).collect()
}

fn unreadable(at: usize) -> Source {
    Source { name: format!("{at}.xml"), content: Content::Unreadable("the file is empty".to_owned()) }
}

trait FilterError {
    fn filter_error(self, keep: bool) -> Self;
}

impl FilterError for Line {
    fn filter_error(self, keep: bool) -> Self {
        Line { error: self.error.filter(|_| keep), ..self }
    }
}

fn summary() -> Summary {
    let mut summary = Summary::default();
    lines().iter().for_each(|line| summary.add(line));
    summary
}

#[test]
fn a_summary_counts_by_kind_year_and_journal() {
    let summary = summary();
    insta::assert_snapshot!(format!("{}\n{}", summary_text(&summary), summary_csv(&summary)));
    let share = &summary.kinds["share"];
    assert_eq!((share.papers, share.decided, share.disagreeing, share.relations.consistent), (20, 20, 5, 80));
    let (rate, low, high) = share.rate().unwrap();
    assert_eq!((rate, format!("{low:.6} {high:.6}").as_str()), (0.25, "0.111862 0.468701"));
    // Each row of the CSV has as many fields as its head.
    let csv = summary_csv(&summary);
    let widths: Vec<usize> = csv::Reader::from_reader(csv.as_bytes()).records().map(|row| row.unwrap().len()).collect();
    assert!(widths.iter().all(|width| *width == 15), "{widths:?}");
}

#[test]
fn the_page_of_a_sweep_stands_alone() {
    let page = summary_page(&summary());
    assert!(page.contains("5 of 20") && page.contains("the file is empty") && page.contains("is not an accusation"));
    assert_eq!(page.matches("<svg ").count(), 4, "by kind, year and journal, and the bits");
    assert!(!page.contains("http-equiv=\"refresh\"") && page.contains("default-src 'none'"));
    let nothing = summary_page(&Summary::default());
    assert!(nothing.contains("No relation is decided") && !nothing.contains("<svg"));
}

#[cfg(feature = "frames")]
#[test]
fn lines_are_frames() {
    use retally::frames::polars::prelude::ChunkAgg;
    use retally::sweep::frames;
    let lines = lines();
    let papers = frames::papers(&lines).unwrap();
    assert_eq!(papers.shape(), (20, 16));
    assert_eq!(papers.column("error").unwrap().null_count(), 19);
    assert_eq!(papers.column("inconsistent").unwrap().u64().unwrap().sum(), Some(5));
    assert_eq!(frames::findings(&lines).unwrap().shape(), (5, 11));
    assert_eq!(frames::tables(&lines).unwrap().shape(), (40, 7));
}
