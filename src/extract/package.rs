//! What was found in texts as a package, to be edited, checked and charted.
//!
//! Figures with the same subject and unit are one indicator. A claim whose figures can all be named becomes a row whose formula names them;
//! the number that it states stays its `stated`. What cannot be written is counted in a remark.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use serde_json::{Value, json};

use super::document::{Document, Place};
use super::model::{Extraction, Mention, Statement};
use crate::error::Result;
use crate::import::names::Names;
use crate::import::tables::{descriptor, descriptor_file, file_name, written};
use crate::import::{Imported, UNSTATED};
use crate::output::File;
use crate::package::STATED_TWICE;
use crate::period::{Period, Unit as Moment};
use crate::quantity::Quantity;
use crate::unit::Unit;

/// The title of what the text does not name.
const UNNAMED: &str = "What is not named";

/// What is measured: all figures with one subject and unit.
struct Indicator {
    id: String,
    title: String,
    unit: Unit,
    /// The area of its first figure, which a name without one means.
    area: String,
    signed: bool,
}

/// A figure that can be written, with its place in the package.
struct Row<'a> {
    mention: &'a Mention,
    id: String,
    indicator: usize,
    area: String,
    label: String,
    locator: String,
    source: usize,
}

/// Texts become tables in one go, so that names stand once over all of them.
#[derive(Default)]
struct Maker<'a> {
    names: Names,
    /// Codes and names of areas, in the order in which they are met.
    areas: Vec<(String, String)>,
    indicators: Vec<Indicator>,
    rows: Vec<Row<'a>>,
    /// Which row each figure of each text became.
    row_of: HashMap<(usize, usize), usize>,
    /// Positions of areas by their printed names, of indicators by title and unit, and of rows by what tells them from others, their labels
    /// aside.
    area_of: HashMap<String, usize>,
    indicator_of: HashMap<(String, String), usize>,
    rows_of: HashMap<(usize, usize, String, Option<Period>), Vec<usize>>,
}

/// Makes a package of texts, in which nothing that could be a figure of its own is left out: the number that a claim states belongs to the claim.
///
/// # Errors
/// None that a user can cause.
pub fn package(name: &str, texts: &[(&Document, &Extraction)]) -> Result<Imported> {
    let mut maker = Maker::default();
    let mut names = Names::default();
    let sources: Vec<String> = texts.iter().map(|(document, _)| names.source(stem(document.name()))).collect();
    let mut left_out = 0;
    for (source, (document, extraction)) in texts.iter().enumerate() {
        let stated = stated_only(extraction);
        for (figure, mention) in extraction.figures.iter().enumerate() {
            if !stated.contains(&figure) {
                left_out +=
                    usize::from(!maker.figure((source, figure), mention, locator(document.place(mention.span.start))));
            }
        }
    }
    let mut claims = vec![header("claim_id,title,stated,formula,unit,source_id,locator,note")];
    let mut waivers = String::new();
    let (mut made, mut unmade) = (0, 0);
    for (source, (document, extraction)) in texts.iter().enumerate() {
        for statement in &extraction.claims {
            let Some(formula) = maker.formula(source, statement) else {
                unmade += 1;
                continue;
            };
            made += 1;
            let (id, title) = maker.claim(source, statement);
            if let Some(reason) = &statement.waived {
                let _ = write!(
                    waivers,
                    "\n[[waiver]]\nclaim = \"{id}\"\nverdict = \"{}\"\nreason = {}\n",
                    statement.verdict,
                    quoted(reason)
                );
            }
            let place = locator(document.place(statement.span.start));
            claims.push(row([&id, &title, &statement.stated, &formula, "", &sources[source], &place, ""]));
        }
    }
    let charts = maker.charts();
    let mut files = vec![
        maker.descriptor(name, texts, made > 0)?,
        maker.indicator_table()?,
        maker.figure_table(&sources)?,
        maker.area_table()?,
        source_table(texts, &sources)?,
    ];
    if made > 0 {
        files.push(written("claims.csv", &claims)?);
    }
    if !waivers.is_empty() {
        files.push(File::new("waivers.toml", format!("version = 1\n{waivers}")));
    }
    files.extend(charts);
    Ok(Imported {
        counts: [maker.rows.len(), maker.indicators.len(), maker.areas.len()],
        remarks: remarks(&maker, left_out, unmade),
        files,
    })
}

/// The figures that are no more than the number that a claim states.
fn stated_only(extraction: &Extraction) -> HashSet<usize> {
    let operands: HashSet<usize> = extraction.claims.iter().flat_map(|claim| claim.figures.iter().copied()).collect();
    let figures = &extraction.figures;
    let within = |claim: &Statement| {
        let stated = claim.stated_span.clone();
        let first = figures.partition_point(|mention| mention.span.end <= stated.start);
        (first..figures.len()).take_while(move |figure| figures[*figure].span.start < stated.end)
    };
    extraction.claims.iter().flat_map(within).filter(|figure| !operands.contains(figure)).collect()
}

impl<'a> Maker<'a> {
    /// Adds a figure; it cannot be written where its words do not say the unit by themselves.
    fn figure(&mut self, at: (usize, usize), mention: &'a Mention, locator: String) -> bool {
        let unit = mention.quantity.unit().clone();
        let readable = unit.to_string().parse::<Unit>().is_ok_and(|read| read == unit);
        let same = Quantity::parse(&mention.stated).and_then(|quantity| quantity.in_unit(&unit));
        if !readable || same.is_err() {
            return false;
        }
        let area = self.area(&mention.area);
        let indicator = self.indicator(&mention.subject, unit, &area);
        self.indicators[indicator].signed |= mention.quantity.may_be_negative();
        let key = (at.0, indicator, area.clone(), mention.period);
        let label = self.label(self.rows_of.get(&key).map_or(&[], Vec::as_slice), mention, &locator);
        self.rows_of.entry(key).or_default().push(self.rows.len());
        let period = mention.period.map_or_else(|| label.clone(), |period| period.to_string().replace('/', "_"));
        let known = if mention.area.is_empty() { "" } else { area.as_str() };
        let id = self.names.figure(&self.indicators[indicator].id, known, &period);
        self.row_of.insert(at, self.rows.len());
        self.rows.push(Row { mention, id, indicator, area, label, locator, source: at.0 });
        true
    }

    fn area(&mut self, printed: &str) -> String {
        if let Some(at) = self.area_of.get(printed) {
            return self.areas[*at].0.clone();
        }
        let code = self.names.area(if printed.is_empty() { UNSTATED } else { printed });
        let name = if printed.is_empty() { "area not stated" } else { printed };
        self.area_of.insert(printed.to_owned(), self.areas.len());
        self.areas.push((code.clone(), name.to_owned()));
        code
    }

    fn indicator(&mut self, subject: &str, unit: Unit, area: &str) -> usize {
        let title = if subject.is_empty() { UNNAMED.to_owned() } else { title(subject) };
        let key = (title.clone(), unit.to_string());
        if let Some(at) = self.indicator_of.get(&key) {
            return *at;
        }
        self.indicator_of.insert(key, self.indicators.len());
        let subject = if subject.is_empty() { "unnamed" } else { subject };
        // "Number of ports" in ports says its unit already.
        let unit_name = Some(unit.to_string()).filter(|unit| !subject.ends_with(unit.as_str()));
        let id = self.names.indicator(&std::iter::once(subject.to_owned()).chain(unit_name).collect::<Vec<_>>());
        self.indicators.push(Indicator { id, title, unit, area: area.to_owned(), signed: false });
        self.indicators.len() - 1
    }

    /// What tells a figure from others of the same period: nothing for the first, else its place, marked where it says the same again.
    fn label(&self, others: &[usize], mention: &Mention, locator: &str) -> String {
        if others.is_empty() {
            return String::new();
        }
        let place = locator.replace(", ", "-").replace(' ', "-");
        let again = others.iter().any(|row| self.rows[*row].mention.quantity == mention.quantity);
        let place = if again { format!("{STATED_TWICE}-{place}") } else { place };
        let taken = others.iter().filter(|row| self.rows[**row].locator == locator).count();
        if taken == 0 { place } else { format!("{place}-{}", taken + 1) }
    }

    /// A figure as a formula names it.
    fn reference(&self, row: &Row<'_>) -> String {
        let indicator = &self.indicators[row.indicator];
        let area = if row.area == indicator.area { String::new() } else { format!("{}:", row.area) };
        let period = row.mention.period.map(|period| period.to_string());
        let label = Some(&row.label).filter(|label| !label.is_empty()).map(|label| format!("\"{label}\""));
        let parts: Vec<String> = period.into_iter().chain(label).collect();
        let within = if parts.is_empty() { String::new() } else { format!("[{}]", parts.join(", ")) };
        format!("{area}{}{within}", indicator.id)
    }

    /// The formula of a claim over the package; nothing where one of its figures is not in it, or where it is not sure that they are its own.
    fn formula(&self, source: usize, statement: &Statement) -> Option<String> {
        let finding = statement.finding.as_ref()?;
        if finding.verdict != statement.verdict {
            return None;
        }
        let row = |figure: &usize| self.row_of.get(&(source, *figure)).map(|row| &self.rows[*row]);
        let rows: Vec<&Row<'_>> = statement.figures.iter().map(row).collect::<Option<_>>()?;
        // What is counted by different nouns stays as printed, since indicators in different units cannot be put together.
        let counted =
            |row: &&Row<'_>| matches!(row.mention.quantity.unit(), Unit::Noun(_) | Unit::Count | Unit::People);
        let mixed = rows.windows(2).any(|pair| pair[0].mention.quantity.unit() != pair[1].mention.quantity.unit());
        if mixed && rows.iter().all(counted) {
            return Some(statement.formula.clone());
        }
        Some(statement.formula_over(|operand| rows.get(operand).map_or_else(String::new, |row| self.reference(row))))
    }

    /// A claim's name, and what it is about.
    fn claim(&mut self, source: usize, statement: &Statement) -> (String, String) {
        let first = statement.figures.first().and_then(|figure| self.row_of.get(&(source, *figure)));
        let subject = first.map_or("", |row| self.rows[*row].mention.subject.as_str());
        let kind = statement.kind.name();
        let id = self.names.claim(&format!("{subject} {kind}"));
        let kind = kind.replace('_', " ");
        (id, title(&if subject.is_empty() { kind } else { format!("{subject}, {kind}") }))
    }

    /// The descriptor of an import, with a column that imports do not have.
    fn descriptor(&self, name: &str, texts: &[(&Document, &Extraction)], claims: bool) -> Result<File> {
        let sources: Vec<&str> = texts.iter().map(|(document, _)| document.name()).collect();
        let mut descriptor = descriptor(name, "Extracted from texts.", &sources, claims)?;
        if self.is_signed()
            && let Some(fields) = descriptor.pointer_mut("/resources/0/schema/fields").and_then(Value::as_array_mut)
        {
            fields.push(json!({ "name": "signed", "type": "boolean" }));
        }
        descriptor_file(&descriptor)
    }

    /// Whether the unit alone does not say of every indicator whether it can be below zero.
    fn is_signed(&self) -> bool {
        self.indicators.iter().any(|one| one.signed && !matches!(measure(&one.unit), "rate" | "change"))
    }

    fn indicator_table(&self) -> Result<File> {
        let signed = self.is_signed();
        let mut table = vec![header(
            "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series",
        )];
        for one in &self.indicators {
            let unit = one.unit.to_string();
            table.push(row([&one.id, &one.title, &unit, "", measure(&one.unit), "", &one.area, "", "", "", ""]));
        }
        if signed {
            let marks = self.indicators.iter().map(|one| if one.signed { "true" } else { "" });
            for (row, mark) in table.iter_mut().zip(std::iter::once("signed").chain(marks)) {
                row.push(mark.to_owned());
            }
        }
        written("indicators.csv", &table)
    }

    fn figure_table(&self, sources: &[String]) -> Result<File> {
        let mut table = vec![header("figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note")];
        for one in &self.rows {
            let period = one.mention.period.map_or_else(String::new, |period| period.to_string());
            let (indicator, source) = (&self.indicators[one.indicator].id, &sources[one.source]);
            let stated = &one.mention.stated;
            table.push(row([&one.id, indicator, &one.area, &period, &one.label, stated, source, &one.locator, ""]));
        }
        written("figures.csv", &table)
    }

    fn area_table(&self) -> Result<File> {
        let mut table = vec![header("ref_area,name,colour,fiscal_year_start")];
        table.extend(self.areas.iter().map(|(code, name)| row([code, name, "", ""])));
        written("areas.csv", &table)
    }

    /// A chart for each indicator of which one area has figures of two years or more.
    fn charts(&self) -> Option<File> {
        let mut text = String::from(
            "# A chart an indicator. Write what each of them finds as its title; docs/charts.md says how.\n",
        );
        let empty = text.len();
        // What is not named may be anything, and no series.
        for (at, one) in self.indicators.iter().enumerate().filter(|(_, one)| one.title != UNNAMED) {
            let year = |row: &Row<'_>| match row.mention.period {
                Some(Period::One(Moment::Year(year))) => Some(year),
                _ => None,
            };
            // A range has no one value to draw.
            let is_drawn = |row: &Row<'_>| row.label.is_empty() && row.mention.quantity.printed_ends().is_none();
            let of = |row: &&Row<'_>| row.indicator == at && row.area == one.area && is_drawn(row);
            let mut years: Vec<(i32, &Row<'_>)> =
                self.rows.iter().filter(of).filter_map(|row| Some((year(row)?, row))).collect();
            years.sort_by_key(|(year, row)| (*year, row.source));
            years.dedup_by_key(|(year, _)| *year);
            let [(from, first), .., (to, last)] = years.as_slice() else { continue };
            // A title may type no numbers but years.
            let is_plain = !one.title.contains(|c: char| c.is_numeric() || c == '{' || c == '}');
            let of = if is_plain { format!("{}: ", one.title) } else { String::new() };
            // Of ranks the first stands on top.
            let kind = if one.unit == Unit::Rank { "slope" } else { "column" };
            let title = format!("{of}{{{}}} in {from}, {{{}}} in {to}", self.reference(first), self.reference(last));
            let _ = write!(
                text,
                "\n[[chart]]\nid = \"{}_chart\"\nkind = \"{kind}\"\ntitle = {}\nfigures = [\n",
                one.id,
                quoted(&title)
            );
            for (_, row) in &years {
                let _ = writeln!(text, "    {},", quoted(&self.reference(row)));
            }
            text.push_str("]\n");
        }
        (text.len() > empty).then(|| File::new("charts.toml", text))
    }
}

fn source_table(texts: &[(&Document, &Extraction)], sources: &[String]) -> Result<File> {
    let mut table = vec![header("source_id,citation_full,attribution_short,cited_in,date_published,url,doi")];
    for ((document, _), source) in texts.iter().zip(sources) {
        let name = if document.name() == "-" { "standard input" } else { document.name() };
        table.push(row([source, name, file_name(name), "", "", "", ""]));
    }
    written("sources.csv", &table)
}

/// What could not be written.
fn remarks(maker: &Maker<'_>, left_out: usize, unmade: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    let were = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one} was"),
        _ => format!("{} {many} were", crate::number::count(count)),
    };
    if left_out > 0 {
        let figures = were(left_out, "figure", "figures");
        remarks.push(format!("{figures} left out: their words alone do not say the unit, or a table cannot hold it."));
    }
    if unmade > 0 {
        let claims = were(unmade, "claim", "claims");
        remarks.push(format!("{claims} left out: a figure that is needed is not in the text or was left out, or it is not sure which is meant."));
    }
    if maker.areas.iter().any(|(code, _)| code.starts_with(UNSTATED)) {
        remarks.push(format!("Where no area is stated, {UNSTATED} stands for it in areas.csv."));
    }
    remarks
}

/// What an indicator in a unit is taken to be.
fn measure(unit: &Unit) -> &'static str {
    match unit {
        Unit::Rank => "rank",
        Unit::Times => "multiple",
        unit => crate::import::tables::measure(unit),
    }
}

/// Where something stands: `line 12`, or `page 3, line 12`.
fn locator(place: Place) -> String {
    match place.page {
        Some(page) => format!("page {page}, line {}", place.line),
        None => format!("line {}", place.line),
    }
}

fn stem(name: &str) -> &str {
    let file = if name == "-" { "text" } else { file_name(name) };
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Abbreviations that subjects in lower case hold.
const CAPITALS: [&str; 8] = ["gdp", "gnp", "gni", "cpi", "ppi", "fdi", "vat", "co2"];

/// A subject as a title.
fn title(subject: &str) -> String {
    let word = |word: &str| if CAPITALS.contains(&word) { word.to_uppercase() } else { word.to_owned() };
    capital(&subject.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn header(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
