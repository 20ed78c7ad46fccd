//! The files that a run reads: those that are named, and of folders all that may hold a text.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::format::by_name;
use super::notes::counted;
use super::{Document, LARGEST, too_large};
use crate::error::{Error, Result};
use crate::input;

/// The files of a run, in the order in which they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Those to read, each once; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// What folders hold besides, a sentence for each folder.
    pub remarks: Vec<String>,
}

/// So many names of what is left out are told.
const NAMED: usize = 3;

/// The files that are named, and in place of each folder the files in it and in its folders whose names end as a text's do (.txt, .text,
/// .md, .markdown, .qmd, .html, .htm, .docx, .pdf), sorted by name. Names that begin with a point and links to folders are passed over.
///
/// # Errors
/// If a folder cannot be listed, or holds no text.
pub fn files(paths: &[PathBuf]) -> Result<Files> {
    let mut all = Files::default();
    let mut known = HashSet::new();
    let mut add = |all: &mut Files, path: PathBuf| {
        if known.insert(path.clone()) {
            all.paths.push(path);
        }
    };
    for path in paths {
        if !path.is_dir() {
            add(&mut all, path.clone());
            continue;
        }
        let (mut found, mut others) = (Vec::new(), Vec::new());
        list(path, &mut found, &mut others)?;
        if found.is_empty() {
            return Err(Error::new(format!("{} holds no text", path.display()))
                .with_help("name a folder with .txt, .md, .html, .docx or .pdf files, or a file"));
        }
        if !others.is_empty() {
            let names: Vec<&str> = others.iter().take(NAMED).map(String::as_str).collect();
            let more = if others.len() > NAMED { ", ..." } else { "" };
            let count = counted(others.len(), "file is no text by its name", "files are no texts by their names");
            all.remarks.push(format!("in {} {count} and not read: {}{more}", path.display(), names.join(", ")));
        }
        for path in found {
            add(&mut all, path);
        }
    }
    Ok(all)
}

/// The texts in a folder, and the names of what is none.
fn list(folder: &Path, found: &mut Vec<PathBuf>, others: &mut Vec<String>) -> Result<()> {
    let unreadable = |error: std::io::Error| {
        Error::new(format!("{} cannot be listed: {error}", folder.display())).with_help("check that it may be read")
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        entries.push((entry.file_name(), entry.path(), entry.file_type().map_err(unreadable)?));
    }
    entries.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    for (name, path, kind) in entries {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            list(&path, found, others)?;
        } else if by_name(&name).is_some() && path.is_file() {
            found.push(path);
        } else if !kind.is_symlink() || path.is_file() {
            others.push(name);
        }
    }
    Ok(())
}

impl Document {
    /// The text of a file, or of standard input where the path is `-`.
    ///
    /// # Errors
    /// If it cannot be read, or as [`Document::read`].
    pub fn open(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let bytes = if shown == "-" {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
            read.map_err(|error| Error::new(format!("standard input cannot be read: {error}")))?;
            bytes
        } else {
            input::read(path, &shown, "name a text or a folder of texts", LARGEST, |_| too_large(&shown))?
        };
        Self::read(&shown, bytes)
    }
}
