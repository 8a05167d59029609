//! Charts of what a study prints.

#[cfg(feature = "png")]
mod png;

use crate::audit::Audit;

#[cfg(feature = "png")]
pub use png::PngError;

/// A drawing of a study's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    name: String,
    title: String,
    description: String,
    table: Option<usize>,
    size: (u32, u32),
    svg: String,
}

impl Chart {
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
        self.table
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.size
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
        png::render(self, scale)
    }
}

/// Every chart that the tables of a study call for, in the order of its tables.
pub fn charts(_audit: &Audit) -> Vec<Chart> {
    Vec::new()
}
