//! Finds which mistake of an OAuth 1.0a client produced a signature that NetSuite refused.
#![forbid(unsafe_code)]
