//! Another view of data over time: transformed, cut to a stretch of time, or on a log scale. It serves data files and the charts of a
//! package alike, and words its titles from the numbers that it shows.

use polars::prelude::{DataFrame, IntoLazy};

use super::model::{At, Body, Chart, Mark, Panel, Point, ValueScale};
use crate::error::{Error, Result};
use crate::frame;
use crate::number::{self, Digits, Style};
use crate::observations::Frequency;
use crate::period::{self, Period};
use crate::transform::{self, Transform};
use crate::unit::Unit;

/// How data over time are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// What is made of each value.
    pub transform: Transform,
    /// The first period that is shown.
    pub from: Option<Period>,
    /// The last period that is shown.
    pub to: Option<Period>,
    /// How values become heights, where something else than usual is asked for.
    pub scale_y: Option<ValueScale>,
}

/// Everything as it is.
impl Default for View {
    fn default() -> Self {
        Self { transform: Transform::Levels, from: None, to: None, scale_y: None }
    }
}

/// The first and the last year of some panels.
fn years(panels: &[Panel]) -> Option<(i32, i32)> {
    let year = |point: &Point| point.at.words().parse::<period::Unit>().ok().map(period::Unit::year);
    let all: Vec<i32> = panels.iter().flat_map(Panel::points).filter_map(year).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}

/// A subtitle that names the years from the first to the last, with those that are left.
fn respanned(subtitle: &str, before: (i32, i32), after: (i32, i32)) -> String {
    let year = |year: i32| number::year(f64::from(year));
    let span = |(first, last): (i32, i32), joint: &str| format!("{}{joint}{}", year(first), year(last));
    let named = ["–", " to ", " and "].into_iter().find(|joint| subtitle.contains(&span(before, joint)));
    match named {
        Some(joint) if before != after => {
            let left = if after.0 == after.1 { year(after.0) } else { span(after, joint) };
            subtitle.replace(&span(before, joint), &left)
        }
        _ => subtitle.to_owned(),
    }
}

/// The digits that values of data are written with.
pub(super) fn digits(unit: &Unit) -> Digits {
    match unit {
        Unit::Percent | Unit::PercentagePoints => Digits::Significant(3),
        _ => Digits::Significant(4),
    }
}

impl View {
    /// The chart of a package in this view. Its title is worded anew where other values are shown than it speaks of.
    ///
    /// # Errors
    /// If the chart shows no values over time, or none is left.
    pub fn of(&self, mut chart: Chart) -> Result<Chart> {
        let subject = chart.subtitle.split([',', ';']).next().unwrap_or_default().to_owned();
        let (Body::Panels(panels) | Body::Grid(panels)) = &mut chart.body else {
            return if *self == Self::default() { Ok(chart) } else { Err(timeless(&chart.id)) };
        };
        if let Some(scale) = self.scale_y {
            panels.iter_mut().for_each(|panel| panel.scale = scale);
        }
        if (Self { scale_y: None, ..*self }) == Self::default() {
            return Ok(chart);
        }
        if panels.iter().flat_map(Panel::points).any(|point| matches!(point.at, At::Category(_))) {
            return Err(timeless(&chart.id));
        }
        if self.transform != Transform::Levels && panels.iter().any(|panel| panel.mark == Mark::Stack) {
            return Err(Error::new("the parts of stacked columns add up only as they are")
                .with_help("leave --transform out, or draw the parts as lines"));
        }
        let before = years(panels);
        for panel in panels.iter_mut() {
            self.panel(panel)?;
        }
        if let (Some(before), Some(after)) = (before, years(panels)) {
            chart.subtitle = respanned(&chart.subtitle, before, after);
        }
        let first = panels.iter().flat_map(|panel| panel.series.iter().map(move |series| (panel, series)));
        let Some((panel, series)) = first.into_iter().find(|(_, series)| !series.points.is_empty()) else {
            return Err(self.nothing_left());
        };
        // What is measured, and whose, where that does not say it.
        let what = if panel.heading.is_empty() { &subject } else { &panel.heading };
        let name = match (series.name.as_str(), what.as_str()) {
            (name, "") => name.to_owned(),
            (name, what) if what.contains(name) => what.to_owned(),
            (name, what) => format!("{name}: {what}"),
        };
        let title = self.title(&name, &series.points, &panel.unit);
        chart.title = title;
        chart.short = String::new();
        if self.transform != Transform::Levels {
            chart.subtitle = format!("{}. {}", capital(&self.transform.to_string()), chart.subtitle);
        }
        Ok(chart)
    }

    fn panel(&self, panel: &mut Panel) -> Result<()> {
        let mut rows: Vec<(usize, period::Unit, &Point)> = Vec::new();
        for (i, series) in panel.series.iter().enumerate() {
            for point in &series.points {
                rows.push((i, point.at.words().parse()?, point));
            }
        }
        let dates = |end: bool| {
            rows.iter().map(move |(_, unit, _)| unit.dates(None).map(|days| if end { days.1 } else { days.0 }))
        };
        let frame = frame::frame(vec![
            frame::words("series", rows.iter().map(|(i, ..)| i.to_string())),
            frame::words("time_period", rows.iter().map(|(_, unit, _)| unit.to_string())),
            frame::dates("start", dates(false))?,
            frame::dates("end", dates(true))?,
            frame::text("frequency", rows.iter().map(|(_, unit, _)| frequency(*unit).code())),
            frame::numbers("obs_value", rows.iter().map(|(.., point)| Some(point.value))),
            frame::numbers("low", rows.iter().map(|(.., point)| point.low)),
            frame::numbers("high", rows.iter().map(|(.., point)| point.high)),
        ])?;
        let seen = Seen::of(&self.apply(frame)?)?;
        let unit = self.transform.unit(&panel.unit);
        let mut row = 0;
        for series in &mut panel.series {
            let points = std::mem::take(&mut series.points);
            for point in points {
                let (value, low, high) = (seen.values[row], seen.low(row), seen.high(row));
                let shown = seen.shown[row];
                row += 1;
                let (Some(value), true) = (value, shown) else { continue };
                let changed = self.transform != Transform::Levels;
                let label =
                    if changed { number::write(value, &unit, digits(&unit), Style::Short) } else { point.label };
                let joined = point.joined && !series.points.is_empty();
                series.points.push(Point { value, low, high, label, joined, ..point });
            }
        }
        panel.unit = unit;
        Ok(())
    }

    /// The frame with transformed values and two more columns: step (`Int64`), the number of the period on its calendar, and shown
    /// (`Boolean`), whether it lies between the first and the last period to be shown.
    pub(super) fn apply(&self, frame: DataFrame) -> Result<DataFrame> {
        use polars::prelude::{col, lit};
        let mut shown = lit(true);
        if let Some(from) = self.from {
            let day = one(from).and_then(|from| from.start(None)).ok_or_else(|| undated(from, "--from"))?;
            shown = shown.and(col("start").gt_eq(transform::day(day)));
        }
        if let Some(to) = self.to {
            let day = one(to).and_then(|to| to.end(None)).ok_or_else(|| undated(to, "--to"))?;
            shown = shown.and(col("end").lt_eq(transform::day(day)));
        }
        let frame =
            self.transform.apply(frame.lazy())?.with_columns([transform::step().alias("step"), shown.alias("shown")]);
        frame.collect().map_err(|error| Error::new(format!("the data cannot be transformed: {error}")))
    }

    /// What the points show, in one sentence with its numbers.
    pub(super) fn title(&self, name: &str, points: &[Point], unit: &Unit) -> String {
        let ([first, ..], [.., last]) = (points, points) else { return name.to_owned() };
        let name = &match self.transform {
            Transform::NaturalLog => format!("The natural logarithm of {name}"),
            Transform::Mean(periods) => format!("The mean over {periods} periods of {name}"),
            _ => name.to_owned(),
        };
        let write = |value: f64| number::write(value, unit, digits(unit), Style::Long);
        let told = |point: &Point| format!("{}{}", write(point.value), if point.hollow { " (implied)" } else { "" });
        let (before, now) = (told(first), told(last));
        let (since, when) = (first.at.told_when(), last.at.told_when());
        let size = write(last.value.abs());
        let up = if last.value < 0.0 { "down" } else { "up" };
        match self.transform {
            Transform::Levels | Transform::NaturalLog | Transform::Mean(_) if points.len() == 1 => {
                format!("{name} was {now} {when}")
            }
            Transform::Levels | Transform::NaturalLog | Transform::Mean(_)
                if before == now && first.value.total_cmp(&last.value).is_ne() =>
            {
                format!("{name} was {now} {when}, little changed from {}", first.at.told())
            }
            Transform::Levels | Transform::NaturalLog | Transform::Mean(_) if before == now => {
                format!("{name} was {now} {when}, as {since}")
            }
            // What a currency costs may be its rate or that of another in it: neither rose, as far as the file says.
            Transform::Levels if crate::unit::Currency::from_code(name).is_some() => {
                format!("{name} stood at {before} {since} and at {now} {when}")
            }
            Transform::Levels | Transform::NaturalLog | Transform::Mean(_) => {
                let verb = if last.value > first.value { "rose" } else { "fell" };
                format!("{name} {verb} from {before} {since} to {now} {when}")
            }
            Transform::Index(base) => {
                let base = base_words(base, first, 100.0).unwrap_or_else(|| "the first value".to_owned());
                format!("{name} stood at {now} {when}, with {base} as 100")
            }
            Transform::Multiple(base) => {
                let base = base_words(base, first, 1.0)
                    .map_or_else(|| "first value".to_owned(), |base| format!("value of {base}"));
                format!("{name} stood at {now} its {base} {when}")
            }
            _ if last.value == 0.0 => format!("{name} was unchanged {when}"),
            Transform::Change | Transform::PercentChange => {
                format!("{name} was {up} {size} {when} on the period before")
            }
            Transform::ChangeFromYearAgo | Transform::PercentChangeFromYearAgo => {
                format!("{name} was {up} {size} {when} on a year earlier")
            }
            _ => {
                let verb = if last.value < 0.0 { "fell" } else { "rose" };
                let annual = if self.transform == Transform::ContinuouslyCompoundedRate { "a" } else { "an annual" };
                format!("{name} {verb} at {annual} rate of {size} {when}")
            }
        }
    }

    /// Why a series has nothing to show.
    pub(crate) fn nothing_left(&self) -> Error {
        let (message, help) = match (self.transform, self.from.or(self.to)) {
            (Transform::Levels, None) => ("there is no value to draw", "ask for another series"),
            (Transform::Levels, Some(_)) => {
                ("there is no value between the periods asked for", "ask for other periods with --from and --to")
            }
            (Transform::NaturalLog, _) => {
                ("no value is above zero, where logarithms begin", "draw the values as they are")
            }
            (Transform::Mean(_), _) => {
                ("no value has enough others before it, without a gap", "take the mean of fewer periods: mean:3")
            }
            (Transform::Index(_) | Transform::Multiple(_), _) => (
                "there is no value above zero in the base period, or none between the periods asked for",
                "name another base: --transform index:2015",
            ),
            _ => (
                "no value has another above zero to be compared with, one period or one year before it",
                "transform by index, which compares with one base period, or by chg, which subtracts",
            ),
        };
        Error::new(message).with_help(help)
    }
}

/// The columns of a frame that has been looked at.
pub(super) struct Seen {
    pub values: Vec<Option<f64>>,
    low: Vec<Option<f64>>,
    high: Vec<Option<f64>>,
    pub steps: Vec<i64>,
    pub shown: Vec<bool>,
}

impl Seen {
    pub fn of(frame: &DataFrame) -> Result<Self> {
        let broken = |error| Error::new(format!("the data cannot be read back: {error}"));
        let numbers = |name: &str| match frame.column(name) {
            // What is too large for a float is no value.
            Ok(column) => {
                Ok(column.f64().map_err(broken)?.iter().map(|value| value.filter(|value| value.is_finite())).collect())
            }
            Err(_) => Ok(Vec::new()),
        };
        let steps =
            frame.column("step").and_then(|column| Ok(column.i64()?.iter().map(|step| step.unwrap_or(0)).collect()));
        let shown = frame
            .column("shown")
            .and_then(|column| Ok(column.bool()?.iter().map(|shown| shown == Some(true)).collect()));
        Ok(Self {
            values: numbers("obs_value")?,
            low: numbers("low")?,
            high: numbers("high")?,
            steps: steps.map_err(broken)?,
            shown: shown.map_err(broken)?,
        })
    }

    fn low(&self, row: usize) -> Option<f64> {
        self.low.get(row).copied().flatten()
    }

    fn high(&self, row: usize) -> Option<f64> {
        self.high.get(row).copied().flatten()
    }
}

fn frequency(unit: period::Unit) -> Frequency {
    match unit {
        period::Unit::Year(_) | period::Unit::FiscalYear(_) => Frequency::Annual,
        period::Unit::Half(..) => Frequency::HalfYearly,
        period::Unit::Quarter(..) => Frequency::Quarterly,
        period::Unit::Month(..) => Frequency::Monthly,
        period::Unit::Day(_) => Frequency::Daily,
    }
}

/// The words with a capital at the start.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The base period in words; where none is named it is the first, and nothing is said if that is cut off.
fn base_words(base: Option<Period>, first: &Point, there: f64) -> Option<String> {
    let is_base = first.value.total_cmp(&there).is_eq();
    base.map(|base| base.words()).or_else(|| is_base.then(|| first.at.told()))
}

fn timeless(id: &str) -> Error {
    Error::new(format!("chart '{id}' shows no values over time"))
        .with_help("name charts of lines or columns over years")
}

/// A period that is no span.
fn one(period: Period) -> Option<Period> {
    Some(period).filter(|period| matches!(period, Period::One(_)))
}

fn undated(period: Period, option: &str) -> Error {
    Error::new(format!("'{period}' has no day to begin or end with"))
        .with_help(format!("write one period: {option} as 2010, 2010-Q3, 2010-07 or 2010-07-31"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtitle_names_the_years_that_are_shown() {
        let cut = |subtitle: &str| respanned(subtitle, (2010, 2023), (2012, 2022));
        assert_eq!(cut("GDP, CNY; China, 2010–2023"), "GDP, CNY; China, 2012–2022");
        assert_eq!(cut("GDP of China, 2010 to 2023; no price basis"), "GDP of China, 2012 to 2022; no price basis");
        assert_eq!(cut("GDP of China since 2010"), "GDP of China since 2010");
        assert_eq!(respanned("GDP, 2012 and 2022", (2012, 2022), (2022, 2022)), "GDP, 2022");
        assert_eq!(respanned("GDP, 2012–2022", (2012, 2022), (2012, 2022)), "GDP, 2012–2022");
    }
}
