//! The period of each figure: what its words name, what its sentence names, or what the text has come to.

mod linked;
mod onward;
#[cfg(test)]
mod tests;
mod tied;

use std::ops::Range;

use super::cues::{Cue, Role};
use super::dates::{Dated, Step, moved};
use super::figures::{Measured, Raw};
use super::lexer::Token;
use super::lexicon::CLAUSE;
use super::placed::{Placed, before_change, last_day, placed};
use crate::period::{Period, Unit};
use crate::quantity::Exact;

pub(super) use linked::changes;

/// The time that a text has come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AtHand {
    /// The latest period that it named as the time of its values.
    pub(super) unit: Option<Unit>,
    /// The two times between which it last told a change.
    pub(super) span: Option<(Unit, Unit)>,
    /// How many months before its values those were that it last compared them with.
    pub(super) gap: Option<i32>,
    /// The months over which its values are counted: "in the first nine months".
    pub(super) months: Option<(Unit, Unit)>,
    /// The day at hand is that of a balance or a price, and not that of an event.
    pub(super) of_day: bool,
}

/// What a figure is dated by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Time {
    pub(super) period: Option<Period>,
    /// The text dates this figure itself, not its sentence.
    pub(super) own: bool,
    /// The period is one that others are compared with: "than in 2019", "a year earlier".
    pub(super) base: bool,
}

/// A sentence with its figures and periods.
struct Told<'a> {
    tokens: &'a [Token<'a>],
    sentence: &'a Range<usize>,
    raws: &'a [Raw],
    cues: &'a [(Cue, Range<usize>)],
    dates: Vec<Placed>,
    /// Which period is tied to each figure.
    own: Vec<Option<usize>>,
    /// What the text had come to before it.
    at_hand: AtHand,
    /// The time that its values are compared with, and how many months before them it is.
    then: Option<Unit>,
    here: Option<i32>,
}

/// The period of each figure of a sentence; `at_hand` is the period that the text has come to.
pub(super) fn periods<'a>(
    tokens: &'a [Token<'a>],
    sentence: &'a Range<usize>,
    raws: &'a [Raw],
    cues: &'a [(Cue, Range<usize>)],
    dates: &[Dated],
    at_hand: &mut AtHand,
) -> Vec<Time> {
    let told = Told::new(tokens, sentence, raws, cues, dates, *at_hand);
    at_hand.gap = told.here.or(at_hand.gap);
    let mut out: Vec<Time> = Vec::with_capacity(raws.len());
    for number in 0..raws.len() {
        let time = match told.year_before(number, out.last()) {
            Some(time) => time,
            None => told.time(number, &mut at_hand.gap),
        };
        out.push(time);
    }
    told.move_on(&out, at_hand);
    out
}

impl<'a> Told<'a> {
    fn new(
        tokens: &'a [Token<'a>],
        sentence: &'a Range<usize>,
        raws: &'a [Raw],
        cues: &'a [(Cue, Range<usize>)],
        dates: &[Dated],
        at_hand: AtHand,
    ) -> Self {
        let mut dates: Vec<Placed> = placed(tokens, sentence, dates, at_hand.unit, at_hand.span);
        let own = tied::tied(tokens, sentence, raws, cues, &mut dates);
        let mut told = Self { tokens, sentence, raws, cues, dates, own, at_hand, then: None, here: None };
        let (then, now) = told.compared();
        told.then = then;
        told.here = then.zip(now).and_then(|(then, now)| months_between(then, now)).filter(|months| *months > 0);
        told
    }

    /// Whether a period is tied to a value that something moved from.
    fn tied_to_base(&self, date: usize) -> bool {
        self.own.iter().zip(self.cues).any(|(own, (cue, _))| *own == Some(date) && cue.role == Role::From)
    }

    /// Whether a period is one of values, and not one that they are compared with.
    fn is_free(&self, date: usize) -> bool {
        !self.dates[date].base && !self.tied_to_base(date)
    }

    /// The time that the sentence compares its values with, and theirs.
    fn compared(&self) -> (Option<Unit>, Option<Unit>) {
        let mut named = (0..self.dates.len()).filter_map(|date| self.unit(date).map(|unit| (date, unit)));
        let now = named.clone().find(|(date, _)| self.is_free(*date)).map(|(_, unit)| unit).or(self.at_hand.unit);
        let then = named.rfind(|(date, _)| !self.is_free(*date)).map(|(_, unit)| unit);
        // "8.0 billion in 2015 and 12.8 billion in 2020": the other of two times.
        let mut units: Vec<Unit> = (0..self.dates.len()).filter_map(|date| self.unit(date)).collect();
        units.sort_by_key(|unit| last_day(*unit));
        units.dedup();
        match (then, units.as_slice()) {
            (None, [first, last]) => (Some(*first), Some(*last)),
            _ => (then, now),
        }
    }

    fn unit(&self, date: usize) -> Option<Unit> {
        if let Some(Period::One(unit)) = self.dates[date].period { Some(unit) } else { None }
    }

    fn role(&self, number: usize) -> Role {
        self.cues[number].0.role
    }

    /// "4,312 million (3,993)": a year before the figure in front.
    fn year_before(&self, number: usize, before: Option<&Time>) -> Option<Time> {
        let now = before.filter(|_| self.cues[number].0.year_before)?.period?;
        let year = |unit| moved(unit, -1, Step::Year);
        let period = match now {
            Period::One(unit) => year(unit).map(Period::One),
            Period::Span(from, to) => Some(Period::Span(from.and_then(year), to.and_then(year))),
        };
        Some(Time { period, own: true, base: true })
    }

    /// The time of a figure: what is tied to it, else what it is compared with, else what its sentence or the text before it is of.
    fn time(&self, number: usize, gap: &mut Option<i32>) -> Time {
        let mut time = self.tied_time(number);
        if time.period.is_none() && self.role(number) == Role::From {
            time = self.base_time(number).unwrap_or(time);
        }
        if time.period.is_none() {
            time.period = self.general(number, gap);
        }
        self.counted_over(number, &mut time);
        self.at_ends(number, &mut time);
        if self.role(number) == Role::By && !time.own {
            self.over_years(number, &mut time);
        }
        self.since(number, &mut time);
        time
    }

    /// What the period that is tied to a figure makes of it.
    fn tied_time(&self, number: usize) -> Time {
        let (tokens, raw, role, dates) = (self.tokens, &self.raws[number], self.role(number), &self.dates);
        // "In 2020, when it fell from 9.4 million": what it fell from is of the time before.
        let moved_from = |date: usize| {
            role == Role::From
                && self.cues[number].0.direction.is_some()
                && !dates[date].base
                && !dates[date].leads
                && dates[date].tokens.end <= raw.from
                && tokens[raw.from - 1].is("from")
        };
        let Some(date) = self.own[number].filter(|date| !moved_from(*date)) else { return Time::default() };
        let mut time = Time { period: dates[date].period, own: true, base: dates[date].base };
        // "In the eight years to December 2023, when they came to 2.90 trillion".
        // "Since 2021, when it counted 1,040 outlets".
        if let (Some(Period::Span(_, Some(to)) | Period::Span(Some(to), None)), true) =
            (time.period, dates[date].tokens.end < raw.from)
            && role != Role::By
            && !under_a_year(time.period)
        {
            time.period = Some(Period::One(to));
        }
        // How far something moved is not of the period that it is measured from.
        // But "8.0% a year earlier" is a value of then.
        let of_then = dates[date].tokens.start.checked_sub(raw.tokens.end).is_some_and(|between| between <= 1);
        if dates[date].base && !dates[date].leads && role == Role::By && !of_then {
            time = Time::default();
        }
        // "46 percent lower in 2023 than in 1990".
        let than = dates.get(date + 1).filter(|then| {
            let between = &tokens[dates[date].tokens.end..then.tokens.start];
            then.base && between.len() <= 3 && between.first().is_some_and(|first| matches!(first.text, "than" | "as"))
        });
        if let (false, Some(Period::One(now)), Some(Some(Period::One(then)))) =
            (dates[date].base, time.period, than.map(|then| then.period))
            && then.years_to(now).is_some_and(|years| years > Exact::ONE)
        {
            time.period = Some(Period::Span(Some(then), Some(now)));
        }
        time
    }

    /// The time that a value which something moved from is of, where the sentence names it.
    fn base_time(&self, number: usize) -> Option<Time> {
        let raw = &self.raws[number];
        // "Since 2010, it has risen from 232 million to 481 million in 2020".
        let since = self.dates.first().and_then(|date| match date.period {
            Some(Period::Span(Some(from), None)) if date.tokens.start <= self.sentence.start + 1 => Some(from),
            _ => None,
        });
        let near = || {
            let bases = self.dates.iter().filter(|date| date.base && self.cues[number].1.contains(&date.tokens.start));
            bases.min_by_key(|date| date.tokens.start.abs_diff(raw.from)).map(|date| date.period)
        };
        let base = since.map(|from| Some(Period::One(from))).or_else(near);
        // "In December 2015 the amount had been 1.24 trillion".
        let past = base.flatten().is_none() && self.cues[number].0.past;
        if let Some(main) = self.main(number).filter(|_| past) {
            return Some(Time { period: Some(main), own: true, base: base.is_some() });
        }
        // "From 1,000 in the previous quarter", whose year is not told, is of another time all the same.
        base.map(|period| Time { period, own: !past, base: true })
    }

    /// The period of the sentence that a figure belongs to without being tied to it.
    fn main(&self, number: usize) -> Option<Period> {
        let (tokens, raw, dates) = (self.tokens, &self.raws[number], &self.dates);
        let free = |date: &usize| self.is_free(*date);
        let before = (0..dates.len()).rev().filter(free).find(|date| dates[*date].tokens.end <= raw.from);
        // A date further on is that of the figure only where nothing else is told in between.
        let behind = |date: &usize| {
            let start = dates[*date].tokens.start;
            start >= raw.tokens.end
                && start - raw.tokens.end <= 18
                && !tokens[raw.tokens.end..start].iter().any(|token| {
                    token.has(CLAUSE)
                        || matches!(token.lower.as_ref(), "that" | "which" | "who" | "before" | "until" | "when" | ";")
                })
        };
        // "Ten years earlier it had stood at 96 billion: Europeans then put in 141".
        let opened = || {
            let only = dates.len() == 1 && self.role(number) == Role::Level && dates[0].base && !dates[0].leads;
            let then =
                || tokens[dates[0].tokens.end..raw.from.max(dates[0].tokens.end)].iter().any(|token| token.is("then"));
            (only && dates[0].tokens.start <= self.sentence.start + 2 && then()).then_some(0)
        };
        before
            .or_else(|| (0..dates.len()).filter(free).find(behind))
            .or_else(opened)
            .and_then(|date| dates[date].period)
    }

    /// The period of a figure that none is tied to: that of its sentence, or what the text has come to.
    fn general(&self, number: usize, gap: &mut Option<i32>) -> Option<Period> {
        let (tokens, raw, role, clause) = (self.tokens, &self.raws[number], self.role(number), &self.cues[number].1);
        let main = self.main(number);
        // A target or a limit is of no period unless the text dates it.
        let carried = self.at_hand.unit.filter(|_| role != Role::Level || !limit(tokens, self.sentence, raw));
        let general = main.or(carried.map(Period::One)).filter(|_| role != Role::Level || !is_of_always(raw));
        // "Foreign trade rose from 20.6 to 4,620": over the years that the text has just told of.
        let told = self
            .at_hand
            .span
            .filter(|(_, to)| main.is_none() && self.at_hand.unit.is_none_or(|now| last_day(now) <= last_day(*to)));
        let undated = self.dates.is_empty();
        match (role, general) {
            (Role::From, _) if told.is_some() => told.map(|(from, _)| Period::One(from)),
            (Role::To, _) if told.is_some() && undated => told.map(|(_, to)| Period::One(to)),
            (Role::By, _) if told.is_some() && undated => told.map(|(from, to)| Period::Span(Some(from), Some(to))),
            // "Over the first nine months of 2024 they rose from 3.4 billion": from that of the same months of the year before.
            (Role::From, Some(Period::Span(Some(from), Some(to))))
                if under_a_year(general)
                    && self.dates.iter().any(|date| {
                        date.period == general
                            && tokens[date.tokens.clone()].iter().any(|token| matches!(token.text, "months" | "first"))
                    }) =>
            {
                let year = |unit| moved(unit, -1, Step::Year);
                year(from).zip(year(to)).map(|(from, to)| Period::Span(Some(from), Some(to)))
            }
            (Role::From, Some(Period::Span(Some(from), _))) => Some(Period::One(from)),
            (Role::From, Some(Period::One(unit))) if main.is_some() => before_change(tokens, clause, unit, self.here),
            // "From 305 million" in a text that compares with a year before: of a year before.
            (Role::From, Some(Period::One(unit))) if self.cues[number].0.direction.is_some() && undated => {
                let start = before_change(tokens, clause, unit, *gap);
                if let Some(Period::One(start)) = start {
                    *gap = months_between(start, unit);
                }
                start
            }
            // "Against 29 million" in a text that has told how far back it compares.
            (Role::From, Some(Period::One(unit)))
                if undated
                    && tokens[raw.from.saturating_sub(4).max(self.sentence.start)..raw.from]
                        .iter()
                        .any(|token| matches!(token.lower.as_ref(), "against" | "versus" | "vs" | "compared")) =>
            {
                gap.and_then(|gap| moved(unit, -gap, Step::Month)).map(Period::One)
            }
            (Role::From, _) => None,
            // A day says when something happened; what is told further on is of its year.
            (_, Some(Period::One(Unit::Day(day))))
                if main.is_none() && (!self.at_hand.of_day || matches!(role, Role::From | Role::By)) =>
            {
                Some(Period::One(Unit::Year(chrono::Datelike::year(&day))))
            }
            (_, general) => general,
        }
    }

    /// "Earnings rose to 1,304 million" in a text of the first nine months: over all of them.
    fn counted_over(&self, number: usize, time: &mut Time) {
        let months = self.at_hand.months.filter(|_| self.dates.is_empty() && !time.own);
        let (Some((from, to)), Some(Period::One(unit))) = (months, time.period) else { return };
        if unit == to {
            time.period = Some(Period::Span(Some(from), Some(to)));
        } else if self.role(number) == Role::From {
            let year = |unit| moved(unit, -1, Step::Year);
            time.period = year(from).zip(year(to)).map(|(from, to)| Period::Span(Some(from), Some(to)));
        }
    }

    /// "From 1978 to 2017 it grew from 40 to 126": the ends of the span.
    fn at_ends(&self, number: usize, time: &mut Time) {
        let Some(Period::Span(Some(from), Some(to))) = time.period.filter(|_| !under_a_year(time.period)) else {
            return;
        };
        let raw = &self.raws[number];
        match self.role(number) {
            Role::From => *time = Time { period: Some(Period::One(from)), own: true, ..*time },
            Role::To => *time = Time { period: Some(Period::One(to)), own: true, ..*time },
            // "Tripled between 2019 and 2021, reaching 171,300".
            Role::Level
                if self.cues[number].0.stands
                    && raw.from > 0
                    && self.tokens[raw.from - 1].lower.starts_with("reach") =>
            {
                time.period = Some(Period::One(to));
            }
            // A change "between 2021 and 2022" is that of 2022.
            Role::By if one_step(from, to) => time.period = Some(Period::One(to)),
            _ => {}
        }
    }

    /// How far something moved from a time of the sentence, or up to the one that the text has come to.
    fn over_years(&self, number: usize, time: &mut Time) {
        let raw = &self.raws[number];
        // "40 percent higher in 2023 than in 2015".
        if let (Some(months), Some(then), Some(Period::One(now))) = (self.here, self.then, time.period)
            && months > 12
            && self.dates.iter().any(|date| {
                date.base
                    && !date.leads
                    && date.tokens.start >= raw.tokens.end
                    && self.cues[number].1.contains(&date.tokens.start)
            })
        {
            time.period = Some(Period::Span(Some(then), Some(now)));
        }
        // "In 2022 it had equalled 0.7 percent, so that the ratio rose by 1.4 points": up to the time that the text has come to.
        let had = |then: Unit, now: Unit| {
            last_day(then) < last_day(now)
                && self.tokens[self.sentence.start..raw.from].iter().any(|token| token.is("had"))
        };
        if let (Some(Period::One(then)), Some(now)) = (time.period, self.at_hand.unit)
            && had(then, now)
        {
            time.period =
                Some(if one_step(then, now) { Period::One(now) } else { Period::Span(Some(then), Some(now)) });
        }
        // "Has grown by 46% since 2021".
        let since = self.dates.iter().find(|date| {
            matches!(date.period, Some(Period::Span(Some(_), None)))
                && (self.dates.len() == 1 || self.cues[number].1.contains(&date.tokens.start))
        });
        if let Some(date) = since {
            time.period = date.period;
        }
    }

    /// What is told of all the time since a period: a change of the years up to now, a value of now.
    fn since(&self, number: usize, time: &mut Time) {
        let Some(Period::Span(Some(from), None)) = time.period else { return };
        let role = self.role(number);
        // "Since 2010, from 60,300 then".
        if role == Role::From {
            time.period = Some(Period::One(from));
            return;
        }
        let named = self.main(number).and_then(|main| if let Period::One(unit) = main { Some(unit) } else { None });
        let now = named.or(self.at_hand.unit).filter(|now| last_day(from) < last_day(*now));
        // "Since July 2022" on a day of 2023: months on both ends.
        let now = now.map(|now| match (from, now) {
            (Unit::Month(..), Unit::Day(day)) => {
                Unit::Month(now.year(), u8::try_from(chrono::Datelike::month(&day)).unwrap_or(1))
            }
            _ => now,
        });
        time.period = match (now, role) {
            (Some(now), Role::By) if !one_step(from, now) => Some(Period::Span(Some(from), Some(now))),
            (Some(now), _) => Some(Period::One(now)),
            (None, Role::By) => time.period,
            // A value is of a time, not of all the time since.
            (None, _) => None,
        };
    }
}

/// Whether a period is a run of months within a year: what is told of it was counted over all of it.
fn under_a_year(period: Option<Period>) -> bool {
    matches!(period, Some(Period::Span(Some(from @ Unit::Month(..)), Some(to)))
        if from.years_to(to).is_some_and(|years| years < Exact::ONE))
}

/// Whether a change between two periods is that of the later: a month's, a quarter's or a year's.
fn one_step(from: Unit, to: Unit) -> bool {
    // Days a month or a quarter apart are two days; a year apart they are those of two accounts.
    let steps: &[Step] =
        if matches!(to, Unit::Day(_)) { &[Step::Year] } else { &[Step::Year, Step::Quarter, Step::Month] };
    steps.iter().any(|step| moved(to, -1, *step) == Some(from))
}

/// How many months one period is before another of its kind.
fn months_between(from: Unit, to: Unit) -> Option<i32> {
    let months = |unit: Unit| match unit {
        Unit::Year(year) | Unit::FiscalYear(year) => year * 12,
        Unit::Half(year, half) => year * 12 + i32::from(half) * 6,
        Unit::Quarter(year, quarter) => year * 12 + i32::from(quarter) * 3,
        Unit::Month(year, month) => year * 12 + i32::from(month),
        Unit::Day(day) => chrono::Datelike::year(&day) * 12 + i32::try_from(chrono::Datelike::month(&day)).unwrap_or(0),
    };
    (std::mem::discriminant(&from) == std::mem::discriminant(&to)).then(|| months(to) - months(from))
}

/// Whether a figure is a target or a limit.
fn limit(tokens: &[Token<'_>], sentence: &Range<usize>, raw: &Raw) -> bool {
    let after = &tokens[raw.tokens.end..sentence.end.min(raw.tokens.end + 3)];
    let before = &tokens[raw.from.saturating_sub(4).max(sentence.start)..raw.from];
    before.iter().chain(after).any(|token| {
        matches!(
            token.lower.as_ref(),
            "target"
                | "targets"
                | "threshold"
                | "ceiling"
                | "limit"
                | "floor"
                | "cap"
                | "range"
                | "mark"
                | "minimum"
                | "statutory"
                | "milestone"
                | "pegged"
                | "face"
        )
    })
}

/// A length or a height is of no time.
fn is_of_always(raw: &Raw) -> bool {
    let Measured::Noun(noun) = &raw.unit else { return false };
    matches!(
        noun.as_str(),
        "metres"
            | "meters"
            | "m"
            | "square kilometres"
            | "square kilometers"
            | "square miles"
            | "km"
            | "kilometres"
            | "kilometers"
            | "miles"
            | "km²"
            | "steps"
            | "feet"
    )
}
