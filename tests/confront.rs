//! `trueup confront`: stated figures beside independent data.

use serde_json::Value;

use crate::golden::Golden;
use crate::support::{Run, Sample, run, run_in};

const HEADER: &str =
    "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series,signed\n";

/// A package of one indicator, given by unit, measure, price basis, over and series, and figures of it, given by period and words.
fn sample(indicator: [&str; 5], figures: &[(&str, &str)]) -> Sample {
    let sample = Sample::new();
    let [unit, measure, basis, over, series] = indicator;
    let row = format!("x,X,{unit},,{measure},{basis},CHN,{over},,,{series},\n");
    sample.write("indicators.csv", &format!("{HEADER}{row}"));
    let mut rows = String::from("figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n");
    for (i, (period, words)) in figures.iter().enumerate() {
        rows.push_str(&format!("x{i},x,CHN,{period},,{words},paper,p. {i},\n"));
    }
    sample.write("figures.csv", &rows);
    sample.write("claims.csv", "claim_id,stated,formula,unit,source_id,locator,note\nlevel,,1 + 1,,,,\n");
    sample
}

/// World Bank's layout, of China and India.
fn world_bank(name: &str, code: &str, years: &[(&str, &str)], india: &str) -> String {
    let header: Vec<String> = years.iter().map(|(year, _)| format!("\"{year}\"")).collect();
    let values: Vec<String> = years.iter().map(|(_, value)| format!("\"{value}\"")).collect();
    let other: Vec<String> = years.iter().map(|_| format!("\"{india}\"")).collect();
    format!(
        "\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2024-06-28\",\n\n\
         \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",{}\n\
         \"China\",\"CHN\",\"{name}\",\"{code}\",{}\n\"India\",\"IND\",\"{name}\",\"{code}\",{}\n",
        header.join(","),
        values.join(","),
        other.join(",")
    )
}

fn confront(sample: &Sample, files: &[(&str, &str)]) -> (Run, Vec<Value>) {
    let mut arguments = vec!["confront", "--format", "json"];
    for (name, text) in files {
        sample.write(name, text);
        arguments.extend(["--with", name]);
    }
    let run = sample.run(&arguments);
    assert!(run.code < 2, "{}", run.err);
    let rows = run.json()["confronted"].as_array().unwrap().clone();
    (run, rows)
}

#[track_caller]
fn assert_row(row: &Value, verdict: &str, parts: &[&str]) {
    let explanation = row["explanation"].as_str().unwrap();
    assert!(row["verdict"] == verdict && parts.iter().all(|part| explanation.contains(part)), "{row:#}");
}

fn near(value: &Value, expected: f64) -> bool {
    value.as_f64().is_some_and(|value| (value / expected - 1.0).abs() < 1e-12)
}

#[test]
fn a_figure_stands_beside_the_observation_of_its_series_area_and_period() {
    let sample = sample(
        ["CNY", "flow", "current prices", "", "WB:GDP.CN in CNY"],
        &[
            ("2010", "almost CNY 40 trillion"),
            ("2023", "CNY 126 trillion"),
            ("2022", "CNY 120.5 trillion"),
            ("2021", "CNY 57 trillion"),
        ],
    );
    let years = [
        ("2010", "41211925579600"),
        ("2021", "114923697861100"),
        ("2022", "120449000000000"),
        ("2023", "126058200000000"),
    ];
    let (run, rows) = confront(&sample, &[("wdi.csv", &world_bank("GDP (current LCU)", "GDP.CN", &years, "1"))]);
    assert_eq!(run.code, 1);
    // 41.2119... / 40 = 1.0302981...; "almost 40" is [36, 40).
    assert_row(&rows[0], "apart", &["stated almost CNY 40 trillion, World Bank CNY 41.21 trillion (2010): 3% apart"]);
    assert!(
        near(&rows[0]["ratio"], 1.030_298_139_49) && near(&rows[0]["observed"], 41_211_925_579_600.0),
        "{:#}",
        rows[0]
    );
    assert_eq!((&rows[0]["vintage"], &rows[0]["observed_series"]), (&"2024-06-28".into(), &"CHN".into()));
    assert_row(&rows[1], "agrees", &["CNY 126.1 trillion (2023): agrees"]);
    assert!(near(&rows[1]["observed_low"], 126_058_199_999_999.5), "{:#}", rows[1]);
    // 120.45 is the lower end of what is printed as 120.5, and 120.449 / 120.5 is 0.999577.
    assert_row(&rows[2], "apart", &["0.042% apart"]);
    // 114.92 / 57 = 2.016: from two times on a multiple says it.
    assert_row(&rows[3], "apart", &["stated CNY 57 trillion, World Bank CNY 114.9 trillion (2021): 2 times apart"]);
    assert_eq!(run.json()["summary"]["apart"], 3);
}

#[test]
fn a_value_just_outside_agrees_within_rounding() {
    let sample = sample(
        ["percent", "rate", "", "", "WB:RATE"],
        &[("2010", "5.2 percent"), ("2011", "5.3 percent"), ("2012", "minus 5.3 percent")],
    );
    // 5.2 percent is [5.15, 5.25], and 5.3 is [5.25, 5.35], ends included; a printed 5.1 can be up to 5.15.
    let years = [("2010", "5.1"), ("2011", "5.6"), ("2012", "-11")];
    let (_, rows) = confront(&sample, &[("wdi.csv", &world_bank("Rate (%)", "RATE", &years, "1"))]);
    assert_row(&rows[0], "rounding", &["World Bank 5.1% (2010): agrees within rounding"]);
    assert_row(&rows[1], "apart", &["0.3 percentage points apart"]);
    // -11 / -5.3 is 2.0754...
    assert_row(&rows[2], "apart", &["2.1 times apart"]);
}

#[test]
fn the_mapping_says_what_a_file_counts_in_and_how_a_year_is_made_of_months() {
    let months: Vec<String> = (1..=12).map(|month| format!("2010-{month:02}-01,{}", 100 + month)).collect();
    let text = format!("observation_date,RES\n2009-12-01,7\n{}\n2011-01-01,9\n", months.join("\n"));
    for (series, words, verdict, part) in [
        // December; 101 + ... + 112 = 1,278; a twelfth of that is 106.5.
        ("FRED:RES in million USD at end", "USD 112 million", "agrees", "FRED USD 112 million (end of 2010: 2010-12)"),
        ("FRED:RES in million USD as sum", "USD 1.278 billion", "agrees", "(sum of 12 values of 2010)"),
        (
            "FRED:res in million USD as mean",
            "USD 106.5 million",
            "agrees",
            "FRED USD 106.5 million (mean of 12 values of 2010)",
        ),
        (
            "FRED:RES in million USD",
            "USD 112 million",
            "not_comparable",
            "the series is monthly, and how 2010 is made of that is not said",
        ),
        (
            "FRED:RES at end",
            "USD 112 million",
            "not_comparable",
            "does not say what RES counts in: write it behind the series",
        ),
        ("FRED:RES in million CNY at end", "USD 112 million", "not_comparable", "the figure is in USD, RES in CNY"),
    ] {
        let sample = sample(["USD", "stock", "", "", series], &[("2010", words)]);
        let (_, rows) = confront(&sample, &[("RES.csv", &text)]);
        assert_row(&rows[0], verdict, &[part]);
        assert_eq!(rows[0]["vintage"], Value::Null);
    }
    // With a month missing there is neither end, mean nor sum.
    let short = text.replace("2010-12-01,112", "2010-12-01,");
    for (made, part) in [
        ("at end", "the last value of 2010 is of 2010-11"),
        ("as sum", "no value for 2010-12-01"),
        ("as mean", "no value for 2010-12-01"),
    ] {
        let sample =
            sample(["USD", "stock", "", "", &format!("FRED:RES in million USD {made}")], &[("2010", "USD 1 billion")]);
        let (run, rows) = confront(&sample, &[("RES.csv", &short)]);
        assert_row(&rows[0], "no_counterpart", &[part]);
        assert_eq!(run.code, 0);
    }
}

#[test]
fn days_end_a_year_and_fiscal_years_are_made_of_their_own_months() {
    let days = "date,RATE\n2010-12-24,1\n2010-12-27,2\n2010-12-28,3\n2010-12-29,4\n2011-01-03,5\n";
    let of = |series: &str, text: &str, period: &str, words: &str| {
        let sample = sample(["USD", "stock", "", "", series], &[(period, words)]);
        sample.write("areas.csv", "ref_area,name,colour,fiscal_year_start\nCHN,China,,04-01\nWLD,World,,\n");
        confront(&sample, &[("days.csv", text)]).1[0].clone()
    };
    // 29 December is the last day but two with a value; on the 20th nothing would stand at the end of the year.
    assert_row(&of("X:RATE in USD at end", days, "2010", "USD 4"), "agrees", &["end of 2010: 2010-12-29"]);
    assert_row(&of("X:RATE in USD as mean", days, "2010", "USD 4"), "no_counterpart", &["no value for 2010-01-01"]);
    let short = "date,RATE\n2010-12-17,1\n2010-12-20,2\n2010-12-21,3\n2010-12-22,4\n2011-01-03,5\n";
    assert_row(
        &of("X:RATE in USD at end", short, "2010", "USD 4"),
        "no_counterpart",
        &["is of 2010-12-22, and not of its end"],
    );
    // April 2010 to March 2011: 4 + ... + 15 = 114.
    let months: Vec<String> =
        (1..=18).map(|n| format!("{}-{:02},{n}", 2010 + (n - 1) / 12, (n - 1) % 12 + 1)).collect();
    let months = format!("month,FLOW\n{}\n", months.join("\n"));
    assert_row(
        &of("X:FLOW in USD as sum", &months, "FY2010-11", "USD 114"),
        "agrees",
        &["sum of 12 values of FY2010-11"],
    );
    // 4 + 5 + 6; the quarter of a monthly series is made in the same way.
    assert_row(&of("X:FLOW in USD as sum", &months, "2010-Q2", "USD 15"), "agrees", &[]);
}

#[test]
fn each_vintage_has_a_line_of_its_own() {
    let sample = sample(["percent", "rate", "", "", "WB:RATE"], &[("2010", "5.2 percent")]);
    let old = world_bank("Rate (%)", "RATE", &[("2010", "5.2")], "1");
    let new = world_bank("Rate (%)", "RATE", &[("2010", "6.2")], "1").replace("2024-06-28", "2025-03-24");
    let (_, rows) = confront(&sample, &[("old.csv", &old), ("new.csv", &new)]);
    let told: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["vintage"].as_str().unwrap(), row["verdict"].as_str().unwrap())).collect();
    assert_eq!(told, [("2024-06-28", "agrees"), ("2025-03-24", "apart")]);
    let out = sample.run(&["confront", "--with", "old.csv", "new.csv"]).out;
    assert!(out.contains("WB:RATE, updated 2024-06-28") && out.contains("WB:RATE, updated 2025-03-24"), "{out}");
}

#[test]
fn what_has_no_counterpart_is_told_with_its_reason() {
    let figures = [
        ("2010", "5.2 percent"),
        ("", "5.3 percent"),
        ("2010-Q3", "5.4 percent"),
        ("2013/..", "5.5 percent"),
        ("2010/2012", "5.6 percent"),
    ];
    let years = [("2008", "5.1"), ("2009", "5.1"), ("2010", ""), ("2011", ".."), ("2014", "5.6")];
    let file = world_bank("Rate (%)", "RATE", &years, "1");
    let sample = sample(["percent", "rate", "", "mean", "WB:RATE"], &figures);
    let (run, rows) = confront(&sample, &[("wdi.csv", &file)]);
    for (row, part) in rows.iter().zip([
        "the series has no value for 2010; the nearest is 2009, and 2014",
        "the figure has no period",
        "the series is annual: it has 2010 and no part of it",
        "2013/.. is open",
        "no value for 2010, 2011, 2012",
    ]) {
        assert_row(row, "no_counterpart", &[part]);
    }
    assert_eq!(run.code, 0);
    let of = |series: &str, file: &str| {
        let sample = self::sample(["percent", "rate", "", "", series], &[("2010", "5.2 percent")]);
        let (_, rows) = confront(&sample, &[("wdi.csv", file)]);
        format!("{}: {}", rows[0]["verdict"].as_str().unwrap(), rows[0]["explanation"].as_str().unwrap())
    };
    assert_eq!(of("", &file), "no_counterpart: the indicator x names no series");
    assert_eq!(of("WB:RATES", &file), "no_counterpart: WB:RATES is in none of the files");
    let without = file.replace("\"China\",\"CHN\"", "\"Chad\",\"TCD\"");
    assert_eq!(of("WB:RATE", &without), "no_counterpart: WB:RATE has no CHN: wdi.csv has TCD, IND");
}

#[test]
fn what_is_said_of_one_area_is_not_taken_for_another() {
    let of = |series: &str, name: &str, text: &str| {
        let sample = sample(["CNY", "flow", "", "", series], &[("2010", "CNY 5")]);
        sample.write("areas.csv", "ref_area,name,colour,fiscal_year_start\nCHN,China,,\nIND,India,,\n");
        sample.write(
            "figures.csv",
            "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n\
             c,x,CHN,2010,,CNY 5,paper,,\ni,x,IND,2010,,CNY 5,paper,,\n",
        );
        confront(&sample, &[(name, text)]).1
    };
    // The yuan is China's currency, and not India's.
    let rows = of("WB:G in CNY", "wdi.csv", &world_bank("GDP (current LCU)", "G", &[("2010", "5")], "5"));
    assert_row(&rows[0], "agrees", &[]);
    assert_row(&rows[1], "not_comparable", &["IND is in the currency of IND", "for CHN alone"]);
    // A file without areas is of the indicator's own.
    let rows = of("FRED:G in CNY", "G.csv", "year,G\n2010,5\n");
    assert_row(&rows[0], "agrees", &[]);
    assert_row(&rows[1], "no_counterpart", &["FRED:G has no IND: G.csv has a series without an area"]);
    // An area may be called by its name.
    let rows = of("X:G in CNY", "g.csv", "Country,year,G\nIndia,2010,5\nChina,2010,5\n");
    assert_eq!((&rows[0]["observed_series"], &rows[1]["observed_series"]), (&"China".into(), &"India".into()));
}

#[test]
fn two_candidates_are_not_chosen_from() {
    let text = "DATAFLOW,REF_AREA,MEASURE,UNIT_MEASURE,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n\
        OECD:DF(1.0),CHN,B1GQ,USD,A,2010,6.1,A,12\nOECD:DF(1.0),CHN,B1GQ,CNY,A,2010,41.2,A,12\nOECD:DF(1.0),IND,B1GQ,USD,A,2010,1.7,A,12\n";
    let of = |series: &str| {
        let sample = sample(["CNY", "flow", "", "", series], &[("2010", "CNY 41 trillion")]);
        confront(&sample, &[("oecd.csv", text)]).1
    };
    assert_row(&of("OECD:B1GQ")[0], "not_comparable", &["2 series of oecd.csv are called B1GQ: CHN:USD, CHN:CNY"]);
    // UNIT_MULT 12: trillions. 41.2 lies in [40.5, 41.5].
    assert_row(&of("OECD:B1GQ:CNY")[0], "agrees", &["OECD CNY 41.2 trillion (2010)"]);
    // The whole key is taken before a key that holds all of its parts.
    let text = "DATAFLOW,REF_AREA,FIRST,SECOND,TIME_PERIOD,OBS_VALUE\nOECD:DF(1.0),CHN,A100,A100,2010,1\nOECD:DF(1.0),CHN,A100,A50,2010,2\n";
    let sample = sample(["count", "count", "", "", "OECD:A100:A100 in count"], &[("2010", "1")]);
    assert_row(&confront(&sample, &[("oecd.csv", text)]).1[0], "agrees", &[]);
    assert_row(&of("OECD:B1GQ:USD")[0], "not_comparable", &["the figure is in CNY, CHN:USD in USD"]);
}

#[test]
fn over_a_span_the_figure_is_what_over_says() {
    let years = [("2010", "200"), ("2011", "250"), ("2012", "390")];
    let level = world_bank("Value (current US$)", "V", &years, "1");
    let rate = world_bank("Rate (%)", "V", &years, "1");
    let word = world_bank("Value", "V", &years, "1");
    for (unit, over, words, file, verdict, part) in [
        // 390 / 200 = 1.95; "nearly doubled" is [1.8, 2).
        ("times", "change", "nearly doubled", &level, "agrees", "World Bank 1.95 times (2010 and 2012)"),
        // A multiple needs no unit; 389.5 / 200.5 to 390.5 / 199.5.
        ("times", "change", "1.94 times", &word, "rounding", "World Bank 1.95 times"),
        ("percent", "change", "grew by 95 percent", &level, "agrees", "World Bank 95%"),
        ("percent", "change", "grew by 95 percent", &rate, "not_comparable", "may be meant in points"),
        ("percentage_points", "change", "190 percentage points", &rate, "agrees", "World Bank 190 percentage points"),
        ("USD", "change", "USD 190", &level, "agrees", "World Bank USD 190"),
        // 840 / 3.
        ("USD", "mean", "USD 280", &level, "agrees", "World Bank USD 280 (mean of 3 values, 2010/2012)"),
        ("USD", "sum", "USD 839", &level, "rounding", "World Bank USD 840 (sum of 3 values, 2010/2012)"),
        ("USD", "", "USD 839", &level, "not_comparable", "does not say what it is: change, mean or sum"),
        // "Grew 1.95 times" is to 1.95 times or by it.
        ("times", "change", "grew 1.95 times", &level, "agrees", "stated grew 1.95 times, read as 'to'"),
    ] {
        let sample = sample([unit, "flow", "", over, "WB:V"], &[("2010/2012", words)]);
        let (_, rows) = confront(&sample, &[("wdi.csv", file)]);
        assert_row(&rows[0], verdict, &[part]);
    }
}

#[test]
fn price_bases_and_index_bases_do_not_mix() {
    let of = |indicator: [&str; 5], words: &str, name: &str| {
        let sample = sample(indicator, &[("2010", words)]);
        let (_, rows) = confront(&sample, &[("wdi.csv", &world_bank(name, "V", &[("2010", "100")], "1"))]);
        rows[0].clone()
    };
    let usd = ["USD", "flow", "current prices", "", "WB:V"];
    assert_row(
        &of(usd, "USD 100", "GDP (constant 2015 US$)"),
        "not_comparable",
        &["at current prices, CHN at constant prices"],
    );
    assert_row(&of(usd, "USD 100", "GDP (current US$)"), "agrees", &[]);
    let index = ["index", "index", "2015 = 100", "", "WB:V in index"];
    assert_row(
        &of(index, "100", "Prices (2010 = 100)"),
        "not_comparable",
        &["the index of the figure has 2015 = 100, CHN 2010 = 100"],
    );
    assert_row(&of(index, "100", "Prices (2015=100)"), "agrees", &[]);
    assert_row(&of(index, "100", "Prices"), "not_comparable", &["a base that is not stated"]);
    // What the file says itself is not read otherwise.
    let million = ["USD", "flow", "", "", "WB:V in million USD"];
    assert_row(
        &of(million, "USD 100", "GDP (current US$)"),
        "not_comparable",
        &["gives CHN in USD, and indicators.csv reads it in million USD"],
    );
}

#[test]
fn the_paper_is_confronted_in_every_format() {
    let files =
        ["wdi-gdp.csv", "TRESEGCNM052N.csv"].map(|file| format!("{}/docs/examples/{file}", env!("CARGO_MANIFEST_DIR")));
    let of = |format: &str| run(&["confront", "--format", format, "--with", &files[0], &files[1]]);
    let text = of("text");
    assert_eq!(text.code, 1);
    // 1,557 / 167 = 9.323.
    let apart = "Foreign exchange reserves, 1978: stated USD 167 million, FRED USD 1,557 million (end of 1978: 1978-12): 9.3 times apart";
    assert!(text.out.contains(apart) && text.out.contains("vintage not stated"), "{}", text.out);
    let csv = of("csv");
    let header = "figure_id,title,indicator,ref_area,time_period,label,stated,stated_value,stated_low,stated_high,reading,series,publisher,\
        file,observed_series,vintage,observed_period,observed,observed_low,observed_high,ratio,unit,verdict,apart,explanation,source_id,locator";
    assert_eq!((csv.code, csv.out.lines().next()), (1, Some(header)));
    assert_eq!(csv.out.lines().skip(1).filter(|line| line.contains(",apart,")).count(), 3);
    let markdown = of("markdown").out;
    assert!(
        markdown
            .contains("| Foreign exchange reserves, 1978 | USD 167 million | USD 1,557 million | apart by 9.3 times |"),
        "{markdown}"
    );
    let document = of("json").json();
    assert_eq!(document["schema"], "trueup/confront/1");
    // Every figure of the package is there, whether it is compared or not.
    let rows = document["confronted"].as_array().unwrap();
    let figures = run(&["table", "figures", "--format", "json"]).json();
    for figure in figures.as_array().unwrap() {
        assert!(rows.iter().any(|row| row["figure_id"] == figure["figure_id"]), "{figure}");
    }
    let counted: u64 = document["summary"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(counted, u64::try_from(rows.len()).unwrap());
}

#[test]
fn the_pairs_are_drawn_farthest_first_as_the_document_shows() {
    let files =
        ["wdi-gdp.csv", "TRESEGCNM052N.csv"].map(|file| format!("{}/docs/examples/{file}", env!("CARGO_MANIFEST_DIR")));
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["confront.svg", "confront.png", "confront.pdf"] {
        let run = run_in(folder.path(), &["confront", "--chart", name, "--with", &files[0], &files[1]]);
        assert_eq!(run.code, 1, "{}", run.err);
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("confront.png").starts_with(b"\x89PNG") && read("confront.pdf").starts_with(b"%PDF"));
    let svg = String::from_utf8(read("confront.svg")).unwrap();
    for words in [
        "3 of 6 stated figures are apart from the data; Foreign exchange reserves, 1978, by 9.3 times",
        "Foreign exchange reserves, 1978 (FRED): stated USD 167 million, observed USD 1,557 million, apart by 9.3 times.",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    let mut golden = Golden::of("docs/charts");
    golden.file("confront.svg", svg.as_bytes());
    golden.report();
    let of = |arguments: &[&str]| run_in(folder.path(), &[&["confront", "--with", &files[1]], arguments].concat());
    of(&["--chart", "confront.gif"]).assert_refused(&["names no picture", ".svg, .png or .pdf"]);
    // Two vintages that agree share a row, two that differ have one each.
    let sample = sample(["percent", "rate", "", "", "WB:RATE"], &[("2010", "5.2 percent")]);
    for (name, value, date) in
        [("a.csv", "6.2", "2023-01-01"), ("b.csv", "6.20001", "2024-01-01"), ("c.csv", "5.2", "2025-01-01")]
    {
        sample.write(name, &world_bank("Rate (%)", "RATE", &[("2010", value)], "1").replace("2024-06-28", date));
    }
    let drawn = |files: &[&str]| {
        sample.run(&[&["confront", "--chart", "x.svg", "--with"], files].concat());
        std::fs::read_to_string(sample.path().join("x.svg")).unwrap()
    };
    assert!(drawn(&["a.csv", "b.csv"]).contains("Table of 1 figure, each stated figure against the observed one."));
    let both = drawn(&["a.csv", "c.csv"]);
    assert!(both.contains("Table of 2 figures") && both.contains("X, 2010 (World Bank, updated 2023-01-01)"), "{both}");
    // With nothing to draw nothing is written.
    sample.write("d.csv", &world_bank("Rate (%)", "OTHER", &[("2010", "1")], "1"));
    sample.run(&["confront", "--with", "d.csv", "--chart", "y.svg"]).assert_refused(&["nothing to draw"]);
    assert!(!sample.path().join("y.svg").exists());
}

#[test]
fn faults_of_mapping_and_files_are_refused_at_their_place() {
    let bad = |series: &str| sample(["USD", "stock", "", "", series], &[("2010", "USD 1")]);
    for (series, parts) in [
        ("FRED:A in million USD on end", &["'USD on end' is no unit", "million, billion", "indicators.csv:2:31"][..]),
        ("A", &["'A' names no series", "PROVIDER:CODE", "indicators.csv:2:24"]),
        ("FRED:A at begin", &["'at begin' does not say how", "write 'at end', 'as mean' or 'as sum'"]),
    ] {
        let sample = bad(series);
        sample.write("a.csv", "year,A\n2010,1\n");
        sample.run(&["confront", "--with", "a.csv"]).assert_refused(parts);
    }
    let sample = bad("FRED:A in USD");
    sample.write("a.csv", "year,A\n2010,one\n");
    sample.run(&["confront", "--with", "a.csv", "none.csv"]).assert_refused(&["a.csv", "none.csv", "2 faults"]);
    sample.run(&["confront"]).assert_refused(&["--with"]);
}
