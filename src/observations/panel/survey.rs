//! Which series the rows of a file belong to, without their values.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// More series than this are none: something that changes from row to row has been taken for a name.
const MOST: usize = 8_000_000;

/// Rows of one series that follow each other.
pub(super) struct Run<'a> {
    /// What tells the series from others.
    pub key: Vec<u8>,
    /// Its first row, as a line of text.
    pub line: std::borrow::Cow<'a, [u8]>,
    pub rows: u32,
}

/// The series of a file in the order in which they appear, and the rows of each.
pub(super) struct Survey {
    keys: HashMap<Vec<u8>, u32, FixedState>,
    /// The series of rows that follow each other, and how many they are.
    pub runs: Vec<(u32, u32)>,
    /// A line of names, and the first row of each series.
    pub text: Vec<u8>,
}

impl Survey {
    pub fn of(heading: String) -> Self {
        let mut text = heading.into_bytes();
        text.push(b'\n');
        Self { keys: HashMap::default(), runs: Vec::new(), text }
    }

    /// Adds rows; whether there may be so many series.
    pub fn add(&mut self, run: Run<'_>) -> bool {
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let series = *self.keys.entry(run.key).or_insert(next);
        if series == next {
            self.text.extend_from_slice(&run.line);
            self.text.push(b'\n');
        }
        match self.runs.last_mut() {
            Some((last, rows)) if *last == series => *rows += run.rows,
            _ => self.runs.push((series, run.rows)),
        }
        self.keys.len() <= MOST
    }

    /// Whether the rows of each series stand together.
    pub fn is_sorted(&self) -> bool {
        self.runs.len() == self.keys.len()
    }
}
