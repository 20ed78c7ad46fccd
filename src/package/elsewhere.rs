//! What an indicator is called elsewhere, and how its figures come out of that series: `FRED:TRESEGCNM052N in million USD at end`.

use std::fmt;

use crate::error::{Error, Result};
use crate::unit::Unit;

/// A series of a statistical office or a database that measures the same thing as an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Who publishes it: `WB`, `FRED`, `OECD`.
    pub provider: String,
    /// Its code there: `NY.GDP.MKTP.CN`; the parts of a key of several are separated by colons.
    pub code: String,
    /// What its values count in, where the file does not say.
    pub counted: Option<Counted>,
    /// How a period of a figure is made of shorter ones.
    pub made: Option<Made>,
}

/// A unit and the power of ten of it that values count in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// 6 for millions, 0 for the unit itself.
    pub power: i32,
    /// The unit.
    pub unit: Unit,
}

/// How a period is made of shorter ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// What stands at its end: stocks.
    End,
    /// The mean of all of them: rates.
    Mean,
    /// Their sum: flows.
    Sum,
}

const POWERS: [(&str, i32); 4] = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];

const FORM: &str = "write PROVIDER:CODE, and behind it, where the file does not say it, what its values count in and how a year is made of \
    shorter periods: FRED:TRESEGCNM052N in million USD at end";

impl Elsewhere {
    /// A code as `series` writes it, where spaces part series and colons part codes: with _ for them.
    #[must_use]
    pub fn written(code: &str) -> String {
        code.trim().replace(|c: char| c.is_whitespace() || c == ':', "_")
    }

    /// Reads the series of an indicator, separated by spaces; none of an empty text.
    ///
    /// ```
    /// use trueup::package::{Elsewhere, Made};
    /// let series = Elsewhere::parse_all("FRED:TRESEGCNM052N in million USD at end WB:FI.RES.XGLD.CD")?;
    /// assert_eq!((series[0].code.as_str(), series[0].made), ("TRESEGCNM052N", Some(Made::End)));
    /// assert_eq!(series[1].to_string(), "WB:FI.RES.XGLD.CD");
    /// # Ok::<(), trueup::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a word is no series and says nothing about one, with its place in the text.
    pub fn parse_all(text: &str) -> Result<Vec<Self>> {
        let mut all: Vec<Self> = Vec::new();
        let mut words = words(text).into_iter().peekable();
        while let Some((start, word)) = words.next() {
            let fault = |message: String| Error::new(message).at(start, word.len(), "here").with_help(FORM);
            if let Some((provider, code)) = word.split_once(':') {
                if provider.is_empty() || code.split(':').any(str::is_empty) {
                    return Err(fault(format!("'{word}' names no series")));
                }
                let (provider, code) = (provider.to_owned(), code.to_owned());
                let twice = |one: &Self| (&one.provider, &one.code) == (&provider, &code);
                if all.iter().any(twice) {
                    return Err(fault(format!("the series '{word}' stands twice")));
                }
                all.push(Self { provider, code, counted: None, made: None });
                continue;
            }
            let Some(series) = all.last_mut() else {
                return Err(fault(format!("'{word}' names no series")));
            };
            match word {
                "in" if series.counted.is_none() && series.made.is_none() => {
                    let mut unit: Vec<&str> = Vec::new();
                    while let Some((_, next)) =
                        words.next_if(|(_, next)| !matches!(*next, "in" | "at" | "as") && !next.contains(':'))
                    {
                        unit.push(next);
                    }
                    series.counted = Some(counted(&unit).map_err(|error| error.at(start, word.len(), "of this unit"))?);
                }
                "at" | "as" if series.made.is_none() => {
                    let how = words.next().map_or("", |(_, how)| how);
                    series.made = Some(match (word, how) {
                        ("at", "end") => Made::End,
                        ("as", "mean") => Made::Mean,
                        ("as", "sum") => Made::Sum,
                        _ => {
                            return Err(fault(format!(
                                "'{}' does not say how a period is made of shorter ones",
                                format!("{word} {how}").trim()
                            ))
                            .with_help("write 'at end', 'as mean' or 'as sum'"));
                        }
                    });
                }
                _ => return Err(fault(format!("'{word}' says nothing about the series {series}"))),
            }
        }
        Ok(all)
    }
}

/// The words of a text, each with its place.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(skipped) = rest.find(|c: char| !c.is_whitespace()) {
        let start = text.len() - rest.len() + skipped;
        let word = rest[skipped..].split(char::is_whitespace).next().unwrap_or_default();
        all.push((start, word));
        rest = &text[start + word.len()..];
    }
    all
}

/// `million USD`: the power of ten, where there is one, and the unit.
fn counted(words: &[&str]) -> Result<Counted> {
    let power = words.first().and_then(|first| POWERS.iter().find(|(word, _)| word == first)).map(|(_, power)| *power);
    let unit = words[usize::from(power.is_some())..].join(" ");
    if unit.is_empty() {
        return Err(
            Error::new("the unit is missing behind 'in'").with_help("write it as in the column unit: in million USD")
        );
    }
    // Nearly any words name things that are counted: a unit with a word behind it, or a misspelt scale before it, is none.
    let words = &words[usize::from(power.is_some())..];
    let other = |word: &&str| !matches!(word.parse(), Ok(Unit::Noun(_)) | Err(_));
    if words.len() > 1 && words.iter().any(other) {
        let scales = POWERS.map(|(word, _)| word).join(", ");
        return Err(Error::new(format!("'{unit}' is no unit"))
            .with_help(format!("write it as in the column unit, with one of {scales} before it: in million USD")));
    }
    Ok(Counted { power: power.unwrap_or(0), unit: unit.parse()? })
}

impl Counted {
    /// Its name: "million USD".
    #[must_use]
    pub fn words(&self) -> String {
        let scale = POWERS.iter().find(|(_, power)| *power == self.power).map(|(word, _)| format!("{word} "));
        format!("{}{}", scale.unwrap_or_default(), self.unit)
    }
}

impl fmt::Display for Elsewhere {
    /// As indicators.csv writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.provider, self.code)?;
        if let Some(counted) = &self.counted {
            write!(f, " in {}", counted.words())?;
        }
        match self.made {
            Some(Made::End) => f.write_str(" at end"),
            Some(Made::Mean) => f.write_str(" as mean"),
            Some(Made::Sum) => f.write_str(" as sum"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        for text in [
            "",
            "WB:NY.GDP.MKTP.CN",
            "FRED:TRESEGCNM052N in million USD at end WB:FI.RES.XGLD.CD in USD",
            "OECD:B1GQ_V:USD as mean",
            "X:ZONES in thousand pilot zones as sum Y:RATE in CNY/USD",
        ] {
            let all = Elsewhere::parse_all(text).unwrap();
            assert_eq!(all.iter().map(Elsewhere::to_string).collect::<Vec<_>>().join(" "), text);
        }
    }

    #[test]
    fn a_word_that_says_nothing_is_refused_at_its_place() {
        for (text, at) in [
            ("NY.GDP.MKTP.CN", 0),
            ("WB:", 0),
            (":A", 0),
            ("WB:A WB:A", 5),
            ("WB:A at begin", 5),
            ("WB:A as", 5),
            ("WB:A in million", 5),
            ("WB:A in CNX", 5),
            ("WB:A in milion USD", 5),
            ("WB:A in million USD on end", 5),
            ("WB:A in USD in USD", 12),
            ("WB:A at end in USD", 12),
        ] {
            let error = Elsewhere::parse_all(text).expect_err(text);
            assert_eq!(error.span().map(|(start, _)| start), Some(at), "{text}: {error}");
            assert!(error.help_text().is_some(), "{text}: {error}");
        }
    }
}
