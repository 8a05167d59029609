//! recompute
