//! Ranks in digits: "38th in the world".

use super::{Found, Measured, Raw, Reader};
use crate::extract::lexer::Kind;
use crate::extract::lexicon::MONTH;

impl Reader<'_, '_> {
    /// "38th in the world", "from 34th to 12th"; centuries, congresses and dates are no ranks.
    pub(super) fn rank(&self, at: usize) -> Found {
        let token = &self.tokens[at];
        let placed = matches!(self.word(at + 1), "place" | "position" | "spot" | "rank");
        let next = self.get(at + 1);
        let ordered = matches!(self.word(at + 1), "largest" | "biggest" | "highest" | "most" | "best" | "freest");
        let definite = self.previous(at).is_some_and(|previous| previous.is("the"));
        let open = !definite
            && next.is_none_or(|next| {
                matches!(
                    next.lower.as_ref(),
                    "in" | "out"
                        | "of"
                        | "among"
                        | "globally"
                        | "worldwide"
                        | "to"
                        | "and"
                        | "overall"
                        | "from"
                        | "on"
                        | "a"
                        | "at"
                ) || next.kind == Kind::Sign
                    || next.kind == Kind::Note
            });
        let month = self.has(at + 1, MONTH)
            || (self.word(at + 1) == "of" && self.has(at + 2, MONTH))
            || self.previous(at).is_some_and(|previous| previous.has(MONTH));
        let cue = self.tokens[self.sentence.start..at].iter().rev().take(14).any(|token| {
            matches!(
                token.lower.as_ref(),
                "ranked"
                    | "ranks"
                    | "rank"
                    | "ranking"
                    | "placed"
                    | "place"
                    | "position"
                    | "climbed"
                    | "rose"
                    | "moved"
                    | "advanced"
                    | "fell"
                    | "dropped"
                    | "slipped"
                    | "places"
                    | "from"
                    | "came"
                    | "up"
                    | "down"
                    | "stood"
            )
        }) || matches!(self.word(at + 1), "place" | "among" | "worldwide" | "globally")
            || (self.word(at + 1) == "in" && self.word(at + 2) == "the" && self.word(at + 3) == "world");
        if month || !(placed || ordered || (open && cue)) {
            return Found::Passed(at + 1);
        }
        let end = at + 1 + usize::from(placed);
        Found::Figure(Raw {
            tokens: at..end,
            from: at,
            hedge: None,
            negative: false,
            digits: token.lower.to_string(),
            high: None,
            scale: 0,
            unit: Measured::Rank,
            beside: false,
        })
    }
}
