//! Numbers of a report: the words that are printed, and the interval and the source that a footnote tells.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};

use crate::check::{self, Finding, Implied};
use crate::error::{Error, Result};
use crate::export::words::{ends, printed_in, range};
use crate::number::{self, Digits, Style};
use crate::package::{Bound, Package};
use crate::unit::Unit;

/// A number as a template sees it: its words, and more on request.
#[derive(Debug, Clone)]
pub(super) struct Number {
    words: String,
    value: Option<f64>,
    interval: String,
    unit: String,
    source: String,
}

/// Digits of a computed value, unless a template asks for others.
const DIGITS: usize = 3;
/// Figures that are named where another is not there.
const STATED: usize = 8;

impl Number {
    /// A formula over the figures of a package: the printed words where it is one figure, else the value.
    ///
    /// # Errors
    /// As [`Package::formula`], and if its figures give no one value.
    pub fn of(package: &Package, formula: &str, unit: Option<&Unit>, digits: Option<usize>) -> Result<Self> {
        let claim = package.formula(formula, unit)?;
        let finding = Finding::of(package, &claim)?;
        if let (None, None, Some(_), [Bound::Figures(figures)]) =
            (unit, digits, claim.formula.alone(), claim.operands.as_slice())
            && let [position] = figures.as_slice()
        {
            let figure = &package.figures()[*position];
            let indicator = package.indicator_of(figure);
            let stated = figure.quantity.stated(package.policy(), indicator.signed);
            let (low, high) = check::ends(Some(&stated));
            let words = figure.quantity.hedged_number(&indicator.unit, Style::Long);
            return Ok(Self {
                words: words.unwrap_or_else(|| figure.quantity.to_string()),
                value: figure.quantity.point(figure.quantity.readings()[0]).map(|value| value.to_f64()),
                interval: range(ends(low, high, (stated.low.closed, stated.high.closed)), figure.quantity.unit()),
                unit: figure.quantity.unit().to_string(),
                source: printed_in(package, &package.sources()[figure.source].id, &figure.locator),
            });
        }
        let point = finding.point.ok_or_else(|| no_value(package, formula, &claim.operands))?;
        let (low, high) = ends(finding.low, finding.high, (finding.low_closed, finding.high_closed));
        let digits = Digits::Significant(digits.unwrap_or(DIGITS));
        let bounded = finding.low.is_some() && finding.high.is_some();
        let words = if bounded {
            number::write(point, &finding.unit, digits, Style::Long)
        } else {
            number::value(None, low, high, &finding.unit, digits, Style::Long)
        };
        let mut sources: Vec<String> = Vec::new();
        for figure in finding.figures.iter().filter(|figure| !figure.figure_id.is_empty()) {
            let source = printed_in(package, &figure.source_id, "");
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Ok(Self {
            words,
            value: Some(point),
            interval: range((low, high), &finding.unit),
            unit: finding.unit.to_string(),
            source: format!("{} = {}; {}", finding.formula, finding.numbers, sources.join("; ")),
        })
    }

    /// What the figures imply of one that is not stated.
    pub fn implied(one: &Implied) -> Self {
        let (low, high) = ends(one.low, one.high, (one.low_closed, one.high_closed));
        let (digits, interval) = (Digits::Significant(DIGITS), range((low, high), &one.unit));
        Self {
            words: one
                .point
                .map_or_else(|| interval.clone(), |point| number::write(point, &one.unit, digits, Style::Long)),
            value: one.point,
            interval,
            unit: one.unit.to_string(),
            source: format!("implied by {}", one.chain()),
        }
    }

    /// The words of its footnote: the interval, then where it is from.
    pub fn note(&self) -> String {
        let parts = [self.interval.as_str(), self.source.trim_end_matches("; ")];
        format!("{}.", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "))
    }
}

/// Says which figure is missing, and which of its kind are there.
fn no_value(package: &Package, formula: &str, operands: &[Bound]) -> Error {
    let missing = operands.iter().find_map(|operand| match operand {
        Bound::Missing { indicator, ref_area, period } => Some((*indicator, ref_area, *period)),
        _ => None,
    });
    let Some((indicator, area, period)) = missing else {
        return Error::new(format!("the figures of '{formula}' give no one value"))
            .with_help("a range has no one value, nor has a claim with two readings; name other figures");
    };
    let stated: Vec<&str> = package.series(indicator, area).map(|figure| figure.id.as_str()).take(STATED).collect();
    let help = match stated.as_slice() {
        [] => "it states none of this indicator and area; list all with: trueup table figures".to_owned(),
        stated => format!("it states {}; list all with: trueup table figures", stated.join(", ")),
    };
    let title = package.describe_series(indicator, area, period, "");
    Error::new(format!("the package states no figure of {title}")).with_help(help)
}

impl Object for Number {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "words" => Some(Value::from(self.words.as_str())),
            "value" => self.value.map(Value::from),
            "interval" => Some(Value::from(self.interval.as_str())),
            "unit" => Some(Value::from(self.unit.as_str())),
            "source" => Some(Value::from(self.source.as_str())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
