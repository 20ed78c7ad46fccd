//! How much a PDF may unpack to: a few bytes can be made to fill the memory.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// One stream, and all of a file that are no pictures, may unpack to so much.
const STREAM: u64 = 256 * 1024 * 1024;
const ALL: u64 = 1024 * 1024 * 1024;

/// Dictionaries stand within each other so deep in no file: to pass over them takes the square of it.
const NESTED: usize = 10_000;

/// A stream may be packed so often.
const PACKED: usize = 4;

/// Whether a stream unpacks to no more than can be read.
pub(super) fn fits(raw: &[u8]) -> bool {
    unpacked(raw) <= STREAM
}

/// Whether dictionaries stand within each other no deeper than they do in files that are whole.
pub(super) fn is_shallow(bytes: &[u8]) -> bool {
    let mut depth: usize = 0;
    for at in memchr::memchr2_iter(b'<', b'>', bytes) {
        match bytes.get(at..at + 2) {
            Some(b"<<") => depth += 1,
            Some(b">>") => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > NESTED {
            return false;
        }
    }
    true
}

/// Whether all streams of a file that are no pictures do, which are read before and beside the pages.
pub(super) fn file_fits(bytes: &[u8]) -> bool {
    let mut all: u64 = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let dictionary = &bytes[at.saturating_sub(512)..at];
        // Of the dictionaries that stand there the last is its own.
        let own = memchr::memmem::rfind(dictionary, b" obj").map_or(dictionary, |from| &dictionary[from..]);
        if dictionary.ends_with(b"end") || memchr::memmem::find(own, b"/Image").is_some() {
            continue;
        }
        let data = bytes[at + b"stream".len()..].trim_ascii_start();
        let size = unpacked(data);
        all = all.saturating_add(size);
        if size > STREAM || all > ALL {
            return false;
        }
    }
    true
}

/// How many bytes a stream unpacks to, counted no further than the bound; none where it is not packed.
fn unpacked(raw: &[u8]) -> u64 {
    let mut largest = 0;
    for times in 1..=PACKED {
        let mut reader: Box<dyn Read + '_> = Box::new(raw);
        for _ in 0..times {
            reader = Box::new(ZlibDecoder::new(reader));
        }
        let mut size: u64 = 0;
        let mut head = [0; 2];
        let mut chunk = vec![0; 64 * 1024];
        // A damaged stream is read up to its fault.
        while let Ok(read @ 1..) = reader.read(&mut chunk) {
            if size == 0 {
                head.copy_from_slice(chunk.get(..2).unwrap_or(&[0; 2]));
            }
            size += u64::try_from(read).unwrap_or(u64::MAX);
            if size > STREAM {
                return size;
            }
        }
        largest = largest.max(size);
        if !is_packed(head) {
            break;
        }
    }
    largest
}

/// Whether data begins as zlib does.
fn is_packed(head: [u8; 2]) -> bool {
    head[0] & 0x0f == 8 && u16::from_be_bytes(head).is_multiple_of(31) && head != [0, 0]
}
