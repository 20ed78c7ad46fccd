//! The period of each figure: what its words name, what its sentence names, or what the text has come to.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::cues::{Cue, Role};
use super::dates::{Dated, Step, When, moved};
use super::figures::{Measured, Raw};
use super::lexer::Token;
use super::lexicon::{ANY_VERB, CLAUSE, FALL, MOVE_NOUN, RISE};
use super::link::{Link, Scene};
use super::model::Kind;
use super::placed::{Placed, before_change, happened, last_day, leads, placed, ties};
use super::sentence::Figure;
use crate::period::{Period, Unit};
use crate::quantity::Exact;

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

/// The period of each figure of a sentence; `at_hand` is the period that the text has come to.
pub(super) fn periods(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    raws: &[Raw],
    cues: &[(Cue, Range<usize>)],
    dates: &[Dated],
    at_hand: &mut AtHand,
) -> Vec<Time> {
    let AtHand { unit: at_hand, span, gap, months, of_day } = at_hand;
    let counted_over = months.filter(|_| dates.is_empty());
    let spoken = *span;
    let told_of = *at_hand;
    let mut dates: Vec<Placed> = placed(tokens, sentence, dates, *at_hand, spoken);
    // Which figure each period is tied to.
    let own: Vec<Option<usize>> = raws
        .iter()
        .enumerate()
        .map(|(number, raw)| {
            let next = raws.get(number + 1).map_or(usize::MAX, |next| next.from);
            let previous = number.checked_sub(1).map_or(sentence.start, |before| raws[before].tokens.end);
            let behind = dates.iter().position(|date| {
                date.tokens.start >= raw.tokens.end
                    && date.tokens.start < next
                    && !date.leads
                    && ties(&tokens[raw.tokens.end..date.tokens.start], date.day)
            });
            // "(2022: 1.2 billion)", "a year earlier (5.4%)", "in 2023 it was 5.2".
            // But "6.20 billion in 2015, it reached 10.60 billion": what is tied to the one before leads nowhere.
            let tied = |date: &Placed| {
                !date.leads
                    && number.checked_sub(1).is_some_and(|_| {
                        date.tokens.start - previous <= 2 && ties(&tokens[previous..date.tokens.start], date.day)
                    })
                    && behind.is_some()
            };
            let before = dates.iter().rposition(|date| {
                date.tokens.end <= raw.from
                    && date.tokens.start >= previous
                    && !tied(date)
                    && leads(tokens, date, raw.from)
            });
            match (behind, before) {
                (Some(behind), Some(before)) if dates[before].base && !dates[behind].base => Some(before),
                (behind, before) => behind.or(before),
            }
        })
        .collect();
    let own = respectively(tokens, raws, &dates, own);
    // "172.5 billion (4.5%) in 2022": what stands in brackets shares its period with what it stands behind.
    let own: Vec<Option<usize>> = (0..raws.len())
        .map(|number| {
            let bracket = raws.get(number + 1).is_some_and(|next| {
                let between = &tokens[raws[number].tokens.end.min(next.from)..next.from];
                // "52.6 million, or 0.66 per share, a year ago".
                matches!(between, [open] if open.is("("))
                    || matches!(between, [comma, or] if comma.is(",") && or.is("or"))
            });
            let next = own
                .get(number + 1)
                .copied()
                .flatten()
                .filter(|date| bracket && dates[*date].tokens.start > raws[number + 1].tokens.start);
            own[number].or(next)
        })
        .collect();
    let own = deeds(tokens, sentence, raws, cues, &mut dates, own);
    let tied_to_base =
        |date: usize| own.iter().zip(cues).any(|(own, (cue, _))| *own == Some(date) && cue.role == Role::From);
    // How far back the sentence compares.
    let mut named = (0..dates.len())
        .filter_map(|date| if let Some(Period::One(unit)) = dates[date].period { Some((date, unit)) } else { None });
    let now =
        named.clone().find(|(date, _)| !dates[*date].base && !tied_to_base(*date)).map(|(_, unit)| unit).or(*at_hand);
    let then = named.rfind(|(date, _)| dates[*date].base || tied_to_base(*date)).map(|(_, unit)| unit);
    // "8.0 billion in 2015 and 12.8 billion in 2020": the other of two times.
    let mut units: Vec<Unit> = (0..dates.len())
        .filter_map(|date| if let Some(Period::One(unit)) = dates[date].period { Some(unit) } else { None })
        .collect();
    units.sort_by_key(|unit| last_day(*unit));
    units.dedup();
    let (then, now) = match (then, units.as_slice()) {
        (None, [first, last]) => (Some(*first), Some(*last)),
        _ => (then, now),
    };
    let here = then.zip(now).and_then(|(then, now)| months_between(then, now)).filter(|months| *months > 0);
    *gap = here.or(*gap);
    let mut out: Vec<Time> = Vec::with_capacity(raws.len());
    for (number, raw) in raws.iter().enumerate() {
        let role = cues[number].0.role;
        let mut time = Time::default();
        // "4,312 million (3,993)": the year before.
        if cues[number].0.year_before
            && let Some(now) = out.last().and_then(|before: &Time| before.period)
        {
            let year = |unit| moved(unit, -1, Step::Year);
            let period = match now {
                Period::One(unit) => year(unit).map(Period::One),
                Period::Span(from, to) => Some(Period::Span(from.and_then(year), to.and_then(year))),
            };
            out.push(Time { period, own: true, base: true });
            continue;
        }
        // "In 2020, when it fell from 9.4 million": what it fell from is of the time before.
        let moved_from = |date: usize| {
            role == Role::From
                && cues[number].0.direction.is_some()
                && !dates[date].base
                && !dates[date].leads
                && dates[date].tokens.end <= raw.from
                && tokens[raw.from - 1].is("from")
        };
        if let Some(date) = own[number].filter(|date| !moved_from(*date)) {
            time = Time { period: dates[date].period, own: true, base: dates[date].base };
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
                then.base
                    && between.len() <= 3
                    && between.first().is_some_and(|first| matches!(first.text, "than" | "as"))
            });
            if let (false, Some(Period::One(now)), Some(Some(Period::One(then)))) =
                (dates[date].base, time.period, than.map(|then| then.period))
                && then.years_to(now).is_some_and(|years| years > Exact::ONE)
            {
                time.period = Some(Period::Span(Some(then), Some(now)));
            }
        }
        // "Since 2010, it has risen from 232 million to 481 million in 2020".
        let since = dates.first().and_then(|date| match date.period {
            Some(Period::Span(Some(from), None)) if date.tokens.start <= sentence.start + 1 => Some(from),
            _ => None,
        });
        if let (None, Role::From, Some(from)) = (time.period, role, since) {
            time = Time { period: Some(Period::One(from)), own: true, base: true };
        }
        if time.period.is_none() && role == Role::From {
            let near = dates
                .iter()
                .enumerate()
                .filter(|(_, date)| date.base && cues[number].1.contains(&date.tokens.start))
                .min_by_key(|(_, date)| date.tokens.start.abs_diff(raw.from));
            if let Some((_, date)) = near {
                time = Time { period: date.period, own: true, base: true };
            }
        }
        let free = |date: &usize| !dates[*date].base && !tied_to_base(*date);
        let main = || {
            let before = (0..dates.len()).rev().filter(free).find(|date| dates[*date].tokens.end <= raw.from);
            // A date further on is that of the figure only where nothing else is told in between.
            let behind = |date: &usize| {
                let start = dates[*date].tokens.start;
                start >= raw.tokens.end
                    && start - raw.tokens.end <= 18
                    && !tokens[raw.tokens.end..start].iter().any(|token| {
                        token.has(CLAUSE)
                            || matches!(
                                token.lower.as_ref(),
                                "that" | "which" | "who" | "before" | "until" | "when" | ";"
                            )
                    })
            };
            // "Ten years earlier it had stood at 96 billion: Europeans then put in 141".
            let opened = || {
                let only = dates.len() == 1 && role == Role::Level && dates[0].base && !dates[0].leads;
                let then = || {
                    tokens[dates[0].tokens.end..raw.from.max(dates[0].tokens.end)].iter().any(|token| token.is("then"))
                };
                (only && dates[0].tokens.start <= sentence.start + 2 && then()).then_some(0)
            };
            before
                .or_else(|| (0..dates.len()).filter(free).find(behind))
                .or_else(opened)
                .and_then(|date| dates[date].period)
        };
        // "In December 2015 the amount had been 1.24 trillion".
        if time.period.is_none() && role == Role::From && cues[number].0.past {
            time.period = main();
            time.own = time.period.is_some();
        }
        if time.period.is_none() {
            // A target or a limit is of no period unless the text dates it.
            let carried = at_hand.filter(|_| role != Role::Level || !limit(tokens, sentence, raw));
            let general = main().or(carried.map(Period::One)).filter(|_| role != Role::Level || !is_of_always(raw));
            // "Foreign trade rose from 20.6 to 4,620": over the years that the text has just told of.
            let told =
                spoken.filter(|(_, to)| main().is_none() && at_hand.is_none_or(|now| last_day(now) <= last_day(*to)));
            time.period = match (role, general) {
                (Role::From, _) if told.is_some() => told.map(|(from, _)| Period::One(from)),
                (Role::To, _) if told.is_some() && dates.is_empty() => told.map(|(_, to)| Period::One(to)),
                (Role::By, _) if told.is_some() && dates.is_empty() => {
                    told.map(|(from, to)| Period::Span(Some(from), Some(to)))
                }
                (Role::From, Some(Period::Span(Some(from), _))) => Some(Period::One(from)),
                (Role::From, Some(Period::One(unit))) if main().is_some() => {
                    before_change(tokens, &cues[number].1, unit, here)
                }
                // "From 305 million" in a text that compares with a year before: of a year before.
                (Role::From, Some(Period::One(unit))) if cues[number].0.direction.is_some() && dates.is_empty() => {
                    let start = before_change(tokens, &cues[number].1, unit, *gap);
                    if let Some(Period::One(start)) = start {
                        *gap = months_between(start, unit);
                    }
                    start
                }
                // "Against 29 million" in a text that has told how far back it compares.
                (Role::From, Some(Period::One(unit)))
                    if dates.is_empty()
                        && tokens[raw.from.saturating_sub(4).max(sentence.start)..raw.from]
                            .iter()
                            .any(|token| matches!(token.lower.as_ref(), "against" | "versus" | "vs" | "compared")) =>
                {
                    gap.and_then(|gap| moved(unit, -gap, Step::Month)).map(Period::One)
                }
                (Role::From, _) => None,
                // A day says when something happened; what is told further on is of its year.
                (_, Some(Period::One(Unit::Day(day))))
                    if main().is_none() && (!*of_day || matches!(role, Role::From | Role::By)) =>
                {
                    Some(Period::One(Unit::Year(chrono::Datelike::year(&day))))
                }
                (_, general) => general,
            };
        }
        // "Earnings rose to 1,304 million" in a text of the first nine months.
        if let (Some((from, to)), false, Some(Period::One(unit))) = (counted_over, time.own, time.period) {
            if unit == to {
                time.period = Some(Period::Span(Some(from), Some(to)));
            } else if role == Role::From {
                let year = |unit| moved(unit, -1, Step::Year);
                time.period = year(from).zip(year(to)).map(|(from, to)| Period::Span(Some(from), Some(to)));
            }
        }
        // "From 1978 to 2017 it grew from 40 to 126": the ends of the span.
        if let Some(Period::Span(Some(from), Some(to))) = time.period
            && !under_a_year(time.period)
        {
            match role {
                Role::From => time = Time { period: Some(Period::One(from)), own: true, ..time },
                Role::To => time = Time { period: Some(Period::One(to)), own: true, ..time },
                // "Tripled between 2019 and 2021, reaching 171,300".
                Role::Level
                    if cues[number].0.stands && raw.from > 0 && tokens[raw.from - 1].lower.starts_with("reach") =>
                {
                    time.period = Some(Period::One(to));
                }
                // A change "between 2021 and 2022" is that of 2022.
                Role::By if one_step(from, to) => time.period = Some(Period::One(to)),
                _ => {}
            }
        }
        // "40 percent higher in 2023 than in 2015".
        if let (Role::By, false, Some(months), Some(then), Some(Period::One(now))) =
            (role, time.own, here, then, time.period)
            && months > 12
            && dates.iter().any(|date| {
                date.base
                    && !date.leads
                    && date.tokens.start >= raw.tokens.end
                    && cues[number].1.contains(&date.tokens.start)
            })
        {
            time.period = Some(Period::Span(Some(then), Some(now)));
        }
        // "In 2022 it had equalled 0.7 percent, so that the ratio rose by 1.4 points": up to the time that the text has come to.
        let had = |then: Unit, now: Unit| {
            last_day(then) < last_day(now) && tokens[sentence.start..raw.from].iter().any(|token| token.is("had"))
        };
        if let (Role::By, false, Some(Period::One(then)), Some(now)) = (role, time.own, time.period, told_of)
            && had(then, now)
        {
            time.period =
                Some(if one_step(then, now) { Period::One(now) } else { Period::Span(Some(then), Some(now)) });
        }
        // "Has grown by 46% since 2021".
        let since = dates.iter().find(|date| {
            matches!(date.period, Some(Period::Span(Some(_), None)))
                && (dates.len() == 1 || cues[number].1.contains(&date.tokens.start))
        });
        if let (Role::By, false, Some(date)) = (role, time.own, since) {
            time.period = date.period;
        }
        // "Since 2010, from 60,300 then".
        if let (Some(Period::Span(Some(from), None)), Role::From) = (time.period, role) {
            time.period = Some(Period::One(from));
        }
        if let (Some(Period::Span(Some(from), None)), Some(now)) = (
            time.period,
            main().and_then(|main| if let Period::One(unit) = main { Some(unit) } else { None }).or(*at_hand),
        ) && role != Role::From
            && last_day(from) < last_day(now)
        {
            // "Since July 2022" on a day of 2023: months on both ends.
            let now = match (from, now) {
                (Unit::Month(..), Unit::Day(day)) => {
                    Unit::Month(now.year(), u8::try_from(chrono::Datelike::month(&day)).unwrap_or(1))
                }
                _ => now,
            };
            time.period = Some(if role == Role::By && !one_step(from, now) {
                Period::Span(Some(from), Some(now))
            } else {
                Period::One(now)
            });
        }
        // A value is of a time, not of all the time since.
        if let (Some(Period::Span(Some(_), None)), false) = (time.period, role == Role::By) {
            time.period = None;
        }
        out.push(time);
    }
    // The text has come to the latest period that it names as the time of its values; a forecast does not move it.
    let forecast = tokens[sentence.clone()].iter().any(|token| {
        matches!(
            token.lower.as_ref(),
            "will"
                | "would"
                | "projected"
                | "forecast"
                | "forecasts"
                | "expected"
                | "target"
                | "plans"
                | "planned"
                | "should"
                | "aims"
                | "could"
                | "committed"
                | "pledged"
                | "aim"
        )
    });
    let latest = dates.iter().enumerate().filter(|(number, date)| !date.base && !tied_to_base(*number)).filter_map(
        |(_, date)| match date.period {
            Some(Period::One(unit)) => Some(unit),
            Some(Period::Span(_, Some(to))) => Some(to),
            _ => None,
        },
    );
    // What is told of an earlier year does not take the text back to it.
    let onward = |unit: &Unit| at_hand.is_none_or(|now| now.year() <= unit.year());
    let reached =
        if forecast { latest.min_by_key(|unit| last_day(*unit)) } else { latest.max_by_key(|unit| last_day(*unit)) };
    if let Some(unit) = reached.filter(|_| !forecast || at_hand.is_none()).filter(onward) {
        let goes_on = *of_day && *at_hand == Some(unit);
        *at_hand = Some(unit);
        *of_day = goes_on
            || matches!(unit, Unit::Day(_))
                && out.iter().any(|time| time.own && !time.base && time.period == Some(Period::One(unit)));
    }
    if let Some(Some(Period::Span(Some(from), Some(to)))) =
        dates.iter().filter(|date| !date.base).map(|date| date.period).find(|period| under_a_year(*period))
    {
        *months = Some((from, to));
    } else if !dates.is_empty() {
        *months = None;
    }
    // From when to when the sentence tells a change.
    let end = |role: Role| {
        out.iter()
            .zip(cues)
            .find(|(time, (cue, _))| cue.role == role && time.own)
            .and_then(|(time, _)| if let Some(Period::One(unit)) = time.period { Some(unit) } else { None })
    };
    let told = dates.iter().find_map(|date| {
        if let Some(Period::Span(Some(from), Some(to))) = date.period { Some((from, to)) } else { None }
    });
    // "At the end of 2012 there were 98.2 million; by the end of 2019, 5.6 million".
    let mut levels: Vec<Unit> = Vec::new();
    for (time, _) in out.iter().zip(cues).filter(|(_, (cue, _))| cue.role != Role::By) {
        if let Some(Period::One(unit)) = time.period
            && dates.iter().any(|date| date.period == time.period)
            && !levels.contains(&unit)
        {
            levels.push(unit);
        }
    }
    levels.sort_by_key(|unit| last_day(*unit));
    let two = if let [one, other] = levels.as_slice() { Some((*one, *other)) } else { None };
    // "Space cost $8.20 in 2014. By 2022 it was $11.60": from the year told of before.
    let led = |date: &Placed| {
        tokens[sentence.start..date.tokens.start]
            .iter()
            .rev()
            .find(|token| !matches!(token.lower.as_ref(), "the" | "end" | "of"))
            .is_some_and(|by| by.is("by"))
    };
    let by = dates
        .iter()
        .find(|date| !date.base && led(date))
        .and_then(|date| if let Some(Period::One(now)) = date.period { Some(now) } else { None })
        .and_then(|now| told_of.map(|then| (then, now)));
    let told = told
        .or_else(|| end(Role::From).zip(end(Role::To)))
        .or(two)
        .or(by)
        .filter(|(from, to)| from.years_to(*to).is_some_and(|years| years > Exact::ONE));
    if !dates.is_empty() {
        *span = told;
    }
    out
}

/// "Trimmed the rate to 5.75 from 5.875 percent in September": when somebody did it is when it came to be, not what it was before.
fn deeds(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    raws: &[Raw],
    cues: &[(Cue, Range<usize>)],
    dates: &mut [Placed],
    mut own: Vec<Option<usize>>,
) -> Vec<Option<usize>> {
    let done = |before: usize| {
        tokens[sentence.start..before].iter().any(|token| {
            matches!(
                token.lower.as_ref(),
                "cut" | "cuts" | "trimmed" | "raised" | "lowered" | "hiked" | "lifted" | "reduced" | "slashed"
            )
        })
    };
    for from in 1..raws.len() {
        let to = from - 1;
        let month = own[from].is_some_and(|date| {
            matches!(dates[date].period, Some(Period::One(Unit::Month(..) | Unit::Day(_))))
                && dates[date].tokens.start >= raws[from].tokens.end
        });
        let ends = (cues[to].0.role, cues[from].0.role) == (Role::To, Role::From) && own[to].is_none();
        if month && ends && dates.len() == 1 && done(raws[to].from) {
            own[to] = own[from].take();
            dates[0].base = false;
        }
    }
    own
}

/// "10, 12 and 15 million in 2021, 2022 and 2023": as many values as periods, each in its place.
fn respectively(tokens: &[Token<'_>], raws: &[Raw], dates: &[Placed], own: Vec<Option<usize>>) -> Vec<Option<usize>> {
    let listed = |from: usize, to: usize| {
        from < to && to - from <= 2 && tokens[from..to].iter().all(|token| matches!(token.lower.as_ref(), "," | "and"))
    };
    let one_list = dates.len() > 1
        && raws.len() == dates.len()
        && dates.windows(2).all(|pair| listed(pair[0].tokens.end, pair[1].tokens.start))
        && raws.windows(2).all(|pair| listed(pair[0].tokens.end, pair[1].from));
    if one_list { (0..raws.len()).map(Some).collect() } else { own }
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

/// The period of each figure, now that changes are tied to their values: how far something moved over several years is of the span.
pub(super) fn changes(scene: &Scene<'_>, links: &[Link]) -> Vec<Option<Period>> {
    let mut times: Vec<Option<Period>> = scene.figures.iter().map(|figure| figure.period).collect();
    for link in links {
        // "For 23 years, from 1952 until 1975": a run is of its first and last year.
        if let (Kind::Duration, Some(run), Some((from, to))) = (link.kind, link.stated_by, ends_of(&link.template)) {
            let told = |year: &i32| {
                scene.dates[link.sentence].iter().any(|dated| match dated.when {
                    When::At(unit) | When::Since(unit) => unit.year() == *year,
                    When::Span(_, end) => end.year() == *year,
                    _ => false,
                })
            };
            let fiscal = scene.dates[link.sentence].iter().any(|dated| {
                matches!(
                    dated.when,
                    When::At(Unit::FiscalYear(_))
                        | When::Since(Unit::FiscalYear(_))
                        | When::Span(Unit::FiscalYear(_), _)
                )
            });
            let year = |year| if fiscal { Unit::FiscalYear(year) } else { Unit::Year(year) };
            // Where both ends are counted, the formula ends a year later.
            if let Some(to) = [to, to - 1].into_iter().find(told) {
                times[run] = Some(Period::Span(Some(year(from)), Some(year(to))));
            }
        }
        let (Some(by), [from, to]) = (link.stated_by, link.figures.as_slice()) else { continue };
        let figure = &scene.figures[by];
        if matches!(link.kind, Kind::Share | Kind::Sum | Kind::Comparison | Kind::Duration) {
            continue;
        }
        let (Some(Period::One(first)), Some(Period::One(last))) =
            (scene.figures[*from].period, scene.figures[*to].period)
        else {
            continue;
        };
        let dated = |figure: usize| {
            let sentence = scene.figures[figure].sentence;
            scene.dates[sentence].iter().any(|dated| matches!(dated.when, When::At(_)))
        };
        // "In 2022 alone they shrank by 3.6 percent": of that year, whatever was told before.
        if link.kind != Kind::AverageGrowth
            && scene.figures[*from].sentence != figure.sentence
            && dated(by)
            && figure.period == Some(Period::One(last))
        {
            continue;
        }
        // Of a year's change the later end is the period.
        let year = first.years_to(last);
        if year.as_ref().is_none_or(|years| *years <= Exact::ZERO) {
            continue;
        }
        // "1.5 times as large in 2023 as in 2003" is of the years between, "up 5 percent in 2023" of 2023.
        if figure.dated && (figure.period != Some(Period::One(last)) || year <= Some(Exact::ONE)) {
            continue;
        }
        let annual = one_step(first, last);
        times[by] = Some(if annual { Period::One(last) } else { Period::Span(Some(first), Some(last)) });
    }
    let mut related = vec![false; times.len()];
    let told = links.iter().filter(|link| !link.template.is_empty());
    for figure in told.flat_map(|link| link.figures.iter().copied().chain(link.stated_by)) {
        related[figure] = true;
    }
    // A company's report tells in the present what is of the day that it reports on.
    let accounts = scene.tokens.iter().any(|token| matches!(token.lower.as_ref(), "our" | "we" | "group" | "group's"));
    for (number, figure) in scene.figures.iter().enumerate() {
        if !accounts && !related[number] && is_standing(scene, figure) {
            times[number] = None;
        }
    }
    times
}

/// "About 1.8 lakh women depend on the sheds": what is told in the present and related to nothing is of no year that the text has told of.
fn is_standing(scene: &Scene<'_>, figure: &Figure) -> bool {
    let tokens = scene.tokens;
    // "Make up 70 percent".
    let verb = |at: &usize| {
        tokens[*at].has(ANY_VERB | RISE | FALL)
            && !tokens[*at].has(MOVE_NOUN)
            && !matches!(tokens[*at].lower.as_ref(), "up" | "down")
            || PRESENT.contains(&tokens[*at].lower.as_ref())
    };
    let told = || {
        let before = (figure.clause.start..figure.raw.from).rev().find(verb);
        before.or_else(|| (figure.raw.tokens.end..figure.clause.end).find(verb))
    };
    let perfect = |at: usize| {
        matches!(tokens[at].lower.as_ref(), "has" | "have")
            && tokens.get(at + 1).is_some_and(|next| next.has(RISE | FALL) || next.lower.ends_with("ed"))
    };
    matches!(figure.cue.role, Role::Level | Role::Share)
        && !figure.dated
        && scene.dates[figure.sentence].iter().all(|dated| happened(tokens, &scene.sentences[figure.sentence].tokens, dated))
        && !matches!(&figure.raw.unit, Measured::Noun(noun) if noun == "months")
        && figure.raw.unit != Measured::Points
        // "They account for less than 0.4 percent": of what was told before.
        && !tokens[figure.clause.start..figure.raw.from].iter().any(|token| {
            matches!(token.lower.as_ref(), "they" | "them" | "these" | "this" | "latter" | "now" | "currently" | "today")
        })
        && told().is_some_and(|at| PRESENT.contains(&tokens[at].lower.as_ref()) && !perfect(at))
}

const PRESENT: &[&str] = &[
    "is",
    "are",
    "has",
    "have",
    "remain",
    "remains",
    "make",
    "makes",
    "give",
    "gives",
    "depend",
    "depends",
    "live",
    "lives",
    "work",
    "works",
    "employ",
    "employs",
    "cost",
    "costs",
    "pay",
    "pays",
    "hold",
    "holds",
    "serve",
    "serves",
    "cover",
    "covers",
    "own",
    "owns",
    "host",
    "hosts",
    "belong",
    "belongs",
    "exceeds",
    "consist",
    "consists",
    "comprise",
    "comprises",
    "account",
    "accounts",
    "represent",
    "represents",
    "contain",
    "contains",
    "run",
    "runs",
    "operate",
    "operates",
    "carry",
    "carries",
    "supply",
    "supplies",
    "lie",
    "lies",
    "stand",
    "stands",
    "use",
    "uses",
    "consume",
    "consumes",
    "would",
    "could",
    "can",
    "generates",
    "provides",
    "surpasses",
    "house",
    "adds",
    "produces",
    "produce",
    "exports",
    "accounts",
    "forms",
    "receives",
    "spend",
    "spends",
    "attracts",
    "enjoys",
    "qualifies",
    "applies",
    "may",
    "need",
    "needs",
];

/// The years of "years(1952, 1975)".
fn ends_of(template: &str) -> Option<(i32, i32)> {
    let (from, to) = template.strip_prefix("years(")?.strip_suffix(')')?.split_once(", ")?;
    Some((from.parse().ok()?, to.parse().ok()?))
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
        "metres" | "meters" | "m" | "km" | "kilometres" | "kilometers" | "miles" | "km²" | "steps" | "feet"
    )
}
