//! Numbers as papers print them, and the exact values that they stand for.

mod figure;
mod interval;
mod logarithm;
pub(crate) mod open_end;
pub mod phrase;
mod qualifier;
mod quotient;
mod random;
mod rational;
mod rounding;

pub(crate) use figure::separates_thousands;
pub use figure::{Figure, FigureError, MAX_DIGITS};
pub use interval::Interval;
pub use qualifier::Qualifier;
pub(crate) use random::Random;
pub use rational::Rational;
pub use rounding::Rounding;
