//! Data packages of others: a descriptor, and the two tables beside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::observations::Observations;
use trueup_fuzz::{folder, observations, parts, write};

fuzz_target!(|text: &str| {
    let folder = folder();
    for (name, part) in parts(text, &["datapackage.json", "a.csv", "b.csv"]) {
        write(&folder, name, part.as_bytes());
    }
    observations(|| Observations::read(&folder));
});
