//! Which format a file has: by what it holds, and where that does not say, by its name.

use crate::error::{Error, Result};
use crate::input;
use crate::observations::archive;

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    Docx,
    Pdf,
}

/// The member of a zip archive that makes it a Word document.
pub(super) const WORD: &str = "word/document.xml";

/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";

/// The endings of names and what they stand for.
const ENDINGS: [(&str, Format); 9] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("qmd", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("docx", Format::Docx),
    ("pdf", Format::Pdf),
];

/// Beginnings of files that hold text and are not read, and how to have it read.
const OTHERS: [(&[u8], &str, &str); 4] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as .docx"),
    (b"{\\rtf", "rich text (RTF)", "save it as .docx"),
    (b"\x1f\x8b", "packed by gzip", "unpack it"),
    (b"%!PS", "PostScript", "make a PDF of it (ps2pdf)"),
];

/// The format that the ending of a name stands for.
pub(super) fn by_name(name: &str) -> Option<Format> {
    let (stem, ending) = name.rsplit_once('.')?;
    let known = ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known) && !stem.is_empty());
    known.map(|(_, format)| *format)
}

/// The format of a file.
///
/// # Errors
/// If it is known to be none of these.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Format> {
    let head = &bytes[..bytes.len().min(1024)];
    // Mail and web servers put lines of their own before a PDF.
    let named = by_name(name);
    if head.trim_ascii_start().starts_with(PDF)
        || (named == Some(Format::Pdf) && memchr::memmem::find(head, PDF).is_some())
    {
        return Ok(Format::Pdf);
    }
    if archive::is_zip(bytes) {
        return if archive::has(bytes, &[WORD]) {
            Ok(Format::Docx)
        } else {
            Err(Error::new(format!("{name} is a zip archive and no Word document: it has no {WORD}"))
                .with_help("unpack it, or save it as .docx, .html or .txt"))
        };
    }
    if let Some((_, what, help)) = OTHERS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(Error::new(format!("{name} is {what}, which is not read")).with_help(*help));
    }
    if is_html(head) {
        return Ok(Format::Html);
    }
    match named {
        Some(Format::Pdf) => Err(damaged(name, "PDF file", "%PDF-")),
        Some(Format::Docx) => Err(damaged(name, "DOCX file", "the signature of a zip archive")),
        found => Ok(found.unwrap_or(Format::Plain)),
    }
}

/// The text of a file of text.
///
/// # Errors
/// If it is none.
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<String> {
    // Pictures, programs and the like are told as what they are rather than by their first byte that is no text.
    let head = &bytes[..bytes.len().min(1024)];
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if odd * 10 > head.len() && !utf16 {
        return Err(Error::new(format!("{name} is no text: it holds bytes that no text has"))
            .with_help("name a file of plain text, Markdown, HTML, DOCX or PDF"));
    }
    let text = input::text_of(name, bytes)?;
    Ok(std::sync::Arc::try_unwrap(text).map_or_else(|shared| shared.inner().clone(), |text| text.inner().clone()))
}

fn damaged(name: &str, what: &str, mark: &str) -> Error {
    Error::new(format!("{name} is no {what}: it does not begin with {mark}"))
        .with_help("it may be cut off or be something else: download it again")
}

/// Whether a text begins as an HTML page does, after blanks, comments and a declaration of XML.
fn is_html(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    for (open, close) in [(&b"<?xml"[..], &b"?>"[..]), (b"<!--", b"-->")] {
        if rest.starts_with(open)
            && let Some(end) = memchr::memmem::find(rest, close)
        {
            rest = rest[end + close.len()..].trim_ascii_start();
        }
    }
    let begins = |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    begins(b"<!doctype html") || begins(b"<html")
}
