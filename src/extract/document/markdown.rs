//! Markdown: paragraphs, headings, items of lists and footnotes; without marks, code blocks, tables, targets of links and front matter.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Drawn;
use super::draft::{Draft, Gap, Mark};
use super::html::{self, Page};
use super::notes::{Counts, Raised, raised, table};

struct Reader<'a> {
    draft: Draft<'a>,
    remarks: Vec<String>,
    counts: Counts,
    /// Rows of the table that is being passed over.
    rows: Option<usize>,
    /// Within a block or a link that is not read.
    within: usize,
    /// Where a raised word began.
    raised: Option<Mark>,
    /// Up to where the source was passed over.
    passed: usize,
    page: Page,
}

pub(super) fn drawn(source: &str) -> Drawn {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader {
        draft: Draft::new(source),
        remarks: Vec::new(),
        counts: Counts::default(),
        rows: None,
        within: 0,
        raised: None,
        passed: 0,
        page: Page::default(),
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(source, &event, range);
    }
    reader.page.finish(source, &mut reader.remarks);
    reader.remarks.extend(reader.counts.remark("left out"));
    Drawn::of(source, reader.draft, true, reader.remarks)
}

impl Reader<'_> {
    fn event(&mut self, source: &str, event: &Event<'_>, range: Range<usize>) {
        if let Some(rows) = &mut self.rows {
            match event {
                Event::Start(Tag::TableRow) => *rows += 1,
                Event::End(TagEnd::Table) => {
                    self.remarks.push(table(*rows));
                    self.rows = None;
                    self.draft.part(Gap::Paragraph);
                }
                _ => {}
            }
            return;
        }
        let html = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        if self.page.is_within() && !html {
            return;
        }
        if self.within > 0 {
            match event {
                Event::Start(_) => self.within += 1,
                Event::End(_) => self.within -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::End(tag) => {
                if is_block(*tag) {
                    self.draft.part(Gap::Paragraph);
                }
            }
            Event::Text(words) => self.text(source, words, range),
            Event::Code(words) => {
                let inner = source.get(range.clone()).and_then(|all| all.find(words.as_ref()));
                match inner {
                    Some(at) => self.draft.copy(range.start + at..range.start + at + words.len()),
                    None => self.draft.put(words, range),
                }
            }
            Event::SoftBreak => self.draft.part(Gap::Space),
            Event::HardBreak => self.draft.part(Gap::Line),
            // A comment of several lines is one only as a whole block.
            Event::Start(Tag::HtmlBlock) => self.html(source, range),
            Event::Start(tag) => self.start(tag),
            Event::Html(_) => {}
            Event::InlineHtml(words) => self.inline(words, range, source),
            Event::Rule => self.draft.part(Gap::Paragraph),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Table(_) => self.rows = Some(1),
            Tag::CodeBlock(_) => self.counts.add("code block"),
            Tag::MetadataBlock(_) => self.counts.add("front matter"),
            _ => {
                if is_block(tag.to_end()) {
                    self.draft.part(Gap::Paragraph);
                }
                return;
            }
        }
        if self.rows.is_none() {
            self.within = 1;
        }
        self.draft.part(Gap::Paragraph);
    }

    fn html(&mut self, source: &str, range: Range<usize>) {
        html::part(source, range, &mut self.draft, &mut self.page, &mut self.remarks);
    }

    fn text(&mut self, source: &str, words: &str, range: Range<usize>) {
        if source.get(range.clone()) != Some(words) {
            self.draft.put(words, range);
            return;
        }
        let mut from = range.start.max(self.passed);
        while let Some(reference) = lost(source, from..range.end) {
            self.counts.add("reference to a footnote that is not there");
            self.draft.flow(from..reference.start);
            self.passed = reference.end;
            from = reference.end.min(range.end);
        }
        self.draft.flow(from..range.end.max(from));
    }

    /// A tag or a comment within a paragraph.
    fn inline(&mut self, words: &str, range: Range<usize>, source: &str) {
        match words.to_ascii_lowercase().as_str() {
            "<sup>" => self.raised = Some(self.draft.mark()),
            "</sup>" => {
                if let Some(mark) = self.raised.take() {
                    close_raised(&mut self.draft, mark);
                }
            }
            _ => self.html(source, range),
        }
    }
}

/// Takes back what was raised if it is the mark of a note.
pub(super) fn close_raised(draft: &mut Draft<'_>, mark: Mark) {
    let words = draft.since(mark).to_owned();
    let before = draft.text().get(..draft.text().len() - words.len()).unwrap_or_default();
    match raised(before, &words) {
        Raised::Note => draft.cut(mark),
        Raised::Power => {
            let at = draft.source_end(mark);
            draft.cut(mark);
            draft.put(&format!("^{}", words.trim()), at);
        }
        Raised::Part => {}
    }
}

/// A reference to a footnote that begins in a stretch of text, `[^like-this]`: with a footnote it would be no text.
fn lost(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let signs = source.get(range.clone())?.match_indices('[').map(|(at, _)| range.start + at);
    signs.into_iter().find_map(|at| {
        let label = source.as_bytes().get(at..)?.strip_prefix(b"[^")?;
        let length = label.iter().take(64).position(|byte| *byte == b']' || byte.is_ascii_whitespace())?;
        (length > 0 && label[length] == b']').then_some(at..at + 2 + length + 1)
    })
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Strikethrough
    )
}
