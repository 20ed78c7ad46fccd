//! From links to statements: a formula with the printed words in it goes the road of every claim.

use std::collections::HashMap;
use std::ops::Range;

use super::counted;
use super::cues::Role;
use super::figures::{Measured, Raw};
use super::lexer::Token;
use super::lexicon::{FALL, RISE};
use super::link::{Link, Scene};
use super::model::UNRELATED;
use super::model::{Confidence, Coverage, Extraction, Kind, Mention, Statement, Unlinked};
use super::sentence::Figure;
use crate::check::{self, Finding, Verdict};
use crate::package::Package;
use crate::period::Period;
use crate::quantity::Quantity;

/// All that was found, recomputed.
pub(super) fn extraction(
    scene: &Scene<'_>,
    links: &[Link],
    times: &[Option<Period>],
    mut unlinked: Vec<Unlinked>,
) -> Extraction {
    let package = Package::empty();
    let mentions: Vec<Mention> = scene
        .figures
        .iter()
        .zip(times)
        .zip(counted::nouns(scene, links))
        .map(|((figure, period), noun)| {
            let (stated, quantity) = named(figure, noun);
            Mention {
                span: bytes(scene, &figure.raw.tokens),
                hedged: bytes(scene, &(figure.raw.from..figure.raw.tokens.end)),
                stated,
                quantity,
                period: *period,
                subject: figure.subject.clone(),
                area: String::new(),
            }
        })
        .collect();
    let mut claims: Vec<Statement> = Vec::with_capacity(links.len());
    // Texts say things again: what was recomputed once is known by its formula and what is stated.
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for link in links {
        let recomputed = |formula: &str, stated: &str| {
            let number = known.get(&(formula.to_owned(), stated.to_owned()))?;
            claims[*number].finding.clone()
        };
        let claim = statement(scene, &package, link, &recomputed);
        if claim.finding.is_some() {
            known.entry((claim.formula.clone(), claim.stated.clone())).or_insert(claims.len());
        }
        claims.push(claim);
    }
    let mut linked = vec![false; mentions.len()];
    let mut checked = vec![false; mentions.len()];
    for (link, claim) in links.iter().zip(&claims) {
        for figure in link.figures.iter().copied().chain(link.stated_by) {
            linked[figure] = true;
            checked[figure] |= claim.finding.is_some();
        }
    }
    let unclear = unlinked.len();
    for (number, figure) in scene.figures.iter().enumerate() {
        if !linked[number] {
            let reason = match (figure.cue.role, &figure.raw.unit) {
                (Role::By, Measured::Percent | Measured::Points | Measured::BasisPoints | Measured::Times(_)) => {
                    "a change, but the text gives neither what it started from nor what it came to"
                }
                (Role::By, _) => "a change in amount, but the text gives no value that it is of",
                (Role::Share, _) => "a share, but the text gives neither the part nor the whole",
                (Role::Gap, _) => "a difference, but the text does not give the two values",
                (Role::Total, _) => "a total, but the text does not give its parts",
                _ => UNRELATED,
            };
            unlinked.push(Unlinked { span: mentions[number].span.clone(), reason: reason.to_owned() });
        }
    }
    for (sentence, worded) in scene.worded.iter().enumerate() {
        for words in worded {
            let told = links.iter().any(|link| link.sentence == sentence && link.stated_at.start == words.from);
            if !told {
                let span = bytes(scene, &(words.from..words.tokens.end));
                unlinked.push(Unlinked {
                    span,
                    reason: "a multiple or a part in words, but the text gives no values that it is of".to_owned(),
                });
            }
        }
    }
    unlinked.sort_by_key(|one| one.span.start);
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    let coverage = Coverage {
        seen: mentions.len() + unclear,
        understood: mentions.len(),
        linked: count(&linked),
        checked: count(&checked),
        claims: claims.len(),
        claims_checked: claims.iter().filter(|claim| claim.finding.is_some()).count(),
    };
    Extraction { figures: mentions, claims, unlinked, coverage }
}

/// The words and the quantity of a figure with what it counts.
fn named(figure: &Figure, noun: Option<String>) -> (String, Quantity) {
    if let Some(noun) = noun {
        let words = Raw { unit: Measured::Noun(noun), ..figure.raw.clone() }.words();
        if let Ok(quantity) = Quantity::parse(&words) {
            return (words, quantity);
        }
    }
    (figure.raw.words(), figure.quantity.clone())
}

fn bytes(scene: &Scene<'_>, tokens: &Range<usize>) -> Range<usize> {
    if tokens.is_empty() {
        let at = scene.tokens.get(tokens.start).map_or(0, |token| token.start);
        return at..at;
    }
    scene.tokens[tokens.start].start..scene.tokens[tokens.end - 1].end
}

fn statement(
    scene: &Scene<'_>,
    package: &Package,
    link: &Link,
    recomputed: &dyn Fn(&str, &str) -> Option<Finding>,
) -> Statement {
    let mut statement = Statement {
        span: bytes(scene, &link.tokens),
        sentence: bytes(scene, &scene.sentences[link.sentence].tokens),
        kind: link.kind,
        figures: link.figures.clone(),
        stated: link.stated.clone(),
        stated_span: bytes(scene, &link.stated_at),
        template: link.template.clone(),
        formula: String::new(),
        confidence: link.confidence,
        verdict: Verdict::Unchecked,
        finding: None,
        explanation: String::new(),
        waived: None,
    };
    if link.template.is_empty() {
        statement.explanation = if link.figures.is_empty() {
            "The text does not give the first and the last year.".to_owned()
        } else {
            "The text gives only one of the values that it relates.".to_owned()
        };
        return statement;
    }
    let (words, plain) = operands(scene, link);
    if let Some(plain) = plain {
        statement.stated = plain;
    }
    // "Costs improved 5.0% to 6.84 cents from 7.20 cents": which way an improvement goes the values say.
    if let ([from, to], true) = (link.figures.as_slice(), is_unsure(scene, link)) {
        let value = |figure: usize| scene.figures[figure].range.map_or(0.0, |(low, _)| low);
        let (rose, fell) = ("rose by", "fell by");
        statement.stated = if value(*to) < value(*from) {
            statement.stated.replace(rose, fell)
        } else {
            statement.stated.replace(fell, rose)
        };
    }
    // Percentage points of amounts are recomputed as percent, to show what they would be.
    let points_of_amounts = link.kind == Kind::PointChange && link.template.starts_with("growth");
    if points_of_amounts {
        statement.stated = statement.stated.replace("percentage points", "percent").replace("basis points", "percent");
    }
    statement.formula = statement.formula_over(|operand| format!("\"{}\"", words[operand]));
    match recomputed(&statement.formula, &statement.stated).map_or_else(|| finding(package, &statement), Ok) {
        Ok(mut finding) => {
            if points_of_amounts {
                finding.verdict = Verdict::Inconsistent;
                "Percentage points are the difference of two rates; these are amounts, which change in percent."
                    .clone_into(&mut finding.explanation);
            }
            statement.verdict = finding.verdict;
            statement.explanation = finding.explanation.clone();
            // What the words do not tie may be another thing: it is said, and nobody is accused.
            let doubtful = is_far(&finding, link.kind == Kind::PercentChange)
                && !is_hundredfold(scene, link, &finding)
                && !is_other_base(link, &finding)
                || is_turned(scene, link, &finding);
            let doubtful = link.confidence == Confidence::Low
                || doubtful && !is_scaled(link, &finding)
                || finding.verdict >= Verdict::Suspect && scene.fits_others(link);
            if doubtful && finding.verdict >= Verdict::Suspect {
                statement.confidence = Confidence::Low;
                statement.verdict = Verdict::Unchecked;
                statement.explanation =
                    format!("It would not fit, if these are the figures that it means. {}", finding.explanation);
            }
            statement.finding = Some(finding);
        }
        Err(error) => statement.explanation = format!("It cannot be recomputed: {error}."),
    }
    statement
}

/// Whether what is computed is so far from what is stated, with no known slip between them, that other figures are meant more likely than
/// that one is wrong: slips of a digit, of a base or of a word stay within a factor of four.
fn is_far(finding: &Finding, growth: bool) -> bool {
    let (Some(computed), Some(stated)) = (finding.point, finding.stated_value) else { return false };
    // "Down 34 percent" of what came to a fourteenth: growth is far off by what it makes of its base.
    let times = (1.0 + computed / 100.0) / (1.0 + stated / 100.0);
    // Crore for lakh, million for nothing, is a slip all the same.
    let scaled = finding.diagnoses.iter().any(|one| one.rule == "scale-slip") && !(0.02..50.0).contains(&times);
    if growth && times > 0.0 && !(0.25..4.0).contains(&times) && !scaled {
        return true;
    }
    let (computed, stated) = (computed.abs(), stated.abs());
    finding.diagnoses.is_empty() && (computed > 4.0 * stated || stated > 4.0 * computed)
}

/// Million for billion, lakh for crore: a hundredfold and more that fits to the digit is no coincidence of other figures.
fn is_scaled(link: &Link, finding: &Finding) -> bool {
    let (Some(computed), Some(stated)) = (finding.point, finding.stated_value) else { return false };
    let times = (computed / stated).abs();
    matches!(link.kind, Kind::Difference | Kind::Sum | Kind::Share)
        && finding.diagnoses.iter().any(|one| one.rule == "scale-slip")
        && !(0.02..50.0).contains(&times)
}

/// "From 3.92% to 4.37%, an increase of 45 percentage points": basis points are meant, or percentage points where basis points are said.
fn is_hundredfold(scene: &Scene<'_>, link: &Link, finding: &Finding) -> bool {
    let (Some(computed), Some(stated)) = (finding.point, finding.stated_value) else { return false };
    let times = (stated / computed).abs();
    let role = |operand: usize| link.figures.get(operand).map(|figure| scene.figures[*figure].cue.role);
    link.kind == Kind::PointChange
        && role(0) == Some(Role::From)
        && role(1) == Some(Role::To)
        && [100.0, 0.01].iter().any(|factor| (times / factor - 1.0).abs() < 0.1)
}

/// "From 9.82 to 12.41, that is by 126.4 percent", "from 941 to 42,236, an increase of 97.8 percent": the whole for the change, or the
/// change over where it ended.
fn is_other_base(link: &Link, finding: &Finding) -> bool {
    let (Some(growth), Some(stated)) = (finding.point, finding.stated_value) else { return false };
    // In percent.
    let near = |other: f64| (stated.abs() - other.abs()).abs() < 0.6;
    link.kind == Kind::PercentChange
        && growth > 0.0
        && (near(100.0 + growth) || near(100.0 * growth / (100.0 + growth)))
}

/// Whether the movement that a statement is of goes either way: it improves, worsens, strengthens.
fn is_unsure(scene: &Scene<'_>, link: &Link) -> bool {
    if link.stated.is_empty() {
        return false;
    }
    let start = scene.sentences[link.sentence].tokens.start.max(link.stated_at.start.saturating_sub(9));
    let end = (link.stated_at.end + 2).min(scene.sentences[link.sentence].tokens.end);
    let word = |token: &Token<'_>| {
        token.lower.starts_with("improve")
            || token.lower.starts_with("deteriorat")
            || token.lower.starts_with("worsen")
            || token.lower.starts_with("strengthen")
            || token.lower.starts_with("weaken")
    };
    let verb =
        scene.tokens[start..link.stated_at.start].iter().rev().find(|token| token.has(RISE | FALL) || word(token));
    verb.is_some_and(word) || scene.tokens[link.stated_at.end..end].iter().any(word)
}

/// Whether only the direction is wrong, and the words do not say themselves which value is the first: then it was read the wrong way round
/// more likely than written so.
fn is_turned(scene: &Scene<'_>, link: &Link, finding: &Finding) -> bool {
    let role = |operand: usize| link.figures.get(operand).map(|figure| scene.figures[*figure].cue.role);
    let sentence = |operand: usize| link.figures.get(operand).map(|figure| scene.figures[*figure].sentence);
    let one_sentence = sentence(0) == sentence(1);
    // "14.87 million, after 16.43 million, an increase of 9.5%": where it started is told, and the change with it.
    let here = |operand: usize| {
        link.figures.get(operand).is_some_and(|figure| scene.figures[*figure].sentence == link.sentence)
    };
    let told = role(0) == Some(Role::From)
        && (role(1) == Some(Role::To)
            || role(1) == Some(Role::Level)
                && one_sentence
                && (here(0) || sentence(0).is_some_and(|sentence| sentence + 1 == link.sentence))
                && link.confidence == Confidence::High);
    // "€1,297, 12.6% higher than the €1,484": what is compared stands on both sides of it.
    let between = link.figures.len() == 2 && here(0) && here(1) && {
        let mut ends: Vec<&Raw> = link.figures.iter().map(|figure| &scene.figures[*figure].raw).collect();
        ends.sort_by_key(|raw| raw.from);
        let behind = &scene.tokens[link.stated_at.end..ends[1].from.max(link.stated_at.end)];
        ends[0].tokens.end <= link.stated_at.start
            && ends[1].from >= link.stated_at.end
            && behind.iter().any(|token| token.is("than"))
            && behind.len() <= 12
    };
    let told = told || between && link.confidence == Confidence::High;
    !told && !link.stated.is_empty() && finding.diagnoses.iter().any(|one| one.rule == "direction")
}

fn finding(package: &Package, statement: &Statement) -> crate::Result<Finding> {
    let stated = (!statement.stated.is_empty()).then_some(statement.stated.as_str());
    let claim = package.typed_claim(&statement.formula, stated)?;
    let report = check::typed(package, &claim)?;
    report.findings.into_iter().next().ok_or_else(|| crate::Error::new("nothing was found"))
}

/// The printed words of operands. Where figures count things by different nouns, the nouns are left out, of what is stated too.
fn operands(scene: &Scene<'_>, link: &Link) -> (Vec<String>, Option<String>) {
    let counted = |unit: &Measured| matches!(unit, Measured::Noun(_) | Measured::Bare);
    let stated = link
        .stated_by
        .map(|figure| &scene.figures[figure].raw)
        .filter(|raw| counted(&raw.unit) && matches!(link.kind, Kind::Difference | Kind::Sum));
    let units: Vec<&Measured> =
        link.figures.iter().map(|figure| &scene.figures[*figure].raw.unit).chain(stated.map(|raw| &raw.unit)).collect();
    let mixed = units.windows(2).any(|pair| pair[0] != pair[1]);
    let plain = |raw: &Raw| {
        let mut raw = raw.clone();
        if mixed && counted(&raw.unit) {
            raw.unit = Measured::Noun("units".to_owned());
        }
        raw.words()
    };
    // "Surged 33.5 times" as an operand leaves open what it leaves open as a statement.
    let operand = |figure: &Figure| {
        let words = plain(&figure.raw);
        if figure.cue.grows && matches!(figure.raw.unit, Measured::Times(false)) {
            format!("rose {words}")
        } else {
            words
        }
    };
    let words = link.figures.iter().map(|figure| operand(&scene.figures[*figure])).collect();
    let restated = stated
        .filter(|_| mixed)
        .map(|raw| link.stated.replace(&raw.words().replace("minus ", ""), &plain(raw).replace("minus ", "")));
    (words, restated)
}
