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

/// Reads what [`read`] reads, of one to eight bytes: all at once, the first of them the lowest byte of `text`. Bytes
/// beyond the length are ignored.
#[inline(always)]
pub(super) fn read_short(text: u64, length: u32) -> Option<Digits> {
    let negative = text & 0xff == u64::from(b'-');
    let (text, length) = (text >> (8 * u32::from(negative)), length.wrapping_sub(u32::from(negative)));
    // The lowest byte that is a point is the lowest whose highest bit is set here.
    let differing = text ^ each(b'.');
    let points = differing.wrapping_sub(each(1)) & !differing & each(0x80);
    let point = (points.trailing_zeros() / 8).min(length);
    let pointed = u32::from(point < length);
    let (count, decimals) = (length.wrapping_sub(pointed), length.wrapping_sub(point + pointed));
    // Not a digit, too long, or a point at the end.
    if !(1..=8).contains(&count) || length > 8 || pointed > decimals {
        return None;
    }
    // All bytes below the point, or all where there is none.
    let before = ((points & points.wrapping_neg()) >> 7).wrapping_sub(1);
    let joined = (text & before) | ((text >> 8) & !before);
    // Zeros come before the digits, and what stands behind them is moved out.
    let eight = (joined ^ each(b'0')) << (64 - 8 * count);
    // A byte above 9 reaches 0x80 with 0x76 more, or is there already.
    if (eight.wrapping_add(each(0x76)) | eight) & each(0x80) != 0 {
        return None;
    }
    // Neighbours become pairs, pairs fours, and fours eight digits; none grows into the next.
    let pairs = (eight.wrapping_mul(10).wrapping_add(eight >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let digits = (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff;
    let digits = digits as i64;
    Some(Digits { digits: if negative { -digits } else { digits }, decimals })
}

/// A byte eight times.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
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
    use crate::number::Figure;
    use crate::number::Rational;

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

    fn at_once(text: &[u8]) -> Option<Digits> {
        let mut bytes = [0; 8];
        let length = text.len().min(8);
        bytes[..length].copy_from_slice(&text[..length]);
        read_short(u64::from_le_bytes(bytes), text.len() as u32)
    }

    /// All texts of up to five of these bytes, and the same with digits before them.
    #[test]
    fn at_once_is_byte_by_byte() {
        let bytes = *b"0195.-/: \xff";
        for length in 0..=5 {
            for mut number in 0..bytes.len().pow(length) {
                let tail: Vec<u8> = (0..length)
                    .map(|_| {
                        let byte = bytes[number % bytes.len()];
                        number /= bytes.len();
                        byte
                    })
                    .collect();
                for head in [&b""[..], b"123", b"-99", b"9.9", b"1234"] {
                    let text = [head, &tail].concat();
                    let expected = read(&text).filter(|_| text.len() <= 8);
                    assert_eq!(at_once(&text), expected, "{:?}", text.escape_ascii());
                }
            }
        }
    }

    #[test]
    fn what_stands_behind_a_text_is_ignored() {
        let text = u64::from_le_bytes(*b"5.19.7-x");
        assert_eq!(read_short(text, 4), Some(Digits { digits: 519, decimals: 2 }));
        assert_eq!(read_short(text, 1), Some(Digits { digits: 5, decimals: 0 }));
    }

    #[test]
    fn all_else_is_left_to_figures() {
        for text in ["", "-", ".", "5.", "1.2.3", "--1", "1,000", " 5", "5%", "1234567890123456789", "٣", "1e3"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
