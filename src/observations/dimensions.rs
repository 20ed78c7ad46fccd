//! Which columns of words tell series from one another, and which belong together as name and code.

use std::collections::{HashMap, HashSet};

use super::table::Table;

/// What tells series from one another: a column of names, of codes, or both.
pub(super) struct Dimension {
    /// Longest words.
    pub name: usize,
    /// Shortest words; the same column where there is only one.
    pub code: usize,
    /// Whether it is called what areas are called.
    pub area: bool,
    /// Whether it says the same in all rows, or in all rows of another dimension's word.
    pub constant: bool,
    /// Whether another dimension settles it: it describes what that names.
    pub settled: bool,
}

const AREA: [&str; 14] = [
    "area",
    "country",
    "entity",
    "region",
    "location",
    "geo",
    "economy",
    "nation",
    "state",
    "province",
    "city",
    "county",
    "territory",
    "place",
];

/// Columns of words, in pairs of name and code where two always change together.
pub(super) fn dimensions(table: &Table, lower: &[String], words: &[usize]) -> Vec<Dimension> {
    let distinct: HashMap<usize, usize> =
        words.iter().map(|i| (*i, table.rows.iter().map(|row| row.cell(*i)).collect::<HashSet<_>>().len())).collect();
    let length = |i: usize| table.rows.iter().take(1000).map(|row| row.cell(i).chars().count()).sum::<usize>();
    let mut all: Vec<Dimension> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for (n, a) in words.iter().enumerate() {
        if !taken.insert(*a) {
            continue;
        }
        let constant = distinct[a] == 1;
        let area =
            |i: usize| AREA.iter().any(|area| lower[i].split(|c: char| !c.is_alphanumeric()).any(|word| word == *area));
        // SDMX says which column has the words of which.
        let label = format!("{} label", lower[*a]);
        let own = words[n + 1..].iter().copied().find(|b| lower[*b] == label && change_together(table, *a, *b));
        let partner = own.or_else(|| {
            words[n + 1..].iter().copied().find(|b| {
                let related = !constant || is_code(&lower[*b]) || is_code(&lower[*a]);
                !taken.contains(b) && (distinct[b] == 1) == constant && related && change_together(table, *a, *b)
            })
        });
        let Some(b) = partner else {
            all.push(Dimension { name: *a, code: *a, area: area(*a), constant, settled: false });
            continue;
        };
        taken.insert(b);
        // What is called a code is one; else the shorter is.
        let b_is_code = match (is_code(&lower[*a]), is_code(&lower[b])) {
            _ if own.is_some() => false,
            (true, false) => false,
            (false, true) => true,
            _ => length(b) < length(*a),
        };
        let (name, code) = if b_is_code { (*a, b) } else { (b, *a) };
        all.push(Dimension { name, code, area: area(*a) || area(b), constant, settled: false });
    }
    // What another dimension settles, such as the region of a country, tells no series apart that it does not.
    for i in 0..all.len() {
        let settled = (0..all.len()).any(|j| {
            let (own, other) = (&all[i], &all[j]);
            i != j
                && !own.constant
                && !other.constant
                && distinct[&own.name] < distinct[&other.name]
                && settles(table, other.name, own.name)
        });
        all[i].constant |= settled;
        all[i].settled = settled;
    }
    all
}

/// Whether each word of one column always stands beside the same word of the other, or beside none.
fn settles(table: &Table, by: usize, other: usize) -> bool {
    let mut known: HashMap<&str, &str> = HashMap::new();
    table.rows.iter().all(|row| *known.entry(row.cell(by)).or_insert_with(|| row.cell(other)) == row.cell(other))
}

/// Whether each word of one column always stands beside the same word of the other; an empty cell says nothing.
fn change_together(table: &Table, a: usize, b: usize) -> bool {
    let (mut forth, mut back) = (HashMap::new(), HashMap::new());
    table
        .rows
        .iter()
        .map(|row| (row.cell(a), row.cell(b)))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .all(|(a, b)| *forth.entry(a).or_insert(b) == b && *back.entry(b).or_insert(a) == a)
}

/// Codes are told by name: some are numbers, which are no values.
pub(super) fn is_code(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    ["code", "id", "iso", "iso2", "iso3", "iso2c", "iso3c", "fips"].iter().any(|code| words.contains(code))
}
