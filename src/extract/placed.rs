//! What each period of a sentence is: the time of its values, one that they are compared with, or no time of theirs at all.

use std::ops::Range;

use super::dates::{Dated, Part, Step, When, moved};
use super::lexer::{Kind, Token};
use super::lexicon::{ANY_VERB, CLAUSE, FALL, MEASURE, MOVE_NOUN, NUMERAL, RISE, SCALE, currency};
use crate::period::{Period, Unit};
use crate::quantity::Exact;

/// A period of a sentence, with what it is to the figures.
pub(super) struct Placed {
    pub(super) tokens: Range<usize>,
    pub(super) period: Option<Period>,
    /// Others are compared with it.
    pub(super) base: bool,
    /// It stands before its value in brackets: "(2022: 1.2 billion)".
    pub(super) leads: bool,
    /// It is a day, which "on" leads to.
    pub(super) day: bool,
}

/// What a sentence says of the time of its values.
#[derive(Clone, Copy)]
pub(super) enum First {
    Named(Unit),
    /// Only what they are compared with is named, "(2022: 1.2 billion)": the year after, as long as the text names no other.
    AfterBase(Unit),
}

/// The period that a text starts from: the first that it names.
pub(super) fn started(named: impl Iterator<Item = First>) -> Option<Unit> {
    let mut guess: Option<Unit> = None;
    for first in named {
        match (first, guess) {
            (First::Named(unit), None) => return Some(unit),
            (First::Named(unit), Some(guess)) if unit.year() >= guess.year() => return Some(unit),
            (First::AfterBase(unit), None) => guess = Some(unit),
            _ => {}
        }
    }
    guess
}

/// The first period that a sentence names.
pub(super) fn first_named(tokens: &[Token<'_>], sentence: &Range<usize>, dates: &[Dated]) -> Option<First> {
    let words = |list: &[&str]| tokens[sentence.clone()].iter().any(|token| list.contains(&token.lower.as_ref()));
    if words(&["will", "expected", "forecast", "projected", "target", "since"]) {
        return None;
    }
    let placed = placed(tokens, sentence, dates, None, None);
    let unit = |date: &Placed| match date.period {
        Some(Period::One(unit)) => Some(unit),
        Some(Period::Span(_, to)) => to,
        None => None,
    };
    if let Some(named) = placed.iter().filter(|date| !date.base).find_map(unit) {
        let past = tokens[sentence.clone()].windows(2).any(|pair| pair[0].is("had") && pair[1].is("been"));
        return if past { None } else { Some(First::Named(named)) };
    }
    placed.iter().find_map(unit).and_then(|unit| moved(unit, 1, Step::Year)).map(First::AfterBase)
}

/// What the periods of a sentence are: relative ones against the first that is named, parts of a year against the nearest year.
pub(super) fn placed(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    dates: &[Dated],
    at_hand: Option<Unit>,
    span: Option<(Unit, Unit)>,
) -> Vec<Placed> {
    // "(2022: 1.2 billion)", "(a year earlier: 66.5 billion)".
    let bracket = |dated: &Dated| {
        let articled = tokens[sentence.start..dated.tokens.start]
            .iter()
            .rev()
            .find(|token| !matches!(token.lower.as_ref(), "a" | "one" | "the"))
            .is_some_and(|token| token.is("("));
        tokens.get(dated.tokens.end).is_some_and(|next| next.is(":"))
            && (articled || dated.tokens.start.checked_sub(1).is_some_and(|at| matches!(tokens[at].text, "(" | ";")))
    };
    let is_base =
        |dated: &Dated| matches!(dated.when, When::Earlier(..)) || bracket(dated) || compared(tokens, sentence, dated);
    let units = |dated: &Dated| match dated.when {
        When::At(unit) | When::Span(_, unit) => Some(unit),
        _ => None,
    };
    // "(2017 = 100)", "at constant 2019 prices": no time of a value.
    let basis = |dated: &Dated| {
        let next = tokens.get(dated.tokens.end).map_or("", |next| next.lower.as_ref());
        let constant = dated.tokens.start.checked_sub(1).is_some_and(|before| {
            matches!(tokens[before].lower.as_ref(), "constant" | "base")
                || (before > 0 && tokens[before - 1].is("base") && next == ")")
        });
        let year = matches!(dated.when, When::At(Unit::Year(_)));
        let at =
            dated.tokens.start.checked_sub(1).is_some_and(|before| matches!(tokens[before].text, "at" | "in" | "of"));
        next == "=" || constant || year && at && matches!(next, "prices" | "dollars")
    };
    // "The smallest rise since 2014": how long nothing was like it.
    let record = |dated: &Dated| {
        matches!(dated.when, When::Since(_))
            && tokens[sentence.start.max(dated.tokens.start.saturating_sub(8))..dated.tokens.start].iter().any(
                |token| {
                    token.lower.ends_with("est") && token.lower.len() > 5
                        || matches!(
                            token.lower.as_ref(),
                            "best" | "worst" | "most" | "first" | "last" | "least" | "record"
                        )
                },
            )
    };
    // "Berlin, 14 May 2024 – it received 186,000 applications in 2023".
    let dateline = |dated: &Dated| {
        dated.tokens.start - sentence.start <= 3
            && matches!(dated.when, When::At(Unit::Day(_)))
            && tokens.get(dated.tokens.end).is_some_and(|dash| matches!(dash.text, "–" | "—" | "--" | "-"))
            && dates.iter().any(|other| {
                other.tokens.start > dated.tokens.end && matches!(other.when, When::At(_)) && !is_base(other)
            })
    };
    let event = |dated: &Dated| happened(tokens, sentence, dated) || record(dated) || dateline(dated);
    let basis = |dated: &Dated| basis(dated) || event(dated);
    let named = dates.iter().filter(|dated| !is_base(dated) && !basis(dated)).find_map(units);
    let any = named.or_else(|| dates.iter().filter(|dated| !basis(dated)).find_map(units));
    let mut main = named.or(at_hand);
    // "In the three months to May 2023 … a year earlier": three months too.
    let months = dates.iter().filter(|dated| !is_base(dated)).find_map(|dated| match dated.when {
        When::Span(from @ Unit::Month(..), to @ Unit::Month(..)) => {
            from.years_to(to).filter(|years| *years < Exact::ONE).map(|_| (from, to))
        }
        _ => None,
    });
    let mut out: Vec<Placed> = Vec::with_capacity(dates.len());
    for dated in dates {
        if basis(dated) {
            continue;
        }
        let base = is_base(dated);
        let period = match dated.when {
            // "In the third quarter" is of the year that is told of; beside "1Q23" alone, of the year after it.
            When::Part(part) => {
                let year = if base { any.or(at_hand) } else { named.or(at_hand) };
                // "In the same period of 2023": the year before.
                let same = dates.iter().find_map(|dated| {
                    if let When::SameOf(year) = dated.when { Some(Unit::Year(year + 1)) } else { None }
                });
                let of = year.or(same).or_else(|| {
                    let unit = any?;
                    moved(unit, i32::from(part.of(unit.year()) == unit), Step::Year)
                });
                let period = dated.period(of);
                // "From the fourth quarter to the first quarter of 2024": the one before.
                match (period, year) {
                    (Some(Period::One(part)), Some(year))
                        if base
                            && any.is_some()
                            && !matches!(year, Unit::Year(_) | Unit::FiscalYear(_))
                            && last_day(part) > last_day(year) =>
                    {
                        dated.period(Some(Unit::Year(year.year() - 1)))
                    }
                    // "33.9 percent in October" in a text that has come to January.
                    (
                        Some(Period::One(part @ (Unit::Month(..) | Unit::Quarter(..)))),
                        Some(now @ (Unit::Month(..) | Unit::Quarter(..))),
                    ) if !base
                        && named.is_none()
                        && std::mem::discriminant(&part) == std::mem::discriminant(&now)
                        && last_day(part) > last_day(now)
                        && !tokens[sentence.clone()].iter().any(|token| {
                            matches!(
                                token.lower.as_ref(),
                                "will" | "expected" | "forecast" | "next" | "by" | "would" | "projected"
                            )
                        }) =>
                    {
                        dated.period(Some(Unit::Year(now.year() - 1)))
                    }
                    // "3.1 percent in December 2023 and 3.4 in January".
                    (Some(Period::One(Unit::Month(_, month))), Some(Unit::Month(year, named)))
                        if !base && named >= month + 9 =>
                    {
                        Some(Period::One(Unit::Month(year + 1, month)))
                    }
                    _ => period,
                }
            }
            // "Over the same period": the years that the text has just told of.
            When::Throughout if !base && span.is_some() => span.map(|(from, to)| Period::Span(Some(from), Some(to))),
            // "Last year" in what was published in 2024.
            When::Calendar(_) => dated.period(dates.iter().filter(|dated| event(dated)).find_map(units).or(main)),
            // "From 1,200 at the end of 2022 to 1,300 a year later".
            When::Later(..) => {
                let before = out.iter().rev().find_map(|date: &Placed| match date.period {
                    Some(Period::One(unit)) => Some(unit),
                    _ => None,
                });
                dated.period(before.or(at_hand).or(main))
            }
            When::SameOf(_) | When::Earlier(..) if months.is_some() => {
                let end = |unit| match dated.period(Some(unit)) {
                    Some(Period::One(unit)) => Some(unit),
                    _ => None,
                };
                months.and_then(|(from, to)| {
                    let to_then = end(to)?;
                    Some(Period::Span(Some(moved(to_then, -months_apart(from, to), Step::Month)?), Some(to_then)))
                })
            }
            When::SameOf(_) => dated.period(main.or(any)),
            When::FirstMonths(_) => dated.period(named.or(at_hand)),
            // "It had been 136.1 in the previous quarter and 132.6 in the first quarter of 2023": before the time that was told of.
            When::Earlier(..)
                if at_hand.is_some()
                    && !out.iter().any(|date: &Placed| !date.base)
                    && tokens[sentence.start..dated.tokens.start].iter().any(|token| token.is("had")) =>
            {
                dated.period(at_hand)
            }
            // "At the end of that year, from 57.1 billion at the close of 2023": the year told of before.
            When::Same if out.is_empty() => dated.period(at_hand.or(main)),
            When::Earlier(..) | When::Same | When::Throughout | When::Whole => dated.period(main),
            // "Revenue for the year ended 31 March 2024 (2023: 1,167.8)": the fiscal year that ended in 2023.
            When::At(Unit::Year(year))
                if bracket(dated) && matches!(main, Some(Unit::FiscalYear(now)) if now >= year) =>
            {
                Some(Period::One(Unit::FiscalYear(year - 1)))
            }
            _ => dated.period(None),
        };
        if let (false, Some(Period::One(unit))) = (base, period) {
            main = Some(unit);
        }
        let day = matches!(dated.when, When::At(Unit::Day(_)) | When::Part(Part::Day(..)));
        out.push(Placed { tokens: dated.tokens.clone(), period, base, leads: bracket(dated), day });
    }
    out
}

/// Whether a date only says when something was founded, decided or published: no value is of it.
pub(super) fn happened(tokens: &[Token<'_>], sentence: &Range<usize>, dated: &Dated) -> bool {
    let start = dated.tokens.start.saturating_sub(5).max(sentence.start);
    let near = tokens[start..dated.tokens.start].iter().rev();
    let verb = near
        .take_while(|token| token.kind == Kind::Word && !token.has(CLAUSE) && !token.has(NUMERAL))
        .any(|token| EVENTS.contains(&token.lower.as_ref()));
    let fiscal = matches!(dated.when, When::At(Unit::FiscalYear(_)));
    let noun = !fiscal
        && tokens[dated.tokens.end..sentence.end].first().is_some_and(|next| NAMED.contains(&next.lower.as_ref()));
    // "The Annual General Meeting on 23 April 2024".
    let meets = tokens[start..dated.tokens.start]
        .windows(2)
        .any(|pair| pair[0].is("general") && matches!(pair[1].lower.as_ref(), "meeting" | "assembly"));
    // "Under section 135 of the Companies Act, 2013".
    let comma = dated.tokens.start > sentence.start + 1 && tokens[dated.tokens.start - 1].is(",");
    let before = dated.tokens.start - usize::from(comma);
    let act = before > sentence.start && NAMED.contains(&tokens[before - 1].lower.as_ref());
    // "Production, which as a rule peaks in October".
    let habit = tokens[start..dated.tokens.start].iter().any(|token| {
        matches!(token.lower.as_ref(), "peaks" | "usually" | "normally" | "typically" | "rule" | "traditionally")
    }) && matches!(dated.when, When::Part(_));
    verb || noun || meets || act || habit
}

/// What happens on a day and has no value of its own.
const EVENTS: &[&str] = &[
    "founded",
    "founding",
    "launched",
    "launch",
    "established",
    "introduced",
    "introduction",
    "adopted",
    "signed",
    "enacted",
    "published",
    "released",
    "disclosed",
    "announced",
    "unveiled",
    "opened",
    "built",
    "began",
    "started",
    "foundation",
    "flotation",
    "took",
    "joined",
    "payable",
    "expires",
    "expired",
    "expiring",
    "delivery",
    "run",
    "runs",
    "matures",
    "maturing",
    "wound",
    "dissolved",
    "nationalised",
    "reforms",
];

/// What bears a year in its name.
const NAMED: &[&str] = &[
    "report",
    "budget",
    "act",
    "law",
    "release",
    "review",
    "regulation",
    "agreement",
    "treaty",
    "acquisition",
    "launch",
    "reforms",
    "crisis",
    "directive",
    "convention",
    "plan",
    "framework",
    "election",
    "elections",
];

/// Whether a period is what something is compared with: "than in 2019", "compared with the end of 2022", "since 2010".
fn compared(tokens: &[Token<'_>], sentence: &Range<usize>, dated: &Dated) -> bool {
    if matches!(dated.when, When::Span(..)) {
        return false;
    }
    let start = dated.tokens.start.saturating_sub(13).max(sentence.start);
    let before = &tokens[start..dated.tokens.start];
    let value = |token: &Token<'_>| {
        matches!(token.kind, Kind::Number | Kind::Ordinal)
            || matches!(token.text, "€" | "£" | "$" | "¥" | "₩" | "₹" | "%" | "(" | ")")
            || token.has(SCALE | MEASURE | NUMERAL)
            || matches!(token.lower.as_ref(), "percent" | "per" | "cent")
            || currency(token.text).is_some()
    };
    let participle = |token: &Token<'_>| {
        token.lower.ends_with("ed") && !matches!(token.lower.as_ref(), "compared")
            || matches!(token.lower.as_ref(), "seen" | "paid" | "spent" | "sold" | "held")
    };
    // "Following 172.5 billion in 2022", "the 17.9% counted in 2001": the value that stands before the period was passed.
    let (mut passed, mut joined) = (false, false);
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
            "than"
                if before.get(place + 1).is_some_and(|next| {
                    matches!(
                        next.lower.as_ref(),
                        "doubled"
                            | "tripled"
                            | "trebled"
                            | "quadrupled"
                            | "quintupled"
                            | "halved"
                            | "doubling"
                            | "halving"
                    )
                }) => {}
            "than" | "compared" | "against" | "since" | "versus" | "relative" | "from" | "after" | "following" => {
                return true;
            }
            "above" | "below" | "ahead" | "behind" => return true,
            // "Below its 2019 level"; "its 2024 revenue" is of that year.
            "its" | "their"
                if [tokens.get(dated.tokens.end), before.get(place + 1)].into_iter().flatten().any(|next| {
                    matches!(
                        next.lower.as_ref(),
                        "level" | "levels" | "peak" | "high" | "low" | "value" | "average" | "figure"
                    )
                }) || before.get(place.wrapping_sub(1)).is_some_and(|before| {
                    matches!(before.lower.as_ref(), "than" | "of" | "to" | "from" | "with" | "on" | "as")
                }) =>
            {
                return true;
            }
            "its" | "their" => return false,
            // "An increase of 8% on 2003".
            "on" if place + 1 == before.len()
                && place > 0
                && matches!(dated.when, When::At(Unit::Year(_) | Unit::Quarter(..) | Unit::FiscalYear(_)))
                && (matches!(before[place - 1].lower.as_ref(), "%" | "percent" | "cent" | "pct")
                    || before[place - 1].has(MOVE_NOUN)) =>
            {
                return true;
            }
            // "39 percent down on 2019", "14 percent short of 2019".
            "down" | "up" if before.get(place + 1).is_some_and(|next| next.is("on")) => return true,
            "short" if before.get(place + 1).is_some_and(|next| next.is("of")) => return true,
            // "3.5 times as high as in 1990".
            "as" if before[..place].iter().rev().take(3).any(|token| token.is("as")) => return true,
            // "Edged past those of April 2023".
            "those" | "that" if before.get(place + 1).is_some_and(|next| next.is("of")) => {
                return place == 0 || !matches!(before[place - 1].lower.as_ref(), "at" | "in");
            }
            // "2.3 times the 3.2 of 2016": a value that is told by its time is one of another time.
            // "Compared with 44.6 million in 2022 and 45.1 million in 2019".
            "and" if passed && before.get(place.wrapping_sub(1)).is_some_and(is_year) => {
                let year = start + place - 1;
                return compared(tokens, sentence, &Dated { tokens: year..year + 1, when: dated.when });
            }
            "the" if passed => return start + place > sentence.start + 1,
            "with" | "to" if passed => {
                return place > 0 && matches!(before[place - 1].lower.as_ref(), "compared" | "relative");
            }
            // "The PhP 308.9 billion recorded in 2022".
            _ if passed && !value(token) => return false,
            "in" | "of" | "at" | "during" | "for" if !passed => joined = true,
            "the" | "end" | "close" | "start" | "beginning" | "with" | "to" | "on" | "a" | "same" | "period"
            | "quarter" | "month" | "year" | "level" | "average" | "late" | "early" | "mid" | "-" | "levels"
            | "one" | "that" | "in" | "of" | "at" => {}
            _ if passed => {}
            _ if joined && value(token) && !is_year(token) => passed = true,
            _ if joined && !passed && participle(token) => {}
            _ => return false,
        }
    }
    false
}

/// How many months one month is before another.
fn months_apart(from: Unit, to: Unit) -> i32 {
    let count = |unit| if let Unit::Month(year, month) = unit { year * 12 + i32::from(month) } else { 0 };
    count(to) - count(from)
}

pub(super) fn last_day(unit: Unit) -> (i32, u32) {
    use chrono::Datelike;
    unit.dates(None).map_or((unit.year() + 1, 180), |(_, end)| (end.year(), end.ordinal()))
}

fn is_year(token: &Token<'_>) -> bool {
    token.text.len() == 4 && token.text.parse().is_ok_and(|year: i32| (1900..2100).contains(&year))
}

/// Where a change of a period started: the year, quarter or month before; a year before where it is a year's change, and
/// otherwise as far back as the text compared last, in months.
pub(super) fn before_change(
    tokens: &[Token<'_>],
    clause: &Range<usize>,
    unit: Unit,
    gap: Option<i32>,
) -> Option<Period> {
    let says = |words: &[&str]| tokens[clause.clone()].iter().any(|token| words.contains(&token.lower.as_ref()));
    let twelve =
        tokens[clause.clone()].windows(2).any(|pair| matches!(pair[0].text, "twelve" | "12") && pair[1].is("months"));
    let named = twelve || says(&["year-on-year", "year", "yoy", "y-o-y", "earlier"]);
    // A yearly rate may still be compared with that of the month before.
    let yearly = named || says(&["annual", "annually"]);
    let stepwise = says(&["month", "monthly", "month-on-month", "quarter-on-quarter", "qoq", "mom", "q-o-q", "m-o-m"])
        || matches!(unit, Unit::Quarter(..)) && says(&["quarter", "quarterly"]);
    if let (false, false, Some(gap)) = (named, stepwise, gap) {
        return moved(unit, -gap, Step::Month).map(Period::One);
    }
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
pub(super) fn leads(tokens: &[Token<'_>], date: &Placed, to: usize) -> bool {
    let between = &tokens[date.tokens.end..to];
    let bracket = date.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is("("));
    // "In 2018 to 33.8 billion": the other end of a movement.
    if between.iter().find(|token| !token.is(",")).is_some_and(|first| first.is("to")) {
        return false;
    }
    // "Down 25 percent from 2016, of which 1.29 billion", "than a year ago, and 2.61 million": of another thing.
    if date.base && matches!(between, [comma, joint, ..] if comma.is(",") && matches!(joint.text, "and" | "of")) {
        return false;
    }
    // "Than the year before: 636 against 212": the colon opens what is told of both.
    if date.base && !date.leads && between.first().is_some_and(|first| first.is(":")) {
        return false;
    }
    // "Since 2021, when it counted 1,040 outlets".
    let plain = |tokens: &[Token<'_>]| {
        tokens.len() <= 8 && tokens.iter().all(|token| token.kind == Kind::Word && !token.has(CLAUSE))
    };
    let when = between.iter().position(|token| token.is("when")).filter(|when| *when <= 1);
    if when.is_some_and(|when| plain(&between[when + 1..])) {
        return true;
    }
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
                | "reading"
                | "level"
                | "value"
                | "figure"
                | "rate"
        )
    };
    // "Ten years earlier the share was 37.8 percent".
    let opens = date.base
        && date.tokens.start.checked_sub(2).is_none_or(|before| {
            tokens[before].kind == Kind::Sign || tokens[before + 1].kind == Kind::Sign || date.tokens.start <= 2
        });
    // "A year before, the stock had been 164.76 billion".
    let between = if opens && between.first().is_some_and(|first| first.is(",")) { &between[1..] } else { between };
    let told = opens
        && between.len() <= 9
        && !between.iter().any(|token| token.kind != Kind::Word || token.has(CLAUSE))
        && between.iter().any(|token| token.has(super::lexicon::LEVEL));
    told || between.len() <= 6
        && between.iter().all(small)
        && (!between.is_empty() || date.base)
        && (bracket
            || date.base
            || between.first().is_some_and(|first| matches!(first.text, "(" | ":"))
            || between
                .iter()
                .any(|token| matches!(token.lower.as_ref(), "when" | "was" | "were" | "had" | "stood" | "which")))
}

/// Whether what stands between a figure and a period ties them: "of GDP in", "at the end of", "(", "on" before a day.
pub(super) fn ties(between: &[Token<'_>], day: bool) -> bool {
    let between = match between {
        [rest @ .., on] if day && on.is("on") => rest,
        _ => between,
    };
    // "172.5 billion (4.5%) in 2022".
    let between = if between.first().is_some_and(|first| first.is(")")) { &between[1..] } else { between };
    // "The 19.1 million who came in 2019".
    let between = match between {
        [who, _verb, rest @ ..]
            if matches!(who.text, "who" | "that" | "which" | "it" | "they" | "we") && rest.len() == 1 =>
        {
            rest
        }
        _ => between,
    };
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
            && !between.iter().any(|token| matches!(token.lower.as_ref(), "and" | "but" | "while"))
            && between.last().is_some_and(|last| last.is("in")))
}
