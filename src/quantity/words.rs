//! The vocabulary of printed figures: hedges, verbs, scale words, currencies, number words.
//!
//! Only tables and look-ups; how the words go together is the business of [`super::parse`].

use std::collections::HashMap;
use std::sync::LazyLock;

use super::hedge::Hedge;
use crate::unit::{Currency, Unit};

/// What a phrase before a number does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Hedge(Hedge),
    Direction(Direction),
    /// The number is where a movement ends, not how far it went: "cut to 7.4 percent".
    To,
    /// "Exactly": the number is what it is.
    Exactly,
    /// "By a factor of": the number is a multiple.
    Factor,
    /// Says nothing about the number.
    Nothing,
}

/// Which way a movement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Upward: rose, grew, surged; for a rank, towards 1.
    Rise,
    /// Downward: fell, shrank, was cut.
    Fall,
}

const HEDGES: &[(Hedge, &[&str])] = &[
    (Hedge::About, &["about", "around", "roughly", "approximately", "approx", "some", "circa", "ca", "c", "~", "≈"]),
    (Hedge::Almost, &["almost", "nearly", "close to", "just under", "approaching", "slightly less than", "just below"]),
    (
        Hedge::JustOver,
        &["just over", "slightly more than", "just above", "slightly over", "a little over", "little more than"],
    ),
    (
        Hedge::Over,
        &[
            "more than",
            "over",
            "above",
            "exceeding",
            "exceeds",
            "exceeded",
            "exceed",
            "upwards of",
            "in excess of",
            "greater than",
            "higher than",
            "larger than",
            "surpassing",
            "surpassed",
            "topped",
            "topping",
            "beyond",
            ">",
        ],
    ),
    (
        Hedge::AtLeast,
        &[
            "at least",
            "no less than",
            "not less than",
            "no fewer than",
            "not fewer than",
            "a minimum of",
            "minimum of",
            "≥",
            ">=",
        ],
    ),
    (Hedge::Under, &["less than", "under", "below", "fewer than", "lower than", "smaller than", "<"]),
    (Hedge::AtMost, &["at most", "no more than", "not more than", "a maximum of", "maximum of", "≤", "<="]),
    (Hedge::UpTo, &["up to", "as much as", "as many as"]),
];

const RISES: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "risen",
    "rising",
    "grew",
    "grow",
    "grows",
    "grown",
    "growing",
    "growth",
    "surged",
    "surge",
    "surging",
    "soared",
    "soaring",
    "jumped",
    "jump",
    "climbed",
    "climb",
    "climbing",
    "increased",
    "increase",
    "increases",
    "increasing",
    "expanded",
    "expanding",
    "gained",
    "gain",
    "up",
    "advanced",
    "advancing",
    "higher",
    "multiplied",
];

const FALLS: &[&str] = &[
    "fell",
    "fall",
    "falls",
    "fallen",
    "falling",
    "dropped",
    "drop",
    "dropping",
    "declined",
    "decline",
    "declining",
    "decreased",
    "decrease",
    "decreasing",
    "shrank",
    "shrunk",
    "shrinking",
    "cut",
    "reduced",
    "reduction",
    "lost",
    "loss",
    "slipped",
    "contracted",
    "down",
    "slid",
    "plunged",
    "lower",
    "less",
    "fewer",
    "smaller",
];

const FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "by",
    "at",
    "for",
    "was",
    "is",
    "were",
    "are",
    "only",
    "reached",
    "reaching",
    "totalled",
    "totaled",
    "totalling",
    "stood",
    "amounted",
    "accounted",
    "accounting",
    "staying",
    "remained",
    "total",
    "from a",
];

/// Phrases and what they do, by their first word.
type Phrases = HashMap<&'static str, Vec<(&'static str, Effect)>, foldhash::fast::FixedState>;

/// The phrases before a number by their first word.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let hedges = HEDGES.iter().map(|(hedge, phrases)| (*phrases, Effect::Hedge(*hedge)));
    let others: [(&[&str], Effect); 6] = [
        (RISES, Effect::Direction(Direction::Rise)),
        (FALLS, Effect::Direction(Direction::Fall)),
        (FILLERS, Effect::Nothing),
        (&["to"], Effect::To),
        (&["factor of", "a factor of"], Effect::Factor),
        (&["exactly", "precisely"], Effect::Exactly),
    ];
    let mut table: HashMap<_, Vec<_>, _> = HashMap::default();
    for (phrases, effect) in hedges.chain(others) {
        for phrase in phrases {
            let first = phrase.split(' ').next().unwrap_or_default();
            table.entry(first).or_default().push((*phrase, effect));
        }
    }
    table
});

/// The phrases that begin with a word.
fn phrases(first: &str) -> impl Iterator<Item = (&'static str, Effect)> {
    PHRASES.get(first).into_iter().flatten().copied()
}

/// The longest phrase that stands at the start of `words`: how many words it takes and what it does.
pub(super) fn phrase(words: &[&str]) -> Option<(usize, Effect)> {
    let mut best: Option<(usize, Effect)> = None;
    for (text, effect) in phrases(words.first()?) {
        let count = text.split(' ').count();
        let fits = count <= words.len() && text.split(' ').zip(words).all(|(a, b)| a == *b);
        if fits && best.is_none_or(|(longest, _)| count > longest) {
            best = Some((count, effect));
        }
    }
    best
}

/// The words before a number that are understood, for "is it ...?".
pub(super) fn known_words() -> impl Iterator<Item = &'static str> {
    let hedges = HEDGES.iter().flat_map(|(_, phrases)| phrases.iter().flat_map(|phrase| phrase.split(' ')));
    hedges
        .chain(RISES.iter().copied())
        .chain(FALLS.iter().copied())
        .chain(SMALL)
        .chain(TENS)
        .chain(SCALES)
        .filter(|word| word.len() > 3)
}

const SCALES: [&str; 7] = ["thousand", "million", "billion", "trillion", "crore", "percent", "between"];

/// What "higher" or "less" behind a number says.
pub(super) fn direction_behind(word: &str) -> Option<Direction> {
    if word == "more" || word == "larger" || word == "greater" || word == "bigger" || RISES.contains(&word) {
        Some(Direction::Rise)
    } else if FALLS.contains(&word) {
        Some(Direction::Fall)
    } else {
        None
    }
}

/// Powers of ten by their words.
const SCALE_WORDS: &[(&str, u8)] = &[
    ("hundred", 2),
    ("hundreds", 2),
    ("thousand", 3),
    ("thous", 3),
    ("k", 3),
    ("wan", 4),
    ("万", 4),
    ("lakh", 5),
    ("lakhs", 5),
    ("million", 6),
    ("m", 6),
    ("mn", 6),
    ("mln", 6),
    ("mio", 6),
    ("crore", 7),
    ("crores", 7),
    ("yi", 8),
    ("亿", 8),
    ("billion", 9),
    ("bn", 9),
    ("bln", 9),
    ("mrd", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("trillion", 12),
    ("trn", 12),
    ("tn", 12),
    ("trl", 12),
    ("quadrillion", 15),
];

/// The power of ten of a scale word.
pub(crate) fn scale(word: &str) -> Option<u8> {
    SCALE_WORDS.iter().find(|(known, _)| *known == word).map(|(_, power)| *power)
}

/// The word that prints a power of ten; none where there is no single one.
pub(crate) fn scale_word(power: u8) -> &'static str {
    match power {
        2 => " hundred",
        3 => " thousand",
        4 => " wan",
        5 => " lakh",
        6 => " million",
        7 => " crore",
        8 => " yi",
        9 => " billion",
        10 => " thousand crore",
        11 => " hundred billion",
        12 => " trillion",
        13 => " million crore",
        14 => " hundred trillion",
        15 => " thousand trillion",
        16 => " wan trillion",
        17 => " lakh trillion",
        18 => " million trillion",
        _ => "",
    }
}

/// Currency words and signs. `word` is as printed, since codes are told by their capitals.
pub(crate) fn currency(word: &str) -> Option<Currency> {
    let code = match word {
        "RMB" | "rmb" | "Rmb" | "yuan" | "Yuan" | "renminbi" | "元" | "CN¥" => "CNY",
        "US$" | "$" | "dollars" | "dollar" => "USD",
        "€" | "euro" | "euros" | "Euro" => "EUR",
        "£" | "pounds" | "sterling" => "GBP",
        "¥" | "JP¥" | "yen" => "JPY",
        "₹" | "Rs" | "rupees" | "rupee" => "INR",
        "HK$" => "HKD",
        "A$" => "AUD",
        "C$" => "CAD",
        "NZ$" => "NZD",
        "S$" => "SGD",
        "NT$" => "TWD",
        "R$" => "BRL",
        "₩" | "won" => "KRW",
        "MX$" | "Mex$" | "pesos" | "peso" => "MXN",
        "R" | "rand" => "ZAR",
        "₦" | "N" | "naira" => "NGN",
        "KSh" | "Ksh" | "KShs" | "Kshs" | "Sh" | "shillings" | "shilling" => "KES",
        "Rp" | "rupiah" => "IDR",
        "SR" | "riyals" | "riyal" => "SAR",
        "reais" => "BRL",
        "SKr" | "kronor" | "krona" => "SEK",
        "NKr" | "kroner" => "NOK",
        "Fr" | "francs" | "franc" => "CHF",
        "₺" | "lira" => "TRY",
        "zloty" | "zł" => "PLN",
        "forint" | "forints" => "HUF",
        "฿" | "baht" => "THB",
        "RM" | "ringgit" => "MYR",
        "₫" | "dong" => "VND",
        "৳" | "Tk" | "taka" => "BDT",
        "₱" | "PhP" | "Php" => "PHP",
        "GH₵" | "GH¢" | "GHC" | "cedis" | "cedi" => "GHS",
        "Dh" | "Dhs" | "dirhams" | "dirham" => "AED",
        "₪" | "NIS" | "shekels" | "shekel" => "ILS",
        "TSh" | "TShs" | "Tsh" | "Tshs" => "TZS",
        "USh" | "UShs" | "Ush" | "Ushs" => "UGX",
        "CFAF" | "FCFA" => "XOF",
        "Br" | "birr" => "ETB",
        "N$" => "NAD",
        "J$" => "JMD",
        "TT$" => "TTD",
        "EC$" => "XCD",
        "LE" | "E£" => "EGP",
        "₴" | "hryvnia" | "hryvnias" => "UAH",
        "₸" | "tenge" => "KZT",
        "lei" => "RON",
        "Kč" | "koruna" | "korunas" | "koruny" | "korun" => "CZK",
        "leva" => "BGN",
        "soles" => "PEN",
        "pula" => "BWP",
        "meticais" => "MZN",
        "kwanza" | "kwanzas" => "AOA",
        "bolivianos" => "BOB",
        "quetzales" | "quetzals" => "GTQ",
        "lempiras" => "HNL",
        "guaraníes" | "guaranies" => "PYG",
        "kyat" | "kyats" => "MMK",
        "riel" | "riels" => "KHR",
        "₽" | "roubles" | "rubles" => "RUB",
        _ => word,
    };
    Currency::from_code(code)
}

/// Signs that open a currency symbol of two parts: the `US` of `US$`.
pub(super) fn opens_currency(word: &str) -> bool {
    matches!(word, "US" | "HK" | "A" | "C" | "NZ" | "S" | "NT" | "R" | "CN" | "JP")
}

/// "doubled", "tenfold": multiples in a word, as the multiple or its denominator; the flag says that it is a fall.
const MULTIPLES: &[(i64, bool, &[&str])] = &[
    (2, false, &["doubled", "double", "doubling", "doubles", "twice", "twofold"]),
    (3, false, &["tripled", "triple", "tripling", "triples", "trebled", "treble", "trebling", "thrice", "threefold"]),
    (4, false, &["quadrupled", "quadruple", "quadrupling", "fourfold"]),
    (5, false, &["quintupled", "quintuple", "fivefold"]),
    (6, false, &["sextupled", "sixfold"]),
    (7, false, &["septupled", "sevenfold"]),
    (8, false, &["octupled", "eightfold"]),
    (9, false, &["ninefold"]),
    (10, false, &["tenfold"]),
    (20, false, &["twentyfold"]),
    (100, false, &["hundredfold"]),
    (1000, false, &["thousandfold"]),
    (2, true, &["halved", "halving", "halves"]),
];

/// A multiple in a word.
pub(crate) fn multiple(word: &str) -> Option<(i64, bool)> {
    MULTIPLES.iter().find(|(.., words)| words.contains(&word)).map(|(value, falls, _)| (*value, *falls))
}

/// The lower half of a fraction in words: "thirds" is 3.
const DENOMINATORS: &[(i64, &[&str])] = &[
    (2, &["half", "halves"]),
    (3, &["third", "thirds"]),
    (4, &["quarter", "quarters", "fourth", "fourths"]),
    (5, &["fifth", "fifths"]),
    (6, &["sixth", "sixths"]),
    (7, &["seventh", "sevenths"]),
    (8, &["eighth", "eighths"]),
    (9, &["ninth", "ninths"]),
    (10, &["tenth", "tenths"]),
    (20, &["twentieth", "twentieths"]),
    (100, &["hundredth", "hundredths"]),
    (1000, &["thousandth", "thousandths"]),
];

/// The lower half of a fraction.
pub(crate) fn denominator(word: &str) -> Option<i64> {
    DENOMINATORS.iter().find(|(_, words)| words.contains(&word)).map(|(value, _)| *value)
}

/// What a word of numbers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberWord {
    Cardinal,
    Ordinal,
    Scale,
    Multiple,
    Fraction,
}

/// All single words of numbers, scales, multiples and fractions.
pub(crate) fn number_words() -> impl Iterator<Item = (&'static str, NumberWord)> {
    let all = |kind: NumberWord| move |word: &&'static str| (*word, kind);
    let cardinals = SMALL.iter().chain(&TENS).map(all(NumberWord::Cardinal));
    let ordinals = SMALL_ORDINALS.iter().chain(&TENTHS).map(all(NumberWord::Ordinal));
    let scales = SCALE_WORDS.iter().map(|(word, _)| (*word, NumberWord::Scale));
    let multiples = MULTIPLES.iter().flat_map(move |(.., words)| words.iter().map(all(NumberWord::Multiple)));
    let fractions = DENOMINATORS.iter().flat_map(move |(_, words)| words.iter().map(all(NumberWord::Fraction)));
    cardinals.chain(ordinals).chain(scales).chain(multiples).chain(fractions)
}

/// The phrases of hedges that begin with a word.
pub(crate) fn hedges(first: &str) -> impl Iterator<Item = (&'static str, Hedge)> {
    phrases(first)
        .filter_map(|(phrase, effect)| if let Effect::Hedge(hedge) = effect { Some((phrase, hedge)) } else { None })
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SMALL_ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENTHS: [&str; 8] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];

fn position(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|known| *known == word).and_then(|i| u32::try_from(i).ok())
}

/// A number below a thousand in words: its value, and how many words it took.
pub(crate) fn cardinal(words: &[&str]) -> Option<(u32, usize)> {
    let below_hundred = |words: &[&str]| -> Option<(u32, usize)> {
        let first = *words.first()?;
        if let Some(value) = position(&SMALL, first) {
            return Some((value, 1));
        }
        let tens = (position(&TENS, first)? + 2) * 10;
        match words.get(1).and_then(|word| position(&SMALL[..10], word)) {
            Some(unit) if unit > 0 => Some((tens + unit, 2)),
            _ => Some((tens, 1)),
        }
    };
    let (value, taken) = match words.first()? {
        &"hundred" => (1, 0),
        _ => below_hundred(words)?,
    };
    if words.get(taken) != Some(&"hundred") {
        return Some((value, taken));
    }
    let and = usize::from(words.get(taken + 1) == Some(&"and"));
    match words.get(taken + 1 + and..).and_then(below_hundred) {
        Some((rest, more)) => Some((value * 100 + rest, taken + 1 + and + more)),
        None => Some((value * 100, taken + 1)),
    }
}

/// A place in words: "second", "twenty-first"; its value and how many words it took.
pub(crate) fn ordinal(words: &[&str]) -> Option<(u32, usize)> {
    let first = *words.first()?;
    if let Some(value) = position(&SMALL_ORDINALS, first).filter(|value| *value > 0) {
        return Some((value, 1));
    }
    if let Some(tens) = position(&TENTHS, first) {
        return Some(((tens + 2) * 10, 1));
    }
    let tens = (position(&TENS, first)? + 2) * 10;
    let unit = position(&SMALL_ORDINALS[..10], words.get(1)?).filter(|unit| *unit > 0)?;
    Some((tens + unit, 2))
}

/// Whether a word can be part of a printed figure without a noun; formulas ask, to tell figures from names.
///
/// ```
/// use trueup::quantity::is_quantity_word;
/// assert!(is_quantity_word("trillion") && is_quantity_word("almost") && !is_quantity_word("gdp"));
/// ```
#[must_use]
pub fn is_quantity_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    let single = |list: &[&str]| list.contains(&lower);
    HEDGES.iter().any(|(_, phrases)| phrases.iter().any(|phrase| phrase.split(' ').any(|part| part == lower)))
        || single(RISES)
        || single(FALLS)
        || single(&[
            "by",
            "percent",
            "per",
            "cent",
            "pct",
            "percentage",
            "point",
            "points",
            "pp",
            "bp",
            "bps",
            "basis",
            "times",
            "fold",
            "x",
            "years",
            "year",
            "consecutive",
            "people",
            "between",
            "and",
            "to",
            "half",
            "a",
            "an",
            "of",
            "or",
            "more",
            "less",
            "in",
            "out",
            "plus",
            "factor",
            "exactly",
            "precisely",
            "st",
            "nd",
            "rd",
            "th",
        ])
        || scale(lower).is_some()
        || currency(word).is_some()
        || opens_currency(word)
        || multiple(lower).is_some()
        || denominator(lower).is_some()
        || cardinal(&[lower]).is_some()
        || ordinal(&[lower]).is_some()
}

/// Units by the words behind a number: how many words, and the unit.
pub(crate) fn unit_behind(words: &[&str]) -> Option<(usize, Unit)> {
    const UNITS: &[(&str, Unit)] = &[
        ("percentage points", Unit::PercentagePoints),
        ("percentage point", Unit::PercentagePoints),
        ("percent points", Unit::PercentagePoints),
        ("% points", Unit::PercentagePoints),
        ("pp", Unit::PercentagePoints),
        ("ppt", Unit::PercentagePoints),
        ("ppts", Unit::PercentagePoints),
        ("basis points", Unit::BasisPoints),
        ("basis point", Unit::BasisPoints),
        ("bps", Unit::BasisPoints),
        ("bp", Unit::BasisPoints),
        ("per cent", Unit::Percent),
        ("percent", Unit::Percent),
        ("pct", Unit::Percent),
        ("%", Unit::Percent),
        ("times", Unit::Times),
        ("time", Unit::Times),
        ("×", Unit::Times),
        ("x", Unit::Times),
        ("consecutive years", Unit::Years),
        ("consecutive year", Unit::Years),
        ("straight years", Unit::Years),
        ("straight year", Unit::Years),
        ("successive years", Unit::Years),
        ("years", Unit::Years),
        ("year", Unit::Years),
    ];
    UNITS.iter().find_map(|(text, unit)| {
        let count = text.split(' ').count();
        let fits = count <= words.len() && text.split(' ').zip(words).all(|(a, b)| a == *b);
        fits.then(|| (count, unit.clone()))
    })
}
