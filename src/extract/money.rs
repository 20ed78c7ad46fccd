//! Currencies that a text does not name in full: "$", "pesos", "shillings", "cents" are those of the country that it speaks of.

use super::lexer::{Kind, Token};
use super::lexicon;
use crate::unit::Currency;

/// What signs and names of money mean in a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Monies {
    /// Names and signs whose currency the text settles.
    settled: Vec<(&'static str, Currency)>,
    /// What a hundredth is of: the first currency that the text prints.
    main: Option<Currency>,
}

/// A sign or name, the countries whose currency it may be, and what it means where none of them is spoken of.
type Ambiguous = (&'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

const AMBIGUOUS: &[Ambiguous] = &[
    (
        &["$", "dollars", "dollar"],
        &[
            ("canad", "CAD"),
            ("ontario", "CAD"),
            ("quebec", "CAD"),
            ("alberta", "CAD"),
            ("austral", "AUD"),
            ("zealand", "NZD"),
            ("auckland", "NZD"),
            ("singapore", "SGD"),
            ("hong", "HKD"),
            ("u.s", "USD"),
            ("america", "USD"),
        ],
        "USD",
    ),
    (
        &["¥"],
        &[("chin", "CNY"), ("yuan", "CNY"), ("rmb", "CNY"), ("renminbi", "CNY"), ("japan", "JPY"), ("yen", "JPY")],
        "JPY",
    ),
    (
        &["pesos", "peso"],
        &[
            ("mexic", "MXN"),
            ("banxico", "MXN"),
            ("argentin", "ARS"),
            ("chile", "CLP"),
            ("colombia", "COP"),
            ("philippin", "PHP"),
            ("manila", "PHP"),
        ],
        "",
    ),
    (&["shillings", "shilling"], &[("kenya", "KES"), ("uganda", "UGX"), ("tanzania", "TZS")], "KES"),
    (
        &["rupees", "rupee", "Rs"],
        &[
            ("india", "INR"),
            ("pakistan", "PKR"),
            ("karachi", "PKR"),
            ("lahore", "PKR"),
            ("islamabad", "PKR"),
            ("lanka", "LKR"),
            ("nepal", "NPR"),
        ],
        "INR",
    ),
    (&["kroner", "krone"], &[("norw", "NOK"), ("danish", "DKK"), ("denmark", "DKK")], "NOK"),
    (&["riyals", "riyal"], &[("saudi", "SAR"), ("qatar", "QAR"), ("oman", "OMR")], "SAR"),
    (&["pounds"], &[("egypt", "EGP"), ("cairo", "EGP"), ("sudan", "SDG")], "GBP"),
    (&["won"], &[], "KRW"),
    // "P1.2 billion": pesos or pula.
    (&["P"], &[("philippin", "PHP"), ("manila", "PHP"), ("botswana", "BWP")], ""),
];

/// Hundredths by their names, and the currency where there is only one.
const HUNDREDTHS: &[(&str, &str)] = &[
    ("cents", ""),
    ("cent", ""),
    ("pence", "GBP"),
    ("kobo", "NGN"),
    ("öre", "SEK"),
    ("øre", "NOK"),
    ("paise", "INR"),
    ("sen", "MYR"),
    ("p", "GBP"),
];

/// What a text says of money and of countries.
#[derive(Debug, Clone, Default)]
pub(super) struct Spoken {
    /// For each ambiguous sign the currencies of the countries that are spoken of.
    codes: [Vec<&'static str>; AMBIGUOUS.len()],
    /// The first currency that is printed.
    main: Option<Currency>,
}

impl Spoken {
    /// Adds what a stretch of the text says.
    pub(super) fn hear(&mut self, tokens: &[Token<'_>]) {
        for token in tokens {
            if self.main.is_none()
                && token.text != "won"
                && (token.kind == Kind::Sign || token.text.len() == 3 || token.text == "Rs")
            {
                self.main = lexicon::currency(token.text);
            }
            if token.kind != Kind::Word || token.text.starts_with(char::is_lowercase) {
                continue;
            }
            for (codes, (_, countries, _)) in self.codes.iter_mut().zip(AMBIGUOUS) {
                if let Some((_, code)) = countries.iter().find(|(stem, _)| token.lower.starts_with(stem))
                    && !codes.contains(code)
                {
                    codes.push(code);
                }
            }
        }
    }
}

impl Monies {
    /// Where a text speaks of two countries, the usual meaning stands.
    pub(super) fn of(spoken: &Spoken) -> Self {
        let mut settled = Vec::new();
        for (codes, (names, _, usual)) in spoken.codes.iter().zip(AMBIGUOUS) {
            let code = if let [one] = codes.as_slice() { one } else { usual };
            if let Some(currency) = Currency::from_code(code) {
                settled.extend(names.iter().map(|name| (*name, currency)));
            }
        }
        let mut monies = Self { settled, main: None };
        monies.main =
            spoken.main.map(|main| if main.code() == "USD" { monies.named("$").unwrap_or(main) } else { main });
        monies
    }

    /// The currency of a sign, code or name.
    pub(super) fn named(&self, word: &str) -> Option<Currency> {
        if let Some((_, currency)) = self.settled.iter().find(|(name, _)| *name == word) {
            return Some(*currency);
        }
        // A name that belongs to several countries, none of which the text speaks of, is no currency.
        if AMBIGUOUS.iter().any(|(names, ..)| names.contains(&word)) {
            return None;
        }
        lexicon::currency(word)
    }

    /// The currency of which a word is a hundredth.
    pub(super) fn hundredth(&self, word: &str) -> Option<Currency> {
        let (_, code) = HUNDREDTHS.iter().find(|(name, _)| *name == word)?;
        // "18.4 cent": the Irish and the law of the Union print no plural.
        let euro = if word == "cent" { Currency::from_code("EUR") } else { None };
        if code.is_empty() { self.main.or(euro) } else { Currency::from_code(code) }
    }
}
