//! Finds which mistake of an OAuth 1.0a client produced a signature that NetSuite refused.
#![forbid(unsafe_code)]

mod client;
mod diagnosis;
mod encode;
mod encoding;
mod key;
mod mistake;
mod parameters;
mod request;
mod search;
mod shape;
mod signature;
mod target;
mod uri;
mod variations;

pub use self::diagnosis::Diagnosis;
pub use self::mistake::Mistake;
pub use self::target::Target;
