//! The members of a zip archive whose checksums are right.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::observations::Observations;
use trueup_fuzz::{folder, observations, parts, write, zipped};

fuzz_target!(|text: &str| {
    let members = parts(text, &["data.csv", "folder/other.csv", "notes.json"]);
    let file = write(&folder(), "data.zip", &zipped(members.into_iter().filter(|(_, text)| !text.is_empty())));
    observations(|| Observations::read(&file));
});
