//! Text claims: figures that stand in the text, as claims of the same kind as cells.
//!
//! # How sentences are claims
//!
//! A sentence that prints a figure is a `[[claim]]`: figure, quantity and place, as a cell is; its table is a text claim, named by its
//! section. So every relation treats it as any other figure. Only two things are its own. What it repeats of a quantity that is
//! printed elsewhere is held against that, by `agreement`, and not recomputed again, so that a misprint in a table is not found
//! once more in each sentence that quotes it. And it may be in words: a `Phrase` is a wording around an exact number, and
//! stands for an interval as a rounded figure does; "half" beside 50.4 and 71 of 141 are three claims of one quantity.
//!
//! Levels in a list are a set: a level made of levels, which no table prints and no partition counts. They add up where some
//! partition has them all.
//!
//! A sentence that says a direction is a claim as well. Its quantity is a difference of two groups, or a trend over levels; its
//! figure is the word, and stands for all numbers above zero, or below. The relation recomputes the difference or the slope,
//! exactly. What goes the other way is inconsistent, a finding. What goes that way is consistent, and how far the counts
//! support it is reported beside the verdict (`support`): a test decides, whose statistic is an exact fraction and whose p is an interval.
//! Of means the direction alone is held against what is printed.
//!
//! - **Words are contradicted only by what no careful reader would call so.** What "about" and "almost" admit differs between
//!   readers; the intervals are wide, round and the same for all (see `phrase`).

use toml::Spanned;

use crate::error::Error;
use crate::number::{
    Interval, Qualifier, Rational, Rounding,
    phrase::{Phrase, Scale},
};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::claim::{Claim, within_domain};
use crate::study::manifest::{ClaimEntry, EventEntry, Manifest};
use crate::study::names::{Names, tidy};
use crate::study::source::{Place, Source};
use crate::study::value::{OneOrMany, Printed, offset};
use crate::study::vocabulary::no_statistic;

/// A text claim of the text that prints a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextClaim {
    /// The section in which it stands.
    pub section: String,
    /// What is said there, in the words of whoever wrote it down.
    pub says: Option<String>,
    /// Whether the paragraph around it speaks of one-tailed tests.
    pub one_tailed: bool,
    /// Whether it speaks of p values that are corrected for several comparisons, or of a resampling.
    pub corrected: bool,
    /// Whether the text in which it stands speaks of exact tests, or of tests of ranks, which are often exact.
    pub speaks_of_exact: bool,
    /// Whether that text speaks of adjustments for several comparisons.
    pub speaks_of_adjustment: bool,
    /// Whether that text speaks of permutations, a bootstrap or another resampling.
    pub speaks_of_resampling: bool,
}

impl TextClaim {
    fn new(section: &str, says: Option<&str>) -> Self {
        Self {
            section: tidy(section),
            says: says.map(tidy),
            one_tailed: false,
            corrected: false,
            speaks_of_exact: false,
            speaks_of_adjustment: false,
            speaks_of_resampling: false,
        }
    }
}

/// What text claims are read with.
pub(crate) struct Reader<'a> {
    pub manifest: &'a Source,
    pub names: &'a mut Names,
    pub rounding: Rounding,
    pub decimal: char,
}

impl Reader<'_> {
    /// All text claims with their claims.
    pub fn text_claims(&mut self, entries: &Manifest) -> Result<Vec<(TextClaim, Vec<Claim>)>, Error> {
        let mut text_claims = Vec::new();
        for entry in &entries.claims {
            text_claims.push((TextClaim::new(entry.section.get_ref(), entry.says.as_deref()), self.claims(entry)?));
        }
        for entry in &entries.statements {
            text_claims.push((TextClaim::new(&entry.section, entry.says.as_deref()), vec![self.statement(entry)?]));
        }
        Ok(text_claims)
    }

    /// The claims of an entry: of its figure and of its words, and two where they are a range of two statistics.
    pub fn claims(&mut self, entry: &ClaimEntry) -> Result<Vec<Claim>, Error> {
        let figure = entry.figure.as_ref().map(|figure| (figure.get_ref().0.as_str(), figure.span()));
        let words = entry.words.as_ref().map(|words| (words.get_ref().as_str(), words.span()));
        let statistics = self.statistics(entry)?;
        let quantities = statistics.iter().map(|statistic| self.quantity(entry, *statistic));
        let quantities = quantities.collect::<Result<Vec<_>, _>>()?;
        let mut claims = Vec::new();
        for (text, span) in figure.into_iter().chain(words) {
            let error = |message: String| self.manifest.error(span.start, message);
            let phrase = Phrase::read(text, self.decimal).map_err(|problem| error(problem.to_string()))?;
            let (line, field) = self.manifest.position(span.start);
            let place = Place { source: 0, span: span.clone(), line, field };
            let phrases = match &quantities[..] {
                [_] => vec![phrase],
                _ => phrase
                    .ends()
                    .map(Vec::from)
                    .ok_or_else(|| error(format!("`{text}` is no range; two statistics need one, as `21 to 48`")))?,
            };
            for (phrase, quantity) in phrases.iter().zip(&quantities) {
                check_scale(phrase, quantity.statistic).map_err(error)?;
                let claim = self.claim(phrase, quantity.clone(), place.clone());
                claims.push(Claim { trust: entry.trust.unwrap_or(claim.trust), ..claim });
            }
        }
        match claims.is_empty() {
            true => {
                let message = format!("the claim in `{}` has neither a `figure` nor `words`", entry.section.get_ref());
                Err(self.manifest.error(offset(&entry.section), message))
            }
            false => Ok(claims),
        }
    }

    fn claim(&self, phrase: &Phrase, quantity: Quantity, place: Place) -> Claim {
        let figure = phrase.figure();
        let claim = Claim::new(figure, quantity, place, self.rounding, self.names);
        let in_digits = phrase.figure().qualifier() == Qualifier::Exactly;
        if in_digits {
            return claim;
        }
        let percent = if phrase.is_share() { Rational::whole(100) } else { Rational::whole(1) };
        let values: Interval = phrase.values_rounded(self.rounding).scaled(&percent);
        Claim { values: within_domain(values, claim.quantity.statistic), ..claim }
    }

    fn statistics(&self, entry: &ClaimEntry) -> Result<Vec<Statistic>, Error> {
        let Some(written) = &entry.statistic else { return Ok(vec![Statistic::Count]) };
        let error = |message: String| self.manifest.error(offset(written), message);
        let names = &written.get_ref().0;
        if !matches!(names.len(), 1 | 2) {
            return Err(error(format!("{} statistics, expected one, or two of a range", names.len())));
        }
        let statistic = |name: &String| {
            let unknown = || no_statistic(name, &["times", "levels"], error);
            Statistic::of_claim(name).ok_or_else(unknown)
        };
        names.iter().map(statistic).collect()
    }

    fn quantity(&mut self, entry: &ClaimEntry, statistic: Statistic) -> Result<Quantity, Error> {
        let event = self.event(&entry.event)?;
        let variable = entry.variable.as_ref().map(|name| self.dimension(name.get_ref(), offset(name))).transpose()?;
        if let Some(variable) = variable {
            self.names.meet(variable);
        }
        let at = entry.statistic.as_ref().map_or(0, offset);
        if statistic.needs_variable() && variable.is_none() {
            let message = format!("the statistic `{statistic}` is of a variable");
            return Err(self.manifest.error(at, message).help("say which: `variable = …`"));
        }
        let base = self.base_of(entry, statistic, at)?;
        let event = match (&base, statistic) {
            (Some(base), Statistic::Share) => within_base(event, base),
            _ => event,
        };
        Ok(Quantity { statistic, variable, event, base, than: None })
    }

    /// Whom a percentage is a share of, or whom something is so many times.
    fn base_of(&mut self, entry: &ClaimEntry, statistic: Statistic, at: usize) -> Result<Option<Event>, Error> {
        match (&entry.base, statistic) {
            (Some(base), Statistic::Share | Statistic::Times) => self.event(base.get_ref()).map(Some),
            (Some(base), _) => {
                let message = format!("a base is of a percentage, not of the statistic `{statistic}`");
                Err(self.manifest.error(offset(base), message).help("say `statistic = \"%\"`"))
            }
            (None, Statistic::Times) => {
                Err(self.manifest.error(at, "how many times as many as whom?").help("say `base = …`"))
            }
            (None, Statistic::Share) => Ok(Some(Event::everybody())),
            (None, _) => Ok(None),
        }
    }

    /// The respondents that have all of these levels.
    pub fn event(&mut self, entry: &EventEntry) -> Result<Event, Error> {
        let mut event = Event::everybody();
        for (name, levels) in entry {
            let dimension = self.dimension(name, offset(levels))?;
            let level = self.level(dimension, levels)?;
            event = event.with(dimension, level);
        }
        Ok(event)
    }

    fn level(&mut self, dimension: Dimension, written: &Spanned<OneOrMany<Printed>>) -> Result<Level, Error> {
        let names = &*self.names;
        let mut levels = Vec::new();
        for Printed(label) in &written.get_ref().0 {
            if label == "answered" {
                return Ok(Level::ANSWERED);
            }
            let known = names.levels(dimension).map(|level| names.level_name(dimension, level));
            let error = || {
                let message = format!("`{}` has no level `{label}`", names.name(dimension));
                self.manifest.error(offset(written), message).nearest(label, known)
            };
            let level = names.find_level(dimension, label).ok_or_else(error)?;
            if levels.contains(&level) {
                let message = format!("`{label}` of `{}` is listed twice", names.name(dimension));
                return Err(self.manifest.error(offset(written), message).help("each level is counted once"));
            }
            levels.push(level);
        }
        match levels.is_empty() {
            true => Err(self.manifest.error(offset(written), "a list of no levels")),
            false => Ok(self.names.set(dimension, levels)),
        }
    }

    pub fn dimension(&self, name: &str, at: usize) -> Result<Dimension, Error> {
        let names = &*self.names;
        let known = names.dimensions().map(|dimension| names.name(dimension));
        let error = || {
            let error = self.manifest.error(at, format!("no dimension is called `{name}`"));
            error.help(format!("declare it, as in `[levels] {name} = [\"one\", \"another\"]`")).nearest(name, known)
        };
        names.find(name).ok_or_else(error)
    }
}

/// Those of an event who are of the base as well: a share counts nobody else, whether the event says so or not.
fn within_base(event: Event, base: &Event) -> Event {
    let open = base.bindings().iter().filter(|(dimension, _)| event.level(*dimension).is_none());
    open.fold(event.clone(), |event, (dimension, level)| event.with(*dimension, *level))
}

/// A count is not told as a share, nor a mean in percent.
fn check_scale(phrase: &Phrase, statistic: Statistic) -> Result<(), String> {
    match (phrase.scale(), statistic) {
        (Scale::Number, _)
        | (Scale::Share | Scale::Percent, Statistic::Share | Statistic::Cv)
        | (Scale::Times, Statistic::Times) => Ok(()),
        (Scale::Share | Scale::Percent, _) => {
            Err(format!("`{phrase}` is a share, but the statistic is `{statistic}`; say `statistic = \"%\"`"))
        }
        (Scale::Times, _) => Err(format!(
            "`{phrase}` is so many times something, but the statistic is `{statistic}`; say `statistic = \"times\"`"
        )),
    }
}
