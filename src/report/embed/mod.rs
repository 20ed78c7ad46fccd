//! One chart in a document or a page of others: the words to paste, and the files that they name.

mod page;

use std::fmt;
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
    match target {
        Target::Markdown => format!("![{}]({path}.svg)\n", markdown(alt)),
        Target::Picture => picture(alt, size, path, ""),
        Target::Html => figure(chart, alt, size, path),
        Target::Iframe => format!(
            "<iframe src=\"{path}.html\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border: 0; max-width: 100%\"></iframe>\n",
            html(&chart.title)
        ),
        // The title stands in the picture; a caption says where it is from.
        Target::Latex => format!(
            "\\begin{{figure}}[htbp]\n  \\centering\n  % {}\n  \\includegraphics[width=\\linewidth]{{{path}}}\n  \
             \\caption{{{} Source: {}.}}\n  \\label{{fig:{}}}\n\\end{{figure}}\n",
            alt.replace(['\r', '\n'], " "),
            latex(&sentence(&chart.title)),
            latex(&chart.source),
            chart.id
        ),
        Target::Typst => format!(
            "#figure(\n  image(\"{path}.svg\", width: 100%, alt: \"{}\"),\n  caption: [{} Source: {}.],\n) <{}>\n",
            alt.replace('\\', "\\\\").replace('"', "\\\""),
            typst(&sentence(&chart.title)),
            typst(&chart.source),
            chart.id
        ),
    }
}

/// A picture in HTML in one theme.
pub(super) fn image(alt: &str, (width, height): (f64, f64), path: &str) -> String {
    format!("<img src=\"{path}.svg\" width=\"{width}\" height=\"{height}\" alt=\"{}\">", html(alt))
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

/// Words for Markdown: what would be markup is written as it is.
pub(super) fn markdown(text: &str) -> String {
    escaped(text, |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$'))
}

/// Words for Typst.
pub(super) fn typst(text: &str) -> String {
    escaped(text, |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '@' | '$' | '~' | '=' | '/'))
}

fn escaped(text: &str, is_markup: impl Fn(char) -> bool) -> String {
    text.chars().flat_map(|c| is_markup(c).then_some('\\').into_iter().chain([c])).collect()
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
            '−' => out.push_str("\\ensuremath{-}"),
            '×' => out.push_str("\\ensuremath{\\times}"),
            c => out.push(c),
        }
    }
    out
}
