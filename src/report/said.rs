//! What the text says of directions, with how far the counts bear it out.

use std::fmt::{self, Write};

use crate::audit::Audit;
use crate::evidence::Strength;
use crate::outcome::{Outcome, Verdict};
use crate::report::visible::visible;
use crate::study::{Claim, Study};

/// Two lines for each statement: how far it is borne out and where it stands; by how much, and the tests.
pub(super) fn write_statements(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, (claim, outcome)) in audit.statements().enumerate() {
        if at == 0 {
            let alpha = audit.study().alpha();
            writeln!(text, "\nsaid of directions, and how far the counts bear it out (significance level {alpha}):")?;
        }
        let strength = outcome.evidence.as_ref().map_or("undecided", |evidence| evidence.strength.name());
        writeln!(text, "  {strength:<17}  {}", visible(&passage(audit.study(), claim)))?;
        writeln!(text, "  {:<17}  {}", "", visible(&arithmetic(audit.study(), claim, outcome)))?;
    }
    Ok(())
}

/// Where it is said, and what.
fn passage(study: &Study, claim: &Claim) -> String {
    let location = study.location(claim);
    match claim.passage.map(|passage| &study.passages()[passage]) {
        Some(passage) => match &passage.says {
            Some(says) => format!("{location}  {}: {says}", passage.section),
            None => format!("{location}  {}", passage.section),
        },
        None => location,
    }
}

/// By how much it is so, and with which p.
fn arithmetic(study: &Study, claim: &Claim, outcome: &Outcome) -> String {
    let what = study.names().quantity(&claim.quantity);
    let by = outcome.relation.recomputed.as_ref().ok().and_then(crate::Expression::slope);
    let by = by.and_then(|slope| slope.rise(study.claims()).ok()).map(|rise| format!("{rise:.2}")).unwrap_or_default();
    match (&outcome.verdict, &outcome.evidence) {
        (Verdict::Undecided(unknown), _) => format!("{what}: {}", unknown.reason(study.names())),
        (_, Some(evidence)) if evidence.strength == Strength::Untested => format!("{what}: {by}; no test can be made"),
        (_, Some(evidence)) if !evidence.tests.is_empty() => format!("{what}: {by}; {}", evidence.tested()),
        _ => format!("{what}: {by}"),
    }
}
