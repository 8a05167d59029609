//! The entries of a manifest that acknowledge what is found.

use crate::audit::Audit;
use crate::report::view::entry;
use crate::visible::line;

/// An entry for each finding that is not acknowledged, as text to be appended to the manifest.
///
/// ```
/// let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
/// let table = ("t.csv", "f,n\na,3\nb,4\nTotal,8\n");
/// let study = retally::Study::from_files("T", [("study.toml", manifest), table])?;
/// let more = format!("{manifest}{}", retally::report::acknowledgements(&study.audit()));
/// let study = retally::Study::from_files("T", [("study.toml", more.as_str()), table])?;
/// assert!(study.audit().is_as_acknowledged());
/// # Ok::<(), retally::Error>(())
/// ```
pub fn acknowledgements(audit: &Audit) -> String {
    let new = audit.findings().iter().filter(|finding| finding.acknowledged.is_none());
    new.map(|finding| format!("\n# {}\n{}\n", line(&finding.message), entry(finding))).collect()
}
