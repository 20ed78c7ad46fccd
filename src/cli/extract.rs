//! `trueup extract`: what a text states, and whether it follows.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::check::verdict;
use super::progress::Progress;
use super::{Console, Outcome};
use crate::check::Verdict;
use crate::error::{Error, Result};
use crate::export::extraction::{Extracted, json, text};
use crate::export::{github, junit, sarif};
use crate::extract::document::Document;
use crate::input;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup extract paper.md                           what it states, worst first
  trueup extract paper.md --all                     every finding with its arithmetic
  trueup extract reports                            every text in a folder
  trueup extract - < paper.txt                      standard input
  trueup extract paper.md --format json             for programs; docs/json.md describes it")]
pub(super) struct Arguments {
    /// Texts, folders of them, or - for standard input
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
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    if arguments.files.is_empty() {
        return Err(Error::new("there is nothing to read")
            .with_help("name texts or folders of them, or - for standard input: trueup extract paper.md"));
    }
    let all = read(&arguments.files)?;
    let written = match arguments.format {
        Format::Text => texts(&all, arguments.all, console),
        Format::Json => match all.as_slice() {
            [one] if !has_folder(&arguments.files) => json::text(one),
            all => json::texts(all),
        },
        Format::Sarif => sarif::texts(&all),
        Format::Junit => junit::texts(&all, arguments.fail_on),
        Format::Github => github::texts(&all),
    };
    console.print(&written)?;
    Ok(if all.iter().any(|one| one.fails(arguments.fail_on)) { Outcome::Found } else { Outcome::Fine })
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

/// Reads texts and finds what they state, several at a time; the faults of all are told together.
fn read(paths: &[PathBuf]) -> Result<Vec<Extracted>> {
    let listed = listed(paths)?;
    let progress = std::sync::Mutex::new(Progress::of(listed.len()).in_lines(has_folder(paths)));
    let one = |path: &PathBuf| {
        let read = document(path).map(Extracted::of);
        if let Ok(mut progress) = progress.lock() {
            progress.step(1);
        }
        read
    };
    let results: Vec<Result<Extracted>> = listed.par_iter().map(one).collect();
    if let Ok(progress) = progress.lock() {
        progress.end();
    }
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for result in results {
        match result {
            Ok(extracted) => all.push(extracted),
            Err(error) => faults.push(error),
        }
    }
    Error::all(faults).map_or(Ok(all), Err)
}

/// The files that are named, and those in folders that are, in the order of their names.
fn listed(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let unreadable = |error: std::io::Error| Error::new(format!("'{}' cannot be read: {error}", path.display()));
        let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
            .map_err(unreadable)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "txt" || ending == "md"))
            .collect();
        inside.sort();
        all.extend(inside);
    }
    Ok(all)
}

/// The largest text.
const LARGEST: u64 = 256 * 1024 * 1024;

fn document(path: &Path) -> Result<Document> {
    let shown = path.display().to_string();
    let too_large = |size| Error::new(format!("{shown} has {} MB, too much for a text", size / 1_000_000));
    let bytes = if shown == "-" {
        let mut bytes = Vec::new();
        let unreadable = |error| Error::new(format!("standard input cannot be read: {error}"));
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        bytes
    } else {
        input::read(path, &shown, "name a text, or a folder of them", LARGEST, too_large)?
    };
    Ok(Document::plain(&shown, input::text_of(&shown, bytes)?.inner()))
}
