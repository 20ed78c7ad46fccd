//! A sentence with marks under its words, as compilers show it.
//!
//! A paragraph is often one line of thousands of characters, so that the lines of the file cannot be shown as they are: the sentence is, broken
//! where it fills the width. Renderers of diagnostics show whole lines, which is why this is one of our own.

use std::fmt::Write;
use std::ops::Range;

use anstyle::Style;

use crate::export::text::{DIM, Paint};

/// Something to be marked, by its bytes in the source.
pub(super) struct Mark {
    pub span: Range<usize>,
    /// Written under it.
    pub label: String,
    pub style: Style,
    /// `^` or `-`.
    pub sign: char,
}

/// A line of the excerpt.
struct Row {
    span: Range<usize>,
    /// The number of the line that it begins, where it begins one.
    line: Option<usize>,
    /// Whether something between it and the row before is left out.
    gap: bool,
}

/// A sentence of so many rows is shown whole; of a longer one only what is marked, with a row on either side.
const MOST_WHOLE: usize = 6;
/// How many bytes are shown on either side of what lies outside the sentence.
const AROUND: usize = 60;
/// A sentence of more bytes is none, but a table or the like.
const LONGEST: usize = 4000;

/// The sentence, and around it what is marked elsewhere, with all marks.
pub(super) fn excerpt(
    source: &str,
    sentence: &Range<usize>,
    marks: &[Mark],
    line_of: &dyn Fn(usize) -> usize,
    paint: Paint,
) -> String {
    let mut rows: Vec<Row> = Vec::new();
    let most = paint.width.unwrap_or(100).clamp(40, 100) - 8;
    for stretch in stretches(source, sentence, marks) {
        let gap = !rows.is_empty();
        let from = rows.len();
        broken(source, stretch, most, line_of, &mut rows);
        if let Some(first) = rows.get_mut(from) {
            first.gap = gap;
        }
    }
    let marked: Vec<bool> =
        rows.iter().map(|row| marks.iter().any(|mark| overlap(&mark.span, &row.span).is_some())).collect();
    let near = |i: usize| (i.saturating_sub(1)..=i + 1).any(|j| marked.get(j) == Some(&true));
    let gutter = rows.iter().filter_map(|row| row.line).max().map_or(1, |line| line.to_string().len());
    let mut out = String::new();
    let bar = paint.styled(DIM, "|");
    let _ = writeln!(out, "{:gutter$} {bar}", "");
    let mut left_out = false;
    for (i, row) in rows.iter().enumerate() {
        if !near(i) && rows.len() > MOST_WHOLE {
            left_out = true;
            continue;
        }
        if row.gap || left_out {
            let _ = writeln!(out, "{}", paint.styled(DIM, "..."));
        }
        left_out = false;
        let number = row.line.map_or_else(String::new, |line| line.to_string());
        let words: String = source[row.span.clone()].chars().map(plain).collect();
        let _ = writeln!(out, "{} {bar} {words}", paint.styled(DIM, &format!("{number:>gutter$}")));
        for pieces in under(source, row, marks) {
            let _ = writeln!(out, "{:gutter$} {bar} {}", "", drawn(&pieces, paint));
        }
    }
    out
}

/// What is shown, in order: the sentence, and stretches around marks outside of it; of a sentence that goes on and on, only these.
fn stretches(source: &str, sentence: &Range<usize>, marks: &[Mark]) -> Vec<Range<usize>> {
    let shown = if sentence.len() > LONGEST { 0..0 } else { sentence.clone() };
    let outside = marks.iter().filter(|mark| overlap(&mark.span, &shown).is_none());
    let mut all: Vec<Range<usize>> = outside.map(|mark| around(source, &mark.span)).collect();
    if !shown.is_empty() {
        all.push(shown);
    }
    all.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for stretch in all {
        match merged.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => merged.push(stretch),
        }
    }
    merged
}

/// Some whole words on either side, within the paragraph.
fn around(source: &str, span: &Range<usize>) -> Range<usize> {
    let from = source.floor_char_boundary(span.start.saturating_sub(AROUND));
    let to = source.ceil_char_boundary((span.end + AROUND).min(source.len()));
    let (before, behind) = (&source[from..span.start], &source[span.end..to]);
    let start = match (before.rfind("\n\n"), before.find(char::is_whitespace)) {
        (Some(at), _) => from + at + 2,
        (None, _) if from == 0 => 0,
        (None, space) => space.map_or(span.start, |at| from + at + 1),
    };
    let end = match (behind.find("\n\n"), behind.rfind(char::is_whitespace)) {
        (Some(at), _) => span.end + at,
        (None, _) if to == source.len() => to,
        (None, space) => span.end + space.unwrap_or(0),
    };
    source.ceil_char_boundary(start).min(span.start)..end
}

/// Breaks a stretch at the lines of the source, and these at spaces where they are too long.
fn broken(source: &str, stretch: Range<usize>, most: usize, line_of: &dyn Fn(usize) -> usize, rows: &mut Vec<Row>) {
    let mut from = stretch.start;
    for line in source[stretch].split_inclusive('\n') {
        let number = line_of(from);
        let mut first = true;
        let mut rest = line.trim_end();
        let mut at = from;
        while !rest.is_empty() {
            let end = rest.char_indices().nth(most).map_or(rest.len(), |(far, _)| {
                rest[..far].rfind(' ').filter(|space| *space > 0).map_or(far, |space| space + 1)
            });
            rows.push(Row { span: at..at + rest[..end].trim_end().len(), line: first.then_some(number), gap: false });
            first = false;
            at += end;
            rest = &rest[end..];
        }
        from += line.len();
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> Option<Range<usize>> {
    let both = a.start.max(b.start)..a.end.min(b.end);
    (both.start < both.end).then_some(both)
}

/// Words in a column of a row.
struct Piece {
    column: usize,
    words: String,
    style: Style,
}

impl Piece {
    fn end(&self) -> usize {
        self.column + self.words.chars().count()
    }
}

/// The rows under a row: the signs, with the last label behind them, then the other labels, each under its own signs.
fn under(source: &str, row: &Row, marks: &[Mark]) -> Vec<Vec<Piece>> {
    let column = |at: usize| source[row.span.start..at].chars().count();
    let mut signs: Vec<Piece> = Vec::new();
    // Each with the column where its signs end.
    let mut labels: Vec<(Piece, usize)> = Vec::new();
    for mark in marks {
        let Some(part) = overlap(&mark.span, &row.span) else { continue };
        let (start, end) = (column(part.start), column(part.end));
        // What was marked before stays visible.
        let free: Vec<usize> =
            (start..end).filter(|at| !signs.iter().any(|other| (other.column..other.end()).contains(at))).collect();
        for at in &free {
            signs.push(Piece { column: *at, words: mark.sign.to_string(), style: mark.style });
        }
        // What is stated says so where it begins, operands what they are where they end.
        let is_here = if mark.sign == '^' { part.start == mark.span.start } else { part.end == mark.span.end };
        if let Some(at) = free.first().filter(|_| is_here) {
            labels.push((Piece { column: *at, words: mark.label.clone(), style: mark.style }, end));
        }
    }
    if signs.is_empty() {
        return Vec::new();
    }
    signs.sort_by_key(|piece| piece.column);
    labels.sort_by_key(|(piece, _)| piece.column);
    let end = signs.last().map_or(0, Piece::end);
    // Behind the last sign there is room for the label of what it marks.
    if let Some((last, _)) = labels.pop_if(|(_, of)| *of == end) {
        signs.push(Piece { column: end + 1, ..last });
    }
    let mut all = vec![signs];
    let mut below: Vec<Vec<Piece>> = Vec::new();
    for (label, _) in labels.into_iter().rev() {
        match below.iter_mut().find(|line| line.last().is_none_or(|other| label.end() < other.column)) {
            Some(line) => line.push(label),
            None => below.push(vec![label]),
        }
    }
    all.extend(below.into_iter().map(|line| line.into_iter().rev().collect()));
    all
}

fn drawn(pieces: &[Piece], paint: Paint) -> String {
    let mut out = String::new();
    let mut at = 0;
    // Signs of one mark are one run, so that a terminal is told their colour once.
    for run in pieces.chunk_by(|a, b| a.end() == b.column && a.style == b.style) {
        let Some(first) = run.first() else { continue };
        out.push_str(&" ".repeat(first.column.saturating_sub(at)));
        let words: String = run.iter().map(|piece| piece.words.as_str()).collect();
        out.push_str(&paint.styled(first.style, &words));
        at = run.last().map_or(at, Piece::end);
    }
    out
}

/// A character that takes one column: controls and marks that turn the direction of writing would move what stands around them.
fn plain(c: char) -> char {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}
