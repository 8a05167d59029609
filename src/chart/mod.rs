//! Charts of what a study prints.

mod averages;
mod axis;
mod bars;
mod colour;
mod crosstab;
mod items;
mod labels;
mod page;
#[cfg(feature = "png")]
mod png;
mod possible;
mod raster;
mod recomputed;
mod scene;
mod sides;
mod tally;
mod text;

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
pub fn charts(audit: &Audit) -> Vec<Chart> {
    (0..audit.study().tables().len()).flat_map(|table| of_table(audit, table)).collect()
}

/// What a table is decides how it is drawn: as a battery of items, on two sides, or as it is laid out.
fn of_table(audit: &Audit, table: usize) -> Vec<Chart> {
    let counted = items(audit, table).or_else(|| sides(audit, table)).or_else(|| frequencies(audit, table));
    let measured = descriptives(audit, table).or_else(|| means(audit, table));
    let checked = [recomputed(audit, table), granularity(audit, table)];
    counted.into_iter().chain(shares(audit, table)).chain(measured).chain(checked.into_iter().flatten()).collect()
}

pub use averages::{descriptives, means};
pub use bars::frequencies;
pub use crosstab::shares;
pub use items::items;
pub use possible::possible;
pub use raster::granularity;
pub use recomputed::recomputed;
pub use sides::sides;
