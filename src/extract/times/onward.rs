//! What a text has come to after a sentence.

use super::{AtHand, Time, Told, under_a_year};
use crate::extract::cues::Role;
use crate::extract::placed::{Placed, last_day};
use crate::period::{Period, Unit};
use crate::quantity::Exact;

/// Words of what is to come: it does not move a text on.
const FORECAST: &[&str] = &[
    "will",
    "would",
    "projected",
    "forecast",
    "forecasts",
    "expected",
    "target",
    "plans",
    "planned",
    "should",
    "aims",
    "could",
    "committed",
    "pledged",
    "aim",
];

impl Told<'_> {
    /// Moves the text on to what the sentence has told.
    pub(super) fn move_on(&self, out: &[Time], at_hand: &mut AtHand) {
        self.move_time(out, at_hand);
        let months = self.dates.iter().filter(|date| !date.base).map(|date| date.period);
        if let Some(Some(Period::Span(Some(from), Some(to)))) = months.clone().find(|period| under_a_year(*period)) {
            at_hand.months = Some((from, to));
        } else if !self.dates.is_empty() {
            at_hand.months = None;
        }
        if !self.dates.is_empty() {
            at_hand.span = self.change(out);
        }
    }

    /// The text has come to the latest period that it names as the time of its values; a forecast does not move it.
    fn move_time(&self, out: &[Time], at_hand: &mut AtHand) {
        let forecast = self.tokens[self.sentence.clone()].iter().any(|token| FORECAST.contains(&token.lower.as_ref()));
        let latest =
            (0..self.dates.len()).filter(|date| self.is_free(*date) && !self.is_past(*date)).filter_map(|date| {
                match self.dates[date].period {
                    Some(Period::One(unit)) => Some(unit),
                    Some(Period::Span(_, Some(to))) => Some(to),
                    _ => None,
                }
            });
        // What is told of an earlier year does not take the text back to it.
        let onward = |unit: &Unit| at_hand.unit.is_none_or(|now| now.year() <= unit.year());
        let reached = if forecast {
            latest.min_by_key(|unit| last_day(*unit))
        } else {
            latest.max_by_key(|unit| last_day(*unit))
        };
        if let Some(unit) = reached.filter(|_| !forecast || at_hand.unit.is_none()).filter(onward) {
            let goes_on = at_hand.of_day && at_hand.unit == Some(unit);
            at_hand.unit = Some(unit);
            at_hand.of_day = goes_on
                || matches!(unit, Unit::Day(_))
                    && out.iter().any(|time| time.own && !time.base && time.period == Some(Period::One(unit)));
        }
    }

    /// "Short of what they had been led to expect in April": a month of before, which does not move the text.
    fn is_past(&self, date: usize) -> bool {
        let start = self.dates[date].tokens.start;
        matches!(self.dates[date].period, Some(Period::One(Unit::Month(..))))
            && self.tokens[start.saturating_sub(9).max(self.sentence.start)..start].iter().any(|token| token.is("had"))
    }

    /// From when to when the sentence tells a change of more than a year.
    fn change(&self, out: &[Time]) -> Option<(Unit, Unit)> {
        let end = |role: Role| {
            out.iter()
                .zip(self.cues)
                .find(|(time, (cue, _))| cue.role == role && time.own)
                .and_then(|(time, _)| if let Some(Period::One(unit)) = time.period { Some(unit) } else { None })
        };
        let told = self.dates.iter().find_map(|date| {
            if let Some(Period::Span(Some(from), Some(to))) = date.period { Some((from, to)) } else { None }
        });
        told.or_else(|| end(Role::From).zip(end(Role::To)))
            .or_else(|| self.two_levels(out))
            .or_else(|| self.led_by())
            .filter(|(from, to)| from.years_to(*to).is_some_and(|years| years > Exact::ONE))
    }

    /// "At the end of 2012 there were 98.2 million; by the end of 2019, 5.6 million".
    fn two_levels(&self, out: &[Time]) -> Option<(Unit, Unit)> {
        let mut levels: Vec<Unit> = Vec::new();
        for (time, _) in out.iter().zip(self.cues).filter(|(_, (cue, _))| cue.role != Role::By) {
            if let Some(Period::One(unit)) = time.period
                && self.dates.iter().any(|date| date.period == time.period)
                && !levels.contains(&unit)
            {
                levels.push(unit);
            }
        }
        levels.sort_by_key(|unit| last_day(*unit));
        if let [one, other] = levels.as_slice() { Some((*one, *other)) } else { None }
    }

    /// "Space cost $8.20 in 2014. By 2022 it was $11.60": from the year told of before.
    fn led_by(&self) -> Option<(Unit, Unit)> {
        let led = |date: &Placed| {
            self.tokens[self.sentence.start..date.tokens.start]
                .iter()
                .rev()
                .find(|token| !matches!(token.lower.as_ref(), "the" | "end" | "of"))
                .is_some_and(|by| by.is("by"))
        };
        let by = self.dates.iter().find(|date| !date.base && led(date))?;
        let Some(Period::One(now)) = by.period else { return None };
        self.at_hand.unit.map(|then| (then, now))
    }
}
