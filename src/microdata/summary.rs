//! How far respondents reproduce a study, in one sentence.

use crate::microdata::{Microdata, Recomputed, Reproduction, SYNTHETIC};
use crate::visible::line;

/// That the respondents are synthetic, how many figures match, and why the others do not.
///
/// ```
/// use retally::microdata::{Microdata, summary};
///
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let microdata = Microdata::reproduce(&study, 1);
/// let summary = summary(&microdata, microdata.recomputed());
/// assert!(summary.contains("141 respondents, "), "{summary}");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn summary(microdata: &Microdata, recomputed: &[Recomputed]) -> String {
    let count = |is: fn(&Reproduction) -> bool| recomputed.iter().filter(|figure| is(&figure.status)).count();
    format!(
        "{SYNTHETIC}\n\n{} {}, {} columns, seed {}\n{} figures: {} match as reported, {} cannot (a finding shows why), \
         {} were not reached, {} were not sought\n",
        microdata.rows(),
        line(&microdata.study().units()),
        microdata.columns().len(),
        microdata.seed(),
        recomputed.len(),
        count(|status| *status == Reproduction::AsPrinted),
        count(|status| matches!(status, Reproduction::Refuted(_))),
        count(|status| *status == Reproduction::NotReached),
        count(|status| matches!(status, Reproduction::NotSought(_))),
    )
}
