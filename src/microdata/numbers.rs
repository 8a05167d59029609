//! The values of variables: what they are sought with, and from where the search begins.

use std::collections::BTreeMap;

use crate::microdata::block::{Block, Sought, blocks};
use crate::microdata::factor::BLANK;
use crate::microdata::goal::{Goal, Range, Scale, goals, none_outside};
use crate::microdata::group::Group;
use crate::microdata::plan::Plan;
use crate::microdata::respondents::Respondents;
use crate::microdata::search;
use crate::microdata::tally::Values;
use crate::microdata::{NotSought, Progress};
use crate::number::{Random, Rational};
use crate::quantity::{Dimension, Event, Statistic};
use crate::study::{Claim, Study};

/// The values of a variable, in whole numbers of its scale's unit; nothing of whom it is not known.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub variable: Dimension,
    pub scale: Scale,
    pub values: Vec<Option<i64>>,
}

impl Numbers {
    /// Each distinct value once, with which one each respondent has.
    pub fn counted(&self) -> Values {
        let values: Vec<Option<i128>> = self.values.iter().map(|value| value.map(i128::from)).collect();
        Values::of(self.variable, self.scale.unit.clone(), &values, 0..values.len())
    }

    /// The values of some respondents.
    pub fn picked(&self, rows: &[usize]) -> Self {
        Self { values: rows.iter().map(|row| self.values[*row]).collect(), ..self.clone() }
    }
}

/// The claims about a variable in an event, which the respondents of the event have to meet.
struct Printed<'a> {
    place: usize,
    rows: Vec<usize>,
    claims: Vec<(usize, &'a Claim)>,
}

/// Seeks the values of all variables, block by block; and the claims that are left, with the reason.
pub(super) fn find(
    study: &Study,
    plan: &Plan,
    respondents: &Respondents,
    random: &mut Random,
    tell: &mut dyn FnMut(Progress),
) -> (Vec<Numbers>, Vec<(usize, NotSought)>) {
    let (mut numbers, mut left) = (Vec::new(), Vec::new());
    let blocks = blocks(study, &steps(study, plan));
    for (at, block) in blocks.iter().enumerate() {
        let printed = printed(study, plan, respondents, block);
        if block.is_broken {
            left.extend(
                printed.iter().flat_map(|printed| &printed.claims).map(|(claim, _)| (*claim, NotSought::Identity)),
            );
            continue;
        }
        let mut groups = Vec::new();
        for one in &printed {
            groups.push(one.group(block, plan, &mut left));
        }
        let domains = domains(block, &printed, plan, respondents.total);
        let start = start(block, &printed, &domains, random);
        let mut values = search::Values::new(block, start, domains, groups);
        values.search(random, &mut |done, of| tell(Progress { block: at, blocks: blocks.len(), done, of }));
        for (place, (sought, values)) in block.variables.iter().zip(&values.values).enumerate() {
            let Some(variable) = sought.variable else { continue };
            let known = known(plan, respondents, variable, printed.iter().filter(|printed| printed.place == place));
            let values = values.iter().zip(known).map(|(value, known)| known.then_some(*value)).collect();
            numbers.push(Numbers { variable, scale: sought.scale.clone(), values });
        }
    }
    (numbers, left)
}

/// The variables of which something is sought, with what their values are multiples of: a tenth of the last digit
/// printed, unless the manifest says so.
fn steps(study: &Study, plan: &Plan) -> BTreeMap<Dimension, Rational> {
    let mut decimals: BTreeMap<Dimension, u32> = BTreeMap::new();
    for (_, claim) in plan.sought(study).filter(|(_, claim)| claim.quantity.statistic.needs_variable()) {
        let Some(variable) = claim.quantity.variable else { continue };
        let most = decimals.entry(variable).or_default();
        *most = (*most).max(claim.figure.decimals());
    }
    let step = |(variable, decimals)| {
        (variable, study.names().scale(variable).unit().unwrap_or_else(|| Rational::unit(decimals + 1)))
    };
    decimals.into_iter().map(step).collect()
}

/// The claims about the variables of a block, by variable and event.
fn printed<'a>(study: &'a Study, plan: &'a Plan, respondents: &Respondents, block: &Block) -> Vec<Printed<'a>> {
    let mut of_event: BTreeMap<(usize, &Event), Vec<(usize, &'a Claim)>> = BTreeMap::new();
    for (at, claim) in plan.sought(study).filter(|(_, claim)| claim.quantity.statistic.needs_variable()) {
        let Some(place) = claim.quantity.variable.and_then(|variable| block.place(variable)) else { continue };
        of_event.entry((place, &claim.quantity.event)).or_default().push((at, claim));
    }
    let group = |((place, event), claims): ((usize, &Event), Vec<(usize, &'a Claim)>)| {
        let answers = plan.factors.answers(event, study.names());
        let factor = block.variables[place].variable.and_then(|variable| plan.factors.find(variable));
        let is_known = |row: &usize| factor.is_none_or(|factor| respondents.code(factor, *row) != BLANK);
        let rows = answers.map(|answers| respondents.of_event(&answers)).unwrap_or_default();
        Printed { place, rows: rows.into_iter().filter(is_known).collect(), claims }
    };
    of_event.into_iter().map(group).collect()
}

/// Of whom a variable is known: as counted; else of all for whom something is printed; else of all.
fn known<'a>(
    plan: &Plan,
    respondents: &Respondents,
    variable: Dimension,
    printed: impl Iterator<Item = &'a Printed<'a>>,
) -> Vec<bool> {
    if let Some(factor) = plan.factors.find(variable) {
        return (0..respondents.total).map(|row| respondents.code(factor, row) != BLANK).collect();
    }
    let mut groups = printed.peekable();
    let mut known = vec![groups.peek().is_none(); respondents.total];
    groups.flat_map(|group| &group.rows).for_each(|row| known[*row] = true);
    known
}

impl Printed<'_> {
    /// The group of respondents with all that is asked of it. What is held against other figures is not asked.
    fn group(&self, block: &Block, plan: &Plan, left: &mut Vec<(usize, NotSought)>) -> Group {
        let mut asked: Vec<Goal> = Vec::new();
        let is_asked = |(at, claim): &&(usize, &Claim)| {
            // What the text only repeats asks for nothing more.
            let repeats = |other: &&Claim| other.text_claim.is_none() && other.quantity == claim.quantity;
            let repeated =
                claim.text_claim.is_some() && self.claims.iter().map(|other| other.1).any(|other| repeats(&other));
            !plan.found[*at] && !self.rows.is_empty() && !repeated
        };
        for (at, claim) in self.claims.iter().filter(is_asked) {
            let scale = &block.variables[self.place].scale;
            let statistic = claim.quantity.statistic;
            match goals(statistic, &claim.figure, &claim.values, self.rows.len() as i64, scale) {
                Some(new) => asked.extend(new),
                None => left.push((*at, NotSought::TooLarge)),
            }
        }
        if block.is_derived(self.place) {
            // Others are kept within their bounds by their domains.
            asked.extend(none_outside(block.variables[self.place].bounds, self.rows.len() as i64));
        }
        Group::new(self.place, self.rows.clone(), asked)
    }

    /// A printed number, in units.
    fn number(&self, statistics: &[Statistic], scale: &Scale) -> Option<i64> {
        let claim =
            |statistic: &Statistic| self.claims.iter().find(|(_, claim)| claim.quantity.statistic == *statistic);
        let number = statistics.iter().find_map(claim)?.1.figure.number();
        in_units(number, scale)
    }

    /// About where the values lie.
    fn centre(&self, scale: &Scale) -> Option<i64> {
        let own = self.number(&[Statistic::Mean, Statistic::Median, Statistic::Mode], scale);
        own.or_else(|| Some((self.number(&[Statistic::Min], scale)? + self.number(&[Statistic::Max], scale)?) / 2))
    }

    /// About how far from there.
    fn spread(&self, scale: &Scale) -> Option<i64> {
        let between = |low, high| Some(self.number(&[high], scale)? - self.number(&[low], scale)?);
        let quartiles = || between(Statistic::LowerQuartile, Statistic::UpperQuartile).map(|width| width / 4 * 3);
        let extremes = || between(Statistic::Min, Statistic::Max).map(|width| width / 4);
        let own = self.number(&[Statistic::Sd], scale);
        own.or_else(quartiles).or_else(extremes).map(i64::abs)
    }
}

/// A number in units, cut to what is reckoned with.
fn in_units(number: &Rational, scale: &Scale) -> Option<i64> {
    let units = number.divided_by(&scale.unit)?.floor().to_i128()?;
    i64::try_from(units.clamp(-(1 << 40), 1 << 40)).ok()
}

/// For each variable and row between what its values are sought: the extremes that are printed for the groups it is in;
/// else within what is usual, and not below zero where nothing printed is; in any case on the variable's scale.
fn domains(block: &Block, printed: &[Printed], plan: &Plan, rows: usize) -> Vec<Vec<(i64, i64)>> {
    let mut domains: Vec<Vec<(i64, i64)>> =
        (0..block.variables.len()).map(|place| vec![usual(block, place, printed); rows]).collect();
    for group in printed {
        let scale = &block.variables[group.place].scale;
        for (_, claim) in group.claims.iter().filter(|(at, _)| !plan.found[*at]) {
            let Some(Range { low, high }) = scale.within(&claim.values) else { continue };
            for row in &group.rows {
                let domain = &mut domains[group.place][*row];
                let end = |end: i128| i64::try_from(end).ok().filter(|end| end.abs() <= block.largest());
                let narrowed = match claim.quantity.statistic {
                    Statistic::Min => (end(low), None),
                    Statistic::Max => (None, end(high)),
                    _ => continue,
                };
                let (low, high) = (narrowed.0.unwrap_or(domain.0), narrowed.1.unwrap_or(domain.1));
                *domain = block.bounded(group.place, tighter(*domain, (low, high)));
            }
        }
    }
    domains
}

/// The second of two domains where it takes up the first's ends; one that would be empty is not taken.
fn tighter(usual: (i64, i64), new: (i64, i64)) -> (i64, i64) {
    if new.0 <= new.1 { new } else { usual }
}

fn usual(block: &Block, place: usize, printed: &[Printed]) -> (i64, i64) {
    let Sought { variable, scale, bounds } = &block.variables[place];
    if let (None, (Some(low), Some(high))) = (variable, bounds) {
        return (*low, *high);
    }
    let own = || printed.iter().filter(|group| group.place == place);
    let centres: Vec<i64> = own().filter_map(|group| group.centre(scale)).collect();
    let (low, high) = (centres.iter().min().copied().unwrap_or(0), centres.iter().max().copied().unwrap_or(0));
    let spread = own().filter_map(|group| group.spread(scale)).max().unwrap_or(high.abs().max(low.abs()) / 2);
    let spread = spread.max(scale.grain).min(block.largest());
    let align = |value: i64| value.div_euclid(scale.grain) * scale.grain;
    let within = |value: i64| value.clamp(-block.largest(), block.largest());
    let is_positive = low >= 0 && bounds.0.is_none_or(|least| least >= 0);
    let lowest = if is_positive { 0 } else { align(within(low - 6 * spread)) };
    block.bounded(place, (lowest, align(within(high + 8 * spread))))
}

/// Values to begin with: those of the bell curve around the printed mean of the smallest group that somebody is in.
fn start(block: &Block, printed: &[Printed], domains: &[Vec<(i64, i64)>], random: &mut Random) -> Vec<Vec<i64>> {
    let mut order: Vec<&Printed> = printed.iter().collect();
    order.sort_by_key(|group| std::cmp::Reverse(group.rows.len()));
    let mut values: Vec<Vec<i64>> = Vec::new();
    for (place, Sought { scale, .. }) in block.variables.iter().enumerate() {
        let (low, high) = usual(block, place, printed);
        let mut about = vec![(low / 2 + high / 2, high / 16 - low / 16); domains[place].len()];
        for group in order.iter().filter(|group| group.place == place) {
            for row in &group.rows {
                let (centre, spread) = about[*row];
                about[*row] = (group.centre(scale).unwrap_or(centre), group.spread(scale).unwrap_or(spread));
            }
        }
        let value = |((centre, spread), (low, high)): ((i64, i64), &(i64, i64))| {
            // At most 2^40 times 2^13.
            let value = centre + spread * random.bell() / 1000 + scale.grain / 2;
            (value.div_euclid(scale.grain) * scale.grain).clamp(*low, *high)
        };
        values.push(about.into_iter().zip(&domains[place]).map(value).collect());
    }
    for group in order {
        reach_extremes(&mut values[group.place], group, &domains[group.place], random);
    }
    values
}

/// Gives somebody of a group the least value and somebody the greatest, where these are printed. Far from all others they
/// would not be found by small changes.
fn reach_extremes(values: &mut [i64], group: &Printed, domains: &[(i64, i64)], random: &mut Random) {
    for (_, claim) in &group.claims {
        let Some(row) = random.one_of(&group.rows) else { continue };
        match claim.quantity.statistic {
            Statistic::Min => values[row] = domains[row].0,
            Statistic::Max => values[row] = domains[row].1,
            _ => {}
        }
    }
}
