//! A bar of a figure: full as far as its number is known, an outline where the figure is only a bound such as `<1`.

use crate::audit::Audit;
use crate::number::{Figure, Qualifier};

use super::colour::Colour;
use super::scene::Scene;

/// How far an outline goes on where a figure says "or more".
const BEYOND: i32 = 10;

/// What a caption says where some figures are bounds.
pub(super) const OUTLINE: &str = "; an outline is a bound, such as “<1”: the number itself is not printed";

/// Whether a figure says where its number ends and not what it is.
pub(super) fn is_bound(figure: &Figure) -> bool {
    !matches!(figure.qualifier(), Qualifier::Exactly | Qualifier::About)
}

/// What a caption says of the figures that have bars.
pub(super) fn hint(audit: &Audit, mut claims: impl Iterator<Item = usize>) -> &'static str {
    if claims.any(|claim| is_bound(&audit.study().claims()[claim].figure)) { OUTLINE } else { "" }
}

/// Draws a bar from zero to where the figure's number is, on whichever side of zero, and returns where it ends.
pub(super) fn draw(scene: &mut Scene, figure: &Figure, (zero, x): (i32, i32), y: i32, colour: Colour) -> i32 {
    let (top, bottom) = (y - 11, y + 3);
    let is_more = matches!(figure.qualifier(), Qualifier::Above | Qualifier::AtLeast);
    if !is_bound(figure) || is_more {
        scene.area((x.min(zero), top), (x.max(zero), bottom), colour);
    }
    if !is_bound(figure) {
        return x;
    }
    let beyond = if x < zero { x - BEYOND } else { x + BEYOND };
    let (from, to) = if is_more { (x, beyond) } else { (zero, x) };
    scene.frame((from.min(to), top), (from.max(to), bottom), colour);
    to
}
