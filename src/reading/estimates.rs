//! Which columns of a sheet hold estimates with their intervals and p values, as labels say and as cells are written.

use crate::document::Sheet;
use crate::quantity::Statistic;
use crate::reading::evidence::Bits;
use crate::reading::frame::Frame;
use crate::reading::printed::Printed;
use crate::study::says_interval;

/// Columns of one estimate, and the rows in which it stands.
#[derive(Clone, Debug)]
pub(super) struct Estimates {
    /// What each column is, by its place behind the stub.
    pub columns: Vec<(usize, Part)>,
    /// The rows of the frame.
    pub rows: Vec<usize>,
    /// The level of the intervals, as it is written.
    pub level: Option<String>,
    /// The intervals are Wald's, as their figures confirm.
    pub is_wald: bool,
    /// What speaks for it.
    pub bits: Bits,
    /// What speaks for it without the rows that do not agree with it.
    pub without: Bits,
}

/// What a column holds of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Estimate(Statistic),
    /// The estimate with its limits behind it.
    Whole(Statistic),
    /// Both limits, in brackets or not.
    Limits {
        in_brackets: bool,
    },
    Low,
    High,
    Error,
    Test(Statistic),
    P,
}

impl Part {
    /// What two parts of one estimate cannot both be.
    fn class(self) -> u8 {
        match self {
            Self::Estimate(Statistic::Coefficient) => 0,
            Self::Estimate(_) => 1,
            Self::Whole(_) => 2,
            Self::Limits { .. } => 3,
            Self::Low => 4,
            Self::High => 5,
            Self::Error => 6,
            Self::Test(_) => 7,
            Self::P => 8,
        }
    }

    /// How a manifest writes the cells.
    pub fn notation(self, level: Option<&str>) -> String {
        let level = level.map(|level| format!("{level}% ")).unwrap_or_default();
        match self {
            Self::Estimate(of) | Self::Test(of) => of.name().to_owned(),
            Self::Whole(of) => format!("{of} ({level}CI)"),
            Self::Limits { in_brackets: true } => format!("({level}CI)"),
            Self::Limits { in_brackets: false } => format!("{level}CI"),
            Self::Low => format!("{level}lower limit"),
            Self::High => format!("{level}upper limit"),
            Self::Error => "se".to_owned(),
            Self::P => "p".to_owned(),
        }
    }

    /// Whether a cell is written so.
    fn fits(self, cell: &Printed) -> bool {
        let pattern = cell.pattern.trim_end_matches(['*', 'w']);
        match self {
            Self::Whole(_) => matches!(pattern, "#(#-#)" | "#(#,#)" | "#(#w#)"),
            Self::Limits { in_brackets: true } => matches!(pattern, "(#-#)" | "(#,#)" | "(#w#)"),
            Self::Limits { in_brackets: false } => matches!(pattern, "#-#" | "#,#" | "#w#"),
            Self::P => matches!(pattern, "#" | "(#)" | "=#"),
            _ => matches!(pattern, "#" | "(#)"),
        }
    }
}

/// The estimates that the labels of a sheet propose.
pub(super) fn propose(frame: &Frame) -> Vec<Estimates> {
    let said = Said::of(frame.sheet);
    let mut found: Vec<Vec<(usize, Part)>> = Vec::new();
    for at in 0..frame.width() {
        let Some(part) = part(frame, at, &said, found.last().map(Vec::as_slice)) else { continue };
        let begins = |group: &Vec<(usize, Part)>| {
            let is_new = |class: u8| group.iter().all(|(_, part)| part.class() != class);
            !is_new(part.class()) || matches!(part, Part::Whole(_)) && !(is_new(1) && is_new(3))
        };
        match found.last_mut() {
            Some(group) if !begins(group) => group.push((at, part)),
            _ => found.push(vec![(at, part)]),
        }
    }
    let groups = found.into_iter().flat_map(|columns| with_rows(frame, columns, &said));
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// What caption, notes and labels say together.
struct Said {
    measure: Option<Statistic>,
    interval: bool,
    level: Option<String>,
}

impl Said {
    fn of(sheet: &Sheet) -> Self {
        let header = (0..sheet.rows()).flat_map(|row| (0..sheet.columns()).map(move |column| sheet.text(row, column)));
        let notes = sheet.notes.iter().map(|note| note.text.as_str());
        let texts: Vec<&str> = std::iter::once(sheet.caption.as_str()).chain(header).chain(notes).collect();
        Self {
            measure: measure(&sheet.caption),
            interval: texts.iter().any(|text| says_interval(text)),
            level: texts.iter().find_map(|text| level(text)),
        }
    }
}

/// A level beside the name of an interval: `95` of `95% CI`.
fn level(text: &str) -> Option<String> {
    let level = crate::study::interval_level(text)?;
    let percent = level.scaled(100);
    (0..3).find_map(|decimals| percent.to_decimal(decimals))
}

/// Words of a label in small letters.
fn words(label: &str) -> Vec<String> {
    let is_apart = |sign: char| !sign.is_alphanumeric() && sign != '%';
    let label = label.replace("95%CI", "95% CI");
    label.split(is_apart).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// What is estimated, as a label says.
fn measure(label: &str) -> Option<Statistic> {
    const OF: [(Statistic, &[&str]); 6] = [
        (Statistic::OddsRatio, &["or", "ors", "aor", "cor", "odds"]),
        (Statistic::HazardRatio, &["hr", "hrs", "ahr", "hazard", "hazards"]),
        (Statistic::RiskRatio, &["rr", "rrs", "arr", "irr", "pr", "apr", "relative", "prevalence"]),
        (Statistic::Coefficient, &["β", "b", "beta", "coef", "coefficient", "coefficients", "estimate", "estimates"]),
        (Statistic::MeanDifference, &["difference", "differences", "effect", "change", "reduction", "md", "δ"]),
        (Statistic::Mean, &["mean", "means", "lsmean", "lsmeans"]),
    ];
    let has = |known: &[&str]| {
        words_of(label).any(|word| {
            let is_upper = word.chars().all(|sign| !sign.is_lowercase());
            // In small letters they are other words.
            let is_name = is_upper || !["or", "ors", "pr", "b"].contains(&word.as_str()) || word.len() > 2;
            is_name && known.contains(&word.to_lowercase().as_str())
        })
    };
    let is_other = words(label).iter().any(|word| {
        ["standardized", "standardised", "stand", "geometric", "log", "risk", "r2", "rate", "year"]
            .contains(&word.as_str())
    });
    let says = |names: &[&str]| words(label).iter().any(|word| names.contains(&word.as_str()));
    if says(&["risk", "rate", "absolute", "proportion"]) && says(&["difference", "reduction", "rd"]) {
        return Some(Statistic::RiskDifference);
    }
    let is_ratio = |of: Statistic| !of.is_ratio() || of != Statistic::RiskRatio || label.to_lowercase().contains('r');
    OF.iter().find(|(of, known)| has(known) && is_ratio(*of)).map(|(of, _)| *of).filter(|of| of.is_ratio() || !is_other)
}

fn words_of(label: &str) -> impl Iterator<Item = String> {
    label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Whether a label says p and nothing else, of no trend and the like.
fn is_p(label: &str) -> bool {
    let words = words(label);
    let is_of_p = |word: &String| ["p", "value", "values", "val", "pvalue"].contains(&word.as_str());
    words.first().is_some_and(|word| word.starts_with('p')) && words.iter().all(is_of_p)
        || matches!(words.as_slice(), [word] if word == "sig" || word == "significance")
}

/// What a column is, behind those of the estimate before it.
fn part(frame: &Frame, at: usize, said: &Said, before: Option<&[(usize, Part)]>) -> Option<Part> {
    let header = frame.header(at);
    let all = header.join(", ");
    let own = header.last().copied().unwrap_or_default();
    let is_other = |word: &String| {
        ["trend", "interaction", "heterogeneity", "adjusted p", "median", "iqr", "range", "fdr", "vif"]
            .contains(&word.as_str())
    };
    if words(&all).iter().any(is_other) {
        return None;
    }
    let fitting = |part: Part| frame.rows.iter().filter(|row| part.fits(&row.cells[at])).count();
    // The groups that others are compared with have 0 or 1, and no interval.
    let is_reference =
        |cell: &Printed| cell.single().is_some_and(|one| [0, 10_i64.pow(one.decimals.min(9))].contains(&one.digits));
    let cells = frame.rows.iter().map(|row| &row.cells[at]);
    let printed = cells.filter(|cell| cell.is_figures() && !is_reference(cell)).count();
    let is = |part: Part| (fitting(part) > 0 && fitting(part) * 2 >= printed).then_some(part);
    let own_words = words(own);
    let labelled = |names: &[&str]| names.iter().any(|name| words(name) == own_words);
    if is_p(own) || is_p(&all) {
        return is(Part::P);
    }
    if labelled(&["SE", "S.E.", "Std. Error", "Standard error", "Std error"])
        || own_words.first().is_some_and(|word| word == "se")
    {
        return is(Part::Error);
    }
    let speaks = says_interval(own) || says_interval(&all) || said.interval;
    if let Some(of) = measure(own).or_else(|| measure(&all)).or(said.measure)
        && speaks
        && let Some(part) = is(Part::Whole(of))
    {
        return Some(part);
    }
    if labelled(&["t", "t value", "t-statistic"]) {
        return is(Part::Test(Statistic::T));
    }
    if labelled(&["z", "z value", "z-statistic"]) {
        return is(Part::Test(Statistic::Z));
    }
    let has = |class: u8| before.is_some_and(|group| group.iter().any(|(_, part)| part.class() == class));
    if says_interval(own) {
        let limits = [true, false].into_iter().find_map(|in_brackets| is(Part::Limits { in_brackets }));
        let is_upper = own_words.iter().any(|word| word.starts_with("upper"));
        let is_lower = own_words.iter().any(|word| word.starts_with("lower"));
        let low = if is_upper || has(4) && !is_lower { Part::High } else { Part::Low };
        return limits.or_else(|| is(low)).filter(|_| has(0) || has(1));
    }
    if own_words.len() < 3 && own_words.first().is_some_and(|word| word == "lower" || word == "upper") && said.interval
    {
        let part = if own_words[0] == "lower" { Part::Low } else { Part::High };
        return is(part).filter(|_| has(0) || has(1));
    }
    let of = measure(own).filter(|of| *of != Statistic::Mean || said.interval)?;
    is(Part::Estimate(of))
}

/// The rows of an estimate; apart from them those that print no p of their own, where p is of several rows.
fn with_rows(frame: &Frame, columns: Vec<(usize, Part)>, said: &Said) -> Vec<Estimates> {
    let group = |columns: Vec<(usize, Part)>, rows: Vec<usize>| {
        let level = said.level.clone();
        Estimates { columns, rows, level, is_wald: false, bits: 0, without: 0 }
    };
    let fits = |row: usize, (at, part): &(usize, Part)| part.fits(&frame.rows[row].cells[*at]);
    let without: Vec<(usize, Part)> = columns.iter().copied().filter(|(_, part)| *part != Part::P).collect();
    let is_tied = |columns: &[(usize, Part)]| {
        let has = |class: u8| columns.iter().any(|(_, part)| part.class() == class);
        has(2) || (has(0) || has(1)) && (has(3) || has(4) && has(5) || has(6))
    };
    if !is_tied(&columns) {
        return Vec::new();
    }
    let all = 0..frame.rows.len();
    let rows: Vec<usize> = all.filter(|row| without.iter().all(|part| fits(*row, part))).collect();
    let Some(p) = columns.iter().find(|(_, part)| *part == Part::P) else {
        return vec![group(columns, rows)];
    };
    // What stands beside the first of several rows is of all of them.
    let has_p = |row: &usize| fits(*row, p);
    let is_of_several = |row: &usize| rows.contains(&(row + 1)) && !has_p(&(row + 1));
    let (own, others): (Vec<usize>, Vec<usize>) = rows.iter().partition(|row| has_p(row) && !is_of_several(row));
    vec![group(columns.clone(), own), group(without, others)]
}
