//! The cells of a data frame as words, for formats that people read.

use polars::prelude::{AnyValue, DataFrame};

use crate::number::{Digits, digits};

/// A column: its name, its cells, and whether they are numbers.
pub(super) struct Words {
    pub(super) name: String,
    pub(super) cells: Vec<String>,
    pub(super) numeric: bool,
}

/// All columns of a frame that are not empty throughout.
pub(super) fn columns(frame: &DataFrame) -> Vec<Words> {
    let mut all = Vec::new();
    for column in frame.columns() {
        let cells: Vec<String> =
            (0..frame.height()).map(|row| column.get(row).map_or(String::new(), |value| cell(&value))).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            all.push(Words { name: column.name().to_string(), cells, numeric: column.dtype().is_numeric() });
        }
    }
    all
}

fn cell(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::Float64(number) => digits(*number, Digits::Significant(6)),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        other => other.to_string(),
    }
}
