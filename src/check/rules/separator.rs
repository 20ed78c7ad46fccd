//! A comma read as a point, or a point as a comma.

use super::{Example, Found, Number, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "separator",
    title: "a separator of thousands for a decimal point, or the reverse",
    what: "One figure with exactly three digits behind a comma or a point that would fit if the one were the other: 4,991 for 4.991.",
    why: "Half of the world writes a decimal comma. A figure that is carried from one language to another keeps its mark and changes \
          its size a thousandfold, and still looks like a figure.",
    example: Example::Calc("\"4,991 million patents\"", Some("over 4 million patents")),
    instead: "Write decimals with a point and group thousands with a comma, as the rest of an English text does.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails() {
        return None;
    }
    let marks = |number: &Number<'_>| {
        let Some(digits) = number.quantity.digits() else { return Vec::new() };
        let grouped = |digits: &str| {
            (4..=6).contains(&digits.len()).then(|| {
                let (head, tail) = digits.split_at(digits.len() - 3);
                format!("{head},{tail}")
            })
        };
        let places = match digits.split_once('.') {
            Some((whole, part)) if part.len() == 3 && whole.len() <= 3 => Some(3),
            None if grouped(digits).is_some_and(|text| subject.is_printed(number, &text)) => Some(-3),
            _ => None,
        };
        places.and_then(|places| number.quantity.point_moved(places)).into_iter().collect()
    };
    subject.slip(marks, "the comma and the point say different things in different languages")
}
