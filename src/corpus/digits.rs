//! Numbers as machine integers: the digits of a figure without its point, and how many stand behind it.

/// The most decimals that a number may have here.
pub(super) const MAX_DECIMALS: u32 = 18;

/// A number as printed: `digits` / 10^`decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub digits: i64,
    /// At most [`MAX_DECIMALS`].
    pub decimals: u32,
}

/// Reads what nearly all columns hold: ASCII digits with at most one point and a hyphen before them, 18 digits at most.
/// Nothing for all else, be it a figure or not.
#[inline]
pub(super) fn read(text: &[u8]) -> Option<Digits> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    // A digit fewer than the point and 18 digits overflows nothing.
    if text.is_empty() || text.len() > MAX_DECIMALS as usize + 1 {
        return None;
    }
    let mut digits = 0i64;
    let mut point = None;
    for (at, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            digits = digits.wrapping_mul(10).wrapping_add(i64::from(digit));
        } else if *byte == b'.' && point.is_none() {
            point = Some(at);
        } else {
            return None;
        }
    }
    let decimals = match point {
        // A point must be followed by a digit.
        Some(at) if at + 1 < text.len() => text.len() - at - 1,
        Some(_) => return None,
        None if text.len() > MAX_DECIMALS as usize => return None,
        None => 0,
    };
    Some(Digits { digits: if negative { -digits } else { digits }, decimals: decimals as u32 })
}

/// Reads a whole number of up to 18 digits.
pub(super) fn read_whole(text: &[u8]) -> Option<i64> {
    read(text).filter(|number| number.decimals == 0).map(|number| number.digits)
}

/// The powers of ten that an `i64` can hold.
pub(super) const TENS: [i64; 19] = {
    let mut tens = [1; 19];
    let mut at = 1;
    while at < tens.len() {
        tens[at] = tens[at - 1] * 10;
        at += 1;
    }
    tens
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;
    use crate::rational::Rational;

    #[test]
    fn what_is_read_is_what_the_figure_says() {
        for text in ["5.19", "0", "-0.50", ".15", "007", "-3", "123456789012345678", "1234567890.12345678"] {
            let read = read(text.as_bytes()).unwrap();
            let figure: Figure = text.parse().unwrap();
            assert_eq!(read.decimals, figure.decimals(), "{text}");
            let number = Rational::new(read.digits.into(), TENS[read.decimals as usize].into()).unwrap();
            assert_eq!(&number, figure.number(), "{text}");
        }
    }

    #[test]
    fn all_else_is_left_to_figures() {
        for text in ["", "-", ".", "5.", "1.2.3", "--1", "1,000", " 5", "5%", "1234567890123456789", "٣", "1e3"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
