//! Archives and workbooks: what is read of them, and what is refused.

use std::io::{Cursor, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use trueup::observations::Observations;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::run_in;

const TABLE: &str = "country,year,value\nChad,2020,1\nChad,2021,2.5\n";

/// A zip archive of names and contents.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A workbook of sheets, each with its name and its rows as XML.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let mut listed = String::new();
    let mut related = String::new();
    let mut members = Vec::new();
    for (i, (name, rows)) in sheets.iter().enumerate() {
        let id = i + 1;
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"r{id}\"/>");
        related +=
            &format!("<Relationship Id=\"r{id}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>");
        let sheet = format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        members.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    related += &format!("<Relationship Id=\"styles\" Type=\"{office}/styles\" Target=\"styles.xml\"/>");
    // Style 1 is a date.
    let styles = "<fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>\
        <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs>";
    members.extend([
        ("[Content_Types].xml".to_owned(), format!("{head}<Types xmlns=\"{package}/content-types\"></Types>")),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("{head}<Relationships xmlns=\"{package}/relationships\">{related}</Relationships>"),
        ),
        ("xl/styles.xml".to_owned(), format!("{head}<styleSheet xmlns=\"{main}\">{styles}</styleSheet>")),
    ]);
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&members)
}

/// A row of a sheet: words as text, numbers as numbers, `@` before the number of a day, `#` before an error, nothing as no cell.
fn row(number: usize, cells: &[&str]) -> String {
    let cells = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(i, cell)| {
        let place = format!("{}{number}", char::from(b'A' + u8::try_from(i).unwrap()));
        match (cell.strip_prefix('@'), cell.parse::<f64>()) {
            (Some(day), _) => format!("<c r=\"{place}\" s=\"1\"><v>{day}</v></c>"),
            (_, Ok(_)) => format!("<c r=\"{place}\"><v>{cell}</v></c>"),
            _ if cell.starts_with('#') => format!("<c r=\"{place}\" t=\"e\"><v>{cell}</v></c>"),
            _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        }
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

fn read(name: &str, bytes: &[u8]) -> trueup::Result<Observations> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Observations::read(&path)
}

/// The program refuses the file with all of these words, and writes nothing.
#[track_caller]
fn refused(name: &str, bytes: &[u8], parts: &[&str]) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    run_in(folder.path(), &["chart", "--data", name, "--each", "--out", "."]).assert_refused(parts);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

fn values(observations: &Observations) -> Vec<Option<f64>> {
    observations.frame().column("obs_value").unwrap().f64().unwrap().iter().collect()
}

fn periods(observations: &Observations) -> Vec<String> {
    let column = observations.frame().column("time_period").unwrap();
    column.str().unwrap().iter().map(|period| period.unwrap_or("").to_owned()).collect()
}

#[test]
fn the_table_of_an_archive_is_read_and_its_side_files_are_said() {
    let side = "\u{feff}\"Country Code\",\"Region\",\n\"TCD\",\"Africa\",\n";
    let archive = zipped(&[
        ("API.csv", TABLE.as_bytes()),
        ("Metadata_Country.csv", side.as_bytes()),
        ("__MACOSX/._API.csv", b"\0"),
    ]);
    let bank = read("bank.zip", &archive).unwrap();
    assert_eq!((values(&bank), bank.stem(), bank.source()), (vec![Some(1.0), Some(2.5)], "API", "API.csv"));
    assert_eq!(bank.remarks(), ["The member Metadata_Country.csv is no table of observations and was left out."]);
    // As the European Central Bank publishes its rates: newest first, with a delimiter at the end of each line.
    let rates = "Date,USD,CYP,\n1999-01-05,1.179,0.5823,\n1999-01-04,1.1789,N/A,\n";
    let rates = read("eurofxref-hist.zip", &zipped(&[("eurofxref-hist.csv", rates.as_bytes())])).unwrap();
    assert_eq!(values(&rates), [Some(1.1789), Some(1.179), None, Some(0.5823)]);
    let gz = read("table.csv.gz", &gzipped(TABLE.as_bytes())).unwrap();
    assert_eq!((values(&gz), gz.stem()), (vec![Some(1.0), Some(2.5)], "table"));
}

#[test]
fn archives_that_hold_no_table_or_several_are_refused_by_name() {
    let table = TABLE.as_bytes();
    refused("two.zip", &zipped(&[("a.csv", table), ("b.csv", table)]), &["2 members", "a.csv, b.csv"]);
    refused("none.zip", &zipped(&[("a.txt", b"x"), ("b.txt", b"y")]), &["no member of none.zip is a table", "a.txt: "]);
    refused("empty.zip", &zipped(&[]), &["empty.zip is empty"]);
    refused("bad.zip", &zipped(&[("a.csv", b"year,value\n2020,1\n2021,x\n")]), &["bad.zip/a.csv:3:6", "'x'"]);
    refused("nested.zip", &zipped(&[("a.zip", &zipped(&[("a.csv", table)]))]), &["an archive in an archive"]);
    // The table among side files is the one that has a fault.
    let faulty = zipped(&[("a.csv", b"year,value\n2020,1%\n2021,2%\n"), ("m.csv", b"code,region\nA,B\n")]);
    refused("faulty.zip", &faulty, &["a.csv:2:6", "'1%'"]);
}

#[test]
fn damaged_archives_are_refused() {
    let text = format!("year,value\n{}", (1000..3000).map(|year| format!("{year},{}\n", year * 7)).collect::<String>());
    let gz = gzipped(text.as_bytes());
    refused("cut.csv.gz", &gz[..gz.len() / 2], &["cut.csv.gz cannot be unpacked", "cut off"]);
    let mut sum = gz.clone();
    let end = sum.len() - 6;
    sum[end] ^= 0xff;
    refused("sum.csv.gz", &sum, &["sum.csv.gz cannot be unpacked"]);
    let archive = zipped(&[("a.csv", text.as_bytes())]);
    refused("cut.zip", &archive[..archive.len() / 2], &["cut.zip cannot be unpacked", "download it again"]);
    let mut flipped = archive.clone();
    flipped[400] ^= 0x55;
    refused("flipped.zip", &flipped, &["flipped.zip/a.csv cannot be unpacked"]);
    // Bit 0 of the flags, in both headers, says that a member is encrypted.
    let mut locked = archive;
    let central = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    refused("locked.zip", &locked, &["locked.zip is encrypted"]);
}

#[test]
fn archives_made_to_fill_the_memory_are_refused() {
    let zeros = vec![b'0'; 40 * 1024 * 1024];
    refused("bomb.csv.gz", &gzipped(&zeros), &["bomb.csv.gz unpacks to more than 500 times its size"]);
    let bomb = zipped(&[("a.csv", &zeros)]);
    refused("bomb.zip", &bomb, &["bomb.zip unpacks to more than 500 times its size"]);
    let sheet = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    refused("bomb.xlsx", &sheet, &["bomb.xlsx unpacks to more than 500 times its size"]);
    // A directory that says that the member has ten bytes.
    let mut lying = bomb;
    let central = lying.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    for at in [22, central + 24] {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    refused("lying.zip", &lying, &["lying.zip/a.csv cannot be unpacked"]);
}

#[test]
fn the_sheet_of_a_workbook_that_is_a_table_is_read() {
    let xls = Observations::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/data/bank.xls")).unwrap();
    assert_eq!(xls.series()[0].id, "KOR");
    // 0.1 + 0.2 keeps all of its digits.
    let expected = [Some(31.6), None, Some(0.300_000_000_000_000_04), None, Some(1e15), Some(-2.5)];
    assert_eq!(values(&xls), expected);
    assert_eq!(xls.source(), "World Bank, World Development Indicators, updated 2016-04-11");
    assert_eq!(xls.remarks(), ["The sheet Metadata - Countries is no table of observations and was left out."]);
    // 40543 is the last day of 2010.
    let data = [
        row(2, &["date", "GDP, real", "rate"]),
        row(3, &["@40543", "1234567.891", "0.1"]),
        row(5, &["@40908", "#N/A", "-2"]),
    ];
    let xlsx = read("book.xlsx", &workbook(&[("Notes", &row(1, &["About"])), ("Data", &data.concat())])).unwrap();
    assert_eq!(values(&xlsx), [Some(1_234_567.891), None, Some(0.1), Some(-2.0)]);
    assert_eq!(periods(&xlsx), ["2010", "2011", "2010", "2011"]);
    assert_eq!(xlsx.series()[0].id, "GDP, real");
    assert_eq!(xlsx.remarks(), ["The sheet Notes is no table of observations and was left out."]);
}

#[test]
fn faults_of_a_workbook_are_told_with_sheet_and_cell() {
    let book = |rows: &[String]| workbook(&[("Data", &rows.concat())]);
    let head = row(1, &["year", "a, b", "value"]);
    let word = book(&[head.clone(), row(2, &["2020", "1", "2"]), row(4, &["2021", "3", "a lot"])]);
    refused("word.xlsx", &word, &["Data!C4: 'a lot' in the column 'value' is no number"]);
    let error = book(&[head.clone(), row(2, &["2020", "1", "#DIV/0!"])]);
    refused("error.xlsx", &error, &["Data!C2 holds the error #DIV/0!"]);
    let formula = "<row r=\"2\"><c r=\"A2\"><v>2020</v></c><c r=\"C2\"><f>1+1</f><v></v></c></row>";
    let never = book(&[head.clone(), formula.to_owned()]);
    refused("never.xlsx", &never, &["Data!C2 has a formula that was never calculated", "save it"]);
    refused("text.xlsx", &book(&[row(1, &["a", "b"]), row(2, &["x", "1"])]), &["Data: there is no column of periods"]);
    let table = [row(1, &["year", "value"]), row(2, &["2020", "1"])].concat();
    refused("two.xlsx", &workbook(&[("A", &table), ("B", &table)]), &["2 sheets of two.xlsx", "A, B"]);
    refused("none.xlsx", &workbook(&[("A", "")]), &["none.xlsx is empty"]);
    let error = [row(1, &["year", "value"]), row(2, &["2020", "#REF!"])].concat();
    let half = read("half.xlsx", &workbook(&[("A", &table), ("B", &error)])).unwrap();
    assert_eq!(half.remarks(), ["The sheet B was left out: B!B2 holds the error #REF!."]);
    let far = book(&[row(1, &["year", "value"]), "<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>".to_owned()]);
    refused("far.xlsx", &far, &["cells so far apart"]);
    let whole = book(&[head, row(2, &["2020", "1", "2"])]);
    refused("cut.xlsx", &whole[..whole.len() / 2], &["cut.xlsx cannot be unpacked"]);
}

#[test]
fn what_is_no_workbook_is_called_by_its_name() {
    let xls = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/data/bank.xls")).unwrap();
    refused("cut.xls", &xls[..xls.len() / 2], &["cut.xls cannot be read as a workbook"]);
    let mut damaged = xls.clone();
    damaged[600..2600].fill(0xff);
    refused("damaged.xls", &damaged, &["damaged.xls cannot be read as a workbook"]);
    // The declared size of the first sheet: type, length, then first row, last row and columns.
    let size = xls.windows(4).position(|four| four == b"\x00\x02\x0e\x00").unwrap();
    let mut huge = xls.clone();
    huge[size + 8..size + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    refused("huge.xls", &huge, &["a sheet says that it has more cells than it can have"]);
    let mut locked = xls[..512].to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused("locked.xlsx", &locked, &["locked.xlsx is encrypted"]);
    refused("sheet.ods", &zipped(&[("content.xml", b"<x/>")]), &["an OpenDocument file", "save it as xlsx"]);
    refused("word.docx", &zipped(&[("[Content_Types].xml", b"<Types/>")]), &["cannot be read as a workbook"]);
}

/// A folder of files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

const PACKAGE: &str = r#"{"name": "money", "title": "Money", "sources": [{"title": "A bank"}], "resources": [
    {"name": "gdp", "path": "data/gdp.csv", "schema": {"fields": [{"name": "country", "type": "string"}, {"name": "year", "type": "integer"},
     {"name": "value", "type": "number", "unit": "EUR", "description": "GDP at market prices", "decimalChar": ",", "groupChar": "."}],
     "missingValues": ["", "none"]}, "dialect": {"delimiter": ";"}, "sources": [{"name": "office", "title": "An office"}]},
    {"name": "rates", "path": "data/rates.csv", "schema": {"fields": [{"name": "year", "type": "year"}, {"name": "rate", "title": "Interest rate", "type": "number"},
     {"name": "tax", "type": "number", "owidDisplaySettings": "{\"unit\": \"%\"}"}]}},
    {"name": "notes", "path": "notes.md"}]}"#;
const GDP: &str = "country;year;value\nChad;2020;1.234,5\nChad;2021;none\nMali;2020;2\n";
const RATES: &str = "year,rate,tax\n2020,1.5,20\n2021,-2,21\n";

#[test]
fn the_tables_of_a_data_package_are_one_set_of_series() {
    let files =
        [("datapackage.json", PACKAGE), ("data/gdp.csv", GDP), ("data/rates.csv", RATES), ("notes.md", "# Notes")];
    let folder = folder(&files);
    let package = Observations::read(&folder.path().join("datapackage.json")).unwrap();
    let told: Vec<[&str; 4]> =
        package.series().iter().map(|one| [&*one.id, &*one.indicator, &*one.unit, &*one.source]).collect();
    assert_eq!(
        told,
        [
            ["gdp:Chad", "GDP at market prices", "EUR", "An office"],
            ["gdp:Mali", "GDP at market prices", "EUR", "An office"],
            ["rates:rate", "Interest rate", "", ""],
            ["rates:tax", "tax", "%", ""],
        ]
    );
    let all = [Some(1234.5), None, Some(2.0), Some(1.5), Some(-2.0), Some(20.0), Some(21.0)];
    assert_eq!(values(&package), all);
    assert_eq!(package.series()[3].rows, 5..7);
    assert_eq!(package.frame().column("series").unwrap().str().unwrap().get(6), Some("rates:tax"));
    assert_eq!((package.source(), package.stem()), ("A bank", "money"));
    assert_eq!(package.remarks(), ["The resource notes is no table and was left out."]);
    let drawn = run_in(folder.path(), &["chart", "--data", ".", "rates:rate", "--format", "json", "--out", "o"]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
}

#[test]
fn no_file_of_a_data_package_is_written_over() {
    let descriptor = r#"{"name": "x", "resources": [{"name": "tax", "path": "data/tax.csv"}]}"#;
    let table = "year,tax\n2020,20\n2021,21\n";
    let folder = folder(&[("datapackage.json", descriptor), ("data/tax.csv", table)]);
    let run = run_in(folder.path(), &["chart", "--data", "datapackage.json", "--format", "csv", "--out", "data"]);
    run.assert_refused(&["would be written over the file that it is drawn from"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("data/tax.csv")).unwrap(), table);
}

#[test]
fn a_fault_of_a_table_that_was_made_is_told_by_its_line_and_no_place_in_the_file() {
    let message = r#"{"structure":{"dimensions":{"dataSet":[],"series":[],"observation":[{"id":"TIME_PERIOD","values":[{"id":"2020"},{"id":"20l1"}]}]}},
        "dataSets":[{"observations":{"0":[1.5],"1":["many"]}}]}"#;
    refused("x.json", message.as_bytes(), &["x.json, line 3 of its table with the header: '20l1'", "is no period"]);
    let message = message.replace("20l1", "2021");
    refused("x.json", message.as_bytes(), &["x.json, line 3 of its table with the header: 'many'", "is no number"]);
}

#[test]
fn faults_of_a_data_package_are_refused_by_the_name_of_the_file() {
    let rates = ("data/rates.csv", RATES);
    let refused = |files: &[(&str, &str)], parts: &[&str]| {
        run_in(folder(files).path(), &["growth", "datapackage.json"]).assert_refused(parts);
    };
    refused(&[("datapackage.json", PACKAGE), rates], &["the file 'data/gdp.csv'", "is not there"]);
    let empty = [("datapackage.json", PACKAGE), ("data/gdp.csv", "\n"), rates];
    refused(&empty, &["data/gdp.csv is empty, where datapackage.json describes a table"]);
    let faulty =
        [("datapackage.json", PACKAGE), ("data/gdp.csv", "country;year;value\nChad;2020;1\nMali;2020;x\n"), rates];
    refused(&faulty, &["data/gdp.csv:3:11", "'x' in the column 'value' is no number"]);
    let one = |path: &str| format!("{{\"name\": \"x\", \"resources\": [{{\"name\": \"a\", \"path\": {path}}}]}}");
    refused(&[("datapackage.json", &one("\"../a.csv\""))], &["'../a.csv'", "leads out of its folder"]);
    refused(&[("datapackage.json", &one("\"https://x.org/a.csv\""))], &["leads out of its folder"]);
    refused(&[("datapackage.json", &one("[\"a.csv\", \"b.csv\"]"))], &["the resource 'a'", "no path of one file"]);
    refused(&[("datapackage.json", &one("\"a.json\""))], &["names no table"]);
    let list = [("datapackage.json", &*one("\"a.csv\"")), ("a.csv", "code,name\nTCD,Chad\n")];
    refused(&list, &["there is no column of periods"]);
    let home = TempDir::new().unwrap();
    run_in(home.path(), &["new", "paper"]);
    run_in(home.path(), &["growth", "paper"]).assert_refused(&["is a package of trueup", "--package paper"]);
}
