//! Formulas as text.

use super::marker::superscript;
use super::markup::Node;
use crate::visible::evened;

/// MathML in a line: `a/b`, `x²`, `√(x)`.
pub(super) fn text<'a>(math: impl Node<'a>) -> String {
    let mut text = String::new();
    row(math, &mut text);
    evened(&text)
}

fn row<'a>(node: impl Node<'a>, text: &mut String) {
    node.children().for_each(|child| add(child, text));
}

fn add<'a>(node: impl Node<'a>, text: &mut String) {
    match node.name() {
        "" | "annotation" | "annotation-xml" => {}
        "mi" | "mn" | "mtext" | "ms" | "mo" => text.push_str(&token(node)),
        "mspace" | "mtr" => {
            text.push(' ');
            row(node, text);
        }
        "mfrac" => text.push_str(&parts(node).map(grouped).collect::<Vec<_>>().join("/")),
        "msup" => raised(node, text),
        "msqrt" => text.push_str(&format!("√({})", whole(node))),
        _ => row(node, text),
    }
}

fn whole<'a>(node: impl Node<'a>) -> String {
    let mut text = String::new();
    row(node, &mut text);
    text.trim().to_owned()
}

fn parts<'a>(node: impl Node<'a>) -> impl Iterator<Item = String> {
    let part = |child| {
        let mut text = String::new();
        add(child, &mut text);
        text.trim().to_owned()
    };
    node.children().filter(|child| !child.name().is_empty()).map(part)
}

fn grouped(part: String) -> String {
    let is_single = part.chars().all(|sign| sign.is_alphanumeric() || sign == '.');
    if is_single { part } else { format!("({part})") }
}

fn raised<'a>(node: impl Node<'a>, text: &mut String) {
    let mut parts = parts(node);
    text.push_str(&parts.next().unwrap_or_default());
    parts.for_each(|part| text.push_str(&superscript(&part)));
}

/// A token; comparisons and such have spaces around them, invisible operators are left out.
fn token<'a>(node: impl Node<'a>) -> String {
    let plain = node.plain();
    let seen: String = plain.trim().chars().filter(|sign| !('\u{2061}'..='\u{2064}').contains(sign)).collect();
    match seen.as_str() {
        "=" | "<" | ">" | "≤" | "≥" | "±" | "×" | "≈" | "≠" | "∼" => format!(" {seen} "),
        _ => seen,
    }
}

/// TeX without what surrounds the formula.
pub(super) fn tex(source: &str) -> String {
    let inner = source.split("\\begin{document}").nth(1).unwrap_or(source);
    let inner = inner.split("\\end{document}").next().unwrap_or(inner);
    inner.trim().trim_matches('$').trim().to_owned()
}
