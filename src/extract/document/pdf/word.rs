//! Words, from glyphs in the order in which a page shows them.

/// Where a glyph stands, in points from the top left corner of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub start: f64,
    pub end: f64,
    pub base: f64,
    pub size: f64,
}

impl Glyph {
    /// Whether it can be seen; what stands outside the page is for the printer.
    pub(super) fn is_within(&self, (width, height): (f64, f64)) -> bool {
        let finite = self.start.is_finite() && self.end.is_finite() && self.base.is_finite() && self.size.is_finite();
        finite
            && self.size > 0.0
            && self.end > 0.0
            && self.start < width
            && self.base > 0.0
            && self.base < height + self.size
    }
}

/// Characters without a blank between them, of one size and on one base line.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub start: f64,
    pub end: f64,
    pub base: f64,
    pub size: f64,
    /// Whether the page shows a blank before it.
    pub spaced: bool,
}

/// A gap of more than so many ems parts words.
pub(super) const BLANK: f64 = 0.13;

impl Word {
    /// Whether a glyph is the next of this word.
    fn goes_on(&self, glyph: &Glyph) -> bool {
        let level =
            (self.base - glyph.base).abs() < 0.05 * glyph.size && (self.size - glyph.size).abs() < 0.05 * glyph.size;
        let gap = glyph.start - self.end;
        // A glyph for several characters stands where it stood for the first of them.
        let same = (self.end - glyph.end).abs() < 1e-9;
        level && (same || (gap < BLANK * glyph.size && gap > -0.3 * glyph.size))
    }
}

/// Words that are being gathered.
#[derive(Debug, Default)]
pub(super) struct Words {
    all: Vec<Word>,
    spaced: bool,
}

/// What stands for a character that the font does not name.
const UNREADABLE: char = '\u{fffd}';

impl Words {
    /// Adds the characters of a glyph; says how many of them cannot be read.
    pub(super) fn add(&mut self, characters: Option<&str>, glyph: &Glyph) -> usize {
        let Some(characters) = characters.filter(|words| !words.is_empty()) else {
            self.put(UNREADABLE, glyph);
            return 1;
        };
        let mut unreadable = 0;
        for c in characters.chars() {
            match c {
                'ﬀ' => self.put_all("ff", glyph),
                'ﬁ' => self.put_all("fi", glyph),
                'ﬂ' => self.put_all("fl", glyph),
                'ﬃ' => self.put_all("ffi", glyph),
                'ﬄ' => self.put_all("ffl", glyph),
                'ﬅ' | 'ﬆ' => self.put_all("st", glyph),
                // The bullets of the symbol fonts of Windows.
                '\u{f0b7}' | '\u{f0a7}' => self.put('•', glyph),
                '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {
                    unreadable += 1;
                    self.put(UNREADABLE, glyph);
                }
                '\u{a0}' => self.put(c, glyph),
                c if c.is_whitespace() => self.spaced = true,
                c => self.put(c, glyph),
            }
        }
        unreadable
    }

    fn put_all(&mut self, characters: &str, glyph: &Glyph) {
        for c in characters.chars() {
            self.put(c, glyph);
        }
    }

    fn put(&mut self, c: char, glyph: &Glyph) {
        let spaced = std::mem::take(&mut self.spaced);
        match self.all.last_mut() {
            Some(last) if !spaced && last.goes_on(glyph) => {
                last.text.push(c);
                last.end = last.end.max(glyph.end);
            }
            _ => {
                let (start, end, base, size) = (glyph.start, glyph.end, glyph.base, glyph.size);
                self.all.push(Word { text: c.to_string(), start, end, base, size, spaced });
            }
        }
    }

    pub(super) fn finish(self) -> Vec<Word> {
        self.all
    }
}
