//! GRIMMER, granularity-related inconsistency of means mapped to error repeats: has some whole sum of squares, beside
//! some whole sum, the printed standard deviation?

use crate::granularity::limits::{greatest_squares, least_squares};
use crate::granularity::{Answers, Inapplicable, Judgement, MAX_SUMS, Reason, Sums};
use crate::number::{Figure, Interval, Rational, Rounding};
use crate::sample::Divisor;

/// GRIMMER: whether n whole numbers can have a mean that prints as `mean` and a sample SD (divisor n − 1) that prints
/// as `sd`, as far as sums and sums of squares tell.
///
/// With S the sum of all answers and Q the sum of the squares of each respondent's own sum, `mean` and `sd` are
/// consistent if and only if whole S and Q exist with
///
/// 1. S / (n · items) in what `mean` stands for (this is [`grim`](super::grim)),
/// 2. (Q − S² / n) / ((n − 1) · items²) in the squares of what `sd` stands for,
/// 3. Q and S even or odd together, since every number and its square are,
/// 4. Q at least that of answers as equal as S allows.
///
/// Each is necessary; together they are not sufficient. Anaya 2016, doi:10.7287/peerj.preprints.2400v1 (1 to 3, one
/// S); Allard 2018 (analytic). Undecided for nobody, no item, one respondent (whose sample SD is 0 / 0), and where
/// more than [`MAX_SUMS`] sums would have to be tried. [`moments`] takes scales and other conventions.
///
/// ```
/// use retally::granularity::grimmer;
/// use retally::{Figure, Rounding};
///
/// let judge = |mean: &str, sd: &str, n, items| {
///     let (mean, sd): (Figure, Figure) = (mean.parse().unwrap(), sd.parse().unwrap());
///     grimmer(&mean, &sd, n, items, Rounding::Unstated)
/// };
/// assert_eq!(judge("5.21", "1.6", 28, 1).name(), "consistent");
/// assert_eq!(judge("2.67", "0.00", 20, 3).name(), "consistent"); // all have answers that add up to 8
/// assert_eq!(judge("3.44", "2.47", 18, 1).name(), "inconsistent");
/// assert_eq!(judge("3.44", "2.47", 1, 1).name(), "undecided");
/// ```
pub fn grimmer(mean: &Figure, sd: &Figure, n: u64, items: u64, rounding: Rounding) -> Judgement {
    moments(&rounding.interval(mean), &rounding.interval(sd), &Answers { items, ..Answers::of(n) })
}

/// GRIMMER for a mean and an SD that lie in intervals, with a scale and the population SD where [`Answers`] say so.
///
/// On a scale, S lies between that of the least and that of the greatest answers, and Q is at most that of answers as
/// far apart as S allows.
///
/// ```
/// use retally::granularity::{Answers, moments};
/// use retally::{Figure, Rounding};
///
/// let interval = |text: &str| Rounding::HalfUp.interval(&text.parse::<Figure>().unwrap());
/// let scale = Some((1, 5));
/// let judge = |answers| moments(&interval("3.00"), &interval("2.08"), &answers);
/// assert_eq!(judge(Answers::of(20)).name(), "consistent");
/// assert_eq!(judge(Answers { scale, ..Answers::of(20) }).name(), "inconsistent"); // ten 1s and ten 5s: 2.05…
/// ```
pub fn moments(mean: &Interval, sd: &Interval, answers: &Answers) -> Judgement {
    let with = |divisor: &Divisor| {
        judge(mean, sd, &Answers { divisor: *divisor, ..*answers }).unwrap_or_else(Judgement::Undecided)
    };
    let judgements = answers.divisor.candidates().iter().map(with);
    let nearest = |first: Judgement, other: Judgement| match (&first, &other) {
        (Judgement::Consistent(_), _) | (_, Judgement::Inconsistent(_)) => first,
        (Judgement::Undecided(_), Judgement::Undecided(_)) => first,
        _ => other,
    };
    judgements.reduce(nearest).unwrap_or(Judgement::Undecided(Inapplicable::Nobody))
}

fn judge(mean: &Interval, sd: &Interval, answers: &Answers) -> Result<Judgement, Inapplicable> {
    let inconsistent = |reason: Box<Reason>| Ok(Judgement::Inconsistent(reason));
    let n = answers.respondents()?;
    let fitting = Sums::of_mean(mean, answers.n, answers.items)?;
    if fitting.is_empty() {
        return inconsistent(Reason::NoSum { mean: mean.clone(), sums: fitting }.into());
    }
    let sd = sd.intersection(&Interval::at_least(Rational::zero()));
    if sd.is_empty() {
        return inconsistent(Reason::NegativeSd.into());
    }
    let (first, last) = match candidates(&fitting, &n, answers) {
        Ok(range) => range,
        Err(reason) => return inconsistent(reason),
    };
    let spread = sd.squared().scaled(&answers.squares_of_variance());
    let count =
        (&last - &first).to_i128().and_then(|steps| u64::try_from(steps).ok()).map_or(u64::MAX, |steps| steps + 1);
    let mut looks = MAX_SUMS * LOOKS_AT_A_SUM;
    match least_fitting((first.clone(), last), &spread, &n, answers, &mut looks) {
        Some(Some(sum)) => Ok(Judgement::Consistent(sum)),
        None => Err(Inapplicable::TooManySums),
        Some(None) => match squares_fit(&first, &spread, &n, answers) {
            Err(reason) => inconsistent(reason.and_others(count - 1).into()),
            Ok(()) => Ok(Judgement::Consistent(first)),
        },
    }
}

/// How many ranges are looked at for each sum that is tried.
const LOOKS_AT_A_SUM: u64 = 2;

/// The least sum of a range beside which some sum of squares fits; none where none does, nothing where it would take too many
/// looks. Ranges that leave no room are passed over at once.
fn least_fitting(
    range: (Rational, Rational),
    spread: &Interval,
    n: &Rational,
    answers: &Answers,
    looks: &mut u64,
) -> Option<Option<Rational>> {
    let one = Rational::whole(1);
    let mut left = vec![range];
    while let Some((first, last)) = left.pop() {
        *looks = looks.checked_sub(1)?;
        if first == last {
            if squares_fit(&first, spread, n, answers).is_ok() {
                return Some(Some(first));
            }
        } else if first < last && may_fit((&first, &last), spread, n, answers) {
            let middle = (&first + &last).halved().floor();
            left.push((&middle + &one, last));
            left.push((first, middle));
        }
    }
    Some(None)
}

/// Whether the least and the greatest squared deviations leave sums of a range any that are stated. The least are those of two
/// neighbouring values, r (n − r) / n with the rest r of the sum by n: between two multiples of n they are concave. The
/// greatest are no more than those of values at both ends of the scale, which are concave over all sums.
fn may_fit((first, last): (&Rational, &Rational), spread: &Interval, n: &Rational, answers: &Answers) -> bool {
    let rest = |sum: &Rational| {
        let level = sum.divided_by(n).unwrap_or_else(Rational::zero).floor();
        (sum - &(&level * n), level)
    };
    let ((first_rest, first_level), (last_rest, last_level)) = (rest(first), rest(last));
    let least = |rest: &Rational| (rest * &(n - rest)).divided_by(n).unwrap_or_else(Rational::zero);
    let has_level = first_rest.is_zero() || first_level < last_level;
    let least = if has_level { Rational::zero() } else { least(&first_rest).min(least(&last_rest)) };
    let most = answers.range().map(|(low, high)| {
        let (bottom, width) = (n * &low, &high - &low);
        let middle = &bottom + &(n * &width).halved();
        let nearest = if middle < *first { first } else { last };
        let sum = if *first <= middle && middle <= *last { &middle } else { nearest };
        let above = sum - &bottom;
        &(&width * &above) - &(&above * &above).divided_by(n).unwrap_or_else(Rational::zero)
    });
    let is_below = most.is_some_and(|most| !spread.intersects(&Interval::at_most(most)));
    !is_below && spread.intersects(&Interval::at_least(least))
}

/// The first and the last sum to be tried. Without a scale n sums in a row are all that matter: one more for each
/// respondent adds n to the sum and leaves the SD.
fn candidates(fitting: &Sums, n: &Rational, answers: &Answers) -> Result<(Rational, Rational), Box<Reason>> {
    let one = Rational::whole(1);
    let Some((least, greatest)) = answers.range() else {
        let first = match (fitting.first(), fitting.last()) {
            (None, Some(last)) => &(last - n) + &one,
            _ => fitting.least(),
        };
        let nth = &(&first + n) - &one;
        let last = fitting.last().cloned().map_or_else(|| nth.clone(), |last| last.min(nth.clone()));
        return Ok((first, last));
    };
    let (least, greatest) = (&least * n, &greatest * n);
    let first = fitting.first().map_or_else(|| least.clone(), |first| first.max(&least).clone());
    let last = fitting.last().map_or_else(|| greatest.clone(), |last| last.min(&greatest).clone());
    if first > last {
        return Err(Reason::OffScale { sums: fitting.clone(), least, greatest }.into());
    }
    Ok((first, last))
}

/// Whether a sum of squares exists beside this sum such that the squared deviations add up to a number in `spread`.
fn squares_fit(sum: &Rational, spread: &Interval, n: &Rational, answers: &Answers) -> Result<(), Box<Reason>> {
    let level = (sum * sum).divided_by(n).unwrap_or_else(Rational::zero);
    let squares = spread.plus(&Interval::point(level.clone()));
    let one = Rational::whole(1);
    let others = 0;
    let sd = |squares: &Rational| {
        let variance = (squares - &level).divided_by(&answers.squares_of_variance());
        variance.and_then(|variance| variance.root(false)).unwrap_or_else(Rational::zero)
    };
    let least = least_squares(sum, n);
    let lowest = squares.first_multiple(&one).map_or_else(|| least.clone(), |first| first.max(least.clone()));
    let mut highest = squares.last_multiple(&one);
    if highest.as_ref().is_some_and(|highest| *highest < least) {
        return Err(Reason::BelowLeast { sum: sum.clone(), least: sd(&least), others }.into());
    }
    if let Some((low, high)) = answers.range() {
        let greatest = greatest_squares(sum, n, &low, &high);
        if lowest > greatest {
            return Err(Reason::AboveGreatest { sum: sum.clone(), greatest: sd(&greatest), others }.into());
        }
        highest = Some(highest.map_or_else(|| greatest.clone(), |highest| highest.min(greatest.clone())));
    }
    let odd = !(&lowest - sum).is_even();
    let matching = if odd { &lowest + &one } else { lowest.clone() };
    match highest {
        Some(highest) if lowest > highest => Err(Reason::NoSquares { sum: sum.clone(), squares, others }.into()),
        Some(highest) if matching > highest => Err(Reason::Parity { sum: sum.clone(), squares: lowest, others }.into()),
        _ => Ok(()),
    }
}
