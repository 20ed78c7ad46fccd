//! What a number is in: currency, percent, points, a scale, the noun that is counted.

use super::{Measured, Reader, is_plural};
use crate::extract::lexer::{Kind, Token};
use crate::extract::lexicon::{self, FILLER, FUNCTION, MEASURE, MONTH, MOVE_NOUN, NUMERAL, PERSONS, SCALE, TIME};
use crate::quantity::words;
use crate::unit::Currency;

impl Reader<'_, '_> {
    /// A currency sign, code or abbreviation that starts here, and where it ends.
    pub(super) fn currency(&self, at: usize) -> Option<(usize, Currency)> {
        let token = self.get(at)?;
        let next = self.get(at + 1);
        if token.kind == Kind::Sign {
            return self.monies.named(token.text).map(|currency| (at + 1, currency));
        }
        if token.kind != Kind::Word {
            return None;
        }
        // "S/ 12.4 million": Peru's soles.
        if token.text == "S" && next.is_some_and(|next| next.is("/") && !next.spaced) {
            let number = self.get(at + 2).is_some_and(|number| number.kind == Kind::Number);
            return self.monies.named("soles").filter(|_| number).map(|currency| (at + 2, currency));
        }
        // "US$", "R$", "HK$".
        if let Some(sign) = next.filter(|next| {
            next.kind == Kind::Sign && next.start == token.end && matches!(next.text, "$" | "¥" | "₵" | "¢" | "£")
        }) {
            let both = format!("{}{}", token.text, sign.text);
            let plain = both.replace('.', "");
            return lexicon::currency(&plain).map(|currency| (at + 2, currency));
        }
        // "MSEK 5,368".
        if let Some((_, code)) = prefixed(token.text) {
            let number = next.is_some_and(|next| matches!(next.kind, Kind::Number | Kind::Unclear));
            return self.monies.named(code).filter(|_| number).map(|currency| (at + 1, currency));
        }
        let code = token.text.len() == 3 && token.text.bytes().all(|b| b.is_ascii_uppercase());
        let known = code
            || matches!(
                token.text,
                "Rs" | "RMB"
                    | "R"
                    | "N"
                    | "KSh"
                    | "Ksh"
                    | "KShs"
                    | "Kshs"
                    | "Sh"
                    | "Rp"
                    | "SR"
                    | "SKr"
                    | "NKr"
                    | "Fr"
                    | "RM"
                    | "Tk"
                    | "PhP"
                    | "Php"
                    | "Dh"
                    | "Dhs"
                    | "TSh"
                    | "TShs"
                    | "Tsh"
                    | "Tshs"
                    | "USh"
                    | "UShs"
                    | "Ush"
                    | "Ushs"
                    | "CFAF"
                    | "FCFA"
                    | "Br"
                    | "LE"
                    | "P"
                    | "Euro"
            );
        if !known {
            return None;
        }
        // "R21", "N1": a single letter needs an amount behind it; so does the number of a law.
        if matches!(token.text, "R" | "N" | "P" | "SR" | "Fr" | "Br" | "LE" | "Dh" | "Euro") {
            let number = self.get(at + 1).filter(|number| matches!(number.kind, Kind::Number | Kind::Unclear))?;
            let grouped = number.text.contains([',', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
            // The cutter of words parts "R812" only in a text of rand.
            let rand = token.text == "R" && !number.spaced && number.text.len() > 1;
            let amount =
                rand || grouped || (number.text.len() >= 4 && token.text != "SR") || self.scale(at + 2, true).0 > 0;
            if !amount {
                return None;
            }
        }
        let currency = self.monies.named(token.text)?;
        let dot = usize::from(
            next.is_some_and(|next| next.is(".") && !next.spaced)
                && matches!(token.text, "Rs" | "Fr" | "Rp" | "Sh" | "Tk"),
        );
        // A single letter is a currency only where it stands on the number.
        let on_it = self.get(at + 1 + dot).is_some_and(|next| token.text.len() > 1 || !next.spaced);
        on_it.then_some((at + 1 + dot, currency))
    }

    /// Percent, points or basis points that start here: where they end.
    pub(super) fn percent_like(&self, at: usize) -> Option<(usize, Measured)> {
        let hyphen = usize::from(self.word(at) == "-" && self.get(at + 1).is_some_and(|next| !next.spaced));
        let at = at + hyphen;
        let (end, unit) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("of", "a" | "one", "percent") => (at + 3, Measured::Percent),
            ("of", "a" | "one", "percentage") => (at + 4, Measured::Points),
            ("%", "points" | "point", _) | ("percent" | "percentage", "points" | "point", _) => {
                (at + 2, Measured::Points)
            }
            (
                "percentage-point" | "percentage-points" | "pp" | "p.p" | "p.pt" | "ppt" | "ppts" | "pps" | "p.p.",
                _,
                _,
            ) => (at + 1, Measured::Points),
            ("%", "p" | "pt" | "pts", _) => (at + 2, Measured::Points),
            ("basis", "points" | "point", _) => (at + 2, Measured::BasisPoints),
            ("basis-point" | "bps" | "bp" | "b.p", _, _) => (at + 1, Measured::BasisPoints),
            ("per", "cent" | "cent.", _) => (at + 2, Measured::Percent),
            ("percent" | "%" | "pct" | "per-cent" | "pc", _, _) => (at + 1, Measured::Percent),
            ("per", _, _) if self.word(at + 1) == "cents" => (at + 2, Measured::Percent),
            _ => return None,
        };
        // "pp." and "p.p.": the point belongs to the abbreviation.
        let end = end
            + usize::from(
                matches!(self.word(end - 1), "p.p" | "b.p")
                    && self.get(end).is_some_and(|token| token.is(".") && !token.spaced),
            );
        Some((end, unit))
    }

    /// "Consecutive years", "years in a row", "straight years", "years running".
    pub(super) fn consecutive(&self, at: usize) -> Option<usize> {
        let years = |at: usize| matches!(self.word(at), "years" | "year");
        let run = |at: usize| matches!(self.word(at), "consecutive" | "straight" | "successive");
        if run(at) && years(at + 1) {
            return Some(at + 2);
        }
        (years(at)
            && (run(at + 1)
                || self.word(at + 1) == "running"
                || (self.word(at + 1) == "in" && self.word(at + 2) == "a" && self.word(at + 3) == "row")))
            .then_some(at + 1)
    }

    /// The currency behind a number and its scale: "yuan", "US dollars", "Swiss francs".
    pub(super) fn currency_behind(&self, at: usize) -> Option<(usize, Currency)> {
        let token =
            self.get(at).filter(|token| token.kind == Kind::Word || matches!(token.text, "€" | "元" | "$" | "£"))?;
        // "Pounds of copper" weigh.
        if token.is("pounds") && self.word(at + 1) == "of" && WEIGHED.contains(&self.word(at + 2)) {
            return None;
        }
        // "U.S. dollars": the point belongs to the abbreviation.
        let dot = usize::from(token.is("u.s") && self.word(at + 1) == ".");
        if dot == 1 && matches!(self.word(at + 2), "dollars" | "dollar") {
            return Currency::from_code("USD").map(|currency| (at + 3, currency));
        }
        if let Some(next) = self.get(at + 1).filter(|next| next.kind == Kind::Word) {
            let two = if next.kind == Kind::Word
                && matches!(token.lower.as_ref(), "new" | "hong" | "south" | "saudi" | "sri")
            {
                self.word(at + 2)
            } else {
                ""
            };
            let noun = if two.is_empty() { next.lower.as_ref() } else { two };
            let code = match (token.lower.as_ref(), noun) {
                ("us" | "u.s" | "american", "dollars" | "dollar") => "USD",
                ("canadian", "dollars" | "dollar") => "CAD",
                ("australian", "dollars" | "dollar") => "AUD",
                ("new", "dollars") => "NZD",
                ("hong", "dollars") => "HKD",
                ("singapore", "dollars") => "SGD",
                ("swiss", "francs" | "franc") => "CHF",
                ("swedish", "kronor" | "krona") => "SEK",
                ("norwegian", "kroner" | "krone") => "NOK",
                ("danish", "kroner" | "krone") => "DKK",
                ("mexican", "pesos" | "peso") => "MXN",
                ("argentine" | "argentinian", "pesos") => "ARS",
                ("chilean", "pesos") => "CLP",
                ("colombian", "pesos") => "COP",
                ("philippine", "pesos") => "PHP",
                ("indian", "rupees") => "INR",
                ("pakistani" | "pakistan", "rupees") => "PKR",
                ("kenyan" | "kenya", "shillings") => "KES",
                ("ugandan", "shillings") => "UGX",
                ("tanzanian", "shillings") => "TZS",
                ("egyptian", "pounds") => "EGP",
                ("brazilian", "reais") => "BRL",
                ("south", "rand") => "ZAR",
                ("saudi", "riyals") => "SAR",
                ("korean", "won") => "KRW",
                ("chinese", "yuan") => "CNY",
                ("japanese", "yen") => "JPY",
                ("nigerian", "naira") => "NGN",
                ("indonesian", "rupiah") => "IDR",
                ("pounds", "sterling") => "GBP",
                ("cfa", "francs" | "franc") => "XOF",
                ("turkish", "lira") => "TRY",
                ("moroccan", "dirhams") => "MAD",
                ("algerian", "dinars") => "DZD",
                ("tunisian", "dinars") => "TND",
                ("jordanian", "dinars") => "JOD",
                ("kuwaiti", "dinars") => "KWD",
                ("serbian", "dinars") => "RSD",
                ("iraqi", "dinars") => "IQD",
                ("bahraini" | "bahrain", "dinars") => "BHD",
                ("omani", "rials") => "OMR",
                ("qatari" | "qatar", "riyals") => "QAR",
                ("iranian", "rials") => "IRR",
                ("zambian", "kwacha") => "ZMW",
                ("malawian" | "malawi", "kwacha") => "MWK",
                ("taiwan", "dollars") => "TWD",
                ("jamaican", "dollars") => "JMD",
                _ => "",
            };
            if let Some(currency) = Currency::from_code(code) {
                return Some((at + if two.is_empty() { 2 } else { 3 }, currency));
            }
        }
        if token.text == "$" {
            return None;
        }
        let code = token.text.len() == 3 && token.text.bytes().all(|b| b.is_ascii_uppercase());
        let name = token.text.len() > 2 || token.kind == Kind::Sign;
        if !(code || name) {
            return None;
        }
        // "776 billion Baht".
        let named = self.monies.named(token.text);
        let capital = token.text.len() > 3 && token.text.starts_with(char::is_uppercase);
        named.or_else(|| self.monies.named(&token.lower).filter(|_| capital)).map(|currency| (at + 1, currency))
    }

    /// "212 of the 630 seats": a count is of what its whole counts.
    pub(super) fn part_of(&self, at: usize, digits: &str) -> Option<Measured> {
        let article = usize::from(matches!(self.word(at + 1), "the" | "its" | "their" | "all" | "his" | "her" | "our"));
        let whole = at + 1 + article;
        let counts = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() >= digits.len();
        (self.word(at) == "of" && !digits.contains('.') && self.get(whole).is_some_and(counts))
            .then(|| self.noun(whole + 1))
            .flatten()
            .map(|(_, noun)| noun)
    }

    /// Scale words behind a number: the power of ten, and where they end. Single letters count only on the number, or with a currency.
    pub(super) fn scale(&self, at: usize, money: bool) -> (u8, usize) {
        let (mut power, mut end) = (0, at);
        while let Some(token) = self.get(end).filter(|token| matches!(token.kind, Kind::Word | Kind::Sign)) {
            let hyphen = token.is("-") && self.get(end + 1).is_some_and(|next| !next.spaced && next.has(SCALE));
            let token = if hyphen { &self.tokens[end + 1] } else { token };
            let word = token.lower.as_ref();
            let letter = matches!(word, "m" | "k" | "b" | "t" | "cr");
            // "1.2 m units".
            let parted = token.spaced
                && !(word == "m"
                    && self.tokens[end - 1].text.contains('.')
                    && self.get(end + 1).is_some_and(|next| is_plural(&next.lower)));
            if letter && !money && (parted || !self.counts_behind(end + 1)) {
                break;
            }
            let more = match word {
                "b" if money => 9,
                "t" if money && !token.spaced => 12,
                "cr" => 7,
                "b" | "t" => break,
                _ => match words::scale(word) {
                    Some(more) => more,
                    None => break,
                },
            };
            if power + more > 18 {
                break;
            }
            power += more;
            end += 1 + usize::from(hyphen);
            // "221.3 thous. dwellings": the point belongs to the abbreviation.
            end += usize::from(word == "thous" && self.get(end).is_some_and(|point| point.is(".") && !point.spaced));
        }
        (power, end)
    }

    /// Whether what stands behind lets "45m" be millions: a plural or the end of the phrase, not "the 100m final".
    pub(super) fn counts_behind(&self, at: usize) -> bool {
        self.get(at).is_none_or(|next| {
            next.kind != Kind::Word
                || next.has(FUNCTION | PERSONS | MEASURE)
                || is_plural(&next.lower)
                || self.get(at + 1).is_some_and(|after| is_plural(&after.lower))
        })
    }

    /// Whether years are what is measured here: life expectancy, ages, terms.
    pub(super) fn sentence_says_length(&self, from: usize) -> bool {
        self.tokens[self.sentence.start..from].iter().rev().take(12).any(|token| {
            matches!(token.lower.as_ref(), "expectancy" | "maturity" | "duration" | "schooling" | "lifespan" | "tenure")
        })
    }

    /// Whether a time is measured in these: hours, days, weeks, months, minutes.
    pub(super) fn is_length(&self, at: usize) -> bool {
        matches!(self.word(at), "hours" | "days" | "weeks" | "months" | "minutes")
    }

    /// "42 years from 1978 to 2018", "between 1991 and 2019 it grew for 28 years": a length that can be counted from its ends.
    pub(super) fn spans_years(&self, from: usize, at: usize) -> bool {
        let year = |token: &Token<'_>| {
            token.kind == Kind::Number && token.text.len() == 4 && token.text.bytes().all(|b| b.is_ascii_digit())
        };
        let behind = self.tokens[at..self.sentence.end.min(at + 16)].iter().filter(|token| year(token)).count();
        let joint = matches!(self.word(at + 1), "from" | "between" | "since" | "," | "(" | "to" | "of");
        let ahead = self.tokens[self.sentence.start..from].iter().filter(|token| year(token)).count();
        (joint && behind >= 2)
            || (ahead >= 2
                && self
                    .previous(from)
                    .is_some_and(|previous| matches!(previous.lower.as_ref(), "for" | "after" | "of" | "or" | "over")))
    }

    /// The noun that is counted, and where it ends.
    pub(super) fn noun(&self, at: usize) -> Option<(usize, Measured)> {
        let mut end = at;
        let mut from = at;
        while end < at + 5 {
            let token =
                self.get(end).filter(|token| token.kind == Kind::Word && (token.spaced || token.has(MEASURE)))?;
            if token.has(FILLER) && end == from {
                from += 1;
                end += 1;
                continue;
            }
            // "220.1 billion kilowatt hours".
            if token.lower.ends_with("watt") && self.word(end + 1) == "hours" {
                return Some((end + 2, Measured::Noun(format!("{} hours", token.lower))));
            }
            // "49.2 million employed persons", "of the 14.2 million employed, 9.8 million worked full time".
            let state = matches!(token.lower.as_ref(), "employed" | "unemployed");
            if state && end == from {
                let people = self.get(end + 1).is_some_and(|next| next.has(PERSONS));
                if people || matches!(self.word(end + 1), "," | "." | "in" | "") {
                    return Some((end + usize::from(people) + 1, Measured::Noun("people".to_owned())));
                }
            }
            if token.has(PERSONS) {
                return Some((end + 1, Measured::Noun("people".to_owned())));
            }
            if token.has(FUNCTION | MOVE_NOUN | NUMERAL | SCALE | TIME)
                || (token.has(MONTH) && token.text.starts_with(char::is_uppercase))
            {
                return None;
            }
            // "1000 Brussels", "The 39 Steps": a name.
            if end == from && token.text.starts_with(char::is_uppercase) && is_plural(&token.lower) {
                return None;
            }
            // Pesos of a country that the text does not name: the parser of figures would take them for Mexico's.
            if token.is("pesos") && end == from {
                return Some((end + 1, Measured::Noun("unnamed pesos".to_owned())));
            }
            // Pounds that are no money weigh; the parser of figures takes "pounds" for money.
            if token.is("pounds") && end == from {
                return Some((end + 1, Measured::Noun("lb".to_owned())));
            }
            if token.has(MEASURE) && end == from {
                return Some((end + 1, Measured::Noun(token.lower.to_string())));
            }
            end += 1;
            if is_plural(&token.lower) {
                // "Power plants workers": the last of several plurals is what is counted.
                while self.get(end).is_some_and(|next| {
                    next.kind == Kind::Word
                        && next.spaced
                        && !next.has(FUNCTION | MOVE_NOUN)
                        && is_plural(&next.lower)
                        && end < at + 5
                }) {
                    end += 1;
                }
                let noun: Vec<&str> = self.tokens[from..end].iter().map(|token| token.lower.as_ref()).collect();
                return Some((end, Measured::Noun(noun.join(" "))));
            }
            if token.text.starts_with(char::is_uppercase) && end > at + 3 {
                return None;
            }
        }
        None
    }
}

/// What is weighed in pounds.
const WEIGHED: &[&str] = &[
    "copper", "gold", "zinc", "lead", "nickel", "uranium", "aluminum", "steel", "meat", "beef", "pork", "chicken",
    "poultry", "fish", "shrimp", "lobster", "cheese", "butter", "milk", "coffee", "cocoa", "cotton", "sugar", "tea",
    "tobacco", "wool", "rubber", "fruit", "food", "potatoes",
];

/// "MSEK", "TEUR", "kEUR": a currency with its scale in front, as accounts write it; the power of ten and the code.
pub(super) fn prefixed(text: &str) -> Option<(u8, &str)> {
    let (scale, code) = text.split_at_checked(1)?;
    let power = match scale {
        "M" => 6,
        "T" | "K" | "k" => 3,
        "B" => 9,
        _ => return None,
    };
    matches!(code, "SEK" | "NOK" | "DKK" | "EUR" | "CHF" | "USD" | "GBP" | "ISK" | "PLN" | "CZK")
        .then_some((power, code))
}
