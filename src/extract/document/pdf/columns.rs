//! The order in which the lines of a page are read: column by column, where it has columns.

use super::line::{Line, merged};

/// Columns within columns are looked for so often.
const DEPTH: usize = 3;
/// A column has so many lines.
const LINES: usize = 4;
/// Lines of running text fill so much of their column, and make up so much of what stands in it.
const FILLED: f64 = 0.6;
/// So many left edges are tried.
const EDGES: usize = 12;

/// The lines of a page by columns, in the order in which they are read; lines across columns stand between them.
pub(super) fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut all = Vec::new();
    split(lines, DEPTH, &mut all);
    all
}

fn split(lines: Vec<Line>, depth: usize, all: &mut Vec<Vec<Line>>) {
    let edge = if depth == 0 { None } else { edge(&lines) };
    let Some(edge) = edge else {
        let lines = merged(lines);
        if !lines.is_empty() {
            all.push(lines);
        }
        return;
    };
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
    let mut sorted = lines;
    sorted.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.start.total_cmp(&other.start)));
    for line in sorted {
        let side = side(&line, edge);
        if side == Side::Across {
            flush(&mut left, &mut right, depth, all);
            across.push(line);
        } else {
            flush_across(&mut across, depth, all);
            if side == Side::Left { left.push(line) } else { right.push(line) }
        }
    }
    flush_across(&mut across, depth, all);
    flush(&mut left, &mut right, depth, all);
}

fn flush(left: &mut Vec<Line>, right: &mut Vec<Line>, depth: usize, all: &mut Vec<Vec<Line>>) {
    split(std::mem::take(left), depth - 1, all);
    split(std::mem::take(right), depth - 1, all);
}

fn flush_across(across: &mut Vec<Line>, depth: usize, all: &mut Vec<Vec<Line>>) {
    if !across.is_empty() {
        split(std::mem::take(across), depth - 1, all);
    }
}

#[derive(PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Across,
}

fn side(line: &Line, edge: f64) -> Side {
    if line.start >= edge - 2.0 {
        Side::Right
    } else if line.end <= edge - 4.0 {
        Side::Left
    } else {
        Side::Across
    }
}

/// The left edge of a column that stands right of another.
fn edge(lines: &[Line]) -> Option<f64> {
    if lines.len() < 2 * LINES {
        return None;
    }
    let least = lines.iter().map(|line| line.start).fold(f64::INFINITY, f64::min);
    let most = lines.iter().map(|line| line.end).fold(f64::NEG_INFINITY, f64::max);
    let mut starts: Vec<f64> =
        lines.iter().map(|line| line.start).filter(|start| *start > least + 0.15 * (most - least)).collect();
    starts.sort_by(f64::total_cmp);
    // Edges at which many lines begin.
    let mut edges: Vec<(usize, f64)> = Vec::new();
    for group in starts.chunk_by(|one, other| other - one < 1.0) {
        if let Some(first) = group.first().filter(|_| group.len() >= LINES) {
            edges.push((group.len(), *first));
        }
    }
    edges.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.total_cmp(&other.1)));
    let tried = edges.into_iter().take(EDGES).filter_map(|(_, edge)| Some((across(lines, edge, least, most)?, edge)));
    tried.min_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))).map(|(_, edge)| edge)
}

/// How many lines go across an edge; nothing if there are no columns of text on both sides.
fn across(lines: &[Line], edge: f64, least: f64, most: f64) -> Option<usize> {
    let of = |wanted: Side| lines.iter().filter(move |line| side(line, edge) == wanted);
    let across = of(Side::Across).count();
    let mut heights = Vec::new();
    for (wanted, width) in [(Side::Left, edge - least), (Side::Right, most - edge)] {
        let mut widths = Vec::new();
        let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
        for line in of(wanted) {
            widths.push(line.end - line.start);
            (top, bottom) = (top.min(line.base), bottom.max(line.base));
        }
        // Running text fills its column; the cells of a table do not.
        let (all, filled): (f64, Vec<f64>) =
            (widths.iter().sum(), widths.iter().copied().filter(|one| *one > FILLED * width).collect());
        if filled.len() < LINES || filled.iter().sum::<f64>() < FILLED * all {
            return None;
        }
        heights.push((top, bottom, widths.len()));
    }
    let [(top, bottom, left), (other_top, other_bottom, right)] = heights.try_into().ok()?;
    let beside = bottom.min(other_bottom) - top.max(other_top);
    let shorter = (bottom - top).min(other_bottom - other_top);
    (beside > 0.3 * shorter && across <= left + right).then_some(across)
}
