//! Every address and what is found there: one table, which the parser and the description of the addresses share.

use std::fmt::Debug;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::answer::Answer;
use super::openapi;
use super::options::Options;
use super::problem::Problem;
use super::state::State;
use crate::chart::{Chart, Format};
use crate::error::{Error, Result};
use crate::export::{csv, json as records};
use crate::frame;
use crate::nearest::hint;
use crate::report::embed::page;

/// An address; `{id}` stands for the name of a chart, `{name}` for that of a table.
pub(super) struct Route {
    pub path: &'static str,
    pub kind: Kind,
    pub about: &'static str,
}

/// What is found at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Dashboard,
    Chart(Format),
    Embed,
    Charts,
    Findings,
    TableAsJson,
    TableAsCsv,
    OpenApi,
    Health,
    Events,
}

/// All of them, in the order of the documents.
pub(super) const ROUTES: [Route; 14] = [
    Route { path: "/", kind: Kind::Dashboard, about: "The dashboard" },
    Route { path: "/charts/{id}.svg", kind: Kind::Chart(Format::Svg), about: "A chart as SVG" },
    Route { path: "/charts/{id}.png", kind: Kind::Chart(Format::Png), about: "A chart as PNG" },
    Route { path: "/charts/{id}.pdf", kind: Kind::Chart(Format::Pdf), about: "A chart as a page of PDF" },
    Route { path: "/charts/{id}.csv", kind: Kind::Chart(Format::Csv), about: "The numbers of a chart, as drawn" },
    Route {
        path: "/charts/{id}.json",
        kind: Kind::Chart(Format::Json),
        about: "What is said about a chart: title, alternative text, sources, citation, size",
    },
    Route { path: "/charts/{id}.html", kind: Kind::Embed, about: "A chart as a page for an iframe" },
    Route {
        path: "/api/charts.json",
        kind: Kind::Charts,
        about: "The charts: names, titles, alternative texts, addresses",
    },
    Route { path: "/api/findings.json", kind: Kind::Findings, about: "The findings, as trueup check --format json" },
    Route { path: "/api/tables/{name}.json", kind: Kind::TableAsJson, about: "A table as an array of rows" },
    Route { path: "/api/tables/{name}.csv", kind: Kind::TableAsCsv, about: "A table as CSV" },
    Route { path: "/openapi.json", kind: Kind::OpenApi, about: "This description" },
    Route { path: "/healthz", kind: Kind::Health, about: "Whether the package can be read as it is now" },
    Route {
        path: "/events",
        kind: Kind::Events,
        about: "What is served, as server-sent events: at once and at every change",
    },
];

impl Kind {
    pub fn is_chart(self) -> bool {
        matches!(self, Self::Chart(_) | Self::Embed)
    }

    pub fn is_table(self) -> bool {
        matches!(self, Self::TableAsJson | Self::TableAsCsv)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Dashboard | Self::Embed => "text/html; charset=utf-8",
            Self::Chart(format) => format.media_type(),
            Self::TableAsCsv => Format::Csv.media_type(),
            Self::Events => "text/event-stream",
            _ => Format::Json.media_type(),
        }
    }
}

/// What a request asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub kind: Kind,
    /// The chart or the table.
    name: String,
    options: Options,
}

impl Asked {
    /// Reads an address. Names have no letter that would be written otherwise in an address, so that nothing is decoded in a path.
    ///
    /// # Errors
    /// If nothing is there, or it has other parameters.
    pub fn read(state: &State, path: &str, parameters: &[(String, String)]) -> Result<Self, Problem> {
        let (kind, name) =
            ROUTES.iter().find_map(|route| Some((route.kind, matched(route.path, path)?))).ok_or_else(|| {
                let help = "/openapi.json lists all addresses; a chart ends in .svg, .png, .pdf, .csv, .json or .html";
                Problem::new(StatusCode::NOT_FOUND, format!("there is nothing at {path}"), help)
            })?;
        let names: Vec<&str> = if kind.is_chart() {
            state.charts.iter().map(|chart| chart.id.as_str()).collect()
        } else if kind.is_table() {
            frame::TABLES.to_vec()
        } else {
            vec![""]
        };
        if !names.contains(&name) {
            let what = if kind.is_chart() { "chart" } else { "table" };
            let help = hint(name, names.iter().copied(), &format!("the package has {}", names.join(", ")));
            return Err(Problem::new(StatusCode::NOT_FOUND, format!("there is no {what} '{name}'"), help));
        }
        if let (false, Some((parameter, _))) = (kind.is_chart(), parameters.first()) {
            let detail = format!("there is no parameter '{parameter}'");
            return Err(Problem::new(StatusCode::BAD_REQUEST, detail, "only charts take parameters"));
        }
        let options = Options::read(parameters).map_err(|error| Problem::of(StatusCode::BAD_REQUEST, &error))?;
        let format = if let Kind::Chart(format) = kind { Some(format) } else { None };
        Ok(Self { kind, name: name.to_owned(), options: options.for_format(format) })
    }

    /// Its name among the answers that are kept: the same for all addresses of the same thing.
    pub fn key(&self) -> String {
        format!("{self:?}")
    }

    /// Makes the answer.
    ///
    /// # Errors
    /// If the chart cannot be shown in this way.
    pub fn make(&self, state: &State) -> Result<Answer, Problem> {
        self.answer(state).map_err(|error| {
            // All else was made once when the package was loaded.
            let status = if self.kind.is_chart() { StatusCode::BAD_REQUEST } else { StatusCode::INTERNAL_SERVER_ERROR };
            Problem::of(status, &error)
        })
    }

    fn answer(&self, state: &State) -> Result<Answer> {
        let plain = |text: String| Answer::new(text, self.kind.media_type(), NOTHING);
        let gone = || Error::new(format!("there is no '{}' any more", self.name));
        match self.kind {
            Kind::Dashboard => {
                let page = &state.dashboard;
                let policy = format!("{}; frame-ancestors 'none'", page.policy);
                Ok(Answer::new(page.html.clone(), self.kind.media_type(), policy))
            }
            Kind::Chart(format) => {
                let chart = self.options.view.of(state.chart(&self.name).ok_or_else(gone)?.clone())?;
                let drawn = self.options.drawing(format).of(&chart)?;
                let bytes = drawn.files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
                let answer = Answer::new(bytes, self.kind.media_type(), policy(format));
                let answer = answer.named(format!("{}.{}", chart.id, format.ending()));
                Ok(if matches!(format, Format::Csv | Format::Json) { answer } else { answer.shared() })
            }
            Kind::Embed => {
                let chart = self.options.view.of(state.chart(&self.name).ok_or_else(gone)?.clone())?;
                let page = page(&chart, self.options.size, self.options.theme)?;
                // Pages of other addresses may show it: no frame-ancestors.
                Ok(Answer::new(page.html, self.kind.media_type(), page.policy).shared())
            }
            Kind::Charts => Ok(plain(listed(&state.charts))),
            Kind::Findings => Ok(plain(state.findings.clone())),
            Kind::TableAsJson => Ok(plain(records::table(state.table(&self.name).ok_or_else(gone)?))),
            Kind::TableAsCsv => {
                let text = csv::table(state.table(&self.name).ok_or_else(gone)?)?;
                Ok(plain(text).named(format!("{}.csv", self.name)))
            }
            Kind::OpenApi => Ok(plain(openapi::description(state))),
            Kind::Health | Kind::Events => Err(Error::new("what changes is not kept")),
        }
    }
}

/// The policy of what loads nothing.
pub(super) const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// What a browser may do with a file that is opened by itself. A drawing runs nothing; its words may bring their face along.
fn policy(format: Format) -> &'static str {
    match format {
        Format::Svg | Format::LiveSvg => {
            "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"
        }
        // Browsers show PDF in a page of their own, which a sandbox would keep empty.
        Format::Pdf => "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
        Format::Png => "default-src 'none'; sandbox",
        Format::Csv | Format::Json => NOTHING,
    }
}

/// What stands for the name in a path, if it is one of a route; empty where the route has none.
fn matched<'a>(route: &str, path: &'a str) -> Option<&'a str> {
    let Some((before, rest)) = route.split_once('{') else { return (route == path).then_some("") };
    let (_, after) = rest.split_once('}')?;
    path.strip_prefix(before)?.strip_suffix(after).filter(|name| !name.contains('/'))
}

/// The charts with their addresses.
fn listed(charts: &[Chart]) -> String {
    let one = |chart: &Chart| {
        let routes = ROUTES.iter().filter(|route| route.kind.is_chart());
        let address = |route: &Route| {
            let ending = route.path.rsplit('.').next().unwrap_or_default();
            (ending.to_owned(), Value::from(route.path.replace("{id}", &chart.id)))
        };
        let addresses: serde_json::Map<String, Value> = routes.map(address).collect();
        json!({ "id": chart.id, "title": chart.title, "alt": chart.alt(), "addresses": addresses })
    };
    format!("{:#}\n", Value::from(charts.iter().map(one).collect::<Vec<_>>()))
}
