//! Statistics of variables that labels name, in the usual languages, and how cells hold them.

/// What a figure may be, as a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reading) enum Role {
    Count,
    Mean,
    Sd,
    Se,
    Median,
    Mode,
    Min,
    Max,
    LowerQuartile,
    UpperQuartile,
    Cv,
    /// The least and the greatest value.
    Range,
    /// The first and the third quartile.
    Quartiles,
    /// A confidence interval, which no relation ties to anything.
    Interval,
}

use Role::{Count, Cv, Interval, LowerQuartile, Max, Mean, Median, Min, Mode, Quartiles, Range, Sd, Se, UpperQuartile};

/// Words that name a statistic wherever they stand.
const WORDS: [(Role, &[&str]); 14] = [
    (Count, &["n"]),
    (Mean, &["mean", "means", "average", "avg", "promedio", "media", "média", "mittelwert", "mittel", "moyenne"]),
    (Sd, &["sd", "std", "stdev", "standardabweichung", "stabw"]),
    (Se, &["sem", "standardfehler"]),
    (Median, &["median", "mdn", "mediana", "médiane"]),
    (Mode, &["mode", "moda", "modus"]),
    (Min, &["min", "minimum", "mínimo", "mínima", "mín"]),
    (Max, &["max", "maximum", "máximo", "máxima", "máx"]),
    (LowerQuartile, &["p25"]),
    (UpperQuartile, &["p75"]),
    (Cv, &["cv"]),
    (Range, &["range", "rango", "amplitude", "spannweite", "étendue"]),
    (Quartiles, &["iqr", "interquartile", "interquartil", "intercuartil", "intercuartílico", "riq", "aiq"]),
    (Interval, &["ci", "ic"]),
];

/// Words that are others as well: they name a statistic alone, or directly behind a mean or a median.
const BEHIND: [(Role, &[&str]); 2] = [(Sd, &["de", "dp", "et"]), (Se, &["se", "ee", "ep"])];

/// Quartiles, which are groups where they stand alone.
const BESIDE: [(Role, &[&str]); 2] = [(LowerQuartile, &["q1"]), (UpperQuartile, &["q3"])];

/// Statistics of two words.
const PAIRS: [(Role, [&str; 2]); 11] = [
    (Sd, ["standard", "deviation"]),
    (Sd, ["std", "dev"]),
    (Sd, ["desviación", "estándar"]),
    (Sd, ["desviación", "típica"]),
    (Sd, ["desvio", "padrão"]),
    (Sd, ["écart", "type"]),
    (Se, ["standard", "error"]),
    (Se, ["error", "estándar"]),
    (Se, ["erro", "padrão"]),
    (Interval, ["confidence", "interval"]),
    (Quartiles, ["interquartile", "range"]),
];

/// Words that make another statistic of a mean or of a standard deviation, or a range of what should be of one of what is.
const OTHERS: [&str; 24] = [
    "geometric",
    "adjusted",
    "weighted",
    "estimated",
    "marginal",
    "predicted",
    "least",
    "ls",
    "harmonic",
    "trimmed",
    "pooled",
    "log",
    "difference",
    "change",
    "normal",
    "reference",
    "limit",
    "limits",
    "recommended",
    "target",
    "linear",
    "optimum",
    "theoretical",
    "possible",
];

/// The statistics that a label names, from the left, and whether it says nothing else but units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Named {
    pub roles: Vec<Role>,
    pub is_only: bool,
}

/// What a label names.
pub(in crate::reading) fn named(label: &str) -> Named {
    let words = words(label);
    let is_other = |word: &Word| OTHERS.contains(&word.text.as_str()) || word.text.contains('σ');
    let (mut roles, mut is_only, mut at) = (Vec::new(), !words.is_empty(), 0);
    while at < words.len() {
        match role(&words[at..], roles.last().copied(), words.len()) {
            Some((role, length)) => {
                roles.push(role);
                at += length;
            }
            None => {
                is_only &= words[at].is_in_brackets;
                at += 1;
            }
        }
    }
    if words.iter().any(is_other) {
        return Named { roles: Vec::new(), is_only: false };
    }
    roles.dedup();
    Named { is_only: is_only && !roles.is_empty(), roles }
}

/// Whether a label says which statistics stand beside it or below it: several, or one and nothing else.
pub(in crate::reading) fn says_statistics(named: &Named) -> bool {
    named.is_only || named.roles.len() > 1
}

struct Word {
    text: String,
    is_in_brackets: bool,
}

fn words(label: &str) -> Vec<Word> {
    let (mut words, mut depth, mut current) = (Vec::new(), 0_usize, String::new());
    let label = label.to_lowercase().replace('.', "");
    for sign in label.chars().chain([' ']) {
        if sign.is_alphanumeric() {
            current.push(sign);
            continue;
        }
        if !current.is_empty() {
            words.push(Word { text: std::mem::take(&mut current), is_in_brackets: depth > 0 });
        }
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words
}

/// The statistic at the beginning of some words, and how many of them name it.
fn role(words: &[Word], before: Option<Role>, all: usize) -> Option<(Role, usize)> {
    let is = |at: usize, text: &str| words.get(at).is_some_and(|word| word.text == text);
    if let Some((role, _)) = PAIRS.iter().find(|(_, [first, second])| is(0, first) && is(1, second)) {
        return Some((*role, 2));
    }
    let of = |known: &[(Role, &[&str])]| {
        known.iter().find(|(_, names)| names.iter().any(|name| is(0, name))).map(|(role, _)| (*role, 1))
    };
    let may_be = all == 1 || matches!(before, Some(Mean | Median));
    of(&WORDS).or_else(|| of(&BEHIND).filter(|_| may_be)).or_else(|| of(&BESIDE).filter(|_| before.is_some()))
}

impl Role {
    /// As a manifest names it; of an interval both ends.
    fn names(self) -> &'static [&'static str] {
        match self {
            Count => &["n"],
            Mean => &["mean"],
            Sd => &["sd"],
            Se => &["se"],
            Median => &["median"],
            Mode => &["mode"],
            Min => &["min"],
            Max => &["max"],
            LowerQuartile => &["q1"],
            UpperQuartile => &["q3"],
            Cv => &["cv"],
            Range => &["min", "max"],
            Quartiles => &["q1", "q3"],
            Interval => &[],
        }
    }
}

/// The notations that cells with these statistics may have, the commonest first.
pub(in crate::reading) fn notations(roles: &[Role]) -> Vec<String> {
    match roles {
        [Min, Max] => notations(&[Range]),
        [first, Min, Max] => notations(&[*first, Range]),
        [first, LowerQuartile, UpperQuartile] => notations(&[*first, Quartiles]),
        [one] => parts(*one).into_iter().flat_map(|part| [part.clone(), format!("({part})")]).collect(),
        [one, other] => {
            let joined = |one: &String, other: &String| {
                [
                    format!("{one} ± {other}"),
                    format!("{one} ({other})"),
                    format!("{one} (± {other})"),
                    format!("{one}, {other}"),
                ]
            };
            let (one, other) = (parts(*one), parts(*other));
            one.iter().flat_map(|one| other.iter().flat_map(move |other| joined(one, other))).collect()
        }
        [one, other, third] => {
            let joined = |third: &String| {
                let (one, other) = (parts(*one).first().cloned(), parts(*other).first().cloned());
                let pair = one.zip(other);
                pair.map(|(one, other)| [format!("{one} ± {other} ({third})"), format!("{one} ({other}) ({third})")])
            };
            parts(*third).iter().filter_map(joined).flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// How one statistic stands in a cell: an interval with one sign or another between its ends.
fn parts(role: Role) -> Vec<String> {
    match role.names() {
        [one] => vec![(*one).to_owned()],
        [low, high] => vec![format!("{low}–{high}"), format!("{low}, {high}")],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_statistics_in_the_usual_languages() {
        for (label, roles) in [
            ("Age (years), mean ± SD", &[Mean, Sd][..]),
            ("Median (IQR)", &[Median, Quartiles]),
            ("Age, years median (interquartile range)", &[Median, Quartiles]),
            ("Edad, media (DE)", &[Mean, Sd]),
            ("Âge, moyenne (ET)", &[Mean, Sd]),
            ("Alter, Mittelwert ± Standardabweichung", &[Mean, Sd]),
            ("Idade (média ± DP)", &[Mean, Sd]),
            ("Median [min, max]", &[Median, Min, Max]),
            ("Número de hijos", &[]),
            ("Geometric mean (SD)", &[]),
            ("SD (2σ)", &[]),
        ] {
            assert_eq!(named(label).roles, roles, "{label}");
        }
    }

    #[test]
    fn labels_that_say_more_are_not_statistics_alone() {
        for label in ["Mean (SD)", "S.D.", "Minimum (%)", "Range (years)", "DE", "C.V."] {
            assert!(named(label).is_only, "{label}");
        }
        for label in ["Mean weekly volume", "Age, mean (SD)", "Max. temperature", "Age", ""] {
            assert!(!named(label).is_only, "{label}");
        }
    }
}
