//! What is stated against what was recomputed: a row a claim, words at both sides, and the factor between them as a mark.
//!
//! The axis is logarithmic around "as stated". A grey band is the stated interval; the coloured marker with its whisker is
//! the recomputed one, in the shape of its verdict; what lies off the axis is an arrow with the factor beside it. The
//! picture is as high as its rows need. Where it is narrow, words stand above the mark instead of beside it.

use super::ratios::{Ratios, reach};
use super::strip::Strip;
use crate::chart::font::{ASCENT, DESCENT, LEADING, Weight};
use crate::chart::frame::{self, Footer, Words, too_small};
use crate::chart::geometry::{Pt, Rect, count, whole};
use crate::chart::model::{Compared, ComparisonRow};
use crate::chart::pen::{Align, Look, Pen, lines_height};
use crate::chart::scene::{Group, Shape};
use crate::chart::size::Size;
use crate::chart::theme::Symbol;
use crate::chart::view::capital;
use crate::error::Result;

/// Pictures narrower than so many text sizes set the words of a row above its mark.
const NARROW: f64 = 46.0;

/// Draws header, rows and footer; gives back the height of the picture.
pub(crate) fn draw(
    pen: &mut Pen<'_>,
    rows: &[ComparisonRow],
    compared: Compared,
    words: &Words<'_>,
    size: Size,
) -> Result<f64> {
    if pen.thumb {
        let body = frame::body(pen, words, size)?;
        return summary(pen, rows, compared, body, size).map(|()| size.height());
    }
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    let top = frame::header(pen, words, size) + pen.sizes.label * 0.8;
    let ratios: Vec<Option<Ratios>> = rows.iter().map(Ratios::of).collect();
    let reach = reach(ratios.iter().flatten());
    let table = Table::new(pen, rows, compared, Rect::new(margin, 0.0, width, 0.0), reach);
    if table.strip.width() < pen.sizes.note * 6.0 {
        return Err(too_small(size));
    }
    let mut bottom = table.draw_head(pen, top);
    for (i, (row, ratios)) in rows.iter().zip(&ratios).enumerate() {
        bottom = table.draw_row(pen, row, ratios.as_ref(), i, bottom);
    }
    let footer = Footer::new(pen, words, width);
    let end = (bottom + footer.height() + margin * 0.3).ceil();
    footer.draw(pen, margin, end);
    Ok((end + margin * 0.7).ceil())
}

/// The columns of the table and how its words look.
struct Table {
    compared: Compared,
    rect: Rect,
    narrow: bool,
    strip: Strip,
    label: Look,
    /// Left edge and width of the columns of words: what is claimed, stated, recomputed, and the verdict.
    columns: [(f64, f64); 4],
}

impl Table {
    fn new(pen: &Pen<'_>, rows: &[ComparisonRow], compared: Compared, rect: Rect, reach: f64) -> Self {
        let label = pen.look(pen.sizes.note.max(12.0), Weight::Regular, pen.theme.ink);
        let gap = label.size * 1.3;
        if rect.w < NARROW * label.size {
            let column = (rect.x, rect.w);
            return Self {
                compared,
                rect,
                narrow: true,
                strip: Strip::new(rect.x, rect.right(), reach),
                label,
                columns: [column; 4],
            };
        }
        let natural = |words: &dyn Fn(&ComparisonRow) -> f64, head: &str, most: f64| {
            let head = pen.width(head, Look { weight: Weight::Bold, ..label });
            rows.iter().map(words).fold(head, f64::max).min(rect.w * most).ceil()
        };
        let bold = Look { weight: Weight::Bold, ..label };
        let verdict = natural(&|row| pen.width(&row.verdict, bold) + label.size * 1.5, "Verdict", 0.2);
        let computed = natural(&|row| pen.width(&row.computed_text, label), &capital(compared.value), 0.16);
        let stated = natural(&|row| pen.width(&row.stated_text, label), "Stated", 0.18);
        let left = rect.w - verdict - computed - stated - 4.0 * gap;
        let claim = natural(&|row| pen.width(&row.label, label), compared.row, 1.0).min(left * 0.52);
        let strip = rect.x + claim + gap;
        let stated_x = strip + (left - claim) + gap;
        let computed_x = stated_x + stated + gap;
        let columns =
            [(rect.x, claim), (stated_x, stated), (computed_x, computed), (computed_x + computed + gap, verdict)];
        Self { compared, rect, narrow: false, strip: Strip::new(strip, strip + left - claim, reach), label, columns }
    }

    /// The key of the marks, the names of the columns and the ends of the axis; gives back their lower edge.
    fn draw_head(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let look = Look { color: pen.theme.muted, ..self.label };
        let bold = Look { weight: Weight::Bold, ..look };
        let mut baseline = top + look.size * LEADING;
        self.draw_key(pen, baseline, look);
        baseline += look.size * LEADING * 1.35;
        if !self.narrow {
            let value = capital(self.compared.value);
            for ((x, _), name) in self.columns.iter().zip([self.compared.row, "Stated", &value, "Verdict"]) {
                pen.text(Group::Plot, name, Pt::new(*x, baseline), Align::Left, bold);
            }
        }
        self.strip.draw_axis(pen, baseline, look);
        let bottom = baseline + look.size * 0.6;
        let color = pen.theme.axis;
        pen.line(
            Group::Plot,
            Pt::new(self.rect.x, bottom),
            Pt::new(self.rect.right(), bottom),
            pen.sizes.unit.max(1.0),
            color,
        );
        bottom
    }

    /// What band and marker mean.
    fn draw_key(&self, pen: &mut Pen<'_>, baseline: f64, look: Look) {
        let size = look.size;
        let middle = baseline - size * (ASCENT - DESCENT) / 2.0;
        let swatch = Rect::new(self.rect.x, middle - size * 0.4, size * 2.0, size * 0.8);
        let (fill, edge) = (pen.theme.band, pen.theme.axis);
        pen.draw(Group::Plot, Shape::Box { rect: swatch, fill: Some(fill), stroke: Some((edge, 1.0)) });
        let x = swatch.right() + size * 0.5;
        pen.text(Group::Plot, "stated", Pt::new(x, baseline), Align::Left, look);
        let x = x + pen.width("stated", look) + size * 1.6;
        let ink = look.color;
        pen.line(Group::Plot, Pt::new(x, middle), Pt::new(x + size * 2.0, middle), size * 0.14, ink);
        super::strip::symbol(pen, Group::Plot, Pt::new(x + size, middle), size * 0.36, Symbol::Disc, ink);
        pen.text(Group::Plot, self.compared.value, Pt::new(x + size * 2.5, baseline), Align::Left, look);
    }

    /// One row; gives back its lower edge.
    fn draw_row(&self, pen: &mut Pen<'_>, row: &ComparisonRow, ratios: Option<&Ratios>, i: usize, top: f64) -> f64 {
        let size = self.label.size;
        let pad = size * 0.45;
        let (hue, symbol) = pen.theme.verdict(&row.verdict);
        let verdict = Look { weight: Weight::Bold, color: hue.text, ..self.label };
        let texts: [(&str, Look); 3] =
            [(&row.label, self.label), (&row.stated_text, self.label), (&row.computed_text, self.label)];
        let mark_height = size * 1.25;
        let (height, centre);
        if self.narrow {
            let words = format!("stated {}; {} {}", row.stated_text, self.compared.value, row.computed_text);
            let bold = Look { weight: Weight::Bold, ..self.label };
            let muted = Look { color: pen.theme.muted, ..self.label };
            let label = pen.faces.wrap(&row.label, size, Weight::Bold, self.rect.w);
            let words = pen.faces.wrap(&words, size, Weight::Regular, self.rect.w);
            let lines = label.len() + words.len() + 1;
            let mark = if ratios.is_some() { mark_height + pad } else { 0.0 };
            height = lines_height(lines, size) + mark + pad * 2.0;
            self.tint(pen, i, top, height);
            let below = pen.lines(Group::Labels, &label, self.rect.x, top + pad * 0.8, bold);
            let below = pen.lines(Group::Labels, &words, self.rect.x, below, muted);
            let at = Pt::new(self.rect.x, below + size * (LEADING - DESCENT));
            self.draw_verdict(pen, &row.verdict, symbol, at, self.rect.w, verdict);
            centre = top + height - pad - mark_height / 2.0;
        } else {
            let lines: Vec<Vec<String>> = texts
                .iter()
                .zip(self.columns)
                .map(|((words, look), (_, width))| pen.faces.wrap_evenly(words, look.size, look.weight, width))
                .collect();
            let most = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
            height = lines_height(most, size).max(mark_height) + 2.0 * pad;
            self.tint(pen, i, top, height);
            for ((lines, (_, look)), (x, _)) in lines.iter().zip(texts).zip(self.columns) {
                let first = top + (height - lines_height(lines.len(), size)) / 2.0 - size * 0.12;
                pen.lines(Group::Labels, lines, x, first, look);
            }
            let (x, width) = self.columns[3];
            centre = top + height / 2.0;
            self.draw_verdict(
                pen,
                &row.verdict,
                symbol,
                Pt::new(x, centre + size * (ASCENT - DESCENT) / 2.0),
                width,
                verdict,
            );
        }
        if let Some(ratios) = ratios {
            // Beside words the axis runs through from row to row; below words it keeps to its mark.
            let (above, below) = if self.narrow {
                (centre - mark_height / 2.0, centre + mark_height / 2.0)
            } else {
                (top, top + height)
            };
            self.strip.draw_lines(pen, above, below);
            let paper = if i % 2 == 1 { pen.theme.faint } else { pen.theme.background };
            self.strip.draw(pen, ratios, centre, mark_height, (hue, symbol, paper));
        }
        top + height
    }

    /// Every other row lies on a tint, which leads the eye across.
    fn tint(&self, pen: &mut Pen<'_>, i: usize, top: f64, height: f64) {
        if i % 2 == 1 {
            let air = (self.label.size * 0.5).min(pen.sizes.margin * 0.6);
            let rect = Rect::new(self.rect.x - air, top, self.rect.w + 2.0 * air, height);
            let fill = Some(pen.theme.faint);
            pen.draw(Group::Plot, Shape::Box { rect, fill, stroke: None });
        }
    }

    fn draw_verdict(&self, pen: &mut Pen<'_>, name: &str, symbol: Symbol, at: Pt, width: f64, look: Look) {
        let size = look.size;
        let centre = Pt::new(at.x + size * 0.5, at.y - size * (ASCENT - DESCENT) / 2.0);
        super::strip::symbol(pen, Group::Labels, centre, size * 0.36, symbol, look.color);
        let name = pen.faces.cut(name, size, look.weight, width - size * 1.4);
        pen.text(Group::Labels, &name, Pt::new(at.x + size * 1.4, at.y), Align::Left, look);
    }
}

/// A thumbnail shows the verdicts as a field of markers, and how many are consistent.
pub(crate) fn summary(
    pen: &mut Pen<'_>,
    rows: &[ComparisonRow],
    compared: Compared,
    body: Rect,
    size: Size,
) -> Result<()> {
    let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    let good = rows.iter().filter(|row| row.verdict == compared.good).count();
    let words = format!("{good} of {} {}", rows.len(), compared.good);
    let field = Rect::new(body.x, body.y, body.w, body.h - look.size * LEADING * 1.2);
    if pen.width(&words, look) > body.w || field.h < look.size {
        return Err(too_small(size));
    }
    // The largest squares of which there is room for one a row.
    let mut cell = field.h.min(look.size * 3.2);
    let across = |cell: f64| (field.w / cell).floor().max(1.0);
    let down = |cell: f64| (count(rows.len()) / across(cell)).ceil();
    while cell > 1.0 && down(cell) * cell > field.h {
        cell *= 0.97;
    }
    let columns = usize::try_from(whole(across(cell))).unwrap_or(1).max(1);
    for (i, row) in rows.iter().enumerate() {
        let (hue, symbol) = pen.theme.verdict(&row.verdict);
        let centre = Pt::new(field.x + (count(i % columns) + 0.5) * cell, field.y + (count(i / columns) + 0.5) * cell);
        super::strip::symbol(pen, Group::Marks, centre, cell * 0.36, symbol, hue.mark);
    }
    let baseline = field.y + down(cell) * cell + look.size * (LEADING * 1.2 - DESCENT);
    pen.text(Group::Labels, &words, Pt::new(body.x, baseline), Align::Left, look);
    Ok(())
}
