//! One chart in a document or a page of others: the words to paste, and the files that they name.

mod page;

use std::fmt;
use std::fmt::Write;
use std::str::FromStr;

pub use page::page;

use super::values::values;
use crate::chart::Chart;
use crate::error::{Error, Result};

/// Where a chart is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A picture in Markdown.
    Markdown,
    /// A picture in HTML that follows the reader's theme; also for Markdown that lets HTML through, as on GitHub.
    Picture,
    /// A figure in HTML with caption, source and its values as a table.
    Html,
    /// A page of its own inside another, with values to be read out.
    Iframe,
    /// A figure in LaTeX.
    Latex,
    /// A figure in Typst.
    Typst,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Markdown, Self::Picture, Self::Html, Self::Iframe, Self::Latex, Self::Typst];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Picture => "picture",
            Self::Html => "html",
            Self::Iframe => "iframe",
            Self::Latex => "latex",
            Self::Typst => "typst",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Picture => "HTML picture, light and dark",
            Self::Html => "HTML figure with its values",
            Self::Iframe => "HTML iframe",
            Self::Latex => "LaTeX, with \\usepackage{graphicx}",
            Self::Typst => "Typst",
        }
    }

    /// What the names of the files end in that its snippet names, after the name of the chart.
    #[must_use]
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Self::Markdown | Self::Typst => &[".svg"],
            Self::Picture | Self::Html => &[".svg", "-dark.svg"],
            Self::Iframe => &[".html"],
            Self::Latex => &[".pdf"],
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|target| target.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::new(format!("'{text}' is nothing that a chart is put into"))
                .with_help(format!("write one of {names}"))
        })
    }
}

/// The words to paste. `path` is where the files lie, seen from the document, with the name of the chart and without an ending: `figures/gdp`.
/// `alt` is what a reader would see, and `size` that of the picture in CSS pixels.
///
/// ```
/// use trueup::chart::Gallery;
/// use trueup::report::embed::{Target, snippet};
/// let package = trueup::Package::builtin()?;
/// let report = trueup::check::report(&package, &[])?;
/// let gallery = Gallery::of(&package, &report)?;
/// let chart = gallery.chart(gallery.spec("gdp")?)?;
/// let words = snippet(Target::Markdown, &chart, "Two [columns]", (850.0, 600.0), "figures/gdp");
/// assert_eq!(words, "![Two \\[columns\\]](figures/gdp.svg)\n");
/// # Ok::<(), trueup::Error>(())
/// ```
#[must_use]
pub fn snippet(target: Target, chart: &Chart, alt: &str, size: (f64, f64), path: &str) -> String {
    let (width, height) = size;
    // A compiler reads the name of a file, and all others an address.
    let path = &if matches!(target, Target::Latex | Target::Typst) { path.to_owned() } else { address(path) };
    match target {
        Target::Markdown => format!("![{}]({path}.svg)\n", markdown(alt)),
        Target::Picture => picture(alt, size, path, ""),
        Target::Html => figure(chart, alt, size, path),
        Target::Iframe => format!(
            "<iframe src=\"{path}.html\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border: 0; max-width: 100%\"></iframe>\n",
            html(&chart.title)
        ),
        Target::Latex => {
            in_latex(&chart.id, &format!("{} Source: {}.", sentence(&chart.title), chart.source), alt, path, 100)
        }
        Target::Typst => {
            in_typst(&chart.id, &format!("{} Source: {}.", sentence(&chart.title), chart.source), alt, path, 100)
        }
    }
}

/// A figure of LaTeX with a caption, so many percent of the line wide.
pub(super) fn in_latex(id: &str, caption: &str, alt: &str, path: &str, width: u8) -> String {
    let width = if width == 100 { "\\linewidth".to_owned() } else { format!("0.{width:02}\\linewidth") };
    format!(
        "\\begin{{figure}}[htbp]\n  \\centering\n  % {}\n  \\includegraphics[width={width}]{{{path}}}\n  \\caption{{{}}}\n  \
         \\label{{fig:{id}}}\n\\end{{figure}}\n",
        alt.replace(['\r', '\n'], " "),
        latex(caption)
    )
}

/// A figure of Typst with a caption, so many percent of the line wide.
pub(super) fn in_typst(id: &str, caption: &str, alt: &str, path: &str, width: u8) -> String {
    let alt = alt.replace('\\', "\\\\").replace('"', "\\\"");
    let caption = typst(caption);
    format!("#figure(\n  image(\"{path}.svg\", width: {width}%, alt: \"{alt}\"),\n  caption: [{caption}],\n) <{id}>\n")
}

/// A path as an address: what would end it, or mean something else in it, is written by its number.
fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, ' ' | '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '%' | '#' | '?' | '\\') {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A picture in HTML in one theme.
pub(super) fn image(alt: &str, (width, height): (f64, f64), path: &str) -> String {
    format!(
        "<img src=\"{path}.svg\" width=\"{width}\" height=\"{height}\" style=\"max-width: 100%; height: auto\" alt=\"{}\">",
        html(alt)
    )
}

/// A picture in the reader's theme; each line begins with the indent.
fn picture(alt: &str, size: (f64, f64), path: &str, indent: &str) -> String {
    format!(
        "{indent}<picture>\n{indent}  <source media=\"(prefers-color-scheme: dark)\" srcset=\"{path}-dark.svg\">\n\
         {indent}  {}\n{indent}</picture>\n",
        image(alt, size, path)
    )
}

fn figure(chart: &Chart, alt: &str, size: (f64, f64), path: &str) -> String {
    let values = values(chart);
    let cells = |name: &str, cells: &mut dyn Iterator<Item = &str>| -> String {
        cells.map(|cell| format!("<{name}>{}</{name}>", html(cell))).collect()
    };
    let head = cells("th", &mut values.columns.iter().copied());
    let rows: String = values
        .rows
        .iter()
        .map(|row| format!("      <tr>{}</tr>\n", cells("td", &mut row.iter().map(String::as_str))))
        .collect();
    format!(
        "<figure>\n{}  <figcaption>{} Source: {}.</figcaption>\n  <details>\n    <summary>Values</summary>\n    <table>\n      \
         <tr>{head}</tr>\n{rows}    </table>\n  </details>\n</figure>\n",
        picture(alt, size, path, "  "),
        html(&sentence(&chart.title)),
        html(&chart.source)
    )
}

/// A title with a full stop.
fn sentence(title: &str) -> String {
    if title.ends_with(['.', '!', '?']) { title.to_owned() } else { format!("{title}.") }
}

/// Words for HTML, in elements and in attributes between double quotes.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Words for Markdown: what would be markup is written as it is. That is math, citations and attributes of pandoc's too.
pub(super) fn markdown(text: &str) -> String {
    let signs =
        |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' | '@' | '{' | '}' | '^');
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        // An ampersand that begins the name of a letter, `&lt;`, and no other.
        let name = |end: usize| text[i + 1..i + 1 + end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
        let letter = c == '&' && text[i + 1..].find(';').is_some_and(|end| end > 0 && name(end));
        if signs(c) || letter {
            out.push('\\');
        }
        out.push(c);
    }
    begun(&out, &['-', '+', '=', ':', '%'])
}

/// Words for Typst.
pub(super) fn typst(text: &str) -> String {
    let signs =
        |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '@' | '$' | '~' | '=' | '/' | '"');
    let out: String = text.chars().flat_map(|c| signs(c).then_some('\\').into_iter().chain([c])).collect();
    // Two hyphens are a dash there, and three points one sign.
    begun(&out.replace("--", "-\\-").replace("...", ".\\.."), &['-', '+'])
}

/// Words that begin no list and no heading, where they stand first in a line.
fn begun(words: &str, signs: &[char]) -> String {
    let words = words.trim_start();
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let point = rest.starts_with(['.', ')'])
        && rest.len() < words.len()
        && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
    match words.strip_suffix(rest) {
        _ if words.starts_with(signs) => format!("\\{words}"),
        Some(digits) if point => format!("{digits}\\{rest}"),
        _ => words.to_owned(),
    }
}

/// Words for LaTeX, also for engines that know no other letters than those of ASCII for signs.
pub(super) fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            // Behind the end of a row of a table these would be its own; two hyphens would be a dash.
            '[' | ']' | '*' => {
                let _ = write!(out, "{{{c}}}");
            }
            '-' if out.ends_with('-') => out.push_str("{}-"),
            '−' => out.push_str("\\ensuremath{-}"),
            '×' => out.push_str("\\ensuremath{\\times}"),
            c => out.push(c),
        }
    }
    out
}
