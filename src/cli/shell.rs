//! `trueup completions` and `trueup man`.

use clap::Args;
use clap_complete::Shell;

use super::{Console, Outcome, command};
use crate::error::{Error, Result};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trueup completions bash > ~/.local/share/bash-completion/completions/trueup")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn completions(console: &mut Console<'_>, arguments: &Completions) -> Result<Outcome> {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "trueup", &mut bytes);
    console.print_bytes(&bytes)?;
    Ok(Outcome::Fine)
}

pub(super) fn man(console: &mut Console<'_>) -> Result<Outcome> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command())
        .render(&mut bytes)
        .map_err(|error| Error::new(format!("the manual page cannot be made: {error}")))?;
    console.print_bytes(&bytes)?;
    Ok(Outcome::Fine)
}
