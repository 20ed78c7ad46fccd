//! A text while it is drawn from a file: what is copied, what stands for something else, and what parts words and paragraphs.

use std::ops::Range;

use super::Comment;

/// A stretch of the text, up to the next one, and what it stands for in the source.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where it begins in the text.
    pub at: usize,
    /// What it stands for.
    pub source: Range<usize>,
    /// Whether it is the same bytes there.
    pub copied: bool,
}

impl Piece {
    /// Where a byte of this piece stands in the source.
    pub(super) fn source_of(&self, at: usize) -> usize {
        if self.copied {
            self.source.end.min(self.source.start + at.saturating_sub(self.at))
        } else {
            self.source.start
        }
    }

    /// What a stretch of the text takes of the source in this piece.
    pub(super) fn source_span(&self, span: &Range<usize>) -> Range<usize> {
        if self.copied { self.source_of(span.start)..self.source_of(span.end) } else { self.source.clone() }
    }
}

/// What parts two words, from the weakest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// A text that is being drawn.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
    comments: Vec<Comment>,
    /// What parts the text so far from what comes next.
    gap: Gap,
}

/// How far a text had been drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    gap: Gap,
}

impl<'a> Draft<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, text: String::new(), pieces: Vec::new(), comments: Vec::new(), gap: Gap::None }
    }

    /// The text so far, without what parts it from what comes next.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Parts what comes next from the text so far; the strongest of several holds.
    pub(super) fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds a stretch of the source as it is.
    pub(super) fn copy(&mut self, source: Range<usize>) {
        let words = self.source.get(source.clone()).unwrap_or_default();
        if !words.is_empty() {
            self.add(words, source, true);
        }
    }

    /// Adds words that stand for a stretch of the source.
    pub(super) fn put(&mut self, words: &str, source: Range<usize>) {
        if !words.is_empty() {
            self.add(words, source, false);
        }
    }

    /// Adds running text of the source in which a line end is a space and several blanks are one. No-break spaces are kept, and soft
    /// hyphens, which no reader sees, are not.
    pub(super) fn flow(&mut self, source: Range<usize>) {
        let words = self.source.get(source.clone()).unwrap_or_default();
        let mut start = 0;
        while let Some(from) = words.get(start..).and_then(|rest| rest.find(|c| !is_blank(c))) {
            if from > 0 {
                self.part(Gap::Space);
            }
            let from = start + from;
            let rest = words.get(from..).unwrap_or_default();
            let end = rest.find(is_blank).map_or(words.len(), |at| from + at);
            let mut at = from;
            for word in words.get(from..end).unwrap_or_default().split('\u{ad}') {
                self.copy(source.start + at..source.start + at + word.len());
                at += word.len() + '\u{ad}'.len_utf8();
            }
            start = end;
        }
        if start < words.len() {
            self.part(Gap::Space);
        }
    }

    /// Keeps a comment that stands here.
    pub(super) fn comment(&mut self, words: &str) {
        // The middle of what parts two paragraphs belongs to neither.
        let at = self.text.len() + usize::from(self.gap == Gap::Paragraph && !self.text.is_empty());
        self.comments.push(Comment { at, words: words.trim().to_owned() });
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), gap: self.gap }
    }

    /// What was added since.
    pub(super) fn since(&self, mark: Mark) -> &str {
        self.text.get(mark.text..).unwrap_or_default()
    }

    /// What was added since stands for.
    pub(super) fn source_end(&self, mark: Mark) -> Range<usize> {
        let end = self.pieces.last().map_or(0, |piece| piece.source.end);
        let first = self.pieces.iter().rev().take_while(|piece| piece.at >= mark.text).last();
        first.map_or(end, |piece| piece.source.start)..end
    }

    /// Takes back what was added since.
    pub(super) fn cut(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.pieces.truncate(self.pieces.partition_point(|piece| piece.at < mark.text));
        if let Some(last) = self.pieces.last_mut().filter(|last| last.copied) {
            last.source.end = last.source.start + mark.text - last.at;
        }
        self.gap = mark.gap;
    }

    /// The text, what it stands for, and the comments.
    pub(super) fn finish(mut self) -> (String, Vec<Piece>, Vec<Comment>) {
        for comment in &mut self.comments {
            comment.at = comment.at.min(self.text.len());
        }
        (self.text, self.pieces, self.comments)
    }

    fn add(&mut self, words: &str, source: Range<usize>, copied: bool) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap != Gap::None && !self.text.is_empty() {
            let before = self.pieces.last().map_or(0, |piece| piece.source.end);
            let parted = if before <= source.start { before..source.start } else { source.start..source.start };
            let same = self.source.get(parted.clone()) == Some(gap.text());
            self.join(gap.text(), parted, same);
        }
        self.join(words, source, copied);
    }

    fn join(&mut self, words: &str, source: Range<usize>, copied: bool) {
        match self.pieces.last_mut() {
            Some(last) if copied && last.copied && last.source.end == source.start => last.source.end = source.end,
            _ => self.pieces.push(Piece { at: self.text.len(), source, copied }),
        }
        self.text.push_str(words);
    }
}

/// The blanks that HTML and Markdown run together; a no-break space is none.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}
