//! Charts of data files, and other views of the package's charts: what a user types, and what the pictures say.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{run, run_in};

const WIDE: &str = "Country Name,Country Code,Indicator Name,Indicator Code,2020,2021,2022,\n\
    Aruba,ABW,GDP (current LCU),NY.GDP.MKTP.CN,4.5e9,5e9,6e9,\n\
    \"Korea, Rep.\",KOR,GDP (current LCU),NY.GDP.MKTP.CN,2058e12,,2323e12,\n\
    World,WLD,GDP (current LCU),NY.GDP.MKTP.CN,,,,\n";

/// A folder with a data file in it.
fn with(name: &str, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// What the record of a chart says of its words.
fn words(folder: &Path, name: &str) -> [String; 4] {
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    ["title", "subtitle", "note", "source"].map(|key| record[key].as_str().unwrap().to_owned())
}

fn rows(folder: &Path, name: &str) -> Vec<[String; 3]> {
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap()).map(|row| [2, 3, 6].map(|i| row[i].to_owned())).collect()
}

#[test]
fn each_series_of_a_file_is_drawn_with_its_own_words() {
    let folder = with("gdp.csv", WIDE);
    let run =
        run_in(folder.path(), &["chart", "--data", "gdp.csv", "--each", "--out", "charts", "--format", "svg,json,csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("2 charts of 3 series in charts, "), "{}", run.out);
    assert!(run.out.contains("No value to draw in 1: WLD"), "{}", run.out);
    let charts = folder.path().join("charts");
    assert_eq!(
        words(&charts, "ABW.json"),
        [
            "Aruba: GDP (current LCU) rose from 4.5 billion in 2020 to 6 billion in 2022",
            "Annual, 2020–2022",
            "",
            "gdp.csv"
        ]
    );
    assert_eq!(words(&charts, "KOR.json")[2], "No value for 1 of 3 years. The axis does not start at zero.");
    assert_eq!(
        rows(&charts, "KOR.csv"),
        [["2020", "2058000000000000", "count"], ["2022", "2323000000000000", "count"]]
    );
}

#[test]
fn series_are_named_and_what_is_not_there_is_told() {
    let folder = with("gdp.csv", WIDE);
    let run = run_in(folder.path(), &["chart", "--data", "gdp.csv", "aruba", "--format", "svg"]);
    assert_eq!((run.code, run.out.as_str()), (0, "./ABW.svg\n"));
    let refused = |arguments: &[&str], parts: &[&str]| run_in(folder.path(), arguments).assert_refused(parts);
    refused(&["chart", "--data", "gdp.csv"], &["has 3 series: ABW, KOR, WLD", "--each"]);
    refused(&["chart", "--data", "gdp.csv", "Arruba"], &["no series 'Arruba'", "is it 'Aruba'?"]);
    refused(&["chart", "--data", "gdp.csv", "WLD"], &["WLD: there is no value to draw"]);
    refused(&["chart", "--data", "nowhere.csv"], &["nowhere.csv cannot be read"]);
    refused(&["chart", "--data", "."], &["is no file"]);
    refused(&["chart", "--each"], &["--data"]);
}

#[test]
fn a_fault_of_a_file_is_shown_at_its_line_and_column() {
    let folder = with("bad.csv", "year,value\n2020,1\n2021,\"1,200\"\n");
    run_in(folder.path(), &["chart", "--data", "bad.csv"]).assert_refused(&[
        "bad.csv:3:6",
        "'1,200'",
        "thousands separators",
    ]);
    std::fs::write(folder.path().join("book.csv"), b"PK\x03\x04rest").unwrap();
    run_in(folder.path(), &["chart", "--data", "book.csv"]).assert_refused(&["book.csv cannot be unpacked", "cut off"]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn data_are_transformed_cut_and_put_on_a_log_scale() {
    let months: String = (0..30).map(|i| format!("{}-{:02}-01,{}\n", 2000 + i / 12, i % 12 + 1, 100 + i)).collect();
    let folder = with("index.csv", &format!("date,CPI\n{months}"));
    let draw = |more: &[&str]| {
        let arguments = [&["chart", "--data", "index.csv", "--format", "svg,json,csv"], more].concat();
        let run = run_in(folder.path(), &arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        words(folder.path(), "CPI.json")
    };
    // 129 / 117 is 1.10256.
    let title = &draw(&["--transform", "pc1"])[0];
    assert_eq!(title, "CPI was up 10.3% in June 2002 on a year earlier");
    assert_eq!(rows(folder.path(), "CPI.csv").len(), 18);
    let [title, subtitle, ..] = draw(&["--from", "2001", "--to", "2001-06"]);
    assert_eq!(title, "CPI rose from 112 in January 2001 to 117 in June 2001");
    assert_eq!(subtitle, "Monthly, January 2001–June 2001");
    assert_eq!(draw(&["--transform", "index:2000-01"])[0], "CPI stood at 129 in June 2002, with January 2000 as 100");
    // 129 / 112 where the base is shown; where the first value is cut off, no other period is called the base.
    assert_eq!(
        draw(&["--transform", "multiple:2001-01"])[0],
        "CPI stood at 1.152 times its value of January 2001 in June 2002"
    );
    assert_eq!(draw(&["--transform", "multiple"])[0], "CPI stood at 1.29 times its value of January 2000 in June 2002");
    assert_eq!(
        draw(&["--transform", "multiple", "--from", "2001"])[0],
        "CPI stood at 1.29 times its first value in June 2002"
    );
    assert_eq!(
        draw(&["--transform", "index", "--from", "2001"])[0],
        "CPI stood at 129 in June 2002, with the first value as 100"
    );
    // (100 + 101 + 102) / 3 and (127 + 128 + 129) / 3.
    let [title, subtitle, ..] = draw(&["--transform", "mean:3"]);
    assert_eq!(title, "The mean over 3 periods of CPI rose from 101 in March 2000 to 128 in June 2002");
    assert!(subtitle.starts_with("Mean of 3 periods"), "{subtitle}");
    draw(&["--scale-y", "log"]);
    assert!(std::fs::read_to_string(folder.path().join("CPI.svg")).unwrap().contains("og scale"));
    let refused = |more: &[&str], parts: &[&str]| {
        run_in(folder.path(), &[&["chart", "--data", "index.csv"], more].concat()).assert_refused(parts);
    };
    refused(&["--from", "2050"], &["CPI: there is no value between the periods asked for"]);
    refused(&["--transform", "pc2"], &["no transformation 'pc2'", "is it 'pch'?"]);
    std::fs::write(folder.path().join("loss.csv"), "year,loss\n2020,-1\n2021,5\n").unwrap();
    let run = run_in(folder.path(), &["chart", "--data", "loss.csv", "--scale-y", "log"]);
    run.assert_refused(&["loss", "log"]);
}

#[test]
fn what_was_read_is_not_written_over() {
    let text = "year,UNRATE\n2020,8.1\n2021,5.4\n";
    let folder = with("UNRATE.csv", text);
    let run = run_in(folder.path(), &["chart", "--data", "UNRATE.csv", "--format", "csv,svg"]);
    run.assert_refused(&["would be written over the file that it is drawn from", "--out charts"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("UNRATE.csv")).unwrap(), text);
    assert!(!folder.path().join("UNRATE.svg").exists());
    assert_eq!(run_in(folder.path(), &["chart", "--data", "UNRATE.csv", "--format", "csv", "--out", "o"]).code, 0);
    // A chart that is called as a table of its package is.
    run_in(folder.path(), &["new", "paper"]);
    let charts = folder.path().join("paper/charts.toml");
    let spec = std::fs::read_to_string(&charts).unwrap().replace("id = \"gdp\"", "id = \"claims\"");
    std::fs::write(&charts, spec).unwrap();
    let draw = |out: &str| run_in(folder.path(), &["chart", "--package", "paper", "--format", "csv", "--out", out]);
    draw("paper").assert_refused(&["claims.csv", "would be written over"]);
    assert_eq!(draw("o").code, 0);
}

#[test]
fn titles_of_data_say_what_is_shown() {
    let title = |text: &str, more: &[&str]| {
        let folder = with("rates.csv", text);
        let arguments = [&["chart", "--data", "rates.csv", "--format", "json", "--out", "o"], more].concat();
        let run = run_in(folder.path(), &arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        words(folder.path(), run.out.trim())[0].clone()
    };
    let share =
        "Country Name,Indicator Name,2020,2021\nChina,\"Employment, female (%) (modeled ILO estimate)\",58,57.9\n";
    assert_eq!(
        title(share, &[]),
        "China: Employment, female (%) (modeled ILO estimate) fell from 58% in 2020 to 57.9% in 2021"
    );
    // An amount per dollar is none in dollars.
    let rate =
        "Country Name,Indicator Name,2020,2021\nChina,\"Exchange rate (LCU per US$, period average)\",6.9,6.45\n";
    assert_eq!(
        title(rate, &[]),
        "China: Exchange rate (LCU per US$, period average) fell from 6.9 in 2020 to 6.45 in 2021"
    );
    let gdp = "Country Name,Indicator Name,2020,2021\nChina,GDP (current US$),14e12,17e12\n";
    assert_eq!(
        title(gdp, &[]),
        "China: GDP (current US$) rose from USD 14 trillion in 2020 to USD 17 trillion in 2021"
    );
    let log = title("year,x\n2020,10\n2021,20\n", &["--transform", "log"]);
    assert!(log.starts_with("The natural logarithm of x rose"), "{log}");
    assert_eq!(title("year,x\n2000,7.45041\n2001,7.45038\n", &[]), "x was 7.45 in 2001, little changed from 2000");
    assert_eq!(
        title("date,x\n1981-01-02,1\n1981-01-05,2\n", &[]),
        "x rose from 1 on 2 January 1981 to 2 on 5 January 1981"
    );
    // Where nothing in the file names what it holds, its name does.
    assert_eq!(
        title("area,year,value\nChad,2020,1\nChad,2021,2\nMali,2020,1\n", &["Chad"]),
        "Chad: rates rose from 1 in 2020 to 2 in 2021"
    );
}

#[test]
fn what_a_view_cannot_show_is_said_with_its_reason() {
    let folder = with("x.csv", "year,x\n2000,-1\n2001,-2\n2002,-3\n");
    let refused = |more: &[&str], parts: &[&str]| {
        run_in(folder.path(), &[&["chart", "--data", "x.csv", "--out", "o"], more].concat()).assert_refused(parts);
    };
    refused(&["--transform", "pch"], &["x: no value has another above zero"]);
    refused(&["--transform", "index:1990"], &["no value above zero in the base period", "index:2015"]);
    refused(&["--from", "2002", "--to", "2001"], &["--from 2002 comes after --to 2001"]);
    refused(&["--from", "2000/2001"], &["write one period"]);
    refused(&["--package", "paper"], &["a package, 'paper', and a data file"]);
}

#[test]
fn charts_of_the_package_are_seen_in_other_ways() {
    let folder = TempDir::new().unwrap();
    let draw = |arguments: &[&str]| {
        let all = [&["chart", "--format", "svg,json,csv", "--out", "."], arguments].concat();
        run_in(folder.path(), &all)
    };
    assert_eq!(draw(&["gdp", "--transform", "index:2010"]).code, 0);
    let all = rows(folder.path(), "gdp.csv");
    assert!(all.iter().any(|row| row[0] == "2010" && row[1] == "100" && row[2] == "index"), "{all:?}");
    // 126 / 40; the interval is that of growth: 125.5 / 40 and 126.5 / 36.
    assert!(all.iter().any(|row| row[0] == "2023" && row[1] == "315"), "{all:?}");
    let text = std::fs::read_to_string(folder.path().join("gdp.csv")).unwrap();
    let last = text.lines().find(|line| line.contains("2023")).unwrap();
    assert!(last.contains("313.75") && last.contains("351.38"), "{last}");
    assert!(words(folder.path(), "gdp.json")[0].contains("stood at 315"), "{:?}", words(folder.path(), "gdp.json"));
    let base = text.lines().find(|line| line.contains("2010")).unwrap();
    assert!(base.contains(",100,100,100,index"), "a figure that stands twice is one: {base}");
    assert_eq!(draw(&["reserves", "--from", "2000"]).code, 0);
    draw(&["ranks", "--scale-y", "log"]).assert_refused(&["ranks cannot stand on a log scale"]);
    draw(&["tariffs", "--transform", "index"]).assert_refused(&["'tariffs' shows no values over time"]);
    draw(&["reserves", "--transform", "pc1"]).assert_refused(&["no value has another above zero to be compared with"]);
    assert_eq!(run(&["chart", "gdp", "--scale", "5"]).code, 2);
}
