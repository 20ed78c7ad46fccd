//! The logo of a newsroom, from an SVG file: reduced to plain shapes, so that it looks alike in every program.

use std::fmt;
use std::sync::Arc;

use resvg::usvg::{Options, Tree, WriteOptions};

use crate::error::{Error, Result};

/// A drawing for the corner of a picture.
#[derive(Clone, PartialEq)]
pub struct Logo {
    /// What stands inside its root, with [`PREFIX`] before its ids.
    inner: Arc<str>,
    /// Width and height of its own coordinates.
    size: (f32, f32),
    /// Its height in a picture of the size of a page, in pixels.
    height: f64,
}

/// Stands before the ids of the drawing until it is known which picture it is in.
const PREFIX: &str = "trueup-logo-of-a-chart-";

impl Logo {
    /// The logo of an SVG file, so high in a picture of the size of a page.
    ///
    /// # Errors
    /// If the file is no SVG, or has words or bitmaps, which would not look alike everywhere.
    pub fn from_svg(name: &str, bytes: &[u8], height: f64) -> Result<Self> {
        let refused = |message: &str, help: &str| {
            Err(Error::new(format!("the logo '{name}' {message}")).with_help(help.to_owned()))
        };
        let Ok(tree) = Tree::from_data(bytes, &Options::default()) else {
            return refused("is no SVG that can be read", "save it as SVG; a PNG would blur in print");
        };
        let text = String::from_utf8_lossy(bytes);
        for (element, what, help) in [
            ("<text", "has words as text", "turn its words into outlines"),
            ("<image", "holds a bitmap", "draw it with shapes alone"),
        ] {
            if text.contains(element) {
                return refused(what, help);
            }
        }
        let written = tree.to_string(&WriteOptions { id_prefix: Some(PREFIX.to_owned()), ..WriteOptions::default() });
        let inner =
            written.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>")).map_or("", |(inner, _)| inner);
        if tree.root().children().is_empty() {
            return refused("shows nothing", "give a file with shapes in it");
        }
        Ok(Self { inner: inner.trim().into(), size: (tree.size().width(), tree.size().height()), height })
    }

    /// Width and height of its own coordinates.
    pub(super) fn size(&self) -> (f32, f32) {
        self.size
    }

    /// Width and height in a picture whose parts are so many times as large as on a page.
    pub(super) fn extent(&self, unit: f64) -> (f64, f64) {
        let height = self.height * unit;
        (height * f64::from(self.size.0) / f64::from(self.size.1), height)
    }

    /// Its drawing, with ids that no other picture of a page has.
    pub(super) fn drawing(&self, id: &str) -> String {
        self.inner.replace(PREFIX, &format!("{id}-logo-"))
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Logo").field("size", &self.size).field("height", &self.height).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_reduced_to_shapes_with_ids_of_its_picture() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><defs><linearGradient id="g"><stop stop-color="#f00"/>
            <stop offset="1" stop-color="#00f"/></linearGradient></defs><rect width="40" height="20" fill="url(#g)"/></svg>"##;
        let logo = Logo::from_svg("logo.svg", svg, 30.0).unwrap();
        let (width, height) = logo.extent(2.0);
        assert!((width - 120.0).abs() < 1e-9 && (height - 60.0).abs() < 1e-9);
        let drawing = logo.drawing("gdp");
        assert!(drawing.contains("id=\"gdp-logo-") && drawing.contains("url(#gdp-logo-"), "{drawing}");
        assert!(!drawing.contains("<svg") && !drawing.contains(PREFIX), "{drawing}");
    }

    #[test]
    fn what_would_not_look_alike_everywhere_is_refused() {
        for (inner, part) in [("<text>News</text>", "words"), ("<image href=\"a.png\"/>", "bitmap"), ("", "nothing")] {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\">{inner}</svg>");
            let error = Logo::from_svg("logo.svg", svg.as_bytes(), 30.0).unwrap_err();
            assert!(error.to_string().contains(part), "{error}");
        }
        assert!(Logo::from_svg("logo.png", b"\x89PNG", 30.0).is_err());
    }
}
