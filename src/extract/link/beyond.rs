//! What the sentence of a statement does not give: the sentences before, the whole text, and values that are found by their names.

use super::{Anchor, MOST_NAMESAKES, Pair, Scene};
use crate::extract::cues::Role;
use crate::extract::dates::When;
use crate::extract::figures::Measured;
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexer::Token;
use crate::extract::lexicon::{ANY_VERB, FALL, FUNCTION, MONTH, MOVE_NOUN, RISE, SCALE, TOTAL};
use crate::extract::model::Confidence;
use crate::extract::sentence::Figure;
use crate::extract::subject::{agree, is_change, same_subject, shared, stem};
use crate::period::{Period, Unit};
use std::ops::Range;

impl<'a> Scene<'a> {
    /// Looks for what the sentence of a change does not give: in the sentences before and behind, then in the whole text.
    pub(super) fn beyond(&self, anchor: &Anchor<'_>, one: Option<usize>, fits: &dyn Fn(&Figure) -> bool) -> Pair {
        let is_from = one.is_some_and(|one| self.figure(one).cue.role == Role::From);
        let missing =
            Pair { from: one.filter(|_| is_from), to: one.filter(|_| !is_from), confidence: Confidence::High };
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let before = (0..anchor.sentence).rev().take(3);
        let behind = (anchor.sentence + 1..self.sentences.len()).take(1);
        for sentence in before.chain(behind) {
            if self.sentences[sentence].paragraph != paragraph {
                continue;
            }
            let behind = sentence > anchor.sentence;
            let there = self.levels(sentence, anchor, fits);
            if there.is_empty() {
                continue;
            }
            if let Some(one) = one {
                let mut others: Vec<usize> = there
                    .iter()
                    .copied()
                    .filter(|other| self.same_unit(one, *other) && self.differ(one, *other))
                    .collect();
                let wanted = self.expected(anchor, one);
                if let Some(wanted) = wanted {
                    let exact: Vec<usize> =
                        others.iter().copied().filter(|other| self.figure(*other).period == Some(wanted)).collect();
                    if !exact.is_empty() {
                        others = exact;
                    }
                }
                // Numbers without a unit, and rates, are of anything: only a subject in common ties them.
                let loose = matches!(self.figure(one).raw.unit, Measured::Bare | Measured::Percent);
                let same = |other: &usize| {
                    let (one, other) = (&self.figure(one).subject, &self.figure(*other).subject);
                    if loose { one.is_empty() || shared(one, other) } else { agree(one, other) }
                };
                let agreeing: Vec<usize> = others.iter().copied().filter(same).collect();
                if loose && agreeing.is_empty() {
                    continue;
                }
                let (pool, sure) = if agreeing.is_empty() { (others, false) } else { (agreeing, true) };
                if let [other] = pool.as_slice() {
                    let dated =
                        wanted.is_none_or(|wanted| self.figure(*other).period.is_none_or(|period| period == wanted));
                    let tied = wanted.is_some() && shared(&self.figure(one).subject, &self.figure(*other).subject)
                        || anchor.subject.is_empty();
                    // "Twelve months on, 1,750.9 billion was held, 84.3 billion more": the sentence counts from the one before.
                    let counts_on = self.dates[anchor.sentence]
                        .iter()
                        .any(|dated| matches!(dated.when, When::Later(..) | When::Earlier(..)))
                        && sentence + 1 == anchor.sentence
                        && self.ends_at(anchor, one);
                    // "Tripled to 327,000. A year before, 163,500 had come."
                    let told_then = behind
                        && sentence == anchor.sentence + 1
                        && self.of[sentence].len() == 1
                        && self.dates[sentence].first().is_some_and(|dated| {
                            matches!(dated.when, When::Earlier(..))
                                && dated.tokens.start <= self.range(sentence).start + 2
                        });
                    if told_then && self.figure(one).cue.role == Role::To {
                        return Pair { from: Some(*other), to: Some(one), confidence: Confidence::High };
                    }
                    let became = !is_from && sentence + 1 == anchor.sentence && self.had_become(anchor, *other, one);
                    let tied = (tied || counts_on || became) && !behind && !self.spoken_for(*other, anchor);
                    let confidence = if dated && ((sure || became) && tied || !behind && self.concludes(anchor)) {
                        Confidence::High
                    } else {
                        Confidence::Low
                    };
                    return if is_from {
                        Pair { from: Some(one), to: Some(*other), confidence }
                    } else {
                        Pair { from: Some(*other), to: Some(one), confidence }
                    };
                }
                if pool.len() > 1 {
                    break;
                }
            } else if let Some((from, to)) = self
                .choose(&there, anchor)
                .filter(|(from, to)| anchor.sentence == sentence + 1 && self.in_time(anchor, *from, *to))
            {
                // "That was 12% more": nothing else may be meant.
                let taken = [from, to].iter().any(|figure| self.spoken_for(*figure, anchor));
                // "Over that period it has thus grown by".
                let over = self.concludes(anchor)
                    && there.len() == 2
                    && self.dates[anchor.sentence]
                        .iter()
                        .all(|dated| matches!(dated.when, When::Throughout | When::Same))
                    && self
                        .any(self.range(anchor.sentence).start..anchor.at.start, &["period", "years", "time", "span"]);
                let same = anchor.subject.is_empty() || over || same_subject(&anchor.subject, &self.figure(to).subject);
                let points = same && (!taken || anchor.subject.is_empty());
                if !points && !anchor.subject.is_empty() {
                    break;
                }
                let confidence = if points && there.len() == 2 { Confidence::High } else { Confidence::Low };
                return Pair { from: Some(from), to: Some(to), confidence };
            } else {
                break;
            }
        }
        self.anywhere(anchor, missing, fits)
    }

    /// Whether a change stands right behind its end, and ends the phrase: "1,750.9 billion was held in them, 84.3 billion more".
    fn ends_at(&self, anchor: &Anchor<'_>, to: usize) -> bool {
        let of = self.figure(to);
        let behind = &self.tokens[anchor.at.end..self.range(anchor.sentence).end];
        let ends = match behind {
            [] => true,
            [first, rest @ ..] => {
                first.kind == Piece::Sign
                    || first.has(RISE | FALL) && rest.first().is_none_or(|next| next.kind == Piece::Sign)
            }
        };
        ends && of.raw.tokens.end <= anchor.at.start && anchor.at.start - of.raw.tokens.end <= 8
    }

    /// "The increase of 12.5%": of the change that the sentences before told, or of the two values that they gave.
    pub(super) fn said_before(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let told = self.told.borrow();
        let mut near = told.iter().rev().take_while(|(sentence, ..)| *sentence + 2 >= anchor.sentence);
        let last = near.find(|(sentence, from, to)| {
            *sentence < anchor.sentence
                && self.sentences[*sentence].paragraph == paragraph
                && fits(self.figure(*from))
                && fits(self.figure(*to))
        });
        if let Some((_, from, to)) = last.filter(|_| self.points_back(anchor)) {
            return Some((*from, *to));
        }
        let mut all: Vec<usize> = Vec::new();
        for sentence in
            (0..anchor.sentence).rev().take(2).take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
        {
            let there = self.levels(sentence, anchor, fits);
            // "From 0.86 to 0.95 per cent, and stays at 0.50 on shops": the one movement that it told.
            let moved: Vec<(usize, usize)> = there
                .windows(2)
                .filter(|two| {
                    (self.figure(two[0]).cue.role, self.figure(two[1]).cue.role) == (Role::From, Role::To)
                        && self.same_unit(two[0], two[1])
                })
                .map(|two| (two[0], two[1]))
                .collect();
            if let [pair] = moved[..] {
                return Some(pair);
            }
            if let Some(pair) = self.choose(&there, anchor) {
                return Some(pair);
            }
            all.splice(0..0, there);
            if let Some(pair) = self.choose(&all, anchor) {
                return Some(pair);
            }
        }
        None
    }

    /// "The stock hence rose by": the words say that it follows from what was told before.
    pub(super) fn concludes(&self, anchor: &Anchor<'_>) -> bool {
        let start = anchor.at.start.saturating_sub(7).max(anchor.clause.start.min(anchor.at.start));
        self.any(
            start..anchor.at.start,
            &["so", "hence", "thus", "therefore", "thereby", "accordingly", "consequently"],
        )
    }

    /// "The increase of 12.5%", "this was a decline": the words say that they are of what was told before.
    pub(super) fn points_back(&self, anchor: &Anchor<'_>) -> bool {
        let start = (anchor.clause.start..anchor.at.start)
            .find(|at| !matches!(self.tokens[*at].lower.as_ref(), ";" | "," | "and" | "but" | "while" | "–"));
        let Some(start) = start else { return false };
        let head = &self.tokens[start..anchor.at.start.max(start)];
        // "On average, this was growth of", "It is a contraction of".
        let after = head.iter().take(4).position(|token| token.is(",")).map_or(0, |comma| comma + 1);
        let is = |token: &Token<'_>| matches!(token.lower.as_ref(), "is" | "was" | "meant" | "means");
        if let [first, second, third, ..] = &head[after..]
            && matches!(first.lower.as_ref(), "this" | "that" | "it")
            && is(second)
            && (is_change(third) || matches!(third.lower.as_ref(), "a" | "an"))
        {
            return true;
        }
        // "The 4.7 percent increase in card balances".
        let definite = matches!(head, [the] if matches!(the.lower.as_ref(), "the" | "this" | "that"))
            && self.tokens.get(anchor.at.end).is_some_and(|noun| noun.has(MOVE_NOUN));
        definite
            || head.first().is_some_and(|first| matches!(first.lower.as_ref(), "this" | "that" | "these"))
            || (head.first().is_some_and(|first| matches!(first.lower.as_ref(), "the" | "a" | "an"))
                && head.iter().take(5).any(is_change))
    }

    /// In the whole text: the same subject and unit, at the periods that the change names.
    pub(super) fn anywhere(&self, anchor: &Anchor<'_>, found: Pair, fits: &dyn Fn(&Figure) -> bool) -> Pair {
        let ends = match anchor.period {
            Some(Period::Span(Some(from), Some(to))) => Some((from, to)),
            _ => None,
        };
        let (Some((from, to)), false) = (ends, anchor.subject.is_empty()) else { return found };
        let at = |unit: Unit, with: Option<usize>| {
            let named = anchor.subject.split(' ').filter_map(|word| self.named.get(&(unit, stem(word))));
            // What very many figures are called is no name of one.
            let mut all = named.flat_map(|numbers| numbers.iter().copied().take(MOST_NAMESAKES)).filter(|number| {
                let figure = self.figure(*number);
                anchor.figure != Some(*number) && fits(figure) && with.is_none_or(|with| self.same_unit(with, *number))
            });
            let first = all.next();
            if all.any(|other| Some(other) != first) { None } else { first }
        };
        let from = found.from.or_else(|| at(from, found.to));
        let to = found.to.or_else(|| at(to, from));
        match (from, to) {
            (Some(one), Some(two)) if self.same_unit(one, two) => {
                let sure = [one, two]
                    .iter()
                    .all(|figure| self.figure(*figure).subject == *anchor.subject && self.figure(*figure).dated);
                Pair {
                    from: Some(one),
                    to: Some(two),
                    confidence: if sure { Confidence::High } else { Confidence::Low },
                }
            }
            _ => found,
        }
    }

    /// The words that carry meaning in a stretch.
    pub(super) fn content(&self, range: Range<usize>) -> Vec<&'a str> {
        let carries = |token: &&Token<'_>| {
            token.kind == Piece::Word
                && token.lower.len() > 2
                && !token.has(FUNCTION | ANY_VERB | RISE | FALL | SCALE | MONTH | TOTAL)
        };
        self.tokens[range].iter().filter(carries).map(|token| stem(token.lower.as_ref())).collect()
    }

    /// The value, here or in the two sentences before, around which these words stand; nothing where several do.
    pub(super) fn named_by(
        &self,
        words: &[&str],
        anchor: &Anchor<'_>,
        fits: &dyn Fn(&Figure) -> bool,
    ) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let mut best: Option<(usize, usize, bool)> = None;
        for sentence in
            (0..=anchor.sentence).rev().take(3).take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
        {
            let range = self.range(sentence);
            for figure in self.levels(sentence, &Anchor { either: true, ..anchor.clone() }, fits) {
                let of = self.figure(figure);
                let all = self.of[sentence].clone();
                let start = if figure > all.start { self.figure(figure - 1).raw.tokens.end } else { range.start };
                // "7,066 for men and 6,397 for women": what stands between belongs to the one before as far as the joint.
                let joint = (start..of.raw.from)
                    .find(|at| figure > all.start && matches!(self.tokens[*at].lower.as_ref(), "," | ";" | "and"));
                let start = joint.map_or(start, |joint| joint + 1);
                let end = if figure + 1 < all.end { self.figure(figure + 1).raw.from } else { range.end };
                // Words before belong to it; words behind as far as the next comma.
                let comma = (of.raw.tokens.end..end.max(of.raw.tokens.end))
                    .find(|at| matches!(self.tokens[*at].lower.as_ref(), "," | ";" | "and"))
                    .unwrap_or(end.max(of.raw.tokens.end));
                let around = [
                    self.content(start.min(of.raw.from)..of.raw.from),
                    self.content(of.raw.tokens.end.min(comma)..comma),
                ]
                .concat();
                let shared = words.iter().filter(|word| around.contains(word)).count();
                if shared == 0 {
                    continue;
                }
                match best {
                    Some((_, most, _)) if shared < most => {}
                    Some((known, most, _)) if shared == most => best = Some((known, most, false)),
                    _ => best = Some((figure, shared, true)),
                }
            }
        }
        best.filter(|(.., alone)| *alone).map(|(figure, ..)| figure)
    }

    /// Two things that a comparison names, whose values stand elsewhere: "in Shenzhen 31 percent heavier than in Shanghai".
    pub(super) fn both_named(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let than = (anchor.at.end..anchor.clause.end.min(anchor.at.end + 6))
            .find(|at| matches!(self.tokens[*at].lower.as_ref(), "than" | "of" | "above" | "below" | "that"))?;
        let one = self.named_by(&self.content(anchor.clause.start..anchor.at.start), anchor, fits)?;
        let other = self.named_by(&self.content(than + 1..anchor.clause.end.min(than + 8)), anchor, fits)?;
        (one != other && self.same_unit(one, other)).then_some((one, other))
    }

    /// A thing and what it is measured against: the figure behind "than", "above", "that of", and the one before.
    pub(super) fn beside(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let all = self.levels(anchor.sentence, anchor, fits);
        let second = all.iter().copied().find(|figure| {
            let of = self.figure(*figure);
            of.raw.from >= anchor.at.end
                && of.clause == anchor.clause
                && of.raw.from - anchor.at.end <= 16
                && !self.any(anchor.at.end..of.raw.from, &["and", ";", "while"])
        })?;
        let before = |sentence: usize| {
            let all: Vec<usize> = self
                .levels(sentence, anchor, fits)
                .into_iter()
                .filter(|figure| {
                    self.figure(*figure).raw.tokens.end <= anchor.at.start
                        && *figure != second
                        && self.same_unit(*figure, second)
                })
                .collect();
            // What something else was compared with is not what is compared now.
            all.iter()
                .copied()
                .rev()
                .find(|figure| self.figure(*figure).cue.role != Role::From && !self.is_reference(*figure))
                .or_else(|| all.last().copied().filter(|last| sentence == anchor.sentence && !self.is_record(*last)))
        };
        // "That was 4 percent more than": what the sentence before gave.
        let said = || {
            anchor.sentence.checked_sub(1).filter(|before| {
                anchor.subject.is_empty()
                    && self.sentences[*before].paragraph == self.sentences[anchor.sentence].paragraph
            })
        };
        let own = before(anchor.sentence);
        let first = match own {
            Some(own) if self.figure(own).cue.role != Role::From => own,
            // "It had come down from 9.5%, and it was still 1.7 points above the national rate": what it was before is not meant.
            _ => said().and_then(before)?,
        };
        // The same thing at another time is a change.
        let (one, two) = (self.figure(first), self.figure(second));
        let end = self.range(anchor.sentence).end;
        let behind = &self.tokens[two.raw.tokens.end..end.min(two.raw.tokens.end + 7)];
        let before = behind.iter().any(|token| {
            matches!(token.lower.as_ref(), "before" | "earlier" | "previous" | "ago" | "last" | "prior" | "preceding")
        });
        let reference = self.any(
            anchor.at.end..two.raw.from.max(anchor.at.end),
            &["average", "target", "mean", "median", "threshold", "norm", "ceiling", "limit", "forecast"],
        );
        // "The 5.36 billion it made in the same months of 2022".
        let elsewhen = self.dates[anchor.sentence].iter().any(|dated| {
            (two.raw.tokens.end..end.min(two.raw.tokens.end + 5)).contains(&dated.tokens.start)
                && matches!(dated.when, When::SameOf(_))
        });
        let times = before || elsewhen || (!reference && two.dated && one.period.is_some() && one.period != two.period);
        let earlier = self.dates[anchor.sentence]
            .iter()
            .any(|dated| matches!(dated.when, When::Earlier(..)) && dated.tokens.start >= anchor.at.end);
        (!times && !earlier).then_some((first, second))
    }

    /// "The slowest since 2013 (1.1%)": a value in brackets of the time in front of them.
    fn is_beside_date(&self, figure: usize) -> bool {
        let of = self.figure(figure);
        let bracket = of.raw.from.checked_sub(1).filter(|bracket| self.tokens[*bracket].is("("));
        bracket.is_some_and(|bracket| self.dates[of.sentence].iter().any(|dated| dated.tokens.end == bracket))
    }

    /// "The slowest growth since 2013 (1.1%)", "its third cut since September (1.5p in October)": told beside how long nothing was like it.
    pub(super) fn is_record(&self, figure: usize) -> bool {
        let of = self.figure(figure);
        let bracket = of.raw.from.checked_sub(1).filter(|bracket| self.tokens[*bracket].is("("));
        bracket.is_some_and(|bracket| {
            bracket > 1
                && self.dates[of.sentence].iter().any(|dated| {
                    dated.tokens.end == bracket
                        && dated.tokens.start > 0
                        && self.tokens[dated.tokens.start - 1].is("since")
                })
        })
    }

    /// "4.1 points above the national rate of 7.3%": what something else is set against.
    pub(super) fn is_reference(&self, figure: usize) -> bool {
        let of = self.figure(figure);
        self.is_beside_date(figure)
            || figure.checked_sub(1).is_some_and(|before| {
                let by = self.figure(before);
                let between = by.raw.tokens.end.min(of.raw.from)..of.raw.from;
                by.sentence == of.sentence
                    && matches!(by.cue.role, Role::By | Role::Gap)
                    && self.any(between.clone(), &["above", "below", "than", "over", "under"])
                    && !self.any(between, &[",", ";", "and", "but"])
            })
    }

    /// Two values of one unit in the sentence, or in the one before: the larger beside the smaller.
    pub(super) fn two_things(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let mut all = self.levels(anchor.sentence, anchor, fits);
        if all.len() < 2
            && anchor.sentence > 0
            && self.sentences[anchor.sentence - 1].paragraph == self.sentences[anchor.sentence].paragraph
        {
            let mut before = self.levels(anchor.sentence - 1, anchor, fits);
            before.append(&mut all);
            all = before;
        }
        // "Exports came to 17.8 billion. Imports were 11.4 billion. The surplus of": one of each sentence.
        if all.len() == 1
            && anchor.sentence > 1
            && self.sentences[anchor.sentence - 2].paragraph == self.sentences[anchor.sentence].paragraph
        {
            let mut before = self.levels(anchor.sentence - 2, anchor, fits);
            if before.len() == 1 {
                before.append(&mut all);
                all = before;
            }
        }
        let [one, two] = all.as_slice() else { return None };
        self.same_unit(*one, *two).then_some((*one, *two))
    }
}
