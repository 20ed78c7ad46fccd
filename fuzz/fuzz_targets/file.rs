//! Any bytes as a file: xls, xlsx, zip, gzip, text in other encodings.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use trueup::observations::Observations;
use trueup_fuzz::{folder, observations, write};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    // Of some damaged pages of Parquet, Polars believes that they hold more than any memory does, and ends the program.
    if bytes.starts_with(b"PAR1") {
        return Corpus::Reject;
    }
    let file = write(&folder(), "data", bytes);
    observations(|| Observations::read(&file));
    Corpus::Keep
});
