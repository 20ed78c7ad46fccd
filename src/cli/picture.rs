//! The files that are made of one chart, for every command that draws, and the options that say how it looks.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::parsed;
use crate::chart::{self, Chart, Drawing, Fonts, Size, Style, Theme};
use crate::error::{Error, Result};
use crate::input;
use crate::number;
use crate::output::File;

/// How charts look, and as which files they are written.
#[derive(Debug, Args)]
pub(super) struct Look {
    /// The files to write, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Format::Svg, Format::Png])]
    format: Vec<Format>,
    /// page, wide, square, column, slide, thumb or WIDTHxHEIGHT
    #[arg(long, default_value = "page", value_parser = parsed::<Size>)]
    size: Size,
    /// light, dark, or a theme file
    #[arg(long, value_name = "light|dark|FILE", default_value = "light")]
    theme: String,
    /// A font file, used before the built-in face; give it again for a bold face or another script
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
    /// How SVG files hold their words
    #[arg(long, value_enum, default_value_t = Text::Outlines)]
    text: Text,
    /// Pixels of a PNG for each of the size, 1 to 4
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Scalable, for the web and for print
    Svg,
    /// Pixels
    Png,
    /// One page, for LaTeX and print
    Pdf,
    /// The numbers as drawn
    Csv,
    /// Alternative text, sources, citation, size and the digest of the numbers
    Json,
}

/// How SVG files hold their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Text {
    /// As outlines, which look alike in every program
    Outlines,
    /// As words that browsers select and search, with the used part of the face embedded
    Live,
}

/// A chart that was drawn, as files with names.
pub(super) struct Named {
    /// Its name.
    pub name: String,
    pub files: Vec<File>,
    /// Labels that found no room.
    pub unplaced: Vec<String>,
}

impl Look {
    /// Reads theme and fonts.
    pub fn drawing(&self) -> Result<Drawing> {
        let theme = match self.theme.parse::<Theme>() {
            Ok(theme) => theme,
            Err(error) if !self.theme.to_lowercase().ends_with(".toml") => return Err(error),
            Err(_) => {
                let path = PathBuf::from(&self.theme);
                let beside = |name: &str| read(&path.with_file_name(name));
                Theme::from_toml(&input::text_of(&self.theme, read(&path)?)?, beside)?
            }
        };
        let mut fonts = Vec::new();
        for path in &self.font {
            fonts.push((path.display().to_string(), read(path)?));
        }
        let fonts = if fonts.is_empty() { Fonts::default() } else { Fonts::load(fonts)? };
        let style = Style { fonts, ..Style::new(self.size, theme) };
        let format = |format: &Format| match (format, self.text) {
            (Format::Svg, Text::Outlines) => chart::Format::Svg,
            (Format::Svg, Text::Live) => chart::Format::LiveSvg,
            (Format::Png, _) => chart::Format::Png,
            (Format::Pdf, _) => chart::Format::Pdf,
            (Format::Csv, _) => chart::Format::Csv,
            (Format::Json, _) => chart::Format::Json,
        };
        Ok(Drawing { formats: self.format.iter().map(format).collect(), style, scale: f32::from(self.scale) })
    }
}

/// No font, theme file or logo is larger.
const LARGEST: u64 = 256 * 1024 * 1024;

fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = format!("'{}'", path.display());
    let too_large = |size: u64| {
        Error::new(format!("{shown} has {} MB", size / 1_000_000)).with_help("name a file of at most 268 MB")
    };
    input::read(path, &shown, "name the file itself", LARGEST, too_large)
}

/// Draws a chart into files of the name given.
pub(super) fn draw(drawing: &Drawing, chart: &Chart, name: &str) -> Result<Named> {
    let drawn = drawing.of(chart)?;
    let file = |(format, bytes): (chart::Format, Vec<u8>)| File::new(format!("{name}.{}", format.ending()), bytes);
    let files = drawn.files.into_iter().map(file).collect();
    Ok(Named { name: name.to_owned(), files, unplaced: drawn.unplaced })
}

/// Labels that are told by name; the others are counted.
const TOLD: usize = 5;

/// What a reader of the charts will miss, a line a chart.
pub(super) fn remarks(drawn: &[Named]) -> String {
    let mut text = String::new();
    for one in drawn.iter().filter(|one| !one.unplaced.is_empty()) {
        let some: Vec<String> = one.unplaced.iter().take(TOLD).map(|words| format!("'{words}'")).collect();
        let more = one.unplaced.len() - some.len();
        let more = if more > 0 { format!(" and {} more", number::count(more)) } else { String::new() };
        text.push_str(&format!("{}: no room for {}{more}; a larger --size has more\n", one.name, some.join(", ")));
    }
    text
}
