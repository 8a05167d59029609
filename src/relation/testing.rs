//! Tests of significance as arithmetic over claims: what a statistic or a p value is recomputed from.

use crate::inference::distribution::Distribution;
use crate::inference::variance::{Group, factorial, paired, welch, welch_df};
use crate::inference::{Association, Tails};
use crate::number::{Interval, Rational};
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
            (Design::WelchDf, [one, other]) => welch_df(one, other),
            (Design::Paired, [one, other]) => paired(one, other),
            (Design::Welch | Design::WelchDf | Design::Paired, _) => None,
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
        let name = match self.design {
            Design::Welch => "Welch's t²",
            Design::WelchDf => "Welch's df",
            Design::Paired => "paired t²",
            Design::Factorial { .. } => "F",
        };
        format!("{name}({})", self.groups.iter().map(group).collect::<Vec<_>>().join("; "))
    }
}

impl CrosstabOf {
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let count = |count: &Expression| {
            let count = count.evaluate_with(values)?.single().and_then(Rational::to_i128);
            count.and_then(|count| u64::try_from(count).ok()).ok_or(Unknown::Test("a count is not known exactly"))
        };
        let row = |row: &Vec<Expression>| row.iter().map(count).collect::<Result<Vec<_>, _>>();
        let table = self.rows.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let (Measure::Statistic(test) | Measure::P(test)) = self.measure;
        let (statistic, p) = test.of(&table).ok_or(match test {
            Association::Exact => Unknown::Test("the exact test of so many counts would take too long"),
            _ => Unknown::Test("a row or a column of the counts is empty, or there are too many"),
        })?;
        Ok(if matches!(self.measure, Measure::P(_)) { p } else { statistic })
    }

    /// `χ²(43, 37; 27, 34)`.
    pub(super) fn write(&self, study: &Study) -> String {
        let row = |row: &Vec<Expression>| row.iter().map(|count| count.write(study)).collect::<Vec<_>>().join(", ");
        let counts = self.rows.iter().map(row).collect::<Vec<_>>().join("; ");
        match self.measure {
            Measure::Statistic(_) => format!("χ²({counts})"),
            Measure::P(Association::Exact) => format!("Fisher's exact p of ({counts})"),
            Measure::P(_) => format!("p of χ²({counts})"),
        }
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
        Ok(self.tails.of(&tails))
    }

    pub(super) fn claims(&self) -> Vec<usize> {
        self.statistic.claims().into_iter().chain(self.df.iter().flat_map(Expression::claims)).collect()
    }

    /// `p of t(28) = 2.20`.
    pub(super) fn write(&self, study: &Study) -> String {
        let df: Vec<_> = self.df.iter().map(|df| df.write(study)).collect();
        let df = if df.is_empty() { String::new() } else { format!("({})", df.join(", ")) };
        let tails = match self.tails {
            Tails::Both => "p",
            Tails::One => "one-tailed p",
            Tails::Other => "one-tailed p, in the other tail,",
        };
        format!("{tails} of {}{df} = {}", self.test, self.statistic.write(study))
    }
}
