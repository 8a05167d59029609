//! Numbers with percentages in one sentence that divide a whole: `24 (8%) were resistant, 35 (12%) partially, 241 (80%) not`.
//!
//! Whom such percentages are of is seldom said. That they are of those whom the numbers of the sentence come to, the figures
//! themselves must show: all follow, or all but one do and the percentages come to a hundred, so seldom by accident that it is no
//! accident. Percentages of others, or of those without a missing answer, are so left alone.

use std::ops::Range;

use crate::inference::prose::pair::{Spot, figures, near, pair, wholes};
use crate::inference::prose::reading::Reason;
use crate::inference::prose::report::is_sentence_end;
use crate::inference::prose::token::Token;
use crate::inference::reported_share::ReportedShare;
use crate::number::{Figure, Interval, Rational, Rounding};

/// What a sentence says of the parts of a whole.
pub(super) struct PartsReport {
    /// How many there are in all, where that is printed.
    pub whole: Option<Spot>,
    pub parts: Vec<Part>,
}

/// A part: its number, and its percentage where that is printed.
pub(super) type Part = (Spot, Option<Spot>);

/// A part with its percentage.
type Share = (Spot, Spot);

pub(super) const ADJUSTED: Reason = "its percentages do not follow one by one, but are as if they were adjusted to come to 100 (by the largest remainders)";

/// Agreement less frequent than once in so many times is no accident, as for tables.
const RARE: u128 = 1 << 20;

/// No more parts of one sentence are looked at.
const MOST_PARTS: usize = 24;

/// So few that as many may be left out, and their percentage be of others.
const FEW: i128 = 20;

/// By how much more than their rounding percentages of which one is wrong may miss 100.
const MISS: i128 = 1;

/// The parts in a text, with the bytes of each sentence's; `taken` are those that have a base of their own.
pub(super) fn parts(tokens: &[Token], taken: &[Range<usize>]) -> Vec<(Range<usize>, Result<PartsReport, Reason>)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = (start..tokens.len()).find(|at| is_sentence_end(tokens, *at)).unwrap_or(tokens.len());
        let shares = shares_of(&tokens[start..end], taken);
        if shares.len() > 1 {
            runs(&shares, &wholes(near(tokens, start..end)), &mut found);
        }
        start = end + 1;
    }
    found
}

/// Of shares in the order of a text, those of one base that come to it, and whose percentages are adjusted to come to a hundred.
pub(super) fn adjusted(shares: &[ReportedShare]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in 0..shares.len() {
        let base = shares[start].base.0.number();
        let of_base = shares[start..].iter().take(MOST_PARTS).take_while(|share| share.base.0.number() == base);
        let run: Vec<Share> = of_base.map(|share| (share.count.clone(), share.percentage.clone())).collect();
        let sums = run.iter().scan(Rational::zero(), |sum, (count, _)| {
            *sum = &*sum + count.0.number();
            Some(sum.clone())
        });
        let ends = { sums }.position(|sum| sum == *base).map(|last| last + 1).filter(|end| *end > 1);
        let is_adjusted = |end: &usize| {
            let run = &run[..*end];
            let of_all = Hypothesis { run, base, printed: None, wholes: &[], is_all: true };
            !run.iter().all(|share| of_all.holds(share)) && of_all.is_adjusted()
        };
        found.extend(ends.filter(is_adjusted).map(|end| start..start + end));
    }
    found
}

fn sum(run: &[Share]) -> Rational {
    run.iter().fold(Rational::zero(), |sum, (count, _)| &sum + count.0.number())
}

/// The numbers of a sentence that stand beside a percentage.
fn shares_of(sentence: &[Token], taken: &[Range<usize>]) -> Vec<Share> {
    let (mut shares, mut at) = (Vec::new(), 0);
    while at < sentence.len() && shares.len() < MOST_PARTS {
        let is_taken = holds(taken, sentence[at].bytes.start);
        at = match pair(sentence, at).filter(|_| !is_taken) {
            Some(pair) => {
                if let Ok(([count], percentage)) = figures(sentence, [&pair.count], &pair.percentage) {
                    shares.push((count, percentage));
                }
                pair.end
            }
            None => at + 1,
        };
    }
    shares
}

/// Whether one of some ranges, which stand one behind the other, holds a place.
fn holds(ranges: &[Range<usize>], place: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= place);
    ranges.get(next).is_some_and(|range| range.contains(&place))
}

/// The longest runs of shares that divide a whole.
fn runs(shares: &[Share], wholes: &[Spot], found: &mut Vec<(Range<usize>, Result<PartsReport, Reason>)>) {
    let mut start = 0;
    while start + 1 < shares.len() {
        // A part that does not follow may be of another base, unless the sentence has no other numbers.
        let is_all = |end: usize| end - start == shares.len();
        let run = |end: &usize| Some((*end, divided(&shares[start..*end], wholes, is_all(*end))?));
        match (start + 2..=shares.len()).rev().find_map(|end| run(&end)) {
            Some((end, report)) => {
                found.push((bytes(&shares[start..end]), report));
                start = end;
            }
            None => start += 1,
        }
    }
}

fn bytes(run: &[Share]) -> Range<usize> {
    let all = || run.iter().flat_map(|(count, percentage)| [&count.1, &percentage.1]);
    let (start, end) = (all().map(|bytes| bytes.start).min(), all().map(|bytes| bytes.end).max());
    start.unwrap_or_default()..end.unwrap_or_default()
}

/// The whole that shares divide; nothing where the figures do not show it.
fn divided(run: &[Share], wholes: &[Spot], is_all: bool) -> Option<Result<PartsReport, Reason>> {
    if !come_to_hundred(run, &Rational::whole(MISS)) {
        return None;
    }
    let sum = sum(run);
    let larger = |(figure, _): &&Spot| run.iter().all(|(count, _)| figure.number() > count.0.number());
    let wholes: Vec<&Spot> = wholes.iter().filter(larger).collect();
    let printed = wholes.iter().rev().find(|(figure, _)| *figure.number() == sum).copied();
    Hypothesis { run, base: &sum, printed, wholes: &wholes, is_all }.read()
}

/// That the shares of a run are parts of a base.
struct Hypothesis<'a> {
    run: &'a [Share],
    base: &'a Rational,
    /// Where the base is printed.
    printed: Option<&'a Spot>,
    /// The numbers near it that it could have been.
    wholes: &'a [&'a Spot],
    /// Whether the sentence has no other numbers beside percentages.
    is_all: bool,
}

impl Hypothesis<'_> {
    /// The parts, if they come to the base: all percentages follow, or all but one of them.
    fn read(&self) -> Option<Result<PartsReport, Reason>> {
        let fail = self.run.iter().filter(|share| !self.holds(share)).count();
        if fail > 0 && self.is_adjusted() {
            return Some(Err(ADJUSTED));
        }
        let is_shown = match fail {
            0 => true,
            1 => self.is_all && self.run.len() > 2 && !have_another_base(self.run) && self.is_misprint(),
            _ => false,
        };
        (is_shown && self.rarity().saturating_mul(self.of_printed()) >= RARE).then(|| Ok(self.report()))
    }

    /// Whether what does not follow is off by one, or has one other digit, and no other number near it explains it; and whether the others do not
    /// come to a hundred without it.
    fn is_misprint(&self) -> bool {
        let (others, wrong): (Vec<Share>, Vec<Share>) = self.run.iter().cloned().partition(|share| self.holds(share));
        let is_of_others = |wrong: &Share| {
            let near = self.run.iter().map(|(count, _)| count).chain(self.wholes.iter().copied());
            { near }.any(|(base, _)| follows(wrong, base.number()))
        };
        wrong.iter().all(|share| self.is_slip(share) && !is_of_others(share))
            && !come_to_hundred(&others, &Rational::zero())
    }

    fn is_slip(&self, (count, percentage): &Share) -> bool {
        let unit = percentage.0.unit();
        let units = |number: &Rational| number.divided_by(&unit)?.floor().to_i128();
        let share = count.0.number().scaled(100).divided_by(self.base).map(|share| &share + &unit.halved());
        let (Some(right), Some(printed)) = (share.and_then(|share| units(&share)), units(percentage.0.number())) else {
            return false;
        };
        let [right_digits, digits] = [right, printed].map(|units| units.to_string());
        let differ = right_digits.bytes().zip(digits.bytes()).filter(|(one, other)| one != other).count();
        let is_slip = (right - printed).abs() == 1 || right_digits.len() == digits.len() && differ == 1;
        *count.0.number() >= Rational::whole(FEW) && is_slip
    }

    fn report(&self) -> PartsReport {
        let parts = self.run.iter().map(|(count, percentage)| (count.clone(), Some(percentage.clone())));
        PartsReport { whole: self.printed.cloned(), parts: parts.collect() }
    }

    fn holds(&self, share: &Share) -> bool {
        follows(share, self.base)
    }

    /// How seldom so many percentages follow by accident: each once in as many times as there are such percentages.
    fn rarity(&self) -> u128 {
        // None of any number are nothing in percent.
        let follow = self.run.iter().filter(|share| self.holds(share) && !share.0.0.number().is_zero());
        follow.fold(1_u128, |rarity, (_, percentage)| rarity.saturating_mul(possible(&percentage.0)))
    }

    /// How seldom a number of the paragraph is what the parts come to.
    fn of_printed(&self) -> u128 {
        let base = self.base.to_i128().and_then(|base| u128::try_from(base).ok()).unwrap_or(1);
        let tried = u128::try_from(self.wholes.len()).unwrap_or(u128::MAX).max(1);
        self.printed.map_or(1, |_| (base / tried).max(1))
    }

    /// Whether the percentages are those that the largest remainders make come to a hundred.
    fn is_adjusted(&self) -> bool {
        let mut raised: Option<Rational> = None;
        let mut cut: Option<Rational> = None;
        let mut sum = Rational::zero();
        for (count, percentage) in self.run {
            let unit = percentage.0.unit();
            let Some(units) = (count.0.number().scaled(100)).divided_by(&(self.base * &unit)) else { return false };
            let Some(printed) = percentage.0.number().divided_by(&unit) else { return false };
            let remainder = &units - &units.floor();
            if printed == &units.floor() + &Rational::whole(1) {
                raised = Some(raised.map_or(remainder.clone(), |least| least.min(remainder)));
            } else if printed == units.floor() {
                cut = Some(cut.map_or(remainder.clone(), |most| most.max(remainder)));
            } else {
                return false;
            }
            sum = &sum + percentage.0.number();
        }
        let in_order = raised.zip(cut).is_none_or(|(raised, cut)| raised >= cut);
        let alike = self.run.windows(2).all(|pair| pair[0].1.0.decimals() == pair[1].1.0.decimals());
        in_order && alike && sum == Rational::whole(100)
    }
}

/// Whether a number of a base is printed as its percentage.
fn follows((count, percentage): &Share, base: &Rational) -> bool {
    let share = count.0.number().scaled(100).divided_by(base);
    share.is_some_and(|share| Rounding::Unstated.interval(&percentage.0).contains(&share))
}

/// Whether the percentages come to a hundred, but for half a unit of each and so much more at most.
fn come_to_hundred(run: &[Share], most: &Rational) -> bool {
    let hundred = Rational::whole(100);
    let sum = run.iter().fold(Rational::zero(), |sum, (_, percentage)| &sum + percentage.0.number());
    let rounded = run.iter().filter(|(count, _)| !count.0.number().is_zero());
    let units = rounded.fold(Rational::zero(), |sum, (_, percentage)| &sum + &percentage.0.unit().halved());
    (&sum - &hundred).abs() <= &units + most
}

/// Whether there is a base of which all percentages follow.
fn have_another_base(run: &[Share]) -> bool {
    let bases = run.iter().fold(Interval::everything(), |bases, (count, percentage)| {
        let count = Interval::point(count.0.number().scaled(100));
        let of_this = count.over(&Rounding::Unstated.interval(&percentage.0));
        of_this.map_or(bases.clone(), |of_this| bases.intersection(&of_this))
    });
    bases.first_multiple(&Rational::whole(1)).is_some_and(|base| bases.contains(&base))
}

/// How many percentages could be printed with as many decimals.
fn possible(percentage: &Figure) -> u128 {
    10_u128.checked_pow(percentage.decimals()).and_then(|units| units.checked_mul(100)).unwrap_or(u128::MAX)
}
