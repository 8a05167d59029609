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

use crate::inference::wald::Scale;
use crate::number::{Interval, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::reading::estimates::{Estimates, Part};
use crate::reading::estimates_table::write;
use crate::reading::evidence::{Bits, MISPRINT, log2};
use crate::reading::names::Names;
use crate::reading::relations::{allowed, units};
use crate::reading::sheet::SheetReading;
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
    /// By how much the limit that is nearer is away from the estimate, where they are limits.
    reach: Option<Rational>,
}

impl Tried {
    fn is_of_middle(&self) -> bool {
        self.stated != Statistic::P && self.stated != Statistic::Se && self.reach.is_some()
    }

    fn fails(&self) -> bool {
        self.verdict == Verdict::Inconsistent
    }
}

/// What of an estimate is read, if enough speaks for it.
pub(super) fn weigh(reading: &SheetReading, mut estimates: Estimates, csv: &str) -> Option<Estimates> {
    let enough = reading.enough;
    let tried = trial(reading, &estimates, csv)?;
    // A column that is no p value of these, or no standard error, is not read with them.
    for (part, stated) in [(Part::P, Statistic::P), (Part::Error, Statistic::Se)] {
        let of_part: Vec<&Tried> = tried.iter().filter(|one| one.stated == stated).collect();
        let is_confirmed = NAMED + score(&of_part) >= enough || !of_part.iter().any(|one| one.fails());
        if !is_confirmed && part == Part::P {
            estimates.columns.retain(|(_, column)| *column != part);
        } else if !is_confirmed {
            return None;
        }
    }
    let tried = trial(reading, &estimates, csv)?;
    let middles: Vec<&Tried> = tried.iter().filter(|one| one.is_of_middle()).collect();
    let (within, astray): (Vec<&Tried>, Vec<&Tried>) =
        middles.iter().partition(|one| matches!(one.verdict, Verdict::Consistent));
    let is_proved = |one: &&Tried| {
        let as_wide = within.iter().filter(|other| other.reach >= one.reach);
        NAMED + as_wide.map(|other| other.bits).sum::<Bits>() >= enough
    };
    estimates.is_wald = !astray.is_empty() && astray.len() * 5 <= middles.len() && astray.iter().all(is_proved);
    settle(reading, estimates, csv)
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
    let reach = limits.filter(|_| is_of_middle).and_then(|(low, high)| {
        let scale = Scale::of(stated.quantity.statistic);
        let at = |claim: &Claim| scale.taken(&Interval::point(claim.figure.number().clone())).least().cloned();
        let (low, value, high) = (at(&claims[low])?, at(stated)?, at(&claims[high])?);
        Some((&value - &low).min(&high - &value))
    });
    Some(Tried { row, stated: stated.quantity.statistic, verdict: outcome.verdict.clone(), bits: bits.max(0), reach })
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
