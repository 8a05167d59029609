//! The letters of charts, and the room around what is drawn.

use super::text::Font;

pub(super) const BODY: Font = Font::regular(12);
pub(super) const STRONG: Font = Font::bold(12);
pub(super) const SMALL: Font = Font::regular(11);
pub(super) const TITLE: Font = Font::bold(17);
pub(super) const SUBTITLE: Font = Font::regular(13);

/// The room between the edge of a chart and what is drawn.
pub(super) const EDGE: i32 = 24;
