//! Text within a paragraph, a cell or a note: styles, markers, formulas.

use super::marker::{Known, is_marker_like, tokens};
use super::markup::{Names, Node, names};
use super::math;

/// Text as it is collected.
pub(super) struct Inline<'k> {
    /// In a cell, the markers of the table's notes.
    known: Option<&'k Known>,
    text: String,
    /// White space that is due before the next word.
    gap: Gap,
    /// Spaces before any text.
    lead: usize,
    /// What stands around what is collected now.
    style: Style,
    characters: usize,
    bold: usize,
    italic: usize,
    pub(super) markers: Vec<String>,
    /// Where in the text a note begins, and its marker.
    pub(super) begins: Vec<(usize, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    /// An end of a line of the file, such as programs put between elements.
    LineEnd,
}

#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    italic: bool,
    /// Lists and quotes around, in widths of a space.
    indent: usize,
}

/// Not text: other blocks, which are read by themselves, and what is not seen.
static SKIPPED: Names = Names::new(|| {
    names(
        "table-wrap table-wrap-group table fig fig-group figure boxed-text supplementary-material fn array \
     caption graphic inline-graphic media alt-text long-desc object-id permissions script style noscript \
     template svg button select head nav iframe annotation annotation-xml processing-meta \
     inline-supplementary-material textarea video audio canvas object disp-formula-group chem-struct-wrap \
     title",
    )
});

/// What begins and ends on a line of its own.
static BLOCKS: Names = Names::new(|| {
    names("p div li list ul ol list-item disp-quote blockquote disp-formula verse-line def-item dl dd h1 h2")
});

impl<'k> Inline<'k> {
    /// The text of a cell, where raised characters are markers, or part of the text.
    pub(super) fn cell(known: &'k Known) -> Self {
        Self { known: Some(known), ..Self::prose() }
    }

    /// The text of a paragraph, where they are references to the literature or to notes, the beginning of a note, or part of
    /// the text.
    pub(super) fn prose() -> Self {
        let (text, markers, begins) = (String::new(), Vec::new(), Vec::new());
        let (gap, lead, characters, bold, italic) = (Gap::None, 0, 0, 0, 0);
        Self { known: None, text, gap, lead, style: Style::default(), characters, bold, italic, markers, begins }
    }

    pub(super) fn of<'a>(node: impl Node<'a>) -> Self {
        let mut inline = Self::prose();
        inline.children(node);
        inline
    }

    /// The text, without white space around it.
    pub(super) fn finish(&self) -> String {
        let text = self.text.trim_matches(is_blank);
        if !text.contains('\n') {
            return text.to_owned();
        }
        text.lines().map(|line| line.trim_matches(is_blank)).collect::<Vec<_>>().join("\n")
    }

    /// The text as collected, which [`begins`](Self::begins) refers to.
    pub(super) fn raw(&self) -> &str {
        &self.text
    }

    pub(super) fn is_bold(&self) -> bool {
        self.characters > 0 && self.bold == self.characters
    }

    pub(super) fn is_italic(&self) -> bool {
        self.characters > 0 && self.italic == self.characters
    }

    /// How far the text is moved to the right, in widths of a space.
    pub(super) fn indent(&self) -> u16 {
        let blank = self.text.chars().take_while(|sign| is_blank(*sign)).map(width).sum::<usize>();
        let indent = if self.characters == 0 { 0 } else { self.lead + blank };
        u16::try_from(indent).unwrap_or(u16::MAX)
    }

    pub(super) fn children<'a>(&mut self, node: impl Node<'a>) {
        node.children().for_each(|child| self.node(child));
    }

    pub(super) fn node<'a>(&mut self, node: impl Node<'a>) {
        match node.name() {
            "" => self.push(node.text().unwrap_or_default()),
            "sub" => {
                self.join();
                self.styled("sub", node);
            }
            "sup" => self.raise(&node.plain(), node.contains(&|name| matches!(name, "xref" | "a"))),
            "xref" | "a" => self.reference(node),
            "break" | "br" => self.line_break(),
            "math" => self.push(&math::text(node)),
            "tex-math" => self.push(&math::tex(&node.plain())),
            "alternatives" => self.alternative(node),
            name if SKIPPED.contains(name) || is_hidden(node) => {}
            name => self.styled(name, node),
        }
    }

    fn styled<'a>(&mut self, name: &str, node: impl Node<'a>) {
        let around = self.style;
        let css = node.attribute("style").unwrap_or_default();
        let says = |values: &[&str]| !css.is_empty() && values.iter().any(|value| css.contains(value));
        self.style.bold |= matches!(name, "b" | "bold" | "strong") || says(&["font-weight:bold", "font-weight: bold"]);
        self.style.italic |= matches!(name, "i" | "italic" | "em") || says(&["italic"]);
        self.style.indent += indentation(name, css, node.attribute("class").unwrap_or_default());
        let is_block = BLOCKS.contains(name);
        if is_block {
            self.block();
        }
        match name {
            // Its number is no part of a formula.
            "disp-formula" => {
                node.children().filter(|child| child.name() != "label").for_each(|child| self.node(child))
            }
            _ => self.children(node),
        }
        match name {
            "term" | "label" => self.gap = Gap::Space,
            _ if is_block => self.block(),
            _ => {}
        }
        self.style = around;
    }

    /// Of several forms of the same, a formula as MathML, else what is text, else TeX.
    fn alternative<'a>(&mut self, node: impl Node<'a>) {
        let is_text = |name: &str| !matches!(name, "" | "graphic" | "inline-graphic" | "media" | "tex-math");
        let text = node.children().find(|child| is_text(child.name()));
        let chosen = node.child("math").or(text).or_else(|| node.child("tex-math"));
        chosen.into_iter().for_each(|chosen| self.node(chosen));
    }

    fn reference<'a>(&mut self, node: impl Node<'a>) {
        let shown = node.plain();
        let is_short = shown.trim().chars().count() <= 4 && !shown.trim().is_empty();
        if node.child("sup").is_some() && is_short {
            self.raise(&shown, true);
        } else if is_short && is_to_note(node) {
            self.refer(&shown);
        } else {
            self.children(node);
        }
    }

    /// Something raised; a reference is one if it is linked.
    pub(super) fn raise(&mut self, raised: &str, is_linked: bool) {
        self.join();
        match self.known {
            _ if raised.trim().is_empty() => {}
            Some(_) if is_linked => self.refer(raised),
            Some(known) => {
                let (markers, text) = known.split(raised, &self.text);
                self.markers.extend(markers);
                self.push(&text);
            }
            None if self.begins_note(raised) => self.begins.push((self.text.len(), raised.trim().to_owned())),
            None if is_linked => {}
            None => self.push(&Known::default().split(raised, &self.text).1),
        }
    }

    fn refer(&mut self, shown: &str) {
        if self.known.is_some() {
            self.markers.extend(tokens(shown));
        }
    }

    /// Notes begin with a raised marker, at the start or after another one.
    fn begins_note(&self, raised: &str) -> bool {
        let tokens = tokens(raised);
        let is_number = |token: &String| token.len() <= 2 && token.bytes().all(|byte| byte.is_ascii_digit());
        let before = self.text.trim_end_matches(is_blank);
        let is_fresh = before.is_empty() || before.ends_with(['.', ';', ',', ':']);
        let is_apart = is_fresh || self.gap > Gap::None || self.text.ends_with(is_blank);
        !tokens.is_empty()
            && (is_apart && tokens.iter().all(|token| is_marker_like(token))
                || is_fresh && tokens.iter().all(|token| is_number(token) || is_marker_like(token)))
    }

    /// Adds text: white space becomes one space.
    pub(super) fn push(&mut self, text: &str) {
        let is_start = self.text.is_empty();
        let lead = text.bytes().take_while(u8::is_ascii_whitespace).count();
        if lead > 0 && is_start && !text.get(..lead).unwrap_or_default().contains(['\n', '\t', '\r']) {
            self.lead += lead;
        }
        self.spaced(text.get(..lead).unwrap_or_default());
        for word in text.split_ascii_whitespace() {
            self.word(word);
            self.gap = Gap::Space;
        }
        if lead < text.len() {
            let end = text.trim_ascii_end().len();
            self.gap = Gap::None;
            self.spaced(text.get(end..).unwrap_or_default());
        }
    }

    fn spaced(&mut self, space: &str) {
        let gap = match space {
            "" => Gap::None,
            _ if space.contains('\n') => Gap::LineEnd,
            _ => Gap::Space,
        };
        self.gap = self.gap.max(gap);
    }

    /// What is raised or lowered belongs to the word before it.
    fn join(&mut self) {
        if self.gap == Gap::LineEnd {
            self.gap = Gap::None;
        }
    }

    fn word(&mut self, word: &str) {
        if self.characters == 0 && word.contains(|sign| !is_blank(sign)) {
            self.lead += self.style.indent;
        }
        if self.gap > Gap::None && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.text.push_str(word);
        let characters = word.chars().filter(|sign| !is_blank(*sign)).count();
        self.characters += characters;
        self.bold += if self.style.bold { characters } else { 0 };
        self.italic += if self.style.italic { characters } else { 0 };
    }

    /// What follows begins on a new line.
    fn block(&mut self) {
        if self.characters > 0 && !self.text.ends_with('\n') {
            self.line_break();
        }
    }

    /// Adds text in a style of its own.
    pub(super) fn push_styled(&mut self, text: &str, bold: bool, italic: bool) {
        let around = self.style;
        (self.style.bold, self.style.italic) = (bold, italic);
        self.push(text);
        self.style = around;
    }

    pub(super) fn line_break(&mut self) {
        if self.characters > 0 {
            self.text.push('\n');
        }
        self.gap = Gap::None;
    }
}

/// A link to a note, not to the literature.
fn is_to_note<'a>(node: impl Node<'a>) -> bool {
    let kind = node.attribute("ref-type").unwrap_or_default();
    let target = node.attribute("href").and_then(|target| target.strip_prefix('#')).unwrap_or_default().to_lowercase();
    matches!(kind, "fn" | "table-fn") || ["fn", "note", "tf"].iter().any(|part| target.contains(part))
}

pub(super) fn is_hidden<'a>(node: impl Node<'a>) -> bool {
    let css = node.attribute("style").unwrap_or_default();
    if css.is_empty() {
        return node.attribute("hidden").is_some();
    }
    node.attribute("hidden").is_some() || css.contains("display:none") || css.contains("display: none")
}

/// White space, and what takes no room.
pub(super) fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// In widths of a space, of which an em has two.
fn width(blank: char) -> usize {
    match blank {
        '\u{2001}' | '\u{2003}' | '\u{3000}' => 2,
        ' ' | '\u{a0}' | '\u{2000}' | '\u{2002}' | '\u{2004}'..='\u{2007}' | '\u{202f}' => 1,
        _ => 0,
    }
}

/// How far an element moves its text to the right.
pub(super) fn indentation(name: &str, css: &str, class: &str) -> usize {
    const LEVEL: usize = 2;
    let by_name = if matches!(name, "list" | "ul" | "ol" | "disp-quote" | "blockquote") { LEVEL } else { 0 };
    if css.is_empty() && class.is_empty() {
        return by_name;
    }
    let by_css = ["padding-left:", "margin-left:", "text-indent:"]
        .iter()
        .filter_map(|property| length(css, property))
        .sum::<usize>();
    let by_class = class.to_lowercase().split("indent").nth(1).map_or(0, |rest| {
        LEVEL
            * rest
                .trim_start_matches(['-', '_'])
                .chars()
                .next()
                .and_then(|sign| sign.to_digit(10))
                .map_or(1, |level| level as usize)
    });
    by_name + by_css + by_class
}

/// The length that CSS gives a property, in widths of a space.
fn length(css: &str, property: &str) -> Option<usize> {
    let value = css.split(property).nth(1)?.trim_start();
    let end = value.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at(end);
    let spaces = match unit.trim_start() {
        unit if unit.starts_with("px") => 1.0 / 8.0,
        unit if unit.starts_with("pt") => 1.0 / 6.0,
        unit if unit.starts_with("em") || unit.starts_with("rem") => 2.0,
        unit if unit.starts_with('%') => 0.5,
        _ => 0.0,
    };
    let spaces = number.parse::<f64>().ok()? * spaces;
    // A cast of floating point saturates.
    Some(spaces.clamp(0.0, 1000.0).ceil() as usize)
}
