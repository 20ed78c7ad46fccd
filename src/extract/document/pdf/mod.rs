//! PDF: running text from where its words stand, without running heads, page numbers, tables and marks of notes.
//!
//! Words of a page -> lines -> columns -> paragraphs. Nothing is guessed where a font does not say what its characters are.

mod bounds;
mod columns;
mod content;
mod flow;
mod heads;
mod line;
mod tables;
mod word;

use std::panic::AssertUnwindSafe;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Drawn;
use super::notes::counted;
use crate::error::{Error, Result};
use crate::number;
use crate::observations::guard;
use line::{Line, Read};

/// A page, as far as it is text.
#[derive(Debug)]
struct Page {
    /// Its lines, in the order in which they are read.
    rows: Vec<Row>,
    turned: usize,
    unreadable: usize,
    /// Whether it has a picture and no text.
    scanned: bool,
}

/// A line of a page.
#[derive(Debug)]
struct Row {
    line: Line,
    read: Read,
    /// The column that it stands in, counted over the page.
    column: usize,
    /// Whether it is no running text.
    out: bool,
}

pub(super) fn drawn(name: &str, bytes: Vec<u8>) -> Result<Drawn> {
    if !bounds::file_fits(&bytes) {
        return Err(unpacks(name));
    }
    if !bounds::is_shallow(&bytes) {
        return Err(damaged(name));
    }
    let pages = guard::guarded(AssertUnwindSafe(|| pages(name, bytes)));
    let mut pages = pages.ok_or_else(|| damaged(name))??;
    let mut remarks = heads::mark(&mut pages);
    remarks.extend(tables::mark(&mut pages));
    remarks.extend(said(&pages));
    if pages.iter().all(|page| page.rows.is_empty()) {
        return Err(Error::new(format!("{name} has no text: {}", counted(pages.len(), "page", "pages")))
            .with_help("if it is scanned, let a program for text recognition (OCR) add the text"));
    }
    // A text of which most cannot be read is not read.
    let unreadable: usize = pages.iter().map(|page| page.unreadable).sum();
    let letters = |row: &Row| row.read.text.chars().filter(|c| c.is_alphanumeric()).count();
    let readable: usize = pages.iter().flat_map(|page| &page.rows).map(letters).sum();
    if unreadable > readable {
        return Err(Error::new(format!(
            "{name} cannot be read: its fonts do not name {} of {} characters",
            number::count(unreadable),
            number::count(unreadable + readable)
        ))
        .with_help("save it anew with other fonts, or let a program for text recognition (OCR) add the text"));
    }
    Ok(flow::drawn(&pages, remarks))
}

fn pages(name: &str, bytes: Vec<u8>) -> Result<Vec<Page>> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(format!("{name} is encrypted with a password")).with_help("save it without one")
        }
        LoadPdfError::Decryption(_) => Error::new(format!("{name} is encrypted in a way that is not known"))
            .with_help("save it without encryption"),
        LoadPdfError::Invalid => damaged(name),
    })?;
    let mut reader = content::Reader::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let shown = reader.page(page).ok_or_else(|| unpacks(name))?;
        let scanned = shown.words.is_empty() && shown.picture;
        let mut rows = Vec::new();
        for (column, lines) in columns::columns(line::lines(shown.words)).into_iter().enumerate() {
            rows.extend(lines.into_iter().map(|line| Row { read: line.read(), line, column, out: false }));
        }
        pages.push(Page { rows, turned: shown.turned, unreadable: shown.unreadable, scanned });
    }
    if pages.is_empty() {
        return Err(Error::new(format!("{name} has no pages")).with_help("it may be cut off: download it again"));
    }
    Ok(pages)
}

/// What could not be read, over all pages.
fn said(pages: &[Page]) -> Vec<String> {
    let mut remarks = Vec::new();
    let on =
        |of: fn(&Page) -> bool| numbers(pages.iter().enumerate().filter(|(_, page)| of(page)).map(|(at, _)| at + 1));
    if pages.iter().any(|page| page.scanned) {
        remarks.push(format!("without text, only pictures (scanned): {}", on(|page| page.scanned)));
    }
    let unreadable: usize = pages.iter().map(|page| page.unreadable).sum();
    if unreadable > 0 {
        let count = counted(unreadable, "character is", "characters are");
        remarks.push(format!("{count} not named by the font and cannot be read: {}", on(|page| page.unreadable > 0)));
    }
    let turned: usize = pages.iter().map(|page| page.turned).sum();
    if turned > 0 {
        let count = counted(turned, "character runs", "characters run");
        remarks.push(format!("{count} in another direction and were not read: {}", on(|page| page.turned > 0)));
    }
    remarks
}

/// "page 3", "pages 3, 4, 7 and 12 more".
fn numbers(pages: impl Iterator<Item = usize>) -> String {
    const NAMED: usize = 8;
    let all: Vec<String> = pages.map(|page| page.to_string()).collect();
    let first = all.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match all.len() {
        1 => format!("page {first}"),
        2..=NAMED => format!("pages {first}"),
        more => format!("pages {first} and {} more", more - NAMED),
    }
}

fn damaged(name: &str) -> Error {
    Error::new(format!("{name} is a damaged PDF: its pages are not found"))
        .with_help("it may be cut off: download it again, or save it anew from a program that shows it")
}

fn unpacks(name: &str) -> Error {
    Error::new(format!("{name} unpacks to more than can be read (256 MB a stream, 1 GB in all)"))
        .with_help("it was made to fill the memory, or holds large drawings: save the pages with text alone")
}
