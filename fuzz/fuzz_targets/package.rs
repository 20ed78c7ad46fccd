//! Packages of figures and claims: opened, judged, and judged again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::check::report;
use trueup::export::json;
use trueup::{Package, Result};
use trueup_fuzz::{folder, parts, shown, write};

const FILES: [&str; 8] = [
    "figures.csv",
    "claims.csv",
    "identities.csv",
    "indicators.csv",
    "areas.csv",
    "sources.csv",
    "waivers.toml",
    "datapackage.json",
];

fuzz_target!(|text: &str| {
    let folder = folder();
    for (name, part) in parts(text, &FILES) {
        let file = folder.join(name);
        if part.is_empty() {
            // The one that the package may lack.
            let _ = std::fs::remove_file(file);
        } else {
            write(&folder, name, part.as_bytes());
        }
    }
    let judged = || -> Result<String> {
        let package = Package::open(&folder)?;
        Ok(json::report(&package, &report(&package, &[])?))
    };
    let words = || judged().unwrap_or_else(|error| shown(&error));
    assert_eq!(words(), words(), "two readings differ");
});
