//! What the figures imply, for a terminal.

use std::fmt::Write;

use super::{BOLD, Paint, aligned, clipped, wrapped};
use crate::check::Implied;
use crate::export::words::{ends, range};
use crate::number::{Digits, digits};

/// What is not stated but follows, then what is stated more widely than the rest allows, each with what gave it.
#[must_use]
pub fn implied(all: &[Implied], paint: Paint) -> String {
    let mut out = String::new();
    let (narrowed, unstated): (Vec<&Implied>, Vec<&Implied>) = all.iter().partition(|one| !one.stated.is_empty());
    let mut section = |rows: &[[String; 4]]| {
        if rows.len() < 2 {
            return;
        }
        for (i, line) in aligned(rows).iter().enumerate() {
            let line = clipped(line, paint);
            let _ = writeln!(out, "{}", if i == 0 { paint.styled(BOLD, &line) } else { line });
        }
        out.push('\n');
    };
    let mut rows = vec![["not stated", "implied", "", "from"].map(str::to_owned)];
    rows.extend(unstated.iter().map(|one| [one.title.clone(), one.words.clone(), String::new(), one.chain()]));
    section(&rows);
    let mut rows = vec![["stated", "in print", "narrowed to", "from"].map(str::to_owned)];
    rows.extend(narrowed.iter().map(|one| [one.title.clone(), one.stated.clone(), to(one), one.chain()]));
    section(&rows);
    for one in all {
        if !one.left_out.is_empty() {
            let what = one.left_out.join(", ");
            let text = format!("{}: only without {what}, which clash with other figures of this part.", one.title);
            wrapped(&mut out, "", "  ", &text, paint);
        }
        if !one.settled {
            let text = format!("{}: the interval is right, but may be wider than it need be.", one.title);
            wrapped(&mut out, "", "  ", &text, paint);
        }
    }
    let count = |rows: &[&Implied]| rows.len();
    let _ = writeln!(out, "{} implied, {} narrowed", count(&unstated), count(&narrowed));
    out
}

/// The narrower interval, and by how much.
fn to(one: &Implied) -> String {
    let interval = range(ends(one.low, one.high, (one.low_closed, one.high_closed)), &one.unit);
    match one.narrower {
        Some(narrower) => format!("{interval}, {}% narrower", digits(narrower, Digits::Significant(2))),
        None => interval,
    }
}
