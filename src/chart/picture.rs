//! A scene as resvg reads it: what PNG and PDF are both made from.

use resvg::usvg::{FontResolver, Options, Tree};

use super::canvas::Lettering;
use super::scene::Scene;
use crate::error::{Error, Result};

/// A picture, ready to be painted.
pub struct Picture {
    pub(super) tree: Tree,
    pub(super) title: String,
    pub(super) alt: String,
}

impl Scene {
    /// The picture that PNG and PDF are made from.
    ///
    /// # Errors
    /// If its SVG cannot be read back.
    pub fn picture(&self) -> Result<Picture> {
        let svg = self.write(Lettering::Places)?;
        let (fontdb, ids) = self.fonts.faces()?.database();
        let font_resolver = FontResolver {
            // The scene says which face sets each word: none is looked for, and none falls back to another.
            select_font: Box::new(move |font, _| {
                let place = font
                    .families()
                    .iter()
                    .find_map(|family| family.to_string().trim_matches('"').strip_prefix('f')?.parse().ok());
                place.and_then(|place: usize| ids.get(place).copied())
            }),
            select_fallback: Box::new(|_, _, _| None),
        };
        let options = Options { fontdb, font_resolver, ..Options::default() };
        let tree = Tree::from_str(&svg, &options)
            .map_err(|error| Error::new(format!("the picture cannot be painted: {error}")))?;
        Ok(Picture { tree, title: self.title.clone(), alt: self.alt.clone() })
    }
}
