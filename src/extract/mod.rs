//! From prose to figures and claims, each with its place in the text and how sure the link is.
//!
//! A text goes one way: `lexer` cuts it into words, numbers and sentences, `dates` finds the periods, `figures` the numbers that measure
//! something, `cues` and `sentence` what the words around make of each, `link` ties what is stated to the figures that it is of, and `judged`
//! sends it as a formula down the road of [`crate::check`]. Rules and closed lists only: the same text gives the same findings everywhere.
//!
//! ```
//! let found = trueup::extract::extract("Exports rose by 41.5% to £45.8 billion in 2023, from £40 billion in 2022.");
//! assert_eq!(found.figures.len(), 3);
//! assert_eq!(found.claims[0].verdict, trueup::check::Verdict::Inconsistent);
//! ```

mod counted;
mod cues;
mod dates;
pub mod document;
mod figures;
mod fits;
mod judged;
mod lexer;
mod lexicon;
mod link;
mod model;
mod money;
pub mod package;
mod placed;
mod sentence;
mod shared;
mod subject;
#[cfg(test)]
mod tests;
mod times;
mod waiver;

use std::ops::Range;

pub use model::{Confidence, Coverage, Extraction, Kind, Mention, Statement, UNRELATED, Unlinked};
pub use waiver::{IdleWaiver, waive};

use crate::quantity::Quantity;
use cues::Role;
use dates::Dated;
use figures::{Found, Raw, Reader};
use lexer::{Sentence, Token};
use link::Scene;
use money::Monies;
use sentence::{Figure, InWords};
use times::AtHand;

/// Finds the figures of a text and the statements that relate them, and recomputes these.
#[must_use]
pub fn extract(text: &str) -> Extraction {
    let (tokens, sentences, spoken) = lexer::lex(text);
    let monies = Monies::of(&spoken);
    let mut reading = Reading {
        tokens: &tokens,
        figures: Vec::new(),
        unlinked: Vec::new(),
        at_hand: AtHand::default(),
        counted: None,
        monies: &monies,
        decimal_comma: figures::has_decimal_commas(&tokens),
    };
    let by_first_year = dates::by_first_year(&tokens);
    let dates: Vec<Vec<Dated>> =
        sentences.iter().map(|sentence| dates::dates(&tokens, sentence.tokens.clone(), by_first_year)).collect();
    // What stands before the first year that the text names is of that year too.
    reading.at_hand.unit = placed::started(
        sentences
            .iter()
            .zip(&dates)
            .filter_map(|(sentence, dated)| placed::first_named(&tokens, &sentence.tokens, dated)),
    );
    let (mut of, mut worded) = (Vec::new(), Vec::new());
    for (number, (sentence, dated)) in sentences.iter().zip(&dates).enumerate() {
        let start = reading.figures.len();
        worded.push(reading.sentence(number, sentence, dated));
        of.push(start..reading.figures.len());
    }
    let scene = Scene {
        tokens: &tokens,
        sentences: &sentences,
        figures: &reading.figures,
        of: &of,
        dates: &dates,
        worded: &worded,
        named: link::named(&reading.figures),
        told: Default::default(),
    };
    let links = link::links(&scene);
    let times = times::changes(&scene, &links);
    judged::extraction(&scene, &links, &times, reading.unlinked)
}

/// What a text has given so far.
struct Reading<'a> {
    tokens: &'a [Token<'a>],
    figures: Vec<Figure>,
    unlinked: Vec<Unlinked>,
    at_hand: AtHand,
    /// The noun that was counted last.
    counted: Option<figures::Measured>,
    monies: &'a Monies,
    /// Whether decimals follow a comma in this text.
    decimal_comma: bool,
}

impl Reading<'_> {
    /// Reads one sentence: its figures are added, its words of multiples returned.
    fn sentence(&mut self, number: usize, sentence: &Sentence, dated: &[Dated]) -> Vec<InWords> {
        let tokens = self.tokens;
        let range = sentence.tokens.clone();
        if range.is_empty() {
            return Vec::new();
        }
        let mut raws = self.raws(&range, dated);
        let starts = sentence::clauses(tokens, &range);
        shared::share_units(tokens, &mut raws);
        shared::share_brackets(tokens, &mut raws);
        // Points of an index are points; in a text of rates they are percentage points.
        let index = tokens[range.clone()].iter().any(|token| token.has(lexicon::INDEX));
        let rates =
            self.figures.iter().rev().take(6).any(|figure| figure.raw.unit == figures::Measured::Percent) && !index;
        let of_index = tokens[range.clone()]
            .iter()
            .any(|token| matches!(token.lower.as_ref(), "index" | "indices" | "indexes" | "pmi" | "score" | "scores"));
        shared::carry_nouns(tokens, &range, &starts, &mut raws, &mut self.counted, rates, of_index);
        let parsed: Vec<Result<Quantity, crate::Error>> =
            raws.iter().map(|raw| Quantity::parse(&raw.words())).collect();
        let mut kept = Vec::new();
        let mut quantities = Vec::new();
        for (raw, quantity) in raws.into_iter().zip(parsed) {
            match quantity {
                Ok(quantity) => {
                    kept.push(raw);
                    quantities.push(quantity);
                }
                Err(error) => self.unclear(&raw.tokens, error.to_string()),
            }
        }
        let cues = sentence::cues(tokens, &range, &starts, &kept);
        let times = times::periods(tokens, &range, &kept, &cues, dated, &mut self.at_hand);
        let taken = |at: usize| {
            kept.iter().any(|raw| (raw.from..raw.tokens.end).contains(&at))
                || dated.iter().any(|dated| dated.tokens.contains(&at))
        };
        let words = sentence::in_words(tokens, &range, &starts, &taken);
        for (((raw, quantity), (mut cue, clause)), time) in kept.into_iter().zip(quantities).zip(cues).zip(times) {
            // "A year earlier (5.4%)": what is of the period compared with is where a change starts.
            if time.base && time.own && cue.role == Role::Level {
                cue.role = Role::From;
            }
            let subject = subject::subject(tokens, clause.clone(), dated);
            self.figures.push(Figure {
                raw,
                range: fits::range(&quantity),
                quantity,
                sentence: number,
                clause,
                cue,
                period: time.period,
                dated: time.own,
                subject,
            });
        }
        words
    }

    fn raws(&mut self, range: &Range<usize>, dated: &[Dated]) -> Vec<Raw> {
        let mut reader = Reader {
            tokens: self.tokens,
            sentence: range.clone(),
            monies: self.monies,
            decimal_comma: self.decimal_comma,
            counted: self.counted.is_some(),
        };
        let (mut raws, mut at): (Vec<Raw>, usize) = (Vec::new(), range.start);
        while at < range.end {
            if let Some(dated) = dated.iter().find(|dated| dated.tokens.contains(&at)) {
                at = dated.tokens.end;
                continue;
            }
            match reader.at(at) {
                Found::Figure(raw) => {
                    reader.counted |= matches!(raw.unit, figures::Measured::Noun(_) | figures::Measured::Bare);
                    at = raw.tokens.end.max(at + 1);
                    raws.push(raw);
                }
                Found::Passed(next) => at = next.max(at + 1),
                Found::Unclear(tokens, reason) => {
                    at = tokens.end.max(at + 1);
                    self.unclear(&tokens, reason.to_owned());
                }
            }
        }
        raws
    }

    fn unclear(&mut self, tokens: &Range<usize>, reason: String) {
        let span = self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end;
        self.unlinked.push(Unlinked { span, reason });
    }
}
