//! Tests of significance as arithmetic over claims: what a statistic or a p value is recomputed from.

use crate::inference::contingency::{chi_square, fisher};
use crate::inference::distribution::Distribution;
use crate::inference::variance::{Group, factorial, welch};
use crate::number::{Interval, Rational};
use crate::relation::arithmetic::written;
use crate::relation::expression::{CrosstabOf, Design, Expression, GroupOf, Measure, TailOf, VarianceOf};
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::study::Study;

impl VarianceOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let group = |group: &GroupOf| {
            let n = group.n.evaluate_with(values)?.single().and_then(Rational::to_i128);
            let n = n
                .and_then(|n| u64::try_from(n).ok())
                .ok_or(Unknown::Test("how many respondents a group has is not known exactly"))?;
            Ok(Group { n, mean: values.of(group.mean), sd: values.of(group.sd) })
        };
        let groups = self.groups.iter().map(group).collect::<Result<Vec<_>, Unknown>>()?;
        let f = match (&self.design, groups.as_slice()) {
            (Design::Factorial { levels, effect, averages }, groups) => factorial(groups, levels, effect, *averages),
            (Design::Welch, [one, other]) => welch(one, other),
            (Design::Welch, _) => None,
        };
        f.ok_or(Unknown::Test(
            "all standard deviations may be zero, groups have too few respondents, or a figure has no bound",
        ))
    }

    pub(super) fn claims(&self) -> Vec<usize> {
        let figures = self.groups.iter().flat_map(|group| [group.mean, group.sd]);
        figures.chain(self.groups.iter().flat_map(|group| group.n.claims())).collect()
    }

    /// `F(44.16 ± 18.99 of 62; 46.08 ± 14.46 of 60)`.
    pub(super) fn write(&self, study: &Study) -> String {
        let figure = |claim: usize| &study.claims()[claim].figure;
        let group =
            |group: &GroupOf| format!("{} ± {} of {}", figure(group.mean), figure(group.sd), group.n.write(study));
        let name = if self.design == Design::Welch { "Welch's t²" } else { "F" };
        format!("{name}({})", self.groups.iter().map(group).collect::<Vec<_>>().join("; "))
    }
}

impl CrosstabOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let count = |claim: &usize| {
            let count = values.of(*claim).single().and_then(Rational::to_i128);
            count.and_then(|count| u64::try_from(count).ok()).ok_or(Unknown::Test("a count is not known exactly"))
        };
        let row = |row: &Vec<usize>| row.iter().map(count).collect::<Result<Vec<_>, _>>();
        let table = self.rows.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let value = match self.measure {
            Measure::ChiSquare(correction) => {
                chi_square(&table, correction).map(|test| Interval::point(test.statistic))
            }
            Measure::P(correction) => chi_square(&table, correction).map(|test| test.p),
            Measure::Fisher => two_by_two(&table).and_then(|table| fisher(&table)).map(|test| test.p),
        };
        value.ok_or(Unknown::Test("a row or a column of the counts is empty, or there are too many"))
    }

    /// `χ²(43, 37; 27, 34)`.
    pub(super) fn write(&self, study: &Study) -> String {
        let figure = |claim: &usize| written(&study.claims()[*claim].figure);
        let row = |row: &Vec<usize>| row.iter().map(figure).collect::<Vec<_>>().join(", ");
        let counts = self.rows.iter().map(row).collect::<Vec<_>>().join("; ");
        match self.measure {
            Measure::ChiSquare(_) => format!("χ²({counts})"),
            Measure::P(_) => format!("p of χ²({counts})"),
            Measure::Fisher => format!("Fisher's exact p of ({counts})"),
        }
    }
}

fn two_by_two(table: &[Vec<u64>]) -> Option<[[u64; 2]; 2]> {
    match table {
        [one, other] => Some([one.as_slice().try_into().ok()?, other.as_slice().try_into().ok()?]),
        _ => None,
    }
}

impl TailOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let statistics = self.statistic.evaluate_with(values)?;
        let df = self.df.iter().map(|df| df.evaluate_with(values)).collect::<Result<Vec<_>, _>>()?;
        let over = |pick: fn(&Interval) -> Option<&Rational>| {
            let df: Vec<Rational> = df.iter().map(|df| pick(df).cloned()).collect::<Option<_>>()?;
            Distribution::of(self.test, &df)?.over(&statistics)
        };
        // Printed degrees of freedom may be rounded: both their ends count.
        let tails = over(Interval::least).zip(over(Interval::greatest)).map(|(one, other)| one.hull(&other));
        let tails = tails.ok_or(Unknown::Test(
            "no p value is defined for this statistic and these degrees of freedom, or computed for so many",
        ))?;
        Ok(if self.one_tailed { tails.scaled(&Rational::whole(1).halved()) } else { tails })
    }

    pub(super) fn claims(&self) -> Vec<usize> {
        self.statistic.claims().into_iter().chain(self.df.iter().flat_map(Expression::claims)).collect()
    }

    /// `p of t(28) = 2.20`.
    pub(super) fn write(&self, study: &Study) -> String {
        let df: Vec<_> = self.df.iter().map(|df| df.write(study)).collect();
        let df = if df.is_empty() { String::new() } else { format!("({})", df.join(", ")) };
        let tails = if self.one_tailed { "one-tailed p" } else { "p" };
        format!("{tails} of {}{df} = {}", self.test, self.statistic.write(study))
    }
}
