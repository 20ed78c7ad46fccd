//! Which series of data files are imported.

use crate::error::{Error, Result};
use crate::observations::{Observations, Series};

/// More series than these are imported only if they are chosen: each area of each is rows to be read by people, and a line of a chart.
const MOST: usize = 200;

/// The series chosen, each with the position of its file, in the order of the files; all of them where none is named.
pub(super) fn series<'a>(files: &'a [(String, Observations)], chosen: &[String]) -> Result<Vec<(usize, &'a Series)>> {
    let all = || files.iter().enumerate().flat_map(|(at, (_, data))| data.series().iter().map(move |one| (at, one)));
    if chosen.is_empty() {
        let count = all().count();
        if count > MOST {
            let some: Vec<&str> = all().take(5).map(|(_, one)| one.id.as_str()).collect();
            return Err(Error::new(format!("the files have {count} series, more than the {MOST} that are imported unasked"))
                .with_help(format!(
                    "a package is read by people, and each series becomes rows and a line of a chart: choose with --series, by their names or codes in the \
                     files ({}, ...) or the code of an area",
                    some.join(", ")
                )));
        }
        return Ok(all().collect());
    }
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for name in chosen {
        let before = taken.len();
        for (at, (_, data)) in files.iter().enumerate() {
            taken.extend(called(data, name).map(|place| (at, place)));
        }
        if taken.len() == before {
            // The file says what is near, or that several have the name.
            for (at, (_, data)) in files.iter().enumerate() {
                match data.find(name) {
                    Ok(one) => {
                        taken.extend(data.series().iter().position(|series| series == one).map(|place| (at, place)));
                    }
                    Err(error) if files.len() == 1 => return Err(error),
                    Err(_) => {}
                }
            }
        }
        if taken.len() == before {
            return Err(Error::new(format!("no file has a series '{name}'"))
                .with_help("name it as the file does, by its code, or by the code of its area"));
        }
    }
    taken.sort_unstable();
    taken.dedup();
    Ok(taken.into_iter().map(|(file, place)| (file, &files[file].1.series()[place])).collect())
}

/// The places of the series with this name or code, or of this area.
fn called<'a>(data: &'a Observations, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let same = move |other: &str| other.to_lowercase() == name.to_lowercase();
    let exact = data.series().iter().any(|one| same(&one.id));
    data.series().iter().enumerate().filter_map(move |(place, one)| {
        let coded = || one.codes.iter().chain(&one.area_codes).any(|code| same(code));
        (same(&one.id) || (!exact && coded())).then_some(place)
    })
}
