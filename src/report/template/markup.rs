//! What differs from one kind of document to another: how words are escaped, how a picture, a table and a footnote are written.

use std::path::Path;

use super::super::embed::{html, latex, markdown, typst};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Markdown, as GitHub and pandoc read it.
    Markdown,
    /// Markdown for Quarto.
    Quarto,
    /// HTML.
    Html,
    /// LaTeX.
    Latex,
    /// Typst.
    Typst,
    /// Any other text: nothing is escaped, and a picture is the name of its file.
    Text,
}

impl Markup {
    /// The kind that the ending of a file's name says; `.j2` and `.jinja` behind it are what a template adds.
    ///
    /// ```
    /// use trueup::report::template::Markup;
    /// assert_eq!(Markup::of("brief.tex.j2".as_ref()), Markup::Latex);
    /// assert_eq!(Markup::of("brief.qmd".as_ref()), Markup::Quarto);
    /// assert_eq!(Markup::of("notes".as_ref()), Markup::Text);
    /// ```
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let inner = path.file_stem().map(Path::new);
        let ending = match (ending(path).as_deref(), inner) {
            (Some("j2" | "jinja" | "jinja2"), Some(inner)) => ending(inner),
            (other, _) => other.map(str::to_owned),
        };
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("qmd") => Self::Quarto,
            Some("html" | "htm") => Self::Html,
            Some("tex" | "latex") => Self::Latex,
            Some("typ") => Self::Typst,
            _ => Self::Text,
        }
    }

    /// Words as they are, whatever would be markup in them, in one line: what a line begins with can be markup too.
    pub(super) fn escape(self, text: &str) -> String {
        let text = &text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
        match self {
            Self::Markdown | Self::Quarto => markdown(text),
            // A template may put words between quotation marks of either kind.
            Self::Html => html(text).replace('\'', "&#39;"),
            Self::Latex => latex(text),
            Self::Typst => typst(text),
            Self::Text => text.to_owned(),
        }
    }

    /// The mark of a footnote, and the footnote itself where it stands at its mark.
    pub(super) fn mark(self, (number, first): (usize, bool), words: &str) -> String {
        let words = self.escape(words);
        match self {
            Self::Markdown | Self::Quarto => format!("[^{number}]"),
            // The way back leads to its first mark.
            Self::Html => {
                let id = if first { format!(" id=\"mark-{number}\"") } else { String::new() };
                format!("<sup><a href=\"#note-{number}\"{id}>{number}</a></sup>")
            }
            Self::Latex => format!("\\footnote{{{words}}}"),
            // What follows, (in brackets) say, would be taken for a part of the call.
            Self::Typst => format!("#footnote[{words}];"),
            Self::Text => format!(" [{number}]"),
        }
    }

    /// The footnotes of the document, where they do not stand at their marks.
    pub(super) fn notes(self, notes: &[String]) -> String {
        let each = |note: &dyn Fn(usize, String) -> String| -> String {
            notes.iter().enumerate().map(|(i, words)| note(i + 1, self.escape(words))).collect()
        };
        match self {
            _ if notes.is_empty() => String::new(),
            Self::Markdown | Self::Quarto => each(&|number, words| format!("[^{number}]: {words}\n")),
            Self::Html => {
                let items = each(&|number, words| {
                    format!(
                        "<li id=\"note-{number}\">{words} <a href=\"#mark-{number}\" aria-label=\"Back\">↩</a></li>\n"
                    )
                });
                format!("<ol class=\"footnotes\">\n{items}</ol>\n")
            }
            Self::Text => each(&|number, words| format!("[{number}] {words}\n")),
            Self::Latex | Self::Typst => String::new(),
        }
    }

    /// A table of words under a header.
    pub(super) fn table(self, head: &[String], rows: &[Vec<String>]) -> String {
        let cell = |text: &String| self.escape(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let cells = |row: &[String]| row.iter().map(cell).collect::<Vec<String>>();
        match self {
            Self::Markdown | Self::Quarto | Self::Text => {
                let line = |row: &[String]| format!("| {} |\n", cells(row).join(" | "));
                let rule = format!("|{}\n", " --- |".repeat(head.len()));
                line(head) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
            }
            Self::Html => {
                let line = |name: &str, row: &[String]| {
                    let cells: String = cells(row).iter().map(|cell| format!("<{name}>{cell}</{name}>")).collect();
                    format!("<tr>{cells}</tr>\n")
                };
                let body: String = rows.iter().map(|row| line("td", row)).collect();
                format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table>", line("th", head))
            }
            Self::Latex => {
                let columns = columns(head, rows);
                // Narrow columns look torn where their words are spread to both edges.
                let line = |weight: &str, row: &[String]| {
                    let cells: Vec<String> = cells(row)
                        .into_iter()
                        .zip(&columns)
                        .map(|(cell, column)| match column.as_str() {
                            "l" => format!("{weight}{cell}"),
                            _ => format!("\\raggedright {weight}{cell}"),
                        })
                        .collect();
                    format!("{} \\tabularnewline\n", cells.join(" & "))
                };
                let body: String = rows.iter().map(|row| line("", row)).collect();
                let columns = columns.concat();
                format!(
                    "{{\\renewcommand{{\\arraystretch}}{{1.25}}%\n\\begin{{tabular}}{{{columns}}}\n\\hline\n{}\\hline\n{body}\\hline\n\\end{{tabular}}}}",
                    line("\\bfseries ", head)
                )
            }
            Self::Typst => {
                let line = |row: &[String]| cells(row).iter().map(|cell| format!("[{cell}], ")).collect::<String>();
                let heads: String = cells(head).iter().map(|cell| format!("[*{cell}*], ")).collect();
                let body: String = rows.iter().map(|row| format!("  {}\n", line(row).trim_end())).collect();
                // Long columns share the width; short ones take what they need.
                let widths: Vec<&str> =
                    widest(head, rows).iter().map(|most| if *most > SHORT { "1fr" } else { "auto" }).collect();
                format!(
                    "#table(\n  columns: ({},),\n  table.header({}),\n{body})",
                    widths.join(", "),
                    heads.trim_end_matches(", ")
                )
            }
        }
    }
}

/// Columns with no more letters than these are never broken.
const SHORT: usize = 18;
/// Letters that a line of a page has room for.
const LINE: usize = 84;

/// The most letters of each column.
fn widest(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let most = |i: usize| {
        rows.iter()
            .chain(std::iter::once(&head.to_vec()))
            .filter_map(|row| row.get(i))
            .map(|cell| cell.chars().count())
            .max()
    };
    (0..head.len()).map(|i| most(i).unwrap_or(0)).collect()
}

/// Columns of LaTeX: as wide as their words where a line has room for all, else the long ones share what the short ones leave.
fn columns(head: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let widest = widest(head, rows);
    if widest.iter().sum::<usize>() + 2 * widest.len() <= LINE {
        return vec!["l".to_owned(); widest.len()];
    }
    let (short, long): (Vec<usize>, Vec<usize>) = widest.iter().partition(|most| **most <= SHORT);
    let room = LINE.saturating_sub(short.iter().sum::<usize>() + 3 * widest.len()).max(20);
    let all: usize = long.iter().sum::<usize>().max(1);
    let column = |most: &usize| {
        if *most <= SHORT {
            return "l".to_owned();
        }
        // In hundredths of a line.
        let part = (room * most * 100 / all / LINE).max(8);
        format!("p{{0.{part:02}\\linewidth}}")
    };
    widest.iter().map(column).collect()
}
