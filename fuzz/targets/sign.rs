#![no_main]
#![allow(dead_code, reason = "each target needs one check")]

#[path = "../checks/mod.rs"]
mod checks;
#[path = "../../tests/reference/mod.rs"]
mod reference;

libfuzzer_sys::fuzz_target!(|input: &[u8]| checks::sign::check(input));
