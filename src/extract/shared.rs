//! Units that figures share: of a list, of a movement, and of what was counted last.

use std::ops::Range;

use super::figures::{Measured, Raw, hundredths, is_plural};
use super::lexer::{Kind, Token};
use super::lexicon::{FALL, FUNCTION, MONTH, PERSONS, RISE, SCALE};
use crate::unit::Currency;

/// Gives numbers of a list or a movement the unit, scale and currency that stand at another of them.
pub(super) fn share_units(tokens: &[Token<'_>], figures: &mut [Raw]) {
    // From right to left: "5.2, 4.8 and 3.0 percent", "from 40 to 44 billion".
    for left in (0..figures.len().saturating_sub(1)).rev() {
        let (head, tail) = figures.split_at_mut(left + 1);
        let (one, next) = (&mut head[left], &tail[0]);
        let linked = listed(tokens, one.tokens.end, next.from);
        if !linked {
            continue;
        }
        if one.unit == Measured::Bare
            && !matches!(next.unit, Measured::Bare | Measured::Rank | Measured::Times(_) | Measured::Years)
        {
            // "Rose 3 to 45 percent" would give a count the unit of another thing: only what has no scale of its own, or the same.
            let rate = matches!(next.unit, Measured::Percent | Measured::Points | Measured::BasisPoints);
            let between = &tokens[one.tokens.end..next.from.max(one.tokens.end)];
            // "1,011,808, 3.2% fewer" is no list: a comma alone joins only what a list goes on with.
            let comma = between.iter().any(|token| token.is(","))
                && !between
                    .iter()
                    .any(|token| matches!(token.lower.as_ref(), "and" | "or" | "to" | "–" | "-" | "from"));
            let goes_on = tail.get(1).is_some_and(|after| listed(tokens, tail[0].tokens.end, after.from));
            // "The remaining 980, or 10%" says the same again.
            let again = between.windows(2).any(|pair| pair[0].is(",") && pair[1].is("or"));
            if again || (rate && (magnitude(&one.digits) >= 1000.0 || one.scale > 0)) || (comma && !goes_on) {
                continue;
            }
            if one.scale == 0 || one.scale == next.scale || matches!(next.unit, Measured::Money(_) | Measured::Noun(_))
            {
                one.unit = next.unit.clone();
                // "From 8 to 14 cents".
                let cents = tokens[next.tokens.clone()].last().is_some_and(|last| {
                    matches!(
                        last.lower.as_ref(),
                        "cents" | "cent" | "pence" | "p" | "sen" | "kobo" | "paise" | "öre" | "øre"
                    )
                });
                if cents && matches!(next.unit, Measured::Money(_)) {
                    one.digits = hundredths(&one.digits);
                }
                if one.scale == 0 && next.scale > 0 && magnitude(&one.digits) < 1000.0 && !one.digits.contains(',') {
                    one.scale = next.scale;
                }
            }
        } else if matches!(one.unit, Measured::Money(_))
            && next.unit == Measured::Bare
            && one.scale == 0
            && next.scale > 0
            && tokens[one.tokens.end..next.from].iter().all(|token| matches!(token.lower.as_ref(), "," | "and"))
        {
            // "€35.4, 27.6 and 20.1 billion".
            one.scale = next.scale;
        } else if one.unit == next.unit
            && matches!(one.unit, Measured::Money(_) | Measured::Bare)
            && one.scale == 0
            && next.scale > 0
            && near(&one.digits, &next.digits)
        {
            one.scale = next.scale;
        }
    }
    // From left to right: "12 million passengers, up from 10 million".
    for right in 1..figures.len() {
        let (head, tail) = figures.split_at_mut(right);
        let (one, next) = (&head[right - 1], &mut tail[0]);
        if next.unit != Measured::Bare {
            continue;
        }
        // "Dropped to 27.48 percent from 29.6 in May".
        if one.unit == Measured::Percent
            && next.digits.contains('.')
            && next.scale == 0
            && one.digits.contains('.')
            && (0.3..3.0).contains(&(magnitude(&one.digits) / magnitude(&next.digits)))
            && matches!(&tokens[one.tokens.end..next.from], [joint] if matches!(joint.lower.as_ref(), "from" | "against" | "vs" | "versus"))
            && tokens.get(next.tokens.end).is_none_or(|after| after.kind == Kind::Sign || after.has(FUNCTION))
        {
            next.unit = Measured::Percent;
            continue;
        }
        let (Measured::Noun(_) | Measured::Money(_) | Measured::BasisPoints) = &one.unit else { continue };
        // "SEK 37 300 and 41 400".
        if matches!(one.unit, Measured::Money(_))
            && listed(tokens, one.tokens.end, next.from)
            && near(&one.digits, &next.digits)
            && one.scale == next.scale
        {
            next.unit = one.unit.clone();
            continue;
        }
        let money = matches!(one.unit, Measured::Money(_));
        let spread = one.unit == Measured::BasisPoints && !near(&one.digits, &next.digits);
        if moved(tokens, one.tokens.end, next.from) && (!money || next.scale > 0) && !spread {
            next.unit = one.unit.clone();
        }
    }
}

/// Gives a number alone in brackets the unit and scale of the value of its kind right before it: "4,312 million (3,993)".
pub(super) fn share_brackets(tokens: &[Token<'_>], figures: &mut [Raw]) {
    for number in 1..figures.len() {
        let (head, tail) = figures.split_at_mut(number);
        let (one, next) = (&head[number - 1], &mut tail[0]);
        let bracket = next.from == one.tokens.end + 1
            && tokens[one.tokens.end].is("(")
            && tokens.get(next.tokens.end).is_some_and(|close| close.is(")"));
        let (now, then) = (magnitude(&one.digits), magnitude(&next.digits));
        let alike = then > 0.0 && (0.4..2.5).contains(&(now / then));
        let plain = next.unit == Measured::Bare && next.scale == 0 && next.hedge.is_none();
        let kind = matches!(one.unit, Measured::Money(_) | Measured::Percent | Measured::Noun(_) | Measured::Bare);
        // "2.66 billion Australian dollars ($1.4 billion)": the other dollar.
        if let (Measured::Money(known), Measured::Money(sign)) = (&one.unit, &next.unit)
            && known == sign
            && next.from == one.tokens.end + 1
            && tokens[one.tokens.end].is("(")
            && tokens[next.tokens.start].is("$")
            && tokens[one.tokens.clone()].last().is_some_and(|last| last.lower.starts_with("dollar"))
            && let Some(dollar) = Currency::from_code("USD")
        {
            next.unit = Measured::Money(dollar);
        }
        if bracket && alike && plain && kind && one.hedge.is_none() {
            next.unit = one.unit.clone();
            next.scale = one.scale;
            next.beside = true;
        }
    }
}

fn magnitude(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::INFINITY)
}

/// Whether two printed numbers are of about the same size, so that one scale word is meant for both.
fn near(one: &str, other: &str) -> bool {
    let (one, other) = (magnitude(one), magnitude(other));
    one > 0.0 && other > 0.0 && one / other < 1000.0 && other / one < 1000.0
}

/// Whether nothing but joints of a list, dates and hedges stands between.
fn listed(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    let between = &tokens[from.min(to)..to];
    between.len() <= 10
        && between
            .iter()
            .any(|token| matches!(token.lower.as_ref(), "," | "and" | "or" | "to" | "–" | "-" | "from" | "/"))
        && between.iter().all(|token| {
            matches!(
                token.lower.as_ref(),
                "," | "and"
                    | "or"
                    | "to"
                    | "–"
                    | "-"
                    | "from"
                    | "in"
                    | "("
                    | ")"
                    | "a"
                    | "/"
                    | "the"
                    | "of"
                    | "then"
                    | "end"
                    | "at"
                    | "early"
                    | "late"
                    | "record"
                    | "by"
                    | "only"
            ) || token.kind == Kind::Note
                || (token.kind == Kind::Number && token.text.len() == 4)
                || (token.kind == Kind::Code && token.lower.starts_with('q'))
                || token.has(MONTH)
        })
}

/// Whether the second is what the first moved from or to, or is compared with.
fn moved(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    let between = &tokens[from.min(to)..to];
    between.len() <= 14
        && between.iter().any(|token| {
            matches!(
                token.lower.as_ref(),
                "from" | "to" | "against" | "than" | "versus" | "with" | "vs" | "and" | "after"
            )
        })
        && !between.iter().any(|token| matches!(token.lower.as_ref(), ";" | "while" | "whereas" | "."))
}

/// Gives large counts without a noun the noun that was counted last: "carried 7.0 million passengers ... more than a year earlier (5.9 million)".
pub(super) fn carry_nouns(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    starts: &[usize],
    figures: &mut [Raw],
    last: &mut Option<Measured>,
    rates_before: bool,
    index: bool,
) {
    // "A population of 948,000".
    for figure in figures.iter_mut() {
        let from = figure.from;
        // The unit of another figure of the list is none of its own.
        let bare =
            tokens[figure.tokens.clone()].last().is_some_and(|last| last.kind == Kind::Number || last.has(SCALE));
        let people = bare
            && matches!(figure.unit, Measured::Bare | Measured::Noun(_))
            && from >= sentence.start + 2
            && tokens[from - 1].is("of")
            && tokens[from - 2].is("population");
        if people {
            figure.unit = Measured::Noun("people".to_owned());
        }
    }
    let subjects: Vec<Option<Measured>> = starts
        .iter()
        .enumerate()
        .map(|(number, start)| counted_subject(tokens, *start..starts.get(number + 1).copied().unwrap_or(sentence.end)))
        .collect();
    let rates = !index && (rates_before || figures.iter().any(|figure| figure.unit == Measured::Percent));
    for figure in figures {
        // No rate moves by a hundred points: "the Nikkei shed 612.40 points, or 1.57 percent".
        let hundreds = figure.digits.split('.').next().is_some_and(|whole| whole.len() >= 3);
        match &figure.unit {
            Measured::Noun(noun) if hundreds && matches!(noun.as_str(), "points" | "point") => {
                figure.unit = Measured::Bare;
            }
            // Points of a rate are percentage points.
            Measured::Noun(noun) if matches!(noun.as_str(), "points" | "point") && rates => {
                figure.unit = Measured::Points;
            }
            // Points of an index count.
            Measured::Noun(noun) if index && matches!(noun.as_str(), "points" | "point") => {
                figure.unit = Measured::Bare;
            }
            Measured::Noun(noun) if !matches!(noun.as_str(), "points" | "places" | "positions") => {
                *last = Some(figure.unit.clone());
            }
            Measured::Bare => {
                let large =
                    figure.scale > 0 || tokens[figure.tokens.clone()].iter().any(|token| token.text.contains(','));
                let whole = !figure.digits.contains('.');
                let more =
                    tokens.get(figure.tokens.end).is_some_and(|next| matches!(next.lower.as_ref(), "more" | "fewer"));
                let large = large || more;
                // "640 units are planned, 210 of them in an old bank".
                let of_them = tokens.get(figure.tokens.end).is_some_and(|of| of.is("of"))
                    && tokens.get(figure.tokens.end + 1).is_some_and(|them| {
                        matches!(them.lower.as_ref(), "them" | "these" | "those" | "which" | "whom")
                    });
                if let Some(noun) = last.clone().filter(|_| of_them && whole) {
                    figure.unit = noun;
                    continue;
                }
                // A clause without a subject goes on with that of the one before.
                let clause = starts.partition_point(|start| *start <= figure.from).max(1);
                let subject = subjects[..clause].iter().rev().flatten().next().cloned();
                if let Some(noun) = subject.filter(|_| large || whole) {
                    figure.unit = noun;
                } else if let Some(noun) = last.clone().filter(|_| large) {
                    figure.unit = noun;
                }
            }
            Measured::Money(_) => *last = None,
            _ => {}
        }
    }
}

/// "The number of civil airports rose by 71 to 254": what the subject of a clause counts.
fn counted_subject(tokens: &[Token<'_>], clause: Range<usize>) -> Option<Measured> {
    let tokens = &tokens[clause];
    // "The population grew from 45,000 to 88,700".
    let people = tokens.iter().take(14).take_while(|token| !token.has(RISE | FALL)).any(|token| {
        matches!(token.lower.as_ref(), "population" | "employment" | "unemployed" | "workforce" | "headcount")
    });
    if people && !tokens.iter().take(14).any(|token| token.is("density")) {
        return Some(Measured::Noun("people".to_owned()));
    }
    // "Passenger numbers tripled".
    let numbers = tokens.iter().take(4).position(|token| token.is("numbers")).filter(|at| *at > 0);
    if let Some(thing) = numbers
        .map(|at| &tokens[at - 1])
        .filter(|thing| thing.kind == Kind::Word && !thing.has(FUNCTION) && !thing.lower.ends_with('s'))
    {
        return Some(Measured::Noun(format!("{}s", thing.lower)));
    }
    let of = tokens.iter().take(12).position(|token| token.is("number"))?;
    if !tokens.get(of + 1)?.is("of") {
        return None;
    }
    let mut words: Vec<&str> = Vec::new();
    for token in tokens[of + 2..].iter().take(5) {
        // "The number of employed persons".
        let adjective = matches!(token.lower.as_ref(), "employed" | "registered" | "reported" | "recorded");
        if token.kind != Kind::Word || (token.has(FUNCTION | RISE | FALL) && !adjective) {
            break;
        }
        words.push(&token.lower);
        if token.has(PERSONS) {
            return Some(Measured::Noun("people".to_owned()));
        }
        if is_plural(&token.lower) {
            return Some(Measured::Noun(words.join(" ")));
        }
    }
    None
}
