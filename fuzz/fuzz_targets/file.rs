//! Any bytes as a file: xls, xlsx, Parquet, zip, gzip, text in other encodings.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::observations::Observations;
use trueup_fuzz::{folder, observations, write};

fuzz_target!(|bytes: &[u8]| {
    let file = write(&folder(), "data", bytes);
    observations(|| Observations::read(&file));
});
