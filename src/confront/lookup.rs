//! The series of a file that an indicator names, of the area that a figure is of.

use super::file::File;
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
    let all = file.observations.series();
    // The whole key, in order, before some parts of it: AW100:AW100 is not AW100:NOEARN.
    let wholly = |one: &&Series| same(&one.codes.join(":"), &series.code);
    let partly = |one: &&Series| {
        is_called(one, &series.code) || (all.len() == 1 && same(file.observations.stem(), &series.code))
    };
    let mut called: Vec<&Series> = all.iter().filter(wholly).collect();
    if called.is_empty() {
        called = all.iter().filter(partly).collect();
    }
    let own = package.indicator_of(figure).ref_area == figure.ref_area;
    let names = [Some(figure.ref_area.as_str()), package.area(&figure.ref_area).map(|area| area.name.as_str())];
    let here = |one: &&Series| {
        let named = |name: &str| !name.is_empty() && one.area_codes.iter().any(|area| same(area, name));
        if one.area_codes.is_empty() { own } else { names.into_iter().flatten().any(named) }
    };
    let found: Vec<&Series> = called.iter().copied().filter(here).collect();
    match (found.as_slice(), called.as_slice()) {
        ([one], _) => Found::One(one),
        ([], []) => Found::Nothing,
        ([], others) => {
            let area = |one: &&Series| {
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

/// Whether a series has this code, or each part of it.
fn is_called(series: &Series, code: &str) -> bool {
    let has = |part: &str| series.codes.iter().any(|own| same(own, part));
    has(&code.replace(':', "_")) || (code.contains(':') && code.split(':').all(has))
}

/// Capitals or not, and with _ for what a code cannot hold.
fn same(a: &str, b: &str) -> bool {
    a == b || Elsewhere::written(a).to_lowercase() == Elsewhere::written(b).to_lowercase()
}
