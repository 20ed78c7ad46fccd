//! Stated figures beside independent observations of the same series, area and period.
//!
//! Which series measures what an indicator does is written in indicators.csv ([`Elsewhere`]); [`confront`] looks each up in data files and
//! compares what is observed there with what is stated. It says how far apart the two are, and never who is wrong: a figure
//! that was right when it was printed is apart from a series that has been revised since.
//!
//! ```
//! use trueup::Package;
//! use trueup::confront::{Verdict, confront};
//! use trueup::observations::Observations;
//! let text = "Country Name,Country Code,Indicator Name,Indicator Code,1978\n\
//!     China,CHN,\"Total reserves minus gold (current US$)\",FI.RES.XGLD.CD,1557000000\n";
//! let files = [("reserves.csv".to_owned(), Observations::parse("reserves.csv", text)?)];
//! let all = confront(&Package::builtin()?, &files)?;
//! let one = all.iter().find(|one| one.figure_id == "reserves_1978" && one.verdict == Verdict::Apart).unwrap();
//! assert_eq!(one.apart, "9.3 times");
//! # Ok::<(), trueup::Error>(())
//! ```

mod compare;
mod file;
mod lookup;
mod observed;

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::as_text;
use crate::error::Result;
use crate::number::{self, Digits, Style};
use crate::observations::Observations;
use crate::package::{Elsewhere, Figure, Package};
use crate::unit::Unit;
use file::File;
use lookup::Found;

/// What a stated figure and an observation come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The observed value lies within the stated interval.
    Agrees,
    /// It lies outside, but the intervals of both meet.
    Rounding,
    /// The intervals do not meet.
    Apart,
    /// The series is there, and measures or counts in something else.
    NotComparable,
    /// There is no observation to compare with.
    NoCounterpart,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Agrees, Self::Rounding, Self::Apart, Self::NotComparable, Self::NoCounterpart];

    /// The name in machine formats.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Rounding => "rounding",
            Self::Apart => "apart",
            Self::NotComparable => "not_comparable",
            Self::NoCounterpart => "no_counterpart",
        }
    }

    /// The name for readers.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Rounding => "agrees within rounding",
            Self::NotComparable => "not comparable",
            Self::NoCounterpart => "no counterpart",
            other => other.name(),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

/// A stated figure and an observation of one series in one file, or the reason why there is none. Values are in `unit`,
/// percent as percent; an end is nothing where the interval is unbounded. docs/json.md describes its JSON.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Confronted {
    /// The figure's name.
    pub figure_id: String,
    /// How a reader would name it.
    pub title: String,
    /// The name of its indicator.
    pub indicator: String,
    /// Its area.
    pub ref_area: String,
    /// Its period; empty where it has none.
    pub time_period: String,
    /// What tells it apart where the period does not.
    pub label: String,
    /// The printed words.
    pub stated: String,
    /// The number that is stated, its hedge aside; nothing for a range.
    pub stated_value: Option<f64>,
    /// Lower end of what is stated.
    pub stated_low: Option<f64>,
    /// Upper end of what is stated.
    pub stated_high: Option<f64>,
    /// Whether the lower end itself is stated.
    pub stated_low_closed: bool,
    /// Whether the upper end itself is.
    pub stated_high_closed: bool,
    /// How ambiguous words ("grew 33.5 times") were read: `to` or `by`, what fits better; empty where they are not.
    pub reading: String,
    /// The unit of all values.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// Where in the text the figure stands.
    pub locator: String,
    /// The figure's source.
    pub source_id: String,
    /// The series as indicators.csv names it; empty where it names none.
    pub series: String,
    /// Who publishes it: "World Bank"; empty where no series is named.
    pub publisher: String,
    /// The data file; empty where the series is in none.
    pub file: String,
    /// The series as the file names it.
    pub observed_series: String,
    /// When the file says that the data were updated; nothing where it does not say.
    pub vintage: Option<String>,
    /// What was observed for the figure's period: "2010", "end of 2023: 2023-12", "sum of 12 observations".
    pub observed_period: String,
    /// What is observed.
    pub observed: Option<f64>,
    /// The least that rounds to it, at the digits that it has.
    pub observed_low: Option<f64>,
    /// The most that does.
    pub observed_high: Option<f64>,
    /// What is observed over what is stated, where both have a value of one sign.
    pub ratio: Option<f64>,
    /// What it comes to.
    pub verdict: Verdict,
    /// How far apart the two are: "3%", "9.3 times", "0.3 percentage points"; empty for other verdicts.
    pub apart: String,
    /// What was found in one sentence, or the reason why nothing was compared.
    pub explanation: String,
}

impl Confronted {
    /// The verdict with its distance: "apart by 9.3 times".
    #[must_use]
    pub fn verdict_words(&self) -> String {
        match self.verdict {
            Verdict::Apart => format!("apart by {}", self.apart),
            other => other.to_string(),
        }
    }

    /// The observed value in words, at the scale of the stated one where there is one; empty without one.
    #[must_use]
    pub fn observed_words(&self) -> String {
        let Some(observed) = self.observed else { return String::new() };
        let digits = Digits::Significant(4);
        let stated = self.stated_value.filter(|value| *value != 0.0).unwrap_or(observed);
        number::write_at(observed, number::scale_for(stated, &self.unit, digits), &self.unit, digits, Style::Long)
    }

    /// The vintage for readers: "updated 2024-06-28", "vintage not stated"; empty without a file.
    #[must_use]
    pub fn vintage_words(&self) -> String {
        match &self.vintage {
            _ if self.file.is_empty() => String::new(),
            Some(date) => format!("updated {date}"),
            None => "vintage not stated".to_owned(),
        }
    }

    /// Whether both were there and could be compared.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        matches!(self.verdict, Verdict::Agrees | Verdict::Rounding | Verdict::Apart)
    }
}

/// Why a figure and a series are not compared.
struct Reason {
    verdict: Verdict,
    words: String,
}

impl Reason {
    fn not_comparable(words: impl Into<String>) -> Self {
        Self { verdict: Verdict::NotComparable, words: words.into() }
    }

    fn no_counterpart(words: impl Into<String>) -> Self {
        Self { verdict: Verdict::NoCounterpart, words: words.into() }
    }
}

/// Sets each figure of a package beside the observations of data files, which come with the names that messages give them. In the order of
/// the figures, of the series that their indicators name, and of the files: one row for each file that has the series, so that two
/// vintages stand one below the other; one row with the reason for a figure or a series that has no counterpart.
///
/// # Errors
/// If observations cannot be read back from their frame, which no user can cause.
pub fn confront(package: &Package, files: &[(String, Observations)]) -> Result<Vec<Confronted>> {
    let files: Vec<File<'_>> = files.iter().map(|(name, data)| File::of(name, data)).collect::<Result<_>>()?;
    let mut all = Vec::new();
    for figure in package.figures() {
        let indicator = package.indicator_of(figure);
        if indicator.series.is_empty() {
            let words = format!("the indicator {} names no series", indicator.id);
            all.push(compare::without(package, figure, None, None, &Reason::no_counterpart(words)));
        }
        for series in &indicator.series {
            all.extend(of_series(package, figure, series, &files));
        }
    }
    Ok(all)
}

/// The rows of a figure and one series: one for each file that has it.
fn of_series(package: &Package, figure: &Figure, series: &Elsewhere, files: &[File<'_>]) -> Vec<Confronted> {
    let Some(period) = figure.period else {
        let reason = Reason::no_counterpart("the figure has no period");
        return vec![compare::without(package, figure, Some(series), None, &reason)];
    };
    let mut rows = Vec::new();
    let mut elsewhere: Vec<String> = Vec::new();
    for file in files {
        let row = match lookup::find(package, figure, series, file) {
            Found::Nothing => continue,
            Found::OtherAreas(areas) => {
                elsewhere.push(format!("{} has {areas}", file.name));
                continue;
            }
            Found::Several(names) => {
                let words = format!(
                    "{} series of {} are called {}: {}; add to the code the part that tells them apart",
                    names.len(),
                    file.name,
                    series.code,
                    names.join(", ")
                );
                compare::without(package, figure, Some(series), Some(file), &Reason::not_comparable(words))
            }
            Found::One(found) => match compare::compare(package, figure, series, (file, found), period) {
                Ok(row) => row,
                Err(reason) => Confronted {
                    observed_series: found.id.clone(),
                    ..compare::without(package, figure, Some(series), Some(file), &reason)
                },
            },
        };
        rows.push(row);
    }
    if rows.is_empty() {
        let words = if elsewhere.is_empty() {
            format!("{}:{} is in none of the files", series.provider, series.code)
        } else {
            format!("{}:{} has no {}: {}", series.provider, series.code, figure.ref_area, elsewhere.join("; "))
        };
        rows.push(compare::without(package, figure, Some(series), None, &Reason::no_counterpart(words)));
    }
    rows
}
