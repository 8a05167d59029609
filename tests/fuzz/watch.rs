//! Limits of time and memory, which end the run and keep the input.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::corpus::{Input, keep};

/// What one input may take at most: without optimisation everything takes about twenty times as long.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

/// What the run may take at most.
const MOST_BYTES: u64 = 2 << 30;

/// What is being tried, since when, and by which thread after how much of its time.
type Now = Arc<Mutex<Option<(Instant, Input, Option<(PathBuf, Duration)>)>>>;

pub struct Watched {
    name: &'static str,
    now: Now,
}

impl Watched {
    pub fn new(name: &'static str) -> Self {
        let now = Now::default();
        let seen = Arc::clone(&now);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(50));
                look(name, &seen);
            }
        });
        Self { name, now }
    }

    pub fn run(&self, input: &Input, run: fn(&Input)) {
        let thread = std::fs::read_link("/proc/thread-self").map(|thread| Path::new("/proc").join(thread).join("stat"));
        let began = thread.ok().and_then(|thread| Some((thread.clone(), spent_by(&thread)?)));
        *self.now.lock().unwrap() = Some((Instant::now(), input.clone(), began));
        let done = catch_unwind(AssertUnwindSafe(|| run(input)));
        *self.now.lock().unwrap() = None;
        if done.is_err() {
            fail(self.name, input, "it panics");
        }
    }
}

fn look(name: &str, now: &Now) {
    if let Some((since, input, began)) = &*now.lock().unwrap() {
        let own = began.as_ref().and_then(|(thread, before)| Some(spent_by(thread)? - *before));
        if own.unwrap_or_else(|| since.elapsed()) > MOST_TIME {
            fail(name, input, "it takes too long");
        }
        if resident().is_some_and(|bytes| bytes > MOST_BYTES) {
            fail(name, input, "it takes too much memory");
        }
    }
}

/// The time that a thread has had, where the system tells: others may run beside it.
fn spent_by(stat: &Path) -> Option<Duration> {
    let stat = std::fs::read_to_string(stat).ok()?;
    let ticks: u64 = stat.rsplit(')').next()?.split(' ').nth(12)?.parse().ok()?;
    Some(Duration::from_millis(10 * ticks))
}

/// The memory that the process takes, where the system tells.
fn resident() -> Option<u64> {
    let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// What hangs cannot be stopped otherwise.
fn fail(name: &str, input: &Input, what: &str) -> ! {
    eprintln!("{name}: {what}: {}", keep(name, input).display());
    std::process::exit(1)
}
