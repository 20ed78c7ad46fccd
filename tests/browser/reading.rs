//! What the page says first, and how a reader finds the rest: filters, order, arithmetic, search and addresses.

use super::driver::key;
use super::{paper, text, texts, visit};

#[test]
fn the_page_says_first_which_claim_does_not_hold_and_why() {
    visit(&paper(), |browser| {
        assert_eq!(
            text(browser, "main h2:first-of-type[id='title:verdicts']"),
            "1 of 27 checked claims can hardly be right as printed"
        );
        let first = text(browser, ".callout.v-suspect");
        for words in ["Valid patents, 2023", "over 4 million patents", "4.9910 billion patents", "1,248 times"] {
            assert!(first.contains(words), "{words} in {first}");
        }
        let bottom = browser.run("return document.querySelector('.callout').getBoundingClientRect().bottom", &[]);
        assert!(bottom.as_f64().unwrap() < 900.0, "it stands below the first screen, at {bottom}");
        assert_eq!(texts(browser, ".count strong"), ["1", "1", "15", "25", "47"]);
    });
}

const ROWS: &str = "[id='page:findings-table'] tbody";

/// How many rows of the findings are shown, and whether all of them have a verdict.
fn shown(browser: &super::Session, verdict: &str) -> usize {
    let verdicts = texts(browser, &format!("{ROWS} > tr:first-child > td:first-child"));
    assert!(verdicts.iter().all(|shown| verdict.is_empty() || shown.starts_with(verdict)), "{verdicts:?}");
    verdicts.len()
}

#[test]
fn findings_are_filtered_by_verdict_and_by_words() {
    visit(&paper(), |browser| {
        assert_eq!(shown(browser, ""), 89);
        browser.click("[id='page:by-verdict'] input[value=unchecked]");
        assert_eq!(shown(browser, "unchecked"), 15);
        assert_eq!(text(browser, "[id='page:shown']"), "15 of 89 findings");
        browser.click("[id='page:by-verdict'] input[value='']");
        browser.write("[id='page:by-words']", "valid PATENTS");
        let found = texts(browser, &format!("{ROWS} .opener"));
        assert!(!found.is_empty() && found.len() < 10, "{found:?}");
        assert!(found.iter().any(|title| title == "Valid patents, 2023"), "{found:?}");
        browser.click("[id='page:by-verdict'] input[value=suspect]");
        assert_eq!(shown(browser, "suspect"), 1);
        browser.write("[id='page:by-words']", " and nothing like it");
        assert_eq!(text(browser, "[id='page:shown']"), "0 of 89 findings");
    });
}

#[test]
fn a_count_of_the_summary_shows_its_findings() {
    visit(&paper(), |browser| {
        browser.click(".count[data-verdict=derived]");
        assert_eq!(shown(browser, "derived"), 47);
        browser.wait_for("Math.abs(document.getElementById('section:findings').getBoundingClientRect().top) < 100");
    });
}

/// The first number of a cell, with its scale word.
fn amount(cell: &str) -> Option<f64> {
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let sign = if cell[..start].ends_with(['-', '−']) { -1.0 } else { 1.0 };
    let number: String = cell[start..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let scale = match cell[start + number.len()..].split_whitespace().next() {
        Some("thousand") => 1e3,
        Some("million") => 1e6,
        Some("billion") => 1e9,
        Some("trillion") => 1e12,
        _ => 1.0,
    };
    Some(sign * scale * number.trim_end_matches([',', '.']).replace(',', "").parse::<f64>().unwrap())
}

#[test]
fn findings_are_sorted_by_each_column() {
    visit(&paper(), |browser| {
        let heads = "[id='page:findings-table'] thead th";
        let column = |place: usize| texts(browser, &format!("{ROWS} > tr:first-child > :nth-child({place})"));
        assert_eq!(column(1).first().unwrap(), "suspect", "the gravest first");
        for place in 1..=4 {
            let mut before = column(place);
            before.sort();
            for order in ["ascending", "descending"] {
                browser.click(&format!("{heads}:nth-child({place}) button"));
                let sorted = browser.run(
                    "return [...document.querySelectorAll(arguments[0])].map((head) => head.getAttribute('aria-sort'))",
                    &[heads.into()],
                );
                let told: Vec<Option<&str>> = (1..=4).map(|one| (one == place).then_some(order)).collect();
                assert_eq!(sorted, serde_json::json!(told));
                let now = column(place);
                let rising = if order == "ascending" { now.clone() } else { now.iter().rev().cloned().collect() };
                // Verdicts stand in the order of their gravity, claims in that of the alphabet, what is stated and computed by its amount.
                let is_ordered = match place {
                    1 => true,
                    2 => {
                        browser.run(
                            "const words = new Intl.Collator('en', { numeric: true });
                         return arguments[0].every((one, i, all) => i === 0 || words.compare(all[i - 1], one) <= 0)",
                            &[serde_json::json!(rising)],
                        ) == true
                    }
                    _ => rising.iter().filter_map(|cell| amount(cell)).is_sorted(),
                };
                assert!(is_ordered, "column {place} {order}: {now:?}");
                if place == 1 {
                    let gravest = if order == "ascending" { now.last() } else { now.first() };
                    assert_eq!(gravest.unwrap(), "suspect");
                }
                let mut same = now;
                same.sort();
                assert_eq!(same, before, "rows were lost");
            }
        }
    });
}

#[test]
fn a_row_opens_its_arithmetic() {
    visit(&paper(), |browser| {
        let row = "[id='finding:gdp_more_than_tripled']";
        let state =
            || browser.run("return document.querySelector(arguments[0] + ' .opener').ariaExpanded", &[row.into()]);
        assert_eq!((state(), text(browser, &format!("{row} .detail"))), ("false".into(), String::new()));
        browser.click(&format!("{row} .opener"));
        assert_eq!(state(), "true");
        let detail = text(browser, &format!("{row} .detail"));
        assert!(detail.contains("gdp[2023] / gdp[2010] = CNY 126 trillion / almost CNY 40 trillion"), "{detail}");
        browser.press(None, &[key::ENTER]);
        assert_eq!(state(), "false", "the button that opened it closes it by the keyboard");
    });
}

#[test]
fn the_arithmetic_of_what_does_not_hold_is_one_click_away() {
    visit(&paper(), |browser| {
        browser.click(".callout.v-suspect a");
        let id = browser.run("return decodeURIComponent(location.hash.slice(1))", &[]);
        let id = id.as_str().unwrap();
        assert!(id.starts_with("finding:"), "{id}");
        browser.wait_for(&format!("document.getElementById('{id}').querySelector('.opener').ariaExpanded === 'true'"));
        assert!(
            text(browser, &format!("[id='{id}'] .detail")).contains("4.991 million"),
            "the smallest change is not told"
        );
        browser.wait_for(&format!("Math.abs(document.getElementById('{id}').getBoundingClientRect().top) < 450"));
    });
}

#[test]
fn search_goes_through_the_whole_page() {
    visit(&paper(), |browser| {
        browser.press(None, &["/"]);
        browser.press(None, &["p", "a", "t", "e", "n", "t"]);
        let charts = texts(browser, "figure.chart:not([hidden]) h3");
        assert!(!charts.is_empty() && charts.len() < 16, "{charts:?}");
        assert!(text(browser, "[id='page:found']").ends_with(" found"));
        let findings = texts(browser, &format!("{ROWS} .opener"));
        assert!(findings.iter().any(|title| title == "Valid patents, 2023") && findings.len() < 89, "{findings:?}");
        browser.write("[id='page:search']", " xyzzy");
        assert_eq!(text(browser, "[id='page:found']"), "Nothing has these words");
        assert!(texts(browser, "figure.chart").is_empty());
    });
}

#[test]
fn an_address_leads_to_a_chart_and_survives_a_reload() {
    let at_chart = "Math.abs(document.getElementById('ranks').getBoundingClientRect().top) < 100";
    visit(&format!("{}#ranks", paper()), |browser| {
        browser.wait_for(at_chart);
        browser.reload();
        browser.wait_for(at_chart);
        browser.click("nav a[href='#gdp']");
        browser.wait_for("Math.abs(document.getElementById('gdp').getBoundingClientRect().top) < 100");
    });
}

#[test]
fn an_address_names_a_view() {
    visit(&format!("{}#reserves/index", paper()), |browser| {
        let view = "document.querySelector('#reserves .view').dataset.view";
        browser.wait_for(&format!("{view} === 'index'"));
        browser.click("#reserves input[value=level]");
        browser.wait_for(&format!("{view} === 'level'"));
        assert!(browser.run("return location.hash", &[]).as_str().unwrap().starts_with("#reserves"));
        browser.reload();
        browser.wait_for(&format!("{view} === 'level'"));
    });
}
