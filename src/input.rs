//! The files that the program reads, as text that messages can point into.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use miette::NamedSource;

use crate::error::{Error, Result};

/// The text of a file, named for messages.
pub type Text = Arc<NamedSource<String>>;

/// The bytes of a file that messages call `shown`. `instead` says what to name where it is none; `too_large` makes the message for one of
/// more than `most` bytes.
pub(crate) fn read(
    path: &Path,
    shown: &str,
    instead: &str,
    most: u64,
    too_large: impl Fn(u64) -> Error,
) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| {
        Error::new(format!("{shown} cannot be read: {error}")).with_help("check that the file is there and may be read")
    };
    // A pipe would be waited for and a device never end: only files are read, and no more of them than is expected.
    let found = std::fs::metadata(path).map_err(unreadable)?;
    if !found.is_file() {
        return Err(Error::new(format!("{shown} is no file")).with_help(instead));
    }
    if found.len() > most {
        return Err(too_large(found.len()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    (&file).take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > most {
        return Err(too_large(size));
    }
    // Half a line would be half a number.
    if file.metadata().map_err(unreadable)?.len() != size {
        return Err(
            Error::new(format!("{shown} changed while it was read")).with_help("wait until it is whole, and run again")
        );
    }
    Ok(bytes)
}

/// Turns the bytes of a file into text, or says what it is instead.
pub(crate) fn text_of(name: &str, bytes: Vec<u8>) -> Result<Text> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(
            Error::new(format!("{name} is in UTF-16, not UTF-8")).with_help("save it as UTF-8 (in Excel: CSV UTF-8)")
        );
    }
    // Spreadsheets put a byte-order mark before UTF-8; it says nothing and is left out.
    let bytes = match bytes.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() + 1;
        Error::new(format!("{name} is not in UTF-8: byte {} in line {line} belongs to another encoding", valid + 1))
            .with_help("save it as UTF-8 (in Excel: CSV UTF-8)")
    })?;
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        return Err(Error::new(format!("{name} has a NUL byte in line {line}"))
            .with_help("this is no text file, or a damaged one"));
    }
    Ok(Arc::new(NamedSource::new(name, text)))
}
