//! Orders that nothing puts into a number: "exceeded", "lower than".

use super::{Anchor, Link, Scene};
use crate::extract::cues::Role;
use crate::extract::figures::Measured;
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::{FALL, FRACTION, LEVEL, MULTIPLE, NUMERAL, ORDER, RISE};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::Figure;
use crate::quantity::Direction;

impl Scene<'_> {
    /// The order that a word states, and the word behind it, or behind its date: "exceeded", "lower than", "ahead of".
    fn order_at(&self, sentence: usize, at: usize) -> Option<(&'static str, &str)> {
        let range = self.range(sentence);
        let token = &self.tokens[at];
        // "Earned less in 2023 than".
        let dated = self.dates[sentence].iter().find(|dated| {
            dated.tokens.start > at
                && dated.tokens.start - at <= 2
                && self.tokens.get(dated.tokens.end).is_some_and(|than| than.is("than"))
        });
        let than = dated.map_or(at + 1, |dated| dated.tokens.end);
        let next = self.tokens.get(than).filter(|_| than < range.end).map_or("", |token| token.lower.as_ref());
        let sign = match token.lower.as_ref() {
            "missed" if self.any(at..range.end.min(at + 6), &["target", "goal", "forecast", "estimate"]) => "<",
            "passed" | "crossed" | "topped" | "broke"
                if next == "the" && self.any(at..range.end.min(at + 8), &["mark", "barrier", "threshold", "line"]) =>
            {
                ">"
            }
            // "Selangor, at RM9,983, came above Putrajaya with RM10,056".
            "above" | "below"
                if at > range.start
                    && matches!(self.tokens[at - 1].lower.as_ref(), "came" | "ranked" | "ranks" | "finished")
                    && self.names_next(at + 1) =>
            {
                if token.is("above") {
                    ">"
                } else {
                    "<"
                }
            }
            "ahead" if next == "of" && !self.any(at + 2..range.end.min(at + 3), &["schedule", "time"]) => ">",
            // "1,217 engines, short of the 1,246 units".
            "short"
                if next == "of"
                    && at > range.start
                    && self.tokens[at - 1].is(",")
                    && self
                        .tokens
                        .get(at + 2)
                        .is_some_and(|the| matches!(the.lower.as_ref(), "the" | "its" | "their")) =>
            {
                "<"
            }
            // "Fell short of the 240 million".
            "short"
                if next == "of"
                    && at > range.start
                    && matches!(
                        self.tokens[at - 1].lower.as_ref(),
                        "fell" | "falls" | "fall" | "falling" | "fallen" | "came" | "remained"
                    ) =>
            {
                "<"
            }
            // "With New South Wales well behind on 10.9 million": its own value, not that of the one ahead.
            "behind" if !matches!(next, "on" | "with" | "at" | "in" | "by" | ",") => "<",
            "beat" | "beats" | "beating"
                if self.any(
                    at + 1..range.end.min(at + 6),
                    &["consensus", "forecast", "forecasts", "target", "estimate", "estimates", "guidance", "record"],
                ) =>
            {
                ">"
            }
            // "The largest partner with 252.8 billion, followed by".
            "followed"
                if next == "by"
                    && self.any(range.start..at, &["largest", "biggest", "top", "highest", "led", "leading"]) =>
            {
                ">"
            }
            // "More people left (1.46 million) than arrived (1.18 million)".
            // "Indonesia (273.8m) has more inhabitants than Brazil (214.3m)".
            "more" | "fewer" | "less" | "larger" | "bigger" | "higher" | "greater" | "smaller" | "lower"
                if at > range.start && next != "than" && self.around_than(sentence, at) =>
            {
                if token.has(RISE) {
                    ">"
                } else {
                    "<"
                }
            }
            // "China exported more cars than Japan, 4.42 million against 3.83 million".
            "more" | "fewer" if next != "than" && self.trails(sentence, at) => {
                if token.is("more") {
                    ">"
                } else {
                    "<"
                }
            }
            "more" | "fewer" if at == range.start && self.two_in_brackets(sentence) => {
                if token.is("more") {
                    ">"
                } else {
                    "<"
                }
            }
            // "Bookings of 1,876m were outstripped by revenue of 1,954m".
            _ if token.has(ORDER)
                && next == "by"
                && at > range.start
                && matches!(self.tokens[at - 1].lower.as_ref(), "was" | "were" | "is" | "are" | "been" | "being") =>
            {
                "<"
            }
            _ if token.has(ORDER)
                && !matches!(
                    token.lower.as_ref(),
                    "trailed" | "trailing" | "lagged" | "passing" | "beat" | "beats"
                ) =>
            {
                ">"
            }
            "higher" | "more" | "larger" | "greater" | "bigger" | "faster" | "better"
                if next == "than" && self.names_next(than + 1) && !self.undone_by(than + 1) =>
            {
                ">"
            }
            "above" if matches!(next, "the" | "its" | "their" | "an" | "that" | "those") => ">",
            "lower" | "less" | "smaller" | "fewer" | "slower" if next == "than" && self.names_next(than + 1) => "<",
            "below" | "under" if matches!(next, "the" | "its" | "their" | "an" | "that" | "those") => "<",
            _ => return None,
        };
        Some((sign, next))
    }

    /// "Exceeded the 9.8 percent", "lower than the average of 6.1": an order that nothing puts into a number.
    /// `beside` are the figures that something was compared with already.
    pub(super) fn orders(
        &self,
        sentence: usize,
        told: &[(Option<usize>, Option<usize>)],
        beside: &[usize],
    ) -> Vec<Link> {
        let mut out: Vec<Link> = Vec::new();
        let range = self.range(sentence);
        for at in range.clone() {
            let token = &self.tokens[at];
            let Some((sign, next)) = self.order_at(sentence, at) else { continue };
            let amount = |figure: &usize| {
                self.figure(*figure).cue.role == Role::By && self.figure(*figure).raw.unit != Measured::Percent
            };
            let level = |figure: &usize| {
                !amount(figure)
                    && !matches!(self.figure(*figure).cue.role, Role::Gap)
                    && !matches!(
                        self.figure(*figure).raw.unit,
                        Measured::Times(_) | Measured::Points | Measured::BasisPoints
                    )
            };
            // What is in "more people left (1.46 million) than arrived (1.18 million)" behind "than".
            // Both values may stand behind the word: then what parts them.
            let trails =
                matches!(token.lower.as_ref(), "more" | "fewer") && next != "than" && self.trails(sentence, at);
            let around = token.has(RISE | FALL) && next != "than" && self.around_than(sentence, at);
            let at = if trails {
                self.figure(self.of[sentence].end - 1).raw.from - 1
            } else if at == range.start || around {
                range.clone().find(|than| *than > at && self.tokens[*than].is("than")).unwrap_or(at)
            } else {
                at
            };
            // "To exceed 30 million while the margin rose to 15.3%": what stands at the word is what it is of.
            let Some(second) = self.of[sentence]
                .clone()
                .find(|figure| self.figure(*figure).raw.tokens.start > at)
                .filter(|figure| self.figure(*figure).raw.from > at)
                .filter(|figure| self.figure(*figure).raw.from - at.min(self.figure(*figure).raw.from) <= 12)
                .filter(level)
            else {
                continue;
            };
            // "As a deficit of 87.4 billion outstripped receipts of 74.2": a balance right before the word.
            let gap = |figure: &usize| {
                self.figure(*figure).cue.role == Role::Gap
                    && (self.figure(*figure).raw.tokens.end..self.figure(*figure).raw.tokens.end + 3).contains(&at)
            };
            let before = self.of[sentence].clone().filter(|figure| level(figure) || gap(figure)).rev().find(|figure| {
                let compared =
                    beside.contains(figure) || out.iter().any(|link: &Link| link.figures.get(1) == Some(figure));
                !compared
                    && self.figure(*figure).cue.role != Role::Total
                    && self.figure(*figure).raw.tokens.end <= at
                    && self.same_unit(*figure, second)
                    && self.figure(*figure).cue.role != Role::From
            });
            // "This surpassed the 3 million mark": what the sentence before gave.
            let said = || {
                let above = sentence.checked_sub(1).filter(|above| {
                    self.sentences[*above].paragraph == self.sentences[sentence].paragraph
                        && self.figure(second).subject.is_empty()
                        && (self.tokens[range.start].is("the")
                            || self.any(
                                range.start..range.end.min(range.start + 3),
                                &["this", "that", "it", "they", "these", "those", "both", "which"],
                            ))
                })?;
                let mut near =
                    self.of[above].clone().filter(level).rev().filter(|figure| {
                        self.same_unit(*figure, second) && self.figure(*figure).cue.role != Role::From
                    });
                // "5.1 percent in the capital and 2.0 in the towns. The increase in the capital exceeded": any of them may be meant.
                let last = near.next();
                last.filter(|_| near.next().is_none())
            };
            // "Passed the 100,000 mark, reaching 104,310".
            let reached = || {
                self.of[sentence].clone().filter(level).find(|figure| {
                    let of = self.figure(*figure);
                    *figure > second
                        && self.same_unit(*figure, second)
                        && of.raw.from - self.figure(second).raw.tokens.end.min(of.raw.from) <= 8
                        && !self.any(self.figure(second).raw.tokens.end..of.raw.from, &[";", "while", "whereas", "but"])
                        && (self.tokens[of.raw.from - 1].has(LEVEL) || self.tokens[of.raw.from - 1].is("at"))
                })
            };
            let Some(first) = before.or_else(said).or_else(reached) else { continue };
            // What is twenty times as large is another thing.
            let (one, two) = (self.value(first).abs(), self.value(second).abs());
            if one > 20.0 * two || two > 20.0 * one {
                continue;
            }
            // "12 percent higher than": the order has a size.
            let sized =
                self.of[sentence].clone().any(|figure| {
                    self.figure(figure).raw.tokens.end <= at
                        && at - self.figure(figure).raw.tokens.end <= 3
                        && self.figure(figure).cue.against
                }) || self.worded[sentence].iter().any(|worded| worded.tokens.end <= at && at - worded.tokens.end <= 3);
            let known = told.iter().any(|(one, two)| {
                (*one == Some(first) && *two == Some(second)) || (*one == Some(second) && *two == Some(first))
            });
            let seen = out.iter().any(|link| link.figures == [first, second]);
            let apart = self.figure(first).sentence == sentence
                && self.figure(first).raw.tokens.end <= at
                && self.tokens[self.figure(first).raw.tokens.end..at]
                    .iter()
                    .any(|token| matches!(token.lower.as_ref(), ";" | "while" | "whereas" | "but"));
            // "It exceeded the 4.5% midpoint in three of the five years".
            let behind = self.figure(second).raw.tokens.end..range.end.min(self.figure(second).raw.tokens.end + 8);
            // "Lower than those to China and Poland combined (97.3 and 90.3)": a sum that is not printed.
            let combined = self.any(
                at..range.end.min(self.figure(second).raw.tokens.end + 8),
                &["combined", "together", "altogether", "jointly"],
            );
            let often = self.tokens[behind].windows(3).any(|three| {
                three[0].is("in") && three[1].has(NUMERAL) && matches!(three[2].lower.as_ref(), "of" | "out")
            });
            // "An average of 1.15%, below the government's 1.0% and 1.5%": a list beside one value.
            let listed = |figure: usize| self.in_list(figure).is_some_and(|(_, all)| all > 1);
            let uneven = listed(second) && !listed(first);
            // "Led with 2.0 per cent followed by Johor, which grew by 2.8 per cent": by what they grew is not what they are ranked by.
            // "A drop of 8.6% exceeded expectations of a 10.2% decline": which of two falls is the greater is read either way.
            let falls = |figure: usize| {
                let cue = self.figure(figure).cue;
                cue.role == Role::By && cue.direction == Some(Direction::Fall)
            };
            let moved =
                token.is("followed") && self.figure(second).cue.role == Role::By || falls(first) || falls(second);
            if sized || known || seen || apart || often || combined || uneven || moved {
                continue;
            }
            let template = format!("{{0}} {sign} {{1}}");
            out.push(self.unstated(Kind::Comparison, sentence, [first, second], template, Confidence::High));
        }
        out
    }

    /// "More people left (1.46 million) than arrived (1.18 million)": two values in brackets, one on each side of "than".
    fn two_in_brackets(&self, sentence: usize) -> bool {
        let range = self.range(sentence);
        let Some(than) = range.clone().find(|at| self.tokens[*at].is("than")) else { return false };
        let [one, two] = self.of[sentence].clone().collect::<Vec<_>>()[..] else { return false };
        let bracket = |figure: usize| self.tokens[self.figure(figure).raw.from - 1].is("(");
        (range.start + 2..than).contains(&self.figure(one).raw.from)
            && self.figure(two).raw.from > than
            && bracket(one)
            && bracket(two)
    }

    /// "Indonesia (273.8m) has more inhabitants than Brazil (214.3m)": two values in brackets, one on each side of "more … than".
    fn around_than(&self, sentence: usize, at: usize) -> bool {
        let end = self.range(sentence).end;
        let Some(than) = (at + 1..end.min(at + 14)).find(|at| self.tokens[*at].is("than")) else {
            return false;
        };
        let [one, two] = self.of[sentence].clone().collect::<Vec<_>>()[..] else { return false };
        let bracket = |figure: usize| {
            let from = self.figure(figure).raw.from;
            self.any(from.saturating_sub(1)..from, &["(", "where", "with"])
        };
        let (first, second) = (self.figure(one).raw.tokens.end, self.figure(two).raw.from);
        let before = first < at && (bracket(one) && at - first <= 5 || at - first <= 9);
        // "A smaller share in Kenya (8.4%) than in Rwanda (6.1%)".
        let inside = self.figure(one).raw.from > at && first < than && bracket(one);
        (before || inside) && second > than && second - than <= 5 && bracket(two)
    }

    /// Whether the only two values of a sentence stand behind "more … than", set against one another.
    fn trails(&self, sentence: usize, at: usize) -> bool {
        let Some(than) = (at + 1..at + 5).find(|at| self.tokens.get(*at).is_some_and(|token| token.is("than"))) else {
            return false;
        };
        let [one, two] = self.of[sentence].clone().collect::<Vec<_>>()[..] else { return false };
        let (first, second) = (self.figure(one), self.figure(two));
        first.raw.from > than
            && second.raw.from - first.raw.tokens.end.min(second.raw.from) <= 3
            && self.any(first.raw.tokens.end..second.raw.from, &["against", "versus", "vs"])
    }

    /// "Remittances (63.3 billion) exceeded investment (36.1 billion) by 75%": the two that the verb before "by" sets in order.
    pub(super) fn in_order(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let by = anchor.at.start.checked_sub(1).filter(|before| self.tokens[*before].is("by"))?;
        // "Fell short of the target of 3.9 trillion by 0.7 trillion".
        let missed =
            |at: usize| self.tokens[at].is("missed") || self.tokens[at].is("short") && self.tokens[at + 1].is("of");
        let verb = (anchor.clause.start..by).rev().find(|at| self.tokens[*at].has(ORDER) || missed(*at))?;
        let levels = self.levels(anchor.sentence, anchor, fits);
        // "Exports exceeded imports by 25 percent": both were named before.
        if !levels.iter().any(|figure| (anchor.clause.start..by).contains(&self.figure(*figure).raw.from)) {
            let one = self.named_by(&self.content(anchor.clause.start..verb), anchor, fits)?;
            let other = self.named_by(&self.content(verb + 1..by), anchor, fits)?;
            let once = self.figure(one).period == self.figure(other).period;
            return (one != other && once && self.same_unit(one, other)).then_some((one, other));
        }
        let first = levels.iter().copied().rev().find(|figure| self.figure(*figure).raw.tokens.end <= verb)?;
        let mut behind = levels.iter().copied().filter(|figure| (verb..by).contains(&self.figure(*figure).raw.from));
        let second = behind.next().filter(|second| self.same_unit(first, *second))?;
        behind.next().is_none().then_some((first, second))
    }

    /// "More than offset by a loss": not set in order, but undone.
    fn undone_by(&self, at: usize) -> bool {
        (at..at + 3).any(|at| self.tokens.get(at + 1).is_some_and(|by| by.is("by")))
            && self.tokens[at].kind == Piece::Word
            && (self.tokens[at].lower.ends_with("ed")
                || matches!(self.tokens[at].lower.as_ref(), "offset" | "made" | "eaten" | "outdone" | "undone"))
    }

    /// Whether a thing is named here, and no number: "than the rate of 6.1 percent".
    pub(super) fn names_next(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == Piece::Word
                && !token.has(MULTIPLE | FRACTION | NUMERAL)
                && !matches!(token.lower.as_ref(), "a" | "half")
        })
    }
}
