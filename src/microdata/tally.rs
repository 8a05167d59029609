//! Respondents counted by whichever of their columns are asked for: a group-by over columns of codes.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;

use crate::number::Rational;
use crate::quantity::Dimension;
use crate::sample::Distribution;

/// The values of a variable: each distinct one once, ascending, in whole units; and which one each respondent has.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    pub variable: Dimension,
    pub unit: Rational,
    pub distinct: Rc<[i128]>,
    pub codes: Vec<u32>,
}

/// The code of those of whom the value is not known; that of a value is one more than its place.
pub(crate) const UNKNOWN: u32 = 0;

impl Values {
    /// The values of a variable, by the places of each respondent's among some that need not be in order, nor each there once.
    pub fn of(
        variable: Dimension,
        unit: Rational,
        values: &[Option<i128>],
        places: impl Iterator<Item = usize>,
    ) -> Self {
        let mut distinct: Vec<i128> = values.iter().copied().flatten().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let code = |value: &Option<i128>| match value {
            Some(value) => distinct.partition_point(|other| other < value) as u32 + 1,
            None => UNKNOWN,
        };
        let codes: Vec<u32> = values.iter().map(code).collect();
        let codes = places.map(|place| codes.get(place).copied().unwrap_or(UNKNOWN)).collect();
        Self { variable, unit, distinct: distinct.into(), codes }
    }
}

/// How often each value occurs, and how often none is known.
#[derive(Clone, Debug)]
pub(crate) struct Frequencies {
    pub unit: Rational,
    pub distinct: Rc<[i128]>,
    /// The first of those of whom it is not known.
    pub times: Vec<u64>,
}

impl Frequencies {
    fn known(&self) -> impl Iterator<Item = (i128, u64)> {
        self.distinct.iter().copied().zip(self.times.iter().skip(1).copied())
    }

    /// The same in integers; nothing where they are too large.
    fn whole_sums(&self) -> Option<(i128, i128)> {
        self.known().try_fold((0i128, 0i128), |(sum, squares), (value, times)| {
            let all = value.checked_mul(i128::from(times))?;
            Some((sum.checked_add(all)?, squares.checked_add(all.checked_mul(value)?)?))
        })
    }

    /// The value itself, of one in units.
    pub fn value(&self, value: i128) -> Rational {
        &self.unit * &Rational::whole(value)
    }
}

impl Distribution for Frequencies {
    fn n(&self) -> u64 {
        self.times.iter().skip(1).sum()
    }

    fn at(&self, place: u64) -> Option<Rational> {
        let mut seen = 0;
        let found = self.known().find(|(_, times)| {
            seen += times;
            seen > place
        });
        found.map(|(value, _)| self.value(value))
    }

    fn sums(&self) -> (Rational, Rational) {
        let (sum, squares) = self.whole_sums().map_or_else(
            || {
                let add = |(sum, squares): (Rational, Rational), (value, times): (i128, u64)| {
                    let all = &Rational::whole(value) * &Rational::from(times);
                    (&sum + &all, &squares + &(&all * &Rational::whole(value)))
                };
                self.known().fold((Rational::zero(), Rational::zero()), add)
            },
            |(sum, squares)| (Rational::whole(sum), Rational::whole(squares)),
        );
        (&sum * &self.unit, &squares * &(&self.unit * &self.unit))
    }

    fn modes(&self) -> Vec<Rational> {
        let most = self.known().map(|(_, times)| times).max().filter(|times| *times > 0);
        self.known().filter(|(_, times)| Some(*times) == most).map(|(value, _)| self.value(value)).collect()
    }
}

/// The combinations of codes that some columns have, each with how often it occurs, or with what is added up over it.
#[derive(Debug)]
pub(crate) struct Cells<T> {
    width: usize,
    codes: Vec<u32>,
    sums: Vec<T>,
}

impl<T: Copy> Cells<T> {
    /// Each combination with its sum.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], T)> {
        let codes = |cell: usize| &self.codes[cell * self.width..(cell + 1) * self.width];
        self.sums.iter().enumerate().map(move |(cell, sum)| (codes(cell), *sum))
    }
}

/// Columns of codes with what was counted of them.
#[derive(Debug)]
pub(crate) struct Groups<'a> {
    rows: usize,
    columns: &'a [Vec<u16>],
    values: &'a [Values],
    sizes: Vec<u64>,
    counted: Known<Option<usize>, u64>,
    weighted: Known<usize, i128>,
}

/// What was counted of which columns, and by what besides; nothing where there are too many combinations.
type Known<K, T> = HashMap<(Vec<usize>, K), Option<Rc<Cells<T>>>>;

impl<'a> Groups<'a> {
    pub fn new(rows: usize, columns: &'a [Vec<u16>], values: &'a [Values]) -> Self {
        let size = |codes: &Vec<u16>| codes.iter().max().map_or(1, |most| u64::from(*most) + 1);
        let sizes = columns.iter().map(size).collect();
        Self { rows, columns, values, sizes, counted: HashMap::default(), weighted: HashMap::default() }
    }

    /// The values that are counted.
    pub fn values(&self) -> &'a [Values] {
        self.values
    }

    /// How many have each combination of codes of these columns, and of the values of a variable behind them. Nothing where
    /// there are too many combinations to be numbered.
    pub fn counted(&mut self, by: &[usize], value: Option<usize>) -> Option<Rc<Cells<u64>>> {
        let key = (by.to_vec(), value);
        if !self.counted.contains_key(&key) {
            let cells = self.keys(by, value).map(|keys| Rc::new(keys.summed(|_| 1u64)));
            self.counted.insert(key.clone(), cells);
        }
        self.counted.get(&key).cloned().flatten()
    }

    /// The sum of weights of each combination; those of one name are always the same.
    pub fn weighted(&mut self, by: &[usize], name: usize, weights: &[i64]) -> Option<Rc<Cells<i128>>> {
        let key = (by.to_vec(), name);
        if !self.weighted.contains_key(&key) {
            let weight = |row: usize| i128::from(weights.get(row).copied().unwrap_or(0));
            let cells = self.keys(by, None).map(|keys| Rc::new(keys.summed(weight)));
            self.weighted.insert(key.clone(), cells);
        }
        self.weighted.get(&key).cloned().flatten()
    }

    /// A number for the combination that each row has.
    fn keys(&self, by: &[usize], value: Option<usize>) -> Option<Keys> {
        let (mut keys, mut all, mut sizes) = (vec![0u64; self.rows], 1u64, Vec::new());
        for column in by {
            let size = *self.sizes.get(*column)?;
            all = all.checked_mul(size)?;
            let codes = self.columns.get(*column)?;
            keys.iter_mut().zip(codes).for_each(|(key, code)| *key = *key * size + u64::from(*code));
            sizes.push(size);
        }
        if let Some(values) = value.and_then(|value| self.values.get(value)) {
            let size = values.distinct.len() as u64 + 1;
            all = all.checked_mul(size)?;
            keys.iter_mut().zip(&values.codes).for_each(|(key, code)| *key = *key * size + u64::from(*code));
            sizes.push(size);
        }
        Some(Keys { keys, all, sizes })
    }
}

/// The combinations of all rows, as numbers in a mixed radix.
struct Keys {
    keys: Vec<u64>,
    all: u64,
    sizes: Vec<u64>,
}

impl Keys {
    /// Combinations are counted in an array where it is not much longer than there are rows.
    fn summed<T: Copy + Default + std::ops::AddAssign>(&self, of: impl Fn(usize) -> T) -> Cells<T> {
        const SMALL: u64 = 1 << 16;
        let mut sums: Vec<(u64, T)> = if self.all <= SMALL.max(4 * self.keys.len() as u64) {
            let (mut sums, mut met) = (vec![T::default(); self.all as usize], vec![false; self.all as usize]);
            for (row, key) in self.keys.iter().enumerate() {
                sums[*key as usize] += of(row);
                met[*key as usize] = true;
            }
            (0..).zip(sums).zip(met).filter(|(_, met)| *met).map(|(cell, _)| cell).collect()
        } else {
            let mut sums: HashMap<u64, T> = HashMap::default();
            for (row, key) in self.keys.iter().enumerate() {
                *sums.entry(*key).or_default() += of(row);
            }
            sums.into_iter().collect()
        };
        sums.sort_unstable_by_key(|cell| cell.0);
        let width = self.sizes.len();
        let mut codes = vec![0u32; width * sums.len()];
        for (cell, (key, _)) in sums.iter().enumerate() {
            let mut rest = *key;
            for (place, size) in self.sizes.iter().enumerate().rev() {
                codes[cell * width + place] = (rest % size) as u32;
                rest /= size;
            }
        }
        Cells { width, codes, sums: sums.into_iter().map(|cell| cell.1).collect() }
    }
}

/// For some columns, which of their codes are asked for: a sum over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked(BTreeMap<usize, Vec<bool>>);

impl Asked {
    /// Asks for these codes of a column as well: of those that were asked for, only these.
    pub fn and(&mut self, column: usize, codes: impl IntoIterator<Item = u16>, size: usize) {
        let mut wanted = vec![false; size];
        for code in codes {
            if let Some(wanted) = wanted.get_mut(usize::from(code)) {
                *wanted = true;
            }
        }
        match self.0.get_mut(&column) {
            Some(own) => own.iter_mut().zip(wanted).for_each(|(own, other)| *own &= other),
            None => drop(self.0.insert(column, wanted)),
        }
    }

    /// The columns.
    pub fn columns(&self) -> Vec<usize> {
        self.0.keys().copied().collect()
    }

    /// Whether a combination of codes of the columns is asked for.
    pub fn has(&self, codes: &[u32]) -> bool {
        self.0.values().zip(codes).all(|(wanted, code)| wanted.get(*code as usize).copied().unwrap_or(false))
    }

    /// Whether a row is.
    pub fn has_row(&self, columns: &[Vec<u16>], row: usize) -> bool {
        self.0.iter().all(|(column, wanted)| {
            let code = columns.get(*column).and_then(|codes| codes.get(row));
            code.is_some_and(|code| wanted.get(usize::from(*code)).copied().unwrap_or(false))
        })
    }

    /// How many there are.
    pub fn count(&self, groups: &mut Groups) -> Option<u64> {
        let cells = groups.counted(&self.columns(), None)?;
        Some(cells.iter().filter(|(codes, _)| self.has(codes)).map(|(_, times)| times).sum())
    }

    /// What their weights come to.
    pub fn weight(&self, groups: &mut Groups, name: usize, weights: &[i64]) -> Option<i128> {
        let cells = groups.weighted(&self.columns(), name, weights)?;
        Some(cells.iter().filter(|(codes, _)| self.has(codes)).map(|(_, sum)| sum).sum())
    }

    /// How often each value of a variable occurs among them.
    pub fn frequencies(&self, groups: &mut Groups, value: usize) -> Option<Frequencies> {
        let values = groups.values().get(value)?;
        let cells = groups.counted(&self.columns(), Some(value))?;
        let mut times = vec![0; values.distinct.len() + 1];
        for (codes, count) in cells.iter().filter(|(codes, _)| self.has(codes)) {
            if let Some(times) = codes.last().and_then(|code| times.get_mut(*code as usize)) {
                *times += count;
            }
        }
        Some(Frequencies { unit: values.unit.clone(), distinct: Rc::clone(&values.distinct), times })
    }
}
