//! Zip and gzip archives: their members as bytes, bounded while they are inflated.

use std::io::{self, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::LARGEST;
use crate::error::{Error, Result};

/// No table and no text is packed to less than a five-hundredth; what is, was made to fill the memory. Small files are let be.
const RATIO: u64 = 500;
const SMALL: u64 = 16 * 1024 * 1024;

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// The members of a zip archive, names and bytes; without folders and what macOS adds to them.
///
/// # Errors
/// If the archive is damaged, encrypted or larger than can be read.
pub(super) fn members(shown: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut all = Vec::new();
    each(shown, bytes, |name, member| {
        let hidden = name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|file| file.starts_with('.'));
        if hidden {
            return Ok(0);
        }
        let mut bytes = Vec::new();
        let size = member.read_to_end(&mut bytes)?;
        all.push((name.to_owned(), bytes));
        Ok(u64::try_from(size).unwrap_or(u64::MAX))
    })?;
    Ok(all)
}

/// The members of a zip archive that have one of these names, as [`members`]; the others are not inflated.
///
/// # Errors
/// As [`members`].
pub(crate) fn named(shown: &str, bytes: &[u8], names: &[&str]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    each(shown, bytes, |name, member| {
        if !names.contains(&name) {
            return Ok(0);
        }
        let mut bytes = Vec::new();
        let size = member.read_to_end(&mut bytes)?;
        found.push((name.to_owned(), bytes));
        Ok(u64::try_from(size).unwrap_or(u64::MAX))
    })?;
    Ok(found)
}

/// Inflates all members of a zip archive and keeps nothing: what reads it later then meets no surprise.
///
/// # Errors
/// As [`members`].
pub(super) fn check(shown: &str, bytes: &[u8]) -> Result<()> {
    each(shown, bytes, |_, member| io::copy(member, &mut io::sink()))
}

/// Calls a function with each member's name and a reader of no more bytes than the directory says that it has; it returns how many it read.
fn each(shown: &str, bytes: &[u8], mut of: impl FnMut(&str, &mut dyn Read) -> io::Result<u64>) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(shown, &error))?;
    let mut total: u64 = 0;
    for i in 0..archive.len() {
        let member = archive.by_index_raw(i).map_err(|error| damaged(shown, &error))?;
        if member.encrypted() {
            return Err(Error::new(format!("{shown} is encrypted")).with_help("unpack it with its password"));
        }
        total = total.saturating_add(member.size());
        bounded(shown, total, bytes.len())?;
    }
    for i in 0..archive.len() {
        let member = archive.by_index(i).map_err(|error| damaged(shown, &error))?;
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_err(|error| damaged(shown, &error))?.into_owned();
        let size = member.size();
        // One byte more than it may have shows that the directory lies.
        let read =
            of(&name, &mut member.take(size + 1)).map_err(|error| damaged(&format!("{shown}/{name}"), &error))?;
        if read > size {
            return Err(damaged(&format!("{shown}/{name}"), &"it has more bytes than its directory says"));
        }
    }
    Ok(())
}

/// The file in a gzip archive, named as the archive without `.gz`.
///
/// # Errors
/// As [`members`].
pub(super) fn gunzip(shown: &str, bytes: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut decoder = MultiGzDecoder::new(Cursor::new(bytes));
    let mut text = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = decoder.read(&mut chunk).map_err(|error| damaged(shown, &error))?;
        if read == 0 {
            break;
        }
        text.extend_from_slice(&chunk[..read]);
        let consumed = usize::try_from(decoder.get_ref().position()).unwrap_or(usize::MAX);
        bounded(shown, u64::try_from(text.len()).unwrap_or(u64::MAX), consumed)?;
    }
    let file = shown.rsplit(['/', '\\']).next().unwrap_or(shown);
    Ok((file.strip_suffix(".gz").unwrap_or(file).to_owned(), text))
}

/// Refuses what inflates to more than can be read, or than any text does.
fn bounded(shown: &str, inflated: u64, packed: usize) -> Result<()> {
    let packed = u64::try_from(packed).unwrap_or(u64::MAX);
    if inflated > LARGEST {
        return Err(Error::new(format!("{shown} unpacks to more than 2 GB")).with_help("take out what is not read"));
    }
    if inflated > SMALL && inflated / RATIO > packed {
        return Err(Error::new(format!(
            "{shown} unpacks to more than {RATIO} times its size, as no table and no text does"
        ))
        .with_help("download it again, or unpack it if it can be trusted"));
    }
    Ok(())
}

fn damaged(shown: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("{shown} cannot be unpacked: {error}")).with_help("it may be cut off: download it again")
}

/// Whether a zip archive has a member of one of these names.
pub(crate) fn has(bytes: &[u8], names: &[&str]) -> bool {
    let archive: Result<_, ZipError> = ZipArchive::new(Cursor::new(bytes));
    archive.is_ok_and(|archive| names.iter().any(|name| archive.index_for_name(name).is_some()))
}
