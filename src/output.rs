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
    let (folder, name) = place(path)?;
    let (temporary, path) = stage(folder, &File::new(name, bytes))?;
    temporary.persist(&path).map_err(|error| cannot(&path, &error.error)).map(|_| ())
}

/// A file that is written in parts: nobody sees it before [`Pending::finish`], and dropped before that it was never there.
#[derive(Debug)]
pub struct Pending {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Pending {
    /// Begins a file; its folder must be there.
    ///
    /// # Errors
    /// If it cannot be written, or is a device or a pipe.
    pub fn new(path: &Path) -> Result<Self> {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if std::fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            return Err(Error::new(format!("'{}' is no file", path.display())).with_help("name a file"));
        }
        let (folder, name) = place(&path)?;
        let (temporary, path) = stage(folder, &File::new(name, ""))?;
        Ok(Self { temporary, path })
    }

    /// Another handle to write to it with, for a writer that keeps what it is given.
    ///
    /// # Errors
    /// If the system gives none.
    pub fn handle(&self) -> Result<std::fs::File> {
        self.temporary.as_file().try_clone().map_err(|error| cannot(&self.path, &error))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If it cannot be written; a file that was there before is untouched then.
    pub fn finish(self) -> Result<()> {
        let Self { temporary, path } = self;
        temporary.persist(&path).map_err(|error| cannot(&path, &error.error)).map(|_| ())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.temporary.flush()
    }
}

/// The folder of a file and its name there.
fn place(path: &Path) -> Result<(&Path, String)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| Error::new(format!("'{}' names no file", path.display())))?;
    Ok((folder, name.to_string_lossy().into_owned()))
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
