//! What the words around a figure make of it: where a movement starts or ends, how far it went, a share, a level.

use std::ops::Range;

use super::figures::{Measured, Raw};
use super::lexer::{Kind, Token};
use super::lexicon::{ANY_VERB, FALL, FUNCTION, LEVEL, MOVE_NOUN, RISE, SHARE, YEARLY, direction};
use crate::quantity::Direction;

/// The part that a figure plays in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Where a movement starts, or what something is compared with.
    From,
    /// Where a movement ends.
    To,
    /// How far something moved, or how much one thing is above another.
    By,
    /// A part of a whole.
    Share,
    /// A surplus, a gap, a difference.
    Gap,
    /// A sum.
    Total,
    /// Anything else: a value.
    Level,
}

/// A figure's role, and what its words add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) role: Role,
    /// Which way, for a movement.
    pub(super) direction: Option<Direction>,
    /// Growth a year.
    pub(super) yearly: bool,
    /// "Than", "above", "below" stand behind: it is measured against something.
    pub(super) against: bool,
    /// "N times" of a verb of growth, which may mean to or by.
    pub(super) grows: bool,
    /// The same change as the figure before, in another unit: "by 1.39 billion (7.1%)".
    pub(super) again: bool,
    /// A verb or preposition of place governs it: "stood at", "reaching".
    pub(super) stands: bool,
    /// An earlier time is spoken of: "had been".
    pub(super) past: bool,
    /// In brackets behind the value of a year later: "4,312 million (3,993)".
    pub(super) year_before: bool,
}

/// What stands between a number and the word that governs it.
const PASSED: &[&str] = &[
    "a",
    "an",
    "the",
    "its",
    "their",
    "only",
    "just",
    "still",
    "record",
    "new",
    "revised",
    "some",
    "another",
    "around",
    "about",
    "further",
    "all-time",
    "modest",
    "sharp",
    "total",
    "mere",
    "estimated",
    "cumulative",
    "combined",
    "additional",
    "high",
    "strong",
    "solid",
    "average",
    "an average",
    "peak",
    "low",
    "whopping",
    "slight",
    "small",
    "large",
    "or",
    "equivalent",
];

/// Verbs whose object is how far something moved: "rose 3 million".
const INTRANSITIVE: &[&str] = &[
    "rose",
    "risen",
    "rises",
    "rising",
    "grew",
    "grown",
    "grows",
    "growing",
    "increased",
    "increasing",
    "increases",
    "climbed",
    "gained",
    "gaining",
    "jumped",
    "surged",
    "soared",
    "advanced",
    "expanded",
    "fell",
    "fallen",
    "falls",
    "falling",
    "dropped",
    "dropping",
    "declined",
    "declining",
    "decreased",
    "decreasing",
    "shrank",
    "contracted",
    "slipped",
    "eased",
    "slid",
    "plunged",
    "tumbled",
    "dipped",
];

/// Reads the words around a figure: `before` reaches back to the figure before it or the start of its clause, `after` on to the next.
pub(super) fn cue(
    tokens: &[Token<'_>],
    before: Range<usize>,
    raw: &Raw,
    after: Range<usize>,
    clause: Range<usize>,
) -> Cue {
    let mut cue = Cue {
        role: Role::Level,
        direction: None,
        yearly: false,
        against: false,
        grows: false,
        again: false,
        stands: false,
        past: false,
        year_before: false,
    };
    // "20 cents, or 17.4%, more than": the comma ends what "or" began.
    let apposed = raw.from.checked_sub(1).is_some_and(|or| or >= clause.start && tokens[or].is("or"))
        && after.clone().next().is_some_and(|next| tokens[next].is(","));
    let behind = Behind::read(tokens, after.start + usize::from(apposed)..after.end);
    cue.yearly = yearly(tokens, &before, &after);
    cue.against = behind.than;
    let change = matches!(raw.unit, Measured::Percent | Measured::Points | Measured::BasisPoints | Measured::Times(_));
    let places = matches!(&raw.unit, Measured::Noun(noun) if matches!(noun.as_str(), "places" | "positions" | "spots" | "notches" | "rungs"));
    // The nearest movement before the figure, in its clause.
    // "Rose less, by 10 percent": how much less than others says nothing of the way.
    let degree = |token: &&Token<'_>| {
        matches!(token.lower.as_ref(), "more" | "less" | "fewer" | "faster" | "slower" | "further" | "above" | "below")
    };
    let moves = || tokens[clause.start..raw.from].iter().rev();
    let moving = moves()
        .filter(|token| !degree(token))
        .find_map(|token| direction(token.flags))
        .or_else(|| moves().find_map(|token| direction(token.flags)));
    let mut at = raw.from;
    // "From February's 89,390", "than Mombasa's 6.2 per cent".
    let owner = |at: usize| {
        at >= before.start + 2
            && tokens[at - 1].lower.ends_with("'s")
            && tokens[at - 1].text.starts_with(char::is_uppercase)
            && matches!(tokens[at - 2].lower.as_ref(), "from" | "than" | "against" | "on")
    };
    while at > before.start
        && (PASSED.contains(&tokens[at - 1].lower.as_ref()) || is_adverb(&tokens[at - 1]) || owner(at))
    {
        at -= 1;
    }
    let governor = (at > before.start).then(|| &tokens[at - 1]);
    let word = governor.map_or("", |token| token.lower.as_ref());
    let word_before = if at >= before.start + 2 { tokens[at - 2].lower.as_ref() } else { "" };
    let governed = governor.map_or(0, |token| token.flags);
    let compared =
        matches!(word_before, "compared" | "compares" | "relative" | "contrast") && matches!(word, "with" | "to");
    match word {
        "from" => {
            cue.role = Role::From;
            // A noun of movement counts only where it stands at "from": "a rise from 3 to 5", not "growth is to slow from".
            let verb = tokens[clause.start..at - 1].iter().enumerate().rev().find(|(place, token)| {
                let infinitive = *place > 0 && tokens[clause.start + place - 1].is("to");
                // "Reduced by up to 75% (from 20 million to 5 million)".
                let hedge = token.is("up") && tokens.get(clause.start + place + 1).is_some_and(|next| next.is("to"));
                direction(token.flags).is_some() && (!token.has(MOVE_NOUN) || infinitive) && !hedge
            });
            cue.direction = direction(if at >= 2 { tokens[at - 2].flags } else { 0 })
                .or(verb.and_then(|(_, token)| direction(token.flags)));
        }
        "against" | "versus" | "vs" | "than" => cue.role = Role::From,
        // "Up 22 percent on the 3,530 of a year before", "11.71% growth over 893 million tonnes".
        "on" | "over"
            if !change
                && at >= 1
                && at - 1 <= before.start + 2
                && before.start > clause.start
                && tokens[before.start..at - 1]
                    .iter()
                    .all(|token| token.has(MOVE_NOUN) || matches!(token.lower.as_ref(), "up" | "down")) =>
        {
            cue.role = Role::From;
        }
        "after" | "following" if !change || raw.unit == Measured::Percent => cue.role = Role::From,
        _ if compared => cue.role = Role::From,
        // "Went up by 3 per cent to reach 54 per cent".
        "reach" | "stand" if word_before == "to" && moving.is_some() => {
            cue.role = Role::To;
            cue.direction = moving;
        }
        // "The increase of 116% is equivalent to 8.9% a year".
        "to" if matches!(
            word_before,
            "equivalent" | "equal" | "equates" | "equated" | "corresponds" | "corresponding" | "translates"
        ) => {}
        "to" if moving.is_some()
            || tokens[clause.start..raw.from].iter().any(|token| {
                token.is("from")
                    || matches!(token.lower.as_ref(), "bringing" | "taking" | "brought" | "took" | "pushing")
            }) =>
        {
            cue.role = Role::To;
            cue.direction = moving;
        }
        "by" if moving.is_some()
            || tokens[clause.start..raw.from].iter().any(|token| token.has(super::lexicon::ORDER)) =>
        {
            cue.role = Role::By;
            cue.direction = moving;
        }
        "of" => of(tokens, &before, at - 1, raw, clause.start, &mut cue),
        "up" if matches!(
            word_before,
            "made" | "makes" | "make" | "making" | "took" | "takes" | "taking" | "set" | "add" | "adds"
        ) =>
        {
            cue.role = if raw.unit == Measured::Percent { Role::Share } else { Role::Level };
        }
        // "Turned down 1,127 of them".
        "up" | "down"
            if matches!(
                word_before,
                "turned"
                    | "shut"
                    | "struck"
                    | "closed"
                    | "laid"
                    | "broke"
                    | "put"
                    | "marked"
                    | "wrote"
                    | "paid"
                    | "voted"
            ) => {}
        "up" | "down" | "plus" | "minus" => {
            cue.role = Role::By;
            cue.direction = direction(governed);
        }
        // "Sales −5.8% to €1.14 billion".
        _ if tokens[raw.tokens.start].is("+")
            || (raw.negative
                && (word == "("
                    || change && tokens[raw.from].is("minus") && matches!(word, "," | "–" | "—" | ":")
                    || change
                        && after.clone().next().is_some_and(|next| {
                            matches!(tokens[next].lower.as_ref(), "to" | "from" | "yoy" | "year-on-year")
                        }))) =>
        {
            cue.role = Role::By;
            cue.direction = Some(if raw.negative { Direction::Fall } else { Direction::Rise });
        }
        // "Higher than in the first half of last year (6.0 billion)".
        "(" if before.len() >= 4
            && tokens[before.start].has(MOVE_NOUN)
            && tokens[before.start + 1].is("than")
            && !tokens[before.clone()].iter().any(|token| matches!(token.lower.as_ref(), "," | ";" | "and" | ")")) =>
        {
            cue.role = Role::From;
        }
        // "Compared to the value recorded in the fourth quarter (12.7 trillion)".
        "(" if tokens[before.clone()].windows(2).any(|pair| {
            matches!(pair[0].lower.as_ref(), "compared" | "relative") && matches!(pair[1].lower.as_ref(), "to" | "with")
        }) && !tokens[before.clone()]
            .iter()
            .any(|token| matches!(token.lower.as_ref(), "," | ";" | "and" | ")")) =>
        {
            cue.role = Role::From;
        }
        // "Below the 6.3%": what something is set beside.
        "above" | "below" if at < raw.from => cue.role = Role::From,
        // "Moved 12.6 million passengers", "added 1,400 crore": an amount of its own, not how far something moved.
        // But "the index lost 462.6 points".
        _ if governed & (RISE | FALL) != 0
            && governed & MOVE_NOUN == 0
            && !change
            && !INTRANSITIVE.contains(&word)
            && !tokens[raw.tokens.clone()].last().is_some_and(|unit| unit.is("points")) => {}
        _ if governed & (RISE | FALL) != 0 && governed & MOVE_NOUN == 0 => {
            cue.role = Role::By;
            cue.direction = direction(governed);
            cue.grows = governed & RISE != 0;
        }
        _ if governed & MOVE_NOUN != 0 && change => {
            cue.role = Role::By;
            cue.direction = direction(governed);
        }
        _ if governed & SHARE != 0
            || (word == "for" && tokens[before.clone()].iter().any(|token| token.has(SHARE))) =>
        {
            cue.role = if matches!(raw.unit, Measured::Percent) { Role::Share } else { Role::Level };
        }
        "for" if word_before == "account" && raw.unit == Measured::Percent => cue.role = Role::Share,
        _ => {}
    }
    // "The increase is 11 percent", "the decrease was 52 percent", "the increase came to 61 percent".
    let comes_to = word == "to" && matches!(word_before, "came" | "comes" | "amounted" | "amounts" | "works");
    if change && before.start == clause.start && (cue.role == Role::Level && governed & LEVEL != 0 || comes_to) {
        let verb = at.saturating_sub(1 + usize::from(comes_to));
        let subject = &tokens[clause.start..verb.max(clause.start)];
        let head = subject.iter().position(|token| token.has(super::lexicon::PREPOSITION)).unwrap_or(subject.len());
        if let Some(noun) = subject[..head].last().filter(|noun| noun.has(MOVE_NOUN)) {
            cue.role = Role::By;
            cue.direction = direction(noun.flags);
        }
    }
    // "335,094 more deaths than births".
    let inner = tokens[raw.tokens.clone()].iter().find(|token| matches!(token.lower.as_ref(), "more" | "fewer"));
    if let Some(inner) = inner
        && cue.role == Role::Level
        && after.clone().next().is_some_and(|next| tokens[next].is("than"))
    {
        cue.role = Role::By;
        cue.direction = direction(inner.flags);
        cue.against = true;
    }
    // "Which means that 27,300 jobs were lost".
    if cue.role == Role::Level && matches!(raw.unit, Measured::Noun(_)) {
        let follows = tokens[clause.start..raw.from].iter().any(|token| {
            matches!(token.lower.as_ref(), "means" | "meant" | "thus" | "hence" | "therefore" | "so" | "consequently")
        });
        let behind: Vec<&str> = tokens[after.clone()].iter().take(3).map(|token| token.lower.as_ref()).collect();
        cue.direction = match behind[..] {
            ["were" | "was", "lost" | "cut" | "shed" | "axed", ..]
            | ["have" | "had", "been", "lost" | "cut" | "shed", ..]
                if follows =>
            {
                Some(Direction::Fall)
            }
            ["were" | "was", "created" | "added" | "gained", ..]
            | ["have" | "had", "been", "created" | "added" | "gained", ..]
                if follows =>
            {
                Some(Direction::Rise)
            }
            _ => cue.direction,
        };
        if cue.direction.is_some() && follows && behind.len() > 1 {
            cue.role = Role::By;
        }
    }
    // "The gain was thus 2.0 million".
    if !change
        && before.start == clause.start
        && (cue.role == Role::Level && governed & LEVEL != 0 || comes_to && cue.role == Role::To)
    {
        let verb = at.saturating_sub(1 + usize::from(comes_to));
        let subject = &tokens[clause.start..verb.max(clause.start)];
        let subject = match subject {
            [joint, rest @ ..] if matches!(joint.text, ";" | "," | "and" | ":") => rest,
            _ => subject,
        };
        let head = subject.iter().position(|token| token.has(super::lexicon::PREPOSITION)).unwrap_or(subject.len());
        // "The loss from operations was 297 million" is no movement, nor what "was led by services, which recorded 813 billion".
        let another = subject.iter().any(|token| matches!(token.lower.as_ref(), "which" | "who" | "that"))
            || matches!(raw.unit, Measured::Money(_))
                && head < subject.len()
                && subject[..head].last().is_some_and(|noun| matches!(noun.lower.as_ref(), "loss" | "gain"));
        if let [the, noun] = &subject[..head]
            && the.is("the")
            && noun.has(MOVE_NOUN)
            && !another
        {
            cue.role = Role::By;
            cue.direction = direction(noun.flags);
        }
    }
    // "On the prior year's 254 million".
    let owned = &tokens[at.saturating_sub(2).max(before.start)..at];
    if cue.role == Role::Level
        && owned.len() == 2
        && matches!(owned[0].lower.as_ref(), "prior" | "previous" | "preceding" | "last")
        && owned[1].lower.ends_with("'s")
    {
        cue.role = Role::From;
    }
    // "When it was 5.6%", "had been 40 million": the time before.
    if cue.role == Role::Level && past(tokens, &before) {
        cue.role = Role::From;
        cue.past = true;
    }
    // "The resulting deficit, 15.8 billion".
    if cue.role == Role::Level
        && !change
        && matches!(word, ",")
        && matches!(word_before, "deficit" | "surplus" | "gap" | "difference" | "shortfall")
    {
        cue.role = Role::Gap;
        cue.direction =
            Some(if matches!(word_before, "deficit" | "shortfall") { Direction::Fall } else { Direction::Rise });
    }
    // "A current account surplus stood at 60 billion".
    if cue.role == Role::Level && governed & LEVEL != 0 || word == "at" || word == "to" && cue.role == Role::To {
        let subject = &tokens[clause.start..raw.from];
        if cue.role == Role::Level
            && subject.len() <= 14
            && !change
            && subject.iter().any(|token| matches!(token.lower.as_ref(), "surplus" | "deficit" | "gap"))
            && before.start == clause.start
        {
            cue.role = Role::Gap;
            cue.direction =
                Some(if subject.iter().any(|token| token.is("deficit")) { Direction::Fall } else { Direction::Rise });
        }
    }
    cue.stands = governed & LEVEL != 0 || matches!(word, "at" | "to");
    // What stands behind tells more: "14% higher", "a 5% rise", "17 percent of".
    if matches!(cue.role, Role::Level) || (word == "of" && cue.role != Role::By) {
        if let Some(direction) = behind.movement.filter(|_| change || behind.than || behind.noun_directly) {
            cue.role = Role::By;
            cue.direction = Some(direction);
        } else if behind.of && matches!(raw.unit, Measured::Percent) {
            cue.role = Role::Share;
        } else if behind.in_total {
            cue.role = Role::Total;
        }
    }
    // "22 places" are gained in an order; other places are counted.
    let places = places
        && tokens[clause.start..clause.end].iter().any(|token| {
            token.kind == Kind::Ordinal
                || matches!(
                    token.lower.as_ref(),
                    "rank" | "ranking" | "rankings" | "ranked" | "table" | "index" | "league"
                )
        });
    // "At a compound annual rate of 10.7%", "an average of 4.1% a year".
    if cue.yearly && raw.unit == Measured::Percent && cue.role == Role::Level {
        cue.role = Role::By;
        cue.direction = moving.or(Some(Direction::Rise));
    }
    if places && cue.role == Role::Level {
        cue.role = Role::By;
        cue.direction = moving;
    }
    if matches!(raw.unit, Measured::Times(_)) && cue.role == Role::Level {
        cue.role = Role::By;
        cue.direction = moving;
    }
    if cue.role == Role::By && cue.direction.is_none() {
        cue.direction = if raw.negative { Some(Direction::Fall) } else { behind.movement.or(moving) };
    }
    // "Total: 8,570".
    if matches!(word, "total" | "totalling" | "totaling" | "totalled" | "totaled")
        || word == ":" && matches!(word_before, "total" | "sum" | "altogether")
        || tokens[at..raw.from].iter().any(|token| token.is("total") || token.is("combined"))
    {
        cue.role = Role::Total;
    }
    cue
}

/// Whether the words right before a figure speak of an earlier time: "had been".
fn past(tokens: &[Token<'_>], before: &Range<usize>) -> bool {
    let window = &tokens[before.end.saturating_sub(6).max(before.start)..before.end];
    window.iter().zip(window.iter().skip(1)).any(|(one, next)| {
        // "To 5.5%, having been 5.9%".
        one.is("having") && matches!(next.lower.as_ref(), "been" | "stood")
            || one.is("had")
                && matches!(
                    next.lower.as_ref(),
                    "been"
                        | "stood"
                        | "come"
                        | "begun"
                        | "still"
                        | "totalled"
                        | "totaled"
                        | "amounted"
                        | "numbered"
                        | "risen"
                        | "fallen"
                        | "equalled"
                        | "averaged"
                        | "cost"
                )
    })
}

/// "A rise of 14%", "a surplus of 3 billion", "a total of 12", "from a peak of 9".
fn of(tokens: &[Token<'_>], before: &Range<usize>, of: usize, raw: &Raw, clause_start: usize, cue: &mut Cue) {
    let start = of.saturating_sub(9).max(before.start);
    for at in (start..of).rev() {
        let token = &tokens[at];
        let word = token.lower.as_ref();
        // "The forecast of 5.0 percent".
        let noun = at + 1 == of && matches!(word, "forecast" | "record");
        if token.has(ANY_VERB) && !token.has(MOVE_NOUN) && !noun || matches!(word, ";" | ":" | "(") {
            return;
        }
        let governed_by =
            |at: usize| at.checked_sub(1).filter(|at| *at >= before.start).map(|at| tokens[at].lower.as_ref());
        match word {
            "margin" if raw.unit == Measured::Percent => return,
            "surplus" | "deficit" | "gap" | "difference" | "margin" | "shortfall" => {
                cue.role = Role::Gap;
                cue.direction =
                    Some(if matches!(word, "deficit" | "shortfall") { Direction::Fall } else { Direction::Rise });
                return;
            }
            "total" | "sum" => {
                cue.role = Role::Total;
                return;
            }
            "share" | "part" | "proportion" => {
                cue.role = if raw.unit == Measured::Percent { Role::Share } else { Role::Level };
                return;
            }
            "level" | "peak" | "high" | "low" | "average" | "rate" | "value" | "figure" | "trough" | "median"
            | "mean" | "forecast" | "target" | "limit" | "threshold" | "ceiling" | "minimum" | "maximum" | "norm"
            | "estimate" | "guidance" | "consensus" => {
                let mut before_noun = at;
                while before_noun > start
                    && (PASSED.contains(&tokens[before_noun - 1].lower.as_ref())
                        || tokens[before_noun - 1].has(super::lexicon::MONTH)
                        || is_adverb(&tokens[before_noun - 1]))
                {
                    before_noun -= 1;
                }
                match governed_by(before_noun) {
                    Some("from" | "than" | "against" | "with" | "versus") => cue.role = Role::From,
                    Some("to") => cue.role = Role::To,
                    // "Grew by an average of 5.4% a year".
                    Some("by") if word == "average" => {
                        cue.role = Role::By;
                        cue.direction =
                            tokens[before.start..before_noun].iter().rev().find_map(|token| direction(token.flags));
                    }
                    // "Grew at an average annual rate of 5 percent".
                    _ if word == "rate"
                        && raw.unit == Measured::Percent
                        && tokens[before.start..before_noun]
                            .iter()
                            .any(|token| token.has(RISE | FALL) && !token.has(MOVE_NOUN)) =>
                    {
                        cue.role = Role::By;
                        cue.direction =
                            tokens[before.start..before_noun].iter().rev().find_map(|token| direction(token.flags));
                    }
                    // "A growth rate of 5 percent".
                    Some("growth") if word == "rate" => {
                        cue.role = Role::By;
                        cue.direction = Some(Direction::Rise);
                    }
                    Some("above" | "below") => cue.role = Role::From,
                    _ if word == "low" => continue,
                    _ => {}
                }
                return;
            }
            "factor" => {
                cue.role = Role::By;
                cue.direction = tokens[before.start..at].iter().rev().find_map(|token| direction(token.flags));
                cue.grows = false;
                return;
            }
            // A loss or gain of money is an amount of its own.
            "loss" | "losses" | "gain" | "gains"
                if matches!(raw.unit, Measured::Money(_))
                    // "Against 73.9 billion, a gain of 13.7 billion" is how far it moved.
                    && !(tokens[clause_start..start.max(clause_start)]
                        .iter()
                        .any(|token| matches!(token.lower.as_ref(), "from" | "against" | "after" | "compared"))
                        && at > start
                        && matches!(tokens[at - 1].lower.as_ref(), "a" | "the")
                        && at >= 2
                        && matches!(tokens[at - 2].lower.as_ref(), "," | "–")) =>
            {
                return;
            }
            _ if token.has(MOVE_NOUN)
                && !matches!(
                    word,
                    "more"
                        | "less"
                        | "above"
                        | "below"
                        | "higher"
                        | "lower"
                        | "under"
                        | "fewer"
                        | "larger"
                        | "smaller"
                        | "greater"
                        | "bigger"
                        | "faster"
                        | "slower"
                )
                || matches!(word, "growth" | "cut") =>
            {
                cue.role = Role::By;
                cue.direction = direction(token.flags);
                return;
            }
            _ => {}
        }
    }
    // "From the 40 million of 2010" and the like: what governs the phrase.
    // But "than a year earlier, and free cash flow of 28.4 million" is of another thing.
    let governor = tokens[start..of]
        .iter()
        .rev()
        .take_while(|token| !token.is("and"))
        .find(|token| matches!(token.lower.as_ref(), "from" | "than" | "against" | "to"));
    if governor.is_some_and(|governor| !governor.is("to")) {
        cue.role = Role::From;
    }
}

/// What stands directly behind a figure.
struct Behind {
    movement: Option<Direction>,
    /// The noun of movement stands on the figure: "a £3 billion increase".
    noun_directly: bool,
    than: bool,
    of: bool,
    in_total: bool,
}

impl Behind {
    fn read(tokens: &[Token<'_>], after: Range<usize>) -> Self {
        let window = &tokens[after.start..after.end.min(after.start + 6)];
        let word = |at: usize| window.get(at).map_or("", |token| token.lower.as_ref());
        let mut movement = None;
        let mut noun_directly = false;
        let mut than = matches!(word(0), "above" | "below")
            || (matches!(word(0), "ahead" | "short") && word(1) == "of" && !matches!(word(2), "schedule" | "time"));
        if than && movement.is_none() && matches!(word(0), "ahead" | "short") {
            movement = Some(if word(0) == "ahead" { Direction::Rise } else { Direction::Fall });
        }
        for (at, token) in window.iter().enumerate().take(4) {
            if token.has(MOVE_NOUN) || matches!(token.lower.as_ref(), "up" | "down") && at == 0 {
                movement = direction(token.flags);
                noun_directly = at == 0;
                than = than || word(at + 1) == "than" || matches!(token.lower.as_ref(), "above" | "below");
                // "12 percent more than": the noun may stand between, "12 percent more cars than".
                than = than || window[at..].iter().take(5).any(|token| token.is("than"));
                break;
            }
            // "2.3% dearer than", "31 percent heavier than".
            if token.lower.ends_with("er") && word(at + 1) == "than" {
                let falls = matches!(
                    token.lower.as_ref(),
                    "cheaper"
                        | "lighter"
                        | "shorter"
                        | "weaker"
                        | "poorer"
                        | "younger"
                        | "softer"
                        | "narrower"
                        | "thinner"
                );
                movement = Some(if falls { Direction::Fall } else { Direction::Rise });
                than = true;
                break;
            }
            let passes = matches!(
                token.lower.as_ref(),
                "annual"
                    | "year-on-year"
                    | "year-over-year"
                    | "yoy"
                    | "y-o-y"
                    | "quarterly"
                    | "monthly"
                    | "net"
                    | "real"
                    | "nominal"
                    | "overall"
                    | "points"
                    | "yearly"
                    | "month-on-month"
                    | "average"
                    | "cumulative"
                    | "quarter-on-quarter"
            ) || is_adverb(token);
            if !passes {
                break;
            }
        }
        Self {
            movement,
            noun_directly,
            than,
            of: word(0) == "of" || (word(0) == "share" && word(1) == "of"),
            in_total: (word(0) == "in" && matches!(word(1), "total" | "all" | "aggregate"))
                || matches!(word(0), "altogether" | "together"),
        }
    }
}

/// "A year", "annually", "compound annual growth", "on average".
fn yearly(tokens: &[Token<'_>], before: &Range<usize>, after: &Range<usize>) -> bool {
    let window = &tokens[after.start..after.end.min(after.start + 6)];
    let word = |at: usize| window.get(at).map_or("", |token| token.lower.as_ref());
    // "4.1% a year before" is a level of then.
    let then = matches!(word(2), "before" | "earlier" | "ago");
    let behind = matches!((word(0), word(1)), ("a" | "per" | "each" | "every", "year" | "annum")) && !then
        || matches!(word(0), "annually" | "yearly")
        || (word(0) == "p.a")
        || (word(0) == "on" && word(1) == "average")
        || (word(0) == "in" && word(1) == "annual")
        || (word(0) == "average" && matches!(word(1), "annual" | "yearly"));
    let start = before.end.saturating_sub(9).max(before.start);
    let ahead = &tokens[start..before.end];
    let yearly = ahead.iter().any(|token| token.has(YEARLY));
    let average = ahead.iter().any(|token| {
        matches!(token.lower.as_ref(), "average" | "averaged" | "averaging" | "compound" | "cagr" | "mean")
    });
    behind || (yearly && average) || ahead.iter().any(|token| token.is("cagr"))
}

fn is_adverb(token: &Token<'_>) -> bool {
    token.lower.ends_with("ly") && token.lower.len() > 4 && !token.has(LEVEL) && !token.is("july")
        || (token.has(FUNCTION)
            && matches!(
                token.lower.as_ref(),
                "now" | "then" | "also" | "respectively" | "year-on-year" | "again" | "even" | "thus" | "hence"
            ))
        || matches!(token.lower.as_ref(), "therefore" | "accordingly")
}
