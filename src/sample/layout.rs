//! How the samples of a case are counted: the values on either side of the origin, and what their sums must come to.

use dashu_int::UBig;

use crate::sample::case::{Case, Range, Segment};
use crate::sample::limits::Squares;
use crate::sample::side::{Part, Shape, Times};
use crate::sample::verdict::Limit;
use crate::sample::work::{Work, steps_of};

/// The most sums whose samples are counted.
const MOST_SUMS: i128 = 1 << 20;

/// The most values that may differ.
const MOST_CELLS: i128 = 1 << 20;

/// The sums of squares where they are not told apart.
const ANY: Range = Range { least: -(1 << 60), most: 1 << 60 };

/// A value's frequency that no other exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peak {
    pub value: i128,
    pub times: usize,
}

/// The sums of squares that samples with one sum may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub sum: i128,
    pub squares: Range,
}

/// A case, counted from an origin.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub n: usize,
    /// Where distances are counted from, in steps of the lattice.
    pub origin: i128,
    /// The values below the origin and those above it, the farthest first.
    pub sides: [Vec<Part>; 2],
    pub shapes: [Shape; 2],
    /// How often the origin itself may occur.
    pub centre: Times,
    pub windows: Vec<Window>,
    /// How many bits the number of samples may take.
    pub bits: usize,
}

/// The layouts of a case, no two with a sample in common: one, or with a mode one for each frequency that it may have.
pub(super) fn layouts_of(case: &Case, mode: Option<Range>, work: &mut Work) -> Result<Vec<Layout>, Limit> {
    let Some(mode) = mode else { return Ok(Layout::of(case, None, work)?.into_iter().collect()) };
    if mode.least != mode.most {
        return Err(Limit::Mode);
    }
    let n = usize::try_from(case.spread.n).map_err(|_| Limit::Size)?;
    let low = case.segments.first().map_or(0, |segment| segment.low);
    let cells = case.segments.last().map_or(1, |segment| segment.high - low + 1);
    let fewest = usize::try_from(case.spread.n.div_euclid(cells)).unwrap_or(1).max(1);
    let here = up_to(&case.segments, mode.least).most - up_to(&case.segments, mode.least - 1).least;
    let most = usize::try_from(here).unwrap_or(0).min(n);
    let mut layouts = Vec::new();
    for times in fewest..=most {
        layouts.extend(Layout::of(case, Some(Peak { value: mode.least, times }), work)?);
    }
    Ok(layouts)
}

impl Layout {
    /// None: there are no samples.
    pub fn of(case: &Case, peak: Option<Peak>, work: &mut Work) -> Result<Option<Self>, Limit> {
        let n = usize::try_from(case.spread.n).map_err(|_| Limit::Size)?;
        check_size(case, work)?;
        let origin = origin(case);
        let case = &around(case, origin);
        let peak = peak.map(|peak| Peak { value: peak.value - origin, ..peak });
        let (Some(first), Some(last)) = (case.segments.first(), case.segments.last()) else { return Ok(None) };
        let (low, high) = (first.low, last.high);
        let squares = case.spread.least > 0 || case.spread.most.is_some();
        let mut windows = windows(case);
        if !squares {
            windows.iter_mut().for_each(|window| window.squares = ANY);
        }
        let is_beyond = |value: i128| !(low..=high).contains(&value);
        if windows.is_empty() || peak.is_some_and(|peak| is_beyond(peak.value)) || lacks_stated(case, peak, &is_beyond)
        {
            return Ok(None);
        }
        let below = (low..0).map(|value| part(case, peak, value));
        let above = (1..=high).rev().map(|value| part(case, peak, value));
        let sides = [below.flatten().collect(), above.flatten().collect()].map(without_implied_bounds);
        let (Range { least: most_above, .. }, centre) = (up_to(&case.segments, 0), times(case, peak, 0));
        let most = [up_to(&case.segments, -1).most, case.spread.n - most_above]
            .map(|count| usize::try_from(count).unwrap_or(0));
        let shapes = shapes(&windows, [-low, high].map(|end| end as usize), most, n, squares)?;
        let cells = sides[0].len() + sides[1].len() + 1;
        Ok(Some(Self { n, origin, sides, shapes, centre, windows, bits: bits(n, cells) }))
    }

    /// How many bytes the tables of both sides take.
    pub fn bytes(&self) -> Option<usize> {
        let entries = self.shapes.iter().try_fold(0usize, |sum, shape| sum.checked_add(shape.entries()?))?;
        entries.checked_mul(self.words()? * 8)
    }

    /// How many machine words a number of samples takes.
    pub fn words(&self) -> Option<usize> {
        [1, 2, 4, 8].into_iter().find(|words| self.bits < words * 64)
    }

    /// About how many additions it takes to count the samples.
    pub fn work(&self) -> usize {
        let of_side = |at: usize| {
            let entries = self.shapes[at].entries().unwrap_or(usize::MAX);
            entries.saturating_mul(self.sides[at].len() + self.windows.len())
        };
        of_side(0).saturating_add(of_side(1))
    }

    /// How many steps that is.
    pub fn steps(&self) -> u64 {
        steps_of(self.work())
    }

    /// The numbers of values above the origin that go with so many below it.
    pub fn above(&self, below: usize) -> Option<(usize, usize)> {
        let left = self.n.checked_sub(below)?;
        let (least, most) = (left.saturating_sub(self.centre.most), left.checked_sub(self.centre.least)?);
        let most = most.min(self.shapes[1].count);
        (least <= most).then_some((least, most))
    }
}

/// Whether the sums and the values of a case are few enough to look at each.
fn check_size(case: &Case, work: &mut Work) -> Result<(), Limit> {
    let sums = case.sums.most - case.sums.least;
    let ends = case.segments.first().zip(case.segments.last());
    let values = ends.map_or(0, |(first, last)| last.high - first.low);
    if sums > MOST_SUMS {
        return Err(Limit::Breadth);
    }
    if values > MOST_CELLS {
        return Err(Limit::Size);
    }
    let looks = (sums + values).max(0) as u64 * (2 + case.segments.len() as u64);
    if work.spend(looks) { Ok(()) } else { Err(Limit::Work) }
}

/// Whether a value cannot occur as often as is stated of it.
fn lacks_stated(case: &Case, peak: Option<Peak>, is_beyond: &dyn Fn(i128) -> bool) -> bool {
    let never = |value: i128| value != 0 && part(case, peak, value).is_none() || is_beyond(value);
    let mut stated = case.frequencies.iter().map(|(value, _)| (*value, times(case, peak, *value)));
    stated.any(|(value, times)| times.is_empty() || times.least > 0 && never(value))
}

/// Where to count from: at the median where it is one value, since then the two sides do not depend on each other;
/// else near the mean.
fn origin(case: &Case) -> i128 {
    let middle = (case.spread.n + 1) / 2;
    let mut behind = 0;
    let at_middle = case.segments.iter().find(|segment| {
        behind += segment.count;
        middle <= behind
    });
    let low = case.segments.first().map_or(0, |segment| segment.low);
    let high = case.segments.last().map_or(0, |segment| segment.high);
    let mean = (case.sums.least + case.sums.most + case.spread.n).div_euclid(2 * case.spread.n);
    at_middle.filter(|segment| segment.low == segment.high).map_or(mean, |segment| segment.low).clamp(low, high)
}

/// The same case with values counted from elsewhere.
fn around(case: &Case, origin: i128) -> Case {
    let shift = case.spread.n * origin;
    let moved = |segment: &Segment| Segment { low: segment.low - origin, high: segment.high - origin, ..*segment };
    Case {
        segments: case.segments.iter().map(moved).collect(),
        sums: Range { least: case.sums.least - shift, most: case.sums.most - shift },
        spread: case.spread,
        frequencies: case.frequencies.iter().map(|(value, times)| (value - origin, *times)).collect(),
    }
}

/// For each sum the sums of squares that both the figures and the places leave.
pub(super) fn windows(case: &Case) -> Vec<Window> {
    let sums = case.sums.least..=case.sums.most;
    let mut possible = Squares::of(&case.segments);
    let windows = sums.filter_map(|sum| {
        let possible = possible.with(sum)?;
        let squares = possible.intersection(case.spread.squares(sum)).as_odd_as(sum);
        (!squares.is_empty()).then_some(Window { sum, squares })
    });
    windows.collect()
}

/// How many values there may be up to one.
pub(super) fn up_to(segments: &[Segment], value: i128) -> Range {
    let count = |holds: &dyn Fn(&Segment) -> bool| {
        segments.iter().filter(|segment| holds(segment)).map(|segment| segment.count).sum::<i128>()
    };
    Range { least: count(&|segment| segment.high <= value), most: count(&|segment| segment.low <= value) }
}

/// A value other than the origin, unless it cannot occur.
fn part(case: &Case, peak: Option<Peak>, value: i128) -> Option<Part> {
    let (here, before) = (up_to(&case.segments, value), up_to(&case.segments, value - 1));
    if here.most <= before.least {
        return None;
    }
    let behind =
        if value < 0 { (here.least, here.most) } else { (case.spread.n - before.most, case.spread.n - before.least) };
    let whole = |count: i128| usize::try_from(count).unwrap_or(0);
    let distance = whole(value.abs());
    Some(Part { distance, times: times(case, peak, value), behind: (whole(behind.0), whole(behind.1)) })
}

/// The number of values at a distance and beyond never shrinks towards the origin: a lower bound further out holds
/// nearer as well, and an upper bound nearer holds further out. What is implied so is left out.
fn without_implied_bounds(mut parts: Vec<Part>) -> Vec<Part> {
    let mut least = 0;
    for part in &mut parts {
        let own = std::mem::replace(&mut part.behind.0, 0);
        if own > least {
            part.behind.0 = own;
            least = own;
        }
    }
    let mut most = usize::MAX;
    for part in parts.iter_mut().rev() {
        let own = std::mem::replace(&mut part.behind.1, usize::MAX);
        if own < most {
            part.behind.1 = own;
            most = own;
        }
    }
    parts
}

/// How often a value may occur, by what is stated of it and by the peak.
fn times(case: &Case, peak: Option<Peak>, value: i128) -> Times {
    let below_peak = peak.map_or(Times::ANY, |peak| match peak.value == value {
        true => Times::exactly(peak.times),
        false => Times::at_most(peak.times),
    });
    let whole = |count: i128| usize::try_from(count).unwrap_or(0);
    let stated = case.frequencies.iter().filter(|stated| stated.0 == value);
    stated.fold(below_peak, |all, (_, times)| {
        let most = if times.most >= case.spread.n { usize::MAX } else { whole(times.most) };
        all.intersection(Times { least: whole(times.least), most })
    })
}

/// The longest sums of distances that are counted apart.
const LONGEST: i128 = 1 << 26;

/// What each side must tell apart, so that together they can come to one of the windows.
fn shapes(
    windows: &[Window],
    ends: [usize; 2],
    most: [usize; 2],
    n: usize,
    squares: bool,
) -> Result<[Shape; 2], Limit> {
    let farthest = windows.iter().map(|window| window.squares.most).max().unwrap_or(0);
    let sums = windows.iter().map(|window| window.sum);
    let (least, greatest) = (sums.clone().min().unwrap_or(0), sums.max().unwrap_or(0));
    let shape = |side: usize| {
        // What is above the origin less what is below it is the sum.
        let difference = if side == 0 { (least, greatest) } else { (-greatest, -least) };
        let (own, other) = (most[side] as i128, most[1 - side] as i128);
        let longest = [own.saturating_mul(ends[side] as i128), other.saturating_mul(ends[1 - side] as i128)];
        let sides = Sides { difference, counts: [own, other], longest, farthest, n: n as i128 };
        let limit = if squares { (farthest.saturating_mul(n as i128)).isqrt().min(longest[0]) } else { longest[0] };
        if limit > LONGEST {
            return Err(Limit::Memory);
        }
        let width = |t: i128| sides.room(t, squares).map_or(0, |room| room as usize + 1);
        let widths = without_gaps((0..=limit).map(width).collect());
        // Each value adds one at least to the sum of distances.
        let count = most[side].min(widths.len().saturating_sub(1));
        Ok(Shape { count, widths, squares })
    };
    Ok([shape(0)?, shape(1)?])
}

/// How far the distances on one side, and on the other, may add up.
struct Sides {
    /// The least and the greatest sum of the other side's distances less this one's.
    difference: (i128, i128),
    /// The most values on this side and on the other.
    counts: [i128; 2],
    /// The greatest sums of their distances.
    longest: [i128; 2],
    /// The greatest sum of squares of both.
    farthest: i128,
    n: i128,
}

impl Sides {
    /// How many sums of squares this side may have where its distances add up to `t`; none where they cannot.
    fn room(&self, t: i128, squares: bool) -> Option<i128> {
        let ((least, greatest), [own, other], farthest) = (self.difference, self.counts, self.farthest);
        let least_other = (t + least).max(0);
        let reaches = t + greatest >= 0 && least_other <= self.longest[1];
        if !reaches || !squares {
            return reaches.then_some(0);
        }
        let both = t + least_other;
        if both.checked_mul(both)? > farthest.checked_mul(self.n)? {
            return None;
        }
        let taken = if other == 0 { 0 } else { (least_other * least_other + other - 1) / other }.max(least_other);
        let left = farthest - taken - t;
        (left >= 0 && t * t <= own * (left + t)).then_some(left / 2)
    }
}

/// On the way to a greater sum of distances a smaller one may have any sum of squares that the greater has; beyond the last
/// with any there is none.
fn without_gaps(mut widths: Vec<usize>) -> Vec<usize> {
    for t in (1..widths.len()).rev() {
        widths[t - 1] = widths[t - 1].max(widths[t]);
    }
    let used = widths.iter().rposition(|width| *width > 0).map_or(0, |last| last + 1);
    widths.truncate(used);
    widths
}

/// The bits of the number of all multisets of `n` values among so many.
fn bits(n: usize, cells: usize) -> usize {
    let (few, many) = (n.min(cells - 1), n.max(cells - 1));
    // Numbers beyond all widths need not be computed to the end.
    const ENOUGH: usize = 1 << 10;
    let mut multisets = UBig::ONE;
    for at in 1..=few {
        multisets = multisets * UBig::from(many + at) / UBig::from(at);
        if dashu_int::ops::BitTest::bit_len(&multisets) > ENOUGH {
            break;
        }
    }
    dashu_int::ops::BitTest::bit_len(&multisets)
}
