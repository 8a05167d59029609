//! Relations: what must hold between the claims of a study, whoever the respondents are.
//!
//! Nobody lists them. Each kind, a file of its own, looks at the quantities that are claimed and derives every
//! relation of its kind. A relation is data: what is stated, what it is recomputed from, and how the two compare.
//!
//! # How relations are derived
//!
//! A relation is data: `stated`, a comparison, and `recomputed`, an expression over claims. So there is one evaluator, one
//! renderer of the arithmetic, and one place from which the diagnosis takes what ties the figures.
//!
//! Partitions are the heart. A margin beside two or more levels, or a `partition` in the manifest, shows that the levels
//! divide an event; then they divide every narrower event, whichever table counts it. Where some did not answer, the levels
//! divide the event of those who did: every dimension has the level `answered`, which holds all others. That is how Table 3's 37 + 43 simple
//! networks become Table 4's 80 without anybody saying so.
//! Where nobody prints how many there are, two partitions of an event are held against each other: both come to the same number.
//!
//! # Choices that may surprise
//!
//! - **A margin over the levels of a variable is of those who answered**, unless the manifest says that everybody did
//!   (`partition`): in a battery of items each item has its own total.
//! - **A level that a table has a cell for, but prints nothing in, belongs to the partition.** Otherwise a suppressed cell would
//!   make the others look like all.
//! - **A margin beside a single level shows no partition.** Tables often print one of two levels.
//! - **A direction in fewer figures than chance needs is not a finding.** It is reported as "direction agrees; difference not significant".
//! - **Each table's totals are its own** even where another table prints the same quantities; `agreement` ties the two.
//! - **Figures of equal decimals that are printed for one quantity must be equal**, although 2.18 and 2.19 have 2.185 in common:
//!   that value would have been rounded up in one place and down in the other.
//! - **A sum of percentages that misses its total by exactly half a unit for each part is let pass** (33.3 + 66.6 = 99.9). At
//!   that very end every part would have to be a tie rounded the same way; the rule of the field (Mosteller, Youtz & Zahn
//!   1967) gives it the benefit, and where counts are printed the percentage itself is found anyway.
//! - **Where no rounding is stated, a tie may have gone either way.** Half-up and half-even disagree about it, and software
//!   that calculates in binary fractions prints 2.675 as 2.67. A false finding costs more than a tie that is let pass.
//! - **Extremes and modes are exact only if the variable has a `step`.** Otherwise a maximum of 45 may be 45.4.
//! - **`domain` lists only what fails.** That a count is not negative holds for every figure and would pad the number of
//!   relations that hold.

mod agreement;
mod arithmetic;
mod compared;
mod computed;
mod count;
mod crude;
mod direction;
mod domain;
mod effect;
mod estimate;
mod estimated;
mod evaluation;
mod existence;
mod expression;
mod extremes;
mod fit;
mod granularity;
mod identity;
mod independence;
mod index;
mod levels;
mod missing;
mod other_tests;
mod outcome;
mod part;
mod partition;
mod pooled;
mod ratio;
mod rule;
mod share;
mod share_interval;
mod share_total;
mod significance;
mod slope;
mod spread;
mod support;
mod testing;
mod total;
mod unknown;
mod unstated;
mod values;
mod whole_counts;

use std::fmt;

pub(crate) use estimated::{error_of_interval, middle_of_interval, p_of_estimate, ratio_of_coefficient, statistic_of};
pub use expression::{
    BaseOf, CountsOf, CrosstabOf, Design, EstimateOf, Expression, FourfoldOf, FourfoldSought, GroupOf, Measure, Order,
    Point, PrecisionOf, RankOf, SampleOf, ShareLimitOf, ShareOf, Slope, Sought, SpreadOf, TailOf, VarianceOf,
};
pub(crate) use fit::{adjusted_of, f_of};
use rustc_hash::FxHashMap as HashMap;

use crate::number::Rational;
use crate::study::{Claim, Study};
#[cfg(feature = "documents")]
pub(crate) use independence::without_slow;
pub(crate) use index::Index;
#[cfg(feature = "documents")]
pub(crate) use other_tests::says_other_tests;
pub use outcome::{Outcome, Verdict};
pub use rule::Comparison;
use rule::{Draft, PARTS, Rule};
pub(crate) use share_interval::limit_of_share;
pub use support::{Strength, Support};
pub use unknown::Unknown;
pub(crate) use values::Values;

/// Every kind there is, in the order in which outputs list them.
const RULES: [Rule; 24] = [
    share::RULE,
    total::RULE,
    part::RULE,
    share_total::RULE,
    granularity::RULE,
    agreement::RULE,
    existence::RULE,
    identity::RULE,
    computed::RULE,
    pooled::RULE,
    extremes::RULE,
    ratio::RULE,
    effect::RULE,
    independence::RULE,
    significance::RULE,
    estimate::RULE,
    crude::RULE,
    share_interval::RULE,
    fit::RULE,
    levels::RULE,
    direction::RULE,
    domain::RULE,
    NOTATION,
    SYSTEM,
];

/// A cell is written as the manifest says. Cells that are not are reported by the reading of the tables.
const NOTATION: Rule = Rule { name: "notation", says: "a cell matches its notation", hint: None, derive: |_, _| {} };

/// The figures can all hold together. The diagnosis reports it where each relation holds by itself.
const SYSTEM: Rule = Rule { name: "system", says: "the figures are jointly consistent", hint: None, derive: |_, _| {} };

/// A kind of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u8);

impl Kind {
    /// Every kind there is.
    ///
    /// ```
    /// let names: Vec<_> = retally::Kind::all().map(|kind| kind.name()).collect();
    /// assert_eq!(names[..7], ["share", "total", "part", "share-total", "granularity", "agreement", "existence"]);
    /// assert_eq!(names[7..12], ["identity", "computed", "pooled", "extremes", "ratio"]);
    /// assert_eq!(names[12..17], ["effect", "independence", "p-value", "estimate", "crude"]);
    /// assert_eq!(names[17..], ["share-interval", "fit", "levels", "direction", "domain", "notation", "system"]);
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        (0..RULES.len() as u8).map(Self)
    }

    /// The kind of findings about cells that are not written as the manifest says.
    pub(crate) fn notation() -> Self {
        Self(RULES.len() as u8 - 2)
    }

    /// The kind of what ties an estimate to its interval.
    pub(crate) fn estimate() -> Self {
        Self((0..).zip(&RULES).find(|(_, rule)| rule.name == estimate::RULE.name).map_or(0, |(at, _)| at))
    }

    /// The kind of findings about figures that cannot hold together though each relation holds.
    pub(crate) fn system() -> Self {
        Self(RULES.len() as u8 - 1)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        RULES[usize::from(self.0)].name
    }

    /// What an encoder may have overlooked where such a relation fails.
    pub fn hint(self) -> Option<&'static str> {
        RULES[usize::from(self.0)].hint
    }

    /// What it says, in one line.
    pub fn says(self) -> &'static str {
        RULES[usize::from(self.0)].says
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Something that must hold between claims.
#[derive(Clone, Debug)]
pub struct Relation {
    /// What kind it is of.
    pub kind: Kind,
    /// What it is called, the same in every run: the tables it ties, its kind, its quantity. No two are called the same.
    pub name: String,
    /// What is printed: a claim, or a constant such as the 100 % that shares add up to.
    pub stated: Expression,
    /// How the two compare.
    pub comparison: Comparison,
    /// What it follows from, or why that is not known.
    pub recomputed: Result<Expression, Unknown>,
}

impl Relation {
    /// A relation without a name, that a figure is what is recomputed.
    pub(crate) fn of(kind: Kind, stated: Expression, recomputed: Expression) -> Self {
        Self { kind, name: String::new(), stated, comparison: Comparison::Equal, recomputed: Ok(recomputed) }
    }

    /// The claims it ties: the one stated first, then those it is recomputed from.
    pub fn claims(&self) -> Vec<usize> {
        let mut claims = self.stated.claims();
        let others = self.recomputed.as_ref().map(Expression::claims).unwrap_or_default();
        claims.extend(others);
        claims
    }

    /// What it takes to evaluate it where it has so many figures, in the unit of a look at one: to add up and to look at each term is
    /// more, a root or a tail of a distribution much more.
    pub(crate) fn effort(&self, figures: usize) -> usize {
        const TERM: usize = 2;
        const ROOT: usize = 20;
        const TAIL: usize = 80;
        let is_claim = |term: &(Rational, Expression)| matches!(term.1, Expression::Claim(_));
        match &self.recomputed {
            // Of several usual computations the first is most often the one.
            Ok(
                Expression::Tail(_)
                | Expression::Estimate(_)
                | Expression::Fourfold(_)
                | Expression::ShareLimit(_)
                | Expression::Variance(_)
                | Expression::Crosstab(_)
                | Expression::Either(_),
            ) => TAIL + figures,
            Ok(Expression::Linear(terms)) if terms.iter().all(is_claim) => TERM * figures,
            Ok(Expression::Linear(_) | Expression::Root(_) | Expression::Square(_) | Expression::Product(..)) => {
                ROOT * figures
            }
            _ => figures,
        }
    }
}

impl Study {
    /// Everything that must hold between the claims, whoever the respondents are.
    pub fn relations(&self) -> Vec<Relation> {
        derive(&Index::of(self))
    }
}

/// Whether a figure is a possible value of its statistic at all.
pub(crate) fn is_possible(claim: &Claim) -> bool {
    domain::violated(claim).is_none()
}

/// All relations between the claims of a study.
pub(crate) fn derive(index: &Index) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut taken = HashMap::default();
    for (kind, rule) in (0..).map(Kind).zip(&RULES) {
        let mut drafts = Vec::new();
        (rule.derive)(index, &mut drafts);
        relations.extend(drafts.into_iter().map(|draft| draft.finish(kind, index.study, &mut taken)));
    }
    relations
}

impl Draft {
    fn finish(self, kind: Kind, study: &Study, taken: &mut HashMap<String, usize>) -> Relation {
        let Self { about, stated, comparison, recomputed } = self;
        let mut relation = Relation { kind, name: String::new(), stated, comparison, recomputed };
        let name = format!("{}::{kind}::{about}", tables(study, &relation));
        let times = taken.entry(name.clone()).and_modify(|times| *times += 1).or_insert(1);
        relation.name = if *times == 1 { name } else { format!("{name} #{times}") };
        relation
    }
}

/// The tables and sections of the text that a relation ties, joined with `+`; the manifest's own figures count as `study`
/// where nothing else is tied.
fn tables(study: &Study, relation: &Relation) -> String {
    const MOST: usize = 8;
    let claims = relation.claims().into_iter().map(|claim| &study.claims()[claim]);
    let mut names: Vec<&str> =
        claims.filter(|claim| !claim.is_of_manifest()).map(|claim| study.table_name(claim)).collect();
    // Most relations tie one table many times.
    names.dedup();
    names.sort_unstable();
    names.dedup();
    match names.len() {
        0 => "study".to_owned(),
        1..=MOST => names.join("+"),
        more => format!("{}+{} more", names[..MOST].join("+"), more - MOST),
    }
}
