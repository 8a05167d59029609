//! Estimates weighed: what labels propose, as far as the figures confirm it.
//!
//! A proposal is written as a study, and its relations are evaluated. That an estimate is the middle of its limits is worth as many bits
//! as there are figures between these, less those that the rounding allows; that it lies between them two, since of three numbers
//! in any order one lies so once in six times. A p value that follows from its interval is worth as many as there are with
//! its decimals, less those that the rounding allows. What does not follow costs what a misprint costs.
//!
//! That intervals are Wald's is a reading as well. It is the less certain the wider an interval is: those of other kinds depart from
//! the middle as the likelihood departs from a normal one. So an estimate that is not in the middle is found wrong only if the intervals
//! that are at least as wide, and have theirs in the middle, speak enough for it.

use crate::inference::speaks_of_other_intervals;
use crate::inference::wald::{Limits, Scale};
use crate::number::{Interval, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::reading::found::estimates::{Estimates, Part};
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::{Bits, MISPRINT, log2};
use crate::reading::layout::spoken::Spoken;
use crate::reading::trials::relations::{allowed, units};
use crate::reading::written::estimates_table::write;
use crate::reading::written::names::Names;
use crate::relation::{Expression, Outcome, PrecisionOf, Verdict};
use crate::study::{Claim, MANIFEST, Study};

/// What labels say that name an estimate and its interval, or a p value.
const NAMED: Bits = 10;

/// That a number lies between two others.
const ORDERED: Bits = 2;

/// A relation between figures of an estimate, evaluated.
struct Tried {
    /// The row of the frame.
    row: usize,
    /// What is stated.
    stated: Statistic,
    verdict: Verdict,
    /// What it says that it does.
    bits: Bits,
    /// Of an estimate beside its limits: how it stands between them.
    between: Option<Between>,
}

/// How an estimate stands between its limits.
struct Between {
    /// How far the nearer limit is, on the scale of the estimate.
    reach: Rational,
    /// By how much it is off the middle at least and at most, in halves of the width, whatever was rounded.
    off: (Rational, Rational),
    /// It is in the middle on another scale: a ratio among differences, or a difference among ratios.
    is_of_another_scale: bool,
    /// The limit that is nearer ends at 0 or 100, as intervals of percentages are cut.
    is_cut: bool,
}

impl Tried {
    fn is_of_middle(&self) -> bool {
        self.between.is_some()
    }

    /// Whether it is not in the middle, but would be on another scale, or of an interval that was not cut.
    fn is_of_another_kind(&self) -> bool {
        let is_so = |between: &Between| between.is_of_another_scale || between.is_cut;
        self.verdict != Verdict::Consistent && self.between.as_ref().is_some_and(is_so)
    }

    fn fails(&self) -> bool {
        self.verdict == Verdict::Inconsistent
    }
}

/// What of an estimate is read, if enough speaks for it.
pub(in crate::reading) fn weigh(
    reading: &SheetReading,
    mut estimates: Estimates,
    csv: &str,
    spoken: &Spoken,
) -> Option<Estimates> {
    let enough = reading.enough;
    let tried = trial(reading, &estimates, csv)?;
    // A column that is no p value of these, or no standard error, is not read with them.
    for (part, stated) in [(Part::P, Statistic::P), (Part::Error, Statistic::Se)] {
        let of_part: Vec<&Tried> = tried.iter().filter(|one| one.stated == stated).collect();
        let fails = of_part.iter().any(|one| one.fails());
        let is_adjusted = || part == Part::P && spoken.of_adjustment();
        let is_of_others =
            || reading.frame.texts().any(speaks_of_other_intervals) || spoken.of_resampling() || is_adjusted();
        let is_confirmed = !fails || NAMED + score(&of_part) >= enough && !is_of_others();
        if !is_confirmed && part == Part::P {
            estimates.columns.retain(|(_, column)| *column != part);
        } else if !is_confirmed {
            return None;
        }
    }
    let (others, tried): (Vec<Tried>, Vec<Tried>) =
        trial(reading, &estimates, csv)?.into_iter().partition(Tried::is_of_another_kind);
    estimates.is_wald = are_wald(&tried, enough) && !spoken.of_resampling();
    if estimates.is_wald {
        estimates.rows.retain(|row| !others.iter().any(|one| one.row == *row));
    }
    settle(reading, estimates, csv)
}

/// Whether the intervals are Wald's so surely that an estimate off the middle is wrong: enough speaks for it in rows that are at
/// least as wide, and that could not be off by as much unseen.
fn are_wald(tried: &[Tried], enough: Bits) -> bool {
    let middles = || tried.iter().filter_map(|one| Some((one, one.between.as_ref()?)));
    let holds = |one: &Tried| one.verdict == Verdict::Consistent;
    let astray: Vec<&Between> = middles().filter(|(one, _)| !holds(one)).map(|(_, between)| between).collect();
    let is_proved = |one: &&Between| {
        let telling = |(_, other): &(&Tried, &Between)| other.reach >= one.reach && other.off.1 < one.off.0;
        let bits = middles().filter(|(other, _)| holds(other)).filter(telling).map(|(other, _)| other.bits);
        NAMED + bits.sum::<Bits>() >= enough
    };
    // Those of differences between shares have many kinds (Newcombe 1998), most of them nearly symmetric.
    let is_usual = middles().all(|(one, _)| one.stated != Statistic::RiskDifference);
    is_usual && !astray.is_empty() && astray.len() * 5 <= middles().count() && astray.iter().all(is_proved)
}

/// Weighs what is left, without the rows that do not agree with it if too little speaks for it without them.
fn settle(reading: &SheetReading, mut estimates: Estimates, csv: &str) -> Option<Estimates> {
    let enough = reading.enough;
    loop {
        let tried = trial(reading, &estimates, csv)?;
        let all: Vec<&Tried> = tried.iter().collect();
        let failing: Vec<usize> = all.iter().filter(|one| one.fails()).map(|one| one.row).collect();
        let others: Vec<&Tried> = tried.iter().filter(|one| !failing.contains(&one.row)).collect();
        estimates.bits = NAMED + score(&all);
        estimates.without = NAMED + score(&others) - MISPRINT * failing.len() as Bits;
        let is_usual = failing.len() * 5 > tried.len();
        if !failing.is_empty() && (estimates.without < enough || is_usual) {
            estimates.rows.retain(|row| !failing.contains(row));
            estimates.is_wald = false;
            continue;
        }
        return (!tried.is_empty() && estimates.bits >= enough).then_some(estimates);
    }
}

/// What relations say together for a reading.
fn score(tried: &[&Tried]) -> Bits {
    let of_one = |one: &&Tried| match &one.verdict {
        Verdict::Consistent => one.bits,
        Verdict::Inconsistent => -MISPRINT,
        _ if one.is_of_middle() => ORDERED,
        _ => -1,
    };
    tried.iter().map(of_one).sum()
}

/// The relations that a sheet has with these estimates; nothing where it cannot be written as a study.
fn trial(reading: &SheetReading, estimates: &Estimates, csv: &str) -> Option<Vec<Tried>> {
    let table = write(reading, estimates, 1, &Names::own(1, Some(reading)), "table.csv");
    let manifest = format!("[study]\ntitle = \"trial\"\n{table}");
    let files = [(MANIFEST, manifest.into_bytes()), ("table.csv", csv.as_bytes().to_vec())];
    let study = Study::from_files("trial", files).ok()?;
    let relations = study.relations().into_iter().filter(|relation| relation.kind.name() == "estimate");
    let of = |relation| tried(&Outcome::of(relation, study.claims()), study.claims(), reading);
    Some(relations.filter_map(of).collect())
}

fn tried(outcome: &Outcome, claims: &[Claim], reading: &SheetReading) -> Option<Tried> {
    let of = outcome.relation.claims();
    let stated = claims.get(*of.first()?)?;
    let row = (0..reading.frame.rows.len()).rfind(|row| reading.frame.line(*row) <= stated.place.line)?;
    let limits = limits(outcome);
    let is_of_middle = stated.quantity.statistic.is_of_estimate() || stated.quantity.statistic == Statistic::Mean;
    let allowed = log2(allowed(outcome, stated));
    let bits = match (stated.quantity.statistic, limits) {
        (Statistic::P, _) if stated.values.single().is_none() => {
            let printed = stated.figure.unit().to_f64().recip();
            if stated.figure.qualifier() == Qualifier::Exactly { log2(printed as i64) - allowed } else { 1 }
        }
        (_, Some((low, high))) if is_of_middle => {
            let between = claims[high].figure.number() - claims[low].figure.number();
            log2(1 + units(&between, stated)) - allowed
        }
        _ => log2(units(stated.figure.number(), stated)) - allowed,
    };
    let between = limits.filter(|_| is_of_middle).and_then(|(low, high)| between(stated, &claims[low], &claims[high]));
    Some(Tried { row, stated: stated.quantity.statistic, verdict: outcome.verdict.clone(), bits: bits.max(0), between })
}

fn between(stated: &Claim, low: &Claim, high: &Claim) -> Option<Between> {
    let of = stated.quantity.statistic;
    let at = |claim: &Claim| Scale::of(of).taken(&Interval::point(claim.figure.number().clone())).least().cloned();
    let (first, value, last) = (at(low)?, at(stated)?, at(high)?);
    let limits = Limits { low: low.values.clone(), high: high.values.clone(), level: None };
    let off = limits.asymmetry(of, &stated.values)?;
    let (least, greatest) = (off.least()?.clone(), off.greatest()?.clone());
    let ends = |claim: &Claim, end: i128| *claim.figure.number() == Rational::whole(end);
    let (below, above) = (&value - &first, &last - &value);
    let is_cut = !of.is_ratio() && (ends(low, 0) && below < above || ends(high, 100) && above < below);
    let other = if of.is_ratio() { Statistic::MeanDifference } else { Statistic::OddsRatio };
    Some(Between {
        reach: below.min(above),
        off: (magnitude(&least, &greatest), least.abs().max(greatest.abs())),
        is_of_another_scale: limits.middle(other).intersects(&stated.values),
        is_cut,
    })
}

/// The least distance from zero of numbers between two.
fn magnitude(least: &Rational, greatest: &Rational) -> Rational {
    if least.is_negative() != greatest.is_negative() { Rational::zero() } else { least.abs().min(greatest.abs()) }
}

/// The limits from which something is recomputed.
fn limits(outcome: &Outcome) -> Option<(usize, usize)> {
    let recomputed = outcome.relation.recomputed.as_ref().ok()?;
    let first = match recomputed {
        Expression::Either(usual) => &usual.first()?.1,
        other => other,
    };
    match first {
        Expression::Estimate(of) => match of.precision {
            PrecisionOf::Limits(low, high) => Some((low, high)),
            PrecisionOf::Error(_) => None,
        },
        _ => None,
    }
}
