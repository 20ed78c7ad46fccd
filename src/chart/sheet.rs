//! An overview: charts as tiles of one sheet, each under its title, in as much height as the tiles need.

use super::font::Weight;
use super::frame::{self, Footer, Words};
use super::geometry::{Pt, Rect, count};
use super::kinds::comparison;
use super::model::{Body, Chart};
use super::pen::{Pen, SMALLEST, Sizes, lines_height};
use super::scene::Group;
use super::size::Size;
use crate::error::Result;

/// The least width of a tile.
const NARROWEST: f64 = 250.0;
/// Height of a tile's picture in parts of its width.
const RATIO: f64 = 0.62;
/// Lines that the title of a tile may take.
const LINES: usize = 2;

/// Draws header, tiles and footer; gives back the height of the picture.
pub(crate) fn draw(pen: &mut Pen<'_>, charts: &[Chart], words: &Words<'_>, size: Size) -> Result<f64> {
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    let top = frame::header(pen, words, size) + pen.sizes.label;
    if pen.thumb {
        return Ok(size.height());
    }
    let gap = (24.0 * pen.sizes.unit).max(14.0);
    let across =
        (2..=4).rev().find(|n| (width + gap) / count(*n) - gap >= NARROWEST * pen.sizes.unit.max(0.9)).unwrap_or(1);
    let across = across.min(charts.len().max(1));
    let tile = (width + gap) / count(across) - gap;
    let head = lines_height(LINES, title_size(pen)) + pen.sizes.tick * 0.6;
    let height = head + tile * RATIO;
    let mut bottom = top;
    for (row, tiles) in charts.chunks(across).enumerate() {
        let y = top + (height + gap) * count(row);
        if row > 0 {
            let (line, color) = (y - gap * 0.5, pen.theme.grid);
            pen.line(Group::Plot, Pt::new(margin, line), Pt::new(margin + width, line), 1.0, color);
        }
        for (column, chart) in tiles.iter().enumerate() {
            let rect = Rect::new(margin + (tile + gap) * count(column), y, tile, height);
            draw_tile(pen, chart, rect, head)?;
        }
        bottom = y + height;
    }
    let footer = Footer::new(pen, words, width);
    let end = (bottom + footer.height() + margin * 0.3).ceil();
    footer.draw(pen, margin, end);
    Ok((end + margin * 0.7).ceil())
}

fn title_size(pen: &Pen<'_>) -> f64 {
    (13.0 * pen.sizes.unit).max(12.0)
}

/// One chart: its title, and its data at the sizes of a small picture.
fn draw_tile(pen: &mut Pen<'_>, chart: &Chart, rect: Rect, head: f64) -> Result<()> {
    let look = pen.look(title_size(pen), Weight::Bold, pen.theme.ink);
    let lines = pen.faces.wrap(&chart.title, look.size, look.weight, rect.w);
    let lines = pen.faces.first_lines(lines, LINES, look.size, look.weight, rect.w);
    pen.lines(Group::Plot, &lines, rect.x, rect.y, look);
    let small = |at_page: f64| (at_page * pen.sizes.unit).max(SMALLEST);
    let sizes = Sizes {
        unit: pen.sizes.unit * 0.6,
        title: small(13.0),
        subtitle: small(11.0),
        heading: small(11.5),
        label: small(11.5),
        tick: small(11.0),
        note: small(11.0),
        margin: 0.0,
    };
    let mut own =
        Pen { faces: pen.faces, theme: pen.theme, sizes, thumb: false, items: Vec::new(), unplaced: Vec::new() };
    let body = Rect::new(rect.x, rect.y + head, rect.w, rect.h - head);
    let size = Size::of_tile(rect.w, rect.h);
    match &chart.body {
        Body::Comparison(rows) => comparison::summary(&mut own, rows, body, size)?,
        other => super::draw_body(&mut own, other, body, size)?,
    }
    pen.items.extend(own.items);
    Ok(())
}
