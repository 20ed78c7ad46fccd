//! Parts that add up.

use super::{Link, Scene, plus};
use crate::extract::cues::Role;
use crate::extract::figures::Measured;
use crate::extract::fits::adds_up;
use crate::extract::lexicon::{PREPOSITION, SHARE};
use crate::extract::model::{Confidence, Kind};
use std::ops::Range;

impl<'a> Scene<'a> {
    /// The parts that the next sentence splits the one value of this one into, of which the last is what remains.
    fn split_next(&self, number: usize) -> Option<Vec<usize>> {
        let of = self.figure(number).sentence;
        let next = of + 1;
        let near = self.sentences.get(next)?.paragraph == self.sentences[of].paragraph;
        let alone = self.of[of].len() == 1 && near;
        let parts: Vec<usize> = self.of[next].clone().collect();
        let last = *parts.last()?;
        let amounts = parts.len() >= 2
            && parts.iter().all(|part| self.same_unit(number, *part) && self.figure(*part).raw.unit.is_amount());
        let points = self.any(self.range(next), &["this", "that", "it", "total", "these"]);
        (alone && amounts && points && self.says_remaining_amount(last)).then_some(parts)
    }

    fn says_remaining_amount(&self, number: usize) -> bool {
        let from = self.figure(number).raw.from;
        from >= 2 && self.tokens[from - 1].is("remaining") && self.tokens[from - 2].is("the")
    }

    /// "And others for the remaining 28.8%": the last of the shares of a sentence.
    pub(super) fn says_remaining(&self, number: usize) -> bool {
        let figure = self.figure(number);
        // "And 23.6% to the rest of the world".
        let rest =
            self.tokens[figure.raw.tokens.end..].windows(2).take(4).any(|pair| pair[0].is("the") && pair[1].is("rest"));
        rest || figure.raw.from > self.range(figure.sentence).start + 1
            && matches!(self.tokens[figure.raw.from - 1].lower.as_ref(), "remaining" | "other")
            && self.tokens[figure.raw.from - 2].is("the")
    }

    /// "Services made up 61.4% of GDP, industry 27.8% and agriculture 15.8%": shares of one whole that come to more than all of it.
    pub(super) fn over_hundred(&self, number: usize) -> Option<Link> {
        let of = self.figure(number).sentence;
        let rates: Vec<usize> =
            self.of[of].clone().filter(|figure| self.figure(*figure).raw.unit == Measured::Percent).collect();
        let first = *rates.first()?;
        let governed = self.figure(first).cue.role == Role::Share
            && self.tokens[self.figure(first).clause.start..self.figure(first).raw.from]
                .iter()
                .any(|token| token.has(SHARE));
        let elliptical = rates.windows(2).all(|two| {
            let (one, next) = (&self.figure(two[0]).raw, &self.figure(two[1]).raw);
            let between = &self.tokens[one.tokens.end..next.from];
            between.len() <= 9
                && between.iter().any(|token| matches!(token.lower.as_ref(), "," | "and"))
                && !between.iter().any(|token| matches!(token.text, "(" | ")" | ";"))
        });
        let of_once = rates[1..]
            .iter()
            .all(|figure| !self.tokens.get(self.figure(*figure).raw.tokens.end).is_some_and(|of| of.is("of")));
        let points = self.any(
            self.range(of),
            &["which", "whom", "these", "those", "than", "compared", "against", "up", "down", "both"],
        );
        let sum: f64 = rates.iter().map(|figure| self.value(*figure)).sum();
        let last = rates.last() == Some(&number) && rates.len() >= 2 && rates.len() == self.of[of].len();
        if !(last && governed && elliptical && of_once && sum > 101.5) || points {
            return None;
        }
        let anchor = self.anchor(number, "100.0 percent".to_owned());
        Some(self.link(Kind::Sum, &anchor, rates.clone(), &plus(rates.len()), Confidence::High))
    }

    /// Shares of which the last is what remains come to a hundred percent: three or more, and no other percentage beside them.
    pub(super) fn to_hundred(&self, number: usize) -> Option<Link> {
        let of = self.figure(number).sentence;
        let rates: Vec<usize> =
            self.of[of].clone().filter(|figure| self.figure(*figure).raw.unit == Measured::Percent).collect();
        let shares = rates.iter().all(|figure| matches!(self.figure(*figure).cue.role, Role::Share | Role::Level));
        let points =
            self.any(self.range(of), &["which", "whom", "these", "those", "than", "compared", "against", "up", "down"]);
        if rates.len() < 3 || rates.last() != Some(&number) || !shares || points {
            return None;
        }
        let anchor = self.anchor(number, "100.0 percent".to_owned());
        Some(self.link(Kind::Sum, &anchor, rates.clone(), &plus(rates.len()), Confidence::High))
    }

    /// Whether two parts that are told alike come to more than their whole: "14,900 from one and 9,500 from the other".
    fn overruns(&self, whole: usize, one: usize, other: usize) -> bool {
        let preposition = |figure: usize| {
            let end = self.figure(figure).raw.tokens.end;
            self.tokens[end..].iter().take(3).find(|token| token.has(PREPOSITION)).map(|token| token.lower.as_ref())
        };
        let more = self.value(one) + self.value(other) > self.value(whole) * 1.01;
        let joined = self.any(self.figure(one).raw.tokens.end..self.figure(other).raw.from, &["and"]);
        let colon = self.any(self.figure(whole).raw.tokens.end..self.figure(one).raw.from, &[":"]);
        let alike = preposition(one) == preposition(other) || colon && preposition(other).is_some();
        more && joined && preposition(one).is_some() && alike
    }

    /// "1,847 vehicles: 1,029 buses, 486 trams and 332 minibuses": three counts or more behind the colon, the last joined by "and".
    fn kinds_behind(&self, number: usize) -> Option<Vec<usize>> {
        let whole = self.figure(number);
        let range = self.range(whole.sentence);
        let colon = (whole.raw.tokens.end..range.end).take(12).find(|at| self.tokens[*at].is(":"))?;
        let counts = |figure: &usize| matches!(self.figure(*figure).raw.unit, Measured::Noun(_) | Measured::Bare);
        let all: Vec<usize> = self.of[whole.sentence].clone().filter(|figure| *figure > number).collect();
        let parted = all.first().is_some_and(|first| {
            let from = self.figure(*first).raw.from;
            from > colon && from - colon <= 2
        });
        let joined = |two: &[usize]| {
            let between = self.figure(two[0]).raw.tokens.end..self.figure(two[1]).raw.from;
            between.len() <= 2 && self.any(between, &[",", "and"])
        };
        let last = all.last()?;
        let and = self.tokens[self.figure(*last).raw.from - 1].is("and");
        let sum: f64 = all.iter().map(|part| self.value(*part)).sum();
        let near = (0.6..1.6).contains(&(sum / self.value(number)));
        (counts(&number)
            && all.len() >= 3
            && all.iter().all(counts)
            && parted
            && and
            && all.windows(2).all(joined)
            && near)
            .then_some(all)
    }

    /// "Together the two came to", "those three sources alone amounted to", "together these items come to": the values that were
    /// told last, as many as are counted, or all of a list.
    fn counted_before(&self, number: usize) -> Option<Vec<usize>> {
        let whole = self.figure(number);
        let range = self.range(whole.sentence);
        let head: Vec<&str> = self.tokens[range.clone()].iter().take(6).map(|token| token.lower.as_ref()).collect();
        let alone = self.of[whole.sentence].clone().next() == Some(number);
        let opens = matches!(head.first(), Some(&("together" | "combined" | "those" | "these")));
        if !alone || !opens {
            return None;
        }
        let count = head.iter().find_map(|word| match *word {
            "two" | "both" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            "five" => Some(5),
            _ => None,
        });
        let paragraph = self.sentences[whole.sentence].paragraph;
        if count.is_none() && head.iter().any(|word| matches!(*word, "items" | "they" | "these")) {
            let items = self.items_above(number);
            return (items.len() >= 2).then_some(items);
        }
        let count = count?;
        // One value of each sentence or item, at one time.
        let value = |figure: &usize| {
            let of = self.figure(*figure);
            self.same_unit(number, *figure)
                && matches!(of.cue.role, Role::Level | Role::To)
                && (of.period.is_none() || whole.period.is_none() || of.period == whole.period || !whole.dated)
        };
        let before: Vec<usize> = (0..whole.sentence)
            .rev()
            .take(4)
            .take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .flat_map(|sentence| {
                // The whole that opens a sentence is none of its parts.
                let all = self.of[sentence].clone();
                let whole = usize::from(self.tokens[self.range(sentence).start].is("of") && all.len() > count);
                all.skip(whole)
            })
            .filter(value)
            .collect();
        // What was told of another time was set beside it.
        let last = self.figure(*before.last()?).period;
        let before: Vec<usize> = before.into_iter().filter(|figure| self.figure(*figure).period == last).collect();
        (before.len() == count).then_some(before)
    }

    fn marks_item(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.text, "•" | "-" | "*" | "–"))
    }

    /// Whether a figure is the total at the foot of a list: "Total: 8,570".
    fn ends_list(&self, number: usize) -> bool {
        let start = self.range(self.figure(number).sentence).start;
        let first = (start..start + 3).find(|at| !self.marks_item(*at)).unwrap_or(start);
        self.tokens[first].is("total") && self.figure(number).raw.from - first <= 3
    }

    /// The items of a list above a figure: all of one sentence, or one of each line.
    fn items_above(&self, number: usize) -> Vec<usize> {
        let of = self.figure(number).sentence;
        let items = |sentence: usize| -> Vec<usize> {
            self.of[sentence]
                .clone()
                .filter(|part| self.same_unit(number, *part) && self.figure(*part).cue.role == Role::Level)
                .collect()
        };
        let Some(before) = of.checked_sub(1) else { return Vec::new() };
        let near =
            |sentence: usize| self.sentences[sentence].paragraph.abs_diff(self.sentences[sentence + 1].paragraph) <= 1;
        let last = items(before);
        let semicolons = self.any(self.range(before), &[";"]);
        if last.len() >= 2 {
            return if semicolons && near(before) { last } else { Vec::new() };
        }
        let mut out: Vec<usize> = (0..of)
            .rev()
            .take_while(|sentence| near(*sentence))
            .map(items)
            .take_while(|items| items.len() == 1)
            .take(12)
            .flatten()
            .collect();
        out.reverse();
        out
    }

    /// "Would raise 410 billion: – a fee: 185 billion – a levy: 140 billion – enforcement: 105 billion": one value of each item of the list
    /// that a colon opens, where they add up or come to more than their whole; what comes to less may leave something out.
    fn items_below(&self, number: usize) -> Option<Vec<usize>> {
        let whole = self.figure(number);
        let range = self.range(whole.sentence);
        let opens =
            self.tokens[range.start..range.end.min(self.tokens.len())].iter().rev().take(2).any(|last| last.is(":"));
        let alone = self.of[whole.sentence].clone().filter(|other| self.same_unit(number, *other)).count() == 1;
        if !opens || !alone || self.any(range, &["including", "among", "such", "than", "over"]) {
            return None;
        }
        let bullet = |sentence: usize| self.marks_item(self.range(sentence).start);
        let mut items = Vec::new();
        for sentence in (whole.sentence + 1..self.sentences.len()).take_while(|sentence| bullet(*sentence)).take(13) {
            let mut amounts = self.of[sentence].clone().filter(|part| self.same_unit(number, *part));
            let (Some(item), None) = (amounts.next(), amounts.next()) else { return None };
            let level = self.figure(item).cue.role == Role::Level && self.value(item) < self.value(number);
            items.push(level.then_some(item)?);
        }
        let sum: f64 = items.iter().map(|item| self.value(*item)).sum();
        let adds = adds_up(items.iter().map(|item| self.figure(*item).range), whole.range);
        (items.len() >= 3 && (adds || sum > self.value(number) && sum < self.value(number) * 1.6)).then_some(items)
    }

    /// "A, B and C, a total of D", "D, of which A and B": parts that add up, or that the words call all there is.
    pub(super) fn sum(&self, number: usize) -> Option<Link> {
        let anchor = self.anchor(number, self.figure(number).raw.words());
        let whole = self.figure(number);
        let range = self.range(anchor.sentence);
        let behind = whole.raw.tokens.end..range.end.min(whole.raw.tokens.end + 14);
        let ahead = whole.raw.from.saturating_sub(8).max(range.start)..whole.raw.from;
        let pair = |range: Range<usize>, one: &str, other: &str| {
            self.tokens[range].windows(2).any(|pair| pair[0].is(one) && pair[1].is(other))
        };
        let all_told = whole.cue.role == Role::Total
            || self.any(
                ahead.clone(),
                &[
                    "together",
                    "combined",
                    "altogether",
                    "total",
                    "totalled",
                    "totalling",
                    "totaled",
                    "totaling",
                    "making",
                ],
            )
            || (self
                .any(ahead.clone(), &["brings", "bringing", "brought", "takes", "taking", "took", "lifting", "lifts"])
                && self.any(ahead.clone(), &["to"]))
            || pair(ahead.clone(), "in", "all")
            || pair(ahead, "between", "them");
        let opens = pair(behind.clone(), "of", "which")
            || pair(behind.clone(), "of", "whom")
            || pair(behind.clone(), "of", "them")
            || pair(behind.clone(), "as", "follows")
            || pair(whole.raw.tokens.end..behind.end.min(whole.raw.tokens.end + 7), "up", "of")
            || self.any(behind.clone(), &["comprising", "consisting", "comprised", "consisted", "consists"])
            || pair(behind.clone(), "split", "among")
            || pair(behind.clone(), "divided", "among")
            || (whole.raw.tokens.end..behind.end).take(3).any(|at| self.tokens[at].is(":"));
        let makes = pair(whole.raw.from.saturating_sub(9).max(range.start)..whole.raw.from, "made", "up")
            || pair(whole.raw.from.saturating_sub(9).max(range.start)..whole.raw.from, "make", "up");
        let adds = pair(whole.raw.from.saturating_sub(6).max(range.start)..whole.raw.from, "up", "to")
            && self.any(
                whole.raw.from.saturating_sub(8).max(range.start)..whole.raw.from,
                &["add", "adds", "added", "adding"],
            );
        let makes = makes || adds;
        let all_told = all_told || makes;
        let first_of = self.tokens[range.start].is("of")
            && whole.raw.from <= range.start + 4
            && !self.any(
                range.start + 1..range.start + 2,
                &["these", "them", "those", "this", "that", "it", "which", "whom"],
            )
            && number == self.of[anchor.sentence].start;
        if let Some(items) = self.items_below(number) {
            return Some(self.link(Kind::Sum, &anchor, items.clone(), &plus(items.len()), Confidence::High));
        }
        // Without a word of it only what adds up exactly of three or more parts is a sum.
        let said = all_told || opens || first_of;
        if !said
            && self.split_next(number).is_none()
            && (self.of[anchor.sentence].len() < 4 || matches!(whole.raw.unit, Measured::Percent | Measured::Points))
        {
            return None;
        }
        let parts = |sentence: usize| -> Vec<usize> {
            self.of[sentence]
                .clone()
                .filter(|part| {
                    *part != number
                        && self.same_unit(number, *part)
                        && matches!(self.figure(*part).cue.role, Role::Level | Role::To | Role::By | Role::From)
                        && self.value(*part) < self.value(number) * 1.5
                })
                .collect()
        };
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let own = parts(anchor.sentence);
        // "26.4 million tonnes from energy, 4.9 from industry": the millions are left out, and the sum is not to be had.
        if own.iter().any(|part| self.value(*part) * 10_000.0 < self.value(number)) {
            return None;
        }
        let near = |sentence: usize| {
            if self.sentences.get(sentence).is_some_and(|other| other.paragraph == paragraph) {
                parts(sentence)
            } else {
                Vec::new()
            }
        };
        let before = anchor.sentence.checked_sub(1).map(near).unwrap_or_default();
        let after = near(anchor.sentence + 1);
        // "1,847 vehicles: 1,029 buses, 486 trams and 342 minibuses": kinds of what is counted.
        if let Some(kinds) = self.kinds_behind(number) {
            return Some(self.link(Kind::Sum, &anchor, kinds.clone(), &plus(kinds.len()), Confidence::High));
        }
        // "Together, the two products came to 2,331 billion": as many of the values before.
        if let Some(counted) = self.counted_before(number) {
            return Some(self.link(Kind::Sum, &anchor, counted.clone(), &plus(counted.len()), Confidence::High));
        }
        // The items of a list are sentences of their own.
        let earlier: Vec<usize> = if whole.cue.role == Role::Total || all_told {
            (0..anchor.sentence)
                .rev()
                .take(10)
                .take_while(|sentence| self.sentences[*sentence].paragraph.abs_diff(paragraph) <= 1)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .flat_map(parts)
                .collect()
        } else {
            Vec::new()
        };
        let pools = [
            own.clone(),
            [before, own.clone()].concat(),
            [own.clone(), after].concat(),
            [earlier, own.clone()].concat(),
        ];
        // What something is compared with is no part, unless nothing else adds up.
        let without: Vec<Vec<usize>> = pools
            .iter()
            .map(|pool| pool.iter().copied().filter(|part| self.figure(*part).cue.role != Role::From).collect())
            .collect();
        for pool in without.iter().chain(&pools) {
            // The longest run of neighbours that adds up.
            for length in (if said { 2 } else { 3 }..=pool.len().min(12)).rev() {
                if let Some(run) = pool
                    .windows(length)
                    .find(|run| adds_up(run.iter().map(|part| self.figure(*part).range), whole.range))
                {
                    return Some(self.link(Kind::Sum, &anchor, run.to_vec(), &plus(length), Confidence::High));
                }
            }
        }
        // "It averaged 38.4 billion. Banknotes made up 33.9 billion of this and coins the remaining 4.5 billion."
        if let Some(parts) = self.split_next(number) {
            return Some(self.link(Kind::Sum, &anchor, parts.clone(), &plus(parts.len()), Confidence::High));
        }
        if !said {
            return None;
        }
        // What does not add up is a sum only where the words leave nothing out.
        // "The remaining 2.5 billion" leaves nothing out; "the rest" without a number leaves it open.
        let remainder = range
            .clone()
            .filter(|at| matches!(self.tokens[*at].lower.as_ref(), "remaining" | "rest" | "remainder" | "balance"))
            .any(|at| {
                self.of[anchor.sentence]
                    .clone()
                    .any(|part| self.figure(part).raw.from > at && self.figure(part).raw.from - at <= 4)
            });
        // "480 million: 300 for food, 120 for wages and 40 for transport": three or more parts behind a colon, the last joined by "and".
        let colon = (whole.raw.tokens.end..range.end.min(whole.raw.tokens.end + 4)).any(|at| self.tokens[at].is(":"))
            && own.iter().filter(|part| **part > number).count() >= 3
            && own.last().is_some_and(|last| {
                self.tokens[..self.figure(*last).raw.from].iter().rev().take(6).any(|token| token.is("and"))
            });
        let open =
            self.any(range.clone(), &["rest", "remainder", "others", "other", "remaining"]) && !remainder && !makes;
        // "A total of 47", not "of the national total of 95".
        let total = whole.raw.from >= range.start + 3
            && self.tokens[whole.raw.from - 1].is("of")
            && self.tokens[whole.raw.from - 2].is("total")
            && !self.tokens[whole.raw.from - 3].is("a");
        // "378,000 of total spending of 600,000", "of the euro area's 13.4 trillion": a wider whole.
        let wider = number.checked_sub(1).is_some_and(|before| {
            let of = self.figure(before);
            of.sentence == anchor.sentence
                && self.same_unit(number, before)
                && whole.raw.from - of.raw.tokens.end.min(whole.raw.from) <= 9
                && self.any(of.raw.tokens.end..of.raw.tokens.end + 1, &["of", "against", "out"])
                || of.sentence == anchor.sentence
                    && self.tokens[of.raw.tokens.end..whole.raw.from]
                        .windows(2)
                        .any(|pair| pair[0].is("out") && pair[1].is("of"))
        });

        // "Comprising 3,108 from mining, 1,463 from processing and 463 from services".
        let split = pair(behind.clone(), "split", "among")
            || pair(behind.clone(), "divided", "among")
            || pair(behind.clone(), "consisted", "of")
            || pair(behind.clone(), "consists", "of");
        let comprises = (split || self.any(behind.clone(), &["comprising", "consisting", "comprised"]))
            && own.iter().filter(|part| **part > number).count() >= 2
            && own.last().is_some_and(|last| {
                self.tokens[..self.figure(*last).raw.from].iter().rev().take(6).any(|token| token.is("and"))
            });
        // "4.2 billion in its first year and 5.6 billion in each of the three that follow".
        // "Would repay it over 30 years at 1.4m a year: 42m in all".
        let yearly = self.tokens[range.clone()]
            .windows(2)
            .any(|pair| pair[0].is("a") && matches!(pair[1].lower.as_ref(), "year" | "month" | "week" | "day"));
        let each = yearly || self.any(range.clone(), &["each", "apiece"]);
        // "Homes priced $1m to $2m": the ends of a band.
        let band = own.windows(2).any(|two| {
            let between = &self.tokens[self.figure(two[0]).raw.tokens.end..self.figure(two[1]).raw.from];
            matches!(between, [to] if to.is("to"))
        });
        if open && !comprises || total || wider || each || band {
            return None;
        }
        // "Totalled 3.6 million, of which 1.5 came from one and 0.9 from another; together": some of the parts.
        let some = pair(behind.clone(), "of", "which") || pair(behind.clone(), "of", "whom");
        let exhaustive = comprises
            || self.any(range.clone(), &["remaining", "rest", "remainder", "balance"])
            || !some
                && (self.any(range.clone(), &["together", "combined", "altogether", "making"])
                    || whole.cue.role == Role::Total)
            || self.any(range.clone(), &["respectively"]) && !first_of
            || colon
            || pair(whole.raw.tokens.end..behind.end.min(whole.raw.tokens.end + 7), "up", "of")
            || makes;
        let rest = anchor.sentence + 1;
        let told_next = all_told
            && self.sentences.get(rest).is_some_and(|next| {
                next.paragraph == paragraph
                    && self.any(next.tokens.clone(), &["remaining", "rest", "remainder", "balance"])
            });
        if own.is_empty() && told_next {
            let side = near(rest);
            if side.len() >= 2 && side.iter().all(|part| self.value(*part) < self.value(number)) {
                return Some(self.link(Kind::Sum, &anchor, side.clone(), &plus(side.len()), Confidence::High));
            }
        }
        // "Chemicals 4,128; batteries 3,377. Total: 7,505": the items of the list that the total ends.
        let listed = if own.is_empty() && self.ends_list(number) { self.items_above(number) } else { Vec::new() };
        if listed.len() >= 2 {
            return Some(self.link(Kind::Sum, &anchor, listed.clone(), &plus(listed.len()), Confidence::High));
        }
        let side: Vec<usize> = if opens || first_of {
            own.iter().copied().filter(|part| *part > number).collect()
        } else {
            own.iter().copied().filter(|part| *part < number).collect()
        };
        // "23,400 employees, of whom 14,900 came from one and 9,500 from the other": two parts that overrun the whole.
        let overruns = opens && side.len() == 2 && self.overruns(number, side[0], side[1]);
        let exhaustive = exhaustive || overruns;
        // "62.8% (previously 65.2%) and 30.3% (30.6%)": what stands in brackets is of another time.
        let beside = |part: usize| {
            let from = self.figure(part).raw.from;
            let bracket = part.checked_sub(1).is_some_and(|before| {
                side.contains(&before)
                    && self.figure(before).raw.tokens.end + 1 == from
                    && self.tokens[from - 1].is("(")
            });
            bracket || self.any(from.saturating_sub(2).max(range.start)..from, &["previously", "earlier", "before"])
        };
        let side: Vec<usize> = side.iter().copied().filter(|part| !beside(*part)).collect();
        let one_time = side.iter().all(|part| !self.figure(*part).dated || self.figure(*part).period == whole.period)
            && side.iter().all(|part| matches!(self.figure(*part).cue.role, Role::Level));
        (side.len() >= 2 && exhaustive && one_time && side.iter().all(|part| self.value(*part) < self.value(number)))
            .then(|| self.link(Kind::Sum, &anchor, side.clone(), &plus(side.len()), Confidence::High))
    }
}
