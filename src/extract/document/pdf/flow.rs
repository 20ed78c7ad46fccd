//! Paragraphs from the lines of all pages, and one text from them.

use std::collections::HashSet;

use super::super::Drawn;
use super::super::draft::{Draft, Gap};
use super::super::notes::counted;
use super::{Page, Row};

/// A line by its page and its place there.
type At = (usize, usize);

pub(super) fn drawn(pages: &[Page], mut remarks: Vec<String>) -> Drawn {
    let mut source = String::new();
    let mut starts = Vec::new();
    let mut places: Vec<Vec<usize>> = Vec::new();
    for page in pages {
        starts.push(source.len());
        let mut of_page = Vec::new();
        for row in &page.rows {
            of_page.push(source.len());
            source.push_str(&row.read.text);
            source.push('\n');
        }
        places.push(of_page);
    }
    let known = Known::of(pages);
    let mut draft = Draft::new(&source);
    let (mut joined, mut notes) = (0, 0);
    for paragraph in paragraphs(pages) {
        draft.part(Gap::Paragraph);
        for (i, (page, at)) in paragraph.iter().enumerate() {
            let row = &pages[*page].rows[*at];
            let place = places[*page][*at];
            let next = paragraph.get(i + 1).map(|(page, at)| pages[*page].rows[*at].read.text.as_str());
            let text = row.read.text.as_str();
            let join = next.map_or(Join::Apart, |next| known.join(text, next));
            let end =
                text.len() - if join == Join::Word { text.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
            let mut from = 0;
            for (start, stop, words) in &row.read.out {
                draft.flow(place + from..place + start);
                draft.put(words, place + start..place + stop);
                from = *stop;
            }
            draft.flow(place + from..place + end.max(from));
            match join {
                Join::Apart => draft.part(Gap::Space),
                Join::Word => joined += 1,
                Join::Sign => {}
            }
            notes += row.read.notes;
        }
    }
    if joined > 0 {
        remarks.push(format!("{} joined over line ends", counted(joined, "word was", "words were")));
    }
    if notes > 0 {
        remarks.push(format!("{} left out", counted(notes, "raised mark of a note was", "raised marks of notes were")));
    }
    Drawn { pages: starts, ..Drawn::of(&source, draft, false, remarks) }
}

/// How a line goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// As another word.
    Apart,
    /// As the same word; its hyphen is only there for the line.
    Word,
    /// Without a blank, after a sign that stays.
    Sign,
}

/// The words of a text, by which it is told whether a hyphen belongs to one.
struct Known {
    words: HashSet<String>,
    compounds: HashSet<String>,
}

impl Known {
    fn of(pages: &[Page]) -> Self {
        let mut known = Self { words: HashSet::new(), compounds: HashSet::new() };
        for row in pages.iter().flat_map(|page| &page.rows) {
            for word in row.read.text.split_whitespace() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_hyphen(c));
                if word.ends_with(is_hyphen) {
                    continue;
                }
                if word.contains(is_hyphen) {
                    known.compounds.insert(word.replace(is_hyphen, "-").to_lowercase());
                } else {
                    known.words.insert(word.to_lowercase());
                }
            }
        }
        known
    }

    fn join(&self, line: &str, next: &str) -> Join {
        let Some(sign) = line.chars().next_back() else { return Join::Apart };
        let before = line.strip_suffix(sign).unwrap_or_default();
        let first = next.chars().next().unwrap_or(' ');
        if matches!(sign, '–' | '—' | '/') {
            // Between blanks a dash stands for a comma.
            return if before.ends_with(char::is_alphanumeric) { Join::Sign } else { Join::Apart };
        }
        if !is_hyphen(sign) || !before.ends_with(char::is_alphanumeric) {
            return Join::Apart;
        }
        if sign == '\u{ad}' {
            return Join::Word;
        }
        if !first.is_lowercase() || before.ends_with(|c: char| c.is_numeric()) {
            return Join::Sign;
        }
        let head = before.rsplit(|c: char| !c.is_alphanumeric() && !is_hyphen(c)).next().unwrap_or_default();
        let tail = next.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c)).next().unwrap_or_default();
        let [head, tail] = [head, tail].map(|part| part.replace(is_hyphen, "-").to_lowercase());
        let compound =
            self.compounds.contains(&format!("{head}-{tail}")) && !self.words.contains(&format!("{head}{tail}"));
        if compound { Join::Sign } else { Join::Word }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

/// A paragraph that more lines may join.
struct Open {
    lines: Vec<At>,
    size: f64,
    /// Whether its last line reaches the end of its column.
    full: bool,
}

/// The lines of each paragraph, in the order in which they begin.
fn paragraphs(pages: &[Page]) -> Vec<Vec<At>> {
    /// A paragraph goes on in the next column after no more than so many others: footnotes and captions.
    const BETWEEN: usize = 12;
    let lead = lead(pages);
    let mut all: Vec<Open> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let rows: Vec<usize> = (0..page.rows.len()).filter(|at| !page.rows[*at].out).collect();
        for column in rows.chunk_by(|one, other| page.rows[*one].column == page.rows[*other].column) {
            let of = |at: usize| &page.rows[at];
            let right = column.iter().map(|at| of(*at).line.end).fold(f64::NEG_INFINITY, f64::max);
            let left = column.iter().map(|at| of(*at).line.start).fold(f64::INFINITY, f64::min);
            let from = all.len();
            for (i, at) in column.iter().enumerate() {
                let row = of(*at);
                let open = match i.checked_sub(1).and_then(|before| column.get(before)) {
                    None => {
                        let near = from.saturating_sub(BETWEEN)..from;
                        near.rev().find(|open| (all[*open].size - row.line.size).abs() < 0.05 * row.line.size).filter(
                            |open| {
                                let open = &all[*open];
                                let last = open.lines.last().map(|(page, at)| &pages[*page].rows[*at]);
                                last.is_some_and(|last| goes_on(last, open.full, row))
                            },
                        )
                    }
                    Some(before) => {
                        let last = all.len().saturating_sub(1);
                        let first = all.get(last).is_some_and(|open| open.lines.len() == 1);
                        let next = column.get(i + 1).map(|next| of(*next));
                        let width = (left, right);
                        (!begins(of(*before), row, next, first, lead, width)).then_some(last)
                    }
                };
                let full = row.line.end > right - 2.0 * row.line.size;
                match open {
                    Some(open) => {
                        push(&mut all[open], (number, *at), full);
                        // Kept last, so that the next line finds it.
                        if open + 1 < all.len() {
                            let moved = all.remove(open);
                            all.push(moved);
                        }
                    }
                    None => all.push(Open { lines: vec![(number, *at)], size: row.line.size, full }),
                }
            }
        }
    }
    all.sort_by_key(|open| open.lines.first().copied());
    all.into_iter().map(|open| open.lines).collect()
}

fn push(open: &mut Open, at: At, full: bool) {
    open.lines.push(at);
    open.full = full;
}

/// How far lines of one paragraph stand from each other, in ems: what most do.
fn lead(pages: &[Page]) -> f64 {
    let mut gaps: Vec<f64> = Vec::new();
    for page in pages {
        for pair in page.rows.windows(2) {
            let [one, other] = pair else { continue };
            let gap = (other.line.base - one.line.base) / other.line.size;
            let alike = (one.line.size - other.line.size).abs() < 0.05 * one.line.size;
            if alike && one.column == other.column && !one.out && !other.out && (0.8..3.0).contains(&gap) {
                gaps.push(gap);
            }
        }
    }
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(1.2)
}

/// Whether a line begins a paragraph after the line above it.
fn begins(before: &Row, row: &Row, next: Option<&Row>, first: bool, lead: f64, (left, right): (f64, f64)) -> bool {
    let size = row.line.size.max(before.line.size);
    let apart = row.line.base - before.line.base > (1.25 * lead + 0.05) * size;
    if (row.line.size - before.line.size).abs() > 0.08 * size || apart || is_item(&row.read.text) {
        return true;
    }
    let short = before.line.end < right - 0.25 * (right - left);
    let ended = ends_sentence(before);
    let open = before.read.text.ends_with(|c| is_hyphen(c) || matches!(c, '–' | '—' | '/'));
    if open || !ended && row.read.text.starts_with(char::is_lowercase) {
        return false;
    }
    let indent = (row.line.start - before.line.start) / size;
    if indent > 0.8 {
        // The second line of an item hangs, and those after it stand below it.
        let hangs = first && next.is_none_or(|next| (next.line.start - row.line.start).abs() < 0.5 * size);
        return !hangs || (short && ended);
    }
    if indent < -0.8 {
        return !first || (short && ended);
    }
    short && (ended || before.line.end < right - 0.4 * (right - left))
}

/// Whether a paragraph goes on in the first line of the next column or page.
fn goes_on(last: &Row, full: bool, row: &Row) -> bool {
    let first = row.read.text.trim_start_matches(['(', '“', '"', '‘']).chars().next().unwrap_or(' ');
    !ends_sentence(last) && !is_item(&row.read.text) && (first.is_lowercase() || full && first.is_alphanumeric())
}

fn ends_sentence(row: &Row) -> bool {
    let text = row.read.text.as_str();
    // The mark of a note stands after the point.
    let mark = row.read.out.last().filter(|(_, end, words)| *end == text.len() && words.is_empty());
    let text = mark.map_or(text, |(start, ..)| text.get(..*start).unwrap_or_default());
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']', ' ']).ends_with(['.', '!', '?', ':', ';'])
}

/// Whether a line begins with the mark of an item.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '■', '●', '○', '◦', '‣', '➢', '✓']) || text.starts_with("– ")
}
