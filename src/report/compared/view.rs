//! What all reports of a comparison say, so that they say the same.

use crate::microdata::{NotSought, Reproduction, digits};
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::report::words::count;
use crate::respondents::{Comparison, Hypothesis, Strangers};
use crate::study::Claim;

/// What of the data a report shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// Rows and values of the data, where a hypothesis is about them.
    pub rows: bool,
    /// Figures of fewer respondents than these are left out, but for those of nobody.
    pub least: u64,
}

/// A figure, printed and recomputed.
pub(super) struct Compared<'c> {
    pub claim: &'c Claim,
    pub status: Reproduction,
    /// As it would be printed; nothing where it is not compared, or not defined.
    pub recomputed: Option<String>,
    /// The number itself.
    pub exact: Option<String>,
    /// By how much it is more than is printed.
    pub difference: Option<String>,
    pub by: Option<&'static str>,
}

/// All figures, those of few respondents without what is recomputed.
pub(super) fn figures<'c>(comparison: &'c Comparison, shown: Disclosure) -> impl Iterator<Item = Compared<'c>> {
    let claims = comparison.study().claims().iter().zip(comparison.recomputed()).zip(comparison.details());
    claims.map(move |((claim, figure), detail)| {
        let is_small = (1..shown.least).contains(&detail.respondents);
        let hidden = || match claim.quantity.statistic {
            Statistic::Count => format!("<{}", shown.least),
            _ => format!("(of fewer than {})", shown.least),
        };
        let printed = digits(claim, figure);
        Compared {
            claim,
            status: figure.status,
            recomputed: if is_small { printed.as_ref().map(|_| hidden()) } else { printed.clone() },
            exact: figure.value.as_ref().filter(|_| !is_small).map(ToString::to_string),
            difference: printed.filter(|_| !is_small).and_then(|digits| difference(claim, &digits)),
            by: detail.by,
        }
    })
}

/// By how much digits are more than those that are printed, with as many decimals.
fn difference(claim: &Claim, digits: &str) -> Option<String> {
    let recomputed: crate::number::Figure = digits.parse().ok()?;
    let difference: Rational = recomputed.number() - claim.figure.number();
    let digits = difference.to_decimal(claim.figure.decimals())?;
    Some(if difference.is_negative() || difference.is_zero() { digits } else { format!("+{digits}") })
}

/// How many figures there are of each kind, in a sentence.
pub(super) fn tally(comparison: &Comparison) -> String {
    let count = |status| comparison.count(status);
    format!(
        "{} figures: {} match as reported, {} differ, {} cannot match (a finding shows why), {} not compared",
        comparison.recomputed().len(),
        count(|status| *status == Reproduction::AsPrinted),
        count(|status| *status == Reproduction::Differs),
        count(|status| matches!(status, Reproduction::Refuted(_))),
        count(|status| matches!(status, Reproduction::NotSought(_))),
    )
}

/// What is said last where figures have no column: that nothing differs says nothing of them.
pub(super) fn uncovered(comparison: &Comparison) -> Option<String> {
    let all = comparison.recomputed().len();
    let left = comparison.count(|status| matches!(status, Reproduction::NotSought(NotSought::NoColumn(_))));
    let compared = all - comparison.count(|status| matches!(status, Reproduction::NotSought(_)));
    let of_all = if compared == 0 {
        "No figure is compared".to_owned()
    } else {
        format!("Only {compared} of {all} figures are compared")
    };
    (left > 0).then(|| {
        format!(
            "{of_all}: for {left} the file has no column, and nothing is said of these. `[data.columns]` in study.toml says what columns are called"
        )
    })
}

/// Why figures are not compared, each reason once, with how many they are.
pub(super) fn not_compared(comparison: &Comparison) -> Vec<String> {
    let mut reasons: Vec<(NotSought, usize)> = Vec::new();
    for figure in comparison.recomputed() {
        let Reproduction::NotSought(why) = figure.status else { continue };
        match reasons.iter_mut().find(|reason| reason.0 == why) {
            Some(reason) => reason.1 += 1,
            None => reasons.push((why, 1)),
        }
    }
    reasons.into_iter().map(|(why, times)| format!("{}: {}", count(times, "figure"), reason(comparison, why))).collect()
}

/// Why a figure is not compared.
pub(super) fn reason(comparison: &Comparison, why: NotSought) -> String {
    let names = comparison.study().names();
    match why {
        NotSought::NoColumn(dimension) => format!("no column `{}`", names.name(dimension)),
        NotSought::Weighted => "weighted, and `[data]` names no `weight`".to_owned(),
        why => why.reason().to_owned(),
    }
}

/// The figures that match by another usual computation than the first, each computation once.
pub(super) fn otherwise(comparison: &Comparison) -> Vec<String> {
    let mut all: Vec<(&str, usize)> = Vec::new();
    for by in comparison.details().iter().filter_map(|detail| detail.by) {
        match all.iter_mut().find(|known| known.0 == by) {
            Some(known) => known.1 += 1,
            None => all.push((by, 1)),
        }
    }
    all.into_iter().map(|(by, times)| format!("{}: {by}", count(times, "figure"))).collect()
}

/// The answers that are no level, and the levels that are no answer.
pub(super) fn remarks(comparison: &Comparison, shown: Disclosure) -> Vec<String> {
    let names = comparison.study().names();
    let remark = |Strangers { dimension, answers, of }: &Strangers| {
        let called = names.name(*dimension);
        let levels: Vec<_> = names.levels(*dimension).map(|level| names.level_name(*dimension, level)).collect();
        let levels = format!("{}, which has {}", names.variable_label(*dimension), levels.join(", "));
        match *answers {
            all if all == *of => format!(
                "no answer is a level of {levels}; say which are: `[data.columns]` `{called} = {{ levels = {{ … }} }}`"
            ),
            few if few < shown.least => format!("fewer than {} answers are no level of {levels}", shown.least),
            1 => format!("1 answer is no level of {levels}"),
            answers => format!("{answers} answers are no level of {levels}"),
        }
    };
    let absent = comparison.absent().iter().map(|one| {
        let level = names.level_name(one.dimension, one.level);
        let nearest = match &one.nearest {
            Some(nearest) if shown.rows => format!("; `{nearest}` is most like it of those that are no level"),
            Some(_) => "; `--show-rows` says which text of the column is most like it".to_owned(),
            None => String::new(),
        };
        format!(
            "no answer in the column `{}` is `{}`, which the manifest says of {level}{nearest}",
            one.column, one.text
        )
    });
    comparison.strangers().iter().map(remark).chain(absent).collect()
}

/// A hypothesis in a sentence, with what it mends.
pub(super) fn hypothesis(comparison: &Comparison, hypothesis: &Hypothesis, shown: Disclosure) -> String {
    let differ = comparison.count(|status| *status == Reproduction::Differs);
    let text = hypothesis.detail.as_ref().filter(|_| shown.rows).unwrap_or(&hypothesis.text);
    let (mends, respondents) = (hypothesis.mends.len(), hypothesis.respondents);
    let whom = match respondents {
        1 => format!("1 {}", comparison.study().unit()),
        n if n < shown.least => format!("fewer than {} {}", shown.least, comparison.study().units()),
        n => format!("{n} {}", comparison.study().units()),
    };
    format!("{mends} of {differ} would match if {text} ({whom})")
}

/// What is said before hypotheses.
pub(super) const PERHAPS: &str =
    "With each of these all figures that it concerns would match, and none that matches would not";

/// What is said where nothing explains the differences.
pub(super) const NOTHING: &str = "Nothing that was tried explains the differences";

/// The data file and how many respondents it has.
pub(super) fn data(comparison: &Comparison) -> String {
    let (rows, units) = (comparison.rows(), comparison.study().units());
    let kept = if comparison.included() < rows {
        format!(", {} of whom the filter keeps", comparison.included())
    } else {
        String::new()
    };
    format!("{}: {rows} {units}{kept}", comparison.file())
}
