//! Running heads and page numbers: nearly the same at the top or the foot of several pages.

use std::collections::BTreeMap;

use super::super::notes::counted;
use super::{Page, Row};

/// So many pages make a line a running head.
const PAGES: usize = 3;
/// Of so many pages one has it, and nothing is further outward, unless it is set apart from the text.
const SHARE: usize = 4;
/// So many ems set it apart.
const APART: f64 = 1.8;
/// So many lines at the top and at the foot may be.
const EDGE: usize = 2;

/// Marks the running heads of all pages, and says what they are.
pub(super) fn mark(pages: &mut [Page]) -> Vec<String> {
    let edges: Vec<Vec<Edge>> = pages.iter().map(|page| edges(&page.rows)).collect();
    // What a line is but for its numbers: on how many pages it is, and on how many of them it is set apart.
    let mut known: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for edge in edges.iter().flatten() {
        let count = known.entry((edge.foot, &edge.key)).or_default();
        count.0 += 1;
        count.1 += usize::from(edge.apart);
    }
    let all = pages.len();
    let is_head = |edge: &Edge| {
        let (count, apart) = known.get(&(edge.foot, edge.key.as_str())).copied().unwrap_or_default();
        let words = edge.key.contains(|c: char| c.is_alphanumeric() || c == '#');
        words && count >= PAGES && (apart * 2 > count || edge.outermost && count * SHARE > all)
    };
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbers = 0;
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let mut open = [true; 2];
        for edge in edges {
            let open = &mut open[usize::from(edge.foot)];
            *open = *open && is_head(edge);
            if !*open {
                continue;
            }
            for row in &edge.rows {
                if let Some(row) = page.rows.get_mut(*row) {
                    row.out = true;
                }
            }
            if edge.key == "#" {
                numbers += 1;
            } else {
                *told.entry(edge.key.clone()).or_default() += 1;
            }
        }
    }
    let mut remarks = Vec::new();
    if !told.is_empty() {
        let all: Vec<String> =
            told.iter().map(|(key, count)| format!("'{key}' on {}", counted(*count, "page", "pages"))).collect();
        remarks.push(format!("running heads were left out (# is a number): {}", all.join(", ")));
    }
    if numbers > 0 {
        remarks.push(format!("page numbers were left out on {}", counted(numbers, "page", "pages")));
    }
    remarks
}

/// A line at the top or at the foot of a page.
struct Edge {
    foot: bool,
    /// What it is but for its numbers.
    key: String,
    rows: Vec<usize>,
    outermost: bool,
    /// Whether it is set apart from what is further inward.
    apart: bool,
}

/// The outermost lines of a page, those at the top and those at the foot from the edge inward.
fn edges(rows: &[Row]) -> Vec<Edge> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|one, other| rows[*one].line.base.total_cmp(&rows[*other].line.base));
    let mut heights: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let line = &rows[at].line;
        match heights.last_mut() {
            Some(last) if last.first().is_some_and(|first| line.base - rows[*first].line.base < 0.3 * line.size) => {
                last.push(at);
            }
            _ => heights.push(vec![at]),
        }
    }
    let edge = |at: usize, foot: bool| {
        let mut rows_at = heights[at].clone();
        rows_at.sort_by(|one, other| rows[*one].line.start.total_cmp(&rows[*other].line.start));
        let text: Vec<&str> = rows_at.iter().map(|at| rows[*at].read.text.as_str()).collect();
        let inward =
            if foot { at.checked_sub(1) } else { Some(at + 1) }.and_then(|inward| heights.get(inward)?.first());
        let line = &rows[heights[at][0]].line;
        let apart = inward.is_none_or(|inward| (rows[*inward].line.base - line.base).abs() > APART * line.size);
        Edge { foot, key: key(&text.join(" ")), rows: rows_at, outermost: at == 0 || at + 1 == heights.len(), apart }
    };
    let top = EDGE.min(heights.len().div_ceil(2));
    let foot = EDGE.min(heights.len() - top);
    let feet = (heights.len() - foot..heights.len()).rev().map(|at| edge(at, true));
    (0..top).map(|at| edge(at, false)).chain(feet).collect()
}

/// A line without its numbers, in small letters.
fn key(text: &str) -> String {
    let mut key = String::new();
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let mut number = false;
        for c in word.chars() {
            if !c.is_ascii_digit() {
                key.extend(c.to_lowercase());
            } else if !number {
                key.push('#');
            }
            number = c.is_ascii_digit();
        }
    }
    let bare = key.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | ' ' | '.'));
    let roman = !bare.is_empty() && bare.len() <= 6 && bare.bytes().all(|byte| b"ivxlc".contains(&byte));
    if roman || bare == "#" { "#".to_owned() } else { key }
}
