//! Ties what a text states (a change, a multiple, a share, a sum) to the figures that it is of.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::cues::Role;
use super::dates::{Dated, When};
use super::figures::Measured;
use super::fits::{self, Shape, adds_up, fits as could_be};
use super::lexer::{Sentence, Token};
use super::lexicon::{ANY_VERB, FALL, FRACTION, FUNCTION, MULTIPLE, NUMERAL, ORDER, RISE, UNSURE};
use super::model::{Confidence, Kind};
use super::sentence::{Figure, InWords, Worded};
use super::subject::{agree, carrying, shared, stem};
use crate::period::{Period, Unit};
use crate::quantity::{Direction, Exact, Quantity};

/// A text with its figures, before they are tied.
pub(super) struct Scene<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) sentences: &'a [Sentence],
    pub(super) figures: &'a [Figure],
    /// The figures of each sentence.
    pub(super) of: &'a [Range<usize>],
    pub(super) dates: &'a [Vec<Dated>],
    pub(super) worded: &'a [Vec<InWords>],
    /// The values of each time by the words of their subjects.
    pub(super) named: HashMap<(Unit, &'a str), Vec<usize>>,
    /// The changes that were tied so far: the sentence, from, to.
    pub(super) told: RefCell<Vec<(usize, usize, usize)>>,
}

/// So many figures of one time whose subjects share a word are looked through.
const MOST_NAMESAKES: usize = 1000;

/// The values of each time by the words of their subjects, so that a whole text is searched at once.
pub(super) fn named(figures: &[Figure]) -> HashMap<(Unit, &str), Vec<usize>> {
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
pub(super) struct Link {
    pub(super) kind: Kind,
    pub(super) figures: Vec<usize>,
    /// The formula, with `{0}` for the first operand; empty where one is missing.
    pub(super) template: String,
    /// What is stated, as the parser of figures reads it.
    pub(super) stated: String,
    /// Where it is stated, in tokens, and the figure that states it.
    pub(super) stated_at: Range<usize>,
    pub(super) stated_by: Option<usize>,
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    pub(super) confidence: Confidence,
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
pub(super) fn links(scene: &Scene<'_>) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    for sentence in 0..scene.sentences.len() {
        if scene.of[sentence].is_empty() && scene.worded[sentence].is_empty() {
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
        let told: Vec<(Option<usize>, Option<usize>)> =
            out[start..].iter().map(|link| (link.figures.first().copied(), link.figures.get(1).copied())).collect();
        out.extend(scene.directions(sentence, &told));
        out.extend(scene.orders(sentence, &told));
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

    /// "4.4 million of the 29.8 million, or 14.8%", "33.5m (+19%)": a percentage that says again what the figure before it comes to.
    fn in_percent(&self, number: usize) -> Option<Link> {
        let figure = self.figure(number);
        let before = figure.raw.from.checked_sub(1).filter(|before| *before >= self.range(figure.sentence).start)?;
        let start = figure.clause.start;
        let noun = |words: &[&str]| self.any(start..figure.raw.from, words);
        let amount =
            |figure: &Figure| matches!(figure.raw.unit, Measured::Money(_) | Measured::Noun(_) | Measured::Bare);
        let around = Anchor { either: true, ..self.anchor(number, figure.raw.words()) };
        let exact = figure.raw.digits.chars().filter(char::is_ascii_digit).count() >= 2;
        // "So that inflation was 2.01 percent": growth of the index that was just given.
        if exact
            && noun(&["inflation", "growth", "change"])
            && let Some((from, to)) = self
                .that_holds(&around, Shape::Growth, &amount)
                .filter(|(from, to)| earlier(self.figure(*from).period, self.figure(*to).period) == Some(true))
        {
            return Some(self.link(Kind::PercentChange, &around, vec![from, to], "growth({0}, {1})", Confidence::High));
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
                && figure.raw.from - whole.raw.tokens.end.min(figure.raw.from) <= 6;
            if tied && amount(part) && amount(whole) && self.same_unit(one, one + 1) {
                return Some(self.link(Kind::Share, &around, vec![one, one + 1], "{0} / {1}", Confidence::High));
            }
        }
        let says = matches!(
            self.tokens[before].lower.as_ref(),
            "or" | "(" | "–" | "—" | "is" | "was" | "that" | "thus" | "therefore" | "of" | "to" | "at"
        );
        if !says {
            return None;
        }
        let amounts =
            |figure: &Figure| matches!(figure.raw.unit, Measured::Money(_) | Measured::Noun(_) | Measured::Bare);
        let anchor = Anchor { either: true, ..self.anchor(number, figure.raw.words()) };
        // "Of which 20.1 million, or 9%".
        let close = number.checked_sub(1).filter(|before| {
            self.figure(*before).sentence == figure.sentence
                && amounts(self.figure(*before))
                && figure.raw.from - self.figure(*before).raw.tokens.end.min(figure.raw.from) <= 2
        });
        let range = self.range(figure.sentence);
        if close.is_some()
            && self.tokens[range].windows(2).any(|pair| {
                pair[0].is("of") && matches!(pair[1].lower.as_ref(), "which" | "these" | "this" | "them" | "the")
            })
        {
            return self.share(&anchor).filter(|link| link.figures.len() == 2);
        }
        // A rounded percentage fits by chance; three digits do not.
        let precise = figure.raw.digits.chars().filter(char::is_ascii_digit).count() >= 2;
        let near = matches!(self.tokens[before].lower.as_ref(), "or" | "(" | "–" | "—");
        if let Some((part, whole)) = self.that_holds(&anchor, Shape::Share, &amounts).filter(|(part, whole)| {
            (precise || near) && self.figure(*part).sentence.max(self.figure(*whole).sentence) == figure.sentence
        }) {
            return Some(self.link(Kind::Share, &anchor, vec![part, whole], "{0} / {1}", Confidence::High));
        }
        None
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
                if matches!(noun.as_str(), "places" | "positions" | "spots" | "notches" | "rungs") =>
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
            (Measured::Percent, Role::Level) if self.in_percent(number).is_some() => self.in_percent(number),
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
        let subject = Cow::Owned(super::subject::subject(self.tokens, worded.clause.clone(), &self.dates[sentence]));
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
            Worded::Part => self.share(&anchor).map(|link| self.of_own(link, worded)),
        }
    }

    /// "Less than half of the 241,000 in our base year": a part of what the same thing was at another time is a multiple.
    fn of_own(&self, link: Link, worded: &InWords) -> Link {
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
        if other {
            return Link { kind: Kind::Comparison, ..link };
        }
        if times {
            Link { kind: Kind::Ratio, figures: vec![whole, part], template: "{1} / {0}".to_owned(), ..link }
        } else {
            link
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
                last_word(one) == last_word(other) || (one == "people") != (other == "people")
            }
            (Measured::Noun(_), Measured::Bare) | (Measured::Bare, Measured::Noun(_)) => true,
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
                let loose = figure.cue.role == Role::Level
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

    /// From and to of a change.
    fn pair(&self, anchor: &Anchor<'_>, shape: Option<Shape>, fits: &dyn Fn(&Figure) -> bool) -> Pair {
        let here = self.levels(anchor.sentence, anchor, fits);
        let wanted = self.wanted(anchor);
        let here: Vec<usize> = match wanted {
            // "Up 8 cents from a week ago": what it is measured from is of that time, and no other figure.
            Some(wanted) => here
                .into_iter()
                .filter(|figure| {
                    self.figure(*figure).cue.role != Role::From
                        || (wanted.is_some() && self.figure(*figure).period == wanted)
                })
                .collect(),
            None => here,
        };
        let own: Vec<usize> =
            here.iter().copied().filter(|figure| self.figure(*figure).clause == anchor.clause).collect();
        if let Some((from, to)) = self.choose(&own, anchor) {
            return Pair { from: Some(from), to: Some(to), confidence: Confidence::High };
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
        if let Some((from, to)) = shape.and_then(|shape| self.that_holds(anchor, shape, fits)) {
            return Pair { from: Some(from), to: Some(to), confidence: Confidence::High };
        }
        let free: Vec<usize> = here.iter().copied().filter(|figure| !self.spoken_for(*figure, anchor)).collect();
        if let Some((from, to)) = self.choose(&free, anchor) {
            // Across clauses only where the sentence has no other values of the unit.
            let alone = free.iter().filter(|figure| self.same_unit(from, **figure)).count() == 2;
            let told = self.figure(from).cue.role == Role::From;
            let here = own.is_empty() || own.contains(&from) || own.contains(&to);
            let tied = (own.contains(&from) && own.contains(&to)) || (alone && told && here);
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

    /// The period that a change is measured from, where the words behind it name it: "more than a year earlier", "from a week ago".
    fn wanted(&self, anchor: &Anchor<'_>) -> Option<Option<Period>> {
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
            token.kind == super::lexer::Kind::Word
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
    fn that_holds(&self, anchor: &Anchor<'_>, shape: Shape, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
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
        // A sentence with very many figures is a table; nobody means one pair of all.
        if near.len() < 2 || near.len() > 16 {
            return None;
        }
        let stated = fits::stated(shape, &Quantity::parse(&anchor.stated).ok()?);
        let mut best: Option<(usize, (usize, usize))> = None;
        for from in &near {
            for to in &near {
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
    fn one(&self, among: &[usize], anchor: &Anchor<'_>) -> Option<usize> {
        among.iter().copied().min_by_key(|figure| {
            let of = self.figure(*figure);
            let tied = matches!(of.cue.role, Role::From | Role::To);
            (!tied, distance(&of.raw.tokens, &anchor.at))
        })
    }

    /// From and to among the values of a clause or sentence, if they can be told.
    fn choose(&self, among: &[usize], anchor: &Anchor<'_>) -> Option<(usize, usize)> {
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
        if let Some(from) = near(Role::From, None) {
            let to = near(Role::To, Some(from)).or_else(|| {
                // What stands before "up from" is what it came to.
                let levels = among
                    .iter()
                    .copied()
                    .filter(|figure| {
                        self.figure(*figure).raw.from < anchor.at.start
                            || *figure < from
                            || self.figure(*figure).cue.stands
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

    /// Looks for what the sentence of a change does not give: in the sentences before and behind, then in the whole text.
    fn beyond(&self, anchor: &Anchor<'_>, one: Option<usize>, fits: &dyn Fn(&Figure) -> bool) -> Pair {
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
                    let confidence = if sure && dated && tied && !behind && !self.spoken_for(*other, anchor) {
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
                let points = agree(&anchor.subject, &self.figure(to).subject) && (!taken || anchor.subject.is_empty());
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

    /// "The increase of 12.5%": of the change that the sentences before told, or of the two values that they gave.
    fn said_before(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
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

    /// "The increase of 12.5%", "this was a decline": the words say that they are of what was told before.
    fn points_back(&self, anchor: &Anchor<'_>) -> bool {
        let start = (anchor.clause.start..anchor.at.start)
            .find(|at| !matches!(self.tokens[*at].lower.as_ref(), ";" | "," | "and" | "but" | "while" | "–"));
        let Some(start) = start else { return false };
        let head = &self.tokens[start..anchor.at.start.max(start)];
        head.first().is_some_and(|first| matches!(first.lower.as_ref(), "this" | "that" | "these"))
            || (head.first().is_some_and(|first| matches!(first.lower.as_ref(), "the" | "a" | "an"))
                && head.iter().take(5).any(super::subject::is_change))
    }

    /// In the whole text: the same subject and unit, at the periods that the change names.
    fn anywhere(&self, anchor: &Anchor<'_>, found: Pair, fits: &dyn Fn(&Figure) -> bool) -> Pair {
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

    /// Whether a change of a period can be one between these two values.
    fn in_time(&self, anchor: &Anchor<'_>, from: usize, to: usize) -> bool {
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
    fn differ(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.figure(one), self.figure(other));
        one.period.is_none() || other.period.is_none() || one.period != other.period || !one.dated
    }

    /// The period that the other end of a change has, where the text says so: the year before.
    fn expected(&self, anchor: &Anchor<'_>, one: usize) -> Option<Period> {
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

    /// Whether the change is of another kind than the values: real, organic, seasonally adjusted.
    fn guarded(&self, anchor: &Anchor<'_>) -> bool {
        let start = anchor.at.start.saturating_sub(8).max(anchor.clause.start.min(anchor.at.start));
        let end = (anchor.at.end + 6).min(anchor.clause.end.max(anchor.at.end));
        self.any(
            start..end,
            &[
                "real",
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

    fn link(
        &self,
        kind: Kind,
        anchor: &Anchor<'_>,
        figures: Vec<usize>,
        template: &str,
        confidence: Confidence,
    ) -> Link {
        let guarded = self.guarded(anchor) && !matches!(kind, Kind::Sum | Kind::Share | Kind::RankChange);
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
            confidence: if guarded { Confidence::Low } else { confidence },
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
            (Some(from), Some(to)) => Some(self.link(kind, anchor, vec![from, to], template, pair.confidence)),
            (Some(one), None) | (None, Some(one)) => Some(self.link(kind, anchor, vec![one], "", pair.confidence)),
            (None, None) => None,
        }
    }

    /// "Rose by 14.5%", "a third higher than".
    fn percent(&self, anchor: &Anchor<'_>, against: bool) -> Option<Link> {
        if against
            && let Some((first, second)) = self.beside(anchor, &|figure| !matches!(figure.raw.unit, Measured::Times(_)))
        {
            return Some(self.link(
                Kind::Comparison,
                anchor,
                vec![first, second],
                "growth({1}, {0})",
                Confidence::High,
            ));
        }
        let amounts = |figure: &Figure| {
            !matches!(
                figure.raw.unit,
                Measured::Percent
                    | Measured::Points
                    | Measured::BasisPoints
                    | Measured::Times(_)
                    | Measured::Rank
                    | Measured::Years
            )
        };
        let pair = self.pair(anchor, Some(Shape::Growth), &amounts);
        if pair.from.is_none() || pair.to.is_none() {
            // "The rate rose 2 percent, from 5% to 7%": only where the words say so.
            let rates = |figure: &Figure| {
                figure.raw.unit == Measured::Percent
                    && matches!(figure.cue.role, Role::From | Role::To)
                    && figure.clause == anchor.clause
            };
            let of_rates = self.levels(anchor.sentence, anchor, &rates);
            if let Some((from, to)) = self
                .choose(&of_rates, anchor)
                .filter(|(from, to)| self.figure(*from).cue.role == Role::From && self.figure(*to).cue.role == Role::To)
            {
                return Some(self.link(
                    Kind::PercentChange,
                    anchor,
                    vec![from, to],
                    "growth({0}, {1})",
                    Confidence::High,
                ));
            }
        }
        // "0.8% below the 6.3%": a rate measured against a rate.
        if against && pair.from.is_none() && pair.to.is_none() {
            let rates = |figure: &Figure| figure.raw.unit == Measured::Percent;
            let of_rates = self.pair(anchor, None, &rates);
            if let (Some(from), Some(to)) = (of_rates.from, of_rates.to)
                && self.figure(from).cue.role == Role::From
            {
                return Some(self.link(
                    Kind::PercentChange,
                    anchor,
                    vec![from, to],
                    "growth({0}, {1})",
                    of_rates.confidence,
                ));
            }
        }
        // Two things at one time: "men earned 16 percent more than women".
        if against && self.wanted(anchor).is_none() {
            if let Some((one, other)) = self
                .both_named(anchor, &amounts)
                .filter(|(one, other)| self.figure(*one).period == self.figure(*other).period)
            {
                return Some(self.link(
                    Kind::Comparison,
                    anchor,
                    vec![one, other],
                    "growth({1}, {0})",
                    Confidence::High,
                ));
            }
            if let (Some(from), Some(to)) = (pair.from, pair.to)
                && self.figure(from).period == self.figure(to).period
                && self.figure(from).cue.role != Role::From
            {
                return Some(self.link(Kind::Comparison, anchor, vec![to, from], "growth({1}, {0})", pair.confidence));
            }
        }
        self.change(Kind::PercentChange, anchor, pair, "growth({0}, {1})")
    }

    /// The words that carry meaning in a stretch.
    fn content(&self, range: Range<usize>) -> Vec<&'a str> {
        let carries = |token: &&Token<'_>| {
            token.kind == super::lexer::Kind::Word
                && token.lower.len() > 2
                && !token.has(
                    FUNCTION
                        | ANY_VERB
                        | RISE
                        | FALL
                        | super::lexicon::SCALE
                        | super::lexicon::MONTH
                        | super::lexicon::TOTAL,
                )
        };
        self.tokens[range].iter().filter(carries).map(|token| stem(token.lower.as_ref())).collect()
    }

    /// The value, here or in the two sentences before, around which these words stand; nothing where several do.
    fn named(&self, words: &[&str], anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<usize> {
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
    fn both_named(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let than = (anchor.at.end..anchor.clause.end.min(anchor.at.end + 6))
            .find(|at| matches!(self.tokens[*at].lower.as_ref(), "than" | "of" | "above" | "below" | "that"))?;
        let one = self.named(&self.content(anchor.clause.start..anchor.at.start), anchor, fits)?;
        let other = self.named(&self.content(than + 1..anchor.clause.end.min(than + 8)), anchor, fits)?;
        (one != other && self.same_unit(one, other)).then_some((one, other))
    }

    /// A thing and what it is measured against: the figure behind "than", "above", "that of", and the one before.
    fn beside(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
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
                .find(|figure| self.figure(*figure).cue.role != Role::From)
                .or_else(|| all.last().copied().filter(|_| sentence == anchor.sentence))
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
            _ => said().and_then(before).or(own)?,
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
        let times = before || (!reference && two.dated && one.period.is_some() && one.period != two.period);
        let earlier = self.dates[anchor.sentence]
            .iter()
            .any(|dated| matches!(dated.when, When::Earlier(..)) && dated.tokens.start >= anchor.at.end);
        (!times && !earlier).then_some((first, second))
    }

    /// "Rose 0.4 percentage points", "1.5 points above the average of 6.1%".
    fn points(&self, anchor: &Anchor<'_>, against: bool) -> Option<Link> {
        let rates = |figure: &Figure| figure.raw.unit == Measured::Percent;
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
        self.change(Kind::PointChange, anchor, self.pair(anchor, Some(Shape::Difference), &rates), "{1} - {0}")
    }

    /// "Rose by 4 billion", "3 billion more than".
    fn amount(&self, anchor: &Anchor<'_>, unit: &Measured, against: bool) -> Option<Link> {
        let same = |figure: &Figure| match (unit, &figure.raw.unit) {
            (Measured::Noun(one), Measured::Noun(other)) => last_word(one) == last_word(other),
            (Measured::Bare, Measured::Noun(_)) | (Measured::Noun(_), Measured::Bare) => true,
            (one, other) => one == other,
        };
        if against && let Some((first, second)) = self.beside(anchor, &same) {
            return Some(self.link(Kind::Difference, anchor, vec![second, first], "{1} - {0}", Confidence::High));
        }
        self.change(Kind::Difference, anchor, self.pair(anchor, Some(Shape::Difference), &same), "{1} - {0}")
    }

    /// "Climbed 22 places from 34th to 12th".
    fn places(&self, anchor: &Anchor<'_>, direction: Option<Direction>) -> Option<Link> {
        let ranks = |figure: &Figure| figure.raw.unit == Measured::Rank;
        let template = if direction == Some(Direction::Fall) { "{1} - {0}" } else { "{0} - {1}" };
        self.change(Kind::RankChange, anchor, self.pair(anchor, None, &ranks), template)
    }

    /// "Tripled", "17-fold", "3.5 times its level of 2010", "twice that of".
    fn multiple(&self, anchor: &Anchor<'_>, worded: Option<Worded>) -> Option<Link> {
        let fits = |figure: &Figure| {
            !matches!(
                figure.raw.unit,
                Measured::Times(_) | Measured::Rank | Measured::Years | Measured::Points | Measured::BasisPoints
            )
        };
        let changed = matches!(worded, Some(Worded::Changed | Worded::PartOfOwn));
        let after = self.tokens[anchor.at.end..anchor.clause.end].iter().take(6);
        let own = after.clone().any(|token| matches!(token.lower.as_ref(), "level" | "its" | "what" | "their"));
        let moves = worded.is_none()
            && anchor.figure.is_some_and(|figure| {
                self.figure(figure).cue.direction.is_some()
                    || matches!(self.figure(figure).raw.unit, Measured::Times(true))
            });
        let beside_words = after.clone().any(|token| matches!(token.lower.as_ref(), "that" | "those" | "than" | "as"));
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
            || worded.is_some();
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
                && self.figure(first).period != self.figure(second).period;
            if times {
                return Some(self.link(Kind::Ratio, anchor, vec![second, first], "{1} / {0}", Confidence::High));
            }
            return Some(self.link(Kind::Comparison, anchor, vec![first, second], "{0} / {1}", Confidence::High));
        }
        // "More than double foreign direct investment": a thing whose value stands elsewhere.
        if worded == Some(Worded::Times) {
            let behind = self.content(anchor.at.end..anchor.clause.end.min(anchor.at.end + 7));
            let before = self.levels(anchor.sentence, anchor, &fits).into_iter().rev().find(|figure| {
                self.figure(*figure).raw.tokens.end <= anchor.at.start && self.figure(*figure).cue.role != Role::From
            });
            if let (Some(one), Some(other)) = (before, self.named(&behind, anchor, &fits))
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
        let pair = self.pair(anchor, Some(Shape::Ratio), &fits);
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
            return Some(self.link(Kind::Comparison, anchor, vec![first, second], "{0} / {1}", Confidence::High));
        }
        self.change(if changed || moves || own { Kind::Ratio } else { Kind::Comparison }, anchor, pair, "{1} / {0}")
    }

    /// Two values of one unit in the sentence, or in the one before: the larger beside the smaller.
    fn two_things(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize)> {
        let mut all = self.levels(anchor.sentence, anchor, fits);
        if all.len() < 2
            && anchor.sentence > 0
            && self.sentences[anchor.sentence - 1].paragraph == self.sentences[anchor.sentence].paragraph
        {
            let mut before = self.levels(anchor.sentence - 1, anchor, fits);
            before.append(&mut all);
            all = before;
        }
        let [one, two] = all.as_slice() else { return None };
        self.same_unit(*one, *two).then_some((*one, *two))
    }

    /// "9.5 percent a year between 1978 and 2017".
    fn average(&self, number: usize, stated: String) -> Option<Link> {
        let anchor = self.anchor(number, stated);
        let amounts = |figure: &Figure| {
            !matches!(
                figure.raw.unit,
                Measured::Percent
                    | Measured::Points
                    | Measured::BasisPoints
                    | Measured::Times(_)
                    | Measured::Rank
                    | Measured::Years
            )
        };
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
        if let (Some(multiple), Some(years)) = (multiple, span) {
            let template = format!("annualised({{0}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![multiple], &template, Confidence::High));
        }
        // Two values elsewhere that grow so, each of its own year.
        if let Some((from, to, years)) = self.that_grows(&anchor, &amounts) {
            let template = format!("cagr({{0}}, {{1}}, {})", decimal(&years));
            return Some(self.link(Kind::AverageGrowth, &anchor, vec![from, to], &template, Confidence::High));
        }
        self.change(Kind::AverageGrowth, &anchor, pair, "")
    }

    /// The number of years that a sentence gives: "over five years", "in the decade to 2019".
    fn years_in(&self, sentence: usize) -> Option<Exact> {
        let tokens = &self.tokens[self.range(sentence)];
        tokens.windows(2).find_map(|pair| {
            let counted = matches!(pair[1].lower.as_ref(), "years" | "year-period");
            let count = match pair[0].kind {
                super::lexer::Kind::Number if counted => pair[0].lower.parse::<i64>().ok(),
                super::lexer::Kind::Word if counted && pair[0].has(NUMERAL) => {
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
    fn that_grows(&self, anchor: &Anchor<'_>, fits: &dyn Fn(&Figure) -> bool) -> Option<(usize, usize, Exact)> {
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

    /// "34.3% of the total", "a third of all", "20 million, or 9%".
    fn share(&self, anchor: &Anchor<'_>) -> Option<Link> {
        let amounts =
            |figure: &Figure| matches!(figure.raw.unit, Measured::Money(_) | Measured::Noun(_) | Measured::Bare);
        let here = self.levels(anchor.sentence, anchor, &amounts);
        let link = |part: usize, whole: usize, confidence: Confidence| {
            Some(self.link(Kind::Share, anchor, vec![part, whole], "{0} / {1}", confidence))
        };
        // The whole behind "of": "a third of the 1,240 stores".
        let whole = here.iter().copied().find(|figure| {
            let of = self.figure(*figure);
            let between = anchor.at.end..of.raw.from.max(anchor.at.end);
            of.raw.from >= anchor.at.end
                && between.len() <= 9
                && of.clause == anchor.clause
                && !self.any(between, &[",", ";", "(", "from", "to"])
        });
        // The part before: what stands closest, in the same clause if there is one.
        let fits_whole = |figure: &usize| whole.is_none_or(|whole| *figure != whole && self.same_unit(whole, *figure));
        let is_before = |figure: &usize| self.figure(*figure).raw.tokens.end <= anchor.at.start;
        let part = here.iter().copied().filter(|figure| fits_whole(figure)).min_by_key(|figure| {
            (
                self.figure(*figure).cue.role == Role::From,
                self.figure(*figure).clause != anchor.clause,
                !is_before(figure),
                distance(&self.figure(*figure).raw.tokens, &anchor.at),
            )
        });
        if let (Some(part), Some(whole)) = (part, whole) {
            // "One in seven: 4.4 million of the 29.8 million".
            let swapped = !is_before(&part) && self.value(part) > self.value(whole);
            return if swapped { link(whole, part, Confidence::High) } else { link(part, whole, Confidence::High) };
        }
        // What stands right before is the part; the whole is among what was said of it before.
        let close = part.filter(|part| {
            is_before(part)
                && self.figure(*part).clause == anchor.clause
                && anchor.at.start - self.figure(*part).raw.tokens.end <= 8
        });
        let stated = Quantity::parse(&anchor.stated).ok()?;
        if let Some(part) = close {
            // "Of the population": a whole that is named.
            let behind = self.content(anchor.at.end..anchor.clause.end.min(anchor.at.end + 6));
            if let Some(whole) = self.named(&behind, anchor, &amounts).filter(|whole| {
                *whole != part
                    && self.same_unit(part, *whole)
                    && self.value(*whole) > self.value(part)
                    && self.figure(*whole).sentence < anchor.sentence
            }) {
                return link(part, whole, Confidence::High);
            }
            let wholes = self.wholes(anchor, part, &amounts);
            let stated = fits::stated(Shape::Share, &stated);
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
                    "which",
                    "overall",
                    "sum",
                    "whole",
                    "amount",
                    "recipients",
                ],
            );
            return match wholes.as_slice() {
                [whole] => link(part, *whole, if said { Confidence::High } else { Confidence::Low }),
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
            return link(part, whole, Confidence::High);
        }
        let near = |figure: &usize| distance(&self.figure(*figure).raw.tokens, &anchor.at) <= 8;
        let one = part.or(whole).filter(near)?;
        Some(self.link(Kind::Share, anchor, vec![one], "", Confidence::High))
    }

    /// What a part may be of: larger values of its unit and time, the nearest first, in its sentence and the two before.
    fn wholes(&self, anchor: &Anchor<'_>, part: usize, amounts: &dyn Fn(&Figure) -> bool) -> Vec<usize> {
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
            // The sentence that gives a whole is the one that is meant.
            if !all.is_empty() && sentence < anchor.sentence {
                break;
            }
        }
        all
    }

    fn value(&self, figure: usize) -> f64 {
        self.figure(figure).quantity.point(crate::quantity::Reading::Plain).map_or(f64::NAN, |value| value.to_f64())
    }

    /// "A surplus of 3 billion".
    fn gap(&self, anchor: &Anchor<'_>, unit: &Measured, direction: Option<Direction>) -> Option<Link> {
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
        let (less, more) = match (spent(first), spent(second)) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            _ if self.value(first) <= self.value(second) => (first, second),
            _ => (second, first),
        };
        let known = spent(first) != spent(second);
        let template = if known && direction == Some(Direction::Fall) { "{0} - {1}" } else { "{1} - {0}" };
        Some(self.link(Kind::Difference, anchor, vec![less, more], template, Confidence::High))
    }

    /// "A, B and C, a total of D", "D, of which A and B": parts that add up, or that the words call all there is.
    fn sum(&self, number: usize) -> Option<Link> {
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
                &["together", "combined", "altogether", "total", "totalled", "totalling", "totaled", "totaling"],
            )
            || (self
                .any(ahead.clone(), &["brings", "bringing", "brought", "takes", "taking", "took", "lifting", "lifts"])
                && self.any(ahead.clone(), &["to"]))
            || pair(ahead.clone(), "in", "all")
            || pair(ahead, "between", "them");
        let opens = pair(behind.clone(), "of", "which")
            || pair(behind.clone(), "of", "whom")
            || pair(whole.raw.tokens.end..behind.end.min(whole.raw.tokens.end + 7), "up", "of")
            || self.any(behind.clone(), &["comprising", "consisting", "comprised"])
            || (whole.raw.tokens.end..behind.end).take(3).any(|at| self.tokens[at].is(":"));
        let makes = pair(whole.raw.from.saturating_sub(9).max(range.start)..whole.raw.from, "made", "up")
            || pair(whole.raw.from.saturating_sub(9).max(range.start)..whole.raw.from, "make", "up");
        let all_told = all_told || makes;
        let first_of = self.tokens[range.start].is("of") && whole.raw.from <= range.start + 4;
        // Without a word of it only what adds up exactly of three or more parts is a sum.
        let said = all_told || opens || first_of;
        if !said
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
        let near = |sentence: usize| {
            if self.sentences.get(sentence).is_some_and(|other| other.paragraph == paragraph) {
                parts(sentence)
            } else {
                Vec::new()
            }
        };
        let before = anchor.sentence.checked_sub(1).map(near).unwrap_or_default();
        let after = near(anchor.sentence + 1);
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
        let open = self.any(range.clone(), &["rest", "remainder", "others", "other"]) && !remainder;
        // "A total of 47", not "of the national total of 95".
        let total = whole.raw.from >= range.start + 3
            && self.tokens[whole.raw.from - 1].is("of")
            && self.tokens[whole.raw.from - 2].is("total")
            && !self.tokens[whole.raw.from - 3].is("a");
        if open || total {
            return None;
        }
        let exhaustive = self.any(
            range.clone(),
            &["remaining", "rest", "remainder", "balance", "respectively", "together", "combined", "altogether"],
        ) || pair(range, "made", "up")
            || makes
            || whole.cue.role == Role::Total;
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
        let side: Vec<usize> = if opens || first_of {
            own.iter().copied().filter(|part| *part > number).collect()
        } else {
            own.iter().copied().filter(|part| *part < number).collect()
        };
        let one_time = side.iter().all(|part| !self.figure(*part).dated || self.figure(*part).period == whole.period)
            && side.iter().all(|part| matches!(self.figure(*part).cue.role, Role::Level));
        (side.len() >= 2 && exhaustive && one_time && side.iter().all(|part| self.value(*part) < self.value(number)))
            .then(|| self.link(Kind::Sum, &anchor, side.clone(), &plus(side.len()), Confidence::High))
    }

    /// "For 18 consecutive years", with first and last where the text has them.
    fn duration(&self, number: usize) -> Option<Link> {
        let figure = self.figure(number);
        let consecutive = self.tokens[figure.raw.tokens.clone()]
            .iter()
            .chain(self.tokens[figure.raw.tokens.end..].iter().take(4))
            .any(|token| matches!(token.lower.as_ref(), "consecutive" | "straight" | "successive" | "row" | "running"));
        let anchor = self.anchor(number, figure.raw.words());
        let span = self.dates[figure.sentence].iter().find_map(|dated| match dated.when {
            When::Span(Unit::Year(from), Unit::Year(to)) => Some((from, to)),
            _ => None,
        });
        let since = self.dates[figure.sentence]
            .iter()
            .find_map(|dated| if let When::Since(Unit::Year(from)) = dated.when { Some(from) } else { None });
        let until = self.dates[figure.sentence]
            .iter()
            .find_map(|dated| if let When::At(Unit::Year(to)) = dated.when { Some(to) } else { None });
        let span = span.or(since.zip(until));
        // A run counts both its ends; other lengths are said either way.
        let said = figure.quantity.point(crate::quantity::Reading::Plain).and_then(|years| years.to_whole());
        let both = |from: i32, to: i32| consecutive || said == Some(i64::from(to - from) + 1);
        if !consecutive && span.is_none() {
            return None;
        }
        // What the text dates by another event says nothing of the run.
        let tied = !consecutive
            || self.dates[figure.sentence].iter().any(|dated| {
                matches!(dated.when, When::Span(..) | When::Since(_))
                    && distance(&dated.tokens, &figure.raw.tokens) <= 8
            });
        let template = span
            .filter(|_| tied)
            .map_or(String::new(), |(from, to)| format!("years({from}, {})", if both(from, to) { to + 1 } else { to }));
        Some(self.link(Kind::Duration, &anchor, Vec::new(), &template, Confidence::High))
    }

    /// "Rose from 3 to 5 million", "up from 3": a direction that nothing else in the sentence puts into a number.
    fn directions(&self, sentence: usize, told: &[(Option<usize>, Option<usize>)]) -> Vec<Link> {
        let mut out = Vec::new();
        for from in self.of[sentence].clone() {
            let figure = self.figure(from);
            let Some(direction) = figure.cue.direction.filter(|_| figure.cue.role == Role::From) else { continue };
            if told.iter().any(|(one, two)| *one == Some(from) || *two == Some(from)) {
                continue;
            }
            let candidates = self.of[sentence].clone().filter(|to| {
                let other = self.figure(*to);
                *to != from
                    && self.same_unit(*to, from)
                    && other.cue.role != Role::From
                    && (other.cue.role != Role::By || other.raw.unit == Measured::Percent)
                    && match (self.in_list(from), self.in_list(*to)) {
                        // "From 40 and 60 to 44 and 63": the second of one list moved to the second of the other.
                        (Some((place, length)), Some((other, other_length))) if length == other_length => {
                            place == other
                        }
                        (Some((_, length)), Some((_, other))) => length == 1 && other == 1,
                        _ => true,
                    }
                    && (other.clause == figure.clause || *to + 1 == from)
            });
            let Some(to) = candidates.min_by_key(|to| (self.figure(*to).cue.role != Role::To, to.abs_diff(from)))
            else {
                continue;
            };
            // Rates that ease and balances that improve go either way; so do numbers below zero.
            let verb =
                self.tokens[figure.clause.start..figure.raw.from].iter().rev().find(|token| token.has(RISE | FALL));
            let unsure =
                verb.is_some_and(|verb| verb.has(UNSURE)) || figure.raw.negative || self.figure(to).raw.negative;
            // A currency that strengthens costs fewer of the other.
            if self.tokens[figure.clause.clone()].windows(3).any(|three| {
                matches!(three[0].lower.as_ref(), "to" | "per" | "against")
                    && (matches!(three[1].lower.as_ref(), "dollar" | "euro")
                        || three[1].is("the") && matches!(three[2].lower.as_ref(), "dollar" | "euro"))
            }) {
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

    /// "Exceeded the 9.8 percent", "lower than the average of 6.1": an order that nothing puts into a number.
    fn orders(&self, sentence: usize, told: &[(Option<usize>, Option<usize>)]) -> Vec<Link> {
        let mut out: Vec<Link> = Vec::new();
        let range = self.range(sentence);
        for at in range.clone() {
            let token = &self.tokens[at];
            let next = self.tokens.get(at + 1).filter(|_| at + 1 < range.end).map_or("", |token| token.lower.as_ref());
            let sign = match token.lower.as_ref() {
                "passed" | "crossed" | "topped" | "broke"
                    if next == "the"
                        && self.any(at..range.end.min(at + 8), &["mark", "barrier", "threshold", "line"]) =>
                {
                    ">"
                }
                "ahead" if next == "of" => ">",
                "behind" => "<",
                _ if token.has(ORDER)
                    && !matches!(
                        token.lower.as_ref(),
                        "trailed" | "trailing" | "lagged" | "passing" | "beat" | "beats"
                    ) =>
                {
                    ">"
                }
                "higher" | "more" | "larger" | "greater" | "bigger" | "faster" | "better"
                    if next == "than" && self.names_next(at + 2) =>
                {
                    ">"
                }
                "above" if matches!(next, "the" | "its" | "their" | "an") => ">",
                "lower" | "less" | "smaller" | "fewer" | "slower" if next == "than" && self.names_next(at + 2) => "<",
                "below" | "under" if matches!(next, "the" | "its" | "their" | "an") => "<",
                _ => continue,
            };
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
            let Some(second) = self.of[sentence].clone().filter(level).find(|figure| {
                self.figure(*figure).raw.tokens.start > at
                    && self.figure(*figure).raw.from - at.min(self.figure(*figure).raw.from) <= 12
                    && self.figure(*figure).raw.from > at
            }) else {
                continue;
            };
            let before = self.of[sentence].clone().filter(level).rev().find(|figure| {
                self.figure(*figure).raw.tokens.end <= at
                    && self.same_unit(*figure, second)
                    && self.figure(*figure).cue.role != Role::From
            });
            // "This surpassed the 3 million mark": what the sentence before gave.
            let said = || {
                let above = sentence.checked_sub(1).filter(|above| {
                    self.sentences[*above].paragraph == self.sentences[sentence].paragraph
                        && self.figure(second).subject.is_empty()
                })?;
                self.of[above]
                    .clone()
                    .filter(level)
                    .rev()
                    .find(|figure| self.same_unit(*figure, second) && self.figure(*figure).cue.role != Role::From)
            };
            let Some(first) = before.or_else(said) else { continue };
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
                && self.tokens[self.figure(first).raw.tokens.end..at]
                    .iter()
                    .any(|token| matches!(token.lower.as_ref(), ";" | "while" | "whereas" | "but"));
            if sized || known || seen || apart {
                continue;
            }
            let (start, end) = (self.figure(first).raw.from, self.figure(second).raw.tokens.end);
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
}

impl Scene<'_> {
    /// Whether a thing is named here, and no number: "than the rate of 6.1 percent".
    fn names_next(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == super::lexer::Kind::Word
                && !token.has(MULTIPLE | FRACTION | NUMERAL)
                && !matches!(token.lower.as_ref(), "a" | "half")
        })
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
    let years = one.years_to(two)?;
    if years.is_zero() { None } else { Some(years > Exact::ZERO) }
}

/// A number of years as a formula writes it.
fn decimal(years: &Exact) -> String {
    years.to_whole().map_or_else(|| format!("{}", years.to_f64()), |whole| whole.to_string())
}
