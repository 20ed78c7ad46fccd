//! Names of series beside the ends of their lines, moved apart, with a thin line to where they belong.

use crate::chart::font::{ASCENT, DESCENT, LEADING, Weight};
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::apart;
use crate::chart::pen::{Align, Look, Pen, lines_height};
use crate::chart::scene::Group;
use crate::chart::theme::Hue;

/// The words at one end of a line.
pub(super) struct EndWords<'a> {
    pub name: &'a str,
    /// Follows the name, or stands alone; may be empty.
    pub value: &'a str,
    pub hue: Hue,
    /// Where the line ends, outside its marker.
    pub end: Pt,
}

/// The side of the lines that the words stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Lines that a name may take.
const LINES: usize = 2;

/// The words wrapped.
struct Wrapped<'a> {
    words: EndWords<'a>,
    lines: Vec<String>,
}

/// How wide the words are in one line.
pub(super) fn width(pen: &Pen<'_>, name: &str, value: &str) -> f64 {
    let bold = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    let between = if name.is_empty() || value.is_empty() { 0.0 } else { pen.width(" ", bold) };
    pen.width(name, bold) + between + pen.width(value, Look { weight: Weight::Regular, ..bold })
}

/// Writes the words of all ends, the most important first, into a column beside the lines. Where the column is too low, names
/// are cut to one line each; then the last give way.
pub(super) fn draw(pen: &mut Pen<'_>, ends: Vec<EndWords<'_>>, column: Rect, side: Side) {
    let size = pen.sizes.label;
    let (fitting, wide): (Vec<_>, Vec<_>) =
        ends.into_iter().partition(|end| width(pen, "", end.value) <= column.w + 1e-6);
    // A number is written whole or not at all.
    pen.unplaced.extend(wide.iter().map(|end| end.value.to_owned()));
    let bare = wide.into_iter().map(|end| EndWords { value: "", ..end }).filter(|end| !end.name.is_empty());
    let ends = fitting.into_iter().chain(bare);
    let mut wrapped: Vec<Wrapped<'_>> = ends.map(|words| wrap(pen, words, column.w, LINES)).collect();
    let height = |names: &[Wrapped<'_>]| names.iter().map(|name| lines_height(name.lines.len(), size)).sum::<f64>();
    if height(&wrapped) > column.h {
        wrapped = wrapped.into_iter().map(|name| wrap(pen, name.words, column.w, 1)).collect();
    }
    while height(&wrapped) > column.h {
        let Some(last) = wrapped.pop() else { return };
        pen.unplaced.push(format!("{} {}", last.words.name, last.words.value).trim().to_owned());
    }
    wrapped.sort_by(|a, b| a.words.end.y.total_cmp(&b.words.end.y));
    let wanted: Vec<f64> = wrapped.iter().map(|name| name.words.end.y).collect();
    let lengths: Vec<f64> = wrapped.iter().map(|name| lines_height(name.lines.len(), size)).collect();
    let Some(middles) = apart(&wanted, &lengths, column.y, column.bottom()) else { return };
    for (name, middle) in wrapped.iter().zip(middles) {
        write(pen, name, middle, column, side);
    }
}

/// A name in lines no wider than the column, of which the last leaves room for the value.
fn wrap<'a>(pen: &Pen<'_>, words: EndWords<'a>, width: f64, most: usize) -> Wrapped<'a> {
    let size = pen.sizes.label;
    let whole = pen.faces.wrap(words.name, size, Weight::Bold, width);
    let mut lines = pen.faces.first_lines(whole, most, size, Weight::Bold, width);
    let fits = |line: &String| self::width(pen, line, words.value) <= width + 1e-6;
    if !lines.last().is_none_or(fits) {
        if lines.len() < most {
            lines.push(String::new());
        } else if let Some(last) = lines.last_mut() {
            let value = self::width(pen, "", words.value) + size * 0.3;
            *last = pen.faces.cut(last, size, Weight::Bold, width - value);
        }
    }
    // A series without a name still has a line for its value.
    lines.resize(lines.len().max(1), String::new());
    Wrapped { words, lines }
}

fn write(pen: &mut Pen<'_>, name: &Wrapped<'_>, middle: f64, column: Rect, side: Side) {
    let (size, words) = (pen.sizes.label, &name.words);
    let bold = pen.look(size, Weight::Bold, words.hue.text);
    let regular = Look { weight: Weight::Regular, ..bold };
    let first = middle - size * LEADING * (count(name.lines.len()) - 1.0) / 2.0 + size * (ASCENT - DESCENT) / 2.0;
    for (i, line) in name.lines.iter().enumerate() {
        let last = i + 1 == name.lines.len();
        let value = if last { words.value } else { "" };
        let x = match side {
            Side::Left => column.right() - width(pen, line, value),
            Side::Right => column.x,
        };
        let at = Pt::new(x, first + size * LEADING * count(i));
        pen.text(Group::Labels, line, at, Align::Left, bold);
        let after = width(pen, line, value) - width(pen, "", value);
        pen.text(Group::Labels, value, Pt::new(x + after, at.y), Align::Left, regular);
    }
    if (middle - words.end.y).abs() > size * 0.5 {
        let air = size * 0.2;
        let to = match side {
            Side::Left => column.right() + air,
            Side::Right => column.x - air,
        };
        let thin = pen.sizes.unit.max(1.0);
        pen.line(Group::Plot, words.end, Pt::new(to, middle), thin, words.hue.mark);
    }
}
