//! `trueup extract` on whole documents: it calls inconsistent what does not hold in them, and nothing else.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::support::run_in;

/// Something in a document that does not hold.
#[derive(Debug, Deserialize)]
struct Slip {
    file: String,
    text: String,
    kind: String,
    slip: String,
    /// Why it need not be found; nothing if it must be.
    missed: Option<String>,
}

#[derive(Deserialize)]
struct Expected {
    slip: Vec<Slip>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prose")
}

fn expected() -> Vec<Slip> {
    let text = std::fs::read_to_string(folder().join("expected.toml")).unwrap();
    toml::from_str::<Expected>(&text).unwrap().slip
}

/// Where the words of a slip stand, in characters of the file; they stand there once.
fn place(text: &str, words: &str) -> Range<usize> {
    assert_eq!(text.matches(words).count(), 1, "{words}");
    let start = text[..text.find(words).unwrap()].chars().count();
    start..start + words.chars().count()
}

/// What is missed in a document, and what is called inconsistent though it holds.
fn faults(file: &str, slips: &[&Slip]) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    let document = run_in(&folder(), &["extract", "--format", "json", file]).json();
    let number = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let claims = document["claims"].as_array().unwrap();
    let accused: Vec<(Range<usize>, &str, String)> = claims
        .iter()
        .filter(|claim| claim["verdict"] == "inconsistent")
        .map(|claim| {
            let span = number(&claim["start"])..number(&claim["end"]);
            (span, claim["kind"].as_str().unwrap(), format!("{}: {}", claim["text"], claim["explanation"]))
        })
        .collect();
    let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let places: Vec<Range<usize>> = slips.iter().map(|slip| place(&text, &slip.text)).collect();
    let missed = slips.iter().zip(&places).filter_map(|(slip, place)| {
        let found = accused.iter().any(|(span, kind, _)| meet(span, place) && *kind == slip.kind);
        (!found && slip.missed.is_none())
            .then(|| format!("{file}: missed: {} ({}): {}", slip.text, slip.kind, slip.slip))
    });
    let wrongly = accused.iter().filter(|(span, ..)| !places.iter().any(|place| meet(span, place)));
    let wrongly =
        wrongly.map(|(_, kind, words)| format!("{file}: it holds, and is called inconsistent ({kind}): {words}"));
    missed.chain(wrongly).collect()
}

#[test]
fn the_slips_of_whole_documents_are_found_and_nothing_else_is_accused() {
    let slips = expected();
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".toml"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 6);
    let faults: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let own: Vec<&Slip> = slips.iter().filter(|slip| slip.file == *file).collect();
            assert_eq!(own.len(), 2, "{file}");
            faults(file, &own)
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
