//! A study in which a base that is certainly wrong is the right one: what is left of it is judged by that.
//!
//! Where nearly all that ties a number of respondents wants the same other one, the few percentages that do not follow from that
//! either are wrong by themselves: not by as much as they miss with the printed number, but by what they miss with the right one.

use crate::diagnosis::explanation::Hypothesis;
use crate::diagnosis::hypothesis::MultiCell;
use crate::diagnosis::limits::Limits;
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::number::Figure;
use crate::relation::{Index, Outcome};
use crate::study::Study;

/// The study with other figures, and its relations evaluated again.
pub(super) struct Corrected {
    study: Study,
    outcomes: Vec<Outcome>,
    /// The claims that are corrected, each with its right figure.
    given: Vec<(usize, Figure)>,
}

impl Corrected {
    /// Nothing if no base is corrected that leaves something open.
    pub fn of(system: &System, hypotheses: &[Vec<MultiCell>]) -> Option<Self> {
        let bases = hypotheses.iter().filter_map(|alternatives| corrected_base(system, alternatives));
        let given: Vec<(usize, Figure)> = bases.flat_map(|base| of_variable(system, base)).collect();
        if given.is_empty() {
            return None;
        }
        let is_given = |claim: usize| given.iter().any(|known| known.0 == claim);
        let mut claims = system.study.claims().to_vec();
        for (claim, figure) in &given {
            claims[*claim] = claims[*claim].with_figure(figure.clone(), system.study.names());
        }
        let again = |outcome: &Outcome| match outcome.relation.claims().into_iter().any(is_given) {
            true => Outcome::of(outcome.relation.clone(), &claims),
            false => outcome.clone(),
        };
        let outcomes = system.outcomes.iter().map(again).collect::<Vec<_>>();
        Some(Self { study: system.study.with_claims(claims), outcomes, given })
    }

    /// Whether a figure is corrected.
    pub fn is_given(&self, claim: usize) -> bool {
        self.given.iter().any(|known| known.0 == claim)
    }

    /// What comes of the corrected system.
    pub fn with<T>(&self, limits: &Limits, ask: impl FnOnce(&mut System, &Index) -> T) -> T {
        let mut system = System::of(&self.study, &self.outcomes).within(limits.work);
        ask(&mut system, &Index::of(&self.study))
    }

    /// A cause that was found in it, with the figures that are taken to be right.
    pub fn note(&self, cause: RootCause) -> RootCause {
        let mut ties = cause.relations.iter().flat_map(|relation| self.outcomes[*relation].relation.claims());
        let given = if ties.any(|claim| self.is_given(claim)) { self.given.clone() } else { Vec::new() };
        // What confirms the right figure is reported with the finding about it.
        let evidence = cause.evidence.into_iter().filter(|known| !self.is_given(known.claim)).collect();
        RootCause { given, evidence, ..cause }
    }
}

/// The base that all but a few of its relations want to be another number.
fn corrected_base(system: &System, alternatives: &[MultiCell]) -> Option<(usize, Figure)> {
    let [MultiCell { mended, changes, explanation }] = alternatives else { return None };
    let ([(base, values)], Hypothesis::OtherNumber) = (changes.as_slice(), explanation.hypothesis) else { return None };
    let is_left = |relation: &usize| system.is_broken(*relation) && !mended.contains(relation);
    system.relations_of[*base].iter().any(is_left).then_some(())?;
    Some((*base, values.single()?.to_decimal(0)?.parse().ok()?))
}

/// All claims that are one variable with a base.
fn of_variable(system: &System, (base, figure): (usize, Figure)) -> Vec<(usize, Figure)> {
    let all = 0..system.study.claims().len();
    let same = all.filter(|claim| system.one(*claim) == system.one(base));
    same.map(|claim| (claim, figure.clone())).collect()
}
