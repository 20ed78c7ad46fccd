//! The files of a package as text: read whole, never too much, never what is no file, or taken from the program.

use std::path::PathBuf;
use std::sync::Arc;

use miette::NamedSource;

use super::builtin;
use crate::error::{Error, Result};
use crate::input::{self, Text};

/// A table of a package is typed by hand; what is larger is a data file in the wrong place.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Where the files come from.
pub(super) enum Files {
    Folder(PathBuf),
    Builtin,
}

impl Files {
    /// The text of a file.
    pub(super) fn text(&self, name: &str) -> Result<Text> {
        match self {
            Self::Builtin => match builtin::FILES.iter().find(|(known, _)| *known == name) {
                Some((_, text)) => {
                    Ok(Arc::new(NamedSource::new(format!("{}/{name}", builtin::NAME), (*text).to_owned())))
                }
                None => Err(Error::new(format!("the built-in package has no {name}"))),
            },
            Self::Folder(folder) => {
                let path = folder.join(name);
                let shown = path.display().to_string();
                let too_large = |size| too_large(&shown, size);
                let bytes = input::read(&path, &shown, "put the table itself there", LARGEST, too_large)?;
                input::text_of(&shown, bytes)
            }
        }
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Builtin => builtin::FILES.iter().any(|(known, _)| *known == name),
            // What is there and is no file is a fault, and no missing file.
            Self::Folder(folder) => folder.join(name).exists(),
        }
    }
}

/// The message for a file of more than the size that a table may have; asked before reading it.
fn too_large(name: &str, size: u64) -> Error {
    Error::new(format!("{name} has {} MB, and a table of a package at most {}", size / 1_000_000, LARGEST / 1_048_576))
        .with_help("a package holds printed figures, typed by hand; this looks like a data file in the wrong place")
}
