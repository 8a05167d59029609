//! Words that say what figures are, in the usual languages. They propose; what they say is held against the figures.

/// Words for percentages.
const PERCENT: [&str; 7] = ["%", "percent", "per cent", "proportion", "porcent", "prozent", "pourcent"];

/// Words for counts.
const COUNT: [&str; 14] = [
    "n",
    "no",
    "nº",
    "n°",
    "number",
    "count",
    "counts",
    "freq",
    "frequency",
    "cases",
    "anzahl",
    "nombre",
    "número",
    "frecuencia",
];

/// Words for means and what is printed beside them.
const MEAN: [&str; 9] = ["mean", "means", "average", "sd", "se", "median", "iqr", "range", "or"];

/// Words for all.
const TOTAL: [&str; 12] =
    ["total", "totals", "all", "overall", "sum", "gesamt", "insgesamt", "summe", "todos", "ensemble", "tous", "geral"];

/// Whether a label speaks of means or medians, in one of the usual ways.
pub(in crate::reading) fn says_mean(label: &str) -> bool {
    const WORDS: [&str; 16] = [
        "mean",
        "means",
        "average",
        "median",
        "sd",
        "iqr",
        "media",
        "promedio",
        "média",
        "mediana",
        "mittelwert",
        "mittel",
        "moyenne",
        "médiane",
        "écart",
        "dp",
    ];
    label.contains('±') || letters(label).split(' ').any(|word| WORDS.contains(&word))
}

/// Whether a text says that percentages stand before counts.
pub(in crate::reading) fn says_percentage_first(text: &str) -> bool {
    ["%(n", "%[n", "percent(n", "percentage(n", "%(no"].iter().any(|form| {
        let text: String = text.to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
        text.contains(form)
    })
}

/// Yes and no.
const YES_AND_NO: [[&str; 2]; 6] =
    [["yes", "no"], ["sí", "no"], ["si", "no"], ["sim", "não"], ["oui", "non"], ["ja", "nein"]];

/// Whether two labels exclude each other and leave nobody out: yes and no.
pub(in crate::reading) fn exclude_each_other(label: &str, other: &str) -> bool {
    let (label, other) = (letters(label), letters(other));
    YES_AND_NO.iter().any(|[yes, no]| [[yes, no], [no, yes]].contains(&[&label.as_str(), &other.as_str()]))
}

/// Whether a label speaks of percentages. A number of percent is part of a name: `Lidocaine 2%`.
pub(in crate::reading) fn says_percentage(label: &str) -> bool {
    let label = label.to_lowercase();
    let is_of_number = |at: usize| label[..at].trim_end().ends_with(|sign: char| sign.is_ascii_digit());
    PERCENT.iter().any(|word| label.match_indices(word).any(|(at, _)| *word != "%" || !is_of_number(at)))
}

/// Whether a label says percentage and nothing else.
pub(in crate::reading) fn is_percentage(label: &str) -> bool {
    says_percentage(label) && letters(label).split(' ').count() < 3
}

/// Whether a label says count and nothing else.
pub(in crate::reading) fn is_count(label: &str) -> bool {
    COUNT.contains(&letters(label).as_str())
}

/// Whether a label only says which statistics the figures below it are.
pub(in crate::reading) fn is_statistics(label: &str) -> bool {
    let letters = letters(label);
    let mut words = letters.split(' ').filter(|word| !word.is_empty());
    words.all(|word| COUNT.contains(&word) || says_percentage(word) || MEAN.contains(&word))
}

/// Whether a label speaks of all.
pub(in crate::reading) fn says_total(label: &str) -> bool {
    letters(label).split(' ').any(|word| TOTAL.contains(&word))
}

/// Whether a label speaks of running sums.
pub(in crate::reading) fn says_cumulative(label: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["cum", "kum", "acum", "running", "aufsummiert"];
    letters(label).split(' ').any(|word| BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
}

/// Whether a label speaks of ranks.
pub(in crate::reading) fn says_rank(label: &str) -> bool {
    const WORDS: [&str; 6] = ["rank", "ranks", "ranking", "rang", "rango", "posto"];
    letters(label).split(' ').any(|word| WORDS.contains(&word))
}

/// A label in small letters, without signs.
fn letters(label: &str) -> String {
    let mut letters = String::with_capacity(label.len());
    for sign in label.chars().flat_map(char::to_lowercase) {
        if sign.is_alphabetic() || matches!(sign, 'º' | '°') {
            letters.push(sign);
        } else if !letters.is_empty() && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    letters.truncate(letters.trim_end().len());
    letters
}

/// Whether a label speaks of a difference.
pub(in crate::reading) fn says_change(label: &str) -> bool {
    const WORDS: [&str; 18] = [
        "change",
        "difference",
        "gain",
        "loss",
        "increase",
        "decrease",
        "reduction",
        "balance",
        "growth",
        "net",
        "diff",
        "diferencia",
        "diferença",
        "differenz",
        "différence",
        "cambio",
        "variation",
        "delta",
    ];
    label.contains(['Δ', '∆']) || letters(label).split(' ').any(|word| WORDS.contains(&word))
}
