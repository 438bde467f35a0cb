//! Code that the benches share: the signed request, the measured calls, and ways to measure them.
#![allow(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "only benches call this, and they should panic on failure"
)]

mod calls;
mod heap;
mod instructions;
mod others;
mod request;
mod table;
mod timing;

pub use crate::calls::{Bounds, Call, MacText, OWN_CALLS, Row, bare_mac, one_shot_mac};
pub use crate::heap::{CountingAllocator, allocations_of};
pub use crate::instructions::{
    Counted, can_count, count_calls, count_growth, growth_url, make_calls, make_each_call,
};
pub use crate::others::{RESERVED, apart, by_hand, with_oauth1_request};
pub use crate::request::{
    CONSUMER_KEY, CONSUMER_SECRET, REALM, TOKEN_ID, TOKEN_SECRET, URL, credentials, mac_key,
    search, signer,
};
pub use crate::table::{Measured, Table};
pub use crate::timing::{fastest, interleave, median};

use std::env;

/// Returns whether to run each call only once: in `cargo bench -- --test` and `cargo test
/// --benches`.
pub fn is_test() -> bool {
    let has = |argument| env::args().any(|found| found == argument);
    has("--test") || !has("--bench")
}
