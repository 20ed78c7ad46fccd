//! The two faces that every chart is set in, and the measuring of text in them.
//!
//! Widths are the advances of the very glyphs that are drawn, so what is measured is what is seen. Nothing is looked up
//! on the machine. Faces without the characters of a text draw an empty box for each, and the scene lists them.

use std::sync::LazyLock;

use ttf_parser::{Face, FaceParsingError, GlyphId};

use crate::error::{Error, Result};

/// Height of a text's box above its baseline, in parts of the text size: capitals and a bare accent.
pub const ASCENT: f64 = 0.80;
/// Depth of a text's box below its baseline, in parts of the text size.
pub const DESCENT: f64 = 0.24;
/// From one baseline to the next, in parts of the text size.
pub const LEADING: f64 = 1.28;

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Noto Sans Regular.
    Regular,
    /// Noto Sans Bold.
    Bold,
}

/// The faces of the program.
pub(crate) struct Faces {
    regular: Face<'static>,
    bold: Face<'static>,
}

static FACES: LazyLock<Result<Faces, FaceParsingError>> = LazyLock::new(|| {
    Ok(Faces { regular: Face::parse(notosans::REGULAR_TTF, 0)?, bold: Face::parse(notosans::BOLD_TTF, 0)? })
});

impl Faces {
    /// The faces, parsed once.
    pub fn get() -> Result<&'static Self> {
        FACES.as_ref().map_err(|error| Error::new(format!("the built-in face cannot be read: {error}")))
    }

    pub fn face(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The glyph of a character and its advance in parts of the text size. What the face lacks is its glyph 0, a box.
    pub fn glyph(&self, c: char, weight: Weight) -> (GlyphId, f64) {
        let face = self.face(weight);
        let glyph = face.glyph_index(c).unwrap_or(GlyphId(0));
        (glyph, f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / f64::from(face.units_per_em()))
    }

    /// Whether both faces can draw the character.
    pub fn has(&self, c: char) -> bool {
        self.regular.glyph_index(c).is_some() && self.bold.glyph_index(c).is_some()
    }

    /// How wide a text is at a size.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        text.chars().map(|c| self.glyph(c, weight).1).sum::<f64>() * size
    }

    /// The text in lines no wider than `width`. Amounts stay whole ("CNY 40 trillion"), and a word that is too wide is cut.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in glued_words(text) {
            for piece in self.pieces(&word, size, weight, width) {
                let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
                if line.is_empty() || self.width(&longer, size, weight) <= width {
                    line = longer;
                } else {
                    lines.push(std::mem::replace(&mut line, piece));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The same in lines of about one length, so that no single word is left over.
    pub fn wrap_evenly(&self, text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        let lines = self.wrap(text, size, weight, width);
        // No narrower than the widest word, which would otherwise be cut to even out its parts.
        let word = glued_words(text).iter().map(|word| self.width(word, size, weight)).fold(0.0, f64::max);
        let (mut narrow, mut wide) = ((width * 0.5).max(word).min(width), width);
        for _ in 0..8 {
            let middle = f64::midpoint(narrow, wide);
            if self.wrap(text, size, weight, middle).len() > lines.len() { narrow = middle } else { wide = middle }
        }
        self.wrap(text, size, weight, wide)
    }

    /// A group of words as it is, or, if it is wider than a line, its words, or, if one of these is, its parts.
    fn pieces(&self, word: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        if self.width(word, size, weight) <= width {
            return vec![word.to_owned()];
        }
        if word.contains(' ') {
            return word.split(' ').flat_map(|part| self.pieces(part, size, weight, width)).collect();
        }
        let mut parts = vec![String::new()];
        let mut used = 0.0;
        for c in word.chars() {
            let advance = self.glyph(c, weight).1 * size;
            if used > 0.0 && used + advance > width {
                parts.push(String::new());
                used = 0.0;
            }
            if let Some(part) = parts.last_mut() {
                part.push(c);
            }
            used += advance;
        }
        parts
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    pub fn cut(&self, text: &str, size: f64, weight: Weight, width: f64) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let room = width - self.width("…", size, weight);
        let mut used = 0.0;
        let kept: String = text
            .chars()
            .take_while(|c| {
                used += self.glyph(*c, weight).1 * size;
                used <= room
            })
            .collect();
        format!("{}…", kept.trim_end_matches([' ', ',', ';', '.', ':']))
    }

    /// At most so many lines; the last one ends in an ellipsis where more was to come.
    pub fn first_lines(
        &self,
        mut lines: Vec<String>,
        most: usize,
        size: f64,
        weight: Weight,
        width: f64,
    ) -> Vec<String> {
        if lines.len() > most {
            let rest = lines.split_off(most.max(1) - 1).join(" ");
            lines.push(self.cut(&rest, size, weight, width));
        }
        lines
    }
}

/// Words, with amounts kept together.
fn glued_words(text: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match groups.last_mut() {
            Some(group) if glued(group.rsplit(' ').next().unwrap_or_default(), word) => {
                group.push(' ');
                group.push_str(word);
            }
            _ => groups.push(word.to_owned()),
        }
    }
    groups
}

/// Scale words and units that belong to the digits before them.
const SCALE_WORDS: [&str; 9] = ["million", "billion", "trillion", "m", "bn", "trn", "pp", "percent", "times"];

/// Whether a line must not break between two words: a currency and its digits or scale, digits and their scale word.
fn glued(before: &str, after: &str) -> bool {
    let digits = |word: &str| word.trim_start_matches(['−', '(']).starts_with(|c: char| c.is_ascii_digit());
    let code = before.trim_start_matches('(');
    let after_word = after.trim_end_matches([',', '.', ';', ':', ')', '?']);
    let scale = SCALE_WORDS.contains(&after_word);
    (code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) && (digits(after) || scale))
        || (digits(before) && !before.ends_with([',', '.']) && scale)
}

/// A text in one line: white space becomes a space, and what XML cannot carry or no reader sees is left out.
pub(crate) fn clean(text: &str) -> String {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !unseen(*c))
        .collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_tabular_in_both_weights() {
        let faces = Faces::get().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let zero = faces.width("0", 100.0, weight);
            for digit in '1'..='9' {
                assert!((faces.width(&digit.to_string(), 100.0, weight) - zero).abs() < 1e-9, "{digit} {weight:?}");
            }
        }
    }

    #[test]
    fn lines_keep_amounts_together_and_stay_within_the_width() {
        let faces = Faces::get().unwrap();
        let lines = faces.wrap("GDP rose from almost CNY 40 trillion to more", 20.0, Weight::Bold, 170.0);
        assert_eq!(lines, ["GDP rose from", "almost", "CNY 40 trillion to", "more"]);
        assert!(lines.iter().all(|line| faces.width(line, 20.0, Weight::Bold) <= 170.0));
    }

    #[test]
    fn even_lines_cut_no_word() {
        let faces = Faces::get().unwrap();
        assert_eq!(faces.wrap_evenly("Province 10", 14.0, Weight::Regular, 70.0), ["Province", "10"]);
        let title = "Tariffs fell below what China committed to when it joined the WTO";
        let lines = faces.wrap_evenly(title, 25.0, Weight::Bold, 794.0);
        assert_eq!(lines, ["Tariffs fell below what China", "committed to when it joined the WTO"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_into_lines() {
        let faces = Faces::get().unwrap();
        let lines = faces.wrap(&"w".repeat(40), 20.0, Weight::Regular, 100.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| faces.width(line, 20.0, Weight::Regular) <= 100.0));
        assert_eq!(lines.concat().len(), 40);
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_fits() {
        let faces = Faces::get().unwrap();
        let cut = faces.cut("Foreign exchange reserves", 20.0, Weight::Regular, 100.0);
        assert!(cut.ends_with('…') && faces.width(&cut, 20.0, Weight::Regular) <= 100.0, "{cut}");
    }

    #[test]
    fn control_and_unseen_characters_are_dropped() {
        assert_eq!(clean("a\u{0}b\nc\u{200b}  d\t"), "ab c d");
    }
}
