//! Data messages of SDMX-JSON, and other JSON.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use trueup::observations::Observations;

fuzz_target!(|text: &str| -> Corpus {
    if !text.starts_with(['{', '[']) {
        return Corpus::Reject;
    }
    trueup_fuzz::observations(|| Observations::parse("data.json", text));
    Corpus::Keep
});
