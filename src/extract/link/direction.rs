//! Directions that nothing puts into a number: "up from 3".

use super::{Link, Scene, earlier};
use crate::extract::cues::Role;
use crate::extract::dates::{Step, moved};
use crate::extract::figures::Measured;
use crate::extract::lexicon::{FALL, RISE, UNSURE};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::Worded;
use crate::period::{Period, Unit};
use crate::quantity::{Direction, Exact};

impl Scene<'_> {
    /// "Rose from 3 to 5 million", "up from 3": a direction that nothing else in the sentence puts into a number.
    pub(super) fn directions(&self, sentence: usize, told: &[(Option<usize>, Option<usize>)]) -> Vec<Link> {
        let mut out = Vec::new();
        let range_start = self.range(sentence).start;
        for from in self.of[sentence].clone() {
            let figure = self.figure(from);
            let Some(direction) = self.told_direction(from) else { continue };
            // "From 8.69% in the previous quarter and 6.70% a year ago": the verb is of the first.
            let second = from.checked_sub(1).is_some_and(|first| {
                let one = self.figure(first);
                one.sentence == sentence
                    && one.cue.role == Role::From
                    && self.tokens[figure.raw.from - 1].is("and")
                    && self.same_unit(first, from)
            });
            if second {
                continue;
            }
            if told.iter().any(|(one, two)| *one == Some(from) || *two == Some(from)) {
                continue;
            }
            // "1.3% (down from 1.8%) and 2.1% next year": what stands before is what it came to.
            let apposed = figure.raw.from >= range_start + 3
                && matches!(self.tokens[figure.raw.from - 2].lower.as_ref(), "up" | "down")
                && matches!(self.tokens[figure.raw.from - 3].text, "(" | "," | "–" | "—");
            let candidates = self.of[sentence].clone().filter(|to| {
                let other = self.figure(*to);
                *to != from
                    && self.same_unit(*to, from)
                    && other.cue.role != Role::From
                    && other.cue.role != Role::By
                    && (apposed && *to + 1 == from
                        || match (self.in_list(from), self.in_list(*to)) {
                            // "From 40 and 60 to 44 and 63": the second of one list moved to the second of the other.
                            (Some((place, length)), Some((other, other_length))) if length == other_length => {
                                place == other
                            }
                            (Some((_, length)), Some((_, other))) => length == 1 && other == 1,
                            _ => true,
                        })
                    && (other.clause == figure.clause
                        || *to + 1 == from
                        || from + 1 == *to && matches!(self.tokens[range_start].lower.as_ref(), "up" | "down" | "from"))
                    && !self.any(
                        other.raw.from.saturating_sub(3).max(range_start)..other.raw.from,
                        &["average", "averaging", "averaged", "mean"],
                    )
            });
            let candidates = candidates.filter(|to| !apposed || *to < from);
            let Some(to) = candidates.min_by_key(|to| {
                let other = self.figure(*to);
                // "From 3 to 5", "to 2.4% in May from 2.7%": what stands at it is its other end.
                let joined = self.goes_on_to(from, *to);
                let place = if joined { 0 } else { 1 + usize::from(*to + 1 != from) };
                (other.cue.role != Role::To, place, to.abs_diff(from), *to < from)
            }) else {
                continue;
            };
            // Rates that ease and balances that improve go either way; so do numbers below zero.
            let verb =
                self.tokens[figure.clause.start..figure.raw.from].iter().rev().find(|token| token.has(RISE | FALL));
            // What is counted only recovers upwards.
            let back = verb.is_some_and(|verb| matches!(verb.lower.as_ref(), "recovered" | "rebounded"))
                && matches!(figure.raw.unit, Measured::Noun(_) | Measured::Bare);
            let gap = verb.is_some_and(|verb| verb.lower.starts_with("narrow") || verb.lower.starts_with("widen"))
                && self.any(
                    figure.clause.start..figure.raw.from,
                    &["deficit", "gap", "spread", "shortfall", "surplus", "loss", "losses"],
                );
            // Rates that ease fall.
            let eased = verb.is_some_and(|verb| matches!(verb.lower.as_ref(), "eased" | "moderated" | "softened"))
                && matches!(figure.raw.unit, Measured::Percent | Measured::Noun(_) | Measured::Bare);
            let unsure = !back && !gap && !eased && verb.is_some_and(|verb| verb.has(UNSURE))
                || figure.raw.negative
                || self.figure(to).raw.negative;
            // A currency that strengthens costs fewer of the other.
            if self.is_exchange_rate(&figure.clause) {
                continue;
            }
            // The size is told elsewhere in the clause.
            let sized = self.worded[sentence]
                .iter()
                .any(|worded| worded.clause == figure.clause && worded.what == Worded::Changed);
            if sized {
                continue;
            }
            let rank = figure.raw.unit == Measured::Rank;
            let sign = if (direction == Direction::Rise) == rank { "<" } else { ">" };
            let kind = if rank { Kind::RankChange } else { Kind::Ratio };
            let confidence = if unsure { Confidence::Low } else { Confidence::High };
            out.push(self.unstated(kind, sentence, [from, to], format!("{{1}} {sign} {{0}}"), confidence));
        }
        out
    }

    /// "From 3 to 5", "from 17.7% of GDP in 2018 to 19.4%": the next value is where the movement ends.
    pub(super) fn goes_on_to(&self, from: usize, to: usize) -> bool {
        let (Some(one), Some(two)) = (self.figures.get(from), self.figures.get(to)) else { return false };
        let (one, two) = (&one.raw, &two.raw);
        let between = one.tokens.end.min(two.from)..two.from;
        let led = matches!(&self.tokens[between.clone()], [.., last] if last.is("to"))
            && between.len() <= 6
            && !self.any(between.clone(), &[",", ";", "and", "while"]);
        from + 1 == to && (between.len() <= 2 || led)
    }

    /// The direction of a movement from a value: "up from 3"; "fell to 1.31 million, after 1.46 million a year earlier"; "which had been
    /// 2.07 percent, fell to 1.82 percent".
    fn told_direction(&self, from: usize) -> Option<Direction> {
        let figure = self.figure(from);
        let next = self.figures.get(from + 1).filter(|next| {
            figure.cue.role == Role::Level
                && figure.dated
                && next.dated
                && next.clause == figure.clause
                && earlier(figure.period, next.period) == Some(true)
                && figure.raw.from > 0
                && matches!(self.tokens[figure.raw.from - 1].text, "," | "(" | "of")
        });
        if figure.cue.role != Role::From && next.is_none() {
            return None;
        }
        let start = figure.raw.from.checked_sub(1)?;
        let word = |back: usize| figure.raw.from.checked_sub(back).map_or("", |at| self.tokens[at].lower.as_ref());
        // "Slowed to 4.87 percent in July, compared with 7.44 percent in June": one step before.
        let beside = matches!((word(2), word(1)), (_, "against" | "versus" | "vs") | ("compared", "with" | "to"))
            || matches!(word(1), ":" | "(") && figure.dated;
        let step = || {
            let before = from.checked_sub(1).map(|to| self.figure(to).period);
            match (figure.period, before) {
                (Some(Period::One(then)), Some(Some(Period::One(now)))) => {
                    let step = match now {
                        Unit::Month(..) => Step::Month,
                        Unit::Quarter(..) => Step::Quarter,
                        _ => Step::Year,
                    };
                    moved(now, -1, step) == Some(then)
                }
                _ => false,
            }
        };
        let after = self.tokens[start].is("after") || beside && figure.dated && step();
        // "Compared with 1.46 million in July 2022, July 2023 brought a drop to 1.31 million".
        // "From 96,300 in 2019, completions rose to 118,700 in 2021".
        let opening = &self.tokens[self.range(figure.sentence).start];
        let departs =
            opening.is("from") && start == self.range(figure.sentence).start && figure.cue.direction.is_none();
        let fronted = (opening.is("compared") || departs) && from == self.of[figure.sentence].start;
        // "The deficit, 0.3% in 2013, went up to 4.2% in 2023".
        let told = figure.cue.role == Role::Level;
        let to = match (after, figure.cue.past || fronted || told) {
            (true, _) => from.checked_sub(1)?,
            (_, true) => from + 1,
            _ => return figure.cue.direction,
        };
        let other = self.figures.get(to).filter(|other| {
            other.sentence == figure.sentence && other.cue.role == Role::To && self.same_unit(to, from)
        })?;
        // "Rose to 5.2 percent in May, after 5.4 percent a year earlier": rates move from month to month.
        let month = |unit| matches!(unit, Some(Period::One(Unit::Month(..) | Unit::Quarter(..))));
        if after && figure.raw.unit == Measured::Percent && month(other.period) {
            let step = match (figure.period, other.period) {
                (Some(Period::One(then)), Some(Period::One(now))) => {
                    then.years_to(now).is_some_and(|years| years < Exact::ONE)
                }
                _ => false,
            };
            if !step {
                return None;
            }
        }
        let between = other.raw.tokens.end.min(figure.raw.tokens.end)..other.raw.from.max(figure.raw.from);
        (between.len() <= 12 && !self.any(between, &["and", "but", ";", "while", "following"]))
            .then_some(other.cue.direction)?
    }
}
