//! Words that say what the figures of an estimate are, in the usual languages. They propose; the figures confirm.

use crate::quantity::Statistic;

/// Words that name an estimate; those in capital letters only so, as they are other words in small ones.
const MEASURES: [(Statistic, &[&str]); 7] = [
    (Statistic::OddsRatio, &["OR", "ORs", "aOR", "AOR", "cOR", "COR", "odds"]),
    (Statistic::HazardRatio, &["HR", "HRs", "aHR", "AHR", "hazard", "hazards"]),
    (Statistic::RiskRatio, &["RR", "RRs", "aRR", "ARR", "IRR", "aIRR", "PR", "aPR", "APR", "relative"]),
    (Statistic::RiskDifference, &["RD"]),
    (Statistic::Coefficient, &["β", "B", "b", "beta", "coef", "coefficient", "coefficients", "estimate", "estimates"]),
    (Statistic::MeanDifference, &["difference", "differences", "effect", "change", "reduction", "MD", "δ"]),
    (Statistic::Mean, &["mean", "means", "lsmean", "lsmeans"]),
];

/// Words beside which a coefficient or a mean is something else.
const OTHERS: [&str; 8] = ["standardized", "standardised", "stand", "geometric", "log", "risk", "r2", "year"];

/// Words of columns that are read as no part of an estimate.
const NEITHER: [&str; 8] = ["trend", "interaction", "heterogeneity", "median", "iqr", "range", "fdr", "vif"];

/// What is estimated, as a label says.
pub(in crate::reading) fn measure(label: &str) -> Option<Statistic> {
    let words = label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<(&str, String)> = words.map(|word| (word, word.to_lowercase())).collect();
    let says = |names: &[&str]| words.iter().any(|(_, lower)| names.contains(&lower.as_str()));
    if says(&["risk", "rate", "absolute"]) && says(&["difference", "reduction"]) {
        return Some(Statistic::RiskDifference);
    }
    let is_named = |name: &str, (word, lower): &(&str, String)| {
        let has_capitals = name.chars().any(char::is_uppercase);
        name == if has_capitals { *word } else { lower.as_str() }
    };
    let has = |names: &[&str]| names.iter().any(|name| words.iter().any(|word| is_named(name, word)));
    let found = MEASURES.iter().find(|(_, names)| has(names)).map(|(of, _)| *of);
    let found = found.filter(|of| of.is_ratio() || !says(&OTHERS));
    // A difference in percent is one of shares as well as one of means.
    let is_of_shares = || found == Some(Statistic::MeanDifference) && says_percent(label);
    if is_of_shares() { Some(Statistic::RiskDifference) } else { found }
}

/// Whether a label has a sign for percent that is not that of a level: `95% CI`.
fn says_percent(label: &str) -> bool {
    let before = label.match_indices('%').map(|(at, _)| label[..at].trim_end());
    before.into_iter().any(|before| !before.ends_with(|sign: char| sign.is_ascii_digit()))
}

/// Whether a label says p and nothing else.
pub(in crate::reading) fn is_p(label: &str) -> bool {
    let words = words(label);
    let is_of_p = |word: &String| ["p", "value", "values", "val", "pvalue"].contains(&word.as_str());
    words.first().is_some_and(|word| word.starts_with('p')) && words.iter().all(is_of_p)
        || matches!(words.as_slice(), [word] if word == "sig" || word == "significance")
}

/// Whether a label begins with p, as of a test that it may name behind it: `p (χ²)`, `P-value†`.
pub(in crate::reading) fn says_p(label: &str) -> bool {
    let words = words(label);
    let is_p = |word: &str| matches!(word, "p" | "pvalue" | "sig" | "significance" | "valor" | "wert");
    words.first().is_some_and(|first| is_p(first) || first == "values" && words.get(1).is_some_and(|next| next == "p"))
}

/// Whether a text names a chi-square or an exact test, in the usual languages.
pub(in crate::reading) fn says_test_of_counts(text: &str) -> bool {
    const NAMES: [&str; 14] = [
        "chi-square",
        "chi square",
        "chi-squared",
        "chi squared",
        "chisquare",
        "χ2",
        "χ²",
        "χ 2",
        "x2 test",
        "fisher",
        "exact test",
        "ji cuadrad",
        "chi-cuadrad",
        "chi cuadrad",
    ];
    let text = text.to_lowercase();
    NAMES.iter().any(|name| text.contains(name))
}

/// Whether a text names a test of anything but counts.
pub(in crate::reading) fn says_other_test(text: &str) -> bool {
    const NAMES: [&str; 16] = [
        " t test",
        " t-test",
        "student",
        "welch",
        "anova",
        "of variance",
        "mann",
        "whitney",
        "kruskal",
        "rank",
        "median test",
        "regression",
        "logistic",
        "trend",
        "cox",
        "kolmogorov",
    ];
    let text = format!(" {}", text.to_lowercase());
    NAMES.iter().any(|name| text.contains(name))
}

/// Whether a label names a standard error, that of a coefficient perhaps.
pub(in crate::reading) fn is_error(label: &str) -> bool {
    let words = words(label);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(
        words.as_slice(),
        ["se", ..] | ["s", "e"] | ["std" | "standard", "error"] | ["std" | "standard", "error", "difference" | "mean"]
    )
}

/// Whether a label names a t, an F or a z and nothing else.
pub(in crate::reading) fn test(label: &str) -> Option<Statistic> {
    let words = words(label);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["t"] | ["t", "value" | "statistic" | "test"] => Some(Statistic::T),
        ["f"] | ["f", "value" | "statistic"] => Some(Statistic::F),
        // `t(48)`, `F(3, 194)`.
        ["t", df] if is_number(df) => Some(Statistic::T),
        ["f", df, other] if is_number(df) && is_number(other) => Some(Statistic::F),
        ["z"] | ["z", "value" | "statistic"] => Some(Statistic::Z),
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which limit a label names, if it names one of them.
pub(in crate::reading) fn limit(label: &str) -> Option<Statistic> {
    let words = words(label);
    let begins = |name: &str| words.iter().any(|word| word == name);
    match (begins("lower"), begins("upper")) {
        (true, false) => Some(Statistic::LowerLimit),
        (false, true) => Some(Statistic::UpperLimit),
        _ => None,
    }
}

/// Whether labels speak of something that is no part of an estimate: a trend, a median.
pub(in crate::reading) fn says_otherwise(label: &str) -> bool {
    words(label).iter().any(|word| NEITHER.contains(&word.as_str()))
}

/// Whether a label says that an estimate is adjusted for something.
pub(in crate::reading) fn says_adjusted(label: &str) -> bool {
    const ADJUSTED: [&str; 11] = [
        "adjusted",
        "adj",
        "aor",
        "ahr",
        "arr",
        "apr",
        "airr",
        "multivariable",
        "multivariate",
        "ajustado",
        "ajustada",
    ];
    words(label).iter().any(|word| ADJUSTED.contains(&word.as_str()))
}

/// Words of a label in small letters.
fn words(label: &str) -> Vec<String> {
    label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_estimates() {
        for (label, of) in [
            ("Adjusted OR (95% CI)", Some(Statistic::OddsRatio)),
            ("OR(95%CI)", Some(Statistic::OddsRatio)),
            ("Men or women (n = 12)", None),
            ("aHR", Some(Statistic::HazardRatio)),
            ("HR rec. time-point", Some(Statistic::HazardRatio)),
            ("β estimate (95%CI)", Some(Statistic::Coefficient)),
            ("Standardized β", None),
            ("Risk difference (95% CI)", Some(Statistic::RiskDifference)),
            ("Mean difference", Some(Statistic::MeanDifference)),
            ("Lsmean", Some(Statistic::Mean)),
            ("3-year estimate (%, 95% CI)", None),
        ] {
            assert_eq!(measure(label), of, "{label}");
        }
    }

    #[test]
    fn labels_name_what_stands_beside_estimates() {
        for label in ["p", "P value‡", "p-values", "Sig.", "P"] {
            assert!(is_p(label), "{label}");
        }
        for label in ["P for trend", "Patients", "", "Parents"] {
            assert!(!is_p(label), "{label}");
        }
        assert!(says_adjusted("aOR (95% CI)") && !says_adjusted("Unadjusted OR") && !says_adjusted("cOR"));
        assert!(is_error("S.E.") && is_error("SE for βd") && is_error("Std. Error") && !is_error("Sex"));
        assert_eq!([test("z-value"), test("t"), test("T0")], [Some(Statistic::Z), Some(Statistic::T), None]);
    }
}
