//! Formulas over the figures of the paper, and what is stated beside them.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use trueup::check::typed;
use trueup::export::{Paint, text};
use trueup::{Package, Result};
use trueup_fuzz::{folder, parts, shown, write};

/// The built-in package without its claims, which would be judged beside each formula.
static PACKAGE: LazyLock<Package> = LazyLock::new(|| {
    let folder = folder();
    let tables = [
        ("indicators", include_str!("../../data/wu-2025-opening-up/indicators.csv")),
        ("figures", include_str!("../../data/wu-2025-opening-up/figures.csv")),
        ("areas", include_str!("../../data/wu-2025-opening-up/areas.csv")),
        ("sources", include_str!("../../data/wu-2025-opening-up/sources.csv")),
    ];
    let resources = tables.map(|(name, text)| {
        write(&folder, &format!("{name}.csv"), text.as_bytes());
        format!(r#"{{"name": "{name}", "path": "{name}.csv"}}"#)
    });
    let descriptor = format!(r#"{{"name": "figures", "resources": [{}]}}"#, resources.join(", "));
    write(&folder, "datapackage.json", descriptor.as_bytes());
    Package::open(&folder).unwrap()
});

/// What the program says of a formula.
fn said(formula: &str, stated: Option<&str>) -> Result<String> {
    let package: &Package = &PACKAGE;
    let claims = [package.formula(formula, None), package.typed_claim(formula, stated)];
    let mut said = String::new();
    for claim in claims {
        for finding in typed(package, &claim?)?.findings {
            assert!(finding.low.is_none_or(|low| !low.is_nan()) && finding.high.is_none_or(|high| !high.is_nan()));
            if let (Some(low), Some(high)) = (finding.low, finding.high) {
                assert!(low <= high, "from {low} to {high}");
            }
            said.push_str(&text::explained(package, &finding, Paint::plain()));
        }
    }
    Ok(said)
}

fuzz_target!(|input: &str| {
    let [(_, formula), (_, stated)] = parts(input, &["formula", "stated"])[..] else { return };
    let words =
        || said(formula, Some(stated).filter(|stated| !stated.is_empty())).unwrap_or_else(|error| shown(&error));
    assert_eq!(words(), words(), "two readings differ");
});
