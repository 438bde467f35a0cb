//! Finds which mistake of an OAuth 1.0a client made NetSuite reject a request.
//!
//! [`Diagnosis::of_header`] takes the credentials and a request as it was sent, and computes the
//! signature with each known mistake until the one that was sent comes out. The answer has the
//! [mistakes](Diagnosis::mistakes) with their fixes, other explanations of the same signature, and
//! the [text that was signed](Diagnosis::proof) beside the expected one.
//!
//! [`Diagnosis::of_passport`] and [`Diagnosis::of_password`] do the same for a SOAP TokenPassport and
//! for a token password of SuiteAnalytics Connect.
//!
//! The command `netsuite-diagnosis`, which the README shows, is behind the default feature `cli`.
#![forbid(unsafe_code)]

mod attempt;
mod buffer;
mod catalogue;
mod client;
mod convert;
mod diagnosis;
mod header;
mod mac;
mod memo;
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

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
