//! DOCX: the paragraphs of a Word document, then its footnotes and endnotes; without tables, deleted and hidden text, and formulas.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Drawn;
use super::draft::{Draft, Gap};
use super::format::WORD;
use super::notes::{Counts, Raised, counted, raised, table};
use super::{LARGEST, too_large};
use crate::error::{Error, Result};
use crate::observations::archive;

/// The parts that hold running text, in the order in which they are read.
const PARTS: [&str; 3] = [WORD, "word/footnotes.xml", "word/endnotes.xml"];

/// Elements that are left out with all that they hold, and what they are called.
const LEFT_OUT: [(&str, &str); 8] = [
    ("w:del", "deleted stretch"),
    ("w:moveFrom", "stretch that was moved elsewhere"),
    ("mc:Fallback", ""),
    ("w:instrText", ""),
    ("w:delText", ""),
    ("m:oMath", "formula"),
    ("w:txbxContent", "text box"),
    ("w:pict", "picture"),
];

pub(super) fn drawn(name: &str, bytes: &[u8]) -> Result<Drawn> {
    let found = archive::named(name, bytes, &PARTS)?;
    let mut body = Body::default();
    for part in PARTS {
        for (_, xml) in found.iter().filter(|(member, _)| member == part) {
            if u64::try_from(xml.len()).unwrap_or(u64::MAX) > LARGEST {
                return Err(too_large(name));
            }
            let shown = format!("{name}/{part}");
            let text =
                std::str::from_utf8(xml).map_err(|error| damaged(&shown, &format!("it is not in UTF-8: {error}")))?;
            body.part(&shown, text.trim_start_matches('\u{feff}'))?;
        }
    }
    let source = body.paragraphs.join("\n");
    let mut draft = Draft::new(&source);
    let mut at = 0;
    for paragraph in &body.paragraphs {
        draft.part(Gap::Paragraph);
        draft.copy(at..at + paragraph.len());
        at += paragraph.len() + 1;
    }
    let remarks = body.remarks();
    Ok(Drawn::of(&source, draft, false, remarks))
}

/// What is gathered from the parts of a document.
#[derive(Default)]
struct Body {
    /// Paragraphs that hold text, each on one line.
    paragraphs: Vec<String>,
    paragraph: String,
    /// Whether the paragraph is one of the table of contents.
    listed: bool,
    /// Whether text is being read, not blanks between elements.
    words: bool,
    run: Run,
    /// The element that is being left out, and how often it was opened within itself.
    out: Option<(String, usize)>,
    /// Tables that are open, and rows of the outermost.
    tables: usize,
    rows: usize,
    counts: Counts,
    tables_left: Vec<usize>,
    notes: usize,
}

/// How the words of a run are set.
#[derive(Default)]
struct Run {
    /// Whether it is open: in the properties of a paragraph, tabs are stops.
    open: bool,
    raised: bool,
    hidden: bool,
    /// Where its words begin in the paragraph.
    start: usize,
}

impl Body {
    fn part(&mut self, shown: &str, xml: &str) -> Result<()> {
        let mut reader = Reader::from_str(xml);
        loop {
            let event = reader.read_event().map_err(|error| damaged(shown, &error))?;
            match event {
                // Entities of its own are how XML is made to fetch files and to fill the memory; Word writes none.
                Event::DocType(_) => {
                    return Err(Error::new(format!("{shown} declares a document type, which no Word document does"))
                        .with_help(
                            "it may read other files or fill the memory: save it again with Word or LibreOffice",
                        ));
                }
                Event::Start(tag) => self.open(&tag, false),
                Event::Empty(tag) => self.open(&tag, true),
                Event::End(tag) => self.close(tag.name().as_ref()),
                Event::Text(text) if self.words => self.add(&text),
                Event::CData(text) if self.words => self.add(&text),
                Event::GeneralRef(name) if self.words => {
                    let c = match name.resolve_char_ref().map_err(|error| damaged(shown, &error))? {
                        Some(c) => c,
                        None => predefined(&name)
                            .ok_or_else(|| damaged(shown, &format!("the entity '{}' is not declared", &*name)))?,
                    };
                    self.add(c.encode_utf8(&mut [0; 4]));
                }
                Event::Eof => {
                    // What is cut off in a table or in deleted text says nothing of the next part.
                    (self.out, self.tables, self.words) = (None, 0, false);
                    self.end_paragraph();
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.name();
        let name = name.as_ref();
        if let Some((out, depth)) = &mut self.out {
            *depth += usize::from(out == name && !empty);
            return;
        }
        // In the properties of a run or a paragraph an insertion or deletion mark has no content.
        if let Some((_, what)) = LEFT_OUT.iter().find(|(out, _)| *out == name) {
            if !empty {
                if !what.is_empty() && self.tables == 0 {
                    self.counts.add(what);
                }
                self.out = Some((name.to_owned(), 1));
            }
            return;
        }
        match name {
            "w:tbl" if !empty => {
                self.end_paragraph();
                self.tables += 1;
            }
            "w:tr" => self.rows += usize::from(self.tables == 1),
            "w:p" => {
                self.end_paragraph();
                self.listed = false;
            }
            "w:pStyle" => {
                self.listed = value(tag)
                    .is_some_and(|style| style.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("toc")));
            }
            "w:r" => self.run = Run { open: true, start: self.paragraph.len(), ..Run::default() },
            "w:vertAlign" => self.run.raised = value(tag).is_some_and(|value| value == "superscript"),
            "w:vanish" | "w:webHidden" => {
                self.run.hidden = !value(tag).is_some_and(|value| value == "0" || value == "false");
            }
            "w:t" => self.words = !empty,
            "w:tab" | "w:br" | "w:cr" | "w:ptab" if self.run.open => self.add(" "),
            "w:noBreakHyphen" => self.add("-"),
            "w:sym" => self.counts.add("sign of a symbol font"),
            // Lines that part notes from the text are notes too.
            "w:footnote" | "w:endnote" => {
                let kind = attribute(tag, "w:type");
                if kind.is_some_and(|kind| kind != "normal") && !empty {
                    self.out = Some((name.to_owned(), 1));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((out, depth)) = &mut self.out {
            if out == name {
                *depth -= 1;
                if *depth == 0 {
                    self.out = None;
                }
            }
            return;
        }
        match name {
            "w:p" => self.end_paragraph(),
            "w:t" => self.words = false,
            "w:r" => self.end_run(),
            "w:tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.tables_left.push(std::mem::take(&mut self.rows));
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        if self.tables == 0 {
            self.paragraph.extend(words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
    }

    /// Takes back the words of a run that is the mark of a note, or hidden.
    fn end_run(&mut self) {
        let start = self.run.start.min(self.paragraph.len());
        self.run.open = false;
        let words = self.paragraph.get(start..).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        if self.run.hidden {
            self.counts.add("hidden stretch");
            self.paragraph.truncate(start);
        } else if self.run.raised {
            let before = self.paragraph.get(..start).unwrap_or_default();
            match raised(before, words) {
                Raised::Note => {
                    self.notes += 1;
                    self.paragraph.truncate(start);
                }
                Raised::Power => self.paragraph.insert(start, '^'),
                Raised::Part => {}
            }
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.run = Run::default();
        let kept: Range<usize> = trimmed(&paragraph);
        let words = paragraph.get(kept).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        if self.listed {
            self.counts.add("line of the table of contents");
        } else {
            self.paragraphs.push(words.to_owned());
        }
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<String> = self.tables_left.iter().map(|rows| table(*rows)).collect();
        if self.notes > 0 {
            remarks.push(format!(
                "{} left out",
                counted(self.notes, "raised mark of a note was", "raised marks of notes were")
            ));
        }
        remarks.extend(self.counts.remark("left out"));
        remarks
    }
}

/// Where a paragraph has its words, without the blanks around them.
fn trimmed(paragraph: &str) -> Range<usize> {
    let start = paragraph.len() - paragraph.trim_start_matches(' ').len();
    start..paragraph.trim_end_matches(' ').len().max(start)
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "w:val")
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The entities that all XML knows.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn damaged(shown: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("{shown} is damaged: {error}"))
        .with_help("save it again with Word or LibreOffice, or download it again")
}
