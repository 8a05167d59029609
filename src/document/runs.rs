//! Runs of text in Word, and the styles that they have.

use std::collections::HashMap;

use roxmltree::Node as Xml;

use super::inline::Inline;
use super::markup::Node;

/// What a style of paragraphs says.
#[derive(Default)]
pub(super) struct Style {
    /// The level of a heading.
    pub(super) level: Option<usize>,
    pub(super) is_title: bool,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) indent: i64,
}

pub(super) type Styles<'a> = HashMap<&'a str, Style>;

pub(super) fn styles<'a>(root: Xml<'a, '_>) -> Styles<'a> {
    let styles = root.children().filter(|node| node.has_tag_name("style") || node.tag_name().name() == "style");
    styles.filter_map(|node| Some((Node::attribute(node, "styleId")?, style(node)))).collect()
}

fn style(node: Xml<'_, '_>) -> Style {
    let name = value(node.child("name")).unwrap_or_default().to_lowercase();
    let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
    let run = node.child("rPr");
    let indent = node.child("pPr").map_or(0, indent);
    Style { level, is_title: name == "title", bold: is_on(run, "b"), italic: is_on(run, "i"), indent }
}

/// `w:val` of an element.
pub(super) fn value<'a>(node: Option<Xml<'a, '_>>) -> Option<&'a str> {
    Node::attribute(node?, "val")
}

/// A property that is on unless it says otherwise.
pub(super) fn is_on(properties: Option<Xml<'_, '_>>, name: &str) -> bool {
    let property = properties.and_then(|properties| properties.child(name));
    property.is_some_and(|property| !matches!(Node::attribute(property, "val"), Some("0" | "false" | "off" | "none")))
}

/// How far a paragraph is moved to the right, in twentieths of a point.
pub(super) fn indent(properties: Xml<'_, '_>) -> i64 {
    let Some(ind) = properties.child("ind") else { return 0 };
    let length = |names: [&str; 2]| {
        names
            .into_iter()
            .find_map(|name| Node::attribute(ind, name)?.parse::<i64>().ok())
            .unwrap_or(0)
            .clamp(-100_000, 100_000)
    };
    length(["left", "start"]) + length(["firstLine", "firstLine"]) - length(["hanging", "hanging"])
}

/// The runs of a paragraph; raised ones that follow each other are one.
pub(super) struct Runs<'r, 'k, 's, 'a> {
    inline: &'r mut Inline<'k>,
    styles: &'s Styles<'a>,
    base: (bool, bool),
    raised: String,
}

impl Runs<'_, '_, '_, '_> {
    pub(super) fn of<'a>(paragraph: Xml<'a, '_>, styles: &Styles<'a>, inline: &mut Inline<'_>) {
        let style = paragraph
            .child("pPr")
            .and_then(|properties| value(properties.child("pStyle")))
            .and_then(|id| styles.get(id));
        let base = style.map_or((false, false), |style| (style.bold, style.italic));
        let mut runs = Runs { inline, styles, base, raised: String::new() };
        runs.add(paragraph);
        runs.flush();
    }

    fn add(&mut self, holder: Xml<'_, '_>) {
        for node in holder.children() {
            match node.name() {
                "r" if node.tag_name().namespace().is_some_and(|space| space.contains("/math")) => {
                    self.push(&node.plain(), None)
                }
                "r" => self.run(node),
                "sSup" => self.power(node),
                "f" => self.fraction(node),
                "" | "del" | "moveFrom" | "pPr" | "rPr" | "txbxContent" | "Fallback" | "sdtPr" | "fPr" | "ctrlPr" => {}
                _ => self.add(node),
            }
        }
    }

    fn power(&mut self, node: Xml<'_, '_>) {
        let part = |name| node.child(name).map(Node::plain).unwrap_or_default();
        self.push(&part("e"), None);
        self.push(&super::marker::superscript(&part("sup")), None);
    }

    fn fraction(&mut self, node: Xml<'_, '_>) {
        let part = |name| node.child(name).map(Node::plain).unwrap_or_default();
        self.push(&format!("{}/{}", part("num"), part("den")), None);
    }

    fn run(&mut self, run: Xml<'_, '_>) {
        let properties = run.child("rPr");
        if is_on(properties, "vanish") {
            return;
        }
        let is_raised =
            properties.is_some_and(|properties| value(properties.child("vertAlign")) == Some("superscript"));
        for node in run.children() {
            let text = match node.name() {
                "t" => node.plain(),
                "tab" => "    ".to_owned(),
                "noBreakHyphen" => "-".to_owned(),
                "sym" => symbol(node),
                "br" | "cr" => {
                    self.flush();
                    self.inline.line_break();
                    continue;
                }
                "AlternateContent" => continue,
                _ => continue,
            };
            if is_raised { self.raised.push_str(&text) } else { self.push(&text, properties) }
        }
    }

    fn push(&mut self, text: &str, properties: Option<Xml<'_, '_>>) {
        self.flush();
        let style =
            properties.and_then(|properties| value(properties.child("rStyle"))).and_then(|id| self.styles.get(id));
        let switched = |name: &str, base: bool| match properties.and_then(|properties| properties.child(name)) {
            Some(_) => is_on(properties, name),
            None => base,
        };
        let bold = switched("b", self.base.0 || style.is_some_and(|style| style.bold));
        let italic = switched("i", self.base.1 || style.is_some_and(|style| style.italic));
        self.inline.push_styled(text, bold, italic);
    }

    fn flush(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        self.inline.raise(&raised, false);
    }
}

/// A character by its number. Those of symbol fonts are not Unicode; the few that papers use are known.
fn symbol(node: Xml<'_, '_>) -> String {
    let code = Node::attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0xFFFD);
    let sign = match code {
        0xF0B1 => '±',
        0xF0A3 => '≤',
        0xF0B3 => '≥',
        0xF0B4 => '×',
        0xF063 => 'χ',
        0xF062 => 'β',
        0xF06D => 'μ',
        code => char::from_u32(code).unwrap_or('\u{FFFD}'),
    };
    sign.to_string()
}
