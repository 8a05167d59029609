//! Sentences that say a direction: "growing", "more likely". They are claims whose figure is a word.

use std::ops::Bound;

use toml::Spanned;

use crate::error::Error;
use crate::number::{Figure, Interval, Qualifier, Rational};
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::study::claim::Claim;
use crate::study::manifest::{EventEntry, StatementEntry};
use crate::study::source::Place;
use crate::study::text_claim::Reader;
use crate::study::value::offset;

/// Words for a direction, and what they say of the number behind it: that it is above zero, below, or other than zero.
const WORDS: [(&str, Qualifier); 20] = [
    ("more", Qualifier::Above),
    ("more likely", Qualifier::Above),
    ("more often", Qualifier::Above),
    ("higher", Qualifier::Above),
    ("greater", Qualifier::Above),
    ("increasing", Qualifier::Above),
    ("increased", Qualifier::Above),
    ("growing", Qualifier::Above),
    ("rising", Qualifier::Above),
    ("less", Qualifier::Below),
    ("less likely", Qualifier::Below),
    ("less often", Qualifier::Below),
    ("fewer", Qualifier::Below),
    ("lower", Qualifier::Below),
    ("decreasing", Qualifier::Below),
    ("decreased", Qualifier::Below),
    ("declining", Qualifier::Below),
    ("falling", Qualifier::Below),
    ("different", Qualifier::Exactly),
    ("differ", Qualifier::Exactly),
];

impl Reader<'_> {
    /// The claim of a sentence that says a direction.
    pub fn statement(&mut self, entry: &StatementEntry) -> Result<Claim, Error> {
        let (word, at) = (entry.direction.get_ref(), offset(&entry.direction));
        let known = WORDS.iter().find(|known| known.0 == word.trim().to_lowercase());
        let unknown = || {
            let error = self.manifest.error(at, format!("`{word}` is no direction"));
            error
                .help("`more`, `less`, `different`, `increasing` and `decreasing` are")
                .nearest(word, WORDS.map(|known| known.0))
        };
        let qualifier = known.ok_or_else(unknown)?.1;
        let quantity = match (&entry.than, &entry.over) {
            (Some(than), None) => self.difference(entry, than)?,
            (None, Some(over)) if qualifier != Qualifier::Exactly => self.trend(entry, over)?,
            (None, Some(over)) => {
                let message = format!("`{word}` says no direction over `{}`", over.get_ref());
                return Err(self.manifest.error(at, message).help("say between which groups: `base = …`, `than = …`"));
            }
            (Some(_), Some(over)) => {
                let message = "a statement is of one group `than` another, or `over` levels in order, and not both";
                return Err(self.manifest.error(offset(over), message));
            }
            (None, None) => {
                let error = self.manifest.error(at, format!("`{word}` than whom, or over what?"));
                return Err(error.help("say `than = …` for another group, or `over = …` for levels in their order"));
            }
        };
        let (line, field) = self.manifest.position(at);
        let place = Place { source: 0, span: entry.direction.span(), line, field };
        let claim =
            Claim::new(Figure::in_words(word, qualifier, Rational::zero()), quantity, place, self.rounding, self.names);
        let above = Interval::new(Bound::Excluded(Rational::zero()), Bound::Unbounded);
        let values = if claim.says_different() { above } else { claim.values };
        Ok(Claim { values, ..claim })
    }

    /// By how much one group is above another.
    fn difference(&mut self, entry: &StatementEntry, than: &Spanned<EventEntry>) -> Result<Quantity, Error> {
        let event = self.event(&entry.event)?;
        let base = self.base(entry)?;
        let joined = join(&event, &base);
        let compared = self.compared(entry, joined == base)?;
        let other = self.event(than.get_ref())?;
        if base == other {
            return Err(self
                .manifest
                .error(offset(than), "the two groups are the same")
                .help("say the first as `base`"));
        }
        let quantity = Quantity { statistic: Statistic::Difference, ..Quantity::count(joined) };
        let than_joined = Some(Box::new(join(&event, &other)));
        Ok(match compared {
            Compared::Shares => Quantity { base: Some(base), than: Some(Box::new(other)), ..quantity },
            Compared::Numbers => Quantity { than: than_joined, ..quantity },
            Compared::Means(variable) => Quantity { variable: Some(variable), than: than_joined, ..quantity },
        })
    }

    /// By how much something rises from level to level.
    fn trend(&mut self, entry: &StatementEntry, over: &Spanned<String>) -> Result<Quantity, Error> {
        let base = self.base(entry)?;
        let event = join(&self.event(&entry.event)?, &base);
        let compared = self.compared(entry, event == base)?;
        let variable: Dimension = self.dimension(over.get_ref(), offset(over))?;
        let quantity = Quantity::of(Statistic::Trend, variable, event);
        match compared {
            Compared::Shares => Ok(Quantity { base: Some(base), ..quantity }),
            Compared::Numbers => Ok(quantity),
            Compared::Means(_) => {
                let error =
                    self.manifest.error(offset(over), "means are compared of two groups, and not from level to level");
                Err(error.help("say between which groups: `base = …`, `than = …`"))
            }
        }
    }

    fn base(&mut self, entry: &StatementEntry) -> Result<Event, Error> {
        entry.base.as_ref().map_or_else(|| Ok(Event::everybody()), |base| self.event(base.get_ref()))
    }

    /// What is compared: unless it is said, means where a variable is, else shares. Of whole groups only numbers can be.
    fn compared(&mut self, entry: &StatementEntry, of_whole_groups: bool) -> Result<Compared, Error> {
        let variable = entry.variable.as_ref().map(|name| self.dimension(name.get_ref(), offset(name))).transpose()?;
        let said = entry.statistic.as_ref().map(|written| (offset(written), written.get_ref()));
        let error = |at, message: String| self.manifest.error(at, message);
        match (said.map(|(at, name)| (at, name, Statistic::from_label(name))), variable) {
            (None | Some((_, _, Some(Statistic::Mean))), Some(variable)) => {
                self.names.meet(variable);
                Ok(Compared::Means(variable))
            }
            (None, None) if of_whole_groups => Ok(Compared::Numbers),
            (None, None) => Ok(Compared::Shares),
            (Some((at, _, Some(Statistic::Mean))), None) => {
                Err(error(at, "the statistic `mean` is of a variable".to_owned()).help("say which: `variable = …`"))
            }
            (Some((at, name, Some(Statistic::Share | Statistic::Count))), Some(_)) => {
                Err(error(at, format!("a variable has no `{name}`"))
                    .help("its means are compared: `statistic = \"mean\"`"))
            }
            (Some((at, _, Some(Statistic::Share))), None) if of_whole_groups => {
                let help = "say with `event` whose share of it is meant, or compare numbers: `statistic = \"n\"`";
                Err(error(at, "a group is always 100 % of itself".to_owned()).help(help))
            }
            (Some((_, _, Some(Statistic::Share))), None) => Ok(Compared::Shares),
            (Some((_, _, Some(Statistic::Count))), None) => Ok(Compared::Numbers),
            (Some((at, name, _)), _) => {
                Err(error(at, format!("`{name}` is not compared by statements")).help("`%`, `n` and `mean` are"))
            }
        }
    }
}

/// What a statement compares of two groups, or from level to level.
enum Compared {
    Shares,
    Numbers,
    /// The means of a variable.
    Means(Dimension),
}

/// Those of a group who have an event.
pub(crate) fn join(event: &Event, group: &Event) -> Event {
    group.bindings().iter().fold(event.clone(), |joined, (dimension, level)| joined.with(*dimension, *level))
}
