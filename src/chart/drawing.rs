//! A drawing: what it shows, in words and as SVG, and how else it may be drawn.

use std::collections::BTreeSet;

use super::colour::Theme;
#[cfg(feature = "png")]
use super::png::{self, PngError};
use super::sheet::Sheet;
use super::text::clean;

/// A drawing of figures.
///
/// It can be given another title, another width and another theme:
///
/// ```
/// use retally::chart::{self, Theme};
///
/// let study = retally::studies::ALL[0].study()?;
/// let chart = chart::of(&study.audit(), "table4")?.titled("Networks by year").wide(600).themed(Theme::Dark);
/// assert_eq!(chart.title(), "Networks by year");
/// assert_eq!(chart.size().0, 600);
/// assert!(chart.svg().contains("#15171B")); // what it is drawn on
/// # #[cfg(feature = "png")]
/// assert!(chart.png(2.0)?.starts_with(b"\x89PNG"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub(super) name: String,
    title: String,
    description: String,
    pub(super) drawn: Drawn,
    sheet: Sheet,
    theme: Theme,
    width: Option<u32>,
    size: (u32, u32),
    svg: String,
}

/// What of a study is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    pub table: Option<usize>,
    pub figures: BTreeSet<usize>,
}

impl Chart {
    pub(super) fn new(name: String, title: &str, description: String, drawn: Drawn, sheet: Sheet) -> Self {
        let (title, theme) = (clean(title), Theme::Light);
        let (svg, size) = sheet.document(&title, &description, theme, None);
        Self { name, title, description, drawn, sheet, theme, width: None, size, svg }
    }

    /// The same under another title.
    #[must_use]
    pub fn titled(self, title: &str) -> Self {
        Self { title: clean(title), ..self }.drawn()
    }

    /// The same on another ground.
    #[must_use]
    pub fn themed(self, theme: Theme) -> Self {
        Self { theme, ..self }.drawn()
    }

    /// The same so many pixels wide, and as high as that makes it: larger or smaller as a whole. At least one pixel.
    #[must_use]
    pub fn wide(self, pixels: u32) -> Self {
        Self { width: Some(pixels.max(1)), ..self }.drawn()
    }

    fn drawn(self) -> Self {
        let (svg, size) = self.sheet.document(&self.title, &self.description, self.theme, self.width);
        Self { svg, size, ..self }
    }

    /// Its name, unique within its study and fit for a file: `table3-arguments`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it shows, in sentences with the main numbers, for those who do not see it.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The table it is drawn from, as an index into [`Study::tables`](crate::Study::tables).
    pub fn table(&self) -> Option<usize> {
        self.drawn.table
    }

    /// The figures that are drawn, as indices into [`Study::claims`](crate::Study::claims), ascending. Those of them that may be wrong have
    /// marks.
    pub fn figures(&self) -> impl Iterator<Item = usize> + '_ {
        self.drawn.figures.iter().copied()
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// The letters in it that the font of the crate lacks: a browser takes another font for them, an image shows them as `�`.
    pub fn missing_letters(&self) -> BTreeSet<char> {
        self.sheet.missing(&self.title)
    }

    /// The drawing as an SVG document of its own, without an XML declaration: it may stand in an HTML page as it is.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// The drawing as a PNG image, `scale` pixels to each pixel of its size.
    ///
    /// # Errors
    ///
    /// When the image would be larger than 100 million pixels or have no pixel at all.
    #[cfg(feature = "png")]
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, PngError> {
        let missing = self.missing_letters();
        let shown = |letter: char| if missing.contains(&letter) { char::REPLACEMENT_CHARACTER } else { letter };
        png::render(&self.svg.chars().map(shown).collect::<String>(), self.size, scale)
    }
}
