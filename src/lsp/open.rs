//! A document that is open in the editor, and what was found in it.

use std::ops::Range;

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::text::{Encoding, Text};
use crate::error::{Error, Result};
use crate::export::extraction::Extracted;
use crate::extract::document::Document;
use crate::extract::{IdleWaiver, Mention, Statement};
use crate::observations::guard::guarded;

/// Larger documents are not read at every keystroke.
const LARGEST: usize = 4 * 1024 * 1024;

/// A document as the editor has it.
pub(super) struct Open {
    pub(super) uri: Uri,
    pub(super) version: i32,
    name: String,
    text: Text,
    /// Nothing where it changed since.
    found: Option<Result<Found>>,
    /// Whether the editor knows what was found.
    pub(super) is_told: bool,
}

/// What was found in a text.
pub(super) struct Found {
    extracted: Extracted,
    /// How many bytes of the editor's text stand before the first that was read.
    skipped: usize,
}

impl Open {
    pub(super) fn new(item: TextDocumentItem, encoding: Encoding) -> Self {
        let name = name(item.uri.as_str(), &item.language_id);
        let text = Text::new(item.text, encoding);
        Self { uri: item.uri, version: item.version, name, text, found: None, is_told: false }
    }

    pub(super) fn change(&mut self, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        for change in changes {
            self.text = self.text.changed(change.range, &change.text);
        }
        self.version = version;
        self.found = None;
        self.is_told = false;
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Reads it, unless that is done.
    pub(super) fn read(&mut self) {
        if self.found.is_none() {
            self.found = Some(Found::of(&self.name, self.text.as_str()));
        }
    }

    /// What was found; nothing before it is read.
    pub(super) fn found(&self) -> Option<&Result<Found>> {
        self.found.as_ref()
    }

    /// Where a stretch of the text that was read stands in the editor.
    pub(super) fn range(&self, found: &Found, span: &Range<usize>) -> lsp_types::Range {
        self.text.range(&found.source(span))
    }
}

impl Found {
    fn of(name: &str, text: &str) -> Result<Self> {
        if text.len() > LARGEST {
            let size = text.len().div_ceil(1024 * 1024);
            let message =
                format!("this document has {size} MB; in an editor up to {} are read", LARGEST / (1024 * 1024));
            return Err(Error::new(message).with_help("trueup extract reads larger ones"));
        }
        // A fault of ours in one document must not take the marks of all others with it.
        let found = guarded(|| Document::read(name, text.as_bytes().to_vec()).map(Extracted::of));
        let fault = || Error::new("this document could not be read to its end, which is a fault of trueup");
        let extracted = found.ok_or_else(fault)??;
        if !extracted.document.is_own_text() {
            return Err(Error::new("what is open here is a file that has to be turned into text first")
                .with_help("trueup extract reads PDF and DOCX"));
        }
        // A byte-order mark is left out of what is read, and counted by the editor.
        let skipped = text.len().saturating_sub(extracted.document.source().len());
        Ok(Self { extracted, skipped })
    }

    /// Where a stretch of the text that was read stands in the editor's.
    fn source(&self, span: &Range<usize>) -> Range<usize> {
        let source = self.extracted.document.source_span(span.clone());
        source.start + self.skipped..source.end + self.skipped
    }

    pub(super) fn figures(&self) -> &[Mention] {
        &self.extracted.extraction.figures
    }

    /// The statements, in the order of the text.
    pub(super) fn claims(&self) -> &[Statement] {
        &self.extracted.extraction.claims
    }

    /// Waivers that waive nothing.
    pub(super) fn idle(&self) -> &[IdleWaiver] {
        &self.extracted.idle
    }

    /// The words of a stretch of the text that was read, as one line.
    pub(super) fn words(&self, span: &Range<usize>) -> String {
        self.extracted.words(span)
    }

    /// Whether a stretch of the text that was read holds a byte of the editor's.
    pub(super) fn holds(&self, span: &Range<usize>, at: usize) -> bool {
        let span = self.source(span);
        span.start <= at && at <= span.end
    }

    /// Whether it meets a stretch of the editor's.
    pub(super) fn meets(&self, span: &Range<usize>, other: &Range<usize>) -> bool {
        let span = self.source(span);
        span.start <= other.end && other.start <= span.end
    }
}

/// What the document is called: the last part of its address, with an ending that tells its format where it has none of its own.
fn name(uri: &str, language: &str) -> String {
    let path = uri.split(['?', '#']).next().unwrap_or(uri);
    let last = path.rsplit(['/', ':']).next().unwrap_or(path);
    let ending = match language {
        "markdown" | "quarto" | "rmd" | "mdx" => ".md",
        "html" => ".html",
        _ => "",
    };
    if last.to_ascii_lowercase().ends_with(ending) { last.to_owned() } else { format!("{last}{ending}") }
}
