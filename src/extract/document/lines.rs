//! Lines and characters of a text, counted once, so that each look-up is short.

/// Characters are counted in steps of so many bytes.
const STEP: usize = 1024;

/// Where the lines of a text begin, and how many characters stand before each step.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let mut characters = Vec::with_capacity(text.len() / STEP + 1);
        let mut before = 0;
        for step in text.as_bytes().chunks(STEP) {
            characters.push(before);
            before += count(step);
        }
        characters.push(before);
        Self { starts: starts.collect(), characters }
    }

    /// The characters before a byte of the text.
    pub(super) fn before(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        let step = at / STEP;
        self.characters.get(step).copied().unwrap_or_default() + count(&text.as_bytes()[step * STEP..at])
    }

    /// Line and column of a byte of the text, from 1.
    pub(super) fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        (line, self.before(text, at) - self.before(text, start) + 1)
    }
}

/// Each character has one byte that does not continue another.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
