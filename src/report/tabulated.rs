//! The tables of a study as its data have them, in the notation and with the decimals of the printed ones.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::microdata::{Recomputed, Reproduction};
use crate::quantity::Statistic;
use crate::report::compared::Disclosure;
use crate::respondents::{Comparison, Detail};
use crate::study::Claim;

/// A table's file as it should read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabulated {
    /// The name of the file.
    pub file: String,
    /// Its text.
    pub csv: String,
    /// How many figures are not as they were.
    pub changed: usize,
    /// Figures that stand as they were, since they are not recomputed: where each is, and what it says.
    pub kept: Vec<String>,
}

/// Each file of tables, with what is recomputed in place of what is printed: the same labels, notation, decimals, decimal signs and signs
/// between thousands. What matches stands as it is printed, and so does what is not recomputed, which is listed.
///
/// ```
/// use retally::report::{Disclosure, tabulated};
/// use retally::respondents::Comparison;
///
/// let study = retally::Study::from_files("shop", [
///     ("study.toml", "
///         [study]
///         title = 'A shop'
///         [[table]]
///         file = 'fruit.csv'
///         stub = 'fruit'
///         header = 'ignore'
///         cells = 'n (%)'
///     "),
///     ("fruit.csv", "Fruit,All\nApple,0 (0.0%)\nPear,0 (0.0%)\n"),
/// ])?;
/// let comparison = Comparison::read(&study, "data.csv", "fruit\nApple\nPear\nPear\n".as_bytes())?;
/// let tables = tabulated(&comparison, Disclosure::default());
/// assert_eq!(tables[0].csv, "Fruit,All\nApple,1 (33.3%)\nPear,2 (66.7%)\n");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn tabulated(comparison: &Comparison, shown: Disclosure) -> Vec<Tabulated> {
    let study = comparison.study();
    let mut files: Vec<usize> = study.tables().iter().map(|table| table.source).collect();
    files.sort_unstable();
    files.dedup();
    files.into_iter().map(|source| file(comparison, source, shown)).collect()
}

/// A claim with what is recomputed.
type Figure<'c> = (&'c Claim, &'c Recomputed, &'c Detail);

fn file(comparison: &Comparison, source: usize, shown: Disclosure) -> Tabulated {
    let study = comparison.study();
    let text = study.sources()[source].text();
    let all = study.claims().iter().zip(comparison.recomputed()).zip(comparison.details());
    let own = all.map(|((claim, figure), detail)| (claim, figure, detail));
    let own: Vec<Figure> =
        own.filter(|(claim, ..)| claim.place.source == source && claim.text_claim.is_none()).collect();
    let signs = Signs::of(own.iter().map(|(claim, ..)| *claim));
    let mut edits: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut changed = 0;
    for figure in own {
        let (claim, recomputed, detail) = figure;
        let is_small = (1..shown.least).contains(&detail.respondents);
        let new = match recomputed.status {
            Reproduction::NotSought(_) => None,
            _ if is_small => Some(small(claim, shown.least)),
            Reproduction::AsPrinted => continue,
            // A percentage or a mean of nobody is none.
            _ => Some(recomputed.value.as_ref().map_or_else(
                || NONE.to_owned(),
                |value| signs.written(claim, &value.print(claim.rounding, claim.figure.decimals())),
            )),
        };
        match new.zip(place(text, claim).filter(|place| !overlaps(&edits, place))) {
            Some((new, place)) => {
                changed += 1;
                edits.insert(place.start, (place, new));
            }
            None => kept.push(format!("{} {}", study.location(claim), study.reference(claim))),
        }
    }
    Tabulated { file: study.sources()[source].name().to_owned(), csv: edited(text, &edits), changed, kept }
}

/// What stands for a figure of few respondents.
fn small(claim: &Claim, least: u64) -> String {
    if claim.quantity.statistic == Statistic::Count { format!("<{least}") } else { NONE.to_owned() }
}

/// What stands for a figure that is none, or is not shown.
const NONE: &str = "–";

/// Where a figure's text stands in its file; nothing where that is not clear.
fn place(text: &str, claim: &Claim) -> Option<Range<usize>> {
    let cell = text.get(claim.place.span.clone())?;
    let mut found = cell.match_indices(claim.figure.text());
    let at = claim.place.span.start + found.next()?.0;
    found.next().is_none().then(|| at..at + claim.figure.text().len())
}

fn overlaps(edits: &BTreeMap<usize, (Range<usize>, String)>, place: &Range<usize>) -> bool {
    edits.values().any(|(other, _)| other.start < place.end && place.start < other.end)
}

/// A CSV text with parts replaced; a field in which a comma is new is quoted.
fn edited(text: &str, edits: &BTreeMap<usize, (Range<usize>, String)>) -> String {
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for (place, new) in edits.values() {
        written.push_str(&text[from..place.start]);
        from = place.end;
        let field = written.rfind([',', '\n']).map_or(0, |at| at + 1);
        let is_quoted = written[field..].contains('"') || text[..place.start].matches('"').count() % 2 == 1;
        if new.contains(',') && !is_quoted {
            let end = text[from..].find([',', '\n', '\r']).map_or(text.len(), |at| from + at);
            written.insert(field, '"');
            written.push_str(new);
            written.push_str(&text[from..end]);
            written.push('"');
            from = end;
        } else {
            written.push_str(new);
        }
    }
    written.push_str(&text[from..]);
    written
}

/// The signs that a file prints numbers with.
struct Signs {
    decimal: char,
    thousands: Option<char>,
    minus: char,
}

impl Signs {
    /// Those of the first figures that have one.
    fn of<'c>(claims: impl Iterator<Item = &'c Claim> + Clone) -> Self {
        let decimal = claims.clone().find_map(|claim| split(claim).2);
        let thousands = claims.clone().find_map(thousands);
        let minus =
            claims.map(|claim| claim.figure.text()).find_map(|text| text.chars().find(|sign| "−–".contains(*sign)));
        Self { decimal: decimal.unwrap_or('.'), thousands, minus: minus.unwrap_or('-') }
    }

    /// Digits in the notation of a claim: with its decimal sign, thousands set apart as elsewhere, and what stands behind it.
    fn written(&self, claim: &Claim, digits: &str) -> String {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (behind, begins_with_sign, decimal) = split(claim);
        let mut text = if negative { self.minus.to_string() } else { String::new() };
        match self.thousands {
            Some(sign) if whole.len() > 3 => {
                for (at, digit) in whole.chars().enumerate() {
                    if at > 0 && (whole.len() - at).is_multiple_of(3) {
                        text.push(sign);
                    }
                    text.push(digit);
                }
            }
            _ if begins_with_sign && whole == "0" => {}
            _ => text.push_str(whole),
        }
        if !fraction.is_empty() {
            text.push(decimal.unwrap_or(self.decimal));
            text.push_str(fraction);
        }
        text + behind
    }
}

/// What stands behind a figure's digits; whether its decimal sign stands before them; and that sign.
fn split(claim: &Claim) -> (&str, bool, Option<char>) {
    let text = claim.figure.text();
    let is_digit = |sign: char| sign.is_ascii_digit();
    let Some(end) = text.rfind(is_digit).map(|at| at + 1) else { return ("", false, None) };
    let fraction = claim.figure.decimals() as usize;
    let sign = text[..end].char_indices().rev().nth(fraction).map(|(_, sign)| sign);
    let sign = sign.filter(|sign| fraction > 0 && ".,·".contains(*sign));
    let begins = text.find(is_digit).is_some_and(|at| text[..at].ends_with(['.', ',', '·']));
    (&text[end..], begins, sign)
}

/// The sign between the thousands of a figure.
fn thousands(claim: &Claim) -> Option<char> {
    let text = claim.figure.text();
    let (first, last) =
        (text.find(|sign: char| sign.is_ascii_digit())?, text.rfind(|sign: char| sign.is_ascii_digit())?);
    let decimal = split(claim).2;
    let mut signs = text[first..=last].chars().filter(|sign| !sign.is_ascii_digit());
    signs.find(|sign| Some(*sign) != decimal)
}
