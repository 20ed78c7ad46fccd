//! Multiples: of one thing at two times, and of two things.

use super::{Anchor, Link, Scene};
use crate::extract::cues::Role;
use crate::extract::dates::When;
use crate::extract::figures::Measured;
use crate::extract::fits::Shape;
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::{ANY_VERB, FALL, RISE, TIME};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::{Figure, InWords, Worded};

impl<'a> Scene<'a> {
    /// "Tripled", "17-fold", "3.5 times its level of 2010", "twice that of".
    pub(super) fn multiple(&self, anchor: &Anchor<'_>, worded: Option<Worded>) -> Option<Link> {
        let fits = |figure: &Figure| figure.raw.unit.is_amount() || figure.raw.unit == Measured::Percent;
        let changed = matches!(worded, Some(Worded::Changed | Worded::PartOfOwn));
        let after = self.tokens[anchor.at.end..anchor.clause.end].iter().take(6);
        // "Its level of 2010", "what it was"; not "its share of the population", which is another thing.
        let other = self.any(anchor.at.end..anchor.clause.end.min(anchor.at.end + 3), &["share", "average", "rate"]);
        let own =
            !other && after.clone().any(|token| matches!(token.lower.as_ref(), "level" | "its" | "what" | "their"));
        let moves = worded.is_none()
            && anchor.figure.is_some_and(|figure| {
                self.figure(figure).cue.direction.is_some()
                    || matches!(self.figure(figure).raw.unit, Measured::Times(true))
            });
        let beside_words = after.clone().any(|token| matches!(token.lower.as_ref(), "that" | "those" | "than" | "as"));
        // "Jointly outweighed the deficit more than three times over": a sum that is not printed.
        if self.any(anchor.clause.start..anchor.at.start, &["jointly", "together", "combined"]) {
            return None;
        }
        // "28.5% of all income, though the latter are five times as many people".
        let many = self.any(anchor.at.end..anchor.clause.end.min(anchor.at.end + 2), &["many"]);
        let fits = |figure: &Figure| fits(figure) && !(many && figure.raw.unit == Measured::Percent);
        // "Three times as fast as imports" is of growth, not of amounts.
        if self.any(
            anchor.at.end..anchor.clause.end.min(anchor.at.end + 3),
            &["fast", "quickly", "likely", "often", "faster"],
        ) {
            return None;
        }
        let governs = moves
            || changed
            || own
            || matches!(
                self.tokens.get(anchor.at.end).map_or("", |next| next.lower.as_ref()),
                "as" | "that"
                    | "those"
                    | "the"
                    | "its"
                    | "what"
                    | "their"
                    | "more"
                    | "higher"
                    | "larger"
                    | "greater"
                    | "bigger"
            )
            || worded.is_some()
            || self.names_value(anchor, &fits);
        if !governs {
            return None;
        }
        if !changed
            && !own
            && (!moves || beside_words)
            && let Some((first, second)) = self.beside(anchor, &fits)
        {
            // "1.5 times the 3,000 of FY24": one thing at two times.
            let times = self.figure(second).dated
                && self.figure(first).period.is_some()
                && self.figure(first).period != self.figure(second).period
                || self.any(anchor.at.end..anchor.clause.end.min(anchor.at.end + 3), &["size"])
                    && self.dates[anchor.sentence].iter().any(|dated| {
                        let end = self.figure(second).raw.tokens.end;
                        (end..end + 5).contains(&dated.tokens.start)
                            && matches!(dated.when, When::At(_))
                            && dated.period(None) != self.figure(first).period
                    });
            if times {
                return Some(self.link(Kind::Ratio, anchor, vec![second, first], "{1} / {0}", Confidence::High));
            }
            return Some(self.link(Kind::Comparison, anchor, vec![first, second], "{0} / {1}", Confidence::High));
        }
        // "More than double foreign direct investment": a thing whose value stands elsewhere.
        if worded == Some(Worded::Times) {
            let mut behind = self.content(anchor.at.end..anchor.clause.end.min(anchor.at.end + 7));
            // "Three times the number of dentists" is named by the dentists.
            behind.retain(|word| !matches!(*word, "number" | "amount" | "value" | "level" | "volume"));
            let before = self.levels(anchor.sentence, anchor, &fits).into_iter().rev().find(|figure| {
                self.figure(*figure).raw.tokens.end <= anchor.at.start && self.figure(*figure).cue.role != Role::From
            });
            if let (Some(one), Some(other)) = (before, self.named_by(&behind, anchor, &fits))
                && one != other
                && self.same_unit(one, other)
                && self.figure(one).period == self.figure(other).period
            {
                return Some(self.link(Kind::Comparison, anchor, vec![one, other], "{0} / {1}", Confidence::High));
            }
        }
        // "Income in Kuala Lumpur was 2.8 times that in Kelantan": both were named before.
        if !changed
            && !moves
            && beside_words
            && let Some((one, other)) = self
                .both_named(anchor, &fits)
                .filter(|(one, other)| self.figure(*one).period == self.figure(*other).period)
        {
            return Some(self.link(Kind::Comparison, anchor, vec![one, other], "{0} / {1}", Confidence::High));
        }
        let mut pair = self.pair(anchor, Some(Shape::Ratio), &fits);
        // "Fell from 63,880 to 47,503, seven times the European rate": of another thing, whose value is not told.
        let next = self.tokens.get(anchor.at.end).map_or("", |next| next.lower.as_ref());
        // "Twice the national average and four times the 120,000 of 1995": the year is of the other.
        let joint = (anchor.at.end..self.range(anchor.sentence).end)
            .find(|at| matches!(self.tokens[*at].lower.as_ref(), "and" | ";"))
            .unwrap_or(self.range(anchor.sentence).end);
        let dated =
            self.dates[anchor.sentence].iter().any(|dated| (anchor.at.end..joint).contains(&dated.tokens.start));
        let another = !changed && !own && !dated && matches!(next, "the" | "its" | "their");
        if another || !changed && !own && !dated && beside_words {
            pair.confidence = Confidence::Low;
        }
        if let (Some(from), Some(to)) = (pair.from, pair.to) {
            let times = changed
                || moves
                || own
                || self.figure(from).cue.role == Role::From
                || self.figure(from).period != self.figure(to).period;
            let yearly =
                self.tokens[anchor.at.end..self.range(anchor.sentence).end].iter().take(1).any(|token| token.is("a"));
            if times && !yearly {
                return Some(self.link(Kind::Ratio, anchor, vec![from, to], "{1} / {0}", pair.confidence));
            }
            return Some(self.link(Kind::Comparison, anchor, vec![to, from], "{0} / {1}", pair.confidence));
        }
        if !changed
            && !moves
            && let Some((first, second)) = self.two_things(anchor, &fits)
        {
            let confidence = if another { Confidence::Low } else { Confidence::High };
            return Some(self.link(Kind::Comparison, anchor, vec![first, second], "{0} / {1}", confidence));
        }
        self.change(if changed || moves || own { Kind::Ratio } else { Kind::Comparison }, anchor, pair, "{1} / {0}")
    }

    /// "Slowed to 4.3 per cent – less than half of the 8.9 per cent recorded a year before": a part of a rate is a multiple.
    pub(super) fn part_of_rate(&self, anchor: &Anchor<'_>) -> Option<Link> {
        let rates: Vec<usize> = self.of[anchor.sentence]
            .clone()
            .filter(|figure| self.figure(*figure).raw.unit == Measured::Percent)
            .collect();
        let second = rates.iter().copied().find(|figure| {
            let from = self.figure(*figure).raw.from;
            // "Less than half the male rate of 81.9 percent".
            let near = from >= anchor.at.end
                && (from - anchor.at.end <= 3
                    || from - anchor.at.end <= 7
                        && self.any(anchor.at.end..from, &["rate", "share", "ratio", "average", "figure", "level"]));
            near && !self.any(anchor.at.end..from, &["and", ",", ";"])
        })?;
        let first =
            rates.iter().copied().rev().find(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start)?;
        let (one, two) = (self.figure(first), self.figure(second));
        let then = self.dates[anchor.sentence].iter().any(|dated| {
            (two.raw.tokens.end..two.raw.tokens.end + 5).contains(&dated.tokens.start)
                && !matches!(dated.when, When::At(_) if dated.period(None) == one.period)
        });
        Some(if then {
            self.link(Kind::Ratio, anchor, vec![second, first], "{1} / {0}", Confidence::High)
        } else {
            self.link(Kind::Comparison, anchor, vec![first, second], "{0} / {1}", Confidence::High)
        })
    }

    /// "3.9 times business lending of 16.6 billion": the thing and its value follow at once.
    fn names_value(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> bool {
        let Some((_, second)) = self.beside(anchor, fits) else { return false };
        let between = &self.tokens[anchor.at.end..self.figure(second).raw.from];
        let [thing @ .., last] = between else { return false };
        matches!(last.lower.as_ref(), "of" | "(")
            && (1..=6).contains(&thing.len())
            && thing.iter().all(|token| token.kind == Piece::Word && !token.has(ANY_VERB | RISE | FALL | TIME))
    }

    /// "Less than half of the 241,000 in our base year": a part of what the same thing was at another time is a multiple.
    pub(super) fn of_own(&self, link: Link, worded: &InWords) -> Link {
        let [part, whole] = link.figures[..] else { return link };
        let (one, two) = (self.figure(part), self.figure(whole));
        let times = two.dated
            && two.raw.from >= worded.tokens.end
            && one.period.is_some()
            && two.period.is_some()
            && one.period != two.period;
        // "Less than half of Brazil's 3.97 million": two things.
        let other = two.raw.from > worded.tokens.end
            && self.tokens[worded.tokens.end..two.raw.from]
                .iter()
                .any(|token| token.text.starts_with(char::is_uppercase) && token.lower.ends_with("'s"));
        // "Two thirds of Mato Grosso's figure", "a third of that of the capital".
        let behind = &self.tokens[worded.tokens.end..worded.clause.end.min(worded.tokens.end + 6)];
        let figure_of = behind
            .windows(2)
            .any(|pair| pair[0].lower.ends_with("'s") && matches!(pair[1].lower.as_ref(), "figure" | "level" | "rate"))
            || behind
                .first()
                .zip(behind.get(1))
                .is_some_and(|(first, of)| matches!(first.lower.as_ref(), "that" | "those") && of.is("of"));
        // "Less than half the $28.90 earned by teachers".
        let end = two.raw.tokens.end;
        let by_another = two.raw.from >= worded.tokens.end
            && self.tokens.get(end).is_some_and(|verb| {
                verb.lower.ends_with("ed") || matches!(verb.lower.as_ref(), "paid" | "spent" | "sold" | "held")
            })
            && self.tokens.get(end + 1).is_some_and(|by| by.is("by"));
        if other || figure_of || by_another {
            return Link { kind: Kind::Comparison, ..link };
        }
        if times {
            Link { kind: Kind::Ratio, figures: vec![whole, part], template: "{1} / {0}".to_owned(), ..link }
        } else {
            link
        }
    }
}
