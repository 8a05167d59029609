//! A comparison in Markdown: for a review, an issue or an email.

use std::fmt::Write;

use crate::microdata::Reproduction;
use crate::report::compared::text::differing;
use crate::report::compared::view::{
    Compared, Disclosure, NOTHING, PERHAPS, data, figures, hypothesis, not_compared, otherwise, remarks, tally,
    uncovered,
};
use crate::report::markdown::{code, emphasised, escaped};
use crate::respondents::Comparison;

/// What is compared, a table of what does not match, and what would explain it.
pub(super) fn markdown(comparison: &Comparison, shown: Disclosure) -> String {
    let study = comparison.study();
    let all: Vec<Compared> = figures(comparison, shown).collect();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "## {}\n", escaped(study.title()));
    let _ = writeln!(text, "Held against {}. **{}**", escaped(&data(comparison)), tally(comparison));
    let differs = |figure: &&Compared| figure.status == Reproduction::Differs;
    if all.iter().any(|figure| differs(&figure)) {
        let _ = writeln!(text, "\n| where | figure | reported | recomputed | difference |\n|---|---|--:|--:|--:|");
    }
    for figure in all.iter().filter(differs) {
        let cells = [&figure.recomputed, &figure.difference].map(|cell| escaped(cell.as_deref().unwrap_or_default()));
        let (place, reference) = (code(&study.location(figure.claim)), emphasised(&study.reference(figure.claim)));
        let _ = writeln!(
            text,
            "| {place} | {reference} | {} | {} | {} |",
            escaped(figure.claim.figure.text()),
            cells[0],
            cells[1]
        );
    }
    write_explained(&mut text, comparison, shown);
    let refuted = all.iter().filter(|figure| matches!(figure.status, Reproduction::Refuted(_)));
    write_list(&mut text, "Cannot match: a finding shows why", refuted.map(|figure| differing(comparison, figure)));
    write_list(&mut text, "Match by another usual computation", otherwise(comparison).into_iter());
    write_list(&mut text, "Not compared", not_compared(comparison).into_iter());
    write_list(&mut text, "Notes", remarks(comparison, shown).into_iter());
    let _ = uncovered(comparison).iter().try_for_each(|last| writeln!(text, "\n**{}**", emphasised(last)));
    text
}

fn write_explained(text: &mut String, comparison: &Comparison, shown: Disclosure) {
    let explained = comparison.explained();
    if comparison.count(|status| *status == Reproduction::Differs) == 0 {
        return;
    }
    if explained.hypotheses.is_empty() {
        let _ = writeln!(text, "\n{NOTHING}.");
    }
    write_list(text, PERHAPS, explained.hypotheses.iter().map(|one| hypothesis(comparison, one, shown)));
    write_list(text, "Not tried", explained.not_tried.iter().cloned());
}

fn write_list(text: &mut String, title: &str, items: impl Iterator<Item = String>) {
    for (at, item) in items.enumerate() {
        if at == 0 {
            let _ = writeln!(text, "\n### {title}\n");
        }
        let _ = writeln!(text, "- {}", emphasised(&item));
    }
}
