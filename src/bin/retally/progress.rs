//! A bar on the terminal for what takes long.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// After how long a bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// Appears on the standard error, if that is a terminal, when something takes longer than a second.
pub struct Progress {
    what: &'static str,
    of: u64,
    start: Instant,
    bar: Option<ProgressBar>,
    is_wanted: bool,
}

impl Progress {
    /// Of so many things.
    pub fn new(what: &'static str, of: usize, quiet: bool) -> Self {
        let is_wanted = !quiet && std::io::stderr().is_terminal();
        Self { what, of: of as u64, start: Instant::now(), bar: None, is_wanted }
    }

    /// So many are done.
    pub fn reach(&mut self, done: usize) {
        if self.is_wanted && self.start.elapsed() > PATIENCE {
            let (what, of) = (self.what, self.of);
            self.bar.get_or_insert_with(|| bar(what, of)).set_position(done as u64);
        }
    }
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
