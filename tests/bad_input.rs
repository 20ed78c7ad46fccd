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
    sample.run(&["build", "--out", "gallery"]).assert_refused(&["'3' is typed", "chart 'bad'", "charts.toml:7:"]);
    assert!(!sample.path().join("gallery").exists());
}

#[test]
fn chart_specifications_are_checked_key_by_key() {
    let chart = |rest: &str| format!("[[chart]]\nid = \"gdp\"\nkind = \"column\"\n{rest}\n");
    let cases = [
        (chart("titel = \"x\"\nfigures = [\"gdp[2023]\"]"), "is it 'title'?"),
        (chart("title = \"x\"\nfigures = []"), "nothing to draw"),
        (chart("title = \"x\"\nfigures = [\"gdp[2015]\"]"), "'gdp[2015]' is not stated"),
        (chart("title = \"x {gdp[2023\"\nfigures = [\"gdp[2023]\"]"), "placeholder is not closed"),
        (chart("title = \"x {gdq[2023]}\"\nfigures = [\"gdp[2023]\"]"), "'gdq' is no indicator"),
        (chart("title = \"x\"\nfigures = [\"gdp[2023]\", \"tariff[\\\"after\\\"]\"]"), "CNY and percent in one frame"),
        (chart("title = \"x\"\nscale_y = \"log\"\nfigures = [\"gdp[2023]\"]"), "log"),
        ("[[chart]]\nid = \"../gdp\"\nkind = \"column\"\ntitle = \"x\"\n".to_owned(), "no name for a chart"),
        (chart("title = \"x\"\nfigures = [\"place[2010]\"]"), "the worse would stand the taller"),
        (chart("title = \"{claims} x\"\nfigures = [\"gdp[2023]\"]"), "counts the rows of a comparison"),
        ("[[chart]\nid".to_owned(), "charts.toml:1:"),
    ];
    for (text, message) in cases {
        let sample = Sample::new();
        sample.add("figures.csv", "place_2010,place,CHN,2010,,second,paper,,");
        sample.write("charts.toml", &text);
        sample.run(&["chart"]).assert_refused(&[message, "charts.toml"]);
    }
    run(&["chart", "gdpp"]).assert_refused(&["no chart 'gdpp'", "is it 'gdp'?"]);
    run(&["chart", "--size", "0x100"]).assert_refused(&["0x100"]);
    run(&["chart", "--size", "1000000x1000000"]).assert_refused(&["1000000x1000000"]);
}
