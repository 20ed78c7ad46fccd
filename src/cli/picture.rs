//! The files that are made of one chart, for every command that draws, and the options that say how it looks.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::parsed;
use crate::chart::{self, Chart, Fonts, Size, Style, Theme};
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
pub(super) enum Format {
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
pub(super) enum Text {
    /// As outlines, which look alike in every program
    Outlines,
    /// As words that browsers select and search, with the used part of the face embedded
    Live,
}

/// What to make of each chart.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The files.
    pub formats: Vec<Format>,
    /// Size, colours and faces.
    pub style: Style,
    /// How SVG files hold their words.
    pub text: Text,
    /// Pixels of a PNG for each of the size.
    pub scale: f32,
}

/// A chart that was drawn.
pub(super) struct Drawn {
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
        Ok(Drawing { formats: self.format.clone(), style, text: self.text, scale: f32::from(self.scale) })
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

impl Drawing {
    /// The files of a chart, by the name given.
    pub fn of(&self, chart: &Chart, name: &str) -> Result<Drawn> {
        let scene = chart::draw(chart, &self.style)?;
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
            let (ending, bytes) = match (format, &picture) {
                (Format::Png, Some(picture)) => ("png", picture.png(self.scale)?),
                (Format::Pdf, Some(picture)) => ("pdf", picture.pdf()?),
                (Format::Csv, _) => ("csv", chart.to_csv().into_bytes()),
                (Format::Json, _) => ("json", chart.to_json(&scene).into_bytes()),
                _ if self.text == Text::Live => ("svg", scene.to_live_svg()?.into_bytes()),
                _ => ("svg", scene.to_svg().into_bytes()),
            };
            files.push(File::new(format!("{name}.{ending}"), bytes));
        }
        Ok(Drawn { name: name.to_owned(), files, unplaced: scene.unplaced })
    }
}

/// Labels that are told by name; the others are counted.
const TOLD: usize = 5;

/// What a reader of the charts will miss, a line a chart.
pub(super) fn remarks(drawn: &[Drawn]) -> String {
    let mut text = String::new();
    for one in drawn.iter().filter(|one| !one.unplaced.is_empty()) {
        let some: Vec<String> = one.unplaced.iter().take(TOLD).map(|words| format!("'{words}'")).collect();
        let more = one.unplaced.len() - some.len();
        let more = if more > 0 { format!(" and {} more", number::count(more)) } else { String::new() };
        text.push_str(&format!("{}: no room for {}{more}; a larger --size has more\n", one.name, some.join(", ")));
    }
    text
}
