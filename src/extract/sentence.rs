//! A sentence taken apart: clauses, figures with their periods, subjects and cues, and multiples in words.

use std::ops::Range;

use super::cues::{Cue, Role, cue};
use super::figures::{Measured, Raw};
use super::lexer::{Kind, Token};
use super::lexicon::{
    ANY_VERB, CLAUSE, FALL, FRACTION, FUNCTION, MONTH, MOVE_NOUN, MULTIPLE, NUMERAL, ORDINAL, PREPOSITION, RISE, TIME,
};
use crate::period::Period;
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
        let joins = (token.is("and") || token.is(",") || token.is(":")) && new_subject(tokens, at + 1, sentence.end);
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
        // "Imports climbed, the ministry said, reaching 330 billion": who says it opens no clause.
        if matches!(
            token.lower.as_ref(),
            "said" | "says" | "announced" | "noted" | "reported" | "showed" | "shows" | "estimates" | "calculated"
        ) {
            return false;
        }
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
        // "Less than –3%": a dash can part a hedge from its number; the clause holds both.
        let clause = clause.start.min(raw.from)..clause.end;
        let previous = number.checked_sub(1).map_or(sentence.start, |before| raws[before].tokens.end);
        let next = raws.get(number + 1).map_or(sentence.end, |next| next.from);
        // "€116m (3.8%) lower than": what stands behind the bracket tells of both.
        let bracket = raws.get(number + 1).filter(|beside| {
            beside.from == raw.tokens.end + 1
                && tokens[raw.tokens.end].is("(")
                && tokens.get(beside.tokens.end).is_some_and(|close| close.is(")"))
                && beside.tokens.end + 1 < sentence.end
                && tokens.get(beside.tokens.end + 2).is_some_and(|than| matches!(than.lower.as_ref(), "than" | "of"))
                && (tokens[beside.tokens.end + 1].has(RISE | FALL)
                    || matches!(tokens[beside.tokens.end + 1].lower.as_ref(), "ahead" | "short"))
        });
        let after = match bracket {
            Some(beside) => {
                beside.tokens.end + 1
                    ..raws.get(number + 2).map_or(sentence.end, |next| next.from.max(beside.tokens.end + 1))
            }
            None => raw.tokens.end.min(next)..next,
        };
        out.push((cue(tokens, previous.max(clause.start).min(raw.from)..raw.from, raw, after, clause.clone()), clause));
    }
    // "4,312 million (3,993)": the value of the year before, as accounts print it.
    for number in 1..out.len() {
        if raws[number].beside {
            out[number].0 = Cue { role: Role::From, direction: None, year_before: true, ..out[number].0 };
        }
    }
    // "Compared with 352.8 billion in 2021 (+8.4%) and 418.2 billion in 2018".
    for number in 2..out.len() {
        let (one, size, next) = (&raws[number - 2], &raws[number - 1], &raws[number]);
        let bracket = size.from > one.tokens.end && tokens[size.from - 1].is("(");
        let between = &tokens[size.tokens.end.min(next.from)..next.from];
        let joined = between.len() == 2 && between[0].is(")") && matches!(between[1].lower.as_ref(), "and" | ",");
        if bracket
            && joined
            && one.unit == next.unit
            && out[number - 2].0.role == Role::From
            && out[number].0.role == Role::Level
        {
            out[number].0 = Cue { direction: None, ..out[number - 2].0 };
        }
    }
    // "20 cents, or 17.4%, more than", "1,178 (5%) more than": what stands behind both is said of both.
    for number in (1..out.len()).rev() {
        let (one, next) = (&raws[number - 1], &raws[number]);
        let between = &tokens[one.tokens.end.min(next.from)..next.from];
        let or = between.last().is_some_and(|last| last.is("or")) && between.len() <= 2;
        let bracket = between.len() == 1 && between[0].is("(");
        let sized = matches!(next.unit, Measured::Percent)
            && matches!(one.unit, Measured::Money(_) | Measured::Noun(_) | Measured::Bare | Measured::Points);
        let (cue, size) = (&out[number - 1].0, &out[number].0);
        if (or || bracket) && sized && cue.role == Role::Level && size.role == Role::By && size.against && !size.yearly
        {
            out[number - 1].0 = Cue { grows: false, ..*size };
            out[number].0.again = true;
        }
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
        // "Down from 4.2 percent in October and 10.2 percent in December 2022".
        let dated = |token: &Token<'_>| {
            token.has(MONTH | PREPOSITION)
                || token.kind == Kind::Number && token.text.len() == 4
                || matches!(
                    token.lower.as_ref(),
                    "previous"
                        | "preceding"
                        | "the"
                        | "end"
                        | "quarter"
                        | "half"
                        | "first"
                        | "second"
                        | "third"
                        | "fourth"
                )
        };
        let list = list
            || out[number - 1].0.role == Role::From
                && between.len() <= 7
                && between.last().is_some_and(|last| last.is("and"))
                && between[..between.len() - 1].iter().all(dated);
        let same = one.unit == next.unit || matches!((&one.unit, &next.unit), (Measured::Percent, Measured::Percent));
        // "Down from 3.4%, and 7.4% in Berlin, up from 7.1%": the next has a movement of its own.
        let own = tokens[next.tokens.end..sentence.end.min(next.tokens.end + 7)]
            .windows(2)
            .any(|pair| matches!(pair[0].lower.as_ref(), "up" | "down") && pair[1].is("from"));
        if list
            && !(own && out[number - 1].0.role == Role::From)
            && same
            && matches!(out[number].0.role, Role::Level | Role::Share)
            && matches!(out[number - 1].0.role, Role::By | Role::To | Role::From | Role::Share)
        {
            out[number].0 = out[number - 1].0;
        }
    }
    out
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
        } else if token.has(NUMERAL)
            && at + 1 < clause.end
            && (tokens[at + 1].is("times") || is_and_a_half(tokens, at + 1, &clause))
        {
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
        // "11 miles were double track".
        "double" | "triple" if matches!(next, "track" | "digit" | "digits" | "taxation" | "glazing" | "counting") => {
            return None;
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
    // "Five-fold".
    let stated = hedged(hedge, &lower.replace("-fold", "fold"));
    Some(InWords { tokens: at..at + 1, clause: clause.clone(), what, stated, from })
}

/// "And a half times", behind a number.
fn is_and_a_half(tokens: &[Token<'_>], at: usize, clause: &Range<usize>) -> bool {
    ["and", "a", "half", "times"].iter().enumerate().all(|(ahead, part)| word(tokens, at + ahead, clause) == *part)
}

/// "Three times that of", "grew four times", "two and a half times".
fn number_times(tokens: &[Token<'_>], at: usize, clause: &Range<usize>) -> Option<InWords> {
    let half = is_and_a_half(tokens, at + 1, clause);
    let end = if half { at + 5 } else { at + 2 };
    let (from, hedge) = hedge_before(tokens, at, clause);
    let grows = from
        .checked_sub(1)
        .filter(|before| *before >= clause.start)
        .is_some_and(|before| tokens[before].has(RISE) && !tokens[before].has(MOVE_NOUN));
    // "A cover of two times": of what is not told here.
    let cover = from >= clause.start + 2
        && tokens[from - 1].is("of")
        && matches!(
            tokens[from - 2].lower.as_ref(),
            "cover" | "coverage" | "leverage" | "gearing" | "ratio" | "multiple"
        );
    if cover {
        return None;
    }
    // "Three times a year" is how often.
    if matches!(word(tokens, end, clause), "a" | "per") || word(tokens, end, clause) == "in" && !grows {
        return None;
    }
    let more = matches!(word(tokens, end, clause), "more" | "higher" | "larger" | "greater" | "bigger");
    let number = if half {
        format!("{}.5", words::cardinal(&[tokens[at].lower.as_ref()])?.0)
    } else {
        tokens[at].lower.to_string()
    };
    let words = hedged(hedge, &format!("{number} times"));
    let stated = if more {
        format!("{words} higher")
    } else if grows {
        format!("rose {words}")
    } else {
        words
    };
    Some(InWords {
        tokens: at..end,
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
            (Some("in"), Some("every")) => 2,
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
    // "Lost a quarter of its people".
    let lost =
        matches!(governed, "lost" | "shed") && next == "of" && matches!(word(tokens, end + 1, clause), "its" | "their");
    let by = (governed == "by" || before == "by") && moved.is_some();
    // "By half a percentage point": a number of points, no part.
    let points = matches!(next.as_str(), "a" | "one")
        && (1..=2).any(|ahead| {
            get(end + ahead).is_some_and(|token| matches!(token.lower.as_ref(), "point" | "percentage-point"))
        });
    // "Cut in half".
    if lower == "half" && start > clause.start + 1 && tokens[start - 1].is("in") && tokens[start - 2].is("cut") {
        return Some(InWords {
            tokens: start - 2..end,
            clause: clause.clone(),
            what: Worded::Changed,
            stated: "halved".to_owned(),
            from: start - 2,
        });
    }
    // "Half as much again", "half again as many".
    let again = |at: usize| word(tokens, at, clause) == "again";
    if lower == "half" && (next == "as" && again(end + 2) || next == "again" && word(tokens, end + 1, clause) == "as") {
        let stated = format!("rose by {}", hedged(hedge, "half"));
        return Some(InWords { tokens: start..end + 3, clause: clause.clone(), what: Worded::Change, stated, from });
    }
    // "Two-thirds as much as utilities did".
    let as_much = next == "as"
        && fraction
        && matches!(word(tokens, end + 1, clause), "much" | "many" | "high" | "large" | "big")
        && word(tokens, end + 2, clause) == "as";
    if as_much {
        let stated = hedged(hedge, &text);
        return Some(InWords { tokens: start..end, clause: clause.clone(), what: Worded::Times, stated, from });
    }
    if fraction && points || next == "as" {
        return None;
    }
    // "A drop of nearly a quarter".
    let of_change = governed == "of"
        && from >= clause.start + 2
        && tokens[from - 2].has(MOVE_NOUN)
        && !matches!(tokens[from - 2].lower.as_ref(), "more" | "less" | "above" | "below" | "loss");
    // "One-fifth down on the 0.9 trillion".
    let set_on = matches!(next.as_str(), "up" | "down") && matches!(word(tokens, end + 1, clause), "on" | "from");
    if fraction && (by || lost || set_on || of_change || get(end).is_some_and(|next| next.has(MOVE_NOUN))) {
        what = Some(Worded::Change);
    } else if fraction && matches!(next.as_str(), "a" | "one") {
        // "Half a million", "a quarter of a point": numbers, not parts.
        return None;
    } else if next == "of" || matches!(next.as_str(), "the" | "its" | "their" | "that" | "all") || !fraction {
        let ahead = &tokens[end..clause.end.min(end + 9)];
        let own = ahead.iter().take(4).any(|token| matches!(token.lower.as_ref(), "what" | "where"))
            || (ahead.iter().take(3).any(|token| matches!(token.lower.as_ref(), "its" | "their"))
                && ahead.iter().any(|token| {
                    matches!(
                        token.lower.as_ref(),
                        "level" | "peak" | "value" | "size" | "former" | "previous" | "original" | "initial"
                    )
                }))
            // "A seventh of the earlier level".
            || ahead.windows(2).take(3).any(|pair| {
                matches!(pair[0].lower.as_ref(), "earlier" | "former" | "previous" | "original")
                    && matches!(pair[1].lower.as_ref(), "level" | "figure" | "number" | "total" | "amount" | "size")
            });
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
        && from.checked_sub(1).filter(|before| *before >= sentence.start).is_some_and(|before| {
            matches!(tokens[before].lower.as_ref(), "," | "or" | "–" | "(" | "exactly" | "i.e" | "namely")
                || tokens[before].is(".") && before > sentence.start && tokens[before - 1].is("i.e")
        });
    let what = what.or(apposed.then_some(Worded::Part))?;
    let stated = if what == Worded::Change {
        let direction = get(end)
            .filter(|next| next.has(MOVE_NOUN) || set_on)
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
