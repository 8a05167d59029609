//! What a file is by the ending of its name.

/// The endings of papers.
const PAPERS: [&str; 9] = ["xml", "nxml", "html", "htm", "docx", "xlsx", "ods", "md", "markdown"];

/// The endings of tables.
const TABLES: [&str; 2] = ["csv", "tsv"];

/// An archive of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Archive {
    Zip,
    Tar,
    PackedTar,
}

/// Whether a name is that of a paper, packed or not.
pub(super) fn is_paper(name: &str) -> bool {
    has(name, &PAPERS)
}

/// Whether a name is that of a table.
pub(super) fn is_table(name: &str) -> bool {
    has(name, &TABLES)
}

/// Whether a file is a paper, a table or an archive of them, by its name. What is none of these may be a list.
pub fn is_readable_name(path: impl AsRef<std::path::Path>) -> bool {
    let name = path.as_ref().to_string_lossy();
    is_paper(&name) || is_table(&name) || archive(&name).is_some()
}

/// Whether a file is not meant to be seen.
pub(super) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

/// Which archive a name is that of.
pub(super) fn archive(name: &str) -> Option<Archive> {
    let name = name.to_ascii_lowercase();
    match name.rsplit_once('.')? {
        (_, "zip") => Some(Archive::Zip),
        (_, "tar") => Some(Archive::Tar),
        (_, "tgz") => Some(Archive::PackedTar),
        (name, "gz") if name.ends_with(".tar") => Some(Archive::PackedTar),
        _ => None,
    }
}

fn has(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_what_a_file_is() {
        for name in ["a.xml", "a.b.NXML", "a.docx", "a.xml.gz", "folder.csv/a.md"] {
            assert!(is_paper(name) && !is_table(name) && archive(name).is_none(), "{name}");
        }
        assert!(is_table("a.tsv.gz") && !is_paper("a.csv") && !is_paper("xml") && !is_paper("a.pdf"));
        for (name, kind) in [("a.tar", Archive::Tar), ("a.tar.gz", Archive::PackedTar), ("A.ZIP", Archive::Zip)] {
            assert_eq!(archive(name), Some(kind));
        }
        assert_eq!(archive("a.gz"), None);
        assert!(is_hidden(".git/a.xml") && is_hidden("x/._a.xml") && !is_hidden("./a.xml") && !is_hidden("../a.xml"));
    }
}
