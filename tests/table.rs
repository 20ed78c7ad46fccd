//! `trueup table`: the tables of a package in every format.

use crate::support::{run, run_in};

#[test]
fn figures_as_json_have_the_documented_fields_and_values() {
    let rows = run(&["table", "figures", "--format", "json"]).json();
    let rows = rows.as_array().unwrap();
    assert!(rows.len() >= 70);
    for field in [
        "figure_id",
        "indicator",
        "ref_area",
        "time_period",
        "label",
        "stated",
        "value",
        "low",
        "high",
        "unit",
        "hedge",
        "source_id",
        "locator",
    ] {
        assert!(rows.iter().all(|row| row.get(field).is_some()), "{field}");
    }
    let row = |id: &str| rows.iter().find(|row| row["figure_id"] == id).unwrap();
    let gdp = row("gdp_2010");
    assert_eq!(
        (gdp["value"].as_f64(), gdp["low"].as_f64(), gdp["high"].as_f64()),
        (Some(40e12), Some(36e12), Some(40e12))
    );
    assert_eq!((gdp["start"].as_str(), gdp["end"].as_str()), (Some("2010-01-01"), Some("2010-12-31")));
    assert_eq!((gdp["unit"].as_str(), gdp["hedge"].as_str()), (Some("CNY"), Some("almost")));
    let trade = row("goods_trade_2023");
    assert_eq!((trade["low"].as_f64(), trade["high"].as_f64()), (Some(41e12), None));
    assert!(row("tariff_rate_after")["time_period"].is_null());
    assert_eq!(row("patents_per_head_2023")["unit"], "per_10000_people");
    assert_eq!(row("patents_2023")["value"], 4.991e9);
}

#[test]
fn every_table_comes_in_every_format() {
    let folder = tempfile::TempDir::new().unwrap();
    for table in ["indicators", "figures", "claims", "identities", "areas", "sources", "findings"] {
        for format in ["text", "csv", "json", "parquet", "markdown"] {
            let file = format!("{table}.{format}");
            let run = run_in(folder.path(), &["table", table, "--format", format, "-o", &file]);
            assert_eq!(run.code, 0, "{}", run.err);
            let bytes = std::fs::read(folder.path().join(&file)).unwrap();
            assert!(bytes.len() > 40, "{file}");
            assert_eq!(bytes.starts_with(b"PAR1"), format == "parquet");
        }
    }
    run(&["table", "figure"]).assert_refused(&["figures"]);
}

#[test]
fn csv_has_one_line_a_row_and_raw_numbers() {
    let text = run(&["table", "figures", "--format", "csv"]).out;
    let line = text.lines().find(|line| line.starts_with("gdp_2023,")).unwrap();
    assert!(line.contains("126000000000000.0,125500000000000.0,126500000000000.0"), "{line}");
}
