//! Cuts printed words into numbers, words and signs, each with its place.

use crate::error::{Error, Result};

/// A piece of a printed figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// As printed.
    pub(super) text: String,
    /// In lower case: what the tables know.
    pub(super) lower: String,
    /// Place in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits; `lower` holds them without their grouping.
    Number,
    /// "38th"; `lower` holds the digits.
    Ordinal,
    Word,
    Sign,
}

/// No statistical figure is printed with more digits; what has more is no figure, and would be slow.
const MOST_DIGITS: usize = 40;

pub(super) fn tokens(text: &str) -> Result<Vec<Token>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut i = 0;
    while let Some(&(start, c)) = chars.get(i) {
        let from = i;
        if is_space(c) {
            i += 1;
            continue;
        }
        let (kind, lower) = if c.is_ascii_digit() {
            let digits = number(text, &chars, &mut i)?;
            if ends_ordinal(&chars, i) && !digits.contains('.') {
                i += 2;
                (Kind::Ordinal, digits)
            } else {
                (Kind::Number, digits)
            }
        } else if c.is_alphabetic() && !is_counting_sign(c) {
            let in_word = |c: char| (c.is_alphabetic() && !is_counting_sign(c)) || matches!(c, '\'' | '’' | '&');
            while chars.get(i).is_some_and(|(_, c)| in_word(*c)) {
                i += 1;
            }
            // "km²": the square belongs to a length; behind any other word it is the mark of a note.
            let length = matches!(chars[from..i], [(_, 'm')] | [(_, 'k' | 'c' | 'm' | 'd'), (_, 'm')]);
            if length && chars.get(i).is_some_and(|(_, c)| matches!(c, '²' | '³')) {
                i += 1;
            }
            let word: String = chars[from..i].iter().map(|(_, c)| *c).collect();
            // "US$" is one sign, and the point of an abbreviation ("No. 1", "p.p.") says nothing.
            if super::words::opens_currency(&word) && chars.get(i).is_some_and(|(_, c)| matches!(c, '$' | '¥')) {
                i += 1;
                let sign: String = chars[from..i].iter().map(|(_, c)| *c).collect();
                (Kind::Sign, sign)
            } else {
                if chars.get(i).is_some_and(|(_, c)| *c == '.') {
                    i += 1;
                }
                (Kind::Word, word.to_lowercase())
            }
        } else {
            i += 1;
            let two = chars.get(i).is_some_and(|(_, next)| *next == '=') && matches!(c, '<' | '>');
            i += usize::from(two);
            let sign: String = chars[from..i].iter().map(|(_, c)| minus(*c)).collect();
            // "two-thirds", "10-fold", "40-plus": a hyphen before a letter joins words.
            let joins = sign == "-"
                && from > 0
                && chars[from - 1].1.is_alphanumeric()
                && chars.get(i).is_some_and(|(_, c)| c.is_alphabetic());
            if joins {
                continue;
            }
            (Kind::Sign, sign)
        };
        let end = chars.get(i).map_or(text.len(), |(at, _)| *at);
        let printed = text[start..end].trim_end_matches('.').to_owned();
        out.push(Token { kind, text: printed, lower, start, end });
    }
    Ok(out)
}

/// Space in any of the widths that printed figures are grouped and joined with.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\u{2060}')
}

/// Signs of one letter each, which stand together without spaces: 亿元.
fn is_counting_sign(c: char) -> bool {
    matches!(c, '元' | '万' | '亿')
}

fn minus(c: char) -> char {
    if matches!(c, '−' | '‐' | '‑' | '﹣' | '－') { '-' } else { c }
}

fn ends_ordinal(chars: &[(usize, char)], i: usize) -> bool {
    let letter = |k: usize| chars.get(i + k).map(|(_, c)| c.to_ascii_lowercase());
    let suffix = matches!(
        (letter(0), letter(1)),
        (Some('s'), Some('t')) | (Some('n' | 'r'), Some('d')) | (Some('t'), Some('h'))
    );
    suffix && !letter(2).is_some_and(char::is_alphanumeric)
}

/// Reads digits from `i` on, grouped by commas (in threes, or in the Indian way) or by spaces (in threes).
fn number(text: &str, chars: &[(usize, char)], i: &mut usize) -> Result<String> {
    let from = *i;
    let run = |at: usize| chars[at..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
    let digits_at = |at: usize, count: usize| chars[at..at + count].iter().map(|(_, c)| *c).collect::<String>();
    let mut groups = vec![digits_at(from, run(from))];
    *i += groups[0].len();
    let separator = chars.get(*i).map(|(_, c)| *c).filter(|c| *c == ',' || (is_space(*c) && groups[0].len() <= 3));
    if let Some(separator) = separator {
        while chars.get(*i).is_some_and(|(_, c)| *c == separator) {
            let count = chars.get(*i + 1).map_or(0, |_| run(*i + 1));
            if count == 0 || (separator != ',' && count != 3) {
                break;
            }
            groups.push(digits_at(*i + 1, count));
            *i += 1 + count;
        }
    }
    let place = |to: usize| {
        let start = chars[from].0;
        (start, chars.get(to).map_or(text.len(), |(at, _)| *at) - start)
    };
    let middle = &groups[1..groups.len().max(2) - 1];
    let well_grouped = groups.len() == 1
        || (groups[0].len() <= 3
            && groups.last().is_some_and(|last| last.len() == 3)
            && (middle.iter().all(|g| g.len() == 3) || (groups[0].len() <= 2 && middle.iter().all(|g| g.len() == 2))));
    if !well_grouped {
        let (start, len) = place(*i);
        return Err(Error::new(format!("'{}' is not grouped in thousands", &text[start..start + len]))
            .at(start, len, "a comma groups thousands here")
            .with_help("write 1,234.5 or 1 234.5 or 1234.5; decimals follow a point"));
    }
    let mut number = groups.concat();
    if chars.get(*i).is_some_and(|(_, c)| *c == '.') && chars.get(*i + 1).is_some_and(|(_, c)| c.is_ascii_digit()) {
        let count = run(*i + 1);
        number.push('.');
        number.push_str(&digits_at(*i + 1, count));
        *i += 1 + count;
    }
    let (start, len) = place(*i);
    if number.len() > MOST_DIGITS {
        return Err(Error::new(format!("a number of {} digits", number.len()))
            .at(start, len, "too many digits")
            .with_help(format!("no printed figure has more than {MOST_DIGITS}")));
    }
    let next = |k: usize| chars.get(*i + k).map(|(_, c)| *c);
    let exponent =
        matches!(next(0), Some('e' | 'E')) && next(1).is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+'));
    if exponent || (next(0) == Some('.') && number.contains('.')) {
        return Err(Error::new("this way of writing numbers is not understood")
            .at(start, len, "after this number")
            .with_help("write plain digits and a scale word: 1.5 million, not 1.5e6"));
    }
    Ok(number)
}
