//! The reader of a single period: years, parts of a year, days, runs of months, and words that point to another period.

use chrono::NaiveDate;

use super::super::lexer::{Kind, Token};
use super::super::lexicon::{self, FUNCTION, MEASURE, MONTH, ORDINAL, PERSONS, SCALE};
use super::{Part, When, months_of};
use crate::period::Unit;
use crate::quantity::words;

/// A sentence that is gone through for periods.
pub(super) struct Scan<'a, 'b> {
    pub(super) tokens: &'b [Token<'a>],
    pub(super) end: usize,
    /// Whether the text is of Japan, where "FY2022" begins in 2022; elsewhere it ends then.
    pub(super) by_first_year: bool,
}

impl<'a> Scan<'a, '_> {
    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens[..self.end].get(at)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.lower.as_ref())
    }

    /// A period that starts here: where it ends, and what it is.
    pub(super) fn at(&self, at: usize) -> Option<(usize, When)> {
        let token = self.get(at)?;
        match token.kind {
            Kind::Number => self.at_number(at),
            Kind::Ordinal => self.day(at).or_else(|| self.part_in_digits(at)),
            Kind::Code => self.at_code(at),
            Kind::Word => self.at_word(at),
            _ => None,
        }
    }

    /// The year that stands here.
    pub(super) fn year(&self, at: usize) -> Option<i32> {
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
            lexicon::currency(previous.text).is_some() && previous.text != "R" && previous.text != "N"
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

    pub(super) fn at_number(&self, at: usize) -> Option<(usize, When)> {
        if let Some(day) = self.day(at) {
            return Some(day);
        }
        let year = self.year_alone(at)?;
        // "Proclamation No. 1097/2018", "Directive 2013/36".
        let glued = |at: usize| {
            self.get(at).is_some_and(|slash| slash.is("/") && !slash.spaced)
                && self.get(at + 1).is_some_and(|next| !next.spaced)
        };
        if at >= 2
            && glued(at - 1)
            && self.tokens[at - 2].kind == Kind::Number
            && self.tokens[at - 2].text.parse() != Ok(year - 1)
            && self.tokens[at - 2].text.len() > 2
        {
            return None;
        }
        // "Regulation 2024/765".
        if glued(at + 1) && self.get(at + 2).is_some_and(|next| next.kind == Kind::Number && next.text.len() == 3) {
            return None;
        }
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

    /// "12 March 2024", "12 March", "31st March, 2024".
    fn day(&self, at: usize) -> Option<(usize, When)> {
        let month = self.month(at + 1)?;
        let day = self.get(at).filter(|token| token.lower.len() <= 4)?;
        let digits = day.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day = digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
        let comma =
            usize::from(self.word(at + 2) == "," && self.get(at).is_some_and(|token| token.kind == Kind::Ordinal));
        Some(match self.year(at + 2 + comma) {
            Some(year) => (at + 3 + comma, day_of(year, month, day)?),
            None => (at + 2, When::Part(Part::Day(month, u8::try_from(day).ok()?))),
        })
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
    pub(super) fn with_year(&self, part: Part, at: usize) -> (usize, When) {
        let of = at + usize::from(matches!(self.word(at), "of" | "in" | ","));
        match self.year(of) {
            Some(year) => (of + 1, When::At(part.of(year))),
            _ => (at, When::Part(part)),
        }
    }

    /// "January–March" without its year, from behind the first month on: a quarter or half.
    fn months_from(&self, first: u8, at: usize) -> Option<(usize, When)> {
        if !matches!(self.word(at), "–" | "-" | "to") {
            return None;
        }
        let last = self.month(at + 1)?;
        let named = at + 2 + usize::from(matches!(self.word(at + 2), "quarter" | "half"));
        let year = named + usize::from(matches!(self.word(named), "of" | "in" | ","));
        let spans = match last.checked_sub(first)? {
            2 => 3,
            5 => 6,
            _ => return None,
        };
        if !last.is_multiple_of(spans) || named == at + 2 && self.year(year).is_some() {
            return None;
        }
        let part = if spans == 3 { Part::Quarter(last / 3) } else { Part::Half(last / 6) };
        Some(if named == at + 2 { (named, When::Part(part)) } else { self.with_year(part, named) })
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
            return Some((at + 1, When::At(Unit::FiscalYear(year - i32::from(!self.by_first_year)))));
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

    pub(super) fn month(&self, at: usize) -> Option<u8> {
        let token = self.get(at).filter(|token| token.text.starts_with(char::is_uppercase))?;
        // "February's 89,390".
        let name = token.lower.trim_end_matches("'s");
        if name.len() < 3 || !(token.has(MONTH) || name != token.lower) {
            return None;
        }
        month_of(name)
    }

    pub(super) fn at_word(&self, at: usize) -> Option<(usize, When)> {
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
                    return Some((next + 1, When::Part(Part::Day(month, u8::try_from(day).ok()?))));
                }
            }
            let capital_alone = at > 0 && self.tokens[at - 1].kind == Kind::Sign && self.tokens[at - 1].is(".");
            let verb = matches!(self.word(at), "may" | "march") && (at == 0 || capital_alone);
            // "The March quarter of 2023".
            if let "quarter" | "half" = self.word(next) {
                let part = quarter_or_half(self.word(next), month)?;
                return Some(self.with_year(part, next + 1));
            }
            if let Some(found) = self.months_from(month, next) {
                return Some(found);
            }
            // "In January and February 2024"; not "January and February 2024, respectively".
            if self.word(next) == "and"
                && self.month(next + 1) == Some(month + 1)
                && let Some(year) = self.year(next + 2)
                && !self.tokens[at..self.end].iter().any(|token| token.is("respectively"))
            {
                return Some((next + 3, When::Span(Unit::Month(year, month), Unit::Month(year, month + 1))));
            }
            let of = usize::from(matches!(self.word(next), "of" | ","));
            return match self.year(next + of) {
                // "The December 2023 quarter".
                Some(year) if matches!(self.word(next + of + 1), "quarter" | "half") => {
                    let part = quarter_or_half(self.word(next + of + 1), month)?;
                    Some((next + of + 2, When::At(part.of(year))))
                }
                // "The June 2023 year".
                Some(year) if self.word(next + of + 1) == "year" && at > 0 && self.tokens[at - 1].is("the") => {
                    let unit = if month == 12 { Unit::Year(year) } else { Unit::FiscalYear(year - 1) };
                    Some((next + of + 2, When::At(unit)))
                }
                Some(year) => Some((next + of + 1, When::At(Unit::Month(year, month)))),
                None if verb => None,
                None => Some((at + 1, When::Part(Part::Month(month)))),
            };
        }
        let token = self.get(at)?;
        // "January-May 2024", "the January–May period of 2024".
        if let Some((first, last)) = token.lower.split_once(['-', '–'])
            && let (Some(first), Some(last)) = (month_of(first), month_of(last))
            && first < last
            && token.text.starts_with(char::is_uppercase)
        {
            let next = at + 1 + usize::from(matches!(self.word(at + 1), "period" | "quarter" | "half"));
            let year_at = next + usize::from(matches!(self.word(next), "of" | "in"));
            let Some(year) = self.year(year_at) else {
                return match months_of(Unit::Month(2000, first), Unit::Month(2000, last)) {
                    When::At(Unit::Quarter(_, quarter)) => Some((next, When::Part(Part::Quarter(quarter)))),
                    When::At(Unit::Half(_, half)) => Some((next, When::Part(Part::Half(half)))),
                    _ => None,
                };
            };
            return Some((year_at + 1, months_of(Unit::Month(year, first), Unit::Month(year, last))));
        }
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
}

/// The quarter or half of a year that a month ends.
fn quarter_or_half(noun: &str, month: u8) -> Option<Part> {
    match noun {
        "quarter" if month.is_multiple_of(3) => Some(Part::Quarter(month / 3)),
        "half" if month.is_multiple_of(6) => Some(Part::Half(month / 6)),
        _ => None,
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

/// The number of a month by its name: "march", "sept".
fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let number = MONTHS
        .iter()
        .position(|month| *month == word || word == "sept" && *month == "september" || word == &month[..3])?;
    u8::try_from(number + 1).ok()
}
