//! The periods that a sentence names, and those that it only points to: "a year earlier", "the same period".

mod relative;
mod scan;

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::lexer::{Kind, Token};
use super::lexicon::{MONTH, ORDINAL};
use crate::period::{Period, Unit};
use crate::quantity::words;
use scan::Scan;

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
    /// "The year as a whole": the year of the period at hand.
    Whole,
    /// "The first eight months of the year": so many of the year at hand.
    FirstMonths(u8),
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
    /// Month and day.
    Day(u8, u8),
}

impl Part {
    /// The part of that year.
    pub(super) fn of(self, year: i32) -> Unit {
        match self {
            Self::Half(half) => Unit::Half(year, half),
            Self::Quarter(quarter) => Unit::Quarter(year, quarter),
            Self::Month(month) => Unit::Month(year, month),
            Self::Day(month, day) => NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
                .map_or(Unit::Month(year, month), Unit::Day),
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
            When::FirstMonths(months) => {
                let year = at_hand?.year();
                match months_of(Unit::Month(year, 1), Unit::Month(year, months)) {
                    When::At(unit) => Period::One(unit),
                    _ => Period::Span(Some(Unit::Month(year, 1)), Some(Unit::Month(year, months))),
                }
            }
            When::SameOf(year) => {
                let at_hand = at_hand?;
                Period::One(moved(at_hand, year - at_hand.year(), Step::Year).unwrap_or(Unit::Year(year)))
            }
            When::Whole => Period::One(match at_hand? {
                fiscal @ Unit::FiscalYear(_) => fiscal,
                unit => Unit::Year(unit.year()),
            }),
            // "Last year" counts from a date that the text gives itself, not from a year that it speaks of.
            When::Calendar(after) => match at_hand? {
                Unit::Day(day) => Period::One(Unit::Year(day.year() + after)),
                Unit::Month(year, _) => Period::One(Unit::Year(year + after)),
                _ => return None,
            },
        })
    }
}

/// A period so many steps later, in its own unit where the step is as long or longer.
pub(super) fn moved(from: Unit, count: i32, step: Step) -> Option<Unit> {
    // Nobody compares over more; the arithmetic below cannot overflow.
    if !(-1000..=1000).contains(&count) {
        return None;
    }
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
        // Books close on the last day of a month, and a year before closed on the same; any other day dates the text.
        (Unit::Day(day), Step::Year) if closes(day) => Unit::Day(months_later(day, count * 12)?),
        (Unit::Day(day), Step::Year) => Unit::Year(day.year() + count),
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

/// Whether books close on a day: the last of a month.
fn closes(day: NaiveDate) -> bool {
    day.succ_opt().is_some_and(|next| next.day() == 1)
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

/// Whether a text is of Japan, which names fiscal years by the year in which they begin.
pub(super) fn by_first_year(tokens: &[Token<'_>]) -> bool {
    let japan = |token: &Token<'_>| {
        matches!(
            token.lower.as_ref(),
            "japan"
                | "japan's"
                | "japan’s"
                | "japanese"
                | "yen"
                | "¥"
                | "tokyo"
                | "osaka"
                | "kansai"
                | "nikkei"
                | "boj"
        )
    };
    // "Fiscal 2023 (ended March 31, 2024)": the text says so itself.
    let says = |at: usize| {
        let year = |token: &Token<'_>| token.lower.trim_start_matches("fy").parse::<i32>().ok().filter(|y| *y > 1900);
        let named = year(&tokens[at]).filter(|_| {
            tokens[at].lower.starts_with("fy") || at > 0 && matches!(tokens[at - 1].lower.as_ref(), "fiscal" | "year")
        });
        let bracket = tokens.get(at + 1).is_some_and(|next| next.is("("));
        named.filter(|_| bracket).is_some_and(|named| {
            let last = tokens[at + 2..].iter().take(12).take_while(|token| !token.is(")")).filter_map(year).last();
            last == Some(named + 1)
        })
    };
    tokens.iter().any(japan) || (0..tokens.len()).any(says)
}

/// Where the bracket that explains a fiscal year ends: "fiscal 2023 (ended March 31, 2024)".
fn gloss(tokens: &[Token<'_>], end: usize, sentence: usize) -> usize {
    if !tokens.get(end).is_some_and(|bracket| bracket.is("(")) {
        return end;
    }
    let inside = tokens[end + 1..sentence].iter().take(14);
    let close = inside.clone().position(|token| token.is(")"));
    let Some(close) = close else { return end };
    let plain = tokens[end + 1..end + 1 + close].iter().all(|token| {
        token.has(MONTH)
            || matches!(token.kind, Kind::Number | Kind::Ordinal)
            || matches!(
                token.lower.as_ref(),
                "," | "ended" | "ending" | "to" | "the" | "year" | "from" | "on" | "-" | "–" | "fiscal" | "of" | "in"
            )
    });
    let months = tokens[end + 1..end + 1 + close].iter().any(|token| token.has(MONTH));
    if plain && months { end + close + 2 } else { end }
}

/// The periods of a sentence, in order.
pub(super) fn dates(tokens: &[Token<'_>], sentence: Range<usize>, by_first_year: bool) -> Vec<Dated> {
    let mut out: Vec<Dated> = Vec::new();
    let mut at = sentence.start;
    let scan = Scan { tokens, end: sentence.end, by_first_year };
    while at < sentence.end {
        match scan.at(at) {
            Some((end, when)) => {
                let end =
                    if matches!(when, When::At(Unit::FiscalYear(_))) { gloss(tokens, end, sentence.end) } else { end };
                out.push(Dated { tokens: at..end, when });
                at = end;
            }
            None => {
                if let Some(when) = elliptic(tokens, at, sentence.end, out.last()) {
                    out.push(Dated { tokens: at..at + 1, when });
                }
                at += 1;
            }
        }
    }
    joined(tokens, out)
}

/// "2.9 billion in the first half of 2023 and 4.4 billion in the second": the noun and the year are those of the one before.
fn elliptic(tokens: &[Token<'_>], at: usize, end: usize, before: Option<&Dated>) -> Option<When> {
    if !tokens[at].has(ORDINAL) {
        return None;
    }
    let (number, _) = words::ordinal(&[tokens[at].lower.as_ref()]).filter(|(number, _)| *number <= 4)?;
    let number = u8::try_from(number).ok()?;
    let led =
        at >= 2 && tokens[at - 1].is("the") && matches!(tokens[at - 2].lower.as_ref(), "in" | "for" | "of" | "during");
    // "In the second round" names a thing.
    let alone =
        at + 1 >= end || tokens[at + 1].kind == Kind::Sign || matches!(tokens[at + 1].lower.as_ref(), "and" | "but");
    let of = match before?.when {
        When::At(Unit::Half(year, _)) if number <= 2 => When::At(Unit::Half(year, number)),
        When::At(Unit::Quarter(year, _)) => When::At(Unit::Quarter(year, number)),
        When::Part(Part::Half(_)) if number <= 2 => When::Part(Part::Half(number)),
        When::Part(Part::Quarter(_)) => When::Part(Part::Quarter(number)),
        _ => return None,
    };
    (led && alone).then_some(of)
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
            When::At(unit)
                if tokens[..dated.tokens.start]
                    .iter()
                    .rev()
                    .find(|token| !matches!(token.lower.as_ref(), "at" | "least" | "about" | "around"))
                    .is_some_and(|since| since.is("since")) =>
            {
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
