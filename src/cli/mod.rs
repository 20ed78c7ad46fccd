//! The command line: one file a command, no logic of the field.
//!
//! [`run`] parses the arguments, runs one command and returns the exit code: 0 when nothing was found at or above
//! `--fail-on`, 1 when something was, 2 for bad arguments or data. Results go to standard output, all else to standard error.

mod build;
mod calc;
mod chart;
mod check;
mod confront;
mod embed;
mod extract;
mod growth;
mod implied;
mod import;
mod lsp;
mod new;
mod overview;
mod picture;
mod progress;
mod report;
mod serve;
mod shell;
mod table;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Parser, Subcommand};
use miette::{GraphicalReportHandler, GraphicalTheme, NamedSource};

use crate::check::{Report, Verdict};
use crate::error::{Error, Result};
use crate::export::Paint;
use crate::package::Package;

/// Keeps the figures of an economics paper as cited data, draws them, and recomputes what the paper states.
#[derive(Debug, Parser)]
#[command(name = "trueup", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    /// The folder of the package [default: ./datapackage.json, else the one under ./data, else the built-in paper]
    #[arg(long, global = true, value_name = "DIR")]
    package: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Examples:
  trueup                                          findings of the package at hand
  trueup check --explain gdp_more_than_tripled    the arithmetic of one claim
  trueup implied                                  what the figures imply of what is not stated
  trueup confront --with gdp.csv                  stated figures beside independent data
  trueup extract paper.md                         what a text states, and whether it follows
  trueup calc '126 / almost 40' --stated 'more than tripled'
  trueup build --out charts                       all charts, findings and tables, and the dashboard
  trueup report brief.md.j2 -o brief.md           a template filled with charts, numbers and verdicts
  trueup embed gdp                                what to paste to show a chart elsewhere
  trueup serve                                    the dashboard and the charts, live in a browser
  trueup new my-paper                             a package to start from

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad arguments or data.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Draw every chart and write findings and tables
    Build(build::Arguments),
    /// Recompute the claims of the package and say what holds
    Check(check::Arguments),
    /// List what the figures imply of what is not stated
    Implied(implied::Arguments),
    /// Set the figures of the package beside independent data
    Confront(confront::Arguments),
    /// Read texts: what they state, and whether it follows
    Extract(extract::Arguments),
    /// Growth rates and indices of the series of data files
    Growth(growth::Arguments),
    /// Make a package of data files
    Import(import::Arguments),
    /// Judge one claim typed here, without a package
    Calc(calc::Arguments),
    /// Draw some charts of the package
    Chart(chart::Arguments),
    /// Fill a template with charts, numbers and verdicts of the package
    Report(report::Arguments),
    /// Print what to paste to show a chart elsewhere
    Embed(embed::Arguments),
    /// Serve the dashboard and the charts, live
    Serve(serve::Arguments),
    /// Show what is found in a text in an editor
    Lsp(lsp::Arguments),
    /// Print a table of the package
    Table(table::Arguments),
    /// Make a package to start from
    New(new::Arguments),
    /// Print completions for a shell
    Completions(shell::Completions),
    /// Print the manual page
    Man,
}

/// Where output goes, and what it may look like.
struct Console<'a> {
    out: &'a mut dyn Write,
    paint: Paint,
    package: Option<PathBuf>,
}

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    Found,
}

/// Runs the program with these arguments and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no failure; clap prints both with its own colours.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let stdout = std::io::stdout();
    let paint = paint(stdout.is_terminal());
    let mut out = std::io::BufWriter::new(stdout.lock());
    let mut console = Console { out: &mut out, paint, package: arguments.package };
    let result = match arguments.command {
        None => overview::run(&mut console),
        Some(Command::Build(arguments)) => build::run(&mut console, &arguments),
        Some(Command::Check(arguments)) => check::run(&mut console, &arguments),
        Some(Command::Implied(arguments)) => implied::run(&mut console, &arguments),
        Some(Command::Confront(arguments)) => confront::run(&mut console, &arguments),
        Some(Command::Extract(arguments)) => extract::run(&mut console, &arguments),
        Some(Command::Growth(arguments)) => growth::run(&mut console, &arguments),
        Some(Command::Import(arguments)) => import::run(&mut console, &arguments),
        Some(Command::Calc(arguments)) => calc::run(&mut console, &arguments),
        Some(Command::Report(arguments)) => report::run(&mut console, &arguments),
        Some(Command::Embed(arguments)) => embed::run(&mut console, &arguments),
        Some(Command::Chart(arguments)) => chart::run(&mut console, &arguments),
        Some(Command::Serve(arguments)) => serve::run(&mut console, &arguments),
        Some(Command::Lsp(arguments)) => lsp::run(&mut console, &arguments),
        Some(Command::Table(arguments)) => table::run(&mut console, &arguments),
        Some(Command::New(arguments)) => new::run(&mut console, &arguments),
        Some(Command::Completions(arguments)) => shell::completions(&mut console, &arguments),
        Some(Command::Man) => shell::man(&mut console),
    };
    let flushed = out.flush();
    match result.and_then(|outcome| flushed.map(|()| outcome).map_err(|error| unwritable(&error))) {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Found) => 1,
        Err(error) if error.is_closed_pipe() => 0,
        Err(error) => {
            let _ = std::io::stderr().write_all(faults(&error).as_bytes());
            2
        }
    }
}

/// Colour and width for a terminal; neither for a pipe, no colour where NO_COLOR asks for none.
fn paint(terminal: bool) -> Paint {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Paint { colour: terminal && !no_colour && !dumb, width: width.filter(|_| terminal) }
}

/// All faults of an error, each with its place and how to mend it.
fn faults(error: &Error) -> String {
    let paint = paint(std::io::stderr().is_terminal());
    let theme = if paint.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(paint.width.unwrap_or(110).max(60)).with_context_lines(1);
    let mut text = String::new();
    let faults: Vec<&Error> = error.faults().collect();
    for fault in &faults {
        let mut one = String::new();
        if handler.render_report(&mut one, *fault).is_err() {
            one = format!("error: {fault}\n");
        }
        text.push_str(one.trim_start_matches('\n'));
        text.push('\n');
    }
    if faults.len() > 1 {
        text.push_str(&format!("{} faults\n", faults.len()));
    }
    text
}

fn unwritable(error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return Error::closed_pipe();
    }
    Error::new(format!("the output cannot be written: {error}"))
}

impl Console<'_> {
    fn print(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| unwritable(&error))
    }

    /// Says on standard error what is no result.
    fn note(&self, text: &str) {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Shows what was printed.
    fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|error| unwritable(&error))
    }

    fn print_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|error| unwritable(&error))
    }

    /// The package at hand: --package, else ./datapackage.json, else the only one under ./data, else the built-in one.
    fn package(&self) -> Result<Package> {
        match self.folder()? {
            Some(folder) => Package::open(&folder),
            None => Package::builtin(),
        }
    }

    fn folder(&self) -> Result<Option<PathBuf>> {
        if let Some(folder) = &self.package {
            return Ok(Some(folder.clone()));
        }
        if Path::new("datapackage.json").is_file() {
            return Ok(Some(PathBuf::from(".")));
        }
        let Ok(entries) = std::fs::read_dir("data") else { return Ok(None) };
        let mut found: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.join("datapackage.json").is_file())
            .collect();
        found.sort();
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only.clone())),
            [first, second, ..] => Err(Error::new("there is more than one package under ./data").with_help(format!(
                "name one: --package {} or --package {}",
                first.display(),
                second.display()
            ))),
        }
    }
}

/// Whether anything is as grave as this, or explained by a rule that the package denies.
fn outcome(report: &Report, fail_on: Verdict) -> Outcome {
    if report.fails(fail_on) { Outcome::Found } else { Outcome::Fine }
}

/// Reads the value of an option; what is wrong with it and how to mend it stand in one message.
fn parsed<T: std::str::FromStr<Err = Error>>(text: &str) -> std::result::Result<T, String> {
    text.parse().map_err(|error: Error| match error.help_text() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

/// A text typed on the command line, for errors that point into it.
fn typed(name: &str, text: &str) -> Arc<NamedSource<String>> {
    Arc::new(NamedSource::new(name, text.to_owned()))
}

/// The program's arguments, for completions and the manual page.
fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}
