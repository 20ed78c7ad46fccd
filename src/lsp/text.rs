//! A text whose places are lines and columns as the protocol counts them.

use std::ops::Range;

use lsp_types::{Position, PositionEncodingKind};

/// Of so many bytes each, it is kept how many units stand before them: a line may be a megabyte long.
const STEP: usize = 1024;

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

/// A text and where its lines start.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    encoding: Encoding,
    starts: Vec<usize>,
    /// How many units stand before every [`STEP`]th byte.
    units: Vec<usize>,
}

impl Encoding {
    /// The one in which bytes need not be counted anew, if the client knows it.
    pub(super) fn of(offered: Option<&[PositionEncodingKind]>) -> Self {
        let knows = offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8));
        if knows { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// The units of some bytes. A character's first byte tells them all: one unit, or two where it is four bytes long.
    fn count(self, bytes: &[u8]) -> usize {
        let starts = |byte: u8| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0);
        match self {
            Self::Utf8 => bytes.len(),
            Self::Utf16 => bytes.iter().map(|byte| starts(*byte)).sum(),
        }
    }
}

impl Text {
    pub(super) fn new(text: String, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: usize| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(|at| ends_line(*at)).map(|at| at + 1)).collect();
        let mut before = 0;
        let mut units = vec![0];
        for step in bytes.chunks(STEP) {
            before += encoding.count(step);
            units.push(before);
        }
        Self { text, encoding, starts, units }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The place of a byte.
    pub(super) fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position { line: number(line), character: number(self.units_to(at) - self.units_to(self.starts[line])) }
    }

    pub(super) fn range(&self, span: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte of a place. A column behind the end of its line is its end, a line behind the last is the end of the text.
    pub(super) fn byte(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return self.text.len() };
        let behind = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let end = start + self.text[start..behind].trim_end_matches(['\n', '\r']).len();
        let wanted = self.units_to(start).saturating_add(usize::try_from(position.character).unwrap_or(usize::MAX));
        let step = self.units.partition_point(|units| *units <= wanted).saturating_sub(1);
        let mut at = self.text.floor_char_boundary((step * STEP).clamp(start, end));
        let mut units = self.units_to(at);
        for c in self.text[at..end].chars() {
            units += self.encoding.count(c.encode_utf8(&mut [0; 4]).as_bytes());
            if units > wanted {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// The text after a change; without a range all of it is new.
    pub(super) fn changed(&self, range: Option<lsp_types::Range>, new: &str) -> Self {
        let Some(range) = range else { return Self::new(new.to_owned(), self.encoding) };
        let (start, end) = (self.byte(range.start), self.byte(range.end));
        let mut text = self.text.clone();
        text.replace_range(start.min(end)..end.max(start), new);
        Self::new(text, self.encoding)
    }

    fn units_to(&self, at: usize) -> usize {
        let step = at / STEP;
        self.units[step] + self.encoding.count(&self.text.as_bytes()[step * STEP..at])
    }
}
