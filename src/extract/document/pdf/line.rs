//! Lines of a page, from words: first as they were shown one after the other, then by where they stand.

use super::super::notes::{Raised, raised};
use super::word::{BLANK, Word};

/// A gap of more than so many ems parts columns, or cells of a table, between words that were shown one after the other.
const GUTTER: f64 = 1.0;
/// So it is between words that were not.
const CLOSE: f64 = 0.6;

/// Words side by side.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub words: Vec<Word>,
    pub start: f64,
    pub end: f64,
    /// Where most of its words stand, and their size.
    pub base: f64,
    pub size: f64,
    /// So many stretches, parted by wide gaps.
    pub cells: usize,
}

impl Line {
    fn of(word: Word) -> Self {
        let (start, end, base, size) = (word.start, word.end, word.base, word.size);
        Self { words: vec![word], start, end, base, size, cells: 1 }
    }

    /// So many characters.
    pub(super) fn length(&self) -> usize {
        self.words.iter().map(|word| word.text.len()).sum()
    }

    fn is_small(&self, than: f64) -> bool {
        self.words.len() == 1 && self.size < 0.85 * than
    }

    /// Whether what begins at a place and a height goes on with this line: it is beside it, raised, or lowered.
    fn goes_on(&self, start: f64, base: f64, size: f64) -> bool {
        let larger = self.size.max(size);
        let gap = start - self.end;
        let level = (base - self.base).abs() < 0.15 * larger;
        let small = size.min(self.size) < 0.85 * larger;
        let near = (base - self.base).abs() < if small { 0.7 } else { 0.35 } * larger;
        gap > -0.4 * larger && if level { gap < GUTTER * larger } else { near && gap < 0.5 * larger }
    }

    fn push(&mut self, other: Self) {
        // The larger letters are the line; a mark before them is raised from it.
        if other.size > 1.15 * self.size && self.length() <= 4 {
            (self.base, self.size) = (other.base, other.size);
        }
        self.start = self.start.min(other.start);
        self.end = self.end.max(other.end);
        self.words.extend(other.words);
    }

    /// Adds what stands beside it in another cell.
    fn push_cell(&mut self, other: Self) {
        self.cells += other.cells;
        self.push(other);
    }

    /// Takes base line and size from most of its characters.
    fn settle(&mut self) {
        let of = |word: &Word| {
            let same = |other: &&Word| {
                (other.size - word.size).abs() < 0.03 * word.size && (other.base - word.base).abs() < 0.1 * word.size
            };
            self.words.iter().filter(same).map(|other| other.text.len()).sum::<usize>()
        };
        // Of a long line the first words tell.
        let most = self.words.iter().take(40).rev().max_by_key(|word| of(word));
        if let Some((base, size)) = most.map(|word| (word.base, word.size)) {
            (self.base, self.size) = (base, size);
        }
    }

    /// The text of the line and what is read of it: stretches of it, and words in place of stretches.
    pub(super) fn read(&self) -> Read {
        let mut read = Read::default();
        for (i, word) in self.words.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|before| self.words.get(before));
            let blank = before
                .is_some_and(|before| word.spaced || word.start - before.end > BLANK * word.size.min(before.size));
            let lifted = word.size < 0.85 * self.size && word.base < self.base - 0.12 * self.size;
            let kind = if lifted { raised(&read.text, &word.text) } else { Raised::Part };
            if blank {
                read.text.push(' ');
            }
            let start = read.text.len();
            read.text.push_str(&word.text);
            match kind {
                Raised::Note => {
                    read.out.push((start, read.text.len(), ""));
                    read.notes += 1;
                }
                Raised::Power => read.out.push((start, start, "^")),
                Raised::Part => {}
            }
        }
        read
    }
}

/// The text of a line, as it is on the page, and what is read otherwise.
#[derive(Debug, Default, Clone)]
pub(super) struct Read {
    pub text: String,
    /// Stretches that are left out, or read as other words.
    pub out: Vec<(usize, usize, &'static str)>,
    /// So many raised marks of notes.
    pub notes: usize,
}

/// The lines of a page, in no order: what stands in different columns is apart.
pub(super) fn lines(words: Vec<Word>) -> Vec<Line> {
    let mut shown: Vec<Line> = Vec::new();
    for word in words {
        match shown.last_mut() {
            Some(last) if last.goes_on(word.start, word.base, word.size) => last.push(Line::of(word)),
            _ => shown.push(Line::of(word)),
        }
    }
    // What was shown at other times may stand side by side.
    let mut joined: Vec<Line> = Vec::with_capacity(shown.len());
    for row in rows(shown) {
        for line in row {
            match joined.last_mut() {
                Some(last)
                    if line.start - last.end < CLOSE * last.size
                        && last.goes_on(line.start, line.base, line.size)
                        && (last.base - line.base).abs() < 0.15 * last.size =>
                {
                    last.push(line);
                }
                _ => joined.push(line),
            }
        }
    }
    marks(joined)
}

/// Rows of what stands on nearly the same height, from the top, each from the left.
pub(super) fn rows(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.start.total_cmp(&other.start)));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| line.base - first.base < 0.3 * first.size.min(line.size)) => {
                row.push(line);
            }
            _ => rows.push(vec![line]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.start.total_cmp(&other.start));
    }
    rows
}

/// Joins raised marks that were shown apart to the lines that they stand at.
fn marks(lines: Vec<Line>) -> Vec<Line> {
    /// A mark looks no further than this many lines.
    const NEAR: usize = 64;
    let mut all: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    for at in 0..all.len() {
        let Some(mark) = all[at].take() else { continue };
        let host = (at + 1..all.len().min(at + NEAR)).find(|host| {
            all[*host]
                .as_ref()
                .is_some_and(|line| mark.is_small(line.size) && line.goes_on(mark.start, mark.base, mark.size))
        });
        match host.and_then(|host| all[host].as_mut()) {
            Some(line) => {
                let after = line.words.iter().position(|word| word.start > mark.start).unwrap_or(line.words.len());
                line.end = line.end.max(mark.end);
                line.words.splice(after..after, mark.words);
            }
            None => all[at] = Some(mark),
        }
    }
    all.into_iter().flatten().collect()
}

/// Puts the lines of one column that stand on one height together, as cells.
pub(super) fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut all = Vec::new();
    for row in rows(lines) {
        let mut row = row.into_iter();
        let Some(mut line) = row.next() else { continue };
        for cell in row {
            line.push_cell(cell);
        }
        line.settle();
        all.push(line);
    }
    all
}
