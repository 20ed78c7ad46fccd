//! The figures of a sentence: which numbers measure something, with unit, scale and hedge, and what each is called to the parser of figures.
//!
//! What a number is stands around it. Numbers that only name or date are passed over; those that look like figures and are not
//! understood are kept with the reason.

mod hedges;
mod names;
mod rank;
mod units;

use std::ops::Range;

use super::lexer::{Kind, Token};
use super::lexicon::{FUNCTION, MOVE_NOUN, NAMING, NUMERAL, SCALE, TIME};
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
    /// It stands alone in brackets behind a value of its kind: "4,312 million (3,993)".
    pub(super) beside: bool,
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
                // A dash between words and a number is no sign, nor one between words and "£160m".
                let loose = minus_word
                    || self.get(at + 1).is_some_and(|behind| !behind.spaced)
                    || sign(next - 1) && next > at + 1;
                let glued = self.get(next).is_some_and(|token| !token.spaced);
                let directly = minus_word || if currency.is_some() { loose } else { glued };
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
            && self.tokens[from - 2].is("number")
            && self.tokens[at].text.bytes().filter(u8::is_ascii_digit).count() >= 8
            && !self.has(at + 1, SCALE);
        let dialled = currency.is_none()
            && self.tokens[from.saturating_sub(4).max(self.sentence.start)..from]
                .iter()
                .any(|token| matches!(token.lower.as_ref(), "telephone" | "phone" | "tel" | "fax"));
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
        if number || dialled || index || goal || currency.is_none() && self.only_labels(at, from) {
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
        if currency.is_none() && self.is_vote(at) {
            return Found::Passed(at + 3);
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
        // "Eleven point six percent": decimals in words are not read.
        if self.word(end) == "point" && self.has(end + 1, NUMERAL) {
            return Found::Unclear(at..end + 2, "a number with decimals in words");
        }
        let Some((value, _)) = words::cardinal(&parts).filter(|(_, taken)| *taken == parts.len()) else {
            return Found::Passed(end.max(at + 1));
        };
        // "Three times that of" is a multiple in words.
        // "Up four places, from 11th to 9th".
        let places = matches!(self.word(end), "places" | "positions" | "rungs" | "notches")
            && self.tokens[self.sentence.clone()].iter().any(|token| token.kind == Kind::Ordinal);
        let length = self.word(end) == "years" && self.spans_years(at, end);
        let money = matches!(self.word(end), "cents" | "pence") || self.currency_behind(end).is_some();
        let unit = money
            || places
            || length
            || self.has(end, SCALE)
            || self.percent_like(end).is_some()
            || self.consecutive(end).is_some();
        if self.word(end) == "times" || (value < 11 && !unit) {
            return Found::Passed(end);
        }
        match self.figure(end - 1, at, None, false, value.to_string(), true) {
            Found::Passed(_) => Found::Passed(end),
            found => found,
        }
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
        let hyphen = |end: usize| {
            self.word(end) == "-" && self.get(end + 1).is_some_and(|next| !next.spaced && next.kind == Kind::Word)
        };
        let (mut scale, scale_end) = self.scale(end, currency.is_some());
        end = scale_end;
        if scale == 0 && currency.is_some() {
            scale = units::prefixed(self.tokens[from].text).map_or(0, |(power, _)| power);
        }
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
        // "Between 15% and 30%", "60%–80%".
        let between = self.previous(from).is_some_and(|previous| previous.is("between"));
        if high.is_none()
            && let Some((behind, _)) = self.percent_like(end)
            && (between && self.word(behind) == "and"
                || matches!(self.word(behind), "–" | "-") && self.get(behind).is_some_and(|dash| !dash.spaced))
            && let Some(upper) = self.get(behind + 1).filter(|upper| upper.kind == Kind::Number)
            && self.percent_like(behind + 2).is_some()
        {
            high = Some((upper.lower.to_string(), 0));
            end = behind + 2;
            hedge_range = true;
            range_from = from - usize::from(between);
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
                let times_a = matches!(self.word(end + 1), "a" | "per")
                    && !matches!(self.word(end + 3), "earlier" | "ago" | "before");
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
                if !(years || measured && self.is_length(end)) {
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
        let (hedge_from, hedge) = if hedge_range { (range_from, Some(Hedge::Range)) } else { self.hedge(from) };
        // "Grew by 50,000 over 20 years": during them.
        let during = unit == Measured::Years && hedge == Some(Hedge::Over) && self.tokens[hedge_from].is("over");
        let (hedge_from, mut hedge) = if during { (from, None) } else { (hedge_from, hedge) };
        if let Some(behind) = self.hedge_behind(end).filter(|_| hedge.is_none()) {
            hedge = Some(behind);
        }
        if unit == Measured::Bare
            && !factor
            && self.only_names(at, from, end, scale, &digits, listed, hedge.is_some(), in_words)
        {
            return Found::Passed(end.max(at + 1));
        }
        Found::Figure(Raw {
            tokens: from..end,
            from: hedge_from,
            hedge,
            negative,
            digits,
            high,
            scale,
            unit,
            beside: false,
        })
    }

    /// Whether a phrase ends here: a sign, a word of function, or the end of the sentence.
    fn ends_phrase(&self, at: usize) -> bool {
        self.get(at).is_none_or(|next| matches!(next.kind, Kind::Sign | Kind::Note) || next.has(FUNCTION))
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
    ends && !matches!(word, "overseas" | "thus" | "plus" | "always" | "perhaps" | "besides" | "sales" | "gas")
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
pub(super) fn hundredths(digits: &str) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let (head, tail) = padded.split_at(padded.len() - 2);
    format!("{head}.{tail}{part}")
}
