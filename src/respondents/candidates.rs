//! What somebody may have done before the figures were computed: each a lens to look at the respondents through.

use crate::microdata::factor::{BLANK, Factor};
use crate::quantity::Level;
use crate::respondents::people::People;
use crate::respondents::recount::{Base, Edit, Lens, Weights};
use crate::study::starred;

/// A lens with what it supposes.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub lens: Lens,
    pub kind: &'static str,
    pub text: String,
    /// The same with what the data have, for those who want to see it.
    pub detail: Option<String>,
    /// How many respondents count otherwise.
    pub size: u64,
}

/// No pairs of more levels than these are tried.
const MOST_LEVELS: usize = 60;

/// Of more values than these only the least, the greatest and zero are tried as missing ones.
const MOST_VALUES: usize = 200;

/// How many of the least and of the greatest.
const OUTERMOST: usize = 20;

/// All that are tried, and what is not because it is too much.
pub(super) fn candidates(people: &People) -> (Vec<Candidate>, Vec<String>) {
    let mut left = Vec::new();
    let mut all = Vec::new();
    for (column, factor) in people.factors.all().iter().enumerate() {
        let of_factor = OfFactor { people, column, factor };
        if factor.leaves.len() > MOST_LEVELS {
            left.push(format!("pairs of levels of {}, which has {}", of_factor.label(), factor.leaves.len()));
        } else {
            all.extend(of_factor.recoded());
        }
        all.extend(of_factor.cuts());
        all.extend(of_factor.bases());
    }
    all.extend((0..people.values.len()).flat_map(|value| edits(people, value)));
    all.extend(filters(people));
    all.extend(weights(people));
    all.extend(repeats(people));
    all.extend(parts(people));
    (all, left)
}

/// A lens under which a column counts otherwise, with how many respondents do.
fn counting(people: &People, column: usize, counts_as: Vec<u16>) -> (Lens, u64) {
    let rows = people.times[column].iter().zip(&people.counts_as[column]).zip(&counts_as);
    let size = rows.filter(|((_, own), other)| own != other).map(|((times, _), _)| times).sum();
    (Lens { counts_as: vec![(column, counts_as)], ..Lens::default() }, size)
}

/// A factor with the words for it.
pub(super) struct OfFactor<'a> {
    pub people: &'a People<'a>,
    pub column: usize,
    pub factor: &'a Factor,
}

impl OfFactor<'_> {
    pub fn label(&self) -> String {
        self.people.study.names().variable_label(self.factor.dimension)
    }

    /// What a code is called.
    pub fn code(&self, code: u16) -> String {
        let leaf = usize::from(code).checked_sub(1).and_then(|at| self.factor.leaves.get(at));
        match (code, leaf) {
            (BLANK, _) => "no answer".to_owned(),
            (_, Some(level)) if self.factor.member.is_none() => self.level(*level),
            (_, Some(_)) => "yes".to_owned(),
            _ => "an answer that is no level".to_owned(),
        }
    }

    fn level(&self, level: Level) -> String {
        let (names, dimension) = (self.people.study.names(), self.factor.dimension);
        starred(names.printed_level(dimension, level).unwrap_or_else(|| names.level_name(dimension, level)))
    }

    /// What all of a code count as, changed.
    fn with(&self, changes: &[(u16, u16)]) -> (Lens, u64) {
        let own = &self.people.counts_as[self.column];
        let change =
            |counts: &u16| changes.iter().find(|change| change.0 == *counts).map_or(*counts, |change| change.1);
        counting(self.people, self.column, own.iter().map(change).collect())
    }

    /// One level counts as another, or both are exchanged; no answer counts as a level, or the other way round.
    fn recoded(&self) -> Vec<Candidate> {
        if self.factor.member.is_some() || self.factor.leaves.is_empty() {
            return Vec::new();
        }
        let codes = 0..self.factor.size;
        let mut all = Vec::new();
        for one in codes.clone() {
            // That who did not answer has some other answer says only that percentages are of all.
            let is_base = |other: u16| one == BLANK && usize::from(other) > self.factor.leaves.len();
            for other in codes.clone().filter(|other| *other != one && !is_base(*other)) {
                let (lens, size) = self.with(&[(one, other)]);
                let kind = if one == BLANK {
                    "missing counted"
                } else if other == BLANK {
                    "counted as missing"
                } else {
                    "recoded"
                };
                let text = format!("{} of {} counts as {}", self.code(one), self.label(), self.code(other));
                all.push(Candidate { lens, kind, text, detail: None, size });
                let are_levels = usize::from(one.max(other)) <= self.factor.leaves.len() && one != BLANK;
                if one < other && are_levels {
                    let (lens, size) = self.with(&[(one, other), (other, one)]);
                    let text = format!("{} and {} of {} are exchanged", self.code(one), self.code(other), self.label());
                    all.push(Candidate { lens, kind: "exchanged", text, detail: None, size });
                }
            }
        }
        all
    }

    /// Those next to a cut point are on its other side.
    fn cuts(&self) -> Vec<Candidate> {
        let own = self.people.cuts.iter().filter(|cut| cut.0 == self.column);
        let cut = |(_, code, other): &(usize, u16, u16)| {
            let mut counts_as = self.people.counts_as[self.column].clone();
            let from = std::mem::replace(&mut counts_as[usize::from(*code)], *other);
            let (lens, size) = counting(self.people, self.column, counts_as);
            let text = format!(
                "the values of {} next to the cut point between {} and {} count as {}",
                self.label(),
                self.code(from),
                self.code(*other),
                self.code(*other)
            );
            Candidate { lens, kind: "cut point", text, detail: None, size }
        };
        own.map(cut).collect()
    }

    /// Percentages are of those who answered, or also of those who did not.
    fn bases(&self) -> Vec<Candidate> {
        if self.factor.member.is_some() {
            return Vec::new();
        }
        let unknown = self.people.times[self.column].first().copied().unwrap_or(0);
        let whose = self.label();
        let candidate = |base: Base, whom: &str| Candidate {
            lens: Lens { base: Some(base), ..Lens::default() },
            kind: "base",
            text: format!("percentages of {whose} are of {whom}"),
            detail: None,
            size: unknown,
        };
        vec![
            candidate(Base::Answered(self.column), "those who answered"),
            candidate(Base::Everybody(self.column), "all, also of those who did not answer"),
        ]
    }
}

/// Missing values count as zero, or some value counts as missing.
fn edits(people: &People, value: usize) -> Vec<Candidate> {
    let values = &people.values[value];
    let label = people.study.names().variable_label(values.variable);
    let mut times = vec![0u64; values.distinct.len() + 1];
    let kept = values.codes.iter().enumerate().filter(|(row, _)| people.is_included(*row));
    kept.for_each(|(_, code)| times[*code as usize] += 1);
    let candidate = |edit: Edit, kind: &'static str, text: String, size: u64| Candidate {
        lens: Lens { value: Some((value, edit)), ..Lens::default() },
        kind,
        text,
        detail: None,
        size,
    };
    let zero =
        candidate(Edit::MissingIsZero, "missing counted", format!("{label} counts as 0 where it is missing"), times[0]);
    let count = values.distinct.len();
    let is_tried =
        |at: usize| count <= MOST_VALUES || at < OUTERMOST || at + OUTERMOST >= count || values.distinct[at] == 0;
    let missing = (0..count).filter(|at| is_tried(*at)).map(|at| {
        let size = times[at + 1];
        let edit = Edit::IsMissing(at as u32 + 1);
        if values.distinct[at] == 0 {
            return candidate(edit, "counted as missing", format!("{label} counts as missing where it is 0"), size);
        }
        let number = &values.unit * &crate::number::Rational::whole(values.distinct[at]);
        let text = format!("one particular value of {label} counts as missing, as a code for no answer does");
        let detail = Some(format!("{label} counts as missing where it is {number}"));
        Candidate { detail, ..candidate(edit, "counted as missing", text, size) }
    });
    std::iter::once(zero).chain(missing).collect()
}

/// A condition of the filter is left out, or its bound counts on the other side.
fn filters(people: &People) -> Vec<Candidate> {
    let filter = &people.filter;
    let column = people.filter_column();
    let mut all = Vec::new();
    for (at, name) in filter.names.iter().enumerate() {
        let (lens, size) = counting(people, column, filter.counts_when(|other, own| other == at || own.holds));
        let text = format!("the filter by `{name}` is not applied");
        all.push(Candidate { lens, kind: "filter", text, detail: None, size });
        let flipped = filter.counts_when(|other, own| own.holds != (other == at && own.is_at_bound));
        let (lens, size) = counting(people, column, flipped);
        let text = format!("the bound of the filter by `{name}` itself counts on its other side");
        all.push(Candidate { lens, kind: "filter", text, detail: None, size });
    }
    all
}

/// Weighted percentages are not weighted, or by another column.
fn weights(people: &People) -> Vec<Candidate> {
    let candidate = |weights: Weights, text: String| Candidate {
        lens: Lens { weights: Some(weights), ..Lens::default() },
        kind: "weight",
        text,
        detail: None,
        size: people.included() as u64,
    };
    let others = people.weights.iter().enumerate().skip(1);
    let others =
        others.map(|(at, weight)| candidate(Weights::Of(at), format!("percentages are weighted by `{}`", weight.name)));
    let none =
        (!people.weights.is_empty()).then(|| candidate(Weights::None, "percentages are not weighted".to_owned()));
    none.into_iter().chain(others).collect()
}

/// Rows that repeat another are left out.
fn repeats(people: &People) -> Option<Candidate> {
    let column = people.repeats_column();
    let (lens, size) = counting(people, column, vec![1, 0]);
    let text = "each row counts once, and not again where it is repeated".to_owned();
    (size > 0).then_some(Candidate { lens, kind: "repeated rows", text, detail: None, size })
}

/// Only so many rows as are printed, the first or the last of the file.
fn parts(people: &People) -> Vec<Candidate> {
    let (ends, rows) = (people.ends(), people.included());
    let whose = if people.filter.names.is_empty() { "of the file" } else { "that the filter keeps" };
    let mut all = Vec::new();
    for number in &people.fewer {
        // Parts are those before each end, and one behind the last.
        let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
        for (which, first, last) in [("first", 0, *number), ("last", rows - number, rows)] {
            let counts_as = starts.iter().map(|start| u16::from((first..last).contains(start))).collect();
            let (lens, size) = counting(people, people.part_column(), counts_as);
            let text = format!("only the {which} {number} rows {whose} count");
            all.push(Candidate { lens, kind: "part of the file", text, detail: None, size });
        }
    }
    all
}
