//! Numbers that only name, date or place something, and so are no figures: sections, versions, scores, titles, hours.

use super::{Reader, is_plural};
use crate::extract::lexer::{Kind, Token};
use crate::extract::lexicon::{
    ABBREVIATION, ANY_VERB, FALL, FILLER, FUNCTION, GROUP, INDEX, LEVEL, MEASURE, MONTH, MOVE_NOUN, NAMING, PERSONS,
    PREPOSITION, RISE, SCALE, TIME,
};

impl Reader<'_, '_> {
    /// "Catch-22 readers", "the 100 metres final", "a thousand thanks".
    pub(super) fn in_name(&self, from: usize, end: usize) -> bool {
        let glued = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("-")
            && !self.tokens[from].spaced
            && !self.tokens[from - 1].spaced
            && matches!(self.tokens[from - 2].kind, Kind::Word | Kind::Code);
        let races = |at: usize| {
            matches!(
                self.word(at),
                "final"
                    | "hurdles"
                    | "relay"
                    | "freestyle"
                    | "butterfly"
                    | "backstroke"
                    | "breaststroke"
                    | "steeplechase"
                    | "heats"
                    | "sprint"
                    | "race"
                    | "medley"
            )
        };
        let counted = self.tokens[end - 1].lower.as_ref();
        let length = matches!(counted, "metres" | "meters" | "m" | "km");
        let won = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("the")
            && matches!(self.tokens[from - 2].lower.as_ref(), "won" | "ran" | "took" | "swam");
        // "The 1500 metres was run in lane 1".
        let distance =
            matches!(self.tokens[from].text, "100" | "200" | "400" | "800" | "1500" | "1,500" | "5,000" | "10,000")
                && matches!(counted, "metres" | "meters" | "m")
                && self.previous(from).is_some_and(|previous| previous.is("the"))
                && self.has(end, LEVEL);
        let polite = matches!(counted, "thanks" | "apologies" | "winks" | "kisses");
        // "One in a million", "thanks a million", "a million reasons to".
        let many = self.tokens[from].is("a")
            && (matches!(counted, "reasons" | "things" | "words")
                || from >= self.sentence.start + 2
                    && self.tokens[from - 1].is("in")
                    && self.tokens[from - 2].is("one")
                || self.previous(from).is_some_and(|previous| previous.is("thanks")));
        // "12 Angry Men": a title.
        let worded = self.tokens[from].kind == Kind::Word
            && from > self.sentence.start
            && self.tokens[from].text.starts_with(char::is_uppercase)
            && self.tokens[from - 1].kind == Kind::Word;
        let counted_out = self.previous(from).is_some_and(|previous| {
            matches!(previous.lower.as_ref(), "the" | "all" | "its" | "of" | "these" | "in" | "and")
        });
        let title = !counted_out
            && (self.tokens[from].kind == Kind::Number || worded)
            && end >= from + 3
            && self.tokens[from + 1..end].iter().all(|token| {
                token.kind == Kind::Word
                    && token.text.starts_with(char::is_uppercase)
                    && token.text.contains(char::is_lowercase)
            });
        // "They thanked him a million".
        let thanked = self.tokens[from].is("a")
            && self.tokens[self.sentence.start..from]
                .iter()
                .rev()
                .take(3)
                .any(|token| token.lower.starts_with("thank"));
        glued || length && (won || races(end)) || distance || races(end - 1) || polite || many || title || thanked
    }

    /// "Flight 287 departs", "Formula 1 cars": the number belongs to a name.
    pub(super) fn is_name(&self, at: usize, from: usize, end: usize) -> bool {
        let text = self.tokens[at].text;
        let plain = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain {
            return false;
        }
        // "Agent 007", "1 cars".
        let counted = self.tokens[end - 1].lower.as_ref();
        if text.len() > 1 && text.starts_with('0') || text == "1" && is_plural(counted) {
            return true;
        }
        // A capitalised word that nothing governs: "Train 4512 stops", but "in Germany 500 people died".
        let name = |token: &Token<'_>| {
            token.kind == Kind::Word
                && token.text.starts_with(char::is_uppercase)
                && !token.has(FUNCTION | MONTH | FILLER)
        };
        let mut start = from;
        while start > self.sentence.start && name(&self.tokens[start - 1]) {
            start -= 1;
        }
        if start == from || self.tokens[from - 1].lower.ends_with("ly") {
            return false;
        }
        let listed = start > self.sentence.start
            && (matches!(self.tokens[start - 1].lower.as_ref(), "," | "and" | ";" | ":")
                || self.tokens[start - 1].has(PREPOSITION));
        !listed && self.hedge(from).1.is_none() && !self.has(end - 1, MEASURE)
    }

    /// "Over the decade, from 412 in 2012 to 937": the other end of what starts at a number.
    pub(super) fn ends_movement(&self, from: usize) -> bool {
        let start = from.saturating_sub(8).max(self.sentence.start);
        self.previous(from).is_some_and(|previous| previous.is("to"))
            && (start..from.saturating_sub(2)).any(|at| {
                self.tokens[at].is("from")
                    && self.tokens[at + 1].kind == Kind::Number
                    && !(self.tokens[at + 1].text.len() == 4 && self.tokens[at + 1].text.starts_with(['1', '2']))
            })
    }

    /// "The N1,000, N500 and N200 notes": names of banknotes.
    pub(super) fn names_notes(&self, at: usize) -> bool {
        let listed = |token: &Token<'_>| {
            matches!(token.kind, Kind::Number)
                || matches!(token.lower.as_ref(), "," | "and")
                || self.monies.named(token.text).is_some()
        };
        let end = (at..at + 9).find(|at| !self.get(*at).is_some_and(listed)).unwrap_or(at);
        matches!(self.word(end), "bill" | "bills" | "note" | "notes" | "banknote" | "banknotes" | "coin" | "coins")
    }

    /// "14.00", "7.30 h": hours and minutes, where nothing near is measured.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let Some((hours, minutes)) = self.tokens[at].text.split_once('.') else { return false };
        let clock = hours.parse::<u8>().is_ok_and(|hours| hours < 24)
            && minutes.len() == 2
            && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60 && minutes % 5 == 0);
        let start = at.saturating_sub(12).max(self.sentence.start);
        let measured = self.tokens[start..at].iter().any(|token| token.has(INDEX | RISE | FALL | MOVE_NOUN));
        let unit = self.percent_like(at + 1).is_some()
            || self.has(at + 1, SCALE | MEASURE)
            || self.currency_behind(at + 1).is_some()
            || self.noun(at + 1).is_some();
        clock && !measured && !unit
    }

    /// "3-1", "0–2": two small numbers joined by a dash with no unit behind.
    pub(super) fn is_score(&self, at: usize) -> bool {
        let small = |at: usize| {
            self.get(at).is_some_and(|token| {
                let whole = token.text.trim_end_matches('½');
                token.kind == Kind::Number
                    && (1..=2).contains(&whole.len())
                    && whole.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let dash = self.get(at + 1).is_some_and(|token| matches!(token.lower.as_ref(), "-" | "–") && !token.spaced)
            && self.get(at + 2).is_some_and(|token| !token.spaced);
        small(at)
            && dash
            && small(at + 2)
            && self.percent_like(at + 3).is_none()
            && !self.has(at + 3, SCALE)
            && self.noun(at + 3).is_none()
            && !self.has(at + 3, TIME)
            && self.currency_behind(at + 3).is_none()
    }

    /// "macOS 14.2", "3M raised its prices", "51°30′N", "1080p", "Year 6", "lost by 3 goals to 1", "the motion fell by 188 to 171".
    pub(super) fn only_labels(&self, at: usize, from: usize) -> bool {
        let text = self.tokens[at].text;
        let small = |at: usize| {
            self.get(at).is_some_and(|token| {
                token.kind == Kind::Number && token.text.len() <= 3 && token.text.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let before = self.previous(from);
        let camel = before.is_some_and(|name| {
            name.kind == Kind::Word
                && name.text.starts_with(char::is_lowercase)
                && name.text.contains(char::is_uppercase)
        });
        let glued = |words: &[&str]| self.get(at + 1).is_some_and(|next| !next.spaced && words.contains(&next.text));
        let firm = text == "3" && glued(&["M"]) && !self.get(at + 2).is_some_and(|next| is_plural(&next.lower));
        let format = matches!(text, "720" | "1080" | "1440" | "2160") && glued(&["p"]);
        let degrees = self.word(at + 1) == "°" && !matches!(self.word(at + 2), "c" | "f");
        // "At 4.14 in the afternoon", "the 7.15 performance".
        let clock = self.is_clock(at);
        // "221 Gandhi Road", "the 617 Squadron".
        let called = self.is_called(at);
        // "From 0 to 1": the ends of a scale.
        let scale = matches!(self.word(at + 1), "to" | "and")
            && text == "0"
            && before.is_some_and(|before| matches!(before.lower.as_ref(), "from" | "between"))
            || from >= self.sentence.start + 3
                && self.tokens[from - 2].text == "0"
                && matches!(self.tokens[from - 1].lower.as_ref(), "to" | "and")
                && matches!(self.tokens[from - 3].lower.as_ref(), "from" | "between");
        let scale = scale
            && self.tokens[self.sentence.start..from].iter().any(|token| {
                matches!(token.lower.as_ref(), "runs" | "ranges" | "goes" | "range" | "scale" | "lies" | "varies")
            });
        // "The heading for e-cigarettes (24.04)".
        let customs = text.len() == 5
            && text.as_bytes()[2] == b'.'
            && before.is_some_and(|bracket| bracket.is("("))
            && self.word(at + 1) == ")"
            && self.tokens[self.sentence.clone()]
                .iter()
                .any(|token| matches!(token.lower.as_ref(), "heading" | "headings" | "code" | "codes" | "entries"));
        let pupils = matches!(self.word(at + 1), "pupils" | "students" | "children" | "boys" | "girls" | "class");
        let school = text.len() <= 2 && before.is_some_and(|year| year.text == "Year" || year.is("year") && pupils);
        let teams = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("to")
            && matches!(self.tokens[from - 2].lower.as_ref(), "goals" | "runs" | "votes" | "tries" | "sets" | "games");
        // "By 188 to 171", "188 votes to 171".
        let voted = small(at)
            && self.tokens[self.sentence.clone()].iter().any(|token| {
                matches!(token.lower.as_ref(), "motion" | "bill" | "amendment" | "clause" | "resolution" | "vote")
            })
            && (before.is_some_and(|by| by.is("by")) && self.word(at + 1) == "to" && small(at + 2)
                || self.word(at + 1) == "votes" && self.word(at + 2) == "to"
                || before.is_some_and(|to| to.is("to"))
                    && from >= self.sentence.start + 3
                    && small(from - 2)
                    && self.tokens[from - 3].is("by"));
        // "From 9 to 5": hours of the day, where nothing moves.
        let hours = text.len() <= 2
            && small(at)
            && text.parse::<u8>().is_ok_and(|hour| hour <= 12)
            && before.is_some_and(|to| to.is("to"))
            && from >= self.sentence.start + 3
            && small(from - 2)
            && self.tokens[from - 2].text.len() <= 2
            && self.tokens[from - 3].is("from")
            && self.ends_phrase(at + 1)
            && !self.tokens[self.sentence.clone()].iter().any(|token| token.has(RISE | FALL | INDEX | MOVE_NOUN));
        camel || firm || format || degrees || school || teams || voted || hours || clock || called || scale || customs
    }

    /// "By 129 votes to 125".
    pub(super) fn is_vote(&self, at: usize) -> bool {
        self.word(at + 1) == "votes"
            && self.word(at + 2) == "to"
            && self.get(at + 3).is_some_and(|other| other.kind == Kind::Number)
    }

    /// "At 4.14 in the afternoon", "the 7.15 performance": hours and minutes by what they time.
    fn is_clock(&self, at: usize) -> bool {
        let Some((hours, minutes)) = self.tokens[at].text.split_once(['.', ':']) else { return false };
        let clock = hours.parse::<u8>().is_ok_and(|hours| hours < 25)
            && minutes.len() == 2
            && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60);
        let part = self.word(at + 1) == "in"
            && self.word(at + 2) == "the"
            && matches!(self.word(at + 3), "morning" | "afternoon" | "evening");
        let timed = matches!(
            self.word(at + 1),
            "performance"
                | "show"
                | "train"
                | "bus"
                | "service"
                | "flight"
                | "ferry"
                | "start"
                | "kick-off"
                | "screening"
        );
        // "The tram came off the rails at 7.48", "held up until 10.40": no verb of values governs it.
        let before =
            |back: usize| at.checked_sub(back).filter(|at| *at >= self.sentence.start).map(|at| &self.tokens[at]);
        let valued = before(2).is_some_and(|token| {
            token.has(LEVEL | RISE | FALL | INDEX)
                || matches!(
                    token.lower.as_ref(),
                    "traded" | "trading" | "quoted" | "priced" | "fixed" | "pegged" | "rate" | "price" | "yield" | ","
                )
        });
        let at_hour = before(1).is_some_and(|token| token.is("at")) && !valued
            || before(1).is_some_and(|token| matches!(token.lower.as_ref(), "until" | "till"));
        let bare = self.percent_like(at + 1).is_none()
            && !self.has(at + 1, SCALE | MEASURE)
            && self.currency_behind(at + 1).is_none()
            && self.noun(at + 1).is_none();
        clock && (part || timed || at_hour && bare)
    }

    /// "221 Gandhi Road", "the 845 Naval Air Squadron": the number belongs to the capitalised name behind it.
    fn is_called(&self, at: usize) -> bool {
        let capital = |at: &usize| {
            self.get(*at).is_some_and(|token| token.kind == Kind::Word && token.text.starts_with(char::is_uppercase))
        };
        let end = (at + 1..at + 6).find(|at| !capital(at)).unwrap_or(at + 6);
        end > at + 1
            && matches!(
                self.word(end - 1),
                "road"
                    | "street"
                    | "avenue"
                    | "lane"
                    | "drive"
                    | "square"
                    | "boulevard"
                    | "way"
                    | "place"
                    | "terrace"
                    | "crescent"
                    | "squadron"
                    | "commando"
                    | "regiment"
                    | "battalion"
                    | "brigade"
                    | "division"
                    | "corps"
            )
    }

    /// Whether the number is that of a section, a page, a note: "Section 5", "pp. 28 to 31".
    pub(super) fn named(&self, from: usize) -> bool {
        let mut at = from;
        // In a list the first says what all are.
        while self
            .previous(at)
            .is_some_and(|previous| matches!(previous.lower.as_ref(), "," | "and" | "to" | "–" | "-" | "or"))
        {
            if !self.previous(at - 1).is_some_and(|before| before.kind == Kind::Number && before.text.len() <= 5) {
                break;
            }
            at -= 2;
        }
        // "Equation (3.7)".
        let bracket =
            usize::from(self.previous(at).is_some_and(|previous| previous.is("(")) && at > self.sentence.start + 1);
        let at = at - bracket;
        let Some(previous) = self.previous(at) else { return false };
        let dot = previous.is(".") && !previous.spaced;
        let word = if dot { self.previous(at - 1) } else { Some(previous) };
        let plain = self.tokens[from].text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && self.tokens[from].text.len() <= 6;
        plain
            && word.is_some_and(|word| {
                word.has(NAMING)
                    && !(word.is("no") && !dot && word.text == "no")
                    && (dot || word.text.starts_with(char::is_uppercase) || !word.has(FUNCTION))
            })
            && !(self.percent_like(from + 1).is_some() || self.has(from + 1, SCALE))
    }

    /// "Top 10 percent", "the richest 1%", "aged 15": the number cuts out a group.
    pub(super) fn groups(&self, from: usize) -> bool {
        self.previous(from).is_some_and(|previous| previous.has(GROUP))
    }

    /// Whether the words around a number without a unit say that it counts, whatever stands in front of it: "(1,583 of 2,946)", "from 54 to
    /// 69 percent", "the indicator stood at 82".
    fn counts_anyway(&self, at: usize, from: usize, end: usize, digits: &str) -> bool {
        let previous = self.previous(from);
        // "(1,583 of 2,946)".
        let number = |at: usize| self.get(at).is_some_and(|token| token.kind == Kind::Number);
        let of_both = self.word(end) == "of"
            && number(end + 1)
            && self.word(end + 2) == ")"
            && self.word(at.wrapping_sub(1)) == "("
            || from >= self.sentence.start + 3
                && self.word(end) == ")"
                && self.tokens[from - 1].is("of")
                && number(from - 2)
                && self.tokens[from - 3].is("(");
        // ", 96 of 128," and "in 17 of 20 groups".
        let apart = |at: usize| self.get(at).is_none_or(|token| matches!(token.text, "," | "–" | ")" | ";" | "."));
        let parted = previous.is_some_and(|previous| matches!(previous.text, "," | "–"))
            && self.word(end) == "of"
            && number(end + 1)
            && apart(end + 2)
            || from >= self.sentence.start + 3
                && self.tokens[from - 1].is("of")
                && number(from - 2)
                && matches!(self.tokens[from - 3].text, "," | "–")
                && apart(end);
        if of_both || parted {
            return true;
        }
        // "It will go from 0.86 to 0.95 per cent".
        let rate = digits.contains('.')
            && matches!(self.word(end), "to" | "and" | "–")
            && number(end + 1)
            && matches!(self.word(end + 2), "%" | "percent" | "per" | "pc" | "pct")
            && previous
                .is_some_and(|previous| matches!(previous.lower.as_ref(), "from" | "at" | "of" | "between" | "to"));
        // "Over the same period, from 54 to 69 percent".
        let moved = previous.is_some_and(|previous| previous.is("from"))
            && self.word(end) == "to"
            && number(end + 1)
            && matches!(self.word(end + 2), "%" | "percent" | "per" | "pc" | "pct");
        // "The indicator stood at 82, below its average of 100".
        let stood = from >= self.sentence.start + 2
            && self.tokens[from - 1].is("at")
            && matches!(self.tokens[from - 2].lower.as_ref(), "stood" | "stands")
            && digits.len() >= 2
            && self.ends_phrase(end);
        if rate || moved || stood {
            return true;
        }
        // "Commuters number 131,000", "(population 2,154,000 in 2022".
        let grouped = self.tokens[from].text.contains([',', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        let plural = from >= self.sentence.start + 2 && is_plural(&self.tokens[from - 2].lower);
        let counts = previous.is_some_and(|previous| previous.is("number") && plural || previous.is("population"));
        if grouped && counts {
            return true;
        }
        // "Deals numbered 331".
        if previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "numbered" | "numbering"))
            && self.ends_phrase(end)
        {
            return true;
        }
        // "Three in five of the 1,250, or 750, have frozen hiring".
        self.counted
            && previous.is_some_and(|previous| previous.is("or"))
            && from >= self.sentence.start + 2
            && self.tokens[from - 2].is(",")
            && digits.len() >= 2
            && self.get(end).is_none_or(|next| next.kind == Kind::Sign)
    }

    /// Whether a number without a unit only names or dates something, so that it is no figure.
    #[expect(clippy::too_many_arguments, reason = "they are what the eye sees around a number")]
    pub(super) fn only_names(
        &self,
        at: usize,
        from: usize,
        end: usize,
        scale: u8,
        digits: &str,
        listed: bool,
        hedged: bool,
        in_words: bool,
    ) -> bool {
        let previous = self.previous(from);
        if self.counts_anyway(at, from, end, digits) {
            return false;
        }
        let named = previous.is_some_and(|previous| {
            previous.has(NAMING | MONTH)
                || matches!(previous.lower.as_ref(), "#" | "§" | "§§" | "&" | "/")
                || (matches!(previous.text, "(" | ":") && !self.in_brackets(at, end) && !self.is_listed(at))
                || (previous.is(".") && !self.tokens[from].spaced)
                || (previous.is(".")
                    && from >= self.sentence.start + 2
                    && self.tokens[from - 2].has(NAMING | ABBREVIATION)
                    // "I.e. 1,130 fewer".
                    && !matches!(
                        self.tokens[from - 2].lower.as_ref(),
                        "i.e" | "e.g" | "viz" | "approx" | "ca" | "est" | "vs" | "incl" | "excl" | "resp"
                    ))
        });
        // "H-hour was 0630".
        if self.tokens[at].text.len() > 1
            && self.tokens[at].text.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('0')
        {
            return true;
        }
        // "(1,240)" is a figure where it is grouped or scaled.
        if scale > 0 {
            return false;
        }
        let aged = hedged
            && self
                .previous(from)
                .is_some_and(|previous| matches!(previous.lower.as_ref(), "over" | "under" | "above"))
            && from >= self.sentence.start + 2
            && (self.tokens[from - 2].has(PERSONS)
                || matches!(
                    self.tokens[from - 2].lower.as_ref(),
                    "those" | "women" | "men" | "workers" | "adults" | "children" | "aged" | "population"
                ));
        // "Graduates under 30".
        let young = hedged
            && digits.len() == 2
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "under" | "over"))
            && from >= self.sentence.start + 2
            && is_plural(&self.tokens[from - 2].lower)
            && !self.tokens[from - 2].has(MEASURE);
        if young {
            return true;
        }
        // "Passed the 100,000 mark".
        if self.tokens[at].text.contains(',')
            && matches!(self.word(end), "mark" | "barrier" | "threshold" | "milestone")
        {
            return false;
        }
        // "Temporary residents, at 805,000, accounted for".
        let at_value = self.tokens[at].text.contains(',')
            && self.tokens[at].text.len() >= 5
            && previous.is_some_and(|previous| previous.is("at"))
            && self.word(end) == ",";
        if at_value {
            return false;
        }
        // "55 percent of 620": what a percentage is of.
        if previous.is_some_and(|previous| previous.is("of"))
            && from >= self.sentence.start + 3
            && matches!(self.tokens[from - 2].lower.as_ref(), "percent" | "%" | "cent")
        {
            return false;
        }
        // "2.8 million were under 25": an age.
        let age = hedged
            && digits.len() <= 2
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "under" | "over"))
            && from >= self.sentence.start + 2
            && matches!(self.tokens[from - 2].lower.as_ref(), "were" | "are" | "was" | "is");
        if age {
            return true;
        }
        // "60 members: 25 from Africa, 20 from Asia".
        let opens = self.counted
            && previous.is_some_and(|previous| previous.is(":"))
            && self.get(end).is_some_and(|next| next.has(PREPOSITION));
        if opens && !in_words && !self.groups(from) {
            return false;
        }
        if in_words || named || aged || self.groups(from) {
            return true;
        }
        if self.previous(from).is_some_and(|previous| matches!(previous.text, "(" | ":")) {
            return false;
        }
        // "Around 310,000 of them", "286 in Indonesia and 212 elsewhere".
        let grouped = self.tokens[at].text.contains(',');
        // "Of the 513 seats, 187 are held by A, 141 by B and the remaining 185 by C".
        let of = self.tokens[self.sentence.start].is("of")
            && self.counted
            && previous.is_some_and(|previous| {
                matches!(previous.lower.as_ref(), "," | "and" | "remaining" | "other" | "some" | "only")
            })
            && self.get(end).is_some_and(|next| next.has(PREPOSITION | ANY_VERB | RISE | FALL) || next.is(","));
        let goes_on = of
            || self.counted
                && self.previous(from).is_some_and(|previous| matches!(previous.lower.as_ref(), "," | "and"))
                && self.get(end).is_some_and(|next| {
                    next.has(PREPOSITION) || matches!(next.lower.as_ref(), "elsewhere" | "overseas" | "abroad")
                });
        // "1,327 calls, of which 213 were by cruise ships", "the remaining 417 at its plant".
        let which = self.counted
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "which" | "whom" | "remaining"))
            && self.get(end).is_some_and(|next| next.has(PREPOSITION | ANY_VERB) || next.kind == Kind::Sign);
        // "From 96,300 in 2019, completions rose to 118,700".
        let departs = grouped
            && from == self.sentence.start + 1
            && previous.is_some_and(|previous| previous.is("from"))
            && self.has(end, PREPOSITION)
            && self.tokens[end..self.sentence.end].iter().any(|token| token.has(RISE | FALL));
        let goes_on = goes_on || which || departs;
        if (grouped && (hedged || self.counted)) || goes_on {
            return false;
        }
        // "Windows 11", "Nikkei 225": a name and its number.
        let name = previous.is_some_and(|previous| {
            previous.kind == Kind::Word
                && previous.text.starts_with(char::is_uppercase)
                && from > self.sentence.start + 1
                && !previous.has(FUNCTION)
        });
        let ends_clause = self.ends_phrase(end);
        let fine = digits.contains('.') || self.tokens[at].text.contains([',', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        if name && !self.tokens[at].text.contains(',') {
            return true;
        }
        if !ends_clause && !listed {
            return true;
        }
        if digits.len() > 9 && !fine {
            return true;
        }
        // "412.6, 538.9 and 18.7 billion yuan": what the last of a list is in, all are.
        if listed && self.in_list(end) {
            return false;
        }
        // "In 2014 74 airports were open; by 2024 there were 157".
        if self.counted
            && previous.is_some_and(|previous| matches!(previous.lower.as_ref(), "were" | "was"))
            && from >= self.sentence.start + 2
            && (self.tokens[from - 2].is("there")
                || self.tokens[self.sentence.start..from].iter().any(|token| token.kind == Kind::Number))
            && ends_clause
        {
            return false;
        }
        // "415 more than the 1,690"; "1,130 fewer", where something has been counted.
        if self.has(end, MOVE_NOUN) && (self.word(end + 1) == "than" || self.counted && self.ends_phrase(end + 1)) {
            return false;
        }
        // "Below the limit of 40".
        let limit = previous.is_some_and(|previous| previous.is("of"))
            && from >= self.sentence.start + 2
            && matches!(self.tokens[from - 2].lower.as_ref(), "limit" | "target" | "threshold" | "ceiling" | "minimum");
        if limit && ends_clause && self.counted {
            return false;
        }
        // "There had been only 312".
        if self.counted
            && ends_clause
            && self.tokens[from.saturating_sub(5).max(self.sentence.start)..from].windows(2).any(|pair| {
                pair[0].is("there")
                    && matches!(pair[1].lower.as_ref(), "were" | "had" | "are" | "was" | "have" | "would")
            })
        {
            return false;
        }
        let strict = self.tokens[self.sentence.start..from]
            .iter()
            .rev()
            .take(8)
            .any(|token| token.has(RISE | FALL | INDEX | MOVE_NOUN))
            || self.ends_movement(from);
        let moves = self.tokens[self.sentence.start..from]
            .iter()
            .rev()
            .take(25)
            .any(|token| token.has(RISE | FALL | LEVEL | INDEX | MOVE_NOUN));
        let ahead =
            self.tokens[end.min(self.sentence.end)..self.sentence.end].iter().take(6).any(|token| token.has(INDEX));
        let cue = previous.is_some_and(|previous| {
            matches!(
                previous.lower.as_ref(),
                "from"
                    | "to"
                    | "at"
                    | "by"
                    | "than"
                    | "of"
                    | "was"
                    | "were"
                    | "with"
                    | "against"
                    | "reached"
                    | "stood"
                    | "and"
                    | "versus"
                    | "around"
                    | "about"
            ) || previous.has(LEVEL | RISE | FALL)
        });
        !((cue || hedged || listed) && (moves || ahead)) || (!fine && !(cue && (strict || ahead)) && !hedged)
    }

    /// Whether a list of numbers goes on here and ends with a unit.
    pub(super) fn in_list(&self, at: usize) -> bool {
        let (mut at, mut joints) = (at, 0);
        while let Some(token) = self.get(at) {
            let joint = matches!(token.lower.as_ref(), "," | "and" | "or");
            if joint
                && self.get(at + 1).is_some_and(|next| {
                    next.kind == Kind::Number
                        && !(next.text.len() == 4 && next.text.bytes().all(|b| b.is_ascii_digit()))
                })
            {
                joints += 1;
                at += 2;
            } else {
                break;
            }
        }
        joints > 0
            && (self.percent_like(at).is_some()
                || self.has(at, SCALE)
                || self.currency_behind(at).is_some()
                || self.noun(at).is_some())
    }

    /// "Employees in 2023: 18,420": a grouped number behind a colon.
    fn is_listed(&self, at: usize) -> bool {
        at > self.sentence.start
            && self.tokens[at - 1].is(":")
            && self.tokens[at].text.contains(',')
            && self.tokens[at].text.len() >= 5
    }

    /// "(81,000)": a value in brackets, grouped or with decimals.
    pub(super) fn in_brackets(&self, at: usize, end: usize) -> bool {
        let text = self.tokens[at].text;
        (text.contains([',', '\'', '’', '\u{a0}', '\u{202f}', ' ']) || (text.contains('.') && text.len() > 2))
            && self.word(end) == ")"
    }
}
