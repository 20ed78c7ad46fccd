//! The page without a mouse, and as a screen reader is given it.

use std::path::PathBuf;

use super::driver::{Session, key};
use super::{missing, paper, prefer, visit, window};
use serde_json::{Value, json};

/// What the Tab key stops at, in the order of the page: of radio buttons the one that is chosen, of a closed part its summary.
const STOPS: &str = "window.stops = [...document.querySelectorAll(
        'a[href], button, input, textarea, summary, select, iframe, [tabindex=\"0\"]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
        && (one.type !== 'radio' || one.checked));
    window.stopped = [];
    document.addEventListener('focusin', ({ target }) => {
        const shown = [target, target.nextElementSibling].filter((one) => one?.checkVisibility({ opacityProperty: true }))
            .some((one) => getComputedStyle(one).outlineStyle !== 'none');
        const { top, bottom, width, height } = (target.type === 'radio' ? target.parentElement : target).getBoundingClientRect();
        const seen = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
        stopped.push([stops.indexOf(target), shown && seen ? '' : target.outerHTML.slice(0, 200)]);
    });
    return stops.length";

#[test]
fn the_tab_key_reaches_everything_in_order_shows_where_it_is_and_comes_back() {
    visit(&paper(), |browser| {
        let count = usize::try_from(browser.run(STOPS, &[]).as_u64().unwrap()).unwrap();
        assert!(count > 200, "16 charts, 89 findings and their controls are {count} stops");
        let walk = |held: Option<&str>, expected: Vec<usize>| {
            browser.run("stopped.length = 0", &[]);
            for keys in vec![key::TAB; expected.len()].chunks(50) {
                browser.press(held, keys);
            }
            let stopped = browser.run("return stopped", &[]);
            let stopped: Vec<(i64, String)> = serde_json::from_value(stopped).unwrap();
            let places: Vec<usize> = stopped.iter().filter_map(|(place, _)| usize::try_from(*place).ok()).collect();
            let odd = expected.iter().zip(&places).position(|(expected, place)| expected != place).map(|at| {
                browser.run(
                    "return [...arguments].map((at) => stops[at]?.outerHTML.slice(0, 200))",
                    &[json!(expected[at]), json!(places[at])],
                )
            });
            assert!(places == expected, "{} stops, the first that is another: {odd:?}", places.len());
            let unseen: Vec<&String> =
                stopped.iter().map(|(_, unseen)| unseen).filter(|unseen| !unseen.is_empty()).collect();
            assert!(unseen.is_empty(), "the focus cannot be seen on {} stops: {:?}", unseen.len(), unseen[0]);
        };
        walk(None, (0..count).collect());
        walk(Some(key::SHIFT), (0..count - 1).rev().collect());
    });
}

#[test]
fn the_first_stop_leads_past_the_contents() {
    visit(&paper(), |browser| {
        browser.press(None, &[key::TAB, key::ENTER, key::TAB]);
        let inside = browser.run("return document.querySelector('main').contains(document.activeElement)", &[]);
        assert_eq!(inside, true);
    });
}

/// What axe-core finds serious or worse, in words.
fn faults(browser: &Session, axe: &str) -> Vec<String> {
    browser.run(axe, &[]);
    // What a reader may open is judged too.
    let script = "for (const one of document.querySelectorAll('details')) one.open = true;
        for (const one of document.querySelectorAll('.opener[aria-expanded=false]')) one.click();
        const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
        return found.violations.map(({ id, impact, help, nodes }) => [impact, `${id}: ${help}: ${nodes.length} times, `
            + nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join('; ')])";
    let found: Vec<(String, String)> = serde_json::from_value(browser.run_async(script, &[])).unwrap();
    found
        .into_iter()
        .filter(|(impact, _)| ["serious", "critical"].contains(&impact.as_str()))
        .map(|(_, fault)| fault)
        .collect()
}

#[test]
fn axe_finds_no_serious_fault() {
    let Some(file) = std::env::var_os("TRUEUP_AXE").map(PathBuf::from) else {
        missing(
            "no axe-core: whether everybody can use the dashboard was not judged. npm install axe-core, and name its axe.min.js in TRUEUP_AXE",
        );
        return;
    };
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    for (theme, width) in [("light", 1440), ("dark", 1440), ("light", 360), ("dark", 360)] {
        visit(&paper(), |browser| {
            prefer(browser, theme);
            window(browser, width, 800);
            let faults = faults(browser, &axe);
            assert!(faults.is_empty(), "{theme}, {width} pixels wide:\n{}", faults.join("\n"));
        });
    }
}

#[test]
fn a_screen_reader_is_given_names_and_landmarks() {
    visit(&paper(), |browser| {
        let tree = browser.tools("Accessibility.getFullAXTree", &json!({}));
        let nodes = tree["nodes"].as_array().unwrap();
        let of = |role: &str| -> Vec<&Value> {
            nodes.iter().filter(|node| node["role"]["value"] == role && node["ignored"] != true).collect()
        };
        for landmark in ["banner", "navigation", "main"] {
            assert_eq!(of(landmark).len(), 1, "{landmark}");
        }
        for role in ["button", "slider", "radio", "searchbox", "link", "figure", "region", "table"] {
            let nameless = of(role).into_iter().filter(|node| {
                // Tables are named by the headings above them.
                role != "table" && node["name"]["value"].as_str().unwrap_or_default().is_empty()
            });
            assert_eq!(nameless.count(), 0, "a {role} has no name");
            assert!(!of(role).is_empty(), "there is no {role}");
        }
        let images = of("image");
        let gdp = images.iter().find(|image| image["name"]["value"].as_str().unwrap_or_default().contains("GDP rose"));
        let told = gdp.unwrap_or_else(|| panic!("no picture of GDP among {}", images.len()));
        assert!(told.to_string().contains("CNY 126 trillion"), "{told}");
    });
}
