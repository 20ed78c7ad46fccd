//! The figures of a sentence: which numbers measure something, with unit, scale and hedge, and what each is called to the parser of figures.
//!
//! What a number is stands around it. Numbers that only name or date are passed over; those that look like figures and are not
//! understood are kept with the reason.

use std::ops::Range;

use super::lexer::{Kind, Token};
use super::lexicon::{
    self, ABBREVIATION, ANY_VERB, FALL, FILLER, FUNCTION, GROUP, INDEX, LEVEL, MEASURE, MONTH, MOVE_NOUN, NAMING,
    NUMERAL, PERSONS, PREPOSITION, RISE, SCALE, TIME,
};
use super::money::Monies;
use crate::quantity::{Hedge, words};
use crate::unit::Currency;

/// A figure as it stands in a sentence, before its period and subject are known.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    /// Number, scale, currency and unit words.
    pub(super) tokens: Range<usize>,
    /// From the hedge on.
    pub(super) from: usize,
    pub(super) hedge: Option<Hedge>,
    pub(super) negative: bool,
    pub(super) digits: String,
    /// The upper end of a range.
    pub(super) high: Option<(String, u8)>,
    pub(super) scale: u8,
    pub(super) unit: Measured,
}

/// What a figure is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measured {
    /// Nothing is said.
    Bare,
    Money(Currency),
    Percent,
    Points,
    BasisPoints,
    /// "3.5 times"; the flag says that it is a factor whatever the verb: "17-fold", "by a factor of 3".
    Times(bool),
    Years,
    Rank,
    Noun(String),
}

impl Measured {
    /// Money, things counted, or a plain number: what can be compared in percent.
    pub(super) fn is_amount(&self) -> bool {
        matches!(self, Self::Money(_) | Self::Noun(_) | Self::Bare)
    }
}

/// What is found at a place.
pub(super) enum Found {
    /// A figure.
    Figure(Raw),
    /// No figure: where to go on.
    Passed(usize),
    /// A number that might be a figure, and why it cannot be used.
    Unclear(Range<usize>, &'static str),
}

impl Raw {
    /// The words that the parser of figures reads, with the hedge.
    pub(super) fn words(&self) -> String {
        let mut text = String::with_capacity(32);
        if let Some(hedge) = self.hedge.filter(|hedge| !matches!(hedge, Hedge::Exact | Hedge::Range)) {
            text.push_str(hedge.words());
            text.push(' ');
        }
        self.bare(&mut text);
        text
    }

    /// The same without the hedge.
    fn bare(&self, text: &mut String) {
        if self.unit == Measured::Rank {
            text.push_str("No. ");
        }
        if self.unit == Measured::Times(true) {
            text.push_str("a factor of ");
        }
        if self.negative {
            text.push_str("minus ");
        }
        if let Measured::Money(currency) = &self.unit {
            text.push_str(currency.code());
            text.push(' ');
        }
        text.push_str(&self.digits);
        text.push_str(words::scale_word(self.scale));
        if let Some((high, scale)) = &self.high {
            text.push_str(" to ");
            text.push_str(high);
            text.push_str(words::scale_word(*scale));
        }
        match &self.unit {
            Measured::Percent => text.push_str(" percent"),
            Measured::Points => text.push_str(" percentage points"),
            Measured::BasisPoints => text.push_str(" basis points"),
            Measured::Times(false) => text.push_str(" times"),
            Measured::Years => text.push_str(" years"),
            Measured::Noun(noun) => {
                text.push(' ');
                // The parser of figures takes a short word before a noun for a scale that it does not know: "net members".
                let short = noun.split_once(' ').filter(|(first, _)| first.chars().count() <= 3);
                text.push_str(short.map_or(noun.as_str(), |(_, rest)| rest));
            }
            Measured::Bare | Measured::Money(_) | Measured::Times(true) | Measured::Rank => {}
        }
    }
}

/// Reads the figures of one sentence.
pub(super) struct Reader<'a, 'b> {
    pub(super) tokens: &'b [Token<'a>],
    pub(super) sentence: Range<usize>,
    /// What signs and names of money mean in this text.
    pub(super) monies: &'b Monies,
    /// Whether decimals follow a comma in this text.
    pub(super) decimal_comma: bool,
    /// Whether the sentence has counted something before.
    pub(super) counted: bool,
}

impl<'a> Reader<'a, '_> {
    fn get(&self, at: usize) -> Option<&Token<'a>> {
        (at < self.sentence.end).then(|| self.tokens.get(at)).flatten()
    }

    fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.lower.as_ref())
    }

    /// The token before, in the sentence.
    fn previous(&self, at: usize) -> Option<&Token<'a>> {
        at.checked_sub(1).filter(|before| *before >= self.sentence.start).map(|before| &self.tokens[before])
    }

    fn has(&self, at: usize, flags: u64) -> bool {
        self.get(at).is_some_and(|token| token.has(flags))
    }

    /// What stands at a place: a figure, or nothing that matters.
    pub(super) fn at(&self, at: usize) -> Found {
        let Some(token) = self.get(at) else { return Found::Passed(at + 1) };
        match token.kind {
            Kind::Number => self.number(at, at, None, false),
            Kind::Ordinal => self.rank(at),
            Kind::Unclear => self.unclear(at),
            Kind::Word if token.has(NUMERAL | SCALE) => self.number_in_words(at),
            Kind::Word | Kind::Sign => self.money_or_minus(at),
            Kind::Code | Kind::Note => Found::Passed(at + 1),
        }
    }

    /// A currency or a minus before a number.
    fn money_or_minus(&self, at: usize) -> Found {
        let (mut next, currency) = self.currency(at).map_or((at, None), |(next, currency)| (next, Some(currency)));
        let token = &self.tokens[at];
        let glued_before =
            self.previous(at).is_some_and(|previous| previous.end == token.start && previous.kind != Kind::Sign);
        let sign = |at: usize| {
            self.word(at) == "-" || (self.word(at) == "–" && self.get(at + 1).is_some_and(|next| !next.spaced))
        };
        let mut negative = false;
        let minus_word = self.word(next) == "minus";
        if (sign(next) && !glued_before) || minus_word {
            negative = true;
            next += 1;
        } else if self.word(next) == "+" && !glued_before {
            next += 1;
        }
        if next == at {
            return Found::Passed(at + 1);
        }
        let (next, currency) = match currency {
            None => self.currency(next).map_or((next, None), |(next, currency)| (next, Some(currency))),
            known => (next, known),
        };
        match self.get(next).map(|token| token.kind) {
            Some(Kind::Number) => {
                // A dash between words and a number is no sign.
                let directly = self.get(next).is_some_and(|token| !token.spaced) || minus_word || currency.is_some();
                if negative && !directly {
                    return Found::Passed(at + 1);
                }
                self.number(next, at, currency, negative)
            }
            Some(Kind::Unclear) => self.decimal_comma(next, at, currency, negative),
            Some(Kind::Word) if self.has(next, NUMERAL) && currency.is_some() => Found::Passed(next),
            _ => Found::Passed(at + 1),
        }
    }

    /// A currency sign, code or abbreviation that starts here, and where it ends.
    fn currency(&self, at: usize) -> Option<(usize, Currency)> {
        let token = self.get(at)?;
        let next = self.get(at + 1);
        if token.kind == Kind::Sign {
            return self.monies.named(token.text).map(|currency| (at + 1, currency));
        }
        if token.kind != Kind::Word {
            return None;
        }
        // "US$", "R$", "HK$".
        if let Some(sign) = next
            .filter(|next| next.kind == Kind::Sign && next.start == token.end && matches!(next.text, "$" | "¥" | "₵"))
        {
            let both = format!("{}{}", token.text, sign.text);
            let plain = both.replace('.', "");
            return lexicon::currency(&plain).map(|currency| (at + 2, currency));
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
            );
        if !known {
            return None;
        }
        // "R21", "N1": a single letter needs an amount behind it; so does the number of a law.
        if matches!(token.text, "R" | "N" | "SR" | "Fr") {
            let number = self.get(at + 1).filter(|number| matches!(number.kind, Kind::Number | Kind::Unclear))?;
            let grouped = number.text.contains([',', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
            let amount = grouped || (number.text.len() >= 4 && token.text != "SR") || self.scale(at + 2, true).0 > 0;
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

    /// "14,5": a decimal comma where a unit follows directly; else nobody can tell.
    fn unclear(&self, at: usize) -> Found {
        self.decimal_comma(at, at, None, false)
    }

    fn decimal_comma(&self, at: usize, from: usize, currency: Option<Currency>, negative: bool) -> Found {
        let token = &self.tokens[at];
        let digits = token.text.split_once(',').filter(|(whole, part)| {
            part.len() <= 2
                && part.bytes().all(|b| b.is_ascii_digit())
                && whole.bytes().all(|b| b.is_ascii_digit())
                && whole.len() <= 3
        });
        let unit =
            matches!(self.word(at + 1), "%" | "percent" | "percentage" | "basis" | "times" | "per" | "of" | "index")
                || self.has(at + 1, SCALE)
                || currency.is_some()
                || self.currency_behind(at + 1).is_some();
        let listed = self.decimal_comma;
        match digits {
            Some((whole, part)) if unit || listed => {
                self.figure(at, from, currency, negative, format!("{whole}.{part}"), false)
            }
            Some(_) => Found::Unclear(
                at..at + 1,
                "a decimal comma or two numbers of a list: without a unit behind it nobody can tell",
            ),
            None if !token.text.is_ascii() => Found::Unclear(at..at + 1, "its digits are not those from 0 to 9"),
            None => Found::Unclear(at..at + 1, "its digits are grouped in no known way"),
        }
    }

    /// A number in digits.
    fn number(&self, at: usize, from: usize, currency: Option<Currency>, negative: bool) -> Found {
        let token = &self.tokens[at];
        // "Per 10,000 people": what a rate is over is no figure; nor is the number of a section.
        let bill = currency.is_some() && self.names_notes(at + 1);
        // "2-0": a score, or places in a vote.
        let score = currency.is_none() && self.is_score(at);
        // "The VIAF number is 148 220 917".
        let number = from >= self.sentence.start + 2
            && matches!(self.word(from - 1), "is" | "was")
            && self.tokens[from - 2].is("number");
        // "FTSE 250 firms".
        let index = currency.is_none()
            && self.previous(from).is_some_and(|previous| {
                previous.kind == Kind::Word
                    && previous.text.len() > 2
                    && previous.text.bytes().all(|b| b.is_ascii_uppercase())
            })
            && self.percent_like(at + 1).is_none()
            && !self.has(at + 1, SCALE);
        // "SDG 8" is a goal, not a sum in Sudanese pounds.
        let goal = self.tokens[from..at]
            .iter()
            .any(|token| matches!(token.text, "SDG" | "COP" | "TOP" | "ALL" | "CUP" | "BOB"))
            && self.tokens[at].text.len() <= 3
            && self.scale(at + 1, true).0 == 0;
        if score {
            return Found::Passed(at + 3);
        }
        // "+32 2 277 55 03", "DE89 3704 0044": digits in a row are one number of a telephone or an account.
        let row = |one: Option<&Token<'_>>| {
            one.is_some_and(|token| {
                token.kind == Kind::Number && !(token.text.len() == 4 && token.text.starts_with(['1', '2']))
            })
        };
        let in_a_row =
            currency.is_none() && (row(self.previous(from)) || (row(self.get(at + 1)) && row(self.get(at + 2))));
        // "At 14.00", "Km 1,741".
        let at_time = currency.is_none()
            && self.previous(from).is_some_and(|previous| {
                matches!(previous.lower.as_ref(), "at" | "from" | "until" | "by" | "to" | "and")
            })
            && self.is_time(at);
        let post = self.previous(from).is_some_and(|previous| previous.text == "Km")
            || matches!((self.word(at + 1), self.word(at + 2)), ("km" | "kilometre", "post" | "mark" | "stone"));
        if in_a_row || at_time || post {
            return Found::Passed(at + 1);
        }
        if number || index || goal || currency.is_none() && self.only_labels(at, from) {
            return Found::Passed(at + 1);
        }
        let sporting = currency.is_none()
            && matches!(self.word(at + 1), "degrees" | "balls" | "wickets" | "goals" | "runs" | "innings" | "laps");
        let added = self
            .previous(from)
            .is_some_and(|previous| previous.is("+") && !previous.spaced && from > self.sentence.start + 1);
        if bill || sporting || added {
            return Found::Passed(at + 2);
        }
        let over = currency.is_none()
            && self.previous(from).is_some_and(|previous| matches!(previous.lower.as_ref(), "per" | "every"));
        if over || (currency.is_none() && self.named(from)) {
            return Found::Passed(at + 1);
        }
        let digits = token.lower.to_string();
        self.figure(at, from, currency, negative, digits, false)
    }

    /// "Twelve countries", "five million", "two hundred thousand"; small ones count only with a unit of their own.
    fn number_in_words(&self, at: usize) -> Found {
        let token = &self.tokens[at];
        if token.kind != Kind::Word {
            return Found::Passed(at + 1);
        }
        if token.has(SCALE) {
            // "A million", "a billion": one of them.
            let one = self.previous(at).is_some_and(|previous| matches!(previous.lower.as_ref(), "a" | "one"));
            let scaled = one
                && matches!(token.lower.as_ref(), "million" | "billion" | "trillion" | "crore" | "lakh" | "thousand")
                && self.word(at + 1) != "of";
            if !scaled {
                return Found::Passed(at + 1);
            }
            return self.figure(at - 1, at - 1, None, false, "1".to_owned(), true);
        }
        let mut parts: Vec<&str> = Vec::new();
        let mut end = at;
        while let Some(token) = self.get(end).filter(|token| {
            token.kind == Kind::Word && (token.has(NUMERAL) || matches!(token.lower.as_ref(), "hundred" | "and"))
        }) {
            if token.is("and") && !(parts.last() == Some(&"hundred") && self.has(end + 1, NUMERAL)) {
                break;
            }
            parts.extend(token.lower.split('-'));
            end += 1;
        }
        let Some((value, _)) = words::cardinal(&parts).filter(|(_, taken)| *taken == parts.len()) else {
            return Found::Passed(end.max(at + 1));
        };
        // "Three times that of" is a multiple in words.
        // "Up four places, from 11th to 9th".
        let places = matches!(self.word(end), "places" | "positions" | "rungs" | "notches")
            && self.tokens[self.sentence.clone()].iter().any(|token| token.kind == Kind::Ordinal);
        let unit =
            places || self.has(end, SCALE) || self.percent_like(end).is_some() || self.consecutive(end).is_some();
        if self.word(end) == "times" || (value < 11 && !unit) {
            return Found::Passed(end);
        }
        match self.figure(end - 1, at, None, false, value.to_string(), true) {
            Found::Passed(_) => Found::Passed(end),
            found => found,
        }
    }

    /// Percent, points or basis points that start here: where they end.
    fn percent_like(&self, at: usize) -> Option<(usize, Measured)> {
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
    fn consecutive(&self, at: usize) -> Option<usize> {
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
    fn currency_behind(&self, at: usize) -> Option<(usize, Currency)> {
        let token =
            self.get(at).filter(|token| token.kind == Kind::Word || matches!(token.text, "€" | "元" | "$" | "£"))?;
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
        if code || name { self.monies.named(token.text).map(|currency| (at + 1, currency)) } else { None }
    }

    /// The figure whose number ends at `at`, if it is one. `from` is where number or currency starts.
    fn figure(
        &self,
        at: usize,
        from: usize,
        mut currency: Option<Currency>,
        negative: bool,
        mut digits: String,
        in_words: bool,
    ) -> Found {
        let mut end = at + 1;
        if in_words && self.has(at, SCALE) {
            end = at;
        }
        if in_words && end == at + 1 && self.tokens[at].is("a") {
            end = at + 1;
        }
        let hyphen = |end: usize| {
            self.word(end) == "-" && self.get(end + 1).is_some_and(|next| !next.spaced && next.kind == Kind::Word)
        };
        let (mut scale, scale_end) = self.scale(end, currency.is_some());
        end = scale_end;
        if currency.is_none()
            && let Some((behind, known)) = self.currency_behind(end)
        {
            currency = Some(known);
            end = behind;
        }
        let mut high = None;
        let mut range_from = from;
        let mut hedge_range = false;
        if let Some((ends_at, upper, upper_scale, upper_currency)) = self.range_end(from, end, currency) {
            if scale == 0 {
                scale = upper_scale;
            }
            currency = currency.or(upper_currency);
            high = Some((upper, upper_scale));
            end = ends_at;
            hedge_range = true;
            if self.previous(from).is_some_and(|previous| previous.is("between")) {
                range_from = from - 1;
            }
        }
        // "Between 15% and 30%".
        if high.is_none()
            && self.previous(from).is_some_and(|previous| previous.is("between"))
            && let Some((behind, _)) = self.percent_like(end)
            && self.word(behind) == "and"
            && let Some(upper) = self.get(behind + 1).filter(|upper| upper.kind == Kind::Number)
            && self.percent_like(behind + 2).is_some()
        {
            high = Some((upper.lower.to_string(), 0));
            end = behind + 2;
            hedge_range = true;
            range_from = from - 1;
        }
        let mut unit = currency.map_or(Measured::Bare, Measured::Money);
        let mut listed = false;
        if currency.is_none() {
            if let Some((behind, percent)) = self.percent_like(end) {
                (end, unit) = (behind, percent);
                // "100% sure".
                let sure = matches!(self.word(end), "sure" | "certain" | "behind" | "confident" | "committed");
                // "The 99 per cent marched", "the 1% fear them".
                let people = matches!(digits.as_str(), "1" | "99")
                    && self.previous(from).is_some_and(|previous| previous.is("the"))
                    && self.ends_phrase(end)
                    && self.word(end) != "of"
                    || matches!(digits.as_str(), "1" | "99")
                        && self.previous(from).is_some_and(|previous| previous.is("the"))
                        && self.get(end).is_some_and(|next| {
                            next.kind == Kind::Word && !next.has(MOVE_NOUN | NAMING) && !is_plural(&next.lower)
                        })
                        && !matches!(self.word(end), "of" | "target" | "mark" | "level" | "rate" | "threshold" | "tax");
                if people || self.groups(from) || sure && digits.starts_with('1') && !digits.contains('.') {
                    return Found::Passed(end);
                }
            } else if self.word(end) == "times"
                || (self.word(end) == "x" && self.get(end).is_some_and(|x| !x.spaced))
                || self.word(end) == "×"
            {
                // "Three times a year" is how often, "a million times" only many.
                let times_a = matches!(self.word(end + 1), "a" | "per");
                let many = self.tokens[from].is("a") && scale > 0;
                if times_a || many {
                    return Found::Passed(end + 1);
                }
                (end, unit) = (end + 1, Measured::Times(false));
            } else if self.word(end) == "fold" || (hyphen(end) && self.word(end + 1) == "fold") {
                (end, unit) = (end + 1 + usize::from(self.word(end) == "-"), Measured::Times(true));
            } else if let Some(behind) = self.consecutive(end) {
                (end, unit) = (behind, Measured::Years);
            } else if hyphen(end) {
                // "A 20-year bond", "the 500-member assembly": the number names the thing.
                // "Its 31,500-strong work force".
                if !matches!(self.word(end + 1), "plus" | "strong") {
                    return Found::Passed(end + 2);
                }
            } else if self.has(end, TIME) {
                let long = digits.contains('.') || self.sentence_says_length(from) || self.spans_years(from, end);
                let years = long && self.word(end) == "years";
                // "21.3 hours a week", "an average stay of 4.6 days": measured, and no span in which something happens.
                let measured = digits.contains('.')
                    || self.word(end) == "hours"
                        && matches!(self.word(end + 1), "a" | "per" | "each" | "worked")
                        && !in_words;
                if !years && !(measured && self.is_length(end)) {
                    return Found::Passed(end + 1);
                }
                unit = if years { Measured::Years } else { Measured::Noun(self.word(end).to_owned()) };
                end += 1;
            } else if let Some(whole) = self
                .monies
                .hundredth(self.word(end))
                .filter(|_| scale == 0 && !self.tokens[end].text.starts_with(char::is_uppercase))
            {
                // "18.4 cent" is 0.184 of the currency.
                (end, unit) = (end + 1, Measured::Money(whole));
                digits = hundredths(&digits);
            } else if self.get(end).is_some_and(|name| name.text == "Cent") {
                return Found::Passed(end + 1);
            } else if matches!(self.word(end), "cent" | "cents") {
                (end, unit) = (end + 1, Measured::Noun("cents".to_owned()));
            } else if let Some((behind, noun)) = self.noun(end) {
                (end, unit) = (behind, noun);
            } else if let Some(noun) = self.part_of(end, &digits) {
                unit = noun;
            } else {
                listed = true;
            }
        }
        if matches!(unit, Measured::Noun(_) | Measured::Bare) && self.in_name(from, end)
            || scale == 0 && matches!(unit, Measured::Noun(_)) && self.is_name(at, from, end)
        {
            return Found::Passed(end);
        }
        let factor = self.previous(from).is_some_and(|previous| previous.is("of"))
            && from >= self.sentence.start + 2
            && self.tokens[from - 2].is("factor");
        if factor && unit == Measured::Bare {
            unit = Measured::Times(true);
        }
        let (hedge_from, mut hedge) = if hedge_range { (range_from, Some(Hedge::Range)) } else { self.hedge(from) };
        if let Some(behind) = self.hedge_behind(end).filter(|_| hedge.is_none()) {
            hedge = Some(behind);
        }
        if unit == Measured::Bare
            && !factor
            && self.only_names(at, from, end, scale, &digits, listed, hedge.is_some(), in_words)
        {
            return Found::Passed(end.max(at + 1));
        }
        Found::Figure(Raw { tokens: from..end, from: hedge_from, hedge, negative, digits, high, scale, unit })
    }

    /// "Catch-22 readers", "the 100 metres final", "a thousand thanks".
    fn in_name(&self, from: usize, end: usize) -> bool {
        let glued = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("-")
            && !self.tokens[from].spaced
            && !self.tokens[from - 1].spaced
            && matches!(self.tokens[from - 2].kind, Kind::Word | Kind::Code);
        let races = |at: usize| {
            matches!(
                self.word(at),
                "final"
                    | "hurdles"
                    | "relay"
                    | "freestyle"
                    | "butterfly"
                    | "backstroke"
                    | "breaststroke"
                    | "steeplechase"
                    | "heats"
                    | "sprint"
                    | "race"
                    | "medley"
            )
        };
        let counted = self.tokens[end - 1].lower.as_ref();
        let length = matches!(counted, "metres" | "meters" | "m" | "km");
        let won = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("the")
            && matches!(self.tokens[from - 2].lower.as_ref(), "won" | "ran" | "took" | "swam");
        // "The 1500 metres was run in lane 1".
        let distance =
            matches!(self.tokens[from].text, "100" | "200" | "400" | "800" | "1500" | "1,500" | "5,000" | "10,000")
                && matches!(counted, "metres" | "meters" | "m")
                && self.previous(from).is_some_and(|previous| previous.is("the"))
                && self.has(end, LEVEL);
        let polite = matches!(counted, "thanks" | "apologies" | "winks" | "kisses");
        // "One in a million", "thanks a million", "a million reasons to".
        let many = self.tokens[from].is("a")
            && (matches!(counted, "reasons" | "things" | "words")
                || from >= self.sentence.start + 2
                    && self.tokens[from - 1].is("in")
                    && self.tokens[from - 2].is("one")
                || self.previous(from).is_some_and(|previous| previous.is("thanks")));
        // "12 Angry Men": a title.
        let title = self.tokens[from].kind == Kind::Number
            && end >= from + 3
            && self.tokens[from + 1..end].iter().all(|token| {
                token.kind == Kind::Word
                    && token.text.starts_with(char::is_uppercase)
                    && token.text.contains(char::is_lowercase)
            });
        // "They thanked him a million".
        let thanked = self.tokens[from].is("a")
            && self.tokens[self.sentence.start..from]
                .iter()
                .rev()
                .take(3)
                .any(|token| token.lower.starts_with("thank"));
        glued || length && (won || races(end)) || distance || races(end - 1) || polite || many || title || thanked
    }

    /// "Flight 287 departs", "Formula 1 cars": the number belongs to a name.
    fn is_name(&self, at: usize, from: usize, end: usize) -> bool {
        let text = self.tokens[at].text;
        let plain = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain {
            return false;
        }
        // "Agent 007", "1 cars".
        let counted = self.tokens[end - 1].lower.as_ref();
        if text.len() > 1 && text.starts_with('0') || text == "1" && is_plural(counted) {
            return true;
        }
        // A capitalised word that nothing governs: "Train 4512 stops", but "in Germany 500 people died".
        let name = |token: &Token<'_>| {
            token.kind == Kind::Word
                && token.text.starts_with(char::is_uppercase)
                && !token.has(FUNCTION | MONTH | FILLER)
        };
        let mut start = from;
        while start > self.sentence.start && name(&self.tokens[start - 1]) {
            start -= 1;
        }
        if start == from || self.tokens[from - 1].lower.ends_with("ly") {
            return false;
        }
        let listed = start > self.sentence.start
            && (matches!(self.tokens[start - 1].lower.as_ref(), "," | "and" | ";" | ":")
                || self.tokens[start - 1].has(PREPOSITION));
        !listed && self.hedge(from).1.is_none() && !self.has(end - 1, MEASURE)
    }

    /// "Over the decade, from 412 in 2012 to 937": the other end of what starts at a number.
    fn ends_movement(&self, from: usize) -> bool {
        let start = from.saturating_sub(8).max(self.sentence.start);
        self.previous(from).is_some_and(|previous| previous.is("to"))
            && (start..from.saturating_sub(2)).any(|at| {
                self.tokens[at].is("from")
                    && self.tokens[at + 1].kind == Kind::Number
                    && !(self.tokens[at + 1].text.len() == 4 && self.tokens[at + 1].text.starts_with(['1', '2']))
            })
    }

    /// "212 of the 630 seats": a count is of what its whole counts.
    fn part_of(&self, at: usize, digits: &str) -> Option<Measured> {
        let article = usize::from(matches!(self.word(at + 1), "the" | "its" | "their" | "all" | "his" | "her" | "our"));
        let whole = at + 1 + article;
        let counts = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() >= digits.len();
        (self.word(at) == "of" && !digits.contains('.') && self.get(whole).is_some_and(counts))
            .then(|| self.noun(whole + 1))
            .flatten()
            .map(|(_, noun)| noun)
    }

    /// "The N1,000, N500 and N200 notes": names of banknotes.
    fn names_notes(&self, at: usize) -> bool {
        let listed = |token: &Token<'_>| {
            matches!(token.kind, Kind::Number)
                || matches!(token.lower.as_ref(), "," | "and")
                || self.monies.named(token.text).is_some()
        };
        let end = (at..at + 9).find(|at| !self.get(*at).is_some_and(listed)).unwrap_or(at);
        matches!(self.word(end), "bill" | "bills" | "note" | "notes" | "banknote" | "banknotes" | "coin" | "coins")
    }

    /// "14.00", "7.30 h": hours and minutes, where nothing near is measured.
    fn is_time(&self, at: usize) -> bool {
        let Some((hours, minutes)) = self.tokens[at].text.split_once('.') else { return false };
        let clock = hours.parse::<u8>().is_ok_and(|hours| hours < 24)
            && minutes.len() == 2
            && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60 && minutes % 5 == 0);
        let start = at.saturating_sub(12).max(self.sentence.start);
        let measured = self.tokens[start..at].iter().any(|token| token.has(INDEX | RISE | FALL | MOVE_NOUN));
        let unit = self.percent_like(at + 1).is_some()
            || self.has(at + 1, SCALE | MEASURE)
            || self.currency_behind(at + 1).is_some()
            || self.noun(at + 1).is_some();
        clock && !measured && !unit
    }

    /// "3-1", "0–2": two small numbers joined by a dash with no unit behind.
    fn is_score(&self, at: usize) -> bool {
        let small = |at: usize| {
            self.get(at).is_some_and(|token| {
                token.kind == Kind::Number && token.text.len() <= 2 && token.text.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let dash = self.get(at + 1).is_some_and(|token| matches!(token.lower.as_ref(), "-" | "–") && !token.spaced)
            && self.get(at + 2).is_some_and(|token| !token.spaced);
        small(at)
            && dash
            && small(at + 2)
            && self.percent_like(at + 3).is_none()
            && !self.has(at + 3, SCALE)
            && self.noun(at + 3).is_none()
            && !self.has(at + 3, TIME)
            && self.currency_behind(at + 3).is_none()
    }

    /// "macOS 14.2", "3M raised its prices", "51°30′N", "1080p", "Year 6", "lost by 3 goals to 1", "the motion fell by 188 to 171".
    fn only_labels(&self, at: usize, from: usize) -> bool {
        let text = self.tokens[at].text;
        let small = |at: usize| {
            self.get(at).is_some_and(|token| {
                token.kind == Kind::Number && token.text.len() <= 3 && token.text.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let before = self.previous(from);
        let camel = before.is_some_and(|name| {
            name.kind == Kind::Word
                && name.text.starts_with(char::is_lowercase)
                && name.text.contains(char::is_uppercase)
        });
        let glued = |words: &[&str]| self.get(at + 1).is_some_and(|next| !next.spaced && words.contains(&next.text));
        let firm = text == "3" && glued(&["M"]) && !self.get(at + 2).is_some_and(|next| is_plural(&next.lower));
        let format = matches!(text, "720" | "1080" | "1440" | "2160") && glued(&["p"]);
        let degrees = self.word(at + 1) == "°" && !matches!(self.word(at + 2), "c" | "f");
        let school = text.len() <= 2 && before.is_some_and(|year| year.text == "Year");
        let teams = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("to")
            && matches!(self.tokens[from - 2].lower.as_ref(), "goals" | "runs" | "votes" | "tries" | "sets" | "games");
        // "By 188 to 171", "188 votes to 171".
        let voted = small(at)
            && self.tokens[self.sentence.clone()].iter().any(|token| {
                matches!(token.lower.as_ref(), "motion" | "bill" | "amendment" | "clause" | "resolution" | "vote")
            })
            && (before.is_some_and(|by| by.is("by")) && self.word(at + 1) == "to" && small(at + 2)
                || self.word(at + 1) == "votes" && self.word(at + 2) == "to"
                || before.is_some_and(|to| to.is("to"))
                    && from >= self.sentence.start + 3
                    && small(from - 2)
                    && self.tokens[from - 3].is("by"));
        // "From 9 to 5": hours of the day, where nothing moves.
        let hours = text.len() <= 2
            && small(at)
            && text.parse::<u8>().is_ok_and(|hour| hour <= 12)
            && before.is_some_and(|to| to.is("to"))
            && from >= self.sentence.start + 3
            && small(from - 2)
            && self.tokens[from - 2].text.len() <= 2
            && self.tokens[from - 3].is("from")
            && self.ends_phrase(at + 1)
            && !self.tokens[self.sentence.clone()].iter().any(|token| token.has(RISE | FALL | INDEX | MOVE_NOUN));
        camel || firm || format || degrees || school || teams || voted || hours
    }

    /// Whether the number is that of a section, a page, a note: "Section 5", "pp. 28 to 31".
    fn named(&self, from: usize) -> bool {
        let mut at = from;
        // In a list the first says what all are.
        while self
            .previous(at)
            .is_some_and(|previous| matches!(previous.lower.as_ref(), "," | "and" | "to" | "–" | "-" | "or"))
        {
            if !self.previous(at - 1).is_some_and(|before| before.kind == Kind::Number && before.text.len() <= 5) {
                break;
            }
            at -= 2;
        }
        // "Equation (3.7)".
        let bracket =
            usize::from(self.previous(at).is_some_and(|previous| previous.is("(")) && at > self.sentence.start + 1);
        let at = at - bracket;
        let Some(previous) = self.previous(at) else { return false };
        let dot = previous.is(".") && !previous.spaced;
        let word = if dot { self.previous(at - 1) } else { Some(previous) };
        let plain = self.tokens[from].text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && self.tokens[from].text.len() <= 6;
        plain
            && word.is_some_and(|word| {
                word.has(NAMING)
                    && !(word.is("no") && !dot && word.text == "no")
                    && (dot || word.text.starts_with(char::is_uppercase) || !word.has(FUNCTION))
            })
            && !(self.percent_like(from + 1).is_some() || self.has(from + 1, SCALE))
    }

    /// Scale words behind a number: the power of ten, and where they end. Single letters count only on the number, or with a currency.
    fn scale(&self, at: usize, money: bool) -> (u8, usize) {
        let (mut power, mut end) = (0, at);
        while let Some(token) = self.get(end).filter(|token| matches!(token.kind, Kind::Word | Kind::Sign)) {
            let hyphen = token.is("-") && self.get(end + 1).is_some_and(|next| !next.spaced && next.has(SCALE));
            let token = if hyphen { &self.tokens[end + 1] } else { token };
            let word = token.lower.as_ref();
            let letter = matches!(word, "m" | "k" | "b" | "t" | "cr");
            if letter && !money && (token.spaced || !self.counts_behind(end + 1)) {
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
        }
        (power, end)
    }

    /// Whether what stands behind lets "45m" be millions: a plural or the end of the phrase, not "the 100m final".
    fn counts_behind(&self, at: usize) -> bool {
        self.get(at).is_none_or(|next| {
            next.kind != Kind::Word
                || next.has(FUNCTION | PERSONS)
                || is_plural(&next.lower)
                || self.get(at + 1).is_some_and(|after| is_plural(&after.lower))
        })
    }

    /// The upper end of "between 2 and 3 percent", "2 to 3 percent", "2–3%"; a movement "from 2 to 3" is none.
    fn range_end(
        &self,
        from: usize,
        end: usize,
        currency: Option<Currency>,
    ) -> Option<(usize, String, u8, Option<Currency>)> {
        let before = self.previous(from).map(|previous| previous.lower.as_ref());
        let joint = self.get(end)?;
        let between = before == Some("between") && joint.is("and");
        let joined = match joint.lower.as_ref() {
            // "By 97 billion to 231 billion" is a movement: a range gives scale and currency once.
            "to" => {
                !(self.moves_from(from) || currency.is_some() && end > from + 2 && self.currency(end + 1).is_some())
            }
            "–" | "-" => !joint.spaced || self.get(end + 1).is_some_and(|next| next.spaced == joint.spaced),
            _ => false,
        };
        if !(between || joined) || before == Some("from") && joint.is("to") {
            return None;
        }
        let mut next = end + 1;
        let upper = self.currency(next).map(|(behind, currency)| {
            next = behind;
            currency
        });
        if upper.is_some() && currency.is_some() && upper != currency {
            return None;
        }
        let token = self.get(next).filter(|token| token.kind == Kind::Number)?;
        let (mut scale, mut behind) = self.scale(next + 1, currency.or(upper).is_some());
        let low: f64 =
            self.tokens[from..end].iter().rev().find(|token| token.kind == Kind::Number)?.lower.parse().ok()?;
        let high: f64 = token.lower.parse().ok()?;
        let behind_currency = self.currency_behind(behind);
        if let Some((past, known)) = behind_currency.filter(|_| currency.or(upper).is_none()) {
            behind = past;
            return (high > low).then(|| (behind, token.lower.to_string(), scale, Some(known)));
        }
        if scale == 0 && between {
            scale = self.scale(from + 1, currency.is_some()).0;
        }
        let measured = self.percent_like(behind).is_some()
            || scale > 0
            || currency.or(upper).is_some()
            || self.noun(behind).is_some()
            || self.word(behind) == "times";
        (measured && (high > low || scale > 0)).then(|| (behind, token.lower.to_string(), scale, upper))
    }

    /// Whether "from" stands before the number, so that "to" ends a movement.
    fn moves_from(&self, from: usize) -> bool {
        let start = from.saturating_sub(5).max(self.sentence.start);
        self.tokens[start..from].iter().rev().take_while(|token| !token.has(ANY_VERB)).any(|token| token.is("from"))
    }

    /// "Top 10 percent", "the richest 1%", "aged 15": the number cuts out a group.
    fn groups(&self, from: usize) -> bool {
        self.previous(from).is_some_and(|previous| previous.has(GROUP))
    }

    /// Whether years are what is measured here: life expectancy, ages, terms.
    fn sentence_says_length(&self, from: usize) -> bool {
        self.tokens[self.sentence.start..from].iter().rev().take(12).any(|token| {
            matches!(token.lower.as_ref(), "expectancy" | "maturity" | "duration" | "schooling" | "lifespan" | "tenure")
        })
    }

    /// Whether a time is measured in these: hours, days, weeks, months, minutes.
    fn is_length(&self, at: usize) -> bool {
        matches!(self.word(at), "hours" | "days" | "weeks" | "months" | "minutes")
    }

    /// Whether a phrase ends here: a sign, a word of function, or the end of the sentence.
    fn ends_phrase(&self, at: usize) -> bool {
        self.get(at).is_none_or(|next| matches!(next.kind, Kind::Sign | Kind::Note) || next.has(FUNCTION))
    }

    /// "42 years from 1978 to 2018", "between 1991 and 2019 it grew for 28 years": a length that can be counted from its ends.
    fn spans_years(&self, from: usize, at: usize) -> bool {
        let year = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() == 4;
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
    fn noun(&self, at: usize) -> Option<(usize, Measured)> {
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

    /// Whether a number without a unit only names or dates something, so that it is no figure.
    #[expect(clippy::too_many_arguments, reason = "they are what the eye sees around a number")]
    fn only_names(
        &self,
        at: usize,
        from: usize,
        end: usize,
        scale: u8,
        digits: &str,
        listed: bool,
        hedged: bool,
        in_words: bool,
    ) -> bool {
        let previous = self.previous(from);
        let named = previous.is_some_and(|previous| {
            previous.has(NAMING | MONTH)
                || matches!(previous.lower.as_ref(), "#" | "§" | "§§" | "&" | "/")
                || (matches!(previous.text, "(" | ":") && !self.in_brackets(at, end))
                || (previous.is(".") && !self.tokens[from].spaced)
                || (previous.is(".")
                    && from >= self.sentence.start + 2
                    && self.tokens[from - 2].has(NAMING | ABBREVIATION)
                    // "I.e. 1,130 fewer".
                    && !matches!(
                        self.tokens[from - 2].lower.as_ref(),
                        "i.e" | "e.g" | "viz" | "approx" | "ca" | "est" | "vs" | "incl" | "excl" | "resp"
                    ))
        });
        // "H-hour was 0630".
        if self.tokens[at].text.len() > 1
            && self.tokens[at].text.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('0')
        {
            return true;
        }
        // "(1,240)" is a figure where it is grouped or scaled.
        if scale > 0 {
            return false;
        }
        let aged = hedged
            && self
                .previous(from)
                .is_some_and(|previous| matches!(previous.lower.as_ref(), "over" | "under" | "above"))
            && from >= self.sentence.start + 2
            && (self.tokens[from - 2].has(PERSONS)
                || matches!(
                    self.tokens[from - 2].lower.as_ref(),
                    "those" | "women" | "men" | "workers" | "adults" | "children" | "aged" | "population"
                ));
        // "55 percent of 620": what a percentage is of.
        if previous.is_some_and(|previous| previous.is("of"))
            && from >= self.sentence.start + 3
            && matches!(self.tokens[from - 2].lower.as_ref(), "percent" | "%" | "cent")
        {
            return false;
        }
        // "2.8 million were under 25": an age.
        let age = hedged
            && digits.len() <= 2
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "under" | "over"))
            && from >= self.sentence.start + 2
            && matches!(self.tokens[from - 2].lower.as_ref(), "were" | "are" | "was" | "is");
        if age {
            return true;
        }
        // "60 members: 25 from Africa, 20 from Asia".
        let opens = self.counted
            && previous.is_some_and(|previous| previous.is(":"))
            && self.get(end).is_some_and(|next| next.has(PREPOSITION));
        if opens && !in_words && !self.groups(from) {
            return false;
        }
        if in_words || named || aged || self.groups(from) {
            return true;
        }
        if self.previous(from).is_some_and(|previous| matches!(previous.text, "(" | ":")) {
            return false;
        }
        // "Around 310,000 of them", "286 in Indonesia and 212 elsewhere".
        let grouped = self.tokens[at].text.contains(',');
        // "Of the 513 seats, 187 are held by A, 141 by B and the remaining 185 by C".
        let of = self.tokens[self.sentence.start].is("of")
            && self.counted
            && previous.is_some_and(|previous| {
                matches!(previous.lower.as_ref(), "," | "and" | "remaining" | "other" | "some" | "only")
            })
            && self.get(end).is_some_and(|next| next.has(PREPOSITION | ANY_VERB | RISE | FALL) || next.is(","));
        let goes_on = of
            || self.counted
                && self.previous(from).is_some_and(|previous| matches!(previous.lower.as_ref(), "," | "and"))
                && self.get(end).is_some_and(|next| next.has(PREPOSITION) || next.is("elsewhere"));
        if (grouped && (hedged || self.counted)) || goes_on {
            return false;
        }
        // "Windows 11", "Nikkei 225": a name and its number.
        let name = previous.is_some_and(|previous| {
            previous.kind == Kind::Word
                && previous.text.starts_with(char::is_uppercase)
                && from > self.sentence.start + 1
                && !previous.has(FUNCTION)
        });
        let ends_clause = self.ends_phrase(end);
        let fine = digits.contains('.') || self.tokens[at].text.contains([',', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        if name && !self.tokens[at].text.contains(',') {
            return true;
        }
        if !ends_clause && !listed {
            return true;
        }
        if digits.len() > 9 && !fine {
            return true;
        }
        // "412.6, 538.9 and 18.7 billion yuan": what the last of a list is in, all are.
        if listed && self.in_list(end) {
            return false;
        }
        // "In 2014 74 airports were open; by 2024 there were 157".
        if self.counted
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "were" | "was"))
            && from >= self.sentence.start + 2
            && (self.tokens[from - 2].is("there")
                || self.tokens[self.sentence.start..from].iter().any(|token| token.kind == Kind::Number))
            && ends_clause
        {
            return false;
        }
        // "415 more than the 1,690"; "1,130 fewer", where something has been counted.
        if self.has(end, MOVE_NOUN) && (self.word(end + 1) == "than" || self.counted && self.ends_phrase(end + 1)) {
            return false;
        }
        // "Below the limit of 40".
        let limit = previous.is_some_and(|previous| previous.is("of"))
            && from >= self.sentence.start + 2
            && matches!(self.tokens[from - 2].lower.as_ref(), "limit" | "target" | "threshold" | "ceiling" | "minimum");
        if limit && ends_clause && self.counted {
            return false;
        }
        // "There had been only 312".
        if self.counted
            && ends_clause
            && self.tokens[from.saturating_sub(5).max(self.sentence.start)..from].windows(2).any(|pair| {
                pair[0].is("there")
                    && matches!(pair[1].lower.as_ref(), "were" | "had" | "are" | "was" | "have" | "would")
            })
        {
            return false;
        }
        let strict = self.tokens[self.sentence.start..from]
            .iter()
            .rev()
            .take(8)
            .any(|token| token.has(RISE | FALL | INDEX | MOVE_NOUN))
            || self.ends_movement(from);
        let moves = self.tokens[self.sentence.start..from]
            .iter()
            .rev()
            .take(25)
            .any(|token| token.has(RISE | FALL | LEVEL | INDEX | MOVE_NOUN));
        let ahead =
            self.tokens[end.min(self.sentence.end)..self.sentence.end].iter().take(6).any(|token| token.has(INDEX));
        let cue = previous.is_some_and(|previous| {
            matches!(
                previous.lower.as_ref(),
                "from"
                    | "to"
                    | "at"
                    | "by"
                    | "than"
                    | "of"
                    | "was"
                    | "were"
                    | "with"
                    | "against"
                    | "reached"
                    | "stood"
                    | "and"
                    | "versus"
                    | "around"
                    | "about"
            ) || previous.has(LEVEL | RISE | FALL)
        });
        !((cue || hedged || listed) && (moves || ahead)) || (!fine && !(cue && (strict || ahead)) && !hedged)
    }

    /// Whether a list of numbers goes on here and ends with a unit.
    fn in_list(&self, at: usize) -> bool {
        let (mut at, mut joints) = (at, 0);
        while let Some(token) = self.get(at) {
            let joint = matches!(token.lower.as_ref(), "," | "and" | "or");
            if joint
                && self.get(at + 1).is_some_and(|next| {
                    next.kind == Kind::Number
                        && !(next.text.len() == 4 && next.text.bytes().all(|b| b.is_ascii_digit()))
                })
            {
                joints += 1;
                at += 2;
            } else {
                break;
            }
        }
        joints > 0
            && (self.percent_like(at).is_some()
                || self.has(at, SCALE)
                || self.currency_behind(at).is_some()
                || self.noun(at).is_some())
    }

    /// "(81,000)": a value in brackets, grouped or with decimals.
    fn in_brackets(&self, at: usize, end: usize) -> bool {
        let text = self.tokens[at].text;
        (text.contains([',', '\'', '’', '\u{a0}', '\u{202f}', ' ']) || (text.contains('.') && text.len() > 2))
            && self.word(end) == ")"
    }

    /// The longest hedge that stands before a number, and where it starts.
    fn hedge(&self, from: usize) -> (usize, Option<Hedge>) {
        let mut until = from;
        // "More than a 20 percent", "almost the 5 million".
        if self
            .previous(until)
            .is_some_and(|previous| matches!(previous.lower.as_ref(), "a" | "the" | "another" | "an"))
        {
            until -= 1;
        }
        let definite = self.previous(from).is_some_and(|previous| previous.is("the"));
        let start = until.saturating_sub(4).max(self.sentence.start);
        for at in start..until {
            let matches = |phrase: &str| {
                let mut parts = phrase.split(' ');
                let mut tokens = self.tokens[at..until].iter();
                loop {
                    match (parts.next(), tokens.next()) {
                        (None, None) => return true,
                        (Some(part), Some(token)) if token.is(part) => {}
                        _ => return false,
                    }
                }
            };
            if let Some((_, hedge)) = words::hedges(&self.tokens[at].lower).find(|(phrase, _)| matches(phrase)) {
                // "Above the 3 percent", "more than the 5 million": another number, which this one is set beside.
                if definite && !matches!(hedge, Hedge::About | Hedge::Almost | Hedge::JustOver) {
                    return (from, None);
                }
                // "11.71% growth over 893 million tonnes": what it is measured from.
                if self.tokens[at].is("over")
                    && self.previous(at).is_some_and(|previous| {
                        previous.has(MOVE_NOUN) || matches!(previous.lower.as_ref(), "percent" | "%" | "cent")
                    })
                {
                    return (from, None);
                }
                // "Edged up to 2.4%", "up to 817 from 803": a movement.
                // "Adding up to 2,960" is no hedge; "make up up to half" is one.
                let adds = self.previous(at).is_some_and(|previous| {
                    previous.has(RISE | ANY_VERB) || matches!(previous.lower.as_ref(), "add" | "adds" | "adding")
                }) && !(self.previous(at).is_some_and(|previous| previous.is("up")));
                if hedge == Hedge::UpTo
                    && self.tokens[at].is("up")
                    && (adds || self.tokens[from..self.sentence.end].iter().take(7).any(|token| token.is("from")))
                {
                    return (from, None);
                }
                if matches!(self.tokens[at].lower.as_ref(), "c" | "ca") && self.tokens[at].text.starts_with('C') {
                    continue;
                }
                return (at, Some(hedge));
            }
        }
        (from, None)
    }

    /// "Or more", "or less", "-plus", "+".
    fn hedge_behind(&self, end: usize) -> Option<Hedge> {
        match (self.word(end), self.word(end + 1)) {
            ("or", "more" | "above" | "over" | "higher") => Some(Hedge::AtLeast),
            ("or", "less" | "fewer" | "below" | "under" | "lower") => Some(Hedge::AtMost),
            ("or", "so") => Some(Hedge::About),
            ("+", _) if self.get(end).is_some_and(|plus| !plus.spaced) => Some(Hedge::AtLeast),
            ("-", "plus") => Some(Hedge::AtLeast),
            _ => None,
        }
    }

    /// "38th in the world", "from 34th to 12th"; centuries, congresses and dates are no ranks.
    fn rank(&self, at: usize) -> Found {
        let token = &self.tokens[at];
        let placed = matches!(self.word(at + 1), "place" | "position" | "spot" | "rank");
        let next = self.get(at + 1);
        let ordered = matches!(self.word(at + 1), "largest" | "biggest" | "highest" | "most" | "best" | "freest");
        let definite = self.previous(at).is_some_and(|previous| previous.is("the"));
        let open = !definite
            && next.is_none_or(|next| {
                matches!(
                    next.lower.as_ref(),
                    "in" | "out"
                        | "of"
                        | "among"
                        | "globally"
                        | "worldwide"
                        | "to"
                        | "and"
                        | "overall"
                        | "from"
                        | "on"
                        | "a"
                        | "at"
                ) || next.kind == Kind::Sign
                    || next.kind == Kind::Note
            });
        let month = self.has(at + 1, MONTH)
            || (self.word(at + 1) == "of" && self.has(at + 2, MONTH))
            || self.previous(at).is_some_and(|previous| previous.has(MONTH));
        let cue = self.tokens[self.sentence.start..at].iter().rev().take(14).any(|token| {
            matches!(
                token.lower.as_ref(),
                "ranked"
                    | "ranks"
                    | "rank"
                    | "ranking"
                    | "placed"
                    | "place"
                    | "position"
                    | "climbed"
                    | "rose"
                    | "moved"
                    | "advanced"
                    | "fell"
                    | "dropped"
                    | "slipped"
                    | "places"
                    | "from"
                    | "came"
                    | "up"
                    | "down"
                    | "stood"
            )
        }) || matches!(self.word(at + 1), "place" | "among" | "worldwide" | "globally")
            || (self.word(at + 1) == "in" && self.word(at + 2) == "the" && self.word(at + 3) == "world");
        if month || !(placed || ordered || (open && cue)) {
            return Found::Passed(at + 1);
        }
        let end = at + 1 + usize::from(placed);
        Found::Figure(Raw {
            tokens: at..end,
            from: at,
            hedge: None,
            negative: false,
            digits: token.lower.to_string(),
            high: None,
            scale: 0,
            unit: Measured::Rank,
        })
    }
}

/// Whether a word looks like a plural: "stores", "economies"; not "basis", "gross", "less".
pub(super) fn is_plural(word: &str) -> bool {
    let ends = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && word.len() > 3
        && !word.ends_with("'s");
    ends && !matches!(word, "thus" | "plus" | "always" | "perhaps" | "besides" | "sales" | "gas")
        || matches!(word, "people" | "women" | "men" | "children" | "staff" | "sales" | "aircraft")
}

/// Whether a text writes decimals behind a comma: a unit follows one of its numbers directly.
pub(super) fn has_decimal_commas(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| {
        pair[0].kind == Kind::Unclear
            && (pair[1].has(SCALE) || matches!(pair[1].lower.as_ref(), "%" | "percent" | "per" | "percentage"))
    })
}

/// A hundredth of a printed number: "18.4" is "0.184".
fn hundredths(digits: &str) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let (head, tail) = padded.split_at(padded.len() - 2);
    format!("{head}.{tail}{part}")
}
