//! How large a picture is: sizes by name, or WIDTHxHEIGHT.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// Width and height of a picture, in CSS pixels.
///
/// ```
/// use trueup::chart::Size;
/// let size: Size = "wide".parse()?;
/// assert_eq!(size, "1200x628".parse()?);
/// assert!("90x600".parse::<Size>().is_err());
/// # Ok::<(), trueup::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    width: u32,
    height: u32,
}

/// The least and the most pixels a side.
const SIDES: std::ops::RangeInclusive<u32> = 120..=8000;

impl Size {
    /// A page of a report: 850x600.
    pub const PAGE: Self = Self { width: 850, height: 600 };
    /// A social card: 1200x628.
    pub const WIDE: Self = Self { width: 1200, height: 628 };
    /// A square post: 1080x1080.
    pub const SQUARE: Self = Self { width: 1080, height: 1080 };
    /// One column of a journal, 85 mm wide at 96 dpi.
    pub const COLUMN: Self = Self { width: 321, height: 400 };
    /// A slide: 1600x900.
    pub const SLIDE: Self = Self { width: 1600, height: 900 };
    /// A thumbnail: 300x160.
    pub const THUMB: Self = Self { width: 300, height: 160 };

    /// The sizes that have a name.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("page", Self::PAGE),
        ("wide", Self::WIDE),
        ("square", Self::SQUARE),
        ("column", Self::COLUMN),
        ("slide", Self::SLIDE),
        ("thumb", Self::THUMB),
    ];

    /// A size of one's own; sides under 120 or above 8000 pixels are refused.
    pub fn new(width: u32, height: u32) -> Result<Self> {
        for (side, pixels) in [("wide", width), ("high", height)] {
            if !SIDES.contains(&pixels) {
                return Err(Error::new(format!("a picture {pixels} pixels {side} cannot be drawn"))
                    .with_help("give each side 120 to 8000 pixels"));
            }
        }
        Ok(Self { width, height })
    }

    /// The same width, at the proportions of a page.
    pub(crate) fn of_page(self) -> Self {
        Self { height: (self.width * Self::PAGE.height / Self::PAGE.width).max(*SIDES.start()), ..self }
    }

    /// The size of a tile of a sheet, for messages.
    pub(crate) fn of_tile(width: f64, height: f64) -> Self {
        let side = |pixels: f64| super::geometry::whole(pixels).unsigned_abs();
        Self { width: side(width), height: side(height) }
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> f64 {
        f64::from(self.width)
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> f64 {
        f64::from(self.height)
    }

    /// Whether there is room for a title and one label only.
    #[must_use]
    pub fn is_thumb(&self) -> bool {
        self.width < 300 || self.height < 200
    }
}

impl FromStr for Size {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some((_, size)) = Self::NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(*size);
        }
        let sides = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
        let (width, height) = sides.ok_or_else(|| {
            let names: Vec<&str> = Self::NAMED.iter().map(|(name, _)| *name).collect();
            Error::new(format!("'{text}' is no size")).with_help(format!("write {}, or WIDTHxHEIGHT", names.join(", ")))
        })?;
        Self::new(width, height)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_name_and_by_number() {
        for (name, size) in Size::NAMED {
            assert_eq!(name.parse::<Size>().unwrap(), size);
            assert_eq!(size.to_string().parse::<Size>().unwrap(), size);
        }
    }

    #[test]
    fn impossible_sizes_say_what_is_possible() {
        for text in ["119x600", "600x8001", "0x0", "600", "x", "-5x600", "poster", "1e3x600", ""] {
            let error = text.parse::<Size>().unwrap_err();
            assert!(error.help_text().is_some(), "{text}: {error}");
        }
    }
}
