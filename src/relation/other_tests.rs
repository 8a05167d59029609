//! Tests that may have been used and are not recomputed from what tables print.
//!
//! A test of pairs (McNemar, the paired t, an analysis of variance of repeated measures) depends on who answered what twice, and
//! no table prints that. It cannot be excluded where labels of the groups speak of times (`Before`, `Week 2`) and these have equally
//! many respondents, unless nobody is in two of them: a margin or the manifest says that they are divided, or together they are
//! all. Of McNemar's test and the paired t bounds follow from what is printed, and refute what lies outside; of others none do.

use crate::inference::NamedTest;
use crate::number::Interval;
use crate::quantity::{Dimension, Event};
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::study::Claim;

/// What is undecided where pairs may have been compared.
pub(super) const PAIRS: &str = "no test of independent groups gives it, but the groups have equally many respondents, and may be \
                                the same ones at several times; name the test with `test`, or say that the groups divide the respondents with \
                                `partition`";

/// What is undecided where the table speaks of other tests.
pub(super) const OTHERS: &str = "none of the usual tests gives it, but the table speaks of paired, adjusted or other tests; name \
                                 the test with `test`";

/// What is undecided where the test of a claim is named.
pub(super) const NAMED: &str = "the test that is named is not recomputed from what is printed";

/// Words for tests that are not recomputed from what is printed, in the usual languages.
const WORDS: [&str; 24] = [
    "mcnemar",
    "paired",
    "pareado",
    "pareada",
    "emparejad",
    "apparié",
    "gepaart",
    "verbunden",
    "matched",
    "adjusted",
    "ajustad",
    "ajusté",
    "adjustiert",
    "ancova",
    "cochran's q",
    "friedman",
    "log-rank",
    "logrank",
    "bootstrap",
    "permutation",
    "mantel",
    "wilcoxon",
    "stuart",
    "repeated",
];

/// Whether the labels or the title of a table speak of tests that are not recomputed from what is printed.
pub(super) fn speaks_of_others(index: &Index, table: usize) -> bool {
    let table = &index.study.tables()[table];
    let labels = table.grid.rows().iter().enumerate().flat_map(|(at, row)| {
        let stub = if at < table.header_rows { row.len() } else { table.stub_columns };
        row.iter().take(stub).map(|cell| cell.text.as_str())
    });
    labels.chain(table.title.as_deref()).any(says_other_tests)
}

/// Whether a text speaks of such tests.
pub(crate) fn says_other_tests(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Words for times in the usual languages, without a number behind them.
const TIMES: [&str; 37] = [
    "first",
    "second",
    "year",
    "before",
    "after",
    "pre",
    "post",
    "pretest",
    "posttest",
    "baseline",
    "follow",
    "followup",
    "time",
    "t",
    "wave",
    "week",
    "weeks",
    "month",
    "months",
    "day",
    "visit",
    "session",
    "admission",
    "discharge",
    "initial",
    "final",
    "antes",
    "depois",
    "después",
    "inicio",
    "seguimiento",
    "avant",
    "après",
    "vor",
    "vorher",
    "nach",
    "nachher",
];

/// Whether the labels of a dimension speak of times.
fn speaks_of_times(index: &Index, dimension: Dimension) -> bool {
    let names = index.study.names();
    let label = |level| names.printed_level(dimension, level).unwrap_or_else(|| names.level_name(dimension, level));
    let levels = names.levels(dimension).map(label);
    let is_time = |word: &str| TIMES.contains(&word.trim_end_matches(|sign: char| sign.is_ascii_digit()));
    let mut labels = levels.chain([names.name(dimension)]).map(str::to_lowercase);
    labels.any(|label| label.split(|sign: char| !sign.is_alphanumeric()).any(is_time))
}

/// Whether groups of these sizes, the levels of a dimension, may be the same respondents.
pub(super) fn may_be_pairs(
    index: &Index,
    claim: &Claim,
    around: &Event,
    dimension: Dimension,
    sizes: &[Expression],
) -> bool {
    let is_possible = claim.test.is_none_or(|test| test == NamedTest::Paired);
    is_possible
        && speaks_of_times(index, dimension)
        && are_equal(index, sizes)
        && !are_divided(index, claim, around, dimension, sizes)
}

/// Whether all may be one number.
fn are_equal(index: &Index, sizes: &[Expression]) -> bool {
    let mut sizes = sizes.iter().map(|size| size.evaluate(index.study.claims()));
    let common = sizes.try_fold(Interval::everything(), |common, size| Some(common.intersection(&size.ok()?)));
    common.is_some_and(|common| !common.is_empty())
}

/// Whether nobody is in two groups.
fn are_divided(index: &Index, claim: &Claim, around: &Event, dimension: Dimension, sizes: &[Expression]) -> bool {
    let value = |size: &Expression| size.evaluate(index.study.claims()).ok();
    let all = index.count(around, claim.table).ok().as_ref().and_then(value);
    let sum = || value(&Expression::sum(sizes.iter().cloned()));
    around.widenings().any(|wider| index.partitions.contains_key(&(wider, dimension)))
        || all.is_some_and(|all| Some(all) == sum())
}
