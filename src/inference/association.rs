//! The usual tests of whether the rows and the columns of a table of counts have to do with each other.
//!
//! Papers seldom say which of them gave a p value. A p value beside counts is refuted only if none of them gives it.

use crate::inference::Distribution;
use crate::inference::contingency::{Correction, Test, chi_square};
use crate::inference::exact::{MOST_STEPS, exact};
use crate::number::{Interval, Rational};

/// A usual test of a table of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Association {
    /// Pearson's chi-square (1900).
    Pearson,
    /// The same with the correction for continuity (Yates 1934), of two by two.
    Corrected,
    /// Fisher's exact test, of any table (Fisher 1922, Freeman & Halton 1951).
    Exact,
    /// The likelihood ratio G = 2 Σ O ln(O / E) (Wilks 1938, doi:10.1214/aoms/1177732360).
    LikelihoodRatio,
    /// Linear-by-linear association of the places of rows and columns, (N − 1) r² (Mantel 1963, doi:10.1080/01621459.1963.10500879); of two by two
    /// it is the chi-square with N − 1 for N.
    Linear,
    /// The trend of proportions over ordered groups, N r² (Cochran 1954, Armitage 1955), of two rows or two columns.
    Trend,
    /// Columns compared by the ranks of their rows (Wilcoxon 1945, Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441), corrected for ties.
    Ranks,
    /// The same of two columns, with the correction for continuity.
    CorrectedRanks,
    /// The difference of two proportions over its standard error, not pooled, of two by two.
    Unpooled,
    /// McNemar's test (1947, doi:10.1007/BF02295996) of two columns that are the same respondents at two times, exact or not, with
    /// a correction or without: from the least to the greatest that it may be, since who changed is not known.
    McNemar,
}

impl Association {
    /// All of independent groups, the most usual first.
    pub const ALL: [Self; 9] = [
        Self::Pearson,
        Self::Corrected,
        Self::Exact,
        Self::LikelihoodRatio,
        Self::Linear,
        Self::Trend,
        Self::Ranks,
        Self::CorrectedRanks,
        Self::Unpooled,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pearson => "without correction",
            Self::Corrected => "with the correction for continuity",
            Self::Exact => "Fisher's exact test",
            Self::LikelihoodRatio => "likelihood ratio",
            Self::Linear => "linear-by-linear association",
            Self::Trend => "trend",
            Self::Ranks => "comparison of ranks",
            Self::CorrectedRanks => "comparison of ranks with the correction for continuity",
            Self::Unpooled => "difference of proportions, not pooled",
            Self::McNemar => "McNemar's test",
        }
    }

    /// Whether it is a test of tables with so many rows and columns, and no other of them by another name.
    pub fn is_of(self, rows: usize, columns: usize) -> bool {
        let is_fourfold = rows == 2 && columns == 2;
        match self {
            Self::Pearson | Self::Exact | Self::LikelihoodRatio | Self::Linear => true,
            Self::Corrected | Self::Unpooled | Self::McNemar => is_fourfold,
            Self::Trend => !is_fourfold && (rows == 2 || columns == 2),
            Self::Ranks => rows > 2,
            Self::CorrectedRanks => columns == 2,
        }
    }

    /// The statistic, if it has one with a distribution, and its p value. Rows and columns without anybody do not count; nothing
    /// where fewer than two of either are left, or where the test would take too long.
    ///
    /// ```
    /// use retally::inference::Association;
    /// let p = |test: Association| format!("{:.3}", test.of(&[vec![12, 18], vec![18, 12]]).unwrap().1);
    /// assert_eq!(p(Association::Pearson), "[0.121…, 0.121…]");
    /// assert_eq!(p(Association::Corrected), "[0.196…, 0.196…]");
    /// assert_eq!(p(Association::Exact), "0.196…");
    /// assert_eq!(p(Association::LikelihoodRatio), "[0.120…, 0.120…]");
    /// ```
    pub fn of(self, table: &[Vec<u64>]) -> Option<(Interval, Interval)> {
        let table = occupied(table)?;
        let of_test = |test: Test| (Interval::point(test.statistic), test.p);
        let (rows, columns) = (table.len(), table[0].len());
        match self {
            Self::Pearson => chi_square(&table, Correction::None).map(of_test),
            Self::Corrected => chi_square(&table, Correction::Continuity).map(of_test),
            Self::Exact => exact(&table, MOST_STEPS).map(of_test),
            Self::LikelihoodRatio => tail(likelihood_ratio(&table)?, (rows - 1) * (columns - 1)),
            Self::Linear => {
                let (all, r) = (total(&table), squared_correlation(&table)?);
                tail(Interval::point(&(&all - &Rational::whole(1)) * &r), 1)
            }
            Self::Trend => tail(Interval::point(&total(&table) * &squared_correlation(&table)?), 1),
            Self::Ranks => tail(Interval::point(kruskal_wallis(&table)?), columns - 1),
            Self::CorrectedRanks => tail(Interval::point(corrected_ranks(&table)?), 1),
            Self::Unpooled => unpooled(&table),
            Self::McNemar => tail(changes(&table)?, 1),
        }
    }
}

/// The table without empty rows and columns, if it has two of each.
fn occupied(table: &[Vec<u64>]) -> Option<Vec<Vec<u64>>> {
    let columns = table.first()?.len();
    if table.iter().any(|row| row.len() != columns) {
        return None;
    }
    let kept: Vec<usize> = (0..columns).filter(|column| table.iter().any(|row| row[*column] > 0)).collect();
    let rows = table.iter().filter(|row| row.iter().any(|count| *count > 0));
    let table: Vec<Vec<u64>> = rows.map(|row| kept.iter().map(|column| row[*column]).collect()).collect();
    (table.len() > 1 && kept.len() > 1).then_some(table)
}

fn tail(statistic: Interval, df: usize) -> Option<(Interval, Interval)> {
    let p = Distribution::ChiSquare(Rational::from(df as u64)).over(&statistic)?;
    Some((statistic, p))
}

fn total(table: &[Vec<u64>]) -> Rational {
    sum(table.iter().flatten().map(|count| Rational::from(*count)))
}

fn sum(values: impl Iterator<Item = Rational>) -> Rational {
    values.fold(Rational::zero(), |sum, value| &sum + &value)
}

fn margins(table: &[Vec<u64>]) -> (Vec<Rational>, Vec<Rational>) {
    let row = |row: &Vec<u64>| sum(row.iter().map(|count| Rational::from(*count)));
    let column = |column: usize| sum(table.iter().map(|row| Rational::from(row[column])));
    (table.iter().map(row).collect(), (0..table[0].len()).map(column).collect())
}

/// Σ n s² − (Σ n s)² / N.
fn spread(counts: &[Rational], scores: &[Rational]) -> Option<Rational> {
    let all = sum(counts.iter().cloned());
    let first = sum(counts.iter().zip(scores).map(|(n, score)| n * score));
    let second = sum(counts.iter().zip(scores).map(|(n, score)| n * &(score * score)));
    Some(&second - &(&first * &first).divided_by(&all)?)
}

/// The squared correlation between the places of rows and of columns.
fn squared_correlation(table: &[Vec<u64>]) -> Option<Rational> {
    let (rows, columns) = margins(table);
    let places = |of: usize| (0..of as u64).map(Rational::from).collect::<Vec<_>>();
    let (of_rows, of_columns) = (places(rows.len()), places(columns.len()));
    let products = sum(table.iter().zip(&of_rows).map(|(row, x)| {
        let weighted = sum(row.iter().zip(&of_columns).map(|(count, y)| &Rational::from(*count) * y));
        &weighted * x
    }));
    let mean = |counts: &[Rational], scores: &[Rational]| sum(counts.iter().zip(scores).map(|(n, score)| n * score));
    let expected = (&mean(&rows, &of_rows) * &mean(&columns, &of_columns)).divided_by(&total(table))?;
    let covariance = &products - &expected;
    (&covariance * &covariance).divided_by(&(&spread(&rows, &of_rows)? * &spread(&columns, &of_columns)?))
}

/// The mean rank of the respondents of each row.
fn mean_ranks(rows: &[Rational]) -> Vec<Rational> {
    let mut before = Rational::zero();
    let rank = |n: &Rational| {
        let rank = &before + &(n + &Rational::whole(1)).halved();
        before = &before + n;
        rank
    };
    rows.iter().map(rank).collect()
}

/// The sums of ranks of the columns.
fn rank_sums(table: &[Vec<u64>], ranks: &[Rational]) -> Vec<Rational> {
    let of = |column: usize| sum(table.iter().zip(ranks).map(|(row, rank)| &Rational::from(row[column]) * rank));
    (0..table[0].len()).map(of).collect()
}

fn kruskal_wallis(table: &[Vec<u64>]) -> Option<Rational> {
    let (rows, columns) = margins(table);
    let ranks = mean_ranks(&rows);
    let sums = rank_sums(table, &ranks);
    let squares = sums.iter().zip(&columns).map(|(sum, n)| (sum * sum).divided_by(n)).collect::<Option<Vec<_>>>()?;
    let (all, sum_of_all) = (total(table), sum(sums.into_iter()));
    let between = &sum(squares.into_iter()) - &(&sum_of_all * &sum_of_all).divided_by(&all)?;
    (&(&all - &Rational::whole(1)) * &between).divided_by(&spread(&rows, &ranks)?)
}

/// The square of Wilcoxon's rank sum of the first of two columns less what is expected, drawn half a unit nearer, over its
/// variance.
fn corrected_ranks(table: &[Vec<u64>]) -> Option<Rational> {
    let (rows, columns) = margins(table);
    let [one, other] = columns.as_slice() else { return None };
    let ranks = mean_ranks(&rows);
    let all = one + other;
    let expected = (one * &(&all + &Rational::whole(1))).halved();
    let off = (&rank_sums(table, &ranks)[0] - &expected).abs();
    let half = Rational::whole(1).halved();
    let off = &off - &half.min(off.clone());
    let variance = (&(one * other) * &spread(&rows, &ranks)?).divided_by(&(&all * &(&all - &Rational::whole(1))))?;
    (&off * &off).divided_by(&variance)
}

fn unpooled(table: &[Vec<u64>]) -> Option<(Interval, Interval)> {
    let [first, second] = table else { return None };
    let share = |column: usize| {
        let (part, whole) = (Rational::from(first[column]), Rational::from(first[column].checked_add(second[column])?));
        let share = part.divided_by(&whole)?;
        let variance = (&share * &(&Rational::whole(1) - &share)).divided_by(&whole)?;
        Some((share, variance))
    };
    let ((one, of_one), (other, of_other)) = (share(0)?, share(1)?);
    let (off, variance) = (&one - &other, &of_one + &of_other);
    match (&off * &off).divided_by(&variance) {
        Some(squared) => tail(Interval::point(squared), 1),
        None => Some((Interval::everything(), Interval::point(Rational::zero()))),
    }
}

/// Every χ² of McNemar's test whose p value it may have. With d more in one column than in the other, d to n changed. The exact
/// test, a binomial one, is held between as well: 2 · 2⁻ᵈ is above the tail of 1.4 d, which is below e⁻⁰·⁷ᵈ; and its p value is
/// below that of |d| less one and a half, squared, over n.
fn changes(table: &[Vec<u64>]) -> Option<Interval> {
    let [first, second] = table else { return None };
    let n = Rational::from(first[0].checked_add(second[0])?);
    let off = Rational::from(first[0].abs_diff(first[1]));
    let least = (&off - &Rational::new(3, 2)?).max(Rational::zero());
    Some(Interval::closed((&least * &least).divided_by(&n)?, off.scaled(7).divided_by(&Rational::whole(5))?))
}

/// G, as an interval that holds it: 2 (Σ O ln O − Σ R ln R − Σ C ln C + N ln N).
fn likelihood_ratio(table: &[Vec<u64>]) -> Option<Interval> {
    const SLACK: f64 = 8.0;
    let term = |count: f64| if count > 0.0 { count * count.ln() } else { 0.0 };
    let (rows, columns) = margins(table);
    let cells: Vec<f64> = table.iter().flatten().map(|count| term(*count as f64)).collect();
    let sums: Vec<f64> = rows.iter().chain(&columns).map(|sum| term(sum.to_f64())).collect();
    let all = term(total(table).to_f64());
    let value = 2.0 * (cells.iter().sum::<f64>() + all - sums.iter().sum::<f64>());
    let magnitude = 2.0 * (cells.iter().sum::<f64>() + all + sums.iter().sum::<f64>());
    let error = magnitude * SLACK * f64::EPSILON * (cells.len() + sums.len() + 1) as f64;
    let ends = [value - error, value + error].map(Rational::from_f64);
    let [low, high] = [ends[0].clone()?, ends[1].clone()?];
    Some(Interval::closed(low.max(Rational::zero()), high.max(Rational::zero())))
}
