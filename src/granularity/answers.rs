//! What is known of the answers behind a mean and a standard deviation.

use crate::granularity::Inapplicable;
use crate::number::Rational;
use crate::sample::Divisor;

/// The answers of n respondents to some items each, all whole numbers; the mean of a respondent's items is one value.
///
/// ```
/// use retally::granularity::Answers;
/// use retally::sample::Divisor;
///
/// let answers = Answers { items: 3, scale: Some((1, 5)), ..Answers::of(20) };
/// assert_eq!(answers.divisor, Divisor::OneLess);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answers {
    /// How many respondents.
    pub n: u64,
    /// How many items are averaged for each.
    pub items: u64,
    /// The least and the greatest answer to one item, both possible, where that is known.
    pub scale: Option<(i64, i64)>,
    /// Which standard deviation is printed; where it is not stated, either may be.
    pub divisor: Divisor,
}

impl Answers {
    /// n respondents, one item each, no scale, the sample SD.
    pub fn of(n: u64) -> Self {
        Self { n, items: 1, scale: None, divisor: Divisor::OneLess }
    }

    /// n, if the SD of so many is defined.
    pub(super) fn respondents(&self) -> Result<Rational, Inapplicable> {
        match (self.n, self.items, self.divisor) {
            (0, _, _) => Err(Inapplicable::Nobody),
            (_, 0, _) => Err(Inapplicable::NoItem),
            (1, _, Divisor::OneLess | Divisor::Unstated) => Err(Inapplicable::OneRespondent),
            _ => Ok(Rational::from(self.n)),
        }
    }

    /// The sum of squared deviations, in items, that a variance of one stands for.
    pub(super) fn squares_of_variance(&self) -> Rational {
        let items = Rational::from(self.items);
        let divisor = match self.divisor {
            Divisor::OneLess | Divisor::Unstated => self.n.saturating_sub(1),
            Divisor::All => self.n,
        };
        &(&items * &items) * &Rational::from(divisor)
    }

    /// The least and the greatest sum of one respondent's answers.
    pub(super) fn range(&self) -> Option<(Rational, Rational)> {
        let sum = |answer: i64| &Rational::whole(answer.into()) * &Rational::from(self.items);
        self.scale.map(|(least, greatest)| (sum(least), sum(greatest)))
    }
}
