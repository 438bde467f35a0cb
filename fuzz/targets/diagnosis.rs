#![no_main]

#[path = "../checks/diagnosis.rs"]
mod diagnosis;

libfuzzer_sys::fuzz_target!(|input: &[u8]| diagnosis::check(input));
