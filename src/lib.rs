//! Signs HTTP requests for NetSuite: OAuth 1.0a with HMAC-SHA256 and realm, which NetSuite calls Token-Based
//! Authentication (TBA).
#![forbid(unsafe_code)]
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod account;
mod authorization;
mod base_string;
mod credentials;
mod encode;
mod endpoint;
mod error;
mod explain;
mod signature;
mod signer;
mod stamp;
mod target;

pub use crate::account::{AccountId, Service};
pub use crate::authorization::Authorization;
pub use crate::base_string::BaseString;
pub use crate::credentials::{Consumer, Credentials, Token};
pub use crate::endpoint::Endpoint;
pub use crate::error::Error;
pub use crate::explain::Explanation;
pub use crate::signer::Signer;
pub use crate::stamp::{Nonce, Timestamp};
pub use crate::target::Target;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
