//! Findings in one sentence: where, what is reported, and what follows from other figures.

use crate::number::{Figure, Interval, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::relation::{Comparison, Expression, Order, Outcome, SampleOf};
use crate::sample::Reason;
use crate::study::{Claim, Study, starred, symbol, with_sign_of};

/// Of how many places a sentence names each that reports another figure.
const FEW: usize = 3;

/// What is reported against what follows, with the arithmetic.
pub(super) fn message(outcome: &Outcome, expression: &Expression, recomputed: &str, study: &Study) -> String {
    let stated = stated(outcome, study);
    let figures = outcome.relation.claims().into_iter().map(|claim| &study.claims()[claim].figure);
    let recomputed = with_sign_of(figures, recomputed);
    match (stated, expression) {
        (Some(claim), _) if claim.quantity.statistic.is_direction() => {
            comparison(claim, expression, &recomputed, study)
        }
        (Some(claim), Expression::Constant(_)) => not_possible(claim, outcome, &recomputed, study),
        _ => match row_of(&parts(expression), study) {
            Some(row) => sum_of_row(row, outcome, expression, &recomputed, study),
            None => match stated {
                Some(claim) => figure(claim, outcome, expression, &recomputed, study),
                None => sums(outcome, expression, &recomputed, study),
            },
        },
    }
}

/// `Table 3, *Simple networks*: 26.3 % reported, but 37 of 141 is 26.24…, i.e. 26.2 %`.
fn figure(claim: &Claim, outcome: &Outcome, expression: &Expression, recomputed: &str, study: &Study) -> String {
    let arithmetic = arithmetic(claim, expression, study);
    let is_bound = matches!(outcome.relation.comparison, Comparison::AtMost | Comparison::AtLeast);
    if is_bound {
        return bound(claim, expression, &arithmetic, recomputed, study);
    }
    let outside = expression.outside_of(&outcome.stated, study);
    let follows = match expression {
        _ if outside.is_some() => outside.unwrap_or_default(),
        Expression::Common(others) => elsewhere(claim, others, study),
        Expression::Claim(other) => elsewhere(claim, &[Expression::Claim(*other)], study),
        Expression::Counts(counts) => counts.why_none(study),
        Expression::Order(_, all) if all.len() == 1 => recomputed.to_owned(),
        _ if arithmetic == recomputed => arithmetic,
        // Formulas of tests and of pooled deviations are longer than what they say.
        _ if ["F(", "√("].iter().any(|formula| arithmetic.starts_with(formula)) => {
            format!("the figures of the groups give {recomputed}")
        }
        _ => match printed(outcome, study) {
            Some((digits, true)) => format!("{arithmetic} is {}", unit(claim, &digits)),
            Some((digits, false)) => format!("{arithmetic} is {recomputed}, i.e. {}", unit(claim, &digits)),
            None => format!("{arithmetic} is {recomputed}"),
        },
    };
    match claim.is_of_manifest() {
        true => format!("{} is {}, but {follows}", study.place_of(claim), claim.figure),
        false => format!("{}: {} reported, but {follows}", study.place_of(claim), reported(claim)),
    }
}

/// `Table 1: the maximum of *Age when started* is 45, but at most 44 is possible (48 − 4)`.
fn bound(claim: &Claim, expression: &Expression, arithmetic: &str, recomputed: &str, study: &Study) -> String {
    let possible = match expression {
        Expression::Claim(_) => format!("{}, the total", limited(recomputed)),
        _ if recomputed.ends_with(arithmetic) => limited(recomputed),
        _ => format!("{} ({arithmetic})", limited(recomputed)),
    };
    let (statistic, figure) = (claim.quantity.statistic, &claim.figure);
    match (claim.table, claim.captions.only()) {
        (Some(table), Some(label)) if claim.quantity.variable.is_some() => {
            let (table, label) = (study.table_label(table), starred(label));
            format!("{table}: the {} of {label} is {figure}, but {possible}", symbol(statistic))
        }
        _ => format!("{}: {} reported, but {possible}", study.place_of(claim), reported(claim)),
    }
}

/// `at most 44 is possible`, `at least 67 is required`.
fn limited(recomputed: &str) -> String {
    let is = if recomputed.starts_with("at least") { "required" } else { "possible" };
    format!("{recomputed} is {is}")
}

/// What other places report: `Table 3 reports 2.19`, `N is 141`.
fn elsewhere(claim: &Claim, others: &[Expression], study: &Study) -> String {
    let mut reports: Vec<String> = Vec::new();
    for other in others.iter().flat_map(Expression::claims).map(|other| &study.claims()[other]) {
        let report = format!("{} {}", reporting(claim, other, study), other.figure);
        if !reports.contains(&report) {
            reports.push(report);
        }
    }
    match reports.len().checked_sub(FEW) {
        Some(more @ 1..) => format!("{} and {more} more differ", reports[..FEW].join(", ")),
        _ => reports.join(" and "),
    }
}

/// `Table 3 reports`, `the same section reports`, `the text (*Abstract*) reports`, `N is`.
fn reporting(claim: &Claim, other: &Claim, study: &Study) -> String {
    let section = |claim: &Claim| claim.text_claim.map(|text_claim| study.text_claims()[text_claim].section.as_str());
    let (place, is_same) = (study.place_of(other), study.source_of(other) == study.source_of(claim));
    match section(other) {
        _ if other.is_of_manifest() => format!("{place} is"),
        Some(_) if is_same => "the same section reports".to_owned(),
        Some(section) => format!("the text ({}) reports", starred(section)),
        None if is_same && place == study.place_of(claim) => "the same table also reports".to_owned(),
        None if is_same => format!("{place} reports"),
        None => format!("{} reports", study.source_of(other)),
    }
}

/// `Table 2, *Have you heard of it?*: the row sums to 140 (0 + 140), but N is 141`.
fn sum_of_row(row: &Claim, outcome: &Outcome, expression: &Expression, recomputed: &str, study: &Study) -> String {
    let place = row.captions.row_place(study.table_label(row.table.unwrap_or_default()));
    let arithmetic = shortened(expression.write(study));
    let is_share = row.quantity.statistic == Statistic::Share;
    let unit = if is_share { " %" } else { "" };
    let sums = format!("{place}: the row sums to {recomputed}{unit} ({arithmetic})");
    let sums = sums.replace("sums to at least", "sums to");
    let only = if outcome.relation.comparison == Comparison::AtLeast { "only " } else { "" };
    match stated(outcome, study) {
        None => match &outcome.relation.stated {
            Expression::Constant(whole) => format!("{sums}, but the whole is {only}{whole}{unit}"),
            other => format!("{sums}, but {} is {}", shortened(other.write(study)), value(&outcome.stated, 0)),
        },
        Some(whole) if whole.quantity.event.bindings().is_empty() && !is_share => {
            format!("{sums}, but N is {only}{}", whole.figure)
        }
        Some(whole) if whole.table == row.table => format!("{sums}, but the total is {only}{}{unit}", whole.figure),
        Some(whole) => format!("{sums}, but {} reports {only}{}{unit}", study.source_of(whole), whole.figure),
    }
}

/// Sums that are held against each other, or against a constant.
fn sums(outcome: &Outcome, expression: &Expression, recomputed: &str, study: &Study) -> String {
    let claims = outcome.relation.claims();
    let first = claims.first().map(|claim| &study.claims()[*claim]);
    let place = first.map_or_else(|| "The whole".to_owned(), |claim| common_place(&claims, claim, study));
    let arithmetic = shortened(expression.write(study));
    match &outcome.relation.stated {
        Expression::Constant(whole) => {
            let what = match first.map(|claim| claim.quantity.statistic) {
                Some(Statistic::Share) => "the percentages sum",
                _ => "the parts sum",
            };
            format!("{place}: {what} to {recomputed} ({arithmetic}), but the whole is {whole}")
        }
        other => {
            let (other, stated) = (shortened(other.write(study)), value(&outcome.stated, 0));
            format!("{place}: {other} is {stated}, but {arithmetic} is {recomputed}")
        }
    }
}

/// The table, or tables, in which figures stand, with the labels that they share.
fn common_place(claims: &[usize], first: &Claim, study: &Study) -> String {
    let mut places: Vec<String> = claims.iter().map(|claim| study.source_of(&study.claims()[*claim])).collect();
    places.dedup();
    places.sort_unstable();
    places.dedup();
    let all = || claims.iter().map(|claim| &study.claims()[*claim]);
    match (places.as_slice(), first.table) {
        ([_], Some(table)) => {
            let shared = first.captions.shared(all().map(|claim| &claim.captions));
            std::iter::once(study.table_label(table))
                .chain(shared.iter().map(|label| starred(label)))
                .collect::<Vec<_>>()
                .join(", ")
        }
        _ => places.join(" and "),
    }
}

/// A figure that its statistic cannot be.
fn not_possible(claim: &Claim, outcome: &Outcome, recomputed: &str, study: &Study) -> String {
    let (place, reported) = (study.place_of(claim), reported(claim));
    let why = match (claim.quantity.statistic, outcome.relation.comparison) {
        (Statistic::Levels, _) => categories(claim, recomputed, study),
        (Statistic::Count, Comparison::Equal) => "a count is a whole number".to_owned(),
        (Statistic::Share | Statistic::Times, Comparison::Equal) => {
            format!("a group in relation to itself is {}", unit(claim, recomputed))
        }
        _ => limited(recomputed),
    };
    format!("{place}: {reported} reported, but {why}")
}

/// `the tables have 2 categories: *Simple networks* and *Complex networks*`.
fn categories(claim: &Claim, recomputed: &str, study: &Study) -> String {
    const MOST: usize = 8;
    let names = study.names();
    let Some(dimension) = claim.quantity.variable else { return format!("there are {recomputed}") };
    let levels = names.levels(dimension).filter(|level| names.made_of(dimension, *level).is_empty());
    let mut labels: Vec<String> = levels.map(|level| names.level_label((dimension, level))).collect();
    let more = labels.len() > MOST;
    labels.truncate(MOST);
    let (noun, end) = (if recomputed == "1" { "category" } else { "categories" }, if more { ", …" } else { "" });
    format!("there are {recomputed} {noun} ({}{end})", labels.join(", "))
}

/// `Text, *Results*: *growing* is stated (simple networks became more), but the slope of … is −12.24…`.
fn comparison(claim: &Claim, expression: &Expression, recomputed: &str, study: &Study) -> String {
    let says = claim.text_claim.and_then(|text_claim| study.text_claims()[text_claim].says.clone());
    let what = says.map(|says| says.replace('*', "∗")).unwrap_or_else(|| study.names().in_words(&claim.quantity));
    let arithmetic = shortened(expression.write(study));
    // In a sentence a number below zero has a proper minus.
    let follows = format!("{arithmetic} is {recomputed}").replace('-', "−");
    format!("{}: *{}* is stated ({what}), but {follows}", study.source_of(claim), claim.figure)
}

/// Statistics that no data have together.
pub(super) fn impossible(
    stated: Option<&Claim>,
    reason: &Reason,
    sample: &SampleOf,
    given: &[String],
    study: &Study,
) -> String {
    let whole = sample.scale.unit() == Some(Rational::whole(1));
    let reason =
        if whole { reason.to_string().replace("admissible values", "whole values") } else { reason.to_string() };
    let given = if given.is_empty() { String::new() } else { format!(" ({})", given.join(", ")) };
    match stated {
        Some(claim) => {
            let reason = with_sign_of([&claim.figure], &reason);
            format!("{}: {} reported, but {reason}{given}", study.place_of(claim), reported(claim))
        }
        None => format!("{reason}{given}"),
    }
}

/// A figure with its statistic, as a sentence has it: `26.3 %`, `mean 36.9`, `p = .03`.
pub(super) fn reported(claim: &Claim) -> String {
    let (statistic, figure) = (claim.quantity.statistic, claim.figure.text());
    match statistic {
        Statistic::Share => unit(claim, figure),
        Statistic::Count | Statistic::Times | Statistic::Levels | Statistic::Value => figure.to_owned(),
        statistic if statistic.is_of_test() => {
            if figure.starts_with(char::is_alphabetic) {
                return figure.to_owned();
            }
            let is_number = figure.starts_with(|sign: char| sign.is_ascii_digit() || ".,-−".contains(sign));
            format!("{} {}{figure}", symbol(statistic), if is_number { "= " } else { "" })
        }
        statistic => format!("{} {figure}", symbol(statistic)),
    }
}

/// Digits with a percent sign, as the figure has one or its table has.
fn unit(claim: &Claim, digits: &str) -> String {
    let (figure, is_share) = (claim.figure.text(), claim.quantity.statistic == Statistic::Share);
    match figure.strip_suffix('%') {
        _ if digits.ends_with('%') || !is_share || !digits.contains(|sign: char| sign.is_ascii_digit()) => {
            digits.to_owned()
        }
        Some(number) if !number.ends_with(char::is_whitespace) => format!("{digits}%"),
        _ => format!("{digits} %"),
    }
}

/// A percentage of two counts as `37 of 141`, everything else as it is computed.
fn arithmetic(claim: &Claim, expression: &Expression, study: &Study) -> String {
    shortened(match expression {
        Expression::Percent(part, base) if claim.quantity.statistic == Statistic::Share => {
            format!("{} of {}", part.write_factor(study), base.write_factor(study))
        }
        other => other.write(study),
    })
}

/// Arithmetic that a reader can take in; all of its figures are among the finding's.
pub(super) fn shortened(arithmetic: String) -> String {
    const MOST: usize = 160;
    match arithmetic.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", &arithmetic[..end]),
        None => arithmetic,
    }
}

/// The claims of a sum of nothing but claims.
fn parts(expression: &Expression) -> Vec<usize> {
    let Expression::Linear(terms) = expression else { return Vec::new() };
    let claim = |(factor, term): &(Rational, Expression)| match term {
        Expression::Claim(claim) if *factor == Rational::whole(1) => Some(*claim),
        _ => None,
    };
    terms.iter().map(claim).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The first of several counts or percentages that stand in one row of a table.
fn row_of<'a>(parts: &[usize], study: &'a Study) -> Option<&'a Claim> {
    let claims = || parts.iter().map(|part| &study.claims()[*part]);
    let first = claims().next().filter(|first| first.table.is_some() && parts.len() > 1)?;
    let place = |claim: &Claim| (claim.table, claim.place.line);
    let adds_up = matches!(first.quantity.statistic, Statistic::Count | Statistic::Share);
    (adds_up && claims().all(|claim| place(claim) == place(first))).then_some(first)
}

/// `26.24…`, `at most 44`, `27.2 to 27.4`.
pub(super) fn recomputed(outcome: &Outcome, study: &Study) -> Option<String> {
    if let Ok(Expression::Common(others)) = &outcome.relation.recomputed
        && let [Expression::Claim(other)] = others.as_slice()
    {
        return Some(study.claims()[*other].figure.to_string());
    }
    if let Ok(Expression::Counts(counts)) = &outcome.relation.recomputed {
        return Some(counts.implied(study));
    }
    if let Ok(Expression::Order(order, all)) = &outcome.relation.recomputed
        && let Some(figure) = extreme(*order, all, study)
    {
        return Some(match outcome.relation.comparison {
            Comparison::AtMost => format!("at most {figure}"),
            Comparison::AtLeast => format!("at least {figure}"),
            _ => figure,
        });
    }
    let values = outcome.recomputed.as_ref()?;
    let decimals = stated(outcome, study).map_or(0, |claim| claim.figure.decimals());
    let places = decimals as usize + 1;
    Some(match outcome.relation.comparison {
        Comparison::AtMost => format!("at most {:.places$}", values.and_below().greatest()?),
        Comparison::AtLeast => format!("at least {:.places$}", values.and_above().least()?),
        Comparison::Equal | Comparison::Touching | Comparison::Exists => value(values, places),
    })
}

/// The figure of the least or the greatest of several claims.
fn extreme(order: Order, all: &[Expression], study: &Study) -> Option<String> {
    let figures = all.iter().flat_map(Expression::claims).map(|claim| &study.claims()[claim].figure);
    let figure = match order {
        Order::Least => figures.min_by_key(|figure| figure.number().clone()),
        Order::Greatest => figures.max_by_key(|figure| figure.number().clone()),
        Order::Between => None,
    };
    figure.map(ToString::to_string)
}

/// Values in words, with so many decimals at least and as many as tell the ends apart.
pub(crate) fn value(values: &Interval, places: usize) -> String {
    let is_enough = |places: &usize| values.single().is_some() || ends_differ(values, *places);
    let places = (places..places + 6).find(is_enough).unwrap_or(places);
    match (values.least(), values.greatest()) {
        _ if values.single().is_some() => format!("{values:.places$}"),
        (Some(least), Some(_)) if !ends_differ(values, places) => format!("{least:.places$}"),
        (Some(least), Some(greatest)) => format!("{least:.places$} to {greatest:.places$}"),
        (Some(least), None) => format!("at least {least:.places$}"),
        (None, Some(greatest)) => format!("at most {greatest:.places$}"),
        (None, None) => "any number".to_owned(),
    }
}

fn ends_differ(values: &Interval, places: usize) -> bool {
    let shown = |end: Option<&Rational>| end.map(|end| format!("{end:.places$}"));
    shown(values.least()) != shown(values.greatest())
}

/// The digits as which the recomputed value would print, where what is stated is a rounded figure, and whether they are exact.
fn printed(outcome: &Outcome, study: &Study) -> Option<(String, bool)> {
    let claim = stated(outcome, study).filter(|claim| claim.quantity.statistic != Statistic::Count)?;
    let value = outcome.recomputed.as_ref()?.single()?;
    let in_digits = claim.figure.qualifier() == Qualifier::Exactly
        && claim.figure.text().contains(|sign: char| sign.is_ascii_digit());
    let digits = claim.rounding.print(value, claim.figure.decimals());
    let is_exact = digits.parse::<Figure>().is_ok_and(|figure| figure.number() == value);
    let is_rounded = in_digits && outcome.relation.comparison == Comparison::Equal;
    is_rounded.then(|| (with_sign_of([&claim.figure], &digits), is_exact))
}

/// The claim that is stated, unless it is a constant or a sum.
fn stated<'a>(outcome: &Outcome, study: &'a Study) -> Option<&'a Claim> {
    one_stated(outcome).map(|claim| &study.claims()[claim])
}

/// The same as an index.
pub(super) fn one_stated(outcome: &Outcome) -> Option<usize> {
    match outcome.relation.stated.claims().as_slice() {
        [claim] => Some(*claim),
        _ => None,
    }
}
