//! Finds which mistake of a client made NetSuite reject a request.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
