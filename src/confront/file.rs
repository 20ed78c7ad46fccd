//! A data file as it is looked up: the columns of its frame, and when it was updated.

use chrono::{Days, NaiveDate};
use polars::prelude::PolarsError;

use crate::error::{Error, Result};
use crate::observations::{Observations, Series};
use crate::package::Elsewhere;

/// A data file.
pub(super) struct File<'a> {
    /// As messages name it.
    pub name: &'a str,
    pub observations: &'a Observations,
    /// The rows of its frame.
    rows: Vec<Row>,
    /// What each series is looked up by.
    pub keys: Vec<Key>,
}

/// The codes of a series and its area as they are compared: in small letters, with _ for what a code cannot hold.
pub(super) struct Key {
    pub parts: Vec<String>,
    pub whole: String,
    pub areas: Vec<String>,
}

impl Key {
    fn of(series: &Series) -> Self {
        let plain = |codes: &[String]| codes.iter().map(|code| Self::plain(code)).collect::<Vec<_>>();
        let parts = plain(&series.codes);
        Self { whole: parts.join(":"), parts, areas: plain(&series.area_codes) }
    }

    /// A code as it is compared.
    pub fn plain(code: &str) -> String {
        Elsewhere::written(code).to_lowercase()
    }
}

/// An observation.
#[derive(Clone)]
pub(super) struct Row {
    /// As the file names its period: 2010, 2010-Q3.
    pub period: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
    pub value: Option<f64>,
    /// The digits behind its point, as it is printed.
    pub decimals: i32,
}

impl<'a> File<'a> {
    pub fn of(name: &'a str, observations: &'a Observations) -> Result<Self> {
        let broken = |error: PolarsError| Error::new(format!("the data of {name} cannot be read back: {error}"));
        let frame = observations.frame();
        let column = |name: &str| frame.column(name).map_err(broken);
        let (periods, values) = (column("time_period")?, column("obs_value")?);
        let (starts, ends, decimals) = (column("start")?, column("end")?, column("decimals")?);
        let decimals = decimals.i32().map_err(broken)?;
        let (periods, values) = (periods.str().map_err(broken)?, values.f64().map_err(broken)?);
        let (starts, ends) = (starts.date().map_err(broken)?, ends.date().map_err(broken)?);
        let day = |days: Option<i32>| {
            let days = i64::from(days.unwrap_or_default());
            let (epoch, count) = (NaiveDate::default(), Days::new(days.unsigned_abs()));
            let day = if days < 0 { epoch.checked_sub_days(count) } else { epoch.checked_add_days(count) };
            day.unwrap_or_default()
        };
        let rows = periods.iter().zip(values.iter()).zip(starts.physical().iter().zip(ends.physical().iter()));
        let rows = rows
            .zip(decimals.iter())
            .map(|(((period, value), (start, end)), decimals)| Row {
                period: period.unwrap_or_default().to_owned(),
                start: day(start),
                end: day(end),
                value: value.filter(|value| value.is_finite()),
                decimals: decimals.unwrap_or_default(),
            })
            .collect();
        Ok(Self { name, observations, rows, keys: observations.series().iter().map(Key::of).collect() })
    }

    /// The observations of a series, in the order of time.
    pub fn rows(&self, series: &Series) -> &[Row] {
        self.rows.get(series.rows.clone()).unwrap_or_default()
    }

    /// When the data were updated, where the file says so.
    pub fn vintage(&self) -> Option<String> {
        self.observations.source().rsplit_once(", updated ").map(|(_, date)| date.to_owned())
    }
}
