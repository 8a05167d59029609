//! What one paper of a sweep may cost.

use std::time::Duration;

use crate::{diagnosis, document};

/// Bounds on what one paper costs. A paper that reaches one has a line that says so, and the sweep goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// What its file may hold.
    pub document: document::Limits,
    /// How far the search for culprits goes.
    pub diagnosis: diagnosis::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        let (document, diagnosis) = (document::Limits::default(), diagnosis::Limits::default());
        Self { time: Duration::from_secs(60), document, diagnosis }
    }
}
