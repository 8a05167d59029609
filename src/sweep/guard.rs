//! A thread that reads papers, and somebody beside it who looks at the clock.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Instant;

use crate::sweep::examine::examine;
use crate::sweep::limits::Limits;
use crate::sweep::line::{Failed, Line};
use crate::sweep::source::Source;

/// What a thread needs that reads papers: tables may stand in tables.
const STACK: usize = 16 << 20;

/// Reads papers on a thread of its own. One that takes too long is left to itself, and another takes its place.
#[derive(Debug)]
pub(super) struct Guard {
    limits: Limits,
    reader: Option<(Sender<Arc<Source>>, Receiver<Line>)>,
}

impl Guard {
    pub fn of(limits: &Limits) -> Self {
        Self { limits: limits.clone(), reader: None }
    }

    /// The line of a paper, within the limit of time.
    pub fn examine(&mut self, source: Source) -> Line {
        let (source, start) = (Arc::new(source), Instant::now());
        let (sources, lines) = self.reader.get_or_insert_with(|| reader(&self.limits));
        // A reader that is gone gives no line either.
        let _ = sources.send(Arc::clone(&source));
        let line = lines.recv_timeout(self.limits.time).unwrap_or_else(|error| {
            self.reader = None;
            Line::failed(&source, Failed::of(why(error, &self.limits)))
        });
        Line { milliseconds: Some(start.elapsed().as_millis() as u64), ..line }
    }
}

fn why(error: RecvTimeoutError, limits: &Limits) -> String {
    match error {
        RecvTimeoutError::Timeout => format!("limit reached: it takes longer than {} s", limits.time.as_secs_f64()),
        RecvTimeoutError::Disconnected => "reading it ended without a result, which is a fault of retally".to_owned(),
    }
}

fn reader(limits: &Limits) -> (Sender<Arc<Source>>, Receiver<Line>) {
    let ((sources, taken), (send, lines)) = (channel::<Arc<Source>>(), channel());
    let limits = limits.clone();
    let read = move || {
        for source in taken {
            if send.send(examine(&source, &limits)).is_err() {
                break;
            }
        }
    };
    // Where no thread can be had there is no line either.
    let _ = thread::Builder::new().stack_size(STACK).spawn(read);
    (sources, lines)
}
