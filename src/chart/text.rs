//! How wide text is, and where it breaks: the letters of Arimo, which has the widths of Arial, are measured.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The families that a drawing asks for, all of the same widths.
pub(super) const FAMILIES: &str = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";

pub(super) const REGULAR: &[u8] = include_bytes!("arimo/Arimo-Regular.ttf");
pub(super) const BOLD: &[u8] = include_bytes!("arimo/Arimo-Bold.ttf");

static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [REGULAR, BOLD].map(|font| Face::parse(font, 0).ok()));

/// How letters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Font {
    pub size: i32,
    pub bold: bool,
}

impl Font {
    pub const fn regular(size: i32) -> Self {
        Self { size, bold: false }
    }

    pub const fn bold(size: i32) -> Self {
        Self { size, bold: true }
    }

    /// From one line of a paragraph to the next.
    pub const fn line(self) -> i32 {
        self.size + self.size / 3
    }

    /// The width of a line in pixels, rounded up. A letter that the font lacks is taken to be as wide as it is high.
    pub fn width(self, text: &str) -> i32 {
        let advance = |letter| self.advance(letter).unwrap_or(UNITS);
        let units: i64 = text.chars().map(advance).sum();
        let pixels = (units * i64::from(self.size) + UNITS - 1) / UNITS;
        i32::try_from(pixels).unwrap_or(i32::MAX)
    }

    /// The width of a letter in units of the font.
    fn advance(self, letter: char) -> Option<i64> {
        let face = FACES[usize::from(self.bold)].as_ref()?;
        let advance = i64::from(face.glyph_hor_advance(face.glyph_index(letter)?)?);
        Some(advance * UNITS / i64::from(face.units_per_em()))
    }

    /// Whether the font has a letter.
    pub fn has(self, letter: char) -> bool {
        self.advance(letter).is_some()
    }

    /// The text in lines that are at most so wide, broken between words and, where a word is wider, within it.
    pub fn wrap(self, text: &str, width: i32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace().flat_map(|word| self.pieces(word, width)) {
            let Some(line) = lines.last_mut() else { continue };
            let joined = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if line.is_empty() || self.width(&joined) <= width {
                *line = joined;
            } else {
                lines.push(word);
            }
        }
        lines
    }

    /// A word in pieces that fit.
    fn pieces(self, word: &str, width: i32) -> Vec<String> {
        if self.width(word) <= width {
            return vec![word.to_owned()];
        }
        let mut pieces = vec![String::new()];
        for letter in word.chars() {
            let Some(piece) = pieces.last_mut() else { continue };
            piece.push(letter);
            if self.width(piece) > width && piece.chars().nth(1).is_some() {
                piece.pop();
                pieces.push(letter.to_string());
            }
        }
        pieces
    }

    /// The widest of some lines.
    pub fn widest<'a>(self, lines: impl IntoIterator<Item = &'a str>) -> i32 {
        lines.into_iter().map(|line| self.width(line)).max().unwrap_or(0)
    }
}

/// The units of an em in which widths are added up.
const UNITS: i64 = 2048;

/// Text as it can stand in XML and reads from left to right: every character that can do neither is shown as one that
/// could not be read, and white space is evened out.
pub(super) fn clean(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.chars().map(shown).collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

fn shown(letter: char) -> char {
    let turns = matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_none = matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    if letter.is_control() || turns || is_none { char::REPLACEMENT_CHARACTER } else { letter }
}

/// What a file of that name may be called: letters and digits in lower case, the rest as hyphens; no longer than any system has it.
pub(super) fn slug(text: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let hyphened: String = text.chars().map(letter).collect();
    let words = hyphened.split('-').filter(|word| !word.is_empty()).map(|word| &word[..word.len().min(20)]);
    words.take(8).collect::<Vec<_>>().join("-")
}
