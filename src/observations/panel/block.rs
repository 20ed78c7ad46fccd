//! A text file in blocks of whole lines, so that its size is no matter.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

/// So much is read at once.
const BLOCK: usize = 16 << 20;
/// A line that is longer is none of a table.
const LONGEST: usize = 64 << 20;

/// The blocks of a file from a place on.
pub(super) struct Blocks {
    file: File,
    bytes: Vec<u8>,
    /// Where the whole lines end that were given last; what stands behind begins the next block.
    given: usize,
    /// Where the block begins in the file.
    offset: u64,
    ended: bool,
}

/// Whole lines, in pieces of about the same size that also hold whole lines.
pub(super) struct Block<'a> {
    pub bytes: &'a [u8],
    pub pieces: Vec<Range<usize>>,
    /// Where it begins in the file.
    pub offset: u64,
}

impl Blocks {
    /// The blocks of a file behind its first `start` bytes.
    pub fn of(mut file: File, start: u64) -> std::io::Result<Self> {
        file.seek(SeekFrom::Start(start))?;
        Ok(Self { file, bytes: Vec::new(), given: 0, offset: start, ended: false })
    }

    /// The next block in so many pieces; nothing at the end of the file.
    pub fn next(&mut self, pieces: usize) -> std::io::Result<Option<Block<'_>>> {
        self.bytes.drain(..self.given);
        self.offset += u64::try_from(self.given).unwrap_or(0);
        self.given = 0;
        let mut wanted = BLOCK;
        loop {
            let missing = wanted.saturating_sub(self.bytes.len());
            if missing > 0 && !self.ended {
                let most = u64::try_from(missing).unwrap_or(u64::MAX);
                self.ended = self.file.by_ref().take(most).read_to_end(&mut self.bytes)? < missing;
            }
            let ends = ends(&self.bytes, pieces, self.ended);
            if let Some(last) = ends.last() {
                self.given = *last;
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let pieces = starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect();
                return Ok(Some(Block { bytes: &self.bytes[..self.given], pieces, offset: self.offset }));
            }
            if self.ended {
                return Ok(None);
            }
            if wanted >= LONGEST {
                return Err(std::io::Error::other(
                    "a line of more than 64 MB, or a quotation mark without its partner",
                ));
            }
            wanted *= 2;
        }
    }
}

/// Where pieces end: behind lines, none of which ends within quotation marks. The last is where whole lines end.
fn ends(bytes: &[u8], pieces: usize, all: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let targets = (1..pieces).map(|piece| bytes.len() / pieces * piece);
    if memchr::memchr(b'"', bytes).is_none() {
        for target in targets {
            if let Some(at) = memchr::memchr(b'\n', &bytes[target..]) {
                ends.push(target + at + 1);
            }
        }
        ends.extend(memchr::memrchr(b'\n', bytes).map(|at| at + 1));
    } else {
        let (mut quoted, mut last) = (false, 0);
        let mut targets = targets.peekable();
        for at in memchr::memchr2_iter(b'"', b'\n', bytes) {
            if bytes[at] == b'"' {
                quoted = !quoted;
            } else if !quoted {
                last = at + 1;
                if targets.next_if(|target| last > *target).is_some() {
                    ends.push(last);
                }
            }
        }
        ends.extend(Some(last).filter(|last| *last > 0));
    }
    // A file need not end its last line.
    if all && !bytes.is_empty() {
        ends.push(bytes.len());
    }
    ends.dedup();
    ends
}

/// The lines of a piece, without their ends; those that hold nothing but delimiters are left out.
pub(super) fn lines(piece: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = piece;
    let plain = memchr::memchr(b'"', piece).is_none();
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = if plain { memchr::memchr(b'\n', rest) } else { unquoted_end(rest) };
            let end = end.unwrap_or(rest.len());
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let starts_empty = line.first().is_none_or(|byte| *byte == delimiter || *byte == b' ');
            if !starts_empty || !line.iter().all(|byte| *byte == delimiter || *byte == b' ') {
                return Some(line);
            }
        }
        None
    })
}

/// Where the first line ends that does not go on within quotation marks.
fn unquoted_end(bytes: &[u8]) -> Option<usize> {
    let mut quoted = false;
    memchr::memchr2_iter(b'"', b'\n', bytes).find(|at| {
        quoted ^= bytes[*at] == b'"';
        bytes[*at] == b'\n' && !quoted
    })
}

/// The cells of a line, without space and quotation marks around them.
pub(super) fn cells(line: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let (cell, after) = cell(line, delimiter);
        rest = after;
        Some(cell)
    })
}

/// The first cell of a line, and what stands behind its delimiter, if there is one.
pub(super) fn cell(line: &[u8], delimiter: u8) -> (&[u8], Option<&[u8]>) {
    if line.first() == Some(&b'"') {
        let mut at = 1;
        while let Some(quote) = memchr::memchr(b'"', &line[at..]) {
            at += quote + 1;
            // Two of them stand for one.
            if line.get(at) == Some(&b'"') {
                at += 1;
            } else {
                let inner = line[1..at - 1].trim_ascii();
                let end = line[at..].iter().position(|byte| *byte == delimiter).map(|end| at + end);
                return (inner, end.map(|end| &line[end + 1..]));
            }
        }
    }
    match line.iter().position(|byte| *byte == delimiter) {
        Some(end) => (line[..end].trim_ascii(), Some(&line[end + 1..])),
        None => (line.trim_ascii(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_behind_lines_and_never_within_quotation_marks() {
        let all = |bytes: &[u8], pieces: usize, ended: bool| ends(bytes, pieces, ended);
        assert_eq!(all(b"ab\ncd\nef", 1, false), [6]);
        assert_eq!(all(b"ab\ncd\nef", 1, true), [6, 8]);
        assert_eq!(all(b"ab\ncd\nef\ngh\n", 2, false), [9, 12]);
        assert_eq!(all(b"\"a\nb\",1\nc,2\n", 1, false), [12]);
        assert_eq!(all(b"\"a\nb", 1, false), [0; 0]);
        let text = b"\"a\nb\",1\r\n\n, ,\n\"c\"\"\",2";
        assert_eq!(lines(text, b',').collect::<Vec<_>>(), [&b"\"a\nb\",1"[..], b"\"c\"\"\",2"]);
        let shown = |line: &'static [u8]| cells(line, b',').collect::<Vec<_>>();
        assert_eq!(shown(b"a, b ,,\"c,d\""), [&b"a"[..], b"b", b"", b"c,d"]);
        assert_eq!(shown(b"\"x\"\"y\","), [&b"x\"\"y"[..], b""]);
    }
}
