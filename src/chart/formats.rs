//! The files that are made of one chart.

use super::model::Chart;
use super::{Style, draw};
use crate::error::{Error, Result};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Scalable, its words as outlines, which look alike in every program.
    Svg,
    /// Scalable, its words as words that browsers select and search.
    LiveSvg,
    /// Pixels.
    Png,
    /// One page, for LaTeX and print.
    Pdf,
    /// The numbers as drawn.
    Csv,
    /// Alternative text, sources, citation, size and the digest of the numbers.
    Json,
}

impl Format {
    /// What the names of its files end in, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg | Self::LiveSvg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Its media type, for the web.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg | Self::LiveSvg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// What to make of charts.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The files.
    pub formats: Vec<Format>,
    /// Size, colours and faces.
    pub style: Style,
    /// Pixels of a PNG for each of the size.
    pub scale: f32,
}

/// A chart that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The files, in the order of the formats.
    pub files: Vec<(Format, Vec<u8>)>,
    /// Labels that found no room.
    pub unplaced: Vec<String>,
}

impl Drawing {
    /// The files of a chart.
    ///
    /// ```
    /// use trueup::chart::{Drawing, Format, Gallery, Size, Style, Theme};
    /// let package = trueup::Package::builtin()?;
    /// let report = trueup::check::report(&package, &[])?;
    /// let gallery = Gallery::of(&package, &report)?;
    /// let chart = gallery.chart(gallery.spec("gdp")?)?;
    /// let drawing = Drawing { formats: vec![Format::Png], style: Style::new(Size::WIDE, Theme::DARK), scale: 1.0 };
    /// assert!(drawing.of(&chart)?.files[0].1.starts_with(b"\x89PNG"));
    /// # Ok::<(), trueup::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`draw`], and if no face has a glyph for a character.
    pub fn of(&self, chart: &Chart) -> Result<Drawn> {
        let scene = draw(chart, &self.style)?;
        if !scene.missing.is_empty() {
            let missing: String = scene.missing.iter().collect();
            return Err(Error::new(format!("no face has a glyph for {missing}"))
                .with_help("name a font file that has it: --font FILE"));
        }
        // PNG and PDF are made from one tree.
        let painted = |format: &Format| matches!(format, Format::Png | Format::Pdf);
        let picture = if self.formats.iter().any(painted) { Some(scene.picture()?) } else { None };
        let mut files = Vec::with_capacity(self.formats.len());
        for format in &self.formats {
            let bytes = match (format, &picture) {
                (Format::Png, Some(picture)) => picture.png(self.scale)?,
                (Format::Pdf, Some(picture)) => picture.pdf()?,
                (Format::Csv, _) => chart.to_csv().into_bytes(),
                (Format::Json, _) => chart.to_json(&scene).into_bytes(),
                (Format::LiveSvg, _) => scene.to_live_svg()?.into_bytes(),
                _ => scene.to_svg().into_bytes(),
            };
            files.push((*format, bytes));
        }
        Ok(Drawn { files, unplaced: scene.unplaced })
    }
}
