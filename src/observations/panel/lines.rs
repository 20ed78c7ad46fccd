//! A large text of lines and delimiters, read in blocks.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::columns::{Columns, Plain};
use super::super::table::Table;
use super::block::{self, Block, Blocks, cell, cells};
use super::survey::{Run, Survey};
use super::{Calendar, Part, parse};
use crate::error::{Error, Result};
use crate::input;

/// The first bytes of a file, and how many are looked at from each of so many places in it, to tell its columns.
const HEAD: usize = 256 << 10;
const PROBE: usize = 16 << 10;
const PROBES: u64 = 32;

/// A file of lines, and what its columns are.
pub(super) struct Lines {
    path: PathBuf,
    shown: String,
    delimiter: u8,
    header: Vec<String>,
    plain: Plain,
    calendar: Calendar,
    /// Columns that tell series apart: all but periods and values.
    keys: Vec<usize>,
    /// Where the first line of data begins.
    start: u64,
}

impl Lines {
    /// What the columns are, as lines from all over the file tell; nothing if they are not those of a plain panel.
    pub fn open(path: &Path, shown: &str) -> Result<Option<Self>> {
        let unreadable = |error| unreadable(shown, &error);
        let mut file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let mut sample = Vec::new();
        file.by_ref().take(HEAD as u64).read_to_end(&mut sample).map_err(unreadable)?;
        let mark = u64::from(sample.starts_with("\u{feff}".as_bytes())) * 3;
        whole_lines(&mut sample, 0);
        for place in (1..PROBES).map(|probe| size / PROBES * probe).filter(|place| *place >= HEAD as u64) {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(place)).map_err(unreadable)?;
            file.by_ref().take(PROBE as u64).read_to_end(&mut bytes).map_err(unreadable)?;
            let first = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
            whole_lines(&mut bytes, first);
            sample.extend(bytes);
        }
        // What is odd here is read, or refused, as any smaller file is.
        let Ok((table, said)) = input::text_of(shown, sample).and_then(|text| Table::read(&text)) else {
            return Ok(None);
        };
        let Some((plain, calendar)) = plain(&table, &said) else { return Ok(None) };
        // Whether their commas are decimal points all numbers of such a file tell together.
        if table.delimiter() == b';' {
            return Ok(None);
        }
        let start = mark + table.rows.first().map_or(0, |row| row.start()) as u64;
        let keys = (0..table.header.len()).filter(|i| !plain.holds(*i)).collect();
        let (delimiter, header) = (table.delimiter(), table.header);
        Ok(Some(Self {
            path: path.to_owned(),
            shown: shown.to_owned(),
            delimiter,
            header,
            plain,
            calendar,
            keys,
            start,
        }))
    }

    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The header of the survey's text: as the file has it, but for all periods of a wide file save two.
    fn heading(&self) -> String {
        let quoted = |i: usize| format!("\"{}\"", self.header[i].replace('"', "\"\""));
        let names: Vec<String> = match &self.plain {
            Plain::Long { .. } => (0..self.header.len()).map(quoted).collect(),
            Plain::Wide(dated) => {
                let periods = dated.iter().take(2).map(|(column, _)| *column);
                self.keys.iter().copied().chain(periods).map(quoted).collect()
            }
        };
        names.join(&char::from(self.delimiter).to_string())
    }

    /// Which series each line belongs to; nothing if the file is no text of whole lines.
    pub fn survey(&self) -> Result<Option<Survey>> {
        let mut survey = Survey::of(self.heading());
        let mut blocks = self.blocks()?;
        let mut text = true;
        while let Some(block) =
            blocks.next(rayon::current_num_threads()).map_err(|error| unreadable(&self.shown, &error))?
        {
            let runs: Vec<Option<Vec<Run<'_>>>> =
                block.pieces.par_iter().map(|piece| self.runs(&block.bytes[piece.clone()])).collect();
            for runs in runs {
                let Some(runs) = runs else { return Ok(None) };
                runs.into_iter().for_each(|run| text &= survey.add(run));
            }
            if !text {
                return Ok(None);
            }
        }
        Ok(Some(survey))
    }

    /// The series of a piece, with the number of their rows; nothing if it is no text.
    fn runs<'a>(&self, piece: &'a [u8]) -> Option<Vec<Run<'a>>> {
        if memchr::memchr(0, piece).is_some() || std::str::from_utf8(piece).is_err() {
            return None;
        }
        let mut runs: Vec<Run<'_>> = Vec::new();
        match &self.plain {
            Plain::Long { .. } => {
                let mut same = SameStart::of(&self.keys);
                for line in block::lines(piece, self.delimiter) {
                    match runs.last_mut() {
                        Some(run) if same.goes_on(line) => run.rows += 1,
                        _ => {
                            same.begin(line, self.delimiter);
                            runs.push(Run { key: self.key(line), line: line.into(), rows: 1 });
                        }
                    }
                }
            }
            Plain::Wide(dated) => {
                let rows = u32::try_from(dated.len()).ok()?;
                for line in block::lines(piece, self.delimiter) {
                    runs.push(Run { key: self.key(line), line: self.shortened(line).into(), rows });
                }
            }
        }
        Some(runs)
    }

    /// What tells the series of a line from others.
    fn key(&self, line: &[u8]) -> Vec<u8> {
        let mut key = Vec::new();
        let mut keys = self.keys.iter().peekable();
        for (i, cell) in cells(line, self.delimiter).enumerate() {
            if keys.next_if_eq(&&i).is_some() {
                key.extend_from_slice(cell);
                key.push(0x1f);
            }
            if keys.peek().is_none() {
                break;
            }
        }
        key
    }

    /// A line of a wide file without its values.
    fn shortened(&self, line: &[u8]) -> Vec<u8> {
        let mut short = Vec::new();
        let mut keys = self.keys.iter().peekable();
        let (mut i, mut rest) = (0, Some(line));
        while let (Some(from), true) = (rest, keys.peek().is_some()) {
            rest = cell(from, self.delimiter).1;
            let raw = rest.map_or(from, |rest| &from[..from.len() - rest.len()]);
            if keys.next_if_eq(&&i).is_some() {
                short.extend_from_slice(raw);
            }
            i += 1;
        }
        // Two empty cells, with one delimiter between them and perhaps one before.
        let before = short.last() != Some(&self.delimiter);
        short.extend(std::iter::repeat_n(self.delimiter, 1 + usize::from(before && !self.keys.is_empty())));
        short
    }

    pub fn blocks(&self) -> Result<Blocks> {
        let file = File::open(&self.path).and_then(|file| Blocks::of(file, self.start));
        file.map_err(|error| unreadable(&self.shown, &error))
    }

    /// The periods and values of the next lines, in their order; nothing at the end.
    pub fn next(&self, blocks: &mut Blocks) -> Result<Option<Part>> {
        let Some(block) = blocks.next(rayon::current_num_threads()).map_err(|error| unreadable(&self.shown, &error))?
        else {
            return Ok(None);
        };
        let parts: Vec<Result<Part, Fault>> =
            block.pieces.par_iter().map(|piece| self.part(&block.bytes[piece.clone()])).collect();
        let mut whole = Part::default();
        for (part, piece) in parts.into_iter().zip(&block.pieces) {
            match part {
                Ok(part) if whole.steps.is_empty() => whole = part,
                Ok(part) => {
                    whole.steps.extend(part.steps);
                    whole.values.extend(part.values);
                }
                Err(fault) => return Err(self.refused(&fault, &block, piece.start)),
            }
        }
        Ok(Some(whole))
    }

    fn part(&self, piece: &[u8]) -> Result<Part, Fault> {
        match &self.plain {
            Plain::Long { period, value } => self.long(piece, *period, *value),
            Plain::Wide(dated) => self.wide(piece, dated),
        }
    }

    fn long(&self, piece: &[u8], period: usize, value: usize) -> Result<Part, Fault> {
        let mut part = Part::with_capacity(piece.len() / 24);
        let mut same = SameStart::of(&self.keys);
        for line in block::lines(piece, self.delimiter) {
            let (skipped, rest) = match same.rest(line) {
                Some(rest) => (same.columns, rest),
                None => {
                    same.begin(line, self.delimiter);
                    (0, line)
                }
            };
            let (mut step, mut number, mut count) = (None, None, skipped);
            for cell in cells(rest, self.delimiter) {
                if count == period {
                    step = Some(parse::period(cell, self.calendar).ok_or_else(|| Fault::at(piece, line, cell, count))?);
                } else if count == value {
                    number = Some(parse::value(cell).ok_or_else(|| Fault::at(piece, line, cell, count))?);
                } else if count >= self.header.len() && !cell.is_empty() {
                    return Err(Fault::ragged(piece, line, self.delimiter));
                }
                count += 1;
            }
            let (Some(step), Some(number)) = (step, number) else {
                return Err(Fault::ragged(piece, line, self.delimiter));
            };
            if count < self.header.len() {
                return Err(Fault::ragged(piece, line, self.delimiter));
            }
            part.push(step, number);
        }
        Ok(part)
    }

    fn wide(&self, piece: &[u8], dated: &[(usize, crate::period::Unit)]) -> Result<Part, Fault> {
        let steps: Vec<Option<i32>> = (0..self.header.len())
            .map(|i| dated.iter().find(|(column, _)| *column == i).and_then(|(_, unit)| self.calendar.number(*unit)))
            .collect();
        let mut part = Part::with_capacity(piece.len() / 12);
        for line in block::lines(piece, self.delimiter) {
            let mut count = 0;
            for cell in cells(line, self.delimiter) {
                match steps.get(count) {
                    Some(Some(step)) => {
                        part.push(*step, parse::value(cell).ok_or_else(|| Fault::at(piece, line, cell, count))?);
                    }
                    None if !cell.is_empty() => return Err(Fault::ragged(piece, line, self.delimiter)),
                    _ => {}
                }
                count += 1;
            }
            if count < self.header.len() {
                return Err(Fault::ragged(piece, line, self.delimiter));
            }
        }
        Ok(part)
    }

    /// The message for a fault, with the number of its line in the file.
    fn refused(&self, fault: &Fault, block: &Block<'_>, piece: usize) -> Error {
        let offset = block.offset + (piece + fault.line) as u64;
        let line = match File::open(&self.path).and_then(|file| lines_before(file, offset)) {
            Ok(lines) => lines + 1,
            Err(error) => return unreadable(&self.shown, &error),
        };
        let (shown, cell) = (&self.shown, &fault.cell);
        match fault.column {
            None => Error::new(format!(
                "{shown}:{line}: a row of {} cells, where the header has {}",
                fault.count,
                self.header.len()
            ))
            .with_help("put cells that contain the delimiter in quotation marks; a cell may be empty but not left out"),
            Some(column) => {
                let periods = matches!(self.plain, Plain::Long { period, .. } if period == column);
                let (kind, help) = if periods {
                    let help =
                        format!("the periods of this file are {}: write {}", self.calendar, self.calendar.example());
                    ("period", help)
                } else {
                    ("number", super::super::number_help(cell).to_owned())
                };
                let name = &self.header[column];
                Error::new(format!("{shown}:{line}: '{cell}' in the column '{name}' is no {kind}")).with_help(help)
            }
        }
    }
}

/// What is wrong with a line.
struct Fault {
    /// Where it begins in its piece.
    line: usize,
    /// The column of a cell that is none; nothing where the number of cells is wrong.
    column: Option<usize>,
    cell: String,
    count: usize,
}

impl Fault {
    fn at(piece: &[u8], line: &[u8], cell: &[u8], column: usize) -> Self {
        let cell = String::from_utf8_lossy(cell).into_owned();
        Self { line: place(piece, line), column: Some(column), cell, count: 0 }
    }

    fn ragged(piece: &[u8], line: &[u8], delimiter: u8) -> Self {
        Self { line: place(piece, line), column: None, cell: String::new(), count: cells(line, delimiter).count() }
    }
}

/// Where a line of a piece begins in it.
fn place(piece: &[u8], line: &[u8]) -> usize {
    line.as_ptr() as usize - piece.as_ptr() as usize
}

/// The start that a line shares with the one before: the cells that tell series apart, where they stand first.
struct SameStart<'a> {
    /// The number of those cells; none if others stand between them.
    columns: usize,
    start: &'a [u8],
}

impl<'a> SameStart<'a> {
    fn of(keys: &[usize]) -> Self {
        let first = keys.iter().enumerate().all(|(i, key)| i == *key);
        Self { columns: if first { keys.len() } else { 0 }, start: &[] }
    }

    fn begin(&mut self, line: &'a [u8], delimiter: u8) {
        let mut rest = Some(line);
        for _ in 0..self.columns {
            rest = rest.and_then(|rest| cell(rest, delimiter).1);
        }
        self.start = rest.map_or(&[], |rest| &line[..line.len() - rest.len()]);
    }

    /// What stands behind the start of the line before, if this one has it too.
    fn rest(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        if self.start.is_empty() { None } else { line.strip_prefix(self.start) }
    }

    fn goes_on(&self, line: &'a [u8]) -> bool {
        self.rest(line).is_some()
    }
}

/// Where periods and values stand, and on which calendar, if this is a plain panel.
pub(super) fn plain(table: &Table, said: &[(String, String)]) -> Option<(Plain, Calendar)> {
    let worldwide = said.iter().all(|(name, _)| matches!(name.as_str(), "Data Source" | "Last Updated Date"));
    // Formats with a reading of their own.
    let special = |name: &String| {
        name.contains('\\') || ["DATAFLOW", "STRUCTURE", "WEO "].iter().any(|start| name.starts_with(start))
    };
    if !worldwide || table.header.iter().any(special) {
        return None;
    }
    let plain = Columns::of(table, None, &[]).ok()?.plain()?;
    let periods = match &plain {
        Plain::Long { period, .. } => {
            table.rows.iter().map(|row| super::super::stamp::period(row.cell(*period))).collect::<Option<Vec<_>>>()?
        }
        Plain::Wide(dated) => dated.iter().map(|(_, unit)| *unit).collect(),
    };
    let calendar = Calendar::of(*periods.first()?)?;
    periods.iter().all(|unit| calendar.number(*unit).is_some()).then_some((plain, calendar))
}

/// Cuts bytes to the whole lines behind a place.
fn whole_lines(bytes: &mut Vec<u8>, from: usize) {
    if let Some(end) = memchr::memrchr(b'\n', bytes) {
        bytes.truncate(end + 1);
    }
    bytes.drain(..from.min(bytes.len()));
}

fn lines_before(file: File, offset: u64) -> std::io::Result<usize> {
    let (mut file, mut bytes, mut lines) = (file.take(offset), vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(lines),
            read => lines += memchr::memchr_iter(b'\n', &bytes[..read]).count(),
        }
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Error {
    Error::new(format!("{shown} cannot be read: {error}"))
        .with_help("check that the file is there, whole, and may be read")
}
