//! The options of a chart's address: how it is looked at and how it looks. One table says what they are, for the parser and for the
//! description of the addresses alike.

use serde_json::{Value, json};

use crate::chart::{Drawing, Format, Size, Style, Theme, ValueScale, View};
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::period::Period;

/// The most pixels that a picture may have at its own size: a square of 2,000 a side.
const MOST: f64 = 4e6;
/// The most pixels of a PNG with its density.
const MOST_PAINTED: f64 = 16e6;

/// How a chart is looked at and how it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Options {
    pub view: View,
    pub size: Size,
    /// None where the address names none.
    pub theme: Option<&'static str>,
    live: bool,
    density: u8,
}

impl Default for Options {
    /// As `trueup chart` has them.
    fn default() -> Self {
        Self { view: View::default(), size: Size::PAGE, theme: None, live: false, density: 2 }
    }
}

/// A parameter of an address.
pub(super) struct Parameter {
    pub name: &'static str,
    pub about: &'static str,
    /// A value that it may have.
    pub example: &'static str,
    /// Its JSON Schema.
    pub schema: fn() -> Value,
    set: fn(&mut Options, &str) -> Result<()>,
}

/// A period as a pattern.
const PERIOD: &str = r"(\d{4}|FY\d{4}-\d{2}|\d{4}-S[12]|\d{4}-Q[1-4]|\d{4}-\d{2}|\d{4}-\d{2}-\d{2})";

fn words(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^{pattern}$") })
}

fn one_of(names: &[&str]) -> Value {
    json!({ "type": "string", "enum": names })
}

/// All of them, in the order of the documents.
pub(super) const PARAMETERS: [Parameter; 8] = [
    Parameter {
        name: "transform",
        about: "What is made of each value, as FRED names it: lin (as it is), chg and ch1 (change on the period before, on a year ago), \
                pch and pc1 (the same in percent), pca (compounded annual rate), cch and cca (continuously compounded), log; \
                index and multiple, or index:2010 with a base; and mean:3",
        example: "index:2010",
        schema: || {
            words(&format!(
                "(lin|chg|ch1|pch|pc1|pca|cch|cca|log|index|multiple|(index:|index=|multiple:){PERIOD}|mean:([2-9]|[1-9]\\d))"
            ))
        },
        set: |options, text| text.parse().map(|transform| options.view.transform = transform),
    },
    Parameter {
        name: "from",
        about: "The first period to show",
        example: "2010",
        schema: || words(PERIOD),
        set: |options, text| text.parse().map(|from| options.view.from = Some(from)),
    },
    Parameter {
        name: "to",
        about: "The last period to show",
        example: "2023",
        schema: || words(PERIOD),
        set: |options, text| text.parse().map(|to| options.view.to = Some(to)),
    },
    Parameter {
        name: "scale",
        about: "How values become heights; without it as the chart says",
        example: "linear",
        schema: || one_of(&["linear", "log"]),
        set: |options, text| {
            let scale = chosen(text, &["linear", "log"])?;
            options.view.scale_y = Some(if scale == 1 { ValueScale::Log } else { ValueScale::Linear });
            Ok(())
        },
    },
    Parameter {
        name: "theme",
        about: "The colours; light without it, and on a page those that the reader has set",
        example: "dark",
        schema: || one_of(&["light", "dark"]),
        set: |options, text| {
            options.theme = Some(["light", "dark"][chosen(text, &["light", "dark"])?]);
            Ok(())
        },
    },
    Parameter {
        name: "size",
        about: "The size in CSS pixels, by name or as WIDTHxHEIGHT, at most 4 million pixels; page without it",
        example: "wide",
        schema: || {
            let names: Vec<&str> = Size::NAMED.iter().map(|(name, _)| *name).collect();
            words(&format!("({}|[1-9]\\d{{2,3}}x[1-9]\\d{{2,3}})", names.join("|")))
        },
        set: |options, text| text.parse().map(|size| options.size = size),
    },
    Parameter {
        name: "density",
        about: "Pixels of a PNG for each of the size, as trueup chart --scale; 2 without it",
        example: "1",
        schema: || json!({ "type": "integer", "enum": [1, 2, 3, 4] }),
        set: |options, text| {
            let place = chosen(text, &["1", "2", "3", "4"])?;
            options.density = [1, 2, 3, 4][place];
            Ok(())
        },
    },
    Parameter {
        name: "text",
        about: "How an SVG holds its words: as outlines, which look alike everywhere, or live, as words that browsers select and search",
        example: "live",
        schema: || one_of(&["outlines", "live"]),
        set: |options, text| chosen(text, &["outlines", "live"]).map(|place| options.live = place == 1),
    },
];

/// The place of a word among those that are known.
fn chosen(text: &str, known: &[&str]) -> Result<usize> {
    known.iter().position(|name| *name == text).ok_or_else(|| {
        let otherwise = format!("write {}", known.join(" or "));
        Error::new(format!("there is no '{text}'")).with_help(hint(text, known.iter().copied(), &otherwise))
    })
}

impl Options {
    /// Reads the parameters of an address.
    ///
    /// # Errors
    /// If one is not known, stands twice or has a value that it cannot have, or the picture would be too large.
    pub fn read(parameters: &[(String, String)]) -> Result<Self> {
        let mut options = Self::default();
        for (i, (name, text)) in parameters.iter().enumerate() {
            let Some(parameter) = PARAMETERS.iter().find(|parameter| parameter.name == name) else {
                let known: Vec<&str> = PARAMETERS.iter().map(|parameter| parameter.name).collect();
                let otherwise = format!("a chart takes {}", known.join(", "));
                return Err(Error::new(format!("there is no parameter '{name}'")).with_help(hint(
                    name,
                    known.iter().copied(),
                    &otherwise,
                )));
            };
            if parameters[..i].iter().any(|(other, _)| other == name) {
                return Err(Error::new(format!("'{name}' stands twice")).with_help("write it once"));
            }
            (parameter.set)(&mut options, text).map_err(|error| error.context(name))?;
        }
        options.validated()
    }

    fn validated(self) -> Result<Self> {
        if let (Some(from), Some(to)) = (self.view.from, self.view.to) {
            ordered(from, to)?;
        }
        let (pixels, density) = (self.size.width() * self.size.height(), f64::from(self.density));
        if pixels > MOST || pixels * density * density > MOST_PAINTED {
            return Err(Error::new(format!("{} pixels with a density of {density} are too many", self.size)).with_help(
                "a size has at most 4 million pixels, and 16 million with its density; trueup chart draws larger ones",
            ));
        }
        Ok(self)
    }

    /// What makes no difference to a kind of file is left out, so that one file has one address.
    pub fn for_format(self, format: Option<Format>) -> Self {
        let usual = Self::default();
        let mut kept = self;
        if format != Some(Format::Png) {
            kept.density = usual.density;
        }
        if format != Some(Format::Svg) {
            kept.live = usual.live;
        }
        if format == Some(Format::Csv) {
            (kept.size, kept.theme) = (usual.size, usual.theme);
        }
        kept
    }

    /// What to make of a chart.
    pub fn drawing(&self, format: Format) -> Drawing {
        let theme = if self.theme == Some("dark") { Theme::DARK } else { Theme::LIGHT };
        let format = if format == Format::Svg && self.live { Format::LiveSvg } else { format };
        Drawing { formats: vec![format], style: Style::new(self.size, theme), scale: f32::from(self.density) }
    }
}

fn ordered(from: Period, to: Period) -> Result<()> {
    if from.start(None) > to.end(None) {
        return Err(Error::new(format!("from {from} comes after to {to}")).with_help("write the earlier period first"));
    }
    Ok(())
}
