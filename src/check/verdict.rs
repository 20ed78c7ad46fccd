//! The seven verdicts and their order.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a claim comes to, from the least to the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing is stated: the value is shown with its interval.
    Derived,
    /// What is computed lies within what is stated.
    Consistent,
    /// It holds only thanks to the rounding of the printed digits.
    Rounding,
    /// A figure that the claim needs is not stated.
    Unchecked,
    /// It turns on a hedge's width, or on how a phrase is read.
    Depends,
    /// Literally true, and ten times or more beyond a one-sided bound.
    Suspect,
    /// No reading holds.
    Inconsistent,
}

impl Verdict {
    /// All of them, from the least to the gravest.
    pub const ALL: [Self; 7] = [
        Self::Derived,
        Self::Consistent,
        Self::Rounding,
        Self::Unchecked,
        Self::Depends,
        Self::Suspect,
        Self::Inconsistent,
    ];

    /// The name in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Derived => "derived",
            Self::Consistent => "consistent",
            Self::Rounding => "rounding",
            Self::Unchecked => "unchecked",
            Self::Depends => "depends",
            Self::Suspect => "suspect",
            Self::Inconsistent => "inconsistent",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Derived => "Nothing is stated: the value is shown with its interval.",
            Self::Consistent => "What is computed lies within what is stated.",
            Self::Rounding => "It holds only thanks to the rounding of the printed digits.",
            Self::Unchecked => "A figure that the claim needs is not stated.",
            Self::Depends => "It turns on the width of a hedge, or on how a phrase is read.",
            Self::Suspect => "Literally true, but ten times or more beyond a one-sided bound.",
            Self::Inconsistent => "The figures and what is stated of them cannot all be right as printed.",
        }
    }

    /// What a reader does about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Derived | Self::Consistent => "There is nothing to do.",
            Self::Rounding => {
                "Look up the figures with more digits: the printed values themselves miss what is stated."
            }
            Self::Unchecked => "Find the missing figure, and see whether it keeps to the bound that is given.",
            Self::Depends => "Say in the text which reading is meant, or how much a hedge leaves open.",
            Self::Suspect => "Compare the figure with its source: a scale word or a separator is often the cause.",
            Self::Inconsistent => {
                "Compare each of the figures with its source. One of them, or the words, must change; the finding does not say which."
            }
        }
    }

    /// Whether a reader should look at it: it does not simply follow.
    #[must_use]
    pub fn needs_a_look(self) -> bool {
        !matches!(self, Self::Derived | Self::Consistent)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Verdict {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|verdict| verdict.name()).collect();
            Error::new(format!("'{text}' is no verdict")).with_help(format!("write one of {}", names.join(", ")))
        })
    }
}
