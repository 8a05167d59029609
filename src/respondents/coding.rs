//! From texts to codes: what each respondent has of each dimension.

use crate::error::{Error, nearest};
use crate::microdata::factor::{BLANK, Factor};
use crate::microdata::tally::Values;
use crate::microdata::{ANSWERED, NOT_LISTED, YES_OR_NO};
use crate::number::Rational;
use crate::quantity::{Dimension, Level};
use crate::respondents::data::{Column, Data};
use crate::respondents::lookup::{mapped, member_name, named, own_names, value_name};
use crate::respondents::value::{in_units, number};
use crate::study::{Clause, Coded, MANIFEST, Mapped, Study, Test};

/// A dimension as a column of codes.
#[derive(Clone, Debug)]
pub(super) struct Coding {
    pub factor: Factor,
    pub codes: Vec<u16>,
    /// What each code counts as, which is itself, but for those next to a cut point.
    pub counts_as: Vec<u16>,
    /// The codes of those next to a cut point, each with what is on the other side of it.
    pub cuts: Vec<(u16, u16)>,
    /// How many have a text that is no level.
    pub strangers: u64,
    /// The texts of levels that no row has.
    pub absent: Vec<Absent>,
}

/// A text that the manifest says to be a level, and that no respondent has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// What the level is one of.
    pub dimension: Dimension,
    /// The level.
    pub level: Level,
    /// What the manifest says that it is in the column.
    pub text: String,
    /// The column.
    pub column: String,
    /// The text of the column that is most like it, and no level.
    pub nearest: Option<String>,
}

/// The most levels of a dimension.
const MOST_LEVELS: usize = 60_000;

/// A level that may be had beside others, and whether each row has it; nothing where there is no answer.
type Member = (Level, Vec<Option<bool>>);

/// The columns of a study that a data file has.
pub(super) struct Coder<'a> {
    pub study: &'a Study,
    pub data: &'a Data,
}

impl Coder<'_> {
    /// The columns of codes of a dimension: one, or one for each level where a respondent may have several; none where the file
    /// has no column of it.
    pub fn codings(&self, dimension: Dimension) -> Result<Vec<Coding>, Error> {
        let leaves = self.leaves(dimension);
        let mapped = mapped(self.study, dimension);
        if let Some(column) = self.column(dimension, mapped)? {
            return Ok(vec![self.coded(dimension, column, leaves)?]);
        }
        let members = match mapped.filter(|mapped| !mapped.levels.is_empty()) {
            Some(mapped) => self.conditions(mapped)?,
            None => self.members(dimension, &leaves),
        };
        Ok(if members.is_empty() { Vec::new() } else { split(dimension, &members) })
    }

    /// The levels that are not made of others.
    fn leaves(&self, dimension: Dimension) -> Vec<Level> {
        let names = self.study.names();
        names.levels(dimension).filter(|level| names.made_of(dimension, *level).is_empty()).collect()
    }

    /// The column of a dimension's levels; of a variable without levels, of its values.
    fn column(&self, dimension: Dimension, mapped: Option<&Mapped>) -> Result<Option<&Column>, Error> {
        let at = match mapped {
            Some(Mapped { column: Some(column), .. }) => Some(named(self.study, self.data, column)?),
            Some(_) => None,
            None => self.data.find(&own_names(self.study, dimension)),
        };
        Ok(at.map(|at| &self.data.columns[at]))
    }

    fn coded(&self, dimension: Dimension, column: &Column, leaves: Vec<Level>) -> Result<Coding, Error> {
        let mapped = mapped(self.study, dimension);
        if leaves.len() > MOST_LEVELS {
            let message = format!("`{}` has {} levels", self.study.names().name(dimension), leaves.len());
            return Err(Error::new(MANIFEST, message).help(format!("at most {MOST_LEVELS} are counted")));
        }
        let (other, decimal) = (leaves.len() as u16 + 1, self.study.mapping().decimal);
        let numbers: Vec<_> = column.texts.iter().map(|text| number(text, decimal)).collect();
        let mut of_text = Vec::with_capacity(column.texts.len());
        for (text, number) in column.texts.iter().zip(&numbers) {
            of_text.push(match self.is_missing(mapped, text) {
                true => BLANK,
                false => self.level(dimension, mapped, &leaves, text, number.as_ref())?.unwrap_or(other),
            });
        }
        let mut strangers = column.codes.iter().filter(|code| of_text[**code as usize] == other).count() as u64;
        if leaves.is_empty() || column.texts.iter().any(|text| text == NOT_LISTED || text == ANSWERED) {
            strangers = 0;
        }
        let unknown =
            column.texts.iter().zip(&of_text).filter(|(_, code)| **code == other).map(|(text, _)| text.as_str());
        let unknown: Vec<&str> = unknown.collect();
        let absent = mapped.map_or_else(Vec::new, |mapped| absent(mapped, column, &unknown));
        let has_bounds = mapped
            .is_some_and(|mapped| mapped.levels.iter().any(|(_, coded)| matches!(coded, Coded::Own(Test::Bounds(_)))));
        let mut counts_as: Vec<u16> = (0..=other).collect();
        let mut cuts = Vec::new();
        if has_bounds {
            add_cuts(&numbers, &mut of_text, &mut counts_as, &mut cuts);
        }
        let codes: Vec<u16> = column.codes.iter().map(|code| of_text[*code as usize]).collect();
        self.missing_level(dimension, &leaves, &codes, &mut counts_as);
        let factor = Factor { dimension, member: None, size: other + 1, leaves };
        Ok(Coding { factor, codes, counts_as, cuts, strangers, absent })
    }

    /// Those who did not answer are those whom a row such as `Missing` counts, where no text of the column says so.
    fn missing_level(&self, dimension: Dimension, leaves: &[Level], codes: &[u16], counts_as: &mut [u16]) {
        let names = self.study.names();
        let mut missing = (1..).zip(leaves).filter(|(_, level)| names.is_missing(dimension, **level));
        if let (Some((code, _)), None) = (missing.next(), missing.next())
            && !codes.contains(&code)
        {
            counts_as[usize::from(BLANK)] = code;
        }
    }

    fn is_missing(&self, mapped: Option<&Mapped>, text: &str) -> bool {
        let missing = mapped.and_then(|mapped| mapped.missing.as_ref()).unwrap_or(&self.study.mapping().missing);
        text.is_empty() || missing.iter().any(|missing| missing == text)
    }

    /// The code of the level that a text is of: as the manifest says, or as the level is called.
    fn level(
        &self,
        dimension: Dimension,
        mapped: Option<&Mapped>,
        leaves: &[Level],
        text: &str,
        number: Option<&Rational>,
    ) -> Result<Option<u16>, Error> {
        let names = self.study.names();
        let coded = mapped.map_or(&[][..], |mapped| mapped.levels.as_slice());
        let holds = |coded: &&(Level, Coded)| matches!(&coded.1, Coded::Own(test) if test.holds(text, number));
        let mut told = coded.iter().filter(holds).map(|(level, _)| *level);
        let code = |level: Level| leaves.iter().position(|leaf| *leaf == level).map(|at| at as u16 + 1);
        if let Some(level) = told.next() {
            let Some(other) = told.next() else { return Ok(code(level)) };
            let [one, two] = [level, other].map(|level| names.level_name(dimension, level));
            let message = format!("some answers are of `{one}` and of `{two}`: each is of one level");
            let at = mapped.and_then(|mapped| mapped.column.as_ref()).map_or(0, |column| column.at);
            return Err(self.study.sources()[0].error(at, message));
        }
        let is_coded = |level: &Level| coded.iter().any(|(own, _)| own == level);
        let is_called = |level: &&Level| {
            let called = [Some(names.level_name(dimension, **level)), names.printed_level(dimension, **level)];
            !is_coded(level) && called.iter().flatten().any(|name| is_like(name, text))
        };
        let by_label = names.find_level(dimension, text).filter(|level| !is_coded(level));
        Ok(by_label.and_then(code).or_else(|| leaves.iter().find(is_called).copied().and_then(code)))
    }

    /// The columns that say of each level whether it is true of a respondent.
    fn members(&self, dimension: Dimension, leaves: &[Level]) -> Vec<Member> {
        let column = |level: &Level| {
            let at = self.data.find(&[member_name(self.study, dimension, *level)])?;
            let column = &self.data.columns[at];
            let is_true: Vec<_> = column.texts.iter().map(|text| self.truth(text)).collect();
            Some((*level, column.codes.iter().map(|code| is_true[*code as usize]).collect()))
        };
        leaves.iter().filter_map(column).collect()
    }

    fn truth(&self, text: &str) -> Option<bool> {
        (!self.is_missing(None, text)).then(|| is_like(YES_OR_NO[1], text))
    }

    /// The same by what other columns have to be.
    fn conditions(&self, mapped: &Mapped) -> Result<Vec<Member>, Error> {
        let mut members = Vec::new();
        for (level, coded) in &mapped.levels {
            let Coded::Others(clauses) = coded else { continue };
            let mut all = vec![Some(true); self.data.rows];
            for clause in clauses {
                let (column, holds) = self.clause(clause)?;
                for (own, code) in all.iter_mut().zip(&column.codes) {
                    let holds = holds[*code as usize];
                    *own = own.zip(holds).map(|(own, other)| own && other);
                }
            }
            members.push((*level, all));
        }
        Ok(members)
    }

    /// For each text of a condition's column whether it holds; nothing where there is no answer.
    pub fn clause(&self, clause: &Clause) -> Result<(&Column, Vec<Option<bool>>), Error> {
        let column = &self.data.columns[named(self.study, self.data, &clause.column)?];
        let decimal = self.study.mapping().decimal;
        let holds = |text: &String| {
            let holds = clause.test.holds(text, number(text, decimal).as_ref());
            if holds || !self.is_missing(None, text) { Some(holds) } else { None }
        };
        Ok((column, column.texts.iter().map(holds).collect()))
    }

    /// The values of a variable; none where the file has no column of it.
    pub fn values(&self, variable: Dimension) -> Result<Option<Values>, Error> {
        let mapped = mapped(self.study, variable);
        let own = self.data.find(&[value_name(self.study, variable)]).map(|at| &self.data.columns[at]);
        let Some(column) = (match own.filter(|_| mapped.is_none()) {
            Some(column) => Some(column),
            None => self.column(variable, mapped)?,
        }) else {
            return Ok(None);
        };
        let (unit, units) = self.numbers(column, mapped)?;
        let places = column.codes.iter().map(|code| *code as usize);
        Ok(Some(Values::of(variable, unit, &units, places)))
    }

    /// The number that each text of a column is, in whole units; nothing where there is no answer.
    pub fn numbers(&self, column: &Column, mapped: Option<&Mapped>) -> Result<(Rational, Vec<Option<i128>>), Error> {
        let decimal = self.study.mapping().decimal;
        let numbers: Vec<_> = column.texts.iter().map(|text| number(text, decimal)).collect();
        let is_none = |at: usize| numbers[at].is_none() && !self.is_missing(mapped, &column.texts[at]);
        let known = |at: usize| if self.is_missing(mapped, &column.texts[at]) { None } else { numbers[at].clone() };
        let strangers = column.codes.iter().filter(|code| is_none(**code as usize)).count();
        if strangers > 0 {
            let message = match strangers {
                1 => format!("1 value of the column `{}` is no number", column.name),
                _ => format!("{strangers} values of the column `{}` are no numbers", column.name),
            };
            let help =
                "what stands for no answer is listed in `[data] missing = […]`, a decimal comma in `decimal = \",\"`";
            return Err(Error::new(&self.data.file, message).help(help));
        }
        let known: Vec<_> = (0..numbers.len()).map(known).collect();
        let too_large =
            || Error::new(&self.data.file, format!("the numbers of the column `{}` have too many digits", column.name));
        in_units(&known).ok_or_else(too_large)
    }
}

/// The texts of levels that a column does not have, each with the one that is most like it among those that are no level.
fn absent(mapped: &Mapped, column: &Column, unknown: &[&str]) -> Vec<Absent> {
    let texts = mapped.levels.iter().flat_map(|(level, coded)| match coded {
        Coded::Own(Test::Texts(texts)) => texts.iter().map(|text| (*level, text)).collect(),
        _ => Vec::new(),
    });
    let absent = texts.filter(|(_, text)| !column.texts.contains(*text));
    let found = absent.map(|(level, text)| Absent {
        dimension: mapped.dimension,
        level,
        text: text.clone(),
        column: column.name.clone(),
        nearest: nearest(text, unknown.iter().copied()).map(str::to_owned),
    });
    found.collect()
}

/// Whether a text is a label, whatever its case; `1` and `true` are yes, `0` and `false` are no.
fn is_like(label: &str, text: &str) -> bool {
    const ANSWERS: [[&str; 4]; 2] = [["yes", "y", "true", "1"], ["no", "n", "false", "0"]];
    let (label, text) = (label.to_lowercase(), text.to_lowercase());
    label == text || ANSWERS.iter().any(|same| same[0] == label && same.contains(&text.as_str()))
}

/// Each level that may be had beside others as a column of its own, behind one that says who answered.
fn split(dimension: Dimension, members: &[Member]) -> Vec<Coding> {
    let rows = members.first().map_or(0, |member| member.1.len());
    let answered = |row: usize| u16::from(members.iter().any(|(_, holds)| holds[row].is_some()));
    let coding = |member: Option<Level>, codes: Vec<u16>| Coding {
        factor: Factor { dimension, member, leaves: member.into_iter().collect(), size: 2 },
        codes,
        counts_as: vec![0, 1],
        cuts: Vec::new(),
        strangers: 0,
        absent: Vec::new(),
    };
    let of_members = members
        .iter()
        .map(|(level, holds)| coding(Some(*level), holds.iter().map(|own| u16::from(*own == Some(true))).collect()));
    std::iter::once(coding(None, (0..rows).map(answered).collect())).chain(of_members).collect()
}

/// Gives the values next to a cut point codes of their own, which count as before.
fn add_cuts(numbers: &[Option<Rational>], of_text: &mut [u16], counts_as: &mut Vec<u16>, cuts: &mut Vec<(u16, u16)>) {
    let mut order: Vec<usize> =
        (0..numbers.len()).filter(|at| numbers[*at].is_some() && of_text[*at] != BLANK).collect();
    order.sort_by(|one, other| numbers[*one].cmp(&numbers[*other]));
    let stated = of_text.to_vec();
    for pair in order.windows(2) {
        for (own, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            let is_cut = stated[own] != stated[other] && numbers[own] != numbers[other];
            if !is_cut || counts_as.len() >= usize::from(u16::MAX) {
                continue;
            }
            if of_text[own] == stated[own] {
                of_text[own] = counts_as.len() as u16;
                counts_as.push(stated[own]);
            }
            cuts.push((of_text[own], stated[other]));
        }
    }
}
