//! The scale of names: a band for each, in the order given.

use std::collections::HashMap;

use crate::chart::geometry::count;

/// Names side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Category {
    /// The names in the order of their first appearance.
    #[must_use]
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut seen, mut places): (Vec<String>, HashMap<String, usize>) = Default::default();
        for name in names {
            if !places.contains_key(name) {
                places.insert(name.to_owned(), seen.len());
                seen.push(name.to_owned());
            }
        }
        Self { names: seen, places }
    }

    /// The names in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The middle of a name's band; a name that is not there stands at the end.
    #[must_use]
    pub fn place(&self, name: &str) -> f64 {
        let place = self.places.get(name).copied().unwrap_or(self.names.len());
        (count(place) + 0.5) * self.band()
    }

    /// Width of a band.
    #[must_use]
    pub fn band(&self) -> f64 {
        1.0 / count(self.names.len().max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_the_order_of_their_first_appearance() {
        let scale = Category::of(["before", "WTO commitment", "after", "before"]);
        assert_eq!(scale.names(), ["before", "WTO commitment", "after"]);
        assert!((scale.place("before") - 1.0 / 6.0).abs() < 1e-12);
        assert!((scale.place("after") - 5.0 / 6.0).abs() < 1e-12);
    }
}
