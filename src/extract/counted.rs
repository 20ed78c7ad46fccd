//! What a bare number counts: what the figures count that it is related to, or else the plural that its clause begins with.
//!
//! It only names: links are made and recomputed from what is printed at the numbers.

use super::figures::{Measured, is_plural};
use super::lexicon::{self, FUNCTION, INDEX, MONTH, PERSONS, PREPOSITION, SCALE, TIME};
use super::link::{Link, Scene};
use super::model::Kind;
use super::sentence::Figure;

/// The noun of each figure that is printed without a unit, where the text tells it.
pub(super) fn nouns(scene: &Scene<'_>, links: &[Link]) -> Vec<Option<String>> {
    let mut nouns = vec![None; scene.figures.len()];
    let alike = |link: &&Link| {
        matches!(
            link.kind,
            Kind::PercentChange | Kind::Ratio | Kind::Difference | Kind::AverageGrowth | Kind::Sum | Kind::Share
        )
    };
    for link in links.iter().filter(alike) {
        let stated = link.stated_by.filter(|_| matches!(link.kind, Kind::Difference | Kind::Sum));
        let one_thing: Vec<usize> = link.figures.iter().copied().chain(stated).collect();
        let told = one_thing.iter().find_map(|figure| match &scene.figures[*figure].raw.unit {
            // Points and places tell how far two things lie apart, not what they are.
            Measured::Noun(noun) if !matches!(noun.as_str(), "points" | "places" | "positions") => Some(noun.clone()),
            _ => None,
        });
        let noun = told.or_else(|| one_thing.iter().find_map(|figure| subject(scene, &scene.figures[*figure])));
        for figure in one_thing {
            if scene.figures[figure].raw.unit == Measured::Bare && nouns[figure].is_none() {
                nouns[figure].clone_from(&noun);
            }
        }
    }
    for (noun, figure) in nouns.iter_mut().zip(scene.figures) {
        if noun.is_none() && figure.raw.unit == Measured::Bare {
            *noun = subject(scene, figure);
        }
    }
    nouns
}

/// "Passengers at the airport numbered 25.87 million", "planning applications dropped from 410,000": the plural that the clause begins with.
fn subject(scene: &Scene<'_>, figure: &Figure) -> Option<String> {
    let tokens = &scene.tokens[figure.raw.tokens.clone()];
    let large =
        figure.raw.scale > 0 || tokens.iter().any(|token| token.text.contains([',', ' ', '\u{a0}', '\u{202f}']));
    let index = scene.tokens[figure.clause.clone()].iter().any(|token| token.has(INDEX));
    if index || figure.raw.digits.contains('.') && !large {
        return None;
    }
    // "Subscribers using data", "orders placed online": what follows the plural tells which.
    let mut plural = false;
    let words: Vec<&str> = figure
        .subject
        .split(' ')
        .take_while(|word| {
            let tells = plural && (word.ends_with("ing") || word.ends_with("ed"));
            plural = is_plural(word);
            lexicon::flags(word) & PREPOSITION == 0 && !tells
        })
        .collect();
    let head = words.last()?;
    let flags = lexicon::flags(head);
    if flags & PERSONS != 0 {
        return Some("people".to_owned());
    }
    (is_plural(head) && flags & (TIME | SCALE | MONTH | FUNCTION) == 0 && !is_valued(head)).then(|| words.join(" "))
}

/// A plural that is an amount, a rate or a volume, and counts nothing one by one.
fn is_valued(word: &str) -> bool {
    matches!(
        word,
        "exports"
            | "imports"
            | "sales"
            | "revenues"
            | "receipts"
            | "profits"
            | "earnings"
            | "losses"
            | "prices"
            | "wages"
            | "salaries"
            | "costs"
            | "expenses"
            | "assets"
            | "liabilities"
            | "deposits"
            | "loans"
            | "reserves"
            | "yields"
            | "rates"
            | "stocks"
            | "volumes"
            | "points"
            | "inflows"
            | "outflows"
            | "flows"
            | "remittances"
            | "taxes"
            | "proceeds"
            | "savings"
            | "holdings"
            | "investments"
            | "arrears"
            | "debts"
            | "incomes"
            | "rents"
            | "premiums"
            | "fees"
            | "dividends"
            | "figures"
            | "levels"
            | "results"
            | "statistics"
            | "terms"
            | "emissions"
            | "goods"
            | "services"
            | "credits"
            | "advances"
            | "balances"
            | "securities"
            | "purchases"
            | "expenditures"
            | "subsidies"
            | "funds"
            | "contributions"
            | "margins"
            | "returns"
            | "supplies"
            | "stockpiles"
            | "inventories"
            | "numbers"
            | "totals"
            | "percentages"
            | "harvests"
            | "crops"
            | "catches"
    )
}
