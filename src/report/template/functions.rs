//! The functions and filters of templates. Each takes a template's arguments apart and hands them to [`Desk`].

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, Serde};
use minijinja::{Environment, Error, ErrorKind, Value};

use super::NOTES;
use super::desk::{Desk, Looks};
use super::number::Number;
use crate::check::{Verdict, summary};
use crate::nearest::hint;
use crate::period::Period;
use crate::report::rows::{self, FindingRow, SourceRow};

/// Functions that are ours, in the order of docs/report.md, each as it is written.
const FUNCTIONS: [(&str, &str); 20] = [
    (
        "chart",
        "chart(\"gdp\", size=\"wide\", theme=\"dark\", transform=\"index\", scale=\"log\", from=2010, to=2023, caption=\"Words\", width=\"80%\")",
    ),
    ("figure", "figure(\"gdp\", 2023), figure(\"tariff_rate\", label=\"after\") or figure(\"gdp[2023]\")"),
    ("value", "value(\"gdp[2023] / gdp[2010]\", unit=\"times\", digits=3)"),
    ("multiple", "multiple(\"gdp\", 2010, 2023)"),
    ("cagr", "cagr(\"gdp\", 2010, 2023)"),
    ("growth", "growth(\"gdp\", 2010, 2023)"),
    ("change", "change(\"tariff_rate\", \"before\", \"after\")"),
    ("index", "index(\"gdp\", 2023, 2010), its base last"),
    ("share", "share(\"mva\", \"gdp\", 2023) or share(\"mva[2023]\", \"gdp[2023]\")"),
    ("verdict", "verdict(\"claim_id\")"),
    ("claim", "claim(\"claim_id\")"),
    ("findings", "findings() or findings(verdict=\"inconsistent\")"),
    ("counts", "counts()"),
    ("figures", "figures()"),
    ("indicators", "indicators()"),
    ("implied", "implied() or implied(\"gdp[2012]\")"),
    ("sources", "sources()"),
    ("values", "values(\"gdp\")"),
    ("table", "table(findings(), [\"title\", \"verdict\"], heads=[\"claim\", \"verdict\"])"),
    ("footnotes", "footnotes()"),
];
/// What the rows and numbers of these functions have.
const FIELDS: [&str; 27] = [
    "mends",
    "id",
    "title",
    "verdict",
    "stated",
    "computed",
    "explanation",
    "help",
    "locator",
    "waived",
    "lines",
    "interval",
    "source",
    "note",
    "implied",
    "from",
    "name",
    "citation",
    "url",
    "cited_in",
    "version",
    "words",
    "value",
    "unit",
    "measure",
    "area",
    "description",
];
/// Filters of minijinja that a report has use for, and ours.
const FILTERS: [&str; 22] = [
    "note",
    "safe",
    "escape",
    "upper",
    "lower",
    "title",
    "capitalize",
    "replace",
    "trim",
    "join",
    "length",
    "first",
    "last",
    "sort",
    "reverse",
    "default",
    "list",
    "map",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
];

/// What a template may name.
pub(super) struct Names(Vec<String>);

impl Names {
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn functions(&self) -> impl Iterator<Item = &str> {
        FUNCTIONS.into_iter().map(|(name, _)| name)
    }

    /// What rows and numbers have.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        FIELDS.into_iter()
    }

    /// How a call of a function is written.
    pub fn usage(&self, call: &str) -> Option<String> {
        let (name, _) = call.split_once('(')?;
        let (_, usage) = FUNCTIONS.into_iter().find(|(known, _)| *known == name.trim())?;
        Some(format!("write {usage}"))
    }

    pub fn filters(&self) -> impl Iterator<Item = &str> {
        FILTERS.into_iter()
    }
}

/// The names that the environment knows.
pub(super) fn names(environment: &Environment<'_>) -> Names {
    Names(environment.globals().map(|(name, _)| name.to_owned()).collect())
}

/// An error of ours as one of a template: its message, and itself with how to mend it.
fn wrong(error: crate::Error) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string()).with_source(error)
}

fn refused(message: String, help: &str) -> Error {
    wrong(crate::Error::new(message).with_help(help))
}

/// Refuses arguments by name that a function does not have.
fn only(arguments: &Kwargs, known: &[&str]) -> Result<(), Error> {
    match arguments.args().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let otherwise =
                if known.is_empty() { "it has none".to_owned() } else { format!("it has {}", known.join(", ")) };
            Err(refused(format!("there is no argument '{name}'"), &hint(name, known.iter().copied(), &otherwise)))
        }
    }
}

/// An argument by name, in words; whole numbers too, for years.
fn word(arguments: &Kwargs, name: &str) -> Result<Option<String>, Error> {
    let value: Option<Value> = arguments.get(name)?;
    Ok(value.filter(|value| !value.is_none()).map(|value| value.to_string()))
}

/// A figure as a formula names it: `gdp[2023]`, `WLD:gdp[2023]`, `tariff_rate["after"]`.
fn reference(indicator: &str, period: Option<&str>, label: Option<&str>, area: Option<&str>) -> String {
    let area = area.map_or(String::new(), |area| format!("{area}:"));
    let (period, label) = (period.map(moment), label.map(quoted));
    let within: Vec<&str> = period.iter().chain(&label).map(String::as_str).collect();
    let within = if within.is_empty() { String::new() } else { format!("[{}]", within.join(", ")) };
    format!("{area}{indicator}{within}")
}

/// A period, or a label, as it stands in a formula.
fn moment(words: &str) -> String {
    if words.parse::<Period>().is_ok() { words.to_owned() } else { quoted(words) }
}

/// A label between the quotation marks that it does not hold.
fn quoted(label: &str) -> String {
    if label.contains('"') { format!("'{label}'") } else { format!("\"{label}\"") }
}

fn number(desk: &Desk, formula: &str, arguments: &Kwargs) -> Result<Value, Error> {
    let digits: Option<usize> = arguments.get("digits")?;
    if digits.is_some_and(|digits| !(1..=15).contains(&digits)) {
        return Err(refused("a number is written with 1 to 15 digits".to_owned(), "write digits=3"));
    }
    let unit = word(arguments, "unit")?;
    Ok(Value::from_object(desk.number(formula, unit.as_deref(), digits).map_err(wrong)?))
}

/// Adds all functions and filters.
pub(super) fn add(environment: &mut Environment<'_>, desk: &Arc<Desk>) {
    let at = || Arc::clone(desk);

    let own = at();
    environment.add_function("chart", move |id: &str, arguments: Kwargs| {
        only(&arguments, &["size", "theme", "transform", "scale", "from", "to", "caption", "width"])?;
        let word = |name: &str| word(&arguments, name);
        let looks = Looks {
            size: word("size")?,
            theme: word("theme")?,
            transform: word("transform")?,
            scale: word("scale")?,
            from: word("from")?,
            to: word("to")?,
            caption: word("caption")?,
            width: word("width")?,
        };
        own.chart(id, &looks).map(Value::from_safe_string).map_err(wrong)
    });

    let own = at();
    environment.add_function("figure", move |name: &str, period: Option<Value>, arguments: Kwargs| {
        only(&arguments, &["label", "area", "unit", "digits"])?;
        let period = period.filter(|period| !period.is_none()).map(|period| period.to_string());
        let (label, area) = (word(&arguments, "label")?, word(&arguments, "area")?);
        number(&own, &reference(name, period.as_deref(), label.as_deref(), area.as_deref()), &arguments)
    });

    let own = at();
    environment.add_function("value", move |formula: &str, arguments: Kwargs| {
        only(&arguments, &["unit", "digits"])?;
        number(&own, formula, &arguments)
    });

    for name in ["cagr", "growth", "change", "index", "multiple"] {
        let own = at();
        environment.add_function(name, move |indicator: &str, from: Value, to: Value, arguments: Kwargs| {
            only(&arguments, &["area", "unit", "digits"])?;
            let area = word(&arguments, "area")?.map_or(String::new(), |area| format!("{area}:"));
            let (from, to) = (moment(&from.to_string()), moment(&to.to_string()));
            let formula = match name {
                "multiple" => format!("{area}{indicator}[{to}] / {area}{indicator}[{from}]"),
                name => format!("{name}({area}{indicator}, {from}, {to})"),
            };
            number(&own, &formula, &arguments)
        });
    }
    let own = at();
    environment.add_function("share", move |part: &str, whole: &str, period: Option<Value>, arguments: Kwargs| {
        only(&arguments, &["area", "unit", "digits"])?;
        let (area, period) = (word(&arguments, "area")?, period.map(|period| period.to_string()));
        let of = |name: &str| reference(name, period.as_deref(), None, area.as_deref());
        number(&own, &format!("share({}, {})", of(part), of(whole)), &arguments)
    });

    let own = at();
    environment.add_function("verdict", move |id: &str| own.claim(id).map(|row| row.verdict).map_err(wrong));
    let own = at();
    environment
        .add_function("claim", move |id: &str| own.claim(id).map(|row| Value::from(Serde(row.clone()))).map_err(wrong));
    let own = at();
    environment.add_function("findings", move |arguments: Kwargs| {
        only(&arguments, &["verdict"])?;
        let wanted = word(&arguments, "verdict")?.map(|name| name.parse::<Verdict>()).transpose().map_err(wrong)?;
        let fits = |row: &&FindingRow| wanted.is_none_or(|wanted| row.of == wanted);
        let rows: Vec<FindingRow> = own.findings().iter().filter(fits).cloned().collect();
        Ok::<_, Error>(Value::from(Serde(rows)))
    });
    let own = at();
    environment.add_function("counts", move || {
        let all = summary(&own.report.findings);
        let count = |verdict: Verdict| all.iter().find(|(one, _)| *one == verdict).map_or(0, |(_, count)| *count);
        Value::from_pairs(Verdict::ALL.into_iter().rev().map(|verdict| (verdict.name(), count(verdict))))
    });
    let own = at();
    environment.add_function("figures", move || Value::from(Serde(rows::figures(&own.package))));
    let own = at();
    environment.add_function("implied", move |name: Option<&str>| match name {
        None => Ok(Value::from(Serde(rows::implied(&own.report)))),
        Some(name) => own.implied(name).map(Value::from_object).map_err(wrong),
    });
    let own = at();
    environment.add_function("indicators", move || Value::from(Serde(rows::indicators(&own.package))));
    let own = at();
    environment.add_function("sources", move || {
        Value::from(Serde(own.package.sources().iter().map(SourceRow::of).collect::<Vec<_>>()))
    });
    let own = at();
    environment.add_function("values", move |id: &str| {
        let (columns, rows) = own.values(id).map_err(wrong)?;
        let row = |row: Vec<String>| Value::from_pairs(columns.iter().cloned().zip(row));
        Ok::<_, Error>(rows.into_iter().map(row).collect::<Value>())
    });

    let own = at();
    environment.add_function("table", move |rows: Value, columns: Option<Vec<String>>, arguments: Kwargs| {
        only(&arguments, &["columns", "heads"])?;
        let columns = match columns {
            Some(columns) => Some(columns),
            None => arguments.get::<Option<Vec<String>>>("columns")?,
        };
        let heads: Option<Vec<String>> = arguments.get("heads")?;
        table(&own, &rows, columns, heads).map(Value::from_safe_string)
    });
    environment.add_function("footnotes", || Value::from_safe_string(NOTES.to_owned()));

    let own = at();
    environment.add_filter("note", move |value: &Value, words: Rest<String>| {
        let note = match (words.first(), value.downcast_object_ref::<Number>()) {
            (Some(words), _) => words.clone(),
            (None, Some(number)) => number.note(),
            (None, None) => {
                return Err(refused(
                    format!("'{value}' has no interval and no source"),
                    "use note on figure(), value(), cagr() and their like, or give the words: | note(\"...\")",
                ));
            }
        };
        let mark = own.markup.mark(own.note(&note), &note);
        let words = if value.is_safe() { value.to_string() } else { own.markup.escape(&value.to_string()) };
        Ok(Value::from_safe_string(words + &mark))
    });
    let own = at();
    environment.add_filter("escape", move |value: &Value| {
        if value.is_safe() { value.clone() } else { Value::from_safe_string(own.markup.escape(&value.to_string())) }
    });
    let package = &desk.package;
    let names = [("name", package.name()), ("title", package.title()), ("version", package.version())];
    environment.add_global("package", Value::from_pairs(names));
}

/// A table of some rows, each a map; all of their keys that are words, unless columns are named.
fn table(desk: &Desk, rows: &Value, columns: Option<Vec<String>>, heads: Option<Vec<String>>) -> Result<String, Error> {
    let none =
        || refused(format!("'{rows}' is no list of rows"), "write table(findings(), columns=[\"title\", \"verdict\"])");
    // A word could be gone through too, letter by letter.
    if rows.as_str().is_some() {
        return Err(none());
    }
    let rows: Vec<Value> = rows.try_iter().map_err(|_| none())?.collect();
    let Some(first) = rows.first() else { return Ok(String::new()) };
    let known: Vec<String> = first.try_iter().map(|keys| keys.map(|key| key.to_string()).collect()).unwrap_or_default();
    let columns = columns.unwrap_or_else(|| known.clone());
    let mut body = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut cells = Vec::with_capacity(columns.len());
        for column in &columns {
            let cell = row.get_attr(column)?;
            if cell.is_undefined() {
                let otherwise = format!("its columns are {}", known.join(", "));
                let help = hint(column, known.iter().map(String::as_str), &otherwise);
                return Err(refused(format!("the rows have no column '{column}'"), &help));
            }
            cells.push(cell.to_string());
        }
        body.push(cells);
    }
    let heads = heads.unwrap_or_else(|| columns.iter().map(|column| column.replace('_', " ")).collect());
    if heads.len() != columns.len() {
        let found = format!("{} heads for {} columns", heads.len(), columns.len());
        return Err(refused(found, "give a head for each column"));
    }
    Ok(desk.markup.table(&heads, &body))
}
