//! A house style: colours, text sizes and a logo from a theme file in TOML. docs/charts.md describes every key.

use serde::Deserialize;
use toml::Spanned;

use super::logo::Logo;
use super::pen::SMALLEST;
use super::spec::{at, refused};
use super::theme::{Color, Hue, MARK_CONTRAST, TEXT_CONTRAST, TextSizes, Theme};
use crate::error::{Error, Result};
use crate::input::Text;
use crate::number::{self, Digits};

/// The keys of a theme file; what is left out is as in the theme that it is based on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    base: Base,
    background: Option<Spanned<String>>,
    ink: Option<Spanned<String>>,
    muted: Option<Spanned<String>>,
    grid: Option<Spanned<String>>,
    faint: Option<Spanned<String>>,
    axis: Option<Spanned<String>>,
    band: Option<Spanned<String>>,
    palette: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    text: Sizes,
    logo: Option<LogoKeys>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Base {
    #[default]
    Light,
    Dark,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sizes {
    title: Option<Spanned<f64>>,
    subtitle: Option<Spanned<f64>>,
    heading: Option<Spanned<f64>>,
    label: Option<Spanned<f64>>,
    tick: Option<Spanned<f64>>,
    note: Option<Spanned<f64>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LogoKeys {
    file: Spanned<String>,
    height: Option<Spanned<f64>>,
}

/// Height of a logo in a picture of the size of a page, in pixels, if the file says nothing.
const LOGO: f64 = 28.0;
/// No text and no logo is higher than this, or nothing else would have room.
const LARGEST: f64 = 80.0;
/// Fewer colours cannot tell series apart, and no reader tells more.
const COLOURS: std::ops::RangeInclusive<usize> = 3..=12;

impl Theme {
    /// The theme of a theme file; `beside` reads a file that lies beside it.
    ///
    /// # Errors
    /// If the file does not parse, a key is unknown, or a colour would not stand out from the background: words need a contrast of 4.5, lines
    /// of 3 (WCAG 2.1, 1.4.3 and 1.4.11). The place is that in the file.
    pub fn from_toml(text: &Text, beside: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Self> {
        let name = text.name();
        let file: File = toml::from_str(text.inner())
            .map_err(|error| refused(&error, text, name, "docs/charts.md describes every key of a theme"))?;
        file.theme(beside).map_err(|error| if error.location().is_none() { error.within(text) } else { error })
    }
}

impl File {
    fn theme(&self, beside: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Theme> {
        let mut theme = match self.base {
            Base::Light => Theme::LIGHT,
            Base::Dark => Theme::DARK,
        };
        for (key, color) in [
            (&self.background, &mut theme.background),
            (&self.ink, &mut theme.ink),
            (&self.muted, &mut theme.muted),
            (&self.grid, &mut theme.grid),
            (&self.faint, &mut theme.faint),
            (&self.axis, &mut theme.axis),
            (&self.band, &mut theme.band),
        ] {
            if let Some(key) = key {
                *color = parse(key)?;
            }
        }
        // Every colour is seen on the background; what the file leaves as it was may no longer stand out from a new one.
        for (key, color, least) in [
            (&self.ink, theme.ink, TEXT_CONTRAST),
            (&self.muted, theme.muted, TEXT_CONTRAST),
            (&self.axis, theme.axis, MARK_CONTRAST),
        ] {
            if let Some(key) = key.as_ref().or(self.background.as_ref()) {
                stands_out(key, color, &theme, least)?;
            }
        }
        match &self.palette {
            Some(colors) => theme.palette = palette(colors, &theme)?.into(),
            // The usual colours, strong enough for another background.
            None if self.background.is_none() => {}
            None => theme.palette = theme.palette.iter().map(|hue| theme.strong(hue.mark)).collect::<Vec<Hue>>().into(),
        }
        theme.text = self.text.over(TextSizes::USUAL)?;
        if let Some(keys) = &self.logo {
            let height = keys.height.as_ref().map_or(Ok(LOGO), |height| within(height, 8.0))?;
            let bytes = beside(keys.file.get_ref()).map_err(|error| at(&keys.file, error))?;
            let logo = Logo::from_svg(keys.file.get_ref(), &bytes, height).map_err(|error| at(&keys.file, error))?;
            theme.logo = Some(logo);
        }
        Ok(theme)
    }
}

fn parse(color: &Spanned<String>) -> Result<Color> {
    color.get_ref().parse().map_err(|error| at(color, error))
}

fn stands_out(key: &Spanned<String>, color: Color, theme: &Theme, least: f64) -> Result<()> {
    let found = color.contrast(theme.background);
    if found >= least {
        return Ok(());
    }
    let [found, least] = [found, least].map(|value| number::digits(value, Digits::Significant(2)));
    let message = format!("{color} has a contrast of {found} with the background; a reader needs {least}");
    Err(at(
        key,
        Error::new(message).with_help("take a darker colour on a light background, and a lighter one on a dark"),
    ))
}

fn palette(colors: &Spanned<Vec<Spanned<String>>>, theme: &Theme) -> Result<Vec<Hue>> {
    let count = colors.get_ref().len();
    if !COLOURS.contains(&count) {
        let message = format!("a palette of {count} colours");
        return Err(at(colors, Error::new(message).with_help("give 3 to 12 of them, the most important first")));
    }
    let mut seen = Vec::new();
    let hue = |key: &Spanned<String>| {
        let color = parse(key)?;
        if seen.contains(&color) {
            let error = Error::new(format!("'{}' stands twice in the palette", key.get_ref()));
            return Err(at(key, error.with_help("give each colour once, or no reader tells their series apart")));
        }
        seen.push(color);
        stands_out(key, color, theme, MARK_CONTRAST)?;
        // Words of the same hue need more of it than lines do.
        Ok(Hue { mark: color, text: theme.strong(color).text })
    };
    colors.get_ref().iter().map(hue).collect()
}

/// A length in pixels between the least and [`LARGEST`].
fn within(pixels: &Spanned<f64>, least: f64) -> Result<f64> {
    let value = *pixels.get_ref();
    if (least..=LARGEST).contains(&value) {
        return Ok(value);
    }
    let words = |value: f64| number::digits(value, Digits::Significant(3));
    let help = format!("give {} to {} pixels, for a picture of 850x600", words(least), words(LARGEST));
    Err(at(pixels, Error::new(format!("a height of {} pixels cannot be drawn", words(value))).with_help(help)))
}

impl Sizes {
    fn over(&self, usual: TextSizes) -> Result<TextSizes> {
        let size = |own: &Option<Spanned<f64>>, usual: f64| own.as_ref().map_or(Ok(usual), |own| within(own, SMALLEST));
        Ok(TextSizes {
            title: size(&self.title, usual.title)?,
            subtitle: size(&self.subtitle, usual.subtitle)?,
            heading: size(&self.heading, usual.heading)?,
            label: size(&self.label, usual.label)?,
            tick: size(&self.tick, usual.tick)?,
            note: size(&self.note, usual.note)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::text_of;

    fn read(toml: &str) -> Result<Theme> {
        let logo =
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><path d=\"M0 0h40v20z\"/></svg>";
        Theme::from_toml(&text_of("house.toml", toml.as_bytes().to_vec())?, |_| Ok(logo.to_vec()))
    }

    #[test]
    fn what_a_file_says_comes_over_the_theme_it_is_based_on() {
        let theme = read(
            "base = \"dark\"\nbackground = \"#000000\"\npalette = [\"#ffd100\", \"#00a3e0\", \"#ffffff\"]\n[text]\ntitle = 30\n[logo]\nfile = \"logo.svg\"\n",
        );
        let theme = theme.unwrap();
        assert_eq!((theme.background, theme.ink), (Color(0, 0, 0), Theme::DARK.ink));
        assert_eq!(theme.palette.len(), 3);
        assert_eq!(theme.hue(3), theme.hue(0));
        assert!((theme.text.title - 30.0).abs() < 1e-9 && (theme.text.note - 12.5).abs() < 1e-9);
        assert!(theme.logo.is_some());
        assert_eq!(read("").unwrap(), Theme::LIGHT);
    }

    #[test]
    fn faults_are_shown_where_they_stand() {
        for (toml, part, line) in [
            ("base = \"light\"\npallete = []\n", "unknown field", 2),
            ("ink = \"#999999\"\n", "#999999 has a contrast of 2.8 with the background; a reader needs 4.5", 1),
            ("palette = [\"#0072B2\", \"#ffee00\", \"#000000\"]\n", "#ffee00 has a contrast of 1.2", 1),
            ("palette = [\"#0072B2\", \"#000000\", \"#0072b2\"]\n", "'#0072b2' stands twice", 1),
            ("palette = [\"#0072B2\"]\n", "a palette of 1 colours", 1),
            ("grid = \"grey\"\n", "'grey' is no colour", 1),
            ("[text]\nnote = 4\n", "a height of 4 pixels", 2),
            ("[logo]\nfile = \"l.svg\"\nheight = 500\n", "a height of 500 pixels", 3),
            ("background = \"#1a1c1f\"\n", "has a contrast of 1", 1),
        ] {
            let error = read(toml).unwrap_err();
            assert!(error.to_string().contains(part), "{error}");
            assert!(error.help_text().is_some(), "{error}");
            assert_eq!(error.location().map(|(_, found, _)| found), Some(line), "{toml}");
        }
    }
}
