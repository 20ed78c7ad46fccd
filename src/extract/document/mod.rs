//! A text as it is read, and where each of its places stands in the file that it came from.
//!
//! Plain text, Markdown, HTML, DOCX and PDF become one text whose paragraphs are parted by an empty line. A file is told by what it
//! holds, and by its name only where that does not say.
//!
//! ```
//! use trueup::extract::document::Document;
//! let document = Document::read("report.md", b"GDP *rose* by 5&nbsp;percent[^1].\n\n[^1]: See the annex.\n".to_vec())?;
//! assert_eq!(document.text(), "GDP rose by 5\u{a0}percent.\n\nSee the annex.");
//! // In the file, "rose" stands after a mark of emphasis.
//! assert_eq!(document.place(4).column, 6);
//! assert_eq!(document.source_span(4..8), 5..9);
//! # Ok::<(), trueup::Error>(())
//! ```

mod docx;
mod draft;
mod files;
mod format;
mod html;
mod lines;
mod markdown;
mod notes;
mod pdf;
mod plain;

use std::ops::Range;

pub use files::{Files, files};

use crate::error::{Error, Result};
use draft::{Draft, Piece};
use format::Format;
use lines::Lines;

/// Longer texts are refused rather than read into memory: in bytes, as the file holds it or as it is drawn from it.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A text to extract from. What is read may be less than the file: marks of Markdown, tags of HTML and running heads are left out.
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
    /// What a diagnostic shows, where that is not the text itself.
    source: Option<String>,
    /// Whether the source is the file itself, so that offsets count in it; otherwise they count in the text.
    own: bool,
    /// Where each stretch of the text stands in the source, in the order of the text.
    pieces: Vec<Piece>,
    /// Where each page begins in the source, for a format that has pages.
    pages: Vec<usize>,
    /// Lines and characters of the source.
    lines: Lines,
    /// Characters of the text, where offsets count in it.
    characters: Option<Lines>,
    comments: Vec<Comment>,
    remarks: Vec<String>,
}

/// Where something stands in the file: page, where the format has pages, line and column, each from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The page, where the format has pages.
    pub page: Option<usize>,
    /// The line of the file, or of the page; the paragraph of a DOCX file.
    pub line: usize,
    /// The column of the line.
    pub column: usize,
}

/// A comment that the file holds, `<!-- like this -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The byte of the text at which it stood; between two paragraphs it is the middle of what parts them.
    pub at: usize,
    /// Its words, without the blanks around them.
    pub words: String,
}

/// What a format makes of a file.
struct Drawn {
    source: String,
    own: bool,
    text: String,
    pieces: Vec<Piece>,
    pages: Vec<usize>,
    comments: Vec<Comment>,
    remarks: Vec<String>,
}

impl Drawn {
    /// What was drawn from the text of a file.
    fn of(source: &str, draft: Draft<'_>, own: bool, remarks: Vec<String>) -> Self {
        let (text, pieces, comments) = draft.finish();
        Self { source: source.to_owned(), own, text, pieces, pages: Vec::new(), comments, remarks }
    }
}

impl Document {
    /// A plain text, read as it is.
    #[must_use]
    pub fn plain(name: &str, text: &str) -> Self {
        Self::new(name, plain::drawn(text.to_owned()))
    }

    /// The text of a file. `name` is what messages call it; its ending says what a text without a mark of its own is.
    ///
    /// # Errors
    /// If it holds no text that can be read: it is of another format, damaged, encrypted, not in UTF-8, or of more than 256 MB.
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Self> {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
            return Err(too_large(name));
        }
        let drawn = match format::of(name, &bytes)? {
            Format::Pdf => pdf::drawn(name, bytes)?,
            Format::Docx => docx::drawn(name, &bytes)?,
            Format::Html => html::drawn(&format::text(name, bytes)?),
            Format::Markdown => markdown::drawn(&format::text(name, bytes)?),
            Format::Plain => plain::drawn(format::text(name, bytes)?),
        };
        Ok(Self::new(name, drawn))
    }

    fn new(name: &str, drawn: Drawn) -> Self {
        let Drawn { source, own, text, pieces, pages, comments, remarks } = drawn;
        let lines = Lines::of(&source);
        let characters = (!own).then(|| Lines::of(&text));
        let source = (source != text).then_some(source);
        let mut document =
            Self { name: name.to_owned(), text, source, own, pieces, pages, lines, characters, comments, remarks };
        for (what, (count, first)) in notes::invisible(&document.text) {
            let place = document.place(first);
            let page = place.page.map_or_else(String::new, |page| format!(" of page {page}"));
            let line = place.line;
            document.remarks.push(format!("{what} that nobody sees: {count}, the first in line {line}{page}"));
        }
        document
    }

    /// What messages call it: the path as given, or `-` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text that is read; paragraphs are parted by an empty line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text that a diagnostic shows: that of the file (without a byte-order mark) for plain text, Markdown and HTML; for DOCX
    /// a line for each paragraph, and for PDF the lines of its pages.
    #[must_use]
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.text)
    }

    /// Where a stretch of the text stands in [`Self::source`], in bytes. What stands between its words there is part of it.
    #[must_use]
    pub fn source_span(&self, span: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            // A blank of a comment may stand for a part of a character.
            let source = self.source();
            return source.floor_char_boundary(span.start)..source.ceil_char_boundary(span.end);
        }
        if span.is_empty() {
            let at = self.source_of(span.start);
            return at..at;
        }
        let first = self.piece(span.start);
        let last = self.piece(span.end - 1);
        // A sentence that goes on over a page may come before where it began, in a text of several columns.
        let all = self.pieces.get(first..=last).unwrap_or_default();
        let ends = all.iter().map(|piece| piece.source_span(&span));
        ends.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)).unwrap_or_default()
    }

    /// Where a byte of the text stands in the file.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let source = self.source_of(at);
        let (line, column) = self.lines.place(self.source(), source);
        let before = self.pages.partition_point(|start| *start <= source);
        let Some(start) = before.checked_sub(1).and_then(|page| self.pages.get(page)) else {
            return Place { page: None, line, column };
        };
        let (first, _) = self.lines.place(self.source(), *start);
        Place { page: Some(before), line: line + 1 - first, column }
    }

    /// The Unicode scalar values before a byte of the text: of the file's own text for plain text, Markdown and HTML, so that it
    /// is where an editor sees it, and of [`Self::text`] for DOCX and PDF.
    #[must_use]
    pub fn offset(&self, at: usize) -> usize {
        match &self.characters {
            Some(characters) => characters.before(&self.text, at),
            None => self.lines.before(self.source(), self.source_of(at)),
        }
    }

    /// The HTML comments of plain text, Markdown and HTML, in the order of the text.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What reading did to the text and could not read, a sentence each.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Whether the text of the file itself is shown and counted in, not one that was drawn from it.
    #[must_use]
    pub fn is_own_text(&self) -> bool {
        self.own
    }

    /// The piece that holds a byte of the text, or the one before it.
    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1)
    }

    fn source_of(&self, at: usize) -> usize {
        self.pieces.get(self.piece(at)).map_or(at, |piece| piece.source_of(at)).min(self.source().len())
    }
}

fn too_large(name: &str) -> Error {
    Error::new(format!("{name} has more than 256 MB of text"))
        .with_help("part it into files of chapters, or take out what is no prose")
}
