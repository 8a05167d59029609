//! What the folders are called that outputs of studies go to.

use rustc_hash::FxHashSet;

use crate::study::Study;

/// Gives each study a folder of its own: its name as far as any system can have it, with a number if another study is
/// called the same. What means a device on some systems, and `index.html`, which lists the studies, have `study-` before them.
///
/// ```
/// let study = retally::Study::from_files("What? / 2", [
///     ("study.toml", "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n"),
///     ("t.csv", "f,n\na,1\n"),
/// ])?;
/// let mut folders = retally::report::Folders::default();
/// assert_eq!(folders.of(&study), "What- - 2");
/// assert_eq!(folders.of(&study), "What- - 2-2");
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folders {
    taken: FxHashSet<String>,
}

impl Folders {
    /// The folder of one more study.
    pub fn of(&mut self, study: &Study) -> String {
        let name = fit(study.name());
        let mut numbered = name.clone();
        let mut number = 1;
        // Some systems do not tell capitals from others.
        while !self.taken.insert(numbered.to_lowercase()) {
            number += 1;
            numbered = format!("{name}-{number}");
        }
        numbered
    }
}

/// A name with nothing in it that separates folders or means one.
fn fit(name: &str) -> String {
    let fit = |sign: char| if sign.is_alphanumeric() || "-_. ".contains(sign) { sign } else { '-' };
    let name: String = name.chars().map(fit).collect();
    let name: String = name.trim_start_matches(['.', ' ']).chars().take(LONGEST).collect();
    match name.trim_end_matches(['.', ' ']) {
        "" => "study".to_owned(),
        name if is_reserved(name) => format!("study-{name}"),
        name => name.to_owned(),
    }
}

/// Most systems allow 255 bytes, and a character may take four.
const LONGEST: usize = 60;

/// Whether a name is the index's, or that of a device, whatever ending it has:
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>.
fn is_reserved(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_port = |kind: &str| stem.strip_prefix(kind).is_some_and(|number| number.chars().count() == 1);
    name == "index.html" || ["con", "prn", "aux", "nul"].contains(&stem) || is_port("com") || is_port("lpt")
}
