//! An overview: charts as tiles of one sheet, each under its title, no longer than a page where that is possible.

use super::font::Weight;
use super::frame::{self, Footer, Words};
use super::geometry::{Pt, Rect, count};
use super::model::Chart;
use super::pen::{Pen, SMALLEST, Sizes, lines_height};
use super::scene::Group;
use super::size::Size;
use crate::error::Result;

/// A tile at the sizes of a page is so wide; text of tiles grows with their width.
const TILE: f64 = 250.0;
/// The least width of a tile in parts of that, at the text sizes of the picture.
const NARROWEST: (f64, f64) = (0.85, 0.8);
/// Height of a tile's picture in parts of its width: as is best, and where the page is short.
const RATIO: (f64, f64) = (0.8, 0.62);
/// Height of a page in parts of its width: A4, upright.
const PAGE: f64 = std::f64::consts::SQRT_2;
/// Lines that the title of a tile may take.
const LINES: usize = 4;

/// Draws header, tiles and footer; gives back the height of the picture.
pub(crate) fn draw(pen: &mut Pen<'_>, charts: &[Chart], words: &Words<'_>, size: Size) -> Result<f64> {
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    if let (true, Some(first)) = (pen.thumb, charts.first()) {
        // A thumbnail has room for one of them.
        let body = frame::body(pen, words, size)?;
        super::draw_body(pen, &first.body, body, size)?;
        return Ok(size.height());
    }
    let top = frame::header(pen, words, size) + pen.sizes.label;
    let gap = (24.0 * pen.sizes.unit).max(14.0);
    let tile_of = |across: usize| (width + gap) / count(across) - gap;
    let narrowest = TILE * NARROWEST.0.max(pen.sizes.unit * NARROWEST.1);
    let across = (2..=4).rev().find(|across| tile_of(*across) >= narrowest).unwrap_or(1);
    // As few holes in the last row as can be.
    let across = charts.len().div_ceil(charts.len().div_ceil(across).max(1)).max(1);
    let tile = tile_of(across);
    let sizes = sizes(&pen.sizes, tile);
    let look = pen.look(sizes.title, Weight::Bold, pen.theme.ink);
    let title = |chart: &Chart| {
        let lines = pen.faces.wrap_evenly(chart.short_title(), look.size, look.weight, tile);
        pen.faces.first_lines(lines, LINES, look.size, look.weight, tile)
    };
    let titles: Vec<Vec<String>> = charts.iter().map(title).collect();
    // Pictures side by side begin at one height.
    let heads: Vec<f64> = titles
        .chunks(across)
        .map(|row| lines_height(row.iter().map(Vec::len).max().unwrap_or(1), look.size) + sizes.tick * 0.6)
        .collect();
    let footer = Footer::new(pen, words, width);
    let below = footer.height() + margin;
    let rows = count(heads.len());
    let room = size.width() * PAGE - top - heads.iter().sum::<f64>() - gap * (rows - 1.0) - below - 2.0;
    // A single column is no page.
    let least = if across > 1 { RATIO.1 } else { RATIO.0 };
    let height = (room / rows).clamp(tile * least, tile * RATIO.0);
    let mut bottom = top;
    let rows = charts.chunks(across).zip(titles.chunks(across)).zip(heads);
    for (row, ((charts, titles), head)) in rows.enumerate() {
        let y = if row > 0 { bottom + gap } else { top };
        if row > 0 {
            let (line, color) = (y - gap * 0.5, pen.theme.grid);
            pen.line(Group::Plot, Pt::new(margin, line), Pt::new(margin + width, line), 1.0, color);
        }
        for (column, (chart, title)) in charts.iter().zip(titles).enumerate() {
            let x = margin + (tile + gap) * count(column);
            pen.lines(Group::Plot, title, x, y, look);
            draw_tile(pen, chart, Rect::new(x, y + head, tile, height), sizes)?;
        }
        bottom = y + head + height;
    }
    let end = (bottom + footer.height() + margin * 0.3).ceil();
    footer.draw(pen, margin, end);
    Ok((end + margin * 0.7).ceil())
}

/// Text and stroke sizes of a tile so wide. One tile a row has those of a picture of its own.
fn sizes(sheet: &Sizes, tile: f64) -> Sizes {
    let unit = (tile / TILE).min(sheet.unit.max(1.0));
    let text = |at_page: f64| (at_page * unit).max(SMALLEST);
    Sizes {
        unit: unit * 0.6,
        title: text(13.0),
        subtitle: text(11.0),
        heading: text(11.5),
        label: text(11.5),
        tick: text(11.0),
        note: text(11.0),
        margin: 0.0,
    }
}

/// The data of one chart. Labels without room are not told: each chart stands alone elsewhere, with all of them.
fn draw_tile(pen: &mut Pen<'_>, chart: &Chart, body: Rect, sizes: Sizes) -> Result<()> {
    let mut own = Pen {
        faces: pen.faces,
        theme: pen.theme,
        sizes,
        thumb: false,
        items: Vec::new(),
        unplaced: Vec::new(),
        spots: Vec::new(),
    };
    let size = Size::of_tile(body.w, body.h);
    super::draw_body(&mut own, &chart.body, body, size)
        .map_err(|error| error.context(format_args!("the tile of '{}'", chart.id)))?;
    pen.items.extend(own.items);
    Ok(())
}
