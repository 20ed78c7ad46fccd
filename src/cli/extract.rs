//! `trueup extract`: what a text states, and whether it follows.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::check::verdict;
use super::progress::Progress;
use super::{Console, Outcome, faults, new};
use crate::check::Verdict;
use crate::error::{Error, Result};
use crate::export::extraction::{Extracted, json, text};
use crate::export::{github, junit, sarif};
use crate::extract::document::{self, Document, Files};
use crate::extract::package;
use crate::observations::guard::guarded;
use crate::serve::{PAUSE, Seen};
use crate::{number, output};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup extract paper.md                           what it states, worst first
  trueup extract paper.md --all                     every finding with its arithmetic
  trueup extract reports                            every text in a folder and its folders
  trueup extract - < paper.txt                      standard input
  trueup extract paper.md --watch                   again whenever it is saved
  trueup extract paper.md --format json             for programs; docs/json.md describes it
  trueup extract paper.md --format sarif            for code scanning
  trueup extract paper.md --format package -o paper a package to edit, check and chart

A comment next to a sentence waives its findings: <!-- trueup: waive, the source rounds twice -->")]
pub(super) struct Arguments {
    /// Texts (plain, Markdown, HTML, DOCX, PDF), folders of them, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The verdict from which on the exit code is 1: derived, consistent, rounding, unchecked, depends, suspect, inconsistent
    #[arg(long, value_name = "VERDICT", default_value = "inconsistent", value_parser = verdict)]
    fail_on: Verdict,
    /// Show every finding with its arithmetic, and every number that was not used
    #[arg(long)]
    all: bool,
    /// The folder to make, for --format package
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Read again whenever a text is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding over its sentence, for people
    Text,
    /// One document a text, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// Annotations of a GitHub workflow
    Github,
    /// A package to edit, check and chart, in the folder of -o
    Package,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    if arguments.files.is_empty() {
        return Err(Error::new("there is nothing to read")
            .with_help("name texts or folders of them, or - for standard input: trueup extract paper.md"));
    }
    if let Some(folder) = folder(arguments)? {
        return package(console, arguments, folder);
    }
    if arguments.watch {
        return watch(console, arguments);
    }
    once(console, arguments)
}

/// Reads everything once and prints what was found.
fn once(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let (all, faults) = read(console, &arguments.files)?;
    // What was read is shown to a reader all the same; a program gets all or nothing.
    let faults = match (Error::all(faults), arguments.format) {
        (Some(error), Format::Text) if !all.is_empty() => Some(error),
        (Some(error), _) => return Err(error),
        (None, _) => None,
    };
    let written = match arguments.format {
        Format::Text => texts(&all, arguments.all, console),
        Format::Json => match all.as_slice() {
            [one] if !has_folder(&arguments.files) => json::text(one),
            all => json::texts(all),
        },
        Format::Sarif => sarif::texts(&all),
        Format::Junit => junit::texts(&all, arguments.fail_on),
        Format::Github => github::texts(&all),
        // A package is no text to print.
        Format::Package => String::new(),
    };
    console.print(&written)?;
    faults.map_or_else(|| Ok(outcome(&all, arguments)), Err)
}

fn outcome(all: &[Extracted], arguments: &Arguments) -> Outcome {
    if all.iter().any(|one| one.fails(arguments.fail_on)) { Outcome::Found } else { Outcome::Fine }
}

/// The folder of a package, where one is to be written.
fn folder(arguments: &Arguments) -> Result<Option<&Path>> {
    match (arguments.format, &arguments.output) {
        (Format::Package, None) => {
            Err(Error::new("a package needs a folder").with_help("name one that is not there: -o my-paper"))
        }
        (Format::Package, Some(_)) if arguments.watch => {
            Err(Error::new("a package is written once").with_help("leave out --watch, or write another format"))
        }
        (Format::Package, Some(folder)) => Ok(Some(folder)),
        (_, Some(_)) => Err(Error::new("-o names the folder of a package")
            .with_help("add --format package, or send the output into a file: > findings.json")),
        (_, None) => Ok(None),
    }
}

/// Writes what was found as a package.
fn package(console: &mut Console<'_>, arguments: &Arguments, folder: &Path) -> Result<Outcome> {
    new::refuse_filled(folder)?;
    let (all, faults) = read(console, &arguments.files)?;
    if let Some(error) = Error::all(faults) {
        return Err(error);
    }
    let found: Vec<_> = all.iter().map(|one| (&one.document, &one.extraction)).collect();
    let made = package::package(&new::package_name(folder), &found)?;
    output::write_all(folder, &made.files)?;
    let shown = folder.display();
    let [figures, indicators, _] = made.counts.map(number::count);
    let some = |count: &str, what: &str| format!("{count} {what}{}", if count == "1" { "" } else { "s" });
    let (figures, indicators) = (some(&figures, "figure"), some(&indicators, "indicator"));
    console.print(&format!(
        "{figures} of {indicators} are in {shown}.\n\nThen:\n  trueup check --package {shown}\n  \
         trueup build --package {shown} --out {shown}/charts\n"
    ))?;
    for remark in &made.remarks {
        console.note(&format!("{remark}\n"));
    }
    Ok(outcome(&all, arguments))
}

/// Prints what is found, and again whenever a file is another one and still again, until the program is ended.
fn watch(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    if arguments.files.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::new("standard input cannot be watched").with_help("name a file"));
    }
    let look = || Ok::<_, Error>(Seen::files(document::files(&arguments.files)?.paths));
    let mut read = look()?;
    once(console, arguments)?;
    console.flush()?;
    let mut before = read.clone();
    loop {
        std::thread::sleep(PAUSE);
        // What cannot be listed just now is listed the next time.
        let Ok(seen) = look() else { continue };
        let still = seen == before;
        before.clone_from(&seen);
        if !still || seen == read {
            continue;
        }
        let changed: Vec<String> = seen.changed(&read).iter().map(|path| path.display().to_string()).collect();
        console.note(&format!("\n{} changed\n\n", changed.join(", ")));
        read = seen;
        match once(console, arguments) {
            Ok(_) => {}
            Err(error) if error.is_closed_pipe() => return Err(error),
            Err(error) => console.note(&faults(&error)),
        }
        console.flush()?;
    }
}

/// The reports of all texts, one behind the other, and what they come to together.
fn texts(all: &[Extracted], every: bool, console: &Console<'_>) -> String {
    let paint = console.paint;
    if let [one] = all {
        return text::report(one, every, paint);
    }
    let mut out = String::new();
    for one in all {
        out.push_str(&text::heading(one, paint));
        out.push_str(&text::report(one, every, paint));
        out.push('\n');
    }
    out.push_str(&format!("{} texts: {}\n", all.len(), text::counts_painted(all, paint)));
    out
}

fn has_folder(paths: &[PathBuf]) -> bool {
    paths.iter().any(|path| path.is_dir())
}

/// Reads texts and finds what they state, several at a time; beside them the faults of those that cannot be read.
fn read(console: &Console<'_>, paths: &[PathBuf]) -> Result<(Vec<Extracted>, Vec<Error>)> {
    let Files { paths: listed, remarks } = document::files(paths)?;
    let progress = Mutex::new(Progress::of(listed.len()).in_lines(has_folder(paths)));
    let one = |path: &PathBuf| {
        let read = Document::open(path).and_then(extracted);
        if let Ok(mut progress) = progress.lock() {
            progress.step(1);
        }
        read
    };
    let results: Vec<Result<Extracted>> = listed.par_iter().map(one).collect();
    if let Ok(progress) = progress.lock() {
        progress.end();
    }
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(extracted) => all.push(extracted),
            Err(error) => faults.push(error),
        }
    }
    for remark in &remarks {
        console.note(&format!("{remark}\n"));
    }
    for one in &all {
        for remark in one.document.remarks() {
            console.note(&format!("{}: {remark}\n", one.document.name()));
        }
    }
    Ok((all, faults))
}

/// What is found in a text. A fault of ours is told with the text that it is in.
fn extracted(document: Document) -> Result<Extracted> {
    let name = document.name().to_owned();
    guarded(|| Extracted::of(document)).ok_or_else(|| {
        Error::new(format!("{name} could not be read to its end, which is a fault of trueup"))
            .with_help("report it with the text; until then leave the text out")
    })
}
