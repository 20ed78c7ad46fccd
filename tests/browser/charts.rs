//! Charts on the page: views and scales, and values under a pointer, a finger and keys.

use super::driver::{Session, key};
use super::made::Made;
use super::{paper, seen, text, visit};
use serde_json::json;

/// The words that are drawn in the chart.
fn drawn(browser: &Session, chart: &str) -> String {
    text(browser, &format!("#{chart} .view .wide"))
}

#[test]
fn a_chart_is_shown_as_an_index_and_on_either_scale() {
    visit(&paper(), |browser| {
        // 126 over 40 is 3.15.
        browser.click("#gdp input[value=index]");
        assert!(drawn(browser, "gdp").contains("315"), "{}", drawn(browser, "gdp"));
        browser.click("#gdp input[value=level]");
        let level = drawn(browser, "gdp");
        assert!(level.contains("CNY 126 trn") && !level.contains("315"), "{level}");
        let distance = "const [a, b, c] = [...document.querySelectorAll('#reserves .wide .spots rect')].map((one) => one.getBoundingClientRect());
            return Math.abs(a.top - b.top)";
        let is_log = || drawn(browser, "reserves").contains("Log scale");
        assert!(is_log());
        let log = browser.run(distance, &[]);
        browser.click("#reserves input[value=linear]");
        assert!(!is_log());
        assert!(log.as_f64().unwrap() > 100.0 && browser.run(distance, &[]).as_f64().unwrap() > 100.0);
        browser.click("#reserves input[value=log]");
        assert!(is_log());
    });
}

#[test]
fn years_in_a_row_are_shown_as_growth_too() {
    let made = Made::yearly();
    visit(&made.built(), |browser| {
        browser.click("#output input[value=growth]");
        // Each year has 10 percent more than the one before.
        assert!(drawn(browser, "output").contains("10%"), "{}", drawn(browser, "output"));
        assert_eq!(
            browser.run("return document.querySelector('#output input[value=log]')?.disabled ?? true", &[]),
            true
        );
        browser.click("#output input[value=level]");
        assert!(drawn(browser, "output").contains("CNY 133.1"), "{}", drawn(browser, "output"));
    });
}

/// The middle of the mark of a chart's value, counted from nought.
fn mark(browser: &Session, chart: &str, place: usize) -> (f64, f64) {
    seen(browser, &format!("#{chart} .stage"));
    let script = "const spots = [...document.querySelectorAll(`#${arguments[0]} .view .spots > rect`)]
            .filter((one) => one.getBoundingClientRect().width > 0);
        const { x, y, width, height } = spots[arguments[1]].getBoundingClientRect();
        return [x + width / 2, y + height / 2]";
    serde_json::from_value(browser.run(script, &[json!(chart), json!(place)])).unwrap()
}

const FIRST: &str = "2010: almost CNY 40 trn (CNY 36.0 to 40.0 trillion)";

#[test]
fn a_value_is_told_under_the_mouse() {
    visit(&paper(), |browser| {
        browser.point_at(mark(browser, "gdp", 0));
        assert_eq!(text(browser, "#gdp .readout"), FIRST);
        browser.point_at(mark(browser, "gdp", 3));
        assert!(text(browser, "#gdp .readout").starts_with("2023: CNY 126 trn"));
        let [x, y, width, height] = seen(browser, "#gdp .stage");
        let [left, top, wide, high] = seen(browser, "#gdp .readout");
        assert!(left >= x && left + wide <= x + width + 1.0 && top >= y && top + high <= y + height + 1.0, "it is cut");
        browser.point_at((5.0, 5.0));
        assert_eq!(text(browser, "#gdp .readout"), "", "it stays when the mouse has left");
    });
}

#[test]
fn a_value_is_told_under_a_finger_on_a_telephone() {
    visit(&paper(), |browser| {
        super::window(browser, 360, 740);
        browser.tools("Emulation.setTouchEmulationEnabled", &json!({"enabled": true, "maxTouchPoints": 1}));
        browser.tap(mark(browser, "gdp", 0));
        browser.wait_for("!document.querySelector('#gdp .readout').hidden");
        assert_eq!(text(browser, "#gdp .readout"), FIRST);
        let [left, _, width, _] = seen(browser, "#gdp .readout");
        assert!(left >= 0.0 && left + width <= 360.0, "from {left}, {width} wide");
    });
}

#[test]
fn values_are_told_by_the_arrow_keys() {
    visit(&paper(), |browser| {
        seen(browser, "#gdp .stage");
        browser.run("document.querySelector('#gdp .stepper').focus()", &[]);
        assert_eq!(text(browser, "#gdp .readout"), FIRST);
        browser.press(None, &[key::RIGHT, key::RIGHT, key::RIGHT]);
        assert!(text(browser, "#gdp .readout").starts_with("2023: CNY 126 trn"));
        let told = browser.run("return document.querySelector('#gdp .stepper').getAttribute('aria-valuetext')", &[]);
        assert!(told.as_str().unwrap().starts_with("2023: CNY 126 trn"), "a screen reader is told {told}");
        browser.press(None, &[key::ESCAPE]);
        assert_eq!(text(browser, "#gdp .readout"), "");
    });
}

#[test]
fn the_values_of_a_chart_are_a_table_too() {
    visit(&paper(), |browser| {
        browser.click("#gdp .more details:first-child summary");
        let table = text(browser, "#gdp table.values");
        assert!(table.contains("2023 CNY 126 trn CNY 125.5 to 126.5 trillion"), "{table}");
    });
}
