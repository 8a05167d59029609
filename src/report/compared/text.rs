//! A comparison for people at a terminal.

use std::fmt::Write;

use crate::microdata::{Reproduction, tables};
use crate::report::compared::view::{
    Compared, Disclosure, NOTHING, PERHAPS, data, figures, hypothesis, not_compared, otherwise, remarks, tally,
    uncovered,
};
use crate::respondents::Comparison;
use crate::visible::line;

/// So many figures are listed below the tables.
const MOST_LISTED: usize = 20;

/// Each table with what is recomputed beside what is printed, then what differs, and what would explain it.
pub(super) fn text(comparison: &Comparison, shown: Disclosure) -> String {
    let study = comparison.study();
    let all: Vec<Compared> = figures(comparison, shown).collect();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}\n{}\n", line(study.title()), line(&data(comparison)));
    text += &tables(study, &|claim| beside(&all[claim]));
    let _ = writeln!(text, "{}", tally(comparison));
    // What a finding shows to be wrong may differ from the data as well.
    let differs = |figure: &&Compared| match figure.status {
        Reproduction::Differs => true,
        Reproduction::Refuted(_) => {
            figure.recomputed.as_deref().is_some_and(|digits| digits != figure.claim.figure.text())
        }
        _ => false,
    };
    let differ: Vec<&Compared> = all.iter().filter(differs).collect();
    for figure in differ.iter().take(MOST_LISTED) {
        let _ = writeln!(text, "  ≠ {}", line(&differing(comparison, figure)));
    }
    if differ.len() > MOST_LISTED {
        let _ = writeln!(text, "  and {} more, marked ≠ above; the other formats list all", differ.len() - MOST_LISTED);
    }
    for (at, finding) in comparison.audit().findings().iter().enumerate() {
        if all.iter().any(|figure| figure.status == Reproduction::Refuted(at)) {
            let _ = writeln!(text, "[{}] {}", at + 1, line(&finding.message));
        }
    }
    write_explained(&mut text, comparison, shown);
    let _ = otherwise(comparison).iter().try_for_each(|by| writeln!(text, "=  {by}, another usual computation"));
    let _ = not_compared(comparison).iter().try_for_each(|why| writeln!(text, "–  {}", line(why)));
    let _ = remarks(comparison, shown).iter().try_for_each(|remark| writeln!(text, "note: {}", line(remark)));
    let _ = uncovered(comparison).iter().try_for_each(|last| writeln!(text, "\n{}", line(last)));
    text
}

/// What stands behind a printed cell.
fn beside(figure: &Compared) -> String {
    let digits = figure.recomputed.clone().unwrap_or_default();
    let marked = match figure.status {
        Reproduction::AsPrinted => digits,
        Reproduction::Refuted(finding) => format!("{digits} [{}]", finding + 1),
        Reproduction::NotSought(_) => "–".to_owned(),
        _ => format!("{digits} ≠"),
    };
    marked.trim().to_owned()
}

/// `Table 3, *Simple networks*, %: 26.3 reported, 26.2 recomputed (-0.1)`.
pub(super) fn differing(comparison: &Comparison, figure: &Compared) -> String {
    let reference = comparison.study().reference(figure.claim);
    let recomputed = figure.recomputed.as_deref().unwrap_or("nothing");
    let by = figure.difference.as_ref().map(|difference| format!(" ({difference})")).unwrap_or_default();
    format!("{reference}: {} reported, {recomputed} recomputed{by}", figure.claim.figure)
}

fn write_explained(text: &mut String, comparison: &Comparison, shown: Disclosure) {
    let explained = comparison.explained();
    if comparison.count(|status| *status == Reproduction::Differs) == 0 {
        return;
    }
    let title = if explained.hypotheses.is_empty() { NOTHING } else { PERHAPS };
    let _ = writeln!(text, "\n{title}{}", if explained.hypotheses.is_empty() { "." } else { ":" });
    for one in &explained.hypotheses {
        let _ = writeln!(text, "  {}", line(&hypothesis(comparison, one, shown)));
    }
    if !shown.rows && explained.hypotheses.iter().any(|one| one.detail.is_some()) {
        let _ = writeln!(text, "  (`--show-rows` says which)");
    }
    for left in &explained.not_tried {
        let _ = writeln!(text, "  not tried: {}", line(left));
    }
}
