//! The faces that charts are set in: two built-in ones, and those that a newsroom brings.
//!
//! Words are measured by shaping them in the very faces that are drawn, so what is measured is what is seen. Nothing is looked
//! up on the machine. A character is set in the first face that has it; for one that no face has an empty box is drawn, and the
//! scene lists it.

mod lines;
mod shape;
mod subset;
mod widths;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock, RwLock};

use resvg::usvg::fontdb::{Database, ID, Source};
use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, Script, ShapePlan};

use crate::error::{Error, Result};
pub(crate) use shape::{Run, is_rtl};
use widths::Widths;

/// Height of a text's box above its baseline, in parts of the text size: capitals and a bare accent.
pub const ASCENT: f64 = 0.80;
/// Depth of a text's box below its baseline, in parts of the text size.
pub const DESCENT: f64 = 0.24;
/// From one baseline to the next, in parts of the text size.
pub const LEADING: f64 = 1.28;

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Noto Sans Regular, unless another face is given.
    Regular,
    /// Noto Sans Bold, unless another face is given.
    Bold,
}

/// The faces of a picture; the built-in ones by default.
///
/// ```
/// use trueup::chart::Fonts;
/// assert!(Fonts::load([("notes.txt".to_owned(), b"no font".to_vec())]).is_err());
/// assert_eq!(Fonts::default(), Fonts::default());
/// ```
#[derive(Clone, Copy, Default)]
pub struct Fonts(Option<&'static Faces>);

impl Fonts {
    /// Faces of one's own before the built-in ones: files (TrueType or OpenType) with their names. A face that calls itself bold sets bold
    /// words; where none does, the regular ones do. They are kept for as long as the program runs.
    ///
    /// # Errors
    /// If a file is no font.
    pub fn load(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self> {
        let own =
            files.into_iter().map(|(name, bytes)| Face::of(&name, Vec::leak(bytes))).collect::<Result<Vec<_>>>()?;
        Ok(Self(Some(Box::leak(Box::new(Faces::of(own)?)))))
    }

    pub(crate) fn faces(self) -> Result<&'static Faces> {
        match self.0 {
            Some(faces) => Ok(faces),
            None => BUILT_IN.as_ref().map_err(Clone::clone),
        }
    }
}

static BUILT_IN: LazyLock<Result<Faces>> = LazyLock::new(|| Faces::of(Vec::new()));

impl PartialEq for Fonts {
    /// Whether they are the same faces in memory.
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (None, None) => true,
            (Some(a), Some(b)) => std::ptr::eq(a, b),
            _ => false,
        }
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.map_or_else(Vec::new, |faces| faces.all.iter().map(|face| face.name.as_str()).collect());
        f.debug_tuple("Fonts").field(&names).finish()
    }
}

/// One face.
pub(crate) struct Face {
    name: String,
    weight: Weight,
    bytes: &'static [u8],
    shaper: rustybuzz::Face<'static>,
    /// What shaping a script needs to know of the face, worked out once for each.
    plans: RwLock<Vec<(Direction, Script, Arc<ShapePlan>)>>,
}

impl Face {
    fn of(name: &str, bytes: &'static [u8]) -> Result<Self> {
        let broken = || {
            let help = if bytes.starts_with(b"wOF") {
                "this is a web font; give the TTF or OTF file that it was made from"
            } else {
                "give a TrueType or OpenType file: .ttf, .otf or .ttc"
            };
            Error::new(format!("'{name}' is no font that can be read")).with_help(help)
        };
        // The first face of a collection.
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(broken)?;
        let weight = if shaper.is_bold() { Weight::Bold } else { Weight::Regular };
        Ok(Self { name: name.to_owned(), weight, bytes, shaper, plans: RwLock::new(Vec::new()) })
    }

    /// Its tables.
    pub fn tables(&self) -> &rustybuzz::ttf_parser::Face<'static> {
        &self.shaper
    }

    pub fn units_per_em(&self) -> f64 {
        f64::from(self.tables().units_per_em())
    }

    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// Whether a glyph has an outline; a space has none.
    pub fn is_drawn(&self, glyph: u16) -> bool {
        self.tables().glyph_bounding_box(GlyphId(glyph)).is_some()
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.tables().glyph_index(c).or_else(|| self.tables().glyph_index(stand_in(c)?))
    }

    /// The text with stand-ins for what the face lacks.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let lacks = |c: char| stand_in(c).filter(|_| self.tables().glyph_index(c).is_none());
        if text.chars().any(|c| lacks(c).is_some()) {
            text.chars().map(|c| lacks(c).unwrap_or(c)).collect::<String>().into()
        } else {
            text.into()
        }
    }
}

/// All faces of a picture.
pub(crate) struct Faces {
    all: Vec<Face>,
    /// The faces for regular and for bold words, by their places, in the order in which they are asked for a character.
    chains: [Vec<usize>; 2],
    /// The same faces as resvg reads them, with their places.
    database: Arc<Database>,
    ids: Vec<ID>,
    widths: Widths,
}

impl Faces {
    fn of(mut all: Vec<Face>) -> Result<Self> {
        let own = all.len();
        all.push(Face::of("Noto Sans Regular", notosans::REGULAR_TTF)?);
        all.push(Face::of("Noto Sans Bold", notosans::BOLD_TTF)?);
        let mut database = Database::new();
        let mut ids = Vec::new();
        for face in &all {
            let found = database.load_font_source(Source::Binary(Arc::new(face.bytes)));
            ids.extend(found.first().copied());
            if found.is_empty() {
                return Err(Error::new(format!("'{}' is a font without a name", face.name))
                    .with_help("give another file of this font"));
            }
        }
        let chain = |weight: Weight| {
            let of = |same: bool| {
                (0..all.len()).filter(move |i| *i < own).filter(|i| (all[*i].weight == weight) == same).collect()
            };
            let (same, other): (Vec<usize>, Vec<usize>) = (of(true), of(false));
            let built_in = if weight == Weight::Regular { [own, own + 1] } else { [own + 1, own] };
            same.into_iter().chain(other).chain(built_in).collect()
        };
        let chains = [chain(Weight::Regular), chain(Weight::Bold)];
        Ok(Self { chains, database: Arc::new(database), ids, all, widths: Widths::default() })
    }

    /// A face by its place.
    pub fn face(&self, place: usize) -> &Face {
        &self.all[place]
    }

    /// The fonts as resvg reads them, and the place of each in it.
    pub fn database(&self) -> (Arc<Database>, &[ID]) {
        (Arc::clone(&self.database), &self.ids)
    }

    fn chain(&self, weight: Weight) -> &[usize] {
        &self.chains[usize::from(weight == Weight::Bold)]
    }

    /// The first face that has a character.
    fn face_with(&self, c: char, weight: Weight) -> Option<usize> {
        self.chain(weight).iter().copied().find(|place| self.all[*place].glyph(c).is_some())
    }

    /// Whether a character can be drawn, or is none that is seen.
    pub fn has(&self, c: char) -> bool {
        is_unseen(c) || self.face_with(c, Weight::Regular).is_some()
    }
}

/// A character that looks the same, for the few that numbers need and the built-in face lacks: the minus of an exponent.
fn stand_in(c: char) -> Option<char> {
    (c == '\u{207b}').then_some('\u{af}')
}

/// Characters that only say how others are joined or ordered.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}')
}

/// A text in one line: white space becomes a space, and what XML cannot carry or no reader sees is left out, but for what joins letters.
pub(crate) fn clean(text: &str) -> String {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
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
        let faces = Fonts::default().faces().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let zero = faces.width("0", 100.0, weight);
            for digit in '1'..='9' {
                assert!((faces.width(&digit.to_string(), 100.0, weight) - zero).abs() < 1e-9, "{digit} {weight:?}");
            }
            // Numbers below one another line up: no pair of digits is drawn together.
            assert!((faces.width("1174", 100.0, weight) - 4.0 * zero).abs() < 1e-9);
        }
    }

    #[test]
    fn the_minus_of_an_exponent_is_drawn() {
        let faces = Fonts::default().faces().unwrap();
        let powers = crate::number::powers(1e-300, crate::number::Digits::Significant(2));
        assert!(powers.contains('\u{207b}') && powers.chars().all(|c| faces.has(c)), "{powers}");
        let runs = faces.shape(&powers, Weight::Bold);
        assert!(runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
    }

    #[test]
    fn control_and_unseen_characters_are_dropped() {
        assert_eq!(clean("a\u{0}b\nc\u{200b}  d\t"), "ab c d");
    }

    #[test]
    fn own_faces_come_before_the_built_in_ones_and_set_both_weights() {
        // The bold face alone: it sets bold words, and regular ones too.
        let fonts = Fonts::load([("Bold.ttf".to_owned(), notosans::BOLD_TTF.to_vec())]).unwrap();
        let (own, built_in) = (fonts.faces().unwrap(), Fonts::default().faces().unwrap());
        let bold = built_in.width("Growth", 10.0, Weight::Bold);
        assert!((own.width("Growth", 10.0, Weight::Regular) - bold).abs() < 1e-9);
        let error = Fonts::load([("brand.woff2".to_owned(), b"wOF2....".to_vec())]).unwrap_err();
        assert!(error.help_text().unwrap().contains("web font"), "{error}");
    }
}
