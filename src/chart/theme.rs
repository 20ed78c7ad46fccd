//! Colours: light and dark, a palette that colour-blind readers can tell apart, and the looks of verdicts.
//!
//! Each hue of the palette has two strengths: one for lines and fills, at least 3:1 against the background, and one for
//! text, at least 4.5:1. The marks differ for readers without red or green cones and in grey print; `vision` tests both themes.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::geometry::whole;
use super::logo::Logo;
use super::model::Ink;
use crate::error::{Error, Result};

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

/// The least contrast of lines and fills with what is behind them (WCAG 2.1, 1.4.11).
pub(super) const MARK_CONTRAST: f64 = 3.0;
/// The least contrast of words with what is behind them (WCAG 2.1, 1.4.3).
pub(super) const TEXT_CONTRAST: f64 = 4.5;

impl Color {
    /// Relative luminance, from 0 for black to 1 for white, as WCAG 2.1 defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The light of each channel, from 0 to 1: sRGB without its curve (IEC 61966-2-1).
    pub(super) fn light(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        })
    }

    /// How much two colours differ in luminance, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A mixture: this colour at 0, the other at 1.
    pub(crate) fn toward(self, other: Self, part: f64) -> Self {
        let mix = |a: u8, b: u8| {
            let mixed = whole(f64::from(a) + (f64::from(b) - f64::from(a)) * part);
            u8::try_from(mixed).unwrap_or(b)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

/// One hue of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hue {
    /// For lines, markers and columns.
    pub mark: Color,
    /// For words of the same hue.
    pub text: Color,
}

/// Everything a chart's looks depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Behind everything.
    pub background: Color,
    /// Titles and labels.
    pub ink: Color,
    /// Subtitle, ticks, notes.
    pub muted: Color,
    /// Grid lines.
    pub grid: Color,
    /// Faint lines in between, and every other row of a table.
    pub faint: Color,
    /// The line of zero and other axes.
    pub axis: Color,
    /// Fill of the band that shows what is stated.
    pub band: Color,
    /// Series colours, in order: blue, vermilion, green, plum, ochre, teal, grey.
    ///
    /// They were found by annealing over lightness, chroma and hue (OKLCH) from the hues of Okabe and Ito, for the distances
    /// that the tests of `vision` ask for, and then moved by hand as far as those allow.
    pub palette: Cow<'static, [Hue]>,
    /// Text sizes.
    pub text: TextSizes,
    /// Stands in the lower right corner.
    pub logo: Option<Logo>,
}

/// Text sizes of a picture of the size of a page, in pixels; others follow from them. No text is smaller than 11 pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSizes {
    /// The finding.
    pub title: f64,
    /// Measure, unit, area and period.
    pub subtitle: f64,
    /// Above a panel.
    pub heading: f64,
    /// Beside the data.
    pub label: f64,
    /// Of the axes.
    pub tick: f64,
    /// Note and source.
    pub note: f64,
}

impl TextSizes {
    /// What suits a page of a report.
    pub const USUAL: Self = Self { title: 25.0, subtitle: 16.0, heading: 15.0, label: 16.0, tick: 14.0, note: 12.5 };
}

const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color(red, green, blue)
}

const fn hue(mark: u32, text: u32) -> Hue {
    Hue { mark: rgb(mark), text: rgb(text) }
}

impl Theme {
    /// Dark on white.
    pub const LIGHT: Self = Self {
        background: rgb(0xFF_FF_FF),
        ink: rgb(0x1A_1C_1F),
        muted: rgb(0x5B_61_69),
        grid: rgb(0xDD_E0_E4),
        faint: rgb(0xF0_F2_F4),
        axis: rgb(0x7D_84_8D),
        band: rgb(0xDF_E3_E8),
        palette: Cow::Borrowed(&[
            hue(0x1D_53_9E, 0x1D_53_9E),
            hue(0xB9_43_0F, 0xB9_43_0F),
            hue(0x3A_8E_76, 0x20_78_61),
            hue(0x7A_1A_4A, 0x7A_1A_4A),
            hue(0xB4_81_2F, 0x8A_5C_00),
            hue(0x2E_7D_A5, 0x21_72_9A),
            hue(0x59_60_6B, 0x59_60_6B),
        ]),
        text: TextSizes::USUAL,
        logo: None,
    };

    /// Light on near black.
    pub const DARK: Self = Self {
        background: rgb(0x15_18_1D),
        ink: rgb(0xF1_F3_F5),
        muted: rgb(0xA9_B1_BB),
        grid: rgb(0x33_38_40),
        faint: rgb(0x1F_23_29),
        axis: rgb(0x80_88_92),
        band: rgb(0x39_40_4A),
        palette: Cow::Borrowed(&[
            hue(0x6A_AB_E9, 0x6A_AB_E9),
            hue(0xDF_70_34, 0xDF_70_34),
            hue(0x6E_CD_B0, 0x6E_CD_B0),
            hue(0xB0_5A_80, 0xC9_71_97),
            hue(0xEB_C2_6E, 0xEB_C2_6E),
            hue(0x46_8A_A6, 0x51_95_B1),
            hue(0x93_9C_A5, 0x93_9C_A5),
        ]),
        text: TextSizes::USUAL,
        logo: None,
    };

    /// The hue at a place of the palette, counted round.
    #[must_use]
    pub fn hue(&self, place: usize) -> Hue {
        self.palette[place % self.palette.len()]
    }

    /// The hue of a series: its own, or that of its place in the panel.
    ///
    /// A colour of the light palette stands for its place there, so that it has its twin in the dark.
    #[must_use]
    pub fn shade(&self, ink: Option<Ink>, place: usize) -> Hue {
        match ink {
            Some(Ink::Own(color)) => {
                let known = Self::LIGHT.palette.iter().position(|hue| hue.mark == color);
                known.map_or_else(|| self.strong(color), |own| self.hue(own))
            }
            Some(Ink::Place(own)) => self.hue(own),
            None => self.hue(place),
        }
    }

    /// A colour as a mark and as words: itself where it stands out from the background, else drawn toward the ink until it does.
    #[must_use]
    pub fn strong(&self, color: Color) -> Hue {
        let enough = |least: f64| {
            (0..=100_u8)
                .map(|step| color.toward(self.ink, f64::from(step) / 100.0))
                .find(|mixed| mixed.contrast(self.background) >= least && mixed.contrast(self.faint) >= least)
                .unwrap_or(self.ink)
        };
        Hue { mark: enough(MARK_CONTRAST), text: enough(TEXT_CONTRAST) }
    }

    /// How a verdict looks: a colour and, for those who cannot tell colours, a shape. The colours are those of the built-in palette, in which
    /// they mean something.
    #[must_use]
    pub fn verdict(&self, name: &str) -> (Hue, Symbol) {
        let (place, symbol) = match name {
            "consistent" | "agrees" => (2, Symbol::Disc),
            "rounding" | "within rounding" => (0, Symbol::Diamond),
            "depends" => (4, Symbol::Triangle),
            "suspect" => (3, Symbol::Square),
            "inconsistent" => (1, Symbol::Cross),
            name if name.starts_with("apart") => (1, Symbol::Cross),
            _ => (6, Symbol::Ring),
        };
        let built_in = if self.background.luminance() > 0.5 { Self::LIGHT } else { Self::DARK };
        let hue = built_in.hue(place);
        (Hue { mark: self.strong(hue.mark).mark, text: self.strong(hue.text).text }, symbol)
    }
}

impl fmt::Display for Color {
    /// `#rrggbb`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(red, green, blue) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Color {
    type Err = Error;

    /// `#RRGGBB`.
    fn from_str(text: &str) -> Result<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        number
            .map(rgb)
            .ok_or_else(|| Error::new(format!("'{text}' is no colour")).with_help("write #RRGGBB, such as #0072B2"))
    }
}

impl FromStr for Theme {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "light" => Ok(Self::LIGHT),
            "dark" => Ok(Self::DARK),
            _ => Err(Error::new(format!("'{name}' is no theme"))
                .with_help("write light, dark or the name of a theme file that ends in .toml")),
        }
    }
}

/// The shape of a verdict's marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// A filled circle.
    Disc,
    /// A filled square on its corner.
    Diamond,
    /// A filled triangle, point up.
    Triangle,
    /// A filled square.
    Square,
    /// Two crossing strokes.
    Cross,
    /// A circle's outline.
    Ring,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_stand_out_in_both_themes() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let paper = theme.background;
            for text in [theme.ink, theme.muted].into_iter().chain(theme.palette.iter().map(|hue| hue.text)) {
                assert!(text.contrast(paper) >= 4.5, "{text:?} on {paper:?}: {}", text.contrast(paper));
                assert!(text.contrast(theme.faint) >= 4.5, "{text:?} on a tinted row: {}", text.contrast(theme.faint));
            }
            for mark in [theme.axis].into_iter().chain(theme.palette.iter().map(|hue| hue.mark)) {
                assert!(mark.contrast(paper) >= 3.0, "{mark:?} on {paper:?}: {}", mark.contrast(paper));
                assert!(mark.contrast(theme.faint) >= 3.0, "{mark:?} on a tinted row: {}", mark.contrast(theme.faint));
            }
        }
    }

    #[test]
    fn an_own_colour_from_the_light_palette_has_its_twin_in_the_dark() {
        for (&light, &dark) in Theme::LIGHT.palette.iter().zip(Theme::DARK.palette.iter()) {
            assert_eq!(Theme::LIGHT.shade(Some(Ink::Own(light.mark)), 0), light);
            assert_eq!(Theme::DARK.shade(Some(Ink::Own(light.mark)), 0), dark);
        }
        let other = rgb(0x12_34_56);
        assert_eq!(Theme::DARK.shade(Some(Ink::Own(other)), 0), Theme::DARK.strong(other));
    }

    #[test]
    fn verdicts_differ_in_shape_as_well_as_in_colour() {
        let names = ["consistent", "rounding", "depends", "suspect", "inconsistent", "unchecked"];
        for (i, one) in names.iter().enumerate() {
            for other in &names[i + 1..] {
                let (a, b) = (Theme::LIGHT.verdict(one), Theme::LIGHT.verdict(other));
                assert!(a.0 != b.0 && a.1 != b.1, "{one} and {other}");
            }
        }
    }
}
