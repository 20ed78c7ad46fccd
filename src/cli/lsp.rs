//! `trueup lsp`: what is found in a text, in an editor.

use std::io::IsTerminal;

use clap::Args;

use super::{Console, Outcome, unwritable};
use crate::error::{Error, Result};
use crate::lsp;

#[derive(Debug, Args)]
#[command(after_help = "\
An editor starts it and speaks the Language Server Protocol with it over standard input and output; docs/editor.md says how to set up
VS Code, Neovim, Helix and Zed. Exit code 1 where the editor left without a shutdown.")]
pub(super) struct Arguments {
    /// Standard input and output; this is what is spoken over in any case, and editors that name it are understood
    #[arg(long)]
    stdio: bool,
}

pub(super) fn run(console: &mut Console<'_>, _arguments: &Arguments) -> Result<Outcome> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Err(Error::new("trueup lsp speaks with an editor, and standard input is a terminal")
            .with_help("let an editor start it; docs/editor.md says how"));
    }
    let left = lsp::serve(input, console.out).map_err(|error| unwritable(&error))?;
    Ok(if left { Outcome::Fine } else { Outcome::Found })
}
