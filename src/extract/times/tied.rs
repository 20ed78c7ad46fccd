//! Which of the periods of a sentence stands by which of its figures.

use std::ops::Range;

use crate::extract::cues::{Cue, Role};
use crate::extract::figures::Raw;
use crate::extract::lexer::Token;
use crate::extract::placed::{Placed, leads, ties};
use crate::period::{Period, Unit};

/// For each figure the period that is tied to it.
pub(super) fn tied(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    raws: &[Raw],
    cues: &[(Cue, Range<usize>)],
    dates: &mut [Placed],
) -> Vec<Option<usize>> {
    let own = (0..raws.len()).map(|number| beside(tokens, sentence, raws, dates, number)).collect();
    let own = respectively(tokens, raws, dates, own);
    let own = shared(tokens, raws, dates, &own);
    deeds(tokens, sentence, raws, cues, dates, own)
}

/// The period that stands right behind a figure, or that leads to it.
fn beside(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    raws: &[Raw],
    dates: &[Placed],
    number: usize,
) -> Option<usize> {
    let raw = &raws[number];
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
        date.tokens.end <= raw.from && date.tokens.start >= previous && !tied(date) && leads(tokens, date, raw.from)
    });
    match (behind, before) {
        (Some(behind), Some(before)) if dates[before].base && !dates[behind].base => Some(before),
        (behind, before) => behind.or(before),
    }
}

/// "172.5 billion (4.5%) in 2022", "52.6 million, or 0.66 per share, a year ago": what stands in brackets or is said again shares its period
/// with what it stands behind.
fn shared(tokens: &[Token<'_>], raws: &[Raw], dates: &[Placed], own: &[Option<usize>]) -> Vec<Option<usize>> {
    (0..raws.len())
        .map(|number| {
            let bracket = raws.get(number + 1).is_some_and(|next| {
                let between = &tokens[raws[number].tokens.end.min(next.from)..next.from];
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
        .collect()
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
