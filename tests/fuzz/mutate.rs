//! Changes of an input.

use crate::corpus::Input;

/// What files have that means something, and what should mean nothing.
const TOKENS: [&str; 46] = [
    "\n",
    "\r",
    "\r\n",
    ",",
    "\"",
    "\"\"",
    "'",
    "=",
    "[",
    "]",
    "[[table]]",
    "{",
    "}",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{feff}",
    "–",
    "−",
    "0",
    "-1",
    "9",
    "100",
    "1e308",
    "99999999999999999999",
    "0.0000000001",
    "½",
    "<0.001",
    "%",
    "n",
    "Mean",
    "SD",
    "Median",
    "Total",
    "p",
    "(",
    ")",
    "/",
    "±",
    "step = 0.0001",
    "size = 1000000",
    "<td>",
    "</td>",
    "&amp;",
    "t(28) = 2.20, p = ",
];

/// Numbers that are the same for the same seed: SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

/// The input with a few changes in one of its files.
pub fn changed(input: &Input, all: &[Input], random: &mut Random) -> Input {
    let mut changed = input.clone();
    let file = random.below(changed.len());
    for _ in 0..1 + random.below(4) {
        change(&mut changed[file].1, all, random);
    }
    changed
}

fn change(bytes: &mut Vec<u8>, all: &[Input], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(24)).min(bytes.len());
    match random.below(8) {
        0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        1 => drop(bytes.drain(at..end)),
        2 => insert(bytes, at, TOKENS[random.below(TOKENS.len())].as_bytes()),
        3 => bytes.extend_from_within(at..end),
        4 => double_line(bytes, random),
        5 => {
            let other = &all[random.below(all.len())];
            let other = &other[random.below(other.len())].1;
            let from = random.below(other.len() + 1);
            insert(bytes, at, &other[from..(from + 40).min(other.len())]);
        }
        // Most of what matters are digits.
        _ => another_digit(bytes, random),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, more: &[u8]) {
    bytes.splice(at..at, more.iter().copied());
}

fn double_line(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if !lines.is_empty() {
        let line = lines[random.below(lines.len())].clone();
        lines.insert(random.below(lines.len() + 1), line);
    }
    *bytes = lines.concat();
}

fn another_digit(bytes: &mut [u8], random: &mut Random) {
    let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
    if !digits.is_empty() {
        bytes[digits[random.below(digits.len())]] = b'0' + random.below(10) as u8;
    }
}
