//! Numbers as data files write them: `12`, `-0.5`, `1e+05`.

use crate::number::Rational;

/// The most digits of a number, with the zeros that its exponent stands for.
const MOST_DIGITS: usize = 60;

/// The number that a text is; nothing where it is none.
pub(super) fn number(text: &str, decimal: char) -> Option<Rational> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix('+').unwrap_or(exponent).parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let decimals = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let zeros = usize::try_from(decimals.checked_neg()?.max(0)).ok()?;
    if !is_number || digits.len().checked_add(zeros)? > MOST_DIGITS || decimals > MOST_DIGITS as i32 {
        return None;
    }
    digits.extend(std::iter::repeat_n('0', zeros));
    Rational::from_digits(negative, &digits, decimals.max(0) as u32)
}

/// Numbers as multiples of the greatest unit of decimals that all of them are multiples of; nothing where they are too large.
pub(super) fn in_units(numbers: &[Option<Rational>]) -> Option<(Rational, Vec<Option<i128>>)> {
    let mut decimals = 0;
    for number in numbers.iter().flatten() {
        while !number.is_multiple_of(&Rational::unit(decimals)) {
            decimals += 1;
            if decimals > MOST_DIGITS as u32 {
                return None;
            }
        }
    }
    let unit = Rational::unit(decimals);
    let units = |number: &Option<Rational>| match number {
        Some(number) => number.divided_by(&unit)?.to_i128().filter(|units| units.unsigned_abs() <= LARGEST).map(Some),
        None => Some(None),
    };
    let units = numbers.iter().map(units).collect::<Option<Vec<_>>>()?;
    Some((unit, units))
}

/// The largest number of units.
const LARGEST: u128 = 1 << 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_programs_write_them() {
        for (text, expected) in [
            ("12", "12"),
            (" -0.5 ", "-0.5"),
            ("1e+05", "100000"),
            ("2.5E-1", "0.25"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+3", "3"),
        ] {
            assert_eq!(number(text, '.').map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(number("12,5", ',').map(|number| number.to_string()).as_deref(), Some("12.5"));
        for text in
            ["", "-", ".", "1,5", "1 000", "0x10", "inf", "1e", "1e99999999999", "1e400", "--1", "1e-2147483648"]
        {
            assert_eq!(number(text, '.'), None, "{text}");
        }
    }

    #[test]
    fn units_are_as_coarse_as_the_numbers() {
        let read = |texts: &[&str]| in_units(&texts.iter().map(|text| number(text, '.')).collect::<Vec<_>>());
        assert_eq!(read(&["1.50", "NA", "2"]), Some((Rational::unit(1), vec![Some(15), None, Some(20)])));
        assert_eq!(read(&["30"]), Some((Rational::unit(0), vec![Some(30)])));
        assert_eq!(read(&["1e40"]), None);
    }
}
