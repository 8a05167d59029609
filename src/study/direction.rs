//! Sentences that say a direction: "growing", "more likely". They are claims whose figure is a word.

use std::ops::Bound;

use toml::Spanned;

use crate::error::Error;
use crate::figure::{Figure, Qualifier};
use crate::interval::Interval;
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::rational::Rational;
use crate::study::claim::Claim;
use crate::study::manifest::{EventEntry, StatementEntry};
use crate::study::passage::Reader;
use crate::study::source::Place;
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
        let of_share = self.is_of_share(entry, join(&event, &base) == base)?;
        let other = self.event(than.get_ref())?;
        if base == other {
            return Err(self
                .manifest
                .error(offset(than), "the two groups are the same")
                .help("say the first as `base`"));
        }
        let joined = join(&event, &base);
        let quantity = Quantity { statistic: Statistic::Difference, ..Quantity::count(joined) };
        Ok(match of_share {
            true => Quantity { base: Some(base), than: Some(Box::new(other)), ..quantity },
            false => Quantity { than: Some(Box::new(join(&event, &other))), ..quantity },
        })
    }

    /// By how much something rises from level to level.
    fn trend(&mut self, entry: &StatementEntry, over: &Spanned<String>) -> Result<Quantity, Error> {
        let base = self.base(entry)?;
        let event = join(&self.event(&entry.event)?, &base);
        let of_share = self.is_of_share(entry, event == base)?;
        let variable: Dimension = self.dimension(over.get_ref(), offset(over))?;
        let quantity = Quantity::of(Statistic::Trend, variable, event);
        Ok(Quantity { base: of_share.then_some(base), ..quantity })
    }

    fn base(&mut self, entry: &StatementEntry) -> Result<Event, Error> {
        entry.base.as_ref().map_or_else(|| Ok(Event::everybody()), |base| self.event(base.get_ref()))
    }

    /// Whether shares are compared; else it is numbers. Of whole groups only numbers can be.
    fn is_of_share(&self, entry: &StatementEntry, of_whole_groups: bool) -> Result<bool, Error> {
        let Some(written) = &entry.statistic else { return Ok(!of_whole_groups) };
        match Statistic::from_label(written.get_ref()) {
            Some(Statistic::Share) if of_whole_groups => {
                let error = self.manifest.error(offset(written), "a group is always 100 % of itself");
                Err(error.help("say with `event` whose share of it is meant, or compare numbers: `statistic = \"n\"`"))
            }
            Some(Statistic::Share) => Ok(true),
            Some(Statistic::Count) => Ok(false),
            _ => {
                let message = format!("`{}` is not compared by statements", written.get_ref());
                Err(self.manifest.error(offset(written), message).help("`%` and `n` are"))
            }
        }
    }
}

/// Those of a group who have an event.
pub(crate) fn join(event: &Event, group: &Event) -> Event {
    group.bindings().iter().fold(event.clone(), |joined, (dimension, level)| joined.with(*dimension, *level))
}
