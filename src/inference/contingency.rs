//! Tests of counts: whether groups differ by more than chance.
//!
//! Counts are whole numbers, so that every statistic here is an exact fraction. Only the p value of a chi-square is an
//! interval, from [`Distribution`]; Fisher's is exact as well.
//!
//! ```
//! use retally::inference::contingency::{Correction, chi_square, fisher};
//!
//! // Of 80 and of 61 smugglers, those who thought one thing and those who thought the other.
//! let table = [[43, 37], [27, 34]];
//! let test = chi_square(&table.map(Vec::from), Correction::None).unwrap();
//! assert_eq!(format!("{:.4}", test.statistic), "1.2462…");
//! assert_eq!(test.df, 1);
//! assert_eq!(format!("{:.4}", test.p), "[0.2642…, 0.2642…]");
//! assert_eq!(format!("{:.4}", fisher(&table).unwrap().p), "0.3090…");
//! ```
//!
//! # Which is which in R
//!
//! | here | in R |
//! |---|---|
//! | [`chi_square`] | `chisq.test(x, correct = FALSE)`, `chisq.test(x)`; of two rows also `prop.test` |
//! | [`fisher`] | `fisher.test(x)` |
//! | [`trend`] | `prop.trend.test(x, n, score)` |
//! | [`equal_counts`] | `chisq.test(x)` of a vector |

use std::fmt;

use dashu_int::UBig;

use crate::inference::Distribution;
use crate::number::{Interval, Rational};

/// A test with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What it is called.
    pub name: &'static str,
    /// The statistic: chi-square, or of an exact test the probability of the table that was observed.
    pub statistic: Rational,
    /// Its degrees of freedom; none of an exact test.
    pub df: u64,
    /// The p value, as an interval that holds it.
    pub p: Interval,
}

impl fmt::Display for Test {
    /// `χ²(1) = 1.24…, p = 0.264…`, with what the test is called before it unless that is a plain chi-square.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.strip_prefix("chi-square").unwrap_or(self.name).trim_start();
        match (name, self.df) {
            (name, 0) => write!(f, "{name}, {}", self.p_value()),
            ("", df) => write!(f, "χ²({df}) = {:.2}, {}", self.statistic, self.p_value()),
            (name, df) => write!(f, "{name} χ²({df}) = {:.2}, {}", self.statistic, self.p_value()),
        }
    }
}

impl Test {
    /// `p = 0.264…`, or `p < 0.0001`.
    pub fn p_value(&self) -> String {
        let smallest = Rational::unit(4);
        match self.p.least() {
            Some(p) if *p < smallest => format!("p < {smallest}"),
            Some(p) => format!("p = {p:.3}"),
            None => "p unknown".to_owned(),
        }
    }
}

/// Whether the differences between observed and expected counts are made smaller before they are squared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// They are not.
    None,
    /// By one half, or by the difference itself where that is less (Yates 1934). For tables of two by two.
    Continuity,
}

/// The largest number of respondents of whom Fisher's test is computed: its numbers have as many digits.
pub const MOST_EXACT: u64 = 20_000;

/// Pearson's chi-square test of a table, its rows given one by one.
///
/// Statistic: Σ (O − E)² / E with E = row total × column total / total; degrees of freedom (rows − 1)(columns − 1). Nothing
/// where a row or a column is empty, where rows differ in length, or where there are fewer than two of either.
///
/// Sources: Pearson 1900, doi:10.1080/14786440009463897; the correction: Yates 1934, doi:10.2307/2983604.
///
/// ```
/// use retally::inference::contingency::{Correction, chi_square};
/// let table = [vec![12, 5, 9], vec![7, 11, 4]];
/// let test = chi_square(&table, Correction::None).unwrap();
/// assert_eq!((format!("{:.4}", test.statistic).as_str(), test.df), ("5.1915…", 2));
/// assert!(chi_square(&[vec![3, 4], vec![0, 0]], Correction::None).is_none());
/// ```
pub fn chi_square(table: &[Vec<u64>], correction: Correction) -> Option<Test> {
    let columns = table.first()?.len();
    if table.len() < 2 || columns < 2 || table.iter().any(|row| row.len() != columns) {
        return None;
    }
    let rows: Vec<Rational> = table.iter().map(|row| sum(row.iter().copied())).collect();
    let sums: Vec<Rational> = (0..columns).map(|at| sum(table.iter().map(|row| row[at]))).collect();
    let total = add(&rows);
    let corrects = correction == Correction::Continuity && table.len() == 2 && columns == 2;
    let mut statistic = Rational::zero();
    for (row, row_sum) in table.iter().zip(&rows) {
        for (observed, column_sum) in row.iter().zip(&sums) {
            let expected = (row_sum * column_sum).divided_by(&total)?;
            let off = (&Rational::from(*observed) - &expected).abs();
            let off = if corrects { &off - &off.clone().min(half()) } else { off };
            statistic = &statistic + &(&off * &off).divided_by(&expected)?;
        }
    }
    let name = if corrects { "chi-square with continuity correction" } else { "chi-square" };
    of_chi_square(name, statistic, ((table.len() - 1) * (columns - 1)) as u64)
}

/// The smallest count that a chi-square test expects in a cell; below 5 it is no longer trusted (Cochran 1954,
/// doi:10.2307/3001616).
pub fn least_expected(table: &[[u64; 2]; 2]) -> Option<Rational> {
    let [[a, b], [c, d]] = table.map(|row| row.map(Rational::from));
    let (rows, columns) = ([&a + &b, &c + &d], [&a + &c, &b + &d]);
    let total = &rows[0] + &rows[1];
    let (row, column) = (rows.iter().min()?, columns.iter().min()?);
    (row * column).divided_by(&total)
}

/// Fisher's exact test of a table of two by two, two-sided: the probability of all tables with the same margins that are
/// no more probable than this one. Nothing above [`MOST_EXACT`] respondents.
///
/// Source: Fisher 1922, doi:10.2307/2340521; Fisher 1935, doi:10.2307/2342435.
///
/// ```
/// use retally::Rational;
/// use retally::inference::contingency::fisher;
/// let tea = fisher(&[[3, 1], [1, 3]]).unwrap();
/// assert_eq!(tea.p.single(), Rational::new(34, 70).as_ref());
/// ```
pub fn fisher(table: &[[u64; 2]; 2]) -> Option<Test> {
    let [[a, b], [c, d]] = *table;
    let total = [a, b, c, d].into_iter().try_fold(0u64, u64::checked_add)?;
    if total == 0 || total > MOST_EXACT {
        return None;
    }
    let (row, column) = (a + b, a + c);
    let (least, most) = ((row + column).saturating_sub(total), row.min(column));
    let ways = ways(row, total - row, column, least, most);
    let observed = ways.get((a - least) as usize)?;
    let all: UBig = ways.iter().sum();
    let as_rare: UBig = ways.iter().filter(|ways| *ways <= observed).sum();
    let of_all = |ways: UBig| Rational::from_big(ways).divided_by(&Rational::from_big(all.clone()));
    let (statistic, p) = (of_all(observed.clone())?, of_all(as_rare)?);
    Some(Test { name: "Fisher's exact test", statistic, df: 0, p: Interval::point(p) })
}

/// In how many ways a sample of `drawn` can have each number from `least` to `most` of the first kind, up to a factor.
fn ways(first: u64, second: u64, drawn: u64, least: u64, most: u64) -> Vec<UBig> {
    // C(first, k) C(second, drawn − k), each from the one before; divisions leave no remainder.
    let mut ways = Vec::with_capacity((most - least + 1) as usize);
    let mut current = choose(first, least) * choose(second, drawn - least);
    for k in least..=most {
        ways.push(current.clone());
        if k < most {
            current = current * UBig::from(first - k) * UBig::from(drawn - k)
                / (UBig::from(k + 1) * UBig::from(second + k + 1 - drawn));
        }
    }
    ways
}

fn choose(of: u64, number: u64) -> UBig {
    (0..number).fold(UBig::ONE, |ways, k| ways * UBig::from(of - k) / UBig::from(k + 1))
}

/// A group: its score, how many have the property, of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Where it stands among the others: a year, a dose, or its place.
    pub score: Rational,
    /// How many have the property.
    pub part: u64,
    /// How many there are.
    pub whole: u64,
}

/// The Cochran–Armitage test of a linear trend of proportions over ordered groups.
///
/// Statistic: (Σ w (r − n p))² / (p (1 − p) (Σ n w² − (Σ n w)² / N)) with scores w, r of n in each group, and p of all N; one
/// degree of freedom. Nothing where all or none have the property, a group has more than there are, or the scores are equal.
///
/// Sources: Cochran 1954, doi:10.2307/3001616; Armitage 1955, doi:10.2307/3001775.
///
/// ```
/// use retally::Rational;
/// use retally::inference::contingency::{Group, trend};
/// // Smokers among patients, in four groups: R's own example of prop.trend.test.
/// let group = |(score, (part, whole))| Group { score: Rational::whole(score), part, whole };
/// let groups: Vec<_> = (1..).zip([(83, 86), (90, 93), (129, 136), (70, 82)]).map(group).collect();
/// assert_eq!(format!("{:.4}", trend(&groups).unwrap().statistic), "8.2249…");
/// ```
pub fn trend(groups: &[Group]) -> Option<Test> {
    if groups.iter().any(|group| group.part > group.whole) {
        return None;
    }
    let total = sum(groups.iter().map(|group| group.whole));
    let share = sum(groups.iter().map(|group| group.part)).divided_by(&total)?;
    let weighted = |value: &dyn Fn(&Group) -> Rational| add(&groups.iter().map(value).collect::<Vec<_>>());
    let off =
        weighted(&|group| &group.score * &(&Rational::from(group.part) - &(&Rational::from(group.whole) * &share)));
    let scores = weighted(&|group| &group.score * &Rational::from(group.whole));
    let squares = weighted(&|group| &(&group.score * &group.score) * &Rational::from(group.whole));
    let spread = &squares - &(&scores * &scores).divided_by(&total)?;
    let variance = &(&share * &(&Rational::whole(1) - &share)) * &spread;
    of_chi_square("Cochran–Armitage trend", (&off * &off).divided_by(&variance)?, 1)
}

/// The chi-square test that counts of as many chances are equal; over ordered groups, of a linear trend of them.
///
/// Statistic for two counts: (a − b)² / (a + b). For more: (Σ w c − w̄ C)² / (C Σ (w − w̄)² / k) with scores w, k counts c
/// and C of all, which is the same for two. One degree of freedom. Nothing where all counts are zero or the scores are
/// equal.
///
/// Sources: Pearson 1900, doi:10.1080/14786440009463897; the trend: Armitage 1955, doi:10.2307/3001775.
///
/// ```
/// use retally::Rational;
/// use retally::inference::contingency::equal_counts;
/// let test = equal_counts(&[(Rational::whole(2023), 736), (Rational::whole(2024), 516)]).unwrap();
/// assert_eq!(format!("{:.2}", test.statistic), "38.65…"); // 220² / 1252
/// ```
pub fn equal_counts(counts: &[(Rational, u64)]) -> Option<Test> {
    let groups = Rational::from(counts.len() as u64);
    let total = sum(counts.iter().map(|count| count.1));
    let scores: Vec<Rational> = counts.iter().map(|count| count.0.clone()).collect();
    let middle = add(&scores).divided_by(&groups)?;
    let weighted: Vec<Rational> =
        counts.iter().map(|(score, count)| &(score - &middle) * &Rational::from(*count)).collect();
    let squares: Vec<Rational> = scores.iter().map(|score| &(score - &middle) * &(score - &middle)).collect();
    let off = add(&weighted);
    let variance = (&total * &add(&squares)).divided_by(&groups)?;
    let name = if counts.len() == 2 { "chi-square of equal counts" } else { "chi-square trend of counts" };
    of_chi_square(name, (&off * &off).divided_by(&variance)?, 1)
}

fn of_chi_square(name: &'static str, statistic: Rational, df: u64) -> Option<Test> {
    let p = Distribution::ChiSquare(Rational::from(df)).tail(&statistic)?;
    Some(Test { name, statistic, df, p })
}

fn half() -> Rational {
    Rational::whole(1).halved()
}

fn sum(counts: impl Iterator<Item = u64>) -> Rational {
    counts.fold(Rational::zero(), |sum, count| &sum + &Rational::from(count))
}

fn add(values: &[Rational]) -> Rational {
    values.iter().fold(Rational::zero(), |sum, value| &sum + value)
}
