//! Equations between variables, as manifests write them: `change = after - before`, `rate = 100 * {ill, all} / n`, `sum = cumulative(n)`.

use crate::error::Error;
use crate::number::Rational;
use crate::quantity::Dimension;
use crate::study::names::Names;

/// One side of an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A variable.
    Variable(Dimension),
    /// A number.
    Number(Rational),
    /// The sum of terms, each times its factor.
    Sum(Vec<(Rational, Formula)>),
    /// The product of two.
    Product(Box<Formula>, Box<Formula>),
    /// The quotient of two.
    Quotient(Box<Formula>, Box<Formula>),
    /// What follows from the values of a variable in all lines of a table.
    OfLines(Function, Dimension),
}

/// A function of the values of a variable in all lines of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The sum of the values of the table up to this line.
    Cumulative,
    /// How many values are greater, and one.
    Rank,
    /// How many values are less, and one.
    AscendingRank,
}

impl Function {
    const ALL: [Self; 3] = [Self::Cumulative, Self::Rank, Self::AscendingRank];

    /// Its name in equations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cumulative => "cumulative",
            Self::Rank => "rank",
            Self::AscendingRank => "ascending_rank",
        }
    }
}

/// No brackets are nested deeper, and no product has more factors.
const MOST: usize = 64;

/// Says what is wrong with an equation.
pub(super) type Complaint<'a> = &'a dyn Fn(String) -> Error;

/// Both sides of an equation.
pub(super) fn sides(equation: &str, names: &Names, complain: Complaint) -> Result<(Formula, Formula), Error> {
    let (left, right) = at_equals_sign(equation)
        .ok_or_else(|| complain(format!("`{equation}` has no `=`")).help("write it like `a = b - c`"))?;
    let side = |text| {
        let mut reader = Reader { equation, rest: text, depth: 0, names, complain };
        let formula = reader.sum()?;
        if reader.rest.is_empty() { Ok(formula) } else { Err(reader.expected("an operator or the end")) }
    };
    Ok((side(left)?, side(right)?))
}

/// The sides of an equals sign that stands in no name.
fn at_equals_sign(equation: &str) -> Option<(&str, &str)> {
    let mut is_name = false;
    let at = equation.char_indices().find(|(_, sign)| {
        is_name = matches!(sign, '{') || is_name && *sign != '}';
        *sign == '=' && !is_name
    });
    at.map(|(at, _)| (&equation[..at], &equation[at + 1..]))
}

impl Formula {
    /// Its variables, each as often as it stands there.
    pub fn variables(&self) -> Vec<Dimension> {
        match self {
            Self::Variable(variable) | Self::OfLines(_, variable) => vec![*variable],
            Self::Number(_) => Vec::new(),
            Self::Sum(terms) => terms.iter().flat_map(|(_, term)| term.variables()).collect(),
            Self::Product(one, other) | Self::Quotient(one, other) => {
                one.variables().into_iter().chain(other.variables()).collect()
            }
        }
    }

    /// Its terms, each with its variable where it has one; nothing, if it is not linear.
    pub(super) fn terms(&self) -> Option<Vec<(Rational, Option<Dimension>)>> {
        let times = |terms: Vec<(Rational, Option<Dimension>)>, factor: &Rational| -> Vec<_> {
            terms.into_iter().map(|(own, variable)| (&own * factor, variable)).collect()
        };
        let number = |formula: &Self| match formula.terms()?.as_slice() {
            [(number, None)] => Some(number.clone()),
            _ => None,
        };
        match self {
            Self::Variable(variable) => Some(vec![(Rational::whole(1), Some(*variable))]),
            Self::Number(number) => Some(vec![(number.clone(), None)]),
            Self::Sum(of) => {
                let terms = of.iter().map(|(factor, term)| Some(times(term.terms()?, factor)));
                Some(terms.collect::<Option<Vec<_>>>()?.concat())
            }
            Self::Product(one, other) => match number(one) {
                Some(factor) => Some(times(other.terms()?, &factor)),
                None => Some(times(one.terms()?, &number(other)?)),
            },
            Self::OfLines(..) => None,
            Self::Quotient(value, by) => Some(times(value.terms()?, &Rational::whole(1).divided_by(&number(by)?)?)),
        }
    }
}

/// What is left of a side.
struct Reader<'a> {
    equation: &'a str,
    rest: &'a str,
    depth: usize,
    names: &'a Names,
    complain: Complaint<'a>,
}

impl<'a> Reader<'a> {
    fn sum(&mut self) -> Result<Formula, Error> {
        let mut terms = Vec::new();
        loop {
            let sign = if self.takes(&['-', '−']) { -1 } else { 1 };
            if terms.is_empty() {
                self.takes(&['+']);
            }
            terms.push((Rational::whole(sign), self.product()?));
            self.skip();
            // The sign of the next term is read with it.
            if !self.rest.starts_with(['-', '−']) && !self.takes(&['+']) {
                break;
            }
        }
        match terms.as_slice() {
            [(sign, term)] if *sign == Rational::whole(1) => Ok(term.clone()),
            _ => Ok(Formula::Sum(terms)),
        }
    }

    fn product(&mut self) -> Result<Formula, Error> {
        let mut product = self.factor()?;
        for _ in 0..MOST {
            if self.takes(&['*', '×', '·']) {
                product = times(product, self.factor()?);
            } else if self.takes(&['/', '÷']) {
                product = Formula::Quotient(Box::new(product), Box::new(self.factor()?));
            } else {
                return Ok(product);
            }
        }
        Err((self.complain)(format!("`{}` has a product of more than {MOST} factors", self.equation)))
    }

    fn factor(&mut self) -> Result<Formula, Error> {
        if self.takes(&['(']) {
            self.depth += 1;
            if self.depth > MOST {
                return Err((self.complain)(format!("the brackets of `{}` are nested too deep", self.equation)));
            }
            let inner = self.sum()?;
            self.depth -= 1;
            return if self.takes(&[')']) { Ok(inner) } else { Err(self.expected("`)`")) };
        }
        if self.takes(&['{']) {
            let Some((name, rest)) = self.rest.split_once('}') else { return Err(self.expected("a name and `}`")) };
            self.rest = rest;
            return self.variable(name.trim());
        }
        let is_of_word = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '.';
        let end = self.rest.find(|sign: char| !is_of_word(sign)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() {
            return Err(self.expected("a name or a number"));
        }
        self.rest = rest;
        let function = Function::ALL.into_iter().find(|function| function.name() == word);
        if let Some(function) = function.filter(|_| rest.trim_start().starts_with('(')) {
            self.takes(&['(']);
            let Formula::Variable(variable) = self.factor()? else {
                return Err(self.expected("the name of a variable"));
            };
            return if self.takes(&[')']) {
                Ok(Formula::OfLines(function, variable))
            } else {
                Err(self.expected("`)`"))
            };
        }
        match number(word) {
            Some(number) => Ok(Formula::Number(number)),
            None => self.variable(word),
        }
    }

    fn variable(&self, name: &str) -> Result<Formula, Error> {
        let known = || self.names.dimensions().map(|dimension| self.names.name(dimension));
        let unknown = || (self.complain)(format!("no variable is called `{name}`")).nearest(name, known());
        self.names.find(name).map(Formula::Variable).ok_or_else(unknown)
    }

    /// Whether one of these signs comes next; it is taken.
    fn takes(&mut self, signs: &[char]) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(signs);
        self.rest = rest.unwrap_or(self.rest);
        self.skip();
        rest.is_some()
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn expected(&self, what: &str) -> Error {
        let stands = self.rest.split_whitespace().next().map_or("the end".to_owned(), |next| format!("`{next}`"));
        let message = format!("in `{}`, {stands} stands where {what} is expected", self.equation);
        (self.complain)(message)
            .help("write it like `a = b - 2 * c`; a name that is not one word stands in braces: `{a b}`")
    }
}

/// A product, of a number as so many times the other.
fn times(one: Formula, other: Formula) -> Formula {
    match (one, other) {
        (Formula::Number(number), other) | (other, Formula::Number(number)) => Formula::Sum(vec![(number, other)]),
        (one, other) => Formula::Product(Box::new(one), Box::new(other)),
    }
}

/// A number without a sign: `100`, `0.5`.
fn number(word: &str) -> Option<Rational> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let digits = format!("{whole}{fraction}");
    let is_number = !whole.is_empty() && digits.len() < 40 && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| Rational::from_digits(false, &digits, fraction.len() as u32)).flatten()
}
