//! Report templates: any text with charts, numbers, verdicts and tables filled in from a package, by minijinja.
//!
//! All words that functions give are escaped for the kind of document; what they give as markup (a picture, a table, a footnote) is not. docs/report.md
//! lists the functions.

mod desk;
mod functions;
mod included;
mod markup;
mod number;

use std::sync::Arc;

use miette::NamedSource;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

pub use markup::Markup;

use crate::check::Report;
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::output::File;
use crate::package::{Package, Text};
use desk::Desk;

/// A report, and the files that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The report itself.
    pub text: String,
    /// The pictures that it includes, by their names in the folder of attachments.
    pub attachments: Vec<File>,
}

/// What a report is made from beside its package.
pub struct Template<'a> {
    /// The template, named for messages.
    pub text: &'a Text,
    /// The kind of document that it makes.
    pub markup: Markup,
    /// The folder of the attachments, seen from the report: `brief_files`.
    pub attachments: &'a str,
    /// Reads a template that lies beside this one, for `include`, `import` and `extends`.
    pub beside: fn(&Text, &str) -> Result<String>,
}

/// Steps of a template before it is taken for one that does not end.
const STEPS: u64 = 20_000_000;
/// Templates, macros and blocks within one another.
const DEPTH: usize = 100;
/// Stands for the footnotes until all of them are known; no template has this character.
const NOTES: &str = "\u{e000}";

/// Fills a template. The same template and package give the same bytes.
///
/// ```
/// use std::sync::Arc;
/// use trueup::report::template::{Markup, Template, fill};
/// let package = Arc::new(trueup::Package::builtin()?);
/// let report = Arc::new(trueup::check::report(&package, &[])?);
/// let text = Arc::new(miette::NamedSource::new("brief.md", "GDP: {{ figure('gdp', 2023) }}".to_owned()));
/// let template = Template {
///     text: &text,
///     markup: Markup::Markdown,
///     attachments: "brief_files",
///     beside: |_, name| Err(trueup::Error::new(format!("there is no {name}"))),
/// };
/// assert_eq!(fill(&package, &report, &template)?.text, "GDP: CNY 126 trillion\n");
/// # Ok::<(), trueup::Error>(())
/// ```
///
/// # Errors
/// If the template does not parse, names what is not there, or does not end; with the place in it.
pub fn fill(package: &Arc<Package>, report: &Arc<Report>, template: &Template<'_>) -> Result<Document> {
    let desk = Arc::new(Desk::new(package, report, template.markup, template.attachments));
    let mut environment = Environment::new();
    let markup = template.markup;
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("trueup".into()));
    environment.set_formatter(move |out, _, value| {
        if matches!(value.kind(), ValueKind::Seq | ValueKind::Map | ValueKind::Iterable) && !value.is_safe() {
            let fault = Error::new("a list or a row has no words of its own")
                .with_help("go through it, {% for row in findings() %}{{ row.title }}{% endfor %}, or write {{ table(findings(), [\"title\"]) }}");
            return Err(minijinja::Error::new(ErrorKind::InvalidOperation, fault.to_string()).with_source(fault));
        }
        let text = value.to_string();
        let text = if value.is_safe() { text } else { markup.escape(&text) };
        out.write_str(&text).map_err(minijinja::Error::from)
    });
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_fuel(Some(STEPS));
    environment.set_recursion_limit(DEPTH);
    functions::add(&mut environment, &desk);
    let (main, beside) = (Arc::clone(template.text), template.beside);
    environment.set_loader(move |name| match beside(&main, name) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let words = error.to_string();
            Err(minijinja::Error::new(ErrorKind::InvalidOperation, words).with_source(error))
        }
    });
    let names = functions::names(&environment);
    let filled = environment
        .template_from_named_str(template.text.name(), template.text.inner())
        .and_then(|parsed| parsed.render(()))
        .map_err(|error| told(&error, template.text, markup, &names))?;
    let (attachments, notes) =
        desk.gathered(|gathered| (std::mem::take(&mut gathered.attachments), gathered.notes.clone()));
    Ok(Document { text: with_notes(&filled, markup, &notes), attachments })
}

/// Puts the footnotes where the template wants them, else at the end, and one line feed at the end of the document.
fn with_notes(filled: &str, markup: Markup, notes: &[String]) -> String {
    let notes = markup.notes(notes);
    let text = match filled.split_once(NOTES) {
        Some((before, after)) => format!("{before}{}{after}", notes.trim_end()),
        None if notes.is_empty() => filled.to_owned(),
        // A page ends with its body.
        None => match filled.rfind("</body>") {
            Some(end) if markup == Markup::Html => format!("{}{notes}{}", &filled[..end], &filled[end..]),
            _ => format!("{}\n\n{notes}", filled.trim_end()),
        },
    };
    format!("{}\n", text.replace(NOTES, "").trim_end())
}

/// An error of a template: what was expected, what was found, where, and how to mend it.
fn told(error: &minijinja::Error, main: &Text, markup: Markup, names: &functions::Names) -> Error {
    let mut error = error;
    // What went wrong in a template that is included stands within the fault of including it.
    while let Some(inner) = std::error::Error::source(error).and_then(|source| source.downcast_ref()) {
        error = inner;
    }
    let own = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>());
    // A template that is included has a name and a text of its own.
    let text = match (error.name(), error.template_source()) {
        (Some(name), Some(source)) if name != main.name() => Arc::new(NamedSource::new(name, source.to_owned())),
        _ => Arc::clone(main),
    };
    let whole = text.inner();
    let line = error.line().unwrap_or(1).max(1);
    let start = whole.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>().min(whole.len());
    let span = error.range().filter(|range| range.end <= whole.len()).unwrap_or_else(|| {
        let row = whole[start..].lines().next().unwrap_or("");
        start..start + row.len()
    });
    let found = whole.get(span.clone()).unwrap_or("").trim();
    let described = match (own, error.kind()) {
        (Some(own), _) => {
            let told = Error::new(own.to_string());
            own.help_text().map_or(told.clone(), |help| told.with_help(help))
        }
        (None, ErrorKind::UndefinedError) => unknown(found, names),
        (None, ErrorKind::UnknownFunction) => {
            let name = found.split('(').next().unwrap_or(found).trim();
            Error::new(format!("there is no function '{name}'")).with_help(hint(
                name,
                names.functions(),
                "trueup report --help lists the functions",
            ))
        }
        (None, ErrorKind::UnknownFilter) => {
            let name = error.detail().and_then(|words| words.split_whitespace().nth(1)).unwrap_or(found);
            Error::new(format!("there is no filter '{name}'")).with_help(hint(
                name,
                names.filters(),
                "trueup report --help lists the filters",
            ))
        }
        (None, ErrorKind::OutOfFuel) => {
            Error::new("the template does not come to an end").with_help("look for a loop over too many things")
        }
        (None, kind) => {
            let detail = error.detail().map_or_else(|| kind.to_string(), str::to_owned);
            let braces = kind == ErrorKind::SyntaxError && matches!(markup, Markup::Latex | Markup::Quarto);
            let otherwise = if braces {
                "{{, {% and {# begin what a template says; elsewhere put a space behind {, or write {% raw %} ... {% endraw %}"
            } else {
                "trueup report --help shows what a template can say"
            };
            Error::new(detail).with_help(names.usage(found).unwrap_or_else(|| otherwise.to_owned()))
        }
    };
    described.at(span.start, span.len().max(1), "here").within(&text)
}

/// What is not known: a name, or what stands behind the point of one.
fn unknown(found: &str, names: &functions::Names) -> Error {
    let otherwise = "trueup report --help lists what a template can say";
    let first = found.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(found);
    let known = names.all().any(|name| name == first);
    let help = match found.rsplit_once('.') {
        Some((_, field)) if known => hint(field, names.fields(), otherwise),
        Some((_, field)) => hint(first, names.all(), &hint(field, names.fields(), otherwise)),
        None => hint(first, names.all(), otherwise),
    };
    Error::new(format!("'{found}' is not known here")).with_help(help)
}
