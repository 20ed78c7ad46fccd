//! Current prices beside constant prices.

use super::{Example, Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "nominal-or-real",
    title: "current prices beside constant prices",
    what: "A claim that does not hold, or not in every reading, and takes indicators at current and at constant prices.",
    why: "A growth rate is mostly real and a level mostly nominal: the two differ by all inflation between, and over a decade that is \
          more than most claims are about.",
    example: Example::Words(
        "GDP of 40.0 trillion in 2010 and 126 trillion in 2023, at current prices, with growth of 6.0 percent a year stated, at \
         constant prices: the levels give 9.2 percent. The rule names the two price bases.",
    ),
    instead: "Say of every growth rate whether it is real, and compare levels at the prices of one year.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails_or_depends() {
        return None;
    }
    let figures = subject.figures().into_iter().map(|figure| &subject.package.figures()[figure]);
    let bases: Vec<(&str, String)> = figures
        .map(|figure| (subject.package.indicator_of(figure).price_basis.as_str(), subject.package.describe(figure)))
        .collect();
    let of = |word: &str| bases.iter().find(|(basis, _)| basis.contains(word));
    let ((current, nominal), (constant, real)) = (of("current")?, of("constant")?);
    Found::of(format!("{nominal} is at {current}, {real} at {constant}: prices rose between."))
}
