//! Explains and checks the setup of a NetSuite account: the [`Step`]s, a [`Check`], and a guide.
//!
//! ```
//! use netsuite_oauth1::setup::Step;
//!
//! for step in Step::ALL {
//!     println!("{}. {}: {}", step.number(), step.name(), step.menu_path());
//! }
//! ```
//!
//! <style>img[src="netsuite-setup.svg"] { display: none }</style>
//!
#![doc = include_str!("../../docs/netsuite-setup.svg")]
//!
#![doc = include_str!("../../docs/netsuite-setup.md")]

mod check;
mod finding;
mod problem;
mod reading;
mod report;

pub use self::check::Check;
pub use self::finding::{Finding, Verdict};
pub use crate::step::Step;
