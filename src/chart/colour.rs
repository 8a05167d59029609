//! The colours: those of Okabe & Ito (2008), which people of every colour vision tell apart. On white some of them are darker, so that
//! every shape has a contrast of 3 at least, and every text one of 4.5.

use plotters::style::RGBColor;

/// On what a chart is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on nearly black.
    Dark,
}

/// A colour on white, and what it is on black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour {
    light: RGBColor,
    dark: RGBColor,
}

impl Colour {
    pub fn of(self, theme: Theme) -> RGBColor {
        match theme {
            Theme::Light => self.light,
            Theme::Dark => self.dark,
        }
    }
}

/// A colour from its six digits in each theme.
const fn colour(light: u32, dark: u32) -> Colour {
    Colour { light: rgb(light), dark: rgb(dark) }
}

const fn rgb(digits: u32) -> RGBColor {
    let [_, red, green, blue] = digits.to_be_bytes();
    RGBColor(red, green, blue)
}

pub(super) const INK: Colour = colour(0x22_22_22, 0xEC_EC_EC);
pub(super) const QUIET: Colour = colour(0x5F_5F_5F, 0xAD_AD_AD);
pub(super) const RULE: Colour = colour(0xD8_D8_D8, 0x41_44_4B);
pub(super) const PAPER: Colour = colour(0xFF_FF_FF, 0x15_17_1B);

pub(super) const BLUE: Colour = colour(0x00_72_B2, 0x2E_8F_CC);
pub(super) const ORANGE: Colour = colour(0xC6_89_00, 0xE6_9F_00);
pub(super) const GREEN: Colour = colour(0x00_9E_73, 0x1F_B3_88);
pub(super) const PURPLE: Colour = colour(0xCC_79_A7, 0xCC_79_A7);
pub(super) const SKY: Colour = colour(0x4B_9D_CB, 0x8F_D0_F7);
pub(super) const YELLOW: Colour = colour(0x9F_97_2B, 0xF0_E4_42);
pub(super) const GREY: Colour = colour(0x94_94_94, 0x8C_8C_8C);

/// Ranges behind lines.
pub(super) const PALE: Colour = colour(0xDD_EE_F8, 0x1D_33_42);

/// What does not hold. Nothing else has this colour.
pub(super) const FINDING: Colour = colour(0xC3_56_00, 0xFF_7F_2A);

/// One colour for each of several groups.
pub(super) const GROUPS: [Colour; 7] = [BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, GREY];

/// The colour of the group with that number.
pub(super) fn group(at: usize) -> Colour {
    GROUPS[at % GROUPS.len()]
}

/// Black and white on colours: the same in both themes, and no other colour has their digits.
const BLACK: RGBColor = rgb(0x1F_1F_1F);
const WHITE: RGBColor = rgb(0xFE_FE_FE);

/// Black or white, whichever is easier to read on a colour.
pub(super) fn on(colour: Colour) -> Colour {
    Colour { light: readable(colour.light), dark: readable(colour.dark) }
}

fn readable(on: RGBColor) -> RGBColor {
    let light = 299 * u32::from(on.0) + 587 * u32::from(on.1) + 114 * u32::from(on.2);
    if light > 100_000 { BLACK } else { WHITE }
}

/// Rules of style by which light charts in a page are dark where the page is.
pub(crate) fn dark_rules() -> String {
    let all = GROUPS.into_iter().chain([INK, QUIET, RULE, PAPER, PALE, FINDING]);
    let digits = |RGBColor(red, green, blue): RGBColor| format!("#{red:02X}{green:02X}{blue:02X}");
    let rule = |colour: Colour| {
        let (light, dark) = (digits(colour.light), digits(colour.dark));
        ["fill", "stroke"].map(|part| format!("  .drawing [{part}=\"{light}\"] {{ {part}: {dark}; }}\n")).concat()
    };
    let rules: String = all.filter(|colour| colour.light != colour.dark).map(rule).collect();
    format!("\n@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n")
}
