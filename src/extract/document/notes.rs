//! Marks of notes, and characters that nobody sees.

use std::collections::BTreeMap;

/// What raised words after others are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    /// The mark of a note: it is no part of the text.
    Note,
    /// An exponent of ten.
    Power,
    /// Part of the word or the unit: 38th, km2.
    Part,
}

/// Units that are squared or cubed.
const SQUARED: [&str; 7] = ["m", "km", "cm", "mm", "ft", "mi", "CO"];

/// So many characters before raised words are looked at.
const NEAR: usize = 24;

/// Tells what raised words are by what stands before them.
pub(super) fn raised(before: &str, words: &str) -> Raised {
    let marks = words.trim().trim_matches(['[', ']', '(', ')']);
    if marks.is_empty() || !marks.split([',', ' ', ';', '-', '–', '−']).all(is_mark) {
        return Raised::Part;
    }
    // The last word tells, and a text of one word may be long.
    let near = before.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at);
    let before = before.get(near..).unwrap_or_default();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = last.trim_start_matches(|c: char| !c.is_alphabetic());
    let number = marks.bytes().all(|byte| byte.is_ascii_digit());
    if number && SQUARED.contains(&word) && marks.len() == 1 {
        return Raised::Part;
    }
    // A note on a bare ten is rarer than a power of ten, and to lose the power would make another number.
    let ten = before
        .strip_suffix("10")
        .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || ".,".contains(c)));
    let signed = marks.strip_prefix(['-', '−', '–']).unwrap_or(marks);
    if ten && signed.bytes().all(|byte| byte.is_ascii_digit()) { Raised::Power } else { Raised::Note }
}

/// A number of up to three digits, a letter, or a sign of a note.
fn is_mark(mark: &str) -> bool {
    let mut all = mark.chars();
    match (all.next(), all.next()) {
        (None, _) => true,
        (Some(only), None) => only.is_ascii_alphanumeric() || "*†‡§¶#".contains(only),
        _ => mark.len() <= 3 && mark.chars().all(|c| c.is_ascii_digit() || "*†‡§¶#".contains(c)),
    }
}

/// What a character that nobody sees is called.
fn invisible_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "soft hyphens",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "marks of the direction of writing",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "turns of the direction of writing",
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "characters without width",
        '\u{2061}'..='\u{2064}' => "operators without width",
        _ => return None,
    })
}

/// The characters of a text that nobody sees, by kind: how many there are, and the byte of the first.
pub(super) fn invisible(text: &str) -> BTreeMap<&'static str, (usize, usize)> {
    let mut found = BTreeMap::new();
    // All of them are of two bytes or more: lines of ASCII are passed over.
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.is_ascii() {
            for (at, name) in line.char_indices().filter_map(|(at, c)| Some((at, invisible_name(c)?))) {
                found.entry(name).or_insert((0, start + at)).0 += 1;
            }
        }
        start += line.len();
    }
    found
}

/// What was left out, counted by what it is.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    pub(super) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// A remark: "left out: 3 code blocks, 2 images".
    pub(super) fn remark(&self, did: &str) -> Option<String> {
        let all: Vec<String> = self.0.iter().map(|(what, count)| format!("{count} × {what}")).collect();
        (!all.is_empty()).then(|| format!("{did}: {}", all.join(", ")))
    }
}

/// "1 word", "2 words".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A remark on a table that was not read.
pub(super) fn table(rows: usize) -> String {
    format!("a table of {} was not read", counted(rows, "row", "rows"))
}
