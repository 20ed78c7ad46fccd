//! What a reader has to look at, each with its place in the package or the text: the one record that SARIF, GitHub's annotations and JUnit are made from.

use std::collections::HashMap;
use std::ops::Range;

use super::extraction::{Extracted, role, shown};
use crate::check::rules::{Diagnosis, Level};
use crate::check::{Contradiction, Finding, Repair, Report, Verdict, worst_first};
use crate::extract::Statement;
use crate::package::{Package, Text};

/// The rule of a waiver that waives nothing.
pub(crate) const STALE_WAIVER: &str = "stale-waiver";

/// How loud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    pub(crate) fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Derived | Verdict::Consistent | Verdict::Rounding | Verdict::Unchecked => Self::Note,
            Verdict::Depends | Verdict::Suspect => Self::Warning,
            Verdict::Inconsistent => Self::Error,
        }
    }
}

/// Something to look at.
#[derive(Debug, Clone)]
pub(super) struct Alert {
    /// A verdict, the code of a rule, or [`STALE_WAIVER`].
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    /// The claim, or what clashes.
    pub(super) about: String,
    pub(super) message: String,
    pub(super) place: Option<Place>,
    /// The figures that take part.
    pub(super) related: Vec<(Place, String)>,
    pub(super) waived: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    /// Nothing where the file has no lines that others could find: a page of a PDF.
    pub(super) region: Option<Region>,
}

/// A stretch of a file; lines and columns are counted from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    /// The line of its end and the column behind its last character, where they are known.
    pub(super) end: Option<(usize, usize)>,
}

/// All that is to be looked at in a package: what clashes, then findings, worst first, then waivers that nothing matches.
pub(super) fn alerts(package: &Package, report: &Report) -> Vec<Alert> {
    let places = Places::of(package);
    let mut all: Vec<Alert> = report.contradictions.iter().flat_map(|one| places.contradiction(one)).collect();
    all.extend(worst_first(&report.findings).into_iter().flat_map(|one| places.finding(one)));
    all.extend(report.stale_waivers.iter().map(|waiver| Alert {
        rule: STALE_WAIVER,
        severity: Severity::Warning,
        about: waiver.of.clone(),
        message: super::text::stale(waiver),
        place: package.waivers().map(|text| Place {
            file: text.name().to_owned(),
            region: Some(Region { line: waiver.line, column: 1, end: None }),
        }),
        related: Vec::new(),
        waived: None,
    }));
    all
}

/// All that is to be looked at in texts: text by text the claims, worst first, then waivers that waive nothing.
pub(super) fn alerts_of_texts(all: &[Extracted]) -> Vec<Alert> {
    let of = |one: &Extracted| {
        let claims = one.worst_first().into_iter().flat_map(|claim| of_statement(one, claim));
        let idle = one.idle.iter().map(|waiver| Alert {
            rule: STALE_WAIVER,
            severity: Severity::Warning,
            about: "waiver".to_owned(),
            message: waiver.message.clone(),
            place: Some(place(one, &(waiver.at..waiver.at))),
            related: Vec::new(),
            waived: None,
        });
        claims.chain(idle).collect::<Vec<_>>()
    };
    all.iter().flat_map(of).collect()
}

fn of_statement(text: &Extracted, claim: &Statement) -> Vec<Alert> {
    let operands = claim.figures.iter().enumerate().filter_map(|(i, figure)| {
        let mention = text.extraction.figures.get(*figure)?;
        Some((place(text, &mention.hedged), format!("{}: {}", role(claim.kind, i), text.words(&mention.hedged))))
    });
    let at = text.document.place(claim.span.start);
    let page = if at.page.is_some() { format!("{}: ", shown(at)) } else { String::new() };
    let diagnoses = claim.finding.as_ref().map_or(&[][..], |finding| &finding.diagnoses);
    let whole = Alert {
        rule: claim.verdict.name(),
        severity: Severity::of(claim.verdict),
        about: text.words(&claim.span),
        message: format!("{page}{}", message_of_statement(claim)),
        place: Some(place(text, &claim.span)),
        related: operands.collect(),
        waived: claim.waived.clone(),
    };
    alerts_of(whole, claim.verdict.needs_a_look(), diagnoses)
}

/// What was found of a claim in a text, what explains it, and the nearest number that would mend it.
pub(crate) fn message_of_statement(claim: &Statement) -> String {
    match &claim.finding {
        Some(finding) => message(&claim.explanation, &finding.diagnoses, &finding.repairs),
        None => claim.explanation.clone(),
    }
}

fn place(text: &Extracted, span: &Range<usize>) -> Place {
    let (from, to) = (text.document.place(span.start), text.document.place(span.end));
    let end = (!span.is_empty()).then_some((to.line, to.column));
    let region = from.page.is_none().then_some(Region { line: from.line, column: from.column, end });
    Place { file: text.document.name().to_owned(), region }
}

/// What was found, what explains it, and the nearest number that would mend it.
pub(super) fn message(explanation: &str, diagnoses: &[Diagnosis], repairs: &[Repair]) -> String {
    let mut text = explanation.to_owned();
    for diagnosis in diagnoses {
        text.push_str(&format!(" {}: {}", diagnosis.rule, diagnosis.message));
    }
    if let Some(repair) = repairs.first() {
        text.push_str(&format!(" To mend it: {}.", repair.words()));
    }
    text
}

/// Finds claims and figures in the files of a package.
struct Places<'a> {
    claims: HashMap<&'a str, Place>,
    figures: HashMap<&'a str, Place>,
}

impl<'a> Places<'a> {
    fn of(package: &'a Package) -> Self {
        let mut lines = Lines::default();
        let mut claims = HashMap::new();
        for claim in package.claims() {
            if let Some((text, start)) = &claim.place {
                claims.insert(claim.id.as_str(), lines.place(text, *start, claim.formula.text()));
            }
        }
        let mut figures = HashMap::new();
        for figure in package.figures() {
            let (text, start) = &figure.place;
            figures.insert(figure.id.as_str(), lines.place(text, *start, &figure.stated));
        }
        Self { claims, figures }
    }

    fn finding(&self, finding: &Finding) -> Vec<Alert> {
        let whole = Alert {
            rule: finding.verdict.name(),
            severity: Severity::of(finding.verdict),
            about: finding.claim_id.clone(),
            message: message(&finding.explanation, &finding.diagnoses, &finding.repairs),
            place: self.claims.get(finding.claim_id.as_str()).cloned(),
            related: self.related(finding.figures.iter().map(|one| (&one.figure_id, &one.title, &one.stated))),
            waived: finding.waived.clone(),
        };
        alerts_of(whole, finding.verdict.needs_a_look(), &finding.diagnoses)
    }

    fn contradiction(&self, contradiction: &Contradiction) -> Vec<Alert> {
        let related = self.related(contradiction.figures.iter().map(|one| (&one.figure_id, &one.title, &one.stated)));
        let claim = contradiction.relations.iter().find_map(|relation| self.claims.get(relation.name.as_str()));
        let whole = Alert {
            rule: contradiction.verdict.name(),
            severity: Severity::of(contradiction.verdict),
            about: contradiction.name(),
            message: message(&contradiction.explanation, &contradiction.diagnoses, &contradiction.repairs),
            place: claim.or(related.first().map(|(place, _)| place)).cloned(),
            related,
            waived: contradiction.waived.clone(),
        };
        alerts_of(whole, true, &contradiction.diagnoses)
    }

    fn related<'f>(&self, figures: impl Iterator<Item = (&'f String, &'f String, &'f String)>) -> Vec<(Place, String)> {
        figures
            .filter_map(|(id, title, stated)| {
                Some((self.figures.get(id.as_str())?.clone(), format!("{title}: {stated}")))
            })
            .collect()
    }
}

/// The alert itself, where there is one, and one of their own for rules that are denied, or that speak where nothing else does.
fn alerts_of(whole: Alert, needs_a_look: bool, diagnoses: &[Diagnosis]) -> Vec<Alert> {
    let denied = |one: &&Diagnosis| one.level == Level::Deny || !needs_a_look;
    let by_rule: Vec<Alert> = diagnoses
        .iter()
        .filter(denied)
        .map(|one| Alert {
            rule: one.rule,
            severity: if one.level == Level::Deny { Severity::Error } else { Severity::Note },
            message: one.message.clone(),
            ..whole.clone()
        })
        .collect();
    needs_a_look.then_some(whole).into_iter().chain(by_rule).collect()
}

/// Where the lines of each text start.
#[derive(Default)]
struct Lines {
    starts: HashMap<String, Vec<usize>>,
}

impl Lines {
    fn place(&mut self, text: &Text, start: usize, words: &str) -> Place {
        let inner = text.inner();
        let starts = self
            .starts
            .entry(text.name().to_owned())
            .or_insert_with(|| std::iter::once(0).chain(inner.match_indices('\n').map(|(at, _)| at + 1)).collect());
        let line = starts.partition_point(|from| *from <= start);
        let column = inner[starts[line - 1]..start].chars().count() + 1;
        // A quotation mark is written twice in CSV, so that its words are longer there.
        let plain = inner[start..].starts_with(words) && !words.contains('\n');
        let end = plain.then(|| (line, column + words.chars().count()));
        Place { file: text.name().to_owned(), region: Some(Region { line, column, end }) }
    }
}
