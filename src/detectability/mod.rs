//! Sensitivity: would an error in a figure be detected?
//!
//! That all relations hold says as much as they would have detected. In a table of percentages without counts most
//! misprints pass every check there is; where counts, percentages and margins stand beside each other, hardly any does. So
//! each figure is changed, one digit at a time to all nine others, and what ties it is evaluated again. How many of these
//! changes are detected says how much a clean audit of the study means, and of which cells it says little. Where it says little
//! of many, the manifest may have left something out: a partition, a base, the step of a variable.
//!
//! A change is detected where some relation that ties the figure does not hold with it, or it is no possible value of its
//! statistic. What is undecided is not detected. Contradictions that appear only when several relations are taken together
//! are not counted, nor is what takes longer to refute than a moment: that no data have the statistics of a variable is looked
//! at with less effort than in the audit. So the share is never overstated.
//!
//! ```
//! let study = retally::Study::from_files("shop", [
//!     ("study.toml", "
//!         [study]
//!         title = 'A shop'
//!         [[table]]
//!         file = 'fruit.csv'
//!         stub = 'fruit'
//!         header = 'statistic'
//!     "),
//!     ("fruit.csv", "Fruit,n,%\nApple,300,38\nPear,500,62\nTotal,800,100\n"),
//! ])?;
//! let detectability = study.audit().detectability();
//! let (apples, percent) = (&detectability.figures[0], &detectability.figures[1]);
//! assert_eq!((apples.detected, apples.changes), (27, 27)); // 300 + 500 is 800, whatever becomes of a digit
//! assert_eq!(percent.missed.as_ref().map(|figure| figure.text()), Some("37")); // 37.5 may have been rounded down
//! assert_eq!(detectability.overall().figures, 6);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! The idea of changing each cell and checking again is mutation testing (DeMillo, Lipton & Sayward, Hints on test data
//! selection, Computer 11(4), 1978, doi:10.1109/C-M.1978.218136), with a table for the program and its relations for the
//! tests.
//!
//! # What is evaluated again
//!
//! Of a sum of many terms only the term that changes: so a column of 10,000 counts takes as long as 100 columns of 100. What is
//! looked at is counted as in the [diagnosis](crate::diagnosis::Limits::work); figures for which nothing is left are not
//! [tried](Coverage::untried). Which relations there are does not
//! depend on the figures, but for counts that are zero; where a change makes one zero, or no longer, they are derived anew.

mod changes;
mod perturbation;
mod sum;

use crate::audit::Audit;
use crate::detectability::perturbation::Perturbation;
use crate::number::Figure;
use crate::study::Claim;

/// How many errors in one figure would be detected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// How many changes of one digit there are: nine for each digit.
    pub changes: usize,
    /// How many of them would be detected.
    pub detected: usize,
    /// Whether one unit more and one unit less in the last place would both be detected.
    pub to_last_place: bool,
    /// Whether it was tried at all: the work on one study has [a limit](crate::diagnosis::Limits::work).
    pub is_tried: bool,
    /// The smallest change that would pass, of those of one digit and of one unit in the last place: what would be printed.
    pub missed: Option<Figure>,
}

/// How many errors in several figures would be detected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many figures there are, but for those without a digit: words, and signs for zero.
    pub figures: usize,
    /// Those in which every change of a digit would be detected.
    pub always: usize,
    /// Those in which some would, and some would pass.
    pub partly: usize,
    /// Those in which none would.
    pub never: usize,
    /// All changes of one digit.
    pub changes: usize,
    /// Those that would be detected.
    pub detected: usize,
    /// The figures that were not tried, because that would have taken more work than is done for one study.
    pub untried: usize,
}

/// For each figure of a study, how many errors in it would be detected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detectability {
    /// Of each claim, in the order of [`Study::claims`](crate::Study::claims).
    pub figures: Vec<Detected>,
    /// Of each table, in the order of [`Study::tables`](crate::Study::tables).
    pub tables: Vec<Coverage>,
    /// Of the figures that stand in the manifest.
    pub manifest: Coverage,
}

impl Audit<'_> {
    /// Changes each digit of each figure in turn, and tells how many changes would be detected: see
    /// [`detectability`](crate::detectability).
    ///
    /// Only the relations that tie a figure are evaluated again.
    pub fn detectability(&self) -> Detectability {
        let study = self.study();
        let mut perturbation = Perturbation::of(self);
        let figures: Vec<Detected> =
            (0..study.claims().len()).map(|claim| detected(&mut perturbation, claim)).collect();
        let mut tables = vec![Coverage::default(); study.tables().len()];
        let mut manifest = Coverage::default();
        for (Claim { table, .. }, figure) in study.claims().iter().zip(&figures) {
            let printed_in = table.and_then(|table| tables.get_mut(table));
            printed_in.unwrap_or(&mut manifest).add(figure);
        }
        Detectability { figures, tables, manifest }
    }
}

/// The changes of a figure that would be detected.
fn detected(perturbation: &mut Perturbation, claim: usize) -> Detected {
    let figure = perturbation.figure(claim).clone();
    let digits = changes::of_a_digit(&figure);
    let last_place = changes::of_the_last_place(&figure);
    if !perturbation.spend(claim, digits.len() + last_place.len()) {
        return untried();
    }
    let mut all = |changes: &[Figure]| -> Option<Vec<bool>> {
        changes.iter().map(|change| perturbation.detects(claim, change)).collect()
    };
    let Some((caught, caught_last)) = all(&digits).zip(all(&last_place)) else { return untried() };
    let passing = |changes: Vec<Figure>, caught: &[bool]| -> Vec<Figure> {
        changes.into_iter().zip(caught).filter(|(_, caught)| !**caught).map(|(change, _)| change).collect()
    };
    let (changes, detected) = (caught.len(), caught.iter().filter(|caught| **caught).count());
    let to_last_place = !caught_last.is_empty() && caught_last.iter().all(|caught| *caught);
    let missed = passing(last_place, &caught_last).into_iter().chain(passing(digits, &caught));
    let size = |change: &Figure| (change.number() - figure.number()).abs();
    Detected { changes, detected, to_last_place, is_tried: true, missed: missed.min_by_key(size) }
}

fn untried() -> Detected {
    Detected { changes: 0, detected: 0, to_last_place: false, is_tried: false, missed: None }
}

impl Coverage {
    /// The same of one more figure, if it has a digit that could be another.
    fn add(&mut self, figure: &Detected) {
        self.untried += usize::from(!figure.is_tried);
        if figure.changes == 0 {
            return;
        }
        self.figures += 1;
        self.changes += figure.changes;
        self.detected += figure.detected;
        match figure.detected {
            0 => self.never += 1,
            all if all == figure.changes => self.always += 1,
            _ => self.partly += 1,
        }
    }

    /// How many of a hundred changes would be detected, rounded down: 100 only if all would.
    pub fn percent(&self) -> Option<usize> {
        (100 * self.detected).checked_div(self.changes)
    }
}

impl Detectability {
    /// Of all figures together.
    pub fn overall(&self) -> Coverage {
        let mut overall = Coverage::default();
        self.figures.iter().for_each(|figure| overall.add(figure));
        overall
    }
}
