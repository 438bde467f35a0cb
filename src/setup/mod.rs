//! From an empty NetSuite account to an accepted request: the guide, its steps, and a check of them.

mod check;
mod finding;
mod report;
mod step;

pub use self::check::{Check, Verdict};
pub use self::finding::Finding;
pub use self::step::Step;
