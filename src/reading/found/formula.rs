//! Formulas by which numbers of a table may follow from others beside them, each held against all of its lines.
//!
//! A line is a row of a table whose columns are tried, or a column of one whose rows are; its fields are what the formulas tie. All is in
//! whole numbers: fields are scaled to the most decimals, and stand for all that is printed so.

use crate::number::Rational;
use crate::reading::found::tie::{Fields, Tie, each_tie};
use crate::reading::layout::evidence::{Bits, MISPRINT, log2};
use crate::reading::layout::printed::Number;

/// How a number follows from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Formula {
    /// The sum of the parts.
    Sum { whole: usize, parts: Fields },
    /// Their mean.
    Mean { whole: usize, parts: Fields },
    /// The parts come to a hundred; the first follows from the others.
    Hundred { parts: Fields },
    /// So many times the part for each of the base.
    Ratio { result: usize, part: usize, base: usize, times: i128, as_change: Change },
    /// A function of all lines, such as the sum up to each.
    OfLines { result: usize, of: usize, function: &'static str },
}

/// What of a ratio is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Change {
    /// The ratio.
    None,
    /// By how many percent the part is above the base.
    Rise,
    /// By how many percent it is below.
    Fall,
}

/// The lines of a table, each with its fields, scaled to one number of decimals: twice the number, and half a unit of its last digit,
/// doubled.
pub(in crate::reading) struct Lines {
    pub fields: Vec<Vec<Option<(i128, i128)>>>,
    /// Of each field the lines that have a number in it, a bit each.
    filled: Vec<Vec<u64>>,
    /// One, scaled and doubled.
    pub one: i128,
}

/// What a number and what it follows from may be.
type Range = (i128, i128);

/// No more decimals take part, and no greater numbers.
const MOST_DECIMALS: u32 = 6;
const GREATEST: i128 = 1_000_000_000_000_000;

/// What ratios are printed in.
const RATIOS: [(i128, Change); 7] = [
    (1, Change::None),
    (100, Change::None),
    (1_000, Change::None),
    (10_000, Change::None),
    (100_000, Change::None),
    (100, Change::Rise),
    (100, Change::Fall),
];

/// How many formulas there are of a field and two others: their mean, their sum, the ratios of the one to the other and of the other to the one.
const OF_THREE: usize = 2 + 2 * RATIOS.len();

/// A formula must hold in as many lines.
const FEWEST: usize = 3;

/// No line says more.
const MOST_BITS: Bits = 12;

impl Lines {
    /// The numbers of each line; nothing, where they have too many digits.
    pub fn of(numbers: &[Vec<Option<Number>>]) -> Option<Self> {
        let decimals = numbers.iter().flatten().flatten().map(|number| number.decimals).max()?;
        let scaled = |number: &Number| {
            let unit = 10_i128.pow(decimals - number.decimals);
            let value = 2 * i128::from(number.digits) * unit;
            (number.is_exact && value.abs() < GREATEST).then_some((value, unit))
        };
        let fields = numbers.iter().map(|line| line.iter().map(|number| number.as_ref().and_then(scaled)).collect());
        let fields: Vec<Vec<Option<(i128, i128)>>> = fields.collect();
        let filled = (0..fields.first()?.len()).map(|field| bits_of(&fields, field)).collect();
        (decimals <= MOST_DECIMALS).then(|| Self { fields, filled, one: 2 * 10_i128.pow(decimals) })
    }

    /// The lines that have a number in each of these fields.
    fn full<'l>(&'l self, fields: &'l [usize]) -> impl Iterator<Item = usize> + Clone + 'l {
        let words = 0..self.filled.first().map_or(0, Vec::len);
        let full = |word: usize| fields.iter().fold(u64::MAX, |all, field| all & self.filled[*field][word]);
        words.flat_map(move |word| Ones(full(word)).map(move |bit| 64 * word + bit))
    }

    /// How many lines have a number in a field.
    pub fn filled(&self, field: usize) -> usize {
        self.filled[field].iter().map(|word| word.count_ones() as usize).sum()
    }

    /// What stands on both sides of a formula in a line, where all its numbers are printed.
    pub(in crate::reading) fn sides(&self, line: usize, formula: &Formula) -> Option<[Range; 2]> {
        self.sides_with(formula, &|field| self.fields[line][field])
    }

    pub(in crate::reading) fn sides_with(
        &self,
        formula: &Formula,
        field: &impl Fn(usize) -> Option<Range>,
    ) -> Option<[Range; 2]> {
        let range = |at: usize| field(at).map(ends);
        let sum = |parts: &[usize]| {
            parts.iter().try_fold((0, 0), |(low, high), part| {
                let (least, most) = range(*part)?;
                Some((low + least, high + most))
            })
        };
        match formula {
            Formula::Sum { whole, parts } => Some([range(*whole)?, sum(parts)?]),
            Formula::Mean { whole, parts } => {
                let ((low, high), times) = (range(*whole)?, parts.len() as i128);
                Some([(low * times, high * times), sum(parts)?])
            }
            Formula::OfLines { .. } => None,
            Formula::Hundred { parts } => Some([(100 * self.one, 100 * self.one), sum(parts)?]),
            Formula::Ratio { result, part, base, times, as_change } => {
                let ((low, high), base, (least, most)) = (range(*result)?, range(*base)?, range(*part)?);
                let result = match as_change {
                    Change::None => (low, high),
                    Change::Rise => (low + 100 * self.one, high + 100 * self.one),
                    Change::Fall => (100 * self.one - high, 100 * self.one - low),
                };
                let scale = times * self.one;
                (base.0 > 0).then(|| [product(result, base), (least * scale, most * scale)])
            }
        }
    }

    /// Whether a formula holds in a line; nothing where a number is missing.
    pub fn holds(&self, line: usize, formula: &Formula) -> Option<bool> {
        self.sides(line, formula).map(meet)
    }

    /// By how much a sum or a difference is off at least.
    pub fn off(&self, line: usize, formula: &Formula) -> Option<Rational> {
        let [one, other] = self.sides(line, formula).filter(|_| matches!(formula, Formula::Sum { .. }))?;
        Rational::new((one.0 - other.1).max(other.0 - one.1).max(0), self.one)
    }

    /// Whether what is printed is above what it follows from.
    pub fn is_above(&self, line: usize, formula: &Formula) -> bool {
        self.sides(line, formula).is_some_and(|[one, other]| one.0 > other.1)
    }

    /// The formulas between so many fields that most lines agree with, with what speaks for each less what it costs to have tried so many.
    pub fn search(&self, fields: &[usize], is_new: &[bool]) -> Vec<(Formula, Bits)> {
        let (mut tried, mut found) = (0, Vec::new());
        each_tie(fields, is_new, &mut |tie| {
            let (formulas, all) = match tie {
                Tie::Three(fields) => (self.of_three(fields), OF_THREE),
                Tie::Row { whole, parts } => {
                    let parts = Fields::from_slice(parts);
                    (vec![Formula::Mean { whole, parts: parts.clone() }, Formula::Sum { whole, parts }], 2)
                }
                Tie::Hundred(parts) => (vec![Formula::Hundred { parts: Fields::from_slice(parts) }], 1),
            };
            tried += all as i64;
            found.extend(formulas.into_iter().filter_map(|formula| Some((self.bits(&formula)?, formula))));
        });
        let cost = log2(tried);
        found.into_iter().map(|(bits, formula)| (formula, bits - cost)).collect()
    }

    /// The formulas of a field and two others that do not fail in too many lines; of all together, as nearly all do.
    fn of_three(&self, fields: [usize; 3]) -> Vec<Formula> {
        let lines = self.full(&fields);
        let Some(most) = most_astray(lines.clone().count()) else { return Vec::new() };
        let mut astray = [0; OF_THREE];
        for line in lines {
            let holding = self.holding(fields.map(|field| self.fields[line][field]));
            for (astray, holds) in astray.iter_mut().zip(holding) {
                *astray += holds.map_or(most + 1, |holds| usize::from(!holds));
            }
            if astray.iter().all(|astray| *astray > most) {
                return Vec::new();
            }
        }
        let open = (0..OF_THREE).filter(|at| astray[*at] <= most);
        open.map(|at| Formula::of_three(fields, at)).collect()
    }

    /// Whether each formula holds of a number and two others; nothing, where it is not defined for them.
    fn holding(&self, numbers: [Option<Range>; 3]) -> [Option<bool>; OF_THREE] {
        let mut holding = [None; OF_THREE];
        let [Some(result), Some(one), Some(other)] = numbers.map(|number| number.map(ends)) else { return holding };
        let (sum, hundred) = ((one.0 + other.0, one.1 + other.1), 100 * self.one);
        holding[0] = Some(meet([(2 * result.0, 2 * result.1), sum]));
        holding[1] = Some(meet([result, sum]));
        for (ratios, (part, base)) in holding[2..].chunks_mut(RATIOS.len()).zip([(one, other), (other, one)]) {
            if base.0 > 0 {
                let as_printed = product(result, base);
                for (ratio, (times, as_change)) in ratios.iter_mut().zip(RATIOS) {
                    let result = match as_change {
                        Change::None => as_printed,
                        Change::Rise => product((hundred + result.0, hundred + result.1), base),
                        Change::Fall => product((hundred - result.1, hundred - result.0), base),
                    };
                    let scale = times * self.one;
                    *ratio = Some(meet([result, (part.0 * scale, part.1 * scale)]));
                }
            }
        }
        holding
    }

    /// What speaks for a formula: what each line says in which it holds, less what those cost in which it does not. Nothing, where that
    /// is more than one in five. Equal lines speak once.
    fn bits(&self, formula: &Formula) -> Option<Bits> {
        let of_formula = formula.fields();
        let lines = self.full(&of_formula);
        let most = most_astray(lines.clone().count())?;
        let mut astray = 0;
        for line in lines.clone() {
            astray += usize::from(!self.holds(line, formula)?);
            if astray > most {
                return None;
            }
        }
        let lines: Vec<usize> = lines.collect();
        let mut held: Vec<usize> =
            lines.iter().copied().filter(|line| self.holds(*line, formula) == Some(true)).collect();
        let key = |line: &usize| of_formula.iter().map(|at| self.fields[*line][*at]).collect::<Vec<_>>();
        let distinct: std::collections::BTreeSet<_> = held.iter().map(key).collect();
        if distinct.len() < FEWEST {
            return None;
        }
        held.sort_by_key(key);
        held.dedup_by_key(|line| key(line));
        let speaking: Bits = held.iter().map(|line| self.line_bits(*line, &lines, formula)).sum();
        Some(speaking - MISPRINT * astray as Bits)
    }

    /// How seldom a formula would hold in a line if one of its numbers were another: that of another line, or another one of the formula's
    /// own. The least for any of them; nothing, where what is computed is printed like what it is computed from.
    fn line_bits(&self, line: usize, lines: &[usize], formula: &Formula) -> Bits {
        let of_formula = formula.fields();
        let number = |field: usize| self.fields[line][field].map(|number| number.0);
        if of_formula[1..].iter().any(|field| number(*field) == number(of_formula[0])) {
            return 0;
        }
        let with = |at: usize, (line_of, field_of): (usize, usize)| {
            let replaced = |field: usize| {
                if field == at { self.fields[line_of][field_of] } else { self.fields[line][field] }
            };
            self.sides_with(formula, &replaced)
        };
        let of_field = |at: usize| {
            let others = lines.iter().filter(|other| **other != line);
            let of_lines: Vec<[Range; 2]> = others.filter_map(|other| with(at, (*other, at))).collect();
            let within = of_formula.iter().filter(|field| **field != at).filter_map(|field| with(at, (line, *field)));
            let farthest = within.map(room).max().unwrap_or(0);
            farthest.min(bits_of_exchanged(&of_lines))
        };
        of_formula.iter().map(|field| of_field(*field)).min().unwrap_or(0).min(MOST_BITS)
    }
}

/// In so many of the lines a formula may not hold; nothing, where they are too few.
fn most_astray(lines: usize) -> Option<usize> {
    (lines >= FEWEST).then_some(lines / 5)
}

/// The lines that have a number in a field.
fn bits_of(lines: &[Vec<Option<(i128, i128)>>], field: usize) -> Vec<u64> {
    let word = |lines: &[Vec<Option<(i128, i128)>>]| {
        lines.iter().rev().fold(0, |word, line| word << 1 | u64::from(line[field].is_some()))
    };
    lines.chunks(64).map(word).collect()
}

/// The places of the bits of a word that are set.
#[derive(Clone)]
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let first = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(first)
    }
}

/// How seldom a formula holds with the numbers of other lines: as they show, or where it holds with none, as far as most are off.
fn bits_of_exchanged(exchanged: &[[Range; 2]]) -> Bits {
    let holding = exchanged.iter().filter(|sides| meet(**sides)).count();
    if let Some(seldom) = exchanged.len().checked_div(holding) {
        return log2(seldom as i64);
    }
    let mut room: Vec<Bits> = exchanged.iter().map(|sides| room(*sides)).collect();
    room.sort_unstable();
    room.get(room.len() / 2).copied().unwrap_or(0)
}

/// How many times both sides would fit between them, in bits.
fn room([one, other]: [Range; 2]) -> Bits {
    let width = (one.1 - one.0) + (other.1 - other.0);
    log2(i64::try_from(2 * gap(one, other) / width.max(1)).unwrap_or(i64::MAX))
}

impl Formula {
    /// One of the formulas of a field and two others, in their order.
    fn of_three([result, one, other]: [usize; 3], at: usize) -> Self {
        let parts = || Fields::from_slice(&[one, other]);
        match at.checked_sub(2) {
            None if at == 0 => Self::Mean { whole: result, parts: parts() },
            None => Self::Sum { whole: result, parts: parts() },
            Some(at) => {
                let (times, as_change) = RATIOS[at % RATIOS.len()];
                let (part, base) = if at < RATIOS.len() { (one, other) } else { (other, one) };
                Self::Ratio { result, part, base, times, as_change }
            }
        }
    }

    /// The fields that it ties, what is computed first.
    pub fn fields(&self) -> Fields {
        match self {
            Self::Sum { whole, parts } | Self::Mean { whole, parts } => {
                std::iter::once(*whole).chain(parts.iter().copied()).collect()
            }
            Self::Hundred { parts } => parts.iter().copied().collect(),
            Self::Ratio { result, part, base, .. } => [*result, *part, *base].into_iter().collect(),
            Self::OfLines { result, of, .. } => [*result, *of].into_iter().collect(),
        }
    }

    /// As an equation between the names of its fields.
    pub fn write(&self, name: &dyn Fn(usize) -> String) -> String {
        let sum = |parts: &[usize], sign: &str| parts.iter().map(|part| name(*part)).collect::<Vec<_>>().join(sign);
        match self {
            Self::Sum { whole, parts } => format!("{} = {}", name(*whole), sum(parts, " + ")),
            Self::Mean { whole, parts } => format!("{} = ({}) / {}", name(*whole), sum(parts, " + "), parts.len()),
            Self::OfLines { result, of, function } => format!("{} = {function}({})", name(*result), name(*of)),
            Self::Hundred { parts } => format!("{} = 100 - {}", name(parts[0]), sum(&parts[1..], " - ")),
            Self::Ratio { result, part, base, times, as_change } => {
                let times = if *times == 1 { String::new() } else { format!("{times} * ") };
                let ratio = format!("{times}{} / {}", name(*part), name(*base));
                let ratio = match as_change {
                    Change::None => ratio,
                    Change::Rise => format!("{ratio} - 100"),
                    Change::Fall => format!("100 - {ratio}"),
                };
                format!("{} = {ratio}", name(*result))
            }
        }
    }
}

/// The least and the most that a number may be, which is given with half a unit of its last digit.
fn ends((value, half): Range) -> Range {
    (value - half, value + half)
}

/// Of numbers that may be negative and others that are not.
fn product(one: Range, positive: Range) -> Range {
    let farther = |end: i128, by_least: bool| end * if by_least { positive.0 } else { positive.1 };
    (farther(one.0, one.0 >= 0), farther(one.1, one.1 < 0))
}

pub(in crate::reading) fn meet([one, other]: [Range; 2]) -> bool {
    gap(one, other) == 0
}

/// How far two ranges are apart.
fn gap(one: Range, other: Range) -> i128 {
    (one.0 - other.1).max(other.0 - one.1).max(0)
}
