//! The words of a page, each with its place and size, from the operators that show text. Nothing is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::kurbo::Shape;
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontGlyph, FontResolverFn, UNITS_PER_EM};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::bounds;
use super::word::{Glyph, Word, Words};

/// Forms that hold forms are followed so far.
const DEPTH: usize = 16;
/// A digit whose shape begins so far above the base line, in thousandths of the size, is a raised one.
const RAISED: f64 = 200.0;
/// So many bytes of operators are read of one file: a form can show itself in many forms, which show others.
const WORK: usize = 512 * 1024 * 1024;
/// To show a form counts as so many bytes.
const FORM: usize = 4096;

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub words: Vec<Word>,
    /// Characters that run in another direction than from left to right.
    pub turned: usize,
    /// Characters whose font does not say what they are.
    pub unreadable: usize,
    /// Whether it shows a picture.
    pub picture: bool,
}

/// What all pages of a file share.
pub(super) struct Reader<'a> {
    fonts: FontCache<'a>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
    work: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new() -> Self {
        // Shapes are not looked at: any face does where a file brings none, since widths and characters come from its name.
        let face: FontData = Arc::new(notosans::REGULAR_TTF);
        Self {
            fonts: FontCache::new(),
            font_resolver: Arc::new(move |_| Some((Arc::clone(&face), 0))),
            cmap_resolver: Arc::new(|_| None),
            work: 0,
        }
    }

    /// The words of a page; nothing if it, or a form that it shows, unpacks to more than can be read.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Option<Shown> {
        let streams = contents(page.raw());
        if streams.iter().any(|stream| !bounds::fits(&stream.raw_data())) {
            return None;
        }
        let (width, height) = page.render_dimensions();
        let mut run = Run {
            reader: self,
            shown: Shown::default(),
            words: Words::default(),
            page: (f64::from(width), f64::from(height)),
            fonts: HashMap::new(),
            faces: Vec::new(),
            scopes: 0,
            forms: Vec::new(),
        };
        let state = State { ctm: page.initial_transform(true).as_coeffs(), ..State::default() };
        let whole = run.content(page.page_stream().unwrap_or_default(), page.resources(), state, 0);
        run.shown.words = run.words.finish();
        whole.then_some(run.shown)
    }
}

/// The streams of a page's contents.
fn contents<'a>(page: &Dict<'a>) -> Vec<Stream<'a>> {
    if let Some(stream) = page.get::<Stream<'a>>(b"Contents".as_slice()) {
        return vec![stream];
    }
    let array = page.get::<Array<'a>>(b"Contents".as_slice());
    array.map(|array| array.iter::<Stream<'a>>().collect()).unwrap_or_default()
}

type Matrix = [f64; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The matrix that does the second, then the first.
fn times(one: Matrix, other: Matrix) -> Matrix {
    [
        one[0] * other[0] + one[2] * other[1],
        one[1] * other[0] + one[3] * other[1],
        one[0] * other[2] + one[2] * other[3],
        one[1] * other[2] + one[3] * other[3],
        one[0] * other[4] + one[2] * other[5] + one[4],
        one[1] * other[4] + one[3] * other[5] + one[5],
    ]
}

/// What operators set.
#[derive(Debug, Clone)]
struct State {
    ctm: Matrix,
    text: Matrix,
    line: Matrix,
    face: Option<usize>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: SAME,
            text: SAME,
            line: SAME,
            face: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl State {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(self.line, [1.0, 0.0, 0.0, 1.0, x, y]);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.text = times(self.text, [1.0, 0.0, 0.0, 1.0, x, y]);
    }
}

/// A font as far as text is concerned: what each code is, kept once it was asked for.
struct Face<'a> {
    font: Font<'a>,
    codes: HashMap<u32, Code>,
}

/// What a code of a font is.
struct Code {
    words: Option<String>,
    across: f64,
    down: f64,
    /// Whether its shape is that of a raised digit, for which some fonts have letters of their own.
    raised: bool,
}

impl Face<'_> {
    fn code(&mut self, code: u32) -> &Code {
        self.codes.entry(code).or_insert_with(|| {
            let advance = self.font.code_advance(code);
            let glyph = self.font.glyph(self.font.map_code(code), code);
            let words = match &glyph {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let words = words.map(|words| match words {
                BfString::Char(c) => c.to_string(),
                BfString::String(words) => words,
            });
            let digit = words.as_ref().is_some_and(|words| words.len() == 1 && words.as_bytes()[0].is_ascii_digit());
            let raised =
                digit && matches!(glyph, FontGlyph::Outline(glyph) if glyph.outline().bounding_box().y0 > RAISED);
            Code { words, across: advance.x, down: advance.y, raised }
        })
    }
}

struct Run<'r, 'a> {
    reader: &'r mut Reader<'a>,
    shown: Shown,
    words: Words,
    page: (f64, f64),
    /// Fonts by the dictionary of resources that names them.
    fonts: HashMap<(usize, Vec<u8>), Option<usize>>,
    faces: Vec<Face<'a>>,
    scopes: usize,
    /// The forms that are being read: none shows itself.
    forms: Vec<ObjectIdentifier>,
}

impl<'a> Run<'_, 'a> {
    /// Reads operators; false if there is more than can be read.
    fn content(&mut self, content: &[u8], resources: &Resources<'a>, mut state: State, depth: usize) -> bool {
        self.reader.work = self.reader.work.saturating_add(content.len()).saturating_add(FORM);
        if self.reader.work > WORK {
            return false;
        }
        let scope = self.scopes;
        self.scopes += 1;
        let mut kept: Vec<State> = Vec::new();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            match operator {
                TypedInstruction::SaveState(_) if kept.len() < 4096 => kept.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = kept.pop().unwrap_or(state),
                TypedInstruction::Transform(m) => {
                    state.ctm = times(state.ctm, [m.0, m.1, m.2, m.3, m.4, m.5].map(|one| one.as_f64()));
                }
                TypedInstruction::BeginText(_) => (state.text, state.line) = (SAME, SAME),
                TypedInstruction::CharacterSpacing(space) => state.character_space = space.0.as_f64(),
                TypedInstruction::WordSpacing(space) => state.word_space = space.0.as_f64(),
                TypedInstruction::HorizontalScaling(scale) => state.scale = scale.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(leading) => state.leading = leading.0.as_f64(),
                TypedInstruction::TextRise(rise) => state.rise = rise.0.as_f64(),
                TypedInstruction::TextFont(font) => {
                    state.face = self.face(scope, resources, font.0);
                    state.size = font.1.as_f64();
                }
                TypedInstruction::NextLine(by) => state.next_line(by.0.as_f64(), by.1.as_f64()),
                TypedInstruction::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    state.next_line(by.0.as_f64(), by.1.as_f64());
                }
                TypedInstruction::SetTextMatrix(m) => {
                    state.line = [m.0, m.1, m.2, m.3, m.4, m.5].map(|one| one.as_f64());
                    state.text = state.line;
                }
                TypedInstruction::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
                TypedInstruction::ShowText(text) => self.show(&mut state, text.0.as_bytes()),
                TypedInstruction::NextLineAndShowText(text) => {
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.0.as_bytes());
                }
                TypedInstruction::ShowTextWithParameters(text) => {
                    state.word_space = text.0.as_f64();
                    state.character_space = text.1.as_f64();
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.2.as_bytes());
                }
                TypedInstruction::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(text) => self.show(&mut state, text.as_bytes()),
                            Object::Number(by) => self.adjust(&mut state, by),
                            _ => {}
                        }
                    }
                }
                TypedInstruction::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0)
                        && !self.form(&form, resources, &state, depth)
                    {
                        return false;
                    }
                }
                TypedInstruction::InlineImage(_) => self.shown.picture = true,
                _ => {}
            }
        }
        true
    }

    /// Reads a form; false if there is more than can be read.
    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, state: &State, depth: usize) -> bool {
        let dict = form.dict();
        if dict.get::<Name<'_>>(b"Subtype".as_slice()).is_none_or(|kind| kind.as_str() != "Form") {
            self.shown.picture = true;
            return true;
        }
        if depth >= DEPTH || self.forms.contains(&form.obj_id()) {
            return true;
        }
        if !bounds::fits(&form.raw_data()) {
            return false;
        }
        let Ok(content) = form.decoded_data() else { return true };
        let own = dict.get::<Dict<'a>>(b"Resources".as_slice()).map(Resources::new);
        let mut inner = state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>(b"Matrix".as_slice()) {
            inner.ctm = times(inner.ctm, matrix);
        }
        self.forms.push(form.obj_id());
        let whole = self.content(&content, own.as_ref().unwrap_or(resources), inner, depth + 1);
        self.forms.pop();
        whole
    }

    fn face(&mut self, scope: usize, resources: &Resources<'a>, name: &Name<'_>) -> Option<usize> {
        let key = (scope, name.as_str().as_bytes().to_vec());
        if let Some(known) = self.fonts.get(&key) {
            return *known;
        }
        let dict = resources.get_font(name);
        let reader = &self.reader;
        let font = dict.and_then(|dict| reader.fonts.font(&dict, &reader.font_resolver, &reader.cmap_resolver));
        let face = font.map(|font| {
            self.faces.push(Face { font, codes: HashMap::new() });
            self.faces.len() - 1
        });
        self.fonts.insert(key, face);
        face
    }

    fn adjust(&self, state: &mut State, by: Number) {
        let by = -by.as_f64() / f64::from(UNITS_PER_EM) * state.size;
        let across = state.face.and_then(|face| self.faces.get(face)).is_none_or(|face| face.font.is_horizontal());
        if across { state.advance(by * state.scale, 0.0) } else { state.advance(0.0, by) }
    }

    fn show(&mut self, state: &mut State, bytes: &[u8]) {
        let Some(face) = state.face.and_then(|face| self.faces.get_mut(face)) else {
            self.shown.unreadable += bytes.len();
            return;
        };
        let across = face.font.is_horizontal();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = face.font.read_code(bytes, at);
            at += length.max(1);
            let known = face.code(code);
            let em = state.size / f64::from(UNITS_PER_EM);
            let blank = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let place =
                times(times(state.ctm, state.text), [state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise]);
            if across {
                let width = (known.across * em + state.character_space) * state.scale;
                let end = times(times(state.ctm, state.text), [1.0, 0.0, 0.0, 1.0, width, state.rise]);
                let mut glyph = Glyph { start: place[4], end: end[4], base: place[5], size: place[2].hypot(place[3]) };
                if known.raised {
                    glyph.base -= 0.35 * glyph.size;
                    glyph.size *= 0.6;
                }
                if place[0] <= 0.0 || place[1].abs() > 0.2 * place[0] {
                    self.shown.turned += 1;
                } else if glyph.is_within(self.page) {
                    self.shown.unreadable += self.words.add(known.words.as_deref(), &glyph);
                }
                state.advance(width + blank * state.scale, 0.0);
            } else {
                self.shown.turned += 1;
                state.advance(0.0, known.down * em + state.character_space + blank);
            }
        }
    }
}
