//! Slips: what goes wrong between a computation and print.
//!
//! Each kind is described by what it does to figures, and by the hypotheses of a diagnosis that name it rightly.

use std::fmt;

use retally::relation::Comparison;
use retally::{Audit, Claim, Event, Figure, Hypothesis, Outcome, Quantity, Rational, Rounding, Statistic, Study};

use super::clean::Edit;
use super::random::Random;

/// A kind of error, as it happens on the way into print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Misprint(u8);

/// Where a misprint may happen.
pub(super) struct Page<'a> {
    pub study: &'a Study,
    pub audit: &'a Audit<'a>,
}

/// What a kind of misprint is called, what rightly names it, and how it happens to a figure: what is then printed, the figure itself
/// first. Nothing where it cannot happen.
struct Kind {
    name: &'static str,
    hypotheses: &'static [Hypothesis],
    happen: fn(&Page, usize, &mut Random) -> Option<Vec<Edit>>,
}

use Hypothesis::{
    Copied, Doubled, Dropped, Exchanged, Mistyped, OffByOne, OtherBase, OtherDirection, OtherNumber, PointMoved,
    Rotated, RoundedTwice, Swapped, Transposed, Truncated,
};

/// Every kind there is, in the order of the table.
const KINDS: [Kind; 14] = [
    Kind { name: "one digit changed", hypotheses: &[Mistyped], happen: mistype },
    Kind { name: "digits transposed", hypotheses: &[Transposed], happen: transpose },
    Kind { name: "digit dropped", hypotheses: &[Dropped], happen: drop_digit },
    Kind { name: "digit doubled", hypotheses: &[Doubled], happen: double },
    Kind { name: "decimal point moved", hypotheses: &[PointMoved], happen: move_point },
    Kind { name: "last digit off by one", hypotheses: &[Mistyped, OffByOne], happen: nudge },
    Kind { name: "truncated, not rounded", hypotheses: &[Truncated], happen: truncate },
    Kind { name: "rounded twice", hypotheses: &[RoundedTwice], happen: round_twice },
    Kind { name: "neighbour copied", hypotheses: &[Copied], happen: copy },
    Kind { name: "two cells swapped", hypotheses: &[Swapped], happen: swap },
    Kind { name: "percentage, other base", hypotheses: &[OtherBase, OtherDirection], happen: rebase },
    Kind { name: "count and percentage", hypotheses: &[Exchanged], happen: exchange },
    Kind { name: "n off by one", hypotheses: &[OffByOne, OtherNumber], happen: miscount },
    Kind { name: "totals rotated", hypotheses: &[Rotated], happen: rotate },
];

impl Misprint {
    /// Every kind there is.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..KINDS.len() as u8).map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        KINDS[usize::from(self.0)].name
    }

    /// The hypotheses that name it rightly.
    pub fn hypotheses(self) -> &'static [Hypothesis] {
        KINDS[usize::from(self.0)].hypotheses
    }

    /// What is printed after it happened to a figure, the figure itself first.
    pub(super) fn happen(self, page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
        (KINDS[usize::from(self.0)].happen)(page, claim, random)
    }
}

impl fmt::Display for Misprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The one figure is printed so, if a typesetter would let that pass.
fn printed(claim: usize, text: String) -> Option<Vec<Edit>> {
    let mut digits = text.chars().skip_while(|character| !character.is_ascii_digit());
    let leads_with_zero = digits.next() == Some('0') && digits.next().is_some_and(|next| next.is_ascii_digit());
    (!leads_with_zero).then(|| vec![Edit { claim, text }])
}

/// The text of a figure, and where its digits stand.
fn digits<'a>(page: &Page<'a>, claim: usize) -> (&'a str, Vec<usize>) {
    let text = page.study.claims()[claim].figure.text();
    (text, text.char_indices().filter(|(_, character)| character.is_ascii_digit()).map(|(at, _)| at).collect())
}

fn mistype(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let (text, places) = digits(page, claim);
    let at = random.one_of(&places)?;
    let others: Vec<String> = (0..10).map(|digit| digit.to_string()).filter(|digit| digit != &text[at..=at]).collect();
    let digit = &others[random.below(others.len())];
    printed(claim, format!("{}{digit}{}", &text[..at], &text[at + 1..]))
}

fn transpose(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let (text, places) = digits(page, claim);
    let pairs: Vec<(usize, usize)> = places
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(one, other)| text[*one..=*one] != text[*other..=*other])
        .collect();
    let (one, other) = random.one_of(&pairs)?;
    let between = &text[one + 1..other];
    printed(
        claim,
        format!("{}{}{between}{}{}", &text[..one], &text[other..=other], &text[one..=one], &text[other + 1..]),
    )
}

fn drop_digit(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let (text, places) = digits(page, claim);
    let at = random.one_of(&places).filter(|_| places.len() > 1)?;
    printed(claim, format!("{}{}", &text[..at], &text[at + 1..]))
}

fn double(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let (text, places) = digits(page, claim);
    let at = random.one_of(&places)?;
    printed(claim, format!("{}{}", &text[..=at], &text[at..]))
}

fn move_point(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let text = page.study.claims()[claim].figure.text();
    let (whole, fraction) = text.split_once('.')?;
    let (left, right) = (whole.split_at_checked(whole.len().checked_sub(1)?)?, fraction.split_at_checked(1)?);
    let to_the_left = format!("{}.{}{fraction}", if left.0.is_empty() { "0" } else { left.0 }, left.1);
    let point = if right.1.starts_with(|first: char| first.is_ascii_digit()) { "." } else { "" };
    let to_the_right = format!("{whole}{}{point}{}", right.0, right.1);
    printed(claim, if random.below(2) == 0 { to_the_left } else { to_the_right.trim_start_matches('0').to_owned() })
}

/// The whole number that digits are.
fn whole(digits: &str) -> Option<Rational> {
    Some(digits.parse::<Figure>().ok()?.number().clone())
}

/// A text with other digits in the places of its own. Where they are more, the first stand together.
fn with_digits(text: &str, digits: &str) -> Option<String> {
    let own = text.chars().filter(char::is_ascii_digit).count();
    let (surplus, rest) = digits.split_at_checked(digits.len().checked_sub(own)?)?;
    let (mut surplus, mut rest) = (Some(surplus), rest.chars());
    let mut moved = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_digit() {
            moved.extend(surplus.take());
            moved.extend(rest.next());
        } else {
            moved.push(character);
        }
    }
    Some(moved)
}

/// Every event that leaves some of the bindings open, from everybody to this one itself.
fn widenings(event: &Event) -> impl Iterator<Item = Event> {
    let bindings = event.bindings();
    (0u32..1 << bindings.len()).map(|kept| {
        let is_kept = |at: &usize| kept >> at & 1 == 1;
        event.only(|dimension| bindings.iter().position(|binding| binding.0 == dimension).as_ref().is_some_and(is_kept))
    })
}

fn nudge(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let figure = &page.study.claims()[claim].figure;
    let printed_digits: String = figure.text().chars().filter(char::is_ascii_digit).collect();
    let digits = whole(&printed_digits)?;
    let moved = &digits + &Rational::whole(if random.below(2) == 0 { -1 } else { 1 });
    let moved = moved.to_decimal(0).filter(|_| !moved.is_negative())?;
    printed(claim, with_digits(figure.text(), &format!("{moved:0>width$}", width = printed_digits.len()))?)
}

/// What a figure is exactly, where that is known from figures that are exact.
fn exact(page: &Page, claim: usize) -> Option<Rational> {
    let states = |outcome: &&Outcome| {
        outcome.relation.comparison == Comparison::Equal && outcome.relation.stated.claims() == [claim]
    };
    page.audit.outcomes().iter().filter(states).find_map(|outcome| outcome.recomputed.as_ref()?.single().cloned())
}

fn truncate(page: &Page, claim: usize, _: &mut Random) -> Option<Vec<Edit>> {
    let decimals = page.study.claims()[claim].figure.decimals();
    printed(claim, Rounding::Truncation.print(&exact(page, claim)?, decimals))
}

/// Rounded with one digit more, or two, and then again.
fn round_twice(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let decimals = page.study.claims()[claim].figure.decimals();
    let once = Rounding::HalfUp.print(&exact(page, claim)?, decimals + 1 + random.below(2) as u32);
    let once: Figure = once.parse().ok()?;
    printed(claim, Rounding::HalfUp.print(once.number(), decimals))
}

/// The figures of the same statistic that stand next to it in its column or its row.
fn neighbours(page: &Page, claim: usize) -> Vec<usize> {
    let claims = page.study.claims();
    let own = &claims[claim];
    let is_like = |other: &&Claim| {
        other.table == own.table
            && other.place.source == own.place.source
            && other.quantity.statistic == own.quantity.statistic
    };
    let nearest = |is_on: &dyn Fn(&Claim) -> bool, by: &dyn Fn(&Claim) -> usize| {
        let others = claims.iter().enumerate().filter(|(at, other)| *at != claim && is_like(other) && is_on(other));
        let distance = |other: &Claim| by(other).abs_diff(by(own));
        let near: Vec<(usize, usize)> = others.map(|(at, other)| (distance(other), at)).collect();
        let least = near.iter().map(|near| near.0).min();
        near.into_iter().filter(|near| Some(near.0) == least).map(|near| near.1).collect::<Vec<_>>()
    };
    let column =
        nearest(&|other| other.place.field == own.place.field && other.place.line != own.place.line, &|claim| {
            claim.place.line
        });
    let row = nearest(&|other| other.place.line == own.place.line && other.place.field != own.place.field, &|claim| {
        claim.place.field
    });
    own.table.map(|_| [column, row].concat()).unwrap_or_default()
}

fn text_of(page: &Page, claim: usize) -> String {
    page.study.claims()[claim].figure.text().to_owned()
}

fn copy(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let from = random.one_of(&neighbours(page, claim))?;
    printed(claim, text_of(page, from))
}

/// Each figure is printed in the place of the other.
fn in_each_others_place(page: &Page, one: usize, other: usize) -> Vec<Edit> {
    vec![Edit { claim: one, text: text_of(page, other) }, Edit { claim: other, text: text_of(page, one) }]
}

fn swap(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let other = random.one_of(&neighbours(page, claim))?;
    Some(in_each_others_place(page, claim, other))
}

/// The claims that count an event, those of the table itself first.
fn count_of(page: &Page, event: &Event, table: Option<usize>) -> Option<usize> {
    let quantity = Quantity::count(event.clone());
    let claims = page.study.claims();
    let mut counts: Vec<usize> = (0..claims.len()).filter(|claim| claims[*claim].quantity == quantity).collect();
    counts.sort_by_key(|claim| claims[*claim].table != table);
    counts.first().copied()
}

fn rebase(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let Claim { quantity, table, rounding, figure, .. } = &page.study.claims()[claim];
    let base = quantity.base.as_ref()?;
    let number = |event: &Event| page.study.claims()[count_of(page, event, *table)?].values.single().cloned();
    let others = widenings(&quantity.event).filter(|other| other != base && *other != quantity.event);
    let others: Vec<Rational> = others.filter_map(|other| number(&other)).collect();
    let share = number(&quantity.event)?.scaled(100).divided_by(others.get(random.below(others.len()))?)?;
    printed(claim, rounding.print(&share, figure.decimals()))
}

fn exchange(page: &Page, claim: usize, _: &mut Random) -> Option<Vec<Edit>> {
    let Claim { quantity, table, .. } = &page.study.claims()[claim];
    let count = count_of(page, &quantity.event, *table).filter(|_| quantity.statistic == Statistic::Share)?;
    (page.study.claims()[count].table == *table).then(|| in_each_others_place(page, claim, count))
}

/// One more or one less respondent in a number that percentages are of.
fn miscount(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let claims = page.study.claims();
    let quantity = &claims[claim].quantity;
    let is_base = |other: &Claim| other.quantity.base.as_ref() == Some(&quantity.event);
    (quantity.statistic == Statistic::Count && claims.iter().any(is_base)).then(|| nudge(page, claim, random))?
}

/// The totals of a row or a column, each one place too far.
fn rotate(page: &Page, claim: usize, random: &mut Random) -> Option<Vec<Edit>> {
    let claims = page.study.claims();
    let own = &claims[claim];
    let is_total = |other: &Claim| {
        other.table == own.table
            && other.quantity.statistic == own.quantity.statistic
            && other.margin_of() == own.margin_of()
    };
    let in_row = random.below(2) == 0;
    let is_beside = |other: &Claim| match in_row {
        true => other.place.line == own.place.line,
        false => other.place.field == own.place.field,
    };
    let mut totals: Vec<usize> =
        (0..claims.len()).filter(|at| is_total(&claims[*at]) && is_beside(&claims[*at])).collect();
    let first =
        totals.iter().position(|at| *at == claim).filter(|_| !own.margin_of().is_empty() && totals.len() > 2)?;
    totals.rotate_left(first);
    let before = totals.iter().cycle().skip(totals.len() - 1);
    Some(totals.iter().zip(before).map(|(to, from)| Edit { claim: *to, text: text_of(page, *from) }).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Two rows of counts and percentages by two years, with margins.
    const CROSSTAB: &str = ",,X,Y,Total\na,n,12,34,46\n,%,26.7,61.8,46.0\nb,n,33,21,54\n,%,73.3,38.2,54.0\nTotal,n,45,55,100\n,%,45.0,55.0,100\n";

    /// Everything that may be printed where a misprint happens to the figure that stands in a line and a field.
    fn printed(misprint: &str, line: usize, field: usize) -> BTreeSet<Vec<String>> {
        printed_in(CROSSTAB, misprint, line, field)
    }

    fn printed_in(csv: &str, misprint: &str, line: usize, field: usize) -> BTreeSet<Vec<String>> {
        let share_of = if csv.contains('%') { "share-of = ['year', 'all']\n" } else { "" };
        let manifest = format!(
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = ['sex', 'statistic']\nheader = 'year'\n{share_of}"
        );
        let study = Study::from_files("test", [("study.toml", manifest.as_str()), ("t.csv", csv)]).unwrap();
        let audit = study.audit();
        let page = Page { study: &study, audit: &audit };
        let claim =
            study.claims().iter().position(|claim| (claim.place.line, claim.place.field) == (line, field)).unwrap();
        let misprint = Misprint::all().find(|known| known.name() == misprint).unwrap();
        let mut random = Random::new(1);
        let edits = (0..500).filter_map(|_| misprint.happen(&page, claim, &mut random));
        edits.map(|edits| edits.into_iter().map(|edit| edit.text).collect()).collect()
    }

    fn assert_prints(misprint: &str, (line, field): (usize, usize), expected: &[&[&str]]) {
        let expected: BTreeSet<Vec<String>> =
            expected.iter().map(|texts| texts.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(printed(misprint, line, field), expected, "{misprint}");
    }

    #[test]
    fn digits_go_wrong_one_at_a_time() {
        // 26.7, 61.8 and 100.
        assert_eq!(printed("one digit changed", 3, 3).len(), 26); // 06.7 would not pass
        assert_prints("digits transposed", (3, 3), &[&["62.7"], &["27.6"]]);
        assert_prints("digits transposed", (7, 3), &[&["54.0"], &["40.5"]]);
        assert_prints("digit dropped", (3, 3), &[&["6.7"], &["2.7"], &["26."]]);
        assert_prints("digit dropped", (6, 5), &[&["10"]]);
        assert_prints("digit doubled", (3, 3), &[&["226.7"], &["266.7"], &["26.77"]]);
        assert_prints("last digit off by one", (3, 3), &[&["26.6"], &["26.8"]]);
        assert_prints("last digit off by one", (6, 5), &[&["101"]]); // 099 would not pass
    }

    #[test]
    fn points_move_by_one_place() {
        assert_prints("decimal point moved", (3, 3), &[&["2.67"], &["267"]]);
        assert_prints("decimal point moved", (2, 3), &[]);
    }

    #[test]
    fn percentages_are_rounded_wrongly() {
        assert_prints("truncated, not rounded", (3, 3), &[&["26.6"]]); // 12 of 45 is 26.66…
        assert_prints("truncated, not rounded", (3, 4), &[&["61.8"]]); // 34 of 55 is 61.81…
        assert_prints("rounded twice", (3, 3), &[&["26.7"]]);
        assert_prints("truncated, not rounded", (2, 5), &[&["46"]]);
    }

    #[test]
    fn cells_stand_where_others_should() {
        assert_prints("neighbour copied", (3, 3), &[&["73.3"], &["61.8"]]);
        assert_prints("two cells swapped", (2, 3), &[&["33", "12"], &["34", "12"]]);
        assert_prints("count and percentage", (3, 3), &[&["12", "26.7"]]);
        assert_prints("count and percentage", (2, 3), &[]);
    }

    #[test]
    fn bases_are_others() {
        // 12 as a share of its row, 46, and of everybody.
        assert_prints("percentage, other base", (3, 3), &[&["26.1"], &["12.0"]]);
        assert_prints("n off by one", (6, 3), &[&["44"], &["46"]]);
        assert_prints("n off by one", (2, 3), &[]);
    }

    #[test]
    fn totals_are_one_place_too_far() {
        let csv = ",,X,Y,Z,Total\na,n,1,2,6,9\nb,n,3,3,5,11\nTotal,n,4,5,11,20\n";
        let rotated = |line, field| printed_in(csv, "totals rotated", line, field);
        assert_eq!(rotated(4, 3), BTreeSet::from([["11", "4", "5"].map(str::to_owned).to_vec()]));
        // Two totals only, or none.
        assert_eq!(rotated(2, 6), BTreeSet::new());
        assert_eq!(rotated(2, 3), BTreeSet::new());
    }

    #[test]
    fn names_differ() {
        let names: BTreeSet<_> = Misprint::all().map(Misprint::name).collect();
        assert_eq!(names.len(), KINDS.len());
    }
}
