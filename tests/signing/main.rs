//! Signing, and the guarantees of the public types.

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
