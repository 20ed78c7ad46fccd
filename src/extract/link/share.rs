//! Parts of wholes, and gaps between two values.

use super::{Anchor, Link, Scene, distance, earlier};
use crate::extract::cues::Role;
use crate::extract::figures::Measured;
use crate::extract::fits::{self, Shape, fits as could_be};
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::{PREPOSITION, SHARE};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::{Figure, Worded};
use crate::quantity::{Direction, Quantity};

/// What a whole may be called without being another one.
const GENERIC: &[&str] = &["total", "sum", "whole", "amount", "figure", "number", "overall", "all", "value"];

impl<'a> Scene<'a> {
    /// "4.4 million of the 29.8 million, or 14.8%", "33.5m (+19%)": a percentage that says again what the figure before it comes to.
    pub(super) fn in_percent(&self, number: usize) -> Option<Link> {
        let figure = self.figure(number);
        let before = figure.raw.from.checked_sub(1).filter(|before| *before >= self.range(figure.sentence).start)?;
        // "I.e. 18%": the point belongs to the abbreviation.
        let before =
            before - usize::from(before > 0 && self.tokens[before].is(".") && self.tokens[before - 1].is("i.e"));
        let start = figure.clause.start;
        let noun = |words: &[&str]| self.any(start..figure.raw.from, words);
        let amount = |figure: &Figure| figure.raw.unit.is_amount();
        let around = Anchor { either: true, ..self.anchor(number, figure.raw.words()) };
        // A rounded percentage fits by chance.
        let exact = figure.raw.digits.chars().filter(char::is_ascii_digit).count() >= 2;
        // "So that inflation was 2.01 percent": growth of the index that was just given.
        if exact
            && noun(&["inflation", "growth", "change"])
            && let Some((from, to)) = self
                .that_holds(&around, Shape::Growth, &amount)
                .filter(|(from, to)| earlier(self.figure(*from).period, self.figure(*to).period) == Some(true))
        {
            return Some(self.grew(&around, from, to, Confidence::High));
        }
        // "An operating margin of 9.6%": a part of what was just given.
        if exact
            && noun(&["margin", "ratio", "share", "coefficient", "rate", "proportion", "contribution", "quota"])
            && let Some((part, whole)) = self
                .that_holds(&around, Shape::Share, &amount)
                .filter(|(part, whole)| self.figure(*part).period == self.figure(*whole).period)
        {
            return Some(self.link(Kind::Share, &around, vec![part, whole], "{0} / {1}", Confidence::High));
        }
        // "98,400 of the 214,000 people, or 46 percent".
        if let Some(one) = number.checked_sub(2).filter(|one| self.figure(*one).sentence == figure.sentence) {
            let (part, whole) = (self.figure(one), self.figure(one + 1));
            let of = &self.tokens[part.raw.tokens.end.min(whole.raw.from)..whole.raw.from];
            let tied = of.first().is_some_and(|first| first.is("of"))
                && of.len() <= 4
                && !self.represents(whole.raw.tokens.end.min(figure.raw.from)..figure.raw.from)
                && figure.raw.from - whole.raw.tokens.end.min(figure.raw.from) <= 6;
            if tied && amount(part) && amount(whole) && self.same_unit(one, one + 1) {
                return Some(self.link(Kind::Share, &around, vec![one, one + 1], "{0} / {1}", Confidence::High));
            }
        }
        // "From 91.2, half of the total, to 111.7, or 42%": shares.
        let shares = self.worded[figure.sentence].iter().any(|worded| {
            worded.what == Worded::Part && worded.tokens.end <= figure.raw.from && worded.clause == figure.clause
        });
        // "Increased from 1.11 trillion to 1.14 trillion, or 2.7 percent": the movement in percent.
        if let Some(to) = number.checked_sub(1).filter(|to| {
            let of = self.figure(*to);
            of.sentence == figure.sentence
                && of.cue.role == Role::To
                && amount(of)
                && !self.any(of.raw.from.saturating_sub(2)..of.raw.from, &["came", "comes", "amounts", "amounted"])
                && figure.raw.from - of.raw.tokens.end.min(figure.raw.from) <= 2
                && self.tokens[before].is("or")
        }) && let Some(from) = to.checked_sub(1).filter(|from| {
            !shares
                && self.figure(*from).cue.role == Role::From
                && self.figure(*from).sentence == figure.sentence
                && self.same_unit(*from, to)
        }) {
            let falls = self.figure(to).cue.direction == Some(Direction::Fall);
            let stated = format!("{} {}", if falls { "fell by" } else { "rose by" }, figure.raw.words());
            let anchor = self.anchor(number, stated);
            return Some(self.grew(&anchor, from, to, Confidence::High));
        }
        // "Of the 2,450 firms, 1,568 raised prices, or 64 percent".
        let again = matches!(self.tokens[before].lower.as_ref(), "or" | "i.e" | "namely" | "(" | "–")
            || matches!(self.tokens[before].lower.as_ref(), "to")
                && self.any(
                    before.saturating_sub(1)..before,
                    &["corresponds", "corresponding", "equivalent", "equal", "amounts"],
                );
        if again
            && let Some((whole, part)) = self.of_whole(number)
            && self.same_unit(whole, part)
        {
            return Some(self.link(Kind::Share, &around, vec![part, whole], "{0} / {1}", Confidence::High));
        }
        // "6,731 deaths among 412,912 infections, a rate of 1.63 percent".
        if let Some(one) = number.checked_sub(2).filter(|one| self.figure(*one).sentence == figure.sentence) {
            let (part, whole) = (self.figure(one), self.figure(one + 1));
            let among = &self.tokens[part.raw.tokens.end.min(whole.raw.from)..whole.raw.from];
            let counts = |figure: &Figure| matches!(figure.raw.unit, Measured::Noun(_));
            if among.len() == 1
                && among[0].is("among")
                && counts(part)
                && counts(whole)
                && figure.raw.from - whole.raw.tokens.end.min(figure.raw.from) <= 9
            {
                return Some(self.link(Kind::Share, &around, vec![one, one + 1], "{0} / {1}", Confidence::High));
            }
        }
        let says = matches!(
            self.tokens[before].lower.as_ref(),
            "or" | "(" | "–" | "—" | "i.e" | "is" | "was" | "that" | "thus" | "therefore" | "of" | "to" | "at"
        );
        if !says {
            return None;
        }
        // "Of which 20.1 million, or 9%".
        let close = number.checked_sub(1).filter(|before| {
            self.figure(*before).sentence == figure.sentence
                && amount(self.figure(*before))
                && figure.raw.from - self.figure(*before).raw.tokens.end.min(figure.raw.from) <= 2
        });
        let range = self.range(figure.sentence);
        if close.is_some()
            && (self.tokens[range.start].is("of")
                || self.tokens[range].windows(2).any(|pair| {
                    pair[0].is("of")
                        && matches!(pair[1].lower.as_ref(), "which" | "whom" | "these" | "this" | "them" | "the")
                }))
        {
            return self.share(&around).filter(|link| link.figures.len() == 2);
        }
        let near = matches!(self.tokens[before].lower.as_ref(), "or" | "(" | "–" | "—" | "i.e");
        if let Some((part, whole)) = self.that_holds(&around, Shape::Share, &amount).filter(|(part, whole)| {
            (exact || near) && self.figure(*part).sentence.max(self.figure(*whole).sentence) == figure.sentence
        }) {
            return Some(self.link(Kind::Share, &around, vec![part, whole], "{0} / {1}", Confidence::High));
        }
        None
    }

    /// "Of the 2,450 firms, 1,568 raised prices": the whole that opens the sentence of a figure, and the part right before it.
    fn of_whole(&self, number: usize) -> Option<(usize, usize)> {
        let figure = self.figure(number);
        let all = self.of[figure.sentence].clone();
        let start = self.range(figure.sentence).start;
        let part = number.checked_sub(1)?;
        // "18,000 in Europe and 14,000 in Asia, i.e. 44% and 34% respectively": each has its own.
        if self.any(self.range(figure.sentence), &["respectively"]) {
            return None;
        }
        let pronoun = |at: usize| {
            self.tokens[at].is("of")
                && self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.lower.as_ref(), "them" | "whom" | "these" | "which" | "those"))
        };
        // "It had 4,238 members, and 1,437 of them, or 33.9 percent".
        let behind = self.figure(part).raw.tokens.end;
        let of_them = all.contains(&part) && pronoun(behind) && part > all.start && self.same_unit(part - 1, part);
        let whole = if of_them { part - 1 } else { all.start };
        let opens = self.tokens[start].is("of") && !pronoun(start) && self.figure(whole).raw.from <= start + 4;
        // A part of a part is of something else.
        let within = (self.figure(whole).raw.tokens.end..self.figure(part).raw.from.max(start)).any(pronoun);
        let amounts = self.figure(whole).raw.unit.is_amount() && self.figure(part).raw.unit.is_amount();
        // "Of the 1.2 billion, 480 billion – 40 per cent": a part in another scale.
        let scaled = opens && self.value(part) > 20.0 * self.value(whole);
        let smaller = self.value(part) < self.value(whole) || scaled;
        ((opens && !within || of_them) && amounts && part > whole && smaller).then_some((whole, part))
    }

    /// "34.3% of the total", "a third of all", "20 million, or 9%".
    pub(super) fn share(&self, anchor: &Anchor<'_>) -> Option<Link> {
        let amounts = |figure: &Figure| figure.raw.unit.is_amount();
        // "The deficit of R328.6 billion was 4.9% of output of R6,762.4 billion": a balance may be a part.
        let balance = self.of[anchor.sentence].clone().filter(|figure| {
            let of = self.figure(*figure);
            of.cue.role == Role::Gap && amounts(of) && of.raw.tokens.end <= anchor.at.start
        });
        let mut here: Vec<usize> = balance.chain(self.levels(anchor.sentence, anchor, &amounts)).collect();
        here.sort_unstable();
        let link = |part: usize, whole: usize, confidence: Confidence| {
            Some(self.link(Kind::Share, anchor, vec![part, whole], "{0} / {1}", confidence))
        };
        // The whole behind "of": "a third of the 1,240 stores".
        let whole = here.iter().copied().find(|figure| {
            let of = self.figure(*figure);
            let between = anchor.at.end..of.raw.from.max(anchor.at.end);
            // "3.1% of that quarter's output (£689 billion)": the whole stands in brackets behind its name.
            let bracket = between.len() > 2 && self.tokens[between.end - 1].is("(");
            let between = between.start..between.end - usize::from(bracket);
            // "12% of all payments, of which there were 48.1 billion".
            let which = of.raw.from.saturating_sub(5).max(anchor.at.end)..of.raw.from.max(anchor.at.end);
            if self.tokens[which]
                .windows(3)
                .any(|three| three[0].is("of") && three[1].is("which") && three[2].is("there"))
                && of.raw.from - anchor.at.end.min(of.raw.from) <= 14
            {
                return true;
            }
            of.raw.from >= anchor.at.end
                && between.len() <= 9
                && of.clause == anchor.clause
                && !self.any(between, &[",", ";", "(", ")", "and", "from", "to"])
        });
        // "Nearly three-quarters of the enterprises (1,583 of 2,946)".
        if let Some((part, whole)) = self.in_one_bracket(anchor) {
            return link(part, whole, Confidence::High);
        }
        // The part before: what stands closest, in the same clause if there is one.
        // "290,000 social dwellings, equivalent to 1.6% of its 18.4 million homes": counts of two names.
        let apposed = |figure: usize| {
            let end = self.figure(figure).raw.tokens.end;
            let counts = |unit: &Measured| matches!(unit, Measured::Noun(_));
            end <= anchor.at.start
                && anchor.at.start - end <= 4
                && self.any(end..anchor.at.start, &["equivalent", "or", "equal", "representing", "i.e"])
                && whole
                    .is_some_and(|whole| counts(&self.figure(whole).raw.unit) && counts(&self.figure(figure).raw.unit))
        };
        let fits_whole = |figure: &usize| {
            whole.is_none_or(|whole| *figure != whole && (self.same_unit(whole, *figure) || apposed(*figure)))
        };
        let is_before = |figure: &usize| self.figure(*figure).raw.tokens.end <= anchor.at.start;
        let part = here.iter().copied().filter(|figure| fits_whole(figure)).min_by_key(|figure| {
            (
                self.figure(*figure).cue.role == Role::From,
                self.figure(*figure).clause != anchor.clause,
                !is_before(figure),
                distance(&self.figure(*figure).raw.tokens, &anchor.at),
            )
        });
        // "An outlay of $54m, 70% of it ($37.8m)": the part stands in the bracket behind.
        let behind: Vec<&str> = self.tokens[anchor.at.end..].iter().take(3).map(|token| token.lower.as_ref()).collect();
        if matches!(behind[..], ["of", "it" | "that" | "this" | "them" | "these" | "those" | "which" | "whom", "("]) {
            let inside = here.iter().copied().find(|figure| self.figure(*figure).raw.from == anchor.at.end + 3);
            let before = here.iter().copied().rev().find(is_before);
            if let (Some(part), Some(whole)) = (inside, before)
                && self.same_unit(part, whole)
            {
                return link(part, whole, Confidence::High);
            }
        }
        // "12.0 percent of sales of EUR 2,050 million (10.4 percent of EUR 1,971 million)": two wholes.
        let wholes = part.zip(anchor.figure).is_some_and(|(part, own)| {
            part + 1 == own
                && anchor.at.start == self.figure(part).raw.tokens.end + 1
                && self.tokens[anchor.at.start - 1].is("(")
                && part > self.of[anchor.sentence].start
                && self.figure(part - 1).raw.unit == Measured::Percent
                && self.any(self.figure(part - 1).raw.tokens.end..self.figure(part - 1).raw.tokens.end + 1, &["of"])
        });
        if wholes {
            return None;
        }
        if let (Some(part), Some(whole)) = (part, whole) {
            // "One in seven: 4.4 million of the 29.8 million".
            let swapped = !is_before(&part) && self.value(part) > self.value(whole);
            let (part, whole) = if swapped { (whole, part) } else { (part, whole) };
            let stated = fits::stated(Shape::Share, &Quantity::parse(&anchor.stated).ok()?);
            let holds = could_be(Shape::Share, self.figure(part).range, self.figure(whole).range, &stated);
            // "4.4 million of the 29.8 million": side by side; else the part stands before, in the same clause.
            let between = &self.tokens
                [self.figure(part).raw.tokens.end.min(self.figure(whole).raw.from)..self.figure(whole).raw.from];
            let beside = between.len() <= 3 && between.first().is_some_and(|first| first.is("of"));
            // "One in five of the 8,400 respondents, namely 1,680".
            let behind = &self.tokens
                [self.figure(whole).raw.tokens.end.min(self.figure(part).raw.from)..self.figure(part).raw.from];
            let named = part > whole
                && (behind.len() <= 4
                    && behind.iter().any(|token| matches!(token.lower.as_ref(), "namely" | "or" | "(" | "i.e"))
                    || behind.len() <= 8 && matches!(behind, [.., comma, or] if comma.is(",") && or.is("or"))
                    || behind.len() <= 8
                        && matches!(behind, [.., comma, that, is] if comma.is(",") && that.is("that") && is.is("is")));
            // "With sales of 4,618 million, Asia accounted for 37.3% of group sales of 12,387 million".
            let fronted =
                self.tokens[self.range(anchor.sentence).start].is("with") && here.len() == 2 && is_before(&part);
            let tied = beside || named || fronted || (is_before(&part) && self.figure(part).clause == anchor.clause);
            return if tied || holds {
                link(part, whole, Confidence::High)
            } else {
                Some(self.link(Kind::Share, anchor, vec![whole], "", Confidence::High))
            };
        }
        // "A loss of 4,000 jobs, or four in five": of the change, not of what it left.
        let lost = anchor.figure.is_none()
            && self.of[anchor.sentence].clone().any(|figure| {
                let of = self.figure(figure);
                of.cue.role == Role::By
                    && of.raw.unit.is_amount()
                    && of.raw.tokens.end <= anchor.at.start
                    && anchor.at.start - of.raw.tokens.end <= 3
            });
        if lost {
            return None;
        }
        // "The number of filings was 62,400. That is half of the 124,800 of 2009".
        if let (None, Some(whole)) = (part, whole)
            && let Some(part) = self.pointed_at(anchor, whole)
        {
            return link(part, whole, Confidence::High);
        }
        // "Of the 5,473 complaints, 3,187 were closed. That is 58.2 per cent of the total."
        if part.is_none()
            && whole.is_none()
            && let Some((part, whole)) = self.told_before(anchor)
        {
            return link(part, whole, Confidence::High);
        }
        // What stands right before is the part; the whole is among what was said of it before.
        let dash = |part: usize| {
            let between = self.figure(part).raw.tokens.end..anchor.at.start;
            (self.any(between.clone(), &["–", "—"])
                || self.any(between.clone(), &[";"]) && self.any(between.clone(), &["that"]))
                && self.of[anchor.sentence]
                    .clone()
                    .all(|other| !between.contains(&self.figure(other).raw.from) || Some(other) == anchor.figure)
        };
        let close = part.filter(|part| {
            is_before(part)
                && (self.figure(*part).clause == anchor.clause || dash(*part))
                && anchor.at.start - self.figure(*part).raw.tokens.end <= 8
        });
        let stated = fits::stated(Shape::Share, &Quantity::parse(&anchor.stated).ok()?);
        // "120 pupils, 30 percent of them from abroad": what stands before is the whole.
        let of = if self.tokens[anchor.at.end - 1].is("of") { anchor.at.end - 1 } else { anchor.at.end };
        let after = self.tokens.get(of + 1).filter(|_| self.tokens.get(of).is_some_and(|token| token.is("of")));
        // "A quarter of it offshore" is of what stands before; "about half of it." of what was told before that.
        let goes_on = self.tokens.get(of + 2).is_some_and(|next| next.kind == Piece::Word);
        let of_them = after.is_some_and(|after| {
            matches!(after.lower.as_ref(), "them" | "whom" | "which") || after.is("it") && goes_on
        });
        if let Some(whole) = close.filter(|whole| of_them && anchor.at.start - self.figure(*whole).raw.tokens.end <= 8)
        {
            return Some(self.link(Kind::Share, anchor, vec![whole], "", Confidence::High));
        }
        // "12 of its 48 stores, a third of the total".
        if let Some((part, whole)) = close.and_then(|whole| Some((whole.checked_sub(1)?, whole))) {
            let (end, start) = (self.figure(part).raw.tokens.end, self.figure(whole).raw.from);
            // "512.6 million out of a total loan book of 3,187.4 million, i.e. a third".
            let out = self.tokens[end].is("out") && start - end.min(start) <= 8;
            let of = self.figure(part).sentence == anchor.sentence
                && ((1..=3).contains(&(start - end.min(start))) && self.tokens[end].is("of") || out);
            let of = of && !self.represents(self.figure(whole).raw.tokens.end..anchor.at.start);
            if of && amounts(self.figure(part)) && self.same_unit(part, whole) {
                return link(part, whole, Confidence::High);
            }
        }
        if let Some(part) = close {
            // "Of the population": a whole that is named.
            let behind = self.content(anchor.at.end..anchor.clause.end.min(anchor.at.end + 6));
            if let Some(whole) = self.named_by(&behind, anchor, &amounts).filter(|whole| {
                *whole != part
                    && self.same_unit(part, *whole)
                    && self.value(*whole) > self.value(part)
                    && self.figure(*whole).sentence < anchor.sentence
                    && earlier(self.figure(*whole).period, self.figure(part).period).is_none()
            }) {
                return link(part, whole, Confidence::High);
            }
            // "Of the year's volume, 9.6 million tonnes, or two thirds": a whole that is named, and not by a number.
            let start = self.range(anchor.sentence).start;
            let unnumbered = self.tokens[start].is("of")
                && self.of[anchor.sentence].start == part
                && !matches!(
                    self.tokens[start + 1].lower.as_ref(),
                    "these" | "those" | "them" | "this" | "which" | "whom" | "that"
                );
            let wholes = self.wholes(anchor, part, &amounts);
            let holds =
                |whole: &&usize| could_be(Shape::Share, self.figure(part).range, self.figure(**whole).range, &stated);
            if let Some(whole) = wholes.iter().find(holds) {
                return link(part, *whole, Confidence::High);
            }
            let said = self.any(
                anchor.at.start.saturating_sub(12).max(anchor.clause.start)..anchor.clause.end.min(anchor.at.end + 8),
                &[
                    "total",
                    "all",
                    "it",
                    "this",
                    "these",
                    "them",
                    "that",
                    "which",
                    "whom",
                    "overall",
                    "sum",
                    "whole",
                    "amount",
                    "recipients",
                ],
            );
            // "Produced 1.35 million, or a third": the same said again.
            let again = anchor.at.start.checked_sub(1).is_some_and(|before| self.tokens[before].is("or"));
            // "Of the 2,846 firms, 1,907 (67%) replied".
            let first = self.range(anchor.sentence).start;
            let opens = |whole: usize| {
                self.tokens[first].is("of") && (first..=first + 6).contains(&self.figure(whole).raw.from)
            };
            // "Of which 10.2 million were exported, half to Germany": half of those.
            let goes_on =
                self.tokens.get(anchor.at.end).is_some_and(|next| {
                    next.has(PREPOSITION) && !matches!(next.lower.as_ref(), "of" | "more" | "less")
                }) && !self.tokens[anchor.at.end - 1].is("of");
            let said = said && !goes_on;
            // "Compared to 36.3 million (66.1 million adjusted, or 9.5% of sales)": of the sales of then.
            let end = self.figure(part).raw.from;
            let opened =
                (self.range(anchor.sentence).start..end).rev().find(|at| matches!(self.tokens[*at].text, "(" | ")"));
            let inside = opened.is_some_and(|at| self.tokens[at].is("("))
                && wholes.iter().all(|whole| opened.is_some_and(|at| self.figure(*whole).raw.from < at));
            // "Almost half the group's loss": a whole that is named, and not by its value.
            let named = self.any(anchor.at.end..anchor.at.end + 1, &["the", "its", "their"])
                && self
                    .tokens
                    .get(anchor.at.end + 1)
                    .is_some_and(|owner| owner.lower.ends_with("'s") || owner.lower.ends_with("’s"));
            // "Almost half the aggregate deficit" is of nothing that a sentence before tells of customs.
            let other = |whole: usize| {
                let of = self.figure(whole);
                let told = self.content(self.range(of.sentence));
                of.sentence != anchor.sentence
                    && anchor.figure.is_none()
                    && self.any(anchor.at.end..anchor.at.end + 1, &["the", "its", "their", "of"])
                    && behind.iter().any(|word| !GENERIC.contains(word))
                    && behind.iter().all(|word| !told.contains(word))
            };
            let named = named || wholes.first().is_some_and(|whole| other(*whole));
            let said = said && !inside && !named;
            let again = again && !inside && !named;
            return match wholes.as_slice() {
                [whole] if !unnumbered => {
                    link(part, *whole, if said || again || opens(*whole) { Confidence::High } else { Confidence::Low })
                }
                _ => Some(self.link(Kind::Share, anchor, vec![part], "", Confidence::High)),
            };
        }
        if let Some((part, whole)) = self.that_holds(anchor, Shape::Share, &amounts) {
            return link(part, whole, Confidence::High);
        }
        // "Informal dwellings thus housed 16.4% of all households": both were named before.
        if let Some((part, whole)) =
            self.both_named(anchor, &amounts).filter(|(part, whole)| self.value(*part) < self.value(*whole))
        {
            let holds = could_be(Shape::Share, self.figure(part).range, self.figure(whole).range, &stated);
            return link(part, whole, if holds { Confidence::High } else { Confidence::Low });
        }
        // "The total came to 776.6 billion. Healthcare made up 12.7%": what the subject names, of the total.
        if self.figure_says_share(anchor)
            && let Some((part, whole)) = self.named_of_total(anchor, &amounts)
        {
            return link(part, whole, Confidence::High);
        }
        let near = |figure: &usize| distance(&self.figure(*figure).raw.tokens, &anchor.at) <= 8;
        let one = part.or(whole).filter(near)?;
        Some(self.link(Kind::Share, anchor, vec![one], "", Confidence::High))
    }

    /// "In 4 of 9 sectors, representing 56% of trade": of another whole.
    fn represents(&self, between: std::ops::Range<usize>) -> bool {
        self.tokens[between].iter().any(|token| {
            token.has(SHARE)
                || matches!(token.lower.as_ref(), "holding" | "producing" | "which" | "that" | "together" | "with")
        })
    }

    /// Whether a share ends its phrase: "made up 16.2%."
    fn figure_says_share(&self, anchor: &Anchor<'_>) -> bool {
        anchor.figure.is_some()
            && self.tokens.get(anchor.at.end).is_none_or(|next| next.kind == Piece::Sign)
            && self.any(anchor.at.start.saturating_sub(3)..anchor.at.start, &["made", "up", "for", "contributed"])
    }

    /// A part that the clause names, and the one total of the sentences before.
    fn named_of_total(&self, anchor: &Anchor<'_>, amounts: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let words = self.content(anchor.clause.start..anchor.at.start);
        let part = self.named_by(&words, anchor, amounts).filter(|_| words.len() == 1)?;
        let totals: Vec<usize> = (0..anchor.sentence)
            .rev()
            .take(3)
            .take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .flat_map(|sentence| self.of[sentence].clone())
            .filter(|figure| {
                let of = self.figure(*figure);
                let start = of.raw.from.saturating_sub(5).max(of.clause.start.min(of.raw.from));
                self.same_unit(part, *figure)
                    && self.value(*figure) > self.value(part)
                    && (of.cue.role == Role::Total || self.any(start..of.raw.from, &["total"]))
            })
            .collect();
        let [whole] = totals[..] else { return None };
        Some((part, whole))
    }

    /// "(1,583 of 2,946)" behind a share.
    fn in_one_bracket(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let all = self.of[anchor.sentence].clone();
        let part = all.clone().find(|part| {
            let from = self.figure(*part).raw.from;
            from > anchor.at.end && from - anchor.at.end <= 7 && self.tokens[from - 1].is("(")
        })?;
        let whole = Some(part + 1).filter(|whole| all.contains(whole))?;
        let between = &self.tokens[self.figure(part).raw.tokens.end..self.figure(whole).raw.from];
        let of = between.first().is_some_and(|of| of.is("of")) && between.len() <= 3;
        (of && self.same_unit(part, whole)).then_some((part, whole))
    }

    /// The part and the whole that the sentence before gave, where "that is … of the total" points to them.
    fn told_before(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let range = self.range(anchor.sentence);
        let points = matches!(self.tokens[range.start].lower.as_ref(), "that" | "this")
            && self.any(anchor.at.end..range.end.min(anchor.at.end + 4), &["total", "all", "them"]);
        let before = anchor.sentence.checked_sub(1).filter(|_| points)?;
        let [whole, part] = self.of[before].clone().collect::<Vec<_>>()[..] else { return None };
        let near = self.sentences[before].paragraph == self.sentences[anchor.sentence].paragraph;
        let opens = self.tokens[self.range(before).start].is("of");
        (near && opens && self.same_unit(whole, part) && self.value(part) < self.value(whole)).then_some((part, whole))
    }

    /// The one value of the sentence before, where "that is" points to it and it is counted in the same unit.
    fn pointed_at(&self, anchor: &Anchor<'_>, whole: usize) -> Option<usize> {
        let start = self.range(anchor.sentence).start;
        let points = matches!(self.tokens[start].lower.as_ref(), "that" | "this")
            && self.tokens.get(start + 1).is_some_and(|verb| matches!(verb.lower.as_ref(), "is" | "was"))
            || matches!(self.tokens[start].lower.as_ref(), "they" | "it" | "these" | "that" | "this")
                && self.tokens.get(start + 1).is_some_and(|verb| verb.has(SHARE));
        let before = anchor.sentence.checked_sub(1).filter(|_| points)?;
        let [one] = self.of[before].clone().collect::<Vec<_>>()[..] else { return None };
        let near = self.sentences[before].paragraph == self.sentences[anchor.sentence].paragraph;
        let counts = |figure: usize| matches!(self.figure(figure).raw.unit, Measured::Noun(_));
        let alike = self.same_unit(one, whole) || counts(one) && counts(whole);
        (near && alike && self.figure(one).cue.role != Role::By).then_some(one)
    }

    /// What a part may be of: larger values of its unit and time, the nearest first, in its sentence and the two before.
    pub(super) fn wholes(&self, anchor: &Anchor<'_>, part: usize, amounts: &dyn Fn(&Figure) -> bool) -> Vec<usize> {
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let mut all: Vec<usize> = Vec::new();
        for sentence in
            (0..=anchor.sentence).rev().take(3).take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
        {
            let (one, other) = (self.figure(part), |figure: &usize| self.figure(*figure));
            let mut there: Vec<usize> = self
                .levels(sentence, anchor, amounts)
                .into_iter()
                .filter(|figure| {
                    *figure != part
                        && self.same_unit(part, *figure)
                        && self.value(*figure) > self.value(part)
                        && other(figure).cue.role != Role::From
                        && !(other(figure).clause != one.clause && self.is_share_itself(*figure))
                        && (other(figure).period == one.period
                            || other(figure).period.is_none()
                            || one.period.is_none()
                            || !one.dated)
                })
                .collect();
            if there.iter().any(|figure| other(figure).period == one.period) {
                there.retain(|figure| other(figure).period == one.period);
            }
            there.sort_by_key(|figure| distance(&other(figure).raw.tokens, &one.raw.tokens));
            all.extend(there);
        }
        all
    }

    /// "6,240 crore, or 52% of the total": a part whose share was told.
    fn is_share_itself(&self, figure: usize) -> bool {
        let end = self.figure(figure).raw.tokens.end;
        self.figures.get(figure + 1).is_some_and(|next| {
            next.raw.unit == Measured::Percent
                && next.cue.role == Role::Share
                && next.raw.from >= end
                && next.raw.from - end <= 3
                && (self.any(end..next.raw.from, &["or", "("])
                    || self.tokens[end..next.raw.from].iter().any(|token| token.has(SHARE)))
        })
    }

    /// "A surplus of 3 billion".
    pub(super) fn gap(&self, anchor: &Anchor<'_>, unit: &Measured, direction: Option<Direction>) -> Option<Link> {
        let same = |figure: &Figure| {
            figure.raw.unit == *unit || (*unit == Measured::Points && figure.raw.unit == Measured::Percent)
        };
        let (first, second) =
            self.that_holds(anchor, Shape::Difference, &same).or_else(|| self.two_things(anchor, &same))?;
        // Imports and spending are what is taken away.
        let spent = |figure: usize| {
            let of = self.figure(figure);
            let start = of.raw.from.saturating_sub(6).max(of.clause.start);
            self.any(
                start..of.raw.from,
                &[
                    "imports",
                    "imported",
                    "spending",
                    "expenditure",
                    "expenditures",
                    "costs",
                    "expenses",
                    "spent",
                    "imports,",
                ],
            )
        };
        // "A deficit of 20 billion, of which interest accounted for 15 billion and rail for 5 billion": its parts.
        let parts = anchor.figure.is_some_and(|own| first > own && second > own)
            && spent(first) == spent(second)
            && [first, second].iter().all(|part| self.figure(*part).sentence == anchor.sentence);
        if parts {
            return anchor.figure.and_then(|own| self.sum(own));
        }
        // A balance of another year, of a part or of more than the two values is another one.
        let scoped = self.any(
            anchor.at.start.saturating_sub(6).max(self.range(anchor.sentence).start)..anchor.at.start,
            &[
                "current",
                "primary",
                "services",
                "general",
                "structural",
                "expects",
                "expected",
                "forecast",
                "without",
                "excluding",
                "including",
                "operating",
                "net",
                "overall",
                "adjusted",
                "earlier",
                "previous",
            ],
        );
        // "The deficit, at 79.3 billion, widened from 71.6 billion": a value of its own that moved.
        let moved = anchor.figure.is_some_and(|own| {
            self.of[anchor.sentence].clone().any(|from| {
                let of = self.figure(from);
                of.cue.role == Role::From && of.clause == anchor.clause && from > own && self.same_unit(own, from)
            })
        });
        let apart = self.figure(first).sentence != self.figure(second).sentence;
        if moved || apart && spent(first) == spent(second) {
            return None;
        }
        let told = self.figure(first).sentence.max(self.figure(second).sentence);
        // "With services, the country had a surplus of": of more than what was told before.
        let start = self.range(anchor.sentence).start;
        let front = self.any(start..start + 1, &["with", "without", "including", "excluding"]);
        let scoped = scoped || front && told < anchor.sentence;
        let elsewhen = told < anchor.sentence && !self.dates[anchor.sentence].is_empty();
        let confidence = if scoped || elsewhen { Confidence::Low } else { Confidence::High };
        let (less, more) = match (spent(first), spent(second)) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            _ if self.value(first) <= self.value(second) => (first, second),
            _ => (second, first),
        };
        let known = spent(first) != spent(second);
        let template = if known && direction == Some(Direction::Fall) { "{0} - {1}" } else { "{1} - {0}" };
        Some(self.link(Kind::Difference, anchor, vec![less, more], template, confidence))
    }
}
