//! The files that are made of one chart, for every command that draws.

use clap::ValueEnum;

use crate::chart::{self, Chart, Style, png};
use crate::error::{Error, Result};
use crate::output::File;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Scalable, for the web and for print
    Svg,
    /// Pixels
    Png,
    /// The numbers as drawn
    Csv,
    /// Alternative text, sources, citation, size and the digest of the numbers
    Json,
}

/// What to make of each chart.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The files.
    pub formats: Vec<Format>,
    /// Size and colours.
    pub style: Style,
    /// Pixels of a PNG for each of the size.
    pub scale: f32,
}

impl Drawing {
    /// The files of a chart, by the name given.
    pub fn files(&self, chart: &Chart, name: &str) -> Result<Vec<File>> {
        let scene = chart::draw(chart, &self.style)?;
        if !scene.missing.is_empty() {
            let missing: String = scene.missing.iter().collect();
            return Err(Error::new(format!("the built-in face has no glyph for {missing}"))
                .with_help("write its words in Latin, Greek or Cyrillic letters"));
        }
        let svg = scene.to_svg();
        let mut files = Vec::with_capacity(self.formats.len());
        for format in &self.formats {
            files.push(match format {
                Format::Svg => File::new(format!("{name}.svg"), svg.as_str()),
                Format::Png => File::new(format!("{name}.png"), png::render(&svg, self.scale)?),
                Format::Csv => File::new(format!("{name}.csv"), chart.to_csv()),
                Format::Json => File::new(format!("{name}.json"), chart.to_json(&scene)),
            });
        }
        Ok(files)
    }
}
