//! Ties what a text states (a change, a multiple, a share, a sum) to the figures that it is of.

mod beyond;
mod change;
mod direction;
mod doubt;
mod length;
mod multiple;
mod order;
mod pair;
mod share;
mod sum;

use crate::extract::cues::Role;
use crate::extract::dates::{Dated, When};
use crate::extract::figures::Measured;
use crate::extract::lexer::{Sentence, Token};
use crate::extract::lexicon::{ANY_VERB, FALL, ORDER, RISE};
use crate::extract::model::{Confidence, Kind};
use crate::extract::sentence::{Figure, InWords, Worded};
use crate::extract::subject::{self, carrying, stem};
use crate::period::{Period, Unit};
use crate::quantity::{Direction, Exact};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// A text with its figures, before they are tied.
pub(in crate::extract) struct Scene<'a> {
    pub(in crate::extract) tokens: &'a [Token<'a>],
    pub(in crate::extract) sentences: &'a [Sentence],
    pub(in crate::extract) figures: &'a [Figure],
    /// The figures of each sentence.
    pub(in crate::extract) of: &'a [Range<usize>],
    pub(in crate::extract) dates: &'a [Vec<Dated>],
    pub(in crate::extract) worded: &'a [Vec<InWords>],
    /// The values of each time by the words of their subjects.
    pub(in crate::extract) named: HashMap<(Unit, &'a str), Vec<usize>>,
    /// The changes that were tied so far: the sentence, from, to.
    pub(in crate::extract) told: RefCell<Vec<(usize, usize, usize)>>,
}

/// So many figures of one time whose subjects share a word are looked through.
const MOST_NAMESAKES: usize = 1000;

/// The values of each time by the words of their subjects, so that a whole text is searched at once.
pub(in crate::extract) fn named(figures: &[Figure]) -> HashMap<(Unit, &str), Vec<usize>> {
    let mut named: HashMap<(Unit, &str), Vec<usize>> = HashMap::new();
    for (number, figure) in figures.iter().enumerate() {
        let value = matches!(figure.cue.role, Role::From | Role::To | Role::Level | Role::Total);
        let Some(Period::One(unit)) = figure.period.filter(|_| value) else { continue };
        for word in carrying(&figure.subject) {
            named.entry((unit, stem(word))).or_default().push(number);
        }
    }
    named
}

/// A statement and the figures that it is of.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Link {
    pub(in crate::extract) kind: Kind,
    pub(in crate::extract) figures: Vec<usize>,
    /// The formula, with `{0}` for the first operand; empty where one is missing.
    pub(in crate::extract) template: String,
    /// What is stated, as the parser of figures reads it.
    pub(in crate::extract) stated: String,
    /// Where it is stated, in tokens, and the figure that states it.
    pub(in crate::extract) stated_at: Range<usize>,
    pub(in crate::extract) stated_by: Option<usize>,
    pub(in crate::extract) sentence: usize,
    pub(in crate::extract) tokens: Range<usize>,
    pub(in crate::extract) confidence: Confidence,
}

/// Something that is stated, for which operands are looked for.
#[derive(Clone)]
struct Anchor<'s> {
    sentence: usize,
    clause: Range<usize>,
    /// Its place, in tokens, from the hedge on.
    at: Range<usize>,
    figure: Option<usize>,
    stated: String,
    subject: Cow<'s, str>,
    period: Option<Period>,
    /// The text dates it itself.
    dated: bool,
    /// Its operands may stand anywhere around it: parts and wholes.
    either: bool,
}

/// Operands that were found.
#[derive(Debug, Clone, Copy)]
struct Pair {
    from: Option<usize>,
    to: Option<usize>,
    confidence: Confidence,
}

/// All statements of a text, in its order.
pub(in crate::extract) fn links(scene: &Scene<'_>) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    for sentence in 0..scene.sentences.len() {
        if scene.of[sentence].is_empty() && scene.worded[sentence].is_empty() {
            out.extend(scene.lapses(sentence));
            continue;
        }
        let start = out.len();
        for figure in scene.of[sentence].clone() {
            let link = scene.again(figure, &out[start..]).or_else(|| scene.of_figure(figure));
            out.extend(link);
        }
        for worded in &scene.worded[sentence] {
            out.extend(scene.of_words(sentence, worded));
        }
        let told: Vec<(Option<usize>, Option<usize>)> = out[start..]
            .iter()
            .filter(|link| link.confidence == Confidence::High)
            .map(|link| (link.figures.first().copied(), link.figures.get(1).copied()))
            .collect();
        out.extend(scene.directions(sentence, &told));
        let beside: Vec<usize> = out[start..]
            .iter()
            .filter(|link| link.kind == Kind::Comparison)
            .filter_map(|link| link.figures.get(1).copied())
            .collect();
        out.extend(scene.orders(sentence, &told, &beside));
        out.extend(scene.lapses(sentence));
        out[start..].sort_by_key(|link| link.tokens.start);
        let changes = out[start..].iter().filter(|link| {
            matches!(link.kind, Kind::PercentChange | Kind::Difference | Kind::PointChange | Kind::Ratio)
        });
        scene
            .told
            .borrow_mut()
            .extend(changes.filter_map(|link| Some((sentence, *link.figures.first()?, *link.figures.get(1)?))));
    }
    out
}

impl<'a> Scene<'a> {
    fn figure(&self, figure: usize) -> &'a Figure {
        &self.figures[figure]
    }

    fn anchor(&self, figure: usize, stated: String) -> Anchor<'a> {
        let of = self.figure(figure);
        Anchor {
            sentence: of.sentence,
            clause: of.clause.clone(),
            at: of.raw.from..of.raw.tokens.end,
            figure: Some(figure),
            stated,
            subject: Cow::Borrowed(&of.subject),
            period: of.period,
            dated: of.dated,
            either: of.cue.against
                || matches!(of.raw.unit, Measured::Times(_))
                || matches!(of.cue.role, Role::Share | Role::Gap | Role::Total),
        }
    }

    fn range(&self, sentence: usize) -> Range<usize> {
        self.sentences[sentence].tokens.clone()
    }

    fn any(&self, range: Range<usize>, words: &[&str]) -> bool {
        self.tokens[range].iter().any(|token| words.contains(&token.lower.as_ref()))
    }

    /// "By 1.39 billion (7.1%)": the same change in another unit is of the same figures.
    fn again(&self, number: usize, links: &[Link]) -> Option<Link> {
        let figure = self.figure(number);
        let before = number.checked_sub(1).filter(|_| figure.cue.again && figure.cue.role == Role::By)?;
        let link = links.iter().find(|link| link.stated_by == Some(before) && link.figures.len() == 2)?;
        let (kind, template) = match (link.kind, &figure.raw.unit) {
            // "Exceeded the benchmark by 0.38 trillion, or 7.5 percent": of two things.
            (Kind::Difference, Measured::Percent)
                if self.tokens[figure.clause.start..figure.raw.from].iter().any(|token| token.has(ORDER)) =>
            {
                let [second, first] = link.figures[..] else { return None };
                let anchor = self.anchor(number, format!("rose by {}", figure.raw.words()));
                return Some(self.link(
                    Kind::Comparison,
                    &anchor,
                    vec![first, second],
                    "growth({1}, {0})",
                    link.confidence,
                ));
            }
            (Kind::PercentChange | Kind::Difference | Kind::PointChange, Measured::Percent) => {
                (Kind::PercentChange, "growth({0}, {1})")
            }
            (Kind::PercentChange, Measured::Money(_) | Measured::Noun(_)) => (Kind::Difference, "{1} - {0}"),
            (Kind::PercentChange, Measured::Points) => (Kind::PointChange, "{1} - {0}"),
            _ => return None,
        };
        let verb = if figure.cue.direction == Some(Direction::Fall) { "fell by" } else { "rose by" };
        let anchor = self.anchor(number, format!("{verb} {}", figure.raw.words().replace("minus ", "")));
        Some(self.link(kind, &anchor, link.figures.clone(), template, link.confidence))
    }

    /// What a figure states, if it states something about others.
    fn of_figure(&self, number: usize) -> Option<Link> {
        let figure = self.figure(number);
        let cue = &figure.cue;
        let change = |figure: &Figure| {
            let verb = if cue.direction == Some(Direction::Fall) { "fell by" } else { "rose by" };
            let words = figure.raw.words();
            format!("{verb} {}", words.replace("minus ", ""))
        };
        match (&figure.raw.unit, cue.role) {
            (Measured::Money(_) | Measured::Noun(_) | Measured::Bare, Role::By | Role::Level)
                if cue.yearly && self.says_again(number) =>
            {
                self.a_year(number, &change(figure))
            }
            (Measured::Percent, _) if self.says_remaining(number) => self.to_hundred(number),
            (Measured::Percent, Role::Level | Role::Share) if self.over_hundred(number).is_some() => {
                self.over_hundred(number)
            }
            // "83.4 years for men and 85.2 for women, a difference of 1.8 years".
            (Measured::Years, Role::Gap | Role::By) if figure.raw.digits.contains('.') => {
                self.gap(&self.anchor(number, figure.raw.words()), &figure.raw.unit, cue.direction)
            }
            (Measured::Years, _) => self.duration(number),
            (Measured::Rank, _) => None,
            (Measured::Times(factor), Role::By) => {
                let words = figure.raw.words();
                let behind = self.tokens.get(figure.raw.tokens.end).map_or("", |token| token.lower.as_ref());
                let more = matches!(behind, "more" | "higher" | "larger" | "greater" | "bigger" | "faster");
                let stated = match (factor, more, cue.grows) {
                    (false, true, _) => format!("{words} higher"),
                    (false, false, true) => format!("rose {words}"),
                    _ => words,
                };
                self.multiple(&self.anchor(number, stated), None)
            }
            (Measured::Percent, Role::By) if cue.yearly => self.average(number, change(figure)),
            (Measured::Percent, Role::By) => self.percent(&self.anchor(number, change(figure)), cue.against),
            (Measured::Points | Measured::BasisPoints, Role::By) => {
                self.points(&self.anchor(number, change(figure)), cue.against)
            }
            (Measured::Noun(noun), Role::By)
                if matches!(noun.as_str(), "places" | "positions" | "spots" | "notches" | "rungs")
                    && self.of[figure.sentence].clone().any(|other| self.figure(other).raw.unit == Measured::Rank) =>
            {
                let words = figure.raw.words();
                let number_only = words.rsplit_once(' ').map_or(words.clone(), |(head, _)| format!("{head} places"));
                self.places(&self.anchor(number, number_only), cue.direction)
            }
            (Measured::Money(_) | Measured::Noun(_) | Measured::Bare, Role::By) => {
                self.amount(&self.anchor(number, change(figure)), &figure.raw.unit, cue.against)
            }
            (
                Measured::Money(_) | Measured::Noun(_) | Measured::Bare | Measured::Points | Measured::Percent,
                Role::Gap,
            ) => self.gap(&self.anchor(number, figure.raw.words()), &figure.raw.unit, cue.direction),
            (Measured::Percent, Role::Level) => self.in_percent(number).or_else(|| self.sum(number)),
            // "Together they hold 58.6% of the capital".
            (Measured::Percent, Role::Share)
                if self.any(
                    figure.raw.from.saturating_sub(6).max(figure.clause.start)..figure.raw.from,
                    &["together", "combined", "jointly"],
                ) =>
            {
                self.sum(number).or_else(|| self.share(&self.anchor(number, figure.raw.words())))
            }
            (Measured::Percent, Role::Share) => self.share(&self.anchor(number, figure.raw.words())),
            (
                Measured::Money(_) | Measured::Noun(_) | Measured::Bare | Measured::Percent | Measured::Points,
                Role::Total | Role::Level | Role::To,
            ) => self.sum(number),
            _ => None,
        }
    }

    /// What words of a multiple state.
    fn of_words(&self, sentence: usize, worded: &InWords) -> Option<Link> {
        let subject = Cow::Owned(subject::subject(self.tokens, worded.clause.clone(), &self.dates[sentence]));
        let period = self.span_in(&worded.clause, sentence);
        let anchor = Anchor {
            sentence,
            clause: worded.clause.clone(),
            at: worded.from..worded.tokens.end,
            figure: None,
            stated: worded.stated.clone(),
            subject,
            period,
            dated: period.is_some(),
            either: worded.what == Worded::Part || worded.what == Worded::Times,
        };
        match worded.what {
            Worded::Changed | Worded::PartOfOwn => self.multiple(&anchor, Some(worded.what)),
            Worded::Times => self.multiple(&anchor, Some(worded.what)),
            Worded::Change => {
                let against = self
                    .any(worded.tokens.end..worded.clause.end.min(worded.tokens.end + 5), &["than", "above", "below"]);
                self.percent(&anchor, against)
            }
            Worded::Part => {
                self.part_of_rate(&anchor).or_else(|| self.share(&anchor).map(|link| self.of_own(link, worded)))
            }
        }
    }

    /// The span or period that a clause names.
    fn span_in(&self, clause: &Range<usize>, sentence: usize) -> Option<Period> {
        let dates = &self.dates[sentence];
        let spans = dates.iter().filter(|dated| matches!(dated.when, When::Span(..)));
        let inside = spans.clone().find(|dated| clause.contains(&dated.tokens.start));
        inside.or_else(|| spans.clone().next()).and_then(|dated| dated.period(None))
    }

    /// Whether two figures may stand in one formula.
    fn same_unit(&self, one: usize, other: usize) -> bool {
        match (&self.figure(one).raw.unit, &self.figure(other).raw.unit) {
            (Measured::Noun(one), Measured::Noun(other)) => {
                let any = |noun: &str| matches!(noun, "people" | "units");
                last_word(one) == last_word(other)
                    || any(one) != any(other)
                    || (matches!(one.as_str(), "ha" | "hectares") && matches!(other.as_str(), "ha" | "hectares"))
            }
            // A bare "0.92 billion" is not of "521,000 tonnes".
            (Measured::Noun(_), Measured::Bare) | (Measured::Bare, Measured::Noun(_)) => {
                let (one, other) = (self.value(one).abs(), self.value(other).abs());
                !(one > 300.0 * other && other > 0.0 || other > 300.0 * one && one > 0.0)
            }
            (one, other) => one == other,
        }
    }

    /// The values of a sentence that an anchor may be of.
    fn levels(&self, sentence: usize, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Vec<usize> {
        self.of[sentence]
            .clone()
            .filter(|number| {
                let figure = self.figure(*number);
                let role = matches!(figure.cue.role, Role::From | Role::To | Role::Level | Role::Total)
                    || (figure.cue.role == Role::Share && figure.raw.unit == Measured::Percent);
                // What stands loose behind a change is another thing: "rose by 33 billion, owing to income of 7.6 billion".
                // But "quadrupled: the board proposes 4.00 per share, after 1.00" gives both ends.
                let answered = self.figures.get(number + 1).is_some_and(|next| {
                    next.sentence == figure.sentence
                        && next.cue.role == Role::From
                        && next.raw.unit == figure.raw.unit
                        && next.raw.from - figure.raw.tokens.end.min(next.raw.from) <= 6
                });
                let loose = !answered
                    && figure.raw.unit != Measured::Rank
                    && figure.cue.role == Role::Level
                    && figure.sentence == anchor.sentence
                    && figure.raw.from >= anchor.at.end
                    && !figure.cue.stands
                    && !figure
                        .raw
                        .from
                        .checked_sub(1)
                        .is_some_and(|before| matches!(self.tokens[before].text, "(" | ":" | "–" | "—"));
                anchor.figure != Some(*number)
                    && role
                    && (!loose || anchor.either)
                    && fits(figure)
                    && self.allowed(anchor, *number)
            })
            .collect()
    }

    /// "Respectively": the first of one list belongs to the first of another.
    fn allowed(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        let range = self.range(anchor.sentence);
        let Some(own) = anchor.figure else { return true };
        if self.figure(figure).sentence != anchor.sentence || !self.any(range, &["respectively"]) {
            return true;
        }
        let (Some((place, length)), Some((other, other_length))) = (self.in_list(own), self.in_list(figure)) else {
            return true;
        };
        length != other_length || length < 2 || place == other
    }

    /// The place of a figure in its list, and how long the list is.
    fn in_list(&self, figure: usize) -> Option<(usize, usize)> {
        let all = self.of[self.figure(figure).sentence].clone();
        let joined = |one: usize, next: usize| {
            let between = &self.tokens
                [self.figure(one).raw.tokens.end..self.figure(next).raw.from.max(self.figure(one).raw.tokens.end)];
            between.len() <= 3
                && !between.is_empty()
                && between.iter().all(|token| matches!(token.lower.as_ref(), "," | "and" | "or"))
                && self.same_unit(one, next)
        };
        let mut first = figure;
        while first > all.start && joined(first - 1, first) {
            first -= 1;
        }
        let mut last = figure;
        while last + 1 < all.end && joined(last, last + 1) {
            last += 1;
        }
        Some((figure - first, last - first + 1))
    }

    /// Whether a clause holds a change of its own, so that its values are spoken for.
    fn spoken_for(&self, figure: usize, anchor: &Anchor<'_>) -> bool {
        let of = self.figure(figure);
        of.clause != anchor.clause
            && (self.of[of.sentence].clone().any(|other| {
                let other_figure = self.figure(other);
                Some(other) != anchor.figure
                    && other_figure.clause == of.clause
                    && matches!(other_figure.cue.role, Role::By)
            }) || self.worded[of.sentence]
                .iter()
                .any(|worded| worded.clause == of.clause && worded.from != anchor.at.start))
    }

    fn link(
        &self,
        kind: Kind,
        anchor: &Anchor<'_>,
        figures: Vec<usize>,
        template: &str,
        confidence: Confidence,
    ) -> Link {
        let guarded = self.guarded(anchor) && !matches!(kind, Kind::Sum | Kind::Share | Kind::RankChange);
        let figures_of = if matches!(
            kind,
            Kind::PercentChange | Kind::PointChange | Kind::Difference | Kind::Ratio | Kind::AverageGrowth
        ) {
            figures.clone()
        } else {
            Vec::new()
        };
        let operands = figures.clone();
        let here =
            figures.iter().map(|figure| self.figure(*figure)).filter(|figure| figure.sentence == anchor.sentence);
        let start =
            here.clone().map(|figure| figure.raw.from).chain([anchor.at.start]).min().unwrap_or(anchor.at.start);
        let end = here.map(|figure| figure.raw.tokens.end).chain([anchor.at.end]).max().unwrap_or(anchor.at.end);
        Link {
            kind,
            figures,
            template: template.to_owned(),
            stated: anchor.stated.clone(),
            stated_at: anchor.at.clone(),
            stated_by: anchor.figure,
            sentence: anchor.sentence,
            tokens: self.with_verb(start, &anchor.clause)..end,
            confidence: if guarded
                || matches!(kind, Kind::Ratio | Kind::Comparison) && self.is_crossed(anchor, &operands)
                || kind == Kind::PercentChange && self.is_of_one_time(&operands)
                || kind == Kind::Share && self.is_loose_share(anchor, &operands)
                || self.is_foreign(anchor, &figures_of)
                || self.is_against(anchor, &figures_of)
                || figures_of.iter().any(|figure| self.is_exchange_rate(&self.figure(*figure).clause))
                || kind == Kind::Comparison
                    && self.is_exchange_rate(&anchor.clause)
                    && self.any(anchor.at.end..anchor.at.end + 1, &["weaker", "stronger", "firmer", "softer"])
            {
                Confidence::Low
            } else {
                confidence
            },
        }
    }

    /// A statement about two figures without a number of its own: an order, a direction.
    fn unstated(
        &self,
        kind: Kind,
        sentence: usize,
        figures: [usize; 2],
        template: String,
        confidence: Confidence,
    ) -> Link {
        let start = figures.map(|figure| self.figure(figure).raw.from).into_iter().min().unwrap_or_default();
        let here = figures.into_iter().filter(|figure| self.figure(*figure).sentence == sentence);
        let end = here.map(|figure| self.figure(figure).raw.tokens.end).max().unwrap_or(start);
        Link {
            kind,
            figures: figures.to_vec(),
            template,
            stated: String::new(),
            stated_at: start..start,
            stated_by: None,
            sentence,
            tokens: self.with_verb(start, &self.figure(figures[0]).clause)..end,
            confidence,
        }
    }

    /// A statement starts with its verb, where that stands close before it.
    fn with_verb(&self, start: usize, clause: &Range<usize>) -> usize {
        let from = start.saturating_sub(4).max(clause.start.min(start));
        (from..start).find(|at| self.tokens[*at].has(ANY_VERB | RISE | FALL)).unwrap_or(start)
    }

    /// A change whose operands may be missing: one operand makes a claim that cannot be checked, none makes none.
    fn change(&self, kind: Kind, anchor: &Anchor<'_>, pair: Pair, template: &str) -> Option<Link> {
        match (pair.from, pair.to) {
            (Some(from), Some(to)) => {
                // "A year earlier the rate was 2.9 percent, that is, 140 basis points less": less than now.
                let turned = self.says_of_then(anchor, from, to);
                let template = match template {
                    "{1} - {0}" if turned => "{0} - {1}",
                    "growth({0}, {1})" if turned => "growth({1}, {0})",
                    other => other,
                };
                Some(self.link(kind, anchor, vec![from, to], template, pair.confidence))
            }
            (Some(one), None) | (None, Some(one)) => Some(self.link(kind, anchor, vec![one], "", pair.confidence)),
            (None, None) => None,
        }
    }

    /// Whether how far two values lie apart is said of the earlier one: right behind it, with "less" or "more" at the end.
    fn says_of_then(&self, anchor: &Anchor<'_>, from: usize, to: usize) -> bool {
        let (one, two) = (self.figure(from), self.figure(to));
        let then = self.dates[one.sentence].iter().any(|dated| {
            matches!(dated.when, When::Earlier(..))
                && dated.tokens.start >= two.raw.tokens.end.min(one.raw.from)
                && dated.tokens.end <= one.raw.from
        }) || one.cue.past;
        let behind = one.sentence == anchor.sentence
            && two.raw.tokens.end <= one.raw.from
            && one.raw.tokens.end <= anchor.at.start
            && anchor.at.start - one.raw.tokens.end <= 6;
        let ends = self
            .tokens
            .get(anchor.at.end)
            .is_some_and(|word| matches!(word.lower.as_ref(), "less" | "lower" | "fewer" | "more" | "higher"))
            && self.tokens.get(anchor.at.end + 1).is_none_or(|next| next.kind == crate::extract::lexer::Kind::Sign);
        then && behind && ends
    }

    fn value(&self, figure: usize) -> f64 {
        self.figure(figure).quantity.point(crate::quantity::Reading::Plain).map_or(f64::NAN, |value| value.to_f64())
    }
}

fn last_word(noun: &str) -> &str {
    noun.rsplit(' ').next().unwrap_or(noun)
}

/// A sum of so many operands.
fn plus(count: usize) -> String {
    (0..count).map(|part| format!("{{{part}}}")).collect::<Vec<_>>().join(" + ")
}

/// How many tokens lie between two stretches.
fn distance(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

/// Whether the first period ends before the second; nothing where that cannot be told.
fn earlier(one: Option<Period>, two: Option<Period>) -> Option<bool> {
    let (Period::One(one), Period::One(two)) = (one?, two?) else { return None };
    let Some(years) = one.years_to(two) else {
        // A day and a year, a fiscal year and a calendar year: told apart where their years differ.
        return (one.year() != two.year()).then_some(one.year() < two.year());
    };
    if years.is_zero() { None } else { Some(years > Exact::ZERO) }
}

/// A number of years as a formula writes it.
fn decimal(years: &Exact) -> String {
    years.to_whole().map_or_else(|| format!("{}", years.to_f64()), |whole| whole.to_string())
}
