//! Each table with the recomputed figures beside the printed ones.

use std::fmt::Write;

use rustc_hash::FxHashMap as HashMap;

use crate::audit::Audit;
use crate::microdata::reproduction::{Recomputed, Reproduction};
use crate::study::{Claim, Study, Table};
use crate::visible::line;

/// How wide a label may be.
const WIDEST_LABEL: usize = 34;

/// The sign between what is reported and what is recomputed.
const BECOMES: &str = "›";

/// Each table as printed, with what the respondents give behind each cell; what cannot match is marked with the
/// number of the finding that shows it, what was not reached with `?`, and what was not sought with `–`.
///
/// ```
/// use retally::microdata::{Microdata, comparison};
///
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let microdata = Microdata::reproduce(&study, 1);
/// let text = comparison(&study.audit(), microdata.recomputed());
/// assert!(text.contains("26.3 › 26.2 [1]"), "{text}");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn comparison(audit: &Audit, recomputed: &[Recomputed]) -> String {
    let study = audit.study();
    let beside = |claim: usize| outcome(&study.claims()[claim], &recomputed[claim]);
    let mut text = tables(study, &beside);
    write_findings(&mut text, audit, recomputed);
    text
}

/// Each table as printed, with a text for each of its claims behind its cell.
pub(crate) fn tables(study: &Study, beside: &dyn Fn(usize) -> String) -> String {
    let mut text = String::new();
    for (at, table) in study.tables().iter().enumerate() {
        let title = table.title.as_deref().map(|title| format!(": {title}")).unwrap_or_default();
        let _ = writeln!(text, "{}\n", line(&format!("{}{title}", table.name)));
        write_grid(&mut text, &cells(study, at, table, beside));
        text.push('\n');
    }
    text
}

/// The texts of a table's cells, with what is recomputed behind them.
fn cells(study: &Study, at: usize, table: &Table, beside: &dyn Fn(usize) -> String) -> Vec<Vec<String>> {
    let mut own: HashMap<(usize, usize), Vec<usize>> = HashMap::default();
    for (claim, printed) in study.claims().iter().enumerate().filter(|(_, claim)| claim.table == Some(at)) {
        own.entry((printed.place.line, printed.place.field)).or_default().push(claim);
    }
    let text = |cell: &crate::study::Cell| {
        let printed = shortened(&line(&cell.text));
        let claims = own.get(&(cell.line, cell.field)).map_or(&[][..], Vec::as_slice);
        let figures: Vec<String> = claims.iter().map(|claim| beside(*claim)).collect();
        if figures.is_empty() { printed } else { format!("{printed} {BECOMES} {}", figures.join(", ")) }
    };
    table.grid.rows().iter().map(|row| row.iter().map(text).collect()).collect()
}

/// A recomputed figure as it would be printed where the claim's is.
pub(crate) fn digits(claim: &Claim, figure: &Recomputed) -> Option<String> {
    figure.value.as_ref().map(|value| {
        // As it is printed where that is one of the ways to print it: a tie may have two.
        let as_printed =
            figure.status == Reproduction::AsPrinted && claim.figure.qualifier() == crate::number::Qualifier::Exactly;
        let own = || claim.figure.number().to_decimal(claim.figure.decimals());
        let recomputed = || value.print(claim.rounding, claim.figure.decimals());
        if as_printed { own().unwrap_or_else(recomputed) } else { recomputed() }
    })
}

/// What is recomputed, as it would be printed, and its mark.
fn outcome(claim: &Claim, figure: &Recomputed) -> String {
    let digits = digits(claim, figure).unwrap_or_default();
    let marked = match figure.status {
        Reproduction::AsPrinted => digits,
        Reproduction::Refuted(finding) => format!("{digits} [{}]", finding + 1),
        Reproduction::NotReached => format!("{digits} ?"),
        Reproduction::Differs => format!("{digits} ≠"),
        Reproduction::NotSought(_) => "–".to_owned(),
    };
    marked.trim().to_owned()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(WIDEST_LABEL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn write_grid(text: &mut String, rows: &[Vec<String>]) {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).filter_map(width).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
    }
}

/// Each finding with what the respondents make of it.
fn write_findings(text: &mut String, audit: &Audit, recomputed: &[Recomputed]) {
    for (at, finding) in audit.findings().iter().enumerate() {
        let all_hold = finding.claims.iter().all(|claim| recomputed[*claim].status == Reproduction::AsPrinted);
        let how = if all_hold { " (the figures match, because answers may be missing or overlap)" } else { "" };
        let _ = writeln!(text, "[{}] {}{how}", at + 1, line(&finding.message));
    }
    let reasons = recomputed.iter().filter_map(|figure| match figure.status {
        Reproduction::NotSought(left) => Some(left),
        _ => None,
    });
    let mut told = Vec::new();
    for left in reasons {
        if !told.contains(&left) {
            told.push(left);
        }
    }
    for left in told {
        let figures = recomputed.iter().filter(|figure| figure.status == Reproduction::NotSought(left)).count();
        let _ = writeln!(text, "–  {figures} not sought: {}", left.reason());
    }
    let missed = recomputed.iter().filter(|figure| figure.status == Reproduction::NotReached).count();
    if missed > 0 {
        let _ = writeln!(text, "?  {missed} not reached by the search, which says nothing of them");
    }
}
