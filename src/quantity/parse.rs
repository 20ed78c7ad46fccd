//! The grammar of one printed figure: phrases, then the number with its scale and unit, then what stands behind it.

use super::hedge::Hedge;
use super::token::{Kind, Token, tokens};
use super::words::{self, Direction, Effect};
use super::{Exact, Form, Movement, Multiple, Printed, Quantity};
use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::unit::{Currency, Unit};

const EXPECTED: &str = "expected one figure with its unit, such as \"almost CNY 40 trillion\", \"17.2 percent\", \"38th\", \
     \"33.5 times\", \"more than tripled\", \"22 pilot zones\" or \"11.8 per 10,000 people\"";

/// Nouns of counted things are short; what is longer is a sentence.
const MOST_NOUN_WORDS: usize = 6;

pub(super) fn parse(text: &str) -> Result<Quantity> {
    if text.trim().is_empty() {
        return Err(Error::new("there is no figure").at(0, text.len(), "empty").with_help(EXPECTED));
    }
    let tokens = tokens(text)?;
    let mut parser = Parser {
        text,
        tokens: &tokens,
        at: 0,
        hedge: Hedge::Exact,
        movement: None,
        factor: false,
        exactly: false,
        yen_sign: false,
    };
    parser.phrases()?;
    let mut quantity = parser.body()?;
    parser.behind(&mut quantity)?;
    if let Some(token) = parser.peek() {
        return Err(parser.unexpected(token));
    }
    quantity.hedge = match (quantity.hedge, parser.hedge) {
        (Hedge::Range, hedge @ (Hedge::Exact | Hedge::About)) => {
            if hedge == Hedge::About {
                Hedge::About
            } else {
                Hedge::Range
            }
        }
        (Hedge::Range, hedge) => {
            return Err(Error::new(format!("'{}' does not go with a range", hedge.words())).with_help(EXPECTED));
        }
        (Hedge::About, Hedge::Exact) => Hedge::About,
        (_, hedge) => hedge,
    };
    quantity.movement = parser.movement;
    quantity.yen_or_yuan = parser.yen_sign && matches!(quantity.unit, Unit::Currency(_));
    settle_multiple(&mut quantity);
    if parser.exactly {
        return quantity.into_exact().ok_or_else(|| Error::new("'exactly' needs digits behind it").with_help(EXPECTED));
    }
    Ok(quantity)
}

/// "Grew 33.5 times" may mean to or by; "grew to 33.5 times" and "tenfold" may not; "fell 3 times" is a third.
fn settle_multiple(quantity: &mut Quantity) {
    let printed_times = quantity.unit == Unit::Times && matches!(quantity.form, Form::Digits(_));
    if !printed_times || quantity.multiple == Multiple::Inverse {
        return;
    }
    match quantity.movement {
        Some(Movement { direction: Direction::Rise, to: false }) if quantity.multiple != Multiple::ToOrBy => {
            quantity.multiple = if quantity.counts { Multiple::Factor } else { Multiple::ToOrBy };
        }
        Some(Movement { direction: Direction::Fall, to: false }) => quantity.multiple = Multiple::Inverse,
        _ => {}
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    hedge: Hedge,
    movement: Option<Movement>,
    /// "By a factor of" stood before the number.
    factor: bool,
    /// "Exactly" stood before the number.
    exactly: bool,
    /// The currency is a bare ¥.
    yen_sign: bool,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn word(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.lower.as_str())
    }

    fn words(&self) -> Vec<&'a str> {
        self.tokens[self.at.min(self.tokens.len())..].iter().take(6).map(|token| token.lower.as_str()).collect()
    }

    /// Takes the word if it is one of these.
    fn take(&mut self, any_of: &[&str]) -> bool {
        let found = self.at < self.tokens.len() && any_of.contains(&self.word(0));
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self, token: &Token) -> Error {
        Error::new(format!("'{}' is not understood in '{}'", token.text, self.text.trim()))
            .at(token.start, token.end - token.start, "not understood")
            .with_help(help(token))
    }

    fn expected(&self, what: &str) -> Error {
        match self.peek() {
            Some(token) => Error::new(format!("'{}' stands where {what} was expected", token.text))
                .at(token.start, token.end - token.start, "here")
                .with_help(help(token)),
            None => Error::new(format!("'{}' ends where {what} was expected", self.text.trim()))
                .at(self.text.trim_end().len().saturating_sub(1), 1, "ends here")
                .with_help(EXPECTED),
        }
    }

    /// Hedges, verbs and small words before the number.
    fn phrases(&mut self) -> Result<()> {
        loop {
            let words = self.words();
            let part = matches!(words.first(), Some(&("a" | "an" | "one")))
                && words.get(1).is_some_and(|word| words::denominator(word).is_some() || *word == "order");
            if part || words.starts_with(&["double"]) {
                return Ok(());
            }
            let Some((count, effect)) = words::phrase(&words) else { return Ok(()) };
            match effect {
                Effect::Nothing => {}
                Effect::Factor => self.factor = true,
                Effect::Exactly => self.exactly = true,
                Effect::Hedge(hedge) => self.set_hedge(hedge)?,
                Effect::Direction(direction) => self.movement = Some(Movement { direction, to: false }),
                Effect::To => match &mut self.movement {
                    Some(movement) => movement.to = true,
                    None => return Err(self.expected("a figure, or a verb before 'to',")),
                },
            }
            self.at += count;
        }
    }

    fn set_hedge(&mut self, hedge: Hedge) -> Result<()> {
        if self.hedge != Hedge::Exact && self.hedge != hedge {
            let token = &self.tokens[self.at.min(self.tokens.len() - 1)];
            return Err(Error::new(format!("'{}' and '{}' bend one number", self.hedge.words(), hedge.words()))
                .at(token.start, token.end - token.start, "a second hedge")
                .with_help("keep the one that is printed with the figure"));
        }
        self.hedge = hedge;
        Ok(())
    }

    /// The number with its scale and unit.
    fn body(&mut self) -> Result<Quantity> {
        if self.take(&["between"]) {
            return self.range("and");
        }
        if let Some(quantity) = self.multiple_in_a_word().or_else(|| self.part_in_words()).or_else(|| self.rank()) {
            return Ok(quantity);
        }
        let negative = self.minus();
        let currency = self.currency();
        let negative = negative || (currency.is_some() && self.minus());
        let Some(first) = self.numeral()? else {
            return Err(self.expected("a number"));
        };
        let (first_scale, _) = self.scale();
        let joined = matches!(self.word(0), "-" | "–" | "—" | "to") && self.number_follows(1);
        if joined {
            self.at += 1;
            return self.range_from(&first, negative, first_scale, currency);
        }
        let mut quantity = self.with_unit(printed(&first, first_scale), currency)?;
        quantity.negative = negative;
        Ok(quantity)
    }

    fn minus(&mut self) -> bool {
        self.take(&["-", "minus"])
    }

    fn number_follows(&self, ahead: usize) -> bool {
        let signed = usize::from(self.word(ahead) == "-");
        let rest = self.tokens.get(self.at + ahead + signed..).unwrap_or(&[]);
        rest.first().is_some_and(|token| {
            token.kind == Kind::Number
                || words::cardinal(&[token.lower.as_str()]).is_some()
                || (words::currency(&token.text).is_some() && rest.get(1).is_some_and(|next| next.kind == Kind::Number))
        })
    }

    fn range(&mut self, joint: &str) -> Result<Quantity> {
        let currency = self.currency();
        let negative = self.minus();
        let Some(first) = self.numeral()? else { return Err(self.expected("the lower end of a range")) };
        let (scale, _) = self.scale();
        // "Between 5 percent and 7 percent" states the unit twice.
        if let Some((count, _)) = words::unit_behind(&self.words()) {
            self.at += count;
        }
        if !self.take(&[joint]) {
            return Err(self.expected(&format!("'{joint}' and the upper end of a range")));
        }
        self.range_from(&first, negative, scale, currency)
    }

    /// The upper end; what the lower end leaves out (scale, currency) it shares with the upper one.
    fn range_from(&mut self, first: &str, negative: bool, scale: u8, currency: Option<Currency>) -> Result<Quantity> {
        let second_currency = self.currency();
        let high_negative = self.minus();
        let Some(second) = self.numeral()? else { return Err(self.expected("the upper end of a range")) };
        let (second_scale, scaled) = self.scale();
        let high = signed(printed(&second, second_scale), high_negative);
        let low = signed(printed(first, if scale == 0 && scaled { second_scale } else { scale }), negative);
        if low.value > high.value {
            return Err(Error::new(format!("the range '{}' runs downward", self.text.trim()))
                .with_help("write the lower end first"));
        }
        let mut quantity = self.with_unit(high.clone(), currency.or(second_currency))?;
        quantity.form = Form::Range(low, high);
        quantity.hedge = Hedge::Range;
        Ok(quantity)
    }

    fn currency(&mut self) -> Option<Currency> {
        let token = self.peek()?;
        let currency = words::currency(&token.text)?;
        self.yen_sign = token.text == "¥";
        self.at += 1;
        Some(currency)
    }

    /// Digits, or a number in words, as digits.
    fn numeral(&mut self) -> Result<Option<String>> {
        let Some(token) = self.peek() else { return Ok(None) };
        if token.kind == Kind::Number {
            self.at += 1;
            return Ok(Some(token.lower.clone()));
        }
        if let Some((value, count)) = words::cardinal(&self.words()) {
            self.at += count;
            return Ok(Some(value.to_string()));
        }
        // "A million" is one of them.
        Ok(words::scale(self.word(0)).filter(|_| self.at > 0).map(|_| "1".to_owned()))
    }

    /// Scale words multiply: "lakh crore" is 1e12. The flag says whether there was one.
    fn scale(&mut self) -> (u8, bool) {
        let (start, mut power) = (self.at, 0);
        while let Some(more) = words::scale(self.word(0)).filter(|more| power + more <= 18) {
            power += more;
            self.at += 1;
        }
        (power, self.at > start)
    }

    /// "Tripled", "tenfold", "an order of magnitude".
    fn multiple_in_a_word(&mut self) -> Option<Quantity> {
        let words = self.words();
        let order = words.iter().position(|word| *word == "order").filter(|at| *at <= 1);
        if let Some(at) = order
            && words.get(at + 1..at + 3) == Some(&["of", "magnitude"])
        {
            self.at += at + 3;
            return Some(Quantity { hedge: Hedge::About, ..Quantity::of(Form::OrderOfMagnitude, Unit::Times) });
        }
        let (value, falls) = words::multiple(self.word(0))?;
        let form = if falls {
            // "More than halved" leaves less than half.
            self.hedge = mirrored(self.hedge);
            Form::Word("half".into(), Exact::ratio(1, value))
        } else {
            Form::Word(self.word(0).into(), Exact::from(value))
        };
        let quantity = Quantity::of(form, Unit::Times);
        self.at += 1;
        Some(quantity)
    }

    /// "Two-thirds", "a quarter", "half", "one in five".
    fn part_in_words(&mut self) -> Option<Quantity> {
        let words = self.words();
        let start = self.at;
        let (over, taken) = match words.first()? {
            &"a" | &"an" => (1, 1),
            &"half" => (1, 0),
            _ => {
                let token = self.peek()?;
                match token.kind {
                    Kind::Number => (token.lower.parse::<u32>().ok()?, 1),
                    _ => words::cardinal(&words)?,
                }
            }
        };
        let rest = words.get(taken..)?;
        let (under, more) = match rest.first().and_then(|word| words::denominator(word)) {
            // "A third place" is a rank.
            Some(_) if matches!(rest.get(1), Some(&("place" | "position"))) => return None,
            Some(under) => (under, 1),
            None => {
                let joint =
                    if rest.first() == Some(&"in") { 1 } else { usize::from(rest.starts_with(&["out", "of"])) * 2 };
                if joint == 0 {
                    return None;
                }
                let token = self.tokens.get(start + taken + joint)?;
                let (under, count) = match token.kind {
                    Kind::Number => (token.lower.parse::<u32>().ok()?, 1),
                    _ => words::cardinal(&rest[joint..])?,
                };
                (i64::from(under), joint + count)
            }
        };
        if over == 0 || under == 0 || i64::from(over) >= under {
            return None;
        }
        self.at = start + taken + more;
        let value = Exact::ratio(over.into(), under);
        let mut quantity = self.part_of(value.clone())?;
        // "Rose by a third" is a change of a third, not a multiple.
        if quantity.unit == Unit::Times && self.movement.is_some_and(|movement| !movement.to) {
            quantity.form = Form::Word("".into(), value * Exact::from(100));
            quantity.unit = Unit::Percent;
        }
        if let Form::Word(text, _) = &mut quantity.form {
            let last = self.tokens.get(self.at - 1)?;
            *text = self.text[self.tokens[start].start..last.end].into();
        }
        Some(quantity)
    }

    /// What a part in words is of: "half a million people", "a quarter of one percent"; a multiple if nothing is said.
    fn part_of(&mut self, part: Exact) -> Option<Quantity> {
        let of = usize::from(self.word(0) == "of");
        let skip = of + usize::from(matches!(self.word(of), "a" | "an" | "one" | "1"));
        let words = self.words();
        let rest = words.get(skip..).unwrap_or(&[]);
        if rest.first().is_some_and(|word| words::scale(word).is_some()) {
            self.at += skip;
            let (power, _) = self.scale();
            let value = part * Exact::power_of_ten(i32::from(power));
            let whole = self.with_unit(printed("0", 0), None).ok()?;
            return Some(Quantity { form: Form::Word("".into(), value), counts: false, ..whole });
        }
        let points = words::unit_behind(rest)
            .filter(|(_, unit)| matches!(unit, Unit::Percent | Unit::PercentagePoints | Unit::BasisPoints));
        if let Some((count, unit)) = points {
            self.at += skip + count;
            return Some(Quantity::of(Form::Word("".into(), part), unit));
        }
        Some(Quantity::of(Form::Word("".into(), part), Unit::Times))
    }

    /// "38th", "No. 1", "ranked second", "first", "second-largest", "largest"; "the seventh consecutive year" is a duration.
    fn rank(&mut self) -> Option<Quantity> {
        let start = self.at;
        let mut said = false;
        while self.take(&["ranked", "rank", "ranks", "ranking", "no", "number", "#", "place", "position"]) {
            said = true;
        }
        let _ = said && self.take(&["the", "as", "in", "at"]);
        let words = self.words();
        let value = match self.peek() {
            Some(token) if token.kind == Kind::Ordinal => {
                self.at += 1;
                token.lower.parse::<u32>().ok()
            }
            Some(token) if token.kind == Kind::Number && said => {
                self.at += 1;
                token.lower.parse::<u32>().ok()
            }
            _ => match words::ordinal(&words).or_else(|| words::cardinal(&words).filter(|_| said)) {
                Some((value, count)) => {
                    self.at += count;
                    Some(value)
                }
                None if matches!(self.word(0), "largest" | "biggest" | "top" | "highest") => Some(1),
                None => None,
            },
        };
        let Some(value) = value.filter(|value| *value > 0) else {
            self.at = start;
            return None;
        };
        let consecutive = usize::from(matches!(self.word(0), "consecutive" | "straight" | "successive"));
        let unit = if self.word(consecutive) == "year" {
            self.at += consecutive + 1;
            Unit::Years
        } else {
            self.take(&["place", "position", "spot"]);
            self.take(&["largest", "biggest", "highest", "top", "most"]);
            Unit::Rank
        };
        Some(Quantity::of(Form::Digits(printed(&value.to_string(), 0)), unit))
    }

    /// What is counted or measured: a currency, a percent sign, a noun.
    fn with_unit(&mut self, printed: Printed, currency: Option<Currency>) -> Result<Quantity> {
        if let Some(currency) = currency.or_else(|| self.currency()) {
            let unit = Unit::Currency(currency);
            let under = self.tokens.get(self.at + 1).and_then(|token| words::currency(&token.text));
            // An exchange rate: "CNY 7.1 per USD", "7.1 CNY/USD".
            if let Some(under) = under.filter(|_| matches!(self.word(0), "per" | "/")) {
                self.at += 2;
                let rate = Unit::Over(std::sync::Arc::new((unit, Unit::Currency(under))));
                return Ok(Quantity::of(Form::Digits(printed), rate));
            }
            return Ok(Quantity::of(Form::Digits(printed), unit));
        }
        if self.factor || self.take(&["fold"]) {
            // "N-fold" and "by a factor of N" are factors, whatever the verb.
            return Ok(Quantity { counts: true, ..Quantity::of(Form::Digits(printed), Unit::Times) });
        }
        if let Some((count, unit)) = words::unit_behind(&self.words()) {
            self.at += count;
            return Ok(Quantity::of(Form::Digits(printed), unit));
        }
        let start = self.at;
        let noun = self.noun()?;
        // "One + third": where a part in words could be meant, the fraction's lower half names nothing that is counted.
        let under = noun.as_ref().and_then(|noun| words::denominator(&noun.to_lowercase()));
        if under.is_some_and(|under| printed.value.clone() < Exact::from(under)) {
            return Err(self.unexpected(&self.tokens[start]));
        }
        let counted = self
            .tokens
            .get(self.at + 1)
            .is_some_and(|token| token.kind == Kind::Number || words::scale(&token.lower).is_some());
        if self.word(0) == "per" && counted {
            self.at += 1;
            return self.per_people(printed);
        }
        let unit = match noun {
            Some(noun) if noun.ends_with("people") || noun.ends_with("persons") => Unit::People,
            Some(noun) => Unit::noun(&noun),
            None => Unit::Count,
        };
        let counts = unit != Unit::Count;
        Ok(Quantity { counts, ..Quantity::of(Form::Digits(printed), unit) })
    }

    /// The words that name what is counted, as printed.
    fn noun(&mut self) -> Result<Option<String>> {
        const NEVER_FIRST: &[&str] = &[
            "in", "at", "from", "than", "by", "of", "to", "on", "with", "as", "for", "and", "is", "was", "dozen",
            "score",
        ];
        let start = self.at;
        while let Some(token) = self.peek() {
            let ends = token.kind != Kind::Word
                || matches!(token.lower.as_str(), "per" | "a" | "or" | "plus" | "annually" | "in")
                || (self.at == start && NEVER_FIRST.contains(&token.lower.as_str()))
                || words::direction_behind(&token.lower).is_some();
            if ends {
                break;
            }
            self.at += 1;
        }
        let words = &self.tokens[start..self.at];
        if words.len() > MOST_NOUN_WORDS {
            let (first, last) = (&words[0], &words[words.len() - 1]);
            return Err(Error::new(format!("{} words follow the number in '{}'", words.len(), self.text.trim()))
                .at(first.start, last.end - first.start, "too long for what is counted")
                .with_help(EXPECTED));
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Ok(None) };
        // "5 xyz people": what is taken for an adjective may be a scale word that is not known, and then the number is wrong.
        const SHORT: &[&str] = &["new", "old", "oil", "tax", "gas", "car", "top", "big", "low"];
        // Nor can a number of so many zeros that its name is not known be counted in.
        if let Some(unknown) =
            words.iter().find(|token| token.lower.ends_with("illion") || token.lower.ends_with("illions"))
        {
            return Err(self.unexpected(unknown));
        }
        let hyphened = self.text[first.end..].starts_with('-');
        // "7 trillion hundred": a second number is nothing that is counted.
        let number = words::scale(&first.lower).is_some() || words::cardinal(&[&first.lower]).is_some();
        if number && !hyphened {
            return Err(self.unexpected(first));
        }
        if words.len() > 1 && !hyphened && first.text.chars().count() <= 3 && !SHORT.contains(&first.lower.as_str()) {
            return Err(self.unexpected(first));
        }
        Ok(Some(self.text[first.start..last.end].split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// "11.8 per 10,000 people".
    fn per_people(&mut self, printed: Printed) -> Result<Quantity> {
        let per = self.numeral()?.unwrap_or_default();
        let (scale, _) = self.scale();
        let factor = u32::from(scale);
        let per =
            per.parse::<u32>().ok().and_then(|per| per.checked_mul(10_u32.checked_pow(factor)?)).filter(|per| *per > 0);
        let people = self.take(&["people", "persons", "inhabitants", "residents", "population"]);
        match per {
            Some(per) if people => Ok(Quantity::of(Form::Digits(printed), Unit::PerPeople(per))),
            _ => Err(self.expected("a number of people, such as 'per 10,000 people',")),
        }
    }

    /// What stands behind the unit.
    fn behind(&mut self, quantity: &mut Quantity) -> Result<()> {
        while let Some(token) = self.peek() {
            let words = self.words();
            match words.as_slice() {
                ["or", "more" | "above" | "over" | "higher", ..] => {
                    self.set_hedge(Hedge::AtLeast)?;
                    self.at += 2;
                }
                ["or", "less" | "fewer" | "below" | "under" | "lower", ..] => {
                    self.set_hedge(Hedge::AtMost)?;
                    self.at += 2;
                }
                ["plus" | "+", ..] => {
                    self.set_hedge(Hedge::AtLeast)?;
                    self.at += 1;
                    // "40-plus percent": the unit comes behind.
                    if quantity.is_bare()
                        && let Form::Digits(bare) = quantity.form.clone()
                    {
                        let (power, _) = self.scale();
                        *quantity = self.with_unit(printed(&bare.digits, power.max(bare.scale)), None)?;
                    }
                }
                ["a" | "per" | "each", "year" | "annum" | "head" | "capita" | "person", ..]
                | ["on", "average", ..]
                | ["in", "total", ..] => {
                    self.at += 2;
                }
                ["in", "a", "row", ..] if quantity.unit == Unit::Years => self.at += 3,
                ["running" | "straight" | "consecutive", ..] if quantity.unit == Unit::Years => self.at += 1,
                ["annually" | "yearly" | "overall" | "globally" | "worldwide", ..] => self.at += 1,
                ["in", "the", "world", ..] => self.at += 3,
                ["as", "much" | "large" | "many" | "high" | "big" | "great" | "fast", ..]
                    if quantity.unit == Unit::Times =>
                {
                    self.at += 2;
                    self.take(&["as"]);
                }
                ["that" | "the" | "of", ..]
                    if matches!(quantity.unit, Unit::Times | Unit::Percent | Unit::PercentagePoints) =>
                {
                    self.complement(token)?;
                }
                [word, ..] if words::direction_behind(word).is_some() => self.movement_behind(word, quantity),
                _ => return Err(self.unexpected(token)),
            }
        }
        Ok(())
    }

    /// "Of GDP", "that of the world": what the part or multiple is of.
    fn complement(&mut self, first: &Token) -> Result<()> {
        let rest = &self.tokens[self.at..];
        // "5 percent of a percent" is another number.
        let counts = |token: &Token| {
            token.kind != Kind::Word
                || words::scale(&token.lower).is_some()
                || words::unit_behind(&[token.lower.as_str()]).is_some()
        };
        if rest.len() > MOST_NOUN_WORDS + 2 || rest.iter().any(counts) {
            return Err(self.unexpected(first));
        }
        self.at = self.tokens.len();
        Ok(())
    }

    /// "Higher", "less", "increase" behind the number; "N times more" leaves open whether to or by.
    fn movement_behind(&mut self, word: &str, quantity: &mut Quantity) {
        self.at += 1;
        self.take(&["than"]);
        let direction = words::direction_behind(word).unwrap_or(Direction::Rise);
        if quantity.unit == Unit::Times && matches!(quantity.form, Form::Digits(_)) && !quantity.counts {
            quantity.multiple = if direction == Direction::Fall { Multiple::Inverse } else { Multiple::ToOrBy };
        }
        // "One third lower" is a change of a third.
        if let (Unit::Times, Form::Word(_, value)) = (&quantity.unit, &mut quantity.form)
            && *value < Exact::ONE
        {
            *value = value.clone() * Exact::from(100);
            quantity.unit = Unit::Percent;
        }
        self.movement = Some(Movement { direction, to: false });
    }
}

/// What a hedge before a fall says of what is left.
fn mirrored(hedge: Hedge) -> Hedge {
    match hedge {
        Hedge::Almost => Hedge::JustOver,
        Hedge::JustOver => Hedge::Almost,
        Hedge::Over => Hedge::Under,
        Hedge::Under => Hedge::Over,
        Hedge::AtLeast => Hedge::AtMost,
        Hedge::AtMost | Hedge::UpTo => Hedge::AtLeast,
        other => other,
    }
}

/// What was expected, and the word that a mistyped one is near to.
fn help(token: &Token) -> String {
    match nearest(&token.lower, words::known_words()) {
        Some(near) if token.kind == Kind::Word && near != token.lower => format!("is it '{near}'? {EXPECTED}"),
        _ => EXPECTED.to_owned(),
    }
}

/// An end of a range carries its own sign.
fn signed(printed: Printed, negative: bool) -> Printed {
    if negative {
        Printed { digits: format!("-{}", printed.digits).into(), value: -printed.value, ..printed }
    } else {
        printed
    }
}

/// Digits and scale to a value and its last printed unit.
pub(super) fn printed(digits: &str, scale: u8) -> Printed {
    let decimals = digits.split_once('.').map_or(0, |(_, part)| part.len());
    let power = Exact::power_of_ten(i32::from(scale));
    let value = Exact::from_decimal(digits).unwrap_or(Exact::ZERO) * power.clone();
    let step = power * Exact::power_of_ten(-i32::try_from(decimals).unwrap_or(0));
    Printed { digits: digits.into(), scale, value, step }
}
