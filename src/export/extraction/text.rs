//! What was found in a text, as a compiler tells it: each finding over its sentence, the gravest first, then what holds, what was not used, and
//! how far the text was understood.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::excerpt::{Mark, excerpt};
use super::{Extracted, role, rule, shown};
use crate::check::{Finding, Verdict};
use crate::export::text::{BOLD, DIM, Paint, style, wrapped};
use crate::export::words::{Line, arithmetic, computed};
use crate::extract::UNRELATED;
use crate::extract::{Confidence, Coverage, Statement};
use crate::number;
use crate::package::Package;

/// How many numbers without a link are listed.
const MOST_UNLINKED: usize = 20;
/// How much of a statement is shown in one line.
const LONGEST: usize = 70;

/// All that was found in a text; `all` tells every finding over its sentence and lists every number that was not used.
#[must_use]
pub fn report(extracted: &Extracted, all: bool, paint: Paint) -> String {
    let mut out = String::new();
    if let Some(nothing) = extracted.nothing() {
        let _ = writeln!(out, "{nothing}");
        idle(&mut out, extracted, paint);
        return out;
    }
    let package = Package::empty();
    let sorted = extracted.worst_first();
    let in_full = |claim: &Statement| {
        all || (claim.verdict.needs_a_look() && claim.verdict != Verdict::Unchecked && claim.waived.is_none())
    };
    for claim in sorted.iter().filter(|claim| in_full(claim)) {
        diagnostic(&mut out, extracted, claim, &package, paint);
        out.push('\n');
    }
    let mut lines = String::new();
    for claim in sorted.iter().filter(|claim| !in_full(claim)) {
        line(&mut lines, extracted, claim, paint);
    }
    block(&mut out, &lines);
    let mut lines = String::new();
    unlinked(&mut lines, extracted, if all { usize::MAX } else { MOST_UNLINKED }, paint);
    block(&mut out, &lines);
    let mut lines = String::new();
    idle(&mut lines, extracted, paint);
    block(&mut out, &lines);
    let _ = writeln!(out, "{}", counts_painted(std::slice::from_ref(extracted), paint));
    out
}

/// The name of a text, above its report.
#[must_use]
pub fn heading(extracted: &Extracted, paint: Paint) -> String {
    format!("{}\n", paint.styled(BOLD, extracted.document.name()))
}

/// Lines with an empty one behind them, if there are any.
fn block(out: &mut String, lines: &str) {
    if !lines.is_empty() {
        out.push_str(lines);
        out.push('\n');
    }
}

/// A finding over its sentence, with its arithmetic.
fn diagnostic(out: &mut String, extracted: &Extracted, claim: &Statement, package: &Package, paint: Paint) {
    let document = &extracted.document;
    let code = rule(claim);
    let code = if code.is_empty() { String::new() } else { format!("[{code}]") };
    let waived = if claim.waived.is_some() { ", waived" } else { "" };
    let head = paint.styled(style(claim.verdict), &format!("{}{code}{waived}", claim.verdict));
    let (message, rest) = message(extracted, claim);
    wrapped(out, &format!("{head}: "), "  ", &message, paint);
    let place = document.place(claim.span.start);
    let between = if place.page.is_some() { ", " } else { ":" };
    let arrow = paint.styled(DIM, "-->");
    let _ = writeln!(out, " {arrow} {}{between}{}", document.name(), shown(place));
    let operand = Style::new().fg_color(Some(AnsiColor::Blue.into()));
    let mut marks: Vec<Mark> = Vec::new();
    let operands = claim.figures.iter().enumerate().filter_map(|(i, figure)| {
        let mention = extracted.extraction.figures.get(*figure)?;
        let label = role(claim.kind, i).to_owned();
        Some(Mark { span: document.source_span(mention.hedged.clone()), label, style: operand, sign: '-' })
    });
    let stated = if claim.stated_span.is_empty() { &claim.span } else { &claim.stated_span };
    let label = claim.verdict.name().to_owned();
    let own = Mark { span: document.source_span(stated.clone()), label, style: style(claim.verdict), sign: '^' };
    // Where a whole statement is marked, its operands stand in it.
    if claim.stated_span.is_empty() {
        marks.extend(operands);
        marks.push(own);
    } else {
        marks.push(own);
        marks.extend(operands);
    }
    let known = claim.figures.iter().filter_map(|figure| Some(&extracted.extraction.figures.get(*figure)?.hedged));
    let anchor = |at: &Range<usize>| (document.source_span(at.clone()).start, document.place(at.start).line);
    let mut anchors: Vec<(usize, usize)> = known.chain([&claim.sentence, &claim.span, stated]).map(anchor).collect();
    anchors.sort_unstable();
    let line_of = |at: usize| line_at(document.source(), &anchors, at);
    let sentence = opened(document.source(), document.source_span(claim.sentence.clone()));
    out.push_str(&excerpt(document.source(), &sentence, &marks, &line_of, paint));
    let mut field = |name: &str, words: &str| {
        let first = format!("  {} {name}: ", paint.styled(DIM, "="));
        wrapped(out, &first, "    ", words, paint);
    };
    if !rest.is_empty() {
        field("found", rest);
    }
    for (name, words) in arithmetic_of_statement(package, claim) {
        field(name, &words);
    }
}

/// The arithmetic of a claim in a text, where the words that state it can be seen, and how sure it is that it means these figures.
pub(crate) fn arithmetic_of_statement(package: &Package, claim: &Statement) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(finding) = &claim.finding {
        lines.extend(arithmetic(package, finding).into_iter().filter(|(name, _)| *name != "stated"));
        // The figures of the formula are the printed words.
        lines.iter_mut().filter(|(name, _)| *name == "formula").for_each(|(_, words)| *words = worked(finding));
    }
    if claim.confidence == Confidence::Low {
        lines.push(("link", "not sure: the words do not tie these figures to each other".to_owned()));
    }
    lines.extend(claim.waived.iter().map(|reason| ("waived", reason.clone())));
    lines
}

/// A sentence with the marks of emphasis, links and quotations that open before its first word.
fn opened(source: &str, sentence: Range<usize>) -> Range<usize> {
    let before = source.get(..sentence.start).unwrap_or_default();
    before.trim_end_matches(['*', '_', '[', '(', '"', '“', '‘', '\'']).len()..sentence.end
}

/// The line of a byte of the source, counted from the last place before it whose line is known.
fn line_at(source: &str, known: &[(usize, usize)], at: usize) -> usize {
    let breaks = |from: usize, to: usize| source.get(from..to).unwrap_or_default().matches('\n').count();
    match (known.iter().rfind(|(start, _)| *start <= at), known.first()) {
        (Some((start, line)), _) => line + breaks(*start, at),
        (None, Some((start, line))) => line.saturating_sub(breaks(at, *start)).max(1),
        (None, None) => 1,
    }
}

/// What is said first of a claim, and what is left to be said of it.
fn message<'a>(extracted: &Extracted, claim: &'a Statement) -> (String, &'a str) {
    match &claim.finding {
        Some(finding) if !claim.stated_span.is_empty() && claim.verdict >= Verdict::Depends => {
            let stated = shortened(&extracted.words(&claim.stated_span));
            (format!("the figures give {}, {stated} is stated", computed(finding)), &claim.explanation)
        }
        _ => (claim.explanation.clone(), ""),
    }
}

/// A finding in one line: verdict, place, words, and the arithmetic or the reason.
fn line(out: &mut String, extracted: &Extracted, claim: &Statement, paint: Paint) {
    let place = shown(extracted.document.place(claim.span.start));
    let words = if claim.stated_span.is_empty() { &claim.span } else { &claim.stated_span };
    let words = shortened(&extracted.words(words));
    let result = match (&claim.waived, &claim.finding) {
        (Some(reason), _) => format!("waived: {reason}"),
        (None, Some(finding)) if claim.verdict != Verdict::Unchecked => worked(finding),
        _ => claim.explanation.clone(),
    };
    let head = paint.styled(style(claim.verdict), claim.verdict.name());
    wrapped(out, &format!("{head}  {place}  "), "    ", &format!("\"{words}\": {result}"), paint);
}

/// The formula with the printed words in it, and what it gives.
fn worked(finding: &Finding) -> String {
    let result = computed(finding);
    if result == finding.numbers { result } else { format!("{} = {result}", finding.numbers) }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// What was seen and not used, by reason, the most frequent first.
fn unlinked(out: &mut String, extracted: &Extracted, most: usize, paint: Paint) {
    let mut by_reason: Vec<(&str, Vec<&crate::extract::Unlinked>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for one in &extracted.extraction.unlinked {
        let at = *known.entry(&one.reason).or_insert_with(|| {
            by_reason.push((&one.reason, Vec::new()));
            by_reason.len() - 1
        });
        by_reason[at].1.push(one);
    }
    // Values that nothing is stated of are no loss: they come last, and are only counted unless all is asked for.
    by_reason.sort_by_key(|(reason, all)| (*reason == UNRELATED, std::cmp::Reverse(all.len())));
    let everything = most == usize::MAX;
    let mut left = most;
    for (reason, all) in &by_reason {
        if left == 0 {
            break;
        }
        let head = paint.styled(BOLD, &format!("not used, {}", number::count(all.len())));
        wrapped(out, &format!("{head}: "), "  ", reason, paint);
        if *reason == UNRELATED && !everything {
            continue;
        }
        for one in all.iter().take(left) {
            let place = shown(extracted.document.place(one.span.start));
            let _ = writeln!(out, "  {place}  \"{}\"", shortened(&extracted.words(&one.span)));
        }
        left = left.saturating_sub(all.len());
    }
    let listed = extracted.extraction.unlinked.iter().filter(|one| one.reason != UNRELATED).count();
    let more = extracted.extraction.unlinked.len() - listed.min(most);
    if more > 0 && !everything {
        let _ = writeln!(out, "  {} more; --all lists them", number::count(more));
    }
}

/// Waivers that waive nothing.
fn idle(out: &mut String, extracted: &Extracted, paint: Paint) {
    for one in &extracted.idle {
        wrapped(out, &format!("{}  ", shown(extracted.document.place(one.at))), "  ", &one.message, paint);
    }
}

/// How far texts were understood, and what their claims come to.
#[must_use]
pub fn counts(all: &[Extracted]) -> String {
    counts_painted(all, Paint::plain())
}

/// The same in the colours of the verdicts.
#[must_use]
pub fn counts_painted(all: &[Extracted], paint: Paint) -> String {
    let sum = |of: fn(&Coverage) -> usize| number::count(all.iter().map(|one| of(&one.extraction.coverage)).sum());
    let claims = || all.iter().flat_map(|one| &one.extraction.claims);
    let verdicts = Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Unchecked).filter_map(|verdict| {
        let count = claims().filter(|claim| claim.verdict == verdict).count();
        (count > 0).then(|| paint.styled(style(verdict), &format!("{} {verdict}", number::count(count))))
    });
    let verdicts: Vec<String> = verdicts.collect();
    let verdicts = if verdicts.is_empty() { String::new() } else { format!(" ({})", verdicts.join(", ")) };
    let waived = claims().filter(|claim| claim.waived.is_some()).count();
    let waived = if waived > 0 { format!("; {} waived", number::count(waived)) } else { String::new() };
    format!(
        "quantities: {} seen, {} understood, {} linked, {} checked; claims: {} seen, {} checked{verdicts}{waived}",
        sum(|one| one.seen),
        sum(|one| one.understood),
        sum(|one| one.linked),
        sum(|one| one.checked),
        sum(|one| one.claims),
        sum(|one| one.claims_checked),
    )
}
