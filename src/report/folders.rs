//! What the folders are called that outputs of studies go to.

use rustc_hash::FxHashSet;

use crate::study::Study;

/// Gives each study a folder of its own: its name as far as any system can have it, with a number if another study is
/// called the same.
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
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "study".to_owned() } else { name.to_owned() }
}
