//! The summary of a sweep as CSV.

use crate::sweep::{Group, Summary, highest};

/// The summary as one table: a row for all papers, for each kind, year and journal, and for each reason why a table or a paper was not read.
///
/// | column | what |
/// |---|---|
/// | `by`, `name` | what the row counts together: `all`, `kind`, `year`, `journal`, `bits` of findings, `tables not read`, `papers not read` |
/// | `papers`, `failed` | papers; how many of them could not be read |
/// | `tables`, `tables_read` | their tables; of how many some was read. Of a reason, how many tables were not read |
/// | `consistent`, `inconsistent`, `undecided` | their relations; of a kind those of this kind |
/// | `papers_decided`, `papers_inconsistent` | papers with a relation that is decided; with one that does not hold |
/// | `rate`, `low`, `high` | the share of these, with its [interval](Group::rate) at 95 % |
/// | `findings` | what was found |
pub fn summary_csv(summary: &Summary) -> String {
    let mut csv = String::from(
        "by,name,papers,failed,tables,tables_read,consistent,inconsistent,undecided,papers_decided,papers_inconsistent,rate,low,high,findings\n",
    );
    csv += &group("all", "", &summary.all);
    for (by, groups) in [("kind", &summary.kinds), ("year", &summary.years), ("journal", &summary.journals)] {
        groups.iter().for_each(|(name, of_name)| csv += &group(by, name, of_name));
    }
    for (bits, findings) in &summary.bits {
        csv += &format!("bits,{bits} to {},,,,,,,,,,,,,{findings}\n", highest(*bits));
    }
    for (reason, tables) in &summary.tables_not_read {
        csv += &format!("tables not read,{},,,{tables},0,,,,,,,,,\n", quoted(reason));
    }
    for (reason, papers) in &summary.papers_not_read {
        csv += &format!("papers not read,{},{papers},{papers},,,,,,,,,,,\n", quoted(reason));
    }
    csv
}

fn group(by: &str, name: &str, group: &Group) -> String {
    let Group { papers, failed, tables, tables_read, relations, decided, disagreeing, findings } = group;
    let rate = group.rate().map_or(",,".to_owned(), |(rate, low, high)| format!("{rate:.6},{low:.6},{high:.6}"));
    format!(
        "{by},{},{papers},{failed},{tables},{tables_read},{},{},{},{decided},{disagreeing},{rate},{findings}\n",
        quoted(name),
        relations.consistent,
        relations.inconsistent,
        relations.undecided,
    )
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
