//! HTML: running text, without scripts, navigation, code and tables.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::Drawn;
use super::draft::{Draft, Gap, Mark};
use super::markdown::close_raised;
use super::notes::{Counts, table};

/// What is no running text, with all that it holds.
const LEFT_OUT: [&str; 18] = [
    "script", "style", "nav", "aside", "footer", "code", "pre", "head", "template", "noscript", "svg", "math",
    "select", "button", "textarea", "iframe", "object", "title",
];

/// What stands within a line; all else parts paragraphs.
const WITHIN: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var",
];

/// What goes on from one part of a page to the next.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What is being left out: its name, how often it was opened within itself, and where it begins.
    out: Option<(String, usize, usize)>,
    /// Rows of the table that is being left out.
    rows: usize,
    raised: Option<Mark>,
    counts: Counts,
}

impl Page {
    /// Whether what comes next is left out.
    pub(super) fn is_within(&self) -> bool {
        self.out.is_some()
    }

    /// Says what was left out.
    pub(super) fn finish(&self, source: &str, remarks: &mut Vec<String>) {
        if let Some((name, _, at)) = &self.out {
            let line = source.get(..*at).unwrap_or_default().matches('\n').count() + 1;
            remarks.push(format!("<{name}> of line {line} is never closed: nothing after it was read"));
        }
        remarks.extend(self.counts.remark("elements left out"));
    }
}

pub(super) fn drawn(source: &str) -> Drawn {
    let mut draft = Draft::new(source);
    let mut remarks = Vec::new();
    let mut page = Page::default();
    part(source, 0..source.len(), &mut draft, &mut page, &mut remarks);
    page.finish(source, &mut remarks);
    Drawn::of(source, draft, true, remarks)
}

/// Adds the running text of a part of the source.
pub(super) fn part(
    source: &str,
    range: Range<usize>,
    draft: &mut Draft<'_>,
    page: &mut Page,
    remarks: &mut Vec<String>,
) {
    let base = range.start;
    let html = source.get(range).unwrap_or_default();
    let mut reader = Reader { source, draft, page, remarks };
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                reader.open(&name, base + tag.span.start);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if !reader.page.is_within() => {
                reader.text(base + text.span.start..base + text.span.end);
            }
            Token::Comment(words) if !reader.page.is_within() => reader.draft.comment(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
}

struct Reader<'a, 'b> {
    source: &'a str,
    draft: &'a mut Draft<'b>,
    page: &'a mut Page,
    remarks: &'a mut Vec<String>,
}

impl Reader<'_, '_> {
    fn open(&mut self, name: &str, at: usize) {
        if let Some((out, depth, _)) = &mut self.page.out {
            *depth += usize::from(out == name);
            self.page.rows += usize::from(out == "table" && name == "tr");
            return;
        }
        let known = LEFT_OUT.iter().find(|known| **known == name);
        if known.is_some() || name == "table" {
            if let Some(known) = known {
                self.page.counts.add(known);
            }
            self.page.out = Some((name.to_owned(), 1, at));
            self.page.rows = 0;
            self.part(name);
        } else if name == "sup" {
            self.page.raised = Some(self.draft.mark());
        } else {
            self.part(name);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((out, depth, _)) = &mut self.page.out {
            if out == name {
                *depth -= 1;
                if *depth == 0 {
                    if name == "table" {
                        self.remarks.push(table(self.page.rows));
                    }
                    self.page.out = None;
                    self.part(name);
                }
            }
        } else if name == "sup" {
            if let Some(mark) = self.page.raised.take() {
                close_raised(self.draft, mark);
            }
        } else {
            self.part(name);
        }
    }

    /// Parts paragraphs where an element does.
    fn part(&mut self, name: &str) {
        if name == "br" {
            self.draft.part(Gap::Line);
        } else if !WITHIN.contains(&name) && !matches!(name, "code" | "button" | "svg" | "math" | "script" | "wbr") {
            // A mark that is never closed raises nothing of the next paragraph.
            self.page.raised = None;
            self.draft.part(Gap::Paragraph);
        }
    }

    /// Running text, whose entities are put in words.
    fn text(&mut self, range: Range<usize>) {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let mut from = 0;
        while let Some(found) = raw.get(from..).and_then(|rest| rest.find('&')) {
            let at = from + found;
            self.draft.flow(range.start + from..range.start + at);
            let length = entity(raw.get(at..).unwrap_or_default());
            let words = decoded(raw.get(at..at + length).unwrap_or_default());
            let place = range.start + at..range.start + at + length;
            match words.as_str() {
                "\u{ad}" => {}
                " " | "\n" | "\t" => self.draft.part(Gap::Space),
                words => self.draft.put(words, place),
            }
            from = at + length;
        }
        self.draft.flow(range.start + from..range.end);
    }
}

/// How long what may be an entity is: the sign, a name or a number, and its end.
fn entity(raw: &str) -> usize {
    let name = raw.bytes().skip(1).take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    1 + name + usize::from(raw.as_bytes().get(1 + name) == Some(&b';'))
}

/// What an entity stands for; itself where it is none.
fn decoded(entity: &str) -> String {
    let tokens = Tokenizer::new(entity).filter_map(|token| match token {
        Ok(Token::String(words)) => Some(String::from_utf8_lossy(&words).into_owned()),
        _ => None,
    });
    tokens.collect()
}
