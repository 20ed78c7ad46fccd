//! The chart room: specification -> data with final words -> scene (everything measured and placed) -> SVG -> PNG, PDF.
//!
//! [`Gallery`] reads charts.toml and makes a [`Chart`] of each specification: data and words. [`draw`] places them,
//! [`Scene::to_svg`] copies the scene into SVG through Plotters, and [`Scene::picture`] hands it to resvg for PNG and PDF. Text is set in the built-in
//! faces or in those that are given, and nothing is looked up on the machine, so a chart is the same bytes everywhere.
//!
//! ```
//! use trueup::chart::{self, At, Body, Chart, Mark, Panel, Point, Series, Size, Style, Theme, ValueScale};
//! let point = |year, value, label: &str| {
//!     Point { at: At::year(year), value, low: None, high: None, label: label.to_owned(), hollow: false, joined: false }
//! };
//! let points = vec![point(2010, 40e12, "CNY 40 trn"), point(2023, 126e12, "CNY 126 trn")];
//! let chart = Chart {
//!     id: "gdp".to_owned(),
//!     title: "China's GDP has tripled since 2010".to_owned(),
//!     short: String::new(),
//!     subtitle: "GDP at current prices, CNY trillion".to_owned(),
//!     note: String::new(),
//!     source: "the paper at hand".to_owned(),
//!     citations: Vec::new(),
//!     body: Body::Panels(vec![Panel {
//!         heading: String::new(),
//!         unit: "CNY".parse()?,
//!         mark: Mark::Column,
//!         scale: ValueScale::Linear,
//!         series: vec![Series { name: "GDP".to_owned(), color: None, points }],
//!     }]),
//! };
//! let scene = chart::draw(&chart, &Style::new(Size::PAGE, Theme::LIGHT))?;
//! let svg = scene.to_svg();
//! assert!(svg.starts_with("<svg") && scene.texts().any(|text| text.words == "CNY 126 trn"));
//! let picture = scene.picture()?;
//! assert!(picture.png(1.0)?.starts_with(b"\x89PNG") && picture.pdf()?.starts_with(b"%PDF"));
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! It writes no file.

mod alt;
mod axis;
mod canvas;
mod confront;
mod csv;
mod data;
mod font;
mod formats;
mod frame;
mod geometry;
mod grid;
mod house;
mod inline;
mod json;
mod kinds;
mod labels;
mod logo;
mod model;
mod panels;
mod pdf;
mod pen;
mod picture;
mod png;
mod readout;
mod resolve;
mod rows;
pub mod scale;
mod scene;
mod sheet;
mod size;
pub mod spec;
mod svg;
mod theme;
mod validate;
mod view;
#[cfg(test)]
mod vision;

pub use confront::confronted;
pub use data::DataCharts;
pub use font::{Fonts, Weight};
pub use formats::{Drawing, Drawn, Format};
pub use geometry::{Pt, Rect};
pub use inline::{Inline, page_styles};
pub(crate) use json::Record;
pub use logo::Logo;
pub use model::{At, Body, Chart, Citation, ComparisonRow, Ink, Mark, Panel, Point, Series, Span, ValueScale};
pub use picture::Picture;
pub use resolve::Gallery;
pub use scene::{Group, Item, Scene, Shape, Spot, Text};
pub use size::Size;
pub use theme::{Color, Hue, Symbol, TextSizes, Theme};
pub use view::View;

use crate::error::Result;
use font::clean;
use model::Compared;
use pen::{Pen, Sizes};

/// How large, in which colours and in which faces a chart is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Pixels.
    pub size: Size,
    /// Colours.
    pub theme: Theme,
    /// Faces.
    pub fonts: Fonts,
}

impl Style {
    /// A size and a theme, in the built-in faces.
    #[must_use]
    pub fn new(size: Size, theme: Theme) -> Self {
        Self { size, theme, fonts: Fonts::default() }
    }
}

/// Places everything of a chart in a picture.
///
/// The picture has the size asked for, but for a comparison and an overview: their width is the size's, and their height what
/// their rows and tiles need.
/// Labels that find no free place are left out, the least important first; a chart whose other words leave no room for the
/// data is an error.
pub fn draw(chart: &Chart, style: &Style) -> Result<Scene> {
    chart.validate()?;
    let chart = &cleaned(chart.clone());
    let size = style.size;
    let faces = style.fonts.faces()?;
    // An overview is as high as it needs to be: its width alone says how large its words are.
    let sheet = matches!(chart.body, Body::Sheet(_)) && !size.is_thumb();
    let mut pen = Pen {
        faces,
        theme: &style.theme,
        sizes: Sizes::of(if sheet { size.of_page() } else { size }, &style.theme.text),
        thumb: size.is_thumb(),
        items: Vec::new(),
        unplaced: Vec::new(),
        spots: Vec::new(),
    };
    let note = match &chart.body {
        Body::Panels(panels) | Body::Grid(panels) => [chart.note.as_str(), &panels::remark(panels)].join(" "),
        Body::Rows(panels) => [chart.note.as_str(), rows::remark(panels)].join(" "),
        _ => chart.note.clone(),
    };
    let words = frame::Words {
        title: if pen.thumb { chart.short_title() } else { &chart.title },
        subtitle: &chart.subtitle,
        note: note.trim(),
        source: &chart.source,
    };
    let height = match &chart.body {
        Body::Comparison(rows) => kinds::comparison::draw(&mut pen, rows, Compared::CLAIMS, &words, size)?,
        Body::Confrontation(rows) => kinds::comparison::draw(&mut pen, rows, Compared::FIGURES, &words, size)?,
        Body::Sheet(charts) => sheet::draw(&mut pen, charts, &words, size)?,
        other => {
            let body = frame::body(&mut pen, &words, size)?;
            draw_body(&mut pen, other, body, size)?;
            size.height()
        }
    };
    let scene = Scene {
        id: chart.id.clone(),
        title: chart.title.clone(),
        alt: chart.alt(),
        note: words.note.to_owned(),
        width: size.width(),
        height,
        background: style.theme.background,
        fonts: style.fonts,
        items: Vec::new(),
        missing: Vec::new(),
        unplaced: Vec::new(),
        spots: Vec::new(),
    };
    Ok(pen.into_scene(scene))
}

/// Draws data into a box of the picture, a comparison as its summary. A sheet is in no box.
fn draw_body(pen: &mut Pen<'_>, body: &Body, rect: Rect, size: Size) -> Result<()> {
    if let Body::Panels(panels) | Body::Grid(panels) | Body::Rows(panels) = body {
        panels.iter().try_for_each(|panel| kinds::distinct_colours(pen.theme, panel))?;
    }
    match body {
        Body::Panels(panels) => panels::draw(pen, panels, rect, size),
        Body::Grid(panels) => grid::draw(pen, panels, rect, size),
        Body::Rows(panels) => rows::draw(pen, panels, rect, size),
        Body::Waffle(panel) => kinds::waffle::draw(pen, panel, rect, size),
        Body::Comparison(rows) => kinds::comparison::summary(pen, rows, Compared::CLAIMS, rect, size),
        Body::Confrontation(rows) => kinds::comparison::summary(pen, rows, Compared::FIGURES, rect, size),
        Body::Sheet(_) => Ok(()),
    }
}

/// The chart with all its words in one line each, and without characters that no reader sees.
fn cleaned(mut chart: Chart) -> Chart {
    [&mut chart.title, &mut chart.short, &mut chart.subtitle, &mut chart.note, &mut chart.source]
        .into_iter()
        .for_each(tidy);
    match &mut chart.body {
        Body::Panels(panels) | Body::Grid(panels) | Body::Rows(panels) => panels.iter_mut().for_each(tidy_panel),
        Body::Waffle(panel) => tidy_panel(panel),
        Body::Comparison(rows) | Body::Confrontation(rows) => {
            for row in rows {
                [&mut row.label, &mut row.stated_text, &mut row.computed_text, &mut row.verdict]
                    .into_iter()
                    .for_each(tidy);
            }
        }
        Body::Sheet(charts) => *charts = std::mem::take(charts).into_iter().map(cleaned).collect(),
    }
    chart
}

fn tidy_panel(panel: &mut Panel) {
    tidy(&mut panel.heading);
    for series in &mut panel.series {
        tidy(&mut series.name);
        for point in &mut series.points {
            tidy(&mut point.label);
            let (At::Time { name, .. } | At::Category(name)) = &mut point.at;
            tidy(name);
        }
    }
}

fn tidy(words: &mut String) {
    *words = clean(words);
}
