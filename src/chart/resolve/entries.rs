//! The entries of a panel, looked up: each a value with its interval and words, and what tells it from the others.

use toml::Spanned;

use super::super::model::{At, Point};
use super::super::spec::{self, Entry, FigureEntry, FormulaEntry, ReadingKey};
use super::words::{printed, value_words};
use crate::check::{Finding, Implied};
use crate::error::{Error, Result};
use crate::number::{self, Digits, Style};
use crate::package::{Bound, Figure, Package};
use crate::period::Period;
use crate::quantity::{End, Exact, Reading, Understanding};
use crate::unit::Unit;

/// What is drawn at one place.
pub(super) struct Drawn<'a> {
    /// The entry, for faults.
    pub entry: &'a Spanned<Entry>,
    /// The figure itself; nothing for a formula.
    pub figure: Option<&'a Figure>,
    /// All figures that take part.
    pub figures: Vec<&'a Figure>,
    /// Its unit.
    pub unit: Unit,
    /// Where in time it stands.
    pub period: Option<Period>,
    /// Its name on the axis, where it has one of its own.
    pub name: Option<&'a str>,
    /// Its series, where it has one of its own.
    pub series: Option<&'a str>,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    label: String,
}

/// Looks an entry up. `unit` is that of the figures before it, in which a formula without a unit of its own is shown.
pub(super) fn look_up<'a>(
    package: &'a Package,
    implied: &[Implied],
    entry: &'a Spanned<Entry>,
    before: Option<(&Unit, Option<usize>)>,
) -> Result<Drawn<'a>> {
    match entry.get_ref() {
        Entry::Figure(own) => figure(package, implied, entry, own),
        Entry::Formula(own) => formula(package, entry, own, before),
    }
    .map_err(|error| spec::at(entry, error))
}

fn figure<'a>(
    package: &'a Package,
    implied: &[Implied],
    entry: &'a Spanned<Entry>,
    own: &'a FigureEntry,
) -> Result<Drawn<'a>> {
    let figure = match by_name(package, &own.figure)? {
        Named::Stated(figure) => figure,
        Named::Missing { indicator, ref_area, period } => {
            let indicator = &package.indicators()[indicator];
            let period_name = period.map_or_else(String::new, |period| period.to_string());
            let names = |one: &&Implied| {
                (&one.indicator, &one.ref_area, &one.time_period, one.label.is_empty())
                    == (&indicator.id, &ref_area, &period_name, true)
            };
            return implied_figure(package, implied.iter().find(names), entry, own, period);
        }
    };
    let indicator = package.indicator_of(figure);
    let open = figure.quantity.readings();
    let reading = match own.reading {
        None => open[0],
        Some(ReadingKey::To) => Reading::To,
        Some(ReadingKey::By) => Reading::By,
    };
    if !open.contains(&reading) {
        return Err(Error::new(format!("'{}' has no other reading: it states \"{}\"", own.figure, figure.stated))
            .with_help("leave `reading` out"));
    }
    let value = figure.quantity.point(reading).ok_or_else(|| {
        Error::new(format!("'{}' is a range, which has no one value to draw", figure.id))
            .with_help("leave it out of the chart")
    })?;
    let how = Understanding { reading, ..Understanding::default() };
    let stated = figure.quantity.stated_as(package.policy(), indicator.signed, how);
    let finite = |end: &End| end.value().map(Exact::to_f64);
    // A reading that changes the number is written with the number it makes.
    let label = if reading == open[0] {
        printed(package, figure, Style::Short)
    } else {
        number::write(value.to_f64(), &indicator.unit, Digits::Significant(3), Style::Short)
    };
    Ok(Drawn {
        entry,
        figure: Some(figure),
        figures: vec![figure],
        unit: indicator.unit.clone(),
        period: figure.period,
        name: own.name.as_deref(),
        series: own.series.as_deref(),
        value: value.to_f64(),
        low: finite(&stated.low),
        high: finite(&stated.high),
        label,
    })
}

/// A figure that is not stated, and that others imply.
fn implied_figure<'a>(
    package: &'a Package,
    implied: Option<&Implied>,
    entry: &'a Spanned<Entry>,
    own: &'a FigureEntry,
    period: Option<Period>,
) -> Result<Drawn<'a>> {
    let fault = |what: &str, help: &str| Err(Error::new(format!("'{}' is {what}", own.figure)).with_help(help));
    let Some(one) = implied else {
        return fault("not stated, and no others imply it", "draw a figure of figures.csv, or one of trueup implied");
    };
    let (Some(low), Some(high)) = (one.low, one.high) else {
        return fault("not stated, and others bound it at one end only", "draw one that trueup implied gives two ends");
    };
    if own.reading.is_some() {
        return fault("not stated, and has no readings", "leave `reading` out");
    }
    let value = one.point.unwrap_or(f64::midpoint(low, high));
    let decimals = package.indicators().iter().find(|known| known.id == one.indicator).and_then(|own| own.decimals);
    let digits = carried(low, high, &one.unit, decimals);
    Ok(Drawn {
        entry,
        figure: None,
        figures: package.figures().iter().filter(|figure| one.figures.contains(&figure.id)).collect(),
        unit: one.unit.clone(),
        period,
        name: own.name.as_deref(),
        series: own.series.as_deref(),
        value,
        low: Some(low),
        high: Some(high),
        label: number::write(value, &one.unit, digits, Style::Short),
    })
}

/// Implied values are written with the decimals of their indicator, as far as their interval carries them.
fn carried(low: f64, high: f64, unit: &Unit, decimals: Option<usize>) -> Digits {
    match (number::digits_for(low, high, unit), decimals) {
        _ if low.is_infinite() || high.is_infinite() => Digits::Significant(3),
        (Digits::Fixed(carried), Some(own)) => Digits::Fixed(carried.min(own)),
        (digits, _) => digits,
    }
}

fn formula<'a>(
    package: &'a Package,
    entry: &'a Spanned<Entry>,
    own: &'a FormulaEntry,
    before: Option<(&Unit, Option<usize>)>,
) -> Result<Drawn<'a>> {
    let unit = own.unit.as_deref().map(str::parse::<Unit>).transpose()?;
    let in_unit = |shown: Option<&Unit>| package.formula(&own.formula, shown);
    // The unit of the figures before it, unless the formula gives something else altogether.
    let claim = match (&unit, before) {
        (Some(unit), _) => in_unit(Some(unit))?,
        (None, Some((unit, _))) => in_unit(Some(unit)).or_else(|_| in_unit(None))?,
        (None, None) => in_unit(None)?,
    };
    if claim.formula.comparison().is_some() {
        return Err(Error::new(format!("'{}' is a comparison, which has no value to draw", own.formula)));
    }
    if let Some(Bound::Missing { indicator, ref_area, period }) =
        claim.operands.iter().find(|operand| matches!(operand, Bound::Missing { .. }))
    {
        let missing = package.describe_series(*indicator, ref_area, *period, "");
        return Err(Error::new(format!("'{missing}' is not stated")).with_help("use figures of figures.csv"));
    }
    let finding = Finding::of(package, &claim)?;
    let value = finding.point.ok_or_else(|| Error::new("its figures give no one value"))?;
    let ends = (finding.low.unwrap_or(f64::NEG_INFINITY), finding.high.unwrap_or(f64::INFINITY));
    let digits = carried(ends.0, ends.1, &finding.unit, before.and_then(|(_, decimals)| decimals));
    let figures = claim.operands.iter().flat_map(|operand| match operand {
        Bound::Figures(figures) => figures.as_slice(),
        _ => &[],
    });
    Ok(Drawn {
        entry,
        figure: None,
        figures: figures.map(|i| &package.figures()[*i]).collect(),
        unit: finding.unit.clone(),
        period: own.at.as_deref().map(str::parse::<Period>).transpose()?,
        name: own.name.as_deref(),
        series: own.series.as_deref(),
        value,
        low: finding.low,
        high: finding.high,
        label: value_words(&finding, digits, Style::Short).unwrap_or_default(),
    })
}

/// What a name in a formula stands for.
enum Named<'a> {
    Stated(&'a Figure),
    Missing { indicator: usize, ref_area: String, period: Option<Period> },
}

/// A figure by its name in a formula.
fn by_name<'a>(package: &'a Package, name: &str) -> Result<Named<'a>> {
    let claim = package.formula(name, None).map_err(|error| error.context(format!("'{name}'")))?;
    match claim.operands.as_slice() {
        [Bound::Figures(figures)] if claim.formula.alone().is_some() => {
            Ok(Named::Stated(&package.figures()[figures[0]]))
        }
        [Bound::Missing { indicator, ref_area, period }] if claim.formula.alone().is_some() => {
            Ok(Named::Missing { indicator: *indicator, ref_area: ref_area.clone(), period: *period })
        }
        _ => Err(Error::new(format!("'{name}' is not one figure"))
            .with_help("write it as in a formula, gdp[2023], or { formula = \"...\" } for what figures imply")),
    }
}

impl Drawn<'_> {
    /// The point at a place.
    pub fn point(&self, at: At) -> Point {
        let Self { value, low, high, .. } = *self;
        Point { at, value, low, high, label: self.label.clone(), hollow: self.figure.is_none(), joined: false }
    }

    /// Its value, to put rows in order.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Where it stands in time, if it stands at one moment.
    pub fn moment(&self, package: &Package) -> Option<At> {
        let Some(Period::One(unit)) = self.period else { return None };
        let fiscal = self.figures.first().and_then(|figure| package.area(&figure.ref_area)?.fiscal_start);
        Some(At::moment(unit, fiscal))
    }

    /// Its period in words: "1978–2017".
    pub fn period_words(&self) -> Option<String> {
        self.period.map(|period| period.words())
    }
}
