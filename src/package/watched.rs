//! What a package is read from, for programs that show it again when it changes.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::builtin;
use super::descriptor::Descriptor;
use super::files::Files;

/// Files that a package has whatever its descriptor says.
const ALWAYS: [&str; 3] = ["datapackage.json", "charts.toml", "waivers.toml"];

/// The names of the files that the package in a folder is read from, whether they are there or not, in order. While its descriptor
/// cannot be read the tables are not known.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let descriptor = Files::Folder(folder.to_owned()).text(ALWAYS[0]).and_then(|text| Descriptor::read(&text));
    let tables = descriptor.map(|descriptor| descriptor.resources).unwrap_or_default();
    let mut names: Vec<PathBuf> =
        ALWAYS.iter().map(PathBuf::from).chain(tables.into_values().map(PathBuf::from)).collect();
    names.sort();
    names.dedup();
    names.into_iter().map(|name| folder.join(name)).collect()
}

/// A digest of a package's files, or of those of the built-in one, and of the program's version: 16 hexadecimal digits.
pub(crate) fn digest(folder: Option<&Path>) -> String {
    let mut digest = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION"));
    let mut add = |name: &str, text: &str| {
        digest.update(format!("\0{name}\0{}\0", text.len()));
        digest.update(text);
    };
    match folder {
        None => builtin::FILES.iter().for_each(|(name, text)| add(name, text)),
        Some(folder) => {
            let there = Files::Folder(folder.to_owned());
            for path in files(folder) {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                match there.text(&name) {
                    Ok(text) => add(&name, text.inner()),
                    // A file that cannot be read is another state than none; opening the package tells why.
                    Err(error) if there.has(&name) => add(&name, &error.to_string()),
                    Err(_) => {}
                }
            }
        }
    }
    short(digest)
}

/// The first 16 hexadecimal digits of a digest: enough to tell states of one thing apart.
pub(crate) fn short(digest: Sha256) -> String {
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
