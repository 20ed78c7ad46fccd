//! The ways to understand a claim's words: open readings, all tried, and fallback readings, tried where none holds.

use crate::error::{Error, Result};
use crate::formula::Difference;
use crate::package::{Bound, Claim, Package, Stated};
use crate::quantity;

/// One way to understand a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// For each operand which of its figures (one for each source), and how its multiple is meant.
    pub figures: Vec<(usize, quantity::Reading)>,
    /// The same for what is stated.
    pub stated: (usize, quantity::Reading),
    /// What a bare difference of percentages is taken as.
    pub difference: Option<Difference>,
    /// A convention that the words do not suggest.
    pub fallback: Option<Fallback>,
}

/// Conventions that would explain a number, though nothing in the words suggests them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fallback {
    /// The span's label leaves out the base year: one step more.
    BaseYear,
    /// The average is arithmetic, not compound.
    ArithmeticMean,
    /// The stated digits were cut off, not rounded.
    Truncation,
    /// Zeros at the end of a whole number are not significant.
    TrailingZeros,
    /// A one-sided figure in the formula may lie anywhere beyond its bound.
    LiteralOperand,
}

impl Fallback {
    /// The name in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BaseYear => "base year left out of the label",
            Self::ArithmeticMean => "arithmetic mean",
            Self::Truncation => "digits cut off",
            Self::TrailingZeros => "trailing zeros not significant",
            Self::LiteralOperand => "operand anywhere beyond its bound",
        }
    }
}

/// More combinations than this are no claim that a person can follow.
const MOST: usize = 256;

impl Reading {
    /// Every word in its plain meaning.
    #[must_use]
    pub fn plain(operands: usize) -> Self {
        Self {
            figures: vec![(0, quantity::Reading::Plain); operands],
            stated: (0, quantity::Reading::Plain),
            difference: None,
            fallback: None,
        }
    }

    /// What tells this reading from others: "by 33.5 times", "source Lin (2024)", "percentage points"; `plain` if nothing does.
    #[must_use]
    pub fn name(&self, package: &Package, claim: &Claim) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut figure_part = |figures: &[usize], choice: usize| {
            if figures.len() > 1 {
                let figure = &package.figures()[figures[choice]];
                let part = format!("source {}", package.sources()[figure.source].attribution_short);
                // Figures of one source name it once.
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        };
        for (operand, (choice, _)) in claim.operands.iter().zip(&self.figures) {
            if let Bound::Figures(figures) = operand {
                figure_part(figures, *choice);
            }
        }
        if let Stated::Figure(_, figures) = &claim.stated {
            figure_part(figures, self.stated.0);
        }
        let mut multiple = |words: Option<String>, reading: quantity::Reading| {
            let joint = match reading {
                quantity::Reading::Plain => return,
                quantity::Reading::To => "to",
                quantity::Reading::By => "by",
            };
            parts.push(format!("{joint} {}", words.unwrap_or_default()));
        };
        for (operand, (choice, reading)) in claim.operands.iter().zip(&self.figures) {
            let quantity = match operand {
                Bound::Literal(quantity) => Some(&**quantity),
                Bound::Figures(figures) => figures.get(*choice).map(|i| &package.figures()[*i].quantity),
                Bound::Missing { .. } => None,
            };
            multiple(quantity.and_then(times), *reading);
        }
        multiple(super::judge::stated_quantity(package, claim, self.stated.0).and_then(times), self.stated.1);
        match self.difference {
            Some(Difference::Points) => parts.push("percentage points".to_owned()),
            Some(Difference::Percent) => parts.push("percent".to_owned()),
            Some(Difference::Multiple) => parts.push("a multiple".to_owned()),
            None => {}
        }
        if let Some(fallback) = self.fallback {
            parts.push(fallback.name().to_owned());
        }
        if parts.is_empty() { "plain".to_owned() } else { parts.join(", ") }
    }
}

/// "33.5 times" of an ambiguous multiple.
fn times(quantity: &quantity::Quantity) -> Option<String> {
    quantity.digits().map(|digits| format!("{digits} times"))
}

/// All open readings of a claim: the sources of its figures, multiples to or by, percent or points.
///
/// # Errors
/// If there are more combinations than a person can follow.
pub(super) fn readings(package: &Package, claim: &Claim) -> Result<Vec<Reading>> {
    let choices = |figures: &[usize]| -> Vec<(usize, quantity::Reading)> {
        let of = |(choice, i): (usize, &usize)| {
            package.figures()[*i].quantity.readings().iter().map(move |reading| (choice, *reading)).collect::<Vec<_>>()
        };
        figures.iter().enumerate().flat_map(of).collect()
    };
    let plain =
        |quantity: &quantity::Quantity| quantity.readings().iter().map(|reading| (0, *reading)).collect::<Vec<_>>();
    let mut all = vec![Reading::plain(claim.operands.len())];
    let mut spread = |options: Vec<(usize, quantity::Reading)>,
                      set: &dyn Fn(&mut Reading, (usize, quantity::Reading))| {
        if let [only] = options.as_slice() {
            all.iter_mut().for_each(|reading| set(reading, *only));
            return;
        }
        all = all
            .iter()
            .flat_map(|reading| {
                options.iter().map(move |option| {
                    let mut reading = reading.clone();
                    set(&mut reading, *option);
                    reading
                })
            })
            .take(MOST + 1)
            .collect();
    };
    for (i, operand) in claim.operands.iter().enumerate() {
        let options = match operand {
            Bound::Literal(quantity) => plain(quantity),
            Bound::Figures(figures) => choices(figures),
            Bound::Missing { .. } => continue,
        };
        spread(options, &|reading, option| reading.figures[i] = option);
    }
    match &claim.stated {
        Stated::Nothing => {}
        Stated::Words(_, quantity) => spread(plain(quantity), &|reading, option| reading.stated = option),
        Stated::Figure(_, figures) => spread(choices(figures), &|reading, option| reading.stated = option),
    }
    let stated = super::judge::stated_quantity(package, claim, 0);
    let decided = stated.and_then(|stated| claim.result.difference_stated(stated));
    all.iter_mut().for_each(|reading| reading.difference = decided);
    // Nearly all claims have one reading, which nothing can contradict.
    if all.len() > 1 {
        all.retain(|reading| one_reading_a_figure(claim, reading) && one_source(package, claim, reading));
    }
    let bare = stated.is_some_and(quantity::Quantity::is_bare);
    if bare && claim.result.is_percent_or_points() {
        all = all
            .iter()
            .flat_map(|reading| {
                [Difference::Points, Difference::Percent]
                    .map(|difference| Reading { difference: Some(difference), ..reading.clone() })
            })
            .collect();
    }
    if all.len() > MOST {
        return Err(Error::new(format!("the claim has more than {MOST} readings"))
            .with_help("name one source for its figures, or split the claim"));
    }
    Ok(all)
}

/// The figures that a reading takes (all that were open, and which of them), each with how its multiple is meant: of the
/// operands, then of what is stated.
pub(super) fn taken<'a>(
    claim: &'a Claim,
    reading: &'a Reading,
) -> impl Iterator<Item = (&'a [usize], usize, quantity::Reading)> {
    let operands =
        claim.operands.iter().zip(&reading.figures).filter_map(|(operand, (choice, multiple))| match operand {
            Bound::Figures(figures) => Some((figures.as_slice(), *choice, *multiple)),
            _ => None,
        });
    let stated = match &claim.stated {
        Stated::Figure(_, figures) => Some((figures.as_slice(), reading.stated.0, reading.stated.1)),
        _ => None,
    };
    operands.chain(stated)
}

/// How a reading means a figure, if it takes it.
pub(super) fn meaning(claim: &Claim, reading: &Reading, figure: usize) -> Option<quantity::Reading> {
    taken(claim, reading).find(|(figures, choice, _)| figures[*choice] == figure).map(|(.., multiple)| multiple)
}

/// One figure has one reading, also where it is stated and used at once.
fn one_reading_a_figure(claim: &Claim, reading: &Reading) -> bool {
    taken(claim, reading).all(|(figures, choice, multiple)| meaning(claim, reading, figures[choice]) == Some(multiple))
}

/// Sources are not crossed: where several figures leave the source open, all that have one source are taken from it.
fn one_source(package: &Package, claim: &Claim, reading: &Reading) -> bool {
    let source = |position: usize| package.figures()[position].source;
    let open: Vec<(&[usize], usize)> = taken(claim, reading)
        .filter(|(figures, ..)| figures.len() > 1)
        .map(|(figures, choice, _)| (figures, choice))
        .collect();
    let Some((first, choice)) = open.first() else { return true };
    let chosen = source(first[*choice]);
    open.iter().all(|(figures, choice)| {
        source(figures[*choice]) == chosen || !figures.iter().any(|figure| source(*figure) == chosen)
    })
}
