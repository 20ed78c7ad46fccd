//! Files of statistical offices, where they lie beside the repository: what is read has as many observations as the file has rows.

use std::path::Path;

use trueup::observations::Observations;

/// File, and its rows: one an observation.
const LONG: [(&str, usize); 17] = [
    ("sdmx/oecd-csv/gdp/data.csv", 2688),
    ("sdmx/oecd-csv/debt/data.csv", 695),
    ("sdmx/oecd-csv/gdp_forecast/data.csv", 4428),
    ("sdmx/oecd-csv/house_price_indicators/data.csv", 1694),
    ("sdmx/oecd-csv/wage_taxation/data.csv", 11760),
    ("sdmx/oecd-csv/population/data.csv", 16224),
    ("sdmx/eurostat-csv/ilc_lvps08.csv", 18945),
    ("sdmx/pysdmx-csv/io/large_csv_1.csv", 19),
    ("sdmx/pysdmx-csv/sdmx10/data_v1.csv", 1000),
    ("fred/DFF.csv", 25733),
    ("fred/h15-federal-funds.csv", 1051),
    // 8,554 rows, of which 936 are totals of years; one row of 29 rates; six lines before the data.
    ("us-agency/eia-energy-production.csv", 7618),
    ("ecb/eurofxref.csv", 29),
    // Rows times years.
    ("sdmx/eurostat-wide/housing_overburden_rate/data.csv", 126 * 22),
    ("sdmx/eurostat-wide/income_distribution_quantiles/data.csv", 7246 * 29),
    ("excel-parquet/gdp_current_lcu.parquet", 11435),
    // Rows times two indicators.
    ("excel-parquet/mpd2023_full_data.parquet", 131_144 * 2),
];

#[test]
fn every_row_of_a_real_file_is_an_observation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata");
    if !folder.is_dir() {
        return;
    }
    let faults: Vec<String> = LONG
        .iter()
        .filter_map(|(file, rows)| match Observations::read(&folder.join(file)) {
            Ok(read) if read.frame().height() == *rows => None,
            Ok(read) => Some(format!("{file}: {} of {rows}, {:?}", read.frame().height(), read.remarks())),
            Err(error) => Some(format!("{file}: {error}")),
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let gdp = Observations::read(&folder.join(LONG[0].0)).unwrap();
    let value = |id: &str, period: &str| {
        let rows = gdp.find(id).unwrap().rows.clone();
        let (periods, values) = (gdp.frame().column("time_period").unwrap(), gdp.frame().column("obs_value").unwrap());
        let at = rows.into_iter().find(|row| periods.str().unwrap().get(*row) == Some(period)).unwrap();
        values.f64().unwrap().get(at).unwrap()
    };
    // 101,356.7 billion yuan, 14,687,780.53 million dollars.
    assert!((value("CHN:XDC", "2020") / 101_356.7e9 - 1.0).abs() < 1e-15);
    assert!((value("CHN:USD", "2020") / 14_687_780.53e6 - 1.0).abs() < 1e-15);
}
