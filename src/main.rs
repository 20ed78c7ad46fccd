//! The program: parse arguments, run one command, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(trueup::cli::run(std::env::args_os()))
}
