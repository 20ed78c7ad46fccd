//! The periods that a sentence names, and those that it only points to: "a year earlier", "the same period".

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::lexer::{Kind, Token};
use super::lexicon::{FUNCTION, MEASURE, MONTH, NUMERAL, ORDINAL, PERSONS, PREPOSITION, SCALE};
use crate::period::{Period, Unit};
use crate::quantity::words;

/// A stretch of tokens that dates something.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) tokens: Range<usize>,
    pub(super) when: When,
}

/// What it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    At(Unit),
    Span(Unit, Unit),
    /// From a period on, with no end given.
    Since(Unit),
    /// So many of these before the period at hand: years, quarters, months.
    Earlier(i32, Step),
    /// So many after.
    Later(i32, Step),
    /// A quarter, half or month whose year stands elsewhere.
    Part(Part),
    /// The period at hand again: "that year", "by then".
    Same,
    /// The years of the change that was told, or the period at hand: "over the same period".
    Throughout,
    /// The same part of another year: "the same quarter of 2022".
    SameOf(i32),
    /// "Last year", "this year": so many after the year at hand.
    Calendar(i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Year,
    Quarter,
    Month,
    /// A week or a day: no period that figures have.
    Shorter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Half(u8),
    Quarter(u8),
    Month(u8),
}

impl Part {
    /// The part of that year.
    pub(super) fn of(self, year: i32) -> Unit {
        match self {
            Self::Half(half) => Unit::Half(year, half),
            Self::Quarter(quarter) => Unit::Quarter(year, quarter),
            Self::Month(month) => Unit::Month(year, month),
        }
    }
}

impl Dated {
    /// The period, with what is not said taken from the period at hand.
    pub(super) fn period(&self, at_hand: Option<Unit>) -> Option<Period> {
        Some(match self.when {
            When::At(unit) => Period::One(unit),
            When::Span(from, to) => Period::Span(Some(from), Some(to)),
            When::Since(from) => Period::Span(Some(from), None),
            When::Earlier(count, step) => Period::One(moved(at_hand?, -count, step)?),
            When::Later(count, step) => Period::One(moved(at_hand?, count, step)?),
            When::Part(part) => Period::One(part.of(at_hand?.year())),
            When::Same | When::Throughout => Period::One(at_hand?),
            When::SameOf(year) => {
                let at_hand = at_hand?;
                Period::One(moved(at_hand, year - at_hand.year(), Step::Year).unwrap_or(Unit::Year(year)))
            }
            When::Calendar(after) => Period::One(Unit::Year(at_hand?.year() + after)),
        })
    }
}

/// A period so many steps later, in its own unit where the step is as long or longer.
pub(super) fn moved(from: Unit, count: i32, step: Step) -> Option<Unit> {
    // Twelve months and four quarters are a year, three months a quarter.
    let (count, step) = match (from, step) {
        (_, Step::Month) if count % 12 == 0 => (count / 12, Step::Year),
        (_, Step::Quarter) if count % 4 == 0 => (count / 4, Step::Year),
        (Unit::Quarter(..), Step::Month) if count % 3 == 0 => (count / 3, Step::Quarter),
        (Unit::Month(..), Step::Quarter) => (count * 3, Step::Month),
        _ => (count, step),
    };
    Some(match (from, step) {
        (Unit::Year(year), Step::Year) => Unit::Year(year + count),
        (Unit::FiscalYear(year), Step::Year) => Unit::FiscalYear(year + count),
        (Unit::Half(year, half), Step::Year) => Unit::Half(year + count, half),
        (Unit::Quarter(year, quarter), Step::Year) => Unit::Quarter(year + count, quarter),
        (Unit::Month(year, month), Step::Year) => Unit::Month(year + count, month),
        (Unit::Day(day), Step::Year) => Unit::Day(day.with_year(day.year() + count)?),
        (Unit::Quarter(year, quarter), Step::Quarter) => {
            let number = year * 4 + i32::from(quarter) - 1 + count;
            Unit::Quarter(number.div_euclid(4), u8::try_from(number.rem_euclid(4) + 1).ok()?)
        }
        (Unit::Month(year, month), Step::Month) => {
            let number = year * 12 + i32::from(month) - 1 + count;
            Unit::Month(number.div_euclid(12), u8::try_from(number.rem_euclid(12) + 1).ok()?)
        }
        (Unit::Day(day), Step::Month) => Unit::Day(months_later(day, count)?),
        _ => return None,
    })
}

/// The same day of another month; the last day of a month stays the last.
fn months_later(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let by = |day: NaiveDate, months: u32| {
        let months = Months::new(months);
        if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
    };
    let next = day.succ_opt()?;
    if next.day() == 1 {
        return by(next, count.unsigned_abs())?.pred_opt();
    }
    by(day, count.unsigned_abs())
}

/// The periods of a sentence, in order.
pub(super) fn dates(tokens: &[Token<'_>], sentence: Range<usize>) -> Vec<Dated> {
    let mut out: Vec<Dated> = Vec::new();
    let mut at = sentence.start;
    let scan = Scan { tokens, end: sentence.end };
    while at < sentence.end {
        match scan.at(at) {
            Some((end, when)) => {
                out.push(Dated { tokens: at..end, when });
                at = end;
            }
            None => at += 1,
        }
    }
    joined(tokens, out)
}

/// "From 1978 to 2017", "between 2013 and 2021", "1978–2017": two periods that are one span.
fn joined(tokens: &[Token<'_>], dates: Vec<Dated>) -> Vec<Dated> {
    let mut out: Vec<Dated> = Vec::with_capacity(dates.len());
    // "Mid-2011", "the end of 2019", "late 2022": what stands before a period and belongs to it.
    let belongs = |at: usize| {
        matches!(
            tokens[at].lower.as_ref(),
            "mid"
                | "late"
                | "early"
                | "end"
                | "end-"
                | "mid-"
                | "-"
                | "the"
                | "of"
                | "start"
                | "year-end"
                | "beginning"
        )
    };
    let start = |dated: &Dated| {
        let mut start = dated.tokens.start;
        while start > 0 && belongs(start - 1) {
            start -= 1;
        }
        start
    };
    for dated in dates {
        if let Some(last) = out.last_mut()
            && let (When::At(from), When::At(to)) = (last.when, dated.when)
            && (dated.tokens.start == last.tokens.end + 1 || start(&dated) == last.tokens.end + 1)
        {
            let joint = &tokens[last.tokens.end];
            let before = start(last).checked_sub(1).map(|before| tokens[before].lower.as_ref());
            let spans = match joint.lower.as_ref() {
                "to" | "until" | "till" | "through" => before != Some("to"),
                "and" => before == Some("between"),
                "–" | "-" => true,
                _ => false,
            };
            if spans && from.years_to(to).is_some_and(|years| years > crate::quantity::Exact::ZERO) {
                last.tokens.end = dated.tokens.end;
                last.when = When::Span(from, to);
                continue;
            }
        }
        // "February to April 2024".
        if let Some(last) = out.last_mut()
            && let (When::Part(part), When::At(to)) = (last.when, dated.when)
            && dated.tokens.start == last.tokens.end + 1
            && matches!(tokens[last.tokens.end].lower.as_ref(), "to" | "–" | "-")
            && !last.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is("from"))
        {
            let from = part.of(to.year());
            let from = if from.years_to(to).is_some_and(|years| years < crate::quantity::Exact::ZERO) {
                part.of(to.year() - 1)
            } else {
                from
            };
            last.tokens.end = dated.tokens.end;
            last.when = months_of(from, to);
            continue;
        }
        // "Since 2010".
        let when = match dated.when {
            When::At(unit) if dated.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is("since")) => {
                When::Since(unit)
            }
            when => when,
        };
        out.push(Dated { when, ..dated });
    }
    out
}

/// The months from one to another: "January–March 2024" is the first quarter of 2024.
fn months_of(from: Unit, to: Unit) -> When {
    match (from, to) {
        (Unit::Month(year, first), Unit::Month(same, last)) if year == same && last % 3 == 0 && first + 2 == last => {
            When::At(Unit::Quarter(year, last / 3))
        }
        (Unit::Month(year, first), Unit::Month(same, last)) if year == same && last % 6 == 0 && first + 5 == last => {
            When::At(Unit::Half(year, last / 6))
        }
        (from, to) if from == to => When::At(to),
        _ => When::Span(from, to),
    }
}

struct Scan<'a, 'b> {
    tokens: &'b [Token<'a>],
    end: usize,
}

impl<'a> Scan<'a, '_> {
    fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens[..self.end].get(at)
    }

    fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.lower.as_ref())
    }

    /// So many years, quarters or months that end where a period stands: "the five years to 2022".
    fn run_to(&self, count: i32, step: Step, at: usize) -> Option<(usize, When)> {
        let at = at + usize::from(matches!(self.word(at), "the" | "end"));
        let (end, When::At(to)) = self.at(at)? else { return None };
        let month = match to {
            Unit::Day(day) => Unit::Month(day.year(), u8::try_from(day.month()).ok()?),
            other => other,
        };
        let when = match (step, month) {
            (Step::Year, Unit::Year(_)) if count > 1 => When::Span(moved(to, -count, step)?, to),
            // A year that ends in December is a calendar year, one that ends before it a fiscal year.
            (Step::Year, Unit::Month(year, 12)) if count == 1 => When::At(Unit::Year(year)),
            (Step::Year, Unit::Month(year, _)) if count == 1 => When::At(Unit::FiscalYear(year - 1)),
            (Step::Year, Unit::Month(..)) => When::Span(moved(month, -count, step)?, month),
            // Twelve months of a series of months are told at their last.
            (Step::Month, Unit::Month(..)) if count % 12 == 0 => When::At(month),
            (Step::Month, Unit::Month(..)) => months_of(moved(month, 1 - count, step)?, month),
            (Step::Quarter, Unit::Month(..)) if count == 1 => months_of(moved(month, -2, Step::Month)?, month),
            _ => return None,
        };
        Some((end, when))
    }

    /// A period that starts here: where it ends, and what it is.
    fn at(&self, at: usize) -> Option<(usize, When)> {
        let token = self.get(at)?;
        match token.kind {
            Kind::Number => self.at_number(at),
            Kind::Ordinal => self.part_in_digits(at),
            Kind::Code => self.at_code(at),
            Kind::Word => self.at_word(at),
            _ => None,
        }
    }

    /// The year that stands here.
    fn year(&self, at: usize) -> Option<i32> {
        let token = self.get(at).filter(|token| token.kind == Kind::Number && token.text.len() == 4)?;
        let year: i32 = token.text.parse().ok()?;
        (1500..=2100).contains(&year).then_some(year)
    }

    /// The year, unless the number counts something.
    fn year_alone(&self, at: usize) -> Option<i32> {
        let year = self.year(at)?;
        let next = self.get(at + 1);
        let previous = at.checked_sub(1).map(|before| &self.tokens[before]);
        let dated = previous.is_some_and(|previous| {
            matches!(
                previous.lower.as_ref(),
                "in" | "since"
                    | "by"
                    | "until"
                    | "till"
                    | "during"
                    | "from"
                    | "between"
                    | "before"
                    | "after"
                    | "year"
                    | "years"
                    | "late"
                    | "early"
                    | "mid"
                    | "through"
                    | "("
                    | "end-"
                    | "of"
                    | "for"
            ) || previous.has(MONTH)
        });
        let counts = next.is_some_and(|next| {
            next.has(SCALE | PERSONS | MEASURE)
                || matches!(next.lower.as_ref(), "%" | "percent" | "per" | "times" | "basis" | "percentage" | "points")
        });
        if counts
            && !previous
                .is_some_and(|previous| matches!(previous.lower.as_ref(), "in" | "since" | "by" | "during" | "until"))
        {
            return None;
        }
        let money = previous.is_some_and(|previous| {
            super::lexicon::currency(previous.text).is_some() && previous.text != "R" && previous.text != "N"
        });
        if money {
            return None;
        }
        // "Some 2000 employees": what a hedge bends is no year.
        let bent = previous.is_some_and(|previous| {
            matches!(
                previous.lower.as_ref(),
                "some"
                    | "about"
                    | "roughly"
                    | "approximately"
                    | "nearly"
                    | "almost"
                    | "over"
                    | "than"
                    | "least"
                    | "around"
            )
        });
        let noun = next.is_some_and(|next| {
            next.kind == Kind::Word && !next.has(FUNCTION) && next.lower.ends_with('s') && next.text == next.lower
        });
        if bent && noun && !dated {
            return None;
        }
        Some(year)
    }

    fn at_number(&self, at: usize) -> Option<(usize, When)> {
        // "12 March 2024", "12 March".
        if let Some(month) = self.month(at + 1)
            && let Some(day) = self
                .get(at)
                .filter(|token| token.text.len() <= 2)
                .and_then(|token| token.text.parse::<u32>().ok())
                .filter(|day| (1..=31).contains(day))
        {
            return Some(match self.year(at + 2) {
                Some(year) => (at + 3, day_of(year, month, day)?),
                None => (at + 2, When::Part(Part::Month(month))),
            });
        }
        let year = self.year_alone(at)?;
        // "2023-24", "2023/24", "2018–22".
        let joint = self.get(at + 1).filter(|token| matches!(token.lower.as_ref(), "-" | "–" | "/") && !token.spaced);
        if joint.is_some()
            && let Some(next) =
                self.get(at + 2).filter(|next| next.kind == Kind::Number && !next.spaced && next.text.len() == 2)
            && let Ok(short) = next.text.parse::<i32>()
        {
            let long = year - year.rem_euclid(100) + short + if short < year.rem_euclid(100) { 100 } else { 0 };
            return Some((
                at + 3,
                if long == year + 1 {
                    When::At(Unit::FiscalYear(year))
                } else {
                    When::Span(Unit::Year(year), Unit::Year(long))
                },
            ));
        }
        if joint.is_some_and(|joint| joint.is("/")) && self.year(at + 2) == Some(year + 1) {
            return Some((at + 3, When::At(Unit::FiscalYear(year))));
        }
        // "2023 Q3", "2023 H1".
        if let Some(part) =
            self.get(at + 1).filter(|token| token.kind == Kind::Code).and_then(|token| part_of_code(&token.lower))
        {
            return Some((at + 2, When::At(part.of(year))));
        }
        Some((at + 1, When::At(Unit::Year(year))))
    }

    /// "1st quarter of 2023".
    fn part_in_digits(&self, at: usize) -> Option<(usize, When)> {
        let number: u8 = self.get(at)?.lower.parse().ok()?;
        self.part_of_year(number, at + 1)
    }

    /// After an ordinal: quarter or half, and its year.
    fn part_of_year(&self, number: u8, at: usize) -> Option<(usize, When)> {
        let part = match self.word(at) {
            "quarter" if (1..=4).contains(&number) => Part::Quarter(number),
            "half" | "semester" | "half-year" if (1..=2).contains(&number) => Part::Half(number),
            _ => return None,
        };
        Some(self.with_year(part, at + 1))
    }

    /// A part with the year behind it, where there is one: "of 2023", "2023", "of fiscal 2024".
    fn with_year(&self, part: Part, at: usize) -> (usize, When) {
        let of = at + usize::from(matches!(self.word(at), "of" | "in" | ","));
        match self.year(of) {
            Some(year) => (of + 1, When::At(part.of(year))),
            _ => (at, When::Part(part)),
        }
    }

    fn at_code(&self, at: usize) -> Option<(usize, When)> {
        let token = self.get(at)?;
        let code = token.lower.as_ref();
        if let Ok(unit @ Unit::Day(_)) = code.parse::<Unit>() {
            return Some((at + 1, When::At(unit)));
        }
        if let Some(digits) = code.strip_prefix("fy").or_else(|| code.strip_prefix("cy")) {
            let calendar = code.starts_with("cy");
            // "FY2023-24", "FY2023/24".
            if let Some((first, _)) = digits.split_once(['-', '/', '–'])
                && let Ok(year @ 1900..=2100) = first.parse()
            {
                return Some((at + 1, When::At(Unit::FiscalYear(year))));
            }
            let number: i32 = digits.parse().ok()?;
            let year = if digits.len() == 2 { 2000 + number } else { number };
            if !(1900..=2100).contains(&year) {
                return None;
            }
            if calendar {
                return Some((at + 1, When::At(Unit::Year(year))));
            }
            let joint =
                self.get(at + 1).filter(|token| matches!(token.lower.as_ref(), "-" | "–" | "/") && !token.spaced);
            if joint.is_some()
                && self
                    .get(at + 2)
                    .is_some_and(|next| next.kind == Kind::Number && !next.spaced && matches!(next.text.len(), 2 | 4))
            {
                return Some((at + 3, When::At(Unit::FiscalYear(year))));
            }
            return Some((at + 1, When::At(Unit::FiscalYear(year - 1))));
        }
        if let Some(part) = part_of_code(code) {
            let fiscal =
                self.get(at + 1).filter(|next| next.kind == Kind::Code && next.lower.starts_with("fy")).is_some();
            if fiscal {
                return Some((at + 2, When::Part(part)));
            }
            return Some(self.with_year(part, at + 1));
        }
        // "3Q23", "1H2024".
        let (first, rest) = code.split_at_checked(1)?;
        let number: u8 = first.parse().ok()?;
        let year: i32 = rest.get(1..)?.parse().ok()?;
        let year = if year < 100 { 2000 + year } else { year };
        let part = match rest.as_bytes().first()? {
            b'q' if (1..=4).contains(&number) => Part::Quarter(number),
            b'h' if (1..=2).contains(&number) => Part::Half(number),
            _ => return None,
        };
        (1900..=2100).contains(&year).then_some((at + 1, When::At(part.of(year))))
    }

    fn month(&self, at: usize) -> Option<u8> {
        let token = self.get(at).filter(|token| token.has(MONTH) && token.text.starts_with(char::is_uppercase))?;
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let number = MONTHS.iter().position(|month| token.lower.starts_with(month))?;
        u8::try_from(number + 1).ok()
    }

    fn at_word(&self, at: usize) -> Option<(usize, When)> {
        if let Some(month) = self.month(at) {
            let dot =
                usize::from(self.word(at + 1) == "." && self.get(at + 2).is_some_and(|next| next.kind == Kind::Number));
            let next = at + 1 + dot;
            // "March 12, 2024", "March 12".
            if let Some(day) = self
                .get(next)
                .filter(|token| token.kind == Kind::Number && token.text.len() <= 2)
                .and_then(|token| token.text.parse::<u32>().ok())
                .filter(|day| (1..=31).contains(day))
            {
                let comma = usize::from(self.word(next + 1) == ",");
                if let Some(year) = self.year(next + 1 + comma) {
                    return Some((next + 2 + comma, day_of(year, month, day)?));
                }
                let scaled = self
                    .get(next + 1)
                    .is_some_and(|token| token.has(SCALE) || matches!(token.lower.as_ref(), "%" | "percent" | "per"));
                if !scaled {
                    return Some((next + 1, When::Part(Part::Month(month))));
                }
            }
            let capital_alone = at > 0 && self.tokens[at - 1].kind == Kind::Sign && self.tokens[at - 1].is(".");
            let verb = matches!(self.word(at), "may" | "march") && (at == 0 || capital_alone);
            let of = usize::from(matches!(self.word(next), "of" | ","));
            return match self.year(next + of) {
                Some(year) => Some((next + of + 1, When::At(Unit::Month(year, month)))),
                None if verb => None,
                None => Some((at + 1, When::Part(Part::Month(month)))),
            };
        }
        let token = self.get(at)?;
        // "Third-quarter profit", "fourth-quarter 2023 revenue".
        if let Some((ordinal, noun)) = token.lower.split_once('-')
            && let part @ ("quarter" | "half") = noun
            && let Some((number, _)) = words::ordinal(&[ordinal])
        {
            let number = u8::try_from(number).ok()?;
            return match part {
                "quarter" if number <= 4 => Some(self.with_year(Part::Quarter(number), at + 1)),
                "half" if number <= 2 => Some(self.with_year(Part::Half(number), at + 1)),
                _ => None,
            };
        }
        // "First quarter of 2023".
        if token.has(ORDINAL) {
            let (number, _) = words::ordinal(&[token.lower.as_ref()])?;
            return self.part_of_year(u8::try_from(number).ok()?, at + 1);
        }
        self.relative(at)
    }

    /// "A year earlier", "the previous quarter", "fiscal 2024", "the same period".
    fn relative(&self, at: usize) -> Option<(usize, When)> {
        let step = |word: &str| {
            Some(match word {
                "year" | "year's" | "years" => Step::Year,
                "quarter" | "quarters" => Step::Quarter,
                "month" | "months" => Step::Month,
                "week" | "weeks" | "day" | "days" => Step::Shorter,
                _ => return None,
            })
        };
        match self.word(at) {
            "fiscal" | "financial" => {
                let next = at + 1 + usize::from(self.word(at + 1) == "year");
                let year = self.year(next)?;
                if let Some((end, when @ When::At(Unit::FiscalYear(_)))) = self.at_number(next) {
                    return Some((end, when));
                }
                Some((next + 1, When::At(Unit::FiscalYear(year - 1))))
            }
            "previous" | "preceding" | "prior" => {
                let step = step(self.word(at + 1))?;
                Some((at + 2, When::Earlier(1, step)))
            }
            "year-earlier" | "year-ago" | "prior-year" | "previous-year" => {
                Some((at + 1, When::Earlier(1, Step::Year)))
            }
            "last" => (self.word(at + 1) == "year").then_some((at + 2, When::Calendar(-1))),
            // "The following year", "in the next twelve months".
            "following" | "next" => {
                let count = self
                    .get(at + 1)
                    .filter(|token| token.has(NUMERAL))
                    .and_then(|token| words::cardinal(&[token.lower.as_ref()]))
                    .and_then(|(count, _)| i32::try_from(count).ok());
                let noun = at + 1 + usize::from(count.is_some());
                let step = step(self.word(noun))?;
                Some((noun + 1, When::Later(count.unwrap_or(1), step)))
            }
            // "The same six months of 2022", "the corresponding quarter of 2022".
            "same" | "corresponding" | "equivalent" | "comparable" => {
                let counted = usize::from(self.get(at + 1).is_some_and(|token| token.has(NUMERAL)));
                let noun = at + 1 + counted;
                let period = match self.word(noun) {
                    "period" | "quarter" | "month" | "half" | "week" | "months" | "quarters" | "years" => true,
                    "year" | "time" => self.word(at) == "same",
                    _ => false,
                };
                period.then(|| {
                    // "The same quarter of 2022", "the same period a year earlier" are told by what follows.
                    let mut next = noun + 1;
                    while matches!(self.word(next), "of" | "in" | "a" | "the" | "one") {
                        next += 1;
                    }
                    match self.at(next) {
                        Some((end, When::At(Unit::Year(year)))) => (end, When::SameOf(year)),
                        Some((end, when @ (When::Earlier(..) | When::At(_)))) => (end, when),
                        _ if matches!(self.word(noun), "period" | "years" | "months" | "quarters") => {
                            (noun + 1, When::Throughout)
                        }
                        _ => (noun + 1, When::Same),
                    }
                })
            }
            "quarter"
                if self
                    .get(at + 1)
                    .is_some_and(|next| next.kind == Kind::Number && matches!(next.text, "1" | "2" | "3" | "4")) =>
            {
                let number: u8 = self.word(at + 1).parse().ok()?;
                // "Quarter 2 (Apr to June) 2023".
                let bracket = if self.word(at + 2) == "(" {
                    (at + 3..at + 8).find(|at| self.word(*at) == ")").map_or(0, |end| end - at - 1)
                } else {
                    0
                };
                Some(self.with_year(Part::Quarter(number), at + 2 + bracket))
            }
            "this" | "full" | "whole" => (self.word(at + 1) == "year").then_some((at + 2, When::Calendar(0))),
            "full-year" => Some((at + 1, When::Calendar(0))),
            "year" if self.word(at + 1) == "as" && self.word(at + 3) == "whole" => Some((at + 4, When::Calendar(0))),
            "by" if self.word(at + 1) == "then" => Some((at + 2, When::Same)),
            // "Consumer prices that month".
            "that" => matches!(self.word(at + 1), "year" | "month" | "quarter").then_some((at + 2, When::Same)),
            // "The year ending December 2023", "FYE March 2024".
            "ending" | "ended" | "fye" => {
                let fiscal = self.word(at) == "fye"
                    || at >= 2 && matches!(self.tokens[at - 2].lower.as_ref(), "financial" | "fiscal");
                let yearly = fiscal || at >= 1 && self.tokens[at - 1].is("year");
                let next = (at + 1..at + 4).find(|at| self.month(*at).is_some())?;
                match self.at_word(next) {
                    Some((end, When::At(Unit::Month(year, 12)))) if yearly => Some((end, When::At(Unit::Year(year)))),
                    Some((end, When::At(Unit::Day(day)))) if yearly && day.month() == 12 && day.day() == 31 => {
                        Some((end, When::At(Unit::Year(day.year()))))
                    }
                    Some((end, When::At(Unit::Month(year, _)))) if fiscal => {
                        Some((end, When::At(Unit::FiscalYear(year - 1))))
                    }
                    Some((end, When::At(Unit::Day(day)))) if fiscal => {
                        Some((end, When::At(Unit::FiscalYear(day.year() - 1))))
                    }
                    _ => None,
                }
            }
            "year" | "quarter" | "month" | "years" | "quarters" | "months" | "week" | "weeks" | "day" | "days" => {
                let step = step(self.word(at))?;
                let before = at.checked_sub(1).map(|before| &self.tokens[before]);
                let run = before.and_then(|token| match token.kind {
                    Kind::Number => token.text.parse().ok(),
                    _ if token.has(NUMERAL) => {
                        words::cardinal(&[token.lower.as_ref()]).and_then(|(count, _)| i32::try_from(count).ok())
                    }
                    _ => matches!(self.word(at), "year" | "quarter").then_some(1),
                });
                // "The five years to 2022", "the three months ended 30 September 2023", "the year to June 2023".
                if let (Some(count), "to" | "ended" | "ending" | "until" | "through") = (run, self.word(at + 1))
                    && let Some(found) = self.run_to(count, step, at + 2)
                {
                    return Some(found);
                }
                // "The first nine months of 2023".
                if let (Some(count), Step::Month) = (run, step)
                    && at >= 2
                    && self.tokens[at - 2].is("first")
                    && let Ok(last @ 2..=11) = u8::try_from(count)
                    && let Some(year) = self.year(at + 1 + usize::from(matches!(self.word(at + 1), "of" | "in")))
                {
                    let end = at + 2 + usize::from(matches!(self.word(at + 1), "of" | "in"));
                    return Some((end, months_of(Unit::Month(year, 1), Unit::Month(year, last))));
                }
                let earlier = matches!(self.word(at + 1), "earlier" | "before" | "ago" | "previously" | "prior");
                let later = self.word(at + 1) == "later";
                if !(earlier || later) {
                    return None;
                }
                let count = match before.map(|token| (token.lower.as_ref(), token)) {
                    Some(("a" | "one" | "the", _)) => 1,
                    Some((word, token)) if token.has(NUMERAL) => i32::try_from(words::cardinal(&[word])?.0).ok()?,
                    Some((word, token)) if token.kind == Kind::Number => word.parse().ok()?,
                    Some((_, token)) if token.has(PREPOSITION) => 1,
                    _ => return None,
                };
                Some((at + 2, if later { When::Later(count, step) } else { When::Earlier(count, step) }))
            }
            "decade" => match self.word(at + 1) {
                "earlier" | "before" | "ago" => Some((at + 2, When::Earlier(10, Step::Year))),
                "later" => Some((at + 2, When::Later(10, Step::Year))),
                "to" => self.run_to(10, Step::Year, at + 2),
                _ => None,
            },
            _ => None,
        }
    }
}

/// "Q3", "H1".
fn part_of_code(code: &str) -> Option<Part> {
    let number: u8 = code.get(1..)?.parse().ok()?;
    match code.as_bytes().first()? {
        b'q' if (1..=4).contains(&number) => Some(Part::Quarter(number)),
        b'h' | b's' if (1..=2).contains(&number) => Some(Part::Half(number)),
        _ => None,
    }
}

fn day_of(year: i32, month: u8, day: u32) -> Option<When> {
    NaiveDate::from_ymd_opt(year, u32::from(month), day).map(|day| When::At(Unit::Day(day)))
}
