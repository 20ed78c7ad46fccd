//! `trueup import`: data files into a package.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{Run, run_in};

const BANK: &str = "\"Data Source\",\"World Development Indicators\",\n\"Last Updated Date\",\"2024-06-28\",\n\
    \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2009\",\"2010\",\"2011\"\n\
    \"China\",\"CHN\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"5101691124285.2\",\"6087191746738.57\",\"7551545703440.75\"\n\
    \"India\",\"IND\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"1341888016988.87\",\"\",\"1823051829895.12\"\n\
    \"China\",\"CHN\",\"GDP growth (annual %)\",\"NY.GDP.MKTP.KD.ZG\",\"9.4\",\"-10.6\",\"9.55\"\n\
    \"India\",\"IND\",\"GDP growth (annual %)\",\"NY.GDP.MKTP.KD.ZG\",\"7.86\",\"8.5\",\"5.24\"\n";

/// A folder with files, and a run of the program in it.
fn import(files: &[(&str, &str)], arguments: &[&str]) -> (TempDir, Run) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut all = vec!["import"];
    all.extend(files.iter().map(|(name, _)| *name));
    all.extend(["-o", "made"]);
    all.extend(arguments);
    let run = run_in(folder.path(), &all);
    (folder, run)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("made").join(name)).unwrap()
}

#[test]
fn every_value_becomes_a_figure_as_it_stands_in_the_file() {
    let (folder, run) = import(&[("wdi.csv", BANK)], &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("11 figures of 2 indicators and 2 areas are in made."), "{}", run.out);
    assert!(
        run.err.contains("1 observation without a value was left out.")
            && run.err.contains("Write stock where it is one"),
        "{}",
        run.err
    );
    let figures = read(folder.path(), "figures.csv");
    for row in [
        "ny_gdp_mktp_cd_CHN_2009,ny_gdp_mktp_cd,CHN,2009,,USD 5101691124285.2,wdi,\"wdi.csv, series CHN:NY.GDP.MKTP.CD\",",
        "ny_gdp_mktp_kd_zg_CHN_2010,ny_gdp_mktp_kd_zg,CHN,2010,,-10.6 percent,wdi,\"wdi.csv, series CHN:NY.GDP.MKTP.KD.ZG\",",
    ] {
        assert!(figures.lines().any(|line| line == row), "{row} in\n{figures}");
    }
    assert_eq!(figures.lines().count(), 12);
    let indicators = read(folder.path(), "indicators.csv");
    assert!(
        indicators.contains(
            "ny_gdp_mktp_cd,GDP (current US$),USD,,flow,current prices,CHN,,Imported from wdi.csv.,,WB:NY.GDP.MKTP.CD\n"
        ),
        "{indicators}"
    );
    assert_eq!(read(folder.path(), "areas.csv"), "ref_area,name,colour,fiscal_year_start\nCHN,China,,\nIND,India,,\n");
    let sources = read(folder.path(), "sources.csv");
    let source = "wdi,\"World Bank, World Development Indicators, updated 2024-06-28; file wdi.csv\",\"World Bank, World Development Indicators\",,2024-06-28,,";
    assert!(sources.contains(source), "{sources}");
}

#[test]
fn the_package_checks_tabulates_draws_and_agrees_with_its_file() {
    let (folder, run) = import(&[("wdi.csv", BANK)], &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let of = |arguments: &[&str]| run_in(folder.path(), &[&["--package", "made"], arguments].concat());
    assert_eq!(of(&["check"]).code, 0);
    let figures = of(&["table", "figures", "--format", "json"]).json();
    let growth =
        figures.as_array().unwrap().iter().find(|row| row["figure_id"] == "ny_gdp_mktp_kd_zg_CHN_2010").unwrap();
    assert_eq!((growth["value"].as_f64(), growth["unit"].as_str()), (Some(-10.6), Some("percent")));
    let built = of(&["build", "--out", "drawn"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let record = std::fs::read_to_string(folder.path().join("drawn/ny_gdp_mktp_cd.json")).unwrap();
    assert!(
        record.contains("GDP (current US$) in 2011: China USD 7.552 trillion, India USD 1.823 trillion"),
        "{record}"
    );
    let confronted = of(&["confront", "--with", "wdi.csv", "--format", "json"]);
    assert_eq!((confronted.code, confronted.json()["summary"]["agrees"].as_u64()), (0, Some(11)), "{}", confronted.out);
}

#[test]
fn what_a_file_does_not_say_is_told_and_named() {
    let months =
        "observation_date,UNRATE,Gini coefficient (0-1)\n2010-01-01,9.8,-0.5\n2010-02-01,,0.4\n2010-03-01,9.9,0.41\n";
    let (folder, run) = import(&[("mixed data.csv", months)], &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in [
        "The unit of unrate and gini_coefficient_0_1 is not known: count stands",
        "An area is not stated: unstated stands for it",
    ] {
        assert!(run.err.contains(part), "{part} in {}", run.err);
    }
    let indicators = read(folder.path(), "indicators.csv");
    let series = "FILE:Gini_coefficient_(0-1) in count";
    assert!(
        indicators.contains("count,,count,,unstated,,Imported from mixed data.csv. The file does not say")
            && indicators.contains(series),
        "{indicators}"
    );
    let charts = read(folder.path(), "charts.toml");
    // One of the lines would run over February.
    assert_eq!(charts.matches("joined = true").count(), 1, "{charts}");
    assert!(
        charts.contains("title = \"UNRATE: {unrate[2010-01]} in January 2010, {unrate[2010-03]} in March 2010\""),
        "{charts}"
    );
    // A file without codes is called by its name.
    let (plain, run) = import(&[("gdp.csv", "Country,Year,Value\nChile,2010,1\nPeru,2010,-0\n")], &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(read(plain.path(), "figures.csv").contains("gdp_Peru_2010,gdp,Peru,2010,,0,gdp"));
    let of = run_in(plain.path(), &["--package", "made", "confront", "--with", "gdp.csv", "--format", "json"]);
    assert_eq!(of.json()["summary"]["agrees"], 2, "{}", of.out);
    let of = |arguments: &[&str]| run_in(folder.path(), &[&["--package", "made"], arguments].concat());
    assert_eq!(of(&["build", "--out", "drawn"]).code, 0);
    assert_eq!(of(&["confront", "--with", "mixed data.csv", "--format", "json"]).json()["summary"]["agrees"], 5);
}

#[test]
fn sdmx_dimensions_become_indicators_and_areas() {
    let text = "DATAFLOW,REF_AREA,MEASURE,UNIT_MEASURE,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n\
        OECD.SDD:DF(1.0),CHN,B1GQ,USD,A,2010,6.1,E,12\nOECD.SDD:DF(1.0),IND,B1GQ,USD,A,2010,-1.7,A,12\nOECD.SDD:DF(1.0),CHN,B1GQ,XDC,A,2010,41.2,A,12\n";
    let (folder, run) = import(&[("oecd.csv", text)], &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let indicators = read(folder.path(), "indicators.csv");
    assert!(indicators.contains("b1gq_usd,") && indicators.contains(",OECD:B1GQ:USD\n"), "{indicators}");
    assert!(indicators.contains("count,XDC,count") && indicators.contains(",OECD:B1GQ:XDC in count\n"), "{indicators}");
    let figures = read(folder.path(), "figures.csv");
    assert!(figures.contains(",USD 6100000000000,oecd,\"oecd.csv, series CHN:USD\",Status E."), "{figures}");
    assert!(figures.contains(",-1700000000000 USD,oecd,"), "{figures}");
    let of = |arguments: &[&str]| run_in(folder.path(), &[&["--package", "made"], arguments].concat());
    assert_eq!(of(&["build", "--out", "drawn"]).code, 0);
    assert_eq!(of(&["confront", "--with", "oecd.csv", "--format", "json"]).json()["summary"]["agrees"], 3);
}

#[test]
fn series_are_chosen_by_name_code_and_area() {
    for (series, indicators, figures) in
        [("CHN:NY.GDP.MKTP.CD", 1, 3), ("ny.gdp.mktp.cd", 1, 5), ("IND", 2, 5), ("IND,CHN:NY.GDP.MKTP.CD", 2, 8)]
    {
        let (folder, run) = import(&[("wdi.csv", BANK)], &["--series", series]);
        assert_eq!(run.code, 0, "{series}: {}", run.err);
        let rows = |name: &str| read(folder.path(), name).lines().count() - 1;
        assert_eq!((rows("indicators.csv"), rows("figures.csv")), (indicators, figures), "{series}");
    }
    import(&[("wdi.csv", BANK)], &["--series", "NY.GDP"]).1.assert_refused(&["no series 'NY.GDP'"]);
}

#[test]
fn nothing_is_written_over_or_by_halves() {
    let many: String = (0..201).map(|i| format!("A{i},2010,1\n")).collect();
    let many = format!("country,year,value\n{many}");
    for (files, arguments, parts) in [
        (vec![("many.csv", many.as_str())], vec![], vec!["201 series, more than the 200", "choose with --series"]),
        (vec![("a.csv", BANK), ("b.csv", BANK)], vec![], vec!["are the same series", "a.csv", "b.csv"]),
        (vec![("a.csv", BANK), ("b.csv", "year,value\n2010,x\n")], vec![], vec!["no number", "b.csv"]),
        (vec![("a.csv", "year,A,B\n2010,,..\n2011,,..\n2012,1,..\n")], vec!["--series", "B"], vec!["no series"]),
    ] {
        let (folder, run) = import(&files, &arguments);
        run.assert_refused(&parts);
        assert!(!folder.path().join("made").exists());
    }
    let (folder, run) = import(&[("wdi.csv", BANK)], &[]);
    assert_eq!(run.code, 0);
    let again = run_in(folder.path(), &["import", "wdi.csv", "-o", "made"]);
    again.assert_refused(&["there already and not empty", "nothing was written"]);
}

#[test]
fn a_zero_at_the_end_is_a_digit_as_any_other() {
    let folder = TempDir::new().unwrap();
    let text = "observation_date,UNRATE\n2024-11-01,4.2\n2024-12-01,4.1\n2025-01-01,4.0\n";
    std::fs::write(folder.path().join("UNRATE.csv"), text).unwrap();
    let run = run_in(folder.path(), &["import", "UNRATE.csv", "-o", "p"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let figures = folder.path().join("p/figures.csv");
    let all = std::fs::read_to_string(&figures).unwrap();
    assert!(all.contains(",2025-01,,4.0,"), "{all}");
    // Both are off by three tenths.
    std::fs::write(&figures, all.replace(",4.0,", ",4.3,").replace(",4.1,", ",4.4,")).unwrap();
    let run = run_in(folder.path(), &["confront", "--package", "p", "--with", "UNRATE.csv", "--format", "csv"]);
    assert_eq!(run.out.lines().skip(1).filter(|line| line.contains("apart")).count(), 2, "{}", run.out);
    assert!(run.out.contains(",3.95,4.05,"), "{}", run.out);
}
