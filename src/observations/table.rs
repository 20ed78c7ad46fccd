//! A data file as rows of cells, each with its place.

use std::collections::HashSet;

use super::decimal;
use crate::error::{Error, Result};
use crate::input::Text;

/// Rows of cells.
pub(super) struct Table {
    text: Text,
    delimiter: u8,
    /// Trimmed names of the columns.
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row and where it starts in the text.
pub(super) struct Row {
    record: csv::StringRecord,
    start: usize,
}

impl Row {
    /// The words of a cell, without space around them.
    pub fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// Where it starts in the text.
    pub fn start(&self) -> usize {
        self.start
    }

    fn is_empty(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }

    /// Puts other cells in place of its own; errors still point at those of the file.
    pub fn set(&mut self, cells: impl Iterator<Item = String>) {
        self.record = cells.collect();
    }
}

/// What stands before the header of a World Bank download,
/// and of one series of the Federal Reserve.
const PREAMBLE: [&str; 7] = [
    "Data Source",
    "Last Updated Date",
    "Series Description",
    "Unit:",
    "Multiplier:",
    "Currency:",
    "Unique Identifier:",
];

/// What stands below the rows, how it begins and what it says: the edition of the World Economic Outlook, the database and date of the
/// World Bank's DataBank.
const COLOPHON: [(&str, &str); 3] = [
    ("International Monetary Fund, World Economic Outlook Database", CITATION),
    ("Data from database: ", "Data Source"),
    ("Last Updated: ", "Last Updated Date"),
];
/// A line that says as a whole where the data come from.
pub(super) const CITATION: &str = "Citation";

impl Table {
    /// Reads a file, and what its lines before the header say: name and value.
    pub fn read(text: &Text) -> Result<(Self, Vec<(String, String)>)> {
        let name = text.name();
        if text.inner().trim().is_empty() {
            return Err(Error::new(format!("{name} is empty")).with_help("download it again"));
        }
        refuse_markup(text)?;
        let delimiter = delimiter(text.inner());
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.inner().as_bytes());
        let mut rows: Vec<Row> = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => rows.push(Row { record: record.clone(), start: skip_blank(text.inner(), start) }),
                Err(error) => return Err(Error::new(format!("{name} cannot be read as CSV: {error}"))),
            }
        }
        // Lines of two cells or so that end before the table begins.
        let preamble = rows.iter().take(8).take_while(|row| PREAMBLE.contains(&row.cell(0))).count();
        let mut said: Vec<(String, String)> =
            rows.drain(..preamble).map(|row| (row.cell(0).to_owned(), row.cell(1).to_owned())).collect();
        while let Some(last) = rows.pop_if(|row| row.is_empty() || colophon(row).is_some()) {
            said.extend(colophon(&last));
        }
        let mut rows = rows.into_iter();
        let header = rows.next().map(|row| row.record.iter().map(|cell| cell.trim().to_owned()).collect());
        let mut table = Self {
            text: text.clone(),
            delimiter,
            header: header.unwrap_or_default(),
            rows: rows.filter(|row| !row.is_empty()).collect(),
        };
        table.check()?;
        if delimiter == b';' {
            decimal::settle(&mut table)?;
        }
        Ok((table, said))
    }

    fn check(&mut self) -> Result<()> {
        // Spreadsheets leave a delimiter at the end of each line.
        while self.header.last().is_some_and(String::is_empty) {
            let last = self.header.len() - 1;
            if let Some(row) = self.rows.iter().find(|row| !row.cell(last).is_empty()) {
                return Err(self
                    .at(
                        row,
                        last,
                        "in a column without a name",
                        format!("'{}' stands in column {}, which has no heading", row.cell(last), last + 1),
                    )
                    .with_help("name the column, or empty it"));
            }
            self.header.pop();
        }
        let name = self.text.name();
        if self.header.is_empty() || self.rows.is_empty() {
            return Err(Error::new(format!("{name} has no rows below its header"))
                .with_help("expected a line of column names and a line for each observation"));
        }
        // Years may be all that a line of names has, but no other numbers.
        let number = |name: &&String| name.parse::<f64>().is_ok();
        let year = |name: &&String| name.len() == 4 && name.parse::<u16>().is_ok_and(|year| year >= 1000);
        if self.header.iter().all(|name| number(&name)) && !self.header.iter().all(|name| year(&name)) {
            return Err(Error::new(format!("the first line of {name} has numbers and no names"))
                .with_help("put the names of the columns above it, such as year,value"));
        }
        let mut known = HashSet::new();
        for column in &self.header {
            if !column.is_empty() && !known.insert(column) {
                return Err(Error::new(format!("{name} has two columns called '{column}'"))
                    .with_help("give each column a name of its own"));
            }
        }
        let columns = self.header.len();
        let ragged =
            |row: &&Row| row.record.len() < columns || (columns..row.record.len()).any(|i| !row.cell(i).is_empty());
        if let Some(row) = self.rows.iter().find(ragged) {
            let found = row.record.len();
            return Err(self
                .at(
                    row,
                    found.min(columns).saturating_sub(1),
                    "here",
                    format!("a row of {found} cells, where the header has {columns}"),
                )
                .with_help(
                    "put cells that contain the delimiter in quotation marks; a cell may be empty but not left out",
                ));
        }
        Ok(())
    }

    /// What stands between cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// An error at a cell.
    pub fn at(&self, row: &Row, column: usize, label: &str, message: impl Into<String>) -> Error {
        let (start, len) = self.place(row, column);
        Error::new(message).at(start, len, label).within(&self.text)
    }

    /// The line of the file that a row starts in.
    pub fn line(&self, row: &Row) -> usize {
        self.text.inner()[..row.start].matches('\n').count() + 1
    }

    /// Start and length of a cell's words in the text.
    fn place(&self, row: &Row, column: usize) -> (usize, usize) {
        let rest = &self.text.inner().as_bytes()[row.start..];
        let (mut quoted, mut cell, mut start) = (false, 0, 0);
        let mut end = rest.len();
        for (i, byte) in rest.iter().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'\r' | b'\n' if !quoted => {
                    end = i;
                    break;
                }
                byte if *byte == self.delimiter && !quoted => {
                    if cell == column {
                        end = i;
                        break;
                    }
                    cell += 1;
                    start = i + 1;
                }
                _ => {}
            }
        }
        (row.start + start, end - start)
    }
}

/// What a line below the rows says.
fn colophon(row: &Row) -> Option<(String, String)> {
    let (start, name) = COLOPHON.iter().find(|(start, _)| row.cell(0).starts_with(start))?;
    let alone = (1..row.record.len()).all(|i| row.cell(i).is_empty());
    let words = if *name == CITATION { row.cell(0) } else { &row.cell(0)[start.len()..] };
    alone.then(|| ((*name).to_owned(), words.to_owned()))
}

fn skip_blank(text: &str, start: usize) -> usize {
    start + text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
}

/// Comma, semicolon or tab: what stands in most of the first lines, the header among them, and there most often. Words and numbers have
/// commas too, but not in all lines.
fn delimiter(text: &str) -> u8 {
    let counted = [(',', b','), (';', b';'), ('\t', b'\t')].map(|(sign, byte)| {
        let counts = text.lines().filter(|line| !line.trim().is_empty()).take(10).map(|line| outside(line, sign));
        let (lines, all) = counts.fold((0, 0), |(lines, all), count| (lines + usize::from(count > 0), all + count));
        ((lines, all), byte)
    });
    // The first of those that are equal.
    counted.into_iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, byte)| byte)
}

/// How often a sign stands in a line outside quotation marks.
fn outside(line: &str, sign: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == sign && !quoted
        })
        .count()
}

/// A web page saved in place of the file, and XML.
fn refuse_markup(text: &Text) -> Result<()> {
    let start = text.inner().trim_start();
    if !start.starts_with('<') {
        return Ok(());
    }
    let head = start.chars().take(2000).collect::<String>().to_lowercase();
    let (kind, help) = if head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<table") {
        ("a web page, perhaps an error message of the site", "download the data as CSV")
    } else if head.contains("sdmx") {
        ("SDMX-ML", "download SDMX-CSV")
    } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        ("a workbook in XML", "save it as xlsx, or its table as CSV")
    } else {
        ("XML", "download the data as CSV")
    };
    Err(Error::new(format!("{} is {kind}, not a table", text.name())).with_help(help))
}
