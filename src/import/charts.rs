//! charts.toml of an imported package: a line over time for each indicator.

use std::fmt::Write;

use super::{Area, Indicator, Own, UNSTATED, Value};
use crate::output::File;
use crate::period::Unit as Moment;

/// The file.
pub(super) fn file(indicators: &[Indicator<'_>], areas: &[Area]) -> File {
    let mut text =
        String::from("# A chart an indicator. Write what each of them finds as its title; docs/charts.md says how.\n");
    for one in indicators {
        let figures: Vec<String> =
            one.series.iter().flat_map(|own| own.values.iter().map(|value| name(one, own, &value.period))).collect();
        let _ = write!(
            text,
            "\n[[chart]]\nid = \"{}\"\nkind = \"line\"\ntitle = {}\nfigures = [\n",
            id(&one.id),
            quoted(&title(one, areas))
        );
        for figure in figures {
            let _ = writeln!(text, "    \"{figure}\",");
        }
        text.push_str("]\n");
        // A line would run over a gap.
        if one.series.iter().all(|own| without_gap(own)) {
            text.push_str("joined = true\n");
        }
    }
    File::new("charts.toml", text)
}

/// Two names are the file names of a build.
fn id(indicator: &str) -> String {
    if crate::chart::spec::RESERVED.contains(&indicator) { format!("{indicator}_chart") } else { indicator.to_owned() }
}

/// A figure as a formula names it; the area stands before it where it is not the indicator's own.
fn name(one: &Indicator<'_>, own: &Own<'_>, period: &str) -> String {
    let area = one.series.first().map_or("", |first| first.area.as_str());
    let area = if own.area == area { String::new() } else { format!("{}:", own.area) };
    format!("{area}{}[{period}]", one.id)
}

/// What it came to: of one area at both ends, of up to three at the end that they share; else what it is of. A title may type no numbers but
/// years, so that names with numbers are left to the subtitle.
fn title(one: &Indicator<'_>, areas: &[Area]) -> String {
    let place = |own: &Own<'_>| {
        let area = areas.iter().find(|area| area.id == own.area && !area.id.starts_with(UNSTATED));
        area.map_or("", |area| area.name.as_str())
    };
    // As a placeholder's text may: a digit within a name, GDPC1, is no number.
    let number = |word: &str| word.starts_with(char::is_numeric);
    let typed = |words: &&str| {
        !words.is_empty()
            && !words.contains(['{', '}'])
            && !words.split(|c: char| !c.is_alphanumeric() || c >= '\u{2e80}').any(number)
    };
    let subject = Some(one.title.as_str()).filter(typed);
    let at = |own: &Own<'_>, value: Option<&Value>| {
        let period = &value?.period;
        Some((format!("{{{}}}", name(one, own, period)), told(period)?))
    };
    if let [own] = one.series.as_slice() {
        let of: Vec<&str> = [subject, Some(place(own)).filter(typed)].into_iter().flatten().collect();
        let of = if of.is_empty() { String::new() } else { format!("{}: ", of.join(", ")) };
        return match (at(own, own.values.first()), at(own, own.values.last())) {
            (Some((first, from)), Some((last, to))) if first != last => {
                format!("{of}{first} in {from}, {last} in {to}")
            }
            (Some((only, period)), _) => format!("{of}{only} in {period}"),
            _ => one.id.clone(),
        };
    }
    let subject = subject.unwrap_or("The areas");
    let last: Vec<(&str, String, String)> = one
        .series
        .iter()
        .filter_map(|own| at(own, own.values.last()).map(|(value, when)| (place(own), value, when)))
        .collect();
    match last.as_slice() {
        [(_, _, when), ..]
            if last.len() <= 3
                && last.len() == one.series.len()
                && last.iter().all(|(name, _, own)| own == when && typed(name)) =>
        {
            let each: Vec<String> = last.iter().map(|(name, value, _)| format!("{name} {value}")).collect();
            format!("{subject} in {when}: {}", each.join(", "))
        }
        [(_, _, from), .., (_, _, to)] if from == to => format!("{subject} up to {to}"),
        _ => format!("{subject} over time"),
    }
}

/// A period as a title may type it: a year is the one number that it may; a day is told by its month.
fn told(period: &str) -> Option<String> {
    Some(match period.parse::<Moment>().ok()? {
        Moment::Day(day) => day.format("%B %Y").to_string(),
        moment => moment.words(),
    })
}

/// Whether each period of a series follows on the one before it.
fn without_gap(own: &Own<'_>) -> bool {
    let moments: Vec<Option<Moment>> = own.values.iter().map(|value| value.period.parse().ok()).collect();
    moments.windows(2).all(|pair| match pair {
        [Some(a), Some(b)] => match (a.dates(None), b.dates(None)) {
            (Some((_, end)), Some((start, _))) => end.succ_opt() == Some(start),
            _ => false,
        },
        _ => false,
    })
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
