//! Texts: tests that sentences report, as claims of the same kind as cells.

use std::ops::Range;

use toml::Spanned;

use crate::error::Error;
use crate::inference::{
    Criteria, Reported, ReportedEstimate, ReportedMean, ReportedParts, ReportedShare, Scan, scan_all,
    speaks_of_adjustment, speaks_of_resampling,
};
use crate::number::{Figure, Interval, Qualifier, Rounding};
use crate::quantity::{Event, Level, Quantity, Statistic};
use crate::study::claim::Claim;
use crate::study::manifest::TextEntry;
use crate::study::names::{Names, tidy};
use crate::study::source::{Place, Source};
use crate::study::text_claim::TextClaim;
use crate::study::unread::Unread;
use crate::study::value::offset;

/// The tests of a text, each as a text claim with its claims, and what is not read.
pub(crate) type Tests = (Vec<(TextClaim, Vec<Claim>)>, Vec<Unread>);

/// A text that is read: that of a file, or a sentence of the manifest.
pub(crate) struct Reader<'a> {
    pub manifest: &'a Source,
    pub names: &'a mut Names,
    pub rounding: Rounding,
    pub criteria: Criteria,
    pub has_tables: bool,
}

impl Reader<'_> {
    /// The tests of a file, which is the `at`th of the sources, each as a text claim with its claims.
    pub fn file(&mut self, file: &Source, at: usize, entry: &Spanned<String>) -> Result<Tests, Error> {
        let place = |bytes: Range<usize>| {
            let (line, field) = file.position(bytes.start);
            Place { source: at, span: bytes, line, field }
        };
        let (read, unread) = self.tests(file.text(), file.name(), &place);
        // Beside tables what is not read is listed.
        let is_enough = !read.is_empty() || self.has_tables && !unread.is_empty();
        if is_enough { Ok((read, unread)) } else { Err(self.nothing(unread.first(), offset(entry))) }
    }

    /// The tests of a sentence that the manifest quotes.
    pub fn quoted(&mut self, printed: &Spanned<String>) -> Result<Tests, Error> {
        let place = |bytes| {
            let span = within(printed, bytes, self.manifest.text());
            let (line, field) = self.manifest.position(span.start);
            Place { source: 0, span, line, field }
        };
        let (read, unread) = self.tests(printed.get_ref(), "text", &place);
        if read.is_empty() { Err(self.nothing(unread.first(), offset(printed))) } else { Ok((read, unread)) }
    }

    fn tests(&mut self, text: &str, section: &str, place: &dyn Fn(Range<usize>) -> Place) -> Tests {
        let Scan { tests: found, estimates, shares, parts, means, unread } = scan_all(text);
        let unread = unread.into_iter().map(|unread| Unread {
            text: tidy(&text[unread.bytes.clone()]),
            place: place(unread.bytes),
            reason: unread.reason.to_owned(),
        });
        let unread: Vec<Unread> = unread.collect();
        let (headings, speaks_of_exact) = (headings(text), speaks_of_exact(text));
        let heading = |at: usize| {
            let before = headings.partition_point(|(start, _)| *start <= at);
            before.checked_sub(1).map_or(section, |last| headings[last].1)
        };
        let (speaks_of_adjustment, speaks_of_resampling) = (speaks_of_adjustment(text), speaks_of_resampling(text));
        let claim = |bytes: &Range<usize>, one_tailed: bool, corrected: bool| TextClaim {
            section: heading(bytes.start).to_owned(),
            says: Some(tidy(&text[bytes.clone()])),
            one_tailed,
            corrected,
            speaks_of_exact,
            speaks_of_adjustment,
            speaks_of_resampling,
        };
        let mut read: Vec<(TextClaim, Vec<Claim>)> = Vec::new();
        read.extend(
            found.iter().map(|test| (claim(&test.bytes, test.one_tailed, test.corrected), self.claims(test, place))),
        );
        let estimates = estimates.iter();
        read.extend(
            estimates
                .map(|one| (claim(&one.bytes, one.one_tailed, one.corrected), self.claims_of_estimate(one, place))),
        );
        for share in &shares {
            let claims = self.claims_of_share(share, place);
            read.push((claim(&share.bytes, false, false), claims));
        }
        for parts in &parts {
            let claims = self.claims_of_parts(parts, place);
            read.push((claim(&parts.bytes, false, false), claims));
        }
        for mean in &means {
            let claims = self.claims_of_mean(mean, place);
            read.push((claim(&mean.bytes, false, false), claims));
        }
        (read, unread)
    }

    /// That nothing is read of a text, with the first reason why not.
    fn nothing(&self, unread: Option<&Unread>, entry: usize) -> Error {
        let why = unread.map(|unread| format!("; of `{}` {}", unread.text, unread.reason));
        let message = format!(
            "no test with a p value, no estimate with an interval, no number with its percentage, no parts of a whole and no mean on a scale is reported in this text{}",
            why.unwrap_or_default()
        );
        self.manifest.error(entry, message).help(
            "what is read looks like `t(28) = 2.20, p = .03`, `OR 1.50 (95% CI 1.10–2.05; p = .01)` or `37 of 141 (26.2%)`",
        )
    }

    /// Those whom a sentence speaks of, of whom nothing else is said.
    fn of_sentence(&mut self, bytes: &Range<usize>, place: &dyn Fn(Range<usize>) -> Place) -> Event {
        let at = place(bytes.clone());
        let sentence = self.names.dimension("sentence");
        let this = self.names.level_printed(sentence, &format!("{}:{}:{}", at.source, at.line, at.field));
        Event::everybody().with(sentence, this)
    }

    /// The number, its base and the percentage.
    fn claims_of_share(&mut self, share: &ReportedShare, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Claim> {
        let all = self.of_sentence(&share.bytes, place);
        let counted = self.names.dimension("counted");
        let some = all.with(counted, self.names.level_printed(counted, "yes"));
        let claim = |(figure, bytes): &(Figure, Range<usize>), quantity: Quantity| {
            Claim::new(figure.clone(), quantity, place(bytes.clone()), self.rounding, self.names)
        };
        vec![
            claim(&share.percentage, Quantity::share(some.clone(), all.clone())),
            claim(&share.count, Quantity::count(some)),
            claim(&share.base, Quantity::count(all)),
        ]
    }

    /// The numbers of parts that are, together, a whole, with their percentages and that of the whole.
    fn claims_of_parts(&mut self, parts: &ReportedParts, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Claim> {
        let all = self.of_sentence(&parts.bytes, place);
        let part = self.names.dimension("part");
        let levels: Vec<Level> =
            (1..=parts.parts.len()).map(|number| self.names.level_printed(part, &number.to_string())).collect();
        let claim = |(figure, bytes): &(Figure, Range<usize>), quantity: Quantity| {
            Claim::new(figure.clone(), quantity, place(bytes.clone()), self.rounding, self.names)
        };
        let mut claims = Vec::new();
        for (level, printed) in levels.into_iter().zip(&parts.parts) {
            let some = all.with(part, level);
            let share = |percentage| claim(percentage, Quantity::share(some.clone(), all.clone()));
            claims.extend(printed.percentage.as_ref().map(share));
            let part_of = vec![(part, false)];
            claims.push(Claim { part_of, ..claim(&printed.count, Quantity::count(some.clone())) });
        }
        claims.extend(parts.whole.as_ref().map(|whole| claim(whole, Quantity::count(all.clone()))));
        claims
    }

    /// The statistics of a variable of which nothing else is said.
    fn claims_of_mean(&mut self, mean: &ReportedMean, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Claim> {
        let event = self.of_sentence(&mean.bytes, place);
        let [low, high] = mean.ends;
        let items = mean.items.map_or_else(|| "some".to_owned(), |items| items.to_string());
        let variable = self.names.dimension(&format!("answers from {low} to {high} ({items} items)"));
        self.names.describe(variable, None, mean.scale());
        let of_variable = |statistic| Quantity::of(statistic, variable, event.clone());
        let claim = |(figure, bytes): &(Figure, Range<usize>), quantity: Quantity| {
            Claim::new(figure.clone(), quantity, place(bytes.clone()), self.rounding, self.names)
        };
        vec![
            claim(&mean.mean, of_variable(Statistic::Mean)),
            claim(&mean.sd, of_variable(Statistic::Sd)),
            claim(&mean.n, Quantity::count(event.clone())),
        ]
    }

    fn claims_of_estimate(&self, estimate: &ReportedEstimate, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Claim> {
        let claim = |statistic: Statistic, (figure, bytes): &(Figure, Range<usize>)| {
            let quantity = Quantity { statistic, variable: None, event: Event::everybody(), base: None, than: None };
            let claim = Claim::new(figure.clone(), quantity, place(bytes.clone()), self.rounding, self.names);
            let is_limit = matches!(statistic, Statistic::LowerLimit | Statistic::UpperLimit);
            Claim { level: estimate.level.clone().filter(|_| is_limit), ..claim }
        };
        let names = [Statistic::LowerLimit, Statistic::UpperLimit];
        let limits = estimate.limits.iter().flatten().zip(names).map(|(limit, name)| claim(name, limit));
        let se = estimate.se.iter().map(|se| claim(Statistic::Se, se));
        let test = estimate.statistic.iter().map(|(of, figure, bytes)| claim(*of, &(figure.clone(), bytes.clone())));
        let p = estimate.p.iter().map(|p| claim(Statistic::P, p));
        std::iter::once(claim(estimate.of, &estimate.value)).chain(limits).chain(se).chain(test).chain(p).collect()
    }

    fn claims(&self, test: &Reported, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Claim> {
        let claim = |figure: &Figure, statistic: Statistic, bytes: &Range<usize>| {
            let quantity = Quantity { statistic, variable: None, event: Event::everybody(), base: None, than: None };
            Claim::new(figure.clone(), quantity, place(bytes.clone()), self.rounding, self.names)
        };
        let values_of = |claim: Claim, values: Interval| {
            let is_exact = claim.figure.qualifier() == Qualifier::Exactly;
            if is_exact { claim } else { Claim { values, ..claim } }
        };
        let statistic = claim(&test.statistic.0, test.test, &test.statistic.1);
        let mut claims = vec![values_of(statistic, test.statistics())];
        let names = [Statistic::DfBetween, Statistic::Df];
        let named = names.iter().skip(names.len().saturating_sub(test.df.len())).zip(&test.df);
        claims.extend(named.map(|(name, (figure, bytes))| claim(figure, *name, bytes)));
        let ns = || Figure::in_words("ns", Qualifier::Above, self.criteria.alpha.clone());
        let p = claim(&test.p.clone().unwrap_or_else(ns), Statistic::P, &test.p_at);
        claims.push(values_of(p, test.stated(&self.criteria)));
        claims
    }
}

/// Whether a text speaks of exact tests or of ranks.
pub(crate) fn speaks_of_exact(text: &str) -> bool {
    // U is that of Mann and Whitney, W that of Wilcoxon.
    const WORDS: [&str; 9] =
        ["exact", "mann", "wilcoxon", "kruskal", "rank", "ranks", "permutation", "permutations", "monte"];
    let mut words = text.split(|sign: char| !sign.is_alphanumeric());
    ["U =", "U=", "W =", "W="].iter().any(|of_ranks| text.contains(of_ranks))
        || words.any(|word| WORDS.iter().any(|said| word.eq_ignore_ascii_case(said)))
}

/// The headings of a text, lines that begin with `#`, each with the byte at which it begins.
fn headings(text: &str) -> Vec<(usize, &str)> {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let lines = starts.zip(text.split('\n'));
    let headings = lines.filter(|(_, line)| line.starts_with('#'));
    headings.map(|(at, line)| (at, line.trim_start_matches('#').trim())).collect()
}

/// Where bytes of a quoted sentence stand in the manifest; where it is written with escapes, the whole of it.
fn within(quoted: &Spanned<String>, bytes: Range<usize>, manifest: &str) -> Range<usize> {
    let whole = quoted.span();
    let begins = manifest.get(whole.clone()).and_then(|written| written.find(quoted.get_ref()));
    begins.map_or(whole.clone(), |begins| {
        let start = whole.start + begins;
        start + bytes.start..start + bytes.end
    })
}

/// The file of an entry, or the sentence; exactly one of them.
pub(crate) enum TextSource<'a> {
    File(&'a Spanned<String>),
    Quoted(&'a Spanned<String>),
}

impl TextEntry {
    /// Where the entry has its sentences from.
    pub fn source(&self) -> Result<TextSource<'_>, &'static str> {
        match (&self.file, &self.printed) {
            (Some(file), None) => Ok(TextSource::File(file)),
            (None, Some(printed)) => Ok(TextSource::Quoted(printed)),
            (Some(_), Some(_)) => Err("a `[[text]]` has either a `file` or what is `printed`, and not both"),
            (None, None) => Err("a `[[text]]` has either a `file` or what is `printed`"),
        }
    }
}
