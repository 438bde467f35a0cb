//! Signing: what is signed, what is rejected, and what the public types promise.

mod auto_traits;
mod debug;
mod differential;
mod nonce_and_timestamp;
mod properties;
#[path = "../reference/mod.rs"]
mod reference;
mod signer;
#[path = "../support/mod.rs"]
mod support;
mod vectors;

use crate::support::{random, strategies};
