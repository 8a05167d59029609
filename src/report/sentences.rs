//! A diagnosis in sentences: which figure, why, and what confirms the others.

use crate::diagnosis::{Standing, Suspect};
use crate::finding::Finding;
use crate::study::Study;

/// How many suspects are named.
const MOST: usize = 6;

/// Which figures may be wrong and what is left for them; what happened to them, perhaps; what confirms the others.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let sentences = retally::report::sentences(&study, &study.audit().findings()[0]);
/// assert_eq!(sentences[0], "26.3 is the one that is off: the rest implies 26.2");
/// assert_eq!(sentences[1], "perhaps 26.3 is adjusted, so that the printed 26.3 + 24.1 comes to exactly 50.4");
/// assert_eq!(sentences[2], "37 is confirmed by 37 + 34 = 71 and by 37 + 43 = 80");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn sentences(study: &Study, finding: &Finding) -> Vec<String> {
    let explanations = finding.explanations.iter().take(2).map(|explanation| format!("perhaps {explanation}"));
    let limit = finding.limit.map(|limit| format!("the search for the culprit stopped: {limit}"));
    suspects(study, finding).into_iter().chain(explanations).chain(confirmed(study, finding)).chain(limit).collect()
}

fn suspects(study: &Study, finding: &Finding) -> Option<String> {
    let printed = |suspect: &Suspect| study.claims()[suspect.claim].figure.to_string();
    match finding.suspects.as_slice() {
        [] => None,
        [only] if only.standing == Standing::Necessary => {
            Some(format!("{} is the one that is off: the rest implies {}", printed(only), only.leaves))
        }
        all => {
            let named = |suspect: &Suspect| format!("{} (the rest implies {})", printed(suspect), suspect.leaves);
            let named: Vec<String> = all.iter().take(MOST).map(named).collect();
            let more = all.len().checked_sub(MOST).filter(|more| *more > 0);
            let more = more.map(|more| format!(" or {more} more")).unwrap_or_default();
            // Where all change together, each is wrong.
            let together = finding.repairs.len() == 1 && finding.repairs[0].changes.len() == all.len() && all.len() > 1;
            let (verb, joint) = if together { ("are off", " and ") } else { ("may be off", " or ") };
            Some(format!("{} {verb}{more}", join(&named, joint)))
        }
    }
}

/// `37 is confirmed by 37 + 34 = 71 and by 37 + 43 = 80`.
fn confirmed(study: &Study, finding: &Finding) -> Vec<String> {
    let mut claims: Vec<usize> = finding.evidence.iter().filter(|one| one.supports).map(|one| one.claim).collect();
    claims.dedup();
    let sentence = |claim: usize| {
        let own = finding.evidence.iter().filter(|one| one.supports && one.claim == claim);
        let by: Vec<String> = own.map(|one| format!("by {}", one.text)).collect();
        format!("{} is confirmed {}", study.claims()[claim].figure, join(&by, " and "))
    };
    claims.into_iter().map(sentence).collect()
}

/// `a`, `a and b`, `a, b and c`.
fn join(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., end] => format!("{}{last}{end}", others.join(", ")),
    }
}
