//! The part of a face that a picture uses, as a font file of its own for browsers.

use std::collections::BTreeSet;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};

use super::Face;
use crate::error::{Error, Result};

impl Face {
    /// A font file with these glyphs alone and the characters that they stand for.
    pub fn subset(&self, glyphs: &BTreeSet<u16>) -> Result<Vec<u8>> {
        let broken = |error: &dyn std::fmt::Display| {
            Error::new(format!("'{}' cannot be embedded: {error}", self.name))
                .with_help("write the text as outlines, without --text live")
        };
        let font = ReadScope::new(self.bytes).read::<FontData<'_>>().map_err(|error| broken(&error))?;
        let tables = font.table_provider(0).map_err(|error| broken(&error))?;
        // Every font begins with the glyph for what it lacks.
        let kept: Vec<u16> = std::iter::once(0).chain(glyphs.iter().copied().filter(|glyph| *glyph != 0)).collect();
        subset(&tables, &kept, &SubsetProfile::Minimal, CmapTarget::Unicode).map_err(|error| broken(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Fonts, Weight};

    #[test]
    fn a_subset_draws_the_same_letters_at_the_same_width() {
        let faces = Fonts::default().faces().unwrap();
        let words = "GDP 126 tréma";
        let run = &faces.shape(words, Weight::Regular)[0];
        let face = faces.face(run.face);
        let bytes = face.subset(&run.glyphs.iter().map(|glyph| glyph.id).collect()).unwrap();
        assert!(bytes.len() < 10_000, "{} bytes", bytes.len());
        let part = rustybuzz::Face::from_slice(&bytes, 0).unwrap();
        for c in words.chars() {
            let advance =
                |face: &rustybuzz::ttf_parser::Face<'_>| face.glyph_hor_advance(face.glyph_index(c).unwrap()).unwrap();
            assert_eq!(advance(&part), advance(face.tables()), "{c}");
        }
        assert_eq!(part.glyph_index('x'), None);
    }
}
