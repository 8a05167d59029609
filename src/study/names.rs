//! What dimensions, variables and levels are called, in the manifest and in print.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::sample::Scale;
use crate::study::missing;
use crate::study::numbers::unmarked;
use crate::visible::evened;

/// The names of a study: each dimension with its levels, and the labels that are printed for them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    dimensions: Vec<Entry>,
    by_label: Labels<Dimension>,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    name: String,
    levels: Vec<String>,
    /// The label that a table prints for the variable.
    printed: Option<String>,
    /// The labels that tables print for levels.
    printed_levels: HashMap<Level, String>,
    /// Levels of which sentences count any: they are no levels of their own.
    sets: HashSet<Level>,
    /// Levels of those who did not answer.
    missing: Vec<Level>,
    /// The levels that some levels are made of: subtotals.
    made_of: HashMap<Level, Vec<Level>>,
    by_label: Labels<Level>,
    unit: Option<String>,
    scale: Option<Scale>,
}

/// What each label stands for. A label that the manifest declares remembers where, until a table prints it.
#[derive(Clone, Debug)]
struct Labels<T> {
    known: HashMap<String, T>,
    declared: HashSet<String>,
    awaited: HashMap<String, usize>,
}

impl<T> Default for Labels<T> {
    fn default() -> Self {
        Self { known: HashMap::default(), declared: HashSet::default(), awaited: HashMap::default() }
    }
}

impl<T: Copy> Labels<T> {
    fn get(&self, label: &str) -> Option<T> {
        self.known.get(&*key(label)).copied()
    }

    fn add(&mut self, label: &str, means: T) {
        self.known.insert(key(label), means);
    }

    /// Adds a label that the manifest declares at `offset`. False when it already stands for something else.
    fn declare(&mut self, label: &str, means: T, offset: Option<usize>) -> bool
    where
        T: PartialEq,
    {
        if self.get(label).is_some_and(|known| known != means) {
            return false;
        }
        self.add(label, means);
        self.declared.insert(key(label));
        self.awaited.extend(offset.map(|offset| (key(label), offset)));
        true
    }

    /// Notes that a table printed the label.
    fn met(&mut self, label: &str) {
        if !self.awaited.is_empty() {
            self.awaited.remove(&key(label));
        }
    }
}

/// What distinguishes labels: their text without markers.
pub(crate) fn key(label: &str) -> String {
    tidy(&unmarked(label))
}

/// A label with its white space evened out, so that line breaks in print make no difference.
pub(crate) fn tidy(label: &str) -> String {
    evened(label)
}

/// The same without what it ends with where it was cut out of a longer one: commas, colons.
pub(crate) fn tidy_label(label: &str) -> String {
    tidy(label).trim_end_matches([',', ';', ':', ' ']).to_owned()
}

impl Names {
    /// The dimension or variable of that name, or printed as that label.
    pub fn find(&self, name: &str) -> Option<Dimension> {
        self.by_label.get(name)
    }

    /// The level of a dimension by its name or by a label that is printed for it.
    pub fn find_level(&self, dimension: Dimension, label: &str) -> Option<Level> {
        self.entry(dimension)?.by_label.get(label)
    }

    /// The name of a dimension.
    pub fn name(&self, dimension: Dimension) -> &str {
        self.entry(dimension).map_or("", |entry| &entry.name)
    }

    /// The name of a level.
    pub fn level_name(&self, dimension: Dimension, level: Level) -> &str {
        let levels = self.entry(dimension).map_or(&[][..], |entry| &entry.levels);
        let unnamed = match level {
            Level::ANSWERED => "answered",
            Level::COMPARED => "compared",
            _ => "",
        };
        levels.get(level.0 as usize).map_or(unnamed, |name| name)
    }

    /// The label that a table prints for a variable.
    pub(crate) fn printed_variable(&self, variable: Dimension) -> Option<&str> {
        self.entry(variable)?.printed.as_deref()
    }

    /// The label that a table prints for a level.
    pub(crate) fn printed_level(&self, dimension: Dimension, level: Level) -> Option<&str> {
        self.entry(dimension)?.printed_levels.get(&level).map(String::as_str)
    }

    /// The levels of a dimension, in the order in which the manifest and the tables name them. Sets of levels, which a
    /// sentence may count together, are not among them.
    pub fn levels(&self, dimension: Dimension) -> impl Iterator<Item = Level> + use<> {
        let all = |entry: &Entry| (0..entry.levels.len() as u32).map(Level).collect();
        let mut levels: Vec<Level> = self.entry(dimension).map(all).unwrap_or_default();
        levels.retain(|level| !self.is_set(dimension, *level));
        levels.into_iter()
    }

    /// Whether a level is a set of levels that a sentence counts together, and no level of its own.
    pub fn is_set(&self, dimension: Dimension, level: Level) -> bool {
        self.entry(dimension).is_some_and(|entry| entry.sets.contains(&level))
    }

    /// Whether those who have a level are those of whom the dimension is not known, as under `Missing`.
    pub fn is_missing(&self, dimension: Dimension, level: Level) -> bool {
        self.entry(dimension).is_some_and(|entry| entry.missing.contains(&level))
    }

    /// The levels of those of whom a dimension is not known.
    pub(crate) fn missing(&self, dimension: Dimension) -> impl Iterator<Item = Level> + '_ {
        let levels = self.entry(dimension).map_or(&[][..], |entry| &entry.missing);
        levels.iter().copied()
    }

    /// Whether a dimension has a level for those of whom it is not known.
    pub(crate) fn has_missing(&self, dimension: Dimension) -> bool {
        self.entry(dimension).is_some_and(|entry| !entry.missing.is_empty())
    }

    /// The levels that a level is made of: none unless it is a subtotal.
    pub fn made_of(&self, dimension: Dimension, level: Level) -> &[Level] {
        self.entry(dimension).and_then(|entry| entry.made_of.get(&level)).map_or(&[], Vec::as_slice)
    }

    /// All dimensions, in the order in which the manifest and the tables name them.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> + use<> {
        (0..self.dimensions.len() as u32).map(Dimension)
    }

    /// What a variable is measured in.
    pub fn unit(&self, variable: Dimension) -> Option<&str> {
        self.entry(variable)?.unit.as_deref()
    }

    /// The values that a variable may have: any numbers, unless the manifest says more.
    pub fn scale(&self, variable: Dimension) -> Scale {
        self.entry(variable).and_then(|entry| entry.scale.clone()).unwrap_or_else(Scale::continuous)
    }

    /// An event in words: `network=Simple, year=2011`, or `all`. The order is that of the words, whatever the manifest's.
    pub fn event(&self, event: &Event) -> String {
        if event.bindings().is_empty() {
            return "all".to_owned();
        }
        let binding = |&(dimension, level)| format!("{}={}", self.name(dimension), self.level_name(dimension, level));
        let mut bindings: Vec<_> = event.bindings().iter().map(binding).collect();
        bindings.sort_unstable();
        bindings.join(", ")
    }

    /// A quantity in words: `% of year=2011 (network=Simple)`, `n(stance=could)`, `mean age`.
    pub fn quantity(&self, quantity: &Quantity) -> String {
        if quantity.statistic.is_direction() {
            return self.direction(quantity);
        }
        match (&quantity.base, quantity.variable) {
            (Some(base), _) => {
                let how = if quantity.statistic == Statistic::Times { "times" } else { "as % of" };
                format!("{} {how} {}", self.event(&within(&quantity.event, base)), self.event(base))
            }
            (None, Some(variable)) if quantity.event.bindings().is_empty() => {
                format!("{} {}", quantity.statistic, self.name(variable))
            }
            (None, Some(variable)) => {
                format!("{} {} of {}", quantity.statistic, self.name(variable), self.event(&quantity.event))
            }
            (None, None) if quantity.statistic.is_of_test() && quantity.event.bindings().is_empty() => {
                quantity.statistic.to_string()
            }
            (None, None) => format!("{} of {}", quantity.statistic, self.event(&quantity.event)),
        }
    }

    /// `stance=could as % of network=Simple above that of network=Complex`, `trend of network=Simple as % of all over year`.
    fn direction(&self, quantity: &Quantity) -> String {
        let Quantity { event, base, than, variable, .. } = quantity;
        let what = match (base, than, variable) {
            (Some(base), ..) => self.quantity(&Quantity::share(event.clone(), base.clone())),
            (None, Some(_), Some(of)) => self.quantity(&Quantity::of(Statistic::Mean, *of, event.clone())),
            (None, ..) => self.quantity(&Quantity::count(event.clone())),
        };
        match (than, variable) {
            (None, Some(over)) => format!("trend of {what} over {}", self.name(*over)),
            (than, _) => format!("{what} above that of {}", self.event(than.as_deref().unwrap_or(&Event::everybody()))),
        }
    }

    fn entry(&self, dimension: Dimension) -> Option<&Entry> {
        self.dimensions.get(dimension.0 as usize)
    }
}

/// The bindings of an event that its base does not have, or all where nothing would be left.
pub(crate) fn within(event: &Event, base: &Event) -> Event {
    let own = event.only(|dimension| base.level(dimension) != event.level(dimension));
    if own.bindings().is_empty() { event.clone() } else { own }
}

/// How a study that is being read learns its names.
impl Names {
    /// The dimension of that name, new if need be.
    pub(crate) fn dimension(&mut self, name: &str) -> Dimension {
        if let Some(known) = self.by_label.get(name) {
            return known;
        }
        let dimension = Dimension(self.dimensions.len() as u32);
        self.dimensions.push(Entry { name: name.to_owned(), ..Entry::default() });
        self.by_label.add(name, dimension);
        dimension
    }

    /// The variable that a table prints as `label`, new if need be.
    pub(crate) fn variable_printed(&mut self, label: &str) -> Dimension {
        self.by_label.met(label);
        let variable = self.dimension(&tidy(label));
        self.dimensions[variable.0 as usize].printed.get_or_insert_with(|| key(label));
        variable
    }

    /// The level that a table prints as `label`, new if need be.
    pub(crate) fn level_printed(&mut self, dimension: Dimension, label: &str) -> Level {
        let entry = &mut self.dimensions[dimension.0 as usize];
        entry.by_label.met(label);
        let level = entry.by_label.get(label).unwrap_or_else(|| entry.add_level(&tidy(label)));
        entry.printed_levels.entry(level).or_insert_with(|| key(label));
        level
    }

    /// Declares that tables print `label` for a variable. False when the label already stands for another one.
    pub(crate) fn declare_variable(&mut self, variable: Dimension, label: &str, offset: Option<usize>) -> bool {
        self.by_label.declare(label, variable, offset)
    }

    /// Declares a level's name, which is a label of its own. Nothing when the name already stands for a level.
    pub(crate) fn declare_level(&mut self, dimension: Dimension, name: &str) -> Option<Level> {
        let entry = &mut self.dimensions[dimension.0 as usize];
        let level = entry.by_label.get(name).is_none().then(|| entry.add_level(name))?;
        entry.by_label.declare(name, level, None);
        // What is declared is a level like any other, whatever its name, but for the one word.
        if key(name) != missing::NAME {
            entry.missing.retain(|missing| *missing != level);
        }
        Some(level)
    }

    /// Declares that tables print `label` for a level. False when the label already stands for another one.
    pub(crate) fn declare_label(&mut self, dimension: Dimension, level: Level, label: &str, offset: usize) -> bool {
        self.dimensions[dimension.0 as usize].by_label.declare(label, level, Some(offset))
    }

    /// Whether the manifest declares `label` for a level of the dimension.
    pub(crate) fn declares_level(&self, dimension: Dimension, label: &str) -> bool {
        self.entry(dimension).is_some_and(|entry| entry.by_label.declared.contains(&key(label)))
    }

    /// Whether the manifest declares `label` for a variable.
    pub(crate) fn declares_variable(&self, label: &str) -> bool {
        self.by_label.declared.contains(&key(label))
    }

    /// The level of that name, new if need be; a table will print it.
    pub(crate) fn level_declared(&mut self, dimension: Dimension, name: &str, offset: usize) -> Level {
        let entry = &mut self.dimensions[dimension.0 as usize];
        entry.by_label.get(name).unwrap_or_else(|| {
            entry.by_label.awaited.insert(key(name), offset);
            entry.add_level(&tidy(name))
        })
    }

    /// Whether the levels that a level is made of are nested deeper than is allowed.
    pub(crate) fn is_too_deep(&self, dimension: Dimension, level: Level) -> bool {
        let mut nested = vec![level];
        for _ in 0..=Self::DEEPEST {
            let parts: HashSet<Level> =
                nested.iter().flat_map(|level| self.made_of(dimension, *level)).copied().collect();
            nested = parts.into_iter().collect();
        }
        !nested.is_empty()
    }

    /// How deep levels may be made of levels.
    pub(crate) const DEEPEST: usize = 5;

    /// Says which levels a level is made of.
    pub(crate) fn compose(&mut self, dimension: Dimension, level: Level, parts: Vec<Level>) {
        let mut parts = parts;
        parts.sort_unstable();
        parts.dedup();
        self.dimensions[dimension.0 as usize].made_of.insert(level, parts);
    }

    /// Notes that a sentence tells of a variable.
    pub(crate) fn meet(&mut self, variable: Dimension) {
        if let Some(entry) = self.dimensions.get(variable.0 as usize) {
            self.by_label.met(&entry.name);
        }
    }

    /// The set of any of these levels; of one alone, itself.
    pub(crate) fn set(&mut self, dimension: Dimension, mut parts: Vec<Level>) -> Level {
        parts.sort_unstable();
        parts.dedup();
        if let [only] = parts[..] {
            return only;
        }
        let entry = &mut self.dimensions[dimension.0 as usize];
        if let Some(known) = entry.sets.iter().find(|set| entry.made_of.get(*set) == Some(&parts)) {
            return *known;
        }
        let names: Vec<_> =
            parts.iter().filter_map(|part| entry.levels.get(part.0 as usize)).map(String::as_str).collect();
        let set = Level(entry.levels.len() as u32);
        entry.levels.push(names.join(" or "));
        entry.made_of.insert(set, parts);
        entry.sets.insert(set);
        set
    }

    /// Says what a variable's values are.
    pub(crate) fn describe(&mut self, variable: Dimension, unit: Option<String>, scale: Scale) {
        let entry = &mut self.dimensions[variable.0 as usize];
        (entry.unit, entry.scale) = (unit, Some(scale));
    }

    /// The first declared label that no table printed, and where it is declared.
    pub(crate) fn unmet(&self) -> Option<(&str, usize)> {
        let levels = self.dimensions.iter().flat_map(|entry| &entry.by_label.awaited);
        let all = self.by_label.awaited.iter().chain(levels).map(|(label, offset)| (&**label, *offset));
        all.min_by_key(|(label, offset)| (*offset, *label))
    }
}

impl Entry {
    fn add_level(&mut self, name: &str) -> Level {
        let level = Level(self.levels.len() as u32);
        self.levels.push(name.to_owned());
        self.by_label.add(name, level);
        if missing::is_named(name) {
            self.missing.push(level);
        }
        level
    }
}
