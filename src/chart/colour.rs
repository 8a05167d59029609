//! The colours: those of Okabe & Ito (2008), which people of every colour vision tell apart.

use plotters::style::RGBColor;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub(super) const QUIET: RGBColor = RGBColor(0x5F, 0x5F, 0x5F);
pub(super) const RULE: RGBColor = RGBColor(0xD8, 0xD8, 0xD8);
pub(super) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

pub(super) const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xB2);
pub(super) const ORANGE: RGBColor = RGBColor(0xE6, 0x9F, 0x00);
pub(super) const GREEN: RGBColor = RGBColor(0x00, 0x9E, 0x73);
pub(super) const PURPLE: RGBColor = RGBColor(0xCC, 0x79, 0xA7);
pub(super) const SKY: RGBColor = RGBColor(0x56, 0xB4, 0xE9);
pub(super) const YELLOW: RGBColor = RGBColor(0xF0, 0xE4, 0x42);
pub(super) const GREY: RGBColor = RGBColor(0x99, 0x99, 0x99);

/// What does not hold. Nothing else has this colour.
pub(super) const FINDING: RGBColor = RGBColor(0xD5, 0x5E, 0x00);

/// One colour for each of several groups.
pub(super) const GROUPS: [RGBColor; 7] = [BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, GREY];

/// The colour of the group with that number.
pub(super) fn group(at: usize) -> RGBColor {
    GROUPS[at % GROUPS.len()]
}

/// Black or white, whichever is easier to read on a colour.
pub(super) fn on(colour: RGBColor) -> RGBColor {
    let light = 299 * u32::from(colour.0) + 587 * u32::from(colour.1) + 114 * u32::from(colour.2);
    if light > 128_000 { INK } else { PAPER }
}
