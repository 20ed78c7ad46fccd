//! From and to of a change: what the words tie, what stands alone, what holds.

use super::{Anchor, Pair, Scene, distance, earlier};
use crate::extract::cues::Role;
use crate::extract::dates::{Step, When, moved};
use crate::extract::figures::Measured;
use crate::extract::fits::{self, Shape, fits as could_be};
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexer::Token;
use crate::extract::lexicon::{FUNCTION, MOVE_NOUN, NUMERAL, PREPOSITION};
use crate::extract::model::Confidence;
use crate::extract::sentence::Figure;
use crate::extract::subject::agree;
use crate::period::{Period, Unit};
use crate::quantity::{Exact, Quantity};

impl<'a> Scene<'a> {
    /// From and to of a change.
    pub(super) fn pair(&self, anchor: &Anchor<'_>, shape: Option<Shape>, fits: &dyn Fn(&Figure) -> bool) -> Pair {
        let here = self.levels(anchor.sentence, anchor, fits);
        if let Some((from, to)) = self.in_its_place(anchor, &here) {
            return Pair { from: Some(from), to: Some(to), confidence: Confidence::High };
        }
        let wanted = self.wanted(anchor);
        let here: Vec<usize> = match wanted {
            // "Up 8 cents from a week ago": what it is measured from is of that time, and no other figure.
            Some(wanted) => here
                .into_iter()
                .filter(|figure| {
                    let of = self.figure(*figure);
                    // "More than in January, when the price was 19.55": what the time without a year leads to.
                    let led = wanted.is_none()
                        && of.dated
                        && of.period.is_none()
                        && (anchor.at.end..anchor.at.end + 16).contains(&of.raw.from);
                    of.cue.role != Role::From || (wanted.is_some() && of.period == wanted) || led
                })
                .collect(),
            None => here,
        };
        let here: Vec<usize> = here
            .into_iter()
            .filter(|figure| {
                !self.of_another(anchor, *figure) && !self.is_past_joint(anchor, *figure) && !self.is_record(*figure)
            })
            .collect();
        // "Had tripled, to 2,310, and the budget had grown to 1.9 from 1.2 million": the end that follows at once.
        let next_to = here.iter().copied().find(|figure| {
            let of = self.figure(*figure);
            of.cue.role == Role::To
                && of.raw.from >= anchor.at.end
                && of.raw.from - anchor.at.end <= 3
                && self.any(anchor.at.end..of.raw.from, &["to"])
        });
        // "RevPAR (+55.6% to $100.59) and rate (+8.9% to $116.08)": each in its own brackets.
        let bracket = anchor.at.start.checked_sub(1).filter(|open| next_to.is_some() && self.tokens[*open].is("("));
        let here: Vec<usize> = match bracket {
            Some(open) => here.into_iter().filter(|figure| self.figure(*figure).raw.from > open).collect(),
            None => here,
        };
        let here: Vec<usize> = match next_to {
            Some(to) => here
                .into_iter()
                .filter(|figure| {
                    let of = self.figure(*figure);
                    // "From 5.00% to 4.75% in April" has an end of its own.
                    let ended = of.cue.role == Role::From
                        && self.figures.get(*figure + 1).is_some_and(|next| {
                            next.cue.role == Role::To
                                && next.sentence == of.sentence
                                && next.raw.from - of.raw.tokens.end.min(next.raw.from) <= 2
                        });
                    // "From 336,000 to 264,000, and the loss was revised by 87,000 to 227,000": a movement told before is another.
                    let told = *figure < to
                        && of.raw.tokens.end <= anchor.at.start
                        && (of.cue.role == Role::To
                            || of.cue.role == Role::From && self.goes_on_to(*figure, *figure + 1))
                        && self.any(of.raw.tokens.end..anchor.at.start, &["and", "while", ";"]);
                    !told && (*figure <= to || of.cue.role != Role::To && !ended)
                })
                .collect(),
            None => here,
        };
        let own: Vec<usize> =
            here.iter().copied().filter(|figure| self.figure(*figure).clause == anchor.clause).collect();
        if let Some((from, to)) = self.choose(&own, anchor) {
            // "Rose from 120 to 180 and 240, doubling in two years": of three values the two that it fits.
            let other = shape
                .filter(|_| here.iter().filter(|figure| self.same_unit(from, **figure)).count() > 2)
                .and_then(|shape| self.that_holds_among(&here, anchor, shape));
            // "From 2% to 4%, by 200 basis points, and to 5%, by another 100": which of them is meant is left open.
            let between = here.iter().any(|figure| {
                let of = self.figure(*figure);
                *figure != from
                    && *figure != to
                    && self.same_unit(from, *figure)
                    && (self.figure(to).raw.tokens.end..anchor.at.start).contains(&of.raw.from)
                    && of.raw.from > self.figure(from).raw.from
            });
            let (from, to) = other.unwrap_or((from, to));
            let doubtful = other.is_none() && (between || self.reaches_back(from, to, anchor.at.start));
            let confidence = if doubtful { Confidence::Low } else { Confidence::High };
            return Pair { from: Some(from), to: Some(to), confidence };
        }
        // What it is measured from stands in its clause, and the sentence gives one other value before it.
        let from: Vec<usize> =
            own.iter().copied().filter(|figure| self.figure(*figure).cue.role == Role::From).collect();
        if let [from] = from.as_slice() {
            let before: Vec<usize> = here
                .iter()
                .copied()
                .filter(|figure| {
                    *figure != *from
                        && self.same_unit(*figure, *from)
                        && self.figure(*figure).raw.from < anchor.at.start
                        && !self.spoken_for(*figure, anchor)
                })
                .collect();
            if let [to] = before.as_slice() {
                return Pair { from: Some(*from), to: Some(*to), confidence: Confidence::High };
            }
        }
        // "Whereas in the capital it fell by 1.1 points to 5.2%": what its own clause gives as the end is the end.
        let end = own.iter().copied().find(|figure| self.figure(*figure).cue.role == Role::To);
        let ends = |to: usize| end.is_none_or(|end| end == to);
        if let Some((from, to)) =
            shape.and_then(|shape| self.that_holds(anchor, shape, fits)).filter(|(_, to)| ends(*to))
        {
            return Pair { from: Some(from), to: Some(to), confidence: Confidence::High };
        }
        let free: Vec<usize> = here.iter().copied().filter(|figure| !self.spoken_for(*figure, anchor)).collect();
        // "The loss narrowed to 14.2 from 39.8; earnings improved 11% to 318": what another movement starts from.
        let of_other = |from: usize| {
            let one = self.figure(from);
            one.clause != anchor.clause
                && self.of[anchor.sentence].clone().any(|to| {
                    let two = self.figure(to);
                    to != from
                        && Some(to) != end
                        && two.clause == one.clause
                        && two.cue.role == Role::To
                        && self.same_unit(from, to)
                })
        };
        let taken = |from: usize| end.is_some() && self.figure(from).cue.role == Role::From && of_other(from);
        if let Some((from, to)) = self.choose(&free, anchor).filter(|(from, to)| ends(*to) && !taken(*from)) {
            // Across clauses only where the sentence has no other values of the unit.
            let alone = free.iter().filter(|figure| self.same_unit(from, **figure)).count() == 2;
            let told = self.figure(from).cue.role == Role::From;
            let here = own.is_empty() || own.contains(&from) || own.contains(&to);
            let tied = (self.concludes(anchor) || self.points_back(anchor)) && free.len() == 2
                || (own.contains(&from) && own.contains(&to))
                || (alone && told && here)
                || (alone && self.had_become(anchor, from, to))
                || (alone && own.contains(&to) && self.two_times(from, to) && self.apposed(anchor, to));
            return Pair {
                from: Some(from),
                to: Some(to),
                confidence: if tied { Confidence::High } else { Confidence::Low },
            };
        }
        // "(–8.0%": what stands in brackets is of its own sentence.
        if anchor.at.start.checked_sub(1).is_some_and(|before| self.tokens[before].is("("))
            && own.is_empty()
            && free.is_empty()
        {
            return Pair { from: None, to: None, confidence: Confidence::Low };
        }
        // "The deficit was 2.07 billion, up 101 million on the year": of the balance in front of it.
        let balance = self.of[anchor.sentence].clone().find(|figure| {
            let of = self.figure(*figure);
            of.cue.role == Role::Gap && of.clause == anchor.clause && of.raw.tokens.end <= anchor.at.start && fits(of)
        });
        if let Some(balance) = balance.filter(|_| own.is_empty() && free.is_empty()) {
            return Pair { from: None, to: Some(balance), confidence: Confidence::High };
        }
        if own.is_empty()
            && free.is_empty()
            && anchor.subject.is_empty()
            && let Some((from, to)) =
                self.said_before(anchor, fits).filter(|(from, to)| self.in_time(anchor, *from, *to))
        {
            let confidence = if self.points_back(anchor) { Confidence::High } else { Confidence::Low };
            return Pair { from: Some(from), to: Some(to), confidence };
        }
        let one = self.one(&own, anchor).or_else(|| self.one(&free, anchor));
        self.beyond(anchor, one, fits)
    }

    /// "Up 2 percent from 2016, and 14.2 billion bushels of corn", "0.3% more than a year ago, and 2.61 million in the year": behind the joint
    /// another thing is told of.
    fn is_past_joint(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        let of = self.figure(figure);
        if of.sentence != anchor.sentence || of.raw.from < anchor.at.end {
            return of.sentence == anchor.sentence && self.is_of_whole(anchor, figure);
        }
        let between = anchor.at.end..of.raw.from;
        // "Sales grew 55.2%; expenses fell to 1.6 from 1.8 million": items of a list.
        let listed = self.any(between.clone(), &[";"])
            && !self.any(between.clone(), &["it", "they", "this", "that", "had", "then"]);
        // "Dropped by 804 million to 1.2 billion: 225 million at home, against 487 million": parts of what it came to.
        let part = between.clone().find(|at| self.opens_parts(*at, anchor.sentence)).is_some_and(|colon| {
            self.of[anchor.sentence].clone().any(|to| {
                let end = self.figure(to);
                end.cue.role == Role::To && (anchor.at.end..colon).contains(&end.raw.from) && self.same_unit(to, figure)
            })
        });
        let joint = between.clone().find(|at| {
            matches!(self.tokens[*at].lower.as_ref(), "and" | ";" | "while" | "whereas")
                && !self.dates[anchor.sentence].iter().any(|dated| dated.tokens.contains(at))
        });
        let past = joint.is_some_and(|joint| {
            // "6.9% less than it had guided to, and expects to reach 5m carats".
            let against = of.cue.role == Role::To && self.any(anchor.at.end..joint, &["than"]);
            // "An increase of 16% and more than the earlier range of 5.46".
            let more = self.tokens.get(joint + 1).is_some_and(|next| next.has(MOVE_NOUN))
                && self.tokens.get(joint + 2).is_some_and(|than| than.is("than"));
            !matches!(of.cue.role, Role::From | Role::To) || against || more
        });
        listed || part || past
    }

    /// Whether a colon stands here that opens parts: not that of "(2020: 143.2)".
    fn opens_parts(&self, at: usize, sentence: usize) -> bool {
        self.tokens[at].is(":") && !self.dates[sentence].iter().any(|dated| dated.tokens.end == at)
    }

    /// "Came to 53.7 million: 47.9 million through coastal ports, up 6.7%": the whole in front of the colon, for a change of a part behind it.
    fn is_of_whole(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        let end = self.figure(figure).raw.tokens.end;
        let colon = |range: std::ops::Range<usize>| range.into_iter().any(|at| self.opens_parts(at, anchor.sentence));
        end <= anchor.at.start
            && colon(end..anchor.at.start)
            && self.of[anchor.sentence].clone().any(|own| {
                let own_end = self.figure(own).raw.tokens.end;
                own > figure
                    && own_end <= anchor.at.start
                    && self.same_unit(own, figure)
                    && !colon(own_end..anchor.at.start)
            })
    }

    /// "Fell 4% in the quarter to 480 and 8% over the year from 520": what stands behind a second change is of that one.
    fn of_another(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        let (Some(own), of) = (anchor.figure, self.figure(figure)) else { return false };
        // "A drop of 3.8%, and compared with the 40.2 of 2021 one of 11.9%".
        let next = of.sentence == anchor.sentence
            && of.cue.role == Role::From
            && of.raw.from >= anchor.at.end
            && self.tokens[anchor.at.end..of.raw.from]
                .windows(2)
                .any(|pair| pair[0].is("and") && pair[1].is("compared"));
        if next {
            return true;
        }
        self.of[anchor.sentence].clone().filter(|other| *other > own && *other < figure).any(|other| {
            let by = self.figure(other);
            // "And 8% over the year", "and $40 billion, or 8%, over the year".
            let before = |figure: usize, word: &str| {
                self.figure(figure).raw.from.checked_sub(1).is_some_and(|at| self.tokens[at].is(word))
            };
            let again = |figure: usize| figure < self.of[anchor.sentence].end && before(figure, "or");
            let head = if again(other) { other - 1 } else { other };
            let listed = before(head, "and")
                && (by.raw.unit == Measured::Percent && self.figure(own).raw.unit == Measured::Percent
                    || again(other + 1) && again(own + 1));
            (by.cue.role == Role::By || listed)
                && !(by.cue.again && other == own + 1)
                && self.same_unit(own, other)
                && self.any(anchor.at.end..by.raw.from.max(anchor.at.end), &["and"])
                && of.sentence == anchor.sentence
                && self.in_list(own).is_none_or(|(_, length)| length < 2)
        })
    }

    /// "Rose by 7.6% and 6.0% respectively, exports from 40.5 to 43.6 and imports from 38.2 to 40.5": the movement in its place.
    fn in_its_place(&self, anchor: &Anchor<'_>, here: &[usize]) -> Option<(usize, usize)> {
        let own = anchor.figure.filter(|_| self.any(self.range(anchor.sentence), &["respectively"]))?;
        let (place, length) = self.in_list(own).filter(|(_, length)| *length >= 2)?;
        let moves: Vec<(usize, usize)> = here
            .iter()
            .filter(|from| {
                let next = self.figures.get(**from + 1);
                self.figure(**from).cue.role == Role::From
                    && here.contains(&(**from + 1))
                    && next.is_some_and(|next| next.cue.role == Role::To)
            })
            .map(|from| (*from, *from + 1))
            .collect();
        (moves.len() == length).then(|| moves[place])
    }

    /// Whether two values are the same thing's at two times that the text names.
    fn two_times(&self, from: usize, to: usize) -> bool {
        let (one, two) = (self.figure(from), self.figure(to));
        one.dated && two.dated && earlier(one.period, two.period) == Some(true) && agree(&one.subject, &two.subject)
    }

    /// Whether the change follows its end at once: "it amounted to 1,037 million on 31 December 2023, a decrease of".
    pub(super) fn apposed(&self, anchor: &Anchor<'_>, to: usize) -> bool {
        let end = self.figure(to).raw.tokens.end;
        if end > anchor.at.start {
            return false;
        }
        let comma = (end..anchor.at.start).rev().find(|at| matches!(self.tokens[*at].lower.as_ref(), "," | "–" | "—"));
        let Some(comma) = comma else { return false };
        let dated = |at: usize| self.dates[anchor.sentence].iter().any(|dated| dated.tokens.contains(&at));
        let plain = |token: &Token<'_>| token.has(PREPOSITION) || matches!(token.lower.as_ref(), "the" | "end");
        let between = (end..comma).all(|at| dated(at) || plain(&self.tokens[at]));
        between && self.tokens[comma + 1..anchor.at.start].iter().all(|token| token.has(FUNCTION | MOVE_NOUN))
    }

    /// "The rent was 640 in 2013; by 2023 the rent had tripled to 1,290": the same thing, counted from then.
    pub(super) fn had_become(&self, anchor: &Anchor<'_>, from: usize, to: usize) -> bool {
        let (one, two) = (self.figure(from), self.figure(to));
        // A statement may start before its clause.
        let start = anchor.clause.start.min(anchor.at.start);
        let verb = self.any(anchor.at.start.saturating_sub(3).max(start)..anchor.at.start, &["had"]);
        let from_here = self.content(start..anchor.at.start);
        let there = self.content(self.range(one.sentence).start.min(one.raw.from)..one.raw.from);
        verb && two.cue.role == Role::To
            && one.raw.tokens.end <= anchor.clause.start
            && one.dated
            && one.period.is_some()
            && two.period.is_some()
            && one.period != two.period
            && from_here.iter().any(|word| there.contains(word))
    }

    /// "Fell by 4.3 percent to 27,340, against 31,870 in 2015", "after an all-time high of": what a value is set against further back than
    /// the change before it.
    fn reaches_back(&self, from: usize, to: usize, at: usize) -> bool {
        let (one, two) = (self.figure(from), self.figure(to));
        // "46.3 dollars, a 26.8 percent drop from its peak of 58.7": the change stands between them.
        let between = (two.raw.tokens.end..one.raw.from).contains(&at) && self.any(at..one.raw.from, &["from"]);
        if one.sentence != two.sentence || one.raw.from < two.raw.tokens.end || between {
            return false;
        }
        let between = two.raw.tokens.end..one.raw.from;
        if self
            .any(between.clone(), &["high", "peak", "record", "low", "touched", "peaked", "hit", "topped", "bottomed"])
        {
            return true;
        }
        let set = self.any(between, &["against", "after", "been", "compared", "versus"]);
        let step = match (one.period, two.period) {
            (Some(Period::One(then)), Some(Period::One(now))) => {
                then.years_to(now) == Some(Exact::ONE)
                    || [Step::Quarter, Step::Month, Step::Year].iter().any(|step| moved(now, -1, *step) == Some(then))
            }
            _ => true,
        };
        set && one.dated && two.cue.role == Role::To && !step
    }

    /// The period that a change is measured from, where the words behind it name it: "more than a year earlier", "from a week ago".
    pub(super) fn wanted(&self, anchor: &Anchor<'_>) -> Option<Option<Period>> {
        let end = self.range(anchor.sentence).end;
        let governs = (anchor.at.end..end.min(anchor.at.end + 4)).find(|at| {
            matches!(
                self.tokens[*at].lower.as_ref(),
                "than" | "from" | "on" | "over" | "against" | "compared" | "versus"
            )
        })?;
        let dated = self.dates[anchor.sentence]
            .iter()
            .find(|dated| dated.tokens.start > governs && dated.tokens.start <= governs + 5)?;
        let plain = self.tokens[governs + 1..dated.tokens.start].iter().all(|token| {
            token.kind == Piece::Word
                && (token.has(FUNCTION | NUMERAL) || matches!(token.lower.as_ref(), "end" | "level"))
        });
        if !plain {
            return None;
        }
        let at = match anchor.period {
            Some(Period::One(unit) | Period::Span(_, Some(unit))) => Some(unit),
            _ => None,
        };
        Some(dated.period(at))
    }

    /// Where the words leave open which figures are meant, those that what is stated can be of: near, of one unit, in the order of time.
    pub(super) fn that_holds(
        &self,
        anchor: &Anchor<'_>,
        shape: Shape,
        fits: &dyn Fn(&Figure) -> bool,
    ) -> Option<(usize, usize)> {
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let first = (0..anchor.sentence)
            .rev()
            .take(2)
            .take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .last()
            .unwrap_or(anchor.sentence);
        let last = (anchor.sentence + 1).min(self.sentences.len() - 1);
        let near: Vec<usize> = (first..=last)
            .filter(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .flat_map(|sentence| self.levels(sentence, anchor, fits))
            .collect();
        self.that_holds_among(&near, anchor, shape)
    }

    /// The same among these.
    fn that_holds_among(&self, near: &[usize], anchor: &Anchor<'_>, shape: Shape) -> Option<(usize, usize)> {
        // A sentence with very many figures is a table; nobody means one pair of all.
        if near.len() < 2 || near.len() > 16 {
            return None;
        }
        let stated = fits::stated(shape, &Quantity::parse(&anchor.stated).ok()?);
        let mut best: Option<(usize, (usize, usize))> = None;
        for from in near {
            for to in near {
                let ordered =
                    shape == Shape::Share || earlier(self.figure(*from).period, self.figure(*to).period) != Some(false);
                if from == to
                    || !ordered
                    || !self.same_unit(*from, *to)
                    || !could_be(shape, self.figure(*from).range, self.figure(*to).range, &stated)
                {
                    continue;
                }
                let far = distance(&self.figure(*from).raw.tokens, &anchor.at)
                    + distance(&self.figure(*to).raw.tokens, &anchor.at);
                let wrong_way = usize::from(self.figure(*from).cue.role == Role::To)
                    + usize::from(self.figure(*to).cue.role == Role::From);
                let cost = far + wrong_way * 30;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, (*from, *to)));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// The one value of a change that its sentence gives.
    pub(super) fn one(&self, among: &[usize], anchor: &Anchor<'_>) -> Option<usize> {
        among.iter().copied().min_by_key(|figure| {
            let of = self.figure(*figure);
            let tied = matches!(of.cue.role, Role::From | Role::To);
            (!tied, distance(&of.raw.tokens, &anchor.at))
        })
    }

    /// From and to among the values of a clause or sentence, if they can be told.
    pub(super) fn choose(&self, among: &[usize], anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let near = |role: Role, with: Option<usize>| {
            let fitting = among.iter().copied().filter(|figure| {
                self.figure(*figure).cue.role == role
                    && with.is_none_or(|with| with != *figure && self.same_unit(with, *figure))
            });
            // What a change is measured from stands behind it more often than before.
            fitting.min_by_key(|figure| {
                distance(&self.figure(*figure).raw.tokens, &anchor.at)
                    + if self.figure(*figure).raw.from < anchor.at.start { 6 } else { 0 }
            })
        };
        // "In Asia from 318 to 414, 30.2% more, and in Europe from 369 to 405": what was told whole before it, unless "from" follows at once.
        let follows = among.iter().any(|figure| {
            self.figure(*figure).cue.role == Role::From
                && self.figure(*figure).raw.from >= anchor.at.end
                && self.figure(*figure).raw.from - anchor.at.end <= 3
                && !self.any(anchor.at.end..self.figure(*figure).raw.from, &[",", "and", ";"])
        });
        let told = among.windows(2).rev().find(|pair| {
            let (from, to) = (self.figure(pair[0]), self.figure(pair[1]));
            from.cue.role == Role::From
                && to.cue.role == Role::To
                && to.raw.tokens.end <= anchor.at.start
                && from.sentence == anchor.sentence
                && self.same_unit(pair[0], pair[1])
                // "And averaged 6.5 percent, 0.3 points less than".
                && !among.iter().any(|other| {
                    let of = self.figure(*other);
                    of.cue.role == Role::Level
                        && of.cue.stands
                        && self.same_unit(pair[0], *other)
                        && (to.raw.tokens.end..anchor.at.start).contains(&of.raw.from)
                })
        });
        if let Some(pair) = told.filter(|_| !follows) {
            return Some((pair[0], pair[1]));
        }
        if let Some(from) = near(Role::From, None) {
            // "From A to B" are one another's.
            let to = Some(from + 1).filter(|to| {
                among.contains(to)
                    && self.same_unit(from, *to)
                    && self.figure(*to).cue.role == Role::To
                    && self.goes_on_to(from, *to)
            });
            // "Fell to 6.4 percent and averaged 6.5 percent, 0.3 points less than": the value that stands closest.
            let nearer = |to: &usize| {
                !among.iter().any(|other| {
                    let of = self.figure(*other);
                    *other != from
                        && of.cue.role == Role::Level
                        && of.cue.stands
                        && self.same_unit(from, *other)
                        && (self.figure(*to).raw.tokens.end..anchor.at.start).contains(&of.raw.from)
                })
            };
            let to = to.or_else(|| near(Role::To, Some(from)).filter(nearer)).or_else(|| {
                // What stands before "up from" is what it came to.
                let levels = among
                    .iter()
                    .copied()
                    .filter(|figure| {
                        self.figure(*figure).raw.from < anchor.at.start
                            || *figure < from
                            || self.figure(*figure).cue.stands
                            || self.figure(*figure).raw.unit == Measured::Rank
                    })
                    .filter(|figure| {
                        matches!(self.figure(*figure).cue.role, Role::Level | Role::Total)
                            && *figure != from
                            && self.same_unit(from, *figure)
                    });
                levels.min_by_key(|figure| (*figure > from, distance(&self.figure(*figure).raw.tokens, &anchor.at)))
            });
            if let Some(to) = to {
                return Some((from, to));
            }
        }
        // Two values of one unit, told apart by their periods.
        let (one, two) = match among {
            [one, two] => (*one, *two),
            _ => return None,
        };
        if !self.same_unit(one, two) {
            return None;
        }
        match earlier(self.figure(one).period, self.figure(two).period) {
            Some(true) if self.figure(two).cue.role != Role::From => Some((one, two)),
            Some(false) if self.figure(one).cue.role != Role::From => Some((two, one)),
            Some(_) => None,
            None => {
                let (first, second) = (self.figure(one).cue.role, self.figure(two).cue.role);
                match (first, second) {
                    (Role::To, Role::Level) => Some((two, one)),
                    (Role::Level, Role::To) => Some((one, two)),
                    _ => None,
                }
            }
        }
    }

    /// Whether a change of a period can be one between these two values.
    pub(super) fn in_time(&self, anchor: &Anchor<'_>, from: usize, to: usize) -> bool {
        let (from, to) = (self.figure(from).period, self.figure(to).period);
        // "Compared with the previous year, they were down": from then, and no other time.
        let compared = self.dates[anchor.sentence].iter().find(|dated| matches!(dated.when, When::Earlier(..)));
        if let (Some(dated), Some(Period::One(end)), Some(start)) = (compared, to, from)
            && dated.period(Some(end)).is_some_and(|period| period != start)
        {
            return false;
        }
        match anchor.period.filter(|_| anchor.dated) {
            Some(Period::One(unit)) => {
                let ends = to.is_none_or(|to| to == Period::One(unit));
                let starts = match (from, unit) {
                    (Some(Period::One(Unit::Year(from))), Unit::Year(year)) => from + 1 == year,
                    _ => true,
                };
                ends && starts
            }
            Some(Period::Span(Some(first), Some(last))) => {
                from.is_none_or(|from| from == Period::One(first)) && to.is_none_or(|to| to == Period::One(last))
            }
            _ => true,
        }
    }

    /// Whether two values may be of two times.
    pub(super) fn differ(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.figure(one), self.figure(other));
        one.period.is_none() || other.period.is_none() || one.period != other.period || !one.dated
    }

    /// The period that the other end of a change has, where the text says so: the year before.
    pub(super) fn expected(&self, anchor: &Anchor<'_>, one: usize) -> Option<Period> {
        let to_end = self.figure(one).cue.role != Role::From;
        let earlier = self.dates[anchor.sentence].iter().find(|dated| matches!(dated.when, When::Earlier(..)));
        if let (Some(dated), true, Some(Period::One(unit))) = (earlier, to_end, self.figure(one).period) {
            return dated.period(Some(unit));
        }
        match (anchor.period, self.figure(one).period) {
            (Some(Period::Span(Some(from), Some(to))), _) => Some(Period::One(if to_end { from } else { to })),
            _ => None,
        }
    }
}
