//! Hedges and ranges: "more than", "or so", "between 2 and 3 percent".

use super::Reader;
use crate::extract::lexer::Kind;
use crate::extract::lexicon::{ANY_VERB, FUNCTION, MOVE_NOUN, RISE, SCALE};
use crate::quantity::{Hedge, words};
use crate::unit::Currency;

impl Reader<'_, '_> {
    /// The upper end of "between 2 and 3 percent", "2 to 3 percent", "2–3%"; a movement "from 2 to 3" is none.
    pub(super) fn range_end(
        &self,
        from: usize,
        end: usize,
        currency: Option<Currency>,
    ) -> Option<(usize, String, u8, Option<Currency>)> {
        let before = self.previous(from).map(|previous| previous.lower.as_ref());
        let joint = self.get(end)?;
        let between = before == Some("between") && joint.is("and");
        let joined = match joint.lower.as_ref() {
            // "By 97 billion to 231 billion" is a movement: a range gives scale and currency once.
            "to" => {
                !(self.moves_from(from) || currency.is_some() && end > from + 2 && self.currency(end + 1).is_some())
            }
            "–" | "-" => !joint.spaced || self.get(end + 1).is_some_and(|next| next.spaced == joint.spaced),
            _ => false,
        };
        if !(between || joined) || before == Some("from") && joint.is("to") {
            return None;
        }
        let mut next = end + 1;
        let upper = self.currency(next).map(|(behind, currency)| {
            next = behind;
            currency
        });
        if upper.is_some() && currency.is_some() && upper != currency {
            return None;
        }
        // "Increased by 8.7 million to 71.9 million" is a movement.
        if before == Some("by") && joint.is("to") && self.tokens[from..end].iter().any(|token| token.has(SCALE)) {
            return None;
        }
        let token = self.get(next).filter(|token| token.kind == Kind::Number)?;
        let (mut scale, mut behind) = self.scale(next + 1, currency.or(upper).is_some());
        let low: f64 =
            self.tokens[from..end].iter().rev().find(|token| token.kind == Kind::Number)?.lower.parse().ok()?;
        let high: f64 = token.lower.parse().ok()?;
        // "By 179,000 to 7.821 million": a range gives its scale once.
        if low >= 1000.0 && scale > 0 {
            return None;
        }
        let behind_currency = self.currency_behind(behind);
        if let Some((past, known)) = behind_currency.filter(|_| currency.or(upper).is_none()) {
            behind = past;
            return (high > low).then(|| (behind, token.lower.to_string(), scale, Some(known)));
        }
        if scale == 0 && between {
            scale = self.scale(from + 1, currency.is_some()).0;
        }
        let measured = self.percent_like(behind).is_some()
            || scale > 0
            || currency.or(upper).is_some()
            || self.noun(behind).is_some()
            || self.word(behind) == "times";
        (measured && (high > low || scale > 0)).then(|| (behind, token.lower.to_string(), scale, upper))
    }

    /// Whether "from" stands before the number, so that "to" ends a movement.
    pub(super) fn moves_from(&self, from: usize) -> bool {
        let start = from.saturating_sub(5).max(self.sentence.start);
        self.tokens[start..from].iter().rev().take_while(|token| !token.has(ANY_VERB)).any(|token| token.is("from"))
    }

    /// The longest hedge that stands before a number, and where it starts.
    pub(super) fn hedge(&self, from: usize) -> (usize, Option<Hedge>) {
        let mut until = from;
        // "More than a 20 percent", "almost the 5 million".
        if self
            .previous(until)
            .is_some_and(|previous| matches!(previous.lower.as_ref(), "a" | "the" | "another" | "an"))
        {
            until -= 1;
        }
        let definite = self.previous(from).is_some_and(|previous| previous.is("the"));
        let start = until.saturating_sub(4).max(self.sentence.start);
        for at in start..until {
            let matches = |phrase: &str| {
                let mut parts = phrase.split(' ');
                let mut tokens = self.tokens[at..until].iter();
                loop {
                    match (parts.next(), tokens.next()) {
                        (None, None) => return true,
                        (Some(part), Some(token)) if token.is(part) => {}
                        _ => return false,
                    }
                }
            };
            if let Some((_, hedge)) = words::hedges(&self.tokens[at].lower).find(|(phrase, _)| matches(phrase)) {
                // "Above the 3 percent", "more than the 5 million": another number, which this one is set beside.
                if definite && !matches!(hedge, Hedge::About | Hedge::Almost | Hedge::JustOver) {
                    return (from, None);
                }
                // "11.71% growth over 893 million tonnes": what it is measured from.
                if self.tokens[at].is("over")
                    && self.previous(at).is_some_and(|previous| {
                        previous.has(MOVE_NOUN) || matches!(previous.lower.as_ref(), "percent" | "%" | "cent")
                    })
                {
                    return (from, None);
                }
                // "3.6 pct higher than 1.11 billion", "0.2 percent below $263.1 billion": what something is set beside.
                let beside = matches!(hedge, Hedge::Over | Hedge::Under)
                    && self.previous(at).is_some_and(|previous| {
                        matches!(
                            previous.lower.as_ref(),
                            "%" | "percent" | "cent" | "pct" | "pc" | "points" | "point" | "pp" | "bps" | "times" | ")"
                        )
                    })
                    && (self.tokens[at].has(MOVE_NOUN) || self.tokens[at].is("below") || self.tokens[at].is("above"));
                if beside {
                    return (from, None);
                }
                // "The regulatory minimum of 10.5%" is just that.
                let limit = matches!(self.tokens[at].lower.as_ref(), "minimum" | "maximum")
                    && self.previous(at).is_some_and(|previous| previous.kind == Kind::Word && !previous.has(FUNCTION));
                if limit {
                    return (from, None);
                }
                // "Edged up to 2.4%", "up to 817 from 803": a movement.
                // "Adding up to 2,960" is no hedge; "make up up to half" is one.
                let adds = self.previous(at).is_some_and(|previous| {
                    previous.has(RISE | ANY_VERB)
                        || matches!(
                            previous.lower.as_ref(),
                            "add"
                                | "adds"
                                | "adding"
                                | "go"
                                | "going"
                                | "inch"
                                | "inched"
                                | "inching"
                                | "pick"
                                | "picking"
                                | "crept"
                                | "edging"
                                | "moving"
                        )
                }) && !(self.previous(at).is_some_and(|previous| previous.is("up")));
                if hedge == Hedge::UpTo
                    && self.tokens[at].is("up")
                    && (adds || self.tokens[from..self.sentence.end].iter().take(7).any(|token| token.is("from")))
                {
                    return (from, None);
                }
                if matches!(self.tokens[at].lower.as_ref(), "c" | "ca") && self.tokens[at].text.starts_with('C') {
                    continue;
                }
                return (at, Some(hedge));
            }
        }
        (from, None)
    }

    /// "Or more", "or less", "-plus", "+".
    pub(super) fn hedge_behind(&self, end: usize) -> Option<Hedge> {
        match (self.word(end), self.word(end + 1)) {
            ("or", "more" | "above" | "over" | "higher") => Some(Hedge::AtLeast),
            ("or", "less" | "fewer" | "below" | "under" | "lower") => Some(Hedge::AtMost),
            ("or", "so") => Some(Hedge::About),
            ("+", _) if self.get(end).is_some_and(|plus| !plus.spaced) => Some(Hedge::AtLeast),
            ("-", "plus") => Some(Hedge::AtLeast),
            _ => None,
        }
    }
}
