//! From counts to respondents: one row each, with a code for every factor.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::counts::{Cells, Counts, shared};
use crate::microdata::factor::{Answers, BLANK, Factors};
use crate::microdata::tree::Clique;
use crate::number::Random;

/// For each factor the codes of all respondents.
#[derive(Clone, Debug, Default)]
pub(super) struct Respondents {
    pub total: usize,
    codes: Vec<Vec<u16>>,
}

impl Respondents {
    /// Respondents of whom nothing is known.
    pub fn blank(total: usize, factors: &Factors) -> Self {
        Self { total, codes: vec![vec![BLANK; total]; factors.all().len()] }
    }

    /// Respondents with these counts. Which of those that agree in all that two cliques share have which of the other
    /// codes is left to chance.
    pub fn of(counts: &Counts, cliques: &[Clique], factors: &Factors, random: &mut Random) -> Self {
        let mut respondents = Self::blank(counts.total as usize, factors);
        for (at, clique) in cliques.iter().enumerate() {
            let cells = Cells::of(&clique.factors, factors);
            let shared = clique.parent.map(|parent| shared(clique, &cliques[parent])).unwrap_or_default();
            let mut alike = respondents.alike(&shared, random);
            for (cell, count) in counts.cells[at].iter().enumerate() {
                let Some(rows) = alike.get_mut(&cells.codes(cell, &shared)) else { continue };
                for row in rows.split_off(rows.len().saturating_sub(*count as usize)) {
                    for factor in &clique.factors {
                        respondents.codes[*factor][row] = cells.code(cell, *factor).unwrap_or(BLANK);
                    }
                }
            }
        }
        respondents
    }

    /// The respondents with each combination of codes, in random order.
    fn alike(&self, factors: &[usize], random: &mut Random) -> HashMap<Vec<u16>, Vec<usize>> {
        let mut order: Vec<usize> = (0..self.total).collect();
        random.shuffle(&mut order);
        let mut alike: HashMap<Vec<u16>, Vec<usize>> = HashMap::default();
        for row in order {
            let codes = factors.iter().map(|factor| self.codes[*factor][row]).collect();
            alike.entry(codes).or_default().push(row);
        }
        alike
    }

    /// Some of them, each as often as its row is named.
    pub fn picked(&self, rows: &[usize]) -> Self {
        let pick = |codes: &Vec<u16>| rows.iter().map(|row| codes[*row]).collect();
        Self { total: rows.len(), codes: self.codes.iter().map(pick).collect() }
    }

    /// The columns of codes, one for each factor.
    pub fn codes(&self) -> &[Vec<u16>] {
        &self.codes
    }

    pub fn code(&self, factor: usize, row: usize) -> u16 {
        self.codes[factor][row]
    }

    /// Whether a respondent belongs to an event.
    pub fn is_in(&self, event: &Answers, row: usize) -> bool {
        event.iter().all(|(factor, codes)| codes.contains(&self.codes[*factor][row]))
    }

    /// The respondents of an event.
    pub fn of_event(&self, event: &Answers) -> Vec<usize> {
        (0..self.total).filter(|row| self.is_in(event, *row)).collect()
    }
}
