//! The arithmetic of a finding, and of figures that clash.

use std::fmt::Write;

use super::{BOLD, DIM, Paint, pad, style, wrapped};
use crate::check::{Contradiction, Finding, Verdict};
use crate::export::words::{Line, arithmetic, arithmetic_of_clash};
use crate::package::Package;

/// One finding with its arithmetic.
#[must_use]
pub fn explained(package: &Package, finding: &Finding, paint: Paint) -> String {
    let mut out = String::new();
    let verdict = paint.styled(style(finding.verdict), finding.verdict.name());
    let name =
        if finding.claim_id.is_empty() { String::new() } else { paint.styled(BOLD, &format!(" {}", finding.claim_id)) };
    let place =
        if finding.locator.is_empty() { String::new() } else { format!("  {}", paint.styled(DIM, &finding.locator)) };
    let _ = writeln!(out, "{verdict}{name}{place}");
    wrapped(&mut out, "  ", "  ", &finding.explanation, paint);
    fields(&mut out, &arithmetic(package, finding), paint);
    out
}

/// Figures that cannot all be right as printed, what relates them, and what would mend them.
#[must_use]
pub fn explained_contradiction(package: &Package, contradiction: &Contradiction, paint: Paint) -> String {
    let mut out = String::new();
    let verdict = paint.styled(style(contradiction.verdict), contradiction.verdict.name());
    let _ = writeln!(out, "{verdict} {}", paint.styled(BOLD, &contradiction.name()));
    // What is said of each figure stands in its line below.
    let first = contradiction.explanation.split_inclusive(". ").next().unwrap_or_default();
    wrapped(&mut out, "  ", "  ", first, paint);
    if contradiction.verdict == Verdict::Depends {
        wrapped(&mut out, "  ", "  ", "With hedges twice as wide they fit.", paint);
    }
    fields(&mut out, &arithmetic_of_clash(package, contradiction), paint);
    out
}

fn fields(out: &mut String, lines: &[Line], paint: Paint) {
    for (name, words) in lines {
        wrapped(out, &format!("  {}", pad(name, 10)), "            ", words, paint);
    }
}
