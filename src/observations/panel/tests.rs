//! What comes of a large panel is what comes of the same file read as a whole.

use std::io::Write;

use polars::prelude::{DataFrame, DataType, IntoLazy, ParquetWriter, col};
use proptest::prelude::*;

use super::*;
use crate::observations::Observations;

const COLUMNS: [&str; 9] =
    ["series", "indicator", "ref_area", "time_period", "start", "end", "frequency", "obs_value", "unit"];

fn file(bytes: &[u8], ending: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// All frames of a file as one; nothing if it is no plain panel.
fn in_parts(path: &Path) -> Option<Result<(DataFrame, Vec<Series>)>> {
    let panel = Panel::from(path, 0).unwrap()?;
    let mut whole: Option<DataFrame> = None;
    for frame in panel.frames().unwrap() {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Some(Err(error)),
        };
        let words = COLUMNS.map(|name| {
            if frame.column(name).unwrap().dtype().is_categorical() {
                col(name).cast(DataType::String)
            } else {
                col(name)
            }
        });
        let frame = frame.lazy().select(words).collect().unwrap();
        whole = Some(match whole {
            None => frame,
            Some(whole) => whole.vstack(&frame).unwrap(),
        });
    }
    Some(Ok((whole.unwrap_or_default(), panel.series().to_vec())))
}

#[track_caller]
fn assert_same(bytes: &[u8], ending: &str) {
    let file = file(bytes, ending);
    let whole = Observations::read(file.path()).unwrap();
    let (parts, series) = in_parts(file.path()).unwrap().unwrap();
    let expected = whole.frame().select(COLUMNS).unwrap();
    for name in COLUMNS {
        let (a, b) = (parts.column(name).unwrap(), expected.column(name).unwrap());
        for row in 0..a.len().min(b.len()) {
            let (a, b) = (a.get(row).unwrap(), b.get(row).unwrap());
            assert_eq!(a, b, "{name}, row {row}\n{}", String::from_utf8_lossy(bytes));
        }
    }
    assert!(parts.equals_missing(&expected), "{parts:?}\n{expected:?}\n{}", String::from_utf8_lossy(bytes));
    let named = |series: &[Series]| series.iter().map(|one| Series { rows: 0..0, ..one.clone() }).collect::<Vec<_>>();
    assert_eq!(named(&series), named(whole.series()));
}

#[test]
fn long_and_wide_files_in_their_usual_forms() {
    let long = "country,code,indicator,year,value\n\"Bahamas, The\",BHS,GDP,2010,1.5\n\"Bahamas, The\",BHS,GDP,2012,-2\n\
        \"Bahamas, The\",BHS,Trade,2010,..\nNorway,NOR,GDP,2010,1e3\n\nNorway,NOR,GDP,2011,";
    assert_same(long.as_bytes(), ".csv");
    // Periods first; CRLF; a byte-order mark; quarters; units.
    assert_same(
        "\u{feff}period,area,unit,value\r\n2010-Q1,a,EUR,1\r\n2010-Q2,a,EUR,2\r\n2010-Q1,b,USD,3\r\n".as_bytes(),
        ".csv",
    );
    // Not in order, by series or by time, and one value twice.
    assert_same(b"year,area,value\n2011,a,2\n2010,b,3\n2010,a,1\n2011,b,4\n2011,a,2\n", ".csv");
    let wide = "\u{feff}\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2024-06-28\",\n\n\
        \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1960\",\"1961\",\n\
        \"Aruba\",\"ABW\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"\",\"2.5\",\n\
        \"Norway\",\"NOR\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"1\",\"1.060068E+15\",\n";
    assert_same(wide.as_bytes(), ".csv");
    assert_same(
        b"2012;2011;area\n1.5;2;a\n3;4;b\n".map(|byte| if byte == b';' { b'\t' } else { byte }).as_slice(),
        ".tsv",
    );
}

#[test]
fn what_is_no_plain_panel_is_left_to_the_reading_as_a_whole() {
    for text in [
        "year,a,b\n2010,1,2\n2011,3,4\n",
        "date,value\n2010-01-31,1\n2010-02-28,2\n",
        "area;year;value\na;2010;1,5\na;2011;2,5\n",
        "area,year,value,obs_status\na,2010,1,e\na,2011,2,\n",
        "<html><body>404</body></html>\n",
        "area,year,value\na,2010,1\na,2010-Q1,2\n",
        "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nx,a,2010,1\nx,a,2011,2\n",
    ] {
        let file = file(text.as_bytes(), ".csv");
        assert!(Panel::from(file.path(), 0).unwrap().is_none(), "{text}");
    }
}

#[test]
fn a_fault_is_told_with_its_line() {
    // The sample shows only the first lines of a file and some from each of its parts: the fault stands where none looks.
    let rows: String = (0..200_000).map(|i| format!("area {:04},{},{}.5\n", i / 50, 1950 + i % 50, i % 777)).collect();
    let faulty = |line: usize, text: &str| {
        let mut lines: Vec<&str> = rows.lines().collect();
        lines[line - 2] = text;
        let file = file(format!("area,year,value\n{}\n", lines.join("\n")).as_bytes(), ".csv");
        in_parts(file.path()).unwrap().unwrap_err()
    };
    for (text, message) in [
        ("area 1999,1999,1.234.5", "'1.234.5' in the column 'value' is no number"),
        ("area 1999,1999-Q1,1", "'1999-Q1' in the column 'year' is no period"),
        ("area 1999,1999", "a row of 2 cells, where the header has 3"),
        ("area 1999,1999,1,2", "a row of 4 cells, where the header has 3"),
    ] {
        let error = faulty(100_001, text).to_string();
        assert!(error.ends_with(&format!(":100001: {message}")), "{error}");
    }
    let twice = "area,year,value\na,2010,1\na,2010,2\nb,2010,1\n";
    let error = in_parts(file(twice.as_bytes(), ".csv").path()).unwrap().unwrap_err();
    assert!(error.to_string().ends_with("two values for a, 2010: '1' and '2'"), "{error}");
}

#[test]
fn a_file_that_grows_or_shrinks_meanwhile_is_refused() {
    for (before, after) in
        [("a,2010,1\na,2011,2\n", "a,2010,1\na,2011,2\nb,2010,3\n"), ("a,2010,1\na,2011,2\n", "a,2010,1\n")]
    {
        let file = file(format!("area,year,value\n{before}").as_bytes(), ".csv");
        let panel = Panel::from(file.path(), 0).unwrap().unwrap();
        std::fs::write(file.path(), format!("area,year,value\n{after}")).unwrap();
        let error = panel.frames().unwrap().find_map(Result::err).unwrap();
        assert!(error.to_string().ends_with("changed while it was read"), "{error}");
    }
}

prop_compose! {
    /// Rows of areas, indicators and years, each once, with values that may be missing.
    fn rows()(
        rows in proptest::collection::btree_map(
            (0..4_u8, 0..3_u8, 1990..1998_u16),
            proptest::option::weighted(0.8, -1e6..1e6),
            1..40,
        ),
        sorted in any::<bool>(),
        seed in any::<u64>(),
    ) -> Vec<((u8, u8, u16), Option<f64>)> {
        let mut rows: Vec<_> = rows.into_iter().collect();
        if !sorted {
            let mut state = seed;
            for i in (1..rows.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                rows.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
            }
        }
        rows
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_panel_is_the_same_in_parts(rows in rows(), reversed in any::<bool>(), parquet in any::<bool>()) {
        let value = |value: &Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let mut text = if reversed { "value,year,area,indicator\n" } else { "area,indicator,year,value\n" }.to_owned();
        for ((area, indicator, year), number) in &rows {
            // With and without quotation marks: the same words.
            let area = if year % 3 == 0 { format!("\"A {area}\"") } else { format!("A {area}") };
            text += &if reversed {
                format!("{},{year},{area},I{indicator}\n", value(number))
            } else {
                format!("{area},I{indicator},{year},{}\n", value(number))
            };
        }
        // Where no value stands there is no column of numbers, and where one series stands nothing tells areas from words.
        prop_assume!(rows.iter().any(|(_, number)| number.is_some()));
        if parquet {
            let mut frame = polars::df![
                "area" => rows.iter().map(|((area, ..), _)| format!("A {area}")).collect::<Vec<_>>(),
                "indicator" => rows.iter().map(|((_, indicator, _), _)| format!("I{indicator}")).collect::<Vec<_>>(),
                "year" => rows.iter().map(|((.., year), _)| i64::from(*year)).collect::<Vec<_>>(),
                "value" => rows.iter().map(|(_, number)| *number).collect::<Vec<_>>(),
            ].unwrap();
            let mut bytes = Vec::new();
            ParquetWriter::new(&mut bytes).with_row_group_size(Some(7)).finish(&mut frame).unwrap();
            assert_same(&bytes, ".parquet");
        } else {
            assert_same(text.as_bytes(), ".csv");
        }
    }
}
