//! Changes in percent, in points, in amounts and in places, and growth a year.

use super::{Anchor, Link, Pair, Scene, decimal, earlier, last_word};
use crate::extract::cues::Role;
use crate::extract::dates::When;
use crate::extract::figures::Measured;
use crate::extract::fits::Shape;
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::{MOVE_NOUN, NUMERAL};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::Figure;
use crate::period::Period;
use crate::quantity::{Direction, Exact, Quantity};

impl<'a> Scene<'a> {
    /// How far one thing moved, in percent of where it started.
    pub(super) fn grew(&self, anchor: &Anchor<'_>, from: usize, to: usize, confidence: Confidence) -> Link {
        self.link(Kind::PercentChange, anchor, vec![from, to], "growth({0}, {1})", confidence)
    }

    /// How much larger one thing is than another, in percent of the other.
    fn larger(&self, anchor: &Anchor<'_>, one: usize, other: usize, confidence: Confidence) -> Link {
        self.link(Kind::Comparison, anchor, vec![one, other], "growth({1}, {0})", confidence)
    }

    /// "Rose by 14.5%", "a third higher than".
    pub(super) fn percent(&self, anchor: &Anchor<'_>, against: bool) -> Option<Link> {
        if against
            && let Some((first, second)) = self.beside(anchor, &|figure| !matches!(figure.raw.unit, Measured::Times(_)))
        {
            return Some(self.larger(anchor, first, second, Confidence::High));
        }
        let amounts = |figure: &Figure| figure.raw.unit.is_amount();
        if let Some(to) = self.says_implied(anchor) {
            let pair = Pair { from: None, to, confidence: Confidence::High };
            return self.change(Kind::PercentChange, anchor, pair, "");
        }
        if against && let Some((then, now)) = self.when_then(anchor, &amounts) {
            return Some(self.grew(anchor, then, now, Confidence::High));
        }
        // "Climbed from 14 to 23 percent, or by nearly two thirds": the rates of its own clause, where that gives no amounts.
        let own = |figure: &Figure| figure.clause == anchor.clause && figure.sentence == anchor.sentence;
        let own_amounts = self.levels(anchor.sentence, anchor, &|figure: &Figure| amounts(figure) && own(figure));
        let own_rates = self
            .levels(anchor.sentence, anchor, &|figure: &Figure| figure.raw.unit == Measured::Percent && own(figure));
        // "Stood at 41.7 percent, down 4.8 percent from 46.5 percent" too.
        let moved = |from: usize, to: usize| {
            let (one, two) = (self.figure(from), self.figure(to));
            let stands = two.cue.role == Role::Level
                && two.cue.stands
                && two.raw.tokens.end <= anchor.at.start
                && one.raw.from >= anchor.at.end
                && one.raw.from - anchor.at.end <= 3;
            one.cue.role == Role::From && (two.cue.role == Role::To || stands)
        };
        // "From 12.4 per cent to 9.3 per cent, a quarter less": what it follows at once.
        let follows = |to: usize| {
            let end = self.figure(to).raw.tokens.end;
            end <= anchor.at.start && anchor.at.start - end <= 2
        };
        if let Some((from, to)) = self
            .choose(&own_rates, anchor)
            .filter(|(from, to)| moved(*from, *to) && (own_amounts.is_empty() || follows(*to)))
        {
            return Some(self.grew(anchor, from, to, Confidence::High));
        }
        if let Some((first, second)) = self.in_order(anchor, &amounts) {
            // "Exceeded last year's 389,000 by 6%": one thing at two times.
            let from = self.figure(second).raw.from;
            if self.any(
                from.saturating_sub(2)..from,
                &["year's", "quarter's", "month's", "year’s", "quarter’s", "month’s"],
            ) {
                return Some(self.grew(anchor, second, first, Confidence::High));
            }
            return Some(self.larger(anchor, first, second, Confidence::High));
        }
        let pair = self.pair(anchor, Some(Shape::Growth), &amounts);
        if pair.from.is_none() || pair.to.is_none() {
            // "The rate rose 2 percent, from 5% to 7%": only where the words say so.
            let rates = |figure: &Figure| {
                figure.raw.unit == Measured::Percent
                    && matches!(figure.cue.role, Role::From | Role::To)
                    && figure.clause == anchor.clause
            };
            let of_rates = self.levels(anchor.sentence, anchor, &rates);
            let told = self.choose(&of_rates, anchor).filter(|(from, to)| {
                self.figure(*from).cue.role == Role::From && self.figure(*to).cue.role == Role::To
            });
            if let Some((from, to)) = told.or_else(|| self.two_rates(anchor)) {
                return Some(self.grew(anchor, from, to, Confidence::High));
            }
        }
        // "0.8% below the 6.3%": a rate measured against a rate.
        if against && pair.from.is_none() && pair.to.is_none() {
            let rates = |figure: &Figure| figure.raw.unit == Measured::Percent;
            let of_rates = self.pair(anchor, None, &rates);
            if let (Some(from), Some(to)) = (of_rates.from, of_rates.to)
                && self.figure(from).cue.role == Role::From
            {
                return Some(self.grew(anchor, from, to, of_rates.confidence));
            }
        }
        // Two things at one time: "men earned 16 percent more than women".
        if against && self.wanted(anchor).is_none() {
            if let Some((one, other)) = self
                .both_named(anchor, &amounts)
                .filter(|(one, other)| self.figure(*one).period == self.figure(*other).period)
            {
                return Some(self.larger(anchor, one, other, Confidence::High));
            }
            if let (Some(from), Some(to)) = (pair.from, pair.to)
                && self.figure(from).period == self.figure(to).period
                && self.figure(from).cue.role != Role::From
            {
                return Some(self.larger(anchor, to, from, pair.confidence));
            }
        }
        // "Which had been 12.7%, reached 14.2% – an increase of 1.5%".
        if pair.from.is_none()
            && pair.to.is_none()
            && let Some((from, to)) = self.rate_that_had_been(anchor)
        {
            return Some(self.grew(anchor, from, to, Confidence::High));
        }
        // "Increased 2.5%, to 88.5%; in the first quarter of 2023 it was 86.0%".
        if pair.from.is_none()
            && pair.to.is_none()
            && let [to] = own_rates[..]
            && self.figure(to).cue.role == Role::To
        {
            let others: Vec<usize> = self.of[anchor.sentence]
                .clone()
                .filter(|figure| {
                    *figure != to
                        && anchor.figure != Some(*figure)
                        && self.figure(*figure).raw.unit == Measured::Percent
                })
                .collect();
            if let [from] = others[..]
                && self.figure(from).dated
                && matches!(self.figure(from).cue.role, Role::Level | Role::From)
                && earlier(self.figure(from).period, self.figure(to).period) == Some(true)
                && self.any(
                    self.figure(to).raw.tokens.end..self.figure(from).raw.from.max(self.figure(to).raw.tokens.end),
                    &["it"],
                )
            {
                return Some(self.grew(anchor, from, to, Confidence::High));
            }
        }
        // "It was 37.4%. By 2021 it had shrunk to 28.8%, a decline of 8.6%".
        if pair.from.is_none()
            && pair.to.is_none()
            && let [to] = own_rates[..]
            && self.figure(to).cue.role == Role::To
            && self.apposed(anchor, to)
            && let Some(from) = self.rate_before(anchor, to)
        {
            return Some(self.grew(anchor, from, to, Confidence::High));
        }
        // "It was 2.8 percent in 2023 and 3.6 percent in 2024. The increase of 0.8 percent": of two rates.
        if pair.from.is_none()
            && pair.to.is_none()
            && own_rates.is_empty()
            && self.points_back(anchor)
            && let Some((from, to)) = self.rates_told(anchor)
        {
            return Some(self.grew(anchor, from, to, Confidence::High));
        }
        if let Some(years) = self.years_of_growth(anchor, pair) {
            let template = format!("cagr({{0}}, {{1}}, {})", decimal(&years));
            return self.change(Kind::AverageGrowth, anchor, pair, &template);
        }
        self.change(Kind::PercentChange, anchor, pair, "growth({0}, {1})")
    }

    /// "Increased by $9,370 (8.0%), with the margin improving from 32.4% to 32.7%", "by 8.7 million to 71.9 million, or 13.8 percent": a change in
    /// percent of what moved by the amount beside it, where its sentence gives no two values in that unit; with what it came to, if it
    /// gives that.
    fn says_implied(&self, anchor: &Anchor<'_>) -> Option<Option<usize>> {
        let own = anchor.figure?;
        let before = own.checked_sub(1).filter(|before| self.figure(*before).sentence == anchor.sentence)?;
        let of = self.figure(before);
        let beside = &self.tokens[of.raw.tokens.end.min(anchor.at.start)..anchor.at.start];
        let apposed =
            matches!(beside, [open] if open.is("(")) || matches!(beside, [comma, or] if comma.is(",") && or.is("or"));
        let by = |figure: usize| {
            let other = self.figure(figure);
            other.cue.role == Role::By && other.raw.unit.is_amount() && other.clause == of.clause
        };
        let moved = by(before)
            || of.cue.role == Role::To
                && before.checked_sub(1).is_some_and(|by_how| by(by_how) && self.same_unit(by_how, before));
        let values: Vec<usize> = self
            .levels(anchor.sentence, anchor, &|figure: &Figure| figure.raw.unit.is_amount())
            .into_iter()
            .filter(|figure| self.same_unit(*figure, before))
            .collect();
        if !(apposed && moved && of.raw.unit.is_amount()) || values.len() > 1 {
            return None;
        }
        Some(values.first().copied().filter(|to| self.figure(*to).clause == anchor.clause))
    }

    /// The two rates right before a change: what it had been, and what it came to.
    fn rate_that_had_been(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let before: Vec<usize> = self.of[anchor.sentence]
            .clone()
            .filter(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start)
            .collect();
        let [from, to] = before[..] else { return None };
        let rates = [from, to].iter().all(|figure| self.figure(*figure).raw.unit == Measured::Percent);
        let past = self.figure(from).cue.past && (self.figure(to).cue.stands || self.figure(to).cue.role == Role::To);
        (rates && past && self.apposed(anchor, to)).then_some((from, to))
    }

    /// The two figures of the sentence before, where both are rates, of two times.
    fn rates_told(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let before = anchor.sentence.checked_sub(1)?;
        let [from, to] = self.of[before].clone().collect::<Vec<_>>()[..] else { return None };
        let near = self.sentences[before].paragraph == self.sentences[anchor.sentence].paragraph;
        let rates = [from, to].iter().all(|figure| {
            let of = self.figure(*figure);
            of.raw.unit == Measured::Percent && matches!(of.cue.role, Role::Level | Role::From | Role::To | Role::Share)
        });
        (near && rates && earlier(self.figure(from).period, self.figure(to).period) == Some(true)).then_some((from, to))
    }

    /// The only rate of the sentence before, of an earlier time, where the sentence goes on about "it".
    fn rate_before(&self, anchor: &Anchor<'_>, to: usize) -> Option<usize> {
        let before = anchor.sentence.checked_sub(1)?;
        let [from] = self.of[before].clone().collect::<Vec<_>>()[..] else { return None };
        let near = self.sentences[before].paragraph == self.sentences[anchor.sentence].paragraph;
        let it = self.any(self.range(anchor.sentence).start..self.figure(to).raw.from, &["it", "they"]);
        let rate = self.figure(from).raw.unit == Measured::Percent && self.figure(from).cue.role == Role::Level;
        (near && it && rate && earlier(self.figure(from).period, self.figure(to).period) == Some(true)).then_some(from)
    }

    /// "From 159 million in 2010 to 206 million in 2020, an annual growth rate of 2.6 percent": over how many years.
    fn years_of_growth(&self, anchor: &Anchor<'_>, pair: Pair) -> Option<Exact> {
        let start = anchor.at.start.saturating_sub(6).max(anchor.clause.start.min(anchor.at.start));
        // "An annual growth rate of", "an annual increase of"; not "at an annual rate".
        let grows = (start..anchor.at.start).any(|at| {
            matches!(self.tokens[at].lower.as_ref(), "annual" | "yearly")
                && (self.tokens[at + 1].has(MOVE_NOUN)
                    || self.tokens[at + 1].is("rate") && self.tokens.get(at + 2).is_some_and(|of| of.is("of")))
        });
        if !grows {
            return None;
        }
        let (from, to) = (self.figure(pair.from?), self.figure(pair.to?));
        match (from.period, to.period) {
            (Some(Period::One(one)), Some(Period::One(two))) if from.dated && to.dated => {
                one.years_to(two).filter(|years| *years > Exact::ONE)
            }
            _ => None,
        }
    }

    /// "Participation, 37.0 percent in 2022 and 41.7 percent in 2023, grew by 4.7 percent": the only two values of the clause.
    fn two_rates(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let before: Vec<usize> = self.of[anchor.sentence]
            .clone()
            .filter(|figure| self.figure(*figure).raw.tokens.end <= anchor.at.start)
            .collect();
        let [one, two] = before[..] else { return None };
        let (first, second) = (self.figure(one), self.figure(two));
        let listed =
            self.tokens[first.raw.tokens.end..second.raw.from].iter().filter(|token| token.is("and")).count() == 1;
        let rates = [first, second].iter().all(|figure| {
            figure.raw.unit == Measured::Percent
                && figure.cue.role == Role::Level
                && figure.clause == anchor.clause
                && figure.dated
        });
        let by = anchor.at.start.checked_sub(1).is_some_and(|by| self.tokens[by].is("by")) || self.apposed(anchor, two);
        (rates && listed && by && earlier(first.period, second.period) == Some(true)).then_some((one, two))
    }

    /// "Rose 0.4 percentage points", "1.5 points above the average of 6.1%".
    pub(super) fn points(&self, anchor: &Anchor<'_>, against: bool) -> Option<Link> {
        // "From 168 basis points to 121, 47 basis points tighter": a spread moves in its own unit.
        let spread = anchor.figure.is_some_and(|figure| self.figure(figure).raw.unit == Measured::BasisPoints);
        let rates = |figure: &Figure| {
            figure.raw.unit == Measured::Percent || spread && figure.raw.unit == Measured::BasisPoints
        };
        if against && let Some((first, second)) = self.beside(anchor, &rates) {
            return Some(self.link(Kind::Difference, anchor, vec![second, first], "{1} - {0}", Confidence::High));
        }
        let timed = self.wanted(anchor).is_some();
        if against && !timed {
            // "That is 9.7 points above the overall rate".
            if let Some((first, second)) =
                self.that_holds(&Anchor { either: true, ..anchor.clone() }, Shape::Difference, &rates)
            {
                let times = earlier(self.figure(first).period, self.figure(second).period).is_some();
                let kind = if times { Kind::PointChange } else { Kind::Difference };
                return Some(self.link(kind, anchor, vec![first, second], "{1} - {0}", Confidence::High));
            }
        }
        let pair = self.pair(anchor, Some(Shape::Difference), &rates);
        if pair.from.is_none()
            && pair.to.is_none()
            && let Some((from, to)) = self.amounts_moved(anchor)
        {
            // Amounts have no points: how far they moved in percent is shown beside what is stated.
            return Some(self.link(Kind::PointChange, anchor, vec![from, to], "growth({0}, {1})", Confidence::High));
        }
        self.change(Kind::PointChange, anchor, pair, "{1} - {0}")
    }

    /// "Output rose from 12.5 to 14.0 million tonnes, up 12 percentage points": the two amounts of a sentence without a rate.
    fn amounts_moved(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let rates = ["share", "rate", "margin", "ratio", "proportion", "quota", "index", "yield", "weight"];
        let range = self.range(anchor.sentence);
        let rate = self.any(range, &rates)
            || self.of[anchor.sentence].clone().any(|figure| self.figure(figure).raw.unit == Measured::Percent);
        // A small number without a unit may be a rate whose sign was left out.
        let amount = |figure: &Figure| {
            matches!(figure.raw.unit, Measured::Money(_) | Measured::Noun(_))
                || figure.raw.unit == Measured::Bare
                    && (figure.raw.scale > 0 || figure.range.is_some_and(|(low, _)| low >= 1000.0))
        };
        let own = self.levels(anchor.sentence, anchor, &amount);
        let (from, to) = self.choose(&own, anchor).filter(|_| !rate && own.len() == 2)?;
        (self.figure(from).cue.role == Role::From).then_some((from, to))
    }

    /// "Rose by 4 billion", "3 billion more than".
    pub(super) fn amount(&self, anchor: &Anchor<'_>, unit: &Measured, against: bool) -> Option<Link> {
        let same = |figure: &Figure| match (unit, &figure.raw.unit) {
            (Measured::Noun(one), Measured::Noun(other)) => {
                last_word(one) == last_word(other) || (one == "people") != (other == "people")
            }
            (Measured::Bare, Measured::Noun(_)) | (Measured::Noun(_), Measured::Bare) => true,
            (one, other) => one == other,
        };
        if against && let Some((first, second)) = self.beside(anchor, &same) {
            return Some(self.link(Kind::Difference, anchor, vec![second, first], "{1} - {0}", Confidence::High));
        }
        if against && let Some((then, now)) = self.when_then(anchor, &|figure: &Figure| figure.raw.unit.is_amount()) {
            return Some(self.link(Kind::Difference, anchor, vec![then, now], "{1} - {0}", Confidence::High));
        }
        if let Some((less, more)) = self.by_nouns(anchor) {
            return Some(self.link(Kind::Difference, anchor, vec![less, more], "{1} - {0}", Confidence::High));
        }
        if let Some((first, second)) = self.in_order(anchor, &same) {
            return Some(self.link(Kind::Difference, anchor, vec![second, first], "{1} - {0}", Confidence::High));
        }
        self.change(Kind::Difference, anchor, self.pair(anchor, Some(Shape::Difference), &same), "{1} - {0}")
    }

    /// "738,819 children were born, 56,673 fewer than in 2021, when 795,492 births were registered": the one value before, and the one that
    /// "when" leads to.
    fn when_then(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let all = self.of[anchor.sentence].clone();
        let then = all.clone().find(|figure| self.figure(*figure).raw.from >= anchor.at.end)?;
        let from = self.figure(then).raw.from;
        let between = anchor.at.end..from;
        let when = between.clone().rev().take(5).find(|at| self.tokens[*at].is("when"))?;
        let than = self.any(between.start..when, &["than"]);
        let dated = self.dates[anchor.sentence].iter().any(|dated| (between.start..when).contains(&dated.tokens.start));
        let before: Vec<usize> = all
            .filter(|figure| {
                let of = self.figure(*figure);
                of.raw.tokens.end <= anchor.at.start && fits(of) && of.cue.role != Role::By
            })
            .collect();
        let [now] = before[..] else { return None };
        let counts = |figure: usize| matches!(self.figure(figure).raw.unit, Measured::Noun(_) | Measured::Bare);
        let alike = self.same_unit(then, now) || counts(then) && counts(now);
        (than && dated && between.len() <= 12 && fits(self.figure(then)) && alike).then_some((then, now))
    }

    /// "335,094 more deaths than births": the two that were counted by these nouns before.
    fn by_nouns(&self, anchor: &Anchor<'_>) -> Option<(usize, usize)> {
        let behind: Vec<&str> = self.tokens[anchor.at.end..].iter().take(4).map(|token| token.lower.as_ref()).collect();
        // "More" stands within the figure: "327,094 more deaths".
        let within = &self.tokens[anchor.at.clone()];
        let own = within.last().map_or("", |noun| noun.lower.as_ref());
        let says = |word: &str| within.iter().any(|token| token.is(word));
        let (more, less) = match behind[..] {
            ["than", less, ..] if says("more") => (own, less),
            ["than", more, ..] if says("fewer") => (more, own),
            ["more", more, "than", less] => (more, less),
            ["fewer", less, "than", more] => (more, less),
            _ => return None,
        };
        let first = anchor.sentence.saturating_sub(1);
        let counted = |noun: &str| {
            let all: Vec<usize> = (first..=anchor.sentence)
                .flat_map(|sentence| self.of[sentence].clone())
                .filter(|figure| {
                    anchor.figure != Some(*figure)
                        && matches!(&self.figure(*figure).raw.unit, Measured::Noun(own) if last_word(own) == noun)
                })
                .collect();
            if let [one] = all[..] { Some(one) } else { None }
        };
        counted(less).zip(counted(more))
    }

    /// "Climbed 22 places from 34th to 12th".
    pub(super) fn places(&self, anchor: &Anchor<'_>, direction: Option<Direction>) -> Option<Link> {
        let ranks = |figure: &Figure| figure.raw.unit == Measured::Rank;
        let template = if direction == Some(Direction::Fall) { "{1} - {0}" } else { "{0} - {1}" };
        self.change(Kind::RankChange, anchor, self.pair(anchor, None, &ranks), template)
    }

    /// "9.5 percent a year between 1978 and 2017".
    pub(super) fn average(&self, number: usize, stated: String) -> Option<Link> {
        let anchor = self.anchor(number, stated);
        let amounts = |figure: &Figure| figure.raw.unit.is_amount();
        let span = self
            .span_in(&anchor.clause, anchor.sentence)
            .and_then(|span| span.length())
            .or_else(|| self.years_in(anchor.sentence));
        let pair = self.pair(&anchor, None, &amounts);
        if let (Some(from), Some(to)) = (pair.from, pair.to) {
            let between = match (self.figure(from).period, self.figure(to).period) {
                (Some(Period::One(one)), Some(Period::One(two))) => one.years_to(two),
                _ => None,
            };
            if let Some(years) = between.or(span).filter(|years| *years > Exact::ZERO) {
                let template = format!("cagr({{0}}, {{1}}, {})", decimal(&years));
                return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], &template, pair.confidence));
            }
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], "", pair.confidence));
        }
        // "Surged 33.5 times, or 9.5 percent a year": the multiple is what it is of.
        let multiple = self.of[anchor.sentence].clone().find(|figure| {
            matches!(self.figure(*figure).raw.unit, Measured::Times(_)) && self.figure(*figure).cue.direction.is_some()
        });
        if let (Some(multiple), Some(years)) = (multiple, span.clone()) {
            let template = format!("annualised({{0}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![multiple], &template, Confidence::High));
        }
        // "Rose by 34 percent over seven years, an average of 4.3 percent a year".
        let whole = number.checked_sub(1).filter(|whole| {
            let of = self.figure(*whole);
            of.sentence == anchor.sentence
                && of.raw.unit == Measured::Percent
                && of.cue.role == Role::By
                && !of.cue.yearly
                && anchor.at.start - of.raw.tokens.end.min(anchor.at.start) <= 12
        });
        if let (Some(whole), Some(years)) = (whole, span.filter(|years| *years > Exact::ONE)) {
            let template = format!("annualised({{0}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![whole], &template, Confidence::High));
        }
        // "The compound growth rate implied in this is 7.0 percent": of the two values that the sentences before gave at its ends.
        if let Some((from, to, years)) = self.at_ends(&anchor, &amounts) {
            let template = format!("cagr({{0}}, {{1}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], &template, Confidence::High));
        }
        // Two values elsewhere that grow so, each of its own year.
        if let Some((from, to, years)) = self.that_grows(&anchor, &amounts) {
            let template = format!("cagr({{0}}, {{1}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], &template, Confidence::High));
        }
        self.change(Kind::AverageGrowth, &anchor, pair, "")
    }

    /// Whether an amount a year says again what was told: "or 63.7 million a year", "an average of 2,081 a year".
    pub(super) fn says_again(&self, number: usize) -> bool {
        let figure = self.figure(number);
        let start = figure.raw.from.saturating_sub(4).max(self.range(figure.sentence).start);
        let before: Vec<&str> = self.tokens[start..figure.raw.from].iter().map(|token| token.lower.as_ref()).collect();
        matches!(before[..], [.., "or"] | [.., "an", "average", "of"] | [.., "i.e", ".", "by"] | [.., "or", "by"])
            || matches!(before[..], [.., "averaging"] | [.., "on", "average"] | [.., "works" | "worked", "out", "at"])
            || self.figure(number).cue.role == Role::By && {
                let behind: Vec<&str> =
                    self.tokens[figure.raw.tokens.end..].iter().take(4).map(|token| token.lower.as_ref()).collect();
                matches!(behind[..], ["on", "average", ..] | ["a" | "per", "year", "on", "average"])
            }
    }

    /// "Rose from 27,268 in 2011 to 41,836 in 2018, an average of 2,081 a year", "318.7 million over five years, or 63.7 million a year".
    pub(super) fn a_year(&self, number: usize, stated: &str) -> Option<Link> {
        let figure = self.figure(number);
        let amounts = |other: &Figure| other.raw.unit == figure.raw.unit;
        let anchor = Anchor { either: true, ..self.anchor(number, stated.to_owned()) };
        let here =
            self.levels(anchor.sentence, &anchor, &|other: &Figure| amounts(other) || other.raw.unit.is_amount());
        let near: Vec<usize> =
            here.into_iter().filter(|other| self.same_unit(number, *other) && *other != number).collect();
        if let Some((from, to)) = self.choose(&near, &anchor).filter(|_| near.len() == 2) {
            let (one, two) = (self.figure(from), self.figure(to));
            let (Some(Period::One(first)), Some(Period::One(last))) = (one.period, two.period) else { return None };
            let years = first.years_to(last).filter(|years| *years > Exact::ONE && one.dated && two.dated)?;
            let template = format!("({{1}} - {{0}}) / {}", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], &template, Confidence::High));
        }
        // The amount of all the years stands right before it.
        let before: Vec<usize> = self.of[figure.sentence]
            .clone()
            .filter(|all| *all < number && self.same_unit(number, *all) && !self.figure(*all).cue.yearly)
            .collect();
        let [all] = before[..] else { return None };
        let span = self.dates[anchor.sentence].iter().find_map(|dated| match dated.when {
            When::Span(first, last) => first.years_to(last),
            _ => None,
        });
        let by = self.figure(all).cue.role == Role::By;
        // A change between two years takes the years between; what is spent over years is counted in words.
        let years = if by { span.or_else(|| self.years_in(anchor.sentence)) } else { self.years_in(anchor.sentence) };
        let years = years.filter(|years| *years > Exact::ONE)?;
        let anchor = self.anchor(number, figure.raw.words());
        Some(self.link(Kind::Ratio, &anchor, vec![all], &format!("{{0}} / {}", decimal(&years)), Confidence::High))
    }

    /// The only values near of the two ends of the span that a rate is of.
    fn at_ends(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize, Exact)> {
        let Some(Period::Span(Some(first), Some(last))) = anchor.period else { return None };
        let years = first.years_to(last).filter(|years| *years > Exact::ONE)?;
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let own = self.levels(anchor.sentence, anchor, fits);
        let near: Vec<usize> = (0..anchor.sentence)
            .rev()
            .take(2)
            .take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .flat_map(|sentence| self.levels(sentence, anchor, fits))
            .collect();
        let only = |unit| {
            let of: Vec<usize> =
                near.iter().copied().filter(|figure| self.figure(*figure).period == Some(Period::One(unit))).collect();
            if let [one] = of[..] { Some(one) } else { None }
        };
        let (from, to) = (only(first)?, only(last)?);
        (own.is_empty() && self.same_unit(from, to)).then_some((from, to, years))
    }

    /// The number of years that a sentence gives: "over five years", "in the decade to 2019".
    pub(super) fn years_in(&self, sentence: usize) -> Option<Exact> {
        let tokens = &self.tokens[self.range(sentence)];
        tokens.windows(2).find_map(|pair| {
            let counted = matches!(pair[1].lower.as_ref(), "years" | "year-period");
            let count = match pair[0].kind {
                Piece::Number if counted => pair[0].lower.parse::<i64>().ok(),
                Piece::Word if counted && pair[0].has(NUMERAL) => {
                    crate::quantity::words::cardinal(&pair[0].lower.split('-').collect::<Vec<_>>())
                        .map(|(count, _)| i64::from(count))
                }
                _ if matches!(pair[0].lower.as_ref(), "the" | "a" | "one") && pair[1].is("decade") => Some(10),
                _ => None,
            };
            count.filter(|count| (1..200).contains(count)).map(Exact::from)
        })
    }

    /// Two values near whose compound growth a year is what is stated.
    pub(super) fn that_grows(
        &self,
        anchor: &Anchor<'_>,
        fits: &dyn Fn(&Figure) -> bool,
    ) -> Option<(usize, usize, Exact)> {
        let stated = Quantity::parse(&anchor.stated).ok()?.point(crate::quantity::Reading::Plain)?.to_f64() / 100.0;
        let paragraph = self.sentences[anchor.sentence].paragraph;
        let near: Vec<usize> = (0..=anchor.sentence)
            .rev()
            .take(3)
            .take_while(|sentence| self.sentences[*sentence].paragraph == paragraph)
            .flat_map(|sentence| self.levels(sentence, anchor, fits))
            .take(16)
            .collect();
        for from in &near {
            for to in &near {
                let (Some(Period::One(first)), Some(Period::One(last))) =
                    (self.figure(*from).period, self.figure(*to).period)
                else {
                    continue;
                };
                let Some(years) = first.years_to(last).filter(|years| *years >= Exact::ONE) else { continue };
                let growth = (self.value(*to) / self.value(*from)).powf(1.0 / years.to_f64()) - 1.0;
                if from != to && self.same_unit(*from, *to) && (growth - stated).abs() < 0.0011 {
                    return Some((*from, *to, years));
                }
            }
        }
        None
    }
}
