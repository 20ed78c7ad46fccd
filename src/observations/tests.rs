//! Small files with the traps of real ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use polars::prelude::{DataFrame, Int32Chunked, IntoColumn, ParquetWriter};

use super::{Frequency, Observations};

fn read(text: &str) -> Observations {
    Observations::parse("file.csv", text).unwrap()
}

fn refused(text: &str, parts: &[&str]) {
    let error = Observations::parse("file.csv", text).unwrap_err();
    let said = format!("{error} {}", error.help_text().unwrap_or_default());
    for part in parts {
        assert!(said.contains(part), "'{part}' is missing in: {said}");
    }
}

fn ids(observations: &Observations) -> Vec<&str> {
    observations.series().iter().map(|series| series.id.as_str()).collect()
}

fn values(observations: &Observations) -> Vec<Option<f64>> {
    observations.frame().column("obs_value").unwrap().f64().unwrap().iter().collect()
}

fn periods(observations: &Observations) -> Vec<String> {
    let column = observations.frame().column("time_period").unwrap();
    column.str().unwrap().iter().map(|period| period.unwrap_or("").to_owned()).collect()
}

#[test]
fn a_file_of_dates_and_one_series_is_named_by_its_column() {
    let fred = read("observation_date,GDPC1\n1947-01-01,2182.681\n1947-04-01,.\n1947-07-01,2172.432\n");
    assert_eq!(ids(&fred), ["GDPC1"]);
    assert_eq!(fred.series()[0].frequency, Frequency::Quarterly);
    assert_eq!(periods(&fred), ["1947-Q1", "1947-Q2", "1947-Q3"]);
    assert_eq!(values(&fred), [Some(2182.681), None, Some(2172.432)]);
    assert_eq!(fred.source(), "file.csv");
    // A column that only says that it holds values names nothing: the file does.
    assert_eq!(ids(&read("DATE,VALUE\n1981-01-02,1.5341\n1981-01-05,.\n")), ["file"]);
}

#[test]
fn columns_of_names_and_codes_tell_series_apart() {
    let long = read(
        "Entity,Code,Year,Share\nWorld,OWID_WRL,2000,6.7\nAfrica,,2000,0.5\nAfrica,,2001,0.7\nWorld,OWID_WRL,2001,8\n",
    );
    assert_eq!(ids(&long), ["OWID_WRL", "Africa"]);
    assert_eq!(long.series()[0].area, "World");
    assert_eq!(long.series()[1].rows, 2..4);
    assert_eq!(values(&long), [Some(6.7), Some(8.0), Some(0.5), Some(0.7)]);
    let several = read("date;country;gdp;cpi\n2020;Norway;1;2\n2021;Norway;3;4\n2020;Chad;5;6\n");
    assert_eq!(ids(&several), ["Norway:gdp", "Norway:cpi", "Chad:gdp", "Chad:cpi"]);
    assert_eq!((several.series()[1].indicator.as_str(), several.series()[1].area.as_str()), ("cpi", "Norway"));
    // Codes that are numbers are no values.
    assert_eq!(ids(&read("year,area,area code,value\n2020,Chad,148,5\n2020,Norway,578,6\n")), ["148", "578"]);
}

#[test]
fn a_column_that_describes_areas_in_a_grapher_file_is_left_out_and_said() {
    let text = "Entity,Code,Year,Gini,World region\nChad,TCD,2003,0.39,\nChad,TCD,2015,,Africa\nChad,TCD,2018,0.37,\n";
    let grapher = read(text);
    assert_eq!(ids(&grapher), ["Gini"]);
    assert_eq!(grapher.series()[0].area, "Chad");
    assert_eq!(values(&grapher), [Some(0.39), None, Some(0.37)]);
    assert_eq!(grapher.remarks(), ["The column World region was left out."]);
}

#[test]
fn a_wide_file_has_a_series_a_line() {
    let text = "\u{feff}\"Data Source\",\"World Development Indicators\",\r\n\r\n\"Last Updated Date\",\"2024-06-28\",\r\n\r\n\
        \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1960\",\"1961\",\r\n\
        \"Korea, Rep.\",\"KOR\",\"GDP (current LCU)\",\"NY.GDP.MKTP.CN\",\"\",\"1.060068E+15\",\r\n\
        \"Aruba\",\"ABW\",\"GDP (current LCU)\",\"NY.GDP.MKTP.CN\",\"405586592.178771\",\"\",\r\n";
    let bank = read(text);
    assert_eq!(ids(&bank), ["KOR", "ABW"]);
    assert_eq!(bank.series()[0].area, "Korea, Rep.");
    assert_eq!(bank.series()[0].indicator, "GDP (current LCU)");
    assert_eq!(values(&bank), [None, Some(1.060068e15), Some(405_586_592.178_771), None]);
    assert_eq!(bank.source(), "World Bank, World Development Indicators, updated 2024-06-28");
    let country = read(
        "Country Name,Indicator Name,Indicator Code,2020 [YR2020],2021 [YR2021]\nChina,GDP,NY.GDP,1,2\nChina,Population,SP.POP,3,..\n",
    );
    assert_eq!(ids(&country), ["NY.GDP", "SP.POP"]);
    assert_eq!(values(&country)[3], None);
}

#[test]
fn what_stands_twice_is_taken_once_or_refused() {
    let twice = read("year,value\n2020,1\n2021,2\n2020,1\n");
    assert_eq!((periods(&twice), twice.remarks().len()), (vec!["2020".to_owned(), "2021".to_owned()], 1));
    refused("year,value\n2020,1\n2021,2\n2020,1.5\n", &["two values for", "2020: '1' in line 2 and '1.5'"]);
}

#[test]
fn values_of_sdmx_are_in_units_whatever_they_are_counted_in() {
    // As OECD gives them: one country in billions of its currency and in millions of dollars.
    let oecd = read(
        "DATAFLOW,REF_AREA,MEASURE,UNIT_MEASURE,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,DECIMALS\r\n\
         OECD:DF_REF(1.1),CHN,B1GQ_V,XDC,A,2020,101356.7,A,9,0\r\nOECD:DF_REF(1.1),CHN,B1GQ_V,USD,A,2020,14687780.53,A,6,0\r\n\
         OECD:DF_REF(1.1),CHN,B1GQ_V,USD,A,2021,,M,,0\r\nOECD:DF_REF(1.1),AUS,B1GQ_V,USD,A,2020,1,A,0,0\r\n",
    );
    assert_eq!(ids(&oecd), ["CHN:XDC", "CHN:USD", "AUS"]);
    assert_eq!(values(&oecd), [Some(101_356.7e9), Some(14_687_780.53e6), None, Some(1.0)]);
    assert_eq!((oecd.source(), oecd.series()[0].unit.as_str()), ("OECD:DF_REF(1.1)", "XDC"));
    let status = oecd.frame().column("obs_status").unwrap().str().unwrap();
    assert_eq!((status.get(0), status.get(2)), (Some("A"), Some("M")));
    assert!(oecd.remarks().is_empty(), "{:?}", oecd.remarks());
    let power = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nD(1.0),CHN,2020,1,6\nD(1.0),CHN,2021,1,six\n";
    refused(power, &["'six' in the column UNIT_MULT is no power of ten"]);
    // The largest double is 1.8e308.
    let large =
        "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nD(1.0),CHN,2020,1.5e300,6\nD(1.0),CHN,2021,1e308,6\n";
    refused(large, &["'1e308' in the column 'OBS_VALUE', times 10^6, is too large"]);
}

#[test]
fn codes_of_sdmx_are_names_even_where_they_are_numbers() {
    let bis =
        read("DATAFLOW,FREQ,METHOD,BASIS,TIME_PERIOD,OBS_VALUE\nBIS:D(1.0),A,3,C,2002,1\nBIS:D(1.0),A,4,C,2002,2\n");
    assert_eq!(ids(&bis), ["3", "4"]);
    assert_eq!(values(&bis), [Some(1.0), Some(2.0)]);
}

#[test]
fn labels_and_keys_of_sdmx_are_no_other_series() {
    let both = read(
        "STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES_KEY,REF_AREA: Reference area,OBS_VALUE: Value,TIME_PERIOD: Time\n\
         dataflow,WB:GCI(1.0): Index,I,GHA,GHA: Ghana,102: 102,2008: 2008\ndataflow,WB:GCI(1.0): Index,I,KEN,KEN: Kenya,93: 93,2008: 2008\n",
    );
    assert_eq!(ids(&both), ["GHA", "KEN"]);
    assert_eq!((both.series()[1].area.as_str(), values(&both)), ("Kenya", vec![Some(102.0), Some(93.0)]));
    let beside = read(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,OBS_VALUE,Value,TIME_PERIOD,Time\n\
         dataflow,WB:GCI(1.0),Index,I,GHA,Ghana,102,,2008,Year 2008\ndataflow,WB:GCI(1.0),Index,I,KEN,Kenya,93,,2008,Year 2008\n",
    );
    assert_eq!((ids(&beside), beside.series()[0].area.as_str()), (vec!["GHA", "KEN"], "Ghana"));
}

#[test]
fn rows_of_sdmx_that_delete_are_counted_and_what_is_ambiguous_is_refused() {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,OBS_VALUE,UPDATED\n";
    let deleting =
        read(&format!("{head}dataflow,A:B(1.0),I,x,2014-01,12.4,2021-01-22\ndataflow,A:B(1.0),D,x,2014-02,-,\n"));
    assert_eq!((periods(&deleting), ids(&deleting)), (vec!["2014-01".to_owned()], vec!["x"]));
    assert_eq!(deleting.remarks(), ["One row deletes an observation and was left out."]);
    refused(&format!("{head}dataflow,A:B(1.0),D,x,2014-02,-,\n"), &["has no observations"]);
    let two = format!("{head}dataflow,A:B(1.0),I,x,2014-01,1,\ndataflow,A:C(1.0),I,x,2014-01,2,\n");
    refused(&two, &["rows of two structures: A:B(1.0) and A:C(1.0)"]);
    refused("DATAFLOW,DIM_1,TIME_PERIOD,MEAS_1,MEAS_2\nA:B(1.0),x,2014,1,2\n", &["no column OBS_VALUE"]);
}

#[test]
fn days_and_months_with_slashes_are_read_where_the_column_tells_them_apart() {
    let excel = read("observation_date,DFF,,,\r\n7/12/1954,1.13,,,\r\n7/13/1954,1.25,,,\r\n7/14/1954,0.88,,,\r\n");
    assert_eq!(periods(&excel), ["1954-07-12", "1954-07-13", "1954-07-14"]);
    let british = read("date,value\n12/7/1954,1\n13/7/1954,2\n");
    assert_eq!(periods(&british), ["1954-07-12", "1954-07-13"]);
    refused("date,value\n12/7/1954,1\n13/7/1954,2\n7/14/1954,3\n", &["'12/7/1954'", "is no period", "above 12"]);
}

#[test]
fn the_total_of_a_year_is_no_thirteenth_month() {
    let energy = read(
        "MSN,YYYYMM,Value,Unit\nCLPRBUS,194913,11.9,Btu\nCLPRBUS,197301,1.1,Btu\nCLPRBUS,197302,Not Available,Btu\nCLPRBUS,197313,13.9,Btu\n",
    );
    assert_eq!(periods(&energy), ["1973-01", "1973-02"]);
    assert_eq!(values(&energy), [Some(1.1), None]);
    assert_eq!(energy.remarks(), ["2 rows are totals of a year (month 13) and were left out."]);
    refused("MSN,YYYYMM,Value\nA,194914,1\n", &["'194914' in the column 'YYYYMM' is no period"]);
}

#[test]
fn the_lines_before_a_series_of_the_federal_reserve_are_read() {
    let head = "\"Series Description\",\"Federal funds effective rate\"\n\"Unit:\",\"Percent:_Per_Year\"\n\"Multiplier:\",\"1000\"\n\
        \"Currency:\",\"NA\"\n\"Unique Identifier: \",\"H15/H15/RIFSPFF_N.BWAW\"\n\"Time Period\",\"RIFSPFF_N.BWAW\"\n";
    let rate = read(&format!("{head}1982-09-29,10.21\n1982-10-13,NA\n"));
    assert_eq!((values(&rate), ids(&rate)), (vec![Some(10_210.0), None], vec!["RIFSPFF_N.BWAW"]));
    assert_eq!(
        (rate.series()[0].indicator.as_str(), rate.series()[0].unit.as_str()),
        ("Federal funds effective rate", "Percent")
    );
    refused(&format!("{}1982-09-29,1\n", head.replace("1000", "7")), &["the multiplier '7'"]);
}

#[test]
fn the_wide_layout_of_eurostat_is_read_with_its_flags() {
    let tsv =
        read("freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \t2021 \nA,PC,BE\t1.5 b\t: \t: c\nA,PC,AT\t2.5 \t3 bp\t4\n");
    assert_eq!(ids(&tsv), ["BE", "AT"]);
    assert_eq!((tsv.series()[0].area.as_str(), tsv.series()[0].unit.as_str()), ("BE", "PC"));
    assert_eq!(values(&tsv), [Some(1.5), None, None, Some(2.5), Some(3.0), Some(4.0)]);
    let flags = tsv.frame().column("obs_status").unwrap().str().unwrap();
    assert_eq!([flags.get(0), flags.get(1), flags.get(2), flags.get(4)], [Some("b"), None, Some("c"), Some("bp")]);
    let csv = read("freq,unit,geo\\TIME_PERIOD,2019,2020\nA,PC,BE,NaN,8.7\nA,PC,AT,11.4,6.7\n");
    assert_eq!((ids(&csv), values(&csv)), (vec!["BE", "AT"], vec![None, Some(8.7), Some(11.4), Some(6.7)]));
    refused("freq,geo\\TIME_PERIOD,2020\nA,BE,many\n", &["'many'", "is no number"]);
}

#[test]
fn the_region_of_a_country_is_no_part_of_its_name() {
    let text = "country,code,year,value,region,income\nKenya,KEN,2020,1,Africa,Low\nGhana,GHA,2020,2,Africa,Low\nPeru,PER,2020,3,America,Low\n\
        Kenya,KEN,2021,4,Africa,Low\n";
    assert_eq!(ids(&read(text)), ["KEN", "GHA", "PER"]);
    // Sex is told by no other column.
    assert_eq!(
        ids(&read("country,sex,year,value\nKenya,F,2020,1\nKenya,M,2020,2\nPeru,F,2020,3\n")),
        ["Kenya:F", "Kenya:M", "Peru:F"]
    );
}

#[test]
fn what_is_no_table_of_periods_and_values_is_refused_by_name() {
    refused("", &["is empty"]);
    refused("year,value\n", &["no rows below its header"]);
    refused("<!DOCTYPE html><html>", &["a web page"]);
    refused("{\"a\": 1}", &["JSON"]);
    refused("name,value\na,1\n", &["no column of periods", "the columns are name, value"]);
    refused("year,name\n2020,a\n", &["no column of numbers"]);
    refused("year,value\n2020,1\n2021,a lot\n", &["'a lot'", "is no number"]);
    refused("year,value\n2020,1\n2021,\"1,200\"\n", &["thousands separators"]);
    refused("year,value\n2020,inf\n2021,2\n", &["'inf' in the column 'value' is no number"]);
    refused("date,value\n7/1/1954,1.13\n", &["'7/1/1954'", "day and month"]);
    refused("year,value\n2020,1,5\n", &["a row of 3 cells, where the header has 2"]);
    refused("year,value,value\n2020,1,5\n", &["two columns called 'value'"]);
    refused("period,value\n2020,1\n2020-Q1,5\n", &["periods of several kinds"]);
    refused("year,value,\n2020,1,5\n", &["has no heading"]);
    refused("year,value,UNIT_MULT\n2020,1,6\n", &["SDMX-CSV"]);
    refused("year,x,y\n2000,1,12%\n2001,2,13%\n", &["'12%' in the column 'y' is no number", "y (%)"]);
    let error = Observations::parse("file.csv", "year,a,b\n2020,1,2\n2021,3,x\n").unwrap_err();
    assert_eq!(error.span(), Some((25, 1)));
}

#[test]
fn series_are_found_by_name_or_code_and_a_slip_is_told() {
    let observations = read("country,code,year,value\nNorway,NOR,2020,1\nChad,TCD,2020,2\n");
    assert_eq!(observations.find("nor").unwrap().area, "Norway");
    assert_eq!(observations.find("Chad").unwrap().id, "TCD");
    let several = read("country,code,year,gdp,cpi\nNorway,NOR,2020,1,2\nChad,TCD,2020,3,4\n");
    assert_eq!(several.find("Chad:cpi").unwrap().id, "TCD:cpi");
    let error = observations.find("Norwey").unwrap_err();
    assert_eq!(error.help_text(), Some("is it 'Norway'?"));
}

#[test]
fn the_world_economic_outlook_is_in_units_with_its_estimates_marked() {
    let head = "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tSubject Notes\tUnits\tScale\t\
        Country/Series-specific Notes\t2021\t2022\t2023\tEstimates Start After\n";
    let row = |subject: &str, words: &str, values: &str| {
        format!("512\tAFG\t{subject}\tAfghanistan\t{words}\tNote, with commas\t{values}\t2021\n")
    };
    let gdp = row("NGDP", "GDP, current prices", "National currency\tBillions\tSource\t1,592.6\tn/a\t-1,234,567.125");
    let growth = row("NGDP_RPCH", "GDP, constant prices", "Percent change\tUnits\tSource\t-20.7\t-6.2\t2.3");
    let foot = "\t\t\n\nInternational Monetary Fund, World Economic Outlook Database, April 2024\n";
    let outlook = read(&format!("{head}{gdp}{growth}{}", foot.trim_start()));
    assert_eq!(ids(&outlook), ["NGDP", "NGDP_RPCH"]);
    assert_eq!(outlook.series()[0].indicator, "GDP, current prices (National currency)");
    assert_eq!(
        (outlook.series()[0].area.as_str(), outlook.series()[1].unit.as_str()),
        ("Afghanistan", "Percent change")
    );
    assert_eq!(values(&outlook), [Some(1_592.6e9), None, Some(-1_234_567.125e9), Some(-20.7), Some(-6.2), Some(2.3)]);
    let status = outlook.frame().column("obs_status").unwrap().str().unwrap();
    let status: Vec<Option<&str>> = status.iter().collect();
    assert_eq!(status, [None, None, Some("estimate"), None, Some("estimate"), Some("estimate")]);
    assert_eq!(outlook.source(), "International Monetary Fund, World Economic Outlook Database, April 2024");
    // Chad is told from Afghanistan by its code.
    let two = format!("{head}{gdp}{}", gdp.replace("AFG", "TCD").replace("Afghanistan", "Chad"));
    assert_eq!(ids(&read(&two)), ["AFG", "TCD"]);
    refused(&format!("{head}{}", gdp.replace("Billions", "Lakh")), &["'Lakh' in the column Scale", "Billions"]);
    refused(&format!("{head}{}", gdp.replace("1,592.6", "15,92.6")), &["'15,92.6' in the column '2021' is no number"]);
    refused(&format!("{head}{}", gdp.replace("\t2021\n", "\tsoon\n")), &["'soon'", "is no year"]);
}

#[test]
fn what_the_data_bank_writes_below_its_rows_is_its_source() {
    let bank = read(
        "Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]\nChad,TCD,GDP,NY.GDP,1,2\n,,,,,\n\n\
         Data from database: World Development Indicators,,,,,\nLast Updated: 09/19/2024,,,,,\n",
    );
    assert_eq!(values(&bank), [Some(1.0), Some(2.0)]);
    assert_eq!(bank.source(), "World Bank, World Development Indicators, updated 09/19/2024");
}

#[test]
fn the_group_of_a_country_is_not_what_is_measured() {
    let text =
        "country,code,year,value,incomeGroup\nKenya,KEN,2020,1,Low\nGhana,GHA,2020,2,Low\nPeru,PER,2020,3,High\n";
    assert_eq!(read(text).series()[0].indicator, "");
}

const DAYS: &str =
    r#"{"id":"TIME_PERIOD","name":"Time","values":[{"id":"2013-01-18","name":"18 January"},{"id":"2013-01-21"}]}"#;
const CURRENCIES: &str = r#"{"id":"CURRENCY","name":"Currency","values":[{"id":"NZD","name":"New Zealand dollar"},{"id":"RUB","name":"Rouble"}]}"#;

/// A message of SDMX-JSON 1.0 about two currencies and two days, flat, with `data` as its datasets.
fn message(data: &str) -> String {
    message_of("", &format!("{CURRENCIES},{DAYS}"), data)
}

/// The same with these dimensions of series and observations.
fn message_of(series: &str, observation: &str, data: &str) -> String {
    format!(
        r#"{{"header":{{"id":"x"}},"structure":{{"links":[{{"rel":"dataflow","href":"https://x.org/dataflow/ECB/EXR/1.0"}}],
        "dimensions":{{"dataSet":[{{"id":"FREQ","name":"Frequency","values":[{{"id":"D","name":"Daily"}}]}}],
        "series":[{series}],"observation":[{observation}]}},
        "attributes":{{"dataSet":[{{"id":"UNIT_MULT","name":"Multiplier","values":[{{"id":"3","name":"Thousands"}}]}}],"series":[],
        "observation":[{{"id":"TITLE","name":"Title","values":[{{"name":"A title, \"quoted\""}}]}},
        {{"id":"OBS_STATUS","name":"Status","values":[{{"id":"A","name":"Normal"}},{{"id":"E","name":"Estimate"}}]}}]}}}},
        "dataSets":[{data}]}}"#
    )
}

#[test]
fn messages_of_sdmx_json_are_read_as_sdmx_csv_is() {
    // The nearest float to these digits is not what a quick reader of JSON makes of them.
    let digits = "0.30000000000000004";
    let series = read(&message_of(
        CURRENCIES,
        DAYS,
        r#"{"attributes":[0],"series":{"0":{"observations":{"1":[1.5925,0,1],"0":[0.30000000000000004,0,0]}},
        "1":{"observations":{"0":[40.3426],"1":[null,null,0]}}}}"#,
    ));
    assert_eq!(ids(&series), ["NZD", "RUB"]);
    assert_eq!((series.series()[0].indicator.as_str(), series.source()), ("New Zealand dollar", "ECB:EXR(1.0)"));
    let first = format!("{digits}e3").parse().unwrap();
    assert_eq!(values(&series), [Some(first), Some(1592.5), Some(40_342.6), None]);
    assert_eq!(periods(&series)[..2], ["2013-01-18", "2013-01-21"]);
    let status = series.frame().column("obs_status").unwrap().str().unwrap();
    assert_eq!((status.get(0), status.get(1), status.get(2)), (Some("A"), Some("E"), None));
    let flat = read(&message(r#"{"attributes":[0],"observations":{"0:0":[1.5],"0:1":[2],"1:1":[3,0,0]}}"#));
    assert_eq!((ids(&flat), values(&flat)), (vec!["NZD", "RUB"], vec![Some(1500.0), Some(2000.0), Some(3000.0)]));
    // Across: days tell series apart, and currencies the observations.
    let data = r#"{"series":{"1":{"observations":{"0":[2],"1":[3]}}}}"#;
    let across = read(&message_of(DAYS, CURRENCIES, data));
    assert_eq!((ids(&across), periods(&across)), (vec!["NZD", "RUB"], vec!["2013-01-21".to_owned(); 2]));
    let deleting = message(r#"{"observations":{"0:0":[1.5]}},{"action":"Delete","observations":{"0:1":[2]}}"#);
    assert_eq!(values(&read(&deleting)), [Some(1.5)]);
    assert_eq!(read(&deleting).remarks(), ["One row deletes an observation and was left out."]);
    // Version 2.0 wraps the same in data, and has a list of structures.
    let old = message(r#"{"observations":{"0:0":[1.5]}}"#);
    let body = old.replace("\"structure\":{", "\"structures\":[{").replace(",\n        \"dataSets\"", "],\"dataSets\"");
    let new = body.replace("{\"header\":{\"id\":\"x\"},", "{\"meta\":{},\"data\":{") + "}";
    assert_eq!(values(&read(&new)), [Some(1.5)]);
}

#[test]
fn messages_of_sdmx_json_that_cannot_be_placed_are_refused() {
    refused(&message(r#"{"observations":{"0:7":[1.5]}}"#), &["the key '0:7'", "CURRENCY, TIME_PERIOD"]);
    refused(&message(r#"{"observations":{"0":[1.5]}}"#), &["the key '0'"]);
    let cut = message(r#"{"observations":{"0:0":[1.5]}}"#);
    refused(&cut[..cut.len() - 9], &["is no JSON", "line"]);
    let two = r#"{"data":{"structures":[{},{}],"dataSets":[]}}"#;
    refused(two, &["data of 2 structures", "one dataflow"]);
    let measures = r#"{"data":{"structures":[{"measures":{"observation":[{"id":"A"},{"id":"B"}]}}],"dataSets":[]}}"#;
    refused(measures, &["2 measures"]);
    let groups = r#"{"data":{"structures":[{"attributes":{"dimensionGroup":[{"id":"UNIT_MULT","values":[{"id":"6"}]}]}}],"dataSets":[]}}"#;
    refused(groups, &["UNIT_MULT"]);
    refused(r#"{"chart":{},"columns":{}}"#, &["the metadata of a chart of Our World in Data", "the CSV"]);
    refused(r#"{"name":"x","resources":[]}"#, &["the descriptor of a data package"]);
    refused("<?xml version=\"1.0\"?><mes:GenericData xmlns:mes=\"http://www.sdmx.org/x\">", &["SDMX-ML", "SDMX-CSV"]);
}

#[test]
fn where_semicolons_part_the_cells_commas_are_decimal_if_all_numbers_agree() {
    // The table of example 4 of the SDMX-CSV 2.0 field guide.
    let french = read(
        "STRUCTURE[|];STRUCTURE_ID;ACTION;DIM_1: Dimension 1;DIM_3: Dimension 3;OBS_VALUE: Observation value;ATTR_1: Attribut 1\n\
         dataflow;ESTAT:NA_MAIN(1.6.0): Agrégats;I;A: Value A;2014-01: 2014-01;12,4;N: Non\n\
         dataflow;ESTAT:NA_MAIN(1.6.0): Agrégats;I;A: Value A;2014-02: 2014-02;10,8;Y: Oui\n",
    );
    assert_eq!(values(&french), [Some(12.4), Some(10.8)]);
    let grouped = read("year;a;b\n2020;1.234,5;-0,125\n2021;7;1,5e3\n2022;;2,125\n");
    assert_eq!(values(&grouped), [Some(1234.5), Some(7.0), None, Some(-0.125), Some(1500.0), Some(2.125)]);
    // Points as everywhere else.
    assert_eq!(values(&read("year;a\n2020;1.5\n2021;1234.567\n")), [Some(1.5), Some(1234.567)]);
    let both = "year;a;b\n2020;1,5;2\n2021;2,5;3.5\n";
    refused(both, &["'1,5' in line 2 has a decimal comma, and '3.5' a decimal point", "without groups"]);
    refused("year;a\n2020;1,234.5\n2021;2,5\n", &["'2,5' in line 3 has a decimal comma, and '1,234.5'"]);
    refused("year;a\n2020;1,234\n2021;5\n", &["the comma of '1,234' may part decimals or thousands"]);
    refused("year;a\n2020;1,234,567\n2021;2,5\n", &["'1,234,567'", "is no number"]);
    let error = Observations::parse("file.csv", both).unwrap_err();
    assert_eq!(error.location(), Some(("file.csv".to_owned(), 3, 10)));
}

#[test]
fn half_years_weeks_and_fiscal_years_are_periods() {
    let halves = read("TIME_PERIOD,value\n2010-S2,2\n2010-S1,1\n2011-S1,3\n");
    assert_eq!(
        (periods(&halves), halves.series()[0].frequency),
        (vec!["2010-S1".to_owned(), "2010-S2".to_owned(), "2011-S1".to_owned()], Frequency::HalfYearly)
    );
    let end = halves.frame().column("end").unwrap().date().unwrap().phys.get(0);
    // 30 June 2010, in days since 1970.
    assert_eq!(end, Some(14_790));
    let weeks = read("geo\\TIME_PERIOD,2010-W52,2011-W01\nBE,1,3\n");
    assert_eq!(
        (periods(&weeks), weeks.series()[0].frequency),
        (vec!["2010-12-27".to_owned(), "2011-01-03".to_owned()], Frequency::Weekly)
    );
    let fiscal = read("year,value\nFY2023-24,2\nFY2022-23,1\n");
    assert_eq!(
        (periods(&fiscal), fiscal.series()[0].frequency),
        (vec!["FY2022-23".to_owned(), "FY2023-24".to_owned()], Frequency::Annual)
    );
    assert!(fiscal.remarks()[0].starts_with("Fiscal years have no dates"), "{:?}", fiscal.remarks());
    // Nothing in the file says on which day it starts.
    assert_eq!(fiscal.frame().column("start").unwrap().null_count(), 2);
    refused("year,value\nFY2023-24,2\n2022,1\n", &["periods of several kinds"]);
}

#[test]
fn years_far_from_now_are_read_and_those_before_the_year_1_refused() {
    assert_eq!(periods(&read("year,value\n1,1\n730,2\n1000,3\n")), ["0001", "0730", "1000"]);
    refused("year,value\n-500,1\n1,2\n", &["'-500' in the column 'year' is no period", "the year 1"]);
    refused("year,value\n0,1\n1,2\n", &["'0' in the column 'year' is no period"]);
    refused("year,value\n12000,1\n", &["'12000' in the column 'year' is no period"]);
}

#[test]
fn the_own_download_of_the_ecb_is_read_as_sdmx() {
    let ecb = read(
        "KEY,FREQ,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE,OBS_STATUS,DECIMALS,TITLE,UNIT,UNIT_MULT\n\
         EXR.M.USD.EUR,M,USD,EUR,2024-01,1.0905,A,4,US dollar/Euro,USD,0\nEXR.M.JPY.EUR,M,JPY,EUR,2024-01,0.1592,A,2,Yen/Euro,JPY,3\n",
    );
    assert_eq!((ids(&ecb), values(&ecb)), (vec!["USD", "JPY"], vec![Some(1.0905), Some(159.2)]));
    // A column called key elsewhere is one of words.
    assert_eq!(ids(&read("key,year,value\na,2020,1\nb,2020,2\n")), ["a", "b"]);
}

#[test]
fn a_label_of_sdmx_belongs_to_its_own_code() {
    let oecd = read(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,Unit,TIME_PERIOD,Time,OBS_VALUE,Value\n\
         DATAFLOW,OECD:QNA(1.1),Accounts,I,FRA,France,B1GQ,GDP,USD_PPP,\"US dollars, PPP\",2023-Q4,,1000.5,\n\
         DATAFLOW,OECD:QNA(1.1),Accounts,I,DEU,Germany,B1GQ,GDP,USD_PPP,\"US dollars, PPP\",2023-Q4,,2000.5,\n",
    );
    let first = &oecd.series()[0];
    assert_eq!((first.id.as_str(), first.area.as_str(), first.indicator.as_str()), ("FRA", "France", "GDP"));
    assert_eq!(first.unit, "USD_PPP");
}

#[test]
fn series_of_one_name_are_numbered_by_numbers_that_no_other_has() {
    let text = "country,indicator,year,value\na,x,2020,1\nA,x,2020,2\na,x#2,2020,3\n";
    assert_eq!(ids(&read(text)), ["a:x", "A:x#3", "a:x#2"]);
}

fn parquet(mut frame: DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn a_parquet_file_with_a_date_that_no_calendar_has_is_refused() {
    // Days since 1970: some 5.9 million years.
    let days = Int32Chunked::from_vec("date".into(), vec![0, i32::MAX]).into_date().into_column();
    let values = Int32Chunked::from_vec("value".into(), vec![1, 2]).into_column();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), parquet(DataFrame::new(2, vec![days, values]).unwrap())).unwrap();
    let error = Observations::read(file.path()).unwrap_err().to_string();
    assert!(error.ends_with("cannot be read as Parquet: it has dates that no calendar has"), "{error}");
}

#[test]
fn a_damaged_parquet_file_is_refused_in_the_same_words_each_time() {
    let mut bytes = parquet(read("area,year,value\na,2020,1\nb,2021,2\n").frame().clone());
    // Columns stand one after the other, and behind them what says where; its length stands before the last four bytes.
    let length: [u8; 4] = bytes[bytes.len() - 8..bytes.len() - 4].try_into().unwrap();
    let pages = bytes.len() - 8 - usize::try_from(u32::from_le_bytes(length)).unwrap();
    for (i, byte) in bytes[4..pages].iter_mut().enumerate() {
        // The first columns and the others are damaged in two ways.
        *byte = if i < pages / 8 { 0 } else { 0xff };
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let refused = || Observations::read(file.path()).unwrap_err().to_string();
    let words: HashSet<String> = (0..2000).map(|_| refused()).collect();
    assert_eq!(words.len(), 1, "{words:?}");
}
