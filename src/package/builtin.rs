//! The package that is built into the program, so that it has something to show in an empty folder.

/// Its name.
pub const NAME: &str = "wu-2025-opening-up";

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../data/wu-2025-opening-up/", $name)))
    };
}

/// Its files, by name.
pub(super) const FILES: [(&str, &str); 8] = [
    file!("datapackage.json"),
    file!("indicators.csv"),
    file!("figures.csv"),
    file!("claims.csv"),
    file!("identities.csv"),
    file!("areas.csv"),
    file!("sources.csv"),
    file!("charts.toml"),
];
