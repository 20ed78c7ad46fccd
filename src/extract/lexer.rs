//! Cuts a text into words, numbers and signs, each with its place, and these into sentences.
//!
//! One pass from left to right; what a number belongs to is settled later. What is no number of the prose at all is told here:
//! names that hold digits ("5G", "COVID-19"), dates in digits, times, versions, addresses of the web, marks of notes.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use super::lexicon::{self, ABBREVIATION, FRACTION, FUNCTION, MONTH, MULTIPLE, NUMERAL, SCALE};
use super::money::Spoken;

/// A piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// In lower case; for numbers the digits without their grouping.
    pub(super) lower: Cow<'a, str>,
    /// What the lexicon says of a word.
    pub(super) flags: u64,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with hyphens inside: "two-thirds", "year-on-year".
    Word,
    /// Digits that may be a figure.
    Number,
    /// "38th".
    Ordinal,
    /// A name or code that holds digits, a date, a time, a version, an address: never a figure.
    Code,
    /// Digits that are grouped in no known way.
    Unclear,
    /// The mark of a note.
    Note,
    Sign,
}

impl Token<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(super) fn has(&self, flags: u64) -> bool {
        self.flags & flags != 0
    }
}

/// A sentence: its tokens, and which paragraph it stands in. One without a number, in digits or in words, keeps no tokens: nothing is read
/// of it, and most of a long text is of that kind.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) tokens: Range<usize>,
    pub(super) paragraph: usize,
}

/// A sentence of more tokens is read in parts, so that time stays linear in the length of the text: it is cut at the next comma or plain word.
const MOST_TOKENS: usize = 300;
/// Where nothing of the kind follows, it is cut anywhere.
const MOST_TOKENS_AT_ALL: usize = 400;
/// No statistical figure is printed with more characters.
const MOST_DIGITS: usize = 40;

/// The tokens of a text, its sentences, and what it says of money.
pub(super) fn lex(text: &str) -> (Vec<Token<'_>>, Vec<Sentence>, Spoken) {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tokens: Vec::new(),
        sentences: Vec::new(),
        spoken: Spoken::default(),
        paragraph: 0,
        from: 0,
        rand: Cell::new(false),
    };
    lexer.all();
    (lexer.tokens, lexer.sentences, lexer.spoken)
}

/// Whether a token is a number, or of one.
fn is_numeric(token: &Token<'_>) -> bool {
    !matches!(token.kind, Kind::Word | Kind::Sign) || token.has(NUMERAL | MULTIPLE | FRACTION | MONTH | SCALE)
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token<'a>>,
    sentences: Vec<Sentence>,
    spoken: Spoken,
    paragraph: usize,
    /// The first token of the sentence at hand.
    from: usize,
    /// Whether the text has printed an amount of rand: "R1.32 billion".
    rand: Cell<bool>,
}

impl<'a> Lexer<'a> {
    fn all(&mut self) {
        while self.at < self.bytes.len() {
            let before = self.at;
            let lines = self.space();
            if lines > 1 || (lines == 1 && (self.at_bullet() || self.ends_item())) {
                self.close();
                self.paragraph += usize::from(lines > 1);
            }
            if self.at >= self.bytes.len() {
                break;
            }
            let spaced = self.at > before || before == 0;
            self.token(spaced);
            let long = self.tokens.len() - self.from;
            let joint =
                self.tokens.last().is_some_and(|last| last.is(",") || (last.kind == Kind::Word && last.flags == 0));
            if (long >= MOST_TOKENS && joint) || long >= MOST_TOKENS_AT_ALL {
                self.close();
            }
        }
        self.close();
    }

    /// Ends the sentence at hand.
    fn close(&mut self) {
        let sentence = &self.tokens[self.from..];
        if !sentence.is_empty() {
            self.spoken.hear(sentence);
            if !sentence.iter().any(is_numeric) {
                self.tokens.truncate(self.from);
            }
            self.sentences.push(Sentence { tokens: self.from..self.tokens.len(), paragraph: self.paragraph });
            self.from = self.tokens.len();
        }
    }

    /// The character that starts at a byte; nothing where none starts there.
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 { Some(char::from(byte)) } else { self.text.get(at..)?.chars().next() }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Passes white space and characters without a width; how many line ends there were.
    fn space(&mut self) -> usize {
        let mut lines = 0;
        while let Some(c) = self.char_at(self.at) {
            if !(c.is_whitespace() || is_invisible(c)) {
                break;
            }
            lines += usize::from(c == '\n');
            self.at += c.len_utf8();
        }
        lines
    }

    /// Whether a short item of a list has ended with its line: what follows starts like a sentence.
    fn ends_item(&self) -> bool {
        const SHORT: usize = 60;
        let item = &self.tokens[self.from..];
        let (Some(first), Some(last)) = (item.first(), item.last()) else { return false };
        let bullet = first.kind == Kind::Sign && matches!(first.text, "•" | "◦" | "▪" | "·" | "-" | "*" | "–");
        bullet
            && last.end - first.start < SHORT
            && !last.has(FUNCTION)
            && !last.is(",")
            && self.char_at(self.at).is_some_and(char::is_uppercase)
    }

    /// Whether a list item, a heading or a row of a table starts here.
    fn at_bullet(&self) -> bool {
        let c = self.char_at(self.at).unwrap_or(' ');
        let next = self.byte(self.at + c.len_utf8());
        matches!(c, '•' | '◦' | '▪' | '·' | '#' | '|') || (matches!(c, '-' | '*' | '–') && next == b' ')
    }

    fn push(&mut self, kind: Kind, start: usize, lower: Cow<'a, str>, flags: u64, spaced: bool) {
        let token = Token { kind, text: &self.text[start..self.at], lower, flags, start, end: self.at, spaced };
        self.tokens.push(token);
    }

    fn token(&mut self, spaced: bool) {
        let start = self.at;
        let Some(c) = self.char_at(start) else { return };
        // ".25 percentage points".
        let opens = self.before(start).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '$' | '£' | '€'));
        let decimals = if c == '.' && opens { self.run(start + 1) } else { 0 };
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '/'));
        if (1..=4).contains(&decimals) && ends(self.char_at(start + 1 + decimals)) {
            self.at = start + 1 + decimals;
            self.push(Kind::Number, start, Cow::Owned(format!("0{}", &self.text[start..self.at])), 0, spaced);
        } else if c.is_ascii_digit() {
            self.digits(spaced);
        } else if c.is_alphabetic() && !matches!(c, '元' | '万' | '亿') {
            self.word(spaced);
        } else if c.is_numeric()
            && !is_raised(c)
            && !c.is_ascii()
            && c.to_digit(10).is_none()
            && !matches!(c, '½' | '¼' | '¾')
        {
            // Fullwidth, Arabic-Indic and other digits are seen, and not read.
            while let Some(c) = self.char_at(self.at).filter(|c| c.is_numeric()) {
                self.at += c.len_utf8();
            }
            self.push(Kind::Unclear, start, Cow::Borrowed(""), 0, spaced);
        } else if is_raised(c) {
            while self.char_at(self.at).is_some_and(|c| is_raised(c) || c == ',') {
                self.at += self.char_at(self.at).map_or(1, char::len_utf8);
            }
            self.push(Kind::Note, start, Cow::Borrowed(""), 0, spaced);
        } else if c == '[' && self.citation() {
            self.push(Kind::Note, start, Cow::Borrowed(""), 0, spaced);
        } else if c == '<' && self.text[start..].starts_with("<!--") {
            self.at = self.text[start..].find("-->").map_or(self.bytes.len(), |end| start + end + 3);
        } else {
            self.at += c.len_utf8();
            let lower = match c {
                '−' | '‐' | '‑' | '﹣' | '－' => Cow::Borrowed("-"),
                '–' | '—' => Cow::Borrowed("–"),
                _ => Cow::Borrowed(&self.text[start..self.at]),
            };
            self.push(Kind::Sign, start, lower, 0, spaced);
            if matches!(c, '.' | '!' | '?') {
                self.end_of_sentence();
            }
        }
    }

    /// "[12]", "[12, 14]": passes it.
    fn citation(&mut self) -> bool {
        let inside = &self.bytes[self.at + 1..(self.at + 24).min(self.bytes.len())];
        let Some(end) = inside.iter().position(|b| *b == b']') else { return false };
        let fits = end > 0 && inside[..end].iter().all(|b| b.is_ascii_digit() || b", -^".contains(b));
        if fits {
            self.at += end + 2;
        }
        fits
    }

    /// After a full stop: whether the sentence ends, and closing quotes and marks of notes belong to it.
    fn end_of_sentence(&mut self) {
        let stop = self.at - 1;
        let last = self.tokens.len().checked_sub(2).map(|last| &self.tokens[last]);
        if self.byte(stop) == b'.'
            && let Some(last) = last.filter(|last| last.end == stop && last.kind == Kind::Word)
        {
            // "Went up to £98m." ends a sentence; "J. M. Keynes" does not.
            // So do "1.55 million bbl/d." and "2.4 million t.".
            let glued = self.before(last.start).is_some_and(|c| c.is_ascii_digit() || c == '/');
            let unit = last.text.starts_with(char::is_lowercase)
                && self.tokens.len().checked_sub(3).is_some_and(|before| {
                    let before = &self.tokens[before];
                    before.kind == Kind::Number || before.has(SCALE)
                });
            let initial = last.text.len() == 1 && last.text != "I" && !glued && !unit;
            if initial || last.has(ABBREVIATION) {
                return;
            }
        }
        // Quotes, brackets and marks of notes that follow directly belong to the sentence.
        loop {
            let start = self.at;
            match self.char_at(start) {
                Some('"' | '”' | '’' | '\'' | ')' | ']' | '»') => {
                    self.at += self.char_at(start).map_or(1, char::len_utf8);
                    self.push(Kind::Sign, start, Cow::Borrowed("”"), 0, false);
                }
                Some(c) if is_raised(c) => self.token(false),
                Some('[') if self.citation() => self.push(Kind::Note, start, Cow::Borrowed(""), 0, false),
                Some(c) if c.is_ascii_digit() && self.is_note(start) => self.note(false),
                _ => break,
            }
        }
        match self.char_at(self.at) {
            None => self.close(),
            Some(c) if c.is_whitespace() => {
                let rest = &self.text[self.at..];
                let next = rest.chars().find(|c| {
                    !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '"' | '“' | '‘' | '(' | '[' | '*' | '_')
                });
                if next.is_none_or(|next| !next.is_lowercase()) {
                    self.close();
                }
            }
            Some(_) => {}
        }
    }

    /// Whether digits at `start` are the mark of a note: glued behind a punctuation mark, short, and nothing but white space behind.
    fn is_note(&self, start: usize) -> bool {
        let count = self.run(start);
        let punctuation = matches!(self.before(start), Some('.' | ',' | ';' | ':' | ')' | '"' | '”' | '’' | '!' | '?'));
        let ends = self.char_at(start + count).is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']'));
        // "12,27" is a number; behind a year alone the digits may be a mark: "in 2023,18".
        let behind_year = self
            .tokens
            .iter()
            .rev()
            .find(|token| token.end <= start)
            .is_some_and(|token| token.text.len() == 4 || token.kind != Kind::Number);
        let behind_word = punctuation && behind_year && {
            let mut chars = self.text[..start].chars().rev();
            let _ = chars.next();
            chars.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | ')' | '”' | '"' | '’' | '.'))
        };
        count <= 3 && ends && behind_word
    }

    fn note(&mut self, spaced: bool) {
        let start = self.at;
        self.at += self.run(start);
        self.push(Kind::Note, start, Cow::Borrowed(""), 0, spaced);
    }

    /// How many digits stand at `at`.
    fn run(&self, at: usize) -> usize {
        self.bytes[at.min(self.bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count()
    }

    /// Letters, with hyphens, apostrophes and points of abbreviations inside, and digits of names.
    fn word(&mut self, spaced: bool) {
        let start = self.at;
        let mut digits = None;
        loop {
            // Nearly all of a text.
            while self.byte(self.at).is_ascii_lowercase() {
                self.at += 1;
            }
            let Some(c) = self.char_at(self.at) else { break };
            let next = self.char_at(self.at + c.len_utf8());
            let inside = next.is_some_and(char::is_alphabetic);
            // "End-2023", "mid-December": a time, not a name.
            let prefix =
                c == '-' && matches!(&self.text[start..self.at], "end" | "mid" | "End" | "Mid" | "early" | "late");
            let fits = !prefix
                && match c {
                    '-' | '‐' | '‑' | '\u{ad}' => {
                        inside || (next.is_some_and(|c| c.is_ascii_digit()) && self.is_name(start))
                    }
                    '\'' | '’' | '&' => inside,
                    '.' => inside && self.is_abbreviation(start),
                    _ => c.is_alphanumeric(),
                };
            if !fits || matches!(c, '元' | '万' | '亿') {
                break;
            }
            if c.is_ascii_digit() && digits.is_none() {
                digits = Some(self.at);
                if self.glued(start) {
                    break;
                }
            }
            self.at += c.len_utf8();
        }
        if let Some(first) = digits.filter(|first| *first < self.at) {
            let letters = &self.text[start..first];
            // "percent18": a mark of a note behind a plain word.
            let plain = letters.len() >= 4 && letters.bytes().all(|b| b.is_ascii_lowercase());
            if plain && self.at - first <= 3 && self.run(first) == self.at - first {
                self.at = first;
                self.push_word(start, spaced);
                self.note(false);
                return;
            }
            self.push(Kind::Code, start, Cow::Owned(self.text[start..self.at].to_lowercase()), 0, spaced);
            return;
        }
        let text = &self.text[start..self.at];
        let address = matches!(text, "http" | "https" | "www" | "doi" | "DOI" | "ISBN" | "ISSN" | "arXiv")
            && matches!(self.byte(self.at), b':' | b'.' | b'/');
        if address || self.byte(self.at) == b'@' || text.starts_with("www.") {
            self.pass_word();
            self.push(Kind::Code, start, Cow::Borrowed(""), 0, spaced);
            return;
        }
        self.push_word(start, spaced);
    }

    /// Whether digits that follow the letters from `start` are a number of their own: "USD12", "Rs500", "US$".
    fn glued(&self, start: usize) -> bool {
        let letters = &self.text[start..self.at];
        if letters == "P" {
            let number = self.text[self.at..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
            let word = number.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            return lexicon::flags(&word.to_lowercase()) & SCALE != 0 && number.len() < self.text.len() - self.at;
        }
        let sign = letters.chars().all(|c| c.is_ascii_alphabetic()) && lexicon::is_currency(letters);
        if !sign {
            return false;
        }
        // "COP28" is a conference, "R21" a road: a short number needs decimals, groups or a scale word behind it.
        let count = self.run(self.at);
        let rest = &self.text[self.at + count..];
        let parted = rest.starts_with(['.', ',', '\u{a0}', '\u{202f}', '\u{2009}', ' '])
            && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let scaled = parted
            || lexicon::flags(&word.to_lowercase()) & SCALE != 0
            || (!word.is_empty() && rest.starts_with(word) && lexicon::is_suffix(word));
        if letters == "R" {
            self.rand.set(self.rand.get() || scaled);
        }
        scaled
            // "From R812 to R888 per tonne" in a text of rand; elsewhere a road.
            || letters == "R" && count > 1 && self.rand.get()
            || (count > 3 && letters.len() > 1)
            || matches!(letters, "US" | "Rs" | "Rp" | "KSh" | "Ksh" | "RMB")
            || letters == "Sh"
            || count > 1 && letters == "RM"
    }

    /// Whether the letters so far are capitals: "COVID-19", "F-16".
    fn is_name(&self, start: usize) -> bool {
        self.text[start..self.at].chars().all(|c| c.is_uppercase() || c == '-' || c.is_ascii_digit())
    }

    /// "U.S", "e.g", "p.p": single letters parted by points.
    fn is_abbreviation(&self, start: usize) -> bool {
        let single = |at: usize| self.char_at(at + 2).is_none_or(|c| !c.is_alphanumeric());
        let mut parts = self.text[start..self.at].split('.');
        parts.all(|part| part.chars().count() == 1) && single(self.at) || self.text[start..self.at].eq("www")
    }

    fn push_word(&mut self, start: usize, spaced: bool) {
        let text = &self.text[start..self.at];
        let lower: Cow<'a, str> = if text.bytes().all(|b| b.is_ascii_lowercase()) {
            Cow::Borrowed(text)
        } else if text.is_ascii() {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Owned(text.to_lowercase().replace(['‐', '‑'], "-").replace('’', "'"))
        };
        let flags = lexicon::flags(&lower);
        self.push(Kind::Word, start, lower, flags, spaced);
    }

    fn pass_word(&mut self) {
        while self.char_at(self.at).is_some_and(|c| !c.is_whitespace()) {
            self.at += self.char_at(self.at).map_or(1, char::len_utf8);
        }
        while matches!(self.before(self.at), Some('.' | ',' | ';' | ')')) {
            self.at -= 1;
        }
    }

    /// A number, or what looks like one.
    fn digits(&mut self, spaced: bool) {
        let start = self.at;
        if !spaced && self.is_note(start) && self.tokens.last().is_some_and(|last| last.end == start) {
            return self.note(spaced);
        }
        let (end, lower, kind) = self.number(start);
        self.at = end;
        let behind = self.char_at(end);
        // A letter directly behind: a unit, an ordinal, or a name.
        if behind.is_some_and(|c| c.is_alphabetic() && !matches!(c, '元' | '万' | '亿')) {
            let letters: String = self.text[end..].chars().take_while(|c| c.is_alphanumeric()).take(12).collect();
            let low = letters.to_lowercase();
            if kind == Kind::Number && matches!(low.as_str(), "st" | "nd" | "rd" | "th") && !lower.contains('.') {
                self.at = end + 2;
                self.push(Kind::Ordinal, start, lower, 0, spaced);
                return;
            }
            if kind == Kind::Number && lexicon::is_suffix(&letters) && !(letters == "K" && lower.len() == 1) {
                self.push(kind, start, lower, 0, spaced);
                return;
            }
            self.at = end + letters.len();
            while self.char_at(self.at).is_some_and(|c| {
                c.is_alphanumeric()
                    || matches!(c, '-' | '/' | '.' | '(' | ')')
                        && self.char_at(self.at + 1).is_some_and(char::is_alphanumeric)
            }) {
                self.at += self.char_at(self.at).map_or(1, char::len_utf8);
            }
            self.push(Kind::Code, start, Cow::Owned(self.text[start..self.at].to_lowercase()), 0, spaced);
            return;
        }
        self.push(kind, start, lower, 0, spaced);
    }

    /// Where the number from `start` ends, its digits without grouping, and whether it can be a figure.
    fn number(&self, start: usize) -> (usize, Cow<'a, str>, Kind) {
        let first = self.run(start);
        let mut end = start + first;
        let plain = |end: usize| Cow::Borrowed(&self.text[start..end]);
        let joined = |end: usize| -> Cow<'a, str> {
            Cow::Owned(self.text[start..end].chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>())
        };
        let is_year = first == 4 && matches!(self.byte(start), b'1' | b'2');
        // Dates, times, scores, fractions, versions: digits parted by more than one sign, or by ':' and '/'.
        let code = self.code(start);
        if let Some(end) = code {
            return (end, plain(end), Kind::Code);
        }
        if first > MOST_DIGITS {
            return (end, plain(end), Kind::Unclear);
        }
        let mut grouped = false;
        if first <= 3 {
            let mut twos = false;
            while self.byte(end) == b',' {
                let count = self.run(end + 1);
                let more = self.byte(end + 1 + count) == b',' && self.run(end + 2 + count) >= 2;
                match count {
                    3 => {
                        end += 4;
                        grouped = true;
                        if twos {
                            break;
                        }
                    }
                    2 if more => {
                        end += 3;
                        twos = true;
                    }
                    _ => break,
                }
            }
            if let Some(c) = self.char_at(end).filter(|c| !grouped && is_group_space(*c))
                && self.run(end + c.len_utf8()) == 3
                && self.may_group(start, end, c)
            {
                while self.char_at(end) == Some(c) && self.run(end + c.len_utf8()) == 3 {
                    end += c.len_utf8() + 3;
                }
                grouped = true;
            }
            // "14,5" may be a decimal comma, or two numbers of a list: nobody can tell.
            if !grouped && self.byte(end) == b',' && self.run(end + 1) > 0 {
                let end = end + 1 + self.run(end + 1);
                return (end, plain(end), Kind::Unclear);
            }
        }
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            let decimals = self.run(end + 1);
            let behind = self.char_at(end + 1 + decimals);
            let next = self.text[end + 1 + decimals..].trim_start().chars().next();
            // "in 2023.6 China": a year, a full stop and the mark of a note.
            let note = is_year
                && decimals <= 2
                && behind.is_none_or(char::is_whitespace)
                && next.is_none_or(char::is_uppercase);
            if !note {
                end += 1 + decimals;
            }
        }
        // "Decree-Law 2,848/1940" is a name; "12,345,67" is grouped in no known way.
        if grouped && self.byte(end) == b'/' && self.run(end + 1) > 0 {
            let end = end + 1 + self.run(end + 1);
            return (end, plain(end), Kind::Code);
        }
        if grouped && self.byte(end) == b',' && self.run(end + 1) > 0 {
            let end = end + 1 + self.run(end + 1);
            return (end, plain(end), Kind::Unclear);
        }
        if end - start > MOST_DIGITS {
            return (end, plain(end), Kind::Unclear);
        }
        // "12½".
        if let Some((part, sign)) =
            [(".5", '½'), (".25", '¼'), (".75", '¾')].into_iter().find(|(_, sign)| self.char_at(end) == Some(*sign))
        {
            return (end + sign.len_utf8(), Cow::Owned(format!("{}{part}", joined(end))), Kind::Number);
        }
        (end, if grouped { joined(end) } else { plain(end) }, Kind::Number)
    }

    /// A plain space groups thousands only where no date or list is meant.
    fn may_group(&self, start: usize, end: usize, space: char) -> bool {
        if space != ' ' {
            return true;
        }
        let month = self.tokens.last().is_some_and(|last| last.has(MONTH));
        // Behind the group nothing that makes it another number: "500 000" but not "12 345.6.7", "3 100 metres" is one.
        let after = self.char_at(end + 4);
        !month && self.byte(start) != b'0' && after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '/'))
    }

    /// The end of a run of digits and signs that is a date, a time, a score, a version or a code.
    fn code(&self, start: usize) -> Option<usize> {
        let (mut at, mut points, mut most, mut hyphens, mut slashes, mut colons) = (start, 0, 0, 0, 0, 0);
        let mut last = self.run(at);
        let first = last;
        at += last;
        loop {
            let sign = self.byte(at);
            let count = self.run(at + 1);
            if count == 0 || !matches!(sign, b'.' | b'-' | b'/' | b':') {
                break;
            }
            match sign {
                b'.' => points += 1,
                b'-' => (hyphens, points) = (hyphens + 1, 0),
                b'/' => (slashes, points) = (slashes + 1, 0),
                _ => colons += 1,
            }
            most = points.max(most);
            last = count;
            at += 1 + count;
        }
        let letter = self.char_at(at + 1).is_some_and(char::is_alphabetic);
        if matches!(self.byte(at), b'/') && letter && points > 0 {
            // A DOI or the like.
            let rest = self.text[at..].find(char::is_whitespace).map_or(self.bytes.len(), |end| at + end);
            return Some(rest);
        }
        let fiscal = slashes == 1 && first == 4 && (last == 2 || last == 4) && most + hyphens + colons == 0;
        let is_code = colons > 0 || most > 1 || hyphens > 1 || (slashes > 0 && !fiscal);
        is_code.then_some(at)
    }
}

/// White space that groups digits.
fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\'' | '’')
}

/// Characters that show nothing: marks of direction, joiners, a byte-order mark, a soft hyphen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Raised digits.
fn is_raised(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '†' | '‡')
}
