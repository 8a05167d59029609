mod figure;
mod interval;
mod rational;
mod rounding;
pub use figure::{Figure, FigureError, MAX_DIGITS, Qualifier};
pub use interval::Interval;
pub use rational::Rational;
pub use rounding::Rounding;
