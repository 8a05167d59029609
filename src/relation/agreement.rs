//! # Agreement
//!
//! **What it checks.** A quantity that is reported more than once, in one table or in several, has one value: some
//! value rounds to all its figures. Each figure of the text is held against what is printed of its quantity elsewhere, in the
//! tables if they do; so is what is reported in words, such as "half" of 50.4 %.
//!
//! **Why it matters.** Tables of one paper are often made at different times from different versions of the data, and
//! its text before the last of them.
//!
//! **When it is undecided.** Never.
//!
//! **Source.** The definition of a quantity: the same statistic of the same respondents. What words stand for is said at
//! [`phrase`](crate::phrase).
//!
//! **Example.** `141` respondents in one table and `140` in another do not agree; `56.7` and `57` do, and so do "more than
//! half" and `56.7`.

use crate::relation::expression::Expression;
use crate::relation::index::{Index, is_worded};
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule = Rule { name: "agreement", says: "repeated values agree", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    // Two p values may be of different tests, and so may be two t of which nobody says what they compare; what is said twice
    // of a direction is held against the counts.
    let may_differ = |claim: usize| {
        let quantity = &index.study.claims()[claim].quantity;
        quantity.is_of_some_test() || quantity.statistic.is_direction()
    };
    for (first, rest) in index.repeated().filter(|(first, _)| !may_differ(*first)) {
        // A percentage that is weighted is another one than that of the counts.
        let (weighted, plain): (Vec<usize>, Vec<usize>) =
            std::iter::once(first).chain(rest.iter().copied()).partition(|claim| index.study.claims()[*claim].weighted);
        for alike in [plain, weighted] {
            if let [first, rest @ ..] = alike.as_slice() {
                compare(index, *first, rest, drafts);
            }
        }
    }
}

/// Holds what tables print against the first of it, and what sentences do against all of that.
fn compare(index: &Index, first: usize, rest: &[usize], drafts: &mut Vec<Draft>) {
    let (in_text, printed): (Vec<usize>, Vec<usize>) =
        rest.iter().partition(|claim| index.study.claims()[**claim].text_claim.is_some());
    if !printed.is_empty() {
        drafts.push(draft(index, first, &printed));
    }
    let others = [&[first], &printed[..]].concat();
    drafts.extend(in_text.iter().map(|claim| draft(index, *claim, &others)));
}

fn draft(index: &Index, stated: usize, others: &[usize]) -> Draft {
    let claim = &index.study.claims()[stated];
    let quantity = index.study.names().quantity(&claim.quantity);
    Draft {
        about: if is_worded(claim) && claim.text_claim.is_some() {
            format!("{quantity} ({})", claim.figure)
        } else {
            quantity
        },
        stated: Expression::Claim(stated),
        comparison: Comparison::Equal,
        recomputed: Ok(Expression::Common(others.iter().copied().map(Expression::Claim).collect())),
    }
}
