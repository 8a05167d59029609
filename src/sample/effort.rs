//! How much work a question may take, by what its answer is worth.

/// How much of the work each way of deciding may take.
#[derive(Debug)]
pub(super) struct Effort {
    /// The most steps to construct data, over all sums and cases.
    pub construct: u64,
    /// The most steps of random moves towards a mode.
    pub mode: u64,
    /// The most possibilities that the exact search looks at.
    pub nodes: u64,
    /// The most additions that are spent on counting all samples where nothing else decides.
    pub additions: usize,
    /// Whether data are looked for to show that there are some: where the step of the scale is not known, and with the
    /// mode, which else need only be a possible value.
    pub witness: bool,
}

/// What a verdict is worth.
pub(super) const FULL: Effort =
    Effort { construct: 1_500_000, mode: 1_500_000, nodes: 200_000, additions: 50_000_000, witness: true };

/// What one of the questions is worth of which figures are to blame.
pub(super) const SOME: Effort =
    Effort { construct: 100_000, mode: 100_000, nodes: 50_000, additions: 5_000_000, witness: true };

/// What one of very many questions is worth.
pub(super) const QUICK: Effort = Effort { construct: 20_000, mode: 0, nodes: 1_000, additions: 0, witness: false };

/// What one of the questions is worth that bound how often a value can occur, or one number of respondents of many.
pub(super) const SHORT: Effort = Effort { construct: 20_000, mode: 20_000, nodes: 2_000, additions: 0, witness: true };
