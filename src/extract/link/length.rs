//! Lengths of time: runs of years, and how long between two of them.

use super::{Link, Scene, distance};
use crate::extract::dates::{Dated, Step, When};
use crate::extract::lexer::Kind as Piece;
use crate::extract::lexicon::NUMERAL;
use crate::extract::model::{Confidence, Kind};
use crate::period::Unit;

impl Scene<'_> {
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
}
