//! Simulated analyses, printed with usual roundings: nothing is found in them. 1,000 of each kind, or `RETALLY_ANALYSES`: with 10,000 they take
//! some minutes.
//!
//! Logistic regressions of an exposure and a covariate, with Wald intervals, and p of Wald's test and of the likelihood ratio; proportional
//! hazards regressions of the same by Cox's (1972) partial likelihood, of censored times, with p of the score test as well, which is the
//! log-rank test of an exposure alone; and linear regressions with the t of as many degrees of freedom as they have.

use retally::{Statistic, Verdict, check};
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

/// Numbers that are the same in every run (Steele, Lea & Flood 2014, SplitMix).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Box & Muller.
    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    fn below(&mut self, many: usize) -> usize {
        (self.uniform() * many as f64) as usize
    }
}

/// How many analyses of each kind.
fn analyses() -> usize {
    std::env::var("RETALLY_ANALYSES").ok().and_then(|number| number.parse().ok()).unwrap_or(1000)
}

/// A fit: coefficients, their standard errors, and the log likelihood or the residual variance.
struct Fit {
    coefficients: Vec<f64>,
    errors: Vec<f64>,
    likelihood: f64,
}

/// The inverse of a symmetric matrix by Gauss & Jordan; nothing where it has none.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let unit = |row: usize| (0..n).map(move |column| f64::from(u8::from(row == column)));
    let mut rows: Vec<Vec<f64>> =
        matrix.iter().enumerate().map(|(at, row)| row.iter().copied().chain(unit(at)).collect()).collect();
    for at in 0..n {
        let pivot = (at..n).max_by(|one, other| rows[*one][at].abs().total_cmp(&rows[*other][at].abs()))?;
        rows.swap(at, pivot);
        let by = rows[at][at];
        if by.abs() < 1e-10 {
            return None;
        }
        rows[at].iter_mut().for_each(|value| *value /= by);
        let own = rows[at].clone();
        for (other, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let _ = other;
            let factor = row[at];
            row.iter_mut().zip(&own).for_each(|(value, own)| *value -= factor * own);
        }
    }
    Some(rows.into_iter().map(|row| row[n..].to_vec()).collect())
}

fn weighted(x: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let p = x[0].len();
    let sum = |i: usize, j: usize| x.iter().zip(weights).map(|(row, weight)| weight * row[i] * row[j]).sum();
    (0..p).map(|i| (0..p).map(|j| sum(i, j)).collect()).collect()
}

/// A logistic regression by Newton's method; nothing where it does not converge, as with separated groups.
fn logistic(x: &[Vec<f64>], y: &[f64]) -> Option<Fit> {
    let p = x[0].len();
    let mut coefficients = vec![0.0; p];
    for _ in 0..25 {
        let linear = |row: &Vec<f64>| row.iter().zip(&coefficients).map(|(x, b)| x * b).sum::<f64>();
        let risks: Vec<f64> = x.iter().map(|row| 1.0 / (1.0 + (-linear(row)).exp())).collect();
        let weights: Vec<f64> = risks.iter().map(|risk| risk * (1.0 - risk)).collect();
        let inverse = inverse(&weighted(x, &weights))?;
        let score: Vec<f64> = (0..p).map(|i| (0..x.len()).map(|at| x[at][i] * (y[at] - risks[at])).sum()).collect();
        let step: Vec<f64> = inverse.iter().map(|row| row.iter().zip(&score).map(|(a, b)| a * b).sum()).collect();
        coefficients.iter_mut().zip(&step).for_each(|(b, step)| *b += step);
        if coefficients.iter().any(|b| b.abs() > 8.0) {
            return None;
        }
        if step.iter().all(|step: &f64| step.abs() < 1e-10) {
            let errors = (0..p).map(|at| inverse[at][at].sqrt()).collect();
            let likelihood =
                risks.iter().zip(y).map(|(risk, y)| if *y > 0.5 { risk.ln() } else { (1.0 - risk).ln() }).sum();
            return Some(Fit { coefficients, errors, likelihood });
        }
    }
    None
}

/// A regression of proportional hazards (Cox 1972): rows in the order of their times, all different, with who had the event. Besides the fit,
/// the score statistic of no effect at all; nothing where it does not converge.
fn cox(x: &[Vec<f64>], event: &[bool]) -> Option<(Fit, f64)> {
    let p = x[0].len();
    let mut coefficients = vec![0.0; p];
    let mut of_none = None;
    for _ in 0..25 {
        let (mut score, mut information, mut likelihood) = (vec![0.0; p], vec![vec![0.0; p]; p], 0.0);
        let (mut risk, mut first, mut second) = (0.0, vec![0.0; p], vec![vec![0.0; p]; p]);
        // Those at risk are all with this time or a later one.
        for (row, had) in x.iter().zip(event).rev() {
            let linear: f64 = row.iter().zip(&coefficients).map(|(x, b)| x * b).sum();
            risk += linear.exp();
            for i in 0..p {
                first[i] += row[i] * linear.exp();
                (0..p).for_each(|j| second[i][j] += row[i] * row[j] * linear.exp());
            }
            if *had {
                likelihood += linear - risk.ln();
                for i in 0..p {
                    score[i] += row[i] - first[i] / risk;
                    (0..p).for_each(|j| information[i][j] += second[i][j] / risk - first[i] * first[j] / (risk * risk));
                }
            }
        }
        let inverse = inverse(&information)?;
        let step: Vec<f64> = inverse.iter().map(|row| row.iter().zip(&score).map(|(a, b)| a * b).sum()).collect();
        of_none = of_none.or_else(|| Some(step.iter().zip(&score).map(|(step, score)| step * score).sum::<f64>()));
        coefficients.iter_mut().zip(&step).for_each(|(b, step)| *b += step);
        if coefficients.iter().any(|b| b.abs() > 8.0) {
            return None;
        }
        if step.iter().all(|step| step.abs() < 1e-10) {
            let errors = (0..p).map(|at| inverse[at][at].sqrt()).collect();
            return Some((Fit { coefficients, errors, likelihood }, of_none?));
        }
    }
    None
}

fn linear(x: &[Vec<f64>], y: &[f64]) -> Option<Fit> {
    let (n, p) = (x.len(), x[0].len());
    let inverse = inverse(&weighted(x, &vec![1.0; n]))?;
    let score: Vec<f64> = (0..p).map(|i| (0..n).map(|at| x[at][i] * y[at]).sum()).collect();
    let coefficients: Vec<f64> = inverse.iter().map(|row| row.iter().zip(&score).map(|(a, b)| a * b).sum()).collect();
    let residual = |at: usize| y[at] - x[at].iter().zip(&coefficients).map(|(x, b)| x * b).sum::<f64>();
    let variance = (0..n).map(|at| residual(at).powi(2)).sum::<f64>() / (n - p) as f64;
    let errors = (0..p).map(|at| (inverse[at][at] * variance).sqrt()).collect();
    Some(Fit { coefficients, errors, likelihood: variance })
}

/// A p value as papers print it.
fn printed_p(p: f64, decimals: usize) -> String {
    let least = 0.1_f64.powi(decimals as i32);
    if p < least { format!("< {least:.decimals$}") } else { format!("{p:.decimals$}") }
}

/// What the figures of an analysis come to: of the interval and of its p value.
fn judged(of: Statistic, estimate: f64, limits: [f64; 2], p: f64, random: &mut Random) -> [Verdict; 2] {
    let (decimals, of_p) = (1 + random.below(3), 2 + random.below(2));
    let shown = |value: f64| format!("{value:.decimals$}");
    let limits = limits.map(shown);
    let interval = check::interval(of, shown(estimate), limits.clone()).unwrap();
    let p = check::p_of_interval(of, shown(estimate), limits, 95, printed_p(p, of_p)).unwrap();
    [interval.verdict, p.verdict]
}

#[test]
fn nothing_is_found_in_simulated_logistic_regressions() {
    let (mut random, normal, z) = (Random(11), Normal::standard(), 1.959_963_984_540_054);
    let mut analyses = 0;
    while analyses < self::analyses() {
        let n = 30 + random.below(120);
        let (effect, of_age, base, share) =
            (random.between(-1.5, 1.5), random.between(-0.8, 0.8), random.between(-2.0, 1.0), random.between(0.1, 0.6));
        let row = |random: &mut Random| vec![1.0, random.normal(), f64::from(u8::from(random.uniform() < share))];
        let x: Vec<Vec<f64>> = (0..n).map(|_| row(&mut random)).collect();
        let risk = |row: &Vec<f64>| 1.0 / (1.0 + (-(base + of_age * row[1] + effect * row[2])).exp());
        let y: Vec<f64> = x.iter().map(|row| f64::from(u8::from(random.uniform() < risk(row)))).collect();
        let without: Vec<Vec<f64>> = x.iter().map(|row| row[..2].to_vec()).collect();
        let Some((fit, less)) = logistic(&x, &y).zip(logistic(&without, &y)) else { continue };
        let (b, se) = (fit.coefficients[2], fit.errors[2]);
        let limits = [(b - z * se).exp(), (b + z * se).exp()];
        let wald = 2.0 * normal.sf((b / se).abs());
        let [interval, p] = judged(Statistic::OddsRatio, b.exp(), limits, wald, &mut random);
        assert_eq!((interval, p), (Verdict::Consistent, Verdict::Consistent), "b {b} se {se}");
        let ratio = ChiSquared::new(1.0).unwrap().sf(2.0 * (fit.likelihood - less.likelihood).max(0.0));
        let [_, p] = judged(Statistic::OddsRatio, b.exp(), limits, ratio, &mut random);
        assert_ne!(p, Verdict::Inconsistent, "b {b} se {se}: p of the likelihood ratio {ratio}");
        analyses += 1;
    }
}

#[test]
fn nothing_is_found_in_simulated_regressions_of_hazards() {
    let (mut random, normal, z) = (Random(13), Normal::standard(), 1.959_963_984_540_054);
    let chi_square = |statistic: f64| ChiSquared::new(1.0).unwrap().sf(statistic.max(0.0));
    let mut analyses = 0;
    while analyses < self::analyses() {
        let n = 30 + random.below(120);
        let (effect, of_age, censored, share) =
            (random.between(-1.5, 1.5), random.between(-0.8, 0.8), random.between(0.2, 3.0), random.between(0.1, 0.6));
        let mut patients: Vec<(f64, bool, Vec<f64>)> = (0..n)
            .map(|_| {
                let row = vec![f64::from(u8::from(random.uniform() < share)), random.normal()];
                let time = -(1.0 - random.uniform()).ln() / (effect * row[0] + of_age * row[1]).exp();
                let end = random.between(0.0, 2.0 * censored);
                (time.min(end), time <= end, row)
            })
            .collect();
        patients.sort_by(|one, other| one.0.total_cmp(&other.0));
        let event: Vec<bool> = patients.iter().map(|patient| patient.1).collect();
        let columns = |which: &[usize]| -> Vec<Vec<f64>> {
            patients.iter().map(|patient| which.iter().map(|at| patient.2[*at]).collect()).collect()
        };
        let fits = cox(&columns(&[0, 1]), &event).zip(cox(&columns(&[1]), &event)).zip(cox(&columns(&[0]), &event));
        let Some((((fit, _), (less, _)), (alone, log_rank))) = fits else { continue };
        let of = |fit: &Fit| {
            let (b, se) = (fit.coefficients[0], fit.errors[0]);
            (b, se, [(b - z * se).exp(), (b + z * se).exp()])
        };
        let (b, se, limits) = of(&fit);
        let wald = 2.0 * normal.sf((b / se).abs());
        let [interval, p] = judged(Statistic::HazardRatio, b.exp(), limits, wald, &mut random);
        assert_eq!((interval, p), (Verdict::Consistent, Verdict::Consistent), "b {b} se {se}");
        let ratio = chi_square(2.0 * (fit.likelihood - less.likelihood));
        let [_, p] = judged(Statistic::HazardRatio, b.exp(), limits, ratio, &mut random);
        assert_ne!(p, Verdict::Inconsistent, "b {b} se {se}: p of the likelihood ratio {ratio}");
        let (b, se, limits) = of(&alone);
        let [interval, p] = judged(Statistic::HazardRatio, b.exp(), limits, chi_square(log_rank), &mut random);
        assert_eq!(interval, Verdict::Consistent, "b {b} se {se}");
        assert_ne!(p, Verdict::Inconsistent, "b {b} se {se}: p of the log-rank test {}", chi_square(log_rank));
        analyses += 1;
    }
}

#[test]
fn nothing_is_found_in_simulated_linear_regressions() {
    let mut random = Random(12);
    for _ in 0..analyses() {
        let n = 5 + random.below(80);
        let (effect, scale) = (random.between(-2.0, 2.0), random.between(0.2, 6.0));
        let x: Vec<Vec<f64>> = (0..n).map(|_| vec![1.0, random.normal(), random.normal()]).collect();
        let y: Vec<f64> = x.iter().map(|row| scale * (effect * row[2] + 0.3 * row[1] + random.normal())).collect();
        let Some(fit) = linear(&x, &y) else { continue };
        let t = StudentsT::new(0.0, 1.0, (n - 3) as f64).unwrap();
        let (b, se, quantile) = (fit.coefficients[2], fit.errors[2], t.inverse_cdf(0.975));
        let p = 2.0 * t.sf((b / se).abs());
        let [interval, p_of_interval] =
            judged(Statistic::Coefficient, b, [b - quantile * se, b + quantile * se], p, &mut random);
        assert_eq!(interval, Verdict::Consistent, "b {b} se {se}");
        assert_ne!(p_of_interval, Verdict::Inconsistent, "b {b} se {se} p {p} n {n}");
        let shown = |value: f64| format!("{value:.2}");
        let of_error = check::p_of_error(Statistic::Coefficient, shown(b), shown(se), printed_p(p, 3)).unwrap();
        assert_ne!(of_error.verdict, Verdict::Inconsistent, "{of_error}");
        let of_limits = [b - quantile * se, b + quantile * se].map(shown);
        let error = check::se_of_interval(Statistic::Coefficient, of_limits, 95, shown(se)).unwrap();
        assert_ne!(error.verdict, Verdict::Inconsistent, "{error}");
        let statistic = check::statistic_of_coefficient(shown(b), shown(se), shown(b / se)).unwrap();
        assert_ne!(statistic.verdict, Verdict::Inconsistent, "{statistic}");
    }
}
