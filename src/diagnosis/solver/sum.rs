//! Sums of variables, each times its factor.

use crate::number::Rational;

/// Variables with their factors, none of which is zero, in the order of the variables.
#[derive(Clone, Default)]
pub(in crate::diagnosis) struct Sum(Vec<(usize, Rational)>);

impl Sum {
    /// A variable by itself.
    pub fn variable(at: usize) -> Self {
        Self(vec![(at, Rational::whole(1))])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn terms(&self) -> impl Iterator<Item = (usize, &Rational)> {
        self.0.iter().map(|(at, factor)| (*at, factor))
    }

    /// The factor of a variable, if it is in the sum.
    pub fn factor(&self, at: usize) -> Option<&Rational> {
        self.place(at).ok().map(|place| &self.0[place].1)
    }

    /// Takes a variable out, and tells its factor.
    pub fn remove(&mut self, at: usize) -> Option<Rational> {
        self.place(at).ok().map(|place| self.0.remove(place).1)
    }

    /// Adds a variable times a factor.
    pub fn add(&mut self, at: usize, factor: &Rational) {
        match self.place(at) {
            Ok(place) => {
                self.0[place].1 = &self.0[place].1 + factor;
                if self.0[place].1.is_zero() {
                    self.0.remove(place);
                }
            }
            Err(_) if factor.is_zero() => {}
            Err(place) => self.0.insert(place, (at, factor.clone())),
        }
    }

    /// Adds another sum times a factor.
    pub fn add_all(&mut self, other: &Self, factor: &Rational) {
        self.0.reserve(other.len());
        other.terms().for_each(|(at, by)| self.add(at, &(by * factor)));
    }

    /// Multiplies all factors by one that is not zero.
    pub fn scale(&mut self, factor: &Rational) {
        self.0.iter_mut().for_each(|term| term.1 = &term.1 * factor);
    }

    fn place(&self, at: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&at, |term| term.0)
    }
}
