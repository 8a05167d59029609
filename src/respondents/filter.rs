//! Which rows of a data file are respondents of the study, and which are next to the bounds of that.

use rustc_hash::FxHashMap as HashMap;

use crate::error::Error;
use crate::respondents::coding::Coder;
use crate::respondents::value::number;

/// How a row stands to a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Standing {
    pub holds: bool,
    /// Whether its number is the bound itself.
    pub is_at_bound: bool,
}

/// What the conditions of the filter say of each row.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// The column of each condition.
    pub names: Vec<String>,
    /// What the conditions say, each combination once.
    pub kinds: Vec<Vec<Standing>>,
    /// Which combination each row has.
    pub codes: Vec<u16>,
}

/// The most conditions.
const MOST: usize = 7;

impl Filter {
    /// Whether each combination is one of the study's respondents.
    pub fn counts_as(&self) -> Vec<u16> {
        self.counts_when(|_, standing| standing.holds)
    }

    /// The same where conditions hold otherwise.
    pub fn counts_when(&self, holds: impl Fn(usize, &Standing) -> bool) -> Vec<u16> {
        let all = |kind: &Vec<Standing>| kind.iter().enumerate().all(|(at, standing)| holds(at, standing));
        self.kinds.iter().map(|kind| u16::from(all(kind))).collect()
    }
}

/// The filter of the manifest.
pub(super) fn read(coder: &Coder) -> Result<Filter, Error> {
    let mapping = coder.study.mapping();
    if let Some(clause) = mapping.filter.get(MOST) {
        let error = coder.study.sources()[0].error(clause.column.at, format!("a filter has {MOST} columns at most"));
        return Err(error);
    }
    let mut columns = Vec::new();
    for clause in &mapping.filter {
        let (column, holds) = coder.clause(clause)?;
        let standing = |(text, holds): (&String, Option<bool>)| {
            let number = number(text, mapping.decimal);
            let is_at_bound = number.is_some_and(|number| clause.test.is_bounded_by(&number));
            Standing { holds: holds == Some(true), is_at_bound }
        };
        let standings: Vec<Standing> = column.texts.iter().zip(holds).map(standing).collect();
        columns.push((column, standings));
    }
    let mut filter =
        Filter { names: columns.iter().map(|(column, _)| column.name.clone()).collect(), ..Filter::default() };
    let mut known: HashMap<Vec<Standing>, u16> = HashMap::default();
    let mut kind = Vec::new();
    for row in 0..coder.data.rows {
        kind.clear();
        kind.extend(columns.iter().map(|(column, standings)| standings[column.codes[row] as usize]));
        let code = known.get(&kind).copied().unwrap_or_else(|| {
            let new = known.len() as u16;
            known.insert(kind.clone(), new);
            filter.kinds.push(kind.clone());
            new
        });
        filter.codes.push(code);
    }
    Ok(filter)
}
