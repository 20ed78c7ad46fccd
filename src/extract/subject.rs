//! What a figure measures: the noun phrase before the verb of its clause, in lower case and without articles and periods.

use std::ops::Range;

use super::dates::Dated;
use super::lexer::{Kind, Token};
use super::lexicon::{ANY_VERB, CLAUSE, FALL, FUNCTION, MOVE_NOUN, PREPOSITION, RISE};

/// A subject is a few words; what is longer is no name.
const MOST_WORDS: usize = 7;

/// The subject of a clause: its words in lower case; empty where a pronoun or nothing stands there.
pub(super) fn subject(tokens: &[Token<'_>], clause: Range<usize>, dates: &[Dated]) -> String {
    let dated = |at: usize| dates.iter().find(|dated| dated.tokens.contains(&at)).map(|dated| dated.tokens.end);
    let mut at = clause.start;
    // A phrase in front: "In 2023, ...", "At EUR 3.4 billion, ...".
    let fronted = tokens.get(at).is_some_and(|token| token.has(PREPOSITION));
    if fronted && let Some(comma) = tokens[clause.clone()].iter().take(14).position(|token| token.is(",")) {
        at += comma + 1;
    }
    let mut words: Vec<&str> = Vec::new();
    while at < clause.end {
        if let Some(end) = dated(at) {
            at = end;
            continue;
        }
        let token = &tokens[at];
        let verb = token.has(ANY_VERB) || (token.has(RISE | FALL) && !token.has(MOVE_NOUN));
        if verb
            || token.kind == Kind::Number
            || matches!(token.lower.as_ref(), "," | ";" | ":" | "(" | "that" | "which" | "who")
        {
            if words.is_empty() && !verb {
                at += 1;
                continue;
            }
            break;
        }
        let skipped = token.kind != Kind::Word
            || token.has(CLAUSE)
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

/// Whether two subjects may be the same: one is not said, or they share a word that carries meaning.
pub(super) fn agree(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || shared(one, other)
}

/// Whether two subjects share a word that carries meaning.
pub(super) fn shared(one: &str, other: &str) -> bool {
    let carries = |word: &str| {
        word.len() > 2
            && !matches!(
                word,
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
    one.split(' ').filter(|word| carries(word)).any(|word| other.split(' ').any(|known| stem(known) == stem(word)))
}

/// A word without the s of its plural.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
