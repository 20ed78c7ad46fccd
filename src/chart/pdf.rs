//! A picture as PDF: one page of its size, with words that can be selected, from the same tree as the PNG.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::picture::Picture;
use crate::error::{Error, Result};

/// Points for a CSS pixel: 72 to an inch, where there are 96 pixels.
const POINTS: f32 = 0.75;

impl Picture {
    /// The picture as a PDF of one page. It is one figure to a reader of PDF structure, with the alternative text; the faces are embedded as far
    /// as they are used. It holds no date, so that the same picture gives the same file.
    ///
    /// # Errors
    /// If a face may not be embedded.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let broken =
            |error: &dyn std::fmt::Debug| Error::new(format!("the picture cannot be written as PDF: {error:?}"));
        let (width, height) = (self.tree.size().width() * POINTS, self.tree.size().height() * POINTS);
        let page = PageSettings::from_wh(width, height).ok_or_else(|| broken(&"it has no size"))?;
        let size = Size::from_wh(width, height).ok_or_else(|| broken(&"it has no size"))?;
        let mut document = Document::new();
        let mut page = document.start_page_with(page);
        let mut surface = page.surface();
        let content = surface.start_tagged(ContentTag::Other);
        let drawn = surface.draw_svg(&self.tree, size, SvgSettings::default());
        surface.end_tagged();
        surface.finish();
        page.finish();
        drawn.ok_or_else(|| broken(&"its shapes cannot be drawn"))?;
        let mut figure = TagGroup::new(Tag::Figure(Some(format!("{}. {}", self.title, self.alt))));
        figure.push(content);
        let mut tags = TagTree::new();
        tags.push(figure);
        document.set_tag_tree(tags);
        document.set_metadata(
            Metadata::new().title(self.title.clone()).creator("trueup".to_owned()).language("en".to_owned()),
        );
        document.finish().map_err(|error| broken(&error))
    }
}
