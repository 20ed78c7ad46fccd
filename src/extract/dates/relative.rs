//! Words that point to a period from another: "a year earlier", "the same quarter of 2022", "the five years to 2022".

use chrono::Datelike;

use super::super::lexer::Kind;
use super::super::lexicon::{NUMERAL, PREPOSITION};
use super::scan::Scan;
use super::{Part, Step, When, months_of, moved};
use crate::period::Unit;
use crate::quantity::words;

impl Scan<'_, '_> {
    /// "A year earlier", "the previous quarter", "fiscal 2024", "the same period".
    pub(super) fn relative(&self, at: usize) -> Option<(usize, When)> {
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
                Some((next + 1, When::At(Unit::FiscalYear(year - i32::from(!self.by_first_year)))))
            }
            "previous" | "preceding" | "prior" => {
                // "The previous corresponding period".
                if self.word(at + 1) == "corresponding" && self.word(at + 2) == "period" {
                    return Some((at + 3, When::Earlier(1, Step::Year)));
                }
                let fiscal = usize::from(matches!(self.word(at + 1), "fiscal" | "financial"));
                let step = step(self.word(at + 1 + fiscal))?;
                Some((at + 2 + fiscal, When::Earlier(1, step)))
            }
            "year-earlier" | "year-ago" | "prior-year" | "previous-year" => {
                Some((at + 1, When::Earlier(1, Step::Year)))
            }
            "last" if self.word(at + 1) == "quarter" && self.year(at + 3).is_some() => {
                Some(self.with_year(Part::Quarter(4), at + 2))
            }
            "last" => (self.word(at + 1) == "year").then_some((at + 2, When::Calendar(-1))),
            // "In the final quarter".
            "final" | "closing" if self.word(at + 1) == "quarter" => Some(self.with_year(Part::Quarter(4), at + 2)),
            "opening" if self.word(at + 1) == "quarter" => Some(self.with_year(Part::Quarter(1), at + 2)),
            // "The following year", "in the next twelve months".
            "following" | "next" => {
                let count = self
                    .get(at + 1)
                    .filter(|token| token.has(NUMERAL))
                    .and_then(|token| words::cardinal(&[token.lower.as_ref()]))
                    .and_then(|(count, _)| i32::try_from(count).ok());
                let noun = at + 1 + usize::from(count.is_some());
                let step = step(self.word(noun))?;
                // "Hopeful about the next six months" dates nothing.
                if self.word(at) == "next" && count.is_some() {
                    return None;
                }
                Some((noun + 1, When::Later(count.unwrap_or(1), step)))
            }
            // "The same six months of 2022", "the corresponding quarter of 2022".
            "same" | "corresponding" | "equivalent" | "comparable" => {
                let counted = usize::from(self.get(at + 1).is_some_and(|token| token.has(NUMERAL)));
                let noun = at + 1 + counted;
                let period = match self.word(noun) {
                    "period" | "quarter" | "month" | "half" | "week" | "months" | "quarters" | "years" => true,
                    "year" | "time" | "date" | "day" => self.word(at) == "same",
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
                        // "The same month last year".
                        Some((end, When::Calendar(-1))) => (end, When::Earlier(1, Step::Year)),
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
            // "Over this period".
            "this" | "that" if self.word(at + 1) == "period" => Some((at + 2, When::Throughout)),
            "this" => (self.word(at + 1) == "year").then_some((at + 2, When::Calendar(0))),
            "full" | "whole" if self.word(at + 1) == "year" => Some(self.whole_year(at + 2)),
            "full-year" => Some(self.whole_year(at + 1)),
            // "Revenue for the year was", "closed the year at".
            "year"
                if at >= 2
                    && self.tokens[at - 1].is("the")
                    && matches!(self.tokens[at - 2].lower.as_ref(), "for" | "closed" | "ended" | "finished")
                    && !matches!(
                        self.word(at + 1),
                        "to" | "ended" | "ending" | "before" | "earlier" | "ago" | "of" | "in" | "that"
                    )
                    && self.year(at + 1).is_none() =>
            {
                Some((at + 1, When::Whole))
            }
            "year" if self.word(at + 1) == "as" && self.word(at + 3) == "whole" => Some(self.whole_year(at + 4)),
            "year" if self.word(at + 1) == "after" && self.word(at + 2) == "next" => {
                Some((at + 3, When::Later(2, Step::Year)))
            }
            "by" if self.word(at + 1) == "then" => Some((at + 2, When::Same)),
            // "Consumer prices that month".
            "that" => {
                matches!(self.word(at + 1), "year" | "month" | "quarter" | "date").then_some((at + 2, When::Same))
            }
            // "The year ending December 2023", "FYE March 2024".
            "ending" | "ended" | "fye" => {
                // "The fiscal year that ended in June 2013".
                let fiscal = self.word(at) == "fye"
                    || self.tokens[at.saturating_sub(3)..at]
                        .iter()
                        .any(|token| matches!(token.lower.as_ref(), "financial" | "fiscal"));
                // "The year that ended in June 2023".
                let told = at >= 2 && self.tokens[at - 1].is("that") && self.tokens[at - 2].is("year");
                let fiscal = fiscal || told && self.word(at) == "ended";
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
                // "The half year ended 31 December 2023".
                let half = self.word(at) == "year" && before.is_some_and(|token| token.is("half"));
                let (step, before) = if half { (Step::Month, None) } else { (step, before) };
                let run = if half { Some(6) } else { None };
                let run = run.or_else(|| {
                    before.and_then(|token| match token.kind {
                        Kind::Number => token.text.parse().ok(),
                        _ if token.has(NUMERAL) => {
                            words::cardinal(&[token.lower.as_ref()]).and_then(|(count, _)| i32::try_from(count).ok())
                        }
                        _ => matches!(self.word(at), "year" | "quarter").then_some(1),
                    })
                });
                // Retailers close a year of 52 or 53 weeks.
                let (run, step) = match (run, self.word(at)) {
                    (Some(52 | 53), "weeks") => (Some(1), Step::Year),
                    _ => (run, step),
                };
                // "The five years to 2022", "the three months ended 30 September 2023", "the year to June 2023".
                if let (Some(count), "to" | "ended" | "ending" | "until" | "through") = (run, self.word(at + 1))
                    && let Some(found) = self.run_to(count, step, at + 1)
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
                // "The first eight months of the year", "in the first seven months".
                if let (Some(count), Step::Month) = (run, step)
                    && at >= 2
                    && self.tokens[at - 2].is("first")
                    && let Ok(last @ 2..=11) = u8::try_from(count)
                {
                    let of_year =
                        self.word(at + 1) == "of" && self.word(at + 2) == "the" && self.word(at + 3) == "year";
                    let ends = !matches!(self.word(at + 1), "of" | "after" | "following" | "since" | "under" | "in");
                    if of_year || ends {
                        return Some((if of_year { at + 4 } else { at + 1 }, When::FirstMonths(last)));
                    }
                }
                let earlier = matches!(self.word(at + 1), "earlier" | "before" | "ago" | "previously" | "prior");
                // "Twelve months on, deposits were".
                let on = self.word(at + 1) == "on" && matches!(self.word(at + 2), "," | "." | "");
                let later = self.word(at + 1) == "later" || on;
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
            // "The half-year to 31 December 2023".
            "half-year" | "half" if matches!(self.word(at + 1), "to" | "ended" | "ending") => {
                self.run_to(6, Step::Month, at + 1)
            }
            "decades" if matches!(self.word(at + 1), "later" | "earlier" | "before" | "ago") => {
                let word = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
                let (count, _) = words::cardinal(&[word])?;
                let years = i32::try_from(count).ok()?.checked_mul(10)?;
                let later = self.word(at + 1) == "later";
                Some((at + 2, if later { When::Later(years, Step::Year) } else { When::Earlier(years, Step::Year) }))
            }
            "decade" => match self.word(at + 1) {
                "earlier" | "before" | "ago" => Some((at + 2, When::Earlier(10, Step::Year))),
                "later" => Some((at + 2, When::Later(10, Step::Year))),
                "to" => self.run_to(10, Step::Year, at + 1),
                _ => None,
            },
            "century" if matches!(self.word(at + 1), "later" | "earlier" | "before" | "ago") => {
                let half = at >= 2 && self.tokens[at - 2].is("half");
                let years = if half { 50 } else { 100 };
                let later = self.word(at + 1) == "later";
                Some((at + 2, if later { When::Later(years, Step::Year) } else { When::Earlier(years, Step::Year) }))
            }
            _ => None,
        }
    }

    /// "The full year", "full-year 2023".
    fn whole_year(&self, at: usize) -> (usize, When) {
        let of = at + usize::from(matches!(self.word(at), "of" | "in"));
        self.year(of).map_or((at, When::Whole), |year| (of + 1, When::At(Unit::Year(year))))
    }

    /// So many years, quarters or months up to a period: "the five years to 2022"; what leads to it stands at `at`.
    fn run_to(&self, count: i32, step: Step, at: usize) -> Option<(usize, When)> {
        let closed = !matches!(self.word(at), "to" | "until" | "through");
        let at = at + 1;
        let at = at + usize::from(matches!(self.word(at), "the" | "end" | "in"));
        let (end, When::At(to)) = self.at(at)? else { return None };
        let month = match to {
            Unit::Day(day) => Unit::Month(day.year(), u8::try_from(day.month()).ok()?),
            other => other,
        };
        let when = match (step, month) {
            (Step::Year, Unit::Year(_)) if count > 1 => When::Span(moved(to, -count, step)?, to),
            // A year that ends in December is a calendar year, one that ends before it a fiscal year.
            (Step::Year, Unit::Month(year, 12)) if count == 1 => When::At(Unit::Year(year)),
            // Accounts close with a quarter; a rate "in the year to May" is that of May.
            (Step::Year, Unit::Month(year, month)) if count == 1 && (closed || matches!(month, 3 | 4 | 6 | 9)) => {
                When::At(Unit::FiscalYear(year - 1))
            }
            (Step::Year, Unit::Month(..)) if count == 1 => When::At(month),
            (Step::Year, Unit::Month(..)) => When::Span(moved(month, -count, step)?, month),
            // Twelve months of a series of months are told at their last.
            (Step::Month, Unit::Month(..)) if count % 12 == 0 => When::At(month),
            (Step::Month, Unit::Month(..)) => months_of(moved(month, 1 - count, step)?, month),
            (Step::Quarter, Unit::Month(..)) if count == 1 => months_of(moved(month, -2, Step::Month)?, month),
            _ => return None,
        };
        Some((end, when))
    }
}
