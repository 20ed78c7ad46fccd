//! The one writer of files: whole or not at all.
//!
//! Files are written beside their place under another name and then moved, so that a reader never sees half of one; of a
//! set all are written before the first is moved.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// A file to be written: its name inside the folder, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name inside the folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of text or bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Writes files into a folder, which is made if it is not there.
///
/// # Errors
/// If the folder or a file cannot be written; no file has been replaced then, unless the disk fails while they are moved.
pub fn write_all<'a>(folder: &Path, files: impl IntoIterator<Item = &'a File>) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let staged: Vec<(NamedTempFile, PathBuf)> =
        files.into_iter().map(|file| stage(folder, file)).collect::<Result<_>>()?;
    for (temporary, path) in staged {
        temporary.persist(&path).map_err(|error| cannot(&path, &error.error))?;
    }
    Ok(())
}

/// Writes one file; its folder must be there. Through a link the file that it leads to is written; a device or a pipe is
/// written to and never replaced.
///
/// # Errors
/// If it cannot be written; a file that was there before is untouched then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        let mut special = std::fs::OpenOptions::new().write(true).open(path).map_err(|error| cannot(path, &error))?;
        return special.write_all(bytes).map_err(|error| cannot(path, &error));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| Error::new(format!("'{}' names no file", path.display())))?;
    let (temporary, path) = stage(folder, &File::new(name.to_string_lossy(), bytes))?;
    temporary.persist(&path).map_err(|error| cannot(&path, &error.error)).map(|_| ())
}

fn stage(folder: &Path, file: &File) -> Result<(NamedTempFile, PathBuf)> {
    let path = folder.join(&file.name);
    if path.is_dir() {
        return Err(Error::new(format!("'{}' is a folder", path.display())).with_help("name a file"));
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other program writes files: what the user's mask leaves of rw-rw-rw-.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder
        .prefix(".trueup-")
        .tempfile_in(folder)
        .map_err(|error| cannot(&path, &std::io::Error::from(error.kind())))?;
    temporary.write_all(&file.bytes).map_err(|error| cannot(&path, &error))?;
    Ok((temporary, path))
}

fn cannot(path: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("'{}' cannot be written: {error}", path.display()))
        .with_help("name a folder that is there and that you may write to")
}
