//! Texts in lines: where a line may break, and what is cut where there is no room.

use super::shape::is_rtl;
use super::{Faces, Weight};

impl Faces {
    /// The text in lines no wider than `width`. Amounts stay whole ("CNY 40 trillion"), and a word that is too wide is cut.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in glued_words(text) {
            for (n, piece) in self.pieces(&word.text, size, weight, width).into_iter().enumerate() {
                let space = if word.spaced && n == 0 && !line.is_empty() { " " } else { "" };
                let longer = format!("{line}{space}{piece}");
                if line.is_empty() || (n == 0 && self.width(&longer, size, weight) <= width) {
                    line = longer;
                } else {
                    lines.push(std::mem::replace(&mut line, piece));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if is_rtl(text) {
            // A line that begins with a foreign word is still read as the text is.
            lines.iter_mut().filter(|line| !is_rtl(line)).for_each(|line| line.insert(0, RTL_MARK));
        }
        lines
    }

    /// The same in lines of about one length, so that no single word is left over.
    pub fn wrap_evenly(&self, text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        let lines = self.wrap(text, size, weight, width);
        if lines.len() < 2 {
            return lines;
        }
        // No narrower than the widest word, which would otherwise be cut to even out its parts.
        let word = glued_words(text).iter().map(|word| self.width(&word.text, size, weight)).fold(0.0, f64::max);
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
        let mut parts = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let fits = self.fitting(rest, "", size, weight, width).max(rest.chars().next().map_or(1, char::len_utf8));
            parts.push(rest[..fits].to_owned());
            rest = &rest[fits..];
        }
        parts
    }

    /// How much of a text, in bytes, fits into a width with an ending behind it.
    fn fitting(&self, text: &str, ending: &str, size: f64, weight: Weight, width: f64) -> usize {
        let ends: Vec<usize> = text.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
        let fits = |end: &usize| self.width(&format!("{}{ending}", &text[..*end]), size, weight) <= width;
        let count = ends.partition_point(fits);
        count.checked_sub(1).map_or(0, |last| ends[last])
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    pub fn cut(&self, text: &str, size: f64, weight: Weight, width: f64) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let kept = &text[..self.fitting(text, "…", size, weight, width)];
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

/// Says to whoever sets a line that it is read from right to left.
const RTL_MARK: char = '\u{200f}';

/// What a line may not break within.
#[derive(Debug, PartialEq)]
struct Word {
    text: String,
    /// Whether a space stands before it.
    spaced: bool,
}

/// Words, with amounts kept together; scripts that are written without spaces may break at each letter.
fn glued_words(text: &str) -> Vec<Word> {
    let mut groups: Vec<Word> = Vec::new();
    for word in text.split_whitespace() {
        match groups.last_mut() {
            Some(group) if glued(group.text.rsplit(' ').next().unwrap_or_default(), word) => {
                group.text.push(' ');
                group.text.push_str(word);
            }
            _ => {
                let mut parts = letters(word).into_iter();
                groups.extend(parts.next().map(|text| Word { text, spaced: true }));
                groups.extend(parts.map(|text| Word { text, spaced: false }));
            }
        }
    }
    groups
}

/// A word, parted before and after each ideograph; punctuation stays with what it belongs to.
fn letters(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in word.chars() {
        let breaks = before.is_some_and(|before| {
            (is_ideograph(before) || is_ideograph(c)) && !CLOSING.contains(c) && !OPENING.contains(before)
        });
        match parts.last_mut() {
            Some(part) if !breaks => part.push(c),
            _ => parts.push(c.to_string()),
        }
        before = Some(c);
    }
    parts
}

/// Chinese characters, kana, and the forms that are as wide.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Signs that do not begin a line, and signs that do not end one.
const CLOSING: &str = "、。，．：；！？）］｝〉》」』】〕％,.:;!?)]}%’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
const OPENING: &str = "（［｛〈《「『【〔([{‘“￥＄";

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

#[cfg(test)]
mod tests {
    use super::super::Fonts;
    use super::*;

    fn faces() -> &'static Faces {
        Fonts::default().faces().unwrap()
    }

    #[test]
    fn lines_keep_amounts_together_and_stay_within_the_width() {
        let lines = faces().wrap("GDP rose from almost CNY 40 trillion to more", 20.0, Weight::Bold, 170.0);
        assert_eq!(lines, ["GDP rose from", "almost", "CNY 40 trillion to", "more"]);
        assert!(lines.iter().all(|line| faces().width(line, 20.0, Weight::Bold) <= 170.0));
    }

    #[test]
    fn even_lines_cut_no_word() {
        assert_eq!(faces().wrap_evenly("Province 10", 14.0, Weight::Regular, 70.0), ["Province", "10"]);
        let title = "Tariffs fell below what China committed to when it joined the WTO";
        let lines = faces().wrap_evenly(title, 25.0, Weight::Bold, 794.0);
        assert_eq!(lines, ["Tariffs fell below what China", "committed to when it joined the WTO"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_into_lines() {
        let lines = faces().wrap(&"w".repeat(40), 20.0, Weight::Regular, 100.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| faces().width(line, 20.0, Weight::Regular) <= 100.0));
        assert_eq!(lines.concat().len(), 40);
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_fits() {
        let cut = faces().cut("Foreign exchange reserves", 20.0, Weight::Regular, 100.0);
        assert!(cut.ends_with('…') && faces().width(&cut, 20.0, Weight::Regular) <= 100.0, "{cut}");
    }

    #[test]
    fn scripts_without_spaces_break_between_letters_and_never_before_a_stop() {
        let parts: Vec<String> =
            glued_words("2023年GDP达126万亿元，翻番。").into_iter().map(|word| word.text).collect();
        assert_eq!(parts, ["2023", "年", "GDP", "达", "126", "万", "亿", "元，", "翻", "番。"]);
    }

    #[test]
    fn lines_of_a_right_to_left_text_are_all_read_from_the_right() {
        let lines = faces().wrap("\u{5d0}\u{5d1}\u{5d2} GDP CNY", 20.0, Weight::Regular, 50.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| is_rtl(line)), "{lines:?}");
    }
}
