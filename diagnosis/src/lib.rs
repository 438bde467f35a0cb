//! Finds out why NetSuite rejects a request that is signed with OAuth 1.0a.
//!
//! [`Diagnosis::of_header`] takes the credentials and a request as it was sent. It signs the
//! request with each known mistake, until the result is the signature that was sent. The diagnosis
//! contains
//!
//! - the [mistakes](Diagnosis::mistakes), each with its fix,
//! - [other explanations](Diagnosis::alternatives) of the same signature,
//! - the [base string](Diagnosis::proof) that the client signed, and the expected one.
//!
//! [`Diagnosis::of_passport`] and [`Diagnosis::of_password`] do the same for a SOAP TokenPassport
//! and for a token password of SuiteAnalytics Connect.
//!
//! The README describes the command `netsuite-diagnosis`, which the default feature `cli` builds.
#![forbid(unsafe_code)]

mod attempt;
mod buffer;
mod catalogue;
mod client;
mod convert;
mod diagnosis;
mod header;
mod inspect;
mod keys;
mod mac;
mod memo;
mod mistake;
mod note;
mod passport;
mod pasted;
mod placeholder;
mod proof;
mod report;
mod request;
mod scheme;
mod search;
mod signature;
mod verdict;
mod xml;

pub use crate::diagnosis::Diagnosis;
pub use crate::mistake::Mistake;
pub use crate::note::Note;
pub use crate::proof::Proof;
pub use crate::verdict::Verdict;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
