//! Relations: what must hold between the claims of a study, whoever the respondents are.
//!
//! Nobody lists them. Each kind, a file of its own, looks at the quantities that are claimed and derives every
//! relation of its kind. A relation is data: what is stated, what it is recomputed from, and how the two compare.

mod agreement;
mod arithmetic;
mod count;
mod direction;
mod domain;
mod effect;
mod evaluation;
mod existence;
mod expression;
mod identity;
mod independence;
mod index;
mod levels;
mod outcome;
mod partition;
mod pooled;
mod ratio;
mod share;
mod share_total;
mod significance;
mod slope;
mod support;
mod testing;
mod total;
mod unknown;
mod values;

use std::fmt;

pub use expression::{CrosstabOf, Design, Expression, GroupOf, Measure, Point, SampleOf, Slope, TailOf, VarianceOf};
use rustc_hash::FxHashMap as HashMap;

use crate::number::Interval;
use crate::study::{Claim, Study};
pub(crate) use index::Index;
use index::Remainder;
pub use outcome::{Outcome, Verdict};
pub use support::{Strength, Support};
pub use unknown::Unknown;
pub(crate) use values::Values;

/// A kind of relation: its name, what it says in one line, and how its relations are derived.
struct Rule {
    name: &'static str,
    says: &'static str,
    /// What an encoder may have overlooked where such a relation fails.
    hint: Option<&'static str>,
    derive: fn(&Index, &mut Vec<Draft>),
}

/// The hint of the kinds that add up parts.
const PARTS: &str =
    "if several of these may be true of one respondent, or some did not answer, say so with `overlap` or `partial`";

/// Every kind there is, in the order in which outputs list them.
const RULES: [Rule; 16] = [
    share::RULE,
    total::RULE,
    share_total::RULE,
    agreement::RULE,
    existence::RULE,
    identity::RULE,
    pooled::RULE,
    ratio::RULE,
    effect::RULE,
    independence::RULE,
    significance::RULE,
    levels::RULE,
    direction::RULE,
    domain::RULE,
    NOTATION,
    SYSTEM,
];

/// A cell is written as the manifest says. It is told of cells that are not, by the reading of the tables.
const NOTATION: Rule =
    Rule { name: "notation", says: "a cell is written as its notation", hint: None, derive: |_, _| {} };

/// The figures can all hold together. It is told where each relation holds by itself, by the diagnosis.
const SYSTEM: Rule = Rule { name: "system", says: "the figures can all hold together", hint: None, derive: |_, _| {} };

/// A kind of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u8);

impl Kind {
    /// Every kind there is.
    ///
    /// ```
    /// let names: Vec<_> = retally::Kind::all().map(|kind| kind.name()).collect();
    /// assert_eq!(names[..8], ["share", "total", "share-total", "agreement", "existence", "identity", "pooled", "ratio"]);
    /// assert_eq!(names[8..13], ["effect", "independence", "p-value", "levels", "direction"]);
    /// assert_eq!(names[13..], ["domain", "notation", "system"]);
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        (0..RULES.len() as u8).map(Self)
    }

    /// The kind of findings about cells that are not written as the manifest says.
    pub(crate) fn notation() -> Self {
        Self(RULES.len() as u8 - 2)
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

/// How what is stated must compare with what is recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Some value is possible for both.
    Equal,
    /// The same, with the ends of both included. A sum of rounded figures can miss its total by half a unit for each
    /// of them; at the very end of that range every figure would have to be a tie, and gets the benefit of it.
    Touching,
    /// Some possible value of what is stated is not above all of what is recomputed.
    AtMost,
    /// Some possible value of what is stated is not below all of what is recomputed.
    AtLeast,
    /// Some data have all of the statistics.
    Exists,
}

impl Comparison {
    /// Whether a value stated somewhere in `stated` can stand so to one recomputed somewhere in `recomputed`.
    pub fn admits(self, stated: &Interval, recomputed: &Interval) -> bool {
        match self {
            Self::Equal => stated.intersects(recomputed),
            Self::Touching => stated.closure().intersects(&recomputed.closure()),
            Self::AtMost => stated.intersects(&recomputed.and_below()),
            Self::AtLeast => stated.intersects(&recomputed.and_above()),
            Self::Exists => true,
        }
    }
}

impl Remainder {
    /// How a whole compares with the sum of its parts, where it compares like this when there is no remainder.
    fn comparison(self, without: Comparison) -> Comparison {
        match self {
            Self::None => without,
            Self::Perhaps => Comparison::AtLeast,
        }
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
    /// The claims it ties: the one stated first, then those it is recomputed from.
    pub fn claims(&self) -> Vec<usize> {
        let mut claims = self.stated.claims();
        let others = self.recomputed.as_ref().map(Expression::claims).unwrap_or_default();
        claims.extend(others);
        claims
    }
}

/// A relation before it has its full name.
struct Draft {
    /// What it is about, unique among the relations of its kind between the same tables, as far as that is possible.
    about: String,
    stated: Expression,
    comparison: Comparison,
    recomputed: Result<Expression, Unknown>,
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
    names.sort_unstable();
    names.dedup();
    match names.len() {
        0 => "study".to_owned(),
        1..=MOST => names.join("+"),
        more => format!("{}+{} more", names[..MOST].join("+"), more - MOST),
    }
}
