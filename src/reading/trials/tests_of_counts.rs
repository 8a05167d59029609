//! p values of counts weighed: what their columns propose, as far as the counts confirm it.
//!
//! A p value follows if one of the usual tests of its counts gives it. Papers seldom say which test they used, and of a row they may have tested
//! what it was made of (an age in years, in the row of those above 65). So one that does not follow is left alone, and what the usual tests
//! give is said; it is found only where the table itself says that its p values are of chi-square or exact tests, and of no others, where
//! enough else speaks for the column, where two levels of two groups are compared, and where it is more than twice what each of these gives,
//! or less than half.

use crate::number::{Interval, Qualifier, Rational};
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::tests_of_counts::{TestOfCounts, TestsOfCounts};
use crate::reading::layout::estimate_words::{says_other_test, says_test_of_counts};
use crate::reading::layout::evidence::{Bits, MISPRINT, log2};
use crate::reading::proposals::tests_of_counts::tests_of_counts;
use crate::reading::trials::relations::allowed;
use crate::reading::written::names::Names;
use crate::reading::written::write::write;
use crate::relation::{Expression, Outcome, Relation, Verdict, says_other_tests, without_slow};
use crate::study::{MANIFEST, Study};

/// A p value held against its counts.
struct Tried {
    test: TestOfCounts,
    verdict: Verdict,
    /// Why it is undecided.
    unknown: Option<String>,
    bits: Bits,
    /// What the usual tests give, where it is none of that.
    usual: Option<Interval>,
    /// Whether it is more than twice, or less than half, of what each of them gives.
    is_far: bool,
}

/// Reads the p values beside the counts of a sheet, but those that belong to an estimate.
pub(in crate::reading) fn find(reading: &mut SheetReading) {
    let of_estimate = |column: usize| reading.estimates.iter().any(|estimates| estimates.has_column(column));
    let proposed: Vec<TestsOfCounts> =
        tests_of_counts(reading).into_iter().filter(|tests| !of_estimate(tests.column)).collect();
    let weighed: Vec<TestsOfCounts> = proposed.into_iter().filter_map(|tests| weigh(reading, tests)).collect();
    reading.tests = weighed;
}

/// What of a column is read, if enough speaks for it.
fn weigh(reading: &mut SheetReading, mut tests: TestsOfCounts) -> Option<TestsOfCounts> {
    let (tried, enough) = (trial(reading, &tests)?, reading.enough);
    let (holding, others): (Vec<Tried>, Vec<Tried>) =
        tried.into_iter().partition(|one| one.verdict == Verdict::Consistent);
    let (failing, undecided): (Vec<Tried>, Vec<Tried>) =
        others.into_iter().partition(|one| one.verdict == Verdict::Inconsistent && one.unknown.is_none());
    let said = holding.iter().map(|one| one.bits).sum::<Bits>();
    tests.without = said - MISPRINT * failing.len() as Bits;
    let not_tried = undecided.iter().filter(|one| one.verdict == Verdict::Inconsistent).count();
    if tests.without < enough || (failing.len() + not_tried) * 3 > holding.len() {
        return None;
    }
    let texts = || reading.frame.texts();
    let is_named =
        texts().any(says_test_of_counts) && !texts().any(|text| says_other_test(text) || says_other_tests(text));
    let may_be_found = |one: &Tried| {
        is_named && one.is_far && is_fourfold(reading, &tests, one.test) && failing.len() * 5 <= holding.len()
    };
    let (found, left): (Vec<&Tried>, Vec<&Tried>) = failing.iter().partition(|one| may_be_found(one));
    tests.left = left.into_iter().chain(&undecided).map(|one| (one.test.row, reason(one))).collect();
    tests.left.sort();
    let found = found.into_iter().map(|one| TestOfCounts { follows: false, ..one.test });
    tests.tests = holding.iter().map(|one| one.test).chain(found).collect();
    tests.tests.sort_by_key(|test| test.row);
    tests.bits = said;
    Some(tests)
}

/// Whether a p value can only be of two levels of two groups: of a block of two, or of a row that is no level of others, as those beside it have
/// p values of their own. Of more levels, or columns, some may not have been compared.
fn is_fourfold(reading: &SheetReading, tests: &TestsOfCounts, test: TestOfCounts) -> bool {
    let columns = reading.tallies.len() - usize::from(reading.total.is_some());
    let entry = &reading.entries[test.part];
    let has_own = |row: usize| tests.tests.iter().any(|other| other.row == row);
    let is_counted = |row: usize| reading.pairs(row).any(|(_, pair)| pair.is_some());
    let beside = [test.row.checked_sub(1), Some(test.row + 1)];
    let mut rows = beside.into_iter().flatten().filter(|row| *row < reading.frame.rows.len());
    let is_alone = rows.all(|row| !is_counted(row) || has_own(row));
    columns == 2 && if entry.divides { entry.rows.len() == 2 } else { test.level == test.row && is_alone }
}

/// Why a p value is left alone.
fn reason(tried: &Tried) -> String {
    match (&tried.unknown, &tried.usual) {
        (Some(unknown), _) => format!("its p value is undecided: {unknown}"),
        (None, Some(usual)) => {
            format!(
                "the usual tests of its counts give a p of {usual:.3}; another test may have given the one that is printed"
            )
        }
        _ => "another test may have given its p value".to_owned(),
    }
}

/// Each p value held against the usual tests of its counts; nothing where the sheet cannot be written as a study with them.
fn trial(reading: &mut SheetReading, tests: &TestsOfCounts) -> Option<Vec<Tried>> {
    reading.tests = vec![tests.clone()];
    let written = write(reading, &Names::own(1, Some(reading)), "table.csv");
    reading.tests.clear();
    let manifest = format!("[study]\ntitle = \"trial\"\n{}", written.tables);
    let files = [(MANIFEST, manifest.into_bytes()), ("table.csv", written.csv.into_bytes())];
    let study = Study::from_files("trial", files).ok()?;
    let relations = study.relations().into_iter().filter(|relation| relation.kind.name() == "p-value");
    let tried = |relation: Relation| {
        let quick = relation.recomputed.as_ref().ok().and_then(without_slow);
        let has_slow = quick.is_some();
        let relation = Relation { recomputed: quick.map_or(relation.recomputed, Ok), ..relation };
        tried(reading, tests, &Outcome::of(relation, study.claims()), has_slow, &study)
    };
    Some(relations.filter_map(tried).collect())
}

fn tried(
    reading: &SheetReading,
    tests: &TestsOfCounts,
    outcome: &Outcome,
    has_slow: bool,
    study: &Study,
) -> Option<Tried> {
    let claims = study.claims();
    let stated = outcome.relation.stated.claims().first().map(|at| &claims[*at])?;
    let test = tests.tests.iter().find(|test| reading.frame.line(test.row) == stated.place.line)?;
    let usual = match outcome.relation.recomputed.as_ref() {
        Ok(Expression::Either(usual)) => usual.iter().map(|(_, one)| one).collect(),
        Ok(one) => vec![one],
        Err(_) => Vec::new(),
    };
    let printed = stated.figure.unit().to_f64().recip() as i64;
    let bits = match stated.figure.qualifier() {
        Qualifier::Exactly => log2(printed) - log2(allowed(outcome, stated)) - log2(usual.len() as i64),
        _ => 1,
    };
    // What all of them give takes long, and is asked only where none gives it.
    let is_missed = outcome.verdict == Verdict::Inconsistent;
    let given: Vec<Interval> = usual.iter().filter(|_| is_missed).filter_map(|one| one.evaluate(claims).ok()).collect();
    let is_far = !given.is_empty() && given.iter().all(|given| is_far(&stated.values, given));
    let hull = given.into_iter().reduce(|all, one| all.hull(&one));
    let unknown = match &outcome.verdict {
        Verdict::Undecided(unknown) => Some(unknown.reason(study.names())),
        Verdict::Inconsistent if has_slow => Some(NOT_TRIED.to_owned()),
        _ => None,
    };
    Some(Tried { test: *test, verdict: outcome.verdict.clone(), unknown, bits: bits.max(0), usual: hull, is_far })
}

/// Why a p value of more than two by two is left alone. Its exact test takes longer than all else of a paper.
const NOT_TRIED: &str = "no chi-square, likelihood ratio or test of ranks of its counts gives it; an exact test may";

/// Whether all values of a p value are more than twice as large as another one may be, or less than half as large.
fn is_far(printed: &Interval, usual: &Interval) -> bool {
    let two = Rational::whole(2);
    let is_beyond =
        |low: Option<&Rational>, high: Option<&Rational>| low.zip(high).is_some_and(|(low, high)| *low > &two * high);
    is_beyond(printed.least(), usual.greatest()) || is_beyond(usual.least(), printed.greatest())
}
