//! The page that lists studies.

use maud::{Markup, html};

use crate::audit::{Audit, Mark};
use crate::report::page::badge::class;
use crate::report::page::document::document;
use crate::report::words;

/// A page that lists studies, each with the address of its own page.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let index = retally::report::index(&[(&study.audit(), "izcara-andrade-2018/report.html")]);
/// assert!(index.contains(r#"<a href="izcara-andrade-2018/report.html">Terrorism and Human Smuggling"#));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn index(studies: &[(&Audit, &str)]) -> String {
    document(
        "Studies",
        html! {
            header.paper {
                p.kicker { "Published numbers, re-tallied" }
                h1 { (words::count(studies.len(), "study")) }
                p.imprint { (totals(studies)) }
            }
            div.scroll role="region" aria-label="Studies" tabindex="0" {
                table.studies {
                    caption { "Each study with the verdicts on its relations and its findings" }
                    thead { tr {
                        th scope="col" { "Study" } th scope="col" { "Findings" } th scope="col" { "New" } th scope="col" { "Do not hold" }
                        th scope="col" { "Hold" } th scope="col" { "Undecided" } th scope="col" { "Relations" } th scope="col" { "Figures" }
                    } }
                    tbody { @for (audit, address) in studies { (row(audit, address)) } }
                }
            }
            p.caution { (words::NO_ACCUSATION) }
        },
    )
}

fn totals(studies: &[(&Audit, &str)]) -> String {
    let relations = studies.iter().map(|(audit, _)| audit.tally().relations()).sum();
    let findings = studies.iter().map(|(audit, _)| audit.findings().len()).sum();
    format!("{}, {}", words::count(relations, "relation"), words::count(findings, "finding"))
}

fn row(audit: &Audit, address: &str) -> Markup {
    let (study, tally) = (audit.study(), audit.tally());
    let new = words::new(audit);
    let mark = match (new, audit.findings().len()) {
        (1.., _) => Mark::Inconsistent,
        (0, 1..) => Mark::Acknowledged,
        (0, 0) => Mark::Consistent,
    };
    html! {
        tr {
            th scope="row" {
                a href=(encoded(address)) { (study.title()) }
                @if let Some(imprint) = words::imprint(study) { span.imprint { (imprint) } }
            }
            td.(class(mark)) { (audit.findings().len()) } td { (new) } td { (tally.inconsistent) }
            td { (tally.consistent) } td { (tally.undecided) } td { (tally.relations()) } td { (study.claims().len()) }
        }
    }
}

/// An address whose parts are file names.
fn encoded(address: &str) -> String {
    address.split('/').map(words::percent_encoded).collect::<Vec<_>>().join("/")
}
