//! One figure beside one series: whether they can be compared, and how far apart they are.

use super::file::File;
use super::observed::{Observed, Taken};
use super::{Confronted, Reason, Verdict};
use crate::check::ends;
use crate::number::{self, Digits, Style};
use crate::observations::Series;
use crate::package::{Elsewhere, Figure, Indicator, Package};
use crate::period::Period;
use crate::quantity::{Exact, Interval, Reading, Understanding};
use crate::unit::Unit;

/// Providers whose names are not their codes.
const PUBLISHERS: [(&str, &str); 2] = [("WB", "World Bank"), ("ESTAT", "Eurostat")];

/// The row of a figure and a series of a file; or why they are not compared.
pub(super) fn compare(
    package: &Package,
    figure: &Figure,
    series: &Elsewhere,
    (file, found): (&File<'_>, &Series),
    period: Period,
) -> Result<Confronted, Reason> {
    let indicator = package.indicator_of(figure);
    let unit = figure.quantity.unit();
    let own = own_unit(series, found)?;
    if found.in_local_currency() && figure.ref_area != indicator.ref_area && matches!(own, Some(Unit::Currency(_))) {
        return Err(Reason::not_comparable(format!(
            "{} is in the currency of {}, and what that is stands nowhere: indicators.csv says it for {} alone",
            found.id, figure.ref_area, indicator.ref_area
        )));
    }
    same_unit(figure, indicator, own.as_ref(), series, found)?;
    same_basis(indicator, found)?;
    let taken = Taken {
        rows: file.rows(found),
        frequency: found.frequency,
        power: series.counted.as_ref().map_or(0, |counted| counted.power),
        made: series.made,
        fiscal: package.area(&figure.ref_area).and_then(|area| area.fiscal_start),
    };
    let observed = taken.over(period, &indicator.over, unit, own.as_ref())?;
    // Of words with two readings the one that fits better is taken, and named.
    let signed = indicator.signed;
    let judged = figure.quantity.readings().iter().map(|reading| {
        let how = Understanding { reading: *reading, ..Understanding::default() };
        let stated = figure.quantity.stated_as(package.policy(), signed, how);
        (judge(&stated, &observed), *reading, stated)
    });
    let Some((verdict, reading, stated)) = judged.min_by_key(|(verdict, ..)| *verdict) else {
        return Err(Reason::not_comparable("the words can be read in no way"));
    };
    let mut row = with_stated(package, figure, Some(series), Some(file), &stated, reading);
    let (low, high) = ends(Some(&observed.interval));
    row.observed_series.clone_from(&found.id);
    row.observed = Some(observed.point.to_f64());
    (row.observed_low, row.observed_high) = (low, high);
    let reference = reference(figure, reading, &stated, &observed.point);
    row.ratio = ratio(&reference, &observed.point);
    row.verdict = verdict;
    if verdict == Verdict::Apart {
        row.apart = apart(unit, &reference, &observed.point);
    }
    row.explanation = explanation(&row, &observed);
    row.observed_period = observed.made;
    Ok(row)
}

/// The row of a figure that is not compared.
pub(super) fn without(
    package: &Package,
    figure: &Figure,
    series: Option<&Elsewhere>,
    file: Option<&File<'_>>,
    reason: &Reason,
) -> Confronted {
    let reading = figure.quantity.readings()[0];
    let how = Understanding { reading, ..Understanding::default() };
    let stated = figure.quantity.stated_as(package.policy(), package.indicator_of(figure).signed, how);
    Confronted {
        verdict: reason.verdict,
        explanation: reason.words.clone(),
        ..with_stated(package, figure, series, file, &stated, reading)
    }
}

/// The fields that a figure and a file fill.
fn with_stated(
    package: &Package,
    figure: &Figure,
    series: Option<&Elsewhere>,
    file: Option<&File<'_>>,
    stated: &Interval,
    reading: Reading,
) -> Confronted {
    let (stated_low, stated_high) = ends(Some(stated));
    let reading_name = match reading {
        Reading::Plain => "",
        Reading::To => "to",
        Reading::By => "by",
    };
    Confronted {
        figure_id: figure.id.clone(),
        title: package.describe(figure),
        indicator: package.indicator_of(figure).id.clone(),
        ref_area: figure.ref_area.clone(),
        time_period: figure.period.map_or_else(String::new, |period| period.to_string()),
        label: figure.label.clone(),
        stated: figure.stated.clone(),
        stated_value: figure.quantity.point(reading).map(|point| point.to_f64()),
        stated_low,
        stated_high,
        stated_low_closed: stated.low.closed,
        stated_high_closed: stated.high.closed,
        reading: reading_name.to_owned(),
        unit: figure.quantity.unit().clone(),
        locator: figure.locator.clone(),
        source_id: package.sources()[figure.source].id.clone(),
        series: series.map_or_else(String::new, ToString::to_string),
        publisher: series.map_or_else(String::new, |series| publisher(&series.provider).to_owned()),
        file: file.map_or_else(String::new, |file| file.name.to_owned()),
        observed_series: String::new(),
        vintage: file.and_then(File::vintage),
        observed_period: String::new(),
        observed: None,
        observed_low: None,
        observed_high: None,
        ratio: None,
        verdict: Verdict::NoCounterpart,
        apart: String::new(),
        explanation: String::new(),
    }
}

fn publisher(provider: &str) -> &str {
    PUBLISHERS.iter().find(|(code, _)| *code == provider).map_or(provider, |(_, name)| name)
}

/// What the values of a series count in: what the file says, else what the mapping does.
fn own_unit(series: &Elsewhere, found: &Series) -> Result<Option<Unit>, Reason> {
    match (found.known_unit(), &series.counted) {
        (Some(own), Some(counted)) if own != counted.unit || counted.power != 0 => Err(Reason::not_comparable(
            format!("the file gives {} in {own}, and indicators.csv reads it in {}", found.id, counted.words()),
        )),
        (Some(own), _) => Ok(Some(own)),
        (None, Some(counted)) => Ok(Some(counted.unit.clone())),
        (None, None) => Ok(None),
    }
}

/// Refuses a figure and a series in two units, but for the change over a span, which is made of a level in any unit.
fn same_unit(
    figure: &Figure,
    indicator: &Indicator,
    own: Option<&Unit>,
    series: &Elsewhere,
    found: &Series,
) -> Result<(), Reason> {
    let unit = figure.quantity.unit();
    let change = indicator.over == "change" && matches!(figure.period, Some(Period::Span(..)));
    let fits = |own: &Unit| {
        let relative = matches!(unit, Unit::Times | Unit::Percent);
        let points = (unit, own) == (&Unit::PercentagePoints, &Unit::Percent);
        own == unit || (change && (relative || points))
    };
    match own {
        Some(own) if fits(own) => Ok(()),
        Some(own) => Err(Reason::not_comparable(format!("the figure is in {unit}, {} in {own}", found.id))),
        // A multiple is the same in every unit.
        None if change && *unit == Unit::Times => Ok(()),
        None => Err(Reason::not_comparable(format!(
            "the file does not say what {} counts in: write it behind the series in indicators.csv, {}:{} in {unit}",
            found.id, series.provider, series.code
        ))),
    }
}

/// Refuses current against constant prices, and index numbers whose base is not known to be the same.
fn same_basis(indicator: &Indicator, found: &Series) -> Result<(), Reason> {
    let (own, other) = (indicator.price_basis.to_lowercase(), found.indicator.to_lowercase());
    for (a, b) in [("current", "constant"), ("constant", "current")] {
        if own.contains(a) && other.contains(b) && !other.contains(a) {
            return Err(Reason::not_comparable(format!(
                "the figure is at {}, {} at {b} prices",
                indicator.price_basis, found.id
            )));
        }
    }
    if indicator.unit != Unit::Index {
        return Ok(());
    }
    let stated = [&indicator.short_unit, &indicator.price_basis, &indicator.description_short]
        .into_iter()
        .find_map(|words| base(words));
    let observed = [&found.unit, &found.indicator].into_iter().find_map(|words| base(words));
    let words = |base: Option<String>| {
        base.map_or_else(|| "a base that is not stated".to_owned(), |year| format!("{year} = 100"))
    };
    if stated.is_some() && stated == observed {
        return Ok(());
    }
    Err(Reason::not_comparable(format!(
        "the index of the figure has {}, {} {}",
        words(stated),
        found.id,
        words(observed)
    )))
}

/// The base year of an index in words: 2015 of "2015=100".
fn base(words: &str) -> Option<String> {
    let plain: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, _) = plain.split_once("=100")?;
    let year: Vec<char> = before.chars().rev().take(4).collect();
    (year.len() == 4 && year.iter().all(char::is_ascii_digit)).then(|| year.into_iter().rev().collect())
}

fn judge(stated: &Interval, observed: &Observed) -> Verdict {
    if stated.contains(&observed.point) {
        Verdict::Agrees
    } else if stated.meets(&observed.interval) {
        Verdict::Rounding
    } else {
        Verdict::Apart
    }
}

/// The stated number; of a range the end that is nearer.
fn reference(figure: &Figure, reading: Reading, stated: &Interval, observed: &Exact) -> Exact {
    let ends = || [&stated.low, &stated.high].into_iter().filter_map(|end| end.value().cloned());
    let distance = |end: &Exact| (end.clone() - observed.clone()).abs();
    figure.quantity.point(reading).or_else(|| ends().min_by_key(|end| distance(end))).unwrap_or(Exact::ZERO)
}

fn ratio(stated: &Exact, observed: &Exact) -> Option<f64> {
    let same_sign = !stated.is_zero() && !observed.is_zero() && stated.is_negative() == observed.is_negative();
    same_sign.then(|| (observed.clone() / stated.clone()).to_f64())
}

/// How far apart two numbers are: in percent, as a multiple from two times on, of percentages in points.
fn apart(unit: &Unit, stated: &Exact, observed: &Exact) -> String {
    let few = Digits::Significant(2);
    let points = matches!(unit, Unit::Percent | Unit::PercentagePoints);
    let difference = (observed.clone() - stated.clone()).abs().to_f64();
    let factor = ratio(stated, observed).map(|ratio| ratio.max(1.0 / ratio));
    match factor {
        Some(factor) if factor >= 2.0 => format!("{} times", number::digits(factor, few)),
        _ if points => number::write(difference, &Unit::PercentagePoints, few, Style::Long),
        Some(_) => format!("{}%", number::digits(difference / stated.to_f64().abs() * 100.0, few)),
        None => number::write(difference, unit, few, Style::Long),
    }
}

/// "stated USD 167 million, World Bank USD 1,557 million (1978): 9.3 times apart".
fn explanation(row: &Confronted, observed: &Observed) -> String {
    let value = row.observed_words();
    let reading = if row.reading.is_empty() { String::new() } else { format!(", read as '{}'", row.reading) };
    let found = match row.verdict {
        Verdict::Apart => format!("{} apart", row.apart),
        other => other.to_string(),
    };
    format!("stated {}{reading}, {} {value} ({}): {found}", row.stated, row.publisher, observed.made)
}
