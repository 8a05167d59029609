//! PNG images of charts, drawn from their SVG.

use std::fmt;
use std::sync::{Arc, LazyLock};

use resvg::usvg::Options;
use resvg::usvg::fontdb::Database;

use super::text::{BOLD, REGULAR};

/// Why a chart cannot be drawn as a PNG image. [`Debug`](fmt::Debug) is what [`Display`](fmt::Display) is.
#[derive(Clone, PartialEq)]
pub enum PngError {
    /// The image would have too many pixels, or none.
    Size {
        /// Its width and height in pixels, as far as they can be told.
        pixels: (f32, f32),
    },
    /// The drawing could not be read or written as an image.
    Drawing(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size { pixels: (width, height) } => {
                write!(f, "an image of {width} × {height} pixels cannot be drawn: it has none, or over {MOST_PIXELS}")
            }
            Self::Drawing(problem) => write!(f, "the drawing cannot be made an image: {problem}"),
        }
    }
}

impl fmt::Debug for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for PngError {}

/// More pixels would take over 400 MB.
const MOST_PIXELS: u32 = 100_000_000;

/// A drawing of that size as an image, so many pixels to each of its own.
pub(super) fn render(svg: &str, (width, height): (u32, u32), scale: f32) -> Result<Vec<u8>, PngError> {
    let pixels = ((width as f32 * scale).ceil(), (height as f32 * scale).ceil());
    if !(pixels.0 >= 1.0 && pixels.1 >= 1.0 && pixels.0 * pixels.1 <= MOST_PIXELS as f32) {
        return Err(PngError::Size { pixels });
    }
    let drawing = |error: &dyn fmt::Display| PngError::Drawing(error.to_string());
    let tree = resvg::usvg::Tree::from_str(svg, &options()).map_err(|error| drawing(&error))?;
    let mut image = resvg::tiny_skia::Pixmap::new(pixels.0 as u32, pixels.1 as u32).ok_or(PngError::Size { pixels })?;
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut image.as_mut());
    image.encode_png().map_err(|error| drawing(&error))
}

/// The fonts of the crate and no others, so that an image is the same on every machine.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    [REGULAR, BOLD].into_iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    Arc::new(fonts)
});

fn options() -> Options<'static> {
    Options { font_family: "Arimo".to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() }
}
