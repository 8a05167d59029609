//! Work that several threads do, with its results in the order in which it was given.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// For each thread so many things may be begun before the first of them is done.
const AHEAD: usize = 16;

/// The results of work in the order in which it was given. See [`in_order`].
#[derive(Debug)]
pub struct InOrder<T> {
    results: Receiver<(u64, T)>,
    /// What is done before its turn.
    early: BTreeMap<u64, T>,
    next: u64,
    /// One for each thing that may be begun. Without it nothing more is.
    tickets: Sender<()>,
}

/// What is still to be done.
struct Queue<I> {
    things: I,
    given: u64,
    tickets: Receiver<()>,
}

/// Does work on several threads, each with a worker of its own, and gives the results in the order of the things. Sixteen things for
/// each thread are begun and not yet given, at most, so that memory does not grow with their number. It ends when the iterator is dropped.
///
/// ```
/// let squares = retally::sweep::in_order(1..=100u64, 2, || |number: u64| number * number);
/// assert_eq!(squares.sum::<u64>(), 338_350);
/// ```
pub fn in_order<S, T, W>(
    things: impl Iterator<Item = S> + Send + 'static,
    threads: usize,
    worker: impl Fn() -> W,
) -> InOrder<T>
where
    S: 'static,
    T: Send + 'static,
    W: FnMut(S) -> T + Send + 'static,
{
    let ((send, results), (tickets, taken)) = (channel(), channel());
    let threads = threads.max(1);
    (0..threads * AHEAD).for_each(|_| tickets.send(()).unwrap_or_default());
    let queue = Arc::new(Mutex::new(Queue { things, given: 0, tickets: taken }));
    for _ in 0..threads {
        let (queue, send, mut work) = (Arc::clone(&queue), send.clone(), worker());
        thread::spawn(move || {
            while let Some((at, thing)) = next(&queue) {
                if send.send((at, work(thing))).is_err() {
                    break;
                }
            }
        });
    }
    InOrder { results, early: BTreeMap::new(), next: 0, tickets }
}

/// The next thing, once it may be begun; none where there are no more, or nobody waits for them.
fn next<S, I: Iterator<Item = S>>(queue: &Mutex<Queue<I>>) -> Option<(u64, S)> {
    let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.tickets.recv().ok()?;
    let thing = queue.things.next()?;
    queue.given += 1;
    Some((queue.given - 1, thing))
}

impl<T> Iterator for InOrder<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(result) = self.early.remove(&self.next) {
                self.next += 1;
                // Where nothing is left to be done nobody takes it.
                let _ = self.tickets.send(());
                return Some(result);
            }
            let (at, result) = self.results.recv().ok()?;
            self.early.insert(at, result);
        }
    }
}
