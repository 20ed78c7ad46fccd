//! Light and dark: the reader's setting, and the switch that overrides it.

use super::driver::Session;
use super::{paper, prefer, visit};

/// How bright the page and the words of a chart on it are, from 0 to 255.
fn brightness(browser: &Session) -> [f64; 2] {
    let script = "const bright = (colour) => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 1;
            const context = canvas.getContext('2d');
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
            return (red * 3 + green * 6 + blue) / 10;
        };
        return [bright(getComputedStyle(document.body).backgroundColor),
            bright(getComputedStyle(document.querySelector('#gdp .view text')).fill)]";
    serde_json::from_value(browser.run(script, &[])).unwrap()
}

fn is_dark(browser: &Session) -> bool {
    let [page, words] = brightness(browser);
    assert!((page - words).abs() > 150.0, "words of {words} on a page of {page}");
    page < words
}

#[test]
fn the_page_follows_the_reader_s_setting_and_the_switch_overrides_it() {
    visit(&paper(), |browser| {
        prefer(browser, "light");
        assert!(!is_dark(browser));
        prefer(browser, "dark");
        assert!(is_dark(browser), "dark is preferred");
        browser.click("[id='page:theme'] input[value=light]");
        assert!(!is_dark(browser), "the switch says light");
        browser.reload();
        assert!(!is_dark(browser), "the switch is remembered");
        prefer(browser, "light");
        browser.click("[id='page:theme'] input[value=dark]");
        assert!(is_dark(browser), "the switch says dark");
        browser.click("[id='page:theme'] input[value=auto]");
        assert!(!is_dark(browser), "the setting is followed again");
    });
}
