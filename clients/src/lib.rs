//! A stand-in for NetSuite, which the examples call and the tests on a wire use.
