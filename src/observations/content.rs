//! What a file holds, told by its first bytes, and the one table of observations in it.
//!
//! A file of several parts (the members of an archive, the sheets of a workbook) has one that is a table of observations, and the others
//! are said to be left out; where several are, nothing is chosen.

use super::{Layout, archive, json, parquet, workbook};
use crate::error::{Error, Result};
use crate::input::{self, Text};

/// The table of a file as text.
pub(super) struct Content {
    /// CSV, the file's own or made of its cells.
    pub text: Text,
    /// What was left out, a sentence each.
    pub remarks: Vec<String>,
    origin: Origin,
}

/// Where the text of a table comes from.
enum Origin {
    /// The file itself.
    File,
    /// A sheet of a workbook, by its name.
    Sheet(String),
    /// Rows of a format that is no text, or of another one.
    Made,
}

/// A member of an archive or a sheet of a workbook.
struct Part {
    name: String,
    /// Its table, or why it has none.
    content: Result<Content>,
}

/// So many names stand in a message.
const LISTED: usize = 8;

/// The first bytes of files that hold no table.
const BINARY: [(&[u8], &str); 5] = [
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
];

impl Content {
    fn of(text: Text, origin: Origin) -> Self {
        Self { text, remarks: Vec::new(), origin }
    }

    /// An error of reading the table with its place in the file: sheet and cell of a workbook, and no line where the file has none.
    pub fn placed(&self, error: Error) -> Error {
        match (&self.origin, error.location()) {
            (Origin::Sheet(sheet), _) => workbook::placed(sheet, &self.text, error),
            (Origin::Made, Some((name, line, _))) => {
                let message = format!("{name}, line {line} of its table with the header: {error}");
                Error::new(message).with_help(error.help_text().unwrap_or_default())
            }
            _ => error,
        }
    }
}

/// The table of a file.
///
/// # Errors
/// If the file is damaged, or has no table of observations, or several.
pub(super) fn table(shown: &str, bytes: Vec<u8>) -> Result<Content> {
    if archive::is_gzip(&bytes) {
        let (name, bytes) = archive::gunzip(shown, &bytes)?;
        return unpacked(&format!("{shown}/{name}"), bytes);
    }
    if archive::is_zip(&bytes) && !workbook::is_workbook(&bytes) {
        let parts = archive::members(shown, &bytes)?
            .into_iter()
            .map(|(name, bytes)| Part { content: unpacked(&format!("{shown}/{name}"), bytes), name });
        return one(shown, "member", parts.collect());
    }
    unpacked(shown, bytes)
}

/// The table of a file that is no archive.
fn unpacked(shown: &str, bytes: Vec<u8>) -> Result<Content> {
    if workbook::is_workbook(&bytes) {
        let sheets = workbook::sheets(shown, bytes)?.into_iter().map(|(name, text)| Part {
            content: text.map(|text| Content::of(text, Origin::Sheet(name.clone()))),
            name,
        });
        return one(shown, "sheet", sheets.collect());
    }
    if archive::is_gzip(&bytes) || archive::is_zip(&bytes) {
        return Err(Error::new(format!("{shown} is an archive in an archive")).with_help("unpack the outer one"));
    }
    if bytes.starts_with(b"PAR1") {
        return Ok(Content::of(input::text_of(shown, parquet::as_csv(shown, bytes)?)?, Origin::Made));
    }
    if let Some((_, kind)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::new(format!("{shown} is {kind}, not text")).with_help("save its table as CSV"));
    }
    let text = input::text_of(shown, bytes)?;
    if json::is_json(text.inner()) {
        return Ok(Content::of(input::text_of(shown, json::as_csv(shown, text.inner())?)?, Origin::Made));
    }
    Ok(Content::of(text, Origin::File))
}

/// The one part that is a table of observations.
fn one(shown: &str, noun: &str, mut parts: Vec<Part>) -> Result<Content> {
    // A file of one part is that part, whatever is wrong with it.
    if parts.len() < 2 {
        let nothing =
            || Error::new(format!("{shown} is empty: no {noun} of it holds anything")).with_help("download it again");
        return parts.pop().map(|part| part.content).ok_or_else(nothing)?;
    }
    let mut readable: Vec<(String, Content)> = Vec::new();
    let mut others: Vec<(String, Error)> = Vec::new();
    // What has a fault in a cell may well be a table.
    let mut faulty: Vec<(String, Error)> = Vec::new();
    for Part { name, content } in parts {
        match content {
            Ok(content) => match Layout::of(&content.text, &[]) {
                Ok(_) => readable.push((name, content)),
                Err(error) if error.span().is_some() => faulty.push((name, content.placed(error))),
                Err(error) => others.push((name, content.placed(error))),
            },
            Err(error) => faulty.push((name, error)),
        }
    }
    match readable.len() {
        0 => {
            if let [(_, fault)] = faulty.as_slice() {
                return Err(fault.clone());
            }
            others.extend(faulty);
            let reasons: Vec<String> = others.iter().map(|(name, error)| format!("{name}: {error}")).collect();
            let help = some(reasons.iter().map(String::as_str));
            Err(Error::new(format!("no {noun} of {shown} is a table of observations")).with_help(help))
        }
        1 => {
            let (_, mut content) = readable.remove(0);
            let left_out: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
            match left_out.as_slice() {
                [] => {}
                [one] => {
                    content.remarks.push(format!("The {noun} {one} is no table of observations and was left out."));
                }
                all => {
                    let all = some(all.iter().copied());
                    content.remarks.push(format!("The {noun}s {all} are no tables of observations and were left out."));
                }
            }
            content
                .remarks
                .extend(faulty.iter().map(|(name, error)| format!("The {noun} {name} was left out: {error}.")));
            Ok(content)
        }
        several => Err(Error::new(format!(
            "{several} {noun}s of {shown} are tables of observations: {}",
            some(readable.iter().map(|(name, _)| name.as_str()))
        ))
        .with_help(format!("save the {noun} that is meant as a file of its own"))),
    }
}

/// The first of some names, and how many there are beside.
fn some<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let listed = names.take(LISTED).collect::<Vec<_>>().join(", ");
    if more == 0 { listed } else { format!("{listed} and {more} more") }
}
