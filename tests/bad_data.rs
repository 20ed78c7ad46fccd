//! Bad data files: each costs a message that names its fault, with file and line where there is one, and exit code 2; nothing is written.

use std::fmt::Write;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trueup::observations::Observations;

use crate::support::run_in;

/// The program refuses the file with all of these words in every command that reads data, and writes nothing.
#[track_caller]
fn refused(name: &str, bytes: &[u8], parts: &[&str]) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    run_in(folder.path(), &["chart", "--data", name, "--each", "--out", "charts"]).assert_refused(parts);
    run_in(folder.path(), &["growth", name, "-o", "growth.csv"]).assert_refused(parts);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn bytes_that_are_no_text_are_refused_at_their_line() {
    refused("nul.csv", b"year,value\n2020,1\n2021,\0\n", &["nul.csv has a NUL byte in line 3"]);
    refused(
        "latin.csv",
        b"year,value,area\n2020,1,Chad\n2021,2,C\xf4te d'Ivoire\n",
        &["latin.csv is not in UTF-8", "line 3"],
    );
    // UTF-8 first, windows-1252 after.
    refused("mixed.csv", b"area,year,value\nC\xc3\xb4te,2020,1\nC\xf4te,2021,2\n", &["line 3", "another encoding"]);
    let wide: Vec<u8> = "\u{feff}year\tvalue\n2020\t1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused("wide.csv", &wide, &["wide.csv is in UTF-16, not UTF-8", "save it as UTF-8"]);
}

#[test]
fn pages_and_pictures_named_csv_are_refused() {
    let page = b"\n<!DOCTYPE html>\n<html><body><table><tr><td>2020</td></tr></table></body></html>";
    refused("page.csv", page, &["page.csv is a web page"]);
    refused("table.csv", b"<div><table><tr><td>2020</td></tr></table></div>", &["a web page"]);
    refused(
        "sheet.csv",
        b"<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        &["a workbook in XML"],
    );
    refused("x.csv", b"%PDF-1.7", &["x.csv is a PDF"]);
    refused("x.csv", b"\x89PNG\r\n", &["x.csv is a picture"]);
}

#[test]
fn numbers_that_disagree_about_their_signs_are_refused_with_both_cells() {
    let mixed = b"year;gdp;rate\n2020;1.234,5;2\n2021;1.300,5;3.5\n";
    refused(
        "mixed.csv",
        mixed,
        &["mixed.csv:3:14", "'1.234,5' in line 2 has a decimal comma", "'3.5' a decimal point"],
    );
    refused("quoted.csv", b"year,gdp\n2020,\"1,200\"\n2021,\"1,5\"\n", &["quoted.csv:2:6", "'1,200'"]);
}

#[test]
fn observations_that_disagree_are_refused_with_both_lines() {
    let twice = b"DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:B(1),CHN,2020,1\nA:B(1),CHN,2021,2\nA:B(1),CHN,2020,1.5\n";
    refused("twice.csv", twice, &["twice.csv:4:17", "two values for CHN, 2020", "'1' in line 2 and '1.5'"]);
    // A dimension that nobody knows tells them apart.
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("known.csv");
    let told =
        "DATAFLOW,REF_AREA,VINTAGE_OF_OURS,TIME_PERIOD,OBS_VALUE\nA:B(1),CHN,V1,2020,1\nA:B(1),CHN,V2,2020,1.5\n";
    std::fs::write(&path, told).unwrap();
    let known = Observations::read(&path).unwrap();
    assert_eq!(known.series().iter().map(|series| &series.id).collect::<Vec<_>>(), ["V1", "V2"]);
}

#[test]
fn a_hundred_thousand_columns_are_read_or_refused_in_seconds() {
    let columns = 100_000;
    let row = |cell: &dyn Fn(usize) -> String| {
        (0..columns).fold(String::new(), |mut row, i| {
            write!(row, ",{}", cell(i)).unwrap();
            row
        })
    };
    let started = Instant::now();
    let header = row(&|i| format!("c{i}"));
    let numbers = format!("year{header}\n2020{}\n", row(&|i| i.to_string()));
    assert_eq!(Observations::parse("numbers.csv", &numbers).unwrap().series().len(), columns);
    let years = format!(
        "name{}\nx{}\n",
        row(&|i| format!("{:04}-{:02}-{:02}", 1 + i / 336, i / 28 % 12 + 1, i % 28 + 1)),
        row(&|i| i.to_string())
    );
    assert_eq!(Observations::parse("years.csv", &years).unwrap().frame().height(), columns);
    let words = format!("year{header}\n2020{}\n", row(&|i| format!("w{i}")));
    let error = Observations::parse("words.csv", &words).unwrap_err();
    assert!(error.to_string().contains("no column of numbers"), "{error}");
    let mixed = format!("year,value{header}\n2020,1{}\n", row(&|i| format!("w{i}")));
    let error = Observations::parse("mixed.csv", &mixed).unwrap_err();
    assert!(error.to_string().contains("100000 columns hold words"), "{error}");
    let sdmx = format!("DATAFLOW{header},TIME_PERIOD,OBS_VALUE\nA{},2020,1\n", row(&|i| i.to_string()));
    let error = Observations::parse("sdmx.csv", &sdmx).unwrap_err();
    assert!(error.to_string().contains("100003 columns"), "{error}");
    let twice = numbers.replacen("c99999", "c0", 1);
    let error = Observations::parse("twice.csv", &twice).unwrap_err();
    assert!(error.to_string().contains("two columns called 'c0'"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_whose_size_changes_while_it_is_read_is_refused() {
    // The files of the kernel have no size until they are read.
    let run = run_in(TempDir::new().unwrap().path(), &["growth", "/proc/self/status"]);
    run.assert_refused(&["/proc/self/status changed while it was read"]);
}
