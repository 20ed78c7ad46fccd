//! What a reader takes along: files, and what is pasted elsewhere.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::driver::Session;
use super::{paper, scratch, text, visit};
use serde_json::json;

/// Has downloads written into a folder.
fn keep_in(browser: &Session, folder: &Path) {
    browser.tools("Browser.setDownloadBehavior", &json!({"behavior": "allow", "downloadPath": folder}));
}

/// Clicks what downloads a file, and waits for it.
#[track_caller]
fn download(browser: &Session, folder: &Path, click: &str, name: &str) -> Vec<u8> {
    let path: PathBuf = folder.join(name);
    browser.click(click);
    browser.wait(name, || path.is_file());
    std::fs::read(path).unwrap()
}

#[test]
fn a_chart_is_downloaded_as_it_is_shown() {
    let folder = scratch("downloads");
    visit(&paper(), |browser| {
        keep_in(browser, &folder);
        browser.click("#gdp .take:has([data-save]) summary");
        let svg = download(browser, &folder, "#gdp [data-save=svg]", "gdp.svg");
        let svg = String::from_utf8(svg).unwrap();
        let addresses: Vec<&str> =
            svg.match_indices("http").map(|(at, _)| &svg[at..(at + 30).min(svg.len())]).collect();
        assert!(addresses.iter().all(|address| address.starts_with("http://www.w3.org/")), "{addresses:?}");

        let png = download(browser, &folder, "#gdp [data-save=png]", "gdp.png");
        let picture = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
        assert_eq!((picture.info().width, picture.info().height), (1440, 1080), "twice 720 by 540, as on the page");

        let csv = download(browser, &folder, "#gdp a[download]", "gdp.csv");
        let csv = String::from_utf8(csv).unwrap();
        assert_eq!(csv, std::fs::read_to_string(crate::gallery::DRAWN.join("gdp.csv")).unwrap());

        // The picture stands alone: the face is in it, and no class of the page.
        browser.open(&format!("data:image/svg+xml;base64,{}", BASE64.encode(&svg)));
        let parsed = browser.run(
            "const words = [...document.querySelectorAll('text')].map((one) => one.textContent).join(' ');
             return [document.querySelector('parsererror')?.textContent ?? '', document.documentElement.localName,
                document.querySelector('title').textContent, words, document.querySelectorAll('[class], [style]').length]",
            &[],
        );
        let title =
            "China's GDP rose from almost CNY 40 trillion in 2010 to CNY 126 trillion in 2023, 3.15 times as much";
        assert_eq!((&parsed[0], &parsed[1], &parsed[2]), (&json!(""), &json!("svg"), &json!(title)));
        assert!(parsed[3].as_str().unwrap().contains("CNY 126 trn"), "{parsed}");
        assert!(svg.contains("@font-face") && parsed[4] == 0, "{parsed}");
    });
}

#[test]
fn a_download_keeps_the_view_and_the_theme() {
    let folder = scratch("downloads-dark");
    visit(&paper(), |browser| {
        keep_in(browser, &folder);
        browser.click("[id='page:theme'] input[value=dark]");
        browser.click("#gdp input[value=index]");
        browser.click("#gdp .take:has([data-save]) summary");
        let svg = download(browser, &folder, "#gdp [data-save=svg]", "gdp-dark.svg");
        // The picture as a browser would show it where nothing is around it: the index, and light words on dark.
        let shown = browser.run_async(
            "const image = new Image();
             image.src = URL.createObjectURL(new Blob([arguments[0]], { type: 'image/svg+xml' }));
             await image.decode();
             const canvas = document.createElement('canvas');
             [canvas.width, canvas.height] = [850, 600];
             const context = canvas.getContext('2d');
             context.drawImage(image, 0, 0, 850, 600);
             const { data } = context.getImageData(0, 0, 850, 600);
             let [dark, light] = [0, 0];
             for (let at = 0; at < data.length; at += 4) {
                const bright = (data[at] + data[at + 1] + data[at + 2]) / 3;
                if (bright < 60) dark += 1;
                if (bright > 200) light += 1;
             }
             return [dark / 510000, light / 510000]",
            &[json!(String::from_utf8(svg.clone()).unwrap())],
        );
        let [dark, light]: [f64; 2] = serde_json::from_value(shown).unwrap();
        assert!(dark > 0.7 && light > 0.005, "{dark} of it is dark, {light} light");
        assert!(String::from_utf8(svg).unwrap().contains(">315<"), "126 over 40 as an index");
    });
}

#[test]
fn a_snippet_is_copied() {
    visit(&paper(), |browser| {
        browser.tools(
            "Browser.grantPermissions",
            &json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}),
        );
        browser.click("#gdp .take:has([data-copy]) summary");
        browser.click("#gdp [data-copy][aria-label='Copy Markdown']");
        browser
            .wait("the button says so", || text(browser, "#gdp [data-copy][aria-label='Copy Markdown']") == "Copied");
        let copied = browser.run_async("return navigator.clipboard.readText()", &[]);
        let copied = copied.as_str().unwrap();
        assert!(copied.starts_with("![") && copied.trim_end().ends_with("(gdp.svg)"), "{copied}");
    });
}

#[test]
fn a_snippet_is_copied_where_the_clipboard_is_refused() {
    visit(&paper(), |browser| {
        browser.run("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))", &[]);
        browser.click("#gdp .take:has([data-copy]) summary");
        browser.click("#gdp [data-copy][aria-label^='Copy LaTeX']");
        browser.wait_for("['Copied', 'Press Ctrl+C'].includes(document.querySelector(\"#gdp [aria-label^='Copy LaTeX']\").textContent)");
        let chosen = browser.run("const { value, selectionStart, selectionEnd } = document.activeElement; return [value, selectionStart, selectionEnd]", &[]);
        let text = chosen[0].as_str().unwrap();
        assert!(text.contains("\\includegraphics"), "{text}");
        assert_eq!((chosen[1].as_u64(), chosen[2].as_u64()), (Some(0), Some(text.encode_utf16().count() as u64)));
    });
}
