//! Proof of power: what an audit sees of errors that are put into tables without any, and what it finds where there are none.
//!
//! A tool that says which printed figure is wrong has to be measured like any other instrument. So tables are made of
//! respondents who are known: random ones, tabulated in the layouts of published tables, and ones drawn with
//! replacement from respondents that reproduce the tables of studies, in the layouts of these. Such
//! tables are free of errors, and whatever is found in them is found falsely. Then one error is put into one of their cells,
//! of a [kind](Misprint) that happens on the way into print, and the study is audited again.
//!
//! Whether an error could be seen at all is decided without the findings. Where a relation does not hold, each evaluated by
//! itself, anybody could see it. Where respondents are found of whom the tables are printed so, error included, nobody
//! could. What is left is open.
//!
//! # The table
//!
//! | column | how many |
//! |---|---|
//! | `cases` | errors that print another figure than before |
//! | `undetectable` | nobody could see: respondents were found who have these tables |
//! | `broken` | anybody could see: some relation does not hold, or a cell cannot be read |
//! | `found` | the audit has a finding |
//! | `first`, `in 3` | the figure, or one of several, is the first suspect of a finding; it is among the first three |
//! | `unique candidate`, `first` | no other figures, as many or fewer, could be others so that each relation held; of these, one is the first suspect |
//! | `error type identified` | an explanation of a finding that suspects the figure names the kind of error |
//! | `corrected` | the likeliest corrections of all findings together are what was printed before |
//!
//! # Sources
//!
//! Errors of these kinds are known from data entry (Barchard & Pace, Preventing human error: The impact of data entry methods
//! on data accuracy and statistical results, Computers in Human Behavior 27(5), 2011, doi:10.1016/j.chb.2011.04.004) and from
//! error localisation, where planted errors measure a method as here (de Waal, Pannekoek & Scholtus, Handbook of
//! Statistical Data Editing and Imputation, 2011, doi:10.1002/9780470904848).

mod clean;
mod layout;
mod misprint;
mod people;
mod random;
#[cfg(feature = "documents")]
mod read_back;
mod score;
mod trial;

pub use misprint::Misprint;
#[cfg(feature = "documents")]
pub use read_back::ReadBack;
pub use score::{FalseFinding, Power, Score};

use retally::Study;
use retally::microdata::Microdata;

use clean::Files;
use misprint::Page;
use random::Random;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the random numbers begin with: the same seed gives the same numbers on every machine.
    pub seed: u64,
    /// After how many clean tables it is enough.
    pub tables: usize,
}

/// In how many figures a misprint is tried before it is given up for a study: few can be exchanged, or are totals.
const MOST_PLACES: usize = 20;

impl Power {
    /// Makes clean studies, in the layouts of these studies and in generated ones by turns; audits each; puts one error of each
    /// kind into it, and audits it again. `tell` is told how many tables there have been.
    pub fn measure(studies: &[Study], options: &Options, tell: &mut dyn FnMut(usize)) -> Self {
        let mut random = Random::new(options.seed);
        let witnesses: Vec<(&Study, Microdata)> =
            studies.iter().map(|study| (study, study.reproduce(options.seed))).collect();
        let scores = Misprint::all().map(|misprint| (misprint, Score::default())).collect();
        let mut power = Self { seed: options.seed, scores, ..Self::default() };
        let (mut used, mut turn) = (vec![false; studies.len()], 0);
        while power.tables < options.tables {
            // Half of the studies are generated.
            match witnesses.get(turn / 2 % studies.len().max(1)).filter(|_| turn % 2 == 0) {
                None => power.try_files(&layout::study(&mut random), "generated", &mut random),
                Some((study, witness)) => {
                    if let Some(files) =
                        clean::resampled(witness, study, &mut random).filter(|_| study.malformed().is_empty())
                    {
                        used[turn / 2 % studies.len()] = true;
                        power.try_files(&files, study.name(), &mut random);
                    }
                }
            }
            turn += 1;
            tell(power.tables);
        }
        let tried = studies.iter().zip(used).take(turn.div_ceil(2));
        power.unused = tried.filter(|(_, used)| !used).map(|(study, _)| study.name().to_owned()).collect();
        power
    }

    /// Audits a clean study, and each kind of misprint in it.
    fn try_files(&mut self, files: &Files, name: &str, random: &mut Random) {
        let clean = match files.read(name) {
            Ok(clean) => clean,
            Err(error) => return self.accuse(files, &error.to_string()),
        };
        let audit = clean.audit();
        self.tables += clean.tables().len();
        self.figures += clean.claims().len();
        audit.findings().iter().for_each(|finding| self.accuse(files, &finding.message));
        let page = Page { study: &clean, audit: &audit };
        for (misprint, score) in &mut self.scores {
            let Some(edits) = happen(*misprint, &page, random) else { continue };
            match trial::changed(files, &clean, &edits) {
                Some(study) => score.add(&trial::trial(*misprint, &clean, &study, &edits)),
                None => self.same += 1,
            }
        }
    }

    fn accuse(&mut self, files: &Files, message: &str) {
        self.false_findings.push(FalseFinding { files: files.0.clone(), message: message.to_owned() });
    }
}

/// The misprint in the first of some figures in which it can happen.
fn happen(misprint: Misprint, page: &Page, random: &mut Random) -> Option<Vec<clean::Edit>> {
    (0..MOST_PLACES).find_map(|_| {
        let claim = random.below(page.study.claims().len());
        misprint.happen(page, claim, random)
    })
}
