//! `trueup report`: a text template filled with charts, numbers and verdicts of the package.

use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::chart::spare;
use super::{Console, Outcome};
use crate::check;
use crate::error::{Error, Result};
use crate::input::{self, Text};
use crate::output::{self, File};
use crate::report::template::{Document, Markup, Template, fill};

#[derive(Debug, Args)]
#[command(after_help = "\
The ending of the report says how words, pictures, tables and footnotes are written: .md, .qmd (Quarto), .html, .tex, .typ, or any other text.
Pictures go into a folder beside it: brief_files for brief.md.

A template is written as Jinja's are ({{ ... }}, {% for %}, {% if %}, {% include %}) and can say:
  figure(\"gdp\", 2023)  figure(\"tariff_rate\", label=\"after\")      the printed figure
  multiple(\"gdp\", 2010, 2023)  cagr(...)  growth(...)  change(...)  index(\"gdp\", 2023, 2010)  share(\"mva\", \"gdp\", 2023)
  value(\"gdp[2023] / gdp[2010]\", unit=\"times\", digits=3)          any formula
  figure(\"gdp\", 2023) | note                                      with a footnote: interval and source
  chart(\"gdp\", size=\"wide\", transform=\"index\", caption=\"...\")    a picture
  verdict(\"claim_id\")  claim(\"claim_id\").explanation  counts().suspect
  table(findings(verdict=\"suspect\"), [\"title\", \"stated\", \"computed\"])
  findings()  figures()  indicators()  implied()  sources()  values(\"gdp\")  package.title  footnotes()

Examples:
  trueup report brief.md.j2 -o brief.md
  trueup report brief.tex.j2 -o brief.tex && pdflatex brief.tex
  trueup report brief.md.j2 -o brief.md --check       fails if the committed report is not what would be written")]
pub(super) struct Arguments {
    /// The template
    template: PathBuf,
    /// The report to write; standard output if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing; exit with 1 if the report or one of its pictures is not what would be written
    #[arg(long, requires = "output")]
    check: bool,
}

/// No template is larger.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let text = read(&arguments.template)?;
    let package = Arc::new(console.package()?);
    let report = Arc::new(check::report(&package, &[])?);
    let written = arguments.output.as_deref();
    let folder = written.map_or_else(String::new, attachments);
    let markup = Markup::of(written.unwrap_or(&arguments.template));
    let template = Template { text: &text, markup, attachments: &folder, beside };
    let document = fill(&package, &report, &template)?;
    let Some(path) = written else {
        if let Some(picture) = document.attachments.first() {
            return Err(Error::new(format!(
                "the report has pictures, such as {}, and no place for them",
                picture.name
            ))
            .with_help("name the report: -o report.md"));
        }
        console.print(&document.text)?;
        return Ok(Outcome::Fine);
    };
    let beside = path.with_file_name(&folder);
    if arguments.check {
        return compare(console, arguments, &document, path, &beside);
    }
    let same =
        |a: &Path, b: &Path| std::fs::canonicalize(a).is_ok_and(|a| std::fs::canonicalize(b).is_ok_and(|b| a == b));
    if same(path, &arguments.template) {
        return Err(Error::new("the report would be written over its template").with_help("name another file for -o"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    spare(console.folder()?.as_deref(), &path.with_file_name(""), [&File::new(name, "")])?;
    if document.attachments.is_empty() {
        output::write(path, document.text.as_bytes())?;
    } else {
        // A report that cannot be written leaves no pictures behind, and pictures that cannot be no report.
        let mut pending = output::Pending::new(path)?;
        let unwritable = |error: std::io::Error| Error::new(format!("'{}' cannot be written: {error}", path.display()));
        pending.write_all(document.text.as_bytes()).map_err(unwritable)?;
        output::write_all(&beside, &document.attachments)?;
        pending.finish()?;
    }
    console.print(&format!("{}\n", path.display()))?;
    for file in &document.attachments {
        console.print(&format!("{}\n", beside.join(&file.name).display()))?;
    }
    Ok(Outcome::Fine)
}

/// The folder of a report's pictures: `brief_files` for `brief.md`.
fn attachments(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(|| "report".into(), |stem| stem.to_string_lossy());
    // The name stands in addresses and in commands of LaTeX.
    let safe = stem.replace(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')), "-");
    format!("{safe}_files")
}

fn read(path: &Path) -> Result<Text> {
    let name = path.display().to_string();
    let shown = format!("'{name}'");
    let too_large = |size: u64| {
        Error::new(format!("{shown} has {} MB", size / 1_000_000)).with_help("a template has at most 16 MB")
    };
    input::text_of(&name, input::read(path, &shown, "name a template", LARGEST, too_large)?)
}

/// A template that lies in the folder of another one, or in a folder there, and nowhere else.
fn beside(main: &Text, name: &str) -> Result<String> {
    let folder =
        Path::new(main.name()).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let outside = || {
        Error::new(format!("'{name}' does not lie in the folder of the template"))
            .with_help("include files of that folder only, by their names in it")
    };
    if name.is_empty() || !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(outside());
    }
    let path = folder.join(name);
    // A link may lead away.
    if let (Ok(folder), Ok(path)) = (std::fs::canonicalize(folder), std::fs::canonicalize(&path))
        && !path.starts_with(folder)
    {
        return Err(outside());
    }
    Ok(read(&path)?.inner().clone())
}

/// Whether what lies there is what would be written.
fn compare(
    console: &mut Console<'_>,
    arguments: &Arguments,
    document: &Document,
    path: &Path,
    beside: &Path,
) -> Result<Outcome> {
    let mut stale = Vec::new();
    let pictures = document.attachments.iter().map(|file| (beside.join(&file.name), file.bytes.as_slice()));
    for (path, bytes) in std::iter::once((path.to_owned(), document.text.as_bytes())).chain(pictures) {
        match std::fs::read(&path) {
            Ok(found) if found == bytes => {}
            Ok(_) => stale.push(format!("{} is out of date\n", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                stale.push(format!("{} is missing\n", path.display()));
            }
            Err(error) => return Err(Error::new(format!("'{}' cannot be read: {error}", path.display()))),
        }
    }
    if stale.is_empty() {
        console.print(&format!("{} is up to date\n", path.display()))?;
        return Ok(Outcome::Fine);
    }
    console.print(&stale.concat())?;
    let command = format!("trueup report {} -o {}", arguments.template.display(), path.display());
    console.print(&format!("Write it again: {command}\n"))?;
    Ok(Outcome::Found)
}
