//! What else the p value of a test in a sentence may be: computations that are usual, and that papers often do not state.

use crate::inference::Tails;
use crate::number::{Qualifier, Rational};
use crate::quantity::Statistic;
use crate::relation::expression::{Expression, Order, TailOf};
use crate::study::{Claim, TextClaim};

/// Why a p value is not recomputed where corrections are spoken of.
pub(super) const CORRECTED: &str =
    "it may be corrected for several comparisons or be that of a resampling, of which the paragraph speaks";

/// Why one is not recomputed where a resampling is spoken of elsewhere.
pub(super) const RESAMPLED: &str = "it may be that of a resampling, of which the text speaks";

/// Why one may be larger where adjustments are spoken of elsewhere.
pub(super) const ADJUSTED: &str =
    "it is larger, as one that is adjusted for several comparisons, of which the text speaks";

/// A p value of a test in a sentence: as its statistic has it, or as something usual would make it that the text does not state. Where only
/// that explains it, it is undecided. Where the text speaks of one-tailed tests, they are as good as others.
pub(super) fn with_unstated(recomputed: Expression, claim: &Claim, text: &TextClaim, claims: &[Claim]) -> Expression {
    let Expression::Tail(of) = recomputed else { return recomputed };
    let tail = |of: TailOf| Expression::Tail(Box::new(of));
    let with = |tails| tail(TailOf { tails, ..(*of).clone() });
    let possible = |expression: Expression, reason| Expression::Possible(Box::new(expression), reason);
    let plus = |low: Rational, high: Rational| {
        let one = || Rational::whole(1);
        Expression::Linear(vec![(one(), tail((*of).clone())), (one(), Expression::Between(low, high))])
    };
    let has_two_tails = matches!(of.test, Statistic::T | Statistic::R | Statistic::Z);
    let mut usual = vec![(if has_two_tails { "two-tailed" } else { "uncorrected" }, tail((*of).clone()))];
    if has_two_tails {
        if text.one_tailed {
            usual.push(("one-tailed", with(Tails::One)));
            usual.push(("one-tailed, in the other tail", with(Tails::Other)));
        } else {
            usual.push((
                "one-tailed",
                possible(with(Tails::One), "it is that of a one-tailed test, which the text does not state"),
            ));
        }
    }
    let half = || Expression::Linear(vec![(Rational::whole(1).halved(), tail((*of).clone()))]);
    if text.one_tailed && !has_two_tails {
        usual.push((
            "halved",
            possible(half(), "it is half of it, as that of a one-sided hypothesis, of which the paragraph speaks"),
        ));
    }
    if let (Statistic::R, [df]) = (of.test, of.df.as_slice())
        && is_more_than(df, claims, 3)
    {
        let less = |number| Expression::Constant(Rational::whole(number));
        let df = vec![Expression::Linear(vec![(Rational::whole(1), df.clone()), (Rational::whole(1), less(-2))])];
        let reason = "the number in brackets may be that of respondents, and not of degrees of freedom";
        usual.push(("of so many respondents", possible(tail(TailOf { df, ..(*of).clone() }), reason)));
    }
    if text.speaks_of_exact && matches!(of.test, Statistic::Z | Statistic::ChiSquare) {
        usual.push((
            "an exact test",
            Expression::Unrecomputed("it may be that of an exact test, of which the text speaks"),
        ));
    }
    if of.test == Statistic::ChiSquare && has_one_df(&of, claims) {
        let larger = plus(Rational::zero(), Rational::whole(1));
        let reason = "it is larger, as with a correction for continuity or of an exact test";
        usual.push(("with a correction for continuity", possible(larger, reason)));
    }
    if let (Statistic::F, [between, within]) = (of.test, of.df.as_slice())
        && !is_one(between, claims)
    {
        // Least, if all differences vary together: Geisser & Greenhouse (1958, *Annals of Mathematical Statistics* 29, 885–891).
        let least = Expression::Quotient(Box::new(within.clone()), Box::new(between.clone()));
        let df = vec![Expression::Constant(Rational::whole(1)), least];
        // Between these p may be larger than at both ends.
        let scaled =
            |by: &Rational| [between, within].map(|df| Expression::Linear(vec![(by.clone(), df.clone())])).to_vec();
        let inner = epsilons(between, claims).into_iter().map(|by| tail(TailOf { df: scaled(&by), ..(*of).clone() }));
        let bounds = [tail((*of).clone()), tail(TailOf { df, ..(*of).clone() })].into_iter().chain(inner).collect();
        let unit = claim.figure.unit();
        let near = Expression::Between(-unit.clone(), unit);
        let one = || Rational::whole(1);
        let bounds = vec![(one(), Expression::Order(Order::Between, bounds)), (one(), near)];
        let reason = "it is larger, as with degrees of freedom that are corrected for sphericity";
        usual.push(("corrected for sphericity", possible(Expression::Linear(bounds), reason)));
    }
    // Those of Welch's tests are fractions, and often printed as whole numbers.
    if let (Statistic::T | Statistic::F, [before @ .., last]) = (of.test, of.df.as_slice())
        && number(last, claims).is_some_and(Rational::is_whole)
    {
        let half = || Rational::whole(1).halved();
        let rounded =
            vec![(Rational::whole(1), last.clone()), (Rational::whole(1), Expression::Between(-half(), half()))];
        let df = [before, &[Expression::Linear(rounded)]].concat();
        let reason = "its degrees of freedom may be rounded, as those of Welch's test";
        usual.push(("of rounded degrees of freedom", possible(tail(TailOf { df, ..(*of).clone() }), reason)));
    }
    if text.corrected {
        usual.push(("corrected", Expression::Unrecomputed(CORRECTED)));
    } else if text.speaks_of_resampling {
        usual.push(("resampled", Expression::Unrecomputed(RESAMPLED)));
    } else if text.speaks_of_adjustment {
        usual.push(("adjusted", possible(plus(Rational::zero(), Rational::whole(1)), ADJUSTED)));
    }
    let figure = &claim.figure;
    if figure.qualifier() == Qualifier::Exactly && figure.decimals() > 1 && figure.text().ends_with('0') {
        // Half a unit of the digit before, less half a unit of the last one.
        let width = figure.unit().scaled(9).halved();
        usual.push(("with a zero appended", possible(plus(-width.clone(), width), "a zero may be appended to it")));
    }
    if usual.len() == 1 { tail(*of) } else { Expression::Either(usual) }
}

/// How far degrees of freedom may be corrected, in steps.
fn epsilons(between: &Expression, claims: &[Claim]) -> Vec<Rational> {
    const STEPS: i128 = 8;
    let printed = number(between, claims).filter(|number| !number.is_zero());
    let Some(least) = printed.and_then(|number| Rational::whole(1).divided_by(number)) else { return Vec::new() };
    let rest = &Rational::whole(1) - &least;
    let step = |at: i128| Rational::new(at, STEPS).map(|part| &least + &(&rest * &part));
    (1..STEPS).filter_map(step).collect()
}

fn number<'c>(df: &Expression, claims: &'c [Claim]) -> Option<&'c Rational> {
    match df {
        Expression::Claim(at) => claims.get(*at).map(|claim| claim.figure.number()),
        _ => None,
    }
}

fn is_more_than(df: &Expression, claims: &[Claim], number: i128) -> bool {
    self::number(df, claims).is_some_and(|printed| *printed > Rational::whole(number))
}

fn has_one_df(of: &TailOf, claims: &[Claim]) -> bool {
    matches!(of.df.as_slice(), [df] if is_one(df, claims))
}

fn is_one(df: &Expression, claims: &[Claim]) -> bool {
    number(df, claims) == Some(&Rational::whole(1))
}
