//! A bar on the terminal for what takes long.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long something may take before a bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// Appears on the standard error, if that is a terminal, when something takes longer than a second.
pub struct Progress {
    what: &'static str,
    of: u64,
    start: Instant,
    patience: Duration,
    bar: Option<ProgressBar>,
    is_wanted: bool,
}

impl Progress {
    /// Of so many things.
    pub fn new(what: &'static str, of: usize, quiet: bool) -> Self {
        let is_wanted = !quiet && std::io::stderr().is_terminal();
        Self { what, of: of as u64, start: Instant::now(), patience: PATIENCE, bar: None, is_wanted }
    }

    /// So many are done.
    pub fn reach(&mut self, done: usize) {
        if self.is_wanted && self.start.elapsed() >= self.patience {
            let (what, of) = (self.what, self.of);
            self.bar.get_or_insert_with(|| bar(what, of)).set_position(done as u64);
        }
    }
}

/// How far a sweep is: by the bytes of its papers, as these are known before the papers are.
pub struct Sweeping {
    bar: Option<ProgressBar>,
    papers: u64,
    start: Instant,
}

impl Sweeping {
    /// Over so many bytes, where that is known; they are only counted where somebody looks.
    pub fn new(bytes: impl FnOnce() -> Option<u64>, quiet: bool) -> Self {
        let is_wanted = !quiet && std::io::stderr().is_terminal();
        Self { bar: is_wanted.then(|| sweep_bar(bytes())), papers: 0, start: Instant::now() }
    }

    /// What is passed by says nothing of how long the rest will take.
    pub fn begin(&mut self, bytes: u64) {
        self.start = Instant::now();
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
            bar.reset_eta();
        }
    }

    /// One paper more is done, and so many bytes are gone through.
    pub fn reach(&mut self, bytes: u64) {
        self.papers += 1;
        let Some(bar) = &self.bar else { return };
        let rate = self.papers as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        bar.set_position(bytes);
        bar.set_message(format!("{} papers, {rate:.0} a second", self.papers));
    }
}

impl Drop for Sweeping {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn sweep_bar(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (ProgressBar::new(bytes), "{bar:40} {percent} % {msg}, {eta} left"),
        None => (ProgressBar::no_length(), "{spinner} {msg}"),
    };
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(what: &'static str, of: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}");
    ProgressBar::new(of).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(patience: Duration, is_wanted: bool) -> Progress {
        let mut progress = Progress::new("studies", 7, false);
        (progress.patience, progress.is_wanted) = (patience, is_wanted);
        progress
    }

    #[test]
    fn a_bar_appears_where_it_is_wanted_and_something_takes_long() {
        let mut long = progress(Duration::ZERO, true);
        long.reach(3);
        let bar = long.bar.as_ref().unwrap();
        assert_eq!((bar.position(), bar.length(), bar.message().as_str()), (3, Some(7), "studies"));
        let bar = bar.clone();
        drop(long);
        assert!(bar.is_finished());
    }

    #[test]
    fn there_is_none_of_what_is_quick_or_where_nobody_looks() {
        for (patience, is_wanted) in [(Duration::MAX, true), (Duration::ZERO, false)] {
            let mut progress = progress(patience, is_wanted);
            progress.reach(3);
            assert!(progress.bar.is_none());
        }
        assert!(!Progress::new("studies", 7, true).is_wanted);
    }
}
