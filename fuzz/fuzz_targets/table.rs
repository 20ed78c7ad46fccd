//! Tables of text: CSV, TSV, the World Bank's, FRED's, Eurostat's, the IMF's and SDMX-CSV.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::observations::Observations;

fuzz_target!(|text: &str| trueup_fuzz::observations(|| Observations::parse("data.csv", text)));
