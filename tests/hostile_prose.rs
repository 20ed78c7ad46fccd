//! Texts that a reader of prose could take too long over, or read nonsense from; the benchmark of extraction reads them too.

/// Each with its name: a short piece so many times over, nested a tenth as deep.
pub fn texts(times: usize) -> Vec<(&'static str, String)> {
    let nested = times / 10;
    vec![
        ("digits", "7".repeat(times)),
        ("groups of digits", "123,".repeat(times)),
        ("points between digits", "1.".repeat(times)),
        ("nested parentheses", format!("{}3 percent{}", "(".repeat(nested), ")".repeat(nested))),
        ("open parentheses", "(3 percent ".repeat(nested)),
        ("commas", ",".repeat(times)),
        ("empty lines", "\n".repeat(times)),
        ("movements", "from 1 to 2 ".repeat(times)),
        (
            "one sentence",
            "exports of goods rose by 3 percent and imports fell to €4 million, while ".repeat(times / 70),
        ),
        ("a list", "5 percent, 6 percent and ".repeat(times / 20)),
        ("ones", "1 ".repeat(times)),
        ("letters", "a ".repeat(times)),
        ("hedges", "almost ".repeat(times)),
        ("number words", "hundred and ".repeat(times)),
        ("scales", "million ".repeat(times)),
        ("currencies", "$".repeat(times)),
        ("units", "percent ".repeat(times)),
        ("multiples", "3 times that of ".repeat(times / 10)),
        ("years", "in 2023 ".repeat(times)),
        ("wide letters", "１\u{200f}é".repeat(times)),
    ]
}
