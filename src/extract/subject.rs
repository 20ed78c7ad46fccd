//! What a figure measures: the noun phrase before the verb of its clause, in lower case and without articles and periods.

use std::ops::Range;

use super::dates::Dated;
use super::lexer::{Kind, Token};
use super::lexicon::{ANY_VERB, CLAUSE, FALL, FUNCTION, MOVE_NOUN, MULTIPLE, NUMERAL, PREPOSITION, RISE};

/// A subject is a few words; what is longer is no name.
const MOST_WORDS: usize = 7;

/// The subject of a clause: its words in lower case; empty where a pronoun or nothing stands there.
pub(super) fn subject(tokens: &[Token<'_>], clause: Range<usize>, dates: &[Dated]) -> String {
    let is_verb =
        |token: &Token<'_>| token.has(ANY_VERB | MULTIPLE) || (token.has(RISE | FALL) && !token.has(MOVE_NOUN));
    // "Reported malaria deaths", "registered live births": a participle in front is no verb.
    let opens = |at: usize| {
        (at == clause.start
            || tokens[at - 1].has(CLAUSE)
            || matches!(tokens[at - 1].lower.as_ref(), "," | "and" | "total"))
            && tokens[at].lower.ends_with("ed")
            && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Word && !next.has(FUNCTION | RISE | FALL))
    };
    let verb = clause.clone().find(|at| is_verb(&tokens[*at]) && !opens(*at)).unwrap_or(clause.end);
    let mut at = clause.start;
    while at < verb && (tokens[at].has(CLAUSE) || matches!(tokens[at].lower.as_ref(), ";" | "," | "and" | "–" | "that"))
    {
        at += 1;
    }
    // A phrase in front: "In 2023, ...", "At EUR 3.4 billion, ...".
    if at < verb && tokens[at].has(PREPOSITION) {
        match tokens[at..verb].iter().position(|token| token.is(",")) {
            Some(comma) => at += comma + 1,
            // "In the following twelve months they": what stands right before the verb.
            None => {
                at = (at..verb)
                    .rev()
                    .find(|place| {
                        tokens[*place].has(PREPOSITION) || dates.iter().any(|dated| dated.tokens.contains(place))
                    })
                    .map_or(at, |place| place + 1);
            }
        }
    }
    // "This increase", "they", "that": what the sentence before was about.
    if at < clause.end
        && matches!(tokens[at].lower.as_ref(), "this" | "that" | "these" | "those" | "it" | "they" | "which")
    {
        return String::new();
    }
    // "The increase", "the resulting deficit": of what was said before.
    let head = (at..verb.min(clause.end))
        .find(|place| tokens[*place].kind != Kind::Word || tokens[*place].has(PREPOSITION))
        .unwrap_or(verb.min(clause.end));
    if at < head
        && matches!(tokens[at].lower.as_ref(), "the" | "a" | "an")
        && is_change(&tokens[head - 1])
        && head - at <= 4
    {
        return String::new();
    }
    let mut words: Vec<&str> = Vec::new();
    while at < clause.end {
        if let Some(dated) = dates.iter().find(|dated| dated.tokens.contains(&at)) {
            at = dated.tokens.end;
            continue;
        }
        // "Twelve months on".
        let counts = tokens[at].has(NUMERAL) && dates.iter().any(|dated| dated.tokens.start == at + 1);
        if counts {
            at += 1;
            continue;
        }
        let token = &tokens[at];
        if at >= verb
            || !matches!(token.kind, Kind::Word | Kind::Sign)
            || matches!(token.lower.as_ref(), "," | ";" | ":" | "(" | "that" | "which" | "who")
        {
            break;
        }
        let sign = tokens.get(at + 1).is_some_and(|next| next.start == token.end && next.is("$"));
        let skipped = sign
            || token.kind != Kind::Word
            || (words.is_empty() && token.has(FUNCTION))
            || matches!(token.lower.as_ref(), "the" | "a" | "an" | "its" | "their" | "also" | "total" | "overall");
        if !skipped {
            words.push(&token.lower);
        }
        at += 1;
    }
    // "Exports of": a period stood behind.
    while words.last().is_some_and(|word| {
        matches!(*word, "of" | "in" | "for" | "by" | "at" | "on" | "from" | "to" | "and" | "with" | "during" | "over")
    }) {
        words.pop();
    }
    words.truncate(MOST_WORDS);
    words.join(" ")
}

/// A noun that only says that something changed, or how far two things lie apart.
pub(super) fn is_change(token: &Token<'_>) -> bool {
    token.has(MOVE_NOUN)
        || matches!(
            token.lower.as_ref(),
            "change"
                | "outflow"
                | "inflow"
                | "narrowing"
                | "widening"
                | "deficit"
                | "surplus"
                | "gap"
                | "difference"
                | "movement"
                | "total"
                | "sum"
        )
}

/// Whether two subjects may be the same: one is not said, or they share a word that carries meaning.
pub(super) fn agree(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || shared(one, other)
}

/// The words of a subject that carry meaning.
pub(super) fn carrying(subject: &str) -> impl Iterator<Item = &str> {
    let carries = |word: &&str| {
        word.len() > 2
            && !matches!(
                *word,
                "and"
                    | "the"
                    | "for"
                    | "per"
                    | "annual"
                    | "average"
                    | "number"
                    | "value"
                    | "share"
                    | "total"
                    | "rate"
                    | "figure"
                    | "level"
            )
    };
    subject.split(' ').filter(carries)
}

/// Whether two subjects share a word that carries meaning.
pub(super) fn shared(one: &str, other: &str) -> bool {
    carrying(one).any(|word| other.split(' ').any(|known| stem(known) == stem(word)))
}

/// Whether two subjects are of the same words: "farm size" is not "the number of farms".
pub(super) fn same_subject(one: &str, other: &str) -> bool {
    let within =
        |one: &str, other: &str| carrying(one).all(|word| carrying(other).any(|known| stem(known) == stem(word)));
    within(one, other) && within(other, one)
}

/// A word without the s of its plural.
pub(super) fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
