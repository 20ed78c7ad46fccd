//! The numbers of a chart as a table that people read.

use serde::Serialize;

use crate::chart::{Body, Chart, ComparisonRow};
use crate::number::{self, Digits, Style};

/// A table of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// A row a value, in the order of the chart.
    pub rows: Vec<Vec<String>>,
}

/// The values of a chart in words: what each is of, when, the value and its interval; of a comparison what is stated, what was recomputed
/// and the verdict. Columns in which nothing stands are left out. The tiles of an overview stand one below the other.
///
/// ```
/// let package = trueup::Package::builtin()?;
/// let report = trueup::check::report(&package, &[])?;
/// let gallery = trueup::chart::Gallery::of(&package, &report)?;
/// let table = trueup::report::values(&gallery.chart(gallery.spec("gdp")?)?);
/// assert_eq!(table.columns, ["when", "value", "interval", ""]);
/// assert_eq!(table.rows[3], ["2023", "CNY 126 trn", "CNY 125.5 to 126.5 trillion", ""]);
/// # Ok::<(), trueup::Error>(())
/// ```
#[must_use]
pub fn values(chart: &Chart) -> Values {
    let (columns, rows) = match &chart.body {
        Body::Comparison(rows) => {
            (vec!["claim", "stated", "recomputed", "verdict"], rows.iter().map(compared).collect())
        }
        Body::Confrontation(rows) => {
            (vec!["figure", "stated", "observed", "verdict"], rows.iter().map(compared).collect())
        }
        Body::Sheet(charts) => (vec!["chart", "what", "series", "when", "value", "interval", ""], sheet(charts)),
        _ => (vec!["what", "series", "when", "value", "interval", ""], points(chart)),
    };
    without_empty(&columns, &rows)
}

fn compared(row: &ComparisonRow) -> Vec<String> {
    [&row.label, &row.stated_text, &row.computed_text, &row.verdict].map(Clone::clone).to_vec()
}

fn sheet(charts: &[Chart]) -> Vec<Vec<String>> {
    let named = |chart: &Chart| {
        let name = chart.short_title().to_owned();
        // A comparison stands in a sheet as a picture of its verdicts, and in full elsewhere.
        points(chart).into_iter().map(move |row| std::iter::once(name.clone()).chain(row).collect()).collect::<Vec<_>>()
    };
    charts.iter().flat_map(named).collect()
}

fn points(chart: &Chart) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for panel in chart.panels() {
        for series in &panel.series {
            let name = if panel.series.len() > 1 { series.name.as_str() } else { "" };
            for point in &series.points {
                // As it is printed, with its hedge, where that is written beside the mark.
                let value = if point.label.is_empty() {
                    number::write(point.value, &panel.unit, Digits::Significant(4), Style::Long)
                } else {
                    point.label.clone()
                };
                let interval = point.interval(&panel.unit).unwrap_or_default();
                let implied = if point.hollow { "implied" } else { "" };
                rows.push(vec![
                    panel.heading.clone(),
                    name.to_owned(),
                    point.at.told(),
                    value,
                    interval,
                    implied.to_owned(),
                ]);
            }
        }
    }
    rows
}

fn without_empty(columns: &[&'static str], rows: &[Vec<String>]) -> Values {
    let kept: Vec<usize> = (0..columns.len()).filter(|i| rows.iter().any(|row| !row[*i].is_empty())).collect();
    let rows = rows.iter().map(|row| kept.iter().map(|i| row[*i].clone()).collect()).collect();
    Values { columns: kept.iter().map(|i| columns[*i]).collect(), rows }
}
