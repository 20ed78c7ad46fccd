//! The numbers of a chart as CSV, raw as they are drawn: no grouping, no scale words, no rounding.

use super::model::{Body, Chart, Span};

impl Chart {
    /// A header and one row a point, or one a claim. Lines end in a line feed; an open end is an empty field.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        match &self.body {
            Body::Sheet(charts) => charts.iter().for_each(|chart| out.push_str(&chart.to_csv())),
            Body::Panels(_) | Body::Grid(_) | Body::Rows(_) | Body::Waffle(_) => {
                row(
                    &mut out,
                    ["panel", "series", "position", "value", "low", "high", "unit", "label", "hollow"]
                        .map(str::to_owned),
                );
                for panel in self.panels() {
                    for series in &panel.series {
                        for point in &series.points {
                            let position = point.at.words().to_owned();
                            let numbers = [Some(point.value), point.low, point.high].map(raw);
                            let [value, low, high] = numbers;
                            let (unit, label, hollow) =
                                (panel.unit.to_string(), point.label.clone(), point.hollow.to_string());
                            row(
                                &mut out,
                                [
                                    panel.heading.clone(),
                                    series.name.clone(),
                                    position,
                                    value,
                                    low,
                                    high,
                                    unit,
                                    label,
                                    hollow,
                                ],
                            );
                        }
                    }
                }
            }
            Body::Comparison(rows) | Body::Confrontation(rows) => {
                row(
                    &mut out,
                    [
                        "label",
                        "stated_point",
                        "stated_low",
                        "stated_high",
                        "computed_point",
                        "computed_low",
                        "computed_high",
                        "stated_text",
                        "computed_text",
                        "verdict",
                    ]
                    .map(str::to_owned),
                );
                for claim in rows {
                    let ends = |span: &Span| [span.point, span.low, span.high].map(raw);
                    let mut fields = vec![claim.label.clone()];
                    fields.extend(ends(&claim.stated));
                    fields.extend(ends(&claim.computed));
                    fields.extend([claim.stated_text.clone(), claim.computed_text.clone(), claim.verdict.clone()]);
                    row(&mut out, fields);
                }
            }
        }
        out
    }
}

/// The shortest digits that read back as the same number.
fn raw(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

/// Fields with commas, quotes or line ends are quoted, as RFC 4180 has it.
fn row(out: &mut String, fields: impl IntoIterator<Item = String>) {
    for (i, field) in fields.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_only_where_they_must_be() {
        let mut out = String::new();
        row(&mut out, ["plain", "with, comma", "a \"quote\""].map(str::to_owned));
        assert_eq!(out, "plain,\"with, comma\",\"a \"\"quote\"\"\"\n");
    }

    #[test]
    fn numbers_are_raw() {
        assert_eq!([raw(Some(126e12)), raw(Some(1.91)), raw(None)], ["126000000000000", "1.91", ""]);
    }
}
