//! A sentence taken apart: clauses, figures with their periods, subjects and cues, and multiples in words.

use std::ops::Range;

use super::cues::{Cue, Role, cue};
use super::dates::{Dated, When};
use super::figures::{Measured, Raw};
use super::lexer::{Kind, Token};
use super::lexicon::{ANY_VERB, CLAUSE, FALL, FRACTION, FUNCTION, MOVE_NOUN, MULTIPLE, NUMERAL, ORDINAL, RISE, TIME};
use crate::period::{Period, Unit};
use crate::quantity::{Hedge, Quantity, words};

/// A figure in its sentence.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) raw: Raw,
    pub(super) quantity: Quantity,
    /// What it can be as an operand, to choose between figures.
    pub(super) range: Option<super::fits::Span>,
    pub(super) sentence: usize,
    /// The tokens of its clause.
    pub(super) clause: Range<usize>,
    pub(super) cue: Cue,
    pub(super) period: Option<Period>,
    /// The text dates this figure itself, not its sentence.
    pub(super) dated: bool,
    pub(super) subject: String,
}

/// A multiple, part or change in words: "doubled", "a third of", "by half", "three in five".
#[derive(Debug, Clone)]
pub(super) struct InWords {
    pub(super) tokens: Range<usize>,
    pub(super) clause: Range<usize>,
    pub(super) what: Worded,
    /// What the parser of figures reads, with the hedge.
    pub(super) stated: String,
    /// From the hedge on.
    pub(super) from: usize,
}

/// What words of a multiple say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worded {
    /// "Doubled", "halved": one thing at two times.
    Changed,
    /// "Twice", "double": one thing beside another.
    Times,
    /// "By a third", "a third higher": a change.
    Change,
    /// "A third of".
    Part,
    /// "Half of what it was", "a third of its level".
    PartOfOwn,
}

/// Where the clauses of a sentence start.
pub(super) fn clauses(tokens: &[Token<'_>], sentence: &Range<usize>) -> Vec<usize> {
    let mut starts = vec![sentence.start];
    for at in sentence.start + 1..sentence.end {
        let token = &tokens[at];
        let opens = token.is(";") || token.has(CLAUSE) || (token.kind == Kind::Sign && token.is("–") && token.spaced);
        let joins = (token.is("and") || token.is(",")) && new_subject(tokens, at + 1, sentence.end);
        if (opens || joins) && starts.last() != Some(&at) {
            starts.push(at);
        }
    }
    starts
}

/// Whether a noun and then a verb follow: a clause of its own.
fn new_subject(tokens: &[Token<'_>], from: usize, end: usize) -> bool {
    // "That is, by 3.1% a year" says the same again.
    if tokens.get(from).is_some_and(|token| matches!(token.lower.as_ref(), "that" | "this" | "which"))
        && tokens.get(from + 1).is_some_and(|token| matches!(token.lower.as_ref(), "is" | "was"))
    {
        return false;
    }
    let mut nouns = 0;
    for token in &tokens[from.min(end)..end.min(from + 9)] {
        if token.kind != Kind::Word || token.has(CLAUSE) {
            return false;
        }
        let verb = (token.has(ANY_VERB | RISE | FALL) && !token.has(MOVE_NOUN)) || token.has(MULTIPLE);
        if verb {
            return nouns > 0;
        }
        if !token.has(FUNCTION) || matches!(token.lower.as_ref(), "it" | "they" | "this" | "that") {
            nouns += 1;
        } else if matches!(
            token.lower.as_ref(),
            "and" | "which" | "from" | "to" | "by" | "up" | "down" | "compared" | "against"
        ) {
            return false;
        }
    }
    false
}

/// The clause of a place.
pub(super) fn clause_of(starts: &[usize], sentence: &Range<usize>, at: usize) -> Range<usize> {
    let number = starts.partition_point(|start| *start <= at).saturating_sub(1);
    starts[number]..starts.get(number + 1).copied().unwrap_or(sentence.end)
}

/// The cues of the figures of a sentence.
pub(super) fn cues(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    starts: &[usize],
    raws: &[Raw],
) -> Vec<(Cue, Range<usize>)> {
    let mut out = Vec::with_capacity(raws.len());
    for (number, raw) in raws.iter().enumerate() {
        let clause = clause_of(starts, sentence, raw.tokens.start);
        let previous = number.checked_sub(1).map_or(sentence.start, |before| raws[before].tokens.end);
        let next = raws.get(number + 1).map_or(sentence.end, |next| next.from);
        let after = raw.tokens.end.min(next)..next;
        out.push((cue(tokens, previous.max(clause.start).min(raw.from)..raw.from, raw, after, clause.clone()), clause));
    }
    // In "5%, 3% and 4%" and "from 20 to 30 and 40" what governs the first governs the rest.
    for number in 1..out.len() {
        let (one, next) = (&raws[number - 1], &raws[number]);
        let between = &tokens[one.tokens.end.min(next.from)..next.from];
        // "By 1.39 billion (7.1%)", "by 12 points, or 14 percent": the same change once more.
        let again = matches!(next.unit, Measured::Percent | Measured::Points | Measured::Money(_) | Measured::Noun(_))
            && (between.len() == 1 && between[0].is("(")
                || between.last().is_some_and(|last| last.is("or")) && between.len() <= 2);
        if again
            && matches!(out[number - 1].0.role, Role::By)
            && matches!(out[number].0.role, Role::Level | Role::By)
            && one.unit != next.unit
        {
            out[number].0 = Cue { role: Role::By, grows: false, again: true, ..out[number - 1].0 };
            continue;
        }
        let list = between.len() <= 2
            && !between.is_empty()
            && between.iter().all(|token| matches!(token.lower.as_ref(), "," | "and" | "or"));
        let same = one.unit == next.unit || matches!((&one.unit, &next.unit), (Measured::Percent, Measured::Percent));
        if list
            && same
            && matches!(out[number].0.role, Role::Level | Role::Share)
            && matches!(out[number - 1].0.role, Role::By | Role::To | Role::From | Role::Share)
        {
            out[number].0 = out[number - 1].0;
        }
    }
    out
}

/// The time that a text has come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AtHand {
    /// The latest period that it named as the time of its values.
    pub(super) unit: Option<Unit>,
    /// The two times between which it last told a change.
    pub(super) span: Option<(Unit, Unit)>,
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
    let AtHand { unit: at_hand, span } = at_hand;
    let spoken = *span;
    let dates: Vec<Placed> = placed(tokens, sentence, dates, *at_hand);
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
                    && ties(&tokens[raw.tokens.end..date.tokens.start])
            });
            // "(2022: 1.2 billion)", "a year earlier (5.4%)", "in 2023 it was 5.2".
            let before = dates.iter().rposition(|date| {
                date.tokens.end <= raw.from && date.tokens.start >= previous && leads(tokens, date, raw.from)
            });
            match (behind, before) {
                (Some(behind), Some(before)) if dates[before].base && !dates[behind].base => Some(before),
                (behind, before) => behind.or(before),
            }
        })
        .collect();
    // "172.5 billion (4.5%) in 2022": what stands in brackets shares its period with what it stands behind.
    let own: Vec<Option<usize>> = (0..raws.len())
        .map(|number| {
            let bracket = raws.get(number + 1).is_some_and(|next| {
                next.from.saturating_sub(raws[number].tokens.end) == 1 && tokens[raws[number].tokens.end].is("(")
            });
            let next = own
                .get(number + 1)
                .copied()
                .flatten()
                .filter(|date| bracket && dates[*date].tokens.start > raws[number + 1].tokens.start);
            own[number].or(next)
        })
        .collect();
    let tied_to_base =
        |date: usize| own.iter().zip(cues).any(|(own, (cue, _))| *own == Some(date) && cue.role == Role::From);
    let mut out = Vec::with_capacity(raws.len());
    for (number, raw) in raws.iter().enumerate() {
        let role = cues[number].0.role;
        let mut time = Time::default();
        if let Some(date) = own[number] {
            time = Time { period: dates[date].period, own: true, base: dates[date].base };
            // How far something moved is not of the period that it is measured from.
            if dates[date].base && !matches!(role, Role::From | Role::Level | Role::To) {
                time = Time::default();
            }
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
                    && start - raw.tokens.end <= 14
                    && !tokens[raw.tokens.end..start].iter().any(|token| {
                        token.has(CLAUSE)
                            || matches!(
                                token.lower.as_ref(),
                                "that" | "which" | "who" | "before" | "until" | "when" | ";"
                            )
                    })
            };
            before.or_else(|| (0..dates.len()).filter(free).find(behind)).and_then(|date| dates[date].period)
        };
        // "In December 2015 the amount had been 1.24 trillion".
        if time.period.is_none() && role == Role::From && cues[number].0.past {
            time.period = main();
            time.own = time.period.is_some();
        }
        if time.period.is_none() {
            let general = main().or(at_hand.map(Period::One));
            // "Foreign trade rose from 20.6 to 4,620": over the years that the text has just told of.
            let told = spoken.filter(|_| main().is_none());
            time.period = match (role, general) {
                (Role::From, _) if told.is_some() => told.map(|(from, _)| Period::One(from)),
                (Role::By, _) if told.is_some_and(|(_, to)| general == Some(Period::One(to))) => {
                    told.map(|(from, to)| Period::Span(Some(from), Some(to)))
                }
                (Role::From, Some(Period::Span(Some(from), _))) => Some(Period::One(from)),
                (Role::From, Some(Period::One(unit))) if main().is_some() => {
                    before_change(tokens, &cues[number].1, unit)
                }
                (Role::From, _) => None,
                // A day says when something happened; what is told further on is of its year.
                (_, Some(Period::One(Unit::Day(day)))) if main().is_none() => {
                    Some(Period::One(Unit::Year(chrono::Datelike::year(&day))))
                }
                (_, general) => general,
            };
        }
        // "From 1978 to 2017 it grew from 40 to 126": the ends of the span.
        if let Some(Period::Span(Some(from), Some(to))) = time.period {
            match role {
                Role::From => time = Time { period: Some(Period::One(from)), own: true, ..time },
                Role::To => time = Time { period: Some(Period::One(to)), own: true, ..time },
                _ => {}
            }
        }
        // "Has grown by 46% since 2021".
        let since = dates.iter().find(|date| {
            matches!(date.period, Some(Period::Span(Some(_), None))) && cues[number].1.contains(&date.tokens.start)
        });
        if let (Role::By, false, Some(date)) = (role, time.own, since) {
            time.period = date.period;
        }
        if let (Some(Period::Span(Some(from), None)), Some(now)) = (
            time.period,
            main().and_then(|main| if let Period::One(unit) = main { Some(unit) } else { None }).or(*at_hand),
        ) && role != Role::From
            && from.years_to(now).is_some_and(|years| years > crate::quantity::Exact::ZERO)
        {
            time.period = Some(if role == Role::By { Period::Span(Some(from), Some(now)) } else { Period::One(now) });
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
        )
    });
    let latest = dates.iter().enumerate().filter(|(number, date)| !date.base && !tied_to_base(*number)).filter_map(
        |(_, date)| match date.period {
            Some(Period::One(unit)) => Some(unit),
            Some(Period::Span(_, Some(to))) => Some(to),
            _ => None,
        },
    );
    if let Some(unit) = latest.max_by_key(|unit| last_day(*unit)).filter(|_| !forecast || at_hand.is_none()) {
        *at_hand = Some(unit);
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
    let told = told
        .or_else(|| end(Role::From).zip(end(Role::To)))
        .filter(|(from, to)| from.years_to(*to).is_some_and(|years| years > crate::quantity::Exact::ONE));
    if !dates.is_empty() {
        *span = told;
    }
    out
}

/// A period of a sentence, with what it is to the figures.
struct Placed {
    tokens: Range<usize>,
    period: Option<Period>,
    /// Others are compared with it.
    base: bool,
}

/// The first period that a sentence names as the time of its values; where it is only compared with one year, the year after: "(2022: 1.2 billion)".
pub(super) fn first_named(tokens: &[Token<'_>], sentence: &Range<usize>, dates: &[Dated]) -> Option<Unit> {
    use super::dates::{Step, moved};
    let words = |list: &[&str]| tokens[sentence.clone()].iter().any(|token| list.contains(&token.lower.as_ref()));
    if words(&["will", "expected", "forecast", "projected", "target", "since"]) {
        return None;
    }
    let placed = placed(tokens, sentence, dates, None);
    let unit = |date: &Placed| match date.period {
        Some(Period::One(unit)) => Some(unit),
        Some(Period::Span(_, to)) => to,
        None => None,
    };
    if let Some(named) = placed.iter().filter(|date| !date.base).find_map(unit) {
        let past = tokens[sentence.clone()].windows(2).any(|pair| pair[0].is("had") && pair[1].is("been"));
        return if past { moved(named, 1, Step::Year) } else { Some(named) };
    }
    placed.iter().find_map(unit).and_then(|unit| moved(unit, 1, Step::Year))
}

/// What the periods of a sentence are: relative ones against the first that is named, parts of a year against the nearest year.
fn placed(tokens: &[Token<'_>], sentence: &Range<usize>, dates: &[Dated], at_hand: Option<Unit>) -> Vec<Placed> {
    let is_base = |dated: &Dated| matches!(dated.when, When::Earlier(..)) || compared(tokens, sentence, dated);
    let units = |dated: &Dated| match dated.when {
        When::At(unit) | When::Span(_, unit) => Some(unit),
        _ => None,
    };
    // "(2017 = 100)", "at constant 2019 prices": no time of a value.
    let basis = |dated: &Dated| {
        let next = tokens.get(dated.tokens.end).map_or("", |next| next.lower.as_ref());
        let constant = dated.tokens.start.checked_sub(1).is_some_and(|before| {
            matches!(tokens[before].lower.as_ref(), "constant" | "base")
                || (before > 0 && tokens[before - 1].is("base"))
        });
        next == "=" || constant || next == "prices"
    };
    let named = dates.iter().filter(|dated| !is_base(dated) && !basis(dated)).find_map(units);
    let any = named.or_else(|| dates.iter().filter(|dated| !basis(dated)).find_map(units));
    let mut main = named.or(at_hand);
    let mut out: Vec<Placed> = Vec::with_capacity(dates.len());
    for dated in dates {
        if basis(dated) {
            continue;
        }
        let next = tokens.get(dated.tokens.end).map_or("", |next| next.lower.as_ref());
        let bracket = next == ":" && dated.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is("("));
        let base = is_base(dated) || bracket;
        let period = match dated.when {
            When::Part(_) => {
                let year = any.or(at_hand);
                let period = dated.period(year);
                // "From the fourth quarter to the first quarter of 2024": the one before.
                match (period, year) {
                    (Some(Period::One(part)), Some(year))
                        if any.is_some()
                            && !matches!(year, Unit::Year(_) | Unit::FiscalYear(_))
                            && last_day(part) > last_day(year) =>
                    {
                        dated.period(Some(Unit::Year(year.year() - 1)))
                    }
                    _ => period,
                }
            }
            When::Earlier(..) | When::Later(..) | When::Same | When::SameOf(_) | When::Calendar(_) => {
                dated.period(main)
            }
            _ => dated.period(None),
        };
        if let (false, Some(Period::One(unit))) = (base, period) {
            main = Some(unit);
        }
        out.push(Placed { tokens: dated.tokens.clone(), period, base });
    }
    out
}

/// Whether a period is what something is compared with: "than in 2019", "compared with the end of 2022", "since 2010".
fn compared(tokens: &[Token<'_>], sentence: &Range<usize>, dated: &Dated) -> bool {
    if matches!(dated.when, When::Span(..)) {
        return false;
    }
    let start = dated.tokens.start.saturating_sub(9).max(sentence.start);
    let before = &tokens[start..dated.tokens.start];
    // "The 1.2 million of 2013": a value of another time, if it is compared.
    let of = before.last().is_some_and(|token| token.is("of"));
    // "Following 172.5 billion in 2022".
    let figure = before.last().is_some_and(|token| token.is("in"))
        && before.len() >= 2
        && (before[before.len() - 2].has(super::lexicon::SCALE)
            || matches!(before[before.len() - 2].text, "%" | ")")
            || before[before.len() - 2].kind == Kind::Number);
    for (place, token) in before.iter().enumerate().rev() {
        match token.lower.as_ref() {
            "from"
                if place > 0
                    && matches!(
                        before[place - 1].lower.as_ref(),
                        "effective" | "starting" | "be" | "hour" | "month" | "applies"
                    ) =>
            {
                return false;
            }
            _ if (of || figure)
                && (token.kind == Kind::Number
                    || matches!(token.text, "€" | "£" | "$" | "¥" | "%" | "(" | ")")
                    || token.has(super::lexicon::SCALE | super::lexicon::MEASURE)
                    || matches!(
                        token.lower.as_ref(),
                        "percent" | "per" | "cent" | "recorded" | "usd" | "chf" | "kr"
                    )) => {}
            "than" | "compared" | "against" | "since" | "versus" | "relative" | "from" | "after" | "following" => {
                return true;
            }
            "above" | "below" | "its" => return true,
            "in" | "at" | "the" | "end" | "of" | "with" | "to" | "on" | "a" | "same" | "period" | "quarter"
            | "month" | "year" | "level" | "average" | "late" | "early" | "mid" | "-" | "levels" | "one" | "that" => {}
            _ => return false,
        }
    }
    false
}

fn last_day(unit: Unit) -> (i32, u32) {
    use chrono::Datelike;
    unit.dates(None).map_or((unit.year() + 1, 180), |(_, end)| (end.year(), end.ordinal()))
}

/// Where a change of a period started: the year, quarter or month before; a year before where it is a year's change.
fn before_change(tokens: &[Token<'_>], clause: &Range<usize>, unit: Unit) -> Option<Period> {
    use super::dates::{Step, moved};
    let yearly = tokens[clause.clone()].iter().any(|token| {
        matches!(token.lower.as_ref(), "year-on-year" | "annual" | "year" | "yoy" | "annually" | "y-o-y" | "earlier")
    });
    let step = match unit {
        Unit::Year(_) | Unit::FiscalYear(_) => Step::Year,
        Unit::Quarter(..) if !yearly => Step::Quarter,
        Unit::Month(..) if !yearly => Step::Month,
        Unit::Quarter(..) | Unit::Month(..) | Unit::Half(..) => Step::Year,
        Unit::Day(_) => return None,
    };
    moved(unit, -1, step).map(Period::One)
}

/// Whether a period leads to the figure behind it: "(2022: 1.2 billion", "a year earlier (5.4%", "in 2019, when it stood at 5.2".
fn leads(tokens: &[Token<'_>], date: &Placed, to: usize) -> bool {
    let between = &tokens[date.tokens.end..to];
    let bracket = date.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is("("));
    let small = |token: &Token<'_>| {
        matches!(
            token.lower.as_ref(),
            ":" | "("
                | "was"
                | "come"
                | "were"
                | ","
                | "when"
                | "it"
                | "they"
                | "had"
                | "been"
                | "stood"
                | "there"
                | "where"
                | "which"
                | "amounted"
                | "to"
                | "and"
                | "of"
                | "the"
                | "totalled"
                | "reached"
                | "that"
                | "figure"
                | "rate"
        )
    };
    // "Ten years earlier the share was 37.8 percent".
    let opens = date.base
        && date.tokens.start.checked_sub(2).is_none_or(|before| {
            tokens[before].kind == Kind::Sign || tokens[before + 1].kind == Kind::Sign || date.tokens.start <= 2
        });
    let told = opens
        && between.len() <= 9
        && !between.iter().any(|token| token.kind != Kind::Word || token.has(CLAUSE))
        && between.iter().any(|token| token.has(super::lexicon::LEVEL));
    told || between.len() <= 6
        && between.iter().all(small)
        && !between.is_empty()
        && (bracket
            || date.base
            || between[0].is("(")
            || between[0].is(":")
            || between
                .iter()
                .any(|token| matches!(token.lower.as_ref(), "when" | "was" | "were" | "had" | "stood" | "which")))
}

/// Whether what stands between a figure and a period ties them: "of GDP in", "at the end of", "(".
fn ties(between: &[Token<'_>]) -> bool {
    // "58.8 billion recorded in 2022".
    let between = if between.first().is_some_and(|first| {
        first.has(ANY_VERB)
            && (first.lower.ends_with("ed")
                || matches!(first.lower.as_ref(), "seen" | "paid" | "spent" | "sold" | "held"))
    }) {
        &between[1..]
    } else {
        between
    };
    let none = |stops: &[&str]| {
        !between.iter().any(|token| {
            stops.contains(&token.lower.as_ref())
                || token.has(ANY_VERB | CLAUSE)
                || (token.has(RISE | FALL) && !token.has(MOVE_NOUN))
        })
    };
    between.len() <= 8
        && none(&[
            ",",
            ";",
            "and",
            ":",
            "–",
            "since",
            "than",
            "with",
            "from",
            "to",
            "against",
            ")",
            "compared",
            "after",
            "following",
            "above",
            "below",
            "on",
        ])
        || between.len() == 1 && (between[0].is("(") || between[0].is(","))
        || (between.len() <= 3
            && between.first().is_some_and(|first| first.is(","))
            && between.last().is_some_and(|last| last.is("in")))
}

/// The multiples, parts and changes in words of a sentence; `taken` tells the tokens of figures.
pub(super) fn in_words(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    starts: &[usize],
    taken: &dyn Fn(usize) -> bool,
) -> Vec<InWords> {
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let token = &tokens[at];
        if taken(at) || !token.has(MULTIPLE | FRACTION | NUMERAL) && token.kind != Kind::Number {
            at += 1;
            continue;
        }
        let clause = clause_of(starts, sentence, at);
        let found = if token.has(MULTIPLE) {
            multiple(tokens, at, &clause)
        } else if token.has(NUMERAL) && at + 1 < clause.end && tokens[at + 1].is("times") {
            number_times(tokens, at, &clause)
        } else {
            part(tokens, at, sentence, &clause)
        };
        match found {
            Some(found) => {
                at = found.tokens.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

fn word<'a>(tokens: &'a [Token<'_>], at: usize, clause: &Range<usize>) -> &'a str {
    if at < clause.end { tokens[at].lower.as_ref() } else { "" }
}

/// The hedge before words of a multiple, and where it starts.
fn hedge_before(tokens: &[Token<'_>], from: usize, clause: &Range<usize>) -> (usize, Option<Hedge>) {
    for start in from.saturating_sub(3).max(clause.start)..from {
        let found = words::hedges(&tokens[start].lower).find(|(phrase, _)| {
            let mut parts = phrase.split(' ');
            tokens[start..from].iter().all(|token| parts.next().is_some_and(|part| token.is(part)))
                && parts.next().is_none()
        });
        if let Some((_, hedge)) = found {
            return (start, Some(hedge));
        }
    }
    (from, None)
}

fn hedged(hedge: Option<Hedge>, text: &str) -> String {
    hedge.map_or_else(|| text.to_owned(), |hedge| format!("{} {text}", hedge.words()))
}

/// "More than doubled", "twice that of", "a doubling of".
fn multiple(tokens: &[Token<'_>], at: usize, clause: &Range<usize>) -> Option<InWords> {
    let token = &tokens[at];
    let lower = token.lower.as_ref();
    let next = word(tokens, at + 1, clause);
    let verb = lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("fold");
    let what = match lower {
        // "Is projected to quadruple, from 548,000".
        "double" | "triple" | "treble" | "quadruple" | "quintuple"
            if at.checked_sub(1).is_some_and(|before| {
                matches!(
                    tokens[before].lower.as_ref(),
                    "to" | "will"
                        | "would"
                        | "could"
                        | "can"
                        | "should"
                        | "may"
                        | "more"
                        | "than"
                        | "nearly"
                        | "almost"
                )
            }) && (matches!(
                next,
                "," | "." | "from" | "to" | "in" | "by" | "over" | "between" | "since" | "within" | ""
            )) =>
        {
            Worded::Changed
        }
        "twice" | "double" | "triple" | "thrice" | "treble" | "quadruple" => {
            let own = matches!(next, "its" | "their")
                || (next == "what")
                || (next == "the"
                    && matches!(
                        word(tokens, at + 2, clause),
                        "level" | "figure" | "amount" | "number" | "value" | "total"
                    ));
            let beside = matches!(next, "that" | "those" | "the" | "as" | "its" | "their" | "what")
                || tokens
                    .get(at + 1)
                    .is_some_and(|next| !next.has(FUNCTION) && next.kind == Kind::Word && at + 1 < clause.end);
            if !beside {
                return None;
            }
            let since_own = own
                && clause.clone().skip_while(|place| *place <= at).take(8).any(|place| {
                    matches!(tokens[place].lower.as_ref(), "level" | "was" | "earlier" | "before" | "ago")
                        || (tokens[place].kind == Kind::Number && tokens[place].text.len() == 4)
                });
            let earlier = clause
                .clone()
                .skip_while(|place| *place <= at)
                .take(9)
                .any(|place| matches!(tokens[place].lower.as_ref(), "earlier" | "before" | "ago"));
            if since_own || earlier { Worded::Changed } else { Worded::Times }
        }
        _ if verb => Worded::Changed,
        "halves" | "doubles" | "triples" => Worded::Changed,
        _ => return None,
    };
    let (from, hedge) = hedge_before(tokens, at, clause);
    Some(InWords { tokens: at..at + 1, clause: clause.clone(), what, stated: hedged(hedge, lower), from })
}

/// "Three times that of", "grew four times".
fn number_times(tokens: &[Token<'_>], at: usize, clause: &Range<usize>) -> Option<InWords> {
    // "Three times a year" is how often.
    if matches!(word(tokens, at + 2, clause), "a" | "per" | "in") {
        return None;
    }
    let (from, hedge) = hedge_before(tokens, at, clause);
    let grows = from
        .checked_sub(1)
        .filter(|before| *before >= clause.start)
        .is_some_and(|before| tokens[before].has(RISE) && !tokens[before].has(MOVE_NOUN));
    let more = matches!(word(tokens, at + 2, clause), "more" | "higher" | "larger" | "greater" | "bigger");
    let words = hedged(hedge, &format!("{} times", tokens[at].lower));
    let stated = if more {
        format!("{words} higher")
    } else if grows {
        format!("rose {words}")
    } else {
        words
    };
    Some(InWords {
        tokens: at..at + 2,
        clause: clause.clone(),
        what: if grows { Worded::Changed } else { Worded::Times },
        stated,
        from,
    })
}

/// "A third of", "by two-thirds", "half of what it was", "three in five".
fn part(tokens: &[Token<'_>], at: usize, sentence: &Range<usize>, clause: &Range<usize>) -> Option<InWords> {
    let token = &tokens[at];
    let lower = token.lower.as_ref();
    let get = |at: usize| (at < clause.end).then(|| &tokens[at]);
    let whole = token.has(NUMERAL) && !token.has(FRACTION);
    // "Two-thirds", "two thirds", "a third", "half", "three in five".
    let (text, mut end) = if token.has(FRACTION)
        && lower.contains('-')
        && !lower.starts_with("half")
        && !lower.starts_with("third")
        && !lower.starts_with("quarter")
    {
        (lower.replace('-', " "), at + 1)
    } else if lower == "half" {
        ("half".to_owned(), at + 1)
    } else if token.has(FRACTION) && !token.has(TIME) {
        let article =
            at.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| tokens[before].lower.as_ref());
        if !matches!(article, Some("a" | "one")) {
            return None;
        }
        (format!("a {lower}"), at + 1)
    } else if (whole || token.kind == Kind::Number && token.text.len() <= 2)
        && get(at + 1).is_some_and(|next| next.has(FRACTION) && next.lower.ends_with('s'))
    {
        (format!("{lower} {}", tokens[at + 1].lower), at + 2)
    } else if whole || token.kind == Kind::Number && token.text.len() <= 2 {
        // "Three in five", "one out of ten".
        let joint = match (get(at + 1).map(|next| next.lower.as_ref()), get(at + 2).map(|next| next.lower.as_ref())) {
            (Some("in"), _) => 1,
            (Some("out"), Some("of")) => 2,
            _ => return None,
        };
        let under = get(at + 1 + joint).filter(|under| {
            (under.has(NUMERAL) || (under.kind == Kind::Number && under.text.len() <= 3)) && !under.has(TIME)
        })?;
        let value = |token: &Token<'_>| {
            if token.kind == Kind::Number {
                token.lower.parse().ok()
            } else {
                words::cardinal(&token.lower.split('-').collect::<Vec<_>>()).map(|(value, _)| value)
            }
        };
        let (over, below) = (value(token)?, value(under)?);
        if over >= below || below < 2 {
            return None;
        }
        (format!("{over} in {below}"), at + 2 + joint)
    } else {
        return None;
    };
    let fraction = !text.contains(" in ");
    let article = at.checked_sub(1).is_some_and(|before| before >= sentence.start && tokens[before].is("a"));
    let start = at - usize::from((text.starts_with("a ") && lower != "a") || (lower == "half" && article));
    let before = start
        .checked_sub(1)
        .filter(|before| *before >= clause.start)
        .map_or("", |before| tokens[before].lower.as_ref());
    if fraction
        && (tokens[at.saturating_sub(1)].has(ORDINAL) && lower == "half"
            || matches!(
                before,
                "first" | "second" | "last" | "latter" | "the" | "each" | "every" | "previous" | "this"
            ) && lower != "halves"
                && !matches!(word(tokens, end, clause), "of" | "the"))
    {
        return None;
    }
    let next = word(tokens, end, clause).to_owned();
    let (mut from, mut hedge) = hedge_before(tokens, start, clause);
    let mut what = None;
    let governed =
        from.checked_sub(1).filter(|before| *before >= clause.start).map_or("", |before| tokens[before].lower.as_ref());
    let moved = tokens[clause.start..from].iter().rev().find_map(|token| super::lexicon::direction(token.flags));
    if fraction && (governed == "by" || before == "by") && moved.is_some() {
        what = Some(Worded::Change);
    } else if fraction && get(end).is_some_and(|next| next.has(MOVE_NOUN)) {
        what = Some(Worded::Change);
    } else if fraction && matches!(next.as_str(), "a" | "one") {
        // "Half a million", "a quarter of a point": numbers, not parts.
        return None;
    } else if next == "of" || matches!(next.as_str(), "the" | "its" | "their" | "that" | "all") || !fraction {
        let ahead = &tokens[end..clause.end.min(end + 9)];
        let own = ahead.iter().take(4).any(|token| token.is("what"))
            || (ahead.iter().take(3).any(|token| matches!(token.lower.as_ref(), "its" | "their"))
                && ahead.iter().any(|token| matches!(token.lower.as_ref(), "level" | "peak" | "value" | "size")));
        let scaled = next == "of"
            && matches!(word(tokens, end + 1, clause), "a" | "one")
            && get(end + 2).is_some_and(|token| {
                matches!(token.lower.as_ref(), "percent" | "percentage" | "million" | "billion" | "point")
            });
        if scaled {
            return None;
        }
        what = Some(if own { Worded::PartOfOwn } else { Worded::Part });
        end += usize::from(next == "of");
    }
    // "421 of this, just over a quarter".
    let apposed = fraction
        && from
            .checked_sub(1)
            .filter(|before| *before >= sentence.start)
            .is_some_and(|before| matches!(tokens[before].lower.as_ref(), "," | "or" | "–" | "(" | "exactly"));
    let what = what.or(apposed.then_some(Worded::Part))?;
    let stated = if what == Worded::Change {
        let direction = get(end)
            .filter(|next| next.has(MOVE_NOUN))
            .and_then(|next| super::lexicon::direction(next.flags))
            .or(moved)?;
        let verb = if direction == crate::quantity::Direction::Rise { "rose by" } else { "fell by" };
        if hedge.is_none() && before != "by" {
            (from, hedge) = hedge_before(tokens, start, clause);
        }
        format!("{verb} {}", hedged(hedge, &text))
    } else {
        hedged(hedge, &text)
    };
    Some(InWords { tokens: start..end, clause: clause.clone(), what, stated, from })
}
