//! "Is it ...?": the known word that a mistyped one is nearest to.

/// The known word that differs least from one that is not known, if any is near.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count() / 3).max(if candidate.len() > 3 { 2 } else { 1 })
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How to mend a name that is not known: the nearest one that is, else what is said otherwise.
pub(crate) fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(word, known).map_or_else(|| otherwise.to_owned(), |near| format!("is it '{near}'?"))
}

/// Levenshtein's edit distance, but that letters which only changed places count once.
fn distance(a: &str, b: &str) -> usize {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    if a != b && sorted(a) == sorted(b) {
        return 1;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_a_letter_or_two_is_near_and_another_word_is_not() {
        assert_eq!(nearest("titel", ["id", "title", "note"]), Some("title"));
        assert_eq!(nearest("gdq", ["gdp", "mva"]), Some("gdp"));
        assert_eq!(nearest("gpd", ["gdp", "mva"]), Some("gdp"));
        assert_eq!(nearest("population", ["gdp", "mva"]), None);
    }
}
