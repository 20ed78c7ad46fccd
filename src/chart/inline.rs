//! A chart as a part of a web page: one drawing for both themes, whose colours are style classes and whose words are set in faces that the
//! page brings, once for all of its charts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::canvas::Glyphs;
use super::font::{Fonts, Weight};
use super::model::Chart;
use super::scene::{Item, Scene, Shape, Text};
use super::svg::{css_weight, font_face};
use super::theme::Color;
use super::{Size, Style, Theme, draw};
use crate::error::{Error, Result};

/// A chart drawn for a page. Its words, colours and faces are those of [`page_styles`], which the page has once.
///
/// ```
/// use trueup::chart::{Gallery, Inline, Size, page_styles};
/// let package = trueup::Package::builtin()?;
/// let report = trueup::check::report(&package, &[])?;
/// let gallery = Gallery::of(&package, &report)?;
/// let drawn = Inline::of(&gallery.chart(gallery.spec("gdp")?)?, Size::PAGE)?;
/// assert!(drawn.svg.starts_with("<svg") && !drawn.svg.contains("fill=\"#"));
/// let styles = page_styles([&drawn], "")?;
/// assert!(styles.contains("light-dark(#") && styles.contains("@font-face"));
/// # Ok::<(), trueup::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// The drawing. Its ids begin with the chart's.
    pub svg: String,
    /// What a reader would see, in sentences.
    pub alt: String,
    /// The note as it is printed.
    pub note: String,
    /// Labels that found no room.
    pub unplaced: Vec<String>,
    /// Light and dark colours.
    inks: BTreeSet<Ink>,
    glyphs: Glyphs,
    fonts: Fonts,
}

/// A colour in the light theme, and what stands for it in the dark one.
pub(super) type Ink = (Color, Color);

impl Inline {
    /// Draws a chart, in the built-in themes and faces.
    ///
    /// # Errors
    /// As [`draw`], and if no face has a glyph for a character.
    pub fn of(chart: &Chart, size: Size) -> Result<Self> {
        Self::draw(chart, size, true)
    }

    /// The same where the words of its values stand elsewhere on the page, beside the same chart at another size.
    ///
    /// # Errors
    /// As [`Inline::of`].
    pub fn without_readouts(chart: &Chart, size: Size) -> Result<Self> {
        Self::draw(chart, size, false)
    }

    fn draw(chart: &Chart, size: Size, readouts: bool) -> Result<Self> {
        let [light, dark] = [Theme::LIGHT, Theme::DARK].map(|theme| draw(chart, &Style::new(size, theme)));
        let mut scene = light?;
        if !scene.missing.is_empty() {
            let missing: String = scene.missing.iter().collect();
            return Err(Error::new(format!("no face has a glyph for {missing}")));
        }
        if !readouts {
            scene.spots.iter_mut().for_each(|spot| spot.words.clear());
        }
        let mut inks = Inks::default();
        inks.dye(&mut scene, &dark?)?;
        let (svg, glyphs) = scene.inline(&inks.all)?;
        let Scene { alt, note, unplaced, fonts, .. } = scene;
        Ok(Self { svg, alt, note, unplaced, inks: inks.all.into_iter().collect(), glyphs, fonts })
    }
}

/// The style rules of a page with these charts and these other words: the used part of each face, and the classes of colours. Where the root of
/// the page says `color-scheme: light dark`, they follow the reader's setting.
///
/// The other words are set in the family `trueup`, regular and bold.
///
/// # Errors
/// If a face cannot be embedded.
pub fn page_styles<'a>(charts: impl IntoIterator<Item = &'a Inline>, words: &str) -> Result<String> {
    let mut inks: BTreeSet<Ink> = BTreeSet::new();
    let mut by_face: BTreeMap<usize, BTreeSet<u16>> = BTreeMap::new();
    let mut fonts = Fonts::default();
    for chart in charts {
        inks.extend(&chart.inks);
        fonts = chart.fonts;
        for (place, glyph) in &chart.glyphs {
            by_face.entry(*place).or_default().insert(*glyph);
        }
    }
    let faces = fonts.faces()?;
    let letters: BTreeSet<char> = words.chars().filter(|c| !c.is_control()).collect();
    for weight in [Weight::Regular, Weight::Bold] {
        // Each alone: as letters stand beside others in browsers, no two of the faces' are joined.
        for run in letters.iter().flat_map(|c| faces.shape(c.encode_utf8(&mut [0; 4]), weight)) {
            by_face.entry(run.face).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
        }
    }
    let mut rules = String::new();
    for (place, glyphs) in &by_face {
        let face = faces.face(*place);
        let weight = css_weight(face);
        let _ = write!(
            rules,
            "{}\n.t{place}{{font-family:trueup,sans-serif;font-weight:{weight}}}\n",
            font_face("trueup", face, glyphs)?
        );
    }
    for ink in &inks {
        let (light, dark) = ink;
        // Browsers older than 2024 know no light-dark() and keep to the first.
        for (letter, key) in [("f", "fill"), ("s", "stroke")] {
            let none = if key == "stroke" { "fill:none;" } else { "" };
            let name = class(letter, *ink);
            let _ = writeln!(rules, ".{name}{{{none}{key}:{light};{key}:light-dark({light},{dark})}}");
        }
    }
    Ok(rules)
}

/// The style class of a colour: a letter for its use, and both colours, so that it means one thing on every page.
pub(super) fn class(letter: &str, (light, dark): Ink) -> String {
    let hex = |color: Color| color.to_string().trim_start_matches('#').to_owned();
    format!("{letter}{}{}", hex(light), hex(dark))
}

/// What fills a shape, as an attribute; further classes stand beside its own.
pub(super) fn fill(inks: Option<&[Ink]>, color: Color, classes: &str) -> String {
    let space = if classes.is_empty() { "" } else { " " };
    match ink(inks, color) {
        Some(ink) => format!("class=\"{}{space}{classes}\"", class("f", ink)),
        None => format!("fill=\"{color}\""),
    }
}

/// The colours that a place stands for.
pub(super) fn ink(inks: Option<&[Ink]>, Color(_, high, low): Color) -> Option<Ink> {
    inks?.get(usize::from(u16::from_be_bytes([high, low]))).copied()
}

/// The colours of a drawing. A scene has room for one colour a shape: there the place in this list stands for it.
#[derive(Default)]
struct Inks {
    all: Vec<Ink>,
}

impl Inks {
    /// The place of a colour, as a colour.
    fn place(&mut self, light: Color, dark: Color) -> Color {
        let known = self.all.iter().position(|ink| *ink == (light, dark));
        let place = known.unwrap_or_else(|| {
            self.all.push((light, dark));
            self.all.len() - 1
        });
        let [.., high, low] = place.to_be_bytes();
        Color(0, high, low)
    }

    /// Puts the places of colours where the colours stand.
    fn dye(&mut self, scene: &mut Scene, dark: &Scene) -> Result<()> {
        scene.background = self.place(scene.background, dark.background);
        let same = scene.items.len() == dark.items.len();
        for (item, twin) in scene.items.iter_mut().zip(&dark.items) {
            if !same || !self.dye_shape(item, twin) {
                return Err(Error::new(format!("'{}' is laid out in another way in the dark", scene.id)));
            }
        }
        Ok(())
    }

    /// Whether the twin is the same but for its colours.
    fn dye_shape(&mut self, item: &mut Item, twin: &Item) -> bool {
        let line = |ours: &mut Option<(Color, f64)>, theirs: &Option<(Color, f64)>, inks: &mut Self| {
            if let (Some((color, _)), Some((dark, _))) = (ours.as_mut(), theirs) {
                *color = inks.place(*color, *dark);
            }
            ours.is_some() == theirs.is_some()
        };
        match (&mut item.shape, &twin.shape) {
            (Shape::Text(text), Shape::Text(Text { words, color, .. })) if text.words == *words => {
                text.color = self.place(text.color, *color);
                true
            }
            (Shape::Line { color, .. }, Shape::Line { color: dark, .. })
            | (Shape::Polygon { fill: color, .. }, Shape::Polygon { fill: dark, .. }) => {
                *color = self.place(*color, *dark);
                true
            }
            (Shape::Box { fill, stroke, .. }, Shape::Box { fill: dark, stroke: outline, .. }) => {
                if let (Some(color), Some(dark)) = (fill.as_mut(), dark) {
                    *color = self.place(*color, *dark);
                }
                fill.is_some() == dark.is_some() && line(stroke, outline, self)
            }
            (Shape::Circle { fill, stroke, .. }, Shape::Circle { fill: dark, stroke: outline, .. }) => {
                *fill = self.place(*fill, *dark);
                line(stroke, outline, self)
            }
            (Shape::Logo { .. }, Shape::Logo { .. }) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gallery;
    use super::*;

    #[test]
    fn every_chart_of_the_paper_is_drawn_once_for_both_themes() {
        let package = crate::Package::builtin().unwrap();
        let report = crate::check::report(&package, &[]).unwrap();
        let gallery = Gallery::of(&package, &report).unwrap();
        for spec in gallery.specs() {
            let chart = gallery.chart(spec).unwrap();
            for size in [Size::PAGE, Size::new(340, 440).unwrap()] {
                let drawn = Inline::of(&chart, size).unwrap();
                assert!(!drawn.svg.contains("=\"#"), "{}: a colour is no class", spec.id());
                // Values to point at: one a point of the chart.
                let points = chart.panels().iter().flat_map(|panel| panel.points()).count();
                let spots = |svg: &str, part: &str| svg.split("class=\"spots\"").nth(1).unwrap().matches(part).count();
                assert_eq!(spots(&drawn.svg, "<title>"), points, "{}", spec.id());
                let bare = Inline::without_readouts(&chart, size).unwrap();
                assert_eq!((spots(&bare.svg, "<rect"), spots(&bare.svg, "<title>")), (points, 0), "{}", spec.id());
                let styles = page_styles([&drawn], "").unwrap();
                for ink in &drawn.inks {
                    assert!(styles.contains(&class("f", *ink)));
                }
            }
        }
    }

    #[test]
    fn a_class_is_named_after_both_of_its_colours() {
        assert_eq!(class("f", (Color(0x1d, 0x53, 0x9e), Color(0x6a, 0xab, 0xe9))), "f1d539e6aabe9");
    }
}
