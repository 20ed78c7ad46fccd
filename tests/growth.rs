//! `trueup growth`.

use crate::support::run_in;

const TWO: &str = "country,code,year,value\nNorway,NOR,2010,100\nNorway,NOR,2011,110\nNorway,NOR,2012,121\nChad,TCD,2010,50\nChad,TCD,2012,40\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("two.csv"), TWO).unwrap();
    folder
}

#[test]
fn each_measure_is_a_column_worked_by_hand() {
    let folder = folder();
    let run =
        run_in(folder.path(), &["growth", "two.csv", "--transform", "pc1,index:2010,cagr,chg", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = run.json();
    let near = |row: usize, name: &str, expected: Option<f64>| match (rows[row][name].as_f64(), expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    };
    // 110 / 100, 121 / 110; 40 / 50 = 0.8 over two years, 0.8^(1/2) = 0.894427191; 2011 is missing for Chad.
    for (row, pc1, index, cagr, change) in [
        (0, None, Some(100.0), None, None),
        (1, Some(10.0), Some(110.0), Some(10.0), Some(10.0)),
        (2, Some(10.0), Some(121.0), Some(10.0), Some(11.0)),
        (3, None, Some(100.0), None, None),
        (4, None, Some(80.0), Some(-10.557_280_900_008_414), None),
    ] {
        for (name, expected) in [("pc1", pc1), ("index:2010", index), ("cagr", cagr), ("chg", change)] {
            assert!(near(row, name, expected), "{row} {name}: {rows}");
        }
    }
}

#[test]
fn series_and_periods_are_chosen_and_the_ending_says_the_format() {
    let folder = folder();
    let csv = |arguments: &[&str]| {
        let all = [&["growth", "two.csv", "-o", "out.csv"][..], arguments].concat();
        let run = run_in(folder.path(), &all);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        std::fs::read_to_string(folder.path().join("out.csv")).unwrap()
    };
    // What stands before the first period shown still counts for its growth.
    assert_eq!(
        csv(&["--series", "NOR", "--from", "2011", "--to", "2011"]),
        "series,indicator,ref_area,time_period,unit,obs_value,pc1\nNOR,,Norway,2011,,110.0,10.000000000000009\n"
    );
    // 121 / 110 in its base period 2011, 100 / 110 before.
    let index = csv(&["--series", "NOR", "--transform", "index", "--base", "2011"]);
    assert!(index.contains("2010,,100.0,90.9090909") && index.contains("2011,,110.0,100.0\n"), "{index}");
    // The compound rate is counted from the first period shown.
    assert!(csv(&["--series", "chad", "--transform", "cagr", "--from", "2011"]).ends_with("TCD,,Chad,2012,,40.0,\n"));
    for (file, start) in [("o.parquet", &b"PAR1"[..]), ("o.json", b"[\n"), ("o.md", b"| series")] {
        assert_eq!(run_in(folder.path(), &["growth", "two.csv", "-o", file]).code, 0);
        assert!(std::fs::read(folder.path().join(file)).unwrap().starts_with(start), "{file}");
    }
    // What it writes it reads.
    let again =
        run_in(folder.path(), &["growth", "o.parquet", "--series", "NOR", "--transform", "lin", "--format", "csv"]);
    assert!(again.out.ends_with("NOR,,Norway,2012,,121.0,121.0\n"), "{}{}", again.out, again.err);
}

#[test]
fn several_files_stand_one_below_the_other() {
    let folder = folder();
    std::fs::write(folder.path().join("one.csv"), "year,value\n2010,1\n2011,2\n").unwrap();
    let run = run_in(folder.path(), &["growth", "two.csv", "one.csv", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files: Vec<&str> = run.out.lines().skip(1).map(|line| line.split(',').nth(6).unwrap()).collect();
    assert_eq!(files, ["two.csv", "two.csv", "two.csv", "two.csv", "two.csv", "one.csv", "one.csv"]);
}

const TRADE: &str = "country,indicator,year,value\nNorway,GDP,2020,400\nNorway,GDP,2021,500\nNorway,Exports,2020,160\nNorway,Exports,2021,180\n";

#[test]
fn parts_are_set_against_totals_and_deflators_of_any_file() {
    let folder = folder();
    std::fs::write(folder.path().join("trade.csv"), TRADE).unwrap();
    std::fs::write(folder.path().join("prices.csv"), "year,CPI\n2020,100\n2021,125\n").unwrap();
    let run = run_in(
        folder.path(),
        &[
            "growth",
            "trade.csv",
            "prices.csv",
            "--series",
            "Exports",
            "--transform",
            "share:GDP,contribution:GDP,real:CPI,multiple,mean:2",
            "--base",
            "2021",
            "--format",
            "csv",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let rows: Vec<&str> = run.out.lines().collect();
    assert!(
        rows[0].ends_with("unit,obs_value,file,share:GDP,contribution:GDP,real:CPI,multiple,mean:2"),
        "{}",
        rows[0]
    );
    // 160 / 400; 160 in prices of 2021 at 125 to 100; 160 / 180. Then 180 / 500, 20 of 400, 180 itself, and (160 + 180) / 2.
    assert!(
        rows[1].contains(",2020,,160.0,trade.csv,40.0,,200.0,0.88888888888") && rows[1].ends_with(','),
        "{}",
        rows[1]
    );
    assert!(rows[2].ends_with(",2021,,180.0,trade.csv,36.0,5.0,180.0,1.0,170.0"), "{}", rows[2]);
    assert_eq!(rows.len(), 3, "{}", run.out);
    for line in [
        "contribution:GDP: 1 value is empty: no value one year before.",
        "mean:2: 1 value is empty: a period of the mean is missing.",
    ] {
        assert!(run.err.contains(line), "{}", run.err);
    }
}

#[test]
fn why_a_value_is_empty_is_counted_and_told_beside_it_in_json() {
    let folder = folder();
    let run = run_in(folder.path(), &["growth", "two.csv", "--transform", "pc1,share:areas", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for line in [
        "share:areas: the total is the sum over Norway, Chad.",
        "pc1: 3 values are empty: no value one year before.",
        // Of 2011, when Chad has no row.
        "share:areas: 1 value is empty: a part of the total is missing.",
    ] {
        assert!(run.err.contains(line), "{}", run.err);
    }
    let rows = run.json();
    assert_eq!(rows[0]["reasons"], "pc1: no value one year before");
    assert_eq!(rows[1]["reasons"], "share:areas: a part of the total is missing");
    assert!(rows[2]["reasons"].is_null() && rows[1]["share:areas"].is_null(), "{rows}");
    // 121 of 161.
    assert!((rows[2]["share:areas"].as_f64().unwrap() - 75.155_279_503_105_59).abs() < 1e-9, "{rows}");
}

#[test]
fn shorter_periods_are_aggregated_before_they_are_transformed() {
    let folder = folder();
    let quarters = "quarter,GDP\n2019-Q1,1\n2019-Q2,2\n2019-Q3,3\n2019-Q4,4\n2020-Q1,2\n2020-Q2,4\n2020-Q3,6\n2020-Q4,3\n2021-Q1,9\n";
    std::fs::write(folder.path().join("quarters.csv"), quarters).unwrap();
    // Sums of 10 and 15, last quarters of 4 and 3; 2021 has one quarter of four.
    for (how, first, second, growth) in [("sum", "10.0", "15.0", "50.0"), ("end", "4.0", "3.0", "-25.0")] {
        let run = run_in(
            folder.path(),
            &["growth", "quarters.csv", "--frequency", "A", "--aggregate", how, "--format", "csv"],
        );
        let expected = format!(
            "series,indicator,ref_area,time_period,unit,obs_value,pc1\nGDP,GDP,,2019,,{first},\nGDP,GDP,,2020,,{second},{growth}\nGDP,GDP,,2021,,,\n"
        );
        assert_eq!(run.out, expected, "{}", run.err);
        assert!(
            run.err.contains("pc1: 2 values are empty: no value one year before (1); the period is incomplete (1)."),
            "{}",
            run.err
        );
    }
}

#[test]
fn years_are_those_that_the_offices_publish() {
    let folder = folder();
    let of = |name: &str, text: &str, transform: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
        let arguments =
            ["growth", name, "--frequency", "A", "--aggregate", "mean", "--transform", transform, "--format", "json"];
        run_in(folder.path(), &arguments).json()
    };
    let tenths = |cell: &serde_json::Value| format!("{:.1}", cell.as_f64().unwrap());
    // GDP of the United States at annual rates, in billions (FRED: GDP). The Bureau of Economic Analysis gives 26,006.9 for 2022 and 27,720.7
    // for 2023, 6.6 percent more.
    let gdp = "observation_date,GDP\n2022-01-01,25215.491\n2022-04-01,25805.791\n2022-07-01,26272.011\n2022-10-01,26734.277\n\
        2023-01-01,27164.359\n2023-04-01,27453.815\n2023-07-01,27967.697\n2023-10-01,28296.967\n";
    let years = of("gdp.csv", gdp, "pc1");
    assert_eq!([0, 1].map(|year| tenths(&years[year]["obs_value"])), ["26006.9", "27720.7"]);
    assert_eq!(tenths(&years[1]["pc1"]), "6.6");
    // The unemployment rate of 2020 (FRED: UNRATE); the Bureau of Labor Statistics gives 8.1 for the year.
    let rates = ["3.6", "3.5", "4.4", "14.8", "13.2", "11.0", "10.2", "8.4", "7.8", "6.9", "6.7", "6.7"];
    let rows: String = rates.iter().enumerate().map(|(i, rate)| format!("2020-{:02}-01,{rate}\n", i + 1)).collect();
    assert_eq!(tenths(&of("rate.csv", &format!("observation_date,UNRATE\n{rows}"), "lin")[0]["lin"]), "8.1");
}

#[test]
fn the_columns_that_tell_series_apart_can_be_named() {
    let folder = folder();
    // Without being told, the number of the region would be a second indicator.
    let text = "region,year,price,staff\n1,2020,10,ann\n1,2021,11,bob\n2,2020,20,ann\n2,2021,30,ann\n";
    std::fs::write(folder.path().join("regions.csv"), text).unwrap();
    let run = run_in(folder.path(), &["growth", "regions.csv", "--by", "region", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("regions.csv: The column staff was left out."), "{}", run.err);
    let rates: Vec<&str> = run.out.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!((rates[0], rates[2], rates[3]), ("", "", "50.0"), "{}", run.out);
    assert!(rates[1].starts_with("10.00000000000000"), "{}", run.out);
    // Too few columns leave two values for one period.
    let refused = |file: &str, by: &str, parts: &[&str]| {
        run_in(folder.path(), &["growth", file, "--by", by]).assert_refused(parts);
    };
    std::fs::write(folder.path().join("trade.csv"), TRADE).unwrap();
    refused(
        "trade.csv",
        "country",
        &["two values for Norway, 2020: '400' in line 2 and '160'", "add the column that tells them apart"],
    );
    refused("regions.csv", "regin", &["no column 'regin' to tell series apart by", "is it 'region'?"]);
    refused("regions.csv", "year", &["the column 'year' holds the periods and tells no series apart"]);
}

#[test]
fn what_cannot_be_computed_is_refused() {
    let folder = folder();
    for (arguments, parts) in [
        (&["two.csv", "--transform", "pc2"][..], &["no transformation 'pc2'", "is it 'pch'?"][..]),
        (&["two.csv", "--series", "NRO"], &["no series 'NRO'"]),
        (&["two.csv", "-o", "out.xyz"], &["names no format", ".parquet"]),
        (&["missing.csv"], &["missing.csv"]),
        (&["two.csv", "--from", "20l0"], &["'20l0' is no period"]),
        (&["two.csv", "--transform", "share"], &["'share' does not say of what", "share:areas"]),
        (&["two.csv", "--transform", "real:CPX"], &["no series 'CPX'"]),
        (&["two.csv", "--frequency", "A"], &["--aggregate"]),
        (&["two.csv", "--frequency", "year", "--aggregate", "mean"], &["write A, Q or M"]),
        (&["two.csv", "--frequency", "Q", "--aggregate", "mean"], &["NOR is annual; it cannot be made quarterly"]),
        (&["two.csv", "--transform", "multiple", "--base", "2010/.."], &["no base period"]),
    ] {
        run_in(folder.path(), &[&["growth"], arguments].concat()).assert_refused(parts);
    }
    assert!(!folder.path().join("out.xyz").exists());
}

#[test]
fn what_is_read_is_not_written_over_and_nothing_is_computed_twice() {
    let folder = folder();
    run_in(folder.path(), &["growth", "two.csv", "-o", "./two.csv"])
        .assert_refused(&["'./two.csv' is read and would be written over"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("two.csv")).unwrap(), TWO);
    run_in(folder.path(), &["growth", "two.csv", "--transform", "pc1,pch,pc1"])
        .assert_refused(&["the transformation 'pc1' is named twice"]);
}

/// A panel of more than a megabyte is read in parts, and its numbers are those that it has as a whole.
#[test]
fn a_large_panel_has_the_numbers_of_its_series_in_every_format() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut text = String::from("area,indicator,year,value\n");
    for area in 0..800 {
        for year in 1950..2024 {
            // 2 % a year, but for a gap in 1999 and a zero in 1960 of the first area.
            let value = if area == 0 && year == 1960 { 0.0 } else { 1.02f64.powi(year - 1950) * f64::from(area + 1) };
            if year != 1999 {
                text += &format!("area {area},GDP of a country,{year},{value}\n");
            }
        }
    }
    std::fs::write(folder.path().join("panel.csv"), &text).unwrap();
    assert!(text.len() > 1 << 20);
    let common = ["growth", "panel.csv", "--transform", "pc1,index,cagr", "--base", "2010"];
    let run = run_in(folder.path(), &[&common[..], &["-o", "all.csv"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    // 799 areas lack the first year and 2000, the first area 1961 and 1960 too, where the value before is zero.
    assert!(
        run.err.contains(
            "pc1: 1,601 values are empty: no value one year before (1,600); the base is zero or negative (1)"
        ),
        "{}",
        run.err
    );
    let csv = std::fs::read_to_string(folder.path().join("all.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + 800 * 73);
    let row = csv.lines().find(|line| line.starts_with("area 799,") && line.contains(",2011,")).unwrap();
    let cells: Vec<f64> = row.rsplit(',').take(3).map(|cell| cell.parse().unwrap()).collect();
    for (found, expected) in cells.iter().zip([2.0, 102.0, 2.0]) {
        assert!((found - expected).abs() < 1e-9, "{row}");
    }
    let run = run_in(
        folder.path(),
        &[&common[..], &["--series", "area 0", "--from", "1960", "--to", "1961", "--format", "json"]].concat(),
    );
    let rows = run.json();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(rows[1]["reasons"], "pc1: the base is zero or negative; cagr: the base is zero or negative");
    let run = run_in(folder.path(), &[&common[..], &["-o", "all.parquet", "--progress"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let again =
        ["growth", "all.parquet", "--transform", "lin", "--series", "area 5", "--from", "2023", "--format", "csv"];
    let run = run_in(folder.path(), &again);
    let value = 6.0 * 1.02f64.powi(73);
    assert!(run.out.ends_with(&format!(",{value},{value}\n")), "{} {}", run.out, run.err);
}

#[test]
fn series_are_chosen_by_whole_names_with_commas_and_by_what_several_share() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = "country,code,indicator,year,value\n\"Korea, Rep.\",KOR,GDP,2010,1\n\"Korea, Rep.\",KOR,Exports,2010,2\nChad,TCD,GDP,2010,3\n";
    std::fs::write(folder.path().join("k.csv"), text).unwrap();
    let rows = |names: &str| {
        run_in(folder.path(), &["growth", "k.csv", "--transform", "lin", "--series", names, "--format", "csv"])
            .out
            .lines()
            .count()
            - 1
    };
    assert_eq!((rows("Korea, Rep."), rows("KOR,TCD"), rows("GDP"), rows("KOR:GDP")), (2, 3, 2, 1));
    run_in(folder.path(), &["growth", "k.csv", "--from", "2011"])
        .assert_refused(&["no series has an observation between --from and --to"]);
}

#[test]
fn what_is_observed_less_often_and_not_asked_for_is_no_hindrance() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), "year,A\n2010,1\n2011,2\n").unwrap();
    std::fs::write(folder.path().join("m.csv"), "month,M\n2010-01,1\n2010-02,2\n2010-03,3\n").unwrap();
    let common = [
        "growth",
        "a.csv",
        "m.csv",
        "--frequency",
        "Q",
        "--aggregate",
        "mean",
        "--transform",
        "lin",
        "--format",
        "csv",
    ];
    let run = run_in(folder.path(), &[&common[..], &["--series", "M"]].concat());
    assert!(run.out.ends_with("m.csv,2.0\n"), "{} {}", run.out, run.err);
    run_in(folder.path(), &common).assert_refused(&["A is annual"]);
}

#[test]
fn amounts_in_different_money_are_not_set_against_each_other() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = "Country Name,Country Code,Indicator Name,Indicator Code,2020\nChina,CHN,Agriculture (current LCU),AGR.CN,7\n\
        China,CHN,GDP (current US$),GDP.CD,15\nChina,CHN,GDP (current LCU),GDP.CN,100\nJapan,JPN,GDP (current LCU),GDP.CN,500\n";
    std::fs::write(folder.path().join("wdi.csv"), text).unwrap();
    let share = |of: &str| {
        let all = ["growth", "wdi.csv", "--series", "CHN:AGR.CN", "--transform", of, "--format", "json"];
        run_in(folder.path(), &all)
    };
    // 7 / 100; not 7 yuan of 15 dollars.
    assert_eq!(share("share:CHN:GDP.CN").json()[0]["share:CHN:GDP.CN"], 7.000_000_000_000_001);
    assert_eq!(share("share:CHN:GDP.CD").json()[0]["reasons"], "share:CHN:GDP.CD: value and total differ in unit");
    share("real:CHN:GDP.CD").assert_refused(&["CHN:GDP.CD is an amount in USD and no deflator"]);
    run_in(folder.path(), &["growth", "wdi.csv", "--series", "GDP.CN", "--transform", "share:areas"])
        .assert_refused(&["in the currency of its area, and a sum over areas would mix currencies"]);
}

#[test]
fn a_file_without_names_of_columns_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("n.csv"), "2020,5.1\n2021,6\n").unwrap();
    run_in(folder.path(), &["growth", "n.csv"]).assert_refused(&["the first line of n.csv has numbers and no names"]);
}
