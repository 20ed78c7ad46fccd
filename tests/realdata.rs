//! Files of statistical offices, where they lie beside the repository: what is read has as many observations as the file has rows,
//! and what is no table of observations is refused by its fault.

use std::path::Path;

use trueup::observations::Observations;

/// What comes of a file.
enum Made {
    /// Observations; those without a value count.
    Read(usize),
    /// A refusal with these words.
    Refused(&'static str),
}
use Made::{Read, Refused};

const OWID: &str = "owid-datasets/";
const BANK: &str = "wdi/API_NY.GDP.MKTP.CN_DS2_en_csv_v2_2001080/";

/// File, and what comes of it. The products are rows times columns of values.
const FILES: [(&str, Made); 86] = [
    ("datapackage/gdp/data/gdp.csv", Read(13979)),
    ("datapackage/gdp/data/top-economies.csv", Read(230)),
    ("datapackage/gdp/datapackage.json", Read(13979 + 230)),
    ("datapackage/cpi-us/data/cpiai.csv", Read(1360 * 2)),
    ("datapackage/cpi-us/archive/cpiai_archived.csv", Read(1213 * 2)),
    ("datapackage/cpi-us/datapackage.json", Read(1360 * 2)),
    ("datapackage/exchange-rates/data/annual.csv", Read(993)),
    ("datapackage/exchange-rates/data/monthly.csv", Read(17237)),
    ("datapackage/exchange-rates/data/yearly.csv", Read(993)),
    ("datapackage/exchange-rates/datapackage.json", Refused("the file 'data/daily.csv'")),
    ("wdi/API_NY.GDP.MKTP.CN_DS2_en_csv_v2_26332.csv", Read(266 * 64)),
    ("wdi/gdp_current.csv", Read(266 * 64)),
    ("wdi/API_CHN_DS2_en_csv_v2_2097.csv", Read(1478 * 64)),
    ("wdi/API_BX.KLT.DINV.WD.GD.ZS_DS2_en_csv_v2_38342.csv", Read(266 * 65)),
    ("wdi/API_PA.NUS.FCRF_DS2_en_csv_v2_22859.csv", Read(266 * 65)),
    ("wdi/API_NY.GDP.PCAP.CD_DS2_en_csv_v2_1887433/API_NY.GDP.PCAP.CD_DS2_en_csv_v2_1887433.csv", Read(266 * 64)),
    ("wdi/API_NY.GDP.MKTP.KD.ZG_DS2_en_csv_v2_2788350/API_NY.GDP.MKTP.KD.ZG_DS2_en_csv_v2_2788350.csv", Read(266 * 64)),
    ("fred/GDP.csv", Read(312)),
    ("fred/GDPC1.csv", Read(312)),
    ("fred/UNRATE.csv", Read(925)),
    ("fred/M2V.csv", Read(264)),
    ("fred/WM2NS.csv", Read(2306)),
    ("fred/DFF.csv", Read(25733)),
    ("fred/BOPGSTB.csv", Read(396)),
    ("fred/TRESEGCNM052N.csv", Read(564)),
    ("fred/INTLFXD_csv_2/data/DEXCHUS.csv", Read(8766)),
    ("fred/INTLFXD_csv_2/data/DEXUSEU.csv", Read(4070)),
    // Of 1,057 lines six say what the series is.
    ("fred/h15-federal-funds.csv", Read(1051)),
    ("sdmx/oecd-csv/gdp/data.csv", Read(2688)),
    ("sdmx/oecd-csv/debt/data.csv", Read(695)),
    ("sdmx/oecd-csv/gdp_forecast/data.csv", Read(4428)),
    ("sdmx/oecd-csv/house_price_indicators/data.csv", Read(1694)),
    ("sdmx/oecd-csv/wage_taxation/data.csv", Read(11760)),
    ("sdmx/oecd-csv/population/data.csv", Read(16224)),
    ("sdmx/oecd-csv/debt/structure.xml", Refused("is SDMX-ML")),
    ("sdmx/eurostat-wide/housing_overburden_rate/data.csv", Read(126 * 22)),
    ("sdmx/eurostat-wide/income_distribution_quantiles/data.csv", Read(7246 * 29)),
    ("sdmx/eurostat-csv/ilc_lvps08.csv", Read(18945)),
    ("sdmx/pysdmx-csv/sdmx10/data_v1.csv", Read(1000)),
    ("sdmx/pysdmx-csv/io/large_csv_1.csv", Read(19)),
    ("sdmx/pysdmx-csv/sdmx10/csv_labels_both.csv", Read(1)),
    ("sdmx/pysdmx-csv/sdmx10/data_v1_datetime.csv", Read(1)),
    ("sdmx/pysdmx-csv/sdmx10/data_v1_no_freq_cols.csv", Read(7)),
    ("sdmx/pysdmx-csv/sdmx20/data_v2.csv", Read(20)),
    ("sdmx/pysdmx-csv/sdmx20/csv_labels_both.csv", Read(1)),
    ("sdmx/pysdmx-csv/sdmx20/csv_labels_name.csv", Read(1)),
    ("sdmx/pysdmx-csv/sdmx20/csv_keys_both.csv", Read(1)),
    ("sdmx/pysdmx-csv/sdmx20/data_v2_structures.csv", Refused("rows of two structures")),
    ("sdmx/pysdmx-csv/io/csv_nulls_10.csv", Refused("no column OBS_VALUE")),
    ("sdmx/spec-csv-2.0/example-01.csv", Read(2)),
    ("sdmx/spec-csv-2.0/example-02.csv", Refused("no column OBS_VALUE")),
    ("sdmx/spec-csv-2.0/example-04.csv", Read(2)),
    ("sdmx/spec-csv-2.0/example-05.csv", Read(2)),
    ("sdmx/spec-csv-2.0/example-07.csv", Read(2)),
    ("sdmx/spec-csv-2.0/example-08.csv", Refused("rows of two structures")),
    ("sdmx/spec-csv-2.0/example-09B.csv", Refused("rows of two structures")),
    ("sdmx/spec-csv-2.0/example-10.csv", Read(2)),
    ("sdmx/spec-csv-2.0/example-12.csv", Refused("no column OBS_VALUE")),
    ("sdmx/spec-csv-2.0/example-13.csv", Refused("no column OBS_VALUE")),
    ("sdmx/spec-csv-2.0/example-15.csv", Read(2)),
    // Both of its rows delete.
    ("sdmx/spec-csv-2.0/example-16.csv", Refused("has no observations")),
    ("sdmx/spec-csv-2.0/example-18.csv", Refused("no column OBS_VALUE")),
    ("sdmx/spec-csv-2.0/example-19A.csv", Refused("no column OBS_VALUE")),
    ("sdmx/json-xml/ECB_EXR/flat.json", Read(4)),
    ("sdmx/json-xml/ECB_EXR/ts.json", Read(4)),
    ("sdmx/json-xml/v3/json/data/exr-flat.json", Read(4)),
    ("sdmx/json-xml/v3/json/data/exr-time-series.json", Read(4)),
    ("sdmx/json-xml/ECB_EXR/1/M.USD.EUR.SP00.A.xml", Refused("is SDMX-ML")),
    ("sdmx/json-xml/ECB_EXR/1/structure.xml", Refused("is SDMX-ML")),
    ("sdmx/json-xml/IMF_RES/WEO-data.xml", Refused("is SDMX-ML")),
    ("sdmx/json-xml/INSEE/CNA-2010-CONSO-SI-A17.xml", Refused("is SDMX-ML")),
    ("sdmx/json-xml/ESTAT/GOV_10Q_GGNFA.xml", Refused("is SDMX-ML")),
    // One row of 31 columns, of which one is the date and one has no name.
    ("ecb/eurofxref.csv", Read(29)),
    ("ecb/eurofxref-hist.zip", Read(6983 * 41)),
    ("owid-grapher/economic-inequality-gini-index.csv", Read(2361)),
    ("owid-grapher/share-of-individuals-using-the-internet.csv", Read(6318)),
    ("owid-grapher/per-capita-energy-stacked.csv", Read(6585 * 8)),
    ("owid-grapher/economic-inequality-gini-index.metadata.json", Refused("the metadata of a chart")),
    ("owid-grapher/share-of-individuals-using-the-internet.metadata.json", Refused("the metadata of a chart")),
    ("owid-grapher/per-capita-energy-stacked.metadata.json", Refused("the metadata of a chart")),
    // Of 252 rows three stand before the header, which is the fourth.
    ("excel-parquet/API_SI.POV.GINI_DS2_en_v2.xls", Read(248 * 56)),
    ("excel-parquet/WEOApr2024all_.xls", Read(11 * 50)),
    ("excel-parquet/gdp_current_lcu.parquet", Read(11435)),
    ("excel-parquet/mpd2023_full_data.parquet", Read(131_144 * 2)),
    // 936 rows are totals of years.
    ("us-agency/eia-energy-production.csv", Read(8554 - 936)),
    ("us-agency/bls-industry-unemployment.csv", Read(1708)),
];

/// Folders of Our World in Data: a file of the folder's name, and a descriptor beside it.
const DATASETS: [(&str, Made, Made); 10] = [
    ("Maddison Project Database 2020 (Bolt and van Zanden (2020))", Read(21854 * 3), Read(21854 * 3)),
    ("GDP growth from previous year, 2020 Q2 (Eurostat, OECD, National sources)", Read(44), Read(44)),
    ("GDP in England (using BoE, 2017)", Read(808 * 3), Read(808 * 3)),
    ("Real Commodity Price Index since 1850 - Jacks (2016)", Read(166 * 40), Read(166 * 40)),
    ("Taxes – ICTD GRD (2021)", Read(6312 * 6), Read(6312 * 6)),
    ("World Bank Income Thresholds - World Bank (2017)", Read(30 * 4), Read(30 * 4)),
    (
        "Value of global merchandise imports and exports - (Fouquin and Hugot (CEPII 2016) National data)",
        Read(13830 * 2),
        Read(13830 * 2),
    ),
    (
        "World GDP in 2011 int $ – OWID based on World Bank + Maddison (2017)",
        Refused("is empty"),
        Refused("(2017).csv is empty, where"),
    ),
    (
        "Indicators for !What is PPP!  - World Bank",
        Read(4724 * 3),
        Refused("the file 'Indicators for \"What is PPP?\"  - World Bank.csv'"),
    ),
    ("Trade – Giovanni and Tena-Junguito (2016)", Read(204), Read(204)),
];

/// What is wrong with what came of a file; nothing if it is as expected.
fn fault(folder: &Path, file: &str, made: &Made) -> Option<String> {
    match (Observations::read(&folder.join(file)), made) {
        (Ok(read), Read(count)) if read.frame().height() == *count => None,
        (Err(error), Refused(words)) if error.to_string().contains(words) => None,
        (Ok(read), Read(count)) => Some(format!("{file}: {} of {count}, {:?}", read.frame().height(), read.remarks())),
        (Ok(read), Refused(words)) => Some(format!("{file}: read, {} rows, and not: {words}", read.frame().height())),
        (Err(error), _) => Some(format!("{file}: {error}")),
    }
}

#[test]
fn every_real_file_is_read_whole_or_refused_by_its_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata");
    if !folder.is_dir() {
        return;
    }
    let mut faults: Vec<String> = FILES.iter().filter_map(|(file, made)| fault(&folder, file, made)).collect();
    for (name, file, descriptor) in &DATASETS {
        faults.extend(fault(&folder, &format!("{OWID}{name}/{name}.csv"), file));
        faults.extend(fault(&folder, &format!("{OWID}{name}/datapackage.json"), descriptor));
    }
    let bank = "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_2001080.csv";
    faults.extend(fault(&folder, &format!("{BANK}{bank}"), &Read(266 * 64)));
    for side in ["Country", "Indicator"] {
        let made = Refused("there is no column of periods");
        faults.extend(fault(&folder, &format!("{BANK}Metadata_{side}_{bank}"), &made));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn values_of_real_files_are_those_that_the_files_print() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata");
    if !folder.is_dir() {
        return;
    }
    let value = |file: &str, id: &str, period: &str| {
        let read = Observations::read(&folder.join(file)).unwrap();
        let rows = read.find(id).unwrap().rows.clone();
        let (periods, values) =
            (read.frame().column("time_period").unwrap(), read.frame().column("obs_value").unwrap());
        let at = rows.into_iter().find(|row| periods.str().unwrap().get(*row) == Some(period)).unwrap();
        values.f64().unwrap().get(at)
    };
    // 101,356.7 billion yuan, 14,687,780.53 million dollars.
    let oecd = "sdmx/oecd-csv/gdp/data.csv";
    assert_eq!(value(oecd, "CHN:XDC", "2020"), Some(101_356.7e9));
    assert_eq!(value(oecd, "CHN:USD", "2020"), Some(14_687_780.53e6));
    // 178.756 billion afghanis.
    let outlook = "excel-parquet/WEOApr2024all_.xls";
    assert_eq!(value(outlook, "NGDP", "2002"), Some(178.756e9));
    assert_eq!(value(outlook, "NGDP", "1980"), None);
    assert_eq!(value("ecb/eurofxref-hist.zip", "USD", "1999-01-04"), Some(1.1789));
    assert_eq!(value("ecb/eurofxref-hist.zip", "CYP", "1999-01-04"), Some(0.58231));
    assert_eq!(value("sdmx/json-xml/ECB_EXR/ts.json", "RUB", "2013-01-21"), Some(40.3));
}
