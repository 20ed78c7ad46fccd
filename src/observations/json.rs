//! JSON files: data messages of SDMX as a table, and what other files in JSON are.

use serde_json::Value;

use super::sdmx_json;
use crate::error::{Error, Result};

/// Whether a text is JSON, by its first sign.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// The observations of a JSON file as CSV.
///
/// # Errors
/// If it is no data message of SDMX, with what it is instead.
pub(super) fn as_csv(shown: &str, text: &str) -> Result<Vec<u8>> {
    let document = document(shown, text)?;
    if sdmx_json::is_message(&document) {
        return sdmx_json::as_csv(shown, &document);
    }
    let has = |key: &str| document.get(key).is_some();
    let (kind, help) = if has("resources") {
        ("the descriptor of a data package", "name it by its path, or its folder: what it describes lies beside it")
    } else if has("chart") && has("columns") {
        ("the metadata of a chart of Our World in Data", "its data are in the CSV that was downloaded with it")
    } else {
        ("JSON", "download the data as CSV")
    };
    Err(Error::new(format!("{shown} is {kind}, not a table")).with_help(help))
}

/// A JSON document whose numbers with a fraction are words: read as floats they would not always be the nearest ones.
///
/// # Errors
/// If it is no JSON, with line and column.
pub(super) fn document(shown: &str, text: &str) -> Result<Value> {
    serde_json::from_str(&with_words(text)).or_else(|_| {
        serde_json::from_str(text).map_err(|error| {
            Error::new(format!("{shown} is no JSON: {error}")).with_help("it may be cut short: download it again")
        })
    })
}

/// The text with quotation marks around numbers that are no short integers.
fn with_words(text: &str) -> String {
    let mut all = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '"' => {
                let mut escaped = false;
                let end = rest.bytes().skip(1).position(|byte| {
                    let ends = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    ends
                });
                end.map_or(rest.len(), |end| end + 2)
            }
            '-' | '0'..='9' => {
                let number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
                let len = rest.len() - rest.trim_start_matches(number).len();
                if rest[..len].contains(['.', 'e', 'E']) || len > 15 {
                    all.push('"');
                    all.push_str(&rest[..len]);
                    all.push('"');
                    rest = &rest[len..];
                    continue;
                }
                len
            }
            other => other.len_utf8(),
        };
        all.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    all
}
