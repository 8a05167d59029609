//! What is drawn below a title, and how both become a document.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::colour::{INK, Theme};
use super::scene::{Scene, Side};
use super::style::{EDGE, TITLE};
use super::text::clean;

/// What stands below a title of so many lines, and how large both are together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    scene: Scene,
    size: (u32, u32),
    title_lines: usize,
}

/// The lines of a title over the width of a chart.
pub(super) fn title_lines(title: &str, width: i32) -> Vec<String> {
    TITLE.wrap(&clean(title), width - 2 * EDGE)
}

impl Sheet {
    /// A drawing so large, with room at its top for this title.
    pub fn new(scene: Scene, size: (u32, u32), title: &str) -> Self {
        Self { scene, size, title_lines: title_lines(title, size.0 as i32).len() }
    }

    /// The letters that the fonts of the crate lack.
    pub fn missing(&self, title: &str) -> BTreeSet<char> {
        let of_title = clean(title).chars().filter(|letter| !TITLE.has(*letter)).collect::<Vec<_>>();
        self.scene.missing().into_iter().chain(of_title).collect()
    }

    /// The document, and its size: so wide, or as wide as it was laid out.
    pub fn document(&self, title: &str, description: &str, theme: Theme, width: Option<u32>) -> (String, (u32, u32)) {
        let lines = title_lines(title, self.size.0 as i32);
        let lower = TITLE.line() * (lines.len() as i32 - self.title_lines as i32);
        let mut scene = Scene::default();
        scene.lines((EDGE, EDGE + 12), Side::Right, TITLE, &lines, INK);
        let laid_out = (self.size.0, self.size.1.saturating_add_signed(lower));
        let size = width.map_or(laid_out, |width| (width, scaled(laid_out, width)));
        let drawn = scene.below(&self.scene, lower).draw(laid_out, theme);
        (document(&drawn, laid_out, size, title, description), size)
    }
}

/// The height of what is drawn so wide.
fn scaled((width, height): (u32, u32), to: u32) -> u32 {
    let height = u64::from(height) * u64::from(to) / u64::from(width.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// The document with a root that says in words what is drawn.
fn document(drawn: &str, laid_out: (u32, u32), size: (u32, u32), title: &str, description: &str) -> String {
    let marks = drawn.split_once('\n').map_or("", |(_, marks)| marks);
    let (title, description) = (escaped(title), escaped(description));
    let mut svg = String::with_capacity(drawn.len() + 2 * description.len());
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{title}\">",
        size.0, size.1, laid_out.0, laid_out.1,
    );
    let _ = writeln!(svg, "<title>{title}</title>\n<desc>{description}</desc>");
    svg + marks
}

/// A text as XML has it, in elements and in attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
