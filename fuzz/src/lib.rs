//! What every target asks of what was read, and of what was refused.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use miette::{GraphicalReportHandler, GraphicalTheme};
use trueup::extract::document::Document;
use trueup::observations::Observations;
use trueup::{Error, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads twice: both times the same is read, and can be relied on, or the same is refused, in words that can be shown.
pub fn observations(read: impl Fn() -> Result<Observations>) {
    match (read(), read()) {
        (Ok(first), Ok(second)) => {
            sound(&first);
            assert!(first.frame().equals_missing(second.frame()), "two readings differ");
            assert_eq!(first.series(), second.series(), "two readings differ");
            assert_eq!(
                (first.source(), first.stem(), first.remarks()),
                (second.source(), second.stem(), second.remarks()),
                "two readings differ"
            );
        }
        (Err(first), Err(second)) => assert_eq!(shown(&first), shown(&second), "two readings differ"),
        (first, _) => panic!("read once and refused once: {:?}", first.err()),
    }
}

/// One row an observation, series by series, each in the order of time; finite values, and periods that end after they start.
fn sound(read: &Observations) {
    let frame = read.frame();
    let words = |name: &str| frame.column(name).unwrap().str().unwrap();
    let days = |name: &str| &frame.column(name).unwrap().date().unwrap().phys;
    let (names, periods, start, end) = (words("series"), words("time_period"), days("start"), days("end"));
    let mut next = 0;
    let mut known = HashSet::new();
    for series in read.series() {
        assert_eq!(series.rows.start, next, "{} does not follow the series before it", series.id);
        assert!(!series.rows.is_empty(), "{} has no observations", series.id);
        next = series.rows.end;
        assert!(known.insert(series.id.to_lowercase()), "two series are called {}", series.id);
        for row in series.rows.clone() {
            assert_eq!(names.get(row), Some(series.id.as_str()), "row {row} is of another series");
            assert_eq!(start.get(row).is_some(), end.get(row).is_some(), "row {row} has one of two dates");
            assert!(start.get(row) <= end.get(row), "row {row} ends before it starts");
        }
        for row in series.rows.clone().skip(1) {
            // A fiscal year has no dates, and its name is in the order of time.
            let after = match (end.get(row - 1), start.get(row)) {
                (Some(end), Some(start)) => end < start,
                (end, start) => end == start && periods.get(row - 1) < periods.get(row),
            };
            assert!(after, "{} does not come after {}", periods.get(row).unwrap(), periods.get(row - 1).unwrap());
        }
    }
    assert_eq!(frame.height(), next, "rows of no series");
    let finite = frame.column("obs_value").unwrap().f64().unwrap().iter().flatten().all(f64::is_finite);
    assert!(finite, "a value is not finite");
}

/// Reads a text twice: both times the same is read, and each place of it lies in its file; or the same is refused.
pub fn document(read: impl Fn() -> Result<Document>) {
    match (read(), read()) {
        (Ok(first), Ok(second)) => {
            traced(&first);
            assert_eq!(
                (first.text(), first.source(), first.comments(), first.remarks()),
                (second.text(), second.source(), second.comments(), second.remarks()),
                "two readings differ"
            );
        }
        (Err(first), Err(second)) => assert_eq!(shown(&first), shown(&second), "two readings differ"),
        (first, _) => panic!("read once and refused once: {:?}", first.err()),
    }
}

/// Every word has a place, and stands for words of the source.
fn traced(read: &Document) {
    let (text, source) = (read.text(), read.source());
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let end = start + word.len();
        let span = read.source_span(start..end);
        assert!(source.get(span.clone()).is_some(), "{word:?} stands for {span:?}");
        let place = read.place(start);
        assert!(place.line > 0 && place.column > 0 && place.page != Some(0), "{word:?} stands at {place:?}");
        assert!(read.offset(start) <= text.chars().count().max(source.chars().count()), "{word:?}");
        start = end;
    }
    for comment in read.comments() {
        assert!(text.is_char_boundary(comment.at), "{comment:?} stands within a character");
    }
}

/// All faults as the program shows them; what they point at lies in their text.
pub fn shown(error: &Error) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    let mut text = String::new();
    for fault in error.faults() {
        assert!(!fault.to_string().is_empty(), "a fault without words");
        let mut one = String::new();
        let rendered = handler.render_report(&mut one, fault);
        assert!(rendered.is_ok(), "the place of a fault lies outside its text: {fault:?}");
        text.push_str(&one);
    }
    text
}

/// What parts the files of one input.
const PART: char = '\u{c}';

/// The files of an input, by these names in this order; those that it lacks are empty.
pub fn parts<'a>(text: &'a str, names: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut parts = text.split(PART);
    names.iter().map(|name| (*name, parts.next().unwrap_or_default())).collect()
}

/// A folder of this process, empty.
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("trueup-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file and says where it is.
pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A zip archive whose members are as they are given, so that a changed sign is a changed sign of a member.
pub fn zipped<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in members {
        archive.start_file(name, stored).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
