//! Numbers of workbooks as their formats show them.

/// A number as decimal digits: 0.`digits` × 10^`point`. A workbook stores binary fractions, of which 15 digits are the author's.
#[derive(Clone, Debug)]
struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    fn of(stored: &str) -> Option<Self> {
        let number: f64 = stored.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
        let written = format!("{:.14e}", number.abs());
        let (digits, exponent) = written.split_once('e')?;
        let digits = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        Some(Self { is_negative: number < 0.0, digits, point: exponent.parse::<i64>().ok()? + 1 })
    }

    fn digit(&self, place: i64) -> u8 {
        usize::try_from(place).ok().and_then(|place| self.digits.get(place).copied()).unwrap_or(0)
    }

    fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }

    /// Rounded half away from zero, as spreadsheets do: what stands before and after the point.
    fn rounded(&self, decimals: usize) -> (String, String) {
        let end = self.point.saturating_add(i64::try_from(decimals).unwrap_or(0));
        let start = self.point.min(0);
        let mut shown: Vec<u8> = (start..end).map(|place| if place < 0 { 0 } else { self.digit(place) }).collect();
        if end >= 0 && self.digit(end) >= 5 {
            increment(&mut shown);
        }
        while shown.len() <= decimals {
            shown.insert(0, 0);
        }
        let text: String = shown.iter().map(|digit| char::from(b'0' + digit)).collect();
        let (whole, fraction) = text.split_at(text.len() - decimals);
        let whole = whole.trim_start_matches('0');
        (if whole.is_empty() { "0".to_owned() } else { whole.to_owned() }, fraction.to_owned())
    }
}

fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

/// A number without a format: its digits, as far as the author knows them.
pub(super) fn general(stored: &str) -> String {
    match Decimal::of(stored) {
        Some(number) if (-5..=15).contains(&number.point) => {
            let decimals = usize::try_from(15 - number.point).unwrap_or(0);
            let (whole, fraction) = number.rounded(decimals);
            let fraction = fraction.trim_end_matches('0');
            let sign = if number.is_negative { "-" } else { "" };
            if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
        }
        _ => stored.trim().to_owned(),
    }
}

/// A number as a format code shows it; nothing where the code leaves the decimals open, or is of a kind that is not known.
pub(super) fn formatted(stored: &str, code: &str) -> Option<String> {
    let mut number = Decimal::of(stored)?;
    let sections = sections(code);
    let section = match sections.as_slice() {
        [_, negative, ..] if number.is_negative && !number.is_zero() => {
            number.is_negative = false;
            negative
        }
        [_, _, zero, ..] if number.is_zero() => zero,
        [first, ..] => first,
        [] => return None,
    };
    let pattern = Pattern::of(section)?;
    pattern.show(number)
}

/// The parts of a code between semicolons that are not quoted.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for sign in code.chars() {
        let is_plain = !is_quoted && !is_escaped;
        is_quoted ^= sign == '"' && !is_escaped;
        is_escaped = sign == '\\' && is_plain;
        match sections.last_mut() {
            Some(last) if sign != ';' || !is_plain => last.push(sign),
            _ => sections.push(String::new()),
        }
    }
    sections
}

/// One section of a format code.
#[derive(Default)]
struct Pattern {
    before: String,
    after: String,
    has_digits: bool,
    least_whole: usize,
    decimals: usize,
    /// Of the decimals, those that are shown even if they are zero.
    least_decimals: usize,
    is_grouped: bool,
    percent: usize,
    /// Commas after the digits divide by a thousand each.
    thousands: usize,
}

impl Pattern {
    fn of(section: &str) -> Option<Self> {
        let mut pattern = Self::default();
        let mut signs = section.chars();
        let (mut is_fraction, mut commas) = (false, 0);
        while let Some(sign) = signs.next() {
            match sign {
                '0' | '#' | '?' => {
                    pattern.is_grouped |= std::mem::take(&mut commas) > 0;
                    pattern.digit(sign == '0', is_fraction);
                }
                '.' if pattern.has_digits || !is_fraction => is_fraction = true,
                ',' if pattern.has_digits => commas += 1,
                '"' => pattern.literal(&signs.by_ref().take_while(|sign| *sign != '"').collect::<String>()),
                '\\' => pattern.literal(&signs.next().map(String::from).unwrap_or_default()),
                '_' | '*' => drop(signs.next()),
                '[' => pattern.literal(&currency(&signs.by_ref().take_while(|sign| *sign != ']').collect::<String>())),
                '%' => {
                    pattern.percent += 1;
                    pattern.literal("%");
                }
                // Fractions, powers, dates and text are none of it.
                sign if sign.is_ascii_alphabetic() || matches!(sign, '/' | '@') => return None,
                sign => pattern.literal(&sign.to_string()),
            }
        }
        pattern.thousands = commas;
        pattern.has_digits.then_some(pattern)
    }

    fn digit(&mut self, is_shown: bool, is_fraction: bool) {
        self.has_digits = true;
        if is_fraction {
            self.decimals += 1;
            self.least_decimals = if is_shown { self.decimals } else { self.least_decimals };
        } else {
            self.least_whole += usize::from(is_shown);
        }
    }

    fn literal(&mut self, text: &str) {
        if self.has_digits { self.after.push_str(text) } else { self.before.push_str(text) }
    }

    /// Where decimals are shown only if they are not zero, they are not known.
    fn show(&self, mut number: Decimal) -> Option<String> {
        const MOST: usize = 30;
        if self.least_decimals < self.decimals || self.decimals > MOST || self.least_whole > MOST {
            return None;
        }
        number.point += 2 * i64::try_from(self.percent).ok()? - 3 * i64::try_from(self.thousands).ok()?;
        if !(-300..300).contains(&number.point) {
            return None;
        }
        let (whole, fraction) = number.rounded(self.decimals);
        let whole = if whole == "0" && self.least_whole == 0 && self.decimals > 0 { String::new() } else { whole };
        let whole = format!("{whole:0>width$}", width = self.least_whole);
        let whole = if self.is_grouped { grouped(&whole) } else { whole };
        let is_zero = whole.bytes().chain(fraction.bytes()).all(|digit| matches!(digit, b'0' | b','));
        let sign = if number.is_negative && !is_zero { "-" } else { "" };
        let point = if self.decimals > 0 { "." } else { "" };
        Some(format!("{sign}{}{whole}{point}{fraction}{}", self.before, self.after).trim().to_owned())
    }
}

/// The sign of a currency, `€` of `$€-407`; a colour or a condition is not shown.
fn currency(bracket: &str) -> String {
    bracket.strip_prefix('$').and_then(|rest| rest.split('-').next()).unwrap_or_default().to_owned()
}

fn grouped(whole: &str) -> String {
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The code of a format that is built in.
pub(super) fn built_in(id: usize) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 | 41 => "#,##0",
        4 | 43 => "#,##0.00",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 22 => "yyyy-mm-dd",
        49 => "@",
        _ => return None,
    })
}

/// Whether a code is one of dates: it has days or years outside of quotes and brackets.
pub(super) fn is_date(code: &str) -> bool {
    let mut is_hidden = false;
    code.chars().any(|sign| {
        is_hidden = (is_hidden || matches!(sign, '"' | '[')) && !(is_hidden && matches!(sign, '"' | ']'));
        !is_hidden && matches!(sign, 'y' | 'Y' | 'd' | 'D')
    })
}

/// A day, counted from the end of 1899, as year, month and day.
pub(super) fn date(stored: &str) -> Option<String> {
    let days = stored.trim().parse::<f64>().ok().filter(|days| (61.0..3_000_000.0).contains(days))?;
    // Days of the proleptic Gregorian calendar from 1 March of the year 0 (Howard Hinnant's civil_from_days).
    let days = days as i64 + 719_468 - 25_569;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let rest = day - (365 * year + year / 4 - year / 100);
    let month = (5 * rest + 2) / 153;
    let (day, month, later) =
        (rest - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 }, i64::from(month >= 10));
    Some(format!("{:04}-{month:02}-{day:02}", year + era * 400 + later))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (stored, code, shown) in [
            ("50", "0.0", "50.0"),
            ("0.263", "0.0%", "26.3%"),
            ("0.285", "0%", "29%"),
            ("1234.5", "#,##0.00", "1,234.50"),
            ("-3.25", "0.0", "-3.3"),
            ("-0.01", "0.0", "0.0"),
            ("-3", "0_);(0)", "(3)"),
            ("0.5", ".00", ".50"),
            ("1234567", "#,##0,", "1,235"),
            ("7", "\"n = \"0", "n = 7"),
            ("7", "[$€-407]0.00", "€7.00"),
            ("7", "000", "007"),
            ("0", "0;-0;\"-\"0", "-0"),
            ("1.005", "0.00", "1.01"),
            ("9.999E-3", "0.00", "0.01"),
            ("99.95", "0.0", "100.0"),
            ("2.6299999999999999E-2", "0.000", "0.026"),
        ] {
            assert_eq!(formatted(stored, code).as_deref(), Some(shown), "{stored} {code}");
        }
        for (stored, code) in
            [("0.5", "0.##"), ("0.5", "# ?/?"), ("5", "General"), ("5", "0.0E+00"), ("1e300", "0.0%"), ("x", "0")]
        {
            assert_eq!(formatted(stored, code), None, "{stored} {code}");
        }
    }

    #[test]
    fn without_a_format_the_digits_are_the_authors() {
        for (stored, shown) in [
            ("50", "50"),
            ("0.30000000000000004", "0.3"),
            ("-2.6299999999999999E-2", "-0.0263"),
            ("1e300", "1e300"),
            ("0", "0"),
            ("123456789012345", "123456789012345"),
        ] {
            assert_eq!(general(stored), shown);
        }
    }

    #[test]
    fn days_are_dates() {
        assert_eq!(date("43831").as_deref(), Some("2020-01-01"));
        assert_eq!(date("36585.5").as_deref(), Some("2000-02-29"));
        assert!(is_date("dd/mm/yy") && is_date("[$-409]d-mmm") && !is_date("0.00\"days\"") && !is_date("[Red]0"));
    }
}
