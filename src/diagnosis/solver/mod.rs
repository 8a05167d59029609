//! The relations of a study as a system of constraints: what contradicts what, which smallest changes resolve it, and exact
//! values with which everything holds.

pub(super) mod component;
pub(super) mod conflict;
pub(super) mod groups;
pub(super) mod hitting;
mod linear;
mod model;
mod projection;
pub(super) mod propagation;
pub(super) mod refutation;
mod region;
mod sum;
pub(super) mod system;
pub(super) mod witness;
