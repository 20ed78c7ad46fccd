//! Any table, for a terminal.

use std::fmt::Write;

use polars::prelude::DataFrame;

use super::{BOLD, DIM, Paint, pad, width};
use crate::export::columns::columns;

/// A table: its columns aligned, long cells shortened.
#[must_use]
pub fn table(frame: &DataFrame, paint: Paint) -> String {
    const LONGEST: usize = 36;
    let shortened = |text: &str| {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if width(&text) <= LONGEST { text } else { text.chars().take(LONGEST - 1).chain(['…']).collect() }
    };
    let mut out = String::new();
    let columns = columns(frame);
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| {
            column.cells.iter().map(|cell| width(&shortened(cell))).max().unwrap_or(0).max(width(&column.name))
        })
        .collect();
    let line = |cells: Vec<String>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .zip(&columns)
            .map(|((cell, width), column)| if column.numeric { pad_left(cell, *width) } else { pad(cell, *width) });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let _ = writeln!(out, "{}", paint.styled(BOLD, &line(columns.iter().map(|column| column.name.clone()).collect())));
    for row in 0..frame.height() {
        let _ = writeln!(out, "{}", line(columns.iter().map(|column| shortened(&column.cells[row])).collect()));
    }
    let _ = writeln!(
        out,
        "{}",
        paint.styled(DIM, &format!("{} {}", frame.height(), if frame.height() == 1 { "row" } else { "rows" }))
    );
    out
}

fn pad_left(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}
