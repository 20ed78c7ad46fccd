//! When a change is said of something else than the values near it, or on another basis.

use std::ops::Range;

use super::{Anchor, Link, Scene, earlier};
use crate::extract::cues::Role;
use crate::extract::dates::{Step, When, moved};
use crate::extract::figures::Measured;
use crate::extract::fits::{self, Shape, fits as could_be};
use crate::extract::lexer::{Kind as Piece, Token};
use crate::extract::lexicon::{ANY_VERB, CLAUSE, FALL, MOVE_NOUN, PREPOSITION, RISE};
use crate::extract::model::Kind;
use crate::extract::subject::stem;
use crate::period::Period;
use crate::quantity::Quantity;

/// Words of a change that are of anything; words come without an s at their end.
const OF_ANYTHING: &[&str] = &[
    "average",
    "value",
    "term",
    "year-on-year",
    "rate",
    "change",
    "percent",
    "year",
    "figure",
    "amount",
    "number",
    "level",
    "period",
    "total",
    "record",
    "further",
    "share",
    "margin",
    "cumulative",
    "relative",
    "nominal",
    "compound",
    "annual",
    "cagr",
    "gap",
    "difference",
    "lead",
    "spread",
    "trade",
    "producing",
    "leaving",
    "giving",
    "making",
    "deficit",
    "surplu",
    "balance",
    "shortfall",
    "excess",
    "equivalent",
    "fiscal",
    "budget",
    "merchandise",
    "resulting",
    "overall",
    "corresponding",
];

impl<'a> Scene<'a> {
    /// Whether the change is said of something else than its values are of: "Sales rose from 4.3 to 4.8 billion, with exports up 19 percent",
    /// "employment rose from 21 to 22 million, while unemployment halved".
    pub(super) fn is_foreign(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        figures.len() >= 2
            && (self.is_of_namesake(anchor, figures)
                || self.stands_before_another(anchor, figures)
                || self.is_elided(anchor, figures)
                || self.is_owned(anchor, figures)
                || self.is_cause(anchor, figures)
                || self.is_of_nearest(anchor, figures)
                || self.is_elsewhen(anchor, figures)
                || self.is_on_another_basis(anchor, figures)
                || self.names_another(anchor, figures))
    }

    /// "And that of primary schools alone by 8%": of another thing of the same name.
    fn is_of_namesake(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        (anchor.clause.start.max(1)..anchor.at.start).rev().take(12).any(|at| {
            matches!(self.tokens[at].lower.as_ref(), "that" | "those")
                && self.tokens.get(at + 1).is_some_and(|of| of.is("of"))
                && matches!(self.tokens[at - 1].lower.as_ref(), "and" | "," | "while" | "whereas" | "but")
                && figures.iter().all(|figure| self.figure(*figure).raw.tokens.end < at)
        })
    }

    /// "Cash fell 8% in 2023, and its share of payments from 22% to 18%": another thing's movement.
    fn stands_before_another(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let behind = figures.iter().map(|figure| self.figure(*figure).raw.from).min().unwrap_or(0);
        let Some(and) = (anchor.at.end..behind).find(|at| self.tokens[*at].is("and")) else { return false };
        let own =
            self.dates[anchor.sentence].iter().all(|dated| dated.tokens.end <= and || dated.tokens.start >= behind);
        own && self.of[anchor.sentence].clone().all(|figure| {
            let of = self.figure(figure).raw.from;
            of < and || of >= behind
        }) && self.any(and + 1..behind, &["its", "their", "his", "her", "the", "that", "those"])
            && !self.content(and + 1..behind).is_empty()
    }

    /// "To 12.9% from 10.5%, and health outlays by 1.1 points, to 7.8%": a verb that is left out is another thing's.
    fn is_elided(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let Some(by) = anchor.at.start.checked_sub(1).filter(|by| self.tokens[*by].is("by")) else { return false };
        (by.saturating_sub(6)..by).rev().find(|at| self.tokens[*at].is("and")).is_some_and(|and| {
            let thing = &self.tokens[and + 1..by];
            !thing.is_empty()
                && thing.iter().all(|token| token.kind == Piece::Word && !token.has(ANY_VERB | RISE | FALL))
                && !self.content(and + 1..by).is_empty()
                && figures.iter().any(|figure| self.figure(*figure).raw.tokens.end <= and)
        })
    }

    /// "From 336,000 to 264,000, and December's loss of 140,000": of its owner.
    fn is_owned(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let at = anchor.at.start;
        let owned = at >= 3
            && self.tokens[at - 1].is("of")
            && self.tokens[at - 2].has(MOVE_NOUN)
            && (self.tokens[at - 3].lower.ends_with("'s") || self.tokens[at - 3].lower.ends_with("’s"));
        owned
            && figures.iter().all(|figure| {
                let end = self.figure(*figure).raw.tokens.end;
                end <= at && self.any(end..at, &["and", "while", ";"])
            })
    }

    /// "The surplus narrowed to 18 from 24 billion, as a 9 billion fall in the surplus in goods was offset": a cause of the change.
    fn is_cause(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        self.any(
            anchor.at.start.saturating_sub(3).max(anchor.clause.start.min(anchor.at.start))..anchor.at.start,
            &["as", "after", "despite", "amid", "because", "offset"],
        ) && self.tokens.get(anchor.at.end).is_some_and(|noun| noun.has(MOVE_NOUN))
            && self.tokens.get(anchor.at.end + 1).is_some_and(|of| matches!(of.lower.as_ref(), "in" | "of"))
            && figures.iter().all(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start)
    }

    /// "42.0 TWh, 5% less than the 44.2 of 2022, at a price of 95 euros, 12% more than in 2022": of what stands right before it.
    fn is_of_nearest(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        anchor.figure.and_then(|own| own.checked_sub(1)).is_some_and(|before| {
            let of = self.figure(before);
            of.sentence == anchor.sentence
                && of.raw.unit.is_amount()
                && matches!(of.cue.role, Role::Level | Role::To)
                && (1..=2).contains(&(anchor.at.start - of.raw.tokens.end.min(anchor.at.start)))
                && matches!(self.tokens[of.raw.tokens.end].text, "," | "(" | "–" | "—")
                && (figures.iter().all(|figure| {
                    self.figure(*figure).raw.tokens.end <= of.raw.from && !self.same_unit(*figure, before)
                })
                    // "Grew 13.5% to 226,318, comprising 188,784 domestic flights, up 16.1%".
                    || figures.first() == Some(&before)
                        && figures[1] < before
                        && of.cue.role == Role::Level
                        && self.any(
                            of.raw.from.saturating_sub(3).max(self.range(of.sentence).start)..of.raw.from,
                            &["comprising", "including", "which", "whom", "with"],
                        ))
        })
    }

    /// Where the words begin that say what a change is of: behind the last joint before it.
    fn joint(&self, anchor: &Anchor<'_>) -> Option<usize> {
        (anchor.clause.start..anchor.at.start).rev().find(|at| {
            matches!(
                self.tokens[*at].lower.as_ref(),
                "," | ";" | "and" | "with" | "while" | "but" | "as" | ":" | "although"
            )
        })
    }

    /// "And, the year before, by 9.1%", "after having risen by 4% in the first half", "and then by 3%": of another time.
    fn is_elsewhen(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let start = self.joint(anchor).map_or(anchor.clause.start, |at| at + 1).min(anchor.at.start);
        let elsewhen = self.dates[anchor.sentence].iter().any(|dated| {
            matches!(dated.when, When::Earlier(..))
                && dated.tokens.end <= anchor.at.start
                && anchor.at.start - dated.tokens.end <= 3
                && self.tokens[dated.tokens.end].is(",")
        });
        let having = self.tokens[start..anchor.at.start].windows(2).any(|pair| {
            pair[0].is("after")
                && (matches!(pair[1].lower.as_ref(), "having" | "rising" | "falling" | "growing" | "an" | "a"))
        }) && figures.iter().all(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start);
        elsewhen || having || self.any(start..anchor.at.start, &["then", "subsequently"])
    }

    /// "Hours were up 12%; per employee they came to 9.4", "up 3% among the young".
    fn is_on_another_basis(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let per = figures.iter().any(|figure| {
            let of = self.figure(*figure);
            of.sentence == anchor.sentence
                && of.clause != anchor.clause
                && self.any(of.clause.start..of.raw.from.max(of.clause.start), &["per"])
        });
        per || self.any(anchor.at.end..self.range(anchor.sentence).end.min(anchor.at.end + 2), &["among"])
    }

    /// Whether what stands between the last joint and the change names another thing than its values are of.
    fn names_another(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let joint = self.joint(anchor);
        let start = joint.map_or(anchor.clause.start, |at| at + 1);
        let dated = |word: &&str| {
            self.dates[anchor.sentence]
                .iter()
                .any(|dated| self.tokens[dated.tokens.clone()].iter().any(|token| stem(&token.lower) == *word))
        };
        let named: Vec<&str> = self
            .content(start.min(anchor.at.start)..anchor.at.start)
            .into_iter()
            .filter(|word| !OF_ANYTHING.contains(word) && !word.contains('.') && !dated(word))
            .collect();
        // Only what was told before the joint can be of something else; "this", "which" and "it" point back to it.
        let before = figures.iter().all(|figure| {
            let of = self.figure(*figure);
            of.sentence == anchor.sentence && of.raw.tokens.end <= start
        });
        let stretch = &self.tokens[start.min(anchor.at.start)..anchor.at.start];
        // "That of the capital" is another thing.
        let points = stretch.iter().enumerate().any(|(place, token)| {
            matches!(token.lower.as_ref(), "this" | "it" | "which" | "they" | "these")
                || (token.is("that") && !stretch.get(place + 1).is_some_and(|next| next.is("of")))
        });
        // "Which implies a rise in the deflator of": the change says itself what it is of.
        let of_own = stretch.windows(2).position(|pair| pair[0].has(MOVE_NOUN) && pair[1].is("in"));
        if let (true, Some(place)) = (points, of_own) {
            let from = start.min(anchor.at.start) + place + 2;
            let own = self.content(from..anchor.at.start);
            let elsewhere = figures.iter().all(|figure| {
                let of = self.figure(*figure);
                let around = self.content(self.range(of.sentence).start..of.raw.from);
                !own.iter().any(|word| around.contains(word) || of.subject.split(' ').any(|known| stem(known) == *word))
            });
            return !own.is_empty() && elsewhere;
        }
        // "The population had thus grown by": it follows from the only two values of the sentence.
        let only = figures.len() == 2
            && self.concludes(anchor)
            && figures.iter().all(|figure| self.figure(*figure).sentence == anchor.sentence)
            && self.of[anchor.sentence].len() == 2 + usize::from(anchor.figure.is_some());
        if named.is_empty() || !before || points || only {
            return false;
        }
        // "3.0% bigger, leaving service revenue up 1.9%": what is left is another thing, of the same words in part.
        let left = stretch.first().is_some_and(|first| matches!(first.lower.as_ref(), "leaving" | "taking"));
        if left
            && figures.iter().all(|figure| {
                let of = self.figure(*figure);
                named.iter().any(|word| !of.subject.split(' ').any(|own| stem(own) == *word))
            })
        {
            return true;
        }
        // "Tickets sold fell from 95.7 to 90.1 million, while the price of a ticket rose": another subject, of the same words in part.
        let parted = joint.is_some_and(|joint| self.tokens[joint].has(CLAUSE));
        if parted
            && figures.iter().all(|figure| {
                let of = self.figure(*figure);
                of.clause != anchor.clause
                    && named.iter().any(|word| !of.subject.split(' ').any(|own| stem(own) == *word))
            })
        {
            return true;
        }
        !figures.iter().any(|figure| {
            let of = self.figure(*figure);
            let range = self.range(of.sentence);
            let around = self.content(range.start..of.raw.from.max(range.start));
            named.iter().any(|word| {
                of.subject.split(' ').any(|own| stem(own) == *word)
                    || (of.sentence != anchor.sentence || of.raw.from < start) && around.contains(word)
            })
        })
    }

    /// Whether what is stated holds of two other figures near: then they are meant more likely than that it is wrong.
    pub(in crate::extract) fn fits_others(&self, link: &Link) -> bool {
        // "From 40 to 44 billion, or by 12 percent" leaves nothing open.
        let told = match link.figures[..] {
            [from, to] => {
                let (one, two) = (self.figure(from), self.figure(to));
                (one.cue.role, two.cue.role) == (Role::From, Role::To)
                    && one.sentence == link.sentence
                    && two.sentence == link.sentence
            }
            _ => false,
        };
        if told {
            return false;
        }
        let Ok(stated) = Quantity::parse(&link.stated) else { return false };
        let percent = matches!(stated.unit(), crate::unit::Unit::Percent);
        let shape = match link.kind {
            Kind::PercentChange => Shape::Growth,
            Kind::PointChange | Kind::Difference => Shape::Difference,
            Kind::Comparison if percent => Shape::Growth,
            Kind::Ratio | Kind::Comparison => Shape::Ratio,
            Kind::Share => Shape::Share,
            _ => return false,
        };
        let spans = fits::stated(shape, &stated);
        let paragraph = self.sentences[link.sentence].paragraph;
        let last = (link.sentence + 1).min(self.sentences.len() - 1);
        let near: Vec<usize> = (link.sentence.saturating_sub(3)..=last)
            .filter(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .flat_map(|sentence| self.of[sentence].clone())
            .filter(|figure| {
                let of = self.figure(*figure);
                Some(*figure) != link.stated_by && !matches!(of.cue.role, Role::By | Role::Gap)
            })
            .collect();
        if near.len() > 16 {
            return false;
        }
        near.iter().any(|from| {
            near.iter().any(|to| {
                let same = link.figures.contains(from) && link.figures.contains(to);
                // One figure printed two ways is the slip itself.
                let replaced = [from, to].iter().any(|other| {
                    !link.figures.contains(other)
                        && link.figures.iter().any(|own| self.same_unit(*own, **other) && self.is_twin(*own, **other))
                });
                from != to
                    && !same
                    && !replaced
                    && self.same_unit(*from, *to)
                    && (shape == Shape::Share
                        || earlier(self.figure(*from).period, self.figure(*to).period) != Some(false))
                    && could_be(shape, self.figure(*from).range, self.figure(*to).range, &spans)
            })
        })
    }

    /// Whether one number looks like the other miswritten: two digits swapped, one digit wrong, or another scale.
    fn is_twin(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.figure(one).raw, &self.figure(other).raw);
        let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
        let (a, b) = (digits(&one.digits), digits(&other.digits));
        if a == b {
            return one.scale != other.scale;
        }
        let wrong = a.iter().zip(&b).filter(|(a, b)| a != b).count();
        let (mut sorted_a, mut sorted_b) = (a.clone(), b.clone());
        sorted_a.sort_unstable();
        sorted_b.sort_unstable();
        a.len() == b.len() && a.len() >= 3 && (wrong == 1 || wrong == 2 && sorted_a == sorted_b)
    }

    /// "Twice as much as the average and five times the 18,500": the value behind another multiple is of that one.
    pub(super) fn is_crossed(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let multiples = || {
            let words = self.worded[anchor.sentence].iter().map(|worded| worded.from);
            let digits = self.of[anchor.sentence]
                .clone()
                .filter(|figure| matches!(self.figure(*figure).raw.unit, Measured::Times(_)))
                .map(|figure| self.figure(figure).raw.from);
            words.chain(digits)
        };
        figures.iter().any(|figure| {
            let of = self.figure(*figure);
            of.sentence == anchor.sentence
                && multiples().any(|other| {
                    anchor.at.end <= other && other < of.raw.from && self.any(anchor.at.end..other, &["and"])
                })
        })
    }

    /// "240 billion in 2023, of which exports accounted for 129 billion, up 27%": two values of one time, of which none is where it started.
    pub(super) fn is_of_one_time(&self, figures: &[usize]) -> bool {
        let [one, two] = figures else { return false };
        let (one, two) = (self.figure(*one), self.figure(*two));
        let (start, end) = (one.raw.tokens.end.min(two.raw.tokens.end), one.raw.from.max(two.raw.from));
        // A value may be both of the two.
        let which = start.min(end)..end;
        one.sentence == two.sentence
            && one.period == two.period
            && one.cue.role != Role::From
            && two.cue.role != Role::From
            && self.tokens[which]
                .windows(2)
                .any(|pair| pair[0].is("of") && matches!(pair[1].text, "which" | "whom" | "them"))
    }

    /// Whether a share in words stands behind another figure than its part, or points back over other words: "wants 270, half the fleet",
    /// "3.0 million of the 5.0 million tonnes that it consumes, half of that from Ukraine".
    pub(super) fn is_loose_share(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        if anchor.figure.is_some() {
            return false;
        }
        let Some(last) = self.of[anchor.sentence].clone().rev().find(|figure| {
            let of = self.figure(*figure);
            of.raw.tokens.end <= anchor.at.start && of.raw.unit.is_amount()
        }) else {
            return false;
        };
        let between = &self.tokens[self.figure(last).raw.tokens.end..anchor.at.start];
        let apposed =
            between.first().is_some_and(|comma| matches!(comma.text, "," | "–" | "—" | "(")) && between.len() <= 2;
        let after: Vec<&str> = self.tokens[anchor.at.end..].iter().take(2).map(|token| token.lower.as_ref()).collect();
        let points =
            matches!(after[..], ["of", "that" | "those" | "these" | "them" | "it"] | ["that" | "those" | "them", _]);
        let here = figures.iter().all(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start);
        // A number that was not read as a figure.
        let unread = between.len() >= 2 && between.iter().rev().take(2).any(|token| token.kind == Piece::Number);
        here && (unread
            || apposed && !figures.contains(&last)
            || points && figures.contains(&last) && between.len() > 2)
    }

    /// Whether the change is measured against what is not printed: "3% above plan", "37 million more than analysts had expected".
    pub(super) fn is_against(&self, anchor: &Anchor<'_>, figures: &[usize]) -> bool {
        let stop = self.range(anchor.sentence).end.min(anchor.at.end + 10);
        let governs = (anchor.at.end..stop.min(anchor.at.end + 4)).find(|at| {
            matches!(self.tokens[*at].lower.as_ref(), "than" | "above" | "below" | "over" | "under" | "short" | "in")
        });
        // "By 25 basis points at each of four meetings", "in June, September and March": a step, not the whole way.
        let steps = self.any(
            anchor.at.end..self.range(anchor.sentence).end.min(anchor.at.end + 5),
            &["each", "every", "apiece", "times", "meetings", "steps", "instalments", "twice"],
        );
        let times = self.dates[anchor.sentence]
            .iter()
            .filter(|dated| {
                matches!(dated.when, When::Part(_))
                    && (anchor.at.end..anchor.at.end + 9).contains(&dated.tokens.start)
                    && figures.iter().all(|figure| self.figure(*figure).raw.from > dated.tokens.start)
            })
            .count();
        // "+1% on the quarter", set against the year before.
        let behind: Vec<&str> = self.tokens[anchor.at.end..].iter().take(3).map(|token| token.lower.as_ref()).collect();
        let step = match behind[..] {
            ["on", "the", "quarter"] => Some(3),
            ["on", "the", "month"] => Some(1),
            ["on", "the", "year"] => Some(12),
            _ => None,
        };
        let other = |months: i32| match figures {
            [from, to] => match (self.figure(*from).period, self.figure(*to).period) {
                (Some(Period::One(from)), Some(Period::One(to))) => {
                    [Step::Month, Step::Quarter, Step::Year].iter().all(|step| {
                        let count = match step {
                            Step::Year => months / 12,
                            Step::Quarter => months / 3,
                            _ => months,
                        };
                        count == 0 || moved(to, -count, *step) != Some(from)
                    })
                }
                _ => false,
            },
            _ => false,
        };
        // "By more than a quarter since the base year": the hundred is not printed.
        let basis = matches!(behind[..], ["since", "the", "base"]);
        // "Up 0.2 points on the quarter and 0.5 on the year, having been 4.4% and 4.1%": which of them is the year's is not told.
        let undated = figures.iter().any(|figure| self.figure(*figure).period.is_none());
        let among = || {
            let levels = self.of[anchor.sentence].clone().filter(|figure| {
                matches!(self.figure(*figure).cue.role, Role::Level | Role::From | Role::To)
                    && figures.iter().all(|own| self.same_unit(*own, *figure))
            });
            levels.count() > 2
        };
        let open = step.is_some() && undated && among();
        // "Collected 745 billion, up 17 percent, against its target of 841 billion": a target is no earlier value.
        let target = figures.iter().any(|figure| {
            let of = self.figure(*figure);
            of.cue.role == Role::From
                && self.any(
                    of.raw.from.saturating_sub(3).max(self.range(of.sentence).start)..of.raw.from,
                    &["target", "goal", "budget", "forecast", "plan", "projection"],
                )
        }) && governs.is_none();
        if steps || basis || open || target || times > 1 || step.is_some_and(other) {
            return true;
        }
        let Some(governs) = governs else { return false };
        let end = (governs..stop)
            .find(|at| matches!(self.tokens[*at].lower.as_ref(), "," | ";" | "and" | "(" | "while" | "but"))
            .unwrap_or(stop);
        let printed = figures.iter().any(|figure| {
            let of = self.figure(*figure);
            let told = self.dates[anchor.sentence]
                .iter()
                .filter(|dated| (governs..end).contains(&dated.tokens.start))
                .any(|dated| of.period.is_some() && dated.period(None) == of.period);
            told || (governs..end).contains(&of.raw.from)
        });
        let unprinted = &[
            "expected",
            "planned",
            "plan",
            "forecast",
            "forecasts",
            "targeted",
            "target",
            "projected",
            "projection",
            "hoped",
            "budgeted",
            "budget",
            "estimated",
            "estimate",
            "goal",
            "trend",
            "average",
            "usual",
            "analysts",
            "pre-pandemic",
            "pre-crisis",
            "peak",
            "record",
            "now",
            "median",
            "mean",
            "norm",
            "consensus",
            "guidance",
            "level",
        ];
        let currencies = self.tokens[governs..end]
            .windows(2)
            .any(|pair| pair[0].is("local") && matches!(pair[1].lower.as_ref(), "currency" | "currencies"));
        currencies || !printed && (!self.tokens[governs].is("in") && self.any(governs..end, unprinted))
    }

    /// "From 115 to 150 per dollar": a price of another currency, which rises where the own one weakens.
    pub(super) fn is_exchange_rate(&self, clause: &Range<usize>) -> bool {
        let money = |token: &Token<'_>| matches!(token.lower.as_ref(), "dollar" | "euro" | "pound" | "yen" | "franc");
        // "The currency gained a quarter".
        let moves = self.tokens[clause.clone()].windows(2).any(|pair| {
            matches!(
                pair[0].lower.as_ref(),
                "currency"
                    | "peso"
                    | "rupee"
                    | "lira"
                    | "rand"
                    | "naira"
                    | "krona"
                    | "zloty"
                    | "won"
                    | "yuan"
                    | "ruble"
            ) && pair[1].has(RISE | FALL)
                && !pair[1].has(MOVE_NOUN)
        });
        moves
            || self.tokens[clause.clone()].windows(3).any(|three| {
                matches!(three[0].lower.as_ref(), "to" | "per" | "against")
                    && (money(&three[1]) || three[1].is("the") && money(&three[2]))
            })
    }

    /// Whether the change is of another kind than the values: real, organic, seasonally adjusted.
    pub(super) fn guarded(&self, anchor: &Anchor<'_>) -> bool {
        let start = anchor.at.start.saturating_sub(8).max(anchor.clause.start.min(anchor.at.start));
        let end = (anchor.at.end + 6).min(anchor.clause.end.max(anchor.at.end));
        // "Fell 4.3% to a seasonally adjusted rate of 1.4 million": the values are so adjusted, and their change with them.
        let to_a = self.tokens.get(anchor.at.end).is_some_and(|to| to.is("to"))
            && self.tokens.get(anchor.at.end + 1).is_some_and(|a| a.is("a"));
        let end = if to_a { anchor.at.end } else { end };
        let basis = &[
            "constant",
            "inflation-adjusted",
            "adjusted",
            "one-offs",
            "organic",
            "organically",
            "deflated",
            "stripped",
            "corrected",
            "inflation",
            "adjusting",
            "stripping",
            "discounting",
            "like-for-like",
            "constant-currency",
            "comparable",
            "underlying",
        ];
        // "At constant exchange rates, revenue grew": a phrase in front is of the whole sentence.
        let range = self.range(anchor.sentence);
        let front = self.tokens[range.clone()].iter().take(9).position(|token| token.is(","));
        let fronted = front.is_some_and(|comma| {
            self.tokens[range.start].has(PREPOSITION) || self.any(range.start..range.start + 1, basis) && comma > 0
        });
        let front = range.start..range.start + front.filter(|_| fronted).unwrap_or(0);
        self.any(front, basis)
            || self.any(
                start..end,
                &[
                    "real",
                    "one-offs",
                    "organic",
                    "like-for-like",
                    "comparable",
                    "constant",
                    "constant-currency",
                    "volume",
                    "underlying",
                    "adjusted",
                    "seasonally",
                    "inflation-adjusted",
                    "excluding",
                    "adjusting",
                    "organically",
                    "annualised",
                    "annualized",
                    "capita",
                    "ppp",
                ],
            )
    }
}
