//! Finds which mistake of an OAuth 1.0a client produced a header that NetSuite rejected.
#![forbid(unsafe_code)]

mod attempt;
mod buffer;
mod catalogue;
mod client;
mod diagnosis;
mod header;
mod mistake;
mod note;
mod observe;
mod passport;
mod proof;
mod request;
mod search;
mod signature;

pub use crate::diagnosis::{Diagnosis, Verdict};
pub use crate::mistake::Mistake;
pub use crate::note::Note;
pub use crate::proof::Proof;
