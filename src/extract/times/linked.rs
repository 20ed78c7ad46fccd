//! What statements tell of the periods of their figures: changes over several years are of the years between, runs of their first and last
//! year, and facts that are related to nothing of no year.

use super::one_step;
use crate::extract::cues::Role;
use crate::extract::dates::When;
use crate::extract::figures::Measured;
use crate::extract::lexicon::{ANY_VERB, FALL, MOVE_NOUN, RISE};
use crate::extract::link::{Link, Scene};
use crate::extract::model::Kind;
use crate::extract::placed::happened;
use crate::extract::sentence::Figure;
use crate::period::{Period, Unit};
use crate::quantity::Exact;

/// The period of each figure, now that changes are tied to their values: how far something moved over several years is of the span.
pub(in crate::extract) fn changes(scene: &Scene<'_>, links: &[Link]) -> Vec<Option<Period>> {
    let mut times: Vec<Option<Period>> = scene.figures.iter().map(|figure| figure.period).collect();
    for link in links {
        // "For 23 years, from 1952 until 1975": a run is of its first and last year.
        if let (Kind::Duration, Some(run), Some((from, to))) = (link.kind, link.stated_by, ends_of(&link.template)) {
            let told = |year: &i32| {
                scene.dates[link.sentence].iter().any(|dated| match dated.when {
                    When::At(unit) | When::Since(unit) => unit.year() == *year,
                    When::Span(_, end) => end.year() == *year,
                    _ => false,
                })
            };
            let fiscal = scene.dates[link.sentence].iter().any(|dated| {
                matches!(
                    dated.when,
                    When::At(Unit::FiscalYear(_))
                        | When::Since(Unit::FiscalYear(_))
                        | When::Span(Unit::FiscalYear(_), _)
                )
            });
            let year = |year| if fiscal { Unit::FiscalYear(year) } else { Unit::Year(year) };
            // Where both ends are counted, the formula ends a year later.
            if let Some(to) = [to, to - 1].into_iter().find(told) {
                times[run] = Some(Period::Span(Some(year(from)), Some(year(to))));
            }
        }
        let (Some(by), [from, to]) = (link.stated_by, link.figures.as_slice()) else { continue };
        let figure = &scene.figures[by];
        if matches!(link.kind, Kind::Share | Kind::Sum | Kind::Comparison | Kind::Duration) {
            continue;
        }
        let (Some(Period::One(first)), Some(Period::One(last))) =
            (scene.figures[*from].period, scene.figures[*to].period)
        else {
            continue;
        };
        let dated = |figure: usize| {
            let sentence = scene.figures[figure].sentence;
            scene.dates[sentence].iter().any(|dated| matches!(dated.when, When::At(_)))
        };
        // "In 2022 alone they shrank by 3.6 percent": of that year, whatever was told before.
        if link.kind != Kind::AverageGrowth
            && scene.figures[*from].sentence != figure.sentence
            && dated(by)
            && figure.period == Some(Period::One(last))
        {
            continue;
        }
        // Of a year's change the later end is the period.
        let year = first.years_to(last);
        if year.as_ref().is_none_or(|years| *years <= Exact::ZERO) {
            continue;
        }
        // "1.5 times as large in 2023 as in 2003" is of the years between, "up 5 percent in 2023" of 2023.
        if figure.dated && (figure.period != Some(Period::One(last)) || year <= Some(Exact::ONE)) {
            continue;
        }
        let annual = one_step(first, last);
        times[by] = Some(if annual { Period::One(last) } else { Period::Span(Some(first), Some(last)) });
    }
    let mut related = vec![false; times.len()];
    let told = links.iter().filter(|link| !link.template.is_empty());
    for figure in told.flat_map(|link| link.figures.iter().copied().chain(link.stated_by)) {
        related[figure] = true;
    }
    // A company's report tells in the present what is of the day that it reports on.
    let accounts = scene.tokens.iter().any(|token| matches!(token.lower.as_ref(), "our" | "we" | "group" | "group's"));
    for (number, figure) in scene.figures.iter().enumerate() {
        if !accounts && !related[number] && is_standing(scene, figure) {
            times[number] = None;
        }
    }
    times
}

/// "About 1.8 lakh women depend on the sheds": what is told in the present and related to nothing is of no year that the text has told of.
fn is_standing(scene: &Scene<'_>, figure: &Figure) -> bool {
    let tokens = scene.tokens;
    // "Make up 70 percent".
    let verb = |at: &usize| {
        tokens[*at].has(ANY_VERB | RISE | FALL)
            && !tokens[*at].has(MOVE_NOUN)
            && !matches!(tokens[*at].lower.as_ref(), "up" | "down")
            || PRESENT.contains(&tokens[*at].lower.as_ref())
    };
    let told = || {
        let before = (figure.clause.start..figure.raw.from).rev().find(verb);
        before.or_else(|| (figure.raw.tokens.end..figure.clause.end).find(verb))
    };
    let perfect = |at: usize| {
        matches!(tokens[at].lower.as_ref(), "has" | "have")
            && tokens.get(at + 1).is_some_and(|next| next.has(RISE | FALL) || next.lower.ends_with("ed"))
    };
    // "An agency that runs 71 factories", "which has 1,350 members": of no year even beside a date.
    let aside = figure.raw.from >= figure.clause.start + 2 && {
        let verb = &tokens[figure.raw.from - 1];
        PRESENT.contains(&verb.lower.as_ref())
            && matches!(tokens[figure.raw.from - 2].lower.as_ref(), "that" | "which" | "who")
    };
    if aside && !figure.dated && matches!(figure.raw.unit, Measured::Noun(_)) {
        return true;
    }
    matches!(figure.cue.role, Role::Level | Role::Share)
        && !figure.dated
        && scene.dates[figure.sentence].iter().all(|dated| happened(tokens, &scene.sentences[figure.sentence].tokens, dated))
        && !matches!(&figure.raw.unit, Measured::Noun(noun) if noun == "months")
        && figure.raw.unit != Measured::Points
        // "They account for less than 0.4 percent": of what was told before.
        && !tokens[figure.clause.start..figure.raw.from].iter().any(|token| {
            matches!(token.lower.as_ref(), "they" | "them" | "these" | "this" | "latter" | "now" | "currently" | "today")
        })
        && told().is_some_and(|at| PRESENT.contains(&tokens[at].lower.as_ref()) && !perfect(at))
}

const PRESENT: &[&str] = &[
    "is",
    "are",
    "has",
    "have",
    "remain",
    "remains",
    "make",
    "makes",
    "give",
    "gives",
    "depend",
    "depends",
    "live",
    "lives",
    "work",
    "works",
    "employ",
    "employs",
    "cost",
    "costs",
    "pay",
    "pays",
    "hold",
    "holds",
    "serve",
    "serves",
    "cover",
    "covers",
    "own",
    "owns",
    "host",
    "hosts",
    "belong",
    "belongs",
    "exceeds",
    "consist",
    "consists",
    "comprise",
    "comprises",
    "account",
    "accounts",
    "represent",
    "represents",
    "contain",
    "contains",
    "run",
    "runs",
    "operate",
    "operates",
    "carry",
    "carries",
    "supply",
    "supplies",
    "lie",
    "lies",
    "stand",
    "stands",
    "use",
    "uses",
    "consume",
    "consumes",
    "would",
    "could",
    "can",
    "generates",
    "provides",
    "surpasses",
    "house",
    "adds",
    "produces",
    "produce",
    "exports",
    "accounts",
    "forms",
    "receives",
    "spend",
    "spends",
    "attracts",
    "enjoys",
    "qualifies",
    "tracks",
    "maintains",
    "pays",
    "tends",
    "applies",
    "may",
    "need",
    "needs",
];

/// The years of "years(1952, 1975)".
fn ends_of(template: &str) -> Option<(i32, i32)> {
    let (from, to) = template.strip_prefix("years(")?.strip_suffix(')')?.split_once(", ")?;
    Some((from.parse().ok()?, to.parse().ok()?))
}
