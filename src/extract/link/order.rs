//! Orders and directions that nothing puts into a number, and lengths of time.

use super::{Anchor, Link, Scene, distance, earlier};
use crate::extract::cues::Role;
use crate::extract::dates::{Dated, Step, When, moved};
use crate::extract::figures::Measured;
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::{FALL, FRACTION, LEVEL, MULTIPLE, NUMERAL, ORDER, RISE, UNSURE};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::{Figure, Worded};
use crate::period::{Period, Unit};
use crate::quantity::{Direction, Exact};

impl<'a> Scene<'a> {
    /// "For 18 consecutive years", with first and last where the text has them.
    pub(super) fn duration(&self, number: usize) -> Option<Link> {
        let figure = self.figure(number);
        let consecutive = self.tokens[figure.raw.tokens.clone()]
            .iter()
            .chain(self.tokens[figure.raw.tokens.end..].iter().take(4))
            .any(|token| matches!(token.lower.as_ref(), "consecutive" | "straight" | "successive" | "row" | "running"));
        let anchor = self.anchor(number, figure.raw.words());
        let span = self.dates[figure.sentence].iter().find_map(|dated| match dated.when {
            When::Span(Unit::Year(from), Unit::Year(to)) | When::Span(Unit::FiscalYear(from), Unit::FiscalYear(to)) => {
                Some((from, to))
            }
            // "For 16 years, from March 1991 to March 2007".
            When::Span(Unit::Month(from, one), Unit::Month(to, other)) if one == other && !consecutive => {
                Some((from, to))
            }
            _ => None,
        });
        let since = self.dates[figure.sentence]
            .iter()
            .find_map(|dated| if let When::Since(Unit::Year(from)) = dated.when { Some(from) } else { None });
        let said_years = figure.quantity.point(crate::quantity::Reading::Plain).and_then(|years| years.to_whole());
        let dates_from = self.dates[figure.sentence]
            .iter()
            .find_map(|dated| if let When::At(Unit::Year(year)) = dated.when { Some(year) } else { None });
        // "Opened in 1967, closed in 2009 after 52 years".
        let after = figure.raw.from.checked_sub(1).is_some_and(|before| self.tokens[before].is("after"));
        let years: Vec<(i32, usize)> = self.dates[figure.sentence]
            .iter()
            .filter_map(|dated| match dated.when {
                When::At(Unit::Year(year)) => Some((year, dated.tokens.end)),
                // "Opened in 1892, made its last batch in March 2024, after 131 years": before the day has come round, one year less.
                When::At(Unit::Month(year, _)) if said_years.is_some() => {
                    let short = dates_from.is_some_and(|from| said_years == Some(i64::from(year - from) - 1));
                    Some((year - i32::from(short), dated.tokens.end))
                }
                _ => None,
            })
            .collect();
        let until = years.first().map(|(year, _)| *year);
        let ended = match years.as_slice() {
            [(from, _), (to, end)]
                if after && from < to && (1..=2).contains(&(figure.raw.from - (*end).min(figure.raw.from))) =>
            {
                Some((*from, *to))
            }
            _ => None,
        };
        // "Founded in 1887 and listed since 1961, it was sold in 2007 after 120 years": of the years those that it fits.
        let all: Vec<i32> = years.iter().map(|(year, _)| *year).chain(since).collect();
        let fitting = (!consecutive).then(|| {
            all.iter().find_map(|from| {
                all.iter().find(|to| said_years == Some(i64::from(**to - *from)) && *to > from).map(|to| (*from, *to))
            })
        });
        // "Over the 17 years since its flotation in 2009, up to the end of 2023".
        // "For 76 years, from its opening in 1896 to its closure in 1962".
        let comma = usize::from(self.tokens.get(figure.raw.tokens.end).is_some_and(|comma| comma.is(",")));
        let joint = self
            .tokens
            .get(figure.raw.tokens.end + comma)
            .is_some_and(|joint| matches!(joint.lower.as_ref(), "since" | "from" | "between"));
        let named = match years.as_slice() {
            [(from, place), (to, _)] if joint && from < to && *place > figure.raw.tokens.end => Some((*from, *to)),
            _ => None,
        };
        let span = fitting.flatten().or(span).or(since.zip(until)).or(ended).or(named);
        // A run counts both its ends; other lengths are said either way.
        let both = |from: i32, to: i32| consecutive || said_years == Some(i64::from(to - from) + 1);
        if !consecutive && span.is_none() {
            return None;
        }
        // What the text dates by another event says nothing of the run.
        let tied = !consecutive
            || self.dates[figure.sentence].iter().any(|dated| {
                matches!(dated.when, When::Span(..) | When::Since(_))
                    && distance(&dated.tokens, &figure.raw.tokens) <= 8
            });
        // "Every year since 2015, up to 2023, for eight years": the first year may be the last before the run.
        let before_run = |from: i32, to: i32| since == Some(from) && said_years == Some(i64::from(to - from));
        let template = span.filter(|_| tied).map_or(String::new(), |(from, to)| {
            format!("years({from}, {})", if both(from, to) && !before_run(from, to) { to + 1 } else { to })
        });
        Some(self.link(Kind::Duration, &anchor, Vec::new(), &template, Confidence::High))
    }

    /// "In 1946 … in 1983, 37 years later": how long between the only two years of a sentence.
    pub(super) fn lapses(&self, sentence: usize) -> Option<Link> {
        let dates = &self.dates[sentence];
        let years: Vec<(i32, &Dated)> = dates
            .iter()
            .filter_map(|dated| if let When::At(Unit::Year(year)) = dated.when { Some((year, dated)) } else { None })
            .collect();
        let [(first, _), (last, end)] = years[..] else { return None };
        let later = dates.iter().find(|dated| matches!(dated.when, When::Later(_, Step::Year)))?;
        // "27 years later, in 1983", "in 1983, 27 years later".
        let beside = distance(&later.tokens, &end.tokens) <= 3;
        let number = later.tokens.start.checked_sub(1)?;
        let counts = self.tokens[number].kind == Piece::Number || self.tokens[number].has(NUMERAL);
        if !beside || !counts || first >= last || self.tokens[later.tokens.start].lower != "years" {
            return None;
        }
        let at = number..number + 2;
        let stated = format!("{} years", self.tokens[number].lower);
        Some(Link {
            kind: Kind::Duration,
            figures: Vec::new(),
            template: format!("years({first}, {last})"),
            stated,
            stated_at: at.clone(),
            stated_by: None,
            sentence,
            tokens: at,
            confidence: Confidence::High,
        })
    }

    /// "Rose from 3 to 5 million", "up from 3": a direction that nothing else in the sentence puts into a number.
    pub(super) fn directions(&self, sentence: usize, told: &[(Option<usize>, Option<usize>)]) -> Vec<Link> {
        let mut out = Vec::new();
        let range_start = self.range(sentence).start;
        for from in self.of[sentence].clone() {
            let figure = self.figure(from);
            let Some(direction) = self.told_direction(from) else { continue };
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
                let joined = from + 1 == *to && other.raw.from - figure.raw.tokens.end.min(other.raw.from) <= 2;
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
            let (start, end) = (
                figure.raw.from.min(self.figure(to).raw.from),
                figure.raw.tokens.end.max(self.figure(to).raw.tokens.end),
            );
            out.push(Link {
                kind: if rank { Kind::RankChange } else { Kind::Ratio },
                figures: vec![from, to],
                template: format!("{{1}} {sign} {{0}}"),
                stated: String::new(),
                stated_at: start..start,
                stated_by: None,
                sentence,
                tokens: self.with_verb(start, &figure.clause)..end,
                confidence: if unsure { Confidence::Low } else { Confidence::High },
            });
        }
        out
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
            let Some(second) = self.of[sentence].clone().filter(level).find(|figure| {
                self.figure(*figure).raw.tokens.start > at
                    && self.figure(*figure).raw.from - at.min(self.figure(*figure).raw.from) <= 12
                    && self.figure(*figure).raw.from > at
            }) else {
                continue;
            };
            let before = self.of[sentence].clone().filter(level).rev().find(|figure| {
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
                        && of.raw.from - self.figure(second).raw.tokens.end.min(of.raw.from) <= 5
                        && !self.any(self.figure(second).raw.tokens.end..of.raw.from, &[";"])
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
            if sized || known || seen || apart || often || combined || uneven {
                continue;
            }
            let (start, end) = (
                self.figure(first).raw.from.min(self.figure(second).raw.from),
                self.figure(second).raw.tokens.end.max(if self.figure(first).sentence == sentence {
                    self.figure(first).raw.tokens.end
                } else {
                    0
                }),
            );
            out.push(Link {
                kind: Kind::Comparison,
                figures: vec![first, second],
                template: format!("{{0}} {sign} {{1}}"),
                stated: String::new(),
                stated_at: start..start,
                stated_by: None,
                sentence,
                tokens: self.with_verb(start, &self.figure(first).clause)..end,
                confidence: Confidence::High,
            });
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
            self.tokens[from.saturating_sub(1)].is("(") || self.tokens[from.saturating_sub(1)].is("where")
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
