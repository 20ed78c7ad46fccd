//! The series of a file that an indicator names, of the area that a figure is of.

use super::file::{File, Key};
use crate::observations::Series;
use crate::package::{Elsewhere, Figure, Package};

/// What a file has of a series.
pub(super) enum Found<'a> {
    /// The series of the area.
    One(&'a Series),
    /// More than one, by their names in the file.
    Several(Vec<String>),
    /// Only those of other areas, in words.
    OtherAreas(String),
    Nothing,
}

/// Areas that are told by name; the others are counted.
const TOLD: usize = 3;

/// Looks a series up by its code, capitals or not, and the figure's area by its code, else by its name. A series without an area in its
/// file is of the one area that the indicator is of.
pub(super) fn find<'a>(package: &Package, figure: &Figure, series: &Elsewhere, file: &File<'a>) -> Found<'a> {
    let all = || file.observations.series().iter().zip(&file.keys);
    let code = series.code.to_lowercase();
    let parts: Vec<&str> = code.split(':').collect();
    let stem = Key::plain(file.observations.stem()) == code;
    // A file without codes is called by its name.
    let by_stem = |key: &Key| stem && (key.parts.is_empty() || file.keys.len() == 1);
    // The whole key, in order, before some parts of it: AW100:AW100 is not AW100:NOEARN.
    let mut called: Vec<(&Series, &Key)> = all().filter(|(_, key)| key.whole == code).collect();
    if called.is_empty() {
        called = all()
            .filter(|(_, key)| by_stem(key) || parts.iter().all(|part| key.parts.iter().any(|own| own == part)))
            .collect();
    }
    let own = package.indicator_of(figure).ref_area == figure.ref_area;
    let names = [Some(figure.ref_area.as_str()), package.area(&figure.ref_area).map(|area| area.name.as_str())];
    let names: Vec<String> = names.into_iter().flatten().filter(|name| !name.is_empty()).map(Key::plain).collect();
    let here = |key: &Key| if key.areas.is_empty() { own } else { names.iter().any(|name| key.areas.contains(name)) };
    let found: Vec<&Series> = called.iter().filter(|(_, key)| here(key)).map(|(one, _)| *one).collect();
    match (found.as_slice(), called.as_slice()) {
        ([one], _) => Found::One(one),
        ([], []) => Found::Nothing,
        ([], others) => {
            let area = |(one, _): &(&Series, &Key)| {
                one.area_codes.first().map_or_else(|| "a series without an area".to_owned(), String::clone)
            };
            let some: Vec<String> = others.iter().take(TOLD).map(area).collect();
            let more = others.len() - some.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Found::OtherAreas(format!("{}{more}", some.join(", ")))
        }
        (several, _) => Found::Several(several.iter().map(|one| one.id.clone()).collect()),
    }
}
