//! `trueup serve`: the dashboard and chart addresses, live.

use clap::Args;

use super::{Console, Outcome};
use crate::error::Result;
use crate::serve::Server;

#[derive(Debug, Args)]
#[command(after_help = "\
The dashboard is at /, charts with their options in the address are at /charts/ID.svg, and /openapi.json describes the others;
docs/serve.md tells all. When the package's files change it is loaded again, and open pages with it.

Examples:
  trueup serve
  trueup serve --package my-paper --port 0           on a free port, which is printed
  trueup serve --host 0.0.0.0                        for other machines, too: whoever reaches this one can read the package")]
pub(super) struct Arguments {
    /// The port to listen on; 0 for one that is free
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,
    /// The address to listen on, or a name of it
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let server = Server::new(console.folder()?, &arguments.host, arguments.port)?;
    console.note("Ctrl-C ends the server\n");
    server.run(|address| {
        console.print(&format!("http://{address}/\n"))?;
        console.flush()
    })?;
    Ok(Outcome::Fine)
}
