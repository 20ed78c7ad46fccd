//! A number a power of a thousand off, or one scale word for another.

use super::{Example, Found, Number, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "scale-slip",
    title: "million for billion, or another power of a thousand",
    what: "One figure that would fit if its scale word were another one: a thousand, a million or a billion times as much or as \
           little, or lakh and crore taken for million and billion.",
    why: "Scale words are the smallest part of a figure and carry most of it. They slip in translation, since wan, yi, lakh and crore \
          have no word in English, and in tables whose head says \"thousands\".",
    example: Example::Calc("\"4,991 million patents\"", Some("over 4 million patents")),
    instead: "Write the figure with the scale word of its source, and say once in which unit a table is.",
    find,
};

/// Powers of ten between scale words: thousands, then lakh and crore against million and billion.
const POWERS: [i32; 14] = [-3, 3, -6, 6, -9, 9, -1, 1, -2, 2, -4, 4, -5, 5];

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails() {
        return None;
    }
    let scales = |number: &Number<'_>| {
        // A figure of tens is no scale word away from one of units.
        let scaled = number.quantity.scale().is_some_and(|scale| scale > 0);
        let own = POWERS.iter().filter(|power| *power % 3 == 0 || scaled);
        own.filter_map(|power| number.quantity.at_scale(*power)).filter(|other| other.scale_has_a_word()).collect()
    };
    subject.slip(scales, "another scale word")
}
