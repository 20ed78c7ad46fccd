//! Broken packages: each costs a message with its place and exit code 2, and nothing is written.

use crate::support::{CLAIMS, FIGURES, INDICATORS, Sample, run};

#[test]
fn a_package_that_is_missing_or_a_file_is_refused() {
    run(&["check", "--package", "nowhere"]).assert_refused(&["no folder nowhere", "trueup new"]);
    let sample = Sample::new();
    let file = sample.path().join("figures.csv");
    run(&["check", "--package", &file.display().to_string()]).assert_refused(&["is a file; a package is a folder"]);
    run(&["check", "--package", "/"]).assert_refused(&["datapackage.json", "cannot be read"]);
}

#[test]
fn a_broken_descriptor_is_shown_at_its_place() {
    let sample = Sample::new();
    sample.write("datapackage.json", "{\"name\": \"x\",\n \"resources\": [{]}");
    sample.run(&["check"]).assert_refused(&["datapackage.json:2:", "does not describe a package"]);
    sample.write(
        "datapackage.json",
        "{\"name\": \"x\", \"resources\": [{\"name\": \"figures\", \"path\": \"../figures.csv\"}]}",
    );
    sample.run(&["check"]).assert_refused(&["leads out of the package", "no resource 'indicators'"]);
}

#[test]
fn tables_that_are_no_tables_are_refused() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "is empty"),
        (FIGURES.lines().next().unwrap().as_bytes(), "a header and no rows"),
        (b"\xff\xfef\0i\0", "UTF-16"),
        (b"figure_id,indicator\n\xe9t\xe9,gdp\n", "not in UTF-8: byte 21 in line 2"),
        (b"figure_id\0", "NUL byte in line 1"),
        (
            b"figure_id,figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n,,,,,,,,,\n",
            "stands twice in the header",
        ),
        (
            b"figure_id,indikator,ref_area,time_period,label,stated,source_id,locator,note\n,,,,,,,,\n",
            "is it 'indicator'?",
        ),
    ];
    for (bytes, message) in cases {
        let sample = Sample::new();
        sample.write_bytes("figures.csv", bytes);
        sample.run(&["check"]).assert_refused(&[message, "figures.csv"]);
    }
}

#[test]
fn ragged_rows_and_open_quotations_are_shown_at_their_line() {
    let sample = Sample::new();
    sample.write("figures.csv", &format!("{FIGURES}short,gdp,CHN\n"));
    sample.run(&["check"]).assert_refused(&["a row of 3 fields, where the header has 9", "figures.csv:6:"]);
    sample.write("figures.csv", &format!("{FIGURES}open,gdp,CHN,2011,,\"CNY 1,paper,,\n"));
    sample.run(&["check"]).assert_refused(&["quotation mark is never closed", "figures.csv:6:"]);
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let sample = Sample::new();
    let plain = sample.run(&["check", "--format", "json"]).out;
    sample.write("figures.csv", &format!("\u{feff}{}", FIGURES.replace('\n', "\r\n")));
    let marked = sample.run(&["check", "--format", "json"]);
    assert_eq!((marked.code, marked.out), (0, plain));
}

#[test]
fn a_large_file_in_the_wrong_place_is_refused_unread() {
    let sample = Sample::new();
    let file = std::fs::File::create(sample.path().join("figures.csv")).unwrap();
    file.set_len(200_000_000).unwrap();
    sample.run(&["check"]).assert_refused(&["figures.csv has 200 MB"]);
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_read_and_not_replaced() {
    let sample = Sample::new();
    std::fs::remove_file(sample.path().join("figures.csv")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", sample.path().join("figures.csv")).unwrap();
    sample.run(&["check"]).assert_refused(&["figures.csv is no file"]);

    let sample = Sample::new();
    sample.write("target.csv", "old");
    std::os::unix::fs::symlink("target.csv", sample.path().join("link.csv")).unwrap();
    assert_eq!(sample.run(&["table", "figures", "--format", "csv", "-o", "link.csv"]).code, 0);
    assert!(std::fs::symlink_metadata(sample.path().join("link.csv")).unwrap().is_symlink());
    assert!(std::fs::read_to_string(sample.path().join("target.csv")).unwrap().starts_with("figure_id"));
    assert_eq!(sample.run(&["table", "figures", "-o", "/dev/null"]).code, 0);
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_formula_of_any_length_costs_a_message_and_no_crash() {
    run(&["calc", &vec!["1"; 2000].join("+")]).assert_refused(&["more than 256 numbers"]);
    run(&["calc", &vec!["1"; 50_000].join("+")]).assert_refused(&["at most 20000 are read"]);
}

#[test]
fn a_descriptor_of_another_encoding_or_delimiter_is_refused() {
    for key in ["\"encoding\":\"latin1\"", "\"dialect\":{\"delimiter\":\";\"}"] {
        let sample = Sample::new();
        let text = std::fs::read_to_string(sample.path().join("datapackage.json")).unwrap();
        sample.write(
            "datapackage.json",
            &text.replace("\"path\":\"figures.csv\"", &format!("\"path\":\"figures.csv\",{key}")),
        );
        sample.run(&["check"]).assert_refused(&["'figures' is not CSV in UTF-8 with commas"]);
    }
}

#[test]
fn every_kind_of_bad_row_is_shown_at_its_field() {
    let figures = [
        ("x,gdpp,CHN,2011,,CNY 1 trillion,paper,,", "'gdpp' is no indicator", "6:3"),
        ("x,gdp,CHI,2011,,CNY 1 trillion,paper,,", "'CHI' is no area", "6:7"),
        ("x,gdp,CHN,2011,,CNY 1 trillion,papers,,", "'papers' is no source", "6:32"),
        ("x,gdp,CHN,20111,,CNY 1 trillion,paper,,", "'20111' is no period", "6:11"),
        ("x,gdp,CHN,0000,,CNY 1 trillion,paper,,", "'0000' is no period", "6:11"),
        ("x,gdp,CHN,2011,,lots of money,paper,,", "stands where a number was expected", "6:17"),
        ("x,gdp,CHN,2011,,USD 1 trillion,paper,,", "the figure is in USD, its indicator in CNY", "6:17"),
        ("x,gdp,CHN,2010,,CNY 1 trillion,paper,,", "stand in line 2 already", "6:3"),
        ("gdp_2010,gdp,CHN,2011,,CNY 1 trillion,paper,,", "'gdp_2010' stands twice", "6:1"),
    ];
    for (row, message, place) in figures {
        let sample = Sample::new();
        sample.add("figures.csv", row);
        sample.run(&["check"]).assert_refused(&[message, &format!("figures.csv:{place}")]);
    }
    let claims = [
        ("x,,gdp[2023] /,times,,,", "the formula ends", "3:"),
        ("x,,gdq[2023],CNY,,,", "'gdq' is no indicator", "3:4"),
        ("x,,EUR:gdp[2023],CNY,,,", "'EUR' is no area", "3:4"),
        ("x,,\"tariff[\"\"aftr\"\"]\",percent,,,", "has the label \"aftr\"", "3:"),
        ("x,=gdp[2015],gdp[2023],CNY,,,", "leads to no figure", "3:4"),
        ("x,threeish,gdp[2023] / gdp[2010],times,,,", "'threeish'", "3:"),
        ("x,,gdp[2023] + tariff[\"\"after\"\"],CNY,,,", "claims.csv", "3:"),
        ("x,USD 5,gdp[2023],CNY,,,", "the formula gives CNY, but USD is stated", "3:9"),
        ("x,,gdp[2023],percent,,,", "the result is in CNY, not in percent", "3:4"),
        ("x,,gdp[2023],CNY,nobody,,", "'nobody' is no source", "3:18"),
        ("x,5 percent,\"mean(place[2010], place[2011])\",rank,,,", "mean of a rank", "3:"),
    ];
    for (row, message, place) in claims {
        let sample = Sample::new();
        sample.add("claims.csv", row);
        sample.run(&["check"]).assert_refused(&[message, &format!("claims.csv:{place}")]);
    }
}

#[test]
fn all_faults_of_a_package_are_reported_in_one_run() {
    let sample = Sample::new();
    sample.write("indicators.csv", &INDICATORS.replace("gdp,GDP,CNY", "gdp,GDP,CNX"));
    sample.add("figures.csv", "x,tariff,CHN,20111,,5 percents more or so,paper,,");
    sample.write("claims.csv", &CLAIMS.replace("gdp[2010]", "gdp[2010"));
    let run = sample.run(&["check"]);
    run.assert_refused(&["'CNX' is no unit", "'20111' is no period", "figures.csv:6:", "claims.csv:2:", "faults"]);
}

#[test]
fn claims_that_are_undefined_for_their_values_are_shown_in_claims_csv() {
    let sample = Sample::new();
    sample.add("claims.csv", "zero,,\"gdp[2023] / (tariff[\"\"after\"\"] - tariff[\"\"after\"\"])\",,,,");
    sample.add("claims.csv", "root,,(gdp[2010] / gdp[2023] - 1) ^ (1/2),times,,,");
    let refused = sample.run(&["check"]);
    refused.assert_refused(&["claims.csv:3:", "claim 'zero'", "claims.csv:4:", "claim 'root'"]);
}

#[test]
fn output_that_cannot_be_written_is_refused_and_nothing_is_left() {
    let sample = Sample::new();
    sample.run(&["build", "--out", "claims.csv"]).assert_refused(&["'claims.csv' is a file"]);
    sample.run(&["table", "figures", "-o", "nowhere/x.csv"]).assert_refused(&["nowhere", "cannot be written"]);
    sample.run(&["build", "--out", "/proc/nothing"]).assert_refused(&["/proc/nothing", "cannot be written"]);
    // A fault in one chart leaves the whole gallery unwritten.
    sample.write(
        "charts.toml",
        "[[chart]]\nid = \"gdp\"\nkind = \"column\"\ntitle = \"GDP rose\"\nfigures = [\"gdp[2023]\"]\n\
        [[chart]]\nid = \"bad\"\nkind = \"column\"\ntitle = \"GDP rose by 3 times\"\nfigures = [\"gdp[2023]\"]\n",
    );
    sample.run(&["build", "--out", "gallery"]).assert_refused(&["'3' is typed", "chart 'bad'", "charts.toml:9:9"]);
    assert!(!sample.path().join("gallery").exists());
}

/// A chart of some kind with two lines of fixed content before what is tested.
fn chart(kind: &str, rest: &str) -> String {
    format!("[[chart]]\nid = \"a\"\nkind = \"{kind}\"\n{rest}\n")
}

#[test]
fn chart_specifications_are_checked_key_by_key_and_faults_shown_at_the_value() {
    let gdp = "figures = [\"gdp[2023]\"]";
    let titled = |rest: &str| format!("title = \"x\"\n{rest}");
    let cases: Vec<(String, &[&str])> = vec![
        (chart("column", &format!("titel = \"x\"\n{gdp}")), &["is it 'title'?", "charts.toml:4:1"]),
        (chart("columns", &titled(gdp)), &["unknown variant `columns`", "is it 'column'?", "charts.toml:3:8"]),
        (chart("column", &titled("figures = []")), &["nothing to draw"]),
        (chart("column", &titled("figures = [\"gdp[2015]\"]")), &["'gdp[2015]' is not stated", "charts.toml:5:12"]),
        (chart("column", &format!("title = \"x {{gdp[2023\"\n{gdp}")), &["placeholder is not closed", ":4:9"]),
        (chart("column", &format!("title = \"x {{gdq[2023]}}\"\n{gdp}")), &["'gdq' is no indicator", "is it 'gdp'?"]),
        (chart("column", &format!("title = \"\"\n{gdp}")), &["the title is empty", ":4:9"]),
        (chart("column", &format!("title = \"{{claims}} x\"\n{gdp}")), &["counts the rows of a comparison"]),
        (
            chart("column", &titled("figures = [\"gdp[2023]\",\n  \"tariff[\\\"after\\\"]\"]")),
            &["CNY and percent in one frame", "as panels", "charts.toml:6:3"],
        ),
        (chart("column", &titled(&format!("scale_y = \"log\"\n{gdp}"))), &["columns cannot stand on a log scale"]),
        (chart("column", &titled("figures = [\"place[2010]\"]")), &["the worse would be the longer", "rank"]),
        (chart("rank", &titled(gdp)), &["CNY in a chart of ranks"]),
        (chart("waffle", &titled(gdp)), &["CNY in fields of a hundred squares", "draw shares"]),
        (
            chart("line", &titled("figures = [\"gdp[2023]\", { formula = \"gdp[2010] * 2\" }]")),
            &["some of the figures have a year and some have none", ":5:25"],
        ),
        (chart("bar", &titled("figures = [{ figur = \"gdp[2023]\" }]")), &["is it 'figure'?", ":5:14"]),
        (chart("bar", &titled("figures = [{ name = \"now\" }]")), &["either `figure` or `formula`"]),
        (
            chart("bar", &titled("figures = [{ figure = \"gdp[2023]\", at = \"2023\" }]")),
            &["`at` and `unit` are for formulas"],
        ),
        (
            chart("bar", &titled("figures = [{ figure = \"gdp[2023]\", reading = \"by\" }]")),
            &["has no other reading", "leave `reading` out"],
        ),
        (chart("bar", &titled("figures = [{ formula = \"gdp[2023] > gdp[2010]\" }]")), &["is a comparison"]),
        (chart("bar", &titled("figures = [{ formula = \"gdp[2015] * 2\" }]")), &["GDP, 2015' is not stated"]),
        (chart("bar", &titled("figures = [{ formula = \"gdp[2023]\", unit = \"percent\" }]")), &["percent", ":5:12"]),
        (chart("panels", &titled(gdp)), &["figures stand beside panels", ":5:12"]),
        (chart("panels", "title = \"x\""), &["there are no panels", "[[chart.panels]]"]),
        (
            chart("panels", &titled("[[chart.panels]]\nkind = \"panels\"\nfigures = [\"gdp[2023]\"]")),
            &["a panel cannot hold panels"],
        ),
        (
            chart(
                "panels",
                &titled(&format!("[[chart.panels]]\nkind = \"bar\"\n{gdp}\n[[chart.panels]]\nkind = \"line\"\n{gdp}")),
            ),
            &["panels with names at the side stand among panels over an axis"],
        ),
        (chart("overview", "title = \"x\""), &["there are no charts to show"]),
        (chart("overview", &titled("charts = [\"b\"]")), &["the package has no chart 'b'", ":5:11"]),
        (chart("overview", &titled("charts = [\"a\"]")), &["an overview cannot hold an overview"]),
        (chart("line", &titled("charts = [\"a\"]")), &["charts stand in a chart of another kind"]),
        (chart("comparison", &titled(gdp)), &["figures stand in a chart without marks"]),
        (chart("line", &titled(&format!("{gdp}\n[[chart.panels]]\nkind = \"line\"\n{gdp}"))), &["panels stand in"]),
        (chart("line", &titled(gdp)).repeat(2), &["two charts are named 'a', capitals aside", "charts.toml:7:6"]),
        (chart("line", &titled(gdp)).replace("\"a\"", "\"../gdp\""), &["no name for a chart", "charts.toml:2:6"]),
        (chart("line", &titled(gdp)).replace("\"a\"", "\"findings\""), &["the name of another file"]),
        ("[[chart]\nid".to_owned(), &["charts.toml:1:"]),
        (String::new(), &["has no charts", "docs/charts.md"]),
    ];
    for (text, parts) in cases {
        let sample = Sample::new();
        sample.add("figures.csv", "place_2010,place,CHN,2010,,second,paper,,");
        sample.write("charts.toml", &text);
        let run = sample.run(&["chart", "--format", "svg", "--out", "drawn"]);
        run.assert_refused(parts);
        assert!(!sample.path().join("drawn").exists());
    }
}

#[test]
fn charts_that_are_not_there_and_impossible_sizes_are_refused() {
    run(&["chart", "gdpp"]).assert_refused(&["no chart 'gdpp'", "is it 'gdp'?"]);
    for size in ["0x100", "1000000x1000000", "850", "9999999999x10"] {
        run(&["chart", "--size", size]).assert_refused(&[size]);
    }
}
